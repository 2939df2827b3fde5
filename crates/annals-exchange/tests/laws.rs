//! Laws of every format: what is written reads back, or a loss names the event.
#![expect(clippy::unwrap_used, reason = "a test fails by panicking")]

use annals_core::{Date, Event, Info, NoPhrases, Origin, Policy, Timeline};
use annals_exchange::{Exported, Format, Imported, export, import, one_line};
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

/// Formats that are written and read.
fn both_ways() -> impl Iterator<Item = Format> {
    Format::ALL.into_iter().filter(|format| format.is_read() && format.is_written())
}

/// A date of any kind, as text.
fn date() -> impl Strategy<Value = Date> {
    let year =
        prop_oneof![8 => 1_i64..2100, 2 => -3000_i64..1, 1 => -20_000_000_000_i64..20_000_000_000];
    let unit = (year, 1_u8..13, 1_u8..29, 0_u8..12).prop_map(|(year, month, day, kind)| {
        let plain = match year {
            -9999..0 => format!("-{:04}", -year),
            0..=9999 => format!("{year:04}"),
            _ => return format!("Y{year}"),
        };
        match kind {
            0..3 => format!("{plain}-{month:02}-{day:02}"),
            3 => format!("{plain}-{month:02}"),
            4 => plain,
            5 => format!("{plain}-{:02}", 20 + month),
            6 if year > 0 => format!("{plain}-W{day:02}"),
            7 => format!("early:{plain}"),
            8 if year >= 10 => format!("{}X", &plain[..3]),
            9 if year > 0 => format!("C{}", year / 100 + 1),
            10 => format!("{plain}-XX-{day:02}"),
            _ => format!("{plain}-{month:02}-{day:02}T10:30:00Z"),
        }
    });
    let doubt = prop::sample::select(vec!["", "", "", "~", "?", "%"]);
    let single = (unit, doubt).prop_map(|(unit, doubt)| format!("{unit}{doubt}"));
    let text = prop_oneof![
        4 => single.clone(),
        2 => (single.clone(), single.clone()).prop_map(|(a, b)| format!("{a}/{b}")),
        1 => single.clone().prop_map(|a| format!("{a}/..")),
        1 => single.clone().prop_map(|a| format!("/{a}")),
        1 => single.clone().prop_map(|a| format!("{a}/")),
        1 => single.clone().prop_map(|a| format!("[..{a}]")),
        1 => single.clone().prop_map(|a| format!("[{a}..]")),
        1 => (single.clone(), single.clone()).prop_map(|(a, b)| format!("[{a},{b}]")),
        1 => (single.clone(), single).prop_map(|(a, b)| format!("{{{a},{b}}}")),
    ];
    text.prop_filter_map("no date", |text| text.parse().ok())
}

/// A text that means harm.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "a",
        "Pier",
        " ",
        "\n",
        "\r\n",
        "\t",
        "\"",
        "'",
        "=cmd|'/c calc'!A1",
        "+1",
        "-",
        "@x",
        ",",
        ";",
        "<b>",
        "</script>",
        "&amp;",
        "\\",
        "\\n",
        "#tag",
        "!id",
        "[x](https://example.org/)",
        "1912: x",
        "{",
        "]",
        "é",
        "שלום",
        "\u{202e}",
        "END:VEVENT",
        "---",
        "//",
        ": ",
        "\u{0}",
        "日本",
    ]);
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

fn timeline() -> impl Strategy<Value = Timeline> {
    let event = (prop::option::weighted(0.9, date()), hostile(), prop::option::of(hostile()));
    prop::collection::vec(event, 1..5).prop_map(|events| {
        let events = events.into_iter().enumerate().map(|(index, (date, title, text))| {
            // Titles differ, so that events can be told apart.
            let title = format!("E{index} {title}");
            Event { text, ..Event::with_id(format!("e{index}"), title, date, Origin::Written) }
        });
        let info = Info { title: "Town".to_owned(), ..Info::default() };
        Timeline::new(info, vec![], vec![], events.collect(), vec![])
    })
}

fn round_trip(format: Format, timeline: &Timeline) -> (Exported, Imported) {
    let exported = export(format, timeline, &|_| None).unwrap().unwrap();
    let imported = import(format, &exported.text, &NoPhrases);
    (exported, imported)
}

