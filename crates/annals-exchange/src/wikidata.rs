//! Wikidata (<https://www.wikidata.org/wiki/Help:Dates>): results of its query service, and entities,
//! as JSON. Only read.
//!
//! A point in time has a precision, from billions of years (0) over the year (9) to the day (11).
//! Entities count -44 for 44 BCE and write Julian dates as they are; query results (RDF) count
//! years astronomically, so that 44 BCE is -43, and have days of the Julian calendar converted.

use crate::date::{from_to, of_year};
use crate::import::{Import, Imported, cite, remark};
use crate::json::{self, Object, items, text};
use crate::text::one_line;
use annals_core::{Calendar, Choice, Date, Event, PhraseReader, Single, Unit, Written};
use serde_json::Value;
use std::collections::BTreeMap;

const JULIAN: &str = "Q1985786";
const CIRCA: &str = "Q5727902";
/// The properties that say when something was, or from when to when, the best first: point in time,
/// start and end, inception and dissolution, birth and death, publication.
const DATES: [[&str; 2]; 5] =
    [["P585", ""], ["P580", "P582"], ["P571", "P576"], ["P569", "P570"], ["P577", ""]];

/// Whether a document is of Wikidata.
pub(crate) fn is_meant(document: &Value) -> bool {
    bindings(document).is_some() || entities(document).next().is_some()
}

/// Reads a document.
pub(crate) fn read(text: &str, phrases: &dyn PhraseReader) -> Imported {
    let mut import = Import::new(phrases);
    let Some(document) = json::document(&mut import, text) else { return import.finish() };
    if let Some(bindings) = bindings(&document) {
        Query::of(&document, bindings).read(&mut import, bindings);
    } else {
        entities(&document).for_each(|entity| read_entity(&mut import, entity));
        if !is_meant(&document) {
            let message = "this is neither a result of the Wikidata query service (`head`, \
                           `results`) nor an entity (`claims`)";
            import.losses.error("import/format", message, "");
        }
    }
    import.finish()
}

/// A point in time as Wikidata has it: the numbers of the year, month and day, of which as many
/// count as the precision says.
#[derive(Clone, Copy, Debug)]
struct Time {
    /// Astronomical.
    year: i64,
    month: u8,
    day: u8,
    precision: u8,
    is_julian: bool,
}

impl Time {
    /// `+1912-03-05T00:00:00Z`, `-0043-00-00T00:00:00Z`.
    fn parse(text: &str, precision: u8, is_julian: bool) -> Option<Time> {
        let (negative, rest) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (date, _) = rest.split_once('T').unwrap_or((rest, ""));
        let mut parts = date.split('-');
        let year: i64 = parts.next()?.parse().ok()?;
        let mut part = || parts.next().map_or(Some(0), |part| part.parse::<u8>().ok());
        let (month, day) = (part()?, part()?);
        Some(Time { year: if negative { -year } else { year }, month, day, precision, is_julian })
    }

    /// The date, and its text in the Julian calendar where it is of that.
    fn date(self) -> Option<(Date, Option<Written>)> {
        let Time { year, month, day, precision, .. } = self;
        let date = match precision {
            11.. => {
                return self.in_its_calendar(format!("{}-{month:02}-{day:02}", year_text(year)));
            }
            10 => return self.in_its_calendar(format!("{}-{month:02}", year_text(year))),
            9 => return self.in_its_calendar(year_text(year)),
            8 if year > 0 => Unit::Decade(year / 10).into(),
            8 => decade_before_us(1 - year),
            7 => Unit::Century(nth(year, 100)).into(),
            6 => Unit::Millennium(nth(year, 1000)).into(),
            precision => rounded(year, 10_i64.pow(u32::from(9 - precision)))?,
        };
        Some((date, None))
    }

    fn in_its_calendar(self, text: String) -> Option<(Date, Option<Written>)> {
        if !self.is_julian {
            let date = if self.precision == 9 { of_year(self.year) } else { text.parse().ok()? };
            return Some((date, None));
        }
        let date = Calendar::Julian.parse(&text).ok()?;
        Some((date, Some(Written { text, calendar: Calendar::Julian })))
    }
}

