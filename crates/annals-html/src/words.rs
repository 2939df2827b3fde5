//! The site's own words, one table a language: `languages/*.toml`.
//!
//! Dates in words are the core's business, by its own table, which a language names here. Titles
//! and texts of events are never translated.

use crate::text;
use annals_core::{Kind, Status, Wording};
use serde::Deserialize;
use std::sync::LazyLock;

/// The words of a language.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Words {
    pub(crate) language: LanguageWords,
    pub(crate) frame: FrameWords,
    pub(crate) counts: CountWords,
    pub(crate) home: HomeWords,
    pub(crate) sky: SkyWords,
    pub(crate) steps: StepWords,
    pub(crate) lanes: LaneWords,
    pub(crate) listing: ListingWords,
    pub(crate) status: StatusWords,
    pub(crate) marks: MarkWords,
    pub(crate) key: KeyWords,
    pub(crate) themes: ThemeWords,
    pub(crate) sources: SourcesWords,
}

/// Words that depend on a number, by its category in the language; see Unicode TR 35, part 3.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Plural {
    zero: Option<String>,
    one: Option<String>,
    two: Option<String>,
    few: Option<String>,
    many: Option<String>,
    other: String,
}

/// Declares the words of a part of the site: each field is a line of a table.
macro_rules! words {
    ($($(#[$doc:meta])* $name:ident { $($field:ident: $type:ty),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Deserialize)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name { $(pub(crate) $field: $type),* }
    )*};
}

words! {
    /// What the language is, and how it joins numbers and phrases.
    LanguageWords { tag: String, dir: String, thousands: String, comma: String, and: String }
    /// What stands round every page.
    FrameWords { skip: String, main: String, timeline: String, theme: String, foot: String }
    CountWords { event: Plural, article: Plural, written: Plural, source: Plural, date: Plural, expression: Plural, report: Plural }
    HomeWords {
        read: String, none: String, show: String,
        record: String, record_deck: String, record_none: String, sections: String,
    }
    SkyWords {
        heading: String, eras: String, peaks: String, words: String, column: String,
        broken: String, before: String, after: String, shared: String,
    }
    StepWords {
        day: Plural, week: Plural, month: Plural, year: Plural, decade: Plural, century: Plural,
    }
    LaneWords { heading: String, deck: String, more: String, all: String }
    ListingWords { by_hand: String, undated: String, throughout: String }
    StatusWords {
        happened: String, ongoing: String, expected: String, conditional: String, denied: String,
        reported: String,
    }
    /// The marks, for those who do not see them.
    MarkWords {
        day: String, month: String, year: String, interval: String, approximate: String,
        before: String, after: String, ongoing: String, either_or: String, several: String,
        none: String,
    }
    /// The key to the marks.
    KeyWords {
        heading: String, more: String, day: String, month: String, year: String,
        interval: String, approximate: String, either_or: String, before: String, after: String,
        ongoing: String, several: String,
    }
    /// What to call the events that belong to no theme.
    ThemeWords { all: String, articles: String, other: String }
    SourcesWords { title: String }
}

/// The languages, English first.
static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| {
    // A table that does not parse is found by the tests of this module; see there.
    FILES.iter().filter_map(|file| toml::from_str(file).ok()).collect()
});
const FILES: [&str; 1] = [include_str!("../languages/en.toml")];

