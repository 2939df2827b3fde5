//! The site's own words, one table a language: `languages/*.toml`.
//!
//! Dates in words are the core's business, by its own table, which a language names here. Titles
//! and texts of events are never translated.

use crate::text;
use annals_core::{Kind, LinkKind, Precision, Status, Wording};
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
    pub(crate) names: NamesWords,
    pub(crate) days: DaysWords,
    pub(crate) event: EventWords,
    pub(crate) links: LinkWords,
    pub(crate) precision: PrecisionWords,
    pub(crate) chain: ChainWords,
    pub(crate) figure: FigureWords,
    pub(crate) sources: SourcesWords,
    pub(crate) source: SourceWords,
    pub(crate) dates: DatesWords,
    pub(crate) span: SpanWords,
    pub(crate) copies: CopyWords,
    pub(crate) search: SearchWords,
    pub(crate) keys: KeyboardWords,
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
    FrameWords {
        skip: String, main: String, timeline: String, theme: String, foot: String,
        crumb: String, neighbours: String, before: String, after: String, parts: String, part: String,
    }
    CountWords {
        event: Plural, article: Plural, written: Plural, source: Plural, date: Plural,
        expression: Plural, report: Plural, day: Plural, name: Plural,
    }
    HomeWords {
        read: String, none: String, show: String,
        record: String, record_deck: String, record_none: String, sections: String,
    }
    SkyWords {
        heading: String, eras: String, peaks: String, words: String, column: String,
        broken: String, before: String, after: String, shared: String, ribbon: String,
    }
    StepWords {
        day: Plural, week: Plural, month: Plural, year: Plural, decade: Plural, century: Plural,
    }
    LaneWords { heading: String, near: String, deck: String, more: String, all: String }
    ListingWords { by_hand: String, undated: String, throughout: String }
    StatusWords {
        happened: String, ongoing: String, expected: String, conditional: String, denied: String,
        reported: String,
    }
    /// A word or a sentence for each kind of date.
    KindWords {
        day: String, month: String, year: String, interval: String, approximate: String,
        before: String, after: String, ongoing: String, either_or: String, several: String,
    }
    /// The marks, for those who do not see them.
    MarkWords { none: String, disputed: String, beyond: String, kinds: KindWords }
    /// The key to the marks.
    KeyWords {
        heading: String, more: String, disputed: String, undated: String, kinds: KindWords,
    }
    /// What to call the events that belong to no theme.
    ThemeWords { all: String, articles: String, other: String }
    /// The pages of time.
    SpanWords {
        across: String, across_deck: String, undated_deck: String, part: String, parts: String,
        known: String, closer: String, closer_deck: String, all: String, zoom: String,
        place: String, landmarks: String, landmarks_deck: String, rest: String,
        rest_deck: String, reaching: String, reaching_deck: String, more: String,
    }
    /// People, places, themes, and names of which no source tells what they stand for.
    NamesWords {
        people: String, places: String, themes: String, names: String,
        people_deck: String, places_deck: String, themes_deck: String, names_deck: String,
        initials: String, digits: String, see: String, events: String, with_people: String, with_places: String, with_themes: String,
        with_names: String, spelled: String, same: String, undated: String,
        dated: String, single: String,
    }
    /// Days of the year.
    DaysWords {
        title: String, deck: String, none: String, cell: String, counts: String, events: String,
        description: String, julian: String,
    }
    EventWords {
        dated: String, drawn: String, disputed: String, disputed_by: Plural, by_hand: String,
        also: String, edited: String, edited_title: String, edited_date: String, no_work: String, works: String, no_source: String, against: String,
        names_only: String, nothing_kept: String, nothing_kept_why: String, places: String,
        people: String, names: String, aliases: String, known_to: String, data: String,
        written: String, julian: String, day: String, cite: String,
        citation: String, citation_local: String, around: String,
        from: String, to: String, unknown: String,
        ongoing: String, expected: String, conditional: String, denied: String,
        reported: String,
    }
    /// How an event stands to another one.
    LinkWords { part_of: String, caused_by: String, same_as: String }
    /// How closely a date is known.
    PrecisionWords {
        millennium: String, century: String, decade: String, year: String, season: String,
        month: String, week: String, day: String, time: String, approximate: String,
        uncertain: String, both: String,
    }
    /// The reckoning of a date, link by link.
    ChainWords {
        from: String, reads: String, step: String, gives: String, none: String,
        published: String, dateline: String, mention: String,
    }
    /// The drawing on an event's page.
    FigureWords {
        before_era: String, decade: String, arcs: String, against: String, within: String,
        approximate: String, before: String, after: String, ongoing: String, either_or: String,
        several: String,
    }
    SourcesWords {
        title: String, description: String, deck: String, none: String, articles: String,
        works: String, used: String, cited_for: String,
    }
    /// The page of an article.
    SourceWords {
        original: String, none: String, found: String, dating: Plural, unused: Plural,
        undated: Plural, dates: String, not_used: String, no_event: String, names: String,
        names_why: String, empty: String, elsewhere: String, without: String,
        without_deck: String,
    }
    /// The page on how dates work.
    DatesWords {
        description: String, deck: String, marks: String, mark: String, meaning: String,
        example: String, events: String, undated: String, hatched: String, precision: String,
        unit: String, chains: String, chains_deck: String, tally_none: String, tally: String,
        days: String, rules: Vec<Rule>,
    }
    /// A rule of reading dates, in plain words.
    Rule { title: String, text: String }
    /// The copies for machines.
    CopyWords {
        heading: String, atom: String, json_feed: String, on_this_day: String, expected: String,
        csv: String, json_lines: String, linked_data: String, timeline_js: String,
        anniversary: String, chosen: String,
    }
    SearchWords {
        title: String, deck: String, label: String, submit: String, from: String, to: String,
        year: String, theme: String, any: String, results: String, found: Plural, none: String,
        short: String, common: String, more: String, failed: String, scriptless: String,
        names: String, names_deck: String, times: String, selected: String, bce: String, brush: String,
    }
    /// What the keys of the keyboard do.
    KeyboardWords {
        heading: String, close: String, search: String, next: String, previous: String,
        later: String, earlier: String, up: String, home: String, list: String,
    }
}