/// The decade of a year before the common era, as one of its years: 49 to 40 BCE for 44.
fn decade_before_us(bce: i64) -> Date {
    let last = bce / 10 * 10;
    let year = |bce: i64| Single::from(Unit::Year(1 - bce));
    Date::OneOf(vec![Choice::Range(year(last + 9), year(last.max(1)))])
}

/// Which of the spans of so many years holds a year, counted from 1; negative before the common era.
fn nth(year: i64, size: i64) -> i64 {
    if year > 0 { (year + size - 1) / size } else { -((1 - year + size - 1) / size) }
}

/// A year that is known but to so many years.
fn rounded(year: i64, size: i64) -> Option<Date> {
    // So far away the digits are those of the source, whether or not there was a year 0.
    let year = if year <= 0 { year - 1 } else { year };
    let digits = year.unsigned_abs().to_string().len();
    let open = size.to_string().len() - 1;
    let counted = digits.saturating_sub(open).max(1);
    let year = if year.abs() > 9999 { format!("Y{year}") } else { year_text(year) };
    format!("{year}S{counted}").parse().ok()
}

/// A year as EDTF.
fn year_text(year: i64) -> String {
    match year {
        -9999..0 => format!("-{:04}", -year),
        0..=9999 => format!("{year:04}"),
        _ => format!("Y{year}"),
    }
}

fn bindings(document: &Value) -> Option<&[Value]> {
    let bindings = document.get("results")?.get("bindings")?.as_array()?;
    document.get("head").map(|_| bindings.as_slice())
}

/// The columns of a query that mean something here.
struct Query {
    title: Option<String>,
    item: Option<String>,
    description: Option<String>,
    at: Option<String>,
    start: Option<String>,
    end: Option<String>,
    earliest: Option<String>,
    latest: Option<String>,
    circa: Option<String>,
    places: Vec<String>,
    columns: Vec<String>,
}

impl Query {
    fn of(document: &Value, bindings: &[Value]) -> Query {
        let columns: Vec<String> = items(document.get("head").and_then(|head| head.get("vars")))
            .iter()
            .map(json::scalar)
            .collect();
        let named = |names: &[&str]| {
            names.iter().find_map(|name| {
                columns.iter().find(|column| column.eq_ignore_ascii_case(name)).cloned()
            })
        };
        let ends = |end: &str| columns.iter().find(|column| column.ends_with(end)).cloned();
        let is_date = |column: &&String| {
            let is_time = |row: &Value| {
                let class = row.get(column.as_str()).and_then(|cell| cell.get("datatype"));
                class.and_then(Value::as_str).is_some_and(|class| class.ends_with("#dateTime"))
            };
            bindings.iter().take(50).any(is_time)
        };
        let start = named(&["start", "startTime", "start_time", "startDate", "begin", "from"]);
        let end = named(&["end", "endTime", "end_time", "endDate", "until", "to"]);
        let at =
            named(&["date", "time", "pointInTime", "point_in_time", "when", "inception", "year"]);
        let at = at.or_else(|| match (&start, &end) {
            (None, None) => columns.iter().find(is_date).cloned(),
            _ => None,
        });
        let title = named(&["itemLabel", "eventLabel", "label", "title", "name"]);
        let title = title.or_else(|| ends("Label"));
        let base = title.as_deref().and_then(|title| title.strip_suffix("Label"));
        let item = base.and_then(|base| named(&[base])).or_else(|| named(&["item", "event"]));
        Query {
            item,
            description: named(&["itemDescription", "eventDescription", "description"]),
            earliest: named(&["earliest", "earliestDate", "earliest_date"]),
            latest: named(&["latest", "latestDate", "latest_date"]),
            circa: named(&["circa", "sourcingCircumstances", "circumstances"]),
            places: ["placeLabel", "locationLabel", "countryLabel"]
                .iter()
                .filter_map(|name| named(&[name]))
                .filter(|name| Some(name) != title.as_ref())
                .collect(),
            title,
            at,
            start,
            end,
            columns,
        }
    }

