//! The days that an event may touch, reckoned once: every chart and every list asks for them.

use annals_core::{Date, Day, Event, Kind, Limit};

/// The days that a date may touch.
#[derive(Clone, Debug)]
pub(crate) struct Reach {
    pub(crate) kind: Kind,
    /// The earliest and the latest day, as the date says.
    pub(crate) outer: (Limit, Limit),
    /// The same, moved outward, where the date is approximate.
    moved: Option<Box<(Limit, Limit)>>,
}

impl Reach {
    pub(crate) fn of(date: &Date) -> Reach {
        let (outer, padded) = (date.outer(), date.padded());
        Reach { kind: date.kind(), outer, moved: (padded != outer).then(|| Box::new(padded)) }
    }

    /// The earliest and the latest day, moved outward where the date is approximate: what is drawn.
    pub(crate) fn padded(&self) -> (Limit, Limit) {
        self.moved.as_deref().copied().unwrap_or(self.outer)
    }

    /// Those of all events, in their order; `None` for one without a date.
    pub(crate) fn of_each(events: &[Event]) -> Vec<Option<Reach>> {
        events.iter().map(|event| event.date.as_ref().map(Reach::of)).collect()
    }

    /// The day by which it stands in order.
    pub(crate) fn place(&self) -> Option<Day> {
        self.outer.0.day().or(self.outer.1.day())
    }

    /// The first and the last day that is drawn, where either is known; what has no limit reaches
    /// to the end of the calendar.
    pub(crate) fn drawn(&self) -> Option<(Day, Day)> {
        let (first, last) = self.padded();
        let (first, last) = (first.day(), last.day());
        first.or(last)?;
        let first = first.unwrap_or(Day::FIRST);
        Some((first, last.unwrap_or(Day::LAST).max(first)))
    }
}
