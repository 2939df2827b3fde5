//! What several pages show alike: dates with their marks, lists of events, chains of reckoning.
//!
//! These are plain values for the templates. All text in them is as it came, on one line where it
//! is a title; the templates escape it.

use crate::catalogue::Catalogue;
use crate::layout::{Hold, Shape};
use crate::link::Links;
use crate::text;
use crate::words::{ChainWords, Words, fill};
use annals_core::{
    Anchor, AnchorKind, Civil, Date, Day, Event, Kind, Precision, Reading, Status, Unit,
};
use annals_exchange::plain_date;

/// A date as it is shown: in words, for machines, and as a mark.
#[derive(Clone, Debug)]
pub(crate) struct When {
    pub(crate) words: String,
    /// The form that HTML's `time` element takes, where it has one for such a date.
    pub(crate) machine: Option<String>,
    pub(crate) mark: Mark,
}

/// What an event was and when, as many pages tell it.
#[derive(Clone, Debug)]
pub(crate) struct Told {
    /// Its title on a line, where that is another than its own.
    pub(crate) title: Option<Box<str>>,
    pub(crate) when: When,
    /// When it was, for a narrow column.
    pub(crate) brief: String,
}

/// The mark of a date: the shape that says how well it is known.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    /// The class of its shape.
    pub(crate) class: &'static str,
    /// The same in words, for those who do not see it.
    pub(crate) words: &'static str,
    /// Whether the source of the date is doubted.
    pub(crate) doubted: bool,
    /// That sources contradict each other on the date, in words.
    pub(crate) disputed: Option<&'static str>,
    pub(crate) shape: Shape,
}

/// A link with its words.
#[derive(Clone, Debug)]
pub(crate) struct Link {
    pub(crate) href: String,
    pub(crate) title: String,
}

/// How a date was read, link by link.
///
/// The step and the reason are as extraction wrote them, in English.
#[derive(Clone, Debug)]
pub(crate) struct Chain {
    pub(crate) w: &'static ChainWords,
    /// The expression.
    pub(crate) text: String,
    /// What it was reckoned from: "published Monday 18 July 2022".
    pub(crate) from: Option<String>,
    pub(crate) step: String,
    /// What it means, `None` where that cannot be told.
    pub(crate) gives: Option<String>,
    pub(crate) why: String,
}

/// A piece of a text that may be marked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Segment {
    pub(crate) text: String,
    pub(crate) marked: bool,
}

/// A row of the key to the marks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct KeyRow {
    pub(crate) mark: Mark,
    pub(crate) kind: Kind,
    pub(crate) words: &'static str,
}

/// Every kind, in the order of the key.
pub(crate) const KINDS: [Kind; 10] = [
    Kind::Day,
    Kind::Month,
    Kind::Year,
    Kind::Interval,
    Kind::Approximate,
    Kind::EitherOr,
    Kind::Before,
    Kind::After,
    Kind::Ongoing,
    Kind::Several,
];

impl Told {
    pub(crate) fn of_event(words: &'static Words, event: &Event) -> Told {
        let brief = match &event.date {
            Some(date) => brief(words, date),
            None => words.listing.undated.clone(),
        };
        let line = text::title(&event.title, 160);
        let title = (line != event.title).then(|| line.into_boxed_str());
        Told { title, when: When::of_event(words, event), brief }
    }

    /// Of an event that is not there.
    pub(crate) fn unknown(words: &'static Words) -> Told {
        let (title, brief) = (Some(text::title("", 1).into()), words.listing.undated.clone());
        Told { title, when: When::of(words, None), brief }
    }
}

impl When {
    pub(crate) fn of(words: &'static Words, date: Option<&Date>) -> When {
        match date {
            Some(date) => When {
                words: date.words_in(words.dates()),
                machine: plain_date(date),
                mark: Mark::of_date(words, Some(date)),
            },
            None => When {
                words: words.listing.undated.clone(),
                machine: None,
                mark: Mark::of_date(words, None),
            },
        }
    }
}

