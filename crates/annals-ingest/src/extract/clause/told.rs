//! What is told, and where it begins when no "that" says so: "the mayor said *the mill that burned was
//! sold*".
//!
//! Which words and verbs open a clause at all is decided in [the module around it](super); what of
//! the told stands in a title, in [`title`](crate::extract::title).

use super::{Joint, Parser, Verb};
use crate::extract::token::{Kind, Token};
use crate::lexicon::Class;
use std::ops::Range;

impl Parser<'_> {
    /// Where the one who tells is named, before the comma in front of a verb of telling: "the mill
    /// burned, | Ida Lund, the mayor, *said*".
    pub(super) fn speaker_before(&self, comma: usize, verb: usize) -> Option<usize> {
        let own = self.list[self.now].verb.as_ref()?;
        let is_telling = self.tokens[self.verbs[verb].head].is(Class::Reporting);
        let between = own.tokens.end..comma;
        let is_quote = |&at: &usize| matches!(self.tokens[at].kind, Kind::Mark('"' | '”'));
        let leads_to_name = |&at: &usize| {
            let next = &self.tokens[at + 1];
            self.tokens[at].is_mark(',') && next.kind == Kind::Capital && !next.dated
        };
        let quote = between.clone().rfind(is_quote);
        let end = quote.or_else(|| between.clone().find(leads_to_name))?;
        let is_stray =
            |&at: &usize| matches!(self.tokens[at].kind, Kind::Mark(mark) if mark != ',');
        let strays = (end + 1..comma).take_while(is_stray).count();
        let start = end + 1 + strays;
        let names = &self.tokens[start..comma];
        let joins = [Class::Coordinator, Class::Preposition, Class::Subordinator, Class::Pronoun];
        let is_name = names.first().is_some_and(|first| first.is_word() && !first.is_any(&joins));
        let has_name = names.iter().any(|token| token.kind == Kind::Capital);
        let has_verb = self.verbs[..verb].iter().any(|verb| verb.tokens.end > start);
        let is_closed = !self.tokens[end].quoted;
        (is_telling && is_closed && is_name && has_name && !has_verb).then_some(start)
    }

    /// Where what is told begins, before a comma in front of its verb: "papers reported | the
    /// mayor, Ida Lund, and her sons, *were* lost".
    pub(super) fn told_list(&self, verb: usize) -> Option<usize> {
        let (own, verb) = (self.list[self.now].verb.as_ref()?, self.verbs.get(verb)?);
        let is_told = self.is_told_bare(own, verb) || self.is_told_of_name(own, verb);
        is_told.then_some(own.tokens.end)
    }

    /// The joint of the relative clause that was read last, behind a subject that begins at `start`:
    /// "said | the mill, *which* burned, | was sold".
    pub(super) fn relative_behind(&self, start: usize) -> Option<usize> {
        let last = self.list.last()?;
        let belongs = last.joint == Joint::Relative && last.parent == Some(self.now);
        last.marker.filter(|&marker| belongs && marker > start)
    }

    /// Where what is told begins, before a joint between two nouns that are its subject: "said |
    /// weavers *and* smiths will strike".
    pub(super) fn told_pair(&self, at: usize, next: usize) -> Option<usize> {
        let own = self.list[self.now].verb.as_ref()?;
        let start = own.tokens.end;
        let takes_clause = self.tokens[own.head].is(Class::TakesClause);
        let is_noun = |token: &Token| {
            let joins = [Class::Preposition, Class::Subordinator, Class::Coordinator];
            token.is_word() && !token.dated && !token.is_any(&joins) && !token.is(Class::Adverb)
        };
        let is_subject = start < at && self.tokens[start..at].iter().all(is_noun);
        let follows = self.segment_has_verb(at, next) && self.verbs[next].tokens.start > at + 1;
        (takes_clause && is_subject && follows).then_some(start)
    }

    /// A clause of telling, and the subject of what it tells, round the relative clause that is open:
    /// "said | *the man* who was caught on Monday | *had* fled". `verb` is that of what is told.
    pub(super) fn told_around(
        &self,
        at: usize,
        inner: &Verb,
        verb: &Verb,
    ) -> Option<(usize, Range<usize>)> {
        let own = &self.list[self.now];
        let marker = own.marker.filter(|_| own.joint == Joint::Relative && !verb.is_bare)?;
        let teller = own.parent?;
        let telling = self.list[teller].verb.as_ref()?;
        // "Told the man who came | the mill was lost": a subject stands there, and no object.
        let end = inner.tokens.end;
        let has_subject = self.noun_phrase_before(at, end, false).is_some_and(|start| start > end);
        let is_inner = !has_subject && !self.tokens[inner.head].is(Class::Reporting);
        let between = telling.tokens.end..marker;
        let is_time = |&at: &usize| {
            let token = &self.tokens[at];
            token.dated || token.is(Class::DatePreposition) && self.tokens[at + 1].dated
        };
        let start = between.start + between.clone().take_while(is_time).count();
        let opens = self.tokens.get(start).filter(|_| start < marker).is_some_and(|first| {
            first.is_word() && !first.is_any(&[Class::Preposition, Class::Subordinator])
        });
        let is_noun = |at: usize| self.tokens[at].is_word() && !self.tokens[at].dated;
        let is_told = self.tokens[telling.head].is(Class::Reporting)
            && is_inner
            && opens
            && (start..marker).all(is_noun);
        is_told.then_some((teller, start..marker))
    }

    /// Opens what a clause tells, whose subject was read as part of that.
    pub(super) fn tell_around(&mut self, teller: usize, subject: Range<usize>) {
        for piece in &mut self.list[teller].pieces {
            piece.end = piece.end.min(subject.start).max(piece.start.min(subject.start));
            piece.start = piece.start.min(piece.end);
        }
        self.now = teller;
        self.open(subject.start, Joint::Content, None);
        self.list[self.now].pieces = vec![subject];
    }

    /// Where what is told begins behind a gerund of telling within a clause: "criticised the plan
    /// saying | weavers in the town *will* strike".
    pub(super) fn behind_telling_gerund(
        &self,
        from: usize,
        at: usize,
        verb: &Verb,
    ) -> Option<usize> {
        let is_telling = |&at: &usize| {
            let token = &self.tokens[at];
            token.is(Class::Reporting) && token.text(self.text).ends_with("ing")
        };
        let start = (from..at).rfind(is_telling)? + 1;
        // What stands right before the verb is a subject by itself, unless a preposition leads it.
        let nearest = self.noun_phrase_before(at, start, false)?;
        let is_led = nearest > start && self.tokens[nearest - 1].is(Class::Preposition);
        let is_part = |token: &Token| {
            let is_word = token.is_word() || matches!(token.kind, Kind::Number | Kind::Mark('$'));
            is_word && !token.dated && !token.is(Class::Coordinator)
        };
        let is_subject = start < at && self.tokens[start..at].iter().all(is_part);
        (is_subject && is_led && !verb.is_bare).then_some(start)
    }

    /// Whether a verb of telling tells the clause of another without a joint between them: its
    /// subject begins right behind the first.
    pub(super) fn is_told_bare(&self, telling: &Verb, verb: &Verb) -> bool {
        let next = self.tokens.get(telling.tokens.end);
        let has_subject = next.is_some_and(|next| next.is(Class::Determiner) && !next.dated);
        let tells = telling.is_bare && self.tokens[telling.head].is(Class::Reporting);
        tells && has_subject && !verb.is_bare
    }

    /// Whether a verb of telling tells the clause of another whose subject is a name that commas set
    /// apart: "the mayor said *Nils Moen, through a vote,* was to blame".
    pub(super) fn is_told_of_name(&self, telling: &Verb, verb: &Verb) -> bool {
        let rest = &self.tokens[telling.tokens.end..verb.tokens.start];
        let names = rest.iter().take_while(|token| token.kind == Kind::Capital && !token.dated);
        let is_set_off = rest.get(names.count()).is_some_and(|next| next.is_mark(','));
        // "The mill, said Lund, was sold": there the name is that of the teller.
        let commas = self.list[self.now].subject().filter(|&at| self.tokens[at].is_mark(','));
        let follows_subject = commas.count() != 1;
        let opens = rest.first().is_some_and(|first| first.kind == Kind::Capital);
        let tells = telling.is_bare && self.tokens[telling.head].is(Class::TakesClause);
        tells && opens && is_set_off && follows_subject && !verb.is_bare
    }

    /// Opens the clause that the open one tells, from `start` on to its verb at `at`.
    pub(super) fn split(&mut self, start: usize, at: usize, verb: Verb) {
        self.tell_around(self.now, start..at);
        self.list[self.now].verb = Some(verb);
    }
}
