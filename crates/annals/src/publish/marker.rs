//! The marker of a site: which files of its folder are pages, and what they hold.
//!
//! It is a text of lines: a path, and behind it the hash and the length of the page, where they are
//! known. A folder that is being written lists its pages before it has them, without hashes.

use crate::walk::SITE_MARKER;
use rapidhash::v3::{RapidSecrets, rapidhash_v3, rapidhash_v3_seeded};
use std::collections::HashMap;
use std::fs::{self, File};
use std::io::{self, BufWriter, Write as _};
use std::path::Path;
use std::time::SystemTime;

/// The marker while it is written.
pub(super) const MARKER_DRAFT: &str = ".annals-site.new";

/// What a page holds, in short: a hash of 128 bits, and its length.
///
/// The hash only tells two builds of the same author apart, and whoever could forge it could write
/// the page itself. So it need not withstand forgery, and the fast hash is taken that the program
/// has anyway, twice, so that no two pages are alike by chance.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Print {
    hash: [u64; 2],
    pub(super) length: u64,
}

/// The pages of a site that stands.
#[derive(Default)]
pub(super) struct Marker {
    pages: HashMap<Box<str>, Option<Print>>,
    /// When it was written, which is after its pages.
    pub(super) written: Option<SystemTime>,
    /// A hash of its text.
    hash: u64,
}

impl Print {
    /// The seeds are those of the last build as well: they never change.
    const SECRETS: [RapidSecrets; 2] = [RapidSecrets::seed(1), RapidSecrets::seed(2)];

    pub(super) fn of(bytes: &[u8]) -> Print {
        let hash = [0, 1].map(|at: usize| rapidhash_v3_seeded(bytes, &Print::SECRETS[at]));
        Print { hash, length: bytes.len() as u64 }
    }

    /// The print of a page of which this is that of the beginning, and these bytes come next. A page
    /// that is made in the same parts has the same print.
    pub(super) fn then(self, bytes: &[u8]) -> Print {
        let hash = self.hash.map(|hash| rapidhash_v3_seeded(bytes, &RapidSecrets::seed(hash)));
        Print { hash, length: self.length + bytes.len() as u64 }
    }
}

impl Marker {
    /// The marker in a folder; none where it has no marker that can be read.
    pub(super) fn read(folder: &Path) -> Option<Marker> {
        let (text, written) = text(folder)?;
        let hash = rapidhash_v3(text.as_bytes());
        Some(Marker { pages: text.lines().map(entry).collect(), written, hash })
    }

    /// Whether it is the marker that is in the folder now. None is what every folder has.
    pub(super) fn is_in(&self, folder: &Path) -> bool {
        self.pages.is_empty()
            || text(folder).is_some_and(|(text, written)| {
                written == self.written && rapidhash_v3(text.as_bytes()) == self.hash
            })
    }

    pub(super) fn lists(&self, path: &str) -> bool {
        self.pages.contains_key(path)
    }

    pub(super) fn print(&self, path: &str) -> Option<Print> {
        self.pages.get(path).copied().flatten()
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.pages.keys().map(AsRef::as_ref)
    }
}

/// Marks a new folder as one of a site that will have these pages.
///
/// # Errors
/// The disk refuses.
pub(super) fn announce(folder: &Path, paths: &[&str]) -> io::Result<()> {
    let mut file = BufWriter::new(File::create(folder.join(SITE_MARKER))?);
    paths.iter().try_for_each(|path| writeln!(file, "{path}"))?;
    file.flush()
}

/// Writes what the pages hold, all of it or nothing.
///
/// # Errors
/// The disk refuses.
pub(super) fn write(folder: &Path, paths: &[&str], prints: &[Print]) -> io::Result<()> {
    let draft = folder.join(MARKER_DRAFT);
    let mut file = BufWriter::new(File::create(&draft)?);
    for (path, Print { hash: [one, two], length }) in paths.iter().zip(prints) {
        writeln!(file, "{path} {one:016x}{two:016x} {length}")?;
    }
    file.flush()?;
    drop(file);
    fs::rename(draft, folder.join(SITE_MARKER))
}

/// The text of the marker in a folder, and when it was written.
fn text(folder: &Path) -> Option<(String, Option<SystemTime>)> {
    let file = folder.join(SITE_MARKER);
    let written = file.metadata().and_then(|known| known.modified()).ok();
    Some((fs::read_to_string(file).ok()?, written))
}

/// What a line says; one that was changed says nothing of what its page holds.
fn entry(line: &str) -> (Box<str>, Option<Print>) {
    let mut parts = line.split(' ');
    let path = parts.next().unwrap_or_default().into();
    let print = parts.next().zip(parts.next()).and_then(|(hash, length)| {
        let (one, two) = hash.split_at_checked(16)?;
        let number = |text| u64::from_str_radix(text, 16).ok();
        Some(Print { hash: [number(one)?, number(two)?], length: length.parse().ok()? })
    });
    (path, print)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        let (paths, prints) = (["a.html", "e/b/index.html"], [Print::of(b"a"), Print::of(b"")]);
        announce(folder.path(), &paths).unwrap();
        let announced = Marker::read(folder.path()).unwrap();
        assert!(announced.lists("a.html") && announced.print("a.html").is_none());
        write(folder.path(), &paths, &prints).unwrap();
        let read = Marker::read(folder.path()).unwrap();
        assert_eq!(read.print("e/b/index.html"), Some(Print::of(b"")));
        assert_eq!(read.print("a.html"), Some(Print::of(b"a")));
        assert!(!read.lists("b.html"));
    }

    #[test]
    fn a_line_that_was_changed_only_lists_its_page() {
        for line in ["a.html", "a.html x", "a.html x y", "a.html 0 1", "a.html é 1", "a.html  "] {
            assert_eq!(entry(line), ("a.html".into(), None), "{line}");
        }
    }

    #[test]
    fn prints_differ_by_content() {
        assert_ne!(Print::of(b"a"), Print::of(b"b"));
        assert_ne!(Print::of(b""), Print::of(b"\0"));
        let Print { hash: [one, two], .. } = Print::of(b"a");
        assert_ne!(one, two);
        assert_ne!(Print::of(b"a").then(b"b"), Print::of(b"b").then(b"b"));
        assert_eq!(Print::of(b"a").then(b"bc").length, 3);
    }
}
