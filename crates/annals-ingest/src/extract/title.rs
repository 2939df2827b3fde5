//! Titles: short and readable, made of the sentence's own words.
//!
//! The date goes (the page shows it), so does what only joins the clause to its sentence; a long
//! clause is cut where a phrase ends. Nothing is put in but the subject that a clause shares with
//! another, and a colon before what is told.

use super::clause::{Clause, Clauses, Joint};
use super::dating;
use super::sentence::Sentence;
use super::token::{Kind, Token, lower};
use super::verb::Verb;
use crate::lexicon::Class;
use std::collections::BTreeSet;
use std::ops::{Range, RangeInclusive};

/// A longer title is cut, in characters.
const LONGEST: usize = 110;
/// One that is hardly longer stays whole: a cut costs more than a few words.
const LONGEST_WHOLE: usize = 130;
/// The longest title that says who told and what, or that ends with its verb and object.
const LONGEST_OF_NEED: usize = 150;
/// A title of telling up to this length has room for what is told.
const ROOM_FOR_CONTENT: usize = 80;
/// What is told has more words than this behind its "that".
const SHORTEST_TOLD: usize = 4;

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
        let is_adverb = token.is(Class::Adverb) || token.text(sentence.text).ends_with("ly");
        token.is_word() && !token.dated && !(token.kind == Kind::Lower && is_adverb)
    });
    if !own_subject {
        words.extend(shared_subject(clause, clauses, sentence));
        if words.is_empty() {
            return None;
        }
    }
    let gap = if own_subject { gap(clause, sentence) } else { None };
    words.extend(with_gap_filled(body(clause, sentence), gap, clause, sentence));
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
    let words = without_dates(&without_opening(words, clause, sentence), sentence);
    let mut title = cut_behind_verb(&words, number, clauses, sentence);
    if let Some(subject) = subject {
        title = replace_pronoun(&title, subject, sentence);
    }
    if is_reporting && !leads_on {
        title = with_room(title, &words, clause, sentence);
    }
    if is_reporting && title.chars().count() <= ROOM_FOR_CONTENT {
        let told = told_before(number, clauses, sentence);
        let room = LONGEST_OF_NEED.saturating_sub(title.chars().count());
        let has_verb = told.iter().any(|&at| sentence.in_verb(at));
        let told = told_in(&without_dates(&told, sentence), sentence, room);
        if has_verb && !told.is_empty() && !title.is_empty() {
            title = format!("{title}: {}", without_comma(&told));
        }
    }
    Some(title)
}

/// What is told, in so many characters: with its quotation marks where it is whole.
fn told_in(words: &[usize], sentence: &Sentence<'_>, room: usize) -> String {
    let whole = cut(words, sentence, room, 0);
    if !whole.is_empty() {
        return whole;
    }
    let is_quote = |at: &usize| matches!(sentence.tokens[*at].kind, Kind::Mark('"' | '“' | '”'));
    let words: Vec<usize> = words.iter().copied().filter(|at| !is_quote(at)).collect();
    cut(&words, sentence, room, 0)
}

