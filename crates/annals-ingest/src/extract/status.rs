//! Whether what a clause tells took place: from its verb, its joints and words of doubt.

use super::clause::{Clauses, Joint};
use super::sentence::Sentence;
use super::verb::Form;
use crate::lexicon::Class;
use annals_core::{Date, Day, Kind, Limit, Status};

/// The status of the event that a clause tells.
pub(crate) fn status(
    number: usize,
    clauses: &Clauses,
    sentence: &Sentence<'_>,
    date: &Date,
    published: Option<Day>,
) -> Status {
    let clause = &clauses.list[number];
    let Some(verb) = &clause.verb else { return Status::Happened };
    let told_by = told_by(number, clauses);
    let teller_is = |class: Class| told_by.is_some_and(|head| sentence.tokens[head].is(class));
    let is_absent =
        clause.subject().next().is_some_and(|first| sentence.tokens[first].is(Class::Absence));
    if verb.negated || is_absent || teller_is(Class::Denying) {
        return Status::Denied;
    }
    let is_ahead =
        matches!((date.earliest(), published), (Limit::Day(earliest), Some(day)) if earliest > day);
    let is_over =
        matches!((date.latest(), published), (Limit::Day(latest), Some(day)) if latest < day);
    let is_open = matches!(verb.form, Form::Future | Form::Would | Form::Possible | Form::Present)
        || is_ahead
        || verb.plans;
    if is_condition(number, clauses, sentence)
        || (is_open && has_condition(number, clauses, sentence))
    {
        return Status::Conditional;
    }
    if teller_is(Class::Claiming)
        || clause.tokens().any(|at| {
            sentence.tokens[at].is(Class::Doubt)
                && sentence.tokens[at].kind == super::token::Kind::Lower
        })
    {
        return Status::Reported;
    }
    match verb.form {
        // "May have met": what may have been is told by someone.
        Form::Possible if is_over => Status::Reported,
        Form::Possible => Status::Conditional,
        _ if is_ahead || verb.plans || verb.form == Form::Future => Status::Expected,
        Form::Would if !is_over || clause.joint == Joint::Content => Status::Expected,
        Form::Progressive => Status::Ongoing,
        Form::Perfect if matches!(date.kind(), Kind::Ongoing | Kind::After) => Status::Ongoing,
        _ => Status::Happened,
    }
}

/// The verb of the clause that tells this one: "said" in "he said (that) …" and in "…, he said".
fn told_by(number: usize, clauses: &Clauses) -> Option<usize> {
    let clause = &clauses.list[number];
    if clause.joint != Joint::Content {
        return None;
    }
    let parent = &clauses.list[clause.parent?];
    parent.verb.as_ref().map(|verb| verb.head)
}

/// Whether the clause itself is a condition: "if the river rises".
fn is_condition(number: usize, clauses: &Clauses, sentence: &Sentence<'_>) -> bool {
    let marker = clauses.list[number].marker;
    marker.is_some_and(|at| sentence.tokens[at].is(Class::Condition))
}

/// Whether a condition hangs on the clause.
fn has_condition(number: usize, clauses: &Clauses, sentence: &Sentence<'_>) -> bool {
    (0..clauses.list.len()).any(|other| {
        clauses.list[other].parent == Some(number) && is_condition(other, clauses, sentence)
    })
}
