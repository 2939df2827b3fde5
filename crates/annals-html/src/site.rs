//! From timelines to pages: what is asked for, what comes out, and how a site is put together.

use crate::assets;
use crate::catalogue::Catalogue;
use crate::color;
use crate::copy::{self, Format, sitemap};
use crate::css;
use crate::link::{Links, depth};
use crate::page::frame::Surround;
use crate::page::{self, Subject};
use crate::search::{self, Part};
use annals_core::{Color, Day, Section, Timeline};
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
    /// The kinds of pages that are not made.
    pub hide: &'a [Section],
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
    /// A value could not be written as JSON.
    Json(serde_json::Error),
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
    /// The index of words of each timeline.
    indices: Vec<search::Index>,
    /// What stands round the pages of each timeline, by how deep in folders they are.
    surrounds: Vec<Vec<Surround>>,
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
    /// A copy of it for machines.
    Copy { timeline: usize, format: Format },
    /// A file of its index of words.
    Search { timeline: usize, part: Part },
    /// The site map of that place.
    Sitemap(usize),
}

impl Planned<'_> {
    /// Whether search engines are told of it: pages are, unless they are another view of one.
    fn is_mapped(&self) -> bool {
        match self.content {
            Content::Page { subject, .. } => !matches!(subject, Subject::Embed | Subject::Search),
            _ => false,
        }
    }
}

impl<'a> Plan<'a> {
    /// Lists the pages of a site.
    ///
    /// # Errors
    /// The timelines' paths are not fit for a site or clash, or the base URL is none.
    pub fn new(site: &'a Site<'a>) -> Result<Plan<'a>, RenderError> {
        check_paths(site)?;
        let colors = colors(site);
        let catalogue = |entry| Catalogue::new(entry, site, &colors);
        let catalogues: Vec<Catalogue<'a>> = site.timelines.iter().map(catalogue).collect();
        let indices: Vec<search::Index> = catalogues
            .iter()
            .map(|catalogue| search::Index::new(catalogue.timeline, catalogue.themes.len()))
            .collect();
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
            let within = |path: &str| format!("{}{path}", catalogue.folder);
            pages.extend(catalogue.formats.iter().map(|&format| Planned {
                path: within(format.path()),
                content: Content::Copy { timeline, format },
            }));
            pages.extend(indices[timeline].paths().map(|(path, part)| Planned {
                path: within(&path),
                content: Content::Search { timeline, part },
            }));
        }
        if site.base_url.is_some() {
            let maps = sitemap::paths(pages.iter().filter(|page| page.is_mapped()).count());
            let planned = |(place, path)| Planned { path, content: Content::Sitemap(place) };
            pages.extend(maps.into_iter().enumerate().map(planned));
        }
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        match pages.windows(2).find(|pair| pair[0].path == pair[1].path) {
            Some(pair) => Err(RenderError::SamePath(pair[0].path.clone())),
            None => {
                let surrounds = surrounds(site, &catalogues, &pages)?;
                Ok(Plan { site, catalogues, colors, indices, surrounds, pages })
            }
        }
    }

    /// The paths of the pages, in order.
    pub fn paths(&self) -> impl ExactSizeIterator<Item = &str> {
        self.pages.iter().map(|page| page.path.as_str())
    }

    /// When it is best to render the page whose path is at that index, among the others: pages near
    /// the root list the most and take longest, so that they come first, and the pages of events
    /// show their neighbours, so that they come in the order of time.
    ///
    /// ```
    /// # use annals_core::Timeline;
    /// # use annals_html::{Entry, Plan, Site};
    /// # let timeline = Timeline::default();
    /// # let main = Entry { path: "", timeline: &timeline, scores: &[] };
    /// # let site = Site { title: "Spaceflight", timelines: vec![main], ..Site::default() };
    /// let plan = Plan::new(&site)?;
    /// let turn = |path: &str| plan.paths().position(|other| other == path).map(|at| plan.turn(at));
    /// assert!(turn("index.html") < turn("search/index.html"));
    /// # Ok::<(), annals_html::RenderError>(())
    /// ```
    pub fn turn(&self, index: usize) -> (usize, usize) {
        let Some(page) = self.pages.get(index) else { return (0, 0) };
        let event = match page.content {
            Content::Page { subject: Subject::Event(event), .. } => event,
            _ => index,
        };
        (depth(&page.path), event)
    }

    /// The page whose path is at that index.
    ///
    /// # Errors
    /// A template failed, or there is no such page.
    pub fn render(&self, index: usize) -> Result<Page, RenderError> {
        let Planned { path, content } =
            self.pages.get(index).ok_or(RenderError::NoSuchPage(index))?;
        let done = |bytes| Ok(Page { path: path.clone(), bytes });
        let text = match *content {
            Content::Asset(bytes) if path.ends_with(".css") => {
                css::compact(&String::from_utf8_lossy(bytes))
            }
            Content::Asset(bytes) => return done(Cow::Borrowed(bytes)),
            Content::Look(file) => return done(file.bytes.clone()),
            Content::Colors => color::style_sheet(&self.colors),
            Content::Page { timeline, subject } => {
                page::render(&self.shared(timeline, path)?, subject)?
            }
            Content::Copy { timeline, format } => {
                copy::pieces(self.shared(timeline, path)?, format).collect::<Result<_, _>>()?
            }
            Content::Search { timeline, part } => {
                self.indices[timeline].render(&self.shared(timeline, path)?, part)?
            }
            Content::Sitemap(place) => self.sitemap(place)?,
        };
        Ok(Page { path: path.clone(), bytes: text.into_bytes().into() })
    }

    /// The page whose path is at that index in parts, where it is a copy for machines: such a copy
    /// may tell every event, so that the whole of it is better not kept in memory. Together the
    /// parts are what `render` gives. `None` where it is another page.
    pub fn parts(
        &self,
        index: usize,
    ) -> Option<impl Iterator<Item = Result<Vec<u8>, RenderError>> + '_> {
        let Planned { path, content: Content::Copy { timeline, format } } =
            self.pages.get(index)?
        else {
            return None;
        };
        let mut pieces = copy::pieces(self.shared(*timeline, path).ok()?, *format);
        Some(std::iter::from_fn(move || {
            let mut part = pieces.next()?.map(String::into_bytes);
            while let Ok(text) = &mut part
                && text.len() < PART
                && let Some(next) = pieces.next()
            {
                match next {
                    Ok(piece) => text.extend_from_slice(piece.as_bytes()),
                    Err(error) => part = Err(error),
                }
            }
            Some(part)
        }))
    }

    /// What a file of a timeline is made from.
    fn shared<'b>(
        &'b self,
        timeline: usize,
        path: &'b str,
    ) -> Result<page::Shared<'b>, RenderError> {
        let catalogues = self.catalogues.as_slice();
        let catalogue = catalogues.get(timeline).ok_or(RenderError::NoMainTimeline)?;
        let folder = path.rfind('/').map_or("", |end| &path[..=end]);
        let surrounds = self.surrounds.get(timeline).ok_or(RenderError::NoMainTimeline)?;
        let surround = surrounds.get(depth(folder)).ok_or(RenderError::NoMainTimeline)?;
        Ok(page::Shared { site: self.site, catalogues, catalogue, folder, surround })
    }

    fn sitemap(&self, place: usize) -> Result<String, RenderError> {
        let mapped = self.pages.iter().filter(|page| page.is_mapped());
        let paths: Vec<&str> = mapped.map(|page| page.path.as_str()).collect();
        sitemap::render(self.site.base_url.unwrap_or_default(), &paths, place)
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

/// How many bytes a part of a page has at least, but for the last.
const PART: usize = 256 * 1024;

/// The folders that every timeline has beside its home page, and so no timeline can be named for.
const RESERVED_FOLDERS: [&str; 15] = [
    "about", "across", "assets", "bce", "data", "e", "embed", "names", "on", "people", "places",
    "s", "search", "themes", "undated",
];

/// Whether pages of a timeline may stand in a folder of that name beside its home page, so that no
/// timeline below it can be named so. Years, decades and centuries have such folders too.
///
/// ```
/// use annals_html::is_reserved_folder;
/// assert!(is_reserved_folder("about"));
/// assert!(is_reserved_folder("1912") && is_reserved_folder("1910s"));
/// assert!(is_reserved_folder("1800-1899"));
/// assert!(!is_reserved_folder("ferries") && !is_reserved_folder("2024-election"));
/// ```
pub fn is_reserved_folder(name: &str) -> bool {
    let years = name.strip_suffix('s').unwrap_or(name);
    let of_time = years.starts_with(|first: char| first.is_ascii_digit())
        && years.chars().all(|letter| letter.is_ascii_digit() || letter == '-');
    of_time || RESERVED_FOLDERS.contains(&name)
}

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
            RenderError::Json(_) => f.write_str("a file could not be written as JSON"),
        }
    }
}

