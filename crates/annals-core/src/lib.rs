//! Imprecise dates, events and timelines: the model of Annals.
//!
//! This crate says what an event is, when it is, and how events order. It analyses no text,
//! touches no file, reads no clock and starts no thread.
//!
//! # Dates
//!
//! A [`Date`] holds what is known and no more. It is one of four things: a single unit of the
//! calendar (a day, an ISO week, a season, a century, "early 1920", "around 1850"), an interval
//! between two ends, one of several, or all of several. Its text form is EDTF (ISO 8601-2), all
//! three levels, with a few additions: `2022-W28`, `C19`, `M-3`, `early:1920`.
//!
//! ```
//! use annals_core::{Date, Kind};
//!
//! let decision: Date = "[2022-08,2022-09]".parse()?;
//! assert_eq!(decision.kind(), Kind::EitherOr);
//! assert_eq!(decision.words(), "August or September 2022");
//! assert_eq!(decision.to_string(), "[2022-08,2022-09]");
//! # Ok::<(), annals_core::DateError>(())
//! ```
//!
//! What is written is read back exactly, and what is wrong is told in its place:
//!
//! ```
//! use annals_core::{Date, Level};
//!
//! let error = "1986-06-31".parse::<Date>().unwrap_err();
//! assert_eq!((error.message.as_str(), error.span), ("June has 30 days", 8..10));
//!
//! // Strict EDTF only, or with our additions, or with what is almost EDTF mended.
//! assert!(Date::from_edtf("2022-W28", Level::Two).is_err());
//! assert!("2022-W28".parse::<Date>().is_ok());
//! let (date, warnings) = Date::from_lenient("1985-4-12").unwrap();
//! assert_eq!((date.to_string(), warnings.len()), ("1985-04-12".into(), 1));
//! ```
//!
//! Words ("late 19th century") are *written* here, and read by the crate `annals-dates`.
//!
//! ## When it started, when it ended
//!
//! An imprecise date has four bounds: it started between two days and ended between two days.
//! "1914-07/1918" started on some day of July 1914 and ended on some day of 1918. Where only the
//! outermost days matter, [`Date::earliest`] and [`Date::latest`] tell them. An end may be *open*
//! (it goes on, or nothing bounds it) or *unknown* (there is one): these are never the same.
//!
//! ```
//! use annals_core::{Date, Limit, Policy};
//!
//! let war: Date = "1914-07/1918".parse()?;
//! let bounds = war.bounds(Policy::default());
//! assert_eq!(bounds.start_latest.to_string(), "1914-07-31");
//! assert_eq!(bounds.end_earliest.to_string(), "1918-01-01");
//!
//! assert_eq!("1985/..".parse::<Date>()?.latest(), Limit::Open);
//! assert_eq!("1985/".parse::<Date>()?.latest(), Limit::Unknown);
//! # Ok::<(), annals_core::DateError>(())
//! ```
//!
//! What the text of a date leaves open is chosen by a [`Policy`]: whether `1986` is some time
//! within that year or the whole of it, how far "about" reaches, when spring begins, which day is
//! today. Nothing here asks a clock.
//!
//! ## How two dates lie to each other
//!
//! Of two imprecise dates several of Allen's thirteen relations may be possible.
//! [`Date::relations`] computes exactly which; the questions most often asked have answers of
//! their own: certain, possible or impossible, and whether a mark of doubt qualifies that.
//!
//! ```
//! use annals_core::{Certainty, Date};
//! let date = |text: &str| text.parse::<Date>().unwrap();
//!
//! assert_eq!(date("1957").before(&date("1958")).certainty, Certainty::Certain);
//! assert_eq!(date("1957").before(&date("1957-10")).certainty, Certainty::Possible);
//! assert_eq!(date("1957-11").before(&date("1957-10")).certainty, Certainty::Impossible);
//! assert!(date("1957?").before(&date("1958")).qualified);
//! ```
//!
//! Dates have no one order, so `Date` is not `Ord`; [`Date::sort_key`] gives one that is total and
//! agrees with what is certain. [`Date::intersect`] says what two dates say at once, and
//! [`Date::plus`] moves a date by units that it is known to.
//!
//! ## What else it may be
//!
//! [`Date::values`] goes through the values of open digits and lists, one by one and never all at
//! once. [`Date::to_edtf`] writes strict EDTF and names what EDTF cannot say.
//!
//! ```
//! use annals_core::{Date, Edtf, Loss};
//!
//! let christmas: Date = "156X-12-25".parse()?;
//! assert_eq!(christmas.values().unwrap().count(), 10);
//! let century: Date = "C19".parse()?; // 1801 to 1900
//! assert_eq!(century.to_edtf(), Edtf::Lossy("18XX".into(), vec![Loss::Century]));
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

mod curation;
mod date;
mod diagnostic;
mod event;
mod form;
mod query;
mod relation;
mod settings;
mod suggest;
mod timeline;
mod toml;

pub use curation::{Cited, Decision, Location, Verdict};
pub use date::*;
pub use diagnostic::{Diagnostic, Label, Lines, Position, Severity};
pub use event::{
    Anchor, AnchorKind, Curated, Event, Evidence, Link, LinkKind, Origin, Reading, Source, Status,
    UnknownLinkKind, UnknownStatus, Written, slug,
};
pub use relation::{Certainty, Relation, Relations};
pub use settings::{Color, Section, SiteSettings, UnknownColor, UnknownSection};
pub use suggest::nearest;
pub use timeline::{Article, Era, Info, Mention, Outcome, Theme, Timeline};
pub use toml::{
    Curation, NoPhrases, Parsed, PhraseReader, TomlFile, check_together, curation_schema,
    parse_curation, parse_toml, toml_schema,
};
