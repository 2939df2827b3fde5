//! `annals check`: every problem of a data folder in one run.

use crate::build::Deny;
use crate::output::{Format, OutputArgs, counted};
use crate::problem::Problems;
use crate::{Outcome, folder, load, walk};
use anyhow::Result;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Example:
  annals check data
  annals check data --jsonl | head";

/// Tell every problem of a data folder: file, line, column, cause and help
///
/// Nothing is written. The exit code is 1 where something cannot be used.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The data folder: annals.toml, events/, articles/
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// What else makes the exit code 1: warnings
    #[arg(long, value_enum, value_name = "KIND", hide_possible_values = true)]
    deny: Option<Deny>,
    #[command(flatten)]
    output: OutputArgs,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let mut problems = Problems::default();
    let sources = folder::timelines(&args.dir, &mut problems)?;
    let loaded = load::timelines(&sources, None, None, &mut problems);
    let mut out = io::stdout().lock();
    match args.output.format() {
        Format::Jsonl => problems.write_jsonl(&mut out)?,
        Format::Text => {
            problems.tell()?;
            let (events, articles) = load::counts(&loaded);
            writeln!(
                out,
                "{}: {}, {}, {problems}",
                walk::display_folder(&args.dir),
                counted(events.total(), "event"),
                counted(articles, "article"),
            )?;
        }
    }
    Ok(problems.outcome(args.deny.is_some()))
}
