//! What a page says of itself as JSON-LD, in the words of schema.org.

use super::tree::{Place, Tag, Tree};
use serde_json::{Map, Value};
use std::borrow::Cow;

/// How much of a script is read, in bytes.
const LONGEST: usize = 1 << 20;
/// How deep in a document what it says of the page may stand.
const DEEPEST: usize = 4;

/// The things that a page describes, those that are articles first.
#[derive(Default)]
pub(super) struct LinkedData(Vec<Map<String, Value>>);

impl LinkedData {
    pub(super) fn of(tree: &Tree) -> LinkedData {
        let mut found = LinkedData::default();
        for script in (0..tree.len()).filter(|&node| tree.tag(node) == Tag::Script) {
            if let Some(value) = parse(tree, script) {
                found.collect(value, 0);
            }
        }
        found.0.sort_by_key(|thing| !is_article(thing));
        found
    }

    fn collect(&mut self, value: Value, depth: usize) {
        match value {
            Value::Array(values) if depth < DEEPEST => {
                values.into_iter().for_each(|value| self.collect(value, depth + 1));
            }
            Value::Object(mut thing) => {
                for key in ["@graph", "mainEntity", "mainEntityOfPage"] {
                    let inner = thing.get_mut(key).filter(|value| !value.is_string());
                    if let Some(inner) = inner.filter(|_| depth < DEEPEST) {
                        self.collect(inner.take(), depth + 1);
                    }
                }
                self.0.push(thing);
            }
            _ => {}
        }
    }

    /// All things, those that are articles first.
    pub(super) fn things(&self) -> impl Iterator<Item = &Map<String, Value>> {
        self.0.iter()
    }

    /// The first text that an article of the page has for a key.
    pub(super) fn of_article(&self, key: &str) -> Option<&str> {
        let mut articles = self.0.iter().filter(|thing| is_article(thing));
        articles.find_map(|thing| text(thing, key))
    }

    /// The name of who published the article.
    pub(super) fn publisher(&self) -> Option<&str> {
        let mut articles = self.0.iter().filter(|thing| is_article(thing));
        articles.find_map(|thing| named(thing.get("publisher")?))
    }
}

/// The text of a key; of a list the first.
pub(super) fn text<'t>(thing: &'t Map<String, Value>, key: &str) -> Option<&'t str> {
    let value = match thing.get(key)? {
        Value::Array(values) => values.first()?,
        value => value,
    };
    value.as_str().map(str::trim).filter(|text| !text.is_empty())
}

/// Whether it is an article of some kind, and not the page, its publisher or a picture.
pub(super) fn is_article(thing: &Map<String, Value>) -> bool {
    types(thing).any(|kind| {
        let kind = kind.rsplit(['/', ':']).next().unwrap_or(kind);
        kind.ends_with("Article")
            || matches!(kind, "BlogPosting" | "LiveBlogPosting" | "SocialMediaPosting" | "Report")
            || matches!(kind, "DiscussionForumPosting" | "Review" | "Recipe" | "CreativeWork")
    })
}

/// Whether it is the page itself.
pub(super) fn is_page(thing: &Map<String, Value>) -> bool {
    types(thing).any(|kind| kind.ends_with("Page"))
}

fn types(thing: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let (one, many) = match thing.get("@type") {
        Some(Value::String(kind)) => (Some(kind.as_str()), None),
        Some(Value::Array(kinds)) => (None, Some(kinds)),
        _ => (None, None),
    };
    one.into_iter().chain(many.into_iter().flatten().filter_map(Value::as_str))
}

fn named(value: &Value) -> Option<&str> {
    match value {
        Value::String(name) => Some(name.as_str()),
        Value::Array(values) => values.iter().find_map(named),
        Value::Object(thing) => text(thing, "name"),
        _ => None,
    }
}

/// The document of a script. Pages wrap it in comments, break its lines within texts and end it
/// with a semicolon; all of that is mended.
fn parse(tree: &Tree, script: Place) -> Option<Value> {
    let text = tree.all_text(script);
    let text = text.get(..LONGEST).unwrap_or(&text).trim();
    let start = text.find(['{', '['])?;
    let end = text.rfind(['}', ']'])?;
    let text = text.get(start..=end)?;
    let text: Cow<'_, str> = if text.contains(|c: char| c.is_control()) {
        text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect()
    } else {
        text.into()
    };
    // Of several documents in one script the first is taken.
    serde_json::Deserializer::from_str(&text).into_iter().next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> LinkedData {
        LinkedData::of(&Tree::parse(&format!(
            "<script type='application/ld+json'>{script}</script>"
        )))
    }

    #[test]
    fn articles_come_first_wherever_they_stand() {
        for script in [
            r#"{"@type": "NewsArticle", "headline": "The fair"}"#,
            r#"[{"@type": "WebSite", "headline": "Post"}, {"@type": "NewsArticle", "headline": "The fair"}]"#,
            r#"{"@graph": [{"@type": "WebPage", "headline": "x"}, {"@type": ["Article", "Thing"], "headline": "The fair"}]}"#,
            r#"{"@type": "WebPage", "mainEntity": {"@type": "BlogPosting", "headline": "The fair"}}"#,
            "<!-- {\"@type\": \"Article\", \"headline\": \"The fair\", \"text\": \"a\nb\"}; -->",
            r#"{"@type": "http://schema.org/Article", "headline": [" The fair "]}"#,
        ] {
            assert_eq!(of(script).of_article("headline"), Some("The fair"), "{script}");
        }
    }

    #[test]
    fn a_publisher_is_a_name_or_a_thing_with_one() {
        for publisher in [r#""Post""#, r#"{"name": "Post"}"#, r#"[{"@id": "x"}, {"name": "Post"}]"#]
        {
            let script = format!(r#"{{"@type": "Article", "publisher": {publisher}}}"#);
            assert_eq!(of(&script).publisher(), Some("Post"));
        }
    }

    #[test]
    fn what_is_no_json_says_nothing() {
        let nested = "[".repeat(100_000);
        for script in ["", "{", "nothing", "{\"@type\": }", nested.as_str()] {
            assert_eq!(of(script).things().count(), 0);
        }
    }
}
