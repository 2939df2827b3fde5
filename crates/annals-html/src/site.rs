//! From timelines to pages: what is asked for, what comes out, and how a site is put together.

use crate::assets;
use crate::catalogue::Catalogue;
use crate::page;
use annals_core::{Day, Timeline};
use std::borrow::Cow;
use std::fmt;

/// A site to be rendered.
#[derive(Clone, Debug)]
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
    /// A template failed.
    Template(askama::Error),
}

/// Renders every page of a site, in the order of their paths.
///
/// # Errors
/// The timelines' paths are not fit for a site or clash, or the base URL is none.
pub fn render(site: &Site<'_>) -> Result<Vec<Page>, RenderError> {
    check_paths(site)?;
    let catalogues: Vec<Catalogue<'_>> =
        site.timelines.iter().map(|entry| Catalogue::new(entry, site.now)).collect();

    let mut pages: Vec<Page> = assets::pages().collect();
    for catalogue in &catalogues {
        let shared = page::Shared { site, catalogues: &catalogues, catalogue };
        pages.push(page::home::page(&shared)?);
        for index in 0..catalogue.timeline.events().len() {
            pages.extend(page::event::page(&shared, index)?);
        }
        for index in 0..catalogue.timeline.articles().len() {
            pages.extend(page::source::page(&shared, index)?);
        }
        pages.push(page::sources::page(&shared)?);
        if catalogue.folder.is_empty() {
            pages.push(page::dates::page(&shared)?);
        }
    }
    pages.sort_by(|a, b| a.path.cmp(&b.path));
    match pages.windows(2).find(|pair| pair[0].path == pair[1].path) {
        Some(pair) => Err(RenderError::SamePath(pair[0].path.clone())),
        None => Ok(pages),
    }
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
