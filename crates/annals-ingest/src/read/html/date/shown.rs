//! The days that a page shows: microdata, `<time>`, elements whose names speak of a date, and text
//! near the headline.

use super::read::Reader;
use super::{Candidate, MOST_DAYS, Page};
use crate::article::DateFrom;
use crate::read::html::blocks::{Block, blocks};
use crate::read::html::names::Says;
use crate::read::html::roles::Role;
use crate::read::html::tree::{Place, Tag};
use annals_core::Day;

/// Words before a day of publication, in small letters.
const SAYS_PUBLISHED: [&str; 34] = [
    "publish",
    "posted",
    "post date",
    "date:",
    "date :",
    "created",
    "written",
    "released",
    "issued",
    "uploaded",
    "veröffentlicht",
    "erschienen",
    "erstellt",
    "geschrieben",
    "verfasst",
    "eingestellt",
    "datum",
    "online seit",
    "publié",
    "mis en ligne",
    "rédigé",
    "publicado",
    "publicada",
    "fecha",
    "escrito",
    "pubblicat",
    "inserito",
    "scritto",
    "gepubliceerd",
    "geplaatst",
    "publicerad",
    "opublikowano",
    "опубликован",
    "дата",
];

/// Words before a day of the last change.
const SAYS_MODIFIED: [&str; 24] = [
    "updated",
    "modified",
    "last change",
    "last edit",
    "edited",
    "revised",
    "reviewed",
    "aktualisiert",
    "geändert",
    "bearbeitet",
    "stand:",
    "letzte änderung",
    "update:",
    "mis à jour",
    "mise à jour",
    "modifié",
    "actualizad",
    "modificad",
    "aggiornat",
    "bijgewerkt",
    "gewijzigd",
    "uppdaterad",
    "zaktualizowano",
    "обновлен",
];

/// Words around the day in the sentence under an entry of a blog, in small letters.
const SAYS_POSTED: [&str; 9] = [
    "entry was posted",
    "post was published",
    "eintrag wurde",
    "beitrag wurde",
    "gepostet",
    "entrée a été publiée",
    "entrada fue publicada",
    "articolo è stato pubblicato",
    "bericht werd geplaatst",
];

/// Words that make a day one of something else.
const SAYS_OTHER: [&str; 26] = [
    "©",
    "copyright",
    "all rights",
    "alle rechte",
    "retrieved",
    "accessed",
    "abgerufen",
    "born",
    "geboren",
    "died",
    "gestorben",
    "until",
    "bis zum",
    "valid",
    "gültig",
    "expires",
    "deadline",
    "consulté",
    "joined",
    "member since",
    "mitglied seit",
    "registered",
    "registriert",
    "isbn",
    "anmeldeschluss",
    "release date",
];

/// A block longer than this is running text and tells no day of publication.
const SHORT: usize = 160;
/// How many blocks before the headline, and after it or the article, can tell its day.
const NEAR: usize = 12;

/// How much less a day in an element is believed that does not stand near the headline.
const FAR: i32 = 26;

/// The blocks of a page that can tell its day, in their order.
pub(super) struct Lines {
    blocks: Vec<Block>,
    /// The blocks from shortly before the headline to the first paragraph of the article.
    top: std::ops::Range<usize>,
    /// Those that follow the article.
    bottom: std::ops::Range<usize>,
}

impl Lines {
    pub(super) fn of(page: &Page<'_>) -> Lines {
        let skips = |node: Place| {
            page.roles.role(node) == Role::Silent || page.is_about_something_else(node)
        };
        let blocks = blocks(page.tree, 0, skips);
        let at = |place: Place| blocks.partition_point(|block| block.first < place);
        let headline = page.main.headline.map_or(at(page.main.start), at);
        let start = at(page.main.start).max(headline);
        let end = at(page.main.end);
        let top = headline.saturating_sub(NEAR / 2)
            ..(start + 1).min(headline + 2 * NEAR).min(blocks.len());
        let bottom = end..(end + NEAR / 2).min(blocks.len());
        Lines { blocks, top, bottom }
    }

    /// The short texts of the page.
    pub(super) fn texts(&self) -> impl Iterator<Item = &str> {
        let short = self.blocks.iter().filter(|block| block.length <= SHORT);
        short.map(|block| block.text.as_str())
    }

    /// Whether a node stands near the headline.
    fn is_near(&self, node: Place) -> bool {
        let blocks = &self.blocks[self.top.clone()];
        match (blocks.first(), self.blocks.get(self.top.end)) {
            (Some(first), Some(after)) => (first.first..after.first).contains(&node),
            (Some(first), None) => node >= first.first,
            (None, _) => false,
        }
    }
}

impl Page<'_> {
    /// Whether a node is a part of the page whose days are not that of the article. An element of
    /// a few nodes above the article is no such part, whatever it is called.
    fn is_about_something_else(&self, node: Place) -> bool {
        const SMALL: usize = 8;
        let is_line = self.tree.within(node).len() <= SMALL && node < self.main.start;
        self.roles.role(node) == Role::Elsewhere && !is_line && !self.main.holds(self.tree, node)
    }
}

pub(super) fn candidates(page: &Page<'_>, lines: &Lines, reader: &Reader) -> Vec<Candidate> {
    let mut found = elements(page, lines, reader);
    found.extend(texts(page, lines, reader));
    found
}

