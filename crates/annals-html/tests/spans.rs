//! The pages of time: every event is listed on one, and each can be reached from the home page.

use annals_core::{Anchor, AnchorKind, Article, Date, Era, Event, Evidence, Info, Origin, Reading};
use annals_core::{Extent, Status, Theme, Timeline};
use annals_html::{Entry, Page, Site, check, render};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const MOST: usize = 400;

fn told(id: usize, date: &str) -> Event {
    let mut event = Event::new(format!("Event {id}"), date.parse().ok(), Origin::Written);
    event.id = format!("e{id}");
    event
}

fn timeline<'a>(dates: impl Iterator<Item = &'a str>) -> Timeline {
    let events = dates.enumerate().map(|(id, date)| told(id, date)).collect();
    Timeline::new(Info::default(), vec![], vec![], events, vec![])
}

fn pages_of(timeline: &Timeline) -> BTreeMap<String, String> {
    let timelines = vec![Entry { path: "", timeline, scores: &[] }];
    let site = Site { title: "Annals", timelines, ..Site::default() };
    let pages = render(&site).expect("renders");
    assert_eq!(check(&pages), []);
    let is_page = |page: &Page| page.path.ends_with("index.html");
    let text = |page: Page| (page.path, String::from_utf8(page.bytes.into_owned()).expect("text"));
    pages.into_iter().filter(is_page).map(text).collect()
}

/// The pages of time among them, and the home page.
fn of_time(path: &str) -> bool {
    !["e/", "s/", "about/", "embed/", "names/", "on/", "people/", "places/", "search/", "themes/"]
        .iter()
        .any(|other| path.starts_with(other))
}

/// The pages that a page links to.
fn links<'a>(path: &'a str, page: &'a str) -> impl Iterator<Item = String> + 'a {
    let targets = page.split(" href=\"").skip(1).filter_map(|rest| rest.split('"').next());
    targets.filter(|target| target.ends_with("index.html")).map(move |target| {
        let mut folders: Vec<&str> = path.split('/').collect();
        folders.pop();
        for part in target.split('/') {
            if part == ".." {
                folders.pop();
            } else {
                folders.push(part);
            }
        }
        folders.join("/")
    })
}

/// The ids of the events that a page lists, not those that may belong to it or stand out.
fn listed(page: &str) -> Vec<&str> {
    let sections = page.split("<section class=\"period").skip(1);
    sections
        .filter_map(|section| section.split("</section>").next())
        .flat_map(|section| section.split("<h4><a href=\"").skip(1))
        .filter_map(|entry| entry.split("e/e").nth(1)?.split('/').next())
        .collect()
}

fn date() -> impl Strategy<Value = String> {
    let day = |(year, month, day): (i64, u8, u8)| format!("{year:04}-{month:02}-{day:02}");
    prop_oneof![
        4 => (1_i64..2100, 1_u8..13, 1_u8..29).prop_map(day),
        6 => (1990_i64..1994, 1_u8..13, 1_u8..29).prop_map(day),
        2 => (-5000_i64..2100).prop_map(|year| Date::year(year).to_string()),
        2 => (1900_i64..1950).prop_map(|year| format!("{year}~")),
        1 => (1000_i64..1950, 1_i64..400).prop_map(|(year, more)| format!("{year}/{}", year + more)),
        1 => prop::sample::select(vec![
            "", "19XX", "1985/..", "[..1899]", "Y-17000000", "Y1000000000000", "Y-1000000000000",
            "1920/", "Y17E200", "[1912-04,1912-06]", "1991-21",
        ]).prop_map(str::to_owned),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]
    #[test]
    fn the_laws_of_the_pages_of_time(dates in prop::collection::vec(date(), 0..160), crowd in 0_usize..900) {
        let crowd = std::iter::repeat_n("1991-05-17", if crowd > 700 { crowd } else { 0 });
        let timeline = timeline(dates.iter().map(String::as_str).chain(crowd));
        let pages = pages_of(&timeline);

        let mut times = BTreeMap::new();
        for (path, page) in pages.iter().filter(|(path, _)| of_time(path)) {
            let listed = listed(page);
            prop_assert!(listed.len() <= MOST, "{} lists {}", path, listed.len());
            prop_assert!(path == "index.html" || page.contains("<article>") || page.contains("class=\"jump\""), "{path} is empty");
            for event in listed {
                *times.entry(event.to_owned()).or_insert(0) += 1;
            }
        }
        prop_assert_eq!(times.len(), timeline.events().len());
        prop_assert!(times.values().all(|times| *times == 1));

        // Every page of time is reached from the home page by links that lead down.
        let mut reached = BTreeSet::from(["index.html".to_owned()]);
        let mut open = vec!["index.html".to_owned()];
        while let Some(path) = open.pop() {
            for target in links(&path, &pages[&path]).filter(|target| of_time(target)) {
                if reached.insert(target.clone()) {
                    open.push(target);
                }
            }
        }
        for path in pages.keys().filter(|path| of_time(path)) {
            prop_assert!(reached.contains(path), "{path} cannot be reached");
        }
    }
}

