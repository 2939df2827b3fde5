//! JSON of other programs: read with a clear message, and looked at field by field.

use crate::import::Import;
use serde_json::{Map, Value};

/// An object of JSON.
pub(crate) type Object = Map<String, Value>;

/// Reads a document; what is wrong with it is told.
pub(crate) fn document(import: &mut Import<'_>, text: &str) -> Option<Value> {
    match serde_json::from_str(text) {
        Ok(value) => Some(value),
        Err(error) => {
            import.losses.place.line = Some(error.line()).filter(|line| *line > 0);
            import.losses.error("import/json", fault(&error), "");
            import.losses.leave();
            None
        }
    }
}

/// What is wrong with a text that begins as JSON does and is none, and in which line.
///
/// ```
/// use annals_exchange::json_fault;
/// assert_eq!(json_fault("{\"a\":\n"), Some((2, "the file ends too soon: EOF while parsing a value".into())));
/// assert_eq!(json_fault("{}"), None);
/// assert_eq!(json_fault("a text"), None);
/// ```
pub fn json_fault(text: &str) -> Option<(usize, String)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if !text.trim_start().starts_with(['{', '[']) {
        return None;
    }
    let error = serde_json::from_str::<Value>(text).err()?;
    Some((error.line(), fault(&error)))
}

/// What is wrong with a document, in plain words.
pub(crate) fn fault(error: &serde_json::Error) -> String {
    let said = error.to_string();
    let said = said.split(" at line ").next().unwrap_or(&said);
    if said.contains("recursion limit") {
        "this JSON is nested more than 128 deep: no timeline is".to_owned()
    } else if error.is_eof() {
        format!("the file ends too soon: {said}")
    } else {
        format!("this is no JSON that can be read: {said} (column {})", error.column())
    }
}

/// A text or number, as a text; empty where there is neither.
pub(crate) fn text(object: &Object, key: &str) -> String {
    object.get(key).map(scalar).unwrap_or_default()
}

/// A text or number, or the first of a list of them.
pub(crate) fn scalar(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(values) => {
            values.first().filter(|one| !one.is_array()).map(scalar).unwrap_or_default()
        }
        _ => String::new(),
    }
}

/// What a list holds, or the one thing that stands in its place.
pub(crate) fn items(value: Option<&Value>) -> &[Value] {
    match value {
        None | Some(Value::Null) => &[],
        Some(Value::Array(values)) => values,
        Some(one) => std::slice::from_ref(one),
    }
}

/// A number that may be written as a text, with thousands set apart: `1,000`, `"1850"`, `1850.0`.
///
/// # Errors
/// It is no whole number. `Ok(None)` where nothing is said.
pub(crate) fn number(text: &str) -> Result<Option<i64>, ()> {
    let plain: String = text.chars().filter(|c| !c.is_whitespace() && *c != ',').collect();
    let plain = plain.strip_suffix(".0").unwrap_or(&plain);
    if plain.is_empty() {
        return Ok(None);
    }
    let digits = plain.strip_prefix('−').map(|rest| format!("-{rest}"));
    digits.as_deref().unwrap_or(plain).parse().map(Some).map_err(|_| ())
}

/// Whether a value says nothing.
pub(crate) fn is_empty(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty(),
        Value::Array(values) => values.iter().all(is_empty),
        Value::Object(object) => object.values().all(is_empty),
        Value::Bool(_) | Value::Number(_) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_may_be_written_as_people_do() {
        assert_eq!(number("1,850"), Ok(Some(1850)));
        assert_eq!(number(" -44 "), Ok(Some(-44)));
        assert_eq!(number("1850.0"), Ok(Some(1850)));
        assert_eq!(number(""), Ok(None));
        assert_eq!(number("18th"), Err(()));
    }
}
