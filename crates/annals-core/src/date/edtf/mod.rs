//! The text form of dates: EDTF (ISO 8601-2), read and written.
//!
//! - `read`: text to date, all three levels and our additions, with errors in their place;
//! - `lenient`: texts that are almost EDTF, mended with a warning for each mend;
//! - `write`: date to text.
//!
//! EDTF has no weeks, no centuries counted from 1 and no "early": `Display` writes and `FromStr`
//! reads them in an addition of ours (`2022-W28`, `C19`, `M-3`, `early:1969`), so that a date
//! always reads back as it was written. [`Date::to_edtf`] keeps to the standard and says what it
//! could not say; [`Date::from_edtf`] reads the standard only.
//!
//! Source: the Library of Congress EDTF specification of 4 February 2019.

mod error;
mod lenient;
mod read;
mod write;

use super::components::Components;
use super::expression::{Choice, Date, Endpoint, Precision, Single, Time, Unit};
use std::fmt;
use std::str::FromStr;

pub use error::DateError;
pub use lenient::Warning;

/// A level of EDTF: how much of the standard a text needs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Years, months, days, times and intervals between them: plain ISO 8601.
    Zero,
    /// Doubt about the whole, open digits at the end, seasons, long years, open and unknown ends.
    One,
    /// Doubt and open digits anywhere, lists, more seasons, rounded and exponential years.
    Two,
}

impl Level {
    /// 0, 1 or 2.
    pub fn number(self) -> u8 {
        self as u8
    }
}

/// A date as strict EDTF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edtf {
    /// The text says all that the date says.
    Exact(String),
    /// EDTF cannot say all of it; what was lost is listed.
    Lossy(String, Vec<Loss>),
}

/// What EDTF cannot say of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// A week is written as its days.
    Week,
    /// A century is written by its digits, 1800 to 1899 for the 19th, or by its years.
    Century,
    /// Early, middle or late is written as a span of years, months or days.
    Part,
    /// Years of more than four digits have no months and days.
    LongYear,
    /// A time without seconds, in doubt, in an interval or in a list is written as its day.
    Time,
    /// A range between units of different precision is written as a range of days.
    Range,
}

impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Loss::Week => "EDTF has no weeks: written as days",
            Loss::Century => "EDTF has no centuries counted from 1: written by its digits or years",
            Loss::Part => "EDTF has no early, mid or late: written as a span",
            Loss::LongYear => "EDTF has no months in years of more than four digits: left out",
            Loss::Time => "EDTF has no such time of day: left out",
            Loss::Range => "EDTF has no ranges of mixed precision: written as days",
        })
    }
}

impl Edtf {
    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Edtf::Exact(text) | Edtf::Lossy(text, _) => text,
        }
    }

    /// What the text does not say, nothing where it is exact.
    pub fn losses(&self) -> &[Loss] {
        match self {
            Edtf::Exact(_) => &[],
            Edtf::Lossy(_, losses) => losses,
        }
    }
}

impl Date {
    /// Reads strict EDTF up to a level, and tells the level that the text needs.
    ///
    /// # Errors
    /// The text is no date of that level; the span of the error lies within it, on character
    /// boundaries.
    ///
    /// ```
    /// use annals_core::{Date, Level};
    /// let (date, level) = Date::from_edtf("156X-12-25", Level::Two)?;
    /// assert_eq!((date.earliest().to_string(), level), ("1560-12-25".into(), Level::Two));
    /// assert_eq!(Date::from_edtf("2022-W28", Level::Two).unwrap_err().code, "date/week");
    /// assert_eq!(Date::from_edtf("156X-12-25", Level::One).unwrap_err().code, "date/level");
    /// # Ok::<(), annals_core::DateError>(())
    /// ```
    pub fn from_edtf(text: &str, most: Level) -> Result<(Date, Level), DateError> {
        let read = read::read(text)?;
        if let Some(addition) = read.addition {
            return Err(*addition);
        }
        if read.level > most {
            let (needed, most) = (read.level.number(), most.number());
            return Err(error::Piece::new(text).error(
                "date/level",
                format!("this is level {needed} of EDTF"),
                format!("level {most} is the most here"),
            ));
        }
        Ok((read.date, read.level))
    }

    /// Reads EDTF, our additions, and texts that are almost EDTF: blanks, other dashes, missing
    /// zeros, the draft of 2012. Each thing that was mended is named.
    ///
    /// # Errors
    /// The text is no date even then; the span of the error lies within it.
    ///
    /// ```
    /// use annals_core::Date;
    /// let (date, warnings) = Date::from_lenient("[1667, 1668]")?;
    /// assert_eq!(date.to_string(), "[1667,1668]");
    /// assert_eq!(warnings[0].to_string(), "a list has no blanks after its commas");
    /// # Ok::<(), annals_core::DateError>(())
    /// ```
    pub fn from_lenient(text: &str) -> Result<(Date, Vec<Warning>), DateError> {
        lenient::read(text)
    }

