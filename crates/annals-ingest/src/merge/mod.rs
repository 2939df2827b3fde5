//! The same event told by many becomes one; a hand-written event takes up what is told of it.
//!
//! The result does not depend on the order of the input: everything is put in an order of its own
//! first, and what is compared, joined and named is decided in that order.

mod block;
mod cluster;
mod features;

use crate::extract::{Candidate, Extraction, UndatedMention, event_id};
use crate::lexicon::Lexicon;
use crate::rank::Figures;
use annals_core::{Article, Date, Event, Evidence, Origin, Outcome};
use cluster::clusters;
use features::{Features, Vocabulary, names_of, words_of};
use std::collections::{BTreeMap, BTreeSet, HashSet};

/// Events and the articles that tell them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The events: the hand-written ones as they were given but for their evidence, then those of
    /// the articles.
    pub events: Vec<Event>,
    /// The articles, in the order of their ids. Every mention names the event that it dates.
    pub articles: Vec<Article>,
    /// How much each event matters, by its id.
    pub figures: BTreeMap<String, Figures>,
}

/// A hand-written event takes up a sentence that is at least this like its title or an alias.
const LIKE_WRITTEN: f64 = 0.42;
/// A phrase without a date names an extracted event that is at least this like it.
const LIKE_EXTRACTED: f64 = 0.55;
/// It need be no liker than this where both are dated to the same few days and share a name.
const SAME_DAY: f64 = 0.2;
/// So much liker it must be where both do not name the same kind of happening.
const OTHER_KIND: f64 = 0.13;
/// Contradicting dates are set aside where a sentence is at least this like it.
const NEARLY_THE_SAME: f64 = 0.85;

/// Merges what was extracted from articles with the events written by hand.
///
/// Articles of one id are told apart: the id then begins with the name of the source. Of an
/// article that is given twice one is kept.
pub fn merge(extractions: Vec<Extraction>, written: Vec<Event>, lexicon: &Lexicon) -> Merged {
    let extractions = in_order(extractions);
    let told: Vec<Told<'_>> = extractions
        .iter()
        .enumerate()
        .flat_map(|(article, extraction)| {
            extraction.candidates.iter().map(move |candidate| Told { article, candidate })
        })
        .collect();
    let mut vocabulary = Vocabulary::default();
    let features: Vec<Features> = told
        .iter()
        .map(|told| vocabulary.add(&told.candidate.keys, &told.candidate.names))
        .collect();
    let hands: Vec<Hand> =
        written.iter().map(|event| Hand::new(event, lexicon, &mut vocabulary)).collect();
    let homes: Vec<Option<usize>> = told
        .iter()
        .zip(&features)
        .map(|(told, features)| home(told.candidate, features, &written, &hands, &vocabulary))
        .collect();
    let free: Vec<usize> = (0..told.len()).filter(|&number| homes[number].is_none()).collect();
    let groups = clusters(&free, &told, &features, &vocabulary);
    let mut builder = Builder::new(&extractions, &told, written);
    for (number, home) in homes.iter().enumerate() {
        if let Some(home) = *home {
            builder.give(home, number);
        }
    }
    for group in &groups {
        builder.extracted(group);
    }
    let group_features: Vec<(usize, &Features)> =
        builder.representatives().map(|(event, told)| (event, &features[told])).collect();
    let links: Vec<(usize, usize, usize)> = undated(&extractions)
        .filter_map(|(article, number, mention)| {
            let event = link(mention, &hands, &group_features, &vocabulary)?;
            Some((event, article, number))
        })
        .collect();
    for (event, article, number) in links {
        builder.link(event, article, &extractions[article].undated[number]);
    }
    builder.finish()
}

/// A candidate and the number of its article.
#[derive(Clone, Copy)]
struct Told<'e> {
    article: usize,
    candidate: &'e Candidate,
}

/// A hand-written event as it is compared: each way to name it, and all that names it together.
struct Hand {
    ways: Vec<Features>,
    all: Features,
}

