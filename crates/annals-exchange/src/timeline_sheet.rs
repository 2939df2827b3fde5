//! The spreadsheets that TimelineJS is fed with, as CSV: the columns of version 3 (`Year`, `Month`,
//! `Day`, `Headline` …) and of version 1 (`Start Date`, `End Date`).
//!
//! Written is version 3. A date that its columns do not say stands in `Display Date`, in words.

use crate::date::{from_to, of_fields, with_words};
use crate::entry::Entry;
use crate::import::{Import, Imported, cite, remark};
use crate::json::number;
use crate::sheet::{Row, Sheet, harmless, without_apostrophe, write_row};
use crate::text::{html, one_line, plain};
use crate::timeline_js::{Point, Scale, headline, html_lines, points};
use annals_core::{Date, Era, Event, Info, PhraseReader};

/// What is known of a row; the rest is told.
const KNOWN: [&str; 16] = [
    "year",
    "month",
    "day",
    "time",
    "end year",
    "end month",
    "end day",
    "end time",
    "display date",
    "headline",
    "text",
    "type",
    "group",
    "start date",
    "end date",
    "tag",
];
/// Columns that hold pictures and how they are shown.
const MEDIA: [&str; 7] = [
    "media",
    "media credit",
    "media caption",
    "media thumbnail",
    "alt text",
    "background",
    "thumbnail",
];

/// Whether these are the columns of such a sheet.
pub(crate) fn is_meant(head: &[String]) -> bool {
    let has = |name: &str| head.iter().any(|column| column.eq_ignore_ascii_case(name));
    has("headline") && (has("year") || has("start date"))
}

/// Reads a sheet.
pub(crate) fn read(text: &str, phrases: &dyn PhraseReader) -> Imported {
    let mut import = Import::new(phrases);
    let sheet = Sheet::read(&mut import, text);
    if !is_meant(&sheet.head) {
        import.losses.place.line = Some(1);
        let message = "the first line has to name the columns of a TimelineJS sheet: `Year`, \
                       `Month`, `Day`, `End Year` …, `Display Date`, `Headline`, `Text`, `Group` \
                       (or `Start Date`, `End Date`, `Headline`, `Text`, `Tag` in version 1)";
        import.losses.error("import/head", message, &sheet.head.join(", "));
        import.losses.leave();
        return import.finish();
    }
    for row in &sheet.rows {
        read_row(&mut import, &sheet, row);
    }
    import.finish()
}

fn read_row(import: &mut Import<'_>, sheet: &Sheet, row: &Row) {
    let cell = |name: &str| without_apostrophe(sheet.cell(row, name));
    let (headline, body) = (plain(cell("headline")), plain(cell("text")));
    match cell("type").to_ascii_lowercase().as_str() {
        "title" if import.info.is_none() => {
            let title = one_line(&headline.text);
            let description = one_line(&body.text);
            import.info = Some(Info { title, description, lang: String::new() });
            return;
        }
        "era" => return read_era(import, sheet, row, &headline.text),
        _ => {}
    }
    let mut event = import.enter(Some(row.line), &headline.text);
    event.text = Some(body.text);
    event.date = date(import, &mut event, sheet, row);
    if event.date.is_none() && event.note.is_none() {
        import.without_date();
    }
    for (name, url) in headline.links.iter().chain(&body.links) {
        cite(&mut event, name, url, None);
    }
    for name in ["group", "tag"] {
        for theme in cell(name).split(',') {
            import.add_theme(&mut event, theme);
        }
    }
    for element in headline.left_out.iter().chain(&body.left_out) {
        import.losses.warn("import/markup", "this element of HTML is left out", element);
    }
    for name in MEDIA.iter().filter(|name| !cell(name).is_empty()).take(1) {
        let message = "pictures and media are not taken over";
        import.losses.warn("import/media", message, cell(name));
    }
    sheet.tell_unread(import, row, &[&KNOWN[..], &MEDIA].concat());
    import.add(event);
}

fn read_era(import: &mut Import<'_>, sheet: &Sheet, row: &Row, title: &str) {
    import.losses.place.line = Some(row.line);
    let title = one_line(title);
    let mut scratch = Event::new("era", None, annals_core::Origin::Written);
    match date(import, &mut scratch, sheet, row) {
        Some(date) if !title.is_empty() => import.eras.push(Era { title, date }),
        _ => {
            let message = "an era has to have a headline and a date: it is left out";
            import.losses.error("import/era", message, &title);
        }
    }
    import.losses.leave();
}