/// The languages, English first.
static LANGUAGES: LazyLock<Vec<Words>> = LazyLock::new(|| {
    // A table that does not parse is found by the tests of this module; see there.
    FILES.iter().filter_map(|(_, file)| toml::from_str(file).ok()).collect()
});
/// Their tags and tables.
const FILES: [(&str, &str); 2] =
    [("en", include_str!("../languages/en.toml")), ("ar", include_str!("../languages/ar.toml"))];

/// The tags of the languages that a site can have its own words in.
///
/// ```
/// assert!(annals_html::language_tags().eq(["en", "ar"]));
/// ```
pub fn language_tags() -> impl Iterator<Item = &'static str> {
    FILES.iter().map(|(tag, _)| *tag)
}

impl Words {
    /// The words for a BCP 47 tag: those of its language, or English.
    pub(crate) fn of(tag: &str) -> &'static Words {
        let language = tag.split('-').next().unwrap_or_default();
        let named = |words: &&Words| words.language.tag.eq_ignore_ascii_case(language);
        LANGUAGES.iter().find(named).unwrap_or(&LANGUAGES[0])
    }

    /// How dates are written.
    pub(crate) fn dates(&self) -> &'static Wording {
        if self.language.tag == "ar" { &Wording::ARABIC } else { &Wording::ENGLISH }
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
        fill(form, &[("n", &self.number(number))])
    }

    /// The key that leads back in time, as it is shown: time runs the way that one reads.
    pub(crate) fn back(&self) -> &'static str {
        if self.language.dir == "rtl" { "→" } else { "←" }
    }

    /// The key that leads on in time.
    pub(crate) fn forth(&self) -> &'static str {
        if self.language.dir == "rtl" { "←" } else { "→" }
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
        self.marks.kinds.of(kind)
    }

    /// What a mark means, in the key.
    pub(crate) fn meaning(&self, kind: Kind) -> &str {
        self.key.kinds.of(kind)
    }

    /// How closely a date is known.
    pub(crate) fn precision(&self, precision: Precision) -> &str {
        let words = &self.precision;
        match precision {
            Precision::Millennium => &words.millennium,
            Precision::Century => &words.century,
            Precision::Decade => &words.decade,
            Precision::Year => &words.year,
            Precision::Season => &words.season,
            Precision::Month => &words.month,
            Precision::Week => &words.week,
            Precision::Day => &words.day,
            Precision::Time => &words.time,
        }
    }

    /// What an event is to another one.
    pub(crate) fn link(&self, kind: LinkKind) -> &str {
        match kind {
            LinkKind::PartOf => &self.links.part_of,
            LinkKind::CausedBy => &self.links.caused_by,
            LinkKind::SameAs => &self.links.same_as,
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

impl Plural {
    /// The forms that there are, with the name of their category, for scripts that count.
    pub(crate) fn forms(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let Plural { zero, one, two, few, many, other } = self;
        let named = [("zero", zero), ("one", one), ("two", two), ("few", few), ("many", many)];
        let named = named.into_iter().filter_map(|(name, form)| Some((name, form.as_deref()?)));
        named.chain([("other", other.as_str())])
    }
}

impl KindWords {
    fn of(&self, kind: Kind) -> &str {
        match kind {
            Kind::Day => &self.day,
            Kind::Month => &self.month,
            Kind::Year => &self.year,
            Kind::Interval => &self.interval,
            Kind::Approximate => &self.approximate,
            Kind::Before => &self.before,
            Kind::After => &self.after,
            Kind::Ongoing => &self.ongoing,
            Kind::EitherOr => &self.either_or,
            Kind::Several => &self.several,
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
    let parts_length: usize = parts.iter().map(|part| part.1.len()).sum();
    let mut filled = String::with_capacity(phrase.len() + parts_length);
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
    use std::collections::BTreeMap;

    /// The names that a phrase has places for, by the path of the phrase.
    fn places(value: &toml::Value, path: &str, found: &mut BTreeMap<String, Vec<String>>) {
        match value {
            toml::Value::String(phrase) => {
                let names = phrase.split('{').skip(1).filter_map(|rest| rest.split_once('}'));
                let mut names: Vec<String> = names.map(|(name, _)| name.to_owned()).collect();
                names.sort();
                found.insert(path.to_owned(), names);
            }
            // Words by number may say the number otherwise.
            toml::Value::Table(table) if !table.contains_key("other") => {
                for (key, value) in table {
                    places(value, &format!("{path}.{key}"), found);
                }
            }
            _ => {}
        }
    }

    #[test]
    fn every_language_is_complete() {
        let places_of = |file: &str| {
            let mut found = BTreeMap::new();
            let table = toml::Value::Table(toml::from_str(file).unwrap());
            places(&table, "", &mut found);
            found
        };
        let english = places_of(FILES[0].1);
        for (tag, file) in FILES {
            let words = toml::from_str::<Words>(file).unwrap();
            assert_eq!(words.language.tag, tag);
            assert!(["ltr", "rtl"].contains(&words.language.dir.as_str()));
            assert_eq!(words.dates.rules.len(), Words::of("en").dates.rules.len());
            let places = places_of(file);
            for (path, names) in &english {
                assert_eq!(places.get(path), Some(names), "{path} in {}", words.language.tag);
            }
        }
    }

    #[test]
    fn arabic_has_six_forms() {
        let words = Words::of("ar");
        let count = |number| words.count(&words.counts.event, number);
        assert_eq!(
            [1, 2, 3, 11, 100].map(count),
            ["حدث واحد", "حدثان", "3 أحداث", "11 حدثًا", "100 حدث"]
        );
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
