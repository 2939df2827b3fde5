//! What is packed by gzip or zstd, as a stream of what is in it.
//!
//! A few bytes can unpack to terabytes. Memory is bounded elsewhere; here time is: what grows
//! beyond measure is refused.

use super::input::Input;
use super::problem::Problem;
use std::io::Read;

/// How something is packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    Gzip,
    Zstd,
}

/// How bytes that begin so are packed.
pub(super) fn kind(head: &[u8]) -> Option<Kind> {
    if head.starts_with(GZIP) {
        Some(Kind::Gzip)
    } else if head.starts_with(b"\x28\xB5\x2F\xFD") {
        Some(Kind::Zstd)
    } else {
        None
    }
}

/// How a member of a gzip file begins: its magic number and the only method there is.
pub(super) const GZIP: &[u8] = b"\x1F\x8B\x08";

#[cfg(feature = "warc")]
pub(super) use unpacking::{Guard, Packed, frames};
#[cfg(feature = "compressed")]
pub(super) use unpacking::{begins_with, unpack};

#[cfg(feature = "compressed")]
mod unpacking {
    use super::{Input, Kind, Problem, Read};
    use crate::read::problem::Refusal;
    use flate2::read::MultiGzDecoder;
    use ruzstd::decoding::{FrameDecoder, StreamingDecoder};
    use std::cell::Cell;
    use std::io::{self, BufRead};
    use std::rc::Rc;

    /// What unpacks to no more than so many bytes is never refused.
    const HARMLESS: u64 = 64 << 20;
    /// Beyond that it may grow so many times; text grows ten times at most.
    const TIMES: u64 = 200;

    /// Whether what is packed begins with these bytes.
    pub(in crate::read) fn begins_with(kind: Kind, head: &[u8], start: &[u8]) -> bool {
        let mut unpacked = Vec::new();
        let mut stream = stream(kind, head);
        // The head is cut off somewhere: what could be unpacked before that counts.
        let _ = stream.by_ref().take(start.len() as u64).read_to_end(&mut unpacked);
        unpacked == start
    }

    /// What is in the input.
    pub(in crate::read) fn unpack<'a>(
        kind: Kind,
        input: Input<'a>,
    ) -> Result<Box<dyn Read + 'a>, Box<Problem>> {
        let guard = Guard::default();
        let packed = guard.packed(input);
        Ok(Box::new(Guarded { stream: stream(kind, packed), guard }))
    }

    fn stream<'a>(kind: Kind, input: impl BufRead + 'a) -> Box<dyn Read + 'a> {
        match kind {
            Kind::Gzip => Box::new(MultiGzDecoder::new(input)),
            Kind::Zstd => Box::new(frames(input)),
        }
    }

    /// What is in the frames of zstd, one after the other; its length is for the caller to bound.
    pub(in crate::read) fn frames<R: BufRead>(input: R) -> impl Read {
        Zstd { input: Some(input), frame: None }
    }

    /// Counts the bytes before and after they are unpacked.
    #[derive(Clone, Default)]
    pub(in crate::read) struct Guard {
        packed: Rc<Cell<u64>>,
        unpacked: Rc<Cell<u64>>,
    }

    impl Guard {
        /// The packed stream, with its bytes counted.
        pub(in crate::read) fn packed<'a>(&self, input: Input<'a>) -> Packed<'a> {
            Packed { input, count: Rc::clone(&self.packed) }
        }

        /// Counts bytes that were unpacked, and refuses those that are too many.
        pub(in crate::read) fn count(&self, unpacked: usize) -> io::Result<()> {
            self.unpacked.set(self.unpacked.get().saturating_add(unpacked as u64));
            let most = self.packed.get().saturating_mul(TIMES).max(HARMLESS);
            if self.unpacked.get() > most {
                return Err(io::Error::other(Refusal { times: TIMES }));
            }
            Ok(())
        }

        /// How many packed bytes have been read.
        #[cfg(feature = "warc")]
        pub(in crate::read) fn offset(&self) -> u64 {
            self.packed.get()
        }
    }

    /// A stream whose bytes are counted.
    pub(in crate::read) struct Packed<'a> {
        input: Input<'a>,
        count: Rc<Cell<u64>>,
    }

    impl Read for Packed<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = self.input.read(buffer)?;
            self.count.set(self.count.get() + read as u64);
            Ok(read)
        }
    }

    impl BufRead for Packed<'_> {
        fn fill_buf(&mut self) -> io::Result<&[u8]> {
            self.input.fill_buf()
        }

        fn consume(&mut self, amount: usize) {
            self.count.set(self.count.get() + amount as u64);
            self.input.consume(amount);
        }
    }

    struct Guarded<'a> {
        stream: Box<dyn Read + 'a>,
        guard: Guard,
    }

    impl Read for Guarded<'_> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let read = self.stream.read(buffer)?;
            self.guard.count(read).map(|()| read)
        }
    }

    /// The frames of a zstd file, one after the other.
    struct Zstd<R: BufRead> {
        input: Option<R>,
        frame: Option<StreamingDecoder<R, FrameDecoder>>,
    }

    impl<R: BufRead> Read for Zstd<R> {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            loop {
                if let Some(frame) = &mut self.frame {
                    match frame.read(buffer)? {
                        0 if !buffer.is_empty() => {}
                        read => return Ok(read),
                    }
                }
                if let Some(frame) = self.frame.take() {
                    self.input = Some(frame.into_inner());
                }
                let Some(mut input) = self.input.take() else { return Ok(0) };
                if input.fill_buf()?.is_empty() {
                    return Ok(0);
                }
                if is_to_be_skipped(input.fill_buf()?) {
                    skip_frame(&mut input)?;
                    self.input = Some(input);
                    continue;
                }
                let frame = StreamingDecoder::new(input).map_err(io::Error::other)?;
                self.frame = Some(frame);
            }
        }
    }

    /// Frames of this kind hold what is no content: `0x184D2A5?`, RFC 8878, section 3.1.2.
    fn is_to_be_skipped(start: &[u8]) -> bool {
        start.get(1..4) == Some(b"\x2A\x4D\x18") && start[0] & 0xF0 == 0x50
    }

    fn skip_frame(input: &mut impl BufRead) -> io::Result<()> {
        let mut header = [0; 8];
        input.read_exact(&mut header)?;
        let length = u32::from_le_bytes([header[4], header[5], header[6], header[7]]);
        io::copy(&mut input.take(length.into()), &mut io::sink()).map(|_| ())
    }
}

