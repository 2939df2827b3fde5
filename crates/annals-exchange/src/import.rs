//! What a reader gives: the parts of a timeline, and every loss.

use crate::loss::{Loss, Losses, Place};
use crate::text::{one_line, server, web_address};
use annals_core::{Date, Era, Event, Info, Origin, PhraseReader, Severity, Source, Theme, slug};
use std::collections::{BTreeMap, BTreeSet};

/// What was read from a file of another program.
///
/// Every entry of the file is an event here, or an error among the losses names it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Imported {
    /// Title and description, where the file has them.
    pub info: Option<Info>,
    /// The themes that its events name, in the order in which they first do.
    pub themes: Vec<Theme>,
    /// Its eras.
    pub eras: Vec<Era>,
    /// Its events in the order of the file, with ids that are unique among them.
    pub events: Vec<Event>,
    /// How many entries the file has.
    pub entries: usize,
    /// What was not taken over, in the order of the file.
    pub losses: Vec<Loss>,
}

impl Imported {
    /// Gives new ids to the events that have one of those that are taken, and tells it.
    pub fn set_apart(&mut self, is_taken: &dyn Fn(&str) -> bool) {
        let mut ids = Ids::default();
        ids.taken.extend(self.events.iter().map(|event| event.id.clone()));
        let mut renamed: BTreeMap<String, String> = BTreeMap::new();
        for event in self.events.iter_mut().filter(|event| is_taken(&event.id)) {
            let id = loop {
                let id = ids.unique(&event.id);
                if !is_taken(&id) {
                    break id;
                }
            };
            self.losses.push(Loss {
                severity: Severity::Warning,
                code: "import/id",
                message: "there is an event of that id already: this one has another".to_owned(),
                found: Some(format!("{} is {id}", event.id)),
                place: Place { title: Some(event.title.clone()), ..Place::default() },
            });
            renamed.insert(std::mem::replace(&mut event.id, id.clone()), id);
        }
        for link in self.events.iter_mut().flat_map(|event| &mut event.links) {
            if let Some(id) = renamed.get(&link.target) {
                link.target.clone_from(id);
            }
        }
    }

    /// Leaves out what events written by hand in TOML have no keys for, and tells it.
    pub fn fit_for_toml(&mut self) {
        for event in &mut self.events {
            let mut lose = |message: &str, found: String| {
                self.losses.push(Loss {
                    severity: Severity::Warning,
                    code: "import/field",
                    message: message.to_owned(),
                    found: Some(found),
                    place: Place { title: Some(event.title.clone()), ..Place::default() },
                });
            };
            let names = std::mem::take(&mut event.names);
            if !names.is_empty() {
                lose(
                    "names that are not known to be people or places are left out",
                    names.join("; "),
                );
            }
            let weight = event.weight.clamp(0.0, 10.0);
            if event.weight != weight {
                lose(
                    "a weight is a number from 0 to 10: the nearest is kept",
                    event.weight.to_string(),
                );
                event.weight = if weight.is_nan() { 0.0 } else { weight };
            }
        }
    }

    /// Something of the file as a whole is not taken over.
    pub fn lose(&mut self, code: &'static str, message: &str, found: &str) {
        let mut losses = Losses::default();
        losses.warn(code, message, found);
        self.losses.append(&mut losses.found);
    }
}

/// A record that is longer than this many bytes is not read.
pub(crate) const LONGEST_RECORD: usize = 32 << 20;

/// A reading under way.
pub(crate) struct Import<'a> {
    pub(crate) phrases: &'a dyn PhraseReader,
    pub(crate) losses: Losses,
    pub(crate) info: Option<Info>,
    pub(crate) eras: Vec<Era>,
    entries: usize,
    events: Vec<Event>,
    themes: Vec<Theme>,
    theme_ids: BTreeMap<String, String>,
    event_ids: Ids,
    ids_of_themes: Ids,
}

/// Ids that are unique, in linear time however many are alike.
#[derive(Default)]
struct Ids {
    taken: BTreeSet<String>,
    /// The last number that was given to each.
    numbers: BTreeMap<String, usize>,
}

