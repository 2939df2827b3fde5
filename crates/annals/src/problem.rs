//! Problems of a run: collected from every file, put in order, and told all at once.
//!
//! What is wrong is decided where files are read; this module only draws it, in the manner of
//! rustc, or writes it as JSON lines.

use crate::output::{counted, json_line};
use crate::{Outcome, terminal};
use annals_core::{Diagnostic, Label, Lines, Position, Severity};
use annotate_snippets::{AnnotationKind, Level, Origin, Renderer, Snippet};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::io::{self, Write};
use std::ops::Range;

/// Something wrong with a file, or with a place in it.
#[derive(Clone, Debug)]
pub(crate) struct Problem {
    pub(crate) severity: Severity,
    pub(crate) code: &'static str,
    pub(crate) message: String,
    pub(crate) file: String,
    pub(crate) place: Option<Place>,
    pub(crate) help: Option<String>,
    pub(crate) note: Option<String>,
}

/// A place in a file.
#[derive(Clone, Debug)]
pub(crate) struct Place {
    /// Line and column, where the file is a text that has them.
    pub(crate) position: Option<Position>,
    pub(crate) span: Range<usize>,
    /// What to say at the place itself.
    pub(crate) label: String,
    /// Other places of the file that have to do with it.
    pub(crate) related: Vec<Label>,
}

/// The problems of a run, with the texts that are quoted when they are told.
#[derive(Default)]
pub(crate) struct Problems {
    found: Vec<Problem>,
    texts: BTreeMap<String, String>,
}

impl Problem {
    /// A problem of a whole file.
    pub(crate) fn of_file(
        file: impl Into<String>,
        code: &'static str,
        message: impl Into<String>,
    ) -> Problem {
        Problem {
            severity: Severity::Error,
            code,
            message: message.into(),
            file: file.into(),
            place: None,
            help: None,
            note: None,
        }
    }

    pub(crate) fn help(mut self, help: impl Into<String>) -> Problem {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn at(mut self, place: Place) -> Problem {
        self.place = Some(place);
        self
    }

    /// The same in a file that has no lines, such as a web archive: the bytes tell its place.
    pub(crate) fn without_line(mut self) -> Problem {
        if let Some(place) = &mut self.place {
            place.position = None;
        }
        self
    }

    fn order(&self) -> (&str, usize, Severity, &str, &str) {
        let start = self.place.as_ref().map_or(0, |place| place.span.start);
        (&self.file, start, self.severity, self.code, &self.message)
    }
}

/// For results, whose error should not be larger than what they hold.
impl From<Box<Problem>> for Problem {
    fn from(problem: Box<Problem>) -> Problem {
        *problem
    }
}

impl From<Diagnostic> for Problem {
    fn from(diagnostic: Diagnostic) -> Problem {
        let Diagnostic {
            severity,
            code,
            message,
            file,
            span,
            position,
            label,
            related,
            help,
            note,
        } = diagnostic;
        let place = Some(Place { position: Some(position), span, label, related });
        Problem { severity, code, message, file, place, help, note }
    }
}

impl Place {
    /// The place of those bytes in a text.
    pub(crate) fn of(span: Range<usize>, text: &str, label: impl Into<String>) -> Place {
        let position = Some(Lines::new(text).position(span.start));
        Place { position, span, label: label.into(), related: Vec::new() }
    }
}

impl From<Problem> for Problems {
    fn from(problem: Problem) -> Problems {
        Problems { found: vec![problem], texts: BTreeMap::new() }
    }
}

impl Problems {
    pub(crate) fn add(&mut self, problem: impl Into<Problem>) {
        self.found.push(problem.into());
    }

    pub(crate) fn add_all(&mut self, problems: impl IntoIterator<Item = Problem>) {
        self.found.extend(problems);
    }

    /// Keeps the text of a file, so that its problems can show the line at fault.
    pub(crate) fn keep_text(&mut self, file: &str, text: impl Into<String>) {
        self.texts.insert(file.to_owned(), text.into());
    }

