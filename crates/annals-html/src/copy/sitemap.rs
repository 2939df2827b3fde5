//! The addresses of all pages, for search engines (<https://www.sitemaps.org/protocol.html>).

use crate::site::RenderError;
use askama::Template;

/// The most addresses that a file may hold by the protocol.
pub(crate) const MOST: usize = 50_000;

#[derive(Template)]
#[template(path = "sitemap.xml")]
struct Sitemap<'a> {
    /// Whether the addresses are those of other site maps.
    is_index: bool,
    addresses: &'a [String],
}

/// Where the site maps are that hold so many addresses: one, or an index and its parts.
pub(crate) fn paths(addresses: usize) -> Vec<String> {
    let mut paths = vec!["sitemap.xml".to_owned()];
    if addresses > MOST {
        paths.extend((1..=addresses.div_ceil(MOST)).map(|part| format!("sitemap-{part}.xml")));
    }
    paths
}

/// The site map of that place among [`paths`].
pub(crate) fn render(base: &str, pages: &[&str], place: usize) -> Result<String, RenderError> {
    let base = base.trim_end_matches('/');
    let address = |path: &str| format!("{base}/{path}");
    let paths = paths(pages.len());
    let is_index = place == 0 && paths.len() > 1;
    let addresses: Vec<String> = if is_index {
        paths[1..].iter().map(|path| address(path)).collect()
    } else {
        let part = pages.chunks(MOST).nth(place.saturating_sub(1)).unwrap_or_default();
        part.iter().map(|page| address(page.strip_suffix("index.html").unwrap_or(page))).collect()
    };
    Ok(Sitemap { is_index, addresses: &addresses }.render()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn few_addresses_are_in_one_file() {
        let map = render("https://example.org/a&b/", &["index.html", "e/x/index.html"], 0).unwrap();
        assert!(map.contains("<urlset"));
        assert!(map.contains("<loc>https://example.org/a&#38;b/</loc>"), "{map}");
        assert!(map.contains("<loc>https://example.org/a&#38;b/e/x/</loc>"));
    }

    #[test]
    fn many_addresses_are_parted() {
        let pages = vec!["index.html"; MOST + 1];
        let count = |place| {
            let map = render("https://example.org", &pages, place).unwrap();
            (map.matches("<url>").count(), map.matches("<sitemap>").count())
        };
        assert_eq!(paths(pages.len()).len(), 3);
        assert_eq!([count(0), count(1), count(2)], [(0, 2), (MOST, 0), (1, 0)]);
    }
}
