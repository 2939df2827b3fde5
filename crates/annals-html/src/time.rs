//! Time as places on a line: steps of the calendar, scales, the extents of dates on them.
//!
//! A scale runs from 0 to 100 per cent. It is drawn straight where the events are spread evenly.
//! Where most of them crowd into a small part of the time, it is broken into stretches of their
//! own scale each, and says so: nothing is left out, and nothing is moved.

use crate::reach::Reach;
use crate::text::{self, Number};
use crate::words::Words;
use annals_core::{Day, Limit, MAX_YEAR};

/// A step of the calendar: what one column of a chart stands for, or the space between two ticks.
///
/// Steps of years are counted from year 1 onward and from 1 BCE backward, as historians do: of
/// steps of a hundred years one starts in 100 BCE, the next in year 1 and the next in 100.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Days(i64),
    Months(i64),
    Years(i64),
}

/// Where each day lies between 0 and 100 per cent.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Scale {
    stretches: Vec<Stretch>,
}

/// A part of a scale that is straight in itself.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Stretch {
    /// Its first day.
    pub(crate) from: Day,
    /// The day after its last.
    pub(crate) to: Day,
    /// Where it starts, in per cent.
    pub(crate) left: f64,
    /// How much of the line it takes, in per cent.
    pub(crate) width: f64,
    /// What one column of a chart stands for.
    pub(crate) step: Step,
}

/// What a date covers on a scale.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Extent {
    /// The first day that is drawn.
    pub(crate) first: Limit,
    /// The last day that is drawn.
    pub(crate) last: Limit,
    /// Where it starts, in per cent of the scale.
    pub(crate) start: f64,
    /// Where it ends, in per cent of the scale.
    pub(crate) end: f64,
    /// The uncertain part at its start and at its end, in per cent of the extent itself.
    pub(crate) fade: (f64, f64),
    /// Whether it begins before the scale does, and whether it ends after it.
    pub(crate) cut: (bool, bool),
}

/// A mark of an axis.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Tick {
    pub(crate) at: Number,
    pub(crate) label: String,
    /// Whether there is room for it on a phone too.
    pub(crate) narrow: bool,
}

/// The most columns that a chart has.
const COLUMNS: f64 = 200.0;
/// A scale is never shorter than this many days, so that a single day is a place and not the line.
const SHORTEST: i64 = 30;
/// The most stretches that a scale is broken into.
const STRETCHES: usize = 3;
/// The width that the layout is reckoned for: the narrowest at which the wide design is shown.
pub(crate) const DESK: f64 = 1010.0;
const PHONE: f64 = 340.0;
const DESK_MARGIN: f64 = 34.0;
const PHONE_MARGIN: f64 = 16.0;
const TICK_SIZE: f64 = 12.5;

impl Step {
    /// Every step, from fine to coarse.
    pub(crate) fn ladder() -> impl Iterator<Item = Step> {
        let years = (0..12).flat_map(|power| [1, 2, 5].map(|n| Step::Years(n * 10_i64.pow(power))));
        [Step::Days(1), Step::Days(7), Step::Months(1), Step::Months(3)].into_iter().chain(years)
    }

    /// The finest step that cuts so many days into at most so many pieces.
    pub(crate) fn fitting(days: i64, pieces: f64) -> Step {
        let coarsest = Step::Years(10_i64.pow(12));
        Step::ladder().find(|step| days as f64 / step.days() <= pieces).unwrap_or(coarsest)
    }

    /// The start of the step that holds the day.
    pub(crate) fn floor(self, day: Day) -> Day {
        let civil = day.civil();
        match self {
            Step::Days(7) => day - i64::from(day.weekday().number()),
            Step::Days(count) => day - day.number().rem_euclid(count),
            Step::Months(count) => {
                let month = i64::from(civil.month) - 1;
                month_start(civil.year, month - month.rem_euclid(count))
            }
            Step::Years(count) if civil.year > 0 => {
                year_start((civil.year - civil.year % count).max(1))
            }
            Step::Years(count) => {
                year_start(1 - steps_back(civil.year, count).saturating_mul(count))
            }
        }
    }

