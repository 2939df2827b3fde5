//! The geometry of the skyline and of the lanes: numbers in, numbers out.
//!
//! Nothing here knows of HTML, themes by name, or how a mark looks; see the templates for that.

use crate::text::{self, Number};
use crate::time::{DESK, Extent, Scale};
use annals_core::Day;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::fmt::{self, Write as _};

/// A chart of events a column, one layer on the other.
#[derive(Clone, Debug)]
pub(crate) struct Skyline {
    columns: Vec<Column>,
    layers: usize,
}

/// A column of a chart: a step of the calendar and how much falls into it.
#[derive(Clone, Debug)]
struct Column {
    start: Day,
    left: f64,
    right: f64,
    /// How many events each layer has here. An event that may lie in several columns, or lasts
    /// through them, is shared between them, so that the counts add up to the number of events.
    /// What reaches beyond the scale counts for the share of its days that lie on it.
    counts: Vec<f64>,
}

/// A column that stands out.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Peak {
    /// The first day of the column.
    pub(crate) start: Day,
    /// Its middle, in per cent of the line.
    pub(crate) at: f64,
    /// Its left and right edge, in per cent of the line.
    pub(crate) edges: (f64, f64),
    /// Its height, in per cent of the highest.
    pub(crate) height: f64,
}

/// Something to be placed in a lane: a mark with a label over it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Item {
    pub(crate) extent: Extent,
    pub(crate) shape: Shape,
    /// The width of the label in pixels.
    pub(crate) label: f64,
    /// What ranks highest is placed first, what does not fit any more is left out.
    pub(crate) score: f64,
    /// Whether it has only the room that the others leave.
    pub(crate) last: bool,
}

/// How a mark is drawn that is wider than what it stands for: it is a symbol then.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Shape {
    /// Its least width in pixels.
    pub(crate) least: f64,
    /// The point of the extent that stays in its place.
    pub(crate) hold: Hold,
}

/// The point of a symbol that is at the true place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Hold {
    Start,
    Middle,
    End,
}

/// Where an item went.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    /// Its index in the list of items.
    pub(crate) item: usize,
    /// Its row, from 0.
    pub(crate) row: usize,
    /// Whether the label ends at the end of the mark, because it would run off the line otherwise.
    pub(crate) flipped: bool,
    /// Its rank by score, from 0.
    pub(crate) rank: usize,
}

/// The widest that a label is drawn; the rest of it is cut.
pub(crate) const LABEL_MOST: f64 = 270.0;
/// The size of the labels in lanes.
const LABEL_SIZE: f64 = 13.5;
/// The least space between two items of a row.
const GAP: f64 = 16.0;

impl Skyline {
    /// Counts events. Each is a layer and its first and last day.
    pub(crate) fn new(
        scale: &Scale,
        layers: usize,
        events: impl Iterator<Item = (usize, Day, Day)>,
    ) -> Skyline {
        let mut starts = Vec::new();
        let mut columns = Vec::new();
        for stretch in scale.stretches() {
            for start in stretch.step.starts(stretch.from, stretch.to) {
                let end = stretch.step.next(start).min(stretch.to);
                let start = start.max(stretch.from);
                starts.push(start);
                columns.push(Column {
                    start,
                    left: scale.percent(start),
                    right: if end < stretch.to {
                        scale.percent(end)
                    } else {
                        stretch.left + stretch.width
                    },
                    counts: vec![0.0; layers],
                });
            }
        }
        let (from, to) = scale.days();
        // Much may reach across the whole scale: that is added up once and not for each column.
        let mut throughout = vec![0.0; layers];
        for (layer, first, last) in events.filter(|(_, first, last)| *first < to && from <= *last) {
            let low = starts.partition_point(|start| *start <= first).saturating_sub(1);
            let high = starts.partition_point(|start| *start <= last).max(low + 1);
            let across = low == 0 && high == columns.len();
            let touched = columns.get_mut(low..high).unwrap_or_default();
            let inside = (last.min(to - 1) - first.max(from) + 1) as f64;
            let share = inside / (last - first + 1) as f64 / touched.len().max(1) as f64;
            let add = |counts: &mut Vec<f64>| {
                if let Some(count) = counts.get_mut(layer) {
                    *count += share;
                }
            };
            if across {
                add(&mut throughout);
            } else {
                touched.iter_mut().for_each(|column| add(&mut column.counts));
            }
        }
        for column in &mut columns {
            column.counts.iter_mut().zip(&throughout).for_each(|(count, more)| *count += more);
        }
        Skyline { columns, layers }
    }

