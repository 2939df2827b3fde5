//! Articles as JSON: one record a line, or a document with a record or a list of them.
//!
//! A line or an element that is no JSON, or has no text, costs itself alone.

use super::Source;
use super::input::{Input, Line, read_line};
use super::problem::{LONGEST, Problem, Problems, stopped, too_long, utf8};
use super::record::{Place, Record};
use crate::article::Article;
use annals_core::Position;
use std::io::{self, BufRead};

/// One record a line.
pub(super) struct Lines<'a> {
    input: Input<'a>,
    line: Vec<u8>,
    number: usize,
    offset: usize,
}

impl<'a> Lines<'a> {
    pub(super) fn new(input: Input<'a>) -> Lines<'a> {
        Lines { input, line: Vec::new(), number: 0, offset: 0 }
    }
}

impl Source for Lines<'_> {
    fn next(&mut self, problems: &mut Problems) -> Option<Article> {
        loop {
            let (kind, length) = match read_line(&mut self.input, LONGEST, &mut self.line) {
                Ok(read) => read,
                Err(error) => {
                    let start = Start { line: self.number + 1, column: 1, offset: self.offset };
                    problems.push(start.told(stopped(&error)));
                    return None;
                }
            };
            self.number += 1;
            let start = Start { line: self.number, column: 1, offset: self.offset };
            self.offset += length;
            match kind {
                Line::End => return None,
                Line::TooLong => problems.push(start.told(too_long("the line"))),
                Line::Whole if self.line.trim_ascii().is_empty() => {}
                Line::Whole => {
                    if let Some(article) = start.article(&self.line, self.number, problems) {
                        return Some(article);
                    }
                }
            }
        }
    }
}

/// A document: the records in it one after the other, in a list or not.
///
/// Memory holds one record. The list may be a field of an object, as in a JSON Feed.
pub(super) struct Values<'a> {
    input: Input<'a>,
    value: Vec<u8>,
    number: usize,
    here: Start,
    in_list: bool,
    at_end: bool,
}

/// The fields of an object that hold its records.
const LISTS: [&str; 6] = ["items", "articles", "entries", "records", "results", "docs"];

/// What ends a piece of a document.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Piece {
    /// A whole value is in the buffer.
    Value,
    /// A value went by that was too long to be kept.
    TooLong,
    /// The file ends within a value.
    CutOff,
    /// A list of records begins, or ends.
    List,
    End,
}

impl<'a> Values<'a> {
    pub(super) fn new(input: Input<'a>) -> Values<'a> {
        let here = Start { line: 1, column: 1, offset: 0 };
        Values { input, value: Vec::new(), number: 0, here, in_list: false, at_end: false }
    }

    /// Reads the next value into the buffer, and tells where it begins.
    fn piece(&mut self) -> io::Result<(Piece, Start)> {
        self.value.clear();
        let mut scan = Scan::default();
        let mut start = self.here;
        loop {
            let bytes = self.input.fill_buf()?;
            if bytes.is_empty() {
                let piece = match scan.length {
                    0 => Piece::End,
                    1.. if scan.is_open() => Piece::CutOff,
                    1.. => Piece::Value,
                };
                return Ok((piece, start));
            }
            let mut used = 0;
            let mut ended = None;
            for &byte in bytes {
                if scan.is_before(byte, self.in_list) {
                    used += 1;
                    self.here.pass(byte);
                    if byte == b'[' || (byte == b']' && self.in_list) {
                        ended = Some(Piece::List);
                        self.in_list = byte == b'[';
                        break;
                    }
                    continue;
                }
                if scan.length == 0 {
                    start = self.here;
                }
                if scan.ends_before(byte) {
                    ended = Some(Piece::Value);
                    break;
                }
                used += 1;
                self.here.pass(byte);
                let closed = scan.take(byte);
                if scan.length <= LONGEST {
                    self.value.push(byte);
                }
                if scan.depth == 2 && byte == b'[' && !self.in_list && opens_list(&self.value) {
                    self.in_list = true;
                    ended = Some(Piece::List);
                    break;
                }
                if closed {
                    ended = Some(Piece::Value);
                    break;
                }
            }
            self.input.consume(used);
            if let Some(piece) = ended {
                let too_long = piece == Piece::Value && scan.length > LONGEST;
                return Ok((if too_long { Piece::TooLong } else { piece }, start));
            }
        }
    }

    fn end(&mut self, problems: &mut Problems) {
        self.at_end = true;
        let problem = if std::mem::take(&mut self.in_list) {
            Problem::error("read/json", "the list of records does not end", "").help(WHOLE_COPY)
        } else if self.number == 0 {
            Problem::warning("read/empty", "there is no record in this file", "")
        } else {
            return;
        };
        problems.push(self.here.told(problem));
    }
}

impl Source for Values<'_> {
    fn next(&mut self, problems: &mut Problems) -> Option<Article> {
        while !self.at_end {
            let was_in_list = self.in_list;
            match self.piece() {
                // What follows a list is the rest of the object that it stood in.
                Ok((Piece::List, _)) if was_in_list => self.end(problems),
                Ok((Piece::List, _)) => {}
                Ok((Piece::End, _)) => self.end(problems),
                Ok((Piece::TooLong, start)) => {
                    self.number += 1;
                    problems.push(start.told(too_long("the record")));
                }
                Ok((Piece::CutOff, start)) => {
                    self.at_end = true;
                    problems.push(start.told(cut_off()));
                }
                Ok((Piece::Value, start)) => {
                    self.number += 1;
                    if let Some(article) = start.article(&self.value, self.number, problems) {
                        return Some(article);
                    }
                }
                Err(error) => {
                    problems.push(self.here.told(stopped(&error)));
                    self.at_end = true;
                }
            }
        }
        None
    }
}

