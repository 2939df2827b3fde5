//! What a date is made of: units of the calendar, doubt, intervals, alternatives.
//!
//! The types hold any combination; the constructors of [`Date`] and the reader of EDTF let only
//! real calendar dates in. What days a value spans is computed in `bounds`.

use super::calendar::{self, Civil, Day};
use super::components::Components;
use super::far::Far;

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
    /// All of these, one after the other. Never empty.
    AllOf(Vec<Choice>),
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
    /// A year of which only so many of the leading digits count: EDTF `1950S2`, some year from
    /// 1900 to 1999, estimated as 1950. The number is from 1 to the number of digits.
    Rounded(i64, u8),
    /// A year too far away for its days to be counted: EDTF `Y17E200`.
    Far(Far),
    /// A season, quarter or half of a year.
    Season(i64, Season),
    /// A month of a year, 1 to 12.
    Month(i64, u8),
    /// An ISO 8601 week of a year, 1 to 53.
    Week(i64, u8),
    /// A day.
    Day(Day),
    /// A minute or second of a day.
    Time(Time),
    /// Year, month and day with digits left open, or with doubt on some of them only: `156X-12-25`.
    Components(Components),
}

/// A time of day, on the day of its own zone: EDTF `1985-04-12T23:20:30+04:30`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Time {
    /// The day.
    pub day: Day,
    /// 0 to 23.
    pub hour: u8,
    /// 0 to 59.
    pub minute: u8,
    /// 0 to 60, where 60 is a leap second; `None` where only the minute is known.
    pub second: Option<u8>,
    /// The zone that the clock is set to.
    pub zone: Zone,
}

/// The zone that a clock is set to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Zone {
    /// It is not said: some zone of the world.
    Local,
    /// Universal time, `Z`.
    Utc,
    /// So many minutes ahead of universal time, behind it where negative.
    Offset(i16),
}

/// A part of a year that EDTF numbers like a month.
///
/// Seasons have no bounds in the standard: a [`SeasonTable`](crate::SeasonTable) gives them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Season {
    /// Spring of a hemisphere that is not said (EDTF 21); read as the northern one.
    Spring,
    /// Summer (EDTF 22).
    Summer,
    /// Autumn (EDTF 23).
    Autumn,
    /// Winter, into the next year (EDTF 24).
    Winter,
    /// A season of the northern hemisphere (EDTF 25 to 28).
    Northern(SeasonName),
    /// A season of the southern hemisphere (EDTF 29 to 32); its summer runs into the next year.
    Southern(SeasonName),
    /// Three months, 1 to 4 (EDTF 33 to 36).
    Quarter(u8),
    /// Four months, 1 to 3 (EDTF 37 to 39).
    Quadrimester(u8),
    /// Six months, 1 or 2 (EDTF 40 and 41).
    Half(u8),
}

