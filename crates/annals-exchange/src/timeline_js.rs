//! TimelineJS (<https://timeline.knightlab.com/docs/json-format.html>): JSON of version 3, and of
//! version 1 as far as old files have it.
//!
//! Its dates are fields for year, month and day, and whatever else a date says stands in words
//! beside them (`display_date`). Written files have the EDTF as well, which other programs pass
//! over. On its human scale negative years are those that it shows, so that -44 is 44 BCE; on its
//! cosmological scale a year more or less says nothing, and years are taken as they are.

use crate::date::{days, from_to, of_fields, with_edtf, with_words};
use crate::entry::Entry;
use crate::import::{Import, Imported, cite, remark};
use crate::json::{self, Object, items, number, text};
use crate::text::{html, one_line, plain};
use annals_core::{Date, Day, Endpoint, Era, Event, Info, PhraseReader};
use serde::Serialize;
use serde_json::Value;

/// The years that JavaScript's `Date` reaches; beyond, TimelineJS has a scale of years only.
const HUMAN: std::ops::RangeInclusive<i64> = -271_820..=275_759;

/// Which years a file may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scale {
    Human,
    Cosmological,
}

/// Reads a file.
pub(crate) fn read(text: &str, phrases: &dyn PhraseReader) -> Imported {
    let mut reader = Reader { import: Import::new(phrases), scale: Scale::Human };
    if let Some(document) = json::document(&mut reader.import, text) {
        reader.timeline(&document);
    }
    reader.import.finish()
}

/// Whether a document looks like a timeline of this format.
pub(crate) fn is_meant(document: &Value) -> bool {
    let Some(root) = document.as_object() else { return false };
    let root = root.get("timeline").and_then(Value::as_object).unwrap_or(root);
    let slides = items(root.get("events").or_else(|| root.get("date")));
    slides.iter().take(3).any(|slide| slide.get("start_date").or(slide.get("startDate")).is_some())
}

struct Reader<'a> {
    import: Import<'a>,
    scale: Scale,
}

/// What is known of a slide, in either version.
const KNOWN: [&str; 18] = [
    "start_date",
    "end_date",
    "startDate",
    "endDate",
    "display_date",
    "text",
    "headline",
    "group",
    "tag",
    "tags",
    "location",
    "unique_id",
    "type",
    "edtf",
    "autolink",
    "media",
    "asset",
    "background",
];

