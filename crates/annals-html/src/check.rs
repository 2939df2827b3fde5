//! Checks finished pages: every link inside the site leads somewhere, every id is given once.
//!
//! It reads the pages as the browser gets them, so that it also finds what a template got wrong.
//! It knows the HTML that this crate writes (attributes in double quotes, angles in their values
//! escaped), not all that there is.
//! Each page is read once and by itself, so that a large site need not be in memory.

use crate::link::depth;
use crate::site::Page;
use memchr::{memchr, memchr_iter, memrchr2};
use rapidhash::RapidHashMap;
use rapidhash::v3::rapidhash_v3 as rapidhash;
use std::fmt;

/// Something wrong on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The path of the page.
    pub page: String,
    /// What is wrong on it.
    pub kind: ProblemKind,
}

/// What is wrong on a page.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ProblemKind {
    /// A link to a page or file that the site does not have.
    DeadLink(String),
    /// A link or reference to an id that the page it leads to does not have.
    DeadId(String),
    /// Two elements with the same id.
    DuplicateId(String),
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.kind {
            ProblemKind::DeadLink(to) => write!(f, "{}: nothing is at `{to}`", self.page),
            ProblemKind::DeadId(to) => write!(f, "{}: no element is named `{to}`", self.page),
            ProblemKind::DuplicateId(id) => {
                write!(f, "{}: the id `{id}` is given twice", self.page)
            }
        }
    }
}

/// Finds links that lead nowhere and ids that are given twice, in the order of the pages.
///
/// ```
/// use annals_html::{Page, ProblemKind, check};
/// let bytes = br##"<a href="missing.html">x</a><a href="#top">y</a>"##.to_vec();
/// let page = Page { path: "index.html".to_owned(), bytes: bytes.into() };
/// let problems = check(&[page]);
/// assert_eq!(problems[0].kind, ProblemKind::DeadLink("missing.html".to_owned()));
/// assert_eq!(problems[1].kind, ProblemKind::DeadId("#top".to_owned()));
/// ```
pub fn check(pages: &[Page]) -> Vec<Problem> {
    let checker = LinkChecker::new(pages.iter().map(|page| page.path.as_str()));
    let read = |(index, page): (usize, &Page)| checker.read(index, &page.bytes);
    checker.problems(pages.iter().enumerate().map(read).collect())
}

/// Checks pages one by one, on any thread, without keeping them.
///
/// Which pages there are is known before; so a dead link is found on the page that has it, and only
/// links to places of other pages wait for the end.
///
/// ```
/// use annals_html::{LinkChecker, ProblemKind};
/// let checker = LinkChecker::new(["a.html", "b.html"].into_iter());
/// let one = checker.read(0, br##"<a href="b.html#end">x</a>"##);
/// let other = checker.read(1, br#"<p id="start">"#);
/// let problems = checker.problems(vec![one, other]);
/// assert_eq!(problems[0].kind, ProblemKind::DeadId("b.html#end".to_owned()));
/// ```
pub struct LinkChecker<'a> {
    paths: Vec<&'a str>,
    /// The index of each path by the hash of its target, as ids are told by their hashes: a page has
    /// very many links, and the paths of all pages are far apart in memory.
    indices: RapidHashMap<u64, usize>,
}

/// What was found on a page, and what it offers to other pages and asks of them.
#[derive(Debug, Default)]
pub struct PageLinks {
    found: Box<[ProblemKind]>,
    /// The hashes of its ids, sorted.
    ids: Box<[u64]>,
    /// Links to an id of another page: the index of that page and the link.
    asked: Box<[(usize, Box<str>)]>,
}

/// The same while its page is read.
#[derive(Default)]
struct Followed {
    found: Vec<ProblemKind>,
    asked: Vec<(usize, Box<str>)>,
}

