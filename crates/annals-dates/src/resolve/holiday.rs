//! The days of holidays.

use crate::meaning::Holiday;
use annals_core::{Day, days_in_month};

/// The day of a holiday in a year.
pub(super) fn holiday_in(year: i64, holiday: Holiday) -> Option<Day> {
    match holiday {
        Holiday::Fixed { month, day } => Day::from_civil(year, month, day),
        Holiday::Easter(offset) => Some(easter(year)? + i64::from(offset)),
        Holiday::Nth { month, nth: 0, weekday } => {
            let last = Day::from_civil(year, month, days_in_month(year, month))?;
            let back = i64::from(last.weekday().number()) - i64::from(weekday.number());
            Some(last - back.rem_euclid(7))
        }
        Holiday::Nth { month, nth, weekday } => {
            let first = Day::from_civil(year, month, 1)?;
            let on = i64::from(weekday.number()) - i64::from(first.weekday().number());
            let day = first + on.rem_euclid(7) + 7 * (i64::from(nth) - 1);
            // Not every month has a fifth.
            (day.civil().month == month).then_some(day)
        }
        Holiday::OnOrAfter { month, day, weekday } => {
            let day = Day::from_civil(year, month, day)?;
            let on = i64::from(weekday.number()) - i64::from(day.weekday().number());
            Some(day + on.rem_euclid(7))
        }
    }
}

/// Easter Sunday of the western churches: the Sunday after the full moon of the church calendar,
/// which follows the golden number of the year, the leap years left out and the moon's drift.
pub(super) fn easter(year: i64) -> Option<Day> {
    let golden = year.rem_euclid(19);
    let century = year.div_euclid(100);
    let moon_drift = (century - (century + 8).div_euclid(25) + 1).div_euclid(3);
    let epact = (19 * golden + century - century.div_euclid(4) - moon_drift + 15).rem_euclid(30);
    // Two ages of the moon are taken a day earlier, so that the full moon never falls too late.
    let early = epact == 29 || (epact == 28 && golden > 10);
    let full_moon = Day::from_civil(year, 3, 21)? + epact - i64::from(early);
    let to_sunday = 6 - i64::from(full_moon.weekday().number());
    Some(full_moon + if to_sunday == 0 { 7 } else { to_sunday })
}
