//! RSS (0.9x, 1.0, 2.0) and Atom (0.3, 1.0): every entry an article.
//!
//! Entries are handed on as they are read. Entities that a feed declares itself are never
//! expanded: a few of them can stand for gigabytes. What is ill-formed is told, and what can be
//! read beside it is read. A JSON Feed is JSON and read there.

use super::encoding::Decoded;
use super::input::{Input, plain_start, wide};
use super::problem::{LONGEST, Problem, Problems, stopped, too_long, undated};
use super::{Source, date, plain_text};
use crate::article::{Article, DateFrom, Published, tidy, web_address};
use annals_core::Position;
use quick_xml::NsReader;
use quick_xml::escape::resolve_html5_entity;
use quick_xml::events::{BytesRef, BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use std::io::{self, BufRead, BufReader, Read};

/// A feed that is being read.
pub(super) struct Feed<'a> {
    reader: NsReader<Metered<'a>>,
    buffer: Vec<u8>,
    /// The elements that are open, the outermost first.
    open: Vec<Tag>,
    channel: Channel,
    entry: Entry,
    /// How many entries have begun.
    number: usize,
    declares_entities: bool,
    /// Whether it has been told that letters could not be decoded.
    is_garbled: bool,
    at_end: bool,
}

/// Deeper nesting is no feed.
const DEEPEST: usize = 256;

/// What an open element is to the reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Tag {
    /// What holds entries, and what is said of all of them.
    Feed,
    Entry,
    /// What is said of the entry, or of the feed.
    Field(Field, Form),
    /// A tag in the markup of a field.
    Markup,
    Other,
}

/// What an element says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Title,
    Link,
    Id,
    Language,
    Publisher,
    /// Each with its rank: the lowest that is there counts.
    Date(u8),
    Text(u8),
}

/// How the text of an element is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Plain,
    /// HTML, escaped or in a section of character data.
    Escaped,
    /// Tags among the tags of the feed.
    Inline,
    /// What is no text: an image, or bytes in base64.
    Unread,
}

/// Where the name of an element comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Vocabulary {
    /// RSS or Atom.
    Feed,
    DublinCore,
    /// The module of RSS for whole texts.
    Content,
    Html,
    Other,
}

/// What is said of all entries.
#[derive(Default)]
struct Channel {
    title: Option<String>,
    language: Option<String>,
}

/// An entry as far as it has been read.
#[derive(Default)]
struct Entry {
    position: Option<Position>,
    offset: usize,
    title: Option<String>,
    url: Option<String>,
    id: Option<String>,
    language: Option<String>,
    publisher: Option<String>,
    date: Option<(u8, String)>,
    text: Option<(u8, String)>,
    /// The field that is being read.
    written: String,
    is_refused: bool,
}

