//! Checks finished pages: every link inside the site leads somewhere, every id is given once.
//!
//! It reads the pages as the browser gets them, so that it also finds what a template got wrong.
//! It knows the HTML that this crate writes (attributes in double quotes), not all that there is.

use crate::site::Page;
use std::collections::{BTreeMap, BTreeSet};
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
    let scans: BTreeMap<&str, Scan<'_>> =
        pages.iter().map(|page| (page.path.as_str(), Scan::of(page))).collect();
    let mut problems = Vec::new();
    for (path, scan) in &scans {
        let mut report = |kind| problems.push(Problem { page: (*path).to_owned(), kind });
        for id in &scan.duplicates {
            report(ProblemKind::DuplicateId((*id).to_owned()));
        }
        for link in &scan.links {
            if let Some(kind) = follow(path, link, &scans) {
                report(kind);
            }
        }
        for id in &scan.references {
            if !scan.ids.contains(id) {
                report(ProblemKind::DeadId((*id).to_owned()));
            }
        }
    }
    problems
}

/// What a page offers and what it asks for.
#[derive(Default)]
struct Scan<'a> {
    ids: BTreeSet<&'a str>,
    duplicates: Vec<&'a str>,
    links: Vec<&'a str>,
    /// Ids that other attributes name: `for`, `aria-labelledby`.
    references: Vec<&'a str>,
}

impl<'a> Scan<'a> {
    fn of(page: &'a Page) -> Scan<'a> {
        let mut scan = Scan::default();
        let Ok(text) = std::str::from_utf8(&page.bytes) else { return scan };
        if page.path.ends_with(".html") {
            tags(text).for_each(|tag| scan.tag(tag));
        } else if page.path.ends_with(".css") {
            scan.links.extend(css_urls(text));
        }
        scan
    }

    fn tag(&mut self, tag: &'a str) {
        for (name, value) in attributes(tag) {
            match name {
                "id" if !self.ids.insert(value) => self.duplicates.push(value),
                "href" | "src" => self.links.push(value),
                "for" | "aria-labelledby" => self.references.extend(value.split_ascii_whitespace()),
                _ => {}
            }
        }
    }
}

/// What is wrong with a link on the page at a path, if anything.
fn follow(path: &str, link: &str, scans: &BTreeMap<&str, Scan<'_>>) -> Option<ProblemKind> {
    let outside = ["http://", "https://", "data:"];
    if outside.iter().any(|scheme| link.starts_with(scheme)) {
        return None;
    }
    let (file, id) = link.split_once('#').map_or((link, None), |(file, id)| (file, Some(id)));
    let target = if file.is_empty() { Some(path.to_owned()) } else { resolve(path, file) };
    let Some(found) = target.and_then(|target| scans.get(target.as_str())) else {
        return Some(ProblemKind::DeadLink(link.to_owned()));
    };
    let missing = id.is_some_and(|id| !found.ids.contains(id));
    missing.then(|| ProblemKind::DeadId(link.to_owned()))
}

/// The path that a relative link leads to, `None` where it leads out of the site.
fn resolve(path: &str, file: &str) -> Option<String> {
    let mut parts: Vec<&str> = path.split('/').collect();
    parts.pop();
    for part in file.split('/') {
        match part {
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    // A folder stands for its index.
    let folder = file.ends_with('/') || file.ends_with("..") || file == ".";
    if folder {
        parts.retain(|part| !part.is_empty());
        parts.push("index.html");
    }
    Some(parts.join("/"))
}

/// The start tags of a page, without their brackets.
fn tags(html: &str) -> impl Iterator<Item = &str> {
    html.split('<')
        .skip(1)
        .filter(|tag| tag.starts_with(|c: char| c.is_ascii_alphabetic()))
        .map(|tag| tag.split_once('>').map_or(tag, |(tag, _)| tag))
}

/// The attributes of a tag that have a value in double quotes.
fn attributes(tag: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = tag;
    std::iter::from_fn(move || {
        let (before, after) = rest.split_once("=\"")?;
        let (value, more) = after.split_once('"')?;
        rest = more;
        let name = before.rsplit(|c: char| c.is_ascii_whitespace()).next().unwrap_or_default();
        Some((name, value))
    })
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
