//! Where a title that is too long ends: behind a phrase, and with nothing left open.

use super::{LONGEST, is_particle, text_of};
use crate::extract::sentence::Sentence;
use crate::extract::token::{Kind, Token};
use crate::lexicon::Class;
use std::ops::RangeInclusive;

/// The tokens as text, cut at the end of a phrase so that it is no longer than `longest`, and
/// never before the word of the number `least`.
pub(super) fn cut(
    words: &[usize],
    sentence: &Sentence<'_>,
    longest: usize,
    least: usize,
) -> String {
    cut_at(words, sentence, longest, least, 0..=TIGHTEST)
}

/// The same, parting only what is [bound](binding) so tightly.
pub(super) fn cut_at(
    words: &[usize],
    sentence: &Sentence<'_>,
    longest: usize,
    least: usize,
    bindings: RangeInclusive<u8>,
) -> String {
    let least = words.get(least).copied();
    let words = without_odd_quotes(words, sentence);
    let words = trimmed(without_open_end(trimmed(&words, sentence), sentence), sentence);
    let least = words.iter().position(|&at| Some(at) == least).unwrap_or(0);
    let whole = text_of(words, sentence);
    let slack = if longest == LONGEST { LONGEST_WHOLE } else { longest };
    if whole.chars().count() <= slack && is_balanced(&whole) {
        return whole;
    }
    let ends = || (least + 1..words.len()).rev().filter(|&at| ends_phrase(words, at, sentence));
    let bound = |by: u8| ends().filter(move |&at| binding(words, at, sentence) == by);
    let mut ends = bindings.flat_map(bound);
    let fitting = |title: &String| title.chars().count() <= longest && is_balanced(title);
    ends.find_map(|count| {
        let words = without_open_end(&words[..count], sentence);
        Some(text_of(trimmed(words, sentence), sentence)).filter(fitting)
    })
    .unwrap_or_default()
}

/// What binds most tightly, of which [`binding`] tells.
pub(super) const TIGHTEST: u8 = 2;

/// One that is hardly longer stays whole: a cut costs more than a few words.
const LONGEST_WHOLE: usize = 130;

/// What is told has more words than this behind its "that".
const SHORTEST_TOLD: usize = 4;

/// How tightly the word at `count` binds to those before it: "of" closer than other prepositions,
/// and what somebody is told to do, "asked the guild *to*", closest. They are parted only in need.
fn binding(words: &[usize], count: usize, sentence: &Sentence<'_>) -> u8 {
    let word = |count: usize| sentence.tokens[words[count]].text(sentence.text);
    match word(count) {
        "of" => 1,
        "that" if tells(&words[..count], sentence) => TIGHTEST,
        "to" if word(count - 1) == "order" || is_order(&words[..count], sentence) => TIGHTEST,
        _ => 0,
    }
}

/// Whether the last verb of some words is one of telling.
pub(super) fn tells(words: &[usize], sentence: &Sentence<'_>) -> bool {
    let verb = words.iter().rfind(|&&at| sentence.in_verb(at));
    verb.is_some_and(|&verb| sentence.tokens[verb].is(Class::Reporting))
}

/// Whether words end with whom a verb tells or expects to do something: "asked the guild".
fn is_order(words: &[usize], sentence: &Sentence<'_>) -> bool {
    let verb = words.iter().rposition(|&at| sentence.in_verb(at));
    verb.is_some_and(|verb| {
        let tells = sentence.tokens[words[verb]].is_any(&[Class::Reporting, Class::Planning]);
        let is_joint =
            |at: &usize| sentence.tokens[*at].is_any(&[Class::Preposition, Class::Relative]);
        tells && !words[verb + 1..].iter().any(is_joint)
    })
}

