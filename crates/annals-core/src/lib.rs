//! Imprecise dates, events and timelines: the model of Annals.
//!
//! This crate says what an event is, when it is, and how events order. It analyses no text,
//! touches no file, reads no clock and starts no thread.
//!
//! # Dates
//!
//! A [`Date`] holds what is known and no more: a day, a month, an ISO week, a century, "around
//! 1850", "August or September 2022", "since 1985". It is read from and written as EDTF
//! (ISO 8601-2), and tells the earliest and the latest day that it may mean.
//!
//! ```
//! use annals_core::{Date, Kind};
//!
//! let decision: Date = "[2022-08,2022-09]".parse()?;
//! assert_eq!(decision.kind(), Kind::EitherOr);
//! assert_eq!(decision.earliest().to_string(), "2022-08-01");
//! assert_eq!(decision.latest().to_string(), "2022-09-30");
//! assert_eq!(decision.words(), "August or September 2022");
//! # Ok::<(), annals_core::DateError>(())
//! ```
//!
//! # Timelines in TOML
//!
//! ```
//! use annals_core::{NoPhrases, Timeline, parse_toml};
//!
//! let file = r#"
//! [timeline]
//! title = "Spaceflight"
//!
//! [[event]]
//! title = "Sputnik 1 launched"
//! date = 1957-10-04
//!
//! [[event]]
//! title = "Mir assembled"
//! date = "1986-02-19/1996-04-23"
//! "#;
//! let parsed = parse_toml("spaceflight.toml", file, &NoPhrases);
//! assert!(parsed.diagnostics.is_empty());
//! let timeline = Timeline::new(parsed.info.unwrap(), parsed.themes, parsed.eras, parsed.events, vec![]);
//! assert_eq!(timeline.events()[1].title, "Mir assembled");
//! assert_eq!(timeline.events()[1].date.as_ref().unwrap().words(), "19 February 1986 – 23 April 1996");
//! ```
#![warn(missing_docs)]

mod date;
mod diagnostic;
mod event;
mod relation;
mod timeline;
mod toml;

pub use date::*;
pub use diagnostic::{Diagnostic, Lines, Position, Severity};
pub use event::{
    Anchor, AnchorKind, Event, Evidence, Origin, Reading, Source, Status, UnknownStatus, slug,
};
pub use relation::{Certainty, Relation, Relations};
pub use timeline::{Article, Era, Info, Mention, Outcome, Theme, Timeline};
pub use toml::{NoPhrases, Parsed, PhraseReader, check_together, parse_toml};
