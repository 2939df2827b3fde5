//! What several dates say together, and what lies beside one.

use super::relative::{days_away, too_coarse, whole};
use super::unit::{is_writable, unit_of};
use super::{Field, Resolution, first_single, unresolved};
use crate::meaning::{Amount, Meaning, Unit};
use crate::words::Words;
use annals_core::{Choice, Date, Day, Endpoint, Part, Single, Unit as CalendarUnit, Weekday};

/// The date of a combination whose members are resolved.
pub(crate) fn combine(meaning: &Meaning, members: &[Resolution]) -> Resolution {
    let mut members = members.to_vec();
    put_in_order(meaning, &mut members);
    let members = &members;
    let dates: Option<Vec<&Date>> = members.iter().map(|member| member.date.as_ref()).collect();
    let Some(dates) = dates else {
        return unresolved("one of its dates cannot be told");
    };
    if is_open(meaning, &dates) {
        return unresolved("it is not known which number is the month");
    }
    let first = dates.first().copied();
    let start = || dates.first().and_then(|date| first_single(date));
    let end = || dates.first().and_then(|date| date.singles().last());
    let (date, step) = match meaning {
        Meaning::Range(..) => (range(&dates), "from one to the other"),
        Meaning::Between(..) => (between(&dates), "at some time between them"),
        Meaning::Either(_) => (either(&dates), "one of them"),
        Meaning::All(_) => (all_of(&dates), "from the first to the last of them"),
        Meaning::EndUnknown(_) => (
            start()
                .map(|start| Date::Interval { start: Endpoint::At(start), end: Endpoint::Unknown }),
            "from then on, its end is not known",
        ),
        Meaning::StartUnknown(_) => (
            start().map(|end| Date::Interval { start: Endpoint::Unknown, end: Endpoint::At(end) }),
            "up to then, its beginning is not known",
        ),
        Meaning::Since(_) | Meaning::FromOn(_) => (start().map(Date::since), "from then on"),
        Meaning::Until(_) => (
            end().map(|end| Date::Interval { start: Endpoint::Open, end: Endpoint::At(end) }),
            "up to then",
        ),
        Meaning::By(_) => {
            (end().map(|end| Date::OneOf(vec![Choice::Until(end)])), "then or earlier")
        }
        Meaning::Before(_) => (
            start().and_then(before).map(|end| Date::OneOf(vec![Choice::Until(end)])),
            "earlier than that",
        ),
        Meaning::OrLater(_) => {
            (start().map(|start| Date::OneOf(vec![Choice::From(start)])), "then or later")
        }
        Meaning::After(_) => (
            end()
                .and_then(|single| beside(single, 1))
                .map(|start| Date::OneOf(vec![Choice::From(start)])),
            "later than that",
        ),
        Meaning::Beside { amount, direction, .. } => {
            let single = if *direction < 0 { start() } else { end() };
            (single.and_then(|single| beside_by(single, amount, *direction)), "counted from it")
        }
        Meaning::Lasting { amount, .. } => {
            (start().and_then(|single| lasting(single, amount)), "from then on, so long")
        }
        Meaning::EdgeOf { amount, last, .. } => {
            (start().and_then(|single| edge(single, amount, *last)), "so much of it")
        }
        Meaning::List(_) => (None, "each by itself"),
        _ => (first.cloned(), "as written"),
    };
    let why = match &date {
        Some(date) => reasons(date.clone(), members),
        None if matches!(meaning, Meaning::List(_)) => "several dates, each by itself".into(),
        None if matches!(meaning, Meaning::All(_)) => "one of its dates has no end".into(),
        None if matches!(
            meaning,
            Meaning::Beside { .. } | Meaning::Lasting { .. } | Meaning::EdgeOf { .. }
        ) =>
        {
            "how long is not said by the day".into()
        }
        None => "the second date lies before the first".into(),
    };
    let anchor = members.iter().find_map(|member| member.anchor.clone());
    let mut inferred: Vec<Field> = members.iter().flat_map(|m| m.inferred.clone()).collect();
    inferred.sort_unstable();
    inferred.dedup();
    Resolution { date, anchor, step: step.into(), why, inferred, ..Resolution::default() }
}

/// Whether an end of a range is a day whose number could be the month: the one reading of it may
/// lie months from the other.
fn is_open(meaning: &Meaning, dates: &[&Date]) -> bool {
    let ranged = matches!(meaning, Meaning::Range(..) | Meaning::Between(..));
    let mut ends = meaning.inner().into_iter().zip(dates);
    ranged
        && ends.any(|(end, date)| {
            matches!(end, Meaning::Numeric { .. }) && matches!(date, Date::OneOf(_))
        })
}

