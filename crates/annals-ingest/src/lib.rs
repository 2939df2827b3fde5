//! From articles to merged, ranked events: bytes -> articles -> event candidates -> events.
//!
//! - [`Articles`]: the bytes of a file -> [`Article`]s, one by one; [`read`] is it in short;
//! - [`extract`]: one article -> the events that it tells, each with its evidence;
//! - [`merge`]: many extractions and the events written by hand -> events, each told once;
//! - [`Figures`]: how much an event matters, and why;
//! - [`outline`] and [`summarize`]: the days that matter in many articles, and sentences that tell them.
//!
//! Nothing is opened, printed or fetched here, and no clock is read. [`extract`] is a pure
//! function of one article; [`merge`] gives the same whatever the order of its input.
//!
//! ```
//! use annals_ingest::{Lexicon, extract, merge, read};
//!
//! let files = [
//!     ("a.txt", "date 2021-05-03 Mayor Ida Lund opened the fair in Turku on Sunday."),
//!     ("b.txt", "date 2021-05-10 Ida Lund opened the fair in Turku in May."),
//! ];
//! let lexicon = Lexicon::english();
//! let mut extractions = Vec::new();
//! for (name, text) in files {
//!     read(name, text.as_bytes(), &mut |article| extractions.push(extract(&article, lexicon)));
//! }
//! let merged = merge(extractions, Vec::new(), lexicon);
//! assert_eq!(merged.events.len(), 1);
//! let event = &merged.events[0];
//! assert_eq!(event.date.as_ref().unwrap().to_string(), "2021-05-02");
//! assert_eq!(event.evidence.len(), 2);
//! ```
//!
//! Plain text and JSON are always read. The cargo features `compressed` (gzip, zstd), `encodings`
//! (UTF-16 and older ones), `markdown`, `html`,
//! `feed` and `warc` add the other formats with the libraries
//! that they need; all are on by default.
#![warn(missing_docs)]

mod article;
mod cite;
mod extract;
mod key;
mod lexicon;
mod merge;
mod rank;
mod read;
mod review;
mod summarize;
mod words;
mod workers;

pub use article::{Article, DateFrom, Published};
pub use cite::Citations;
pub use extract::{Candidate, Extraction, UndatedMention, extract};
pub use lexicon::{Lexicon, LexiconError};
pub use merge::copies::copies;
pub use merge::{
    Dating, Double, Extractions, Merged, Reason, Telling, curate, merge, merge_with, review,
};
pub use rank::Figures;
#[cfg(feature = "html")]
pub use read::read_page;
pub use read::{Articles, Format, read};
pub use review::{Answer, Question, QuestionKind, questions};
pub use summarize::{
    DayFigures, Outline, Query, Request, SentenceFigures, Summary, SummaryDay, SummarySentence,
    outline, summarize,
};
pub use workers::{OneByOne, Workers};
