//! The page of an event: when it was, how that is known, and what was around it.

use super::{Frame, Shared};
use crate::catalogue::{Catalogue, mention_index};
use crate::figure::{Figure, Report};
use crate::link::{Links, safe_url};
use crate::site::RenderError;
use crate::text::{self, Number};
use crate::time;
use crate::view::{self, Chain, Link, Segment, When};
use crate::words::Words;
use annals_core::{
    Article, Calendar, Date, Day, Event, Evidence, LinkKind, Origin, Precision, Reading, Source,
    Status,
};
use askama::Template;

#[derive(Template)]
#[template(path = "event.html")]
struct EventPage {
    frame: Frame,
    crumb: Link,
    mini: Option<Mini>,
    hue: String,
    theme: String,
    title: String,
    /// How large the title may be set: `""`, `"long"` or `"huge"`.
    length: &'static str,
    when: When,
    status: Option<(&'static str, &'static str)>,
    text: Vec<String>,
    figure: Option<Figure>,
    written: bool,
    note: Vec<String>,
    works: Vec<Work>,
    tellings: Vec<Telling>,
    facts: Vec<Fact>,
    related: Vec<Related>,
    around: Vec<Neighbour>,
    before: Option<Link>,
    after: Option<Link>,
}

/// The timeline's skyline with the event's place on it.
struct Mini {
    all: String,
    theme: String,
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
    values: Vec<String>,
    /// Set as code.
    code: bool,
}

/// The events that it is to in one way: what it is part of.
struct Related {
    name: String,
    links: Vec<Link>,
}

struct Neighbour {
    link: Link,
    when: String,
    hue: String,
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
    let when = When::of_event(catalogue.words, event);
    let words = text::short(event.text.as_deref().unwrap_or_default(), 160);
    let page = EventPage {
        frame: shared.frame(&title, &format!("{}. {words}", view::sentence_start(&when.words))),
        crumb: crumb(catalogue, &links),
        mini: mini(catalogue, index, event),
        hue: view::hue(catalogue, index),
        theme: catalogue.theme(index).map_or_else(String::new, |theme| theme.title.clone()),
        length: match title.chars().count() {
            ..=36 => "",
            37..=90 => "long",
            _ => "huge",
        },
        title,
        when,
        status: status(catalogue.words, event.status),
        text: event.text.as_deref().map(paragraphs).unwrap_or_default(),
        figure: event
            .filled()
            .and_then(|date| Figure::new(catalogue.words, &date, &reports(event, &date))),
        written: event.origin == Origin::Written,
        note: event.note.as_deref().map(paragraphs).unwrap_or_default(),
        works: event.sources.iter().map(work).collect(),
        tellings: event
            .evidence
            .iter()
            .map(|evidence| telling(catalogue, &links, event, evidence))
            .collect(),
        facts: facts(event),
        related: related(catalogue, &links, event),
        around: around(catalogue, &links, index),
        before: neighbour(catalogue, &links, index.checked_sub(1)),
        after: neighbour(catalogue, &links, index.checked_add(1)),
    };
    Ok(page.render()?)
}

fn crumb(catalogue: &Catalogue<'_>, links: &Links<'_>) -> Link {
    Link {
        href: links.page(&catalogue.folder),
        title: text::title(&catalogue.timeline.info.title, 60),
    }
}

fn mini(catalogue: &Catalogue<'_>, index: usize, event: &Event) -> Option<Mini> {
    let extent = catalogue.extent(event.date.as_ref()?)?;
    Some(Mini {
        all: catalogue.outline.clone(),
        theme: catalogue.alone.get(catalogue.theme_index(index)).cloned().unwrap_or_default(),
        start: Number(extent.start),
        width: Number(extent.end - extent.start),
    })
}

/// A status as a word and as what it means.
fn status(words: &'static Words, status: Status) -> Option<(&'static str, &'static str)> {
    let meaning = match status {
        Status::Happened => return None,
        Status::Ongoing => "It goes on, as far as the sources tell.",
        Status::Expected => "The sources expect it; none says that it took place.",
        Status::Conditional => "It depends on something else that has not been told to happen.",
        Status::Denied => "It is said not to have taken place.",
        Status::Reported => "Someone says so; no source vouches for it.",
    };
    Some((words.status(status), meaning))
}

/// The paragraphs of a text, which are separated by blank lines.
fn paragraphs(text: &str) -> Vec<String> {
    let lines = text.lines().map(str::trim).collect::<Vec<_>>();
    let blocks = lines.split(|line| line.is_empty());
    blocks.filter(|block| !block.is_empty()).map(|block| block.join(" ")).collect()
}

