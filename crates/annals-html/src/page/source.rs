//! The page of an article: its text with every date expression marked, and beside it what became
//! of each.

use super::Shared;
use super::frame::Frame;
use crate::catalogue::Catalogue;
use crate::link::{Links, safe_url};
use crate::site::RenderError;
use crate::text;
use crate::view::{self, Chain, Link};
use crate::words::{Words, fill};
use annals_core::{Article, Mention, Outcome};
use askama::Template;
use std::ops::Range;

#[derive(Template)]
#[template(path = "source.html")]
struct SourcePage<'a> {
    frame: Frame<'a>,
    crumb: Vec<Link>,
    title: String,
    length: &'static str,
    publisher: Option<String>,
    published: Option<String>,
    url: Option<String>,
    lang: String,
    tally: String,
    paragraphs: Vec<Paragraph>,
    /// Notes on mentions that are in no paragraph as given.
    loose: Vec<Note>,
    unread: Vec<Note>,
}

/// A paragraph and the notes on the dates in it.
struct Paragraph {
    pieces: Vec<Piece>,
    notes: Vec<Note>,
    /// The events that it names without dating them.
    named: Vec<Link>,
}

/// A piece of a paragraph; a marked one has the number of its mention.
struct Piece {
    text: String,
    mention: Option<Marked>,
}

struct Marked {
    id: String,
    number: usize,
    class: &'static str,
}

/// What became of a date expression.
#[derive(Clone)]
struct Note {
    id: String,
    number: usize,
    class: &'static str,
    chain: Chain,
    event: Option<Link>,
    unused: Option<String>,
}

/// The id of a mention on the page of its article.
pub(crate) fn mention_id(index: usize) -> String {
    format!("m{}", index + 1)
}

/// The page of the article of that index.
pub(crate) fn page(shared: &Shared<'_>, index: usize) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let Some(article) = catalogue.timeline.articles().get(index) else {
        return Ok(String::new());
    };
    let links = shared.links();
    let title = text::title(&article.title, usize::MAX);
    let notes = notes(catalogue, &links, article);
    let named: Vec<(usize, Link)> = catalogue
        .named_in(article)
        .iter()
        .map(|&(start, at)| (start, view::event_link(catalogue, &links, at)))
        .collect();
    let (paragraphs, placed) = paragraphs(article, &notes, named);
    let page = SourcePage {
        frame: shared.frame(&title, &text::short(&article.text, 200))?,
        crumb: vec![
            super::home_link(catalogue, &links),
            Link {
                href: links.page(&catalogue.sources_folder()),
                title: catalogue.words.sources.title.clone(),
            },
        ],
        length: if title.chars().count() > 90 { "huge" } else { "long" },
        title,
        publisher: article.publisher.as_deref().map(|name| text::short(name, 80)),
        published: article
            .published
            .map(|day| view::date_with_weekday(catalogue.words, &day.into())),
        url: article.url.as_deref().and_then(safe_url).map(str::to_owned),
        lang: super::language(&article.lang).unwrap_or_default().to_owned(),
        tally: tally(catalogue.words, article),
        loose: notes
            .iter()
            .zip(&placed)
            .filter(|(_, placed)| !**placed)
            .map(|(n, _)| n.clone())
            .collect(),
        unread: notes.iter().filter(|note| note.chain.gives.is_none()).cloned().collect(),
        paragraphs,
    };
    Ok(page.render()?)
}

/// "14 expressions found: 9 date an event, 3 are not used, 2 have no date."
fn tally(words: &Words, article: &Article) -> String {
    let mentions = &article.mentions;
    let dating = mentions.iter().filter(|m| matches!(m.outcome, Outcome::Dates(_))).count();
    let unread = mentions.iter().filter(|mention| mention.reading.date.is_none()).count();
    let unused = mentions
        .iter()
        .filter(|m| matches!(m.outcome, Outcome::Unused(_)) && m.reading.date.is_some())
        .count();
    if mentions.is_empty() {
        return words.source.none.clone();
    }
    let counts = [
        (&words.source.dating, dating),
        (&words.source.unused, unused),
        (&words.source.undated, unread),
    ];
    let counts = counts.into_iter().filter(|(_, count)| *count > 0);
    let parts: Vec<String> = counts.map(|(form, count)| words.count(form, count)).collect();
    let expressions = words.count(&words.counts.expression, mentions.len());
    fill(&words.source.found, &[("expressions", &expressions), ("parts", &words.list(&parts))])
}

