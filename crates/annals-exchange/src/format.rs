//! The formats by name, and which of them a file is in.

use crate::{
    calendar, json, linked_data, linked_places, markwhen, table, timeline_js, timeline_sheet,
    wikidata,
};
use annals_core::Event;
use serde_json::Value;
use std::fmt;
use std::str::FromStr;

/// A format of timelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// The JSON of TimelineJS, version 3; version 1 is read.
    TimelineJs,
    /// The spreadsheet of TimelineJS as CSV, version 3; version 1 is read.
    TimelineSheet,
    /// The text format of markwhen.
    Markwhen,
    /// iCalendar (RFC 5545).
    ICalendar,
    /// Our own table as CSV.
    Csv,
    /// Our own events in full, one JSON object a line.
    JsonLines,
    /// JSON-LD with the `Event` of schema.org.
    LinkedData,
    /// Linked Places: GeoJSON with `when`.
    LinkedPlaces,
    /// Results of the Wikidata query service, or entities of Wikidata, as JSON. Only read.
    Wikidata,
    /// TimeML (ISO-TimeML) with `TIMEX3`. Only written.
    TimeMl,
}

impl Format {
    /// Every format, in the order in which they are listed.
    pub const ALL: [Format; 10] = [
        Format::TimelineJs,
        Format::TimelineSheet,
        Format::Markwhen,
        Format::ICalendar,
        Format::Csv,
        Format::JsonLines,
        Format::LinkedData,
        Format::LinkedPlaces,
        Format::Wikidata,
        Format::TimeMl,
    ];

    /// Its name on the command line.
    pub fn name(self) -> &'static str {
        match self {
            Format::TimelineJs => "timelinejs",
            Format::TimelineSheet => "timelinejs-csv",
            Format::Markwhen => "markwhen",
            Format::ICalendar => "ical",
            Format::Csv => "csv",
            Format::JsonLines => "jsonl",
            Format::LinkedData => "jsonld",
            Format::LinkedPlaces => "linked-places",
            Format::Wikidata => "wikidata",
            Format::TimeMl => "timeml",
        }
    }

    /// What it is, in a few words.
    pub fn about(self) -> &'static str {
        match self {
            Format::TimelineJs => "TimelineJS, JSON",
            Format::TimelineSheet => "TimelineJS, the spreadsheet as CSV",
            Format::Markwhen => "markwhen, text",
            Format::ICalendar => "iCalendar (RFC 5545)",
            Format::Csv => "CSV with the columns title and date",
            Format::JsonLines => "one event a line, JSON",
            Format::LinkedData => "schema.org events, JSON-LD",
            Format::LinkedPlaces => "Linked Places, GeoJSON",
            Format::Wikidata => "Wikidata: query results or entities, JSON",
            Format::TimeMl => "TimeML with TIMEX3, XML",
        }
    }

    /// Whether files of it are read.
    pub fn is_read(self) -> bool {
        self != Format::TimeMl
    }

    /// Whether files of it are written.
    pub fn is_written(self) -> bool {
        self != Format::Wikidata
    }

    /// The format of a file, where its content leaves no doubt, or its name where it is a text that
    /// could be anything.
    ///
    /// ```
    /// use annals_exchange::Format;
    /// let of = Format::guess;
    /// assert_eq!(of("x", "BEGIN:VCALENDAR\n"), Some(Format::ICalendar));
    /// assert_eq!(of("x", "Date;Title\n1912;Fair\n"), Some(Format::Csv));
    /// assert_eq!(of("x", "1912: Fair\n"), None);
    /// assert_eq!(of("x.mw", "1912: Fair\n"), Some(Format::Markwhen));
    /// ```
    pub fn guess(name: &str, text: &str) -> Option<Format> {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text).trim_start();
        if text.starts_with(['{', '[']) {
            return Format::of_json(text).or_else(|| Format::of_name(name));
        }
        let head = text.lines().next().unwrap_or_default();
        let head: Vec<String> = head
            .split([',', ';', '\t'])
            .map(|name| name.trim().trim_matches('"').to_owned())
            .collect();
        match () {
            () if calendar::is_meant(text) => Some(Format::ICalendar),
            () if timeline_sheet::is_meant(&head) => Some(Format::TimelineSheet),
            () if table::is_meant(&head) => Some(Format::Csv),
            () if markwhen::is_meant(text) => Some(Format::Markwhen),
            () => Format::of_name(name),
        }
    }

    /// The format that the end of a name stands for, where it stands for one.
    fn of_name(name: &str) -> Option<Format> {
        let (_, extension) = name.rsplit_once('.')?;
        match extension.to_ascii_lowercase().as_str() {
            "mw" | "markwhen" => Some(Format::Markwhen),
            "ics" | "ical" => Some(Format::ICalendar),
            "csv" | "tsv" => Some(Format::Csv),
            "jsonl" | "ndjson" => Some(Format::JsonLines),
            "jsonld" => Some(Format::LinkedData),
            "geojson" => Some(Format::LinkedPlaces),
            _ => None,
        }
    }

    /// The format that a broken document was meant to be in, so that it can be told what is wrong.
    fn of_broken_json(text: &str) -> Option<Format> {
        let head = &text[..text.floor_char_boundary(16 << 10)];
        SIGNS.iter().find(|(sign, _)| head.contains(sign)).map(|(_, format)| *format)
    }

    fn of_json(text: &str) -> Option<Format> {
        let Ok(document) = serde_json::from_str::<Value>(text) else {
            // Several documents one after the other: lines.
            let line = text.lines().next().unwrap_or_default();
            let is_event = serde_json::from_str::<Event>(line).is_ok();
            return if is_event { Some(Format::JsonLines) } else { Format::of_broken_json(text) };
        };
        match &document {
            _ if timeline_js::is_meant(&document) => Some(Format::TimelineJs),
            _ if wikidata::is_meant(&document) => Some(Format::Wikidata),
            _ if linked_places::is_meant(&document) => Some(Format::LinkedPlaces),
            _ if linked_data::is_meant(&document) => Some(Format::LinkedData),
            Value::Object(object) if !json::text(object, "title").is_empty() => {
                serde_json::from_value::<Event>(document).is_ok().then_some(Format::JsonLines)
            }
            _ => None,
        }
    }
}

/// What stands in documents of a format and of no other, for those that cannot be read.
const SIGNS: [(&str, Format); 6] = [
    ("\"start_date\"", Format::TimelineJs),
    ("\"startDate\": \"", Format::TimelineJs),
    ("\"FeatureCollection\"", Format::LinkedPlaces),
    ("\"bindings\"", Format::Wikidata),
    ("\"mainsnak\"", Format::Wikidata),
    ("\"@type\"", Format::LinkedData),
];

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No format has that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat(pub String);

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "`{}` is no format; there are {}",
            self.0,
            Format::ALL.map(Format::name).join(", ")
        )
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;
    fn from_str(name: &str) -> Result<Format, UnknownFormat> {
        let known = Format::ALL.into_iter().find(|format| format.name() == name);
        known.ok_or_else(|| UnknownFormat(name.to_owned()))
    }
}
