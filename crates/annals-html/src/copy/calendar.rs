//! Two calendars (RFC 5545): what happened on this day, every year, and what is expected.
//!
//! Lines are folded at 75 bytes and end in CRLF, texts are escaped; a date that is not known to
//! the day is an event of all the days that it may mean, with its EDTF form beside it.

use super::identity::urn;
use super::news::told;
use super::{has_plain_year, summary};
use crate::page::Shared;
use crate::text;
use crate::time;
use crate::words::fill;
use annals_core::{Date, Day, Event, Kind, Status};
use std::collections::BTreeMap;
use std::fmt::Write;

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
            .and_then(days)
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
    let mut calendar = Calendar::new(shared, &words.on_this_day);
    for of_day in by_day.values_mut() {
        best_first(shared, of_day, |(index, _)| *index);
        for (index, day) in of_day.iter().take(MOST_OF_A_DAY) {
            let civil = day.civil();
            let start = Day::from_civil(civil.year.max(FIRST_YEAR), civil.month, civil.day);
            let year = time::year_name(catalogue.words, civil.year);
            let title =
                |title: &str| fill(&words.anniversary, &[("year", &year), ("title", title)]);
            calendar.event(shared, *index, (start.unwrap_or(*day), None), title, |calendar| {
                calendar.line("RRULE", "FREQ=YEARLY");
            });
        }
    }
    calendar.end()
}

/// What is expected, in order of time.
pub(super) fn expected(shared: &Shared<'_>) -> String {
    let catalogue = shared.catalogue;
    let events = catalogue.timeline.events().iter().enumerate();
    let due = events.filter(|(_, event)| is_due(event, shared.site.now));
    let mut due: Vec<(usize, (Day, Option<Day>))> =
        due.filter_map(|(index, event)| Some((index, days(event.date.as_ref()?)?))).collect();
    best_first(shared, &mut due, |(index, _)| *index);
    due.truncate(MOST_EXPECTED);
    due.sort_by_key(|(index, _)| *index);
    let mut calendar = Calendar::new(shared, &catalogue.words.copies.expected);
    for (index, days) in due {
        calendar.event(shared, index, days, str::to_owned, |calendar| {
            calendar.line("STATUS", "TENTATIVE");
        });
    }
    calendar.end()
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

/// The first and the last day that a date may mean, where a calendar can write them.
fn days(date: &Date) -> Option<(Day, Option<Day>)> {
    // The end that is written is the day after.
    let fits = |day: &Day| has_plain_year(*day) && has_plain_year(*day + 1);
    let first = date.earliest().day().or(date.latest().day()).filter(fits)?;
    Some((first, date.latest().day().filter(fits)))
}

/// A calendar as it is written.
struct Calendar(String);

impl Calendar {
    fn new(shared: &Shared<'_>, name: &str) -> Calendar {
        let mut calendar = Calendar(String::new());
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//Annals//Annals//EN");
        let name = format!("{}: {name}", shared.catalogue.title());
        // The first is of RFC 7986, the second what most programs read.
        calendar.line("NAME", &escaped(&name));
        calendar.line("X-WR-CALNAME", &escaped(&name));
        calendar
    }

    /// An event of whole days, and what else is to be said of it.
    fn event(
        &mut self,
        shared: &Shared<'_>,
        index: usize,
        (first, last): (Day, Option<Day>),
        title: impl Fn(&str) -> String,
        more: impl Fn(&mut Calendar),
    ) {
        let catalogue = shared.catalogue;
        let Some(event) = catalogue.timeline.events().get(index) else { return };
        let changed = told(catalogue, event).filter(|day| has_plain_year(*day));
        let changed = compact(changed.unwrap_or(Day::from_number(0)));
        self.line("BEGIN", "VEVENT");
        self.line("UID", &urn(shared, &event.id));
        self.line("DTSTAMP", &format!("{changed}T000000Z"));
        self.line("DTSTART;VALUE=DATE", &compact(first));
        if let Some(last) = last.filter(|last| *last > first) {
            self.line("DTEND;VALUE=DATE", &compact(last + 1));
        }
        more(self);
        self.line("SUMMARY", &escaped(&title(&text::title(&event.title, 160))));
        self.line("DESCRIPTION", &escaped(&summary(catalogue.words, event)));
        if let Some(theme) = catalogue.theme(index) {
            self.line("CATEGORIES", &escaped(&theme.title));
        }
        if shared.site.base_url.is_some() {
            self.line("URL", &shared.links().address(&catalogue.event_folder(index)));
        }
        if let Some(date) = event.date.as_ref().filter(|date| date.kind() != Kind::Day) {
            self.line("X-ANNALS-EDTF", &escaped(date.to_edtf().text()));
        }
        // It takes nobody's time.
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// A content line, folded: no line has more than 75 bytes, and no character is cut.
    fn line(&mut self, name: &str, value: &str) {
        const MOST: usize = 75;
        let mut length = 0;
        for letter in name.chars().chain([':']).chain(value.chars()) {
            if length + letter.len_utf8() > MOST {
                self.0.push_str("\r\n ");
                length = 1;
            }
            self.0.push(letter);
            length += letter.len_utf8();
        }
        self.0.push_str("\r\n");
    }

    fn end(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.0
    }
}

/// A text value: RFC 5545, section 3.3.11.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text::one_line(text).chars() {
        if matches!(letter, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// `19120307`.
fn compact(day: Day) -> String {
    let civil = day.civil();
    let mut text = String::with_capacity(8);
    // Writing to a string cannot fail.
    let _ = write!(text, "{:04}{:02}{:02}", civil.year, civil.month, civil.day);
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_folded_between_characters() {
        let mut calendar = Calendar(String::new());
        calendar.line("SUMMARY", &"ü".repeat(80));
        let lines: Vec<&str> = calendar.0.split_terminator("\r\n").collect();
        assert_eq!(lines.iter().map(|line| line.len()).collect::<Vec<_>>(), [74, 75, 21]);
        assert!(lines[1..].iter().all(|line| line.starts_with(' ')));
    }

    #[test]
    fn texts_are_escaped() {
        assert_eq!(escaped("a;b,c\\d\r\nEND:VEVENT"), "a\\;b\\,c\\\\d END:VEVENT");
    }
}
