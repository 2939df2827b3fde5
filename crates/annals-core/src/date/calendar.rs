//! The proleptic Gregorian calendar on integers: days, years, months, ISO weeks.
//!
//! Everything here is exact for any year that fits the limits of [`Day`], far beyond the range of
//! the usual date libraries, because history (and EDTF) needs it.
//! Years are astronomical: year 0 is 1 BCE, year -1 is 2 BCE.
//! What a day *means* (precision, doubt) is not decided here: see [`Date`](crate::Date).

use std::fmt;

/// The greatest year, either side of zero, of which every day can be counted.
pub const MAX_YEAR: i64 = 1_000_000_000_000;

/// A day, counted from 1970-01-01, which is day 0.
///
/// ```
/// use annals_core::{Civil, Day};
/// let day = Day::from_civil(2022, 7, 18).unwrap();
/// assert_eq!(day.civil(), Civil { year: 2022, month: 7, day: 18 });
/// assert_eq!((day + 1).to_string(), "2022-07-19");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(i64);

/// A day as year, month and day of the month.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Civil {
    /// Astronomical year.
    pub year: i64,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Weekday {
    Monday,
    Tuesday,
    Wednesday,
    Thursday,
    Friday,
    Saturday,
    Sunday,
}

impl Day {
    /// The first day that is counted, the first of the year `-MAX_YEAR`.
    pub const FIRST: Day = Day(days_from_civil(-MAX_YEAR, 1, 1));

    /// The last day that is counted, the last of the year `MAX_YEAR`.
    pub const LAST: Day = Day(days_from_civil(MAX_YEAR, 12, 31));

    /// The day of that name, or `None` where the calendar has none (30 February, month 13).
    pub fn from_civil(year: i64, month: u8, day: u8) -> Option<Day> {
        if !(1..=12).contains(&month) || day < 1 || day > days_in_month(year, month) {
            return None;
        }
        (year.abs() <= MAX_YEAR).then(|| Day(days_from_civil(year, month, day)))
    }

    /// The day that is `days` after 1970-01-01 (before it, where negative), clamped to the years
    /// up to [`MAX_YEAR`] either side of zero.
    pub fn from_number(days: i64) -> Day {
        Day(days.clamp(Day::FIRST.0, Day::LAST.0))
    }

    /// Days since 1970-01-01.
    pub fn number(self) -> i64 {
        self.0
    }

    /// Year, month and day of the month.
    pub fn civil(self) -> Civil {
        civil_from_days(self.0)
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        // 1970-01-01 was a Thursday, the third day after a Monday.
        WEEKDAYS[(self.0 + 3).rem_euclid(7) as usize]
    }

    /// The same day of the month so many months later, or the last of a month that has no such day.
    ///
    /// ```
    /// use annals_core::Day;
    /// let day = Day::from_civil(2024, 1, 31).unwrap();
    /// assert_eq!(day.plus_months(1).to_string(), "2024-02-29");
    /// assert_eq!(day.plus_months(-2).to_string(), "2023-11-30");
    /// ```
    #[must_use]
    pub fn plus_months(self, months: i64) -> Day {
        let Civil { year, month, day } = self.civil();
        let number = (year * 12 + i64::from(month) - 1).saturating_add(months);
        let (year, month) = (number.div_euclid(12), number.rem_euclid(12) as u8 + 1);
        let day = day.min(days_in_month(year, month));
        let end = if months < 0 { Day::FIRST } else { Day::LAST };
        Day::from_civil(year, month, day).unwrap_or(end)
    }

    /// The ISO 8601 week that holds this day, as the year that the week counts to and its number.
    pub fn iso_week(self) -> (i64, u8) {
        // A week belongs to the year of its Thursday.
        let thursday = Day(self.0 - self.weekday().number() as i64 + 3);
        let year = thursday.civil().year;
        let first = days_from_civil(year, 1, 1);
        (year, ((thursday.0 - first) / 7 + 1) as u8)
    }

    /// The Monday of an ISO week, or `None` where the year has no such week.
    pub fn from_iso_week(year: i64, week: u8) -> Option<Day> {
        if year.abs() > MAX_YEAR || week < 1 || week > weeks_in_year(year) {
            return None;
        }
        // 4 January is always in week 1.
        let fourth = Day(days_from_civil(year, 1, 4));
        Some(Day(fourth.0 - fourth.weekday().number() as i64 + 7 * (week as i64 - 1)))
    }
}

impl std::ops::Add<i64> for Day {
    type Output = Day;
    fn add(self, days: i64) -> Day {
        Day::from_number(self.0.saturating_add(days))
    }
}

impl std::ops::Sub<i64> for Day {
    type Output = Day;
    fn sub(self, days: i64) -> Day {
        Day::from_number(self.0.saturating_sub(days))
    }
}

/// The number of days from the second to the first.
impl std::ops::Sub for Day {
    type Output = i64;
    fn sub(self, other: Day) -> i64 {
        self.0 - other.0
    }
}

/// Writes the ISO 8601 form: `2022-07-18`, `-0044-03-15`, `170000002-01-01`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Civil { year, month, day } = self.civil();
        write!(f, "{}-{month:02}-{day:02}", IsoYear(year))
    }
}

impl Weekday {
    /// 0 for Monday to 6 for Sunday.
    pub fn number(self) -> u8 {
        self as u8
    }

    /// The weekday of that number, counted from 0 for Monday and round the week.
    pub fn from_number(number: u8) -> Weekday {
        WEEKDAYS[number as usize % 7]
    }
}

/// A year in four digits or more, with its sign where it is negative: `0044`, `-0044`.
pub(crate) struct IsoYear(pub(crate) i64);

