//! The pages of time that a timeline has: which spans get one, and which events each of them lists.
//!
//! The spans are a tree: all of time, then thousands and hundreds of years, decades, years, months
//! and days, of which only those exist that help. Nothing here knows of words or HTML.

use crate::reach::Reach;
use crate::time::Step;
use annals_core::{Date, Day, MAX_YEAR, Unit};

/// The tree of a timeline's spans.
pub(crate) struct Periods {
    periods: Vec<Period>,
    /// For each event the period that lists it.
    home: Vec<usize>,
    /// The days that each event may touch; `None` for one without a date.
    reaches: Vec<Option<Reach>>,
}

/// A node of the tree.
pub(crate) struct Period {
    pub(crate) scope: Scope,
    pub(crate) parent: Option<usize>,
    /// In order of time.
    pub(crate) children: Vec<usize>,
    /// The events that it lists: those that lie in it and in none of its children, in order.
    pub(crate) own: Vec<usize>,
    /// How many events lie in it.
    pub(crate) events: usize,
    /// The periods of its level before and after it.
    pub(crate) before: Option<usize>,
    pub(crate) after: Option<usize>,
}

/// What a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scope {
    /// All of time. It lists what fits into no span.
    All,
    /// No time: events of which no day is known.
    Undated,
    Span(Span),
}

/// A stretch of the calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Span {
    pub(crate) level: Level,
    /// Its first day.
    pub(crate) from: Day,
    /// The day after its last.
    pub(crate) to: Day,
}

/// How long a span is, from short to long.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Level {
    Day,
    /// About ten days: up to the 10th of a month, up to the 20th, the rest.
    Days,
    Month,
    /// As many years as ten to that power.
    Years(u32),
}

/// A page of a period: its own one, or a part of a long list.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct PageOf {
    pub(crate) period: usize,
    /// 0 for the period's own page, the parts of its list from 1.
    pub(crate) part: usize,
}

/// Up to so many events are listed on one page, whatever time they span.
pub(crate) const FEW: usize = 40;
/// The most entries of a list on one page.
pub(crate) const MOST: usize = 400;
/// A level is left out if the next finer one has no more periods than this and holds the same.
const ROOM: usize = 12;
/// The days that the core counts begin and end so many years from the common era.
const LONGEST: Level = Level::Years(MAX_YEAR.ilog10());

impl Level {
    fn finer(self) -> Option<Level> {
        match self {
            Level::Day => None,
            Level::Days => Some(Level::Day),
            Level::Month => Some(Level::Days),
            Level::Years(0) => Some(Level::Month),
            Level::Years(power) => Some(Level::Years(power - 1)),
        }
    }

    /// The span of this level that holds the day.
    pub(crate) fn span(self, day: Day) -> Span {
        let by = |step: Step| {
            let from = step.floor(day);
            Span { level: self, from, to: step.next(from) }
        };
        match self {
            Level::Day => Span { level: self, from: day, to: day + 1 },
            Level::Days => {
                let month = Level::Month.span(day);
                let number = i64::from(day.civil().day);
                // The third part goes on to the end of the month.
                let skipped = ((number - 1) / 10).min(2) * 10;
                let to = if skipped == 20 { month.to } else { month.from + skipped + 10 };
                Span { level: self, from: month.from + skipped, to }
            }
            Level::Month => by(Step::Months(1)),
            Level::Years(power) => by(Step::Years(10_i64.saturating_pow(power))),
        }
    }

    /// The span of this level that holds each of some days. Of days in order most lie in the span
    /// of the one before, which is then not reckoned again.
    pub(crate) fn spans(self) -> impl FnMut(Day) -> Span {
        let mut last: Option<Span> = None;
        move |day| {
            let known = last.filter(|span| span.holds((day, day)));
            *last.insert(known.unwrap_or_else(|| self.span(day)))
        }
    }

    /// How many events are too few to be told apart by finer spans.
    fn few(self) -> usize {
        if self <= Level::Month { MOST } else { FEW }
    }
}

impl Span {
    /// The last day.
    pub(crate) fn last(self) -> Day {
        self.to - 1
    }

    /// The span as a date, by which it is named.
    pub(crate) fn date(self) -> Date {
        let (from, last) = (self.from.civil(), self.last().civil());
        match self.level {
            Level::Day => Date::from(self.from),
            Level::Days => Date::interval(Unit::Day(self.from), Unit::Day(self.last())),
            Level::Month => Unit::Month(from.year, from.month).into(),
            Level::Years(0) => Date::year(from.year),
            Level::Years(1) if from.year >= 10 => Unit::Decade(from.year / 10).into(),
            Level::Years(_) => Date::interval(Unit::Year(from.year), Unit::Year(last.year)),
        }
    }

