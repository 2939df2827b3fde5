//! What an expression says, before it is known when it was said.
//!
//! A [`Meaning`] holds what was written and nothing else; the days that it stands for are
//! reckoned in `resolve`. Rules of a language file name a meaning by its [`Sense`].

use annals_core::{Part, Precision, Season, Weekday};

/// What an expression says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A day of a month, with or without its year: "18 July 2022", "Jul. 18".
    Day {
        /// Astronomical year, where written.
        year: Option<i64>,
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
        /// A weekday written beside it.
        weekday: Option<Weekday>,
    },
    /// Two numbers that could be day and month or month and day: "03/04/2022".
    Numeric {
        /// The first number.
        first: u8,
        /// The second number.
        second: u8,
        /// The year, where written.
        year: Option<i64>,
    },
    /// A month, with or without its year.
    Month {
        /// Astronomical year, where written.
        year: Option<i64>,
        /// 1 to 12.
        month: u8,
    },
    /// A season, quarter or half year, with or without its year.
    Season {
        /// Astronomical year, where written.
        year: Option<i64>,
        /// Which.
        season: Season,
    },
    /// A feast or a holiday, with or without its year.
    Holiday {
        /// Astronomical year, where written.
        year: Option<i64>,
        /// Which.
        holiday: Holiday,
    },
    /// An ISO week, with or without its year.
    Week {
        /// The year that the week counts to, where written.
        year: Option<i64>,
        /// 1 to 53.
        week: u8,
    },
    /// A year.
    Year(i64),
    /// A year by its last two digits: "'99".
    ShortYear(u8),
    /// A year by its last digit, beside one that is written out: "1961-3".
    LastDigit(u8),
    /// Ten years by their common digits: 199 is the 1990s.
    Decade(i64),
    /// Ten years by one digit: "the '60s" is 6.
    ShortDecade(u8),
    /// A hundred years by their common digits: "the 1800s" is 18.
    Hundreds(i64),
    /// A century counted from 1, negative before the common era.
    Century(i64),
    /// A millennium counted from 1, negative before the common era.
    Millennium(i64),
    /// A day of the week, by itself.
    Weekday(Weekday),
    /// A day of a month that is not named: "the 13th".
    DayOfMonth(u8),
    /// Days from the reference day: yesterday is -1.
    DayOffset(i64),
    /// A unit of the calendar counted from the one of the reference day: last week is -1 week.
    UnitOffset {
        /// Which unit.
        unit: Unit,
        /// How many on.
        offset: i64,
    },
    /// A named unit with "last", "this" or "next": "last May", "next Friday".
    Which {
        /// -1 for last, 0 for this, 1 for next, 2 for the one after that.
        which: i64,
        /// What is named: a month, weekday, season or holiday.
        named: Box<Meaning>,
        /// Whether it is counted from the date told before: "the previous May", not "last May".
        told: bool,
    },
    /// Weekdays of another week: "Monday of last week", "Friday week".
    WeekdayOf {
        /// The day.
        weekday: Weekday,
        /// Weeks on from the reference.
        weeks: i64,
    },
    /// So much before or after the reference or the date mentioned last.
    Shift {
        /// How much.
        amount: Amount,
        /// -1 for back, 1 for on.
        direction: i64,
        /// What it is counted from.
        from: Origin,
    },
    /// A unit counted from the one of the date mentioned last: "the next day", "that month".
    MentionOffset {
        /// Which unit.
        unit: Unit,
        /// How many on.
        offset: i64,
    },
    /// A unit with nothing that says which: "the quarter", "the year".
    BareUnit(Unit),
    /// The beginning, middle or end of something.
    PartOf {
        /// Which part.
        part: Part,
        /// Of what.
        of: Box<Meaning>,
    },
    /// A half, third or quarter of a century or decade.
    Fraction {
        /// Which, from 1.
        number: u8,
        /// Of how many.
        of: u8,
        /// Of what.
        what: Box<Meaning>,
    },
    /// Earlier or later within something that is going on: "later this year".
    Within {
        /// -1 for earlier, 1 for later.
        direction: i64,
        /// Within what.
        of: Box<Meaning>,
    },
    /// Something in a year or month that is itself relative: "June last year", "the 4th of last
    /// month", "the third quarter of 2009".
    In {
        /// What.
        what: Box<Meaning>,
        /// In what.
        of: Box<Meaning>,
    },
    /// One of the weekdays or units in something: "the last Friday of October".
    NthOf {
        /// Which, from 1; the last where it is 0.
        nth: u8,
        /// Which weekday or unit.
        what: Nth,
        /// In what.
        of: Box<Meaning>,
    },
    /// So much time before or after something: "three days after Easter".
    Beside {
        /// How much.
        amount: Amount,
        /// -1 for before, 1 for after.
        direction: i64,
        /// What.
        of: Box<Meaning>,
    },
    /// The week that holds a day, or the seven days that begin or end with it.
    WeekOf {
        /// The day.
        day: Box<Meaning>,
        /// 1 where they begin with it, -1 where they end with it.
        begins: Option<i64>,
    },
    /// The weekend of a feast: "the weekend of Halloween".
    WeekendOf(Box<Meaning>),
    /// So much time that begins with something: "three days starting Monday".
    Lasting {
        /// How much.
        amount: Amount,
        /// What it begins with.
        from: Box<Meaning>,
    },
    /// So much time at an edge of something: "the first six months of 2021".
    EdgeOf {
        /// How much.
        amount: Amount,
        /// Whether at the end rather than the beginning.
        last: bool,
        /// Of what.
        of: Box<Meaning>,
    },
    /// A time of the day, on a day where one is named.
    Clock {
        /// The time.
        time: Clock,
        /// The day.
        on: Option<Box<Meaning>>,
    },
    /// About then.
    About(Box<Meaning>),
    /// Then, if the source is right.
    Perhaps(Box<Meaning>),
    /// How long.
    Duration {
        /// How much.
        amount: Amount,
        /// How sure.
        modifier: Option<crate::TimexMod>,
    },
    /// So much time up to or from the reference: "the past three months".
    Window {
        /// How much.
        amount: Amount,
        /// -1 for the past, 1 for the future.
        direction: i64,
    },
    /// Again and again: "every Monday", "twice a week".
    Set(Every),
    /// The past, the present or the future, and no date in it.
    Vague(Era),
    /// From one to the other.
    Range(Box<Meaning>, Box<Meaning>),
    /// At some time from one to the other, as authors write it: "between 47 and 50".
    Between(Box<Meaning>, Box<Meaning>),
    /// One of them.
    Either(Vec<Meaning>),
    /// All of them, each by itself.
    List(Vec<Meaning>),
    /// One thing at each of them, as authors date a work: "1973, 1978", "1976, printed 2003".
    All(Vec<Meaning>),
    /// Words that could mean each of them: "the 1800s".
    Several(Vec<Meaning>),
    /// From then on.
    Since(Box<Meaning>),
    /// Then or later, once.
    FromOn(Box<Meaning>),
    /// Up to then.
    Until(Box<Meaning>),
    /// Then or later, once, as authors write it: "not before 1850", "1850 or later".
    OrLater(Box<Meaning>),
    /// Then or earlier, once.
    By(Box<Meaning>),
    /// Earlier than that, once.
    Before(Box<Meaning>),
    /// Later than that, once.
    After(Box<Meaning>),
    /// From then to a day that is not known.
    EndUnknown(Box<Meaning>),
    /// From a day that is not known to then.
    StartUnknown(Box<Meaning>),
    /// That no date is known: "n.d.".
    Undated,
}

