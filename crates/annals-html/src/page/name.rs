//! The page of a person, a place, a theme or another name: its events on a scale of their own, and
//! what else those events name.

use super::Shared;
use super::frame::Frame;
use super::names::{Parts, Range, range, with_part, years};
use crate::catalogue::Catalogue;
use crate::chart::{Chart, Scene};
use crate::link::Links;
use crate::listing::{self, Section};
use crate::names::{Name, Names, Realm};
use crate::period::Level;
use crate::site::RenderError;
use crate::sky::{Sky, sky};
use crate::text;
use crate::view::Link;
use crate::words::{Words, fill};
use annals_core::Kind;
use askama::Template;

#[derive(Template)]
#[template(path = "name.html")]
struct NamePage<'a> {
    frame: Frame<'a>,
    crumb: Vec<Link>,
    hue: String,
    title: String,
    length: &'static str,
    years: String,
    counts: String,
    spelled: Option<String>,
    /// The skyline of the timeline in few strokes, and what of it the name covers.
    mini: Option<(&'a str, Range)>,
    sky: Option<Sky<'a>>,
    parts: Parts,
    part: Option<String>,
    sections: Vec<Section<'a>>,
    groups: Vec<Group>,
    elsewhere: Vec<Link>,
    before: Option<Link>,
    after: Option<Link>,
}

/// The names of a realm that the same events have.
struct Group {
    id: &'static str,
    title: &'static str,
    rows: Vec<Beside>,
    /// How many more there are, in words.
    more: Option<String>,
}

/// A name that events of this one have as well.
struct Beside {
    link: Link,
    hue: String,
    events: String,
}

/// The fewest dated events that are worth a skyline.
const DRAWN: usize = 3;
/// The most names of a group.
const BESIDE: usize = 12;
/// The most spellings that are shown.
const SPELLINGS: usize = 6;

/// A part of the page of a name, which is that of an index in its realm.
pub(crate) fn page(
    shared: &Shared<'_>,
    realm: Realm,
    index: usize,
    part: usize,
) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let names = catalogue.names(realm);
    let Some((name, folder)) = folder_of(catalogue, realm, index) else {
        return Ok(String::new());
    };
    let links = shared.links();
    let words = catalogue.words;
    let parts = Parts::new(&links, &folder, name.events.len(), part);
    let years = years(words, name);
    let events = words.count(&words.counts.event, name.events.len());
    let is_first = part == 0;
    let page = NamePage {
        frame: shared.frame(
            &with_part(&name.title, &parts, words),
            &format!("{}: {events}, {years}.", name.title),
        )?,
        crumb: crumb(catalogue, &links, realm),
        hue: name.hue.clone(),
        length: match name.title.chars().count() {
            ..=36 => "",
            37..=90 => "long",
            _ => "huge",
        },
        title: name.title.clone(),
        counts: counts(catalogue, name, events),
        spelled: spelled(words, name),
        mini: catalogue
            .outlines
            .as_ref()
            .and_then(|outlines| Some((outlines.all.as_str(), range(catalogue, name)?))),
        sky: if is_first { own_sky(catalogue, &links, name, &years) } else { None },
        part: parts.words(words),
        sections: listing::sections(
            catalogue,
            &links,
            listing::part(&name.events, part),
            Level::Years(0),
        ),
        groups: if is_first { groups(catalogue, &links, realm, index, name) } else { Vec::new() },
        elsewhere: elsewhere(catalogue, &links, realm, name),
        before: neighbour(catalogue, &links, realm, (0..index).rev()),
        after: neighbour(catalogue, &links, realm, index + 1..names.entries.len()),
        parts,
        years,
    };
    Ok(page.render()?)
}

/// A name that has a page, and the folder of that.
fn folder_of<'a>(
    catalogue: &'a Catalogue<'_>,
    realm: Realm,
    index: usize,
) -> Option<(&'a Name, String)> {
    let name = catalogue.names(realm).entries.get(index)?;
    Some((name, catalogue.name_folder(realm, name)?))
}

fn crumb(catalogue: &Catalogue<'_>, links: &Links<'_>, realm: Realm) -> Vec<Link> {
    let index = Link {
        href: links.page(&catalogue.realm_folder(realm)),
        title: realm.title(catalogue.words).to_owned(),
    };
    vec![super::home_link(catalogue, links), index]
}

