//! `annals new event`: a file under `events/` with one event.

use super::{Overwrite, tell};
use crate::Outcome;
use crate::files::{NewFile, check_free, write_new};
use crate::folder::{self, EVENTS};
use crate::load;
use crate::problem::Problems;
use annals_core::{
    Calendar, Event, Extent, NoPhrases, Origin, Source, Status, TomlFile, Written, slug,
};
use anyhow::Result;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use std::error::Error;
use std::path::PathBuf;
use std::str::FromStr;

const EXAMPLES: &str = "\
Examples:
  annals new event \"The reading room opens\" library --date \"May or June 1912\"
  annals new event \"The roof burns\" library --date \"c. 1850\" --theme fires --source \"Town chronicle\"";

/// Add an event to a timeline, as a file of its own in events/
///
/// What is written is read first, with the rest of the timeline: a date that cannot be read or an
/// id that is taken is told, and nothing is written.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// What happened, in a few words
    #[arg(value_name = "TITLE")]
    title: String,
    /// The data folder
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// When: EDTF, or words such as "c. 1850"; without it the event is undated
    #[arg(long, allow_hyphen_values = true)]
    date: Option<String>,
    /// The calendar of the date: gregorian, julian
    #[arg(long, value_name = "NAME", hide_possible_values = true, default_value_t,
        value_parser = one_of::<Calendar>(&Calendar::ALL.map(Calendar::name)))]
    calendar: Calendar,
    /// Whether it took place at some time within the date or lasted throughout it: within,
    /// throughout
    #[arg(long, value_name = "WORD", hide_possible_values = true, default_value_t,
        value_parser = one_of::<Extent>(&Extent::ALL.map(Extent::name)))]
    extent: Extent,
    /// Whether it happened: happened, ongoing, expected, conditional, denied, reported
    #[arg(long, value_name = "WORD", hide_possible_values = true, default_value_t,
        value_parser = one_of::<Status>(&Status::ALL.map(Status::name)))]
    status: Status,
    /// What is known of it, in a few sentences
    #[arg(long)]
    text: Option<String>,
    /// The id of a theme that it belongs to; may be given again, the main one first
    #[arg(long = "theme", value_name = "ID")]
    themes: Vec<String>,
    /// Who took part; may be given again
    #[arg(long = "person", value_name = "NAME")]
    people: Vec<String>,
    /// Where; may be given again
    #[arg(long = "place", value_name = "NAME")]
    places: Vec<String>,
    /// A work that says so, by its name or address; may be given again
    #[arg(long = "source", value_name = "WORK")]
    sources: Vec<String>,
    /// A remark on the date or the sources
    #[arg(long)]
    note: Option<String>,
    /// Its id, where it should not be made from the title
    #[arg(long)]
    id: Option<String>,
    #[command(flatten)]
    overwrite: Overwrite,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let (dir, overwrite) = (args.dir.clone(), args.overwrite);
    let event = args.event();
    let path = dir.join(EVENTS).join(format!("{}.toml", slug(&event.id)));
    let mut problems = Problems::default();
    let sources = folder::timelines(&dir, &mut problems)?;
    let schema = folder::schema_of_events(&dir);
    let file = TomlFile { schema, events: vec![event], ..TomlFile::default() };
    // Words stay as they were typed, so nothing is to be read here.
    let text = file.write(&NoPhrases);
    let files = [NewFile::new(path, text)];
    check_free(&files, overwrite.force)?;
    let found = load::faults_of_new(&sources[0], &files[0].path, &files[0].text);
    found.tell()?;
    if found.errors() > 0 {
        return Ok(Outcome::Findings);
    }
    write_new(&files, overwrite.force)?;
    tell(&files, "annals build", &dir)?;
    Ok(Outcome::Clean)
}

impl Args {
    fn event(self) -> Event {
        let mut event = Event::new(self.title.trim(), None, Origin::Written);
        if let Some(id) = self.id {
            event.id = id;
        }
        let calendar = self.calendar;
        event.written = self.date.map(|text| Written { text, calendar });
        (event.extent, event.status) = (self.extent, self.status);
        (event.text, event.note) = (self.text, self.note);
        (event.themes, event.people, event.places) = (self.themes, self.people, self.places);
        event.sources = self.sources.into_iter().map(source).collect();
        event
    }
}

/// A work by its address or its name.
fn source(work: String) -> Source {
    let is_address = work.starts_with("https://") || work.starts_with("http://");
    let host = |url: &str| url.split('/').nth(2).unwrap_or(url).to_owned();
    match is_address {
        true => Source { title: host(&work), url: Some(work), published: None },
        false => Source { title: work, url: None, published: None },
    }
}

/// A flag whose value is one of a few words.
fn one_of<T>(names: &[&'static str]) -> impl TypedValueParser<Value = T> + use<T>
where
    T: FromStr<Err: Error + Send + Sync + 'static> + Clone + Send + Sync + 'static,
{
    PossibleValuesParser::new(names).try_map(|word| word.parse::<T>())
}
