//! One article -> what it tells: event candidates, and mentions of events that it does not date.
//!
//! A pure function of the article and the language, so that articles can be worked on in any
//! order and anywhere. Whether two articles tell the same event is decided in
//! [`merge`](crate::merge).

mod antecedent;
mod carried;
mod clause;
mod dating;
mod expression;
mod heading;
mod lead;
mod names;
mod person;
mod sentence;
mod signs;
mod status;
mod title;
pub(crate) mod token;
mod untold;
mod verb;

use crate::article::Article;
use crate::key::Key;
use crate::lexicon::{Class, Lexicon, PhraseKind};
use crate::merge::copies::Fingerprint;
use annals_core::{Date, Mention, Outcome, Reading, Status};
use annals_dates::TimexKind;
use antecedent::subject_pronoun;
use carried::Occasions;
use clause::{Clause, Clauses, Joint, clauses};
use dating::Role;
use expression::{Expression, expressions};
pub(crate) use names::Names;
use sentence::Sentence;
use serde::{Deserialize, Serialize};
use std::cell::OnceCell;
use std::ops::Range;
pub(crate) use title::is_balanced;
use token::{Kind, Token, tokens};
use verb::Form;

/// What was found in one article.
///
/// Its serde form is for keeping it between runs of one program, not for other programs: it changes
/// with any version. What was kept is an extraction of an article only where it
/// [belongs to it](Extraction::belongs_to).
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Extraction {
    /// The name of the file that the article was read from.
    pub source: String,
    /// The article, with every date expression and what became of it. The id of the event that an
    /// expression dates is left empty: merging puts it in.
    pub article: annals_core::Article,
    /// The events that it tells and dates, in the order of the text.
    pub candidates: Vec<Candidate>,
    /// The events that it names without dating them.
    pub undated: Vec<UndatedMention>,
    /// By what copies of the article are found.
    pub(crate) fingerprint: Fingerprint,
}

/// An event as one sentence tells it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
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
    /// The number of what dates it in the article's mentions: a date expression, or the whole lead
    /// of a report that names no day (its rule is `lead`).
    pub mention: usize,
    /// Whether the event is that someone said something.
    pub is_telling: bool,
    /// Whether its title cannot be understood alone: it begins with a pronoun or "the two countries"
    /// of which it is not known whom they mean, or leaves out what was said or to whom it was done.
    pub is_dangling: bool,
    /// Its words as they are compared with those of others, each once.
    pub(crate) keys: Box<[Key]>,
}

/// A phrase that names an event without dating it: "the siege of Riga".
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct UndatedMention {
    /// The phrase: bytes of the article's text.
    pub span: Range<usize>,
    /// The sentence that it stands in.
    pub sentence: Range<usize>,
    /// The names in the phrase.
    pub names: Vec<String>,
    /// Its words as they are compared with those of events, each once.
    pub(crate) keys: Box<[Key]>,
}

impl Extraction {
    /// Whether it can have been extracted from the article: it is of that id, source and text, and
    /// all that it points at is there.
    ///
    /// [`merge`](crate::merge) relies on that, so that an extraction from elsewhere is to be asked.
    ///
    /// ```
    /// use annals_ingest::{Article, Lexicon, extract};
    /// let article = Article::new("fair.txt", "fair", "The fair of 1912 opened in Turku.");
    /// let found = extract(&article, Lexicon::english());
    /// assert!(found.belongs_to(&article));
    /// assert!(!found.belongs_to(&Article::new("fair.txt", "fair", "It rained.")));
    /// ```
    pub fn belongs_to(&self, article: &Article) -> bool {
        let text = &self.article.text;
        let lies_in = |span: &Range<usize>| text.get(span.clone()).is_some();
        let is_read = |mention: &Mention| lies_in(&mention.reading.span);
        let is_told =
            |one: &Candidate| lies_in(&one.span) && one.mention < self.article.mentions.len();
        let is_named = |one: &UndatedMention| lies_in(&one.span) && lies_in(&one.sentence);
        (&self.source, &self.article.id, text) == (&article.source, &article.id, &article.text)
            && self.article.mentions.iter().all(is_read)
            && self.candidates.iter().all(is_told)
            && self.undated.iter().all(is_named)
    }
}