impl<'a> Feed<'a> {
    pub(super) fn new(input: Input<'a>) -> Feed<'a> {
        let decoded = match wide(input.head()) {
            Some(wide) => Decoded::wide(input, wide),
            None => {
                let label = declared(&plain_start(input.head()));
                Decoded::labelled(input, &label)
            }
        };
        let mut reader = NsReader::from_reader(Metered::new(Box::new(decoded)));
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Feed {
            reader,
            buffer: Vec::new(),
            open: Vec::new(),
            channel: Channel::default(),
            entry: Entry::default(),
            number: 0,
            declares_entities: false,
            is_garbled: false,
            at_end: false,
        }
    }

    /// Reads one event; an entry that ends with it becomes an article.
    fn step(&mut self, problems: &mut Problems) -> Option<Article> {
        self.buffer.clear();
        let mut buffer = std::mem::take(&mut self.buffer);
        let event = self.reader.read_event_into(&mut buffer);
        let here = self.reader.get_ref().position;
        let article = match event {
            Ok(Event::Start(start)) => {
                let tag = self.tag(&start);
                let start = start.into_owned();
                self.begin(tag, &start, here, problems);
                None
            }
            Ok(Event::End(end)) => {
                let name = end.name().0.to_owned();
                self.end(&name, problems)
            }
            Ok(Event::Text(text)) => {
                self.write(&text);
                None
            }
            Ok(Event::CData(data)) => {
                match self.field() {
                    Some((_, Form::Inline)) => self.entry.written.push_str(&escaped(&data)),
                    _ => self.write(&data),
                }
                None
            }
            Ok(Event::GeneralRef(reference)) => {
                self.refer(&reference);
                None
            }
            Ok(Event::DocType(declaration)) => {
                self.declares_entities = declaration.contains("<!ENTITY");
                None
            }
            Ok(Event::Eof) => {
                self.finish(here, problems);
                None
            }
            Ok(_) => None,
            Err(error) => self.fail(&error, here, problems),
        };
        self.buffer = buffer;
        article
    }

    /// What a beginning element is, from where it stands.
    fn tag(&self, start: &BytesStart<'_>) -> Tag {
        let vocabulary = vocabulary(self.reader.resolver().resolve_element(start.name()).0);
        let name = start.local_name();
        let name = name.as_ref();
        if self.field().is_some() {
            return Tag::Markup;
        }
        match (self.open.last(), vocabulary) {
            (None, _) if matches!(name, "rss" | "feed" | "RDF" | "channel") => Tag::Feed,
            (Some(Tag::Feed), Vocabulary::Feed) if matches!(name, "item" | "entry") => Tag::Entry,
            (Some(Tag::Feed), Vocabulary::Feed) if matches!(name, "channel" | "feed") => Tag::Feed,
            (Some(Tag::Feed), _) => match field(vocabulary, name) {
                Some(field @ (Field::Title | Field::Language)) => Tag::Field(field, form(start)),
                _ => Tag::Other,
            },
            (Some(Tag::Entry), _) => match field(vocabulary, name) {
                Some(field) => Tag::Field(field, form(start)),
                None => Tag::Other,
            },
            _ => Tag::Other,
        }
    }

    fn begin(&mut self, tag: Tag, start: &BytesStart<'_>, here: Position, problems: &mut Problems) {
        if self.open.len() >= DEEPEST {
            let message = format!("elements lie in one another more than {DEEPEST} deep");
            problems.push(ill_formed(message).at(0..0, here));
            self.at_end = true;
            return;
        }
        match tag {
            Tag::Other if self.open.is_empty() => {
                let name = String::from_utf8_lossy(start.name().0.as_bytes()).into_owned();
                let problem = Problem::error(
                    "feed/root",
                    format!("this is XML, but no feed: it begins with `<{name}>`"),
                    "",
                );
                let help = "RSS begins with `<rss>` or `<rdf:RDF>`, Atom with `<feed>`";
                problems.push(problem.help(help).at(0..0, here));
                self.at_end = true;
            }
            Tag::Feed => {
                self.channel.language = language(start).or(self.channel.language.take());
            }
            Tag::Entry => {
                self.number += 1;
                self.reader.get_mut().renew();
                self.entry = Entry {
                    position: Some(here),
                    offset: self.reader.buffer_position() as usize,
                    language: language(start),
                    ..Entry::default()
                };
            }
            Tag::Field(Field::Link, _) => {
                self.entry.written.clear();
                let rel = attribute(start, "rel");
                if rel.is_none_or(|rel| rel == "alternate") && self.entry.url.is_none() {
                    self.entry.url = attribute(start, "href");
                }
            }
            Tag::Field(..) => self.entry.written.clear(),
            Tag::Markup => self.tag_of_markup("<", start.name().0),
            Tag::Other => {}
        }
        self.open.push(tag);
    }

    fn end(&mut self, name: &str, problems: &mut Problems) -> Option<Article> {
        match self.open.pop()? {
            Tag::Field(field, form) => {
                self.take(field, form);
                None
            }
            Tag::Markup => {
                self.tag_of_markup("</", name);
                None
            }
            Tag::Entry => self.article(problems),
            Tag::Feed | Tag::Other => None,
        }
    }

    /// The field that is open, and how its text is written.
    fn field(&self) -> Option<(Field, Form)> {
        self.open.iter().rev().find_map(|tag| match tag {
            Tag::Field(field, form) => Some((*field, *form)),
            _ => None,
        })
    }

    fn write(&mut self, text: &str) {
        if self.field().is_some() {
            self.entry.written.push_str(text);
        }
    }

    /// Keeps a tag that stands in a field.
    fn tag_of_markup(&mut self, bracket: &str, name: &str) {
        let local = name.rsplit_once(':').map_or(name, |(_, local)| local);
        self.entry.written.extend([bracket, local, ">"]);
    }

    /// Writes what a reference stands for.
    fn refer(&mut self, reference: &BytesRef<'_>) {
        let Some((_, form)) = self.field() else { return };
        let named: &str = reference;
        let letter = reference.resolve_char_ref().ok().flatten();
        let known = letter.is_some() || resolve_html5_entity(named).is_some();
        self.entry.is_refused |= !known && self.declares_entities;
        let written = &mut self.entry.written;
        match (letter, resolve_html5_entity(named)) {
            (Some(letter), _) if form != Form::Inline => written.push(letter),
            (_, Some(text)) if form != Form::Inline => written.push_str(text),
            // As it was written: a tag that a page would show must not become one.
            _ => written.extend(["&", named, ";"]),
        }
    }

    /// Takes over the field that has just ended.
    fn take(&mut self, field: Field, form: Form) {
        let written = std::mem::take(&mut self.entry.written);
        let is_plain = form == Form::Plain && !written.contains("</");
        let text = match form {
            Form::Unread => return,
            _ if is_plain => tidy(&written),
            _ => plain_text(&written),
        };
        let text = match field {
            Field::Text(_) => text,
            _ => text.split_whitespace().collect::<Vec<_>>().join(" "),
        };
        if text.is_empty() {
            return;
        }
        let is_of_feed = self.open.last() == Some(&Tag::Feed);
        let entry = &mut self.entry;
        match field {
            Field::Title if is_of_feed => self.channel.title = Some(text),
            Field::Language if is_of_feed => self.channel.language = Some(text),
            Field::Title => entry.title = Some(text),
            Field::Link => entry.url = entry.url.take().or(Some(text)),
            Field::Id => entry.id = Some(text),
            Field::Language => entry.language = Some(text),
            Field::Publisher => entry.publisher = Some(text),
            Field::Date(rank) => first(&mut entry.date, rank, text),
            Field::Text(rank) => first(&mut entry.text, rank, text),
        }
    }

    /// The article of the entry that has just ended.
    fn article(&mut self, problems: &mut Problems) -> Option<Article> {
        let entry = std::mem::take(&mut self.entry);
        let position = entry.position.unwrap_or(Position { line: 1, column: 1 });
        let at = entry.offset..entry.offset;
        if entry.is_refused {
            let message = "the entry uses entities that the feed declares itself";
            let problem = Problem::error("feed/entity", message, "");
            let help = "they are never expanded: write the text itself";
            problems.push(problem.help(help).at(at, position));
            return None;
        }
        let url = entry.url.as_deref().or(entry.id.as_deref()).and_then(web_address);
        let id = entry.id.or_else(|| url.clone());
        let id = id.unwrap_or_else(|| format!("{}:{}", problems.name, self.number));
        // Many feeds give headlines alone.
        let text = entry.text.map(|(_, text)| text).or_else(|| entry.title.clone());
        let Some(text) = text.filter(|text| !text.is_empty()) else {
            let message = format!("the entry `{id}` has neither text nor title");
            problems.push(Problem::error("article/empty", message, "no text").at(at, position));
            return None;
        };
        if !self.is_garbled && text.contains(char::REPLACEMENT_CHARACTER) {
            self.is_garbled = true;
            let message = "bytes of the feed are no letters in its encoding";
            let problem = Problem::warning("read/encoding", message, "first in this entry");
            let help =
                "they are shown as `\u{FFFD}`: mend the encoding that the first line declares";
            problems.push(problem.help(help).at(at.clone(), position));
        }
        let stamp = entry.date.map(|(_, stamp)| stamp);
        let day = stamp.as_deref().and_then(date::day);
        if day.is_none() {
            problems.push(match stamp {
                Some(stamp) => Problem::warning("article/date", format!("`{stamp}` is no day"), "")
                    .help("write it as `2022-07-18T09:00:00Z`")
                    .at(at, position),
                None => undated(&id).help("give it a `pubDate` or `published`").at(at, position),
            });
        }
        Some(Article {
            dateline: date::dateline(&text, day),
            source: problems.name.clone(),
            title: entry.title,
            published: day.map(|day| Published { day, from: DateFrom::Record }),
            url,
            publisher: entry.publisher.or_else(|| self.channel.title.clone()),
            lang: entry.language.or_else(|| self.channel.language.clone()),
            id,
            text,
        })
    }

    fn finish(&mut self, here: Position, problems: &mut Problems) {
        self.at_end = true;
        let problem = match self.open.last() {
            Some(_) => ill_formed("the feed ends in the middle".to_owned()),
            None if self.number == 0 => {
                Problem::warning("feed/empty", "the feed has no entries", "it ends here")
            }
            None => return,
        };
        let at = self.reader.buffer_position() as usize;
        problems.push(problem.at(at..at, here));
    }

    /// Tells what is wrong. Reading goes on after a tag that is out of place.
    fn fail(
        &mut self,
        error: &quick_xml::Error,
        here: Position,
        problems: &mut Problems,
    ) -> Option<Article> {
        let at = self.reader.error_position() as usize;
        let problem = match error {
            quick_xml::Error::IllFormed(reason) => {
                problems.push(ill_formed(plain_words(&reason.to_string())).at(at..at, here));
                return match reason {
                    // The element that is open ends here, whatever its name.
                    quick_xml::errors::IllFormedError::MismatchedEndTag { .. } => {
                        self.end("", problems)
                    }
                    _ => None,
                };
            }
            quick_xml::Error::Io(error) => match error.get_ref() {
                Some(inner) if inner.is::<TooLong>() => too_long("the entry"),
                _ => stopped(error),
            },
            error => ill_formed(plain_words(&error.to_string())),
        };
        problems.push(problem.at(at..at, here));
        self.at_end = true;
        None
    }
}

impl Source for Feed<'_> {
    fn next(&mut self, problems: &mut Problems) -> Option<Article> {
        while !self.at_end {
            if let Some(article) = self.step(problems) {
                return Some(article);
            }
        }
        None
    }
}

