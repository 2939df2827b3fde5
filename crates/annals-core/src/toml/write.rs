//! Timelines as TOML that [`parse_toml`](super::parse_toml) reads: the same tables, key by key.
//!
//! What a table holds and in which order is listed in `keys`, for the reader and for this. Files
//! are the business of the caller.

use super::PhraseReader;
use super::keys::{self, Shape};
use crate::date::{Calendar, Date, Extent, Limit};
use crate::event::{Event, LinkKind, Source, Status};
use crate::settings::SiteSettings;
use crate::timeline::{Era, Info, Theme};
use std::fmt::Display;
use toml::Value;

/// The tables of a file of TOML, to be written.
///
/// ```
/// use annals_core::{Event, NoPhrases, Origin, TomlFile, parse_toml};
/// let mir = Event::new("Mir \"assembled\"", "1986/1996".parse().ok(), Origin::Written);
/// let file = TomlFile { events: vec![mir], ..TomlFile::default() };
/// let text = file.write(&NoPhrases);
/// assert_eq!(text, "\
/// [[event]]
/// id = \"mir-assembled\"
/// title = 'Mir \"assembled\"'
/// date = \"1986/1996\"
/// ");
/// assert_eq!(parse_toml("mir.toml", &text, &NoPhrases).events, file.events);
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TomlFile {
    /// The address or path of the JSON Schema that editors are to check the file by.
    pub schema: Option<String>,
    /// Lines for its readers, written as comments above all else.
    pub comment: String,
    /// The `[timeline]` table.
    pub info: Option<Info>,
    /// The `[site]` table.
    pub site: Option<SiteSettings>,
    /// The `[[theme]]` tables.
    pub themes: Vec<Theme>,
    /// The `[[era]]` tables.
    pub eras: Vec<Era>,
    /// The `[[event]]` tables.
    pub events: Vec<Event>,
}

impl TomlFile {
    /// The text of the file.
    ///
    /// A title has to have letters, and an id has to be one, as [`slug`](crate::slug) makes it:
    /// else the reader finds fault with it. Evidence and names of unknown kind have no keys and
    /// are left out, and so are addresses that are not `http` or `https`. A year before the common
    /// era is written in words where `phrases` reads them as the same date.
    pub fn write(&self, phrases: &dyn PhraseReader) -> String {
        let mut writer = Writer { text: String::new(), phrases };
        if let Some(schema) = &self.schema {
            writer.comment(&format!(":schema {}", schema.replace(char::is_control, "")));
        }
        for line in self.comment.lines() {
            writer.comment(&format!(" {}", line.replace(char::is_control, " ")));
        }
        if let Some(info) = &self.info {
            writer.table(&keys::TIMELINE, |_, key| value_of_info(info, key));
        }
        if let Some(site) = &self.site {
            writer.table(&keys::SITE, |_, key| value_of_site(site, key));
        }
        for theme in &self.themes {
            writer.table(&keys::THEME, |_, key| value_of_theme(theme, key));
        }
        for era in &self.eras {
            writer.table(&keys::ERA, |writer, key| writer.value_of_era(era, key));
        }
        for event in &self.events {
            writer.table(&keys::EVENT, |writer, key| writer.value_of_event(event, key));
        }
        writer.text
    }
}

struct Writer<'a> {
    text: String,
    phrases: &'a dyn PhraseReader,
}

