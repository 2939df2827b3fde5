//! The days that a date spans, computed once: what is compared of two dates while merging.

use annals_core::{Date, Day};
use std::collections::BTreeMap;

/// Copies of one report may differ by so many days in the date, and are one event even so.
pub(super) const SLIP: i64 = 3;

/// The first and the last day that a date may mean; `None` where it is open or unknown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Days {
    pub(super) first: Option<Day>,
    pub(super) last: Option<Day>,
}

impl Days {
    pub(super) fn of(date: &Date) -> Days {
        Days { first: date.earliest().day(), last: date.latest().day() }
    }

    /// How many days it spans; `i64::MAX` where an end is open.
    pub(super) fn length(self) -> i64 {
        self.both().map_or(i64::MAX, |(first, last)| last - first + 1)
    }

    /// The day of a date of one day.
    pub(super) fn only(self) -> Option<Day> {
        self.first.filter(|_| self.length() == 1)
    }

    /// The days between two dates, 0 where they may meet.
    pub(super) fn apart(self, other: Days) -> i64 {
        let gap = |end: Days, start: Days| Some(start.first? - end.last?);
        let gap = gap(self, other).into_iter().chain(gap(other, self)).max();
        gap.map_or(0, |days| days.max(0))
    }

    /// How much the best of its days matters, where it spans no more than a week.
    pub(super) fn best_of(self, weighed: &BTreeMap<Day, f64>) -> f64 {
        const WEEK: i64 = 7;
        match self.both() {
            Some((first, last)) if self.length() <= WEEK && first <= last => {
                weighed.range(first..=last).map(|(_, &weight)| weight).fold(0.0, f64::max)
            }
            _ => 0.0,
        }
    }

    pub(super) fn may_meet(self, other: Days) -> bool {
        self.apart(other) == 0
    }

    /// Whether all that the other may mean lies within it, and it is longer.
    pub(super) fn holds(self, other: Days) -> bool {
        match (self.both(), other.both()) {
            (Some((first, last)), Some((from, to))) => {
                first <= from && to <= last && self.length() > other.length()
            }
            _ => false,
        }
    }

    /// Whether both are the same day, or the same few days.
    pub(super) fn same_days(self, other: Days) -> bool {
        const FEW: i64 = 3;
        self == other && self.length() <= FEW
    }

    /// Both ends; of a date that is open at one end, the known end twice.
    pub(super) fn ends(self) -> Option<(Day, Day)> {
        Some((self.first.or(self.last)?, self.last.or(self.first)?))
    }

    fn both(self) -> Option<(Day, Day)> {
        Some((self.first?, self.last?))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(date: &str) -> Days {
        Days::of(&date.parse::<Date>().unwrap_or_else(|error| panic!("{date}: {error}")))
    }

    #[test]
    fn dates_that_may_meet_are_not_apart() {
        for (one, other, apart) in [
            ("2021-05", "2021-05-10", 0),
            ("2021-05-10", "2021-05-12", 2),
            ("2021-05-12", "2021-05", 0),
            ("2021-06-01", "2021-05", 1),
            ("2020/..", "2031", 0),
            ("2020/..", "2019", 1),
        ] {
            assert_eq!(days(one).apart(days(other)), apart, "{one} {other}");
            assert_eq!(days(other).apart(days(one)), apart, "{other} {one}");
        }
    }

    #[test]
    fn a_week_is_not_the_same_few_days() {
        assert!(days("2021-05-10").same_days(days("2021-05-10")));
        assert!(!days("2021-W19").same_days(days("2021-W19")));
        assert_eq!(days("2020/..").length(), i64::MAX);
    }
}