/// So much time that begins with a unit: three days from a day on end with the day after the next.
fn lasting(start: Single, amount: &Amount) -> Option<Date> {
    let (count, unit) = whole(amount).filter(|(count, unit)| *count > 0 && *unit > Unit::Hour)?;
    let end = match start.unit {
        CalendarUnit::Day(day) => CalendarUnit::Day(days_away(day, count, unit)? - 1),
        _ if too_coarse(start, unit).is_some() => return None,
        own => unit_of(start.first(), unit).filter(|one| *one == own)?.shifted(count - 1)?,
    };
    is_writable(end).then(|| Date::interval(start, Single::from(end)))
}

/// The last Thursday up to a day.
fn thursday_by(day: Day) -> Day {
    let back = i64::from(day.weekday().number()) - i64::from(Weekday::Thursday.number());
    day - back.rem_euclid(7)
}

/// So much time at the beginning or the end of something longer.
fn edge(whole_time: Single, amount: &Amount, last: bool) -> Option<Date> {
    let (count, unit) = whole(amount).filter(|(count, unit)| *count > 0 && *unit > Unit::Hour)?;
    let outer = whole_time.first()..=whole_time.last();
    let near = match (unit, last) {
        // A week lies where its Thursday does.
        (Unit::Week | Unit::Fortnight, true) => thursday_by(*outer.end()),
        (Unit::Week | Unit::Fortnight, false) => thursday_by(*outer.start() + 6),
        (_, true) => *outer.end(),
        (_, false) => *outer.start(),
    };
    let near = unit_of(near, unit)?;
    let count = if unit == Unit::Fortnight { 2 * count } else { count };
    let far = near.shifted(if last { 1 - count } else { count - 1 })?;
    let (start, end) = if last { (far, near) } else { (near, far) };
    let inside = |unit: CalendarUnit| {
        let unit = Single::from(unit);
        outer.contains(&unit.first()) || outer.contains(&unit.last())
    };
    (inside(start) && inside(end)).then(|| {
        if start == end {
            start.into()
        } else {
            Date::interval(Single::from(start), Single::from(end))
        }
    })
}

/// What a combination means, and why its members mean what they mean, each reason once.
pub(super) fn reasons(date: Date, members: &[Resolution]) -> Words {
    let all: Vec<Words> = members.iter().map(|member| member.why.clone()).collect();
    Words::later(move || {
        let mut reasons: Vec<String> = Vec::new();
        for reason in all.iter().map(Words::to_string) {
            if !reasons.contains(&reason) {
                reasons.push(reason);
            }
        }
        format!("{}: {}", date.words(), reasons.join("; "))
    })
}

pub(super) fn range(dates: &[&Date]) -> Option<Date> {
    // Their year may stand behind them: "August 10 - 22, 2012".
    let [start, end, ..] = dates else { return None };
    let (start, end) = (first_single(start)?, end.singles().last()?);
    // "In May — the same month": one and the same.
    if start == end {
        return Some(start.into());
    }
    (start.first() <= end.last()).then(|| Date::interval(start, end))
}

pub(super) fn between(dates: &[&Date]) -> Option<Date> {
    match range(dates)? {
        Date::Interval { start: Endpoint::At(start), end: Endpoint::At(end) } => {
            Some(Date::OneOf(vec![Choice::Range(start, end)]))
        }
        other => Some(other),
    }
}

pub(super) fn either(dates: &[&Date]) -> Option<Date> {
    let mut choices: Vec<Choice> = Vec::new();
    for date in dates {
        match date {
            Date::Single(single) => choices.push(Choice::At(*single)),
            Date::Interval { start, end } => choices.push(match (*start, *end) {
                (Endpoint::At(start), Endpoint::At(end)) => Choice::Range(start, end),
                (Endpoint::At(start), Endpoint::Open) => Choice::From(start),
                (Endpoint::Open, Endpoint::At(end)) => Choice::Until(end),
                _ => return None,
            }),
            Date::OneOf(inner) => choices.extend(inner),
            Date::AllOf(_) => return None,
        }
    }
    (!choices.is_empty()).then_some(Date::OneOf(choices))
}

/// One thing at several dates, each of them.
pub(super) fn all_of(dates: &[&Date]) -> Option<Date> {
    let mut choices: Vec<Choice> = Vec::new();
    for date in dates {
        match date {
            Date::Single(single) => choices.push(Choice::At(*single)),
            Date::Interval { start: Endpoint::At(start), end: Endpoint::At(end) } => {
                choices.push(Choice::Range(*start, *end));
            }
            Date::AllOf(inner) => choices.extend(inner),
            Date::Interval { .. } | Date::OneOf(_) => return None,
        }
    }
    match choices.as_slice() {
        [] => None,
        [Choice::At(single)] => Some(Date::Single(*single)),
        [Choice::Range(start, end)] => Some(Date::interval(*start, *end)),
        _ => Some(Date::AllOf(choices)),
    }
}

