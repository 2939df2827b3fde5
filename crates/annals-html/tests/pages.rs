//! What stands on the pages of a small timeline.

use annals_core::{
    Anchor, AnchorKind, Article, Curated, Date, Day, Era, Event, Evidence, Info, Mention, Origin,
    Outcome, Reading, Source, Status, Theme, Timeline,
};
use annals_html::{Entry, Page, RenderError, Site, check, render};
use std::io::Write;

const TEXT: &str = "The harbour board sat on Tuesday. It will vote in May or June.\n\n\
                    The jetty has leaked recently.";

fn date(text: &str) -> Date {
    text.parse().expect("an EDTF date")
}

/// How an expression of the article is read.
fn reading(text: &str, step: &str, means: Option<&str>, why: &str) -> Reading {
    let start = TEXT.find(text).expect("part of the text");
    Reading {
        span: start..start + text.len(),
        text: text.to_owned(),
        rule: "rule".into(),
        anchor: Some(Anchor { kind: AnchorKind::Publication, date: date("1912-03-07") }),
        step: step.to_owned().into(),
        date: means.map(date),
        why: why.to_owned().into(),
    }
}

fn evidence(sentence: &str, reading: Option<Reading>) -> Evidence {
    let start = TEXT.find(sentence).expect("part of the text");
    Evidence {
        article: "courier".to_owned(),
        span: start..start + sentence.len(),
        quote: sentence.to_owned(),
        reading,
    }
}

fn harbour() -> Timeline {
    let sat = reading("on Tuesday", "back 2 days", Some("1912-03-05"), "the last Tuesday before");
    let vote = reading(
        "in May or June",
        "next May, next June",
        Some("[1912-05,1912-06]"),
        "looks forward",
    );
    let vague = reading("recently", "", None, "it names no time");

    let mut meeting = Event::new("The board sits", Some(date("1912-03-05")), Origin::Extracted);
    meeting.themes = vec!["harbour".to_owned()];
    meeting.places = vec!["Boathouse".to_owned()];
    meeting.evidence = vec![
        evidence("The harbour board sat on Tuesday.", Some(sat.clone())),
        evidence("The jetty has leaked recently.", None),
    ];
    let mut ballot =
        Event::new("The board votes", Some(date("[1912-05,1912-06]")), Origin::Extracted);
    ballot.status = Status::Expected;
    ballot.evidence = vec![evidence("It will vote in May or June.", Some(vote.clone()))];
    let mut jetty = Event::new("A first jetty", Some(date("1791~")), Origin::Written);
    jetty.note = Some("Two letters mention it.".to_owned());
    jetty.sources = vec![
        Source {
            title: "A plan".to_owned(),
            url: Some("https://example.org/plan".to_owned()),
            published: Some(date("1793")),
        },
        Source {
            title: "A trap".to_owned(),
            url: Some("javascript:alert(1)".to_owned()),
            published: None,
        },
    ];
    let undated = Event::new("Something that nobody dated", None, Origin::Extracted);

    let used = |reading: &Reading, id: &str| Mention {
        reading: reading.clone(),
        outcome: Outcome::Dates(id.to_owned()),
    };
    let article = Article {
        id: "courier".to_owned(),
        title: "From the harbour".to_owned(),
        published: Day::from_civil(1912, 3, 7),
        url: Some("https://example.org/courier".to_owned()),
        publisher: Some("The Courier".to_owned()),
        lang: "en".to_owned(),
        text: TEXT.to_owned(),
        mentions: vec![
            used(&sat, "the-board-sits"),
            used(&vote, "the-board-votes"),
            Mention { reading: vague, outcome: Outcome::Unused("no time is named".into()) },
        ],
    };
    let info = Info {
        title: "The harbour".to_owned(),
        description: "A town by the sea.".to_owned(),
        lang: "en-GB".to_owned(),
    };
    let themes =
        vec![Theme { id: "harbour".to_owned(), title: "Harbour & trade".to_owned(), color: None }];
    let eras = vec![Era { title: "Sail".to_owned(), date: date("1780/1860") }];
    Timeline::new(info, themes, eras, vec![meeting, ballot, jetty, undated], vec![article])
}

fn pages_of(timeline: &Timeline, base_url: Option<&str>) -> Vec<Page> {
    let timelines = vec![Entry { path: "", timeline, scores: &[] }];
    let pages =
        render(&Site { title: "Annals", timelines, base_url, ..Site::default() }).expect("renders");
    assert_eq!(check(&pages), []);
    pages
}

fn html<'a>(pages: &'a [Page], path: &str) -> &'a str {
    let page = pages.iter().find(|page| page.path == path).expect("the page is there");
    std::str::from_utf8(&page.bytes).expect("pages are text")
}