    /// Its folder: `1800-1899/`, `1910s/`, `1912/04/`, `bce/100-1/`, `bce/44/03/`.
    fn folder(self) -> String {
        let (from, last) = (self.from.civil(), self.last().civil());
        let year = |year: i64| if year > 0 { year } else { 1 - year };
        let era = if from.year > 0 { "" } else { "bce/" };
        let years = match self.level {
            // "1900s" would be the century as well.
            Level::Years(1) if from.year >= 10 && from.year % 100 != 0 => format!("{}s", from.year),
            Level::Years(power) if power > 0 => {
                format!("{}-{}", year(from.year), year(last.year))
            }
            _ => year(from.year).to_string(),
        };
        let month = from.month;
        match self.level {
            Level::Years(_) => format!("{era}{years}/"),
            Level::Month => format!("{era}{years}/{month:02}/"),
            Level::Days => format!("{era}{years}/{month:02}/{:02}-{:02}/", from.day, last.day),
            Level::Day => format!("{era}{years}/{month:02}/{:02}/", from.day),
        }
    }

    pub(crate) fn holds(self, (first, last): (Day, Day)) -> bool {
        self.from <= first && last < self.to
    }

    fn meets(self, (first, last): (Day, Day)) -> bool {
        first < self.to && self.from <= last
    }
}

impl PageOf {
    /// Its folder, from that of the period.
    pub(crate) fn folder(self) -> String {
        if self.part == 0 { String::new() } else { format!("part-{}/", self.part) }
    }
}

impl Scope {
    /// The folder of a period, from that of the timeline.
    pub(crate) fn folder(self) -> String {
        match self {
            Scope::Span(span) => span.folder(),
            Scope::Undated => "undated/".to_owned(),
            Scope::All => "across/".to_owned(),
        }
    }
}

impl Period {
    /// The span, where it is one.
    pub(crate) fn span(&self) -> Option<Span> {
        match self.scope {
            Scope::Span(span) => Some(span),
            Scope::All | Scope::Undated => None,
        }
    }

    /// The number of pages that its list is split into; 0 where it stands on the period's own.
    pub(crate) fn parts(&self) -> usize {
        if self.own.len() > MOST { self.own.len().div_ceil(MOST) } else { 0 }
    }

    /// The events that a page of it lists.
    pub(crate) fn listed(&self, part: usize) -> &[usize] {
        match part.checked_sub(1) {
            None if self.parts() > 0 => &[],
            None => &self.own,
            Some(part) => self.own.chunks(MOST).nth(part).unwrap_or_default(),
        }
    }
}

/// The index of the period of all time.
pub(crate) const ALL: usize = 0;
/// The index of the period of no time.
pub(crate) const UNDATED: usize = 1;

impl Periods {
    /// The periods of events, which are given in order of time, each as the days that it may touch.
    pub(crate) fn new(reaches: Vec<Option<Reach>>) -> Periods {
        let drawn = |reach: &Option<Reach>| reach.as_ref().and_then(Reach::drawn);
        let extents: Vec<Option<(Day, Day)>> = reaches.iter().map(drawn).collect();
        let (dated, undated): (Vec<usize>, Vec<usize>) =
            (0..extents.len()).partition(|event| extents[*event].is_some());
        let children =
            if extents.len() > FEW { split(&extents, &dated, LONGEST) } else { Vec::new() };
        let own = leftover(&dated, &children);
        let all = Branch { scope: Scope::All, own, children };
        let none = Branch { scope: Scope::Undated, own: undated, children: Vec::new() };
        let mut periods = Periods { periods: Vec::new(), home: vec![ALL; extents.len()], reaches };
        // `ALL` comes first and `UNDATED` second, whatever grows below the first.
        periods.add(&all, None);
        periods.add(&none, Some(ALL));
        for branch in all.children {
            periods.grow(branch, ALL);
        }
        periods.join();
        periods
    }

    /// Whether there are more events than the home page lists, so that time has pages of its own.
    pub(crate) fn has_pages(&self) -> bool {
        self.home.len() > FEW
    }