fn first(place: &mut Option<(u8, String)>, rank: u8, text: String) {
    if place.as_ref().is_none_or(|(known, _)| rank < *known) {
        *place = Some((rank, text));
    }
}

/// What an element of an entry says, by its name.
fn field(vocabulary: Vocabulary, name: &str) -> Option<Field> {
    Some(match (vocabulary, name) {
        (Vocabulary::Feed | Vocabulary::DublinCore, "title") => Field::Title,
        (Vocabulary::Feed, "link") => Field::Link,
        (Vocabulary::Feed, "guid" | "id") => Field::Id,
        (Vocabulary::Feed | Vocabulary::DublinCore, "language") => Field::Language,
        (Vocabulary::Feed, "source") | (Vocabulary::DublinCore, "publisher") => Field::Publisher,
        (Vocabulary::Feed, "published" | "pubDate" | "pubdate") => Field::Date(0),
        (Vocabulary::Feed, "issued") | (Vocabulary::DublinCore, "date" | "issued") => {
            Field::Date(1)
        }
        (Vocabulary::Feed | Vocabulary::DublinCore, "created") => Field::Date(2),
        (Vocabulary::Feed, "updated" | "modified") | (Vocabulary::DublinCore, "modified") => {
            Field::Date(3)
        }
        (Vocabulary::Content, "encoded") | (Vocabulary::Feed, "content" | "fullitem") => {
            Field::Text(0)
        }
        // Some write it without its namespace.
        (Vocabulary::Html | Vocabulary::Feed, "body") | (Vocabulary::Html, "div") => Field::Text(0),
        (Vocabulary::Feed, "description" | "summary") => Field::Text(1),
        (Vocabulary::DublinCore, "description") => Field::Text(2),
        _ => return None,
    })
}