    /// The same in at most so many columns, each as high as those that it stands for on average.
    pub(crate) fn coarse(&self, most: usize) -> Skyline {
        let joined = self.columns.len().div_ceil(most.max(1)).max(1);
        let column = |columns: &[Column]| {
            let (first, last) = (columns.first()?, columns.last()?);
            let layer = |layer: usize| {
                let counts = columns.iter().filter_map(|column| column.counts.get(layer));
                counts.sum::<f64>() / columns.len() as f64
            };
            let counts = (0..self.layers).map(layer).collect();
            Some(Column { start: first.start, left: first.left, right: last.right, counts })
        };
        let columns = self.columns.chunks(joined).filter_map(column).collect();
        Skyline { columns, layers: self.layers }
    }

    /// The greatest number of events in a column.
    pub(crate) fn most(&self) -> f64 {
        self.columns.iter().map(Column::total).fold(0.0, f64::max)
    }

    /// The outline of a layer where the layers are stacked, as the path of an SVG of 1000 by 100.
    pub(crate) fn stacked(&self, layer: usize) -> String {
        self.path(|column| {
            let below: f64 = column.counts.iter().take(layer).sum();
            (below, below + column.counts.get(layer).copied().unwrap_or_default())
        })
    }

    /// The outline of everything, as the path of an SVG of 1000 by 100.
    pub(crate) fn outline(&self) -> String {
        self.path(|column| (0.0, column.total()))
    }

    /// The outline of one layer alone, on the ground.
    pub(crate) fn alone(&self, layer: usize) -> String {
        self.path(|column| (0.0, column.counts.get(layer).copied().unwrap_or_default()))
    }

    pub(crate) fn layers(&self) -> usize {
        self.layers
    }

    /// The height of the highest column between two places, in per cent of the highest of all.
    pub(crate) fn top(&self, left: f64, right: f64) -> f64 {
        let over = self.columns.iter().filter(|column| column.left < right && left < column.right);
        over.map(Column::total).fold(0.0, f64::max) / self.most().max(f64::MIN_POSITIVE) * 100.0
    }

    /// At most so many columns that stand out, the highest first, none near another.
    pub(crate) fn peaks(&self, most: usize) -> Vec<Peak> {
        const APART: f64 = 17.0;
        let highest = self.most();
        let mut columns: Vec<&Column> = self.columns.iter().collect();
        columns.sort_by(|a, b| b.total().total_cmp(&a.total()).then(a.left.total_cmp(&b.left)));
        let mut peaks: Vec<Peak> = Vec::new();
        for column in columns {
            let height = column.total() / highest * 100.0;
            let at = (column.left + column.right) / 2.0;
            if peaks.len() == most || column.total() < 1.5 || height < 30.0 {
                break;
            }
            if peaks.iter().all(|peak| (peak.at - at).abs() >= APART) {
                peaks.push(Peak {
                    start: column.start,
                    at,
                    edges: (column.left, column.right),
                    height,
                });
            }
        }
        peaks
    }

    /// Columns with nothing in them are left out, equal neighbours are drawn in one stroke.
    fn path(&self, band: impl Fn(&Column) -> (f64, f64)) -> String {
        let highest = self.most();
        let height = |count: f64| Tenths::of(100.0 - count / highest * 100.0);
        let drawn = |column: &Column| {
            let (low, high) = band(column);
            high - low > 1e-9
        };
        let mut pen = Pen::default();
        for run in self.columns.chunk_by(|a, b| drawn(a) && drawn(b)) {
            let Some(first) = run.first().filter(|first| drawn(first)) else { continue };
            pen.start(Tenths::of(first.left * 10.0), height(band(first).0));
            for column in run {
                pen.upright_to(height(band(column).1));
                pen.level_to(Tenths::of(column.right * 10.0));
            }
            for column in run.iter().rev() {
                pen.upright_to(height(band(column).0));
                pen.level_to(Tenths::of(column.left * 10.0));
            }
            pen.close();
        }
        pen.path
    }
}

