//! Events and timelines in JSON and TOML: what is written reads back as it was.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use annals_core::{
    Anchor, AnchorKind, Article, Calendar, Color, Curated, Date, Day, Era, Event, Evidence, Extent,
    Info, Link, LinkKind, Mention, Origin, Outcome, Reading, Source, Status, Theme, Timeline,
    Written,
};
use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::fmt::Debug;

/// Writes and reads it in JSON and TOML, as text and as a value.
fn assert_round_trip<T: Serialize + DeserializeOwned + PartialEq + Debug>(it: &T) {
    let json = serde_json::to_string(it).unwrap();
    assert_eq!(&serde_json::from_str::<T>(&json).unwrap(), it, "{json}");
    let value = serde_json::to_value(it).unwrap();
    assert_eq!(&serde_json::from_value::<T>(value).unwrap(), it, "{json}");
    let text = toml::to_string(it).unwrap();
    assert_eq!(&toml::from_str::<T>(&text).unwrap(), it, "{text}");
    let value = toml::Value::try_from(it).unwrap();
    assert_eq!(&value.try_into::<T>().unwrap(), it, "{text}");
}

#[test]
fn an_event_is_written_without_what_goes_without_saying() {
    let mut event = Event::new("Tunguska", "1908-06-30".parse().ok(), Origin::Written);
    let short = r#"{"id":"tunguska","title":"Tunguska","date":"1908-06-30"}"#;
    assert_eq!(serde_json::to_string(&event).unwrap(), short);
    event.written = Some(Written { text: "1908-06-17".to_owned(), calendar: Calendar::Julian });
    event.extent = Extent::Throughout;
    event.links = vec![Link { kind: LinkKind::CausedBy, target: "meteor".to_owned() }];
    let long = concat!(
        r#"{"id":"tunguska","title":"Tunguska","date":"1908-06-30","#,
        r#""written":{"text":"1908-06-17","calendar":"julian"},"extent":"throughout","#,
        r#""links":[{"kind":"caused_by","target":"meteor"}]}"#
    );
    assert_eq!(serde_json::to_string(&event).unwrap(), long);
}

#[test]
fn the_names_of_words_are_those_of_serde() {
    fn name(word: impl Serialize) -> String {
        serde_json::to_value(word).unwrap().as_str().unwrap().to_owned()
    }
    assert!(Status::ALL.iter().all(|word| name(word) == word.name()));
    assert!(Extent::ALL.iter().all(|word| name(word) == word.name()));
    assert!(Calendar::ALL.iter().all(|word| name(word) == word.name()));
    assert!(LinkKind::ALL.iter().all(|word| name(word) == word.name()));
}

