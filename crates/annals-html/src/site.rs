//! From timelines to pages: what is asked for, what comes out, and how a site is put together.

use crate::assets;
use crate::catalogue::Catalogue;
use crate::color;
use crate::css;
use crate::page::{self, Subject};
use annals_core::{Color, Day, Timeline};
use std::borrow::Cow;
use std::fmt;

/// A site to be rendered.
#[derive(Clone, Debug, Default)]
pub struct Site<'a> {
    /// Its name, shown at the head of every page.
    pub title: &'a str,
    /// Its timelines. One of them is the main one, with an empty path.
    pub timelines: Vec<Entry<'a>>,
    /// Where it will be served, such as `https://example.org/chronicle`. Links then lead to
    /// folders and pages name their full address; without it they lead to `index.html` files,
    /// and the site can be opened from a disk.
    pub base_url: Option<&'a str>,
    /// The day up to which whatever still goes on is drawn. Without it, it is drawn to the edge.
    pub now: Option<Day>,
    /// A line for the foot of every page.
    pub footer: Option<&'a str>,
    /// Files that the site's author adds, under their paths: below `assets/look/`. A style sheet
    /// named `assets/look/site.css` is used after that of the program.
    pub look: &'a [Page],
}

/// A timeline of a site.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// Its folder: `""` for the main timeline, `"calendar"` for another.
    pub path: &'a str,
    /// The timeline.
    pub timeline: &'a Timeline,
    /// How much each of its events matters, in the order of the timeline's events: those that score
    /// highest stand out on the home page. An event that has none here counts as 0.
    pub scores: &'a [f64],
}

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    /// Its path from the root of the site, such as `e/some-event/index.html`: segments of
    /// lower-case letters, digits, dots and hyphens, none of them `..`.
    pub path: String,
    /// What it holds.
    pub bytes: Cow<'static, [u8]>,
}

/// Why a site cannot be rendered.
#[derive(Debug)]
#[non_exhaustive]
pub enum RenderError {
    /// No timeline has the empty path, so that the site would have no home page.
    NoMainTimeline,
    /// The path of a timeline is not made of lower-case letters, digits and hyphens.
    BadPath(String),
    /// Two pages would have the same path.
    SamePath(String),
    /// The base URL is not an `http` or `https` address.
    BadBaseUrl(String),
    /// The plan has no page of that index.
    NoSuchPage(usize),
    /// A template failed.
    Template(askama::Error),
}

/// The pages of a site: which there are, and how each of them is made.
///
/// A large site need not be in memory at once: pages are rendered one by one, in any order and on
/// any thread, to the same bytes.
///
/// ```
/// use annals_core::Timeline;
/// use annals_html::{Entry, Plan, Site};
///
/// let timeline = Timeline::default();
/// let main = Entry { path: "", timeline: &timeline, scores: &[] };
/// let site = Site { title: "Spaceflight", timelines: vec![main], ..Site::default() };
/// let plan = Plan::new(&site)?;
/// let home = plan.paths().position(|path| path == "index.html").unwrap();
/// assert_eq!(plan.render(home)?.path, "index.html");
/// # Ok::<(), annals_html::RenderError>(())
/// ```
pub struct Plan<'a> {
    site: &'a Site<'a>,
    catalogues: Vec<Catalogue<'a>>,
    /// The colours that authors chose for their themes.
    colors: Vec<Color>,
    /// In the order of their paths.
    pages: Vec<Planned<'a>>,
}

/// A page that is to be made.
struct Planned<'a> {
    path: String,
    content: Content<'a>,
}

