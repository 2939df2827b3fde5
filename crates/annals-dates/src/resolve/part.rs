//! Parts of what is named beside them: "late May", "the last Friday of October".

use super::holiday::holiday_in;
use super::relative::{unit_offset, weekday_of_month, weekend};
use super::unit::unit_of;
use super::{Resolution, first_single, found, resolve, unresolved};
use crate::context::Context;
use crate::meaning::{Meaning, Nth, Unit};
use crate::timex::{Timex, TimexKind, TimexMod};
use crate::words::Words;
use annals_core::{
    Choice, Date, Day, Part, Precision, Season, Single, Unit as CalendarUnit, Weekday,
};

pub(super) fn part_of(part: Part, inner: Resolution) -> Resolution {
    let modifier = match part {
        Part::Early => TimexMod::Start,
        Part::Mid => TimexMod::Mid,
        Part::Late => TimexMod::End,
    };
    let date = match inner.date {
        Some(Date::Single(single)) => Some(Single { part: Some(part), ..single }.into()),
        other => other,
    };
    Resolution { timex: modified(inner.timex, modifier), date, ..inner }
}

/// The years of a half, third or quarter, or the days of that of a month: at some time within
/// them. Halves and quarters of a year are units of the calendar.
pub(super) fn fraction(number: u8, of: u8, inner: Resolution) -> Resolution {
    let Some(Date::Single(single)) = inner.date else { return inner };
    let season = match (single.unit, of) {
        (CalendarUnit::Year(_), 2) => Some(Season::Half(number)),
        (CalendarUnit::Year(_), 4) => Some(Season::Quarter(number)),
        _ => None,
    };
    if let (CalendarUnit::Year(year), Some(season)) = (single.unit, season) {
        let unit = CalendarUnit::Season(year, season);
        return found(unit.into(), inner.anchor, inner.step, inner.why, inner.inferred);
    }
    // Of a shorter time it is not said how it is cut.
    if single.precision() > Precision::Month {
        return inner;
    }
    let (first, last) = (single.first(), single.last());
    let cut = |first: i64, last: i64, number: u8| {
        first + (last - first + 1) * i64::from(number) / i64::from(of.max(1))
    };
    let before = number.saturating_sub(1);
    let bounds = |first, last| (cut(first, last, before), cut(first, last, number) - 1);
    let (start, end) = match single.unit {
        CalendarUnit::Month(..) => {
            let (start, end) = bounds(0, last - first);
            (CalendarUnit::Day(first + start), CalendarUnit::Day(first + end))
        }
        _ => {
            let (start, end) = bounds(first.civil().year, last.civil().year);
            (CalendarUnit::Year(start), CalendarUnit::Year(end))
        }
    };
    let part = |unit| Single { unit, ..single };
    let within = Choice::Range(part(start), part(end));
    let timex = match number {
        1 => modified(inner.timex, TimexMod::Start),
        _ if number == of => modified(inner.timex, TimexMod::End),
        _ => inner.timex,
    };
    Resolution { timex, date: Some(Date::OneOf(vec![within])), ..inner }
}

pub(super) fn within(direction: i64, inner: Resolution) -> Resolution {
    let modifier = if direction < 0 { TimexMod::Start } else { TimexMod::End };
    Resolution { timex: modified(inner.timex, modifier), ..inner }
}

pub(super) fn modified(timex: Option<Timex>, modifier: TimexMod) -> Option<Timex> {
    timex.map(|timex| Timex { modifier: Some(modifier), ..timex })
}

pub(super) fn about(inner: Resolution) -> Resolution {
    Resolution {
        timex: modified(inner.timex, TimexMod::Approx),
        date: inner.date.map(Date::approximately),
        ..inner
    }
}

/// Something within a year, month or week that is itself reckoned.
pub(super) fn inside(what: &Meaning, of: &Meaning, context: &Context) -> Resolution {
    if let (Meaning::Weekday(weekday), Meaning::DayOfMonth(day)) = (what, of) {
        return weekday_of_month(*weekday, *day, context);
    }
    let outer = resolve(of, context);
    let Some(single) = outer.date.as_ref().and_then(first_single) else { return outer };
    let year = single.first().civil().year;
    let inner = match (what, single.unit) {
        (Meaning::DayOfMonth(day), CalendarUnit::Month(year, month)) => {
            Day::from_civil(year, month, *day).map(CalendarUnit::Day)
        }
        (Meaning::Week { week, .. }, _) => {
            Date::week(year, *week).map(|_| CalendarUnit::Week(year, *week))
        }
        (Meaning::Weekday(weekday), CalendarUnit::Week(..)) => {
            Some(CalendarUnit::Day(single.first() + i64::from(weekday.number())))
        }
        (Meaning::Weekday(weekday), CalendarUnit::Day(day)) => {
            (day.weekday() == *weekday).then_some(CalendarUnit::Day(day))
        }
        (Meaning::Month { month, .. }, _) => Some(CalendarUnit::Month(year, *month)),
        (Meaning::Season { season, .. }, _) => Some(CalendarUnit::Season(year, *season)),
        (Meaning::Holiday { holiday, .. }, _) => holiday_in(year, *holiday).map(CalendarUnit::Day),
        (Meaning::Day { month, day, .. }, _) => {
            Day::from_civil(year, *month, *day).map(CalendarUnit::Day)
        }
        // "the day after Christmas"
        (Meaning::MentionOffset { unit, offset }, _) => {
            let beside = Context { mentioned: Some(single), ..context.clone() };
            return unit_offset(*unit, *offset, &beside, true);
        }
        (Meaning::PartOf { part, of: inner }, _) => {
            return part_of(*part, inside(inner, of, context));
        }
        _ => None,
    };
    match inner {
        Some(unit) => {
            let outer_step = outer.step;
            let step = Words::later(move || format!("{outer_step}, then within it"));
            found(unit.into(), outer.anchor, step, outer.why, outer.inferred)
        }
        None => unresolved("it does not lie in what is named beside it"),
    }
}

