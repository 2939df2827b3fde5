//! The JSON Schema of timelines in TOML, from which editors complete and check while one types.

use super::keys::{DATE, DECISIONS, Form, Key, Shape, TABLES};
use serde_json::{Map, Value, json};

/// The JSON Schema (draft 2020-12) of the files that [`parse_toml`](crate::parse_toml) reads.
///
/// An editor that knows TOML finds it by the first line of a file, such as
/// `#:schema ../annals.schema.json`. It knows the same keys as the reader, from the same list; the
/// reader checks more, such as that a day exists.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&annals_core::toml_schema())?;
/// let event = &schema["properties"]["event"]["items"];
/// assert_eq!(event["required"], serde_json::json!(["title"]));
/// assert_eq!(event["properties"]["part_of"]["description"], "The event, or events, that it is a part of.");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn toml_schema() -> String {
    let about = "Settings, themes, eras and events of a timeline, written by hand in TOML.";
    schema("A timeline of Annals", about, &TABLES)
}

/// The JSON Schema of the files that [`parse_curation`](crate::parse_curation) reads.
///
/// ```
/// let schema: serde_json::Value = serde_json::from_str(&annals_core::curation_schema())?;
/// let rename = &schema["properties"]["rename"]["items"];
/// assert_eq!(rename["required"], serde_json::json!(["title", "sentences"]));
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn curation_schema() -> String {
    let about = "What an editor decided of events that were read out of articles.";
    schema("Decisions on a timeline of Annals", about, &DECISIONS)
}

fn schema(title: &str, about: &str, tables: &[&Shape]) -> String {
    let tables = tables.iter().map(|shape| {
        let table = table(shape);
        let value = if shape.is_list() {
            json!({ "type": "array", "description": shape.about, "items": table })
        } else {
            table
        };
        (shape.name().to_owned(), value)
    });
    let schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": about,
        "type": "object",
        "properties": tables.collect::<Map<String, Value>>(),
        "additionalProperties": false,
        "$defs": { "date": date() },
    });
    format!("{schema:#}\n")
}

fn table(shape: &Shape) -> Value {
    let properties: Map<String, Value> =
        shape.keys.iter().map(|key| (key.name.to_owned(), property(key))).collect();
    let required: Vec<&str> =
        shape.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    json!({
        "type": "object",
        "description": shape.about,
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    })
}

fn property(key: &Key) -> Value {
    let mut value = match &key.value {
        Form::Text => text(key.required),
        Form::Id => json!({ "type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$" }),
        Form::Address => json!({ "type": "string", "pattern": "^https?://" }),
        Form::Date => json!({ "$ref": "#/$defs/date" }),
        Form::Word(words) => json!({ "enum": words() }),
        Form::Words(words) => json!({ "type": "array", "items": { "enum": words() } }),
        Form::Color => json!({ "type": "string", "pattern": "^#([0-9A-Fa-f]{3}){1,2}$" }),
        Form::Number(least, most) => json!({ "type": "number", "minimum": least, "maximum": most }),
        Form::Texts => texts(),
        Form::Events => json!({ "oneOf": [text(true), texts()] }),
        Form::Tables(shape) => {
            json!({ "type": "array", "items": { "oneOf": [text(true), table(shape)] } })
        }
    };
    value["description"] = key.about.into();
    value
}

fn text(filled: bool) -> Value {
    if filled { json!({ "type": "string", "minLength": 1 }) } else { json!({ "type": "string" }) }
}

fn texts() -> Value {
    json!({ "type": "array", "items": text(true) })
}

/// An unquoted date of TOML is a string to editors.
fn date() -> Value {
    json!({
        "description": "A date as exact as it is known.",
        "oneOf": [
            {
                "type": "string",
                "minLength": 1,
                "description": "EDTF or plain words: \"1985-04\", \"1850~\", \"1910/1945\", \"early 1969\". A whole day needs no quotes.",
            },
            { "type": "integer", "minimum": -9999, "maximum": 9999, "description": "A year." },
            table(&DATE),
        ],
        "examples": ["1985-04-12", "1985-04", 1985, "c. 1850", "1910/1945", "2009-10/..", "[2022-08,2022-09]"],
    })
}