/// "12 events, 9 of them dated to the day".
fn counts(catalogue: &Catalogue<'_>, name: &Name, events: String) -> String {
    let words = catalogue.words;
    let all = catalogue.timeline.events();
    let dates = name.events.iter().filter_map(|&event| all.get(event)?.date.as_ref());
    let known = dates.filter(|date| date.kind() == Kind::Day).count();
    let known = fill(&words.names.dated, &[("n", &words.number(known))]);
    [events, known].join(&words.language.comma)
}

fn spelled(words: &Words, name: &Name) -> Option<String> {
    let spellings: Vec<String> = name.spellings.iter().take(SPELLINGS).cloned().collect();
    let names = words.list(&spellings);
    (!spellings.is_empty()).then(|| fill(&words.names.spelled, &[("names", &names)]))
}

/// The skyline of its events, on a scale of their own.
fn own_sky<'a>(
    catalogue: &'a Catalogue<'a>,
    links: &Links<'_>,
    name: &Name,
    years: &str,
) -> Option<Sky<'a>> {
    let all = catalogue.timeline.events();
    let dated =
        name.events.iter().filter(|&&event| all.get(event).is_some_and(|e| e.date.is_some()));
    if dated.take(DRAWN).count() < DRAWN {
        return None;
    }
    let chart = Chart::of_some(catalogue, &name.events)?;
    Some(sky(&Scene { catalogue, chart: &chart, events: &name.events, links }, years))
}

/// What else its events name, by realm; what most of them name comes first.
fn groups(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    own: Realm,
    index: usize,
    name: &Name,
) -> Vec<Group> {
    let words: &'static Words = catalogue.words;
    let group = |realm: Realm| {
        let names = catalogue.names(realm);
        let counts = counts_beside(names, name, (realm == own).then_some(index));
        let beside = |&(other, count): &(usize, usize)| {
            let other = names.entries.get(other)?;
            let folder = catalogue.name_folder(realm, other);
            let href = folder.map_or_else(String::new, |folder| links.page(&folder));
            let link = Link { href, title: text::short(&other.title, 60) };
            Some(Beside { link, hue: other.hue.clone(), events: words.number(count) })
        };
        let more = counts.len().saturating_sub(BESIDE);
        Group {
            id: realm.folder(),
            title: match realm {
                Realm::People => &words.names.with_people,
                Realm::Places => &words.names.with_places,
                Realm::Themes => &words.names.with_themes,
                Realm::Names => &words.names.with_names,
            },
            rows: counts.iter().take(BESIDE).filter_map(beside).collect(),
            more: (more > 0).then(|| fill(&words.lanes.more, &[("n", &words.number(more))])),
        }
    };
    let groups = [Realm::Themes, Realm::People, Realm::Places, Realm::Names].map(group);
    groups.into_iter().filter(|group| !group.rows.is_empty()).collect()
}

/// How many events of a name each other name has, the most first; of equals the first of the index.
fn counts_beside(names: &Names, name: &Name, own: Option<usize>) -> Vec<(usize, usize)> {
    let mut found: Vec<usize> =
        name.events.iter().flat_map(|&event| names.of_event(event)).collect();
    found.retain(|other| Some(*other) != own);
    found.sort_unstable();
    let runs = found.chunk_by(|a, b| a == b);
    let mut counts: Vec<(usize, usize)> =
        runs.filter_map(|run| Some((*run.first()?, run.len()))).collect();
    counts.sort_by_key(|&(other, count)| (std::cmp::Reverse(count), other));
    counts
}

/// Where the same name stands for something else, or nothing says for what.
fn elsewhere(catalogue: &Catalogue<'_>, links: &Links<'_>, own: Realm, name: &Name) -> Vec<Link> {
    let others = [Realm::People, Realm::Places, Realm::Names].into_iter();
    let is_other = |realm: &Realm| *realm != own && own != Realm::Themes;
    let link = |realm: Realm| {
        let index = catalogue.names(realm).find(&name.title)?;
        let (_, folder) = folder_of(catalogue, realm, index)?;
        let title = realm.title(catalogue.words).to_owned();
        Some(Link { href: links.page(&folder), title })
    };
    others.filter(is_other).filter_map(link).collect()
}

/// The first of some names that has a page.
fn neighbour(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    realm: Realm,
    mut indices: impl Iterator<Item = usize>,
) -> Option<Link> {
    indices.find_map(|index| {
        let (name, folder) = folder_of(catalogue, realm, index)?;
        Some(Link { href: links.page(&folder), title: text::short(&name.title, 90) })
    })
}
