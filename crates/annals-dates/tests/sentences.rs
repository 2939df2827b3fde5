//! The corpus of labelled sentences: what is found, where, and what it means.
//!
//! A file holds `reference` lines, sentences, and under each sentence its labels. The test writes
//! the labels afresh and compares; where it fails, it shows the lines that differ, and the file
//! with the new labels can be had from [`relabel`].

use annals_core::Date;
use annals_dates::{Annotations, Language, Reference, annotate};

/// The corpus of each built-in language.
const CORPORA: [(&str, &str); 4] = [
    ("en", include_str!("sentences/en.txt")),
    ("de", include_str!("sentences/de.txt")),
    ("es", include_str!("sentences/es.txt")),
    ("fr", include_str!("sentences/fr.txt")),
];

#[test]
fn sentences_are_read_as_labelled() {
    for (tag, corpus) in CORPORA {
        let now = relabel(corpus, Language::named(tag).expect("a built-in language"));
        let changed: Vec<String> = corpus
            .lines()
            .zip(now.lines())
            .filter(|(before, after)| before != after)
            .map(|(before, after)| format!("- {before}\n+ {after}"))
            .collect();
        let is_same = changed.is_empty() && corpus == now;
        assert!(is_same, "labels of {tag} differ:\n{}\n\n{now}", changed.join("\n"));
    }
}

#[test]
fn every_language_has_sentences_with_dates_and_without() {
    assert!(Language::tags().eq(CORPORA.iter().map(|(tag, _)| *tag)));
    for (tag, corpus) in CORPORA {
        let blocks: Vec<&str> = corpus.split("\n\n").collect();
        let bare = blocks.iter().filter(|block| !block.contains('^')).count();
        assert!(blocks.len() > 60 && bare > 5, "{tag}: {} blocks, {bare} bare", blocks.len());
    }
}

/// A corpus with its labels written afresh.
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
    let mark = |span: &std::ops::Range<usize>, mark: &str, value: &str| {
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
