//! Which candidates tell the same event, and what is known of it from all together.

use super::block::pairs;
use super::days::{Days, SLIP};
use super::features::{Features, Vocabulary};
use super::representative::representative;
use super::{NEARLY_THE_SAME, Told};
use crate::workers::Workers;
use annals_core::{Date, Status};
use rapidhash::RapidHashMap;
use std::cmp::Reverse;
use std::collections::BTreeSet;

/// Candidates that tell the same event, as numbers.
pub(super) struct Group {
    /// All of them, in order, each with what joined it.
    pub(super) members: Vec<(usize, Bond)>,
    /// The one whose title stands for it.
    pub(super) best: usize,
    /// Whether it happened.
    pub(super) status: Status,
    /// When it was: the finest date that most of them bear out.
    pub(super) date: Date,
}

/// What joins a candidate to its group.
#[derive(Clone, Copy)]
pub(super) enum Bond {
    /// It is alone.
    None,
    /// It says the same as another in the same words.
    Copy(usize),
    /// It is so like another.
    Like(f64, usize),
}

/// Two candidates of the same days are one from this likeness on.
const ALIKE: f64 = 0.5;
/// Two candidates of which one is dated coarsely need more.
const ALIKE_COARSE: f64 = 0.6;
/// From how many days on a date is coarse.
const COARSE: i64 = 8;
/// How many pairs are compared at a time.
const PART: usize = 1 << 12;
/// A group keeps no more different dates than this.
const MOST_DATES: usize = 16;