impl<'a> LinkChecker<'a> {
    /// A checker for the site of these paths.
    pub fn new(paths: impl Iterator<Item = &'a str>) -> LinkChecker<'a> {
        let paths: Vec<&str> = paths.collect();
        let indices = paths.iter().map(|path| hash(target(path))).zip(0..).collect();
        LinkChecker { paths, indices }
    }

    /// Reads the page whose path is at that index.
    pub fn read(&self, index: usize, bytes: &[u8]) -> PageLinks {
        let Some(path) = self.paths.get(index) else { return PageLinks::default() };
        let mut links = Followed::default();
        let scan = Scan::of(path, bytes);
        let twice = scan.ids.windows(2).filter(|pair| pair[0] == pair[1]);
        links.found.extend(twice.map(|pair| ProblemKind::DuplicateId(pair[0].1.to_owned())));
        let depth = depth(path);
        let mut room = String::new();
        for link in &scan.links {
            // Nearly all links go up to the root and down to a file.
            let (up, rest) = climb(link);
            if up != depth || self.index_of(rest).is_none() {
                self.follow(index, link, &scan, &mut links, &mut room);
            }
        }
        let missing = scan.references.iter().filter(|id| !scan.has(id));
        links.found.extend(missing.map(|id| ProblemKind::DeadId((*id).into())));
        let ids = scan.ids.iter().map(|(hash, _)| *hash).collect();
        PageLinks { found: links.found.into(), ids, asked: links.asked.into() }
    }

    /// The index of the page at that path from the root.
    fn index_of(&self, path: &str) -> Option<usize> {
        self.indices.get(&hash(target(path))).copied()
    }

    /// What is wrong on the pages, given in the order of their paths.
    pub fn problems(&self, pages: Vec<PageLinks>) -> Vec<Problem> {
        let mut problems = Vec::new();
        for (path, links) in self.paths.iter().zip(&pages) {
            let is_dead = |(target, link): &&(usize, Box<str>)| {
                let id = link.split_once('#').map_or("", |(_, id)| id);
                let ids = pages.get(*target).map_or(&[][..], |target| &target.ids);
                ids.binary_search(&hash(id)).is_err()
            };
            let dead = links.asked.iter().filter(is_dead);
            let dead = dead.map(|(_, link)| ProblemKind::DeadId(link.to_string()));
            let kinds = links.found.iter().cloned().chain(dead);
            problems.extend(kinds.map(|kind| Problem { page: (*path).to_owned(), kind }));
        }
        problems
    }

    /// Where a link of a page leads: a fault is told, and what only another page can tell is asked.
    /// `room` is for a path.
    fn follow(
        &self,
        from: usize,
        link: &str,
        scan: &Scan<'_>,
        links: &mut Followed,
        room: &mut String,
    ) {
        if ["http://", "https://", "data:"].iter().any(|scheme| link.starts_with(scheme)) {
            return;
        }
        let (file, id) = link.split_once('#').map_or((link, None), |(file, id)| (file, Some(id)));
        let to = match file {
            "" => Some(from),
            file => resolve(self.paths[from], file, room).and_then(|path| self.index_of(path)),
        };
        match (to, id) {
            (None, _) => links.found.push(ProblemKind::DeadLink(link.to_owned())),
            (Some(to), Some(id)) if to == from => {
                if !scan.has(id) {
                    links.found.push(ProblemKind::DeadId(link.to_owned()));
                }
            }
            (Some(to), Some(_)) => links.asked.push((to, link.into())),
            (Some(_), None) => {}
        }
    }
}

fn hash(text: &str) -> u64 {
    rapidhash(text.as_bytes())
}

/// The ids and links of a page as they stand in it.
#[derive(Default)]
struct Scan<'a> {
    /// Each with its hash, sorted by it.
    ids: Vec<(u64, &'a str)>,
    links: Vec<&'a str>,
    /// Ids that other attributes name: `for`, `aria-labelledby`.
    references: Vec<&'a str>,
}

impl<'a> Scan<'a> {
    fn of(path: &str, bytes: &'a [u8]) -> Scan<'a> {
        let mut scan = Scan::default();
        let (is_page, is_style) = (path.ends_with(".html"), path.ends_with(".css"));
        if !is_page && !is_style {
            return scan;
        }
        let Ok(text) = std::str::from_utf8(bytes) else { return scan };
        if is_page {
            scan.links.reserve(64);
            attributes(text).for_each(|(attribute, value)| scan.attribute(attribute, value));
        } else {
            scan.links.extend(css_urls(text));
        }
        scan.ids.sort_unstable();
        scan
    }

    fn attribute(&mut self, attribute: Attribute, value: &'a str) {
        match attribute {
            Attribute::Id => self.ids.push((hash(value), value)),
            Attribute::Link => self.links.push(value),
            Attribute::References => self.references.extend(value.split_ascii_whitespace()),
        }
    }

    fn has(&self, id: &str) -> bool {
        self.ids.binary_search(&(hash(id), id)).is_ok()
    }
}

/// A path as links are compared: a folder stands for its index.
fn target(path: &str) -> &str {
    let folder = path.strip_suffix("index.html");
    folder.filter(|folder| folder.is_empty() || folder.ends_with('/')).unwrap_or(path)
}

/// How many folders up a relative link leads first, and the rest of it.
fn climb(link: &str) -> (usize, &str) {
    let (mut up, mut rest) = (0, link);
    while let Some(further) = rest.strip_prefix("../") {
        (up, rest) = (up + 1, further);
    }
    (up, rest)
}

/// The path that a relative link leads to; `None` where it leads out of the site.
fn resolve<'p>(path: &str, file: &str, room: &'p mut String) -> Option<&'p str> {
    room.clear();
    room.push_str(parent(path));
    let mut parts = file.split('/').peekable();
    while let Some(part) = parts.next() {
        match part {
            "." => {}
            // Only the end may be empty: the site need not stand at the root of its server.
            "" if parts.peek().is_some() => return None,
            "" => {}
            ".." => {
                if room.is_empty() {
                    return None;
                }
                room.truncate(parent(room).len());
            }
            part => {
                if !room.is_empty() {
                    room.push('/');
                }
                room.push_str(part);
            }
        }
    }
    let is_folder = file.ends_with('/') || matches!(file.rsplit('/').next(), Some("." | ".."));
    if is_folder && !room.is_empty() {
        room.push('/');
    }
    Some(room)
}