impl Writer<'_> {
    fn comment(&mut self, text: &str) {
        self.text += format!("#{text}").trim_end();
        self.text.push('\n');
    }

    /// Writes those keys of a table that have something to say.
    fn table(&mut self, shape: &Shape, value: impl Fn(&Self, &str) -> Option<String>) {
        if !self.text.is_empty() {
            self.text.push('\n');
        }
        self.text += shape.header;
        self.text.push('\n');
        for name in shape.key_names() {
            if let Some(value) = value(self, name) {
                self.text += &format!("{name} = {value}\n");
            }
        }
    }

    fn value_of_era(&self, era: &Era, key: &str) -> Option<String> {
        match key {
            "title" => Some(quoted(&era.title)),
            "date" => Some(self.date(&era.date)),
            _ => None,
        }
    }

    fn value_of_event(&self, event: &Event, key: &str) -> Option<String> {
        let links = |kind| texts(event.linked(kind));
        match key {
            "id" => Some(quoted(&event.id)),
            "title" => Some(quoted(&event.title)),
            "date" => self.date_of_event(event),
            "calendar" => changed(event.written.as_ref()?.calendar, Calendar::default()),
            "extent" => changed(event.extent, Extent::default()),
            "text" => event.text.as_deref().map(quoted),
            "status" => changed(event.status, Status::default()),
            "themes" => texts(&event.themes),
            "people" => texts(&event.people),
            "places" => texts(&event.places),
            "aliases" => texts(&event.aliases),
            "part_of" => links(LinkKind::PartOf),
            "caused_by" => links(LinkKind::CausedBy),
            "same_as" => links(LinkKind::SameAs),
            "note" => event.note.as_deref().map(quoted),
            "weight" => (event.weight != 0.0).then(|| Value::Float(event.weight).to_string()),
            "sources" => self.sources(&event.sources),
            _ => None,
        }
    }

    /// What its author wrote, which may be a table, or the date as it is known.
    fn date_of_event(&self, event: &Event) -> Option<String> {
        match &event.written {
            Some(written) if written.text.starts_with('{') && written.text.contains('=') => {
                Some(written.text.clone())
            }
            Some(written) => Some(quoted(&written.text)),
            None => event.date.as_ref().map(|date| self.date(date)),
        }
    }

    fn date(&self, date: &Date) -> String {
        let years = [date.earliest(), date.latest()].into_iter().filter_map(Limit::day);
        if years.into_iter().any(|day| day.civil().year <= 0) {
            // The reader warns of minus signs, which count a year zero and people do not.
            let words = date.words();
            if matches!(self.phrases.read_phrase(&words), Ok(Some(read)) if read == *date) {
                return quoted(&words);
            }
        }
        quoted(&date.to_string())
    }

    /// One work a line, so that a change of one is a change of one line.
    fn sources(&self, sources: &[Source]) -> Option<String> {
        let all: Vec<String> = sources.iter().map(|source| self.source(source)).collect();
        match all.as_slice() {
            [] => None,
            [one] => Some(format!("[{one}]")),
            _ => Some(format!("[\n    {},\n]", all.join(",\n    "))),
        }
    }

    fn source(&self, source: &Source) -> String {
        let is_safe = |url: &&String| url.starts_with("https://") || url.starts_with("http://");
        let mut parts = vec![format!("title = {}", quoted(&source.title))];
        parts.extend(
            source.url.as_ref().filter(is_safe).map(|url| format!("url = {}", quoted(url))),
        );
        let published = source.published.as_ref();
        parts.extend(published.map(|date| format!("published = {}", self.date(date))));
        format!("{{ {} }}", parts.join(", "))
    }
}

fn value_of_info(info: &Info, key: &str) -> Option<String> {
    match key {
        "title" => Some(quoted(&info.title)),
        "description" => filled(&info.description),
        "lang" => filled(&info.lang),
        _ => None,
    }
}

fn value_of_site(site: &SiteSettings, key: &str) -> Option<String> {
    match key {
        "base_url" => site.base_url.as_deref().map(quoted),
        "footer" => site.footer.as_deref().map(quoted),
        "hide" => texts(site.hide.iter().map(|section| section.name())),
        _ => None,
    }
}

fn value_of_theme(theme: &Theme, key: &str) -> Option<String> {
    match key {
        "id" => Some(quoted(&theme.id)),
        "title" => Some(quoted(&theme.title)),
        "color" => theme.color.map(|color| quoted(&color.to_string())),
        _ => None,
    }
}

/// A string as TOML writes it, with whatever quotes need the fewest escapes.
fn quoted(text: &str) -> String {
    Value::String(text.to_owned()).to_string()
}

fn filled(text: &str) -> Option<String> {
    (!text.is_empty()).then(|| quoted(text))
}

/// A word that is written only where it is not the one that is taken without it.
fn changed<T: PartialEq + Display>(word: T, default: T) -> Option<String> {
    (word != default).then(|| quoted(&word.to_string()))
}

