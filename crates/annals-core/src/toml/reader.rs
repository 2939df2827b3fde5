//! One file: its tables, its keys, its values, each checked where it stands.

use super::suggest::nearest;
use super::together::{Name, NameKind};
use super::{Parsed, PhraseReader};
use crate::date::{Date, Limit};
use crate::diagnostic::{Diagnostic, Lines, Severity};
use crate::event::{Event, Origin, Source, Status, slug};
use crate::timeline::{Era, Info, Theme};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

pub(super) fn read(file: &str, text: &str, phrases: &dyn PhraseReader) -> Parsed {
    let (root, errors) = DeTable::parse_recoverable(text);
    let mut broken: Vec<_> = errors.iter().filter_map(toml::de::Error::span).collect();
    broken.sort_by_key(|span| span.start);
    let lines = Lines::new(text);
    let mut reader =
        Reader { file, text, lines, phrases, parsed: Parsed::default(), errors: 0, broken };
    for error in &errors {
        reader.syntax_error(error);
    }
    reader.document(root.get_ref());
    reader.parsed
}

const TABLES: [&str; 4] = ["timeline", "theme", "era", "event"];
const TIMELINE_KEYS: [&str; 3] = ["title", "description", "lang"];
const THEME_KEYS: [&str; 2] = ["id", "title"];
const ERA_KEYS: [&str; 2] = ["title", "date"];
const EVENT_KEYS: [&str; 12] = [
    "id", "title", "date", "text", "status", "themes", "people", "places", "aliases", "note",
    "weight", "sources",
];
const SOURCE_KEYS: [&str; 3] = ["title", "url", "published"];

type Value<'t> = Spanned<DeValue<'t>>;

/// A table and its place in the file.
#[derive(Clone, Copy)]
struct Table<'a, 't> {
    entries: &'a DeTable<'t>,
    /// What it is called in messages: `[[event]]`.
    name: &'static str,
    /// Where to point when something is missing from it.
    header: usize,
}

struct Reader<'a> {
    file: &'a str,
    text: &'a str,
    lines: Lines<'a>,
    phrases: &'a dyn PhraseReader,
    parsed: Parsed,
    errors: usize,
    /// What TOML itself could not read, in order.
    broken: Vec<Range<usize>>,
}

