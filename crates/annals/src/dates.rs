//! `annals dates`: the dates that running text names.

use crate::language::KnownLanguage;
use crate::lines::answer_each;
use crate::output::{DateFields, Format, OutputArgs, json_line};
use crate::problem::{Problem, Problems};
use crate::reference::ReferenceDay;
use crate::walk::display;
use crate::{Outcome, load, terminal};
use annals_core::AnchorKind;
use annals_dates::{
    Annotation, Annotations, Combined, Language, Reference, Timex, TimexKind, Words, annotate,
};
use anyhow::Result;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  annals dates report.txt --ref 2022-07-18
  echo 'They met on Monday.' | annals dates --ref 2022-07-18
  echo '{\"id\":1,\"dct\":\"2022-07-18\",\"text\":\"They met on Monday.\"}' | annals dates --jsonl";

/// Tell which dates running text names
///
/// Each expression is shown in its place with what it means. With --jsonl and no file, documents
/// are read from standard input, one JSON object a line: "id", "dct" (the day of reference),
/// "text", and if need be "lang"; each is answered by a line. Spans are UTF-8 byte offsets.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Text files; standard input where none is named
    #[arg(value_name = "FILE")]
    files: Vec<PathBuf>,
    /// The day from which relative dates are reckoned; without it they stay unresolved
    #[arg(long = "ref", value_name = "DATE")]
    reference: Option<ReferenceDay>,
    /// The language of the text
    #[arg(long, value_name = "TAG", default_value = "en")]
    lang: KnownLanguage,
    #[command(flatten)]
    output: OutputArgs,
}

/// A document in a request; what it leaves out is taken from the flags.
#[derive(Deserialize)]
struct Document {
    id: Value,
    dct: Option<ReferenceDay>,
    lang: Option<KnownLanguage>,
    text: String,
}

/// The dates of a document.
#[derive(Serialize)]
struct DocumentRecord<'a> {
    id: &'a Value,
    mentions: Vec<MentionRecord<'a>>,
    combined: Vec<CombinedRecord<'a>>,
}

/// An expression, and what it means where that can be told.
#[derive(Serialize)]
struct MentionRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    timex: Option<TimexRecord<'a>>,
    #[serde(flatten)]
    date: Option<DateFields>,
    rule: &'a str,
    why: &'a Words,
}

#[derive(Serialize)]
struct TimexRecord<'a> {
    r#type: &'static str,
    value: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    r#mod: Option<&'static str>,
}

impl TimexRecord<'_> {
    fn of(timex: &Timex) -> TimexRecord<'_> {
        TimexRecord {
            r#type: timex.kind.name(),
            value: &timex.value,
            r#mod: timex.modifier.map(annals_dates::TimexMod::name),
        }
    }
}

/// Several expressions that name one date together.
#[derive(Serialize)]
struct CombinedRecord<'a> {
    start: usize,
    end: usize,
    text: &'a str,
    #[serde(flatten)]
    date: Option<DateFields>,
    rule: &'a str,
    why: &'a Words,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.files.is_empty() && args.output.format() == Format::Jsonl {
        return answer_documents(&mut out, &args);
    }
    let mut problems = Problems::default();
    for (name, text) in texts(&args.files, &mut problems)? {
        let document = Document { id: name.into(), dct: None, lang: None, text };
        let found = find(&document, &args);
        match args.output.format() {
            Format::Jsonl => {
                let record = record(&document, &found, language(&document, &args));
                json_line(&mut out, &record)?;
            }
            Format::Text => write_marked(&mut out, &document.text, &found)?,
        }
    }
    out.flush()?;
    problems.tell()?;
    Ok(problems.outcome(false))
}

fn answer_documents(out: &mut dyn Write, args: &Args) -> Result<Outcome> {
    let mut refused = false;
    let mut refuse = |problem: Problem| {
        refused = true;
        Problems::from(problem).tell()
    };
    answer_each(io::stdin().lock(), "stdin", out, &mut refuse, |document: Document, out| {
        let found = find(&document, args);
        json_line(out, &record(&document, &found, language(&document, args)))
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

fn find(document: &Document, args: &Args) -> Annotations {
    let reference = document.dct.or(args.reference).map(|ReferenceDay { day, time }| Reference {
        day,
        time,
        kind: AnchorKind::Publication,
    });
    annotate(&document.text, language(document, args), reference)
}

fn language(document: &Document, args: &Args) -> &'static Language {
    document.lang.unwrap_or(args.lang).0
}

fn record<'a>(
    document: &'a Document,
    found: &'a Annotations,
    language: &'a Language,
) -> DocumentRecord<'a> {
    let text = |span: &Range<usize>| &document.text[span.clone()];
    let mention = |one: &'a Annotation| MentionRecord {
        start: one.span.start,
        end: one.span.end,
        text: text(&one.span),
        timex: one.timex.as_ref().map(TimexRecord::of),
        date: one.date.as_ref().map(DateFields::of),
        rule: language.rule_name(one.rule),
        why: &one.why,
    };
    let combined = |one: &'a Combined| CombinedRecord {
        start: one.span.start,
        end: one.span.end,
        text: text(&one.span),
        date: one.date.as_ref().map(DateFields::of),
        rule: language.rule_name(one.rule),
        why: &one.why,
    };
    DocumentRecord {
        id: &document.id,
        mentions: found.mentions.iter().map(mention).collect(),
        combined: found.combined.iter().map(combined).collect(),
    }
}

/// The text, each date marked and followed by what it means.
fn write_marked(out: &mut dyn Write, text: &str, found: &Annotations) -> io::Result<()> {
    let colour = terminal::stdout_has_colour();
    let mut written = 0;
    for (span, value) in marks(found) {
        let (before, expression) = (&text[written..span.start], &text[span.clone()]);
        match colour {
            true => write!(out, "{before}\x1b[1;4m{expression}\x1b[0m \x1b[36m{value}\x1b[0m")?,
            false => write!(out, "{before}[{expression} = {value}]")?,
        }
        written = span.end;
    }
    out.write_all(&text.as_bytes()[written..])?;
    if text.ends_with('\n') { Ok(()) } else { out.write_all(b"\n") }
}

/// What to mark: combinations that are one date, and the expressions outside them.
fn marks(found: &Annotations) -> Vec<(&Range<usize>, String)> {
    let combined = found.combined.iter().filter_map(|one| Some((&one.span, one.date.as_ref()?)));
    let mut marks: Vec<(&Range<usize>, String)> =
        combined.map(|(span, date)| (span, date.to_edtf().text().to_owned())).collect();
    let whole = marks.len();
    for mention in &found.mentions {
        let at = marks[..whole].partition_point(|(span, _)| span.end <= mention.span.start);
        if marks[..whole].get(at).is_none_or(|(span, _)| mention.span.end <= span.start) {
            marks.push((&mention.span, value(mention)));
        }
    }
    marks.sort_by_key(|(span, _)| span.start);
    marks
}

/// A date in EDTF; a duration or a set in TIMEX3; a question mark for what cannot be told.
fn value(mention: &Annotation) -> String {
    let lasting = |timex: &&Timex| matches!(timex.kind, TimexKind::Duration | TimexKind::Set);
    match (&mention.date, mention.timex.as_ref().filter(lasting)) {
        (Some(date), _) => date.to_edtf().text().to_owned(),
        (None, Some(timex)) => timex.value.clone(),
        (None, None) => "?".to_owned(),
    }
}
