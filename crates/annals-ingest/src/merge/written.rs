//! Events that a person wrote: which of them a sentence tells, and which a phrase names.

use super::NEARLY_THE_SAME;
use super::Told;
use super::cluster::NEAR;
use super::days::Days;
use super::features::{Features, Vocabulary, names_of, words_of};
use super::lists::Lists;
use super::reason::Reason;
use crate::extract::UndatedMention;
use crate::key::Key;
use crate::lexicon::Lexicon;
use crate::workers::Workers;
use annals_core::{Day, Event};
use rapidhash::RapidHashMap;
use std::collections::HashMap;

/// A hand-written event takes up a sentence that is at least this like its title or an alias.
const LIKE_WRITTEN: f64 = 0.42;
/// It need be no liker than this where both are dated to the same few days and share a name.
const SAME_DAY: f64 = 0.2;
/// So much liker it must be where both do not name the same kind of happening.
const OTHER_KIND: f64 = 0.13;
/// Of a day on which just one event was written, a sentence tells that event where so many of its
/// words, and so large a part of them, stand in the title, the aliases or the text of it.
const DESCRIBED_WORDS: usize = 3;
const DESCRIBED: f64 = 0.5;
/// What is told in just the words that an event is called by is that event, if they are so many.
const CALLED_WORDS: usize = 2;
/// Sums of the same weights in another order differ by less.
const ROUNDING: f64 = 1e-9;
/// A phrase without a date names an extracted event that is at least this like it.
const LIKE_EXTRACTED: f64 = 0.55;

/// The hand-written events, found by their words.
pub(super) struct Hands {
    hands: Vec<Hand>,
    /// For each word the events that have it, in order.
    having: Lists,
}

/// How much each hand-written event shares with a sentence: room that is used for one sentence
/// after the other.
pub(super) struct Tally {
    /// The weight of the shared words, for each event; 0 between two sentences.
    shared: Vec<f64>,
    /// The events of which that is not 0.
    touched: Vec<u32>,
}

/// A hand-written event that a sentence can tell.
struct Near {
    hand: usize,
    /// How much the words weigh that both have.
    shared: f64,
}

/// A hand-written event as it is compared: each way to name it, and all that names it together.
struct Hand {
    ways: Vec<Features>,
    all: Features,
    days: Option<Days>,
    /// With the words of its text as far as any other event has them, where it is of one day and no
    /// other written event is of that day.
    described: Option<Features>,
}

/// The words and names of a hand-written event.
struct Worded {
    /// Those of each way to name it.
    ways: Vec<(Vec<Key>, Vec<String>)>,
    /// All names, also those of its text.
    names: Vec<String>,
    /// The words of its text.
    text: Vec<Key>,
}

impl Hands {
    pub(super) fn new(
        written: &[Event],
        lexicon: &Lexicon,
        vocabulary: &mut Vocabulary,
        workers: &impl Workers,
    ) -> Hands {
        const TOGETHER: usize = 1024;
        let days: Vec<Option<Days>> =
            written.iter().map(|event| event.date.as_ref().map(Days::of)).collect();
        let mut counts: RapidHashMap<Day, usize> = RapidHashMap::default();
        for day in days.iter().filter_map(|days| (*days)?.only()) {
            *counts.entry(day).or_default() += 1;
        }
        let is_alone = |days: Option<Days>| {
            days.and_then(Days::only).is_some_and(|day| counts.get(&day) == Some(&1))
        };
        let mut hands = Vec::with_capacity(written.len());
        // So many at a time: the words of very many events take more room than the events.
        for (events, days) in written.chunks(TOGETHER).zip(days.chunks(TOGETHER)) {
            let worded = workers.map(events.iter().collect(), |event| Worded::of(event, lexicon));
            let hand = |(worded, &days)| Hand::new(worded, days, is_alone(days), vocabulary);
            hands.extend(worded.into_iter().zip(days).map(hand));
        }
        let having = Lists::of(vocabulary.len(), || {
            let numbered = (0..).zip(&hands);
            numbered.flat_map(|(number, hand)| hand.all.iter().map(move |word| (word, number)))
        });
        Hands { hands, having }
    }

    /// Room to find events in.
    pub(super) fn tally(&self) -> Tally {
        Tally { shared: vec![0.0; self.hands.len()], touched: Vec::new() }
    }

    /// The event that a candidate tells, where it is one of these, and why.
    pub(super) fn home(
        &self,
        told: &Told<'_>,
        vocabulary: &Vocabulary,
        tally: &mut Tally,
    ) -> Option<(usize, Reason)> {
        let near = self.near(told, 1.0, vocabulary, tally);
        let fitting = near.into_iter().filter_map(|Near { hand: number, shared }| {
            let hand = &self.hands[number];
            let (likeness, needed) = hand
                .is_told(told, shared, vocabulary)
                .or_else(|| hand.describes(told, vocabulary))?;
            Some((number, likeness, needed))
        });
        // The first of the likest: hand-written events come in an order of their own.
        let best = fitting.reduce(|best, next| if next.1 > best.1 { next } else { best });
        best.map(|(number, likeness, needed)| (number, Reason::Written { likeness, needed }))
    }

