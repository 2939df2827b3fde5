//! Where the characters of a TOML string stand in the file, whatever escapes it is written with.

use std::ops::Range;

/// The bytes of the source, from the opening quote, that stand for those bytes of the text.
///
/// `None` where the source is no string of that text.
pub(super) fn span_in_source(raw: &str, text: &str, span: &Range<usize>) -> Option<Range<usize>> {
    let mut source = Source::of(raw)?;
    let mut start = None;
    let mut read = 0;
    let mut ends = source.at;
    for letter in text.chars() {
        source.skip_folded_lines();
        if start.is_none() && read >= span.start {
            start = Some(source.at);
        }
        if read >= span.end && start.is_some() {
            break;
        }
        source.take(letter)?;
        ends = source.at;
        read += letter.len_utf8();
    }
    let start = start.unwrap_or(ends);
    Some(start..if span.is_empty() { start } else { ends.max(start) })
}

/// A string as it is written.
struct Source<'a> {
    raw: &'a str,
    /// The byte that is read next.
    at: usize,
    /// Whether a backslash means something.
    escapes: bool,
    many_lines: bool,
}

impl<'a> Source<'a> {
    fn of(raw: &'a str) -> Option<Source<'a>> {
        let quote = raw.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        let many_lines = raw.len() >= 6 && raw.starts_with(&quote.to_string().repeat(3));
        let mut source =
            Source { raw, at: if many_lines { 3 } else { 1 }, escapes: quote == '"', many_lines };
        if many_lines {
            // A line break right behind the quotes is not part of the text.
            let rest = source.rest();
            source.at +=
                if rest.starts_with("\r\n") { 2 } else { usize::from(rest.starts_with('\n')) };
        }
        Some(source)
    }

    fn rest(&self) -> &'a str {
        self.raw.get(self.at..).unwrap_or("")
    }

    /// Passes over a backslash at the end of a line and the blanks of the lines that follow.
    fn skip_folded_lines(&mut self) {
        while self.escapes && self.many_lines {
            let Some(after) = self.rest().strip_prefix('\\') else { return };
            let blank = |c: char| matches!(c, ' ' | '\t' | '\r' | '\n');
            let folded = after.trim_start_matches(blank);
            if !after[..after.len() - folded.len()].contains('\n') {
                return;
            }
            self.at = self.raw.len() - folded.len();
        }
    }

    /// Passes over what stands for the letter.
    fn take(&mut self, letter: char) -> Option<()> {
        let rest = self.rest();
        let length = match rest.strip_prefix('\\').filter(|_| self.escapes) {
            Some(escape) => match escape.chars().next()? {
                'x' => 4,
                'u' => 6,
                'U' => 10,
                one => 1 + one.len_utf8(),
            },
            None if letter == '\n' && rest.starts_with("\r\n") => 2,
            None if rest.starts_with(letter) => letter.len_utf8(),
            None => return None,
        };
        rest.get(..length)?;
        self.at += length;
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// The part of the source that stands for the first `31` of the text.
    fn source_of_31(raw: &str) -> String {
        let table: toml::Table = toml::from_str(&format!("a = {raw}")).unwrap();
        let text = table["a"].as_str().unwrap();
        let at = text.find("31").unwrap();
        let span = span_in_source(raw, text, &(at..at + 2)).unwrap();
        raw[span].to_owned()
    }

    #[test]
    fn escapes_and_line_breaks_do_not_shift_places() {
        for (raw, fault) in [
            ("\"1986-06-31\"", "31"),
            ("'1986-06-31'", "31"),
            (r#""1986\u002D06-31""#, "31"),
            (r#""1986-06-\u0033\x31""#, r"\u0033\x31"),
            (r#""\t\"é\U0001F600-31!""#, "31"),
            ("\"\"\"\n1986-06-31\"\"\"", "31"),
            ("\"\"\"\r\n1986-06-31\"\"\"", "31"),
            ("'''\n\\1986-06-31'''", "31"),
            ("\"\"\"1986-\\\n   06-31\"\"\"", "31"),
            ("\"\"\"1986-06-\\  \r\n\n  31\"\"\"", "31"),
            ("\"\"\"x\r\ny 31\"\"\"", "31"),
        ] {
            assert_eq!(source_of_31(raw), fault, "{raw}");
        }
    }

    #[test]
    fn what_is_no_such_string_has_no_place() {
        assert_eq!(span_in_source("1986", "1986", &(0..2)), None);
        assert_eq!(span_in_source("\"1986\"", "1987", &(0..4)), None);
        assert_eq!(span_in_source("", "", &(0..0)), None);
    }

    proptest! {
        #[test]
        fn every_part_of_any_string_has_a_place(text in "[a\"'\\\\\r\n\té]{0,8}|.{0,12}") {
            let raw = toml::Value::String(text.clone()).to_string();
            let ends: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
            let mut before = 0;
            for pair in ends.windows(2) {
                let place = span_in_source(&raw, &text, &(pair[0]..pair[1])).unwrap();
                prop_assert!(raw.get(place.clone()).is_some_and(|source| !source.is_empty()));
                prop_assert!(place.start >= before);
                before = place.end;
            }
        }
    }
}