/// The folder of a path, without the slash at its end.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The attributes of a page's tags that are asked for here, in the order of the page.
///
/// Most of a page is other attributes. So it is gone through by equals signs, and what stands before
/// one is looked at only where a name is right.
fn attributes(html: &str) -> impl Iterator<Item = (Attribute, &str)> {
    let equals = memchr_iter(b'=', html.as_bytes());
    equals.filter_map(|at| {
        let value = html[at..].strip_prefix("=\"")?;
        let (before, attribute) = Attribute::at_end(&html[..at])?;
        let close = memchr(b'"', value.as_bytes())?;
        is_in_tag(before).then(|| (attribute, &value[..close]))
    })
}

/// An attribute whose value leads somewhere, or is led to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Attribute {
    Id,
    Link,
    /// It names ids of its own page.
    References,
}

impl Attribute {
    /// The attribute whose name a text ends with, and what stands before the name.
    fn at_end(text: &str) -> Option<(&str, Attribute)> {
        // Bytes are told apart faster than texts.
        let (name, attribute) = match text.as_bytes().last()? {
            b'd' => ("id", Attribute::Id),
            b'f' => ("href", Attribute::Link),
            b'c' => ("src", Attribute::Link),
            b'r' => ("for", Attribute::References),
            b'y' => ("aria-labelledby", Attribute::References),
            _ => return None,
        };
        let before = text.strip_suffix(name)?;
        before.ends_with(|c: char| c.is_ascii_whitespace()).then_some((before, attribute))
    }
}

/// Whether a text ends in a tag and not in the value of an attribute. Values have neither angles nor
/// double quotes in them.
fn is_in_tag(text: &str) -> bool {
    let Some(angle) = memrchr2(b'<', b'>', text.as_bytes()) else { return false };
    let tag = &text[angle..];
    let quotes = tag.bytes().filter(|byte| *byte == b'"').count();
    let starts = matches!(tag.as_bytes(), [b'<', first, ..] if first.is_ascii_alphabetic());
    starts && quotes.is_multiple_of(2)
}

