//! The home page of a timeline: skyline, lanes, and the record of every event.

use super::Shared;
use super::frame::Frame;
use super::span::{self, Tiles};
use crate::catalogue::{Catalogue, Theme};
use crate::chart::Scene;
use crate::lanes::{Lane, lanes};
use crate::link::Links;
use crate::listing::{Entry, Section, landmarks, sections};
use crate::period::{ALL, Level, PageOf};
use crate::site::RenderError;
use crate::sky::{Sky, sky};
use crate::text;
use crate::time;
use crate::view::{self, KeyRow, Link};
use crate::words::fill;
use askama::Template;

#[derive(Template)]
#[template(path = "home.html")]
struct Home<'a> {
    frame: Frame<'a>,
    title: String,
    years: Option<String>,
    description: String,
    counts: String,
    filters: Vec<Theme>,
    sky: Option<Sky<'a>>,
    lanes: Vec<Lane<'a>>,
    /// The spans that can be opened, the whole timeline first.
    zoom: Vec<Link>,
    calendar: Vec<Tiles>,
    landmarks: Vec<Entry<'a>>,
    /// The record, where it is short enough to stand here.
    sections: Option<Vec<Section<'a>>>,
    key: Vec<KeyRow>,
    dates: String,
}

/// The most spans that the ladder of zooming offers.
const RUNGS: usize = 8;

/// The home page.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let info = &catalogue.timeline.info;
    let description = text::short(&info.description, 600);
    let title = catalogue.title();
    let years =
        catalogue.timeline.span().map(|(first, last)| time::years(catalogue.words, first, last));
    let events: Vec<usize> = (0..catalogue.timeline.events().len()).collect();
    let scene = catalogue.chart.as_ref().map(|chart| Scene {
        catalogue,
        chart,
        events: &events,
        links: &links,
    });
    let home = Home {
        frame: shared.frame(&title, &description)?,
        sky: scene.as_ref().map(|scene| sky(scene, years.as_deref().unwrap_or_default())),
        lanes: scene.as_ref().map(lanes).unwrap_or_default(),
        years,
        counts: counts(catalogue),
        filters: filters(catalogue),
        zoom: zoom(catalogue, &links),
        calendar: span::calendar_of(catalogue, &links),
        landmarks: scene
            .filter(|_| catalogue.periods.has_pages())
            .map(|scene| landmarks(&scene, span::LANDMARKS))
            .unwrap_or_default(),
        sections: (!catalogue.periods.has_pages())
            .then(|| sections(catalogue, &links, &events, Level::Years(0))),
        key: view::key(catalogue.words),
        dates: links.page(super::DATES),
        title,
        description,
    };
    Ok(home.render()?)
}

fn counts(catalogue: &Catalogue<'_>) -> String {
    let timeline = catalogue.timeline;
    let written = catalogue.written;
    let extracted = timeline.events().len() - written;
    let words = catalogue.words;
    let articles = words.count(&words.counts.article, timeline.articles().len());
    let mut parts = Vec::new();
    if written > 0 {
        parts.push(words.count(&words.counts.written, written));
    }
    if extracted > 0 {
        let events = words.count(&words.counts.event, extracted);
        parts.push(fill(&words.home.read, &[("events", &events), ("articles", &articles)]));
    } else if !timeline.articles().is_empty() {
        parts.push(articles);
    }
    if parts.is_empty() { words.home.none.clone() } else { words.list(&parts) + "." }
}

fn zoom(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Link> {
    let spans = catalogue.periods.children(ALL);
    let pages = spans.map(|(period, _)| PageOf { period, part: 0 });
    let mut zoom =
        vec![Link { href: links.page(&catalogue.folder), title: catalogue.words.span.all.clone() }];
    zoom.extend(pages.map(|page| span::link(catalogue, links, page)));
    if (2..=RUNGS + 1).contains(&zoom.len()) { zoom } else { Vec::new() }
}

/// A single theme leaves nothing to choose.
fn filters(catalogue: &Catalogue<'_>) -> Vec<Theme> {
    let themes = &catalogue.themes;
    let usable = themes.iter().filter(|theme| !theme.filter.is_empty());
    if themes.len() > 1 { usable.cloned().collect() } else { Vec::new() }
}
