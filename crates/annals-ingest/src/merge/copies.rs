//! Which articles are copies of others: wire copy is written once and printed by many.
//!
//! Exact copies have the same text. Near ones share most of their runs of three words: MinHash
//! (Broder, 1997) in one permutation (Li, Owen and Zhang, 2012; empty bins filled as by
//! Shrivastava, 2017) and bands of it find the pairs, and each pair that is found is counted out.
//! What a copy counts for is not decided here.

use crate::article::Article;
use crate::extract::Extraction;
use crate::workers::{OneByOne, Workers};
use annals_core::Day;
use rapidhash::v3::rapidhash_v3;
use serde::{Deserialize, Serialize};

/// Words in a shingle.
const SHINGLE: usize = 3;
/// Articles of fewer words are too often of one form, such as notices of dividends: they are
/// copies only where text and title are the same.
const FEWEST_WORDS: usize = 40;
/// Two articles are copies where so large a part of all their shingles is in both.
const ALIKE: f64 = 0.6;
/// With 24 bands of 3 rows a pair that is just as much alike is found with a probability of 0.997.
const BANDS: usize = 24;
const ROWS: usize = 3;
/// An article is compared with no more others than this.
const MOST_COMPARED: usize = 16;

/// What is kept of a text to find its copies.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct Fingerprint {
    text: u64,
    /// For each band a hash of its rows; `None` for a short text.
    bands: Option<Box<[u32; BANDS]>>,
}

impl Fingerprint {
    pub(crate) fn of(text: &str) -> Fingerprint {
        let shingles = shingles(text);
        let is_long = shingles.len() + SHINGLE > FEWEST_WORDS;
        Fingerprint { text: hash(text.as_bytes()), bands: is_long.then(|| bands(&shingles)) }
    }
}

/// For each article the number of the one that it is a copy of, where it is one.
///
/// Copies have the same text, or at least three fifths of all their runs of three words are in
/// both. Articles of fewer than 40 words are copies only where text and title are the same. The
/// earliest published stands for its copies, and of those of one day the first in the order given.
///
/// ```
/// use annals_ingest::{Article, copies};
/// let wire = "The ferry sank off Malta on Monday with forty people and a load of cars aboard. \
///     Two boats took up all but one of them before dawn. The owner said that the ferry had been \
///     looked over in March and that nothing was found wrong with it then.";
/// let texts = [wire.to_owned(), "Something else.".to_owned(), format!("MALTA - {wire}")];
/// let articles = texts.iter().enumerate().map(|(at, text)| Article::new("a", at.to_string(), text));
/// assert_eq!(copies(&articles.collect::<Vec<_>>()), [None, None, Some(0)]);
/// ```
pub fn copies(articles: &[Article]) -> Vec<Option<usize>> {
    let prints: Vec<Fingerprint> =
        articles.iter().map(|article| Fingerprint::of(&article.text)).collect();
    let prints: Vec<Print<'_>> = articles
        .iter()
        .zip(&prints)
        .map(|(article, fingerprint)| Print {
            published: article.date(),
            title: article.title.as_deref().unwrap_or_default(),
            text: &article.text,
            fingerprint,
        })
        .collect();
    let originals = originals(&prints, &OneByOne);
    originals.into_iter().enumerate().map(|(own, of)| (of != own).then_some(of)).collect()
}

/// What is compared of an article.
pub(super) struct Print<'a> {
    published: Option<Day>,
    title: &'a str,
    text: &'a str,
    fingerprint: &'a Fingerprint,
}

impl Print<'_> {
    pub(super) fn of(extraction: &Extraction) -> Print<'_> {
        let Extraction { article, fingerprint, .. } = extraction;
        Print {
            published: article.published,
            title: &article.title,
            text: &article.text,
            fingerprint,
        }
    }

    fn is_long(&self) -> bool {
        self.fingerprint.bands.is_some()
    }

    /// Whether the texts are the same, and of short ones the titles too.
    fn is_same(&self, other: &Print<'_>) -> bool {
        self.text == other.text && (self.is_long() || self.title == other.title)
    }
}

