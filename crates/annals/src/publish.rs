//! Puts a finished site in its place, whole or not at all.
//!
//! The pages are written to a new folder beside the place, as they are made, by all processors, and
//! the folder then takes the place in one step. What has not changed is not written again but linked
//! from the site that stands there, so that it keeps its time. A folder that this program did not
//! write is never touched: a site carries a marker that lists its pages, and so does every folder on
//! its way. A file that is not listed is somebody's own, and comes along into the new site.

mod marker;
mod place;

use crate::output::counted;
use crate::walk::{SITE_MARKER, display, reason};
use anyhow::{Context, Result, bail};
use marker::{Marker, Print};
use place::{Place, Staging};
use rapidhash::v3::rapidhash_v3;
use rayon::prelude::*;
use std::borrow::Cow;
use std::collections::HashSet;
use std::fmt;
use std::fs::{self, File};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use walkdir::WalkDir;

/// The pages of a site: made one by one, on any thread, and judged together at the end.
pub(crate) trait Pages: Sync {
    /// What is kept of a page for the judgement.
    type Trace: Send;

    /// The paths of the pages.
    fn paths(&self) -> Vec<&str>;

    /// When it is best to make the page of the path at that index, among the others.
    fn turn(&self, index: usize) -> (usize, usize);

    /// The page of the path at that index.
    ///
    /// # Errors
    /// It cannot be made; no site is written then.
    fn make(&self, index: usize) -> Result<(Made<'_>, Self::Trace)>;

    /// Judges all pages by what was kept of each, in the order of the paths.
    ///
    /// # Errors
    /// They are not fit to be published; the earlier site stays then.
    fn accept(&self, traces: Vec<Self::Trace>) -> Result<()>;
}

/// The bytes of a page.
pub(crate) enum Made<'a> {
    Whole(Cow<'a, [u8]>),
    /// One after the other, so that a long page need not be in memory.
    Parts(Box<dyn Iterator<Item = Result<Vec<u8>>> + 'a>),
}

/// What was written.
#[derive(Debug, Default)]
pub(crate) struct Written {
    pub(crate) pages: usize,
    pub(crate) bytes: u64,
    /// How many of the pages are new or hold something else than before.
    pub(crate) changed: usize,
    /// The files that are not of the site and came along from the earlier one.
    pub(crate) foreign: Vec<String>,
}

/// How many pages there are, how large, and how many of them are new: `52 (931 KB), 3 written`.
impl fmt::Display for Written {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let kilobytes = self.bytes.div_ceil(1024);
        write!(f, "{} ({kilobytes} KB), {} written", self.pages, self.changed)
    }
}

impl Written {
    /// The files that came along, the first of them by name: `2 files that are not of the site:
    /// CNAME, robots.txt`.
    pub(crate) fn kept(&self) -> Option<String> {
        const NAMED: usize = 3;
        let named = self.foreign.iter().take(NAMED).cloned().collect::<Vec<_>>().join(", ");
        let more = if self.foreign.len() > NAMED { ", ..." } else { "" };
        let (files, are) = (
            counted(self.foreign.len(), "file"),
            if self.foreign.len() == 1 { "is" } else { "are" },
        );
        let kept = format!("{files} that {are} not of the site: {named}{more}");
        (!self.foreign.is_empty()).then_some(kept)
    }
}

/// Writes the pages as the site at `out`.
///
/// # Errors
/// `out` is a file or a folder of something else, a page's path is no plain path or is taken by a
/// file that is not of the site, or the disk refuses. What stood at `out` before then stands there
/// still.
pub(crate) fn publish<P: Pages>(pages: &P, out: &Path) -> Result<Written> {
    let paths = pages.paths();
    check_paths(&paths)?;
    check_place(out)?;
    let write = || {
        let place = Place::claim(out)?;
        loop {
            let staging = place.stage()?;
            let written = Earlier::of(place.path()).and_then(|earlier| {
                let written = write_all(pages, &paths, &earlier, &staging)?;
                // Another run may have put its site there meanwhile, of which pages were linked.
                if !earlier.stands() {
                    return Ok(None);
                }
                place.take(&staging)?;
                Ok(Some(written))
            });
            match written {
                Ok(Some(written)) => return Ok(written),
                // The first error is the one to tell; what is left is removed by the next run.
                Err(error) => {
                    place.discard(&staging.path);
                    return Err(error);
                }
                Ok(None) => place.discard(&staging.path),
            }
        }
    };
    write().with_context(|| format!("cannot write the site to `{}`", display(out)))
}

/// Refuses an output that cannot be written, before the work of a build is done.
///
/// # Errors
/// `out` is a file, a folder of something else, or one that is not to be changed.
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
    if data.permissions().readonly() {
        bail!(
            "the output folder `{name}` is read-only; it is left as it is\nhelp: allow writing to \
             it, or name another with --out"
        );
    }
    Ok(())
}