fn work(source: &Source) -> Work {
    Work {
        title: text::title(&source.title, 240),
        url: source.url.as_deref().and_then(safe_url).map(str::to_owned),
        published: source.published.as_ref().map(Date::words),
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
            .map(|day| view::date_with_weekday(&day.into())),
        lang: article.and_then(|a| super::language(&a.lang)).unwrap_or_default().to_owned(),
        quote: segments(evidence),
        chain: reading.map(Chain::of),
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
    let folder = catalogue.article_folder(index);
    let mention = reading.and_then(|reading| mention_index(article, reading));
    let href = match mention {
        Some(mention) => links.place(&folder, &super::source::mention_id(mention)),
        None => links.page(&folder),
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
        let links = known.map(|(at, other)| view::event_link(catalogue, links, at, other));
        Related { name: view::sentence_start(kind.words()), links: links.collect() }
    };
    let kinds = LinkKind::ALL.into_iter().map(of_kind);
    kinds.filter(|related| !related.links.is_empty()).collect()
}

fn facts(event: &Event) -> Vec<Fact> {
    let names = |names: &[String]| names.iter().map(|name| text::short(name, 120)).collect();
    let mut facts = vec![
        Fact { name: "Where", values: names(&event.places), code: false },
        Fact { name: "People", values: names(&event.people), code: false },
        Fact { name: "Named with it", values: names(&event.names), code: false },
        Fact { name: "Also called", values: names(&event.aliases), code: false },
    ];
    if let Some(date) = &event.date {
        facts.push(Fact { name: "Known to", values: vec![known_to(date)], code: false });
        facts.push(Fact { name: "As data (EDTF)", values: vec![date.to_string()], code: true });
    }
    if let Some(written) = &event.written {
        let text = text::short(&written.text, 120);
        let words = match written.calendar {
            Calendar::Gregorian => text,
            Calendar::Julian => format!("{text} in the Julian calendar"),
        };
        facts.push(Fact { name: "As written", values: vec![words], code: false });
    }
    for fact in &mut facts {
        fact.values.retain(|value| !value.is_empty());
    }
    facts.retain(|fact| !fact.values.is_empty());
    facts
}

/// "the month, approximately".
fn known_to(date: &Date) -> String {
    let unit = match date.precision() {
        Precision::Millennium => "the millennium",
        Precision::Century => "the century",
        Precision::Decade => "the decade",
        Precision::Year => "the year",
        Precision::Season => "the season",
        Precision::Month => "the month",
        Precision::Week => "the week",
        Precision::Day => "the day",
        Precision::Time => "the time of day",
    };
    let doubt = match (date.is_approximate(), date.is_uncertain()) {
        (true, true) => ", approximately and not for sure",
        (true, false) => ", approximately",
        (false, true) => ", not for sure",
        (false, false) => "",
    };
    format!("{unit}{doubt}")
}

/// The events that stand around this one in order of time.
fn around(catalogue: &Catalogue<'_>, links: &Links<'_>, index: usize) -> Vec<Neighbour> {
    const EACH_SIDE: usize = 3;
    let events = catalogue.timeline.events();
    let range = index.saturating_sub(EACH_SIDE)..events.len().min(index + EACH_SIDE + 1);
    let neighbour = |at: usize| {
        let event = events.get(at)?;
        let mut link = view::event_link(catalogue, links, at, event);
        link.title = text::short(&link.title, 90);
        Some(Neighbour {
            link,
            when: event.date.as_ref().map_or_else(|| "undated".to_owned(), brief),
            hue: view::hue(catalogue, at),
            current: at == index,
        })
    };
    if events.len() > 1 { range.filter_map(neighbour).collect() } else { Vec::new() }
}

/// A date short enough for a narrow column: "18 Jul 2022", "Aug–Sep 2022", "1910 – 1945".
fn brief(date: &Date) -> String {
    let year = |day: Day| time::year_name(day.civil().year);
    let month = |day: Day| time::month_short(day.civil().month);
    match (date.earliest().day(), date.latest().day()) {
        (Some(first), Some(last)) => {
            let whole_year = date.precision() <= Precision::Year;
            let (from, to) = (first.civil(), last.civil());
            match (from.year == to.year, from.month == to.month) {
                _ if first == last => format!("{} {} {}", from.day, month(first), year(first)),
                (true, true) => format!("{} {}", month(first), year(first)),
                (true, false) if !whole_year => {
                    format!("{}–{} {}", month(first), month(last), year(first))
                }
                _ => time::years(first, last),
            }
        }
        (Some(first), None) => format!("from {}", year(first)),
        (None, Some(last)) => format!("to {}", year(last)),
        (None, None) => "unknown".to_owned(),
    }
}

fn neighbour(catalogue: &Catalogue<'_>, links: &Links<'_>, index: Option<usize>) -> Option<Link> {
    let index = index?;
    let event = catalogue.timeline.events().get(index)?;
    let mut link = view::event_link(catalogue, links, index, event);
    link.title = text::short(&link.title, 90);
    Some(link)
}