    fn read(&self, import: &mut Import<'_>, bindings: &[Value]) {
        if self.at.is_none() && self.start.is_none() && self.end.is_none() {
            let message =
                "no column of this query is a date: name one `date`, or `start` and `end`";
            import.losses.error("import/columns", message, &self.columns.join(", "));
        }
        // A query gives a row for each combination of values.
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for (index, row) in bindings.iter().filter_map(Value::as_object).enumerate() {
            let cells: Vec<String> = [&self.item, &self.title, &self.at, &self.start, &self.end]
                .iter()
                .map(|column| value(row, column))
                .collect();
            match seen.entry(cells.join("\n")) {
                std::collections::btree_map::Entry::Occupied(first) => {
                    import.next(None, &value(row, &self.title));
                    let message = "another row has the same event and date: this one is left out";
                    let found = format!("row {}", first.get());
                    import.losses.warn("import/again", message, &found);
                }
                std::collections::btree_map::Entry::Vacant(place) => {
                    place.insert(index + 1);
                    self.row(import, row);
                }
            }
        }
    }

    fn row(&self, import: &mut Import<'_>, row: &Object) {
        let item = value(row, &self.item);
        let title = match value(row, &self.title) {
            title if title.is_empty() => item.rsplit('/').next().unwrap_or_default().to_owned(),
            title => title,
        };
        let mut event = import.enter(None, &title);
        event.text = Some(one_line(&value(row, &self.description)));
        for column in &self.places {
            let place = one_line(&value(row, &Some(column.clone())));
            event.places.extend(Some(place).filter(|place| !place.is_empty()));
        }
        let mut point = |column: &Option<String>| self.point(import, &mut event, row, column);
        let (at, start, end) = (point(&self.at), point(&self.start), point(&self.end));
        let (earliest, latest) = (point(&self.earliest), point(&self.latest));
        let date = at.or_else(|| span(import, start, end));
        let date = between(date, earliest, latest);
        let circa = value(row, &self.circa);
        let is_circa = circa.ends_with(CIRCA) || circa == "circa";
        event.date = if is_circa { date.map(Date::approximately) } else { date };
        if event.date.is_none() && event.note.is_none() {
            import.without_date();
        }
        if item.starts_with("http") {
            cite(&mut event, "Wikidata", &item, None);
        }
        let known = [
            &self.item,
            &self.title,
            &self.description,
            &self.at,
            &self.start,
            &self.end,
            &self.earliest,
            &self.latest,
            &self.circa,
        ];
        for (column, _) in row {
            let is_known = known.iter().any(|known| known.as_ref() == Some(column))
                || self.places.contains(column)
                || is_of_a_date(column);
            if !is_known {
                import.unread(column, &value(row, &Some(column.clone())));
            }
        }
        import.add(event);
    }

    fn point(
        &self,
        import: &mut Import<'_>,
        event: &mut Event,
        row: &Object,
        column: &Option<String>,
    ) -> Option<Date> {
        let column = column.as_ref()?;
        let said = value(row, &Some(column.clone()));
        let kind = row.get(column).and_then(|cell| cell.get("type")).and_then(Value::as_str);
        if said.is_empty() {
            return None;
        }
        if kind == Some("bnode") || said.contains("/.well-known/genid/") {
            remark(event, "There is a date in the source, but it is not known.");
            return None;
        }
        let beside = |what: &str| {
            let names = [format!("{column}{what}"), what.to_owned(), format!("time{what}")];
            let found =
                self.columns.iter().find(|name| names.iter().any(|n| n.eq_ignore_ascii_case(name)));
            found.map(|name| value(row, &Some(name.clone()))).unwrap_or_default()
        };
        let precision = beside("Precision").parse::<u8>().ok();
        // The service has converted days; months and years it leaves as they are.
        let is_julian = precision.is_some_and(|precision| precision < 11)
            && (beside("Calendar") + &beside("CalendarModel")).contains(JULIAN);
        let Some(mut time) = Time::parse(&said, precision.unwrap_or(11), is_julian) else {
            let read = import.phrases.read_date(&said);
            return read.unwrap_or_else(|error| {
                import.undated(event, &said, &error.message);
                None
            });
        };
        if precision.is_none() && (time.month, time.day) == (1, 1) && said.contains('T') {
            time.precision = 9;
            let message = "1 January without a precision is taken as the year: ask the query for \
                           wikibase:timePrecision as `precision`";
            import.losses.warn("import/precision", message, &said);
        }
        told(import, event, time, &said)
    }
}

