//! The day of publication: as records and heads write it, in a dateline, in a file name.
//!
//! Words are read by the grammar of `annals-dates`; only the stamps of machines are read here.

use annals_core::{Date, Day, Kind, Unit};
use annals_dates::{Language, read_phrase};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};

/// The day that a stamp or a phrase names: ISO 8601, RFC 3339, RFC 2822, "18 July 2022".
///
/// Of a date with a time it is the local day of whoever wrote it.
pub(super) fn day(stamp: &str) -> Option<Day> {
    let stamp = stamp.trim();
    stamped(stamp).or_else(|| in_words(stamp, None))
}

fn stamped(stamp: &str) -> Option<Day> {
    let local = DateTime::parse_from_rfc3339(stamp)
        .or_else(|_| DateTime::parse_from_rfc2822(stamp))
        .map(|time| time.date_naive())
        .or_else(|_| NaiveDate::parse_from_str(stamp, "%Y-%m-%d"))
        .or_else(|_| NaiveDate::parse_from_str(stamp, "%Y%m%d"))
        .or_else(|_| naive_time(stamp));
    local.ok().and_then(civil)
}

fn naive_time(stamp: &str) -> chrono::ParseResult<NaiveDate> {
    const FORMATS: [&str; 3] = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"];
    let [first, second, third] = FORMATS.map(|format| NaiveDateTime::parse_from_str(stamp, format));
    first.or(second).or(third).map(|time| time.date())
}

fn civil(date: NaiveDate) -> Option<Day> {
    Day::from_civil(date.year().into(), date.month() as u8, date.day() as u8)
}

/// The day that the whole phrase names; a year that it lacks is taken from `published`.
fn in_words(phrase: &str, published: Option<Day>) -> Option<Day> {
    let date = read_phrase(phrase, Language::english(), published).ok()??;
    only_day(&date)
}

fn only_day(date: &Date) -> Option<Day> {
    match date {
        Date::Single(single) if date.kind() == Kind::Day => match single.unit {
            Unit::Day(day) => Some(day),
            _ => None,
        },
        _ => None,
    }
}

/// The day of a dateline at the head of a text: "LYON, May 3 (Wire) - …".
///
/// It names the year or takes that of `published`; a dateline that is not of the days before
/// `published` is none.
pub(super) fn dateline(text: &str, published: Option<Day>) -> Option<Day> {
    let head = text.get(..text.floor_char_boundary(LONGEST_DATELINE))?;
    let dash = DASHES.iter().filter_map(|dash| head.find(dash)).min()?;
    let head = head[..dash].trim_end();
    let head = match head.strip_suffix(')') {
        Some(agency) => agency.rsplit_once('(')?.0.trim_end(),
        None => head,
    };
    let (place, date) = head.split_once(',')?;
    let is_place = place.starts_with(char::is_uppercase) && place.split_whitespace().count() <= 4;
    if !is_place || head.contains('\n') {
        return None;
    }
    // "WASHINGTON, D.C., July 18": the date may stand after a second part of the place.
    let after_comma = date.split_once(',').map(|(_, rest)| rest);
    let day =
        in_words(date.trim(), published).or_else(|| in_words(after_comma?.trim(), published))?;
    let fits = published.is_none_or(|published| (0..=31).contains(&(published - day)));
    fits.then_some(day)
}

const LONGEST_DATELINE: usize = 120;
const DASHES: [&str; 4] = [" - ", " – ", " — ", " -- "];

/// The day in a file's name or path: `2022-07-18-ministers.txt`, `2022/07/18/ministers.txt`.
pub(super) fn in_name(name: &str) -> Option<Day> {
    let bytes = name.as_bytes();
    let starts = (0..bytes.len()).filter(|&at| at == 0 || !bytes[at - 1].is_ascii_digit());
    let mut days = starts.filter_map(|at| {
        let stamp = name.get(at..at + 10)?;
        let ends = !bytes.get(at + 10).is_some_and(u8::is_ascii_digit);
        let separator = stamp.as_bytes()[4];
        let same = stamp.as_bytes()[7] == separator && matches!(separator, b'-' | b'_' | b'/');
        let number = |from: usize, to: usize| stamp.get(from..to)?.parse::<u16>().ok();
        (ends && same)
            .then(|| {
                Day::from_civil(number(0, 4)?.into(), number(5, 7)? as u8, number(8, 10)? as u8)
            })
            .flatten()
    });
    days.next_back()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn iso(day: Option<Day>) -> String {
        day.map_or("none".to_owned(), |day| day.to_string())
    }

    #[test]
    fn stamps_give_the_local_day() {
        for (stamp, expected) in [
            ("2021-05-03", "2021-05-03"),
            ("20210503", "2021-05-03"),
            ("2021-05-03T23:30:00+09:00", "2021-05-03"),
            ("2021-05-03T23:30:00Z", "2021-05-03"),
            ("2021-05-03T23:30:00.125", "2021-05-03"),
            ("2021-05-03 23:30:00", "2021-05-03"),
            ("Mon, 03 May 2021 23:30:00 -0500", "2021-05-03"),
            ("Mon, 3 May 2021 23:30:00 GMT", "2021-05-03"),
            ("3 May 2021", "2021-05-03"),
            ("May 3, 2021", "2021-05-03"),
            ("2021-02-30", "none"),
            ("May 2021", "none"),
            ("3 May", "none"),
            ("yesterday", "none"),
            ("", "none"),
        ] {
            assert_eq!(iso(day(stamp)), expected, "{stamp}");
        }
    }

    #[test]
    fn names_give_a_day_that_exists() {
        for (name, expected) in [
            ("2022-07-18-ministers.txt", "2022-07-18"),
            ("news/2022/07/18/ministers.txt", "2022-07-18"),
            ("fair_2022_07_18.txt", "2022-07-18"),
            ("12022-07-18.txt", "none"),
            ("2022-13-18.txt", "none"),
            ("2022-07_18.txt", "none"),
            ("é2022-07-1é.txt", "none"),
            ("ministers.txt", "none"),
        ] {
            assert_eq!(iso(in_name(name)), expected, "{name}");
        }
    }

    #[test]
    fn datelines_give_a_day() {
        let published = Day::from_civil(2021, 5, 4);
        for (text, published, expected) in [
            ("LYON, May 3 (Wire) - The fair opened.", published, "2021-05-03"),
            ("Lyon, May 3, 2021 – The fair opened.", None, "2021-05-03"),
            ("LYON, France, May 3 (Wire) — The fair opened.", published, "2021-05-03"),
            ("LYON, May 3 (Wire) - The fair opened.", None, "none"),
            ("LYON, August 3 (Wire) - The fair opened.", published, "none"),
            ("The fair, which opened in May - at last - is large.", published, "none"),
            ("LYON (Wire) - The fair opened.", published, "none"),
        ] {
            assert_eq!(iso(dateline(text, published)), expected, "{text}");
        }
    }
}
