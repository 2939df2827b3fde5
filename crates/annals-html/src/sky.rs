//! The skyline: how many events lie where, with the eras over it, the peaks named, the axis below.

use crate::catalogue::Catalogue;
use crate::chart::{Chart, Scene};
use crate::reach::Reach;
use crate::text::{self, Number};
use crate::time::{self, Scale, Step, Tick};
use crate::view::{self, Link};
use crate::words::{Words, fill};
use annals_core::{Day, Kind};

/// The skyline with what stands on and under it.
pub(crate) struct Sky<'a> {
    pub(crate) layers: Vec<Layer<'a>>,
    pub(crate) words: String,
    /// The height of the drawing in pixels.
    pub(crate) height: Number,
    pub(crate) eras: Vec<Era>,
    pub(crate) peaks: Vec<PeakNote>,
    pub(crate) ticks: Vec<Tick>,
    pub(crate) breaks: Vec<Number>,
    pub(crate) ribbon: Vec<Band>,
    /// Whether it shows a hundred years or more.
    pub(crate) long: bool,
    /// The scale for machines; see `Scale::machine`.
    pub(crate) scale: String,
    pub(crate) caption: String,
    /// Places of the line in per cent, each followed by the year there, for scripts; between two
    /// of them the scale is straight.
    pub(crate) years: String,
}

/// A theme's part of the skyline.
pub(crate) struct Layer<'a> {
    pub(crate) class: &'a str,
    pub(crate) path: String,
}

pub(crate) struct Era {
    pub(crate) title: String,
    pub(crate) start: Number,
    pub(crate) width: Number,
    /// Whether the title fits over its stretch.
    pub(crate) shown: bool,
}

/// A part of the ribbon that says how well dated the events are.
pub(crate) struct Band {
    pub(crate) start: Number,
    pub(crate) width: Number,
    /// How many of its events are dated to the day, in per cent.
    pub(crate) known: Number,
}

/// The name of what stands out in a column.
pub(crate) struct PeakNote {
    pub(crate) at: Number,
    pub(crate) height: Number,
    pub(crate) side: &'static str,
    /// The year, month or day of the column.
    pub(crate) when: String,
    pub(crate) link: Link,
    /// Whether it is the highest, the only one that a phone has room for.
    pub(crate) top: bool,
}

/// The size of the notes on the skyline, in pixels.
const NOTE_SIZE: f64 = 12.5;
/// The most bands of a ribbon.
const BANDS: f64 = 40.0;

