//! Puts a finished site in its place, whole or not at all.
//!
//! The pages are written to a new folder beside the place, which then takes the place by renaming;
//! the site that stood there is put back if that fails. A folder that this program did not write
//! is never touched: a site carries a marker file that lists its pages, and so does every folder on
//! its way; a file that is not listed is somebody's own, and stops the replacement.

use crate::walk::{SITE_MARKER, display, reason};
use annals_html::Page;
use anyhow::{Context, Result, bail};
use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Writes the pages as the site at `out`.
///
/// # Errors
/// `out` is a file or a folder of something else, a page's path is no plain path, or the disk
/// refuses. What stood at `out` before then stands there still.
pub(crate) fn publish(pages: &[Page], out: &Path) -> Result<()> {
    check_paths(pages)?;
    let place = Place::claim(out)?;
    let staged = place.sibling("new");
    let written = write_all(pages, &staged).and_then(|()| place.take(&staged));
    if written.is_err() {
        // The first error is the one to tell; what is left behind is removed by the next run.
        let _ = discard(&staged);
    }
    written.with_context(|| format!("cannot write the site to `{}`", display(out)))
}

/// Refuses an output that cannot be written, before the work of a build is done.
///
/// # Errors
/// `out` is a file, or a folder of something else.
pub(crate) fn check_place(out: &Path) -> Result<()> {
    let name = display(out);
    let Ok(data) = fs::metadata(out) else { return Ok(()) };
    if !data.is_dir() {
        bail!(
            "the output `{name}` is a file; a folder was expected\nhelp: name another with --out"
        );
    }
    let mut entries = fs::read_dir(out).with_context(|| format!("cannot list `{name}`"))?;
    if entries.next().is_some() && !out.join(SITE_MARKER).exists() {
        bail!(
            "the output folder `{name}` holds other files and no site of this program; it is left \
             as it is\nhelp: name an empty or a new folder with --out"
        );
    }
    if let Some(file) = foreign_file(out) {
        bail!(
            "the output folder `{name}` holds `{file}`, which is not of the site; it is left as it \
             is\nhelp: move that file elsewhere, or name another folder with --out"
        );
    }
    Ok(())
}

/// A file in a site that the site's marker does not list.
fn foreign_file(site: &Path) -> Option<String> {
    let listed = fs::read_to_string(site.join(SITE_MARKER)).ok()?;
    let listed: BTreeSet<&Path> = listed.lines().map(Path::new).collect();
    let files = WalkDir::new(site).sort_by_file_name().into_iter().flatten();
    let mut files = files.filter(|entry| !entry.file_type().is_dir());
    files.find_map(|entry| {
        let inside = entry.path().strip_prefix(site).ok()?;
        let is_ours = inside == Path::new(SITE_MARKER) || listed.contains(inside);
        (!is_ours).then(|| display(inside))
    })
}

/// Where the site is to stand.
struct Place {
    parent: PathBuf,
    name: String,
}

impl Place {
    /// Checks the place, and clears away what a killed run left beside it.
    fn claim(out: &Path) -> Result<Place> {
        // A link to the site's folder stays; the folder that it leads to is replaced.
        let real = match out.symlink_metadata() {
            Ok(_) => out.canonicalize().with_context(|| {
                format!("the output `{}` is a link that leads nowhere", display(out))
            })?,
            Err(_) => out.to_owned(),
        };
        let Some(name) = real.file_name().and_then(|name| name.to_str()) else {
            bail!("the output `{}` has no name that a folder could have", display(out));
        };
        let parent = real.parent().filter(|parent| *parent != Path::new(""));
        let parent = parent.unwrap_or(Path::new(".")).to_owned();
        fs::create_dir_all(&parent)
            .with_context(|| format!("cannot make the folder `{}`", display(&parent)))?;
        let place = Place { parent, name: name.to_owned() };
        place.recover();
        check_place(out)?;
        Ok(place)
    }

    fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// A folder of this run beside the site; the process id keeps two runs apart.
    fn sibling(&self, role: &str) -> PathBuf {
        self.parent.join(format!("{}{role}-{}", self.prefix(), std::process::id()))
    }

    fn prefix(&self) -> String {
        format!(".{}.annals-", self.name)
    }

    /// Puts back a site that a killed run had moved aside, and removes its other leftovers.
    ///
    /// A leftover is renamed before it is removed, so that of two runs at once only one has it.
    fn recover(&self) {
        let Ok(entries) = fs::read_dir(&self.parent) else { return };
        let prefix = self.prefix();
        let mut leftovers: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.starts_with(&prefix))
            .collect();
        leftovers.sort();
        for name in leftovers {
            let leftover = self.parent.join(&name);
            let was_site = name[prefix.len()..].starts_with("old-");
            if was_site && !self.path().exists() {
                let _ = fs::rename(&leftover, self.path());
            } else if is_ours(&leftover) {
                let trash = self.sibling("trash");
                let _ = fs::rename(&leftover, &trash).and_then(|()| fs::remove_dir_all(&trash));
            }
        }
    }

    /// Renames the staged folder into the place, and the old site out of it.
    fn take(&self, staged: &Path) -> Result<()> {
        let (site, old) = (self.path(), self.sibling("old"));
        let had_site = site.exists();
        if had_site {
            fs::rename(&site, &old).map_err(said)?;
        }
        if let Err(error) = fs::rename(staged, &site) {
            if had_site {
                fs::rename(&old, &site)
                    .map_err(said)
                    .with_context(|| format!("the earlier site is kept in `{}`", display(&old)))?;
            }
            return Err(said(error));
        }
        if had_site {
            // The new site stands; what cannot be removed now is removed by the next run.
            let _ = fs::remove_dir_all(&old);
        }
        Ok(())
    }
}

