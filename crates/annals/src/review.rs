//! `annals review`: what wants the decision of a person, as a list, as records or one by one.

mod decide;
mod keys;
mod session;

use crate::cache::CacheArgs;
use crate::curation::{DecisionFile, in_a_line};
use crate::load::{self, Loaded};
use crate::output::{
    DateFields, DatingRecord, Format, OutputArgs, counted, json_line, one_line, rounded,
};
use crate::problem::Problems;
use crate::terminal;
use crate::{Outcome, folder};
use annals_core::{Date, Event, Origin};
use annals_ingest::{Answer, Citations, Dating, Question, QuestionKind, questions};
use anyhow::Result;
use serde::Serialize;
use std::collections::BTreeMap;
use std::io::{self, IsTerminal, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  annals review data
  annals review data --jsonl | head -3
  echo '{\"event\": \"2019-03-13-mayor-lund-resigned\", \"answer\": \"hide\"}' | annals review data --decide -

A decision names its event by sentences that tell it, so that it holds when articles are added or
renamed. It is written to curation/review.toml in the data folder, which may be edited by hand.";

/// Decide on what was read out of articles: doubtful events, contradicting dates, doubles, links
///
/// On a terminal one question after the other is answered with a key, the most important first.
/// Otherwise the questions are listed. What was decided is not asked again.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The data folder: annals.toml, events/, articles/, curation/
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Take answers from this file, `-` for standard input: a line of JSON each, with "event" and
    /// "answer" (accept, hide, merge, split, link, title, date), and "other", "title" or "date"
    /// where the answer needs it
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "jsonl"])]
    decide: Option<PathBuf>,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    output: OutputArgs,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let mut problems = Problems::default();
    let sources = folder::timelines(&args.dir, &mut problems)?;
    let loaded = load::for_review(&sources, args.cache.of_data(&args.dir), &mut problems);
    problems.tell()?;
    let mut timelines: Vec<Reviewed<'_>> =
        loaded.iter().map(|one| Reviewed::of(one, &args.dir)).collect();
    let mut out = io::stdout().lock();
    if let Some(file) = &args.decide {
        return decide::run(file, &mut timelines, &mut out);
    }
    match args.output.format() {
        Format::Jsonl => {
            for one in &timelines {
                for question in &one.questions {
                    json_line(&mut out, &Record::of(question, one))?;
                }
            }
        }
        Format::Text if io::stdin().is_terminal() && io::stdout().is_terminal() => {
            drop(out);
            let mut keys = keys::Terminal;
            session::run(&mut timelines, &mut keys, &mut io::stdout())?;
        }
        Format::Text => list(&mut out, &timelines)?,
    }
    Ok(problems.outcome(false))
}

/// A timeline with its questions and the file for its decisions.
struct Reviewed<'t> {
    loaded: &'t Loaded,
    questions: Vec<Question<'t>>,
    citations: Citations<'t>,
    file: DecisionFile,
}

