//! `annals dates`: the dates that running text names.
//!
//! Here texts come in and are read; each form of the output is a module below.

mod marked;
mod record;
mod timeml;

use crate::language::{Asked, known_tags};
use crate::lines::answer_each;
use crate::output::json_line;
use crate::problem::{Problem, Problems};
use crate::reading::ReadingArgs;
use crate::reference::ReferenceDay;
use crate::walk::display;
use crate::{Outcome, load, terminal};
use annals_dates::{Annotations, Language, Options, Reference, Style, annotate};
use anyhow::Result;
use clap::ValueEnum;
use serde::Deserialize;
use serde_json::Value;
use std::io::{self, Read, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  annals dates report.txt --ref 2022-07-18
  echo 'They met on Monday.' | annals dates --ref 2022-07-18
  echo '{\"id\":1,\"dct\":\"2022-07-18\",\"text\":\"They met on Monday.\"}' | annals dates --jsonl
  annals dates report.txt --ref 2022-07-18 --format timeml > report.tml";

/// Tell which dates running text names
///
/// Each expression is shown in its place with what it means. With --jsonl and no file, documents
/// are read from standard input, one JSON object a line: "id", "dct" (the day of reference, with
/// or without a time), "text", and if need be "lang"; each is answered by a line.
///
/// Of each mention the line tells "start" and "end" (UTF-8 byte offsets, end exclusive), "text",
/// "timex" (type, value and mod of TIMEX3), the date as "edtf" with its "earliest" and "latest"
/// day, the "rule", and "why" it means that. "inferred" lists what of the date was not written
/// (century, year, month, week, day); "alternatives" what else it could mean, each with its "why".
/// "combined" lists what several mentions say together. "lang" is the language that was read in.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Text files; standard input where none is named
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    reading: ReadingArgs,
    /// What is read: news or a message (dates count from the day of writing), a narrative (from the
    /// date told last), or auto, as each text shows
    #[arg(long, value_name = "STYLE", default_value = "auto")]
    style: Style,
    /// The form of the output
    #[arg(long, value_enum, value_name = "FORM", default_value_t = Form::Text)]
    format: Form,
    /// Short for --format jsonl
    #[arg(long, conflicts_with = "format")]
    jsonl: bool,
}

/// The form of the output.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Form {
    /// For people: the text with its dates marked
    Text,
    /// For programs: one JSON object a line
    Jsonl,
    /// For corpora: TimeML, with the expressions as TIMEX3; of one text
    Timeml,
}

/// A document in a request; what it leaves out is taken from the flags.
#[derive(Deserialize)]
struct Document {
    id: Value,
    dct: Option<ReferenceDay>,
    lang: Option<String>,
    text: String,
}

/// What was found in a document.
struct Found<'a> {
    reference: Option<Reference>,
    /// The tag of the language that the document is in.
    lang: String,
    /// That language, where it is read.
    language: Option<&'a Language>,
    annotations: Annotations,
    /// Why nothing was looked for.
    problem: Option<Problem>,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    if args.form() == Form::Timeml && args.files.len() > 1 {
        let message = "TimeML holds one text: name one FILE";
        return Err(crate::wrong_usage("dates", message).into());
    }
    let asked = match args.reading.asked() {
        Ok(asked) => asked,
        Err(problems) => {
            problems.tell()?;
            return Ok(Outcome::Findings);
        }
    };
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.files.is_empty() && args.form() == Form::Jsonl {
        return answer_documents(&mut out, &args, &asked);
    }
    let mut problems = Problems::default();
    for (name, text) in texts(&args.files, &mut problems)? {
        let document = Document { id: name.into(), dct: None, lang: None, text };
        let found = args.find(&document, &asked);
        match args.form() {
            Form::Jsonl => json_line(&mut out, &record::of(&document, &found))?,
            Form::Text => {
                let colour = terminal::stdout_has_colour();
                marked::write(&mut out, &document.text, &found.annotations, colour)?;
            }
            Form::Timeml => timeml::write(&mut out, &document, &found)?,
        }
        found.problem.into_iter().for_each(|problem| problems.add(problem));
    }
    out.flush()?;
    problems.tell()?;
    Ok(problems.outcome(false))
}

fn answer_documents(out: &mut dyn Write, args: &Args, asked: &Asked) -> Result<Outcome> {
    let mut refused = false;
    let mut refuse = |problem: Problem| {
        refused = true;
        Problems::from(problem).tell()
    };
    answer_each(io::stdin().lock(), "stdin", out, &mut refuse, |document: Document, out| {
        let mut found = args.find(&document, asked);
        let problem = found.problem.take();
        json_line(out, &record::of(&document, &found))?;
        Ok(problem)
    })?;
    Ok(if refused { Outcome::Findings } else { Outcome::Clean })
}

/// Names and texts of the files, or of standard input where there are none.
fn texts(files: &[PathBuf], problems: &mut Problems) -> Result<Vec<(String, String)>> {
    let mut texts = Vec::new();
    if files.is_empty() {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes)?;
        match load::utf8("stdin", bytes) {
            Ok(text) => texts.push(("stdin".to_owned(), text)),
            Err(problem) => problems.add(problem),
        }
    }
    for path in files {
        match load::read_text(path) {
            Ok(text) => texts.push((display(path), text)),
            Err(problem) => problems.add(problem),
        }
    }
    Ok(texts)
}

impl Args {
    fn form(&self) -> Form {
        if self.jsonl { Form::Jsonl } else { self.format }
    }

    fn find<'a>(&self, document: &Document, asked: &'a Asked) -> Found<'a> {
        let options = Options { style: self.style, ..self.reading.options(document.dct) };
        let reference = options.reference;
        match asked.for_text(document.lang.as_deref(), &document.text) {
            Ok(language) => Found {
                reference,
                lang: language.tag().to_owned(),
                language: Some(language),
                annotations: annotate(&document.text, language, options),
                problem: None,
            },
            Err(tag) => Found {
                reference,
                problem: Some(document.unread(&tag)),
                lang: tag,
                language: None,
                annotations: Annotations::default(),
            },
        }
    }
}

impl Document {
    /// Its id, for people.
    fn name(&self) -> String {
        match &self.id {
            Value::String(id) => id.clone(),
            id => id.to_string(),
        }
    }

    /// Words of one language are never read as those of another.
    fn unread(&self, tag: &str) -> Problem {
        let how = if self.lang.is_some() { "is" } else { "seems to be" };
        let message = format!("this text {how} in the language `{tag}`, which is not read");
        let help = match &self.lang {
            Some(_) => format!("{} are read; mend \"lang\" if the text is in one", known_tags()),
            None => format!("name its language with --lang if it is one of {}", known_tags()),
        };
        Problem::of_file(self.name(), "document/language", message).help(help)
    }
}
