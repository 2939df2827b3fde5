//! Which event of a sentence a date expression dates, if any.
//!
//! Strict: an expression dates the event of the clause that it stands in, or the happening that a
//! noun beside it names ("Sweden's siege of Riga from 1700 to 1709"), or nothing; and then
//! the reason is told.

use super::clause::{Clause, Clauses, Joint};
use super::expression::Expression;
use super::sentence::Sentence;
use super::token::{Kind, Token, lower};
use super::untold::untold;
use super::verb::{Form, Verb};
use crate::lexicon::Class;
use annals_core::{Date, Day, Kind as DateKind, Limit, Precision};
use annals_dates::TimexKind;
use std::borrow::Cow;
use std::ops::Range;

/// A day so many days back is one of which news is told.
const FRESH: i64 = 2;

/// What an expression dates.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role {
    /// The event that the clause of that number tells.
    Clause(usize),
    /// The event that the noun phrase names: tokens of the sentence.
    Nominal(Range<usize>),
    /// Nothing, for this reason.
    Nothing(Cow<'static, str>),
}

/// What dates an event, of several expressions in its clause the first by this order.
pub(crate) fn rank(expression: &Expression, at: usize, verb: &Verb) -> (u8, usize) {
    let kind = expression.reading.date.as_ref().map(Date::kind);
    let coarse = match kind {
        Some(DateKind::Day) => 0,
        Some(DateKind::EitherOr | DateKind::Interval) => 1,
        Some(DateKind::Month | DateKind::Approximate) => 2,
        Some(DateKind::Year) => 3,
        _ => 4,
    };
    (coarse, at.abs_diff(verb.head))
}

/// Why an expression that begins with the token `first` dates nothing, whatever its sentence tells.
pub(crate) fn dismissal(expression: &Expression, first: &Token) -> Option<Cow<'static, str>> {
    let reason = match expression.kind {
        TimexKind::Duration => "a duration, no date of its own",
        TimexKind::Set => "tells how often, not when",
        _ if expression.reading.date.is_none() => return Some(expression.reading.why.clone()),
        _ if first.quoted => "said in a quotation, which tells no event by itself",
        TimexKind::Date | TimexKind::Time => return None,
    };
    Some(reason.into())
}

/// What the expression that covers `tokens` and means `date` dates, if it was not dismissed.
pub(crate) fn role(
    date: &Date,
    tokens: Range<usize>,
    sentence: &Sentence<'_>,
    clauses: &Clauses,
    published: Option<Day>,
) -> Role {
    let nothing = |reason: &'static str| Role::Nothing(reason.into());
    if names_source(&tokens, sentence) {
        return nothing("dates a source that is named in brackets, not an event");
    }
    if is_in_brackets(&tokens, sentence) {
        return match phrase_ending(tokens.start - 1, sentence) {
            Some(phrase) => Role::Nominal(phrase),
            None => nothing("the date explains a word beside it"),
        };
    }
    if is_attributive(&tokens, sentence) {
        let head = (tokens.end..sentence.tokens.len())
            .take_while(|&at| sentence.is_noun(at))
            .find(|&at| sentence.is_event_noun(at));
        match head.and_then(|head| sentence.event_phrase(head)) {
            Some(phrase) => return Role::Nominal(phrase),
            None if is_of_occasion(&tokens, sentence, clauses) => {}
            None => return nothing("names a thing by its date and tells no event"),
        }
    }
    // "In *the week* ended 5 March".
    let is_unit = sentence.tokens[tokens.end - 1].is(Class::TimeUnit);
    if is_unit && sentence.tokens.get(tokens.end).is_some_and(|next| next.is(Class::Span)) {
        return nothing("a time that the date behind it bounds");
    }
    if is_year_itself(&tokens, sentence) {
        return nothing("means the year itself, not when something was");
    }
    let before = phrase_before(&tokens, sentence);
    if let Some(noun) = noun_dated_with_of(&tokens, sentence) {
        return match before.or_else(|| described_event(noun, sentence)) {
            Some(phrase) => Role::Nominal(phrase),
            None => nothing("the date tells which one is meant"),
        };
    }
    let number = clauses.owner[tokens.start];
    let clause = &clauses.list[number];
    if !clause.tokens().any(|at| at == tokens.start) {
        return nothing("belongs to the dateline, which tells no event");
    }
    let refusal = match &clause.verb {
        None => "no clause here tells an event",
        Some(verb) => match refusal(date, &tokens, verb, clause, sentence, published) {
            None => return Role::Clause(number),
            Some(reason) => reason,
        },
    };
    match before {
        Some(phrase) => Role::Nominal(phrase),
        None => nothing(refusal),
    }
}

