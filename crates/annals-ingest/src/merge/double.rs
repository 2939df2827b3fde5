//! Events that may be one though they were not merged: what a person should look at.

use super::Told;
use super::builder::Builder;
use super::cluster::Near;
use super::features::Vocabulary;
use super::verdict::Verdicts;
use super::written::Hands;
use annals_core::{Origin, Verdict};
use std::collections::BTreeMap;

/// Two events that may be one.
#[derive(Clone, Debug, PartialEq)]
pub struct Double {
    /// The id of an event that was read out of articles.
    pub event: String,
    /// The id of the other: an event of articles too, or one that was written by hand.
    pub other: String,
    /// How alike they are, from 0 to 1.
    pub likeness: f64,
    /// How alike they would have to be. Where they are, their dates contradict each other.
    pub needed: f64,
}

/// The pairs of events that are nearly alike, each once with its likest sentences, the likest
/// first. Pairs of which an editor decided are left out.
pub(super) fn doubles(
    near: &[Near],
    told: &[Told<'_>],
    hands: &Hands,
    builder: &Builder<'_>,
    verdicts: &Verdicts<'_>,
    vocabulary: &Vocabulary,
) -> Vec<Double> {
    let events = builder.events();
    let housed: BTreeMap<usize, usize> = builder.housed().collect();
    let is_extracted = |event: usize| {
        events[event].origin == Origin::Extracted && !verdicts.hidden.contains(&event)
    };
    let mut pairs: BTreeMap<(usize, usize), (f64, f64)> = BTreeMap::new();
    let mut add = |one: usize, other: usize, likeness: f64, needed: f64| {
        let of_pair = pairs.entry((one, other)).or_insert((likeness, needed));
        if likeness / needed > of_pair.0 / of_pair.1 {
            *of_pair = (likeness, needed);
        }
    };
    for pair in near {
        if let (Some(&one), Some(&other)) = (housed.get(&pair.one), housed.get(&pair.other))
            && one != other
            && is_extracted(one)
            && is_extracted(other)
        {
            add(one.min(other), one.max(other), pair.likeness, pair.needed);
        }
    }
    let mut tally = hands.tally();
    for (&telling, &event) in &housed {
        if is_extracted(event) {
            let nearly = hands.nearly_home(&told[telling], vocabulary, &mut tally);
            for (written, likeness, needed) in nearly {
                add(event, written, likeness, needed);
            }
        }
    }
    let is_open = |(one, other): (usize, usize)| {
        let of = |event: usize| verdicts.decisions.get(&event).into_iter().flatten();
        let id = &events[other].id;
        !of(one).any(|own| match &own.verdict {
            Verdict::Split => of(other).any(|decision| std::ptr::eq(*own, *decision)),
            Verdict::Unlink(written) => written == id,
            _ => false,
        })
    };
    let open = pairs.into_iter().filter(|&(pair, _)| is_open(pair));
    let mut doubles: Vec<Double> = open
        .map(|((one, other), (likeness, needed))| Double {
            event: events[one].id.clone(),
            other: events[other].id.clone(),
            likeness,
            needed,
        })
        .collect();
    doubles.sort_by(|a, b| (b.likeness / b.needed).total_cmp(&(a.likeness / a.needed)));
    doubles
}
