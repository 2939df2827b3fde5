//! Text from articles and files is hostile: in a page it must be text and nothing else.

use crate::support::Workshop;
use html5gum::{DefaultEmitter, Token, Tokenizer};
use std::collections::BTreeMap;

/// Breaks out of text, of attributes with either quote, of comments, titles, scripts and styles.
const PROBE: &str = "\"'--></title></script></style></textarea><xss-probe onclick=\"alert(1)\">\
                     <script>alert(1)</script><img src=x onerror=alert(1)>&lt;xss-probe>";

#[test]
fn hostile_text_is_only_ever_text() {
    let workshop = Workshop::empty();
    write_hostile_data(&workshop);
    let built = workshop.build();
    assert!(workshop.path("site/index.html").exists(), "{}", built.stderr);
    let mut shown = 0;
    for (path, bytes) in workshop.site() {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if path.ends_with(".html") {
            assert!(!text.contains("<xss-probe"), "{path}");
            shown += usize::from(text.contains("xss-probe"));
            assert_eq!(faults(&text), [""; 0], "{path}");
        }
        let is_markup = [".xml", ".atom", ".svg"].iter().any(|end| path.ends_with(end));
        assert!(!(is_markup && text.contains("<xss-probe")), "{path}");
    }
    assert!(shown > 5, "the hostile text is on {shown} pages only: the test tests nothing");
}

#[test]
fn what_is_looked_for_would_be_found() {
    for page in [
        "<p><xss-probe>",
        "<p onclick='alert(1)'>",
        "<a href=' java\nScript:alert(1)'>x</a>",
        "<!-- --><a title=\"a\" href=\"data:text/html,x\">",
        "<script src=\"https://example.org/x.js\"></script>",
        "<script type=\"application/ld+json\">{\"a\": </script>",
    ] {
        assert_eq!(faults(page).len(), 1, "{page}");
    }
    for page in
        ["<p>&lt;xss-probe onclick>", "<a href=\"../e/a/\">x</a>", "<title><p onclick=x></title>"]
    {
        assert_eq!(faults(page), [""; 0], "{page}");
    }
}

fn write_hostile_data(workshop: &Workshop) {
    let probe = toml_string(PROBE);
    workshop.write(
        "data/annals.toml",
        format!(
            "[timeline]\ntitle = {probe}\ndescription = {probe}\nlang = \"en\"\n\
             [[theme]]\nid = \"one\"\ntitle = {probe}\n\
             [[era]]\ntitle = {probe}\ndate = \"1900/1950\"\n"
        ),
    );
    workshop.write(
        "data/events/a.toml",
        format!(
            "[[event]]\ntitle = {probe}\ndate = 1912\ntext = {probe}\nthemes = [\"one\"]\n\
             people = [{probe}]\nplaces = [{probe}]\naliases = [{probe}]\nnote = {probe}\n\
             sources = [{{ title = {probe}, url = \"https://example.org/?q=%22\" }}]\n\
             [[event]]\nid = {probe}\ntitle = \"An id\"\ndate = 1913\n\
             [[event]]\ntitle = \"A script for an address\"\ndate = 1914\n\
             sources = [{{ title = \"x\", url = \"javascript:alert(1)\" }}]\n"
        ),
    );
    workshop.write(
        "data/articles/<xss-probe onclick='alert(1)'>.txt",
        format!("Title: {PROBE}\nDate: 2019-03-14\nSource: {PROBE}\n\nOn Tuesday {PROBE} won.\n"),
    );
    let article = |id: &str, url: &str| {
        serde_json::json!({
            "id": id, "url": url, "date": "2019-03-15", "title": PROBE, "lang": format!("en-{PROBE}"),
            "text": format!("The {PROBE} opened on 5 May 2018.\n\nIt closed last week. {PROBE}"),
        })
    };
    let ids = [PROBE, "../../escape", "a/b\\c", "", "con"];
    let urls =
        ["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,<script>", "//x", PROBE];
    let lines: Vec<String> =
        ids.iter().zip(urls).map(|(id, url)| article(id, url).to_string()).collect();
    workshop.write("data/articles/hostile.jsonl", lines.join("\n"));
}

fn toml_string(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// What hostile text has brought to life on a page: the page is gone through as a browser does.
fn faults(page: &str) -> Vec<String> {
    let mut emitter = DefaultEmitter::default();
    emitter.naively_switch_states(true);
    let mut faults = Vec::new();
    let mut in_data = false;
    for token in Tokenizer::new_with_emitter(page, emitter) {
        let Ok(token) = token;
        match token {
            Token::StartTag(tag) => {
                let name = String::from_utf8_lossy(&tag.name).into_owned();
                let attributes: BTreeMap<String, String> = tag
                    .attributes
                    .iter()
                    .map(|(name, value)| (lossy(name), lossy(&value.value)))
                    .collect();
                in_data = name == "script"
                    && attributes.get("type").is_some_and(|kind| kind == "application/ld+json");
                let is_foreign =
                    ["xss-probe", "iframe", "object", "embed"].contains(&name.as_str());
                let from_elsewhere = name == "script"
                    && attributes.get("src").is_some_and(|source| source.contains("//"));
                if is_foreign || from_elsewhere {
                    faults.push(format!("<{name}>"));
                }
                let bad = attributes.iter().filter(|(name, value)| is_alive(name, value));
                faults.extend(bad.map(|(key, value)| format!("<{name} {key}={value}>")));
            }
            Token::String(text) if in_data => {
                if serde_json::from_slice::<serde_json::Value>(&text).is_err() {
                    faults.push("JSON-LD that is no JSON".to_owned());
                }
                in_data = false;
            }
            _ => {}
        }
    }
    faults
}

/// Whether an attribute could run a script.
fn is_alive(name: &str, value: &str) -> bool {
    let is_address = ["href", "src", "action", "formaction", "xlink:href"].contains(&name);
    let dense: String = value.chars().filter(|c| !c.is_whitespace() && !c.is_control()).collect();
    let scheme = dense.split_once(':').map(|(scheme, _)| scheme.to_lowercase());
    let is_script = scheme.is_some_and(|s| ["javascript", "data", "vbscript"].contains(&&*s));
    name.starts_with("on") || name.contains("xss") || (is_address && is_script)
}

fn lossy(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}
