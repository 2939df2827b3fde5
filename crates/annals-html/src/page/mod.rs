//! The pages, one module a kind; `frame` is what all of them share.

pub(crate) mod dates;
pub(crate) mod day;
pub(crate) mod embed;
pub(crate) mod event;
pub(crate) mod frame;
pub(crate) mod home;
pub(crate) mod name;
pub(crate) mod names;
pub(crate) mod search;
pub(crate) mod source;
pub(crate) mod sources;
pub(crate) mod span;

use crate::catalogue::Catalogue;
use crate::days::DayOfYear;
use crate::link::{Links, part_folder};
use crate::listing;
use crate::names::Realm;
use crate::period::PageOf;
use crate::site::{RenderError, Site};
use crate::text;
use crate::view::Link;
use annals_core::Timeline;
use frame::Surround;

/// What every page is made from: the site and the timeline that the page belongs to.
#[derive(Clone, Copy)]
pub(crate) struct Shared<'a> {
    pub(crate) site: &'a Site<'a>,
    pub(crate) catalogues: &'a [Catalogue<'a>],
    pub(crate) catalogue: &'a Catalogue<'a>,
    /// The folder of the page.
    pub(crate) folder: &'a str,
    /// What stands round the pages that are as deep.
    pub(crate) surround: &'a Surround,
}

/// What a page is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Subject {
    Home,
    /// A page of time.
    Span(PageOf),
    /// The event of that index.
    Event(usize),
    /// The article of that index.
    Source(usize),
    /// A part of the list of sources.
    Sources(usize),
    Dates,
    /// A part of the index of a realm.
    Names(Realm, usize),
    /// A part of the page of the name of an index in its realm.
    Name(Realm, usize, usize),
    /// The days of the year.
    Days,
    /// A part of the page of a day of the year.
    Day(DayOfYear, usize),
    Search,
    /// What other sites show of the timeline.
    Embed,
}

/// The paths of a timeline's pages and what they are about.
pub(crate) fn list(catalogue: &Catalogue<'_>) -> Vec<(String, Subject)> {
    let mut pages = Vec::new();
    let mut add = |folder: &str, subject| pages.push((format!("{folder}index.html"), subject));
    add(&catalogue.folder, Subject::Home);
    for page in catalogue.periods.pages() {
        add(&catalogue.period_folder(page), Subject::Span(page));
    }
    for index in 0..catalogue.timeline.events().len() {
        add(&catalogue.event_folder(index), Subject::Event(index));
    }
    for index in 0..catalogue.timeline.articles().len() {
        let folder = catalogue.article_folder(index);
        folder.into_iter().for_each(|folder| add(&folder, Subject::Source(index)));
    }
    for part in 0..sources::parts(catalogue) {
        add(&part_folder(&catalogue.sources_folder(), part), Subject::Sources(part));
    }
    add(&catalogue.search_folder(), Subject::Search);
    add(&catalogue.embed_folder(), Subject::Embed);
    if catalogue.folder.is_empty() {
        add(DATES, Subject::Dates);
    }
    for realm in realms(catalogue) {
        let folder = catalogue.realm_folder(realm);
        let names = &catalogue.names(realm).entries;
        for part in 0..listing::parts(names.len()) {
            add(&part_folder(&folder, part), Subject::Names(realm, part));
        }
        for (index, name) in names.iter().enumerate() {
            let Some(folder) = catalogue.name_folder(realm, name) else { continue };
            for part in 0..listing::parts(name.events.len()) {
                add(&part_folder(&folder, part), Subject::Name(realm, index, part));
            }
        }
    }
    if let Some(folder) = catalogue.days_folder() {
        add(&folder, Subject::Days);
    }
    for (day, events) in catalogue.days.iter() {
        let folder = catalogue.day_folder(day);
        for part in 0..listing::parts(events.len()) {
            add(&part_folder(&folder, part), Subject::Day(day, part));
        }
    }
    pages
}

/// The realms that have names.
pub(crate) fn realms(catalogue: &Catalogue<'_>) -> impl Iterator<Item = Realm> {
    let has_names = |realm: &Realm| !catalogue.names(*realm).entries.is_empty();
    Realm::ALL.into_iter().filter(has_names)
}

/// The text of a page.
pub(crate) fn render(shared: &Shared<'_>, subject: Subject) -> Result<String, RenderError> {
    match subject {
        Subject::Home => home::page(shared),
        Subject::Span(at) => span::page(shared, at),
        Subject::Event(index) => event::page(shared, index),
        Subject::Source(index) => source::page(shared, index),
        Subject::Sources(part) => sources::page(shared, part),
        Subject::Dates => dates::page(shared),
        Subject::Names(realm, part) => names::page(shared, realm, part),
        Subject::Name(realm, index, part) => name::page(shared, realm, index, part),
        Subject::Days => day::calendar(shared),
        Subject::Day(day, part) => day::page(shared, day, part),
        Subject::Search => search::page(shared),
        Subject::Embed => embed::page(shared),
    }
}

/// The folder of the page on how dates work, which a site has once.
const DATES: &str = "about/dates/";

impl<'a> Shared<'a> {
    pub(crate) fn links(&self) -> Links<'a> {
        Links::new(self.folder, self.site.base_url)
    }

    /// The page's own full address, where the site has one.
    pub(crate) fn canonical(&self) -> Option<String> {
        self.links().full(self.folder)
    }

    /// The language of the timeline as a BCP 47 tag.
    pub(crate) fn lang(&self) -> &'a str {
        lang(self.catalogue.timeline)
    }
}

/// The link to the home page of a timeline.
fn home_link(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Link {
    Link {
        href: links.page(&catalogue.folder),
        title: text::title(&catalogue.timeline.info.title, 60),
    }
}

/// The language of a timeline as a BCP 47 tag.
fn lang(timeline: &Timeline) -> &str {
    language(&timeline.info.lang).unwrap_or("en")
}

/// A tag that may stand in a `lang` attribute: letters, digits and hyphens.
fn language(tag: &str) -> Option<&str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let starts = tag.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && tag.len() <= 35 && tag.chars().all(fits)).then_some(tag)
}
