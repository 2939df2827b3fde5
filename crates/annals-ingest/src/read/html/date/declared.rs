//! The days of publication that a page declares in its head: JSON-LD and `<meta>`.

use super::Candidate;
use super::read::Reader;
use crate::article::DateFrom;
use crate::read::html::linked_data::{is_article, is_page, text};
use crate::read::html::meta::Head;

/// Names of `<meta>` for the day of publication, in small letters, with their weights.
const PUBLISHED: [(&str, i32); 48] = [
    ("article:published_time", 95),
    ("og:article:published_time", 95),
    ("og:published_time", 95),
    ("datepublished", 92),
    ("article.published", 92),
    ("parsely-pub-date", 92),
    ("sailthru.date", 90),
    ("article_date_original", 90),
    ("articlepubdate", 90),
    ("cxenseparse:recs:publishtime", 90),
    ("cxenseparse:publishtime", 90),
    ("date.published", 90),
    ("published_time", 90),
    ("published-date", 90),
    ("publisheddate", 90),
    ("published_at", 90),
    ("publish-date", 90),
    ("publish_date", 90),
    ("publishdate", 90),
    ("publish_time", 90),
    ("publication_date", 90),
    ("publication-date", 90),
    ("pubdate", 90),
    ("ptime", 88),
    ("pdate", 88),
    ("dc.date.issued", 90),
    ("dcterms.issued", 90),
    ("dcterms.date", 86),
    ("dc.date", 86),
    ("dc:date", 86),
    ("dcsext.articlefirstpublished", 90),
    ("citation_publication_date", 90),
    ("citation_date", 86),
    ("bt:pubdate", 90),
    ("rnews:datepublished", 90),
    ("prism.publicationdate", 90),
    ("gentime", 84),
    ("originalpublicationdate", 92),
    ("displaydate", 84),
    ("article:post_date", 90),
    ("article_date", 84),
    ("timestamp", 70),
    ("created", 70),
    ("datecreated", 72),
    ("dc.date.created", 72),
    ("dcterms.created", 72),
    ("dc.created", 72),
    ("date", 62),
];

/// Names of `<meta>` for the day of the last change.
const MODIFIED: [&str; 14] = [
    "article:modified_time",
    "og:updated_time",
    "og:modified_time",
    "datemodified",
    "last-modified",
    "lastmod",
    "lastmodified",
    "modified",
    "revised",
    "updated_time",
    "dc.date.modified",
    "dcterms.modified",
    "utime",
    "date.modified",
];

/// What a day of modification weighs.
const CHANGED: i32 = 20;

pub(super) fn candidates(head: &Head<'_>, reader: &Reader) -> Vec<Candidate> {
    let mut found = Vec::new();
    let mut add = |written: &str, weight: i32, from: DateFrom| {
        found.extend(reader.stamp(written).map(|day| {
            let is_universal = is_universal(written);
            Candidate { day, from, weight, is_universal }
        }));
    };
    for thing in head.linked.things() {
        let weight = match () {
            () if is_article(thing) => 100,
            () if is_page(thing) => 78,
            () => 50,
        };
        let keys = [("datePublished", 0), ("dateCreated", 20), ("uploadDate", 20)];
        for (key, less) in keys {
            if let Some(written) = text(thing, key) {
                add(written, weight - less, DateFrom::JsonLd);
            }
        }
        if let Some(written) = text(thing, "dateModified") {
            add(written, CHANGED + weight / 10, DateFrom::Modified);
        }
    }
    for (name, content) in head.metas() {
        if let Some((_, weight)) = PUBLISHED.iter().find(|(known, _)| *known == name) {
            add(content, *weight, DateFrom::Meta);
        } else if MODIFIED.contains(&name) {
            add(content, CHANGED, DateFrom::Modified);
        }
    }
    found
}

/// Whether a stamp has a time of day by the clock of Greenwich.
pub(super) fn is_universal(stamp: &str) -> bool {
    stamp.contains(':')
        && ["Z", "+00:00", "+0000", "GMT", "UTC"].iter().any(|zone| stamp.ends_with(zone))
}
