//! `cargo xtask bench ingest`: how many megabytes of articles one core reads, extracts and merges in
//! a second.
//!
//! A scan for line ends and the tokeniser alone stand beside it, as machines differ and the ratios
//! between these hold on any.

use super::cpu;
use annals::Threads;
use annals_dates::{Language, count_tokens};
use annals_ingest::{
    Article, Extraction, Extractions, Lexicon, OneByOne, Workers, copies, extract, merge_with, read,
};
use anyhow::{Context, Result};
use rayon::iter::{IntoParallelRefIterator as _, ParallelIterator as _};
use std::hint::black_box;
use std::io::Write as _;
use std::path::PathBuf;
use std::time::Duration;

/// Read, extract and merge articles, and tell how fast
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files of articles
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// How often each is measured
    #[arg(long, default_value_t = 5, value_name = "NUMBER")]
    runs: usize,
}

/// A file: its name and its bytes.
type File = (String, Vec<u8>);

pub(crate) fn run(args: &Args) -> Result<()> {
    let files: Vec<File> = args.paths.iter().map(file).collect::<Result<_>>()?;
    let megabytes = files.iter().map(|(_, bytes)| bytes.len()).sum::<usize>() as f64 / 1e6;
    let mut out = std::io::stdout().lock();
    let events = merged(gathered(&files), &OneByOne);
    let peak = cpu::peak_memory();
    let extractions = gathered(&files);
    writeln!(out, "{} articles, {megabytes:.1} MB, {events} events", extractions.len())?;
    if let Some(peak) = peak {
        writeln!(out, "peak memory {peak} MB, the files in it")?;
    }
    let articles = read_all(&files);
    let measure = |work: &dyn Fn()| cpu::measure(args.runs, work);
    let lines = measure(&|| {
        files.iter().for_each(|(_, bytes)| {
            black_box(bytes.iter().filter(|byte| **byte == b'\n').count());
        });
    });
    let tokens = measure(&|| {
        articles.iter().for_each(|article| {
            black_box(count_tokens(&article.text, Language::english()));
        });
    });
    let reading = measure(&|| drop(black_box(read_all(&files))));
    let extracting = measure(&|| articles.iter().map(extracted).for_each(drop));
    let cloning = measure(&|| drop(black_box(extractions.clone())));
    let both = measure(&|| {
        black_box(merged(extractions.clone(), &OneByOne));
    });
    let merging: Vec<Duration> =
        both.iter().zip(&cloning).map(|(both, clone)| both.saturating_sub(*clone)).collect();
    let parts = reading.iter().zip(&extracting).zip(&merging);
    let everything: Vec<Duration> =
        parts.map(|((read, extract), merge)| *read + *extract + *merge).collect();
    writeln!(out, "{:<12}{:>9}{:>20}", "MB a second", "median", "range")?;
    for (name, times) in [
        ("line ends", &lines),
        ("tokens", &tokens),
        ("read", &reading),
        ("extract", &extracting),
        ("merge", &merging),
        ("whole", &everything),
    ] {
        let speed = |time: Duration| megabytes / time.as_secs_f64();
        let (best, worst) = times.first().zip(times.last()).context("--runs is at least 1")?;
        let range = format!("{:.0} to {:.0}", speed(*worst), speed(*best));
        writeln!(out, "{name:<12}{:>9.0}{range:>20}", speed(cpu::median(times)))?;
    }
    let finding = cpu::median(&measure(&|| drop(black_box(copies(&articles)))));
    let found = copies(&articles).into_iter().flatten().count();
    writeln!(
        out,
        "{found} copies found, {:.0} articles a second",
        articles.len() as f64 / finding.as_secs_f64()
    )?;
    let ratio = cpu::two_threads(args.runs, || {
        black_box(merged(gathered(&files), &Threads));
    })?;
    writeln!(out, "two threads do the whole {ratio}")?;
    Ok(())
}

fn file(path: &PathBuf) -> Result<File> {
    let bytes =
        std::fs::read(path).with_context(|| format!("{} cannot be read", path.display()))?;
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Ok((name, bytes))
}

fn read_all(files: &[File]) -> Vec<Article> {
    let mut articles = Vec::new();
    for (name, bytes) in files {
        read(name, bytes, &mut |article| articles.push(article));
    }
    articles
}

fn extracted(article: &Article) -> Extraction {
    extract(article, Lexicon::english())
}

fn merged(extractions: Extractions, workers: &impl Workers) -> usize {
    merge_with(extractions, Vec::new(), Lexicon::english(), workers).events.len()
}

/// Reads and extracts, on the threads of the pool that this runs in.
fn gathered(files: &[File]) -> Extractions {
    let articles: Vec<Article> =
        files.par_iter().flat_map_iter(|file| read_all(std::slice::from_ref(file))).collect();
    articles.par_iter().map(extracted).collect::<Vec<_>>().into()
}
