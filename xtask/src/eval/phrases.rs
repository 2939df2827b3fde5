//! `cargo xtask eval phrases`: the share of phrases that are read, and read rightly.
//!
//! A line is a JSON object. With "phrase", "begin" and "end" (years) it has an answer: it is read
//! rightly where the first and the last year of the date are these, and, of a phrase that says
//! "circa", also where these lie within ten years of the year that is named. Lines of the kind
//! "undated" are left out. Of other objects every field whose name holds "date" is a phrase without
//! an answer: it is told which of them are read.

use annals_core::{Date, Day, Limit};
use annals_dates::{Language, read_phrase};
use anyhow::{Context, Result};
use serde_json::{Map, Value};
use std::collections::BTreeMap;
use std::io::Write as _;
use std::path::PathBuf;

/// Read phrases and compare the years with those that are known
#[derive(clap::Args)]
pub(crate) struct Args {
    /// Files of JSON lines
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<PathBuf>,
    /// List what is read wrongly or not at all
    #[arg(long)]
    errors: bool,
    /// List what is read, with what it was read as
    #[arg(long)]
    read: bool,
}

/// How far the years of "circa" may lie from the year that is named.
const CIRCA: i64 = 10;

/// A phrase, and the years that it means, where they are known.
struct Case {
    phrase: String,
    kind: String,
    /// How often it occurs.
    count: u64,
    years: Option<(i64, i64)>,
}

#[derive(Clone, Copy, Debug, Default)]
struct Score {
    right: u64,
    of: u64,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let mut kinds: BTreeMap<String, Score> = BTreeMap::new();
    let (mut all, mut weighted, mut without_answer) =
        (Score::default(), Score::default(), Score::default());
    for path in &args.paths {
        let text = std::fs::read_to_string(path)
            .with_context(|| format!("{} cannot be read", path.display()))?;
        for (number, line) in text.lines().enumerate() {
            let object: Map<String, Value> = serde_json::from_str(line)
                .with_context(|| format!("{}:{}", path.display(), number + 1))?;
            for case in cases(&object) {
                let (right, answer) = judge(&case);
                if args.errors && !right {
                    let years = case.years.map_or_else(String::new, |(b, e)| format!("{b}-{e}"));
                    writeln!(out, "{}\t{}\t{years}\t{answer}", case.kind, case.phrase)?;
                }
                if args.read && right {
                    writeln!(out, "read\t{}\t{answer}", case.phrase)?;
                }
                if case.years.is_none() {
                    without_answer.add(right, 1);
                    continue;
                }
                all.add(right, 1);
                weighted.add(right, case.count);
                kinds.entry(case.kind).or_default().add(right, 1);
            }
        }
    }
    for (kind, score) in &kinds {
        writeln!(out, "{kind:<12} {score}")?;
    }
    if all.of > 0 {
        writeln!(out, "all phrases  {all}")?;
        writeln!(out, "by count     {weighted}")?;
    }
    if without_answer.of > 0 {
        writeln!(out, "only read    {without_answer}")?;
    }
    Ok(())
}

fn cases(object: &Map<String, Value>) -> Vec<Case> {
    let text = |key: &str| object.get(key).and_then(Value::as_str);
    if let Some(phrase) = text("phrase") {
        let kind = text("kind").unwrap_or("phrase").to_owned();
        let year = |key: &str| text(key).and_then(|year| year.parse::<i64>().ok());
        if kind == "undated" {
            return Vec::new();
        }
        let count = object.get("count").and_then(Value::as_u64).unwrap_or(1);
        let years = year("begin").zip(year("end"));
        return vec![Case { phrase: phrase.to_owned(), kind, count, years }];
    }
    let dates = object.iter().filter(|(key, _)| key.contains("date"));
    dates
        .filter_map(|(key, value)| Some((key, value.as_str()?)))
        .filter(|(_, phrase)| !phrase.trim().is_empty())
        .map(|(key, phrase)| Case {
            phrase: phrase.to_owned(),
            kind: key.clone(),
            count: 1,
            years: None,
        })
        .collect()
}

/// Whether a case is read, and rightly where that is known; and the answer to show.
fn judge(case: &Case) -> (bool, String) {
    let date = match read_phrase(&case.phrase, Language::english(), None) {
        Ok(Some(date)) => date,
        Ok(None) => return (case.years.is_none(), "undated".to_owned()),
        Err(error) => return (false, format!("refused: {error}")),
    };
    let right = case.years.is_none_or(|years| is_right(&date, years));
    (right, date.to_string())
}

fn is_right(date: &Date, (begin, end): (i64, i64)) -> bool {
    let year = |limit: Limit| limit.day().map(Day::civil).map(|civil| civil.year);
    let (Some(first), Some(last)) = (year(date.earliest()), year(date.latest())) else {
        return false;
    };
    let about =
        date.is_approximate() && (begin - first).abs() <= CIRCA && (end - last).abs() <= CIRCA;
    (first, last) == (begin, end) || about
}

impl Score {
    fn add(&mut self, right: bool, count: u64) {
        self.of += count;
        self.right += if right { count } else { 0 };
    }
}

impl std::fmt::Display for Score {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let share = 100.0 * self.right as f64 / self.of.max(1) as f64;
        write!(f, "{share:5.1} %  {} of {}", self.right, self.of)
    }
}