    /// Forgets the texts of files that nothing was found in so far.
    pub(crate) fn forget_sound_texts(&mut self) {
        let faulty: BTreeSet<&str> = self.found.iter().map(|found| found.file.as_str()).collect();
        self.texts.retain(|file, _| faulty.contains(file.as_str()));
    }

    /// Takes over what another collection holds.
    pub(crate) fn append(&mut self, other: Problems) {
        self.found.extend(other.found);
        self.texts.extend(other.texts);
    }

    /// How many errors there are so far.
    pub(crate) fn errors(&self) -> usize {
        self.found.iter().filter(|problem| problem.severity == Severity::Error).count()
    }

    /// How a command ends that told these problems.
    pub(crate) fn outcome(&self, deny_warnings: bool) -> Outcome {
        let counted = if deny_warnings { self.found.len() } else { self.errors() };
        if counted == 0 { Outcome::Clean } else { Outcome::Findings }
    }

    /// Writes each problem with its source line, sorted by file and place.
    ///
    /// # Errors
    /// The output cannot be written.
    fn write_text(&self, out: &mut dyn Write, colour: bool) -> io::Result<()> {
        let renderer = if colour { Renderer::styled() } else { Renderer::plain() };
        for problem in self.sorted() {
            let text = self.texts.get(&problem.file);
            writeln!(out, "{}\n", draw(problem, text.map(String::as_str), &renderer))?;
        }
        Ok(())
    }

    /// Each problem with its source line, in the same order.
    pub(crate) fn text(&self) -> String {
        let mut text = Vec::new();
        // Memory refuses nothing.
        let _ = self.write_text(&mut text, false);
        String::from_utf8_lossy(&text).into_owned()
    }

    /// Whether there is an error in a file whose name ends so.
    pub(crate) fn has_error_in(&self, end: &str) -> bool {
        let is_error = |problem: &&Problem| problem.severity == Severity::Error;
        self.found.iter().filter(is_error).any(|problem| problem.file.ends_with(end))
    }

    /// Writes each problem to standard error.
    ///
    /// # Errors
    /// It cannot be written to.
    pub(crate) fn tell(&self) -> io::Result<()> {
        self.write_text(&mut io::stderr().lock(), terminal::stderr_has_colour())
    }

    /// Writes each problem as a line of JSON, in the same order.
    ///
    /// # Errors
    /// The output cannot be written.
    pub(crate) fn write_jsonl(&self, out: &mut dyn Write) -> io::Result<()> {
        for problem in self.sorted() {
            json_line(out, &Record::of(problem))?;
        }
        Ok(())
    }

    fn sorted(&self) -> Vec<&Problem> {
        let mut sorted: Vec<&Problem> = self.found.iter().collect();
        sorted.sort_by(|a, b| a.order().cmp(&b.order()));
        sorted
    }
}

/// How many there are of each kind: `1 error, 2 warnings`.
impl fmt::Display for Problems {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let errors = self.errors();
        let warnings = self.found.len() - errors;
        write!(f, "{}, {}", counted(errors, "error"), counted(warnings, "warning"))
    }
}

fn draw(problem: &Problem, text: Option<&str>, renderer: &Renderer) -> String {
    let level = match problem.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
    };
    let title = level.primary_title(&problem.message).id(problem.code);
    let mut group = match (&problem.place, text) {
        (Some(Place { span, label, related, .. }), Some(text)) => {
            let label = Some(label.as_str()).filter(|label| !label.is_empty());
            let mark = AnnotationKind::Primary.span(within(span, text)).label(label);
            let others = related.iter().map(|Label { span, text: label }| {
                AnnotationKind::Context.span(within(span, text)).label(label.as_str())
            });
            let snippet = Snippet::source(text).path(&problem.file);
            title.element(snippet.annotation(mark).annotations(others))
        }
        (Some(Place { position: Some(Position { line, column }), .. }), None) => {
            let (line, column) = (*line, *column);
            title.element(Origin::path(&problem.file).line(line).char_column(column))
        }
        _ => title.element(Origin::path(&problem.file)),
    };
    if let Some(help) = &problem.help {
        group = group.element(Level::HELP.message(help));
    }
    if let Some(note) = &problem.note {
        group = group.element(Level::NOTE.message(note));
    }
    renderer.render(&[group])
}

