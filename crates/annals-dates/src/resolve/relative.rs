//! Dates that are counted from another: from the reference day or the date mentioned last.

use super::holiday::holiday_in;
use super::length::{length, vague};
use super::unit::unit_of;
use super::{Field, Resolution, anchor_at, first_single, found, unresolved};
use crate::context::{Context, Tense};
use crate::explain;
use crate::meaning::{Amount, Count, Era, Meaning, Origin, Unit};
use crate::options::Direction;
use crate::timex::{Timex, TimexKind};
use crate::words::Words;
use annals_core::{
    AnchorKind, Date, Day, MAX_YEAR, Season, Single, Unit as CalendarUnit, Weekday, days_in_month,
};

pub(super) fn bare_weekday(weekday: Weekday, context: &Context) -> Resolution {
    let name = weekday.name();
    let (kind, today) = match (context.reference, context.mentioned) {
        // In a story a weekday belongs to the week that is told of.
        (reference, Some(Single { unit: CalendarUnit::Day(day), .. }))
            if context.narrative || reference.is_none() =>
        {
            (AnchorKind::Mention, day)
        }
        (Some(reference), _) => (reference.kind, reference.day),
        (None, _) => {
            let value = format!("XXXX-WXX-{}", weekday.number() + 1);
            return Resolution {
                timex: Some(Timex::new(TimexKind::Date, value)),
                ..unresolved("there is no day to reckon the week from")
            };
        }
    };
    let back = i64::from(today.weekday().number()) - i64::from(weekday.number());
    let past = today - back.rem_euclid(7);
    let future = today + (-back).rem_euclid(7);
    let from = explain::anchor(kind);
    let forward = match (context.tense, context.preferred()) {
        (Tense::Future, _) => Some("since the clause looks ahead"),
        _ if kind == AnchorKind::Mention => Some("since a story goes on"),
        (_, Some(Direction::Future)) => Some("since the future is preferred"),
        _ => None,
    };
    let (day, why) = if back == 0 {
        (today, Words::later(move || format!("{name}: {from} itself is a {name}")))
    } else if let Some(reason) = forward {
        let why = Words::later(move || {
            format!("{name}: the first after {from}, {}, {reason}", explain::day(today))
        });
        (future, why)
    } else {
        let why = move || format!("{name}: the last before {from}, {}", explain::day(today));
        (past, Words::later(why))
    };
    let step = Words::step(day - today, "day");
    let mut resolution =
        found(day.into(), Some(anchor_at(kind, today.into())), step, why, vec![Field::Week]);
    if back != 0 {
        let other = if day == past { future } else { past };
        resolution.alternatives = vec![(other.into(), "the week is not written".into())];
    }
    resolution
}

pub(super) fn day_of_month(day: u8, context: &Context) -> Resolution {
    let anchors = anchors(context, true);
    let Some((kind, single)) = anchors else {
        return Resolution {
            timex: Some(Timex::new(TimexKind::Date, format!("XXXX-XX-{day:02}"))),
            ..unresolved("the month is not written and nothing says which it is")
        };
    };
    let civil = single.first().civil();
    let mut at = Day::from_civil(civil.year, civil.month, day);
    // Counted from the reference day, "the 28th" in a text of the 3rd is that of last month.
    if kind != AnchorKind::Mention
        && let Some(step) = month_step(at, single.first(), context)
        && let Some(CalendarUnit::Month(year, month)) =
            CalendarUnit::Month(civil.year, civil.month).shifted(step)
    {
        at = Day::from_civil(year, month, day);
    }
    let Some(at) = at else { return unresolved("the month has no such day") };
    let why =
        Words::later(move || format!("day {day} of the month of {}", explain::single(single)));
    let step = Words::later(move || format!("same month, day {day}"));
    found(at.into(), Some(anchor_at(kind, single)), step, why, vec![Field::Year, Field::Month])
}

/// Which month a day without one lies in, from that of the reference day on, where the tense or
/// the preference decides against it.
pub(super) fn month_step(at: Option<Day>, today: Day, context: &Context) -> Option<i64> {
    let at = at?;
    let (past, future) = (Some(Direction::Past), Some(Direction::Future));
    if at > today && (context.tense == Tense::Past || context.preferred() == past) {
        Some(-1)
    } else if at < today && context.preferred() == future {
        Some(1)
    } else {
        None
    }
}

/// Any day of a month falls on any weekday within so many months.
pub(super) const MONTHS_AROUND: i64 = 12;

