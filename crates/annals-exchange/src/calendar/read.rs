//! Entries of a calendar to events.
//!
//! An entry that comes again and again is read as its first time. Times of the day are dropped, and
//! a day is taken in the time zone in which it is written.

use super::content_line::{Line, lines, text, texts};
use crate::date::{from_to, with_edtf};
use crate::import::{Import, Imported, LONGEST_RECORD, cite, remark};
use crate::text::{one_line, paragraphs};
use annals_core::{Date, Day, Event, Info, PhraseReader, Status};

/// What calendars note for themselves: nothing of the event is lost with it.
const HOUSEKEEPING: [&str; 22] = [
    "ACKNOWLEDGED",
    "CALSCALE",
    "CLASS",
    "CREATED",
    "DTSTAMP",
    "LAST-MODIFIED",
    "METHOD",
    "PRIORITY",
    "PRODID",
    "PUBLISHED-TTL",
    "RECURRENCE-ID",
    "REFRESH-INTERVAL",
    "REQUEST-STATUS",
    "SEQUENCE",
    "TRANSP",
    "TZID",
    "TZUNTIL",
    "TZURL",
    "UID",
    "VERSION",
    "X-LIC-LOCATION",
    "XML",
];
/// Entries that have a date.
const ENTRIES: [&str; 2] = ["VEVENT", "VJOURNAL"];
/// Parts of a calendar that are no entries.
const NO_ENTRIES: [&str; 9] = [
    "VCALENDAR",
    "VTIMEZONE",
    "STANDARD",
    "DAYLIGHT",
    "VALARM",
    "VLOCATION",
    "VRESOURCE",
    "PARTICIPANT",
    "VFREEBUSY",
];
/// The longest name of an entry that stays its title.
const LONGEST_TITLE: usize = 400;

/// Whether a text looks like a calendar, or a part of one.
pub(crate) fn is_meant(text: &str) -> bool {
    let first = lines(text).next();
    first.is_some_and(|line| {
        line.is("BEGIN")
            && line.value().is_some_and(|name| name.to_ascii_uppercase().starts_with('V'))
    })
}

/// Reads a calendar, or entries without a calendar around them.
pub(crate) fn read(text: &str, phrases: &dyn PhraseReader) -> Imported {
    let mut reader =
        Reader { import: Import::new(phrases), open: Vec::new(), entry: None, seen: 0 };
    for line in lines(text) {
        reader.line(line);
    }
    reader.end()
}

struct Reader<'a, 't> {
    import: Import<'a>,
    /// The names of the components that are open, the innermost last.
    open: Vec<String>,
    /// The entry that is open, how deep it lies, and its lines.
    entry: Option<(usize, Vec<Line<'t>>)>,
    /// How many entries and other dated things there were.
    seen: usize,
}

impl<'t> Reader<'_, 't> {
    fn line(&mut self, line: Line<'t>) {
        let value = line.value().unwrap_or_default();
        if line.is("BEGIN") {
            self.begin(value.to_ascii_uppercase(), line);
        } else if line.is("END") {
            self.close(&value.to_ascii_uppercase());
        } else if line.text().len() > LONGEST_RECORD {
            self.import.losses.place.line = Some(line.number);
            let message = "this line is longer than 32 MiB: it is left out";
            self.import.losses.error("import/long", message, line.name());
            self.import.losses.leave();
        } else if let Some((depth, lines)) = &mut self.entry {
            if self.open.len() == *depth {
                lines.push(line);
            }
        } else if self.open.last().is_some_and(|name| name == "VCALENDAR") {
            self.calendar_line(&line);
        } else if self.open.is_empty() {
            self.stray(&line);
        }
    }

    fn begin(&mut self, name: String, line: Line<'t>) {
        let is_entry = ENTRIES.contains(&name.as_str());
        match &self.entry {
            // An entry within an entry: the end of the first is missing.
            Some((_, lines)) if is_entry => {
                self.import.losses.place.line = lines.first().map(|line| line.number);
                let message =
                    "the entry has no END before the next one: it is taken as ended there";
                self.import.losses.error("import/end", message, "");
                self.import.losses.leave();
                self.finish_entry();
            }
            None if !is_entry && !NO_ENTRIES.contains(&name.as_str()) => {
                self.seen += 1;
                self.import.next(Some(line.number), "");
                let message = "only VEVENT and VJOURNAL are read: this is left out";
                self.import.losses.error("import/component", message, &name);
                self.import.losses.leave();
            }
            _ => {}
        }
        self.open.push(name);
        if is_entry && self.entry.is_none() {
            self.entry = Some((self.open.len(), vec![line]));
        }
    }

