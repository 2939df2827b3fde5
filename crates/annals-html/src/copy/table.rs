//! Every event as a row of a table, with its page; the columns are those of `annals-exchange`.

use crate::page::Shared;
use annals_exchange::{Entry, Work};

/// The table, in the order of the timeline.
pub(super) fn table(shared: Shared<'_>) -> impl Iterator<Item = String> {
    let catalogue = shared.catalogue;
    let article = |id: &str| catalogue.article(id).map(|(_, article)| article);
    let events = catalogue.timeline.events().iter().enumerate();
    let entry = move |(index, event)| Entry {
        event,
        title: event.title.clone(),
        text: String::new(),
        when: catalogue.told(index).when.words.clone(),
        page: Some(shared.links().address(&catalogue.event_folder(index))),
        themes: Vec::new(),
        works: Work::all(event, &article),
    };
    annals_exchange::table::rows(events.map(entry))
}
