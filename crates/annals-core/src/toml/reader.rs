//! One file: its tables, its keys, its values, each checked where it stands.

use super::keys::{self, Shape};
use super::raw::span_in_source;
use super::together::{Name, NameKind};
use super::{Parsed, PhraseReader};
use crate::curation::Location;
use crate::date::{Calendar, Date, DateError, Extent, IsoYear, Limit};
use crate::diagnostic::{Diagnostic, Label, Lines, Severity};
use crate::event::{Event, Link, LinkKind, Origin, Source, Status, Written, slug};
use crate::settings::{Color, Section, SiteSettings, UnknownColor};
use crate::suggest::nearest;
use crate::timeline::{Era, Info, Theme};
use std::fmt::Display;
use std::ops::Range;
use std::str::FromStr;
use std::sync::Arc;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// Reads a file of a timeline.
pub(super) fn read(file: &str, text: &str, phrases: &dyn PhraseReader) -> Parsed {
    read_by(Reader::document, file, text, phrases)
}

/// Reads a file of decisions.
pub(super) fn read_decisions(file: &str, text: &str, phrases: &dyn PhraseReader) -> Parsed {
    read_by(Reader::decisions, file, text, phrases)
}

fn read_by<'a>(
    document: impl FnOnce(&mut Reader<'a>, &DeTable<'_>),
    file: &'a str,
    text: &'a str,
    phrases: &'a dyn PhraseReader,
) -> Parsed {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut broken: Vec<_> = errors.iter().filter_map(toml::de::Error::span).collect();
    broken.sort_by_key(|span| span.start);
    let lines = Lines::new(text);
    let parsed = Parsed::default();
    let mut reader =
        Reader { file, shared: file.into(), text, lines, phrases, parsed, errors: 0, broken };
    for error in &errors {
        reader.syntax_error(error);
    }
    document(&mut reader, root.get_ref());
    reader.parsed
}

pub(super) type Value<'t> = Spanned<DeValue<'t>>;

/// A table and its place in the file.
#[derive(Clone, Copy)]
pub(super) struct Table<'a, 't> {
    pub(super) entries: &'a DeTable<'t>,
    pub(super) shape: &'static Shape,
    /// Where to point when something is missing from it.
    pub(super) header: usize,
}