/// A number that tells the site at `out` from others; 0 where there is none.
pub(crate) fn state(out: &Path) -> u64 {
    fs::read(out.join(SITE_MARKER)).map_or(0, |marker| rapidhash_v3(&marker))
}

/// The site that stands at the place already.
struct Earlier {
    path: PathBuf,
    marker: Marker,
    foreign: Foreign,
}

/// What lies in a site and is not of it, by the path from there.
#[derive(Default)]
struct Foreign {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
}

impl Earlier {
    fn of(path: PathBuf) -> Result<Earlier> {
        let Some(marker) = Marker::read(&path) else {
            return Ok(Earlier { path, marker: Marker::default(), foreign: Foreign::default() });
        };
        let foreign = Foreign::of(&path, &marker)
            .map_err(said)
            .context("the earlier site cannot be listed")?;
        Ok(Earlier { path, marker, foreign })
    }

    /// Whether it is the site that stands there still.
    fn stands(&self) -> bool {
        self.marker.is_in(&self.path)
    }

    /// The file of a page that holds just this already.
    ///
    /// Of one that was changed after the site was written it is asked whether it does, whatever the
    /// marker says of it.
    fn same(&self, path: &str, print: Print, holds: impl Fn(&Path) -> bool) -> Option<PathBuf> {
        if self.marker.print(path) != Some(print) {
            return None;
        }
        let file = self.path.join(path);
        let known = file.symlink_metadata().ok()?;
        let is_untouched = known.modified().ok()? <= self.marker.written?;
        let is_same =
            known.is_file() && known.len() == print.length && (is_untouched || holds(&file));
        is_same.then_some(file)
    }

    /// Refuses pages whose place is taken by a file that is not of the site.
    fn check(&self, paths: &[&str]) -> Result<()> {
        if self.foreign.files.is_empty() {
            return Ok(());
        }
        let pages: HashSet<&Path> = paths.iter().map(Path::new).collect();
        let folders: HashSet<&Path> =
            paths.iter().flat_map(|path| Path::new(path).ancestors().skip(1)).collect();
        let is_in_the_way = |file: &&PathBuf| {
            folders.contains(file.as_path()) || file.ancestors().any(|part| pages.contains(part))
        };
        if let Some(file) = self.foreign.files.iter().find(is_in_the_way) {
            bail!(
                "`{}` in it is not of the site and stands where a page has to go; both are left as \
                 they are\nhelp: move that file elsewhere, or name another folder with --out",
                display(file)
            );
        }
        Ok(())
    }
}

impl Foreign {
    /// What the marker does not list. Folders in which pages stand are listed by all processors.
    fn of(site: &Path, marker: &Marker) -> io::Result<Foreign> {
        let above = marker.paths().flat_map(|page| Path::new(page).ancestors().skip(1));
        let known: HashSet<&Path> = above.chain([Path::new("")]).collect();
        let list = |folder: &&Path| Foreign::in_folder(site, folder, marker, &known);
        let found = known.par_iter().map(list).collect::<io::Result<Vec<Foreign>>>()?;
        let mut all = Foreign::default();
        for one in found {
            all.files.extend(one.files);
            all.folders.extend(one.folders);
        }
        all.files.sort();
        all.folders.sort();
        Ok(all)
    }

