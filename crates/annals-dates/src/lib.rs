//! Finds the dates that a text names and resolves them.
//!
//! Two phases with types between them: [`find()`] reads a text by the rules of a [`Language`] and
//! says what its expressions *say* ([`Meaning`]); [`resolve()`] says what calendar time that is,
//! given a reference day and what the text has told so far ([`Context`]). [`annotate()`] does both
//! for a document, and [`read_phrase`] reads one phrase as one date. This crate knows nothing of
//! articles or events, opens no file and reads no clock.
//!
//! ```
//! use annals_core::Day;
//! use annals_dates::{Language, Reference, annotate};
//!
//! let text = "The bridge, built from 1910 to 1915, was closed last week.";
//! let published = Day::from_civil(2022, 7, 18).unwrap();
//! let found = annotate(text, Language::english(), Some(Reference::published(published)));
//!
//! let week = &found.mentions[2];
//! assert_eq!(&text[week.span.clone()], "last week");
//! assert_eq!(week.date.as_ref().unwrap().to_string(), "2022-W28");
//! assert_eq!(week.why, "back 1 week from the publication day, 18 July 2022");
//! assert_eq!(found.combined[0].date.as_ref().unwrap().to_string(), "1910/1915");
//! ```
#![warn(missing_docs)]

mod annotate;
mod compose;
mod context;
mod corpus;
mod dateline;
mod detect;
mod explain;
mod find;
mod language;
mod lexicon;
mod meaning;
mod message;
mod options;
mod pattern;
mod phrase;
mod resolve;
mod reuse;
mod sentence;
mod timex;
mod token;
mod words;

pub use annotate::{Annotation, Annotations, Combined, annotate, annotate_sentences};
pub use context::{Context, Reference, Tense, tense};
pub use corpus::relabel;
pub use find::{Mention, find};
pub use language::{CLASSES, Language, RuleId};
pub use meaning::{
    Amount, Clock, Count, Daypart, Era, Every, Feast, Holiday, Meaning, Nth, Origin, Unit,
};
pub use options::{Direction, NumberOrder, Options, Style, UnknownOption};
pub use phrase::{Phrases, read_phrase};
pub use resolve::{Field, Resolution, resolve};
pub use sentence::sentences;
pub use timex::{Timex, TimexKind, TimexMod};
pub use token::count_tokens;
pub use words::Words;