impl Words {
    /// The words for a BCP 47 tag: those of its language, or English.
    pub(crate) fn of(tag: &str) -> &'static Words {
        let language = tag.split('-').next().unwrap_or_default();
        let named = |words: &&Words| words.language.tag.eq_ignore_ascii_case(language);
        LANGUAGES.iter().find(named).unwrap_or(&LANGUAGES[0])
    }

    /// How dates are written.
    pub(crate) fn dates(&self) -> &'static Wording {
        &Wording::ENGLISH
    }

    /// A number and what it counts: "1 event", "15,598 events".
    pub(crate) fn count(&self, words: &Plural, number: usize) -> String {
        let form = match self.category(number) {
            Category::Zero => &words.zero,
            Category::One => &words.one,
            Category::Two => &words.two,
            Category::Few => &words.few,
            Category::Many => &words.many,
            Category::Other => &None,
        };
        let form = form.as_ref().unwrap_or(&words.other);
        form.replace("{n}", &self.number(number))
    }

    /// A number with its thousands set apart: "15,598".
    pub(crate) fn number(&self, number: usize) -> String {
        text::grouped(number, &self.language.thousands)
    }

    /// Several phrases as one: "a, b and c".
    pub(crate) fn list(&self, phrases: &[String]) -> String {
        match phrases {
            [] => String::new(),
            [only] => only.clone(),
            [head @ .., last] => {
                let LanguageWords { comma, and, .. } = &self.language;
                format!("{}{and}{last}", head.join(comma))
            }
        }
    }

    /// A mark in words.
    pub(crate) fn mark(&self, kind: Kind) -> &str {
        let words = &self.marks;
        match kind {
            Kind::Day => &words.day,
            Kind::Month => &words.month,
            Kind::Year => &words.year,
            Kind::Interval => &words.interval,
            Kind::Approximate => &words.approximate,
            Kind::Before => &words.before,
            Kind::After => &words.after,
            Kind::Ongoing => &words.ongoing,
            Kind::EitherOr => &words.either_or,
            Kind::Several => &words.several,
        }
    }

    /// What a mark means, in the key.
    pub(crate) fn meaning(&self, kind: Kind) -> &str {
        let words = &self.key;
        match kind {
            Kind::Day => &words.day,
            Kind::Month => &words.month,
            Kind::Year => &words.year,
            Kind::Interval => &words.interval,
            Kind::Approximate => &words.approximate,
            Kind::Before => &words.before,
            Kind::After => &words.after,
            Kind::Ongoing => &words.ongoing,
            Kind::EitherOr => &words.either_or,
            Kind::Several => &words.several,
        }
    }

    /// A status in a word.
    pub(crate) fn status(&self, status: Status) -> &str {
        let words = &self.status;
        match status {
            Status::Happened => &words.happened,
            Status::Ongoing => &words.ongoing,
            Status::Expected => &words.expected,
            Status::Conditional => &words.conditional,
            Status::Denied => &words.denied,
            Status::Reported => &words.reported,
        }
    }

    /// By the rules of CLDR for the languages that there are.
    fn category(&self, number: usize) -> Category {
        match (self.language.tag.as_str(), number) {
            ("ar", 0) => Category::Zero,
            ("ar", 2) => Category::Two,
            ("ar", 3..) if (3..=10).contains(&(number % 100)) => Category::Few,
            ("ar", 3..) if number % 100 > 10 => Category::Many,
            (_, 1) => Category::One,
            _ => Category::Other,
        }
    }
}

/// The plural categories of CLDR.
enum Category {
    Zero,
    One,
    Two,
    Few,
    Many,
    Other,
}

/// A phrase with its `{name}`s replaced. What is put in is not looked at again.
pub(crate) fn fill(phrase: &str, parts: &[(&str, &str)]) -> String {
    let mut filled = String::with_capacity(phrase.len());
    let mut rest = phrase;
    while let Some((before, after)) = rest.split_once('{') {
        filled += before;
        let Some((name, more)) = after.split_once('}') else {
            rest = &rest[before.len()..];
            break;
        };
        filled += parts.iter().find(|part| part.0 == name).map_or("", |part| part.1);
        rest = more;
    }
    filled + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_language_is_complete() {
        for file in FILES {
            let words = toml::from_str::<Words>(file).unwrap();
            assert!(["ltr", "rtl"].contains(&words.language.dir.as_str()));
        }
    }

    #[test]
    fn a_language_is_found_by_its_tag() {
        assert_eq!(Words::of("en-GB").language.tag, "en");
        assert_eq!(Words::of("").language.tag, "en");
        assert_eq!(Words::of("tlh").language.tag, "en");
    }

    #[test]
    fn words_follow_numbers() {
        let words = Words::of("en");
        assert_eq!(words.count(&words.counts.event, 1), "1 event");
        assert_eq!(words.count(&words.counts.event, 15_598), "15,598 events");
        assert_eq!(words.count(&words.steps.year, 1), "a year");
    }

    #[test]
    fn a_phrase_is_filled_once() {
        let parts = [("a", "{b}"), ("b", "x")];
        assert_eq!(fill("{a} and {b}, {c}", &parts), "{b} and x, ");
        assert_eq!(fill("an {open", &parts), "an {open");
    }

    #[test]
    fn phrases_are_joined() {
        let list = |phrases: &[&str]| {
            let phrases: Vec<String> = phrases.iter().map(|&phrase| phrase.to_owned()).collect();
            Words::of("en").list(&phrases)
        };
        assert_eq!(list(&[]), "");
        assert_eq!(list(&["a", "b", "c"]), "a, b and c");
    }
}