/// Units of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Unit {
    Second,
    Minute,
    Hour,
    Day,
    Weekend,
    Week,
    Fortnight,
    Month,
    Season,
    Quarter,
    Half,
    Year,
    Decade,
    Century,
    Millennium,
}

/// What is counted within something: "the last Friday", "the first week".
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Nth {
    Weekday(Weekday),
    Unit(Unit),
}

/// An amount of time: one count a unit, "six years and eight months".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Amount(pub Vec<(Count, Unit)>);

/// How many, in halves, or not said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Count {
    /// So many halves: "two and a half" is 5.
    Halves(i64),
    /// "Some", "a few", or a bare plural.
    Unknown,
}

/// What a shift is counted from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// The reference day: "ago", "from now".
    Reference,
    /// The date mentioned last, or the reference day: "earlier", "later".
    Mention,
}

/// A time of the day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Clock {
    /// By the clock.
    At {
        /// 0 to 24.
        hour: u8,
        /// 0 to 59, where written.
        minute: Option<u8>,
        /// 0 to 60, where written.
        second: Option<u8>,
    },
    /// A part of the day.
    Part(Daypart),
}

/// Parts of the day, as TIMEX3 names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Daypart {
    Morning,
    Midday,
    Afternoon,
    Evening,
    Night,
    Daytime,
}

