//! Who, where and about what: the people, places and themes of a timeline, each once, with the
//! events that name them. What their pages show is in `page/name.rs` and `page/names.rs`.
//!
//! Names are one where they differ in case and white space alone. Nothing else is taken for the
//! same: neither a surname for a full name, nor a name without its accents.

use crate::link::unique_slugs;
use crate::text;
use crate::words::Words;
use annals_core::{Day, Event, Section, Timeline};
use std::collections::BTreeMap;
use std::iter::repeat;

/// What names stand for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Realm {
    People,
    Places,
    Themes,
    /// Names of which no source tells whether they are of people or of places.
    Names,
}

/// The names of a realm.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// In the order of their index: themes as the author put them, others by the alphabet.
    pub(crate) entries: Vec<Name>,
    by_key: BTreeMap<String, usize>,
    /// For each event where the list of its names ends; it begins where that before it ends.
    ends: Vec<u32>,
    /// The names of all events by their index, one list after the other.
    listed: Vec<u32>,
}

/// A name and the events that have it.
#[derive(Debug)]
pub(crate) struct Name {
    /// As most events write it.
    pub(crate) title: String,
    /// The other ways in which it is written.
    pub(crate) spellings: Vec<String>,
    /// The name of its folder; `None` where it has no page.
    pub(crate) slug: Option<String>,
    /// The class of its hue.
    pub(crate) hue: String,
    /// Their indices, in order of time.
    pub(crate) events: Vec<usize>,
    /// The first and the last day that its events are known to touch.
    pub(crate) span: Option<(Day, Day)>,
}

/// Of more names than these, those with a single event have no page of their own.
const SMALL: usize = 2_000;
/// The longest that a name is shown.
const LONGEST: usize = 160;

impl Realm {
    pub(crate) const ALL: [Realm; 4] = [Realm::People, Realm::Places, Realm::Themes, Realm::Names];

    /// The kind of pages that it is; other names are always shown.
    pub(crate) fn section(self) -> Option<Section> {
        match self {
            Realm::People => Some(Section::People),
            Realm::Places => Some(Section::Places),
            Realm::Themes => Some(Section::Themes),
            Realm::Names => None,
        }
    }

    /// The name of its folder.
    pub(crate) fn folder(self) -> &'static str {
        match self {
            Realm::People => "people",
            Realm::Places => "places",
            Realm::Themes => "themes",
            Realm::Names => "names",
        }
    }

    pub(crate) fn title(self, words: &Words) -> &str {
        match self {
            Realm::People => &words.names.people,
            Realm::Places => &words.names.places,
            Realm::Themes => &words.names.themes,
            Realm::Names => &words.names.names,
        }
    }
}

impl Names {
    /// The names of a realm in the events of a timeline. `themes` has the title and the hue of
    /// what the pages show as themes.
    pub(crate) fn of(realm: Realm, timeline: &Timeline, themes: &[(String, String)]) -> Names {
        match realm {
            Realm::People => Names::listed(timeline, |event| &event.people),
            Realm::Places => Names::listed(timeline, |event| &event.places),
            Realm::Names => Names::listed(timeline, |event| &event.names),
            Realm::Themes => Names::themes(timeline, themes),
        }
    }

    /// The index of a name.
    pub(crate) fn find(&self, name: &str) -> Option<usize> {
        self.by_key.get(&key(&text::one_line(name))).copied()
    }

