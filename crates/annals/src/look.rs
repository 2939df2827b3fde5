//! The files by which an author changes how the site looks: the folder `look` of the data folder.
//!
//! They are copied as they are, below `assets/look/`; a style sheet `look/site.css` is used after
//! that of the program. What they hold is the author's own affair: a link that leads nowhere is
//! told, and the site is built.

use crate::problem::{Problem, Problems};
use crate::walk::{display, files_under, reason, unreadable};
use annals_core::Severity;
use annals_html::{Page, ProblemKind, check};
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
    for broken in check(&found) {
        // What lies beside the folder is not known here.
        if let ProblemKind::DeadLink(link) = &broken.kind
            && !link.contains("..")
        {
            let file = broken.page.strip_prefix("assets/").unwrap_or(&broken.page);
            let message = format!("it asks for `{link}`, which is not in the folder");
            problems.add(Problem {
                severity: Severity::Warning,
                ..Problem::of_file(display(&dir.join(file)), "look/link", message)
                    .help("put that file into the folder, or take the link out")
            });
        }
    }
    found
}

/// Whether a path of a site is that of such a file.
pub(crate) fn is_look(path: &str) -> bool {
    path.strip_prefix("assets/")
        .and_then(|path| path.strip_prefix(FOLDER))
        .is_some_and(|path| path.starts_with('/'))
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
