//! `annals explain`: how an event was dated, what was merged into it and why, how it is ranked.

use crate::cache::CacheArgs;
use crate::folder::{self, SETTINGS};
use crate::load::{self, Loaded};
use crate::output::{
    DateFields, DatingRecord, FiguresRecord, Format, OutputArgs, counted, json_line, one_line,
    rounded,
};
use crate::problem::Problems;
use crate::{Outcome, walk};
use annals_core::{AnchorKind, Curated, Date, Decision, Event, Evidence, Origin, Reading};
use annals_ingest::{Dating, Merged, Reason};
use anyhow::{Result, bail};
use serde::Serialize;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  annals explain mir-assembled data
  annals explain 2019-03-12-the-council-met clippings report.txt --jsonl";

/// Tell how an event was dated, what was merged into it and why, and how it is ranked
///
/// The id is the last part of the address of the event's page, and the \"id\" of `annals extract
/// --jsonl`. An id that no event has is told with those that are most like it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The id of the event
    #[arg(value_name = "ID")]
    id: String,
    /// A data folder, or files and folders of articles
    #[arg(value_name = "PATH", default_value = ".")]
    paths: Vec<PathBuf>,
    #[command(flatten)]
    cache: CacheArgs,
    #[command(flatten)]
    output: OutputArgs,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let mut problems = Problems::default();
    let loaded = load(&args.paths, &args.cache, &mut problems)?;
    let found = loaded.iter().find_map(|one| Some((one, one.event(&args.id)?)));
    let Some((one, event)) = found else {
        problems.tell()?;
        bail!("{}", unknown(&args.id, &loaded));
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.output.format() {
        Format::Jsonl => json_line(&mut out, &Explanation::of(event, &one.merged))?,
        Format::Text => write_event(&mut out, event, &one.merged)?,
    }
    out.flush()?;
    problems.tell()?;
    Ok(problems.outcome(false))
}

/// A data folder is read as `annals build` reads it, all else as `annals extract` does.
fn load(paths: &[PathBuf], cache: &CacheArgs, problems: &mut Problems) -> Result<Vec<Loaded>> {
    if let [dir] = paths
        && (dir.join(SETTINGS).is_file() || dir.as_os_str() == ".")
    {
        let sources = folder::timelines(dir, problems)?;
        return Ok(load::timelines(&sources, None, cache.of_data(dir), problems));
    }
    let mut files = Vec::new();
    folder::add_articles(paths, &mut files, problems);
    Ok(vec![load::of_articles(&files, None, cache.named(), problems)])
}

/// That no event has the id, and which ids are most like it.
pub(crate) fn unknown(id: &str, loaded: &[Loaded]) -> String {
    const MOST: usize = 5;
    let wanted = words(id);
    let mut known: Vec<(usize, &str)> = loaded
        .iter()
        .flat_map(|one| one.timeline.events())
        .map(|event| (words(&event.id).intersection(&wanted).count(), event.id.as_str()))
        .filter(|(shared, _)| *shared > 0)
        .collect();
    known.sort_by_key(|&(shared, id)| (Reverse(shared), id.len(), id));
    let message = format!("no event has the id `{}`", walk::display(id.as_ref()));
    if known.is_empty() {
        return format!("{message}; `annals extract PATH --jsonl` lists the ids of articles");
    }
    let nearest: String = known.iter().take(MOST).map(|(_, id)| format!("\n  {id}")).collect();
    format!("{message}; the most like it are{nearest}")
}

fn words(id: &str) -> BTreeSet<&str> {
    id.split('-').filter(|word| !word.is_empty()).collect()
}

fn write_event(out: &mut dyn Write, event: &Event, merged: &Merged) -> io::Result<()> {
    let curated = event.curated.as_deref();
    let said = |what: Option<String>| {
        what.map_or_else(String::new, |what| format!("; the articles say {what}"))
    };
    writeln!(out, "{}", event.id)?;
    let title = curated.and_then(|curated| curated.title.as_ref());
    let title = said(title.map(|title| format!("\"{}\"", one_line(title))));
    writeln!(out, "{} ({}){title}", event.title, event.status)?;
    let date = said(curated.and_then(|curated| curated.date.as_ref()).map(Date::words));
    match &event.date {
        Some(own) => {
            writeln!(out, "  date     {}, EDTF {}{date}", own.words(), own.to_edtf().text())?;
        }
        None => writeln!(out, "  date     none{date}")?,
    }
    let origin = match event.origin {
        Origin::Written => "written by hand",
        Origin::Extracted => "read out of articles",
    };
    writeln!(out, "  origin   {origin}")?;
    for Decision { verdict, location, .. } in merged.decisions.get(&event.id).into_iter().flatten()
    {
        writeln!(out, "  decided  {verdict}, at {location}")?;
    }
    if let Some(figures) = merged.figures.get(&event.id) {
        writeln!(out, "  ranked   {figures}")?;
    }
    for dating in merged.datings(event) {
        write_dating(out, &dating)?;
    }
    let reasons = merged.reasons.get(&event.id).into_iter().flatten();
    for (evidence, reason) in event.evidence.iter().zip(reasons) {
        write_sentence(out, evidence, reason, merged)?;
    }
    Ok(())
}

fn write_dating(out: &mut dyn Write, dating: &Dating) -> io::Result<()> {
    let contradicts = if dating.agrees { "" } else { ", which contradicts the date" };
    let articles = counted(dating.articles, "article");
    writeln!(out, "  said     {} by {articles}{contradicts}", dating.date.words())
}

