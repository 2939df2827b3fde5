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
    /// The name of who or what does what a clause tells: the one that is its subject, or that its
    /// pronoun stands for.
    pub(super) fn actor(
        &self,
        clause: &Clause,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> Option<&str> {
        if let Some(at) = subject_pronoun(clause, sentence) {
            let is_itself = sentence.tokens[at].is(Class::Pronoun);
            let name = is_itself.then(|| self.who(at, sentence, place)).flatten();
            return name.or_else(|| self.body(clause, sentence, place));
        }
        self.named(clause, sentence, place).or_else(|| self.body(clause, sentence, place))
    }

    /// The name that is the subject of a clause.
    fn named(&self, clause: &Clause, sentence: &Sentence<'_>, place: &Place) -> Option<&str> {
        let is_dropped =
            |at: usize| sentence.tokens[at].dated || sentence.tokens[at].is(Class::Adverb);
        let mut words: Vec<usize> = clause.subject().filter(|&at| !is_dropped(at)).collect();
        if words.last().is_some_and(|&last| sentence.tokens[last].is_mark(',')) {
            // "Ida Lund, the mayor of Turku, | said": what explains the subject ends with a comma.
            words.pop();
            let comma = words.iter().rposition(|&at| sentence.tokens[at].is_mark(','))?;
            words.truncate(comma);
        }
        let (name, first) = self.names().at(words.last()? + place.start)?;
        self.is_head(first - place.start, &words, sentence).then_some(name)
    }

    /// Whether a name in a subject is its head and not a part of another phrase: "the mill *of Ida
    /// Lund*", "Kari Moen *and Ida Lund*", but "mayor and founder *Ida Lund*".
    fn is_head(&self, name: usize, subject: &[usize], sentence: &Sentence<'_>) -> bool {
        const JOINTS: [Class; 3] = [Class::Preposition, Class::Relative, Class::Subordinator];
        let before: Vec<&Token> = subject
            .iter()
            .rev()
            .skip_while(|&&at| at >= name)
            .map(|&at| &sentence.tokens[at])
            .collect();
        let joint = before.iter().position(|token| {
            let joins_offices = token.is(Class::Coordinator);
            !token.is_word() || token.is_any(&JOINTS) || joins_offices
        });
        let Some(joint) = joint else { return true };
        let joins_offices = before[joint].is(Class::Coordinator)
            && joint > 0
            && before.get(joint + 1).is_some_and(|office| office.is(Class::Title));
        before[joint].is_mark(',') || joins_offices
    }

    /// The name of what "the company" or, where it tells something, "it" means: the one that is the
    /// subject of the sentence before, unless that is a person or a country.
    pub(super) fn body(
        &self,
        clause: &Clause,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> Option<&str> {
        if !stands_for_body(clause, sentence) {
            return None;
        }
        let number = place.number.checked_sub(1)?;
        let range = self.sentences[number].clone();
        if range.len() > super::LONGEST_SENTENCE {
            return None;
        }
        let (before, parts) = self.parsed(range.clone());
        let place = Place { span: 0..0, start: range.start, number };
        let clause = parts.list.first()?;
        let name = self.named(clause, &before, &place)?;
        // "The IPO" is no company.
        if clause.subject().any(|at| before.tokens[at].is(Class::Determiner)) {
            return None;
        }
        let last = name.rsplit(' ').next().unwrap_or_default();
        let is_body = self.lexicon.classes(&lower(last)).has(Class::Body) || last == name;
        let may_be = is_body && !self.names().is_person(name) && !self.lexicon.is_country(name);
        may_be.then_some(name)
    }

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
        let fits = match &*lower(sentence.tokens[pronoun].text(sentence.text)) {
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
        let (start, number, end) = self.chain_start(at, sentence, place);
        let mut found = self.names().only_person(start..end);
        for back in 1..=BACK {
            let Some(before) = number.checked_sub(back) else { break };
            let own = self.sentences[before].clone();
            let nearest = if back == 1 { start } else { self.sentences[before + 1].start };
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

    /// Where a chain of sentences begins that have the same pronoun for their subject, since they
    /// all mean the same: the first token of its first sentence, the number of that sentence and the
    /// token of its pronoun. A person named on the way ends the chain.
    fn chain_start(
        &self,
        at: usize,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> (usize, usize, usize) {
        /// A longer chain is told of several.
        const LONGEST: usize = 6;
        let pronoun = &sentence.tokens[at];
        let is_she = is_feminine(pronoun, sentence.text);
        let mut first = (place.start, place.number, place.start + at);
        if !pronoun.is(Class::Pronoun) {
            return first;
        }
        for _ in 0..LONGEST {
            let (start, number, at) = first;
            let Some(before) = number.checked_sub(1) else { break };
            let own = self.sentences[before].clone();
            let opens = own.clone().find(|&at| self.tokens[at].is_word());
            let Some(opens) = opens.filter(|&at| {
                let token = &self.tokens[at];
                is_personal(token, &self.article.text)
                    && token.is(Class::Pronoun)
                    && is_feminine(token, &self.article.text) == is_she
            }) else {
                break;
            };
            let is_alone = matches!(self.names().only_person(start..at), Ok(None))
                && matches!(self.names().only_person(opens..own.end), Ok(None));
            if !is_alone {
                break;
            }
            first = (own.start, before, opens);
        }
        first
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
        && matches!(&*lower(token.text(sentence.text)), "his" | "her" | "its" | "their");
    (is_pronoun || is_owner).then_some(first)
}

/// Whether the whole subject of a clause is "the company" or the like, or an "it" that tells.
pub(super) fn stands_for_body(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let words: Vec<&Token> = clause
        .subject()
        .map(|at| &sentence.tokens[at])
        .filter(|token| {
            token.is_word() && !token.dated && !token.is_any(&[Class::Opener, Class::Adverb])
        })
        .collect();
    let is = |token: &Token, word: &str| token.text(sentence.text).eq_ignore_ascii_case(word);
    match words.as_slice() {
        [the, firm] => is(the, "the") && firm.is(Class::Firm) && firm.kind == Kind::Lower,
        [it] => {
            let verb = clause.verb.as_ref();
            is(it, "it") && verb.is_some_and(|verb| sentence.tokens[verb.head].is(Class::Reporting))
        }
        _ => false,
    }
}

/// Whether a word stands for one person.
fn is_personal(token: &Token, text: &str) -> bool {
    token.is_any(&[Class::Pronoun, Class::Determiner])
        && matches!(token.text(text), "he" | "she" | "his" | "her" | "He" | "She" | "His" | "Her")
}

fn is_feminine(token: &Token, text: &str) -> bool {
    matches!(token.text(text), "she" | "She" | "her" | "Her")
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