/// How far a value has been read: brackets and quotes are all that counts.
#[derive(Default)]
struct Scan {
    length: usize,
    depth: usize,
    in_text: bool,
    after_backslash: bool,
    is_bare: bool,
}

impl Scan {
    /// Whether a byte stands between values; a list in a list is a value.
    fn is_before(&self, byte: u8, in_list: bool) -> bool {
        let is_between = byte.is_ascii_whitespace() || matches!(byte, b',' | b']');
        self.length == 0 && (is_between || byte == b'[' && !in_list)
    }

    /// Whether a bracket or a text is still open.
    fn is_open(&self) -> bool {
        self.depth > 0 || self.in_text
    }

    /// Whether a number or a word ends before this byte.
    fn ends_before(&self, byte: u8) -> bool {
        self.is_bare && (byte.is_ascii_whitespace() || matches!(byte, b',' | b']' | b'{'))
    }

    /// Takes a byte of the value, and tells whether the value ends with it.
    fn take(&mut self, byte: u8) -> bool {
        self.length += 1;
        if self.in_text {
            let ends = byte == b'"' && !self.after_backslash;
            self.after_backslash = byte == b'\\' && !self.after_backslash;
            self.in_text = !ends;
            return ends && self.depth == 0;
        }
        match byte {
            b'"' => self.in_text = true,
            b'{' | b'[' => self.depth += 1,
            b'}' | b']' => {
                self.depth = self.depth.saturating_sub(1);
                return self.depth == 0;
            }
            _ => {}
        }
        self.is_bare = self.depth == 0 && !self.in_text;
        false
    }
}

/// What to do about a document that ends too early.
const WHOLE_COPY: &str = "the file seems to be cut off: get a whole copy";

/// A record that the end of the file cuts off. The list that it stands in does not end either,
/// which goes without saying.
fn cut_off() -> Problem {
    Problem::error("read/json", "the record does not end", "it begins here").help(WHOLE_COPY)
}

/// Whether the `[` at the end of an unfinished object opens the list of its records.
fn opens_list(object: &[u8]) -> bool {
    let before = object.strip_suffix(b"[").unwrap_or(object).trim_ascii_end();
    let Some(name) =
        before.strip_suffix(b":").and_then(|name| name.trim_ascii_end().strip_suffix(b"\""))
    else {
        return false;
    };
    LISTS.iter().any(|list| {
        name.strip_suffix(list.as_bytes()).is_some_and(|before| before.ends_with(b"\""))
    })
}

/// Whether what begins with `{` is one record a line, or records that take several lines.
pub(super) fn lines_or_values(start: &[u8]) -> super::Format {
    let mut lines = start.splitn(2, |&byte| byte == b'\n');
    let is_whole = |line: &[u8]| serde_json::from_slice::<Record>(line).is_ok();
    match (lines.next(), lines.next()) {
        // A first line that ends in a brace or a comma and is no record is a part of one.
        (Some(line), Some(_)) if !is_whole(line) && line.trim_ascii_end().ends_with(b"{") => {
            super::Format::Json
        }
        (Some(line), Some(_)) if !is_whole(line) && line.trim_ascii_end().ends_with(b",") => {
            super::Format::Json
        }
        _ => super::Format::JsonLines,
    }
}

