//! How two dates lie to each other: which of Allen's relations are possible between them.
//!
//! Every date is described to `relation` as regions in which its extent may lie: one for a plain
//! date or an interval, one for each value of a list or of open digits. The step is the day, which
//! is taken whole, or the second where either date has a time of day.

use super::bounds::{Bounds, Limit};
use super::calendar::Day;
use super::components::Components;
use super::expression::{Choice, Date, Endpoint, Single, Time, Unit, Zone};
use super::extent::Extent;
use super::far::FarYear;
use super::policy::Policy;
use super::values::Series;
use crate::relation::{Certainty, Region, Relation, Relations, possible};
use std::cmp::Ordering;

/// The answer to a question about two dates.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Answer {
    /// Whether it is so.
    pub certainty: Certainty,
    /// Whether either date is marked as approximate or uncertain, so that even what is certain is
    /// only as certain as the mark allows.
    pub qualified: bool,
}

impl Answer {
    /// Whether it is certainly so.
    pub fn is_certain(self) -> bool {
        self.certainty == Certainty::Certain
    }

    /// Whether it may be so.
    pub fn is_possible(self) -> bool {
        self.certainty != Certainty::Impossible
    }
}

impl Date {
    /// The relations that are possible between this date and the other.
    ///
    /// The set is exact: every relation in it holds for some extents that the two dates allow, and
    /// no other does. Only where both dates have open digits, and each of them more than 4,096
    /// values, it may hold more. Something dated to a day is taken to fill it; to a year, month or
    /// other unit, to lie within it, for as many days as it likes.
    ///
    /// ```
    /// use annals_core::{Date, Relation};
    /// let date = |text: &str| text.parse::<Date>().unwrap();
    /// assert_eq!(date("1957-10-04").relations(&date("1958")).certain(), Some(Relation::Before));
    /// assert!(date("2004/2005").relations(&date("2004-06")).contains(Relation::Contains));
    /// ```
    pub fn relations(&self, other: &Date) -> Relations {
        self.relations_as(Policy::default(), other, Policy::default())
    }

    /// The same, with each date read by a policy of its own.
    ///
    /// ```
    /// use annals_core::{Date, Extent, Policy, Relation};
    /// let (drought, flood): (Date, Date) = ("1986".parse()?, "1986-05-03".parse()?);
    /// let whole = Policy { extent: Extent::Throughout, ..Policy::default() };
    /// let relations = drought.relations_as(whole, &flood, Policy::default());
    /// assert_eq!(relations.certain(), Some(Relation::Contains));
    /// # Ok::<(), annals_core::DateError>(())
    /// ```
    pub fn relations_as(&self, own: Policy, other: &Date, others: Policy) -> Relations {
        let scale = Scale::of(self, other);
        let (ours, theirs) = (parts(self, own, scale), parts(other, others, scale));
        let shift = scale.shift(self, other);
        let mut relations = Relations::EMPTY;
        for a in &ours {
            for b in &theirs {
                relations = relations | a.relations(b, scale, shift);
                if relations == Relations::ALL {
                    return relations;
                }
            }
        }
        relations
    }

    /// Whether it ends before the other starts.
    ///
    /// ```
    /// use annals_core::{Certainty, Date};
    /// let date = |text: &str| text.parse::<Date>().unwrap();
    /// assert_eq!(date("1984~").before(&date("1985")).certainty, Certainty::Certain);
    /// assert!(date("1984~").before(&date("1985")).qualified);
    /// assert_eq!(date("2004/2005").before(&date("2004-06")).certainty, Certainty::Impossible);
    /// ```
    pub fn before(&self, other: &Date) -> Answer {
        self.answer(other, Relations::BEFORE)
    }

    /// Whether it starts after the other ends.
    pub fn after(&self, other: &Date) -> Answer {
        self.answer(other, Relations::AFTER)
    }

    /// Whether any day is part of both.
    ///
    /// Of a list of all, any of its dates is enough.
    pub fn overlaps(&self, other: &Date) -> Answer {
        self.answer_of_any(other, Relations::SHARES_TIME)
    }

