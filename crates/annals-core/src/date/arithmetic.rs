//! Moving dates by calendar units, never by a finer one than they are known to.

use super::calendar::Day;
use super::components::Components;
use super::expression::{
    Choice, Date, Endpoint, Precision, Season, SeasonName, Single, Time, Unit,
};

impl Date {
    /// The same date so many units later, or earlier where the number is negative.
    ///
    /// `None` where the unit is finer than the date is known to (a year plus a month), does not
    /// divide it (a month plus a week), or leads out of the calendar. A day of the month that the
    /// new month does not have becomes its last.
    ///
    /// ```
    /// use annals_core::{Date, Precision};
    /// let date: Date = "2024-01/2024-03".parse()?;
    /// assert_eq!(date.plus(2, Precision::Year).unwrap().to_string(), "2026-01/2026-03");
    /// assert_eq!(date.plus(-1, Precision::Month).unwrap().to_string(), "2023-12/2024-02");
    /// assert_eq!(date.plus(1, Precision::Day), None);
    /// # Ok::<(), annals_core::DateError>(())
    /// ```
    pub fn plus(&self, number: i64, unit: Precision) -> Option<Date> {
        let single =
            |single: Single| Some(Single { unit: single.unit.plus(number, unit)?, ..single });
        let end = |end: Endpoint| {
            Some(match end {
                Endpoint::At(one) => Endpoint::At(single(one)?),
                Endpoint::Until(one) => Endpoint::Until(single(one)?),
                Endpoint::From(one) => Endpoint::From(single(one)?),
                Endpoint::Open | Endpoint::Unknown => end,
            })
        };
        let list = |choices: &[Choice]| {
            let moved = choices.iter().map(|choice| {
                Some(match *choice {
                    Choice::At(one) => Choice::At(single(one)?),
                    Choice::Range(first, last) => Choice::Range(single(first)?, single(last)?),
                    Choice::Until(last) => Choice::Until(single(last)?),
                    Choice::From(first) => Choice::From(single(first)?),
                })
            });
            moved.collect::<Option<Vec<Choice>>>()
        };
        Some(match self {
            Date::Single(one) => Date::Single(single(*one)?),
            Date::Interval { start, end: last } => {
                Date::Interval { start: end(*start)?, end: end(*last)? }
            }
            Date::OneOf(choices) => Date::OneOf(list(choices)?),
            Date::AllOf(choices) => Date::AllOf(list(choices)?),
        })
    }
}

impl Unit {
    /// The same kind of unit, so many on: the decade after, two months before.
    ///
    /// `None` where it leads out of the calendar, and for units with open or rounded digits.
    ///
    /// ```
    /// use annals_core::Unit;
    /// assert_eq!(Unit::Month(2024, 11).shifted(3), Some(Unit::Month(2025, 2)));
    /// assert_eq!(Unit::Century(1).shifted(-1), Some(Unit::Century(-1))); // there is no zeroth
    /// ```
    pub fn shifted(self, by: i64) -> Option<Unit> {
        let moved = match self {
            Unit::Millennium(number) => Unit::Millennium(counted(number, by)?),
            Unit::Century(number) => Unit::Century(counted(number, by)?),
            Unit::Hundreds(number) => Unit::Hundreds(number.checked_add(by)?),
            Unit::Decade(number) => Unit::Decade(number.checked_add(by)?),
            Unit::Year(year) => Unit::Year(year.checked_add(by)?),
            Unit::Season(year, season) => {
                let (place, count) = season.place();
                let moved = year.checked_mul(count)?.checked_add(place)?.checked_add(by)?;
                let place = moved.rem_euclid(count) as u8;
                Unit::Season(moved.div_euclid(count), season.at_place(place))
            }
            Unit::Month(year, month) => {
                let months = year.checked_mul(12)?.checked_add(i64::from(month) - 1)?;
                let moved = months.checked_add(by)?;
                Unit::Month(moved.div_euclid(12), moved.rem_euclid(12) as u8 + 1)
            }
            Unit::Week(..) => {
                let days = by.checked_mul(7)?;
                let (year, week) = day_after(Single::from(self).first(), days)?.iso_week();
                Unit::Week(year, week)
            }
            Unit::Day(day) => Unit::Day(day_after(day, by)?),
            Unit::Time(time) => {
                let minutes = i64::from(time.hour) * 60 + i64::from(time.minute);
                let minutes = minutes.checked_add(by)?;
                let day = day_after(time.day, minutes.div_euclid(24 * 60))?;
                let minute = minutes.rem_euclid(24 * 60);
                Unit::Time(Time {
                    day,
                    hour: (minute / 60) as u8,
                    minute: (minute % 60) as u8,
                    ..time
                })
            }
            Unit::Rounded(..) | Unit::Far(_) | Unit::Components(_) => return None,
        };
        let year = moved.year().unwrap_or(0);
        (year.abs() <= super::calendar::MAX_YEAR).then_some(moved)
    }