/// A weekday or unit within something, by its number.
pub(super) fn nth_of(nth: u8, what: Nth, outer: Resolution) -> Resolution {
    let Some(single) = outer.date.as_ref().and_then(first_single) else { return outer };
    let (first, last) = (single.first(), single.last());
    let later = i64::from(nth) - 1;
    // A week lies where the most of its days do, as ISO 8601 counts them, a weekend where its
    // Saturday does.
    let by_day = match what {
        Nth::Weekday(weekday) => Some((weekday, Unit::Day)),
        Nth::Unit(Unit::Week) => Some((Weekday::Thursday, Unit::Week)),
        Nth::Unit(Unit::Weekend) => Some((Weekday::Saturday, Unit::Weekend)),
        Nth::Unit(_) => None,
    };
    let unit = match (by_day, what) {
        (Some((weekday, unit)), _) => {
            let ahead = i64::from(weekday.number()) - i64::from(first.weekday().number());
            let back = i64::from(last.weekday().number()) - i64::from(weekday.number());
            let day = match nth {
                0 => last - back.rem_euclid(7),
                _ => first + ahead.rem_euclid(7) + 7 * later,
            };
            unit_of(day, unit).filter(|_| (first..=last).contains(&day))
        }
        (None, Nth::Unit(unit)) if nth == 0 => unit_of(last, unit),
        (None, Nth::Unit(unit)) => unit_of(first, unit).and_then(|unit| unit.shifted(later)),
        (None, Nth::Weekday(_)) => None,
    };
    let within = |unit: &CalendarUnit| {
        let inner = Single::from(*unit);
        first <= inner.last() && inner.first() <= last
    };
    let Some(unit) = unit.filter(within) else {
        return unresolved("it does not lie in what is named beside it");
    };
    let outer_step = outer.step;
    let step = Words::later(move || format!("{outer_step}, then counted within it"));
    let resolution = found(unit.into(), outer.anchor, step, outer.why, outer.inferred);
    if what == Nth::Unit(Unit::Weekend) { weekend(unit, resolution) } else { resolution }
}

/// The week of a day, or seven days from or up to it.
pub(super) fn week_of(begins: Option<i64>, day: Resolution) -> Resolution {
    let Some(Single { unit: CalendarUnit::Day(at), .. }) = day.date.as_ref().and_then(first_single)
    else {
        return Resolution { date: None, ..day };
    };
    let (year, week) = at.iso_week();
    let timex = Some(Timex::new(TimexKind::Date, CalendarUnit::Week(year, week).timex_value()));
    let date = match begins {
        None => CalendarUnit::Week(year, week).into(),
        Some(..0) => Date::interval(at - 6, at),
        Some(_) => Date::interval(at, at + 6),
    };
    let of_day = day.step.clone();
    let step = Words::later(move || format!("{of_day}, then its week"));
    Resolution { timex, date: Some(date), step, ..day }
}

/// The weekend of a feast: with the Thursday to Monday beside it, or the one that follows.
pub(super) fn weekend_of(day: Resolution) -> Resolution {
    let Some(Single { unit: CalendarUnit::Day(at), .. }) = day.date.as_ref().and_then(first_single)
    else {
        return Resolution { date: None, ..day };
    };
    let saturday = match at.weekday() {
        Weekday::Monday => at - 2,
        Weekday::Sunday => at - 1,
        weekday => at + (i64::from(Weekday::Saturday.number()) - i64::from(weekday.number())),
    };
    let sunday = saturday + 1;
    let joins = matches!(at.weekday(), Weekday::Thursday | Weekday::Friday | Weekday::Monday);
    let (first, last) = if joins { (saturday.min(at), sunday.max(at)) } else { (saturday, sunday) };
    let (year, week) = saturday.iso_week();
    let value = format!("{}-WE", CalendarUnit::Week(year, week).timex_value());
    let of_day = day.step.clone();
    Resolution {
        timex: Some(Timex::new(TimexKind::Date, value)),
        date: Some(Date::interval(first, last)),
        step: Words::later(move || format!("{of_day}, then its weekend")),
        ..day
    }
}
