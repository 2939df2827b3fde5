//! The pages of time: a century, decade, year, month or some days, what fits into none of them,
//! and what has no date.

use super::Shared;
use super::frame::Frame;
use crate::catalogue::Catalogue;
use crate::chart::{Chart, Scene};
use crate::lanes::{Lane, lanes};
use crate::link::Links;
use crate::listing::{Entry, Section, entry, landmarks, sections};
use crate::period::{Level, PageOf, Period, Scope, Span};
use crate::site::RenderError;
use crate::sky::{Sky, sky};
use crate::time::Step;
use crate::view::{self, KeyRow, Link};
use crate::words::{Words, fill};
use annals_core::{Day, Kind};
use askama::Template;

#[derive(Template)]
#[template(path = "span.html")]
struct SpanPage<'a> {
    frame: Frame<'a>,
    crumb: Vec<Link>,
    title: String,
    deck: Option<String>,
    counts: String,
    before: Option<Link>,
    after: Option<Link>,
    sky: Option<Sky<'a>>,
    lanes: Vec<Lane<'a>>,
    tiles: Vec<Tiles>,
    landmarks: Vec<Entry<'a>>,
    /// The parts of a list that is too long for one page.
    in_parts: Vec<Link>,
    list: List<'a>,
    reaching: Vec<Entry<'a>>,
    reaching_deck: String,
    elsewhere: Option<Elsewhere>,
    key: Vec<KeyRow>,
    dates: String,
}

/// The events that a page lists.
struct List<'a> {
    heading: &'static str,
    deck: String,
    sections: Vec<Section<'a>>,
}

/// Where the others stand that may belong to a span.
struct Elsewhere {
    words: String,
    links: Vec<Link>,
}

/// The spans that a longer one is made of.
pub(crate) struct Tiles {
    /// The longer one, where it has to be named.
    pub(crate) head: Option<Tile>,
    pub(crate) columns: usize,
    /// `None` where a span of the calendar has no events.
    pub(crate) tiles: Vec<Option<Tile>>,
}

/// A span as a link to its page.
pub(crate) struct Tile {
    pub(crate) link: Link,
    pub(crate) events: String,
}

/// A page while it is made.
struct Maker<'a> {
    catalogue: &'a Catalogue<'a>,
    words: &'static Words,
    links: &'a Links<'a>,
    at: PageOf,
    period: &'a Period,
    title: String,
}

/// The fewest events that are worth drawing as well as listing.
const DRAWN: usize = 4;
/// The landmarks of a span that has finer ones, and of a timeline.
pub(crate) const LANDMARKS: usize = 7;
/// The most events that are shown of those that may belong to a span.
const REACHING: usize = 40;
/// The most gaps and spans of a calendar that stand in a row.
const ROW: usize = 12;
/// The most tiles of a home page.
const TILES: usize = 130;

/// A page of a period.
pub(crate) fn page(shared: &Shared<'_>, at: PageOf) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let Some(period) = catalogue.periods.get(at.period) else { return Ok(String::new()) };
    let (links, words) = (shared.links(), catalogue.words);
    let title = title(catalogue, at);
    let maker = Maker { catalogue, words, links: &links, at, period, title };
    Ok(maker.page(shared)?.render()?)
}