/// A sentence of more words than this is a list or no sentence at all, and is not taken apart.
const LONGEST_SENTENCE: usize = 150;

/// What someone said besides is an event where the title has so many words: "Lund said" has not.
const LEAST_TOLD: usize = 5;

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
    let (expressions, spans) = expressions(article, lexicon);
    let mut tokens = tokens(&article.text, lexicon);
    for expression in &expressions {
        let covered = within(&tokens, &expression.span());
        let lasting = matches!(expression.kind, TimexKind::Duration | TimexKind::Set);
        for token in &mut tokens[covered] {
            (token.dated, token.lasting) = (true, lasting);
        }
    }
    let sentences: Vec<Range<usize>> = spans.iter().map(|span| within(&tokens, span)).collect();
    let mut reader = Reader {
        article,
        lexicon,
        roles: vec![None; expressions.len()],
        expressions,
        tokens: &tokens,
        names: OnceCell::new(),
        sentences: &sentences,
        occasions: Occasions::default(),
        inferred: Vec::new(),
        candidates: Vec::new(),
        undated: Vec::new(),
    };
    let mut next = 0;
    for (number, (span, range)) in spans.iter().zip(&sentences).enumerate() {
        let first = next;
        let starts_within = |expression: &Expression| expression.span().start < span.end;
        while reader.expressions.get(next).is_some_and(starts_within) {
            next += 1;
        }
        reader.sentence(span.clone(), range.clone(), number, first..next);
    }
    reader.finish(&spans)
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
    expressions: Vec<Expression>,
    tokens: &'a [Token],
    /// Looked for when the first event is told: many an article tells none.
    names: OnceCell<Names>,
    sentences: &'a [Range<usize>],
    roles: Vec<Option<Outcome>>,
    occasions: Occasions,
    /// What dates events without an expression. A candidate's mention is numbered on from the
    /// expressions, until all are in order.
    inferred: Vec<Reading>,
    candidates: Vec<Candidate>,
    undated: Vec<UndatedMention>,
}

impl<'a> Reader<'a> {
    fn names(&self) -> &Names {
        let Reader { article, tokens, sentences, lexicon, .. } = self;
        self.names.get_or_init(|| Names::find(&article.text, tokens, sentences, lexicon))
    }

    /// Reads one sentence: its bytes, its tokens, its number, its expressions.
    fn sentence(
        &mut self,
        span: Range<usize>,
        range: Range<usize>,
        number: usize,
        expressions: Range<usize>,
    ) {
        let tokens = &self.tokens[range.clone()];
        let may_name = sentence::may_name_event(tokens, &self.article.text);
        let may_go_on = !self.occasions.is_empty() && carried::may_tell(tokens);
        if expressions.is_empty() && !may_name && !may_go_on {
            return;
        }
        if let Some(reason) = self.refusal(&span, tokens) {
            return self.refuse(expressions, reason);
        }
        let may_date = self.dismiss(expressions.clone(), &range);
        // Taking a sentence apart is dear, and most tell nothing that is dated or named.
        if !may_date && !may_name && !may_go_on {
            return;
        }
        let (sentence, parts) = self.parsed(range.clone());
        let place = Place { span, start: range.start, number };
        if may_date {
            self.dated(&sentence, &parts, &place, expressions);
        }
        if may_go_on {
            self.carried(&sentence, &parts, &place);
        }
        if may_name {
            self.undated(&sentence, &place);
        }
    }

