//! Titles: short and readable, made of the sentence's own words.
//!
//! The date goes (the page shows it), so does what only joins the clause to its sentence; a long
//! clause is cut where a phrase ends. Nothing is put in but the subject that a clause shares with
//! another, and a colon before what is told.

mod cut;
mod left_out;
mod subject;
mod told;

use super::clause::{Clause, Clauses, Joint};
use super::sentence::Sentence;
use super::token::{Kind, lower};
use crate::lexicon::Class;
pub(crate) use cut::is_balanced;
use cut::{TIGHTEST, cut, cut_at, tells};
use left_out::{is_date, leads_in, without_dates, without_opening};
use std::ops::Range;
pub(super) use subject::{antecedent, has_gap, is_claim, is_passive};
use subject::{gap, shared_subject, with_gap_filled};
use told::{
    ROOM_FOR_CONTENT, behind_telling, contents, ends_untold, is_behind_colon, is_untold,
    told_before, told_in, with_room, without_comma, without_explanation,
};

/// A longer title is cut, in characters.
const LONGEST: usize = 110;

/// The longest title that says who told and what, or that ends with its verb and object.
const LONGEST_OF_NEED: usize = 150;

/// The title of the event that a clause tells. `subject` stands in for a pronoun, where it is
/// known whom that means.
pub(crate) fn of_clause(
    number: usize,
    clauses: &Clauses,
    sentence: &Sentence<'_>,
    subject: Option<&str>,
) -> Option<String> {
    let clause = &clauses.list[number];
    let mut words = Vec::new();
    // "That later was sold": an adverb is no subject.
    let own_subject = clause.subject().any(|at| {
        let token = &sentence.tokens[at];
        // "Who in 2008, won": what leads to a date is none either.
        let leads = token.is(Class::DatePreposition)
            && sentence.tokens.get(at + 1).is_some_and(|next| next.dated);
        let is_adverb =
            token.is(Class::Adverb) || leads || token.text(sentence.text).ends_with("ly");
        token.is_word() && !token.dated && !(token.kind == Kind::Lower && is_adverb)
    });
    if !own_subject {
        words.extend(shared_subject(clause, clauses, sentence));
        if words.is_empty() {
            return None;
        }
    }
    let gap = if own_subject { gap(clause, sentence) } else { None };
    words.extend(with_gap_filled(body(clause, sentence), gap, clause, sentence)?);
    let is_reporting =
        clause.verb.as_ref().is_some_and(|verb| sentence.tokens[verb.head].is(Class::Reporting));
    // What is told or decided is part of the title.
    let contents = contents(number, clauses, sentence);
    let goes_on = contents.first().is_some_and(|&first| {
        let token = &sentence.tokens[first];
        token.kind == Kind::Lower && (token.is(Class::Subordinator) || !token.is(Class::Pronoun))
    });
    let leads_on = !contents.is_empty();
    if is_reporting || goes_on {
        words.extend(contents);
    }
    let mut words = without_dates(&without_opening(words, clause, sentence), sentence);
    let told = told_beside(number, clauses, sentence);
    let has_told = !told.is_empty();
    if has_told {
        words.truncate(behind_telling(&words, clause, sentence));
    }
    let mut title = cut_behind_verb(&words, number, clauses, sentence);
    if is_reporting
        && !has_told
        && (is_untold(&words, clause, sentence) || ends_untold(&title, clause, sentence))
    {
        return None;
    }
    // "Delivery would be in May": nothing is left but that it is.
    if title.ends_with(" be") {
        return None;
    }
    if let Some(subject) = subject {
        title = replace_pronoun(&title, subject, sentence);
    }
    if is_reporting && !leads_on || title.is_empty() {
        title = with_room(title, &words, clause, sentence);
    }
    if has_told && title.chars().count() <= ROOM_FOR_CONTENT {
        let room = LONGEST_OF_NEED.saturating_sub(title.chars().count());
        let told = told_in(&without_dates(&told, sentence), sentence, room);
        if !told.is_empty() && !title.is_empty() {
            title = format!("{title}: {}", without_comma(&told));
        }
    }
    Some(title)
}

/// What a clause of telling tells that stands before it, as its title has it: nothing where that has
/// no verb of its own.
pub(super) fn told_beside(number: usize, clauses: &Clauses, sentence: &Sentence<'_>) -> Vec<usize> {
    let verb = clauses.list[number].verb.as_ref();
    if !verb.is_some_and(|verb| sentence.tokens[verb.head].is(Class::Reporting)) {
        return Vec::new();
    }
    let told = told_before(number, clauses, sentence);
    let is_verb = |&at: &usize| {
        sentence.in_verb(at) && clauses.list[clauses.owner[at]].joint != Joint::Relative
    };
    if told.iter().any(is_verb) { told } else { Vec::new() }
}

