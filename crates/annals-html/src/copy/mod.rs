//! Copies of a timeline for machines: feeds, calendars, tables and linked data, one file a format.
//! Formats that are read as well are written by `annals-exchange`; how much is told and which pages
//! are named is decided here.
//!
//! A copy says no more than the pages do, and never surer: what a format cannot say of a date is
//! said in its text. Nothing here reads a clock, so stamps of time follow from the articles.

mod atom;
mod calendar;
mod identity;
mod json_feed;
pub(crate) mod linked_data;
mod news;
pub(crate) mod sitemap;
mod table;
mod timeline_js;

use crate::page::Shared;
use crate::site::RenderError;
use crate::text;
use crate::view::{self, When};
use crate::words::{CopyWords, Words};
use annals_core::{Day, Event, Timeline};

/// A format that a timeline is written in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Atom,
    JsonFeed,
    OnThisDay,
    Expected,
    Csv,
    JsonLines,
    LinkedData,
    TimelineJs,
}

impl Format {
    /// Every format, in the order in which they are offered.
    const ALL: [Format; 8] = [
        Format::Atom,
        Format::JsonFeed,
        Format::OnThisDay,
        Format::Expected,
        Format::Csv,
        Format::JsonLines,
        Format::LinkedData,
        Format::TimelineJs,
    ];

    /// The formats that there is something to write in: a calendar must not be empty.
    pub(crate) fn of(timeline: &Timeline, now: Option<Day>) -> Vec<Format> {
        let is_wanted = |format: &Format| match format {
            Format::OnThisDay => timeline.events().iter().any(calendar::is_anniversary),
            Format::Expected => timeline.events().iter().any(|event| calendar::is_due(event, now)),
            _ => true,
        };
        Format::ALL.into_iter().filter(is_wanted).collect()
    }

    /// The file, from the timeline's folder.
    pub(crate) fn path(self) -> &'static str {
        match self {
            Format::Atom => "feed.atom",
            Format::JsonFeed => "feed.json",
            Format::OnThisDay => "on-this-day.ics",
            Format::Expected => "expected.ics",
            Format::Csv => "data/events.csv",
            Format::JsonLines => "data/events.jsonl",
            Format::LinkedData => "data/events.jsonld",
            Format::TimelineJs => "data/timeline.json",
        }
    }

    /// Its media type, as registered with IANA where it is.
    pub(crate) fn media_type(self) -> &'static str {
        match self {
            Format::Atom => "application/atom+xml",
            Format::JsonFeed => "application/feed+json",
            Format::OnThisDay | Format::Expected => "text/calendar",
            Format::Csv => "text/csv",
            Format::JsonLines => "application/x-ndjson",
            Format::LinkedData => "application/ld+json",
            Format::TimelineJs => "application/json",
        }
    }

    /// Whether it is something to subscribe to, which browsers and readers look for.
    pub(crate) fn is_followed(self) -> bool {
        matches!(self, Format::Atom | Format::JsonFeed | Format::OnThisDay | Format::Expected)
    }

    /// What it is called.
    pub(crate) fn name(self, words: &'static Words) -> &'static str {
        let CopyWords { atom, json_feed, on_this_day, expected, .. } = &words.copies;
        let CopyWords { csv, json_lines, linked_data, timeline_js, .. } = &words.copies;
        match self {
            Format::Atom => atom,
            Format::JsonFeed => json_feed,
            Format::OnThisDay => on_this_day,
            Format::Expected => expected,
            Format::Csv => csv,
            Format::JsonLines => json_lines,
            Format::LinkedData => linked_data,
            Format::TimelineJs => timeline_js,
        }
    }
}

/// The text of a copy, in pieces that are made when they are asked for: some tell every event, and
/// are long.
pub(crate) fn pieces<'a>(
    shared: Shared<'a>,
    format: Format,
) -> Box<dyn Iterator<Item = Result<String, RenderError>> + 'a> {
    let whole = |text| -> Box<dyn Iterator<Item = _>> { Box::new(std::iter::once(text)) };
    match format {
        Format::Atom => whole(atom::feed(&shared)),
        Format::JsonFeed => whole(json_feed::feed(&shared)),
        Format::OnThisDay => whole(Ok(calendar::on_this_day(&shared))),
        Format::Expected => whole(Ok(calendar::expected(&shared))),
        Format::TimelineJs => whole(timeline_js::timeline(&shared)),
        Format::Csv => Box::new(table::table(shared).map(Ok)),
        Format::JsonLines => {
            let lines = annals_exchange::lines::lines(shared.catalogue.timeline.events());
            Box::new(lines.map(|line| Ok(line?)))
        }
        Format::LinkedData => Box::new(linked_data::graph(shared).map(|piece| Ok(piece?))),
    }
}

/// An event in a few sentences: when it was, then its text or the sentence that tells it.
fn summary(words: &'static Words, event: &Event) -> String {
    let when = view::sentence(&When::of_event(words, event).words);
    let quote = event.evidence.first().map(|evidence| evidence.quote.as_str());
    let text = event.text.as_deref().or(quote).unwrap_or_default();
    text::short(&format!("{when} {text}"), 600)
}

/// Whether years have four digits, as most formats ask.
fn has_plain_year(day: Day) -> bool {
    (1..=9999).contains(&day.civil().year)
}