/// A title of telling, where it leaves no room for what is told without what explains the teller:
/// "Ida Lund, *the mayor of the town by the sea*, said".
fn with_room(title: String, words: &[usize], clause: &Clause, sentence: &Sentence<'_>) -> String {
    let is_long = title.is_empty() || title.chars().count() > ROOM_FOR_CONTENT;
    let verb = clause.verb.as_ref().map_or(0, |verb| verb.tokens.start);
    let place = words.iter().position(|&at| at >= verb).unwrap_or(0);
    let is_comma = |&at: &usize| sentence.tokens[words[at]].is_mark(',');
    let (Some(first), Some(last)) = ((0..place).find(is_comma), (0..place).rfind(is_comma)) else {
        return title;
    };
    if !is_long || first == last || last + 1 != place {
        return title;
    }
    let is_capital = |at: &usize| sentence.tokens[*at].kind == Kind::Capital;
    let (outer, inner) = (&words[..first], &words[first + 1..last]);
    // "The spokesman of the ministry, *Nils Moen*, said": the name stays.
    let is_name = inner.iter().all(is_capital) && !outer.last().is_some_and(is_capital);
    let teller = if is_name { inner } else { outer };
    let words: Vec<usize> = teller.iter().chain(&words[place..]).copied().collect();
    cut(&words, sentence, LONGEST, teller.len())
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
    let is_told =
        |clause: &&Clause| clause.joint == Joint::Content && clause.parent == Some(number);
    let told = clauses.list.iter().find(is_told).and_then(place).filter(|&told| told > own);
    let cuts = |least: usize| {
        let bindings = [0..=0, 0..=TIGHTEST].into_iter();
        let mut ways = bindings.flat_map(|by| [(LONGEST, by.clone()), (LONGEST_OF_NEED, by)]);
        ways.find_map(|(longest, by)| {
            Some(cut_at(words, sentence, longest, least, by)).filter(|title| !title.is_empty())
        })
    };
    told.and_then(cuts).or_else(|| cuts(own)).unwrap_or_default()
}

/// The tokens of what a clause tells, and of what is told within that, in order.
fn contents(number: usize, clauses: &Clauses, sentence: &Sentence<'_>) -> Vec<usize> {
    // A clause comes after the one that it belongs to, so one pass finds them all.
    let mut inside = vec![false; clauses.list.len()];
    let mut tokens = Vec::new();
    for (other, clause) in clauses.list.iter().enumerate() {
        let is_told = (clause.joint == Joint::Content
            || is_object(clause, clauses, sentence)
            || is_behind_colon(clause, clauses, sentence))
            && clause.parent.is_some_and(|parent| parent == number || inside[parent]);
        if is_told {
            inside[other] = true;
            tokens.extend(clause.tokens());
        }
    }
    tokens.sort_unstable();
    tokens
}

/// Whether a clause is what its verb is about: "laid out *how it will end*".
fn is_object(clause: &Clause, clauses: &Clauses, sentence: &Sentence<'_>) -> bool {
    let parent = clause.parent.and_then(|parent| clauses.list[parent].verb.as_ref());
    let Some((marker, verb)) = clause.marker.zip(parent) else { return false };
    let asks = matches!(sentence.tokens[marker].text(sentence.text), "how" | "why" | "whether");
    let between = (verb.tokens.end..marker).filter(|&at| !sentence.tokens[at].dated);
    asks && between.filter(|&at| !sentence.tokens[at].is(Class::Preposition)).count() <= 1
}

/// Whether a clause is what its verb of telling leads to: "told the guild: *the mill is lost*".
fn is_behind_colon(clause: &Clause, clauses: &Clauses, sentence: &Sentence<'_>) -> bool {
    let parent = clause.parent.and_then(|parent| clauses.list[parent].verb.as_ref());
    let Some((marker, verb)) = clause.marker.zip(parent) else { return false };
    let reach = &sentence.tokens[verb.tokens.end.min(marker)..marker];
    sentence.tokens[marker].is_mark(':')
        && sentence.tokens[verb.head].is(Class::Reporting)
        && !reach.iter().any(|token| token.is_mark(','))
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
    let (opening, others): (Vec<usize>, Vec<usize>) = {
        let end = first.iter().position(is_comma).map_or(0, |comma| comma + 1);
        (first[..end].to_vec(), first[end..].to_vec())
    };
    let before = piece.start..verb.tokens.start;
    if before.clone().any(|at| sentence.tokens[at].is_word()) {
        let is_set_off = before.clone().last().is_some_and(|at| is_comma(&at));
        return own > 0 && (is_set_off || leads_in(&first, sentence));
    }
    // "Ida Lund, a baker | who …, met".
    let is_open = !opening.is_empty() && !leads_in(&opening, sentence);
    let ends = first.last().is_some_and(is_comma);
    is_open && (!ends || others.iter().any(is_comma))
}