    /// Events that a candidate nearly tells: how like it is, and how like it would have to be.
    pub(super) fn nearly_home<'a>(
        &'a self,
        told: &'a Told<'_>,
        vocabulary: &'a Vocabulary,
        tally: &mut Tally,
    ) -> impl Iterator<Item = (usize, f64, f64)> + 'a {
        self.near(told, NEAR, vocabulary, tally).into_iter().filter_map(|near| {
            let hand = &self.hands[near.hand];
            let needed = hand.needed(told, vocabulary)?;
            let likeness = hand.likeness(&told.features, vocabulary);
            (likeness >= needed * NEAR).then_some((near.hand, likeness, needed))
        })
    }

    /// The event that a phrase names, where there is just one that it can be: one with all its
    /// names and of its kind. Hand-written events come first; `extracted` are the others, each
    /// with the features of a sentence that tells it.
    pub(super) fn link(
        &self,
        mention: &UndatedMention,
        extracted: &Named<'_>,
        vocabulary: &Vocabulary,
    ) -> Option<usize> {
        let names: Option<Vec<u32>> =
            mention.names.iter().map(|name| vocabulary.family_name(name)).collect();
        let (names, kinds) = (names?, vocabulary.kinds(&mention.keys));
        let fits = |features: &Features| {
            names.iter().all(|&name| features.has(name))
                && kinds.iter().any(|&kind| features.has(kind))
        };
        let first = names.first()?;
        let known = self.having.get(*first).iter().map(|&number| number as usize);
        let mut known = known.filter(|&number| fits(&self.hands[number].all)).peekable();
        if known.peek().is_some() {
            return only(known);
        }
        // What articles tell is less sure than what a person wrote: more has to be alike, and one
        // word for a name is not enough.
        mention.names.iter().flat_map(|name| name.split_whitespace()).nth(1)?;
        let own = vocabulary.find(&mention.keys, &mention.names);
        let is_like = |features: &Features| {
            fits(features) && vocabulary.likeness(&own, features) >= LIKE_EXTRACTED
        };
        only(extracted.of(*first).filter(|(_, features)| is_like(features)).map(|(event, _)| event))
    }

    /// The events that a sentence can tell, in order: of the same few days those that it shares any
    /// word with, of other days those that it shares so much with that it may be that part of how
    /// like it has to be. All others are refused by `Hand::needed`.
    fn near(
        &self,
        told: &Told<'_>,
        part: f64,
        vocabulary: &Vocabulary,
        tally: &mut Tally,
    ) -> Vec<Near> {
        // Many events share a common word: all that is done to each is to add up.
        for word in told.features.iter() {
            let weight = vocabulary.weight(word);
            for &number in self.having.get(word) {
                let shared = &mut tally.shared[number as usize];
                if *shared == 0.0 {
                    tally.touched.push(number);
                }
                *shared += weight;
            }
        }
        // What shares less can be told on the same days alone, and is asked for nothing else.
        let enough = told.weight * (LIKE_WRITTEN * part - 2.0 * ROUNDING).powi(2);
        let taken = tally.touched.drain(..).filter_map(|number| {
            let hand = number as usize;
            let shared = std::mem::take(&mut tally.shared[hand]);
            if shared < enough && self.hands[hand].days != Some(told.days) {
                return None;
            }
            let least = self.hands[hand].least(told)? * part;
            (likeness_at_most(told, shared) >= least).then_some(Near { hand, shared })
        });
        let mut near: Vec<Near> = taken.collect();
        near.sort_unstable_by_key(|near| near.hand);
        near
    }
}

/// What the likeness of a sentence to any way of naming an event cannot exceed.
///
/// Each way to name the event is a part of all its words. Of a sentence of the weight T and a way of
/// the weight W that share S, the likeness is S/sqrt(TW), and S is neither more than W nor more
/// than what the sentence shares with all the words.
fn likeness_at_most(told: &Told<'_>, shared: f64) -> f64 {
    if told.weight > 0.0 { (shared / told.weight).sqrt() + ROUNDING } else { 0.0 }
}

/// Extracted events by the names in the sentences that tell them.
pub(super) struct Named<'f>(HashMap<u32, Vec<(usize, &'f Features)>>);

impl<'f> Named<'f> {
    /// Of events and the features of their sentences, in order.
    pub(super) fn new(
        tellings: impl Iterator<Item = (usize, &'f Features)>,
        vocabulary: &Vocabulary,
    ) -> Named<'f> {
        let mut named: HashMap<u32, Vec<(usize, &Features)>> = HashMap::new();
        for (event, features) in tellings {
            for name in features.iter().filter(|&word| vocabulary.is_name(word)) {
                named.entry(name).or_default().push((event, features));
            }
        }
        Named(named)
    }

