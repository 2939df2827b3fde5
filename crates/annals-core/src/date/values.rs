//! The single values of a date that stands for several, one after the other and never all at once.

use super::calendar::Day;
use super::components::Components;
use super::expression::{Choice, Date, Endpoint, Single, Unit};
use super::policy::SeasonTable;
use std::cmp::Reverse;

/// The values of a date in ascending order, made as they are asked for.
///
/// It is returned by [`Date::values`].
#[derive(Clone, Debug)]
pub struct Values {
    /// What is still to come of each entry, with its next value.
    rest: Vec<(Unit, Series)>,
    last: Option<(Day, i64)>,
}

impl Date {
    /// Every value that the date may have (or has, where it is a list of all): the units that open
    /// digits leave possible, those of a list, those from the start of an interval to its end.
    ///
    /// They come in ascending order, without doubles, and are made as they are asked for: nothing
    /// is listed beforehand, however many there are. A date that is one unit is its own only
    /// value. `None` where nothing bounds the values from below, or their start is not known.
    ///
    /// ```
    /// use annals_core::Date;
    /// let date: Date = "156X-12-25".parse()?;
    /// let days: Vec<String> = date.values().unwrap().map(|unit| unit.to_string()).collect();
    /// assert_eq!(days.len(), 10);
    /// assert_eq!(days[9], "1569-12-25");
    ///
    /// let forever: Date = "[0001-01-01..9999-12-31]".parse()?;
    /// assert_eq!(forever.values().unwrap().nth(364).unwrap().to_string(), "0001-12-31");
    /// # Ok::<(), annals_core::DateError>(())
    /// ```
    pub fn values(&self) -> Option<Values> {
        let series: Vec<Series> = match self {
            Date::Single(single) => vec![Series::of_single(*single)],
            Date::Interval { start, end } => vec![Series::of_interval(*start, *end)?],
            Date::OneOf(choices) | Date::AllOf(choices) => {
                choices.iter().map(|choice| Series::of_choice(*choice)).collect::<Option<_>>()?
            }
        };
        let mut rest: Vec<(Unit, Series)> =
            series.into_iter().filter_map(|series| Some((series.first()?, series))).collect();
        // The next value is taken from the end.
        rest.sort_by_key(|part| Reverse(order(part.0)));
        Some(Values { rest, last: None })
    }
}

impl Iterator for Values {
    type Item = Unit;

    fn next(&mut self) -> Option<Unit> {
        loop {
            let (value, series) = self.rest.pop()?;
            if let Some(after) = series.after(value) {
                let place = self.rest.partition_point(|(other, _)| order(*other) > order(after));
                self.rest.insert(place, (after, series));
            }
            if self.last != Some(order(value)) {
                self.last = Some(order(value));
                return Some(value);
            }
        }
    }
}

/// Units of one kind in ascending order.
#[derive(Clone, Copy, Debug)]
pub(super) enum Series {
    /// One alone.
    One(Unit),
    /// Every unit from the first on, to the last where there is one.
    Range(Unit, Option<Unit>),
    /// Those that the digits leave possible.
    Components(Components),
}

impl Series {
    pub(super) fn of_single(single: Single) -> Series {
        match (single.unit, single.part) {
            (Unit::Components(components), None) if components.has_open_digits() => {
                Series::Components(components)
            }
            // Written with open digits, but all of their values are years.
            (Unit::Hundreds(n), None) => Series::years(n, 100),
            (Unit::Decade(n), None) => Series::years(n, 10),
            (unit, _) => Series::One(unit),
        }
    }

    /// The units of a range, where both ends are of one kind whose next unit is known.
    pub(super) fn of_range(first: Single, last: Single) -> Option<Series> {
        let (from, to) = (plain(first)?, plain(last)?);
        let is_alike = std::mem::discriminant(&from) == std::mem::discriminant(&to);
        (is_alike && from.holding(first.first()).is_some()).then_some(Series::Range(from, Some(to)))
    }

    pub(super) fn first(self) -> Option<Unit> {
        match self {
            Series::One(unit) | Series::Range(unit, _) => Some(unit),
            Series::Components(components) => components.first_unit(),
        }
    }

    pub(super) fn last(self) -> Option<Unit> {
        match self {
            Series::One(unit) => Some(unit),
            Series::Range(_, last) => last,
            Series::Components(components) => components.last_unit(),
        }
    }

