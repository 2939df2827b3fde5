//! Where a site stands: the new folder beside it, the one step that puts it in place, and what is
//! left of earlier runs.

use super::marker::{MARKER_DRAFT, Marker};
use super::said;
use crate::walk::{SITE_MARKER, display};
use anyhow::{Context, Result, bail};
use rayon::prelude::*;
use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// Where the site is to stand.
pub(super) struct Place {
    parent: PathBuf,
    name: String,
}

/// A new folder beside the place, in which a site is made ready. It is locked while this run works
/// on it, so that other runs leave it alone.
pub(super) struct Staging {
    pub(super) path: PathBuf,
    /// None where the system does not lock folders.
    _lock: Option<File>,
}

impl Place {
    /// Finds the place, and clears away what killed runs left beside it.
    ///
    /// # Errors
    /// The output is a link that leads nowhere, or has no name; or the folder above it cannot be
    /// made.
    pub(super) fn claim(out: &Path) -> Result<Place> {
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
            .map_err(said)
            .with_context(|| format!("cannot make the folder `{}`", display(&parent)))?;
        let place = Place { parent, name: name.to_owned() };
        place.recover();
        Ok(place)
    }

    pub(super) fn path(&self) -> PathBuf {
        self.parent.join(&self.name)
    }

    /// A new folder of this run beside the site.
    ///
    /// # Errors
    /// The disk refuses.
    pub(super) fn stage(&self) -> Result<Staging> {
        // Another run may take a folder for abandoned that is not locked yet.
        for attempt in 0..100 {
            let path = self.sibling(&format!("new-{attempt}"));
            match fs::create_dir(&path) {
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => continue,
                made => made.map_err(said)?,
            }
            match lock(&path) {
                Lock::Held(lock) if path.is_dir() => return Ok(Staging { path, _lock: lock }),
                _ => {}
            }
        }
        bail!("no folder beside it could be had for this run alone")
    }

    /// Puts the staged folder in place, in one step where the system can, and removes what stood
    /// there before.
    ///
    /// # Errors
    /// The disk refuses; the earlier site then stands, or the error says where it is kept.
    pub(super) fn take(&self, staging: &Staging) -> Result<()> {
        let (site, staged) = (self.path(), &staging.path);
        let old = if exchange(staged, &site) {
            staged.clone()
        } else {
            let old = self.sibling("old");
            let had_site = site.exists();
            if had_site {
                fs::rename(&site, &old).map_err(said)?;
            }
            if let Err(error) = fs::rename(staged, &site) {
                // Another run may have put the first site there just now.
                if !had_site && exchange(staged, &site) {
                    self.discard(staged);
                    return Ok(());
                }
                if had_site {
                    fs::rename(&old, &site).map_err(said).with_context(|| {
                        format!("the earlier site is kept in `{}`", display(&old))
                    })?;
                }
                return Err(said(error));
            }
            old
        };
        // The new site stands; what cannot be removed now is removed by the next run.
        self.discard(&old);
        Ok(())
    }

    /// Removes a folder of this program, but never the last copy of a file that is not a page: it
    /// goes to the site.
    pub(super) fn discard(&self, folder: &Path) {
        let marker = Marker::read(folder).unwrap_or_default();
        let pages: Vec<&str> = marker.paths().collect();
        // What cannot be removed stays, and so does its folder.
        pages.par_iter().for_each(|page| drop(fs::remove_file(folder.join(page))));
        remove_folders(folder, &pages);
        let site = self.path();
        for entry in WalkDir::new(folder).contents_first(true).min_depth(1).into_iter().flatten() {
            let Ok(inside) = entry.path().strip_prefix(folder) else { continue };
            if entry.file_type().is_dir() {
                let _ = fs::remove_dir(entry.path());
            } else if inside == Path::new(MARKER_DRAFT) {
                let _ = fs::remove_file(entry.path());
            } else if inside != Path::new(SITE_MARKER) {
                let _ = save(entry.path(), &site.join(inside));
            }
        }
        let is_bare = fs::read_dir(folder)
            .is_ok_and(|left| left.flatten().all(|entry| entry.file_name() == SITE_MARKER));
        if is_bare {
            let _ = fs::remove_file(folder.join(SITE_MARKER));
            let _ = fs::remove_dir(folder);
        }
    }