/// A weekday beside the day of a month that is not named decides the month: "Monday the 5th".
pub(super) fn weekday_of_month(weekday: Weekday, day: u8, context: &Context) -> Resolution {
    let named = day_of_month(day, context);
    let Some((kind, single)) = anchors(context, true) else { return named };
    let civil = single.first().civil();
    let month = CalendarUnit::Month(civil.year, civil.month);
    // The same month, then those around it, first where the tense points; one side before the
    // other where that is preferred.
    let past = context.tense == Tense::Past || context.preferred() == Some(Direction::Past);
    let on = if past { -1 } else { 1 };
    let near = (1..=MONTHS_AROUND).flat_map(|months| [months * on, -months * on]);
    let side = |on: i64| (1..=MONTHS_AROUND).map(move |months| months * on);
    let around: Vec<i64> = match context.preferred() {
        Some(_) => side(on).chain(side(-on)).collect(),
        None => near.collect(),
    };
    let fits = std::iter::once(0).chain(around).find_map(|steps| {
        let CalendarUnit::Month(year, month) = month.shifted(steps)? else { return None };
        Day::from_civil(year, month, day).filter(|day| day.weekday() == weekday)
    });
    let Some(fits) = fits else {
        return unresolved("no such day near by falls on that weekday");
    };
    let why = format!("the {day} that is a {} near {}", weekday.name(), explain::single(single));
    let step = "the month in which the weekday fits".to_owned();
    let inferred = vec![Field::Year, Field::Month];
    found(fits.into(), Some(anchor_at(kind, single)), step, why, inferred)
}

/// Whether a story goes on: there "this year" and "next year" hang on what is told of, unless the
/// clause is about the present. "last year" looks back from the day of writing.
fn goes_on(offset: i64, context: &Context) -> bool {
    context.narrative && offset >= 0 && !matches!(context.tense, Tense::Present | Tense::Future)
}

/// The date to reckon from: the one mentioned last where that is wanted, or else the reference
/// day, from which "last week" and "ten years ago" count even in a story.
pub(super) fn anchors(context: &Context, mention: bool) -> Option<(AnchorKind, Single)> {
    let mentioned = context.mentioned.map(|last| (AnchorKind::Mention, last));
    let reference =
        context.reference.map(|reference| (reference.kind, Single::from(reference.day)));
    if mention || reference.is_none() { mentioned.or(reference) } else { reference }
}

pub(super) fn unit_offset(unit: Unit, offset: i64, context: &Context, mention: bool) -> Resolution {
    let told = unit > Unit::Day && goes_on(offset, context);
    let anchor = anchors(context, mention || told);
    let Some((kind, single)) = anchor else {
        return unresolved("there is no day to reckon from");
    };
    let single = fine_enough(single, unit, context);
    if let Some(coarse) = too_coarse(single, unit) {
        return coarse;
    }
    let moved = unit_of(single.first(), unit).and_then(|from| {
        let steps = if unit == Unit::Fortnight { offset * 2 } else { offset };
        from.shifted(steps)
    });
    let Some(moved) = moved else {
        return vague(match offset {
            ..0 => Era::Past,
            0 => Era::Present,
            _ => Era::Future,
        });
    };
    let (step, why) = counted(offset, unit, kind, single);
    let resolution = found(moved.into(), Some(anchor_at(kind, single)), step, why, Vec::new());
    if unit == Unit::Weekend { weekend(moved, resolution) } else { resolution }
}

/// A step from an anchor, and the words that tell of both.
pub(super) fn counted(offset: i64, unit: Unit, from: AnchorKind, single: Single) -> (Words, Words) {
    let why = move || {
        let step = explain::step(offset, unit.name());
        format!("{step} from {}, {}", explain::anchor(from), explain::single(single))
    };
    (Words::step(offset, unit.name()), Words::later(why))
}

/// Saturday and Sunday of a week.
pub(super) fn weekend(week: CalendarUnit, resolution: Resolution) -> Resolution {
    let sunday = Single::from(week).last();
    Resolution {
        timex: Some(Timex::new(TimexKind::Date, format!("{}-WE", week.timex_value()))),
        date: Some(Date::interval(sunday - 1, sunday)),
        ..resolution
    }
}

/// The day mentioned last in place of a longer time around it, where a shorter unit is counted.
pub(super) fn fine_enough(from: Single, unit: Unit, context: &Context) -> Single {
    let within = |day: &Single| from.first() <= day.first() && day.last() <= from.last();
    match context.day.filter(within) {
        Some(day) if unit_of(from.first(), unit) != unit_of(from.last(), unit) => day,
        _ => from,
    }
}