fn css_urls(css: &str) -> impl Iterator<Item = &str> {
    css.split("url(").skip(1).filter_map(|rest| {
        let (url, _) = rest.split_once(')')?;
        Some(url.trim_matches(['"', '\'']))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(path: &str, html: &str) -> Page {
        Page { path: path.to_owned(), bytes: html.as_bytes().to_vec().into() }
    }

    #[test]
    fn good_links_pass() {
        let pages = [
            page("index.html", r#"<a href="e/a/">x</a><p id="p"><a href="./#p">y</a>"#),
            page("e/a/index.html", r##"<a href="../../">x</a><a href="../../index.html#p">y</a>"##),
            page("a.css", "@font-face{src:url(index.html)}"),
        ];
        assert_eq!(check(&pages), []);
    }

    #[test]
    fn places_of_other_pages_are_found_in_any_order() {
        let pages = [
            page("a.html", r##"<p id="x"><a href="b.html#y">1</a><a href="b.html#x">2</a>"##),
            page(
                "b.html",
                r##"<p id="y"><p id="z"><a href="a.html#x">1</a><a href="a.html#">2</a>"##,
            ),
        ];
        let dead = |page: &str, id: &str| Problem {
            page: page.to_owned(),
            kind: ProblemKind::DeadId(id.to_owned()),
        };
        assert_eq!(check(&pages), [dead("a.html", "b.html#x"), dead("b.html", "a.html#")]);
        let checker = LinkChecker::new(pages.iter().map(|page| page.path.as_str()));
        let mut read = [1, 0].map(|index| checker.read(index, &pages[index].bytes));
        read.reverse();
        assert_eq!(checker.problems(read.into()), check(&pages));
    }

    #[test]
    fn what_is_no_attribute_is_passed_over() {
        let of = |html| {
            let told = attributes(html).map(|(attribute, value)| format!("{attribute:?}:{value}"));
            told.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of("<a b\n href=\"x=\" c id=\"\" d>"), "Link:x= Id:");
        assert_eq!(of("<a href=\"x"), "");
        assert_eq!(of("<a \"x\" src=\"y\">"), "Link:y");
        assert_eq!(of("<a xid=\"1\" grid=\"2\" data-href=\"3\" é-for=\"4\">"), "");
        assert_eq!(of("<a for=\"x y\" aria-labelledby=\"z\">"), "References:x y References:z");
        assert_eq!(of("<a title=\"an href=\" alt=\" id=\"><p id=\"e\">"), "Id:e");
        let script = r#"<script src="x">{"a":"b href=","c":"d"}</script><p id="e">"#;
        assert_eq!(of(script), "Link:x Id:e");
        assert_eq!(of("<a b> < id=\"1\" </a id=\"2\"> id=\"3\" <p id='4'>"), "");
    }

    #[test]
    fn bad_links_are_found() {
        let problems = |html| check(&[page("s/index.html", html)]);
        let kinds = |html| problems(html).into_iter().map(|p| p.kind).collect::<Vec<_>>();
        let dead = |link: &str| vec![ProblemKind::DeadLink(link.to_owned())];
        assert_eq!(kinds(r#"<a href="../../x">"#), dead("../../x"));
        assert_eq!(kinds(r#"<a href="">"#), []);
        assert_eq!(kinds(r#"<img src="x.png">"#), dead("x.png"));
        assert_eq!(kinds(r#"<a href="mailto:x">"#), dead("mailto:x"));
        assert_eq!(kinds(r#"<p id="a"><p id="a">"#), [ProblemKind::DuplicateId("a".to_owned())]);
        assert_eq!(
            kinds(r#"<h2 id="a"><section aria-labelledby="a b">"#),
            [ProblemKind::DeadId("b".to_owned())]
        );
    }
}