/// The vocabulary of a namespace; an undeclared prefix means what it usually does.
fn vocabulary(namespace: ResolveResult<'_>) -> Vocabulary {
    let name = match &namespace {
        ResolveResult::Bound(Namespace(name)) => *name,
        ResolveResult::Unbound => return Vocabulary::Feed,
        ResolveResult::Unknown(prefix) => prefix.as_str(),
    };
    match name {
        "dc" | "dcterms" => Vocabulary::DublinCore,
        "content" => Vocabulary::Content,
        "xhtml" => Vocabulary::Html,
        "atom" | "rss" | "rdf" => Vocabulary::Feed,
        "http://purl.org/rss/1.0/modules/content/" => Vocabulary::Content,
        "http://www.w3.org/1999/xhtml" => Vocabulary::Html,
        name if name.starts_with("http://purl.org/dc/") => Vocabulary::DublinCore,
        name if FEEDS.iter().any(|known| name.to_ascii_lowercase().starts_with(known)) => {
            Vocabulary::Feed
        }
        _ => Vocabulary::Other,
    }
}

/// How the namespaces of RSS and Atom begin.
const FEEDS: [&str; 9] = [
    "http://www.w3.org/2005/atom",
    "http://purl.org/atom/ns#",
    "http://example.com/newformat#",
    "http://purl.org/rss/1.0/",
    "http://channel.netscape.com/rdf/simple/0.9",
    "http://my.netscape.com/rdf/simple/0.9",
    "http://my.netscape.com/publish/formats/rss",
    "http://backend.userland.com/",
    "http://blogs.law.harvard.edu/tech/rss",
];

