//! Bytes -> articles. One file a format; which format is chosen here, by the name and the content.
//!
//! Nothing is opened here: the caller brings the bytes and a name for them. A bad record costs
//! only itself, and is named with its place and its reason.

mod date;
#[cfg(feature = "html")]
mod html;
mod jsonl;
mod text;

use crate::article::Article;
use annals_core::{Diagnostic, Lines, Position, Severity};
use std::ops::Range;

/// Reads the articles of one file and gives them one by one; returns what was wrong.
///
/// `name` is the path of the file relative to the folder that is read, with `/`; it is the id of
/// an article that has none of its own. An [`Error`](Severity::Error) means that something was
/// left out; a [`Warning`](Severity::Warning) that it was read, but lacks something, such as a
/// day of publication.
///
/// ```
/// let mut articles = Vec::new();
/// let problems = annals_ingest::read(
///     "fair.txt",
///     b"date 2021-05-03 The fair opened in Lyon on Sunday.",
///     &mut |article| articles.push(article),
/// );
/// assert!(problems.is_empty());
/// assert_eq!(articles[0].date().unwrap().to_string(), "2021-05-03");
/// assert_eq!(articles[0].text, "The fair opened in Lyon on Sunday.");
/// ```
pub fn read(name: &str, bytes: &[u8], accept: &mut dyn FnMut(Article)) -> Vec<Diagnostic> {
    let mut problems = Problems::new(name);
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    match format(name, bytes) {
        Ok(Format::JsonLines) => jsonl::read_lines(bytes, accept, &mut problems),
        Ok(Format::Json) => jsonl::read_document(bytes, accept, &mut problems),
        Ok(Format::Text) => text::read(bytes, accept, &mut problems),
        #[cfg(feature = "html")]
        Ok(Format::Html) => return read_page(name, None, bytes, accept),
        Err(problem) => problems.push(*problem),
    }
    problems.list
}

/// Reads one web page, as [`read`] does, whose address is known.
///
/// The address is that from which the page was fetched; its path can tell the day of publication.
///
/// ```
/// let page = b"<h1>The fair opens</h1><p>The mayor opened the fair in Lyon with a speech on Sunday.";
/// let mut articles = Vec::new();
/// let address = Some("https://example.org/2021/05/03/fair");
/// annals_ingest::read_page("fair.html", address, page, &mut |article| articles.push(article));
/// let published = articles[0].published.unwrap();
/// assert_eq!(published.day.to_string(), "2021-05-03");
/// assert_eq!(published.from.to_string(), "address");
/// ```
#[cfg(feature = "html")]
pub fn read_page(
    name: &str,
    url: Option<&str>,
    bytes: &[u8],
    accept: &mut dyn FnMut(Article),
) -> Vec<Diagnostic> {
    let mut problems = Problems::new(name);
    let about = html::About { source: name, id: name, url, ..html::About::default() };
    match html::read_page(bytes, &about) {
        Ok(page) => {
            page.warning.into_iter().for_each(|warning| problems.push(warning));
            accept(page.article);
        }
        Err(problem) => problems.push(*problem),
    }
    problems.list
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Format {
    Text,
    JsonLines,
    Json,
    #[cfg(feature = "html")]
    Html,
}

fn format(name: &str, bytes: &[u8]) -> Result<Format, Box<Problem>> {
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    let is = |known: &str| extension.eq_ignore_ascii_case(known);
    let Some(first) = bytes.iter().copied().find(|byte| !byte.is_ascii_whitespace()) else {
        return Err(Problem::error("read/empty", "the file is empty", "nothing is here")
            .help("write the text of an article into it, or remove it")
            .boxed());
    };
    #[cfg(feature = "html")]
    if is("html") || is("htm") || is("xhtml") || html::is_page(bytes) {
        return Ok(Format::Html);
    }
    if bytes.starts_with(b"\xFF\xFE") || bytes.starts_with(b"\xFE\xFF") {
        return Err(Problem::error("read/encoding", "the file is in UTF-16", "UTF-16 begins here")
            .help("save it as UTF-8")
            .boxed());
    }
    if bytes.iter().take(1024).any(|&byte| byte == 0) {
        return Err(Problem::error("read/format", "the file is no text", "a zero byte is near")
            .help("articles are read from plain text and from JSON lines")
            .boxed());
    }
    Ok(match first {
        _ if is("jsonl") || is("ndjson") => Format::JsonLines,
        _ if is("json") => Format::Json,
        b'{' => Format::JsonLines,
        b'<' => {
            return Err(Problem::error(
                "read/format",
                "the file looks like XML, and not like a web page that can be read",
                "a tag begins here",
            )
            .help("articles are read from plain text, from JSON lines and, where the feature `html` is built in, from web pages")
            .boxed());
        }
        _ => Format::Text,
    })
}

/// A problem before the file is known.
struct Problem {
    severity: Severity,
    code: &'static str,
    message: String,
    label: String,
    help: Option<String>,
    span: Range<usize>,
    position: Position,
}

impl Problem {
    fn error(code: &'static str, message: impl Into<String>, label: impl Into<String>) -> Problem {
        Problem {
            severity: Severity::Error,
            code,
            message: message.into(),
            label: label.into(),
            help: None,
            span: 0..0,
            position: Position { line: 1, column: 1 },
        }
    }

    fn warning(
        code: &'static str,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> Problem {
        Problem { severity: Severity::Warning, ..Problem::error(code, message, label) }
    }

    fn help(self, help: impl Into<String>) -> Problem {
        Problem { help: Some(help.into()), ..self }
    }

    fn boxed(self) -> Box<Problem> {
        Box::new(self)
    }

    fn at(self, span: Range<usize>, position: Position) -> Problem {
        Problem { span, position, ..self }
    }
}

/// The problems of a file. A file with a fault in every line is named once for all after the
/// first hundred.
struct Problems<'n> {
    name: &'n str,
    list: Vec<Diagnostic>,
    left_out: usize,
}

