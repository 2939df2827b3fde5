//! What other sites show of a timeline in a frame: its skyline and the events that matter most.

use super::Shared;
use super::frame::Frame;
use crate::assets;
use crate::chart::Scene;
use crate::listing::{Entry, entry};
use crate::site::RenderError;
use crate::sky::{Sky, sky};
use crate::time;
use crate::view::Link;
use askama::Template;

#[derive(Template)]
#[template(path = "embed.html")]
struct Embed<'a> {
    frame: Frame<'a>,
    style: String,
    home: Link,
    years: String,
    sky: Option<Sky<'a>>,
    entries: Vec<Entry<'a>>,
}

/// The most events that are shown.
const MOST: usize = 12;

/// The page to be embedded. Its links open in the page that it is embedded in.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let timeline = catalogue.timeline;
    let title = catalogue.title();
    let span =
        timeline.span().map(|(first, last)| time::years(shared.catalogue.words, first, last));
    let years = span.unwrap_or_default();
    let all: Vec<usize> = (0..timeline.events().len()).collect();
    let chart = catalogue.chart.as_ref();
    let scene = chart.map(|chart| Scene { catalogue, chart, events: &all, links: &links });
    let mut best = all.clone();
    let score = |index: &usize| catalogue.score(*index);
    best.sort_by(|a, b| score(b).total_cmp(&score(a)).then(a.cmp(b)));
    best.truncate(MOST);
    best.sort_unstable();
    let entries = best.iter().filter_map(|&index| {
        let event = timeline.events().get(index)?;
        Some(entry(catalogue, &links, index, event))
    });
    let embed = Embed {
        frame: shared.frame(&title, &timeline.info.description)?,
        style: links.file(assets::SEARCH_STYLE),
        home: Link { href: links.page(&catalogue.folder), title },
        sky: scene.map(|scene| sky(&scene, &years)),
        years,
        entries: entries.collect(),
    };
    Ok(embed.render()?)
}
