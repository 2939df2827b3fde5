//! What is wrong with several files of one timeline taken together.

use super::Parsed;
use super::links::{self, LinkUse};
use crate::curation::Location;
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::LinkKind;
use crate::suggest::nearest;
use std::collections::{BTreeSet, HashMap};

/// Finds what is wrong with the files of one timeline taken together: ids that are used twice,
/// themes that are defined nowhere, and links that lead nowhere or round in a circle.
///
/// Of two events with one id the second, in the order of the files, is taken out of its
/// [`Parsed::events`], and a link that cannot stand out of its event. The files come with their
/// names, in a fixed order.
///
/// ```
/// use annals_core::{NoPhrases, check_together, parse_toml};
/// let war = "[[event]]\nid = \"war\"\ntitle = \"The war\"\n";
/// let battle = "[[event]]\ntitle = \"A battle\"\npart_of = \"wra\"\n";
/// let mut files = [("1.toml", war), ("2.toml", battle)]
///     .map(|(name, text)| parse_toml(name, text, &NoPhrases));
/// check_together(&mut files);
/// let problem = &files[1].diagnostics[0];
/// assert_eq!(problem.to_string(), "2.toml:3:12: error[link/unknown]: no [[event]] has the id `wra`");
/// assert_eq!(problem.help.as_deref(), Some("did you mean \"war\"?"));
/// ```
pub fn check_together(files: &mut [Parsed]) {
    let mut themes: Vec<String> =
        files.iter().flat_map(|file| file.themes.iter().map(|theme| theme.id.clone())).collect();
    themes.sort();
    themes.dedup();
    let named: Vec<Vec<Name>> =
        files.iter_mut().map(|file| std::mem::take(&mut file.names)).collect();
    let mut seen: HashMap<(NameKind, &str), &Location> = HashMap::new();
    let mut events: BTreeSet<&str> = BTreeSet::new();
    let mut twice = vec![BTreeSet::new(); files.len()];
    let mut links = Vec::new();
    let mut unknown_themes = 0;
    for ((number, file), names) in files.iter_mut().enumerate().zip(&named) {
        for name in names {
            match name.kind {
                NameKind::ThemeUse => {
                    let told = unknown_theme(name, &themes, unknown_themes < links::SUGGESTIONS);
                    unknown_themes += usize::from(told.is_some());
                    file.diagnostics.extend(told);
                }
                NameKind::Faulty => {
                    events.insert(&name.id);
                }
                NameKind::LinkUse(kind) => {
                    let is_kept = !twice[number].contains(&(NameKind::Event, name.index));
                    let source = file.events.get(name.index).filter(|_| is_kept);
                    links.extend(source.map(|event| LinkUse {
                        file: number,
                        source: event.id.clone(),
                        kind,
                        target: name,
                    }));
                }
                NameKind::Event | NameKind::Theme => {
                    let key = (name.kind, name.id.as_str());
                    if let Some(first) = seen.get(&key) {
                        file.diagnostics.push(used_twice(name, first));
                        twice[number].insert((name.kind, name.index));
                        continue;
                    }
                    if name.kind == NameKind::Event {
                        events.insert(&name.id);
                    }
                    seen.insert(key, &name.location);
                }
            }
        }
    }
    for (link, diagnostic) in links::faulty(&links, &events) {
        let LinkUse { file, kind, target, .. } = &links[link];
        files[*file].diagnostics.push(diagnostic);
        let event = files[*file].events.get_mut(target.index);
        event.into_iter().for_each(|event| {
            event.links.retain(|link| link.kind != *kind || link.target != target.id);
        });
    }
    for (file, twice) in files.iter_mut().zip(&twice) {
        file.remove(twice);
        file.sort_diagnostics();
    }
}

fn unknown_theme(name: &Name, themes: &[String], suggest: bool) -> Option<Diagnostic> {
    if themes.binary_search(&name.id).is_ok() {
        return None;
    }
    let candidates = themes.iter().take(if suggest { themes.len() } else { 0 });
    let help = nearest(&name.id, candidates.map(String::as_str)).map_or_else(
        || format!("add a [[theme]] with id = \"{}\"", name.id),
        |near| format!("did you mean \"{near}\"?"),
    );
    let message = format!("no [[theme]] has the id `{}`", name.id);
    Some(name.diagnostic(Severity::Warning, "theme/unknown", message, "not defined", help))
}

fn used_twice(name: &Name, first: &Location) -> Diagnostic {
    let mut diagnostic = name.diagnostic(
        Severity::Error,
        "id/duplicate",
        format!("the id `{}` is used twice", name.id),
        "used again here",
        format!("give it an id of its own: id = \"{}-2\"", name.id),
    );
    diagnostic.note = Some(format!("first used at {}:{}", first.file, first.position));
    diagnostic
}

/// Where a name is defined or used.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Name {
    pub(super) kind: NameKind,
    pub(super) id: String,
    /// The number of the event or theme among those of its file that have no error.
    pub(super) index: usize,
    pub(super) location: Location,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(super) enum NameKind {
    Event,
    /// An event with an error, which is left out; links to it are no errors of their own.
    Faulty,
    Theme,
    ThemeUse,
    LinkUse(LinkKind),
}

impl Name {
    pub(super) fn diagnostic(
        &self,
        severity: Severity,
        code: &'static str,
        message: String,
        label: &str,
        help: String,
    ) -> Diagnostic {
        self.location.diagnostic(severity, code, message, label, help)
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
