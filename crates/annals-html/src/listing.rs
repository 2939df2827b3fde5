//! Lists of events: what a page shows of each.

use crate::catalogue::Catalogue;
use crate::link::Links;
use crate::text;
use crate::time;
use crate::view::{self, Link, When};
use annals_core::{Event, Origin};

/// An event in the record.
pub(crate) struct Entry {
    pub(crate) link: Link,
    pub(crate) when: When,
    pub(crate) class: String,
    pub(crate) theme: String,
    pub(crate) text: String,
    /// Whether the text is a quotation.
    pub(crate) quoted: bool,
    pub(crate) status: Option<&'static str>,
    pub(crate) sources: String,
}

/// A part of a list: a century, decade or year.
pub(crate) struct Section {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) entries: Vec<Entry>,
}

/// An event as lists show it.
pub(crate) fn entry(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    index: usize,
    event: &Event,
) -> Entry {
    let quote = event.evidence.first().map(|evidence| evidence.quote.as_str());
    let text = event.text.as_deref().or(quote).unwrap_or_default();
    let theme = catalogue.theme(index);
    Entry {
        link: view::event_link(catalogue, links, index, event),
        when: When::of_event(catalogue.words, event),
        class: theme
            .map_or_else(|| "tn".to_owned(), |theme| format!("{} {}", theme.hue, theme.filter)),
        theme: theme.map_or_else(String::new, |theme| theme.title.clone()),
        text: text::short(text, 280),
        quoted: event.text.is_none(),
        status: view::status_chip(catalogue.words, event.status),
        sources: match event.source_count() {
            0 if event.origin == Origin::Written => catalogue.words.listing.by_hand.clone(),
            count => catalogue.words.count(&catalogue.words.counts.source, count),
        },
    }
}

/// The most entries of a list on a page.
pub(crate) const PART: usize = 400;

/// How many pages a list of so many entries takes; there is always one.
pub(crate) fn parts(entries: usize) -> usize {
    entries.div_ceil(PART).max(1)
}

/// The entries of a part of a list, counted from 0.
pub(crate) fn part<T>(list: &[T], part: usize) -> &[T] {
    list.chunks(PART).nth(part).unwrap_or_default()
}

/// Some events, by year, decade or century, whichever makes sections of some size; then those
/// without a date.
pub(crate) fn sections(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    events: &[usize],
) -> Vec<Section> {
    let all = catalogue.timeline.events();
    let told: Vec<(usize, &Event)> =
        events.iter().filter_map(|&index| Some((index, all.get(index)?))).collect();
    let length = section_length(told.iter().map(|(_, event)| *event));
    let mut sections: Vec<(i64, Section)> = Vec::new();
    // A date without a known day, such as an interval open on both sides, has no place either.
    let is_placed = |(_, event): &(usize, &Event)| view::place(event).is_some();
    let (placed, loose): (Vec<_>, Vec<_>) = told.into_iter().partition(is_placed);
    for (index, event) in placed.into_iter().chain(loose) {
        let (key, title) = view::place(event).map_or_else(
            || (i64::MAX, view::sentence_start(&catalogue.words.listing.undated)),
            |day| period(day.civil().year, length),
        );
        let entry = entry(catalogue, links, index, event);
        match sections.last_mut() {
            Some((last, section)) if *last == key => section.entries.push(entry),
            _ => {
                let id = format!("p{}", sections.len() + 1);
                sections.push((key, Section { id, title, entries: vec![entry] }));
            }
        }
    }
    sections.into_iter().map(|(_, section)| section).collect()
}

/// The years of a section: the fewest that make sections of five events on average.
fn section_length<'a>(events: impl Iterator<Item = &'a Event>) -> i64 {
    let years: Vec<i64> = events.filter_map(view::place).map(|day| day.civil().year).collect();
    let fits = |length: &i64| {
        let mut keys: Vec<i64> = years.iter().map(|year| period(*year, *length).0).collect();
        keys.sort_unstable();
        keys.dedup();
        keys.len() <= (years.len() / 5).max(6)
    };
    [1, 10, 100, 1000].into_iter().find(fits).unwrap_or(1000)
}

/// The section that a year falls into, as a number in order of time and in words. Before the
/// common era sections are counted back from 1 BCE, as years are.
fn period(year: i64, length: i64) -> (i64, String) {
    if year > 0 {
        let key = year / length;
        let words = match length {
            1 => year.to_string(),
            10 if key > 0 => format!("{}s", key * 10),
            _ => format!("{}–{}", (key * length).max(1), key * length + length - 1),
        };
        (key, words)
    } else {
        let back = -year / length;
        let words = match length {
            1 => time::year_name(year),
            _ => format!("{}–{} BCE", (back + 1) * length, back * length + 1),
        };
        (-1 - back, words)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sections_are_named_as_people_name_them() {
        let name = |year, length| period(year, length).1;
        assert_eq!(name(1912, 1), "1912");
        assert_eq!(name(1912, 10), "1910s");
        assert_eq!(name(7, 10), "1–9");
        assert_eq!(name(1912, 100), "1900–1999");
        assert_eq!(name(0, 1), "1 BCE");
        assert_eq!(name(-43, 100), "100–1 BCE");
        assert_eq!(name(-7999, 1000), "8000–7001 BCE");
    }

    #[test]
    fn sections_follow_each_other_in_time() {
        for length in [1, 10, 100, 1000] {
            let keys: Vec<i64> = (-3000..3000).map(|year| period(year, length).0).collect();
            assert!(keys.is_sorted(), "{length}");
        }
    }

    #[test]
    fn few_events_make_sections_of_a_coarser_step() {
        let event =
            |year: i64| Event::new("x", Some(annals_core::Date::year(year)), Origin::Written);
        let events = |step: i64| (0..20).map(|n| event(1000 + n * step)).collect::<Vec<_>>();
        assert_eq!(section_length(events(0).iter()), 1);
        assert_eq!(section_length(events(2).iter()), 10);
        assert_eq!(section_length(events(20).iter()), 100);
        assert_eq!(section_length([].iter()), 1);
    }
}