    /// Whether no part of it is outside the other.
    pub fn within(&self, other: &Date) -> Answer {
        let any = other.each_of_all();
        let certainty = any.iter().map(|one| self.relations(one).certainty(Relations::WITHIN));
        self.qualify(other, at_best(certainty))
    }

    /// Whether no part of the other is outside it.
    pub fn contains(&self, other: &Date) -> Answer {
        let Answer { certainty, qualified } = other.within(self);
        Answer { certainty, qualified }
    }

    /// Whether both take the same days.
    pub fn coincides(&self, other: &Date) -> Answer {
        self.answer(other, Relation::Equals.into())
    }

    /// What both dates say at once; `None` where they contradict each other.
    ///
    /// Of lists it is what any of their entries says together with any of the other's. Open digits
    /// are filled in by the other's; where that cannot be said digit by digit, the result is a
    /// range of days, as narrow as one can be. Doubt stays only where both have it.
    ///
    /// ```
    /// use annals_core::Date;
    /// let date = |text: &str| text.parse::<Date>().unwrap();
    /// let both = |a: &str, b: &str| date(a).intersect(&date(b)).map(|date| date.to_string());
    /// assert_eq!(both("1985", "1985-04~"), Some("1985-04~".into()));
    /// assert_eq!(both("156X-12-25", "1563-XX-25"), Some("1563-12-25".into()));
    /// assert_eq!(both("[1984,1986]", "1985/.."), Some("1986".into()));
    /// assert_eq!(both("1983-21", "1983-31"), Some("1983-21".into()));
    /// assert_eq!(both("1985", "1986"), None);
    /// ```
    pub fn intersect(&self, other: &Date) -> Option<Date> {
        match (self, other) {
            (Date::Interval { start, end }, Date::Interval { start: s, end: e }) => {
                narrowed_interval((*start, *end), (*s, *e))
            }
            (Date::Interval { start, end }, single) | (single, Date::Interval { start, end }) => {
                narrowed_to_interval(single, *start, *end)
            }
            _ => {
                let mut found: Vec<Choice> = Vec::new();
                for a in self.choices() {
                    found.extend(other.choices().iter().filter_map(|b| narrowed(a, *b)));
                }
                let is_all = matches!(self, Date::AllOf(_)) || matches!(other, Date::AllOf(_));
                listed(found, is_all)
            }
        }
    }

    /// Whether every day that it may mean is one that the other may mean.
    ///
    /// An unknown limit is within nothing but itself.
    pub fn is_within(&self, other: &Date) -> bool {
        let starts_later = match (self.earliest(), other.earliest()) {
            (_, Limit::Open) => true,
            (own, others) => own.dated_cmp(others).is_some_and(Ordering::is_ge),
        };
        let ends_earlier = match (self.latest(), other.latest()) {
            (_, Limit::Open) => true,
            (own, others) => own.dated_cmp(others).is_some_and(Ordering::is_le),
        };
        starts_later && ends_earlier
    }

    /// Whether they may mean the same day. Unknown limits may be anywhere.
    pub fn may_meet(&self, other: &Date) -> bool {
        let apart = |end: Limit, start: Limit| end.dated_cmp(start).is_some_and(Ordering::is_lt);
        !apart(self.latest(), other.earliest()) && !apart(other.latest(), self.earliest())
    }

    fn answer(&self, other: &Date, wanted: Relations) -> Answer {
        self.qualify(other, self.relations(other).certainty(wanted))
    }

    fn answer_of_any(&self, other: &Date, wanted: Relations) -> Answer {
        let (ours, theirs) = (self.each_of_all(), other.each_of_all());
        let pairs = ours.iter().flat_map(|a| theirs.iter().map(move |b| a.relations(b)));
        self.qualify(other, at_best(pairs.map(|relations| relations.certainty(wanted))))
    }

