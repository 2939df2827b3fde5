//! `cargo xtask eval pages`: the day of publication and the main text of web pages.
//!
//! A line is a JSON object: "file", a page beside this list, perhaps compressed (`.gz`), "url",
//! and what is known of it, "date" (an ISO day) or "text".
//!
//! - A day is *right*, *wrong*, or *none* was told.
//! - *F1*, precision and recall of a text are those of its words as a multiset: letters and digits
//!   in small letters, each as often as it occurs; the mean over the pages.
//! - *4-grams* is the F1 of the article extraction benchmark of Scrapinghub: of sequences of four
//!   words, where every page weighs the same.
//!
//! The pages whose address has an FNV-1a hash that three divides are held back: they are counted
//! apart, and their errors are not listed, so that nobody works towards them.

use crate::eval::lines::{Labelled, objects};
use annals_ingest::{Article, read_page};
use anyhow::{Context, Result};
use flate2::read::MultiGzDecoder;
use std::collections::HashMap;
use std::io::{Read, Write};
use std::ops::AddAssign;
use std::path::Path;

/// Read web pages and compare their day of publication and their text with those that are known
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    labelled: Labelled,
}

/// How long a sequence of words is.
const GRAM: usize = 4;
/// Texts whose F1 is lower are listed as errors.
const GOOD: f64 = 0.9;

/// How the days of some pages were told.
#[derive(Clone, Copy, Default)]
struct Days {
    right: u32,
    none: u32,
    wrong: u32,
}

/// How the texts of some pages were found: sums over the pages.
#[derive(Clone, Copy, Default)]
struct Texts {
    pages: f64,
    f1: f64,
    precision: f64,
    recall: f64,
    /// Of the sequences of words, as shares of those of the page: found and known, only found,
    /// only known.
    grams: [f64; 3],
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    // Pages that may be looked at, and pages that are held back.
    let mut days = [Days::default(); 2];
    let mut texts = [Texts::default(); 2];
    for path in &args.labelled.paths {
        let folder = path.parent().unwrap_or(Path::new(""));
        for object in objects(path)? {
            let file = object.text("file").context("a page has a \"file\"")?;
            let url = object.text("url").unwrap_or_default();
            let is_held = hash(url).is_multiple_of(3);
            let article = page(&folder.join(file), url)?;
            let lists = args.labelled.errors && !is_held;
            if let Some(known) = object.text("date") {
                let told = judge_day(known, article.as_ref());
                if lists && told.right == 0 {
                    let published = article.as_ref().and_then(|article| article.published);
                    let found = published.map_or_else(
                        || "none".to_owned(),
                        |published| format!("{} ({})", published.day, published.from),
                    );
                    writeln!(out, "day\t{file}\t{known}\t{found}\t{url}")?;
                }
                days[usize::from(is_held)] += told;
            }
            if let Some(known) = object.text("text") {
                let found = article.as_ref().map_or("", |article| &article.text);
                let score = judge_text(known, found);
                if lists && score.f1 < GOOD {
                    let Texts { f1, precision, recall, .. } = score;
                    writeln!(out, "text\t{file}\t{f1:.3} {precision:.3} {recall:.3}\t{url}")?;
                }
                texts[usize::from(is_held)] += score;
            }
        }
    }
    write(&mut out, days, texts)?;
    out.flush()?;
    Ok(())
}

/// The article of a page, where it has one.
fn page(path: &Path, url: &str) -> Result<Option<Article>> {
    let bytes =
        std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let bytes = if path.extension().is_some_and(|extension| extension == "gz") {
        let mut unpacked = Vec::new();
        MultiGzDecoder::new(bytes.as_slice())
            .read_to_end(&mut unpacked)
            .with_context(|| format!("{} cannot be unpacked", path.display()))?;
        unpacked
    } else {
        bytes
    };
    let mut article = None;
    read_page(&path.to_string_lossy(), Some(url), &bytes, &mut |read| article = Some(read));
    Ok(article)
}

fn judge_day(known: &str, article: Option<&Article>) -> Days {
    match article.and_then(Article::date) {
        Some(day) if day.to_string() == known => Days { right: 1, ..Days::default() },
        Some(_) => Days { wrong: 1, ..Days::default() },
        None => Days { none: 1, ..Days::default() },
    }
}

fn judge_text(known: &str, found: &str) -> Texts {
    let (known, found) = (words(known), words(found));
    let common = common(&known, &found, 1) as f64;
    let share = |of: usize| common / of.max(1) as f64;
    let (precision, recall) = (share(found.len()), share(known.len()));
    let both = self::common(&known, &found, GRAM) as f64;
    let [only_found, only_known] =
        [&found, &known].map(|words| grams(words, GRAM).count() as f64 - both);
    let all = (both + only_found + only_known).max(1.0);
    Texts {
        pages: 1.0,
        f1: f1(precision, recall),
        precision,
        recall,
        grams: [both / all, only_found / all, only_known / all],
    }
}

