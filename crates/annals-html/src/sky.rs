//! The skyline: how many events lie where, with the eras over it, the peaks named, the axis below.

use crate::catalogue::Catalogue;
use crate::chart::{Chart, Scene};
use crate::text::{self, Number};
use crate::time::{self, Tick};
use crate::view::{self, Link};
use crate::words::{Words, fill};
use annals_core::Event;

/// The skyline with what stands on and under it.
pub(crate) struct Sky {
    pub(crate) layers: Vec<Layer>,
    pub(crate) words: String,
    /// The height of the drawing in pixels.
    pub(crate) height: Number,
    pub(crate) eras: Vec<Era>,
    pub(crate) peaks: Vec<PeakNote>,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) breaks: Vec<Number>,
    pub(crate) caption: String,
}

/// A theme's part of the skyline.
pub(crate) struct Layer {
    pub(crate) class: String,
    pub(crate) path: String,
}

pub(crate) struct Era {
    pub(crate) title: String,
    pub(crate) start: Number,
    pub(crate) width: Number,
    /// Whether the title fits over its stretch.
    pub(crate) shown: bool,
}

/// The name of what stands out in a column.
pub(crate) struct PeakNote {
    pub(crate) at: Number,
    pub(crate) height: Number,
    pub(crate) side: &'static str,
    pub(crate) year: String,
    pub(crate) link: Link,
    /// Whether it is the highest, the only one that a phone has room for.
    pub(crate) top: bool,
}

/// The size of the notes on the skyline, in pixels.
const NOTE_SIZE: f64 = 12.5;
/// The skyline of a scene. `years` says in words which stretch of time it shows.
pub(crate) fn sky(scene: &Scene<'_>, years: &str) -> Sky {
    let Scene { catalogue, chart, .. } = *scene;
    let Chart { scale, skyline, .. } = chart;
    let layer = |index: usize| {
        let theme = catalogue.themes.get(index)?;
        let path = skyline.stacked(index);
        let class = format!("{} {}", theme.hue, theme.filter);
        (!path.is_empty()).then_some(Layer { class, path })
    };
    Sky {
        layers: (0..skyline.layers()).filter_map(layer).collect(),
        words: sky_words(catalogue, years),
        // Few events make a low skyline: a column of two must not look like a tower.
        height: Number((skyline.most() * 26.0).clamp(70.0, 250.0)),
        eras: eras(scene),
        peaks: peaks(scene),
        ticks: scale.ticks(),
        breaks: scale.stretches().iter().skip(1).map(|stretch| Number(stretch.left)).collect(),
        caption: sky_caption(catalogue.words, chart),
    }
}

fn sky_words(catalogue: &Catalogue<'_>, years: &str) -> String {
    let titles: Vec<String> = catalogue.themes.iter().map(|theme| theme.title.clone()).collect();
    let themes = catalogue.words.list(&titles);
    fill(&catalogue.words.sky.words, &[("years", years), ("themes", &themes)])
}

/// What a column is, and where the scale changes.
fn sky_caption(words: &Words, chart: &Chart) -> String {
    let stretches = chart.scale.stretches();
    let columns = match stretches {
        [only] => fill(&words.sky.column, &[("step", &only.step.words(words))]),
        several => {
            let columns: Vec<String> = several
                .iter()
                .enumerate()
                .map(|(index, stretch)| {
                    let step = stretch.step.words(words);
                    let until = time::year_name(stretch.to.civil().year);
                    let last = index + 1 == several.len();
                    let phrase = if last { &words.sky.after } else { &words.sky.before };
                    fill(phrase, &[("step", &step), ("year", &until)])
                })
                .collect();
            fill(&words.sky.broken, &[("columns", &columns.join(&words.language.comma))])
        }
    };
    fill(&words.sky.shared, &[("columns", &columns)])
}

fn eras(scene: &Scene<'_>) -> Vec<Era> {
    const SIZE: f64 = 13.0;
    let era = |era: &annals_core::Era| {
        let extent = scene.chart.extent(&era.date)?;
        let title = text::title(&era.title, 60);
        let width = extent.end - extent.start;
        let shown = text::width(&title, SIZE) + 12.0 <= width * time::DESK / 100.0;
        (width > 0.0).then_some(Era {
            title,
            start: Number(extent.start),
            width: Number(width),
            shown,
        })
    };
    scene.catalogue.timeline.eras.iter().filter_map(era).collect()
}

/// The highest columns, each with the event in it that matters most.
fn peaks(scene: &Scene<'_>) -> Vec<PeakNote> {
    let Scene { catalogue, chart, links, .. } = *scene;
    let mut notes = Vec::new();
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for peak in chart.skyline.peaks(4) {
        let inside = |event: &Event| {
            let extent = chart.extent(event.date.as_ref()?)?;
            (extent.start >= peak.edges.0 && extent.end <= peak.edges.1 + 1e-6).then_some(())
        };
        let score = |event: usize| catalogue.score(event);
        let best = scene
            .events()
            .filter(|(_, event)| inside(event).is_some())
            .max_by(|(a, _), (b, _)| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
        let Some((index, event)) = best else { continue };
        let Some(day) = event.date.as_ref().and_then(|date| date.earliest().day()) else {
            continue;
        };
        let mut link = view::event_link(catalogue, links, index, event);
        link.title = text::short(&link.title, 34);
        let (side, span) = note_place(peak.at, text::width(&link.title, NOTE_SIZE));
        if taken.iter().any(|(start, end)| span.0 < *end && *start < span.1) {
            continue;
        }
        taken.push(span);
        notes.push(PeakNote {
            at: Number(peak.at),
            height: Number(peak.height),
            side,
            year: time::year_name(day.civil().year),
            link,
            top: notes.is_empty(),
        });
    }
    notes
}

/// To which side of its peak a note stands, and the pixels that it takes of the line.
fn note_place(at: f64, width: f64) -> (&'static str, (f64, f64)) {
    let middle = at / 100.0 * time::DESK;
    match at {
        ..12.0 => ("start", (middle, middle + width)),
        88.0.. => ("end", (middle - width, middle)),
        _ => ("middle", (middle - width / 2.0, middle + width / 2.0)),
    }
}
