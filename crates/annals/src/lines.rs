//! Requests on standard input, one JSON object a line, each answered by a line, in order.
//!
//! A line that cannot be read is named with its place and costs only itself.

use crate::problem::{Place, Problem};
use annals_core::Position;
use rayon::prelude::*;
use serde::de::DeserializeOwned;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::ops::Range;

/// Has every request answered, and tells `refuse` of every line that cannot be read and of every
/// problem that an answer comes with.
///
/// Requests that wait together are answered at the same time, on all processors. Answers are passed
/// on whenever no further request is waiting, so that a program at the other end can wait for each.
/// Memory holds some lines at a time, however many there are.
///
/// # Errors
/// The input cannot be read or the output cannot be written.
pub(crate) fn answer_each<Q: DeserializeOwned>(
    input: impl Read,
    name: &str,
    out: &mut dyn Write,
    refuse: &mut dyn FnMut(Problem) -> io::Result<()>,
    answer: impl Fn(Q, &mut Vec<u8>) -> io::Result<Option<Problem>> + Sync,
) -> io::Result<()> {
    let mut input = BufReader::with_capacity(BATCH, input);
    let mut batch = Batch::default();
    while batch.fill(&mut input)? {
        let answer = |(number, line): &(usize, Range<usize>)| {
            let line = &batch.bytes[line.clone()];
            read_request(line, name, *number).map(|request| {
                let mut written = Vec::new();
                answer(request, &mut written).map(|problem| (written, problem))
            })
        };
        let answers: Vec<_> = match batch.lines.as_slice() {
            [] => Vec::new(),
            // Threads are not started for a request that is alone.
            [line] => vec![answer(line)],
            lines => lines.par_iter().map(answer).collect(),
        };
        for answer in answers {
            match answer {
                Ok(answered) => {
                    let (written, problem) = answered?;
                    out.write_all(&written)?;
                    problem.map_or(Ok(()), &mut *refuse)?;
                }
                Err(problem) => refuse(*problem)?,
            }
        }
        out.flush()?;
    }
    Ok(())
}

/// How many bytes of requests are answered together.
const BATCH: usize = 1 << 20;

/// Lines that are answered together, each with its number, counted from 1.
#[derive(Default)]
struct Batch {
    bytes: Vec<u8>,
    lines: Vec<(usize, Range<usize>)>,
    read: usize,
}

impl Batch {
    /// Waits for a line and takes over those that have come with it. Tells whether there was any.
    fn fill(&mut self, input: &mut BufReader<impl Read>) -> io::Result<bool> {
        self.bytes.clear();
        self.lines.clear();
        loop {
            let start = self.bytes.len();
            let length = input.read_until(b'\n', &mut self.bytes)?;
            if length > 0 {
                self.read += 1;
                self.add(start);
            }
            let waiting = length > 0 && input.buffer().contains(&b'\n');
            if !waiting || self.bytes.len() >= BATCH {
                return Ok(!self.bytes.is_empty());
            }
        }
    }

    /// Adds the line that begins at a byte; empty ones ask for nothing.
    fn add(&mut self, start: usize) {
        let line = &self.bytes[start..];
        let mark = if line.starts_with(b"\xEF\xBB\xBF") { 3 } else { 0 };
        let length = line[mark..].trim_ascii_end().len();
        if length > 0 {
            self.lines.push((self.read, start + mark..start + mark + length));
        }
    }
}

/// The request of one line, or what is wrong with it and where.
fn read_request<Q: DeserializeOwned>(
    line: &[u8],
    name: &str,
    number: usize,
) -> Result<Q, Box<Problem>> {
    let text = std::str::from_utf8(line).map_err(|error| {
        let at = error.valid_up_to();
        let before = String::from_utf8_lossy(&line[..at]);
        bad_line(name, number, &before, format!("byte {at} of this line is not UTF-8"))
    })?;
    let object = text.trim_start();
    if !object.starts_with('{') {
        let before = &text[..text.len() - object.len()];
        return Err(bad_line(name, number, before, "a JSON object was expected".to_owned()));
    }
    serde_json::from_str(text).map_err(|error| {
        let before = text.floor_char_boundary(error.column().saturating_sub(1));
        let message = error.to_string();
        let message = message.rsplit_once(" at line ").map_or(message.as_str(), |(what, _)| what);
        bad_line(name, number, &text[..before], message.to_owned())
    })
}

fn bad_line(name: &str, line: usize, before: &str, message: String) -> Box<Problem> {
    let position = Some(Position { line, column: before.chars().count() + 1 });
    let span = before.len()..before.len();
    let place = Place { position, span, label: String::new(), related: Vec::new() };
    Box::new(Problem::of_file(name, "jsonl/request", message).at(place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde::Deserialize;

    #[derive(Deserialize)]
    struct Request {
        n: u32,
    }

    #[test]
    fn answers_keep_the_order_of_many_requests() {
        let numbers = 0..100_000;
        let input: String = numbers.clone().map(|n| format!("{{\"n\":{n}}}\n")).collect();
        let mut out = Vec::new();
        let mut refuse = |problem: Problem| panic!("{}", problem.message);
        answer_each(input.as_bytes(), "stdin", &mut out, &mut refuse, |request: Request, out| {
            writeln!(out, "{}", request.n).map(|()| None)
        })
        .unwrap();
        let expected: String = numbers.map(|n| format!("{n}\n")).collect();
        assert!(out == expected.as_bytes());
    }

    #[test]
    fn a_bad_line_is_named_and_costs_only_itself() {
        let input =
            b"\xEF\xBB\xBF{\"n\":1}\n\n{\"n\":\"\xC3\xA9\"}\r\n{\"n\": \xFF}\n [3]\n{\"n\":2}";
        let (mut out, mut refused) = (Vec::new(), Vec::new());
        let mut refuse = |problem: Problem| {
            let place = problem.place.unwrap();
            refused.push(format!("{}: {}", place.position.unwrap(), problem.message));
            Ok(())
        };
        answer_each(input.as_slice(), "stdin", &mut out, &mut refuse, |request: Request, out| {
            writeln!(out, "{}", request.n * 10).map(|()| None)
        })
        .unwrap();
        assert_eq!(out, b"10\n20\n");
        assert_eq!(
            refused,
            [
                "3:8: invalid type: string \"é\", expected u32",
                "4:7: byte 6 of this line is not UTF-8",
                "5:2: a JSON object was expected"
            ]
        );
    }
}
