//! What a date is made of: units of the calendar, doubt, intervals, alternatives.
//!
//! The types hold any combination; the constructors of [`Date`] and the reader of EDTF let only
//! real calendar dates in. What days a value spans is computed in `bounds`.

use super::calendar::{self, Civil, Day};

/// A date as it is known: a day, a year, "around 1850", "August or September", "since 1985".
///
/// Text form both ways is EDTF (ISO 8601-2) with a few additions, see [`Date::to_edtf`]:
///
/// ```
/// use annals_core::Date;
/// let date: Date = "1910/1945".parse().unwrap();
/// assert_eq!(date.earliest().to_string(), "1910-01-01");
/// assert_eq!(date.latest().to_string(), "1945-12-31");
/// assert_eq!(date.words(), "1910–1945");
/// ```
///
/// Two dates are equal when they are written alike; `1985` and `1985-01-01/1985-12-31` are not.
/// There is no `Ord`, because imprecise dates have no one order: see [`Date::sort_key`].
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Date {
    /// One unit of the calendar: at some time within it.
    Single(Single),
    /// From some time within the start to some time within the end.
    Interval {
        /// When it starts.
        start: Endpoint,
        /// When it ends.
        end: Endpoint,
    },
    /// One of these, it is not known which. Never empty.
    OneOf(Vec<Choice>),
}

/// A unit of the calendar with what limits and doubts it: "early 1920", "c. 1850", "1984?".
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Single {
    /// The unit.
    pub unit: Unit,
    /// Only its early, middle or late part.
    pub part: Option<Part>,
    /// What is in doubt.
    pub doubt: Doubt,
}

/// A unit of the calendar. Years are astronomical: 0 is 1 BCE.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Unit {
    /// The nth millennium, counted from 1; negative before the common era.
    Millennium(i64),
    /// The nth century, counted from 1: 19 is 1801 to 1900, -3 is 300 to 201 BCE.
    Century(i64),
    /// The years that share all but two digits: 18 is 1800 to 1899. EDTF `18XX`.
    Hundreds(i64),
    /// The years that share all but one digit: 199 is 1990 to 1999. EDTF `199X`.
    Decade(i64),
    /// A year.
    Year(i64),
    /// A season, quarter or half of a year.
    Season(i64, Season),
    /// A month of a year, 1 to 12.
    Month(i64, u8),
    /// An ISO 8601 week of a year, 1 to 53.
    Week(i64, u8),
    /// A day.
    Day(Day),
}

/// A part of a year that EDTF numbers like a month.
///
/// Seasons have no bounds in the standard; like most EDTF libraries this one takes three whole
/// months each, spring from March, and winter into the February of the next year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// March to May (EDTF 21).
    Spring,
    /// June to August (EDTF 22).
    Summer,
    /// September to November (EDTF 23).
    Autumn,
    /// December to February of the next year (EDTF 24).
    Winter,
    /// Three months, 1 to 4 (EDTF 33 to 36).
    Quarter(u8),
    /// Six months, 1 or 2 (EDTF 40 and 41).
    Half(u8),
}

/// A third of a unit, as in "late 1969".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Part {
    /// The first third: January to April of a year, days 1 to 10 of a month.
    Early,
    /// The second third.
    Mid,
    /// The last third.
    Late,
}

/// What is in doubt about a date. Doubt never moves [`Date::earliest`] and [`Date::latest`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Doubt {
    /// It was about then: EDTF `~`, "circa".
    pub approximate: bool,
    /// The source is not trusted: EDTF `?`, "probably".
    pub uncertain: bool,
}

/// An end of an interval.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Endpoint {
    /// It lies within this.
    At(Single),
    /// There is none: EDTF `..`, an interval without a beginning or still going on.
    Open,
    /// There is one, but nothing is known of it: EDTF's empty end.
    Unknown,
}

/// An alternative of [`Date::OneOf`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Choice {
    /// Within this.
    At(Single),
    /// Within any unit from the first to the last: EDTF `1670..1672`.
    Range(Single, Single),
    /// Within this or earlier: EDTF `..1760`.
    Until(Single),
    /// Within this or later: EDTF `1760..`.
    From(Single),
}

/// The finest unit that a date names, from coarse to fine.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Precision {
    Millennium,
    Century,
    Decade,
    Year,
    Season,
    Month,
    Week,
    Day,
}

