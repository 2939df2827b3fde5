//! What was lost on the way from or to another format, told for people or for programs.
//!
//! The same loss of many entries is told once, with the first of them.

use crate::output::{counted, json_line};
use crate::problem::{Place, Problem, Problems};
use crate::walk::display;
use annals_core::{Position, Severity};
use annals_exchange::Loss;
use clap::ValueEnum;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

/// What else counts as an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(crate) enum Deny {
    /// Anything that is not taken over
    Losses,
}

/// The most entries that a message names.
const NAMED: usize = 3;

/// A loss as a line of JSON.
#[derive(Serialize)]
struct Record<'a> {
    severity: String,
    code: &'a str,
    file: &'a str,
    line: Option<usize>,
    entry: Option<usize>,
    title: Option<&'a str>,
    message: &'a str,
    found: Option<&'a str>,
}

/// Writes each loss as a line of JSON.
///
/// # Errors
/// The output cannot be written.
pub(crate) fn write_jsonl(out: &mut dyn Write, file: &str, losses: &[Loss]) -> io::Result<()> {
    for Loss { severity, code, message, found, place } in losses {
        let record = Record {
            severity: severity.to_string(),
            code,
            file,
            line: place.line,
            entry: place.entry,
            title: place.title.as_deref(),
            message,
            found: found.as_deref(),
        };
        json_line(out, &record)?;
    }
    Ok(())
}

/// Adds the losses of a file to what is told, those of a kind together.
pub(crate) fn add(problems: &mut Problems, file: &str, losses: &[Loss]) {
    let mut kinds: BTreeMap<(Severity, &str, &str), Vec<&Loss>> = BTreeMap::new();
    for loss in losses {
        kinds.entry((loss.severity, loss.code, &loss.message)).or_default().push(loss);
    }
    for losses in kinds.values() {
        problems.add(problem(file, losses));
    }
}

fn problem(file: &str, losses: &[&Loss]) -> Problem {
    let first = losses[0];
    let message = match losses.len() {
        1 => first.message.clone(),
        number => format!("{} ({number} times)", first.message),
    };
    let problem =
        Problem { severity: first.severity, ..Problem::of_file(file, first.code, message) };
    let named = losses.iter().take(NAMED).map(|loss| {
        // The line of a single one stands above.
        let line = loss.place.line.filter(|_| losses.len() > 1);
        let place = annals_exchange::Place { line, ..loss.place.clone() }.to_string();
        match &loss.found {
            Some(found) if place.is_empty() => found.clone(),
            Some(found) => format!("{place}: {found}"),
            None => place,
        }
    });
    let mut named: Vec<String> = named.filter(|named| !named.is_empty()).collect();
    if losses.len() > NAMED {
        named.push(format!("and {} more", losses.len() - NAMED));
    }
    let note = Some(named.join("\n")).filter(|note| !note.is_empty());
    let place = first.place.line.map(|line| Place {
        position: Some(Position { line, column: 1 }),
        // The text is not shown, so that only the order matters.
        span: line..line,
        label: String::new(),
        related: Vec::new(),
    });
    let help = (first.severity == Severity::Error).then(|| help(first.code)).flatten();
    Problem { place, note, help: help.map(str::to_owned), ..problem }
}

/// A file that could not be written, as a problem of it.
pub(crate) fn unwritten(path: &Path, error: &anyhow::Error) -> Box<Problem> {
    let said = format!("{error:#}");
    let (message, help) = said.split_once("\nhelp: ").unwrap_or((&said, ""));
    let problem = Problem::of_file(display(path), "file/write", message);
    let help = Some(help).filter(|help| !help.is_empty()).map(str::to_owned);
    Box::new(Problem { help, ..problem })
}

/// A file that is no JSON, though it begins so.
pub(crate) fn broken_json(file: &str, line: usize, fault: String) -> Box<Problem> {
    let loss = Loss {
        severity: Severity::Error,
        code: "import/json",
        message: fault,
        found: None,
        place: annals_exchange::Place { line: Some(line), ..annals_exchange::Place::default() },
    };
    Box::new(problem(file, &[&loss]))
}

/// A way out for what could not be used.
fn help(code: &str) -> Option<&'static str> {
    Some(match code {
        "import/date" => {
            "write it as `1912-05-03`, `1912-05` or `c. 1912`, in the file or in the events that \
             were written"
        }
        "import/order" => "mend one of the two, in the file or in the event that was written",
        "import/head" => "name the columns so in the first line of the file",
        "import/json" => "mend the file at that place, or export it anew",
        "import/line" | "import/entry" => "mend it in the file, and read it again",
        "import/component" => {
            "an entry is read where it stands between BEGIN:VEVENT and END:VEVENT"
        }
        "import/stray" => "put BEGIN:VEVENT and END:VEVENT around the lines of each entry",
        "import/end" => "look whether the file is whole: each BEGIN has its END",
        "import/empty" => "look whether this is the file that was meant",
        "import/long" => "shorten it: no record of more than 32 MiB is read",
        "import/edtf" => "write the date as EDTF: annals edtf tells what is wrong",
        "import/era" => "give it both",
        "import/duration" => "write it as P3D or PT2H, or give the end as DTEND",
        "import/columns" => "rename the column of the query: SELECT (?x AS ?date)",
        "import/format" => "name the format with --from",
        _ => return None,
    })
}

/// How many errors and losses there are: `1 error, 12 losses`.
pub(crate) fn counts(losses: &[Loss]) -> String {
    let errors = losses.iter().filter(|loss| loss.severity == Severity::Error).count();
    let others = losses.len() - errors;
    let others = format!("{others} {}", if others == 1 { "loss" } else { "losses" });
    if errors == 0 { others } else { format!("{}, {others}", counted(errors, "error")) }
}
