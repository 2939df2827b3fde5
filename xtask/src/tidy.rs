//! `cargo xtask tidy`: the rules of the project that compilers do not check.
//!
//! Each rule is a function from the workspace to its violations. The same rules run as tests, so
//! that `cargo test` covers them.

mod arrows;
mod documents;
mod languages;
mod sources;

use crate::workspace;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use walkdir::WalkDir;

/// A rule: its name, and what finds its violations.
type Rule = (&'static str, fn(&Files) -> Vec<String>);

/// Every rule.
const RULES: &[Rule] = &[
    ("crates depend on each other as designed", arrows::follow_the_design),
    ("every crate inherits the lints of the workspace", arrows::inherit_the_lints),
    ("libraries read no clock, environment or file", sources::no_forbidden_call),
    ("every module says what it is", sources::modules_are_introduced),
    ("libraries warn of missing documentation", sources::documentation_is_asked_for),
    ("nothing is left for later", sources::nothing_is_left_for_later),
    ("lines end cleanly", sources::lines_end_cleanly),
    ("every language rule has examples", languages::rules_have_examples),
    ("the guide to languages is complete", languages::the_guide_is_complete),
    ("commands in the documents exist", documents::commands_exist),
    ("every message is shown by a test", documents::messages_are_shown),
];

/// The text files of the workspace, by their path from its root.
pub(crate) struct Files(Vec<(String, String)>);

impl Files {
    /// Reads every text file that belongs to the project.
    fn read(root: &Path) -> Files {
        let entries = WalkDir::new(root).sort_by_file_name().into_iter();
        let kept = entries.filter_entry(|entry| {
            let name = entry.file_name().to_string_lossy();
            let hidden = name.starts_with('.') && name != ".ci" && name != ".cargo";
            entry.depth() == 0 || !(hidden || name == "target")
        });
        let files: Vec<PathBuf> = kept
            .flatten()
            .filter(|entry| entry.file_type().is_file())
            .map(walkdir::DirEntry::into_path)
            .collect();
        let read = |path: PathBuf| {
            let name = path.strip_prefix(root).ok()?.to_string_lossy().replace('\\', "/");
            std::fs::read_to_string(&path).ok().map(|text| (name, text))
        };
        Files(files.into_iter().filter_map(read).collect())
    }

    /// Names and texts of the files for which the condition holds of their names.
    fn matching<'a>(
        &'a self,
        is_wanted: impl Fn(&str) -> bool + 'a,
    ) -> impl Iterator<Item = (&'a str, &'a str)> {
        let files = self.0.iter().map(|(name, text)| (name.as_str(), text.as_str()));
        files.filter(move |(name, _)| is_wanted(name))
    }
}

/// Checks every rule and prints what breaks it.
pub(crate) fn run() -> ExitCode {
    let files = Files::read(&workspace::root());
    let mut out = std::io::stdout();
    let mut broken = 0;
    for (name, violations) in RULES {
        let found = violations(&files);
        let _ = writeln!(out, "{} {name}", if found.is_empty() { "ok  " } else { "FAIL" });
        for violation in &found {
            let _ = writeln!(out, "     {violation}");
        }
        broken += usize::from(!found.is_empty());
    }
    if broken == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_workspace_is_tidy() {
        let files = Files::read(&workspace::root());
        assert!(files.matching(|name| name == "Cargo.toml").next().is_some());
        let broken: Vec<String> = RULES
            .iter()
            .flat_map(|(name, find)| find(&files).into_iter().map(move |v| format!("{name}: {v}")))
            .collect();
        assert!(broken.is_empty(), "{}", broken.join("\n"));
    }
}
