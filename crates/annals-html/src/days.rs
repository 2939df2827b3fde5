//! The days of the year, and the events that are dated to them.

use annals_core::{Calendar, Civil, Event, Kind, Timeline};
use std::collections::BTreeMap;

/// A day of any year.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DayOfYear {
    /// 1 to 12.
    pub(crate) month: u8,
    /// From 1.
    pub(crate) day: u8,
}

/// The days of the year that have events.
#[derive(Default)]
pub(crate) struct Days {
    events: BTreeMap<DayOfYear, Vec<usize>>,
}

impl DayOfYear {
    /// The day of an event whose day is known, as its author wrote it: in the Julian calendar
    /// where that is the one that was used.
    pub(crate) fn of(event: &Event) -> Option<DayOfYear> {
        let Civil { month, day, .. } = written_day(event)?;
        Some(DayOfYear { month, day })
    }

    /// The name of its folder: "04-13".
    pub(crate) fn slug(self) -> String {
        format!("{:02}-{:02}", self.month, self.day)
    }
}

impl Days {
    pub(crate) fn new(timeline: &Timeline) -> Days {
        let mut events: BTreeMap<DayOfYear, Vec<usize>> = BTreeMap::new();
        for (index, event) in timeline.events().iter().enumerate() {
            if let Some(day) = DayOfYear::of(event) {
                events.entry(day).or_default().push(index);
            }
        }
        Days { events }
    }

    /// The days that have events, in order, each with the indices of its events in order of time.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (DayOfYear, &[usize])> {
        self.events.iter().map(|(day, events)| (*day, events.as_slice()))
    }

    pub(crate) fn events(&self, day: DayOfYear) -> &[usize] {
        self.events.get(&day).map_or(&[], Vec::as_slice)
    }

    /// The days with events before and after a day; the year goes round.
    pub(crate) fn around(&self, day: DayOfYear) -> Option<(DayOfYear, DayOfYear)> {
        let first = |days: &mut dyn Iterator<Item = (&DayOfYear, &Vec<usize>)>| {
            days.map(|(other, _)| *other).find(|other| *other != day)
        };
        let before = first(&mut self.events.range(..day).rev())
            .or_else(|| first(&mut self.events.iter().rev()))?;
        let after =
            first(&mut self.events.range(day..)).or_else(|| first(&mut self.events.iter()))?;
        Some((before, after))
    }
}

/// Year, month and day of an event whose day is known, in the calendar that its author used.
pub(crate) fn written_day(event: &Event) -> Option<Civil> {
    let date = event.date.as_ref().filter(|date| date.kind() == Kind::Day)?;
    let (first, last) = (date.earliest().day()?, date.latest().day()?);
    let day = (first == last).then_some(first)?;
    Some(if is_julian(event) { day.julian() } else { day.civil() })
}

/// Whether the date of an event was written in the Julian calendar.
pub(crate) fn is_julian(event: &Event) -> bool {
    event.written.as_ref().is_some_and(|written| written.calendar == Calendar::Julian)
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::{Date, Info, Origin, Written};

    fn event(date: &str) -> Event {
        Event::new(date, date.parse().ok(), Origin::Written)
    }

    fn days(events: Vec<Event>) -> Days {
        Days::new(&Timeline::new(Info::default(), vec![], vec![], events, vec![]))
    }

    #[test]
    fn only_known_days_are_days_of_the_year() {
        let of = |date: &str| DayOfYear::of(&event(date)).map(DayOfYear::slug);
        assert_eq!(of("1912-04-13").as_deref(), Some("04-13"));
        assert_eq!(of("-0043-03-15").as_deref(), Some("03-15"));
        assert_eq!(of("2024-02-29").as_deref(), Some("02-29"));
        for vague in ["1912-04", "1912-04-13~", "1912-04-13/1912-04-14", "[..1912-04-13]", "1912"] {
            assert_eq!(of(vague), None, "{vague}");
        }
    }

    #[test]
    fn a_julian_day_stands_where_it_was_written() {
        let mut october = event("1917-11-07");
        october.date = Date::parse_julian("1917-10-25").ok();
        october.written =
            Some(Written { text: "1917-10-25".to_owned(), calendar: Calendar::Julian });
        assert_eq!(DayOfYear::of(&october).map(DayOfYear::slug).as_deref(), Some("10-25"));
        // A leap day that only the Julian calendar has.
        october.date = Date::parse_julian("1900-02-29").ok();
        assert_eq!(DayOfYear::of(&october).map(DayOfYear::slug).as_deref(), Some("02-29"));
    }

    #[test]
    fn the_year_goes_round() {
        let dates = ["1999-01-02", "2000-01-02", "1950-06-01", "-0001-12-31"];
        let year = days(dates.map(event).to_vec());
        let around = |month, day| {
            let around = year.around(DayOfYear { month, day });
            around.map(|(before, after)| (before.slug(), after.slug()))
        };
        assert_eq!(around(1, 2), Some(("12-31".to_owned(), "06-01".to_owned())));
        assert_eq!(around(6, 1), Some(("01-02".to_owned(), "12-31".to_owned())));
        assert_eq!(around(12, 31), Some(("06-01".to_owned(), "01-02".to_owned())));
        let alone = days(vec![event("1999-01-02")]);
        assert_eq!(alone.around(DayOfYear { month: 1, day: 2 }), None);
    }
}
