//! `annals accept`: an event that was read out of articles becomes one that a person wrote.

use crate::cache::CacheArgs;
use crate::curation::DecisionFile;
use crate::files::{NewFile, write_new};
use crate::folder::EVENTS;
use crate::load::{self, Loaded};
use crate::output::{counted, one_line};
use crate::problem::Problems;
use crate::walk::display;
use crate::{Outcome, explain, folder};
use annals_core::{Decision, Event, Evidence, Origin, Source, TomlFile, Verdict};
use annals_dates::Language;
use annals_ingest::Citations;
use anyhow::{Result, bail};
use std::collections::BTreeSet;
use std::io::{self, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Example:
  annals accept 2019-03-13-mayor-lund-resigned data

What articles say of the event stays its evidence. Where its sentences would not find it by
themselves, a [[relink]] is written to curation/review.toml.";

/// Make an event of articles a hand-written one: a file under events/, with its sources
///
/// A file that stands already is replaced only with --force.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The id of the event
    #[arg(value_name = "ID")]
    id: String,
    /// The data folder: annals.toml, events/, articles/
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Replace a file that stands already
    #[arg(long)]
    force: bool,
    #[command(flatten)]
    cache: CacheArgs,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let mut problems = Problems::default();
    let sources = folder::timelines(&args.dir, &mut problems)?;
    let load = |problems: &mut Problems| {
        load::timelines(&sources, None, args.cache.of_data(&args.dir), problems)
    };
    let loaded = load(&mut problems);
    problems.tell()?;
    let Some(one) = loaded.iter().find(|one| one.event(&args.id).is_some()) else {
        bail!("{}", explain::unknown(&args.id, &loaded));
    };
    let Some(event) = one.timeline.event(&args.id) else {
        bail!("the event `{}` is hidden: take its [[hide]] out of curation/ first", args.id);
    };
    if event.origin == Origin::Written {
        bail!("the event `{}` is written by hand already", event.id);
    }
    let timeline = args.dir.join(&one.site_path);
    let path = timeline.join(EVENTS).join(format!("{}.toml", event.id));
    let file = TomlFile {
        schema: folder::schema_of_events(&timeline),
        comment: comment(event),
        events: vec![written(event, one)],
        ..TomlFile::default()
    };
    let lang = one.timeline.info.lang.as_str();
    let language = Language::named(lang).unwrap_or_else(Language::english);
    write_new(&[NewFile::new(&path, file.write(&language.phrases()))], args.force)?;
    let mut out = io::stdout().lock();
    writeln!(out, "Wrote  {}", display(&path))?;

    // With another file the folder lists another timeline.
    let mut after = Problems::default();
    let sources = folder::timelines(&args.dir, &mut after)?;
    let again = load::timelines(&sources, None, args.cache.of_data(&args.dir), &mut after);
    let kept = again.iter().find(|again| again.site_path == one.site_path);
    let lost = lost(event, kept.and_then(|kept| kept.timeline.event(&event.id)));
    if !lost.is_empty() {
        let all = one.timeline.events().iter().chain(&one.merged.hidden);
        let citations = Citations::new(all, one.timeline.articles());
        let cited = lost.iter().map(|evidence| citations.cite(event, evidence)).collect();
        let mut file = DecisionFile::of(&timeline);
        file.add(&Decision::new(Verdict::Link(event.id.clone()), cited), &[event])?;
        writeln!(out, "Wrote  {}, {} linked", file.display(), counted(lost.len(), "sentence"))?;
    }
    Ok(problems.outcome(false))
}

/// The event as a person would write it: all that is known of it but its evidence.
fn written(event: &Event, one: &Loaded) -> Event {
    let read_as = event.curated.as_ref().and_then(|curated| curated.title.clone());
    Event {
        origin: Origin::Written,
        curated: None,
        evidence: Vec::new(),
        names: Vec::new(),
        // Articles go on calling it so.
        aliases: event.aliases.iter().cloned().chain(read_as).collect(),
        sources: sources(event, one),
        title: one_line(&event.title),
        ..event.clone()
    }
}

/// The articles that tell it, each once; copies of another one say nothing more.
fn sources(event: &Event, one: &Loaded) -> Vec<Source> {
    let mut seen = BTreeSet::new();
    let own = event.evidence.iter().map(|evidence| evidence.article.as_str());
    let articles = one.timeline.articles();
    let original = own.filter(|id| !one.merged.copies.contains_key(*id) && seen.insert(*id));
    let article = |id: &str| articles.iter().find(|article| article.id == id);
    let source = |article: &annals_core::Article| Source {
        title: one_line(&article.title),
        url: article.url.clone(),
        published: article.published.map(Into::into),
    };
    original.filter_map(article).map(source).collect()
}

/// What the file says to its readers.
fn comment(event: &Event) -> String {
    let mut comment = "Read out of articles and accepted; it is yours to change.".to_owned();
    if !event.names.is_empty() {
        let names = event.names.iter().map(|name| one_line(name)).collect::<Vec<_>>().join(", ");
        comment += &format!("\nNames in it, to be put into people or places: {names}");
    }
    comment
}

/// The evidence of an event that the written one does not have.
fn lost<'e>(event: &'e Event, written: Option<&Event>) -> Vec<&'e Evidence> {
    let kept: BTreeSet<(&str, usize)> =
        written.iter().flat_map(|event| &event.evidence).map(place).collect();
    event.evidence.iter().filter(|evidence| !kept.contains(&place(evidence))).collect()
}

fn place(evidence: &Evidence) -> (&str, usize) {
    (&evidence.article, evidence.span.start)
}
