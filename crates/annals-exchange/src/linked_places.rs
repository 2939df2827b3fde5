//! Linked Places (<https://github.com/LinkedPasts/linked-places-format>): GeoJSON whose features have
//! a `when` of time spans, each with the four bounds of a date.
//!
//! A start or an end is `in` a unit, or between `earliest` and `latest`; one that is missing is
//! open, and an empty one is not known. What the bounds do not say stands beside them as `edtf`.

use crate::date::{unit_of, with_edtf};
use crate::entry::Entry;
use crate::import::{Import, Imported, cite, remark};
use crate::json::{self, Object, items, text};
use crate::text::{one_line, paragraphs};
use annals_core::{
    Bounds, Choice, Date, Day, Endpoint, Event, Info, Limit, PhraseReader, Policy, Single, Unit,
};
use serde::Serialize;
use serde_json::Value;

const CONTEXT: &str = "https://raw.githubusercontent.com/LinkedPasts/linked-places/master/linkedplaces-context-v1.1.jsonld";
/// What is known of a feature; the rest is told.
const KNOWN: [&str; 12] = [
    "@context",
    "@id",
    "@type",
    "type",
    "properties",
    "when",
    "names",
    "types",
    "geometry",
    "descriptions",
    "links",
    "id",
];

/// Whether a document is GeoJSON.
pub(crate) fn is_meant(document: &Value) -> bool {
    let class = document.get("type").and_then(Value::as_str).unwrap_or_default();
    (class == "FeatureCollection" && document.get("features").is_some())
        || (class == "Feature" && document.get("when").is_some())
}

/// Reads a document.
pub(crate) fn read(text: &str, phrases: &dyn PhraseReader) -> Imported {
    let mut import = Import::new(phrases);
    let Some(document) = json::document(&mut import, text) else { return import.finish() };
    if !is_meant(&document) {
        let message = "this is no GeoJSON: it has no `type` of `FeatureCollection` with a list \
                       `features`";
        import.losses.error("import/format", message, "");
        return import.finish();
    }
    if let Some(title) = document.get("title").map(json::scalar).filter(|title| !title.is_empty()) {
        let description = document.get("description").map(json::scalar).unwrap_or_default();
        import.info = Some(Info { title, description, lang: String::new() });
    }
    let features = match document.get("features") {
        Some(features) => items(Some(features)),
        None => std::slice::from_ref(&document),
    };
    for feature in features {
        match feature.as_object() {
            Some(feature) => read_feature(&mut import, feature),
            None => {
                import.next(None, "");
                let message = "this feature is no object: it is left out";
                import.losses.error("import/entry", message, &feature.to_string());
            }
        }
    }
    import.finish()
}

fn read_feature(import: &mut Import<'_>, feature: &Object) {
    let none = Object::new();
    let properties = feature.get("properties").and_then(Value::as_object).unwrap_or(&none);
    let of = |keys: &[&str]| keys.iter().map(|key| text(properties, key)).find(|t| !t.is_empty());
    let names: Vec<String> = items(feature.get("names"))
        .iter()
        .filter_map(Value::as_object)
        .map(|name| one_line(&text(name, "toponym")))
        .filter(|name| !name.is_empty())
        .collect();
    let title = of(&["title", "name", "label"]).or_else(|| names.first().cloned());
    let mut event = import.enter(None, &title.unwrap_or_default());
    if let Some(id) = text(feature, "@id").strip_prefix('#') {
        event.id = id.to_owned();
    }
    let told = items(feature.get("descriptions")).iter().filter_map(Value::as_object);
    let told: Vec<String> = told.map(|one| text(one, "value")).collect();
    let body =
        if told.is_empty() { of(&["description"]).unwrap_or_default() } else { told.join("\n\n") };
    event.text = Some(paragraphs(&body));
    event.places = names.into_iter().filter(|name| *name != event.title).collect();
    for kind in items(feature.get("types")).iter().filter_map(Value::as_object) {
        import.add_theme(&mut event, &text(kind, "label"));
    }
    for link in items(feature.get("links")).iter().filter_map(Value::as_object) {
        cite(&mut event, &text(link, "label"), &text(link, "identifier"), None);
    }
    event.date = date(import, &mut event, feature, properties);
    if let Some(geometry) = feature.get("geometry").filter(|geometry| !json::is_empty(geometry)) {
        let message = "coordinates are not taken over";
        import.losses.warn("import/geometry", message, &geometry.to_string());
    }
    for (key, value) in feature.iter().filter(|(key, _)| !KNOWN.contains(&key.as_str())) {
        if !json::is_empty(value) {
            import.unread(key, &value.to_string());
        }
    }
    let known = ["title", "name", "label", "description", "date", "when", "ccodes"];
    for (key, value) in properties.iter().filter(|(key, _)| !known.contains(&key.as_str())) {
        if !json::is_empty(value) {
            import.unread(&format!("properties.{key}"), &value.to_string());
        }
    }
    import.add(event);
}