/// The tokens without a joint at the end whose clause is missing: "voted, *and despite the rain*",
/// "fell *when the keeper*".
fn without_open_end<'w>(words: &'w [usize], sentence: &Sentence<'_>) -> &'w [usize] {
    let opens_clause = |number: usize| {
        let token = &sentence.tokens[words[number]];
        let next = words.get(number + 1).map(|&at| &sentence.tokens[at]);
        let is_joint = token.is_any(&[Class::Subordinator, Class::Relative])
            && !token.is_any(&[Class::Preposition, Class::Determiner]);
        let leads_on = |next: &Token| next.is_any(&[Class::Preposition, Class::Subordinator]);
        let is_link = token.is(Class::Coordinator)
            && number > 0
            && sentence.tokens[words[number - 1]].is_mark(',')
            && next.is_some_and(leads_on);
        token.kind == Kind::Lower && !sentence.in_verb(words[number]) && (is_joint || is_link)
    };
    // "Told the guild that the mills stand": what is told stays, though its verb is not known.
    let is_told = |number: usize| {
        sentence.tokens[words[number]].text(sentence.text) == "that"
            && number + SHORTEST_TOLD < words.len()
            && tells(&words[..number], sentence)
    };
    // "That the pact will \"come into force\"": a quotation may part what makes the verb.
    const HELPERS: [Class; 5] =
        [Class::Be, Class::Have, Class::Will, Class::Would, Class::Possible];
    let has_helper =
        |number: &usize| words[*number..].iter().any(|&at| sentence.tokens[at].is_any(&HELPERS));
    let last_verb = words.iter().rposition(|&at| sentence.in_verb(at));
    let from = last_verb.map_or(words.len(), |verb| verb + 1);
    let words = &words[..from + length_of_time(&words[from..], sentence)];
    let open = (from..words.len()).find(|&number| opens_clause(number) && !is_told(number));
    &words[..open.filter(|open| !has_helper(open)).unwrap_or(words.len())]
}

/// How many words stand before a comma and a length of time that goes without saying: "the vote,
/// *after two years of quarrel*".
fn length_of_time(words: &[usize], sentence: &Sentence<'_>) -> usize {
    let is_length = |number: usize| {
        let token = |by: usize| words.get(number + by).map(|&at| &sentence.tokens[at]);
        token(0).is_some_and(|token| token.is_mark(','))
            && token(1).is_some_and(|token| token.is(Class::Preposition))
            && [2, 3].into_iter().filter_map(token).any(|token| token.lasting)
    };
    (0..words.len()).find(|&number| is_length(number)).unwrap_or(words.len())
}

/// The tokens without quotation marks where one is missing.
fn without_odd_quotes(words: &[usize], sentence: &Sentence<'_>) -> Vec<usize> {
    let count = |mark: char| words.iter().filter(|&&at| sentence.tokens[at].is_mark(mark)).count();
    let is_odd = count('"') % 2 == 1 || count('“') != count('”');
    words.iter().copied().filter(|&at| !(is_odd && sentence.tokens[at].is_quote())).collect()
}

/// Whether a title may end before the word at `count`.
fn ends_phrase(words: &[usize], count: usize, sentence: &Sentence<'_>) -> bool {
    let (last, next) = (&sentence.tokens[words[count - 1]], &sentence.tokens[words[count]]);
    const OPEN: [Class; 9] = [
        Class::Preposition,
        Class::Determiner,
        Class::Coordinator,
        Class::Subordinator,
        Class::Relative,
        Class::Be,
        Class::Have,
        Class::Will,
        Class::Adverb,
    ];
    let joint = next.is_any(&[
        Class::Preposition,
        Class::Coordinator,
        Class::Subordinator,
        Class::Relative,
    ]) || matches!(next.kind, Kind::Mark(',' | ';' | ':' | '—' | '–' | '('))
        || sentence.is_participle(words[count])
            && next.text(sentence.text).ends_with("ed")
            && !last.is(Class::Pronoun);
    joint
        && !sentence.is_participle(words[count - 1])
        && (last.is_word() || matches!(last.kind, Kind::Mark('"' | '”')))
        && !last.is_any(&OPEN)
        && !last.is_possessive()
        && !is_led_gerund(words, count - 1, sentence)
        && !is_adjacent_verb(words, count, sentence)
        && !parts_adjectives(words, count, sentence)
        && !parts_between(words, count, sentence)
}

/// Whether the cut would part the two that something lies between: "between 10 *and* 20".
fn parts_between(words: &[usize], count: usize, sentence: &Sentence<'_>) -> bool {
    let is_between = |&at: &usize| sentence.tokens[at].text(sentence.text) == "between";
    let between = words[..count].iter().rposition(is_between);
    let is_joint = |at: &usize| sentence.tokens[*at].is(Class::Coordinator);
    between.is_some_and(|between| {
        is_joint(&words[count]) && !words[between..count].iter().any(is_joint)
    })
}