impl Reader<'_> {
    fn timeline(&mut self, document: &Value) {
        let root = document.get("timeline").filter(|inner| inner.is_object()).unwrap_or(document);
        let slides = match root {
            Value::Array(_) => Some(root),
            _ => root.get("events").or_else(|| root.get("date")),
        };
        let Some(slides) = slides.and_then(Value::as_array) else {
            let message = "this is no TimelineJS file: it has no list `events` (or `date`, in \
                           version 1)";
            self.import.losses.error("import/format", message, "");
            return;
        };
        if let Some(root) = root.as_object() {
            let is_far = slides.iter().any(is_beyond_human);
            if is_far || text(root, "scale").eq_ignore_ascii_case("cosmological") {
                self.scale = Scale::Cosmological;
            }
            self.title(root);
            for key in ["eras", "era"] {
                items(root.get(key)).iter().for_each(|era| self.era(era));
            }
        }
        for slide in slides {
            match slide.as_object() {
                Some(slide) => self.slide(slide),
                None => {
                    self.import.next(None, "");
                    let message = "this slide is no object: it is left out";
                    self.import.losses.error("import/entry", message, &slide.to_string());
                }
            }
        }
    }

    /// The title slide, or the head of version 1.
    fn title(&mut self, root: &Object) {
        let slide = root.get("title").and_then(Value::as_object).unwrap_or(root);
        let (headline, body) = headline_and_text(slide);
        let title = one_line(&plain(&headline).text);
        if !title.is_empty() {
            let description = one_line(&plain(&body).text);
            self.import.info = Some(Info { title, description, lang: String::new() });
        }
    }

    fn era(&mut self, era: &Value) {
        let Some(era) = era.as_object() else { return };
        let title = one_line(&plain(&headline_and_text(era).0).text);
        self.import.losses.place.title = Some(title.clone()).filter(|title| !title.is_empty());
        let mut scratch = Event::new("era", None, annals_core::Origin::Written);
        match self.date(&mut scratch, era) {
            Some(date) if !title.is_empty() => self.import.eras.push(Era { title, date }),
            _ => {
                let message = "an era has to have a headline and a date: it is left out";
                self.import.losses.error("import/era", message, &title);
            }
        }
        self.import.losses.leave();
    }

    fn slide(&mut self, slide: &Object) {
        let (headline, body) = headline_and_text(slide);
        let (headline, body) = (plain(&headline), plain(&body));
        let title = match one_line(&headline.text) {
            title if title.is_empty() => first_words(&body.text),
            title => title,
        };
        let mut event = self.import.enter(None, &title);
        if text(slide, "type") == "title" && self.import.info.is_none() {
            self.import.info = Some(Info { title: event.title.clone(), ..Info::default() });
        }
        let id = text(slide, "unique_id");
        if !id.is_empty() {
            event.id = id;
        }
        event.text = Some(body.text.clone());
        event.date = self.date(&mut event, slide);
        if event.date.is_none() && event.note.is_none() {
            self.import.without_date();
        }
        for (name, url) in headline.links.iter().chain(&body.links) {
            cite(&mut event, name, url, None);
        }
        let mut groups = vec![text(slide, "group")];
        groups.extend(["tag", "tags"].map(|key| text(slide, key)));
        for group in
            groups.iter().flat_map(|group| group.split(',').map(str::to_owned).collect::<Vec<_>>())
        {
            self.import.add_theme(&mut event, &plain(&group).text);
        }
        if let Some(Value::Object(location)) = slide.get("location") {
            event.places.extend(Some(one_line(&text(location, "name"))).filter(|p| !p.is_empty()));
        }
        let left_out = headline.left_out.iter().chain(&body.left_out);
        for element in left_out {
            self.import.losses.warn("import/markup", "this element of HTML is left out", element);
        }
        self.media(slide);
        for (key, value) in slide {
            if !KNOWN.contains(&key.as_str()) && !json::is_empty(value) {
                self.import.unread(key, &value.to_string());
            }
        }
        self.import.add(event);
    }

    fn media(&mut self, slide: &Object) {
        for key in ["media", "asset", "background"] {
            let Some(media) = slide.get(key).filter(|media| !json::is_empty(media)) else {
                continue;
            };
            let address = media.as_object().map(|media| match text(media, "url") {
                url if url.is_empty() => text(media, "media"),
                url => url,
            });
            let found = address.filter(|found| !found.is_empty());
            let found = found.unwrap_or_else(|| media.to_string());
            self.import.losses.warn(
                "import/media",
                "pictures and media are not taken over",
                &found,
            );
        }
    }

    /// The date of a slide or an era.
    fn date(&mut self, event: &mut Event, slide: &Object) -> Option<Date> {
        let one = |this: &mut Self, event: &mut Event, keys: [&str; 2]| {
            let value =
                keys.into_iter().find_map(|key| slide.get(key)).filter(|v| !json::is_empty(v));
            value.and_then(|value| this.point(event, value))
        };
        let start = one(self, event, ["start_date", "startDate"]);
        let end = one(self, event, ["end_date", "endDate"]);
        let fields = match (start, end) {
            (Some(start), Some(end)) => Some(from_to(start, end).unwrap_or_else(|start| {
                let message = "the end lies before the start: it is left out";
                self.import.losses.error("import/order", message, "");
                start
            })),
            (start, end) => start.or(end),
        };
        let edtf = text(slide, "edtf");
        // The EDTF is that of this program: it was there when the fields were written.
        if !edtf.is_empty() {
            return with_edtf(&mut self.import, fields, &edtf);
        }
        let mut shown = text(slide, "display_date");
        if let Some(start) = slide.get("start_date").and_then(Value::as_object)
            && shown.is_empty()
        {
            shown = text(start, "display_date");
        }
        with_words(&mut self.import, event, fields, &plain(&shown).text)
    }

    /// A date of version 3, which is an object, or of version 1: `2011,3,23`.
    fn point(&mut self, event: &mut Event, value: &Value) -> Option<Date> {
        let (fields, time) = match value {
            Value::Object(date) => {
                let part = |key| text(date, key);
                let time = ["hour", "minute", "second", "millisecond"].map(part);
                ([part("year"), part("month"), part("day")], time.to_vec())
            }
            value => {
                let said = json::scalar(value);
                let mut parts = said.split(',').map(|part| part.trim().to_owned());
                let mut next = || parts.next().unwrap_or_default();
                let fields = [next(), next(), next()];
                (fields, parts.collect())
            }
        };
        // Midnight is what programs write where no time is known.
        let time: Vec<String> = time.into_iter().filter(|part| !part.is_empty()).collect();
        if time.iter().any(|part| !part.trim_matches('0').is_empty()) {
            let message = "the time of day is not taken over: the day is kept";
            self.import.losses.warn("import/time", message, &time.join(":"));
        }
        match fields.each_ref().map(|field| number(field)) {
            [Ok(Some(year)), Ok(month), Ok(day)] => {
                let read = of_fields(self.scale.astronomical(year), month, day);
                Some(read.unwrap_or_else(|whole_year| {
                    let message = "there is no such month or day: only the year is kept";
                    let found = fields.join("-");
                    self.import.losses.error("import/date", message, found.trim_matches('-'));
                    remark(event, &format!("Dated “{}” in the source.", found.trim_matches('-')));
                    whole_year
                }))
            }
            [Ok(None), Ok(None), Ok(None)] => None,
            _ => {
                let found = fields.iter().filter(|field| !field.is_empty());
                let found = found.map(String::as_str).collect::<Vec<_>>().join("-");
                let read = self.import.phrases.read_date(&found);
                read.unwrap_or_else(|error| {
                    self.import.undated(event, &found, &error.message);
                    None
                })
            }
        }
    }
}