/// How often.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Every {
    /// Once every so much time.
    Amount(Amount),
    /// On each of them: a weekday, month, season or part of the day.
    Named(Box<Meaning>),
}

/// Where in time something vague lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum Era {
    Past,
    Present,
    Future,
}

/// Feasts that other calendars than the Gregorian one place, and from which others are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Feast {
    /// Easter Sunday of the eastern churches, by the Julian calendar.
    OrthodoxEaster,
    /// The first of Tishri, on which the Jewish year begins.
    RoshHashanah,
    /// The fifteenth of Nisan.
    Passover,
    /// The twenty-fifth of Kislev.
    Hanukkah,
}

/// Holidays that a rule places in every year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Holiday {
    /// The same day every year.
    Fixed {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
    },
    /// Days from Easter Sunday of the western churches.
    Easter(i8),
    /// Days from a feast of another calendar.
    Moving {
        /// What is counted from.
        feast: Feast,
        /// Days after it; before it where negative.
        offset: i8,
        /// How many days it lasts.
        days: u8,
    },
    /// A day of the Islamic year, by the reckoned calendar; where the new moon has to be seen, a
    /// day more or less.
    Islamic {
        /// 1 to 12.
        month: u8,
        /// 1 to 30.
        day: u8,
        /// How many days it lasts.
        days: u8,
    },
    /// The nth of a weekday in a month; the last where n is 0.
    Nth {
        /// 1 to 12.
        month: u8,
        /// 1 to 5, or 0 for the last.
        nth: u8,
        /// Which day.
        weekday: Weekday,
    },
    /// The first of a weekday on a day of the year or after it: the first Sunday of Advent is the
    /// first on or after 27 November.
    OnOrAfter {
        /// 1 to 12.
        month: u8,
        /// 1 to 31.
        day: u8,
        /// Which weekday.
        weekday: Weekday,
    },
}

impl Unit {
    /// All of them, with their names in language files.
    pub(crate) const NAMES: [&'static str; 15] = [
        "second",
        "minute",
        "hour",
        "day",
        "weekend",
        "week",
        "fortnight",
        "month",
        "season",
        "quarter",
        "half",
        "year",
        "decade",
        "century",
        "millennium",
    ];
    const ALL: [Unit; 15] = [
        Unit::Second,
        Unit::Minute,
        Unit::Hour,
        Unit::Day,
        Unit::Weekend,
        Unit::Week,
        Unit::Fortnight,
        Unit::Month,
        Unit::Season,
        Unit::Quarter,
        Unit::Half,
        Unit::Year,
        Unit::Decade,
        Unit::Century,
        Unit::Millennium,
    ];

    pub(crate) fn from_number(number: i64) -> Option<Unit> {
        Unit::ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// Its name in English.
    pub fn name(self) -> &'static str {
        Unit::NAMES[self as usize]
    }
}

impl Amount {
    /// A single count of a unit.
    pub fn new(count: Count, unit: Unit) -> Amount {
        Amount(vec![(count, unit)])
    }

    /// The finest of its units.
    pub fn finest(&self) -> Unit {
        self.0.iter().map(|(_, unit)| *unit).min().unwrap_or(Unit::Day)
    }
}

impl Count {
    /// One.
    pub const ONE: Count = Count::Halves(2);
}

impl Meaning {
    /// The year written in it.
    pub(crate) fn year(&self) -> Option<i64> {
        match self {
            Meaning::Day { year, .. }
            | Meaning::Numeric { year, .. }
            | Meaning::Month { year, .. }
            | Meaning::Season { year, .. }
            | Meaning::Holiday { year, .. }
            | Meaning::Week { year, .. } => *year,
            Meaning::Year(year) => Some(*year),
            Meaning::PartOf { of, .. }
            | Meaning::Within { of, .. }
            | Meaning::About(of)
            | Meaning::Perhaps(of)
            | Meaning::NthOf { of, .. }
            | Meaning::WeekOf { day: of, .. }
            | Meaning::WeekendOf(of)
            | Meaning::Lasting { from: of, .. }
            | Meaning::EdgeOf { of, .. }
            | Meaning::Clock { on: Some(of), .. } => of.year(),
            Meaning::In { what, of } => what.year().or_else(|| of.year()),
            Meaning::Range(start, end) | Meaning::Between(start, end) => {
                start.year().or_else(|| end.year())
            }
            Meaning::Either(all) | Meaning::All(all) => all.iter().find_map(Meaning::year),
            _ => None,
        }
    }

