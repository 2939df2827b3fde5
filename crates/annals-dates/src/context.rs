//! What is known around an expression: the reference day, the tense of its clause, the dates
//! mentioned before it.

use crate::language::Language;
use crate::lexicon::WordId;
use crate::options::{Direction, NumberOrder};
use crate::sentence::Sentences;
use crate::token::{Kind, Token, Tokenizer};
use annals_core::{AnchorKind, Day, Single};
use std::ops::Range;

/// The day from which relative expressions are reckoned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The day.
    pub day: Day,
    /// Where it comes from.
    pub kind: AnchorKind,
    /// The time of that day as hour and minute, where known.
    pub time: Option<(u8, u8)>,
}

impl Reference {
    /// The day of publication.
    pub fn published(day: Day) -> Reference {
        Reference { day, kind: AnchorKind::Publication, time: None }
    }
}

/// When the clause around an expression says that something happens.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Tense {
    /// It happened.
    Past,
    /// It happens.
    Present,
    /// It is going to happen, or is expected, planned or foreseen.
    Future,
    /// No word of the clause tells.
    #[default]
    Unknown,
}

/// What [`resolve`](crate::resolve()) may use beside the meaning itself.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Context {
    /// The reference day; without one only absolute dates and those that hang on a date
    /// mentioned before can be resolved.
    pub reference: Option<Reference>,
    /// The tense of the clause.
    pub tense: Tense,
    /// The date mentioned last.
    pub mentioned: Option<Single>,
    /// The day mentioned last, which may lie in a longer time that was mentioned after it.
    pub day: Option<Single>,
    /// The quarter that is reported on, with which one of another year may be compared.
    pub period: Option<Single>,
    /// A year written with an earlier date of the paragraph, which a later one may share.
    pub year: Option<i64>,
    /// Whether the text tells of the past in order, as histories do: dates then hang on the one
    /// mentioned last rather than on the reference day.
    pub narrative: bool,
    /// The side to take where neither the words nor the tense tell it.
    pub prefer: Option<Direction>,
    /// Which comes first where day and month are both numbers, where that is known.
    pub number_order: Option<NumberOrder>,
}

impl Context {
    /// The side that is preferred, where the tense does not tell.
    pub(crate) fn preferred(&self) -> Option<Direction> {
        self.prefer.filter(|_| matches!(self.tense, Tense::Present | Tense::Unknown))
    }
}

/// The tense of the clause around a span of a text.
///
/// ```
/// use annals_dates::{Language, Tense, tense};
/// let text = "The court is expected to rule in May, said a judge who resigned on Friday.";
/// let at = |word: &str| text.find(word).unwrap()..text.find(word).unwrap() + word.len();
/// assert_eq!(tense(text, at("May"), Language::english()), Tense::Future);
/// assert_eq!(tense(text, at("Friday"), Language::english()), Tense::Past);
/// ```
pub fn tense(text: &str, span: Range<usize>, language: &Language) -> Tense {
    let (mut tokenizer, mut tokens) = (Tokenizer::new(text), Vec::new());
    while tokenizer.paragraph(language.lexicon(), &mut tokens) {
        if tokens.last().is_some_and(|last| last.end > span.start) {
            let start = tokens.partition_point(|token| token.end <= span.start);
            let end = tokens.partition_point(|token| token.start < span.end);
            let sentence = Sentences::new(&tokens, language).of(start);
            return clause_tense(text, &tokens, sentence, start..end.max(start), language);
        }
    }
    Tense::Unknown
}

/// The tense of the clause around some tokens of a sentence: that of the verb nearest before
/// them, or else nearest after them.
pub(crate) fn clause_tense(
    text: &str,
    tokens: &[Token],
    sentence: Range<usize>,
    place: Range<usize>,
    language: &Language,
) -> Tense {
    // A word just before the expression can tell more than the verb: "until Saturday".
    if let Some(before) = place.start.checked_sub(1)
        && let Kind::Word(id) = tokens[before].kind
    {
        if language.is_foreseen(id) {
            return Tense::Past;
        }
        match language.leaning(id) {
            1 => return Tense::Future,
            -1 => return Tense::Past,
            _ => {}
        }
    }
    let before = (sentence.start..place.start).rev().take(LONGEST_CLAUSE);
    let after = (place.end..sentence.end).take(LONGEST_CLAUSE);
    let first = sentence.start;
    nearest(text, tokens, before.clone(), first, language, Way::Back)
        .or_else(|| nearest(text, tokens, after, first, language, Way::On))
        .or_else(|| nearest(text, tokens, before, first, language, Way::FarBack))
        .unwrap_or_default()
}

/// Where a verb is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    /// Back to where the clause begins.
    Back,
    /// Back to where the sentence begins, for what begins a clause may have been a preposition:
    /// "will go *before* the court on Monday".
    FarBack,
    /// Behind the expression.
    On,
}

const LONGEST_CLAUSE: usize = 40;