impl std::error::Error for RenderError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            RenderError::Template(error) => Some(error),
            RenderError::Json(error) => Some(error),
            _ => None,
        }
    }
}

impl From<askama::Error> for RenderError {
    fn from(error: askama::Error) -> RenderError {
        RenderError::Template(error)
    }
}

/// What stands round the pages of each timeline, by how deep in folders they are.
fn surrounds(
    site: &Site<'_>,
    catalogues: &[Catalogue<'_>],
    pages: &[Planned<'_>],
) -> Result<Vec<Vec<Surround>>, RenderError> {
    let deepest = pages.iter().map(|page| depth(&page.path)).max().unwrap_or_default();
    let surround = |catalogue, depth| {
        let links = Links::at_depth(depth, site.base_url);
        Surround::new(site, catalogues, catalogue, links, None)
    };
    let of = |catalogue| (0..=deepest).map(|depth| surround(catalogue, depth)).collect();
    catalogues.iter().map(of).collect()
}

/// The colours of all themes, each once, in order.
fn colors(site: &Site<'_>) -> Vec<Color> {
    let mut colors = Vec::new();
    for theme in site.timelines.iter().flat_map(|entry| &entry.timeline.themes) {
        colors.extend(theme.color.filter(|color| !colors.contains(color)));
    }
    colors
}

impl From<serde_json::Error> for RenderError {
    fn from(error: serde_json::Error) -> RenderError {
        RenderError::Json(error)
    }
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
