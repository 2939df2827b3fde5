//! Which candidates tell the same event, and what is known of it from all together.

use super::block::neighbours;
use super::days::{Days, SLIP};
use super::features::{Features, Vocabulary};
use super::partition::{Label, Partition};
use super::representative::representative;
use super::rulings::Rulings;
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
    /// The event written by hand that it is by decision.
    pub(super) home: Option<usize>,
}

/// What was grouped, and what was nearly so.
pub(super) struct Clusters {
    pub(super) groups: Vec<Group>,
    /// Pairs of candidates that are so alike that a person should look at them.
    pub(super) near: Vec<Near>,
}

/// Two candidates that are nearly like enough to be one event.
#[derive(Clone, Copy)]
pub(super) struct Near {
    pub(super) likeness: f64,
    pub(super) needed: f64,
    pub(super) one: usize,
    pub(super) other: usize,
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
    /// An editor decided so.
    Decided,
}

/// Two candidates of the same days are one from this likeness on.
const ALIKE: f64 = 0.5;
/// What was expected of a day, and what happened on it and is of the same kind and has the same
/// names, need less: they are told in other words.
const ALIKE_FORETOLD: f64 = 0.38;
/// So many words of names what is told in other words must share.
const NAMES: usize = 2;
/// Two candidates of which one is dated coarsely need more.
const ALIKE_COARSE: f64 = 0.6;
/// Unless the finer date lies within the coarser, and they are of the same kind and names.
const ALIKE_NARROWED: f64 = 0.5;
/// If they share so many words that are no names.
const WORDS_NARROWED: usize = 3;
/// From how many days on a date is coarse.
const COARSE: i64 = 8;
/// What has this part of the likeness that is needed is nearly alike.
pub(super) const NEAR: f64 = 0.75;
/// A group keeps no more different dates than this.
const MOST_DATES: usize = 16;

