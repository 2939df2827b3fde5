//! Bytes -> articles. One file a format; which format is chosen here, by the name and the content.
//!
//! Nothing is opened here: the caller brings the bytes and a name for them. Articles come one by
//! one, and memory holds one record at a time, however long the input is. A bad record costs only
//! itself, and is named with its place and its reason.

mod compressed;
mod date;
#[cfg(feature = "encodings")]
mod encoding;
#[cfg(feature = "feed")]
mod feed;
#[cfg(feature = "html")]
mod html;
mod input;
mod json;
#[cfg(feature = "markdown")]
mod markdown;
mod problem;
mod record;
mod text;
#[cfg(feature = "warc")]
mod warc;

use crate::article::Article;
use annals_core::Diagnostic;
#[cfg(feature = "html")]
use html::plain_text;
use input::{Input, after_mark};
#[cfg(feature = "html")]
use problem::undated;
use problem::{Problem, Problems, stopped};
use std::fmt;
use std::io::Read;

/// The articles of one file, read as they are asked for.
///
/// ```
/// use annals_ingest::{Articles, Format};
/// let lines = "{\"id\": 1, \"date\": \"2021-05-03\", \"text\": \"The fair opened.\"}\n{\"id\":";
/// let mut articles = Articles::new("fair.jsonl", lines.as_bytes());
/// assert_eq!(articles.format(), Some(Format::JsonLines));
/// assert_eq!(articles.next().unwrap().text, "The fair opened.");
/// assert_eq!(articles.next(), None);
/// assert_eq!(articles.into_problems()[0].position.line, 2);
/// ```
pub struct Articles<'a> {
    source: Option<Box<dyn Source + 'a>>,
    format: Option<Format>,
    problems: Problems,
}

/// What a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Format {
    /// Plain text, one article.
    Text,
    /// Markdown, with or without front matter; one article.
    Markdown,
    /// JSON, one record a line.
    JsonLines,
    /// JSON: a record, a list of records, or a JSON Feed.
    Json,
    /// RSS or Atom.
    Feed,
    /// A web page.
    Html,
    /// A web archive.
    Warc,
}

/// A format while it is read.
trait Source {
    /// The next article; `None` at the end, and ever after. What is wrong goes into `problems`.
    fn next(&mut self, problems: &mut Problems) -> Option<Article>;
}

/// Reads the articles of one file that is in memory and gives them one by one; returns what was
/// wrong. It is [`Articles`] in short.
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
    let mut articles = Articles::new(name, bytes);
    articles.by_ref().for_each(accept);
    articles.into_problems()
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
    let mut problems = Problems::new(name.to_owned());
    match page(url, bytes, &mut problems) {
        Ok(article) => article.into_iter().for_each(accept),
        Err(problem) => problems.push(*problem),
    }
    problems.list
}

impl<'a> Articles<'a> {
    /// Begins to read a file, which may be compressed by gzip or zstd.
    ///
    /// `name` is the path of the file relative to the folder that is read, with `/`; it is the id
    /// of an article that has none of its own.
    pub fn new(name: impl Into<String>, input: impl Read + 'a) -> Articles<'a> {
        let mut problems = Problems::new(name.into());
        let (format, source) = match open(&problems.name, Box::new(input)) {
            Ok((format, source)) => (Some(format), Some(source)),
            Err(problem) => {
                problems.push(*problem);
                (None, None)
            }
        };
        Articles { source, format, problems }
    }

    /// What the file is, where that could be told.
    pub fn format(&self) -> Option<Format> {
        self.format
    }

    /// What was wrong so far.
    ///
    /// An [`Error`](annals_core::Severity::Error) means that something was left out; a
    /// [`Warning`](annals_core::Severity::Warning) that it was read, but lacks something, such as
    /// a day of publication. Lines and bytes are counted in the text as it is when it is unpacked
    /// and decoded. After a hundred problems the rest is counted in the note of the last.
    pub fn into_problems(self) -> Vec<Diagnostic> {
        self.problems.list
    }
}

impl Iterator for Articles<'_> {
    type Item = Article;

    fn next(&mut self) -> Option<Article> {
        let article = self.source.as_mut()?.next(&mut self.problems);
        if article.is_none() {
            self.source = None;
        }
        article
    }
}

