//! Which days a date may mean: the bounds of its start and its end.
//!
//! Doubt (`~`, `?`) does not move bounds unless a [`Policy`] says by how much. How the bounds of
//! two dates compare is the business of `compare`.

use super::calendar::{Day, MAX_YEAR, days_in_month};
use super::expression::{
    Choice, Date, Endpoint, Part, Precision, Season, SeasonName, Single, Time, Unit,
};
use super::extent::Extent;
use super::far::FarYear;
use super::policy::{Policy, SeasonTable, Tolerance};
use std::cmp::Ordering;
use std::fmt;

/// The earliest or the latest day of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Limit {
    /// That day.
    Day(Day),
    /// The first or the last day of a year that is too far away for days to be counted.
    Far {
        /// The year.
        year: FarYear,
        /// Whether it is its last day.
        last: bool,
    },
    /// There is none: it goes on, or nothing bounds it.
    Open,
    /// There is one, but it is not known.
    Unknown,
}

/// Between which days something started, and between which it ended: the four bounds of CIDOC CRM
/// (P82a, P81a, P81b, P82b) and of Linked Places.
///
/// ```
/// use annals_core::{Date, Policy};
/// let war: Date = "1914-07/1918".parse()?;
/// let bounds = war.bounds(Policy::default());
/// assert_eq!(bounds.start_earliest.to_string(), "1914-07-01");
/// assert_eq!(bounds.start_latest.to_string(), "1914-07-31");
/// assert_eq!(bounds.end_earliest.to_string(), "1918-01-01");
/// assert_eq!(bounds.end_latest.to_string(), "1918-12-31");
/// let (from, to) = bounds.core().unwrap();
/// assert_eq!((from.to_string(), to.to_string()), ("1914-07-31".into(), "1918-01-01".into()));
/// # Ok::<(), annals_core::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Bounds {
    /// It started no earlier.
    pub start_earliest: Limit,
    /// It started no later.
    pub start_latest: Limit,
    /// It ended no earlier.
    pub end_earliest: Limit,
    /// It ended no later.
    pub end_latest: Limit,
}

impl Limit {
    /// The day, where there is one, it is known, and days are counted so far.
    pub fn day(self) -> Option<Day> {
        match self {
            Limit::Day(day) => Some(day),
            Limit::Far { .. } | Limit::Open | Limit::Unknown => None,
        }
    }

    /// The order of two dated limits; `None` where either is open or unknown.
    pub(super) fn dated_cmp(self, other: Limit) -> Option<Ordering> {
        match (self, other) {
            (Limit::Open | Limit::Unknown, _) | (_, Limit::Open | Limit::Unknown) => None,
            (Limit::Day(own), Limit::Day(others)) => Some(own.cmp(&others)),
            (Limit::Far { year, last }, Limit::Far { year: others, last: others_last }) => {
                Some((year, last).cmp(&(others, others_last)))
            }
            (Limit::Far { year, .. }, Limit::Day(_)) => {
                Some(if year.is_negative() { Ordering::Less } else { Ordering::Greater })
            }
            (Limit::Day(_), Limit::Far { .. }) => other.dated_cmp(self).map(Ordering::reverse),
        }
    }

    /// The earlier of two limits of one kind; what is open or unknown is neither.
    fn earlier(self, other: Limit) -> Limit {
        if other.dated_cmp(self) == Some(Ordering::Less) { other } else { self }
    }

    /// The later of two limits.
    fn later(self, other: Limit) -> Limit {
        if other.dated_cmp(self) == Some(Ordering::Greater) { other } else { self }
    }

    /// The one that bounds less, of two limits that bound the same: open is the widest, and
    /// unknown is wider than any day.
    fn wider(self, other: Limit, pick: fn(Limit, Limit) -> Limit) -> Limit {
        match (self, other) {
            (Limit::Open, _) | (_, Limit::Open) => Limit::Open,
            (Limit::Unknown, _) | (_, Limit::Unknown) => Limit::Unknown,
            _ => pick(self, other),
        }
    }
}

/// Writes the ISO day, `..` where it is open, `?` where it is unknown.
impl fmt::Display for Limit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Limit::Day(day) => day.fmt(f),
            Limit::Far { year, last: false } => write!(f, "{year}-01-01"),
            Limit::Far { year, last: true } => write!(f, "{year}-12-31"),
            Limit::Open => f.write_str(".."),
            Limit::Unknown => f.write_str("?"),
        }
    }
}

impl Bounds {
    /// From the earliest start to the latest end: no day outside is meant (CIDOC CRM P82).
    pub fn outer(self) -> (Limit, Limit) {
        (self.start_earliest, self.end_latest)
    }

