//! What is wrong with a file, while it is read: told as [`Diagnostic`]s, a bounded number a file.

use annals_core::{Diagnostic, Lines, Position, Severity};
use std::ops::Range;
use std::{fmt, io};

/// A problem before the file is known.
pub(super) struct Problem {
    pub(super) severity: Severity,
    pub(super) code: &'static str,
    pub(super) message: String,
    pub(super) label: String,
    pub(super) help: Option<String>,
    pub(super) span: Range<usize>,
    pub(super) position: Position,
}

impl Problem {
    pub(super) fn error(
        code: &'static str,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Problem {
        Problem {
            severity: Severity::Error,
            code,
            message: message.into(),
            label: label.into(),
            help: None,
            span: 0..0,
            position: Position { line: 1, column: 1 },
        }
    }

    pub(super) fn warning(
        code: &'static str,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(code, message, label) }
    }

    pub(super) fn help(self, help: impl Into<String>) -> Problem {
        Problem { help: Some(help.into()), ..self }
    }

    pub(super) fn boxed(self) -> Box<Problem> {
        Box::new(self)
    }

    pub(super) fn at(self, span: Range<usize>, position: Position) -> Problem {
        Problem { span, position, ..self }
    }
}

/// The problems of a file. A file with a fault in every line is named once for all after the
/// first hundred.
pub(super) struct Problems {
    pub(super) name: String,
    pub(super) list: Vec<Diagnostic>,
    left_out: usize,
}

pub(super) const MOST_PROBLEMS: usize = 100;

impl Problems {
    pub(super) fn new(name: String) -> Problems {
        Problems { name, list: Vec::new(), left_out: 0 }
    }

    pub(super) fn push(&mut self, problem: Problem) {
        let problem = self.named(problem);
        if self.list.len() < MOST_PROBLEMS {
            return self.list.push(problem);
        }
        self.left_out += 1;
        let note = format!("and {} more problems in this file", self.left_out);
        if let Some(last) = self.list.last_mut() {
            // An error must not go unseen behind a hundred warnings.
            if problem.severity < last.severity {
                *last = problem;
            }
            last.note = Some(note);
        }
    }

    fn named(&self, problem: Problem) -> Diagnostic {
        let Problem { severity, code, message, label, help, span, position } = problem;
        let file = self.name.clone();
        let (related, note) = (Vec::new(), None);
        Diagnostic { severity, code, message, file, span, position, label, related, help, note }
    }
}

/// The longest text file, record, entry or page that is read; memory holds one at a time.
pub(super) const LONGEST: usize = 32 << 20;

/// What is longer than [`LONGEST`]: "the line".
pub(super) fn too_long(what: &str) -> Problem {
    let limit = LONGEST >> 20;
    Problem::error("read/size", format!("{what} is longer than {limit} MiB"), "it begins here")
        .help("an article is at most that long: is this one article?")
}

/// Why reading stopped in the middle.
pub(super) fn stopped(error: &io::Error) -> Problem {
    if let Some(refusal) = error.get_ref().and_then(|inner| inner.downcast_ref::<Refusal>()) {
        return Problem::error("read/expansion", refusal.to_string(), "")
            .help("unpack it yourself if you trust it");
    }
    let reason = match error.kind() {
        io::ErrorKind::UnexpectedEof => "the file ends in the middle".to_owned(),
        _ => format!("the file cannot be read further: {error}"),
    };
    Problem::error("read/stopped", reason, "").help("what came before is used; get a whole copy")
}

/// Compressed bytes that grow without measure.
#[derive(Debug)]
pub(super) struct Refusal {
    pub(super) times: u64,
}

impl std::error::Error for Refusal {}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the file grows more than {} times when it is unpacked", self.times)
    }
}

/// The text of bytes that ought to be UTF-8, or the problem and the length of the good part.
/// `offset` and `line` tell where in the file the bytes begin.
pub(super) fn utf8(bytes: &[u8], offset: usize, line: usize) -> Result<&str, Box<Problem>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = error.valid_up_to();
        let text = bytes.get(..good).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or("");
        let place = Lines::new(text).position(good);
        let position = Position { line: line + place.line - 1, ..place };
        let at = offset + good;
        Problem::error(
            "read/encoding",
            format!("byte {at} is not UTF-8"),
            "this is no character in UTF-8",
        )
        .help("save the file as UTF-8")
        .at(at..at + 1, position)
        .boxed()
    })
}

/// The problem of an article without a day of publication.
pub(super) fn undated(id: &str) -> Problem {
    Problem::warning(
        "article/date",
        format!("nothing says when `{id}` was published"),
        "relative dates such as \"on Monday\" cannot be resolved here",
    )
}
