//! What a clause shares with others: its subject, the noun that a relative clause is about, what
//! helps its verb.

use super::is_particle;
use super::told::without_seams;
use crate::extract::antecedent::is_plural;
use crate::extract::clause::{Clause, Clauses, Joint, is_dash};
use crate::extract::sentence::Sentence;
use crate::extract::token::Kind;
use crate::extract::verb::{Verb, is_gerund};
use crate::lexicon::Class;

/// Where a relative clause with a subject of its own lacks what it relates to: behind "signed" in
/// "the pact *that* both signed in Lille".
pub(super) fn gap(clause: &Clause, sentence: &Sentence<'_>) -> Option<usize> {
    let (Joint::Relative, Some(marker), Some(verb)) = (clause.joint, clause.marker, &clause.verb)
    else {
        return None;
    };
    let is_led = led_by_preposition(marker, sentence);
    let is_whose = sentence.tokens[marker].text(sentence.text) == "whose";
    let end = verb.tokens.end + usize::from(is_particle(verb.tokens.end, sentence));
    // "Agreed *to sign*": the gap is behind what was agreed on.
    let is_aim = |at: usize| {
        let next = sentence.tokens.get(at + 1);
        sentence.tokens.get(at).is_some_and(|token| token.text(sentence.text) == "to")
            && next.is_some_and(|next| {
                next.kind == Kind::Lower && !next.dated && !next.is(Class::Determiner)
            })
    };
    let end = if is_aim(end) { end + 2 } else { end };
    // What has its object behind it lacks none.
    let is_open = sentence.tokens.get(end).is_none_or(|next| {
        next.dated
            || next.is(Class::Preposition)
            || matches!(next.kind, Kind::Mark(',' | '.' | ';' | ')'))
    });
    let head = &sentence.tokens[verb.head];
    // "The rumour that the mill burned" is whole; a claim is made, found or denied.
    let takes_claim = head.is_any(&[Class::Reporting, Class::Denying, Class::TakesClaim]);
    let is_whole = !takes_claim
        && marker.checked_sub(1).is_some_and(|at| {
            is_claim(at, sentence) || sentence.tokens[at].is(Class::OfMind) && !sentence.in_verb(at)
        });
    let is_transitive = !is_passive(verb, sentence) && !head.is(Class::Intransitive) && !is_whole;
    (is_open && (is_led || is_transitive) && !is_whose).then_some(end)
}

/// Whether a relative clause lacks what it relates to.
pub(in crate::extract) fn has_gap(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    gap(clause, sentence).is_some()
}

/// Whether a word is a noun that claims something: "rumour", "proof".
pub(in crate::extract) fn is_claim(at: usize, sentence: &Sentence<'_>) -> bool {
    sentence.tokens[at].is(Class::Claiming) && !sentence.in_verb(at)
}

/// The words of a relative clause with what it relates to put in at the gap; nothing where that is
/// not known.
pub(super) fn with_gap_filled(
    mut words: Vec<usize>,
    gap: Option<usize>,
    clause: &Clause,
    sentence: &Sentence<'_>,
) -> Option<Vec<usize>> {
    let (Some(gap), Some(marker)) = (gap, clause.marker) else { return Some(words) };
    let mut filler = antecedent(clause, sentence);
    if filler.is_empty() {
        return None;
    }
    if led_by_preposition(marker, sentence) {
        filler.insert(0, marker - 1);
    }
    let place = words.iter().position(|&at| at >= gap).unwrap_or(words.len());
    words.splice(place..place, filler);
    Some(words)
}

/// The subject of a clause that has none of its own: of the clause beside it, or the noun that a
/// relative clause follows.
pub(super) fn shared_subject(
    clause: &Clause,
    clauses: &Clauses,
    sentence: &Sentence<'_>,
) -> Vec<usize> {
    let Some(parent) = clause.parent.map(|parent| &clauses.list[parent]) else { return Vec::new() };
    match clause.joint {
        Joint::Relative => antecedent(clause, sentence),
        Joint::Shared | Joint::Main => {
            let mut own: Vec<usize> = without_seams(parent, sentence)
                .take_while(|&at| parent.verb.as_ref().is_none_or(|verb| at < verb.tokens.start))
                .filter(|&at| Some(at) != parent.marker)
                .collect();
            // "The mill*,* said Lund, was sold".
            let is_comma = |&at: &usize| sentence.tokens[at].is_mark(',');
            if own.last().is_some_and(is_comma) && own.iter().filter(|at| is_comma(at)).count() == 1
            {
                own.pop();
            }
            let mut subject = match own
                .iter()
                .any(|&at| sentence.tokens[at].is_word() && !sentence.tokens[at].dated)
            {
                true => own,
                false => shared_subject(parent, clauses, sentence),
            };
            // What helps the verb goes on too: "was arrested and (was) hanged".
            if let (Some(verb), Some(own)) = (&parent.verb, &clause.verb)
                && own.is_bare
                && is_passive(verb, sentence)
                && may_be_passive(own, sentence)
            {
                let helpers = verb.tokens.start..verb.head;
                subject.extend(helpers.filter(|&at| !sentence.tokens[at].is(Class::Adverb)));
            }
            subject
        }
        Joint::Subordinate | Joint::Content | Joint::Tail => Vec::new(),
    }
}

/// Whether a verb is "be" with a participle.
pub(in crate::extract) fn is_passive(verb: &Verb, sentence: &Sentence<'_>) -> bool {
    let is_be = |at: usize| {
        let token = &sentence.tokens[at];
        token.is(Class::Be) || matches!(token.text(sentence.text), "be" | "been" | "being")
    };
    (verb.tokens.start..verb.head).any(is_be)
        && !verb.is_state
        && !sentence.tokens[verb.head].text(sentence.text).ends_with("ing")
}