/// The link of a page in its head that has that relation.
fn turn(path: &str, page: &str, relation: &str) -> Option<String> {
    let (_, rest) = page.split_once(&format!("<link rel=\"{relation}\""))?;
    links(path, rest).next()
}

#[test]
fn the_next_page_leads_back() {
    let dates: Vec<String> =
        (0..900).map(|n| format!("19{:02}-{:02}-01", n % 23 + 10, n % 12 + 1)).collect();
    let pages = pages_of(&timeline(dates.iter().map(String::as_str)));
    let mut turns = 0;
    for (path, page) in pages.iter().filter(|(path, _)| of_time(path)) {
        if let Some(next) = turn(path, page, "next") {
            assert_eq!(turn(&next, &pages[&next], "prev").as_deref(), Some(path.as_str()));
            turns += 1;
        }
    }
    assert!(turns > 20, "{turns}");
}

/// A year with every kind of date, a source that contradicts another, and hostile titles.
fn year() -> Timeline {
    let day = |n: usize| format!("1912-{:02}-{:02}", n % 12 + 1, n + 1);
    let mut events: Vec<Event> = (0..24).map(|n| told(n, &day(n))).collect();
    events.extend((24..50).map(|n| told(n, "1913-05-06")));
    let kinds = [
        "1912",
        "1912-04",
        "1912-03-05/1912-07",
        "1912~",
        "[1912-04,1912-06]",
        "1905/1920",
        "[..1911]",
        "[1911..]",
        "1890/..",
        "",
        "[1912-05-01..1912-05-20]",
        "1912-06?",
    ];
    events.extend(kinds.iter().enumerate().map(|(n, date)| told(50 + n, date)));
    events[3].title = "<script>alert(1)</script>".to_owned();
    events[4].themes = vec!["harbour".to_owned()];
    events[5].status = Status::Expected;
    events[55].themes = vec!["harbour".to_owned()];
    events[50].extent = Extent::Throughout;
    events[0].evidence = vec![Evidence {
        article: "courier".to_owned(),
        span: 0..9,
        quote: "It is so.".to_owned(),
        reading: Some(Reading {
            span: 0..2,
            text: "It".to_owned(),
            rule: "rule".into(),
            anchor: Some(Anchor { kind: AnchorKind::Publication, date: Date::year(1912) }),
            step: "".into(),
            date: "1915".parse().ok(),
            why: "".into(),
        }),
    }];
    let themes =
        vec![Theme { id: "harbour".to_owned(), title: "Harbour & trade".to_owned(), color: None }];
    let eras = vec![Era { title: "Peace".to_owned(), date: "1900/1913".parse().expect("EDTF") }];
    let articles: Vec<Article> = Vec::new();
    Timeline::new(
        Info { title: "A year".to_owned(), ..Info::default() },
        themes,
        eras,
        events,
        articles,
    )
}

