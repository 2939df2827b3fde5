//! The copies for machines, each read by a strict reader of its format.

use annals_core::{Day, Event, Info, Origin, Timeline};
use annals_html::{Entry, Page, Plan, Site, check, render};
use quick_xml::events::Event as Xml;
use serde_json::Value;
use std::collections::BTreeSet;

const BASE: &str = "https://example.org/town";

/// Events of every kind, some of which mean harm.
fn town() -> Timeline {
    let json = r#"{
        "timeline": {"title": "The <town> & \"port\"", "description": "By the sea.", "lang": "en"},
        "theme": [{"id": "sea", "title": "Sea, trade; more"}],
        "era": [{"title": "Sail", "date": "1780/1860"}],
        "event": [
            {"title": "The board sits", "date": "1912-03-05", "themes": ["sea"],
             "text": "It met, at last; all came.\nThe vote was \"no\".",
             "people": ["Ann Berg"], "places": ["Boathouse"],
             "evidence": [{"article": "courier", "span": {"start": 0, "end": 5}, "quote": "The harbour board sat."}]},
            {"title": "</script><script>alert(1)</script>", "date": "1791~"},
            {"title": "=HYPERLINK(\"https://example.org\")", "date": "[1912-05,1912-06]"},
            {"title": "A leap", "date": "1904-02-29"},
            {"title": "An old day", "date": "-0043-03-15"},
            {"title": "The new pier", "date": "2030-05", "status": "expected"},
            {"title": "Trade", "date": "1985/..", "themes": ["sea"]},
            {"title": "Before it all", "date": "[..1700]"},
            {"title": "Undated"}
        ],
        "article": [{"id": "courier", "title": "From the harbour", "published": "1912-03-07",
                     "lang": "en", "text": "The harbour board sat.", "url": "https://example.org/c"}]
    }"#;
    serde_json::from_str(json).expect("a timeline")
}

fn site(timeline: &Timeline, base_url: Option<&str>) -> Vec<Page> {
    let timelines = vec![Entry { path: "", timeline, scores: &[] }];
    let pages =
        render(&Site { title: "Town", timelines, base_url, ..Site::default() }).expect("renders");
    assert_eq!(check(&pages), []);
    pages
}

fn text<'a>(pages: &'a [Page], path: &str) -> &'a str {
    let page = pages.iter().find(|page| page.path == path).unwrap_or_else(|| panic!("no {path}"));
    std::str::from_utf8(&page.bytes).expect("text")
}

fn json(pages: &[Page], path: &str) -> Value {
    serde_json::from_str(text(pages, path)).expect("JSON")
}

/// The elements of a document, each by its path, with their text; fails where it is ill-formed.
fn elements(xml: &str) -> Vec<(String, String)> {
    let mut reader = quick_xml::Reader::from_str(xml);
    let (mut open, mut found) = (Vec::<usize>::new(), Vec::<(String, String)>::new());
    loop {
        let event = reader.read_event().expect("well-formed");
        match &event {
            Xml::Start(tag) | Xml::Empty(tag) => {
                assert!(tag.attributes().all(|attribute| attribute.is_ok()), "{tag:?}");
                let parent = open.last().map_or(String::new(), |&at| format!("{}/", found[at].0));
                found.push((parent + tag.name().0, String::new()));
                if matches!(event, Xml::Start(_)) {
                    open.push(found.len() - 1);
                }
            }
            Xml::End(_) => drop(open.pop()),
            Xml::Text(text) => {
                if let Some(&at) = open.last() {
                    found[at].1 += &text.xml10_content();
                }
            }
            Xml::GeneralRef(reference) => {
                let letter = reference.resolve_char_ref().expect("a number");
                let at = *open.last().expect("an element");
                found[at].1.push(letter.expect("a character"));
            }
            Xml::Eof => return found,
            _ => {}
        }
    }
}