/// Writes the name of the format: `text`, `markdown`, `jsonl`, `json`, `feed`, `html`, `warc`.
impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Format::Text => "text",
            Format::Markdown => "markdown",
            Format::JsonLines => "jsonl",
            Format::Json => "json",
            Format::Feed => "feed",
            Format::Html => "html",
            Format::Warc => "warc",
        })
    }
}

type Opened<'a> = (Format, Box<dyn Source + 'a>);

fn open<'a>(name: &str, input: Box<dyn Read + 'a>) -> Result<Opened<'a>, Box<Problem>> {
    let input = Input::new(input).map_err(|error| stopped(&error).boxed())?;
    let Some(packed) = compressed::kind(input.head()) else {
        return open_plain(name, input);
    };
    if compressed::begins_with(packed, input.head(), b"WARC/") {
        return open_archive(input, Some(packed));
    }
    let unpacked = compressed::unpack(packed, input)?;
    let input = Input::new(unpacked).map_err(|error| stopped(&error).boxed())?;
    if compressed::kind(input.head()).is_some() {
        return Err(Problem::error("read/format", "the file is compressed twice", "")
            .help("unpack it once")
            .boxed());
    }
    let inner = name.rsplit_once('.').map_or(name, |(inner, _)| inner);
    open_plain(inner, input)
}

fn open_plain<'a>(name: &str, input: Input<'a>) -> Result<Opened<'a>, Box<Problem>> {
    let format = choose(name, input.head())?;
    let source: Box<dyn Source + 'a> = match format {
        Format::Warc => return open_archive(input, None),
        Format::Feed => open_feed(input)?,
        Format::Markdown => open_markdown(after_mark(input)?)?,
        Format::Html => open_page(input)?,
        Format::Text => Whole::boxed(after_mark(input)?, text::read),
        Format::JsonLines => Box::new(json::Lines::new(after_mark(input)?)),
        Format::Json => Box::new(json::Values::new(after_mark(input)?)),
    };
    Ok((format, source))
}

/// What a file is: by its name where the extension is a known one, else by how it begins.
fn choose(name: &str, head: &[u8]) -> Result<Format, Box<Problem>> {
    let start = input::plain_start(head);
    let first = start.iter().copied().find(|byte| !byte.is_ascii_whitespace());
    let Some(first) = first.or((head.len() >= input::HEAD).then_some(b' ')) else {
        return Err(Problem::error("read/empty", "the file is empty", "nothing is here")
            .help("write the text of an article into it, or remove it")
            .boxed());
    };
    if start.starts_with(b"WARC/") {
        return Ok(Format::Warc);
    }
    if start.iter().take(1024).any(|&byte| byte == 0) {
        return Err(Problem::error("read/format", "the file is no text", "a zero byte is near")
            .help("articles are read from text, Markdown, JSON, feeds, web pages and web archives")
            .boxed());
    }
    let extension = name.rsplit_once('.').map_or("", |(_, extension)| extension);
    Ok(match (extension.to_ascii_lowercase().as_str(), first) {
        ("jsonl" | "ndjson", _) => Format::JsonLines,
        ("json", _) => Format::Json,
        ("md" | "markdown", _) => Format::Markdown,
        ("warc", _) => Format::Warc,
        ("rss" | "atom" | "rdf", _) => Format::Feed,
        ("html" | "htm" | "xhtml", _) => Format::Html,
        ("xml", _) => markup(&start).unwrap_or(Format::Feed),
        (_, b'<') => markup(&start).unwrap_or(Format::Html),
        (_, b'{') => json::lines_or_values(&start),
        _ if has_front_matter(&start) => Format::Markdown,
        _ => Format::Text,
    })
}

/// Whether markup is a feed or a page: by its root, else by the first tag that can tell.
fn markup(start: &[u8]) -> Option<Format> {
    const FEED: [&str; 4] = ["<rss", "<feed", "<rdf:rdf", "<atom:feed"];
    let start = start.to_ascii_lowercase();
    let root = root(&start);
    if FEED.iter().any(|tag| root.starts_with(tag.as_bytes())) {
        return Some(Format::Feed);
    }
    let at = |tag: &str| start.windows(tag.len()).position(|bytes| bytes == tag.as_bytes());
    let feed = FEED.into_iter().filter_map(at).min();
    let page = ["<!doctype html", "<html"].into_iter().filter_map(at).min();
    match (feed, page) {
        (Some(feed), Some(page)) if page < feed => Some(Format::Html),
        (Some(_), _) => Some(Format::Feed),
        (None, Some(_)) => Some(Format::Html),
        (None, None) => start.trim_ascii_start().starts_with(b"<?xml").then_some(Format::Feed),
    }
}

