//! A markwhen text to events.

use super::line::{self, Line};
use super::range::{Order, Range, Reading};
use crate::date::with_edtf;
use crate::import::{Import, Imported, LONGEST_RECORD, cite};
use crate::text::{one_line, paragraphs};
use annals_core::{Event, Info, PhraseReader};

const MEDIA: &str = "pictures and media are not taken over";

/// Whether a text looks like one of markwhen: it has a header or sections, and events.
pub(crate) fn is_meant(text: &str) -> bool {
    let mut lines = text.lines().take(200).map(line::of);
    let has_header = text.starts_with("---") || text.starts_with("title:");
    has_header && lines.any(|line| matches!(line, Line::Dated(_)))
}

/// Reads a text.
pub(crate) fn read(text: &str, phrases: &dyn PhraseReader) -> Imported {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let reading = Reading { phrases, order: Order::default(), before: None };
    let mut reader = Reader {
        import: Import::new(phrases),
        reading,
        sections: Vec::new(),
        open: None,
        edge: Edge::Start,
    };
    for (index, line) in text.lines().enumerate() {
        reader.line(index + 1, line);
    }
    reader.close();
    if reader.import.is_empty() {
        let message = "there is no event (a line such as `1912-03: The board sits`) in this text";
        reader.import.losses.error("import/format", message, "");
    }
    reader.import.finish()
}

/// Whether the header may still come, is open, or is over.
#[derive(Clone, Copy, PartialEq)]
enum Edge {
    Start,
    Header,
    Body,
}

struct Reader<'a> {
    import: Import<'a>,
    reading: Reading<'a>,
    /// The titles of the sections that are open, and the levels of those that are headings.
    sections: Vec<(String, Option<usize>)>,
    /// The event that is open, its text so far, and whether properties may still come.
    open: Option<Open>,
    edge: Edge,
}

struct Open {
    event: Event,
    text: String,
    edtf: String,
    takes_properties: bool,
}

impl Reader<'_> {
    fn line(&mut self, number: usize, line: &str) {
        if line.len() > LONGEST_RECORD {
            self.import.losses.place.line = Some(number);
            let message = "this line is longer than 32 MiB: it is left out";
            self.import.losses.error("import/long", message, line);
            return;
        }
        if line.trim() == "---" && self.edge != Edge::Body {
            self.edge = if self.edge == Edge::Start { Edge::Header } else { Edge::Body };
            return;
        }
        if self.edge == Edge::Header {
            return self.header(line);
        }
        match line::of(line) {
            Line::Blank if line.trim().is_empty() => self.text(""),
            Line::Blank => {}
            Line::Section(title, level) => {
                self.close();
                self.edge = Edge::Body;
                if let Some(level) = level {
                    while self
                        .sections
                        .last()
                        .is_some_and(|(_, at)| at.is_some_and(|at| at >= level))
                    {
                        self.sections.pop();
                    }
                }
                self.sections.push((title.to_owned(), level));
            }
            Line::EndSection => {
                self.close();
                self.sections.pop();
            }
            Line::Dated(colons) => {
                self.close();
                self.edge = Edge::Body;
                self.event(number, line.trim(), &colons);
            }
            Line::Text if self.edge == Edge::Start => self.header(line),
            Line::Text => self.text(line),
        }
    }

    /// A line of the header: `title: …`, `description: …`, `dateFormat: d/M/y`.
    fn header(&mut self, line: &str) {
        let Some((key, value)) = line.split_once(':') else { return };
        let value = unquoted(value);
        let info = self.import.info.get_or_insert_with(Info::default);
        match key.trim() {
            "title" => info.title = one_line(&value),
            "description" => info.description = one_line(&value),
            "dateFormat" | "dateformat" => {
                let is_day_first = value.starts_with(['d', 'D']);
                self.reading.order = if is_day_first { Order::DayFirst } else { Order::MonthFirst };
            }
            key if key.is_empty() || key.starts_with(['#', '/']) => {}
            key => self.import.unread(key, &value),
        }
    }

    fn event(&mut self, number: usize, line: &str, colons: &[usize]) {
        let read =
            colons.iter().rev().find_map(|at| Some((*at, self.reading.range(&line[..*at])?)));
        let (at, range) = match read {
            Some((at, range)) => (at, Some(range)),
            None => (colons[0], None),
        };
        let written = Written::of(&line[at + 1..]);
        let mut event = self.import.enter(Some(number), &written.title);
        if let Some(id) = written.id {
            event.id = id;
        }
        for (name, url) in &written.links {
            cite(&mut event, name, url, None);
        }
        match range {
            Some(range) => self.dated(&mut event, range),
            None => {
                let why = "relative to what cannot be told, or no date";
                self.import.undated(&mut event, &line[..at], why);
            }
        }
        let sections: Vec<String> =
            self.sections.last().map(|(title, _)| title.clone()).into_iter().collect();
        for section in &sections {
            let Written { title, tags, .. } = Written::of(section);
            for theme in std::iter::once(&title).chain(&tags) {
                self.import.add_theme(&mut event, theme);
            }
        }
        for tag in &written.tags {
            self.import.add_theme(&mut event, tag);
        }
        for image in &written.images {
            self.import.losses.warn("import/media", MEDIA, image);
        }
        self.open =
            Some(Open { event, text: String::new(), edtf: String::new(), takes_properties: true });
    }

    fn dated(&mut self, event: &mut Event, range: Range) {
        if let Some(time) = &range.time {
            let message = "the time of day is not taken over: the day is kept";
            self.import.losses.warn("import/time", message, time);
        }
        if let Some(recurrence) = &range.recurrence {
            let message = "it comes again and again: only its first time is taken over";
            self.import.losses.warn("import/recurrence", message, recurrence);
        }
        self.reading.before = range.date.latest().day();
        event.date = Some(range.date);
    }

    /// A line that belongs to the event that is open.
    fn text(&mut self, line: &str) {
        let Some(open) = &mut self.open else { return };
        if open.takes_properties
            && let Some((key, value)) = line.split_once(':')
        {
            let value = value.trim();
            match key.trim() {
                "edtf" => return open.edtf = unquoted(value),
                "id" => return open.event.id = unquoted(value),
                "location" => return open.event.places.extend(list(value)),
                "people" => return open.event.people.extend(list(value)),
                "tags" => {
                    let themes = list(value);
                    themes.iter().for_each(|tag| self.import.add_theme(&mut open.event, tag));
                    return;
                }
                _ => {}
            }
        }
        open.takes_properties = false;
        let mut written = Written::default();
        let plain = written.without_links(line);
        for (name, url) in &written.links {
            cite(&mut open.event, name, url, None);
        }
        for image in &written.images {
            self.import.losses.warn("import/media", MEDIA, image);
        }
        // A line that is nothing but a link is a source.
        let is_link = matches!(written.links.as_slice(), [(name, _)] if *name == plain.trim());
        if !is_link {
            open.text.push_str(&plain);
            open.text.push('\n');
        }
    }

    fn close(&mut self) {
        let Some(Open { mut event, text, edtf, .. }) = self.open.take() else { return };
        event.text = Some(paragraphs(&text));
        event.date = with_edtf(&mut self.import, event.date.take(), &edtf);
        self.import.add(event);
        self.import.losses.leave();
    }
}