#[test]
fn a_year_page_in_full() {
    let pages = pages_of(&year());
    insta::assert_snapshot!(pages["1912/index.html"]);
}

#[test]
fn what_sticks_out_of_a_span_is_drawn_to_its_edge_and_says_so() {
    let pages = pages_of(&year());
    let year = &pages["1912/index.html"];
    let (_, lanes) = year.split_once("class=\"lanes\"").expect("lanes");
    let (before, _) = lanes.split_once("data-start=\"1905-01-01\"").expect("a long event");
    let (_, entry) = before.rsplit_once("<li ").expect("an entry");
    assert!(entry.contains("cut-s cut-e") && entry.contains("--s:0;--w:100"), "{entry}");
    assert!(year.contains("data-scale=\"1912-01-01 1913-01-01 0 100\""));
}

#[test]
fn an_event_leads_to_the_page_that_lists_it() {
    let pages = pages_of(&year());
    for (event, page) in [("e1", "1912"), ("e59", "undated"), ("e58", "across")] {
        let path = format!("e/{event}/index.html");
        let (_, crumb) = pages[&path].split_once("class=\"crumb\"").expect("a crumb");
        let (crumb, _) = crumb.split_once("</nav>").expect("its end");
        assert_eq!(links(&path, crumb).last(), Some(format!("{page}/index.html")), "{event}");
    }
}

#[test]
fn what_fits_into_no_span_is_counted_and_listed_by_itself() {
    let pages = pages_of(&year());
    let across = &pages["across/index.html"];
    assert!(across.contains("<p class=\"counts\">5 events</p>"));
    assert_eq!(listed(across).len(), 5);
}

#[test]
fn ten_thousand_vague_events_do_not_flood_the_months() {
    let day = |n: usize| format!("1912-{:02}-{:02}", n % 12 + 1, n % 28 + 1);
    let dates: Vec<String> =
        (0..6_000).map(day).chain((0..3_000).map(|_| "1912~".to_owned())).collect();
    let pages = pages_of(&timeline(dates.iter().map(String::as_str)));
    let month = &pages["1912/04/01-10/index.html"];
    let (_, reaching) = month.split_once("id=\"may-h\"").expect("a section");
    assert_eq!(reaching.matches("<article>").count(), 40);
    assert!(reaching.contains("2,960 more may belong here"), "{reaching}");
}

#[test]
fn deep_time_and_last_week_share_a_timeline() {
    let recent: Vec<String> = (0..60).map(|n| format!("2026-11-{:02}", n % 28 + 1)).collect();
    let old = ["Y-17000000", "-3999", "-0043-03-15", "Y-1000000000000", "Y1000000000000"];
    let pages = pages_of(&timeline(old.into_iter().chain(recent.iter().map(String::as_str))));
    assert!(pages.contains_key("2026/11/index.html"));
    assert!(pages.keys().any(|path| path.starts_with("bce/")));
}

/// The home page of a large timeline shows years and not events.
#[test]
fn the_home_page_stays_small() {
    let day = |n: usize| format!("{}-{:02}-{:02}", 1788 + n * 7 % 237, n % 12 + 1, n % 28 + 1);
    let mut events: Vec<Event> = (0..6_000).map(|n| told(n, &day(n))).collect();
    let themes: Vec<Theme> = (0..5)
        .map(|n| Theme { id: format!("t{n}"), title: format!("Theme {n}"), color: None })
        .collect();
    for (n, event) in events.iter_mut().enumerate() {
        event.themes = vec![format!("t{}", n % 5)];
        event.text =
            Some("A text that a landmark shows, and no other part of the page. ".repeat(5));
    }
    let timeline = Timeline::new(Info::default(), themes, vec![], events, vec![]);
    let pages = pages_of(&timeline);
    let home = &pages["index.html"];
    assert!(home.matches("</").count() < 1_500, "{}", home.matches("</").count());
    assert!(home.len() < 110_000, "{}", home.len());
}
