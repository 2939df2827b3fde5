//! `cargo xtask eval timelines`: how well the days and sentences that are chosen from articles agree
//! with timelines that people wrote.
//!
//! A topic is a folder with `articles.jsonl` and `timelines.jsonl`. A line of the latter is one day of
//! a timeline: "timeline" tells timelines of a topic apart, "date" is the day and "summary" a list of
//! sentences. As is usual in research the number of days, the mean number of sentences a day and the
//! period come from the timeline that is compared with. ROUGE needs the lists of ROUGE 1.5.5, which
//! are no part of the project; without them only the days are compared. A folder with timelines of
//! [`entities`] measures what is extracted.

mod entities;
mod porter;
mod rouge;

use crate::bench::cpu;
use crate::eval::lines::{Labelled, Object, objects};
use annals_core::{Date, Day};
use annals_ingest::{Lexicon, Outline, Request, Summary, outline, read, summarize};
use anyhow::{Context, Result};
use rouge::{Agreement, Rouge, Timeline};
use std::collections::BTreeMap;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Summarise articles, or extract their events, and compare with timelines that people wrote
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    labelled: Labelled,
    /// The folder with the lists of ROUGE: smart_common_words.txt and rouge_exc/*.exc
    #[arg(long, value_name = "DIR")]
    rouge: Option<PathBuf>,
}

/// The timelines of one topic, and its articles as they are in their file.
struct Topic {
    name: String,
    articles: Vec<u8>,
    timelines: Vec<(String, Timeline)>,
}

/// What is measured of a timeline.
#[derive(Clone, Copy, Default)]
struct Measured {
    days: Agreement,
    /// ROUGE of single words and of pairs.
    rouge: [Agreement; 2],
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let rouge = args.rouge.as_deref().map(Rouge::read).transpose()?;
    let (mut all, mut busy) = (Vec::new(), Duration::ZERO);
    let mut of_entities = None;
    for path in &args.labelled.paths {
        if entities::are_in(path)? {
            let measured = entities::measure(path, args.labelled.errors, &mut out)?;
            write!(out, "{}:", name_of(path))?;
            measured.write(&mut out)?;
            of_entities.get_or_insert_with(entities::Measured::default).add(measured);
            continue;
        }
        let topic = Topic::read(path)?;
        let mut summaries = Vec::new();
        let times = cpu::measure(1, || summaries = topic.summaries());
        busy += times.iter().sum::<Duration>();
        for ((name, gold), summary) in topic.timelines.iter().zip(&summaries) {
            let measured = Measured::of(summary, gold, rouge.as_ref());
            let (days, most) = size(gold);
            write!(out, "{} #{name}: {days} days x {most}:", topic.name)?;
            measured.write(rouge.is_some(), &mut out)?;
            if args.labelled.errors {
                write_errors(summary, gold, &mut out)?;
            }
            all.push(measured);
        }
    }
    if let Some(measured) = of_entities {
        write!(out, "all entities:")?;
        measured.write(&mut out)?;
    }
    if !all.is_empty() {
        write!(out, "all {} timelines:", all.len())?;
        Measured::mean(&all).write(rouge.is_some(), &mut out)?;
        let busy = busy.as_secs_f64();
        writeln!(out, "{busy:.2} CPU seconds for reading, finding dates and choosing")?;
    }
    out.flush()?;
    Ok(())
}

impl Topic {
    fn read(folder: &Path) -> Result<Topic> {
        let file = folder.join("articles.jsonl");
        let articles =
            std::fs::read(&file).with_context(|| format!("{} cannot be read", file.display()))?;
        let mut timelines: BTreeMap<String, Timeline> = BTreeMap::new();
        for object in objects(&folder.join("timelines.jsonl"))? {
            // A month or a year is no day to compare with.
            let Some(day) = object.text("date").and_then(day) else { continue };
            let name = object.value("timeline").map_or_else(String::new, ToString::to_string);
            let sentences = timelines.entry(name).or_default().entry(day).or_default();
            sentences.extend(texts(&object, "summary"));
        }
        let name = name_of(folder);
        Ok(Topic { name, articles, timelines: timelines.into_iter().collect() })
    }

    /// A summary of the size of each timeline.
    fn summaries(&self) -> Vec<Summary> {
        let mut outlines: Vec<Outline> = Vec::new();
        read(&self.name, &self.articles, &mut |article| {
            outlines.extend(outline(&article, Lexicon::english()));
        });
        let summary = |(_, gold): &(String, Timeline)| {
            let (days, sentences) = size(gold);
            let (from, to) = (gold.keys().next().copied(), gold.keys().next_back().copied());
            summarize(&outlines, &Request { days, sentences, from, to, query: None })
        };
        self.timelines.iter().map(summary).collect()
    }
}

impl Measured {
    fn of(summary: &Summary, gold: &Timeline, rouge: Option<&Rouge>) -> Measured {
        let found: Timeline = summary
            .days
            .iter()
            .map(|day| (day.day, day.sentences.iter().map(|own| own.text.clone()).collect()))
            .collect();
        let right = found.keys().filter(|day| gold.contains_key(day)).count() as f64;
        let days = Agreement {
            precision: right / found.len().max(1) as f64,
            recall: right / gold.len().max(1) as f64,
        };
        let rouge = rouge.map(|rouge| [1, 2].map(|run| rouge.aligned(&found, gold, run)));
        Measured { days, rouge: rouge.unwrap_or_default() }
    }