    /// The first unit that begins on that day or later.
    pub(super) fn from(self, day: Day) -> Option<Unit> {
        match self {
            Series::One(unit) => (start(unit) >= day).then_some(unit),
            Series::Range(first, last) => {
                let holding = first.holding(day)?;
                let unit = if start(holding) < day { holding.shifted(1)? } else { holding };
                let unit = if start(unit) < start(first) { first } else { unit };
                last.is_none_or(|last| start(unit) <= start(last)).then_some(unit)
            }
            Series::Components(components) => components.unit_from(day),
        }
    }

    /// The last unit that begins on that day or earlier.
    pub(super) fn until(self, day: Day) -> Option<Unit> {
        match self {
            Series::One(unit) => (start(unit) <= day).then_some(unit),
            Series::Range(first, last) => {
                let unit = first.holding(day)?;
                let unit = last.filter(|last| start(*last) < start(unit)).unwrap_or(unit);
                (start(unit) >= start(first)).then_some(unit)
            }
            Series::Components(components) => components.unit_until(day),
        }
    }

    pub(super) fn after(self, unit: Unit) -> Option<Unit> {
        match self {
            Series::One(_) => None,
            Series::Range(_, last) => {
                let next = unit.shifted(1)?;
                last.is_none_or(|last| start(next) <= start(last)).then_some(next)
            }
            Series::Components(components) => components.unit_from(start(unit) + 1),
        }
    }

    fn years(group: i64, size: i64) -> Series {
        let first = group.saturating_mul(size);
        Series::Range(Unit::Year(first), Some(Unit::Year(first.saturating_add(size - 1))))
    }

    fn of_choice(choice: Choice) -> Option<Series> {
        match choice {
            Choice::At(single) => Some(Series::of_single(single)),
            Choice::Range(first, last) => Series::between(first, Some(last)),
            Choice::From(first) => Series::between(first, None),
            Choice::Until(_) => None,
        }
    }

    fn of_interval(start: Endpoint, end: Endpoint) -> Option<Series> {
        let Endpoint::At(first) = start else { return None };
        match end {
            Endpoint::At(last) => Series::between(first, Some(last)),
            Endpoint::Open => Series::between(first, None),
            Endpoint::Unknown | Endpoint::Until(_) | Endpoint::From(_) => None,
        }
    }

    /// From the first unit on to the last.
    fn between(first: Single, last: Option<Single>) -> Option<Series> {
        if let Some(last) = last
            && let Some(series) = Series::of_range(first, last)
        {
            return Some(series);
        }
        // Years beyond the calendar have no days.
        Date::from(first).earliest().day()?;
        // By the kind of either end that has its edges where they are, or else by days.
        let kinds = [plain(first), last.and_then(plain), Some(Unit::Day(first.first()))];
        kinds.into_iter().flatten().find_map(|kind| {
            let from = kind.holding(first.first())?;
            let to = last.and_then(|last| kind.holding(last.last()));
            let ends =
                last.is_none_or(|last| to.is_some_and(|to| Single::from(to).last() == last.last()));
            (start(from) == first.first() && ends).then_some(Series::Range(from, to))
        })
    }
}

impl Unit {
    /// The unit of the same kind that holds a day, where every day is in one.
    pub(super) fn holding(self, day: Day) -> Option<Unit> {
        let civil = day.civil();
        let counted = |size: i64| {
            // There is no zeroth: the year 0 is in the first before the common era.
            let group = (civil.year - 1).div_euclid(size);
            if group >= 0 { group + 1 } else { group }
        };
        Some(match self {
            Unit::Millennium(_) => Unit::Millennium(counted(1000)),
            Unit::Century(_) => Unit::Century(counted(100)),
            Unit::Hundreds(_) => Unit::Hundreds(civil.year.div_euclid(100)),
            Unit::Decade(_) => Unit::Decade(civil.year.div_euclid(10)),
            Unit::Year(_) => Unit::Year(civil.year),
            Unit::Month(..) => Unit::Month(civil.year, civil.month),
            Unit::Week(..) => {
                let (year, week) = day.iso_week();
                Unit::Week(year, week)
            }
            Unit::Day(_) => Unit::Day(day),
            Unit::Season(..)
            | Unit::Rounded(..)
            | Unit::Far(_)
            | Unit::Time(_)
            | Unit::Components(_) => return None,
        })
    }
}

fn plain(single: Single) -> Option<Unit> {
    match single.unit {
        _ if single.part.is_some() => None,
        Unit::Components(components) if !components.has_open_digits() => components.first_unit(),
        unit => Some(unit),
    }
}

fn start(unit: Unit) -> Day {
    unit.span(SeasonTable::default()).0
}

/// Values come by their first day, the wider first. Those of the same days count once.
fn order(unit: Unit) -> (Day, i64) {
    let (first, last) = unit.span(SeasonTable::default());
    (first, first - last)
}
