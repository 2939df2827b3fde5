//! What is asked of a summary.

use super::outline::words;
use crate::extract::token::tokens;
use crate::lexicon::Lexicon;
use annals_core::Day;

/// What is asked of a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Request {
    /// The most days that it may have.
    pub days: usize,
    /// The most sentences that a day may have.
    pub sentences: usize,
    /// Only sentences with one of these words count.
    pub query: Option<Query>,
    /// The first day; articles published before it do not count.
    pub from: Option<Day>,
    /// The last day; articles published after it do not count.
    pub to: Option<Day>,
}

/// Words that sentences are searched for, whatever their endings.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query(Vec<u64>);

impl Query {
    /// The words of a language that mean something; `None` where there is none.
    pub fn new(words_of_query: &str, lexicon: &Lexicon) -> Option<Query> {
        let tokens = tokens(words_of_query, lexicon);
        let found = words(&tokens, words_of_query, lexicon);
        (!found.is_empty()).then_some(Query(found))
    }

    /// Whether one of the words is among these.
    pub(super) fn meets(&self, words: &[u64]) -> bool {
        words.iter().any(|word| self.0.contains(word))
    }
}

impl Request {
    /// Whether a day lies in the period that is asked for.
    pub(super) fn holds(&self, day: Day) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }
}

/// Ten days, each with a sentence.
impl Default for Request {
    fn default() -> Request {
        Request { days: 10, sentences: 1, query: None, from: None, to: None }
    }
}
