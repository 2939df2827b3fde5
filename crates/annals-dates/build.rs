//! Prepares the built-in languages: what is needed to read dates with them, as JSON. A program reads
//! that at its start with a quarter of the instructions that parsing the language files takes.

use std::error::Error;
use std::path::Path;
use std::{env, fs};
use toml::{Table, Value};

/// The lists of rules in a language file.
const RULES: [&str; 4] = ["rule", "join", "combination", "whole"];

#[expect(
    clippy::disallowed_methods,
    reason = "only its environment tells a build script where to write"
)]
fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=languages");
    let out = env::var("OUT_DIR")?;
    for entry in fs::read_dir("languages")? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "toml") {
            let language = prepare(&fs::read_to_string(&path)?)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            let name = path.with_extension("json");
            fs::write(Path::new(&out).join(name.file_name().unwrap_or_default()), language)?;
        }
    }
    Ok(())
}

/// A language file as JSON, without the examples: those are tried by the tests.
fn prepare(text: &str) -> Result<String, Box<dyn Error>> {
    let mut file: Table = text.parse()?;
    for list in RULES {
        let rules = file.get_mut(list).and_then(Value::as_array_mut);
        for rule in rules.into_iter().flatten().filter_map(Value::as_table_mut) {
            rule.remove("examples");
        }
    }
    if let Some(never) = file.get_mut("never").and_then(Value::as_table_mut) {
        never.insert("examples".to_owned(), Value::Array(Vec::new()));
    }
    Ok(serde_json::to_string(&file)?)
}
