//! Lanes: the events of each theme that matter most, on the scale of the skyline.

use crate::catalogue::{Catalogue, Theme};
use crate::chart::Scene;
use crate::layout::{self, Item, Placed};
use crate::text::Number;
use crate::time::Extent;
use crate::view::{self, Link, Mark, When};
use crate::words::{Words, fill};
use annals_core::{Day, Event, Limit};
use std::collections::BTreeMap;

/// The events of a theme on a line.
pub(crate) struct Lane<'a> {
    pub(crate) id: String,
    pub(crate) theme: &'a Theme,
    pub(crate) rows: usize,
    pub(crate) entries: Vec<LaneEntry<'a>>,
    /// How many events of the theme the scene has.
    pub(crate) events: usize,
    pub(crate) more: usize,
}

impl Lane<'_> {
    pub(crate) fn more_words(&self, words: &Words) -> String {
        fill(&words.lanes.more, &[("n", &words.number(self.more))])
    }

    pub(crate) fn all_words(&self, words: &Words) -> String {
        fill(&words.lanes.all, &[("n", &words.number(self.events))])
    }
}

pub(crate) struct LaneEntry<'a> {
    pub(crate) link: Link,
    pub(crate) when: &'a When,
    pub(crate) first: Limit,
    pub(crate) last: Limit,
    pub(crate) start: Number,
    pub(crate) width: Number,
    pub(crate) fade: (Number, Number),
    /// Whether it begins before what is drawn, and whether it ends after it.
    pub(crate) cut: (bool, bool),
    pub(crate) row: usize,
    pub(crate) flipped: bool,
    /// Whether a phone shows it too.
    pub(crate) narrow: bool,
}

/// The most rows of a lane.
const ROWS: usize = 4;
/// The most events in all lanes together, unless each lane is to have a few.
const LONG_VIEW: usize = 60;
/// The few that each lane is to have.
const LEAST: usize = 2;
/// How many events of a theme are tried, the best first. A lane is full long before.
const CANDIDATES: usize = 2_000;
/// The entries of a lane that a phone shows.
const PHONE_ENTRIES: usize = 3;

/// How much events count as landmarks: of a day the best counts in full, the next one half, the
/// next a quarter, so that no day fills a lane. Each is given as its day and its score.
fn spread(events: &[(Option<Day>, f64)]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    // The sort is stable: of equals the earlier event comes first.
    order.sort_by(|&one, &other| events[other].1.total_cmp(&events[one].1));
    let mut shares: BTreeMap<Day, f64> = BTreeMap::new();
    let mut scores: Vec<f64> = events.iter().map(|&(_, score)| score).collect();
    for event in order {
        if let Some(day) = events[event].0 {
            let share = shares.entry(day).or_insert(1.0);
            scores[event] *= *share;
            *share /= 2.0;
        }
    }
    scores
}

/// The lanes of a scene, one a theme.
pub(crate) fn lanes<'c>(scene: &Scene<'_, 'c>) -> Vec<Lane<'c>> {
    let themes = &scene.catalogue.themes;
    let most = (LONG_VIEW / themes.len().max(1)).max(LEAST);
    let mut by_theme: Vec<Vec<(usize, &Event)>> = vec![Vec::new(); themes.len()];
    for (at, event) in scene.events() {
        if let Some(theme) = by_theme.get_mut(scene.catalogue.theme_index(at)) {
            theme.push((at, event));
        }
    }
    let lane = |((index, theme), events): ((usize, &'c Theme), Vec<(usize, &Event)>)| {
        let (entries, rows) = entries(scene, &events, most);
        let more = events.len() - entries.len();
        let (id, events) = (format!("lane-{index}"), events.len());
        Lane { id, theme, rows, entries, events, more }
    };
    let lanes = themes.iter().enumerate().zip(by_theme).map(lane);
    lanes.filter(|lane| !lane.entries.is_empty()).collect()
}

/// The best of a theme's events in their places, and the number of rows that they take.
fn entries<'c>(
    scene: &Scene<'_, 'c>,
    events: &[(usize, &Event)],
    most: usize,
) -> (Vec<LaneEntry<'c>>, usize) {
    let Scene { catalogue, chart, links, .. } = *scene;
    let told = |&(at, _): &(usize, &Event)| (catalogue.place(at), catalogue.score(at));
    let scores = spread(&events.iter().map(told).collect::<Vec<_>>());
    let mut best: Vec<usize> = (0..events.len()).collect();
    best.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]));
    best.truncate(CANDIDATES);
    best.sort_unstable();

    let candidates: Vec<(usize, Item)> = best
        .into_iter()
        .filter_map(|index| {
            let (at, event) = events[index];
            let extent = chart.extent(catalogue.reach(at)?)?;
            Some((at, item(catalogue, at, event, extent, scores[index])))
        })
        .collect();
    let items: Vec<Item> = candidates.iter().map(|(_, item)| *item).collect();
    let (placed, rows) = layout::lane(&items, ROWS, most);
    let entry = |placed: &Placed| {
        let (at, Item { extent, .. }) = *candidates.get(placed.item)?;
        Some(LaneEntry {
            link: view::event_link(catalogue, links, at),
            when: &catalogue.told(at).when,
            first: extent.first,
            last: extent.last,
            start: Number(extent.start),
            width: Number(extent.end - extent.start),
            fade: (Number(extent.fade.0), Number(extent.fade.1)),
            cut: extent.cut,
            row: placed.row,
            flipped: placed.flipped,
            narrow: placed.rank < PHONE_ENTRIES,
        })
    };
    (placed.iter().filter_map(entry).collect(), rows)
}

fn item(catalogue: &Catalogue<'_>, at: usize, event: &Event, extent: Extent, score: f64) -> Item {
    Item {
        extent,
        shape: Mark::of_date(catalogue.words, event.filled().as_ref()).shape,
        label: layout::label_width(catalogue.event_title(at)),
        score,
        last: extent.cut.0 || extent.cut.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_day_takes_all_the_landmarks() {
        let day = |number| Day::from_civil(2021, 5, number);
        let told = [(day(3), 8.0), (day(3), 9.0), (day(3), 7.0), (day(4), 5.0), (None, 4.0)];
        assert_eq!(spread(&told), [4.0, 9.0, 1.75, 5.0, 4.0]);
    }
}
