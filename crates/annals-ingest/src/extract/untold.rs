//! Why a clause tells no event, whatever dates it: it describes a state, asks, gives a figure, lacks
//! a subject.
//!
//! What a date expression dates, and why not its clause, is decided in [`dating`](super::dating).

use super::clause::{Clause, Joint};
use super::sentence::Sentence;
use super::title;
use super::token::{Kind, Token};
use super::verb::{Form, Verb};
use crate::lexicon::Class;

/// Why a clause tells no event.
pub(crate) fn untold(
    verb: &Verb,
    clause: &Clause,
    sentence: &Sentence<'_>,
) -> Option<&'static str> {
    if verb.is_state || sentence.tokens[verb.head].is(Class::State) {
        return Some("the clause describes a state and tells no event");
    }
    if is_figure(verb, clause, sentence) {
        return Some("the clause gives a figure and tells no event");
    }
    let head = &sentence.tokens[verb.head];
    if head.is(Class::Do) {
        return Some("the clause takes up what was told before");
    }
    // "As the mayor said on Monday, …": few words, and nothing that is told behind them.
    let is_aside = clause.marker.is_some_and(|at| {
        sentence.tokens[at].text(sentence.text) == "as" && verb.head.saturating_sub(at) <= 3
    });
    if is_aside && head.is(Class::Reporting) {
        return Some("an aside that tells who said it");
    }
    if verb.form == Form::Ought {
        return Some("the clause says what ought to be, not what happened");
    }
    if clause.subject().any(|at| sentence.tokens[at].is(Class::FirstPerson)) {
        return Some("the clause is told in the first person");
    }
    let asks = |at: usize| sentence.tokens[at].is(Class::Question);
    let is_question =
        clause.marker.is_some_and(|at| sentence.tokens[at].text(sentence.text) == "whether");
    // "The reverse of what happened".
    let is_word = |&at: &usize| {
        let token = &sentence.tokens[at];
        token.is_word() && !token.is(Class::Adverb) && !token.text(sentence.text).ends_with("ly")
    };
    let last = clause.subject().filter(is_word).last();
    let is_question = is_question
        || last.is_some_and(|at| sentence.tokens[at].text(sentence.text) == "what")
            && !verb.is_state;
    if is_question || clause.subject().next().is_some_and(|at| asks(at) || at > 0 && asks(at - 1)) {
        return Some("the clause asks and does not tell");
    }
    let is_denied_reason = clause.tokens().take_while(|&at| at < verb.tokens.start).any(|at| {
        sentence.tokens[at].is(Class::Reason)
            && at.checked_sub(1).is_some_and(|not| sentence.tokens[not].is(Class::Negation))
    });
    if is_denied_reason {
        return Some("the clause is no reason, it says, and may not have happened");
    }
    if clause.joint == Joint::Tail {
        return Some("no clause here tells an event");
    }
    // "First elected in 2002": a word that counts is no subject.
    let may_be_subject = |at: usize| {
        let token = &sentence.tokens[at];
        token.is_word() && !token.dated && !matches!(token.text(sentence.text), "first" | "First")
    };
    if clause.joint == Joint::Main && !clause.subject().any(may_be_subject) {
        return Some("the clause has no subject");
    }
    if is_contact_clause(verb, clause, sentence) {
        return Some("belongs to a noun, and tells no event by itself");
    }
    if has_two_subjects(clause, sentence) {
        return Some("the words before its verb are no subject");
    }
    if is_date_subject(clause, sentence) {
        return Some("the clause tells of the date itself");
    }
    if verb.form == Form::Present && relates_to_each(clause, sentence) {
        return Some("tells what is usual, not when something was");
    }
    (verb.is_bare && is_in_opening(clause, sentence))
        .then_some("dates a detail of its clause, not the event")
}

/// Whether a clause belongs to the noun before it without a word that relates them, and lacks its
/// object: "the grief | *he had caused* in May".
fn is_contact_clause(verb: &Verb, clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let mut subject = clause.subject();
    let is_pronoun = subject.next().is_some_and(|at| {
        let follows_noun = at.checked_sub(1).is_some_and(|before| sentence.is_noun(before));
        follows_noun && sentence.tokens[at].is(Class::Pronoun)
    });
    let is_dated = |at: usize| sentence.tokens.get(at).is_none_or(|next| next.dated);
    let end = verb.tokens.end;
    let is_led = sentence.tokens.get(end).is_some_and(|next| next.is(Class::DatePreposition));
    let lacks_object = is_dated(end) || is_led && is_dated(end + 1);
    clause.joint == Joint::Content
        && clause.marker.is_none()
        && is_pronoun
        && subject.next().is_none()
        && lacks_object
        && !sentence.tokens[verb.head].is(Class::Intransitive)
        && !title::is_passive(verb, sentence)
}

