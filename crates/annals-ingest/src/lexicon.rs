//! The words of a language by which sentences are taken apart, read from a TOML file.
//!
//! The file is data with its own tests: every class of words carries examples. Here it is loaded
//! and looked up; what the classes mean to the extraction is decided in `extract`.

use crate::words::{Packed, Words};
use aho_corasick::{AhoCorasick, AhoCorasickKind};
use rapidhash::{RapidHashMap, RapidHashSet};
use serde::Deserialize;
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::fmt;
use std::sync::OnceLock;

/// The words of a language, with the language's date expressions.
#[derive(Debug)]
pub struct Lexicon {
    pub(crate) dates: &'static annals_dates::Language,
    tag: String,
    words: Words<Word>,
    phrases: Phrases,
    demonyms: RapidHashMap<String, String>,
    countries: RapidHashSet<String>,
    suffixes: Vec<String>,
}

/// What is known of a word.
#[derive(Clone, Copy, Debug, Default)]
struct Word {
    classes: Classes,
    event: Option<u16>,
}

/// A set of [`Class`]es.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Classes(u128);

/// A class of words that the extraction knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum Class {
    Be,
    Have,
    Do,
    Will,
    Would,
    Possible,
    Ought,
    Past,
    Participle,
    NoVerb,
    Intransitive,
    Present,
    State,
    Measure,
    Amount,
    Reporting,
    Speaking,
    Claiming,
    Doubt,
    Planning,
    Purpose,
    Negation,
    Superlative,
    Absence,
    Denying,
    OfParticiple,
    Subordinator,
    Condition,
    Relative,
    Coordinator,
    Preposition,
    DatePreposition,
    Determiner,
    Pronoun,
    FirstPerson,
    Adverb,
    OtherTime,
    Opener,
    Event,
    Telling,
    Body,
    Firm,
    Pair,
    Title,
    Office,
    TitlePart,
    TitleAdjective,
    PlacePart,
    Counterpart,
    Calendar,
    DateTail,
    OfName,
    Function,
    Particle,
    Masculine,
    Feminine,
    Neuter,
    Plural,
    Possessive,
    Article,
    Singular,
    Locative,
    TakesClause,
    TakesClaim,
    OfMind,
    Question,
    Reason,
    Distributive,
    Ability,
    Comparing,
    TimeUnit,
    Aftermath,
    Span,
    DateAdjective,
    /// The first word of a demonym; the file lists demonyms by themselves.
    #[serde(skip)]
    Demonym,
}

impl Class {
    /// Words of grammar, which do not tell what a sentence is about, and those of the calendar.
    pub(crate) const GRAMMAR: [Class; 16] = [
        Class::Be,
        Class::Have,
        Class::Do,
        Class::Will,
        Class::Would,
        Class::Possible,
        Class::Ought,
        Class::Negation,
        Class::Subordinator,
        Class::Relative,
        Class::Coordinator,
        Class::Preposition,
        Class::Determiner,
        Class::Pronoun,
        Class::Adverb,
        Class::Calendar,
    ];
}

/// Why a language file cannot be used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LexiconError(String);

impl fmt::Display for LexiconError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl std::error::Error for LexiconError {}

