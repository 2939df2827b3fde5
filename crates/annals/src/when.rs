//! `annals when`: the date that a phrase means.

use crate::Outcome;
use crate::language::KnownLanguage;
use crate::lines::answer_each;
use crate::output::{DateFields, Format, OutputArgs, json_line};
use crate::problem::{Place, Problem, Problems};
use crate::reading::ReadingArgs;
use crate::reference::ReferenceDay;
use annals_core::{Date, DateError, PhraseReader as _};
use annals_dates::Language;
use anyhow::Result;
use serde::{Deserialize, Serialize};
use std::io::{self, Write};
use std::sync::atomic::{AtomicBool, Ordering};

const EXAMPLES: &str = "\
Examples:
  annals when \"early 1969\"
  annals when \"last week\" --ref 2022-07-18
  echo '{\"phrase\":\"c. 1850\"}' | annals when --jsonl";

/// What the phrase is called in messages.
const PHRASE: &str = "phrase";

/// Tell which date a phrase means
///
/// The whole phrase has to be a date, in words or in EDTF, or say that there is none ("n.d.").
/// With --jsonl and no phrase, requests are read from standard input, one JSON object a line:
/// "phrase", and if need be "ref" and "lang".
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The phrase
    #[arg(value_name = "PHRASE", required_unless_present_any = ["jsonl", "format"],
        required_if_eq("format", "text"), allow_hyphen_values = true)]
    phrase: Option<String>,
    #[command(flatten)]
    reading: ReadingArgs,
    #[command(flatten)]
    output: OutputArgs,
}

/// A request; what it leaves out is taken from the flags.
#[derive(Deserialize)]
struct Request {
    phrase: String,
    #[serde(rename = "ref")]
    reference: Option<ReferenceDay>,
    lang: Option<KnownLanguage>,
}

/// The answer to a request.
#[derive(Serialize)]
#[serde(untagged)]
enum Answer {
    Read {
        phrase: String,
        #[serde(flatten)]
        date: DateFields,
    },
    Refused {
        phrase: String,
        error: String,
    },
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let asked = match args.reading.asked() {
        Ok(asked) => asked,
        Err(problems) => {
            problems.tell()?;
            return Ok(Outcome::Findings);
        }
    };
    let wanted = Wanted { language: asked.or_english(), reading: &args.reading };
    let mut out = io::stdout().lock();
    let Some(phrase) = args.phrase else {
        return answer_requests(&mut out, &wanted);
    };
    let request = Request { phrase, reference: None, lang: None };
    let read = wanted.read(&request);
    match (args.output.format(), &read) {
        (Format::Jsonl, _) => json_line(&mut out, &Answer::new(request.phrase, &read))?,
        (Format::Text, Ok(Some(date))) => write!(out, "{}", in_words(date))?,
        (Format::Text, Ok(None)) => writeln!(out, "undated")?,
        (Format::Text, Err(error)) => {
            let mut problems = Problems::default();
            problems.keep_text(PHRASE, &request.phrase);
            problems.add(refused(&request.phrase, error));
            problems.tell()?;
        }
    }
    Ok(if read.is_ok() { Outcome::Clean } else { Outcome::Findings })
}

fn answer_requests(out: &mut dyn Write, wanted: &Wanted<'_>) -> Result<Outcome> {
    let (mut refused, unread) = (false, AtomicBool::new(false));
    let mut refuse = |problem: Problem| {
        refused = true;
        Problems::from(problem).tell()
    };
    answer_each(io::stdin().lock(), "stdin", out, &mut refuse, |request: Request, out| {
        let read = wanted.read(&request);
        unread.fetch_or(read.is_err(), Ordering::Relaxed);
        json_line(out, &Answer::new(request.phrase, &read)).map(|()| None)
    })?;
    Ok(if refused || unread.into_inner() { Outcome::Findings } else { Outcome::Clean })
}

/// What the flags say, for what a request leaves out.
struct Wanted<'a> {
    language: &'a Language,
    reading: &'a ReadingArgs,
}

impl Wanted<'_> {
    /// The date of a phrase; `None` where the phrase says that no date is known.
    fn read(&self, request: &Request) -> Result<Option<Date>, DateError> {
        let language = request.lang.map_or(self.language, |KnownLanguage(language)| language);
        let options = self.reading.options(request.reference);
        language.phrases().with_options(options).read_date(&request.phrase)
    }
}

impl Answer {
    fn new(phrase: String, read: &Result<Option<Date>, DateError>) -> Answer {
        match read {
            Ok(date) => {
                let date = date.as_ref().map(DateFields::of).unwrap_or_default();
                Answer::Read { phrase, date }
            }
            Err(error) => Answer::Refused { phrase, error: error.to_string() },
        }
    }
}

/// What is wrong with the phrase, told as of a file.
fn refused(phrase: &str, error: &DateError) -> Problem {
    let DateError { code, message, span, label, help } = error.clone();
    let problem = Problem::of_file(PHRASE, code, message);
    Problem { help, ..problem.at(Place::of(span, phrase, label)) }
}

fn in_words(date: &Date) -> String {
    format!(
        "{}\n  in words  {}\n  earliest  {}\n  latest    {}\n",
        date.to_edtf().text(),
        date.words(),
        date.earliest(),
        date.latest()
    )
}