    fn in_folder(
        site: &Path,
        folder: &Path,
        marker: &Marker,
        known: &HashSet<&Path>,
    ) -> io::Result<Foreign> {
        let mut found = Foreign::default();
        let entries = match fs::read_dir(site.join(folder)) {
            Ok(entries) => entries,
            // Somebody removed the pages of this folder, and it with them.
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(found),
            Err(error) => return Err(error),
        };
        for entry in entries {
            let entry = entry?;
            let inside = folder.join(entry.file_name());
            if entry.file_type()?.is_dir() {
                if !known.contains(inside.as_path()) {
                    found.add_folder(site, &inside)?;
                }
                continue;
            }
            let is_ours = inside == Path::new(SITE_MARKER)
                || inside.to_str().is_some_and(|name| marker.lists(name));
            if !is_ours {
                found.files.push(inside);
            }
        }
        Ok(found)
    }

    /// A folder in which no page stands, with all that it holds.
    fn add_folder(&mut self, site: &Path, folder: &Path) -> io::Result<()> {
        for entry in WalkDir::new(site.join(folder)) {
            let entry = entry?;
            let Ok(inside) = entry.path().strip_prefix(site) else { continue };
            let list = if entry.file_type().is_dir() { &mut self.folders } else { &mut self.files };
            list.push(inside.to_owned());
        }
        Ok(())
    }

    /// Brings it over from one site into another, by links: the files stay as they are.
    fn carry(&self, from: &Path, to: &Path) -> io::Result<()> {
        self.folders.iter().try_for_each(|folder| fs::create_dir_all(to.join(folder)))?;
        for file in &self.files {
            if let Some(folder) = to.join(file).parent() {
                fs::create_dir_all(folder)?;
            }
            let (from, to) = (from.join(file), to.join(file));
            if let Err(error) = fs::hard_link(&from, &to) {
                // Some disks have no links, and some files may not be linked.
                match from.symlink_metadata() {
                    Ok(known) if known.is_file() => copy(&from, &to)?,
                    Ok(_) => return Err(error),
                    // Somebody removed it just now.
                    Err(_) => {}
                }
            }
        }
        Ok(())
    }
}

/// A page that was written.
struct Done<T> {
    print: Print,
    is_new: bool,
    trace: T,
}

/// Writes the pages into the new folder, with what comes along from the earlier site.
fn write_all<P: Pages>(
    pages: &P,
    paths: &[&str],
    earlier: &Earlier,
    staging: &Staging,
) -> Result<Written> {
    earlier.check(paths)?;
    let staged = &staging.path;
    // The marker comes first, so that a killed run leaves nothing that the next cannot recognise.
    marker::announce(staged, paths).map_err(said)?;
    let write = |index: usize| -> Result<Done<P::Trace>> {
        let path = paths[index];
        let (made, trace) = pages.make(index)?;
        let (print, is_new) = match made {
            Made::Whole(bytes) => write_page(&bytes, path, earlier, staged).map_err(said),
            Made::Parts(parts) => write_parts(parts, path, earlier, staged),
        }
        .with_context(|| format!("cannot write the page `{path}`"))?;
        Ok(Done { print, is_new, trace })
    };
    let mut done: Vec<(usize, Option<Done<P::Trace>>)> =
        (0..paths.len()).map(|index| (index, None)).collect();
    done.sort_by_cached_key(|(index, _)| pages.turn(*index));
    done.par_iter_mut().try_for_each(|(index, done)| -> Result<()> {
        *done = Some(write(*index)?);
        Ok(())
    })?;
    done.sort_unstable_by_key(|(index, _)| *index);
    let mut written = Written { pages: paths.len(), ..Written::default() };
    let mut prints = Vec::with_capacity(paths.len());
    for Done { print, is_new, .. } in done.iter().filter_map(|(_, done)| done.as_ref()) {
        written.bytes += print.length;
        written.changed += usize::from(*is_new);
        prints.push(*print);
    }
    pages.accept(done.into_iter().filter_map(|(_, done)| Some(done?.trace)).collect())?;
    earlier.foreign.carry(&earlier.path, staged).map_err(said)?;
    written.foreign = earlier.foreign.files.iter().map(|file| display(file)).collect();
    marker::write(staged, paths, &prints).map_err(said)?;
    if let Ok(known) = earlier.path.metadata() {
        fs::set_permissions(staged, known.permissions()).map_err(said)?;
    }
    Ok(written)
}