    fn of(&self, name: u32) -> impl Iterator<Item = (usize, &'f Features)> + '_ {
        self.0.get(&name).into_iter().flatten().copied()
    }
}

impl Worded {
    fn of(event: &Event, lexicon: &Lexicon) -> Worded {
        let given = || names_of(event).cloned();
        let mut names: Vec<String> = given().collect();
        let mut ways = Vec::new();
        for phrase in std::iter::once(&event.title).chain(&event.aliases) {
            let (keys, mut own) = words_of(phrase, lexicon);
            names.extend(own.iter().cloned());
            own.extend(given().filter(|name| phrase.contains(name.as_str())));
            ways.push((keys, own));
        }
        let (text, of_text) =
            event.text.as_ref().map(|text| words_of(text, lexicon)).unwrap_or_default();
        names.extend(of_text);
        Worded { ways, names, text }
    }
}

impl Hand {
    fn new(
        worded: Worded,
        days: Option<Days>,
        is_alone: bool,
        vocabulary: &mut Vocabulary,
    ) -> Hand {
        let Worded { ways, names, text } = worded;
        let mut keys: Vec<Key> = ways.iter().flat_map(|(keys, _)| keys).copied().collect();
        let ways = ways.iter().map(|(keys, names)| vocabulary.add(keys, names)).collect();
        let all = vocabulary.add(&keys, &names);
        let described = is_alone.then(|| {
            keys.extend(text);
            vocabulary.find(&keys, &names)
        });
        Hand { ways, all, days, described }
    }

    /// How like its title a sentence is that tells this event, and how like it has to be. `shared`
    /// is the weight of the words that both have.
    fn is_told(&self, told: &Told<'_>, shared: f64, vocabulary: &Vocabulary) -> Option<(f64, f64)> {
        let most = likeness_at_most(told, shared);
        // No less than that is ever enough.
        if most < SAME_DAY {
            return None;
        }
        let needed = self.needed(told, vocabulary).filter(|needed| *needed <= most)?;
        let likeness = self.likeness(&told.features, vocabulary);
        (likeness >= needed).then_some((likeness, needed))
    }

    /// How much of a sentence is in what was written of this event, where that is enough to tell
    /// that it is told in other words.
    fn describes(&self, told: &Told<'_>, vocabulary: &Vocabulary) -> Option<(f64, f64)> {
        let described = self.described.as_ref()?;
        if self.days != Some(told.days) || told.candidate.is_telling {
            return None;
        }
        let words = vocabulary.shared_words(&told.features, described);
        let part = vocabulary.part_within(&told.features, described);
        (words >= DESCRIBED_WORDS && part >= DESCRIBED).then_some((part, DESCRIBED))
    }

    /// How like a sentence must be to tell this event; `None` where it cannot.
    fn needed(&self, told: &Told<'_>, vocabulary: &Vocabulary) -> Option<f64> {
        let days = self.days?;
        let names = vocabulary.shared_names(&told.features, &self.all);
        let same_kind = vocabulary.same_kind(&told.features, &self.all);
        if told.candidate.is_telling && !same_kind {
            // That someone said something is no part of what it is about, unless the saying is
            // what was written down: a proposal, an announcement.
            let may_be_it =
                days.same_days(told.days) && vocabulary.share_words(&told.features, &self.all);
            let other_names = if names > 0 { 0.0 } else { OTHER_KIND };
            return may_be_it.then_some(LIKE_WRITTEN + other_names);
        }
        Some(match (days.same_days(told.days), names) {
            // Two things of one day that share no name must share more of their words.
            (true, 0) if same_kind => LIKE_WRITTEN,
            (true, 0) => LIKE_WRITTEN + OTHER_KIND,
            (true, _) if same_kind => SAME_DAY,
            (true, _) if vocabulary.share_words(&told.features, &self.all) => {
                SAME_DAY + OTHER_KIND / 2.0
            }
            // "The claims agreement of 1965", where an event is called so.
            (_, 0) if days.may_meet(told.days) && self.is_called(&told.features) => NEARLY_THE_SAME,
            (_, 0) => return None,
            _ if !days.may_meet(told.days) => NEARLY_THE_SAME,
            _ if same_kind => LIKE_WRITTEN,
            _ => LIKE_WRITTEN + OTHER_KIND,
        })
    }

    /// Whether one way to name this event is in just these words.
    fn is_called(&self, features: &Features) -> bool {
        features.iter().nth(CALLED_WORDS - 1).is_some() && self.ways.contains(features)
    }

    /// What `needed` is never less than, by the days alone; 0 where a sentence of these days may
    /// tell the event in other words. `None` where none can tell it.
    fn least(&self, told: &Told<'_>) -> Option<f64> {
        let days = self.days?;
        Some(match days.may_meet(told.days) {
            _ if days.same_days(told.days) => 0.0,
            true => LIKE_WRITTEN,
            false => NEARLY_THE_SAME,
        })
    }

    /// How like a sentence is to the likest way to name this event.
    fn likeness(&self, features: &Features, vocabulary: &Vocabulary) -> f64 {
        let ways = self.ways.iter().map(|way| vocabulary.likeness(features, way));
        ways.fold(vocabulary.likeness(features, &self.all), f64::max)
    }
}

/// The one event that all of these are.
fn only(mut fitting: impl Iterator<Item = usize>) -> Option<usize> {
    let first = fitting.next()?;
    fitting.all(|other| other == first).then_some(first)
}