impl Hand {
    fn new(event: &Event, lexicon: &Lexicon, vocabulary: &mut Vocabulary) -> Hand {
        let given: Vec<String> = names_of(event).cloned().collect();
        let mut all_keys = Vec::new();
        let mut all_names = given.clone();
        let mut ways = Vec::new();
        for phrase in std::iter::once(&event.title).chain(&event.aliases) {
            let (keys, mut names) = words_of(phrase, lexicon);
            all_keys.extend(keys.iter().cloned());
            all_names.extend(names.iter().cloned());
            names.extend(given.iter().filter(|name| phrase.contains(name.as_str())).cloned());
            ways.push(vocabulary.add(&keys, &names));
        }
        if let Some(text) = &event.text {
            let (_, names) = words_of(text, lexicon);
            all_names.extend(names);
        }
        let all = vocabulary.add(&all_keys, &all_names);
        Hand { ways, all }
    }
}

/// The hand-written event that a candidate tells, where it is one.
fn home(
    candidate: &Candidate,
    features: &Features,
    written: &[Event],
    hands: &[Hand],
    vocabulary: &Vocabulary,
) -> Option<usize> {
    let likeness = |hand: &Hand| {
        let ways = hand.ways.iter().map(|way| vocabulary.likeness(features, way));
        ways.fold(vocabulary.likeness(features, &hand.all), f64::max)
    };
    let fitting = hands.iter().enumerate().filter_map(|(number, hand)| {
        let date = written[number].date.as_ref()?;
        let names = vocabulary.shared_names(features, &hand.all);
        let same_kind = vocabulary.same_kind(features, &hand.all);
        let enough = match (same_days(date, &candidate.date), names) {
            // Two things of one day that share no name must share more of their words.
            (true, 0) if same_kind => LIKE_WRITTEN,
            (true, 0) => LIKE_WRITTEN + OTHER_KIND,
            (true, _) if same_kind => SAME_DAY,
            (true, _) if vocabulary.share_words(features, &hand.all) => SAME_DAY + OTHER_KIND / 2.0,
            (_, 0) => return None,
            _ if !date.may_meet(&candidate.date) => NEARLY_THE_SAME,
            _ if same_kind => LIKE_WRITTEN,
            _ => LIKE_WRITTEN + OTHER_KIND,
        };
        let likeness = likeness(hand);
        // That someone said something is no part of what it is about, but a ruling is an event.
        let is_apart = candidate.is_telling && !same_kind;
        (likeness >= enough && !is_apart).then_some((number, likeness))
    });
    // The first of the likest: hand-written events come in an order of their own.
    fitting
        .fold(None, |best: Option<(usize, f64)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        })
        .map(|(number, _)| number)
}

/// Whether two dates are the same day, or the same few days.
fn same_days(one: &Date, other: &Date) -> bool {
    const FEW: i64 = 3;
    let ends = |date: &Date| Some((date.earliest().day()?, date.latest().day()?));
    ends(one).is_some_and(|(first, last)| last - first < FEW && ends(other) == Some((first, last)))
}

/// The event that a phrase names, where there is just one that it can be: one with all its names
/// and of its kind. Hand-written events come first.
fn link(
    mention: &UndatedMention,
    hands: &[Hand],
    groups: &[(usize, &Features)],
    vocabulary: &Vocabulary,
) -> Option<usize> {
    let names: Option<Vec<u32>> =
        mention.names.iter().map(|name| vocabulary.family_name(name)).collect();
    let (names, kinds) = (names?, vocabulary.kinds(&mention.keys));
    let fits = |features: &Features| {
        names.iter().all(|&name| features.has(name)) && kinds.iter().any(|&kind| features.has(kind))
    };
    let only = |mut fitting: Box<dyn Iterator<Item = usize> + '_>| {
        let first = fitting.next()?;
        fitting.all(|other| other == first).then_some(first)
    };
    let is_known = hands.iter().any(|hand| fits(&hand.all));
    if is_known {
        return only(Box::new((0..hands.len()).filter(|&number| fits(&hands[number].all))));
    }
    // What articles tell is less sure than what a person wrote: more has to be alike, and one
    // word for a name is not enough.
    mention.names.iter().flat_map(|name| name.split_whitespace()).nth(1)?;
    let own = vocabulary.find(&mention.keys, &mention.names);
    let is_like = |features: &Features| {
        fits(features) && vocabulary.likeness(&own, features) >= LIKE_EXTRACTED
    };
    only(Box::new(groups.iter().filter(|(_, features)| is_like(features)).map(|&(event, _)| event)))
}

