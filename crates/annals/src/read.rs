//! `annals read`: the articles that are in files.

use crate::articles::{Tally, for_each};
use crate::output::{Format, OutputArgs, counted, json_line};
use crate::problem::Problems;
use crate::reference::ReferenceDay;
use crate::{Outcome, folder};
use annals_ingest::Article;
use anyhow::Result;
use serde::Serialize;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  annals read clippings feed.xml crawl.warc.gz
  annals read 'news/**/*.html' --jsonl > articles.jsonl
  zcat news.jsonl.gz | annals read -";

/// Tell which articles files hold
///
/// Plain text, Markdown with front matter, JSON and JSON lines, RSS, Atom, web pages and web
/// archives (WARC), each also packed as .gz or .zst. A line tells the day of publication and what
/// it was read from, the language, the length, the id and the title. With --jsonl each article is
/// a record that all commands read again.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Files, folders, patterns in quotes, or - for standard input
    #[arg(value_name = "PATH", required = true)]
    paths: Vec<PathBuf>,
    /// The day that counts as today: articles dated after it are told
    #[arg(long, value_name = "DATE")]
    now: Option<ReferenceDay>,
    #[command(flatten)]
    output: OutputArgs,
}

/// An article, as it is read again.
#[derive(Serialize)]
struct ArticleRecord<'a> {
    id: &'a str,
    file: &'a str,
    date: Option<String>,
    date_from: Option<String>,
    title: Option<&'a str>,
    url: Option<&'a str>,
    publisher: Option<&'a str>,
    lang: Option<&'a str>,
    text: &'a str,
}

/// What all articles come to.
#[derive(Default)]
struct Totals {
    bytes: usize,
    undated: usize,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let mut problems = Problems::default();
    let mut files = Vec::new();
    folder::add_articles(&args.paths, &mut files, &mut problems);
    let mut out = io::BufWriter::new(io::stdout().lock());
    let format = args.output.format();
    let mut totals = Totals::default();
    let work = |_: &_, article: Article| {
        let mut line = Vec::new();
        let written = match format {
            Format::Jsonl => json_line(&mut line, &ArticleRecord::of(&article)),
            Format::Text => write_line(&mut line, &article),
        };
        let of_article =
            Totals { bytes: article.text.len(), undated: usize::from(article.date().is_none()) };
        written.map(|()| (line, of_article))
    };
    let now = args.now.map(|now| now.day);
    let tally = for_each(&files, now, &mut problems, work, &mut |done| {
        let (line, of_article) = done?;
        totals.bytes += of_article.bytes;
        totals.undated += of_article.undated;
        Ok(out.write_all(&line)?)
    })?;
    if format == Format::Text {
        write_summary(&mut out, &tally, &totals, &problems)?;
    }
    out.flush()?;
    problems.tell()?;
    Ok(problems.outcome(false))
}

impl ArticleRecord<'_> {
    fn of(article: &Article) -> ArticleRecord<'_> {
        ArticleRecord {
            id: &article.id,
            file: &article.source,
            date: article.date().map(|day| day.to_string()),
            date_from: article.published.map(|published| published.from.to_string()),
            title: article.title.as_deref(),
            url: article.url.as_deref(),
            publisher: article.publisher.as_deref(),
            lang: article.language(),
            text: &article.text,
        }
    }
}

fn write_line(out: &mut dyn Write, article: &Article) -> io::Result<()> {
    let (date, from) = match article.published {
        Some(published) => (published.day.to_string(), published.from.to_string()),
        None => ("undated".to_owned(), "-".to_owned()),
    };
    let lang = printable(article.language().unwrap_or("-"));
    let size = size(article.text.len());
    let id = match article.id.starts_with(&article.source) {
        true => printable(&article.id),
        false => printable(&format!("{}#{}", article.source, article.id)),
    };
    let title = printable(article.title.as_deref().unwrap_or_default());
    let line = format!("{date:<10}  {from:<9}  {lang:<2}  {size:>8}  {id}  {title}");
    writeln!(out, "{}", line.trim_end())
}

fn write_summary(
    out: &mut dyn Write,
    tally: &Tally,
    totals: &Totals,
    problems: &Problems,
) -> io::Result<()> {
    let sum = |of: fn(&crate::articles::Count) -> usize| tally.values().map(of).sum::<usize>();
    let articles = sum(|count| count.articles);
    if articles > 0 {
        writeln!(out)?;
    }
    writeln!(
        out,
        "Articles  {articles} ({}, {} without a date)",
        size(totals.bytes),
        totals.undated
    )?;
    writeln!(out, "Files     {}", sum(|count| count.files))?;
    for (format, count) in tally {
        let articles = counted(count.articles, "article");
        writeln!(out, "          {} of {format}: {articles}", count.files)?;
    }
    writeln!(out, "Problems  {problems}")
}

/// A length in bytes, for people.
fn size(bytes: usize) -> String {
    match bytes {
        0..1000 => format!("{bytes} B"),
        1000..1_000_000 => format!("{:.1} KB", bytes as f64 / 1e3),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}

/// A text on one line, without what a terminal would obey.
fn printable(text: &str) -> String {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.join(" ").chars().filter(|letter| !letter.is_control()).collect()
}
