//! Which days a date may mean: its earliest and its latest, and the order of dates.
//!
//! Doubt (`~`, `?`) does not move the bounds. [`Date::padded`] widens them for drawing.

use super::calendar::{Civil, Day, MAX_YEAR, days_in_month};
use super::expression::{Choice, Date, Endpoint, Part, Precision, Season, Single, Unit};
use std::fmt;

/// The earliest or the latest day of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// That day.
    Day(Day),
    /// There is none: it goes on, or nothing bounds it.
    Open,
    /// There is one, but it is not known.
    Unknown,
}

/// A key by which dates are put in a total, reproducible order.
///
/// It agrees with certainty: where every day of one date comes before every day of another, so
/// does its key. Of two dates that may begin on the same day the wider comes first, so that a
/// year stands before its months. A date without a known beginning stands by its end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    start: i64,
    end: std::cmp::Reverse<i64>,
    precision: Precision,
    text: String,
}

impl Limit {
    /// The day, where there is one and it is known.
    pub fn day(self) -> Option<Day> {
        match self {
            Limit::Day(day) => Some(day),
            Limit::Open | Limit::Unknown => None,
        }
    }
}

/// Writes the ISO day, `..` where it is open, `?` where it is unknown.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Day(day) => day.fmt(f),
            Limit::Open => f.write_str(".."),
            Limit::Unknown => f.write_str("?"),
        }
    }
}

impl Date {
    /// The earliest day that it may mean.
    ///
    /// ```
    /// use annals_core::{Date, Limit};
    /// let date: Date = "[..1899]".parse().unwrap();
    /// assert_eq!(date.earliest(), Limit::Open);
    /// assert_eq!(date.latest().to_string(), "1899-12-31");
    /// ```
    pub fn earliest(&self) -> Limit {
        match self {
            Date::Single(single) => Limit::Day(single.first()),
            Date::Interval { start, .. } => start.limit(Single::first),
            Date::OneOf(choices) => {
                let first = |choice: &Choice| match choice {
                    Choice::At(one) | Choice::Range(one, _) | Choice::From(one) => {
                        Some(one.first())
                    }
                    Choice::Until(_) => None,
                };
                let days: Option<Vec<Day>> = choices.iter().map(first).collect();
                days.and_then(|days| days.into_iter().min()).map_or(Limit::Open, Limit::Day)
            }
        }
    }

    /// The latest day that it may mean.
    pub fn latest(&self) -> Limit {
        match self {
            Date::Single(single) => Limit::Day(single.last()),
            Date::Interval { end, .. } => end.limit(Single::last),
            Date::OneOf(choices) => {
                let last = |choice: &Choice| match choice {
                    Choice::At(one) | Choice::Range(_, one) | Choice::Until(one) => {
                        Some(one.last())
                    }
                    Choice::From(_) => None,
                };
                let days: Option<Vec<Day>> = choices.iter().map(last).collect();
                days.and_then(|days| days.into_iter().max()).map_or(Limit::Open, Limit::Day)
            }
        }
    }

    /// Earliest and latest day, moved outward by one unit of its precision where the date is
    /// approximate: "c. 1791" reaches from 1790 to 1792.
    pub fn padded(&self) -> (Limit, Limit) {
        let (earliest, latest) = (self.earliest(), self.latest());
        if !self.is_approximate() {
            return (earliest, latest);
        }
        let days = match self.precision() {
            Precision::Millennium => 365_243,
            Precision::Century => 36_524,
            Precision::Decade => 3_652,
            Precision::Year => 365,
            Precision::Season => 91,
            Precision::Month => 30,
            Precision::Week => 7,
            Precision::Day => 1,
        };
        let widen = |limit: Limit, by: i64| match limit {
            Limit::Day(day) => Limit::Day(day + by),
            other => other,
        };
        (widen(earliest, -days), widen(latest, days))
    }

    /// Whether every day that it may mean is one that the other may mean.
    ///
    /// An unknown limit is within nothing but itself.
    pub fn is_within(&self, other: &Date) -> bool {
        let starts_later = match (self.earliest(), other.earliest()) {
            (_, Limit::Open) => true,
            (Limit::Day(own), Limit::Day(others)) => own >= others,
            _ => false,
        };
        let ends_earlier = match (self.latest(), other.latest()) {
            (_, Limit::Open) => true,
            (Limit::Day(own), Limit::Day(others)) => own <= others,
            _ => false,
        };
        starts_later && ends_earlier
    }

    /// Whether they may mean the same day. Unknown limits may be anywhere.
    pub fn may_meet(&self, other: &Date) -> bool {
        let apart = |end: Limit, start: Limit| match (end, start) {
            (Limit::Day(end), Limit::Day(start)) => end < start,
            _ => false,
        };
        !apart(self.latest(), other.earliest()) && !apart(other.latest(), self.earliest())
    }

