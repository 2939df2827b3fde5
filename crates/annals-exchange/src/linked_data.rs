//! Events as JSON-LD: schema.org's `Event`.
//!
//! `startDate` and `endDate` are written only where the date is as sure as they say. Any date has
//! its EDTF form (`dcterms:date`) and its words (`disambiguatingDescription`). Read are events of
//! any kind wherever they stand in a document, without looking up its context: the usual names of
//! keys are taken for what they are.

use crate::date::{from_to, plain_date, unit_of, with_edtf};
use crate::entry::Entry;
use crate::import::{Import, Imported, cite};
use crate::json::{self, Object, items, text};
use crate::text::{one_line, plain, web_address};
use annals_core::{Date, Event, PhraseReader, Source, Status};
use serde::Serialize;
use serde_json::Value;

/// What an event is, or another kind of event.
const MORE_EVENTS: [&str; 4] = ["CourseInstance", "EventSeries", "Festival", "Hackathon"];
/// What is known of an event; the rest is told.
const KNOWN: [&str; 27] = [
    "@context",
    "@id",
    "@type",
    "about",
    "actor",
    "citation",
    "dcterms:date",
    "dct:date",
    "description",
    "disambiguatingDescription",
    "endDate",
    "eventStatus",
    "http://purl.org/dc/terms/date",
    "identifier",
    "image",
    "inLanguage",
    "isBasedOn",
    "keywords",
    "location",
    "name",
    "organizer",
    "performer",
    "startDate",
    "subEvent",
    "subjectOf",
    "temporalCoverage",
    "url",
];

/// Whether a document holds such events.
pub(crate) fn is_meant(document: &Value) -> bool {
    events_of(document).next().is_some()
}

/// Reads a document.
pub(crate) fn read(text: &str, phrases: &dyn PhraseReader) -> Imported {
    let mut import = Import::new(phrases);
    let Some(document) = json::document(&mut import, text) else { return import.finish() };
    for event in events_of(&document) {
        read_event(&mut import, event);
    }
    let read = import.finish();
    if read.entries == 0 {
        let message = "there is no schema.org `Event` in this document";
        return crate::import::failed(phrases, "import/format", message);
    }
    read
}

/// The events of a document, in its order, those within events after them.
fn events_of(document: &Value) -> impl Iterator<Item = &Object> {
    // JSON is at most 128 deep here, and each value is visited once.
    let mut ahead = vec![document];
    std::iter::from_fn(move || {
        while let Some(value) = ahead.pop() {
            match value {
                Value::Array(values) => ahead.extend(values.iter().rev()),
                Value::Object(object) => {
                    ahead.extend(object.values().rev().filter(|v| v.is_array() || v.is_object()));
                    if is_event(object) {
                        return Some(object);
                    }
                }
                _ => {}
            }
        }
        None
    })
}

fn is_event(object: &Object) -> bool {
    classes(object).any(|class| class.ends_with("Event") || MORE_EVENTS.contains(&class))
}

/// The classes of an object, without the address or prefix of the vocabulary.
fn classes(object: &Object) -> impl Iterator<Item = &str> {
    let classes = items(object.get("@type").or_else(|| object.get("type")));
    classes
        .iter()
        .filter_map(Value::as_str)
        .map(|class| class.rsplit(['/', ':', '#']).next().unwrap_or(class))
}

fn read_event(import: &mut Import<'_>, node: &Object) {
    let title = words(node.get("name"));
    let mut event = import.enter(None, &title);
    if let Some(id) = text(node, "@id").strip_prefix('#') {
        event.id = id.to_owned();
    }
    let body = plain(&words(node.get("description")));
    event.text = Some(body.text);
    for (name, url) in &body.links {
        cite(&mut event, name, url, None);
    }
    event.date = date(import, &mut event, node);
    event.places = names(node.get("location"), |_| true);
    event.people = names(node.get("about"), is_person);
    event.names = names(node.get("about"), |object| !is_person(object));
    for key in ["performer", "organizer", "actor"] {
        for name in names(node.get(key), |_| true) {
            if !event.people.contains(&name) {
                event.people.push(name);
            }
        }
    }
    for keyword in items(node.get("keywords")) {
        let separator = if node.get("keywords").is_some_and(Value::is_array) { '\n' } else { ',' };
        for theme in words(Some(keyword)).split(separator) {
            import.add_theme(&mut event, theme);
        }
    }
    status(import, &mut event, &text(node, "eventStatus"));
    sources(&mut event, node);
    if let Some(image) = node.get("image").filter(|image| !json::is_empty(image)) {
        let message = "pictures and media are not taken over";
        import.losses.warn("import/media", message, &image.to_string());
    }
    for (key, value) in node {
        let is_known = KNOWN.contains(&key.as_str()) || key == "type";
        if !is_known && !json::is_empty(value) {
            import.unread(key, &value.to_string());
        }
    }
    import.add(event);
}

