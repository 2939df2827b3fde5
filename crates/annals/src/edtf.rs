//! `annals edtf`: whether a text is EDTF, of which level, and what it means.

use crate::Outcome;
use crate::lines::answer_each;
use crate::output::{Format, OutputArgs, json_line};
use crate::problem::{Place, Problem, Problems};
use annals_core::{Date, DateError, Level, Limit, Policy, Warning};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

const EXAMPLES: &str = "\
Examples:
  annals edtf 156X-12-25
  annals edtf --lenient \"[1667, 1668]\"
  echo '{\"input\":\"2004-06~/2005\"}' | annals edtf --jsonl";

/// What the text is called in messages.
const TEXT: &str = "text";

/// Read a date as strict EDTF (ISO 8601-2), levels 0 to 2
///
/// Tells the level that the text needs, its first and last day and its canonical form, or what is
/// wrong with it and where. With --jsonl and no text, requests are read from standard input, one
/// JSON object a line: "input".
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The text
    #[arg(value_name = "TEXT", required_unless_present_any = ["jsonl", "format"],
        required_if_eq("format", "text"), allow_hyphen_values = true)]
    text: Option<String>,
    /// Mend what is almost EDTF, and warn of each mend
    #[arg(long)]
    lenient: bool,
    #[command(flatten)]
    output: OutputArgs,
}

#[derive(Deserialize)]
struct Request {
    input: String,
}

/// The answer to a request.
#[derive(Serialize)]
struct Answer<'a> {
    input: &'a str,
    valid: bool,
    #[serde(flatten)]
    result: Either,
}

#[derive(Serialize)]
#[serde(untagged)]
enum Either {
    Valid {
        level: u8,
        lower: Option<String>,
        upper: Option<String>,
        canonical: String,
        #[serde(skip_serializing_if = "Vec::is_empty")]
        warnings: Vec<&'static str>,
    },
    Refused {
        error: String,
        at: usize,
    },
}

/// A date, the level that its text needs, and what was mended.
type Reading = Result<(Date, Level, Vec<Warning>), DateError>;

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let mut out = io::stdout().lock();
    let Some(text) = args.text else { return answer_requests(&mut out, args.lenient) };
    let read = read(&text, args.lenient);
    match (args.output.format(), &read) {
        (Format::Jsonl, _) => json_line(&mut out, &Answer::new(&text, &read))?,
        (Format::Text, Ok((date, level, warnings))) => {
            write!(out, "{}", described(date, *level))?;
            tell(&text, warnings.iter().map(|warning| mended(&text, warning)))?;
        }
        (Format::Text, Err(error)) => tell(&text, [refused(&text, error)])?,
    }
    Ok(if read.is_ok() { Outcome::Clean } else { Outcome::Findings })
}

fn answer_requests(out: &mut dyn Write, lenient: bool) -> Result<Outcome> {
    let (mut unreadable, invalid) = (false, AtomicBool::new(false));
    let mut refuse = |problem: Problem| {
        unreadable = true;
        Problems::from(problem).tell()
    };
    answer_each(io::stdin().lock(), "stdin", out, &mut refuse, |request: Request, out| {
        let read = read(&request.input, lenient);
        invalid.fetch_or(read.is_err(), Ordering::Relaxed);
        json_line(out, &Answer::new(&request.input, &read)).map(|()| None)
    })?;
    Ok(if unreadable || invalid.into_inner() { Outcome::Findings } else { Outcome::Clean })
}

fn read(text: &str, lenient: bool) -> Reading {
    if lenient {
        let (date, warnings) = Date::from_lenient(text)?;
        let level = date.level();
        return Ok((date, level, warnings));
    }
    let (date, level) = Date::from_edtf(text, Level::Two)?;
    Ok((date, level, Vec::new()))
}

impl<'a> Answer<'a> {
    fn new(input: &'a str, read: &Reading) -> Answer<'a> {
        let result = match read {
            Ok((date, level, warnings)) => Either::Valid {
                level: level.number(),
                lower: bound(date.earliest(), "-inf"),
                upper: bound(date.latest(), "inf"),
                canonical: date.to_edtf().text().to_owned(),
                warnings: warnings.iter().map(|warning| warning.message).collect(),
            },
            Err(error) => Either::Refused { error: error.to_string(), at: error.span.start },
        };
        Answer { input, valid: read.is_ok(), result }
    }
}

fn bound(limit: Limit, open: &str) -> Option<String> {
    match limit {
        Limit::Open => Some(open.to_owned()),
        Limit::Unknown => None,
        Limit::Day(_) | Limit::Far { .. } => Some(limit.to_string()),
    }
}

fn described(date: &Date, level: Level) -> String {
    let bounds = date.bounds(Policy::default());
    let mut lines = format!(
        "{}\n  level     {}\n  in words  {}\n  earliest  {}\n  latest    {}\n",
        date.to_edtf().text(),
        level.number(),
        date.words(),
        bounds.start_earliest,
        bounds.end_latest,
    );
    if let Date::Interval { .. } | Date::AllOf(_) = date {
        lines += &format!("  started   {} to {}\n", bounds.start_earliest, bounds.start_latest);
        lines += &format!("  ended     {} to {}\n", bounds.end_earliest, bounds.end_latest);
    }
    lines
}

fn tell(text: &str, found: impl IntoIterator<Item = Problem>) -> io::Result<()> {
    let mut problems = Problems::default();
    problems.keep_text(TEXT, text);
    let mut is_empty = true;
    for problem in found {
        problems.add(problem);
        is_empty = false;
    }
    if is_empty { Ok(()) } else { problems.tell() }
}

fn refused(text: &str, error: &DateError) -> Problem {
    let DateError { code, message, span, label, help } = error.clone();
    let problem = Problem::of_file(TEXT, code, message);
    Problem { help, ..problem.at(Place::of(span, text, label)) }
}

fn mended(text: &str, warning: &Warning) -> Problem {
    let problem = Problem::of_file(TEXT, warning.code, warning.message);
    let place = Place::of(warning.span.clone(), text, "mended");
    Problem { severity: annals_core::Severity::Warning, ..problem.at(place) }
}
