//! An event as a format shows it: what writers take, from whoever decides how much is told.

use crate::text::web_address;
use annals_core::{Article, Event, Theme, Timeline};
use std::collections::{BTreeMap, BTreeSet};

/// An event with what stands around it in its timeline.
#[derive(Clone, Debug)]
pub struct Entry<'a> {
    /// The event; its title and text are written as they stand here.
    pub event: &'a Event,
    /// Its title.
    pub title: String,
    /// Its text, or else the sentence that tells it; empty where there is neither.
    pub text: String,
    /// Its date in words.
    pub when: String,
    /// The address of its page, where it has one.
    pub page: Option<String>,
    /// The titles of its themes, the main one first.
    pub themes: Vec<String>,
    /// The works and articles that tell it.
    pub works: Vec<Work>,
}

/// A work that an event is known from.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Work {
    /// Its name.
    pub title: String,
    /// Its address, where it has one that can be followed.
    pub url: Option<String>,
    /// Whether it is an article that was read, and not a work that a person cited.
    pub is_article: bool,
}

impl<'a> Entry<'a> {
    /// The events of a timeline, whole and with dates in English, in their order. `page` tells the
    /// address of the page of an event.
    pub fn all(timeline: &'a Timeline, page: &dyn Fn(&Event) -> Option<String>) -> Vec<Entry<'a>> {
        let themes: BTreeMap<&str, &Theme> =
            timeline.themes.iter().rev().map(|theme| (theme.id.as_str(), theme)).collect();
        let entry = |event: &'a Event| {
            let titled = |id: &String| {
                themes.get(id.as_str()).map_or_else(|| id.clone(), |theme| theme.title.clone())
            };
            Entry {
                event,
                title: event.title.clone(),
                text: event.text.as_deref().unwrap_or(Entry::quote(event)).to_owned(),
                when: Entry::words(event),
                page: page(event),
                themes: event.themes.iter().map(titled).collect(),
                works: Work::all(event, &|id| timeline.article(id)),
            }
        };
        timeline.events().iter().map(entry).collect()
    }

    /// The sentence that tells an event; empty where no article does.
    pub fn quote(event: &Event) -> &str {
        event.evidence.first().map_or("", |evidence| evidence.quote.as_str())
    }

    fn words(event: &Event) -> String {
        match (&event.date, event.filled()) {
            (Some(date), Some(filled)) if *date != filled => {
                format!("throughout {}", date.words())
            }
            (Some(date), _) => date.words(),
            (None, _) => "undated".to_owned(),
        }
    }
}

impl Work {
    /// The works and then the articles that tell an event, each once.
    pub fn all<'a>(event: &Event, article: &dyn Fn(&str) -> Option<&'a Article>) -> Vec<Work> {
        let safe = |url: &Option<String>| url.as_deref().and_then(web_address).map(str::to_owned);
        let cited = event.sources.iter().map(|work| Work {
            title: work.title.clone(),
            url: safe(&work.url),
            is_article: false,
        });
        let read = event.evidence.iter().filter_map(|told| article(&told.article));
        let read = read.map(|article| Work {
            title: article.title.clone(),
            url: safe(&article.url),
            is_article: true,
        });
        let mut seen = BTreeSet::new();
        cited.chain(read).filter(|work| seen.insert(work.clone())).collect()
    }
}
