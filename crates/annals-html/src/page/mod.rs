//! The pages, one module a kind, and the frame that all of them share.

pub(crate) mod dates;
pub(crate) mod event;
pub(crate) mod home;
pub(crate) mod source;
pub(crate) mod sources;

use crate::assets;
use crate::catalogue::Catalogue;
use crate::link::Links;
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
    /// The event of that index.
    Event(usize),
    /// The article of that index.
    Source(usize),
    Sources,
    Dates,
}

/// The paths of a timeline's pages and what they are about.
pub(crate) fn list(catalogue: &Catalogue<'_>) -> Vec<(String, Subject)> {
    let mut pages = Vec::new();
    let mut add = |folder: &str, subject| pages.push((format!("{folder}index.html"), subject));
    add(&catalogue.folder, Subject::Home);
    for index in 0..catalogue.timeline.events().len() {
        add(&catalogue.event_folder(index), Subject::Event(index));
    }
    for index in 0..catalogue.timeline.articles().len() {
        add(&catalogue.article_folder(index), Subject::Source(index));
    }
    add(&catalogue.sources_folder(), Subject::Sources);
    if catalogue.folder.is_empty() {
        add(DATES, Subject::Dates);
    }
    pages
}

/// The text of a page.
pub(crate) fn render(shared: &Shared<'_>, subject: Subject) -> Result<String, RenderError> {
    match subject {
        Subject::Home => home::page(shared),
        Subject::Event(index) => event::page(shared, index),
        Subject::Source(index) => source::page(shared, index),
        Subject::Sources => sources::page(shared),
        Subject::Dates => dates::page(shared),
    }
}

/// What stands round the content of every page; see `base.html`.
pub(crate) struct Frame {
    w: &'static Words,
    lang: String,
    title: String,
    description: String,
    canonical: Option<String>,
    styles: Vec<String>,
    script: String,
    /// The font to fetch ahead. From a disk browsers refuse to, and say so.
    font: Option<String>,
    brand: Link,
    nav: Vec<NavLink>,
    foot: String,
    own_foot: Option<String>,
}

struct NavLink {
    href: String,
    title: String,
    current: bool,
}

/// The folder of the page on how dates work, which a site has once.
const DATES: &str = "about/dates/";

impl<'a> Shared<'a> {
    fn links(&self) -> Links<'a> {
        Links::new(self.folder, self.site.base_url)
    }

    /// The frame of the page. An empty title stands for that of the timeline alone.
    fn frame(&self, title: &str, description: &str) -> Frame {
        let links = self.links();
        let site_title = text::title(self.site.title, 60);
        let title = text::short(title, 120);
        let lang = language(&self.catalogue.timeline.info.lang).unwrap_or("en");
        Frame {
            w: self.catalogue.words,
            lang: lang.to_owned(),
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
            foot: self.foot(),
            own_foot: self.site.footer.map(|line| text::short(line, 400)),
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

/// A tag that may stand in a `lang` attribute: letters, digits and hyphens.
fn language(tag: &str) -> Option<&str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let starts = tag.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && tag.len() <= 35 && tag.chars().all(fits)).then_some(tag)
}
