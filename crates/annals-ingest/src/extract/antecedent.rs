//! Whom the subject of a clause means: by its name, by a pronoun, or as the one who tells it.
//!
//! Strict: a pronoun that may mean several means nobody, and its title says so.

use super::clause::{Clause, Clauses, Joint};
use super::names::{self, Several};
use super::sentence::Sentence;
use super::token::{Kind, Token, lower};
use super::{Place, Reader};
use crate::lexicon::Class;
use std::ops::Range;

impl Reader<'_> {
    /// The subject of the clause that tells this one, where the pronoun can mean it: "*the bank*
    /// said it had closed", "it had closed, *the bank* said".
    pub(super) fn teller(
        &self,
        clause: usize,
        pronoun: usize,
        sentence: &Sentence<'_>,
        parts: &Clauses,
        place: &Place,
    ) -> Option<Range<usize>> {
        /// A longer subject makes no title.
        const LONGEST: usize = 6;
        let own = &parts.list[clause];
        let tells = |other: &Clause| {
            other.verb.as_ref().is_some_and(|verb| sentence.tokens[verb.head].is(Class::Reporting))
        };
        let telling = match own.joint {
            Joint::Content => own.parent.map(|parent| &parts.list[parent])?,
            Joint::Main if clause == 0 => parts
                .list
                .iter()
                .find(|other| other.joint == Joint::Main && other.parent.is_some())?,
            _ => return None,
        };
        let is_own =
            |&at: &usize| sentence.tokens[at].is_word() && !sentence.tokens[at].is(Class::Opener);
        let words: Vec<usize> = telling.subject().filter(is_own).collect();
        let (&first, &last) = words.first().zip(words.last())?;
        let subject = first..last + 1;
        let is_plain = subject.len() <= LONGEST
            && sentence.tokens[subject.clone()]
                .iter()
                .all(|token| token.is_word() && !token.dated && !token.is(Class::Pronoun));
        let fits = match lower(sentence.tokens[pronoun].text(sentence.text)).as_str() {
            "he" | "she" => self.may_be_person(last, sentence, place),
            "it" => self.is_body(&subject, sentence) && !tells_someone(telling, own, sentence),
            "they" => {
                let head = &sentence.tokens[last];
                let is_plural = head.kind == Kind::Lower && head.text(sentence.text).ends_with('s');
                let is_several = head.is(Class::Body) || is_plural;
                is_several && !tells_someone(telling, own, sentence)
            }
            _ => false,
        };
        (tells(telling) && is_plain && fits).then_some(subject)
    }

    fn may_be_person(&self, head: usize, sentence: &Sentence<'_>, place: &Place) -> bool {
        let token = &sentence.tokens[head];
        let is_office = token.is(Class::Title) && token.kind == Kind::Lower;
        is_office || self.names().covers(head + place.start) && !token.is(Class::Body)
    }

    /// Whether a subject is surely no person: "the bank", "Lund Dairies", "UNESCO", "Norway".
    fn is_body(&self, subject: &Range<usize>, sentence: &Sentence<'_>) -> bool {
        let head = &sentence.tokens[subject.end - 1];
        let word = head.text(sentence.text);
        head.is(Class::Body) || names::is_acronym(word) || self.lexicon.is_country(word)
    }

    /// Whom "he", "she", "his" or "her" means: the one person named before it, in its sentence or
    /// in those before it that go on about the same person.
    pub(super) fn who(&self, at: usize, sentence: &Sentence<'_>, place: &Place) -> Option<&str> {
        /// So many sentences are looked back.
        const BACK: usize = 3;
        if !is_personal(&sentence.tokens[at], sentence.text) {
            return None;
        }
        let end = place.start + at;
        let mut found = self.names().only_person(place.start..end);
        for back in 1..=BACK {
            let Some(number) = place.number.checked_sub(back) else { break };
            let own = self.sentences[number].clone();
            let nearest = if back == 1 { place.start } else { self.sentences[number + 1].start };
            match found {
                Err(Several) => return None,
                // Whoever is named there may be meant, person or not.
                Ok(None) if self.names().any(nearest..end) => break,
                // The nearest sentence may add another person; one further off only tells whom a
                // chain of pronouns means.
                Ok(Some(_)) if back > 1 => break,
                _ => found = self.names().only_person(own.start..end),
            }
            let goes_on =
                || self.tokens[own].iter().any(|token| is_personal(token, &self.article.text));
            if matches!(found, Ok(None)) && !goes_on() {
                break;
            }
        }
        found.ok().flatten()
    }
}

/// The token of the pronoun that is the whole subject of a clause, or owns it: "*she* left", "*her*
/// party won".
pub(super) fn subject_pronoun(clause: &Clause, sentence: &Sentence<'_>) -> Option<usize> {
    let words: Vec<usize> = clause
        .subject()
        .filter(|&at| {
            let token = &sentence.tokens[at];
            (token.is_word() || token.is_mark(','))
                && !token.dated
                && !token.is_any(&[Class::Opener, Class::Adverb])
        })
        .collect();
    // What leads in to the subject ends with a comma: "In Lille, she left".
    let is_comma = |&at: &usize| sentence.tokens[at].is_mark(',');
    let last = words.iter().rposition(is_comma).map_or(0, |comma| comma + 1);
    let own = &words[last..];
    let &first = own.iter().find(|&&at| !sentence.tokens[at].is(Class::Preposition))?;
    let token = &sentence.tokens[first];
    let is_pronoun = token.is(Class::Pronoun) && own.last() == Some(&first);
    let is_owner = own.first() == Some(&first)
        && token.is(Class::Determiner)
        && matches!(lower(token.text(sentence.text)).as_str(), "his" | "her" | "its" | "their");
    (is_pronoun || is_owner).then_some(first)
}

/// Whether a word stands for one person.
fn is_personal(token: &Token, text: &str) -> bool {
    token.is_any(&[Class::Pronoun, Class::Determiner])
        && matches!(token.text(text), "he" | "she" | "his" | "her" | "He" | "She" | "His" | "Her")
}

/// Whether a clause says to whom it tells another: "told *the guild* that …".
fn tells_someone(telling: &Clause, told: &Clause, sentence: &Sentence<'_>) -> bool {
    let verb = telling.verb.as_ref().map_or(0, |verb| verb.tokens.end);
    let start = told.marker.or_else(|| told.tokens().next()).unwrap_or(verb);
    (verb..start).any(|at| {
        let token = &sentence.tokens[at];
        !token.dated && !token.is(Class::DatePreposition)
    })
}
