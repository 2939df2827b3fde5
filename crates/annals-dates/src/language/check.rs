//! Whether a language keeps what its examples promise.

use super::file::rule_span;
use super::{Language, Problems, RuleId};
use crate::annotate::{Annotations, Combined, Mode, annotate_as};
use crate::token::Paragraphs;
use crate::{Reference, find};
use annals_core::{AnchorKind, Date, Diagnostic};

/// Tries every example of a language.
pub(super) fn check(language: &Language, file: &str, text: &str) -> Vec<Diagnostic> {
    let mut problems = Problems { file, text, all: Vec::new() };
    let reference =
        Reference { day: language.reference, kind: AnchorKind::Publication, time: None };
    for (number, rule) in language.rules.iter().enumerate() {
        let id = RuleId(number as u16);
        for (example, expected) in &rule.examples {
            let mode = match (rule.phrase_only, rule.message_only) {
                (true, _) => Mode::Phrase,
                (_, true) => Mode::Message,
                _ => Mode::Text,
            };
            let (read, wholes) =
                annotate_as(Paragraphs::new(example), language, reference.into(), mode);
            let code = "language/example";
            if rule.ignored {
                if !read.mentions.is_empty() {
                    let message = format!("`{}`: `{example}` is read as a date", rule.name);
                    problems.add(code, rule_span(text, rule.place, "name"), message);
                }
                continue;
            }
            match reading(&read, &wholes, id) {
                None => {
                    let others: Vec<&str> =
                        read.mentions.iter().map(|m| language.rule_name(m.rule)).collect();
                    let message = format!(
                        "the rule `{}` does not read its example `{example}` (read by: {})",
                        rule.name,
                        others.join(", ")
                    );
                    problems.add(code, rule_span(text, rule.place, "name"), message);
                }
                Some(values) if !values.contains(expected) => {
                    let message = format!(
                        "the rule `{}` reads `{example}` as {}, not {expected}",
                        rule.name,
                        values.join(" or ")
                    );
                    problems.add(code, rule_span(text, rule.place, "name"), message);
                }
                Some(_) => {}
            }
            for rival in rivals(example, language, mode, id) {
                let message = format!(
                    "`{}` and `{}` read `{example}` differently",
                    rule.name,
                    language.rule_name(rival)
                );
                problems.add("language/ambiguous", rule_span(text, rule.place, "name"), message);
            }
        }
    }
    for example in &language.never {
        let (read, _) =
            annotate_as(Paragraphs::new(example), language, reference.into(), Mode::Text);
        if let Some(found) = read.mentions.first() {
            let place = text.find(example.as_str()).unwrap_or(0);
            let message = format!(
                "`{}` in `{example}` is read as a date by `{}`",
                &example[found.span.clone()],
                language.rule_name(found.rule)
            );
            problems.add("language/never", place..place + example.len(), message);
        }
    }
    problems.all
}

/// The date and the TIMEX value that a rule gave to something in an example.
pub(super) fn reading(
    read: &Annotations,
    wholes: &[Combined],
    rule: RuleId,
) -> Option<Vec<String>> {
    let text = |date: &Option<Date>| date.as_ref().map(ToString::to_string);
    if let Some(found) = read.combined.iter().chain(wholes).find(|found| found.rule == rule) {
        return Some(vec![text(&found.date).unwrap_or_else(|| "none".to_owned())]);
    }
    let found = read.mentions.iter().find(|found| found.rule == rule)?;
    let timex = found.timex.as_ref().map(|timex| timex.value.clone());
    let mut values: Vec<String> = text(&found.date).into_iter().chain(timex).collect();
    values.dedup();
    Some(if values.is_empty() { vec!["none".to_owned()] } else { values })
}

/// Rules that read an example, where this rule reads it, differently with equal right.
pub(super) fn rivals(example: &str, language: &Language, mode: Mode, rule: RuleId) -> Vec<RuleId> {
    let grammar = language.grammar(mode, example);
    let mut rivals = Vec::new();
    find::search(Paragraphs::new(example), language, &grammar, |paragraph| {
        let of_rule = paragraph.atoms.iter().filter(|atom| atom.rule == rule);
        rivals.extend(of_rule.filter_map(|atom| atom.rival));
    });
    rivals
}