/// Why the verb of its clause is not dated by the date.
fn refusal(
    date: &Date,
    tokens: &Range<usize>,
    verb: &Verb,
    clause: &Clause,
    sentence: &Sentence<'_>,
    published: Option<Day>,
) -> Option<&'static str> {
    if let Some(reason) = untold(verb, clause, sentence) {
        return Some(reason);
    }
    let leads = tokens.start.checked_sub(1).map(|before| &sentence.tokens[before]);
    let is_aside = leads
        .is_some_and(|before| before.is(Class::Preposition) && !before.is(Class::DatePreposition));
    let is_planned = verb.plans || sentence.tokens[verb.head].is(Class::Planning);
    // "Called a vote for 2 October": the vote is of that day, not the call.
    let is_aim = leads.is_some_and(|before| before.text(sentence.text) == "for")
        && !tokens.start.checked_sub(2).is_some_and(|before| sentence.in_verb(before));
    let is_over =
        matches!((date.latest(), published), (Limit::Day(latest), Some(day)) if latest < day);
    let is_fresh = matches!(
        (date.latest(), published),
        (Limit::Day(latest), Some(day)) if day - latest <= FRESH
    );
    let is_ahead =
        matches!((date.earliest(), published), (Limit::Day(earliest), Some(day)) if earliest > day);
    // "Down a third from last year": a coarse date that others are compared with.
    let is_comparison = !is_ahead
        && date.kind() != DateKind::Day
        && leads.is_some_and(|before| matches!(before.text(sentence.text), "from" | "than"));
    let is_comparison = is_comparison || follows_comparison(tokens, verb, sentence);
    let is_ahead_of = leads.is_some_and(|before| before.is(Class::Adverb));
    if (is_aside && !is_ahead_of)
        || is_aim
        || is_comparison
        || is_in_subject(tokens, verb, sentence)
        || is_in_apposition(tokens, verb, clause, sentence)
        || is_detail(tokens, verb, clause, sentence)
        || is_of_event_beside(date, tokens, verb, sentence)
    {
        return Some("dates a detail of its clause, not the event");
    }
    if is_end_of_time(tokens, verb, sentence) {
        return Some("tells until when, not when");
    }
    let is_reporting = sentence.tokens[verb.head].is(Class::Reporting);
    if !is_reporting && follows_telling(tokens, sentence) {
        return Some("dates the telling, not the event");
    }
    if matches!(date.kind(), DateKind::Ongoing | DateKind::After) && follows_best(tokens, sentence)
    {
        return Some("tells since when nothing was like it");
    }
    match (date.kind(), verb.form) {
        (DateKind::Ongoing | DateKind::After, _) if verb.negated => {
            Some("tells since when nothing was, not when something was")
        }
        (_, Form::Past | Form::Perfect) if is_ahead && !is_planned => {
            Some("its clause tells of the past, and the date lies ahead")
        }
        (_, Form::Future) if is_over => {
            Some("its clause tells of what is to come, and the date lies behind")
        }
        (_, Form::Past) if is_over && had_planned(tokens, verb, sentence) => {
            Some("the clause says what had been meant to happen, not what happened")
        }
        (DateKind::Ongoing | DateKind::After, Form::Perfect | Form::Progressive) => None,
        (DateKind::Ongoing | DateKind::After, _) if !is_ahead => Some("tells since when, not when"),
        (DateKind::Before, Form::Past | Form::Perfect) => Some("tells until when, not when"),
        (_, Form::Possible)
            if is_over
                && !sentence.tokens[verb.tokens.clone()]
                    .iter()
                    .any(|token| token.is(Class::Have)) =>
        {
            Some("the clause says what was possible, not what happened")
        }
        (_, Form::Possible)
            if !is_ahead && sentence.tokens[verb.tokens.start].is(Class::Ability) =>
        {
            Some("the clause says what can be done, not what happened")
        }
        (_, Form::Would) if is_over && matches!(clause.joint, Joint::Main | Joint::Shared) => {
            Some("the clause tells a habit or what might have been")
        }
        // "Has died yesterday" is no good style, and yet news.
        (DateKind::Day, Form::Perfect) if is_fresh => None,
        (_, Form::Perfect | Form::Progressive) if is_over => {
            Some("background: its clause tells of the present")
        }
        (_, Form::Present) if is_reporting && !is_ahead => {
            Some("background: its clause tells of the present")
        }
        (_, Form::Present) if verb.plans || is_ahead => None,
        (_, Form::Present) if is_over || date.precision() < Precision::Day => {
            Some("background: its clause tells of the present")
        }
        _ => None,
    }
}