/// The words of a title, cut behind the verb of its clause; of a title of telling behind the verb
/// of what is told, where there is room: "said that the guild | would move".
fn cut_behind_verb(
    words: &[usize],
    number: usize,
    clauses: &Clauses,
    sentence: &Sentence<'_>,
) -> String {
    let place = |clause: &Clause| {
        let verb = clause.verb.as_ref()?;
        words.iter().position(|&at| at == verb.head)
    };
    let own = place(&clauses.list[number]).unwrap_or(0);
    let is_told = |clause: &&Clause| {
        let tells = clause.joint == Joint::Content || is_behind_colon(clause, clauses, sentence);
        tells && clause.parent == Some(number)
    };
    let told = clauses.list.iter().find(is_told).and_then(place).filter(|&told| told > own);
    let cuts = |words: &[usize], least: usize| {
        let bindings = [0..=0, 0..=TIGHTEST].into_iter();
        let mut ways = bindings.flat_map(|by| [(LONGEST, by.clone()), (LONGEST_OF_NEED, by)]);
        ways.find_map(|(longest, by)| {
            Some(cut_at(words, sentence, longest, least, by)).filter(|title| !title.is_empty())
        })
    };
    let to_told = |words: &[usize], told: usize| {
        // A quotation that is too long is told without its marks.
        let plain = || without_quotes(words, told, sentence);
        cuts(words, told).or_else(|| plain().and_then(|(words, told)| cuts(&words, told)))
    };
    let with_told = told.and_then(|told| {
        // Rather than what is told, what explains the teller gives way.
        let short = || {
            let (short, _) = without_explanation(words, &clauses.list[number], sentence)?;
            let told = short.iter().position(|&at| at == words[told])?;
            to_told(&short, told)
        };
        to_told(words, told).or_else(short)
    });
    with_told.or_else(|| cuts(words, own)).unwrap_or_default()
}

/// Words without quotation marks, and where that one stands among them; nothing where they have
/// none.
fn without_quotes(
    words: &[usize],
    place: usize,
    sentence: &Sentence<'_>,
) -> Option<(Vec<usize>, usize)> {
    let plain: Vec<usize> =
        words.iter().copied().filter(|&at| !sentence.tokens[at].is_quote()).collect();
    let place = plain.iter().position(|at| Some(at) == words.get(place))?;
    (plain.len() < words.len()).then_some((plain, place))
}

/// The title of the event that a noun phrase names.
pub(crate) fn of_phrase(phrase: &Range<usize>, sentence: &Sentence<'_>) -> String {
    // "The racist mood after last June's vote": the noun is that of the date.
    let owner = phrase.clone().rfind(|&at| stood_for_article(at, sentence));
    if owner.is_some_and(|noun| noun > phrase.start && noun + 1 == phrase.end) {
        return String::new();
    }
    let phrase = owner.unwrap_or(phrase.start)..phrase.end;
    let words: Vec<usize> = phrase.filter(|&at| !is_date(at, sentence)).collect();
    cut(&words, sentence, LONGEST, 0)
}

/// Some words of a sentence as they stand in a title.
pub(crate) fn of_words(words: Range<usize>, sentence: &Sentence<'_>) -> String {
    text_of(&words.collect::<Vec<usize>>(), sentence)
}

/// The tokens of a clause that go into its title.
fn body(clause: &Clause, sentence: &Sentence<'_>) -> Vec<usize> {
    let marker = clause.marker;
    let skip_relative = clause.joint == Joint::Relative;
    // What comes after a clause within this one belongs to it loosely, if at all.
    let verb = clause.verb.as_ref().map_or(0, |verb| verb.head);
    let own = clause.pieces.iter().position(|piece| piece.contains(&verb)).unwrap_or(usize::MAX);
    let pieces = clause.pieces.iter().take(own.saturating_add(1));
    let mut words: Vec<usize> =
        pieces.cloned().flatten().filter(|&at| Some(at) != marker).collect();
    // The commas round a clause within this one go with it.
    let is_seam = |at: usize| {
        sentence.tokens[at].is_mark(',')
            && clause.pieces.iter().any(|piece| {
                (piece.start == at && piece.start > clause.pieces[0].start)
                    || (piece.end == at + 1 && at + 1 < verb)
            })
    };
    if !keeps_seam(clause, own, sentence) {
        words.retain(|&at| !is_seam(at));
    }
    if skip_relative && marker.is_some_and(|at| sentence.tokens[at].text(sentence.text) == "whose")
    {
        words.clear();
    }
    words
}

/// Whether the comma behind a clause within this one stays: it ends an opening phrase, or is the
/// other of one before it or behind it. `own` is the piece with the verb.
fn keeps_seam(clause: &Clause, own: usize, sentence: &Sentence<'_>) -> bool {
    let (Some(verb), Some(piece), Joint::Main) =
        (&clause.verb, clause.pieces.get(own), clause.joint)
    else {
        return false;
    };
    let is_comma = |at: &usize| sentence.tokens[*at].is_mark(',');
    let first: Vec<usize> = clause.pieces[0].clone().collect();
    let end = first.iter().position(is_comma).map_or(0, |comma| comma + 1);
    let (opening, others) = first.split_at(end);
    let before = piece.start..verb.tokens.start;
    if before.clone().any(|at| sentence.tokens[at].is_word()) {
        let is_set_off = before.clone().last().is_some_and(|at| is_comma(&at));
        let is_pronoun = before.clone().filter(|&at| sentence.tokens[at].is_word()).count() == 1
            && before.clone().any(|at| sentence.tokens[at].is(Class::Pronoun));
        return own > 0 && (is_set_off || is_pronoun || leads_in(&first, sentence));
    }
    // "Ida Lund, a baker | who …, met".
    let is_open = !opening.is_empty() && !leads_in(opening, sentence);
    let ends = first.last().is_some_and(is_comma);
    is_open && (!ends || others.iter().any(is_comma))
}

