//! The days of holidays, also of those that other calendars place.
//!
//! The reckonings are those of E. M. Reingold and N. Dershowitz, *Calendrical Calculations*.

use super::Resolution;
use crate::meaning::{Feast, Holiday};
use annals_core::{Date, Day, Single, Unit as CalendarUnit, days_in_month};

/// The day of a holiday in a year.
pub(super) fn holiday_in(year: i64, holiday: Holiday) -> Option<Day> {
    match holiday {
        Holiday::Fixed { month, day } => Day::from_civil(year, month, day),
        Holiday::Easter(offset) => Some(easter(year)? + i64::from(offset)),
        Holiday::Moving { feast, offset, .. } => Some(feast_in(year, feast)? + i64::from(offset)),
        Holiday::Islamic { month, day, .. } => islamic_in(year, month, day),
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

/// A feast of several days in place of its first, and one that hangs on the sight of the moon as
/// about then.
pub(super) fn whole_feast(holiday: Holiday, first: Resolution) -> Resolution {
    let (days, about) = match holiday {
        Holiday::Moving { days, .. } => (days, false),
        Holiday::Islamic { days, .. } => (days, true),
        _ => return first,
    };
    let whole = |date: Date| match date {
        Date::Single(Single { unit: CalendarUnit::Day(day), .. }) if days > 1 => {
            Date::interval(day, day + i64::from(days) - 1)
        }
        other => other,
    };
    let known = |date: Date| if about { date.approximately() } else { date };
    Resolution { date: first.date.map(whole).map(known), ..first }
}

/// The day of a feast of another calendar in a year of ours.
fn feast_in(year: i64, feast: Feast) -> Option<Day> {
    match feast {
        Feast::OrthodoxEaster => orthodox_easter(year),
        Feast::RoshHashanah => rosh_hashanah(year + HEBREW_EPOCH),
        // From the middle of Nisan to the end of the year the months never change their lengths.
        Feast::Passover => Some(rosh_hashanah(year + HEBREW_EPOCH)? - 163),
        Feast::Hanukkah => {
            let first = rosh_hashanah(year + HEBREW_EPOCH)?;
            let next = rosh_hashanah(year + HEBREW_EPOCH + 1)?;
            // The second month is a day longer in a complete year.
            let complete = (next - first) % 10 == 5;
            Some(first + 83 + i64::from(complete))
        }
    }
}

/// Easter Sunday of the eastern churches: the Sunday after the full moon of the Julian calendar,
/// which follows the golden number alone.
fn orthodox_easter(year: i64) -> Option<Day> {
    let full_moon = 21 + (19 * year.rem_euclid(19) + 15).rem_euclid(30);
    let first = Day::from_julian(year, 3, 1)?;
    let full_moon = first + full_moon - 1;
    Some(full_moon + 7 - (i64::from(full_moon.weekday().number()) + 1) % 7)
}

/// In the autumn of a year the Hebrew year with this greater number begins.
const HEBREW_EPOCH: i64 = 3761;

/// The first day of a Hebrew year: the day of the mean new moon of its first month, put off where
/// another feast would fall beside a Sabbath or a year would get an impossible length.
fn rosh_hashanah(year: i64) -> Option<Day> {
    let elapsed = |year: i64| {
        // Seven of nineteen years have a thirteenth month.
        let months = (235 * year - 234).div_euclid(19);
        // A day has 25,920 parts, a month 29 days and 13,753 of them.
        let parts = 12_084 + 13_753 * months;
        let day = 29 * months + parts.div_euclid(25_920);
        if (3 * (day + 1)).rem_euclid(7) < 3 { day + 1 } else { day }
    };
    let (before, this, after) = (elapsed(year - 1), elapsed(year), elapsed(year + 1));
    let put_off = match (after - this, this - before) {
        (356, _) => 2,
        (_, 382) => 1,
        _ => 0,
    };
    // The first day of the year 1 was 7 October 3761 before the common era, a Monday.
    Some(Day::from_julian(-3760, 10, 7)? + this + put_off)
}

/// The first day in a year of ours that has this place in the Islamic year, by the calendar whose
/// leap years are eleven of thirty.
fn islamic_in(year: i64, month: u8, day: u8) -> Option<Day> {
    let january = Day::from_civil(year, 1, 1)?;
    let epoch = Day::from_julian(622, 7, 16)?;
    let at = |islamic: i64| {
        let leap_days = (3 + 11 * islamic).div_euclid(30);
        let months = 29 * (i64::from(month) - 1) + i64::from(month) / 2;
        epoch - 1 + 354 * (islamic - 1) + leap_days + months + i64::from(day)
    };
    let near = (january - epoch) * 30 / 10_631;
    (near..=near + 2).map(at).find(|day| *day >= january && day.civil().year == year)
}