impl fmt::Display for IsoYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 < 0 {
            f.write_str("-")?;
        }
        write!(f, "{:04}", self.0.unsigned_abs())
    }
}

/// Whether the year has a 29 February.
pub fn is_leap_year(year: i64) -> bool {
    year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
}

/// The number of days of a month, 0 where there is no such month.
pub fn days_in_month(year: i64, month: u8) -> u8 {
    match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => 0,
    }
}

/// The number of ISO weeks of a year, 52 or 53.
pub fn weeks_in_year(year: i64) -> u8 {
    let last = Day(days_from_civil(year, 12, 31)).weekday();
    let long = last == Weekday::Thursday || (last == Weekday::Friday && is_leap_year(year));
    if long { 53 } else { 52 }
}

const WEEKDAYS: [Weekday; 7] = [
    Weekday::Monday,
    Weekday::Tuesday,
    Weekday::Wednesday,
    Weekday::Thursday,
    Weekday::Friday,
    Weekday::Saturday,
    Weekday::Sunday,
];

const DAYS_PER_400_YEARS: i64 = 146_097;
/// From 0000-03-01, where the count below starts, to 1970-01-01.
const MARCH_0000: i64 = 719_468;

/// The year is taken to begin in March, so that the leap day is its last.
const fn days_from_civil(year: i64, month: u8, day: u8) -> i64 {
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let year_of_era = year.rem_euclid(400);
    let month_from_march = (month as i64 + 9) % 12;
    let day_of_year = (153 * month_from_march + 2) / 5 + day as i64 - 1;
    let day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
    era * DAYS_PER_400_YEARS + day_of_era - MARCH_0000
}

const fn civil_from_days(days: i64) -> Civil {
    let days = days + MARCH_0000;
    let era = days.div_euclid(DAYS_PER_400_YEARS);
    let day_of_era = days.rem_euclid(DAYS_PER_400_YEARS);
    // Leap days shift the year by one day in 4, not in 100, but in 400 years.
    let year_of_era =
        (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = (day_of_year - (153 * month_from_march + 2) / 5 + 1) as u8;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    let year = era * 400 + year_of_era + (month <= 2) as i64;
    Civil { year, month: month as u8, day }
}

#[cfg(feature = "chrono")]
mod with_chrono {
    use super::Day;
    use chrono::{Datelike, NaiveDate};

    impl From<NaiveDate> for Day {
        fn from(date: NaiveDate) -> Day {
            Day(date.num_days_from_ce() as i64 - 719_163)
        }
    }

    /// Fails outside chrono's range of years.
    impl TryFrom<Day> for NaiveDate {
        type Error = OutOfRange;
        fn try_from(day: Day) -> Result<NaiveDate, OutOfRange> {
            let number = i32::try_from(day.0 + 719_163).map_err(|_| OutOfRange(day))?;
            NaiveDate::from_num_days_from_ce_opt(number).ok_or(OutOfRange(day))
        }
    }

    /// The day lies outside the years that chrono can hold.
    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    pub struct OutOfRange(pub Day);

    impl std::fmt::Display for OutOfRange {
        fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
            write!(f, "{} is outside the range of chrono::NaiveDate", self.0)
        }
    }

    impl std::error::Error for OutOfRange {}
}
#[cfg(feature = "chrono")]
pub use with_chrono::OutOfRange;

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::{Datelike, NaiveDate};
    use proptest::prelude::*;

    #[test]
    fn agrees_with_chrono_over_its_whole_range() {
        let offset = 719_163;
        let last = NaiveDate::MAX.num_days_from_ce() as i64;
        let first = NaiveDate::MIN.num_days_from_ce() as i64;
        // 97 is coprime to 7, 365 and 146,097: every kind of day is met.
        for number in (first..=last).step_by(97) {
            let theirs = NaiveDate::from_num_days_from_ce_opt(number as i32).unwrap();
            let ours = Day::from_number(number - offset);
            let Civil { year, month, day } = ours.civil();
            assert_eq!(
                (year, month as u32, day as u32),
                (theirs.year().into(), theirs.month(), theirs.day())
            );
            assert_eq!(Day::from_civil(year, month, day), Some(ours));
            assert_eq!(ours.weekday().number() as u32, theirs.weekday().num_days_from_monday());
            let week = theirs.iso_week();
            assert_eq!(ours.iso_week(), (week.year().into(), week.week() as u8));
        }
    }

    #[test]
    fn leap_years_of_both_eras() {
        assert!(is_leap_year(-4) && is_leap_year(0) && is_leap_year(2000));
        assert!(!is_leap_year(-3) && !is_leap_year(1900) && !is_leap_year(-100));
        assert_eq!(Day::from_civil(1900, 2, 29), None);
        assert!(Day::from_civil(-4, 2, 29).is_some());
    }

    proptest! {
        #[test]
        fn days_and_civil_dates_are_one_to_one(number in -4_000_000_000_i64..4_000_000_000) {
            let day = Day::from_number(number);
            let Civil { year, month, day: of_month } = day.civil();
            prop_assert_eq!(Day::from_civil(year, month, of_month), Some(day));
            prop_assert!((day + 1).civil() > day.civil());
        }

        #[test]
        fn a_week_starts_on_its_monday(number in -4_000_000_000_i64..4_000_000_000) {
            let day = Day::from_number(number);
            let (year, week) = day.iso_week();
            let monday = Day::from_iso_week(year, week).unwrap();
            prop_assert_eq!(monday.weekday(), Weekday::Monday);
            prop_assert!((0..7).contains(&(day - monday)));
        }
    }
}