fn date(
    import: &mut Import<'_>,
    event: &mut Event,
    feature: &Object,
    properties: &Object,
) -> Option<Date> {
    let when = feature.get("when").or_else(|| properties.get("when")).and_then(Value::as_object);
    let Some(when) = when else {
        let said = text(properties, "date");
        let read = crate::linked_data::moment(import, event, &said);
        if read.is_none() && event.note.is_none() {
            import.without_date();
        }
        return read;
    };
    let spans: Vec<Date> = items(when.get("timespans"))
        .iter()
        .filter_map(Value::as_object)
        .filter_map(|span| read_span(import, event, span))
        .collect();
    let fields = match spans.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        [first, ..] => Some(all_of(&spans).unwrap_or_else(|| {
            let message = "only the first of its time spans is taken over";
            import.losses.warn("import/timespans", message, "");
            first.clone()
        })),
    };
    for period in items(when.get("periods")).iter().filter_map(Value::as_object) {
        remark(event, &format!("Period: {}.", one_line(&text(period, "name"))));
    }
    let date = with_edtf(import, fields, &text(when, "edtf"));
    if date.is_none() && event.note.is_none() {
        import.without_date();
    }
    date
}

/// Several dates that are each one unit.
fn all_of(dates: &[Date]) -> Option<Date> {
    let choice = |date: &Date| match date {
        Date::Single(single) => Some(Choice::At(*single)),
        _ => None,
    };
    dates.iter().map(choice).collect::<Option<Vec<Choice>>>().map(Date::AllOf)
}

/// A start or an end.
#[derive(Clone, Copy, PartialEq)]
enum End {
    Open,
    Unknown,
    At(Single),
    Between(Day, Day),
    NotBefore(Single),
    NotAfter(Single),
}

fn read_span(import: &mut Import<'_>, event: &mut Event, span: &Object) -> Option<Date> {
    let (start, end) =
        (read_end(import, event, span, "start"), read_end(import, event, span, "end"));
    match (start, end) {
        (End::Open | End::Unknown, End::Open | End::Unknown) => None,
        (End::At(start), End::At(end)) if start == end => Some(Date::Single(start)),
        (End::Between(first, last), end) if end == start => {
            Some(Date::OneOf(vec![Choice::Range(first.into(), last.into())]))
        }
        (End::NotAfter(last), end) if end == start => Some(Date::OneOf(vec![Choice::Until(last)])),
        (End::NotBefore(first), end) if end == start => {
            Some(Date::OneOf(vec![Choice::From(first)]))
        }
        (start, end) => {
            let (start, end) = (endpoint(import, start), endpoint(import, end));
            let text = Date::Interval { start, end }.to_string();
            // The text is read again, since an end that lies before the start is no date.
            text.parse().map_err(|_| import.undated(event, &text, "it ends before it starts")).ok()
        }
    }
}