/// A value of YAML without its quotes.
fn unquoted(value: &str) -> String {
    let value = value.trim();
    serde_json::from_str::<String>(value)
        .unwrap_or_else(|_| value.trim_matches(['"', '\'']).to_owned())
}

/// A list of YAML on one line, or one value.
fn list(value: &str) -> Vec<String> {
    let values = serde_json::from_str::<Vec<String>>(value);
    let loose = || {
        let inner = value.trim().trim_start_matches('[').trim_end_matches(']');
        inner.split(',').map(unquoted).collect()
    };
    let values: Vec<String> = values.unwrap_or_else(|_| loose());
    values.iter().map(|value| one_line(value)).filter(|value| !value.is_empty()).collect()
}

/// What stands after the colon, taken apart.
#[derive(Default)]
struct Written {
    title: String,
    tags: Vec<String>,
    id: Option<String>,
    links: Vec<(String, String)>,
    images: Vec<String>,
}

impl Written {
    fn of(text: &str) -> Written {
        let mut written = Written::default();
        let mut words: Vec<String> = Vec::new();
        for word in written.without_links(text).split_whitespace() {
            let named = |mark: char| {
                let name = word.strip_prefix(mark)?;
                let is_name = |c: char| c.is_alphanumeric() || c == '_' || c == '-';
                (!name.is_empty() && name.chars().all(is_name)).then(|| name.to_owned())
            };
            match (named('#'), named('!')) {
                (Some(tag), _) => written.tags.push(tag),
                (None, Some(id)) if written.id.is_none() => written.id = Some(id),
                _ => words.push(word.to_owned()),
            }
        }
        written.title = words.join(" ");
        written
    }

    /// The text with links replaced by their names and without images.
    fn without_links(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len());
        let mut rest = text;
        while let Some(at) = rest.find('[') {
            let link = rest[at + 1..].split_once("](").and_then(|(name, after)| {
                let (url, after) = after.split_once(')')?;
                (!name.contains(['[', ']'])).then_some((name, url, after))
            });
            let Some((name, url, after)) = link else {
                out.push_str(&rest[..=at]);
                rest = &rest[at + 1..];
                continue;
            };
            let before = &rest[..at];
            if let Some(before) = before.strip_suffix('!') {
                out.push_str(before);
                self.images.push(url.to_owned());
            } else {
                out.push_str(before);
                out.push_str(name);
                self.links.push((name.to_owned(), url.to_owned()));
            }
            rest = after;
        }
        out.push_str(rest);
        out
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::{Date, NoPhrases};

    #[test]
    fn a_text_is_read() {
        let text = "---\ntitle: \"The town: a history\"\ndateFormat: d/M/y\n---\n\n\
            section The sea\n1912-03: The board sits #port !board\nIt met in [the hall](https://example.org/hall).\n\
            edtf: not a property here\n\n4/5/1912 - 3 days: Fair\nedtf: \"1912-05~\"\ntags: [\"Day out\", fun]\nend section\n\
            1930 / now: Trade ![x](https://example.org/x.png)\nafter !board 3 days: Later\n";
        let read = read(text, &NoPhrases);
        let dates: Vec<String> = read
            .events
            .iter()
            .map(|event| event.date.as_ref().map_or("-".to_owned(), Date::to_string))
            .collect();
        assert_eq!(dates, ["1912-03", "1912-05~", "1930/..", "-"]);
        assert_eq!(read.info.unwrap().title, "The town: a history");
        assert_eq!(read.events[0].id, "board");
        assert_eq!(read.events[0].themes, ["the-sea", "port"]);
        assert_eq!(read.events[1].themes, ["the-sea", "day-out", "fun"]);
        assert_eq!(read.events[2].themes, [""; 0]);
        assert!(read.events[3].note.as_ref().unwrap().contains("after !board 3 days"));
        let told: Vec<&str> = read.losses.iter().map(|loss| loss.code).collect();
        assert_eq!(told, ["import/media", "import/date"]);
    }
}