fn date(import: &mut Import<'_>, event: &mut Event, node: &Object) -> Option<Date> {
    let mut point = |key| {
        let said = words(node.get(key));
        moment(import, event, &said)
    };
    let (start, end) = (point("startDate"), point("endDate"));
    let fields = match (start, end) {
        (Some(start), Some(end)) => Some(from_to(start, end).unwrap_or_else(|start| {
            let message = "the end lies before the start: it is left out";
            import.losses.error("import/order", message, "");
            start
        })),
        (Some(start), None) => Some(start),
        (None, Some(end)) => format!("../{end}").parse().ok(),
        (None, None) => None,
    };
    let edtf = ["dcterms:date", "dct:date", "http://purl.org/dc/terms/date"];
    let edtf = edtf.into_iter().map(|key| words(node.get(key))).find(|edtf| !edtf.is_empty());
    let coverage = words(node.get("temporalCoverage"));
    // A coverage may be a place in time or an address that names one.
    let coverage = Some(coverage).filter(|coverage| coverage.parse::<Date>().is_ok());
    let date = with_edtf(import, fields, &edtf.or(coverage).unwrap_or_default());
    if date.is_none() && event.note.is_none() {
        import.without_date();
    }
    date
}

/// An ISO 8601 date, without its time of day.
pub(crate) fn moment(import: &mut Import<'_>, event: &mut Event, said: &str) -> Option<Date> {
    if said.is_empty() {
        return None;
    }
    let (day, time) = said.split_once(['T', ' ']).unwrap_or((said, ""));
    let is_clock = time.starts_with(|first: char| first.is_ascii_digit()) && time.contains(':');
    let read = match is_clock.then(|| day.parse::<Date>()) {
        Some(Ok(date)) => Ok(Some(date)),
        _ => import.phrases.read_date(said),
    };
    let is_midnight =
        time.trim_end_matches('Z').bytes().all(|byte| matches!(byte, b'0' | b':' | b'.'));
    if is_clock && read.is_ok() && !is_midnight {
        let message = "the time of day is not taken over: the day is kept";
        import.losses.warn("import/time", message, said);
    }
    read.unwrap_or_else(|error| {
        import.undated(event, said, &error.message);
        None
    })
}

fn status(import: &mut Import<'_>, event: &mut Event, status: &str) {
    match status.rsplit('/').next().unwrap_or_default() {
        "EventCancelled" => event.status = Status::Denied,
        // Every event of schema.org is scheduled, unless it says otherwise.
        "" | "EventScheduled" | "EventMovedOnline" => {}
        _ => import.unread("eventStatus", status),
    }
}

fn sources(event: &mut Event, node: &Object) {
    for key in ["subjectOf", "citation", "isBasedOn"] {
        for work in items(node.get(key)) {
            let object = work.as_object();
            let url = object.map_or_else(|| json::scalar(work), |work| text(work, "url"));
            let title = object.map(|work| words(work.get("name"))).unwrap_or_default();
            if web_address(&url).is_some() {
                cite(event, &title, &url, None);
            } else if !title.is_empty() {
                event.sources.push(Source { title: one_line(&title), url: None, published: None });
            }
        }
    }
    cite(event, "", &words(node.get("url")), None);
}

fn is_person(object: &Object) -> bool {
    classes(object).any(|class| class == "Person")
}

/// The names of things that are told by their name alone or as objects.
fn names(value: Option<&Value>, is_wanted: fn(&Object) -> bool) -> Vec<String> {
    let named = items(value).iter().filter_map(|thing| match thing {
        Value::Object(object) => is_wanted(object).then(|| words(object.get("name"))),
        Value::String(name) => is_wanted(&Object::new()).then(|| name.clone()),
        _ => None,
    });
    named.map(|name| one_line(&name)).filter(|name| !name.is_empty()).collect()
}

/// A text, a typed text or the first of several.
fn words(value: Option<&Value>) -> String {
    match value {
        Some(Value::Object(object)) => text(object, "@value"),
        Some(Value::Array(values)) => {
            let first = values.first().filter(|first| !first.is_array());
            words(first)
        }
        Some(value) => json::scalar(value),
        None => String::new(),
    }
}