/// Every undated mention, with its article and its number there.
fn undated(extractions: &[Extraction]) -> impl Iterator<Item = (usize, usize, &UndatedMention)> {
    extractions.iter().enumerate().flat_map(|(article, extraction)| {
        extraction
            .undated
            .iter()
            .enumerate()
            .map(move |(number, mention)| (article, number, mention))
    })
}

/// Puts articles in an order of their own, drops those given twice and makes ids unique.
fn in_order(mut extractions: Vec<Extraction>) -> Vec<Extraction> {
    extractions.sort_by(|a, b| key(a).cmp(&key(b)));
    extractions.dedup_by(|a, b| key(a) == key(b));
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for extraction in &extractions {
        *counts.entry(extraction.article.id.clone()).or_default() += 1;
    }
    let mut taken: HashSet<String> = HashSet::new();
    for extraction in &mut extractions {
        let id = &extraction.article.id;
        let mut unique = match counts.get(id) {
            Some(1) => id.clone(),
            _ => format!("{}#{id}", extraction.source),
        };
        let stem = unique.clone();
        let mut number = 2;
        while !taken.insert(unique.clone()) {
            unique = format!("{stem}~{number}");
            number += 1;
        }
        extraction.article.id = unique;
    }
    extractions.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    extractions
}

fn key(extraction: &Extraction) -> (&str, &str, Option<annals_core::Day>, &str) {
    let article = &extraction.article;
    (&article.id, &extraction.source, article.published, &article.text)
}

/// Makes the events and hands out ids.
struct Builder<'e> {
    extractions: &'e [Extraction],
    told: &'e [Told<'e>],
    events: Vec<Event>,
    /// For each event the candidates that tell it.
    tellings: Vec<Vec<usize>>,
    ids: BTreeSet<String>,
}