/// The language file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    tag: String,
    reference: String,
    class: Vec<ClassEntry>,
    phrases: Vec<PhraseEntry>,
    suffixes: Vec<String>,
    demonyms: RapidHashMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ClassEntry {
    name: Class,
    #[serde(default)]
    words: Vec<String>,
    #[serde(default)]
    groups: Vec<Vec<String>>,
    examples: BTreeMap<String, String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct PhraseEntry {
    name: PhraseKind,
    phrases: Vec<String>,
    examples: BTreeMap<String, String>,
}

/// What a phrase shows of its sentence.
#[derive(Clone, Copy, Debug, Deserialize, PartialEq, Eq, PartialOrd, Ord)]
#[serde(rename_all = "kebab-case")]
pub(crate) enum PhraseKind {
    /// That it is none of the report: a caption, a credit, a call to read on.
    Boilerplate,
    /// That it gives the writer's own mind.
    Opinion,
}

/// Phrases, all looked for at once.
#[derive(Debug)]
struct Phrases {
    search: AhoCorasick,
    /// The kind of each phrase.
    kinds: Vec<PhraseKind>,
}

impl Phrases {
    fn new(entries: Vec<PhraseEntry>) -> Result<Phrases, LexiconError> {
        if entries.iter().any(|entry| entry.examples.is_empty()) {
            return Err(LexiconError("a list of phrases has no examples".to_owned()));
        }
        let all =
            || entries.iter().flat_map(|entry| entry.phrases.iter().map(|one| (one, entry.name)));
        let mut builder = AhoCorasick::builder();
        builder.kind(Some(AhoCorasickKind::DFA)).ascii_case_insensitive(true);
        let search = builder.build(all().map(|(phrase, _)| phrase));
        let search = search.map_err(|error| LexiconError(error.to_string()))?;
        Ok(Phrases { search, kinds: all().map(|(_, kind)| kind).collect() })
    }

    /// The first kind of which a phrase stands in a text, whatever its case.
    fn within(&self, text: &str) -> Option<PhraseKind> {
        // Hardly any text has one, and to see that is cheaper than to look for all.
        if !self.search.is_match(text) {
            return None;
        }
        self.search.find_overlapping_iter(text).map(|found| self.kinds[found.pattern()]).min()
    }
}

const ENGLISH: &str = include_str!("../languages/en.toml");

impl Lexicon {
    /// English.
    ///
    /// # Panics
    /// Never: the language file is part of the program, and a test loads it.
    pub fn english() -> &'static Lexicon {
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            Lexicon::from_toml(ENGLISH, annals_dates::Language::english())
                .unwrap_or_else(|error| unreachable!("a test loads the language file: {error}"))
        })
    }

    /// The tags of the built-in languages.
    ///
    /// ```
    /// use annals_ingest::Lexicon;
    /// assert!(Lexicon::tags().all(|tag| Lexicon::named(tag).is_some()));
    /// ```
    pub fn tags() -> impl Iterator<Item = &'static str> {
        ["en"].into_iter()
    }

    /// The built-in language of a BCP 47 tag, whatever its region: `en`, `en-GB`.
    ///
    /// ```
    /// use annals_ingest::Lexicon;
    /// assert_eq!(Lexicon::named("en-GB").map(Lexicon::tag), Some("en"));
    /// assert!(Lexicon::named("tlh").is_none());
    /// ```
    pub fn named(tag: &str) -> Option<&'static Lexicon> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        primary.eq_ignore_ascii_case("en").then(Lexicon::english)
    }

    /// A language file, with the date expressions of the same language.
    ///
    /// # Errors
    /// The file is no TOML, names a class that is not known, or has a class without examples.
    pub fn from_toml(
        file: &str,
        dates: &'static annals_dates::Language,
    ) -> Result<Lexicon, LexiconError> {
        let file: File = toml::from_str(file).map_err(|error| LexiconError(error.to_string()))?;
        let mut lexicon = Lexicon {
            dates,
            tag: file.tag,
            words: Words::default(),
            phrases: Phrases::new(file.phrases)?,
            countries: file.demonyms.values().cloned().collect(),
            demonyms: file.demonyms,
            suffixes: file.suffixes,
        };
        for demonym in lexicon.demonyms.keys() {
            let first = demonym.split(' ').next().unwrap_or_default();
            lexicon.words.entry(first).classes.insert(Class::Demonym);
        }
        for entry in file.class {
            if entry.examples.is_empty() {
                return Err(LexiconError(format!("the class {:?} has no examples", entry.name)));
            }
            lexicon.add_class(&entry);
        }
        if file.reference.parse::<annals_core::Date>().is_err() {
            return Err(LexiconError("`reference` is no date".to_owned()));
        }
        Ok(lexicon)
    }

    /// The tag of the language: `en`.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    fn add_class(&mut self, entry: &ClassEntry) {
        for word in &entry.words {
            self.words.entry(word).classes.insert(entry.name);
        }
        for (number, group) in entry.groups.iter().enumerate() {
            for word in group {
                let known = self.words.entry(word);
                known.classes.insert(entry.name);
                known.event = Some(number as u16);
            }
        }
    }

    /// The classes of a word in lower case.
    pub(crate) fn classes(&self, lower: &str) -> Classes {
        self.words.get(lower).map_or(Classes::default(), |word| word.classes)
    }

    /// The classes of a short word.
    #[inline]
    pub(crate) fn classes_of(&self, word: Packed) -> Classes {
        self.words.packed(word).map_or(Classes::default(), |word| word.classes)
    }

    /// The number of the kind of event that a word in lower case names.
    pub(crate) fn event(&self, lower: &str) -> Option<u16> {
        self.words.get(lower)?.event
    }

    /// The country of a demonym in lower case, of one or two words.
    pub(crate) fn country(&self, lower: &str) -> Option<&str> {
        self.demonyms.get(lower).map(String::as_str)
    }

    /// Whether the word is the name of a country that has a demonym.
    pub(crate) fn is_country(&self, word: &str) -> bool {
        self.countries.contains(word)
    }

    /// What phrases show of a sentence.
    pub(crate) fn phrase(&self, sentence: &str) -> Option<PhraseKind> {
        self.phrases.within(sentence)
    }

    /// A word in lower case as it is compared with others: `#` and a number for what names a kind
    /// of event, else the word without its ending.
    pub(crate) fn key<'w>(&self, lower: Cow<'w, str>) -> Cow<'w, str> {
        const SHORTEST: usize = 3;
        if let Some(event) = self.event(&lower) {
            return format!("#{event}").into();
        }
        let stem = self.suffixes.iter().find_map(|suffix| {
            lower.strip_suffix(suffix.as_str()).filter(|stem| stem.chars().count() >= SHORTEST)
        });
        let length = stem.unwrap_or(&lower).len();
        match lower {
            Cow::Borrowed(word) => word[..length].into(),
            Cow::Owned(mut word) => {
                word.truncate(length);
                word.into()
            }
        }
    }
}