/// The shape of a date: how it is drawn, and what can be said of it in one word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// The day is known.
    Day,
    /// The month is known, or a week or season.
    Month,
    /// The year is known, or only the decade or century.
    Year,
    /// It lasted from one date to another.
    Interval,
    /// Around then.
    Approximate,
    /// Then or earlier, it is not known how much.
    Before,
    /// Then or later, it is not known how much.
    After,
    /// It began, and has no end so far.
    Ongoing,
    /// One of several.
    EitherOr,
}

impl Date {
    /// A day, or `None` where the calendar has none of that name.
    pub fn day(year: i64, month: u8, day: u8) -> Option<Date> {
        Some(Unit::Day(Day::from_civil(year, month, day)?).into())
    }

    /// A month, or `None` where the calendar has none of that number.
    pub fn month(year: i64, month: u8) -> Option<Date> {
        (calendar::days_in_month(year, month) > 0).then(|| Unit::Month(year, month).into())
    }

    /// An ISO 8601 week, or `None` where the year has no such week.
    pub fn week(year: i64, week: u8) -> Option<Date> {
        (1..=calendar::weeks_in_year(year)).contains(&week).then(|| Unit::Week(year, week).into())
    }

    /// A year.
    pub fn year(year: i64) -> Date {
        Unit::Year(year).into()
    }

    /// From one date to another.
    pub fn interval(start: impl Into<Single>, end: impl Into<Single>) -> Date {
        Date::Interval { start: Endpoint::At(start.into()), end: Endpoint::At(end.into()) }
    }

    /// From a date on, with no end so far.
    pub fn since(start: impl Into<Single>) -> Date {
        Date::Interval { start: Endpoint::At(start.into()), end: Endpoint::Open }
    }

    /// One of two dates.
    pub fn either(one: impl Into<Single>, other: impl Into<Single>) -> Date {
        Date::OneOf(vec![Choice::At(one.into()), Choice::At(other.into())])
    }

    /// The same date with every unit in it marked as approximate.
    pub fn approximately(self) -> Date {
        self.map(|single| Single { doubt: Doubt { approximate: true, ..single.doubt }, ..single })
    }

    /// The same date with every unit in it marked as uncertain.
    pub fn uncertainly(self) -> Date {
        self.map(|single| Single { doubt: Doubt { uncertain: true, ..single.doubt }, ..single })
    }

    /// Whether any unit in it is marked as approximate.
    pub fn is_approximate(&self) -> bool {
        self.singles().any(|single| single.doubt.approximate)
    }

    /// Whether any unit in it is marked as uncertain.
    pub fn is_uncertain(&self) -> bool {
        self.singles().any(|single| single.doubt.uncertain)
    }

    /// The coarsest of the units in it.
    pub fn precision(&self) -> Precision {
        // A date names at least one unit, or is an interval of two unknown ends.
        self.singles().map(Single::precision).min().unwrap_or(Precision::Millennium)
    }

    /// The shape of the date.
    ///
    /// ```
    /// use annals_core::{Date, Kind};
    /// let kind = |text: &str| text.parse::<Date>().unwrap().kind();
    /// assert_eq!(kind("1912-04-13"), Kind::Day);
    /// assert_eq!(kind("1791~"), Kind::Approximate);
    /// assert_eq!(kind("[..1899]"), Kind::Before);
    /// assert_eq!(kind("[1912-04,1912-06]"), Kind::EitherOr);
    /// assert_eq!(kind("2009-10/.."), Kind::Ongoing);
    /// ```
    pub fn kind(&self) -> Kind {
        match self {
            Date::Single(single) if single.doubt.approximate => Kind::Approximate,
            Date::Single(single) => match single.precision() {
                Precision::Day if single.part.is_none() => Kind::Day,
                Precision::Day | Precision::Week | Precision::Month | Precision::Season => {
                    Kind::Month
                }
                _ => Kind::Year,
            },
            Date::Interval { end: Endpoint::Open, .. } => Kind::Ongoing,
            Date::Interval { end: Endpoint::Unknown, .. } => Kind::After,
            Date::Interval { start: Endpoint::Open | Endpoint::Unknown, .. } => Kind::Before,
            Date::Interval { .. } if self.is_approximate() => Kind::Approximate,
            Date::Interval { .. } => Kind::Interval,
            Date::OneOf(choices) => match choices.as_slice() {
                [Choice::Until(_)] => Kind::Before,
                [Choice::From(_)] => Kind::After,
                [Choice::At(single)] => Date::Single(*single).kind(),
                _ => Kind::EitherOr,
            },
        }
    }

