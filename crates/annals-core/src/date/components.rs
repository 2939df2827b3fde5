//! A date given component by component: with digits left open (`156X-12-25`), or with doubt on
//! some components only (`2004-06~-11`).
//!
//! Here: which calendar units such a date may mean, in order, without listing them. How its text
//! is read is the business of `edtf::read`. Years have four digits, as EDTF has it.
//!
//! Source: EDTF levels 1 and 2, "unspecified digit" and "qualification of individual components".

use super::calendar::{Day, days_in_month, is_leap_year};
use super::expression::{Doubt, Precision, Season, Single, Unit};
use std::fmt;

/// Year, month and day with digits left open, or with doubt on some of them only.
///
/// It is made by reading EDTF, and always stands for at least one unit of the calendar.
///
/// ```
/// use annals_core::{Date, Unit};
/// let date: Date = "156X-12-25".parse()?;
/// let Date::Single(single) = date else { panic!() };
/// let Unit::Components(christmas) = single.unit else { panic!() };
/// assert_eq!(christmas.to_string(), "156X-12-25");
/// assert_eq!(christmas.year(), None);
/// # Ok::<(), annals_core::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Components {
    negative: bool,
    year: [u8; 4],
    month: Option<[u8; 2]>,
    day: Option<[u8; 2]>,
    /// Doubt about the year, the month and the day; never the same for all.
    doubt: [Doubt; 3],
}

/// What is known of a month or a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Digits {
    /// It is not named at all.
    None,
    Known(u8),
    /// Its last digit is open.
    Ending,
    /// Both digits are open.
    Open,
    /// Its first digit is open.
    Beginning,
}

/// A digit that is left open.
const OPEN: u8 = b'X';

impl Components {
    /// The unit that these digits and doubts make: a plain one where nothing is left open and the
    /// doubt is the same everywhere. `None` where the calendar has no such date.
    pub(crate) fn single(
        negative: bool,
        year: [u8; 4],
        month: Option<[u8; 2]>,
        day: Option<[u8; 2]>,
        doubt: [Doubt; 3],
    ) -> Option<Single> {
        let count = 1 + usize::from(month.is_some()) + usize::from(day.is_some());
        let is_even = doubt[..count].iter().all(|one| *one == doubt[0]);
        let whole = if is_even { doubt[0] } else { Doubt::default() };
        let inner = if is_even { Default::default() } else { doubt };
        let components = Components { negative, year, month, day, doubt: inner };
        let unit = match components.plain() {
            Some(unit) if is_even => unit,
            _ => Unit::Components(components),
        };
        components.first_unit()?;
        Some(Single { unit, part: None, doubt: whole })
    }

    /// How fine it is written: `1985-XX-XX` is a day, although nothing is known of which.
    pub fn precision(self) -> Precision {
        match (self.month, self.day) {
            (_, Some(_)) => Precision::Day,
            (Some(month), None) if season(month).is_some() => Precision::Season,
            (Some(_), None) => Precision::Month,
            (None, None) => match self.year {
                [_, OPEN, OPEN, OPEN] => Precision::Millennium,
                [_, _, OPEN, OPEN] => Precision::Century,
                [_, _, _, OPEN] => Precision::Decade,
                _ => Precision::Year,
            },
        }
    }

    /// The finest unit of which it is known which one it is, `Year` where not even that is.
    pub(crate) fn span_precision(self) -> Precision {
        match (self.month, self.day) {
            _ if self.year.contains(&OPEN) => Precision::Year,
            (Some(month), _) if month.contains(&OPEN) => Precision::Year,
            (Some(_), Some(day)) if day.contains(&OPEN) => Precision::Month,
            (Some(_), Some(_)) => Precision::Day,
            (Some(_), None) => Precision::Month,
            (None, _) => Precision::Year,
        }
    }

    /// The astronomical year, where no digit of it is open.
    pub fn year(self) -> Option<i64> {
        let year = number(&self.year)?;
        Some(if self.negative { -year } else { year })
    }

    /// Whether any digit is left open.
    pub fn has_open_digits(self) -> bool {
        self.year.contains(&OPEN)
            || self.month.is_some_and(|digits| digits.contains(&OPEN))
            || self.day.is_some_and(|digits| digits.contains(&OPEN))
    }

