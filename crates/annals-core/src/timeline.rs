//! A timeline: its events in order, the articles that they were read from, themes and eras.

use crate::date::{Date, Day};
use crate::event::{Event, Reading};
use crate::settings::Color;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Events in order, with all that is needed to show where they come from.
///
/// In JSON, TOML and other serde formats it is what its author would write: the tables `timeline`,
/// `theme`, `era` and `event`, and `article`, each without what is empty.
///
/// ```
/// use annals_core::Timeline;
/// let json = r#"{"timeline":{"title":"Space"},"event":[{"id":"mir","title":"Mir","date":"1986"}]}"#;
/// let timeline: Timeline = serde_json::from_str(json)?;
/// assert_eq!(timeline.events()[0].title, "Mir");
/// assert_eq!(serde_json::to_string(&timeline)?, json);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// Title and description.
    pub info: Info,
    /// The themes, in the order in which they are shown.
    pub themes: Vec<Theme>,
    /// Named stretches of time.
    pub eras: Vec<Era>,
    events: Vec<Event>,
    articles: Vec<Article>,
    /// The indices of `events` and of `articles` in the order of their ids.
    events_by_id: Vec<usize>,
    articles_by_id: Vec<usize>,
}

/// What a timeline is about.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Info {
    /// Its title.
    pub title: String,
    /// One or two sentences.
    pub description: String,
    /// The language of titles and texts, a BCP 47 tag; empty where it is not said.
    pub lang: String,
}

/// A theme that events belong to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    /// Unique within the timeline.
    pub id: String,
    /// Its name.
    pub title: String,
    /// The colour that its author chose.
    pub color: Option<Color>,
}

/// A named stretch of time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Era {
    /// Its name.
    pub title: String,
    /// From when to when.
    pub date: Date,
}

/// An article, with every date expression that was found in it and what became of each.
#[derive(Clone, Debug, PartialEq)]
pub struct Article {
    /// Unique within the timeline.
    pub id: String,
    /// Its headline.
    pub title: String,
    /// When it was published.
    pub published: Option<Day>,
    /// Its address, `http` or `https`.
    pub url: Option<String>,
    /// Who published it.
    pub publisher: Option<String>,
    /// Its language, a BCP 47 tag.
    pub lang: String,
    /// Its text; paragraphs are separated by blank lines.
    pub text: String,
    /// The date expressions in it, in the order of the text.
    pub mentions: Vec<Mention>,
}

/// A date expression in an article and what became of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Mention {
    /// How it was read.
    pub reading: Reading,
    /// What became of it.
    pub outcome: Outcome,
}

/// What became of a date expression.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It dates the event of that id.
    Dates(String),
    /// It dates nothing, for this reason.
    Unused(Cow<'static, str>),
}

impl Timeline {
    /// Puts events and articles in order, whatever the order in which they come.
    ///
    /// Ids must be unique; of several events of one id the order is that of their dates.
    pub fn new(
        info: Info,
        themes: Vec<Theme>,
        eras: Vec<Era>,
        events: Vec<Event>,
        articles: Vec<Article>,
    ) -> Timeline {
        let (mut events, mut articles) = (events, articles);
        events.shrink_to_fit();
        events.sort_by_cached_key(|event| {
            let (undated, date, id) = event.sort_key();
            (undated, date, id.to_owned())
        });
        articles.sort_by(|a, b| (a.published, &a.id).cmp(&(b.published, &b.id)));
        let events_by_id = by_id(&events, event_id);
        let articles_by_id = by_id(&articles, article_id);
        Timeline { info, themes, eras, events, articles, events_by_id, articles_by_id }
    }

    /// The events in order of time, undated ones last.
    pub fn events(&self) -> &[Event] {
        &self.events
    }

    /// The articles in order of publication, undated ones first.
    pub fn articles(&self) -> &[Article] {
        &self.articles
    }

    /// The event of that id.
    pub fn event(&self, id: &str) -> Option<&Event> {
        self.events.get(self.event_index(id)?)
    }

    /// The article of that id.
    pub fn article(&self, id: &str) -> Option<&Article> {
        self.articles.get(self.article_index(id)?)
    }

    /// The index of the event of that id; that of the first where there are several.
    pub fn event_index(&self, id: &str) -> Option<usize> {
        find(&self.events, &self.events_by_id, event_id, id)
    }

    /// The index of the article of that id; that of the first where there are several.
    pub fn article_index(&self, id: &str) -> Option<usize> {
        find(&self.articles, &self.articles_by_id, article_id, id)
    }

    /// The earliest and the latest day that any dated event is known to touch.
    ///
    /// `None` where no event has a day on either side.
    pub fn span(&self) -> Option<(Day, Day)> {
        let days = self.events.iter().filter_map(|event| event.date.as_ref());
        let days = days.flat_map(|date| [date.earliest().day(), date.latest().day()]).flatten();
        days.fold(None, |span, day| match span {
            None => Some((day, day)),
            Some((first, last)) => Some((day.min(first), day.max(last))),
        })
    }
}

fn event_id(event: &Event) -> &str {
    &event.id
}

fn article_id(article: &Article) -> &str {
    &article.id
}

/// The indices of things in the order of their ids; of equal ids the first comes first.
fn by_id<T>(things: &[T], id: fn(&T) -> &str) -> Vec<usize> {
    let mut indices: Vec<usize> = (0..things.len()).collect();
    indices.sort_by(|&one, &other| id(&things[one]).cmp(id(&things[other])));
    indices
}

/// The index of the first thing of that id.
fn find<T>(things: &[T], by_id: &[usize], id: fn(&T) -> &str, wanted: &str) -> Option<usize> {
    let place = by_id.partition_point(|&index| id(&things[index]) < wanted);
    by_id.get(place).copied().filter(|&index| id(&things[index]) == wanted)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::Origin;
    use proptest::prelude::*;

    fn event(id: usize, date: &str) -> Event {
        let date = date.parse().ok();
        Event { id: format!("e{id}"), ..Event::new("Title", date, Origin::Written) }
    }

    fn timeline(events: Vec<Event>) -> Timeline {
        Timeline::new(Info::default(), vec![], vec![], events, vec![])
    }

    #[test]
    fn events_stand_in_order_of_time_and_undated_ones_last() {
        let dates = ["", "1950-04", "1950", "1949-12-31", "[..1940]", "1950-04-02", "1945/1960"];
        let sorted = timeline(dates.iter().enumerate().map(|(id, date)| event(id, date)).collect());
        let order: Vec<String> = sorted
            .events()
            .iter()
            .map(|event| event.date.as_ref().map_or(String::new(), Date::to_string))
            .collect();
        assert_eq!(
            order,
            ["[..1940]", "1945/1960", "1949-12-31", "1950", "1950-04", "1950-04-02", ""]
        );
        assert_eq!(sorted.event("e2").and_then(|event| event.date.clone()), Some(Date::year(1950)));
        assert_eq!(sorted.event("e9"), None);
    }

    proptest! {
        #[test]
        fn the_order_in_which_events_come_does_not_matter(
            years in prop::collection::vec(prop_oneof![Just(String::new()), "19[0-9]{2}", "19[0-9]X"], 0..12)
        ) {
            let events: Vec<Event> = years.iter().enumerate().map(|(id, year)| event(id, year)).collect();
            let reversed = events.iter().rev().cloned().collect();
            prop_assert_eq!(timeline(events), timeline(reversed));
        }
    }
}
