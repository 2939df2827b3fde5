//! One article -> what it tells: event candidates, and mentions of events that it does not date.
//!
//! A pure function of the article and the language, so that articles can be worked on in any
//! order and anywhere. Whether two articles tell the same event is decided in
//! [`merge`](crate::merge).

mod clause;
mod dating;
mod expression;
mod names;
mod sentence;
mod status;
mod title;
pub(crate) mod token;
mod verb;

use crate::article::Article;
use crate::lexicon::{Class, Lexicon};
use annals_core::{Date, Mention, Outcome, Status, slug};
use clause::{Clauses, Joint, clauses};
use dating::Role;
use expression::{Expression, expressions};
pub(crate) use names::Names;
use sentence::Sentence;
use std::ops::Range;
use token::{Token, lower, tokens};

/// What was found in one article.
#[derive(Clone, Debug, PartialEq)]
pub struct Extraction {
    /// The name of the file that the article was read from.
    pub source: String,
    /// The article, with every date expression and what became of it. Which event an expression
    /// dates is named here by the event's provisional id; merging puts in the final one.
    pub article: annals_core::Article,
    /// The events that it tells and dates, in the order of the text.
    pub candidates: Vec<Candidate>,
    /// The events that it names without dating them.
    pub undated: Vec<UndatedMention>,
}

/// An event as one sentence tells it.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// A short title, made of the sentence's words.
    pub title: String,
    /// When it was.
    pub date: Date,
    /// Whether it happened.
    pub status: Status,
    /// Who and what is named in it.
    pub names: Vec<String>,
    /// The sentence: bytes of the article's text.
    pub span: Range<usize>,
    /// The number of the date expression in the article's mentions.
    pub mention: usize,
    /// Whether the event is that someone said something.
    pub is_telling: bool,
    /// Whether its title begins with a pronoun of which it is not known whom it means.
    pub is_dangling: bool,
    /// Its words as they are compared with those of others, sorted.
    pub(crate) keys: Vec<String>,
}

/// A phrase that names an event without dating it: "the siege of Riga".
#[derive(Clone, Debug, PartialEq)]
pub struct UndatedMention {
    /// The phrase: bytes of the article's text.
    pub span: Range<usize>,
    /// The sentence that it stands in.
    pub sentence: Range<usize>,
    /// The names in the phrase.
    pub names: Vec<String>,
    /// Its words as they are compared with those of events, sorted.
    pub(crate) keys: Vec<String>,
}

/// A sentence of more words than this is a list or no sentence at all, and is not taken apart.
const LONGEST_SENTENCE: usize = 150;

/// Extracts the events of an article.
///
/// ```
/// use annals_ingest::{Lexicon, extract, read};
/// let mut found = Vec::new();
/// let text = b"date 2021-05-03 Mayor Ida Lund opened the fair in Turku on Sunday.";
/// read("fair.txt", text, &mut |article| found.push(extract(&article, Lexicon::english())));
/// let event = &found[0].candidates[0];
/// assert_eq!(event.title, "Mayor Ida Lund opened the fair in Turku");
/// assert_eq!(event.date.to_string(), "2021-05-02");
/// assert_eq!(event.names, ["Ida Lund", "Turku"]);
/// ```
pub fn extract(article: &Article, lexicon: &Lexicon) -> Extraction {
    let expressions = expressions(article, lexicon);
    let mut tokens = tokens(&article.text, lexicon);
    for expression in &expressions {
        let covered = within(&tokens, &expression.span());
        tokens[covered].iter_mut().for_each(|token| token.dated = true);
    }
    let spans = annals_dates::sentences(&article.text, lexicon.dates);
    let sentences: Vec<Range<usize>> = spans.iter().map(|span| within(&tokens, span)).collect();
    let names = Names::find(&article.text, &tokens, &sentences, lexicon);
    let mut reader = Reader {
        article,
        lexicon,
        expressions: &expressions,
        tokens: &tokens,
        names: &names,
        roles: vec![None; expressions.len()],
        candidates: Vec::new(),
        undated: Vec::new(),
    };
    let mut next = 0;
    for (number, (span, range)) in spans.iter().zip(&sentences).enumerate() {
        let first = next;
        while expressions.get(next).is_some_and(|expression| expression.span().start < span.end) {
            next += 1;
        }
        let previous = number.checked_sub(1).map(|previous| sentences[previous].clone());
        reader.sentence(span.clone(), range.clone(), previous, first..next);
    }
    reader.finish()
}

