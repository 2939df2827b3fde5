//! The page of an event: when it was, how that is known, and what was around it.

use super::Shared;
use super::frame::Frame;
use crate::catalogue::{Catalogue, mention_index};
use crate::copy::linked_data;
use crate::days::{self, DayOfYear};
use crate::figure::{Figure, Report};
use crate::link::{Links, safe_url};
use crate::names::Realm;
use crate::site::RenderError;
use crate::text::{self, Number};
use crate::view::{self, Chain, Link, Segment, When};
use crate::words::{Words, fill};
use annals_core::{
    Article, Curated, Date, Event, Evidence, LinkKind, Origin, Reading, Source, Status,
};
use annals_exchange::linked_data::Document;
use askama::Template;

#[derive(Template)]
#[template(path = "event.html")]
struct EventPage<'a> {
    frame: Frame<'a>,
    linked: Document,
    crumb: Vec<Link>,
    mini: Option<Mini<'a>>,
    hue: &'a str,
    theme: &'a str,
    title: String,
    /// How large the title may be set: `""`, `"long"` or `"huge"`.
    length: &'static str,
    when: &'a When,
    status: Option<(&'static str, &'static str)>,
    /// How many sentences give another date, where any do.
    disputed: Option<String>,
    text: Vec<String>,
    figure: Option<Figure>,
    /// What the figure shows, where nothing else is said of it.
    drawn: String,
    written: bool,
    /// What an editor set, and what the articles say of it.
    edited: Vec<String>,
    note: Vec<String>,
    works: Vec<Work>,
    tellings: Vec<Telling>,
    facts: Vec<Fact>,
    related: Vec<Related>,
    /// How to cite the event.
    cite: String,
    around: Vec<Neighbour<'a>>,
    before: Option<Link>,
    after: Option<Link>,
}

/// The timeline's skyline with the event's place on it.
struct Mini<'a> {
    all: &'a str,
    theme: &'a str,
    start: Number,
    width: Number,
}

/// A cited work.
struct Work {
    title: String,
    url: Option<String>,
    published: Option<String>,
}

/// A sentence that tells the event, and how its date was read.
struct Telling {
    source: Link,
    publisher: Option<String>,
    published: Option<String>,
    lang: String,
    quote: Vec<Segment>,
    chain: Option<Chain>,
    agreement: Agreement,
}

/// How what a source says stands to the event's date.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Agreement {
    /// It says nothing of the date, or nothing that could be read.
    Silent,
    /// It says the same, or leaves room for it.
    Agrees,
    /// It cannot be reconciled with it.
    Disagrees,
}

struct Fact {
    name: &'static str,
    /// Without an address where there is nothing to lead to.
    values: Vec<Link>,
    /// Set as code.
    code: bool,
}

/// The events that it is to in one way: what it is part of.
struct Related {
    name: &'static str,
    links: Vec<Link>,
}

struct Neighbour<'a> {
    link: Link,
    when: &'a str,
    hue: &'a str,
    current: bool,
}

/// The page of the event of that index.
pub(crate) fn page(shared: &Shared<'_>, index: usize) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let Some(event) = catalogue.timeline.events().get(index) else {
        return Ok(String::new());
    };
    let links = shared.links();
    let title = text::title(&event.title, usize::MAX);
    let when = &catalogue.told(index).when;
    let words = text::short(event.text.as_deref().unwrap_or_default(), 160);
    let page = EventPage {
        frame: shared.frame(&title, &format!("{}. {words}", view::sentence_start(&when.words)))?,
        linked: linked_data::document(shared, index, event),
        crumb: super::span::crumb(catalogue, &links, catalogue.periods.page_of(index)),
        mini: mini(catalogue, index),
        hue: view::hue(catalogue, index),
        theme: catalogue.theme(index).map_or("", |theme| &theme.title),
        length: match title.chars().count() {
            ..=36 => "",
            37..=90 => "long",
            _ => "huge",
        },
        drawn: fill(&catalogue.words.event.drawn, &[("date", &when.words)]),
        cite: cite(shared, &title, &when.words),
        title,
        when,
        status: status(catalogue.words, event.status),
        disputed: disputed(catalogue.words, event),
        text: event.text.as_deref().map(paragraphs).unwrap_or_default(),
        figure: event
            .filled()
            .and_then(|date| Figure::new(catalogue.words, &date, &reports(event, &date))),
        written: event.origin == Origin::Written,
        edited: edited(catalogue.words, event),
        note: event.note.as_deref().map(paragraphs).unwrap_or_default(),
        works: event.sources.iter().map(|source| work(catalogue.words, source)).collect(),
        tellings: event
            .evidence
            .iter()
            .map(|evidence| telling(catalogue, &links, event, evidence))
            .collect(),
        facts: facts(catalogue, &links, event),
        related: related(catalogue, &links, event),
        around: around(catalogue, &links, index),
        before: neighbour(catalogue, &links, index.checked_sub(1)),
        after: neighbour(catalogue, &links, index.checked_add(1)),
    };
    Ok(page.render()?)
}