    fn qualify(&self, other: &Date, certainty: Certainty) -> Answer {
        let is_doubted = |date: &Date| date.is_approximate() || date.is_uncertain();
        Answer { certainty, qualified: is_doubted(self) || is_doubted(other) }
    }

    /// The dates of a list of all one by one; any other date by itself.
    fn each_of_all(&self) -> Vec<Date> {
        match self {
            Date::AllOf(choices) => choices
                .iter()
                .map(|choice| match *choice {
                    Choice::At(single) => Date::Single(single),
                    Choice::Range(first, last) => Date::interval(first, last),
                    Choice::Until(last) => {
                        Date::Interval { start: Endpoint::Open, end: Endpoint::At(last) }
                    }
                    Choice::From(first) => Date::since(first),
                })
                .collect(),
            _ => vec![self.clone()],
        }
    }

    fn choices(&self) -> Vec<Choice> {
        match self {
            Date::Single(single) => vec![Choice::At(*single)],
            Date::OneOf(choices) | Date::AllOf(choices) => choices.clone(),
            Date::Interval { .. } => Vec::new(),
        }
    }
}

fn at_best(answers: impl Iterator<Item = Certainty>) -> Certainty {
    answers.fold(Certainty::Impossible, |best, answer| match (best, answer) {
        (Certainty::Certain, _) | (_, Certainty::Certain) => Certainty::Certain,
        (Certainty::Possible, _) | (_, Certainty::Possible) => Certainty::Possible,
        _ => Certainty::Impossible,
    })
}

/// How long a step is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Scale {
    /// Steps in a day: 1, or 86,400.
    day: i128,
}

const SECONDS: Scale = Scale { day: 86_400 };
const DAYS: Scale = Scale { day: 1 };

/// Later than anything that is dated.
const FAR: i128 = 1 << 108;
/// The end of time.
const FARTHEST: i128 = 1 << 110;
const ANY_LENGTH: (i128, i128) = (1, i128::MAX / 4);

/// Hours by which clocks are ahead of universal time at most, and behind it.
const AHEAD: i128 = 14 * 3600;
const BEHIND: i128 = 12 * 3600;

impl Scale {
    fn of(a: &Date, b: &Date) -> Scale {
        let has_time =
            |date: &Date| date.singles().any(|single| matches!(single.unit, Unit::Time(_)));
        if has_time(a) || has_time(b) { SECONDS } else { DAYS }
    }

    /// By how much the first date may be moved to stand on one clock with the second: what has no
    /// zone was told in some zone of the world.
    fn shift(self, a: &Date, b: &Date) -> (i128, i128) {
        let is_zoned = |date: &Date| date.singles().any(is_zoned);
        match (is_zoned(a), is_zoned(b)) {
            (true, false) => (-BEHIND, AHEAD),
            (false, true) => (-AHEAD, BEHIND),
            (true, true) | (false, false) => (0, 0),
        }
    }

    /// Where that day starts, or the first day of a far year.
    fn start_of(self, limit: Limit) -> Option<i128> {
        match limit {
            Limit::Day(day) => Some(i128::from(day.number()) * self.day),
            Limit::Far { year, last } => Some(far(year, last)),
            Limit::Open | Limit::Unknown => None,
        }
    }

    /// Where that day ends.
    fn end_of(self, limit: Limit) -> Option<i128> {
        match limit {
            Limit::Day(_) => self.start_of(limit).map(|start| start + self.day),
            _ => self.start_of(limit).map(|start| start + 1),
        }
    }

    /// Where something starts that starts between those days. One day is filled.
    fn starts(self, earliest: Limit, latest: Limit) -> (i128, i128) {
        let from = self.start_of(earliest).unwrap_or(-FARTHEST);
        let to = match self.end_of(latest) {
            _ if earliest == latest && earliest.day().is_some() => from,
            Some(end) => end - 1,
            None => FARTHEST,
        };
        (from, to)
    }

