//! Problems in what an author wrote, as plain data: what, where, why, and what to write instead.
//!
//! Nothing is printed here; the command draws the source line with its markers.

use std::fmt;
use std::ops::Range;

/// One problem in one file.
///
/// ```
/// use annals_core::{NoPhrases, parse_toml};
/// let file = "[[event]]\ntitle = \"Mir\"\ndate = \"1996/1986\"\n";
/// let problem = &parse_toml("mir.toml", file, &NoPhrases).diagnostics[0];
/// assert_eq!((&file[problem.span.clone()], problem.label.as_str()), ("1996", "starts here"));
/// let end = &problem.related[0];
/// assert_eq!((&file[end.span.clone()], end.text.as_str()), ("1986", "ends here"));
/// assert_eq!(problem.help.as_deref(), Some("did you mean \"1986/1996\"?"));
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// How bad it is.
    pub severity: Severity,
    /// A stable name for the kind of problem, such as `date/day` or `key/unknown`.
    pub code: &'static str,
    /// What is wrong, as one line without a full stop.
    pub message: String,
    /// The name of the file, as the caller gave it.
    pub file: String,
    /// The bytes of the file at fault.
    pub span: Range<usize>,
    /// Line and column of the start of `span`.
    pub position: Position,
    /// What to say at the place itself.
    pub label: String,
    /// Other places of the same file that have to do with it.
    pub related: Vec<Label>,
    /// What to write instead, ready to paste.
    pub help: Option<String>,
    /// What else is good to know.
    pub note: Option<String>,
}

/// A place that has to do with a problem, and what to say there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Label {
    /// The bytes of the file.
    pub span: Range<usize>,
    /// What to say there.
    pub text: String,
}

/// How bad a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// What was written could not be used and was left out.
    Error,
    /// It was used, but is probably not what was meant.
    Warning,
}

/// A place in a text file, as editors count: from 1, columns in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Position {
    /// Line, from 1.
    pub line: usize,
    /// Column in characters, from 1.
    pub column: usize,
}

/// Where the lines of a text begin, to find many places in it without reading it again.
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    /// Reads the text once.
    pub fn new(text: &'a str) -> Lines<'a> {
        let starts = std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1));
        Lines { text, starts: starts.collect() }
    }

    /// The place of a byte. An offset inside a character or past the end counts as the nearest
    /// place before it.
    ///
    /// ```
    /// use annals_core::{Lines, Position};
    /// assert_eq!(Lines::new("é\nab").position(4), Position { line: 2, column: 2 });
    /// ```
    pub fn position(&self, offset: usize) -> Position {
        let offset = self.text.floor_char_boundary(offset);
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        Position { line, column: self.text[start..offset].chars().count() + 1 }
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Severity::Error => "error",
            Severity::Warning => "warning",
        })
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.line, self.column)
    }
}

/// One line: `events/mir.toml:9:18: error[date/day]: June has 30 days`.
impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Diagnostic { file, position, severity, code, message, .. } = self;
        write!(f, "{file}:{position}: {severity}[{code}]: {message}")
    }
}
