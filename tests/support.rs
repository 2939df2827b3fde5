//! What the tests share: folders to work in, the program run in them, the files that it wrote.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use tempfile::TempDir;
use walkdir::WalkDir;

/// How a run of the program ended.
pub(crate) struct Run {
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// A folder of its own for one test, with a copy of a data folder in `data`.
pub(crate) struct Workshop(TempDir);

impl Workshop {
    /// With a copy of `tests/data/NAME`.
    pub(crate) fn with(name: &str) -> Workshop {
        let workshop = Workshop::empty();
        let source = root().join("tests/data").join(name);
        for (path, bytes) in tree(&source) {
            workshop.write(&format!("data/{path}"), bytes);
        }
        workshop
    }

    /// With nothing in it.
    pub(crate) fn empty() -> Workshop {
        Workshop(TempDir::new().unwrap())
    }

    pub(crate) fn path(&self, inside: &str) -> PathBuf {
        self.0.path().join(inside)
    }

    /// Writes a file and the folders above it.
    pub(crate) fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Runs `annals` in this folder.
    pub(crate) fn annals(&self, arguments: &[&str]) -> Run {
        run(self.command(arguments))
    }

    /// Builds `data` as `site`.
    pub(crate) fn build(&self) -> Run {
        self.annals(&["build", "data", "--out", "site"])
    }

    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_annals"));
        command.args(arguments).current_dir(self.0.path()).env("NO_COLOR", "1");
        command
    }

    /// The files of the site, by path.
    pub(crate) fn site(&self) -> BTreeMap<String, Vec<u8>> {
        tree(&self.path("site"))
    }

    /// The names of what stands in this folder, hidden names too.
    pub(crate) fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.0.path()).unwrap();
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

pub(crate) fn run(mut command: Command) -> Run {
    let output = command.output().unwrap();
    Run {
        code: output.status.code(),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// The root of the workspace.
pub(crate) fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Every file under a folder, by its path from there.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = WalkDir::new(folder).into_iter().map(Result::unwrap);
    files
        .filter(|entry| entry.file_type().is_file())
        .map(|entry| {
            let inside = entry.path().strip_prefix(folder).unwrap().to_str().unwrap();
            (inside.to_owned(), fs::read(entry.path()).unwrap())
        })
        .collect()
}
