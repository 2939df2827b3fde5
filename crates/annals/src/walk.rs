//! Which files lie under a folder: in the order of their paths, and none outside it.
//!
//! Nothing is read here. A link that leads out of the folder is a problem and not followed.

use crate::problem::{Problem, Problems};
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};
use walkdir::{DirEntry, WalkDir};

/// The file that marks a folder as a site that this program wrote.
pub(crate) const SITE_MARKER: &str = ".annals-site";

/// The files under `start`, or `start` itself where it is a file.
///
/// Hidden files and finished sites are passed over, and so is what lacks the extension, where one
/// is asked for. `root` is the folder that links must not lead out of.
pub(crate) fn files_under(
    start: &Path,
    root: &Path,
    extension: Option<&str>,
    problems: &mut Problems,
) -> Vec<PathBuf> {
    let Ok(root) = root.canonicalize() else { return Vec::new() };
    if let Err(problem) = target_inside(start, &root) {
        problems.add(problem);
        return Vec::new();
    }
    let mut files = Vec::new();
    let entries = WalkDir::new(start).sort_by_file_name().into_iter();
    for entry in entries.filter_entry(|entry| !is_passed_over(entry)) {
        match entry.map_err(walk_error).and_then(|entry| file(&entry, &root, extension)) {
            Ok(found) => files.extend(found),
            Err(problem) => problems.add(problem),
        }
    }
    files
}

/// A path that the user named, and the folder that links must not lead out of.
pub(crate) struct Named {
    pub(crate) path: PathBuf,
    pub(crate) root: PathBuf,
}

/// The paths that an argument names: itself, or what matches it as a pattern. `**` stands for any
/// folders.
pub(crate) fn named(argument: &Path, problems: &mut Problems) -> Vec<Named> {
    let Err(error) = argument.metadata() else {
        return vec![Named { path: argument.to_owned(), root: argument.to_owned() }];
    };
    let text = argument.to_string_lossy();
    if argument.is_symlink() || !text.contains(['*', '?', '[']) {
        problems.add(unreadable(argument, &reason(&error)));
        return Vec::new();
    }
    let pattern = match glob::Pattern::new(&text) {
        Ok(pattern) => pattern,
        Err(error) => {
            problems.add(unreadable(argument, &format!("it is no pattern: {}", error.msg)));
            return Vec::new();
        }
    };
    let found = matching(&pattern, argument);
    if found.is_empty() {
        problems.add(unreadable(argument, "no file matches this pattern"));
    }
    found
}

/// What matches a pattern, in the order of the paths. What lies in a folder that matches belongs
/// to that folder.
fn matching(pattern: &glob::Pattern, argument: &Path) -> Vec<Named> {
    let options = glob::MatchOptions {
        require_literal_separator: true,
        require_literal_leading_dot: true,
        ..glob::MatchOptions::new()
    };
    let is_fixed =
        |part: &Component<'_>| !part.as_os_str().to_string_lossy().contains(['*', '?', '[']);
    let root: PathBuf = argument.components().take_while(is_fixed).collect();
    let start = if root.as_os_str().is_empty() { Path::new(".") } else { &root };
    let mut found = Vec::new();
    let mut entries = WalkDir::new(start).sort_by_file_name().into_iter();
    // What cannot be listed matches nothing.
    while let Some(entry) = entries.next() {
        let Ok(entry) = entry else { continue };
        let path = entry.path().strip_prefix(".").unwrap_or(entry.path());
        if pattern.matches_path_with(path, options) {
            found.push(Named { path: path.to_owned(), root: start.to_owned() });
            if entry.file_type().is_dir() {
                entries.skip_current_dir();
            }
        }
    }
    found
}

/// The name of a file in messages: its path as the user would type it, without odd characters.
pub(crate) fn display(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    let plain = |c: char| {
        if c.is_control() { c.escape_default().to_string() } else { c.to_string() }
    };
    path.to_string_lossy().chars().map(plain).collect()
}

/// The name of a folder in messages; the current one is `.`.
pub(crate) fn display_folder(path: &Path) -> String {
    Some(display(path)).filter(|name| !name.is_empty()).unwrap_or_else(|| ".".to_owned())
}

/// Why the system refuses a file, in plain words and without its error number.
pub(crate) fn reason(error: &std::io::Error) -> String {
    let text = error.to_string();
    let text = text.split(" (os error").next().unwrap_or(&text);
    let mut letters = text.chars();
    let first = letters.next().map(char::to_lowercase);
    first.into_iter().flatten().chain(letters).collect()
}

/// A file that cannot be read.
pub(crate) fn unreadable(path: &Path, reason: &str) -> Box<Problem> {
    let message = format!("cannot read this: {reason}");
    Box::new(Problem::of_file(display(path), "file/unreadable", message))
}

fn is_passed_over(entry: &DirEntry) -> bool {
    let hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
    entry.depth() > 0 && (hidden || entry.path().join(SITE_MARKER).exists())
}

/// The file that an entry stands for, where it is one that is wanted.
fn file(
    entry: &DirEntry,
    root: &Path,
    extension: Option<&str>,
) -> Result<Option<PathBuf>, Box<Problem>> {
    let (path, kind) = (entry.path(), entry.file_type());
    let is_named_so = |extension: &str| path.extension() == Some(OsStr::new(extension));
    if kind.is_dir() {
        return match extension.is_some_and(is_named_so) {
            true => Err(unreadable(path, "this is a folder, not a file")),
            false => Ok(None),
        };
    }
    if !extension.is_none_or(is_named_so) {
        return Ok(None);
    }
    if entry.path_is_symlink() && !target_inside(path, root)?.is_file() {
        return Err(unreadable(path, "links are followed to files only"));
    }
    if !kind.is_file() && !entry.path_is_symlink() {
        return Err(unreadable(path, "this is not a regular file"));
    }
    Ok(Some(path.to_owned()))
}

/// Where a path leads, which has to be inside the root.
fn target_inside(path: &Path, root: &Path) -> Result<PathBuf, Box<Problem>> {
    let target = path.canonicalize().map_err(|error| {
        let is_link = path.is_symlink();
        let what = if is_link { "the link leads nowhere: " } else { "" };
        unreadable(path, &format!("{what}{}", reason(&error)))
    })?;
    if target.starts_with(root) {
        return Ok(target);
    }
    let message = "this link leads out of the folder and is not followed";
    let problem = Problem::of_file(display(path), "file/link", message);
    Err(Box::new(problem.help("put a copy here, or name what it leads to with --articles")))
}

fn walk_error(error: walkdir::Error) -> Box<Problem> {
    let reason = error.io_error().map_or_else(|| error.to_string(), reason);
    unreadable(error.path().unwrap_or(Path::new("")), &reason)
}
