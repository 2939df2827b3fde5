//! The corpus of labelled sentences: what is found, where, and what it means.
//!
//! A file holds `reference` lines, sentences, and under each sentence its labels. The test writes
//! the labels afresh and compares; where it fails, it shows the lines that differ, and
//! `cargo xtask relabel` writes them into the file. Sentences that look as if they named a date
//! stand one a line in `no-dates/`.

use annals_core::Day;
use annals_dates::{Language, Reference, annotate, relabel};

/// The corpus of each built-in language.
const CORPORA: [(&str, &str); 4] = [
    ("en", include_str!("sentences/en.txt")),
    ("de", include_str!("sentences/de.txt")),
    ("es", include_str!("sentences/es.txt")),
    ("fr", include_str!("sentences/fr.txt")),
];

/// Sentences that name no date, of the languages that have a file of them.
const WITHOUT_DATES: [(&str, &str); 1] = [("en", include_str!("no-dates/en.txt"))];

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

#[test]
fn nothing_is_found_where_no_date_is_named() {
    let reference = Day::from_civil(2024, 3, 1).map(Reference::published);
    for (tag, sentences) in WITHOUT_DATES {
        let language = Language::named(tag).expect("a built-in language");
        let lines = sentences.lines().filter(|line| !line.is_empty() && !line.starts_with('#'));
        let found: Vec<String> = lines
            .flat_map(|line| {
                let mentions = annotate(line, language, reference).mentions;
                mentions.into_iter().map(move |one| format!("{:?} in {line}", &line[one.span]))
            })
            .collect();
        assert!(found.is_empty(), "{tag}: no dates, but found\n{}", found.join("\n"));
    }
}