/// Whether a preposition stands before the word that relates: "under which".
fn led_by_preposition(marker: usize, sentence: &Sentence<'_>) -> bool {
    sentence.tokens[marker].is(Class::Relative)
        && marker.checked_sub(1).is_some_and(|at| sentence.tokens[at].is(Class::Preposition))
}

/// Whether a verb without an auxiliary may be a participle.
fn may_be_passive(verb: &Verb, sentence: &Sentence<'_>) -> bool {
    let head = &sentence.tokens[verb.head];
    let has_form = head.is(Class::Participle) || head.text(sentence.text).ends_with("ed");
    // What has an object is active: "was elected and made a speech", "… picked up prizes".
    let next = sentence.tokens.get(verb.tokens.end);
    let has_particle =
        next.is_some_and(|next| matches!(next.text(sentence.text), "up" | "out" | "off"));
    let object = verb.tokens.end + usize::from(has_particle);
    let nouns = (object..sentence.tokens.len()).take_while(|&at| sentence.is_noun(at));
    let is_plural = |at: usize| {
        let token = &sentence.tokens[at];
        token.kind == Kind::Lower && token.text(sentence.text).ends_with('s')
    };
    let has_object = nouns.last().is_some_and(is_plural)
        || next.is_some_and(|next| {
            !next.dated
                && (next.is_any(&[Class::Determiner, Class::Pronoun]) || next.is_possessive())
        });
    has_form && !has_object && !head.is(Class::Intransitive)
}

/// The noun phrase before a relative clause, which it is about.
pub(in crate::extract) fn antecedent(clause: &Clause, sentence: &Sentence<'_>) -> Vec<usize> {
    let Some(marker) = clause.marker else { return Vec::new() };
    // "New routes — to Turku — that it sold": the noun at hand is not the one that is meant.
    if marker.checked_sub(1).is_some_and(|before| is_dash(&sentence.tokens[before])) {
        return Vec::new();
    }
    let mut end = marker - usize::from(led_by_preposition(marker, sentence));
    // The age in "Ida Lund, 20, who" goes too, but not the year of "the Class of 2018".
    let is_part = |at: usize| sentence.tokens[at].is_word() || sentence.tokens[at].dated;
    while end > 0 && !is_part(end - 1) {
        end -= 1;
    }
    let is_part = |at: usize| {
        let token = &sentence.tokens[at];
        // ", replacing Nils Moen, who": what opens a tail is none of the noun's words.
        let opens_tail = at.checked_sub(1).is_some_and(|before| {
            sentence.tokens[before].is_mark(',') && is_gerund(token.text(sentence.text))
        });
        sentence.is_noun(at) && !opens_tail
            || token.text(sentence.text) == "of"
            || token.kind == Kind::Number
            || joins_names(at, sentence) && !is_singular(clause, sentence)
    };
    let start = (0..end).rev().take_while(|&at| is_part(at)).last().unwrap_or(end);
    // "to pay men who …": the verb after "to" is none of the noun's words.
    let is_infinitive = start.checked_sub(1).is_some_and(|before| {
        sentence.tokens[before].text(sentence.text) == "to"
            && sentence.tokens[start].kind == Kind::Lower
    });
    let start = start + usize::from(is_infinitive && start < end);
    // "The 24-year-old, who …".
    let is_counted = start >= 2
        && sentence.tokens[start - 1].is_mark('-')
        && sentence.tokens[start - 2].kind == Kind::Number;
    let start = if is_counted { start - 2 } else { start };
    let start = match start.checked_sub(1) {
        Some(before) if sentence.tokens[before].is(Class::Determiner) => before,
        _ => start,
    };
    let before = start.checked_sub(1).map(|before| &sentence.tokens[before]);
    let in_phrase = before.is_some_and(|token| token.is(Class::Preposition));
    let is_who = sentence.tokens[marker].text(sentence.text) == "who";
    let last = end.checked_sub(1);
    // "The man hurt in the attack, who died", "a film called Dawn in Lille, which was shown": the
    // noun at hand is not the one that is meant.
    let is_other = last.is_some_and(|last| {
        (is_who && sentence.is_event_noun(last))
            || (in_phrase && end - start == 1 && sentence.tokens[last].kind == Kind::Capital)
    });
    // "An interview with the Herald that aired": the interview is meant, or not.
    let is_place_of_telling = in_phrase
        && start >= 2
        && sentence.tokens[start - 2].is(Class::Telling)
        && (start..end).all(|at| sentence.tokens[at].kind == Kind::Capital);
    // "A deal of the troops that has held".
    let is_many = last.is_some_and(|last| is_plural(&sentence.tokens[last], sentence.text));
    let is_other =
        is_other || is_place_of_telling || in_phrase && is_many && is_singular(clause, sentence);
    let has_noun = (start..end).any(|at| sentence.is_noun(at));
    if is_other || !has_noun { Vec::new() } else { (start..end).collect() }
}

/// Whether a word joins two names: "Lund *and* Moen".
fn joins_names(at: usize, sentence: &Sentence<'_>) -> bool {
    let is_name = |at: usize| {
        sentence.tokens.get(at).is_some_and(|token| token.kind == Kind::Capital && !token.dated)
    };
    sentence.tokens[at].text(sentence.text) == "and"
        && at.checked_sub(1).is_some_and(is_name)
        && is_name(at + 1)
}

/// Whether the verb of a clause shows that its subject is one: "who *was* caught".
fn is_singular(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    clause.verb.as_ref().is_some_and(|verb| {
        let first = sentence.tokens[verb.tokens.start].text(sentence.text);
        matches!(first, "was" | "is" | "has")
    })
}