/// A day cannot be counted from a month.
pub(super) fn too_coarse(from: Single, unit: Unit) -> Option<Resolution> {
    let (first, last) = (from.first(), from.last());
    let same = unit_of(first, unit) == unit_of(last, unit);
    if same || unit <= Unit::Hour {
        return None;
    }
    // Near a month or a year lies in it more often than not: TIMEX3 can say that much.
    let known = match from.unit {
        unit @ (CalendarUnit::Month(..) | CalendarUnit::Year(_)) => unit.timex_value(),
        _ => "XXXX".to_owned(),
    };
    let value = match (unit, from.unit) {
        (Unit::Day, CalendarUnit::Month(..)) => format!("{known}-XX"),
        (Unit::Day, _) => format!("{known}-XX-XX"),
        (Unit::Week | Unit::Fortnight, _) => {
            format!("{}-WXX", known.split('-').next().unwrap_or("XXXX"))
        }
        (Unit::Month, _) => format!("{known}-XX"),
        _ => known,
    };
    let why =
        format!("the date before, {}, does not say which {}", explain::single(from), unit.name());
    Some(Resolution { timex: Some(Timex::new(TimexKind::Date, value)), ..unresolved(why) })
}

/// How many weekdays on are counted: "three Fridays from now".
pub(super) const MAX_WHICH: i64 = 60;

pub(super) fn which_named(
    which: i64,
    named: &Meaning,
    told: bool,
    context: &Context,
) -> Resolution {
    let Some((kind, single)) = anchors(context, told || goes_on(which, context)) else {
        return unresolved("there is no day to reckon from");
    };
    let today = single.first();
    let year = today.civil().year;
    let years = || year - 2..=year + 2;
    let candidates: Vec<Single> = match named {
        Meaning::Weekday(weekday) => {
            let (iso_year, week) = today.iso_week();
            let monday = Day::from_iso_week(iso_year, week).unwrap_or(today);
            let this = monday + i64::from(weekday.number());
            let weeks = which.clamp(-MAX_WHICH, MAX_WHICH).abs() + 2;
            (-weeks..=weeks).map(|weeks| (this + 7 * weeks).into()).collect()
        }
        Meaning::Month { month, .. } => {
            years().map(|year| CalendarUnit::Month(year, *month).into()).collect()
        }
        Meaning::Season { season, .. } => {
            years().map(|year| CalendarUnit::Season(year, *season).into()).collect()
        }
        Meaning::Holiday { holiday, .. } => {
            years().filter_map(|year| holiday_in(year, *holiday)).map(Single::from).collect()
        }
        Meaning::Day { month, day, .. } => years()
            .filter_map(|year| Day::from_civil(year, *month, *day))
            .map(Single::from)
            .collect(),
        _ => return unresolved("nothing that comes again and again"),
    };
    let nth = usize::try_from(which.unsigned_abs().saturating_sub(1)).unwrap_or(0);
    let holds = |one: &Single| one.first() <= today && today <= one.last();
    let chosen = match which {
        // -2 is the one before the last, 2 the one after the next.
        ..0 => candidates.iter().rev().filter(|one| one.last() < today).nth(nth),
        // "this Wednesday", said on a Sunday, is the coming one, unless it is told of as past.
        0 if matches!(named, Meaning::Weekday(_)) && context.tense == Tense::Past => {
            candidates.iter().rev().find(|one| one.last() <= today)
        }
        0 if matches!(named, Meaning::Weekday(_)) => {
            candidates.iter().find(|one| one.first() >= today)
        }
        // "this winter", told of in February, began last year.
        0 if matches!(named, Meaning::Season { .. }) && candidates.iter().any(holds) => {
            candidates.iter().find(|one| holds(one))
        }
        // "this winter", told of in March, has just ended.
        0 if matches!(named, Meaning::Season { .. }) && context.tense == Tense::Past => {
            candidates.iter().rev().find(|one| one.first() <= today)
        }
        // "this winter", told of in January, began in December.
        0 => candidates
            .iter()
            .find(|one| one.first() <= today && today <= one.last())
            .or_else(|| candidates.iter().find(|one| one.first().civil().year == year)),
        _ => candidates.iter().filter(|one| one.first() > today).nth(nth),
    };
    let Some(chosen) = chosen else { return unresolved("no such day near the reference") };
    let word = ["the last", "the present", "the next"][(which.clamp(-1, 1) + 1) as usize];
    let why = Words::later(move || {
        format!("{word} one, seen from {}, {}", explain::anchor(kind), explain::single(single))
    });
    let inferred = vec![Field::Year];
    found(*chosen, Some(anchor_at(kind, single)), word, why, inferred)
}