impl<'a> Import<'a> {
    pub(crate) fn new(phrases: &'a dyn PhraseReader) -> Import<'a> {
        Import {
            phrases,
            losses: Losses::default(),
            info: None,
            eras: Vec::new(),
            entries: 0,
            events: Vec::new(),
            themes: Vec::new(),
            theme_ids: BTreeMap::new(),
            event_ids: Ids::default(),
            ids_of_themes: Ids::default(),
        }
    }

    /// Goes on to the next entry, which has this title in messages.
    pub(crate) fn next(&mut self, line: Option<usize>, title: &str) {
        self.entries += 1;
        self.losses.enter(self.entries, line, title);
    }

    /// Goes on to the next entry and begins an event of its title.
    pub(crate) fn enter(&mut self, line: Option<usize>, title: &str) -> Event {
        self.next(line, title);
        let title = Some(one_line(title)).filter(|title| !title.is_empty());
        let title = title.unwrap_or_else(|| "Untitled".to_owned());
        Event::new(title, None, Origin::Written)
    }

    /// An event is complete.
    pub(crate) fn add(&mut self, mut event: Event) {
        event.id = self.event_ids.unique(&slug(&event.id));
        for texts in [&mut event.text, &mut event.note] {
            *texts = texts.take().filter(|text| !text.is_empty());
        }
        self.events.push(event);
    }

    /// The id of the theme of that name, which is defined when it is first asked for.
    pub(crate) fn theme(&mut self, title: &str) -> Option<String> {
        let title = one_line(title);
        if title.is_empty() {
            return None;
        }
        if let Some(id) = self.theme_ids.get(&title) {
            return Some(id.clone());
        }
        let id = self.ids_of_themes.unique(&slug(&title));
        self.theme_ids.insert(title.clone(), id.clone());
        self.themes.push(Theme { id: id.clone(), title, color: None });
        Some(id)
    }

    /// Names the themes of an event, each once.
    pub(crate) fn add_theme(&mut self, event: &mut Event, title: &str) {
        if let Some(id) = self.theme(title).filter(|id| !event.themes.contains(id)) {
            event.themes.push(id);
        }
    }

    /// A field of an entry that has no place in an event.
    pub(crate) fn unread(&mut self, field: &str, value: &str) {
        self.losses.warn("import/field", format!("`{field}` is not taken over"), value);
    }

    /// A date of the entry that cannot be read: the event is kept without it.
    pub(crate) fn undated(&mut self, event: &mut Event, found: &str, why: &str) {
        let why = if why.is_empty() { String::new() } else { format!(" ({why})") };
        let message = format!("this is no date that can be read{why}: it is kept in the note");
        self.losses.error("import/date", message, found);
        remark(event, &format!("Dated “{}” in the source.", one_line(found)));
    }

    /// An entry that says nothing of when it was.
    pub(crate) fn without_date(&mut self) {
        self.losses.warn("import/undated", "no date is given: the event is undated", "");
    }

    /// Whether there was no entry and nothing was told.
    pub(crate) fn is_empty(&self) -> bool {
        self.entries == 0 && self.losses.found.is_empty()
    }

    pub(crate) fn finish(self) -> Imported {
        Imported {
            info: self.info,
            themes: self.themes,
            eras: self.eras,
            events: self.events,
            entries: self.entries,
            losses: self.losses.found,
        }
    }
}

/// A file that gives nothing but an error.
pub(crate) fn failed(
    phrases: &dyn PhraseReader,
    code: &'static str,
    message: &'static str,
) -> Imported {
    let mut import = Import::new(phrases);
    import.losses.error(code, message, "");
    import.finish()
}

impl Ids {
    fn unique(&mut self, id: &str) -> String {
        let number = self.numbers.entry(id.to_owned()).or_insert(0);
        loop {
            *number += 1;
            let numbered = if *number == 1 { id.to_owned() } else { format!("{id}-{number}") };
            if self.taken.insert(numbered.clone()) {
                return numbered;
            }
        }
    }
}

/// Adds a sentence to the note of an event.
pub(crate) fn remark(event: &mut Event, sentence: &str) {
    let note = event.note.get_or_insert_default();
    if !note.is_empty() {
        note.push(' ');
    }
    note.push_str(sentence);
}

/// Cites a page, once.
pub(crate) fn cite(event: &mut Event, title: &str, url: &str, published: Option<Date>) {
    let Some(url) = web_address(url) else { return };
    let url = &*match url.split_once("://") {
        Some((scheme, rest)) => format!("{}://{rest}", scheme.to_ascii_lowercase()),
        None => url.to_owned(),
    };
    if event.sources.iter().any(|source| source.url.as_deref() == Some(url)) {
        return;
    }
    let title = Some(one_line(title)).filter(|title| !title.is_empty());
    let title = title.unwrap_or_else(|| server(url).to_owned());
    event.sources.push(Source { title, url: Some(url.to_owned()), published });
}