fn read_end(import: &mut Import<'_>, event: &mut Event, span: &Object, key: &str) -> End {
    let Some(end) = span.get(key).and_then(Value::as_object) else { return End::Open };
    let mut single = |key: &str| {
        let said = text(end, key);
        match crate::linked_data::moment(import, event, &said)? {
            Date::Single(single) => Some(single),
            _ => {
                import.undated(event, &said, "one year, month or day is expected");
                None
            }
        }
    };
    match (single("in"), single("earliest"), single("latest")) {
        (Some(one), _, _) => End::At(one),
        (None, Some(first), Some(last)) => match (first.first(), last.last()) {
            (first, last) if first > last => End::Unknown,
            (first, last) => unit_spanning(first, last)
                .map_or(End::Between(first, last), |unit| End::At(unit.into())),
        },
        (None, Some(first), None) => End::NotBefore(first),
        (None, None, Some(last)) => End::NotAfter(last),
        (None, None, None) => End::Unknown,
    }
}

/// The end of an interval; one between two days is within the smallest unit that holds both.
fn endpoint(import: &mut Import<'_>, end: End) -> Endpoint {
    match end {
        End::Open => Endpoint::Open,
        End::Unknown => Endpoint::Unknown,
        End::At(single) => Endpoint::At(single),
        End::NotBefore(single) => Endpoint::From(single),
        End::NotAfter(single) => Endpoint::Until(single),
        End::Between(first, last) => {
            let message = "an end between two days is widened to the unit that holds both";
            import.losses.warn("import/between", message, &format!("{first} to {last}"));
            unit_holding(first, last).map_or(Endpoint::Unknown, |unit| Endpoint::At(unit.into()))
        }
    }
}

/// The day, month or year that has just these days.
fn unit_spanning(first: Day, last: Day) -> Option<Unit> {
    let civil = first.civil();
    let units = [Unit::Day(first), Unit::Month(civil.year, civil.month), Unit::Year(civil.year)];
    units.into_iter().find(|unit| is_span(*unit, first, last))
}

fn is_span(unit: Unit, first: Day, last: Day) -> bool {
    let single = Single::from(unit);
    (single.first(), single.last()) == (first, last)
}

/// The smallest month, year, decade or hundred years that holds both days.
fn unit_holding(first: Day, last: Day) -> Option<Unit> {
    let civil = first.civil();
    let mut units = vec![Unit::Month(civil.year, civil.month), Unit::Year(civil.year)];
    if civil.year >= 0 {
        units.extend([Unit::Decade(civil.year / 10), Unit::Hundreds(civil.year / 100)]);
    }
    units.into_iter().find(|unit| Single::from(*unit).last() >= last)
}

#[derive(Serialize)]
struct Collection<'a> {
    #[serde(rename = "@context")]
    context: &'static str,
    #[serde(rename = "type")]
    class: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    title: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    description: &'a str,
    features: Vec<Feature<'a>>,
}

#[derive(Serialize)]
struct Feature<'a> {
    #[serde(rename = "@id")]
    id: String,
    #[serde(rename = "type")]
    class: &'static str,
    properties: Properties,
    #[serde(skip_serializing_if = "Option::is_none")]
    when: Option<When<'a>>,
    names: Vec<Name<'a>>,
    types: Vec<Kind<'a>>,
    /// Where it was is not known but by name.
    geometry: Option<()>,
    descriptions: Vec<Description<'a>>,
    links: Vec<Link<'a>>,
}

#[derive(Serialize)]
struct Properties {
    title: String,
}

#[derive(Serialize)]
struct When<'a> {
    timespans: Vec<Span>,
    label: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<String>,
}

#[derive(Serialize)]
struct Span {
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<Edge>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<Edge>,
}

#[derive(Default, Serialize)]
struct Edge {
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    within: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    earliest: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    latest: Option<String>,
}

#[derive(Serialize)]
struct Name<'a> {
    toponym: &'a str,
}