    fn close(&mut self, name: &str) {
        // What is not open cannot be closed; what was left open inside is closed with it.
        let Some(at) = self.open.iter().rposition(|open| open == name) else { return };
        self.open.truncate(at);
        if self.entry.as_ref().is_some_and(|(depth, _)| self.open.len() < *depth) {
            self.finish_entry();
        }
    }

    /// What a calendar says of itself.
    fn calendar_line(&mut self, line: &Line<'_>) {
        let value = one_line(&text(line.value().unwrap_or_default()));
        let info = self.import.info.get_or_insert_with(Info::default);
        match line.name().to_ascii_uppercase().as_str() {
            "NAME" | "X-WR-CALNAME" if info.title.is_empty() => info.title = value,
            "DESCRIPTION" | "X-WR-CALDESC" if info.description.is_empty() => {
                info.description = value;
            }
            _ => {}
        }
    }

    /// A line that stands in no component.
    fn stray(&mut self, line: &Line<'_>) {
        let already =
            self.import.losses.found.last().is_some_and(|last| last.code == "import/stray");
        if !already {
            self.import.losses.place.line = Some(line.number);
            let message = "this line stands outside BEGIN:VEVENT and END:VEVENT: it and those with \
                           it are left out";
            self.import.losses.error("import/stray", message, line.text());
            self.import.losses.leave();
        }
    }

    fn end(mut self) -> Imported {
        if let Some((_, lines)) = &self.entry {
            self.import.losses.place.line = lines.first().map(|line| line.number);
            let message = "the file ends within this entry: what there is of it is read";
            self.import.losses.error("import/end", message, "");
            self.import.losses.leave();
            self.finish_entry();
        }
        if self.seen == 0 && self.import.losses.found.is_empty() {
            let message = "there is no entry (BEGIN:VEVENT … END:VEVENT) in this calendar";
            self.import.losses.error("import/empty", message, "");
        }
        self.import.info = self.import.info.take().filter(|info| !info.title.is_empty());
        self.import.finish()
    }

    fn finish_entry(&mut self) {
        let Some((_, lines)) = self.entry.take() else { return };
        self.seen += 1;
        let entry = Entry(&lines);
        let summary = entry.text("SUMMARY");
        let title = match one_line(&summary) {
            title if title.is_empty() => {
                one_line(entry.text("DESCRIPTION").lines().next().unwrap_or(""))
            }
            title => title,
        };
        let number = lines.first().map(|line| line.number);
        let short: String = title.chars().take(LONGEST_TITLE).collect();
        let mut event = self.import.enter(number, &short);
        let description = paragraphs(&entry.text("DESCRIPTION"));
        let is_cut = short.len() < title.len();
        event.text = Some(if is_cut { format!("{title}\n\n{description}") } else { description });
        for line in lines.iter().skip(1) {
            self.property(&mut event, line);
        }
        event.date = self.date(&mut event, &entry);
        self.import.add(event);
        self.import.losses.leave();
    }

    fn property(&mut self, event: &mut Event, line: &Line<'_>) {
        let Some(value) = line.value() else {
            let message = "this line has no colon, as `NAME:value`: it is left out";
            self.import.losses.error("import/line", message, line.text());
            return;
        };
        let name = line.name().to_ascii_uppercase();
        match name.as_str() {
            "SUMMARY" | "DESCRIPTION" | "DTSTART" | "DTEND" | "DURATION" | "X-EDTF"
            | "X-ANNALS-EDTF" => {}
            "CATEGORIES" => {
                texts(value).iter().for_each(|theme| self.import.add_theme(event, theme));
            }
            "LOCATION" => event.places.extend(named(&text(value))),
            "ATTENDEE" | "ORGANIZER" => match named(line.parameter("CN")) {
                Some(name) if !event.people.contains(&name) => event.people.push(name),
                Some(_) => {}
                None => self.import.unread(&name, value),
            },
            "URL" => cite(event, "", value, None),
            "COMMENT" => remark(event, &one_line(&text(value))),
            "STATUS" => match value.to_ascii_uppercase().as_str() {
                "TENTATIVE" => event.status = Status::Expected,
                "CANCELLED" => event.status = Status::Denied,
                "CONFIRMED" | "FINAL" | "DRAFT" => {}
                _ => self.import.unread("STATUS", value),
            },
            "RRULE" | "RDATE" | "EXRULE" => {
                let message = "it comes again and again: only its first time is taken over";
                self.import.losses.warn("import/recurrence", message, line.text());
            }
            // The days that are left out of a recurrence go with it.
            "EXDATE" => {}
            name if HOUSEKEEPING.contains(&name) => {}
            name => self.import.unread(name, value),
        }
    }

