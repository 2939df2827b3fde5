//! What is told, beside who tells it: "Lund said: *the mill will close*".

use super::LONGEST;
use super::cut::cut;
use super::subject::is_passive;
use crate::extract::clause::{Clause, Clauses, Joint, is_dash};
use crate::extract::sentence::Sentence;
use crate::extract::token::{Kind, Token};
use crate::lexicon::Class;

/// A title of telling up to this length has room for what is told.
pub(super) const ROOM_FOR_CONTENT: usize = 80;

/// What is told may have a verb that is not known where it has more words than this.
const SHORTEST_TOLD: usize = 4;

/// How many characters more what is told may have if it needs them for its verb.
const MORE_ROOM: usize = 20;

/// What is told, in so many characters: with its quotation marks where it is whole.
pub(super) fn told_in(words: &[usize], sentence: &Sentence<'_>, room: usize) -> String {
    let plain: Vec<usize> =
        words.iter().copied().filter(|&at| !sentence.tokens[at].is_quote()).collect();
    // With its verb, where a little more room is all that it takes.
    let verb = |words: &[usize]| words.iter().position(|&at| sentence.in_verb(at)).unwrap_or(0);
    let ways = [(words, room), (&plain, room), (&plain, room + MORE_ROOM)];
    let mut ways = ways.iter().map(|&(words, room)| cut(words, sentence, room, verb(words)));
    let with_verb = ways.find(|told| !told.is_empty());
    with_verb.unwrap_or_else(|| cut(&plain, sentence, room, 0))
}

/// A title of telling, where it leaves no room for what is told without what explains the teller:
/// "Ida Lund, *the mayor of the town by the sea*, said".
pub(super) fn with_room(
    title: String,
    words: &[usize],
    clause: &Clause,
    sentence: &Sentence<'_>,
) -> String {
    let is_long = title.is_empty() || title.chars().count() > ROOM_FOR_CONTENT;
    match without_explanation(words, clause, sentence).filter(|_| is_long) {
        Some((words, teller)) => cut(&words, sentence, LONGEST, teller),
        None => title,
    }
}

/// The words of a title without what explains its subject, and how many are left of that; nothing
/// where that is not explained. "The spokesman of the ministry, *Nils Moen*, said": the name stays.
pub(super) fn without_explanation(
    words: &[usize],
    clause: &Clause,
    sentence: &Sentence<'_>,
) -> Option<(Vec<usize>, usize)> {
    let verb = clause.verb.as_ref().map_or(0, |verb| verb.tokens.start);
    let place = words.iter().position(|&at| at >= verb)?;
    let is_comma = |&at: &usize| sentence.tokens[words[at]].is_mark(',');
    let (first, last) = ((0..place).find(is_comma)?, (0..place).rfind(is_comma)?);
    if first == last || last + 1 != place {
        return None;
    }
    let is_capital = |at: &usize| sentence.tokens[*at].kind == Kind::Capital;
    let (outer, inner) = (&words[..first], &words[first + 1..last]);
    let is_name = inner.iter().all(is_capital) && !outer.last().is_some_and(is_capital);
    let subject = if is_name { inner } else { outer };
    Some((subject.iter().chain(&words[place..]).copied().collect(), subject.len()))
}

/// Where the words of a clause end that only say who told, where, to whom: "Lund said in Turku *, a
/// day after the fair*".
pub(super) fn behind_telling(words: &[usize], clause: &Clause, sentence: &Sentence<'_>) -> usize {
    let verb = clause.verb.as_ref().map_or(0, |verb| verb.head);
    let is_end = |&at: &usize| at > verb && sentence.tokens[at].is_mark(',');
    words.iter().position(is_end).unwrap_or(words.len())
}

/// Whether a clause says that someone told something, and nothing of what: "the board found". Before
/// a comma may stand what is told, with a verb that is not known.
pub(super) fn is_untold(words: &[usize], clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let Some(verb) = &clause.verb else { return false };
    let head = &sentence.tokens[verb.head];
    let place = words.iter().position(|&at| at >= verb.tokens.start).unwrap_or(0);
    let is_word =
        |at: &usize| sentence.tokens[*at].is_word() && !sentence.tokens[*at].is(Class::Coordinator);
    let is_comma = |at: &usize| sentence.tokens[*at].is_mark(',');
    let comma = words[..place].iter().position(is_comma).unwrap_or(0);
    let may_be_told = words[..comma].iter().filter(|at| is_word(at)).count() > SHORTEST_TOLD;
    // What a relative clause is about stands behind the verb in the title alone.
    let behind = words.iter().position(|&at| at == verb.head).map_or(0, |head| head + 1);
    !words[behind..].iter().any(is_word)
        && !may_be_told
        && !head.is(Class::Intransitive)
        && !is_passive(verb, sentence)
        // "Was elected and (was) confirmed".
        && !place.checked_sub(1).is_some_and(|at| sentence.tokens[words[at]].is(Class::Be))
}