    /// Where something ends that ends between those days.
    fn ends(self, earliest: Limit, latest: Limit) -> (i128, i128) {
        let to = self.end_of(latest).unwrap_or(FARTHEST);
        let from = match self.start_of(earliest) {
            _ if earliest == latest && earliest.day().is_some() => to,
            Some(start) => start + 1,
            None => -FARTHEST,
        };
        (from, to)
    }

    /// At some time between those days.
    fn within(self, earliest: Limit, latest: Limit) -> Region {
        let (start, end) = (self.starts(earliest, latest), self.ends(earliest, latest));
        Region { start, end, length: ANY_LENGTH }
    }

    /// A single unit without open digits.
    fn single(self, single: Single, policy: Policy) -> Region {
        if let Unit::Time(time) = single.unit {
            // The unit of a time of day is the minute.
            let by = i128::from(policy.tolerance.units(single.doubt)) * 60;
            let (start, end) = (self.clock_starts(time), self.clock_ends(time));
            let wider = |(from, to): (i128, i128)| (from - by, to + by);
            return Region { start: wider(start), end: wider(end), length: ANY_LENGTH };
        }
        let (first, last) = single.limits(policy);
        match (single.unit, policy.extent) {
            // One of the days that doubt adds.
            (Unit::Day(_), _) if first != last => {
                Region { length: (self.day, self.day), ..self.within(first, last) }
            }
            (_, Extent::Within) => self.within(first, last),
            (_, Extent::Throughout) => self.bounded(Date::Single(single).bounds(policy)),
        }
    }

    fn bounded(self, bounds: Bounds) -> Region {
        Region {
            start: self.starts(bounds.start_earliest, bounds.start_latest),
            end: self.ends(bounds.end_earliest, bounds.end_latest),
            length: ANY_LENGTH,
        }
    }

    fn interval(self, start: Endpoint, end: Endpoint, policy: Policy) -> Region {
        let span = |single: Single| single.limits(policy);
        let starts = match start {
            Endpoint::At(Single { unit: Unit::Time(time), .. }) => self.clock_starts(time),
            Endpoint::At(single) => self.starts(span(single).0, span(single).1),
            Endpoint::Until(single) => {
                (-FARTHEST, self.end_of(span(single).1).map_or(FARTHEST, |end| end - 1))
            }
            Endpoint::From(single) => {
                (self.start_of(span(single).0).unwrap_or(-FARTHEST), FARTHEST)
            }
            Endpoint::Open => (-FARTHEST, -FAR),
            Endpoint::Unknown => (-FARTHEST, FARTHEST),
        };
        let ends = match end {
            Endpoint::At(Single { unit: Unit::Time(time), .. }) => self.clock_ends(time),
            Endpoint::At(single) => self.ends(span(single).0, span(single).1),
            Endpoint::Until(single) => (-FARTHEST, self.end_of(span(single).1).unwrap_or(FARTHEST)),
            Endpoint::From(single) => {
                (self.start_of(span(single).0).map_or(-FARTHEST, |start| start + 1), FARTHEST)
            }
            // What goes on today has not ended before tomorrow.
            Endpoint::Open => match policy.now {
                Some(now) => (self.end_of(Limit::Day(now)).unwrap_or(FAR), FARTHEST),
                None => (FAR, FARTHEST),
            },
            Endpoint::Unknown => (-FARTHEST, FARTHEST),
        };
        Region { start: starts, end: ends, length: ANY_LENGTH }
    }

    fn clock_starts(self, time: Time) -> (i128, i128) {
        let (start, length) = clock(time);
        (start, start + length - 1)
    }

    fn clock_ends(self, time: Time) -> (i128, i128) {
        let (start, length) = clock(time);
        // A second is as fine as it gets.
        (start + 1, start + length)
    }

    /// The day in which a step lies, where days are counted so far.
    fn day_of(self, step: i128) -> Option<Day> {
        let number = i64::try_from(step.div_euclid(self.day)).ok()?;
        let counted = Day::FIRST.number()..=Day::LAST.number();
        counted.contains(&number).then(|| Day::from_number(number))
    }
}