/// An event with the context in which its keys have a meaning.
#[derive(Serialize)]
pub struct Document {
    #[serde(rename = "@context")]
    context: (&'static str, Context),
    #[serde(flatten)]
    event: Node,
}

#[derive(Serialize)]
struct Context {
    dcterms: &'static str,
}

const CONTEXT: (&str, Context) =
    ("https://schema.org", Context { dcterms: "http://purl.org/dc/terms/" });

#[derive(Serialize)]
#[serde(rename_all = "camelCase")]
struct Node {
    #[serde(rename = "@type")]
    class: &'static str,
    #[serde(rename = "@id")]
    id: String,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    description: Option<String>,
    disambiguating_description: String,
    #[serde(rename = "dcterms:date", skip_serializing_if = "Option::is_none")]
    edtf: Option<Typed>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    event_status: Option<&'static str>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    keywords: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    location: Vec<Thing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    about: Vec<Thing>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    subject_of: Vec<Thing>,
}

#[derive(Serialize)]
struct Typed {
    #[serde(rename = "@type")]
    class: &'static str,
    #[serde(rename = "@value")]
    value: String,
}

#[derive(Serialize)]
struct Thing {
    #[serde(rename = "@type")]
    class: &'static str,
    name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

impl Document {
    /// An event as a document of its own.
    #[must_use]
    pub fn of(entry: Entry<'_>) -> Document {
        Document { context: CONTEXT, event: Node::of(entry) }
    }
}

/// Writes the events as one document, one a line.
///
/// # Errors
/// Never but where serde fails to write JSON.
pub fn write<'e>(
    entries: impl IntoIterator<Item = Entry<'e>>,
) -> Result<String, serde_json::Error> {
    pieces(entries).collect()
}

/// The same document in pieces, each made when it is asked for, so that the whole need not be in
/// memory.
pub fn pieces<'e>(
    entries: impl IntoIterator<Item = Entry<'e>>,
) -> impl Iterator<Item = Result<String, serde_json::Error>> {
    let head = || Ok(format!("{{\"@context\":{},\"@graph\":[", serde_json::to_string(&CONTEXT)?));
    let node = |(index, entry)| {
        let before = if index == 0 { "\n" } else { ",\n" };
        Ok(before.to_owned() + &serde_json::to_string(&Node::of(entry))?)
    };
    let nodes = entries.into_iter().enumerate().map(node);
    std::iter::once_with(head).chain(nodes).chain([Ok("\n]}\n".to_owned())])
}

impl Node {
    fn of(entry: Entry<'_>) -> Node {
        let event = entry.event;
        let (start_date, end_date) = event.filled().as_ref().map_or((None, None), sure_dates);
        let work = |work: crate::Work| Thing {
            class: if work.is_article { "Article" } else { "CreativeWork" },
            name: work.title,
            url: work.url,
        };
        Node {
            class: "Event",
            id: entry.page.unwrap_or_else(|| format!("#{}", event.id)),
            name: entry.title,
            description: Some(entry.text).filter(|text| !text.is_empty()),
            disambiguating_description: entry.when,
            edtf: event.date.as_ref().map(|date| Typed {
                class: "http://id.loc.gov/datatypes/edtf/EDTF",
                value: date.to_edtf().text().to_owned(),
            }),
            start_date,
            end_date,
            event_status: (event.status == Status::Expected)
                .then_some("https://schema.org/EventScheduled"),
            keywords: entry.themes,
            location: named("Place", &event.places),
            about: named("Person", &event.people),
            subject_of: entry.works.into_iter().map(work).collect(),
        }
    }
}

/// The start and the end as far as they are sure: a day, month or year that is neither doubted
/// nor one of several.
fn sure_dates(date: &Date) -> (Option<String>, Option<String>) {
    let end_of = |end| unit_of(end).and_then(|single| plain_date(&Date::Single(single)));
    match date {
        Date::Single(_) => (plain_date(date), None),
        Date::Interval { start, end } => (end_of(start), end_of(end)),
        Date::OneOf(_) | Date::AllOf(_) => (None, None),
    }
}

fn named(class: &'static str, names: &[String]) -> Vec<Thing> {
    let thing = |name: &String| Thing { class, name: one_line(name), url: None };
    names.iter().map(thing).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::NoPhrases;

    #[test]
    fn dates_are_as_sure_as_they_say() {
        let of = |text: &str| {
            let (start, end) = sure_dates(&text.parse().unwrap());
            (start.unwrap_or_default(), end.unwrap_or_default())
        };
        let pair = |start: &str, end: &str| (start.to_owned(), end.to_owned());
        assert_eq!(of("1912-03-05"), pair("1912-03-05", ""));
        assert_eq!(of("1912-03"), pair("1912-03", ""));
        assert_eq!(of("1910/1945-08"), pair("1910", "1945-08"));
        assert_eq!(of("1985/.."), pair("1985", ""));
        assert_eq!(of("../1985"), pair("", "1985"));
        for unsure in ["1791~", "1984?", "[1912-05,1912-06]", "[..1899]", "19XX", "-0043-03-15"] {
            assert_eq!(of(unsure), pair("", ""), "{unsure}");
        }
    }

    #[test]
    fn events_are_found_wherever_they_stand() {
        let document = r#"[{"@type": "WebPage", "mainEntity": {"@type": ["schema:MusicEvent"],
            "name": {"@value": "Concert"}, "startDate": "1912-05-01T19:30:00+02:00",
            "location": {"@type": "Place", "name": "Town Hall"}, "performer": [{"name": "Ann Berg"}],
            "keywords": "music, spring", "offers": {"price": 2},
            "subEvent": [{"@type": "Event", "name": "Ball", "startDate": "1912", "endDate": "1913-02"}]}}]"#;
        let read = read(document, &NoPhrases);
        let dates: Vec<String> =
            read.events.iter().map(|event| event.date.as_ref().unwrap().to_string()).collect();
        assert_eq!(dates, ["1912-05-01", "1912/1913-02"]);
        assert_eq!(read.events[0].people, ["Ann Berg"]);
        assert_eq!(read.themes.len(), 2);
        let told: Vec<&str> = read.losses.iter().map(|loss| loss.code).collect();
        assert_eq!(told, ["import/time", "import/field"]);
    }
}
