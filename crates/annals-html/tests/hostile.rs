//! Whatever a timeline holds: rendering never fails, every link leads somewhere, and no text from
//! an event or article becomes markup.

use annals_core::{
    Anchor, AnchorKind, Article, Date, Day, Endpoint, Era, Event, Evidence, Info, Mention, Origin,
    Outcome, Reading, Source, Status, Theme, Timeline,
};
use annals_html::{Entry, Page, Site, check, render};
use proptest::prelude::*;

/// Every tag that the templates write.
const TAGS: [&str; 57] = [
    "!doctype",
    "a",
    "article",
    "aside",
    "b",
    "base",
    "bdi",
    "blockquote",
    "body",
    "button",
    "code",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "em",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "head",
    "header",
    "html",
    "i",
    "input",
    "kbd",
    "label",
    "legend",
    "li",
    "link",
    "main",
    "mark",
    "meta",
    "nav",
    "noscript",
    "ol",
    "option",
    "p",
    "path",
    "s",
    "script",
    "section",
    "select",
    "small",
    "span",
    "summary",
    "sup",
    "svg",
    "title",
    "ul",
    "time",
];
const TABLE_TAGS: [&str; 7] = ["table", "thead", "tbody", "tr", "th", "td", "caption"];

fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "<script>alert(1)</script>",
        "\"><img src=x onerror=alert(1)>",
        "' onmouseover='alert(1)",
        "javascript:alert(1)",
        "</title><script>1</script>",
        "{{ 7 * 7 }}{% raw %}",
        "\u{202e}abc\u{2066}",
        "&lt;b&gt;&#0;\u{0}",
        "الأحد 3 مايو",
        "昭和二十年",
        "",
        " \n\n ",
    ]);
    prop_oneof![
        3 => hostile.prop_map(str::to_owned),
        2 => "\\PC{0,40}",
        1 => any::<String>(),
        1 => (1_usize..10_000).prop_map(|length| "long".repeat(length / 4 + 1)),
    ]
}

fn date() -> impl Strategy<Value = Date> {
    let forms = prop::sample::select(vec![
        "2022-07-18",
        "2022-07",
        "2022",
        "202X",
        "19XX",
        "-7999",
        "Y12000",
        "Y-1000000000000",
        "Y1000000000000",
        "Y170000002",
        "-0043-03-15",
        "1850~",
        "1984?",
        "2004-06-11%",
        "1910/1945",
        "1985/..",
        "../1985",
        "1985/",
        "/1985",
        "[2022-08,2022-09]",
        "[..1899]",
        "[1893..]",
        "[1667,1668,1670..1672]",
        "2001-21",
    ]);
    let ends = prop::sample::select(vec![Endpoint::Open, Endpoint::Unknown]);
    let endless = (ends.clone(), ends).prop_map(|(start, end)| Date::Interval { start, end });
    let days = (-4_000_000_i64..4_000_000).prop_map(|number| Date::from(Day::from_number(number)));
    prop_oneof![
    8 => forms.prop_map(|text| text.parse().expect("EDTF")),
    6 => days,
    1 => endless,
    ]
}

fn reading() -> impl Strategy<Value = Reading> {
    let anchor = prop::option::of((0_usize..3, date()).prop_map(|(kind, date)| Anchor {
        kind: [AnchorKind::Publication, AnchorKind::Dateline, AnchorKind::Mention][kind],
        date,
    }));
    (0_usize..90, 0_usize..30, text(), anchor, text(), prop::option::of(date()), text()).prop_map(
        |(start, length, text, anchor, step, date, why)| {
            let span = start..start + length;
            let (step, why) = (step.into(), why.into());
            Reading { span, text, rule: "rule".into(), anchor, step, date, why }
        },
    )
}

fn article() -> impl Strategy<Value = Article> {
    let unused = text().prop_map(|reason| Outcome::Unused(reason.into()));
    let outcome = prop_oneof![text().prop_map(Outcome::Dates), unused];
    let mention = (reading(), outcome).prop_map(|(reading, outcome)| Mention { reading, outcome });
    let mentions = prop::collection::vec(mention, 0..5);
    let day = prop::option::of((-900_000_i64..90_000).prop_map(Day::from_number));
    (
        text(),
        text(),
        day,
        prop::option::of(text()),
        prop::option::of(text()),
        text(),
        text(),
        mentions,
    )
        .prop_map(|(id, title, published, url, publisher, lang, text, mentions)| Article {
            id,
            title,
            published,
            url,
            publisher,
            lang,
            text,
            mentions,
        })
}

