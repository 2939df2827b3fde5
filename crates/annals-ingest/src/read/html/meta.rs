//! What a page says of itself in its head: title, language, address, publisher.

use super::linked_data::LinkedData;
use super::tree::{Place, Tag, Tree};
use crate::article::web_address;

/// The head of a page.
pub(super) struct Head<'t> {
    tree: &'t Tree,
    metas: Vec<(String, &'t str)>,
    pub(super) linked: LinkedData,
}

impl<'t> Head<'t> {
    pub(super) fn of(tree: &'t Tree) -> Head<'t> {
        let metas = (0..tree.len()).filter(|&node| tree.tag(node) == Tag::Meta);
        let metas = metas.filter_map(|node| named_content(tree, node)).collect();
        Head { tree, metas, linked: LinkedData::of(tree) }
    }

    /// The names and values of the `<meta>`, names in small letters.
    pub(super) fn metas(&self) -> impl Iterator<Item = (&str, &'t str)> {
        self.metas.iter().map(|(name, content)| (name.as_str(), *content))
    }

    fn meta(&self, names: &[&str]) -> Option<&'t str> {
        let known = |name: &&str| self.metas.iter().find(|(known, _)| known == name);
        names.iter().find_map(known).map(|(_, content)| *content)
    }

    /// The headline of the article.
    pub(super) fn title(&self) -> Option<String> {
        let declared = || self.linked.of_article("headline");
        let title = self.first_text(Tag::Title);
        let given = self.meta(&["og:title", "twitter:title", "dc.title", "dcterms.title"]);
        let heading = self.only_heading();
        let shown = given.map(spaced).or(title).filter(|title| !title.is_empty());
        match (heading, shown) {
            // A title that goes on after the heading goes on with the name of the site.
            (Some(heading), Some(shown)) if shown.starts_with(&heading) => Some(heading),
            (heading, shown) => {
                let declared = declared().map(spaced);
                let site = self.publisher();
                declared
                    .or_else(|| shown.map(|shown| without_site(&shown, site.as_deref())))
                    .or(heading)
            }
        }
    }

    /// The text of the first heading of the first rank, where it is long enough to be a headline.
    fn only_heading(&self) -> Option<String> {
        /// A page with more is no article.
        const MOST: usize = 20;
        let headings = (0..self.tree.len()).filter(|&node| self.tree.tag(node) == Tag::H1);
        let mut texts = headings.take(MOST).map(|node| spaced(&self.tree.all_text(node)));
        texts.find(|text| text.split(' ').count() > 1)
    }

    fn first_text(&self, tag: Tag) -> Option<String> {
        let node = (0..self.tree.len()).find(|&node| self.tree.tag(node) == tag)?;
        Some(spaced(&self.tree.all_text(node)))
    }

    /// Who published it.
    pub(super) fn publisher(&self) -> Option<String> {
        const NAMES: [&str; 4] =
            ["og:site_name", "dc.publisher", "dcterms.publisher", "application-name"];
        let name = self.linked.publisher().or_else(|| self.meta(&NAMES)).map(spaced)?;
        (!name.is_empty() && web_address(&name).is_none()).then_some(name)
    }

    /// What it says that it is about.
    pub(super) fn description(&self) -> Option<String> {
        self.meta(&["og:description", "description", "twitter:description"]).map(spaced)
    }

    /// Its address as it declares it.
    pub(super) fn address(&self) -> Option<String> {
        let mut links = (0..self.tree.len()).filter(|&node| {
            let is_canonical = |rel: &str| rel.eq_ignore_ascii_case("canonical");
            self.tree.tag(node) == Tag::Link
                && self.tree.attribute(node, "rel").is_some_and(is_canonical)
        });
        let canonical = links.find_map(|node| web_address(self.tree.attribute(node, "href")?));
        canonical.or_else(|| web_address(self.meta(&["og:url"])?))
    }

    /// Its language as it declares it, a BCP 47 tag.
    pub(super) fn language(&self) -> Option<String> {
        let html = (0..self.tree.len()).find(|&node| self.tree.tag(node) == Tag::Html);
        let own = html.and_then(|html| {
            ["lang", "xml:lang"].iter().find_map(|name| self.tree.attribute(html, name))
        });
        const NAMES: [&str; 5] =
            ["content-language", "og:locale", "dc.language", "dcterms.language", "language"];
        let linked = || self.linked.of_article("inLanguage");
        let tags = [own, self.meta(&NAMES), linked()];
        tags.into_iter().flatten().find_map(language_tag)
    }
}

/// The name in small letters and the value of a `<meta>`.
fn named_content(tree: &Tree, node: Place) -> Option<(String, &str)> {
    let content = tree.attribute(node, "content")?.trim();
    let name = ["property", "name", "itemprop", "http-equiv"]
        .iter()
        .find_map(|key| tree.attribute(node, key))?;
    (!content.is_empty()).then(|| (name.trim().to_lowercase(), content))
}

/// A tag such as `de` or `en-GB`, of what pages write as one.
fn language_tag(written: &str) -> Option<String> {
    let tag = written.trim().split(',').next()?.replace('_', "-");
    let mut parts = tag.split('-');
    let first = parts.next()?;
    let is_language =
        (2..=3).contains(&first.len()) && first.bytes().all(|b| b.is_ascii_alphabetic());
    let fits = |part: &str| {
        (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric())
    };
    (is_language && parts.all(fits)).then_some(tag)
}

/// A title without the name of the site after or before it.
fn without_site(title: &str, site: Option<&str>) -> String {
    const MARKS: [&str; 6] = [" | ", " - ", " – ", " — ", " :: ", " » "];
    let is_site = |part: &str| {
        site.is_some_and(|site| part.trim().to_lowercase().starts_with(&site.to_lowercase()))
    };
    for mark in MARKS {
        if let Some((rest, last)) = title.rsplit_once(mark).filter(|(_, last)| is_site(last)) {
            return if last.is_empty() { title.to_owned() } else { rest.trim().to_owned() };
        }
        if let Some((_, rest)) = title.split_once(mark).filter(|(first, _)| is_site(first)) {
            return rest.trim().to_owned();
        }
    }
    title.to_owned()
}

/// A text with one blank between its words.
fn spaced(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