    /// The date as strict EDTF.
    ///
    /// ```
    /// use annals_core::{Date, Edtf, Loss};
    /// let week = Date::week(2022, 28).unwrap();
    /// assert_eq!(week.to_edtf(), Edtf::Lossy("2022-07-11/2022-07-17".into(), vec![Loss::Week]));
    /// assert_eq!(Date::year(-43).to_edtf(), Edtf::Exact("-0043".into()));
    /// ```
    pub fn to_edtf(&self) -> Edtf {
        let mut losses: Vec<Loss> = self.singles().filter_map(Single::loss).collect();
        if let Date::Interval { .. } | Date::OneOf(_) | Date::AllOf(_) = self {
            let is_time = |single: Single| matches!(single.unit, Unit::Time(_));
            losses.extend(self.singles().any(is_time).then_some(Loss::Time));
        }
        if let Date::OneOf(choices) | Date::AllOf(choices) = self {
            losses.extend(choices.iter().filter_map(|choice| choice.loss()));
        }
        losses.sort_unstable();
        losses.dedup();
        let text = self.strict_text();
        if losses.is_empty() { Edtf::Exact(text) } else { Edtf::Lossy(text, losses) }
    }

    /// The level of EDTF that [`to_edtf`](Date::to_edtf) needs.
    ///
    /// ```
    /// use annals_core::{Date, Level};
    /// assert_eq!("1985-04".parse::<Date>()?.level(), Level::Zero);
    /// assert_eq!("?1985".parse::<Date>()?.level(), Level::One); // written `1985?`
    /// # Ok::<(), annals_core::DateError>(())
    /// ```
    pub fn level(&self) -> Level {
        // What is written reads back, or the law of that name is broken.
        read::read(&self.strict_text()).map_or(Level::Two, |read| read.level)
    }

    fn strict_text(&self) -> String {
        let list = |choices: &[Choice]| choices.iter().map(|choice| choice.strict()).collect();
        match self {
            Date::Single(single) => match single.strict() {
                Choice::At(one) => one.to_string(),
                // A week is known as an interval of days in most tools; other spans are a choice.
                Choice::Range(first, last) if first == last => first.to_string(),
                Choice::Range(first, last) if matches!(single.unit, Unit::Week(..)) => {
                    format!("{first}/{last}")
                }
                range => Date::OneOf(vec![range]).to_string(),
            },
            Date::Interval { start, end } => {
                let strict = |end: &Endpoint, pick: fn(Choice) -> Single| {
                    end.map(|single| pick(single.without_time().strict()))
                };
                let (start, end) = (strict(start, Choice::first), strict(end, Choice::last));
                Date::Interval { start, end }.to_string()
            }
            Date::OneOf(choices) => Date::OneOf(list(choices)).to_string(),
            Date::AllOf(choices) => Date::AllOf(list(choices)).to_string(),
        }
    }
}

/// Whether a text that is no date was meant as EDTF, not as words or as the numbers of an almanac
/// (`4/5/1912`, `03.04.2022`): it holds the marks of EDTF only and begins with a year.
pub(crate) fn is_meant(text: &str) -> bool {
    let is_mark = |c: char| c.is_ascii_digit() || "-+/.,[]{}XYTZESWCM:?~%".contains(c);
    let start = text.trim_start_matches(['[', '{', '.', '/', '?', '~', '%', '-']);
    let year = start.bytes().take_while(|byte| byte.is_ascii_digit() || *byte == b'X').count();
    let begins = year >= 3 || start.starts_with(['Y', 'C', 'M']);
    begins && text.chars().all(is_mark) && text.matches('.').count().is_multiple_of(2)
}

