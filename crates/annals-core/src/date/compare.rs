//! How two dates lie to each other.

use super::bounds::Limit;
use super::expression::Date;

impl Date {
    /// Whether every day that it may mean is one that the other may mean.
    ///
    /// An unknown limit is within nothing but itself.
    pub fn is_within(&self, other: &Date) -> bool {
        let starts_later = match (self.earliest(), other.earliest()) {
            (_, Limit::Open) => true,
            (own, others) => own.dated_cmp(others).is_some_and(|order| order.is_ge()),
        };
        let ends_earlier = match (self.latest(), other.latest()) {
            (_, Limit::Open) => true,
            (own, others) => own.dated_cmp(others).is_some_and(|order| order.is_le()),
        };
        starts_later && ends_earlier
    }

    /// Whether they may mean the same day. Unknown limits may be anywhere.
    pub fn may_meet(&self, other: &Date) -> bool {
        let apart = |end: Limit, start: Limit| end.dated_cmp(start).is_some_and(|order| order.is_lt());
        !apart(self.latest(), other.earliest()) && !apart(other.latest(), self.earliest())
    }
}