fn texts<T: AsRef<str>>(texts: impl IntoIterator<Item = T>) -> Option<String> {
    let all: Vec<String> = texts.into_iter().map(|text| quoted(text.as_ref())).collect();
    (!all.is_empty()).then(|| format!("[{}]", all.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::event::{Link, Origin, Written};
    use crate::settings::Section;
    use crate::toml::{NoPhrases, parse_toml};
    use proptest::collection::vec;
    use proptest::prelude::*;
    use proptest::sample::select;

    /// A file with every key of every table.
    fn full() -> TomlFile {
        let date = |text: &str| text.parse::<Date>().unwrap();
        let link = |kind| Link { kind, target: "norman-conquest".to_owned() };
        let names = |name: &str| vec![name.to_owned(), "O'Neill \"the elder\"".to_owned()];
        let mut event = Event::new("Battle of\tHastings", None, Origin::Written);
        event.date = Calendar::Julian.parse("1066-10-14").ok();
        event.written = Some(Written { text: "1066-10-14".to_owned(), calendar: Calendar::Julian });
        event.extent = Extent::Throughout;
        event.text = Some("Two lines.\nAnd \"\"\" quotes \\ of '''all''' kinds.".to_owned());
        event.status = Status::Reported;
        event.themes = names("war");
        event.people = names("Harold");
        event.places = names("Senlac");
        event.aliases = names("the battle");
        event.links = LinkKind::ALL.map(link).to_vec();
        event.note = Some("A note.".to_owned());
        event.weight = 2.5;
        let source = |url: Option<&str>, published: Option<Date>| Source {
            title: "Carmen".to_owned(),
            url: url.map(str::to_owned),
            published,
        };
        event.sources = vec![
            source(None, None),
            source(Some("https://example.org/a?b=c&d"), Some(date("1067~"))),
        ];
        TomlFile {
            schema: Some("../annals.schema.json".to_owned()),
            comment: "Two lines\nfor readers".to_owned(),
            info: Some(Info {
                title: "England".to_owned(),
                description: "A land.".to_owned(),
                lang: "en".to_owned(),
            }),
            site: Some(SiteSettings {
                base_url: Some("https://example.org/".to_owned()),
                footer: Some("Foot".to_owned()),
                hide: vec![Section::Days, Section::Data],
            }),
            themes: vec![Theme {
                id: "war".to_owned(),
                title: "War".to_owned(),
                color: "#b0482f".parse().ok(),
            }],
            eras: vec![Era { title: "Normans".to_owned(), date: date("1066/1154") }],
            events: vec![event],
        }
    }

    /// What is read of a file that this wrote, without fault.
    fn read_back(text: &str) -> TomlFile {
        let parsed = parse_toml("f.toml", text, &NoPhrases);
        assert_eq!(parsed.diagnostics, [], "{text}");
        let (info, site) = (parsed.info, parsed.site);
        let (themes, eras, events) = (parsed.themes, parsed.eras, parsed.events);
        TomlFile { info, site, themes, eras, events, ..TomlFile::default() }
    }

    #[test]
    fn every_key_is_written_and_read_back() {
        let full = full();
        let text = full.write(&NoPhrases);
        for shape in keys::TABLES {
            for key in shape.key_names() {
                assert!(text.contains(&format!("\n{key} = ")), "{key} of {}", shape.header);
            }
        }
        assert!(text.starts_with(
            "#:schema ../annals.schema.json\n# Two lines\n# for readers\n\n[timeline]\n"
        ));
        let read = read_back(&text);
        assert_eq!(
            TomlFile { schema: full.schema.clone(), comment: full.comment.clone(), ..read },
            full
        );
    }

    #[test]
    fn a_date_that_its_author_wrote_as_a_table_stays_one() {
        let text = "[[event]]\ntitle = \"A\"\ndate = { start = \"1912\", end = \"..\" }\n";
        let events = parse_toml("f.toml", text, &NoPhrases).events;
        let file = TomlFile { events, ..TomlFile::default() };
        assert_eq!(read_back(&file.write(&NoPhrases)), file);
    }

    /// Reads the one phrase that the tests need.
    struct Caesar;

    impl PhraseReader for Caesar {
        fn read_phrase(&self, phrase: &str) -> Result<Option<Date>, crate::DateError> {
            if phrase == "15 March 44 BCE" { "-0043-03-15" } else { phrase }.parse().map(Some)
        }
    }

    #[test]
    fn years_before_the_common_era_are_written_in_words_that_can_be_read() {
        let written = |phrases: &dyn PhraseReader| {
            let ides = Event::new("Ides", "-0043-03-15".parse().ok(), Origin::Written);
            TomlFile { events: vec![ides], ..TomlFile::default() }.write(phrases)
        };
        assert!(written(&NoPhrases).contains("date = \"-0043-03-15\""));
        assert!(written(&Caesar).contains("date = \"15 March 44 BCE\""));
    }

    fn any_text() -> impl Strategy<Value = String> {
        // What is read is trimmed.
        "[a-z\"'\\\\#=\\[\\]\r\n\t\u{0}\u{7f}\u{202e}é]{0,9}|\\PC{0,12}"
            .prop_map(|text| format!("x{text}x"))
    }

    fn any_event() -> impl Strategy<Value = Event> {
        let dates = select(vec!["1912", "1912-04~", "[1912-05,1913]", "1910/..", "early:1969"]);
        let texts = || vec(any_text(), 0..3);
        (any_text(), dates, proptest::option::of(any_text()), texts(), texts(), 0.0..=10.0)
            .prop_map(|(title, date, text, people, sources, weight)| {
                let mut event = Event::new(title, date.parse().ok(), Origin::Written);
                let source = |title| Source { title, url: None, published: None };
                event.note.clone_from(&text);
                event.sources = sources.into_iter().map(source).collect();
                (event.text, event.people, event.weight) = (text, people, weight);
                event
            })
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(events in vec(any_event(), 0..4), comment in any_text()) {
            let file = TomlFile { events, ..TomlFile::default() };
            let text = TomlFile { comment, ..file.clone() }.write(&NoPhrases);
            let parsed = parse_toml("f.toml", &text, &NoPhrases);
            prop_assert_eq!(parsed.diagnostics, []);
            prop_assert_eq!(parsed.events, file.events);
        }
    }
}
