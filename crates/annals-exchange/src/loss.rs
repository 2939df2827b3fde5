//! What did not come along when a timeline was read or written, as plain data.

use annals_core::Severity;
use std::fmt;

/// Something of a file that was not taken over, or something of an event that a format cannot say.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loss {
    /// An error where an entry or its date could not be used, a warning where the rest of it came
    /// along.
    pub severity: Severity,
    /// A stable name for the kind of loss, such as `import/time`.
    pub code: &'static str,
    /// What is lost and what was kept, as one line without a full stop, the same for every entry.
    pub message: String,
    /// The thing itself, such as `17:30`, on one line.
    pub found: Option<String>,
    /// Where.
    pub place: Place,
}

/// Where something stands in a file, as far as its format has such places.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Place {
    /// The line, from 1.
    pub line: Option<usize>,
    /// The entry, from 1, in the order of the file.
    pub entry: Option<usize>,
    /// The title of the entry or of the event.
    pub title: Option<String>,
}

/// The most characters of what was found that a message quotes.
const QUOTED: usize = 80;

/// The losses of a run, and the place at which the next one is.
#[derive(Debug, Default)]
pub(crate) struct Losses {
    pub(crate) found: Vec<Loss>,
    pub(crate) place: Place,
}

impl Losses {
    /// Goes on to an entry.
    pub(crate) fn enter(&mut self, entry: usize, line: Option<usize>, title: &str) {
        let title = Some(short(title)).filter(|title| !title.is_empty());
        self.place = Place { line, entry: Some(entry), title };
    }

    /// The entry has that title.
    pub(crate) fn rename(&mut self, title: &str) {
        self.place.title = Some(short(title)).filter(|title| !title.is_empty());
    }

    /// Goes on to what belongs to no entry.
    pub(crate) fn leave(&mut self) {
        self.place = Place::default();
    }

    /// Something could not be used.
    pub(crate) fn error(&mut self, code: &'static str, message: impl Into<String>, found: &str) {
        self.add(Severity::Error, code, message, found);
    }

    /// Something was lost, and the rest was kept.
    pub(crate) fn warn(&mut self, code: &'static str, message: impl Into<String>, found: &str) {
        self.add(Severity::Warning, code, message, found);
    }

    fn add(
        &mut self,
        severity: Severity,
        code: &'static str,
        message: impl Into<String>,
        found: &str,
    ) {
        let found = Some(short(found)).filter(|found| !found.is_empty());
        let (message, place) = (message.into(), self.place.clone());
        self.found.push(Loss { severity, code, message, found, place });
    }
}

/// The beginning of a text on one line.
fn short(text: &str) -> String {
    // No more is looked at than may be shown, since a text may be a hundred megabytes long.
    let mut letters = text.trim_start().chars();
    let head: String = letters.by_ref().take(QUOTED).collect();
    let line = crate::text::one_line(&head);
    if letters.next().is_some() { line + "…" } else { line }
}

/// `entry 3 “The pier”, line 12: the time of day is left out: 17:30`.
impl fmt::Display for Loss {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let place = self.place.to_string();
        if !place.is_empty() {
            write!(f, "{place}: ")?;
        }
        f.write_str(&self.message)?;
        self.found.as_ref().map_or(Ok(()), |found| write!(f, ": {found}"))
    }
}

/// `entry 3 “The pier”, line 12`, without what is not known.
impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let entry = self.entry.map(|entry| format!("entry {entry}"));
        let title = self.title.as_ref().map(|title| format!("“{title}”"));
        let named: Vec<String> = entry.into_iter().chain(title).collect();
        let line = self.line.map(|line| format!("line {line}"));
        let named = Some(named.join(" ")).filter(|named| !named.is_empty());
        f.write_str(&named.into_iter().chain(line).collect::<Vec<_>>().join(", "))
    }
}