/// Seconds of universal time, or of the clock where its zone is not known; and how many it may be.
fn clock(time: Time) -> (i128, i128) {
    let offset = match time.zone {
        Zone::Local | Zone::Utc => 0,
        Zone::Offset(minutes) => i128::from(minutes) * 60,
    };
    let minutes = i128::from(time.hour) * 60 + i128::from(time.minute);
    let day = i128::from(time.day.number()) * SECONDS.day;
    let second = time.second.map_or(0, i128::from);
    let length = if time.second.is_some() { 1 } else { 60 };
    (day + minutes * 60 + second - offset, length)
}

fn is_zoned(single: Single) -> bool {
    matches!(single.unit, Unit::Time(Time { zone: Zone::Utc | Zone::Offset(_), .. }))
}

/// Beyond every day, in the order of years.
fn far(year: FarYear, last: bool) -> i128 {
    let beyond = 1_i128 << 100;
    // Even, so that the end of a year is not the start of the next.
    let rank = year.rank() * 4 + if last { 2 } else { 0 };
    if year.is_negative() { rank - beyond } else { rank + beyond }
}

/// What a date, or an entry of a list, says of where its extent lies.
enum Part {
    /// Somewhere in that region.
    Region(Region),
    /// At one of these units.
    Series(Series, Policy),
}

fn parts(date: &Date, policy: Policy, scale: Scale) -> Vec<Part> {
    match date {
        Date::Single(single) => vec![of_single(*single, policy, scale)],
        Date::Interval { start, end } => vec![Part::Region(scale.interval(*start, *end, policy))],
        Date::OneOf(choices) => {
            choices.iter().map(|choice| of_choice(*choice, policy, scale)).collect()
        }
        // The whole of them, from the first to the last.
        Date::AllOf(_) => vec![Part::Region(scale.bounded(date.bounds(policy)))],
    }
}

fn of_single(single: Single, policy: Policy, scale: Scale) -> Part {
    let is_masked = matches!(single.unit, Unit::Components(c) if c.has_open_digits());
    let is_doubted = !single.any_doubt().is_none();
    if is_masked && single.part.is_none() && !(is_doubted && policy != Policy::default()) {
        return Part::Series(Series::of_single(single), policy);
    }
    Part::Region(scale.single(single, policy))
}

fn of_choice(choice: Choice, policy: Policy, scale: Scale) -> Part {
    match choice {
        Choice::At(single) => of_single(single, policy, scale),
        Choice::Range(first, last) => match Series::of_range(first, last) {
            Some(series) if first.doubt.is_none() && last.doubt.is_none() => {
                Part::Series(series, policy)
            }
            _ => Part::Region(scale.within(first.limits(policy).0, last.limits(policy).1)),
        },
        Choice::Until(last) => Part::Region(Region {
            start: (-FARTHEST, scale.end_of(last.limits(policy).1).map_or(FARTHEST, |end| end - 1)),
            end: (-FARTHEST, scale.end_of(last.limits(policy).1).unwrap_or(FARTHEST)),
            length: ANY_LENGTH,
        }),
        Choice::From(first) => Part::Region(Region {
            start: (scale.start_of(first.limits(policy).0).unwrap_or(-FARTHEST), FARTHEST),
            end: (scale.start_of(first.limits(policy).0).map_or(-FARTHEST, |s| s + 1), FARTHEST),
            length: ANY_LENGTH,
        }),
    }
}

impl Part {
    fn relations(&self, other: &Part, scale: Scale, shift: (i128, i128)) -> Relations {
        match (self, other) {
            (Part::Region(a), Part::Region(b)) => possible(a, b, shift),
            (Part::Series(a, policy), Part::Region(b)) => {
                series_to_region(*a, *policy, b, scale, shift)
            }
            (Part::Region(a), Part::Series(b, policy)) => {
                let back = (-shift.1, -shift.0);
                series_to_region(*b, *policy, a, scale, back).converse()
            }
            (Part::Series(a, own), Part::Series(b, others)) => {
                series_to_series((*a, *own), (*b, *others), scale, shift)
            }
        }
    }
}