    /// The names of an event, by their index.
    pub(crate) fn of_event(&self, event: usize) -> impl Iterator<Item = usize> + '_ {
        let end = |event: usize| self.ends.get(event).map_or(0, |&end| end as usize);
        let start = event.checked_sub(1).map_or(0, end);
        let own = self.listed.get(start..end(event)).unwrap_or_default();
        own.iter().map(|&name| name as usize)
    }

    fn listed<'a>(timeline: &'a Timeline, list: impl Fn(&'a Event) -> &'a [String]) -> Names {
        let mut found: BTreeMap<String, Found> = BTreeMap::new();
        for (index, event) in timeline.events().iter().enumerate() {
            for name in list(event) {
                let line = text::one_line(name);
                if !line.is_empty() {
                    found.entry(key(&line)).or_default().add(line, index);
                }
            }
        }
        let mut found: Vec<(String, Found)> = found.into_iter().collect();
        found.sort_by_cached_key(|(key, _)| (initial(key), collation(key), key.clone()));
        let all_have_pages = found.len() <= SMALL;
        let keys: Vec<String> = found.iter().map(|(key, _)| key.clone()).collect();
        let entries = found.into_iter().map(|(_, found)| found.name(timeline)).collect();
        Names::new(keys, entries, timeline, all_have_pages)
    }

    fn themes(timeline: &Timeline, shown: &[(String, String)]) -> Names {
        if timeline.themes.is_empty() {
            return Names::new(Vec::new(), Vec::new(), timeline, true);
        }
        let mut places: BTreeMap<&str, usize> = BTreeMap::new();
        for (place, theme) in timeline.themes.iter().enumerate() {
            places.entry(&theme.id).or_insert(place);
        }
        let mut events = vec![Vec::new(); timeline.themes.len() + 1];
        for (index, event) in timeline.events().iter().enumerate() {
            let mut own: Vec<usize> =
                event.themes.iter().filter_map(|id| places.get(id.as_str()).copied()).collect();
            if own.is_empty() {
                own.push(timeline.themes.len());
            }
            own.sort_unstable();
            own.dedup();
            own.into_iter().for_each(|place| events[place].push(index));
        }
        let ids = timeline.themes.iter().map(|theme| theme.id.clone()).chain([String::new()]);
        let named = ids.zip(shown).zip(events).filter(|(_, events)| !events.is_empty());
        let (keys, entries) = named
            .map(|((id, (title, hue)), events)| {
                let span = span(timeline, &events);
                let name = Name {
                    title: title.clone(),
                    spellings: Vec::new(),
                    slug: None,
                    hue: hue.clone(),
                    events,
                    span,
                };
                (id, name)
            })
            .unzip();
        Names::new(keys, entries, timeline, true)
    }

    fn new(
        keys: Vec<String>,
        mut entries: Vec<Name>,
        timeline: &Timeline,
        all_have_pages: bool,
    ) -> Names {
        let slugs = unique_slugs(keys.iter().map(|key| if key.is_empty() { "other" } else { key }));
        for (name, slug) in entries.iter_mut().zip(slugs) {
            name.slug = (all_have_pages || name.events.len() > 1).then(|| slug.into_owned());
        }
        let (ends, listed) = by_event(timeline.events().len(), &entries);
        let by_key = keys.into_iter().enumerate().map(|(index, key)| (key, index)).collect();
        Names { entries, by_key, ends, listed }
    }
}

/// The names of each event: where its list ends, and all lists in one.
fn by_event(events: usize, names: &[Name]) -> (Vec<u32>, Vec<u32>) {
    let mut ends = vec![0; events];
    let all = || names.iter().enumerate().flat_map(|(at, name)| name.events.iter().zip(repeat(at)));
    all().for_each(|(&event, _)| ends[event] += 1);
    let mut total = 0;
    for end in &mut ends {
        // First where the list begins: it ends when all of it is in its place.
        total += std::mem::replace(end, total);
    }
    let mut listed = vec![0; total as usize];
    for (&event, name) in all() {
        listed[ends[event] as usize] = name as u32;
        ends[event] += 1;
    }
    (ends, listed)
}

/// What was found of a name.
#[derive(Default)]
struct Found {
    spellings: BTreeMap<String, usize>,
    events: Vec<usize>,
}

impl Found {
    fn add(&mut self, spelling: String, event: usize) {
        *self.spellings.entry(spelling).or_insert(0) += 1;
        if self.events.last() != Some(&event) {
            self.events.push(event);
        }
    }

    /// Of spellings that are as frequent the one with capitals comes first, by the alphabet.
    fn name(self, timeline: &Timeline) -> Name {
        let span = span(timeline, &self.events);
        let mut spellings: Vec<(String, usize)> = self.spellings.into_iter().collect();
        spellings.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        let mut spellings = spellings.into_iter().map(|(name, _)| text::title(&name, LONGEST));
        Name {
            title: spellings.next().unwrap_or_default(),
            spellings: spellings.collect(),
            slug: None,
            hue: "tn".to_owned(),
            events: self.events,
            span,
        }
    }
}

/// The letter under which a name stands in an index; `None` where it begins with no letter. Latin
/// letters come first, and stand without their accents.
pub(crate) fn initial(name: &str) -> Option<String> {
    let letter = name.chars().find(|letter| letter.is_alphanumeric())?;
    let plain = annals_core::slug(&letter.to_string());
    match plain.chars().next() {
        _ if letter.is_numeric() => None,
        Some(first) if !is_code(&plain, letter) => Some(first.to_uppercase().to_string()),
        _ => Some(letter.to_uppercase().to_string()),
    }
}

/// Whether a slug has only the code of the letter, which has no plain form.
fn is_code(slug: &str, letter: char) -> bool {
    !letter.is_ascii() && slug == format!("u{:x}", letter as u32)
}

/// By what names under a letter are put in order: without accents where there is a plain form.
fn collation(key: &str) -> String {
    if key.chars().next().is_some_and(|first| first < '\u{250}') {
        annals_core::slug(key)
    } else {
        String::new()
    }
}