pub(super) fn weekday_of(weekday: Weekday, weeks: i64, context: &Context) -> Resolution {
    let week = unit_offset(Unit::Week, weeks, context, false);
    let Some(single) = week.date.as_ref().and_then(first_single) else { return week };
    let day = single.first() + i64::from(weekday.number());
    let step = Words::later(move || format!("{} of that week", weekday.name()));
    found(day.into(), week.anchor, step, week.why, Vec::new())
}

pub(super) fn shift(
    amount: &Amount,
    direction: i64,
    from: Origin,
    context: &Context,
) -> Resolution {
    let era = if direction < 0 { Era::Past } else { Era::Future };
    let Some((kind, single)) = anchors(context, from == Origin::Mention) else {
        return vague(era);
    };
    let Some((count, unit)) = whole(amount) else { return vague(era) };
    // A quarter compared with one a year ago is compared with the same quarter.
    let period = context.period.filter(|_| unit == Unit::Year && count == 1);
    let same_kind = period.is_some();
    let (kind, single) = period.map_or((kind, single), |period| (AnchorKind::Mention, period));
    let single = if same_kind { single } else { fine_enough(single, unit, context) };
    let (step, why) = counted(direction * count, unit, kind, single);
    let moved = if same_kind {
        single.unit.shifted(direction * 4)
    } else {
        if unit <= Unit::Hour {
            let counted = by_clock(direction * count, unit, from, context);
            return counted.unwrap_or_else(|| vague(era));
        }
        if let Some(coarse) = too_coarse(single, unit) {
            return coarse;
        }
        let steps = direction * if unit == Unit::Fortnight { 2 * count } else { count };
        unit_of(single.first(), unit).and_then(|from| from.shifted(steps))
    };
    match moved {
        Some(moved) => {
            let shifted = found(moved.into(), Some(anchor_at(kind, single)), step, why, Vec::new());
            // "300 years ago" and "a decade ago" are round numbers, and so is what they mean.
            let round = unit >= Unit::Year && count >= 10 && count % 10 == 0;
            let date = shifted.date.map(|date| if round { date.approximately() } else { date });
            Resolution { date, ..shifted }
        }
        None => vague(era),
    }
}

/// Hours and minutes, counted from the time of writing where that is known.
pub(super) fn by_clock(
    steps: i64,
    unit: Unit,
    from: Origin,
    context: &Context,
) -> Option<Resolution> {
    let reference = context.reference.filter(|_| from == Origin::Reference)?;
    let (hour, minute) = reference.time?;
    let minutes = match unit {
        Unit::Hour => steps.checked_mul(60)?,
        Unit::Minute => steps,
        _ => return None,
    };
    let minutes = minutes.checked_add(i64::from(hour) * 60 + i64::from(minute))?;
    let day = CalendarUnit::Day(reference.day).shifted(minutes.div_euclid(24 * 60))?;
    let within = minutes.rem_euclid(24 * 60);
    let step = explain::step(steps, unit.name());
    let written = explain::day(reference.day);
    let why = format!("{step} from the time of publication, {hour:02}:{minute:02} on {written}");
    let anchor = Some(anchor_at(reference.kind, reference.day.into()));
    let resolution = found(day.into(), anchor, step, why, Vec::new());
    let value = format!("{}T{:02}:{:02}", day.timex_value(), within / 60, within % 60);
    let timex = resolution.date.is_some().then(|| Timex::new(TimexKind::Time, value));
    Some(Resolution { timex, ..resolution })
}

pub(super) fn in_months(unit: Unit) -> Option<i64> {
    match unit {
        Unit::Month => Some(1),
        Unit::Quarter | Unit::Season => Some(3),
        Unit::Half => Some(6),
        Unit::Year => Some(12),
        Unit::Decade => Some(120),
        _ => None,
    }
}

pub(super) fn in_days(unit: Unit) -> Option<i64> {
    match unit {
        Unit::Day => Some(1),
        Unit::Week => Some(7),
        Unit::Fortnight => Some(14),
        _ => None,
    }
}

pub(super) fn in_minutes(unit: Unit) -> Option<i64> {
    match unit {
        Unit::Minute => Some(1),
        Unit::Hour => Some(60),
        unit => Some(in_days(unit)? * 24 * 60),
    }
}

