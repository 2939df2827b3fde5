//! Files that are broken, too long or too deep: each gives a message, and what is sound in it.

use annals_core::NoPhrases;
use annals_exchange::{Format, Imported, import};

fn read(format: Format, text: &str) -> Imported {
    import(format, text, &NoPhrases)
}

/// The only loss of a file.
fn told(format: Format, text: &str) -> String {
    let losses = read(format, text).losses;
    assert_eq!(losses.len(), 1, "{losses:?}");
    losses[0].to_string()
}

#[test]
fn empty_files_are_told() {
    for format in Format::ALL {
        assert_eq!(told(format, " \r\n"), "the file is empty", "{format}");
    }
}

#[test]
fn the_wrong_head_of_a_table_is_told_with_the_right_one() {
    let said = told(Format::Csv, "When,What\n1912,Fair\n");
    assert!(said.starts_with("line 1: the first line has to name the columns `title` and `date`"));
    assert!(said.ends_with(": When, What"), "{said}");
    let said = told(Format::TimelineSheet, "When,What\n1912,Fair\n");
    assert!(said.contains("`Year`, `Month`, `Day`"), "{said}");
}

#[test]
fn marks_of_windows_make_no_difference() {
    for text in [
        "Title,Date\nFair,1912-05\n",
        "\u{feff}title;date\r\nFair;1912-05\r\n",
        "date\ttitle\n1912-05\tFair",
    ] {
        let read = read(Format::Csv, text);
        assert_eq!((read.events.len(), read.losses.len()), (1, 0), "{text:?}");
        let date = read.events[0].date.as_ref().map(ToString::to_string);
        assert_eq!(date.as_deref(), Some("1912-05"));
    }
}

#[test]
fn json_that_is_too_deep_is_told() {
    let deep = "{\"events\":".to_owned() + &"[".repeat(100_000);
    for format in [Format::TimelineJs, Format::LinkedData, Format::LinkedPlaces, Format::Wikidata] {
        assert!(told(format, &deep).contains("nested more than 128 deep"), "{format}");
    }
    let deep = "{\"title\":".to_owned() + &"[".repeat(100_000);
    assert!(told(Format::JsonLines, &deep).contains("no JSON that can be read"));
}

#[test]
fn json_that_is_cut_off_is_told() {
    let said = told(Format::TimelineJs, "{\"events\": [\n{\"start_date\"");
    assert!(said.starts_with("line 2: the file ends too soon"), "{said}");
}

#[test]
fn one_line_that_cannot_be_read_costs_only_itself() {
    let lines = "{\"title\":\"A\",\"date\":\"1912\"}\nnonsense\n{\"title\":\"B\"}\n{\"title\":1}\n";
    let read = read(Format::JsonLines, lines);
    assert_eq!((read.events.len(), read.entries, read.losses.len()), (2, 4, 2));
    assert_eq!(read.losses[0].place.line, Some(2));
}

#[test]
fn records_that_are_too_long_are_left_out() {
    let long = "x".repeat(33 << 20);
    let lines = format!("{{\"title\":\"A\"}}\n{{\"title\":\"{long}\"}}\n{{\"title\":\"B\"}}\n");
    assert_eq!(read(Format::JsonLines, &lines).events.len(), 2);
    let table = format!("title,date\nA,1912\n{long},1913\nB,1914\n");
    let table = read(Format::Csv, &table);
    assert_eq!((table.events.len(), table.losses[0].place.line), (2, Some(3)));
    let calendar =
        format!("BEGIN:VEVENT\nSUMMARY:A\nX-LONG:{long}\nDTSTART:19120305\nEND:VEVENT\n");
    let calendar = read(Format::ICalendar, &calendar);
    assert_eq!((calendar.events.len(), calendar.losses[0].place.line), (1, Some(3)));
    let text = format!("1912: A\n{long}\n1913: B\n");
    assert_eq!(read(Format::Markwhen, &text).events.len(), 2);
}

#[test]
fn a_calendar_of_a_hundred_thousand_entries_that_come_again_is_read_once_each() {
    let entry = "BEGIN:VEVENT\r\nUID:1\r\nDTSTART;VALUE=DATE:19120305\r\nRRULE:FREQ=DAILY\r\nSUMMARY:Fair\r\nEND:VEVENT\r\n";
    let read = read(Format::ICalendar, &entry.repeat(100_000));
    assert_eq!((read.events.len(), read.losses.len()), (100_000, 100_000));
    assert_eq!(read.events[99_999].id, "fair-100000");
}

#[test]
fn garbage_is_told() {
    assert!(told(Format::ICalendar, "hello\nworld").contains("outside BEGIN:VEVENT"));
    assert!(told(Format::Markwhen, "hello\nworld").contains("there is no event"));
    assert!(told(Format::LinkedData, "{}").contains("no schema.org `Event`"));
    assert!(told(Format::LinkedPlaces, "{}").contains("no GeoJSON"));
    assert!(
        told(Format::Wikidata, "{}").contains("neither a result of the Wikidata query service")
    );
    assert!(told(Format::TimelineJs, "{}").contains("no list `events`"));
}
