//! The Julian calendar: days and dates that were written in it, as the days that they are.
//!
//! A day is one and the same day in every calendar, so it converts exactly. A Julian month or year
//! is no Gregorian one: it becomes the span of its days. Which dates *are* Julian is not decided
//! here; whoever wrote them says so.

use super::calendar::{Civil, Day};
use super::edtf::DateError;
use super::expression::Date;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// The calendar that a date is written in.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Calendar {
    /// The calendar of today, reckoned back before 1582 too.
    #[default]
    Gregorian,
    /// The calendar that has a leap day in every fourth year without exception.
    Julian,
}

impl Calendar {
    /// Every calendar, in the order of their definition.
    pub const ALL: [Calendar; 2] = [Calendar::Gregorian, Calendar::Julian];

    /// The word for it in files and records: `gregorian`, `julian`.
    pub fn name(self) -> &'static str {
        match self {
            Calendar::Gregorian => "gregorian",
            Calendar::Julian => "julian",
        }
    }

    /// Reads a date that is written in this calendar, in the text form of [`Date`].
    ///
    /// # Errors
    /// The text is no date of this calendar.
    pub fn parse(self, text: &str) -> Result<Date, DateError> {
        match self {
            Calendar::Gregorian => text.parse(),
            Calendar::Julian => Date::parse_julian(text),
        }
    }
}

impl fmt::Display for Calendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No calendar that can be read has that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownCalendar(pub String);

impl fmt::Display for UnknownCalendar {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no calendar that can be read", self.0)
    }
}

impl std::error::Error for UnknownCalendar {}

impl FromStr for Calendar {
    type Err = UnknownCalendar;
    fn from_str(name: &str) -> Result<Calendar, UnknownCalendar> {
        let known = Calendar::ALL.into_iter().find(|calendar| calendar.name() == name);
        known.ok_or_else(|| UnknownCalendar(name.to_owned()))
    }
}

impl Day {
    /// The day that the Julian calendar names so, or `None` where it has none, or where the day
    /// lies outside the days that can be counted. Years are astronomical.
    ///
    /// ```
    /// use annals_core::Day;
    /// assert_eq!(Day::from_julian(1917, 10, 25), Day::from_civil(1917, 11, 7));
    /// assert_eq!(Day::from_julian(1900, 2, 29), Day::from_civil(1900, 3, 13));
    /// assert_eq!(Day::from_julian(1901, 2, 29), None);
    /// ```
    pub fn from_julian(year: i64, month: u8, day: u8) -> Option<Day> {
        let is_real = year.abs() <= FURTHEST_YEAR
            && (1..=12).contains(&month)
            && (1..=days_in_julian_month(year, month)).contains(&day);
        if !is_real {
            return None;
        }
        let number = days_from_julian(year, month, day);
        Some(Day::from_number(number)).filter(|day| day.number() == number)
    }

    /// Year, month and day of the month in the Julian calendar.
    ///
    /// ```
    /// use annals_core::{Civil, Day};
    /// let tunguska = Day::from_civil(1908, 6, 30).unwrap();
    /// assert_eq!(tunguska.julian(), Civil { year: 1908, month: 6, day: 17 });
    /// ```
    pub fn julian(self) -> Civil {
        // The year is taken to begin in March, so that the leap day is its last.
        let days = self.number() + MARCH_0000;
        let cycle = days.div_euclid(DAYS_PER_4_YEARS);
        let day_of_cycle = days.rem_euclid(DAYS_PER_4_YEARS);
        let year_of_cycle = (day_of_cycle - day_of_cycle / 1_460) / 365;
        let day_of_year = day_of_cycle - 365 * year_of_cycle;
        let month_from_march = (5 * day_of_year + 2) / 153;
        let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u8;
        let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
        let year = 4 * cycle + year_of_cycle + i64::from(month <= 2);
        Civil { year, month: month as u8, day }
    }
}

impl Date {
    /// Reads a date whose years, months and days are those of the Julian calendar.
    ///
    /// A day becomes that day. A month, a year or anything coarser becomes one of the days that it
    /// spans; as an end of an interval, where there is no "one of", it becomes its outermost day,
    /// marked as approximate. Years of more than four digits stay as they are. Takes time linear
    /// in the length of the text.
    ///
    /// ```
    /// use annals_core::Date;
    /// let julian = |text| Date::parse_julian(text).unwrap().to_string();
    /// assert_eq!(julian("1908-06-17"), "1908-06-30");
    /// assert_eq!(julian("1900-02-29"), "1900-03-13");
    /// assert_eq!(julian("1908-06"), "[1908-06-14..1908-07-13]");
    /// assert_eq!(julian("1582-10-05/1917-10-25"), "1582-10-15/1917-11-07");
    /// ```
    ///
    /// # Errors
    /// The text is no date, or no date of the Julian calendar.
    pub fn parse_julian(text: &str) -> Result<Date, DateError> {
        // Read once as if it were Gregorian, so that every fault is told as it always is.
        let plain = without_julian_leap_days(text);
        plain.parse::<Date>()?;
        if let Some(week) = text.find('W') {
            return Err(no_julian_weeks(week..week + 1));
        }
        let list = [('[', ']'), ('{', '}')].into_iter().find(|(open, _)| text.starts_with(*open));
        let converted = match (list, text.split_once('/')) {
            (Some((open, close)), _) => {
                let items = text.trim_matches([open, close]).split(',');
                let items: Result<Vec<String>, DateError> = items.map(julian_item).collect();
                format!("{open}{}{close}", items?.join(","))
            }
            (None, Some((start, end))) => {
                let (start, end) = (julian_span(start)?, julian_span(end)?);
                format!(
                    "{}/{}",
                    start.outermost(|span| &span.first),
                    end.outermost(|span| &span.last)
                )
            }
            (None, None) => match julian_span(text)? {
                Piece::Span(span) if span.first != span.last => format!("[{}]", span.range()),
                piece => piece.outermost(|span| &span.first),
            },
        };
        converted.parse()
    }
}

