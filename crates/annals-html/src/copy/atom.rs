//! The latest events as an Atom feed (RFC 4287).

use super::identity::urn;
use super::news::{self, latest};
use super::{Format, summary};
use crate::page::Shared;
use crate::site::RenderError;
use crate::text;
use annals_core::Day;
use askama::Template;

#[derive(Template)]
#[template(path = "feed.xml")]
struct Feed {
    lang: String,
    title: String,
    subtitle: String,
    id: String,
    updated: String,
    author: String,
    own: String,
    home: String,
    entries: Vec<Entry>,
}

struct Entry {
    title: String,
    id: String,
    updated: String,
    href: String,
    theme: String,
    summary: String,
}

/// The feed. It counts as changed when the newest of its entries was told.
pub(super) fn feed(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let links = shared.links();
    let info = &catalogue.timeline.info;
    let latest = latest(catalogue, shared.site.now);
    let newest = latest.first().map_or(Day::from_number(0), |news| news.day);
    let entries = latest.iter().map(|news| Entry {
        title: text::title(&news.event.title, 160),
        id: urn(shared, &news.event.id),
        updated: news::stamp(news.day),
        href: links.address(&catalogue.event_folder(news.index)),
        theme: catalogue.theme(news.index).map_or_else(String::new, |theme| theme.title.clone()),
        summary: summary(catalogue.words, news.event),
    });
    let feed = Feed {
        lang: shared.lang().to_owned(),
        title: catalogue.title(),
        subtitle: text::short(&info.description, 600),
        id: urn(shared, ""),
        updated: news::stamp(newest),
        author: text::title(shared.site.title, 120),
        own: links.file_address(&format!("{}{}", catalogue.folder, Format::Atom.path())),
        home: links.address(&catalogue.folder),
        entries: entries.collect(),
    };
    Ok(feed.render()?)
}