#[test]
fn the_atom_feed_has_what_its_standard_asks_for() {
    for base in [None, Some(BASE)] {
        let pages = site(&town(), base);
        let elements = elements(text(&pages, "feed.atom"));
        let of = |path: &str| elements.iter().filter(|e| e.0 == path).collect::<Vec<_>>();
        for path in ["feed/id", "feed/title", "feed/updated", "feed/author/name"] {
            assert_eq!(of(path).len(), 1, "{path}");
        }
        assert_eq!(of("feed/title")[0].1, "The <town> & \"port\"");
        let entries = of("feed/entry").len();
        for path in ["id", "title", "updated", "summary"] {
            assert_eq!(of(&format!("feed/entry/{path}")).len(), entries, "{path}");
        }
        let ids: BTreeSet<&str> = of("feed/entry/id").iter().map(|id| id.1.as_str()).collect();
        assert_eq!(ids.len(), entries);
        assert!(ids.iter().all(|id| id.starts_with("urn:uuid:") && id.len() == 45), "{ids:?}");
        // The article of 7 March 1912 is the newest thing that is known.
        let updated: Vec<&str> = of("feed/entry/updated").iter().map(|e| e.1.as_str()).collect();
        assert_eq!(updated[0], "1912-03-07T00:00:00Z");
        assert!(updated.is_sorted_by(|a, b| a >= b), "{updated:?}");
        assert_eq!(of("feed/updated")[0].1, updated[0]);
    }
}

#[test]
fn ids_do_not_change_with_other_events() {
    let ids = |timeline: &Timeline| {
        let pages = site(timeline, Some(BASE));
        let items = json(&pages, "feed.json")["items"].as_array().unwrap().clone();
        items.iter().map(|i| (i["title"].to_string(), i["id"].to_string())).collect::<Vec<_>>()
    };
    let town = town();
    let fewer =
        Timeline::new(town.info.clone(), vec![], vec![], town.events()[2..].to_vec(), vec![]);
    let all = ids(&town);
    assert!(ids(&fewer).iter().all(|pair| all.contains(pair)));
}

#[test]
fn the_json_feed_has_what_its_standard_asks_for() {
    let feed = json(&site(&town(), Some(BASE)), "feed.json");
    assert_eq!(feed["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(feed["home_page_url"], "https://example.org/town/");
    assert_eq!(feed["feed_url"], "https://example.org/town/feed.json");
    for item in feed["items"].as_array().unwrap() {
        for key in ["id", "url", "title", "content_text", "date_published"] {
            assert!(item[key].as_str().is_some_and(|text| !text.is_empty()), "{key}: {item}");
        }
        assert!(item["url"].as_str().unwrap().starts_with(BASE));
    }
    let on_disk = json(&site(&town(), None), "feed.json");
    assert!(on_disk.get("feed_url").is_none() && on_disk["items"][0].get("url").is_none());
}

/// The components of a calendar, as a strict reader sees them.
fn calendar(text: &str) -> Vec<Vec<(String, String)>> {
    assert!(text.split_terminator("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')));
    let unfolded = icalendar::parser::unfold(text);
    let calendar = icalendar::parser::read_calendar(&unfolded).expect("a calendar");
    let component = |component: &icalendar::parser::Component<'_>| {
        let property = |property: &icalendar::parser::Property<'_>| {
            (property.name.to_string(), property.val.to_string())
        };
        component.properties.iter().map(property).collect::<Vec<_>>()
    };
    calendar.components.iter().map(component).collect()
}

fn value<'a>(event: &'a [(String, String)], name: &str) -> Option<&'a str> {
    event.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
}

#[test]
fn days_come_back_every_year() {
    let pages = site(&town(), Some(BASE));
    let events = calendar(text(&pages, "on-this-day.ics"));
    let starts: Vec<Option<&str>> = events.iter().map(|event| value(event, "DTSTART")).collect();
    assert_eq!(starts, [Some("19040229"), Some("19120305"), Some("16040315")]);
    for event in &events {
        assert_eq!(value(event, "RRULE"), Some("FREQ=YEARLY"));
        for name in ["UID", "DTSTAMP", "SUMMARY", "DESCRIPTION", "URL"] {
            assert!(value(event, name).is_some(), "{name}: {event:?}");
        }
    }
    assert_eq!(value(&events[2], "SUMMARY"), Some("44 BCE: An old day"));
    assert_eq!(value(&events[1], "DTSTAMP"), Some("19120307T000000Z"));
    let unfolded = text(&pages, "on-this-day.ics").replace("\r\n ", "");
    assert!(unfolded.contains("DESCRIPTION:5 March 1912. It met\\, at last\\; all came."));
}

#[test]
fn what_is_expected_takes_all_the_days_that_it_may_mean() {
    let town = town();
    let events = calendar(text(&site(&town, None), "expected.ics"));
    assert_eq!(events.len(), 1);
    assert_eq!(value(&events[0], "DTSTART"), Some("20300501"));
    assert_eq!(value(&events[0], "DTEND"), Some("20300601"));
    assert_eq!(value(&events[0], "X-EDTF"), Some("2030-05"));
    // A calendar must hold something: where nothing is to come there is none.
    let timelines = vec![Entry { path: "", timeline: &town, scores: &[] }];
    let later =
        Site { title: "Town", timelines, now: Day::from_civil(2031, 1, 1), ..Site::default() };
    assert!(render(&later).unwrap().iter().all(|page| page.path != "expected.ics"));
}

