//! Whether what a clause tells took place: from its verb, its joints and words of doubt.

use super::clause::{Clauses, Joint};
use super::sentence::Sentence;
use super::title::{has_gap, is_claim};
use super::verb::{Form, Verb};
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
    let claim = claim_before(number, clauses, sentence);
    let is_disclaimed = claim.is_some_and(|noun| is_disclaimed(noun, clauses, sentence));
    if verb.negated || is_absent || is_disclaimed || teller_is(Class::Denying) {
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
    if claim.is_some()
        || teller_is(Class::Claiming)
        || clause.tokens().any(|at| {
            let token = &sentence.tokens[at];
            // "Seized men *alleged* to be smugglers": the doubt is about the men.
            let is_of_verb = at < verb.tokens.end || token.text(sentence.text).ends_with("ly");
            token.is(Class::Doubt) && is_of_verb && token.kind == super::token::Kind::Lower
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

/// The noun that only claims what the clause tells: "the *rumour* that the mill burned", but not
/// "the claim that Lund made".
fn claim_before(number: usize, clauses: &Clauses, sentence: &Sentence<'_>) -> Option<usize> {
    let clause = &clauses.list[number];
    let marker = clause.marker.filter(|&at| sentence.tokens[at].text(sentence.text) == "that")?;
    let noun = marker.checked_sub(1)?;
    (is_claim(noun, sentence) && !has_gap(clause, sentence)).then_some(noun)
}

/// Whether a claim is told to be none: "found *no* proof", "has *not* found any proof".
fn is_disclaimed(noun: usize, clauses: &Clauses, sentence: &Sentence<'_>) -> bool {
    let around = clauses.list[clauses.owner[noun]].verb.as_ref();
    let start = sentence.phrase_start(noun);
    // Only what is right behind the verb is its object.
    let is_object = |verb: &Verb| (verb.tokens.end..=verb.tokens.end + 1).contains(&start);
    around.is_some_and(|verb| verb.negated && is_object(verb))
        || (start.saturating_sub(1)..noun).any(|at| sentence.tokens[at].is(Class::Absence))
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
