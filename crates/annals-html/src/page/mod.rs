//! The pages, one module a kind, and the frame that all of them share.

pub(crate) mod dates;
pub(crate) mod event;
pub(crate) mod home;
pub(crate) mod source;
pub(crate) mod sources;

use crate::assets;
use crate::catalogue::Catalogue;
use crate::link::Links;
use crate::site::{Page, RenderError, Site};
use crate::text;
use crate::view::Link;
use askama::Template;
use std::borrow::Cow;

/// What every page is made from: the site and the timeline that the page belongs to.
pub(crate) struct Shared<'a> {
    pub(crate) site: &'a Site<'a>,
    pub(crate) catalogues: &'a [Catalogue<'a>],
    pub(crate) catalogue: &'a Catalogue<'a>,
}

/// What stands round the content of every page; see `base.html`.
pub(crate) struct Frame {
    lang: String,
    title: String,
    description: String,
    canonical: Option<String>,
    style: String,
    script: String,
    /// The font to fetch ahead. From a disk browsers refuse to, and say so.
    font: Option<String>,
    brand: Link,
    nav: Vec<NavLink>,
    foot: String,
}

struct NavLink {
    href: String,
    title: String,
    current: bool,
}

/// The folder of the page on how dates work, which a site has once.
const DATES: &str = "about/dates/";

impl<'a> Shared<'a> {
    fn links<'b>(&self, folder: &'b str) -> Links<'b>
    where
        'a: 'b,
    {
        Links::new(folder, self.site.base_url)
    }

    /// The frame of the page in a folder. An empty title stands for that of the timeline alone.
    fn frame(&self, folder: &str, title: &str, description: &str) -> Frame {
        let links = self.links(folder);
        let site_title = text::title(self.site.title, 60);
        let title = text::short(title, 120);
        let lang = language(&self.catalogue.timeline.info.lang).unwrap_or("en");
        Frame {
            lang: lang.to_owned(),
            title: match title.as_str() {
                "" => site_title.clone(),
                title if title == site_title => site_title.clone(),
                title => format!("{title} · {site_title}"),
            },
            description: text::short(description, 200),
            canonical: links.canonical(),
            style: links.file(assets::STYLE),
            script: links.file(assets::SCRIPT),
            font: self.site.base_url.map(|_| links.file(assets::FIRST_FONT)),
            brand: Link { href: links.page(""), title: site_title },
            nav: self.nav(folder, &links),
            foot: self.foot(),
        }
    }

    /// The site's timelines, then the pages about the one that is shown.
    fn nav(&self, folder: &str, links: &Links<'_>) -> Vec<NavLink> {
        let link = |to: &str, title: String| NavLink {
            href: links.page(to),
            title,
            current: to == folder,
        };
        let home = |catalogue: &Catalogue<'_>| {
            // The name of the main one stands beside it already, as that of the site.
            let title = match catalogue.folder.as_str() {
                "" => "Timeline".to_owned(),
                _ => text::title(&catalogue.timeline.info.title, 32),
            };
            link(&catalogue.folder, title)
        };
        let mut nav: Vec<NavLink> = self.catalogues.iter().map(home).collect();
        nav.push(link(&self.catalogue.sources_folder(), "Sources".to_owned()));
        nav.push(link(DATES, "How dates work".to_owned()));
        nav
    }

    fn foot(&self) -> String {
        let timeline = self.catalogue.timeline;
        format!(
            "{} from {} and {}.",
            text::count(timeline.events().len(), "event", "events"),
            text::count(written(self.catalogue), "written entry", "written entries"),
            text::count(timeline.articles().len(), "article", "articles"),
        )
    }
}

/// How many events of a timeline were written by hand.
fn written(catalogue: &Catalogue<'_>) -> usize {
    let events = catalogue.timeline.events().iter();
    events.filter(|event| event.origin == annals_core::Origin::Written).count()
}

/// A tag that may stand in a `lang` attribute: letters, digits and hyphens.
fn language(tag: &str) -> Option<&str> {
    let fits = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let starts = tag.starts_with(|c: char| c.is_ascii_alphabetic());
    (starts && tag.len() <= 35 && tag.chars().all(fits)).then_some(tag)
}

/// The page in a folder, from its template.
fn finish(folder: &str, template: &impl Template) -> Result<Page, RenderError> {
    let bytes = Cow::Owned(template.render()?.into_bytes());
    Ok(Page { path: format!("{folder}index.html"), bytes })
}