/// The members of a range or choice, each made to lie after the one before where its year was
/// inferred: "December or January".
pub(crate) fn put_in_order(meaning: &Meaning, members: &mut [Resolution]) {
    if !matches!(meaning, Meaning::Range(..) | Meaning::Between(..) | Meaning::Either(_)) {
        return;
    }
    for at in 1..members.len() {
        let Some(before) = members[at - 1].date.clone() else { continue };
        let Some(date) = members[at].date.clone() else { continue };
        let starts = |date: &Date| date.earliest().day();
        if starts(&date) >= starts(&before) {
            continue;
        }
        let next_week = || match (&date, members[at].inferred.contains(&Field::Week)) {
            // "Thursday to Saturday", where this Saturday comes before that Thursday.
            (Date::Single(Single { unit: CalendarUnit::Day(day), .. }), true) => {
                Some(Date::from(CalendarUnit::Day(*day + 7)))
                    .filter(|date| starts(date) > starts(&before))
            }
            _ => None,
        };
        // "December or January", "from December to May"
        let later = inferred_as(&members[at], |other| starts(other) > starts(&before));
        if let Some(later) = later.or_else(next_week) {
            put_at(&mut members[at], later);
        } else if let Some(earlier) =
            inferred_as(&members[at - 1], |other| starts(other) <= starts(&date))
        {
            put_at(&mut members[at - 1], earlier);
        }
    }
}

/// Gives a resolution another date, and its TIMEX3 value with it; the time of the day stays.
fn put_at(one: &mut Resolution, date: Date) {
    if let (Some(timex), Some(single)) = (&mut one.timex, first_single(&date)) {
        let time = timex.value.find('T').map_or("", |time| &timex.value[time..]);
        timex.value = single.unit.timex_value() + time;
    }
    one.date = Some(date);
}

/// What else a date may be whose year or week was inferred.
pub(super) fn inferred_as(one: &Resolution, fits: impl Fn(&Date) -> bool) -> Option<Date> {
    let open = one.inferred.iter().any(|field| matches!(field, Field::Year | Field::Week));
    let mut others = one.alternatives.iter().map(|(date, _)| date).filter(|_| open);
    others.find(|date| fits(date)).cloned()
}

/// So much before or after something that is fine enough to count from.
pub(super) fn beside_by(single: Single, amount: &Amount, direction: i64) -> Option<Date> {
    let (count, unit) = whole(amount)?;
    if unit <= Unit::Hour || too_coarse(single, unit).is_some() {
        return None;
    }
    let away = |day| days_away(day, direction.checked_mul(count)?, unit);
    // A week, a month or a year after a day is a day again, and so a year after a month a month.
    let as_fine = match single.unit {
        CalendarUnit::Day(day) => away(day).map(CalendarUnit::Day),
        CalendarUnit::Month(..) => away(single.first()).and_then(|day| unit_of(day, Unit::Month)),
        // A week lies in the year of its Thursday.
        CalendarUnit::Week(..) => away(single.first() + 3).and_then(|day| unit_of(day, Unit::Week)),
        _ => None,
    };
    let moved = match as_fine {
        Some(moved) => moved,
        None => unit_of(single.first(), unit)?.shifted(direction * count)?,
    };
    is_writable(moved).then(|| Single { unit: moved, ..single }.into())
}

/// The last unit before another. What lies before the end of June lies in June or earlier.
pub(super) fn before(single: Single) -> Option<Single> {
    if single.part == Some(Part::Late) { Some(single) } else { beside(single, -1) }
}

/// The unit beside another: the year before, the day after. Beside a part of a unit lies another
/// part: after early June is mid-June.
pub(super) fn beside(single: Single, step: i64) -> Option<Single> {
    let within = |part| Some(Single { part: Some(part), ..single });
    match (single.part, step < 0) {
        (Some(Part::Late), true) | (Some(Part::Early), false) => return within(Part::Mid),
        (Some(Part::Mid), true) => return within(Part::Early),
        (Some(Part::Mid), false) => return within(Part::Late),
        _ => {}
    }
    let unit = match single.unit {
        CalendarUnit::Millennium(_) | CalendarUnit::Century(_) | CalendarUnit::Hundreds(_) => {
            let edge = if step < 0 { single.first() } else { single.last() };
            CalendarUnit::Year(edge.civil().year.checked_add(step)?)
        }
        unit => unit.shifted(step)?,
    };
    let part = single.part.map(|_| if step < 0 { Part::Late } else { Part::Early });
    Some(Single { unit, part, ..single })
}
