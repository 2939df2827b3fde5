//! Events as JSON-LD, as `annals-exchange` writes it: on each event's page and all in one file.

use crate::link::{Links, safe_url};
use crate::page::Shared;
use crate::text;
use annals_core::Event;
use annals_exchange::linked_data::{Document, pieces};
use annals_exchange::{Entry, Work};

/// The event of that index as a document of its own.
pub(crate) fn document(shared: &Shared<'_>, index: usize, event: &Event) -> Document {
    Document::of(entry(shared, &shared.links(), index, event))
}

/// Every event of the timeline, one a line.
pub(super) fn graph(shared: Shared<'_>) -> impl Iterator<Item = Result<String, serde_json::Error>> {
    let events = shared.catalogue.timeline.events().iter().enumerate();
    pieces(events.map(move |(index, event)| entry(&shared, &shared.links(), index, event)))
}

fn entry<'a>(shared: &Shared<'_>, links: &Links<'_>, index: usize, event: &'a Event) -> Entry<'a> {
    let catalogue = shared.catalogue;
    let themes = event.themes.iter().filter_map(|id| {
        let named = catalogue.timeline.themes.iter().find(|theme| theme.id == *id)?;
        Some(text::title(&named.title, 60))
    });
    Entry {
        event,
        title: text::title(&event.title, 240),
        text: text::short(event.text.as_deref().unwrap_or(Entry::quote(event)), 600),
        when: catalogue.told(index).when.words.clone(),
        page: Some(links.address(&catalogue.event_folder(index))),
        themes: themes.collect(),
        works: works(shared, links, event),
    }
}

/// The works and the articles that tell an event; an article leads to its page.
fn works(shared: &Shared<'_>, links: &Links<'_>, event: &Event) -> Vec<Work> {
    let catalogue = shared.catalogue;
    let cited = event.sources.iter().map(|work| Work {
        title: text::title(&work.title, 240),
        url: work.url.as_deref().and_then(safe_url).map(str::to_owned),
        is_article: false,
    });
    let mut articles: Vec<usize> = event
        .evidence
        .iter()
        .filter_map(|told| Some(catalogue.article(&told.article)?.0))
        .collect();
    articles.sort_unstable();
    articles.dedup();
    let read = articles.into_iter().filter_map(|index| {
        let article = catalogue.timeline.articles().get(index)?;
        Some(Work {
            title: text::title(&article.title, 240),
            url: catalogue.article_folder(index).map_or_else(
                || article.url.as_deref().and_then(safe_url).map(str::to_owned),
                |folder| Some(links.address(&folder)),
            ),
            is_article: true,
        })
    });
    cited.chain(read).collect()
}
