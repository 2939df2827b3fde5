//! Which sentences tell what happened on a day.
//!
//! Candidates are the sentences that name the day and the first ones of the articles published on
//! it or on the day after, as in DATEWISE (Gholipour Ghalandari and Ifrim 2020). Each is scored by
//! a few figures; the best are taken one after the other, and what repeats them is left out.

use super::corpus::{Corpus, Vector};
use super::outline::Sentence;
use annals_core::Day;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::fmt;

/// What the score of a sentence is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct SentenceFigures {
    /// How like it is to what is told of the day and of the topic, from 0 to 1.
    pub day: f64,
    /// How near it is to the topic alone, from 0 to 1.
    pub topic: f64,
    /// How near its article is to the topic, from 0 to 1.
    pub article: f64,
    /// How early it stands in an article of the day or the day after: 1 for the first sentence,
    /// 1/2 for the second; 0 in others.
    pub lead: f64,
    /// Whether it names the day.
    pub names_day: bool,
}

/// A sentence that was chosen, by its numbers in the corpus.
pub(super) struct Choice {
    pub(super) article: usize,
    pub(super) sentence: usize,
    pub(super) figures: SentenceFigures,
}

/// Articles and days, by the numbers of their sentences.
pub(super) struct Candidates {
    /// For each day the articles published on it.
    published: BTreeMap<Day, Vec<usize>>,
    /// For each day the sentences that name it, by article and sentence.
    naming: BTreeMap<Day, Vec<(usize, usize)>>,
    /// The texts that were chosen for other days.
    taken: HashSet<String>,
}

/// How many sentences at the head of an article may tell the news of its day.
const LEAD: usize = 3;
/// How many words and marks a sentence may have: fewer are a fragment, more are a list.
const LENGTHS: std::ops::RangeInclusive<usize> = 8..=60;
/// How much the topic counts beside the day in what a sentence should be like.
const TOPIC: f64 = 0.5;
/// How like a sentence may be to one that was chosen before it.
const REPEATS: f64 = 0.3;

impl SentenceFigures {
    /// The score; it has no bounds that mean anything.
    pub fn score(&self) -> f64 {
        self.day + 0.6 * self.topic + self.article + 0.2 * self.lead
    }
}

/// Why it has its score, in words fit to print.
impl fmt::Display for SentenceFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "like the day {:.2}, near the topic {:.2}, its article {:.2}, lead {:.2}{}: {:.2}",
            self.day,
            self.topic,
            self.article,
            self.lead,
            if self.names_day { ", names the day" } else { "" },
            self.score()
        )
    }
}

impl Candidates {
    pub(super) fn of(corpus: &Corpus<'_>) -> Candidates {
        let mut published: BTreeMap<Day, Vec<usize>> = BTreeMap::new();
        let mut naming: BTreeMap<Day, Vec<(usize, usize)>> = BTreeMap::new();
        for (number, article) in corpus.articles.iter().enumerate() {
            published.entry(article.outline.published).or_default().push(number);
            for (at, sentence) in article.outline.sentences.iter().enumerate() {
                for &day in &sentence.days {
                    naming.entry(day).or_default().push((number, at));
                }
            }
        }
        Candidates { published, naming, taken: HashSet::new() }
    }

    /// The sentences for a day, the best first, at most `most`. They are chosen for no other day.
    pub(super) fn choose(&mut self, day: Day, most: usize, corpus: &Corpus<'_>) -> Vec<Choice> {
        let mut scored: Vec<(Choice, &Sentence, &Vector)> = self
            .figures(day, corpus)
            .into_iter()
            .map(|choice| {
                let article = &corpus.articles[choice.article];
                let sentence = &article.outline.sentences[choice.sentence];
                let vector = &article.vectors[choice.sentence];
                (choice, sentence, vector)
            })
            .collect();
        scored.sort_by(|(one, sentence, _), (other, their, _)| {
            let scores = other.figures.score().total_cmp(&one.figures.score());
            scores.then_with(|| sentence.text.cmp(&their.text))
        });
        let mut chosen: Vec<(Choice, &Vector)> = Vec::new();
        for (choice, sentence, vector) in scored {
            if chosen.len() == most {
                break;
            }
            let repeats = chosen.iter().any(|(_, other)| vector.cosine(other) > REPEATS);
            if !repeats && self.taken.insert(sentence.text.clone()) {
                chosen.push((choice, vector));
            }
        }
        chosen.into_iter().map(|(choice, _)| choice).collect()
    }

    /// Every sentence that may tell of the day, once for each text.
    fn figures(&self, day: Day, corpus: &Corpus<'_>) -> Vec<Choice> {
        let mut found: Vec<(Choice, f64)> = Vec::new();
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut add = |article: usize, sentence: usize, lead: f64, weight: f64, names_day: bool| {
            let own = &corpus.articles[article];
            let told = &own.outline.sentences[sentence];
            let vector = &own.vectors[sentence];
            if !told.is_report || !LENGTHS.contains(&told.length) || vector.0.is_empty() {
                return;
            }
            let at = *places.entry(&told.text).or_insert_with(|| {
                let figures = SentenceFigures {
                    topic: vector.likeness(&corpus.topic),
                    article: own.relevance,
                    ..SentenceFigures::default()
                };
                found.push((Choice { article, sentence, figures }, 0.0));
                found.len() - 1
            });
            let (choice, total) = &mut found[at];
            choice.figures.names_day |= names_day;
            choice.figures.lead = choice.figures.lead.max(lead);
            *total = if names_day { total.max(weight) } else { *total + weight };
        };
        for &(article, sentence) in self.naming.get(&day).into_iter().flatten() {
            add(article, sentence, 0.0, corpus.articles[article].relevance, true);
        }
        for published in [day, day + 1] {
            for &article in self.published.get(&published).into_iter().flatten() {
                let own = &corpus.articles[article];
                for (at, sentence) in own.outline.sentences.iter().enumerate().take(LEAD) {
                    // A sentence of the day after that names other days tells of those.
                    let is_other = published > day && !sentence.days.is_empty();
                    if is_other && !sentence.days.contains(&day) {
                        continue;
                    }
                    add(article, at, 1.0 / (1.0 + at as f64), own.relevance, false);
                }
            }
        }
        let target = target(&found, corpus);
        let figures = found.into_iter().map(|(choice, _)| {
            let vector = &corpus.articles[choice.article].vectors[choice.sentence];
            let day = vector.cosine(&target);
            Choice { figures: SentenceFigures { day, ..choice.figures }, ..choice }
        });
        figures.collect()
    }
}

/// What a sentence of the day should be like: its candidates together, drawn to the topic.
fn target(candidates: &[(Choice, f64)], corpus: &Corpus<'_>) -> Vector {
    let weighted = candidates.iter().flat_map(|(choice, total)| {
        let vector = &corpus.articles[choice.article].vectors[choice.sentence];
        vector.0.iter().map(move |&(word, weight)| (word, weight * total))
    });
    let day = Vector::new(weighted.collect());
    let drawn = day.0.into_iter().map(|(word, weight)| {
        let topic = corpus.topic.get(word as usize).copied().unwrap_or_default();
        (word, (1.0 - TOPIC) * weight + TOPIC * topic)
    });
    Vector::new(drawn.collect())
}
