//! The best events for TimelineJS, as `annals-exchange` writes it.
//!
//! It is made for a few dozen slides, so what matters most is written, and the head says how much
//! that is.

use crate::page::Shared;
use crate::site::RenderError;
use crate::text;
use crate::words::fill;
use annals_core::{Era, Event};
use annals_exchange::Entry;
use annals_exchange::timeline_js::{Head, has_place, write};

/// The most slides.
const MOST: usize = 300;

/// The timeline.
pub(super) fn timeline(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let events = catalogue.timeline.events().iter().enumerate();
    let mut chosen: Vec<(usize, &Event)> = events.filter(|(_, event)| has_place(event)).collect();
    let score = |index: usize| catalogue.score(index);
    chosen.sort_by(|a, b| score(b.0).total_cmp(&score(a.0)).then(a.0.cmp(&b.0)));
    chosen.truncate(MOST);
    chosen.sort_by_key(|(index, ..)| *index);
    let slides: Vec<Entry<'_>> =
        chosen.into_iter().map(|(index, event)| slide(shared, index, event)).collect();
    let eras = catalogue.timeline.eras.iter();
    let eras: Vec<Era> = eras
        .map(|era| Era { title: text::title(&era.title, 60), date: era.date.clone() })
        .collect();
    Ok(write(&head(shared, slides.len()), &slides, &eras)?)
}

/// The title, and how many of the events are written.
fn head(shared: &Shared<'_>, slides: usize) -> Head {
    let catalogue = shared.catalogue;
    let words = catalogue.words;
    let all = catalogue.timeline.events().len();
    let mut description = text::short(&catalogue.timeline.info.description, 600);
    if slides < all {
        let counts = [("n", &*words.number(slides)), ("all", &*words.number(all))];
        let chosen = fill(&words.copies.chosen, &counts);
        description = format!("{description} {chosen}").trim().to_owned();
    }
    Head { title: catalogue.title(), description }
}

fn slide<'a>(shared: &Shared<'_>, index: usize, event: &'a Event) -> Entry<'a> {
    let catalogue = shared.catalogue;
    let address = shared.links().address(&catalogue.event_folder(index));
    Entry {
        event,
        title: text::title(&event.title, 160),
        text: text::short(event.text.as_deref().unwrap_or(Entry::quote(event)), 600),
        when: catalogue.told(index).when.words.clone(),
        page: shared.site.base_url.map(|_| address),
        themes: catalogue.theme(index).map(|theme| theme.title.clone()).into_iter().collect(),
        works: Vec::new(),
    }
}