    /// The same unit, so many units of any precision on, where they do not divide it.
    fn plus(self, number: i64, unit: Precision) -> Option<Unit> {
        let own = self.precision();
        if own == unit && !matches!(self, Unit::Components(_)) {
            return self.shifted(number);
        }
        let years = |size: i64| number.checked_mul(size);
        match (unit, self) {
            (_, Unit::Components(components)) => plain(components)?.plus(number, unit),
            (Precision::Millennium, _) => self.plus_years(years(1000)?),
            (Precision::Century, _) => self.plus_years(years(100)?),
            (Precision::Decade, _) => self.plus_years(years(10)?),
            (Precision::Year, _) => self.plus_years(number),
            (Precision::Season, Unit::Month(..)) => self.shifted(years(3)?),
            (Precision::Month, Unit::Day(day)) => months_after(day, number).map(Unit::Day),
            (Precision::Week, Unit::Day(_)) => self.shifted(years(7)?),
            (_, Unit::Time(time)) => {
                let Unit::Day(day) = Unit::Day(time.day).plus(number, unit)? else { return None };
                Some(Unit::Time(Time { day, ..time }))
            }
            _ => None,
        }
    }

    fn plus_years(self, years: i64) -> Option<Unit> {
        let by = |size: i64| (years % size == 0).then_some(years / size);
        match self {
            Unit::Millennium(_) => self.shifted(by(1000)?),
            Unit::Century(_) | Unit::Hundreds(_) => self.shifted(by(100)?),
            Unit::Decade(_) => self.shifted(by(10)?),
            Unit::Year(_) => self.shifted(years),
            Unit::Season(year, season) => {
                let Unit::Year(year) = Unit::Year(year).shifted(years)? else { return None };
                Some(Unit::Season(year, season))
            }
            Unit::Month(..) => self.shifted(years.checked_mul(12)?),
            Unit::Day(day) => months_after(day, years.checked_mul(12)?).map(Unit::Day),
            Unit::Time(time) => {
                let day = months_after(time.day, years.checked_mul(12)?)?;
                Some(Unit::Time(Time { day, ..time }))
            }
            // No year has the weeks of another.
            Unit::Week(..) | Unit::Rounded(..) | Unit::Far(_) | Unit::Components(_) => None,
        }
    }
}

impl Season {
    /// Which of how many in its year it is, counted from 0.
    fn place(self) -> (i64, i64) {
        match self {
            Season::Spring => (0, 4),
            Season::Summer => (1, 4),
            Season::Autumn => (2, 4),
            Season::Winter => (3, 4),
            Season::Northern(name) => (name as i64, 4),
            // The southern year begins in its summer, but the year that is written in its spring.
            Season::Southern(name) => ((name as i64 + 2) % 4, 4),
            Season::Quarter(n) => (i64::from(n) - 1, 4),
            Season::Quadrimester(n) => (i64::from(n) - 1, 3),
            Season::Half(n) => (i64::from(n) - 1, 2),
        }
    }

    /// The season of the same kind at a place that [`Season::place`] gives.
    fn at_place(self, place: u8) -> Season {
        let name = |place: u8| SeasonName::ALL[usize::from(place % 4)];
        match self {
            Season::Northern(_) => Season::Northern(name(place)),
            Season::Southern(_) => Season::Southern(name(place + 2)),
            Season::Quarter(_) => Season::Quarter(place + 1),
            Season::Quadrimester(_) => Season::Quadrimester(place + 1),
            Season::Half(_) => Season::Half(place + 1),
            _ => match name(place) {
                SeasonName::Spring => Season::Spring,
                SeasonName::Summer => Season::Summer,
                SeasonName::Autumn => Season::Autumn,
                SeasonName::Winter => Season::Winter,
            },
        }
    }
}

/// Numbers without a zero: the first follows the one before the common era.
fn counted(number: i64, by: i64) -> Option<i64> {
    let zero_based = if number > 0 { number - 1 } else { number };
    let moved = zero_based.checked_add(by)?;
    Some(if moved >= 0 { moved + 1 } else { moved })
}

fn day_after(day: Day, days: i64) -> Option<Day> {
    let number = day.number().checked_add(days)?;
    (Day::FIRST.number()..=Day::LAST.number()).contains(&number).then(|| Day::from_number(number))
}

fn months_after(day: Day, months: i64) -> Option<Day> {
    let moved = day.plus_months(months);
    // The ends of the calendar are where it stops, not where it leads.
    let is_end = moved == Day::FIRST || moved == Day::LAST;
    (months == 0 || !is_end).then_some(moved)
}

/// The plain unit of components without open digits; doubt on single components is not kept.
fn plain(components: Components) -> Option<Unit> {
    let is_known = !components.has_open_digits() && components.any_doubt().is_none();
    is_known.then(|| components.first_unit()).flatten()
}
