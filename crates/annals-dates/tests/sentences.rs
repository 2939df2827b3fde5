//! The corpus of labelled sentences: what is found, where, and what it means.
//!
//! A file holds `reference` lines, sentences, and under each sentence its labels. The test writes
//! the labels afresh and compares; where it fails, it shows the lines that differ, and
//! `cargo xtask relabel` writes them into the file.

use annals_dates::{Language, relabel};

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
        assert!(is_same, "labels of {tag} differ; `cargo xtask relabel`:\n{}", changed.join("\n"));
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