impl<'a> Maker<'a> {
    fn page(self, shared: &Shared<'a>) -> Result<SpanPage<'a>, RenderError> {
        let whole = self.at.part == 0;
        let is_span = whole && self.period.span().is_some();
        let inside = if is_span {
            self.catalogue.periods.inside(self.at.period)
        } else {
            self.listed().to_vec()
        };
        let all =
            if is_span { self.catalogue.periods.reaching(self.at.period) } else { Vec::new() };
        let reaching = self.closest(&all);
        let chart = if is_span { self.chart(&inside, &all) } else { None };
        let scene = |events| {
            chart.as_ref().map(|chart| {
                let (catalogue, links) = (self.catalogue, self.links);
                Scene { catalogue, chart, events, links }
            })
        };
        let mut drawn = [inside.as_slice(), reaching.as_slice()].concat();
        drawn.sort_unstable();
        let drawn = scene(&drawn);
        let inner = !self.period.children.is_empty() && is_span;
        let parts = if whole { self.period.parts() } else { 0 };
        let tiles = if inner { tiles(self.catalogue, self.links, self.at.period) } else { None };
        let counts = self.counts(if whole && !is_span { &self.period.own } else { &inside });
        let entries = |events: &[usize]| {
            let all = self.catalogue.timeline.events();
            let entry = |&at: &usize| Some(entry(self.catalogue, self.links, at, all.get(at)?));
            events.iter().filter_map(entry).collect()
        };
        Ok(SpanPage {
            frame: shared.frame(&self.title, &format!("{}. {counts}.", self.title))?,
            crumb: self.crumb(),
            deck: match self.period.scope {
                Scope::All => Some(self.words.span.across_deck.clone()),
                Scope::Undated => Some(self.words.span.undated_deck.clone()),
                Scope::Span(_) => None,
            },
            counts,
            before: self.neighbour(self.period.before, self.at.part.checked_sub(1)),
            after: self.neighbour(self.period.after, Some(self.at.part + 1)),
            sky: drawn.as_ref().map(|scene| sky(scene, &self.title)),
            lanes: drawn.as_ref().map(lanes).unwrap_or_default(),
            tiles: tiles.into_iter().collect(),
            landmarks: scene(&inside)
                .filter(|_| inner)
                .map(|scene| landmarks(&scene, LANDMARKS))
                .unwrap_or_default(),
            in_parts: (1..=parts).map(|part| self.part_link(part)).collect(),
            list: self.list(inner),
            elsewhere: self.elsewhere(&all, &reaching),
            reaching: entries(&reaching),
            reaching_deck: fill(&self.words.span.reaching_deck, &[("span", &self.title)]),
            key: view::key(self.words),
            dates: self.links.page(super::DATES),
            title: self.title,
        })
    }

    fn listed(&self) -> &[usize] {
        self.period.listed(self.at.part)
    }

    /// The chart of a span with more than a handful of events, more than a day long.
    fn chart(&self, inside: &[usize], reaching: &[usize]) -> Option<Chart> {
        let span = self.period.span().filter(|span| span.level > Level::Day)?;
        let events = [inside, reaching].concat();
        let step = step(span.level);
        (inside.len() >= DRAWN).then(|| Chart::of_span(self.catalogue, (span, step), &events))
    }

    /// "412 events, 300 of them dated to the day".
    fn counts(&self, events: &[usize]) -> String {
        let is_day = |event: &&usize| {
            self.catalogue.reach(**event).is_some_and(|reach| reach.kind == Kind::Day)
        };
        let counted = self.words.count(&self.words.counts.event, events.len());
        match events.iter().filter(is_day).count() {
            0 => counted,
            known => {
                let known = fill(&self.words.span.known, &[("n", &self.words.number(known))]);
                counted + &self.words.language.comma + &known
            }
        }
    }

    fn list(&self, inner: bool) -> List<'a> {
        let span = [("span", self.title.as_str())];
        let words = self.words;
        let (heading, deck) = match self.period.scope {
            Scope::Span(_) if inner => (&words.span.rest, fill(&words.span.rest_deck, &span)),
            _ => (&words.home.record, words.home.record_deck.clone()),
        };
        let sections = sections(self.catalogue, self.links, self.listed(), Level::Day);
        List { heading, deck, sections }
    }

