//! What is compared of two events: their names and words, the rarer the weightier.

use crate::extract::Names;
use crate::extract::token::{Kind, lower, lower_into, tokens};
use crate::key::Key;
use crate::lexicon::{Class, Lexicon};
use annals_core::Event;
use rapidhash::RapidHashMap;

/// The words of an event, numbered so that comparing is fast: sorted, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub(super) struct Features(Box<[u32]>);

/// Numbers for words, and how many events have each.
#[derive(Debug, Default)]
pub(super) struct Vocabulary {
    numbers: RapidHashMap<Key, u32>,
    words: Vec<Entry>,
    events: u32,
    /// How much each word weighs, once all are counted.
    weights: Vec<f64>,
}

#[derive(Debug)]
struct Entry {
    word: Key,
    count: u32,
}

/// How much names weigh beside words.
const NAME_WEIGHT: f64 = 1.5;

impl Vocabulary {
    /// The features of an event with these words and names, counted.
    pub(super) fn add(&mut self, keys: &[Key], names: &[String]) -> Features {
        let mut numbers = Vec::with_capacity(keys.len() + 2 * names.len());
        each_word(keys, names, |word| numbers.push(self.number(word)));
        numbers.sort_unstable();
        numbers.dedup();
        self.events += 1;
        for &number in &numbers {
            self.words[number as usize].count += 1;
        }
        Features(numbers.into())
    }

    fn number(&mut self, word: Key) -> u32 {
        let next = self.words.len() as u32;
        let number = *self.numbers.entry(word).or_insert(next);
        if number == next {
            self.words.push(Entry { word, count: 0 });
        }
        number
    }

    /// Weighs the words by how rare they are, after the last event was added.
    pub(super) fn weigh(&mut self) {
        let weight = |entry: &Entry| {
            let rarity = (1.0 + f64::from(self.events) / f64::from(entry.count.max(1))).ln();
            if entry.word.is_name() { rarity * NAME_WEIGHT } else { rarity }
        };
        self.weights = self.words.iter().map(weight).collect();
    }

    /// How much a word weighs.
    pub(super) fn weight(&self, number: u32) -> f64 {
        self.weights.get(number as usize).copied().unwrap_or_default()
    }

    /// How much all words of an event weigh.
    pub(super) fn total(&self, features: &Features) -> f64 {
        features.0.iter().map(|&number| self.weight(number)).sum()
    }

    /// How alike two events are, from 0 to 1: the weight of what they share, against all.
    pub(super) fn likeness(&self, one: &Features, other: &Features) -> f64 {
        self.likeness_of((one, self.total(one)), (other, self.total(other)))
    }

    /// How alike two events are, each given with how much all its words weigh.
    pub(super) fn likeness_of(&self, one: (&Features, f64), other: (&Features, f64)) -> f64 {
        let ((one, total), (other, other_total)) = (one, other);
        let all = (total * other_total).sqrt();
        if all > 0.0 { self.shared_weight(one, other) / all } else { 0.0 }
    }

    /// How much the words weigh that both have.
    pub(super) fn shared_weight(&self, one: &Features, other: &Features) -> f64 {
        one.shared(other).map(|number| self.weight(number)).sum()
    }

    /// The features of words and names as far as any event has them, without counting them.
    pub(super) fn find(&self, keys: &[Key], names: &[String]) -> Features {
        let mut numbers = Vec::new();
        each_word(keys, names, |word| numbers.extend(self.numbers.get(&word)));
        numbers.sort_unstable();
        numbers.dedup();
        Features(numbers.into())
    }

    /// Whether a word is part of a name.
    pub(super) fn is_name(&self, number: u32) -> bool {
        self.words[number as usize].word.is_name()
    }

    /// Whether two events share a word that is no name.
    pub(super) fn share_words(&self, one: &Features, other: &Features) -> bool {
        one.shared(other).any(|number| !self.is_name(number))
    }

    /// How many words that are no names two events share.
    pub(super) fn shared_words(&self, one: &Features, other: &Features) -> usize {
        one.shared(other).filter(|&number| !self.is_name(number)).count()
    }

