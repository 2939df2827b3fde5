//! The finite verbs of a sentence: where each stands, and what its form says of time.
//!
//! Shallow on purpose: closed classes of words, endings and neighbours, no model. A verb that is
//! not recognised makes no event; that is the safe side.

use super::token::{Kind, Token};
use crate::lexicon::Class;
use std::ops::Range;

/// A finite verb with its auxiliaries: "is expected to make", "did not meet", "took".
#[derive(Clone, Debug)]
pub(crate) struct Verb {
    /// Its tokens.
    pub(crate) tokens: Range<usize>,
    /// The token that carries the meaning.
    pub(crate) head: usize,
    /// What its form says of time.
    pub(crate) form: Form,
    /// Whether it is denied.
    pub(crate) negated: bool,
    /// Whether it is a form of "be" and nothing more: a state, not an event.
    pub(crate) is_state: bool,
    /// Whether it has no auxiliary and so might be a participle.
    pub(crate) is_bare: bool,
    /// Whether it is the verb only where its clause has no other: ", based in Lille".
    pub(crate) is_doubtful: bool,
    /// Whether it says that what follows is meant to happen.
    pub(crate) plans: bool,
}

/// What the form of a verb says of time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    Past,
    /// "has met", "had met".
    Perfect,
    Present,
    /// "is meeting".
    Progressive,
    Future,
    /// "would meet".
    Would,
    /// "may meet".
    Possible,
    /// "should meet": no event, but somebody's mind.
    Ought,
}

/// The finite verbs of a sentence, in order.
pub(crate) fn verbs(tokens: &[Token], text: &str) -> Vec<Verb> {
    let mut verbs = Vec::new();
    let mut at = 0;
    while at < tokens.len() {
        match verb_at(tokens, at, text) {
            Some(verb) => {
                at = verb.tokens.end;
                verbs.push(verb);
            }
            None => at += 1,
        }
    }
    verbs
}

fn verb_at(tokens: &[Token], at: usize, text: &str) -> Option<Verb> {
    let token = &tokens[at];
    if token.kind != Kind::Lower && !(at == 0 && token.kind == Kind::Capital) || token.dated {
        return None;
    }
    let verb = auxiliary(tokens, at, text).or_else(|| main_verb(tokens, at, text))?;
    let before = at.checked_sub(1).map(|before| &tokens[before]);
    let is_infinitive = before.is_some_and(|before| before.text(text).eq_ignore_ascii_case("to"));
    (!is_infinitive).then_some(verb)
}

/// A verb that begins with an auxiliary.
fn auxiliary(tokens: &[Token], at: usize, text: &str) -> Option<Verb> {
    const AUXILIARIES: [Class; 7] = [
        Class::Will,
        Class::Would,
        Class::Possible,
        Class::Ought,
        Class::Be,
        Class::Have,
        Class::Do,
    ];
    let token = &tokens[at];
    if !token.is_any(&AUXILIARIES) {
        return None;
    }
    let word = token.text(text);
    let modal = [
        (Class::Will, Form::Future),
        (Class::Would, Form::Would),
        (Class::Possible, Form::Possible),
        (Class::Ought, Form::Ought),
    ];
    let modal = modal.into_iter().find(|&(class, _)| token.is(class)).map(|(_, form)| form);
    let mut group = Group { tokens, text, end: at + 1, negated: false };
    group.skip_adverbs();
    group.skip_date(modal.is_some());
    // "He'd gone": the short form of "had".
    if word == "'d" && group.is_past_participle() {
        return group.after_have(at).map(|verb| Verb { form: Form::Past, ..verb });
    }
    if let Some(form) = modal {
        // A modal needs a verb in its bare form, with or without "have" and "be".
        group.skip_quote();
        let head = group.bare_verb()?;
        return Some(group.verb(at, head, form, false));
    }
    if token.is(Class::Be) {
        let form = if is_present_be(word) { Form::Present } else { Form::Past };
        return Some(group.after_be(at, form));
    }
    if token.is(Class::Have) {
        return group.after_have(at).or_else(|| {
            let form = if is_had(word) { Form::Past } else { Form::Present };
            Some(Verb { is_state: true, ..group.verb(at, at, form, false) })
        });
    }
    if token.is(Class::Do) {
        let form = if word.eq_ignore_ascii_case("did") { Form::Past } else { Form::Present };
        // "Did meet", but not "did so", "did well".
        let joins = [Class::Coordinator, Class::Adverb, Class::Subordinator];
        let leads_on = group.negated || group.peek().is_some_and(|next| !next.is_any(&joins));
        let head = leads_on.then(|| group.bare_verb()).flatten().unwrap_or(at);
        return Some(group.verb(at, head, form, false));
    }
    None
}

