//! Lists of events: what a page shows of each.

use crate::catalogue::Catalogue;
use crate::link::Links;
use crate::text;
use crate::view::{self, Link, When};
use annals_core::{Event, Origin};

/// An event in the record.
pub(crate) struct Entry {
    pub(crate) link: Link,
    pub(crate) when: When,
    pub(crate) class: String,
    pub(crate) theme: String,
    pub(crate) text: String,
    /// Whether the text is a quotation.
    pub(crate) quoted: bool,
    pub(crate) status: Option<&'static str>,
    pub(crate) sources: String,
}

/// An event as lists show it.
pub(crate) fn entry(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    index: usize,
    event: &Event,
) -> Entry {
    let quote = event.evidence.first().map(|evidence| evidence.quote.as_str());
    let text = event.text.as_deref().or(quote).unwrap_or_default();
    let theme = catalogue.theme(index);
    Entry {
        link: view::event_link(catalogue, links, index, event),
        when: When::of_event(catalogue.words, event),
        class: theme
            .map_or_else(|| "tn".to_owned(), |theme| format!("{} {}", theme.hue, theme.filter)),
        theme: theme.map_or_else(String::new, |theme| theme.title.clone()),
        text: text::short(text, 280),
        quoted: event.text.is_none(),
        status: view::status_chip(catalogue.words, event.status),
        sources: match event.source_count() {
            0 if event.origin == Origin::Written => catalogue.words.listing.by_hand.clone(),
            count => catalogue.words.count(&catalogue.words.counts.source, count),
        },
    }
}
