//! Labelled data: files of JSON lines, one object a line.

use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::path::{Path, PathBuf};

/// Which data is measured, and what is told of it.
#[derive(clap::Args)]
pub(super) struct Labelled {
    /// Files of JSON lines
    #[arg(required = true, value_name = "PATH")]
    pub(super) paths: Vec<PathBuf>,
    /// List everything that is not as it is labelled
    #[arg(long)]
    pub(super) errors: bool,
}

/// The object of a line.
pub(super) struct Object(pub(super) Map<String, Value>);

impl Object {
    /// What a key holds.
    pub(super) fn value(&self, key: &str) -> Option<&Value> {
        self.0.get(key)
    }

    /// The text that a key holds.
    pub(super) fn text(&self, key: &str) -> Option<&str> {
        self.value(key)?.as_str()
    }

    /// The list that a key holds.
    pub(super) fn list(&self, key: &str) -> Option<&[Value]> {
        Some(self.value(key)?.as_array()?.as_slice())
    }
}

/// The objects of a file.
///
/// # Errors
/// The file cannot be read, or a line is no object.
pub(super) fn objects(path: &Path) -> Result<Vec<Object>> {
    let text = std::fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    let lines = text.lines().enumerate();
    lines
        .map(|(number, line)| {
            let object = serde_json::from_str(line);
            object.map(Object).with_context(|| format!("{}:{}", path.display(), number + 1))
        })
        .collect()
}
