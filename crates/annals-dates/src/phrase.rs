//! A whole phrase as one date: what authors write in timelines and on the command line.
//!
//! The phrase is tried as EDTF first and then by the grammar of running text, with the rules for
//! phrases added. Nothing of it may be left over, and what could be several dates is refused.

use crate::annotate::{Annotations, Mode, annotate_as};
use crate::context::Reference;
use crate::language::Language;
use annals_core::{Date, DateError, Day, PhraseReader};
use std::ops::Range;

/// Reads whole phrases of a language, for the loader of timelines.
#[derive(Clone, Copy, Debug)]
pub struct Phrases<'a> {
    language: &'a Language,
    reference: Option<Day>,
}

impl<'a> Phrases<'a> {
    pub(crate) fn new(language: &'a Language) -> Self {
        Phrases { language, reference: None }
    }

    /// The same, with a day from which relative phrases are reckoned.
    #[must_use]
    pub fn with_reference(self, reference: Day) -> Self {
        Phrases { reference: Some(reference), ..self }
    }
}

impl PhraseReader for Phrases<'_> {
    fn read_phrase(&self, phrase: &str) -> Result<Date, DateError> {
        read_phrase(phrase, self.language, self.reference)
    }
}

/// The date that a whole phrase names: EDTF, or words.
///
/// # Errors
/// The phrase is no date, is only partly one, could be several (`03/04/2022`: the message lists
/// them), or names a day that no calendar has. The span of the error lies within the phrase.
///
/// ```
/// use annals_dates::{Language, read_phrase};
/// let read = |phrase| read_phrase(phrase, Language::english(), None);
/// assert_eq!(read("c. 1850").unwrap().to_string(), "1850~");
/// assert_eq!(read("May or June 1912").unwrap().to_string(), "[1912-05,1912-06]");
/// assert!(read("30 February 2022").is_err());
/// assert!(read("03/04/2022").unwrap_err().message.contains("2022-04-03 or 2022-03-04"));
/// ```
pub fn read_phrase(
    phrase: &str,
    language: &Language,
    reference: Option<Day>,
) -> Result<Date, DateError> {
    let as_edtf = phrase.trim().parse::<Date>();
    let blanks = phrase.len() - phrase.trim_start().len();
    let edtf_error = match as_edtf {
        Ok(date) => return Ok(date),
        Err(error) => {
            DateError { span: error.span.start + blanks..error.span.end + blanks, ..error }
        }
    };
    let reference = reference.map(Reference::published);
    let read = annotate_as(phrase, language, reference, Mode::Phrase);
    let Some((span, result)) = widest(&read) else {
        // Something in digits was meant as EDTF: its own message says more.
        let digits = phrase.trim().starts_with(|c: char| c.is_ascii_digit());
        let words = phrase.chars().any(char::is_alphabetic);
        return Err(if digits && !words { edtf_error } else { no_date(phrase) });
    };
    if let Some(rest) = left_over(phrase, &span, language) {
        return Err(DateError {
            code: "date/words",
            message: format!("only `{}` of the phrase is a date", &phrase[span.clone()]),
            span: rest,
            label: "this was not understood".to_owned(),
            help: None,
        });
    }
    result.map_err(|(message, help)| DateError {
        code: "date/phrase",
        message,
        span,
        label: "this phrase".to_owned(),
        help,
    })
}

type Reading = Result<Date, (String, Option<String>)>;

/// The longest combination or expression, and what it means.
fn widest(read: &Annotations) -> Option<(Range<usize>, Reading)> {
    let combined = read.combined.iter().map(|found| {
        let members = read.mentions.get(found.members.clone()).unwrap_or_default();
        let ambiguous = members.iter().find(|m| is_ambiguous(m));
        let date = match ambiguous {
            Some(member) => Err(several(member)),
            None => found.date.clone().ok_or_else(|| (found.why.clone(), None)),
        };
        (found.span.clone(), date)
    });
    let mentions = read.mentions.iter().map(|found| {
        let date = if is_ambiguous(found) {
            Err(several(found))
        } else {
            found.date.clone().ok_or_else(|| (found.why.clone(), None))
        };
        (found.span.clone(), date)
    });
    combined.chain(mentions).max_by_key(|(span, _)| span.len())
}

/// Whether the words themselves, not only the missing year, leave several dates open.
fn is_ambiguous(found: &crate::Annotation) -> bool {
    matches!(found.meaning, crate::Meaning::Numeric { .. })
}

fn several(found: &crate::Annotation) -> (String, Option<String>) {
    let dates: Vec<String> = found.alternatives.iter().map(|(date, _)| date.to_string()).collect();
    let help = dates.first().map(|date| format!("write the month as a word, or `{date}`"));
    let list = dates.join(" or ");
    (if list.is_empty() { found.why.clone() } else { format!("this could be {list}") }, help)
}

/// What stands beside the date; blanks, brackets and full stops at its edges say nothing, nor do
/// words such as "in" before it.
fn left_over(phrase: &str, span: &Range<usize>, language: &Language) -> Option<Range<usize>> {
    let silent =
        |c: char| c.is_whitespace() || matches!(c, '[' | ']' | '(' | ')' | '.' | ',' | '"');
    let before = phrase[..span.start].split(silent).filter(|word| !word.is_empty());
    if before.into_iter().any(|word| !language.is_lead(word)) {
        return Some(0..span.start);
    }
    phrase[span.end..].find(|c| !silent(c)).map(|start| span.end + start..phrase.len())
}

fn no_date(phrase: &str) -> DateError {
    DateError {
        code: "date/phrase",
        message: format!("`{}` names no date", phrase.trim()),
        span: 0..phrase.len(),
        label: "no date is named here".to_owned(),
        help: Some("write a date such as `1912-04-14`, `May 1912` or `c. 1850`".to_owned()),
    }
}
