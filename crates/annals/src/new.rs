//! `annals new`: a timeline, an event or an article from the command line.
//!
//! What is written is read first as a build would read it, so that nothing faulty is written.

mod article;
mod event;
mod timeline;

use crate::Outcome;
use crate::files::NewFile;
use crate::walk::{display, display_folder};
use anyhow::Result;
use clap::Subcommand;
use std::io::{self, Write};
use std::path::Path;

const EXAMPLES: &str = "\
Examples:
  annals new timeline library --title \"The town library\"
  annals new event \"The reading room opens\" library --date \"May or June 1912\"
  annals new article \"A roof is mended\" library --date 2024-05-06 < report.txt";

/// Begin a timeline, or add an event or an article to one
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    Timeline(timeline::Args),
    Event(event::Args),
    Article(article::Args),
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    match args.what {
        What::Timeline(args) => timeline::run(args),
        What::Event(args) => event::run(args),
        What::Article(args) => article::run(args),
    }
}

/// What to do with a file that is there already.
#[derive(clap::Args, Clone, Copy)]
struct Overwrite {
    /// Replace what is there already
    #[arg(long)]
    force: bool,
}

/// Tells which files were written, and the command that comes next.
fn tell(files: &[NewFile], next: &str, dir: &Path) -> io::Result<()> {
    let mut out = io::stdout().lock();
    for file in files {
        writeln!(out, "Wrote  {}", display(&file.path))?;
    }
    writeln!(out, "Next   {next} {}", in_shell(&display_folder(dir)))
}

/// A word as a shell reads it.
fn in_shell(word: &str) -> String {
    let is_plain = |c: char| c.is_alphanumeric() || "-_./\\:".contains(c);
    match !word.is_empty() && word.chars().all(is_plain) {
        true => word.to_owned(),
        false => format!("'{}'", word.replace('\'', "'\\''")),
    }
}