/// Markup from its first tag on: after declarations, a doctype (which may be a wrong one) and
/// comments. Where one of them does not end, nothing.
fn root(markup: &[u8]) -> &[u8] {
    let mut rest = markup.trim_ascii_start();
    loop {
        let end: &[u8] = match rest {
            [b'<', b'!', b'-', b'-', ..] => b"-->",
            [b'<', b'!' | b'?', ..] => b">",
            _ => return rest,
        };
        let at = rest.windows(end.len()).position(|bytes| bytes == end);
        rest = at.map_or(&[][..], |at| rest[at + end.len()..].trim_ascii_start());
    }
}

/// Whether the first line is the fence of front matter, and not a rule across a text.
fn has_front_matter(start: &[u8]) -> bool {
    let mut lines = start.split(|&byte| byte == b'\n').map(<[u8]>::trim_ascii_end);
    let fence = lines.next().unwrap_or_default();
    let is_pair = |line: &[u8], sign: u8| {
        line.first().is_some_and(u8::is_ascii_alphabetic) && line.contains(&sign)
    };
    match (fence, lines.next()) {
        (b"+++", Some(line)) => is_pair(line, b'='),
        (b"---", Some(line)) => is_pair(line, b':'),
        _ => false,
    }
}

#[cfg(feature = "feed")]
fn open_feed<'a>(input: Input<'a>) -> Result<Box<dyn Source + 'a>, Box<Problem>> {
    Ok(Box::new(feed::Feed::new(input)))
}

#[cfg(feature = "markdown")]
fn open_markdown<'a>(input: Input<'a>) -> Result<Box<dyn Source + 'a>, Box<Problem>> {
    Ok(Whole::boxed(input, markdown::read))
}

#[cfg(feature = "warc")]
fn open_archive<'a>(
    input: Input<'a>,
    packed: Option<compressed::Kind>,
) -> Result<Opened<'a>, Box<Problem>> {
    Ok((Format::Warc, Box::new(warc::Archive::new(input, packed)?)))
}

/// A file that is one article.
struct Whole<'a> {
    input: Option<Input<'a>>,
    read: ReadWhole,
}

type ReadWhole = fn(&[u8], &mut Problems) -> Result<Option<Article>, Box<Problem>>;

impl<'a> Whole<'a> {
    fn boxed(input: Input<'a>, read: ReadWhole) -> Box<dyn Source + 'a> {
        Box::new(Whole { input: Some(input), read })
    }
}

impl Source for Whole<'_> {
    fn next(&mut self, problems: &mut Problems) -> Option<Article> {
        let bytes = self.input.take()?.read_all();
        bytes.and_then(|bytes| (self.read)(&bytes, problems)).unwrap_or_else(|problem| {
            problems.push(*problem);
            None
        })
    }
}

/// The article of a page.
#[cfg(feature = "html")]
fn page(
    url: Option<&str>,
    bytes: &[u8],
    problems: &mut Problems,
) -> Result<Option<Article>, Box<Problem>> {
    let name = problems.name.clone();
    let about = html::About { source: &name, id: &name, url, ..html::About::default() };
    let page = html::read_page(bytes, &about)?;
    page.warnings.into_iter().for_each(|warning| problems.push(warning));
    Ok(Some(page.article))
}

#[cfg(feature = "html")]
fn open_page<'a>(input: Input<'a>) -> Result<Box<dyn Source + 'a>, Box<Problem>> {
    Ok(Whole::boxed(input, |bytes, problems| page(None, bytes, problems)))
}

/// What is wrong with a format that this build of the crate leaves out.
#[cfg(not(all(feature = "feed", feature = "html", feature = "markdown", feature = "warc")))]
fn left_out(what: &str, feature: &str) -> Box<Problem> {
    Problem::error("read/format", format!("this is {what}, which this program does not read"), "")
        .help(format!("build it with the feature `{feature}` of annals-ingest"))
        .boxed()
}

#[cfg(not(feature = "feed"))]
fn open_feed<'a>(_: Input<'a>) -> Result<Box<dyn Source + 'a>, Box<Problem>> {
    Err(left_out("a feed", "feed"))
}