impl Column {
    fn total(&self) -> f64 {
        self.counts.iter().sum()
    }
}

/// What an item takes of its row, in pixels from the left edge of the line.
#[derive(Clone, Copy, Debug)]
struct Pixels {
    left: f64,
    right: f64,
    flipped: bool,
}

impl Pixels {
    fn clears(&self, other: &Pixels) -> bool {
        self.right + GAP <= other.left || other.right + GAP <= self.left
    }
}

impl Item {
    /// The label starts where the mark does. If it would then run off the line, it ends where the
    /// mark does instead.
    fn pixels(&self) -> Pixels {
        let (left, right) = self.mark();
        let flipped = left + self.label > DESK && right - self.label >= 0.0;
        if flipped {
            Pixels { left: left.min(right - self.label), right, flipped }
        } else {
            Pixels { left, right: right.max(left + self.label), flipped }
        }
    }

    /// The pixels that the mark takes.
    fn mark(&self) -> (f64, f64) {
        let (start, end) = (self.extent.start * DESK / 100.0, self.extent.end * DESK / 100.0);
        let more = (self.shape.least - (end - start)).max(0.0);
        match self.shape.hold {
            Hold::Start => (start, end + more),
            Hold::Middle => (start - more / 2.0, end + more / 2.0),
            Hold::End => (start - more, end),
        }
    }
}

/// The width of a label in a lane.
pub(crate) fn label_width(title: &str) -> f64 {
    text::width(title, LABEL_SIZE).min(LABEL_MOST)
}

/// Chooses the items that fit into so many rows, at most so many, the best first; gives each a
/// row in which it overlaps no other. They come back in order of their left edge, with the number
/// of rows.
///
/// First-fit by the left edge needs no more rows than the most items that overlap at one point,
/// so what was chosen for `rows` rows never needs another.
pub(crate) fn lane(items: &[Item], rows: usize, most: usize) -> (Vec<Placed>, usize) {
    let mut by_score: Vec<usize> = (0..items.len()).collect();
    by_score.sort_by(|&a, &b| {
        let (one, other) = (&items[a], &items[b]);
        { one.last.cmp(&other.last) }.then(other.score.total_cmp(&one.score)).then(a.cmp(&b))
    });

    let mut taken: Vec<Row> = vec![Row::default(); rows];
    let mut chosen: Vec<(usize, Pixels)> = Vec::new();
    for item in by_score {
        if chosen.len() == most {
            break;
        }
        let pixels = items[item].pixels();
        if taken.iter_mut().any(|row| row.take(pixels)) {
            chosen.push((item, pixels));
        }
    }
    first_fit(&chosen)
}

/// What has been placed in a row, from left to right. The line has no room for many.
#[derive(Clone, Debug, Default)]
struct Row(Vec<Pixels>);

impl Row {
    /// Puts that in if it clears what is there already, which can only be its neighbours.
    fn take(&mut self, pixels: Pixels) -> bool {
        let place = self.0.partition_point(|other| other.left < pixels.left);
        let neighbours = &self.0[place.saturating_sub(1)..self.0.len().min(place + 1)];
        let free = neighbours.iter().all(|other| pixels.clears(other));
        if free {
            self.0.insert(place, pixels);
        }
        free
    }
}

/// A row by where it ends, for a heap that gives the leftmost end first.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Busy {
    end: f64,
    row: usize,
}

impl Eq for Busy {}

impl Ord for Busy {
    fn cmp(&self, other: &Busy) -> Ordering {
        other.end.total_cmp(&self.end).then(other.row.cmp(&self.row))
    }
}

