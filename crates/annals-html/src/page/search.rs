//! The search page: a form, and lists by which everything can be reached without a script.

use super::Shared;
use super::frame::Frame;
use crate::assets;
use crate::catalogue::Catalogue;
use crate::link::Links;
use crate::names::{self, Realm};
use crate::period::{ALL, PageOf};
use crate::site::RenderError;
use crate::text;
use crate::view::Link;
use crate::words::Plural;
use askama::Template;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "search.html")]
struct SearchPage<'a> {
    frame: Frame<'a>,
    style: String,
    script: String,
    found: &'static Plural,
    themes: Vec<String>,
    times: Vec<Time>,
    letters: Vec<Letter>,
}

/// A span of time and how many events it has.
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

/// The search page of a timeline.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let words = &catalogue.words.search;
    let page = SearchPage {
        frame: shared.frame(&words.title, &words.deck)?,
        style: links.file(assets::SEARCH_STYLE),
        script: links.file(assets::SEARCH_SCRIPT),
        found: &words.found,
        themes: catalogue.themes.iter().map(|theme| theme.title.clone()).collect(),
        times: times(catalogue, &links),
        letters: letters(catalogue, &links),
    };
    Ok(page.render()?)
}

/// The longest spans that have pages.
fn times(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Time> {
    let spans = catalogue.periods.children(ALL).map(|(period, _)| Time {
        link: super::span::link(catalogue, links, PageOf { period, part: 0 }),
        events: catalogue.periods.inside(period).len(),
    });
    spans.collect()
}

/// The names that most events have, by their first letter.
fn letters(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Letter> {
    let of_realm = |realm| catalogue.names(realm).entries.iter().map(move |name| (realm, name));
    let mut found: Vec<(Realm, &names::Name)> =
        [Realm::People, Realm::Places, Realm::Names].into_iter().flat_map(of_realm).collect();
    found.sort_by(|(_, a), (_, b)| b.events.len().cmp(&a.events.len()).then(a.title.cmp(&b.title)));
    found.truncate(NAMES);
    let mut letters: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for (realm, name) in found {
        let event = name.events.first().map(|&event| catalogue.event_folder(event));
        let Some(folder) = catalogue.name_folder(realm, name).or(event) else { continue };
        let link = Link { href: links.page(&folder), title: text::title(&name.title, 60) };
        let initial = names::initial(&name.title).unwrap_or_else(|| "#".to_owned());
        letters.entry(initial).or_default().push(Name { link, events: name.events.len() });
    }
    let letter = |(name, mut names): (String, Vec<Name>)| {
        names.sort_by(|a, b| a.link.title.cmp(&b.link.title));
        Letter { name, names }
    };
    letters.into_iter().map(letter).collect()
}
