//! `cargo xtask relabel`: the labels of the labelled sentences, written afresh.

use crate::languages;
use annals_dates::relabel;
use anyhow::{Context, Result};
use std::io::Write;
use std::path::{Path, PathBuf};

/// Write the labels of the labelled sentences afresh, so that the diff is the review
///
/// The name of a file is the tag of its language, whose words and rules are read from its language
/// file.
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files of labelled sentences; all of crates/annals-dates/tests/sentences where none is named
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
}

/// Rewrites the files.
///
/// # Errors
/// A file or its language cannot be read, or the file cannot be written.
pub(crate) fn run(args: Args) -> Result<()> {
    let files = if args.files.is_empty() { languages::all_sentences()? } else { args.files };
    let mut out = std::io::stdout();
    for path in files {
        let changed = relabel_file(&path)?;
        writeln!(out, "{}: {changed} lines changed", path.display())?;
    }
    Ok(())
}

/// How many lines of the file have changed.
fn relabel_file(path: &Path) -> Result<usize> {
    let name = || path.display().to_string();
    let corpus = std::fs::read_to_string(path).with_context(name)?;
    let tag = path.file_stem().unwrap_or_default().to_string_lossy();
    let (language, _) = languages::load(&languages::rules(&tag))?;
    let now = relabel(&corpus, &language);
    if now != corpus {
        std::fs::write(path, &now).with_context(name)?;
    }
    let same = corpus.lines().zip(now.lines()).filter(|(before, after)| before == after).count();
    Ok(now.lines().count().max(corpus.lines().count()) - same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_that_are_out_of_date_are_rewritten() {
        let folder = std::env::temp_dir().join(format!("annals-relabel-{}", std::process::id()));
        std::fs::create_dir_all(&folder).unwrap();
        let path = folder.join("en.txt");
        let corpus = "reference 2024-03-01\n\nIt opened in 1931.\n             ^^^^ 1932\n";
        std::fs::write(&path, corpus).unwrap();
        assert_eq!(relabel_file(&path).unwrap(), 1);
        let now = std::fs::read_to_string(&path).unwrap();
        assert_eq!(now, corpus.replace("1932", "1931"));
        assert_eq!(relabel_file(&path).unwrap(), 0);
        std::fs::remove_dir_all(&folder).unwrap();
    }
}
