//! Web archives (WARC 0.18 to 1.1, ISO 28500), packed or not: every page of HTML an article.
//!
//! Pages are read from `response` and `resource` records; texts that somebody else took out of
//! pages, from `conversion` records. Requests, metadata, images and answers other than success are
//! passed over. A damaged record costs itself: reading goes on at the next one that can be found.

use super::compressed::{GZIP, Guard, Kind, Packed, frames, kind as kind_of, unpack};
use super::html;
use super::input::{Input, Line, read_line};
use super::problem::{LONGEST, Problem, Problems, stopped, too_long, undated};
use super::{Source, date};
use crate::article::{Article, DateFrom, Published, web_address};
use annals_core::Position;
use flate2::bufread::GzDecoder;
use flate2::read::{GzDecoder as GzipBody, ZlibDecoder};
use std::io::{self, BufRead, BufReader, Read};

/// An archive that is being read.
pub(super) struct Archive<'a> {
    stream: Stream<'a>,
    guard: Guard,
    /// How many records have begun.
    number: usize,
    /// Where in the file the record begins that is being read.
    offset: u64,
    /// A first line that was found while looking for one.
    found: Option<Vec<u8>>,
    pages: usize,
    at_end: bool,
}

/// The bytes of the records.
enum Stream<'a> {
    /// One record after the other.
    Plain(Packed<'a>),
    /// In members of gzip, a record each or many.
    Member(Box<BufReader<GzDecoder<Packed<'a>>>>),
    /// Between two members.
    Between(Packed<'a>),
    Closed,
}

/// The longest line of a header, and the longest header.
const LONGEST_LINE: usize = 1 << 16;
const LONGEST_HEADER: usize = 1 << 20;

/// The header of a record.
struct Header {
    fields: Vec<(String, String)>,
    length: u64,
}

/// What a record came to.
enum Found {
    Article(Box<Article>),
    Nothing,
    End,
}

impl<'a> Archive<'a> {
    pub(super) fn new(input: Input<'a>, packed: Option<Kind>) -> Result<Archive<'a>, Box<Problem>> {
        let guard = Guard::default();
        let stream = match packed {
            Some(Kind::Gzip) => Stream::Between(guard.packed(input)),
            Some(Kind::Zstd) => {
                let unpacked = unpack(Kind::Zstd, input)?;
                let input = Input::new(unpacked).map_err(|error| stopped(&error).boxed())?;
                Stream::Plain(guard.packed(input))
            }
            None => Stream::Plain(guard.packed(input)),
        };
        let (number, offset, found, pages, at_end) = (0, 0, None, 0, false);
        Ok(Archive { stream, guard, number, offset, found, pages, at_end })
    }

    /// Reads the next record.
    fn record(&mut self, problems: &mut Problems) -> io::Result<Found> {
        let Some(first) = self.first_line()? else { return Ok(Found::End) };
        self.number += 1;
        if !first.starts_with(b"WARC/") {
            self.tell(problems, damaged("this is no record: it does not begin with `WARC/`"));
            self.found = self.look_for_record()?;
            return Ok(Found::Nothing);
        }
        let header = match self.header()? {
            Ok(header) => header,
            Err(what) => {
                self.tell(problems, damaged(what));
                self.found = self.look_for_record()?;
                return Ok(Found::Nothing);
            }
        };
        let wanted = header.is_wanted();
        let mut payload = Vec::new();
        let kept = if wanted { LONGEST as u64 + 1 } else { 0 };
        let mut body = Body { archive: self, left: header.length };
        let read = body.by_ref().take(kept).read_to_end(&mut payload);
        let read = read.and_then(|_| io::copy(&mut body, &mut io::sink()));
        let lacking = body.left;
        match read {
            Ok(_) if lacking > 0 => self.tell(problems, header.cut_off(lacking)),
            Err(error) if is_refusal(&error) => return Err(error),
            Err(_) => {
                self.tell(problems, header.cut_off(lacking));
                let more = self.next_member()?;
                return Ok(if more { Found::Nothing } else { Found::End });
            }
            Ok(_) if payload.len() > LONGEST => self.tell(problems, too_long("the record")),
            Ok(_) if wanted => return Ok(self.page(&header, payload, problems)),
            Ok(_) => {}
        }
        Ok(Found::Nothing)
    }

    /// The article of a record that may hold one.
    fn page(&mut self, header: &Header, payload: Vec<u8>, problems: &mut Problems) -> Found {
        let kind = header.value("Content-Type").unwrap_or_default();
        let page = match header.value("WARC-Type") {
            Some("response") => match response(payload) {
                Ok(Some(page)) => page,
                Ok(None) => return Found::Nothing,
                Err(what) => {
                    self.tell(problems, damaged(what));
                    return Found::Nothing;
                }
            },
            _ => Page { charset: charset(kind), body: payload },
        };
        let is_text = header.value("WARC-Type") == Some("conversion");
        let read = match is_text {
            true => header.text(&problems.name, &page),
            false => header.html(&problems.name, &page),
        };
        match read {
            Ok(html::Page { article, warnings }) => {
                self.pages += 1;
                warnings.into_iter().for_each(|warning| self.tell(problems, warning));
                Found::Article(Box::new(article))
            }
            Err(problem) => {
                self.tell(problems, *problem);
                Found::Nothing
            }
        }
    }

    /// The next line that is not empty, in this member or the one after it.
    fn first_line(&mut self) -> io::Result<Option<Vec<u8>>> {
        if let Some(found) = self.found.take() {
            return Ok(Some(found));
        }
        let mut line = Vec::new();
        loop {
            self.offset = self.guard.offset();
            let length = read_line(self, LONGEST_LINE, &mut line)?.1;
            if length == 0 && !self.next_member()? {
                return Ok(None);
            }
            if !line.trim_ascii().is_empty() {
                return Ok(Some(line));
            }
        }
    }

    /// The fields of a header, to the empty line that ends it; or what is wrong with it.
    fn header(&mut self) -> io::Result<Result<Header, &'static str>> {
        let (mut fields, mut line, mut total) = (Vec::new(), Vec::new(), 0);
        loop {
            let (kind, length) = read_line(self, LONGEST_LINE, &mut line)?;
            total += length;
            if kind != Line::Whole || total > LONGEST_HEADER {
                return Ok(Err("the header of the record does not end"));
            }
            if line.trim_ascii().is_empty() {
                break;
            }
            fields.extend(field(&line));
        }
        let length = value(&fields, "Content-Length").and_then(|length| length.parse().ok());
        Ok(length.map(|length| Header { fields, length }).ok_or("the record says no length"))
    }

    /// Passes over what is damaged, to the first line of a record.
    fn look_for_record(&mut self) -> io::Result<Option<Vec<u8>>> {
        let mut line = Vec::new();
        loop {
            self.offset = self.guard.offset();
            match read_line(self, LONGEST_LINE, &mut line) {
                Ok((Line::End, _)) => return Ok(None),
                Ok(_) if line.starts_with(b"WARC/") => return Ok(Some(line)),
                Ok(_) => {}
                Err(error) if is_refusal(&error) => return Err(error),
                // A member that is damaged ends here.
                Err(_) => return self.next_member().map(|_| None),
            }
        }
    }

    /// Goes on to the next member, where the file has members.
    fn next_member(&mut self) -> io::Result<bool> {
        let mut packed = match std::mem::replace(&mut self.stream, Stream::Closed) {
            Stream::Member(member) => member.into_inner().into_inner(),
            Stream::Between(packed) => packed,
            plain => {
                self.stream = plain;
                return Ok(false);
            }
        };
        let more = skip_to_member(&mut packed)?;
        self.stream = match more {
            true => Stream::Member(Box::new(BufReader::new(GzDecoder::new(packed)))),
            false => Stream::Between(packed),
        };
        Ok(more)
    }

    fn tell(&self, problems: &mut Problems, problem: Problem) {
        let at = self.offset as usize;
        let message = format!("record {} (byte {at}): {}", self.number, problem.message);
        let start = Position { line: 1, column: 1 };
        problems.push(Problem { message, ..problem }.at(at..at, start));
    }

    fn finish(&mut self, problems: &mut Problems) {
        self.at_end = true;
        if self.pages == 0 && problems.list.is_empty() {
            let message = format!("none of the {} records of the archive is a page", self.number);
            problems.push(Problem::warning("warc/empty", message, ""));
        }
    }
}

/// The bytes of the member that is being read, or of the file.
impl Read for Archive<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let mut bytes = self.fill_buf()?;
        let count = bytes.read(buffer)?;
        self.consume(count);
        Ok(count)
    }
}