/// Puts a page into the new folder, and says what it holds and whether it had to be written.
fn write_page(
    bytes: &[u8],
    path: &str,
    earlier: &Earlier,
    staged: &Path,
) -> io::Result<(Print, bool)> {
    let file = staged.join(path);
    make_folder_of(&file)?;
    let print = Print::of(bytes);
    let same = earlier.same(path, print, |held| fs::read(held).is_ok_and(|held| held == bytes));
    if same.as_ref().is_some_and(|same| fs::hard_link(same, &file).is_ok()) {
        return Ok((print, false));
    }
    let mut new = File::create_new(&file)?;
    new.write_all(bytes)?;
    // Some disks have no links.
    keep_time(&new, same.as_deref())?;
    Ok((print, same.is_none()))
}

/// The same for a page in parts, of which only the end tells whether it is new. It is written in any
/// case; where it holds what it held, its time stays.
fn write_parts(
    parts: impl Iterator<Item = Result<Vec<u8>>>,
    path: &str,
    earlier: &Earlier,
    staged: &Path,
) -> Result<(Print, bool)> {
    let file = staged.join(path);
    make_folder_of(&file).map_err(said)?;
    let mut new = File::create_new(&file).map_err(said)?;
    let mut print: Option<Print> = None;
    for part in parts {
        let part = part?;
        new.write_all(&part).map_err(said)?;
        print = Some(print.map_or_else(|| Print::of(&part), |print| print.then(&part)));
    }
    let print = print.unwrap_or_else(|| Print::of(&[]));
    let same = earlier.same(path, print, |held| place::is_same(held, &file));
    keep_time(&new, same.as_deref()).map_err(said)?;
    Ok((print, same.is_none()))
}

/// Gives a file the time of the one that holds the same, where there is one.
fn keep_time(new: &File, same: Option<&Path>) -> io::Result<()> {
    let time = same.and_then(|same| same.metadata().ok()?.modified().ok());
    time.map_or(Ok(()), |time| new.set_modified(time))
}

/// Most pages have a folder of their own, in one that stands.
fn make_folder_of(file: &Path) -> io::Result<()> {
    let Some(folder) = file.parent() else { return Ok(()) };
    match fs::create_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => fs::create_dir_all(folder),
        made => made,
    }
}

/// Copies a file with its time.
fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::copy(from, to)?;
    File::options().append(true).open(to)?.set_modified(from.metadata()?.modified()?)
}

