//! Texts and stamps of a page -> days.
//!
//! Words are read by the grammar of `annals-dates` in the language of the page, or by the names of
//! its months ([`super::months`]); digits are read
//! here, for all languages, with the order of day and month that the page shows or its language
//! has.

use super::months::Months;
use crate::read::date::day as stamp;
use annals_core::{Date, Day, Unit};
use annals_dates::{Language, annotate};
use std::ops::Range;

/// How much of a text is looked at, in bytes.
const LONGEST: usize = 400;
/// Years that a page can have been written in.
const YEARS: Range<u16> = 1900..2100;
/// From this year on a year in two digits is of the twentieth century.
const OLD_CENTURY: u16 = 70;

/// Whether the day or the month is written first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Order {
    DayFirst,
    MonthFirst,
}

/// Reads the dates of one page.
pub(super) struct Reader {
    languages: Vec<&'static Language>,
    months: Vec<&'static Months>,
    order: Option<Order>,
}

impl Reader {
    /// For a page whose language is declared by a tag, and whose text is in another perhaps.
    /// `samples` are texts of the page that may show how it orders day and month.
    pub(super) fn new<'s>(
        declared: Option<&str>,
        text: &str,
        samples: impl Iterator<Item = &'s str>,
    ) -> Reader {
        let primary = declared.and_then(|tag| tag.split('-').next()).map(str::to_ascii_lowercase);
        // Templates declare English whatever the text is in.
        let detected = Language::detect(text);
        let main = detected.or(primary.as_deref()).unwrap_or("en");
        let second = primary.as_deref().filter(|primary| *primary != main).unwrap_or("en");
        let mut languages: Vec<_> =
            [main, second].into_iter().filter_map(Language::named).collect();
        languages.dedup_by_key(|language| language.tag());
        let tags = std::iter::once(main).chain(primary.as_deref());
        let months = tags.filter_map(Months::named).collect();
        let shown = || shown_order(samples);
        let order = shown().or_else(|| usual_order(main, declared));
        Reader { languages, months, order }
    }

    /// The first day that a text names with its year.
    pub(super) fn first(&self, text: &str) -> Option<Day> {
        self.all(text).into_iter().next().map(|(_, day)| day)
    }

    /// The day of a stamp that a machine wrote: ISO 8601, RFC 2822, seconds since 1970, or, where
    /// people wrote it, words.
    pub(super) fn stamp(&self, written: &str) -> Option<Day> {
        let written = written.trim();
        seconds(written)
            .or_else(|| iso(written))
            .or_else(|| stamp(written))
            .or_else(|| self.first(written))
    }

    /// The day of a year and of two numbers that stand before it.
    pub(super) fn ordered(&self, year: u16, others: (u16, u16)) -> Option<Day> {
        let numeric = Numeric { span: 0..0, year, others, separator: b'-', is_year_first: false };
        numeric.day(self.order)
    }

    /// All days that a text names with their years, in their order, with their bytes.
    pub(super) fn all(&self, text: &str) -> Vec<(Range<usize>, Day)> {
        let text = &text[..text.floor_char_boundary(LONGEST)];
        if !text.bytes().any(|byte| byte.is_ascii_digit()) {
            return Vec::new();
        }
        let mut found: Vec<(Range<usize>, Day)> = numeric(text)
            .into_iter()
            .filter_map(|numeric| Some((numeric.span.clone(), numeric.day(self.order)?)))
            .collect();
        if found.is_empty() && has_year(text) {
            let named = self.months.iter().map(|months| months.days(text));
            let told = self.languages.iter().map(|language| in_words(text, language));
            found = named.chain(told).find(|days| !days.is_empty()).unwrap_or_default();
        }
        found.sort_by_key(|(span, _)| span.start);
        found
    }
}

