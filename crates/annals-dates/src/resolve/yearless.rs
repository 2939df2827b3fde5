//! Dates that lack their year, or its century.

use super::combine::either;
use super::unit::is_writable;
use super::{Field, Resolution, anchor_at, found, unresolved, written};
use crate::context::{Context, Tense};
use crate::explain;
use crate::options::{Direction, NumberOrder};
use crate::timex::{Timex, TimexKind};
use crate::words::Words;
use annals_core::{
    AnchorKind, Choice, Date, Day, Precision, Season, Single, Unit as CalendarUnit, Weekday,
    days_in_month, month_name,
};

pub(super) fn calendar_day(
    year: Option<i64>,
    month: u8,
    day: u8,
    weekday: Option<Weekday>,
    context: &Context,
) -> Resolution {
    let at = |year: i64| Day::from_civil(year, month, day).map(CalendarUnit::Day);
    match year {
        Some(year) => at(year).map_or_else(
            || {
                let last = days_in_month(year, month);
                unresolved(format!("{} {year} has {last} days, not {day}", month_name(month)))
            },
            written,
        ),
        // No year gives a month more days than a leap year.
        None if day > days_in_month(4, month) => {
            let last = days_in_month(4, month);
            unresolved(format!("{} has {last} days, not {day}", month_name(month)))
        }
        None => match weekday_year(month, day, weekday, context) {
            Some(resolution) => resolution,
            None => yearless(context, &at),
        },
    }
}

/// A weekday beside a day decides the year when only one of the years around fits.
pub(super) fn weekday_year(
    month: u8,
    day: u8,
    weekday: Option<Weekday>,
    context: &Context,
) -> Option<Resolution> {
    let (weekday, reference) = (weekday?, context.reference?);
    let year = reference.day.civil().year;
    let fits: Vec<Day> = (year - 1..=year + 1)
        .filter_map(|year| Day::from_civil(year, month, day))
        .filter(|day| day.weekday() == weekday)
        .collect();
    let [only] = fits.as_slice() else { return None };
    let only = *only;
    let why = Words::later(move || {
        let (month, weekday) = (month_name(month), weekday.name());
        format!("{day} {month} was a {weekday} in {}", only.civil().year)
    });
    let anchor = Some(anchor_at(reference.kind, reference.day.into()));
    let step = "the year in which the weekday fits";
    Some(found(only.into(), anchor, step, why, vec![Field::Year]))
}

pub(super) fn numeric(first: u8, second: u8, year: Option<i64>, context: &Context) -> Resolution {
    let day_first = calendar_day(year, second, first, None, context);
    let month_first = calendar_day(year, first, second, None, context);
    match context.number_order {
        Some(NumberOrder::DayFirst) => return day_first,
        Some(NumberOrder::MonthFirst) => return month_first,
        None => {}
    }
    let (Some(one), Some(other)) = (&day_first.date, &month_first.date) else {
        return unresolved("it is not known which number is the month");
    };
    let Some(date) = either(&[one, other]) else { return unresolved("no such day") };
    Resolution {
        timex: None,
        date: Some(date),
        anchor: day_first.anchor.clone(),
        step: "day first or month first".into(),
        why: "it is not known which number is the month".into(),
        inferred: day_first.inferred.clone(),
        alternatives: vec![
            (one.clone(), "if the day comes first".into()),
            (other.clone(), "if the month comes first".into()),
        ],
    }
}

/// Something that comes once a year, in the year that fits best.
pub(super) fn yearless(
    context: &Context,
    in_year: &dyn Fn(i64) -> Option<CalendarUnit>,
) -> Resolution {
    let shared = context.year.filter(|_| context.narrative || context.tense != Tense::Future);
    if let Some(year) = shared
        && let Some(unit) = in_year(year)
    {
        return in_shared_year(unit, context, in_year);
    }
    let Some(reference) = context.reference else {
        return Resolution {
            timex: in_year(2000).map(|unit| {
                Timex::new(TimexKind::Date, format!("XXXX{}", &unit.timex_value()[4..]))
            }),
            ..unresolved("the year is not written and there is no day to reckon from")
        };
    };
    let today = reference.day;
    let this = today.civil().year;
    let candidates = [this - 1, this, this + 1].map(|year| in_year(year).map(Single::from));
    let mut candidates = candidates.into_iter().flatten();
    let future = candidates.clone().find(|one| one.last() >= today);
    let past = candidates.rfind(|one| one.first() <= today);
    let (chosen, reason) = match (context.tense, past, future) {
        // "It expects to report a loss for the third quarter" is said when that has ended.
        (Tense::Future, Some(past), _) if is_quarter(past) && today - past.last() < REPORTING => {
            (past, "the one that has just ended")
        }
        (Tense::Future, Some(past), Some(future)) if is_last_month(past, future, today) => {
            (past, "a day so soon past needs no year, one so far ahead would")
        }
        (Tense::Past, Some(past), Some(future)) if is_next_month(past, future, today) => {
            (future, "a day so soon to come needs no year, one so long ago would")
        }
        (Tense::Past, Some(past), _) => (past, "the verb is in the past: the last one"),
        (Tense::Future, _, Some(future)) => (future, "the clause looks ahead: the next one"),
        (_, Some(past), _) if context.preferred() == Some(Direction::Past) => {
            (past, "the past is preferred: the last one")
        }
        (_, _, Some(future)) if context.preferred() == Some(Direction::Future) => {
            (future, "the future is preferred: the next one")
        }
        (_, Some(past), Some(future)) => {
            // A little more weight for the past, of which most writing tells.
            let nearer = (today - past.last()).max(0) <= 2 * (future.first() - today).max(0);
            (if nearer { past } else { future }, "the nearest")
        }
        (_, Some(one), None) | (_, None, Some(one)) => (one, "the only one near"),
        (_, None, None) => return unresolved("no year near the reference has such a day"),
    };
    let other = [past, future].into_iter().flatten().find(|other| *other != chosen);
    let why = Words::later(move || {
        let from = explain::anchor(reference.kind);
        let (chosen, today) = (explain::single(chosen), explain::day(today));
        format!("{chosen}: {reason}, counted from {from} ({today})")
    });
    let step = Words::step(chosen.unit.year().map_or(0, |year| year - this), "year");
    let anchor = Some(anchor_at(reference.kind, today.into()));
    let mut resolution = found(chosen, anchor, step, why, vec![Field::Year]);
    if let Some(other) = other {
        resolution.alternatives = vec![(other.into(), "the year is not written".into())];
    }
    resolution
}

