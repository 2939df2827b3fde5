//! The list of sources: the articles that were read and the works that were cited.

use super::{Frame, Shared};
use crate::catalogue::Catalogue;
use crate::link::{Links, safe_url};
use crate::site::RenderError;
use crate::text;
use crate::view::{self, Link};
use annals_core::{Date, Day, Outcome};
use askama::Template;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage {
    frame: Frame,
    crumb: Link,
    articles: Vec<Row>,
    works: Vec<Work>,
}

/// An article.
struct Row {
    link: Link,
    publisher: String,
    published: String,
    dates: String,
}

/// A cited work and the events that it was cited for.
struct Work {
    title: String,
    url: Option<String>,
    published: Option<String>,
    events: Vec<Link>,
}

/// The list of sources of a timeline.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let title = catalogue.title();
    let page = SourcesPage {
        frame: shared.frame("Sources", &format!("Where the dates of {title} come from.")),
        crumb: Link { href: links.page(&catalogue.folder), title },
        articles: articles(catalogue, &links),
        works: works(catalogue, &links),
    };
    Ok(page.render()?)
}

fn articles(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Row> {
    let rows = catalogue.timeline.articles().iter().enumerate().map(|(index, article)| {
        let used = article.mentions.iter().filter(|m| matches!(m.outcome, Outcome::Dates(_)));
        let found = catalogue.words.count(&catalogue.words.counts.date, article.mentions.len());
        Row {
            link: Link {
                href: links.page(&catalogue.article_folder(index)),
                title: text::title(&article.title, 160),
            },
            publisher: text::short(article.publisher.as_deref().unwrap_or_default(), 80),
            published: article.published.map_or_else(|| "undated".to_owned(), Day::words),
            dates: format!("{found}, {} used", used.count()),
        }
    });
    rows.collect()
}

/// The cited works in order of their titles, each once.
fn works(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Work> {
    let mut works: BTreeMap<(String, Option<String>, Option<String>), Vec<Link>> = BTreeMap::new();
    for (index, event) in catalogue.timeline.events().iter().enumerate() {
        for source in &event.sources {
            let url = source.url.as_deref().and_then(safe_url).map(str::to_owned);
            let published = source.published.as_ref().map(Date::words);
            let events =
                works.entry((text::title(&source.title, 240), url, published)).or_default();
            let link = view::event_link(catalogue, links, index, event);
            if events.last().is_none_or(|last| last.href != link.href) {
                events.push(link);
            }
        }
    }
    let work = |((title, url, published), events)| Work { title, url, published, events };
    works.into_iter().map(work).collect()
}
