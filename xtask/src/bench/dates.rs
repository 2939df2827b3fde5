//! `cargo xtask bench dates`: how many megabytes of text one core searches for dates in a second.
//!
//! The same text is also put through less and less of the work: `find` alone, the tokeniser alone,
//! a scan for line ends. Machines differ, the ratios between these hold on any.

use super::cpu;
use annals_core::{Date, Day};
use annals_dates::{Language, Reference, annotate, count_tokens, find};
use anyhow::{Context, Result, bail};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use serde_json::Value;
use std::hint::black_box;
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Find and resolve the dates of texts, and tell how fast
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files of JSON lines with "text", and if need be "lang" and "dct" or "date"
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How often each is measured
    #[arg(long, default_value_t = 9, value_name = "NUMBER")]
    runs: usize,
}

struct Document {
    text: String,
    language: &'static Language,
    reference: Option<Reference>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut documents = Vec::new();
    for path in &args.paths {
        read(path, &mut documents)?;
    }
    let bytes: usize = documents.iter().map(|document| document.text.len()).sum();
    let mut out = std::io::stdout().lock();
    writeln!(out, "{} documents, {:.1} MB of text", documents.len(), bytes as f64 / 1e6)?;
    writeln!(out, "{:<12}{:>9}{:>20}", "MB a second", "median", "range")?;
    for (name, work) in [
        ("line ends", line_ends as fn(&Document)),
        ("tokens", tokens),
        ("find", find_alone),
        ("annotate", annotate_whole),
    ] {
        let times = cpu::measure(args.runs, || documents.iter().for_each(work));
        let speed = |time: Duration| bytes as f64 / 1e6 / time.as_secs_f64();
        let (best, worst) = times.first().zip(times.last()).context("--runs is at least 1")?;
        let range = format!("{:.0} to {:.0}", speed(*worst), speed(*best));
        writeln!(out, "{name:<12}{:>9.0}{range:>20}", speed(cpu::median(&times)))?;
    }
    let ratio = cpu::two_threads(args.runs, || documents.par_iter().for_each(annotate_whole))?;
    writeln!(out, "two threads annotate {ratio}")?;
    Ok(())
}

fn read(path: &Path, documents: &mut Vec<Document>) -> Result<()> {
    let lines = std::fs::read_to_string(path)
        .with_context(|| format!("{} cannot be read", path.display()))?;
    for (number, line) in lines.lines().enumerate() {
        let place = || format!("{}:{}", path.display(), number + 1);
        let object: Value = serde_json::from_str(line).with_context(place)?;
        let field = |name: &str| object.get(name).and_then(Value::as_str);
        let text = field("text").with_context(|| format!("{}: no \"text\"", place()))?.to_owned();
        let tag = field("lang").unwrap_or("en");
        let Some(language) = Language::named(tag) else {
            bail!("{}: no dates can be read in the language `{tag}`", place());
        };
        let day = field("dct").or(field("date")).and_then(day);
        documents.push(Document { text, language, reference: day.map(Reference::published) });
    }
    Ok(())
}

/// The day of a date that may go on with a time.
fn day(date: &str) -> Option<Day> {
    date.get(..10)?.parse::<Date>().ok()?.earliest().day()
}

fn line_ends(document: &Document) {
    black_box(document.text.bytes().filter(|byte| *byte == b'\n').count());
}

fn tokens(document: &Document) {
    black_box(count_tokens(&document.text, document.language));
}

fn find_alone(document: &Document) {
    black_box(find(&document.text, document.language));
}

fn annotate_whole(document: &Document) {
    black_box(annotate(&document.text, document.language, document.reference));
}
