//! What the pages of one timeline need to find each other: folders, themes, the common scale.

use crate::chart::{Chart, Outlines};
use crate::color;
use crate::copy::Format;
use crate::days::{DayOfYear, Days};
use crate::link::{Links, safe_url, unique_slugs};
use crate::names::{Name, Names, Realm};
use crate::page::sources::Cited;
use crate::period::{PageOf, Period, Periods, Scope};
use crate::reach::Reach;
use crate::site::{Entry, Site};
use crate::text;
use crate::time::Extent;
use crate::view::{self, Told};
use crate::words::Words;
use annals_core::{Article, Color, Day, Event, Origin, Reading, Section, Timeline};
use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// A timeline with the addresses of its pages.
pub(crate) struct Catalogue<'a> {
    pub(crate) timeline: &'a Timeline,
    scores: &'a [f64],
    /// The folder of its home page: `""` or `"calendar/"`.
    pub(crate) folder: String,
    /// The site's own words in its language.
    pub(crate) words: &'static Words,
    /// The themes that have events, in order; last what belongs to none.
    pub(crate) themes: Vec<Theme>,
    /// `None` where no event has a date with a known day on either side.
    pub(crate) chart: Option<Chart>,
    /// Its skyline in few strokes.
    pub(crate) outlines: Option<Outlines>,
    /// The pages of time.
    pub(crate) periods: Periods,
    /// The folder of each period and what it is called: every event's page leads to some.
    period_names: Vec<(String, String)>,
    /// How many events were written by hand.
    pub(crate) written: usize,
    theme_of: Vec<usize>,
    /// How each event is told, from when a page first asks for it.
    told: Vec<OnceLock<Told>>,
    /// How an event would be told of which nothing is known.
    unknown: Told,
    event_slugs: Vec<Cow<'a, str>>,
    has_article_pages: bool,
    /// The cited works, gathered when a page first asks for them.
    pub(crate) works: OnceLock<Vec<Cited>>,
    /// The formats for machines that it is written in.
    pub(crate) formats: Vec<Format>,
    article_slugs: Vec<Cow<'a, str>>,
    /// For each article the events that it names without dating them, by the place of the sentence.
    named: BTreeMap<&'a str, Vec<(usize, usize)>>,
    names: [Names; Realm::ALL.len()],
    pub(crate) days: Days,
}

/// A theme as it is shown.
#[derive(Clone, Debug)]
pub(crate) struct Theme {
    pub(crate) title: String,
    /// The class that gives it its hue.
    pub(crate) hue: String,
    /// The class by which it is filtered; empty where there are more themes than filters.
    pub(crate) filter: String,
    /// Both classes.
    pub(crate) classes: String,
}

/// The number of hues in the style sheet; more themes use them again.
const HUES: usize = 8;
/// The hue of what belongs to no theme.
const LOOSE: &str = "tn";
/// The number of filters that the style sheet has rules for.
const FILTERS: usize = 16;

