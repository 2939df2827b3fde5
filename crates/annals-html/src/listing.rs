//! Lists of events: what a page shows of each.

use crate::catalogue::Catalogue;
use crate::chart::Scene;
use crate::link::Links;
use crate::period::{Level, Span};
use crate::text;
use crate::view::{self, Link, When};
use annals_core::{Day, Event, Origin};
use std::borrow::Cow;
use std::cmp::Reverse;

/// An event in the record.
pub(crate) struct Entry<'a> {
    pub(crate) link: Link,
    pub(crate) when: Cow<'a, When>,
    pub(crate) class: &'a str,
    pub(crate) theme: &'a str,
    pub(crate) text: String,
    /// Whether the text is a quotation.
    pub(crate) quoted: bool,
    pub(crate) status: Option<&'static str>,
    pub(crate) sources: String,
}

/// A part of a list: the entries of a century, decade, year, month or day.
pub(crate) struct Section<'a> {
    pub(crate) id: String,
    pub(crate) title: String,
    pub(crate) entries: Vec<Entry<'a>>,
}

/// An event as lists show it.
pub(crate) fn entry<'a>(
    catalogue: &'a Catalogue<'_>,
    links: &Links<'_>,
    index: usize,
    event: &Event,
) -> Entry<'a> {
    let quote = event.evidence.first().map(|evidence| evidence.quote.as_str());
    let text = event.text.as_deref().or(quote).unwrap_or_default();
    let theme = catalogue.theme(index);
    Entry {
        link: view::event_link(catalogue, links, index),
        when: Cow::Borrowed(&catalogue.told(index).when),
        class: theme.map_or("tn", |theme| &theme.classes),
        theme: theme.map_or("", |theme| &theme.title),
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

/// The levels that a list may be divided by, from fine to coarse.
const LEVELS: [Level; 7] = [
    Level::Day,
    Level::Month,
    Level::Years(0),
    Level::Years(1),
    Level::Years(2),
    Level::Years(3),
    Level::Years(4),
];
/// How many entries a section should have on average.
const SECTION: usize = 5;
/// However few entries there are, so many sections are not too many.
const SECTIONS: usize = 6;

/// Some events in order of time, divided by whichever step of the calendar makes sections of some
/// size, from that level on; last those that have no day.
pub(crate) fn sections<'a>(
    catalogue: &'a Catalogue<'_>,
    links: &Links<'_>,
    events: &[usize],
    finest: Level,
) -> Vec<Section<'a>> {
    let all = catalogue.timeline.events();
    let told: Vec<(usize, Option<Day>)> =
        events.iter().map(|&index| (index, catalogue.place(index))).collect();
    let days: Vec<Day> = told.iter().filter_map(|(_, day)| *day).collect();
    let level = section_level(&days, finest);
    let span = |day: Day, event| section_span(level, day, catalogue.periods.extent(event));
    let mut placed: Vec<(Option<Span>, Option<Day>, usize)> = told
        .into_iter()
        .map(|(index, day)| (day.map(|day| span(day, index)), day, index))
        .collect();
    // A date without a known day, such as an interval open on both sides, has no place either.
    placed.sort_by_key(|&(span, day, index)| {
        (span.is_none(), span.map(|span| (span.from, Reverse(span.level))), day, index)
    });
    let title = |span: Option<Span>| match span {
        Some(span) => span.date().words_in(catalogue.words.dates()),
        None => view::sentence_start(&catalogue.words.listing.undated),
    };
    let told = |&(_, _, index): &(Option<Span>, Option<Day>, usize)| {
        Some(entry(catalogue, links, index, all.get(index)?))
    };
    let parts = placed.chunk_by(|one, other| one.0 == other.0).enumerate();
    parts
        .map(|(index, part)| Section {
            id: format!("p{}", index + 1),
            title: title(part.first().and_then(|first| first.0)),
            entries: part.iter().filter_map(told).collect(),
        })
        .collect()
}

/// The section for an event that begins on that day: the span of the level. A month or a day must
/// hold all of what the event may touch, or it would seem to be known as closely as that.
fn section_span(level: Level, day: Day, extent: Option<(Day, Day)>) -> Span {
    let spans = LEVELS.iter().filter(|other| **other >= level).map(|level| level.span(day));
    let holds = |span: &Span| extent.is_some_and(|extent| span.holds(extent));
    let mut spans = spans.filter(|span| span.level > Level::Month || holds(span));
    spans.next().unwrap_or(level.span(day))
}

/// The finest level that makes sections of some size.
fn section_level(days: &[Day], finest: Level) -> Level {
    let fits = |level: &Level| {
        let mut span_of = level.spans();
        let mut spans: Vec<Day> = days.iter().map(|day| span_of(*day).from).collect();
        spans.sort_unstable();
        spans.dedup();
        *level >= finest && spans.len() <= (days.len() / SECTION).max(SECTIONS)
    };
    LEVELS.into_iter().find(fits).unwrap_or(Level::Years(4))
}

/// The events of a scene that matter most, at most so many, none near another; in order of time.
pub(crate) fn landmarks<'c>(scene: &Scene<'_, 'c>, most: usize) -> Vec<Entry<'c>> {
    let Scene { catalogue, chart, links, .. } = *scene;
    let apart = 60.0 / most.max(1) as f64;
    let mut order: Vec<(usize, &Event)> = scene.events().collect();
    order.sort_by(|a, b| catalogue.score(b.0).total_cmp(&catalogue.score(a.0)));
    let mut chosen: Vec<(f64, usize, &Event)> = Vec::new();
    for (index, event) in order {
        if chosen.len() == most {
            break;
        }
        let extent = catalogue.reach(index).and_then(|reach| chart.extent(reach));
        let Some(extent) = extent else { continue };
        if chosen.iter().all(|(at, ..)| (extent.start - at).abs() >= apart) {
            chosen.push((extent.start, index, event));
        }
    }
    chosen.sort_by_key(|(_, index, _)| *index);
    chosen.into_iter().map(|(_, index, event)| entry(catalogue, links, index, event)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_events_make_sections_of_a_coarser_step() {
        let days = |step: i64| {
            (0..20).filter_map(|n| Day::from_civil(1000 + n * step, 5, 1)).collect::<Vec<_>>()
        };
        assert_eq!(section_level(&days(0), Level::Years(0)), Level::Years(0));
        assert_eq!(section_level(&days(0), Level::Day), Level::Day);
        assert_eq!(section_level(&days(2), Level::Day), Level::Years(1));
        assert_eq!(section_level(&days(20), Level::Day), Level::Years(2));
        assert_eq!(section_level(&[], Level::Years(0)), Level::Years(0));
    }
}