    /// From the latest start to the earliest end: every day of it is meant (CIDOC CRM P81).
    ///
    /// `None` where no day is certain.
    pub fn core(self) -> Option<(Limit, Limit)> {
        let (from, to) = (self.start_latest, self.end_earliest);
        let is_known = |limit: Limit| limit != Limit::Unknown;
        let in_order = from.dated_cmp(to) != Some(Ordering::Greater);
        (is_known(from) && is_known(to) && in_order).then_some((from, to))
    }

    /// The narrowest bounds that hold for whatever either holds for.
    ///
    /// ```
    /// use annals_core::{Date, Policy};
    /// let bounds = |text: &str| text.parse::<Date>().unwrap().bounds(Policy::default());
    /// assert_eq!(bounds("1985").hull(bounds("1987-03")).end_latest.to_string(), "1987-03-31");
    /// ```
    #[must_use]
    pub fn hull(self, other: Bounds) -> Bounds {
        Bounds {
            start_earliest: self.start_earliest.wider(other.start_earliest, Limit::earlier),
            start_latest: self.start_latest.wider(other.start_latest, Limit::later),
            end_earliest: self.end_earliest.wider(other.end_earliest, Limit::earlier),
            end_latest: self.end_latest.wider(other.end_latest, Limit::later),
        }
    }

    /// From the first of both to the last of both: the bounds of something that took both.
    fn joined(self, other: Bounds) -> Bounds {
        Bounds {
            start_earliest: self.start_earliest.wider(other.start_earliest, Limit::earlier),
            start_latest: self.start_latest.wider(other.start_latest, Limit::earlier),
            end_earliest: self.end_earliest.wider(other.end_earliest, Limit::later),
            end_latest: self.end_latest.wider(other.end_latest, Limit::later),
        }
    }
}

impl Date {
    /// Between which days it started, and between which it ended, as the policy reads it.
    pub fn bounds(&self, policy: Policy) -> Bounds {
        match self {
            Date::Single(single) => single.bounds(policy),
            Date::Interval { start, end } => interval(*start, *end, policy),
            Date::OneOf(choices) => {
                { choices.iter().map(|choice| choice.bounds(policy)).reduce(Bounds::hull) }
                    .unwrap_or(NOTHING_KNOWN)
            }
            Date::AllOf(choices) => {
                { choices.iter().map(|choice| choice.bounds(policy)).reduce(Bounds::joined) }
                    .unwrap_or(NOTHING_KNOWN)
            }
        }
    }

    /// The earliest day that it may mean.
    ///
    /// ```
    /// use annals_core::{Date, Limit};
    /// let date: Date = "[..1899]".parse().unwrap();
    /// assert_eq!(date.earliest(), Limit::Open);
    /// assert_eq!(date.latest().to_string(), "1899-12-31");
    /// ```
    pub fn earliest(&self) -> Limit {
        self.bounds(Policy::default()).start_earliest
    }

    /// The latest day that it may mean.
    pub fn latest(&self) -> Limit {
        self.bounds(Policy::default()).end_latest
    }

    /// The earliest and the latest day that it may mean, for the work of one of them.
    ///
    /// ```
    /// use annals_core::Date;
    /// let date: Date = "1912-04~".parse().unwrap();
    /// assert_eq!(date.outer(), (date.earliest(), date.latest()));
    /// ```
    pub fn outer(&self) -> (Limit, Limit) {
        self.bounds(Policy::default()).outer()
    }

    /// Earliest and latest day, moved outward by one unit of its precision where the date is
    /// approximate: "c. 1791" reaches from 1790 to 1792.
    pub fn padded(&self) -> (Limit, Limit) {
        let tolerance = Tolerance::Circa(1);
        self.bounds(Policy { tolerance, ..Policy::default() }).outer()
    }
}

const NOTHING_KNOWN: Bounds = Bounds {
    start_earliest: Limit::Unknown,
    start_latest: Limit::Unknown,
    end_earliest: Limit::Unknown,
    end_latest: Limit::Unknown,
};