    /// The start of the step after the one that starts on that day.
    pub(crate) fn next(self, start: Day) -> Day {
        let civil = start.civil();
        match self {
            Step::Days(count) => start + count,
            Step::Months(count) => month_start(civil.year, i64::from(civil.month) - 1 + count),
            Step::Years(count) if civil.year == 1 && count > 1 => year_start(count),
            Step::Years(count) if civil.year < 1 => {
                year_start(1 - (steps_back(civil.year, count) - 1).saturating_mul(count))
            }
            Step::Years(count) => year_start(civil.year.saturating_add(count)),
        }
    }

    /// The starts of the steps from one day to another, which is not included.
    pub(crate) fn starts(self, from: Day, to: Day) -> Vec<Day> {
        let mut starts = Vec::new();
        let mut start = self.floor(from);
        while start < to {
            starts.push(start);
            let next = self.next(start);
            // The calendar of the core ends somewhere: there is then no next step.
            if next <= start {
                break;
            }
            start = next;
        }
        starts
    }

    /// What it is called: "a year", "5 years".
    pub(crate) fn words(self, words: &Words) -> String {
        let steps = &words.steps;
        let (count, unit) = match self {
            Step::Days(7) => (1, &steps.week),
            Step::Days(count) => (count, &steps.day),
            Step::Months(count) => (count, &steps.month),
            Step::Years(10) => (1, &steps.decade),
            Step::Years(100) => (1, &steps.century),
            Step::Years(count) => (count, &steps.year),
        };
        words.count(unit, usize::try_from(count).unwrap_or(1))
    }

    fn days(self) -> f64 {
        match self {
            Step::Days(count) => count as f64,
            Step::Months(count) => count as f64 * 30.436_875,
            Step::Years(count) => count as f64 * 365.242_5,
        }
    }
}

impl Scale {
    /// A scale that shows every day from the first to the last. `places` are the days of what is
    /// to be shown on it, in order; they decide where it is broken.
    pub(crate) fn new(first: Day, last: Day, places: &[Day]) -> Scale {
        let missing = SHORTEST - (last - first + 1);
        let (first, last) = if missing > 0 {
            (first - missing / 2, last + (missing - missing / 2))
        } else {
            (first, last)
        };
        let cuts = cuts(first, last + 1, places);
        let mut edges = vec![first];
        edges.extend(cuts);
        edges.push(last + 1);
        let parts: Vec<(Day, Day)> = edges.windows(2).map(|pair| (pair[0], pair[1])).collect();
        Scale { stretches: stretches(&parts, places) }
    }

    /// A straight scale from one day to another, which is not included.
    pub(crate) fn straight(from: Day, to: Day, step: Step) -> Scale {
        Scale { stretches: vec![Stretch { from, to, left: 0.0, width: 100.0, step }] }
    }

    /// The straight parts, from left to right. There is at least one.
    pub(crate) fn stretches(&self) -> &[Stretch] {
        &self.stretches
    }

    /// Where a day starts. Days outside the scale are brought to its edges.
    pub(crate) fn percent(&self, day: Day) -> f64 {
        let holds = |stretch: &&Stretch| day < stretch.to;
        let Some(stretch) = self.stretches.iter().find(holds) else { return 100.0 };
        let share = (day - stretch.from) as f64 / (stretch.to - stretch.from).max(1) as f64;
        stretch.left + share.clamp(0.0, 1.0) * stretch.width
    }

    /// What a date covers, `None` where neither of its limits is known.
    ///
    /// An open or unknown limit reaches to the edge, or to `now` where that is given and the date
    /// is one that still goes on.
    pub(crate) fn extent(&self, reach: &Reach, now: Option<Day>) -> Option<Extent> {
        let (first, last) = reach.padded();
        let known = first.day().or(last.day())?;
        let start = first.day().map_or(0.0, |day| self.percent(day));
        let end = match last {
            Limit::Day(day) => self.percent(day + 1),
            Limit::Open => {
                now.filter(|now| *now >= known).map_or(100.0, |now| self.percent(now + 1))
            }
            Limit::Far { .. } | Limit::Unknown => 100.0,
        };
        let end = end.max(start);
        let share = |length: f64| if end > start { length / (end - start) * 100.0 } else { 0.0 };
        let (earliest, latest) = reach.outer;
        let begins = earliest.day().map_or(start, |day| self.percent(day));
        let ends = latest.day().map_or(end, |day| self.percent(day + 1)).min(end);
        let fade = (share(begins - start), share(end - ends));
        let (from, to) = self.days();
        let cut =
            (first.day().is_some_and(|day| day < from), last.day().is_some_and(|day| day >= to));
        Some(Extent { first, last, start, end, fade, cut })
    }