impl<'a> Catalogue<'a> {
    pub(crate) fn new(entry: &Entry<'a>, site: &Site<'_>, colors: &[Color]) -> Catalogue<'a> {
        let Entry { path, timeline, scores } = *entry;
        let words = Words::of(&timeline.info.lang);
        let (themes, theme_of) = themes(timeline, words, colors);
        let is_shown = |section| !site.hide.contains(&section);
        let events = timeline.events();
        let reaches = Reach::of_each(events);
        let chart = Chart::of_timeline(&reaches, &theme_of, themes.len(), site.now);
        let articles = timeline.articles();
        let shown = theme_names(timeline, &themes, words);
        let periods = Periods::new(reaches);
        Catalogue {
            names: Realm::ALL.map(|realm| match realm.section() {
                Some(section) if !is_shown(section) => Names::default(),
                _ => Names::of(realm, timeline, &shown),
            }),
            days: if is_shown(Section::Days) { Days::new(timeline) } else { Days::default() },
            works: OnceLock::new(),
            has_article_pages: is_shown(Section::Sources),
            timeline,
            scores,
            told: events.iter().map(|_| OnceLock::new()).collect(),
            unknown: Told::unknown(words),
            outlines: chart.as_ref().map(Chart::outlines),
            folder: if path.is_empty() { String::new() } else { format!("{path}/") },
            words,
            written: events.iter().filter(|event| event.origin == Origin::Written).count(),
            themes,
            period_names: periods.iter().map(|period| period_name(words, period)).collect(),
            periods,
            theme_of,
            event_slugs: unique_slugs(events.iter().map(|event| event.id.as_str())),
            formats: if is_shown(Section::Data) {
                Format::of(timeline, site.now)
            } else {
                Vec::new()
            },
            article_slugs: unique_slugs(articles.iter().map(|article| article.id.as_str())),
            named: named(events),
            chart,
        }
    }

    pub(crate) fn title(&self) -> String {
        text::title(&self.timeline.info.title, 120)
    }

    pub(crate) fn event_folder(&self, index: usize) -> String {
        self.event_parts(index).concat()
    }

    /// The link to an event's page. Most links of a site are such.
    pub(crate) fn event_href(&self, links: &Links<'_>, index: usize) -> String {
        links.page_below(&self.event_parts(index))
    }

    /// The folder of an event in parts.
    fn event_parts(&self, index: usize) -> [&str; 4] {
        let slug = self.event_slugs.get(index).map_or("", AsRef::as_ref);
        [&self.folder, "e/", slug, "/"]
    }

    /// How the event of that index is told.
    pub(crate) fn told(&self, index: usize) -> &Told {
        match (self.timeline.events().get(index), self.told.get(index)) {
            (Some(event), Some(told)) => told.get_or_init(|| Told::of_event(self.words, event)),
            _ => &self.unknown,
        }
    }

    /// The title of an event on a line.
    pub(crate) fn event_title(&self, index: usize) -> &str {
        let own = self.timeline.events().get(index).map_or("", |event| event.title.as_str());
        self.told(index).title.as_deref().unwrap_or(own)
    }

    /// The folder of a page of time.
    pub(crate) fn period_folder(&self, page: PageOf) -> String {
        [&self.folder, self.period_folder_name(page.period), &page.folder()].concat()
    }

    /// The link to a page of time.
    pub(crate) fn period_href(&self, links: &Links<'_>, page: PageOf) -> String {
        let period = self.period_folder_name(page.period);
        links.page_below(&[&self.folder, period, &page.folder()])
    }

    /// The folder of a period, from that of the timeline.
    fn period_folder_name(&self, period: usize) -> &str {
        self.period_names.get(period).map_or("", |(folder, _)| folder)
    }

    /// What a period is called.
    pub(crate) fn period_title(&self, period: usize) -> &str {
        self.period_names.get(period).map_or("", |(_, title)| title)
    }

    /// The folder of an article, where articles have pages.
    pub(crate) fn article_folder(&self, index: usize) -> Option<String> {
        let slug = self.article_slugs.get(index).filter(|_| self.has_article_pages)?;
        Some(format!("{}s/{slug}/", self.folder))
    }

    /// The link to an article: to its page, or else to where it was published.
    pub(crate) fn article_href(
        &self,
        links: &Links<'_>,
        index: usize,
        article: &Article,
    ) -> Option<String> {
        let published = article.url.as_deref().and_then(safe_url).map(str::to_owned);
        self.article_folder(index).map(|folder| links.page(&folder)).or(published)
    }

    pub(crate) fn sources_folder(&self) -> String {
        format!("{}s/", self.folder)
    }

    /// The names of a realm.
    pub(crate) fn names(&self, realm: Realm) -> &Names {
        // The array has an entry for each realm, in the order of their definition.
        &self.names[realm as usize]
    }

    /// The folder of the index of a realm.
    pub(crate) fn realm_folder(&self, realm: Realm) -> String {
        format!("{}{}/", self.folder, realm.folder())
    }

    /// The folder of a name, where it has a page.
    pub(crate) fn name_folder(&self, realm: Realm, name: &Name) -> Option<String> {
        let slug = name.slug.as_deref()?;
        Some(format!("{}{}/{slug}/", self.folder, realm.folder()))
    }

    /// The folder of the days of the year, where any has an event.
    pub(crate) fn days_folder(&self) -> Option<String> {
        let has_days = self.days.iter().next().is_some();
        has_days.then(|| format!("{}on/", self.folder))
    }

    pub(crate) fn day_folder(&self, day: DayOfYear) -> String {
        format!("{}on/{}/", self.folder, day.slug())
    }

    pub(crate) fn search_folder(&self) -> String {
        format!("{}search/", self.folder)
    }

    pub(crate) fn embed_folder(&self) -> String {
        format!("{}embed/", self.folder)
    }

    /// The event of that id and its index.
    pub(crate) fn event(&self, id: &str) -> Option<(usize, &'a Event)> {
        let index = self.timeline.event_index(id)?;
        Some((index, self.timeline.events().get(index)?))
    }

    /// The article of that id and its index.
    pub(crate) fn article(&self, id: &str) -> Option<(usize, &'a Article)> {
        let index = self.timeline.article_index(id)?;
        Some((index, self.timeline.articles().get(index)?))
    }

    /// The events that an article names without dating them: where the sentence begins, and the
    /// index of the event.
    pub(crate) fn named_in(&self, article: &Article) -> &[(usize, usize)] {
        self.named.get(article.id.as_str()).map_or(&[], Vec::as_slice)
    }

    /// How much an event matters.
    pub(crate) fn score(&self, event: usize) -> f64 {
        self.scores.get(event).copied().unwrap_or_default()
    }

    /// The index of an event's theme in `themes`.
    pub(crate) fn theme_index(&self, event: usize) -> usize {
        self.theme_of.get(event).copied().unwrap_or_default()
    }

    /// The theme of an event.
    pub(crate) fn theme(&self, event: usize) -> Option<&Theme> {
        self.themes.get(self.theme_index(event))
    }

    /// The days that an event may touch; `None` for one without a date.
    pub(crate) fn reach(&self, event: usize) -> Option<&Reach> {
        self.periods.reach(event)
    }

    /// The day by which an event stands in order.
    pub(crate) fn place(&self, event: usize) -> Option<Day> {
        self.reach(event)?.place()
    }

    /// What an event covers on the timeline's scale.
    pub(crate) fn extent(&self, event: usize) -> Option<Extent> {
        self.chart.as_ref()?.extent(self.reach(event)?)
    }
}

