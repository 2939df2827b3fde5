//! Where the workspace is, whatever folder the task was started in.

use std::path::{Path, PathBuf};

/// The root folder of the workspace.
pub(crate) fn root() -> PathBuf {
    let own = Path::new(env!("CARGO_MANIFEST_DIR"));
    own.parent().unwrap_or(own).to_owned()
}

/// A path of the workspace, as short as it can be written from the current folder.
pub(crate) fn path(inside: &str) -> PathBuf {
    let path = root().join(inside);
    let here = current_dir();
    here.and_then(|here| path.strip_prefix(here).ok().map(Path::to_owned)).unwrap_or(path)
}

#[expect(
    clippy::disallowed_methods,
    reason = "the paths in messages are written from the folder that the developer is in"
)]
fn current_dir() -> Option<PathBuf> {
    std::env::current_dir().ok()
}