/// How the text of an element is written: Atom says so, RSS escapes.
fn form(start: &BytesStart<'_>) -> Form {
    let said = |name: &str| attribute(start, name).map(|value| value.to_ascii_lowercase());
    let kind = said("type");
    match (said("mode").as_deref(), kind.as_deref()) {
        (Some("base64"), _) => Form::Unread,
        (Some("escaped"), _) => Form::Escaped,
        (_, Some("xhtml" | "application/xhtml+xml")) | (Some("xml"), _) => Form::Inline,
        (_, Some("html" | "text/html")) => Form::Escaped,
        (_, Some("text" | "text/plain")) => Form::Plain,
        (_, Some(other)) if other.starts_with("image/") || other.starts_with("application/") => {
            Form::Unread
        }
        (_, Some(_)) => Form::Plain,
        (_, None) => match start.local_name().as_ref() {
            "description" | "encoded" | "fullitem" => Form::Escaped,
            "body" | "div" => Form::Inline,
            _ => Form::Plain,
        },
    }
}

fn language(start: &BytesStart<'_>) -> Option<String> {
    attribute(start, "xml:lang")
}

/// The value of an attribute. One with references in it that cannot be resolved counts as none.
fn attribute(start: &BytesStart<'_>, name: &str) -> Option<String> {
    let mut attributes = start.attributes();
    let found = attributes.with_checks(false).flatten().find(|found| found.key.0 == name)?;
    let value = quick_xml::escape::unescape(&found.value).ok()?;
    Some(value.trim().to_owned()).filter(|value| !value.is_empty())
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

fn ill_formed(message: String) -> Problem {
    Problem::error("feed/xml", message, "here").help("see whether the file is whole")
}

/// What the reader of XML says, begun as a message is here.
fn plain_words(message: &str) -> String {
    let message = message.split_once("error: ").map_or(message, |(_, message)| message);
    format!("the feed is ill-formed: {message}")
}

/// The encoding that the declaration of XML names, where it does.
fn declared(start: &[u8]) -> Vec<u8> {
    let start = start.trim_ascii_start();
    let Some(rest) = start.strip_prefix(b"<?xml") else { return Vec::new() };
    let end = rest.iter().position(|&byte| byte == b'>').unwrap_or(rest.len());
    let text = String::from_utf8_lossy(&rest[..end]);
    let value = text.split_once("encoding").and_then(|(_, value)| {
        let value = value.trim_start().strip_prefix('=')?.trim_start();
        let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
        value[1..].split(quote).next()
    });
    value.unwrap_or_default().trim().as_bytes().to_vec()
}

/// A stream that knows at which line it is, and that lets only so much pass for one entry.
struct Metered<'a> {
    stream: BufReader<Box<dyn Read + 'a>>,
    position: Position,
    left: usize,
}

/// An entry is longer than what is read.
#[derive(Debug)]
struct TooLong;

impl std::error::Error for TooLong {}

impl std::fmt::Display for TooLong {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("too long")
    }
}

