//! What stands before the colon of an event: a date, two dates, a length of time.

use crate::date::from_to;
use annals_core::{Date, Day, Endpoint, PhraseReader, Precision, Single, Unit};

/// Which number comes first in `3/4/2022`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Order {
    #[default]
    MonthFirst,
    DayFirst,
}

/// What is needed to read a range.
pub(super) struct Reading<'a> {
    pub(super) phrases: &'a dyn PhraseReader,
    pub(super) order: Order,
    /// The last day of the event before, from which lengths are counted.
    pub(super) before: Option<Day>,
}

/// A range that was read.
#[derive(Debug, PartialEq)]
pub(super) struct Range {
    pub(super) date: Date,
    /// The time of day that was dropped.
    pub(super) time: Option<String>,
    /// The recurrence that was dropped.
    pub(super) recurrence: Option<String>,
}

/// An end of a range.
enum End {
    Date(Date),
    Now,
    /// So many units.
    Length(i64, Precision),
}

impl Reading<'_> {
    /// Reads what stands before the colon; `None` where it is no date.
    pub(super) fn range(&self, text: &str) -> Option<Range> {
        let (text, recurrence) = match text.find(" every ") {
            Some(at) => (&text[..at], Some(text[at..].trim().to_owned())),
            None => (text, None),
        };
        let mut time = None;
        let text = text.trim();
        let date = match self.ends(text) {
            Some((start, end)) => self.between(start, end, &mut time)?,
            None => match self.end(text, &mut time)? {
                End::Date(date) => date,
                End::Now => return None,
                // It begins when the one before ends.
                End::Length(number, unit) => lasting(self.before? + 1, number, unit)?,
            },
        };
        Some(Range { date, time, recurrence })
    }

    /// The two sides of a range.
    fn ends<'t>(&self, text: &'t str) -> Option<(&'t str, &'t str)> {
        let is_side = |side: &str| {
            let side = side.trim();
            side == "now" || side.parse::<Date>().is_ok() || length(side).is_some()
        };
        let slash = text.match_indices('/').map(|(at, _)| (&text[..at], &text[at + 1..]));
        let edtf = slash.into_iter().find(|(start, end)| is_side(start) && is_side(end));
        let years = || {
            let (start, end) = text.split_once('-')?;
            let is_year = |side: &str| side.trim().len() == 4 && side.trim().parse::<u16>().is_ok();
            (is_year(start) && is_year(end)).then_some((start, end))
        };
        edtf.or_else(|| text.split_once(" - ")).or_else(years)
    }

    fn between(&self, start: &str, end: &str, time: &mut Option<String>) -> Option<Date> {
        let start = match self.end(start.trim(), time)? {
            End::Date(Date::Single(start)) => start,
            End::Date(_) | End::Now => return None,
            End::Length(number, unit) => {
                let first = lasting(self.before? + 1, number, unit)?.latest().day()?;
                Single::from(first)
            }
        };
        match self.end(end.trim(), time)? {
            End::Date(end) => from_to(start.into(), end).ok(),
            End::Now => Some(Date::Interval { start: Endpoint::At(start), end: Endpoint::Open }),
            End::Length(number, unit) => lasting(start.first(), number, unit),
        }
    }

    fn end(&self, text: &str, time: &mut Option<String>) -> Option<End> {
        if text == "now" || text == "today" {
            return Some(End::Now);
        }
        if let Some((number, unit)) = length(text) {
            return Some(End::Length(number, unit));
        }
        if let Ok(date) = text.parse::<Date>() {
            return match date {
                Date::Single(Single { unit: Unit::Time(at), .. }) => {
                    *time = Some(text.to_owned());
                    Some(End::Date(at.day.into()))
                }
                date => Some(End::Date(date)),
            };
        }
        let (day, clock) = without_clock(text);
        if clock.is_some() {
            *time = clock.map(str::to_owned);
        }
        if let Some(date) = era(day).or_else(|| self.slashed(day)).or_else(|| day.parse().ok()) {
            return Some(End::Date(date));
        }
        self.phrases.read_date(day).ok().flatten().map(End::Date)
    }

    /// `3/2022`, `3/4/2022`.
    fn slashed(&self, text: &str) -> Option<Date> {
        let parts: Vec<&str> = text.split('/').map(str::trim).collect();
        let number = |at: usize| parts.get(at)?.parse::<u8>().ok();
        let year = parts.last().filter(|year| year.len() == 4)?.parse::<i64>().ok()?;
        match parts.len() {
            2 => Date::month(year, number(0)?),
            3 => {
                let (first, second) = (number(0)?, number(1)?);
                match self.order {
                    Order::MonthFirst => Date::day(year, first, second),
                    Order::DayFirst => Date::day(year, second, first),
                }
            }
            _ => None,
        }
    }
}

