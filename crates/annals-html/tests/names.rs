//! The pages of people, places, themes and days of the year.

use annals_core::{Calendar, Date, Event, Info, Origin, Theme, Timeline, Written};
use annals_html::{Entry, Page, RenderError, Site, check, render};

fn event(title: &str, date: &str, people: &[&str], places: &[&str]) -> Event {
    let list = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
    let mut event = Event::new(title, date.parse().ok(), Origin::Written);
    event.people = list(people);
    event.places = list(places);
    event
}

fn timeline(events: Vec<Event>) -> Timeline {
    let info = Info { title: "The harbour".to_owned(), ..Info::default() };
    let themes = vec![Theme { id: "trade".to_owned(), title: "Trade".to_owned(), color: None }];
    Timeline::new(info, themes, vec![], events, vec![])
}

fn pages_of(timeline: &Timeline) -> Vec<Page> {
    let timelines = vec![Entry { path: "", timeline, scores: &[] }];
    let pages = render(&Site { title: "Annals", timelines, ..Site::default() }).expect("renders");
    assert_eq!(check(&pages), []);
    pages
}

fn html<'a>(pages: &'a [Page], path: &str) -> &'a str {
    let page = pages.iter().find(|page| page.path == path).expect("the page is there");
    std::str::from_utf8(&page.bytes).expect("pages are text")
}

fn folders<'a>(pages: &'a [Page], start: &str) -> Vec<&'a str> {
    let paths = pages.iter().filter_map(|page| page.path.strip_prefix(start));
    paths.filter_map(|path| path.strip_suffix("/index.html")).collect()
}

/// The text of a page without its tags.
fn text(html: &str) -> String {
    let pieces = html.split('<').map(|piece| piece.split_once('>').map_or("", |(_, text)| text));
    pieces.collect::<Vec<_>>().join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}

fn harbour() -> Timeline {
    let mut lease = event("The quay is let", "1868-06-01", &["Ada Mullen"], &["Inner Dock"]);
    lease.themes = vec!["trade".to_owned()];
    lease.names = vec!["Ada Mullen".to_owned(), "Board".to_owned()];
    timeline(vec![
        lease,
        event("The fire", "1912-04-13", &["ada mullen", "J. Rourke"], &["Inner Dock", "Quay"]),
        event("The inquest", "1912-05", &["J. Rourke", "Ada Mullen"], &["Quay"]),
        event("The harbour is silted up", "-0043", &[], &["Quay"]),
    ])
}

#[test]
fn a_person_has_a_page_with_all_events_and_with_whom_and_where() {
    let pages = pages_of(&harbour());
    assert_eq!(folders(&pages, "people/"), ["ada-mullen", "j-rourke"]);
    let page = html(&pages, "people/ada-mullen/index.html");
    let words = text(page);
    assert!(words.contains("1868–1912 3 events, 2 of them dated to the day"), "{words}");
    assert!(words.contains("Also written ada mullen."), "{words}");
    assert!(words.contains("What these events are about Other events 2 Trade 1"), "{words}");
    assert!(words.contains("People in these events J. Rourke 2"), "{words}");
    assert!(words.contains("Places of these events Inner Dock 2 Quay 2"), "{words}");
    for event in ["the-quay-is-let", "the-fire", "the-inquest"] {
        assert!(page.contains(&format!("href=\"../../e/{event}/index.html\"")), "{event}");
    }
    assert!(page.contains("rel=\"next\" href=\"../../people/j-rourke/index.html\""));
    // The same name where nothing says what it stands for is told, and not taken for the same.
    assert!(page.contains("href=\"../../names/ada-mullen/index.html\">Other names</a>"));
    let fire = html(&pages, "e/the-fire/index.html");
    assert!(
        fire.contains("<a href=\"../../people/ada-mullen/index.html\"><bdi>ada mullen</bdi></a>")
    );
}

#[test]
fn an_index_tells_the_years_of_each_name() {
    let pages = pages_of(&harbour());
    let words = text(html(&pages, "places/index.html"));
    assert!(words.contains("Inner Dock 1868–1912 2 events Quay 44 BCE – 1912 3 events"), "{words}");
    let themes = text(html(&pages, "themes/index.html"));
    assert!(themes.contains("Trade 1868 1 event Other events"), "{themes}");
}

#[test]
fn the_head_leads_only_to_what_there_is() {
    let nav = |timeline: &Timeline| {
        let pages = pages_of(timeline);
        let home = html(&pages, "index.html").to_owned();
        let (_, nav) = home.split_once("<nav aria-label=\"Main\"").expect("a head");
        text(nav.split_once("</nav>").expect("it ends").0)
    };
    assert_eq!(nav(&harbour()), "Timeline People Places Themes Sources How dates work");
    assert_eq!(nav(&Timeline::default()), "Timeline Sources How dates work");
    let mut loose = event("A name", "1950", &[], &[]);
    loose.names = vec!["Board".to_owned()];
    let loose = Timeline::new(Info::default(), vec![], vec![], vec![loose], vec![]);
    assert_eq!(nav(&loose), "Timeline Other names Sources How dates work");
}

