//! A sentence of an article as tokens, and the questions asked of them.

use super::token::{Kind, Token, lower};
use crate::key::Key;
use crate::lexicon::{Class, Lexicon};
use std::borrow::Cow;
use std::ops::Range;

/// A sentence, or what is told of one.
pub(crate) struct Sentence<'t> {
    /// The whole text of the article.
    pub(crate) text: &'t str,
    /// The tokens of the sentence.
    pub(crate) tokens: &'t [Token],
    /// For each token whether it is part of a finite verb.
    pub(crate) verbs: Vec<bool>,
    pub(crate) lexicon: &'t Lexicon,
}

/// Whether a sentence may hold an [event phrase](Sentence::event_phrase), by what is seen before
/// it is taken apart.
pub(crate) fn may_name_event(tokens: &[Token], text: &str) -> bool {
    let is_noun = |token: &Token| {
        token.is(Class::Event)
            && token.kind == Kind::Lower
            && !token.quoted
            && !token.is(Class::Past)
    };
    let mut is_owned = false;
    tokens.iter().enumerate().any(|(at, token)| {
        is_owned |= token.is_possessive() && token.kind == Kind::Capital;
        is_noun(token) && (is_owned || tokens.get(at + 1).is_some_and(|next| joins(next, text)))
    })
}

/// Whether a word joins to a noun whose it is: "the siege *of* Riga".
fn joins(token: &Token, text: &str) -> bool {
    matches!(token.text(text), "of" | "between")
}

impl Sentence<'_> {
    pub(crate) fn in_verb(&self, at: usize) -> bool {
        self.verbs.get(at).copied().unwrap_or(false)
    }

    /// Whether a token may be a noun or an adjective before one.
    pub(crate) fn is_noun(&self, at: usize) -> bool {
        const JOINTS: [Class; 7] = [
            Class::Preposition,
            Class::Determiner,
            Class::Pronoun,
            Class::Coordinator,
            Class::Subordinator,
            Class::Relative,
            Class::Adverb,
        ];
        self.tokens.get(at).is_some_and(|token| {
            token.is_word() && !token.dated && !self.in_verb(at) && !token.is_any(&JOINTS)
        })
    }

    /// Whether a token is a participle that belongs to the noun before it: "an accord *reached* in
    /// May".
    pub(crate) fn is_participle(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        let word = token.text(self.text);
        let has_form = token.is_any(&[Class::Past, Class::Participle])
            || (word.len() > 4 && word.ends_with("ed") && !token.is(Class::NoVerb));
        let is_adverb = |token: &&Token| token.text(self.text).ends_with("ly");
        let before = self.tokens[..at].iter().rev().find(|token| !is_adverb(token));
        let follows_noun = before.is_some_and(|before| {
            let joins = before.is_any(&[
                Class::Be,
                Class::Have,
                Class::Determiner,
                Class::Preposition,
                Class::Adverb,
                Class::Coordinator,
            ]);
            before.is_mark(',') || (before.is_word() && !joins)
        });
        let leads_on =
            self.tokens.get(at + 1).is_some_and(|next| next.is(Class::Preposition) || next.dated);
        has_form && !self.in_verb(at) && token.kind == Kind::Lower && follows_noun && leads_on
    }

    /// Whether a token is a noun that names a happening.
    pub(crate) fn is_event_noun(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.is(Class::Event)
            && token.kind == Kind::Lower
            && self.is_noun(at)
            && !token.is(Class::Past)
            && !token.text(self.text).ends_with("ed")
            && at.checked_sub(1).is_none_or(|before| self.tokens[before].text(self.text) != "to")
    }

    /// The noun phrase around a noun that names a happening, where it says whose it is: "Sweden's
    /// siege of Riga", "the death of the poet Ida Lund" (without the article).
    pub(crate) fn event_phrase(&self, head: usize) -> Option<Range<usize>> {
        let start = self.phrase_start(head);
        let owned = (start..head).any(|at| self.tokens[at].is_possessive() && self.is_name(at));
        let end = self.complement_end(head + 1);
        let complement = (head + 1..end).any(|at| self.is_name(at));
        (owned || complement).then_some(start..end)
    }

    fn is_name(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.kind == Kind::Capital && !token.is(Class::Calendar) && at > 0
            || token.is_possessive() && token.kind == Kind::Capital
    }

    /// The first token of the phrase that ends with the noun, walked back over adjectives, nouns
    /// and the dates among them.
    pub(crate) fn phrase_start(&self, head: usize) -> usize {
        let is_part = |at: usize| {
            (self.is_noun(at) || self.tokens[at].dated || self.tokens[at].kind == Kind::Number)
                && !self.tokens[at].text(self.text).ends_with("ing")
        };
        let mut start = (0..head).rev().take_while(|&at| is_part(at)).last().unwrap_or(head);
        while start < head && self.tokens[start].dated {
            start += 1;
        }
        start
    }

    /// The end of "of Riga" or "between France and Spain" after a noun.
    fn complement_end(&self, at: usize) -> usize {
        if !self.tokens.get(at).is_some_and(|token| joins(token, self.text)) {
            return at;
        }
        let is_part = |position: usize| {
            let token = &self.tokens[position];
            let next_is_name =
                || self.tokens.get(position + 1).is_some_and(|next| next.kind == Kind::Capital);
            self.is_noun(position)
                || (position == at + 1 && token.is(Class::Determiner))
                || (token.text(self.text) == "and"
                    && next_is_name()
                    && self.tokens[at].text(self.text) == "between")
        };
        let end = (at + 1..self.tokens.len()).take_while(|&position| is_part(position)).last();
        end.map_or(at, |last| last + 1)
    }

    /// The words of some of the tokens as they are compared with those of other sentences: no
    /// dates, no words of grammar.
    pub(crate) fn keys(&self, tokens: impl Iterator<Item = usize>) -> Box<[Key]> {
        let mut keys: Vec<Cow<'_, str>> = tokens
            .map(|at| &self.tokens[at])
            .filter(|token| {
                (token.is_word() || token.kind == Kind::Number)
                    && !token.dated
                    && !token.is_any(&Class::GRAMMAR)
            })
            .map(|token| self.lexicon.key(lower(token.text(self.text))))
            .collect();
        keys.sort_unstable();
        keys.dedup();
        keys.iter().map(|key| Key::of(key)).collect()
    }
}