fn mini<'a>(catalogue: &'a Catalogue<'_>, index: usize) -> Option<Mini<'a>> {
    let outlines = catalogue.outlines.as_ref()?;
    let extent = catalogue.extent(index)?;
    Some(Mini {
        all: &outlines.all,
        theme: outlines.layers.get(catalogue.theme_index(index)).map_or("", String::as_str),
        start: Number(extent.start),
        width: Number(extent.end - extent.start),
    })
}

/// A status as a word and as what it means.
fn status(words: &'static Words, status: Status) -> Option<(&'static str, &'static str)> {
    let meaning = match status {
        Status::Happened => return None,
        Status::Ongoing => &words.event.ongoing,
        Status::Expected => &words.event.expected,
        Status::Conditional => &words.event.conditional,
        Status::Denied => &words.event.denied,
        Status::Reported => &words.event.reported,
    };
    Some((words.status(status), meaning))
}

/// The paragraphs of a text, which are separated by blank lines.
fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).collect::<Vec<_>>();
    let blocks = lines.split(|line| line.is_empty());
    blocks.filter(|block| !block.is_empty()).map(|block| block.join(" ")).collect()
}

fn disputed(words: &Words, event: &Event) -> Option<String> {
    let date = event.date.as_ref();
    let against = event
        .evidence
        .iter()
        .filter(|evidence| agreement(date, evidence.reading.as_ref()) == Agreement::Disagrees);
    let against = against.count();
    (against > 0).then(|| words.count(&words.event.disputed_by, against))
}

fn edited(words: &Words, event: &Event) -> Vec<String> {
    let Some(Curated { title, date }) = event.curated.as_deref() else { return Vec::new() };
    let title = title.as_ref().map(|title| {
        fill(&words.event.edited_title, &[("title", &text::title(title, usize::MAX))])
    });
    let date = date
        .as_ref()
        .map(|date| fill(&words.event.edited_date, &[("date", &date.words_in(words.dates()))]));
    title.into_iter().chain(date).collect()
}

fn work(words: &Words, source: &Source) -> Work {
    Work {
        title: text::title(&source.title, 240),
        url: source.url.as_deref().and_then(safe_url).map(str::to_owned),
        published: source.published.as_ref().map(|date| date.words_in(words.dates())),
    }
}

fn telling(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    event: &Event,
    evidence: &Evidence,
) -> Telling {
    let reading = evidence.reading.as_ref();
    let article = catalogue.article(&evidence.article);
    let source = article.map_or_else(
        // Articles can be left out of a timeline: the sentence is then all that there is.
        || Link { href: String::new(), title: text::title(&evidence.article, 120) },
        |(index, article)| source_link(catalogue, links, index, article, reading),
    );
    let article = article.map(|(_, article)| article);
    Telling {
        source,
        publisher: article.and_then(|a| a.publisher.as_deref()).map(|name| text::short(name, 80)),
        published: article
            .and_then(|a| a.published)
            .map(|day| view::date_with_weekday(catalogue.words, &day.into())),
        lang: article.and_then(|a| super::language(&a.lang)).unwrap_or_default().to_owned(),
        quote: segments(evidence),
        chain: reading.map(|reading| Chain::of(catalogue.words, reading)),
        agreement: agreement(event.date.as_ref(), reading),
    }
}