    /// How large a part of an event's words without its names is in another, from 0 to 1.
    pub(super) fn part_within(&self, one: &Features, other: &Features) -> f64 {
        let weight = |numbers: &mut dyn Iterator<Item = u32>| -> f64 {
            numbers.filter(|&number| !self.is_name(number)).map(|number| self.weight(number)).sum()
        };
        let all = weight(&mut one.iter());
        if all > 0.0 { weight(&mut one.shared(other)) / all } else { 0.0 }
    }

    /// How many names two events share, in words.
    pub(super) fn shared_names(&self, one: &Features, other: &Features) -> usize {
        one.shared(other).filter(|&number| self.is_name(number)).count()
    }

    /// Whether both name a happening of the same kind.
    pub(super) fn same_kind(&self, one: &Features, other: &Features) -> bool {
        one.shared(other).any(|number| self.words[number as usize].word.is_event())
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The rarest features, at most `count`, in no order.
    pub(super) fn rarest(
        &self,
        features: &Features,
        count: usize,
    ) -> impl Iterator<Item = u32> + use<> {
        let mut numbers: Vec<(u32, u32)> =
            features.iter().map(|number| (self.words[number as usize].count, number)).collect();
        if count < numbers.len() {
            numbers.select_nth_unstable(count);
            numbers.truncate(count);
        }
        numbers.into_iter().map(|(_, number)| number)
    }

    /// The number of a name's last word, where any event has it.
    pub(super) fn family_name(&self, name: &str) -> Option<u32> {
        let last = name.split_whitespace().last()?;
        self.numbers.get(&Key::name(&lower(last))).copied()
    }

    /// The numbers of the kinds of happening among the words.
    pub(super) fn kinds(&self, keys: &[Key]) -> Vec<u32> {
        keys.iter()
            .filter(|key| key.is_event())
            .filter_map(|key| self.numbers.get(key))
            .copied()
            .collect()
    }
}

impl Features {
    pub(super) fn has(&self, number: u32) -> bool {
        self.0.binary_search(&number).is_ok()
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = u32> + '_ {
        self.0.iter().copied()
    }

    /// The numbers that both have.
    pub(super) fn shared<'f>(&'f self, other: &'f Features) -> impl Iterator<Item = u32> + 'f {
        let mut others: &[u32] = &other.0;
        self.iter().filter(move |number| {
            while let [first, rest @ ..] = others
                && first < number
            {
                others = rest;
            }
            others.first() == Some(number)
        })
    }
}

/// The words of the names, and the other words.
fn each_word(keys: &[Key], names: &[String], mut see: impl FnMut(Key)) {
    let mut plain = String::new();
    for word in names.iter().flat_map(|name| name.split_whitespace()) {
        lower_into(word, &mut plain);
        see(Key::name(&plain));
    }
    keys.iter().for_each(|&key| see(key));
}

/// The words and the names of a text that a person wrote.
pub(super) fn words_of(text: &str, lexicon: &Lexicon) -> (Vec<Key>, Vec<String>) {
    const GRAMMAR: [Class; 6] = [
        Class::Preposition,
        Class::Determiner,
        Class::Coordinator,
        Class::Be,
        Class::Pronoun,
        Class::Calendar,
    ];
    let tokens = tokens(text, lexicon);
    let whole = 0..tokens.len();
    let names = Names::find(text, &tokens, std::slice::from_ref(&whole), lexicon);
    let words = tokens
        .iter()
        .enumerate()
        .filter(|&(at, token)| token.is_word() && !token.is_any(&GRAMMAR) && !names.covers(at));
    let keys = words.map(|(_, token)| Key::of(&lexicon.key(lower(token.text(text))))).collect();
    // A title has no other sentence to show that its first word is a name.
    let capitals =
        tokens.iter().filter(|token| token.kind == Kind::Capital && !token.is_any(&GRAMMAR));
    let capitals = capitals.map(|token| token.text(text).to_owned());
    let names = names.within(std::slice::from_ref(&whole)).into_iter().chain(capitals);
    (keys, names.collect())
}

/// The names that a hand-written event gives by itself.
pub(super) fn names_of(event: &Event) -> impl Iterator<Item = &String> {
    event.people.iter().chain(&event.places).chain(&event.names)
}