#[test]
fn the_table_can_be_read_and_holds_no_formula() {
    let pages = site(&town(), Some(BASE));
    let table = text(&pages, "data/events.csv");
    assert_eq!(table.matches("\r\n").count(), table.matches('\n').count());
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let head = reader.headers().unwrap().clone();
    let rows: Vec<csv::StringRecord> = reader.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 9);
    let cell = |row: usize, name: &str| {
        let column = head.iter().position(|known| known == name).expect("the column");
        rows[row].get(column).unwrap()
    };
    let row = |title: &str| (0..rows.len()).find(|&row| cell(row, "title") == title).unwrap();
    let board = row("The board sits");
    assert_eq!(cell(board, "text"), "It met, at last; all came. The vote was \"no\".");
    assert_eq!((cell(board, "date"), cell(board, "kind")), ("1912-03-05", "day"));
    assert_eq!(cell(board, "sources"), "https://example.org/c");
    let formula = row("'=HYPERLINK(\"https://example.org\")");
    assert_eq!(cell(formula, "date"), "[1912-05,1912-06]");
    assert_eq!((cell(formula, "earliest"), cell(formula, "latest")), ("1912-05-01", "1912-06-30"));
    assert_eq!(cell(row("Undated"), "date"), "");
}

#[test]
fn lines_give_the_events_back() {
    let town = town();
    let pages = site(&town, None);
    let lines = text(&pages, "data/events.jsonl").lines();
    let events: Vec<Event> =
        lines.map(|line| serde_json::from_str(line).expect("an event")).collect();
    assert_eq!(events, town.events());
}

#[test]
fn linked_data_says_no_more_than_is_known() {
    let pages = site(&town(), Some(BASE));
    let graph = json(&pages, "data/events.jsonld");
    assert_eq!(graph["@context"][0], "https://schema.org");
    let nodes = graph["@graph"].as_array().unwrap();
    assert_eq!(nodes.len(), 9);
    let known = [
        "@type",
        "@id",
        "name",
        "description",
        "disambiguatingDescription",
        "dcterms:date",
        "startDate",
        "endDate",
        "eventStatus",
        "keywords",
        "location",
        "about",
        "subjectOf",
    ];
    for node in nodes {
        assert_eq!(node["@type"], "Event");
        assert!(
            node.as_object().unwrap().keys().all(|key| known.contains(&key.as_str())),
            "{node}"
        );
    }
    let dates: Vec<(&str, Option<&str>)> = nodes
        .iter()
        .map(|node| (node["name"].as_str().unwrap(), node["startDate"].as_str()))
        .collect();
    assert!(dates.contains(&("The board sits", Some("1912-03-05"))));
    assert!(dates.contains(&("Trade", Some("1985"))));
    assert!(dates.contains(&("Before it all", None)));
    let circa = nodes.iter().find(|node| node["dcterms:date"]["@value"] == "1791~").unwrap();
    assert_eq!(circa.get("startDate"), None);
    assert_eq!(circa["disambiguatingDescription"], "c. 1791");
}

#[test]
fn no_title_ends_the_linked_data_of_its_page() {
    let pages = site(&town(), None);
    let events = pages.iter().filter(|page| page.path.starts_with("e/"));
    let mut names = Vec::new();
    for page in events {
        let html = std::str::from_utf8(&page.bytes).unwrap();
        let (_, after) =
            html.split_once("<script type=\"application/ld+json\">").expect("linked data");
        let (data, _) = after.split_once("</script").unwrap();
        assert!(!data.contains(['<', '>', '&']));
        let data: Value = serde_json::from_str(data).expect("JSON");
        names.push(data["name"].as_str().unwrap().to_owned());
        // The script of every page, and the data.
        assert_eq!(html.matches("<script").count(), 2, "{}", page.path);
    }
    assert!(names.contains(&"</script><script>alert(1)</script>".to_owned()), "{names:?}");
}