fn interval(start: Endpoint, end: Endpoint, policy: Policy) -> Bounds {
    let span = |single: Single| single.limits(policy);
    let (mut start_earliest, mut start_latest) = match start {
        Endpoint::At(single) => span(single),
        Endpoint::Until(single) => (Limit::Open, span(single).1),
        Endpoint::From(single) => (span(single).0, Limit::Unknown),
        Endpoint::Open => (Limit::Open, Limit::Open),
        Endpoint::Unknown => (Limit::Unknown, Limit::Unknown),
    };
    let (mut end_earliest, end_latest) = match end {
        Endpoint::At(single) => span(single),
        Endpoint::Until(single) => (Limit::Unknown, span(single).1),
        Endpoint::From(single) => (span(single).0, Limit::Open),
        Endpoint::Open => (policy.now.map_or(Limit::Open, Limit::Day), Limit::Open),
        Endpoint::Unknown => (Limit::Unknown, Limit::Unknown),
    };
    // It started no later than it ended.
    if matches!(start, Endpoint::From(_)) {
        start_latest = end_latest;
    }
    if matches!(end, Endpoint::Until(_)) {
        end_earliest = start_earliest;
    }
    start_latest = start_latest.earlier(end_latest);
    end_earliest = end_earliest.later(start_earliest);
    // Doubt may widen one end past the other.
    start_earliest = start_earliest.earlier(end_latest);
    Bounds { start_earliest, start_latest, end_earliest, end_latest }
}

impl Choice {
    pub(super) fn bounds(self, policy: Policy) -> Bounds {
        let within = |earliest: Limit, latest: Limit| Bounds {
            start_earliest: earliest,
            start_latest: latest,
            end_earliest: earliest,
            end_latest: latest,
        };
        match self {
            Choice::At(single) => single.bounds(policy),
            Choice::Range(first, last) => {
                let (first, last) = (first.limits(policy).0, last.limits(policy).1);
                within(first, last)
            }
            Choice::Until(last) => within(Limit::Open, last.limits(policy).1),
            Choice::From(first) => within(first.limits(policy).0, Limit::Open),
        }
    }
}

impl Single {
    /// The first day of the unit, or of the part of it.
    ///
    /// Of a year too far away for days to be counted it is the first day that is counted, or the
    /// last: see [`Limit::Far`].
    pub fn first(self) -> Day {
        self.span(SeasonTable::default()).0
    }

    /// The last day of the unit, or of the part of it.
    pub fn last(self) -> Day {
        self.span(SeasonTable::default()).1
    }

    /// The first and the last day, widened by the policy where they are in doubt.
    pub(super) fn limits(self, policy: Policy) -> (Limit, Limit) {
        if let Unit::Far(far) = self.unit {
            let limit = |year: FarYear, last: bool| Limit::Far { year, last };
            return (limit(far.first(), false), limit(far.last(), true));
        }
        let (first, last) = self.span(policy.seasons);
        if policy.tolerance == Tolerance::None {
            return (Limit::Day(first), Limit::Day(last));
        }
        let (months, days) = self.widening(policy.tolerance);
        if (months, days) == (0, 0) {
            return (Limit::Day(first), Limit::Day(last));
        }
        let first = first.plus_months(-months) - days;
        let last = if last == month_end(last) {
            month_end(start_of_month(last).plus_months(months)) + days
        } else {
            last.plus_months(months) + days
        };
        (Limit::Day(first), Limit::Day(last))
    }

    fn bounds(self, policy: Policy) -> Bounds {
        let (first, last) = self.limits(policy);
        match policy.extent {
            Extent::Within => Bounds {
                start_earliest: first,
                start_latest: last,
                end_earliest: first,
                end_latest: last,
            },
            // What doubt adds is not certainly part of it.
            Extent::Throughout => {
                let (sure_first, sure_last) =
                    self.limits(Policy { tolerance: Tolerance::None, ..policy });
                let is_sure = (first, last) == (sure_first, sure_last);
                Bounds {
                    start_earliest: first,
                    start_latest: if is_sure { first } else { last },
                    end_earliest: if is_sure { last } else { first },
                    end_latest: last,
                }
            }
        }
    }

    /// By how many months and days either bound moves: that of the coarsest component in doubt.
    fn widening(self, tolerance: Tolerance) -> (i64, i64) {
        let by = |precision: Precision, units: i64| match precision {
            Precision::Millennium => (12_000 * units, 0),
            Precision::Century => (1_200 * units, 0),
            Precision::Decade => (120 * units, 0),
            Precision::Year => (12 * units, 0),
            Precision::Season => (3 * units, 0),
            Precision::Month => (units, 0),
            Precision::Week => (0, 7 * units),
            Precision::Day => (0, units),
            // Bounds are days: the days around midnight are as fine as they get.
            Precision::Time => (0, units.min(1)),
        };
        let Unit::Components(components) = self.unit else {
            return by(self.precision(), tolerance.units(self.doubt));
        };
        let whole = by(self.precision(), tolerance.units(self.doubt));
        let parts = [Precision::Year, Precision::Month, Precision::Day];
        let parts = parts.into_iter().zip(components.doubt());
        parts.fold(whole, |widest, (precision, doubt)| {
            let part = by(precision, tolerance.units(doubt));
            if (part.0 * 31 + part.1) > (widest.0 * 31 + widest.1) { part } else { widest }
        })
    }

