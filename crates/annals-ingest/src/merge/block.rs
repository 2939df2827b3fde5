//! Which candidates are compared at all: those that may be of the same time and share a rare word.
//!
//! Near-linear: a candidate stands in a few blocks, and in a large block it is compared with its
//! neighbours only.

use super::days::Days;
use super::features::{Features, Vocabulary};

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
    days: &[Days],
    features: &[&Features],
    vocabulary: &Vocabulary,
) -> Vec<(usize, usize)> {
    let mut places: Vec<(u32, Bucket, usize)> = Vec::new();
    for (number, (days, features)) in days.iter().zip(features).enumerate() {
        let buckets = buckets(*days);
        for word in vocabulary.rarest(features, RAREST) {
            places.extend(buckets.iter().map(|&bucket| (word, bucket, number)));
        }
    }
    places.sort_unstable();
    let mut pairs = Vec::new();
    for block in places.chunk_by(|one, other| (one.0, one.1) == (other.0, other.1)) {
        for (position, &(_, bucket, one)) in block.iter().enumerate() {
            let others = block[position + 1..].iter().take(NEIGHBOURS).map(|place| place.2);
            let own = is_own(bucket, days[one]);
            pairs.extend(
                others
                    .filter(|&other| own || is_own(bucket, days[other]))
                    .map(|other| (one, other)),
            );
        }
    }
    pairs.sort_unstable();
    pairs.dedup();
    pairs
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
