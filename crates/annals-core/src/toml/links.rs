//! What is wrong with the links between the events of a timeline.
//!
//! A link that leads nowhere, to its own event or round in a circle is told and left out.

use super::together::Name;
use crate::diagnostic::{Diagnostic, Severity};
use crate::event::LinkKind;
use crate::suggest::nearest;
use std::collections::{BTreeMap, BTreeSet};

/// A link as it stands in a file.
pub(super) struct LinkUse<'n> {
    /// The number of the file.
    pub(super) file: usize,
    /// The id of the event that it starts from.
    pub(super) source: String,
    pub(super) kind: LinkKind,
    /// The target and its place.
    pub(super) target: &'n Name,
}

/// For so many unknown ids of a run the one that was probably meant is looked for among all ids,
/// so that a great many of them do not take a great deal of time.
pub(super) const SUGGESTIONS: usize = 100;

/// The links that cannot stand, by their number, each with what to say of it.
///
/// `known` are the ids of all events, of faulty ones too. Takes time linear in the links, but for
/// the look-up of ids.
pub(super) fn faulty(links: &[LinkUse<'_>], known: &BTreeSet<&str>) -> Vec<(usize, Diagnostic)> {
    let mut found = Vec::new();
    let mut sound = Vec::new();
    let mut suggestions = SUGGESTIONS;
    for (number, link) in links.iter().enumerate() {
        if link.target.id == link.source {
            found.push((number, to_itself(link)));
        } else if known.contains(link.target.id.as_str()) {
            sound.push(number);
        } else {
            let candidates = known.iter().take(if suggestions > 0 { usize::MAX } else { 0 });
            suggestions = suggestions.saturating_sub(1);
            found.push((number, to_nowhere(link, candidates.copied())));
        }
    }
    for kind in LinkKind::ALL.into_iter().filter(|kind| kind.is_one_way()) {
        let of_kind = sound.iter().copied().filter(|number| links[*number].kind == kind);
        found.extend(closing_circles(links, of_kind));
    }
    found
}

fn to_itself(link: &LinkUse<'_>) -> Diagnostic {
    link.target.diagnostic(
        Severity::Error,
        "link/self",
        format!("the event `{}` is linked to itself", link.source),
        "this is its own id",
        format!("leave {} out, or name another event", link.kind),
    )
}

fn to_nowhere<'a>(link: &LinkUse<'_>, candidates: impl Iterator<Item = &'a str>) -> Diagnostic {
    let target = &link.target.id;
    let help = nearest(target, candidates).map_or_else(
        || format!("add an [[event]] with id = \"{target}\""),
        |near| format!("did you mean \"{near}\"?"),
    );
    let message = format!("no [[event]] has the id `{target}`");
    link.target.diagnostic(Severity::Error, "link/unknown", message, "not defined", help)
}

/// The links that lead back to an event from which they are reached, found by a walk in depth.
fn closing_circles(
    links: &[LinkUse<'_>],
    of_kind: impl Iterator<Item = usize>,
) -> Vec<(usize, Diagnostic)> {
    let mut from: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for number in of_kind {
        from.entry(&links[number].source).or_default().push(number);
    }
    let mut found = Vec::new();
    // An event is on the path, by its place there, or done with.
    let mut places: BTreeMap<&str, Option<usize>> = BTreeMap::new();
    for start in from.keys().copied() {
        if places.contains_key(start) {
            continue;
        }
        places.insert(start, Some(0));
        // Each event on the path, and how many of its links have been followed.
        let mut path: Vec<(&str, usize)> = vec![(start, 0)];
        while let Some((event, followed)) = path.last_mut() {
            let next = from.get(event).and_then(|numbers| numbers.get(*followed)).copied();
            let Some(number) = next else {
                places.insert(event, None);
                path.pop();
                continue;
            };
            *followed += 1;
            let target = links[number].target.id.as_str();
            match places.get(target) {
                Some(Some(place)) => {
                    found.push((number, in_a_circle(&links[number], &path[*place..])));
                }
                Some(None) => {}
                None => {
                    places.insert(target, Some(path.len()));
                    path.push((target, 0));
                }
            }
        }
    }
    found
}

/// The path leads from the target of the link to its source.
fn in_a_circle(link: &LinkUse<'_>, path: &[(&str, usize)]) -> Diagnostic {
    const SHOWN: usize = 4;
    let words = link.kind.words();
    let mut chain = path.iter().take(SHOWN).map(|(id, _)| format!("`{id}`")).collect::<Vec<_>>();
    if path.len() > SHOWN {
        chain.push("…".to_owned());
    }
    chain.push(format!("`{}`", link.target.id));
    let message = format!("the event `{}` is {words} itself in the end", link.source);
    let mut diagnostic = link.target.diagnostic(
        Severity::Error,
        "link/circle",
        message,
        "this closes the circle",
        format!("leave out one {} of the circle", link.kind),
    );
    diagnostic.note = Some(chain.join(&format!(" is {words} ")));
    diagnostic
}