/// The days from a day on for so many units.
fn lasting(first: Day, number: i64, unit: Precision) -> Option<Date> {
    let after = match unit {
        Precision::Year => first.plus_months(number.checked_mul(12)?),
        Precision::Month => first.plus_months(number),
        Precision::Week => first + number.checked_mul(7)?,
        _ => first + number,
    };
    from_to(first.into(), (after - 1).max(first).into()).ok()
}

/// `5 days`, `1 year`, `2w`; units shorter than a day count as one day.
fn length(text: &str) -> Option<(i64, Precision)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = text[..digits].parse::<i64>().ok()?;
    let unit = text[digits..].trim().to_ascii_lowercase();
    let unit = match unit.trim_end_matches('s') {
        "year" | "y" => Precision::Year,
        "month" => Precision::Month,
        "week" | "w" => Precision::Week,
        "day" | "d" => Precision::Day,
        "hour" | "h" | "minute" | "min" | "second" => return Some((1, Precision::Day)),
        _ => return None,
    };
    Some((number, unit))
}

/// `44 BCE`, `800 CE`.
fn era(text: &str) -> Option<Date> {
    let (number, era) = text.rsplit_once(' ')?;
    let number = number.trim().parse::<i64>().ok().filter(|number| *number > 0)?;
    match era.to_ascii_uppercase().as_str() {
        "BC" | "BCE" => Some(crate::date::of_year(1 - number)),
        "AD" | "CE" => Some(crate::date::of_year(number)),
        _ => None,
    }
}

/// The text without a time of day at its end: `10:30am`, `T10:00:00Z`.
fn without_clock(text: &str) -> (&str, Option<&str>) {
    let at = text.rfind([' ', 'T']).unwrap_or(0);
    let (day, last) = text.split_at(at);
    let clock = last.trim_start_matches([' ', 'T']);
    let digits = clock.bytes().take_while(u8::is_ascii_digit).count();
    let rest = clock[digits..].to_ascii_lowercase();
    let is_clock =
        (1..=2).contains(&digits) && (rest.starts_with(':') || rest == "am" || rest == "pm");
    if is_clock && !day.is_empty() { (day.trim(), Some(clock)) } else { (text, None) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::NoPhrases;

    fn read(text: &str) -> String {
        let before = Day::from_civil(2020, 1, 31);
        let reading = Reading { phrases: &NoPhrases, order: Order::default(), before };
        reading.range(text).map_or_else(|| "-".to_owned(), |range| range.date.to_string())
    }

    #[test]
    fn dates_are_written_in_many_ways() {
        for (text, date) in [
            ("2012", "2012"),
            ("2012-03/2013", "2012-03/2013"),
            ("2012 / 2013-04-05", "2012/2013-04-05"),
            ("1939-1945", "1939/1945"),
            ("12/2012", "2012-12"),
            ("4/12/2012 - 5/2013", "2012-04-12/2013-05"),
            ("2009-10 / now", "2009-10/.."),
            ("2020-01-01 - 10 days", "2020-01-01/2020-01-10"),
            ("2 weeks", "2020-02-01/2020-02-14"),
            ("44 BCE", "-0043"),
            ("100 BCE - 44 BCE", "-0099/-0043"),
            ("2020-05-01 10:30am", "2020-05-01"),
            ("2020-05-01T10:00:00Z", "2020-05-01"),
            ("2020-05-01 every 2 weeks", "2020-05-01"),
            ("2020-W15", "2020-W15"),
            ("after !start 3 days", "-"),
            ("some words", "-"),
        ] {
            assert_eq!(read(text), date, "{text}");
        }
        let reading = Reading { phrases: &NoPhrases, order: Order::DayFirst, before: None };
        assert_eq!(reading.range("4/12/2012").unwrap().date.to_string(), "2012-12-04");
        assert_eq!(reading.range("3 days"), None);
    }
}
