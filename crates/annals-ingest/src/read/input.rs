//! The bytes of a file as a stream whose beginning can be looked at, and records cut out of it
//! within bounds.

use super::problem::{LONGEST, Problem, stopped, too_long};
use std::io::{self, BufRead, BufReader, Chain, Cursor, Read};

/// How much of the beginning can be looked at.
pub(super) const HEAD: usize = 4096;

/// A stream whose beginning has been looked at.
pub(super) struct Input<'a> {
    head: Vec<u8>,
    stream: BufReader<Rejoined<'a>>,
}

/// The beginning that was looked at, and the rest.
type Rejoined<'a> = Chain<Cursor<Vec<u8>>, Box<dyn Read + 'a>>;

/// A line of a file, or that it was too long to be kept.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Line {
    Whole,
    TooLong,
    End,
}

impl<'a> Input<'a> {
    pub(super) fn new(mut input: Box<dyn Read + 'a>) -> io::Result<Input<'a>> {
        let mut head = Vec::new();
        input.by_ref().take(HEAD as u64).read_to_end(&mut head)?;
        let stream = BufReader::with_capacity(1 << 16, Cursor::new(head.clone()).chain(input));
        Ok(Input { head, stream })
    }

    /// The first bytes of the stream, whatever has been read since.
    pub(super) fn head(&self) -> &[u8] {
        &self.head
    }

    /// All that is left.
    pub(super) fn read_all(&mut self) -> Result<Vec<u8>, Box<Problem>> {
        let mut bytes = Vec::new();
        let most = LONGEST as u64 + 1;
        self.by_ref()
            .take(most)
            .read_to_end(&mut bytes)
            .map_err(|error| stopped(&error).boxed())?;
        if bytes.len() > LONGEST { Err(too_long("the file").boxed()) } else { Ok(bytes) }
    }
}

impl Read for Input<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.stream.read(buffer)
    }
}

impl BufRead for Input<'_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        self.stream.fill_buf()
    }

    fn consume(&mut self, amount: usize) {
        self.stream.consume(amount);
    }
}

/// Reads a line with its end into `line`, and tells how many bytes it has in the file. Of a line
/// of more than `most` bytes only so many are kept.
pub(super) fn read_line(
    input: &mut dyn BufRead,
    most: usize,
    line: &mut Vec<u8>,
) -> io::Result<(Line, usize)> {
    line.clear();
    let mut length = 0;
    loop {
        let bytes = match input.fill_buf() {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
            Err(error) => return Err(error),
        };
        let end = memchr::memchr(b'\n', bytes);
        let taken = end.map_or(bytes.len(), |end| end + 1);
        let kept = taken.min(most.saturating_sub(line.len()));
        line.extend_from_slice(&bytes[..kept]);
        let at_end = bytes.is_empty();
        input.consume(taken);
        length += taken;
        if end.is_some() || at_end {
            return Ok(match length {
                0 => (Line::End, 0),
                _ if length > most => (Line::TooLong, length),
                _ => (Line::Whole, length),
            });
        }
    }
}

/// The bytes of the head as they are in ASCII, where it is UTF-16 or UTF-32; else the head itself,
/// without the mark of UTF-8.
pub(super) fn plain_start(head: &[u8]) -> Vec<u8> {
    let head = head.strip_prefix(UTF_8_MARK).unwrap_or(head);
    match wide(head) {
        Some(_) => head.iter().copied().filter(|byte| !matches!(byte, 0 | 0xFE | 0xFF)).collect(),
        None => head.to_vec(),
    }
}

/// The input as UTF-8 and without a mark, where its first bytes say in which encoding it is.
pub(super) fn after_mark(mut input: Input<'_>) -> Result<Input<'_>, Box<Problem>> {
    if input.head().starts_with(UTF_8_MARK) {
        let mark = input.read_exact(&mut [0; UTF_8_MARK.len()]);
        return mark.map(|()| input).map_err(|error| stopped(&error).boxed());
    }
    match wide(input.head()) {
        Some(wide) => decoded(input, wide),
        None => Ok(input),
    }
}

const UTF_8_MARK: &[u8] = b"\xEF\xBB\xBF";

/// An encoding of several bytes a letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wide {
    Utf16Le,
    Utf16Be,
    Utf32Le,
    Utf32Be,
}

/// Which of them bytes are in that begin with a mark, or with a tag of XML.
pub(super) fn wide(head: &[u8]) -> Option<Wide> {
    const STARTS: [(&[u8], Wide); 8] = [
        (b"\xFF\xFE\0\0", Wide::Utf32Le),
        (b"\0\0\xFE\xFF", Wide::Utf32Be),
        (b"\xFF\xFE", Wide::Utf16Le),
        (b"\xFE\xFF", Wide::Utf16Be),
        (b"<\0\0\0", Wide::Utf32Le),
        (b"\0\0\0<", Wide::Utf32Be),
        (b"<\0", Wide::Utf16Le),
        (b"\0<", Wide::Utf16Be),
    ];
    STARTS.iter().find(|(start, _)| head.starts_with(start)).map(|(_, wide)| *wide)
}

#[cfg(feature = "encodings")]
fn decoded(input: Input<'_>, wide: Wide) -> Result<Input<'_>, Box<Problem>> {
    let decoded = super::encoding::Decoded::wide(input, wide);
    Input::new(Box::new(decoded)).map_err(|error| stopped(&error).boxed())
}

#[cfg(not(feature = "encodings"))]
fn decoded(_: Input<'_>, _: Wide) -> Result<Input<'_>, Box<Problem>> {
    Err(Problem::error("read/encoding", "the file is in UTF-16", "UTF-16 begins here")
        .help("save it as UTF-8")
        .boxed())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_long_line_is_cut_and_the_next_is_whole() {
        let text = format!("{}\nshort\n\nlast", "x".repeat(100_000));
        let mut input = Input::new(Box::new(text.as_bytes())).unwrap();
        let mut line = Vec::new();
        let mut next = || {
            let (kind, length) = read_line(&mut input, 1000, &mut line).unwrap();
            (kind, length, line.len())
        };
        assert_eq!(next(), (Line::TooLong, 100_001, 1000));
        assert_eq!(next(), (Line::Whole, 6, 6));
        assert_eq!(next(), (Line::Whole, 1, 1));
        assert_eq!(next(), (Line::Whole, 4, 4));
        assert_eq!(next(), (Line::End, 0, 0));
    }
}
