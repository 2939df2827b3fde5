//! The day of publication: as records and heads write it, in a dateline, in a file name.
//!
//! Words are read by the grammar of `annals-dates`; only the stamps of machines are read here.

use annals_core::{Date, Day, Kind, Unit};
use annals_dates::{Language, read_phrase};
use chrono::{DateTime, Datelike, NaiveDate, NaiveDateTime};

/// The day that a stamp or a phrase names: ISO 8601, RFC 3339, RFC 2822, seconds or milliseconds
/// of Unix, "18 July 2022".
///
/// Of a date with a time it is the local day of whoever wrote it; of Unix that of Greenwich.
pub(super) fn day(stamp: &str) -> Option<Day> {
    let stamp = stamp.trim();
    stamped(stamp)
        .or_else(|| before_time(stamp))
        .or_else(|| of_unix(stamp))
        .or_else(|| of_message(stamp))
        .or_else(|| in_words(stamp, None))
}

fn stamped(stamp: &str) -> Option<Day> {
    let local = DateTime::parse_from_rfc3339(stamp)
        .or_else(|_| DateTime::parse_from_rfc2822(stamp))
        .map(|time| time.date_naive())
        .or_else(|_| NaiveDate::parse_from_str(stamp, "%Y-%m-%d"))
        .or_else(|_| NaiveDate::parse_from_str(stamp, "%Y%m%d"));
    local.ok().or_else(|| naive_time(stamp)).and_then(civil)
}

fn naive_time(stamp: &str) -> Option<NaiveDate> {
    const FORMATS: [&str; 3] = ["%Y-%m-%dT%H:%M:%S%.f", "%Y-%m-%d %H:%M:%S%.f", "%Y-%m-%d %H:%M"];
    let read = |format| NaiveDateTime::parse_from_str(stamp, format).ok();
    FORMATS.into_iter().find_map(read).map(|time| time.date())
}

/// The day of ISO 8601 before a time that is written in no common way.
fn before_time(stamp: &str) -> Option<Day> {
    let day = stamp.split(['T', 't', ' ']).next()?;
    let follows = stamp.as_bytes().get(day.len() + 1).is_some_and(u8::is_ascii_digit);
    // Fourteen digits are a day and a time without anything between them.
    let is_run = stamp.len() == 14 && stamp.bytes().all(|byte| byte.is_ascii_digit());
    match (follows, is_run) {
        (true, _) => stamped(day),
        (_, true) => stamped(&stamp[..8]),
        _ => None,
    }
}

fn of_unix(stamp: &str) -> Option<Day> {
    let is_number = stamp.bytes().all(|byte| byte.is_ascii_digit());
    let number: i64 = stamp.parse().ok().filter(|_| is_number)?;
    let seconds = match stamp.len() {
        9..=10 => number,
        12..=13 => number / 1000,
        _ => return None,
    };
    civil(DateTime::from_timestamp(seconds, 0)?.date_naive())
}

/// The day of a stamp like those of messages and of HTTP, but with a year of two digits, a weekday
/// that is not that of the day, or a zone that nobody knows: "Sat, 3 May 21 10:00 BST",
/// "Mon May  3 10:00:00 2021".
fn of_message(stamp: &str) -> Option<Day> {
    let mut words: Vec<&str> = stamp.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    if words.len() > 3 && words[0].starts_with(char::is_alphabetic) && month(words[0]).is_none() {
        words.remove(0);
    }
    let (&first, &second) = (words.first()?, words.get(1)?);
    let (day, named, year) = match month(first) {
        // What names a zone may stand between the time and the year.
        Some(named) if words.iter().any(|word| word.contains(':')) => {
            (second, named, *words.last()?)
        }
        Some(_) => return None,
        None => (first, month(second)?, *words.get(2)?),
    };
    let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
    let year: i64 = match year.len() {
        4 | 2 if is_number(year) => year.parse().ok()?,
        _ => return None,
    };
    // RFC 2822, section 4.3.
    let year = match year {
        0..50 => year + 2000,
        50..100 => year + 1900,
        _ => year,
    };
    let day = day.parse().ok().filter(|_| is_number(day))?;
    Day::from_civil(year, named, day)
}

/// The number of a month, by its English name or the first three letters of it.
fn month(word: &str) -> Option<u8> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.trim_end_matches('.').to_ascii_lowercase();
    let is_it = |name: &str| word.len() >= 3 && name.starts_with(word.as_str());
    MONTHS.iter().position(|name| is_it(name)).map(|place| place as u8 + 1)
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
            ("Sat, 3 May 2021 23:30:00 GMT", "2021-05-03"),
            ("Mon, 03 May 21 23:30 BST", "2021-05-03"),
            ("Tuesday, 3-May", "none"),
            ("3 Sept 1999 10:00", "1999-09-03"),
            ("Mon May  3 23:30:00 CEST 2021", "2021-05-03"),
            ("31 Feb 2021 10:00", "none"),
            ("2021-05-03T23.30", "2021-05-03"),
            ("20210503T233000Z", "2021-05-03"),
            ("20210503233000", "2021-05-03"),
            ("1620084600", "2021-05-03"),
            ("1620084600000", "2021-05-03"),
            ("16200", "none"),
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