    /// The first day, and the day after the last.
    pub(crate) fn days(&self) -> (Day, Day) {
        let days = |stretch: &Stretch| (stretch.from, stretch.to);
        let first = self.stretches.first().map_or((Day::FIRST, Day::LAST), days);
        (first.0, self.stretches.last().map_or(first.1, |stretch| stretch.to))
    }

    /// What one column of a chart stands for at a day.
    pub(crate) fn step_at(&self, day: Day) -> Step {
        let mut steps = self.stretches.iter().rev();
        let at = steps.find(|stretch| stretch.from <= day).or(self.stretches.first());
        at.map_or(Step::Days(1), |stretch| stretch.step)
    }

    /// The straight parts for machines: "FROM TO START WIDTH", where the first two are days, the
    /// second not included, and the others per cent of the line.
    pub(crate) fn machine(&self) -> String {
        let part = |stretch: &Stretch| {
            let Stretch { from, to, left, width, .. } = stretch;
            format!("{from} {to} {} {}", Number(*left), Number(*width))
        };
        self.stretches.iter().map(part).collect::<Vec<_>>().join("; ")
    }

    /// The ticks of an axis, with labels that do not overlap.
    pub(crate) fn ticks(&self, words: &Words) -> Vec<Tick> {
        let candidates = self.stretches.iter().flat_map(|stretch| {
            let step = Step::fitting(stretch.to - stretch.from, (stretch.width * 0.13).max(1.5));
            tick_days(words, step, stretch.from, stretch.to)
        });
        let mut ticks: Vec<Tick> = Vec::new();
        // Labels may hang over into the margin of the page, but not out of it.
        let (mut desk_end, mut phone_end) = (-DESK_MARGIN, -PHONE_MARGIN);
        for (day, label) in candidates {
            let at = self.percent(day);
            let half = text::width(&label, TICK_SIZE) / 2.0;
            let (desk, phone) = (at * DESK / 100.0, at * PHONE / 100.0);
            if desk - half < desk_end || desk + half > DESK + DESK_MARGIN {
                continue;
            }
            desk_end = desk + half + 14.0;
            let narrow = phone - half >= phone_end && phone + half <= PHONE + PHONE_MARGIN;
            if narrow {
                phone_end = phone + half + 12.0;
            }
            ticks.push(Tick { at: Number(at), label, narrow });
        }
        ticks
    }
}

/// The name of a year in words: 0 is "1 BCE".
pub(crate) fn year_name(words: &Words, year: i64) -> String {
    if year > 0 { year.to_string() } else { of_era(words.dates().before_era, 1 - year) }
}

/// The years from one day to another in words: "1788 – 2024", "500 – 44 BCE", "27 BCE – 14 CE".
pub(crate) fn years(words: &Words, first: Day, last: Day) -> String {
    let (from, to) = (first.civil().year, last.civil().year);
    let name = |year| year_name(words, year);
    match (from > 0, to > 0) {
        _ if from == to => name(from),
        (true, _) => format!("{from} – {to}"),
        (false, false) => format!("{} – {}", 1 - from, name(to)),
        (false, true) if to < 1000 => {
            format!("{} – {}", name(from), of_era(words.dates().of_era, to))
        }
        (false, true) => format!("{} – {to}", name(from)),
    }
}

/// A year with the name of its era, which the core keeps as "{0} BCE".
fn of_era(era: &str, year: i64) -> String {
    era.replace("{0}", &year.to_string())
}

/// The number of the step that holds a year before the common era, counted back from 1.
fn steps_back(year: i64, count: i64) -> i64 {
    (1 - year).saturating_add(count - 1) / count
}