/// The number of a reading among the mentions of its article.
pub(crate) fn mention_index(article: &Article, reading: &Reading) -> Option<usize> {
    article.mentions.iter().position(|mention| mention.reading.span == reading.span)
}

/// The folder of a period, and what it is called.
fn period_name(words: &Words, period: &Period) -> (String, String) {
    let title = match period.scope {
        Scope::Span(span) => span.date().words_in(words.dates()),
        Scope::Undated => view::sentence_start(&words.listing.undated),
        Scope::All => words.span.across.clone(),
    };
    (period.scope.folder(), title)
}

fn named(events: &[Event]) -> BTreeMap<&str, Vec<(usize, usize)>> {
    let mut named: BTreeMap<&str, Vec<(usize, usize)>> = BTreeMap::new();
    for (index, event) in events.iter().enumerate() {
        for evidence in event.evidence.iter().filter(|evidence| evidence.reading.is_none()) {
            named.entry(&evidence.article).or_default().push((evidence.span.start, index));
        }
    }
    named
}

/// The themes that have events, and for each event the index of its theme among them.
fn themes(timeline: &Timeline, words: &Words, colors: &[Color]) -> (Vec<Theme>, Vec<usize>) {
    let none = timeline.themes.len();
    let named = |id: &String| timeline.themes.iter().position(|theme| theme.id == *id);
    let raw: Vec<usize> = timeline
        .events()
        .iter()
        .map(|event| event.themes.iter().find_map(named).unwrap_or(none))
        .collect();

    let mut counts = vec![0; none + 1];
    for theme in &raw {
        counts[*theme] += 1;
    }
    let shown: Vec<usize> = (0..=none).filter(|theme| counts[*theme] > 0).collect();
    let themes = shown
        .iter()
        .enumerate()
        .map(|(place, &theme)| {
            let title = match timeline.themes.get(theme) {
                Some(theme) => text::title(&theme.title, 60),
                None => without_theme(timeline, &raw, words),
            };
            let hue = match timeline.themes.get(theme) {
                None => LOOSE.to_owned(),
                Some(own) => {
                    let chosen = colors.iter().position(|color| Some(*color) == own.color);
                    chosen.map_or_else(|| format!("t{}", theme % HUES), color::class)
                }
            };
            let filter = if place < FILTERS { format!("f{place}") } else { String::new() };
            Theme { title, classes: format!("{hue} {filter}"), hue, filter }
        })
        .collect();
    let place = |theme: &usize| shown.binary_search(theme).unwrap_or_default();
    (themes, raw.iter().map(place).collect())
}

/// The title and the hue of every theme of a timeline; last those of what belongs to none.
fn theme_names(timeline: &Timeline, shown: &[Theme], words: &Words) -> Vec<(String, String)> {
    let named = timeline
        .themes
        .iter()
        .enumerate()
        .map(|(place, theme)| (text::title(&theme.title, 60), format!("t{}", place % HUES)));
    let loose = shown.iter().find(|theme| theme.hue == LOOSE);
    let loose = loose.map_or(&words.themes.other, |theme| &theme.title);
    named.chain([(loose.clone(), LOOSE.to_owned())]).collect()
}

/// What to call the events that belong to no theme.
fn without_theme(timeline: &Timeline, theme_of: &[usize], words: &Words) -> String {
    let none = timeline.themes.len();
    let mut loose = timeline.events().iter().zip(theme_of).filter(|(_, theme)| **theme == none);
    let name = if timeline.themes.is_empty() {
        &words.themes.all
    } else if loose.all(|(event, _)| event.origin == Origin::Extracted) {
        &words.themes.articles
    } else {
        &words.themes.other
    };
    name.clone()
}
