//! Answers from a file, for scripts: a line of JSON each.

use super::Reviewed;
use crate::Outcome;
use crate::load::utf8;
use crate::output::counted;
use crate::problem::{Place, Problem, Problems};
use crate::walk::{display, reason};
use annals_core::{Date, Origin, PhraseReader};
use annals_dates::Language;
use annals_ingest::{Answer, Question};
use anyhow::{Result, bail};
use serde::Deserialize;
use std::fs;
use std::io::{self, Read, Write};
use std::path::Path;

/// An answer as it is written. Other fields are passed over, so that a question with an answer
/// added to it is one.
#[derive(Deserialize)]
struct Line {
    event: String,
    answer: String,
    #[serde(default)]
    timeline: Option<String>,
    #[serde(default)]
    other: Option<String>,
    #[serde(default)]
    title: Option<String>,
    #[serde(default)]
    date: Option<String>,
}

/// Writes the decisions of all answers that are sound, and tells what is wrong with the others.
pub(super) fn run(
    file: &Path,
    timelines: &mut [Reviewed<'_>],
    out: &mut dyn Write,
) -> Result<Outcome> {
    let (name, bytes) = match file.as_os_str() == "-" {
        true => {
            let mut bytes = Vec::new();
            io::stdin().lock().read_to_end(&mut bytes)?;
            ("stdin".to_owned(), bytes)
        }
        false => match fs::read(file) {
            Ok(bytes) => (display(file), bytes),
            Err(error) => bail!("cannot read `{}`: {}", display(file), reason(&error)),
        },
    };
    let mut problems = Problems::default();
    let text = match utf8(&name, bytes) {
        Ok(text) => text,
        Err(problem) => {
            problems.add(problem);
            problems.tell()?;
            return Ok(problems.outcome(false));
        }
    };
    let mut written = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let span = start..start + line.trim_end().len();
        start += line.len();
        if line.trim().is_empty() {
            continue;
        }
        match decide(line, timelines)? {
            Ok(()) => written += 1,
            Err((message, help)) => {
                let place = Place::of(span, &text, "not decided");
                problems
                    .add(Problem::of_file(&name, "review/answer", message).at(place).help(help));
            }
        }
    }
    problems.keep_text(&name, text);
    problems.tell()?;
    writeln!(out, "{} written", counted(written, "decision"))?;
    Ok(problems.outcome(false))
}

/// What is wrong with an answer, and what to do about it.
type Fault = (String, String);

fn decide(line: &str, timelines: &mut [Reviewed<'_>]) -> Result<Result<(), Fault>> {
    let line: Line = match serde_json::from_str(line) {
        Ok(line) => line,
        Err(error) => {
            let help = "write {\"event\": \"id-of-the-event\", \"answer\": \"hide\"}";
            return Ok(Err((format!("this is no answer: {error}"), help.to_owned())));
        }
    };
    let answer = match answer(&line) {
        Ok(answer) => answer,
        Err(fault) => return Ok(Err(fault)),
    };
    let wanted = line.timeline.as_deref();
    let found = timelines.iter_mut().find(|one| {
        wanted.is_none_or(|wanted| wanted == one.loaded.site_path)
            && one.loaded.event(&line.event).is_some()
    });
    let Some(one) = found else { return Ok(Err(unknown(&line.event))) };
    let loaded = one.loaded;
    let Some(event) = loaded.event(&line.event) else { return Ok(Err(unknown(&line.event))) };
    let other = match line.other.as_deref() {
        Some(id) => match loaded.event(id) {
            Some(other) => Some(other),
            None => return Ok(Err(unknown(id))),
        },
        None => None,
    };
    let question = Question::about(event, other, &loaded.merged);
    Ok(match one.answer(&question, &answer)? {
        true => Ok(()),
        false => Err(unfit(&line.answer, &question)),
    })
}

fn answer(line: &Line) -> Result<Answer, Fault> {
    let needs = |field: &str, example: &str| {
        let message = format!("the answer `{}` needs a \"{field}\"", line.answer);
        (message, format!("add \"{field}\": \"{example}\""))
    };
    Ok(match line.answer.as_str() {
        "accept" => Answer::Accept,
        "hide" => Answer::Hide,
        "merge" => Answer::Merge,
        "split" => Answer::Split,
        "link" => Answer::Link,
        "title" => {
            let title = line.title.as_deref().map(str::trim).filter(|title| !title.is_empty());
            Answer::Title(title.ok_or_else(|| needs("title", "The title of the event"))?.to_owned())
        }
        "date" => {
            let text = line.date.as_ref().ok_or_else(|| needs("date", "1985-04-12"))?;
            Answer::Date(date(text)?)
        }
        other => {
            let known = ["accept", "hide", "merge", "split", "link", "title", "date"];
            let near = annals_core::nearest(other, known.into_iter());
            let help = near.map_or_else(
                || format!("the answers are {}", known.join(", ")),
                |near| format!("did you mean \"{near}\"?"),
            );
            return Err((format!("there is no answer `{other}`"), help));
        }
    })
}

/// A date as an author writes it.
pub(super) fn date(text: &str) -> Result<Date, Fault> {
    match Language::english().phrases().read_date(text) {
        Ok(Some(date)) => Ok(date),
        Ok(None) => Err((
            format!("`{text}` says that no date is known"),
            "hide the event, or write a [[re-date]] by hand".to_owned(),
        )),
        Err(error) => Err((
            format!("`{text}` is no date: {}", error.message),
            error.help.unwrap_or_else(|| "write \"1985-04-12\" or \"April 1985\"".to_owned()),
        )),
    }
}

fn unknown(id: &str) -> Fault {
    let help = "`annals review --jsonl` tells the ids of events; they change with title and date";
    (format!("no event has the id `{id}`"), help.to_owned())
}

fn unfit(answer: &str, question: &Question<'_>) -> Fault {
    let id = &question.event.id;
    let is_written = question.event.origin == Origin::Written;
    match answer {
        "merge" | "link" if question.other.is_none() => (
            format!("the answer `{answer}` needs a second event"),
            "add \"other\": \"id-of-the-event\"".to_owned(),
        ),
        "merge" => (
            "an event that is written by hand is not merged".to_owned(),
            "write \"answer\": \"link\"".to_owned(),
        ),
        "link" => (
            "only an event that is written by hand is linked to".to_owned(),
            "write \"answer\": \"merge\"".to_owned(),
        ),
        "split" if !is_written => (
            format!("no sentences of `{id}` contradict each other"),
            "name the event that it is not: \"other\": \"id-of-the-event\"".to_owned(),
        ),
        _ => (
            format!("the event `{id}` is written by hand"),
            "change it in its file under events/".to_owned(),
        ),
    }
}
