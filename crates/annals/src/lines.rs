//! Requests on standard input, one JSON object a line, each answered by a line as it comes.
//!
//! A line that cannot be read is named with its place and costs only itself.

use crate::problem::{Place, Problem};
use annals_core::Position;
use serde::de::DeserializeOwned;
use std::io::{self, BufRead, BufReader, Read, Write};

/// Has every request answered, and tells `refuse` of every line that cannot be read.
///
/// Answers are passed on whenever no further request is waiting, so that a program at the other
/// end can wait for each. Memory holds one line at a time.
///
/// # Errors
/// The input cannot be read or the output cannot be written.
pub(crate) fn answer_each<Q: DeserializeOwned>(
    input: impl Read,
    name: &str,
    out: &mut dyn Write,
    refuse: &mut dyn FnMut(Problem) -> io::Result<()>,
    mut answer: impl FnMut(Q, &mut dyn Write) -> io::Result<()>,
) -> io::Result<()> {
    let mut input = BufReader::with_capacity(1 << 16, input);
    let mut line = Vec::new();
    for number in 1.. {
        if input.buffer().is_empty() {
            out.flush()?;
        }
        line.clear();
        if input.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let text = line.strip_prefix(b"\xEF\xBB\xBF".as_slice()).unwrap_or(&line).trim_ascii_end();
        if text.is_empty() {
            continue;
        }
        match read_request(text, name, number) {
            Ok(request) => answer(request, out)?,
            Err(problem) => refuse(*problem)?,
        }
    }
    out.flush()
}

/// The request of one line, or what is wrong with it and where.
fn read_request<Q: DeserializeOwned>(
    line: &[u8],
    name: &str,
    number: usize,
) -> Result<Q, Box<Problem>> {
    let text = std::str::from_utf8(line).map_err(|error| {
        let before = String::from_utf8_lossy(&line[..error.valid_up_to()]);
        bad_line(name, number, &before, "this line is not UTF-8".to_owned())
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
    let position = Position { line, column: before.chars().count() + 1 };
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
    fn a_bad_line_is_named_and_costs_only_itself() {
        let input =
            b"\xEF\xBB\xBF{\"n\":1}\n\n{\"n\":\"\xC3\xA9\"}\r\n{\"n\": \xFF}\n [3]\n{\"n\":2}";
        let (mut out, mut refused) = (Vec::new(), Vec::new());
        let mut refuse = |problem: Problem| {
            let place = problem.place.unwrap();
            refused.push(format!("{}: {}", place.position, problem.message));
            Ok(())
        };
        answer_each(input.as_slice(), "stdin", &mut out, &mut refuse, |request: Request, out| {
            writeln!(out, "{}", request.n * 10)
        })
        .unwrap();
        assert_eq!(out, b"10\n20\n");
        assert_eq!(
            refused,
            [
                "3:8: invalid type: string \"é\", expected u32",
                "4:7: this line is not UTF-8",
                "5:2: a JSON object was expected"
            ]
        );
    }
}