/// The same the other way round.
pub(super) fn is_last_month(past: Single, future: Single, today: Day) -> bool {
    matches!(past.unit, CalendarUnit::Day(_))
        && (1..45).contains(&(today - past.last()))
        && future.first() - today > 300
}

/// Within how many days of its end a quarter is reported on.
pub(super) const REPORTING: i64 = 60;

pub(super) fn is_season(single: Single) -> bool {
    single.precision() == Precision::Season
}

pub(super) fn is_quarter(single: Single) -> bool {
    matches!(single.unit, CalendarUnit::Season(_, Season::Quarter(_)))
}

/// Whether a day lies just ahead and its like of the year before nearly a year back: whatever the
/// verb nearest to it says, the near one is meant.
pub(super) fn is_next_month(past: Single, future: Single, today: Day) -> bool {
    matches!(past.unit, CalendarUnit::Day(_))
        && today - past.last() > 300
        && future.first() - today < 45
}

pub(super) fn in_shared_year(
    unit: CalendarUnit,
    context: &Context,
    in_year: &dyn Fn(i64) -> Option<CalendarUnit>,
) -> Resolution {
    let mut single = Single::from(unit);
    let mut step = "the year of the date before";
    // A story goes on: after November comes the January of the next year, after autumn spring.
    if let Some(last) = context.mentioned
        && last.precision() > Precision::Year
        && last.first() - single.last() > if is_season(single) { 30 } else { 240 }
        && last.unit.year() == unit.year()
        && let Some(next) = unit.year().and_then(|year| in_year(year + 1))
    {
        single = next.into();
        step = "the year after the date before";
    }
    let last = context.mentioned;
    let anchor = last.map(|last| anchor_at(AnchorKind::Mention, last));
    let why = Words::later(move || match last {
        Some(last) => format!("the year is not written; {step}, {}", explain::single(last)),
        None => format!("the year is not written; {step}"),
    });
    found(single, anchor, step, why, vec![Field::Year])
}

pub(super) fn short_year(short: u8, context: &Context) -> Resolution {
    let near = context.reference.map_or(1990, |reference| reference.day.civil().year);
    let near = context
        .mentioned
        .and_then(|last| last.unit.year())
        .filter(|_| context.narrative)
        .unwrap_or(near);
    let year = nearest_century(i64::from(short), 100, near);
    let why = format!("the century is not written: the nearest to {near}");
    found(CalendarUnit::Year(year).into(), None, "the century added", why, vec![Field::Century])
}

pub(super) fn short_decade(digit: u8, context: &Context) -> Resolution {
    let near = context.reference.map_or(1990, |reference| reference.day.civil().year);
    let present = near.div_euclid(10);
    let decade = nearest_century(i64::from(digit), 10, present);
    // What has happened did so in a decade that is over, what happens not in one that lies ahead.
    let ahead = match context.tense {
        Tense::Future => false,
        // Late in a decade most of it has happened.
        Tense::Past => decade > present || decade == present && near.rem_euclid(10) < 7,
        Tense::Present | Tense::Unknown => decade > present,
    };
    let decade = if ahead { decade - 10 } else { decade };
    let why = "the century is not written: the last such decade";
    let unit = CalendarUnit::Decade(decade);
    found(unit.into(), None, "the century added", why, vec![Field::Century])
}

/// "the 470s BC": the years from 479 to 470, at some time within them.
pub(super) fn decade_before_christ(decade: i64) -> Resolution {
    let year = |number: i64| CalendarUnit::Year(1 - number);
    let (first, last) = (year(9 - 10 * decade), year(-10 * decade));
    if !is_writable(first) {
        return unresolved("the year lies beyond the calendar");
    }
    let within = Choice::Range(first.into(), last.into());
    let value = CalendarUnit::Decade(decade).timex_value();
    Resolution {
        timex: Some(Timex::new(TimexKind::Date, value)),
        date: Some(Date::OneOf(vec![within])),
        ..written(first)
    }
}

/// The number with these last digits that lies nearest below `near`, or a little above it.
pub(super) fn nearest_century(digits: i64, size: i64, near: i64) -> i64 {
    let same = near - near.rem_euclid(size) + digits;
    if same > near + size / 10 { same - size } else { same }
}
