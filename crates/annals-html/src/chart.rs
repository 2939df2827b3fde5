//! A scale and how many events fall where on it: what skylines and lanes are drawn from.

use crate::catalogue::Catalogue;
use crate::layout::Skyline;
use crate::link::Links;
use crate::period::Span;
use crate::reach::Reach;
use crate::time::{Extent, Scale, Step};
use annals_core::{Day, Event, Kind};

/// The scale of a stretch of time, and how many of its events fall where.
pub(crate) struct Chart {
    pub(crate) scale: Scale,
    pub(crate) skyline: Skyline,
    now: Option<Day>,
}

/// The skyline in few strokes, for the many pages that show a place on it: SVG paths of 1000 by
/// 100.
pub(crate) struct Outlines {
    /// All that there is.
    pub(crate) all: String,
    /// Each layer alone.
    pub(crate) layers: Vec<String>,
}

/// The most columns of a skyline in few strokes.
const OUTLINE: usize = 60;

/// Some events of a timeline on a chart, as a page shows them.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a, 'c> {
    pub(crate) catalogue: &'c Catalogue<'c>,
    pub(crate) chart: &'a Chart,
    /// The indices of the events, in order of time.
    pub(crate) events: &'a [usize],
    pub(crate) links: &'a Links<'a>,
}

impl Chart {
    /// The chart of all events, on a scale that shows them all; `None` where no date has a day.
    /// `theme_of` has the layer of each event.
    pub(crate) fn of_timeline(
        reaches: &[Option<Reach>],
        theme_of: &[usize],
        themes: usize,
        now: Option<Day>,
    ) -> Option<Chart> {
        let layered = reaches.iter().zip(theme_of);
        let layered = layered.filter_map(|(reach, layer)| Some((reach.as_ref()?, *layer)));
        Chart::of_events(layered, themes, now)
    }

    /// The chart of some events of a timeline, on a scale of their own.
    pub(crate) fn of_some(catalogue: &Catalogue<'_>, events: &[usize]) -> Option<Chart> {
        let layered =
            |&index: &usize| Some((catalogue.reach(index)?, catalogue.theme_index(index)));
        let now = catalogue.chart.as_ref()?.now;
        Chart::of_events(events.iter().filter_map(layered), catalogue.themes.len(), now)
    }

    fn of_events<'e>(
        events: impl Iterator<Item = (&'e Reach, usize)> + Clone,
        layers: usize,
        now: Option<Day>,
    ) -> Option<Chart> {
        let reaches = || events.clone().map(|(reach, _)| reach);
        let limits = |reach: &Reach| {
            let (first, last) = reach.padded();
            [first.day(), last.day()]
        };
        let goes_on = reaches().any(|reach| reach.kind == Kind::Ongoing);
        let days = || reaches().flat_map(limits).flatten().chain(now.filter(|_| goes_on));
        let (first, last) = (days().min()?, days().max()?);
        let mut places: Vec<Day> = reaches().filter_map(Reach::place).collect();
        places.sort_unstable();
        Some(Chart::new(Scale::new(first, last, &places), layers, events, (first, last), now))
    }

    /// The chart of a span and of the events that may lie in it, on a scale that is straight.
    pub(crate) fn of_span(
        catalogue: &Catalogue<'_>,
        (span, step): (Span, Step),
        events: &[usize],
    ) -> Chart {
        let scale = Scale::straight(span.from, span.to, step);
        let layered =
            |&index: &usize| Some((catalogue.reach(index)?, catalogue.theme_index(index)));
        // What goes on without an end goes on to where the whole timeline does.
        let whole = catalogue.chart.as_ref().map(|chart| chart.scale.days());
        let (first, last) = whole.unwrap_or((span.from, span.to));
        let now = catalogue.chart.as_ref().and_then(|chart| chart.now);
        let events = events.iter().filter_map(layered);
        Chart::new(scale, catalogue.themes.len(), events, (first, last - 1), now)
    }

    /// The chart of some events, each with its layer. What has no limit on one side reaches to
    /// that one of `ends`.
    pub(crate) fn new<'e>(
        scale: Scale,
        layers: usize,
        events: impl Iterator<Item = (&'e Reach, usize)>,
        ends: (Day, Day),
        now: Option<Day>,
    ) -> Chart {
        let counted = events.filter_map(|(reach, layer)| {
            let (first, last) = (reach.outer.0.day(), reach.outer.1.day());
            first.or(last)?;
            let end = if reach.kind == Kind::Ongoing { now.unwrap_or(ends.1) } else { ends.1 };
            let from = first.unwrap_or(ends.0);
            Some((layer, from, last.unwrap_or(end).max(from)))
        });
        let skyline = Skyline::new(&scale, layers, counted);
        Chart { scale, skyline, now }
    }

    /// Its skyline in few strokes.
    pub(crate) fn outlines(&self) -> Outlines {
        let skyline = self.skyline.coarse(OUTLINE);
        let layers = (0..skyline.layers()).map(|layer| skyline.alone(layer)).collect();
        Outlines { all: skyline.outline(), layers }
    }

    /// What a date covers on the scale.
    pub(crate) fn extent(&self, reach: &Reach) -> Option<Extent> {
        self.scale.extent(reach, self.now)
    }
}

impl<'c> Scene<'_, 'c> {
    /// The events with their indices.
    pub(crate) fn events(&self) -> impl Iterator<Item = (usize, &'c Event)> {
        let all = self.catalogue.timeline.events();
        self.events.iter().filter_map(|&index| Some((index, all.get(index)?)))
    }
}