/// Groups the candidates of the numbers in `free`, as they are like each other and as decisions
/// say. What is nearly alike is gathered where that is asked for.
///
/// A decision joins whole groups: what is like one that it speaks of goes with it. For that two
/// partitions grow side by side, what is alike and what is one event.
pub(super) fn clusters(
    free: &[usize],
    told: &[Told<'_>],
    rulings: &Rulings<'_>,
    vocabulary: &Vocabulary,
    gather_near: bool,
    workers: &impl Workers,
) -> Clusters {
    let copies = copies(free, told, rulings);
    let first: Vec<&Told<'_>> = copies.iter().map(|copies| &told[copies[0]]).collect();
    let days: Vec<Days> = first.iter().map(|told| told.days).collect();
    let features: Vec<&Features> = first.iter().map(|told| &told.features).collect();
    let mut neighbours = neighbours(&days, &features, vocabulary, workers);
    let least = if gather_near { NEAR } else { 1.0 };
    let link = |one: usize, other: usize| {
        let (likeness, needed) = likeness(first[one], first[other], vocabulary, least)?;
        Some(Link { likeness, needed, one: one.min(other), other: one.max(other) })
    };
    let links_of = |(one, others): (usize, &mut [u32])| {
        others.sort_unstable();
        let others = others.chunk_by(|own, next| own == next).map(|same| same[0] as usize);
        others.filter_map(|other| link(one, other)).collect::<Vec<Link>>()
    };
    let links = workers.map(neighbours.iter_mut().enumerate().collect(), links_of);
    let mut links: Vec<Link> = links.into_iter().flatten().collect();
    // The likest pairs are joined first, so that no chain of weak links decides.
    links.sort_by(|a, b| {
        b.likeness.total_cmp(&a.likeness).then((a.one, a.other).cmp(&(b.one, b.other)))
    });
    let mut forest = Forest::new(&days, rulings);
    for (own, copies) in copies.iter().enumerate() {
        if let Some(part) = rulings.part(copies[0]) {
            forest.decide(own, part);
        }
    }
    for link in links.iter().filter(|link| link.likeness >= link.needed) {
        forest.join(*link);
    }
    let near = |link: &Link| {
        let (one, other) = (copies[link.one][0], copies[link.other][0]);
        Near { likeness: link.likeness, needed: link.needed, one, other }
    };
    let near = if gather_near { links.iter().map(near).collect() } else { Vec::new() };
    let groups = workers.map(forest.groups(), |(home, nodes)| {
        let member = |node: Grown| {
            let (first, others) = copies[node.number].split_first().unwrap_or((&0, &[]));
            let bond = match node.bond {
                Some((likeness, other)) => Bond::Like(likeness, copies[other][0]),
                None => Bond::None,
            };
            let others = others.iter().map(move |&copy| (copy, Bond::Copy(*first), node.root));
            std::iter::once((*first, bond, node.root)).chain(others)
        };
        let mut all: Vec<(usize, Bond, usize)> = nodes.into_iter().flat_map(member).collect();
        all.sort_unstable_by_key(|&(number, ..)| number);
        group(all, home, told, rulings)
    });
    Clusters { groups, near }
}

/// The candidates that say the same in the same words, each kind in order: wire copy is compared
/// once.
fn copies(free: &[usize], told: &[Told<'_>], rulings: &Rulings<'_>) -> Vec<Vec<usize>> {
    let mut copies: Vec<Vec<usize>> = Vec::new();
    let mut known = RapidHashMap::default();
    for &number in free {
        let Told { candidate, features, .. } = &told[number];
        // What a decision speaks of stands by itself.
        let part = rulings.part(number);
        let own = (&candidate.date, features, candidate.status, candidate.is_telling, part);
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
    needed: f64,
    one: usize,
    other: usize,
}

/// How alike two candidates are, and how alike they have to be to be one event, where the first is
/// at least the part `least` of the second.
fn likeness(a: &Told<'_>, b: &Told<'_>, vocabulary: &Vocabulary, least: f64) -> Option<(f64, f64)> {
    if !may_be_one(a.candidate.status, b.candidate.status)
        || a.candidate.is_telling != b.candidate.is_telling
    {
        return None;
    }
    if a.article == b.article && a.candidate.span == b.candidate.span {
        return None;
    }
    let at_most = likeness_at_most(a.weight, b.weight);
    // No less than that is ever enough.
    if at_most < ALIKE_NARROWED.min(ALIKE_FORETOLD) * least {
        return None;
    }
    let (one, other) = (&a.features, &b.features);
    let is_coarse = a.days.length().max(b.days.length()) >= COARSE;
    let enough = match (a.days.apart(b.days), is_coarse) {
        (0, false) if is_foretold(a, b, vocabulary) => ALIKE_FORETOLD,
        (0, false) => ALIKE,
        (0, true) if narrows(a, b, vocabulary) => ALIKE_NARROWED,
        (0, true) => ALIKE_COARSE,
        (1..=SLIP, false) => NEARLY_THE_SAME,
        _ => return None,
    };
    if at_most < enough * least {
        return None;
    }
    let likeness = vocabulary.likeness_of((one, a.weight), (other, b.weight));
    // The same people do many things in a day.
    if likeness < enough * least || !vocabulary.share_words(one, other) {
        return None;
    }
    let needed = match vocabulary.shared_names(one, other) {
        0 if a.days.may_meet(b.days) => NEARLY_THE_SAME,
        0 => return None,
        1 if !a.days.may_meet(b.days) => return None,
        _ => enough,
    };
    (likeness >= needed * least).then_some((likeness, needed))
}

/// What the likeness of two candidates of these weights cannot exceed, since what they share weighs
/// no more than the lighter one.
fn likeness_at_most(one: f64, other: f64) -> f64 {
    /// Sums of the same weights in another order differ by less.
    const ROUNDING: f64 = 1e-9;
    let heavier = one.max(other);
    if heavier > 0.0 { (one.min(other) / heavier).sqrt() + ROUNDING } else { 0.0 }
}

/// Whether one of two candidates tells what was expected of a day, and the other what came of it.
fn is_foretold(a: &Told<'_>, b: &Told<'_>, vocabulary: &Vocabulary) -> bool {
    let foretells = |one: &Told<'_>, other: &Told<'_>| {
        one.candidate.status == Status::Expected
            && matches!(other.candidate.status, Status::Happened | Status::Ongoing)
    };
    (foretells(a, b) || foretells(b, a))
        && a.days == b.days
        && a.days.length() == 1
        && vocabulary.same_kind(&a.features, &b.features)
        && vocabulary.shared_names(&a.features, &b.features) >= NAMES
}

/// Whether one of two candidates dates more finely what the other tells of the same names, and both
/// are of the same kind and have happened.
fn narrows(a: &Told<'_>, b: &Told<'_>, vocabulary: &Vocabulary) -> bool {
    let happened = |one: &Told<'_>| one.candidate.status == Status::Happened;
    happened(a)
        && happened(b)
        && (a.days.holds(b.days) || b.days.holds(a.days))
        && vocabulary.same_kind(&a.features, &b.features)
        && vocabulary.shared_names(&a.features, &b.features) >= NAMES
        && vocabulary.shared_words(&a.features, &b.features) >= WORDS_NARROWED
}

/// What is denied is no telling of what happened.
fn may_be_one(one: Status, other: Status) -> bool {
    (one == Status::Denied) == (other == Status::Denied)
}

/// Groups that grow, each with the different days of its dates.
struct Forest<'d> {
    /// What is alike.
    alike: Partition,
    /// What is one event, by likeness and by decision.
    whole: Partition,
    /// The days of each candidate.
    days: &'d [Days],
    /// The days of several that are alike, by their root.
    joined: RapidHashMap<usize, Vec<Days>>,
    /// For each candidate the likest other that is in its group.
    bonds: Vec<Option<(f64, usize)>>,
}

/// A candidate in a grown group.
struct Grown {
    number: usize,
    bond: Option<(f64, usize)>,
    /// What is alike has the same.
    root: usize,
}

impl<'d> Forest<'d> {
    fn new(days: &'d [Days], rulings: &Rulings<'_>) -> Forest<'d> {
        Forest {
            alike: Partition::new(days.len()),
            whole: Partition::before(days.len(), &rulings.partition),
            days,
            joined: RapidHashMap::default(),
            bonds: vec![None; days.len()],
        }
    }

    /// Makes a candidate one with all that is the same part of the rulings.
    fn decide(&mut self, number: usize, part: usize) {
        self.whole.join(number, self.days.len() + part);
    }

    /// The days of what is alike, by its root.
    fn days_of(&self, root: usize) -> &[Days] {
        self.joined.get(&root).map_or(std::slice::from_ref(&self.days[root]), Vec::as_slice)
    }

    /// Joins two groups, unless a date of one contradicts a date of the other, or a decision keeps
    /// them apart.
    fn join(&mut self, link: Link) {
        let (one, other) = (self.alike.root(link.one), self.alike.root(link.other));
        if one == other {
            return;
        }
        let slip = if link.likeness >= NEARLY_THE_SAME { SLIP } else { 0 };
        let (own, others) = (self.days_of(one), self.days_of(other));
        let agree = own.iter().all(|days| others.iter().all(|other| days.apart(*other) <= slip));
        let (keep, gone) = (one.min(other), one.max(other));
        if !agree || own.len() + others.len() > MOST_DATES || !self.whole.may_join(one, other) {
            return;
        }
        self.alike.join(keep, gone);
        self.whole.join(keep, gone);
        let mut days = self.joined.remove(&keep).unwrap_or_else(|| vec![self.days[keep]]);
        for more in self.joined.remove(&gone).unwrap_or_else(|| vec![self.days[gone]]) {
            if !days.contains(&more) {
                days.push(more);
            }
        }
        self.joined.insert(keep, days);
        for (own, other) in [(link.one, link.other), (link.other, link.one)] {
            self.bonds[own].get_or_insert((link.likeness, other));
        }
    }

    /// What is one event, each with the event written by hand that it is.
    fn groups(mut self) -> Vec<(Option<usize>, Vec<Grown>)> {
        let groups = self.whole.groups(self.days.len());
        let mut grown = |number: usize| {
            let root = self.alike.root(number);
            Grown { number, bond: self.bonds[number], root }
        };
        let group = |numbers: Vec<usize>| {
            let home = numbers.first().and_then(|&one| self.whole.labelled(one, Label::Home));
            (home, numbers.into_iter().map(&mut grown).collect())
        };
        groups.into_iter().map(group).collect()
    }
}

/// A group of members, each with the root of what it is like.
fn group(
    members: Vec<(usize, Bond, usize)>,
    home: Option<usize>,
    told: &[Told<'_>],
    rulings: &Rulings<'_>,
) -> Group {
    let numbers: Vec<usize> = members.iter().map(|&(number, ..)| number).collect();
    let date = agreed_date(&numbers, told);
    let (best, status) = representative(&numbers, told, Days::of(&date));
    let own = members.iter().find(|&&(number, ..)| number == best).map(|&(.., root)| root);
    let bond = |(number, bond, root): (usize, Bond, usize)| {
        let is_apart = home.is_some() || own != Some(root);
        let is_decided = is_apart && rulings.part(number).is_some();
        (number, if is_decided { Bond::Decided } else { bond })
    };
    Group { members: members.into_iter().map(bond).collect(), best, status, date, home }
}

/// The date that most independent articles bear out, and of those the finest.
fn agreed_date(members: &[usize], told: &[Told<'_>]) -> Date {
    if let &[only] = members {
        return told[only].candidate.date.clone();
    }
    let mut numbers: RapidHashMap<&Date, usize> = RapidHashMap::default();
    let mut dates: Vec<(&Date, Days)> = Vec::new();
    // A copy of an article bears out nothing more.
    let mut votes: BTreeSet<(usize, usize)> = BTreeSet::new();
    for &number in members {
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