    pub(crate) fn month_digits(self) -> Digits {
        Digits::of(self.month)
    }

    pub(crate) fn day_digits(self) -> Digits {
        Digits::of(self.day)
    }

    /// The first and the last year, where all years between are meant as well.
    pub(crate) fn year_range(self) -> Option<(i64, i64)> {
        let known = self.year.iter().take_while(|digit| **digit != OPEN).count();
        let is_ending = self.year[known..].iter().all(|digit| *digit == OPEN);
        is_ending.then(|| Some((self.year_from(-9999)?, self.year_until(9999)?))).flatten()
    }

    /// The doubt about the year, the month and the day.
    pub fn doubt(self) -> [Doubt; 3] {
        self.doubt
    }

    pub(crate) fn any_doubt(self) -> Doubt {
        self.doubt[0].and(self.doubt[1]).and(self.doubt[2])
    }

    /// The same with more doubt on every component.
    pub(crate) fn doubted(self, more: Doubt) -> Single {
        self.with_doubt(self.doubt.map(|doubt| doubt.and(more)))
    }

    /// The same without any doubt.
    pub(crate) fn undoubted(self) -> Single {
        self.with_doubt(Default::default())
    }

    /// The earliest unit that it may mean.
    pub(crate) fn first_unit(self) -> Option<Unit> {
        let mut year = self.year_from(-9999)?;
        loop {
            if let Some(unit) = self.first_of_year(year, (0, 0)) {
                return Some(unit);
            }
            year = self.year_from(year + 1)?;
        }
    }

    /// The latest unit that it may mean.
    pub(crate) fn last_unit(self) -> Option<Unit> {
        let mut year = self.year_until(9999)?;
        loop {
            if let Some(unit) = self.last_of_year(year, (99, 99)) {
                return Some(unit);
            }
            year = self.year_until(year - 1)?;
        }
    }

    /// The earliest unit that it may mean and that begins on that day or later.
    pub(crate) fn unit_from(self, day: Day) -> Option<Unit> {
        let civil = day.civil();
        // A winter may begin in the year before the day, but never before its own year.
        let mut year = self.year_from(civil.year)?;
        loop {
            let from = if year == civil.year { (civil.month, civil.day) } else { (0, 0) };
            if let Some(unit) = self.first_of_year(year, from) {
                return Some(unit);
            }
            year = self.year_from(year + 1)?;
        }
    }

    /// The latest unit that it may mean and that begins on that day or earlier.
    pub(crate) fn unit_until(self, day: Day) -> Option<Unit> {
        let civil = day.civil();
        let mut year = self.year_until(civil.year)?;
        loop {
            let until = if year == civil.year { (civil.month, civil.day) } else { (99, 99) };
            if let Some(unit) = self.last_of_year(year, until) {
                return Some(unit);
            }
            year = self.year_until(year - 1)?;
        }
    }

    /// The same with open digits for what another has and it lacks: "1985-04" as "1985-04-XX".
    /// A season has no day.
    pub(crate) fn as_fine_as(self, other: Components) -> Components {
        let is_month = |digits: [u8; 2]| small(digits).is_none_or(|number| number <= 12);
        let month = self.month.or(other.month.filter(|month| is_month(*month)).map(|_| [OPEN; 2]));
        let holds_day = month.is_some_and(is_month);
        let day = self.day.or(other.day.filter(|_| holds_day).map(|_| [OPEN; 2]));
        Components { month, day, ..self }
    }

    /// Whether both name a season, and each another, which may be of the same days: "1983-21", the
    /// spring, and "1983-25", the northern spring.
    pub(crate) fn names_other_season(self, other: Components) -> bool {
        let named = |own: Components| own.month.and_then(season);
        matches!((named(self), named(other)), (Some(own), Some(others)) if own != others)
    }