fn is_of_a_date(column: &str) -> bool {
    let column = column.to_ascii_lowercase();
    ["precision", "calendar", "calendarmodel"].iter().any(|end| column.ends_with(end))
}

/// The text of a cell.
fn value(row: &Object, column: &Option<String>) -> String {
    let cell = column.as_ref().and_then(|column| row.get(column)).and_then(Value::as_object);
    cell.map(|cell| text(cell, "value")).unwrap_or_default()
}

/// The date of a point in time, with what has to be told.
fn told(import: &mut Import<'_>, event: &mut Event, time: Time, said: &str) -> Option<Date> {
    if time.precision > 11 {
        let message = "the time of day is not taken over: the day is kept";
        import.losses.warn("import/time", message, said);
    }
    let Some((date, written)) = time.date() else {
        import.undated(event, said, "there is no such day");
        return None;
    };
    event.written = event.written.take().or(written);
    Some(date)
}

fn span(import: &mut Import<'_>, start: Option<Date>, end: Option<Date>) -> Option<Date> {
    match (start, end) {
        (Some(start), Some(end)) => Some(from_to(start, end).unwrap_or_else(|start| {
            let message = "an interval cannot be made of its start and its end: the start is kept";
            import.losses.error("import/order", message, "");
            start
        })),
        (Some(Date::Single(start)), None) => format!("{start}/").parse().ok(),
        (None, Some(Date::Single(end))) => format!("/{end}").parse().ok(),
        (start, end) => start.or(end),
    }
}

/// A date that lies between two others, where these are known.
fn between(date: Option<Date>, earliest: Option<Date>, latest: Option<Date>) -> Option<Date> {
    let single = |date: &Option<Date>| match date {
        Some(Date::Single(single)) => Some(*single),
        _ => None,
    };
    let narrowed = match (single(&earliest), single(&latest)) {
        (Some(first), Some(last)) if first == last => Some(Date::Single(first)),
        (Some(first), Some(last)) => format!("[{first}..{last}]").parse().ok(),
        (Some(first), None) => Some(Date::OneOf(vec![Choice::From(first)])),
        (None, Some(last)) => Some(Date::OneOf(vec![Choice::Until(last)])),
        (None, None) => None,
    };
    narrowed.or(date)
}

/// The entities of a document: one, a list, or those under `entities`.
fn entities(document: &Value) -> impl Iterator<Item = &Object> {
    let several: Vec<&Value> = match document {
        Value::Array(values) => values.iter().collect(),
        _ => match document.get("entities").and_then(Value::as_object) {
            Some(entities) => entities.values().collect(),
            None => vec![document],
        },
    };
    several
        .into_iter()
        .filter_map(Value::as_object)
        .filter(|entity| entity.get("claims").is_some_and(Value::is_object))
}