/// Where a relative clause with a subject of its own lacks what it relates to: behind "signed" in
/// "the pact *that* both signed in Lille".
fn gap(clause: &Clause, sentence: &Sentence<'_>) -> Option<usize> {
    let (Joint::Relative, Some(marker), Some(verb)) = (clause.joint, clause.marker, &clause.verb)
    else {
        return None;
    };
    let is_led = led_by_preposition(marker, sentence);
    let is_whose = sentence.tokens[marker].text(sentence.text) == "whose";
    let end = verb.tokens.end + usize::from(is_particle(verb.tokens.end, sentence));
    // What has its object behind it lacks none.
    let is_open = sentence.tokens.get(end).is_none_or(|next| {
        next.dated
            || next.is(Class::Preposition)
            || matches!(next.kind, Kind::Mark(',' | '.' | ';' | ')'))
    });
    let is_transitive =
        !is_passive(verb, sentence) && !sentence.tokens[verb.head].is(Class::Intransitive);
    (is_open && (is_led || is_transitive) && !is_whose).then_some(end)
}

/// The words of a relative clause with what it relates to put in at the gap.
fn with_gap_filled(
    mut words: Vec<usize>,
    gap: Option<usize>,
    clause: &Clause,
    sentence: &Sentence<'_>,
) -> Vec<usize> {
    let (Some(gap), Some(marker)) = (gap, clause.marker) else { return words };
    let mut filler = antecedent(clause, sentence);
    if filler.is_empty() {
        return words;
    }
    if led_by_preposition(marker, sentence) {
        filler.insert(0, marker - 1);
    }
    let place = words.iter().position(|&at| at >= gap).unwrap_or(words.len());
    words.splice(place..place, filler);
    words
}

