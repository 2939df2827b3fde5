//! `annals summarize`: the days that matter in many articles, and sentences that tell them.

use crate::output::{Format, OutputArgs, json_line, rounded};
use crate::problem::Problems;
use crate::reference::ReferenceDay;
use crate::{Outcome, folder, load, wrong_usage};
use annals_core::Date;
use annals_ingest::{
    DayFigures, Lexicon, Query, Request, SentenceFigures, Summary, SummaryDay, SummarySentence,
    summarize,
};
use anyhow::Result;
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  annals summarize clippings --dates 20
  annals summarize articles.jsonl --query 'Ida Lund' --from 2021-05-01 --why
  annals summarize articles.jsonl --sentences 3 --jsonl > timeline.jsonl";

/// Choose the days that matter in articles, and sentences that tell what happened
///
/// Days are chosen by what was published on them and by the articles that name them, each article
/// by how near it is to what all are about. They are told in the order of time. Articles of which
/// it is not known when they were published are left out.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files or folders of articles
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The most days to choose
    #[arg(long, value_name = "NUMBER", default_value_t = 10)]
    dates: usize,
    /// The most sentences to choose for a day
    #[arg(long, value_name = "NUMBER", default_value_t = 1)]
    sentences: usize,
    /// Count only sentences that hold one of these words
    #[arg(long, value_name = "WORDS")]
    query: Option<String>,
    /// The first day; articles published before it are left out
    #[arg(long, value_name = "DAY")]
    from: Option<ReferenceDay>,
    /// The last day; articles published after it are left out
    #[arg(long, value_name = "DAY")]
    to: Option<ReferenceDay>,
    /// Tell why each day and each sentence was chosen
    #[arg(long)]
    why: bool,
    #[command(flatten)]
    output: OutputArgs,
}

/// A day and what is told of it.
#[derive(Serialize)]
struct DayRecord<'a> {
    date: String,
    sentences: Vec<&'a str>,
    score: f64,
    /// Its place among the days by score, from 1.
    rank: usize,
    published: usize,
    press: f64,
    naming: usize,
    mentions: f64,
    chosen: Vec<SentenceRecord<'a>>,
}

#[derive(Serialize)]
struct SentenceRecord<'a> {
    article: &'a str,
    start: usize,
    end: usize,
    score: f64,
    day: f64,
    topic: f64,
    relevance: f64,
    lead: f64,
    names_day: bool,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let request = request(&args)?;
    let mut problems = Problems::default();
    let mut files = Vec::new();
    folder::add_articles(&args.paths, &mut files, &mut problems);
    let outlines = load::outlines(&files, &mut problems);
    let summary = summarize(&outlines, &request);
    let mut out = io::BufWriter::new(io::stdout().lock());
    for (rank, day) in in_time(&summary) {
        match args.output.format() {
            Format::Jsonl => json_line(&mut out, &DayRecord::of(day, rank))?,
            Format::Text => write_day(&mut out, day, rank, args.why)?,
        }
    }
    out.flush()?;
    problems.tell()?;
    Ok(problems.outcome(false))
}

fn request(args: &Args) -> Result<Request> {
    let (from, to) = (args.from.map(|from| from.day), args.to.map(|to| to.day));
    if let (Some(first), Some(last)) = (from, to)
        && first > last
    {
        let message = format!("the first day, {first}, comes after the last, {last}");
        return Err(wrong_usage("summarize", &message).into());
    }
    let query = match &args.query {
        None => None,
        Some(words) => match Query::new(words, Lexicon::english()) {
            Some(query) => Some(query),
            None => {
                let message = format!(
                    "`{words}` has no word that sentences can be chosen by; write a name or a noun"
                );
                return Err(wrong_usage("summarize", &message).into());
            }
        },
    };
    Ok(Request { days: args.dates, sentences: args.sentences, query, from, to })
}

/// The days in the order of time, each with its rank.
fn in_time(summary: &Summary) -> Vec<(usize, &SummaryDay)> {
    let mut days: Vec<(usize, &SummaryDay)> =
        summary.days.iter().enumerate().map(|(place, day)| (place + 1, day)).collect();
    days.sort_by_key(|(_, day)| day.day);
    days
}

impl DayRecord<'_> {
    fn of(day: &SummaryDay, rank: usize) -> DayRecord<'_> {
        let DayFigures { published, press, naming, mentions } = day.figures;
        DayRecord {
            date: day.day.to_string(),
            sentences: day.sentences.iter().map(|sentence| sentence.text.as_str()).collect(),
            score: rounded(day.figures.score()),
            rank,
            published,
            press: rounded(press),
            naming,
            mentions: rounded(mentions),
            chosen: day.sentences.iter().map(SentenceRecord::of).collect(),
        }
    }
}

impl SentenceRecord<'_> {
    fn of(sentence: &SummarySentence) -> SentenceRecord<'_> {
        let SentenceFigures { day, topic, article, lead, names_day } = sentence.figures;
        SentenceRecord {
            article: &sentence.article,
            start: sentence.span.start,
            end: sentence.span.end,
            score: rounded(sentence.figures.score()),
            day: rounded(day),
            topic: rounded(topic),
            relevance: rounded(article),
            lead: rounded(lead),
            names_day,
        }
    }
}

fn write_day(out: &mut dyn Write, day: &SummaryDay, rank: usize, why: bool) -> io::Result<()> {
    writeln!(out, "{}", Date::from(day.day).words())?;
    if why {
        writeln!(out, "    number {rank}: {}", day.figures)?;
    }
    for sentence in &day.sentences {
        writeln!(out, "    {}: {}", sentence.article, sentence.text)?;
        if why {
            writeln!(out, "        {}", sentence.figures)?;
        }
    }
    Ok(())
}
