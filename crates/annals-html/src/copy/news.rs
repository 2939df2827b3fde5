//! Which events a feed tells: those that were told last.

use crate::catalogue::Catalogue;
use crate::view;
use annals_core::{Day, Event};

/// An event and the day on which it was told.
pub(super) struct News<'a> {
    pub(super) index: usize,
    pub(super) event: &'a Event,
    pub(super) day: Day,
}

/// The most events of a feed.
const MOST: usize = 50;

/// The events that were told last, the latest first; of one day those that matter most first.
pub(super) fn latest<'a>(catalogue: &Catalogue<'a>, now: Option<Day>) -> Vec<News<'a>> {
    let events = catalogue.timeline.events().iter().enumerate();
    let until = now.or_else(|| newest_article(catalogue));
    let mut news: Vec<News<'_>> = events
        .filter_map(|(index, event)| {
            let day = told(catalogue, event)?;
            // What is expected is no news of the future.
            Some(News { index, event, day: until.map_or(day, |until| day.min(until)) })
        })
        .filter(|news| super::has_plain_year(news.day))
        .collect();
    let score = |news: &News<'_>| catalogue.score(news.index);
    news.sort_by(|a, b| {
        let by_day = b.day.cmp(&a.day);
        by_day.then(score(b).total_cmp(&score(a))).then(a.index.cmp(&b.index))
    });
    news.truncate(MOST);
    news
}

/// The day on which an event was last told: that of its newest article, or else of the newest
/// work that is cited, or else its own.
pub(super) fn told(catalogue: &Catalogue<'_>, event: &Event) -> Option<Day> {
    let articles = event.evidence.iter().filter_map(|told| catalogue.article(&told.article));
    let works = event.sources.iter().filter_map(|work| work.published.as_ref());
    articles
        .filter_map(|(_, article)| article.published)
        .max()
        .or_else(|| works.filter_map(|date| date.latest().day()).max())
        .or_else(|| view::place(event))
}

/// RFC 3339: midnight of the day.
pub(super) fn stamp(day: Day) -> String {
    format!("{day}T00:00:00Z")
}

fn newest_article(catalogue: &Catalogue<'_>) -> Option<Day> {
    catalogue.timeline.articles().iter().filter_map(|article| article.published).max()
}