fn write_sentence(
    out: &mut dyn Write,
    evidence: &Evidence,
    reason: &Reason,
    merged: &Merged,
) -> io::Result<()> {
    let Evidence { article, span, quote, reading } = evidence;
    writeln!(out, "\n{article}, bytes {} to {}: {}", span.start, span.end, one_line(quote))?;
    if let Some(Reading { text, rule, date, why, anchor, .. }) = reading {
        let date = date.as_ref().map_or_else(|| "no date".to_owned(), Date::words);
        writeln!(out, "  dated    {} is {date}, by the rule \"{rule}\"", one_line(text))?;
        if let Some(anchor) = anchor {
            writeln!(out, "  anchor   {}, {}", anchor.date.words(), anchor_words(anchor.kind))?;
        }
        writeln!(out, "  because  {why}")?;
    }
    writeln!(out, "  merged   {reason}")?;
    if let Some(original) = merged.copies.get(article) {
        writeln!(out, "  copy     of {original}: counted once")?;
    }
    Ok(())
}

fn anchor_words(kind: AnchorKind) -> &'static str {
    match kind {
        AnchorKind::Publication => "the day of publication",
        AnchorKind::Dateline => "the day of the dateline",
        AnchorKind::Mention => "mentioned before",
    }
}

/// All that is known of an event.
#[derive(Serialize)]
struct Explanation<'a> {
    id: &'a str,
    #[serde(flatten)]
    date: DateFields,
    title: &'a str,
    status: &'static str,
    origin: Origin,
    /// What the articles say where an editor decided otherwise.
    curated: Option<&'a Curated>,
    decisions: Vec<DecisionRecord<'a>>,
    score: f64,
    figures: FiguresRecord,
    ranked: String,
    dates: Vec<DatingRecord>,
    mentions: Vec<MentionRecord<'a>>,
}

/// What an editor decided, and where that stands.
#[derive(Serialize)]
struct DecisionRecord<'a> {
    kind: &'static str,
    decided: String,
    file: &'a str,
    line: usize,
}

/// A sentence that tells the event.
#[derive(Serialize)]
struct MentionRecord<'a> {
    article: &'a str,
    copy_of: Option<&'a str>,
    start: usize,
    end: usize,
    text: &'a str,
    reading: Option<&'a Reading>,
    reason: ReasonRecord<'a>,
}

/// Why it tells the event: what it is like, and by how much.
#[derive(Serialize)]
struct ReasonRecord<'a> {
    kind: &'static str,
    likeness: Option<f64>,
    needed: Option<f64>,
    article: Option<&'a str>,
    start: Option<usize>,
}

impl Explanation<'_> {
    fn of<'a>(event: &'a Event, merged: &'a Merged) -> Explanation<'a> {
        let figures = merged.figures.get(&event.id);
        let decisions = merged.decisions.get(&event.id).into_iter().flatten();
        let reasons = merged.reasons.get(&event.id).into_iter().flatten();
        let mention = |(evidence, reason): (&'a Evidence, &'a Reason)| MentionRecord {
            article: &evidence.article,
            copy_of: merged.copies.get(&evidence.article).map(String::as_str),
            start: evidence.span.start,
            end: evidence.span.end,
            text: &evidence.quote,
            reading: evidence.reading.as_ref(),
            reason: ReasonRecord::of(reason),
        };
        Explanation {
            id: &event.id,
            date: event.date.as_ref().map(DateFields::of).unwrap_or_default(),
            title: &event.title,
            status: event.status.name(),
            origin: event.origin,
            curated: event.curated.as_deref(),
            decisions: decisions.map(DecisionRecord::of).collect(),
            score: figures.map_or(0.0, |figures| rounded(figures.score())),
            figures: figures.map(FiguresRecord::of).unwrap_or_default(),
            ranked: figures.map(ToString::to_string).unwrap_or_default(),
            dates: merged.datings(event).iter().map(DatingRecord::of).collect(),
            mentions: event.evidence.iter().zip(reasons).map(mention).collect(),
        }
    }
}

impl DecisionRecord<'_> {
    fn of(decision: &Decision) -> DecisionRecord<'_> {
        DecisionRecord {
            kind: decision.verdict.name(),
            decided: decision.verdict.to_string(),
            file: &decision.location.file,
            line: decision.location.position.line,
        }
    }
}

impl ReasonRecord<'_> {
    fn of(reason: &Reason) -> ReasonRecord<'_> {
        let kind = match reason {
            Reason::First => "first",
            Reason::Repeats(_) => "repeats",
            Reason::Like { .. } => "like",
            Reason::Written { .. } => "written",
            Reason::Named => "named",
            Reason::Decided => "decided",
        };
        let (likeness, needed) = match reason {
            Reason::Like { likeness, .. } => (Some(rounded(*likeness)), None),
            Reason::Written { likeness, needed } => (Some(rounded(*likeness)), Some(*needed)),
            _ => (None, None),
        };
        let of = match reason {
            Reason::Repeats(of) | Reason::Like { of, .. } => Some(of),
            _ => None,
        };
        ReasonRecord {
            kind,
            likeness,
            needed: needed.map(rounded),
            article: of.map(|of| of.article.as_str()),
            start: of.map(|of| of.start),
        }
    }
}