#[test]
fn an_event_page_in_full() {
    let pages = pages_of(&harbour(), None);
    insta::assert_snapshot!(html(&pages, "e/the-board-sits/index.html"));
}

#[test]
fn an_event_leads_to_the_marked_expression_and_back() {
    let pages = pages_of(&harbour(), None);
    let event = html(&pages, "e/the-board-votes/index.html");
    assert!(event.contains("href=\"../../s/courier/index.html#m2\""));
    assert!(event.contains("It will vote <mark>in May or June</mark>."));
    let source = html(&pages, "s/courier/index.html");
    assert!(source.contains("id=\"m2\">in May or June<sup>2</sup></mark>"));
    assert!(source.contains("href=\"../../e/the-board-votes/index.html\""));
}

#[test]
fn a_source_says_what_was_not_read_and_why() {
    let pages = pages_of(&harbour(), None);
    let source = html(&pages, "s/courier/index.html");
    assert!(source.contains("3 date expressions found: 2 date an event and 1 has no date."));
    let (_, unread) = source.split_once("Without a date").expect("a list at the end");
    assert!(unread.contains("href=\"#m3\"") && unread.contains("It names no time."));
}

#[test]
fn every_event_is_on_the_home_page() {
    let timeline = harbour();
    let pages = pages_of(&timeline, None);
    let (_, record) = html(&pages, "index.html").split_once("id=\"record\"").expect("a record");
    for event in timeline.events() {
        assert!(record.contains(&format!("href=\"e/{}/index.html\"", event.id)), "{}", event.id);
    }
    assert!(record.contains(">Undated</h3>"));
    assert!(record.contains("<span class=\"status\">expected</span>"));
}

#[test]
fn a_lane_tells_the_days_that_a_mark_covers() {
    let pages = pages_of(&harbour(), None);
    let home = html(&pages, "index.html");
    assert!(home.contains("data-start=\"1912-05-01\" data-end=\"1912-06-30\""));
    assert!(home.contains("data-start=\"1790-01-01\" data-end=\"1792-12-31\""));
}

#[test]
fn a_source_that_gives_another_date_is_shown_against_it() {
    let mut timeline = harbour();
    let mut event = timeline.events()[1].clone();
    event.date = Some(date("1912-03-12"));
    let articles = timeline.articles().to_vec();
    timeline = Timeline::new(Info::default(), vec![], vec![], vec![event], articles);
    let pages = pages_of(&timeline, None);
    let event = html(&pages, "e/the-board-sits/index.html");
    assert!(
        event.contains("<span class=\"status\">disputed</span> One sentence gives another date.")
    );
    assert!(event.contains("g-day against"));
    assert!(event.contains("<b>This source gives another date.</b>"));
    assert!(event.contains("Hatched: what a source says against it."));
}

