//! `cargo xtask eval phrases`: the share of phrases that are read, and read rightly.
//!
//! A line is a JSON object. With "phrase", "begin" and "end" (years) it has an answer: it is read
//! rightly where the first and the last year of the date are these, and, of a phrase that says
//! "circa", also where these lie within ten years of the year that is named. Lines of the kind
//! "undated" are left out. Lines with "text" and "expected" are judged by [`cases`], which has its
//! own definitions, and are counted by kind and language, strictly and fairly. Of other objects
//! every field whose name holds "date" is a phrase without an answer: it is told which of them are
//! read.

use crate::eval::cases::{self, Kind};
use crate::eval::lines::{Labelled, Object, objects};
use annals_core::{Date, Day, Limit};
use annals_dates::{Direction, Language, NumberOrder, Options, Style, read_phrase};
use anyhow::Result;
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write;

/// Read phrases and compare the years with those that are known
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    labelled: Labelled,
    /// List what is read, with what it was read as
    #[arg(long)]
    read: bool,
    /// Where the words leave it open: past or future
    #[arg(long, value_name = "SIDE")]
    prefer: Option<Direction>,
    /// The order of numbers that name day and month
    #[arg(long, value_name = "ORDER")]
    numbers: Option<NumberOrder>,
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

/// The share that is right to the edges, and by what the words mean.
#[derive(Clone, Copy, Debug, Default)]
struct Judgement {
    strict: Score,
    fair: Score,
}

/// What is counted.
#[derive(Default)]
struct Scores {
    /// Of phrases with years, by their kind.
    kinds: BTreeMap<String, Score>,
    years: Score,
    weighted: Score,
    without_answer: Score,
    /// Of texts with expected expressions.
    cases: BTreeMap<(Kind, String), Judgement>,
    /// How many texts are in languages that are not read.
    foreign: BTreeMap<String, u64>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut scores = Scores::default();
    for path in &args.labelled.paths {
        for object in objects(path)? {
            if cases::is_case(&object) {
                scores.add_cases(&object, args, &mut out)?;
            } else {
                scores.add_phrases(&object, args, &mut out)?;
            }
        }
    }
    scores.write(&mut out)?;
    out.flush()?;
    Ok(())
}

impl Scores {
    fn add_cases(&mut self, object: &Object, args: &Args, out: &mut impl Write) -> Result<()> {
        let tag = object.text("lang").unwrap_or("en");
        let Some(language) = Language::named(tag) else {
            *self.foreign.entry(tag.to_owned()).or_default() += 1;
            return Ok(());
        };
        let options = Options {
            prefer: args.prefer,
            number_order: args.numbers,
            style: Style::Message,
            ..Options::default()
        };
        for case in cases::judge(object, language, options) {
            if args.labelled.errors && !case.right {
                let how = if case.fair { "strictly" } else { "wrong" };
                let text = object.text("text").unwrap_or_default();
                let reference = object.text("ref").unwrap_or("-");
                let (kind, wanted, found) = (case.kind, case.expected, case.found);
                writeln!(out, "{how}\t{kind}\t{tag}\t{text}\t({reference})\t{wanted}\t{found}")?;
            }
            let key = (case.kind, language.tag().to_owned());
            let counted = self.cases.entry(key).or_default();
            counted.strict.add(case.right, 1);
            counted.fair.add(case.fair, 1);
        }
        Ok(())
    }

    fn add_phrases(&mut self, object: &Object, args: &Args, out: &mut impl Write) -> Result<()> {
        for case in phrases(object) {
            let (right, answer) = judge(&case);
            if args.labelled.errors && !right {
                let years = case.years.map_or_else(String::new, |(b, e)| format!("{b}-{e}"));
                writeln!(out, "{}\t{}\t{years}\t{answer}", case.kind, case.phrase)?;
            }
            if args.read && right {
                writeln!(out, "read\t{}\t{answer}", case.phrase)?;
            }
            if case.years.is_none() {
                self.without_answer.add(right, 1);
                continue;
            }
            self.years.add(right, 1);
            self.weighted.add(right, case.count);
            self.kinds.entry(case.kind).or_default().add(right, 1);
        }
        Ok(())
    }

    fn write(&self, out: &mut impl Write) -> Result<()> {
        for (kind, score) in &self.kinds {
            writeln!(out, "{kind:<12} {score}")?;
        }
        if self.years.of > 0 {
            writeln!(out, "all phrases  {}", self.years)?;
            writeln!(out, "by count     {}", self.weighted)?;
        }
        if self.without_answer.of > 0 {
            writeln!(out, "only read    {}", self.without_answer)?;
        }
        if !self.cases.is_empty() {
            writeln!(out, "{:<12} {:<18}  fair", "", "strict")?;
        }
        for ((kind, tag), Judgement { strict, fair }) in &self.cases {
            let strict = strict.to_string();
            writeln!(out, "{kind:<9} {tag:<2} {strict:<18}  {fair}")?;
        }
        for (tag, count) in &self.foreign {
            writeln!(out, "not read: {count} texts in `{tag}`")?;
        }
        Ok(())
    }
}

fn phrases(object: &Object) -> Vec<Case> {
    if let Some(phrase) = object.text("phrase") {
        let kind = object.text("kind").unwrap_or("phrase").to_owned();
        let year = |key: &str| object.text(key).and_then(|year| year.parse::<i64>().ok());
        if kind == "undated" {
            return Vec::new();
        }
        let count = object.value("count").and_then(Value::as_u64).unwrap_or(1);
        let years = year("begin").zip(year("end"));
        return vec![Case { phrase: phrase.to_owned(), kind, count, years }];
    }
    let dates = object.0.iter().filter(|(key, _)| key.contains("date"));
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