/// By what a name is known.
fn key(line: &str) -> String {
    line.to_lowercase()
}

fn span(timeline: &Timeline, events: &[usize]) -> Option<(Day, Day)> {
    let dates = events.iter().filter_map(|&index| timeline.events().get(index)?.date.as_ref());
    let days = dates.flat_map(|date| [date.earliest().day(), date.latest().day()]).flatten();
    days.fold(None, |span: Option<(Day, Day)>, day| match span {
        None => Some((day, day)),
        Some((first, last)) => Some((first.min(day), last.max(day))),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::{Info, Origin, Theme};

    fn timeline(names: &[&[&str]]) -> Timeline {
        let event = |(index, people): (usize, &&[&str])| {
            let date = format!("19{index:02}").parse().ok();
            let mut event = Event::new(format!("Event {index}"), date, Origin::Written);
            event.people = people.iter().map(|&name| name.to_owned()).collect();
            event
        };
        let events = names.iter().enumerate().map(event).collect();
        Timeline::new(Info::default(), vec![], vec![], events, vec![])
    }

    fn people(names: &[&[&str]]) -> Names {
        Names::of(Realm::People, &timeline(names), &[])
    }

    fn titles(names: &Names) -> Vec<&str> {
        names.entries.iter().map(|name| name.title.as_str()).collect()
    }

    #[test]
    fn case_and_space_make_no_other_name() {
        let names = people(&[&["Park Jin"], &["park  jin", " Park Jin"], &["PARK JIN"], &["Park"]]);
        assert_eq!(titles(&names), ["Park", "Park Jin"]);
        assert_eq!(names.entries[1].events, [0, 1, 2]);
        assert_eq!(names.entries[1].spellings, ["PARK JIN", "park jin"]);
        assert_eq!(names.find("pARK\tJIN"), Some(1));
        assert_eq!(names.of_event(1).collect::<Vec<_>>(), [1]);
        let years = names.entries[1].span.map(|(a, b)| (a.civil().year, b.civil().year));
        assert_eq!(years, Some((1900, 1902)));
    }

    #[test]
    fn names_of_one_slug_get_folders_of_their_own() {
        let names = people(&[&["../Ana!", "Ana", "ANA?", "", " \n", "part 2"]]);
        let slugs: Vec<&str> =
            names.entries.iter().filter_map(|name| name.slug.as_deref()).collect();
        assert_eq!(slugs, ["ana", "ana-2", "ana-3", "part-2-2"]);
    }

    #[test]
    fn an_index_goes_by_the_alphabet_and_accents_do_not_matter() {
        let names = people(&[&["Zoë", "Émile", "Eve", "Eduard", "안중근", "الأحد", "3M"]]);
        assert_eq!(titles(&names), ["3M", "Eduard", "Émile", "Eve", "Zoë", "الأحد", "안중근"]);
        assert_eq!(initial("émile").as_deref(), Some("E"));
        assert_eq!(initial("«안»").as_deref(), Some("안"));
        assert_eq!(initial("3m"), None);
    }

    #[test]
    fn of_very_many_names_those_with_one_event_have_no_page() {
        let many: Vec<String> = (0..=SMALL).map(|number| format!("Person {number}")).collect();
        let many: Vec<&str> = many.iter().map(String::as_str).collect();
        let names = people(&[&many, &["person 7"]]);
        let paged: Vec<&str> =
            names.entries.iter().filter_map(|name| name.slug.as_deref()).collect();
        assert_eq!(paged, ["person-7"]);
    }

    #[test]
    fn an_event_is_in_each_of_its_themes() {
        let theme = |id: &str| Theme { id: id.to_owned(), title: id.to_uppercase(), color: None };
        let event = |title: &str, themes: &[&str]| {
            let mut event = Event::new(title, None, Origin::Written);
            event.themes = themes.iter().map(|&id| id.to_owned()).collect();
            event
        };
        let events = vec![event("a", &["b", "a", "a"]), event("b", &["b"]), event("c", &["?"])];
        let themes = vec![theme("a"), theme("b"), theme("c")];
        let timeline = Timeline::new(Info::default(), themes, vec![], events, vec![]);
        let shown = ["A", "B", "C", "Other"].map(|title| (title.to_owned(), "t0".to_owned()));
        let names = Names::of(Realm::Themes, &timeline, &shown);
        assert_eq!(titles(&names), ["A", "B", "Other"]);
        let events: Vec<&[usize]> = names.entries.iter().map(|n| n.events.as_slice()).collect();
        assert_eq!(events, [&[0][..], &[0, 1], &[2]]);
    }
}