/// The days that a text names in words, each with its year.
fn in_words(text: &str, language: &Language) -> Vec<(Range<usize>, Day)> {
    let mentions = annotate(text, language, None).mentions.into_iter();
    let mentions =
        mentions.filter(|mention| mention.inferred.is_empty() && mention.anchor.is_none());
    mentions.filter_map(|mention| Some((mention.span, day_of(&mention.date?)?))).collect()
}

fn day_of(date: &Date) -> Option<Day> {
    match date {
        Date::Single(single) => match single.unit {
            Unit::Day(day) => Some(day),
            Unit::Time(_) => date.earliest().day().filter(|day| date.latest().day() == Some(*day)),
            _ => None,
        },
        _ => None,
    }
}

fn has_year(text: &str) -> bool {
    text.as_bytes().windows(4).any(|four| {
        matches!(four, [b'1', b'9', ..] | [b'2', b'0', ..]) && four.iter().all(u8::is_ascii_digit)
    })
}

/// The day with which an ISO 8601 stamp begins, whatever follows: `2021-05-03T10`.
fn iso(stamp: &str) -> Option<Day> {
    let day = stamp.get(..10)?;
    let ends = stamp[10..].is_empty() || !stamp[10..].starts_with(|c: char| c.is_ascii_digit());
    let bytes = day.as_bytes();
    let parts = bytes[4] == bytes[7] && matches!(bytes[4], b'-' | b'/' | b'.');
    let number = |from, to| day.get(from..to)?.parse::<u16>().ok();
    (ends && parts).then(|| civil(number(0, 4)?, number(5, 7)?, number(8, 10)?)).flatten()
}

/// The day of seconds or milliseconds since 1970.
fn seconds(stamp: &str) -> Option<Day> {
    const DAY: i64 = 86_400;
    if !stamp.bytes().all(|byte| byte.is_ascii_digit()) {
        return None;
    }
    let seconds = match stamp.len() {
        9 | 10 => stamp.parse::<i64>().ok()?,
        13 => stamp.parse::<i64>().ok()? / 1000,
        _ => return None,
    };
    Some(Day::from_number(Day::from_civil(1970, 1, 1)?.number() + seconds / DAY))
}

pub(super) fn civil(year: u16, month: u16, day: u16) -> Option<Day> {
    Day::from_civil(year.into(), u8::try_from(month).ok()?, u8::try_from(day).ok()?)
}

/// A date in digits.
#[derive(Debug)]
struct Numeric {
    span: Range<usize>,
    year: u16,
    /// Month and day where the year stands first, else as they stand.
    others: (u16, u16),
    separator: u8,
    is_year_first: bool,
}

impl Numeric {
    fn day(&self, order: Option<Order>) -> Option<Day> {
        let (first, second) = self.others;
        if self.is_year_first {
            return civil(self.year, first, second);
        }
        let day_first = civil(self.year, second, first);
        let month_first = civil(self.year, first, second);
        match (day_first, month_first) {
            // With full stops nobody writes the month first.
            (Some(day), _) if self.separator == b'.' => Some(day),
            (Some(day), None) | (None, Some(day)) => Some(day),
            (Some(one), Some(other)) if one == other => Some(one),
            (Some(day_first), Some(month_first)) => match order? {
                Order::DayFirst => Some(day_first),
                Order::MonthFirst => Some(month_first),
            },
            (None, None) => None,
        }
    }

    /// The order that it shows, where only one is possible.
    fn order(&self) -> Option<Order> {
        let (first, second) = self.others;
        match () {
            () if self.is_year_first || self.separator == b'.' => None,
            () if first > 12 && second <= 12 => Some(Order::DayFirst),
            () if second > 12 && first <= 12 => Some(Order::MonthFirst),
            () => None,
        }
    }
}