#[test]
fn hostile_names_get_tame_folders() {
    let long = "long ".repeat(1_000);
    let names = [
        "../../etc",
        "<script>alert(1)</script>",
        "",
        " \n",
        &long,
        "الأحد 3 مايو",
        "Ana",
        "Ana!",
        "part-2",
        "index.html",
        "\u{202e}gnirts",
    ];
    let pages = pages_of(&timeline(vec![event("A list", "1950", &names, &[])]));
    let found = folders(&pages, "people/");
    assert_eq!(found.len(), 9);
    let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    assert!(found.iter().all(|folder| folder.chars().all(safe) && folder.len() < 90), "{found:?}");
    for slug in ["etc", "ana", "ana-2", "part-2-2", "index-html", "gnirts"] {
        assert!(found.contains(&slug), "{slug}: {found:?}");
    }
    let page = html(&pages, "people/script-alert-1-script/index.html");
    assert!(!page.contains("<script>alert") && page.contains("&#60;script&#62;alert(1)"));
}

#[test]
fn a_long_list_is_split_and_nothing_is_lost() {
    let told = |n: i64| {
        let date = Date::day(1900 + n / 300, 1 + (n % 12) as u8, 1 + (n % 28) as u8);
        let mut event = Event::new(format!("Event {n}"), date, Origin::Written);
        event.people = vec!["Ada Mullen".to_owned(), format!("Witness {n}")];
        event
    };
    let pages = pages_of(&timeline((0..1_000).map(told).collect()));
    let parts: Vec<&str> = folders(&pages, "people/ada-mullen");
    assert_eq!(parts, ["", "/part-2", "/part-3"]);
    let listed: usize = parts
        .iter()
        .map(|part| html(&pages, &format!("people/ada-mullen{part}/index.html")))
        .map(|page| page.matches("<h4>").count())
        .sum();
    assert_eq!(listed, 1_000);
    let second = html(&pages, "people/ada-mullen/part-2/index.html");
    assert!(second.contains("<title>Ada Mullen · Part 2 of 3 · Annals</title>"));
    // The index of 1,001 people too: its letters lead to the part that they begin in.
    let index = html(&pages, "people/part-3/index.html");
    assert_eq!(index.matches("<li class=\"row").count(), 201);
    assert!(index.contains("href=\"../../people/index.html#n2\">W</a>"), "{index}");
}

#[test]
fn a_day_of_the_year_has_its_events_year_by_year() {
    let mut october = event("The guns", "1917-11-07", &[], &[]);
    october.written = Some(Written { text: "1917-10-25".to_owned(), calendar: Calendar::Julian });
    let pages = pages_of(&timeline(vec![
        event("A leap day", "2024-02-29", &[], &[]),
        event("The Ides", "-0043-03-15", &[], &[]),
        event("A sale", "1912-03-15", &[], &[]),
        event("A spring", "1912-03", &[], &[]),
        october,
    ]));
    assert_eq!(folders(&pages, "on/"), ["02-29", "03-15", "10-25"]);
    let ides = text(html(&pages, "on/03-15/index.html"));
    assert!(ides.contains("15 March 2 events"), "{ides}");
    let (caesar, sale) = (ides.find("44 BCE"), ides.find("A sale"));
    assert!(caesar.is_some() && caesar < sale);
    let page = html(&pages, "on/03-15/index.html");
    assert!(page.contains("rel=\"prev\" href=\"../../on/02-29/index.html\""));
    assert!(page.contains("rel=\"next\" href=\"../../on/10-25/index.html\""));
    assert!(text(html(&pages, "on/10-25/index.html")).contains("1917 (Julian calendar)"));
    let calendar = html(&pages, "on/index.html");
    assert!(calendar.contains("aria-label=\"15 March: 2 events\""));
    assert_eq!(calendar.matches("<li>").count(), 366 + 1);
    assert!(text(calendar).contains("4 events on 3 days"));
}

#[test]
fn an_event_can_be_cited() {
    let timeline = harbour();
    let timelines = vec![Entry { path: "", timeline: &timeline, scores: &[] }];
    let base_url = Some("https://example.org/town");
    let pages =
        render(&Site { title: "Annals", timelines, base_url, ..Site::default() }).expect("renders");
    let served = text(html(&pages, "e/the-fire/index.html"));
    assert!(
        served.contains(
            "“The fire” (13 April 1912). The harbour. https://example.org/town/e/the-fire/"
        ),
        "{served}"
    );
    let local = text(html(&pages_of(&timeline), "e/the-fire/index.html"));
    assert!(local.contains("“The fire” (13 April 1912). The harbour. "), "{local}");
}

#[test]
fn a_timeline_cannot_have_the_folder_of_a_realm() {
    let timeline = harbour();
    for path in ["people", "places", "themes", "names", "on"] {
        let timelines = vec![
            Entry { path: "", timeline: &timeline, scores: &[] },
            Entry { path, timeline: &timeline, scores: &[] },
        ];
        let site = Site { title: "Annals", timelines, ..Site::default() };
        let is_refused = matches!(render(&site), Err(RenderError::SamePath(_)));
        assert!(is_refused, "{path}");
        assert!(annals_html::is_reserved_folder(path), "{path}");
    }
}