fn name(title: &str) -> String {
    one_line(title).split(' ').next().unwrap_or_default().to_owned()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn bounds_are_the_same_or_a_loss_names_the_event(timeline in timeline()) {
        for format in both_ways() {
            let (exported, imported) = round_trip(format, &timeline);
            let read: BTreeMap<String, &Event> =
                imported.events.iter().map(|event| (name(&event.title), event)).collect();
            prop_assert_eq!(imported.events.len(), exported.events, "{}: {}", format, exported.text);
            for (index, event) in timeline.events().iter().enumerate() {
                let lost: BTreeSet<&str> = exported
                    .losses
                    .iter()
                    .filter(|loss| loss.place.entry == Some(index + 1))
                    .map(|loss| loss.code)
                    .collect();
                let bounds = |date: &Date| date.bounds(Policy::default());
                let before = event.date.as_ref().map(bounds);
                let Some(read) = read.get(&name(&event.title)) else {
                    prop_assert!(lost.contains("export/event") || lost.contains("export/title"), "{format}: {event:?}");
                    continue;
                };
                let after = read.date.as_ref().map(bounds);
                prop_assert!(
                    before == after || lost.contains("export/date"),
                    "{format}: {:?} became {:?}", event.date, read.date
                );
                prop_assert!(
                    one_line(&event.title) == read.title || lost.contains("export/title"),
                    "{format}: {:?} became {:?}", event.title, read.title
                );
            }
        }
    }

    #[test]
    fn no_file_of_ours_can_be_told_apart_wrongly(timeline in timeline()) {
        for format in both_ways().filter(|format| *format != Format::Markwhen) {
            let (exported, _) = round_trip(format, &timeline);
            let guessed = Format::guess("x", &exported.text);
            prop_assert!(exported.events == 0 || guessed == Some(format), "{format}: {guessed:?}");
        }
    }

    #[test]
    fn cut_off_files_give_what_they_hold_or_a_message(timeline in timeline(), cut in 0.0..1.0_f64) {
        for format in both_ways() {
            let (exported, _) = round_trip(format, &timeline);
            let at = exported.text.floor_char_boundary((exported.text.len() as f64 * cut) as usize);
            let read = import(format, &exported.text[..at], &NoPhrases);
            prop_assert!(read.events.len() <= read.entries.max(1));
            prop_assert!(!read.events.is_empty() || !read.losses.is_empty() || read.info.is_some()
                || format == Format::Csv || format == Format::TimelineSheet, "{format}");
        }
    }

    #[test]
    fn no_text_breaks_a_reader(text in "(BEGIN:VEVENT\n|DTSTART:|19120307|\n|\\{|\\[|\"events\"|title,date|;|1912|: |[ -~]|.){0,30}") {
        for format in Format::ALL {
            import(format, &text, &NoPhrases);
            Format::guess("x", &text);
        }
    }
}

#[test]
fn calendars_are_read_by_other_programs_as_they_are_meant() {
    let json = r#"{"event": [
        {"title": "A; title, with \\ all", "date": "1912-03-05/1912-03-09", "text": "One.\nTwo.",
         "themes": ["sea, port"], "places": ["Town; Hall"]},
        {"title": "Some day", "date": "[1912-05,1912-06]"}]}"#;
    let timeline: Timeline = serde_json::from_str(json).unwrap();
    let written = export(Format::ICalendar, &timeline, &|_| None).unwrap().unwrap().text;
    let unfolded = icalendar::parser::unfold(&written);
    let calendar = icalendar::parser::read_calendar(&unfolded).unwrap();
    let first = &calendar.components[0];
    let value =
        |name: &str| first.find_prop(name).map(|prop| prop.val.to_string()).unwrap_or_default();
    assert_eq!(value("DTSTART"), "19120305");
    assert_eq!(value("DTEND"), "19120310");
    assert_eq!(value("LOCATION"), "Town; Hall");
    assert_eq!(value("X-EDTF"), "");
    assert_eq!(calendar.components.len(), 2);
}

#[test]
fn timeml_is_well_formed_and_tells_what_it_cannot_say() {
    let json = r#"{"event": [
        {"title": "A <b> & c", "date": "1910/1945-08"}, {"title": "One of them", "date": "[1912-05,1912-06]"},
        {"title": "Undated"}, {"title": "Early", "date": "early:-0043", "note": "n"}]}"#;
    let timeline: Timeline = serde_json::from_str(json).unwrap();
    let written = export(Format::TimeMl, &timeline, &|_| None).unwrap().unwrap();
    let mut reader = quick_xml::Reader::from_str(&written.text);
    loop {
        if matches!(reader.read_event().unwrap(), quick_xml::events::Event::Eof) {
            break;
        }
    }
    assert!(written.text.contains("value=\"BC0044\" mod=\"START\""), "{}", written.text);
    assert!(written.text.contains("value=\"P12996D\" beginPoint"), "{}", written.text);
    let codes: Vec<&str> = written.losses.iter().map(|loss| loss.code).collect();
    assert_eq!(codes, ["export/text", "export/date"]);
}