    fn span(self, seasons: SeasonTable) -> (Day, Day) {
        let Some(part) = self.part else { return self.unit.span(seasons) };
        let third = match part {
            Part::Early => 0,
            Part::Mid => 1,
            Part::Late => 2,
        };
        let (first, last) = self.unit.span(seasons);
        match self.unit {
            Unit::Millennium(_)
            | Unit::Century(_)
            | Unit::Hundreds(_)
            | Unit::Decade(_)
            | Unit::Rounded(..)
            | Unit::Components(_)
                if last.civil().year > first.civil().year =>
            {
                let (first, count) =
                    (first.civil().year, last.civil().year - first.civil().year + 1);
                let cut = |n: i64| first + (count * n + 2) / 3;
                let (from, to) = (cut(third), cut(third + 1) - 1);
                years(from, to.max(from))
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
            _ => {
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
    pub(super) fn span(self, seasons: SeasonTable) -> (Day, Day) {
        match self {
            Unit::Millennium(n) => ordinal_years(n, 1000),
            Unit::Century(n) => ordinal_years(n, 100),
            Unit::Hundreds(n) => {
                years(n.saturating_mul(100), n.saturating_mul(100).saturating_add(99))
            }
            Unit::Decade(n) => years(n.saturating_mul(10), n.saturating_mul(10).saturating_add(9)),
            Unit::Year(year) => years(year, year),
            Unit::Rounded(year, digits) => {
                let (near, far) = rounded(year, digits);
                years(near.min(far), near.max(far))
            }
            // Where days are not counted, the farthest day that is.
            Unit::Far(far) if far.is_negative() => (Day::FIRST, Day::FIRST),
            Unit::Far(_) => (Day::LAST, Day::LAST),
            Unit::Season(year, season) => season_months(year, season, seasons),
            Unit::Month(year, month) => months(year, month.into(), 1),
            Unit::Week(year, week) => {
                let monday = Day::from_iso_week(year, week).unwrap_or_else(|| day(year, 1, 1));
                (monday, monday + 6)
            }
            Unit::Day(day) | Unit::Time(Time { day, .. }) => (day, day),
            Unit::Components(components) => {
                let first = components.first_unit().map(|unit| unit.span(seasons).0);
                let last = components.last_unit().map(|unit| unit.span(seasons).1);
                // It was checked to have some when it was made.
                (first.unwrap_or(Day::FIRST), last.unwrap_or(Day::LAST))
            }
        }
    }
}

/// The year nearest to zero and the one farthest from it that share the leading digits.
fn rounded(year: i64, digits: u8) -> (i64, i64) {
    let length = super::far::decimal_digits(year.unsigned_abs()).max(4);
    let open = u32::from(length.saturating_sub(digits.into())).min(17);
    let power = 10_i64.pow(open);
    let near = year / power * power;
    (near, if year < 0 { near - (power - 1) } else { near + (power - 1) })
}

fn season_months(year: i64, season: Season, table: SeasonTable) -> (Day, Day) {
    let named = |name: SeasonName, spring: i64| {
        // A season belongs to the year in which it begins.
        months(year, (spring - 1 + 3 * name as i64).rem_euclid(12) + 1, 3)
    };
    let north = i64::from(table.northern_spring.clamp(1, 12));
    match season {
        Season::Spring => named(SeasonName::Spring, north),
        Season::Summer => named(SeasonName::Summer, north),
        Season::Autumn => named(SeasonName::Autumn, north),
        Season::Winter => named(SeasonName::Winter, north),
        Season::Northern(name) => named(name, north),
        Season::Southern(name) => named(name, north + 6),
        Season::Quarter(n) => months(year, i64::from(n.clamp(1, 4)) * 3 - 2, 3),
        Season::Quadrimester(n) => months(year, i64::from(n.clamp(1, 3)) * 4 - 3, 4),
        Season::Half(n) => months(year, i64::from(n.clamp(1, 2)) * 6 - 5, 6),
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
    let (year, month) = (year.clamp(-MAX_YEAR, MAX_YEAR), month.clamp(1, 12));
    let day = day.clamp(1, days_in_month(year, month));
    Day::from_civil(year, month, day).unwrap_or(Day::LAST)
}

fn start_of_month(of: Day) -> Day {
    let civil = of.civil();
    day(civil.year, civil.month, 1)
}

fn month_end(of: Day) -> Day {
    let civil = of.civil();
    day(civil.year, civil.month, 31)
}
