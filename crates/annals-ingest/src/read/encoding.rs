//! Other encodings -> UTF-8, as a stream. What cannot be decoded becomes `U+FFFD`.

use super::input::Wide;
use encoding_rs::{CoderResult, Decoder, Encoding, UTF_16BE, UTF_16LE};
use std::io::{self, Read};

/// A stream in UTF-8 made of one in another encoding, without a mark at its beginning.
pub(super) struct Decoded<R> {
    input: R,
    decoder: Decoding,
    /// Bytes as they were read, and up to where they are filled.
    raw: Vec<u8>,
    filled: usize,
    /// What is decoded, and from where it has not been handed on.
    text: Vec<u8>,
    handed: usize,
    at_end: bool,
}

enum Decoding {
    Known(Box<Decoder>),
    Utf32 { reversed: bool, at_start: bool },
}

const CHUNK: usize = 1 << 14;

impl<R: Read> Decoded<R> {
    /// Of one of the encodings that are told by their first bytes.
    pub(super) fn wide(input: R, wide: Wide) -> Decoded<R> {
        Decoded::with(
            input,
            match wide {
                Wide::Utf16Le => Decoding::of(UTF_16LE),
                Wide::Utf16Be => Decoding::of(UTF_16BE),
                Wide::Utf32Le => Decoding::Utf32 { reversed: true, at_start: true },
                Wide::Utf32Be => Decoding::Utf32 { reversed: false, at_start: true },
            },
        )
    }

    /// Of the encoding that goes by a label of the WHATWG Encoding Standard; of UTF-8 where none
    /// does.
    #[cfg(feature = "feed")]
    pub(super) fn labelled(input: R, label: &[u8]) -> Decoded<R> {
        // Who can read a declaration of UTF-16 byte by byte reads no UTF-16.
        let named = Encoding::for_label(label).filter(|encoding| encoding.is_ascii_compatible());
        Decoded::with(input, Decoding::of(named.unwrap_or(encoding_rs::UTF_8)))
    }

    fn with(input: R, decoder: Decoding) -> Decoded<R> {
        let (raw, text) = (vec![0; CHUNK], Vec::with_capacity(3 * CHUNK + 16));
        Decoded { input, decoder, raw, filled: 0, text, handed: 0, at_end: false }
    }

    /// Decodes some more, until there is something to hand on or the input ends.
    fn refill(&mut self) -> io::Result<()> {
        self.text.clear();
        self.handed = 0;
        while self.text.is_empty() && !self.at_end {
            let count = self.input.read(&mut self.raw[self.filled..])?;
            self.filled += count;
            self.at_end = count == 0;
            let read = self.decoder.decode(&self.raw[..self.filled], &mut self.text, self.at_end);
            self.raw.copy_within(read..self.filled, 0);
            self.filled -= read;
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.handed == self.text.len() {
            self.refill()?;
        }
        let mut left = &self.text[self.handed..];
        let count = left.read(buffer)?;
        self.handed += count;
        Ok(count)
    }
}

impl Decoding {
    fn of(encoding: &'static Encoding) -> Decoding {
        Decoding::Known(Box::new(encoding.new_decoder_with_bom_removal()))
    }

    /// Appends what the bytes say, and tells how many of them were used.
    fn decode(&mut self, bytes: &[u8], text: &mut Vec<u8>, at_end: bool) -> usize {
        match self {
            Decoding::Known(decoder) => decode_known(decoder, bytes, text, at_end),
            Decoding::Utf32 { reversed, at_start } => {
                decode_utf32(*reversed, at_start, bytes, text, at_end)
            }
        }
    }
}

fn decode_known(decoder: &mut Decoder, bytes: &[u8], text: &mut Vec<u8>, at_end: bool) -> usize {
    let mut used = 0;
    loop {
        let start = text.len();
        text.resize(start + 3 * CHUNK, 0);
        let (result, read, written, _) =
            decoder.decode_to_utf8(&bytes[used..], &mut text[start..], at_end);
        text.truncate(start + written);
        used += read;
        if result == CoderResult::InputEmpty {
            return used;
        }
    }
}

fn decode_utf32(
    reversed: bool,
    at_start: &mut bool,
    bytes: &[u8],
    text: &mut Vec<u8>,
    at_end: bool,
) -> usize {
    let (letters, rest) = bytes.as_chunks::<4>();
    for &letter in letters {
        let code = if reversed { u32::from_le_bytes(letter) } else { u32::from_be_bytes(letter) };
        let is_mark = std::mem::take(at_start) && code == 0xFEFF;
        if !is_mark {
            let letter = char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER);
            text.extend_from_slice(letter.encode_utf8(&mut [0; 4]).as_bytes());
        }
    }
    if at_end { bytes.len() } else { bytes.len() - rest.len() }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::BufReader;

    /// Hands on a byte at a time.
    struct Slowly<'a>(&'a [u8]);

    impl Read for Slowly<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let most = buffer.len().min(1);
            self.0.read(&mut buffer[..most])
        }
    }

    fn text(mut stream: impl Read) -> String {
        let mut text = String::new();
        stream.read_to_string(&mut text).unwrap();
        text
    }

    #[test]
    fn wide_letters_are_read_whatever_they_are_cut_into() {
        let written = "\u{FEFF}Fête, 𝄞, \u{FEFF}.";
        let pairs: Vec<u16> = written.encode_utf16().collect();
        for (bytes, wide) in [
            (pairs.iter().flat_map(|pair| pair.to_le_bytes()).collect::<Vec<u8>>(), Wide::Utf16Le),
            (pairs.iter().flat_map(|pair| pair.to_be_bytes()).collect(), Wide::Utf16Be),
            (written.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect(), Wide::Utf32Le),
            (written.chars().flat_map(|c| u32::from(c).to_be_bytes()).collect(), Wide::Utf32Be),
        ] {
            let expected = &written['\u{FEFF}'.len_utf8()..];
            assert_eq!(text(Decoded::wide(bytes.as_slice(), wide)), expected, "{wide:?}");
            assert_eq!(text(Decoded::wide(Slowly(&bytes), wide)), expected, "{wide:?}");
        }
    }

    #[test]
    fn labels_name_old_encodings() {
        for (label, bytes, expected) in [
            ("ISO-8859-1", &b"F\xEAte \x96"[..], "Fête –"),
            ("shift_jis", b"\x93\x8C\x8B\x9E", "東京"),
            ("utf-16", "Fête".as_bytes(), "Fête"),
            ("no such label", "Fête".as_bytes(), "Fête"),
            ("utf-8", b"F\xEAte", "F\u{FFFD}te"),
        ] {
            assert_eq!(text(Decoded::labelled(bytes, label.as_bytes())), expected, "{label}");
        }
    }

    #[test]
    fn long_texts_are_decoded_piece_by_piece() {
        let bytes = b"\xE9".repeat(200_000);
        let stream = BufReader::new(Decoded::labelled(bytes.as_slice(), b"latin1"));
        assert_eq!(text(stream), "é".repeat(200_000));
    }
}