/// A part of a date in its text form.
enum Piece {
    /// What has no days to convert: an open end, a year of very many digits.
    Kept(String),
    /// The days that a unit of the Julian calendar spans.
    Span(Span),
}

struct Span {
    first: String,
    last: String,
    approximate: bool,
    uncertain: bool,
}

impl Piece {
    /// The day at one end of the span; approximate where it is but one of several.
    fn outermost(&self, end: impl Fn(&Span) -> &String) -> String {
        match self {
            Piece::Kept(text) => text.clone(),
            Piece::Span(span) => {
                let approximate = span.approximate || span.first != span.last;
                format!("{}{}", end(span), qualifier(approximate, span.uncertain))
            }
        }
    }
}

impl Span {
    fn range(&self) -> String {
        let doubt = qualifier(self.approximate, self.uncertain);
        if self.first == self.last {
            return format!("{}{doubt}", self.first);
        }
        format!("{}{doubt}..{}{doubt}", self.first, self.last)
    }
}

fn qualifier(approximate: bool, uncertain: bool) -> &'static str {
    match (approximate, uncertain) {
        (true, true) => "%",
        (true, false) => "~",
        (false, true) => "?",
        (false, false) => "",
    }
}

/// An entry of a list, which may be a range of its own.
fn julian_item(item: &str) -> Result<String, DateError> {
    let exact = |piece: Piece, last: bool| match piece {
        Piece::Kept(text) => text,
        Piece::Span(span) => {
            let day = if last { &span.last } else { &span.first };
            format!("{day}{}", qualifier(span.approximate, span.uncertain))
        }
    };
    match item.split_once("..") {
        Some((first, last)) => Ok(format!(
            "{}..{}",
            exact(julian_span(first)?, false),
            exact(julian_span(last)?, true)
        )),
        None => Ok(match julian_span(item)? {
            Piece::Kept(text) => text,
            Piece::Span(span) => span.range(),
        }),
    }
}

fn julian_span(piece: &str) -> Result<Piece, DateError> {
    let kept = || Ok(Piece::Kept(piece.to_owned()));
    if matches!(piece, "" | "..") {
        return kept();
    }
    let plain = without_julian_leap_days(piece);
    let date: Date = plain.parse()?;
    let (Some(first), Some(last)) = (date.earliest().day(), date.latest().day()) else {
        return kept();
    };
    let named = |day: Day, leap: u8| {
        let Civil { year, month, day } = day.civil();
        Day::from_julian(year, month, day + leap)
    };
    let is_leap_day = plain != piece;
    let days = if first == last {
        named(first, u8::from(is_leap_day)).map(|day| (day, day))
    } else {
        // The last day of a month is the one before the next, however long the month is.
        named(first, 0).zip(named(last + 1, 0).map(|next| next - 1))
    };
    let has_four_digits = |day: &Day| (-9999..=9999).contains(&day.civil().year);
    match days.filter(|(first, last)| has_four_digits(first) && has_four_digits(last)) {
        None => kept(),
        Some((first, last)) => Ok(Piece::Span(Span {
            first: first.to_string(),
            last: last.to_string(),
            approximate: date.is_approximate(),
            uncertain: date.is_uncertain(),
        })),
    }
}

/// The text with each 29 February that only the Julian calendar has written as the 28th.
///
/// It keeps its length, so that places in it are places in the text.
fn without_julian_leap_days(text: &str) -> String {
    const LEAP_DAY: &str = "-02-29";
    let mut plain = text.to_owned();
    for (at, _) in text.match_indices(LEAP_DAY) {
        let digits = text[..at].bytes().rev().take_while(u8::is_ascii_digit).take(4).count();
        let year: Option<i64> = text[at - digits..at].parse().ok().filter(|_| digits == 4);
        if year.is_some_and(|year| year % 4 == 0) {
            let end = at + LEAP_DAY.len();
            if text[at - digits..end].parse::<Date>().is_err() {
                plain.replace_range(end - 1..end, "8");
            }
        }
    }
    plain
}