#[derive(Serialize)]
struct Kind<'a> {
    label: &'a str,
}

#[derive(Serialize)]
struct Description<'a> {
    value: &'a str,
}

#[derive(Serialize)]
struct Link<'a> {
    #[serde(rename = "type")]
    class: &'static str,
    identifier: &'a str,
    label: &'a str,
}

/// Writes the events as a collection of features.
///
/// # Errors
/// Never but where serde fails to write JSON.
pub(crate) fn write(info: &Info, entries: &[Entry<'_>]) -> Result<String, serde_json::Error> {
    let collection = Collection {
        context: CONTEXT,
        class: "FeatureCollection",
        title: &info.title,
        description: &info.description,
        features: entries.iter().map(feature).collect(),
    };
    Ok(serde_json::to_string_pretty(&collection)? + "\n")
}

fn feature<'a>(entry: &'a Entry<'_>) -> Feature<'a> {
    let linked = entry.works.iter().filter_map(|work| {
        let identifier = work.url.as_deref()?;
        Some(Link { class: "subjectOf", identifier, label: &work.title })
    });
    let page = entry.page.as_deref();
    let page =
        page.map(|page| Link { class: "primaryTopicOf", identifier: page, label: &entry.title });
    Feature {
        id: format!("#{}", entry.event.id),
        class: "Feature",
        properties: Properties { title: entry.title.clone() },
        when: entry.event.date.as_ref().map(|date| when(date, &entry.when)),
        names: entry.event.places.iter().map(|place| Name { toponym: place }).collect(),
        types: entry.themes.iter().map(|theme| Kind { label: theme }).collect(),
        geometry: None,
        descriptions: Some(Description { value: &entry.text })
            .filter(|description| !description.value.is_empty())
            .into_iter()
            .collect(),
        links: linked.chain(page).collect(),
    }
}

fn when<'a>(date: &Date, label: &'a str) -> When<'a> {
    let bounds = date.bounds(Policy::default());
    let ends = match date {
        Date::Interval { start, end } => [unit_of(start), unit_of(end)],
        Date::Single(single) => [Some(*single); 2],
        Date::OneOf(_) | Date::AllOf(_) => [None, None],
    };
    let span = span(&bounds, ends);
    // The EDTF is left out only where the bounds say it all.
    let is_told = read_again(&span).is_some_and(|read| read == *date);
    When {
        timespans: vec![span],
        label,
        edtf: (!is_told).then(|| date.to_edtf().text().to_owned()),
    }
}

fn span(bounds: &Bounds, [start, end]: [Option<Single>; 2]) -> Span {
    Span {
        start: edge(bounds.start_earliest, bounds.start_latest, start),
        end: edge(bounds.end_earliest, bounds.end_latest, end),
    }
}

/// A start or an end between two limits; `None` where it is open.
fn edge(earliest: Limit, latest: Limit, unit: Option<Single>) -> Option<Edge> {
    let plain = unit.map(Single::undoubted).filter(|single| {
        single.part.is_none()
            && matches!(single.unit, Unit::Day(_) | Unit::Month(..) | Unit::Year(_))
    });
    if let Some(single) = plain {
        return Some(Edge { within: Some(single.to_string()), ..Edge::default() });
    }
    if matches!((earliest, latest), (Limit::Open, Limit::Open)) {
        return None;
    }
    let day = |limit: Limit| limit.day().map(|day| day.to_string());
    Some(Edge { within: None, earliest: day(earliest), latest: day(latest) })
}

/// What a reader takes from a span.
fn read_again(span: &Span) -> Option<Date> {
    let mut import = Import::new(&annals_core::NoPhrases);
    let mut event = Event::new("x", None, annals_core::Origin::Written);
    let value = serde_json::to_value(span).ok()?;
    let date = read_span(&mut import, &mut event, value.as_object()?);
    date.filter(|_| import.losses.found.is_empty())
}