const MOST_PROBLEMS: usize = 100;

impl<'n> Problems<'n> {
    fn new(name: &'n str) -> Problems<'n> {
        Problems { name, list: Vec::new(), left_out: 0 }
    }

    fn push(&mut self, problem: Problem) {
        let Problem { severity, code, message, label, help, span, position } = problem;
        if self.list.len() >= MOST_PROBLEMS {
            self.left_out += 1;
            if let Some(last) = self.list.last_mut() {
                last.note = Some(format!("and {} more problems in this file", self.left_out));
            }
            return;
        }
        let file = self.name.to_owned();
        self.list.push(Diagnostic {
            severity,
            code,
            message,
            file,
            span,
            position,
            label,
            related: Vec::new(),
            help,
            note: None,
        });
    }
}

/// The text of bytes that ought to be UTF-8, or the problem and the length of the good part.
/// `offset` and `line` tell where in the file the bytes begin.
fn utf8(bytes: &[u8], offset: usize, line: usize) -> Result<&str, Box<Problem>> {
    std::str::from_utf8(bytes).map_err(|error| {
        let good = error.valid_up_to();
        let text = bytes.get(..good).and_then(|good| std::str::from_utf8(good).ok()).unwrap_or("");
        let place = Lines::new(text).position(good);
        let position = Position { line: line + place.line - 1, ..place };
        let at = offset + good;
        Problem::error(
            "read/encoding",
            format!("byte {at} is not UTF-8"),
            "this is no character in UTF-8",
        )
        .help("save the file as UTF-8")
        .at(at..at + 1, position)
        .boxed()
    })
}

/// The problem of an article without a day of publication.
fn undated(id: &str) -> Problem {
    Problem::warning(
        "article/date",
        format!("nothing says when `{id}` was published"),
        "relative dates such as \"on Monday\" cannot be resolved here",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<Diagnostic>) {
        let mut articles = Vec::new();
        let problems = read(name, bytes, &mut |article| articles.push(article));
        (articles, problems)
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (bytes, code) in [
            (&b""[..], "read/empty"),
            (b" \n\t ", "read/empty"),
            (b"\xEF\xBB\xBF", "read/empty"),
            (b"\xFF\xFEa\0", "read/encoding"),
            (b"\x89PNG\r\n\x1a\n\0\0", "read/format"),
            (b"<rss><item>News", "read/format"),
            (b"date 2021-05-03 caf\xE9", "read/encoding"),
        ] {
            let (articles, problems) = read_all("file", bytes);
            assert_eq!(problems.len(), 1, "{bytes:?}");
            assert_eq!(problems[0].code, code);
            assert!(articles.is_empty());
        }
    }

    #[test]
    fn the_bad_byte_is_pointed_at() {
        let (_, problems) = read_all("notes.txt", b"one\ntwo \xE9");
        assert_eq!(
            problems[0].to_string(),
            "notes.txt:2:5: error[read/encoding]: byte 8 is not UTF-8"
        );
    }

    #[test]
    fn the_content_chooses_where_the_name_does_not() {
        let line = b"{\"id\": \"a\", \"date\": \"2021-05-03\", \"text\": \"The fair opened.\"}";
        for name in ["news.jsonl", "news.NDJSON", "news", "news.txt"] {
            assert_eq!(read_all(name, line).0[0].id, "a", "{name}");
        }
    }

    #[test]
    fn the_problems_of_one_file_are_bounded() {
        let (_, problems) = read_all("bad.jsonl", "{\n".repeat(5_000).as_bytes());
        assert_eq!(problems.len(), MOST_PROBLEMS);
        assert_eq!(problems[99].note.as_deref(), Some("and 4900 more problems in this file"));
    }
}