    /// A name beside the site; the process id keeps two runs apart.
    fn sibling(&self, role: &str) -> PathBuf {
        self.parent.join(format!("{}{role}-{}", self.prefix(), std::process::id()))
    }

    fn prefix(&self) -> String {
        format!(".{}.annals-", self.name)
    }

    /// Puts back a site that a killed run had moved aside, and removes its other leftovers.
    fn recover(&self) {
        let Ok(entries) = fs::read_dir(&self.parent) else { return };
        let prefix = self.prefix();
        let mut leftovers: Vec<String> = entries
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .filter(|name| name.starts_with(&prefix))
            .collect();
        // A site that was moved aside comes first, so that there is one to save files to.
        leftovers.sort_by(|one, other| other.cmp(one));
        for name in leftovers {
            let leftover = self.parent.join(&name);
            let Lock::Held(_lock) = lock(&leftover) else { continue };
            let was_site = name[prefix.len()..].starts_with("old-");
            if was_site && !self.path().exists() {
                let _ = fs::rename(&leftover, self.path());
            } else if is_ours(&leftover) {
                self.discard(&leftover);
            }
        }
    }
}

/// Whether a folder could be locked for this run.
enum Lock {
    /// It is, or the system has no such locks.
    Held(Option<File>),
    /// Another run works on it, or it is gone.
    Denied,
}

fn lock(folder: &Path) -> Lock {
    match File::open(folder) {
        Ok(open) => match open.try_lock() {
            Ok(()) => Lock::Held(Some(open)),
            Err(TryLockError::WouldBlock) => Lock::Denied,
            Err(TryLockError::Error(_)) => Lock::Held(None),
        },
        // Some systems do not open folders as files.
        Err(_) if folder.is_dir() => Lock::Held(None),
        Err(_) => Lock::Denied,
    }
}

/// Whether this program made the folder: it is marked, or was left before it could be.
fn is_ours(folder: &Path) -> bool {
    let is_empty = || fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    folder.join(SITE_MARKER).exists() || is_empty()
}

/// Lets two folders change places, in one step that nobody can see half of.
///
/// False where there is nothing to change places with, or this system or this disk cannot do it.
#[cfg(any(target_os = "linux", target_os = "android", target_vendor = "apple"))]
fn exchange(one: &Path, other: &Path) -> bool {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE).is_ok()
}

#[cfg(not(any(target_os = "linux", target_os = "android", target_vendor = "apple")))]
fn exchange(_one: &Path, _other: &Path) -> bool {
    false
}

/// Removes the folders of these pages that are empty, the innermost first.
fn remove_folders(folder: &Path, pages: &[&str]) {
    let above = pages.iter().flat_map(|page| page.match_indices('/').map(|(at, _)| &page[..at]));
    let folders: HashSet<&str> = above.collect();
    let depth = |folder: &str| folder.matches('/').count();
    let deepest = folders.iter().map(|folder| depth(folder)).max().unwrap_or_default();
    for level in (0..=deepest).rev() {
        let level: Vec<&&str> = folders.iter().filter(|name| depth(name) == level).collect();
        level.par_iter().for_each(|name| drop(fs::remove_dir(folder.join(name))));
    }
}

/// Removes a file that is not a page from an old folder, once the site has it: the site's own copy
/// stays where it is the same or newer.
fn save(file: &Path, place: &Path) -> io::Result<()> {
    let known = file.symlink_metadata()?;
    let is_kept = match place.symlink_metadata() {
        Ok(other) => is_same(file, place) || other.modified()? >= known.modified()?,
        Err(_) => false,
    };
    if is_kept {
        return fs::remove_file(file);
    }
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder)?;
    }
    fs::rename(file, place)
}

/// Whether two files hold the same.
pub(super) fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::read_link(one), fs::read_link(other)) {
        (Ok(one), Ok(other)) => one == other,
        (Err(_), Err(_)) => {
            let length = |file: &Path| fs::metadata(file).map(|known| known.len()).ok();
            length(one) == length(other)
                && fs::read(one).is_ok_and(|one| fs::read(other).is_ok_and(|other| one == other))
        }
        _ => false,
    }
}
