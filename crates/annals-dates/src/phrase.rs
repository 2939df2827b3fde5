//! A whole phrase as one date: what authors write in timelines and on the command line.
//!
//! The phrase is tried as EDTF first and then by the grammar of running text, with the rules for
//! phrases added. Nothing of it may be left over, and what could be several dates is refused.

use crate::annotate::{Annotations, Combined, Mode, annotate_as};
use crate::context::{Context, Reference};
use crate::language::Language;
use crate::meaning::Meaning;
use crate::options::Options;
use crate::resolve::resolve;
use crate::token::Paragraphs;
use crate::words::Words;
use annals_core::{Choice, Date, DateError, Day, PhraseReader};
use std::ops::Range;

/// Reads whole phrases of a language, for the loader of timelines.
#[derive(Clone, Copy, Debug)]
pub struct Phrases<'a> {
    language: &'a Language,
    options: Options,
}

impl<'a> Phrases<'a> {
    pub(crate) fn new(language: &'a Language) -> Self {
        Phrases { language, options: Options::default() }
    }

    /// The same, with a day from which relative phrases are reckoned.
    #[must_use]
    pub fn with_reference(self, reference: Day) -> Self {
        let reference = Some(Reference::published(reference));
        Phrases { options: Options { reference, ..self.options }, ..self }
    }

    /// The same, with other options.
    #[must_use]
    pub fn with_options(self, options: Options) -> Self {
        Phrases { options, ..self }
    }

    /// The date that a whole phrase names, as [`read_phrase`] tells it.
    ///
    /// # Errors
    /// Those of [`read_phrase`].
    ///
    /// ```
    /// use annals_core::Day;
    /// use annals_dates::{Direction, Language, Options};
    /// let options = Options {
    ///     prefer: Some(Direction::Past),
    ///     ..Options::published(Day::from_civil(2019, 3, 14))
    /// };
    /// let phrases = Language::english().phrases().with_options(options);
    /// assert_eq!(phrases.read("May").unwrap().unwrap().to_string(), "2018-05");
    /// ```
    pub fn read(&self, phrase: &str) -> Result<Option<Date>, DateError> {
        read_with(phrase, self.language, self.options)
    }
}

impl PhraseReader for Phrases<'_> {
    fn read_phrase(&self, phrase: &str) -> Result<Option<Date>, DateError> {
        self.read(phrase)
    }
}

/// The date that a whole phrase names, in EDTF or in words; `None` where it says that no date is
/// known ("n.d.", "undated").
///
/// What EDTF can read is read as EDTF, so that `1908-11` is November 1908. Years are told by a
/// second number that is no month (`1908-9`, `1961-63`) or by the dash of print (`1908–11`).
///
/// # Errors
/// The phrase is no date, is only partly one, could be several (`03/04/2022`: the message lists
/// them, each as it can be written instead), or names a day that no calendar has. The span of the
/// error lies within the phrase.
///
/// ```
/// use annals_dates::{Language, read_phrase};
/// let read = |phrase| read_phrase(phrase, Language::english(), None);
/// assert_eq!(read("c. 1850").unwrap().unwrap().to_string(), "1850~");
/// assert_eq!(read("May or June 1912").unwrap().unwrap().to_string(), "[1912-05,1912-06]");
/// assert_eq!(read("n.d.").unwrap(), None);
/// assert!(read("30 February 2022").is_err());
/// assert!(read("03/04/2022").unwrap_err().message.contains("2022-04-03 or 2022-03-04"));
/// assert!(read("the 1800s").unwrap_err().message.contains("180X or 18XX"));
/// ```
pub fn read_phrase(
    phrase: &str,
    language: &Language,
    reference: Option<Day>,
) -> Result<Option<Date>, DateError> {
    read_with(phrase, language, Options::published(reference))
}

fn read_with(
    phrase: &str,
    language: &Language,
    options: Options,
) -> Result<Option<Date>, DateError> {
    let as_edtf = phrase.trim().parse::<Date>();
    let blanks = phrase.len() - phrase.trim_start().len();
    let edtf_error = match as_edtf {
        Ok(date) => return Ok(Some(plain(date))),
        Err(error) => {
            DateError { span: error.span.start + blanks..error.span.end + blanks, ..error }
        }
    };
    let reference = options.reference;
    let read = annotate_as(Paragraphs::new(phrase), language, options, Mode::Phrase);
    let Some(found) = widest(&read) else {
        // Something in digits was meant as EDTF: its own message says more.
        let digits = phrase.trim().starts_with(|c: char| c.is_ascii_digit());
        let words = phrase.chars().any(char::is_alphabetic);
        return Err(if digits && !words { edtf_error } else { no_date(phrase) });
    };
    if let Some(rest) = left_over(phrase, &found.span, language) {
        return Err(DateError {
            code: "date/words",
            message: format!("only `{}` of the phrase is a date", &phrase[found.span.clone()]),
            span: rest,
            label: "this was not understood".to_owned(),
            help: Some("write the date alone, and the rest as the event's `note`".to_owned()),
        });
    }
    if *found.meaning == Meaning::Undated {
        return Ok(None);
    }
    let (message, help) = match (ambiguous(found.meaning, options), found.date) {
        (Some(ambiguous), _) => several(ambiguous, found.meaning, reference),
        (None, Some(date)) => return Ok(Some(date.clone())),
        (None, None) => (found.why.to_string(), for_want_of_a_day(phrase, language, options)),
    };
    let (span, label) = (found.span, "this phrase".to_owned());
    Err(DateError { code: "date/phrase", message, span, label, help })
}

