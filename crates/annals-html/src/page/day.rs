//! The days of the year: all of them on a calendar, and each by itself with its events.

use super::Shared;
use super::frame::Frame;
use crate::catalogue::Catalogue;
use crate::days::{self, DayOfYear};
use crate::link::Links;
use crate::listing::{self, Entry, entry};
use crate::site::RenderError;
use crate::text::Number;
use crate::view::Link;
use crate::words::{Words, fill};
use annals_core::{Date, days_in_month};
use askama::Template;

#[derive(Template)]
#[template(path = "days.html")]
struct DaysPage<'a> {
    frame: Frame<'a>,
    crumb: Vec<Link>,
    counts: Option<String>,
    months: Vec<Month>,
}

/// A month of the calendar.
struct Month {
    title: &'static str,
    id: String,
    days: Vec<Cell>,
}

/// A day of the calendar; one that has events leads to them.
struct Cell {
    number: String,
    href: Option<String>,
    /// "13 April: 2 events".
    words: String,
    /// How dark it is drawn, in per cent.
    heat: Number,
}

#[derive(Template)]
#[template(path = "day.html")]
struct DayPage<'a> {
    frame: Frame<'a>,
    crumb: Vec<Link>,
    title: String,
    counts: String,
    parts: super::names::Parts,
    part: Option<String>,
    entries: Vec<Entry<'a>>,
    before: Option<Link>,
    after: Option<Link>,
}

/// A leap year, which has all the days that there are.
const LEAP_YEAR: i64 = 2000;

/// The calendar of a year.
pub(crate) fn calendar(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let words = catalogue.words;
    let most = catalogue.days.iter().map(|(_, events)| events.len()).max().unwrap_or(0);
    let month = |month: u8| Month {
        title: words.dates().month(month),
        id: format!("m{month}"),
        days: (1..=days_in_month(LEAP_YEAR, month))
            .map(|day| cell(catalogue, &links, DayOfYear { month, day }, most))
            .collect(),
    };
    let page = DaysPage {
        frame: shared.frame(&words.days.title, &words.days.deck)?,
        crumb: vec![super::home_link(catalogue, &links)],
        counts: (most > 0).then(|| counts(catalogue)),
        months: (1..=12).map(month).collect(),
    };
    Ok(page.render()?)
}

/// A part of the page of a day.
pub(crate) fn page(
    shared: &Shared<'_>,
    day: DayOfYear,
    part: usize,
) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let words = catalogue.words;
    let title = words.dates().day_of_year(day.month, day.day);
    let events = catalogue.days.events(day);
    let folder = catalogue.day_folder(day);
    let parts = super::names::Parts::new(&links, &folder, events.len(), part);
    let index = catalogue
        .days_folder()
        .map(|folder| Link { href: links.page(&folder), title: words.days.title.clone() });
    let (before, after) = catalogue.days.around(day).unzip();
    let neighbour = |other: DayOfYear| Link {
        href: links.page(&catalogue.day_folder(other)),
        title: words.dates().day_of_year(other.month, other.day),
    };
    let page = DayPage {
        frame: shared.frame(
            &super::names::with_part(&title, &parts, words),
            &fill(&words.days.description, &[("day", &title)]),
        )?,
        crumb: [super::home_link(catalogue, &links)].into_iter().chain(index).collect(),
        title,
        counts: words.count(&words.counts.event, events.len()),
        part: parts.words(words),
        parts,
        entries: by_year(catalogue, &links, listing::part(events, part)),
        before: before.map(neighbour),
        after: after.map(neighbour),
    };
    Ok(page.render()?)
}

fn counts(catalogue: &Catalogue<'_>) -> String {
    let words = catalogue.words;
    let events: usize = catalogue.days.iter().map(|(_, events)| events.len()).sum();
    let events = words.count(&words.counts.event, events);
    let days = words.count(&words.counts.day, catalogue.days.iter().count());
    fill(&words.days.counts, &[("events", &events), ("days", &days)])
}

fn cell(catalogue: &Catalogue<'_>, links: &Links<'_>, day: DayOfYear, most: usize) -> Cell {
    let words = catalogue.words;
    let events = catalogue.days.events(day).len();
    let name = words.dates().day_of_year(day.month, day.day);
    let count = words.count(&words.counts.event, events);
    // By the logarithm, since one day with a hundred events must not make all others alike.
    let share = |events: usize| (events as f64 + 1.0).ln();
    Cell {
        number: day.day.to_string(),
        href: (events > 0).then(|| links.page(&catalogue.day_folder(day))),
        words: fill(&words.days.cell, &[("day", &name), ("events", &count)]),
        heat: Number((share(events) / share(most.max(1)) * 44.0).round()),
    }
}

/// Some events of a day. The day is said already, so each says its year.
fn by_year<'a>(
    catalogue: &'a Catalogue<'_>,
    links: &Links<'_>,
    events: &[usize],
) -> Vec<Entry<'a>> {
    let shown = |&index: &usize| {
        let event = catalogue.timeline.events().get(index)?;
        let year = Date::year(days::written_day(event)?.year).words_in(catalogue.words.dates());
        let mut entry = entry(catalogue, links, index, event);
        entry.when.to_mut().words = year_words(catalogue.words, year, days::is_julian(event));
        Some(entry)
    };
    events.iter().filter_map(shown).collect()
}

fn year_words(words: &Words, year: String, is_julian: bool) -> String {
    if is_julian { fill(&words.days.julian, &[("year", &year)]) } else { year }
}
