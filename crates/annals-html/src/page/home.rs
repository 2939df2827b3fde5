//! The home page of a timeline: skyline, lanes, and the record of every event.

use super::{Frame, Shared};
use crate::catalogue::{Catalogue, Chart, Theme};
use crate::layout::{self, Item, Skyline};
use crate::link::Links;
use crate::site::RenderError;
use crate::text::{self, Number};
use crate::time::{self, Extent, Tick};
use crate::view::{self, KeyRow, Link, When};
use annals_core::{Day, Event, Limit, Origin};
use askama::Template;
use std::collections::BTreeMap;

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

/// The skyline with what stands on and under it.
struct Sky {
    layers: Vec<Layer>,
    words: String,
    /// The height of the drawing in pixels.
    height: Number,
    eras: Vec<Era>,
    peaks: Vec<PeakNote>,
    ticks: Vec<Tick>,
    breaks: Vec<Number>,
    caption: String,
}

/// A theme's part of the skyline.
struct Layer {
    class: String,
    path: String,
}

struct Era {
    title: String,
    start: Number,
    width: Number,
    /// Whether the title fits over its stretch.
    shown: bool,
}

/// The name of what stands out in a column.
struct PeakNote {
    at: Number,
    height: Number,
    side: &'static str,
    year: String,
    link: Link,
    /// Whether it is the highest, the only one that a phone has room for.
    top: bool,
}

/// The events of a theme on a line.
struct Lane {
    id: String,
    theme: Theme,
    rows: usize,
    entries: Vec<LaneEntry>,
    more: usize,
}

struct LaneEntry {
    link: Link,
    when: When,
    first: Limit,
    last: Limit,
    start: Number,
    width: Number,
    fade: Number,
    row: usize,
    flipped: bool,
    /// Whether a phone shows it too.
    narrow: bool,
}

/// A century, decade or year of the record.
struct Section {
    id: String,
    title: String,
    entries: Vec<Entry>,
}

/// An event in the record.
struct Entry {
    link: Link,
    when: When,
    class: String,
    theme: String,
    text: String,
    /// Whether the text is a quotation.
    quoted: bool,
    status: Option<&'static str>,
    sources: String,
}

/// The size of the notes on the skyline, in pixels.
const NOTE_SIZE: f64 = 12.5;
/// The most rows of a lane.
const ROWS: usize = 4;
/// The most events in all lanes together, unless each lane is to have a few.
const LONG_VIEW: usize = 60;
/// The entries of a lane that a phone shows.
const PHONE_ENTRIES: usize = 3;

/// The home page.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let info = &catalogue.timeline.info;
    let description = text::short(&info.description, 600);
    let title = catalogue.title();
    let home = Home {
        frame: shared.frame(&title, &description),
        years: catalogue.timeline.span().map(|(first, last)| time::years(first, last)),
        counts: counts(catalogue),
        filters: filters(catalogue),
        sky: catalogue.chart.as_ref().map(|chart| sky(catalogue, chart, &links)),
        lanes: lanes(catalogue, &links),
        sections: sections(catalogue, &links),
        key: view::key(),
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
    let mut parts = Vec::new();
    if written > 0 {
        parts.push(text::count(written, "written entry", "written entries"));
    }
    if extracted > 0 {
        let events = text::count(extracted, "event", "events");
        let articles = text::count(timeline.articles().len(), "article", "articles");
        parts.push(format!("{events} read out of {articles}"));
    } else if !timeline.articles().is_empty() {
        parts.push(text::count(timeline.articles().len(), "article", "articles"));
    }
    if parts.is_empty() { "No events yet.".to_owned() } else { text::list(&parts) + "." }
}

/// A single theme leaves nothing to choose.
fn filters(catalogue: &Catalogue<'_>) -> Vec<Theme> {
    let themes = &catalogue.themes;
    let usable = themes.iter().filter(|theme| !theme.filter.is_empty());
    if themes.len() > 1 { usable.cloned().collect() } else { Vec::new() }
}

fn sky(catalogue: &Catalogue<'_>, chart: &Chart, links: &Links<'_>) -> Sky {
    let Chart { scale, skyline, .. } = chart;
    let layer = |index: usize| {
        let theme = catalogue.themes.get(index)?;
        let path = skyline.stacked(index);
        let class = format!("{} {}", theme.hue, theme.filter);
        (!path.is_empty()).then_some(Layer { class, path })
    };
    Sky {
        layers: (0..skyline.layers()).filter_map(layer).collect(),
        words: sky_words(catalogue),
        // Few events make a low skyline: a column of two must not look like a tower.
        height: Number((skyline.most() * 26.0).clamp(70.0, 250.0)),
        eras: eras(catalogue),
        peaks: peaks(catalogue, skyline, links),
        ticks: scale.ticks(),
        breaks: scale.stretches().iter().skip(1).map(|stretch| Number(stretch.left)).collect(),
        caption: sky_caption(chart),
    }
}

