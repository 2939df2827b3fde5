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
use annals_core::{Date, Outcome, Source};
use askama::Template;
use std::borrow::Cow;
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
        works: works.filter_map(|work| shown(catalogue, &links, work)).collect(),
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

/// A cited work.
pub(crate) struct Cited {
    /// The first event that it was cited for, and where it stands in the list of its sources.
    first: (usize, usize),
    /// The indices of all of them.
    events: Vec<usize>,
}

/// What tells a work from others: its title, address and day of publication.
type WorkKey<'a> = (Cow<'a, str>, Option<&'a str>, Option<String>);

/// The cited works in order of their titles, each once.
fn works<'a>(catalogue: &'a Catalogue<'_>) -> &'a [Cited] {
    // Every part of the list needs them.
    catalogue.works.get_or_init(|| gather(catalogue))
}

fn gather(catalogue: &Catalogue<'_>) -> Vec<Cited> {
    let mut works: BTreeMap<WorkKey<'_>, Cited> = BTreeMap::new();
    for (index, event) in catalogue.timeline.events().iter().enumerate() {
        for (place, source) in event.sources.iter().enumerate() {
            let cited = Cited { first: (index, place), events: Vec::new() };
            let events = &mut works.entry(key(catalogue, source)).or_insert(cited).events;
            if events.last() != Some(&index) {
                events.push(index);
            }
        }
    }
    works.into_values().collect()
}

fn key<'a>(catalogue: &Catalogue<'_>, source: &'a Source) -> WorkKey<'a> {
    let published = source.published.as_ref();
    (
        text::same_or(&source.title, text::title(&source.title, 240)),
        source.url.as_deref().and_then(safe_url),
        published.map(|date| date.words_in(catalogue.words.dates())),
    )
}

fn shown(catalogue: &Catalogue<'_>, links: &Links<'_>, work: &Cited) -> Option<Work> {
    let Cited { first: (event, place), events } = work;
    let source = catalogue.timeline.events().get(*event)?.sources.get(*place)?;
    let (title, url, published) = key(catalogue, source);
    let words = catalogue.words;
    let more = events.len().saturating_sub(EVENTS);
    let link = |index: usize| view::event_link(catalogue, links, index);
    Some(Work {
        title: title.into_owned(),
        url: url.map(str::to_owned),
        published,
        events: events.iter().copied().take(EVENTS).map(link).collect(),
        more: (more > 0).then(|| fill(&words.lanes.more, &[("n", &words.number(more))])),
    })
}