/// The name of a season of one hemisphere.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum SeasonName {
    Spring,
    Summer,
    Autumn,
    Winter,
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
    /// It lies within this or earlier: EDTF `..1984` as an end.
    Until(Single),
    /// It lies within this or later: EDTF `1984..` as an end.
    From(Single),
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
    Time,
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
    /// Several, one after the other.
    Several,
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
        self.map(|single| single.doubted(Doubt { approximate: true, uncertain: false }))
    }

    /// The same date with every unit in it marked as uncertain.
    pub fn uncertainly(self) -> Date {
        self.map(|single| single.doubted(Doubt { approximate: false, uncertain: true }))
    }

    /// Whether any unit in it, or a part of one, is marked as approximate.
    pub fn is_approximate(&self) -> bool {
        self.singles().any(|single| single.any_doubt().approximate)
    }

    /// Whether any unit in it, or a part of one, is marked as uncertain.
    pub fn is_uncertain(&self) -> bool {
        self.singles().any(|single| single.any_doubt().uncertain)
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
            Date::Single(single) if single.any_doubt().approximate => Kind::Approximate,
            Date::Single(single) => match single.unit {
                Unit::Day(_) | Unit::Time(_) if single.part.is_none() => Kind::Day,
                // With digits left open it is one of several days, months or years.
                Unit::Components(components) => match components.span_precision() {
                    Precision::Day => Kind::Day,
                    Precision::Month => Kind::Month,
                    _ => Kind::Year,
                },
                unit if unit.precision() >= Precision::Season => Kind::Month,
                _ => Kind::Year,
            },
            Date::Interval { end: Endpoint::Open, .. } => Kind::Ongoing,
            Date::Interval { end: Endpoint::Unknown | Endpoint::From(_), .. } => Kind::After,
            Date::Interval {
                start: Endpoint::Open | Endpoint::Unknown | Endpoint::Until(_),
                ..
            } => Kind::Before,
            Date::Interval { .. } if self.is_approximate() => Kind::Approximate,
            Date::Interval { .. } => Kind::Interval,
            Date::OneOf(choices) | Date::AllOf(choices) => match (choices.as_slice(), self) {
                ([Choice::Until(_)], _) => Kind::Before,
                ([Choice::From(_)], _) => Kind::After,
                ([Choice::At(single)], _) => Date::Single(*single).kind(),
                (_, Date::AllOf(_)) => Kind::Several,
                _ => Kind::EitherOr,
            },
        }
    }

    /// Every unit in the date, in the order in which it is written.
    pub fn singles(&self) -> impl Iterator<Item = Single> + '_ {
        let (ends, choices): ([Option<Single>; 2], &[Choice]) = match self {
            Date::Single(single) => ([Some(*single), None], &[]),
            Date::Interval { start, end } => ([start.single(), end.single()], &[]),
            Date::OneOf(choices) | Date::AllOf(choices) => ([None, None], choices),
        };
        let listed = choices.iter().flat_map(|choice| choice.singles().into_iter().flatten());
        ends.into_iter().flatten().chain(listed)
    }

    /// The same date with every unit in it changed.
    pub(crate) fn map(self, change: impl Fn(Single) -> Single) -> Date {
        let list = |choices: Vec<Choice>| choices.into_iter().map(|c| c.map(&change)).collect();
        match self {
            Date::Single(single) => Date::Single(change(single)),
            Date::Interval { start, end } => {
                Date::Interval { start: start.map(&change), end: end.map(&change) }
            }
            Date::OneOf(choices) => Date::OneOf(list(choices)),
            Date::AllOf(choices) => Date::AllOf(list(choices)),
        }
    }
}

impl Choice {
    /// The units that it names: one, or the two ends of a range.
    pub fn singles(self) -> [Option<Single>; 2] {
        match self {
            Choice::At(one) | Choice::Until(one) | Choice::From(one) => [Some(one), None],
            Choice::Range(first, last) => [Some(first), Some(last)],
        }
    }

    fn map(self, change: impl Fn(Single) -> Single) -> Choice {
        match self {
            Choice::At(one) => Choice::At(change(one)),
            Choice::Range(first, last) => Choice::Range(change(first), change(last)),
            Choice::Until(last) => Choice::Until(change(last)),
            Choice::From(first) => Choice::From(change(first)),
        }
    }
}

impl Doubt {
    /// Both doubts at once.
    #[must_use]
    pub fn and(self, other: Doubt) -> Doubt {
        Doubt {
            approximate: self.approximate || other.approximate,
            uncertain: self.uncertain || other.uncertain,
        }
    }

    /// Whether nothing is in doubt.
    pub fn is_none(self) -> bool {
        self == Doubt::default()
    }
}

impl Single {
    /// The precision of its unit, one step finer where only a part of it is meant.
    pub fn precision(self) -> Precision {
        self.unit.precision()
    }

    /// The doubt about the whole and about any component of it, taken together.
    pub fn any_doubt(self) -> Doubt {
        match self.unit {
            Unit::Components(components) => self.doubt.and(components.any_doubt()),
            _ => self.doubt,
        }
    }

    /// The same with more in doubt.
    #[must_use]
    pub fn doubted(self, doubt: Doubt) -> Single {
        match self.unit {
            Unit::Components(components) => {
                Single { part: self.part, ..components.doubted(self.doubt.and(doubt)) }
            }
            _ => Single { doubt: self.doubt.and(doubt), ..self },
        }
    }