fn words(text: &str) -> Vec<String> {
    let words = text.split(|letter: char| !(letter.is_alphanumeric() || letter == '_'));
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// The sequences of so many words; of fewer words the one that they are.
fn grams(words: &[String], length: usize) -> impl Iterator<Item = &[String]> {
    let length = length.min(words.len()).max(1);
    words.windows(length)
}

/// How many sequences two texts have in common.
fn common(one: &[String], other: &[String], length: usize) -> u64 {
    let mut counts: HashMap<&[String], u64> = HashMap::new();
    for gram in grams(one, length) {
        *counts.entry(gram).or_default() += 1;
    }
    let mut common = 0;
    for gram in grams(other, length) {
        if let Some(count) = counts.get_mut(gram).filter(|count| **count > 0) {
            *count -= 1;
            common += 1;
        }
    }
    common
}

fn f1(precision: f64, recall: f64) -> f64 {
    let sum = precision + recall;
    if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
}

/// Writes what was counted of the pages that may be looked at, of those held back, and of all.
fn write(out: &mut impl Write, days: [Days; 2], texts: [Texts; 2]) -> Result<()> {
    const GROUPS: [&str; 3] = ["looked at", "held back", "all"];
    let days = with_sum(days);
    if days[2].of() > 0 {
        writeln!(out, "{:<10}{:>6}{:>8}{:>6}{:>7}", "days", "pages", "right", "none", "wrong")?;
        for (group, Days { right, none, wrong }) in GROUPS.iter().zip(days) {
            let of = right + none + wrong;
            let share = 100.0 * f64::from(right) / f64::from(of.max(1));
            writeln!(out, "{group:<10}{of:>6}{share:>6.1} %{none:>6}{wrong:>7}")?;
        }
    }
    let texts = with_sum(texts);
    if texts[2].pages > 0.0 {
        let heads = ["F1", "precision", "recall", "4-grams"];
        let [first, second, third, fourth] = heads;
        writeln!(out, "{:<10}{:>6}{first:>8}{second:>11}{third:>8}{fourth:>9}", "texts", "pages")?;
        for (group, text) in GROUPS.iter().zip(texts) {
            let mean = |sum: f64| sum / text.pages.max(1.0);
            let (f1, precision, recall) = (mean(text.f1), mean(text.precision), mean(text.recall));
            let (pages, grams) = (text.pages, text.grams_f1());
            writeln!(
                out,
                "{group:<10}{pages:>6}{f1:>8.3}{precision:>11.3}{recall:>8.3}{grams:>9.3}"
            )?;
        }
    }
    Ok(())
}

fn with_sum<T: Copy + AddAssign>([looked_at, held]: [T; 2]) -> [T; 3] {
    let mut sum = looked_at;
    sum += held;
    [looked_at, held, sum]
}

impl Days {
    fn of(self) -> u32 {
        self.right + self.none + self.wrong
    }
}

impl Texts {
    fn grams_f1(self) -> f64 {
        let [both, only_found, only_known] = self.grams;
        2.0 * both / (2.0 * both + only_found + only_known).max(f64::MIN_POSITIVE)
    }
}

impl AddAssign for Days {
    fn add_assign(&mut self, other: Days) {
        self.right += other.right;
        self.none += other.none;
        self.wrong += other.wrong;
    }
}

impl AddAssign for Texts {
    fn add_assign(&mut self, other: Texts) {
        self.pages += other.pages;
        self.f1 += other.f1;
        self.precision += other.precision;
        self.recall += other.recall;
        for (sum, more) in self.grams.iter_mut().zip(other.grams) {
            *sum += more;
        }
    }
}

/// FNV-1a with 64 bits.
fn hash(text: &str) -> u64 {
    text.bytes().fold(0xCBF2_9CE4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01B3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_judged_by_their_words() {
        let score = judge_text("The fair opened. The fair!", "the fair, the boats");
        assert_eq!((score.precision, score.recall), (0.75, 0.6));
        let same = judge_text("One two three four five", "one two three, four five");
        assert_eq!((same.f1, same.grams), (1.0, [1.0, 0.0, 0.0]));
        let none = judge_text("One two three four five", "");
        assert_eq!((none.f1, none.grams), (0.0, [0.0, 0.0, 1.0]));
        let half = judge_text("a b c d e", "a b c d");
        assert_eq!(half.grams, [0.5, 0.0, 0.5]);
    }

    #[test]
    fn a_third_is_held_back() {
        let held =
            (0..3000).filter(|number| hash(&format!("https://x/{number}")).is_multiple_of(3));
        assert!((900..1100).contains(&held.count()));
    }
}
