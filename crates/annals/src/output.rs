//! Results on standard output: as text, or as one JSON object a line.

use annals_core::{Date, Limit};
use annals_ingest::{Dating, Figures};
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

/// A date that articles give for an event.
#[derive(Serialize)]
pub(crate) struct DatingRecord {
    #[serde(flatten)]
    date: DateFields,
    articles: usize,
    agrees: bool,
}

impl DatingRecord {
    pub(crate) fn of(dating: &Dating) -> DatingRecord {
        let Dating { date, articles, agrees } = dating;
        DatingRecord { date: DateFields::of(date), articles: *articles, agrees: *agrees }
    }
}

/// What the score of an event is made of.
#[derive(Default, Serialize)]
pub(crate) struct FiguresRecord {
    tellings: usize,
    articles: usize,
    names: usize,
    lead: f64,
    precision: f64,
    day: f64,
    is_telling: bool,
    is_dangling: bool,
    is_broken: bool,
    is_unsure: bool,
    is_written: bool,
    weight: f64,
}

impl FiguresRecord {
    pub(crate) fn of(figures: &Figures) -> FiguresRecord {
        FiguresRecord {
            tellings: figures.tellings,
            articles: figures.articles,
            names: figures.names,
            lead: rounded(figures.lead),
            precision: figures.precision,
            day: rounded(figures.day),
            is_telling: figures.is_telling,
            is_dangling: figures.is_dangling,
            is_broken: figures.is_broken,
            is_unsure: figures.is_unsure,
            is_written: figures.is_written,
            weight: figures.weight,
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

/// The last digits of a logarithm are not the same on every machine.
pub(crate) fn rounded(score: f64) -> f64 {
    (score * 1000.0).round() / 1000.0
}

/// A sentence may run over several lines of its article.
pub(crate) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
