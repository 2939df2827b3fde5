//! iCalendar (RFC 5545): entries read and written.
//!
//! - `content_line`: the lines of a file, unfolded and taken apart, each with its place;
//! - `read`: entries to events;
//! - `write`: events to entries, and the lines of any calendar.
//!
//! A calendar knows days and times of the years 0 to 9999. A date that is no day is written as all
//! the days that it may mean, with the date itself in the property `X-EDTF`, which is read back.
//!
//! The crate `icalendar` reads a file as a whole or not at all, by a parser that recurses, and tells
//! no lines; here a broken line costs only itself. It checks what is written, in the tests.

mod content_line;
mod read;
mod write;

pub(crate) use read::{is_meant, read};
pub(crate) use write::write;
pub use write::{Calendar, calendar_days, escaped};
