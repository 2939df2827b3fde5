//! Units of the calendar that hold a day.

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
