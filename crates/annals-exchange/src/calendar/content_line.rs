//! The lines of a calendar: RFC 5545, section 3.1. Long ones are folded, and a line that begins with
//! a blank goes on the one before.

use std::borrow::Cow;

/// A line of a calendar, unfolded.
#[derive(Debug)]
pub(super) struct Line<'a> {
    /// Where it begins in the file, from 1.
    pub(super) number: usize,
    text: Cow<'a, str>,
    /// Where its name ends.
    name: usize,
    /// Where its value begins, after the colon; `None` where there is no colon.
    value: Option<usize>,
}

/// The lines of a text, unfolded; blank ones are passed over.
pub(super) fn lines(text: &str) -> impl Iterator<Item = Line<'_>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut physical = text.split('\n').map(|line| line.strip_suffix('\r').unwrap_or(line));
    let mut ahead = physical.next();
    let mut number = 0;
    std::iter::from_fn(move || {
        loop {
            let first = ahead.take()?;
            number += 1;
            let begins = number;
            let mut unfolded = Cow::Borrowed(first);
            ahead = physical.next();
            while let Some(more) = ahead.and_then(|line| line.strip_prefix([' ', '\t'])) {
                unfolded.to_mut().push_str(more);
                number += 1;
                ahead = physical.next();
            }
            if !unfolded.trim().is_empty() {
                return Some(Line::of(begins, unfolded));
            }
        }
    })
}

impl<'a> Line<'a> {
    fn of(number: usize, text: Cow<'a, str>) -> Line<'a> {
        let mut quoted = false;
        let colon = text.char_indices().find(|(_, letter)| {
            quoted ^= *letter == '"';
            *letter == ':' && !quoted
        });
        let value = colon.map(|(at, _)| at);
        let head = &text[..value.unwrap_or(text.len())];
        let name = head.find(';').unwrap_or(head.len());
        Line { number, name, value: value.map(|colon| colon + 1), text }
    }

    /// The name of the property, in the case in which it is written.
    pub(super) fn name(&self) -> &str {
        self.text[..self.name].trim()
    }

    /// Whether that is its name.
    pub(super) fn is(&self, name: &str) -> bool {
        self.name().eq_ignore_ascii_case(name)
    }

    /// The value as it is written; `None` where the line has no colon.
    pub(super) fn value(&self) -> Option<&str> {
        self.value.map(|start| self.text[start..].trim())
    }

    /// The value of a parameter, without its quotes; empty where there is none.
    pub(super) fn parameter(&self, name: &str) -> &str {
        let end = self.value.map_or(self.text.len(), |start| start - 1);
        let mut rest = self.text.get(self.name..end).unwrap_or_default();
        while let Some(from) = rest.strip_prefix(';') {
            let mut quoted = false;
            let end = from.find(|letter| {
                quoted ^= letter == '"';
                letter == ';' && !quoted
            });
            let (one, after) = from.split_at(end.unwrap_or(from.len()));
            if let Some((key, value)) = one.split_once('=')
                && key.trim().eq_ignore_ascii_case(name)
            {
                return value.trim().trim_matches('"');
            }
            rest = after;
        }
        ""
    }

    /// The whole line, for messages.
    pub(super) fn text(&self) -> &str {
        &self.text
    }
}

/// The texts of a value, which is parted by commas, without their escapes (section 3.3.11).
pub(super) fn texts(value: &str) -> Vec<String> {
    let mut texts = vec![String::new()];
    let mut letters = value.chars();
    while let Some(letter) = letters.next() {
        let letter = match letter {
            ',' => {
                texts.push(String::new());
                continue;
            }
            '\\' => match letters.next() {
                Some('n' | 'N') => '\n',
                Some(escaped) => escaped,
                None => '\\',
            },
            letter => letter,
        };
        if let Some(last) = texts.last_mut() {
            last.push(letter);
        }
    }
    texts
}

/// The text of a value; commas that should have been escaped stay.
pub(super) fn text(value: &str) -> String {
    texts(value).join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folded_lines_are_joined_and_keep_their_places() {
        let found: Vec<(usize, String)> =
            lines("\u{feff}A:1\r\n\r\nB;X=\"a:b;c\";Y=2:one\r\n  two\r\n\tthree\r\nC\r\n")
                .map(|line| (line.number, line.text().to_owned()))
                .collect();
        let whole = |number, text: &str| (number, text.to_owned());
        assert_eq!(
            found,
            [whole(1, "A:1"), whole(3, "B;X=\"a:b;c\";Y=2:one twothree"), whole(6, "C")]
        );
        let line = lines("B;X=\"a:b;c\";Y=2:one:two").next().unwrap();
        assert_eq!((line.name(), line.value()), ("B", Some("one:two")));
        assert_eq!(
            (line.parameter("x"), line.parameter("Y"), line.parameter("Z")),
            ("a:b;c", "2", "")
        );
        assert_eq!(lines("C").next().unwrap().value(), None);
    }

    #[test]
    fn escapes_are_taken_off() {
        assert_eq!(texts("a\\,b\\;c\\\\d\\ne,f"), ["a,b;c\\d\ne", "f"]);
        assert_eq!(text("a, b\\"), "a, b\\");
    }
}
