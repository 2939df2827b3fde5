//! markwhen (<https://docs.markwhen.com>): a timeline as a text, an event a line, `date: what`.
//!
//! - `line`: what a line of such a text is;
//! - `range`: what stands before the colon, as a date;
//! - `read` and `write`: texts to events and back.
//!
//! A date that markwhen cannot say is written as all the days that it may mean, with the date itself
//! as the property `edtf` of the event, which is read back.

mod line;
mod range;
mod read;
mod write;

pub(crate) use read::{is_meant, read};
pub(crate) use write::write;
