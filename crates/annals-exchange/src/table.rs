//! Our own table: every event as a row of CSV (RFC 4180), with a head and lines that end in CRLF.
//!
//! Read are the columns `title`, `date` and as many others of ours as there are, in any order, with
//! commas, semicolons or tabs between them. Several values of a cell are parted by `; `. Dates,
//! which may begin with `-`, are written as they are; other cells are made harmless for spreadsheets.

use crate::entry::Entry;
use crate::import::{Import, Imported, cite, remark};
use crate::sheet::{Row, Sheet, harmless, without_apostrophe, write_row};
use crate::text::one_line;
use annals_core::{Event, Kind, Origin, PhraseReader, Source};

const HEAD: [&str; 16] = [
    "id", "date", "earliest", "latest", "when", "kind", "status", "title", "text", "themes",
    "people", "places", "names", "sources", "origin", "page",
];
/// What else is read where somebody added it.
const MORE: [&str; 2] = ["note", "aliases"];

/// Whether these are the columns of such a table.
pub(crate) fn is_meant(head: &[String]) -> bool {
    let has = |name: &str| head.iter().any(|column| column.eq_ignore_ascii_case(name));
    has("title") && has("date")
}

/// Reads a table.
pub(crate) fn read(text: &str, phrases: &dyn PhraseReader) -> Imported {
    let mut import = Import::new(phrases);
    let sheet = Sheet::read(&mut import, text);
    if !is_meant(&sheet.head) {
        tell_wrong_head(&mut import, &sheet.head);
        return import.finish();
    }
    let known = [&HEAD[..], &MORE].concat();
    for row in &sheet.rows {
        read_row(&mut import, &sheet, row);
        sheet.tell_unread(&mut import, row, &known);
    }
    import.finish()
}

fn tell_wrong_head(import: &mut Import<'_>, head: &[String]) {
    import.losses.place.line = Some(1);
    let message = format!(
        "the first line has to name the columns `title` and `date`, and may name {}",
        HEAD.iter()
            .filter(|name| !["title", "date"].contains(name))
            .copied()
            .collect::<Vec<_>>()
            .join(", ")
    );
    import.losses.error("import/head", message, &head.join(", "));
    import.losses.leave();
}

fn read_row(import: &mut Import<'_>, sheet: &Sheet, row: &Row) {
    let cell = |name: &str| without_apostrophe(sheet.cell(row, name));
    let mut event = import.enter(Some(row.line), cell("title"));
    if !cell("id").is_empty() {
        event.id = cell("id").to_owned();
    }
    let date = sheet.cell(row, "date");
    match import.phrases.read_date(date) {
        _ if date.is_empty() => {
            // A table of ours says "undated"; any other words are what an author wrote.
            let when = sheet.cell(row, "when");
            if !when.is_empty() && when != "undated" {
                remark(&mut event, &format!("Shown as “{}” in the source.", one_line(when)));
            }
        }
        Ok(read) => event.date = read,
        Err(error) => import.undated(&mut event, date, &error.message),
    }
    event.text = Some(cell("text").to_owned());
    event.note = Some(cell("note").to_owned()).filter(|note| !note.is_empty()).or(event.note);
    match cell("status").parse() {
        Ok(status) => event.status = status,
        Err(_) if cell("status").is_empty() => {}
        Err(_) => import.unread("status", cell("status")),
    }
    for theme in values(cell("themes")) {
        import.add_theme(&mut event, theme);
    }
    let list = |name| values(cell(name)).map(str::to_owned).collect();
    (event.people, event.places) = (list("people"), list("places"));
    (event.names, event.aliases) = (list("names"), list("aliases"));
    for source in values(cell("sources")) {
        match source.contains("://") {
            true => cite(&mut event, "", source, None),
            false => {
                let title = source.to_owned();
                event.sources.push(Source { title, url: None, published: None });
            }
        }
    }
    cite(&mut event, "", cell("page"), None);
    import.add(event);
}

fn values(cell: &str) -> impl Iterator<Item = &str> {
    cell.split(';').map(str::trim).filter(|value| !value.is_empty())
}

/// Writes the table, in the order of the entries.
pub fn write<'e>(entries: impl IntoIterator<Item = Entry<'e>>) -> String {
    rows(entries).collect()
}

/// The same table row by row, each made when it is asked for, so that the whole need not be in
/// memory.
pub fn rows<'e>(entries: impl IntoIterator<Item = Entry<'e>>) -> impl Iterator<Item = String> {
    let head = std::iter::once_with(|| HEAD.map(str::to_owned));
    head.chain(entries.into_iter().map(|entry| cells(&entry))).map(|cells| {
        let mut row = String::new();
        write_row(&mut row, &cells);
        row
    })
}

fn cells(entry: &Entry<'_>) -> [String; 16] {
    let event: &Event = entry.event;
    let date = event.date.as_ref();
    let of_date = |form: fn(&annals_core::Date) -> String| date.map(form).unwrap_or_default();
    let line = |text: &str| harmless(&one_line(text));
    let list = |values: &[String]| line(&values.join("; "));
    let work = |work: &crate::Work| work.url.clone().unwrap_or_else(|| work.title.clone());
    let mut works: Vec<String> = entry.works.iter().map(work).collect();
    let mut seen = std::collections::BTreeSet::new();
    works.retain(|work| seen.insert(work.clone()));
    [
        event.id.clone(),
        of_date(|date| date.to_edtf().text().to_owned()),
        of_date(|date| date.earliest().to_string()),
        of_date(|date| date.latest().to_string()),
        entry.when.clone(),
        date.map_or("", |date| kind(date.kind())).to_owned(),
        event.status.name().to_owned(),
        line(&entry.title),
        line(event.text.as_deref().unwrap_or_default()),
        list(&event.themes),
        list(&event.people),
        list(&event.places),
        list(&event.names),
        list(&works),
        if event.origin == Origin::Written { "written" } else { "extracted" }.to_owned(),
        entry.page.clone().unwrap_or_default(),
    ]
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
