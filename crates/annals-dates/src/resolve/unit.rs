//! Units of the calendar that hold a day, and their TIMEX3 values.

use crate::meaning::Unit;
use annals_core::{Civil, Day, MAX_YEAR, Season, Unit as CalendarUnit};

/// The unit of a kind that holds a day.
pub(super) fn unit_of(day: Day, unit: Unit) -> Option<CalendarUnit> {
    let Civil { year, month, .. } = day.civil();
    Some(match unit {
        Unit::Day => CalendarUnit::Day(day),
        Unit::Week | Unit::Weekend | Unit::Fortnight => {
            let (year, week) = day.iso_week();
            CalendarUnit::Week(year, week)
        }
        Unit::Month => CalendarUnit::Month(year, month),
        Unit::Quarter => CalendarUnit::Season(year, Season::Quarter((month - 1) / 3 + 1)),
        Unit::Half => CalendarUnit::Season(year, Season::Half((month - 1) / 6 + 1)),
        Unit::Season => {
            let (year, season) = match month {
                1 | 2 => (year - 1, Season::Winter),
                3..=5 => (year, Season::Spring),
                6..=8 => (year, Season::Summer),
                9..=11 => (year, Season::Autumn),
                _ => (year, Season::Winter),
            };
            CalendarUnit::Season(year, season)
        }
        Unit::Year => CalendarUnit::Year(year),
        Unit::Decade => CalendarUnit::Decade(year.div_euclid(10)),
        Unit::Century => CalendarUnit::Century(year_group(year, 100)),
        Unit::Millennium => CalendarUnit::Millennium(year_group(year, 1000)),
        Unit::Second | Unit::Minute | Unit::Hour => return None,
    })
}

/// The number of the century or millennium of a year.
pub(super) fn year_group(year: i64, size: i64) -> i64 {
    if year > 0 { (year - 1) / size + 1 } else { -(-year / size) - 1 }
}

/// Whether dates can hold and write the unit: decades and longer only in years of four digits,
/// and those that go by their digits only in our era.
pub(super) fn is_writable(unit: CalendarUnit) -> bool {
    match unit {
        CalendarUnit::Millennium(number) => (-9..=9).contains(&number),
        CalendarUnit::Century(number) => (-99..=99).contains(&number),
        CalendarUnit::Hundreds(number) => (0..=99).contains(&number),
        CalendarUnit::Decade(number) => (0..=999).contains(&number),
        unit => unit.year().unwrap_or(0).unsigned_abs() <= MAX_YEAR.unsigned_abs(),
    }
}

/// The TIMEX3 value of a calendar unit.
pub(super) fn timex_value(unit: CalendarUnit) -> String {
    let year = |year: i64| {
        let mut text = String::with_capacity("2000-01-01".len());
        match year {
            ..=0 => text.push_str(&format!("BC{:04}", 1 - year)),
            1..=9999 => [year / 100, year % 100].iter().for_each(|two| push_two(&mut text, *two)),
            _ => text.push_str(&year.to_string()),
        }
        text
    };
    match unit {
        // TIMEX3 writes centuries and decades by their digits.
        CalendarUnit::Millennium(n) if n < 0 => format!("BC{}", -(n + 1)),
        CalendarUnit::Millennium(n) => (n - 1).to_string(),
        CalendarUnit::Century(n) if n < 0 => format!("BC{:02}", -(n + 1)),
        CalendarUnit::Century(n) => format!("{:02}", n - 1),
        CalendarUnit::Hundreds(n) => format!("{n:02}"),
        CalendarUnit::Decade(n) if n < 0 => format!("BC{:03}", n.unsigned_abs()),
        CalendarUnit::Decade(n) => format!("{n:03}"),
        CalendarUnit::Year(number) => year(number),
        CalendarUnit::Season(number, season) => {
            let name = match season {
                Season::Spring => "SP".to_owned(),
                Season::Summer => "SU".to_owned(),
                Season::Autumn => "FA".to_owned(),
                Season::Winter => "WI".to_owned(),
                Season::Quarter(n) => format!("Q{n}"),
                Season::Half(n) => format!("H{n}"),
                Season::Northern(_) | Season::Southern(_) | Season::Quadrimester(_) => {
                    season.code().to_string()
                }
            };
            format!("{}-{name}", year(number))
        }
        CalendarUnit::Month(number, month) => with_parts(year(number), &[("-", month)]),
        CalendarUnit::Week(number, week) => with_parts(year(number), &[("-W", week)]),
        CalendarUnit::Day(day) => {
            let Civil { year: number, month, day } = day.civil();
            with_parts(year(number), &[("-", month), ("-", day)])
        }
        // No words name these.
        CalendarUnit::Rounded(..)
        | CalendarUnit::Far(_)
        | CalendarUnit::Time(_)
        | CalendarUnit::Components(_) => unit.to_string(),
    }
}

/// A year with its months, weeks or days, each after a mark.
pub(super) fn with_parts(mut year: String, parts: &[(&str, u8)]) -> String {
    for (mark, number) in parts {
        year.push_str(mark);
        push_two(&mut year, i64::from(*number));
    }
    year
}

/// Adds a number of two digits. Nearly every expression has a value to write, for which `format!`
/// takes longer than all its reckoning.
pub(super) fn push_two(text: &mut String, number: i64) {
    text.push(char::from(b'0' + (number / 10 % 10) as u8));
    text.push(char::from(b'0' + (number % 10) as u8));
}