    /// Every page that a period has: those that list something, and those that lead to one.
    pub(crate) fn pages(&self) -> impl Iterator<Item = PageOf> {
        let periods = if self.has_pages() { self.periods.as_slice() } else { &[] };
        periods.iter().enumerate().flat_map(|(period, node)| {
            // The home page is what shows all of time; its list is a page only if it has entries.
            let exists = node.span().is_some() || !node.own.is_empty();
            let pages = if exists { node.parts() + 1 } else { 0 };
            (0..pages).map(move |part| PageOf { period, part })
        })
    }

    /// All periods that there are, in the order of their indices.
    pub(crate) fn iter(&self) -> impl Iterator<Item = &Period> {
        self.periods.iter()
    }

    pub(crate) fn get(&self, period: usize) -> Option<&Period> {
        self.periods.get(period)
    }

    /// The children of a period with their indices.
    pub(crate) fn children(&self, period: usize) -> impl Iterator<Item = (usize, &Period)> {
        let children = self.get(period).map_or(&[][..], |period| &period.children);
        children.iter().filter_map(|&child| Some((child, self.get(child)?)))
    }

    /// The period that lists an event; `None` where the home page does.
    pub(crate) fn home_of(&self, event: usize) -> Option<usize> {
        self.home.get(event).copied().filter(|_| self.has_pages())
    }

    /// The page that lists an event; `None` where that is the home page.
    pub(crate) fn page_of(&self, event: usize) -> Option<PageOf> {
        let period = self.home_of(event)?;
        let node = self.get(period)?;
        let part = match node.own.binary_search(&event) {
            Ok(place) if node.parts() > 0 => place / MOST + 1,
            _ => 0,
        };
        Some(PageOf { period, part })
    }

    /// The spans that hold a period, the longest first.
    pub(crate) fn above(&self, period: usize) -> Vec<usize> {
        let parent = |at: &usize| self.get(*at)?.parent.filter(|parent| *parent != ALL);
        let mut above: Vec<usize> = std::iter::successors(parent(&period), parent).collect();
        above.reverse();
        above
    }

    /// The events that lie in a period, in order of time.
    pub(crate) fn inside(&self, period: usize) -> Vec<usize> {
        let mut events = Vec::new();
        let mut open = vec![period];
        while let Some(period) = open.pop().and_then(|period| self.get(period)) {
            events.extend(&period.own);
            open.extend(&period.children);
        }
        events.sort_unstable();
        events
    }

    /// The events that may lie in a span but do not have to, or reach beyond it; in no order.
    ///
    /// A span that holds an event and another that meets it lie in each other, so that only the
    /// lists above have to be gone through.
    pub(crate) fn reaching(&self, period: usize) -> Vec<usize> {
        let Some(span) = self.get(period).and_then(Period::span) else { return Vec::new() };
        let parent = |at: &usize| self.get(*at)?.parent;
        let above = std::iter::successors(parent(&period), parent);
        let meets = |event: &&usize| self.extent(**event).is_some_and(|extent| span.meets(extent));
        let own = above.filter_map(|at| self.get(at)).flat_map(|period| &period.own);
        own.filter(meets).copied().collect()
    }

    /// The first and the last day that an event may touch, where a day is known.
    pub(crate) fn extent(&self, event: usize) -> Option<(Day, Day)> {
        self.reach(event)?.drawn()
    }

    /// The days that an event may touch; `None` for one without a date.
    pub(crate) fn reach(&self, event: usize) -> Option<&Reach> {
        self.reaches.get(event)?.as_ref()
    }

    fn add(&mut self, branch: &Branch, parent: Option<usize>) -> usize {
        let index = self.periods.len();
        for event in &branch.own {
            self.home[*event] = index;
        }
        self.periods.push(Period {
            scope: branch.scope,
            parent,
            children: Vec::new(),
            own: branch.own.clone(),
            events: branch.events(),
            before: None,
            after: None,
        });
        index
    }

    fn grow(&mut self, branch: Branch, parent: usize) {
        let index = self.add(&branch, Some(parent));
        self.periods[parent].children.push(index);
        for child in branch.children {
            self.grow(child, index);
        }
    }

    /// Joins each period to the one of its level before and after it.
    fn join(&mut self) {
        let spans = self.periods.iter().enumerate();
        let mut order: Vec<(Level, Day, usize)> = spans
            .filter_map(|(index, period)| Some((period.span()?.level, period.span()?.from, index)))
            .collect();
        order.sort_unstable();
        for pair in order.windows(2) {
            let ((level, _, before), (next, _, after)) = (pair[0], pair[1]);
            if level == next {
                self.periods[before].after = Some(after);
                self.periods[after].before = Some(before);
            }
        }
    }
}

