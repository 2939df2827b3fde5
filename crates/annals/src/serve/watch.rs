//! Tells when the files of a site have changed.
//!
//! The files are listed and their times and sizes compared, a few times a second: that sees changes
//! on every disk, network disks and those of containers too, where notices of the system do not
//! arrive, and needs no library for each system.

use crate::build::SiteArgs;
use crate::clock::Stopwatch;
use crate::look;
use crate::problem::Problems;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::{Duration, SystemTime};

/// How long it waits before it looks again, and how long the files have to be quiet.
const PAUSE: Duration = Duration::from_millis(150);
const QUIET: Duration = Duration::from_millis(50);
/// Looking takes at most this part of the time, however many files there are.
const SHARE: u32 = 10;

/// What the files were like when they were last looked at.
pub(super) struct Watch {
    seen: Snapshot,
    pause: Duration,
}

/// Every file with its size and time; none where the folder cannot be listed.
type Snapshot = Option<Vec<(PathBuf, u64, Option<SystemTime>)>>;

impl Watch {
    pub(super) fn start(site: &SiteArgs) -> Watch {
        Watch { seen: snapshot(site), pause: PAUSE }
    }

    /// Waits a little and says whether the files have changed and are quiet again.
    pub(super) fn has_changed(&mut self, site: &SiteArgs) -> bool {
        thread::sleep(self.pause);
        let watch = Stopwatch::start();
        let mut now = snapshot(site);
        self.pause = PAUSE.max(watch.elapsed() * SHARE);
        if now == self.seen {
            return false;
        }
        // Programs write several files at once, and some write one in several steps.
        loop {
            thread::sleep(QUIET);
            let next = snapshot(site);
            if next == now {
                break;
            }
            now = next;
        }
        self.seen = now;
        true
    }
}

fn snapshot(site: &SiteArgs) -> Snapshot {
    // What is wrong with the folder is told when it is built.
    let mut problems = Problems::default();
    let sources = site.sources(&mut problems).ok()?;
    let look = look::paths(&site.dir, &mut problems);
    let files = sources.iter().flat_map(|source| {
        let articles = source.articles.iter().map(|article| &article.path);
        source.toml.iter().chain(&source.curation).chain(articles)
    });
    Some(files.chain(&look).map(|file| known(file)).collect())
}

fn known(file: &Path) -> (PathBuf, u64, Option<SystemTime>) {
    let known = file.metadata().ok();
    let size = known.as_ref().map_or(0, std::fs::Metadata::len);
    (file.to_owned(), size, known.and_then(|known| known.modified().ok()))
}
