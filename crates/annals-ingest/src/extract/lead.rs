//! The lead of a report that names no day: whether it tells the news, and when that was.
//!
//! News is told on its day or soon after, so the day of telling is the latest that it can be. A
//! report that soon names that day, and none of the few before it, tells the news of the day; else
//! no day is chosen from these. A later sentence that dates the news itself is preferred.

use super::clause::{Clause, Clauses, Joint};
use super::expression::Expression;
use super::heading::dateline_end;
use super::sentence::Sentence;
use super::token::Token;
use super::untold::untold;
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

/// Whether a lead names no day itself, but for that of its dateline.
pub(crate) fn names_no_day(tokens: &[Token], text: &str) -> bool {
    !tokens[dateline_end(tokens, text)..].iter().any(|token| token.dated)
}

/// The day on which a report was written.
pub(crate) fn told_on(article: &Article) -> Option<(AnchorKind, Day)> {
    let dateline = article.dateline.map(|day| (AnchorKind::Dateline, day));
    dateline.or_else(|| Some((AnchorKind::Publication, article.date()?)))
}

/// When the news of a lead was that a report of that day tells, with how that is known. `near` are
/// the expressions in the sentences after it.
pub(crate) fn reading(
    article: &Article,
    span: &Range<usize>,
    tokens: &[Token],
    near: &[&Expression],
    (kind, day): (AnchorKind, Day),
) -> Option<Reading> {
    let start = dateline_end(tokens, &article.text);
    let told = if kind == AnchorKind::Dateline { "its dateline" } else { "the article" };
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

/// Whether an expression names a day as fresh as the news of a report of that day.
pub(crate) fn is_fresh(expression: &Expression, day: Day) -> bool {
    days_before(day).is_some_and(|fresh| is_day_within(expression, &fresh))
}

/// The clause by which a lead tells that something has happened. `is_fresh` says whether the report
/// soon names a day as fresh as its news.
pub(crate) fn news(sentence: &Sentence<'_>, parts: &Clauses, is_fresh: bool) -> Option<usize> {
    let number = told_news(sentence, parts).unwrap_or(0);
    let clause = parts.list.get(number)?;
    let verb = clause.verb.as_ref()?;
    let head = &sentence.tokens[verb.head];
    let may_be_news = match verb.form {
        Form::Perfect => true,
        // A feature tells of the past too: a report names days that are as fresh as its news.
        Form::Past => is_fresh,
        _ => false,
    };
    let is_told = may_be_news
        && !verb.negated
        && !verb.plans
        && !verb.is_doubtful
        && !head.is(Class::Planning)
        && (verb.form == Form::Perfect || !head.is(Class::Reporting))
        && untold(verb, clause, sentence).is_none()
        && !clause.tokens().any(|at| sentence.tokens[at].quoted);
    is_told.then_some(number)
}

/// The clause that tells what has happened, where the first only says who told it: "the guild said
/// (that) *it has bought the mill*".
fn told_news(sentence: &Sentence<'_>, parts: &Clauses) -> Option<usize> {
    let teller = parts.list.first()?.verb.as_ref()?;
    let is_news = |clause: &Clause| {
        clause.joint == Joint::Content
            && clause.parent == Some(0)
            && clause.verb.as_ref().is_some_and(|verb| verb.form == Form::Perfect)
    };
    let is_telling = matches!(teller.form, Form::Past | Form::Present)
        && sentence.tokens[teller.head].is(Class::Reporting);
    is_telling.then(|| parts.list.iter().position(is_news)).flatten()
}

fn is_day_within(expression: &Expression, when: &Date) -> bool {
    let date = expression.reading.date.as_ref();
    date.is_some_and(|date| date.precision() >= Precision::Day && date.may_meet(when))
}