fn sky_words(catalogue: &Catalogue<'_>) -> String {
    let years = catalogue.timeline.span().map_or_else(String::new, |(a, b)| time::years(a, b));
    let titles: Vec<String> = catalogue.themes.iter().map(|theme| theme.title.clone()).collect();
    format!("How many events lie where, {years}, by theme: {}.", text::list(&titles))
}

/// What a column is, and where the scale changes.
fn sky_caption(chart: &Chart) -> String {
    let stretches = chart.scale.stretches();
    let columns: Vec<String> = match stretches {
        [only] => vec![format!("A column is {}", only.step.words())],
        several => several
            .iter()
            .enumerate()
            .map(|(index, stretch)| {
                let until = stretch.to.civil().year;
                let end = match several.len() - index {
                    1 => "after that".to_owned(),
                    _ => format!("before {}", time::year_name(until)),
                };
                let lead = if index == 0 { "The scale is broken: a column is " } else { "" };
                format!("{lead}{} {end}", stretch.step.words())
            })
            .collect(),
    };
    format!("{}. An event that may lie in several is shared between them.", columns.join(", "))
}

fn eras(catalogue: &Catalogue<'_>) -> Vec<Era> {
    const SIZE: f64 = 13.0;
    let era = |era: &annals_core::Era| {
        let extent = catalogue.extent(&era.date)?;
        let title = text::title(&era.title, 60);
        let width = extent.end - extent.start;
        let shown = text::width(&title, SIZE) + 12.0 <= width * time::DESK / 100.0;
        (width > 0.0).then_some(Era {
            title,
            start: Number(extent.start),
            width: Number(width),
            shown,
        })
    };
    catalogue.timeline.eras.iter().filter_map(era).collect()
}