/// A verb without an auxiliary: "met", "opened", "opens".
fn main_verb(tokens: &[Token], at: usize, text: &str) -> Option<Verb> {
    let token = &tokens[at];
    let word = token.text(text);
    let is_related = is_related_verb(tokens, at, text);
    let is_past =
        token.is(Class::Past) || (is_ed(word) && (is_related || !token.is(Class::NoVerb)));
    let form = match (is_past, is_related || token.is(Class::Present)) {
        (true, _) => Form::Past,
        (false, true) => Form::Present,
        (false, false) => return None,
    };
    // "Used to live": a habit.
    let is_habit = word == "used" && tokens.get(at + 1).is_some_and(|next| next.text(text) == "to");
    if at == 0 || is_habit || is_attributive(tokens, at, text) {
        return None;
    }
    let mut adverbs = tokens[..at].iter().rev().take_while(|token| token.is(Class::Adverb));
    let negated = adverbs.any(|token| token.is(Class::Negation));
    let mut group = Group { tokens, text, end: at + 1, negated };
    // "Pledged not to leave" is no denial of the pledge.
    let leads_on = tokens.get(at + 2).is_some_and(|next| next.text(text) == "to");
    if !leads_on {
        group.skip_negation();
    }
    let is_doubtful = !token.is(Class::TakesClause) && is_in_apposition(tokens, at, text);
    Some(Verb { is_bare: true, is_doubtful, ..group.verb(at, at, form, false) })
}

/// Whether a word can only be the verb of a relative clause: "who *retired*", "which *deals* with".
fn is_related_verb(tokens: &[Token], at: usize, text: &str) -> bool {
    const OTHERS: [Class; 6] = [
        Class::Preposition,
        Class::Determiner,
        Class::Pronoun,
        Class::Coordinator,
        Class::Subordinator,
        Class::Adverb,
    ];
    // Asked of every word, and nearly none stands behind one of these.
    let Some(before) = at.checked_sub(1).filter(|&at| tokens[at].is(Class::Relative)) else {
        return false;
    };
    let (token, word) = (&tokens[at], tokens[at].text(text));
    let may_be_verb = token.kind == Kind::Lower
        && !token.dated
        && !token.is_any(&OTHERS)
        && !word.ends_with("ly")
        && !word.ends_with("ing");
    match tokens[before].text(text) {
        "who" => may_be_verb,
        // "Which side won": what follows may be a noun.
        "which" => {
            let is_set_off = before.checked_sub(1).is_some_and(|at| tokens[at].is_mark(','));
            let is_led = tokens.get(at + 1).is_some_and(|next| next.is(Class::Preposition));
            may_be_verb && (word.ends_with('s') || is_ed(word) || is_set_off && is_led)
        }
        _ => false,
    }
}

