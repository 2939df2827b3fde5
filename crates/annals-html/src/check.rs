//! Checks finished pages: every link inside the site leads somewhere, every id is given once.
//!
//! It reads the pages as the browser gets them, so that it also finds what a template got wrong.
//! It knows the HTML that this crate writes (attributes in double quotes), not all that there is.
//! Each page is read once and by itself, so that a large site need not be in memory.

use crate::site::Page;
use memchr::memchr3_iter;
use rapidhash::v3::rapidhash_v3 as rapidhash;
use rapidhash::{RapidHashMap, RapidHashSet};
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
    indices: RapidHashMap<&'a str, usize>,
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
        let indices = paths.iter().enumerate().map(|(index, path)| (*path, index)).collect();
        LinkChecker { paths, indices }
    }

    /// Reads the page whose path is at that index.
    pub fn read(&self, index: usize, bytes: &[u8]) -> PageLinks {
        let Some(path) = self.paths.get(index) else { return PageLinks::default() };
        let mut links = Followed::default();
        let scan = Scan::of(path, bytes);
        links.found.extend(scan.duplicates.iter().map(|id| ProblemKind::DuplicateId((*id).into())));
        let mut target = String::new();
        for link in &scan.links {
            self.follow(index, link, &scan, &mut links, &mut target);
        }
        let missing = scan.references.iter().filter(|id| !scan.ids.contains(*id));
        links.found.extend(missing.map(|id| ProblemKind::DeadId((*id).into())));
        let mut ids: Box<[u64]> = scan.ids.iter().map(|id| hash(id)).collect();
        ids.sort_unstable();
        PageLinks { found: links.found.into(), ids, asked: links.asked.into() }
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
    /// `path` is room for a path.
    fn follow(
        &self,
        from: usize,
        link: &str,
        scan: &Scan<'_>,
        links: &mut Followed,
        path: &mut String,
    ) {
        if ["http://", "https://", "data:"].iter().any(|scheme| link.starts_with(scheme)) {
            return;
        }
        let (file, id) = link.split_once('#').map_or((link, None), |(file, id)| (file, Some(id)));
        let target = match file {
            "" => Some(from),
            file => resolve(self.paths[from], file, path)
                .and_then(|path| self.indices.get(path).copied()),
        };
        match (target, id) {
            (None, _) => links.found.push(ProblemKind::DeadLink(link.to_owned())),
            (Some(target), Some(id)) if target == from => {
                if !scan.ids.contains(id) {
                    links.found.push(ProblemKind::DeadId(link.to_owned()));
                }
            }
            (Some(target), Some(_)) => links.asked.push((target, link.into())),
            (Some(_), None) => {}
        }
    }
}

fn hash(id: &str) -> u64 {
    rapidhash(id.as_bytes())
}

/// The ids and links of a page as they stand in it.
#[derive(Default)]
struct Scan<'a> {
    ids: RapidHashSet<&'a str>,
    duplicates: Vec<&'a str>,
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
            attributes(text).for_each(|(name, value)| scan.attribute(name, value));
        } else {
            scan.links.extend(css_urls(text));
        }
        scan
    }

    fn attribute(&mut self, name: &str, value: &'a str) {
        match name {
            "id" if !self.ids.insert(value) => self.duplicates.push(value),
            "href" | "src" => self.links.push(value),
            "for" | "aria-labelledby" => self.references.extend(value.split_ascii_whitespace()),
            _ => {}
        }
    }
}

/// The path that a relative link leads to; `None` where it leads out of the site.
fn resolve<'p>(path: &str, file: &'p str, room: &'p mut String) -> Option<&'p str> {
    let (mut folder, mut rest) = (parent(path), file);
    while let Some(further) = rest.strip_prefix("../").filter(|_| !folder.is_empty()) {
        (folder, rest) = (parent(folder), further);
    }
    // Nearly all links go up to the root and down to a file.
    if folder.is_empty() && is_plain(rest) {
        return Some(rest);
    }
    room.clear();
    room.push_str(folder);
    let mut parts = rest.split('/').peekable();
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
    // A folder stands for its index.
    if rest.is_empty() || rest.ends_with('/') || rest.ends_with("..") || rest == "." {
        room.push_str(if room.is_empty() { "index.html" } else { "/index.html" });
    }
    Some(room)
}

/// The folder of a path, without the slash at its end.
fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// Whether a path has only names, the last of them that of a file.
fn is_plain(path: &str) -> bool {
    let ends = path.is_empty() || path.starts_with('/') || path.ends_with(['/', '.']);
    !ends
        && !path.starts_with("./")
        && !path.starts_with("../")
        && !path.contains("/.")
        && !path.contains("//")
}

/// The attributes of a page's tags that have a value in double quotes.
fn attributes(html: &str) -> impl Iterator<Item = (&str, &str)> {
    let bytes = html.as_bytes();
    // Where the text begins that may hold the next name, while a tag is read, and where its value.
    let (mut tag, mut quote) = (None, None);
    memchr3_iter(b'<', b'>', b'"', bytes).filter_map(move |at| {
        match (bytes[at], tag, quote) {
            (b'"', Some(from), Some(open)) => {
                (tag, quote) = (Some(at + 1), None);
                return Some((name(html.get(from..open)?)?, html.get(open + 1..at)?));
            }
            (b'"', Some(_), None) => quote = Some(at),
            (b'>', _, None) => tag = None,
            (b'<', _, None) => {
                let is_start = bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic);
                tag = is_start.then_some(at + 1);
            }
            _ => {}
        }
        None
    })
}

/// The name that an equals sign ends, of the text before a value.
fn name(before: &str) -> Option<&str> {
    let name = before.strip_suffix('=')?;
    let start = name.bytes().rposition(|byte| byte.is_ascii_whitespace());
    Some(start.map_or(name, |start| &name[start + 1..]))
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
            let told = attributes(html).map(|(name, value)| format!("{name}:{value}"));
            told.collect::<Vec<_>>().join(" ")
        };
        assert_eq!(of("<a b\n href=\"x\" c id=\"\" d>"), "href:x id:");
        assert_eq!(of("<a href=\"x"), "");
        assert_eq!(of("<a \"x\" href=\"y\">"), "href:y");
        assert_eq!(of("<a b> < c=\"1\" </a c=\"2\"> c=\"3\" <p id=\"x>y\" c='4'>"), "id:x>y");
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