/// Every path is relative, made of plain names, and no page stands in the way of another.
fn check_paths(pages: &[Page]) -> Result<()> {
    let mut files = BTreeSet::new();
    for page in pages {
        if !page.path.split('/').all(is_plain_name) {
            bail!("a page has the path `{}`, which is not plain", page.path.escape_debug());
        }
        if !files.insert(page.path.as_str()) {
            bail!("two pages have the path `{}`", page.path);
        }
    }
    for path in &files {
        let mut folders = path.match_indices('/').map(|(at, _)| &path[..at]);
        if let Some(folder) = folders.find(|folder| files.contains(folder)) {
            bail!("the page `{folder}` stands where `{path}` needs a folder");
        }
    }
    Ok(())
}

fn is_plain_name(name: &str) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.');
    !name.is_empty() && !name.starts_with('.') && name.chars().all(is_plain)
}

fn write_all(pages: &[Page], staged: &Path) -> Result<()> {
    fs::create_dir(staged).map_err(said)?;
    // The marker comes first, so that a killed run leaves nothing that the next cannot recognise.
    let listed: String = pages.iter().flat_map(|page| [page.path.as_str(), "\n"]).collect();
    fs::write(staged.join(SITE_MARKER), listed).map_err(said)?;
    for page in pages {
        let file = staged.join(&page.path);
        if let Some(folder) = file.parent() {
            fs::create_dir_all(folder).map_err(said)?;
        }
        fs::write(&file, &page.bytes)
            .map_err(said)
            .with_context(|| format!("cannot write the page `{}`", page.path))?;
    }
    Ok(())
}

fn discard(folder: &Path) -> std::io::Result<()> {
    if is_ours(folder) { fs::remove_dir_all(folder) } else { Ok(()) }
}

/// Whether this program made the folder: it is marked, or was left before it could be.
fn is_ours(folder: &Path) -> bool {
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    folder.join(SITE_MARKER).exists() || is_empty()
}

fn said(error: std::io::Error) -> anyhow::Error {
    anyhow::anyhow!("{}", reason(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_written_and_replace_the_earlier_ones() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        publish(&[page("index.html", "one"), page("e/a/index.html", "a")], &out).unwrap();
        publish(&[page("index.html", "two")], &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "two");
        assert!(!out.join("e").exists());
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_refused_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        for path in ["../x", "/x", "a/../b", "a//b", "", "a\\b", "a/.", "C:x", "a\0b"] {
            let refused = publish(&[page(path, "")], &out).unwrap_err();
            assert!(refused.to_string().contains("not plain"), "{path:?}: {refused}");
        }
        assert!(publish(&[page("a", ""), page("a", "")], &out).is_err());
        assert!(publish(&[page("a", ""), page("a/b", "")], &out).is_err());
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter.txt"), "mine").unwrap();
        let foreign = publish(&[page("index.html", "")], folder.path()).unwrap_err();
        assert!(format!("{foreign:#}").contains("holds other files"), "{foreign:#}");
        let file = publish(&[page("index.html", "")], &folder.path().join("letter.txt"));
        assert!(format!("{:#}", file.unwrap_err()).contains("is a file"));
        assert_eq!(names(folder.path()), ["letter.txt"]);
    }

    #[test]
    fn a_file_that_somebody_put_into_the_site_is_not_deleted() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        publish(&[page("index.html", "")], &out).unwrap();
        fs::write(out.join("letter.txt"), "mine").unwrap();
        let refused = publish(&[page("index.html", "")], &out).unwrap_err();
        assert!(format!("{refused:#}").contains("`letter.txt`"), "{refused:#}");
        assert!(out.join("letter.txt").exists());
    }

    #[test]
    fn a_failure_in_writing_leaves_the_earlier_site() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        publish(&[page("index.html", "good")], &out).unwrap();
        let long_name = "x".repeat(5000);
        assert!(publish(&[page("index.html", "bad"), page(&long_name, "")], &out).is_err());
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "good");
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn leftovers_of_a_killed_run_are_cleared_and_its_old_site_is_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        publish(&[page("index.html", "good")], &out).unwrap();
        fs::rename(&out, folder.path().join(".site.annals-old-1")).unwrap();
        fs::create_dir(folder.path().join(".site.annals-new-1")).unwrap();
        fs::write(folder.path().join(".site.annals-new-1").join(SITE_MARKER), "").unwrap();
        let long_name = "x".repeat(5000);
        assert!(publish(&[page(&long_name, "")], &out).is_err());
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "good");
        assert_eq!(names(folder.path()), ["site"]);
    }

    fn page(path: &str, text: &str) -> Page {
        Page { path: path.to_owned(), bytes: text.as_bytes().to_vec().into() }
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}
