//! Which candidates are compared at all: those that may be of the same time and share a rare word.
//!
//! Near-linear: a candidate stands in a few blocks, and in a large block it is compared only with
//! those next to it in time.

use super::days::{Days, SLIP};
use super::features::{Features, Vocabulary};
use super::lists::Lists;
use crate::workers::Workers;
use annals_core::Day;

/// How many of the rarest words of a candidate make blocks.
const RAREST: usize = 8;
/// How many of the following candidates of a block one is compared with.
const NEIGHBOURS: usize = 40;

/// A stretch of time of a fixed kind: a month, a year or a century, by its number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Bucket {
    Month(i64),
    Year(i64),
    Century(i64),
}

/// A candidate in a block: the bucket that makes it, and its place there.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Place {
    bucket: Bucket,
    first: Day,
    number: u32,
}

/// For each candidate the others that it is worth comparing with, each pair in one of both lists.
/// A list may name one more than once.
pub(super) fn neighbours(
    days: &[Days],
    features: &[&Features],
    vocabulary: &Vocabulary,
    workers: &impl Workers,
) -> Lists {
    let buckets: Vec<Vec<Bucket>> = days.iter().map(|&days| buckets(days)).collect();
    let of_word = |own: &mut [u32]| {
        let mut places = Vec::new();
        for &mut number in own {
            let Some((first, _)) = days[number as usize].ends() else { continue };
            let buckets = buckets[number as usize].iter();
            places.extend(buckets.map(|&bucket| Place { bucket, first, number }));
        }
        places.sort_unstable();
        let mut pairs = Vec::new();
        for block in places.chunk_by(|one, other| one.bucket == other.bucket) {
            add_pairs(block, days, &mut pairs);
        }
        pairs
    };
    let mut having = having(days, features, vocabulary);
    let shared = having.iter_mut().filter(|own| own.len() > 1).collect();
    let pairs = workers.map(shared, of_word);
    // Of two candidates the same comes first in every block, so that each pair is in one list.
    Lists::of(days.len(), || pairs.iter().flatten().copied())
}

/// The pairs of the candidates in one block.
fn add_pairs(block: &[Place], days: &[Days], pairs: &mut Vec<(u32, u32)>) {
    for (position, one) in block.iter().enumerate() {
        let own = days[one.number as usize];
        let is_own_block = is_own(one.bucket, own);
        // In the order of their first days, so that all that may meet stand near each other.
        let meeting = block[position + 1..]
            .iter()
            .take_while(|other| own.last.is_none_or(|last| other.first - last <= SLIP));
        let others = meeting
            .filter(|other| is_own_block || is_own(one.bucket, days[other.number as usize]))
            .take(NEIGHBOURS);
        pairs.extend(others.map(|other| (one.number, other.number)));
    }
}

/// For each word the candidates that have a date and the word among their rarest, in order.
fn having(days: &[Days], features: &[&Features], vocabulary: &Vocabulary) -> Lists {
    let mut having = Vec::with_capacity(RAREST * days.len());
    for (number, (days, features)) in (0_u32..).zip(days.iter().zip(features)) {
        if days.ends().is_some() {
            having.extend(vocabulary.rarest(features, RAREST).map(|word| (word, number)));
        }
    }
    Lists::of(vocabulary.len(), || having.iter().copied())
}

/// Whether the bucket is of the finest kind that the date is put in: coarser buckets are there
/// for it to meet coarser dates.
fn is_own(bucket: Bucket, days: Days) -> bool {
    let Some((first, last)) = days.ends() else { return true };
    match bucket {
        Bucket::Month(_) => true,
        Bucket::Year(_) => last - first > LONGEST_IN_MONTHS,
        Bucket::Century(_) => last - first > LONGEST_IN_YEARS,
    }
}

const LONGEST_IN_MONTHS: i64 = 62;
const LONGEST_IN_YEARS: i64 = 1_100;
const MOST_CENTURIES: i64 = 20;

fn buckets(days: Days) -> Vec<Bucket> {
    let Some((first, last)) = days.ends() else { return Vec::new() };
    let (from, to) = (first.civil(), last.civil());
    let length = last - first;
    let mut buckets = Vec::new();
    if length <= LONGEST_IN_MONTHS {
        let month = |year: i64, month: u8| year * 12 + i64::from(month);
        buckets
            .extend((month(from.year, from.month)..=month(to.year, to.month)).map(Bucket::Month));
    }
    if length <= LONGEST_IN_YEARS {
        buckets.extend((from.year..=to.year).map(Bucket::Year));
    }
    let (start, end) = (from.year.div_euclid(100), to.year.div_euclid(100));
    buckets.extend((start..=end.min(start.saturating_add(MOST_CENTURIES))).map(Bucket::Century));
    buckets
}