/// Of the units of a series only those matter that are nearest to where the region may start or
/// end, on either side of it, and the outermost: between two such places one unit is like another.
fn series_to_region(
    series: Series,
    policy: Policy,
    region: &Region,
    scale: Scale,
    shift: (i128, i128),
) -> Relations {
    let edges = [region.start.0, region.start.1, region.end.0, region.end.1];
    let days = edges.into_iter().flat_map(|edge| [edge - shift.0, edge - shift.1]);
    let days = days.filter_map(|step| scale.day_of(step)).flat_map(|day| {
        // The neighbours, since a step may be the last of one day or the first of the next.
        [day - 2, day - 1, day, day + 1, day + 2]
    });
    let near = days.flat_map(|day| [series.from(day), series.until(day)]);
    let outermost = [series.first(), series.last()];
    let mut seen: Vec<Unit> = Vec::new();
    let mut relations = Relations::EMPTY;
    for unit in near.chain(outermost).flatten() {
        if !seen.contains(&unit) {
            seen.push(unit);
            let own = scale.single(unit.into(), policy);
            relations = relations | possible(&own, region, shift);
        }
    }
    relations
}

/// The units of the shorter series one by one, as long as one of them is short.
fn series_to_series(
    (a, own): (Series, Policy),
    (b, others): (Series, Policy),
    scale: Scale,
    shift: (i128, i128),
) -> Relations {
    let back = (-shift.1, -shift.0);
    let of_a = |unit: Unit| {
        series_to_region(b, others, &scale.single(unit.into(), own), scale, back).converse()
    };
    let of_b =
        |unit: Unit| series_to_region(a, own, &scale.single(unit.into(), others), scale, shift);
    if let Some(units) = short(a) {
        return units.into_iter().map(of_a).fold(Relations::EMPTY, Relations::union);
    }
    if let Some(units) = short(b) {
        return units.into_iter().map(of_b).fold(Relations::EMPTY, Relations::union);
    }
    let whole = |series: Series, policy: Policy| {
        let first = series.first().map(|unit| scale.single(unit.into(), policy));
        let last = series.last().map(|unit| scale.single(unit.into(), policy));
        let (from, to) =
            (first.map_or(-FARTHEST, |r| r.start.0), last.map_or(FARTHEST, |r| r.end.1));
        Region { start: (from, to - 1), end: (from + 1, to), length: ANY_LENGTH }
    };
    possible(&whole(a, own), &whole(b, others), shift)
}

/// The units of a series, where they are few enough to be gone through.
fn short(series: Series) -> Option<Vec<Unit>> {
    const MOST: usize = 4096;
    let mut units = Vec::new();
    let mut next = series.first();
    while let Some(unit) = next {
        if units.len() == MOST {
            return None;
        }
        units.push(unit);
        next = series.after(unit);
    }
    Some(units)
}

/// What two entries say at once.
fn narrowed(a: Choice, b: Choice) -> Option<Choice> {
    if let (Choice::At(one), Choice::At(other)) = (a, b) {
        if one.undoubted() == other.undoubted() {
            return Some(Choice::At(shared_doubt(one, other)));
        }
        if let (Some(own), Some(others)) = (digits(one), digits(other))
            && own.precision() == others.precision()
            && !own.names_other_season(others)
        {
            let both = own.narrowed(others)?;
            return Some(Choice::At(both.doubted(common(one, other))));
        }
    }
    let (from, to) = overlap(limits(a), limits(b))?;
    // The narrower of the two says it best, with its own doubt.
    let tight = |choice: Choice| limits(choice) == (from, to);
    match (tight(a), tight(b)) {
        (true, true) => Some(finer(a, b)),
        (true, false) if is_solid(b) => Some(a),
        (false, true) if is_solid(a) => Some(b),
        _ => match (a, b) {
            (Choice::At(one), Choice::At(other)) => {
                narrowed_by_digits(one, other).unwrap_or_else(|| days_of_both(a, b, from, to))
            }
            _ => days_of_both(a, b, from, to),
        },
    }
}