/// Whether the date is of what had been meant to happen: "had hoped *to open* in May".
fn had_planned(tokens: &Range<usize>, verb: &Verb, sentence: &Sentence<'_>) -> bool {
    let first = &sentence.tokens[verb.tokens.start];
    first.is(Class::Have)
        && sentence.tokens[verb.head].is(Class::Planning)
        && (verb.tokens.end..tokens.start).any(|at| sentence.tokens[at].text(sentence.text) == "to")
}

/// Whether the date is that of a figure with which another is compared: "sold 20 bales, *against 15*
/// bales in 2015".
fn follows_comparison(tokens: &Range<usize>, verb: &Verb, sentence: &Sentence<'_>) -> bool {
    /// The number follows soon: "compared with a total of 15".
    const NEAR: usize = 4;
    (verb.tokens.end..tokens.start).any(|at| {
        let mut rest = sentence.tokens[at + 1..tokens.start].iter().take(NEAR);
        sentence.tokens[at].is(Class::Comparing)
            && rest.any(|token| token.kind == Kind::Number && !token.dated)
    })
}

/// Whether a date behind "to" ends a time of which the clause tells, or is that of something moved
/// there: "stays shut *to 2 April*", "the vote was moved *to 2 April*".
fn is_end_of_time(tokens: &Range<usize>, verb: &Verb, sentence: &Sentence<'_>) -> bool {
    let leads = tokens.start.checked_sub(1).filter(|&leads| leads >= verb.tokens.end);
    leads.is_some_and(|leads| sentence.tokens[leads].text(sentence.text) == "to")
}

/// Whether a noun before the expression is the best or the worst of its kind: "its *lowest* price
/// since 1990", "the first strike since May".
fn follows_best(tokens: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let words = (0..tokens.start).rev().take_while(|&at| sentence.tokens[at].is_word());
    words.take(6).any(|at| sentence.tokens[at].is(Class::Superlative))
}

/// Whether the expression dates a happening that is named before it, by which the clause only
/// counts: "has risen since the fire in 1702", "left after the siege of Riga in 1702".
fn is_of_event_beside(
    date: &Date,
    tokens: &Range<usize>,
    verb: &Verb,
    sentence: &Sentence<'_>,
) -> bool {
    let Some(lead) = tokens.start.checked_sub(1).filter(|&lead| lead > verb.head) else {
        return false;
    };
    let mut has_event = false;
    for at in (verb.tokens.end..lead).rev() {
        let token = &sentence.tokens[at];
        if !token.is_word() && token.kind != Kind::Number || token.dated {
            return false;
        }
        has_event |= sentence.is_event_noun(at);
        let is_after = token.is(Class::Aftermath);
        if is_after || token.is(Class::Subordinator) && token.is(Class::Preposition) {
            // On one day both may have happened: "resigned after the vote on Monday".
            let is_same_day = is_after && date.kind() == DateKind::Day;
            return has_event && !is_same_day;
        }
    }
    false
}

/// Whether the expression belongs to a noun of the subject: "a film from 1968 was shown".
fn is_in_subject(tokens: &Range<usize>, verb: &Verb, sentence: &Sentence<'_>) -> bool {
    let word = |back: usize| tokens.start.checked_sub(back).map(|at| &sentence.tokens[at]);
    let is_joint = |token: &Token| matches!(token.text(sentence.text), "from" | "of" | "for");
    tokens.end <= verb.tokens.start
        && word(1).is_some_and(is_joint)
        && word(2).is_some_and(|noun| noun.is_word() && !noun.is(Class::Coordinator))
        && !sentence.tokens[tokens.end..verb.tokens.start].iter().any(|token| token.is_mark(','))
}