/// Whether a preposition belongs to the verb before it, since another follows: "sworn *in* on
/// Monday".
fn is_particle(at: usize, sentence: &Sentence<'_>) -> bool {
    let follows_verb = at.checked_sub(1).is_some_and(|before| {
        let is_infinitive = before > 0 && sentence.tokens[before - 1].text(sentence.text) == "to";
        sentence.in_verb(before) || sentence.tokens[before].is(Class::Pronoun) || is_infinitive
    });
    let is_led_on = sentence.tokens.get(at + 1).is_some_and(|next| {
        next.is(Class::Preposition) && sentence.tokens.get(at + 2).is_some_and(|next| next.dated)
            || next.dated && next.is(Class::Preposition)
    });
    follows_verb
        && is_led_on
        && sentence.tokens.get(at).is_some_and(|token| {
            token.is(Class::Preposition) && !token.is(Class::Subordinator) && !token.dated
        })
}

/// The tokens as they stand in the text, with one blank where something was left out.
fn text_of(words: &[usize], sentence: &Sentence<'_>) -> String {
    let mut text = String::with_capacity(words.len() * 8);
    for (number, &at) in words.iter().enumerate() {
        let token = &sentence.tokens[at];
        if [',', ':'].iter().any(|&mark| token.is_mark(mark) && text.ends_with(mark)) {
            continue;
        }
        let follows = number > 0 && words[number - 1] + 1 == at;
        let glued = number > 0 && {
            let before = &sentence.tokens[words[number - 1]];
            let is_closing = token.is_mark(',') || token.is_mark(':');
            if follows { before.end == token.span.start } else { is_closing }
        };
        if number > 0 && !glued {
            text.push(' ');
        }
        let word = match leads_to_speech(number, words, sentence) {
            true => ":",
            false => sentence.text.get(token.span.start..token.end).unwrap_or_default(),
        };
        if !follows && stood_for_article(at, sentence) {
            text.push_str("the ");
        }
        if number > 0 && at == 0 && token.is(Class::Determiner) {
            // It opened the sentence and does not open the title.
            text.push_str(&lower(word));
        } else {
            text.push_str(word);
        }
    }
    capitalised(text)
}

/// Whether a comma led to what was quoted, and the quotation marks are gone: "said*,* The mill …".
fn leads_to_speech(number: usize, words: &[usize], sentence: &Sentence<'_>) -> bool {
    let at = words[number];
    let quote = sentence.tokens.get(at + 1).filter(|next| next.is_quote());
    let next = words.get(number + 1).filter(|&&next| next == at + 2);
    sentence.tokens[at].is_mark(',')
        && quote.is_some()
        && tells(&words[..number], sentence)
        && next.is_some_and(|&next| sentence.tokens[next].kind == Kind::Capital)
}

/// Whether the word before was a date that stood for the article: "at *Monday's* fair".
fn stood_for_article(at: usize, sentence: &Sentence<'_>) -> bool {
    let before = at.checked_sub(1).map(|before| &sentence.tokens[before]);
    sentence.is_noun(at) && before.is_some_and(|date| date.dated && date.is_possessive())
}

/// The text with a capital at its head, unless its first word has one in second place: "iPhone".
fn capitalised(text: String) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first)
            if first.is_lowercase() && !letters.as_str().starts_with(char::is_uppercase) =>
        {
            first.to_uppercase().chain(letters).collect()
        }
        _ => text,
    }
}

/// The title with its subject replaced, where that is a pronoun, "The company" or "The two
/// countries".
fn replace_pronoun(title: &str, subject: &str, sentence: &Sentence<'_>) -> String {
    const PRONOUNS: [&str; 8] = ["He", "She", "It", "They", "His", "Her", "Its", "Their"];
    let is = |word: &str, class: Class| sentence.lexicon.classes(&lower(word)).has(class);
    let words: Vec<&str> = title.splitn(4, ' ').collect();
    let length = match words.as_slice() {
        ["The", "two", noun, _] if is(noun, Class::Pair) => 3,
        ["The", noun, ..] if is(noun, Class::Firm) || is(noun, Class::Pair) => 2,
        ["Both", noun, ..] if is(noun, Class::Pair) => 2,
        [first, ..] if PRONOUNS.contains(first) => 1,
        _ => return title.to_owned(),
    };
    let rest = title.splitn(length + 1, ' ').nth(length);
    rest.map_or_else(|| title.to_owned(), |rest| format!("{subject} {rest}"))
}
