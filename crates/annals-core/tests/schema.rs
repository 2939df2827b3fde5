//! The JSON Schema of timelines in TOML: it holds for what the reader takes and for nothing else.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use annals_core::{NoPhrases, Severity, parse_toml, toml_schema};
use serde_json::Value;

fn schema() -> Value {
    serde_json::from_str(&toml_schema()).unwrap()
}

/// Why a value breaks a schema; covers the words that our schema uses, and panics at any other.
fn violations(value: &Value, schema: &Value, root: &Value, place: &str, found: &mut Vec<String>) {
    for (word, rule) in schema.as_object().unwrap() {
        let holds = match word.as_str() {
            "$schema" | "$defs" | "title" | "description" | "examples" => true,
            "$ref" => {
                let name = rule.as_str().unwrap().strip_prefix("#/$defs/").unwrap();
                violations(value, &root["$defs"][name], root, place, found);
                true
            }
            "type" => match rule.as_str().unwrap() {
                "object" => value.is_object(),
                "array" => value.is_array(),
                "string" => value.is_string(),
                "integer" => value.is_i64(),
                "number" => value.is_number(),
                other => panic!("type {other}"),
            },
            "properties" => {
                for (key, inner) in value.as_object().into_iter().flatten() {
                    if let Some(rule) = rule.get(key) {
                        violations(inner, rule, root, &format!("{place}/{key}"), found);
                    }
                }
                true
            }
            "additionalProperties" => {
                assert_eq!(rule, &Value::Bool(false));
                let known = schema["properties"].as_object().unwrap();
                value
                    .as_object()
                    .is_none_or(|table| table.keys().all(|key| known.contains_key(key)))
            }
            "required" => rule
                .as_array()
                .unwrap()
                .iter()
                .all(|key| value.get(key.as_str().unwrap()).is_some()),
            "items" => {
                for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                    violations(item, rule, root, &format!("{place}/{number}"), found);
                }
                true
            }
            "oneOf" => {
                let fits = rule.as_array().unwrap().iter().filter(|rule| {
                    let mut found = Vec::new();
                    violations(value, rule, root, place, &mut found);
                    found.is_empty()
                });
                fits.count() == 1
            }
            "enum" => rule.as_array().unwrap().contains(value),
            "minLength" => value.as_str().is_none_or(|text| !text.is_empty()),
            "minimum" => value.as_f64().is_none_or(|number| number >= rule.as_f64().unwrap()),
            "maximum" => value.as_f64().is_none_or(|number| number <= rule.as_f64().unwrap()),
            "pattern" => value.as_str().is_none_or(|text| match rule.as_str().unwrap() {
                "^https?://" => text.starts_with("http://") || text.starts_with("https://"),
                "^#([0-9A-Fa-f]{3}){1,2}$" => {
                    let digits = text.strip_prefix('#').unwrap_or_default();
                    [3, 6].contains(&digits.len())
                        && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
                }
                _ => annals_core::slug(text) == text,
            }),
            other => panic!("the schema has a new word: {other}"),
        };
        if !holds {
            found.push(format!("{place}: {word}"));
        }
    }
}

/// A file of TOML as editors hand it to a schema: dates are strings.
fn as_json(text: &str) -> Value {
    fn convert(value: toml::Value) -> Value {
        match value {
            toml::Value::Datetime(date) => date.to_string().into(),
            toml::Value::Array(items) => items.into_iter().map(convert).collect(),
            toml::Value::Table(table) => {
                table.into_iter().map(|(key, value)| (key, convert(value))).collect()
            }
            other => serde_json::to_value(other).unwrap(),
        }
    }
    convert(toml::Value::Table(toml::from_str(text).unwrap()))
}

fn broken_rules(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    violations(&as_json(text), &schema(), &schema(), "", &mut found);
    found
}

#[test]
fn every_key_has_a_description() {
    fn check(schema: &Value, place: &str) {
        for (key, rule) in schema["properties"].as_object().into_iter().flatten() {
            let place = format!("{place}/{key}");
            let about = rule["description"].as_str().unwrap_or_default();
            assert!(about.ends_with('.'), "{place}: {about}");
            check(rule, &place);
            check(&rule["items"], &place);
        }
    }
    check(&schema(), "");
    check(&schema()["$defs"]["date"]["oneOf"][2], "date");
    assert_eq!(schema()["$schema"], "https://json-schema.org/draft/2020-12/schema");
}

#[test]
fn schema_and_reader_agree() {
    let event = |line: &str| format!("[[event]]\ntitle = \"A\"\n{line}\n");
    for (text, is_right) in [
        ("[timeline]\ntitle = \"A\"\nlang = \"en\"\n".to_owned(), true),
        ("[timeline]\nlang = \"en\"\n".to_owned(), false),
        ("[[theme]]\nid = \"a\"\ntitle = \"A\"\n".to_owned(), true),
        ("[[era]]\ntitle = \"A\"\n".to_owned(), false),
        ("[[evnet]]\ntitle = \"A\"\n".to_owned(), false),
        ("[event]\ntitle = \"A\"\n".to_owned(), false),
        ("[[event]]\ndate = 1985\n".to_owned(), false),
        (event("date = 1985-04-12"), true),
        (event("date = 1985"), true),
        (event("date = 12345"), false),
        (event("date = true"), false),
        (event("date = { start = 1910, end = 1945 }"), true),
        (event("date = { strat = 1910 }"), false),
        (event("date = \"1908-06-17\"\ncalendar = \"julian\""), true),
        (event("calendar = \"roman\""), false),
        (event("extent = \"throughout\""), true),
        (event("status = \"happend\""), false),
        (event("id = \"A b\""), false),
        (event("part_of = [\"b\"]\ncaused_by = \"c\""), true),
        (event("part_of = 7"), false),
        (event("themes = \"ussr\""), false),
        ("[[theme]]\ntitle = \"A\"\ncolor = \"#b0482f\"\n".to_owned(), true),
        ("[[theme]]\ntitle = \"A\"\ncolor = \"red\"\n".to_owned(), false),
        ("[site]\nhide = [\"days\"]\nbase_url = \"https://a.org\"\n".to_owned(), true),
        ("[site]\nhide = [\"dayz\"]\n".to_owned(), false),
        ("[site]\nbase_url = \"a.org\"\n".to_owned(), false),
        (event("weight = 2.5"), true),
        (event("weight = 11"), false),
        (event("sources = [\"A book\", { title = \"B\", published = 1986 }]"), true),
        (event("sources = [{ url = \"javascript:x\" }]"), false),
        (event("dat = 1985"), false),
    ] {
        let told = parse_toml("f.toml", &text, &NoPhrases).diagnostics;
        let errors: Vec<_> = told.iter().filter(|told| told.severity == Severity::Error).collect();
        assert_eq!(errors.is_empty(), is_right, "the reader on {text}: {errors:?}");
        let broken = broken_rules(&text);
        assert_eq!(broken.is_empty(), is_right, "the schema on {text}: {broken:?}");
    }
}

#[test]
fn the_demonstration_keeps_to_the_schema() {
    fn check(folder: &std::path::Path) -> usize {
        let mut checked = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                checked += check(&path);
            } else if path.extension().is_some_and(|end| end == "toml") {
                let text = std::fs::read_to_string(&path).unwrap();
                assert_eq!(broken_rules(&text), Vec::<String>::new(), "{}", path.display());
                checked += 1;
            }
        }
        checked
    }
    let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../data");
    assert!(check(&data) > 0);
}