    /// What it is made of, where it is made of other meanings.
    pub(crate) fn inner(&self) -> Vec<&Meaning> {
        match self {
            Meaning::Which { named: of, .. }
            | Meaning::PartOf { of, .. }
            | Meaning::Within { of, .. }
            | Meaning::Clock { on: Some(of), .. }
            | Meaning::NthOf { of, .. }
            | Meaning::Beside { of, .. }
            | Meaning::WeekOf { day: of, .. }
            | Meaning::WeekendOf(of)
            | Meaning::Lasting { from: of, .. }
            | Meaning::EdgeOf { of, .. }
            | Meaning::About(of)
            | Meaning::Perhaps(of)
            | Meaning::Since(of)
            | Meaning::FromOn(of)
            | Meaning::OrLater(of)
            | Meaning::Fraction { what: of, .. }
            | Meaning::Until(of)
            | Meaning::By(of)
            | Meaning::Before(of)
            | Meaning::After(of)
            | Meaning::EndUnknown(of)
            | Meaning::StartUnknown(of) => vec![of],
            Meaning::In { what: one, of: other }
            | Meaning::Range(one, other)
            | Meaning::Between(one, other) => vec![one, other],
            Meaning::Either(all) | Meaning::List(all) | Meaning::All(all) => all.iter().collect(),
            _ => Vec::new(),
        }
    }

    /// Whether the year is written, or a longer time instead of one.
    pub(crate) fn is_dated(&self) -> bool {
        match self {
            Meaning::Decade(_)
            | Meaning::Hundreds(_)
            | Meaning::Century(_)
            | Meaning::Millennium(_)
            | Meaning::Fraction { .. }
            | Meaning::Several(_) => true,
            other => {
                let inner = other.inner();
                other.year().is_some()
                    || (!inner.is_empty() && inner.into_iter().all(Meaning::is_dated))
            }
        }
    }

    /// The day of a month that is not named: "the 13th", "Monday the 13th".
    pub(crate) fn day_of_month(&self) -> Option<u8> {
        match self {
            Meaning::DayOfMonth(day) => Some(*day),
            Meaning::In { what, of } if matches!(**what, Meaning::Weekday(_)) => of.day_of_month(),
            _ => None,
        }
    }

    /// Whether nothing bounds it on one side.
    pub(crate) fn is_one_sided(&self) -> bool {
        matches!(
            self,
            Meaning::Since(_)
                | Meaning::FromOn(_)
                | Meaning::OrLater(_)
                | Meaning::Until(_)
                | Meaning::By(_)
                | Meaning::Before(_)
                | Meaning::After(_)
        )
    }

    /// How fine it is, for what comes once a year.
    pub(crate) fn precision(&self) -> Option<Precision> {
        match self {
            Meaning::Day { .. } | Meaning::Numeric { .. } | Meaning::Holiday { .. } => {
                Some(Precision::Day)
            }
            Meaning::Month { .. } => Some(Precision::Month),
            Meaning::Season { .. } => Some(Precision::Season),
            Meaning::PartOf { of, .. }
            | Meaning::Within { of, .. }
            | Meaning::About(of)
            | Meaning::Perhaps(of)
            | Meaning::Clock { on: Some(of), .. } => of.precision(),
            _ => None,
        }
    }

    /// Whether it points at the time of writing: "yesterday", "on Tuesday, May 3", "this year".
    pub(crate) fn is_deictic(&self) -> bool {
        match self {
            Meaning::DayOffset(_) | Meaning::Weekday(_) | Meaning::UnitOffset { .. } => true,
            Meaning::Which { named, told, .. } => !told && matches!(**named, Meaning::Weekday(_)),
            Meaning::Day { year: None, weekday, .. } => weekday.is_some(),
            Meaning::PartOf { of, .. }
            | Meaning::Within { of, .. }
            | Meaning::About(of)
            | Meaning::Perhaps(of)
            | Meaning::Clock { on: Some(of), .. } => of.is_deictic(),
            Meaning::In { of, .. } => of.is_deictic(),
            _ => false,
        }
    }

