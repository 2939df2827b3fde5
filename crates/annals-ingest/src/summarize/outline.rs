//! What a summary takes from one article: its first sentences, their words and the days they name.
//!
//! A pure function of the article, so that articles can be worked on in any order and anywhere.
//! What matters among many of them is decided in [`summarize`](super::summarize).

use crate::article::Article;
use crate::extract::token::{Kind, Token, lower, tokens};
use crate::extract::{Candidate, Extraction, within};
use crate::key::Key;
use crate::lexicon::{Class, Lexicon};
use annals_core::{AnchorKind, Date, Day, Limit};
use annals_dates::{Reference, annotate, sentences};
use std::cmp::Ordering;
use std::ops::Range;

/// The sentences of one article that may stand in a summary.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// The name of the file that the article was read from.
    pub source: String,
    /// The id of the article within its source.
    pub article: String,
    /// The day of publication.
    pub published: Day,
    pub(super) sentences: Vec<Sentence>,
}

impl Outline {
    /// The sentences of an article that tell events, each with the day that it tells of: enough to
    /// weigh days by, without a text to quote.
    pub(crate) fn of(extraction: &Extraction) -> Option<Outline> {
        let article = &extraction.article;
        let sentence = |candidate: &Candidate| {
            let names = candidate.names.iter().flat_map(|name| name.split_whitespace());
            let names = names.map(|name| Key::name(&lower(name)));
            let words = candidate.keys.iter().copied().chain(names);
            Sentence {
                span: candidate.span.clone(),
                text: String::new(),
                is_report: true,
                length: candidate.keys.len(),
                words: words.map(Key::id).collect(),
                days: single_day(&candidate.date).into_iter().collect(),
            }
        };
        Some(Outline {
            source: extraction.source.clone(),
            article: article.id.clone(),
            published: article.published?,
            sentences: extraction.candidates.iter().map(sentence).collect(),
        })
    }

    /// An order of outlines in which only those of the same article are equal.
    pub(super) fn order(&self, other: &Outline) -> Ordering {
        (self.published, &self.source, &self.article)
            .cmp(&(other.published, &other.source, &other.article))
            .then_with(|| self.texts().cmp(other.texts()))
    }

    fn texts(&self) -> impl Iterator<Item = &str> {
        self.sentences.iter().map(|sentence| sentence.text.as_str())
    }
}

/// A sentence as it is compared with others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sentence {
    /// Its bytes in the text of the article.
    pub(super) span: Range<usize>,
    /// Its text, without the line breaks.
    pub(super) text: String,
    /// Whether it tells something: it does not ask, and not of its writer.
    pub(super) is_report: bool,
    /// How many words and marks it has.
    pub(super) length: usize,
    /// Its words of meaning, by their [ids](Key::id), in the order of the text.
    pub(super) words: Vec<u64>,
    /// The days that it names, each once.
    pub(super) days: Vec<Day>,
}

/// Marks of quotation, as they close a sentence, and blanks.
const QUOTES: [char; 5] = ['"', '”', '’', '\'', ' '];

/// What follows the first sentences of an article is comment more often than report.
const MOST_SENTENCES: usize = 60;
/// A sentence with fewer words of meaning tells no news: "MOSCOW, February 9 /TASS/."
const FEWEST_WORDS: usize = 4;

/// Takes from an article what a summary needs; nothing where it is not known when it was published.
///
/// ```
/// use annals_ingest::{Lexicon, outline, read};
/// let text = b"date 2021-05-03 Mayor Ida Lund opened the fair in Turku on Sunday.";
/// let mut outlines = Vec::new();
/// read("fair.txt", text, &mut |article| outlines.extend(outline(&article, Lexicon::english())));
/// assert_eq!(outlines[0].published.to_string(), "2021-05-03");
/// ```
pub fn outline(article: &Article, lexicon: &Lexicon) -> Option<Outline> {
    let published = article.date()?;
    let text = article.text.as_str();
    let mut spans = sentences(text, lexicon.dates);
    spans.truncate(MOST_SENTENCES);
    let read = &text[..spans.last().map_or(0, |last| last.end)];
    let reference = match article.dateline {
        Some(day) => Reference { kind: AnchorKind::Dateline, ..Reference::published(day) },
        None => Reference::published(published),
    };
    let found = annotate(read, lexicon.dates, reference);
    let tokens = tokens(read, lexicon);
    let sentences = spans.into_iter().map(|span| {
        // The day of the dateline counts as named.
        let first = found.mentions.partition_point(|mention| mention.span.start < span.start);
        let start = span.start + dateline(&read[span.clone()]);
        let span = start..span.end;
        let own = &tokens[within(&tokens, &span)];
        let named = found.mentions[first..].iter();
        let named = named.take_while(|mention| mention.span.start < span.end);
        let mut days: Vec<Day> =
            named.filter_map(|mention| single_day(mention.date.as_ref()?)).collect();
        days.sort_unstable();
        days.dedup();
        let words = words(own, read, lexicon);
        let text = read[span.clone()].split_whitespace().collect::<Vec<_>>().join(" ");
        let is_report = words.len() >= FEWEST_WORDS
            && !text.trim_end_matches(QUOTES).ends_with('?')
            && !own.iter().any(|token| is_first_person(token, read));
        Sentence { span, text, is_report, length: own.len(), words, days }
    });
    Some(Outline {
        source: article.source.clone(),
        article: article.id.clone(),
        published,
        sentences: sentences.collect(),
    })
}

/// Whether a word means whoever writes or speaks; "US" is no "us".
fn is_first_person(token: &Token, text: &str) -> bool {
    let word = token.text(text);
    let is_short_form = word.len() > 1 && word.chars().all(char::is_uppercase);
    token.is(Class::FirstPerson) && !is_short_form
}

/// The length of the dateline that a sentence begins with: "ROME, May 3 (Reuters) - ". Brackets may
/// be written as in treebanks.
fn dateline(sentence: &str) -> usize {
    const LONGEST: usize = 160;
    let closing = [")", "-RRB-"].into_iter().filter_map(|bracket| {
        let end = sentence.find(bracket)? + bracket.len();
        let rest = sentence.get(end..)?;
        let after = rest.trim_start().trim_start_matches(['-', '–', '—']);
        let is_dash =
            after.len() < rest.trim_start().len() && after.starts_with(char::is_whitespace);
        let length = sentence.len() - after.trim_start().len();
        (is_dash && end <= LONGEST && length < sentence.len()).then_some(length)
    });
    closing.min().unwrap_or(0)
}

/// The words of meaning among tokens, by their ids.
pub(super) fn words(tokens: &[Token], text: &str, lexicon: &Lexicon) -> Vec<u64> {
    let content = tokens.iter().filter(|token| is_content(token));
    content.map(|token| Key::of(&lexicon.key(lower(token.text(text)))).id()).collect()
}

/// The day that a date names, where it names just one.
fn single_day(date: &Date) -> Option<Day> {
    match (date.earliest(), date.latest()) {
        (Limit::Day(first), Limit::Day(last)) if first == last => Some(first),
        _ => None,
    }
}

/// Whether a word says what a sentence is about.
fn is_content(token: &Token) -> bool {
    const EMPTY: [Class; 4] =
        [Class::Condition, Class::FirstPerson, Class::Opener, Class::Function];
    (token.is_word() || token.kind == Kind::Number)
        && !token.is_any(&Class::GRAMMAR)
        && !token.is_any(&EMPTY)
}
