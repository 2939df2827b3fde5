//! What is wrong with several files of one timeline taken together.

use super::Parsed;
use super::suggest::nearest;
use crate::diagnostic::{Diagnostic, Position, Severity};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Finds what is wrong with the files of one timeline taken together: ids that are used twice and
/// themes that are defined nowhere.
///
/// Of two events with one id the second, in the order of the files, is taken out of its
/// [`Parsed::events`]. The files come with their names, in a fixed order.
pub fn check_together(files: &mut [Parsed]) {
    let mut themes: Vec<String> =
        files.iter().flat_map(|file| file.themes.iter().map(|theme| theme.id.clone())).collect();
    themes.sort();
    themes.dedup();
    let mut seen: BTreeMap<(NameKind, String), (String, Position)> = BTreeMap::new();
    for file in files {
        let mut twice = BTreeSet::new();
        for name in std::mem::take(&mut file.names) {
            match name.kind {
                NameKind::ThemeUse if themes.binary_search(&name.id).is_err() => {
                    let help = nearest(&name.id, themes.iter().map(String::as_str)).map_or_else(
                        || format!("add a [[theme]] with id = \"{}\"", name.id),
                        |near| format!("did you mean \"{near}\"?"),
                    );
                    let message = format!("no [[theme]] has the id `{}`", name.id);
                    file.diagnostics.push(name.diagnostic(
                        Severity::Warning,
                        "theme/unknown",
                        message,
                        "not defined",
                        help,
                    ));
                }
                NameKind::ThemeUse => {}
                NameKind::Event | NameKind::Theme => {
                    let key = (name.kind, name.id.clone());
                    let Some((other, position)) = seen.get(&key) else {
                        seen.insert(key, (name.file.clone(), name.position));
                        continue;
                    };
                    let message = format!("the id `{}` is used twice", name.id);
                    let mut diagnostic = name.diagnostic(
                        Severity::Error,
                        "id/duplicate",
                        message,
                        "used again here",
                        format!("give it an id of its own: id = \"{}-2\"", name.id),
                    );
                    diagnostic.note = Some(format!("first used at {other}:{position}"));
                    file.diagnostics.push(diagnostic);
                    twice.insert((name.kind, name.index));
                }
            }
        }
        file.remove(&twice);
        file.sort_diagnostics();
    }
}

/// Where a name is defined or used.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name {
    pub(super) kind: NameKind,
    pub(super) id: String,
    /// The number of the event or theme among those of its file that have no error.
    pub(super) index: usize,
    pub(super) file: String,
    pub(super) span: Range<usize>,
    pub(super) position: Position,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum NameKind {
    Event,
    Theme,
    ThemeUse,
}

impl Name {
    fn diagnostic(
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
            file: self.file.clone(),
            span: self.span.clone(),
            position: self.position,
            label: label.to_owned(),
            help: Some(help),
            note: None,
        }
    }
}

impl Parsed {
    /// Takes out the events or themes that were defined before.
    fn remove(&mut self, twice: &BTreeSet<(NameKind, usize)>) {
        let mut index = 0..;
        self.events
            .retain(|_| !index.next().is_some_and(|n| twice.contains(&(NameKind::Event, n))));
        let mut index = 0..;
        self.themes
            .retain(|_| !index.next().is_some_and(|n| twice.contains(&(NameKind::Theme, n))));
    }
}
