//! How like two timelines are: alignment-based ROUGE of Martschat and Markert, "Improving ROUGE for
//! timeline summarization" (2017), in its variant "align+ m:1".
//!
//! Every day of one timeline is compared with the day of the other that is nearest in time and
//! content; what they share counts less the further they lie apart. Words are cut and stemmed as
//! by ROUGE 1.5.5, whose lists of frequent words and of irregular forms are read from a folder.

use super::porter;
use annals_core::Day;
use anyhow::{Context, Result};
use std::collections::{BTreeMap, HashMap, HashSet};
use std::hash::Hash;
use std::path::Path;

/// The sentences of each day of a timeline.
pub(super) type Timeline = BTreeMap<Day, Vec<String>>;

/// The lists of ROUGE 1.5.5.
pub(super) struct Rouge {
    frequent: HashSet<String>,
    irregular: HashMap<String, String>,
}

/// Precision and recall.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Agreement {
    pub(super) precision: f64,
    pub(super) recall: f64,
}

/// The words of a day, as they stand and in the order in which ROUGE counts them.
struct Told {
    day: Day,
    plain: HashMap<String, usize>,
    words: Vec<String>,
}

impl Agreement {
    /// Their harmonic mean.
    pub(super) fn f1(self) -> f64 {
        let sum = self.precision + self.recall;
        if sum > 0.0 { 2.0 * self.precision * self.recall / sum } else { 0.0 }
    }
}

impl Rouge {
    /// Reads the lists of a folder: `smart_common_words.txt` and `rouge_exc/*.exc`.
    ///
    /// # Errors
    /// A list cannot be read.
    pub(super) fn read(folder: &Path) -> Result<Rouge> {
        let read = |name: &str| {
            let path = folder.join(name);
            std::fs::read_to_string(&path)
                .with_context(|| format!("{} cannot be read", path.display()))
        };
        let frequent = read("smart_common_words.txt")?;
        let frequent = frequent.split_whitespace().map(str::to_owned).collect();
        let mut irregular = HashMap::new();
        for class in ["adj", "adv", "noun", "verb"] {
            for line in read(&format!("rouge_exc/{class}.exc"))?.lines() {
                let mut words = line.split_whitespace().map(str::to_owned);
                if let (Some(form), Some(base)) = (words.next(), words.next()) {
                    irregular.entry(form).or_insert(base);
                }
            }
        }
        Ok(Rouge { frequent, irregular })
    }

    /// ROUGE of runs of as many words as asked for, as precision and recall.
    pub(super) fn aligned(&self, found: &Timeline, gold: &Timeline, run: usize) -> Agreement {
        let (found, gold) = (self.told(found), self.told(gold));
        Agreement { precision: share(&found, &gold, run), recall: share(&gold, &found, run) }
    }

    fn told(&self, timeline: &Timeline) -> Vec<Told> {
        let told = timeline.iter().map(|(&day, sentences)| {
            let all = sentences.join(" ");
            let plain = all.split_whitespace().filter(|word| !is_marks(word));
            Told { day, plain: counted(plain.map(str::to_owned)), words: self.words(&all) }
        });
        told.collect()
    }

    fn words(&self, text: &str) -> Vec<String> {
        let spaced = text.replace('-', " - ");
        let plain = |letter: char| {
            let kept = letter.is_ascii_alphanumeric() || letter == '-';
            if kept { letter.to_ascii_lowercase() } else { ' ' }
        };
        let plain: String = spaced.chars().map(plain).collect();
        let words = plain.split_whitespace().filter(|word| {
            !self.frequent.contains(*word) && word.starts_with(|c: char| c.is_ascii_alphanumeric())
        });
        let stemmed = words.map(|word| match self.irregular.get(word) {
            _ if word.len() <= 3 => word.to_owned(),
            Some(base) => base.clone(),
            None => porter::stem(word),
        });
        stemmed.collect()
    }
}

/// The share of the words of days that the days aligned with them have too.
fn share(days: &[Told], others: &[Told], run: usize) -> f64 {
    let (mut hits, mut all) = (0.0, 0_usize);
    for own in days {
        let runs = runs(&own.words, run);
        all += runs.values().sum::<usize>();
        // Of days that are equally near the earliest is taken.
        let nearest = others.iter().fold(None, |best: Option<(f64, &Told)>, other| {
            let cost = (1.0 - nearness(own, other)) * (1.0 - likeness(own, other));
            if best.is_some_and(|(least, _)| least <= cost) { best } else { Some((cost, other)) }
        });
        if let Some((_, other)) = nearest {
            hits += overlap(&runs, &self::runs(&other.words, run)) as f64 * nearness(own, other);
        }
    }
    if all > 0 { hits / all as f64 } else { 0.0 }
}

/// 1 for the same day, 1/2 for the next.
fn nearness(one: &Told, other: &Told) -> f64 {
    1.0 / ((one.day - other.day).abs() as f64 + 1.0)
}

/// The F1 of the words as they stand.
fn likeness(one: &Told, other: &Told) -> f64 {
    let (all, total): (usize, usize) = (one.plain.values().sum(), other.plain.values().sum());
    if all == 0 || total == 0 {
        return 0.0;
    }
    let shared = overlap(&one.plain, &other.plain) as f64;
    Agreement { precision: shared / all as f64, recall: shared / total as f64 }.f1()
}

fn overlap<T: Eq + Hash>(one: &HashMap<T, usize>, other: &HashMap<T, usize>) -> usize {
    one.iter().map(|(key, &count)| count.min(other.get(key).copied().unwrap_or(0))).sum()
}

fn runs(words: &[String], length: usize) -> HashMap<&[String], usize> {
    counted(words.windows(length))
}

fn counted<T: Eq + Hash>(things: impl Iterator<Item = T>) -> HashMap<T, usize> {
    let mut counts = HashMap::new();
    for thing in things {
        *counts.entry(thing).or_default() += 1;
    }
    counts
}

/// Whether a word is a run of punctuation, in the order of ASCII.
fn is_marks(word: &str) -> bool {
    "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~".contains(word)
}
