//! Events to a markwhen text.

use super::line::{self, Line};
use super::range::{Order, Reading};
use crate::date::{days, plain_date};
use crate::entry::Entry;
use crate::text::one_line;
use annals_core::{Date, Day, Endpoint, Info, NoPhrases};

/// Writes the events that have a day on either side; others are left out.
pub(crate) fn write(info: &Info, entries: &[Entry<'_>]) -> String {
    let mut text = String::from("---\n");
    for (key, value) in [("title", &info.title), ("description", &info.description)] {
        if !value.is_empty() {
            text += &format!("{key}: {}\n", quoted(value));
        }
    }
    text += "---\n";
    for entry in entries {
        if let Some(date) = &entry.event.date
            && let Some(days) = days(date)
        {
            text.push('\n');
            event(&mut text, entry, date, days);
        }
    }
    text
}

fn event(text: &mut String, entry: &Entry<'_>, date: &Date, days: (Day, Day)) {
    let range = range(date, days);
    *text += &format!("{range}: {}\n", one_line(&entry.title));
    let reading = Reading { phrases: &NoPhrases, order: Order::default(), before: None };
    if !reading.range(&range).is_some_and(|read| read.date == *date) {
        *text += &format!("edtf: {}\n", quoted(date.to_edtf().text()));
    }
    *text += &format!("id: {}\n", entry.event.id);
    for (key, values) in [
        ("tags", &entry.themes),
        ("location", &entry.event.places),
        ("people", &entry.event.people),
    ] {
        if !values.is_empty() {
            let values: Vec<String> = values.iter().map(|value| quoted(value)).collect();
            *text += &format!("{key}: [{}]\n", values.join(", "));
        }
    }
    // A line that would be an event or a section of its own is made an item of a list.
    for line in entry.text.lines().map(one_line) {
        let is_text = line.is_empty() || matches!(line::of(&line), Line::Text);
        let mark = if is_text && line != "---" { "" } else { "- " };
        *text += &format!("{mark}{line}\n");
    }
    for work in &entry.works {
        if let Some(url) = &work.url {
            *text += &format!("[{}]({url})\n", one_line(&work.title).replace(['[', ']'], ""));
        }
    }
}

/// A text on one line as a value of YAML, which has the strings of JSON.
fn quoted(text: &str) -> String {
    serde_json::Value::from(one_line(text)).to_string()
}

/// What stands before the colon.
fn range(date: &Date, (first, last): (Day, Day)) -> String {
    if let Some(plain) = plain_date(date) {
        return plain;
    }
    let end = |end: &Endpoint| match end {
        Endpoint::At(single) => plain_date(&Date::Single(*single)),
        Endpoint::Open => Some("now".to_owned()),
        _ => None,
    };
    if let Date::Interval { start, end: until } = date
        && let (Endpoint::At(_), Some(start), Some(end)) = (start, end(start), end(until))
    {
        return format!("{start} / {end}");
    }
    let (from, to) = (first.civil().year, last.civil().year);
    if from >= 1 && to <= 9999 {
        return if first == last { first.to_string() } else { format!("{first} / {last}") };
    }
    let year = |year: i64| match year {
        ..=0 => format!("{} BCE", 1 - year),
        1..=9999 => format!("{year:04}"),
        _ => format!("{year} CE"),
    };
    if from == to { year(from) } else { format!("{} - {}", year(from), year(to)) }
}