impl BufRead for Archive<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match &mut self.stream {
            Stream::Plain(plain) => plain.fill_buf(),
            Stream::Member(member) => {
                let was_empty = member.buffer().is_empty();
                let bytes = member.fill_buf()?;
                self.guard.count(if was_empty { bytes.len() } else { 0 })?;
                Ok(bytes)
            }
            Stream::Between(_) | Stream::Closed => Ok(&[]),
        }
    }

    fn consume(&mut self, amount: usize) {
        match &mut self.stream {
            Stream::Plain(plain) => plain.consume(amount),
            Stream::Member(member) => member.consume(amount),
            Stream::Between(_) | Stream::Closed => {}
        }
    }
}

impl Source for Archive<'_> {
    fn next(&mut self, problems: &mut Problems) -> Option<Article> {
        while !self.at_end {
            match self.record(problems) {
                Ok(Found::Article(article)) => return Some(*article),
                Ok(Found::Nothing) => {}
                Ok(Found::End) => self.finish(problems),
                Err(error) if matches!(self.stream, Stream::Member(_)) && !is_refusal(&error) => {
                    // The member is damaged; the next may be whole.
                    self.number += 1;
                    self.tell(problems, damaged("the record cannot be unpacked"));
                    self.at_end = !self.next_member().unwrap_or(false);
                }
                Err(error) => {
                    self.tell(problems, stopped(&error));
                    self.at_end = true;
                }
            }
        }
        None
    }
}