    /// The events that are shown of those that may belong here, in order of time: first those
    /// that begin or end here, then those that are here for the most of their time.
    fn closest(&self, reaching: &[usize]) -> Vec<usize> {
        let Some(span) = self.period.span() else { return Vec::new() };
        let rank = |&event: &usize| {
            let (first, last) =
                self.catalogue.periods.extent(event).unwrap_or((span.from, span.to));
            let ends =
                (span.from..span.to).contains(&first) || (span.from..span.to).contains(&last);
            let inside = last.min(span.last()) - first.max(span.from) + 1;
            let share = inside as f64 / (last - first + 1) as f64;
            (ends, share, self.catalogue.score(event), event)
        };
        let mut ranked: Vec<(bool, f64, f64, usize)> = reaching.iter().map(rank).collect();
        if ranked.len() > REACHING {
            ranked.select_nth_unstable_by(REACHING, |a, b| {
                { b.0.cmp(&a.0).then(b.1.total_cmp(&a.1)) }
                    .then(b.2.total_cmp(&a.2))
                    .then(a.3.cmp(&b.3))
            });
        }
        let mut closest: Vec<usize> = ranked.iter().take(REACHING).map(|ranked| ranked.3).collect();
        closest.sort_unstable();
        closest
    }

    fn elsewhere(&self, reaching: &[usize], shown: &[usize]) -> Option<Elsewhere> {
        let others = reaching.iter().filter(|event| shown.binary_search(event).is_err());
        let mut periods: Vec<usize> =
            others.filter_map(|event| self.catalogue.periods.home_of(*event)).collect();
        let count = self.words.number(periods.len());
        periods.sort_unstable();
        periods.dedup();
        let link = |period: usize| self.link(PageOf { period, part: 0 });
        (!periods.is_empty()).then(|| Elsewhere {
            words: fill(&self.words.span.more, &[("n", &count)]),
            links: periods.into_iter().map(link).collect(),
        })
    }

    /// The way up: of a part to the whole, of a period to what holds it.
    fn crumb(&self) -> Vec<Link> {
        let mut crumb = crumb(self.catalogue, self.links, Some(PageOf { part: 0, ..self.at }));
        if self.at.part == 0 {
            crumb.pop();
        }
        crumb
    }

    /// The page before or after: of a part another part, of a period another one.
    fn neighbour(&self, period: Option<usize>, part: Option<usize>) -> Option<Link> {
        if self.at.part == 0 {
            return Some(self.link(PageOf { period: period?, part: 0 }));
        }
        let part = part.filter(|part| (1..=self.period.parts()).contains(part))?;
        Some(self.link(PageOf { part, ..self.at }))
    }

    fn part_link(&self, part: usize) -> Link {
        let page = PageOf { part, ..self.at };
        Link { title: part_words(self.words, self.period, part), ..self.link(page) }
    }

    fn link(&self, page: PageOf) -> Link {
        link(self.catalogue, self.links, page)
    }
}

/// The way from the home page to a page of time, and that page.
pub(crate) fn crumb(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    page: Option<PageOf>,
) -> Vec<Link> {
    let mut crumb = vec![Link { href: links.page(&catalogue.folder), title: catalogue.title() }];
    let Some(page) = page else { return crumb };
    let whole = |period| link(catalogue, links, PageOf { period, part: 0 });
    crumb.extend(catalogue.periods.above(page.period).into_iter().map(whole));
    crumb.push(whole(page.period));
    if let Some(period) = catalogue.periods.get(page.period).filter(|_| page.part > 0) {
        let title = part_words(catalogue.words, period, page.part);
        crumb.push(Link { title, ..link(catalogue, links, page) });
    }
    crumb
}

/// The finer spans of a period, `None` where there are none.
///
/// Where the calendar has but a few of them, those without events are left as gaps, so that each
/// stands in its place.
pub(crate) fn tiles(catalogue: &Catalogue<'_>, links: &Links<'_>, period: usize) -> Option<Tiles> {
    let children: Vec<(usize, Span)> = catalogue
        .periods
        .children(period)
        .filter_map(|(child, period)| Some((child, period.span()?)))
        .collect();
    let whole = catalogue.periods.get(period)?.span();
    let tile = |child: usize| tile(catalogue, links, child, whole);
    let level = children.first()?.1.level;
    let alike = children.iter().all(|(_, span)| span.level == level);
    let places = whole.filter(|_| alike).map(|whole| calendar(whole, level)).unwrap_or_default();
    if places.is_empty() {
        let tiles: Vec<Option<Tile>> = children.iter().map(|(child, _)| tile(*child)).collect();
        return Some(Tiles { head: None, columns: tiles.len().clamp(3, ROW), tiles });
    }
    let at = |day: &Day| children.iter().find(|(_, span)| span.from == *day);
    let tiles = places.iter().map(|day| at(day).and_then(|(child, _)| tile(*child))).collect();
    Some(Tiles { head: None, columns: places.len(), tiles })
}