/// Every path is relative, made of plain names, and no page stands in the way of another.
fn check_paths(paths: &[&str]) -> Result<()> {
    let mut files = HashSet::new();
    for path in paths {
        if !path.split('/').all(is_plain_name) {
            bail!("a page has the path `{}`, which is not plain", path.escape_debug());
        }
        if !files.insert(*path) {
            bail!("two pages have the path `{path}`");
        }
    }
    for path in paths {
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

fn said(error: io::Error) -> anyhow::Error {
    anyhow::anyhow!("{}", reason(&error))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_are_written_and_replace_the_earlier_ones() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&[page("index.html", "one"), page("e/a/index.html", "a")], &out).unwrap();
        write(&[page("index.html", "two")], &out).unwrap();
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "two");
        assert!(!out.join("e").exists());
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_path_that_leads_elsewhere_is_refused_before_anything_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        for path in ["../x", "/x", "a/../b", "a//b", "", "a\\b", "a/.", "C:x", "a\0b"] {
            let refused = write(&[page(path, "")], &out).unwrap_err();
            assert!(refused.to_string().contains("not plain"), "{path:?}: {refused}");
        }
        assert!(write(&[page("a", ""), page("a", "")], &out).is_err());
        assert!(write(&[page("a", ""), page("a/b", "")], &out).is_err());
        assert_eq!(names(folder.path()), [""; 0]);
    }

    #[test]
    fn what_is_not_ours_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("letter.txt"), "mine").unwrap();
        let foreign = write(&[page("index.html", "")], folder.path()).unwrap_err();
        assert!(format!("{foreign:#}").contains("holds other files"), "{foreign:#}");
        let file = write(&[page("index.html", "")], &folder.path().join("letter.txt"));
        assert!(format!("{:#}", file.unwrap_err()).contains("is a file"));
        assert_eq!(names(folder.path()), ["letter.txt"]);
    }

    #[test]
    fn files_that_somebody_put_into_the_site_come_along() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&[page("e/a/index.html", "")], &out).unwrap();
        for (path, text) in [("CNAME", "one"), ("e/a/a.png", "two"), ("images/deep/b.png", "3")] {
            fs::create_dir_all(out.join(path).parent().unwrap()).unwrap();
            fs::write(out.join(path), text).unwrap();
        }
        fs::create_dir_all(out.join(".git/refs")).unwrap();
        let earlier = fs::metadata(out.join("CNAME")).unwrap().modified().unwrap();
        for _ in 0..2 {
            let written = write(&[page("index.html", "")], &out).unwrap();
            assert_eq!(written.foreign, ["CNAME", "e/a/a.png", "images/deep/b.png"]);
            assert_eq!(fs::read_to_string(out.join("e/a/a.png")).unwrap(), "two");
            assert_eq!(fs::read_to_string(out.join("images/deep/b.png")).unwrap(), "3");
            assert_eq!(fs::metadata(out.join("CNAME")).unwrap().modified().unwrap(), earlier);
            assert!(out.join(".git/refs").is_dir());
            assert!(!out.join("e/a/index.html").exists());
            assert_eq!(names(folder.path()), ["site"]);
        }
    }

    #[test]
    fn a_page_takes_the_place_of_no_file_of_somebody() {
        for (file, path) in [("a/index.html", "a/index.html"), ("a", "a/b"), ("a/b/c", "a/b")] {
            let folder = tempfile::tempdir().unwrap();
            let out = folder.path().join("site");
            write(&[page("index.html", "old")], &out).unwrap();
            fs::create_dir_all(out.join(file).parent().unwrap()).unwrap();
            fs::write(out.join(file), "mine").unwrap();
            let refused = write(&[page("index.html", "new"), page(path, "")], &out).unwrap_err();
            assert!(format!("{refused:#}").contains(&format!("`{file}` in it")), "{refused:#}");
            assert_eq!(fs::read_to_string(out.join(file)).unwrap(), "mine");
            assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "old");
            assert_eq!(names(folder.path()), ["site"]);
        }
    }

    #[test]
    fn only_what_changed_is_written() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let time = |path: &str| fs::metadata(out.join(path)).unwrap().modified().unwrap();
        assert_eq!(write(&[page("a", "1"), page("b", "1")], &out).unwrap().changed, 2);
        let (a, b) = (time("a"), time("b"));
        assert_eq!(write(&[page("a", "1"), page("b", "2")], &out).unwrap().changed, 1);
        assert!(time("a") == a && time("b") >= b);
        // A page that somebody changed is mended, one that is gone comes back.
        fs::write(out.join("a"), "x").unwrap();
        set_modified(&out.join("a"), time("b") + std::time::Duration::from_secs(9));
        fs::remove_file(out.join("b")).unwrap();
        assert_eq!(write(&[page("a", "1"), page("b", "2")], &out).unwrap().changed, 2);
        assert_eq!(fs::read_to_string(out.join("a")).unwrap(), "1");
        // A copy of a site has new times, and is the same site.
        set_modified(&out.join("b"), time("b") + std::time::Duration::from_secs(9));
        assert_eq!(write(&[page("a", "1"), page("b", "2")], &out).unwrap().changed, 0);
    }

    #[test]
    fn a_page_in_parts_that_has_not_changed_keeps_its_time() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let time = || fs::metadata(out.join("a.csv")).unwrap().modified().unwrap();
        let changed = |text: &str| write(&[page("a.csv", text)], &out).unwrap().changed;
        assert_eq!(changed("one"), 1);
        let first = time();
        assert_eq!((changed("one"), time()), (0, first));
        assert_eq!(changed("two"), 1);
        assert_eq!(fs::read_to_string(out.join("a.csv")).unwrap(), "two");
        // A copy of a site has new times, and is the same site; a page that was changed is not.
        set_modified(&out.join("a.csv"), time() + std::time::Duration::from_secs(9));
        assert_eq!(changed("two"), 0);
        fs::write(out.join("a.csv"), "2wo").unwrap();
        set_modified(&out.join("a.csv"), time() + std::time::Duration::from_secs(9));
        assert_eq!(changed("two"), 1);
        assert_eq!(changed(""), 1);
    }

    #[test]
    fn pages_that_are_judged_unfit_leave_the_earlier_site() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&[page("index.html", "good")], &out).unwrap();
        assert!(write(&[page("index.html", UNFIT)], &out).is_err());
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "good");
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn of_two_copies_of_a_foreign_file_the_newer_stays() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let left = folder.path().join(".site.annals-new-0-1");
        write(&[page("index.html", "good")], &out).unwrap();
        fs::create_dir(&left).unwrap();
        fs::write(left.join(SITE_MARKER), "index.html\n").unwrap();
        for (file, mine, other) in [("a", Some(1), 2), ("b", Some(2), 1), ("c", None, 1)] {
            let time = |seconds| std::time::UNIX_EPOCH + std::time::Duration::from_secs(seconds);
            fs::write(left.join(file), "left").unwrap();
            set_modified(&left.join(file), time(other));
            if let Some(mine) = mine {
                fs::write(out.join(file), "site").unwrap();
                set_modified(&out.join(file), time(mine));
            }
        }
        assert_eq!(write(&[page("index.html", "")], &out).unwrap().foreign, ["a", "b", "c"]);
        let held = ["a", "b", "c"].map(|file| fs::read_to_string(out.join(file)).unwrap());
        assert_eq!(held, ["left", "site", "left"]);
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_folder_that_another_run_works_on_is_left_alone() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        let other = Place::claim(&out).unwrap().stage().unwrap();
        marker::announce(&other.path, &["index.html"]).unwrap();
        write(&[page("index.html", "good")], &out).unwrap();
        assert!(other.path.join(SITE_MARKER).exists());
        drop(other);
        write(&[page("index.html", "good")], &out).unwrap();
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn a_failure_in_writing_leaves_the_earlier_site() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&[page("index.html", "good")], &out).unwrap();
        let long_name = "x".repeat(5000);
        assert!(write(&[page("index.html", "bad"), page(&long_name, "")], &out).is_err());
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "good");
        assert_eq!(names(folder.path()), ["site"]);
    }

    #[test]
    fn leftovers_of_a_killed_run_are_cleared_and_its_old_site_is_put_back() {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().join("site");
        write(&[page("index.html", "good")], &out).unwrap();
        fs::rename(&out, folder.path().join(".site.annals-old-1")).unwrap();
        fs::create_dir(folder.path().join(".site.annals-new-1")).unwrap();
        fs::write(folder.path().join(".site.annals-new-1").join(SITE_MARKER), "").unwrap();
        let long_name = "x".repeat(5000);
        assert!(write(&[page(&long_name, "")], &out).is_err());
        assert_eq!(fs::read_to_string(out.join("index.html")).unwrap(), "good");
        assert_eq!(names(folder.path()), ["site"]);
    }

    const UNFIT: &str = "unfit";

    struct Page {
        path: String,
        text: String,
    }

    fn page(path: &str, text: &str) -> Page {
        Page { path: path.to_owned(), text: text.to_owned() }
    }

    struct Given<'a>(&'a [Page]);

    impl Pages for Given<'_> {
        type Trace = bool;

        fn paths(&self) -> Vec<&str> {
            self.0.iter().map(|page| page.path.as_str()).collect()
        }

        fn turn(&self, index: usize) -> (usize, usize) {
            (0, index)
        }

        fn make(&self, index: usize) -> Result<(Made<'_>, bool)> {
            let Page { path, text } = &self.0[index];
            let made = match path.ends_with(".csv") {
                true => Made::Parts(Box::new(text.bytes().map(|byte| Ok(vec![byte])))),
                false => Made::Whole(Cow::Borrowed(text.as_bytes())),
            };
            Ok((made, text == UNFIT))
        }

        fn accept(&self, traces: Vec<bool>) -> Result<()> {
            if traces.contains(&true) { bail!("unfit") } else { Ok(()) }
        }
    }

    fn write(pages: &[Page], out: &Path) -> Result<Written> {
        publish(&Given(pages), out)
    }

    fn set_modified(file: &Path, time: std::time::SystemTime) {
        File::options().append(true).open(file).unwrap().set_modified(time).unwrap();
    }

    fn names(folder: &Path) -> Vec<String> {
        let entries = fs::read_dir(folder).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}