/// The tense of the first verb on the way, until the sentence or the clause ends; `None` where
/// there is no verb. `first` is where the sentence begins.
fn nearest(
    text: &str,
    tokens: &[Token],
    places: impl Iterator<Item = usize>,
    first: usize,
    language: &Language,
    way: Way,
) -> Option<Tense> {
    let backwards = way != Way::On;
    let mut found = Tense::Unknown;
    let mut found_at = 0;
    let mut after_joiner = false;
    let mut infinitive = false;
    for (distance, place) in places.enumerate() {
        let token = &tokens[place];
        // "will have opened", "is expected": the verbs of a group stand close together.
        if found != Tense::Unknown && (!backwards || distance > found_at + VERB_GROUP) {
            break;
        }
        match token.kind {
            Kind::Mark(b';') => break,
            // ", and" begins another clause, and no comma stands within a group of verbs.
            Kind::Mark(b',') if (after_joiner || found != Tense::Unknown) && backwards => break,
            Kind::Mark(_) | Kind::Number { .. } => after_joiner = false,
            Kind::Word(id)
                if !language.is_any_cue(id)
                    && ((token.capital && place != first)
                        || !language.looks_like_verb(&text[token.start..token.end])) =>
            {
                after_joiner = false;
            }
            Kind::Word(id) => {
                after_joiner = language.is_joiner(id);
                // "is to meet", "plans to build"
                let next = word_at(tokens, place + 1);
                if language.looks_ahead(id, next, tokens.get(place + 2))
                    || language.is_aimed(id, next)
                {
                    return Some(Tense::Future);
                }
                infinitive |= backwards && language.is_infinitive(id, tokens.get(place + 1));
                // A capital within a sentence begins a name.
                let may_be_verb = !token.capital || place == first;
                let read = match language.tense_cue(id) {
                    // "the May 3 election"
                    Some(_) if !may_be_verb && language.is_name_of_time(id) => Tense::Unknown,
                    Some(Tense::Future) if language.is_denied(id, next) => Tense::Past,
                    // What had been hoped for May may have come or not.
                    Some(Tense::Future) if had_hoped(tokens, place, language) => {
                        return Some(Tense::Unknown);
                    }
                    Some(Tense::Future) => return Some(Tense::Future),
                    Some(tense) => tense,
                    None if may_be_verb && language.looks_future(&text[token.start..token.end]) => {
                        return Some(Tense::Future);
                    }
                    None if may_be_verb && is_past_verb(text, tokens, place, language) => {
                        Tense::Past
                    }
                    None => Tense::Unknown,
                };
                if found == Tense::Unknown && read != Tense::Unknown {
                    (found, found_at) = (read, distance);
                }
                // What follows "in May, after the vote," may be no clause.
                let may_lead = way == Way::FarBack
                    && language.is_preposition(id)
                    && !language.is_determiner(id);
                if language.begins_clause(id) && backwards && distance > 0 && !may_lead {
                    break;
                }
            }
        }
    }
    // What somebody agreed to do in May may lie before or after.
    if infinitive { Some(Tense::Unknown) } else { (found != Tense::Unknown).then_some(found) }
}

/// Whether a word that no list holds is a verb in the past, by its ending and its place.
fn is_past_verb(text: &str, tokens: &[Token], place: usize, language: &Language) -> bool {
    let token = &tokens[place];
    // "the announced sale"
    let is_attribute = place
        .checked_sub(1)
        .and_then(|before| word_at(tokens, before))
        .is_some_and(|before| language.is_determiner(before));
    !is_attribute && language.looks_past(&text[token.start..token.end])
}

/// Whether a word of the future stands behind one that says that it was so before: "had hoped".
fn had_hoped(tokens: &[Token], place: usize, language: &Language) -> bool {
    let helper = place.checked_sub(1).and_then(|before| word_at(tokens, before));
    helper.is_some_and(|helper| language.is_past_perfect(helper))
}

/// How far the verbs of a group may stand apart: "is to be opened".
const VERB_GROUP: usize = 3;

fn word_at(tokens: &[Token], place: usize) -> Option<WordId> {
    match tokens.get(place)?.kind {
        Kind::Word(id) => Some(id),
        Kind::Number { .. } | Kind::Mark(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> Tense {
        let start = text.find("Friday").unwrap();
        tense(text, start..start + 6, Language::english())
    }

    #[test]
    fn what_could_not_be_done_is_past_and_what_is_to_be_done_ahead() {
        assert_eq!(at("He could be reached Friday."), Tense::Future);
        assert_eq!(at("He could not be reached Friday."), Tense::Past);
        assert_eq!(at("The fair is set to open Friday."), Tense::Future);
        assert_eq!(at("A hearing has been set for Friday."), Tense::Future);
        assert_eq!(at("He set a record on Friday."), Tense::Past);
        assert_eq!(at("It rained, due to the storm, on Friday."), Tense::Past);
        assert_eq!(at("The May 3 vote and the riot of Friday shook them."), Tense::Past);
    }

    #[test]
    fn a_preposition_that_may_begin_a_clause_hides_no_verb() {
        assert_eq!(at("She will go before the court on Friday."), Tense::Future);
        assert_eq!(at("She went before the court on Friday."), Tense::Past);
    }

    #[test]
    fn what_had_been_hoped_lies_on_either_side() {
        assert_eq!(at("They had hoped to open on Friday."), Tense::Unknown);
        assert_eq!(at("They hope to open on Friday."), Tense::Future);
    }

    #[test]
    fn a_comma_bounds_a_group_of_verbs() {
        assert_eq!(at("Those who said they will, left on Friday."), Tense::Past);
        assert_eq!(at("They will have left on Friday."), Tense::Future);
    }
}
