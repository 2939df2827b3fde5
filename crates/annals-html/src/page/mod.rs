//! The pages, one module a kind, and the frame that all of them share.

pub(crate) mod dates;
pub(crate) mod day;
pub(crate) mod embed;
pub(crate) mod event;
pub(crate) mod home;
pub(crate) mod name;
pub(crate) mod names;
pub(crate) mod search;
pub(crate) mod source;
pub(crate) mod sources;
pub(crate) mod span;

use crate::assets;
use crate::catalogue::Catalogue;
use crate::copy::Format;
use crate::days::DayOfYear;
use crate::link::{Links, part_folder};
use crate::listing;
use crate::names::Realm;
use crate::period::PageOf;
use crate::site::{RenderError, Site};
use crate::text;
use crate::view::Link;
use crate::words::{Words, fill};

/// What every page is made from: the site and the timeline that the page belongs to.
pub(crate) struct Shared<'a> {
    pub(crate) site: &'a Site<'a>,
    pub(crate) catalogues: &'a [Catalogue<'a>],
    pub(crate) catalogue: &'a Catalogue<'a>,
    /// The folder of the page.
    pub(crate) folder: &'a str,
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

/// What stands round the content of every page; see `base.html`.
pub(crate) struct Frame {
    w: &'static Words,
    lang: String,
    title: String,
    description: String,
    site: String,
    canonical: Option<String>,
    styles: Vec<String>,
    script: String,
    /// The font to fetch ahead. From a disk browsers refuse to, and say so.
    font: Option<String>,
    brand: Link,
    nav: Vec<NavLink>,
    /// The days of the year, where any has an event.
    days: Option<Link>,
    /// Where the field in the head leads; the search page has one of its own.
    search: Option<String>,
    foot: String,
    own_foot: Option<String>,
    copies: Vec<CopyLink>,
}

/// A link to a copy for machines.
struct CopyLink {
    href: String,
    title: &'static str,
    media_type: &'static str,
    /// Whether the head of the page names it.
    is_followed: bool,
}

struct NavLink {
    href: String,
    title: String,
    current: bool,
}

/// The folder of the page on how dates work, which a site has once.
const DATES: &str = "about/dates/";

impl<'a> Shared<'a> {
    pub(crate) fn links(&self) -> Links<'a> {
        Links::new(self.folder, self.site.base_url)
    }

    /// The language of the timeline as a BCP 47 tag.
    pub(crate) fn lang(&self) -> &'a str {
        language(&self.catalogue.timeline.info.lang).unwrap_or("en")
    }

    /// The frame of the page. An empty title stands for that of the timeline alone.
    fn frame(&self, title: &str, description: &str) -> Frame {
        let links = self.links();
        let site_title = text::title(self.site.title, 60);
        let title = text::short(title, 120);
        let search = self.catalogue.search_folder();
        Frame {
            w: self.catalogue.words,
            lang: self.lang().to_owned(),
            site: site_title.clone(),
            title: match title.as_str() {
                "" => site_title.clone(),
                title if title == site_title => site_title.clone(),
                title => format!("{title} · {site_title}"),
            },
            description: text::short(description, 200),
            canonical: links.canonical(),
            styles: self.styles(&links),
            script: links.file(assets::SCRIPT),
            font: self.site.base_url.map(|_| links.file(assets::FIRST_FONT)),
            brand: Link { href: links.page(""), title: site_title },
            nav: self.nav(&links),
            days: self.catalogue.days_folder().map(|folder| Link {
                href: links.page(&folder),
                title: self.catalogue.words.days.title.clone(),
            }),
            foot: self.foot(),
            own_foot: self.site.footer.map(|line| text::short(line, 400)),
            search: (self.folder != search).then(|| links.page(&search)),
            copies: self.copies(&links),
        }
    }

    /// The site's timelines, then the pages about the one that is shown.
    fn nav(&self, links: &Links<'_>) -> Vec<NavLink> {
        let link = |to: &str, title: String| NavLink {
            href: links.page(to),
            title,
            current: to == self.folder,
        };
        let home = |catalogue: &Catalogue<'_>| {
            // The name of the main one stands beside it already, as that of the site.
            let title = match catalogue.folder.as_str() {
                "" => self.catalogue.words.frame.timeline.clone(),
                _ => text::title(&catalogue.timeline.info.title, 32),
            };
            link(&catalogue.folder, title)
        };
        let mut nav: Vec<NavLink> = self.catalogues.iter().map(home).collect();
        // Other names are found by way of the indices of people and places, where there are any.
        let has_index = realms(self.catalogue).any(|realm| realm != Realm::Names);
        let realms = realms(self.catalogue).filter(|realm| !has_index || *realm != Realm::Names);
        nav.extend(realms.map(|realm| {
            link(&self.catalogue.realm_folder(realm), realm.title(self.catalogue.words).to_owned())
        }));
        nav.push(link(
            &self.catalogue.sources_folder(),
            self.catalogue.words.sources.title.clone(),
        ));
        nav.push(link(DATES, self.catalogue.words.key.more.clone()));
        nav
    }

    /// The style sheets: that of the program, then those that the site's authors chose.
    fn styles(&self, links: &Links<'_>) -> Vec<String> {
        let themes = self.site.timelines.iter().flat_map(|entry| &entry.timeline.themes);
        let colored = themes.into_iter().any(|theme| theme.color.is_some());
        let look = self.site.look.iter().any(|file| file.path == assets::LOOK);
        let sheets =
            [(assets::STYLE, true), (assets::COLORS, colored), (assets::LOOK, look)].into_iter();
        sheets.filter(|(_, used)| *used).map(|(path, _)| links.file(path)).collect()
    }

    fn copies(&self, links: &Links<'_>) -> Vec<CopyLink> {
        let copy = |format: &Format| CopyLink {
            href: links.file(&format!("{}{}", self.catalogue.folder, format.path())),
            title: format.name(self.catalogue.words),
            media_type: format.media_type(),
            is_followed: format.is_followed(),
        };
        self.catalogue.formats.iter().map(copy).collect()
    }

    fn foot(&self) -> String {
        let timeline = self.catalogue.timeline;
        let counts = &self.catalogue.words.counts;
        let count = |words, number| self.catalogue.words.count(words, number);
        fill(
            &self.catalogue.words.frame.foot,
            &[
                ("events", &count(&counts.event, timeline.events().len())),
                ("written", &count(&counts.written, self.catalogue.written)),
                ("articles", &count(&counts.article, timeline.articles().len())),
            ],
        )
    }
}

/// The link to the home page of a timeline.
fn home_link(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Link {
    Link {
        href: links.page(&catalogue.folder),
        title: text::title(&catalogue.timeline.info.title, 60),
    }
}

/// A tag that may stand in a `lang` attribute: letters, digits and hyphens.
fn language(tag: &str) -> Option<&str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let starts = tag.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && tag.len() <= 35 && tag.chars().all(fits)).then_some(tag)
}