fn year_start(year: i64) -> Day {
    let year = year.clamp(-MAX_YEAR, MAX_YEAR);
    Day::from_civil(year, 1, 1).unwrap_or(Day::from_number(i64::MAX))
}

/// The first day of a month, counted from 0 and free to run into other years.
fn month_start(year: i64, month: i64) -> Day {
    let year = year.saturating_add(month.div_euclid(12)).clamp(-MAX_YEAR, MAX_YEAR);
    let month = month.rem_euclid(12) as u8 + 1;
    Day::from_civil(year, month, 1).unwrap_or_else(|| year_start(year))
}

/// Where to break the scale: at the days where time and events part ways most.
fn cuts(from: Day, to: Day, places: &[Day]) -> Vec<Day> {
    let mut cuts: Vec<Day> = Vec::new();
    while cuts.len() + 1 < STRETCHES {
        let mut edges = vec![from];
        edges.extend(&cuts);
        edges.push(to);
        let best = edges
            .windows(2)
            .filter_map(|pair| cut(pair[0], pair[1], places))
            .max_by(|a, b| a.0.total_cmp(&b.0));
        let Some((_, day)) = best else { break };
        cuts.push(day);
        cuts.sort_unstable();
    }
    cuts
}

/// The best place to break one stretch, and how much there is to gain: the difference between the
/// share of time and the share of events on one side of it. `None` where it is even enough.
fn cut(from: Day, to: Day, places: &[Day]) -> Option<(f64, Day)> {
    const LEAST_EVENTS: usize = 6;
    const LEAST_YEARS: i64 = 20;
    const LEAST_GAIN: f64 = 0.5;
    let low = places.partition_point(|day| *day < from);
    let inside = &places[low..low.max(places.partition_point(|day| *day < to))];
    let (first, last) = (from.civil().year, to.civil().year);
    let length = last - first;
    if inside.len() < LEAST_EVENTS || length < LEAST_YEARS {
        return None;
    }
    // Round years only: a break at 1500 can be read, one at 1487 cannot.
    let unit = 10_i64.pow(length.ilog10().saturating_sub(2)).max(if length < 100 { 5 } else { 10 });
    let gain = |day: Day| {
        let time = (day - from) as f64 / (to - from) as f64;
        let before = inside.partition_point(|place| *place < day);
        ((time - before as f64 / inside.len() as f64).abs(), day)
    };
    let rounds = Step::Years(unit).starts(from, to).into_iter().filter(|day| *day > from);
    let best = rounds.map(gain).max_by(|a, b| a.0.total_cmp(&b.0))?;
    (best.0 >= LEAST_GAIN).then_some(best)
}

/// Gives each part its share of the line, by its share of events and, less so, of time.
fn stretches(parts: &[(Day, Day)], places: &[Day]) -> Vec<Stretch> {
    let total = parts.iter().map(|(from, to)| to.number() - from.number()).sum::<i64>().max(1);
    let weight = |(from, to): &(Day, Day)| {
        let low = places.partition_point(|day| day < from);
        let events = places.partition_point(|day| day < to).saturating_sub(low);
        let events = events as f64 / places.len().max(1) as f64;
        let time = (*to - *from) as f64 / total as f64;
        (0.75 * events + 0.25 * time).max(0.12)
    };
    let sum: f64 = parts.iter().map(weight).sum();
    let mut left = 0.0;
    let mut stretches = Vec::with_capacity(parts.len());
    for part in parts {
        let width = weight(part) / sum * 100.0;
        let (from, to) = *part;
        let step = Step::fitting(to - from, COLUMNS * width / 100.0);
        stretches.push(Stretch { from, to, left, width, step });
        left += width;
    }
    widen_to_whole_steps(&mut stretches);
    stretches
}

/// Lets the line begin and end with a whole column.
fn widen_to_whole_steps(stretches: &mut [Stretch]) {
    if let Some(first) = stretches.first_mut() {
        first.from = first.step.floor(first.from);
    }
    if let Some(last) = stretches.last_mut() {
        let end = last.step.next(last.step.floor(last.to - 1));
        last.to = last.to.max(end);
    }
}