/// Whether a title was cut right behind its verb of telling, before all that is told: "Lund said".
/// Before a comma may stand what is told, with a verb that is not known: "Wages rose, Lund said".
pub(super) fn ends_untold(title: &str, clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let Some(verb) = &clause.verb else { return false };
    let head = &sentence.tokens[verb.head];
    let Some(teller) = title.strip_suffix(head.text(sentence.text)) else { return false };
    let is_told = teller.rsplit_once(',').is_some_and(|(told, teller)| {
        let leads_in = told.split(' ').next().is_some_and(|first| first.ends_with("ing"));
        let is_long = told.split(' ').count() > SHORTEST_TOLD;
        is_long && !leads_in && !teller.trim().is_empty()
    });
    head.is(Class::TakesClause) && !is_told
}

/// The tokens of what a clause tells, and of what is told within that, in order.
pub(super) fn contents(number: usize, clauses: &Clauses, sentence: &Sentence<'_>) -> Vec<usize> {
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
            tokens.extend(without_seams(clause, sentence));
        }
    }
    tokens.sort_unstable();
    tokens
}

/// The tokens of a clause without the two commas or dashes round another that stands within it: "the
/// mill | *,* which burned *,* | was sold".
pub(super) fn without_seams<'c>(
    clause: &'c Clause,
    sentence: &'c Sentence<'_>,
) -> impl Iterator<Item = usize> + 'c {
    let is_comma = |at: usize| sentence.tokens[at].is_mark(',');
    let mut seams = Vec::new();
    for pair in clause.pieces.windows(2) {
        let (before, after) = (pair[0].end.saturating_sub(1), pair[1].start);
        if pair[0].contains(&before) && is_comma(before) && is_comma(after) {
            seams.extend([before, after]);
        } else if is_dash(&sentence.tokens[after]) {
            seams.push(after);
        }
    }
    // They come in order.
    clause.tokens().filter(move |at| seams.binary_search(at).is_err())
}

/// What is told by a clause that stands after it: "…, an official told the paper". What hangs on that
/// clause may follow: "…, an official said *as the talks began*".
pub(super) fn told_before(number: usize, clauses: &Clauses, sentence: &Sentence<'_>) -> Vec<usize> {
    let clause = &clauses.list[number];
    let may_follow = !matches!(clause.joint, Joint::Relative | Joint::Content);
    let Some(start) = clause.tokens().next().filter(|_| may_follow) else {
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

/// What is told without the comma that its quotation ends with.
pub(super) fn without_comma(told: &str) -> String {
    let closed = ['"', '”'].into_iter().find_map(|mark| Some((told.strip_suffix(mark)?, mark)));
    match closed {
        Some((inner, mark)) => format!("{}{mark}", inner.trim_end_matches(',')),
        None => told.to_owned(),
    }
}

/// Whether a clause is what its verb is about: "laid out *how it will end*".
fn is_object(clause: &Clause, clauses: &Clauses, sentence: &Sentence<'_>) -> bool {
    let parent = clause.parent.and_then(|parent| clauses.list[parent].verb.as_ref());
    let Some((marker, verb)) = clause.marker.zip(parent) else { return false };
    // How many words may stand between the verb and what it is about.
    let reach = match sentence.tokens[marker].text(sentence.text) {
        "how" | "why" | "whether" => 1,
        // "Asked the old smith *if he would help*".
        "if" if sentence.tokens[verb.head].text(sentence.text).starts_with("ask") => 3,
        _ => return false,
    };
    let between = (verb.tokens.end..marker).filter(|&at| !sentence.tokens[at].dated);
    between.filter(|&at| !sentence.tokens[at].is(Class::Preposition)).count() <= reach
}

/// Whether a clause is what its verb of telling leads to: "told the guild: *the mill is lost*", "told
/// the guild, *"The mill is lost"*".
pub(super) fn is_behind_colon(clause: &Clause, clauses: &Clauses, sentence: &Sentence<'_>) -> bool {
    let parent = clause.parent.and_then(|parent| clauses.list[parent].verb.as_ref());
    let Some((marker, verb)) = clause.marker.zip(parent) else { return false };
    let reach = &sentence.tokens[verb.tokens.end.min(marker)..marker];
    let is_plain = || !reach.iter().any(|token| token.is_mark(','));
    let is_quoted = || {
        let next = sentence.tokens.get(marker + 1);
        sentence.tokens[marker].is_mark(',')
            && next.is_some_and(Token::is_quote)
            && !reach.iter().any(|token| token.is_any(&[Class::Subordinator, Class::Relative]))
    };
    sentence.tokens[verb.head].is(Class::Reporting)
        && verb.head < marker
        && (sentence.tokens[marker].is_mark(':') && is_plain() || is_quoted())
}

/// Where the quotation begins that ends right before a token.
fn quotation_before(at: usize, sentence: &Sentence<'_>) -> Option<usize> {
    let is_quote = |at: &usize| sentence.tokens[*at].is_quote();
    if let Some(close) = at.checked_sub(1).filter(is_quote) {
        return (0..close).rev().find(is_quote);
    }
    // The clause may begin with the comma that the quotation ends with, behind a colon.
    let close = (at..(at + 2).min(sentence.tokens.len())).find(is_quote)?;
    let open = (0..close).rev().find(is_quote)?;
    let follows_mark =
        open.checked_sub(1).is_some_and(|before| sentence.tokens[before].is_mark(':'));
    follows_mark.then_some(open)
}