/// A part of the tree while it grows.
struct Branch {
    scope: Scope,
    own: Vec<usize>,
    children: Vec<Branch>,
}

impl Branch {
    fn events(&self) -> usize {
        self.own.len() + self.children.iter().map(Branch::events).sum::<usize>()
    }
}

type Extents = [Option<(Day, Day)>];

/// The spans of some events, none longer than that level.
fn split(extents: &Extents, events: &[usize], coarsest: Level) -> Vec<Branch> {
    let level = level(extents, events, coarsest);
    let branch = |(span, events): (Span, Vec<usize>)| {
        let span = tighten(extents, &events, span);
        let finer = span.level.finer().filter(|_| events.len() > span.level.few());
        let children = finer.map_or_else(Vec::new, |finer| split(extents, &events, finer));
        let own = leftover(&events, &children);
        Branch { scope: Scope::Span(span), own, children }
    };
    groups(extents, events, level).into_iter().map(branch).collect()
}

/// The level that tells some events apart: not one that holds them all in one span, nor one that
/// the next finer does as well as, with few spans of which few are nearly empty.
fn level(extents: &Extents, events: &[usize], coarsest: Level) -> Level {
    /// Fewer events than this hardly make a page.
    const THIN: usize = 5;
    let mut level = coarsest;
    let mut here = groups(extents, events, level);
    let fitting = |groups: &[(Span, Vec<usize>)]| {
        groups.iter().map(|(_, events)| events.len()).sum::<usize>()
    };
    while let Some(finer) = level.finer().filter(|finer| *finer >= Level::Month) {
        let there = groups(extents, events, finer);
        let repeats = here.len() == 1 && fitting(&here) == events.len();
        let thin = there.iter().filter(|(_, events)| events.len() < THIN).count();
        let helps = there.len() <= ROOM && thin * 3 <= there.len();
        // A few events that reach across the finer spans do not make a level worth having.
        let loses = fitting(&here) - fitting(&there);
        let needless =
            (helps && loses * 5 <= fitting(&here)) || (loses == 0 && there.len() == here.len());
        if !repeats && !needless {
            break;
        }
        (level, here) = (finer, there);
    }
    level
}

/// The shortest span that still holds all of the events. One for few events is never shorter than
/// a century, nor than what counts at so great a distance.
fn tighten(extents: &Extents, events: &[usize], span: Span) -> Span {
    let distance = span.from.civil().year.unsigned_abs() / 100;
    let shortest = if events.len() <= FEW {
        Level::Years(distance.checked_ilog10().map_or(2, |power| (power + 1).max(2)))
    } else if events.len() <= MOST {
        Level::Month
    } else {
        Level::Day
    };
    let first = events.first().and_then(|event| extents[*event]).map_or(span.from, |first| first.0);
    let holds = |span: Span, event: usize| extents[event].is_some_and(|extent| span.holds(extent));
    let finer = |span: &Span| {
        let finer = span.level.finer().filter(|finer| *finer >= shortest)?.span(first);
        events.iter().all(|event| holds(finer, *event)).then_some(finer)
    };
    std::iter::successors(Some(span), finer).last().unwrap_or(span)
}

/// The spans of a level that events lie in, with those events.
fn groups(extents: &Extents, events: &[usize], level: Level) -> Vec<(Span, Vec<usize>)> {
    let mut span_of = level.spans();
    let placed = events.iter().filter_map(|&event| {
        let extent = extents[event]?;
        let span = span_of(extent.0);
        span.holds(extent).then_some((span, event))
    });
    let mut placed: Vec<(Span, usize)> = placed.collect();
    placed.sort_by_key(|(span, event)| (span.from, *event));
    let same = |one: &(Span, usize), other: &(Span, usize)| one.0 == other.0;
    let group = |group: &[(Span, usize)]| (group[0].0, group.iter().map(|(_, e)| *e).collect());
    placed.chunk_by(same).map(group).collect()
}