pub(super) struct Reader<'a> {
    file: &'a str,
    /// The same, for the places in it that are kept.
    shared: Arc<str>,
    text: &'a str,
    lines: Lines<'a>,
    phrases: &'a dyn PhraseReader,
    pub(super) parsed: Parsed,
    pub(super) errors: usize,
    /// What TOML itself could not read, in order.
    broken: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn document(&mut self, root: &DeTable<'_>) {
        self.known_keys(root, "this file", &keys::TABLES.map(Shape::name), None);
        for table in self.tables(root, &keys::TIMELINE) {
            self.parsed.info = self.timeline(table);
        }
        for table in self.tables(root, &keys::SITE) {
            self.parsed.site = Some(self.site(table));
        }
        for table in self.tables(root, &keys::THEME) {
            if let Some(theme) = self.theme(table) {
                self.parsed.themes.push(theme);
            }
        }
        for table in self.tables(root, &keys::ERA) {
            if let Some(era) = self.era(table) {
                self.parsed.eras.push(era);
            }
        }
        for (place, table) in self.tables(root, &keys::EVENT).into_iter().enumerate() {
            if let Some(event) = self.event(table, place) {
                self.parsed.events.push(event);
            }
        }
    }

    fn timeline(&mut self, table: Table<'_, '_>) -> Option<Info> {
        self.known_keys_of(table, None);
        let (description, lang) = (self.string(table, "description"), self.string(table, "lang"));
        Some(Info {
            title: self.required_string(table, "title")?,
            description: description.unwrap_or_default(),
            lang: lang.unwrap_or_default(),
        })
    }

    fn site(&mut self, table: Table<'_, '_>) -> SiteSettings {
        self.known_keys_of(table, None);
        let base_url = self.string(table, "base_url").filter(|url| {
            table.entries.get("base_url").is_some_and(|value| self.is_address(url, value))
        });
        let sections = Section::ALL.map(Section::name);
        let values = table.entries.get("hide").into_iter().flat_map(items);
        let hide =
            self.strings(table, "hide").into_iter().zip(values).filter_map(|(name, value)| {
                self.one_of(&name, value, "kind of pages", "site/hide", &sections)
            });
        SiteSettings { hide: hide.collect(), base_url, footer: self.string(table, "footer") }
    }

    fn theme(&mut self, table: Table<'_, '_>) -> Option<Theme> {
        self.known_keys_of(table, None);
        let id = self.string(table, "id");
        let title = self.required_string(table, "title")?;
        let id = id.unwrap_or_else(|| slug(&title));
        let place = table.entries.get("id").or(table.entries.get("title"));
        self.name(NameKind::Theme, &id, place, self.parsed.themes.len());
        Some(Theme { id, title, color: self.color(table) })
    }

    fn color(&mut self, table: Table<'_, '_>) -> Option<Color> {
        let text = self.string(table, "color")?;
        let read = text.parse();
        if let Err(UnknownColor { .. }) = read {
            let span = self.inside(table.entries.get("color")?);
            self.report(
                Severity::Error,
                "theme/color",
                span,
                format!("`{text}` is no colour"),
                "not `#` and six hexadecimal digits",
                Some("write color = \"#b0482f\"".into()),
            );
        }
        read.ok()
    }

    fn era(&mut self, table: Table<'_, '_>) -> Option<Era> {
        self.known_keys_of(table, None);
        let title = self.required_string(table, "title");
        let date = match table.entries.get("date") {
            Some(value) => {
                let before = self.errors;
                let date = self.date(value, Calendar::Gregorian);
                if date.is_none() && self.errors == before {
                    self.report(
                        Severity::Error,
                        "date/unknown",
                        value.span(),
                        "an era has to have a date".into(),
                        "no date is known, it says here",
                        Some("write date = \"1910/1945\"".into()),
                    );
                }
                date
            }
            None => {
                self.missing(table, "date", "date = \"1910/1945\"");
                None
            }
        };
        Some(Era { title: title?, date: date? })
    }

    /// The event that is the `place`th of its file, counted from 0.
    fn event(&mut self, table: Table<'_, '_>, place: usize) -> Option<Event> {
        let before = self.errors;
        self.known_keys_of(table, event_note(table, place));
        let title = self.required_string(table, "title").unwrap_or_default();
        let calendar =
            self.word(table, "calendar", "calendar/unknown", &Calendar::ALL.map(Calendar::name));
        let calendar = calendar.unwrap_or_default();
        let date_value = table.entries.get("date");
        let date = date_value.and_then(|value| self.date(value, calendar));
        let mut event = Event::new(title, date, Origin::Written);
        if let Some(id) = self.id(table) {
            event.id = id;
        }
        let as_read = event.date.as_ref().map(Date::to_string);
        let written = date_value.and_then(|value| self.written(value, calendar));
        event.written = written.filter(|written| {
            written.calendar != Calendar::Gregorian || as_read.as_ref() != Some(&written.text)
        });
        event.extent = self
            .word(table, "extent", "extent/unknown", &Extent::ALL.map(Extent::name))
            .unwrap_or_default();
        event.text = self.string(table, "text").map(|text| text.trim().to_owned());
        event.note = self.string(table, "note").map(|text| text.trim().to_owned());
        event.status = self
            .word(table, "status", "status/unknown", &Status::ALL.map(Status::name))
            .unwrap_or_default();
        event.themes = self.strings(table, "themes");
        event.people = self.strings(table, "people");
        event.places = self.strings(table, "places");
        event.aliases = self.strings(table, "aliases");
        event.links = self.links(table);
        event.weight = self.weight(table).unwrap_or_default();
        event.sources = self.sources(table);
        // What could not be used takes its event along, so that nothing is shown that is not meant.
        let is_sound = self.errors == before;
        let kind = if is_sound { NameKind::Event } else { NameKind::Faulty };
        let index = self.parsed.events.len();
        let named = table.entries.get("id").or(table.entries.get("title"));
        self.name(kind, &event.id, named, index);
        if !is_sound {
            return None;
        }
        if let Some(themes) = table.entries.get("themes") {
            for (theme, value) in event.themes.iter().zip(items(themes)) {
                self.name(NameKind::ThemeUse, theme, Some(value), index);
            }
        }
        for kind in LinkKind::ALL {
            let values = table.entries.get(kind.name()).into_iter().flat_map(items);
            for (target, value) in event.linked(kind).zip(values) {
                self.name(NameKind::LinkUse(kind), target, Some(value), index);
            }
        }
        Some(event)
    }

    /// The date as it stands in the file.
    fn written(&self, value: &Value<'_>, calendar: Calendar) -> Option<Written> {
        let text = match value.get_ref() {
            DeValue::String(text) => text.to_string(),
            _ => self.text.get(value.span())?.to_owned(),
        };
        Some(Written { text, calendar })
    }

    /// The links of an event: for each kind an id, or a list of them.
    fn links(&mut self, table: Table<'_, '_>) -> Vec<Link> {
        let mut links = Vec::new();
        for kind in LinkKind::ALL {
            let Some(value) = table.entries.get(kind.name()) else { continue };
            for item in items(value) {
                match item.get_ref() {
                    DeValue::String(target) => {
                        links.push(Link { kind, target: target.trim().to_owned() });
                    }
                    _ => self.wrong_type(
                        item,
                        kind.name(),
                        "the id of an event or a list of them",
                        &format!("{kind} = \"id-of-the-event\""),
                    ),
                }
            }
        }
        links
    }

    fn id(&mut self, table: Table<'_, '_>) -> Option<String> {
        let id = self.string(table, "id")?;
        let plain = slug(&id);
        if id != plain {
            let span = self.inside(table.entries.get("id")?);
            self.report(
                Severity::Error,
                "id/form",
                span,
                format!("`{id}` cannot be an id"),
                "letters a to z, digits and hyphens only",
                Some(format!("write id = \"{plain}\"")),
            );
        }
        Some(id)
    }

    /// A value that is one of a few words.
    fn word<T>(
        &mut self,
        table: Table<'_, '_>,
        key: &str,
        code: &'static str,
        names: &[&str],
    ) -> Option<T>
    where
        T: FromStr<Err: Display>,
    {
        let word = self.string(table, key)?;
        self.one_of(&word, table.entries.get(key)?, key, code, names)
    }

    /// What one of a few words stands for. `what` says what they name.
    fn one_of<T>(
        &mut self,
        word: &str,
        value: &Value<'_>,
        what: &str,
        code: &'static str,
        names: &[&str],
    ) -> Option<T>
    where
        T: FromStr<Err: Display>,
    {
        let error = match word.parse() {
            Ok(value) => return Some(value),
            Err(error) => error,
        };
        let help = nearest(word, names.iter().copied()).map_or_else(
            || format!("write one of {}", names.join(", ")),
            |near| format!("did you mean \"{near}\"?"),
        );
        let span = self.inside(value);
        let label = format!("no such {what}");
        self.report(Severity::Error, code, span, error.to_string(), &label, Some(help));
        None
    }

    /// Whether the text is the address of a page; says so where it is not.
    fn is_address(&mut self, url: &str, value: &Value<'_>) -> bool {
        let fits = url.starts_with("https://") || url.starts_with("http://");
        if !fits {
            let span = self.inside(value);
            self.report(
                Severity::Error,
                "url",
                span,
                "an address begins with https:// or http://".into(),
                "not an address",
                Some("write it in full, such as \"https://example.org/page\"".into()),
            );
        }
        fits
    }

    fn weight(&mut self, table: Table<'_, '_>) -> Option<f64> {
        let value = table.entries.get("weight")?;
        let number = match value.get_ref() {
            DeValue::Integer(number) => {
                i64::from_str_radix(number.as_str(), number.radix()).ok().map(|n| n as f64)
            }
            DeValue::Float(number) => number.as_str().parse().ok(),
            _ => None,
        };
        let weight = number.filter(|weight| (0.0..=10.0).contains(weight));
        if weight.is_none() {
            self.report(
                Severity::Error,
                "type",
                value.span(),
                "a weight is a number from 0 to 10".into(),
                "not such a number",
                Some("write weight = 1".into()),
            );
        }
        weight
    }

    fn sources(&mut self, table: Table<'_, '_>) -> Vec<Source> {
        let example = "[{ title = \"Name of the work\", url = \"https://…\" }]";
        self.list(table, "sources", example, Reader::source)
    }

    /// The entries of a list that can be read, each by `read`.
    pub(super) fn list<T>(
        &mut self,
        table: Table<'_, '_>,
        key: &str,
        example: &str,
        read: fn(&mut Self, &Value<'_>) -> Option<T>,
    ) -> Vec<T> {
        let Some(value) = table.entries.get(key) else { return vec![] };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(value, key, "a list", &format!("{key} = {example}"));
            return vec![];
        };
        let mut list: Vec<T> = items.iter().filter_map(|item| read(self, item)).collect();
        // There may be very many such lists, of one entry each.
        list.shrink_to_fit();
        list
    }

    /// A work as a table, or as a string that is its address or its name.
    fn source(&mut self, value: &Value<'_>) -> Option<Source> {
        match value.get_ref() {
            DeValue::String(text)
                if text.starts_with("https://") || text.starts_with("http://") =>
            {
                Some(Source {
                    title: host(text).to_owned(),
                    url: Some(text.to_string()),
                    published: None,
                })
            }
            DeValue::String(text) => {
                Some(Source { title: text.to_string(), url: None, published: None })
            }
            DeValue::Table(entries) => {
                let table = Table { entries, shape: &keys::SOURCE, header: value.span().start };
                self.known_keys_of(table, None);
                let url = self.string(table, "url");
                if let (Some(url), Some(value)) = (&url, entries.get("url")) {
                    self.is_address(url, value);
                }
                let published = entries
                    .get("published")
                    .and_then(|value| self.date(value, Calendar::Gregorian));
                let title = match (&url, entries.contains_key("title")) {
                    (Some(url), false) => host(url).to_owned(),
                    _ => self.required_string(table, "title")?,
                };
                Some(Source { title, url, published })
            }
            _ => {
                self.wrong_type(
                    value,
                    "a source",
                    "a table or a string",
                    "{ title = \"Name of the work\", url = \"https://…\" }",
                );
                None
            }
        }
    }

    /// A string (EDTF or words), a TOML date, a year as a number, or a table.
    pub(super) fn date(&mut self, value: &Value<'_>, calendar: Calendar) -> Option<Date> {
        match value.get_ref() {
            DeValue::String(text) => self.date_text(value, text, calendar),
            DeValue::Table(entries) => self.date_table(value, entries, calendar),
            DeValue::Integer(number) if number.radix() == 10 => {
                let year = number.as_str().parse::<i64>().ok().filter(|year| year.abs() <= 9999);
                if year.is_none() {
                    self.report(
                        Severity::Error,
                        "date/year",
                        value.span(),
                        "a year written as a number has four digits at most".into(),
                        "not such a year",
                        Some(format!("write \"Y{}\" for a longer year", number.as_str())),
                    );
                }
                let date = Date::year(year?);
                self.warn_of_negative_years(value, &date);
                self.in_calendar(value, &date, calendar)
            }
            DeValue::Datetime(datetime) => {
                let Some(day) = datetime.date else {
                    self.report(
                        Severity::Error,
                        "date/syntax",
                        value.span(),
                        "a time of day is no date".into(),
                        "no date here",
                        Some("write date = 1985-04-12".into()),
                    );
                    return None;
                };
                if datetime.time.is_some() {
                    self.report(
                        Severity::Error,
                        "date/time",
                        value.span(),
                        "a time of day is not part of a date here".into(),
                        "a date and a time",
                        Some(format!("write the day only: {day}")),
                    );
                    return None;
                }
                // The TOML reader lets only real dates through.
                let date = Date::day(day.year.into(), day.month, day.day)?;
                self.in_calendar(value, &date, calendar)
            }
            _ => {
                self.wrong_type(
                    value,
                    "date",
                    "a date",
                    "date = \"1985-04-12\", date = \"c. 1850\" or date = 1985",
                );
                None
            }
        }
    }

    fn date_text(&mut self, value: &Value<'_>, text: &str, calendar: Calendar) -> Option<Date> {
        if let Ok(date) = calendar.parse(text) {
            // The years that are written, not those of another calendar.
            self.warn_of_negative_years(value, text.parse().as_ref().unwrap_or(&date));
            return Some(date);
        }
        match self.phrases.read_date(text) {
            Ok(Some(date)) => self.in_calendar(value, &date, calendar),
            Ok(None) => None,
            Err(mut error) => {
                if calendar == Calendar::Julian && error.code == "date/phrase" {
                    // Words are read in the calendar of today, which lacks some of its days.
                    error.help =
                        Some("write the day like \"1900-02-29\": year, month, day".to_owned());
                }
                self.date_error(value, text, error);
                None
            }
        }
    }

    /// A date whose years, months and days were meant as those of that calendar.
    fn in_calendar(&mut self, value: &Value<'_>, date: &Date, calendar: Calendar) -> Option<Date> {
        match calendar.parse(&date.to_string()) {
            Ok(date) => Some(date),
            Err(error) => {
                self.report(
                    Severity::Error,
                    error.code,
                    value.span(),
                    error.message,
                    &error.label,
                    error.help,
                );
                None
            }
        }
    }

    /// `{ edtf = "1910/1945" }` or `{ start = 1910, end = 1945 }`.
    fn date_table(
        &mut self,
        value: &Value<'_>,
        entries: &DeTable<'_>,
        calendar: Calendar,
    ) -> Option<Date> {
        let table = Table { entries, shape: &keys::DATE, header: value.span().start };
        let before = self.errors;
        self.known_keys_of(table, None);
        if let Some(edtf) = self.string(table, "edtf") {
            return self.date_text(entries.get("edtf")?, &edtf, calendar);
        }
        let mut end = |key: &str| match entries.get(key).map(|value| (value, value.get_ref())) {
            None => Some(String::new()),
            Some((_, DeValue::String(text))) if matches!(text.as_ref(), "" | "..") => {
                Some(text.to_string())
            }
            // One table within another is no end, and is not followed further.
            Some((value, DeValue::Table(_))) => {
                self.wrong_type(value, key, "a date", &format!("{key} = \"1910\""));
                None
            }
            Some((value, _)) => self.date(value, calendar).map(|date| date.to_string()),
        };
        let (start, end) = (end("start"), end("end"));
        match format!("{}/{}", start?, end?).parse::<Date>() {
            Ok(date) => Some(date),
            Err(_) if self.errors > before => None,
            Err(error) => {
                self.report(
                    Severity::Error,
                    error.code,
                    value.span(),
                    error.message,
                    "this date",
                    error.help,
                );
                None
            }
        }
    }

    /// Tells what is wrong with the text of a date, in its place within the string.
    fn date_error(&mut self, value: &Value<'_>, text: &str, error: DateError) {
        let whole = value.span();
        let raw = self.text.get(whole.clone()).unwrap_or("");
        let place = |span: &Range<usize>| {
            let inside = span_in_source(raw, text, span)?;
            Some(whole.start + inside.start..whole.start + inside.end)
        };
        let mut label = error.label;
        let mut span = place(&error.span);
        let mut related = Vec::new();
        if let ("date/order", Some(slash)) = (error.code, text.find('/')) {
            span = place(&(0..slash));
            "starts here".clone_into(&mut label);
            let end = place(&(slash + 1..text.len()));
            related.extend(end.map(|span| Label { span, text: "ends here".to_owned() }));
        }
        let span = span.unwrap_or_else(|| value.span());
        self.report_with(
            Severity::Error,
            error.code,
            span,
            error.message,
            &label,
            error.help,
            |told| {
                told.related = related;
            },
        );
    }

    /// EDTF counts a year zero, people do not, so a negative year is often off by one; which is
    /// nothing where years are counted in ten thousands.
    fn warn_of_negative_years(&mut self, value: &Value<'_>, date: &Date) {
        let first = [date.earliest(), date.latest()]
            .into_iter()
            .filter_map(Limit::day)
            .map(|day| day.civil().year)
            .find(|year| (-9999..0).contains(year));
        if let Some(year) = first {
            let bce = -year;
            self.report(
                Severity::Warning,
                "date/negative-year",
                self.inside(value),
                format!("{} is {} BCE (astronomical years)", IsoYear(year), bce + 1),
                &format!("this is {}", date.words()),
                Some(format!(
                    "write \"{}\" to say that; \"{bce} BCE\" or \"{}\" if {bce} BCE was meant",
                    date.words(),
                    IsoYear(year + 1),
                )),
            );
        }
    }

    /// The tables of that shape in the file.
    pub(super) fn tables<'v, 't>(
        &mut self,
        root: &'v DeTable<'t>,
        shape: &'static Shape,
    ) -> Vec<Table<'v, 't>> {
        let Some(value) = root.get(shape.name()) else { return vec![] };
        let table = |value: &'v Value<'t>| match value.get_ref() {
            DeValue::Table(entries) => Some(Table { entries, shape, header: value.span().start }),
            _ => None,
        };
        let found: Option<Vec<_>> = match value.get_ref() {
            DeValue::Table(_) if !shape.is_list() => table(value).map(|table| vec![table]),
            DeValue::Array(items) if shape.is_list() => items.iter().map(table).collect(),
            _ => None,
        };
        found.unwrap_or_else(|| {
            self.report(
                Severity::Error,
                "type",
                value.span(),
                format!("`{}` is written as {}", shape.name(), shape.header),
                "written otherwise",
                Some(format!("write {} on a line of its own", shape.header)),
            );
            vec![]
        })
    }

    pub(super) fn string(&mut self, table: Table<'_, '_>, key: &str) -> Option<String> {
        let value = table.entries.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.wrong_type(value, key, "a string", &format!("{key} = \"…\""));
                None
            }
        }
    }

    pub(super) fn required_string(&mut self, table: Table<'_, '_>, key: &str) -> Option<String> {
        if !table.entries.contains_key(key) {
            self.missing(table, key, &format!("{key} = \"…\""));
            return None;
        }
        let text = self.string(table, key)?;
        if text.trim().is_empty() {
            let span = table.entries.get(key)?.span();
            self.report(
                Severity::Error,
                "key/empty",
                span,
                format!("the {key} is empty"),
                "nothing here",
                Some(format!("write {key} = \"…\"")),
            );
            return None;
        }
        Some(text.trim().to_owned())
    }

    fn strings(&mut self, table: Table<'_, '_>, key: &str) -> Vec<String> {
        let Some(value) = table.entries.get(key) else { return vec![] };
        let DeValue::Array(items) = value.get_ref() else {
            let help = match value.get_ref() {
                DeValue::String(text) => format!("{key} = [\"{text}\"]"),
                _ => format!("{key} = [\"…\"]"),
            };
            self.wrong_type(value, key, "a list of strings", &help);
            return vec![];
        };
        let mut strings = Vec::with_capacity(items.len());
        for item in items {
            match item.get_ref() {
                DeValue::String(text) => strings.push(text.trim().to_owned()),
                _ => self.wrong_type(item, key, "a list of strings", &format!("{key} = [\"…\"]")),
            }
        }
        strings
    }

    pub(super) fn known_keys_of(&mut self, table: Table<'_, '_>, note: Option<String>) {
        self.known_keys(table.entries, table.shape.header, &table.shape.key_names(), note);
    }

    pub(super) fn known_keys(
        &mut self,
        entries: &DeTable<'_>,
        within: &str,
        known: &[&str],
        note: Option<String>,
    ) {
        for key in entries.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let (label, help) = match nearest(name, known.iter().copied()) {
                Some(near) => {
                    let help = match entries.contains_key(near) {
                        true => format!("leave it out, `{near}` is there already"),
                        false => format!("write `{near}`"),
                    };
                    (format!("did you mean `{near}`?"), help)
                }
                None => ("not a key".to_owned(), format!("the keys are {}", known.join(", "))),
            };
            let message = format!("unknown key `{name}` in {within}");
            self.report_with(
                Severity::Error,
                "key/unknown",
                key.span(),
                message,
                &label,
                Some(help),
                |told| {
                    told.note.clone_from(&note);
                },
            );
        }
    }

    pub(super) fn missing(&mut self, table: Table<'_, '_>, key: &str, example: &str) {
        self.report(
            Severity::Error,
            "key/missing",
            self.header(table),
            format!("{} has no {key}", table.shape.header),
            "belongs in here",
            Some(format!("add the line {example}")),
        );
    }

    /// The line on which a table begins.
    pub(super) fn header(&self, table: Table<'_, '_>) -> Range<usize> {
        let rest = &self.text[table.header.min(self.text.len())..];
        table.header..rest.find('\n').map_or(self.text.len(), |n| table.header + n)
    }

    pub(super) fn wrong_type(
        &mut self,
        value: &Value<'_>,
        key: &str,
        expected: &str,
        example: &str,
    ) {
        let found = match value.get_ref() {
            DeValue::String(_) => "a string",
            DeValue::Integer(_) | DeValue::Float(_) => "a number",
            DeValue::Boolean(_) => "true or false",
            DeValue::Datetime(_) => "a date",
            DeValue::Array(_) => "a list",
            DeValue::Table(_) => "a table",
        };
        self.report(
            Severity::Error,
            "type",
            value.span(),
            format!("`{key}` is {found}, not {expected}"),
            &format!("{found} here"),
            Some(format!("write {example}")),
        );
    }

    fn syntax_error(&mut self, error: &toml::de::Error) {
        let span = error.span().unwrap_or(0..0);
        let line = self.line_of(span.start);
        let mut message = error.message().trim().replace('\n', ", ");
        let mut label = "TOML cannot be read here";
        let mut help = None;
        if let Some(bare) = bare_date(line) {
            (message, help) = bare_date_message(bare);
        } else if message == "duplicate key" {
            let key = self.text.get(span.clone()).unwrap_or_default();
            message = format!("the key `{key}` is written twice in one table");
            label = "written again here";
            help = Some("leave one of the two out, or begin another table before it".to_owned());
        } else if self.text.get(..span.start).is_some_and(follows_a_string)
            && message.contains("newline")
        {
            "a value ends with its closing quote".clone_into(&mut message);
            label = "this stands behind it";
            help = Some("put it inside the quotes, or `#` before it if it is a remark".to_owned());
        } else if message.starts_with("invalid basic string") && !line.contains("\"\"\"") {
            "the string is not closed on its line".clone_into(&mut message);
            label = "a closing quote is missing";
            help = Some(
                "write `\"` at the end; a text of several lines stands between `\"\"\"`".to_owned(),
            );
        }
        self.report(Severity::Error, "toml", span, message, label, help);
    }

    fn line_of(&self, offset: usize) -> &str {
        let offset = self.text.floor_char_boundary(offset);
        let start = self.text[..offset].rfind('\n').map_or(0, |n| n + 1);
        self.text[start..].lines().next().unwrap_or("")
    }

    /// The bytes of a string value between its quotes.
    fn inside(&self, value: &Value<'_>) -> Range<usize> {
        let span = value.span();
        let quotes = match self.text.get(span.clone()) {
            Some(raw) if raw.starts_with("\"\"\"") || raw.starts_with("'''") => 3,
            _ => 1,
        };
        if span.len() < 2 * quotes { span } else { span.start + quotes..span.end - quotes }
    }

    fn name(&mut self, kind: NameKind, id: &str, value: Option<&Value<'_>>, index: usize) {
        let location = self.location(value.map_or(0..0, |value| self.inside(value)));
        self.parsed.names.push(Name { kind, id: id.to_owned(), index, location });
    }

    pub(super) fn location(&self, span: Range<usize>) -> Location {
        let position = self.lines.position(span.start);
        Location { file: Arc::clone(&self.shared), span, position }
    }

    pub(super) fn report(
        &mut self,
        severity: Severity,
        code: &'static str,
        span: Range<usize>,
        message: String,
        label: &str,
        help: Option<String>,
    ) {
        self.report_with(severity, code, span, message, label, help, |_| {});
    }

    /// Reports a problem of which there is more to say.
    #[expect(clippy::too_many_arguments, reason = "each is a part of the one message")]
    fn report_with(
        &mut self,
        severity: Severity,
        code: &'static str,
        span: Range<usize>,
        message: String,
        label: &str,
        help: Option<String>,
        more: impl FnOnce(&mut Diagnostic),
    ) {
        let start = self.text.floor_char_boundary(span.start);
        let span = start..self.text.floor_char_boundary(span.end).max(start);
        self.errors += usize::from(severity == Severity::Error);
        // What TOML could not read is told once; the value put in its place says nothing.
        let next = self.broken.partition_point(|broken| broken.end <= span.start);
        if code != "toml" && self.broken.get(next).is_some_and(|broken| broken.start < span.end) {
            return;
        }
        let mut diagnostic = Diagnostic {
            severity,
            code,
            message,
            file: self.file.to_owned(),
            position: self.lines.position(span.start),
            span,
            label: label.to_owned(),
            related: Vec::new(),
            help,
            note: None,
        };
        more(&mut diagnostic);
        self.parsed.diagnostics.push(diagnostic);
    }
}