/// Whether a slide begins in a year that the human scale does not reach.
fn is_beyond_human(slide: &Value) -> bool {
    let year = slide.pointer("/start_date/year").map(json::scalar);
    let year = year.and_then(|year| number(&year).ok().flatten());
    year.is_some_and(|year| !HUMAN.contains(&year))
}

/// The headline and the text of a slide, in either version.
fn headline_and_text(slide: &Object) -> (String, String) {
    match slide.get("text") {
        Some(Value::Object(inner)) => (text(inner, "headline"), text(inner, "text")),
        _ => (text(slide, "headline"), text(slide, "text")),
    }
}

/// The first words of a text, as the title of a slide that has none.
fn first_words(text: &str) -> String {
    const MOST: usize = 80;
    let line = text.lines().next().unwrap_or_default();
    match line.char_indices().nth(MOST) {
        None => line.to_owned(),
        Some((cut, _)) => {
            let head = &line[..cut];
            format!("{}…", head.rfind(' ').map_or(head, |end| &head[..end]))
        }
    }
}

impl Scale {
    /// The astronomical year of one of TimelineJS.
    fn astronomical(self, year: i64) -> i64 {
        if self == Scale::Human && year < 0 { year + 1 } else { year }
    }

    /// The year as TimelineJS counts.
    fn counted(self, year: i64) -> i64 {
        if self == Scale::Human && year <= 0 { year - 1 } else { year }
    }

    fn name(self) -> &'static str {
        match self {
            Scale::Human => "human",
            Scale::Cosmological => "cosmological",
        }
    }
}

/// What the head of a written timeline says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Head {
    /// The title, plain text.
    pub title: String,
    /// One or two sentences, plain text.
    pub description: String,
}

#[derive(Serialize)]
struct Document {
    scale: &'static str,
    title: Title,
    events: Vec<Slide>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    eras: Vec<WrittenEra>,
}

#[derive(Serialize)]
struct Title {
    text: Text,
}

#[derive(Serialize)]
struct Slide {
    unique_id: String,
    start_date: Point,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Point>,
    display_date: String,
    /// The date, where the fields say another one or less.
    #[serde(skip_serializing_if = "Option::is_none")]
    edtf: Option<String>,
    text: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
}

#[derive(Serialize)]
struct WrittenEra {
    start_date: Point,
    end_date: Point,
    text: Text,
}

#[derive(Serialize)]
struct Text {
    headline: String,
    text: String,
}

/// A date as TimelineJS has it, as fine as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub(crate) struct Point {
    pub(crate) year: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) month: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(crate) day: Option<u8>,
}

/// Whether an event has a place on such a timeline: a day at least on one side.
pub fn has_place(event: &Event) -> bool {
    event.date.as_ref().and_then(days).is_some()
}