    fn date(&mut self, event: &mut Event, entry: &Entry<'_, '_>) -> Option<Date> {
        let start = entry.line("DTSTART").and_then(|line| self.moment(event, line));
        let end = entry.line("DTEND").and_then(|line| self.moment(event, line));
        let length = entry.line("DURATION").and_then(|line| self.length(line));
        if start.is_none() && entry.line("DTSTART").is_none() {
            self.import.without_date();
        }
        let fields = start.map(|start| self.fields(start, end, length));
        let edtf = ["X-EDTF", "X-ANNALS-EDTF"].into_iter().find_map(|name| entry.line(name));
        let edtf = edtf.and_then(Line::value).map(text).unwrap_or_default();
        with_edtf(&mut self.import, fields, &edtf)
    }

    /// From the start to the last day: an end is the moment after.
    fn fields(&mut self, start: Moment, end: Option<Moment>, length: Option<i64>) -> Date {
        let last = match (end, length) {
            (Some(end), _) if end.is_midnight => Some(end.day - 1),
            (Some(end), _) => Some(end.day),
            (None, Some(days)) => Some(start.day + (days - 1).max(0)),
            (None, None) => None,
        };
        match last {
            None => Date::from(start.day),
            // An end at the moment of the start is an event without a length.
            Some(last) if last == start.day || end.is_some_and(|end| end.day == start.day) => {
                Date::from(start.day)
            }
            Some(last) => from_to(start.day.into(), last.into()).unwrap_or_else(|start| {
                let message = "the end lies before the start: it is left out";
                self.import.losses.error("import/order", message, "");
                start
            }),
        }
    }

    /// A day or a day and a time: `19120307`, `19120307T173000Z`.
    fn moment(&mut self, event: &mut Event, line: &Line<'_>) -> Option<Moment> {
        let value = line.value().unwrap_or_default();
        let Some((day, time)) = day_and_time(value) else {
            let found = format!("{}: {value}", line.name());
            self.import.undated(event, &found, "a day is written as 19120307");
            return None;
        };
        let is_midnight = time.trim_end_matches(['Z', 'z']).bytes().all(|digit| digit == b'0');
        if !is_midnight {
            let zone = line.parameter("TZID");
            let found = format!("{} {value} {zone}", line.name());
            let message = "the time of day is not taken over: the day is kept";
            self.import.losses.warn("import/time", message, found.trim_end());
        }
        Some(Moment { day, is_midnight })
    }

    /// The days that a length touches from the start of a day on: `P1D`, `PT10H`, `P2W`.
    fn length(&mut self, line: &Line<'_>) -> Option<i64> {
        let value = line.value().unwrap_or_default();
        let days = duration(value);
        if days.is_none() {
            let message = "this is no length, such as P1D or PT2H: it is left out";
            self.import.losses.error("import/duration", message, value);
        }
        days
    }
}

/// The lines of an entry.
struct Entry<'a, 't>(&'a [Line<'t>]);

impl<'a, 't> Entry<'a, 't> {
    fn line(&self, name: &str) -> Option<&'a Line<'t>> {
        self.0.iter().find(|line| line.is(name))
    }

    fn text(&self, name: &str) -> String {
        self.line(name).and_then(Line::value).map(text).unwrap_or_default()
    }
}

/// A day, and whether it is its first moment.
#[derive(Clone, Copy)]
struct Moment {
    day: Day,
    is_midnight: bool,
}

fn named(text: &str) -> Option<String> {
    Some(one_line(text)).filter(|name| !name.is_empty())
}

