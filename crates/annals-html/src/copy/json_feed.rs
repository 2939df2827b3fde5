//! The latest events as a JSON Feed, version 1.1 (<https://www.jsonfeed.org/version/1.1/>).

use super::identity::urn;
use super::news::{self, latest};
use super::{Format, summary};
use crate::page::Shared;
use crate::site::RenderError;
use crate::text;
use annals_core::Limit;
use serde::Serialize;

#[derive(Serialize)]
struct Feed {
    version: &'static str,
    title: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    description: String,
    language: String,
    /// Addresses are left out where the site has none: the format knows no relative ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    home_page_url: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    feed_url: Option<String>,
    items: Vec<Item>,
}

#[derive(Serialize)]
struct Item {
    id: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
    title: String,
    content_text: String,
    /// When the event was told; when it was stands in `_annals`.
    date_published: String,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    tags: Vec<String>,
    _annals: About,
}

/// What a feed has no fields for: the date of the event itself.
#[derive(Serialize)]
struct About {
    about: &'static str,
    status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<String>,
}

/// The feed.
pub(super) fn feed(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let info = &catalogue.timeline.info;
    let links = shared.links();
    let served = |address: String| shared.site.base_url.map(|_| address);
    let own = format!("{}{}", catalogue.folder, Format::JsonFeed.path());
    let item = |news: &news::News<'_>| {
        let date = news.event.date.as_ref();
        let day = |limit: Limit| matches!(limit, Limit::Day(_)).then(|| limit.to_string());
        Item {
            id: urn(shared, &news.event.id),
            url: served(links.address(&catalogue.event_folder(news.index))),
            title: text::title(&news.event.title, 160),
            content_text: summary(catalogue.words, news.event),
            date_published: news::stamp(news.day),
            tags: catalogue
                .theme(news.index)
                .map(|theme| theme.title.clone())
                .into_iter()
                .collect(),
            _annals: About {
                about: "edtf: when the event took place (ISO 8601-2)",
                status: news.event.status.name(),
                edtf: date.map(|date| date.to_edtf().text().to_owned()),
                earliest: date.and_then(|date| day(date.earliest())),
                latest: date.and_then(|date| day(date.latest())),
            },
        }
    };
    let feed = Feed {
        version: "https://jsonfeed.org/version/1.1",
        title: catalogue.title(),
        description: text::short(&info.description, 600),
        language: shared.lang().to_owned(),
        home_page_url: served(links.address(&catalogue.folder)),
        feed_url: served(links.file_address(&own)),
        items: latest(catalogue, shared.site.now).iter().map(item).collect(),
    };
    Ok(serde_json::to_string_pretty(&feed)? + "\n")
}
