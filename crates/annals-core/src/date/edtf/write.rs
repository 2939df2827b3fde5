//! Dates as text: EDTF, with weeks, centuries, parts of units and short clock times in the
//! additions of this crate. What is written here reads back as the same date.

use crate::date::calendar::IsoYear;
use crate::date::expression::{Choice, Date, Doubt, Endpoint, Part, Single, Time, Unit, Zone};
use std::fmt;

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let list = |f: &mut fmt::Formatter<'_>, choices: &[Choice]| {
            for (place, choice) in choices.iter().enumerate() {
                if place > 0 {
                    f.write_str(",")?;
                }
                choice.fmt(f)?;
            }
            Ok(())
        };
        match self {
            Date::Single(single) => single.fmt(f),
            Date::Interval { start, end } => write!(f, "{start}/{end}"),
            Date::OneOf(choices) => {
                f.write_str("[")?;
                list(f, choices)?;
                f.write_str("]")
            }
            Date::AllOf(choices) => {
                f.write_str("{")?;
                list(f, choices)?;
                f.write_str("}")
            }
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Endpoint::At(single) => single.fmt(f),
            Endpoint::Open => f.write_str(".."),
            Endpoint::Unknown => Ok(()),
            Endpoint::Until(last) => write!(f, "..{last}"),
            Endpoint::From(first) => write!(f, "{first}.."),
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Choice::At(one) => one.fmt(f),
            Choice::Range(first, last) => write!(f, "{first}..{last}"),
            Choice::Until(last) => write!(f, "..{last}"),
            Choice::From(first) => write!(f, "{first}.."),
        }
    }
}

impl fmt::Display for Single {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.part {
            Some(Part::Early) => "early:",
            Some(Part::Mid) => "mid:",
            Some(Part::Late) => "late:",
            None => "",
        })?;
        write!(f, "{}{}", self.unit, self.doubt)
    }
}

/// Writes the qualifier of EDTF, nothing where there is no doubt.
impl fmt::Display for Doubt {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match (self.uncertain, self.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Unit::Millennium(n) => write!(f, "M{n}"),
            Unit::Century(n) => write!(f, "C{n}"),
            Unit::Hundreds(n) => write!(f, "{n:02}XX"),
            Unit::Decade(n) => write!(f, "{n:03}X"),
            Unit::Year(year) => write_year(f, year),
            Unit::Rounded(year, digits) => {
                write_year(f, year)?;
                write!(f, "S{digits}")
            }
            Unit::Far(far) => far.fmt(f),
            Unit::Season(year, season) => {
                write_year(f, year)?;
                write!(f, "-{}", season.code())
            }
            Unit::Month(year, month) => {
                write_year(f, year)?;
                write!(f, "-{month:02}")
            }
            Unit::Week(year, week) => {
                write_year(f, year)?;
                write!(f, "-W{week:02}")
            }
            Unit::Day(day) => {
                let civil = day.civil();
                write_year(f, civil.year)?;
                write!(f, "-{:02}-{:02}", civil.month, civil.day)
            }
            Unit::Time(time) => time.fmt(f),
            Unit::Components(components) => components.fmt(f),
        }
    }
}

impl fmt::Display for Time {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}T{:02}:{:02}", Unit::Day(self.day), self.hour, self.minute)?;
        if let Some(second) = self.second {
            write!(f, ":{second:02}")?;
        }
        match self.zone {
            Zone::Local => Ok(()),
            Zone::Utc => f.write_str("Z"),
            Zone::Offset(minutes) => {
                let (sign, size) = (if minutes < 0 { '-' } else { '+' }, minutes.unsigned_abs());
                write!(f, "{sign}{:02}:{:02}", size / 60, size % 60)
            }
        }
    }
}

fn write_year(f: &mut fmt::Formatter<'_>, year: i64) -> fmt::Result {
    if year.abs() > 9999 { write!(f, "Y{year}") } else { write!(f, "{}", IsoYear(year)) }
}