/// The span as far as it lies within the text and on its character boundaries.
fn within(span: &Range<usize>, text: &str) -> Range<usize> {
    let start = text.floor_char_boundary(span.start);
    start..text.ceil_char_boundary(span.end).max(start)
}

/// A problem as a line of JSON; without a place, or in a file without lines, the fields that would
/// tell them are null.
#[derive(Serialize)]
struct Record<'a> {
    severity: String,
    code: &'a str,
    file: &'a str,
    line: Option<usize>,
    column: Option<usize>,
    start: Option<usize>,
    end: Option<usize>,
    message: &'a str,
    help: Option<&'a str>,
}

impl Record<'_> {
    fn of(problem: &Problem) -> Record<'_> {
        let place = problem.place.as_ref();
        let position = place.and_then(|place| place.position);
        Record {
            severity: problem.severity.to_string(),
            code: problem.code,
            file: &problem.file,
            line: position.map(|position| position.line),
            column: position.map(|position| position.column),
            start: place.map(|place| place.span.start),
            end: place.map(|place| place.span.end),
            message: &problem.message,
            help: problem.help.as_deref(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn month(file: &str, text: &str) -> Problem {
        Problem::of_file(file, "date/day", "June has 30 days")
            .at(Place::of(17..19, text, "day 31 does not exist in 1986-06"))
            .help("write \"1986-06\" for the month")
    }

    #[test]
    fn the_line_at_fault_is_shown_with_a_caret_under_it() {
        let text = "date  = \"1986-06-31\"\n";
        let mut problems = Problems::default();
        problems.keep_text("events/mir.toml", text);
        problems.add(month("events/mir.toml", text));
        insta::assert_snapshot!(told(&problems), @r#"
        error[date/day]: June has 30 days
         --> events/mir.toml:1:18
          |
        1 | date  = "1986-06-31"
          |                  ^^ day 31 does not exist in 1986-06
          |
          = help: write "1986-06" for the month
        "#);
    }

    #[test]
    fn a_file_without_lines_shows_none() {
        let mut problems = Problems::default();
        problems.add(month("crawl.warc.gz", "date  = \"1986-06-31\"\n").without_line());
        assert!(told(&problems).contains(" crawl.warc.gz\n"), "{}", told(&problems));
        let mut lines = Vec::new();
        problems.write_jsonl(&mut lines).unwrap();
        let line = String::from_utf8(lines).unwrap();
        assert!(line.contains(r#""line":null,"column":null,"start":17,"end":19"#), "{line}");
    }

    #[test]
    fn problems_are_told_by_file_and_place() {
        let mut problems = Problems::default();
        problems.add(month("b.toml", "date  = \"1986-06-31\"\n"));
        problems.add(Problem::of_file("b.toml", "file/utf-8", "this is not UTF-8"));
        problems.add(Problem::of_file("a.toml", "file/unreadable", "permission denied"));
        insta::assert_snapshot!(told(&problems), @r#"
        error[file/unreadable]: permission denied
        --> a.toml

        error[file/utf-8]: this is not UTF-8
        --> b.toml

        error[date/day]: June has 30 days
        --> b.toml:1:18
         = help: write "1986-06" for the month
        "#);
    }

    #[test]
    fn a_span_outside_the_text_is_drawn_at_its_end() {
        let mut problems = Problems::default();
        problems.keep_text("a.toml", "é");
        problems.add(month("a.toml", "é"));
        assert!(told(&problems).contains("a.toml:1:"));
    }

    fn told(problems: &Problems) -> String {
        problems.text()
    }
}