fn no_julian_weeks(span: Range<usize>) -> DateError {
    DateError {
        code: "date/calendar",
        message: "the weeks of ISO 8601 are not those of the Julian calendar".to_owned(),
        span,
        label: "a week".to_owned(),
        help: Some("leave calendar = \"julian\" out, or write the days".to_owned()),
    }
}

/// No Julian year beyond this has a day that can be counted.
const FURTHEST_YEAR: i64 = 2 * super::calendar::MAX_YEAR;
const DAYS_PER_4_YEARS: i64 = 1_461;
/// From the Julian 0000-03-01, where the count starts, to 1970-01-01.
const MARCH_0000: i64 = 719_470;

fn days_in_julian_month(year: i64, month: u8) -> u8 {
    match month {
        2 if year % 4 == 0 => 29,
        // The other months are the same in every year and in both calendars.
        _ => super::calendar::days_in_month(1, month),
    }
}

fn days_from_julian(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let month_from_march = (i64::from(month) + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + i64::from(day) - 1;
    year.div_euclid(4) * DAYS_PER_4_YEARS + year.rem_euclid(4) * 365 + day_of_year - MARCH_0000
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn gregorian(year: i64, month: u8, day: u8) -> Day {
        Day::from_civil(year, month, day).unwrap()
    }

    #[test]
    fn days_that_history_names_in_both_calendars() {
        for (julian, gregorian) in [
            ("1582-10-05", "1582-10-15"),
            ("1752-09-03", "1752-09-14"),
            ("1908-06-17", "1908-06-30"),
            ("1917-10-25", "1917-11-07"),
            ("1923-10-01", "1923-10-14"),
            ("0325-06-19", "0325-06-20"),
            ("0001-01-01", "0000-12-30"),
            ("-0043-03-15", "-0043-03-13"),
            ("1900-02-29", "1900-03-13"),
        ] {
            let date = Date::parse_julian(julian).unwrap();
            assert_eq!(date.to_string(), gregorian, "{julian}");
        }
    }

    #[test]
    fn what_is_coarser_than_a_day_is_the_span_of_its_days() {
        for (julian, gregorian) in [
            ("1900-02", "[1900-02-13..1900-03-13]"),
            ("1900-02-28", "1900-03-12"),
            ("1699", "[1699-01-11..1700-01-10]"),
            ("1699~", "[1699-01-11~..1700-01-10~]"),
            ("1908-06-17?", "1908-06-30?"),
            ("1908-06-17/1908-07", "1908-06-30/1908-08-13~"),
            ("1908-06-17/..", "1908-06-30/.."),
            ("/1908", "/1909-01-13~"),
            ("[1900-02-29,1900-02]", "[1900-03-13,1900-02-13..1900-03-13]"),
            ("[..1900]", "[..1901-01-13]"),
            ("[1900-01..1900-02]", "[1900-01-13..1900-03-13]"),
            ("Y-17000000", "Y-17000000"),
        ] {
            let date =
                Date::parse_julian(julian).unwrap_or_else(|error| panic!("{julian}: {error}"));
            assert_eq!(date.to_string(), gregorian, "{julian}");
        }
    }

    #[test]
    fn faults_lie_where_they_are_written() {
        for (text, fault) in
            [("1901-02-29", "29"), ("1900-02-29/1900-06-31", "31"), ("1900-W03", "W")]
        {
            let error = Date::parse_julian(text).unwrap_err();
            assert_eq!(&text[error.span.clone()], fault, "{text}: {error:?}");
        }
    }

    #[test]
    fn agrees_with_the_crate_julian() {
        for number in (-2_400_000..2_400_000).step_by(97) {
            let theirs = julian::Calendar::JULIAN.at_jdn(number + 2_440_588);
            let Civil { year, month, day } = Day::from_number(number.into()).julian();
            let theirs = (theirs.year().into(), theirs.month().number() as u8, theirs.day() as u8);
            assert_eq!((year, month, day), theirs);
        }
    }

    proptest! {
        #[test]
        fn days_and_julian_dates_are_one_to_one(
            number in prop_oneof![any::<i64>(), -4_000_000_000_i64..4_000_000_000, -400_000_000_000_000_i64..400_000_000_000_000],
        ) {
            let day = Day::from_number(number);
            let Civil { year, month, day: of_month } = day.julian();
            prop_assert_eq!(Day::from_julian(year, month, of_month), Some(day));
        }

        #[test]
        fn a_day_reads_as_the_day_that_it_names(year in -9000i64..9000, month in 1u8..=12, day in 1u8..=28) {
            let named = gregorian(year, month, day);
            let read = Date::parse_julian(&named.to_string()).unwrap();
            prop_assert_eq!(read, Date::from(Day::from_julian(year, month, day).unwrap()));
        }

        #[test]
        fn any_text_is_read_or_its_fault_lies_within_it(text in "[-0-9/.,\\[\\]{}XYTCWS?~%é]{0,16}|-?[0-9]{4}-02-29(/[0-9]{4}-0[0-9])?") {
            if let Err(error) = Date::parse_julian(&text) {
                prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error);
            }
        }
    }
}