#[cfg(not(feature = "html"))]
fn open_page<'a>(_: Input<'a>) -> Result<Box<dyn Source + 'a>, Box<Problem>> {
    Err(left_out("a web page", "html"))
}

/// Markup as it is, where nothing reads it.
#[cfg(not(feature = "html"))]
fn plain_text(markup: &str) -> String {
    markup.trim().to_owned()
}

#[cfg(not(feature = "markdown"))]
fn open_markdown<'a>(_: Input<'a>) -> Result<Box<dyn Source + 'a>, Box<Problem>> {
    Err(left_out("Markdown", "markdown"))
}

#[cfg(not(feature = "warc"))]
fn open_archive<'a>(_: Input<'a>, _: Option<compressed::Kind>) -> Result<Opened<'a>, Box<Problem>> {
    Err(left_out("a web archive", "warc"))
}

#[cfg(test)]
mod tests {
    use super::problem::MOST_PROBLEMS;
    use super::*;
    use annals_core::Severity;

    fn read_all(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<Diagnostic>) {
        let mut articles = Vec::new();
        let problems = read(name, bytes, &mut |article| articles.push(article));
        (articles, problems)
    }

    /// The one article of a text, where it has one, and what was wrong.
    pub(super) fn one(name: &str, text: &str) -> (Option<Article>, Vec<Diagnostic>) {
        let (mut articles, problems) = read_all(name, text.as_bytes());
        assert!(articles.len() <= 1);
        (articles.pop(), problems)
    }

    #[test]
    fn what_cannot_be_read_is_named() {
        for (bytes, code) in [
            (&b""[..], "read/empty"),
            (b" \n\t ", "read/empty"),
            (b"\xEF\xBB\xBF", "read/empty"),
            (b"\x89PNG\r\n\x1a\n\0\0", "read/format"),
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
    fn names_and_content_tell_the_format() {
        for (name, start, format) in [
            ("a.txt", "The fair opened.", Format::Text),
            ("a", "--- The fair ---", Format::Text),
            ("a.md", "The fair opened.", Format::Markdown),
            ("a.txt", "+++\ntitle = \"Fair\"\n+++\n", Format::Markdown),
            ("a.txt", "---\ntitle: Fair\n---\n", Format::Markdown),
            ("a.json", "[", Format::Json),
            ("a", "{\"text\": \"The fair opened.\"}", Format::JsonLines),
            ("a", "{\n  \"text\": \"The fair opened.\"\n}", Format::Json),
            ("a", "{\"title\": \"Fair\",\n\"text\": \"The fair opened.\"}", Format::Json),
            ("a.xml", "<?xml version=\"1.0\"?>\n<rss>", Format::Feed),
            ("a", " <feed xmlns=\"http://www.w3.org/2005/Atom\">", Format::Feed),
            ("a", "<!DOCTYPE html><title>What an <rss> feed is</title>", Format::Html),
            ("a", "<!DOCTYPE html>\n<!-- <html> -->\n<rss version=\"2.0\">", Format::Feed),
            ("a.xml", "<?xml version=\"1.0\"?><!doctype html><feed>", Format::Feed),
            ("a", "<!DOCTYPE html><!-- <rss>", Format::Html),
            ("a.HTM", "The fair opened.", Format::Html),
            ("a", "<p>The fair opened.", Format::Html),
            ("a.txt", "WARC/1.0\r\n", Format::Warc),
        ] {
            assert_eq!(choose(name, start.as_bytes()).ok(), Some(format), "{name}: {start}");
        }
    }

    #[test]
    fn utf_16_is_read() {
        let pairs = "\u{FEFF}date 2021-05-03 The fête opened.".encode_utf16();
        let bytes: Vec<u8> = pairs.flat_map(u16::to_le_bytes).collect();
        let (articles, problems) = read_all("fair.txt", &bytes);
        assert!(problems.is_empty(), "{problems:?}");
        assert_eq!(articles[0].text, "The fête opened.");
    }

    #[test]
    fn errors_are_not_hidden_behind_warnings() {
        let undated = "{\"text\": \"The fair opened.\"}\n".repeat(MOST_PROBLEMS);
        let (_, problems) = read_all("bad.jsonl", format!("{undated}{{").as_bytes());
        assert_eq!(problems.len(), MOST_PROBLEMS);
        assert_eq!(problems[MOST_PROBLEMS - 1].severity, Severity::Error);
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
