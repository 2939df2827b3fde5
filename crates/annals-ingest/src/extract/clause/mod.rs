//! The clauses of a sentence: which words belong to which verb.
//!
//! "Trade grew after Lund, who had lost twice, took office" has three. They are found from
//! the finite verbs and the joints between them; no grammar is complete here, and a sentence that
//! cannot be taken apart is one clause.

mod told;

use super::heading::dateline_end;
use super::token::{Kind, Token};
use super::verb::{Form, Verb, is_gerund, verbs};
use crate::lexicon::Class;
use std::ops::Range;

/// A clause of a sentence. Positions are indices of tokens of the sentence.
#[derive(Clone, Debug)]
pub(crate) struct Clause {
    /// Its tokens in order, in several pieces where another clause stands within it.
    pub(crate) pieces: Vec<Range<usize>>,
    /// How it is joined to the sentence.
    pub(crate) joint: Joint,
    /// The word that joins it: "since", "who", "and".
    pub(crate) marker: Option<usize>,
    /// The clause that it belongs to.
    pub(crate) parent: Option<usize>,
    /// Its finite verb.
    pub(crate) verb: Option<Verb>,
}

/// How a clause is joined to its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Joint {
    /// It stands by itself, or beside another of its rank.
    Main,
    /// It shares the subject of the clause that it belongs to: "came and *saw*".
    Shared,
    /// "since she took office".
    Subordinate,
    /// "who took office".
    Relative,
    /// What someone says: "(that) X took office".
    Content,
    /// A tail without a finite verb: ", carrying a message".
    Tail,
}

/// The clauses of a sentence, and for each token the number of its clause.
pub(crate) struct Clauses {
    pub(crate) list: Vec<Clause>,
    pub(crate) owner: Vec<usize>,
}

impl Clause {
    fn new(start: usize, joint: Joint, marker: Option<usize>, parent: Option<usize>) -> Clause {
        let first = start..start;
        Clause { pieces: vec![first], joint, marker, parent, verb: None }
    }

    /// Its tokens.
    pub(crate) fn tokens(&self) -> impl Iterator<Item = usize> + '_ {
        self.pieces.iter().cloned().flatten()
    }

    /// The tokens before its verb, without the word that joins it.
    pub(crate) fn subject(&self) -> impl Iterator<Item = usize> + '_ {
        let verb = self.verb.as_ref().map_or(usize::MAX, |verb| verb.tokens.start);
        self.tokens().filter(move |&at| at < verb && Some(at) != self.marker)
    }
}

/// Whether a mark is a dash that may set off what stands between it and another.
pub(crate) fn is_dash(token: &Token) -> bool {
    token.is_mark('—') || token.is_mark('–')
}

/// Takes a sentence apart.
pub(crate) fn clauses(tokens: &[Token], text: &str) -> Clauses {
    let verbs = verbs(tokens, text);
    let start = dateline_end(tokens, text);
    let first = Clause::new(start, Joint::Main, None, None);
    let mut parser = Parser { tokens, text, verbs, list: vec![first], now: 0 };
    parser.run(start);
    let mut owner = vec![0; tokens.len()];
    for (number, clause) in parser.list.iter().enumerate() {
        for at in clause.tokens() {
            owner[at] = number;
        }
    }
    Clauses { list: parser.list, owner }
}

struct Parser<'t> {
    tokens: &'t [Token],
    text: &'t str,
    verbs: Vec<Verb>,
    list: Vec<Clause>,
    now: usize,
}