fn evidence() -> impl Strategy<Value = Evidence> {
    (text(), 0_usize..60, text(), prop::option::of(reading())).prop_map(
        |(article, start, quote, reading)| Evidence {
            article,
            span: start..start + quote.len(),
            quote,
            reading,
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    let source = (text(), prop::option::of(text()), prop::option::of(date()))
        .prop_map(|(title, url, published)| Source { title, url, published });
    let list = || prop::collection::vec(text(), 0..3);
    (
        (text(), prop::option::of(date()), any::<bool>(), 0_usize..6, prop::option::of(text())),
        (list(), list(), prop::option::of(text()), -9.0_f64..9.0),
        (prop::collection::vec(source, 0..3), prop::collection::vec(evidence(), 0..4)),
    )
        .prop_map(|(base, more, told)| {
            let origin = if base.2 { Origin::Written } else { Origin::Extracted };
            let mut event = Event::new(base.0, base.1, origin);
            event.status = Status::ALL[base.3];
            event.text = base.4;
            event.themes = more.0.clone();
            event.people = more.0;
            event.places = more.1.clone();
            event.names = more.1;
            event.note = more.2;
            event.weight = more.3;
            (event.sources, event.evidence) = told;
            event
        })
}

fn timeline() -> impl Strategy<Value = Timeline> {
    let theme = (text(), text()).prop_map(|(id, title)| Theme { id, title, color: None });
    let era = (text(), date()).prop_map(|(title, date)| Era { title, date });
    let info = (text(), text(), text()).prop_map(|(title, description, lang)| Info {
        title,
        description,
        lang,
    });
    (
        info,
        prop::collection::vec(theme, 0..4),
        prop::collection::vec(era, 0..3),
        prop::collection::vec(event(), 0..8),
        prop::collection::vec(article(), 0..3),
    )
        .prop_map(|(info, themes, eras, events, articles)| {
            Timeline::new(info, themes, eras, events, articles)
        })
}

fn site<'a>(main: &'a Timeline, other: &'a Timeline, base_url: Option<&'a str>) -> Site<'a> {
    let timelines = vec![
        Entry { path: "", timeline: main, scores: &[] },
        Entry { path: "calendar", timeline: other, scores: &[] },
    ];
    Site {
        title: "A <b>site</b>",
        timelines,
        base_url,
        now: Day::from_civil(2024, 1, 1),
        ..Site::default()
    }
}

/// What a name is known by: neither case nor space nor what cannot be seen tells two apart.
fn one_line(name: &str) -> String {
    let hidden = |c: &char| {
        ('\u{202a}'..='\u{202e}').contains(c)
            || ('\u{2066}'..='\u{2069}').contains(c)
            || ['\u{200e}', '\u{200f}', '\u{61c}'].contains(c)
            || c.is_control() && !c.is_whitespace()
    };
    let seen: String = name.chars().filter(|c| !hidden(c)).collect();
    seen.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The tags of a page, as a browser would see them: from each `<` to the `>` outside of quotes.
fn tags(html: &str) -> Vec<&str> {
    let mut tags = Vec::new();
    let mut rest = html;
    while let Some((_, after)) = rest.split_once('<') {
        let mut quoted = false;
        let end = after.find(|c| {
            quoted ^= c == '"';
            c == '>' && !quoted
        });
        let end = end.unwrap_or(after.len());
        tags.push(&after[..end]);
        rest = &after[end..];
    }
    tags
}

/// What is on a tag apart from the values of its attributes.
fn outside_of_quotes(tag: &str) -> String {
    tag.split('"').step_by(2).collect()
}

/// What a script is: a file, or data of some type.
fn kind_of_script(tag: &str) -> &str {
    if tag.contains("src=\"") { "file" } else { tag.trim_start_matches("script type=") }
}

fn expected_scripts(path: &str) -> Vec<&'static str> {
    let folder = path.trim_start_matches("calendar/");
    match folder.split('/').next() {
        Some("embed") => vec![],
        Some("search") => vec!["file", "file"],
        Some("e") => vec!["file", "\"application/ld+json\""],
        _ => vec!["file"],
    }
}