#[test]
fn a_date_is_read_from_text_year_toml_date_and_table() {
    let json = |text: &str| serde_json::from_str::<Date>(text).map(|date| date.to_string());
    for (text, date) in [
        (r#""c. 1850""#, ""),
        (r#""1850~""#, "1850~"),
        ("1985", "1985"),
        ("-43", "-0043"),
        ("170000002", "Y170000002"),
        ("19.5", ""),
        ("9223372036854775807", ""),
        (r#"{"edtf":"1910/1945"}"#, "1910/1945"),
        (r#"{"edtf":"1910","earliest":"1910-01-01","latest":"1910-12-31"}"#, "1910"),
        (r#"{"edtf":"1910","earliest":"1910-01-02"}"#, ""),
        (r#"{"start":1910,"end":"1945-08"}"#, "1910/1945-08"),
        (r#"{"start":"1910~","end":".."}"#, "1910~/.."),
        (r#"{"start":1910}"#, "1910/"),
        (r#"{"start":1945,"end":1910}"#, ""),
        (r#"{"edtf":"1910","end":1945}"#, ""),
        ("{}", ""),
    ] {
        assert_eq!(json(text).unwrap_or_default(), date, "{text}");
    }
    let refused = json(r#"{"strat":1910}"#).unwrap_err().to_string();
    assert!(refused.starts_with("unknown field `strat`, did you mean `start`?"), "{refused}");
    let row: std::collections::BTreeMap<String, Date> = toml::from_str(
        "a = 1985-04-12\nb = 1985-04-12T08:30:00Z\nc = { start = 1985-04-12, end = 1986 }",
    )
    .unwrap();
    let dates: Vec<String> = row.values().map(Date::to_string).collect();
    assert_eq!(dates, ["1985-04-12", "1985-04-12", "1985-04-12/1986"]);
    assert!(toml::from_str::<std::collections::BTreeMap<String, Date>>("a = 08:30:00").is_err());
}

#[test]
fn a_day_is_read_from_its_text_and_from_toml() {
    let days = ["1985-04-12", "-0043-03-15", "170000002-01-01"];
    for text in days {
        let day: Day = serde_json::from_value(text.into()).unwrap();
        assert_eq!(serde_json::to_value(day).unwrap(), text);
    }
    for text in ["1985-4-12", "1985", "1985-02-30", "1985-04-12T08:30", "--01-01", "é-01-01"] {
        assert!(serde_json::from_value::<Day>(text.into()).is_err(), "{text}");
    }
    let article = "id = \"a\"\ntitle = \"A\"\ntext = \"\"\npublished = 1985-04-12\n";
    assert_eq!(toml::from_str::<Article>(article).unwrap().published, Day::from_civil(1985, 4, 12));
}

#[test]
fn a_file_of_an_author_is_a_timeline() {
    let file =
        "[timeline]\ntitle = \"Space\"\n[[event]]\ntitle = \"Mir\"\ndate = 1986\nweight = 2\n";
    let timeline: Timeline = toml::from_str(file).unwrap();
    assert_eq!(timeline.info.title, "Space");
    assert_eq!((timeline.events()[0].id.as_str(), timeline.events()[0].weight), ("mir", 2.0));
}

#[test]
fn unknown_fields_are_refused_at_every_depth() {
    for (json, told) in [
        (r#"{"evnet":[]}"#, "unknown field `evnet`, did you mean `event`?"),
        (r#"{"event":[{"title":"A","dat":1}]}"#, "unknown field `dat`, did you mean `date`?"),
        (r#"{"event":[{"title":"A","sources":[{"tilte":"B"}]}]}"#, "did you mean `title`?"),
        (r#"{"theme":[{"id":"a","title":"A","shade":"red"}]}"#, "expected one of `id`, `title`"),
    ] {
        let error = serde_json::from_str::<Timeline>(json).unwrap_err().to_string();
        assert!(error.contains(told), "{error}");
    }
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z \"'\\\\\n\r\té]{1,12}", any::<String>()]
}

fn optional<T: Strategy + 'static>(strategy: T) -> impl Strategy<Value = Option<T::Value>>
where
    T::Value: Debug,
{
    prop::option::of(strategy)
}

fn date() -> impl Strategy<Value = Date> {
    let texts = [
        "1985",
        "1985-04",
        "1985-04-12",
        "1850~",
        "1984?",
        "199X",
        "18XX",
        "1910/1945",
        "2009-10/..",
        "/1945",
        "[2022-08,2022-09]",
        "[..1899]",
        "-0043",
        "Y170000002",
        "2022-W28",
        "C19",
        "early:1969",
        "2001-21",
    ];
    prop::sample::select(texts.to_vec()).prop_map(|text| text.parse().unwrap())
}

fn texts() -> impl Strategy<Value = Vec<String>> {
    prop::collection::vec(text(), 0..3)
}

fn span() -> impl Strategy<Value = std::ops::Range<usize>> {
    (0usize..1000, 0usize..1000).prop_map(|(start, length)| start..start + length)
}

fn reading() -> impl Strategy<Value = Reading> {
    let kinds = [AnchorKind::Publication, AnchorKind::Dateline, AnchorKind::Mention];
    let anchor = (prop::sample::select(kinds.to_vec()), date());
    let anchor = optional(anchor.prop_map(|(kind, date)| Anchor { kind, date }));
    (span(), text(), text(), anchor, text(), optional(date()), text()).prop_map(
        |(span, text, rule, anchor, step, date, why)| Reading {
            span,
            text,
            rule: rule.into(),
            anchor,
            step: step.into(),
            date,
            why: why.into(),
        },
    )
}

fn event() -> impl Strategy<Value = Event> {
    let written = (text(), prop::sample::select(Calendar::ALL.to_vec()))
        .prop_map(|(text, calendar)| Written { text, calendar });
    let link = (prop::sample::select(LinkKind::ALL.to_vec()), text())
        .prop_map(|(kind, target)| Link { kind, target });
    let source = (text(), optional(text()), optional(date()))
        .prop_map(|(title, url, published)| Source { title, url, published });
    let evidence = (text(), span(), text(), optional(reading()))
        .prop_map(|(article, span, quote, reading)| Evidence { article, span, quote, reading });
    let origin = prop::sample::select(vec![Origin::Written, Origin::Extracted]);
    let curated =
        (optional(text()), optional(date())).prop_map(|(title, date)| Curated { title, date });
    let when = (optional(date()), optional(written), prop::sample::select(Extent::ALL.to_vec()));
    let what = ("[a-z0-9-]{1,8}", text(), optional(text()), optional(text()));
    let lists = (texts(), texts(), texts(), texts(), texts());
    let rest = (
        prop::sample::select(Status::ALL.to_vec()),
        0.0f64..10.0,
        prop::collection::vec(link, 0..3),
        prop::collection::vec(source, 0..3),
        prop::collection::vec(evidence, 0..3),
        (origin, optional(curated.prop_map(Box::new))),
    );
    (when, what, lists, rest).prop_map(
        |(
            (date, written, extent),
            (id, title, text, note),
            (themes, people, places, names, aliases),
            (status, weight, links, sources, evidence, (origin, curated)),
        )| Event {
            id,
            title,
            date,
            written,
            extent,
            text,
            status,
            themes,
            people,
            places,
            names,
            aliases,
            links,
            note,
            weight,
            sources,
            evidence,
            origin,
            curated,
        },
    )
}

fn article() -> impl Strategy<Value = Article> {
    let unused = text().prop_map(|reason| Outcome::Unused(reason.into()));
    let outcome = prop_oneof![text().prop_map(Outcome::Dates), unused];
    let mention = (reading(), outcome).prop_map(|(reading, outcome)| Mention { reading, outcome });
    let published = optional((-4_000_000i64..4_000_000).prop_map(Day::from_number));
    let mentions = prop::collection::vec(mention, 0..3);
    (text(), text(), published, optional(text()), optional(text()), text(), text(), mentions)
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

fn timeline() -> impl Strategy<Value = Timeline> {
    let info = (text(), text(), text()).prop_map(|(title, description, lang)| Info {
        title,
        description,
        lang,
    });
    let color = prop::option::of(any::<[u8; 3]>())
        .prop_map(|color| color.map(|[red, green, blue]| Color { red, green, blue }));
    let theme = (text(), text(), color).prop_map(|(id, title, color)| Theme { id, title, color });
    let era = (text(), date()).prop_map(|(title, date)| Era { title, date });
    (
        info,
        prop::collection::vec(theme, 0..3),
        prop::collection::vec(era, 0..3),
        prop::collection::vec(event(), 0..3),
        prop::collection::vec(article(), 0..3),
    )
        .prop_map(|(info, themes, eras, events, articles)| {
            Timeline::new(info, themes, eras, events, articles)
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn events_read_back_as_they_were(event in event()) {
        assert_round_trip(&event);
    }

    #[test]
    fn timelines_read_back_as_they_were(timeline in timeline()) {
        assert_round_trip(&timeline);
    }

    #[test]
    fn the_expanded_form_says_the_same_as_the_text(date in date()) {
        let table = serde_json::to_string(&date.expanded()).unwrap();
        let text = serde_json::to_string(&date).unwrap();
        prop_assert_eq!(serde_json::from_str::<Date>(&table).unwrap(), date.clone());
        prop_assert_eq!(serde_json::from_str::<Date>(&text).unwrap(), date);
    }
}