    /// The key by which dates are put in order.
    pub fn sort_key(&self) -> SortKey {
        let (earliest, latest) = (self.earliest().day(), self.latest().day());
        let start = earliest.or(latest).map_or(i64::MIN, Day::number);
        let end = latest.map_or(i64::MAX, Day::number);
        SortKey {
            start,
            end: std::cmp::Reverse(end),
            precision: self.precision(),
            text: self.to_string(),
        }
    }
}

impl Single {
    /// The first day of the unit, or of the part of it.
    pub fn first(self) -> Day {
        self.span().0
    }

    /// The last day of the unit, or of the part of it.
    pub fn last(self) -> Day {
        self.span().1
    }

    fn span(self) -> (Day, Day) {
        let Some(part) = self.part else { return self.unit.span() };
        let third = match part {
            Part::Early => 0,
            Part::Mid => 1,
            Part::Late => 2,
        };
        match self.unit {
            Unit::Millennium(_) | Unit::Century(_) | Unit::Hundreds(_) | Unit::Decade(_) => {
                let (first, last) = self.unit.span();
                let (first, count) =
                    (first.civil().year, last.civil().year - first.civil().year + 1);
                let cut = |n: i64| first + (count * n + 2) / 3;
                years(cut(third), cut(third + 1) - 1)
            }
            Unit::Year(year) => months(year, third * 4 + 1, 4),
            Unit::Month(year, month) => {
                let last = if part == Part::Late {
                    days_in_month(year, month)
                } else {
                    third as u8 * 10 + 10
                };
                (day(year, month, third as u8 * 10 + 1), day(year, month, last))
            }
            Unit::Season(..) | Unit::Week(..) | Unit::Day(_) => {
                let (first, last) = self.unit.span();
                let count = last - first + 1;
                // A single day has no thirds that days could tell.
                if count < 3 {
                    (first, last)
                } else {
                    (first + count * third / 3, first + (count * (third + 1) / 3 - 1))
                }
            }
        }
    }
}

impl Unit {
    fn span(self) -> (Day, Day) {
        match self {
            Unit::Millennium(n) => ordinal_years(n, 1000),
            Unit::Century(n) => ordinal_years(n, 100),
            Unit::Hundreds(n) => {
                years(n.saturating_mul(100), n.saturating_mul(100).saturating_add(99))
            }
            Unit::Decade(n) => years(n.saturating_mul(10), n.saturating_mul(10).saturating_add(9)),
            Unit::Year(year) => years(year, year),
            Unit::Season(year, season) => {
                let (first, count) = match season {
                    Season::Spring => (3, 3),
                    Season::Summer => (6, 3),
                    Season::Autumn => (9, 3),
                    Season::Winter => (12, 3),
                    Season::Quarter(n) => (i64::from(n.clamp(1, 4)) * 3 - 2, 3),
                    Season::Half(n) => (i64::from(n.clamp(1, 2)) * 6 - 5, 6),
                };
                months(year, first, count)
            }
            Unit::Month(year, month) => months(year, month.into(), 1),
            Unit::Week(year, week) => {
                let monday = Day::from_iso_week(year, week).unwrap_or_else(|| day(year, 1, 1));
                (monday, monday + 6)
            }
            Unit::Day(day) => (day, day),
        }
    }
}

impl Endpoint {
    fn limit(self, day: impl Fn(Single) -> Day) -> Limit {
        match self {
            Endpoint::At(single) => Limit::Day(day(single)),
            Endpoint::Open => Limit::Open,
            Endpoint::Unknown => Limit::Unknown,
        }
    }
}

/// The nth run of `length` years, counted from year 1, or back from 1 BCE where n is negative.
fn ordinal_years(n: i64, length: i64) -> (Day, Day) {
    let first = if n > 0 {
        (n - 1).saturating_mul(length) + 1
    } else {
        n.saturating_mul(length).saturating_add(1)
    };
    years(first, first.saturating_add(length - 1))
}

fn years(first: i64, last: i64) -> (Day, Day) {
    (day(first, 1, 1), day(last, 12, 31))
}

/// Whole months, `first` counted from 1 and free to run into the next year.
fn months(year: i64, first: i64, count: i64) -> (Day, Day) {
    let month =
        |number: i64| (year + (number - 1).div_euclid(12), ((number - 1).rem_euclid(12) + 1) as u8);
    let (start_year, start_month) = month(first);
    let (end_year, end_month) = month(first + count - 1);
    (day(start_year, start_month, 1), day(end_year, end_month, days_in_month(end_year, end_month)))
}

/// The day of that name, with the year brought within the range that days are counted in.
fn day(year: i64, month: u8, day: u8) -> Day {
    let year = year.clamp(-MAX_YEAR, MAX_YEAR);
    let Civil { month, day, .. } = Civil { year, month: month.clamp(1, 12), day };
    let day = day.clamp(1, days_in_month(year, month));
    Day::from_civil(year, month, day).unwrap_or(Day::from_number(i64::MAX))
}
