//! The index of the people, places, themes or other names of a timeline: each with the years of
//! its events, by first letter.

use super::Shared;
use super::frame::Frame;
use crate::catalogue::Catalogue;
use crate::link::{Links, part_folder};
use crate::listing;
use crate::names::{Name, Names, Realm, initial};
use crate::site::RenderError;
use crate::text::Number;
use crate::time::Tick;
use crate::view::{self, Link};
use crate::words::{Words, fill};
use askama::Template;

#[derive(Template)]
#[template(path = "names.html")]
struct NamesPage<'a> {
    frame: Frame<'a>,
    crumb: Vec<Link>,
    title: &'static str,
    deck: &'static str,
    counts: String,
    /// The first letters, with links to their sections.
    initials: Vec<Link>,
    ticks: Vec<Tick>,
    sections: Vec<Section>,
    parts: Parts,
    /// Whether some names have no page of their own.
    some_single: bool,
    see: Vec<Link>,
}

/// The names of a first letter.
struct Section {
    id: String,
    title: String,
    rows: Vec<Row>,
}

/// A name as an index shows it.
struct Row {
    link: Link,
    hue: String,
    range: Option<Range>,
    years: String,
    events: String,
}

/// What a name's events cover on the scale of the timeline.
pub(crate) struct Range {
    pub(crate) start: Number,
    pub(crate) width: Number,
}

/// The pages of a list that is split.
pub(crate) struct Parts {
    /// A link to each; none where the list is whole.
    pub(crate) links: Vec<Link>,
    /// Which of them this is.
    pub(crate) current: usize,
}

impl Parts {
    pub(crate) fn new(links: &Links<'_>, folder: &str, entries: usize, current: usize) -> Parts {
        let parts = listing::parts(entries);
        let link = |part: usize| Link {
            href: links.page(&part_folder(folder, part)),
            title: (part + 1).to_string(),
        };
        let links = if parts > 1 { (0..parts).map(link).collect() } else { Vec::new() };
        Parts { links, current }
    }

    /// "Part 2 of 5"; nothing where the list is whole.
    pub(crate) fn words(&self, words: &Words) -> Option<String> {
        let number = |number| words.number(number);
        let (n, all) = (number(self.current + 1), number(self.links.len()));
        let phrase = fill(&words.frame.part, &[("n", &n), ("all", &all)]);
        (!self.links.is_empty()).then_some(phrase)
    }
}

/// The fewest names that are divided by their first letters.
const LETTERED: usize = 30;

/// A part of the index of a realm.
pub(crate) fn page(shared: &Shared<'_>, realm: Realm, part: usize) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let words = catalogue.words;
    let names = catalogue.names(realm);
    let title = realm.title(words);
    let deck = match realm {
        Realm::People => &words.names.people_deck,
        Realm::Places => &words.names.places_deck,
        Realm::Themes => &words.names.themes_deck,
        Realm::Names => &words.names.names_deck,
    };
    let folder = catalogue.realm_folder(realm);
    let parts = Parts::new(&links, &folder, names.entries.len(), part);
    let page = NamesPage {
        frame: shared.frame(&with_part(title, &parts, words), deck)?,
        crumb: vec![super::home_link(catalogue, &links)],
        title,
        deck,
        counts: words.count(&words.counts.name, names.entries.len()),
        initials: initials(names, realm, &links, &folder, words),
        ticks: catalogue
            .chart
            .as_ref()
            .map(|chart| chart.scale.ticks(catalogue.words))
            .unwrap_or_default(),
        sections: sections(catalogue, &links, realm, part),
        some_single: names.entries.iter().any(|name| name.slug.is_none()),
        see: super::realms(catalogue)
            .filter(|other| *other != realm)
            .map(|other| Link {
                href: links.page(&catalogue.realm_folder(other)),
                title: other.title(words).to_owned(),
            })
            .collect(),
        parts,
    };
    Ok(page.render()?)
}

/// The title of a page that shows a part of a list.
pub(crate) fn with_part(title: &str, parts: &Parts, words: &Words) -> String {
    match parts.words(words).filter(|_| parts.current > 0) {
        Some(part) => format!("{title} · {part}"),
        None => title.to_owned(),
    }
}

/// What the events of a name cover on the scale of the timeline.
pub(crate) fn range(catalogue: &Catalogue<'_>, name: &Name) -> Option<Range> {
    let (first, last) = name.span?;
    let scale = &catalogue.chart.as_ref()?.scale;
    let (start, end) = (scale.percent(first), scale.percent(last + 1));
    Some(Range { start: Number(start), width: Number(end - start) })
}

/// The years of a name in words.
pub(crate) fn years(words: &Words, name: &Name) -> String {
    match name.span {
        Some((first, last)) => view::years(words, first, last),
        None => words.names.undated.clone(),
    }
}

/// The letter that a name stands under. Themes stand in the order of their author and not by the
/// alphabet, and few names need no letters.
fn letter(names: &Names, realm: Realm, name: &Name, words: &Words) -> String {
    match realm {
        Realm::Themes => realm.title(words).to_owned(),
        _ if names.entries.len() < LETTERED => realm.title(words).to_owned(),
        _ => initial(&name.title).unwrap_or_else(|| words.names.digits.clone()),
    }
}

/// Each first letter with a link to where its names begin. A single one leaves nothing to choose.
fn initials(
    names: &Names,
    realm: Realm,
    links: &Links<'_>,
    folder: &str,
    words: &Words,
) -> Vec<Link> {
    let mut initials: Vec<Link> = Vec::new();
    for (index, name) in names.entries.iter().enumerate() {
        let title = letter(names, realm, name, words);
        if initials.last().is_none_or(|last| last.title != title) {
            let part = index / listing::PART;
            let page = part_folder(folder, part);
            initials.push(Link { href: links.place(&page, &section_id(index)), title });
        }
    }
    if initials.len() > 1 { initials } else { Vec::new() }
}

/// The id of the section that begins with the name of that index.
fn section_id(index: usize) -> String {
    format!("n{}", index + 1)
}

fn sections(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    realm: Realm,
    part: usize,
) -> Vec<Section> {
    let words = catalogue.words;
    let mut sections: Vec<Section> = Vec::new();
    let names = catalogue.names(realm);
    for (place, name) in listing::part(&names.entries, part).iter().enumerate() {
        let title = letter(names, realm, name, words);
        let row = row(catalogue, links, realm, name);
        match sections.last_mut() {
            Some(section) if section.title == title => section.rows.push(row),
            _ => {
                let id = section_id(part * listing::PART + place);
                sections.push(Section { id, title, rows: vec![row] });
            }
        }
    }
    sections
}

/// A name that has no page leads to its event.
fn row(catalogue: &Catalogue<'_>, links: &Links<'_>, realm: Realm, name: &Name) -> Row {
    let folder = catalogue.name_folder(realm, name);
    let folder = folder.or_else(|| Some(catalogue.event_folder(*name.events.first()?)));
    Row {
        link: Link {
            href: folder.map_or_else(String::new, |folder| links.page(&folder)),
            title: name.title.clone(),
        },
        hue: name.hue.clone(),
        range: range(catalogue, name),
        years: years(catalogue.words, name),
        events: catalogue.words.count(&catalogue.words.counts.event, name.events.len()),
    }
}