/// The body of a record, of as many bytes as its header says.
struct Body<'b, 'a> {
    archive: &'b mut Archive<'a>,
    left: u64,
}

impl Read for Body<'_, '_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let count = self.archive.by_ref().take(self.left).read(buffer)?;
        self.left -= count as u64;
        Ok(count)
    }
}

impl Header {
    fn value(&self, name: &str) -> Option<&str> {
        value(&self.fields, name)
    }

    /// The address; early programs wrote it in angle brackets.
    fn url(&self) -> String {
        let url = self.value("WARC-Target-URI").or_else(|| self.value("WARC-Record-ID"));
        url.unwrap_or("unknown").trim_matches(['<', '>']).to_owned()
    }

    /// Whether the record may hold an article.
    fn is_wanted(&self) -> bool {
        let kind = self.value("Content-Type").unwrap_or_default().to_ascii_lowercase();
        match self.value("WARC-Type") {
            Some("response") => kind.starts_with("application/http"),
            Some("resource") => is_html(&kind),
            Some("conversion") => kind.starts_with("text/plain"),
            _ => false,
        }
    }

    fn html(&self, name: &str, page: &Page) -> Result<html::Page, Box<Problem>> {
        let url = self.url();
        let address = web_address(&url);
        let about = html::About {
            source: name,
            id: &url,
            url: address.as_deref(),
            charset: page.charset.as_deref(),
            fetched: self.value("WARC-Date").and_then(date::day),
        };
        html::read_page(&page.body, &about)
    }

    /// A text that was taken out of a page. When it was written it tells by its dateline at most.
    fn text(&self, name: &str, page: &Page) -> Result<html::Page, Box<Problem>> {
        let url = self.url();
        let mut article = Article::new(name, &*url, &String::from_utf8_lossy(&page.body));
        if article.text.is_empty() {
            return Err(Problem::error("article/empty", "the page has no text", "").boxed());
        }
        article.url = web_address(&url);
        article.dateline = date::dateline(&article.text, None);
        article.published = article.dateline.map(|day| Published { day, from: DateFrom::Dateline });
        let undated = article.published.is_none().then(|| undated(&url));
        Ok(html::Page { article, warnings: undated.into_iter().collect() })
    }

    fn cut_off(&self, lacking: u64) -> Problem {
        damaged(&format!("the record of `{}` lacks its last {lacking} bytes", self.url()))
    }
}

