//! The files by which an author changes how the site looks: the folder `look` of the data folder.
//!
//! They are copied as they are, below `assets/look/`; a style sheet `look/site.css` is used after
//! that of the program. What they hold is the author's own affair and is not checked.

use crate::problem::{Problem, Problems};
use crate::walk::{display, files_under, reason, unreadable};
use annals_html::Page;
use std::fs;
use std::path::{Path, PathBuf};

const FOLDER: &str = "look";

/// Where the files of the folder are, if there is one.
pub(crate) fn paths(dir: &Path, problems: &mut Problems) -> Vec<PathBuf> {
    let folder = dir.join(FOLDER);
    match folder.symlink_metadata() {
        Ok(_) => files_under(&folder, dir, None, problems),
        Err(_) => Vec::new(),
    }
}

/// The files of the folder, if there is one.
pub(crate) fn files(dir: &Path, problems: &mut Problems) -> Vec<Page> {
    let folder = dir.join(FOLDER);
    let mut found = Vec::new();
    for path in paths(dir, problems) {
        let Some(inside) = address(path.strip_prefix(&folder).unwrap_or(&path)) else {
            let message = "the name of this file cannot be part of an address";
            let help = "use letters a to z, digits, hyphens, underscores and dots";
            problems.add(Problem::of_file(display(&path), "look/name", message).help(help));
            continue;
        };
        match fs::read(&path) {
            Ok(bytes) => {
                found.push(Page { path: format!("assets/{FOLDER}/{inside}"), bytes: bytes.into() });
            }
            Err(error) => problems.add(unreadable(&path, &reason(&error))),
        }
    }
    found
}

/// The path as a part of an address, where its names are plain.
fn address(path: &Path) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    let names: Option<Vec<&str>> = path
        .components()
        .map(|part| {
            let name = part.as_os_str().to_str()?;
            (!name.starts_with('.') && name.chars().all(plain)).then_some(name)
        })
        .collect();
    Some(names?.join("/"))
}
