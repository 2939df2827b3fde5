//! The index that the search page reads: which words stand in which events, cut into small files.
//!
//! The files are scripts that hand over data, since a browser that has opened a site from a disk
//! loads scripts and nothing else. `templates/assets/search.js` reads them:
//!
//! | file | what it tells |
//! |---|---|
//! | `index.js` | the first word of each shard, how many events start in each year, the themes |
//! | `w/N.js` | a shard of the words in order, each with the events that hold it |
//! | `e/N.js` | what is shown of [`EVENTS`] events that follow each other |
//! | `t/N.js` | the events of a theme |
//! | `long.js` | the events that last beyond the year in which they start |
//! | `keys.js` | the keys that pages have, in words |
//!
//! An event is its place in the order of time. A list of events is a list of differences, each as
//! digits of base 64, as in source maps: see [`number`].

mod fold;

use crate::catalogue::Catalogue;
use crate::link::Links;
use crate::page::Shared;
use crate::site::RenderError;
use crate::text;
use crate::view;
use crate::words::KeyboardWords;
use annals_core::{Event, Kind, Timeline};
use rapidhash::RapidHashMap;
use serde::Serialize;
use std::ops::Range;

/// The index of a timeline.
pub(crate) struct Index {
    /// `word postings` of every word in order, parted by commas.
    words: String,
    /// The parts of `words` that make a file each.
    shards: Vec<Range<usize>>,
    events: usize,
    themes: usize,
}

/// A file of the index.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Part {
    Root,
    Words(usize),
    Events(usize),
    Theme(usize),
    Long,
    Keys,
}

/// The events of one file. Results are shown in small lots that come from all over the timeline,
/// so that small files cost the least.
const EVENTS: usize = 32;
/// The least bytes of a shard of words, apart from the last.
const SHARD: usize = 20_000;
/// A word in more events than that tells nothing apart, and is not looked for.
const COMMON: usize = 10_000;

impl Index {
    /// Reads every event once.
    pub(crate) fn new(timeline: &Timeline, themes: usize) -> Index {
        let mut postings: RapidHashMap<String, Postings> = RapidHashMap::default();
        for (place, event) in timeline.events().iter().enumerate() {
            for text in texts(event) {
                fold::words(text, &mut |word| match postings.get_mut(word) {
                    Some(known) => known.add(place),
                    None => {
                        postings.entry(word.to_owned()).or_default().add(place);
                    }
                });
            }
        }
        let mut sorted: Vec<(String, Postings)> = postings.into_iter().collect();
        sorted.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let mut index = Index {
            words: String::new(),
            shards: Vec::new(),
            events: timeline.events().len(),
            themes,
        };
        for (word, postings) in sorted {
            index.add(&word, &postings);
        }
        index
    }

    /// The files, from the timeline's folder.
    pub(crate) fn paths(&self) -> impl Iterator<Item = (String, Part)> + '_ {
        let words = (0..self.shards.len()).map(Part::Words);
        let events = (0..self.events.div_ceil(EVENTS)).map(Part::Events);
        let themes = (0..self.themes).map(Part::Theme);
        let parts = words.chain(events).chain(themes);
        parts.chain([Part::Root, Part::Long, Part::Keys]).map(|part| (path(part), part))
    }

    /// The text of a file.
    pub(crate) fn render(&self, shared: &Shared<'_>, part: Part) -> Result<String, RenderError> {
        let catalogue = shared.catalogue;
        Ok(match part {
            Part::Root => call("index", &[json(&self.root(catalogue))?]),
            Part::Words(shard) => {
                let words = self.shards.get(shard).and_then(|range| self.words.get(range.clone()));
                call("words", &[shard.to_string(), json(&words.unwrap_or_default())?])
            }
            Part::Events(lot) => call("events", &[lot.to_string(), json(&shown(shared, lot))?]),
            Part::Theme(theme) => {
                let mut postings = Postings::default();
                let events = 0..catalogue.timeline.events().len();
                let of_theme = events.filter(|event| catalogue.theme_index(*event) == theme);
                of_theme.for_each(|event| postings.add(event));
                call("theme", &[theme.to_string(), json(&postings.text)?])
            }
            Part::Long => call("long", &[json(&long(catalogue.timeline.events()))?]),
            Part::Keys => call("keys", &[json(&keys(&catalogue.words.keys))?]),
        })
    }

    /// Adds the next word in order.
    fn add(&mut self, word: &str, postings: &Postings) {
        let starts_shard =
            self.shards.last().is_none_or(|shard| self.words.len() - shard.start >= SHARD);
        if starts_shard {
            self.shards.push(self.words.len()..self.words.len());
        } else {
            self.words.push(',');
        }
        self.words += word;
        self.words.push(' ');
        self.words += if postings.count > COMMON { "*" } else { &postings.text };
        if let Some(shard) = self.shards.last_mut() {
            shard.end = self.words.len();
        }
    }

    fn root<'a>(&'a self, catalogue: &'a Catalogue<'_>) -> Root<'a> {
        let shards = self.shards.iter().filter_map(|range| self.words.get(range.clone()));
        Root {
            events: self.events,
            lot: EVENTS,
            shards: shards.map(|shard| shard.split(' ').next().unwrap_or_default()).collect(),
            years: years(catalogue.timeline.events()),
            hues: catalogue.themes.iter().map(|theme| theme.hue.as_str()).collect(),
        }
    }
}

