//! TimeML (ISO-TimeML): events and their dates as `EVENT`, `TIMEX3` and `TLINK`. Only written.
//!
//! TIMEX3 has a value for one unit of the calendar and a modifier for "about", "early" and the like.
//! An interval has two of them, one of several is told by its words.

use crate::entry::Entry;
use crate::loss::Losses;
use crate::text::one_line;
use annals_core::{Choice, Date, Endpoint, Part, Single, Status, Unit};
use std::fmt::Write;

/// What every document of TimeML begins with.
pub const OPENING: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n\
    <TimeML xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
    xsi:noNamespaceSchemaLocation=\"http://timeml.org/timeMLdocs/TimeML_1.2.1.xsd\">\n";

/// From the beginning of one unit to that of another, as a length in their common unit: `P35Y`.
///
/// ```
/// use annals_core::Unit;
/// use annals_exchange::timeml::period;
/// assert_eq!(period(Unit::Year(1910).into(), Unit::Year(1945).into()), "P35Y");
/// ```
pub fn period(start: Single, end: Single) -> String {
    match (start.unit, end.unit) {
        (Unit::Year(first), Unit::Year(last)) => format!("P{}Y", last - first),
        (Unit::Month(first, month), Unit::Month(last, to)) => {
            format!("P{}M", (last - first) * 12 + i64::from(to) - i64::from(month))
        }
        _ => format!("P{}D", end.first() - start.first()),
    }
}

/// Text as XML can hold it. What it cannot hold becomes U+FFFD, so that characters keep their
/// places; a carriage return is written as a reference, since readers would turn it into a line
/// feed.
///
/// ```
/// assert_eq!(annals_exchange::timeml::escaped("a<b>\r\0"), "a&lt;b&gt;&#13;\u{FFFD}");
/// ```
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            '\t' | '\n' => out.push(letter),
            '\0'..'\u{20}' | '\u{FFFE}' | '\u{FFFF}' => out.push('\u{FFFD}'),
            _ => out.push(letter),
        }
    }
    out
}

/// How an event stands to a time: `relType` of `TLINK`.
#[derive(Clone, Copy)]
enum Relation {
    IsIncluded,
    BegunBy,
    EndedBy,
}

impl Relation {
    fn name(self) -> &'static str {
        match self {
            Relation::IsIncluded => "IS_INCLUDED",
            Relation::BegunBy => "BEGUN_BY",
            Relation::EndedBy => "ENDED_BY",
        }
    }
}

