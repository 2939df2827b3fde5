//! Whom "he" and "she" mean among the people that an article names.
//!
//! Strict, as all of [`antecedent`](super::antecedent): where two may be meant, nobody is. Sex is
//! known only from words that show it.

use super::antecedent::{is_plural, plain_subject};
use super::clause::{Clause, Clauses, Joint};
use super::names::{Several, Sex};
use super::sentence::Sentence;
use super::token::{Kind, Token, lower};
use super::{LONGEST_SENTENCE, Place, Reader};
use crate::lexicon::Class;
use std::ops::Range;

impl Reader<'_> {
    /// The name of the person whom the pronoun means that is or owns the subject of a clause.
    pub(super) fn person(
        &self,
        clause: usize,
        pronoun: usize,
        sentence: &Sentence<'_>,
        parts: &Clauses,
        place: &Place,
    ) -> Option<&str> {
        if has_nearer(clause, pronoun, sentence, parts) {
            return None;
        }
        if is_within(&parts.list[clause])
            && let Some((name, first)) = self.only_person_before(pronoun, sentence, place)
        {
            let is_subject =
                around(clause, parts).any(|own| self.named(own, sentence, place) == Some(name));
            let is_meant = self.is_meant_within(name, first, pronoun, sentence, place)
                && (is_subject || self.is_only_before(name, pronoun, sentence, place));
            return is_meant.then_some(name);
        }
        self.who(pronoun, sentence, place).or_else(|| self.continued(pronoun, sentence, place))
    }

    /// Whom "he", "she", "his" or "her" means: the one person named before it, in its sentence or
    /// in those before it that go on about the same person.
    pub(super) fn who(&self, at: usize, sentence: &Sentence<'_>, place: &Place) -> Option<&str> {
        /// So many sentences are looked back.
        const BACK: usize = 3;
        let sex = sex(&sentence.tokens[at])?;
        let (start, number, end) = self.chain_start(at, sentence, place);
        let mut found = self.names().only_person(start..end, sex);
        if let Ok(Some((_, named))) = found
            && self.is_preceded(start..named, sex)
        {
            return None;
        }
        for back in 1..=BACK {
            let Some(before) = number.checked_sub(back) else { break };
            let own = self.sentences[before].clone();
            let nearest = if back == 1 { start } else { self.sentences[before + 1].start };
            match found {
                Err(Several) => return None,
                // Whoever is named there may be meant, person or not.
                Ok(None) if self.names().anyone(nearest..end, sex) => break,
                // The nearest sentence may add another person; one further off only tells whom a
                // chain of pronouns means.
                Ok(Some(_)) if back > 1 => break,
                _ => found = self.names().only_person(own.start..end, sex),
            }
            if let Ok(Some((_, named))) = found
                && named < nearest
                && self.is_preceded(own.start..named, sex)
            {
                return None;
            }
            if matches!(found, Ok(None)) && !self.opens_with_pronoun(own, sex) {
                break;
            }
        }
        found.ok().flatten().map(|(name, _)| name)
    }

    /// The one person named before a pronoun in its sentence, and where.
    fn only_person_before(
        &self,
        at: usize,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> Option<(&str, usize)> {
        let sex = sex(&sentence.tokens[at])?;
        self.names().only_person(place.start..place.start + at, sex).ok()?
    }

    /// Whether nothing else is named before a pronoun in its sentence that it may mean.
    fn is_only_before(
        &self,
        name: &str,
        at: usize,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> bool {
        let all = place.start..place.start + at;
        sex(&sentence.tokens[at]).is_some_and(|sex| self.names().is_only(name, all, sex))
    }

    /// Whether a pronoun in a clause within its sentence means the one person named before it:
    /// "Gulls have plagued *Ida Lund* since she came", but not "The sister of Ida Lund".
    fn is_meant_within(
        &self,
        name: &str,
        first: usize,
        at: usize,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> bool {
        let Some(sex) = sex(&sentence.tokens[at]) else { return false };
        let end = place.start + at;
        let is_part = |at: &usize| self.names().at(*at).is_some_and(|(own, _)| own == name);
        let last = (first..end).take_while(is_part).last().unwrap_or(first);
        let titles = self.tokens[place.start..first].iter().rev();
        let titles = titles.take_while(|token| token.is_any(&[Class::Title, Class::TitlePart]));
        let before = place.start..first - titles.count();
        !self.is_preceded(before.clone(), sex)
            && !self.mentions_person(before, sex)
            && !self.mentions_person(last + 1..end, sex)
    }

    /// Whom a pronoun means that goes on about the subject of the sentence before, where nobody else
    /// is named: "*Ida Lund* sold the mill. In 1902 she left".
    fn continued(&self, at: usize, sentence: &Sentence<'_>, place: &Place) -> Option<&str> {
        let pronoun = &sentence.tokens[at];
        let sex = sex(pronoun)?;
        let number = place.number.checked_sub(1)?;
        let own = self.sentences[number].clone();
        if own.len() > LONGEST_SENTENCE {
            return None;
        }
        let (before, parts) = self.parsed(own.clone());
        let clause = parts.list.first()?;
        let verb = clause.verb.as_ref()?;
        let earlier = Place { span: 0..0, start: own.start, number };
        let name = self.named(clause, &before, &earlier)?;
        // One word may be the name of anything.
        let is_full = name.contains(' ') || self.names().is_person(name);
        let all = own.start..place.start + at;
        let rest = own.start + verb.tokens.end..all.end;
        let is_other = |token: &Token| {
            is_pronoun_of(token, sex)
                && lower(token.text(sentence.text)) != lower(pronoun.text(sentence.text))
        };
        // "Ida Lund is a lawyer" tells of nobody else.
        let is_about_other = !before.tokens[verb.head].is(Class::Be)
            && self.mentions_person(rest.clone(), sex)
            || self.tokens[rest].iter().any(is_other);
        let is_quoted = before.tokens[verb.head].quoted || pronoun.quoted;
        let is_meant = is_full
            && self.names().may_be(name, sex)
            && self.names().is_only(name, all, sex)
            && !self.is_preceded(own.start..own.start + verb.tokens.start, sex)
            && !is_about_other
            && !is_quoted;
        is_meant.then_some(name)
    }

    /// Whether a pronoun stands in a range of tokens that means someone else than is named after it:
    /// "he shot *Lund*".
    fn is_preceded(&self, range: Range<usize>, sex: Sex) -> bool {
        self.tokens[range].iter().any(|token| is_pronoun_of(token, sex))
    }

    /// Whether common nouns in a range of tokens mean someone whom "he" or "she" may mean: "the
    /// *mayor*", "the *Dane*".
    fn mentions_person(&self, mut range: Range<usize>, sex: Sex) -> bool {
        let is_native = |at: usize| {
            let is_led = at.checked_sub(1).is_some_and(|at| self.tokens[at].is(Class::Article));
            let is_noun = self.tokens.get(at + 1).is_none_or(|next| {
                !next.is_word() || next.is(Class::Preposition) || next.is(Class::Be)
            });
            self.tokens[at].is(Class::Demonym) && is_led && is_noun
        };
        range.any(|at| names_person(&self.tokens[at], sex) || is_native(at))
    }

    /// Whether a sentence opens with "he" or "his", or what leads in to it is followed by that.
    fn opens_with_pronoun(&self, sentence: Range<usize>, sex: Sex) -> bool {
        let tokens = &self.tokens[sentence];
        let first = tokens.iter().find(|token| {
            token.is_word()
                && !token.dated
                && !token.is_any(&[Class::Opener, Class::Adverb, Class::DatePreposition])
        });
        let comma = tokens.iter().position(|token| token.is_mark(','));
        let second = comma.and_then(|comma| tokens.get(comma + 1));
        [first, second].into_iter().flatten().any(|word| self::sex(word) == Some(sex))
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
        let mut first = (place.start, place.number, place.start + at);
        let Some(sex) = sex(pronoun).filter(|_| pronoun.is(Class::Pronoun)) else { return first };
        for _ in 0..LONGEST {
            let (start, number, at) = first;
            let Some(before) = number.checked_sub(1) else { break };
            let own = self.sentences[before].clone();
            let opens = own.clone().find(|&at| self.tokens[at].is_word());
            let Some(opens) = opens.filter(|&at| is_pronoun_of(&self.tokens[at], sex)) else {
                break;
            };
            let is_alone = matches!(self.names().only_person(start..at, sex), Ok(None))
                && matches!(self.names().only_person(opens..own.end, sex), Ok(None));
            if !is_alone {
                break;
            }
            first = (own.start, before, opens);
        }
        first
    }
}

/// Whether a clause stands within another.
fn is_within(clause: &Clause) -> bool {
    matches!(clause.joint, Joint::Subordinate | Joint::Relative | Joint::Content)
}

/// Whether the sentence of a pronoun has a subject around it that is no name and may be whom it
/// means: "*the actor* said that he was ill".
fn has_nearer(clause: usize, pronoun: usize, sentence: &Sentence<'_>, parts: &Clauses) -> bool {
    const NO_PERSON: [Class; 4] = [Class::Body, Class::Firm, Class::Telling, Class::Event];
    let Some(sex) = sex(&sentence.tokens[pronoun]) else { return false };
    let is_near = |other: &Clause| {
        let subject = plain_subject(other, sentence).filter(|subject| subject.end <= pronoun);
        let verb = other.verb.as_ref().map(|verb| &sentence.tokens[verb.head]);
        let Some((subject, verb)) = subject.zip(verb) else { return false };
        let head = &sentence.tokens[subject.end - 1];
        let is_teller = verb.is(Class::Reporting) && !head.is_any(&NO_PERSON);
        head.kind == Kind::Lower
            && !is_plural(head, sentence.text)
            && (is_teller || names_person(head, sex))
    };
    around(clause, parts).any(is_near)
}

/// The clauses around a clause, from within.
fn around(clause: usize, parts: &Clauses) -> impl Iterator<Item = &Clause> {
    let parent = |clause: &&Clause| clause.parent.map(|parent| &parts.list[parent]);
    std::iter::successors(parent(&&parts.list[clause]), parent)
}

/// Whether a common noun is that of a person whom "he" or "she" may mean: "mayor", "sister".
pub(super) fn names_person(noun: &Token, sex: Sex) -> bool {
    let (own, other) = match sex {
        Sex::Male => (Class::Masculine, Class::Feminine),
        Sex::Female => (Class::Feminine, Class::Masculine),
    };
    let is_noun = noun.kind == Kind::Lower && !noun.is_any(&[Class::Pronoun, Class::Possessive]);
    is_noun && (noun.is(own) || noun.is(Class::Title) && !noun.is(other))
}

/// Of whom a pronoun tells that stands for one person or shows whose something is.
pub(super) fn sex(token: &Token) -> Option<Sex> {
    if !token.is_any(&[Class::Pronoun, Class::Possessive]) {
        return None;
    }
    let is_male = token.is(Class::Masculine).then_some(Sex::Male);
    is_male.or_else(|| token.is(Class::Feminine).then_some(Sex::Female))
}

/// Whether a word is "he" or "she" itself and shows not only whose something is.
fn is_pronoun_of(token: &Token, sex: Sex) -> bool {
    token.is(Class::Pronoun) && self::sex(token) == Some(sex)
}
