//! Which candidates tell the same event, and what is known of it from all together.

use super::block::pairs;
use super::features::{Features, Vocabulary};
use super::{NEARLY_THE_SAME, Told, days_apart};
use annals_core::{Date, Status};
use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};

/// Candidates that tell the same event, as numbers.
pub(super) struct Group {
    /// All of them, in order.
    pub(super) members: Vec<usize>,
    /// The one whose title and status stand for it.
    pub(super) best: usize,
    /// When it was: the finest date that most of them bear out.
    pub(super) date: Date,
}

/// Two candidates of the same days are one from this likeness on.
const ALIKE: f64 = 0.5;
/// Two candidates of which one is dated coarsely need more.
const ALIKE_COARSE: f64 = 0.6;
/// From how many days on a date is coarse.
const COARSE: i64 = 8;
/// Copies of one report may differ by a few days in the date, and are one event even so.
const SLIP: i64 = 3;
/// A group keeps no more different dates than this.
const MOST_DATES: usize = 16;

/// Groups the candidates of the numbers in `free`.
pub(super) fn clusters(
    free: &[usize],
    told: &[Told<'_>],
    features: &[Features],
    vocabulary: &Vocabulary,
) -> Vec<Group> {
    let copies = copies(free, told, features);
    let free: Vec<usize> = copies.iter().map(|copies| copies[0]).collect();
    let dates: Vec<&Date> = free.iter().map(|&number| &told[number].candidate.date).collect();
    let own: Vec<Features> = free.iter().map(|&number| features[number].clone()).collect();
    let mut links: Vec<Link> = pairs(&dates, &own, vocabulary)
        .into_iter()
        .filter_map(|(one, other)| {
            let (a, b) = (told[free[one]], told[free[other]]);
            let likeness = likeness(a, b, &own[one], &own[other], vocabulary)?;
            Some(Link { likeness, one, other })
        })
        .collect();
    // The likest pairs are joined first, so that no chain of weak links decides.
    links.sort_by(|a, b| {
        b.likeness.total_cmp(&a.likeness).then((a.one, a.other).cmp(&(b.one, b.other)))
    });
    let mut forest = Forest::new(&dates);
    for link in links {
        forest.join(link);
    }
    forest
        .groups()
        .into_iter()
        .map(|members| {
            let all = members.into_iter().flat_map(|own| copies[own].iter().copied());
            let mut all: Vec<usize> = all.collect();
            all.sort_unstable();
            group(all, told)
        })
        .collect()
}

/// The candidates that say the same in the same words, each kind in order: wire copy is compared
/// once.
fn copies(free: &[usize], told: &[Told<'_>], features: &[Features]) -> Vec<Vec<usize>> {
    let mut copies: Vec<Vec<usize>> = Vec::new();
    let mut known = HashMap::new();
    for &number in free {
        let candidate = told[number].candidate;
        let own = (&candidate.date, &features[number], candidate.status, candidate.is_telling);
        let place = *known.entry(own).or_insert(copies.len());
        match copies.get_mut(place) {
            Some(same) => same.push(number),
            None => copies.push(vec![number]),
        }
    }
    copies
}

#[derive(Clone, Copy)]
struct Link {
    likeness: f64,
    one: usize,
    other: usize,
}

/// How alike two candidates are, where that is enough to be one event.
fn likeness(
    a: Told<'_>,
    b: Told<'_>,
    one: &Features,
    other: &Features,
    vocabulary: &Vocabulary,
) -> Option<f64> {
    if !may_be_one(a.candidate.status, b.candidate.status)
        || a.candidate.is_telling != b.candidate.is_telling
    {
        return None;
    }
    if a.article == b.article && a.candidate.span == b.candidate.span {
        return None;
    }
    // The same people do many things in a day.
    if !vocabulary.share_words(one, other) {
        return None;
    }
    let likeness = vocabulary.likeness(one, other);
    let names = vocabulary.shared_names(one, other);
    let apart = days_apart(&a.candidate.date, &b.candidate.date);
    let is_coarse = length(&a.candidate.date).max(length(&b.candidate.date)) >= COARSE;
    let enough = match (apart, is_coarse) {
        (0, false) => ALIKE,
        (0, true) => ALIKE_COARSE,
        (1..=SLIP, false) if names >= 2 => NEARLY_THE_SAME,
        _ => return None,
    };
    let enough = if names == 0 { enough.max(NEARLY_THE_SAME) } else { enough };
    (likeness >= enough).then_some(likeness)
}

/// What is denied is no telling of what happened.
fn may_be_one(one: Status, other: Status) -> bool {
    (one == Status::Denied) == (other == Status::Denied)
}

fn length(date: &Date) -> i64 {
    match (date.earliest().day(), date.latest().day()) {
        (Some(first), Some(last)) => last - first + 1,
        _ => i64::MAX,
    }
}

/// Groups that grow, each with the different dates in it.
struct Forest<'d> {
    parents: Vec<usize>,
    dates: Vec<Vec<&'d Date>>,
}

impl<'d> Forest<'d> {
    fn new(dates: &[&'d Date]) -> Forest<'d> {
        Forest {
            parents: (0..dates.len()).collect(),
            dates: dates.iter().map(|&date| vec![date]).collect(),
        }
    }

    fn root(&mut self, mut number: usize) -> usize {
        while self.parents[number] != number {
            self.parents[number] = self.parents[self.parents[number]];
            number = self.parents[number];
        }
        number
    }

    /// Joins two groups, unless a date of one contradicts a date of the other.
    fn join(&mut self, link: Link) {
        let (one, other) = (self.root(link.one), self.root(link.other));
        if one == other {
            return;
        }
        let slip = if link.likeness >= NEARLY_THE_SAME { SLIP } else { 0 };
        let agree = self.dates[one]
            .iter()
            .all(|date| self.dates[other].iter().all(|other| days_apart(date, other) <= slip));
        let (keep, gone) = (one.min(other), one.max(other));
        if !agree || self.dates[keep].len() + self.dates[gone].len() > MOST_DATES {
            return;
        }
        self.parents[gone] = keep;
        let moved = std::mem::take(&mut self.dates[gone]);
        for date in moved {
            if !self.dates[keep].contains(&date) {
                self.dates[keep].push(date);
            }
        }
    }

    fn groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for number in 0..self.parents.len() {
            let root = self.root(number);
            groups.entry(root).or_default().push(number);
        }
        groups.into_values().collect()
    }
}

fn group(members: Vec<usize>, told: &[Told<'_>]) -> Group {
    let date = agreed_date(&members, told);
    let best = members
        .iter()
        .copied()
        .min_by_key(|&number| {
            let candidate = told[number].candidate;
            let fits = candidate.date.may_meet(&date);
            // What happened says more than what was expected, and that more than what may be.
            let openness = match candidate.status {
                Status::Expected => 1,
                Status::Conditional => 2,
                _ => 0,
            };
            (
                !fits,
                openness,
                candidate.is_dangling,
                Reverse(candidate.names.len().min(3)),
                candidate.title.chars().count().abs_diff(60) / 20,
                number,
            )
        })
        .unwrap_or_default();
    Group { members, best, date }
}

/// The date that most candidates bear out, and of those the finest.
fn agreed_date(members: &[usize], told: &[Told<'_>]) -> Date {
    let mut counts: HashMap<&Date, usize> = HashMap::new();
    for &number in members {
        *counts.entry(&told[number].candidate.date).or_default() += 1;
    }
    let borne_out = |date: &Date| -> usize {
        let agreeing = counts.iter().filter(|(other, _)| other.may_meet(date));
        agreeing.map(|(_, count)| count).sum()
    };
    let best = counts.iter().min_by_key(|&(date, count)| {
        (Reverse(borne_out(date)), length(date), Reverse(*count), date.sort_key())
    });
    // A group has at least one member.
    best.map_or_else(|| Date::year(0), |(date, _)| (*date).clone())
}