/// Whether two noun phrases stand before the verb with nothing between them, so that the first is
/// its object, "a problem | the guild admitted", or what parts them is a verb that is not known: "the
/// sum *reflects* a debt".
fn has_two_subjects(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let is_determiner = |at: usize| {
        let token = &sentence.tokens[at];
        token.is(Class::Article) && !token.dated
    };
    let mut words = clause.subject().skip_while(|&at| !sentence.tokens[at].is_word());
    let opens = words.next().is_some_and(is_determiner);
    let mut noun = None;
    let second = words.find(|&at| {
        let goes_on = sentence.is_noun(at) && !is_determiner(at);
        noun = if goes_on { Some(at) } else { noun };
        !goes_on
    });
    // "The law *ending* the strike", "the guild *alleged* the master": those are parted by a verb.
    let is_noun = noun.is_some_and(|noun| {
        let word = sentence.tokens[noun].text(sentence.text);
        !word.ends_with("ing") && !word.ends_with("ed")
    });
    opens && is_noun && second.is_some_and(is_determiner)
}

/// Whether a date is what a clause is about: "As weavers say, *2016* is to be a dry year".
fn is_date_subject(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let before: Vec<usize> = clause.subject().collect();
    if is_named_time(&before, sentence) {
        return true;
    }
    let is_comma = |&at: &usize| sentence.tokens[at].is_mark(',');
    let Some(comma) = before.iter().rposition(is_comma) else { return false };
    let own = &before[comma + 1..];
    let is_date = !own.is_empty() && own.iter().all(|&at| sentence.tokens[at].dated);
    let opens = sentence.tokens[before[0]].is_any(&[Class::Preposition, Class::Subordinator]);
    clause.joint == Joint::Main && is_date && opens
}

/// Whether words are a name of a time and what describes it: "the new *fiscal year*". "The firm *last
/// year*" is none: what tells which one begins the date.
fn is_named_time(words: &[usize], sentence: &Sentence<'_>) -> bool {
    let is_dated = |&at: &usize| sentence.tokens[at].dated;
    let first = words.iter().position(is_dated).unwrap_or(words.len());
    let (describing, date) = words.split_at(first);
    let Some((article, adjectives)) = describing.split_first() else { return false };
    let is_adjective =
        |&at: &usize| sentence.tokens[at].kind == Kind::Lower && sentence.is_noun(at);
    let tells_which =
        |&at: &usize| sentence.tokens[at].is_any(&[Class::Determiner, Class::OtherTime]);
    let names_time = date.last().is_some_and(|&at| sentence.tokens[at].is(Class::TimeUnit))
        && !date.iter().any(tells_which);
    names_time
        && date.iter().all(is_dated)
        && sentence.tokens[*article].is(Class::Determiner)
        && adjectives.iter().all(is_adjective)
}

/// Whether a clause is about any of a kind: "*each* fair, which opens in May".
fn relates_to_each(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    const NEAR: usize = 5;
    let Some(marker) = clause.marker.filter(|_| clause.joint == Joint::Relative) else {
        return false;
    };
    let mut before = sentence.tokens[..marker].iter().rev().take(NEAR);
    before.any(|token| token.is(Class::Distributive))
}

/// Whether a clause says by how much something went up or down.
fn is_figure(verb: &Verb, clause: &Clause, sentence: &Sentence<'_>) -> bool {
    // The verb itself or what is expected of it: "is expected to rise".
    const REACH: usize = 3;
    let last = (verb.head + REACH).min(sentence.tokens.len());
    let measures = sentence.tokens[verb.head..last].iter().any(|token| token.is(Class::Measure));
    let is_amount = |token: &Token| {
        token.is(Class::Amount) || matches!(token.kind, Kind::Mark('%' | '$' | '£' | '€'))
    };
    let mut after = clause.tokens().filter(|&at| at > verb.head).map(|at| &sentence.tokens[at]);
    measures && after.any(|token| !token.dated && is_amount(token))
}

/// Whether all before the verb is one phrase with a preposition, so that the verb is a participle:
/// "In a study published in 2015, …".
fn is_in_opening(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    // "For example, in a study | published in May".
    const LONGEST_OPENER: usize = 2;
    let is_comma = |at: &usize| sentence.tokens[*at].is_mark(',');
    let opener = clause.subject().position(|at| is_comma(&at));
    let is_plain = |&length: &usize| {
        length <= LONGEST_OPENER
            && clause.subject().take(length).all(|at| !sentence.tokens[at].dated)
    };
    let opener = opener.filter(is_plain).map_or(0, |comma| comma + 1);
    let own = || clause.subject().skip(opener);
    let mut words = own().filter(|&at| sentence.tokens[at].is_word());
    let opens = words.next().is_some_and(|at| {
        // "About 40 weavers met": no number opens such a phrase.
        let leads = |next: &Token| !next.dated && next.kind != Kind::Number;
        sentence.tokens[at].is(Class::Preposition) && sentence.tokens.get(at + 1).is_some_and(leads)
    });
    let has_more = own().any(|at| {
        let token = &sentence.tokens[at];
        token.is_mark(',') || token.dated || token.is(Class::Pronoun)
    });
    opens && !has_more
}