#[test]
fn timeline_js_keeps_in_words_what_it_cannot_say() {
    let timeline = json(&site(&town(), Some(BASE)), "data/timeline.json");
    assert_eq!(timeline["scale"], "human");
    assert_eq!(timeline["title"]["text"]["headline"], "The &lt;town&gt; &amp; &quot;port&quot;");
    assert_eq!(timeline["eras"][0]["start_date"]["year"], 1780);
    let events = timeline["events"].as_array().unwrap();
    // All but the undated one.
    assert_eq!(events.len(), 8);
    let shown = |words: &str| events.iter().find(|event| event["display_date"] == words).unwrap();
    let circa = shown("c. 1791");
    assert_eq!(circa["start_date"], serde_json::json!({ "year": 1791 }));
    assert!(circa["text"]["headline"].as_str().unwrap().contains("&lt;/script&gt;"));
    let day = shown("5 March 1912");
    assert_eq!(day["start_date"], serde_json::json!({ "year": 1912, "month": 3, "day": 5 }));
    assert_eq!(day.get("end_date"), None);
}

#[test]
fn deep_time_is_shown_by_years() {
    let json_text = r#"{"event": [{"title": "Dust", "date": "Y-4600000"}]}"#;
    let timeline: Timeline = serde_json::from_str(json_text).unwrap();
    let written = json(&site(&timeline, None), "data/timeline.json");
    assert_eq!(written["scale"], "cosmological");
    assert_eq!(written["events"][0]["start_date"], serde_json::json!({ "year": -4_600_000 }));
}

#[test]
fn the_site_map_lists_the_pages() {
    assert!(site(&town(), None).iter().all(|page| !page.path.starts_with("sitemap")));
    let pages = site(&town(), Some(BASE));
    let elements = elements(text(&pages, "sitemap.xml"));
    let addresses: Vec<&str> =
        elements.iter().filter(|e| e.0 == "urlset/url/loc").map(|e| e.1.as_str()).collect();
    let html = pages.iter().filter(|page| page.path.ends_with(".html")).count();
    assert_eq!(addresses.len(), html - 2, "all but the search and what is embedded");
    assert!(addresses.contains(&"https://example.org/town/e/the-board-sits/"));
}

#[test]
fn the_parts_of_a_copy_are_the_whole_of_it() {
    let many = |index: usize| {
        let date = format!("{}-05", 1000 + index).parse().ok();
        Event::new(format!("Event {index}"), date, Origin::Written)
    };
    let events = (0..3_000).map(many).collect();
    let timeline = Timeline::new(Info::default(), vec![], vec![], events, vec![]);
    let timelines = vec![Entry { path: "", timeline: &timeline, scores: &[] }];
    let site = Site { title: "Many", timelines, ..Site::default() };
    let plan = Plan::new(&site).expect("a site");
    let mut most = 0;
    for (index, path) in plan.paths().enumerate() {
        let Some(parts) = plan.parts(index) else { continue };
        let parts = parts.collect::<Result<Vec<_>, _>>().expect("parts");
        most = most.max(parts.len());
        assert_eq!(parts.concat(), &*plan.render(index).expect("a page").bytes, "{path}");
    }
    assert!(most > 1);
    assert!(plan.parts(plan.paths().len()).is_none());
}

#[test]
fn pages_name_their_copies_and_their_cards() {
    let pages = site(&town(), Some(BASE));
    let event = text(&pages, "e/the-board-sits/index.html");
    for part in [
        r#"<link rel="alternate" type="application/atom+xml" title="Atom" href="../../feed.atom">"#,
        r#"<a href="../../data/events.csv" type="text/csv">CSV</a>"#,
        r#"<meta property="og:type" content="article">"#,
        r#"<meta property="og:url" content="https://example.org/town/e/the-board-sits/">"#,
        r#"action="../../search/""#,
    ] {
        assert!(event.contains(part), "{part}");
    }
    assert!(text(&pages, "index.html").contains(r#"<meta property="og:type" content="website">"#));
    assert!(!text(&site(&town(), None), "index.html").contains("og:"));
}

#[test]
fn what_is_embedded_runs_nothing_and_opens_its_links_outside() {
    let pages = site(&town(), None);
    let embed = text(&pages, "embed/index.html");
    assert!(embed.contains(r#"<base target="_parent">"#) && !embed.contains("<script"));
    assert!(embed.contains(r#"href="../e/the-board-sits/index.html""#));
}

#[test]
fn the_search_page_lists_names_and_times() {
    let pages = site(&town(), None);
    let search = text(&pages, "search/index.html");
    for part in ["Ann Berg", "Boathouse", "1912", r#"data-found-one="{n} event found""#] {
        assert!(search.contains(part), "{part}");
    }
    // It has a form of its own, so none in its head.
    assert_eq!(search.matches("<form").count(), 1);
    assert!(text(&pages, "search/w/0.js").contains("board "));
}