impl When {
    /// When an event was, which may have taken the whole of its date.
    pub(crate) fn of_event(words: &'static Words, event: &Event) -> When {
        let mut when = match (&event.date, event.filled()) {
            (Some(date), Some(filled)) if *date != filled => {
                let date = date.words_in(words.dates());
                let throughout = fill(&words.listing.throughout, &[("date", &date)]);
                When { words: throughout, ..When::of(words, Some(&filled)) }
            }
            (date, _) => When::of(words, date.as_ref()),
        };
        when.mark.disputed = is_disputed(event).then_some(words.marks.disputed.as_str());
        when
    }
}

/// A date short enough for a narrow column: "18 Jul 2022", "Aug 2022", "1910–1945".
fn brief(words: &Words, date: &Date) -> String {
    let short = words.dates().with_short_months();
    let year = |day: Day| Date::year(day.civil().year).words_in(&short);
    match (date.earliest().day(), date.latest().day()) {
        (Some(first), Some(last)) => {
            let whole_year = date.precision() <= Precision::Year;
            let (from, to) = (first.civil(), last.civil());
            let month = |civil: Civil| Unit::Month(civil.year, civil.month);
            let brief = match (from.year == to.year, from.month == to.month) {
                _ if first == last => Date::from(first),
                (true, true) => Date::Single(month(from).into()),
                (true, false) if !whole_year => Date::interval(month(from), month(to)),
                _ => return years(words, first, last),
            };
            brief.words_in(&short)
        }
        (Some(first), None) => fill(&words.event.from, &[("date", &year(first))]),
        (None, Some(last)) => fill(&words.event.to, &[("date", &year(last))]),
        (None, None) => words.event.unknown.clone(),
    }
}

/// Whether a source gives a date that cannot be reconciled with the event's.
fn is_disputed(event: &Event) -> bool {
    let readings = event.evidence.iter().filter_map(|evidence| evidence.reading.as_ref());
    let mut dates = readings.filter_map(|reading| reading.date.as_ref());
    event.date.as_ref().is_some_and(|own| dates.any(|date| !own.may_meet(date)))
}

impl Mark {
    /// The mark of a date, or of none.
    pub(crate) fn of_date(words: &'static Words, date: Option<&Date>) -> Mark {
        match date {
            Some(date) => Mark { doubted: date.is_uncertain(), ..Mark::of(words, date.kind()) },
            None => Mark {
                class: "g-none",
                words: &words.marks.none,
                doubted: false,
                disputed: None,
                shape: Shape { least: 0.0, hold: Hold::Middle },
            },
        }
    }

    pub(crate) fn of(words: &'static Words, kind: Kind) -> Mark {
        let (class, least, hold) = match kind {
            Kind::Day => ("g-day", 9.0, Hold::Middle),
            Kind::Month => ("g-month", 15.0, Hold::Middle),
            Kind::Year => ("g-year", 26.0, Hold::Middle),
            Kind::Interval => ("g-span", 4.0, Hold::Middle),
            Kind::Approximate => ("g-circa", 38.0, Hold::Middle),
            Kind::Before => ("g-before", 34.0, Hold::End),
            Kind::After => ("g-after", 34.0, Hold::Start),
            Kind::Ongoing => ("g-open", 30.0, Hold::Start),
            Kind::EitherOr => ("g-either", 34.0, Hold::Middle),
            Kind::Several => ("g-several", 20.0, Hold::Middle),
        };
        Mark {
            class,
            words: words.mark(kind),
            doubted: false,
            disputed: None,
            shape: Shape { least, hold },
        }
    }
}

impl Chain {
    pub(crate) fn of(words: &'static Words, reading: &Reading) -> Chain {
        Chain {
            w: &words.chain,
            text: text::short(&reading.text, 160),
            from: reading.anchor.as_ref().map(|anchor| anchor_words(words, anchor)),
            step: text::short(&reading.step, 160),
            gives: reading.date.as_ref().map(|date| date.words_in(words.dates())),
            why: sentence(&text::short(&reading.why, 600)),
        }
    }
}

/// The key to the marks.
pub(crate) fn key(words: &'static Words) -> Vec<KeyRow> {
    let row = |kind| KeyRow { mark: Mark::of(words, kind), kind, words: words.meaning(kind) };
    KINDS.map(row).to_vec()
}

/// The day by which an event stands in order.
pub(crate) fn place(event: &Event) -> Option<Day> {
    let (first, last) = event.date.as_ref()?.outer();
    first.day().or(last.day())
}