/// Writes a timeline; events without a place on it are left out.
///
/// # Errors
/// Never but where serde fails to write JSON.
pub fn write(
    head: &Head,
    entries: &[Entry<'_>],
    eras: &[Era],
) -> Result<String, serde_json::Error> {
    let placed: Vec<(&Entry<'_>, (Day, Day))> = entries
        .iter()
        .filter_map(|entry| Some((entry, placed(entry.event.date.as_ref()?)?)))
        .collect();
    let is_human = placed
        .iter()
        .flat_map(|(_, (first, last))| [first, last])
        .all(|day| HUMAN.contains(&day.civil().year));
    let scale = if is_human { Scale::Human } else { Scale::Cosmological };
    let document = Document {
        scale: scale.name(),
        title: Title { text: Text { headline: html(&head.title), text: html(&head.description) } },
        events: placed.iter().map(|(entry, days)| Slide::of(entry, *days, scale)).collect(),
        eras: eras.iter().filter_map(|era| WrittenEra::of(era, scale)).collect(),
    };
    Ok(serde_json::to_string_pretty(&document)? + "\n")
}

impl Slide {
    fn of(entry: &Entry<'_>, (first, last): (Day, Day), scale: Scale) -> Slide {
        let (start_date, end_date) = Point::pair(first, last, scale);
        let carried = carried(start_date, end_date, scale);
        Slide {
            unique_id: entry.event.id.clone(),
            start_date,
            end_date,
            display_date: html(&entry.when),
            edtf: entry
                .event
                .date
                .as_ref()
                .filter(|date| carried.as_ref() != Some(*date))
                .map(|date| date.to_edtf().text().to_owned()),
            text: Text { headline: headline(entry), text: html_lines(&entry.text) },
            group: entry.themes.first().map(|theme| html(theme)),
        }
    }
}

/// What the fields say of a date.
fn carried(start: Point, end: Option<Point>, scale: Scale) -> Option<Date> {
    let date = |point: Point| {
        let (month, day) = (point.month.map(i64::from), point.day.map(i64::from));
        of_fields(scale.astronomical(point.year), month, day).ok()
    };
    let start = date(start)?;
    end.map_or(Some(start.clone()), |end| from_to(start, date(end)?).ok())
}

/// The title of an entry as HTML, which leads to its page.
pub(crate) fn headline(entry: &Entry<'_>) -> String {
    let title = html(&entry.title);
    match &entry.page {
        Some(page) => format!("<a href=\"{}\">{title}</a>", html(page)),
        None => title,
    }
}

/// A text as HTML, its line breaks as such.
pub(crate) fn html_lines(text: &str) -> String {
    html(text).replace('\n', "<br>")
}

impl WrittenEra {
    fn of(era: &Era, scale: Scale) -> Option<WrittenEra> {
        let (start_date, end_date) = points(&era.date, scale)?;
        Some(WrittenEra {
            start_date,
            end_date: end_date.unwrap_or(start_date),
            text: Text { headline: html(&era.title), text: String::new() },
        })
    }
}

/// The start of a date and its end, where it has one of its own.
pub(crate) fn points(date: &Date, scale: Scale) -> Option<(Point, Option<Point>)> {
    placed(date).map(|(first, last)| Point::pair(first, last, scale))
}

/// The days between which a date is put on the timeline. Where only one end is known, they are
/// those of that end.
fn placed(date: &Date) -> Option<(Day, Day)> {
    match date {
        Date::Interval { start: Endpoint::At(only), end: Endpoint::Open | Endpoint::Unknown }
        | Date::Interval { start: Endpoint::Open | Endpoint::Unknown, end: Endpoint::At(only) } => {
            days(&Date::Single(*only))
        }
        date => days(date),
    }
}

impl Point {
    fn pair(first: Day, last: Day, scale: Scale) -> (Point, Option<Point>) {
        let start = Point::of(first, scale, first, last);
        let end = (first < last).then(|| Point::of(last, scale, first, last));
        (start, end.filter(|end| *end != start))
    }

    /// The day, or its month or year alone where the days from the first to the last are those of
    /// whole ones.
    fn of(day: Day, scale: Scale, first: Day, last: Day) -> Point {
        let civil = day.civil();
        let after = (last + 1).civil();
        let (first, last) = (first.civil(), last.civil());
        let whole_years = (first.month, first.day, after.month, after.day) == (1, 1, 1, 1);
        let one_month = (first.year, first.month) == (last.year, last.month);
        let whole_month = one_month && (first.day, after.day) == (1, 1);
        let has_month = scale == Scale::Human && !whole_years;
        Point {
            year: scale.counted(civil.year),
            month: has_month.then_some(civil.month),
            day: (has_month && !whole_month).then_some(civil.day),
        }
    }
}