/// Whether a form that may be a participle belongs to a noun rather than to a subject.
fn is_attributive(tokens: &[Token], at: usize, text: &str) -> bool {
    let token = &tokens[at];
    let before = &tokens[at - 1];
    let next = tokens.get(at + 1);
    let next_is = |word: &str| next.is_some_and(|next| next.text(text) == word);
    let after_subject_pronoun = before.is(Class::Pronoun);
    let after_noun_mark = before.is_possessive()
        || before.is(Class::Determiner)
        || (before.is(Class::Preposition) && !before.is(Class::Adverb))
        || is_number_of_noun(tokens, at - 1)
            && (is_ed(token.text(text)) || token.is(Class::Participle));
    // ", originally signed in May".
    let after_comma =
        at > 1 && tokens[at - 2].is_mark(',') && opens_participle(tokens, at - 1, text);
    // ", originally convened and | adjourned in May".
    let after_pair = at > 3
        && before.is(Class::Coordinator)
        && tokens[at - 4].is_mark(',')
        && opens_participle(tokens, at - 3, text);
    // "Retired General Lund".
    let before_name = token.is(Class::TitleAdjective)
        && next.is_some_and(|next| next.kind == Kind::Capital && !next.dated);
    // "The quarter ended 28 February".
    let ends_time = token.is(Class::Span)
        && (before.is(Class::TimeUnit) || before.dated)
        && next.is_some_and(|next| next.dated || next.is(Class::DatePreposition));
    let led_by = next_is("by") || (next_is("of") && token.is(Class::OfParticiple));
    // "Newly arrived guests": an adverb before it, a noun after it.
    let adverb_opens = at.checked_sub(2).map(|at| &tokens[at]).is_none_or(|token| {
        token.is_any(&[Class::Determiner, Class::Preposition, Class::Reporting])
            || token.is_possessive()
            || token.text(text).ends_with("ing")
    });
    let follows_article = at >= 2 && tokens[at - 2].is(Class::Determiner);
    let after_adverb = adverb_opens
        && before.text(text).ends_with("ly")
        && next.is_some_and(|next| {
            (next.kind == Kind::Lower || next.kind == Kind::Capital && follows_article)
                && !next.dated
                && !next.is_any(&[Class::Preposition, Class::Determiner, Class::Pronoun])
                && !next.is_any(&[Class::Subordinator, Class::Coordinator, Class::Adverb])
        });
    let is_adverb = |token: &&Token| token.is(Class::Adverb) || token.text(text).ends_with("ly");
    let leads = tokens[..at].iter().rev().find(|token| !is_adverb(token));
    let after_gerund =
        leads.is_some_and(|lead| matches!(lead.text(text), "being" | "having" | "been" | "be"));
    (after_noun_mark && !after_subject_pronoun)
        || after_gerund
        || after_adverb
        || after_comma
        || after_pair
        || before_name
        || ends_time
        || led_by
        || is_hyphenated(token.text(text))
}

/// Whether a number counts or names what follows, and is no date that ends the subject: "Plan 2017
/// combined …", but not "the forum in 2011 focused …".
fn is_number_of_noun(tokens: &[Token], at: usize) -> bool {
    let follows_name = at.checked_sub(1).is_some_and(|before| {
        tokens[before].kind == Kind::Capital && !tokens[before].is(Class::Calendar)
    });
    tokens[at].kind == Kind::Number && (!tokens[at].dated || follows_name)
}

/// Whether a verb may be a participle in apposition: after a comma, with a preposition or a date to
/// follow.
fn is_in_apposition(tokens: &[Token], at: usize, text: &str) -> bool {
    let (before, token) = (&tokens[at - 1], &tokens[at]);
    let follows_mark = before.is_mark(',') || before.is_mark('(');
    // "Lund Mills, a weaver, announced today that …".
    let has_form = token.is(Class::Participle) || is_ed(token.text(text));
    let may_be_participle = has_form && !token.is(Class::Reporting);
    follows_mark
        && tokens
            .get(at + 1)
            .is_some_and(|next| next.is(Class::Preposition) || next.dated && may_be_participle)
}

/// Whether an adverb stands there that goes with a participle: ", *originally* signed in May".
fn opens_participle(tokens: &[Token], at: usize, text: &str) -> bool {
    let [adverb, participle, next, ..] = &tokens[at..] else { return false };
    let word = adverb.text(text);
    let has_form = participle.is(Class::Participle) || is_ed(participle.text(text));
    adverb.kind == Kind::Lower
        && (word == "first" || word.ends_with("ly") && word != "only")
        && participle.kind == Kind::Lower
        && has_form
        && !participle.is(Class::Intransitive)
        && (next.dated || next.is_any(&[Class::Preposition, Class::Coordinator]))
}