    /// Gives the reason of each expression that dates nothing in any sentence; returns whether
    /// others are left.
    fn dismiss(&mut self, expressions: Range<usize>, sentence: &Range<usize>) -> bool {
        let mut is_left = false;
        for number in expressions {
            let first = self.place_of(number, sentence).next().map(|at| &self.tokens[at]);
            let Some(first) = first else { continue };
            match dating::dismissal(&self.expressions[number], first) {
                Some(reason) => self.roles[number] = Some(Outcome::Unused(reason)),
                None => is_left = true,
            }
        }
        is_left
    }

    /// The tokens of an expression that stand in a sentence.
    fn place_of(&self, number: usize, sentence: &Range<usize>) -> Range<usize> {
        let covered = within(self.tokens, &self.expressions[number].span());
        covered.start.max(sentence.start)..covered.end.min(sentence.end)
    }

    /// A sentence and its clauses.
    fn parsed(&self, range: Range<usize>) -> (Sentence<'a>, Clauses) {
        let tokens = &self.tokens[range];
        let parts = clauses(tokens, &self.article.text);
        let mut verbs = vec![false; tokens.len()];
        for clause in &parts.list {
            if let Some(verb) = &clause.verb {
                verbs[verb.tokens.clone()].iter_mut().for_each(|own| *own = true);
            }
        }
        (Sentence { text: &self.article.text, tokens, verbs, lexicon: self.lexicon }, parts)
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
        if Self::holds_tag(tokens) {
            return Some("its sentence holds a tag of a network, and is a post or cut wrongly");
        }
        if opens_with_date(tokens) {
            return Some(
                "its sentence opens with a date in brackets, as notices of other articles do",
            );
        }
        let sentence = self.article.text.get(span.clone()).unwrap_or_default();
        Some(match self.lexicon.phrase(sentence)? {
            PhraseKind::Boilerplate => {
                "its sentence is a caption or a notice, not part of the report"
            }
            PhraseKind::Opinion => "its sentence gives an opinion",
        })
    }

    /// Whether a sentence holds "@name" or "#word".
    fn holds_tag(tokens: &[Token]) -> bool {
        tokens.windows(2).any(|pair| {
            matches!(pair[0].kind, Kind::Mark('@' | '#'))
                && pair[1].is_word()
                && pair[0].end == pair[1].span.start
        })
    }

