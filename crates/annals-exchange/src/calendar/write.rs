//! Events to entries of a calendar: lines folded at 75 bytes that end in CRLF, texts escaped.

use crate::date::from_to;
use crate::entry::Entry;
use crate::text::one_line;
use annals_core::{Date, Day, Event, Status};
use std::fmt::Write;

/// A calendar that is written line by line.
///
/// ```
/// use annals_exchange::Calendar;
/// let text = Calendar::new("Town").end();
/// assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n"));
/// ```
#[derive(Clone, Debug)]
pub struct Calendar(String);

impl Calendar {
    /// A calendar of that name.
    pub fn new(name: &str) -> Calendar {
        let mut calendar = Calendar(String::new());
        calendar.line("BEGIN", "VCALENDAR");
        calendar.line("VERSION", "2.0");
        calendar.line("PRODID", "-//Annals//Annals//EN");
        // The first is of RFC 7986, the second what most programs read.
        calendar.line("NAME", &escaped(name));
        calendar.line("X-WR-CALNAME", &escaped(name));
        calendar
    }

    /// A content line, folded: no line has more than 75 bytes, and no character is cut.
    pub fn line(&mut self, name: &str, value: &str) {
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

    /// Begins an entry of whole days: `uid` is its name for all time, `changed` the day on which it
    /// was last told, and `end` writes the rest of it and its end.
    pub fn begin(&mut self, uid: &str, changed: Day, first: Day, last: Option<Day>) {
        self.line("BEGIN", "VEVENT");
        self.line("UID", uid);
        self.line("DTSTAMP", &format!("{}T000000Z", compact(changed)));
        self.line("DTSTART;VALUE=DATE", &compact(first));
        if let Some(last) = last.filter(|last| *last > first) {
            self.line("DTEND;VALUE=DATE", &compact(last + 1));
        }
    }

    /// The date of the entry that is open, where its days say another one or less.
    pub fn date(&mut self, date: &Date, first: Day, last: Option<Day>) {
        let carried = from_to(first.into(), last.unwrap_or(first).into());
        if !carried.is_ok_and(|carried| carried == *date) {
            self.line("X-EDTF", &escaped(date.to_edtf().text()));
        }
    }

    /// Ends the entry that is open. It takes nobody's time.
    pub fn close(&mut self) {
        self.line("TRANSP", "TRANSPARENT");
        self.line("END", "VEVENT");
    }

    /// The text of the calendar.
    #[must_use]
    pub fn end(mut self) -> String {
        self.line("END", "VCALENDAR");
        self.0
    }
}

/// A text on one line as the value of a property: RFC 5545, section 3.3.11.
///
/// ```
/// assert_eq!(annals_exchange::escaped("a;b,c\\d\r\ne"), "a\\;b\\,c\\\\d e");
/// ```
pub fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in one_line(text).chars() {
        if matches!(letter, '\\' | ';' | ',') {
            escaped.push('\\');
        }
        escaped.push(letter);
    }
    escaped
}

/// A text of several lines as such a value.
fn escaped_lines(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(escaped).collect();
    lines.join("\\n")
}

/// `19120307`.
fn compact(day: Day) -> String {
    let civil = day.civil();
    let mut text = String::with_capacity(8);
    // Writing to a string cannot fail.
    let _ = write!(text, "{:04}{:02}{:02}", civil.year, civil.month, civil.day);
    text
}

/// The first and the last day that a date may mean, where a calendar can write them: years have
/// four digits, and the end that is written is the day after.
pub fn calendar_days(date: &Date) -> Option<(Day, Option<Day>)> {
    let fits =
        |day: &Day| [*day, *day + 1].iter().all(|day| (1..=9999).contains(&day.civil().year));
    let first = date.earliest().day().or(date.latest().day()).filter(fits)?;
    Some((first, date.latest().day().filter(fits)))
}

/// Writes the events that have days in a calendar; those that have none are left out.
///
/// Nothing here knows the day on which an event was last told: the stamp is the day of the event.
pub(crate) fn write(name: &str, entries: &[Entry<'_>]) -> String {
    let mut calendar = Calendar::new(name);
    for entry in entries {
        let event: &Event = entry.event;
        let Some(date) = &event.date else { continue };
        let Some((first, last)) = calendar_days(date) else { continue };
        calendar.begin(&format!("{}@annals", event.id), first, first, last);
        if event.status == Status::Expected {
            calendar.line("STATUS", "TENTATIVE");
        }
        calendar.line("SUMMARY", &escaped(&entry.title));
        if !entry.text.is_empty() {
            calendar.line("DESCRIPTION", &escaped_lines(&entry.text));
        }
        if !entry.themes.is_empty() {
            let themes: Vec<String> = entry.themes.iter().map(|theme| escaped(theme)).collect();
            calendar.line("CATEGORIES", &themes.join(","));
        }
        if let Some(place) = event.places.first() {
            calendar.line("LOCATION", &escaped(place));
        }
        if let Some(page) = &entry.page {
            calendar.line("URL", &one_line(page));
        }
        calendar.date(date, first, last);
        calendar.close();
    }
    calendar.end()
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
        assert_eq!(escaped_lines("a\n\nb"), "a\\n\\nb");
    }
}