    /// The mean precision and the mean recall.
    fn mean(all: &[Measured]) -> Measured {
        let mean = |of: fn(&Measured) -> Agreement| {
            let sum = |part: fn(Agreement) -> f64| {
                all.iter().map(|one| part(of(one))).sum::<f64>() / all.len().max(1) as f64
            };
            Agreement { precision: sum(|one| one.precision), recall: sum(|one| one.recall) }
        };
        Measured {
            days: mean(|one| one.days),
            rouge: [mean(|one| one.rouge[0]), mean(|one| one.rouge[1])],
        }
    }

    fn write(self, with_rouge: bool, out: &mut impl Write) -> Result<()> {
        if with_rouge {
            let [words, pairs] = self.rouge.map(Agreement::f1);
            write!(out, "  AR-1 {words:.4}  AR-2 {pairs:.4}")?;
        }
        writeln!(out, "  date F1 {:.4}", self.days.f1())?;
        Ok(())
    }
}

/// The days that only one of the two has.
fn write_errors(summary: &Summary, gold: &Timeline, out: &mut impl Write) -> Result<()> {
    for (day, sentences) in gold {
        if !summary.days.iter().any(|own| own.day == *day) {
            writeln!(out, "missed\t{day}\t{}", sentences.join(" "))?;
        }
    }
    for own in summary.days.iter().filter(|own| !gold.contains_key(&own.day)) {
        let text = own.sentences.first().map_or("", |first| first.text.as_str());
        writeln!(out, "extra\t{}\t{}\t{text}", own.day, own.figures)?;
    }
    Ok(())
}

/// How many days a timeline has, and how many sentences each on the average, at least one.
fn size(gold: &Timeline) -> (usize, usize) {
    let sentences: usize = gold.values().map(Vec::len).sum();
    let mean = sentences as f64 / gold.len().max(1) as f64;
    (gold.len(), (mean.round_ties_even() as usize).max(1))
}

fn texts(object: &Object, key: &str) -> Vec<String> {
    let list = object.list(key).unwrap_or_default();
    list.iter().filter_map(|text| Some(text.as_str()?.to_owned())).collect()
}

fn name_of(folder: &Path) -> String {
    folder.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

fn day(text: &str) -> Option<Day> {
    let day = text.get(..10)?;
    let date: Date = day.parse().ok()?;
    date.earliest().day().filter(|first| first.to_string() == day)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn timeline(days: &[(&str, &str)]) -> Timeline {
        days.iter().map(|(date, text)| (day(date).unwrap(), vec![(*text).to_owned()])).collect()
    }

    #[test]
    fn a_timeline_agrees_with_itself_and_less_the_further_it_is_off() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("smart_common_words.txt"), "the of\n").unwrap();
        std::fs::create_dir(folder.path().join("rouge_exc")).unwrap();
        for class in ["adj", "adv", "noun", "verb"] {
            let list = folder.path().join(format!("rouge_exc/{class}.exc"));
            std::fs::write(list, "geese goose\n").unwrap();
        }
        let rouge = Rouge::read(folder.path()).unwrap();
        let gold = timeline(&[("2019-04-02", "The geese crossed the river of ice")]);
        let own = rouge.aligned(&gold, &gold, 1);
        assert_eq!((own.precision, own.recall), (1.0, 1.0));
        // A day off halves what is shared: three of four words.
        let other = timeline(&[("2019-04-03", "More geese cross rivers")]);
        let off = rouge.aligned(&other, &gold, 1);
        assert_eq!((off.precision, off.recall), (3.0 / 4.0 / 2.0, 3.0 / 4.0 / 2.0));
        let pairs = rouge.aligned(&other, &gold, 2);
        assert_eq!((pairs.precision, pairs.recall), (2.0 / 3.0 / 2.0, 2.0 / 3.0 / 2.0));
        assert_eq!(rouge.aligned(&Timeline::new(), &gold, 1).f1(), 0.0);
    }

    #[test]
    fn a_topic_is_summarised_to_the_size_of_its_timelines() {
        let folder = tempfile::tempdir().unwrap();
        let articles = r#"{"id":"1","date":"2019-04-02","text":"The old bridge over the river collapsed in Turku on Tuesday morning."}
{"id":"2","date":"2019-04-05","text":"Divers searched the river below the collapsed bridge in Turku on Friday."}"#;
        std::fs::write(folder.path().join("articles.jsonl"), articles).unwrap();
        let gold = r#"{"timeline":0,"date":"2019-04-02","summary":["A bridge fell."]}
{"timeline":0,"date":"2019-04","summary":["Divers came."]}"#;
        std::fs::write(folder.path().join("timelines.jsonl"), gold).unwrap();
        let topic = Topic::read(folder.path()).unwrap();
        assert_eq!(size(&topic.timelines[0].1), (1, 1));
        let summaries = topic.summaries();
        let measured = Measured::of(&summaries[0], &topic.timelines[0].1, None);
        assert_eq!(measured.days.f1(), 1.0);
        let mut errors = Vec::new();
        let missed = timeline(&[("2019-04-03", "Rain.")]);
        write_errors(&summaries[0], &missed, &mut errors).unwrap();
        let errors = String::from_utf8(errors).unwrap();
        assert!(
            errors.starts_with("missed\t2019-04-03\tRain.\nextra\t2019-04-02\t1 article"),
            "{errors}"
        );
    }
}