/// The link to an event's page.
pub(crate) fn event_link(catalogue: &Catalogue<'_>, links: &Links<'_>, index: usize) -> Link {
    let href = catalogue.event_href(links, index);
    Link { href, title: catalogue.event_title(index).to_owned() }
}

/// The same with a title for a narrow column.
pub(crate) fn short_event_link(catalogue: &Catalogue<'_>, links: &Links<'_>, index: usize) -> Link {
    let href = catalogue.event_href(links, index);
    Link { href, title: text::short_line(catalogue.event_title(index), 90) }
}

/// The class of an event's hue.
pub(crate) fn hue<'a>(catalogue: &'a Catalogue<'_>, event: usize) -> &'a str {
    catalogue.theme(event).map_or("tn", |theme| &theme.hue)
}

/// A word on events that did not simply happen.
pub(crate) fn status_chip(words: &'static Words, status: Status) -> Option<&'static str> {
    (status != Status::Happened).then(|| words.status(status))
}

/// "Monday 18 July 2022": a day with its weekday, where the calendar of the time was the one that
/// weekdays are reckoned in; any other date just in words.
pub(crate) fn date_with_weekday(words: &Words, date: &Date) -> String {
    match (date.kind(), date.earliest().day()) {
        (Kind::Day, Some(day)) if has_weekday(day) => words.dates().with_weekday(day),
        _ => date.words_in(words.dates()),
    }
}

/// Whether the weekday of a day was everywhere the one that is reckoned today.
pub(crate) fn has_weekday(day: Day) -> bool {
    day.civil().year > 1752
}

/// The years from one day to another in words: "1788–2024", "44 BCE".
pub(crate) fn years(words: &Words, first: Day, last: Day) -> String {
    let (from, to) = (first.civil().year, last.civil().year);
    let date = match from == to {
        true => Date::year(from),
        false => Date::interval(Unit::Year(from), Unit::Year(to)),
    };
    date.words_in(words.dates())
}

fn anchor_words(words: &Words, anchor: &Anchor) -> String {
    let phrase = match anchor.kind {
        AnchorKind::Publication => &words.chain.published,
        AnchorKind::Dateline => &words.chain.dateline,
        AnchorKind::Mention => &words.chain.mention,
    };
    fill(phrase, &[("date", &date_with_weekday(words, &anchor.date))])
}

/// A phrase with a capital.
pub(crate) fn sentence_start(phrase: &str) -> String {
    let mut letters = phrase.chars();
    letters
        .next()
        .map_or_else(String::new, |first| format!("{}{}", first.to_uppercase(), letters.as_str()))
}

/// A phrase as a sentence: with a capital and a full stop.
pub(crate) fn sentence(phrase: &str) -> String {
    let ended = phrase.is_empty() || phrase.ends_with(['.', '!', '?', '…', '”', '"']);
    sentence_start(phrase) + if ended { "" } else { "." }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn machines_get_what_html_allows() {
        let of = |text: &str| When::of(Words::of("en"), Some(&text.parse().unwrap())).machine;
        assert_eq!(of("2022-07-18").as_deref(), Some("2022-07-18"));
        assert_eq!(of("2022-07").as_deref(), Some("2022-07"));
        assert_eq!(of("-0043-03-15"), None);
        assert_eq!(of("1850~"), None);
        assert_eq!(of("1910/1945"), None);
    }

    #[test]
    fn weekdays_are_named_where_they_hold() {
        let words = |text: &str| date_with_weekday(Words::of("en"), &text.parse().unwrap());
        assert_eq!(words("2022-07-18"), "Monday 18 July 2022");
        assert_eq!(words("1066-10-14"), "14 October 1066");
        assert_eq!(words("2022-07"), "July 2022");
    }

    #[test]
    fn years_are_said_as_dates_are() {
        let day = |year| Day::from_civil(year, 5, 1).unwrap();
        let years = |from, to| years(Words::of("en"), day(from), day(to));
        assert_eq!(years(1951, 1965), "1951–1965");
        assert_eq!(years(-43, -43), "44 BCE");
        assert_eq!(years(-499, 14), "500 BCE – 14 CE");
    }

    #[test]
    fn a_phrase_becomes_a_sentence() {
        assert_eq!(sentence("counts back"), "Counts back.");
        assert_eq!(sentence("Really?"), "Really?");
        assert_eq!(sentence(""), "");
    }
}