    /// The same without any doubt.
    #[must_use]
    pub fn undoubted(self) -> Single {
        match self.unit {
            Unit::Components(components) => Single { part: self.part, ..components.undoubted() },
            _ => Single { doubt: Doubt::default(), ..self },
        }
    }
}

impl Unit {
    /// How fine the unit is.
    pub fn precision(self) -> Precision {
        match self {
            Unit::Millennium(_) => Precision::Millennium,
            Unit::Century(_) | Unit::Hundreds(_) => Precision::Century,
            Unit::Decade(_) => Precision::Decade,
            Unit::Year(_) | Unit::Rounded(..) | Unit::Far(_) => Precision::Year,
            Unit::Season(..) => Precision::Season,
            Unit::Month(..) => Precision::Month,
            Unit::Week(..) => Precision::Week,
            Unit::Day(_) => Precision::Day,
            Unit::Time(_) => Precision::Time,
            Unit::Components(components) => components.precision(),
        }
    }

    /// Whether any digit of it is left open.
    pub fn has_open_digits(self) -> bool {
        match self {
            Unit::Hundreds(_) | Unit::Decade(_) => true,
            Unit::Components(components) => components.has_open_digits(),
            _ => false,
        }
    }

    /// The astronomical year that the unit lies in, where it lies in one.
    pub fn year(self) -> Option<i64> {
        match self {
            Unit::Year(year)
            | Unit::Season(year, _)
            | Unit::Month(year, _)
            | Unit::Week(year, _) => Some(year),
            Unit::Day(day) | Unit::Time(Time { day, .. }) => Some(day.civil().year),
            Unit::Components(components) => components.year(),
            Unit::Millennium(_)
            | Unit::Century(_)
            | Unit::Hundreds(_)
            | Unit::Decade(_)
            | Unit::Rounded(..)
            | Unit::Far(_) => None,
        }
    }
}

impl Endpoint {
    /// The unit by which the end is dated, where it is.
    pub fn single(self) -> Option<Single> {
        match self {
            Endpoint::At(single) | Endpoint::Until(single) | Endpoint::From(single) => Some(single),
            Endpoint::Open | Endpoint::Unknown => None,
        }
    }

    pub(super) fn map(self, change: impl Fn(Single) -> Single) -> Endpoint {
        match self {
            Endpoint::At(single) => Endpoint::At(change(single)),
            Endpoint::Until(single) => Endpoint::Until(change(single)),
            Endpoint::From(single) => Endpoint::From(change(single)),
            Endpoint::Open | Endpoint::Unknown => self,
        }
    }
}

impl Season {
    /// Its number in EDTF, 21 to 41.
    pub fn code(self) -> u8 {
        match self {
            Season::Spring => 21,
            Season::Summer => 22,
            Season::Autumn => 23,
            Season::Winter => 24,
            Season::Northern(name) => 25 + name as u8,
            Season::Southern(name) => 29 + name as u8,
            Season::Quarter(n) => 32 + n.clamp(1, 4),
            Season::Quadrimester(n) => 36 + n.clamp(1, 3),
            Season::Half(n) => 39 + n.clamp(1, 2),
        }
    }

    /// The season of that number in EDTF, 21 to 41.
    ///
    /// ```
    /// use annals_core::Season;
    /// assert_eq!(Season::from_code(34), Some(Season::Quarter(2)));
    /// assert_eq!(Season::from_code(20), None);
    /// ```
    pub fn from_code(code: u8) -> Option<Season> {
        Some(match code {
            21 => Season::Spring,
            22 => Season::Summer,
            23 => Season::Autumn,
            24 => Season::Winter,
            25..=28 => Season::Northern(SeasonName::ALL[usize::from(code - 25)]),
            29..=32 => Season::Southern(SeasonName::ALL[usize::from(code - 29)]),
            33..=36 => Season::Quarter(code - 32),
            37..=39 => Season::Quadrimester(code - 36),
            40 | 41 => Season::Half(code - 39),
            _ => return None,
        })
    }
}

impl SeasonName {
    /// Every name, in the order in which EDTF numbers them.
    pub const ALL: [SeasonName; 4] =
        [SeasonName::Spring, SeasonName::Summer, SeasonName::Autumn, SeasonName::Winter];
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