/// Whether the expression stands in what explains the subject: "the measure, *due to last until May*,
/// comes late". What leads to the verb is none: "the guild, in a letter of May, said".
fn is_in_apposition(
    tokens: &Range<usize>,
    verb: &Verb,
    clause: &Clause,
    sentence: &Sentence<'_>,
) -> bool {
    let is_comma = |at: &usize| sentence.tokens[*at].is_mark(',');
    let before = clause.subject().filter(|&at| at < tokens.start);
    let Some(comma) = before.filter(is_comma).last() else { return false };
    let own = &sentence.tokens[comma + 1..tokens.start];
    let opens = own.first().is_some_and(|first| {
        const LEADS: [Class; 4] =
            [Class::Preposition, Class::DatePreposition, Class::Adverb, Class::Subordinator];
        let is_gerund = first.text(sentence.text).ends_with("ing");
        first.kind == Kind::Lower && !first.dated && !first.is_any(&LEADS) && !is_gerund
    });
    // "The old hall, a mill in Lille, in May burned": the second comma comes before the date.
    let closes = sentence.tokens.get(tokens.end).is_some_and(|next| next.is_mark(','));
    opens && closes && tokens.end < verb.tokens.start && comma > clause.pieces[0].start
}

/// Whether a participle or a gerund stands between the verb and the expression and takes it:
/// "welcomed an agreement *reached* on Monday", "died after *leaving* Lille in 1702".
fn is_detail(tokens: &Range<usize>, verb: &Verb, clause: &Clause, sentence: &Sentence<'_>) -> bool {
    let from = if tokens.start > verb.head { verb.tokens.end } else { 1 };
    let between = clause.tokens().filter(|&at| at >= from && at < tokens.start);
    let mut last_comma = None;
    let mut detail = None;
    for at in between {
        let token = &sentence.tokens[at];
        if token.is_mark(',') {
            last_comma = Some(at);
        }
        let word = token.text(sentence.text);
        let after_joint = sentence.tokens[at - 1].is(Class::Subordinator) || word == "having";
        let is_gerund = word.len() > 4
            && word.ends_with("ing")
            && token.kind == Kind::Lower
            && !token.is(Class::Event)
            && !token.is(Class::Preposition);
        let has_object =
            sentence.tokens.get(at + 1).is_some_and(|next| next.is_word() || next.dated);
        // "The vote *taking place* on Monday".
        let leads_to_date = token.is(Class::Span) && goes_with_noun(at, tokens, sentence);
        if sentence.is_participle(at) || (is_gerund && after_joint && has_object) || leads_to_date {
            detail = Some(at);
        }
    }
    // A comma after the detail gives the date back to the clause.
    detail.is_some_and(|detail| last_comma.is_none_or(|comma| comma < detail))
}

/// Whether a gerund follows a noun and leads to nothing but the expression: "a fair *opening* in May".
fn goes_with_noun(gerund: usize, tokens: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let Some(noun) = gerund.checked_sub(1).filter(|&noun| sentence.is_noun(noun)) else {
        return false;
    };
    let is_infinitive = noun
        .checked_sub(1)
        .is_some_and(|before| sentence.tokens[before].text(sentence.text) == "to");
    let mut between = sentence.tokens[gerund + 1..tokens.start].iter();
    !is_infinitive
        && between
            .all(|token| token.is(Class::DatePreposition) || token.text(sentence.text) == "place")
}