/// The tokens that lie in a range of bytes.
pub(crate) fn within(tokens: &[Token], bytes: &Range<usize>) -> Range<usize> {
    let start = tokens.partition_point(|token| token.span.end <= bytes.start);
    let end = tokens.partition_point(|token| token.span.start < bytes.end);
    start..end.max(start)
}

struct Reader<'a> {
    article: &'a Article,
    lexicon: &'a Lexicon,
    expressions: &'a [Expression],
    tokens: &'a [Token],
    names: &'a Names,
    roles: Vec<Option<Outcome>>,
    candidates: Vec<Candidate>,
    undated: Vec<UndatedMention>,
}

impl Reader<'_> {
    /// Reads one sentence: its bytes, its tokens, the tokens of the one before it, its expressions.
    fn sentence(
        &mut self,
        span: Range<usize>,
        range: Range<usize>,
        previous: Option<Range<usize>>,
        expressions: Range<usize>,
    ) {
        let tokens = &self.tokens[range.clone()];
        let may_name = tokens.iter().any(|token| token.is(Class::Event));
        if expressions.is_empty() && !may_name {
            return;
        }
        if let Some(reason) = self.refusal(&span, tokens) {
            return self.refuse(expressions, reason);
        }
        let parts = clauses(tokens, &self.article.text);
        let mut verbs = vec![false; tokens.len()];
        for clause in &parts.list {
            if let Some(verb) = &clause.verb {
                verbs[verb.tokens.clone()].iter_mut().for_each(|own| *own = true);
            }
        }
        let sentence = Sentence { text: &self.article.text, tokens, verbs, lexicon: self.lexicon };
        let place = Place { span, start: range.start, previous };
        self.dated(&sentence, &parts, &place, expressions);
        self.undated(&sentence, &place);
    }

    /// Why a sentence is not read at all.
    fn refusal(&self, span: &Range<usize>, tokens: &[Token]) -> Option<&'static str> {
        if tokens.len() > LONGEST_SENTENCE {
            return Some("its sentence is too long to be taken apart");
        }
        if tokens
            .iter()
            .rev()
            .find(|token| !token.is_mark('"') && !token.is_mark('”'))
            .is_some_and(|last| last.is_mark('?'))
        {
            return Some("its sentence asks and does not tell");
        }
        let sentence = lower(self.article.text.get(span.clone()).unwrap_or_default());
        if self.lexicon.is_boilerplate(&sentence) {
            return Some("its sentence is a caption or a notice, not part of the report");
        }
        self.lexicon.is_opinion(&sentence).then_some("its sentence gives an opinion")
    }

    fn refuse(&mut self, expressions: Range<usize>, reason: &str) {
        for number in expressions {
            self.roles[number] = Some(Outcome::Unused(reason.to_owned()));
        }
    }

    /// The events that the sentence dates.
    fn dated(
        &mut self,
        sentence: &Sentence<'_>,
        parts: &Clauses,
        place: &Place,
        expressions: Range<usize>,
    ) {
        let mut by_clause: Vec<(usize, (u8, usize), usize)> = Vec::new();
        for number in expressions {
            let expression = &self.expressions[number];
            let covered = within(self.tokens, &expression.span());
            let range = covered.start.saturating_sub(place.start)
                ..covered.end.saturating_sub(place.start).min(sentence.tokens.len());
            if range.is_empty() {
                continue;
            }
            match dating::role(expression, range.clone(), sentence, parts, self.article.date()) {
                Role::Nothing(reason) => self.roles[number] = Some(Outcome::Unused(reason)),
                Role::Nominal(phrase) => self.nominal(number, phrase, sentence, place),
                Role::Clause(clause) => {
                    if let Some(verb) = &parts.list[clause].verb {
                        by_clause.push((
                            clause,
                            dating::rank(expression, range.start, verb),
                            number,
                        ));
                    }
                }
            }
        }
        by_clause.sort_unstable();
        let mut last = None;
        for (clause, _, number) in by_clause {
            if last == Some(clause) {
                let reason = "another date of the same clause dates its event".to_owned();
                self.roles[number] = Some(Outcome::Unused(reason));
            } else {
                self.clause(number, clause, sentence, parts, place);
            }
            last = Some(clause);
        }
    }

    /// An event that a clause tells.
    fn clause(
        &mut self,
        number: usize,
        clause: usize,
        sentence: &Sentence<'_>,
        parts: &Clauses,
        place: &Place,
    ) {
        let Some(date) = self.expressions[number].reading.date.clone() else { return };
        let own = &parts.list[clause];
        let pronoun = subject_pronoun(own, sentence);
        let subject = pronoun.and_then(|at| self.who(at, sentence, place));
        let Some(title) = title::of_clause(clause, parts, sentence, subject) else {
            self.roles[number] = Some(Outcome::Unused("the clause has no subject".to_owned()));
            return;
        };
        let mut ranges = shifted(own.pieces.iter().cloned(), place.start);
        let told = parts.list.iter().filter(|other| {
            other.parent == Some(clause) && matches!(other.joint, Joint::Content | Joint::Tail)
        });
        ranges.extend(shifted(told.flat_map(|told| told.pieces.iter().cloned()), place.start));
        if let Some(parent) = own.parent
            && matches!(own.joint, Joint::Shared | Joint::Relative)
        {
            let subject: Vec<usize> = parts.list[parent].subject().collect();
            ranges.extend(shifted(subject.into_iter().map(|at| at..at + 1), place.start));
        }
        let mut names = self.names.within(&ranges);
        if let Some(subject) = subject.filter(|subject| !names.iter().any(|name| name == subject)) {
            names.insert(0, subject.to_owned());
        }
        let is_telling =
            own.verb.as_ref().is_some_and(|verb| sentence.tokens[verb.head].is(Class::Reporting));
        let status = status::status(clause, parts, sentence, &date, self.article.date());
        let keys =
            self.keys(ranges.iter().cloned().flatten().map(|at| at - place.start), sentence, place);
        let is_dangling = pronoun.is_some() && subject.is_none();
        self.add(
            number,
            Candidate {
                title,
                date,
                status,
                names,
                span: place.span.clone(),
                mention: number,
                is_telling,
                is_dangling,
                keys,
            },
        );
    }

    /// An event that a noun phrase names.
    fn nominal(
        &mut self,
        number: usize,
        phrase: Range<usize>,
        sentence: &Sentence<'_>,
        place: &Place,
    ) {
        let Some(date) = self.expressions[number].reading.date.clone() else { return };
        let names = self.names.within(&shifted([phrase.clone()].into_iter(), place.start));
        let is_ahead = matches!((date.earliest().day(), self.article.date()), (Some(first), Some(day)) if first > day);
        self.add(
            number,
            Candidate {
                title: title::of_phrase(&phrase, sentence),
                date,
                status: if is_ahead { Status::Expected } else { Status::Happened },
                names,
                span: place.span.clone(),
                mention: number,
                is_telling: false,
                is_dangling: false,
                keys: self.keys(phrase, sentence, place),
            },
        );
    }

    fn add(&mut self, number: usize, candidate: Candidate) {
        if candidate.title.split_whitespace().nth(1).is_none() {
            self.roles[number] =
                Some(Outcome::Unused("its clause is too short for an event".to_owned()));
            return;
        }
        self.roles[number] = Some(Outcome::Dates(event_id(&candidate.date, &candidate.title)));
        self.candidates.push(candidate);
    }

    /// Whom "he" or "she" means: the one bearer of an office named before it, here or in the
    /// sentence before.
    fn who(&self, at: usize, sentence: &Sentence<'_>, place: &Place) -> Option<&str> {
        let word = lower(sentence.tokens[at].text(sentence.text));
        if !matches!(word.as_str(), "he" | "she") {
            return None;
        }
        let own = place.start..place.start + at;
        let previous = place.previous.clone()?;
        self.names.only_person(previous.start..own.end)
    }

    /// The events that the sentence names without dating them.
    fn undated(&mut self, sentence: &Sentence<'_>, place: &Place) {
        let mut last_end = 0;
        for head in 0..sentence.tokens.len() {
            if head < last_end || sentence.tokens[head].quoted || !sentence.is_event_noun(head) {
                continue;
            }
            let Some(phrase) = sentence.event_phrase(head) else { continue };
            last_end = phrase.end;
            let first = match phrase.start.checked_sub(1) {
                Some(before) if sentence.tokens[before].is(Class::Determiner) => before,
                _ => phrase.start,
            };
            let span = sentence.tokens[first].span.start..sentence.tokens[phrase.end - 1].end;
            let names = self.names.within(&shifted([phrase.clone()].into_iter(), place.start));
            let keys = self.keys(phrase, sentence, place);
            if !names.is_empty() && !self.tells(&keys, place) {
                self.undated.push(UndatedMention {
                    span,
                    sentence: place.span.clone(),
                    names,
                    keys,
                });
            }
        }
    }

    /// The words of some tokens of a sentence as they are compared, without names.
    fn keys(
        &self,
        tokens: impl Iterator<Item = usize>,
        sentence: &Sentence<'_>,
        place: &Place,
    ) -> Vec<String> {
        sentence.keys(tokens.filter(|&at| !self.names.covers(at + place.start)))
    }

    /// Whether the sentence has given an event of a kind that is among the words.
    fn tells(&self, keys: &[String], place: &Place) -> bool {
        let own = self.candidates.iter().rev().take_while(|candidate| candidate.span == place.span);
        own.flat_map(|candidate| &candidate.keys)
            .any(|key| key.starts_with('#') && keys.contains(key))
    }

    fn finish(self) -> Extraction {
        let article = self.article;
        let title = article.title.clone().unwrap_or_else(|| self.headline());
        let mentions =
            self.expressions.iter().zip(self.roles).map(|(expression, outcome)| Mention {
                reading: expression.reading.clone(),
                outcome: outcome
                    .unwrap_or_else(|| Outcome::Unused("it stands in no sentence".to_owned())),
            });
        Extraction {
            source: article.source.clone(),
            article: annals_core::Article {
                id: article.id.clone(),
                title,
                published: article.date(),
                url: article.url.clone(),
                publisher: article.publisher.clone(),
                lang: article.lang.clone().unwrap_or_else(|| self.lexicon.tag().to_owned()),
                text: article.text.clone(),
                mentions: mentions.collect(),
            },
            candidates: self.candidates,
            undated: self.undated,
        }
    }

    /// A title for an article that has none: its first words.
    fn headline(&self) -> String {
        const LONGEST: usize = 80;
        let line = self.article.text.lines().next().unwrap_or_default();
        let mut title = String::new();
        for word in line.split_whitespace() {
            if title.chars().count() + word.chars().count() >= LONGEST {
                title.push('…');
                break;
            }
            if !title.is_empty() {
                title.push(' ');
            }
            title.push_str(word);
        }
        if title.is_empty() || title == "…" { self.article.id.clone() } else { title }
    }
}

/// Where a sentence stands.
struct Place {
    /// Its bytes.
    span: Range<usize>,
    /// Its first token in the article.
    start: usize,
    /// The tokens of the sentence before it.
    previous: Option<Range<usize>>,
}

/// The id of an event before others of the same one are known.
pub(crate) fn event_id(date: &Date, title: &str) -> String {
    slug(&format!("{date} {title}"))
}

/// The token of the pronoun that is the whole subject of a clause.
fn subject_pronoun(clause: &clause::Clause, sentence: &Sentence<'_>) -> Option<usize> {
    let mut words = clause.subject().filter(|&at| {
        let token = &sentence.tokens[at];
        token.is_word()
            && !token.dated
            && !token.is_any(&[Class::Opener, Class::Adverb, Class::Preposition])
    });
    let first = words.next()?;
    let is_pronoun = sentence.tokens[first].is(Class::Pronoun) && words.next().is_none();
    is_pronoun.then_some(first)
}

fn shifted(ranges: impl Iterator<Item = Range<usize>>, by: usize) -> Vec<Range<usize>> {
    ranges.map(|range| range.start + by..range.end + by).collect()
}