/// For each article the number of its original, which is its own where it is no copy.
///
/// A copy is like its original, not merely like another copy.
pub(super) fn originals(prints: &[Print<'_>], workers: &impl Workers) -> Vec<usize> {
    let mut order: Vec<usize> = (0..prints.len()).collect();
    order.sort_by_key(|&number| (prints[number].published.is_none(), prints[number].published));
    let mut originals: Vec<usize> = (0..prints.len()).collect();
    for part in meetings(&order, prints, workers).chunks(PART) {
        let shingles = Shingles::of(part, &originals, prints, workers);
        for (number, earlier) in part {
            let own = &prints[*number];
            let mut known: Vec<usize> = earlier.iter().map(|&number| originals[number]).collect();
            known.dedup();
            let is_copy =
                |&other: &usize| own.is_same(&prints[other]) || shingles.are_alike(*number, other);
            if let Some(original) = known.into_iter().take(MOST_COMPARED).find(is_copy) {
                originals[*number] = original;
            }
        }
    }
    originals
}

/// An article, and the earlier ones that it has a text or a band in common with.
type Meeting = (usize, Vec<usize>);

/// Of so many articles at a time all shingles are held.
const PART: usize = 1 << 9;

/// The shingles of some long articles, by the numbers of those, in order.
struct Shingles(Vec<(usize, Vec<u64>)>);

impl Shingles {
    /// Those of the articles that meet others, and of the originals of these others.
    fn of(
        meetings: &[Meeting],
        originals: &[usize],
        prints: &[Print<'_>],
        workers: &impl Workers,
    ) -> Shingles {
        let with_others = |(number, earlier): &Meeting| {
            let others: Vec<usize> = earlier.iter().map(|&earlier| originals[earlier]).collect();
            std::iter::once(*number).chain(others)
        };
        let mut numbers: Vec<usize> = meetings.iter().flat_map(with_others).collect();
        numbers.retain(|&number| prints[number].is_long());
        numbers.sort_unstable();
        numbers.dedup();
        Shingles(workers.map(numbers, |number| (number, distinct(prints[number].text))))
    }

    /// Whether both are long, and enough of their shingles are in both.
    fn are_alike(&self, one: usize, other: usize) -> bool {
        let of = |number: usize| {
            self.0.binary_search_by_key(&number, |own| own.0).ok().map(|at| &self.0[at].1)
        };
        of(one).zip(of(other)).is_some_and(|(one, other)| jaccard(one, other) >= ALIKE)
    }
}

/// The articles that have a text or a band in common with an earlier one, each with those, both
/// in this order.
fn meetings(order: &[usize], prints: &[Print<'_>], workers: &impl Workers) -> Vec<Meeting> {
    let of_texts = || met(places(order, |number| Some(prints[number].fingerprint.text)));
    let of_band = |band: usize| {
        let rows = |number: usize| Some(prints[number].fingerprint.bands.as_ref()?[band]);
        met(places(order, rows))
    };
    let of_part = |part: usize| part.checked_sub(1).map_or_else(of_texts, of_band);
    let parts = workers.map((0..=BANDS).collect(), of_part);
    let mut met: Vec<(u32, u32)> = parts.into_iter().flatten().collect();
    met.sort_unstable();
    met.dedup();
    met.chunk_by(|one, other| one.0 == other.0)
        .map(|own| {
            let earlier = own.iter().map(|&(_, other)| order[other as usize]);
            (order[own[0].0 as usize], earlier.collect())
        })
        .collect()
}

/// A mark of each article that has one, with its place in the order; those of one mark together.
fn places<K: Ord>(order: &[usize], mark: impl Fn(usize) -> Option<K>) -> Vec<(K, u32)> {
    let marked = (0..).zip(order).filter_map(|(place, &number)| Some((mark(number)?, place)));
    let mut places: Vec<(K, u32)> = marked.collect();
    places.sort_unstable();
    places
}

/// The places of one mark, each with the first of those before it.
fn met<K: PartialEq>(places: Vec<(K, u32)>) -> Vec<(u32, u32)> {
    let mut met = Vec::new();
    for same in places.chunk_by(|one, other| one.0 == other.0) {
        for (at, &(_, own)) in same.iter().enumerate().skip(1) {
            met.extend(same.iter().take(at.min(MOST_COMPARED)).map(|&(_, other)| (own, other)));
        }
    }
    met
}

/// The hashes of the runs of three words of a text, in lower case and without marks.
fn shingles(text: &str) -> Vec<u64> {
    const BYTES_A_WORD: usize = 5;
    let mut shingles = Vec::with_capacity(text.len() / BYTES_A_WORD);
    // The hashes of the last word, and of the last two.
    let (mut one, mut two) = (0, 0);
    for (number, word) in (1..).zip(WordHashes { rest: text.as_bytes() }) {
        if number >= SHINGLE {
            shingles.push(folded(two ^ word));
        }
        (one, two) = (folded(word), folded(one ^ word));
    }
    shingles
}

/// The hashes of the words of a text. Letters of other scripts are of several bytes, none of them
/// ASCII; whatever else is of ASCII and no letter or digit parts words.
struct WordHashes<'t> {
    rest: &'t [u8],
}

impl Iterator for WordHashes<'_> {
    type Item = u64;

    fn next(&mut self) -> Option<u64> {
        let start = self.rest.iter().position(|&byte| !IS_MARK[usize::from(byte)])?;
        let mut rest = &self.rest[start..];
        let mut hash = 0;
        loop {
            let bytes = match rest.first_chunk() {
                Some(bytes) => u64::from_le_bytes(*bytes),
                None => rest.iter().rev().fold(0, |all, &byte| all << 8 | u64::from(byte)),
            };
            let length = word_at_start(bytes);
            if length == size_of::<u64>() {
                hash = folded(hash ^ small(bytes));
                rest = &rest[length..];
                continue;
            }
            // The mark behind the word goes with it.
            self.rest = rest.get(length + 1..).unwrap_or_default();
            return Some(folded(hash ^ small(bytes) & ((1 << (8 * length)) - 1)));
        }
    }
}

/// Which bytes part words.
const IS_MARK: [bool; 256] = {
    let mut is_mark = [false; 256];
    let mut byte = 0;
    while byte < 128 {
        is_mark[byte as usize] = !(byte as u8).is_ascii_alphanumeric();
        byte += 1;
    }
    is_mark
};

const EACH: u64 = 0x0101_0101_0101_0101;
const HIGH: u64 = 0x80 * EACH;

/// How many bytes of a word eight bytes begin with. All are looked at together.
fn word_at_start(bytes: u64) -> usize {
    let is_letter = within(small(bytes), b'a', b'z');
    let is_digit = within(bytes, b'0', b'9');
    let marks = !(is_letter | is_digit | bytes) & HIGH;
    marks.trailing_zeros() as usize / 8
}

/// The high bit of each byte that is ASCII and in a range.
fn within(bytes: u64, first: u8, last: u8) -> u64 {
    let ascii = bytes & !HIGH;
    let from_first = ascii + u64::from(0x80 - first) * EACH;
    let beyond_last = ascii + u64::from(0x7f - last) * EACH;
    from_first & !beyond_last & !bytes & HIGH
}

/// Eight bytes with their ASCII letters in lower case; marks may become others.
fn small(bytes: u64) -> u64 {
    let is_ascii = !bytes & HIGH;
    bytes | is_ascii >> 2
}

/// A hash of a number: the halves of a product, folded, as in wyhash.
fn folded(number: u64) -> u64 {
    let product = u128::from(number ^ 0x9e37_79b9_7f4a_7c15) * 0xa076_1d64_78bd_642f;
    product as u64 ^ (product >> 64) as u64
}

fn bands(shingles: &[u64]) -> Box<[u32; BANDS]> {
    let signature = signature(shingles);
    let mut bands = Box::new([0; BANDS]);
    for (band, rows) in bands.iter_mut().zip(signature.chunks_exact(ROWS)) {
        *band = rows.iter().fold(0, |band, &row| mixed(u64::from(band) << 32 | u64::from(row)));
    }
    bands
}

/// The smallest hash in each bin; shingles fall into bins by their upper bits.
fn signature(shingles: &[u64]) -> [u32; BANDS * ROWS] {
    const BINS: usize = BANDS * ROWS;
    let mut bins: [Option<u32>; BINS] = [None; BINS];
    for &shingle in shingles {
        let bin = &mut bins[(((shingle >> 32) * BINS as u64) >> 32) as usize];
        let value = shingle as u32;
        *bin = Some(bin.map_or(value, |least| least.min(value)));
    }
    // An empty bin takes the value of another, drawn in the same way for every text.
    let drawn = |bin: usize| {
        let draws = (0..u64::MAX).map(|draw| mixed((bin as u64) << 32 | draw) as usize % BINS);
        draws.filter_map(|other| bins[other]).next()
    };
    let is_empty = shingles.is_empty();
    std::array::from_fn(|bin| match bins[bin] {
        Some(value) => value,
        None if is_empty => u32::MAX,
        None => drawn(bin).unwrap_or(u32::MAX),
    })
}

fn mixed(number: u64) -> u32 {
    hash(&number.to_le_bytes()) as u32
}

fn hash(bytes: &[u8]) -> u64 {
    rapidhash_v3(bytes)
}

/// The shingles of a text, each once and in order.
fn distinct(text: &str) -> Vec<u64> {
    let mut shingles = shingles(text);
    shingles.sort_unstable();
    shingles.dedup();
    shingles
}

/// How large a part of all that is in one or the other is in both.
fn jaccard(one: &[u64], other: &[u64]) -> f64 {
    let (mut at, mut shared) = (0, 0);
    for shingle in one {
        at += other[at..].iter().take_while(|&next| next < shingle).count();
        shared += usize::from(other.get(at) == Some(shingle));
    }
    let all = one.len() + other.len() - shared;
    shared as f64 / all.max(1) as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// A text of words that follow from a seed.
    fn text(seed: u64, length: usize) -> Vec<String> {
        (0..length as u64).map(|at| format!("w{}", mixed(seed << 20 | at) % 5_000)).collect()
    }

    fn share_a_band(one: &Fingerprint, other: &Fingerprint) -> bool {
        let bands = one.bands.iter().zip(&other.bands);
        bands.flat_map(|(one, other)| one.iter().zip(other.iter())).any(|(one, other)| one == other)
    }

    #[test]
    fn marks_blanks_and_capitals_make_no_other_text() {
        let one = shingles("The ferry sank, off Malta.");
        assert_eq!(one, shingles("the  ferry\nSANK off Malta"));
        assert_eq!(one.len(), 3);
        assert!(shingles("two words").is_empty());
    }

    #[test]
    fn the_part_in_both_is_counted_of_all() {
        assert_eq!(jaccard(&[1, 2, 3], &[2, 3, 4]), 0.5);
        assert_eq!(jaccard(&[], &[]), 0.0);
    }

    #[test]
    fn nearly_every_pair_that_is_alike_shares_a_band_and_few_others_do() {
        let (mut found, mut wrong) = (0, 0);
        for seed in 0..500 {
            let own = text(seed, 120);
            let mut edited = own.clone();
            // Eight words in a hundred and twenty leave two thirds of the shingles as they are.
            for at in 0..8 {
                edited[at * 15] = "changed".to_owned();
            }
            let print = Fingerprint::of(&own.join(" "));
            found += usize::from(share_a_band(&print, &Fingerprint::of(&edited.join(" "))));
            let other = Fingerprint::of(&text(seed + 10_000, 120).join(" "));
            wrong += usize::from(share_a_band(&print, &other));
        }
        assert!(found >= 490, "{found} of 500");
        assert!(wrong <= 2, "{wrong} of 500");
    }

    proptest! {
        #[test]
        fn any_text_has_a_fingerprint(text in any::<String>()) {
            prop_assert_eq!(Fingerprint::of(&text), Fingerprint::of(&text.clone()));
        }
    }
}