/// A page as a server sent it, without what it was wrapped in.
struct Page {
    body: Vec<u8>,
    charset: Option<String>,
}

/// The page of an answer of HTTP, where it is one of success and of HTML.
fn response(payload: Vec<u8>) -> Result<Option<Page>, &'static str> {
    let (mut fields, mut rest) = (Vec::new(), payload.as_slice());
    let mut status = None;
    loop {
        let end = memchr::memchr(b'\n', rest).ok_or("the answer of the server is cut off")?;
        let line = &rest[..end];
        rest = &rest[end + 1..];
        match status {
            _ if line.trim_ascii().is_empty() => break,
            None => status = Some(line.to_vec()),
            Some(_) => fields.extend(field(line)),
        }
    }
    let status = status.unwrap_or_default();
    let is_success = status.split(|&byte| byte == b' ').nth(1).is_some_and(|code| code == b"200");
    let kind = value(&fields, "Content-Type").unwrap_or_default().to_ascii_lowercase();
    if !is_success || !(is_html(&kind) || kind.is_empty() && looks_like_html(rest)) {
        return Ok(None);
    }
    let is_chunked = value(&fields, "Transfer-Encoding")
        .is_some_and(|how| how.trim().eq_ignore_ascii_case("chunked"));
    // Programs that archive pages often join the chunks and keep the header.
    let body =
        if is_chunked { joined(rest).unwrap_or_else(|| rest.to_vec()) } else { rest.to_vec() };
    let packed = value(&fields, "Content-Encoding").unwrap_or_default().trim().to_ascii_lowercase();
    let body = match packed.as_str() {
        "gzip" | "x-gzip" if body.starts_with(GZIP) => unpacked(GzipBody::new(body.as_slice()))?,
        "deflate" if body.first() == Some(&0x78) => unpacked(ZlibDecoder::new(body.as_slice()))?,
        // A page that the archive holds unpacked may keep the header that says otherwise.
        "zstd" if kind_of(&body) == Some(Kind::Zstd) => unpacked(frames(body.as_slice()))?,
        "br" if !looks_like_html(&body) => {
            return Err("the page is packed by brotli, which is not read: archive it without");
        }
        _ => body,
    };
    Ok(Some(Page { body, charset: charset(&kind) }))
}

/// What is in a packed page.
fn unpacked(stream: impl Read) -> Result<Vec<u8>, &'static str> {
    let mut body = Vec::new();
    let read = stream.take(LONGEST as u64 + 1).read_to_end(&mut body);
    match read {
        Ok(_) if body.len() > LONGEST => Err("the page grows too long when it is unpacked"),
        Err(_) if body.is_empty() => Err("the page cannot be unpacked"),
        // What came out before it broke off is the beginning of the page.
        _ => Ok(body),
    }
}

/// The chunks of a body joined; `None` where it does not begin with a chunk.
fn joined(mut bytes: &[u8]) -> Option<Vec<u8>> {
    let mut body = Vec::with_capacity(bytes.len());
    loop {
        let line = memchr::memchr(b'\n', bytes).map(|end| bytes.split_at(end + 1));
        let size = line.and_then(|(line, _)| {
            let line = std::str::from_utf8(line).ok()?;
            usize::from_str_radix(line.split(';').next()?.trim(), 16).ok()
        });
        let (Some((_, rest)), Some(size)) = (line, size) else {
            // The rest of a body that breaks off is lost, its beginning is not.
            return (!body.is_empty()).then_some(body);
        };
        body.extend_from_slice(&rest[..size.min(rest.len())]);
        let rest = rest.get(size..).unwrap_or_default();
        bytes = rest.strip_prefix(b"\r\n").or_else(|| rest.strip_prefix(b"\n")).unwrap_or(rest);
        if size == 0 || bytes.is_empty() {
            return Some(body);
        }
    }
}

/// Goes to where a member of gzip begins, over whatever lies before it. Tells whether there is one.
fn skip_to_member(packed: &mut Packed<'_>) -> io::Result<bool> {
    loop {
        let bytes = packed.fill_buf()?;
        if bytes.is_empty() {
            return Ok(false);
        }
        if bytes.starts_with(GZIP) {
            return Ok(true);
        }
        let next = memchr::memchr(GZIP[0], &bytes[1..]).map_or(bytes.len(), |at| at + 1);
        packed.consume(next);
    }
}

