//! The day with which a report goes on: "Ida Lund spoke in Turku on Monday. She also thanked …".
//!
//! Whoever speaks on a day is quoted from that occasion for the rest of the report. Strict: the
//! sentence tells, in the simple past and without a word of another time, that someone said
//! something of whom the report last told news of a day. Days that nothing names are the business
//! of [`lead`](super::lead).

use super::clause::{Clause, Clauses, Joint};
use super::expression::Expression;
use super::sentence::Sentence;
use super::token::{Token, lower};
use super::untold::untold;
use super::verb::{Form, Verb};
use crate::lexicon::Class;
use annals_core::{Anchor, AnchorKind, Date, Day, Kind, Reading};
use std::collections::BTreeMap;
use std::ops::Range;

/// What is so many days older than the report is no news of it.
const DAYS: i64 = 7;

/// Who is not quoted for so many sentences may have spoken elsewhere since.
const GAP: usize = 8;
/// The same of what is no person: institutions speak every day, and through many.
const GAP_OF_BODIES: usize = 2;

/// Of whom the report told news, each with the day of what it told last.
#[derive(Debug, Default)]
pub(crate) struct Occasions(BTreeMap<String, Occasion>);

/// The day that an expression named.
#[derive(Clone, Debug)]
pub(crate) struct Occasion {
    day: Day,
    text: String,
    /// The number of the sentence that told of it last.
    last: usize,
}

impl Occasions {
    /// Whether no day can be carried on.
    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Notes what was told last of someone. What is no news ends what was told before it.
    pub(crate) fn told(
        &mut self,
        actor: &str,
        expression: &Expression,
        sentence: usize,
        published: Option<Day>,
    ) {
        let occasion = Occasion::of(expression, sentence, published);
        match occasion {
            Some(occasion) => self.0.insert(actor.to_owned(), occasion),
            None => self.0.remove(actor),
        };
    }

    /// The occasion on which someone spoke.
    pub(crate) fn of(&self, actor: &str) -> Option<&Occasion> {
        self.0.get(actor)
    }

    /// Notes that the sentence of that number went on with what someone said.
    pub(crate) fn go_on(&mut self, actor: &str, sentence: usize) {
        if let Some(occasion) = self.0.get_mut(actor) {
            occasion.last = sentence;
        }
    }
}

impl Occasion {
    fn of(expression: &Expression, last: usize, published: Option<Day>) -> Option<Occasion> {
        let date = expression.reading.date.as_ref().filter(|date| date.kind() == Kind::Day)?;
        let (day, published) = (date.earliest().day()?, published?);
        let is_news = day <= published && published - day <= DAYS;
        is_news.then(|| Occasion { day, text: expression.reading.text.clone(), last })
    }

    /// Whether the sentence of that number is near enough to go on with it.
    pub(crate) fn is_near(&self, sentence: usize, is_person: bool) -> bool {
        sentence - self.last <= if is_person { GAP } else { GAP_OF_BODIES }
    }

    /// The day.
    pub(crate) fn date(&self) -> Date {
        self.day.into()
    }

    /// How a sentence about someone has the day, shown at the bytes of its verb.
    pub(crate) fn reading(&self, actor: &str, span: Range<usize>, text: &str) -> Reading {
        Reading {
            text: text.get(span.clone()).unwrap_or_default().to_owned(),
            span,
            rule: "carried".into(),
            anchor: Some(Anchor { kind: AnchorKind::Mention, date: self.date() }),
            step: "the same day".into(),
            date: Some(self.date()),
            why: format!(
                "The sentence names no day. It goes on with what {actor} said, and the report last \
                 told of {actor} on {} (“{}”).",
                self.day.words(),
                self.text
            )
            .into(),
        }
    }
}

/// Whether a sentence may go on with what someone said, by a look at its words.
pub(crate) fn may_tell(tokens: &[Token]) -> bool {
    tokens.iter().any(|token| token.is_any(&[Class::Reporting, Class::Speaking]) && !token.quoted)
}

/// The clause by which a sentence tells that someone said something, without a word of when. What
/// is told of it by another ("Moen told Arason …, *the ministry said*") may be older.
pub(crate) fn telling(sentence: &Sentence<'_>, parts: &Clauses) -> Option<usize> {
    let tells = |clause: &&Clause| {
        let verb = clause.verb.as_ref();
        clause.joint == Joint::Main
            && verb.is_some_and(|verb| sentence.tokens[verb.head].is(Class::Reporting))
    };
    if parts.list.iter().filter(tells).count() > 1 {
        return None;
    }
    parts.list.iter().position(|clause| {
        let Some(verb) = &clause.verb else { return false };
        matches!(clause.joint, Joint::Main | Joint::Shared)
            && is_simple_telling(verb, sentence)
            && untold(verb, clause, sentence).is_none()
            && !tells_time(clause, parts, sentence)
    })
}

fn is_simple_telling(verb: &Verb, sentence: &Sentence<'_>) -> bool {
    let head = &sentence.tokens[verb.head];
    verb.form == Form::Past
        && verb.is_bare
        && !verb.is_doubtful
        && !verb.negated
        && !verb.plans
        && !head.quoted
        && head.is_any(&[Class::Reporting, Class::Speaking])
}

/// Whether a clause says that it goes on with what was told: "she *also* said", "*during the
/// speech*, she said".
pub(crate) fn goes_on(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let word = |at: usize| lower(sentence.tokens[at].text(sentence.text));
    clause.tokens().filter(|&at| !sentence.tokens[at].quoted).any(|at| match &*word(at) {
        "also" => true,
        "during" => sentence.tokens.get(at + 1).is_some_and(|_| word(at + 1) == "the"),
        _ => false,
    })
}

/// Whether a clause tells of another time than the text before it, with a date, a word or a clause
/// of its own: "once said", "said when he was mayor", "said in an interview".
fn tells_time(clause: &Clause, parts: &Clauses, sentence: &Sentence<'_>) -> bool {
    let is_time = |at: usize| {
        let token = &sentence.tokens[at];
        // "On sale now" is no other time.
        let is_date = token.dated && !token.lasting && !token.is(Class::Adverb);
        !token.quoted && (is_date || token.is(Class::OtherTime))
    };
    let is_of_time = |marker: usize| {
        let word = sentence.tokens[marker].text(sentence.text).to_ascii_lowercase();
        matches!(word.as_str(), "when" | "while" | "after" | "before" | "until" | "as" | "since")
    };
    clause.tokens().any(is_time)
        || other_venue(clause, sentence)
        || parts.list.iter().any(|other| {
            other.joint == Joint::Subordinate
                && other.verb.is_some()
                && other.marker.is_some_and(is_of_time)
        })
}

/// Whether a clause names an occasion that was not told of before: "in *an* interview", "*during his*
/// trial", but not "during the speech".
fn other_venue(clause: &Clause, sentence: &Sentence<'_>) -> bool {
    /// So many words may stand between the article and its noun.
    const REACH: usize = 3;
    let words: Vec<&Token> = clause.tokens().map(|at| &sentence.tokens[at]).collect();
    words.iter().enumerate().any(|(at, token)| {
        let is_new = matches!(token.text(sentence.text), "a" | "an" | "another");
        let is_during = at > 0
            && words[at - 1].text(sentence.text).eq_ignore_ascii_case("during")
            && token.text(sentence.text) != "the";
        is_during && !token.lasting
            || is_new
                && words[at + 1..].iter().take(REACH + 1).any(|noun| noun.is(Class::Telling))
                && !token.quoted
    })
}