/// A date as TIMEX3 can say it: each unit with its modifier and how the event stands to it.
struct Said {
    times: Vec<(Single, Option<&'static str>, Relation)>,
    /// Whether that is all that the date says.
    is_exact: bool,
}

/// Writes the events as one document: a line each, with its date and its title.
pub(crate) fn write(title: &str, entries: &[Entry<'_>]) -> String {
    let mut document = Document { text: String::new(), links: String::new(), times: 0, lengths: 0 };
    for (index, entry) in entries.iter().enumerate() {
        document.event(index + 1, entry);
    }
    let name = escaped(&one_line(title));
    format!(
        "{OPENING}<DOCID>{name}</DOCID>\n<DCT/>\n<TEXT>{}</TEXT>\n{}</TimeML>\n",
        document.text, document.links
    )
}

/// Tells what a document does not say of an event.
pub(crate) fn tell_losses(losses: &mut Losses, entry: &Entry<'_>) {
    let event = entry.event;
    if let Some(date) = event.date.as_ref().filter(|date| !said(date).is_exact) {
        let message = "the date cannot be said by TIMEX3 but in part, and in words";
        losses.warn("export/date", message, &date.to_string());
    }
    let has_more = event.text.is_some()
        || event.note.is_some()
        || !(event.themes.is_empty() && event.people.is_empty() && event.places.is_empty())
        || !(event.names.is_empty() && event.aliases.is_empty() && event.links.is_empty())
        || !(event.sources.is_empty() && event.evidence.is_empty());
    if has_more {
        let message = "nothing but title, date and status has a place in this format";
        losses.warn("export/text", message, "");
    }
}

struct Document {
    text: String,
    links: String,
    times: usize,
    lengths: usize,
}

impl Document {
    fn event(&mut self, number: usize, entry: &Entry<'_>) {
        self.instance(number, entry.event.status);
        let when = said_of(entry.event.date.as_ref());
        self.text.push('\n');
        let mut numbers = Vec::new();
        // The words stand once: in the only time, or in the first of two.
        for (place, (single, modifier, relation)) in when.times.iter().enumerate() {
            self.times += 1;
            numbers.push(self.times);
            if place > 0 {
                self.text.push_str(" – ");
            }
            let words = if when.times.len() == 1 {
                entry.when.clone()
            } else {
                Date::Single(*single).words()
            };
            self.time(*single, *modifier, &words);
            self.link(number, *relation);
        }
        if let ([first, last], [start, end]) = (numbers.as_slice(), when.times.as_slice()) {
            self.lengths += 1;
            let (number, length) = (self.lengths, period(start.0, end.0));
            let _ = write!(
                self.text,
                "<TIMEX3 tid=\"d{number}\" type=\"DURATION\" value=\"{length}\" beginPoint=\"t{first}\" endPoint=\"t{last}\"/>"
            );
        }
        if when.times.is_empty() {
            self.text.push_str(&escaped(&entry.when));
        }
        let _ = write!(
            self.text,
            ": <EVENT eid=\"e{number}\" class=\"OCCURRENCE\">{}</EVENT>",
            escaped(&one_line(&entry.title))
        );
    }

    /// How the event is told of.
    fn instance(&mut self, number: usize, status: Status) {
        let (tense, polarity, modality) = match status {
            Status::Expected => ("FUTURE", "POS", ""),
            Status::Conditional => ("FUTURE", "POS", " modality=\"would\""),
            Status::Denied => ("NONE", "NEG", ""),
            Status::Happened | Status::Ongoing | Status::Reported => ("NONE", "POS", ""),
        };
        let _ = writeln!(
            self.links,
            "<MAKEINSTANCE eventID=\"e{number}\" eiid=\"ei{number}\" tense=\"{tense}\" aspect=\"NONE\" polarity=\"{polarity}\" pos=\"NOUN\"{modality}/>"
        );
    }

    fn time(&mut self, single: Single, modifier: Option<&str>, words: &str) {
        let kind = if matches!(single.unit, Unit::Time(_)) { "TIME" } else { "DATE" };
        let (number, value) = (self.times, escaped(&single.unit.timex_value()));
        let modifier = modifier.map_or_else(String::new, |name| format!(" mod=\"{name}\""));
        let _ = write!(
            self.text,
            "<TIMEX3 tid=\"t{number}\" type=\"{kind}\" value=\"{value}\"{modifier}>{}</TIMEX3>",
            escaped(words)
        );
    }

    fn link(&mut self, event: usize, relation: Relation) {
        let (time, relation) = (self.times, relation.name());
        let _ = writeln!(
            self.links,
            "<TLINK lid=\"l{time}\" eventInstanceID=\"ei{event}\" relatedToTime=\"t{time}\" relType=\"{relation}\"/>"
        );
    }
}

fn said_of(date: Option<&Date>) -> Said {
    date.map_or(Said { times: Vec::new(), is_exact: true }, said)
}

fn said(date: &Date) -> Said {
    let one = |single: &Single, relation| (*single, modifier(*single), relation);
    let is_plain = |single: &Single| {
        let doubt = single.any_doubt();
        let has_two_modifiers = doubt.approximate && single.part.is_some();
        !doubt.uncertain && !has_two_modifiers && has_value(*single)
    };
    match date {
        Date::Single(single) => {
            Said { times: vec![one(single, Relation::IsIncluded)], is_exact: is_plain(single) }
        }
        Date::Interval { start: Endpoint::At(start), end: Endpoint::At(end) } => Said {
            times: vec![one(start, Relation::BegunBy), one(end, Relation::EndedBy)],
            is_exact: is_plain(start) && is_plain(end),
        },
        Date::Interval { start: Endpoint::At(start), end } => Said {
            times: vec![one(start, Relation::BegunBy)],
            is_exact: is_plain(start) && *end == Endpoint::Unknown,
        },
        Date::Interval { start, end: Endpoint::At(end) } => Said {
            times: vec![one(end, Relation::EndedBy)],
            is_exact: is_plain(end) && *start == Endpoint::Unknown,
        },
        Date::OneOf(choices) => match choices.as_slice() {
            [Choice::Until(single)] => Said {
                times: vec![(*single, Some("ON_OR_BEFORE"), Relation::IsIncluded)],
                is_exact: is_plain(single) && single.any_doubt().is_none(),
            },
            [Choice::From(single)] => Said {
                times: vec![(*single, Some("ON_OR_AFTER"), Relation::IsIncluded)],
                is_exact: is_plain(single) && single.any_doubt().is_none(),
            },
            _ => Said { times: Vec::new(), is_exact: false },
        },
        Date::Interval { .. } | Date::AllOf(_) => Said { times: Vec::new(), is_exact: false },
    }
}

/// Whether TIMEX3 has a value for the unit, and not for another one: centuries are those of their
/// digits.
fn has_value(single: Single) -> bool {
    !matches!(
        single.unit,
        Unit::Rounded(..)
            | Unit::Far(_)
            | Unit::Components(_)
            | Unit::Century(_)
            | Unit::Millennium(_)
    )
}

fn modifier(single: Single) -> Option<&'static str> {
    match single.part {
        Some(Part::Early) => Some("START"),
        Some(Part::Mid) => Some("MID"),
        Some(Part::Late) => Some("END"),
        None => single.any_doubt().approximate.then_some("APPROX"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_is_escaped_and_keeps_its_characters() {
        let text = "a<b> & \"c\"\r\n\t\0\u{1B}\u{7F}\u{FFFE}é]]>";
        assert_eq!(
            escaped(text),
            "a&lt;b&gt; &amp; &quot;c&quot;&#13;\n\t\u{FFFD}\u{FFFD}\u{7F}\u{FFFD}é]]&gt;"
        );
    }

    #[test]
    fn what_timex_cannot_say_is_known() {
        let is_exact = |text: &str| said(&text.parse().unwrap()).is_exact;
        for exact in ["1912-03-05", "early:1912", "1850~", "1910/1945-08", "[..1900]", "1910/"] {
            assert!(is_exact(exact), "{exact}");
        }
        for lossy in ["1850?", "[1912-05,1912-06]", "1985/..", "C19", "156X-12-25", "early:1912~"] {
            assert!(!is_exact(lossy), "{lossy}");
        }
    }
}