/// Whether a joint stands between two adjectives of a noun: "the powerful *and* moving verse".
fn parts_adjectives(words: &[usize], count: usize, sentence: &Sentence<'_>) -> bool {
    let token = |number: usize| words.get(number).map(|&at| &sentence.tokens[at]);
    let is_plain = |number: usize| {
        words
            .get(number)
            .is_some_and(|&at| sentence.is_noun(at) && sentence.tokens[at].kind == Kind::Lower)
    };
    let is_determined = count >= 2
        && token(count - 2).is_some_and(|before| {
            before.is(Class::Determiner) || before.is_possessive() || before.kind == Kind::Number
        });
    is_determined
        && token(count).is_some_and(|joint| joint.is(Class::Coordinator))
        && is_plain(count - 1)
        && is_plain(count + 1)
        && is_plain(count + 2)
}

/// Whether a word leads on to its object: "by *bringing* down the price".
fn is_led_gerund(words: &[usize], number: usize, sentence: &Sentence<'_>) -> bool {
    let word = &sentence.tokens[words[number]];
    let before = number.checked_sub(1).map(|before| &sentence.tokens[words[before]]);
    word.text(sentence.text).ends_with("ing")
        && before.is_some_and(|before| before.is(Class::Preposition))
}

/// Whether the cut would part a verb from its particle or object.
fn is_adjacent_verb(words: &[usize], count: usize, sentence: &Sentence<'_>) -> bool {
    let last = words[count - 1];
    sentence.in_verb(last) && sentence.tokens[words[count]].is_word()
}

/// The tokens without marks and joints at their ends.
fn trimmed<'w>(words: &'w [usize], sentence: &Sentence<'_>) -> &'w [usize] {
    let opens_with_joint = |at: usize| {
        let token = &sentence.tokens[at];
        matches!(token.kind, Kind::Mark(mark) if !is_opening_mark(mark))
            || token.is(Class::Opener)
                && !sentence.in_verb(at)
                && token.text(sentence.text) != "first"
    };
    // "Turned himself in." ends with its preposition.
    let leads_to_word = |at: usize| {
        sentence.tokens.get(at + 1).is_some_and(|next| !matches!(next.kind, Kind::Mark(_)))
    };
    let ends_with_joint = |at: usize| {
        let token = &sentence.tokens[at];
        let is_subordinator = token.is(Class::Subordinator) && !token.is(Class::Preposition);
        // "A note *saying* | that …", "compared | with …": what they lead to is cut off.
        let word = token.text(sentence.text);
        let next_is = |class| sentence.tokens.get(at + 1).is_some_and(|next| next.is(class));
        let is_cut_off = token.is(Class::Reporting) && word.ends_with("ing")
            || word == "even" && leads_to_word(at)
            || token.is(Class::NoVerb)
                && word.ends_with("ed")
                && !sentence.in_verb(at)
                && next_is(Class::Preposition);
        matches!(token.kind, Kind::Mark(mark) if !matches!(mark, '”' | '"' | ')' | '%'))
            || (is_subordinator || is_cut_off) && token.kind == Kind::Lower
            || (token.is_any(&[Class::Coordinator, Class::Determiner])
                && token.kind == Kind::Lower
                && !token.is(Class::Pronoun))
            || (token.is_any(&[Class::DatePreposition, Class::Preposition])
                && !token.is(Class::Adverb)
                && !is_particle(at, sentence)
                && leads_to_word(at)
                && token.kind == Kind::Lower)
    };
    let start = words.iter().position(|&at| !opens_with_joint(at)).unwrap_or(words.len());
    let end = words.iter().rposition(|&at| !ends_with_joint(at)).map_or(start, |last| last + 1);
    &words[start..end.max(start)]
}

fn is_opening_mark(mark: char) -> bool {
    matches!(mark, '“' | '"' | '$' | '£' | '€' | '#' | '\'' | '‘')
}

/// Whether every quotation and bracket is closed.
pub(crate) fn is_balanced(title: &str) -> bool {
    let (mut quotes, mut open_quotes, mut open_brackets) = (0, 0_i32, 0_i32);
    for letter in title.chars() {
        match letter {
            '"' => quotes += 1,
            '“' => open_quotes += 1,
            '”' => open_quotes -= 1,
            '(' => open_brackets += 1,
            ')' => open_brackets -= 1,
            _ => {}
        }
    }
    quotes % 2 == 0 && open_quotes == 0 && open_brackets == 0
}