/// Where a record begins.
#[derive(Clone, Copy)]
struct Start {
    line: usize,
    column: usize,
    offset: usize,
}

impl Start {
    /// Goes on by a byte.
    fn pass(&mut self, byte: u8) {
        self.offset += 1;
        if byte == b'\n' {
            (self.line, self.column) = (self.line + 1, 1);
        } else if byte & 0b1100_0000 != 0b1000_0000 {
            // Columns are counted in characters.
            self.column += 1;
        }
    }

    /// The place of a byte of the record that begins here.
    fn within(mut self, record: &[u8], at: usize) -> Start {
        record[..at.min(record.len())].iter().for_each(|&byte| self.pass(byte));
        self
    }

    fn position(self) -> Position {
        Position { line: self.line, column: self.column }
    }

    fn told(self, problem: Problem) -> Problem {
        problem.at(self.offset..self.offset, self.position())
    }

    /// The article of the record; `number` is its id where it has none.
    fn article(self, bytes: &[u8], number: usize, problems: &mut Problems) -> Option<Article> {
        let bytes = bytes.trim_ascii_end();
        let text = match utf8(bytes, self.offset, self.line) {
            Ok(text) => text,
            Err(problem) => {
                problems.push(*problem);
                return None;
            }
        };
        match serde_json::from_str::<Record>(text) {
            Ok(record) => {
                let id = format!("{}:{number}", problems.name);
                let place = Place {
                    position: self.position(),
                    offset: self.offset,
                    date_help: "give it a field `date` such as \"2022-07-18\"",
                };
                record.article(|| id, &place, problems)
            }
            Err(error) => {
                problems.push(self.no_json(bytes, &error));
                None
            }
        }
    }