/// The dates in digits of a text.
fn numeric(text: &str) -> Vec<Numeric> {
    let bytes = text.as_bytes();
    let mut found = Vec::new();
    let mut at = 0;
    while at < bytes.len() {
        if !bytes[at].is_ascii_digit() || is_bound(&bytes[..at]) {
            at += 1;
            continue;
        }
        match numeric_at(text, at) {
            Some(numeric) => {
                at = numeric.span.end;
                found.push(numeric);
            }
            None => at += digits(bytes, at).max(1),
        }
    }
    found
}

/// Whether the bytes before a number make it part of something else. Of a word they do not: pages
/// set name and date side by side with no blank between them.
fn is_bound(before: &[u8]) -> bool {
    match before {
        [.., one, last] if last.is_ascii_alphabetic() => !one.is_ascii_alphabetic(),
        [.., last] => {
            last.is_ascii_alphanumeric() || matches!(last, b'.' | b'-' | b'/' | b',' | b'_')
        }
        [] => false,
    }
}

fn digits(bytes: &[u8], at: usize) -> usize {
    bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count()
}

fn numeric_at(text: &str, start: usize) -> Option<Numeric> {
    let (first, first_length, at) = number(text, start)?;
    let (separator, at) = separator(text, at)?;
    let (second, second_length, at) = number(text, at)?;
    let (again, at) = self::separator(text, at)?;
    let (third, third_length, mut end) = number(text, at)?;
    if again != separator || second_length > 2 {
        return None;
    }
    // The signs for year, month and day of the languages of East Asia come in a row.
    if separator == CJK {
        let sign = text[end..].trim_start().chars().next().filter(|c| matches!(c, '日' | '일'))?;
        end += text[end..].find(sign)? + sign.len_utf8();
    }
    let after = text.as_bytes().get(end).copied();
    let goes_on = after.is_some_and(|byte| byte.is_ascii_digit())
        || (after == Some(separator)
            && text.as_bytes().get(end + 1).is_some_and(u8::is_ascii_digit));
    let (year, others, is_year_first) = match (first_length, third_length) {
        (4, 1..=2) => (first, (second, third), true),
        (1..=2, 4) => (third, (first, second), false),
        (2, 2) if separator == b'.' => {
            (third + if third < OLD_CENTURY { 2000 } else { 1900 }, (first, second), false)
        }
        _ => return None,
    };
    let fits = !goes_on && YEARS.contains(&year);
    fits.then_some(Numeric { span: start..end, year, others, separator, is_year_first })
}

/// What stands for the signs 年 and 月.
const CJK: u8 = b'Y';

fn number(text: &str, at: usize) -> Option<(u16, usize, usize)> {
    let length = digits(text.as_bytes(), at);
    let number = text.get(at..at + length)?.parse().ok()?;
    Some((number, length, at + length))
}

/// What parts two numbers of a date, and where the next one begins.
fn separator(text: &str, at: usize) -> Option<(u8, usize)> {
    let rest = &text[at..];
    let blanks = |rest: &str| rest.len() - rest.trim_start_matches([' ', '\u{A0}']).len();
    let before = blanks(rest);
    let sign = rest[before..].chars().next()?;
    let next = at + before + sign.len_utf8();
    match sign {
        '年' | '月' | '년' | '월' => Some((CJK, next + blanks(&text[next..]))),
        '.' | '/' => Some((sign as u8, next + blanks(&text[next..]).min(1))),
        '-' if before == 0 => Some((b'-', next)),
        _ => None,
    }
}

/// The order that the dates in digits of a page show, unless they contradict each other.
fn shown_order<'s>(samples: impl Iterator<Item = &'s str>) -> Option<Order> {
    let mut shown = None;
    for order in samples.flat_map(numeric).filter_map(|numeric| numeric.order()) {
        match shown {
            None => shown = Some(order),
            Some(before) if before != order => return None,
            Some(_) => {}
        }
    }
    shown
}