/// The day and what follows the `T`.
fn day_and_time(value: &str) -> Option<(Day, &str)> {
    let (day, time) = value.split_once(['T', 't']).unwrap_or((value, ""));
    let is_digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    if day.len() != 8 || !is_digits(day) || !is_digits(time.trim_end_matches(['Z', 'z'])) {
        return None;
    }
    let part = |range: std::ops::Range<usize>| day.get(range)?.parse::<i64>().ok();
    let (month, of_month) = (part(4..6)?, part(6..8)?);
    let day = Day::from_civil(part(0..4)?, u8::try_from(month).ok()?, u8::try_from(of_month).ok()?);
    Some((day?, time))
}

/// The days that a length touches, at least one.
fn duration(value: &str) -> Option<i64> {
    let rest = value.trim_start_matches('+').strip_prefix(['P', 'p'])?;
    let (mut seconds, mut number) = (0_i64, String::new());
    for letter in rest.chars() {
        if letter.is_ascii_digit() {
            number.push(letter);
            continue;
        }
        let unit = match letter.to_ascii_uppercase() {
            'T' => continue,
            'W' => 604_800,
            'D' => 86_400,
            'H' => 3_600,
            'M' => 60,
            'S' => 1,
            _ => return None,
        };
        let counted = std::mem::take(&mut number).parse::<i64>().ok()?;
        seconds = seconds.checked_add(counted.checked_mul(unit)?)?;
    }
    number.is_empty().then_some((seconds.checked_add(86_399)? / 86_400).max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::NoPhrases;

    /// The dates of the entries, and what was told.
    fn dates(entries: &[&str]) -> (Vec<String>, Vec<&'static str>) {
        let text: String = entries
            .iter()
            .map(|lines| format!("BEGIN:VEVENT\nSUMMARY:x\n{lines}\nEND:VEVENT\n"))
            .collect();
        let read = read(&text, &NoPhrases);
        let date = |event: &Event| event.date.as_ref().map_or("-".to_owned(), Date::to_string);
        (read.events.iter().map(date).collect(), read.losses.iter().map(|loss| loss.code).collect())
    }

    #[test]
    fn ends_are_the_moment_after() {
        let (found, told) = dates(&[
            "DTSTART;VALUE=DATE:19120307",
            "DTSTART;VALUE=DATE:19120307\nDTEND;VALUE=DATE:19120308",
            "DTSTART;VALUE=DATE:19120307\nDTEND;VALUE=DATE:19120310",
            "DTSTART:19120307T000000\nDTEND:19120309T000000",
            "DTSTART:19120307\nDURATION:P3D",
            "DTSTART:19120307\nDURATION:P1W",
        ]);
        assert_eq!(
            found,
            [
                "1912-03-07",
                "1912-03-07",
                "1912-03-07/1912-03-09",
                "1912-03-07/1912-03-08",
                "1912-03-07/1912-03-09",
                "1912-03-07/1912-03-13"
            ]
        );
        assert!(told.is_empty(), "{told:?}");
    }

    #[test]
    fn what_is_dropped_is_told() {
        let (found, told) = dates(&[
            "DTSTART;TZID=Europe/Paris:19120307T173000\nRRULE:FREQ=DAILY",
            "DTSTART:19121307",
            "NOTHING",
            "DTSTART:19120307\nX-EDTF:1912-03~",
            "DTSTART:19120307\nX-EDTF:1913",
            "DTSTART:19120307\nDTEND:19110101",
        ]);
        assert_eq!(found, ["1912-03-07", "-", "-", "1912-03~", "1912-03-07", "1912-03-07"]);
        assert_eq!(
            told,
            [
                "import/recurrence",
                "import/time",
                "import/date",
                "import/line",
                "import/undated",
                "import/edtf",
                "import/order"
            ]
        );
    }

    #[test]
    fn entries_that_do_not_end_are_read_as_far_as_they_go() {
        let text = "BEGIN:VEVENT\nSUMMARY:a\nBEGIN:VEVENT\nSUMMARY:b\nDTSTART:19120307";
        let read = read(text, &NoPhrases);
        let titles: Vec<&str> = read.events.iter().map(|event| event.title.as_str()).collect();
        assert_eq!((titles, read.losses.len()), (vec!["a", "b"], 3));
    }

    #[test]
    fn deep_nesting_is_no_danger() {
        let deep = "BEGIN:VALARM\n".repeat(200_000);
        assert_eq!(read(&deep, &NoPhrases).losses.len(), 1);
    }
}
