//! Files that belong to the author: written whole, and never over what is there unless asked to.

use crate::walk::{display, reason};
use anyhow::{Context, Result, bail};
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A file that is to be written.
pub(crate) struct NewFile {
    pub(crate) path: PathBuf,
    pub(crate) text: String,
}

impl NewFile {
    pub(crate) fn new(path: impl Into<PathBuf>, text: impl Into<String>) -> NewFile {
        NewFile { path: path.into(), text: text.into() }
    }
}

/// Writes the files, with the folders that they need; none of them where one is there already,
/// unless `force` says that they may be replaced.
///
/// # Errors
/// A file is there already, or cannot be written. The message names it and says what to do.
pub(crate) fn write_new(files: &[NewFile], force: bool) -> Result<()> {
    check_free(files, force)?;
    for file in files {
        write(file, force).with_context(|| format!("cannot write `{}`", display(&file.path)))?;
    }
    Ok(())
}

/// That none of the files is there already, where none may be replaced.
///
/// # Errors
/// One is. The message names it and says what to do.
pub(crate) fn check_free(files: &[NewFile], force: bool) -> Result<()> {
    let taken: Vec<String> = files
        .iter()
        .filter(|file| !force && file.path.symlink_metadata().is_ok())
        .map(|file| format!("`{}`", display(&file.path)))
        .collect();
    if !taken.is_empty() {
        bail!("{}", already_there(&taken));
    }
    Ok(())
}

fn already_there(taken: &[String]) -> String {
    let (names, is, it) = (taken.join(", "), ["is", "are"], ["it", "them"]);
    let number = usize::from(taken.len() > 1);
    format!(
        "{names} {} there already; nothing was written\nhelp: --force replaces {}",
        is[number], it[number]
    )
}

/// Writes a file beside its place first, so that nothing is ever half there.
fn write(file: &NewFile, force: bool) -> Result<()> {
    let said = |error: io::Error| anyhow::anyhow!("{}", reason(&error));
    let folder = file.path.parent().unwrap_or(Path::new(""));
    if !folder.as_os_str().is_empty() {
        fs::create_dir_all(folder).map_err(said)?;
    }
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let draft = folder.join(format!(".{name}.new"));
    let written = write_draft(&draft, &file.text).and_then(|()| match force {
        true => fs::rename(&draft, &file.path),
        // A link is refused where something has appeared in its place meanwhile.
        false => fs::hard_link(&draft, &file.path),
    });
    let cleared = if force { Ok(()) } else { fs::remove_file(&draft) };
    written.and(cleared).map_err(said)
}

fn write_draft(draft: &Path, text: &str) -> io::Result<()> {
    let mut file = File::create(draft)?;
    file.write_all(text.as_bytes())?;
    file.sync_all()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_there_is_replaced_only_by_force() {
        let folder = tempfile::tempdir().unwrap();
        let path = |name: &str| folder.path().join("events").join(name);
        let files =
            |text: &str| [NewFile::new(path("a.toml"), text), NewFile::new(path("b.toml"), text)];
        write_new(&files("one")[..1], false).unwrap();
        let refused = write_new(&files("two"), false).unwrap_err().to_string();
        assert!(refused.contains("a.toml` is there already; nothing was written"), "{refused}");
        assert!(!path("b.toml").exists());
        write_new(&files("two"), true).unwrap();
        for name in ["a.toml", "b.toml"] {
            assert_eq!(fs::read_to_string(path(name)).unwrap(), "two");
        }
        assert_eq!(fs::read_dir(path("")).unwrap().count(), 2, "no draft is left");
    }

    #[test]
    fn a_place_that_cannot_be_is_named() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("file");
        fs::write(&file, "").unwrap();
        let refused = write_new(&[NewFile::new(file.join("a.toml"), "")], false).unwrap_err();
        assert!(refused.to_string().starts_with("cannot write `"), "{refused}");
    }
}