#[cfg(not(feature = "compressed"))]
pub(super) fn begins_with(_: Kind, _: &[u8], _: &[u8]) -> bool {
    false
}

#[cfg(not(feature = "compressed"))]
pub(super) fn unpack<'a>(_: Kind, _: Input<'a>) -> Result<Box<dyn Read + 'a>, Box<Problem>> {
    Err(super::left_out("a compressed file", "compressed"))
}

#[cfg(test)]
#[cfg(feature = "compressed")]
pub(super) mod tests {
    use crate::article::Article;
    use crate::read::read;
    use annals_core::Diagnostic;
    use flate2::Compression;
    use flate2::write::GzEncoder;
    use std::io::Write;

    pub(in crate::read) fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut packed = GzEncoder::new(Vec::new(), Compression::best());
        packed.write_all(bytes).unwrap();
        packed.finish().unwrap()
    }

    pub(in crate::read) fn zstd(bytes: &[u8]) -> Vec<u8> {
        ruzstd::encoding::compress_to_vec(bytes, ruzstd::encoding::CompressionLevel::Fastest)
    }

    fn read_all(name: &str, bytes: &[u8]) -> (Vec<Article>, Vec<Diagnostic>) {
        let mut articles = Vec::new();
        let problems = read(name, bytes, &mut |article| articles.push(article));
        (articles, problems)
    }

    const LINE: &[u8] =
        b"{\"id\": \"a\", \"date\": \"2021-05-03\", \"text\": \"The fair opened.\"}\n";

    #[test]
    fn packed_files_are_read_by_the_format_in_them() {
        for (name, packed) in
            [("a.jsonl.gz", gzip(LINE)), ("a.jsonl.zst", zstd(LINE)), ("a", gzip(LINE))]
        {
            let (articles, problems) = read_all(name, &packed);
            assert!(problems.is_empty(), "{problems:?}");
            assert_eq!(articles[0].text, "The fair opened.", "{name}");
            assert_eq!(articles[0].source, name);
        }
    }

    #[test]
    fn all_members_and_frames_are_read() {
        let skipped = b"\x50\x2A\x4D\x18\x03\0\0\0abc";
        for packed in
            [[gzip(LINE), gzip(LINE)].concat(), [zstd(LINE), skipped.to_vec(), zstd(LINE)].concat()]
        {
            assert_eq!(read_all("a.jsonl", &packed).0.len(), 2);
        }
    }

    #[test]
    fn a_broken_end_costs_only_what_follows() {
        let lines = LINE.repeat(2000);
        for (packed, code) in [(gzip(&lines), "read/stopped"), (zstd(&lines), "read/stopped")] {
            let (_, problems) = read_all("a.jsonl.gz", &packed[..packed.len() - 9]);
            assert_eq!(problems.len(), 1);
            assert_eq!(problems[0].code, code);
        }
        let (_, problems) = read_all("a.gz", b"\x1F\x8B\x08nonsense and more of it");
        assert_eq!(problems[0].code, "read/stopped");
    }

    #[test]
    fn what_grows_beyond_measure_is_refused() {
        let bomb = gzip(&vec![b'x'; 80 << 20]);
        assert!(bomb.len() < 100_000);
        let (articles, problems) = read_all("a.jsonl.gz", &bomb);
        assert!(articles.is_empty());
        assert_eq!(problems.len(), 1);
        assert_eq!(problems[0].code, "read/expansion");
        let (_, problems) = read_all("a.txt.gz.gz", &gzip(&gzip(LINE)));
        assert_eq!(problems[0].message, "the file is compressed twice");
    }
}
