//! `cargo xtask language`: what a language file still lacks, beside English.
//!
//! The loader sees that the rules of a file do what their examples say. Here it is told what there
//! is no rule for: meanings that English has and the file has not, classes of words that the
//! program asks for, too few labelled sentences, too few texts in which nothing may be found.

use crate::languages;
use annals_dates::CLASSES;
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::Write;
use std::path::Path;

/// Tell what a language file still lacks, beside English
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Tags of languages, or paths of language files; all of crates/annals-dates/languages where
    /// none is named
    #[arg(value_name = "TAG")]
    languages: Vec<String>,
}

/// How many labelled sentences a language has to have, and how many of them without a date.
const SENTENCES: (usize, usize) = (200, 40);
/// How many texts in which nothing may be found.
const NEVER: usize = 20;
/// The levels of rules in a language file.
const LEVELS: [&str; 4] = ["rule", "join", "combination", "whole"];

/// What a language file holds.
#[derive(Debug, Default)]
struct Inventory {
    /// The meanings of its rules, with an example of each.
    meanings: BTreeMap<String, String>,
    classes: BTreeSet<String>,
    rules: usize,
    examples: usize,
    never: usize,
    /// Labelled sentences, and those of them without a date.
    sentences: (usize, usize),
}

/// What a file lacks.
#[derive(Debug, Default)]
struct Lacks {
    /// Meanings, each with an English example.
    meanings: Vec<(String, String)>,
    /// Classes, with what they hold. Not every language needs every one.
    classes: Vec<(&'static str, &'static str)>,
    numbers: Vec<String>,
}

/// Tells of each language; whether all of them are complete.
///
/// # Errors
/// A file cannot be read, or is no sound language file.
pub(crate) fn run(args: &Args) -> Result<bool> {
    let mut out = std::io::stdout();
    let files = match args.languages.as_slice() {
        [] => languages::all_rules()?,
        named => named.iter().map(|name| languages::rules(name)).collect(),
    };
    let english = inventory(&languages::rules("en"))?.1;
    let mut complete = true;
    for path in files {
        let (tag, own) = inventory(&path)?;
        let lacks = own.lacks(&english);
        complete &= lacks.is_nothing();
        write!(out, "{tag}: {own}\n{lacks}")?;
    }
    Ok(complete)
}

/// The tag of a language file, and what it and its labelled sentences hold.
fn inventory(path: &Path) -> Result<(String, Inventory)> {
    let (language, text) = languages::load(path)?;
    let mut inventory = Inventory::of(&text.parse()?);
    if let Ok(corpus) = std::fs::read_to_string(languages::sentences(language.tag())) {
        inventory.sentences = count_sentences(&corpus);
    }
    Ok((language.tag().to_owned(), inventory))
}

/// Labelled sentences, and those of them without a label.
fn count_sentences(corpus: &str) -> (usize, usize) {
    let mut count = (0, 0);
    let mut lines = corpus.lines().peekable();
    let is_label = |line: &str| line.trim_start().starts_with(['^', '=']);
    while let Some(line) = lines.next() {
        let speaks = !line.is_empty() && !line.starts_with('#') && !line.starts_with("reference ");
        if speaks && !is_label(line) {
            count.0 += 1;
            count.1 += usize::from(lines.peek().is_none_or(|next| !is_label(next)));
        }
    }
    count
}

impl Inventory {
    fn of(file: &toml::Table) -> Inventory {
        let mut inventory = Inventory::default();
        let tables = |key: &str| file.get(key).and_then(toml::Value::as_array).cloned();
        for rule in LEVELS.iter().filter_map(|level| tables(level)).flatten() {
            inventory.rules += 1;
            let examples = rule.get("examples").and_then(toml::Value::as_table);
            inventory.examples += examples.map_or(0, toml::Table::len);
            let first = examples.and_then(|examples| examples.keys().next());
            if let Some(means) = rule.get("means").and_then(toml::Value::as_str) {
                let example = inventory.meanings.entry(means.to_owned()).or_default();
                if example.is_empty() {
                    *example = first.cloned().unwrap_or_default();
                }
            }
        }
        let words = file.get("words").and_then(toml::Value::as_table);
        inventory.classes = words.into_iter().flat_map(toml::Table::keys).cloned().collect();
        let never = file.get("never").and_then(|never| never.get("examples"));
        inventory.never = never.and_then(toml::Value::as_array).map_or(0, Vec::len);
        inventory
    }

    fn lacks(&self, english: &Inventory) -> Lacks {
        let meanings = english.meanings.iter();
        let meanings = meanings.filter(|(means, _)| !self.meanings.contains_key(*means));
        let classes = CLASSES.iter().filter(|(class, _)| !self.classes.contains(*class));
        let at_least = [
            (self.sentences.0, SENTENCES.0, "labelled sentences"),
            (self.sentences.1, SENTENCES.1, "labelled sentences without a date"),
            (self.never, NEVER, "examples under [never]"),
        ];
        let short = at_least.iter().filter(|(own, least, _)| own < least);
        Lacks {
            meanings: meanings.map(|(means, example)| (means.clone(), example.clone())).collect(),
            classes: classes.copied().collect(),
            numbers: short
                .map(|(own, least, what)| {
                    format!("{own} {what}; {least} are the least that tell something")
                })
                .collect(),
        }
    }
}

impl Lacks {
    /// Classes are a hint: many languages need no word between tens and ones.
    fn is_nothing(&self) -> bool {
        self.meanings.is_empty() && self.numbers.is_empty()
    }
}

impl fmt::Display for Inventory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Inventory { rules, examples, never, sentences: (sentences, bare), .. } = self;
        write!(
            f,
            "{rules} rules with {examples} examples, {never} texts without a date, \
             {sentences} labelled sentences, {bare} of them without a date"
        )
    }
}

impl fmt::Display for Lacks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (means, example) in &self.meanings {
            writeln!(f, "  no rule means `{means}`; in English: {example}")?;
        }
        for number in &self.numbers {
            writeln!(f, "  {number}")?;
        }
        for (class, holds) in &self.classes {
            writeln!(f, "  no class `{class}`, if the language has such: {holds}")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_file_lacks_is_told() {
        let english = "[words]\n[[rule]]\nmeans = \"day\"\nexamples = { \"3 May\" = \"\" }\n\
                       [[join]]\nmeans = \"about\"\nexamples = { \"about 3 May\" = \"\" }\n";
        let own = "[words]\njoiner = [\"kaj\"]\n[[rule]]\nmeans = \"day\"\n";
        let inventory = |text: &str| Inventory::of(&text.parse().unwrap());
        let lacks = inventory(own).lacks(&inventory(english));
        assert_eq!(lacks.meanings, [("about".to_owned(), "about 3 May".to_owned())]);
        assert_eq!(lacks.numbers.len(), 3);
        assert!(lacks.classes.iter().all(|(class, _)| *class != "joiner"));
        assert_eq!(lacks.classes.len(), CLASSES.len() - 1);
    }

    #[test]
    fn sentences_are_counted_with_those_that_name_no_date() {
        let corpus = "# A comment.\nreference 2024-03-01\n\nIn 1931.\n   ^^^^ 1931\n\nNever.\n";
        assert_eq!(count_sentences(corpus), (2, 1));
    }
}
