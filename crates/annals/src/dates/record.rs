//! The dates of a document as a line of JSON.

use super::{Document, Found};
use crate::output::DateFields;
use annals_core::Date;
use annals_dates::{Annotation, Combined, Field, Timex, TimexMod, Words};
use serde::Serialize;
use serde_json::Value;
use std::ops::Range;

/// The dates of a document.
#[derive(Serialize)]
pub(super) struct DocumentRecord<'a> {
    id: &'a Value,
    lang: &'a str,
    mentions: Vec<MentionRecord<'a>>,
    combined: Vec<CombinedRecord<'a>>,
}

/// An expression, and what it means where that can be told.
#[derive(Serialize)]
struct MentionRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    timex: Option<TimexRecord<'a>>,
    #[serde(flatten)]
    date: Option<DateFields>,
    rule: &'a str,
    why: &'a Words,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    inferred: Vec<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    alternatives: Vec<AlternativeRecord<'a>>,
}

#[derive(Serialize)]
struct TimexRecord<'a> {
    r#type: &'static str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#mod: Option<&'static str>,
}

/// What an expression could also mean.
#[derive(Serialize)]
struct AlternativeRecord<'a> {
    #[serde(flatten)]
    date: DateFields,
    why: &'a Words,
}

/// Several expressions that name one date together.
#[derive(Serialize)]
struct CombinedRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(flatten)]
    date: Option<DateFields>,
    rule: &'a str,
    why: &'a Words,
}

/// The record of a document.
pub(super) fn of<'a>(document: &'a Document, found: &'a Found) -> DocumentRecord<'a> {
    let text = |span: &Range<usize>| &document.text[span.clone()];
    let rule = |rule| found.language.map_or("", |language| language.rule_name(rule));
    let mention = |one: &'a Annotation| MentionRecord {
        start: one.span.start,
        end: one.span.end,
        text: text(&one.span),
        timex: one.timex.as_ref().map(TimexRecord::of),
        date: one.date.as_ref().map(DateFields::of),
        rule: rule(one.rule),
        why: &one.why,
        inferred: one.inferred.iter().map(|field| field_name(*field)).collect(),
        alternatives: one.alternatives.iter().map(AlternativeRecord::of).collect(),
    };
    let combined = |one: &'a Combined| CombinedRecord {
        start: one.span.start,
        end: one.span.end,
        text: text(&one.span),
        date: one.date.as_ref().map(DateFields::of),
        rule: rule(one.rule),
        why: &one.why,
    };
    DocumentRecord {
        id: &document.id,
        lang: &found.lang,
        mentions: found.annotations.mentions.iter().map(mention).collect(),
        combined: found.annotations.combined.iter().map(combined).collect(),
    }
}

impl TimexRecord<'_> {
    fn of(timex: &Timex) -> TimexRecord<'_> {
        TimexRecord {
            r#type: timex.kind.name(),
            value: &timex.value,
            r#mod: timex.modifier.map(TimexMod::name),
        }
    }
}

impl AlternativeRecord<'_> {
    fn of((date, why): &(Date, Words)) -> AlternativeRecord<'_> {
        AlternativeRecord { date: DateFields::of(date), why }
    }
}

fn field_name(field: Field) -> &'static str {
    match field {
        Field::Century => "century",
        Field::Year => "year",
        Field::Month => "month",
        Field::Week => "week",
        Field::Day => "day",
    }
}
