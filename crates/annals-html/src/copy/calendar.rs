//! Two calendars (RFC 5545): what happened on this day, every year, and what is expected.
//!
//! How lines are written is the business of `annals-exchange`; a date that is not known to the day
//! is an event of all the days that it may mean, with its EDTF form beside it.

use super::identity::urn;
use super::news::told;
use super::{has_plain_year, summary};
use crate::page::Shared;
use crate::text;
use crate::time;
use crate::words::fill;
use annals_core::{Day, Event, Kind, Status};
use annals_exchange::{Calendar, calendar_days, escaped};
use std::collections::BTreeMap;

/// The most events that a day of the year has.
const MOST_OF_A_DAY: usize = 3;
/// The most events that are expected.
const MOST_EXPECTED: usize = 1000;
/// The year in which what is older starts to be kept: a leap year that every calendar knows.
const FIRST_YEAR: i64 = 1604;

/// Whether an event has a day to be remembered on.
pub(super) fn is_anniversary(event: &Event) -> bool {
    anniversary(event).is_some()
}

/// Whether an event is still to come, on days that a calendar has.
pub(super) fn is_due(event: &Event, now: Option<Day>) -> bool {
    event.status == Status::Expected
        && event
            .date
            .as_ref()
            .and_then(calendar_days)
            .is_some_and(|(first, last)| now.is_none_or(|now| last.unwrap_or(first) >= now))
}

/// The events of each day of the year that matter most.
pub(super) fn on_this_day(shared: &Shared<'_>) -> String {
    let catalogue = shared.catalogue;
    let mut by_day: BTreeMap<(u8, u8), Vec<(usize, Day)>> = BTreeMap::new();
    for (index, event) in catalogue.timeline.events().iter().enumerate() {
        if let Some(day) = anniversary(event) {
            let civil = day.civil();
            by_day.entry((civil.month, civil.day)).or_default().push((index, day));
        }
    }
    let words = &catalogue.words.copies;
    let mut calendar = calendar_of(shared, &words.on_this_day);
    for of_day in by_day.values_mut() {
        best_first(shared, of_day, |(index, _)| *index);
        for (index, day) in of_day.iter().take(MOST_OF_A_DAY) {
            let civil = day.civil();
            let start = Day::from_civil(civil.year.max(FIRST_YEAR), civil.month, civil.day);
            let year = time::year_name(catalogue.words, civil.year);
            let title =
                |title: &str| fill(&words.anniversary, &[("year", &year), ("title", title)]);
            let days = (start.unwrap_or(*day), None);
            let yearly = ("RRULE", "FREQ=YEARLY");
            write_event(&mut calendar, shared, *index, days, title, yearly);
        }
    }
    calendar.end()
}

/// What is expected, in order of time.
pub(super) fn expected(shared: &Shared<'_>) -> String {
    let catalogue = shared.catalogue;
    let events = catalogue.timeline.events().iter().enumerate();
    let due = events.filter(|(_, event)| is_due(event, shared.site.now));
    let mut due: Vec<(usize, (Day, Option<Day>))> = due
        .filter_map(|(index, event)| Some((index, calendar_days(event.date.as_ref()?)?)))
        .collect();
    best_first(shared, &mut due, |(index, _)| *index);
    due.truncate(MOST_EXPECTED);
    due.sort_by_key(|(index, _)| *index);
    let mut calendar = calendar_of(shared, &catalogue.words.copies.expected);
    for (index, days) in due {
        let tentative = ("STATUS", "TENTATIVE");
        write_event(&mut calendar, shared, index, days, str::to_owned, tentative);
    }
    calendar.end()
}

/// A calendar of the timeline, of that name.
fn calendar_of(shared: &Shared<'_>, name: &str) -> Calendar {
    Calendar::new(&format!("{}: {name}", shared.catalogue.title()))
}

fn best_first<T>(shared: &Shared<'_>, items: &mut [T], index: impl Fn(&T) -> usize) {
    let score = |item: &T| shared.catalogue.score(index(item));
    items.sort_by(|a, b| score(b).total_cmp(&score(a)).then(index(a).cmp(&index(b))));
}

/// The day of what certainly happened on a known one.
fn anniversary(event: &Event) -> Option<Day> {
    let date = event.date.as_ref()?;
    let known = event.status == Status::Happened
        && date.kind() == Kind::Day
        && !date.is_approximate()
        && !date.is_uncertain();
    date.earliest().day().filter(|day| known && day.civil().year <= 9999)
}

/// An event of whole days as an entry, and what else is to be said of it.
fn write_event(
    calendar: &mut Calendar,
    shared: &Shared<'_>,
    index: usize,
    (first, last): (Day, Option<Day>),
    title: impl Fn(&str) -> String,
    more: (&str, &str),
) {
    let catalogue = shared.catalogue;
    let Some(event) = catalogue.timeline.events().get(index) else { return };
    let changed = told(catalogue, event).filter(|day| has_plain_year(*day));
    calendar.begin(&urn(shared, &event.id), changed.unwrap_or(Day::from_number(0)), first, last);
    calendar.line(more.0, more.1);
    calendar.line("SUMMARY", &escaped(&title(&text::title(&event.title, 160))));
    calendar.line("DESCRIPTION", &escaped(&summary(catalogue.words, event)));
    if let Some(theme) = catalogue.theme(index) {
        calendar.line("CATEGORIES", &escaped(&theme.title));
    }
    if shared.site.base_url.is_some() {
        calendar.line("URL", &shared.links().address(&catalogue.event_folder(index)));
    }
    if let Some(date) = event.date.as_ref().filter(|date| date.kind() != Kind::Day) {
        calendar.date(date, first, last);
    }
    calendar.close();
}