/// An amount as a whole number of its finest unit, halves turned into a finer one, and what is
/// longer than a year into years.
pub(super) fn whole(amount: &Amount) -> Option<(i64, Unit)> {
    match amount.0.as_slice() {
        [(Count::Halves(halves), Unit::Decade)] => Some((halves * 5, Unit::Year)),
        [(Count::Halves(halves), Unit::Century)] => Some((halves * 50, Unit::Year)),
        [(Count::Halves(halves), unit)] if halves % 2 == 0 => Some((halves / 2, *unit)),
        [(Count::Halves(halves), Unit::Week)] => Some(((halves * 7 + 1) / 2, Unit::Day)),
        [(Count::Halves(halves), unit)] => Some((halves * in_months(*unit)? / 2, Unit::Month)),
        [(Count::Halves(one), first), (Count::Halves(two), second)] => {
            let sum = |scale: fn(Unit) -> Option<i64>| {
                let (first, second) = (scale(*first)?, scale(*second)?);
                Some(one.checked_mul(first)?.checked_add(two.checked_mul(second)?)? / 2)
            };
            let in_unit = |scale, unit| Some((sum(scale)?, unit));
            in_unit(in_months, Unit::Month)
                .or_else(|| in_unit(in_days, Unit::Day))
                .or_else(|| in_unit(in_minutes, Unit::Minute))
        }
        _ => None,
    }
}

pub(super) fn bare_unit(unit: Unit, context: &Context) -> Resolution {
    let of_mention = context.mentioned.filter(|last| match (last.unit, unit) {
        (CalendarUnit::Season(_, Season::Quarter(_)), Unit::Quarter) => true,
        _ => context.narrative,
    });
    if of_mention.is_some() {
        return unit_offset(unit, 0, context, true);
    }
    let offset = match (unit, context.tense) {
        (Unit::Weekend, Tense::Future) => 0,
        (Unit::Weekend, _) if context.preferred() == Some(Direction::Future) => 0,
        (Unit::Weekend, _) => match context.reference.map(|reference| reference.day.weekday()) {
            Some(Weekday::Saturday | Weekday::Sunday) => 0,
            _ => -1,
        },
        (Unit::Quarter, Tense::Past | Tense::Unknown) => -1,
        _ => 0,
    };
    let resolution = unit_offset(unit, offset, context, false);
    Resolution { inferred: vec![Field::Year], ..resolution }
}

/// A length of time up to or from the reference day: its days, where it is said how many.
pub(super) fn window(amount: &Amount, direction: i64, context: &Context) -> Resolution {
    let why = "a length of time up to the present, with no day of its own";
    let length = length(amount, None, why);
    let (Some(reference), Some((count, unit))) = (context.reference, whole(amount)) else {
        return length;
    };
    let today = reference.day;
    // In a story it is counted from the time that is told of.
    if unit <= Unit::Hour || direction == 0 || context.narrative {
        return length;
    }
    let Some(edge) = days_away(today, direction * count, unit) else { return length };
    let date = if direction < 0 {
        Date::interval(Single::from(edge), Single::from(today - 1))
    } else {
        Date::interval(Single::from(today + 1), Single::from(edge))
    };
    let (step, why) = counted(direction * count, unit, reference.kind, today.into());
    let anchor = Some(anchor_at(reference.kind, today.into()));
    Resolution { date: Some(date), anchor, step, why, ..length }
}

/// The day so many units away; the last of the month where that has no such day.
pub(super) fn days_away(from: Day, count: i64, unit: Unit) -> Option<Day> {
    let months = match unit {
        Unit::Day => return Some(from + count),
        Unit::Week | Unit::Weekend => return Some(from + 7 * count),
        Unit::Fortnight => return Some(from + 14 * count),
        Unit::Month => count,
        Unit::Season | Unit::Quarter => 3 * count,
        Unit::Half => 6 * count,
        Unit::Year => 12 * count,
        _ => return None,
    };
    let civil = from.civil();
    let month = civil.year.checked_mul(12)?.checked_add(i64::from(civil.month) - 1)? + months;
    let (year, month) = (month.div_euclid(12), (month.rem_euclid(12) + 1) as u8);
    let in_range = year.unsigned_abs() <= MAX_YEAR.unsigned_abs();
    in_range.then_some(())?;
    Day::from_civil(year, month, civil.day.min(days_in_month(year, month)))
}