impl<'a> Metered<'a> {
    fn new(stream: Box<dyn Read + 'a>) -> Metered<'a> {
        let position = Position { line: 1, column: 1 };
        Metered { stream: BufReader::new(stream), position, left: LONGEST }
    }

    /// Lets as much pass again.
    fn renew(&mut self) {
        self.left = LONGEST;
    }
}

impl Read for Metered<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Metered<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::Error::other(TooLong));
        }
        self.stream.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        let passed = &self.stream.buffer()[..amount];
        let lines = memchr::memchr_iter(b'\n', passed).count();
        let last = memchr::memrchr(b'\n', passed).map_or(passed, |at| &passed[at + 1..]);
        let letters = last.iter().filter(|byte| *byte & 0b1100_0000 != 0b1000_0000).count();
        let column = if lines == 0 { self.position.column } else { 1 };
        self.position = Position { line: self.position.line + lines, column: column + letters };
        self.left = self.left.saturating_sub(amount);
        self.stream.consume(amount);
    }
}

#[cfg(test)]
mod tests {
    use crate::article::Article;
    use crate::read::read;
    use annals_core::Diagnostic;

    fn read_all(feed: impl AsRef<[u8]>) -> (Vec<Article>, Vec<Diagnostic>) {
        let mut articles = Vec::new();
        let problems = read("news.xml", feed.as_ref(), &mut |article| articles.push(article));
        (articles, problems)
    }

    const RSS: &str = r#"<?xml version="1.0"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:media="http://search.yahoo.com/mrss/">
<channel><title>Lyon Post</title><language>en-GB</language><link>https://example.org/</link>
<item>
  <title>Fair &amp; market</title>
  <link>https://example.org/fair?a=1&b=2</link>
  <guid isPermaLink="false">fair-1</guid>
  <pubDate>Mon, 03 May 2021 10:00:00 +0200</pubDate>
  <description>In short.</description>
  <content:encoded><![CDATA[<p>The fair opened.</p><p>It rained &amp; poured.</p>]]></content:encoded>
  <media:title>A picture</media:title>
</item>
<item><title>Bridge closed</title><guid>https://example.org/bridge</guid><pubDate>soon</pubDate></item>
</channel></rss>"#;

    #[test]
    fn rss_is_read() {
        let (articles, problems) = read_all(RSS);
        let [fair, bridge] = articles.as_slice() else { panic!("{articles:?}") };
        assert_eq!(fair.title.as_deref(), Some("Fair & market"));
        assert_eq!(fair.id, "fair-1");
        assert_eq!(fair.url.as_deref(), Some("https://example.org/fair?a=1&b=2"));
        assert_eq!(fair.date().unwrap().to_string(), "2021-05-03");
        assert_eq!(fair.publisher.as_deref(), Some("Lyon Post"));
        assert_eq!(fair.lang.as_deref(), Some("en-GB"));
        assert!(fair.text.starts_with("The fair opened."), "{}", fair.text);
        assert!(fair.text.ends_with("It rained & poured."), "{}", fair.text);
        assert_eq!(bridge.text, "Bridge closed");
        assert_eq!(bridge.url.as_deref(), Some("https://example.org/bridge"));
        assert_eq!(problems.len(), 1);
        assert_eq!(
            problems[0].to_string(),
            "news.xml:13:7: warning[article/date]: `soon` is no day"
        );
    }

    #[test]
    fn a_body_without_its_namespace_is_the_text() {
        let item = "<item><body>It <b>rained</b> &amp; poured.</body></item>";
        let (articles, _) = read_all(format!("<rss><channel>{item}</channel></rss>"));
        assert_eq!(articles[0].text, "It rained & poured.");
    }