fn is_hyphenated(word: &str) -> bool {
    word.contains('-') && !word.starts_with("re-")
}

/// A verb group that grows to the right.
struct Group<'t> {
    tokens: &'t [Token],
    text: &'t str,
    end: usize,
    negated: bool,
}

impl Group<'_> {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.end).filter(|token| token.is_word() && !token.dated)
    }

    fn word(&self) -> &str {
        self.peek().map_or("", |token| token.text(self.text))
    }

    fn skip_negation(&mut self) {
        while self.peek().is_some_and(|token| token.is(Class::Negation)) {
            self.negated = true;
            self.end += 1;
        }
    }

    fn skip_adverbs(&mut self) {
        loop {
            let Some(token) = self.peek() else { return };
            let negates = token.is(Class::Negation);
            if !(negates || token.is(Class::Adverb) || self.word().ends_with("ly")) {
                return;
            }
            self.negated |= negates;
            self.end += 1;
        }
    }

    /// Takes the mark of a quotation that begins with the verb: "will *"*prevent".
    fn skip_quote(&mut self) {
        let is_verb = |token: &Token| token.kind == Kind::Lower && !token.dated;
        if let [mark, next, ..] = &self.tokens[self.end..]
            && mark.is_quote()
            && is_verb(next)
        {
            self.end += 1;
        }
    }

    /// Takes a date between what helps a verb and the verb: "will *today* publish", "was *on Monday*"
    /// not.
    fn skip_date(&mut self, after_modal: bool) {
        let rest = &self.tokens[self.end..];
        let date = rest.iter().take_while(|token| token.dated && token.is_word()).count();
        let end = self.end;
        self.end += date;
        let is_verb = if after_modal {
            self.peek().is_some_and(|next| next.kind == Kind::Lower && !next.is(Class::Adverb))
        } else {
            self.is_participle() || is_gerund(self.word())
        };
        if !is_verb {
            self.end = end;
        }
    }

    /// Takes "meet", "have met", "be met" after a modal and returns the head.
    fn bare_verb(&mut self) -> Option<usize> {
        let token = self.peek()?;
        if token.kind != Kind::Lower
            || token.is_any(&[Class::Determiner, Class::Preposition, Class::Pronoun])
        {
            return None;
        }
        let mut head = self.end;
        let is_helper = matches!(self.word(), "be" | "have");
        self.end += 1;
        if is_helper {
            self.skip_adverbs();
            if self.word() == "been" || self.word() == "be" {
                self.end += 1;
                self.skip_adverbs();
            }
            if self.is_participle() || self.word().ends_with("ing") {
                head = self.end;
                self.end += 1;
            }
        }
        Some(head)
    }

    /// Whether a participle stands there that is no bare form too: "gone", but not "put".
    fn is_past_participle(&self) -> bool {
        self.peek().is_some_and(|token| {
            !token.is(Class::Present)
                && (token.is(Class::Participle) || is_ed(self.word()) && !token.is(Class::NoVerb))
        })
    }

    fn is_participle(&self) -> bool {
        self.peek().is_some_and(|token| {
            token.is_any(&[Class::Past, Class::Participle])
                || (is_ed(self.word()) && !token.is(Class::NoVerb))
                || token.is(Class::Planning)
        })
    }

    /// Whether a word of planning stands there that is no participle: "due", "likely".
    fn is_bare_plan(&self) -> bool {
        self.peek().is_some_and(|token| {
            token.is(Class::Planning)
                && !token.is_any(&[Class::Past, Class::Participle])
                && !is_ed(self.word())
        })
    }

    /// After "has", "had": a participle, with or without "been".
    fn after_have(&mut self, start: usize) -> Option<Verb> {
        let form =
            if is_had(self.tokens[start].text(self.text)) { Form::Past } else { Form::Perfect };
        // "Has had no mayor".
        if is_had(self.word()) {
            self.end += 1;
            return Some(Verb { is_state: true, ..self.verb(start, self.end - 1, form, true) });
        }
        if !self.is_participle() {
            return None;
        }
        if self.word() == "been" {
            self.end += 1;
            self.skip_adverbs();
            if !(self.is_participle() || self.word().ends_with("ing")) {
                let head = self.end - 1;
                return Some(Verb { is_state: true, ..self.verb(start, head, form, false) });
            }
        }
        let head = self.end;
        self.end += 1;
        Some(self.verb(start, head, form, true))
    }

    /// After "is", "was": a participle, a progressive, or nothing but a state.
    fn after_be(&mut self, start: usize, form: Form) -> Verb {
        if self.word() == "being" {
            self.end += 1;
        }
        let head = self.end;
        if self.peek().is_some_and(|token| token.is(Class::Planning)) && self.plans_on() {
            self.end += 1;
            return Verb { plans: true, ..self.verb(start, head, form, true) };
        }
        if self.word() == "to" {
            // "The aim is to win" tells an aim; "the court is to sit" a plan.
            let is_purpose =
                start.checked_sub(1).is_some_and(|before| self.tokens[before].is(Class::Purpose));
            if is_purpose {
                return Verb { is_state: true, ..self.verb(start, start, form, true) };
            }
            self.end += 1;
            return Verb { plans: true, ..self.verb(start, head, form, true) };
        }
        if self.is_participle() && !self.is_bare_plan() {
            self.end += 1;
            let plans = self.tokens[head].is(Class::Planning) && self.word() == "to";
            return Verb { plans, ..self.verb(start, head, form, true) };
        }
        let is_noun =
            self.peek().is_some_and(|token| token.is_any(&[Class::Pronoun, Class::Title]));
        if self.word().ends_with("ing") && !is_noun {
            self.end += 1;
            let form = if form == Form::Present { Form::Progressive } else { form };
            return self.verb(start, head, form, true);
        }
        Verb { is_state: true, ..self.verb(start, start, form, false) }
    }

    /// Whether a word of planning is followed by what is planned: "due to", "expected in May".
    fn plans_on(&self) -> bool {
        let next = |by: usize| self.tokens.get(self.end + by);
        let is_dated = |by: usize| next(by).is_some_and(|token| token.dated);
        // "Due to open", but not "due to the flood".
        let is_to = next(1).is_some_and(|token| token.text(self.text) == "to")
            && next(2).is_some_and(|token| {
                token.kind == Kind::Lower && !token.is_any(&[Class::Determiner, Class::Pronoun])
            });
        is_to
            || is_dated(1)
            || (is_dated(2) && next(1).is_some_and(|token| token.is(Class::DatePreposition)))
    }

    fn verb(&self, start: usize, head: usize, form: Form, has_helper: bool) -> Verb {
        let plans = !has_helper
            && self.tokens[head].is(Class::Planning)
            && self.tokens.get(self.end).is_some_and(|next| next.text(self.text) == "to");
        Verb {
            tokens: start..self.end,
            head,
            form,
            negated: self.negated,
            is_state: false,
            is_bare: false,
            is_doubtful: false,
            plans,
        }
    }
}

/// Whether a word is a verb with "ing" behind it, and not one like "bring" and "spring".
pub(crate) fn is_gerund(word: &str) -> bool {
    let stem = word.strip_suffix("ing");
    stem.is_some_and(|stem| stem.contains(['a', 'e', 'i', 'o', 'u', 'y']))
}

fn is_present_be(word: &str) -> bool {
    !matches!(word, "was" | "were" | "Was" | "Were")
}

fn is_had(word: &str) -> bool {
    word.eq_ignore_ascii_case("had")
}

fn is_ed(word: &str) -> bool {
    word.len() > 3 && word.ends_with("ed") && !word.ends_with("eed")
}
