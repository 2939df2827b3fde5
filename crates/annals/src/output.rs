//! Results on standard output: as text, or as one JSON object a line.

use annals_core::{Date, Limit};
use clap::{Args, ValueEnum};
use serde::Serialize;
use std::io::{self, Write};

/// The flags that choose the form of the output.
#[derive(Args, Clone, Copy, Debug)]
pub(crate) struct OutputArgs {
    /// The form of the output
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Format::Text)]
    format: Format,
    /// Short for --format jsonl
    #[arg(long, conflicts_with = "format")]
    jsonl: bool,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people
    Text,
    /// For programs: one JSON object a line
    Jsonl,
}

impl OutputArgs {
    pub(crate) fn format(self) -> Format {
        if self.jsonl { Format::Jsonl } else { self.format }
    }
}

/// A date in records: strict EDTF, and the days that bound it, null where open or unknown.
#[derive(Default, Serialize)]
pub(crate) struct DateFields {
    edtf: Option<String>,
    earliest: Option<String>,
    latest: Option<String>,
}

impl DateFields {
    pub(crate) fn of(date: &Date) -> DateFields {
        let day = |limit: Limit| limit.day().map(|day| day.to_string());
        DateFields {
            edtf: Some(date.to_edtf().text().to_owned()),
            earliest: day(date.earliest()),
            latest: day(date.latest()),
        }
    }
}

/// A number of things: `1 event`, `2 events`.
pub(crate) fn counted(number: usize, what: &str) -> String {
    format!("{number} {what}{}", if number == 1 { "" } else { "s" })
}

/// Writes a record as one line of JSON.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn json_line(out: &mut dyn Write, record: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer(&mut *out, record)?;
    out.write_all(b"\n")
}

/// The last digits of a computed number are not the same on every machine.
pub(crate) fn rounded(number: f64) -> f64 {
    (number * 1000.0).round() / 1000.0
}
