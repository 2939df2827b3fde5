//! What a title leaves out: dates with all that goes with them, and phrases that only lead in.

use super::is_particle;
use crate::extract::clause::Clause;
use crate::extract::dating;
use crate::extract::sentence::Sentence;
use crate::extract::token::{Kind, Token};
use crate::lexicon::Class;
use std::collections::BTreeSet;
use std::ops::Range;

/// The words without a phrase that leads in to the subject: "At a meeting in Lille, …".
pub(super) fn without_opening(
    words: Vec<usize>,
    clause: &Clause,
    sentence: &Sentence<'_>,
) -> Vec<usize> {
    let Some(verb) =
        clause.verb.as_ref().and_then(|verb| words.iter().position(|&at| at >= verb.tokens.start))
    else {
        return words;
    };
    let is_comma =
        |number: usize| words.get(number).is_some_and(|&at| sentence.tokens[at].is_mark(','));
    let is_age = |number: usize| {
        words.get(number).is_some_and(|&at| {
            sentence.tokens[at].kind == Kind::Number && !sentence.tokens[at].dated
        })
    };
    // "Ida Lund, 45, met": an age belongs to its name.
    let sets_off_age = |number: usize| {
        is_age(number + 1) && is_comma(number + 2)
            || number > 1 && is_age(number - 1) && is_comma(number - 2)
    };
    let commas: Vec<usize> =
        (0..verb).filter(|&number| is_comma(number) && !sets_off_age(number)).collect();
    let Some((&first, &last)) = commas.first().zip(commas.last()) else { return words };
    // "A weaver of Turku, she left": what the pronoun is goes like what leads in.
    let is_pronoun = |at: &usize| sentence.tokens[*at].is(Class::Pronoun);
    let own = words[last + 1..verb].split_first();
    if own.is_some_and(|(first, helpers)| {
        is_pronoun(first) && helpers.iter().all(|&at| sentence.in_verb(at))
    }) {
        return words[last + 1..].to_vec();
    }
    if !leads_in(&words[..first], sentence) {
        return words;
    }
    let is_word = |at: &usize| sentence.tokens[*at].is_word();
    let is_and = |at: &usize| sentence.tokens[*at].is(Class::Coordinator);
    let own = &words[last..verb];
    let start = match commas.as_slice() {
        // "In Lille, Lund, Moen and Lie met": the last comma stands in a list.
        [first, ..] if own.iter().any(is_and) => *first,
        _ if own.iter().any(is_word) => last,
        // "In Lille, Ida Lund, a baker, met": the last two set off what explains the subject.
        [.., opening, _, _] => *opening,
        _ => return words,
    };
    words[start + 1..].to_vec()
}

/// Whether words before a comma only lead in to a sentence: "In Lille", "Early", "Sadly".
pub(super) fn leads_in(words: &[usize], sentence: &Sentence<'_>) -> bool {
    let mut own = words.iter().map(|&at| &sentence.tokens[at]).filter(|token| token.is_word());
    let Some(first) = own.next() else { return true };
    // "Early on Monday": a date and what leads to it do not count.
    let is_alone = own.all(|token| token.dated || token.is(Class::DatePreposition));
    let is_adverb = first.is_any(&[Class::Opener, Class::Adverb])
        || is_alone
            && (first.is(Class::Function)
                || ["ly", "ing"].iter().any(|end| first.text(sentence.text).ends_with(end)));
    is_adverb
        || first.dated
        || first.is_any(&[Class::Preposition, Class::DatePreposition, Class::Subordinator])
}

/// The tokens without dates and what goes with them: the prepositions before them, the brackets
/// and commas round them. How long or how often something was is no date and stays.
pub(super) fn without_dates(words: &[usize], sentence: &Sentence<'_>) -> Vec<usize> {
    let mut dropped = BTreeSet::new();
    for date in dates(words, sentence).into_iter().filter(|date| !is_year_of_noun(date, sentence)) {
        dropped.extend(with_prepositions(date, sentence));
    }
    drop_stranded(&mut dropped, words, sentence);
    drop_participle(&mut dropped, words, sentence);
    drop_marks(&mut dropped, words, sentence);
    words.iter().copied().filter(|at| !dropped.contains(at)).collect()
}

pub(super) fn is_date(at: usize, sentence: &Sentence<'_>) -> bool {
    sentence.tokens.get(at).is_some_and(|token| token.dated && !token.lasting)
}

/// The runs of tokens that are dates.
fn dates(words: &[usize], sentence: &Sentence<'_>) -> Vec<Range<usize>> {
    let mut dates: Vec<Range<usize>> = Vec::new();
    for &at in words.iter().filter(|&&at| is_date(at, sentence)) {
        match dates.last_mut().filter(|last| last.end == at) {
            Some(last) => last.end = at + 1,
            None => dates.push(at..at + 1),
        }
    }
    // "On \"This Week\"": a name that reads as a date.
    let is_quote = |at: usize| sentence.tokens.get(at).is_some_and(Token::is_quote);
    dates.retain(|date| !(is_quote(date.end) && date.start.checked_sub(1).is_some_and(is_quote)));
    dates
}