/// What a file of the site holds.
enum Content<'a> {
    /// The same in every site.
    Asset(&'static [u8]),
    /// A file of the author.
    Look(&'a Page),
    /// The colours that authors chose for their themes.
    Colors,
    /// A page of the timeline of that index.
    Page { timeline: usize, subject: Subject },
}

impl<'a> Plan<'a> {
    /// Lists the pages of a site.
    ///
    /// # Errors
    /// The timelines' paths are not fit for a site or clash, or the base URL is none.
    pub fn new(site: &'a Site<'a>) -> Result<Plan<'a>, RenderError> {
        check_paths(site)?;
        let colors = colors(site);
        let catalogue = |entry| Catalogue::new(entry, site.now, &colors);
        let catalogues: Vec<Catalogue<'_>> = site.timelines.iter().map(catalogue).collect();
        let asset = |&(path, bytes): &(&str, &'static [u8])| Planned {
            path: path.to_owned(),
            content: Content::Asset(bytes),
        };
        let mut pages: Vec<Planned<'_>> = assets::FILES.iter().map(asset).collect();
        pages.extend(
            site.look
                .iter()
                .map(|file| Planned { path: file.path.clone(), content: Content::Look(file) }),
        );
        if !colors.is_empty() {
            let path = assets::COLORS.to_owned();
            pages.push(Planned { path, content: Content::Colors });
        }
        for (timeline, catalogue) in catalogues.iter().enumerate() {
            let planned =
                |(path, subject)| Planned { path, content: Content::Page { timeline, subject } };
            pages.extend(page::list(catalogue).into_iter().map(planned));
        }
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        match pages.windows(2).find(|pair| pair[0].path == pair[1].path) {
            Some(pair) => Err(RenderError::SamePath(pair[0].path.clone())),
            None => Ok(Plan { site, catalogues, colors, pages }),
        }
    }

    /// The paths of the pages, in order.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &str> {
        self.pages.iter().map(|page| page.path.as_str())
    }

    /// The page whose path is at that index.
    ///
    /// # Errors
    /// A template failed, or there is no such page.
    pub fn render(&self, index: usize) -> Result<Page, RenderError> {
        let Planned { path, content } =
            self.pages.get(index).ok_or(RenderError::NoSuchPage(index))?;
        let bytes = match *content {
            Content::Asset(bytes) if path == assets::STYLE => {
                Cow::Owned(css::compact(&String::from_utf8_lossy(bytes)).into_bytes())
            }
            Content::Asset(bytes) => Cow::Borrowed(bytes),
            Content::Look(file) => file.bytes.clone(),
            Content::Colors => Cow::Owned(color::style_sheet(&self.colors).into_bytes()),
            Content::Page { timeline, subject } => {
                let (site, catalogues) = (self.site, self.catalogues.as_slice());
                let catalogue = catalogues.get(timeline).ok_or(RenderError::NoMainTimeline)?;
                let folder = path.strip_suffix("index.html").unwrap_or_default();
                let shared = page::Shared { site, catalogues, catalogue, folder };
                Cow::Owned(page::render(&shared, subject)?.into_bytes())
            }
        };
        Ok(Page { path: path.clone(), bytes })
    }
}

/// Renders every page of a site, in the order of their paths.
///
/// # Errors
/// The timelines' paths are not fit for a site or clash, or the base URL is none.
pub fn render(site: &Site<'_>) -> Result<Vec<Page>, RenderError> {
    let plan = Plan::new(site)?;
    (0..plan.pages.len()).map(|index| plan.render(index)).collect()
}

/// The folders that every timeline has beside its home page, and so no timeline can be named for.
pub const RESERVED_FOLDERS: [&str; 4] = ["about", "assets", "e", "s"];

impl fmt::Display for RenderError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            RenderError::NoMainTimeline => f.write_str("no timeline has the empty path"),
            RenderError::BadPath(path) => {
                write!(f, "`{path}` is no path for a timeline: use a-z, 0-9 and hyphens")
            }
            RenderError::SamePath(path) => write!(f, "two pages would be written to `{path}`"),
            RenderError::BadBaseUrl(url) => {
                write!(f, "`{url}` is no base URL: it must begin with http:// or https://")
            }
            RenderError::NoSuchPage(index) => write!(f, "the site has no page number {index}"),
            RenderError::Template(_) => f.write_str("a page could not be rendered"),
        }
    }
}

impl std::error::Error for RenderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            RenderError::Template(error) => Some(error),
            _ => None,
        }
    }
}

impl From<askama::Error> for RenderError {
    fn from(error: askama::Error) -> RenderError {
        RenderError::Template(error)
    }
}

/// The colours of all themes, each once, in order.
fn colors(site: &Site<'_>) -> Vec<Color> {
    let mut colors = Vec::new();
    for theme in site.timelines.iter().flat_map(|entry| &entry.timeline.themes) {
        colors.extend(theme.color.filter(|color| !colors.contains(color)));
    }
    colors
}

fn check_paths(site: &Site<'_>) -> Result<(), RenderError> {
    if let Some(url) = site.base_url
        && crate::link::safe_url(url) != Some(url)
    {
        return Err(RenderError::BadBaseUrl(url.to_owned()));
    }
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    let good = |path: &str| {
        path.is_empty() || path.split('/').all(|part| !part.is_empty() && part.chars().all(fits))
    };
    if let Some(entry) = site.timelines.iter().find(|entry| !good(entry.path)) {
        return Err(RenderError::BadPath(entry.path.to_owned()));
    }
    if !site.timelines.iter().any(|entry| entry.path.is_empty()) {
        return Err(RenderError::NoMainTimeline);
    }
    Ok(())
}