impl PartialOrd for Busy {
    fn partial_cmp(&self, other: &Busy) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// Gives each item the first row that is free at its left edge.
fn first_fit(chosen: &[(usize, Pixels)]) -> (Vec<Placed>, usize) {
    let mut order: Vec<usize> = (0..chosen.len()).collect();
    order.sort_by(|a, b| chosen[*a].1.left.total_cmp(&chosen[*b].1.left).then(a.cmp(b)));
    let mut busy: BinaryHeap<Busy> = BinaryHeap::new();
    let mut free: BinaryHeap<Reverse<usize>> = BinaryHeap::new();
    let mut rows = 0;
    let mut placed = Vec::with_capacity(order.len());
    for rank in order {
        let (item, Pixels { left, right, flipped }) = chosen[rank];
        while let Some(ended) = busy.peek().filter(|row| row.end + GAP <= left) {
            free.push(Reverse(ended.row));
            busy.pop();
        }
        let row = free.pop().map_or(rows, |Reverse(row)| row);
        rows = rows.max(row + 1);
        busy.push(Busy { end: right, row });
        placed.push(Placed { item, row, flipped, rank });
    }
    (placed, rows)
}

/// Draws with level and upright strokes only, and as few of them as will do.
#[derive(Default)]
struct Pen {
    path: String,
    y: Tenths,
    /// A level stroke that may still become longer.
    level: Option<Tenths>,
}

impl Pen {
    fn start(&mut self, x: Tenths, y: Tenths) {
        self.stroke(format_args!("M{x} {y}"));
        (self.y, self.level) = (y, None);
    }

    fn level_to(&mut self, x: Tenths) {
        self.level = Some(x);
    }

    fn upright_to(&mut self, y: Tenths) {
        if y == self.y {
            return;
        }
        if let Some(x) = self.level.take() {
            self.stroke(format_args!("H{x}"));
        }
        self.stroke(format_args!("V{y}"));
        self.y = y;
    }

    fn stroke(&mut self, stroke: fmt::Arguments<'_>) {
        // Writing to a string cannot fail.
        let _ = self.path.write_fmt(stroke);
    }

    /// Closing draws the way back to the start, so that a last level stroke need not be.
    fn close(&mut self) {
        self.path.push('Z');
    }
}

/// A number of tenths, written with one decimal at most.
#[derive(Clone, Copy, Default, PartialEq, Eq)]
struct Tenths(i64);

impl Tenths {
    fn of(number: f64) -> Tenths {
        Tenths((number * 10.0).round() as i64)
    }
}

impl fmt::Display for Tenths {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Number(self.0 as f64 / 10.0).fmt(f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::{Date, Limit};
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        text.parse::<Date>().unwrap().earliest().day().unwrap()
    }

    fn century() -> Scale {
        Scale::new(day("1900-01-01"), day("1999-12-31"), &[])
    }

    fn at(start: f64, end: f64) -> Extent {
        let (first, last) = (Limit::Open, Limit::Open);
        Extent { first, last, start, end, fade: (0.0, 0.0), cut: (false, false) }
    }

    fn item(start: f64, width: f64, label: f64, score: f64) -> Item {
        let shape = Shape { least: 9.0, hold: Hold::Middle };
        Item { extent: at(start, start + width), shape, label, score, last: false }
    }

    #[test]
    fn every_event_is_counted_once_in_all() {
        let events = [
            (0, day("1910-05-01"), day("1910-05-01")),
            (1, day("1910-01-01"), day("1945-12-31")),
            (1, day("1900-01-01"), day("1999-12-31")),
        ];
        let skyline = Skyline::new(&century(), 2, events.into_iter());
        let total: f64 = skyline.columns.iter().map(Column::total).sum();
        assert!((total - 3.0).abs() < 1e-9);
        assert_eq!(skyline.columns.len(), 100);
    }

    #[test]
    fn what_reaches_beyond_the_scale_counts_for_its_share() {
        let half = (0, day("1950-01-01"), day("2049-12-31"));
        let before = (0, day("1850-01-01"), day("1850-12-31"));
        let skyline = Skyline::new(&century(), 1, [half, before].into_iter());
        let total: f64 = skyline.columns.iter().map(Column::total).sum();
        assert!((total - 0.5).abs() < 1e-3, "{total}");
    }

    #[test]
    fn few_columns_keep_the_shape() {
        let events = (0..100).map(|n| (n % 2, day(&format!("19{n:02}-05-01")), day("1999-12-31")));
        let skyline = Skyline::new(&century(), 2, events);
        let coarse = skyline.coarse(10);
        assert_eq!((coarse.columns.len(), coarse.layers()), (10, 2));
        let edges = |skyline: &Skyline| {
            (skyline.columns[0].left, skyline.columns[skyline.columns.len() - 1].right)
        };
        assert_eq!(edges(&coarse), edges(&skyline));
        let whole = |skyline: &Skyline| {
            let areas = skyline.columns.iter().map(|c| c.total() * (c.right - c.left));
            areas.sum::<f64>()
        };
        assert!((whole(&coarse) / whole(&skyline) - 1.0).abs() < 0.01);
        assert!(coarse.outline().len() < skyline.outline().len() / 2);
    }

