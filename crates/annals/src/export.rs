//! `annals export`: a timeline in the format of another program.

use crate::cache::CacheArgs;
use crate::files::{NewFile, write_new};
use crate::losses::Deny;
use crate::output::{Format as Form, OutputArgs, counted};
use crate::problem::Problems;
use crate::walk::{display, display_folder};
use crate::{Outcome, folder, import, load, losses};
use annals_exchange::{Format, export};
use anyhow::{Result, bail};
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  annals export data --to timelinejs > timeline.json
  annals export data --to ical --out events.ics --deny losses";

/// Write a timeline in the format of another program
///
/// Writes what a site of the folder would show: hand-written events and those of articles. What is
/// written is read again, and all that the format had no place for is told on standard error; a
/// loss is a warning and leaves the exit code 0, unless --deny losses is given. Dates that a format
/// cannot say are written beside it as EDTF wherever there is a place for them.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The data folder
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The format
    #[arg(long, value_name = "FORMAT", value_parser = writable)]
    to: Format,
    /// Where it goes; standard output where nothing is said
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
    /// Which timeline of the folder: that of the subfolder of this name
    #[arg(long, value_name = "NAME", default_value = "")]
    timeline: String,
    /// Replace the file where there is one
    #[arg(long)]
    force: bool,
    /// What else makes the exit code 1: losses
    #[arg(long, value_enum, value_name = "KIND", hide_possible_values = true)]
    deny: Option<Deny>,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    output: OutputArgs,
}

fn writable(name: &str) -> Result<Format, String> {
    let format: Format = name.parse().map_err(|_| import::known(name, Format::is_written))?;
    if format.is_written() { Ok(format) } else { Err(import::known(name, Format::is_written)) }
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let mut problems = Problems::default();
    let mut sources = folder::timelines(&args.dir, &mut problems)?;
    let names: Vec<String> = sources.iter().map(|source| source.site_path.clone()).collect();
    sources.retain(|source| source.site_path == args.timeline);
    if sources.is_empty() {
        let names: Vec<String> =
            names.iter().filter(|n| !n.is_empty()).map(|n| format!("`{n}`")).collect();
        let names = if names.is_empty() {
            "has no further timelines".to_owned()
        } else {
            format!("has {}", names.join(", "))
        };
        bail!("`{}` has no timeline `{}`; it {names}", display_folder(&args.dir), args.timeline);
    }
    let loaded = load::timelines(&sources, None, args.cache.of_data(&args.dir), &mut problems);
    let Some(timeline) = loaded.first().map(|loaded| &loaded.timeline) else {
        bail!("`{}` cannot be loaded", display_folder(&args.dir));
    };
    let Some(exported) = export(args.to, timeline, &|_| None)? else {
        bail!("the format `{}` is only read", args.to);
    };
    let name = args.out.as_deref().map_or_else(|| "stdout".to_owned(), display);
    match &args.out {
        Some(path) => {
            write_new(&[NewFile::new(path, exported.text)], args.force)?;
            let mut out = io::stdout().lock();
            let (events, losses) =
                (counted(exported.events, "event"), losses::counts(&exported.losses));
            writeln!(out, "{name} ({}): {events}, {losses}", args.to)?;
        }
        None => io::stdout().lock().write_all(exported.text.as_bytes())?,
    }
    match args.output.format() {
        Form::Jsonl => {
            let mut err = io::stderr().lock();
            losses::write_jsonl(&mut err, &name, &exported.losses)?;
            problems.write_jsonl(&mut err)?;
        }
        Form::Text => {
            losses::add(&mut problems, &name, &exported.losses);
            problems.tell()?;
        }
    }
    let denied = args.deny.is_some() && !exported.losses.is_empty();
    Ok(if denied { Outcome::Findings } else { problems.outcome(false) })
}