/// A way out for a phrase that has a date as soon as there is a day to reckon from.
fn for_want_of_a_day(phrase: &str, language: &Language, options: Options) -> Option<String> {
    if options.reference.is_some() {
        return None;
    }
    let any_day = Some(Reference::published(Day::from_civil(2024, 3, 1)?));
    let read = read_with(phrase, language, Options { reference: any_day, ..options });
    let help = "write the date itself, or give the day that this is reckoned from";
    matches!(read, Ok(Some(_))).then(|| help.to_owned())
}

/// In catalogues brackets say that a date was supplied: a list of one is that one.
fn plain(date: Date) -> Date {
    match date {
        Date::OneOf(choices) => match choices.as_slice() {
            [Choice::At(single)] => Date::Single(*single),
            _ => Date::OneOf(choices),
        },
        other => other,
    }
}

/// What was read in a phrase, and where.
struct Found<'a> {
    span: Range<usize>,
    meaning: &'a Meaning,
    date: Option<&'a Date>,
    why: &'a Words,
}

/// The longest whole, combination or expression, in this order.
fn widest((read, wholes): &(Annotations, Vec<Combined>)) -> Option<Found<'_>> {
    let combined = read.combined.iter().chain(wholes).map(|found| Found {
        span: found.span.clone(),
        meaning: &found.meaning,
        date: found.date.as_ref(),
        why: &found.why,
    });
    let mentions = read.mentions.iter().map(|found| Found {
        span: found.span.clone(),
        meaning: &found.meaning,
        date: found.date.as_ref(),
        why: &found.why,
    });
    // Of equally long ones the last is taken.
    mentions.chain(combined).max_by_key(|found| found.span.len())
}

/// The part of a meaning whose words, not only a missing year, leave several dates open.
fn ambiguous(meaning: &Meaning, options: Options) -> Option<&Meaning> {
    match meaning {
        Meaning::Numeric { .. } if options.number_order.is_none() => Some(meaning),
        Meaning::Several(_) => Some(meaning),
        // A reference day says which century is meant.
        Meaning::ShortYear(_) | Meaning::ShortDecade(_) if options.reference.is_none() => {
            Some(meaning)
        }
        _ => meaning.inner().into_iter().find_map(|inner| ambiguous(inner, options)),
    }
}

/// The readings of ambiguous words, each as it can be written instead.
fn several(
    words: &Meaning,
    whole: &Meaning,
    reference: Option<Reference>,
) -> (String, Option<String>) {
    let context = Context { reference, ..Context::default() };
    let readings: Vec<String> = match words {
        Meaning::ShortYear(year) => [18, 19, 20].map(|c| format!("{c}{year:02}")).into(),
        Meaning::ShortDecade(digit) => [18, 19, 20].map(|c| format!("{c}{digit}X")).into(),
        words => {
            let found = resolve(words, &context);
            found.alternatives.iter().map(|(date, _)| date.to_string()).collect()
        }
    };
    if readings.is_empty() {
        return (resolve(words, &context).why.to_string(), None);
    }
    let part = if words == whole { "this" } else { "a part of this" };
    let message = format!("{part} could be {}", readings.join(" or "));
    let month = matches!(words, Meaning::Numeric { .. });
    let help = match readings.first() {
        Some(first) if month => format!("write the month as a word, or `{first}`"),
        Some(first) => format!("write the one that is meant, such as `{first}`"),
        None => return (message, None),
    };
    (message, Some(help))
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

/// The start of a text that may be very long, for messages.
fn shortened(text: &str) -> String {
    const MOST: usize = 60;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn no_date(phrase: &str) -> DateError {
    DateError {
        code: "date/phrase",
        message: format!("`{}` names no date", shortened(phrase.trim())),
        span: 0..phrase.len(),
        label: "no date is named here".to_owned(),
        help: Some("write a date such as `1912-04-14`, `May 1912` or `c. 1850`".to_owned()),
    }
}
