//! Which candidates are compared at all: those that may be of the same time and share a rare word.
//!
//! Near-linear: a candidate stands in a few blocks, and in a large block it is compared with its
//! neighbours only.

use super::features::{Features, Vocabulary};
use annals_core::{Date, Day};
use std::collections::BTreeMap;

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

/// Pairs of candidates worth comparing, each once, in order.
pub(super) fn pairs(
    dates: &[&Date],
    features: &[Features],
    vocabulary: &Vocabulary,
) -> Vec<(usize, usize)> {
    let mut blocks: BTreeMap<(Bucket, u32), Vec<usize>> = BTreeMap::new();
    for (number, date) in dates.iter().enumerate() {
        let words = vocabulary.rarest(&features[number], RAREST);
        for bucket in buckets(date) {
            for &word in &words {
                blocks.entry((bucket, word)).or_default().push(number);
            }
        }
    }
    let mut pairs = Vec::new();
    for ((bucket, _), members) in blocks {
        for (position, &one) in members.iter().enumerate() {
            let others = members[position + 1..].iter().take(NEIGHBOURS);
            pairs.extend(
                others
                    .filter(|&&other| is_own(bucket, dates[one]) || is_own(bucket, dates[other]))
                    .map(|&other| (one, other)),
            );
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
}

/// Whether the bucket is of the finest kind that the date is put in: coarser buckets are there
/// for it to meet coarser dates.
fn is_own(bucket: Bucket, date: &Date) -> bool {
    let Some((first, last)) = ends(date) else { return true };
    match bucket {
        Bucket::Month(_) => true,
        Bucket::Year(_) => last - first > LONGEST_IN_MONTHS,
        Bucket::Century(_) => last - first > LONGEST_IN_YEARS,
    }
}

const LONGEST_IN_MONTHS: i64 = 62;
const LONGEST_IN_YEARS: i64 = 1_100;
const MOST_CENTURIES: i64 = 20;

/// The first and the last day of a date, of an open one its one known end twice.
fn ends(date: &Date) -> Option<(Day, Day)> {
    let (earliest, latest) = (date.earliest().day(), date.latest().day());
    Some((earliest.or(latest)?, latest.or(earliest)?))
}

fn buckets(date: &Date) -> Vec<Bucket> {
    let Some((first, last)) = ends(date) else { return Vec::new() };
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