/// Where a file of the index is, from the timeline's folder.
fn path(part: Part) -> String {
    match part {
        Part::Root => "search/index.js".to_owned(),
        Part::Words(number) => format!("search/w/{number}.js"),
        Part::Events(number) => format!("search/e/{number}.js"),
        Part::Theme(number) => format!("search/t/{number}.js"),
        Part::Long => "search/long.js".to_owned(),
        Part::Keys => "search/keys.js".to_owned(),
    }
}

/// What is known of all events before any word is looked for.
#[derive(Serialize)]
struct Root<'a> {
    events: usize,
    /// How many events a file shows.
    lot: usize,
    shards: Vec<&'a str>,
    /// Runs of events that start in the same year; the year is missing where none is known.
    years: Vec<(Option<i64>, usize)>,
    /// The class of each theme's hue.
    hues: Vec<&'a str>,
}

/// What the search finds an event by.
fn texts(event: &Event) -> impl Iterator<Item = &str> {
    let names = event.people.iter().chain(&event.places).chain(&event.names).chain(&event.aliases);
    let quotes = event.evidence.iter().map(|evidence| evidence.quote.as_str());
    [event.title.as_str()]
        .into_iter()
        .chain(event.text.as_deref())
        .chain(names.map(String::as_str))
        .chain(event.themes.iter().map(String::as_str))
        .chain(quotes)
}

/// What is shown of an event: title, date in words, address, theme.
fn shown(shared: &Shared<'_>, lot: usize) -> Vec<(String, String, String, usize)> {
    let catalogue = shared.catalogue;
    let folder = catalogue.search_folder();
    let links = Links::new(&folder, shared.site.base_url);
    let first = lot * EVENTS;
    let end = catalogue.timeline.events().len().min(first + EVENTS);
    (first..end)
        .map(|index| {
            let link = view::event_link(catalogue, &links, index);
            let when = catalogue.told(index).when.words.clone();
            (text::short(&link.title, 120), when, link.href, catalogue.theme_index(index))
        })
        .collect()
}

/// Runs of events that start in the same year, in the order of the timeline.
fn years(events: &[Event]) -> Vec<(Option<i64>, usize)> {
    let mut runs: Vec<(Option<i64>, usize)> = Vec::new();
    for event in events {
        let year = view::place(event).map(|day| day.civil().year);
        match runs.last_mut() {
            Some((last, count)) if *last == year => *count += 1,
            _ => runs.push((year, 1)),
        }
    }
    runs
}

/// The events that last beyond the year in which they start: for each the difference from the one
/// before, and by how many years; 0 where no end is known.
fn long(events: &[Event]) -> String {
    let mut text = String::new();
    let mut last = 0;
    for (place, event) in events.iter().enumerate() {
        let Some(beyond) = beyond(event) else { continue };
        number(&mut text, (place - last) as u64);
        number(&mut text, beyond);
        last = place;
    }
    text
}

fn beyond(event: &Event) -> Option<u64> {
    let date = event.date.as_ref()?;
    let first = date.earliest().day()?;
    match date.latest().day() {
        Some(last) => {
            let years = last.civil().year - first.civil().year;
            u64::try_from(years).ok().filter(|years| *years > 0)
        }
        None => matches!(date.kind(), Kind::Ongoing | Kind::Interval).then_some(0),
    }
}

/// The keys that `site.js` knows, and what they do.
fn keys(words: &KeyboardWords) -> (&str, &str, [(&str, &str); 8]) {
    let keys = [
        ("/", words.search.as_str()),
        ("j", &words.next),
        ("k", &words.previous),
        ("→", &words.later),
        ("←", &words.earlier),
        ("u", &words.up),
        ("g h", &words.home),
        ("?", &words.list),
    ];
    (&words.heading, &words.close, keys)
}