    #[test]
    fn atom_is_read_in_all_its_forms_of_text() {
        for (content, expected) in [
            ("<content>Rain &lt;b&gt; &#x263A;</content>", "Rain <b> ☺"),
            (
                "<content type='html'>&lt;p&gt;Rain &amp;amp; &lt;b&gt;wind&lt;/b&gt;&lt;/p&gt;</content>",
                "Rain & wind",
            ),
            (
                "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>Rain &amp; <b>wind</b> &lt;3</div></content>",
                "Rain & wind <3",
            ),
            (
                "<content type='image/png' mode='base64'>AAAA</content><summary>Rain</summary>",
                "Rain",
            ),
            ("<summary>Rain</summary>", "Rain"),
        ] {
            let feed = format!(
                "<feed xmlns='http://www.w3.org/2005/Atom' xml:lang='en'><title>Post</title>\
                 <entry><title>Weather</title><id>w</id><updated>2021-05-04T00:00:00Z</updated>\
                 <link rel='self' href='https://example.org/self'/>\
                 <link href='https://example.org/w'/>\
                 <published>2021-05-03T00:00:00Z</published>{content}</entry></feed>"
            );
            let (articles, problems) = read_all(&feed);
            assert!(problems.is_empty(), "{problems:?}");
            let article = &articles[0];
            assert_eq!(article.text, expected, "{content}");
            assert_eq!(article.date().unwrap().to_string(), "2021-05-03");
            assert_eq!(article.url.as_deref(), Some("https://example.org/w"));
            assert_eq!(article.lang.as_deref(), Some("en"));
        }
    }

    #[test]
    fn items_of_rss_1_stand_beside_the_channel() {
        let (articles, _) = read_all(
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' \
             xmlns='http://purl.org/rss/1.0/' xmlns:d='http://purl.org/dc/elements/1.1/'>\
             <channel><title>Post</title></channel>\
             <item><title>Rain</title><d:date>2021-05-03</d:date></item></rdf:RDF>",
        );
        assert_eq!(articles[0].date().unwrap().to_string(), "2021-05-03");
        assert_eq!(articles[0].publisher.as_deref(), Some("Post"));
    }

    #[test]
    fn old_encodings_and_wide_letters_are_read() {
        let feed = "<rss><channel><item><title>Fête</title></item></channel></rss>";
        let latin: Vec<u8> = feed.chars().map(|letter| letter as u8).collect();
        let mut declared = b"<?xml version='1.0' encoding='ISO-8859-1'?>".to_vec();
        declared.extend(latin);
        assert_eq!(read_all(declared).0[0].text, "Fête");
        let wide: Vec<u8> = feed.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(read_all(wide).0[0].text, "Fête");
        let widest: Vec<u8> = feed.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect();
        assert_eq!(read_all(widest).0[0].text, "Fête");
    }

    #[test]
    fn entities_of_a_feed_are_never_expanded() {
        let mut bomb = "<!DOCTYPE rss [<!ENTITY a0 'ha'>".to_owned();
        for level in 1..20 {
            let of = format!("&a{};", level - 1).repeat(10);
            bomb.push_str(&format!("<!ENTITY a{level} '{of}'>"));
        }
        bomb.push_str(
            "]><rss><channel><item><title>&a19;</title></item>\
             <item><title>Rain&nbsp;fell</title></item></channel></rss>",
        );
        let (articles, problems) = read_all(bomb);
        assert_eq!(articles.len(), 1);
        assert_eq!(articles[0].text, "Rain fell");
        assert_eq!(problems[0].code, "feed/entity");
    }

    #[test]
    fn what_is_ill_formed_is_told_and_the_rest_is_read() {
        let item = "<item><title>Rain</title><pubDate>2021-05-03</pubDate></item>";
        for (feed, articles, message) in [
            (format!("<rss><channel>{item}"), 1, "the feed ends in the middle"),
            (format!("<rss><channel>{item}<item><title>Wi"), 1, "the feed ends in the middle"),
            (format!("<rss><channel><b></i>{item}</channel></rss>"), 1, "ill-formed"),
            (format!("<rss><channel>{item}<"), 1, "ill-formed"),
            ("<opml><body/></opml>".to_owned(), 0, "no feed: it begins with `<opml>`"),
            (format!("<rss>{}", "<a>".repeat(100_000)), 0, "more than 256 deep"),
            ("<rss><channel><item><link/></item></channel></rss>".to_owned(), 0, "neither text"),
        ] {
            let (read, problems) = read_all(&feed);
            assert_eq!(read.len(), articles, "{feed:.60}");
            let told = problems.iter().any(|problem| problem.message.contains(message));
            assert!(told, "{message}: {problems:?}");
        }
    }

    #[test]
    fn an_entry_that_is_too_long_is_refused() {
        let feed = format!("<rss><item><title>{}", "x".repeat(33 << 20));
        let (articles, problems) = read_all(feed);
        assert!(articles.is_empty());
        assert_eq!(problems[0].code, "read/size");
    }
}