/// The article at the marked expression.
fn source_link(
    catalogue: &Catalogue<'_>,
    links: &Links<'_>,
    index: usize,
    article: &Article,
    reading: Option<&Reading>,
) -> Link {
    let mention = reading.and_then(|reading| mention_index(article, reading));
    let href = match (catalogue.article_folder(index), mention) {
        (Some(folder), Some(mention)) => links.place(&folder, &super::source::mention_id(mention)),
        _ => catalogue.article_href(links, index, article).unwrap_or_default(),
    };
    Link { href, title: text::title(&article.title, 120) }
}

/// The sentence, with the expression in it marked where it is one of its parts.
fn segments(evidence: &Evidence) -> Vec<Segment> {
    let quote = evidence.quote.as_str();
    let marked = evidence.reading.as_ref().and_then(|reading| expression(evidence, reading));
    let segment = |text: &str, marked| Segment { text: text.to_owned(), marked };
    let pieces = match marked
        .and_then(|(from, to)| Some([quote.get(..from)?, quote.get(from..to)?, quote.get(to..)?]))
    {
        Some([before, inside, after]) => {
            vec![segment(before, false), segment(inside, true), segment(after, false)]
        }
        None => vec![segment(quote, false)],
    };
    pieces.into_iter().filter(|piece| !piece.text.is_empty()).collect()
}

/// Where the expression is in the quotation. The spans count from the start of the article; a
/// quotation that was tidied may differ from it, so the text is compared and searched for.
fn expression(evidence: &Evidence, reading: &Reading) -> Option<(usize, usize)> {
    if reading.text.is_empty() {
        return None;
    }
    let length = reading.text.len();
    let told = reading.span.start.checked_sub(evidence.span.start);
    let told = told.filter(|at| {
        at.checked_add(length).and_then(|end| evidence.quote.get(*at..end)) == Some(&reading.text)
    });
    let at = told.or_else(|| evidence.quote.find(&reading.text))?;
    Some((at, at + length))
}

fn agreement(date: Option<&Date>, reading: Option<&Reading>) -> Agreement {
    match (date, reading.and_then(|reading| reading.date.as_ref())) {
        (Some(date), Some(read)) if date.may_meet(read) => Agreement::Agrees,
        (Some(_), Some(_)) => Agreement::Disagrees,
        _ => Agreement::Silent,
    }
}

fn reports(event: &Event, date: &Date) -> Vec<Report> {
    let report = |evidence: &Evidence| {
        let reading = evidence.reading.as_ref()?;
        Some(Report {
            anchor: reading.anchor.as_ref().map(|anchor| anchor.date.clone()),
            step: reading.step.to_string(),
            gives: reading.date.clone()?,
            agrees: agreement(Some(date), Some(reading)) == Agreement::Agrees,
        })
    };
    event.evidence.iter().filter_map(report).collect()
}

fn related(catalogue: &Catalogue<'_>, links: &Links<'_>, event: &Event) -> Vec<Related> {
    let of_kind = |kind: LinkKind| {
        let targets = event.links.iter().filter(|link| link.kind == kind);
        let known = targets.filter_map(|link| catalogue.event(&link.target));
        let links = known.map(|(at, _)| view::event_link(catalogue, links, at));
        Related { name: catalogue.words.link(kind), links: links.collect() }
    };
    let kinds = LinkKind::ALL.into_iter().map(of_kind);
    kinds.filter(|related| !related.links.is_empty()).collect()
}