impl<'e> Builder<'e> {
    fn new(
        extractions: &'e [Extraction],
        told: &'e [Told<'e>],
        written: Vec<Event>,
    ) -> Builder<'e> {
        let ids = written.iter().map(|event| event.id.clone()).collect();
        let tellings = vec![Vec::new(); written.len()];
        Builder { extractions, told, events: written, tellings, ids }
    }

    /// Adds a candidate to the evidence of an event.
    fn give(&mut self, event: usize, number: usize) {
        let evidence = self.evidence(number);
        self.events[event].evidence.push(evidence);
        self.tellings[event].push(number);
    }

    /// Adds a mention that has no date of its own to the evidence of an event.
    fn link(&mut self, event: usize, article: usize, mention: &UndatedMention) {
        let article = &self.extractions[article].article;
        let span = mention.sentence.clone();
        let is_there = self.events[event]
            .evidence
            .iter()
            .any(|own| own.article == article.id && own.span == span);
        if is_there {
            return;
        }
        let quote = article.text.get(span.clone()).unwrap_or_default().to_owned();
        self.events[event].evidence.push(Evidence {
            article: article.id.clone(),
            span,
            quote,
            reading: None,
        });
    }

    /// Makes one event of the candidates of a group.
    fn extracted(&mut self, group: &cluster::Group) {
        let best = self.told[group.best].candidate;
        let mut event = Event::new(best.title.clone(), Some(group.date.clone()), Origin::Extracted);
        event.id = self.unique(event_id(&group.date, &best.title));
        event.status = best.status;
        event.names = self.names(group);
        self.events.push(event);
        self.tellings.push(Vec::new());
        for &number in &group.members {
            self.give(self.events.len() - 1, number);
        }
    }

    /// The names of the best telling, and those that a third of the others have.
    fn names(&self, group: &cluster::Group) -> Vec<String> {
        let mut names = self.told[group.best].candidate.names.clone();
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for &number in &group.members {
            for name in &self.told[number].candidate.names {
                *counts.entry(name).or_default() += 1;
            }
        }
        let common = counts
            .into_iter()
            .filter(|&(name, count)| count * 3 >= group.members.len() && !names.contains(name));
        let common: Vec<String> = common.map(|(name, _)| name.clone()).collect();
        names.extend(common);
        names
    }

    fn evidence(&self, number: usize) -> Evidence {
        let Told { article, candidate } = self.told[number];
        let article = &self.extractions[article].article;
        Evidence {
            article: article.id.clone(),
            span: candidate.span.clone(),
            quote: article.text.get(candidate.span.clone()).unwrap_or_default().to_owned(),
            reading: article.mentions.get(candidate.mention).map(|mention| mention.reading.clone()),
        }
    }

    fn unique(&mut self, id: String) -> String {
        let mut unique = id.clone();
        let mut number = 2;
        while !self.ids.insert(unique.clone()) {
            unique = format!("{id}-{number}");
            number += 1;
        }
        unique
    }

    /// For each extracted event the candidates that tell it.
    fn representatives(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let extracted = self.events.iter().zip(&self.tellings).enumerate();
        extracted
            .filter(|(_, (event, _))| event.origin == Origin::Extracted)
            .flat_map(|(number, (_, tellings))| tellings.iter().map(move |&told| (number, told)))
    }

    fn finish(mut self) -> Merged {
        let mut articles: Vec<Article> =
            self.extractions.iter().map(|extraction| extraction.article.clone()).collect();
        let mut figures = BTreeMap::new();
        for (event, tellings) in self.events.iter_mut().zip(&self.tellings) {
            event
                .evidence
                .sort_by(|a, b| (&a.article, a.span.start).cmp(&(&b.article, b.span.start)));
            for &number in tellings {
                let Told { article, candidate } = self.told[number];
                if let Some(mention) = articles[article].mentions.get_mut(candidate.mention) {
                    mention.outcome = Outcome::Dates(event.id.clone());
                }
            }
            figures
                .insert(event.id.clone(), figures_of(event, tellings, self.told, self.extractions));
        }
        Merged { events: self.events, articles, figures }
    }
}

fn figures_of(
    event: &Event,
    tellings: &[usize],
    told: &[Told<'_>],
    extractions: &[Extraction],
) -> Figures {
    let lead = |&number: &usize| {
        let Told { article, candidate } = told[number];
        let length = extractions[article].article.text.len().max(1);
        1.0 - candidate.span.start as f64 / length as f64
    };
    let is_extracted = event.origin == Origin::Extracted;
    Figures {
        lead: tellings.iter().map(lead).fold(0.0, f64::max),
        is_telling: is_extracted
            && tellings.iter().all(|&number| told[number].candidate.is_telling),
        is_dangling: is_extracted
            && tellings.iter().all(|&number| told[number].candidate.is_dangling),
        ..Figures::of(event)
    }
}

/// The days between two dates, 0 where they may meet.
fn days_apart(one: &Date, other: &Date) -> i64 {
    if one.may_meet(other) {
        return 0;
    }
    let gap = |end: &Date, start: &Date| Some(start.earliest().day()? - end.latest().day()?);
    [gap(one, other), gap(other, one)]
        .into_iter()
        .flatten()
        .filter(|&days| days > 0)
        .min()
        .unwrap_or(i64::MAX)
}
