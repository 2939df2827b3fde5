//! The order in which dates are listed: total, reproducible, and in agreement with certainty.

use super::bounds::Limit;
use super::calendar::Day;
use super::expression::{Date, Precision};
use super::policy::Policy;
use std::cmp::Reverse;

/// A key by which dates are put in a total, reproducible order.
///
/// It agrees with certainty: where every day of one date comes before every day of another, so
/// does its key. Of two dates that may begin on the same day the wider comes first, so that a
/// year stands before its months. A date without a known beginning stands by its end.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct SortKey {
    at: i128,
    end: Reverse<i128>,
    precision: Precision,
    text: String,
}

impl Date {
    /// The key by which dates are put in order, by their earliest day.
    ///
    /// ```
    /// use annals_core::Date;
    /// let date = |text: &str| text.parse::<Date>().unwrap();
    /// assert!(date("1950").sort_key() < date("1950-04").sort_key());
    /// assert!(date("1949-12-31").sort_key() < date("1950").sort_key());
    /// ```
    pub fn sort_key(&self) -> SortKey {
        self.key(|from, _| from)
    }

    /// The same by the latest day.
    pub fn end_key(&self) -> SortKey {
        self.key(|_, to| to)
    }

    /// The same by the day in the middle between the earliest and the latest.
    pub fn middle_key(&self) -> SortKey {
        self.key(|from, to| from + (to - from) / 2)
    }

    fn key(&self, at: impl Fn(i128, i128) -> i128) -> SortKey {
        let (earliest, latest) = self.bounds(Policy::default()).outer();
        let (from, to) = (place(earliest), place(latest));
        // Without a known start it stands by its end, without a known end by its start.
        let start = from.or(to).unwrap_or(FIRST);
        let end = to.or(from.filter(|_| latest != Limit::Open)).unwrap_or(LAST);
        SortKey {
            at: at(start, end),
            end: Reverse(end),
            precision: self.precision(),
            text: self.to_string(),
        }
    }
}

/// Beyond every day and every far year.
const LAST: i128 = 1 << 100;
const FIRST: i128 = -LAST;

/// A limit on one line of days, far years beyond those that are counted.
fn place(limit: Limit) -> Option<i128> {
    match limit {
        Limit::Day(day) => Some(day.number().into()),
        Limit::Far { year, last } => {
            let rank = year.rank() * 2 + i128::from(last);
            let beyond = i128::from(Day::LAST.number());
            Some(if rank < 0 { rank - beyond } else { rank + beyond })
        }
        Limit::Open | Limit::Unknown => None,
    }
}