fn digits(single: Single) -> Option<Components> {
    let plain = single.part.is_none().then_some(single.unit)?;
    Components::of(plain)
}

/// What two dates of digits may both mean that differ in precision; `None` where only their days
/// can tell.
fn narrowed_by_digits(one: Single, other: Single) -> Option<Option<Choice>> {
    let (own, others) = (digits(one)?, digits(other)?);
    let (own, others) = (own.as_fine_as(others), others.as_fine_as(own));
    let both = || Some(Choice::At(own.narrowed(others)?.doubted(common(one, other))));
    let is_told = own.precision() == others.precision() && !own.names_other_season(others);
    is_told.then(both)
}

/// Whether every day between its first and its last is one that it may mean.
fn is_solid(choice: Choice) -> bool {
    !choice.singles().iter().flatten().any(|single| {
        matches!(single.unit, Unit::Components(components) if components.has_open_digits())
    })
}

/// Of two entries of the same days the more precise, the first in text order of two alike.
fn finer(a: Choice, b: Choice) -> Choice {
    let rank = |choice: Choice| {
        let precision = choice.singles().iter().flatten().map(|single| single.precision()).min();
        (std::cmp::Reverse(is_solid(choice)), precision, std::cmp::Reverse(choice.to_string()))
    };
    if rank(a) >= rank(b) { a } else { b }
}

fn days_of_both(a: Choice, b: Choice, from: Limit, to: Limit) -> Option<Choice> {
    let (mut from, mut to) = (from, to);
    // Days that open digits leave out are not meant: the ends move inward until either means them.
    loop {
        let before = (from, to);
        for choice in [a, b] {
            (from, to) = meant_of(choice, from, to)?;
        }
        if (from, to) == before {
            break;
        }
    }
    let day = |day: Day| Single::from(Unit::Day(day));
    match (from, to) {
        (Limit::Day(from), Limit::Day(to)) if from == to => Some(Choice::At(day(from))),
        (Limit::Day(from), Limit::Day(to)) => Some(Choice::Range(day(from), day(to))),
        (Limit::Day(from), _) => Some(Choice::From(day(from))),
        (_, Limit::Day(to)) => Some(Choice::Until(day(to))),
        // Years too far for days: what either says.
        _ => Some(finer(a, b)),
    }
}

/// The outermost days between two that open digits leave possible; `None` where there are none.
fn meant_of(choice: Choice, from: Limit, to: Limit) -> Option<(Limit, Limit)> {
    let Choice::At(single) = choice else { return Some((from, to)) };
    let series = Series::of_single(single);
    let (Series::Components(_), Limit::Day(first), Limit::Day(last)) = (series, from, to) else {
        return Some((from, to));
    };
    let unit = |unit: Unit| Single::from(unit);
    let before = series.until(first).filter(|u| unit(*u).last() >= first);
    let start = before.or_else(|| series.from(first)).map(|u| unit(u).first().max(first))?;
    let end = series.until(last).map(|u| unit(u).last().min(last))?;
    (start <= end).then_some((Limit::Day(start), Limit::Day(end)))
}

fn limits(choice: Choice) -> (Limit, Limit) {
    choice.bounds(Policy::default()).outer()
}

/// From the later start to the earlier end, where that is not backwards. Open ends give way.
fn overlap(a: (Limit, Limit), b: (Limit, Limit)) -> Option<(Limit, Limit)> {
    let from = match a.0.dated_cmp(b.0) {
        None if a.0.day().is_some() || matches!(a.0, Limit::Far { .. }) => a.0,
        None => b.0,
        Some(order) => {
            if order.is_ge() {
                a.0
            } else {
                b.0
            }
        }
    };
    let to = match a.1.dated_cmp(b.1) {
        None if a.1.day().is_some() || matches!(a.1, Limit::Far { .. }) => a.1,
        None => b.1,
        Some(order) => {
            if order.is_le() {
                a.1
            } else {
                b.1
            }
        }
    };
    let is_backwards = from.dated_cmp(to).is_some_and(Ordering::is_gt);
    (!is_backwards).then_some((from, to))
}