impl Parser<'_> {
    fn run(&mut self, start: usize) {
        let mut next_verb = 0;
        for at in start..self.tokens.len() {
            while self.verbs.get(next_verb).is_some_and(|verb| verb.tokens.end <= at) {
                next_verb += 1;
            }
            let in_verb = self.verbs.get(next_verb).is_some_and(|verb| verb.tokens.contains(&at));
            if in_verb {
                if self.verbs[next_verb].tokens.start == at {
                    self.verb(at, self.verbs[next_verb].clone());
                }
            } else {
                self.joint(at, next_verb);
            }
            self.take(at);
        }
    }

    /// Adds a token to the clause that is open.
    fn take(&mut self, at: usize) {
        let pieces = &mut self.list[self.now].pieces;
        match pieces.last_mut() {
            Some(last) if last.end == at => last.end = at + 1,
            Some(last) if last.start == last.end => *last = at..at + 1,
            _ => pieces.push(at..at + 1),
        }
    }

    fn open(&mut self, at: usize, joint: Joint, marker: Option<usize>) {
        self.list.push(Clause::new(at, joint, marker, Some(self.now)));
        self.now = self.list.len() - 1;
    }

    fn has_verb(&self) -> bool {
        self.list[self.now].verb.is_some()
    }

    /// What a token that is no verb does to the clauses. `next` is the number of the next verb.
    fn joint(&mut self, at: usize, next: usize) {
        let token = &self.tokens[at];
        if self.aside(at) {
            return;
        }
        if token.is_mark(';') || is_dash(token) || token.is_mark(':') {
            self.now = 0;
            if self.has_verb() {
                self.open(at, Joint::Main, Some(at));
            }
        } else if token.is_mark(',') {
            self.comma(at, next);
        } else if token.is(Class::Relative) && self.verb_follows(at, next) {
            self.give_up_preposition(at);
            self.open(at, Joint::Relative, Some(at));
        } else if token.is(Class::Subordinator)
            && (token.kind == Kind::Lower || at == 0 || self.tokens[at - 1].is_mark(':'))
            && !self.is_demonstrative(at)
            && !self.is_than_of_number(at)
            && !self.is_preposition_of_subject(at, next)
            && self.subject_and_verb_follow(at, next)
        {
            let joint = match self.is_that(at) {
                true if self.relates_noun(at, next) => Joint::Relative,
                true => self.that_joint(at),
                false => Joint::Subordinate,
            };
            self.open(at, joint, Some(at));
        } else if token.is(Class::Coordinator) && self.has_verb() {
            self.coordinator(at, next);
        }
    }

    /// Opens or ends what two dashes set off behind a subject: "said that the mills — *nine of them
    /// new* — burned".
    fn aside(&mut self, at: usize) -> bool {
        if !is_dash(&self.tokens[at]) {
            return false;
        }
        let set_off = std::iter::successors(Some(self.now), |&own| self.list[own].parent)
            .map(|number| &self.list[number])
            .find(|own| {
                own.joint == Joint::Tail
                    && own.marker.is_some_and(|marker| is_dash(&self.tokens[marker]))
            });
        if let Some(aside) = set_off {
            self.now = aside.parent.unwrap_or(0);
            return true;
        }
        let own = &self.list[self.now];
        let rest = &self.tokens[at + 1..];
        let is_pair =
            rest.iter().find(|token| is_dash(token) || token.is_mark(';')).is_some_and(is_dash);
        let opens = own.joint == Joint::Content && own.verb.is_none() && is_pair;
        if opens {
            self.tail(at);
        }
        opens
    }

    fn is_that(&self, at: usize) -> bool {
        self.tokens[at].text(self.text).eq_ignore_ascii_case("that")
    }

    /// Whether a word is the "that" of "the claims of that time".
    fn is_demonstrative(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        self.is_that(at) && before.is_some_and(|before| before.is(Class::Preposition))
    }

    /// Whether a word is the "than" of "more than forty ships".
    fn is_than_of_number(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        self.tokens[at].text(self.text) == "than"
            && before.is_some_and(|before| before.is(Class::Determiner))
    }

    /// Whether a word that may open a clause leads a noun of the subject instead, because the only
    /// verb to come is that of the clause around it: "A hearing *before* the court brought peace".
    fn is_preposition_of_subject(&self, at: usize, next: usize) -> bool {
        let follows_noun = at.checked_sub(1).is_some_and(|before| {
            let token = &self.tokens[before];
            // "Speaking as …": what opens the sentence is no noun.
            let is_gerund = before == 0 && token.text(self.text).ends_with("ing");
            token.is_word() && !token.dated && !is_gerund
        });
        self.tokens[at].is(Class::Preposition)
            && follows_noun
            && !self.has_verb()
            && self.list[self.now].joint == Joint::Main
            && !self.is_verb_of_its_own(next)
    }

    /// Whether after that verb there is another for the clause around it.
    fn is_verb_of_its_own(&self, verb: usize) -> bool {
        let (Some(own), Some(other)) = (self.verbs.get(verb), self.verbs.get(verb + 1)) else {
            return false;
        };
        !self.tokens[own.tokens.end..other.tokens.start].iter().any(|token| {
            token.is_any(&[Class::Relative, Class::Subordinator, Class::Coordinator])
                || matches!(token.kind, Kind::Mark(',' | ';' | ':'))
        })
    }

    /// The "under" of "the pact under which …" belongs to what follows.
    fn give_up_preposition(&mut self, marker: usize) {
        let Some(before) = marker.checked_sub(1) else { return };
        if !self.tokens[before].is(Class::Preposition) {
            return;
        }
        if let Some(last) = self.list[self.now].pieces.last_mut().filter(|last| last.end == marker)
        {
            last.end = before.max(last.start);
        }
    }

    /// "that" after a verb brings its content, after a noun it relates.
    fn that_joint(&self, at: usize) -> Joint {
        if self.follows_object(at) {
            return Joint::Relative;
        }
        let verb_before = self.list[self.now].verb.as_ref().is_some_and(|verb| {
            // "Told a meeting of the council of Malta (its lower house) in Lille | that …".
            let reach = if self.tokens[verb.head].is(Class::Reporting) { 16 } else { 3 };
            self.tokens[verb.tokens.end..at].iter().filter(|token| !token.dated).count() <= reach
        });
        if verb_before { Joint::Content } else { Joint::Relative }
    }

    /// Whether a "that" stands between a noun and a verb: "said the mill *that* burned was old".
    fn relates_noun(&self, at: usize, next: usize) -> bool {
        let joins = [Class::Preposition, Class::Coordinator, Class::Adverb, Class::Pronoun];
        let follows_noun = at.checked_sub(1).is_some_and(|before| {
            let token = &self.tokens[before];
            let own = self.list[self.now].verb.as_ref();
            let is_verb = own.is_some_and(|own| own.tokens.contains(&before));
            token.is_word() && !token.dated && !is_verb && !token.is_any(&joins)
        });
        follows_noun && self.verbs.get(next).is_some_and(|verb| verb.tokens.start == at + 1)
    }

    /// Whether a noun with its article stands before a word, and no verb of telling before that:
    /// "signed the pact | that", but not "told the court | that".
    fn follows_object(&self, at: usize) -> bool {
        const OF_MIND: [Class; 4] =
            [Class::Reporting, Class::Claiming, Class::Denying, Class::Planning];
        let Some(verb) = &self.list[self.now].verb else { return false };
        let start = self.noun_phrase_before(at, verb.tokens.end, false);
        start.is_some_and(|start| start + 1 < at && self.tokens[start].is(Class::Determiner))
            && !self.tokens[verb.head].is_any(&OF_MIND)
    }

    /// Whether a verb follows before the next joint that is no part of its subject.
    fn verb_follows(&self, at: usize, next: usize) -> bool {
        let Some(verb) = self.verbs.get(next) else { return false };
        verb.tokens.start > at
            && !self.tokens[at + 1..verb.tokens.start]
                .iter()
                .any(|token| token.is_mark(';') || token.is_mark(':') || token.is(Class::Relative))
    }

    fn subject_and_verb_follow(&self, at: usize, next: usize) -> bool {
        let Some(verb) = self.verbs.get(next).filter(|verb| verb.tokens.start > at) else {
            return false;
        };
        let is_that = self.is_that(at);
        // "Since 2005, the mill has burned": there is no clause behind such a joint.
        let leads = self.tokens[at].is(Class::Preposition) || self.tokens[at].dated;
        let start = if leads { at + 1 } else { self.behind_date(at + 1, verb.tokens.start) };
        let end = self.before_relative(start, next).filter(|_| is_that);
        let between = self.without_apposition(start..end.unwrap_or(verb.tokens.start), leads);
        let is_parted = between.clone().any(|token| {
            matches!(token.kind, Kind::Mark(',' | ';' | ':' | '—' | '–'))
                || (token.is(Class::Relative) && !self.has_another_verb(at, next))
        });
        // "Once again met": an adverb is no subject, where the joint may be one too.
        let may_be_adverb = self.tokens[at].is(Class::Adverb);
        let has_subject = between.clone().any(|token| {
            let is_joint = token.is(Class::Coordinator);
            let is_adverb = may_be_adverb && token.is(Class::Adverb);
            token.is_word() && !token.dated && !is_joint && !is_adverb
        });
        let nested = between.clone().any(|token| {
            token.is(Class::Subordinator)
                && !token.is(Class::Preposition)
                && !token.is(Class::Determiner)
        });
        // "As the mayor last year | and would …": the verb is that of another clause.
        let last = between.clone().rfind(|token| token.is_word() && !token.is(Class::Adverb));
        let is_joined = last.is_some_and(|last| last.is(Class::Coordinator) && !last.dated);
        !is_parted && !nested && !is_joined && (has_subject || is_that)
    }

    /// Where the subject begins behind a date that a comma sets off: "that *, in May,* | the hall
    /// burned".
    fn behind_date(&self, joint: usize, verb: usize) -> usize {
        let from = if self.tokens[joint].is_mark(',') { joint + 1 } else { joint };
        let leads = |token: &&Token| {
            token.dated
                || token.is_any(&[Class::DatePreposition, Class::Adverb, Class::Superlative])
        };
        let length = self.tokens[from..verb].iter().take_while(leads).count();
        // A quotation may end there: "I said that for years," Lund said.
        let is_set_off = from + length + 1 < verb
            && self.tokens[from + length].is_mark(',')
            && !matches!(self.tokens[from + length + 1].kind, Kind::Mark('"' | '”'));
        let has_date = self.tokens[from..from + length].iter().any(|token| token.dated);
        if is_set_off && has_date { from + length + 1 } else { joint }
    }

    /// Where a relative clause begins that stands between a subject and its verb, which is the next
    /// but one: "that the mill | *, which burned,* closed".
    fn before_relative(&self, from: usize, next: usize) -> Option<usize> {
        let verb = self.verbs.get(next)?;
        let is_joint = |at: &usize| self.tokens[*at].is_mark(',');
        let comma = (from..verb.tokens.start).find(is_joint)?;
        let relates = self.tokens[comma + 1].is(Class::Relative) && comma > from;
        (relates && self.verbs.get(next + 1).is_some()).then_some(comma)
    }

    /// The tokens before a verb without what two commas or dashes set off at their end: "that the
    /// mill, *the oldest of its kind*, | burned". A preposition before a longer phrase leads no
    /// clause: "After weeks of talks, the guild (GT), | met".
    fn without_apposition(
        &self,
        before: Range<usize>,
        is_preposition: bool,
    ) -> impl DoubleEndedIterator<Item = &Token> + Clone {
        let own = &self.tokens[before];
        let may_be_subject = |words: &[Token]| {
            !is_preposition || !words.iter().any(|token| token.is(Class::Preposition))
        };
        let set_off = |mark: fn(&Token) -> bool| {
            own.iter().position(mark).filter(|&opening| {
                let inner = own[opening + 1..].iter().filter(|token| mark(token)).count();
                inner == 1 && own.last().is_some_and(mark) && may_be_subject(&own[..opening])
            })
        };
        let opening = set_off(|token| token.is_mark(',')).or_else(|| set_off(is_dash));
        own[..opening.unwrap_or(own.len())].iter()
    }

    fn comma(&mut self, at: usize, next: usize) {
        if !self.has_verb() {
            return;
        }
        let leads_to_verb = self.verbs.get(next).is_some_and(|verb| verb.tokens.start == at + 1);
        let is_inner = match self.list[self.now].joint {
            Joint::Relative | Joint::Subordinate | Joint::Tail => true,
            // "Lund, who said he would stay, | left".
            Joint::Content => leads_to_verb && self.around_without_verb().is_some(),
            Joint::Main | Joint::Shared => false,
        };
        if is_inner {
            let around = self.around_without_verb().filter(|_| leads_to_verb);
            self.now = around.or(self.list[self.now].parent).unwrap_or(0);
        }
        if !self.has_verb() {
            return;
        }
        let is_doubtful = self.list[self.now].verb.as_ref().is_some_and(|verb| verb.is_doubtful);
        if is_doubtful && self.segment_has_verb(at, next) {
            // "The papers, printed on Monday, | showed": the first was a participle.
            self.list[self.now].verb = None;
            return;
        }
        let Some(after) = self.tokens.get(at + 1) else { return };
        let word = after.text(self.text);
        if after.is(Class::Coordinator)
            || after.is(Class::Relative)
            || after.is(Class::Subordinator) && !after.is(Class::Preposition)
        {
            return;
        }
        let is_participle = self.verbs.get(next).is_none_or(|verb| verb.tokens.start != at + 1)
            && (word.ends_with("ed")
                || after.is_any(&[Class::Past, Class::Participle, Class::Preposition]));
        if is_participle {
            return;
        }
        let is_doubtful = self
            .verbs
            .get(next)
            .is_some_and(|verb| verb.is_doubtful && verb.tokens.start == at + 1);
        if is_doubtful || self.is_date_before_joint(at + 1) {
            return;
        }
        let is_gerund = after.kind == Kind::Lower && is_gerund(word);
        if self.segment_has_verb(at, next) {
            let follows = self.verbs[next].tokens.start == at + 1;
            match self.speaker_before(at, next).filter(|_| follows) {
                Some(start) => self.reopen(start, Joint::Main),
                None if follows => match self.told_list(next) {
                    Some(start) => match self.relative_behind(start) {
                        Some(marker) => self.tell_around(self.now, start..marker),
                        None => self.reopen(start, Joint::Content),
                    },
                    None => self.open(at, Joint::Shared, Some(at)),
                },
                // "…, *claiming* a ship was lost".
                None if is_gerund && after.is(Class::Reporting) && self.is_word_at(at + 2) => {
                    self.open(at, Joint::Content, Some(at + 1));
                }
                None if is_gerund && self.is_led_participle(&self.verbs[next]) => self.tail(at),
                None => self.open(at, Joint::Main, Some(at)),
            }
        } else if is_gerund || word == "with" {
            self.tail(at);
        }
    }

    /// Whether a date stands there that belongs to what is before it: "met in Lille, | *on Monday*
    /// and left".
    fn is_date_before_joint(&self, at: usize) -> bool {
        let date = self.tokens[at..].iter().take_while(|token| token.dated).count();
        let next = self.tokens.get(at + date);
        date > 0 && next.is_some_and(|next| next.is(Class::Coordinator))
    }

    fn is_word_at(&self, at: usize) -> bool {
        self.tokens.get(at).is_some_and(Token::is_word)
    }

    fn tail(&mut self, at: usize) {
        self.open(at, Joint::Tail, Some(at));
        self.list[self.now].verb = None;
    }

    /// The clause around the open one that still lacks its verb: "the guild, which met until the
    /// hall burned, | left".
    fn around_without_verb(&self) -> Option<usize> {
        let mut around = std::iter::successors(Some(self.now), |&own| self.list[own].parent);
        around.find(|&own| self.list[own].verb.is_none())
    }

    /// Opens a clause that begins before what was just read, and takes that from the others.
    fn reopen(&mut self, start: usize, joint: Joint) {
        let read = self.list.iter().filter_map(|own| own.pieces.last());
        let end = read.map(|piece| piece.end).max().unwrap_or(start);
        for clause in &mut self.list {
            for piece in &mut clause.pieces {
                piece.end = piece.end.min(start).max(piece.start.min(start));
                piece.start = piece.start.min(piece.end);
            }
        }
        if joint == Joint::Main {
            self.now = 0;
        }
        self.open(start, joint, None);
        let first = start..end;
        self.list[self.now].pieces = vec![first];
    }

    /// Whether a finite verb stands between this comma and the next.
    fn segment_has_verb(&self, at: usize, next: usize) -> bool {
        let Some(verb) = self.verbs.get(next).filter(|verb| verb.tokens.start > at) else {
            return false;
        };
        let has_another = self.has_another_verb(at, next);
        !self.tokens[at + 1..verb.tokens.start].iter().any(|token| {
            matches!(token.kind, Kind::Mark(',' | ';' | ':'))
                || (token.is(Class::Relative) && !has_another)
                || (token.is(Class::Subordinator)
                    && !token.is(Class::Preposition)
                    && !token.is(Class::Determiner))
        })
    }

    /// Whether the next verb but one stands in the same segment: "a source who met both | told".
    fn has_another_verb(&self, at: usize, next: usize) -> bool {
        // "Which officials *said was* old": two verbs of one relative clause.
        let is_pair = |number: usize| match (self.verbs.get(number), self.verbs.get(number + 1)) {
            (Some(own), Some(other)) => own.tokens.end == other.tokens.start,
            _ => false,
        };
        let other = next + 1 + usize::from(is_pair(next));
        self.verbs.get(other).is_some_and(|verb| {
            let between = &self.tokens[at + 1..verb.tokens.start];
            !between.iter().any(|token| token.is_mark(',') || token.is_mark(';'))
        })
    }

    fn coordinator(&mut self, at: usize, next: usize) {
        let Some(verb) = self.verbs.get(next).filter(|verb| verb.tokens.start > at) else { return };
        let between = &self.tokens[at + 1..verb.tokens.start];
        let joins_dates = self.tokens[at - 1].dated && self.tokens[at + 1].dated;
        if joins_dates || self.joins_between(at) {
            return;
        }
        if let Some(start) = self.told_pair(at, next) {
            return self.reopen(start, Joint::Content);
        }
        let is_doubtful = self.list[self.now].verb.as_ref().is_some_and(|own| own.is_doubtful);
        if is_doubtful && between.is_empty() && verb.is_bare {
            // "The law, passed in May *and* kept until June, | fell": both are participles.
            self.verbs[next].is_doubtful = true;
            return;
        }
        let mut words = between.iter().filter(|token| !token.dated);
        if words.all(|token| token.is(Class::Adverb) || token.text(self.text).ends_with("ly")) {
            self.open(at, Joint::Shared, Some(at));
        } else if (self.segment_has_verb(at, next) || self.is_explained_subject(between))
            && !between.iter().any(|token| token.is(Class::Coordinator) && self.before_comma(at))
            && !self.leads_to_later_clause(between)
        {
            // The clause beside it may itself be told by someone: it keeps that joint.
            let joint = match self.list[self.now].joint {
                Joint::Content => Joint::Content,
                _ => Joint::Main,
            };
            let parent = self.list[self.now].parent;
            self.open(at, joint, Some(at));
            if joint == Joint::Content {
                self.list[self.now].parent = parent;
            }
        }
    }

    /// Whether a joint stands between the two that something lies between: "between 10 *and* 20".
    fn joins_between(&self, at: usize) -> bool {
        let from = self.list[self.now].verb.as_ref().map_or(at, |verb| verb.tokens.end.min(at));
        let before = self.tokens[from..at].iter().rev();
        let mut before = before.take_while(|token| !token.is(Class::Coordinator));
        before.any(|token| token.text(self.text) == "between")
    }

    /// Whether words before a verb begin with another that has none of its own and end with the
    /// subject of a clause behind a joint: "and *leave the pact after Lund* | met …".
    fn leads_to_later_clause(&self, words: &[Token]) -> bool {
        let Some(joint) = words.iter().position(|token| token.is(Class::Subordinator)) else {
            return false;
        };
        let first = &words[0];
        let may_be_subject = first.kind != Kind::Lower
            || first.is_any(&[Class::Determiner, Class::Pronoun, Class::Adverb])
            || first.dated
            || words[..joint].iter().any(|token| token.text(self.text).ends_with('s'));
        !may_be_subject && words.get(joint + 1).is_some_and(Token::is_word)
    }

    /// Whether words before a verb are a subject and what explains it: "and the gate, *also known as
    /// the lock,* | was lost".
    fn is_explained_subject(&self, words: &[Token]) -> bool {
        const JOINTS: [Class; 3] = [Class::Relative, Class::Subordinator, Class::Coordinator];
        let commas = words.iter().filter(|token| token.is_mark(',')).count();
        let opens = words.first().is_some_and(|first| first.is(Class::Determiner));
        let parts = |token: &Token| {
            let is_joint = token.is_any(&JOINTS) && !token.is(Class::Preposition);
            is_joint || token.dated || matches!(token.kind, Kind::Mark(mark) if mark != ',')
        };
        let ends = words.last().is_some_and(|last| last.is_mark(','));
        opens && commas == 2 && ends && !words.iter().any(parts)
    }

    fn before_comma(&self, at: usize) -> bool {
        at.checked_sub(1).is_some_and(|before| !self.tokens[before].is_mark(','))
    }

    /// A finite verb: it is that of the clause, or shows that another clause has begun.
    fn verb(&mut self, at: usize, verb: Verb) {
        let Some(own) = self.list[self.now].verb.clone() else {
            if self.is_verb_around(at, &verb) {
                self.now = self.list[self.now].parent.unwrap_or(0);
            }
            self.list[self.now].verb = Some(verb);
            return;
        };
        if verb.is_doubtful {
            return;
        }
        if own.is_doubtful {
            // "The papers, published on Monday, | showed": the first was a participle.
            self.list[self.now].verb = Some(verb);
            return;
        }
        let parent = self.list[self.now].parent;
        if let Some(parent) = parent.filter(|&parent| {
            self.list[parent].verb.is_none() && self.list[self.now].joint != Joint::Main
        }) {
            let subject = self.pronoun_before(at, own.tokens.end);
            let is_told = subject.is_some() && self.list[self.now].joint == Joint::Relative;
            if !is_told {
                if let Some((subject, last)) = subject.zip(self.list[self.now].pieces.last_mut()) {
                    // "When it was formed | it had …".
                    last.end = last.end.min(subject).max(last.start);
                    self.list[parent].pieces.push(subject..at);
                }
                // "The man who was caught on Monday | said …": the clause around it goes on.
                self.now = parent;
                self.list[parent].verb = Some(verb);
                return;
            }
        }
        if let Some((teller, subject)) = self.told_around(at, &own, &verb) {
            self.tell_around(teller, subject);
            self.list[self.now].verb = Some(verb);
            return;
        }
        if let Some(around) = self.far_around_without_verb(&verb) {
            self.now = around;
            self.list[around].verb = Some(verb);
            return;
        }
        if let Some(start) = self.behind_telling_gerund(own.tokens.end, at, &verb) {
            return self.split(start, at, verb);
        }
        // "Said weavers in the town | will strike": no participle has such a subject.
        let is_long = !verb.is_bare && self.tokens[own.head].is(Class::Reporting);
        match self.noun_phrase_before(at, own.tokens.end, is_long) {
            // No subject follows a preposition: "in line with an accord | reached on Monday".
            // Nor does anyone tell a clause but by a verb of telling.
            Some(start)
                if verb.is_bare
                    && (self.tokens[start - 1].is(Class::Preposition)
                        || !self.tokens[own.head].is(Class::Reporting)) => {}
            // "The men seen in the town | were charged": the first was a participle.
            Some(start)
                if start == own.tokens.end + 1
                    && self.is_led_participle(&own)
                    && !self.tokens[own.head].is(Class::Reporting) =>
            {
                self.list[self.now].verb = Some(verb);
            }
            Some(start) => self.split(start, at, verb),
            // "Papers reported *the loss of a ship* | was no surprise".
            None if self.is_told_bare(&own, &verb) => self.split(own.tokens.end, at, verb),
            None if own.is_bare && !verb.is_bare => {
                // "Assets seized in 2019 | were sold": the first was a participle.
                self.list[self.now].verb = Some(verb);
            }
            None if verb.is_bare && self.is_led_participle(&own) => {
                // "A man seized on Monday | confessed": so was this.
                self.list[self.now].verb = Some(verb);
            }
            None if self.list[self.now].joint == Joint::Relative && !verb.is_bare => {
                // "The man who was killed | was …": the clause around it goes on.
                self.now = parent.unwrap_or(0);
            }
            None => {}
        }
    }

    /// Where a pronoun stands that is the subject of a verb, behind the words of another clause.
    fn pronoun_before(&self, at: usize, from: usize) -> Option<usize> {
        let before = at.checked_sub(1).filter(|&before| before >= from)?;
        let token = &self.tokens[before];
        let is_subject = token.is(Class::Pronoun) && !token.is(Class::Determiner);
        is_subject.then_some(before)
    }

    /// The clause further out that still lacks its verb, where the open one has its own: "the pair who
    /// took her in after she was left | have moved".
    fn far_around_without_verb(&self, verb: &Verb) -> Option<usize> {
        let own = &self.list[self.now];
        let tells = own.verb.as_ref().is_some_and(|own| self.tokens[own.head].is(Class::Reporting));
        let may_end = !matches!(own.joint, Joint::Main | Joint::Tail);
        self.around_without_verb().filter(|&around| {
            may_end && !tells && !verb.is_bare && self.list[around].joint != Joint::Tail
        })
    }

    /// Whether a verb may be a participle that a preposition or a date follows.
    fn is_led_participle(&self, verb: &Verb) -> bool {
        let head = &self.tokens[verb.head];
        let has_form = head.is(Class::Participle) || head.text(self.text).ends_with("ed");
        let next = self.tokens.get(verb.tokens.end);
        let is_led = next.is_some_and(|next| next.dated || next.is(Class::Preposition));
        verb.is_bare && has_form && is_led && !head.is(Class::Intransitive)
    }

    /// Whether a verb belongs to the clause around a relative one, whose own verb was not
    /// recognised: "The pact under which both share secrets | is due to expire".
    fn is_verb_around(&self, at: usize, verb: &Verb) -> bool {
        let own = &self.list[self.now];
        let (Joint::Relative, Some(parent), Some(marker)) = (own.joint, own.parent, own.marker)
        else {
            return false;
        };
        let number = self.verbs.partition_point(|other| other.tokens.start < at);
        let between = &self.tokens[marker + 1..at];
        !verb.is_bare
            && verb.form == Form::Present
            && self.list[parent].verb.is_none()
            && between.iter().filter(|token| token.is_word()).count() > 2
            && !self.is_verb_of_its_own(number)
    }

    /// Where the noun phrase begins that ends before `at` and is the subject of a told clause;
    /// where `is_long`, one with a phrase behind its noun as well.
    fn noun_phrase_before(&self, at: usize, from: usize, is_long: bool) -> Option<usize> {
        let mut start = at;
        // "The weavers *in the town*": a phrase within it, and whether a noun stands before that.
        let (mut inner, mut leads) = (None, false);
        for position in (from..at).rev() {
            let token = &self.tokens[position];
            if token.is(Class::Pronoun) && !token.is(Class::Determiner) {
                return inner.or(Some(position));
            }
            let is_sum = matches!(token.kind, Kind::Number | Kind::Mark('$' | '£' | '€' | '%'));
            if token.dated || !(token.is_word() || is_sum) {
                break;
            }
            // "The two mills".
            let goes_on =
                position.checked_sub(1).filter(|&before| before >= from).is_some_and(|before| {
                    let before = &self.tokens[before];
                    before.is(Class::Determiner) && !before.is(Class::Subordinator)
                });
            if token.is(Class::Determiner) && !goes_on {
                let is_led =
                    is_long && position > from && self.tokens[position - 1].is(Class::Preposition);
                if inner.is_some() || !is_led {
                    return if leads || inner.is_none() { Some(position) } else { inner };
                }
                inner = Some(position);
            } else if token.is(Class::Preposition) || token.is(Class::Coordinator) {
                // "the head of the bank", "more than ten": what is inside the phrase is walked over.
                let is_inside = matches!(token.text(self.text), "of" | "than");
                if !is_inside && (inner != Some(position + 1) || token.is(Class::Coordinator)) {
                    return inner;
                }
            } else {
                leads |= inner.is_some();
            }
            start = position;
        }
        if inner.is_some() && !leads {
            return inner;
        }
        (start < at && start >= from).then_some(start)
    }
}