/// The events that hold a word, in order.
#[derive(Default)]
struct Postings {
    text: String,
    count: usize,
    next: usize,
}

impl Postings {
    /// Adds an event that does not come before the last one; it is added once.
    fn add(&mut self, place: usize) {
        if place < self.next {
            return;
        }
        self.count += 1;
        number(&mut self.text, (place - self.next) as u64);
        self.next = place + 1;
    }
}

/// Writes a number as digits of base 32, the lowest first, each but the last with 32 added; 0 to 63
/// are written by the alphabet of base 64.
fn number(text: &mut String, number: u64) {
    const DIGITS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let mut rest = number;
    loop {
        let more = if rest >= 32 { 32 } else { 0 };
        text.push(char::from(DIGITS[(rest % 32) as usize + more]));
        rest /= 32;
        if rest == 0 && more == 0 {
            break;
        }
    }
}

/// A script that hands values over.
fn call(name: &str, values: &[String]) -> String {
    format!("annals.{name}({})\n", values.join(","))
}

fn json(value: &impl Serialize) -> Result<String, RenderError> {
    Ok(serde_json::to_string(value)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::{Info, Origin};

    fn timeline(titles: &[(&str, &str)]) -> Timeline {
        let event = |(index, (date, title)): (usize, &(&str, &str))| {
            let mut event = Event::new(*title, date.parse().ok(), Origin::Written);
            event.id = format!("e{index}");
            event
        };
        let events = titles.iter().enumerate().map(event).collect();
        Timeline::new(Info::default(), vec![], vec![], events, vec![])
    }

    /// Reads what [`number`] writes.
    fn numbers(text: &str) -> Vec<u64> {
        let mut numbers = Vec::new();
        let (mut value, mut unit) = (0, 1);
        for letter in text.bytes() {
            let digit = match letter {
                b'A'..=b'Z' => letter - b'A',
                b'a'..=b'z' => letter - b'a' + 26,
                b'0'..=b'9' => letter - b'0' + 52,
                b'+' => 62,
                _ => 63,
            };
            value += u64::from(digit % 32) * unit;
            unit *= 32;
            if digit < 32 {
                numbers.push(value);
                (value, unit) = (0, 1);
            }
        }
        numbers
    }

    #[test]
    fn numbers_come_back() {
        let written = [0, 1, 31, 32, 33, 1023, 1024, 32_768, u64::from(u32::MAX)];
        let mut text = String::new();
        written.iter().for_each(|n| number(&mut text, *n));
        assert_eq!(numbers(&text), written);
        assert!(text.starts_with("ABf"));
    }

    #[test]
    fn words_are_in_order_with_their_events() {
        let index = Index::new(&timeline(&[("1900", "Fire fire"), ("1901", "Flood, fire")]), 1);
        assert_eq!(index.words, "fire AA,flood B");
        assert_eq!(index.shards.len(), 1);
    }

    #[test]
    fn a_common_word_is_left_out_and_a_large_theme_is_not() {
        let mut postings = Postings::default();
        (0..=COMMON).for_each(|place| postings.add(place));
        assert_eq!(numbers(&postings.text).len(), COMMON + 1);
        let mut index =
            Index { words: String::new(), shards: Vec::new(), events: COMMON + 1, themes: 1 };
        index.add("word", &postings);
        assert_eq!(index.words, "word *");
    }

    #[test]
    fn shards_cut_between_words() {
        let titles: Vec<String> = (0..9000).map(|n| format!("w{n:05}")).collect();
        let events: Vec<(&str, &str)> =
            titles.iter().map(|title| ("1900", title.as_str())).collect();
        let index = Index::new(&timeline(&events), 1);
        assert!(index.shards.len() > 1);
        let words: Vec<&str> = index
            .shards
            .iter()
            .flat_map(|range| index.words[range.clone()].split(','))
            .map(|entry| entry.split_once(' ').unwrap().0)
            .collect();
        assert_eq!(words, titles);
    }

    #[test]
    fn what_lasts_is_told() {
        let events =
            timeline(&[("1900", "a"), ("1901/1905", "b"), ("1903/..", "c"), ("[..1950]", "d")]);
        assert_eq!(numbers(&long(events.events())), [1, 4, 1, 0]);
        let years = years(events.events());
        assert_eq!(years, [(Some(1900), 1), (Some(1901), 1), (Some(1903), 1), (Some(1950), 1)]);
    }
}
