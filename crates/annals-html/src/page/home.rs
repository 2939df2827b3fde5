//! The home page of a timeline: skyline, lanes, and the record of every event.

use super::{Frame, Shared};
use crate::catalogue::{Catalogue, Theme};
use crate::chart::Scene;
use crate::lanes::{Lane, lanes};
use crate::link::Links;
use crate::listing::{Entry, entry};
use crate::site::RenderError;
use crate::sky::{Sky, sky};
use crate::text;
use crate::time;
use crate::view::{self, KeyRow};
use crate::words::fill;
use annals_core::Event;
use askama::Template;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    title: String,
    years: Option<String>,
    description: String,
    counts: String,
    filters: Vec<Theme>,
    sky: Option<Sky>,
    lanes: Vec<Lane>,
    sections: Vec<Section>,
    key: Vec<KeyRow>,
    dates: String,
}

/// A century, decade or year of the record.
struct Section {
    id: String,
    title: String,
    entries: Vec<Entry>,
}

/// The home page.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let info = &catalogue.timeline.info;
    let description = text::short(&info.description, 600);
    let title = catalogue.title();
    let years = catalogue.timeline.span().map(|(first, last)| time::years(first, last));
    let events: Vec<usize> = (0..catalogue.timeline.events().len()).collect();
    let scene = catalogue.chart.as_ref().map(|chart| Scene {
        catalogue,
        chart,
        events: &events,
        links: &links,
    });
    let home = Home {
        frame: shared.frame(&title, &description),
        sky: scene.map(|scene| sky(&scene, years.as_deref().unwrap_or_default())),
        lanes: scene.as_ref().map(lanes).unwrap_or_default(),
        years,
        counts: counts(catalogue),
        filters: filters(catalogue),
        sections: sections(catalogue, &links),
        key: view::key(catalogue.words),
        dates: links.page(super::DATES),
        title,
        description,
    };
    Ok(home.render()?)
}

fn counts(catalogue: &Catalogue<'_>) -> String {
    let timeline = catalogue.timeline;
    let written = catalogue.written;
    let extracted = timeline.events().len() - written;
    let words = catalogue.words;
    let articles = words.count(&words.counts.article, timeline.articles().len());
    let mut parts = Vec::new();
    if written > 0 {
        parts.push(words.count(&words.counts.written, written));
    }
    if extracted > 0 {
        let events = words.count(&words.counts.event, extracted);
        parts.push(fill(&words.home.read, &[("events", &events), ("articles", &articles)]));
    } else if !timeline.articles().is_empty() {
        parts.push(articles);
    }
    if parts.is_empty() { words.home.none.clone() } else { words.list(&parts) + "." }
}

/// A single theme leaves nothing to choose.
fn filters(catalogue: &Catalogue<'_>) -> Vec<Theme> {
    let themes = &catalogue.themes;
    let usable = themes.iter().filter(|theme| !theme.filter.is_empty());
    if themes.len() > 1 { usable.cloned().collect() } else { Vec::new() }
}

/// Every event, by year, decade or century, whichever makes sections of some size; then those
/// without a date.
fn sections(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Section> {
    let length = section_length(catalogue.timeline.events());
    let mut sections: Vec<(i64, Section)> = Vec::new();
    // A date without a known day, such as an interval open on both sides, has no place either.
    let events = || catalogue.timeline.events().iter().enumerate();
    let placed = events().filter(|(_, event)| view::place(event).is_some());
    for (index, event) in placed.chain(events().filter(|(_, event)| view::place(event).is_none())) {
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
fn section_length(events: &[Event]) -> i64 {
    let years: Vec<i64> =
        events.iter().filter_map(view::place).map(|day| day.civil().year).collect();
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
        let event = |year: i64| {
            Event::new("x", Some(annals_core::Date::year(year)), annals_core::Origin::Written)
        };
        let events = |step: i64| (0..20).map(|n| event(1000 + n * step)).collect::<Vec<_>>();
        assert_eq!(section_length(&events(0)), 1);
        assert_eq!(section_length(&events(2)), 10);
        assert_eq!(section_length(&events(20)), 100);
        assert_eq!(section_length(&[]), 1);
    }
}