fn notes(catalogue: &Catalogue<'_>, links: &Links<'_>, article: &Article) -> Vec<Note> {
    let note = |(index, mention): (usize, &Mention)| {
        let event = match &mention.outcome {
            Outcome::Dates(id) => {
                catalogue.event(id).map(|(at, _)| view::event_link(catalogue, links, at))
            }
            Outcome::Unused(_) => None,
        };
        let unused = match &mention.outcome {
            Outcome::Unused(reason) => Some(view::sentence(&text::short(reason, 300))),
            Outcome::Dates(_) if event.is_none() => Some(catalogue.words.source.no_event.clone()),
            Outcome::Dates(_) => None,
        };
        Note {
            id: mention_id(index),
            number: index + 1,
            class: match (&mention.reading.date, &event) {
                (None, _) => "unread",
                (Some(_), Some(_)) => "used",
                (Some(_), None) => "unused",
            },
            chain: Chain::of(catalogue.words, &mention.reading),
            event,
            unused,
        }
    };
    article.mentions.iter().enumerate().map(note).collect()
}

/// The text cut into paragraphs and these at the mentions; and for each mention whether it was
/// placed. One that does not fit the text, or overlaps one before, cannot be.
fn paragraphs(
    article: &Article,
    notes: &[Note],
    named: Vec<(usize, Link)>,
) -> (Vec<Paragraph>, Vec<bool>) {
    let mut placed = vec![false; notes.len()];
    let mut order: Vec<usize> = (0..notes.len()).collect();
    order.sort_by_key(|&index| {
        article.mentions.get(index).map_or((0, 0), |m| (m.reading.span.start, m.reading.span.end))
    });
    let mut rest = order.into_iter().peekable();
    let mut paragraphs = Vec::new();
    for block in blocks(&article.text) {
        let named =
            named.iter().filter(|(start, _)| block.contains(start)).map(|(_, link)| link.clone());
        let mut paragraph =
            Paragraph { pieces: Vec::new(), notes: Vec::new(), named: named.collect() };
        let mut at = block.start;
        while let Some(&index) = rest.peek() {
            let (Some(mention), Some(note)) = (article.mentions.get(index), notes.get(index))
            else {
                break;
            };
            let span = &mention.reading.span;
            if span.start >= block.end {
                break;
            }
            rest.next();
            let fits = span.start >= at && span.start < span.end && span.end <= block.end;
            let texts = article.text.get(at..span.start).zip(article.text.get(span.clone()));
            if let (true, Some((before, inside))) = (fits, texts) {
                paragraph.pieces.push(Piece { text: before.to_owned(), mention: None });
                let Note { id, number, class, .. } = note;
                let mention = Some(Marked { id: id.clone(), number: *number, class });
                paragraph.pieces.push(Piece { text: inside.to_owned(), mention });
                paragraph.notes.push(note.clone());
                at = span.end;
                if let Some(placed) = placed.get_mut(index) {
                    *placed = true;
                }
            }
        }
        let end = article.text.get(at..block.end).unwrap_or_default();
        paragraph.pieces.push(Piece { text: end.to_owned(), mention: None });
        paragraph.pieces.retain(|piece| !piece.text.is_empty());
        paragraphs.push(paragraph);
    }
    (paragraphs, placed)
}

/// The spans of the paragraphs of a text: runs of lines that are not blank.
fn blocks(text: &str) -> Vec<Range<usize>> {
    let mut blocks: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let end = at + line.trim_end().len();
        if line.trim().is_empty() {
            open = false;
        } else if let Some(last) = blocks.last_mut().filter(|_| open) {
            last.end = end;
        } else {
            blocks.push(at..end);
            open = true;
        }
        at += line.len();
    }
    blocks
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paragraphs_are_separated_by_blank_lines() {
        let text = "One\ntwo.\n\n  \nThree. \n";
        let parts: Vec<&str> = blocks(text).into_iter().map(|span| &text[span]).collect();
        assert_eq!(parts, ["One\ntwo.", "Three."]);
        assert!(blocks("\n \n").is_empty());
    }
}