    fn no_json(self, record: &[u8], error: &serde_json::Error) -> Problem {
        let message = error.to_string();
        let reason = message.split(" at line ").next().unwrap_or("it is no JSON").to_owned();
        // serde counts lines and columns of bytes within the record.
        let lines = record.split_inclusive(|&byte| byte == b'\n');
        let before: usize = lines.take(error.line().saturating_sub(1)).map(<[u8]>::len).sum();
        let place = self.within(record, before + error.column().saturating_sub(1));
        let problem =
            Problem::error("read/json", format!("the record is no JSON: {reason}"), reason);
        place.told(problem.help(
            "each line is one object such as {\"title\": …, \"date\": \"2022-07-18\", \"text\": …}",
        ))
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::read::read;
    use annals_core::Diagnostic;

    fn read_all(name: &str, text: impl AsRef<[u8]>) -> (Vec<Article>, Vec<Diagnostic>) {
        let mut articles = Vec::new();
        let problems = read(name, text.as_ref(), &mut |article| articles.push(article));
        (articles, problems)
    }

    #[test]
    fn fields_have_several_names() {
        let (articles, problems) = read_all(
            "news.jsonl",
            r#"{"id": 7, "headline": "Fair", "pubDate": "Mon, 03 May 2021 10:00:00 GMT", "content": "The fair opened.", "text": null, "source": {"id": null, "name": "Lyon Post"}, "link": "https://example.org/7", "tags": ["a"], "score": 1.5}"#,
        );
        assert!(problems.is_empty(), "{problems:?}");
        let article = &articles[0];
        assert_eq!(article.id, "7");
        assert_eq!(article.source, "news.jsonl");
        assert_eq!(article.title.as_deref(), Some("Fair"));
        assert_eq!(article.publisher.as_deref(), Some("Lyon Post"));
        assert_eq!(article.date().unwrap().to_string(), "2021-05-03");
        assert_eq!(article.url.as_deref(), Some("https://example.org/7"));
    }

    #[test]
    fn a_bad_line_costs_itself() {
        let good = r#"{"id": "a", "date": "2021-05-03", "text": "The fair opened."}"#;
        let mut file = format!("{good}\n{{\"id\": \"é\", nonsense}}\n\n{good}\r\n").into_bytes();
        file.extend_from_slice(b"{\"id\": \"\xFF\"}\n");
        file.extend_from_slice(b"{\"id\": \"b\", \"date\": \"2021-05-03\"}\nplain\n");
        let (articles, problems) = read_all("news.jsonl", file);
        assert_eq!(articles.len(), 2);
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "news.jsonl:2:13: error[read/json]: the record is no JSON: key must be a string",
                "news.jsonl:5:9: error[read/encoding]: byte 157 is not UTF-8",
                "news.jsonl:6:1: error[article/empty]: `b` has no text",
                "news.jsonl:7:1: error[read/json]: the record is no JSON: expected value",
            ]
        );
    }

    #[test]
    fn a_record_without_a_day_is_kept_with_a_warning() {
        let (articles, problems) = read_all(
            "news.jsonl",
            "{\"text\": \"The fair opened.\"}\n{\"text\": \"It rained.\", \"date\": \"soon\"}",
        );
        assert_eq!(articles.len(), 2);
        assert_eq!(articles[1].id, "news.jsonl:2");
        assert_eq!(problems[0].message, "nothing says when `news.jsonl:1` was published");
        assert_eq!(problems[1].message, "`soon` is no day");
    }

    #[test]
    fn a_document_holds_one_record_or_a_list() {
        let record =
            "{\"id\": \"a\",\n \"date\": \"2021-05-03\",\n \"text\": \"The fair opened.\"}";
        for text in [
            record.to_owned(),
            format!("[{record},\n{record}]"),
            format!("{}\n{}", record.replace('\n', ""), record.replace('\n', "")),
        ] {
            let (articles, problems) = read_all("news.json", text);
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(articles[0].text, "The fair opened.");
        }
        let (_, problems) = read_all("news.json", "[\n{\"id\": }]");
        assert_eq!(problems[0].position.to_string(), "2:8");
    }

    #[test]
    fn a_bad_element_costs_itself() {
        let record = "{\"id\": \"a\", \"date\": \"2021-05-03\", \"text\": \"It [rained\\\".\"}";
        let (articles, problems) =
            read_all("news.json", format!("[{record},\n7, [1], {{\"id\" 1}},{record} {record}"));
        assert_eq!(articles.len(), 3);
        let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            lines,
            [
                "news.json:2:1: error[read/json]: the record is no JSON: invalid type: integer `7`, expected an object",
                "news.json:2:4: error[read/json]: the record is no JSON: invalid type: sequence, expected an object",
                "news.json:2:15: error[read/json]: the record is no JSON: expected `:`",
                "news.json:2:135: error[read/json]: the list of records does not end",
            ]
        );
    }

    #[test]
    fn a_record_that_is_cut_off_is_told_once() {
        let record = "{\"id\": \"a\", \"date\": \"2021-05-03\", \"text\": \"It rained.\"}";
        for (start, end) in
            [("[", "{\"id\": \"b"), ("{\"items\": [", "{\"id\": 1, \"tags\": [2"), ("", "{\n")]
        {
            let (articles, problems) = read_all("news.json", format!("{start}{record}\n{end}"));
            assert_eq!(articles.len(), 1);
            let lines: Vec<String> = problems.iter().map(ToString::to_string).collect();
            assert_eq!(lines, ["news.json:2:1: error[read/json]: the record does not end"]);
        }
    }

    #[test]
    fn a_list_may_be_a_field_of_an_object() {
        let (articles, problems) = read_all(
            "feed.json",
            r#"{"version": "https://jsonfeed.org/version/1.1", "tags": ["a"], "items": [
                {"id": "1", "content_text": "The fair opened.", "date_published": "2021-05-03T10:00:00Z"},
                {"id": "2", "content_html": "<p>It rained.</p>", "date_published": "2021-05-04T10:00:00Z"}
            ], "icon": {"items": [1]}}"#,
        );
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(articles[0].text, "The fair opened.");
        assert_eq!(articles[1].text, "It rained.");
        assert_eq!(articles.len(), 2);
    }

    #[test]
    fn a_long_line_is_read_once() {
        let text = "The fair opened. ".repeat(600_000);
        let (articles, _) =
            read_all("news.jsonl", format!("{{\"date\": \"2021-05-03\", \"text\": \"{text}\"}}"));
        assert_eq!(articles[0].text.len(), text.len() - 1);
    }
}