    /// Every unit in the date, in the order in which it is written.
    pub fn singles(&self) -> impl Iterator<Item = Single> + '_ {
        let (ends, choices): (Vec<Single>, &[Choice]) = match self {
            Date::Single(single) => (vec![*single], &[]),
            Date::Interval { start, end } => {
                ([start, end].into_iter().filter_map(|end| end.single()).collect(), &[])
            }
            Date::OneOf(choices) => (Vec::new(), choices),
        };
        ends.into_iter().chain(choices.iter().flat_map(|choice| {
            match *choice {
                Choice::At(one) | Choice::Until(one) | Choice::From(one) => [Some(one), None],
                Choice::Range(first, last) => [Some(first), Some(last)],
            }
            .into_iter()
            .flatten()
        }))
    }

    fn map(self, change: impl Fn(Single) -> Single) -> Date {
        let endpoint = |end: Endpoint| match end {
            Endpoint::At(single) => Endpoint::At(change(single)),
            other => other,
        };
        match self {
            Date::Single(single) => Date::Single(change(single)),
            Date::Interval { start, end } => {
                Date::Interval { start: endpoint(start), end: endpoint(end) }
            }
            Date::OneOf(choices) => Date::OneOf(
                choices
                    .into_iter()
                    .map(|choice| match choice {
                        Choice::At(one) => Choice::At(change(one)),
                        Choice::Range(first, last) => Choice::Range(change(first), change(last)),
                        Choice::Until(last) => Choice::Until(change(last)),
                        Choice::From(first) => Choice::From(change(first)),
                    })
                    .collect(),
            ),
        }
    }
}

impl Single {
    /// The precision of its unit, one step finer where only a part of it is meant.
    pub fn precision(self) -> Precision {
        self.unit.precision()
    }
}

impl Unit {
    /// How fine the unit is.
    pub fn precision(self) -> Precision {
        match self {
            Unit::Millennium(_) => Precision::Millennium,
            Unit::Century(_) | Unit::Hundreds(_) => Precision::Century,
            Unit::Decade(_) => Precision::Decade,
            Unit::Year(_) => Precision::Year,
            Unit::Season(..) => Precision::Season,
            Unit::Month(..) => Precision::Month,
            Unit::Week(..) => Precision::Week,
            Unit::Day(_) => Precision::Day,
        }
    }

    /// The astronomical year that the unit lies in, where it lies in one.
    pub fn year(self) -> Option<i64> {
        match self {
            Unit::Year(year)
            | Unit::Season(year, _)
            | Unit::Month(year, _)
            | Unit::Week(year, _) => Some(year),
            Unit::Day(day) => Some(day.civil().year),
            Unit::Millennium(_) | Unit::Century(_) | Unit::Hundreds(_) | Unit::Decade(_) => None,
        }
    }
}

impl Endpoint {
    /// The unit in which the end lies, where it is known.
    pub fn single(self) -> Option<Single> {
        match self {
            Endpoint::At(single) => Some(single),
            Endpoint::Open | Endpoint::Unknown => None,
        }
    }
}

impl From<Unit> for Single {
    fn from(unit: Unit) -> Single {
        Single { unit, part: None, doubt: Doubt::default() }
    }
}

impl From<Unit> for Date {
    fn from(unit: Unit) -> Date {
        Date::Single(unit.into())
    }
}

impl From<Single> for Date {
    fn from(single: Single) -> Date {
        Date::Single(single)
    }
}

impl From<Day> for Single {
    fn from(day: Day) -> Single {
        Unit::Day(day).into()
    }
}

impl From<Day> for Date {
    fn from(day: Day) -> Date {
        Unit::Day(day).into()
    }
}

impl From<Civil> for Unit {
    fn from(civil: Civil) -> Unit {
        // A `Civil` that did not come from a `Day` may name no real day: the month is then kept.
        Day::from_civil(civil.year, civil.month, civil.day)
            .map_or(Unit::Month(civil.year, civil.month.clamp(1, 12)), Unit::Day)
    }
}
