//! The list of sources: the articles that were read and the works that were cited.

use super::Shared;
use super::frame::Frame;
use super::names::{Parts, with_part};
use crate::catalogue::Catalogue;
use crate::link::{Links, safe_url};
use crate::listing;
use crate::site::RenderError;
use crate::text;
use crate::view::{self, Link};
use crate::words::fill;
use annals_core::{Date, Outcome};
use askama::Template;
use std::collections::BTreeMap;

#[derive(Template)]
#[template(path = "sources.html")]
struct SourcesPage<'a> {
    frame: Frame<'a>,
    crumb: Vec<Link>,
    parts: Parts,
    part: Option<String>,
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
    /// How many more there are, in words.
    more: Option<String>,
}

/// The most events that are shown of a work.
const EVENTS: usize = 12;

/// How many pages the list takes: articles and works are split alike.
pub(crate) fn parts(catalogue: &Catalogue<'_>) -> usize {
    listing::parts(catalogue.timeline.articles().len().max(works(catalogue).len()))
}

/// A part of the list of sources of a timeline.
pub(crate) fn page(shared: &Shared<'_>, part: usize) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let words = catalogue.words;
    let title = catalogue.title();
    let works = works(catalogue);
    let count = catalogue.timeline.articles().len().max(works.len());
    let parts = Parts::new(&links, &catalogue.sources_folder(), count, part);
    let works = listing::part(works, part).iter();
    let page = SourcesPage {
        frame: shared.frame(
            &with_part(&words.sources.title, &parts, words),
            &fill(&words.sources.description, &[("title", &title)]),
        )?,
        crumb: vec![super::home_link(catalogue, &links)],
        part: parts.words(words),
        parts,
        articles: articles(catalogue, &links, part),
        works: works.map(|work| shown(catalogue, &links, work)).collect(),
    };
    Ok(page.render()?)
}

fn articles(catalogue: &Catalogue<'_>, links: &Links<'_>, part: usize) -> Vec<Row> {
    let articles = listing::part(catalogue.timeline.articles(), part).iter();
    let rows = articles.zip(part * listing::PART..).map(|(article, index)| {
        let used = article.mentions.iter().filter(|m| matches!(m.outcome, Outcome::Dates(_)));
        let words = catalogue.words;
        let found = words.count(&words.counts.date, article.mentions.len());
        let used = words.number(used.count());
        Row {
            link: Link {
                href: catalogue.article_href(links, index, article).unwrap_or_default(),
                title: text::title(&article.title, 160),
            },
            publisher: text::short(article.publisher.as_deref().unwrap_or_default(), 80),
            published: match article.published {
                Some(day) => Date::from(day).words_in(words.dates()),
                None => words.listing.undated.clone(),
            },
            dates: fill(&words.sources.used, &[("dates", &found), ("n", &used)]),
        }
    });
    rows.collect()
}

/// What tells a work from others: its title, address and day of publication.
pub(crate) type WorkKey = (String, Option<String>, Option<String>);

/// The cited works in order of their titles, each once, with the indices of their events.
fn works<'a>(catalogue: &'a Catalogue<'_>) -> &'a [(WorkKey, Vec<usize>)] {
    // Every part of the list needs them.
    catalogue.works.get_or_init(|| gather(catalogue))
}

fn gather(catalogue: &Catalogue<'_>) -> Vec<(WorkKey, Vec<usize>)> {
    let mut works: BTreeMap<WorkKey, Vec<usize>> = BTreeMap::new();
    for (index, event) in catalogue.timeline.events().iter().enumerate() {
        for source in &event.sources {
            let url = source.url.as_deref().and_then(safe_url).map(str::to_owned);
            let published = source.published.as_ref();
            let published = published.map(|date| date.words_in(catalogue.words.dates()));
            let key = (text::title(&source.title, 240), url, published);
            let events = works.entry(key).or_default();
            if events.last() != Some(&index) {
                events.push(index);
            }
        }
    }
    works.into_iter().collect()
}

fn shown(catalogue: &Catalogue<'_>, links: &Links<'_>, work: &(WorkKey, Vec<usize>)) -> Work {
    let ((title, url, published), events) = work.clone();
    let words = catalogue.words;
    let more = events.len().saturating_sub(EVENTS);
    let link = |index: usize| view::event_link(catalogue, links, index);
    Work {
        title,
        url,
        published,
        events: events.into_iter().take(EVENTS).map(link).collect(),
        more: (more > 0).then(|| fill(&words.lanes.more, &[("n", &words.number(more))])),
    }
}
