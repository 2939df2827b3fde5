//! The lead of a report that names no day: whether it tells the news, and when that was.
//!
//! News is told on its day or soon after, so the day of telling is the latest that it can be. A
//! report that soon names that day, and none of the few before it, tells the news of the day; else
//! no day is chosen from these. A later sentence that dates the news itself is preferred.

use super::clause::{Clauses, dateline_end};
use super::dating;
use super::expression::Expression;
use super::sentence::Sentence;
use super::token::Token;
use super::verb::Form;
use crate::article::Article;
use crate::lexicon::Class;
use annals_core::{Anchor, AnchorKind, Date, Day, Precision, Reading};
use std::ops::Range;

/// News is told at most so many days after it happened.
const DAYS: i64 = 2;
/// A lead is found among the first sentences, after a headline that stands in the text.
const FIRST: usize = 3;

/// The number of the lead: the first sentence, but for headlines, which end without a full stop.
pub(crate) fn lead(tokens: &[Token], sentences: &[Range<usize>]) -> Option<usize> {
    let is_sentence = |range: &Range<usize>| {
        let mut marks = tokens[range.clone()].iter().rev();
        marks
            .find(|token| !token.is_mark('"') && !token.is_mark('”'))
            .is_some_and(|token| token.is_mark('.'))
    };
    sentences.iter().take(FIRST).position(is_sentence)
}

/// When the news of a lead was, with how that is known. The lead names no day itself, but for that
/// of its dateline; `near` are the expressions in the sentences after it.
pub(crate) fn reading(
    article: &Article,
    span: &Range<usize>,
    tokens: &[Token],
    near: &[&Expression],
) -> Option<Reading> {
    let start = dateline_end(tokens);
    if tokens[start..].iter().any(|token| token.dated) {
        return None;
    }
    let (kind, told, day) = match article.dateline {
        Some(day) => (AnchorKind::Dateline, "its dateline", day),
        None => (AnchorKind::Publication, "the article", article.date()?),
    };
    let span = tokens.get(start)?.span.start..span.end;
    let day_words = day.words();
    let telling = format!(
        "The first sentence of the report tells the news and names no day; {told} is of {day_words}"
    );
    let (step, date, why) = match only_day(near, day)? {
        Some(text) => (
            "that day".to_owned(),
            day.into(),
            format!("{telling}, and soon names that day (“{text}”) and none shortly before it."),
        ),
        None => (
            format!("that day or up to {DAYS} days before"),
            days_before(day)?,
            format!("{telling}, and news is told on its day or soon after."),
        ),
    };
    Some(Reading {
        text: article.text.get(span.clone())?.to_owned(),
        span,
        rule: "lead".into(),
        anchor: Some(Anchor { kind, date: day.into() }),
        step: step.into(),
        date: Some(date),
        why: why.into(),
    })
}

/// How the report names its day, where it names no other of the few before it; an error where
/// these cannot be reckoned.
fn only_day<'e>(near: &[&'e Expression], day: Day) -> Option<Option<&'e str>> {
    let fresh = days_before(day)?;
    let mut named = near.iter().filter(|expression| is_day_within(expression, &fresh)).peekable();
    let first = named.peek().map(|expression| expression.reading.text.as_str());
    let is_own = |expression: &&&Expression| {
        let date = expression.reading.date.as_ref();
        date.is_some_and(|date| {
            date.earliest().day() == Some(day) && date.latest().day() == Some(day)
        })
    };
    Some(first.filter(|_| named.all(|expression| is_own(&expression))))
}

/// One of the days up to a day.
fn days_before(day: Day) -> Option<Date> {
    let first = day + -DAYS;
    format!("[{first}..{day}]").parse().ok()
}

/// The clause by which a lead tells that something has happened. `expressions` are those of the
/// lead and the sentences next to it, of which the news was told on one of the days up to `day`.
pub(crate) fn news(
    sentence: &Sentence<'_>,
    parts: &Clauses,
    expressions: &[Expression],
    day: Day,
) -> Option<usize> {
    let when = &days_before(day)?;
    let clause = parts.list.first()?;
    let verb = clause.verb.as_ref()?;
    let head = &sentence.tokens[verb.head];
    let is_fresh = match verb.form {
        Form::Perfect => true,
        // A feature tells of the past too: a report names days that are as fresh as its news.
        Form::Past => expressions.iter().any(|expression| is_day_within(expression, when)),
        _ => false,
    };
    let is_told = is_fresh
        && !verb.negated
        && !verb.plans
        && !verb.is_doubtful
        && !head.is(Class::Planning)
        && (verb.form == Form::Perfect || !head.is(Class::Reporting))
        && dating::untold(verb, clause, sentence).is_none()
        && !clause.tokens().any(|at| sentence.tokens[at].quoted);
    is_told.then_some(0)
}

fn is_day_within(expression: &Expression, when: &Date) -> bool {
    let date = expression.reading.date.as_ref();
    date.is_some_and(|date| date.precision() >= Precision::Day && date.may_meet(when))
}