    /// Whether it is calendar time, as opposed to a length, a repetition or nothing definite.
    pub(crate) fn is_calendar(&self) -> bool {
        !matches!(
            self,
            Meaning::Duration { .. }
                | Meaning::Window { .. }
                | Meaning::Set(_)
                | Meaning::Vague(_)
                | Meaning::Clock { on: None, .. }
                | Meaning::Undated
        )
    }
}

/// The meaning that a rule of a language file gives to what its pattern has caught.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sense {
    Day,
    Numeric,
    Month,
    Season,
    Holiday,
    Week,
    Year,
    ShortYear,
    Decade,
    ShortDecade,
    Hundreds,
    Century,
    Millennium,
    Weekday,
    DayOfMonth,
    DayOffset,
    UnitOffset,
    Which,
    WeekdayOf,
    Ago,
    Earlier,
    MentionOffset,
    BareUnit,
    PartOf,
    Within,
    In,
    Clock,
    About,
    Perhaps,
    Duration,
    Window,
    Every,
    Vague,
    Range,
    Between,
    Either,
    List,
    Since,
    FromOn,
    Until,
    By,
    Before,
    After,
    EndUnknown,
    StartUnknown,
    Undated,
    First,
    All,
    AboutRange,
    RoundYears,
    NamedDecade,
    YearInWords,
    EndOfUnit,
    PartOfToldDay,
    DashedMonth,
    NthOf,
    Beside,
    WeekOf,
    WeekendOf,
    Lasting,
    EdgeOf,
    ToDate,
    Fraction,
    PartToPart,
    TurnOf,
    Centuries,
    MadeFurther,
    OrLater,
}

impl Sense {
    /// Every sense with its name in language files.
    pub(crate) const NAMES: [(&'static str, Sense); 68] = [
        ("day", Sense::Day),
        ("numeric", Sense::Numeric),
        ("month", Sense::Month),
        ("season", Sense::Season),
        ("holiday", Sense::Holiday),
        ("week", Sense::Week),
        ("year", Sense::Year),
        ("short-year", Sense::ShortYear),
        ("decade", Sense::Decade),
        ("short-decade", Sense::ShortDecade),
        ("hundreds", Sense::Hundreds),
        ("century", Sense::Century),
        ("millennium", Sense::Millennium),
        ("weekday", Sense::Weekday),
        ("day-of-month", Sense::DayOfMonth),
        ("day-offset", Sense::DayOffset),
        ("unit-offset", Sense::UnitOffset),
        ("which", Sense::Which),
        ("weekday-of", Sense::WeekdayOf),
        ("ago", Sense::Ago),
        ("earlier", Sense::Earlier),
        ("mention-offset", Sense::MentionOffset),
        ("bare-unit", Sense::BareUnit),
        ("part-of", Sense::PartOf),
        ("within", Sense::Within),
        ("in", Sense::In),
        ("clock", Sense::Clock),
        ("about", Sense::About),
        ("perhaps", Sense::Perhaps),
        ("duration", Sense::Duration),
        ("window", Sense::Window),
        ("every", Sense::Every),
        ("vague", Sense::Vague),
        ("range", Sense::Range),
        ("between", Sense::Between),
        ("either", Sense::Either),
        ("list", Sense::List),
        ("since", Sense::Since),
        ("from-on", Sense::FromOn),
        ("until", Sense::Until),
        ("by", Sense::By),
        ("before", Sense::Before),
        ("after", Sense::After),
        ("end-unknown", Sense::EndUnknown),
        ("start-unknown", Sense::StartUnknown),
        ("undated", Sense::Undated),
        ("first", Sense::First),
        ("all", Sense::All),
        ("about-range", Sense::AboutRange),
        ("round-years", Sense::RoundYears),
        ("named-decade", Sense::NamedDecade),
        ("year-in-words", Sense::YearInWords),
        ("end-of-unit", Sense::EndOfUnit),
        ("part-of-told-day", Sense::PartOfToldDay),
        ("dashed-month", Sense::DashedMonth),
        ("nth-of", Sense::NthOf),
        ("beside", Sense::Beside),
        ("week-of", Sense::WeekOf),
        ("weekend-of", Sense::WeekendOf),
        ("lasting", Sense::Lasting),
        ("edge-of", Sense::EdgeOf),
        ("to-date", Sense::ToDate),
        ("fraction", Sense::Fraction),
        ("part-to-part", Sense::PartToPart),
        ("turn-of", Sense::TurnOf),
        ("centuries", Sense::Centuries),
        ("made-further", Sense::MadeFurther),
        ("or-later", Sense::OrLater),
    ];
}
