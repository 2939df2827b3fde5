//! Every event as a row of a table: CSV (RFC 4180), with a head and lines that end in CRLF.
//!
//! Spreadsheets take a cell that begins with `=`, `+`, `-` or `@` for a formula. A cell whose text
//! comes from authors or articles then gets an apostrophe before it, which spreadsheets hide, as
//! OWASP advises. Dates, which may begin with `-`, are written by us and left as they are.

use crate::page::Shared;
use crate::text;
use crate::view::When;
use annals_core::{Event, Kind, Origin};

const HEAD: [&str; 16] = [
    "id", "date", "earliest", "latest", "when", "kind", "status", "title", "text", "themes",
    "people", "places", "names", "sources", "origin", "page",
];

/// The table, in the order of the timeline. Several values of a cell are parted by `; `.
pub(super) fn table(shared: &Shared<'_>) -> String {
    let mut table = String::new();
    row(&mut table, &HEAD.map(str::to_owned));
    for (index, event) in shared.catalogue.timeline.events().iter().enumerate() {
        row(&mut table, &cells(shared, index, event));
    }
    table
}

fn cells(shared: &Shared<'_>, index: usize, event: &Event) -> [String; 16] {
    let catalogue = shared.catalogue;
    let date = event.date.as_ref();
    let of_date = |form: fn(&annals_core::Date) -> String| date.map(form).unwrap_or_default();
    let list = |values: &[String]| safe(&values.join("; "));
    [
        event.id.clone(),
        of_date(|date| date.to_edtf().text().to_owned()),
        of_date(|date| date.earliest().to_string()),
        of_date(|date| date.latest().to_string()),
        When::of_event(catalogue.words, event).words,
        date.map_or("", |date| kind(date.kind())).to_owned(),
        event.status.name().to_owned(),
        safe(&event.title),
        safe(event.text.as_deref().unwrap_or_default()),
        list(&event.themes),
        list(&event.people),
        list(&event.places),
        list(&event.names),
        list(&sources(shared, event)),
        if event.origin == Origin::Written { "written" } else { "extracted" }.to_owned(),
        shared.links().address(&catalogue.event_folder(index)),
    ]
}

/// The works and articles that tell an event: the address where there is one, else the title.
fn sources(shared: &Shared<'_>, event: &Event) -> Vec<String> {
    let name = |title: &str, url: Option<&str>| {
        url.and_then(crate::link::safe_url).unwrap_or(title).to_owned()
    };
    let works = event.sources.iter().map(|work| name(&work.title, work.url.as_deref()));
    let articles = event.evidence.iter().filter_map(|told| shared.catalogue.article(&told.article));
    let articles = articles.map(|(_, article)| name(&article.title, article.url.as_deref()));
    let mut sources: Vec<String> = works.chain(articles).collect();
    let mut seen = std::collections::BTreeSet::new();
    sources.retain(|source| seen.insert(source.clone()));
    sources
}

/// A text on one line that no spreadsheet takes for a formula.
fn safe(text: &str) -> String {
    let line = text::one_line(text);
    if line.starts_with(['=', '+', '-', '@']) { format!("'{line}") } else { line }
}

fn row(table: &mut String, cells: &[String]) {
    for (index, cell) in cells.iter().enumerate() {
        if index > 0 {
            table.push(',');
        }
        if cell.contains([',', '"', '\r', '\n']) {
            table.push('"');
            table.push_str(&cell.replace('"', "\"\""));
            table.push('"');
        } else {
            table.push_str(cell);
        }
    }
    table.push_str("\r\n");
}

fn kind(kind: Kind) -> &'static str {
    match kind {
        Kind::Day => "day",
        Kind::Month => "month",
        Kind::Year => "year",
        Kind::Interval => "interval",
        Kind::Approximate => "approximate",
        Kind::Before => "before",
        Kind::After => "after",
        Kind::Ongoing => "ongoing",
        Kind::EitherOr => "either_or",
        Kind::Several => "several",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_is_a_formula() {
        assert_eq!(safe("=HYPERLINK(\"x\")"), "'=HYPERLINK(\"x\")");
        assert_eq!(safe("\t-2+3"), "'-2+3");
        assert_eq!(safe("1912"), "1912");
    }

    #[test]
    fn cells_are_quoted_where_they_must_be() {
        let mut table = String::new();
        row(&mut table, &["a".to_owned(), "b,\"c\"".to_owned()]);
        assert_eq!(table, "a,\"b,\"\"c\"\"\"\r\n");
    }
}