/// The spans of a whole timeline, each with its finer ones where there is room for them; last
/// what fits into none of them and what has no date.
pub(crate) fn calendar_of(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Vec<Tiles> {
    use crate::period::{ALL, UNDATED};
    let periods = &catalogue.periods;
    if !periods.has_pages() {
        return Vec::new();
    }
    let mut rows: Vec<Tiles> = periods
        .children(ALL)
        .filter_map(|(child, _)| {
            let finer = tiles(catalogue, links, child);
            let finer = finer.unwrap_or(Tiles { head: None, columns: 1, tiles: Vec::new() });
            Some(Tiles { head: Some(tile(catalogue, links, child, None)?), ..finer })
        })
        .collect();
    let finer: usize = rows.iter().map(|row| row.tiles.len()).sum();
    if finer == 0 || finer + rows.len() > TILES {
        rows = tiles(catalogue, links, ALL).into_iter().collect();
    }
    let others = [ALL, UNDATED]
        .into_iter()
        .filter(|&other| periods.get(other).is_some_and(|period| !period.own.is_empty()));
    let others: Vec<Option<Tile>> =
        others.map(|other| tile(catalogue, links, other, None)).collect();
    if !others.is_empty() {
        rows.push(Tiles { head: None, columns: 4, tiles: others });
    }
    rows
}

/// The first days of the spans of that level in a longer one, if they are few.
fn calendar(whole: Span, level: Level) -> Vec<Day> {
    let next = |day: &Day| Some(level.span(*day).to).filter(|next| *next < whole.to);
    let days: Vec<Day> = std::iter::successors(Some(whole.from), next).take(ROW + 1).collect();
    if days.len() > ROW || level < Level::Month { Vec::new() } else { days }
}

fn tile(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    period: usize,
    within: Option<Span>,
) -> Option<Tile> {
    let node = catalogue.periods.get(period)?;
    let mut link = link(catalogue, links, PageOf { period, part: 0 });
    if let (Some(Span { level: Level::Years(0), .. }), Scope::Span(span)) = (within, node.scope)
        && span.level == Level::Month
    {
        let month = usize::from(span.from.civil().month) - 1;
        link.title = catalogue.words.dates().months.get(month)?.to_string();
    }
    let events = if node.span().is_some() { node.events } else { node.own.len() };
    Some(Tile { link, events: catalogue.words.number(events) })
}

/// The link to a page of time.
pub(crate) fn link(catalogue: &Catalogue<'_>, links: &Links<'_>, page: PageOf) -> Link {
    Link { href: catalogue.period_href(links, page), title: title(catalogue, page) }
}

/// What a page of time is called.
fn title(catalogue: &Catalogue<'_>, page: PageOf) -> String {
    let words = catalogue.words;
    let Some(period) = catalogue.periods.get(page.period) else { return String::new() };
    let title = catalogue.period_title(page.period).to_owned();
    match page.part {
        0 => title,
        part => title + &words.language.comma + &part_words(words, period, part),
    }
}

/// "part 2 of 3".
fn part_words(words: &Words, period: &Period, part: usize) -> String {
    let (part, of) = (words.number(part), words.number(period.parts()));
    fill(&words.span.part, &[("n", &part), ("of", &of)])
}

/// What a column stands for in the skyline of a span.
fn step(level: Level) -> Step {
    match level {
        Level::Day | Level::Days | Level::Month => Step::Days(1),
        Level::Years(0) => Step::Months(1),
        Level::Years(1) => Step::Years(1),
        // A hundred columns: of a century its years, of a millennium its decades.
        Level::Years(power) => Step::Years(10_i64.saturating_pow(power - 2)),
    }
}
