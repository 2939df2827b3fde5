//! Timelines in the formats of other programs: read and written, each loss told.
//!
//! One module a format. Nothing here touches a file or reads a clock.
//!
//! # Reading
//!
//! A date is as exact as its source and no surer: a year is a year, the end of a calendar entry is
//! the day before the moment after, and what an event lost on the way is among the losses. Every
//! entry of a file becomes an event, or an error names it. What is no date is kept in the note of
//! an event that stays undated.
//!
//! ```
//! use annals_core::NoPhrases;
//! use annals_exchange::{Format, import};
//!
//! let slides = r#"{"events": [
//!     {"start_date": {"year": "1912", "month": "3"}, "text": {"headline": "The board sits"},
//!      "media": {"url": "https://example.org/board.jpg"}}
//! ]}"#;
//! let read = import(Format::TimelineJs, slides, &NoPhrases);
//! assert_eq!(read.events[0].date.as_ref().unwrap().to_string(), "1912-03");
//! assert_eq!(
//!     read.losses[0].to_string(),
//!     "entry 1 “The board sits”: pictures and media are not taken over: https://example.org/board.jpg"
//! );
//! ```
//!
//! # Writing
//!
//! [`export`] writes a timeline whole and tells what the format had no place for. The writers by
//! themselves take [`Entry`]s, for who decides how much is told, as a site does.
#![warn(missing_docs)]

mod calendar;
mod date;
mod entry;
mod export;
mod format;
mod import;
mod json;
pub mod lines;
pub mod linked_data;
mod linked_places;
mod loss;
mod markwhen;
mod sheet;
pub mod table;
mod text;
pub mod timeline_js;
mod timeline_sheet;
pub mod timeml;
mod wikidata;

pub use calendar::{Calendar, calendar_days, escaped};
pub use date::{days, plain_date};
pub use entry::{Entry, Work};
pub use export::{Exported, export};
pub use format::{Format, UnknownFormat};
pub use import::Imported;
pub use json::json_fault;
pub use loss::{Loss, Place};
pub use text::{html, one_line};

use annals_core::PhraseReader;

/// Reads a file of a format. Words in the place of dates are read by `phrases`.
///
/// A format that is only written gives no events and one error.
pub fn import(format: Format, text: &str, phrases: &dyn PhraseReader) -> Imported {
    if text.trim_start_matches('\u{feff}').trim().is_empty() {
        return import::failed(phrases, "import/empty", "the file is empty");
    }
    match format {
        Format::TimelineJs => timeline_js::read(text, phrases),
        Format::TimelineSheet => timeline_sheet::read(text, phrases),
        Format::Markwhen => markwhen::read(text, phrases),
        Format::ICalendar => calendar::read(text, phrases),
        Format::Csv => table::read(text, phrases),
        Format::JsonLines => lines::read(text, phrases),
        Format::LinkedData => linked_data::read(text, phrases),
        Format::LinkedPlaces => linked_places::read(text, phrases),
        Format::Wikidata => wikidata::read(text, phrases),
        Format::TimeMl => {
            import::failed(phrases, "import/format", "TimeML is written, and not read")
        }
    }
}