/// Whether the expression stands before a noun and belongs to it: "the 2018 ruling",
/// "Monday's meeting", "in May elections".
pub(crate) fn is_attributive(tokens: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let last = &sentence.tokens[tokens.end - 1];
    if last.is_possessive() || is_in_name(tokens, sentence) {
        return true;
    }
    let Some(next) = sentence.tokens.get(tokens.end) else { return false };
    // "Its 2015-model car".
    let is_owned = tokens.start.checked_sub(1).is_some_and(|before| {
        let before = &sentence.tokens[before];
        before.is(Class::Determiner) || before.is_possessive()
    });
    let is_glued = next.is_mark('-') && next.span.start == last.end;
    if is_owned && is_glued && is_glued_to_word(tokens.end, sentence) {
        return true;
    }
    if !next.is_word() || !sentence.is_noun(tokens.end) {
        return false;
    }
    let Some(before) = tokens.start.checked_sub(1).map(|at| &sentence.tokens[at]) else {
        return false;
    };
    let is_event = sentence.is_event_noun(tokens.end);
    let after_article = before.is(Class::Determiner) || before.is_possessive();
    let after_preposition = before.is(Class::Preposition) && next.kind == Kind::Lower && is_event;
    let after_adjective = before.kind == Kind::Lower
        && !before.is_any(&[
            Class::Preposition,
            Class::Reporting,
            Class::Past,
            Class::Subordinator,
            Class::Coordinator,
        ])
        && (is_event || has_determiner(tokens.start - 1, sentence));
    // "A rise *in 2016 profit*".
    let after_measure = before.is(Class::Preposition)
        && next.kind == Kind::Lower
        && tokens.start.checked_sub(2).is_some_and(|noun| {
            sentence.tokens[noun].is(Class::Measure) && !sentence.in_verb(noun)
        });
    let in_of = before.text(sentence.text) == "of" && next.kind == Kind::Lower;
    // "Booked *for March* shipment", but not "sales for March increased".
    let word = next.text(sentence.text);
    let in_for = before.text(sentence.text) == "for"
        && tokens.len() == 1
        && last.is(Class::Calendar)
        && next.kind == Kind::Lower
        && !next.is_any(&[Class::Measure, Class::Past, Class::Function])
        && !["ed", "ing", "ly"].iter().any(|end| word.ends_with(end));
    after_article || after_preposition || after_adjective || after_measure || in_of || in_for
}

/// Whether a hyphen joins a word to what is before it.
fn is_glued_to_word(hyphen: usize, sentence: &Sentence<'_>) -> bool {
    let next = sentence.tokens.get(hyphen + 1);
    next.is_some_and(|next| {
        next.is_word() && !next.dated && next.span.start == sentence.tokens[hyphen].end
    })
}

/// Whether the expression belongs to the occasion at which the clause tells what was done: "*In a
/// July 16 speech*, Lund said", "Lund said *at Monday's meeting*".
fn is_of_occasion(tokens: &Range<usize>, sentence: &Sentence<'_>, clauses: &Clauses) -> bool {
    let clause = &clauses.list[clauses.owner[tokens.start]];
    let Some(verb) = &clause.verb else { return false };
    let end = (tokens.end..sentence.tokens.len()).find(|&at| !sentence.is_noun(at));
    let end = end.unwrap_or(sentence.tokens.len());
    let is_occasion = (tokens.end..end).last().is_some_and(|noun| {
        sentence.is_event_noun(noun) || sentence.tokens[noun].is(Class::Telling)
    });
    let leads = (0..tokens.start)
        .rev()
        .find(|&at| !sentence.is_noun(at) && !sentence.tokens[at].is(Class::Determiner));
    let Some(leads) = leads else { return false };
    let joins =
        matches!(&*lower(sentence.tokens[leads].text(sentence.text)), "in" | "at" | "during");
    let opens = clause.tokens().next() == Some(leads)
        && sentence.tokens.get(end).is_some_and(|next| next.is_mark(','));
    let is_told = sentence.tokens[verb.head].is(Class::Reporting) && leads >= verb.tokens.end;
    is_occasion && joins && (opens || is_told)
}

/// Whether a determiner stands before an adjective and others before that: "the badly damaged
/// Christmas market".
fn has_determiner(adjective: usize, sentence: &Sentence<'_>) -> bool {
    let is_adjective = |at: &usize| {
        let token = &sentence.tokens[*at];
        let is_part = token.kind == Kind::Number || token.is_mark('-');
        sentence.is_noun(*at) && !token.is_possessive() || is_part && !token.dated
    };
    let first = (0..=adjective).rev().take_while(is_adjective).last();
    let before = first.and_then(|first| first.checked_sub(1)).map(|at| &sentence.tokens[at]);
    before.is_some_and(|token| token.is(Class::Determiner) || token.is_possessive())
}

/// Whether a bare number follows a name and is part of it: "Plan 2010".
fn is_in_name(tokens: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let is_number = tokens.len() == 1 && sentence.tokens[tokens.start].kind == Kind::Number;
    let before = tokens.start.checked_sub(1).map(|at| &sentence.tokens[at]);
    is_number
        && before.is_some_and(|token| {
            token.kind == Kind::Capital && !token.is_any(&[Class::Calendar, Class::Preposition])
        })
}