    #[test]
    fn a_path_is_drawn_in_few_strokes() {
        let events =
            [(0, day("1910-05-01"), day("1910-05-01")), (0, day("1912-01-01"), day("1913-12-31"))];
        let skyline = Skyline::new(&century(), 1, events.into_iter());
        // One column a year, from 100 on; two years that share an event are half as high.
        assert_eq!(skyline.stacked(0), "M100 100V0H110V100ZM120 100V50H140V100Z");
        assert_eq!(skyline.outline(), skyline.stacked(0));
    }

    #[test]
    fn layers_stand_on_each_other() {
        let one = (0, day("1910-01-01"), day("1910-12-31"));
        let other = (1, day("1910-01-01"), day("1910-12-31"));
        let skyline = Skyline::new(&century(), 2, [one, other].into_iter());
        assert_eq!(skyline.stacked(1), "M100 50V0H110V50Z");
        assert_eq!((skyline.top(9.0, 10.5), skyline.top(0.0, 9.5)), (100.0, 0.0));
        assert_eq!(skyline.alone(1), "M100 100V50H110V100Z");
    }

    #[test]
    fn an_empty_skyline_draws_nothing() {
        let skyline = Skyline::new(&century(), 1, std::iter::empty());
        assert_eq!(skyline.outline(), "");
        assert!(skyline.peaks(4).is_empty());
    }

    #[test]
    fn the_best_items_stay_when_there_is_no_room() {
        let items: Vec<Item> = (0..5).map(|n| item(50.0, 1.0, 100.0, f64::from(n))).collect();
        let (placed, rows) = lane(&items, 3, 9);
        let mut kept: Vec<usize> = placed.iter().map(|placed| placed.item).collect();
        kept.sort_unstable();
        assert_eq!((kept, rows), (vec![2, 3, 4], 3));
        assert_eq!(lane(&items, 3, 2).0.len(), 2);
    }

    #[test]
    fn what_only_reaches_in_has_the_room_that_the_others_leave() {
        let reaching = Item { last: true, ..item(0.0, 100.0, 100.0, 9.0) };
        let items = [reaching, item(50.0, 1.0, 100.0, 1.0)];
        let kept = |rows: usize| lane(&items, rows, 9).0.len();
        assert_eq!((kept(1), kept(2)), (1, 2));
        assert_eq!(lane(&items, 1, 9).0[0].item, 1);
    }

    #[test]
    fn a_label_that_would_run_off_is_turned_round() {
        let (placed, _) = lane(&[item(99.0, 1.0, 100.0, 0.0), item(0.0, 1.0, 100.0, 0.0)], 4, 9);
        assert_eq!(placed.iter().map(|placed| placed.flipped).collect::<Vec<_>>(), [false, true]);
    }

    proptest! {
        #[test]
        fn nothing_overlaps_in_a_row(
            raw in prop::collection::vec((0.0..100.0, 0.0..60.0, 5.0..LABEL_MOST, 0.0..9.0, 0_u8..3), 0..80),
            cap in 1_usize..5,
        ) {
            let items: Vec<Item> = raw
                .into_iter()
                .map(|(start, width, label, score, hold)| {
                    let hold = [Hold::Start, Hold::Middle, Hold::End][usize::from(hold)];
                    let extent = at(start, f64::min(start + width, 100.0));
                    Item { extent, shape: Shape { least: 34.0, hold }, label, score, last: hold == Hold::End }
                })
                .collect();
            let (placed, rows) = lane(&items, cap, 40);
            prop_assert!(rows <= cap && placed.len() <= 40);
            for (index, one) in placed.iter().enumerate() {
                for other in &placed[index + 1..] {
                    let (a, b) = (items[one.item].pixels(), items[other.item].pixels());
                    prop_assert!(one.row != other.row || a.clears(&b));
                }
            }
            prop_assert_eq!(lane(&items, cap, 40), (placed, rows));
        }
    }
}
