//! Where pages are and how they point at each other: relative links, safe addresses, unique slugs.

use crate::text;
use rapidhash::{RapidHashMap, RapidHashSet};
use std::borrow::Cow;

/// The links of a page, which are those of every page as deep.
///
/// A page is named by its folder: `""` for the home page, `"e/some-event/"` for an event.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Links<'a> {
    /// How many folders above the page the root is.
    depth: usize,
    base_url: Option<&'a str>,
}

impl<'a> Links<'a> {
    pub(crate) fn new(from: &str, base_url: Option<&'a str>) -> Links<'a> {
        Links { depth: depth(from), base_url }
    }

    pub(crate) fn at_depth(depth: usize, base_url: Option<&'a str>) -> Links<'a> {
        Links { depth, base_url }
    }

    /// The link to the page in a folder. Without a server nothing turns a folder into its index,
    /// so the link then names the file.
    pub(crate) fn page(&self, folder: &str) -> String {
        match self.base_url {
            Some(_) if folder.is_empty() && self.depth == 0 => "./".to_owned(),
            _ => self.page_below(&[folder]),
        }
    }

    /// The same of a folder below the root that is told in parts.
    pub(crate) fn page_below(&self, parts: &[&str]) -> String {
        self.up(parts, if self.base_url.is_none() { "index.html" } else { "" })
    }

    /// The link to a place on the page in a folder.
    pub(crate) fn place(&self, folder: &str, id: &str) -> String {
        format!("{}#{id}", self.page(folder))
    }

    /// The link to a file.
    pub(crate) fn file(&self, path: &str) -> String {
        self.up(&[path], "")
    }

    /// The full address of the page in a folder, or the link to it where the site has none.
    pub(crate) fn address(&self, folder: &str) -> String {
        self.full(folder).unwrap_or_else(|| self.page(folder))
    }

    /// The full address of a file, or the link to it where the site has none.
    pub(crate) fn file_address(&self, path: &str) -> String {
        self.full(path).unwrap_or_else(|| self.file(path))
    }

    /// The full address of a page or a file, where the site has one.
    pub(crate) fn full(&self, path: &str) -> Option<String> {
        self.base_url.map(|base| format!("{}/{path}", base.trim_end_matches('/')))
    }

    /// The way up to the root, on through these parts and to that end. A page has hundreds of links.
    fn up(&self, parts: &[&str], end: &str) -> String {
        const UP: &str = "../";
        let below: usize = parts.iter().map(|part| part.len()).sum();
        let mut link = String::with_capacity(self.depth * UP.len() + below + end.len());
        (0..self.depth).for_each(|_| link.push_str(UP));
        link.extend(parts.iter().copied().chain([end]));
        link
    }
}

/// How many folders below the root a page or file is.
pub(crate) fn depth(path: &str) -> usize {
    path.bytes().filter(|byte| *byte == b'/').count()
}

/// The address if it is one that a reader can safely follow: `http` or `https`, nothing else.
///
/// ```text
/// javascript:alert(1)   no
/// https://example.org/  yes
/// ```
pub(crate) fn safe_url(url: &str) -> Option<&str> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let clean = !rest.is_empty() && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    (known && clean).then_some(url)
}

/// The folder of a part of the list in a folder, counted from 0. The first part is in that folder
/// itself.
pub(crate) fn part_folder(folder: &str, part: usize) -> String {
    match part {
        0 => folder.to_owned(),
        part => format!("{folder}{PART}{}/", part + 1),
    }
}

const PART: &str = "part-";

fn is_part(slug: &str) -> bool {
    slug.strip_prefix(PART).is_some_and(|number| number.bytes().all(|b| b.is_ascii_digit()))
}

/// A slug for each id, in order: safe as a folder name, and no two alike.
///
/// The first of several that would be alike keeps the plain slug, the next gets `-2` and so on.
/// What is the folder of a further part of a list, such as `part-2`, is taken from the beginning.
pub(crate) fn unique_slugs<'a>(ids: impl Iterator<Item = &'a str>) -> Vec<Cow<'a, str>> {
    let mut taken = RapidHashSet::default();
    // The last number given to each plain slug, so that many alike cost no more than few.
    let mut numbers: RapidHashMap<Cow<'a, str>, usize> = RapidHashMap::default();
    ids.map(|id| {
        // Most ids are slugs already.
        let plain = text::same_or(id, annals_core::slug(id));
        let number = numbers.entry(plain.clone()).or_insert(0);
        loop {
            *number += 1;
            let slug =
                if *number == 1 { plain.clone() } else { format!("{plain}-{number}").into() };
            if !is_part(&slug) && taken.insert(slug.clone()) {
                return slug;
            }
        }
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn links_are_relative() {
        let event = Links::new("calendar/e/reform/", None);
        assert_eq!(event.page(""), "../../../index.html");
        assert_eq!(event.page("calendar/"), "../../../calendar/index.html");
        assert_eq!(event.file("assets/site.css"), "../../../assets/site.css");
        assert_eq!(event.full(""), None);
    }

    #[test]
    fn a_server_needs_no_file_names() {
        let home = Links::new("", Some("https://example.org/chronicle/"));
        assert_eq!(home.page(""), "./");
        assert_eq!(home.place("e/fire/", "dated"), "e/fire/#dated");
        let event = Links::new("e/fire/", Some("https://example.org/chronicle/"));
        let own = event.full("e/fire/");
        assert_eq!(own.as_deref(), Some("https://example.org/chronicle/e/fire/"));
        assert_eq!(event.address(""), "https://example.org/chronicle/");
        assert_eq!(Links::new("data/", None).address("e/fire/"), "../e/fire/index.html");
    }

    #[test]
    fn only_web_addresses_become_links() {
        assert_eq!(safe_url(" https://example.org/a?b "), Some("https://example.org/a?b"));
        for hostile in [
            "javascript:alert(1)",
            "JAVASCRIPT://x",
            "data:text/html,x",
            "//x",
            "http://",
            "java\nscript://a",
            "https://a b",
            "/etc/passwd",
            "",
        ] {
            assert_eq!(safe_url(hostile), None, "{hostile}");
        }
    }

    #[test]
    fn slugs_are_unique_and_stable() {
        let ids = ["A b", "a-b", "../a b", "a-b-2", ""];
        assert_eq!(unique_slugs(ids.into_iter()), ["a-b", "a-b-2", "a-b-3", "a-b-2-2", "event"]);
    }

    #[test]
    fn no_slug_is_the_folder_of_a_part() {
        assert_eq!(part_folder("people/", 0), "people/");
        assert_eq!(part_folder("people/", 1), "people/part-2/");
        let ids = ["Part 2", "part 2", "part two"];
        assert_eq!(unique_slugs(ids.into_iter()), ["part-2-2", "part-2-3", "part-two"]);
    }
}
