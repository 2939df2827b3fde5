//! A timeline in another format, with what did not come along.
//!
//! What is written is read again, and each event compared with what it was: the losses are those
//! that a reader of the file has, and none can be forgotten.

use crate::date::{days, is_same};
use crate::entry::Entry;
use crate::import::Imported;
use crate::loss::{Loss, Losses};
use crate::text::{one_line, paragraphs};
use crate::{
    Format, calendar, lines, linked_data, linked_places, markwhen, table, timeline_js,
    timeline_sheet, timeml,
};
use annals_core::{Calendar, Event, Extent, NoPhrases, Status, Timeline};
use std::collections::BTreeSet;

/// A timeline as it was written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exported {
    /// The file.
    pub text: String,
    /// How many events are in it.
    pub events: usize,
    /// What is not in it, in the order of the events.
    pub losses: Vec<Loss>,
}

/// Writes a timeline. `page` tells the address of the page of an event, where it has one.
///
/// `None` where the format is only read.
///
/// # Errors
/// Never but where serde fails to write JSON.
///
/// ```
/// use annals_core::{Event, Info, Origin, Timeline};
/// use annals_exchange::{Format, export};
/// let fair = Event::new("Fair", "[1912-05,1912-06]".parse().ok(), Origin::Written);
/// let undated = Event::new("Flood", None, Origin::Written);
/// let timeline = Timeline::new(Info::default(), vec![], vec![], vec![fair, undated], vec![]);
/// let calendar = export(Format::ICalendar, &timeline, &|_| None)?.unwrap();
/// assert!(calendar.text.contains("X-EDTF:[1912-05\\,1912-06]"));
/// assert_eq!(calendar.losses[0].to_string(), "entry 2 “Flood”: an event without a date has no place in this format: it is left out");
/// # Ok::<(), serde_json::Error>(())
/// ```
pub fn export(
    format: Format,
    timeline: &Timeline,
    page: &dyn Fn(&Event) -> Option<String>,
) -> Result<Option<Exported>, serde_json::Error> {
    let all = Entry::all(timeline, page);
    let mut losses = Losses::default();
    let mut kept: Vec<(usize, Entry<'_>)> = Vec::new();
    for (index, entry) in all.into_iter().enumerate() {
        match why_left_out(format, entry.event) {
            None => kept.push((index + 1, entry)),
            Some(why) => {
                losses.enter(index + 1, None, &entry.title);
                losses.warn("export/event", format!("{why}: it is left out"), "");
            }
        }
    }
    let (numbers, entries): (Vec<usize>, Vec<Entry<'_>>) = kept.into_iter().unzip();
    let title = one_line(&timeline.info.title);
    let text = match format {
        Format::TimelineJs => {
            let head = timeline_js::Head { title, description: timeline.info.description.clone() };
            timeline_js::write(&head, &entries, &timeline.eras)?
        }
        Format::TimelineSheet => timeline_sheet::write(&title, &entries, &timeline.eras),
        Format::Markwhen => markwhen::write(&timeline.info, &entries),
        Format::ICalendar => calendar::write(&title, &entries),
        Format::Csv => table::write(entries.iter().cloned()),
        Format::JsonLines => lines::write(entries.iter().map(|entry| entry.event))?,
        Format::LinkedData => linked_data::write(entries.iter().cloned())?,
        Format::LinkedPlaces => linked_places::write(&timeline.info, &entries)?,
        Format::TimeMl => timeml::write(&title, &entries),
        Format::Wikidata => return Ok(None),
    };
    match format {
        // The form of events themselves.
        Format::JsonLines => {}
        Format::TimeMl => {
            for (number, entry) in numbers.iter().zip(&entries) {
                losses.enter(*number, None, &entry.title);
                timeml::tell_losses(&mut losses, entry);
            }
        }
        _ => {
            let again = crate::import(format, &text, &NoPhrases);
            compare(&mut losses, &numbers, &entries, &again);
        }
    }
    tell_of_timeline(&mut losses, format, timeline);
    Ok(Some(Exported { text, events: entries.len(), losses: losses.found }))
}

/// Why a format has no place for an event; `None` where it has one.
fn why_left_out(format: Format, event: &Event) -> Option<&'static str> {
    const UNDATED: &str = "an event without a date has no place in this format";
    const FAR: &str = "its days cannot be counted or have no place in this format";
    let of_days = |has_place: bool| match &event.date {
        None => Some(UNDATED),
        Some(_) => (!has_place).then_some(FAR),
    };
    match format {
        Format::TimelineJs | Format::TimelineSheet => of_days(timeline_js::has_place(event)),
        Format::Markwhen => of_days(event.date.as_ref().and_then(days).is_some()),
        Format::ICalendar => {
            of_days(event.date.as_ref().and_then(calendar::calendar_days).is_some())
        }
        _ => None,
    }
}

/// Tells what the events that were read again have not.
fn compare(losses: &mut Losses, numbers: &[usize], entries: &[Entry<'_>], again: &Imported) {
    for (at, (number, entry)) in numbers.iter().zip(entries).enumerate() {
        losses.enter(*number, None, &entry.title);
        match again.events.get(at) {
            Some(read) => compare_event(losses, entry, read, again),
            None => losses.warn("export/event", "it cannot be read again", ""),
        }
    }
    losses.leave();
}

fn compare_event(losses: &mut Losses, entry: &Entry<'_>, read: &Event, again: &Imported) {
    let event = entry.event;
    let mut lost = |code, what: &str, found: &str| {
        losses.warn(code, format!("{what} in this format"), found);
    };
    if one_line(&entry.title) != read.title {
        lost("export/title", "the title is another one", &read.title);
    }
    match (&event.date, &read.date) {
        (Some(date), Some(read)) if is_same(date, read) => {}
        (Some(date), Some(read)) => {
            lost("export/date", &format!("the date is {read}"), &date.to_string());
        }
        (Some(date), None) => lost("export/date", "the date cannot be said", &date.to_string()),
        (None, Some(read)) => lost("export/date", "a date is said", &read.to_string()),
        (None, None) => {}
    }
    if let Some(written) = event.written.as_ref().filter(|one| one.calendar != Calendar::Gregorian)
    {
        lost("export/calendar", "the date is the Gregorian one", &written.text);
    }
    if event.extent != Extent::Within && event.extent != read.extent {
        lost("export/extent", "it is not said that it lasted throughout its date", "");
    }
    match &event.text {
        Some(text) if paragraphs(text) == paragraphs(read.text.as_deref().unwrap_or("")) => {}
        Some(text) if one_line(text) == one_line(read.text.as_deref().unwrap_or("")) => {
            lost("export/lines", "the line breaks of its text have no place", "");
        }
        Some(text) => lost("export/text", "the text is not taken over as it is", text),
        None => {}
    }
    if event.status != Status::Happened && event.status != read.status {
        lost("export/status", "its status cannot be said", event.status.name());
    }
    let titles = |ids: &[String]| -> Vec<String> {
        let title = |id: &String| again.themes.iter().find(|theme| theme.id == *id);
        ids.iter().map(|id| title(id).map_or(id, |theme| &theme.title).clone()).collect()
    };
    let themes = titles(&read.themes);
    if !event.themes.is_empty() && themes != entry.themes && themes != event.themes {
        lost("export/themes", "not all its themes have a place", &entry.themes.join("; "));
    }
    for (what, own, read) in [
        ("people", &event.people, &read.people),
        ("places", &event.places, &read.places),
        ("other names", &event.names, &read.names),
        ("aliases", &event.aliases, &read.aliases),
    ] {
        if own != read && !own.is_empty() {
            lost("export/names", &format!("not all its {what} have a place"), &own.join("; "));
        }
    }
    if !event.links.is_empty() {
        let targets: Vec<&str> = event.links.iter().map(|link| link.target.as_str()).collect();
        lost("export/links", "its links to other events have no place", &targets.join("; "));
    }
    if let Some(note) = event.note.as_ref().filter(|note| Some(*note) != read.note.as_ref()) {
        lost("export/note", "the note has no place", note);
    }
    if event.weight != 0.0 && event.weight != read.weight {
        lost("export/weight", "its weight has no place", &event.weight.to_string());
    }
    let named: BTreeSet<&str> = read
        .sources
        .iter()
        .flat_map(|source| [Some(source.title.as_str()), source.url.as_deref()])
        .flatten()
        .collect();
    let missing = entry.works.iter().find(|work| {
        !named.contains(work.title.as_str())
            && !work.url.as_deref().is_some_and(|url| named.contains(url))
    });
    if let Some(work) = missing {
        lost("export/sources", "not all its sources have a place", &work.title);
    }
    if !event.evidence.is_empty() {
        lost("export/evidence", "the sentences of articles have no place", Entry::quote(event));
    }
}

/// Tells what of the timeline itself has no place.
fn tell_of_timeline(losses: &mut Losses, format: Format, timeline: &Timeline) {
    losses.leave();
    let has_eras = matches!(format, Format::TimelineJs | Format::TimelineSheet);
    if !timeline.eras.is_empty() && !has_eras {
        let eras: Vec<&str> = timeline.eras.iter().map(|era| era.title.as_str()).collect();
        losses.warn("export/eras", "eras have no place in this format", &eras.join("; "));
    }
    if timeline.themes.iter().any(|theme| theme.color.is_some()) {
        losses.warn("export/colors", "the colours of themes have no place in this format", "");
    }
}