/// The days of an axis that get a tick, with their labels.
fn tick_days(words: &Words, step: Step, from: Day, to: Day) -> Vec<(Day, String)> {
    let starts = step.starts(from, to).into_iter().filter(|start| *start >= from);
    let label = |(index, start): (usize, Day)| {
        let year = start.civil().year;
        let label = match step {
            Step::Years(_) if year == 1 => of_era(words.dates().of_era, 1),
            Step::Years(_) => year_name(words, year),
            Step::Months(_) | Step::Days(_) => fine_label(words, step, start, index == 0),
        };
        (start, label)
    };
    starts.enumerate().map(label).collect()
}

/// A month or a day as an axis names it; the first of an axis and each January say the year too.
pub(crate) fn fine_label(words: &Words, step: Step, day: Day, first: bool) -> String {
    let civil = day.civil();
    let month = words.dates().short_month(civil.month);
    let year = year_name(words, civil.year);
    match step {
        Step::Months(_) if civil.month == 1 => year,
        Step::Months(_) if first => format!("{month} {year}"),
        Step::Months(_) => month.to_owned(),
        _ if first => format!("{} {month} {year}", civil.day),
        _ => format!("{} {month}", civil.day),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::Date;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse::<Date>().unwrap().earliest().day().unwrap()
    }

    fn labels(scale: &Scale) -> Vec<String> {
        scale.ticks(Words::of("en")).into_iter().map(|tick| tick.label).collect()
    }

    #[test]
    fn the_step_suits_the_span() {
        let step =
            |first: &str, last: &str| Scale::new(day(first), day(last), &[]).stretches()[0].step;
        assert_eq!(step("2022-03-01", "2022-04-20"), Step::Days(1));
        assert_eq!(step("2020-01-01", "2022-12-31"), Step::Days(7));
        assert_eq!(step("2010-01-01", "2022-12-31"), Step::Months(1));
        assert_eq!(step("1910-01-01", "2022-12-31"), Step::Years(1));
        assert_eq!(step("-7999-01-01", "2022-12-31"), Step::Years(100));
    }

    #[test]
    fn an_axis_has_no_year_zero() {
        let scale = Scale::new(day("-0099-01-01"), day("0100-12-31"), &[]);
        assert_eq!(
            labels(&scale),
            [
                "100 BCE", "80 BCE", "60 BCE", "40 BCE", "20 BCE", "1 CE", "20", "40", "60", "80",
                "100"
            ]
        );
    }

    #[test]
    fn a_crowded_end_gets_a_stretch_of_its_own() {
        let mut places: Vec<Day> = vec![day("-7999-01-01"), day("-3000-01-01"), day("-0500-01-01")];
        places.extend((0..20).map(|n| day("1600-01-01") + n * 7000));
        let scale = Scale::new(places[0], places[22], &places);
        assert_eq!(scale.stretches().len(), 2);
        assert_eq!(scale.stretches()[1].from, day("1600-01-01"));
        assert!(scale.stretches()[1].width > 60.0);
    }

    #[test]
    fn an_even_timeline_stays_straight() {
        let places: Vec<Day> = (0..40).map(|n| day("1000-01-01") + n * 9000).collect();
        assert_eq!(Scale::new(places[0], places[39], &places).stretches().len(), 1);
    }

    #[test]
    fn the_drawn_extent_is_that_of_the_date() {
        let scale = Scale::new(day("1900-01-01"), day("1999-12-31"), &[]);
        let extent = |text: &str| scale.extent(&Reach::of(&text.parse().unwrap()), None).unwrap();
        assert_eq!(extent("1900").start, 0.0);
        assert_eq!(extent("1950").start, scale.percent(day("1950-01-01")));
        assert_eq!(extent("1950").end, scale.percent(day("1951-01-01")));
        assert_eq!(extent("1910/1945").end, scale.percent(day("1946-01-01")));
        assert_eq!(extent("[..1910]").start, 0.0);
        assert_eq!(extent("1990/..").end, 100.0);
        assert_eq!(extent("1990/").end, 100.0);
        let about = extent("1950~");
        assert_eq!(about.start, scale.percent(day("1949-01-01")));
        assert_eq!(about.end, scale.percent(day("1952-01-01") - 1 + 1));
        assert!((about.fade.0 - 33.3).abs() < 0.2 && (about.fade.1 - 33.3).abs() < 0.2);
    }

    #[test]
    fn only_the_uncertain_end_fades_and_what_sticks_out_is_cut() {
        let scale = Scale::straight(day("1900-01-01"), day("1910-01-01"), Step::Years(1));
        let extent = |text: &str| scale.extent(&Reach::of(&text.parse().unwrap()), None).unwrap();
        let about = extent("1902~/1904");
        assert!(about.fade.0 > 20.0 && about.fade.1 == 0.0);
        assert_eq!(extent("1899~").fade, (0.0, 100.0));
        assert_eq!(extent("1895/1904").cut, (true, false));
        assert_eq!(extent("1895/1904").start, 0.0);
        assert_eq!(extent("1909/1910").cut, (false, true));
        assert_eq!(extent("1900/1909").cut, (false, false));
        assert_eq!(scale.machine(), "1900-01-01 1910-01-01 0 100");
    }

    #[test]
    fn what_goes_on_reaches_to_now_only_if_now_is_given() {
        let scale = Scale::new(day("1900-01-01"), day("1999-12-31"), &[]);
        let since: Date = "1950/..".parse().unwrap();
        let end =
            |date: &Date, now: &str| scale.extent(&Reach::of(date), Some(day(now))).unwrap().end;
        assert_eq!(end(&since, "1959-12-31"), scale.percent(day("1960-01-01")));
        assert_eq!(end(&since, "1940-01-01"), 100.0);
        assert_eq!(end(&"1950/".parse().unwrap(), "1959-12-31"), 100.0);
    }

    #[test]
    fn years_in_words() {
        assert_eq!(years(Words::of("en"), day("-0499-01-01"), day("-0043-01-01")), "500 – 44 BCE");
        assert_eq!(years(Words::of("en"), day("-0026-01-01"), day("0014-01-01")), "27 BCE – 14 CE");
        assert_eq!(
            years(Words::of("en"), day("-7999-01-01"), day("2022-01-01")),
            "8000 BCE – 2022"
        );
        assert_eq!(years(Words::of("en"), day("2022-01-01"), day("2022-05-01")), "2022");
    }

    proptest! {
        #[test]
        fn a_scale_rises_from_0_to_100(
            days in prop::collection::vec(-5_000_000_i64..5_000_000, 1..60),
            probes in prop::collection::vec(-6_000_000_i64..6_000_000, 2..20),
        ) {
            let mut places: Vec<Day> = days.into_iter().map(Day::from_number).collect();
            places.sort_unstable();
            let scale = Scale::new(places[0], places[places.len() - 1], &places);
            let mut probes: Vec<Day> = probes.into_iter().map(Day::from_number).collect();
            probes.sort_unstable();
            let mut before = 0.0;
            for probe in probes {
                let here = scale.percent(probe);
                prop_assert!((0.0..=100.000_001).contains(&here) && here >= before);
                before = here;
            }
            let whole: f64 = scale.stretches().iter().map(|stretch| stretch.width).sum();
            prop_assert!((whole - 100.0).abs() < 1e-6);
            for pair in scale.stretches().windows(2) {
                prop_assert_eq!(pair[0].to, pair[1].from);
            }
        }

        #[test]
        fn labels_of_an_axis_never_overlap(first in -3_000_000_i64..700_000, length in 0_i64..3_000_000) {
            let first = Day::from_number(first);
            let scale = Scale::new(first, first + length, &[]);
            let ticks = scale.ticks(Words::of("en"));
            for pair in ticks.windows(2) {
                let half = |tick: &Tick| text::width(&tick.label, TICK_SIZE) / 2.0;
                let gap = (pair[1].at.0 - pair[0].at.0) / 100.0 * DESK;
                prop_assert!(gap >= half(&pair[0]) + half(&pair[1]));
            }
        }

        #[test]
        fn a_day_lies_in_its_step(number in -5_000_000_i64..5_000_000) {
            let day = Day::from_number(number);
            for step in Step::ladder().take(16) {
                let start = step.floor(day);
                prop_assert!(start <= day && day < step.next(start));
                prop_assert_eq!(step.floor(start), start);
            }
        }
    }
}