/// Whether a bare year is the object of a verb: "expects 2017 to be dry".
fn is_year_itself(tokens: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let is_number = tokens.len() == 1 && sentence.tokens[tokens.start].kind == Kind::Number;
    is_number && tokens.start.checked_sub(1).is_some_and(|before| sentence.in_verb(before))
}

/// The phrase that names an event and ends right before the expression and its preposition.
fn phrase_before(tokens: &Range<usize>, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let before = tokens.start.checked_sub(1)?;
    let is_led = sentence.tokens[before].is(Class::Preposition);
    phrase_ending(if is_led { before } else { tokens.start }, sentence)
}

/// The phrase that names an event and ends there.
fn phrase_ending(end: usize, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let heads =
        (0..end).rev().take_while(|&at| sentence.tokens[at].is_word() && !sentence.in_verb(at));
    let phrases =
        heads.filter(|&at| sentence.is_event_noun(at)).filter_map(|at| sentence.event_phrase(at));
    phrases.take(1).find(|phrase| phrase.end == end)
}

/// Whether brackets hold a name and the expression, as one who quotes names the source: "rose fast
/// (Lund, 2015)".
fn names_source(tokens: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let is_open = |token: &Token| token.is_mark('(');
    let Some(open) = sentence.tokens[..tokens.start].iter().rposition(is_open) else {
        return false;
    };
    let own = &sentence.tokens[open + 1..tokens.start];
    let is_part = |token: &Token| {
        let joins = [Class::Coordinator, Class::Preposition, Class::Determiner];
        token.kind == Kind::Capital || token.is_any(&joins) || token.is_mark(',')
    };
    own.first().is_some_and(|first| first.kind == Kind::Capital)
        && own.last().is_some_and(|last| last.is_mark(','))
        && own.iter().all(is_part)
        && sentence.tokens.get(tokens.end).is_some_and(|token| token.is_mark(')'))
}

/// Whether the expression stands alone in brackets: "the golden age (1588-1672)".
fn is_in_brackets(tokens: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let before = tokens.start.checked_sub(1).and_then(|before| sentence.tokens.get(before));
    before.is_some_and(|token| token.is_mark('('))
        && sentence.tokens.get(tokens.end).is_some_and(|token| token.is_mark(')'))
}

/// The noun that the expression tells apart from others of its kind: "the treaty of 1965". A
/// phrase of time, "at the height of 1965", dates its clause all the same, unless its noun names a
/// happening.
pub(crate) fn noun_dated_with_of(tokens: &Range<usize>, sentence: &Sentence<'_>) -> Option<usize> {
    let noun = tokens.start.checked_sub(2)?;
    if sentence.tokens[noun + 1].text(sentence.text) != "of" || !sentence.is_noun(noun) {
        return None;
    }
    let start = sentence.phrase_start(noun);
    let mut before = (0..start).rev().map(|at| &sentence.tokens[at]);
    let leads = before.find(|token| !token.is(Class::Determiner));
    let is_source = leads.is_some_and(|token| token.text(sentence.text) == "to")
        && before.next().is_some_and(|token| token.text(sentence.text) == "according");
    let may_be_time = !is_source && leads.is_none_or(|token| token.is(Class::DatePreposition));
    // "In the worst storm of the winter", but not "at the height of the winter".
    let is_best = (start..noun).any(|at| sentence.tokens[at].is(Class::Superlative));
    // "The Class of 1965".
    let is_name = sentence.tokens[noun].kind == Kind::Capital;
    (sentence.is_event_noun(noun) || is_best || is_name || !may_be_time).then_some(noun)
}

/// The phrase of a noun that names a happening and is described by more words: "the cod treaty".
fn described_event(noun: usize, sentence: &Sentence<'_>) -> Option<Range<usize>> {
    let start = sentence.phrase_start(noun);
    (sentence.is_event_noun(noun) && start < noun).then_some(start..noun + 1)
}

/// Whether the expression follows a noun of telling: "according to a report on Monday".
fn follows_telling(tokens: &Range<usize>, sentence: &Sentence<'_>) -> bool {
    let mut before = (0..tokens.start).rev().map(|at| &sentence.tokens[at]);
    let nearest = before.find(|token| !token.is(Class::Preposition));
    nearest.is_some_and(|token| token.is(Class::Telling))
}