fn read_entity(import: &mut Import<'_>, entity: &Object) {
    let title = in_english(entity.get("labels"));
    let id = text(entity, "id");
    let mut event = import.enter(None, if title.is_empty() { &id } else { &title });
    event.text = Some(in_english(entity.get("descriptions")));
    let claims = entity.get("claims");
    let mut date = None;
    for [at, until] in DATES {
        let start = claim(import, &mut event, claims, at);
        let end = claim(import, &mut event, claims, until);
        date = if until.is_empty() { start } else { span(import, start, end) };
        if date.is_some() {
            break;
        }
    }
    event.date = date;
    if event.date.is_none() && event.note.is_none() {
        import.without_date();
    }
    if id.starts_with('Q') {
        cite(&mut event, "Wikidata", &format!("https://www.wikidata.org/wiki/{id}"), None);
    }
    let all = claims.and_then(Value::as_object).into_iter().flat_map(|claims| claims.keys());
    let others: Vec<&str> =
        all.map(String::as_str).filter(|name| !DATES.as_flattened().contains(name)).collect();
    if !others.is_empty() {
        let message = "statements other than its dates are not taken over";
        import.losses.warn("import/claims", message, &others.join(", "));
    }
    import.add(event);
}

/// The text in English, or else in the first language.
fn in_english(texts: Option<&Value>) -> String {
    let Some(texts) = texts.and_then(Value::as_object) else { return String::new() };
    let chosen = texts.get("en").or_else(|| texts.values().next());
    chosen.and_then(|one| one.get("value")).map(json::scalar).unwrap_or_default()
}

/// The date of a property: of its best statement, the first of several.
fn claim(
    import: &mut Import<'_>,
    event: &mut Event,
    claims: Option<&Value>,
    property: &str,
) -> Option<Date> {
    let statements = items(claims.and_then(|claims| claims.get(property)));
    let rank = |statement: &Value| match statement.get("rank").and_then(Value::as_str) {
        Some("preferred") => 0,
        Some("deprecated") => 2,
        _ => 1,
    };
    let mut kept: Vec<&Value> = statements.iter().filter(|one| rank(one) < 2).collect();
    kept.sort_by_key(|one| rank(one));
    let first = kept.first()?;
    if kept.len() > 1 && rank(kept[0]) == rank(kept[1]) {
        let message = "several dates are given: the first is taken";
        import.losses.warn("import/several", message, property);
    }
    let snak = first.get("mainsnak")?;
    if snak.get("snaktype").and_then(Value::as_str) == Some("somevalue") {
        remark(event, "There is a date in the source, but it is not known.");
    }
    let date = snak_date(import, event, snak);
    let qualifier = |import: &mut Import<'_>, event: &mut Event, property: &str| {
        let snaks = items(first.get("qualifiers").and_then(|all| all.get(property)));
        snaks.first().and_then(|snak| snak_date(import, event, snak))
    };
    let earliest = qualifier(import, event, "P1319");
    let latest = qualifier(import, event, "P1326");
    let circumstances = items(first.get("qualifiers").and_then(|all| all.get("P1480")));
    let is_circa = circumstances.iter().any(|snak| {
        let item = snak.pointer("/datavalue/value/id").and_then(Value::as_str);
        item == Some(CIRCA)
    });
    let date = between(date, earliest, latest);
    if is_circa { date.map(Date::approximately) } else { date }
}