/// The order that is usual in a language; of English it takes the country to tell.
fn usual_order(language: &str, declared: Option<&str>) -> Option<Order> {
    let region = declared.and_then(|tag| {
        let mut parts = tag.split('-').skip(1);
        parts.find(|part| part.len() == 2).map(str::to_ascii_uppercase)
    });
    let is_english = |tag: &str| tag.get(..2).is_some_and(|two| two.eq_ignore_ascii_case("en"));
    let all_english = is_english(language) && declared.is_none_or(is_english);
    match region.as_deref() {
        Some("US" | "PH" | "PR") => Some(Order::MonthFirst),
        None if all_english => None,
        _ => Some(Order::DayFirst),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reader(tag: &str) -> Reader {
        Reader::new(Some(tag), "", std::iter::empty())
    }

    fn first(tag: &str, text: &str) -> String {
        reader(tag).first(text).map_or("none".to_owned(), |day| day.to_string())
    }

    #[test]
    fn digits_are_read_in_all_languages() {
        for (tag, text, expected) in [
            ("de", "Lyon, 03.05.2021, 10:30 Uhr", "2021-05-03"),
            ("de", "3. 5. 2021", "2021-05-03"),
            ("de", "am 03.05.21", "2021-05-03"),
            ("it", "pubblicato il 03/05/2021", "2021-05-03"),
            ("en-GB", "03/05/2021", "2021-05-03"),
            ("en-US", "03/05/2021", "2021-03-05"),
            ("en", "03/05/2021", "none"),
            ("en", "25/05/2021", "2021-05-25"),
            ("en", "05/25/2021", "2021-05-25"),
            ("nl", "3-5-2021", "2021-05-03"),
            ("sv", "2021-05-03 10:30", "2021-05-03"),
            ("hu", "2021. 05. 03.", "2021-05-03"),
            ("ja", "2021年5月3日", "2021-05-03"),
            ("ko", "2021년 5월 3일", "2021-05-03"),
            ("en", "version 1.2.2021.4", "none"),
            ("en", "31.02.2021", "none"),
            ("de", "Telefon 030/12/2021-5", "none"),
            ("de", "12.05.1.2021", "none"),
        ] {
            assert_eq!(first(tag, text), expected, "{tag}: {text}");
        }
    }

    #[test]
    fn words_are_read_in_the_languages_at_hand() {
        for (tag, text) in [
            ("en", "By Ida Lund, May 3, 2021 at 10:30"),
            ("en", "3rd May 2021"),
            ("de", "Montag, 3. Mai 2021"),
            ("fr", "le 3 mai 2021 à 10h30"),
            ("es", "3 de mayo de 2021"),
            ("sv", "May 3, 2021"),
            ("it-IT", "Lione, 3 maggio 2021"),
        ] {
            assert_eq!(first(tag, text), "2021-05-03", "{tag}: {text}");
        }
        for text in ["yesterday", "3 May", "May 2021", "2021", "on Monday, 2021 times"] {
            assert_eq!(first("en", text), "none", "{text}");
        }
    }

    #[test]
    fn a_page_shows_its_order() {
        let order = |samples: &[&str]| shown_order(samples.iter().copied());
        assert_eq!(order(&["05/25/2021", "03/05/2021"]), Some(Order::MonthFirst));
        assert_eq!(order(&["25/05/2021"]), Some(Order::DayFirst));
        assert_eq!(order(&["25/05/2021", "05/25/2021"]), None);
        assert_eq!(order(&["03/05/2021", "25.05.2021"]), None);
    }

    #[test]
    fn stamps_of_machines_are_read() {
        for stamp in [
            "2021-05-03T23:30:00+09:00",
            "2021-05-03T10",
            "2021/05/03 10:30",
            "20210503",
            "1620000000",
            "1620000000000",
            "Mon, 03 May 2021 23:30:00 -0500",
            "May 3, 2021",
        ] {
            let day = reader("en").stamp(stamp).map(|day| day.to_string());
            assert_eq!(day.as_deref(), Some("2021-05-03"), "{stamp}");
        }
        assert_eq!(reader("en").stamp("123456"), None);
    }
}