fn assert_tame(page: &Page) {
    let html = std::str::from_utf8(&page.bytes).expect("pages are text");
    let tags = tags(html);
    let scripts: Vec<&str> =
        tags.iter().copied().filter(|tag| tag.starts_with("script")).map(kind_of_script).collect();
    assert_eq!(scripts, expected_scripts(&page.path), "{}", page.path);
    for tag in tags {
        let name =
            tag.trim_start_matches('/').split(|c: char| c.is_whitespace() || c == '/').next();
        let name = name.unwrap_or_default();
        assert!(TAGS.contains(&name) || TABLE_TAGS.contains(&name), "{}: <{tag}>", page.path);
        assert!(!outside_of_quotes(tag).contains(" on"), "{}: <{tag}>", page.path);
        for attribute in ["href", "src"] {
            let hostile = format!("{attribute}=\"javascript:");
            assert!(!tag.contains(&hostile), "{}: <{tag}>", page.path);
        }
    }
}

fn assert_sound(pages: &[Page]) {
    assert_eq!(check(pages), []);
    for page in pages {
        let safe = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || "./-".contains(c);
        assert!(page.path.chars().all(safe) && !page.path.contains(".."), "{}", page.path);
        if page.path.ends_with(".html") {
            assert_tame(page);
        }
    }
}

#[test]
fn an_empty_timeline_has_its_pages() {
    let empty = Timeline::default();
    let timelines = vec![Entry { path: "", timeline: &empty, scores: &[] }];
    let site = Site { title: "", timelines, ..Site::default() };
    let pages = render(&site).expect("an empty site is a site");
    assert_sound(&pages);
    let html: Vec<&str> = pages
        .iter()
        .map(|page| page.path.as_str())
        .filter(|path| path.ends_with(".html"))
        .collect();
    assert_eq!(
        html,
        [
            "about/dates/index.html",
            "embed/index.html",
            "index.html",
            "s/index.html",
            "search/index.html"
        ]
    );
}

#[test]
fn the_scan_of_this_test_sees_what_it_should() {
    let wild = "<p><a href=\"x>y\">z</a><img src=x onerror=alert(1)>";
    assert_eq!(tags(wild), ["p", "a href=\"x>y\"", "/a", "img src=x onerror=alert(1)"]);
    assert!(outside_of_quotes("img src=\"x\" onerror=\"y\"").contains(" on"));
    let page = Page { path: "x.html".to_owned(), bytes: wild.as_bytes().to_vec().into() };
    assert!(std::panic::catch_unwind(|| assert_tame(&page)).is_err());
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_timeline_becomes_sound_pages(main in timeline(), other in timeline(), served in any::<bool>()) {
        let base = served.then_some("https://example.org/sub");
        let pages = render(&site(&main, &other, base)).expect("every timeline can be rendered");
        assert_sound(&pages);
        prop_assert!(pages.windows(2).all(|pair| pair[0].path < pair[1].path));
        for (folder, timeline) in [("", &main), ("calendar/", &other)] {
            let count = |kind: &str| {
                let start = format!("{folder}{kind}/");
                let index = format!("{start}index.html");
                let own = pages.iter().filter(|page| page.path.starts_with(&start));
                own.filter(|page| page.path != index).count()
            };
            prop_assert_eq!(count("e"), timeline.events().len());
            prop_assert_eq!(count("s"), timeline.articles().len());
            let mut people: Vec<String> = timeline.events().iter().flat_map(|event| &event.people).map(|name| one_line(name)).collect();
            people.retain(|name| !name.is_empty());
            people.sort();
            people.dedup();
            prop_assert_eq!(count("people"), people.len());
        }
    }

    #[test]
    fn the_same_timeline_gives_the_same_bytes(main in timeline()) {
        let first = render(&site(&main, &main, None)).expect("renders");
        prop_assert_eq!(first, render(&site(&main, &main, None)).expect("renders"));
    }
}
