//! What the names of elements say: the words of their classes and ids.
//!
//! The names are those that sites in all languages use; none belongs to a single site. A name is
//! one word or several: `post-date`, `postDate` and `post_date` are all "post date".

use super::tree::{Place, Tree};
use std::sync::OnceLock;

/// Names of the element that holds an article.
const HOLDS: &[&str] = &[
    "article body",
    "article content",
    "article main",
    "article text",
    "articlebody",
    "articlecontent",
    "articletext",
    "blog content",
    "blog post",
    "body content",
    "content body",
    "entry body",
    "entry content",
    "entry text",
    "h entry",
    "main content",
    "news body",
    "news content",
    "news text",
    "page content",
    "post body",
    "post content",
    "post text",
    "story body",
    "story content",
    "story text",
];

/// Names of parts that tell of the article: who wrote it, when, what a picture shows.
const ABOUT: &[&str] = &[
    "author",
    "author info",
    "bio",
    "byline",
    "caption",
    "contributors",
    "credit",
    "credits",
    "date",
    "dateline",
    "disclaimer",
    "entry footer",
    "entry meta",
    "fn",
    "gallery",
    "infobox",
    "jp sharing",
    "kicker",
    "meta",
    "photo credit",
    "post info",
    "post meta",
    "posted on",
    "pubdate",
    "published",
    "share",
    "sharedaddy",
    "sharing",
    "social",
    "timestamp",
    "vcard",
    "video player",
    "wp caption text",
];

/// Names of parts that are about something else: other texts, menus, what readers wrote.
const ELSEWHERE: &[&str] = &[
    "about author",
    "ad",
    "ads",
    "adsense",
    "advert",
    "advertisement",
    "advertising",
    "affiliate",
    "archives",
    "author bio",
    "author box",
    "banner",
    "breadcrumb",
    "breadcrumbs",
    "calendar",
    "carousel",
    "categories",
    "comment",
    "commentlist",
    "comments",
    "consent",
    "cookie",
    "cookies",
    "copyright",
    "disqus",
    "download",
    "dropdown",
    "feedback",
    "follow",
    "footer",
    "footnav",
    "inline related",
    "jp relatedposts",
    "latest news",
    "latest posts",
    "login",
    "menu",
    "modal",
    "more stories",
    "most popular",
    "most read",
    "nav",
    "navbar",
    "navigation",
    "newsletter",
    "next",
    "outbrain",
    "overlay",
    "pager",
    "pagination",
    "paywall",
    "pingback",
    "popular",
    "popup",
    "post tags",
    "previous",
    "promo",
    "rating",
    "read more",
    "readmore",
    "recent comments",
    "recent posts",
    "recirc",
    "recommendation",
    "recommendations",
    "recommended",
    "related",
    "relatedposts",
    "replies",
    "reply",
    "respond",
    "reviews",
    "screen reader text",
    "search",
    "sidebar",
    "signup",
    "similar posts",
    "skyscraper",
    "sponsor",
    "sponsored",
    "sr only",
    "subscribe",
    "taboola",
    "tag cloud",
    "tagcloud",
    "taglist",
    "tags",
    "teaser",
    "teasers",
    "toc",
    "toolbar",
    "tooltip",
    "trackback",
    "trending",
    "visually hidden",
    "yarpp",
    "zergnet",
];

/// Names of elements that hold the day of publication.
const PUBLISHED: &[&str] = &[
    "created",
    "creation",
    "date created",
    "date published",
    "datecreated",
    "datepublished",
    "dt published",
    "entry date",
    "erstellt",
    "fecha publicacion",
    "issued",
    "onlinesince",
    "post date",
    "post time",
    "postdate",
    "posted",
    "posted on",
    "pub date",
    "pubdate",
    "publicado",
    "publication",
    "publication date",
    "publish",
    "publish date",
    "publishdate",
    "published",
    "publishing",
    "veroeffentlicht",
];

/// Names of elements that hold a day.
const DATED: &[&str] = &[
    "article meta",
    "byline",
    "data",
    "date",
    "dateline",
    "datetime",
    "datum",
    "day",
    "entry meta",
    "fecha",
    "info",
    "meta",
    "metadata",
    "news date",
    "post info",
    "post meta",
    "publie",
    "submitted",
    "time",
    "timestamp",
    "tstamp",
    "zeit",
];

