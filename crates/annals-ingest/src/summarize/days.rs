//! Which days matter: what was published on each, and which days other articles point at.
//!
//! Days are ranked by mentions in the research on timelines (Tran et al. 2013; Gholipour Ghalandari
//! and Ifrim 2020). Here every article counts by how near it is to the topic, squared, so that
//! articles beside the topic count little, and what is published on a day counts too.

use super::corpus::Corpus;
use super::request::Request;
use annals_core::Day;
use std::collections::BTreeMap;
use std::fmt;

/// What the rank of a day is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct DayFigures {
    /// Articles published on it.
    pub published: usize,
    /// Their share of all that was published, each article by how near it is to the topic.
    pub press: f64,
    /// Articles that name it.
    pub naming: usize,
    /// Their share of all that days are named, by how near article and sentence are to the topic.
    pub mentions: f64,
}

/// How much what is published on a day counts against how often it is named.
const PRESS: f64 = 0.8;
/// What is only expected counts less than what has happened.
const AHEAD: f64 = 0.5;

impl DayFigures {
    /// The score, from 0 to 1; those of all days add up to 1.
    pub fn score(&self) -> f64 {
        PRESS * self.press + (1.0 - PRESS) * self.mentions
    }
}

/// Why it has its rank, in words fit to print.
impl fmt::Display for DayFigures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let articles = |count: usize| if count == 1 { "article" } else { "articles" };
        write!(
            f,
            "{} {} published that day ({:.1} % of the press), {} {} naming it ({:.1} % of the mentions): {:.4}",
            self.published,
            articles(self.published),
            100.0 * self.press,
            self.naming,
            articles(self.naming),
            100.0 * self.mentions,
            self.score()
        )
    }
}

/// The days of the period, those that matter most first; of equals the earliest.
pub(super) fn ranked(corpus: &Corpus<'_>, request: &Request) -> Vec<(Day, DayFigures)> {
    let mut days: BTreeMap<Day, DayFigures> = BTreeMap::new();
    for article in &corpus.articles {
        let published = article.outline.published;
        let relevance = article.relevance.powi(2);
        let day = days.entry(published).or_default();
        day.published += 1;
        day.press += relevance;
        // An article names a day once, in the sentence nearest to the topic.
        let mut named: BTreeMap<Day, f64> = BTreeMap::new();
        for (sentence, vector) in article.outline.sentences.iter().zip(&article.vectors) {
            for &day in sentence.days.iter().filter(|&&day| request.holds(day)) {
                let ahead = if day > published { AHEAD } else { 1.0 };
                let best = named.entry(day).or_default();
                *best = best.max(ahead * vector.likeness(&corpus.topic));
            }
        }
        for (day, nearness) in named {
            let figures = days.entry(day).or_default();
            figures.naming += 1;
            figures.mentions += relevance * nearness;
        }
    }
    let press: f64 = days.values().map(|figures| figures.press).sum();
    let mentions: f64 = days.values().map(|figures| figures.mentions).sum();
    for figures in days.values_mut() {
        figures.press = if press > 0.0 { figures.press / press } else { 0.0 };
        figures.mentions = if mentions > 0.0 { figures.mentions / mentions } else { 0.0 };
    }
    let mut ranked: Vec<(Day, DayFigures)> =
        days.into_iter().filter(|(_, figures)| figures.score() > 0.0).collect();
    // The sort is stable: of equals the earlier day comes first.
    ranked.sort_by(|(_, one), (_, other)| other.score().total_cmp(&one.score()));
    ranked
}
