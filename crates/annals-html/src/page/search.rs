//! The search page: a form, and lists by which everything can be reached without a script.

use super::{Frame, Shared};
use crate::assets;
use crate::catalogue::Catalogue;
use crate::link::Links;
use crate::site::RenderError;
use crate::text;
use crate::view::{self, Link};
use crate::words::Plural;
use askama::Template;
use std::collections::{BTreeMap, HashMap};

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage {
    frame: Frame,
    style: String,
    script: String,
    found: &'static Plural,
    themes: Vec<String>,
    times: Vec<Time>,
    letters: Vec<Letter>,
}

/// A stretch of time: its first event, and how many there are.
struct Time {
    link: Link,
    events: usize,
}

/// The names that begin with a letter.
struct Letter {
    name: String,
    names: Vec<Name>,
}

struct Name {
    link: Link,
    events: usize,
}

/// The most names that are listed.
const NAMES: usize = 400;
/// The most stretches of time that are listed.
const TIMES: usize = 60;

/// The search page of a timeline.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let words = &catalogue.words.search;
    let page = SearchPage {
        frame: shared.frame(&words.title, &words.deck),
        style: links.file(assets::SEARCH_STYLE),
        script: links.file(assets::SEARCH_SCRIPT),
        found: &words.found,
        themes: catalogue.themes.iter().map(|theme| theme.title.clone()).collect(),
        times: times(catalogue, &links),
        letters: letters(catalogue, &links),
    };
    Ok(page.render()?)
}

/// Years, decades or centuries, whichever are few enough.
fn times(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Time> {
    let events = catalogue.timeline.events();
    let mut lengths = [1, 10, 100, 1000].into_iter().map(|length| {
        let mut times: Vec<(i64, Time)> = Vec::new();
        for (index, event) in events.iter().enumerate() {
            let Some(day) = view::place(event) else { continue };
            let (key, title) = super::home::period(day.civil().year, length);
            match times.last_mut() {
                Some((last, time)) if *last == key => time.events += 1,
                _ => {
                    let link = Link { title, ..view::event_link(catalogue, links, index, event) };
                    times.push((key, Time { link, events: 1 }));
                }
            }
        }
        times.into_iter().map(|(_, time)| time).collect::<Vec<_>>()
    });
    lengths.find(|times| times.len() <= TIMES).unwrap_or_default()
}

/// The names that most events have, by their first letter.
fn letters(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Letter> {
    let mut found: HashMap<&str, (usize, usize)> = HashMap::new();
    for (index, event) in catalogue.timeline.events().iter().enumerate() {
        let names = event.people.iter().chain(&event.places).chain(&event.names);
        for name in names {
            let (best, count) = found.entry(name).or_insert((index, 0));
            *count += 1;
            if catalogue.score(index) > catalogue.score(*best) {
                *best = index;
            }
        }
    }
    let mut found: Vec<(&str, (usize, usize))> = found.into_iter().collect();
    found.sort_unstable_by(|a, b| b.1.1.cmp(&a.1.1).then(a.0.cmp(b.0)));
    found.truncate(NAMES);
    let mut letters: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for (name, (best, events)) in found {
        let title = text::title(name, 60);
        let initial = title.chars().find(|letter| letter.is_alphanumeric());
        let initial =
            initial.map_or_else(|| "#".to_owned(), |letter| letter.to_uppercase().collect());
        let folder = catalogue.event_folder(best);
        let link = Link { href: links.page(&folder), title };
        letters.entry(initial).or_default().push(Name { link, events });
    }
    let letter = |(name, mut names): (String, Vec<Name>)| {
        names.sort_by(|a, b| a.link.title.cmp(&b.link.title));
        Letter { name, names }
    };
    letters.into_iter().map(letter).collect()
}