/// The point in time of a statement or a qualifier.
fn snak_date(import: &mut Import<'_>, event: &mut Event, snak: &Value) -> Option<Date> {
    let value = snak.pointer("/datavalue/value")?.as_object()?;
    let said = text(value, "time");
    if said.is_empty() {
        return None;
    }
    let precision = value.get("precision").and_then(Value::as_u64).unwrap_or(11);
    let is_julian = text(value, "calendarmodel").ends_with(JULIAN);
    let Some(mut time) = Time::parse(&said, precision.min(14) as u8, is_julian) else {
        import.undated(event, &said, "a time is written as +1912-03-05T00:00:00Z");
        return None;
    };
    // Entities have no year 0: -1 is 1 BCE.
    if time.year < 0 {
        time.year += 1;
    }
    let date = told(import, event, time, &said)?;
    // How many units it may be earlier or later.
    let spread = |key| value.get(key).and_then(Value::as_i64).filter(|n| (1..=9999).contains(n));
    match (spread("before"), spread("after"), &date) {
        (None, None, _) => Some(date),
        (before, after, Date::Single(single)) => {
            let moved = |by: i64| single.unit.shifted(by).map_or(*single, Single::from);
            let range = Choice::Range(moved(-before.unwrap_or(0)), moved(after.unwrap_or(0)));
            Some(Date::OneOf(vec![range]))
        }
        _ => Some(date),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::NoPhrases;

    /// The date of a time of an entity.
    fn entity(time: &str, more: &str) -> String {
        let text = format!(
            r#"{{"id": "Q1", "labels": {{"en": {{"value": "x"}}}}, "claims": {{"P585": [
                {{"mainsnak": {{"datavalue": {{"value": {{"time": "{time}", {more}}}}}}}}}]}}}}"#
        );
        let read = read(&text, &NoPhrases);
        read.events[0].date.as_ref().map_or_else(String::new, Date::to_string)
    }

    #[test]
    fn precision_says_how_much_of_a_time_counts() {
        let of = |time, precision: u8| entity(time, &format!("\"precision\": {precision}"));
        assert_eq!(of("+1912-03-05T00:00:00Z", 11), "1912-03-05");
        assert_eq!(of("+1912-03-00T00:00:00Z", 10), "1912-03");
        assert_eq!(of("+1912-00-00T00:00:00Z", 9), "1912");
        assert_eq!(of("+1950-00-00T00:00:00Z", 8), "195X");
        assert_eq!(of("+1900-00-00T00:00:00Z", 7), "C19");
        assert_eq!(of("+1801-00-00T00:00:00Z", 7), "C19");
        assert_eq!(of("+2000-00-00T00:00:00Z", 6), "M2");
        assert_eq!(of("-13798000000-00-00T00:00:00Z", 3), "Y-13798000000S5");
    }

    #[test]
    fn years_before_the_common_era_are_counted_as_their_source_does() {
        let of = |time, precision: u8| entity(time, &format!("\"precision\": {precision}"));
        assert_eq!(of("-0044-03-15T00:00:00Z", 11), "-0043-03-15");
        assert_eq!(of("-0045-00-00T00:00:00Z", 8), "[-0048..-0039]");
        assert_eq!(of("-0500-00-00T00:00:00Z", 7), "C-5");
        assert_eq!(of("-0401-00-00T00:00:00Z", 7), "C-5");
        let rows = r#"{"head": {"vars": ["item", "itemLabel", "date", "precision"]}, "results": {"bindings": [
            {"itemLabel": {"value": "x"}, "date": {"value": "-0043-03-15T00:00:00Z"}, "precision": {"value": "11"}}]}}"#;
        let read = read(rows, &NoPhrases);
        assert_eq!(read.events[0].date.as_ref().unwrap().to_string(), "-0043-03-15");
    }

    #[test]
    fn julian_dates_are_converted_and_kept_as_written() {
        let julian =
            "\"precision\": 11, \"calendarmodel\": \"http://www.wikidata.org/entity/Q1985786\"";
        assert_eq!(entity("+1917-10-25T00:00:00Z", julian), "1917-11-07");
        assert_eq!(
            entity("+1912-00-00T00:00:00Z", "\"precision\": 9, \"before\": 1, \"after\": 2"),
            "[1911..1914]"
        );
    }

    #[test]
    fn a_year_is_not_taken_for_its_first_day() {
        let rows = r#"{"head": {"vars": ["event", "eventLabel", "when"]}, "results": {"bindings": [
            {"event": {"type": "uri", "value": "http://www.wikidata.org/entity/Q7"},
             "eventLabel": {"value": "x"}, "when": {"value": "1912-01-01T00:00:00Z"}},
            {"event": {"type": "uri", "value": "http://www.wikidata.org/entity/Q7"},
             "eventLabel": {"value": "x"}, "when": {"value": "1912-01-01T00:00:00Z"}}]}}"#;
        let read = read(rows, &NoPhrases);
        assert_eq!(read.events[0].date.as_ref().unwrap().to_string(), "1912");
        let told: Vec<&str> = read.losses.iter().map(|loss| loss.code).collect();
        assert_eq!((told, read.entries), (vec!["import/precision", "import/again"], 2));
    }
}
