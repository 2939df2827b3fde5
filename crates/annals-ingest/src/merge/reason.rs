//! Why a sentence counts as telling an event, in a form that people can check.

use std::fmt;

/// Why a sentence is evidence of an event.
#[derive(Clone, Debug, PartialEq)]
pub enum Reason {
    /// The event was made of it.
    First,
    /// It says the same as another sentence in the same words, of the same date.
    Repeats(Telling),
    /// It is like another sentence of the event, by as much: 1 is the same words.
    Like {
        /// From 0 to 1.
        likeness: f64,
        /// The sentence that it is like.
        of: Telling,
    },
    /// It is like the title, an alias and the names of an event written by hand.
    Written {
        /// From 0 to 1.
        likeness: f64,
        /// How like it had to be.
        needed: f64,
    },
    /// It names the event, and no other fits the names, without dating it.
    Named,
    /// An editor decided that it tells the event.
    Decided,
}

/// A sentence of an article, by where it begins.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    /// The id of the article.
    pub article: String,
    /// The first byte of the sentence.
    pub start: usize,
}

/// Writes the reason as the end of a sentence: "as like as 0.73 to …".
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Reason::First => f.write_str("the event was made of this sentence"),
            Reason::Repeats(of) => write!(f, "says the same as {of}"),
            Reason::Like { likeness, of } => write!(f, "likeness {likeness:.2} to {of}"),
            Reason::Written { likeness, needed } => write!(
                f,
                "likeness {likeness:.2} to what was written by hand, of at least {needed:.2}"
            ),
            Reason::Named => f.write_str("names the event without dating it; no other fits"),
            Reason::Decided => f.write_str("an editor decided that it tells the event"),
        }
    }
}

impl fmt::Display for Telling {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} at byte {}", self.article, self.start)
    }
}