/// The skyline of a scene. `years` says in words which stretch of time it shows.
pub(crate) fn sky<'c>(scene: &Scene<'_, 'c>, years: &str) -> Sky<'c> {
    let Scene { catalogue, chart, .. } = *scene;
    let Chart { scale, skyline, .. } = chart;
    let layer = |index: usize| {
        let theme = catalogue.themes.get(index)?;
        let path = skyline.stacked(index);
        (!path.is_empty()).then_some(Layer { class: &theme.classes, path })
    };
    Sky {
        layers: (0..skyline.layers()).filter_map(layer).collect(),
        words: sky_words(catalogue, years),
        // Few events make a low skyline: a column of two must not look like a tower.
        height: Number((skyline.most() * 26.0).clamp(70.0, 250.0)),
        eras: eras(scene),
        peaks: peaks(scene),
        ticks: scale.ticks(catalogue.words),
        breaks: scale.stretches().iter().skip(1).map(|stretch| Number(stretch.left)).collect(),
        ribbon: ribbon(scene),
        long: scale.days().1 - scale.days().0 > 36_000,
        scale: scale.machine(),
        caption: sky_caption(catalogue.words, chart),
        years: scale_years(&chart.scale),
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
                    let until = time::year_name(words, stretch.to.civil().year);
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

fn scale_years(scale: &Scale) -> String {
    let stretches = scale.stretches();
    let starts = stretches.iter().map(|stretch| (stretch.left, stretch.from));
    let end = stretches.last().map(|stretch| (stretch.left + stretch.width, stretch.to));
    let point = |(at, day): (f64, Day)| {
        let civil = day.civil();
        let months = f64::from(civil.month - 1) + f64::from(civil.day - 1) / 31.0;
        format!("{} {}", Number(at), Number(civil.year as f64 + months / 12.0))
    };
    starts.chain(end).map(point).collect::<Vec<_>>().join(" ")
}

fn eras(scene: &Scene<'_, '_>) -> Vec<Era> {
    const SIZE: f64 = 13.0;
    let era = |era: &annals_core::Era| {
        let extent = scene.chart.extent(&Reach::of(&era.date))?;
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

/// How many of the events of each stretch of time are dated to the day; nothing where that is so
/// of all or of none, or where the days are told apart anyway.
fn ribbon(scene: &Scene<'_, '_>) -> Vec<Band> {
    let scale = &scene.chart.scale;
    if scale.stretches().iter().all(|stretch| matches!(stretch.step, Step::Days(_))) {
        return Vec::new();
    }
    let mut places: Vec<(Day, bool)> = scene
        .events()
        .filter_map(|(event, _)| scene.catalogue.reach(event))
        .filter_map(|reach| Some((reach.place()?, reach.kind == Kind::Day)))
        .collect();
    places.sort_unstable();
    let (from, to) = scale.days();
    let places: Vec<(Day, bool)> =
        places.into_iter().filter(|(day, _)| (from..to).contains(day)).collect();
    let known = places.iter().filter(|(_, known)| *known).count();
    if known == 0 || known == places.len() {
        return Vec::new();
    }
    let bands = scale.stretches().iter().flat_map(|stretch| {
        let step =
            Step::fitting(stretch.to - stretch.from, (BANDS * stretch.width / 100.0).max(1.0));
        let starts = step.starts(stretch.from, stretch.to).into_iter();
        starts.map(move |start| (start.max(stretch.from), step.next(start).min(stretch.to)))
    });
    let band = |(from, to): (Day, Day)| {
        let low = places.partition_point(|(day, _)| *day < from);
        let inside = &places[low..places.partition_point(|(day, _)| *day < to)];
        let known = inside.iter().filter(|(_, known)| *known).count();
        let start = scale.percent(from);
        (!inside.is_empty()).then(|| Band {
            start: Number(start),
            width: Number(scale.percent(to) - start),
            known: Number((known as f64 / inside.len() as f64 * 100.0).round()),
        })
    };
    bands.filter_map(band).collect()
}

/// The highest columns, each with the event in it that matters most.
fn peaks(scene: &Scene<'_, '_>) -> Vec<PeakNote> {
    let Scene { catalogue, chart, links, .. } = *scene;
    let (from, to) = chart.scale.days();
    // Within a year the name of the month says enough.
    let long = to - from > 366;
    let mut notes = Vec::new();
    let mut taken: Vec<(f64, f64)> = Vec::new();
    for peak in chart.skyline.peaks(4) {
        let inside = |event: usize| {
            let extent = chart.extent(catalogue.reach(event)?)?;
            (extent.start >= peak.edges.0 && extent.end <= peak.edges.1 + 1e-6).then_some(())
        };
        let score = |event: usize| catalogue.score(event);
        let best = scene
            .events()
            .filter(|(event, _)| inside(*event).is_some())
            .max_by(|(a, _), (b, _)| score(*a).total_cmp(&score(*b)).then(b.cmp(a)));
        let Some((index, event)) = best else { continue };
        let Some(day) = event.date.as_ref().and_then(|date| date.earliest().day()) else {
            continue;
        };
        let mut link = view::event_link(catalogue, links, index);
        link.title = text::short(&link.title, 34);
        let (side, span) = note_place(peak.at, text::width(&link.title, NOTE_SIZE));
        if taken.iter().any(|(start, end)| span.0 < *end && *start < span.1) {
            continue;
        }
        taken.push(span);
        notes.push(PeakNote {
            at: Number(peak.at),
            // Over the columns beside it too, where the words reach over those.
            height: Number(
                peak.height.max(
                    chart.skyline.top(span.0 / time::DESK * 100.0, span.1 / time::DESK * 100.0),
                ),
            ),
            side,
            when: match chart.scale.step_at(peak.start) {
                Step::Years(_) => time::year_name(catalogue.words, day.civil().year),
                Step::Months(_) if !long => {
                    catalogue.words.dates().short_month(peak.start.civil().month).to_owned()
                }
                step => time::fine_label(catalogue.words, step, peak.start, long),
            },
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
