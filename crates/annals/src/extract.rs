//! `annals extract`: the events that articles tell.

use crate::cache::Cache;
use crate::load::Loaded;
use crate::output::{DateFields, FiguresRecord, Format, OutputArgs, json_line, one_line, rounded};
use crate::problem::Problems;
use crate::reference::ReferenceDay;
use crate::{Outcome, folder, load};
use annals_core::{Event, Evidence, Reading};
use annals_ingest::Figures;
use anyhow::Result;
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  annals extract clippings report.txt
  annals extract articles.jsonl --jsonl > events.jsonl";

/// Tell which events articles tell
///
/// The same event told by several of the articles is one event, with all its sentences. Articles
/// are in any form that `annals read` reads. Spans are UTF-8 byte offsets into the text of the article.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files or folders of articles, patterns in quotes, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The day that counts as today: articles dated after it are told
    #[arg(long, value_name = "DATE")]
    now: Option<ReferenceDay>,
    /// A folder that keeps what articles tell, so that unchanged ones are not read again
    #[arg(long, value_name = "DIR")]
    cache: Option<PathBuf>,
    #[command(flatten)]
    output: OutputArgs,
}

/// An event and the sentences that tell it.
#[derive(Serialize)]
struct EventRecord<'a> {
    id: &'a str,
    #[serde(flatten)]
    date: DateFields,
    title: &'a str,
    status: &'static str,
    names: Vec<&'a str>,
    score: f64,
    figures: FiguresRecord,
    mentions: Vec<SentenceRecord<'a>>,
}

#[derive(Serialize)]
struct SentenceRecord<'a> {
    article: &'a str,
    start: usize,
    end: usize,
    text: &'a str,
    expression: Option<ExpressionRecord<'a>>,
}

#[derive(Serialize)]
struct ExpressionRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    rule: &'a str,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let mut problems = Problems::default();
    let mut files = Vec::new();
    folder::add_articles(&args.paths, &mut files, &mut problems);
    let now = args.now.map(|now| now.day);
    let cache = args.cache.and_then(Cache::open);
    let Loaded { timeline, merged, .. } = load::of_articles(&files, now, cache, &mut problems);
    let figures = |event: &Event| merged.figures.get(&event.id).copied().unwrap_or_default();
    let mut out = io::BufWriter::new(io::stdout().lock());
    for event in timeline.events() {
        match args.output.format() {
            Format::Jsonl => json_line(&mut out, &EventRecord::of(event, &figures(event)))?,
            Format::Text => write_event(&mut out, event)?,
        }
    }
    out.flush()?;
    problems.tell()?;
    // The program ends here: to give the memory back piece by piece would only take time.
    std::mem::forget((timeline, merged));
    Ok(problems.outcome(false))
}

impl EventRecord<'_> {
    fn of<'a>(event: &'a Event, figures: &Figures) -> EventRecord<'a> {
        let names = event.people.iter().chain(&event.places).chain(&event.names);
        EventRecord {
            id: &event.id,
            date: event.date.as_ref().map(DateFields::of).unwrap_or_default(),
            title: &event.title,
            status: event.status.name(),
            names: names.map(String::as_str).collect(),
            score: rounded(figures.score()),
            figures: FiguresRecord::of(figures),
            mentions: event.evidence.iter().map(SentenceRecord::of).collect(),
        }
    }
}

impl SentenceRecord<'_> {
    fn of(evidence: &Evidence) -> SentenceRecord<'_> {
        SentenceRecord {
            article: &evidence.article,
            start: evidence.span.start,
            end: evidence.span.end,
            text: &evidence.quote,
            expression: evidence.reading.as_ref().map(ExpressionRecord::of),
        }
    }
}

impl ExpressionRecord<'_> {
    fn of(reading: &Reading) -> ExpressionRecord<'_> {
        ExpressionRecord {
            start: reading.span.start,
            end: reading.span.end,
            text: &reading.text,
            rule: &reading.rule,
        }
    }
}

fn write_event(out: &mut dyn Write, event: &Event) -> io::Result<()> {
    let date = event.date.as_ref().map_or_else(|| "undated".to_owned(), annals_core::Date::words);
    writeln!(out, "{date}: {} ({})", event.title, event.status)?;
    for evidence in &event.evidence {
        writeln!(out, "    {}: {}", evidence.article, one_line(&evidence.quote))?;
    }
    Ok(())
}
