//! The corpus of labelled sentences: its form, and its labels written afresh.
//!
//! A file holds `reference` lines, comments that begin with `#`, and sentences. Under a sentence
//! stands one line for each expression, with `^` marks under its words and its value, and one, with
//! `=` marks, for each combination. Who changes a rule writes the labels afresh, and what differs
//! is the review.

use crate::annotate::{Annotations, annotate};
use crate::context::Reference;
use crate::language::Language;
use annals_core::Date;
use std::ops::Range;

/// A corpus with its labels written afresh.
///
/// ```
/// use annals_dates::{Language, relabel};
/// let corpus = "reference 2024-03-01 Friday\n\nIt opens next Friday.\n";
/// let labelled = "reference 2024-03-01 Friday\n\nIt opens next Friday.\n\
///                 \x20        ^^^^^^^^^^^ 2024-03-08\n";
/// assert_eq!(relabel(corpus, Language::english()), labelled);
/// assert_eq!(relabel(labelled, Language::english()), labelled);
/// ```
pub fn relabel(corpus: &str, language: &Language) -> String {
    let mut reference = None;
    let mut lines = Vec::new();
    for line in corpus.lines() {
        if is_label(line) {
            continue;
        }
        lines.push(line.to_owned());
        if let Some(rest) = line.strip_prefix("reference ") {
            reference = reference_of(rest);
        } else if !line.is_empty() && !line.starts_with('#') {
            lines.extend(labels(line, &annotate(line, language, reference)));
        }
    }
    lines.join("\n") + "\n"
}

fn is_label(line: &str) -> bool {
    line.trim_start().starts_with(['^', '='])
}

fn reference_of(line: &str) -> Option<Reference> {
    let date: Date = line.split(' ').next()?.parse().ok()?;
    date.earliest().day().map(Reference::published)
}

fn labels(line: &str, found: &Annotations) -> Vec<String> {
    let mark = |span: &Range<usize>, mark: &str, value: &str| {
        let before = line[..span.start].chars().count();
        let width = line[span.clone()].chars().count();
        format!("{}{} {value}", " ".repeat(before), mark.repeat(width))
    };
    let text = |date: &Option<Date>| date.as_ref().map(ToString::to_string);
    let mentions = found.mentions.iter().map(|one| {
        let timex = one.timex.as_ref().map(|timex| format!("{} {}", timex.kind, timex.value));
        let value = text(&one.date).or(timex).unwrap_or_else(|| "unresolved".to_owned());
        mark(&one.span, "^", &value)
    });
    let combined = found.combined.iter().map(|one| {
        mark(&one.span, "=", &text(&one.date).unwrap_or_else(|| "unresolved".to_owned()))
    });
    mentions.chain(combined).collect()
}
