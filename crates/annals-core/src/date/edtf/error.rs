//! What is wrong with a text that should be a date, and the pieces of text that know their place.

use std::fmt;
use std::ops::Range;

/// A text that is no date: what is wrong, where, and what to write instead.
///
/// ```
/// use annals_core::Date;
/// let error = "1986-06-31".parse::<Date>().unwrap_err();
/// assert_eq!((error.code, error.span.clone()), ("date/day", 8..10));
/// assert_eq!(error.message, "June has 30 days");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// A stable name for the kind of problem, such as `date/day`.
    pub code: &'static str,
    /// What is wrong, as one line without a full stop.
    pub message: String,
    /// The bytes of the text at fault.
    pub span: Range<usize>,
    /// What to say at the place itself.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DateError {}

impl DateError {
    pub(super) fn help(mut self, help: impl Into<String>) -> DateError {
        self.help = Some(help.into());
        self
    }
}

/// A part of the input that knows where it stands in it.
#[derive(Clone, Copy)]
pub(super) struct Piece<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
}

impl<'a> Piece<'a> {
    pub(super) fn new(text: &'a str) -> Piece<'a> {
        Piece { text, start: 0 }
    }

    pub(super) fn bytes(self) -> &'a [u8] {
        self.text.as_bytes()
    }

    pub(super) fn error(
        self,
        code: &'static str,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> DateError {
        DateError {
            code,
            message: message.into(),
            span: self.start..self.start + self.text.len(),
            label: label.into(),
            help: None,
        }
    }

    /// From byte `from` up to byte `to`, which the caller knows to be character boundaries.
    pub(super) fn slice(self, from: usize, to: usize) -> Piece<'a> {
        Piece { text: self.text.get(from..to).unwrap_or(""), start: self.start + from }
    }

    pub(super) fn from(self, from: usize) -> Piece<'a> {
        self.slice(from, self.text.len())
    }

    pub(super) fn split(self, separator: u8) -> Option<(Piece<'a>, Piece<'a>)> {
        let at = self.bytes().iter().position(|byte| *byte == separator)?;
        Some((self.slice(0, at), self.from(at + 1)))
    }

    /// The start of a text that may be very long, for messages.
    pub(super) fn shortened(self) -> String {
        const MOST: usize = 40;
        match self.text.char_indices().nth(MOST) {
            Some((end, _)) => format!("{}…", &self.text[..end]),
            None => self.text.to_owned(),
        }
    }
}