    fn refuse(&mut self, expressions: Range<usize>, reason: &'static str) {
        for number in expressions {
            self.roles[number] = Some(Outcome::Unused(reason.into()));
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
        let whole = place.start..place.start + sentence.tokens.len();
        for number in expressions {
            let (expression, covered) = (&self.expressions[number], self.place_of(number, &whole));
            let Some(date) = &expression.reading.date else { continue };
            if covered.is_empty() || self.roles[number].is_some() {
                continue;
            }
            let range = covered.start - place.start..covered.end - place.start;
            match dating::role(date, range.clone(), sentence, parts, self.article.date()) {
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
                let reason = "another date of the same clause dates its event";
                self.roles[number] = Some(Outcome::Unused(reason.into()));
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
        match self.told(number, date, clause, sentence, parts, place) {
            Some(candidate) => {
                if candidate.status == Status::Happened {
                    self.note(number, &parts.list[clause], sentence, place);
                }
                self.add(number, candidate);
            }
            None => {
                self.roles[number] = Some(Outcome::Unused("the clause has no subject".into()));
            }
        }
    }

    /// Notes of whom an event was told, for what the report tells on.
    fn note(&mut self, number: usize, clause: &Clause, sentence: &Sentence<'_>, place: &Place) {
        if !matches!(clause.joint, Joint::Main | Joint::Shared) {
            return;
        }
        let Some(actor) = self.actor(clause, sentence, place).map(str::to_owned) else { return };
        let expression = &self.expressions[number];
        self.occasions.told(&actor, expression, place.number, self.article.date());
    }

    /// What the sentence tells on of an occasion that was told before.
    fn carried(&mut self, sentence: &Sentence<'_>, parts: &Clauses, place: &Place) {
        let Some(clause) = carried::telling(sentence, parts) else { return };
        let Some(actor) = self.actor(&parts.list[clause], sentence, place) else { return };
        let Some(occasion) = self.occasions.of(actor) else { return };
        let goes_on = carried::goes_on(&parts.list[clause], sentence);
        if !goes_on && !occasion.is_near(place.number, self.names().is_person(actor)) {
            return;
        }
        let Some(verb) = &parts.list[clause].verb else { return };
        let span = sentence.tokens[verb.head].span.clone();
        let reading = occasion.reading(actor, span, &self.article.text);
        let mention = self.expressions.len() + self.inferred.len();
        let told = self.told(mention, occasion.date(), clause, sentence, parts, place);
        let actor = actor.to_owned();
        self.occasions.go_on(&actor, place.number);
        let is_clear = |candidate: &Candidate| {
            !candidate.is_dangling
                && candidate.status == Status::Happened
                && candidate.title.split_whitespace().nth(LEAST_TOLD - 1).is_some()
        };
        let Some(candidate) = told.filter(is_clear) else { return };
        self.inferred.push(reading);
        self.candidates.push(Candidate { is_telling: true, ..candidate });
    }

    /// The event of a clause, dated by the mention of that number; nothing where it has no subject.
    fn told(
        &self,
        mention: usize,
        date: Date,
        clause: usize,
        sentence: &Sentence<'_>,
        parts: &Clauses,
        place: &Place,
    ) -> Option<Candidate> {
        let own = &parts.list[clause];
        let holder = antecedent::subject_holder(clause, parts, sentence);
        let with_subject = &parts.list[holder];
        let pronoun = subject_pronoun(with_subject, sentence);
        let body = self.body(with_subject, sentence, place);
        let person = pronoun.and_then(|at| self.person(holder, at, sentence, parts, place));
        let subject = person.or(body);
        let open = pronoun.filter(|_| subject.is_none());
        let teller = open.and_then(|at| {
            self.teller(holder, at, sentence, parts, place)
                .or_else(|| self.beside(holder, at, sentence, parts, place))
        });
        let earlier = open.filter(|_| teller.is_none());
        let earlier = earlier.and_then(|at| self.before(with_subject, at, sentence, place));
        let pair = self.pair(with_subject, sentence, place);
        let meant = subject.map(str::to_owned);
        let meant = meant.or_else(|| teller.clone().map(|words| title::of_words(words, sentence)));
        let meant = meant.or_else(|| earlier.as_ref().map(|(words, _)| words.clone()));
        let meant = meant.or_else(|| pair.as_ref().map(|pair| pair.join(" and ")));
        let owns = pronoun.is_some_and(|at| sentence.tokens[at].is(Class::Determiner));
        let stand_in = meant.map(|name| if owns { format!("{name}'s") } else { name });
        let title = title::of_clause(clause, parts, sentence, stand_in.as_deref())?;
        let mut ranges = shifted(own.pieces.iter().cloned(), place.start);
        let told = parts.list.iter().filter(|other| {
            other.parent == Some(clause) && matches!(other.joint, Joint::Content | Joint::Tail)
        });
        ranges.extend(shifted(told.flat_map(|told| told.pieces.iter().cloned()), place.start));
        let shared: Vec<usize> = match (own.joint, own.parent) {
            (Joint::Shared, Some(parent)) => parts.list[parent].subject().collect(),
            (Joint::Relative, _) => title::antecedent(own, sentence),
            _ => Vec::new(),
        };
        ranges.extend(shifted(shared.into_iter().map(|at| at..at + 1), place.start));
        let beside = title::told_beside(clause, parts, sentence);
        let beside = beside.first().zip(beside.last()).map(|(&first, &last)| first..last + 1);
        ranges.extend(shifted(beside.into_iter(), place.start));
        ranges.extend(shifted(teller.clone().into_iter(), place.start));
        let mut names = self.names().within(&ranges);
        let earlier = earlier.map(|(_, tokens)| self.names().within(&[tokens]));
        for name in earlier.into_iter().flatten().chain(pair.into_iter().flatten()) {
            if !names.contains(&name) {
                names.push(name);
            }
        }
        if let Some(subject) = subject.filter(|subject| !names.iter().any(|name| name == subject)) {
            names.insert(0, subject.to_owned());
        }
        let is_telling =
            own.verb.as_ref().is_some_and(|verb| sentence.tokens[verb.head].is(Class::Reporting));
        let keys =
            self.keys(ranges.iter().cloned().flatten().map(|at| at - place.start), sentence, place);
        Some(Candidate {
            status: status::status(clause, parts, sentence, &date, self.article.date()),
            is_dangling: stand_in.is_none() && antecedent::is_open(with_subject, sentence)
                || antecedent::ends_open(&title, own, sentence),
            span: place.span.clone(),
            title,
            date,
            names,
            mention,
            is_telling,
            keys,
        })
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
        let names = self.names().within(&shifted([phrase.clone()].into_iter(), place.start));
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
                Some(Outcome::Unused("its clause is too short for an event".into()));
            return;
        }
        self.roles[number] = Some(Outcome::Dates(String::new()));
        self.candidates.push(candidate);
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
            let names = self.names().within(&shifted([phrase.clone()].into_iter(), place.start));
            if names.is_empty() {
                continue;
            }
            let keys = self.keys(phrase, sentence, place);
            if !self.tells(&keys, place) {
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
    ) -> Box<[Key]> {
        sentence.keys(tokens.filter(|&at| !self.names().covers(at + place.start)))
    }

    /// Whether the sentence has given an event of a kind that is among the words.
    fn tells(&self, keys: &[Key], place: &Place) -> bool {
        let own = self.candidates.iter().rev().take_while(|candidate| candidate.span == place.span);
        own.flat_map(|candidate| &candidate.keys).any(|key| key.is_event() && keys.contains(key))
    }

    /// The expressions soon after a lead by which the report itself tells when something was.
    fn told_near(&self, spans: &[Range<usize>], lead: usize) -> Vec<&Expression> {
        /// In so many sentences.
        const NEAR: usize = 7;
        let last = (lead + NEAR).min(spans.len().saturating_sub(1));
        let end = spans.get(last).map_or(0, |span| span.end);
        let near = self.expressions.iter().zip(&self.roles);
        let near = near.take_while(|(expression, _)| expression.span().start < end);
        near.filter(|(_, outcome)| matches!(outcome, Some(Outcome::Dates(_))))
            .map(|(expression, _)| expression)
            .collect()
    }

    /// The news that the lead tells without a day of its own, where no other sentence dates it.
    fn lead(&self, spans: &[Range<usize>]) -> Option<(Candidate, Reading)> {
        let number = lead::lead(self.tokens, self.sentences)?;
        let (span, range) = (spans.get(number)?.clone(), self.sentences[number].clone());
        let tokens = &self.tokens[range.clone()];
        if !lead::names_no_day(tokens, &self.article.text) || self.refusal(&span, tokens).is_some()
        {
            return None;
        }
        let (kind, day) = lead::told_on(self.article)?;
        let (sentence, parts) = self.parsed(range.clone());
        let end = spans.get(number + 2).map_or(self.article.text.len(), |span| span.end);
        let mut beside = self.expressions.iter().take_while(|other| other.span().start < end);
        let is_fresh = beside.any(|own| lead::is_fresh(own, day));
        let clause = lead::news(&sentence, &parts, is_fresh)?;
        // What has happened is of the day of the report more often than what happened.
        let is_perfect =
            parts.list[clause].verb.as_ref().is_some_and(|own| own.form == Form::Perfect);
        let near = if is_perfect { self.told_near(spans, number) } else { Vec::new() };
        let reading = lead::reading(self.article, &span, tokens, &near, (kind, day))?;
        let date = reading.date.clone()?;
        let place = Place { span, start: range.start, number };
        let mention = self.expressions.len() + self.inferred.len();
        let candidate = self.told(mention, date, clause, &sentence, &parts, &place)?;
        let is_clear = !candidate.names.is_empty()
            && !candidate.is_dangling
            && candidate.title.split_whitespace().nth(1).is_some();
        let is_dated = self.candidates.iter().any(|other| {
            !other.is_telling
                && other.date.may_meet(&candidate.date)
                && (shares(&other.names, &candidate.names) || shares_kind(other, &candidate))
        });
        (is_clear && !is_dated).then_some((candidate, reading))
    }

    /// Every date expression and all that was inferred in the order of the text, each with what
    /// became of it; the candidates name them by their new numbers.
    fn mentions(&mut self) -> Vec<Mention> {
        let expressions = std::mem::take(&mut self.expressions).into_iter();
        let read = expressions.zip(std::mem::take(&mut self.roles)).map(|(expression, outcome)| {
            let outcome =
                outcome.unwrap_or_else(|| Outcome::Unused("it stands in no sentence".into()));
            Mention { reading: expression.reading, outcome }
        });
        let mut mentions: Vec<Mention> = read.collect();
        if self.inferred.is_empty() {
            return mentions;
        }
        let first = mentions.len();
        let inferred = std::mem::take(&mut self.inferred).into_iter();
        let unused = Outcome::Unused("it dates no event".into());
        mentions.extend(inferred.map(|reading| Mention { reading, outcome: unused.clone() }));
        for candidate in self.candidates.iter().filter(|candidate| candidate.mention >= first) {
            mentions[candidate.mention].outcome = Outcome::Dates(String::new());
        }
        let mut order: Vec<usize> = (0..mentions.len()).collect();
        order.sort_by_key(|&number| mentions[number].reading.span.start);
        let mut place = vec![0; order.len()];
        for (new, &old) in order.iter().enumerate() {
            place[old] = new;
        }
        for candidate in &mut self.candidates {
            candidate.mention = place[candidate.mention];
        }
        mentions.sort_by_key(|mention| mention.reading.span.start);
        mentions.shrink_to_fit();
        mentions
    }

    fn finish(mut self, spans: &[Range<usize>]) -> Extraction {
        if let Some((candidate, reading)) = self.lead(spans) {
            self.inferred.push(reading);
            self.candidates.insert(0, candidate);
        }
        let article = self.article;
        let title = article.title.clone().unwrap_or_else(|| headline(article));
        let mentions = self.mentions();
        // Extractions of all articles are held until they are merged.
        self.candidates.shrink_to_fit();
        self.undated.shrink_to_fit();
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
                mentions,
            },
            candidates: self.candidates,
            undated: self.undated,
            fingerprint: Fingerprint::of(&article.text),
        }
    }
}

/// A title for an article that has none: its first words.
fn headline(article: &Article) -> String {
    const LONGEST: usize = 80;
    let line = article.text.lines().next().unwrap_or_default();
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
    if title.is_empty() || title == "…" { article.id.clone() } else { title }
}

/// Whether a sentence begins with a date in brackets: "(28.9.2016) …".
fn opens_with_date(tokens: &[Token]) -> bool {
    let Some((open, rest)) = tokens.split_first() else { return false };
    let length = rest.iter().take_while(|token| token.dated).count();
    open.is_mark('(') && length > 0 && rest.get(length).is_some_and(|token| token.is_mark(')'))
}

/// Where a sentence stands.
struct Place {
    /// Its bytes.
    span: Range<usize>,
    /// Its first token in the article.
    start: usize,
    /// Its number in the article.
    number: usize,
}

fn shares(some: &[String], others: &[String]) -> bool {
    some.iter().any(|one| others.contains(one))
}

/// Whether two events are of the same kind.
fn shares_kind(one: &Candidate, other: &Candidate) -> bool {
    one.keys.iter().any(|key| key.is_event() && other.keys.contains(key))
}

fn shifted(ranges: impl Iterator<Item = Range<usize>>, by: usize) -> Vec<Range<usize>> {
    ranges.map(|range| range.start + by..range.end + by).collect()
}