/// The date of a row.
fn date(import: &mut Import<'_>, event: &mut Event, sheet: &Sheet, row: &Row) -> Option<Date> {
    let start = point(import, event, sheet, row, ["year", "month", "day", "time", "start date"]);
    let end = point(
        import,
        event,
        sheet,
        row,
        ["end year", "end month", "end day", "end time", "end date"],
    );
    let fields = match (start, end) {
        (Some(start), Some(end)) => Some(from_to(start, end).unwrap_or_else(|start| {
            let message = "the end lies before the start: it is left out";
            import.losses.error("import/order", message, "");
            start
        })),
        (start, end) => start.or(end),
    };
    with_words(import, event, fields, &plain(sheet.cell(row, "display date")).text)
}

/// A date in columns of its own, or in one column as version 1 has it.
fn point(
    import: &mut Import<'_>,
    event: &mut Event,
    sheet: &Sheet,
    row: &Row,
    [year, month, day, time, whole]: [&str; 5],
) -> Option<Date> {
    let cell = |name: &str| sheet.cell(row, name);
    if !cell(time).is_empty() {
        let message = "the time of day is not taken over: the day is kept";
        import.losses.warn("import/time", message, cell(time));
    }
    match [year, month, day].map(|name| number(cell(name))) {
        [Ok(Some(year)), Ok(month), Ok(day)] => {
            // A sheet counts years as readers see them: -44 is 44 BCE.
            let astronomical = if year < 0 { year + 1 } else { year };
            Some(of_fields(astronomical, month, day).unwrap_or_else(|whole_year| {
                let found = [cell("year"), cell("month"), cell("day")].join("-");
                let message = "there is no such month or day: only the year is kept";
                import.losses.error("import/date", message, &found);
                remark(event, &format!("Dated “{found}” in the source."));
                whole_year
            }))
        }
        [Ok(None), Ok(None), Ok(None)] => {
            let said = cell(whole);
            if said.is_empty() {
                return None;
            }
            import.phrases.read_date(said).unwrap_or_else(|error| {
                import.undated(event, said, &error.message);
                None
            })
        }
        _ => {
            let found = [cell(year), cell(month), cell(day)].join(" ");
            import.phrases.read_date(found.trim()).unwrap_or_else(|error| {
                import.undated(event, &found, &error.message);
                None
            })
        }
    }
}

const HEAD: [&str; 12] = [
    "Year",
    "Month",
    "Day",
    "End Year",
    "End Month",
    "End Day",
    "Display Date",
    "Headline",
    "Text",
    "Media",
    "Type",
    "Group",
];

/// Writes the sheet; events without a place on a timeline of TimelineJS are left out.
pub(crate) fn write(title: &str, entries: &[Entry<'_>], eras: &[Era]) -> String {
    let mut table = String::new();
    write_row(&mut table, &HEAD.map(str::to_owned));
    let none = || [const { String::new() }; 6];
    write_row(&mut table, &cells(none(), "", &html(title), "", "title", ""));
    for entry in entries {
        let Some(dates) = entry.event.date.as_ref().and_then(columns) else { continue };
        let group = entry.themes.first().map(String::as_str).unwrap_or_default();
        let (title, text) = (headline(entry), html_lines(&entry.text));
        write_row(&mut table, &cells(dates, &entry.when, &title, &text, "", group));
    }
    for era in eras {
        let Some(dates) = columns(&era.date) else { continue };
        write_row(&mut table, &cells(dates, &era.date.words(), &html(&era.title), "", "era", ""));
    }
    table
}

fn cells(
    dates: [String; 6],
    when: &str,
    headline: &str,
    text: &str,
    kind: &str,
    group: &str,
) -> Vec<String> {
    let rest = [when, headline, text, "", kind, group].map(|cell| harmless(&one_line(cell)));
    dates.into_iter().chain(rest).collect()
}

/// The six columns of a date.
fn columns(date: &Date) -> Option<[String; 6]> {
    let (start, end) = points(date, Scale::Human)?;
    let of = |point: Option<Point>| {
        let part = |part: fn(&Point) -> Option<i64>| {
            point.as_ref().and_then(part).map_or_else(String::new, |number| number.to_string())
        };
        [
            part(|point| Some(point.year)),
            part(|point| point.month.map(i64::from)),
            part(|point| point.day.map(i64::from)),
        ]
    };
    let ([a, b, c], [d, e, f]) = (of(Some(start)), of(end));
    Some([a, b, c, d, e, f])
}