/// Which event it is that has an unknown key, and whether that left it without a date.
fn event_note(table: Table<'_, '_>, place: usize) -> Option<String> {
    let DeValue::String(title) = table.entries.get("title")?.get_ref() else { return None };
    let undated = if table.entries.contains_key("date") { "" } else { " has no date" };
    Some(format!("event \"{}\" ({} in this file){undated}", title.trim(), ordinal(place + 1)))
}

fn ordinal(number: usize) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

/// The entries of a list, or the one value that stands in the place of a list.
fn items<'v, 't>(value: &'v Value<'t>) -> Vec<&'v Value<'t>> {
    match value.get_ref() {
        DeValue::Array(items) => items.iter().collect(),
        _ => vec![value],
    }
}

/// `1985-04` of a line `date = 1985-04`, where it is not something that TOML knows.
fn bare_date(line: &str) -> Option<&str> {
    let (key, value) = line.split_once('=')?;
    let value = value.split('#').next()?.trim();
    let is_date_key = matches!(key.trim(), "date" | "published");
    let is_date = value
        .starts_with(|c: char| c.is_ascii_digit() || c == '-' || c == '[' || c == 'c')
        && !value.contains('"');
    (is_date_key && is_date).then_some(value)
}

/// What to say of a date without quotes that TOML does not know.
fn bare_date_message(bare: &str) -> (String, Option<String>) {
    match bare.parse::<Date>() {
        // A day needs no quotes, so that it is the day itself that is wrong.
        Err(error) if error.code == "date/day" => (error.message, error.help),
        _ => (
            "a month or an imprecise date is written in quotes".to_owned(),
            Some(format!("write \"{bare}\"")),
        ),
    }
}

/// Whether a closing quote is the last that stands on the line.
fn follows_a_string(before: &str) -> bool {
    let line = before.rsplit('\n').next().unwrap_or(before);
    line.contains('=') && line.trim_end().ends_with(['"', '\''])
}

/// The name of the server in an address.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
