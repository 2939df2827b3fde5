//! Where the files of a language are: its words and rules, and its labelled sentences.

use crate::workspace;
use annals_dates::Language;
use anyhow::{Context, Result, bail};
use std::path::{Path, PathBuf};

const RULES: &str = "crates/annals-dates/languages";
const SENTENCES: &str = "crates/annals-dates/tests/sentences";

/// The language file of a tag, or the file itself where a path is given.
pub(crate) fn rules(tag_or_path: &str) -> PathBuf {
    match tag_or_path.ends_with(".toml") {
        true => PathBuf::from(tag_or_path),
        false => workspace::path(RULES).join(format!("{tag_or_path}.toml")),
    }
}

/// The labelled sentences of a tag.
pub(crate) fn sentences(tag: &str) -> PathBuf {
    workspace::path(SENTENCES).join(format!("{tag}.txt"))
}

/// Every file of labelled sentences, in order.
pub(crate) fn all_sentences() -> Result<Vec<PathBuf>> {
    files(SENTENCES, "txt")
}

/// Every language file, in order.
pub(crate) fn all_rules() -> Result<Vec<PathBuf>> {
    files(RULES, "toml")
}

fn files(folder: &str, extension: &str) -> Result<Vec<PathBuf>> {
    let folder = workspace::path(folder);
    let entries = std::fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))?;
    let mut paths = Vec::new();
    for entry in entries {
        let path = entry?.path();
        if path.extension().is_some_and(|own| own == extension) {
            paths.push(path);
        }
    }
    paths.sort();
    Ok(paths)
}

/// The language of a file of words and rules.
///
/// # Errors
/// The file cannot be read, or is no sound language file; all that is wrong with it is told.
pub(crate) fn load(path: &Path) -> Result<(Language, String)> {
    let name = path.display().to_string();
    let text = std::fs::read_to_string(path).with_context(|| format!("{name} cannot be read"))?;
    match Language::from_toml(&name, &text) {
        Ok(language) => Ok((language, text)),
        Err(problems) => {
            let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
            bail!("{}", list.join("\n"))
        }
    }
}