fn field(line: &[u8]) -> Option<(String, String)> {
    let line = String::from_utf8_lossy(line);
    let (name, value) = line.split_once(':')?;
    Some((name.trim().to_owned(), value.trim().to_owned()))
}

fn value<'f>(fields: &'f [(String, String)], name: &str) -> Option<&'f str> {
    let is_named = |(known, _): &&(String, String)| known.eq_ignore_ascii_case(name);
    fields.iter().find(is_named).map(|(_, value)| value.as_str())
}

fn is_html(kind: &str) -> bool {
    kind.starts_with("text/html") || kind.starts_with("application/xhtml")
}

fn looks_like_html(body: &[u8]) -> bool {
    let start = body.trim_ascii_start().get(..9).unwrap_or_default().to_ascii_lowercase();
    start.starts_with(b"<html") || start == b"<!doctype"
}

/// The encoding that a content type names.
fn charset(kind: &str) -> Option<String> {
    let (_, value) = kind.split_once("charset=")?;
    let value = value.split(';').next()?.trim().trim_matches('"');
    (!value.is_empty()).then(|| value.to_owned())
}

fn damaged(what: &str) -> Problem {
    Problem::error("warc/record", what, "").help("the other records are read")
}

/// Whether a file is refused, not damaged.
fn is_refusal(error: &io::Error) -> bool {
    stopped(error).code == "read/expansion"
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::compressed::tests::{gzip, zstd};
    use crate::read::read;
    use annals_core::Diagnostic;
    use std::io::Write;

    const PAGE: &str = "<html><head><title>Fair</title></head><body><article><p>The fair opened \
        in Lyon on Sunday, and many people came to see the new wheel.</p></article></body></html>";

    fn record(kind: &str, content: &str, body: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: https://example.org/fair\r\n\
             WARC-Date: 2021-05-04T00:00:00Z\r\nContent-Type: {content}\r\n\
             Content-Length: {}\r\n\r\n",
            body.len()
        );
        [head.as_bytes(), body, b"\r\n\r\n"].concat()
    }

    fn answer(fields: &str, body: &[u8]) -> Vec<u8> {
        let head =
            format!("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n{fields}\r\n");
        let answer = [head.as_bytes(), body].concat();
        record("response", "application/http; msgtype=response", &answer)
    }

    fn chunked(body: &[u8]) -> Vec<u8> {
        let (one, two) = body.split_at(20);
        let mut chunks = Vec::new();
        for chunk in [one, two, b""] {
            write!(chunks, "{:x};name=value\r\n", chunk.len()).unwrap();
            chunks.extend([chunk, b"\r\n"].concat());
        }
        chunks
    }

    fn read_all(bytes: &[u8]) -> (Vec<Article>, Vec<Diagnostic>) {
        let mut articles = Vec::new();
        let problems = read("crawl.warc", bytes, &mut |article| articles.push(article));
        (articles, problems)
    }

    fn errors(problems: &[Diagnostic]) -> Vec<&str> {
        let errors = problems.iter().filter(|one| one.code != "article/date");
        errors.map(|one| one.message.as_str()).collect()
    }

    #[test]
    fn pages_are_read_whatever_they_are_wrapped_in() {
        let page = PAGE.as_bytes();
        let packed = gzip(page);
        let frame = zstd(page);
        for one in [
            answer("Content-Encoding: zstd\r\n", &frame),
            answer("Content-Encoding: zstd\r\nTransfer-Encoding: chunked\r\n", &chunked(&frame)),
            answer("Content-Encoding: zstd\r\n", page),
            answer("Content-Encoding: br\r\n", page),
            answer("", page),
            answer("Transfer-Encoding: chunked\r\n", &chunked(page)),
            answer("Transfer-Encoding: chunked\r\n", page),
            answer("content-encoding: gzip\r\n", &packed),
            answer("Content-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n", &chunked(&packed)),
            answer("Content-Encoding: gzip\r\n", page),
            record("resource", "text/html", page),
            record("conversion", "text/plain", b"The fair opened in Lyon on Sunday."),
        ] {
            let info = record("warcinfo", "application/warc-fields", b"software: mine\r\n");
            let image = record("resource", "image/png", b"\x89PNG");
            let file = [info, image, one].concat();
            for bytes in [file.clone(), gzip(&file)] {
                let (articles, problems) = read_all(&bytes);
                assert_eq!(articles.len(), 1, "{problems:?}");
                assert_eq!(articles[0].id, "https://example.org/fair");
                assert_eq!(articles[0].url.as_deref(), Some("https://example.org/fair"));
                assert!(articles[0].text.contains("The fair opened in Lyon on Sunday"));
                assert_eq!(errors(&problems), [""; 0]);
            }
        }
    }

    #[test]
    fn a_page_packed_by_brotli_is_refused_by_name() {
        let (articles, problems) =
            read_all(&answer("Content-Encoding: br\r\n", b"\x0B\x02\x80fair\x03"));
        assert!(articles.is_empty());
        let told = errors(&problems);
        assert!(told[0].contains("packed by brotli"), "{told:?}");
    }

    #[test]
    fn a_damaged_record_costs_itself() {
        let good = answer("", PAGE.as_bytes());
        let no_length = b"WARC/1.0\r\nWARC-Type: response\r\n\r\nbody\r\n\r\n".to_vec();
        let (articles, problems) =
            read_all(&[&good[..], b"what is this\r\n", &no_length, &good].concat());
        assert_eq!(articles.len(), 2);
        assert_eq!(
            errors(&problems),
            [
                &format!(
                    "record 2 (byte {}): this is no record: it does not begin with `WARC/`",
                    good.len()
                )[..],
                &format!("record 3 (byte {}): the record says no length", good.len() + 14)[..]
            ]
        );
    }

    #[test]
    fn a_damaged_member_costs_itself() {
        let good = gzip(&answer("", PAGE.as_bytes()));
        let mut bad = good.clone();
        let middle = bad.len() / 2;
        bad[middle..middle + 20].fill(0xFF);
        let (articles, problems) = read_all(&[&good[..], &bad, &good].concat());
        assert_eq!(articles.len(), 2, "{problems:?}");
        assert!(!errors(&problems).is_empty());
    }

    #[test]
    fn an_archive_that_breaks_off_is_told() {
        let good = answer("", PAGE.as_bytes());
        let half = &good[..good.len() - 40];
        for bytes in [[&good[..], half].concat(), [gzip(&good), gzip(half)].concat()] {
            let (articles, problems) = read_all(&bytes);
            assert_eq!(articles.len(), 1);
            let told = errors(&problems);
            assert_eq!(told.len(), 1, "{told:?}");
            let expected = "the record of `https://example.org/fair` lacks its last 36 bytes";
            assert!(told[0].ends_with(expected), "{told:?}");
        }
        let packed = gzip(&good);
        let (_, problems) = read_all(&[&packed[..], &packed[..packed.len() / 2]].concat());
        assert_eq!(errors(&problems).len(), 1);
    }

    #[test]
    fn answers_that_are_no_pages_are_passed_over() {
        let moved = b"HTTP/1.1 302 Found\r\nContent-Type: text/html\r\n\r\n<p>Moved".to_vec();
        let image = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\n\r\n\x89PNG".to_vec();
        let kind = "application/http";
        let file = [record("response", kind, &moved), record("response", kind, &image)].concat();
        let (articles, problems) = read_all(&file);
        assert!(articles.is_empty());
        assert_eq!(problems[0].message, "none of the 2 records of the archive is a page");
    }

    #[test]
    fn a_bomb_in_a_page_or_in_a_member_is_refused() {
        let blanks = vec![b' '; 80 << 20];
        for (how, bomb) in [("gzip", gzip(&blanks)), ("zstd", zstd(&blanks))] {
            let (articles, problems) =
                read_all(&answer(&format!("Content-Encoding: {how}\r\n"), &bomb));
            assert!(articles.is_empty());
            assert!(errors(&problems)[0].contains("grows too long"), "{problems:?}");
        }
        let image = record("resource", "image/png", &vec![0; 80 << 20]);
        let (_, problems) = read_all(&gzip(&image));
        assert_eq!(problems[0].code, "read/expansion");
    }
}