/// Whether a preposition stands before the word that relates: "under which".
fn led_by_preposition(marker: usize, sentence: &Sentence<'_>) -> bool {
    sentence.tokens[marker].is(Class::Relative)
        && marker.checked_sub(1).is_some_and(|at| sentence.tokens[at].is(Class::Preposition))
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

/// The subject of a clause that has none of its own: of the clause beside it, or the noun that a
/// relative clause follows.
fn shared_subject(clause: &Clause, clauses: &Clauses, sentence: &Sentence<'_>) -> Vec<usize> {
    let Some(parent) = clause.parent.map(|parent| &clauses.list[parent]) else { return Vec::new() };
    match clause.joint {
        Joint::Relative => antecedent(clause, sentence),
        Joint::Shared | Joint::Main => {
            let own: Vec<usize> = parent.subject().collect();
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
fn is_passive(verb: &Verb, sentence: &Sentence<'_>) -> bool {
    let is_be = |at: usize| {
        let token = &sentence.tokens[at];
        token.is(Class::Be) || matches!(token.text(sentence.text), "be" | "been" | "being")
    };
    (verb.tokens.start..verb.head).any(is_be)
        && !verb.is_state
        && !sentence.tokens[verb.head].text(sentence.text).ends_with("ing")
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

/// The noun phrase before a relative clause.
fn antecedent(clause: &Clause, sentence: &Sentence<'_>) -> Vec<usize> {
    let Some(marker) = clause.marker else { return Vec::new() };
    let mut end = marker - usize::from(led_by_preposition(marker, sentence));
    while end > 0 && !sentence.tokens[end - 1].is_word() {
        end -= 1;
    }
    let is_part = |at: usize| {
        let token = &sentence.tokens[at];
        sentence.is_noun(at)
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

/// What is told by a clause that stands after it: "…, an official told the paper". What hangs on that
/// clause may follow: "…, an official said *as the talks began*".
fn told_before(number: usize, clauses: &Clauses, sentence: &Sentence<'_>) -> Vec<usize> {
    let clause = &clauses.list[number];
    let Some(start) = clause.tokens().next().filter(|_| clause.joint != Joint::Relative) else {
        return Vec::new();
    };
    let is_plain = clause.joint == Joint::Main
        && clause.verb.as_ref().is_some_and(|verb| !is_passive(verb, sentence))
        && contents(number, clauses, sentence).is_empty();
    let hangs_on = |at: usize| {
        let mut around =
            std::iter::successors(Some(clauses.owner[at]), |&own| clauses.list[own].parent);
        is_plain && around.any(|own| own == number)
    };
    let is_last = clause.tokens().last().is_some_and(|last| {
        (last + 1..sentence.tokens.len()).all(|at| !sentence.tokens[at].is_word() || hangs_on(at))
    });
    let first = &clauses.list[0];
    if start == 0 || !is_last || first.tokens().next().is_none_or(|at| at >= start) {
        return Vec::new();
    }
    let opening = first.tokens().next().unwrap_or(start);
    let own = quotation_before(start, sentence).unwrap_or(opening);
    (own.max(opening)..start).filter(|&at| clauses.owner[at] != number).collect()
}

/// Where the quotation begins that ends right before a token.
fn quotation_before(at: usize, sentence: &Sentence<'_>) -> Option<usize> {
    let is_quote = |at: &usize| matches!(sentence.tokens[*at].kind, Kind::Mark('"' | '“' | '”'));
    let close = at.checked_sub(1).filter(is_quote)?;
    (0..close).rev().find(is_quote)
}

/// The tokens without dates and what goes with them: the prepositions before them, the brackets
/// and commas round them. How long or how often something was is no date and stays.
fn without_dates(words: &[usize], sentence: &Sentence<'_>) -> Vec<usize> {
    let mut dropped = BTreeSet::new();
    for date in dates(words, sentence).into_iter().filter(|date| !is_year_of_noun(date, sentence)) {
        dropped.extend(with_prepositions(date, sentence));
    }
    drop_stranded(&mut dropped, words, sentence);
    drop_marks(&mut dropped, words, sentence);
    words.iter().copied().filter(|at| !dropped.contains(at)).collect()
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
    dates
}

fn is_date(at: usize, sentence: &Sentence<'_>) -> bool {
    sentence.tokens.get(at).is_some_and(|token| token.dated && !token.lasting)
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

/// Whether a date is a bare year that tells which one is meant: "the 2018 ruling".
fn is_year_of_noun(date: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let is_number = date.len() == 1 && sentence.tokens[date.start].kind == Kind::Number;
    is_number && dating::is_attributive(date, sentence)
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
        } else if is_mark(end, ',') && leads_on(end + 1, sentence) {
            dropped.insert(end);
        }
    }
}

/// Whether what begins there hangs on the verb, so that no comma parts it: "ruled that …".
fn leads_on(at: usize, sentence: &Sentence<'_>) -> bool {
    sentence.tokens.get(at).is_some_and(|token| token.text(sentence.text) == "that")
}

/// The words without a phrase that leads in to the subject: "At a meeting in Lille, …".
fn without_opening(words: Vec<usize>, clause: &Clause, sentence: &Sentence<'_>) -> Vec<usize> {
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
fn leads_in(words: &[usize], sentence: &Sentence<'_>) -> bool {
    let mut own = words.iter().map(|&at| &sentence.tokens[at]).filter(|token| token.is_word());
    let Some(first) = own.next() else { return true };
    // "Early on Monday": a date and what leads to it do not count.
    let is_alone = own.all(|token| token.dated || token.is(Class::DatePreposition));
    let is_adverb = first.is_any(&[Class::Opener, Class::Adverb])
        || is_alone && (first.is(Class::Function) || first.text(sentence.text).ends_with("ly"));
    is_adverb
        || first.dated
        || first.is_any(&[Class::Preposition, Class::DatePreposition, Class::Subordinator])
}

/// The tokens as text, cut at the end of a phrase so that it is no longer than `longest`, and
/// never before the word of the number `least`.
fn cut(words: &[usize], sentence: &Sentence<'_>, longest: usize, least: usize) -> String {
    cut_at(words, sentence, longest, least, 0..=TIGHTEST)
}

/// The same, parting only what is [bound](binding) so tightly.
fn cut_at(
    words: &[usize],
    sentence: &Sentence<'_>,
    longest: usize,
    least: usize,
    bindings: RangeInclusive<u8>,
) -> String {
    let least = words.get(least).copied();
    let words = without_odd_quotes(words, sentence);
    let words = trimmed(without_open_end(trimmed(&words, sentence), sentence), sentence);
    let least = words.iter().position(|&at| Some(at) == least).unwrap_or(0);
    let whole = text_of(words, sentence);
    let slack = if longest == LONGEST { LONGEST_WHOLE } else { longest };
    if whole.chars().count() <= slack && is_balanced(&whole) {
        return whole;
    }
    let ends = || (least + 1..words.len()).rev().filter(|&at| ends_phrase(words, at, sentence));
    let bound = |by: u8| ends().filter(move |&at| binding(words, at, sentence) == by);
    let mut ends = bindings.flat_map(bound);
    let fitting = |title: &String| title.chars().count() <= longest && is_balanced(title);
    ends.find_map(|count| {
        let words = without_open_end(&words[..count], sentence);
        Some(text_of(trimmed(words, sentence), sentence)).filter(fitting)
    })
    .unwrap_or_default()
}

/// What binds most tightly, of which [`binding`] tells.
const TIGHTEST: u8 = 2;

/// How tightly the word at `count` binds to those before it: "of" closer than other prepositions,
/// and what somebody is told to do, "asked the guild *to*", closest. They are parted only in need.
fn binding(words: &[usize], count: usize, sentence: &Sentence<'_>) -> u8 {
    let word = |count: usize| sentence.tokens[words[count]].text(sentence.text);
    match word(count) {
        "of" => 1,
        "that" if tells(&words[..count], sentence) => TIGHTEST,
        "to" if word(count - 1) == "order" || is_order(&words[..count], sentence) => TIGHTEST,
        _ => 0,
    }
}

/// Whether the last verb of some words is one of telling.
fn tells(words: &[usize], sentence: &Sentence<'_>) -> bool {
    let verb = words.iter().rfind(|&&at| sentence.in_verb(at));
    verb.is_some_and(|&verb| sentence.tokens[verb].is(Class::Reporting))
}

/// Whether words end with whom a verb tells or expects to do something: "asked the guild".
fn is_order(words: &[usize], sentence: &Sentence<'_>) -> bool {
    let verb = words.iter().rposition(|&at| sentence.in_verb(at));
    verb.is_some_and(|verb| {
        let tells = sentence.tokens[words[verb]].is_any(&[Class::Reporting, Class::Planning]);
        let is_joint =
            |at: &usize| sentence.tokens[*at].is_any(&[Class::Preposition, Class::Relative]);
        tells && !words[verb + 1..].iter().any(is_joint)
    })
}

/// The tokens without a joint at the end whose clause is missing: "voted, *and despite the rain*",
/// "fell *when the keeper*".
fn without_open_end<'w>(words: &'w [usize], sentence: &Sentence<'_>) -> &'w [usize] {
    let opens_clause = |number: usize| {
        let token = &sentence.tokens[words[number]];
        let next = words.get(number + 1).map(|&at| &sentence.tokens[at]);
        let is_joint = token.is_any(&[Class::Subordinator, Class::Relative])
            && !token.is_any(&[Class::Preposition, Class::Determiner]);
        let leads_on = |next: &Token| next.is_any(&[Class::Preposition, Class::Subordinator]);
        let is_link = token.is(Class::Coordinator)
            && number > 0
            && sentence.tokens[words[number - 1]].is_mark(',')
            && next.is_some_and(leads_on);
        token.kind == Kind::Lower && !sentence.in_verb(words[number]) && (is_joint || is_link)
    };
    // "Told the guild that the mills stand": what is told stays, though its verb is not known.
    let is_told = |number: usize| {
        sentence.tokens[words[number]].text(sentence.text) == "that"
            && number + SHORTEST_TOLD < words.len()
            && tells(&words[..number], sentence)
    };
    // "That the pact will \"come into force\"": a quotation may part what makes the verb.
    const HELPERS: [Class; 5] =
        [Class::Be, Class::Have, Class::Will, Class::Would, Class::Possible];
    let has_helper =
        |number: &usize| words[*number..].iter().any(|&at| sentence.tokens[at].is_any(&HELPERS));
    let last_verb = words.iter().rposition(|&at| sentence.in_verb(at));
    let from = last_verb.map_or(words.len(), |verb| verb + 1);
    let words = &words[..from + length_of_time(&words[from..], sentence)];
    let open = (from..words.len()).find(|&number| opens_clause(number) && !is_told(number));
    &words[..open.filter(|open| !has_helper(open)).unwrap_or(words.len())]
}

/// How many words stand before a comma and a length of time that goes without saying: "the vote,
/// *after two years of quarrel*".
fn length_of_time(words: &[usize], sentence: &Sentence<'_>) -> usize {
    let is_length = |number: usize| {
        let token = |by: usize| words.get(number + by).map(|&at| &sentence.tokens[at]);
        token(0).is_some_and(|token| token.is_mark(','))
            && token(1).is_some_and(|token| token.is(Class::Preposition))
            && [2, 3].into_iter().filter_map(token).any(|token| token.lasting)
    };
    (0..words.len()).find(|&number| is_length(number)).unwrap_or(words.len())
}

/// The tokens without quotation marks where one is missing.
fn without_odd_quotes(words: &[usize], sentence: &Sentence<'_>) -> Vec<usize> {
    let count = |mark: char| words.iter().filter(|&&at| sentence.tokens[at].is_mark(mark)).count();
    let is_odd = count('"') % 2 == 1 || count('“') != count('”');
    let is_quote = |at: usize| matches!(sentence.tokens[at].kind, Kind::Mark('"' | '“' | '”'));
    words.iter().copied().filter(|&at| !(is_odd && is_quote(at))).collect()
}

/// Whether a title may end before the word at `count`.
fn ends_phrase(words: &[usize], count: usize, sentence: &Sentence<'_>) -> bool {
    let (last, next) = (&sentence.tokens[words[count - 1]], &sentence.tokens[words[count]]);
    const OPEN: [Class; 9] = [
        Class::Preposition,
        Class::Determiner,
        Class::Coordinator,
        Class::Subordinator,
        Class::Relative,
        Class::Be,
        Class::Have,
        Class::Will,
        Class::Adverb,
    ];
    let joint = next.is_any(&[
        Class::Preposition,
        Class::Coordinator,
        Class::Subordinator,
        Class::Relative,
    ]) || matches!(next.kind, Kind::Mark(',' | ';' | ':' | '—' | '–' | '('))
        || sentence.is_participle(words[count])
            && next.text(sentence.text).ends_with("ed")
            && !last.is(Class::Pronoun);
    joint
        && !sentence.is_participle(words[count - 1])
        && (last.is_word() || matches!(last.kind, Kind::Mark('"' | '”')))
        && !last.is_any(&OPEN)
        && !last.is_possessive()
        && !is_led_gerund(words, count - 1, sentence)
        && !is_adjacent_verb(words, count, sentence)
}

/// Whether a word leads on to its object: "by *bringing* down the price".
fn is_led_gerund(words: &[usize], number: usize, sentence: &Sentence<'_>) -> bool {
    let word = &sentence.tokens[words[number]];
    let before = number.checked_sub(1).map(|before| &sentence.tokens[words[before]]);
    word.text(sentence.text).ends_with("ing")
        && before.is_some_and(|before| before.is(Class::Preposition))
}

/// Whether the cut would part a verb from its particle or object.
fn is_adjacent_verb(words: &[usize], count: usize, sentence: &Sentence<'_>) -> bool {
    let last = words[count - 1];
    sentence.in_verb(last) && sentence.tokens[words[count]].is_word()
}

/// The tokens without marks and joints at their ends.
fn trimmed<'w>(words: &'w [usize], sentence: &Sentence<'_>) -> &'w [usize] {
    let opens_with_joint = |at: usize| {
        let token = &sentence.tokens[at];
        matches!(token.kind, Kind::Mark(mark) if !is_opening_mark(mark))
            || token.is(Class::Opener)
                && !sentence.in_verb(at)
                && token.text(sentence.text) != "first"
    };
    // "Turned himself in." ends with its preposition.
    let leads_to_word = |at: usize| {
        sentence.tokens.get(at + 1).is_some_and(|next| !matches!(next.kind, Kind::Mark(_)))
    };
    let ends_with_joint = |at: usize| {
        let token = &sentence.tokens[at];
        let is_subordinator = token.is(Class::Subordinator) && !token.is(Class::Preposition);
        // "A note *saying* | that …", "compared | with …": what they lead to is cut off.
        let word = token.text(sentence.text);
        let next_is = |class| sentence.tokens.get(at + 1).is_some_and(|next| next.is(class));
        let is_cut_off = token.is(Class::Reporting) && word.ends_with("ing")
            || token.is(Class::NoVerb) && word.ends_with("ed") && next_is(Class::Preposition);
        matches!(token.kind, Kind::Mark(mark) if !matches!(mark, '”' | '"' | ')' | '%'))
            || (is_subordinator || is_cut_off) && token.kind == Kind::Lower
            || (token.is_any(&[Class::Coordinator, Class::Determiner])
                && token.kind == Kind::Lower
                && !token.is(Class::Pronoun))
            || (token.is_any(&[Class::DatePreposition, Class::Preposition])
                && !token.is(Class::Adverb)
                && !is_particle(at, sentence)
                && leads_to_word(at)
                && token.kind == Kind::Lower)
    };
    let start = words.iter().position(|&at| !opens_with_joint(at)).unwrap_or(words.len());
    let end = words.iter().rposition(|&at| !ends_with_joint(at)).map_or(start, |last| last + 1);
    &words[start..end.max(start)]
}

fn is_opening_mark(mark: char) -> bool {
    matches!(mark, '“' | '"' | '$' | '£' | '€' | '#' | '\'' | '‘')
}

/// The tokens as they stand in the text, with one blank where something was left out.
fn text_of(words: &[usize], sentence: &Sentence<'_>) -> String {
    let mut text = String::with_capacity(words.len() * 8);
    for (number, &at) in words.iter().enumerate() {
        let token = &sentence.tokens[at];
        if token.is_mark(',') && text.ends_with(',') {
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
        let word = sentence.text.get(token.span.start..token.end).unwrap_or_default();
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

/// Whether the word before was a date that stood for the article: "at *Monday's* fair".
fn stood_for_article(at: usize, sentence: &Sentence<'_>) -> bool {
    let before = at.checked_sub(1).map(|before| &sentence.tokens[before]);
    sentence.is_noun(at) && before.is_some_and(|date| date.dated && date.is_possessive())
}

/// What is told without the comma that its quotation ends with.
fn without_comma(told: &str) -> String {
    let closed = ['"', '”'].into_iter().find_map(|mark| Some((told.strip_suffix(mark)?, mark)));
    match closed {
        Some((inner, mark)) => format!("{}{mark}", inner.trim_end_matches(',')),
        None => told.to_owned(),
    }
}

/// Whether every quotation and bracket is closed.
pub(crate) fn is_balanced(title: &str) -> bool {
    let (mut quotes, mut open_quotes, mut open_brackets) = (0, 0_i32, 0_i32);
    for letter in title.chars() {
        match letter {
            '"' => quotes += 1,
            '“' => open_quotes += 1,
            '”' => open_quotes -= 1,
            '(' => open_brackets += 1,
            ')' => open_brackets -= 1,
            _ => {}
        }
    }
    quotes % 2 == 0 && open_quotes == 0 && open_brackets == 0
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
