//! Questions to a timeline: what lies between two days, what a theme or a name has to do with.
//!
//! Each looks at every event once; only [`Timeline::around`] puts what it finds in another order.

use crate::date::{Civil, Date, Day, Limit};
use crate::event::Event;
use crate::timeline::Timeline;

/// # Queries
///
/// Events come in the order of the timeline, where nothing else is said.
///
/// ```
/// use annals_core::{Day, Timeline};
/// let timeline: Timeline = toml::from_str(r#"
/// [[event]]
/// title = "Sputnik 1 launched"
/// date = 1957-10-04
/// themes = ["ussr"]
/// places = ["Baikonur"]
///
/// [[event]]
/// title = "Moon programme"
/// date = "1961-05/1972-12"
/// people = ["John F. Kennedy"]
/// "#).unwrap();
/// let day = |year, month, day| Day::from_civil(year, month, day).unwrap();
/// let title = |event: &annals_core::Event| event.title.clone();
///
/// assert_eq!(timeline.between(day(1970, 1, 1), day(1979, 12, 31)).map(title).last().unwrap(), "Moon programme");
/// assert_eq!(timeline.with_theme("ussr").count(), 1);
/// assert_eq!(timeline.with_name("john f. kennedy").map(title).last().unwrap(), "Moon programme");
/// assert_eq!(timeline.around(day(1957, 10, 1), 7).map(title).last().unwrap(), "Sputnik 1 launched");
/// assert_eq!(timeline.on_this_day(10, 4).count(), 1);
/// ```
impl Timeline {
    /// The events that may touch a day from the first to the last, both included.
    ///
    /// An end that is open or not known may lie anywhere. Undated events touch no day.
    pub fn between(&self, first: Day, last: Day) -> impl Iterator<Item = &Event> {
        self.dated().filter(move |(_, date)| may_touch(date, first, last)).map(|(event, _)| event)
    }

    /// The events of that theme, by its id.
    pub fn with_theme<'a>(&'a self, id: &'a str) -> impl Iterator<Item = &'a Event> {
        self.events().iter().filter(move |event| event.themes.iter().any(|theme| theme == id))
    }

    /// The events that name a person, place or other thing, in letters of either case.
    pub fn with_name(&self, name: &str) -> impl Iterator<Item = &Event> {
        let name = name.trim().to_lowercase();
        self.events().iter().filter(move |event| {
            let mut names = event.people.iter().chain(&event.places).chain(&event.names);
            names.any(|known| known.to_lowercase() == name)
        })
    }

    /// The events that may lie at most that many days from a day, the nearest first.
    ///
    /// Those equally near keep the order of the timeline.
    pub fn around(&self, day: Day, days: u32) -> impl Iterator<Item = &Event> {
        let near = |(event, date): (_, &Date)| Some((distance(date, day), event));
        let mut found: Vec<(u64, &Event)> = self.dated().filter_map(near).collect();
        found.retain(|(distance, _)| *distance <= u64::from(days));
        found.sort_by_key(|(distance, _)| *distance);
        found.into_iter().map(|(_, event)| event)
    }

    /// The events of that day of any year. Only those whose day is known count.
    pub fn on_this_day(&self, month: u8, day: u8) -> impl Iterator<Item = &Event> {
        let is_that_day = move |date: &Date| {
            known_day(date).is_some_and(|known| {
                let Civil { month: of_year, day: of_month, .. } = known.civil();
                (of_year, of_month) == (month, day)
            })
        };
        self.dated().filter(move |(_, date)| is_that_day(date)).map(|(event, _)| event)
    }

    fn dated(&self) -> impl Iterator<Item = (&Event, &Date)> {
        self.events().iter().filter_map(|event| Some((event, event.date.as_ref()?)))
    }
}

fn may_touch(date: &Date, first: Day, last: Day) -> bool {
    let begins_in_time = date.earliest().day().is_none_or(|earliest| earliest <= last);
    let ends_in_time = date.latest().day().is_none_or(|latest| latest >= first);
    first <= last && begins_in_time && ends_in_time
}