impl<'t> Reviewed<'t> {
    fn of(loaded: &'t Loaded, dir: &Path) -> Reviewed<'t> {
        let timeline = &loaded.timeline;
        let events = timeline.events().iter().chain(&loaded.merged.hidden);
        Reviewed {
            loaded,
            questions: questions(timeline, &loaded.merged),
            citations: Citations::new(events, timeline.articles()),
            file: DecisionFile::of(&dir.join(&loaded.site_path)),
        }
    }

    /// Writes the decision that an answer stands for; whether the question has such an answer.
    fn answer(&mut self, question: &Question<'_>, answer: &Answer) -> Result<bool> {
        let Some(decision) = question.decision(answer, &self.citations) else { return Ok(false) };
        let events: Vec<&Event> = std::iter::once(question.event).chain(question.other).collect();
        self.file.add(&decision, &events)?;
        Ok(true)
    }
}

/// All questions for people, without asking.
fn list(out: &mut dyn Write, timelines: &[Reviewed<'_>]) -> io::Result<()> {
    let all = timelines.iter().map(|one| one.questions.len()).sum::<usize>();
    if all == 0 {
        return writeln!(out, "nothing wants a decision");
    }
    for one in timelines {
        for question in &one.questions {
            write_question(out, question)?;
            writeln!(out)?;
        }
    }
    writeln!(out, "{}; answer them on a terminal, or see --decide", counted(all, "question"))
}

fn write_question(out: &mut dyn Write, question: &Question<'_>) -> io::Result<()> {
    writeln!(out, "{}", asked(question))?;
    for event in std::iter::once(question.event).chain(question.other) {
        let origin = if event.origin == Origin::Written { " (written by hand)" } else { "" };
        writeln!(out, "  {}{origin}", in_a_line(event))?;
        writeln!(out, "  {}", event.id)?;
        for evidence in &event.evidence {
            let quote = one_line(&evidence.quote);
            match &evidence.reading {
                Some(reading) => {
                    let date =
                        reading.date.as_ref().map_or_else(|| "no date".to_owned(), Date::words);
                    let text = one_line(&reading.text);
                    let quote = terminal::emphasised(&quote, &text);
                    writeln!(out, "    {}: {quote}", evidence.article)?;
                    if !text.is_empty() {
                        writeln!(out, "      {text}: {date}")?;
                    }
                }
                None => writeln!(out, "    {}: {quote}", evidence.article)?,
            }
        }
    }
    Ok(())
}

/// What is asked, in a line.
fn asked(question: &Question<'_>) -> String {
    match &question.kind {
        QuestionKind::Doubt(doubts) => format!("Is this an event? {}", doubts.join(", ")),
        QuestionKind::Dates(datings) => {
            let said = |dating: &Dating| {
                format!("{} by {}", dating.date.words(), counted(dating.articles, "article"))
            };
            format!("When was it? {}", datings.iter().map(said).collect::<Vec<_>>().join(", "))
        }
        QuestionKind::Double(likeness, needed) => {
            // What is alike enough was kept apart for its dates.
            let dates = if likeness >= needed { ", but their dates differ" } else { "" };
            format!("Are these one event? likeness {likeness:.2}, of at least {needed:.2}{dates}")
        }
        QuestionKind::Link(likeness, needed) => {
            format!(
                "Is it the one written by hand? likeness {likeness:.2}, of at least {needed:.2}"
            )
        }
    }
}

/// A question as a line of JSON. With an "answer" it is a line of `--decide`.
#[derive(Serialize)]
struct Record<'a> {
    kind: &'static str,
    /// The address of the timeline in the site; empty for the main one.
    timeline: &'a str,
    event: &'a str,
    other: Option<&'a str>,
    score: f64,
    doubts: &'a [&'static str],
    dates: Vec<DatingRecord>,
    likeness: Option<f64>,
    needed: Option<f64>,
    events: Vec<EventRecord<'a>>,
    /// The decision that each answer writes; a title and a date are those of the event.
    decisions: BTreeMap<&'static str, String>,
}

#[derive(Serialize)]
struct EventRecord<'a> {
    id: &'a str,
    #[serde(flatten)]
    date: DateFields,
    title: &'a str,
    origin: Origin,
    ranked: String,
    sentences: Vec<SentenceRecord<'a>>,
}

#[derive(Serialize)]
struct SentenceRecord<'a> {
    article: &'a str,
    text: &'a str,
    expression: Option<&'a str>,
    edtf: Option<String>,
}

impl Record<'_> {
    fn of<'a>(question: &'a Question<'a>, one: &'a Reviewed<'a>) -> Record<'a> {
        let (doubts, datings, alike): (&[&str], &[Dating], _) = match &question.kind {
            QuestionKind::Doubt(doubts) => (doubts, &[], None),
            QuestionKind::Dates(datings) => (&[], datings, None),
            QuestionKind::Double(likeness, needed) | QuestionKind::Link(likeness, needed) => {
                (&[], &[], Some((*likeness, *needed)))
            }
        };
        let decision = |answer: Answer| {
            let decision = question.decision(&answer, &one.citations)?;
            Some((answer.name(), decision.to_string()))
        };
        let events = std::iter::once(question.event).chain(question.other);
        Record {
            kind: question.name(),
            timeline: &one.loaded.site_path,
            event: &question.event.id,
            other: question.other.map(|other| other.id.as_str()),
            score: rounded(question.score),
            doubts,
            dates: datings.iter().map(DatingRecord::of).collect(),
            likeness: alike.map(|(likeness, _)| rounded(likeness)),
            needed: alike.map(|(_, needed)| rounded(needed)),
            events: events.map(|event| EventRecord::of(event, one)).collect(),
            decisions: question.answers().into_iter().filter_map(decision).collect(),
        }
    }
}

impl EventRecord<'_> {
    fn of<'a>(event: &'a Event, one: &'a Reviewed<'a>) -> EventRecord<'a> {
        let figures = one.loaded.merged.figures.get(&event.id);
        let sentence = |evidence: &'a annals_core::Evidence| {
            let reading = evidence.reading.as_ref();
            SentenceRecord {
                article: &evidence.article,
                text: &evidence.quote,
                expression: reading.map(|reading| reading.text.as_str()),
                edtf: reading
                    .and_then(|reading| reading.date.as_ref())
                    .map(|date| date.to_edtf().text().to_owned()),
            }
        };
        EventRecord {
            id: &event.id,
            date: event.date.as_ref().map(DateFields::of).unwrap_or_default(),
            title: &event.title,
            origin: event.origin,
            ranked: figures.map(ToString::to_string).unwrap_or_default(),
            sentences: event.evidence.iter().map(sentence).collect(),
        }
    }
}