/// A date with what leads to it, "late on Monday", "as early as May", and what goes with its clock:
/// "8 a.m. local time".
fn with_prepositions(date: Range<usize>, sentence: &Sentence<'_>) -> Range<usize> {
    // What stands before a date that belongs to a noun leads to the noun: "at Monday's fair".
    if dating::is_attributive(&date, sentence) {
        return date;
    }
    let leads = |&at: &usize| {
        let token = &sentence.tokens[at];
        (token.is(Class::DatePreposition) || is_date(at, sentence))
            && !sentence.in_verb(at)
            && !is_particle(at, sentence)
    };
    let start = (0..date.start).rev().take_while(leads).last().unwrap_or(date.start);
    // "No later than in May".
    let is_bound = start.checked_sub(1).is_some_and(|before| {
        sentence.tokens[before].is(Class::Absence) && sentence.tokens[start].is(Class::OtherTime)
    });
    let start = start - usize::from(is_bound);
    // "Prices rose, *effective* on Monday".
    let is_adjective = |at: usize| {
        sentence.tokens[at].is(Class::DateAdjective)
            && !at.checked_sub(1).is_some_and(|before| sentence.in_verb(before))
    };
    let is_led = start.checked_sub(1).is_some_and(is_adjective);
    let start = start - usize::from(is_led);
    // "Nine days before the vote": what the date counts from goes too.
    let is_counted = sentence.tokens[date.end - 1].is(Class::Preposition);
    let goes_on = |&at: &usize| {
        let token = &sentence.tokens[at];
        token.is(Class::DateTail)
            || is_counted && (sentence.is_noun(at) || token.is(Class::Determiner))
    };
    let last = (date.end..sentence.tokens.len()).take_while(goes_on).last();
    start..last.map_or(date.end, |last| last + 1)
}

/// Whether a date is a bare year that tells which one is meant: "the 2018 ruling", "the Class of
/// 2018".
fn is_year_of_noun(date: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let is_number = date.len() == 1 && sentence.tokens[date.start].kind == Kind::Number;
    let is_of_name = |noun: usize| sentence.tokens[noun].kind == Kind::Capital;
    is_number
        && (dating::is_attributive(date, sentence)
            || dating::noun_dated_with_of(date, sentence).is_some_and(is_of_name))
}

/// Drops a word that is left alone between two dates: "as Friday *turns* into Saturday", "on Friday
/// *and* Saturday".
fn drop_stranded(dropped: &mut BTreeSet<usize>, words: &[usize], sentence: &Sentence<'_>) {
    for &at in words {
        let is_alone = at.checked_sub(1).is_some_and(|before| dropped.contains(&before))
            && dropped.contains(&(at + 1));
        let token = &sentence.tokens[at];
        let joins = token.is(Class::Coordinator) || token.is_mark(',');
        if is_alone && (joins || token.kind == Kind::Lower && sentence.is_noun(at)) {
            dropped.insert(at);
        }
    }
}

/// Drops a participle that is left alone between two commas: "the law*, signed,* stands".
fn drop_participle(dropped: &mut BTreeSet<usize>, words: &[usize], sentence: &Sentence<'_>) {
    let left: Vec<usize> = words.iter().copied().filter(|at| !dropped.contains(at)).collect();
    for three in left.windows(3) {
        let &[open, participle, close] = three else { continue };
        let token = &sentence.tokens[participle];
        let is_participle = token.kind == Kind::Lower
            && !sentence.in_verb(participle)
            && (token.is(Class::Participle) || token.text(sentence.text).ends_with("ed"));
        let is_set_off = [open, close].iter().all(|&at| sentence.tokens[at].is_mark(','));
        if is_set_off && is_participle && dropped.contains(&(participle + 1)) {
            dropped.extend(three);
        }
    }
}

/// Drops brackets in which nothing is left, and the commas that set off what was dropped.
fn drop_marks(dropped: &mut BTreeSet<usize>, words: &[usize], sentence: &Sentence<'_>) {
    let is_mark = |at: usize, mark: char| {
        sentence.tokens.get(at).is_some_and(|token| token.is_mark(mark)) && words.contains(&at)
    };
    let ends: Vec<usize> =
        dropped.iter().map(|at| at + 1).filter(|end| !dropped.contains(end)).collect();
    for end in ends {
        let first = (0..end).rev().take_while(|at| dropped.contains(at)).last();
        let Some(before) = first.and_then(|first| first.checked_sub(1)) else { continue };
        let is_pair =
            [('(', ')'), (',', ',')].iter().any(|&(a, b)| is_mark(before, a) && is_mark(end, b));
        if is_pair {
            dropped.extend([before, end]);
        } else if is_mark(end, ',') && (leads_on(end + 1, sentence) || opens(before, sentence)) {
            dropped.insert(end);
        }
    }
}

/// Whether what begins there hangs on the verb, so that no comma parts it: "ruled that …".
fn leads_on(at: usize, sentence: &Sentence<'_>) -> bool {
    sentence.tokens.get(at).is_some_and(|token| token.text(sentence.text) == "that")
}

/// Whether a word opens a clause whose date goes with the comma behind it: "that in May, …".
fn opens(at: usize, sentence: &Sentence<'_>) -> bool {
    sentence.tokens[at].is(Class::Relative) || leads_on(at, sentence)
}