    /// What both may mean, digit by digit; `None` where they differ in precision or in a digit.
    pub(crate) fn narrowed(self, other: Components) -> Option<Single> {
        fn both<const N: usize>(a: [u8; N], b: [u8; N]) -> Option<[u8; N]> {
            let mut digits = a;
            for (digit, other) in digits.iter_mut().zip(b) {
                match (*digit, other) {
                    (OPEN, known) => *digit = known,
                    (known, other) if other != OPEN && other != known => return None,
                    _ => {}
                }
            }
            Some(digits)
        }
        fn either<const N: usize>(
            a: Option<[u8; N]>,
            b: Option<[u8; N]>,
        ) -> Option<Option<[u8; N]>> {
            match (a, b) {
                (Some(a), Some(b)) => both(a, b).map(Some),
                (None, None) => Some(None),
                _ => None,
            }
        }
        if self.negative != other.negative {
            return None;
        }
        let year = both(self.year, other.year)?;
        let (month, day) = (either(self.month, other.month)?, either(self.day, other.day)?);
        let doubt = [0, 1, 2].map(|at| self.doubt[at].and(other.doubt[at]));
        Components::single(self.negative, year, month, day, doubt)
    }

    /// A plain unit as components, where its year has four digits.
    pub(crate) fn of(unit: Unit) -> Option<Components> {
        let of = |year: i64, open: usize, month: Option<u8>, day: Option<u8>| {
            let mut digits = four_digits(year.unsigned_abs())?;
            digits[4 - open..].fill(OPEN);
            Some(Components {
                negative: year < 0,
                year: digits,
                month: month.map(two_digits),
                day: day.map(two_digits),
                doubt: Default::default(),
            })
        };
        match unit {
            Unit::Hundreds(n) if n >= 0 => of(n.checked_mul(100)?, 2, None, None),
            Unit::Decade(n) if n >= 0 => of(n.checked_mul(10)?, 1, None, None),
            Unit::Year(year) => of(year, 0, None, None),
            Unit::Season(year, season) => of(year, 0, Some(season.code()), None),
            Unit::Month(year, month) => of(year, 0, Some(month), None),
            Unit::Day(day) => {
                let civil = day.civil();
                of(civil.year, 0, Some(civil.month), Some(civil.day))
            }
            Unit::Components(components) => Some(components),
            _ => None,
        }
    }

    fn with_doubt(self, doubt: [Doubt; 3]) -> Single {
        let Components { negative, year, month, day, .. } = self;
        let whole = Single { unit: Unit::Components(self), part: None, doubt: Doubt::default() };
        // It has a first unit, or it would not have been made.
        Components::single(negative, year, month, day, doubt).unwrap_or(whole)
    }

    /// The unit of the same meaning that has no open digits, or only those of a decade or century.
    fn plain(self) -> Option<Unit> {
        let Some(year) = self.year() else {
            return match (self.negative, self.year, self.month) {
                (false, [_, _, OPEN, OPEN], None) => number(&self.year[..2]).map(Unit::Hundreds),
                (false, [_, _, _, OPEN], None) => number(&self.year[..3]).map(Unit::Decade),
                _ => None,
            };
        };
        match (self.month, self.day) {
            (None, _) => Some(Unit::Year(year)),
            (Some(month), None) => month_unit(year, small(month)?),
            (Some(month), Some(day)) => {
                Day::from_civil(year, small(month)?, small(day)?).map(Unit::Day)
            }
        }
    }

    /// The first unit of a matching year, from that month and day on.
    fn first_of_year(self, year: i64, from: (u8, u8)) -> Option<Unit> {
        let Some(digits) = self.month else {
            return (from <= (1, 1)).then_some(Unit::Year(year));
        };
        for month in ascending(months(digits)) {
            match self.day {
                None => {
                    let unit = month_unit(year, month)?;
                    if begins(unit) >= from {
                        return Some(unit);
                    }
                }
                Some(day) => {
                    let fits = |d: &u8| (month, *d) >= from;
                    let days = days_of(day, year, month);
                    if let Some(d) = ascending(days).find(fits) {
                        return Day::from_civil(year, month, d).map(Unit::Day);
                    }
                }
            }
        }
        None
    }