#[test]
fn what_an_editor_set_is_told_beside_what_the_articles_say() {
    let timeline = harbour();
    let mut events = timeline.events().to_vec();
    for event in &mut events {
        let (title, date) = (Some("The <board>".to_owned()), event.date.clone());
        event.curated = Some(Box::new(Curated { title, date }));
    }
    let articles = timeline.articles().to_vec();
    let timeline = Timeline::new(timeline.info, timeline.themes, timeline.eras, events, articles);
    let pages = pages_of(&timeline, None);
    let page = html(&pages, "e/the-board-sits/index.html");
    for told in [
        "Set by an editor",
        "The title. The articles give “The &#60;board&#62;”.",
        "The date. The articles give 5 March 1912.",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
}

#[test]
fn a_source_with_very_many_dates_shows_them_all() {
    const MANY: usize = 2_000;
    let one = "On 3 May it rained. ";
    let mention = |index: usize| {
        let start = index * one.len() + 3;
        let reading = Reading { span: start..start + 5, text: "3 May".to_owned(), ..unread() };
        Mention { reading, outcome: Outcome::Unused("it dates no event".into()) }
    };
    let mut article = harbour().articles()[0].clone();
    article.text = one.repeat(MANY);
    article.mentions = (0..MANY).map(mention).collect();
    let timeline = Timeline::new(Info::default(), vec![], vec![], vec![], vec![article]);
    let pages = pages_of(&timeline, None);
    let source = html(&pages, "s/courier/index.html");
    assert_eq!(source.matches("<mark class=\"unread\"").count(), MANY);
    assert_eq!(source.matches("It dates no event.").count(), MANY);
    let (_, rest) = source.split_once("Without a date").expect("a list at the end");
    assert_eq!(rest.matches("href=\"#m").count(), MANY);
}

fn unread() -> Reading {
    reading("recently", "", None, "no year is near")
}

#[test]
fn only_web_addresses_are_links() {
    let pages = pages_of(&harbour(), None);
    let event = html(&pages, "e/a-first-jetty/index.html");
    assert!(event.contains("href=\"https://example.org/plan\""));
    assert!(event.contains("<bdi>A trap</bdi>") && !event.contains("javascript:"));
}

#[test]
fn a_base_url_makes_links_to_folders() {
    let pages = pages_of(&harbour(), Some("https://example.org/town"));
    let event = html(&pages, "e/the-board-sits/index.html");
    assert!(
        event.contains(
            "<link rel=\"canonical\" href=\"https://example.org/town/e/the-board-sits/\">"
        )
    );
    assert!(event.contains("href=\"../../s/courier/#m1\"") && !event.contains("index.html"));
}

#[test]
fn several_timelines_reach_each_other() {
    let (main, other) = (harbour(), harbour());
    let timelines = vec![
        Entry { path: "", timeline: &main, scores: &[] },
        Entry { path: "calendar", timeline: &other, scores: &[] },
    ];
    let pages = render(&Site { title: "Annals", timelines, ..Site::default() }).expect("renders");
    assert_eq!(check(&pages), []);
    assert!(html(&pages, "index.html").contains("href=\"calendar/index.html\""));
    assert!(
        html(&pages, "calendar/e/the-board-sits/index.html")
            .contains("href=\"../../../index.html\"")
    );
}

/// The titles in the lanes of a home page; those that a phone shows too are starred.
fn landmarks(home: &str) -> Vec<String> {
    let (_, lanes) = home.split_once("class=\"lanes\"").expect("there are lanes");
    let (lanes, _) = lanes.split_once("class=\"record\"").expect("the record follows");
    let entries = lanes.split("<li class=\"").skip(1);
    let title = |entry: &str| {
        let (class, rest) = entry.split_once('"').expect("a class ends");
        let (_, rest) = rest.split_once("<b dir=\"auto\">").expect("a title begins");
        let (title, _) = rest.split_once("</b>").expect("a title ends");
        let star = if class.ends_with(" wide") { "" } else { "*" };
        format!("{star}{title}")
    };
    entries.map(title).collect()
}

#[test]
fn the_landmarks_are_the_events_that_score_highest_spread_over_the_days() {
    let told = |day: &str, number: usize| {
        Event::new(format!("Event {number} of {day}"), Some(date(day)), Origin::Extracted)
    };
    let days = ["2021-05-03", "2021-08-20", "2021-12-24"];
    let events = days.iter().flat_map(|day| (1..=6).map(move |number| told(day, number)));
    let events = events.collect();
    let timeline = Timeline::new(Info::default(), vec![], vec![], events, vec![]);
    let score = |(place, event): (usize, &Event)| match event.title.as_str() {
        "Event 5 of 2021-05-03" => 20.0,
        _ => 10.0 - place as f64 / 10.0,
    };
    let scores: Vec<f64> = timeline.events().iter().enumerate().map(score).collect();
    let timelines = vec![Entry { path: "", timeline: &timeline, scores: &scores }];
    let site = Site { title: "Annals", timelines, ..Site::default() };
    let pages = render(&site).expect("renders");
    insta::assert_snapshot!(landmarks(html(&pages, "index.html")).join("\n"));
}

#[test]
fn paths_that_do_not_fit_are_refused() {
    let timeline = Timeline::default();
    let render_at = |paths: &[&'static str], base_url| {
        let timelines =
            paths.iter().map(|path| Entry { path, timeline: &timeline, scores: &[] }).collect();
        render(&Site { title: "Annals", timelines, base_url, ..Site::default() })
    };
    assert!(matches!(render_at(&["a"], None), Err(RenderError::NoMainTimeline)));
    assert!(matches!(render_at(&["", "../x"], None), Err(RenderError::BadPath(_))));
    assert!(matches!(render_at(&["", "s"], None), Err(RenderError::SamePath(_))));
    assert!(matches!(render_at(&["", ""], None), Err(RenderError::SamePath(_))));
    assert!(matches!(render_at(&[""], Some("ftp://x")), Err(RenderError::BadBaseUrl(_))));
}

/// The most that the files of every page may weigh, packed as servers do.
#[test]
fn the_files_of_a_page_stay_light() {
    let pages = pages_of(&Timeline::default(), None);
    let weight = |end: &str| {
        let files = pages.iter().filter(|page| page.path.ends_with(end));
        files.map(|page| packed(&page.bytes)).sum::<usize>()
    };
    assert!(weight(".woff2") <= 90_000, "fonts: {}", weight(".woff2"));
    assert!(weight(".js") <= 12 * 1024, "scripts: {}", weight(".js"));
    assert!(weight("/site.css") <= 8 * 1024, "style sheet: {}", weight("/site.css"));
    assert!(weight("/search.css") <= 1024, "style sheet: {}", weight("/search.css"));
}

fn packed(bytes: &[u8]) -> usize {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    packer.write_all(bytes).expect("memory takes it");
    packer.finish().expect("memory takes it").len()
}