fn facts(catalogue: &Catalogue<'_>, links: &Links<'_>, event: &Event) -> Vec<Fact> {
    let words: &'static Words = catalogue.words;
    let own = &words.event;
    let plain = |title: String| Link { href: String::new(), title };
    let names = |name, realm, names: &[String]| Fact {
        name,
        values: names.iter().map(|name| name_link(catalogue, links, realm, name)).collect(),
        code: false,
    };
    let fact = |name, values| Fact { name, values, code: false };
    let mut facts = vec![
        names(&own.places, Realm::Places, &event.places),
        names(&own.people, Realm::People, &event.people),
        names(&own.names, Realm::Names, &event.names),
        fact(&own.aliases, event.aliases.iter().map(|n| plain(text::short(n, 120))).collect()),
    ];
    if let Some(day) = DayOfYear::of(event) {
        let has_page = catalogue.days_folder().is_some();
        let folder = has_page.then(|| catalogue.day_folder(day));
        let href = folder.map_or_else(String::new, |folder| links.page(&folder));
        let title = words.dates().day_of_year(day.month, day.day);
        facts.push(fact(&own.day, vec![Link { href, title }]));
    }
    if let Some(date) = &event.date {
        facts.push(fact(&own.known_to, vec![plain(known_to(words, date))]));
        let data = vec![plain(date.to_string())];
        facts.push(Fact { name: &own.data, values: data, code: true });
    }
    if let Some(written) = &event.written {
        let text = text::short(&written.text, 120);
        let text =
            if days::is_julian(event) { fill(&own.julian, &[("date", &text)]) } else { text };
        facts.push(fact(&own.written, vec![plain(text)]));
    }
    for fact in &mut facts {
        fact.values.retain(|value| !value.title.is_empty());
    }
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

/// A name as this event writes it, with the way to its page.
fn name_link(catalogue: &Catalogue<'_>, links: &Links<'_>, realm: Realm, name: &str) -> Link {
    let names = catalogue.names(realm);
    let found = names.find(name).and_then(|index| names.entries.get(index));
    let folder = found.and_then(|name| catalogue.name_folder(realm, name));
    let href = folder.map_or_else(String::new, |folder| links.page(&folder));
    Link { href, title: text::short(name, 120) }
}

/// How to cite the event: its title, its date, the timeline, and where it is to be found.
fn cite(shared: &Shared<'_>, title: &str, date: &str) -> String {
    let catalogue = shared.catalogue;
    let words = catalogue.words;
    let address = shared.canonical();
    let phrase =
        if address.is_some() { &words.event.citation } else { &words.event.citation_local };
    let timeline = match text::one_line(&catalogue.timeline.info.title) {
        title if title.is_empty() => text::title(shared.site.title, 120),
        title => text::short(&title, 120),
    };
    let parts = [
        ("title", title),
        ("date", date),
        ("timeline", &timeline),
        ("address", address.as_deref().unwrap_or_default()),
    ];
    fill(phrase, &parts)
}

/// "the month, approximately".
fn known_to(words: &Words, date: &Date) -> String {
    let unit = words.precision(date.precision());
    let doubt = match (date.is_approximate(), date.is_uncertain()) {
        (true, true) => &words.precision.both,
        (true, false) => &words.precision.approximate,
        (false, true) => &words.precision.uncertain,
        (false, false) => return unit.to_owned(),
    };
    fill(doubt, &[("unit", unit)])
}

/// The events that stand around this one in order of time.
fn around<'a>(catalogue: &'a Catalogue<'_>, links: &Links<'_>, index: usize) -> Vec<Neighbour<'a>> {
    const EACH_SIDE: usize = 3;
    let events = catalogue.timeline.events();
    let range = index.saturating_sub(EACH_SIDE)..events.len().min(index + EACH_SIDE + 1);
    let neighbour = |at: usize| {
        Some(Neighbour {
            link: view::short_event_link(catalogue, links, at),
            when: &catalogue.told(at).brief,
            hue: view::hue(catalogue, at),
            current: at == index,
        })
    };
    if events.len() > 1 { range.filter_map(neighbour).collect() } else { Vec::new() }
}

fn neighbour(catalogue: &Catalogue<'_>, links: &Links<'_>, index: Option<usize>) -> Option<Link> {
    let index = index.filter(|index| *index < catalogue.timeline.events().len())?;
    Some(view::short_event_link(catalogue, links, index))
}
