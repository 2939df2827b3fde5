//! Articles as they are compared: what all of them are about, and how near each is to that.
//!
//! Sentences are vectors of TF-IDF, an article is the sum of its sentences, and the *topic* is the
//! sum of the articles, each of length 1. Words that stand in nearly every article weigh nothing.

use super::outline::{Outline, Sentence};
use super::request::Request;
use rapidhash::RapidHashMap;

/// The articles of a summary, in an order of their own.
pub(super) struct Corpus<'o> {
    pub(super) articles: Vec<Article<'o>>,
    /// What all of them are about: a vector of length 1, by the numbers of its words.
    pub(super) topic: Vec<f64>,
}

/// An article with its vectors.
pub(super) struct Article<'o> {
    pub(super) outline: &'o Outline,
    /// How near it is to the topic, from 0 to 1.
    pub(super) relevance: f64,
    /// A vector for each of its sentences.
    pub(super) vectors: Vec<Vector>,
}

/// Words by their numbers, in order, with their weights; of length 1, or empty.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Vector(pub(super) Vec<(u32, f64)>);

impl<'o> Corpus<'o> {
    /// The articles of the period that is asked for, each once. Words weigh by their inverse
    /// document frequency to the power of `rarity`: with less of it common words count more.
    pub(super) fn new(outlines: &'o [Outline], request: &Request, rarity: f64) -> Corpus<'o> {
        let mut chosen: Vec<&Outline> =
            outlines.iter().filter(|outline| request.holds(outline.published)).collect();
        chosen.sort_by(|one, other| one.order(other));
        chosen.dedup_by(|next, kept| kept.order(next).is_eq());
        let words = Words::of(&chosen, rarity);
        let mut topic = vec![0.0; words.weights.len()];
        let mut articles = Vec::with_capacity(chosen.len());
        for outline in chosen {
            let answers = |sentence: &Sentence| {
                request.query.as_ref().is_none_or(|query| query.meets(&sentence.words))
            };
            let vector = |sentence: &Sentence| {
                if answers(sentence) { words.vector(sentence) } else { Vector::default() }
            };
            let vectors: Vec<Vector> = outline.sentences.iter().map(vector).collect();
            let sum = Vector::sum(&vectors);
            for &(word, weight) in &sum.0 {
                topic[word as usize] += weight;
            }
            articles.push((Article { outline, relevance: 0.0, vectors }, sum));
        }
        let length = topic.iter().map(|weight| weight * weight).sum::<f64>().sqrt();
        if length > 0.0 {
            topic.iter_mut().for_each(|weight| *weight /= length);
        }
        let articles = articles
            .into_iter()
            .map(|(article, sum)| Article { relevance: sum.likeness(&topic), ..article });
        Corpus { articles: articles.collect(), topic }
    }
}

impl Vector {
    /// The direction of some weights by word, which need not be in order.
    pub(super) fn new(mut weights: Vec<(u32, f64)>) -> Vector {
        weights.sort_unstable_by_key(|&(word, _)| word);
        weights.dedup_by(|next, kept| {
            let is_same = next.0 == kept.0;
            if is_same {
                kept.1 += next.1;
            }
            is_same
        });
        let length = weights.iter().map(|(_, weight)| weight * weight).sum::<f64>().sqrt();
        if length > 0.0 {
            weights.iter_mut().for_each(|(_, weight)| *weight /= length);
        }
        Vector(weights)
    }

    /// The direction of the sum of vectors.
    fn sum(vectors: &[Vector]) -> Vector {
        Vector::new(vectors.iter().flat_map(|vector| vector.0.iter().copied()).collect())
    }

    /// The cosine with a vector of length 1 that holds every word.
    pub(super) fn likeness(&self, topic: &[f64]) -> f64 {
        let weight = |word: u32| topic.get(word as usize).copied().unwrap_or_default();
        self.0.iter().map(|&(word, own)| own * weight(word)).sum()
    }

    /// The cosine with another vector.
    pub(super) fn cosine(&self, other: &Vector) -> f64 {
        let (mut one, mut two) = (self.0.iter().peekable(), other.0.iter().peekable());
        let mut sum = 0.0;
        while let (Some(&&(a, own)), Some(&&(b, their))) = (one.peek(), two.peek()) {
            if a == b {
                sum += own * their;
            }
            if a <= b {
                one.next();
            }
            if b <= a {
                two.next();
            }
        }
        sum
    }
}

/// The words of the articles, numbered in the order of their ids, and how much each tells.
struct Words {
    numbers: RapidHashMap<u64, u32>,
    /// How much each tells: its inverse document frequency to some power.
    weights: Vec<f64>,
}

impl Words {
    fn of(outlines: &[&Outline], rarity: f64) -> Words {
        let mut all: Vec<u64> = Vec::new();
        for outline in outlines {
            let from = all.len();
            all.extend(outline.sentences.iter().flat_map(|sentence| &sentence.words));
            // A word counts once an article.
            let mut own = all.split_off(from);
            own.sort_unstable();
            own.dedup();
            all.append(&mut own);
        }
        all.sort_unstable();
        let count = outlines.len() as f64;
        let runs = all.chunk_by(|a, b| a == b);
        let (mut numbers, mut weights) = (RapidHashMap::default(), Vec::new());
        for run in runs {
            numbers.insert(run[0], weights.len() as u32);
            weights.push(((1.0 + count) / run.len() as f64).ln().powf(rarity));
        }
        Words { numbers, weights }
    }

    fn vector(&self, sentence: &Sentence) -> Vector {
        let numbers = sentence.words.iter().filter_map(|word| self.numbers.get(word));
        Vector::new(numbers.map(|&number| (number, self.weights[number as usize])).collect())
    }
}
