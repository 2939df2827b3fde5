//! Lanes: the events of each theme that matter most, on the scale of the skyline.

use crate::catalogue::Theme;
use crate::chart::Scene;
use crate::layout::{self, Item};
use crate::text::{self, Number};
use crate::time::Extent;
use crate::view::{self, Link, When};
use crate::words::{Words, fill};
use annals_core::{Day, Event, Limit};
use std::collections::BTreeMap;

/// The events of a theme on a line.
pub(crate) struct Lane {
    pub(crate) id: String,
    pub(crate) theme: Theme,
    pub(crate) rows: usize,
    pub(crate) entries: Vec<LaneEntry>,
    /// How many events of the theme the scene has.
    pub(crate) events: usize,
    pub(crate) more: usize,
}

impl Lane {
    pub(crate) fn more_words(&self, words: &Words) -> String {
        fill(&words.lanes.more, &[("n", &words.number(self.more))])
    }

    pub(crate) fn all_words(&self, words: &Words) -> String {
        fill(&words.lanes.all, &[("n", &words.number(self.events))])
    }
}

pub(crate) struct LaneEntry {
    pub(crate) link: Link,
    pub(crate) when: When,
    pub(crate) first: Limit,
    pub(crate) last: Limit,
    pub(crate) start: Number,
    pub(crate) width: Number,
    pub(crate) fade: Number,
    pub(crate) row: usize,
    pub(crate) flipped: bool,
    /// Whether a phone shows it too.
    pub(crate) narrow: bool,
}

/// The most rows of a lane.
const ROWS: usize = 4;
/// The most events in all lanes together, unless each lane is to have a few.
const LONG_VIEW: usize = 60;
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
pub(crate) fn lanes(scene: &Scene<'_>) -> Vec<Lane> {
    let Scene { catalogue, chart, links, .. } = *scene;
    let most = (LONG_VIEW / catalogue.themes.len().max(1)).max(6);
    let lane = |(index, theme): (usize, &Theme)| {
        let of_theme = || scene.events().filter(|(at, _)| catalogue.theme_index(*at) == index);
        let candidates: Vec<(usize, &Event, Extent)> = of_theme()
            .filter_map(|(at, event)| Some((at, event, chart.extent(event.date.as_ref()?)?)))
            .collect();
        let scored: Vec<(Option<Day>, f64)> = candidates
            .iter()
            .map(|&(at, event, _)| (view::place(event), catalogue.score(at)))
            .collect();
        let items: Vec<Item> = candidates
            .iter()
            .zip(spread(&scored))
            .map(|((_, event, extent), score)| item(catalogue.words, event, *extent, score))
            .collect();
        let (placed, rows) = layout::lane(&items, ROWS, most);
        let entries: Vec<LaneEntry> = placed
            .iter()
            .filter_map(|placed| {
                let (at, event, extent) = *candidates.get(placed.item)?;
                Some(LaneEntry {
                    link: view::event_link(catalogue, links, at, event),
                    when: When::of_event(catalogue.words, event),
                    first: extent.first,
                    last: extent.last,
                    start: Number(extent.start),
                    width: Number(extent.end - extent.start),
                    fade: Number(extent.fade),
                    row: placed.row,
                    flipped: placed.flipped,
                    narrow: placed.rank < PHONE_ENTRIES,
                })
            })
            .collect();
        let events = of_theme().count();
        let more = events - entries.len();
        Lane { id: format!("lane-{index}"), theme: theme.clone(), rows, entries, events, more }
    };
    let lanes = catalogue.themes.iter().enumerate().map(lane);
    lanes.filter(|lane| !lane.entries.is_empty()).collect()
}

fn item(words: &'static Words, event: &Event, extent: Extent, score: f64) -> Item {
    Item {
        extent,
        shape: When::of_event(words, event).mark.shape,
        label: layout::label_width(&text::title(&event.title, 160)),
        score,
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