/// Groups the candidates of the numbers in `free`.
pub(super) fn clusters(
    free: &[usize],
    told: &[Told<'_>],
    vocabulary: &Vocabulary,
    workers: &impl Workers,
) -> Vec<Group> {
    let copies = copies(free, told);
    let first: Vec<&Told<'_>> = copies.iter().map(|copies| &told[copies[0]]).collect();
    let days: Vec<Days> = first.iter().map(|told| told.days).collect();
    let features: Vec<&Features> = first.iter().map(|told| &told.features).collect();
    let pairs = pairs(&days, &features, vocabulary, workers);
    let link = |&(one, other): &(u32, u32)| {
        let (one, other) = (one as usize, other as usize);
        let likeness = likeness(first[one], first[other], vocabulary)?;
        Some(Link { likeness, one, other })
    };
    let of_part = |part: &[(u32, u32)]| part.iter().filter_map(link).collect::<Vec<Link>>();
    let parts = pairs.chunks(PART).collect();
    let mut links: Vec<Link> = workers.map(parts, of_part).into_iter().flatten().collect();
    // The likest pairs are joined first, so that no chain of weak links decides.
    links.sort_by(|a, b| {
        b.likeness.total_cmp(&a.likeness).then((a.one, a.other).cmp(&(b.one, b.other)))
    });
    let mut forest = Forest::new(&days);
    for link in links {
        forest.join(link);
    }
    let bonds = std::mem::take(&mut forest.bonds);
    let bond = |own: usize| match bonds[own] {
        Some((likeness, other)) => Bond::Like(likeness, copies[other][0]),
        None => Bond::None,
    };
    let members = |own: usize| {
        let (first, others) = copies[own].split_first().unwrap_or((&0, &[]));
        let others = others.iter().map(|&copy| (copy, Bond::Copy(*first)));
        std::iter::once((*first, bond(own))).chain(others)
    };
    workers.map(forest.groups(), |group_of| {
        let mut all: Vec<(usize, Bond)> = group_of.into_iter().flat_map(members).collect();
        all.sort_unstable_by_key(|&(number, _)| number);
        group(all, told)
    })
}

/// The candidates that say the same in the same words, each kind in order: wire copy is compared
/// once.
fn copies(free: &[usize], told: &[Told<'_>]) -> Vec<Vec<usize>> {
    let mut copies: Vec<Vec<usize>> = Vec::new();
    let mut known = RapidHashMap::default();
    for &number in free {
        let Told { candidate, features, .. } = &told[number];
        let own = (&candidate.date, features, candidate.status, candidate.is_telling);
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
fn likeness(a: &Told<'_>, b: &Told<'_>, vocabulary: &Vocabulary) -> Option<f64> {
    if !may_be_one(a.candidate.status, b.candidate.status)
        || a.candidate.is_telling != b.candidate.is_telling
    {
        return None;
    }
    if a.article == b.article && a.candidate.span == b.candidate.span {
        return None;
    }
    let (one, other) = (&a.features, &b.features);
    let is_coarse = a.days.length().max(b.days.length()) >= COARSE;
    let enough = match (a.days.apart(b.days), is_coarse) {
        (0, false) => ALIKE,
        (0, true) => ALIKE_COARSE,
        (1..=SLIP, false) => NEARLY_THE_SAME,
        _ => return None,
    };
    let likeness = vocabulary.likeness_of((one, a.weight), (other, b.weight));
    // The same people do many things in a day.
    if likeness < enough || !vocabulary.share_words(one, other) {
        return None;
    }
    let is_enough = match vocabulary.shared_names(one, other) {
        0 => likeness >= NEARLY_THE_SAME && a.days.may_meet(b.days),
        1 => a.days.may_meet(b.days),
        _ => true,
    };
    is_enough.then_some(likeness)
}

/// What is denied is no telling of what happened.
fn may_be_one(one: Status, other: Status) -> bool {
    (one == Status::Denied) == (other == Status::Denied)
}

/// Groups that grow, each with the different days of its dates.
struct Forest {
    parents: Vec<usize>,
    days: Vec<Vec<Days>>,
    /// For each candidate the likest other that is in its group.
    bonds: Vec<Option<(f64, usize)>>,
}

impl Forest {
    fn new(days: &[Days]) -> Forest {
        Forest {
            parents: (0..days.len()).collect(),
            days: days.iter().map(|&days| vec![days]).collect(),
            bonds: vec![None; days.len()],
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
        let agree = self.days[one]
            .iter()
            .all(|days| self.days[other].iter().all(|other| days.apart(*other) <= slip));
        let (keep, gone) = (one.min(other), one.max(other));
        if !agree || self.days[keep].len() + self.days[gone].len() > MOST_DATES {
            return;
        }
        self.parents[gone] = keep;
        for days in std::mem::take(&mut self.days[gone]) {
            if !self.days[keep].contains(&days) {
                self.days[keep].push(days);
            }
        }
        for (own, other) in [(link.one, link.other), (link.other, link.one)] {
            self.bonds[own].get_or_insert((link.likeness, other));
        }
    }

    fn groups(mut self) -> Vec<Vec<usize>> {
        let mut groups: Vec<Vec<usize>> = Vec::new();
        // The root of a group is the first of it.
        let mut places = vec![0; self.parents.len()];
        for number in 0..self.parents.len() {
            let root = self.root(number);
            if root == number {
                places[root] = groups.len();
                groups.push(Vec::new());
            }
            groups[places[root]].push(number);
        }
        groups
    }
}

fn group(members: Vec<(usize, Bond)>, told: &[Told<'_>]) -> Group {
    let date = agreed_date(&members, told);
    let numbers: Vec<usize> = members.iter().map(|&(number, _)| number).collect();
    let (best, status) = representative(&numbers, told, Days::of(&date));
    Group { members, best, status, date }
}

/// The date that most independent articles bear out, and of those the finest.
fn agreed_date(members: &[(usize, Bond)], told: &[Told<'_>]) -> Date {
    if let &[(only, _)] = members {
        return told[only].candidate.date.clone();
    }
    let mut numbers: RapidHashMap<&Date, usize> = RapidHashMap::default();
    let mut dates: Vec<(&Date, Days)> = Vec::new();
    // A copy of an article bears out nothing more.
    let mut votes: BTreeSet<(usize, usize)> = BTreeSet::new();
    for &(number, _) in members {
        let Told { candidate, days, original, .. } = &told[number];
        let date = *numbers.entry(&candidate.date).or_insert_with(|| {
            dates.push((&candidate.date, *days));
            dates.len() - 1
        });
        votes.insert((*original, date));
    }
    let borne_out = |days: Days| {
        let agreeing = votes.iter().filter(|&&(_, date)| dates[date].1.may_meet(days));
        agreeing.map(|&(original, _)| original).collect::<BTreeSet<_>>().len()
    };
    let given = |own: usize| votes.iter().filter(|&&(_, date)| date == own).count();
    let best = (0..dates.len()).min_by_key(|&number| {
        let (date, days) = dates[number];
        (Reverse(borne_out(days)), days.length(), Reverse(given(number)), date.sort_key())
    });
    // A group has at least one member.
    best.map_or_else(|| Date::year(0), |best| dates[best].0.clone())
}
