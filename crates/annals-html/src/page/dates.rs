//! The page that says how dates are read and drawn.

use super::Shared;
use super::frame::Frame;
use crate::catalogue::Catalogue;
use crate::link::Links;
use crate::site::RenderError;
use crate::view::{self, Chain, KeyRow, Link};
use crate::words::{Rule, Words, fill};
use annals_core::{AnchorKind, Date, Event, Kind, Outcome, Precision};
use askama::Template;

#[derive(Template)]
#[template(path = "dates.html")]
struct DatesPage<'a> {
    frame: Frame<'a>,
    rows: Vec<Row>,
    undated: String,
    precisions: Vec<Known>,
    tally: String,
    rules: &'static [Rule],
    chains: Vec<Example>,
    days: Option<Link>,
}

/// A kind of date: its mark, what it means, and how many events have it.
struct Row {
    key: KeyRow,
    /// A date of that kind; one of the site leads to its event.
    example: Link,
    events: String,
}

/// How many dates are known to the day, the month …
struct Known {
    unit: &'static str,
    example: Link,
    events: String,
}

/// A date of an article of the site, with its reckoning.
struct Example {
    event: Link,
    chain: Chain,
}

/// The precisions, from fine to coarse.
const PRECISIONS: [Precision; 9] = [
    Precision::Time,
    Precision::Day,
    Precision::Week,
    Precision::Month,
    Precision::Season,
    Precision::Year,
    Precision::Decade,
    Precision::Century,
    Precision::Millennium,
];

/// The page on how dates work, for all timelines of the site.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let words = shared.catalogue.words;
    let links = shared.links();
    let kinds = view::key(words).into_iter().map(|key| {
        let (events, best) = matching(shared, |date| date.kind() == key.kind);
        let shown = best.map(|best| example_link(&links, best, words));
        let example = shown.unwrap_or_else(|| Link {
            href: String::new(),
            title: example(key.kind).map_or_else(String::new, |date| date.words_in(words.dates())),
        });
        Row { key, example, events: words.number(events) }
    });
    let precisions = PRECISIONS.into_iter().filter_map(|precision| {
        let (events, best) = matching(shared, |date| date.precision() == precision);
        let unit = words.precision(precision);
        let events = words.number(events);
        Some(Known { unit, example: example_link(&links, best?, words), events })
    });
    let page = DatesPage {
        frame: shared.frame(&words.key.more, &words.dates.description)?,
        rows: kinds.collect(),
        precisions: precisions.collect(),
        undated: words.number(events(shared).filter(|(_, _, event)| event.date.is_none()).count()),
        tally: tally(shared),
        rules: &words.dates.rules,
        chains: chains(shared, &links),
        days: shared
            .catalogue
            .days_folder()
            .map(|folder| Link { href: links.page(&folder), title: words.dates.days.clone() }),
    };
    Ok(page.render()?)
}

/// An event of a timeline of the site.
type Found<'a> = (&'a Catalogue<'a>, usize, &'a Event);

/// The events of all timelines.
fn events<'a>(shared: &Shared<'a>) -> impl Iterator<Item = Found<'a>> {
    shared.catalogues.iter().flat_map(|catalogue| {
        let events = catalogue.timeline.events().iter().enumerate();
        events.map(move |(index, event)| (catalogue, index, event))
    })
}

/// How many events have a date that fits, and the one of them that matters most.
fn matching<'a>(shared: &Shared<'a>, fits: impl Fn(&Date) -> bool) -> (usize, Option<Found<'a>>) {
    let mut count = 0;
    let mut best: Option<Found<'a>> = None;
    for found in events(shared).filter(|(_, _, event)| event.date.as_ref().is_some_and(&fits)) {
        count += 1;
        let score = |(catalogue, index, _): &Found<'_>| catalogue.score(*index);
        if best.is_none_or(|best| score(&found) > score(&best)) {
            best = Some(found);
        }
    }
    (count, best)
}

/// The date of an event, leading to it.
fn example_link(links: &Links<'_>, found: Found<'_>, words: &Words) -> Link {
    let (catalogue, index, event) = found;
    let date = event.date.as_ref();
    Link {
        href: catalogue.event_href(links, index),
        title: date.map_or_else(String::new, |date| date.words_in(words.dates())),
    }
}

/// A date of that kind, for sites that have none.
fn example(kind: Kind) -> Option<Date> {
    let text = match kind {
        Kind::Day => "1931-09-14",
        Kind::Month => "1868-06",
        Kind::Year => "1923",
        Kind::Interval => "1834/1841",
        Kind::Approximate => "1791~",
        Kind::EitherOr => "[1902-08,1902-09]",
        Kind::Before => "[..1812]",
        Kind::After => "[1893..]",
        Kind::Ongoing => "2009-10/..",
        Kind::Several => "{1667,1670}",
    };
    text.parse().ok()
}

/// One date read from each kind of anchor, that of the event that matters most.
fn chains(shared: &Shared<'_>, links: &Links<'_>) -> Vec<Example> {
    let words = shared.catalogue.words;
    let of_kind = |kind: AnchorKind| {
        let mut best: Option<(f64, Example)> = None;
        for (catalogue, index, event) in events(shared) {
            let readings = event.evidence.iter().filter_map(|evidence| evidence.reading.as_ref());
            let fits = |anchor: &annals_core::Anchor| anchor.kind == kind;
            let mut readings = readings.filter(|reading| {
                reading.date.is_some()
                    && !reading.step.is_empty()
                    && reading.anchor.as_ref().is_some_and(fits)
            });
            let score = catalogue.score(index);
            if best.as_ref().is_none_or(|(most, _)| score > *most)
                && let Some(reading) = readings.next()
            {
                let event = view::event_link(catalogue, links, index);
                best = Some((score, Example { event, chain: Chain::of(words, reading) }));
            }
        }
        best.map(|(_, example)| example)
    };
    let kinds = [AnchorKind::Publication, AnchorKind::Dateline, AnchorKind::Mention];
    kinds.into_iter().filter_map(of_kind).collect()
}

/// How many date expressions were found in the articles, and what became of them.
fn tally(shared: &Shared<'_>) -> String {
    let mentions = || {
        let articles = shared.catalogues.iter().flat_map(|c| c.timeline.articles());
        articles.flat_map(|article| &article.mentions)
    };
    let words = shared.catalogue.words;
    let found = mentions().count();
    if found == 0 {
        return words.dates.tally_none.clone();
    }
    let used = mentions().filter(|mention| matches!(mention.outcome, Outcome::Dates(_))).count();
    let unread = mentions().filter(|mention| mention.reading.date.is_none()).count();
    let expressions = words.count(&words.counts.expression, found);
    let parts = [
        ("expressions", expressions.as_str()),
        ("used", &words.number(used)),
        ("undated", &words.number(unread)),
    ];
    fill(&words.dates.tally, &parts)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_has_an_example_of_its_own() {
        for kind in view::KINDS {
            assert_eq!(example(kind).map(|date| date.kind()), Some(kind));
        }
    }
}
