//! Timelines written by hand in TOML: every problem of a file in one run, each in its place.
//!
//! A file may hold `[timeline]`, `[site]`, `[[theme]]`, `[[era]]` and `[[event]]` tables. A table with an
//! error is left out and the rest is read. What several files say together (an id used twice, a
//! theme that is nowhere defined) is found by [`check_together`], once all are read.

mod decisions;
mod keys;
mod links;
mod raw;
mod reader;
mod schema;
mod together;
mod write;

use crate::curation::Decision;
use crate::date::{Date, DateError, edtf};
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::Event;
use crate::settings::SiteSettings;
use crate::timeline::{Era, Info, Theme};
use together::Name;

pub use schema::{curation_schema, toml_schema};
pub use together::check_together;
pub use write::TomlFile;

/// Reads a date written in words. The crate `annals-dates` has one for each language.
pub trait PhraseReader {
    /// The date that the whole phrase names; `None` where it says that no date is known.
    ///
    /// # Errors
    /// The phrase is no date, or could be several.
    fn read_phrase(&self, phrase: &str) -> Result<Option<Date>, DateError>;

    /// The same for what an author wrote as a date, in EDTF or in words: where it is neither, the
    /// error is that of the form that was meant.
    ///
    /// # Errors
    /// The text is no date, or could be several.
    ///
    /// ```
    /// use annals_core::{NoPhrases, PhraseReader};
    /// let error = NoPhrases.read_date("2021-02-29").unwrap_err();
    /// assert_eq!((error.message.as_str(), error.span), ("February 2021 has 28 days", 8..10));
    /// ```
    fn read_date(&self, text: &str) -> Result<Option<Date>, DateError> {
        let of_edtf = text.parse::<Date>().err().filter(|_| edtf::is_meant(text));
        match (self.read_phrase(text), of_edtf) {
            (Ok(_), Some(of_edtf)) if edtf::is_backward(text) => Err(of_edtf),
            (Err(_), Some(of_edtf)) => Err(of_edtf),
            (read, _) => read,
        }
    }
}

/// Reads no words at all: dates are EDTF or TOML dates only.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoPhrases;

/// What a file says, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Parsed {
    /// The `[timeline]` table, where the file has one.
    pub info: Option<Info>,
    /// The `[site]` table, where the file has one.
    pub site: Option<SiteSettings>,
    /// Its `[[theme]]` tables that have no error.
    pub themes: Vec<Theme>,
    /// Its `[[era]]` tables that have no error.
    pub eras: Vec<Era>,
    /// Its `[[event]]` tables that have no error.
    pub events: Vec<Event>,
    /// Every problem of the file, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
    /// Where ids are defined and themes are used, for [`check_together`].
    names: Vec<Name>,
    /// The tables of a file of decisions that have no error.
    decisions: Vec<Decision>,
}

/// What a file of decisions says, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Curation {
    /// Its tables that have no error, a kind after the other.
    pub decisions: Vec<Decision>,
    /// Every problem of the file, in the order of their places.
    pub diagnostics: Vec<Diagnostic>,
}

/// Reads a TOML file. `file` is the name to give it in messages.
///
/// ```
/// let file = "[[event]]\ntitle = \"Mir\"\ndate = \"1986-06-31\"\n";
/// let parsed = annals_core::parse_toml("events/mir.toml", file, &annals_core::NoPhrases);
/// assert_eq!(
///     parsed.diagnostics[0].to_string(),
///     "events/mir.toml:3:17: error[date/day]: June has 30 days",
/// );
/// ```
pub fn parse_toml(file: &str, text: &str, phrases: &dyn PhraseReader) -> Parsed {
    let mut parsed = reader::read(file, text, phrases);
    parsed.sort_diagnostics();
    parsed.count_what_follows();
    parsed
}

/// Reads a file of decisions on events. `file` is the name to give it in messages.
///
/// ```
/// use annals_core::{NoPhrases, Verdict, parse_curation};
/// let file = "[[re-date]]\ndate = 1912-05-03\nsentences = [\"The fair opened in May.\"]\n\n[[hid]]\n";
/// let read = parse_curation("curation/fair.toml", file, &NoPhrases);
/// assert_eq!(read.decisions[0].verdict, Verdict::Redate("1912-05-03".parse().ok()));
/// assert_eq!(read.diagnostics[0].help.as_deref(), Some("write `hide`"));
/// ```
pub fn parse_curation(file: &str, text: &str, phrases: &dyn PhraseReader) -> Curation {
    let mut parsed = reader::read_decisions(file, text, phrases);
    parsed.sort_diagnostics();
    parsed.count_what_follows();
    Curation { decisions: parsed.decisions, diagnostics: parsed.diagnostics }
}

impl PhraseReader for NoPhrases {
    fn read_phrase(&self, phrase: &str) -> Result<Option<Date>, DateError> {
        phrase.parse().map(Some)
    }
}

impl Parsed {
    /// Says at an unknown key, which often has further errors behind it, how many follow.
    fn count_what_follows(&mut self) {
        let mut below = 0;
        for diagnostic in self.diagnostics.iter_mut().rev() {
            if let (Some(note), 1..) = (&mut diagnostic.note, below) {
                *note +=
                    &format!("; {below} more error{} below", if below == 1 { "" } else { "s" });
            }
            below += usize::from(diagnostic.severity == Severity::Error);
        }
    }

    fn sort_diagnostics(&mut self) {
        self.diagnostics.sort_by(|a, b| {
            (a.span.start, a.severity, a.code).cmp(&(b.span.start, b.severity, b.code))
        });
    }
}