/// The events that are in no child.
fn leftover(events: &[usize], children: &[Branch]) -> Vec<usize> {
    fn collect(branch: &Branch, taken: &mut Vec<usize>) {
        taken.extend(&branch.own);
        branch.children.iter().for_each(|child| collect(child, taken));
    }
    let mut taken = Vec::new();
    children.iter().for_each(|child| collect(child, &mut taken));
    taken.sort_unstable();
    events.iter().filter(|event| taken.binary_search(event).is_err()).copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::{Event, Info, Origin, Timeline};
    use proptest::prelude::*;

    fn periods_of(timeline: &Timeline) -> Periods {
        Periods::new(Reach::of_each(timeline.events()))
    }

    fn timeline(dates: impl Iterator<Item = String>) -> Timeline {
        let event = |(index, date): (usize, String)| Event {
            id: format!("e{index}"),
            ..Event::new("x", date.parse().ok(), Origin::Written)
        };
        let events = dates.enumerate().map(event).collect();
        Timeline::new(Info::default(), vec![], vec![], events, vec![])
    }

    fn folders(dates: impl Iterator<Item = String>) -> Vec<String> {
        let periods = periods_of(&timeline(dates));
        let period = |page: PageOf| periods.get(page.period).unwrap().scope.folder();
        let folder = |page: PageOf| period(page) + &page.folder();
        periods.pages().map(folder).collect()
    }

    #[test]
    fn few_events_need_no_pages_of_time() {
        assert!(folders((0..40).map(|n| (1000 + n).to_string())).is_empty());
    }

    #[test]
    fn events_of_one_year_are_told_apart_by_its_months() {
        let days = (0..60).map(|n| format!("1912-{:02}-{:02}", n % 3 + 1, n % 20 + 1));
        assert_eq!(folders(days), ["1912/01/", "1912/02/", "1912/03/"]);
    }

    #[test]
    fn a_level_that_repeats_another_is_left_out() {
        // Two centuries, the second with all of its events in one decade.
        let years = (0..10).map(|n| format!("18{n}5"));
        let crowd = (0..90).map(|n| format!("191{}-05", n % 2 + 2));
        assert_eq!(folders(years.chain(crowd)), ["1800-1899/", "1910s/", "1912/05/", "1913/05/"]);
    }

    #[test]
    fn ancient_and_sparse_times_get_long_spans() {
        let recent = (0..50).map(|n| format!("20{:02}-05-01", n % 20));
        let old = ["Y-17000000", "-3999", "-0043-03-15"].map(str::to_owned).into_iter();
        let folders = folders(old.chain(recent));
        assert_eq!(folders, ["bce/100000000-1/", "2000-2099/", "2000-2009/", "2010s/"]);
    }

    #[test]
    fn a_crowded_month_is_cut_into_days_and_a_crowded_day_into_parts() {
        let month = (0..900).map(|n| format!("1912-04-{:02}", n % 30 + 1));
        let crowd = (0..1_000).map(|_| "1912-04-15".to_owned());
        let folders = folders(month.chain(crowd));
        assert_eq!(folders[..3], ["1912/04/", "1912/04/01-10/", "1912/04/11-20/"]);
        assert!(folders.contains(&"1912/04/14/".to_owned()));
        assert!(folders.contains(&"1912/04/15/part-3/".to_owned()));
        assert_eq!(folders.last().unwrap(), "1912/04/21-30/");
    }

    #[test]
    fn what_fits_into_no_span_and_what_has_no_day_have_lists_of_their_own() {
        let days = (0..60).map(|n| format!("19{:02}-05-01", n + 10));
        let wide = ["", "1880/..", "[..1950]"].map(str::to_owned).into_iter();
        let periods = periods_of(&timeline(days.chain(wide)));
        let own = |period: usize| periods.get(period).unwrap().own.len();
        assert_eq!((own(ALL), own(UNDATED)), (2, 1));
        let decade = periods
            .periods
            .iter()
            .position(|period| period.span().is_some_and(|span| span.folder() == "1950s/"));
        assert_eq!(periods.reaching(decade.unwrap()).len(), 2);
    }

    #[test]
    fn spans_are_named_as_people_name_them() {
        let name = |level: Level, year: i64, month: u8, day: u8| {
            let span = level.span(Day::from_civil(year, month, day).unwrap());
            (span.date().words(), span.folder())
        };
        let pair = |words: &str, folder: &str| (words.to_owned(), folder.to_owned());
        assert_eq!(name(Level::Years(2), 1912, 1, 1), pair("1900–1999", "1900-1999/"));
        assert_eq!(name(Level::Years(1), 1912, 1, 1), pair("1910s", "1910s/"));
        assert_eq!(name(Level::Years(1), 1905, 1, 1), pair("1900–1909", "1900-1909/"));
        assert_eq!(name(Level::Years(1), 7, 1, 1), pair("1–9 CE", "1-9/"));
        assert_eq!(name(Level::Years(0), 1912, 1, 1), pair("1912", "1912/"));
        assert_eq!(name(Level::Month, 1912, 4, 13), pair("April 1912", "1912/04/"));
        assert_eq!(name(Level::Days, 1912, 4, 30), pair("21–30 April 1912", "1912/04/21-30/"));
        assert_eq!(name(Level::Day, 1912, 4, 3), pair("3 April 1912", "1912/04/03/"));
        assert_eq!(name(Level::Years(2), -43, 3, 15), pair("100–1 BCE", "bce/100-1/"));
        assert_eq!(name(Level::Years(0), -43, 3, 15), pair("44 BCE", "bce/44/"));
        assert_eq!(name(Level::Month, -43, 3, 15), pair("March 44 BCE", "bce/44/03/"));
    }

    fn date() -> impl Strategy<Value = String> {
        prop_oneof![
            4 => (1_i64..2100, 1_u8..13, 1_u8..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")),
            4 => (1990_i64..1994, 1_u8..13, 1_u8..29).prop_map(|(y, m, d)| format!("{y:04}-{m:02}-{d:02}")),
            2 => (-5000_i64..2100).prop_map(|year| Date::year(year).to_string()),
            2 => (1900_i64..1950).prop_map(|year| format!("{year}~")),
            1 => (1000_i64..1950, 1_i64..400).prop_map(|(year, more)| format!("{year}/{}", year + more)),
            1 => prop::sample::select(vec!["", "19XX", "1985/..", "[..1899]", "Y-17000000", "Y1000000000000", "1920/", "Y17E200"])
                .prop_map(str::to_owned),
        ]
    }

    proptest! {
        #[test]
        fn every_event_is_listed_once_and_no_period_is_empty(dates in prop::collection::vec(date(), 0..300)) {
            let timeline = timeline(dates.into_iter());
            let periods = periods_of(&timeline);
            let mut listed: Vec<usize> = periods.pages()
                .flat_map(|page| periods.get(page.period).unwrap().listed(page.part).to_vec())
                .collect();
            listed.sort_unstable();
            let all: Vec<usize> = (0..timeline.events().len()).collect();
            if periods.has_pages() {
                prop_assert_eq!(&listed, &all);
            } else {
                prop_assert!(listed.is_empty());
            }
            for page in periods.pages() {
                let period = periods.get(page.period).unwrap();
                prop_assert!(period.events > 0 && period.listed(page.part).len() <= MOST);
                prop_assert_eq!(periods.inside(page.period).len(), period.events);
            }
            for event in all {
                if let Some(page) = periods.page_of(event) {
                    prop_assert!(periods.get(page.period).unwrap().listed(page.part).contains(&event));
                }
            }
        }

        #[test]
        fn a_span_lies_in_the_one_above_and_before_the_next(dates in prop::collection::vec(date(), 41..300)) {
            let periods = periods_of(&timeline(dates.into_iter()));
            for (index, period) in periods.periods.iter().enumerate() {
                let Some(span) = period.span() else { continue };
                prop_assert!(span.from < span.to);
                if let Some(above) = period.parent.and_then(|parent| periods.get(parent)?.span()) {
                    prop_assert!(above.from <= span.from && span.to <= above.to && above != span);
                }
                if let Some(after) = period.after {
                    let after = periods.get(after).unwrap();
                    prop_assert_eq!(after.before, Some(index));
                    prop_assert!(span.to <= after.span().unwrap().from);
                    prop_assert_eq!(after.span().unwrap().level, span.level);
                }
                prop_assert!(period.before.is_none_or(|before| periods.periods[before].after == Some(index)));
            }
        }

        #[test]
        fn what_may_lie_in_a_span_is_in_it_or_reaches_it(dates in prop::collection::vec(date(), 41..200)) {
            let timeline = timeline(dates.into_iter());
            let periods = periods_of(&timeline);
            for (index, period) in periods.periods.iter().enumerate() {
                let Some(span) = period.span() else { continue };
                let mut found = periods.inside(index);
                found.extend(periods.reaching(index));
                found.sort_unstable();
                let meets = |event: &usize| periods.extent(*event).is_some_and(|extent| span.meets(extent));
                let wanted: Vec<usize> = (0..timeline.events().len()).filter(meets).collect();
                prop_assert_eq!(found, wanted);
            }
        }
    }
}