/// Names of elements that hold the day of the last change.
const MODIFIED: &[&str] = &[
    "dt updated",
    "edited",
    "last modified",
    "last updated",
    "lastmod",
    "modified",
    "modify",
    "update",
    "updated",
];

/// Names of elements whose days are of something else.
const OTHER_DAY: &[&str] =
    &["birth", "deadline", "death", "event", "events", "expire", "expires", "termin"];

/// What a name says of an element. The names of one element can say several things.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Says {
    /// It holds the article.
    Holds,
    /// It tells of the article.
    About,
    /// It is about something else.
    Elsewhere,
    /// It holds the day of publication.
    Published,
    /// It holds a day.
    Dated,
    /// It holds the day of the last change.
    Modified,
    /// It holds a day of something else.
    OtherDay,
}

const LISTS: [(Says, &[&str]); 7] = [
    (Says::Holds, HOLDS),
    (Says::About, ABOUT),
    (Says::Elsewhere, ELSEWHERE),
    (Says::Published, PUBLISHED),
    (Says::Dated, DATED),
    (Says::Modified, MODIFIED),
    (Says::OtherDay, OTHER_DAY),
];

/// The attributes that name elements.
const ATTRIBUTES: [&str; 3] = ["class", "id", "data-testid"];

/// All that the names of an element say, as a set.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Names(u8);

impl Names {
    /// Reads the names of an element; `words` is room for them.
    pub(super) fn of(tree: &Tree, node: Place, words: &mut String) -> Names {
        words.clear();
        for value in ATTRIBUTES.iter().filter_map(|name| tree.attribute(node, name)) {
            add_words(value, words);
        }
        let known = known();
        let mut names = Names::default();
        let mut rest = words.as_str();
        while let Some((word, after)) = rest.split_once(' ') {
            let first = known.partition_point(|(name, _)| *name < word);
            let alike = known[first..].iter().take_while(|(name, _)| name.starts_with(word));
            for (name, says) in alike {
                let whole = rest.strip_prefix(name).is_some_and(|rest| rest.starts_with(' '));
                names.0 |= if whole { *says } else { 0 };
            }
            rest = after;
        }
        names
    }

    /// Whether the names say this.
    pub(super) fn say(self, says: Says) -> bool {
        self.0 & 1 << says as u8 != 0
    }
}

/// Every name once, in order, with the set of what it says.
fn known() -> &'static [(&'static str, u8)] {
    static KNOWN: OnceLock<Vec<(&'static str, u8)>> = OnceLock::new();
    KNOWN.get_or_init(|| {
        let pairs = LISTS
            .iter()
            .flat_map(|(says, list)| list.iter().map(|name| (*name, 1_u8 << *says as u8)));
        let mut known: Vec<(&str, u8)> = pairs.collect();
        known.sort_unstable();
        known.dedup_by(|again, first| {
            first.1 |= if again.0 == first.0 { again.1 } else { 0 };
            again.0 == first.0
        });
        known
    })
}

/// Adds the words of a name in small letters, a blank after each.
fn add_words(value: &str, words: &mut String) {
    let mut was_small = false;
    for letter in value.chars().chain([' ']) {
        let parts = !letter.is_alphanumeric() || (was_small && letter.is_uppercase());
        if parts && !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
        if letter.is_alphanumeric() {
            words.extend(letter.to_lowercase());
        }
        was_small = letter.is_lowercase();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(html: &str) -> Names {
        let tree = Tree::parse(html);
        Names::of(&tree, tree.len() - 1, &mut String::new())
    }

    #[test]
    fn lists_hold_small_words_once() {
        for (_, list) in LISTS {
            assert!(list.is_sorted_by(|one, next| one < next), "{list:?}");
            assert!(list.iter().all(|name| name.to_lowercase() == *name && name.trim() == *name));
        }
    }

    #[test]
    fn names_are_whole_words_in_any_spelling() {
        for html in [
            "<p class=post-date>",
            "<p class='x postDate y'>",
            "<p id=the_post_date>",
            "<p data-testid='post date'>",
        ] {
            assert!(of(html).say(Says::Published), "{html}");
        }
        for html in ["<p class=repost-dated>", "<p class='post' id='x-date'>", "<p>"] {
            assert!(!of(html).say(Says::Published), "{html}");
        }
    }

    #[test]
    fn names_can_say_several_things() {
        let names = of("<p class='post-date updated'>");
        assert!(names.say(Says::Published) && names.say(Says::Modified) && names.say(Says::Dated));
        assert!(!names.say(Says::Elsewhere));
    }
}