/// How many days lie between a day and the nearest that the date may mean.
fn distance(date: &Date, day: Day) -> u64 {
    let early = date.earliest().day().filter(|earliest| day < *earliest);
    let late = date.latest().day().filter(|latest| day > *latest);
    match (early, late) {
        (Some(earliest), _) => (earliest - day).unsigned_abs(),
        (None, Some(latest)) => (day - latest).unsigned_abs(),
        (None, None) => 0,
    }
}

fn known_day(date: &Date) -> Option<Day> {
    match (date.earliest(), date.latest()) {
        (Limit::Day(first), Limit::Day(last)) if first == last && !date.is_approximate() => {
            Some(first)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Origin;
    use crate::timeline::Info;
    use proptest::prelude::*;

    fn timeline(dates: &[String]) -> Timeline {
        let event = |(place, date): (usize, &String)| Event {
            id: format!("e{place}"),
            ..Event::new(date.clone(), date.parse().ok(), Origin::Written)
        };
        let events = dates.iter().enumerate().map(event).collect();
        Timeline::new(Info::default(), vec![], vec![], events, vec![])
    }

    fn titles<'a>(found: impl Iterator<Item = &'a Event>) -> Vec<&'a str> {
        found.map(|event| event.title.as_str()).collect()
    }

    fn day(text: &str) -> Day {
        text.parse::<Date>().unwrap().earliest().day().unwrap()
    }

    const DATES: [&str; 8] = [
        "[..1949]",
        "1945/1960",
        "1950",
        "1950-04-02",
        "1950-04-04~",
        "1951-04-04",
        "1990/..",
        "none",
    ];

    fn example() -> Timeline {
        timeline(&DATES.map(str::to_owned))
    }

    #[test]
    fn between_two_days() {
        let between = |first, last| titles(example().between(day(first), day(last))).join(" ");
        assert_eq!(between("1950-04-03", "1950-04-30"), "1945/1960 1950 1950-04-04~");
        assert_eq!(between("1949-12-31", "1949-12-31"), "1945/1960 [..1949]");
        assert_eq!(between("2020-01-01", "2020-01-01"), "1990/..");
        assert_eq!(between("1950-04-30", "1950-04-03"), "");
    }

    #[test]
    fn around_a_day_the_nearest_come_first() {
        let around = |near, days| titles(example().around(day(near), days)).join(" ");
        assert_eq!(around("1950-04-03", 1), "1945/1960 1950 1950-04-02 1950-04-04~");
        assert_eq!(around("1961-01-02", 3700), "1945/1960 1951-04-04 1950");
        assert_eq!(around("1989-12-31", 0), "");
    }

    #[test]
    fn on_this_day_only_known_days_count() {
        assert_eq!(titles(example().on_this_day(4, 4)), ["1951-04-04"]);
        assert_eq!(example().on_this_day(1, 1).count(), 0);
    }

    #[test]
    fn names_are_of_people_places_and_things_in_either_case() {
        let mut event = Event::new("Summit", None, Origin::Written);
        event.places = vec!["Zürich".to_owned()];
        event.names = vec!["UBS".to_owned()];
        let timeline = Timeline::new(Info::default(), vec![], vec![], vec![event], vec![]);
        for (name, count) in [("ZÜRICH", 1), (" ubs ", 1), ("Zür", 0), ("Summit", 0)] {
            assert_eq!(timeline.with_name(name).count(), count, "{name}");
        }
    }

    proptest! {
        #[test]
        fn what_lies_between_is_around_its_middle(
            years in prop::collection::vec("19[0-9]{2}(-0[1-9])?|19[0-9]X", 0..8),
            from in 0i64..20_000,
            half in 0u32..400,
        ) {
            let timeline = timeline(&years);
            let middle = Day::from_number(from - 10_000);
            let half_days = i64::from(half);
            let mut between = titles(timeline.between(middle - half_days, middle + half_days));
            let mut around = titles(timeline.around(middle, half));
            between.sort_unstable();
            around.sort_unstable();
            prop_assert_eq!(between, around);
        }
    }
}
