//! The best events in the JSON of TimelineJS (<https://timeline.knightlab.com/docs/json-format.html>).
//!
//! Its dates are a year, month and day; whatever else a date says stands in `display_date`. Its
//! texts are HTML, so they are escaped. It is made for a few dozen slides, so what matters most is
//! written, and the head says how much that is.

use crate::page::Shared;
use crate::site::RenderError;
use crate::text;
use crate::view::When;
use crate::words::fill;
use annals_core::{Date, Day, Event};
use serde::Serialize;

/// The most slides.
const MOST: usize = 300;
/// The years that JavaScript's `Date` reaches; beyond, TimelineJS has a scale of years only.
const HUMAN: std::ops::RangeInclusive<i64> = -271_820..=275_759;

#[derive(Serialize)]
struct Timeline {
    scale: &'static str,
    title: Head,
    events: Vec<Slide>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    eras: Vec<Era>,
}

#[derive(Serialize)]
struct Head {
    text: Text,
}

#[derive(Serialize)]
struct Slide {
    unique_id: String,
    start_date: Place,
    #[serde(skip_serializing_if = "Option::is_none")]
    end_date: Option<Place>,
    display_date: String,
    text: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    group: Option<String>,
}

#[derive(Serialize)]
struct Era {
    start_date: Place,
    end_date: Place,
    text: Text,
}

#[derive(Serialize)]
struct Text {
    headline: String,
    text: String,
}

/// A date as TimelineJS has it, as fine as it is known.
#[derive(Serialize)]
struct Place {
    year: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    month: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    day: Option<u8>,
}

/// The timeline.
pub(super) fn timeline(shared: &Shared<'_>) -> Result<String, RenderError> {
    let catalogue = shared.catalogue;
    let events = catalogue.timeline.events();
    let mut chosen: Vec<(usize, &Event, (Day, Day))> = events
        .iter()
        .enumerate()
        .filter_map(|(index, event)| Some((index, event, days(event.date.as_ref()?)?)))
        .collect();
    let score = |index: usize| catalogue.score(index);
    chosen.sort_by(|a, b| score(b.0).total_cmp(&score(a.0)).then(a.0.cmp(&b.0)));
    chosen.truncate(MOST);
    chosen.sort_by_key(|(index, ..)| *index);
    let human = chosen
        .iter()
        .flat_map(|(_, _, (first, last))| [first, last])
        .all(|day| HUMAN.contains(&day.civil().year));
    let slides: Vec<Slide> = chosen
        .iter()
        .map(|(index, event, days)| slide(shared, human, *index, event, *days))
        .collect();
    let timeline = Timeline {
        scale: if human { "human" } else { "cosmological" },
        title: head(shared, slides.len()),
        events: slides,
        eras: eras(shared, human),
    };
    Ok(serde_json::to_string_pretty(&timeline)? + "\n")
}

/// The title, and how many of the events are written.
fn head(shared: &Shared<'_>, slides: usize) -> Head {
    let catalogue = shared.catalogue;
    let words = catalogue.words;
    let all = catalogue.timeline.events().len();
    let mut text = escaped(&text::short(&catalogue.timeline.info.description, 600));
    if slides < all {
        let counts = [("n", &*words.number(slides)), ("all", &*words.number(all))];
        text =
            format!("{text} {}", escaped(&fill(&words.copies.chosen, &counts))).trim().to_owned();
    }
    Head { text: Text { headline: escaped(&catalogue.title()), text } }
}

fn slide(
    shared: &Shared<'_>,
    human: bool,
    index: usize,
    event: &Event,
    (first, last): (Day, Day),
) -> Slide {
    let catalogue = shared.catalogue;
    let quote = event.evidence.first().map(|evidence| evidence.quote.as_str());
    let text = text::short(event.text.as_deref().or(quote).unwrap_or_default(), 600);
    let address = shared.links().address(&catalogue.event_folder(index));
    let title = escaped(&text::title(&event.title, 160));
    let title = match shared.site.base_url {
        Some(_) => format!("<a href=\"{}\">{title}</a>", escaped(&address)),
        None => title,
    };
    Slide {
        unique_id: event.id.clone(),
        start_date: Place::of(first, human, first, last),
        end_date: (first < last).then(|| Place::of(last, human, first, last)),
        display_date: escaped(&When::of_event(catalogue.words, event).words),
        text: Text { headline: title, text: escaped(&text) },
        group: catalogue.theme(index).map(|theme| escaped(&theme.title)),
    }
}

fn eras(shared: &Shared<'_>, human: bool) -> Vec<Era> {
    let eras = shared.catalogue.timeline.eras.iter().filter_map(|era| {
        let (first, last) = days(&era.date)?;
        Some(Era {
            start_date: Place::of(first, human, first, last),
            end_date: Place::of(last, human, first, last),
            text: Text { headline: escaped(&text::title(&era.title, 60)), text: String::new() },
        })
    });
    eras.collect()
}

impl Place {
    /// The day, or only its year where the range from the first to the last day is of whole years.
    fn of(day: Day, human: bool, first: Day, last: Day) -> Place {
        let civil = day.civil();
        let starts_year = |day: Day| (day.civil().month, day.civil().day) == (1, 1);
        let whole_years = starts_year(first) && starts_year(last + 1);
        let fine = human && !whole_years;
        Place {
            year: civil.year,
            month: fine.then_some(civil.month),
            day: fine.then_some(civil.day),
        }
    }
}

/// The first and last day that a date may mean; where one is not known, the other stands for it.
fn days(date: &Date) -> Option<(Day, Day)> {
    let (first, last) = (date.earliest().day(), date.latest().day());
    Some((first.or(last)?, last.or(first)?))
}

/// A text as HTML.
fn escaped(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}
