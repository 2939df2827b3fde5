//! Laws of reading: no input does harm, and how it is cut into pieces changes nothing.

use annals_core::Severity;
use annals_ingest::{Article, Articles, read};
use proptest::prelude::*;
use std::io::{self, Read};

/// Hands on a few bytes at a time.
struct Pieces<'a>(&'a [u8], usize);

impl Read for Pieces<'_> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let most = buffer.len().min(self.1);
        self.0.read(&mut buffer[..most])
    }
}

const NAMES: [&str; 8] = ["a.txt", "a.md", "a.jsonl", "a.json", "a.xml", "a.html", "a.warc", "a"];

/// Pieces of all formats, in any order: most of what comes out is nearly well-formed.
fn pieces() -> impl Strategy<Value = Vec<u8>> {
    let piece = prop::sample::select(vec![
        &b"{\"id\": 1, \"date\": \"2021-05-03\", \"text\": \"It rained.\"}"[..],
        b"{\"items\": [",
        b"[",
        b"]",
        b"\"",
        b"\\",
        b",\n",
        b"\n\n",
        b"+++\ntitle = \"A\"\n+++\n",
        b"---\ntitle: A\n",
        b"---\n",
        b"# Rain\n",
        b"[it](x) *rained*\n",
        b"<?xml version='1.0' encoding='latin1'?>",
        b"<!DOCTYPE rss [<!ENTITY a '&b;'>]>",
        b"<rss><channel>",
        b"<feed xmlns='http://www.w3.org/2005/Atom'>",
        b"<item><title>Rain</title>",
        b"<description>&lt;p>It rained.&#0;&a;&nbsp;&",
        b"<![CDATA[<p>wet]]>",
        b"</description>",
        b"</item>",
        b"<entry><content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>wet",
        b"</div></content></entry>",
        b"</channel></rss>",
        b"WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\nContent-Length: 60\r\n\r\n",
        b"WARC/1.0\r\nWARC-Type: conversion\r\nContent-Type: text/plain\r\nContent-Length: 2\r\n\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n<p>It\r\n",
        b"0\r\n\r\n",
        b"<html><p>It rained.</html>",
        b"\x1F\x8B\x08\0\0\0\0\0\0\xFF",
        b"\x28\xB5\x2F\xFD",
        b"\xEF\xBB\xBF",
        b"\xFF\xFE",
        b"\xFE\xFF\0<",
        b"\xE9\0",
        b"date 2021-05-03 ",
        b"Date: soon\n",
    ]);
    prop::collection::vec(piece, 0..12).prop_map(|pieces| pieces.concat())
}

fn through(name: &str, input: impl Read) -> (Vec<Article>, Vec<String>) {
    let mut articles = Articles::new(name, input);
    let read: Vec<Article> = articles.by_ref().collect();
    (read, articles.into_problems().iter().map(ToString::to_string).collect())
}

proptest! {
    #[test]
    fn pieces_of_any_length_give_the_same(
        name in prop::sample::select(&NAMES[..]),
        bytes in pieces(),
        length in 1..9_usize,
    ) {
        prop_assert_eq!(through(name, bytes.as_slice()), through(name, Pieces(&bytes, length)));
    }

    #[test]
    fn what_is_left_out_is_told(name in prop::sample::select(&NAMES[..]), bytes in pieces()) {
        let mut count = 0;
        let problems = read(name, &bytes, &mut |article| {
            assert!(!article.text.is_empty() && !article.id.is_empty());
            count += 1;
        });
        prop_assert!(count > 0 || !problems.is_empty());
        for problem in &problems {
            prop_assert!(problem.span.start <= problem.span.end);
            prop_assert!(problem.position.line > 0 && problem.position.column > 0);
        }
    }

    #[test]
    fn any_bytes_are_borne(
        name in prop::sample::select(&NAMES[..]),
        start in pieces(),
        bytes in prop::collection::vec(any::<u8>(), 0..200),
    ) {
        read(name, &[start, bytes].concat(), &mut |_| {});
    }
}

#[test]
fn memory_does_not_grow_with_the_number_of_articles() {
    /// Lines without end.
    struct Endless(usize);

    impl Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            const LINE: &[u8] =
                b"{\"id\": 1, \"date\": \"2021-05-03\", \"text\": \"It rained.\"}\n";
            buffer.iter_mut().enumerate().for_each(|(at, byte)| {
                *byte = LINE[(self.0 + at) % LINE.len()];
            });
            self.0 += buffer.len();
            Ok(buffer.len())
        }
    }

    let mut articles = Articles::new("endless.jsonl", Endless(0));
    assert_eq!(articles.nth(99_999).unwrap().text, "It rained.");
    let problems = articles.into_problems();
    assert!(problems.iter().all(|problem| problem.severity == Severity::Warning));
}