/// The days of elements that say by their kind or name what they hold.
fn elements(page: &Page<'_>, lines: &Lines, reader: &Reader) -> Vec<Candidate> {
    let tree = page.tree;
    let mut found = Vec::new();
    let mut node = 0;
    while node < tree.len() && found.len() < MOST_DAYS {
        if page.is_about_something_else(node) {
            node = tree.end(node);
            continue;
        }
        if !matches!(tree.tag(node), Tag::Text | Tag::Body | Tag::Html | Tag::Meta | Tag::Script)
            && let Some((from, weight)) = kind(page, node)
            && let Some(day) = day_of(page, node, reader)
        {
            let far = if lines.is_near(node) { 0 } else { FAR };
            found.push(Candidate { day, from, weight: weight - far, is_universal: false });
        }
        node += 1;
    }
    found
}

/// What a day in an element is and how much it is believed.
fn kind(page: &Page<'_>, node: Place) -> Option<(DateFrom, i32)> {
    let tree = page.tree;
    let property = tree.attribute(node, "itemprop").unwrap_or("").to_ascii_lowercase();
    if property.contains("datepublished") {
        return Some((DateFrom::Microdata, 92));
    }
    if property.contains("datecreated") || property.contains("uploaddate") {
        return Some((DateFrom::Microdata, 72));
    }
    let names = page.roles.names(node);
    if property.contains("datemodified") || names.say(Says::Modified) && !names.say(Says::Published)
    {
        return Some((DateFrom::Modified, 14));
    }
    if names.say(Says::OtherDay) {
        return None;
    }
    let is_time = tree.tag(node) == Tag::Time;
    let is_published = names.say(Says::Published) || tree.attribute(node, "pubdate").is_some();
    match (is_time, is_published) {
        (true, true) => Some((DateFrom::TimeElement, 82)),
        (true, false) => Some((DateFrom::TimeElement, 64)),
        (false, true) => Some((DateFrom::Visible, 66)),
        (false, false) if names.say(Says::Dated) => Some((DateFrom::Visible, 54)),
        (false, false) => None,
    }
}

/// The day that an element holds, in an attribute for machines or as its text.
fn day_of(page: &Page<'_>, node: Place, reader: &Reader) -> Option<Day> {
    let tree = page.tree;
    let mut attributes = tree.attributes(node).filter(|(name, _)| {
        matches!(*name, "datetime" | "content" | "title") || name.starts_with("data-")
    });
    let declared = attributes.find_map(|(_, value)| reader.stamp(value));
    declared.or_else(|| {
        // Long elements hold more than a day.
        let is_small = tree.within(node).len() <= 60;
        let text = is_small.then(|| tree.all_text(node))?;
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if text.len() > SHORT || says_any(&text, &SAYS_OTHER) {
            return None;
        }
        let (span, day) = reader.all(&text).into_iter().next()?;
        (!says_any(&text[..span.start], &SAYS_MODIFIED)).then_some(day)
    })
}

/// The days of text near the headline, after the article, and elsewhere.
fn texts(page: &Page<'_>, lines: &Lines, reader: &Reader) -> Vec<Candidate> {
    let mut found = Vec::new();
    for (at, block) in lines.blocks.iter().enumerate() {
        let base = match () {
            () if lines.top.contains(&at) => 40,
            () if lines.bottom.contains(&at) => 28,
            () => 12,
        };
        let is_long = block.length > SHORT;
        if found.len() >= MOST_DAYS {
            break;
        }
        if page.roles.names(block.holder).say(Says::OtherDay) {
            continue;
        }
        let is_around = lines.top.contains(&at) || lines.bottom.contains(&at);
        if is_long && !is_around && block.linked == 0 {
            continue;
        }
        for (span, day) in reader.all(&block.text) {
            let before = &block.text[..span.start];
            let opens = is_around && !before.chars().any(char::is_alphanumeric);
            if is_long && !opens && !says_entry(block, &span) {
                continue;
            }
            let said = if before.trim().is_empty() && at > 0 {
                &lines.blocks[at - 1].text
            } else {
                before
            };
            let said = &said[said.ceil_char_boundary(said.len().saturating_sub(50))..];
            let (from, weight) = match () {
                () if says_any(&block.text, &SAYS_OTHER) => continue,
                () if says_any(said, &SAYS_MODIFIED) && !says_any(said, &SAYS_PUBLISHED) => {
                    (DateFrom::Modified, 10)
                }
                () if says_any(said, &SAYS_PUBLISHED) => (DateFrom::Visible, base + 16),
                () => (DateFrom::Visible, base - if block.length > SHORT / 2 { 6 } else { 0 }),
            };
            found.push(Candidate { day, from, weight, is_universal: false });
        }
    }
    found
}

/// The days of sentences on the entry that stand in a side bar, as some designs of blogs set them.
///
/// Side bars tell of other entries too: they count only where nothing else on the page does.
pub(super) fn aside(page: &Page<'_>, reader: &Reader) -> Vec<Candidate> {
    let blocks = blocks(page.tree, 0, |node| page.roles.role(node) == Role::Silent);
    let days = blocks.iter().flat_map(|block| {
        let days = reader.all(&block.text).into_iter();
        days.filter(|(span, _)| says_entry(block, span)).map(|(_, day)| day)
    });
    let visible = |day| Candidate { day, from: DateFrom::Visible, weight: 28, is_universal: false };
    days.take(MOST_DAYS).map(visible).collect()
}

/// Whether a block with a day in it is the sentence that blogs set under an entry: when it was
/// posted, and links to what it is filed under.
fn says_entry(block: &Block, day: &std::ops::Range<usize>) -> bool {
    const NEAR: usize = 60;
    let text = &block.text;
    let start = text.floor_char_boundary(day.start.saturating_sub(NEAR));
    let around = &text[start..text.ceil_char_boundary(day.end + NEAR)];
    block.linked > 0 && says_any(around, &SAYS_POSTED)
}

fn says_any(text: &str, words: &[&str]) -> bool {
    let text = text.to_lowercase();
    words.iter().any(|word| text.contains(word))
}