impl Classes {
    pub(crate) fn insert(&mut self, class: Class) {
        self.0 |= 1 << class as u32;
    }

    #[inline]
    pub(crate) fn has(self, class: Class) -> bool {
        self.0 & (1 << class as u32) != 0
    }

    #[inline]
    pub(crate) fn has_any(self, classes: &[Class]) -> bool {
        // A constant wherever the classes are.
        let any = classes.iter().fold(0, |all, &class| all | 1 << class as u32);
        self.0 & any != 0
    }
}

/// The examples of the built-in English file, with the day on which they are published.
#[cfg(test)]
pub(crate) fn english_examples() -> (String, Vec<(String, String)>) {
    let file: File = toml::from_str(ENGLISH).unwrap();
    let classes = file.class.into_iter().flat_map(|entry| entry.examples);
    let phrases = file.phrases.into_iter().flat_map(|entry| entry.examples);
    (file.reference, classes.chain(phrases).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Article, DateFrom, Published, extract};
    use annals_core::{Date, Limit};

    /// What is extracted from a sentence, as the language file writes it.
    fn told(sentence: &str, reference: &str) -> String {
        let mut article = Article::new("example", "example", sentence);
        let date: Date = reference.parse().unwrap();
        let Limit::Day(day) = date.earliest() else { panic!("the reference is a day") };
        article.published = Some(Published { day, from: DateFrom::Record });
        let extraction = extract(&article, Lexicon::english());
        let events = extraction.candidates.iter().map(|candidate| {
            let names = candidate.names.join(", ");
            let names = if names.is_empty() { names } else { format!(" | {names}") };
            format!("{} {}: {}{names}", candidate.date, candidate.status, candidate.title)
        });
        let events: Vec<String> = events.collect();
        if events.is_empty() { "none".to_owned() } else { events.join(" + ") }
    }

    #[test]
    fn every_example_of_the_language_file_holds() {
        let (reference, examples) = english_examples();
        let wrong: Vec<String> = examples
            .iter()
            .map(|(sentence, expected)| (sentence, expected, told(sentence, &reference)))
            .filter(|(_, expected, found)| found != *expected)
            .map(|(sentence, expected, found)| {
                format!("{sentence}\n  want {expected}\n  have {found}")
            })
            .collect();
        assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
    }

    #[test]
    fn a_file_with_a_fault_is_refused() {
        let load = |file: &str| Lexicon::from_toml(file, annals_dates::Language::english());
        assert!(load("tag = 1").is_err());
        let error = load(&ENGLISH.replacen("name = \"be\"", "name = \"bee\"", 1)).unwrap_err();
        assert!(error.to_string().contains("bee"), "{error}");
        let error = load(&ENGLISH.replacen("[class.examples]", "[class.unknown]", 1)).unwrap_err();
        assert!(error.to_string().contains("unknown"), "{error}");
        assert!(load(ENGLISH).is_ok());
    }
}