/// Whether years in short run backward: `1912-14` is 1912 to 1914, but `1986-13` is more likely a
/// slip than the years 1986 to 2013.
pub(crate) fn is_backward(text: &str) -> bool {
    match *text.as_bytes() {
        [_, _, a, b, b'-', c, d] => (c, d) <= (a, b),
        _ => false,
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads EDTF of any level and the additions of this crate, in time linear in the length of
    /// the text.
    fn from_str(text: &str) -> Result<Date, DateError> {
        read::read(text).map(|read| read.date)
    }
}

impl Choice {
    fn first(self) -> Single {
        match self {
            Choice::At(one) | Choice::Range(one, _) | Choice::Until(one) | Choice::From(one) => one,
        }
    }

    fn last(self) -> Single {
        match self {
            Choice::At(one) | Choice::Range(_, one) | Choice::Until(one) | Choice::From(one) => one,
        }
    }

    fn loss(self) -> Option<Loss> {
        match self {
            Choice::Range(first, last) if first.precision() != last.precision() => {
                Some(Loss::Range)
            }
            _ => None,
        }
    }

    /// The same in strict EDTF.
    fn strict(self) -> Choice {
        let (strict, loss) = (|single: Single| single.without_time().strict(), self.loss());
        match self {
            Choice::At(one) => strict(one),
            Choice::Range(first, last) => {
                let (from, to) = (strict(first).first(), strict(last).last());
                if loss.is_none() && from.precision() == to.precision() {
                    return Choice::Range(from, to);
                }
                if first.is_in_long_year() || last.is_in_long_year() {
                    let year = |single: Single, of: fn(Single) -> crate::date::Day| Single {
                        unit: Unit::Year(of(single).civil().year),
                        part: None,
                        ..single
                    };
                    return Choice::Range(year(first, Single::first), year(last, Single::last));
                }
                let day =
                    |single: Single, day| Single::from(Unit::Day(day)).doubted(single.any_doubt());
                Choice::Range(day(first, first.first()), day(last, last.last()))
            }
            Choice::Until(last) => Choice::Until(strict(last).last()),
            Choice::From(first) => Choice::From(strict(first).first()),
        }
    }
}

impl Single {
    fn loss(self) -> Option<Loss> {
        match self.unit {
            _ if self.is_finer_than_a_long_year() => Some(Loss::LongYear),
            _ if self.part.is_some() => Some(Loss::Part),
            Unit::Millennium(_) | Unit::Century(_) => Some(Loss::Century),
            Unit::Week(..) => Some(Loss::Week),
            Unit::Time(Time { second: None, .. }) => Some(Loss::Time),
            Unit::Time(_) if !self.doubt.is_none() => Some(Loss::Time),
            _ => None,
        }
    }

    /// Whether it begins or ends in a year of more than four digits.
    fn is_in_long_year(self) -> bool {
        [self.first(), self.last()].iter().any(|day| day.civil().year.abs() > 9999)
    }

    /// EDTF has nothing finer than a year where the year has more than four digits.
    fn is_finer_than_a_long_year(self) -> bool {
        let plain = matches!(self.unit, Unit::Year(_) | Unit::Rounded(..)) && self.part.is_none();
        !plain && self.unit.year().is_some_and(|year| year.abs() > 9999)
    }

    /// The same as a day, where it is a time of day.
    fn without_time(self) -> Single {
        match self.unit {
            Unit::Time(time) => Single { unit: Unit::Day(time.day), part: None, ..self },
            _ => self,
        }
    }

    /// The same in strict EDTF: itself, or a range of units that the standard has.
    fn strict(self) -> Choice {
        let with_doubt = |unit: Unit| Single { unit, part: None, doubt: self.any_doubt() };
        let (first, last) = (self.first(), self.last());
        let days = || Choice::Range(with_doubt(Unit::Day(first)), with_doubt(Unit::Day(last)));
        let (from, to) = (first.civil(), last.civil());
        let years =
            || Choice::Range(with_doubt(Unit::Year(from.year)), with_doubt(Unit::Year(to.year)));
        if self.is_finer_than_a_long_year() {
            return years();
        }
        if self.loss() == Some(Loss::Time) {
            return Choice::At(with_doubt(Unit::Day(first)));
        }
        match (self.unit, self.part) {
            (Unit::Century(n @ 1..=100), None) => Choice::At(with_doubt(Unit::Hundreds(n - 1))),
            // The years of the first century BCE share no digits: they end with the year 0.
            (Unit::Century(n @ -100..=-2), None) => {
                let (a, b) = ((-n - 1) / 10, (-n - 1) % 10);
                let year = [b'0' + a as u8, b'0' + b as u8, b'X', b'X'];
                let doubt = [self.doubt; 3];
                Components::single(true, year, None, None, doubt).map_or_else(years, Choice::At)
            }
            (Unit::Millennium(_) | Unit::Century(_), _) => years(),
            (Unit::Week(..), _) => days(),
            (_, None) => Choice::At(self),
            (Unit::Far(_), Some(_)) => Choice::At(Single { part: None, ..self }),
            (Unit::Year(year), Some(_)) => Choice::Range(
                with_doubt(Unit::Month(year, from.month)),
                with_doubt(Unit::Month(year, to.month)),
            ),
            (unit, Some(_)) if unit.precision() <= Precision::Year => years(),
            _ => days(),
        }
    }
}
