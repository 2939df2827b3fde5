//! What stands round the content of every page: what its head names, the bar above it and the foot.
//!
//! Nearly all of it is the same on the pages of a timeline that are equally deep in folders, so that
//! it is made once for these; see `base.html`.

use super::{DATES, Shared, lang, realms};
use crate::assets;
use crate::catalogue::Catalogue;
use crate::copy::Format;
use crate::link::Links;
use crate::names::Realm;
use crate::site::{RenderError, Site};
use crate::text;
use crate::view::Link;
use crate::words::{Words, fill};
use askama::Template;
use std::borrow::Cow;

/// The frame of a page.
pub(crate) struct Frame<'a> {
    pub(super) w: &'static Words,
    pub(super) title: String,
    pub(super) description: String,
    pub(super) canonical: Option<String>,
    pub(super) around: Cow<'a, Surround>,
}

/// What the frames of a timeline's pages of one depth share.
#[derive(Clone)]
pub(crate) struct Surround {
    pub(super) lang: String,
    /// The title of the site.
    pub(super) site: String,
    pub(super) styles: Vec<String>,
    /// The elements of the head that name other files, as HTML.
    pub(super) files: String,
    /// The bar over the page, as HTML.
    pub(super) mast: String,
    /// The foot of the page, as HTML.
    pub(super) foot: String,
    /// The folders of the pages that it tells of otherwise where they are the page itself.
    own: Vec<String>,
}

#[derive(Template)]
#[template(path = "files.html")]
struct Files<'a> {
    styles: &'a [String],
    script: String,
    /// The font to fetch ahead. From a disk browsers refuse to, and say so.
    font: Option<String>,
    copies: &'a [CopyLink],
}

#[derive(Template)]
#[template(path = "mast.html")]
struct Mast<'a> {
    w: &'static Words,
    brand: Link,
    nav: Vec<NavLink>,
    /// Where the field leads; the search page has one of its own.
    search: Option<&'a str>,
}

#[derive(Template)]
#[template(path = "foot.html")]
struct Foot<'a> {
    w: &'static Words,
    line: String,
    own_line: Option<String>,
    /// The days of the year, where any has an event.
    days: Option<Link>,
    search: Option<&'a str>,
    copies: &'a [CopyLink],
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
    folder: String,
    href: String,
    title: String,
    is_current: bool,
}

impl<'a> Shared<'a> {
    /// The frame of the page. An empty title stands for that of the timeline alone.
    pub(super) fn frame(&self, title: &str, description: &str) -> Result<Frame<'a>, RenderError> {
        let around = match self.surround.own.iter().any(|folder| folder == self.folder) {
            true => Cow::Owned(self.own_surround()?),
            false => Cow::Borrowed(self.surround),
        };
        let site = around.site.as_str();
        Ok(Frame {
            w: self.catalogue.words,
            title: match text::short(title, 120) {
                title if title.is_empty() || title == site => site.to_owned(),
                title => format!("{title} · {site}"),
            },
            description: text::short(description, 200),
            canonical: self.canonical(),
            around,
        })
    }

    fn own_surround(&self) -> Result<Surround, RenderError> {
        Surround::new(self.site, self.catalogues, self.catalogue, self.links(), Some(self.folder))
    }
}

impl Surround {
    /// What stands round the pages of those links, or round the one in that folder.
    pub(crate) fn new(
        site: &Site<'_>,
        catalogues: &[Catalogue<'_>],
        catalogue: &Catalogue<'_>,
        links: Links<'_>,
        folder: Option<&str>,
    ) -> Result<Surround, RenderError> {
        let w = catalogue.words;
        let title = text::title(site.title, 60);
        let copies = copies(catalogue, &links);
        let styles = styles(site, &links);
        let files = Files {
            styles: &styles,
            script: links.file(assets::SCRIPT),
            font: site.base_url.map(|_| links.file(assets::FIRST_FONT)),
            copies: &copies,
        };
        let files = files.render()?;
        let nav = nav(catalogues, catalogue, &links, folder);
        let search_folder = catalogue.search_folder();
        let own = nav.iter().map(|link| link.folder.clone()).chain([search_folder.clone()]);
        let own = own.collect();
        let search = links.page(&search_folder);
        let search = (folder != Some(search_folder.as_str())).then_some(search.as_str());
        let brand = Link { href: links.page(""), title: title.clone() };
        let mast = Mast { w, brand, nav, search }.render()?;
        let foot = Foot {
            w,
            line: foot_line(catalogue),
            own_line: site.footer.map(|line| text::short(line, 400)),
            days: catalogue
                .days_folder()
                .map(|folder| Link { href: links.page(&folder), title: w.days.title.clone() }),
            search,
            copies: &copies,
        };
        let foot = foot.render()?;
        let lang = lang(catalogue.timeline).to_owned();
        Ok(Surround { lang, site: title, styles, files, mast, foot, own })
    }
}

/// The site's timelines, then the pages about the one that is shown.
fn nav(
    catalogues: &[Catalogue<'_>],
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    current: Option<&str>,
) -> Vec<NavLink> {
    let words = catalogue.words;
    let link = |folder: String, title: String| NavLink {
        href: links.page(&folder),
        title,
        is_current: current == Some(folder.as_str()),
        folder,
    };
    let home = |other: &Catalogue<'_>| {
        // The name of the main one stands beside it already, as that of the site.
        let title = match other.folder.as_str() {
            "" => words.frame.timeline.clone(),
            _ => text::title(&other.timeline.info.title, 32),
        };
        link(other.folder.clone(), title)
    };
    let mut nav: Vec<NavLink> = catalogues.iter().map(home).collect();
    // Other names are found by way of the indices of people and places, where there are any.
    let has_index = realms(catalogue).any(|realm| realm != Realm::Names);
    let realms = realms(catalogue).filter(|realm| !has_index || *realm != Realm::Names);
    nav.extend(
        realms.map(|realm| link(catalogue.realm_folder(realm), realm.title(words).to_owned())),
    );
    nav.push(link(catalogue.sources_folder(), words.sources.title.clone()));
    nav.push(link(DATES.to_owned(), words.key.more.clone()));
    nav
}

/// The style sheets: that of the program, then those that the site's authors chose.
fn styles(site: &Site<'_>, links: &Links<'_>) -> Vec<String> {
    let mut themes = site.timelines.iter().flat_map(|entry| &entry.timeline.themes);
    let colored = themes.any(|theme| theme.color.is_some());
    let look = site.look.iter().any(|file| file.path == assets::LOOK);
    let sheets = [(assets::STYLE, true), (assets::COLORS, colored), (assets::LOOK, look)];
    sheets.into_iter().filter(|(_, used)| *used).map(|(path, _)| links.file(path)).collect()
}

fn copies(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<CopyLink> {
    let copy = |format: &Format| CopyLink {
        href: links.file(&format!("{}{}", catalogue.folder, format.path())),
        title: format.name(catalogue.words),
        media_type: format.media_type(),
        is_followed: format.is_followed(),
    };
    catalogue.formats.iter().map(copy).collect()
}

fn foot_line(catalogue: &Catalogue<'_>) -> String {
    let (timeline, words) = (catalogue.timeline, catalogue.words);
    let counts = [
        ("events", words.count(&words.counts.event, timeline.events().len())),
        ("written", words.count(&words.counts.written, catalogue.written)),
        ("articles", words.count(&words.counts.article, timeline.articles().len())),
    ];
    fill(&words.frame.foot, &counts.each_ref().map(|(name, count)| (*name, count.as_str())))
}
