//! What an editor decides of events that are read out of articles, as plain data.
//!
//! A decision names its event by sentences that tell it, so that it outlives another extraction,
//! further articles and files of another name. Which sentences those are, and what follows from a
//! decision, is the business of `annals-ingest`.

use crate::date::{Date, Day};
use crate::diagnostic::{Diagnostic, Position, Severity};
use std::fmt;
use std::ops::Range;
use std::sync::Arc;

/// What an editor decided of some sentences.
///
/// But for [`Verdict::Split`] the sentences of a decision tell one event, whatever they are like.
/// Its text form is its table in TOML, as [`parse_curation`](crate::parse_curation) reads it.
///
/// ```
/// use annals_core::{Decision, NoPhrases, parse_curation};
/// let file = "[[hide]]\nsentences = [\n    { sentence = \"The fair opened on Monday.\" },\n]\n";
/// let read = parse_curation("curation/fair.toml", file, &NoPhrases);
/// assert!(read.diagnostics.is_empty());
/// assert_eq!(read.decisions[0].to_string(), file);
/// ```
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// What was decided.
    pub verdict: Verdict,
    /// Sentences that tell the event, each by itself enough to find it.
    pub sentences: Vec<Cited>,
    /// Where it stands.
    pub location: Location,
}

/// What was decided.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The event is right as it was read.
    Accept,
    /// It is no event, and is not shown.
    Hide,
    /// The sentences tell one event.
    Merge,
    /// Each sentence tells an event of its own.
    Split,
    /// The event has this title.
    Rename(String),
    /// It was then; `None` where no date is known.
    Redate(Option<Date>),
    /// It is the event of this id, which was written by hand.
    Link(String),
    /// It is not the event of this id, which was written by hand.
    Unlink(String),
}

/// A sentence of an article, and what tells it from others of the same words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Cited {
    /// The sentence; white space and the form of quotation marks do not matter.
    pub sentence: String,
    /// The expression that dates the event, where the sentence dates several.
    pub expression: Option<String>,
    /// What it tells, where it tells several: the title of the event, or nearly that.
    pub tells: Option<String>,
    /// The id of the article, where several have the sentence.
    pub article: Option<String>,
    /// When that was published.
    pub published: Option<Day>,
}

/// A place in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Location {
    /// The name of the file, as the caller gave it.
    pub file: Arc<str>,
    /// The bytes of the file.
    pub span: Range<usize>,
    /// Line and column of the first of them.
    pub position: Position,
}

impl Verdict {
    /// The name of its table: `accept`, `re-date` …
    pub fn name(&self) -> &'static str {
        match self {
            Verdict::Accept => "accept",
            Verdict::Hide => "hide",
            Verdict::Merge => "merge",
            Verdict::Split => "split",
            Verdict::Rename(_) => "rename",
            Verdict::Redate(_) => "re-date",
            Verdict::Link(_) | Verdict::Unlink(_) => "relink",
        }
    }

    /// How many sentences it takes to mean anything.
    pub fn least_sentences(&self) -> usize {
        if matches!(self, Verdict::Merge | Verdict::Split) { 2 } else { 1 }
    }
}

impl Decision {
    /// A decision that stands in no file yet.
    pub fn new(verdict: Verdict, sentences: Vec<Cited>) -> Decision {
        let position = Position { line: 1, column: 1 };
        let location = Location { file: "".into(), span: 0..0, position };
        Decision { verdict, sentences, location }
    }
}

impl Location {
    /// A problem at this place.
    pub fn diagnostic(
        &self,
        severity: Severity,
        code: &'static str,
        message: String,
        label: &str,
        help: String,
    ) -> Diagnostic {
        Diagnostic {
            severity,
            code,
            message,
            file: self.file.to_string(),
            span: self.span.clone(),
            position: self.position,
            label: label.to_owned(),
            related: Vec::new(),
            help: Some(help),
            note: None,
        }
    }
}

/// `curation/review.toml:3`, the file and the line.
impl fmt::Display for Location {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file, self.position.line)
    }
}

/// Writes what was decided as the end of a sentence: "hidden", "merged" …
impl fmt::Display for Verdict {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Verdict::Accept => f.write_str("accepted"),
            Verdict::Hide => f.write_str("hidden"),
            Verdict::Merge => f.write_str("merged"),
            Verdict::Split => f.write_str("split"),
            Verdict::Rename(title) => write!(f, "renamed \"{title}\""),
            Verdict::Redate(Some(date)) => write!(f, "dated {}", date.words()),
            Verdict::Redate(None) => f.write_str("left without a date"),
            Verdict::Link(id) => write!(f, "linked to `{id}`"),
            Verdict::Unlink(id) => write!(f, "not `{id}`"),
        }
    }
}

/// Writes the table in TOML.
impl fmt::Display for Decision {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "[[{}]]", self.verdict.name())?;
        match &self.verdict {
            Verdict::Accept | Verdict::Hide | Verdict::Merge | Verdict::Split => {}
            Verdict::Rename(title) => writeln!(f, "title = {}", quoted(title))?,
            Verdict::Redate(Some(date)) => writeln!(f, "date = {}", quoted(&date.to_string()))?,
            Verdict::Redate(None) => writeln!(f, "date = \"unknown\"")?,
            Verdict::Link(id) => writeln!(f, "to = {}", quoted(id))?,
            Verdict::Unlink(id) => writeln!(f, "from = {}", quoted(id))?,
        }
        f.write_str("sentences = [\n")?;
        self.sentences.iter().try_for_each(|cited| writeln!(f, "    {cited},"))?;
        f.write_str("]\n")
    }
}

/// Writes the inline table in TOML.
impl fmt::Display for Cited {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{{ sentence = {}", quoted(&self.sentence))?;
        let texts =
            [("expression", &self.expression), ("tells", &self.tells), ("article", &self.article)];
        for (key, text) in texts {
            if let Some(text) = text {
                write!(f, ", {key} = {}", quoted(text))?;
            }
        }
        if let Some(day) = self.published {
            write!(f, ", published = \"{day}\"")?;
        }
        f.write_str(" }")
    }
}

/// A string of TOML on one line.
fn quoted(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    toml::Value::String(line).to_string()
}
