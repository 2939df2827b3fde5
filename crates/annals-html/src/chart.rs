//! A scale and how many events fall where on it: what skylines and lanes are drawn from.

use crate::catalogue::Catalogue;
use crate::layout::Skyline;
use crate::link::Links;
use crate::time::{Extent, Scale};
use annals_core::{Date, Day, Event, Kind, Timeline};

/// The scale of a stretch of time, and how many of its events fall where.
pub(crate) struct Chart {
    pub(crate) scale: Scale,
    pub(crate) skyline: Skyline,
    now: Option<Day>,
}

/// Some events of a timeline on a chart, as a page shows them.
#[derive(Clone, Copy)]
pub(crate) struct Scene<'a> {
    pub(crate) catalogue: &'a Catalogue<'a>,
    pub(crate) chart: &'a Chart,
    /// The indices of the events, in order of time.
    pub(crate) events: &'a [usize],
    pub(crate) links: &'a Links<'a>,
}

impl Chart {
    /// The chart of all events, on a scale that shows them all; `None` where no date has a day.
    /// `theme_of` has the layer of each event.
    pub(crate) fn of_timeline(
        timeline: &Timeline,
        theme_of: &[usize],
        themes: usize,
        now: Option<Day>,
    ) -> Option<Chart> {
        let dates = || timeline.events().iter().filter_map(|event| event.date.as_ref());
        let limits = |date: &Date| {
            let (first, last) = date.padded();
            [first.day(), last.day()]
        };
        let goes_on = dates().any(|date| date.kind() == Kind::Ongoing);
        let days = || dates().flat_map(limits).flatten().chain(now.filter(|_| goes_on));
        let (first, last) = (days().min()?, days().max()?);
        let mut places: Vec<Day> =
            dates().filter_map(|date| date.earliest().day().or(date.latest().day())).collect();
        places.sort_unstable();
        let events = timeline.events().iter().zip(theme_of.iter().copied());
        Some(Chart::new(Scale::new(first, last, &places), themes, events, (first, last), now))
    }

    /// The chart of some events, each with its layer. What has no limit on one side reaches to
    /// that one of `ends`.
    pub(crate) fn new<'e>(
        scale: Scale,
        layers: usize,
        events: impl Iterator<Item = (&'e Event, usize)>,
        ends: (Day, Day),
        now: Option<Day>,
    ) -> Chart {
        let counted = events.filter_map(|(event, layer)| {
            let date = event.date.as_ref()?;
            date.earliest().day().or(date.latest().day())?;
            let end = if date.kind() == Kind::Ongoing { now.unwrap_or(ends.1) } else { ends.1 };
            let from = date.earliest().day().unwrap_or(ends.0);
            Some((layer, from, date.latest().day().unwrap_or(end).max(from)))
        });
        let skyline = Skyline::new(&scale, layers, counted);
        Chart { scale, skyline, now }
    }

    /// What a date covers on the scale.
    pub(crate) fn extent(&self, date: &Date) -> Option<Extent> {
        self.scale.extent(date, self.now)
    }
}

impl<'a> Scene<'a> {
    /// The events with their indices.
    pub(crate) fn events(&self) -> impl Iterator<Item = (usize, &'a Event)> {
        let all = self.catalogue.timeline.events();
        self.events.iter().filter_map(|&index| Some((index, all.get(index)?)))
    }
}
