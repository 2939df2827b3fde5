//! The page that says how dates are read and drawn.

use super::{Frame, Shared};
use crate::site::RenderError;
use crate::view::{self, KeyRow};
use annals_core::Kind;
use askama::Template;

#[derive(Template)]
#[template(path = "dates.html")]
struct DatesPage {
    frame: Frame,
    rows: Vec<Row>,
    undated: usize,
    tally: String,
}

/// A kind of date: its mark, what it means, and how many events have it.
struct Row {
    key: KeyRow,
    example: String,
    events: usize,
}

/// The page on how dates work, for all timelines of the site.
pub(crate) fn page(shared: &Shared<'_>) -> Result<String, RenderError> {
    let events = || shared.catalogues.iter().flat_map(|c| c.timeline.events());
    let of_kind = |kind: Kind| {
        events().filter(|e| e.date.as_ref().is_some_and(|date| date.kind() == kind)).count()
    };
    let row =
        |key: KeyRow| Row { key, example: example(key.kind).to_owned(), events: of_kind(key.kind) };
    let page = DatesPage {
        frame: shared.frame(
            "How dates work",
            "How dates in articles are read, and what the marks on this site mean.",
        ),
        rows: view::key(shared.catalogue.words).into_iter().map(row).collect(),
        undated: events().filter(|event| event.date.is_none()).count(),
        tally: tally(shared),
    };
    Ok(page.render()?)
}

/// A date of that kind in words.
fn example(kind: Kind) -> &'static str {
    match kind {
        Kind::Day => "14 September 1931",
        Kind::Month => "June 1868",
        Kind::Year => "1923",
        Kind::Interval => "1834–1841",
        Kind::Approximate => "c. 1791",
        Kind::EitherOr => "August or September 1902",
        Kind::Before => "1812 or earlier",
        Kind::After => "1893 or later",
        Kind::Ongoing => "since October 2009",
        Kind::Several => "1667 and 1670",
    }
}

/// How many date expressions were found in the articles, and what became of them.
fn tally(shared: &Shared<'_>) -> String {
    let mentions = || {
        let articles = shared.catalogues.iter().flat_map(|c| c.timeline.articles());
        articles.flat_map(|article| &article.mentions)
    };
    let used = |m: &&annals_core::Mention| matches!(m.outcome, annals_core::Outcome::Dates(_));
    let words = shared.catalogue.words;
    let unread = mentions().filter(|mention| mention.reading.date.is_none()).count();
    match mentions().count() {
        0 => "No article on this site has been read for dates.".to_owned(),
        found => format!(
            "In the articles of this site {} were found; {} date an event, and {} have no date of their own.",
            words.count(&words.counts.expression, found),
            words.number(mentions().filter(used).count()),
            words.number(unread),
        ),
    }
}