    /// The last unit of a matching year, up to that month and day.
    fn last_of_year(self, year: i64, until: (u8, u8)) -> Option<Unit> {
        let Some(digits) = self.month else { return Some(Unit::Year(year)) };
        for month in descending(months(digits)) {
            match self.day {
                None => {
                    let unit = month_unit(year, month)?;
                    if begins(unit) <= until {
                        return Some(unit);
                    }
                }
                Some(day) => {
                    let fits = |d: &u8| (month, *d) <= until;
                    let days = days_of(day, year, month);
                    if let Some(d) = descending(days).find(fits) {
                        return Day::from_civil(year, month, d).map(Unit::Day);
                    }
                }
            }
        }
        None
    }

    /// The earliest year that the digits may mean, from that year on.
    fn year_from(self, year: i64) -> Option<i64> {
        if !self.negative {
            return next_match(self.year, year.max(0));
        }
        previous_match(self.year, -year.min(-1)).filter(|n| *n > 0 && -n >= year).map(|n| -n)
    }

    /// The latest year that the digits may mean, up to that year.
    fn year_until(self, year: i64) -> Option<i64> {
        if !self.negative {
            return if year < 0 { None } else { previous_match(self.year, year) };
        }
        next_match(self.year, (-year).max(1)).map(|n| -n)
    }
}

impl Digits {
    fn of(digits: Option<[u8; 2]>) -> Digits {
        match digits {
            None => Digits::None,
            Some([OPEN, OPEN]) => Digits::Open,
            Some([_, OPEN]) => Digits::Ending,
            Some(digits) => small(digits).map_or(Digits::Beginning, Digits::Known),
        }
    }
}

/// Writes EDTF; a qualifier after a component stands for all before it.
impl fmt::Display for Components {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [year, month, day] = self.doubt;
        // `2004-06~-11`: year and month alike are written with one sign.
        let joined = self.day.is_some() && year == month;
        if self.negative {
            f.write_str("-")?;
        }
        digits(f, &self.year)?;
        if !joined {
            year.fmt(f)?;
        }
        if let Some(written) = self.month {
            f.write_str("-")?;
            if !joined {
                month.fmt(f)?;
            }
            digits(f, &written)?;
            if joined {
                month.fmt(f)?;
            }
        }
        if let Some(written) = self.day {
            write!(f, "-{day}")?;
            digits(f, &written)?;
        }
        Ok(())
    }
}

/// Whether the month digits can mean a month or a season.
pub(crate) fn is_month(digits: [u8; 2]) -> bool {
    months(digits) != 0
}

/// Whether the day digits can mean a day of any month.
pub(crate) fn is_day(digits: [u8; 2]) -> bool {
    matching(digits, 31) != 0
}

fn digits(f: &mut fmt::Formatter<'_>, digits: &[u8]) -> fmt::Result {
    // ASCII by construction.
    f.write_str(std::str::from_utf8(digits).unwrap_or_default())
}

/// The months that two digits may mean, a bit each; or the one season that they name.
fn months(digits: [u8; 2]) -> u64 {
    match season(digits) {
        Some(season) => 1 << season.code(),
        None => matching(digits, 12),
    }
}

fn season(digits: [u8; 2]) -> Option<Season> {
    small(digits).and_then(Season::from_code)
}

/// The days of a month that two digits may mean, a bit each.
fn days_of(digits: [u8; 2], year: i64, month: u8) -> u64 {
    let length = match month {
        2 if is_leap_year(year) => 29,
        2 => 28,
        _ => days_in_month(0, month),
    };
    matching(digits, length)
}

/// The numbers from 1 to `most` that two digits may mean, a bit each.
fn matching(digits: [u8; 2], most: u8) -> u64 {
    let [tens, ones] = digits;
    let fits = |digit: u8, written: u8| written == OPEN || written == b'0' + digit;
    let all = match (tens, ones) {
        (OPEN, OPEN) => u64::MAX,
        _ => (0..4_u8)
            .filter(|digit| fits(*digit, tens))
            .flat_map(|ten| {
                (0..10_u8).filter(|digit| fits(*digit, ones)).map(move |n| ten * 10 + n)
            })
            .fold(0, |bits, number| bits | 1 << number),
    };
    all & ((2_u64 << most) - 2)
}