impl Reader<'_> {
    fn document(&mut self, root: &DeTable<'_>) {
        let whole = Table { entries: root, name: "this file", header: 0 };
        self.known_keys(whole, &TABLES);
        if let Some(value) = root.get("timeline") {
            for table in self.tables(value, "[timeline]").into_iter().take(1) {
                self.parsed.info = self.timeline(table);
            }
        }
        for table in root.get("theme").map_or(vec![], |value| self.tables(value, "[[theme]]")) {
            if let Some(theme) = self.theme(table) {
                self.parsed.themes.push(theme);
            }
        }
        for table in root.get("era").map_or(vec![], |value| self.tables(value, "[[era]]")) {
            if let Some(era) = self.era(table) {
                self.parsed.eras.push(era);
            }
        }
        for table in root.get("event").map_or(vec![], |value| self.tables(value, "[[event]]")) {
            if let Some(event) = self.event(table) {
                self.parsed.events.push(event);
            }
        }
    }

    fn timeline(&mut self, table: Table<'_, '_>) -> Option<Info> {
        self.known_keys(table, &TIMELINE_KEYS);
        let (description, lang) = (self.string(table, "description"), self.string(table, "lang"));
        Some(Info {
            title: self.required_string(table, "title")?,
            description: description.unwrap_or_default(),
            lang: lang.unwrap_or_default(),
        })
    }

    fn theme(&mut self, table: Table<'_, '_>) -> Option<Theme> {
        self.known_keys(table, &THEME_KEYS);
        let id = self.string(table, "id");
        let title = self.required_string(table, "title")?;
        let id = id.unwrap_or_else(|| slug(&title));
        let place = table.entries.get("id").or(table.entries.get("title"));
        self.name(NameKind::Theme, &id, place, self.parsed.themes.len());
        Some(Theme { id, title })
    }

    fn era(&mut self, table: Table<'_, '_>) -> Option<Era> {
        self.known_keys(table, &ERA_KEYS);
        let title = self.required_string(table, "title");
        let date = match table.entries.get("date") {
            Some(value) => self.date(value),
            None => {
                self.missing(table, "date", "date = \"1910/1945\"");
                None
            }
        };
        Some(Era { title: title?, date: date? })
    }

    fn event(&mut self, table: Table<'_, '_>) -> Option<Event> {
        let before = self.errors;
        self.known_keys(table, &EVENT_KEYS);
        let title = self.required_string(table, "title").unwrap_or_default();
        let date = table.entries.get("date").and_then(|value| self.date(value));
        let mut event = Event::new(title, date, Origin::Written);
        if let Some(id) = self.id(table) {
            event.id = id;
        }
        event.text = self.string(table, "text").map(|text| text.trim().to_owned());
        event.note = self.string(table, "note").map(|text| text.trim().to_owned());
        event.status = self.status(table).unwrap_or_default();
        event.themes = self.strings(table, "themes");
        event.people = self.strings(table, "people");
        event.places = self.strings(table, "places");
        event.aliases = self.strings(table, "aliases");
        event.weight = self.weight(table).unwrap_or_default();
        event.sources = self.sources(table);
        // What could not be used takes its event along, so that nothing is shown that is not meant.
        if self.errors > before {
            return None;
        }
        let index = self.parsed.events.len();
        self.name(
            NameKind::Event,
            &event.id,
            table.entries.get("id").or(table.entries.get("title")),
            index,
        );
        if let Some(DeValue::Array(themes)) = table.entries.get("themes").map(Spanned::get_ref) {
            for (theme, value) in event.themes.iter().zip(themes) {
                self.name(NameKind::ThemeUse, theme, Some(value), index);
            }
        }
        Some(event)
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

    fn status(&mut self, table: Table<'_, '_>) -> Option<Status> {
        let word = self.string(table, "status")?;
        let status = word.parse();
        if status.is_err() {
            let names = Status::ALL.map(Status::name);
            let help = nearest(&word, names.into_iter()).map_or_else(
                || format!("write one of {}", names.join(", ")),
                |near| format!("did you mean \"{near}\"?"),
            );
            let span = self.inside(table.entries.get("status")?);
            self.report(
                Severity::Error,
                "status/unknown",
                span,
                format!("`{word}` is no status"),
                "not a status",
                Some(help),
            );
        }
        status.ok()
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
        let Some(value) = table.entries.get("sources") else { return vec![] };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong_type(
                value,
                "sources",
                "a list",
                "sources = [{ title = \"Name of the work\", url = \"https://…\" }]",
            );
            return vec![];
        };
        items.iter().filter_map(|item| self.source(item)).collect()
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
                let table = Table { entries, name: "a source", header: value.span().start };
                self.known_keys(table, &SOURCE_KEYS);
                let url = self.string(table, "url");
                if let Some(url) = &url
                    && !url.starts_with("https://")
                    && !url.starts_with("http://")
                {
                    let span = self.inside(entries.get("url")?);
                    self.report(
                        Severity::Error,
                        "url",
                        span,
                        "an address begins with https:// or http://".into(),
                        "not an address",
                        None,
                    );
                }
                let published = entries.get("published").and_then(|value| self.date(value));
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

    /// A string (EDTF or words), a TOML date, or a year as a number.
    fn date(&mut self, value: &Value<'_>) -> Option<Date> {
        match value.get_ref() {
            DeValue::String(text) => self.date_text(value, text),
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
                let date = year.map(Date::year)?;
                self.warn_of_negative_years(value, &date);
                Some(date)
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
                Date::day(day.year.into(), day.month, day.day)
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

    fn date_text(&mut self, value: &Value<'_>, text: &str) -> Option<Date> {
        // A text of digits and marks is meant as EDTF and explained as such; others are words.
        let edtf = text.parse::<Date>();
        let is_edtf = |c: char| c.is_ascii_digit() || "-/.,[]{}XYT:?~%".contains(c);
        let read = match edtf {
            Ok(date) => {
                self.warn_of_negative_years(value, &date);
                Ok(date)
            }
            Err(error) if text.chars().all(is_edtf) => Err(error),
            Err(_) => self.phrases.read_phrase(text),
        };
        match read {
            Ok(date) => Some(date),
            Err(error) => {
                let inside = self.inside(value);
                // Inside a plain string bytes stand as they are; in one with escapes they may not.
                let verbatim = self.text.get(inside.clone()) == Some(text);
                let span = if verbatim {
                    inside.start + error.span.start..inside.start + error.span.end
                } else {
                    value.span()
                };
                self.report(
                    Severity::Error,
                    error.code,
                    span,
                    error.message,
                    &error.label,
                    error.help,
                );
                None
            }
        }
    }

    /// EDTF counts a year zero, people do not, so a negative year is often off by one.
    fn warn_of_negative_years(&mut self, value: &Value<'_>, date: &Date) {
        let first = [date.earliest(), date.latest()]
            .into_iter()
            .filter_map(Limit::day)
            .map(|day| day.civil().year)
            .find(|year| *year < 0);
        if let Some(year) = first {
            let span = value.span();
            self.report(
                Severity::Warning,
                "date/negative-year",
                span,
                format!("year {year:05} is {} BCE: EDTF has a year 0", 1 - year),
                &format!("this is {}", date.words()),
                Some(format!(
                    "write \"{}\" to say that, \"{} BCE\" if that was meant",
                    date.words(),
                    -year
                )),
            );
        }
    }

    /// The tables of `[[name]]`, or the one of `[name]`.
    fn tables<'v, 't>(&mut self, value: &'v Value<'t>, name: &'static str) -> Vec<Table<'v, 't>> {
        let single = !name.starts_with("[[");
        let table = |value: &'v Value<'t>| match value.get_ref() {
            DeValue::Table(entries) => Some(Table { entries, name, header: value.span().start }),
            _ => None,
        };
        let found: Option<Vec<_>> = match value.get_ref() {
            DeValue::Table(_) if single => table(value).map(|table| vec![table]),
            DeValue::Array(items) if !single => items.iter().map(table).collect(),
            _ => None,
        };
        found.unwrap_or_else(|| {
            let key = name.trim_matches(['[', ']']);
            self.report(
                Severity::Error,
                "type",
                value.span(),
                format!("`{key}` is written as {name}"),
                "written otherwise",
                Some(format!("write {name} on a line of its own")),
            );
            vec![]
        })
    }

    fn string(&mut self, table: Table<'_, '_>, key: &str) -> Option<String> {
        let value = table.entries.get(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(text.to_string()),
            _ => {
                self.wrong_type(value, key, "a string", &format!("{key} = \"…\""));
                None
            }
        }
    }

    fn required_string(&mut self, table: Table<'_, '_>, key: &str) -> Option<String> {
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

    fn known_keys(&mut self, table: Table<'_, '_>, known: &[&str]) {
        for key in table.entries.keys() {
            let name = key.get_ref().as_ref();
            if known.contains(&name) {
                continue;
            }
            let (label, help) = match nearest(name, known.iter().copied()) {
                Some(near) => (format!("did you mean `{near}`?"), Some(format!("write `{near}`"))),
                None => {
                    ("not a key".to_owned(), Some(format!("the keys are {}", known.join(", "))))
                }
            };
            self.report(
                Severity::Error,
                "key/unknown",
                key.span(),
                format!("unknown key `{name}` in {}", table.name),
                &label,
                help,
            );
        }
    }

    fn missing(&mut self, table: Table<'_, '_>, key: &str, example: &str) {
        let line_end = self.text[table.header.min(self.text.len())..]
            .find('\n')
            .map_or(self.text.len(), |n| table.header + n);
        self.report(
            Severity::Error,
            "key/missing",
            table.header..line_end,
            format!("{} has no {key}", table.name),
            "belongs in here",
            Some(format!("add the line {example}")),
        );
    }

    fn wrong_type(&mut self, value: &Value<'_>, key: &str, expected: &str, example: &str) {
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
        let mut help = None;
        if let Some(bare) = bare_date(line) {
            message = "a month or an imprecise date is written in quotes".to_owned();
            help = Some(format!("write \"{bare}\""));
        }
        self.report(Severity::Error, "toml", span, message, "TOML cannot be read here", help);
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
        let span = value.map_or(0..0, |value| self.inside(value));
        let position = self.lines.position(span.start);
        let (id, file) = (id.to_owned(), self.file.to_owned());
        self.parsed.names.push(Name { kind, id, index, file, span, position });
    }

    fn report(
        &mut self,
        severity: Severity,
        code: &'static str,
        span: Range<usize>,
        message: String,
        label: &str,
        help: Option<String>,
    ) {
        let start = self.text.floor_char_boundary(span.start);
        let span = start..self.text.floor_char_boundary(span.end).max(start);
        self.errors += usize::from(severity == Severity::Error);
        // What TOML could not read is told once; the value put in its place says nothing.
        let next = self.broken.partition_point(|broken| broken.end <= span.start);
        if code != "toml" && self.broken.get(next).is_some_and(|broken| broken.start < span.end) {
            return;
        }
        self.parsed.diagnostics.push(Diagnostic {
            severity,
            code,
            message,
            file: self.file.to_owned(),
            position: self.lines.position(span.start),
            span,
            label: label.to_owned(),
            help,
            note: None,
        });
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

/// The name of the server in an address.
fn host(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host.strip_prefix("www.").unwrap_or(host)
}