/// The highest columns, each with the event in it that matters most.
fn peaks(catalogue: &Catalogue<'_>, skyline: &Skyline, links: &Links<'_>) -> Vec<PeakNote> {
    let mut notes = Vec::new();
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for peak in skyline.peaks(4) {
        let inside = |event: &Event| {
            let extent = catalogue.extent(event.date.as_ref()?)?;
            (extent.start >= peak.edges.0 && extent.end <= peak.edges.1 + 1e-6).then_some(())
        };
        let events = catalogue.timeline.events().iter().enumerate();
        let score = |event: usize| catalogue.score(event);
        let best = events
            .filter(|(_, event)| inside(event).is_some())
            .max_by(|(a, _), (b, _)| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
        let Some((index, event)) = best else { continue };
        let Some(day) = event.date.as_ref().and_then(|date| date.earliest().day()) else {
            continue;
        };
        let mut link = view::event_link(catalogue, links, index, event);
        link.title = text::short(&link.title, 34);
        let (side, span) = note_place(peak.at, text::width(&link.title, NOTE_SIZE));
        if taken.iter().any(|(start, end)| span.0 < *end && *start < span.1) {
            continue;
        }
        taken.push(span);
        notes.push(PeakNote {
            at: Number(peak.at),
            height: Number(peak.height),
            side,
            year: time::year_name(day.civil().year),
            link,
            top: notes.is_empty(),
        });
    }
    notes
}

/// To which side of its peak a note stands, and the pixels that it takes of the line.
fn note_place(at: f64, width: f64) -> (&'static str, (f64, f64)) {
    let middle = at / 100.0 * time::DESK;
    match at {
        ..12.0 => ("start", (middle, middle + width)),
        88.0.. => ("end", (middle - width, middle)),
        _ => ("middle", (middle - width / 2.0, middle + width / 2.0)),
    }
}

/// How much events count as landmarks: of a day the best counts in full, the next one half, the
/// next a quarter, so that no day fills a lane. Each is given as its day and its score.
fn spread(events: &[(Option<Day>, f64)]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    // The sort is stable: of equals the earlier event comes first.
    order.sort_by(|&one, &other| events[other].1.total_cmp(&events[one].1));
    let mut shares: BTreeMap<Day, f64> = BTreeMap::new();
    let mut scores: Vec<f64> = events.iter().map(|&(_, score)| score).collect();
    for event in order {
        if let Some(day) = events[event].0 {
            let share = shares.entry(day).or_insert(1.0);
            scores[event] *= *share;
            *share /= 2.0;
        }
    }
    scores
}

fn lanes(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Lane> {
    let most = (LONG_VIEW / catalogue.themes.len().max(1)).max(6);
    let lane = |(index, theme): (usize, &Theme)| {
        let candidates: Vec<(usize, &Event, Extent)> = catalogue
            .timeline
            .events()
            .iter()
            .enumerate()
            .filter(|(event, _)| catalogue.theme_index(*event) == index)
            .filter_map(|(at, event)| Some((at, event, catalogue.extent(event.date.as_ref()?)?)))
            .collect();
        let scored: Vec<(Option<Day>, f64)> =
            candidates.iter().map(|&(at, event, _)| (place(event), catalogue.score(at))).collect();
        let items: Vec<Item> = candidates
            .iter()
            .zip(spread(&scored))
            .map(|((_, event, extent), score)| item(event, *extent, score))
            .collect();
        let (placed, rows) = layout::lane(&items, ROWS, most);
        let entries: Vec<LaneEntry> = placed
            .iter()
            .filter_map(|placed| {
                let (at, event, extent) = *candidates.get(placed.item)?;
                Some(LaneEntry {
                    link: view::event_link(catalogue, links, at, event),
                    when: When::of_event(event),
                    first: extent.first,
                    last: extent.last,
                    start: Number(extent.start),
                    width: Number(extent.end - extent.start),
                    fade: Number(extent.fade),
                    row: placed.row,
                    flipped: placed.flipped,
                    narrow: placed.rank < PHONE_ENTRIES,
                })
            })
            .collect();
        let more = theme.events - entries.len();
        Lane { id: format!("lane-{index}"), theme: theme.clone(), rows, entries, more }
    };
    let lanes = catalogue.themes.iter().enumerate().map(lane);
    lanes.filter(|lane| !lane.entries.is_empty()).collect()
}

fn item(event: &Event, extent: Extent, score: f64) -> Item {
    Item {
        extent,
        shape: When::of_event(event).mark.shape,
        label: layout::label_width(&text::title(&event.title, 160)),
        score,
    }
}

/// Every event, by year, decade or century, whichever makes sections of some size; then those
/// without a date.
fn sections(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Section> {
    let length = section_length(catalogue.timeline.events());
    let mut sections: Vec<(i64, Section)> = Vec::new();
    // A date without a known day, such as an interval open on both sides, has no place either.
    let events = || catalogue.timeline.events().iter().enumerate();
    let placed = events().filter(|(_, event)| place(event).is_some());
    for (index, event) in placed.chain(events().filter(|(_, event)| place(event).is_none())) {
        let (key, title) = place(event).map_or_else(
            || (i64::MAX, "Undated".to_owned()),
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

/// The day by which an event stands in order.
fn place(event: &Event) -> Option<Day> {
    let date = event.date.as_ref()?;
    date.earliest().day().or(date.latest().day())
}

/// The years of a section: the fewest that make sections of five events on average.
fn section_length(events: &[Event]) -> i64 {
    let years: Vec<i64> = events.iter().filter_map(place).map(|day| day.civil().year).collect();
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

fn entry(catalogue: &Catalogue<'_>, links: &Links<'_>, index: usize, event: &Event) -> Entry {
    let quote = event.evidence.first().map(|evidence| evidence.quote.as_str());
    let text = event.text.as_deref().or(quote).unwrap_or_default();
    let theme = catalogue.theme(index);
    Entry {
        link: view::event_link(catalogue, links, index, event),
        when: When::of_event(event),
        class: theme
            .map_or_else(|| "tn".to_owned(), |theme| format!("{} {}", theme.hue, theme.filter)),
        theme: theme.map_or_else(String::new, |theme| theme.title.clone()),
        text: text::short(text, 280),
        quoted: event.text.is_none(),
        status: view::status_chip(event.status),
        sources: match event.source_count() {
            0 if event.origin == Origin::Written => "written by hand".to_owned(),
            count => text::count(count, "source", "sources"),
        },
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
    fn no_day_takes_all_the_landmarks() {
        let day = |number| Day::from_civil(2021, 5, number);
        let told = [(day(3), 8.0), (day(3), 9.0), (day(3), 7.0), (day(4), 5.0), (None, 4.0)];
        assert_eq!(spread(&told), [4.0, 9.0, 1.75, 5.0, 4.0]);
    }

    #[test]
    fn few_events_make_sections_of_a_coarser_step() {
        let event =
            |year: i64| Event::new("x", Some(annals_core::Date::year(year)), Origin::Written);
        let events = |step: i64| (0..20).map(|n| event(1000 + n * step)).collect::<Vec<_>>();
        assert_eq!(section_length(&events(0)), 1);
        assert_eq!(section_length(&events(2)), 10);
        assert_eq!(section_length(&events(20)), 100);
        assert_eq!(section_length(&[]), 1);
    }
}
