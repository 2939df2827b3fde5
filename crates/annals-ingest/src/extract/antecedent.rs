//! What the subject of a clause means: by its name, by a pronoun, or as the one who tells it.
//!
//! Strict: a pronoun that may mean several means nobody, and its title says so. Whom "he" and "she"
//! mean among those who are named is found in [`person`](super::person).

use super::clause::{Clause, Clauses, Joint};
use super::names;
use super::person::{names_person, sex};
use super::sentence::Sentence;
use super::title;
use super::token::{Kind, Token, lower};
use super::{Place, Reader};
use crate::lexicon::Class;
use std::borrow::Cow;
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
    pub(super) fn named(
        &self,
        clause: &Clause,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> Option<&str> {
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
        let subject = plain_subject(telling, sentence)?;
        let last = subject.end - 1;
        let fits = match &*lower(sentence.tokens[pronoun].text(sentence.text)) {
            "he" | "she" => {
                let is_owned = sentence.tokens[subject.start].is(Class::Possessive);
                !is_owned && self.may_be_person(pronoun, last, sentence, place)
            }
            "it" => {
                let is_body = self.is_body(&subject, sentence)
                    || sentence.tokens[subject.start].is(Class::Determiner)
                        && self.is_thing(&subject, sentence, place)
                        && self.names().covers(last + place.start);
                is_body && !tells_someone(telling, own, sentence)
            }
            "they" => {
                let head = &sentence.tokens[last];
                let is_plural = head.kind == Kind::Lower && head.text(sentence.text).ends_with('s');
                let is_several = head.is(Class::Body) || is_plural;
                is_several && !tells_someone(telling, own, sentence)
            }
            _ => false,
        };
        (tells(telling) && fits).then_some(subject)
    }

    /// The subject of the clause beside this one, where the pronoun can mean nothing else: "*the
    /// bridge* has rusted since it was built", "*the guild*, which … but it …"; and of one around
    /// that, where it is a person: "*Ida Lund* said that the mill had burned before she came".
    pub(super) fn beside(
        &self,
        clause: usize,
        pronoun: usize,
        sentence: &Sentence<'_>,
        parts: &Clauses,
        place: &Place,
    ) -> Option<Range<usize>> {
        let own = &parts.list[clause];
        let is_beside = match own.joint {
            Joint::Subordinate | Joint::Relative => true,
            Joint::Main => own.marker.is_some_and(|at| sentence.tokens[at].is(Class::Coordinator)),
            _ => false,
        };
        let is_personal = sex(&sentence.tokens[pronoun]).is_some();
        let may_be = (is_beside || is_personal) && !announces(own, sentence);
        let mut parent = own.parent.filter(|_| may_be);
        while let Some(other) = parent.map(|parent| &parts.list[parent]) {
            let subject = plain_subject(other, sentence).filter(|own| own.end <= pronoun);
            let is_meant =
                |own: &Range<usize>| self.is_meant(pronoun, own, own.end..pronoun, sentence, place);
            if let Some(subject) = subject.filter(is_meant) {
                return Some(subject);
            }
            parent = other.parent.filter(|_| is_personal);
        }
        None
    }

    /// The subject of the sentence before, where "it" or "they" opens this one and can mean nothing
    /// else: what the subject is called, and its tokens in the article.
    pub(super) fn before(
        &self,
        clause: &Clause,
        pronoun: usize,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> Option<(String, Range<usize>)> {
        let opens = sentence.tokens[..pronoun].iter().all(|token| {
            !token.is_word()
                || token.dated
                || token.is_any(&[Class::Opener, Class::Adverb, Class::DatePreposition])
        });
        let is_personal = sex(&sentence.tokens[pronoun]).is_some();
        let may_be = opens && !is_personal && !announces(clause, sentence);
        let number = place.number.checked_sub(1).filter(|_| may_be)?;
        let range = self.sentences[number].clone();
        if range.len() > super::LONGEST_SENTENCE {
            return None;
        }
        let (before, parts) = self.parsed(range.clone());
        let earlier = Place { span: 0..0, start: range.start, number };
        let clause = parts.list.first()?;
        let subject = plain_subject(clause, &before)?;
        // "Turku is a town": all of it is about the one thing.
        let is_same = clause.verb.as_ref().is_some_and(|verb| {
            verb.is_state && before.tokens[verb.head].is(Class::Be) && parts.list.len() == 1
        });
        let rest = if is_same { 0..0 } else { subject.end..before.tokens.len() };
        let pronoun = &sentence.tokens[pronoun];
        let is_meant = self.fits(pronoun, &subject, &before, &earlier)
            && !self.has_rival(pronoun, sentence.text, rest, &before, &earlier);
        let words = subject.start + range.start..subject.end + range.start;
        is_meant.then(|| (title::of_words(subject, &before), words))
    }

    /// Whether a pronoun means a subject before it, and nothing named in between.
    fn is_meant(
        &self,
        pronoun: usize,
        subject: &Range<usize>,
        between: Range<usize>,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> bool {
        let token = &sentence.tokens[pronoun];
        self.fits(token, subject, sentence, place)
            && !self.has_rival(token, sentence.text, between, sentence, place)
    }

    /// Whether a pronoun may stand for a subject, by number and kind.
    fn fits(
        &self,
        pronoun: &Token,
        subject: &Range<usize>,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> bool {
        let last = subject.end - 1;
        let name = self.names().at(last + place.start);
        // "The mill of Ida Lund" ends with what is not meant, "the Ministry of Trade" does not.
        let first = name.map_or(subject.end, |(_, start)| start - place.start);
        if (subject.start..first).any(|at| sentence.tokens[at].is(Class::Preposition)) {
            return false;
        }
        match Meant::by(pronoun) {
            // "His brother said that he …": he or his brother.
            Some(Meant::Person) if sentence.tokens[subject.start].is(Class::Possessive) => false,
            Some(Meant::Person) => sex(pronoun).is_some_and(|sex| {
                names_person(&sentence.tokens[last], sex)
                    || name.is_some_and(|(name, _)| {
                        self.names().is_person(name) && self.names().may_be(name, sex)
                    })
            }),
            Some(Meant::Thing) => self.is_thing(subject, sentence, place),
            Some(Meant::Several) => is_plural(&sentence.tokens[last], sentence.text),
            None => false,
        }
    }

    /// Whether something in a range of tokens may be meant by a pronoun too.
    fn has_rival(
        &self,
        pronoun: &Token,
        text: &str,
        mut range: Range<usize>,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> bool {
        let meant = Meant::by(pronoun);
        range.any(|at| {
            let token = &sentence.tokens[at];
            let name = self.names().at(at + place.start).map(|(name, _)| name);
            let is_common = token.kind == Kind::Lower && sentence.is_noun(at);
            match meant {
                Some(Meant::Person) => sex(pronoun).is_some_and(|own| {
                    let is_same = lower(token.text(text)) == lower(pronoun.text(text));
                    name.is_some_and(|name| self.names().may_be(name, own))
                        || names_person(token, own)
                        || token.is(Class::Pronoun) && sex(token).is_some() && !is_same
                }),
                Some(Meant::Thing) => {
                    let is_other = name.is_some_and(|name| !self.names().is_person(name));
                    is_other
                        || token.is(Class::Determiner) && has_singular_noun(at, sentence)
                        || token.is_possessive()
                }
                Some(Meant::Several) => is_common && is_plural(token, sentence.text),
                None => true,
            }
        })
    }

    /// Whether a subject is surely one thing and no person.
    fn is_thing(&self, subject: &Range<usize>, sentence: &Sentence<'_>, place: &Place) -> bool {
        let head = &sentence.tokens[subject.end - 1];
        if head.is(Class::Title) || is_plural(head, sentence.text) {
            return false;
        }
        let is_joined =
            sentence.tokens[subject.clone()].iter().any(|token| token.is(Class::Coordinator));
        let first = &sentence.tokens[subject.start];
        let is_counted = first.is(Class::Determiner)
            && !first.is_any(&[Class::Article, Class::Singular, Class::Possessive]);
        let may_be = match self.names().at(subject.end - 1 + place.start) {
            // "The Times", "Lund Dairies", "Norway": a bare name may be a person's.
            Some((name, _)) => {
                let is_led = first.is(Class::Determiner);
                !self.names().is_person(name) && (is_led || self.is_body(subject, sentence))
            }
            None => {
                head.kind == Kind::Lower && first.is(Class::Determiner) || first.is_possessive()
            }
        };
        may_be && !is_joined && !is_counted
    }

    /// The two countries that "the two countries" means: those that the article has named so far, or
    /// the nearest sentence that names any, where they are just two.
    pub(super) fn pair(
        &self,
        clause: &Clause,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> Option<[String; 2]> {
        /// So many sentences are looked back.
        const BACK: usize = 3;
        if !stands_for_pair(clause, sentence) {
            return None;
        }
        let own = place.start..clause.verb.as_ref()?.tokens.start + place.start;
        let all = self.countries(0..own.end);
        let before = (1..=BACK).map_while(|back| place.number.checked_sub(back));
        let ranges =
            std::iter::once(own).chain(before.map(|number| self.sentences[number].clone()));
        let mut near = ranges.map(|range| self.countries(range)).filter(|found| !found.is_empty());
        let is_pair = |found: &Vec<String>| found.len() == 2;
        let pair = Some(all).filter(is_pair).or_else(|| near.next());
        <[String; 2]>::try_from(pair?).ok()
    }

    /// The countries that are named in a range of tokens, each once. What is short for another of
    /// them is none: "Korea" beside "South Korea".
    fn countries(&self, range: Range<usize>) -> Vec<String> {
        let mut names = self.names().within(&[range]);
        names.retain(|name| self.lexicon.is_country(name));
        let all = names.clone();
        let is_short = |name: &str, other: &str| {
            other.strip_suffix(name).is_some_and(|rest| rest.ends_with(' '))
        };
        names.retain(|name| !all.iter().any(|other| is_short(name, other)));
        names
    }

    /// Whether "he" or "she" can mean what a word names.
    fn may_be_person(
        &self,
        pronoun: usize,
        head: usize,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> bool {
        let name = self.names().at(head + place.start);
        sex(&sentence.tokens[pronoun]).is_some_and(|sex| {
            names_person(&sentence.tokens[head], sex)
                || name.is_some_and(|(name, _)| self.names().may_be(name, sex))
        })
    }

    /// Whether a subject is surely no person: "the bank", "Lund Dairies", "UNESCO", "Norway".
    fn is_body(&self, subject: &Range<usize>, sentence: &Sentence<'_>) -> bool {
        let head = &sentence.tokens[subject.end - 1];
        let word = head.text(sentence.text);
        head.is(Class::Body) || names::is_acronym(word) || self.lexicon.is_country(word)
    }
}

/// The clause whose subject a clause has: its own, or of one beside it that it shares it with, "she
/// came and *saw*".
pub(super) fn subject_holder(clause: usize, parts: &Clauses, sentence: &Sentence<'_>) -> usize {
    let own = &parts.list[clause];
    let is_own = |at: usize| sentence.tokens[at].is_word() && !sentence.tokens[at].dated;
    match own.parent {
        Some(parent)
            if matches!(own.joint, Joint::Shared | Joint::Main) && !own.subject().any(is_own) =>
        {
            subject_holder(parent, parts, sentence)
        }
        _ => clause,
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
    let is_owner =
        own.first() == Some(&first) && token.is(Class::Determiner) && token.is(Class::Possessive);
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

/// Whether the subject of a clause says only by what stands before it what it is: a pronoun, "the
/// two countries", "this pact". "It" is none where a clause follows that it announces: "it emerged
/// that …".
pub(super) fn is_open(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let word = |at: usize| lower(sentence.tokens[at].text(sentence.text));
    match subject_pronoun(clause, sentence) {
        Some(_) => !announces(clause, sentence),
        None => {
            let first = clause.subject().find(|&at| {
                let token = &sentence.tokens[at];
                token.is_word() && !token.dated && !token.is(Class::Opener)
            });
            let points = |at| matches!(&*word(at), "this" | "these" | "those");
            stands_for_pair(clause, sentence) || first.is_some_and(points)
        }
    }
}

/// Whether a title says too little without the text around it, though its subject is known: nobody
/// tells what was said, or nothing in it is what its last word means, "detained *him*".
pub(super) fn ends_open(title: &str, clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let Some(verb) = &clause.verb else { return false };
    let last = title.rsplit(' ').next().unwrap_or_default();
    let head = &sentence.tokens[verb.head];
    if head.is(Class::Reporting) && last == head.text(sentence.text) {
        return true;
    }
    let rest = verb.tokens.end..sentence.tokens.len();
    let object = rest.clone().find(|&at| sentence.tokens[at].text(sentence.text) == last);
    let is_named = |at: usize| {
        let is_infinitive = sentence.tokens[at - 1].text(sentence.text) == "to";
        sentence.is_noun(at) && !(is_infinitive && sentence.tokens[at].kind == Kind::Lower)
    };
    matches!(last, "it" | "them" | "him" | "her")
        && object.is_some_and(|object| !(rest.start..object).any(is_named))
}

/// Whether the subject of a clause is an "it" that means only what follows: "it was said that …".
fn announces(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let word = |at: usize| lower(sentence.tokens[at].text(sentence.text));
    let is_it = subject_pronoun(clause, sentence).is_some_and(|at| word(at) == "it");
    clause.verb.as_ref().filter(|_| is_it).is_some_and(|verb| {
        let next = (verb.tokens.end..sentence.tokens.len()).find(|&at| !sentence.tokens[at].dated);
        let may_announce =
            sentence.tokens[verb.tokens.start].is(Class::Be) || word(verb.head) == "emerged";
        may_announce && next.is_some_and(|at| word(at) == "that")
    })
}

/// Whether the whole subject of a clause is "the two countries" or the like.
pub(super) fn stands_for_pair(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let words: Vec<&Token> = clause
        .subject()
        .map(|at| &sentence.tokens[at])
        .filter(|token| token.is_word() && !token.dated && !token.is(Class::Opener))
        .collect();
    let [lead @ .., noun] = words.as_slice() else { return false };
    let leads: Vec<Cow<'_, str>> =
        lead.iter().map(|token| lower(token.text(sentence.text))).collect();
    let is_pair = matches!(
        leads.iter().map(|lead| &**lead).collect::<Vec<_>>().as_slice(),
        ["the" | "both"] | ["the", "two"]
    );
    is_pair && noun.is(Class::Pair) && noun.kind == Kind::Lower
}

/// What a pronoun may mean.
#[derive(Clone, Copy)]
enum Meant {
    Person,
    Thing,
    Several,
}

impl Meant {
    fn by(pronoun: &Token) -> Option<Meant> {
        if !pronoun.is_any(&[Class::Pronoun, Class::Possessive]) {
            return None;
        }
        let person = sex(pronoun).map(|_| Meant::Person);
        person
            .or_else(|| pronoun.is(Class::Neuter).then_some(Meant::Thing))
            .or_else(|| pronoun.is(Class::Plural).then_some(Meant::Several))
    }
}

/// The subject of a clause as a run of words, where it is short and plain. What explains it between
/// commas is left out: "*Ida Lund*, the mayor, …".
pub(super) fn plain_subject(clause: &Clause, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    /// A longer subject makes no title.
    const LONGEST: usize = 6;
    let is_mark = |at: usize, mark: char| sentence.tokens[at].is_mark(mark);
    let mut words: Vec<usize> = clause
        .subject()
        .filter(|&at| {
            let token = &sentence.tokens[at];
            !token.dated
                && !token.is_any(&[Class::Opener, Class::DatePreposition])
                && (token.is_word() || is_mark(at, ','))
        })
        .collect();
    while words.first().is_some_and(|&first| is_mark(first, ',')) {
        words.remove(0);
    }
    if words.last().is_some_and(|&last| is_mark(last, ',')) {
        let comma = words.iter().position(|&at| is_mark(at, ','))?;
        words.truncate(comma);
    }
    let (&first, &last) = words.first().zip(words.last())?;
    let subject = first..last + 1;
    let is_part = |at: usize| {
        let token = &sentence.tokens[at];
        let opens_phrase = at > first && token.is(Class::Determiner);
        // "The ship sold": what ends so is a participle.
        let may_be_noun = sentence.is_noun(at) && !token.text(sentence.text).ends_with("ed");
        let is_participle = at == last && token.kind == Kind::Lower && !may_be_noun;
        let is_joint = token.is(Class::Preposition) && token.text(sentence.text) != "of";
        token.is_word()
            && !token.dated
            && !token.is_any(&[Class::Pronoun, Class::Relative])
            && !opens_phrase
            && !is_participle
            && !is_joint
    };
    let is_plain = subject.len() <= LONGEST && subject.clone().all(is_part);
    is_plain.then_some(subject)
}

/// Whether a common noun is plural: "boats", "police", but not "news" and "the press".
pub(in crate::extract) fn is_plural(token: &Token, text: &str) -> bool {
    let word = token.text(text);
    let is_s = word.ends_with('s')
        && !["ss", "us", "is", "news", "ics"].iter().any(|end| word.ends_with(end));
    token.kind == Kind::Lower && (is_s || token.is(Class::Plural))
}

/// Whether the noun phrase that a determiner opens ends with a noun that is not plural.
fn has_singular_noun(determiner: usize, sentence: &Sentence<'_>) -> bool {
    let nouns = (determiner + 1..sentence.tokens.len()).take_while(|&at| sentence.is_noun(at));
    nouns.last().is_some_and(|noun| !is_plural(&sentence.tokens[noun], sentence.text))
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