fn common(a: Single, b: Single) -> super::expression::Doubt {
    let (a, b) = (a.any_doubt(), b.any_doubt());
    super::expression::Doubt {
        approximate: a.approximate && b.approximate,
        uncertain: a.uncertain && b.uncertain,
    }
}

fn shared_doubt(one: Single, other: Single) -> Single {
    if one.doubt == other.doubt && one == other {
        return one;
    }
    one.undoubted().doubted(common(one, other))
}

/// A list in order of time, without doubles; the entry itself where there is one.
fn listed(found: Vec<Choice>, is_all: bool) -> Option<Date> {
    let mut found = found;
    let key = |choice: &Choice| (Date::OneOf(vec![*choice]).sort_key(), choice.to_string());
    found.sort_by_cached_key(key);
    found.dedup();
    match found.as_slice() {
        [] => None,
        [Choice::At(single)] => Some(Date::Single(*single)),
        _ if is_all => Some(Date::AllOf(found)),
        _ => Some(Date::OneOf(found)),
    }
}

fn narrowed_interval(a: (Endpoint, Endpoint), b: (Endpoint, Endpoint)) -> Option<Date> {
    let start = narrowed_end(a.0, b.0)?;
    let end = narrowed_end(a.1, b.1)?;
    in_order(start, end).then_some(Date::Interval { start, end })
}

fn narrowed_end(a: Endpoint, b: Endpoint) -> Option<Endpoint> {
    let as_choice = |end: Endpoint| match end {
        Endpoint::At(single) => Some(Choice::At(single)),
        Endpoint::Until(single) => Some(Choice::Until(single)),
        Endpoint::From(single) => Some(Choice::From(single)),
        Endpoint::Open | Endpoint::Unknown => None,
    };
    match (a, b) {
        (Endpoint::Unknown, other) | (other, Endpoint::Unknown) => Some(other),
        (Endpoint::Open, Endpoint::Open) => Some(Endpoint::Open),
        // What has an end does not go on for ever; what goes on so far may have ended since.
        (Endpoint::Open, dated) | (dated, Endpoint::Open) => Some(dated),
        _ => match narrowed(as_choice(a)?, as_choice(b)?)? {
            Choice::At(single) => Some(Endpoint::At(single)),
            Choice::Until(last) => Some(Endpoint::Until(last)),
            Choice::From(first) => Some(Endpoint::From(first)),
            // An end cannot be a range: the narrower of the two stands for it.
            Choice::Range(..) => {
                let width = |end: Endpoint| {
                    let single = end.single()?;
                    Some((single.last() - single.first(), end.to_string()))
                };
                if width(a) <= width(b) { Some(a) } else { Some(b) }
            }
        },
    }
}

/// Something within a date that is also said to have lasted from one end to another.
fn narrowed_to_interval(date: &Date, start: Endpoint, end: Endpoint) -> Option<Date> {
    let from = match start {
        Endpoint::At(single) | Endpoint::From(single) => Some(single),
        _ => None,
    };
    let to = match end {
        Endpoint::At(single) | Endpoint::Until(single) => Some(single),
        _ => None,
    };
    let window = match (from, to) {
        (Some(from), Some(to)) => Choice::Range(from, to),
        (Some(from), None) => Choice::From(from),
        (None, Some(to)) => Choice::Until(to),
        (None, None) => return Some(date.clone()),
    };
    let found = date.choices().into_iter().filter_map(|choice| narrowed(choice, window));
    listed(found.collect(), matches!(date, Date::AllOf(_)))
}

fn in_order(start: Endpoint, end: Endpoint) -> bool {
    let (Some(start), Some(end)) = (start.single(), end.single()) else { return true };
    let (first, last) = (start.limits(Policy::default()).0, end.limits(Policy::default()).1);
    !first.dated_cmp(last).is_some_and(Ordering::is_gt)
}
