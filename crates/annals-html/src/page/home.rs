//! The home page of a timeline: skyline, lanes, and the record of every event.

use super::{Frame, Shared};
use crate::catalogue::{Catalogue, Theme};
use crate::chart::Scene;
use crate::lanes::{Lane, lanes};
use crate::listing::{Section, sections};
use crate::site::RenderError;
use crate::sky::{Sky, sky};
use crate::text;
use crate::time;
use crate::view::{self, KeyRow};
use crate::words::fill;
use askama::Template;

#[derive(Template)]
#[template(path = "home.html")]
struct Home {
    frame: Frame,
    title: String,
    years: Option<String>,
    description: String,
    counts: String,
    filters: Vec<Theme>,
    sky: Option<Sky>,
    lanes: Vec<Lane>,
    sections: Vec<Section>,
    key: Vec<KeyRow>,
    dates: String,
}

/// The home page.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let info = &catalogue.timeline.info;
    let description = text::short(&info.description, 600);
    let title = catalogue.title();
    let years = catalogue.timeline.span().map(|(first, last)| time::years(first, last));
    let events: Vec<usize> = (0..catalogue.timeline.events().len()).collect();
    let scene = catalogue.chart.as_ref().map(|chart| Scene {
        catalogue,
        chart,
        events: &events,
        links: &links,
    });
    let home = Home {
        frame: shared.frame(&title, &description),
        sky: scene.map(|scene| sky(&scene, years.as_deref().unwrap_or_default())),
        lanes: scene.as_ref().map(lanes).unwrap_or_default(),
        years,
        counts: counts(catalogue),
        filters: filters(catalogue),
        sections: sections(catalogue, &links, &events),
        key: view::key(catalogue.words),
        dates: links.page(super::DATES),
        title,
        description,
    };
    Ok(home.render()?)
}

fn counts(catalogue: &Catalogue<'_>) -> String {
    let timeline = catalogue.timeline;
    let written = super::written(catalogue);
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

/// A single theme leaves nothing to choose.
fn filters(catalogue: &Catalogue<'_>) -> Vec<Theme> {
    let themes = &catalogue.themes;
    let usable = themes.iter().filter(|theme| !theme.filter.is_empty());
    if themes.len() > 1 { usable.cloned().collect() } else { Vec::new() }
}
