//! Which tellings a sentence means that an editor cites: by its words, and by the article only
//! where others have the same words and mean another day.

use super::{Found, Told};
use annals_core::{Article, Cited};
use rapidhash::{RapidHashMap, RapidHashSet};
use std::collections::BTreeSet;

/// What a sentence can mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum Meant {
    /// The candidate of that number.
    Telling(usize),
    /// Of the article of the first number, the undated mention of the second.
    Mention(usize, usize),
}

/// Why a sentence means nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unmeant {
    /// No article has it, or nothing is read out of it; the one that is most like it.
    Gone(Option<String>),
    /// It tells several events, and nothing says which is meant; what would tell two apart.
    Several(String),
}

/// For so many sentences that are gone the one that is most like it is looked for among all.
const SUGGESTIONS: usize = 20;
/// From which part of the words on one sentence is like another.
const ALIKE: f64 = 0.5;

/// The sentences of articles that are cited.
pub(super) struct Sentences<'e> {
    articles: &'e [Article],
    told: &'e [Told<'e>],
    found: &'e [Found],
    cited: RapidHashMap<String, Vec<Meant>>,
    suggestions: usize,
}

impl<'e> Sentences<'e> {
    /// Looks for those sentences.
    pub(super) fn new<'d>(
        cited: impl Iterator<Item = &'d Cited>,
        articles: &'e [Article],
        told: &'e [Told<'e>],
        found: &'e [Found],
    ) -> Sentences<'e> {
        let cited = cited.map(|cited| (plain(&cited.sentence), Vec::new())).collect();
        let mut sentences = Sentences { articles, told, found, cited, suggestions: SUGGESTIONS };
        if sentences.cited.is_empty() {
            return sentences;
        }
        for (meant, text) in every(articles, told, found) {
            if let Some(all) = sentences.cited.get_mut(&plain(text)) {
                all.push(meant);
            }
        }
        sentences
    }

    /// All that a sentence means. Tellings of one sentence and one day are one; mentions that have
    /// no date of their own are meant as well.
    pub(super) fn meant(&mut self, cited: &Cited) -> Result<Vec<Meant>, Unmeant> {
        let all = self.cited.get(&plain(&cited.sentence)).map_or(&[][..], Vec::as_slice);
        let telling = |meant: &Meant| match meant {
            Meant::Telling(number) => Some(*number),
            Meant::Mention(..) => None,
        };
        let mut tellings: Vec<usize> = all.iter().filter_map(telling).collect();
        let mut mentions: Vec<Meant> =
            all.iter().filter(|meant| telling(meant).is_none()).copied().collect();
        if tellings.is_empty() && mentions.is_empty() {
            return Err(Unmeant::Gone(self.nearest(&cited.sentence)));
        }
        self.narrow(&mut tellings, cited);
        if let Some((one, other)) = self.differing(&tellings) {
            return Err(Unmeant::Several(self.apart(one, other)));
        }
        if let Some(id) = &cited.article {
            let is_there = |meant: &Meant| matches!(*meant, Meant::Mention(article, _) if self.articles[article].id == *id);
            if mentions.iter().any(is_there) {
                mentions.retain(is_there);
            }
        }
        Ok(tellings.into_iter().map(Meant::Telling).chain(mentions).collect())
    }

    /// Keeps of several tellings those that are meant, by one hint after the other.
    fn narrow(&self, tellings: &mut Vec<usize>, cited: &Cited) {
        let Cited { expression, tells, article, published, .. } = cited;
        if let Some(expression) = expression {
            let expression = plain(expression);
            self.keep(tellings, |told| plain(self.expression(told)) == expression);
        }
        if let Some(tells) = tells {
            let words = words(tells);
            let likeness = |told: &Told<'_>| likeness(&words, &self::words(&told.candidate.title));
            let all = tellings.iter().map(|&number| likeness(&self.told[number]));
            let most = all.fold(ALIKE, f64::max);
            self.keep(tellings, |told| likeness(told) >= most);
        }
        // A file may take the name of another; the day of an article goes with it.
        if let Some(day) = published {
            self.keep(tellings, |told| told.published == Some(*day));
        }
        if let Some(id) = article {
            self.keep(tellings, |told| self.articles[told.article].id == *id);
        }
    }

    /// Keeps those that fit, where there is something to decide and any fits.
    fn keep(&self, tellings: &mut Vec<usize>, fits: impl Fn(&Told<'_>) -> bool) {
        let fits = |number: &usize| fits(&self.told[*number]);
        if self.differing(tellings).is_some() && tellings.iter().any(fits) {
            tellings.retain(fits);
        }
    }

    /// Two of the tellings that are not one event for sure: of different dates, or of one sentence
    /// of one article.
    fn differing(&self, tellings: &[usize]) -> Option<(usize, usize)> {
        let first = *tellings.first()?;
        let mut places = RapidHashSet::default();
        tellings.iter().copied().find_map(|number| {
            let (one, own) = (&self.told[first], &self.told[number]);
            let is_other = one.candidate.date != own.candidate.date
                || !places.insert((own.article, own.candidate.span.start));
            is_other.then_some((first, number))
        })
    }

    /// What would tell two tellings apart, as keys of TOML.
    fn apart(&self, one: usize, other: usize) -> String {
        let told = |number: usize| &self.told[number];
        let title = |number: usize| told(number).candidate.title.as_str();
        let article = |number: usize| self.articles[told(number).article].id.as_str();
        let expression = |number: usize| self.expression(told(number));
        if title(one) != title(other) {
            format!("tells = \"{}\" or \"{}\"", title(one), title(other))
        } else if article(one) != article(other) {
            format!("article = \"{}\" or \"{}\"", article(one), article(other))
        } else {
            format!("expression = \"{}\" or \"{}\"", expression(one), expression(other))
        }
    }

    fn expression(&self, told: &Told<'_>) -> &'e str {
        let mention = self.articles[told.article].mentions.get(told.candidate.mention);
        mention.map_or("", |mention| &mention.reading.text)
    }

    /// The sentence that is most like one that is gone.
    fn nearest(&mut self, sentence: &str) -> Option<String> {
        self.suggestions = self.suggestions.checked_sub(1)?;
        let wanted = words(sentence);
        let all = every(self.articles, self.told, self.found);
        let like = all.map(|(_, text)| (likeness(&wanted, &words(text)), text));
        let best = like.reduce(|best, next| if next.0 > best.0 { next } else { best });
        best.filter(|(likeness, _)| *likeness >= ALIKE).map(|(_, text)| one_line(text))
    }
}

/// Every sentence that tells an event or names one.
fn every<'e>(
    articles: &'e [Article],
    told: &'e [Told<'e>],
    found: &'e [Found],
) -> impl Iterator<Item = (Meant, &'e str)> {
    let tellings = told
        .iter()
        .enumerate()
        .map(|(number, told)| (Meant::Telling(number), told.article, told.candidate.span.clone()));
    let mentions = found.iter().enumerate().flat_map(|(article, found)| {
        let undated = found.undated.iter().enumerate();
        undated.map(move |(number, mention)| {
            (Meant::Mention(article, number), article, mention.sentence.clone())
        })
    });
    tellings
        .chain(mentions)
        .map(|(meant, article, span)| (meant, articles[article].text.get(span).unwrap_or_default()))
}

/// A text in which white space and the form of quotation marks and dashes do not matter.
fn plain(text: &str) -> String {
    let form = |letter: char| match letter {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' | '‚' => '\'',
        '–' | '—' | '−' | '‑' => '-',
        _ => letter,
    };
    one_line(text).chars().map(form).collect()
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn words(text: &str) -> BTreeSet<String> {
    let words = text.split(|letter: char| !letter.is_alphanumeric());
    words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
}

/// Which part of their words both have (Jaccard index).
fn likeness(one: &BTreeSet<String>, other: &BTreeSet<String>) -> f64 {
    let shared = one.intersection(other).count();
    let all = one.len() + other.len() - shared;
    if all > 0 { shared as f64 / all as f64 } else { 0.0 }
}