fn ascending(bits: u64) -> impl Iterator<Item = u8> {
    let mut rest = bits;
    std::iter::from_fn(move || {
        let next = (rest != 0).then(|| rest.trailing_zeros() as u8)?;
        rest &= rest - 1;
        Some(next)
    })
}

fn descending(bits: u64) -> impl Iterator<Item = u8> {
    let mut rest = bits;
    std::iter::from_fn(move || {
        let next = (rest != 0).then(|| 63 - rest.leading_zeros() as u8)?;
        rest &= !(1 << next);
        Some(next)
    })
}

/// A month, or a season in its place.
fn month_unit(year: i64, number: u8) -> Option<Unit> {
    match Season::from_code(number) {
        Some(season) => Some(Unit::Season(year, season)),
        None => (1..=12).contains(&number).then_some(Unit::Month(year, number)),
    }
}

/// Month and day on which a month or season begins.
fn begins(unit: Unit) -> (u8, u8) {
    let civil = Single::from(unit).first().civil();
    (civil.month, civil.day)
}

/// The least number from `from` on whose four digits match.
fn next_match(digits: [u8; 4], from: i64) -> Option<i64> {
    let lowest = |digit: u8| if digit == OPEN { b'0' } else { digit };
    closest_match(
        digits,
        four_digits(u64::try_from(from).ok()?)?,
        lowest,
        |had, wanted| had < wanted,
        b'9',
    )
}

/// The greatest number up to `until` whose four digits match.
fn previous_match(digits: [u8; 4], until: i64) -> Option<i64> {
    let highest = |digit: u8| if digit == OPEN { b'9' } else { digit };
    let until = four_digits(u64::try_from(until.min(9999)).ok()?)?;
    closest_match(digits, until, highest, |had, wanted| had > wanted, b'0')
}

/// Walks to the first digit that does not match. Where stepping in the wanted direction reaches
/// the digit, the rest is filled; where it is past it, the nearest open digit before steps on.
fn closest_match(
    wanted: [u8; 4],
    from: [u8; 4],
    fill: impl Fn(u8) -> u8,
    is_ahead: impl Fn(u8, u8) -> bool,
    end: u8,
) -> Option<i64> {
    let mut found = from;
    let Some(at) = (0..4).find(|&at| wanted[at] != OPEN && wanted[at] != from[at]) else {
        return number(&found);
    };
    let turn = if is_ahead(from[at], wanted[at]) {
        at
    } else {
        let turn = (0..at).rev().find(|&before| wanted[before] == OPEN && found[before] != end)?;
        found[turn] = if end == b'9' { found[turn] + 1 } else { found[turn] - 1 };
        turn + 1
    };
    for (place, digit) in found.iter_mut().enumerate().skip(turn) {
        *digit = fill(wanted[place]);
    }
    number(&found)
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, digit| {
        digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
    })
}

fn small(digits: [u8; 2]) -> Option<u8> {
    match digits {
        [tens @ b'0'..=b'9', ones @ b'0'..=b'9'] => Some((tens - b'0') * 10 + ones - b'0'),
        _ => None,
    }
}

fn two_digits(number: u8) -> [u8; 2] {
    [b'0' + number / 10 % 10, b'0' + number % 10]
}

fn four_digits(number: u64) -> Option<[u8; 4]> {
    let digit = |power: u64| b'0' + (number / power % 10) as u8;
    (number <= 9999).then(|| [digit(1000), digit(100), digit(10), digit(1)])
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn matches(mask: [u8; 4], number: i64) -> bool {
        four_digits(number as u64).unwrap().iter().zip(mask).all(|(d, m)| m == OPEN || m == *d)
    }

    proptest! {
        #[test]
        fn the_next_and_the_previous_match_are_the_nearest(
            mask in prop::array::uniform4(prop_oneof![Just(OPEN), b'0'..=b'9']),
            from in 0_i64..=9999,
        ) {
            prop_assert_eq!(next_match(mask, from), (from..=9999).find(|n| matches(mask, *n)));
            prop_assert_eq!(previous_match(mask, from), (0..=from).rev().find(|n| matches(mask, *n)));
        }
    }
}
