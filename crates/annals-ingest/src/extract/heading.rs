//! Where a sentence begins behind what is set before it: a dateline, a heading, the name of an agency.

use super::token::{Kind, Token};
use crate::lexicon::Class;

/// Where the sentence begins after a dateline: "LILLE, July 4 - The court …", "LILLE (WIRE) - The
/// court …", "LILLE, France - The court …". The tokens before that belong to no clause.
pub(crate) fn dateline_end(tokens: &[Token], text: &str) -> usize {
    let is_dash = |token: &Token| matches!(token.kind, Kind::Mark('-' | '–' | '—'));
    let Some(dash) = tokens.iter().position(|token| is_dash(token) || token.kind == Kind::Lower)
    else {
        return 0;
    };
    let has_date = tokens[..dash].iter().any(|token| token.dated);
    // "A 24-year lease": such a dash sets nothing apart.
    let joins = |at: usize| {
        let around = at.checked_sub(1).map(|before| &tokens[before]).zip(tokens.get(at + 1));
        tokens[at].is_mark('-')
            && around.is_some_and(|(before, next)| {
                before.end == tokens[at].span.start && tokens[at].end == next.span.start
            })
    };
    let is_dateline = is_dash(&tokens[dash]) && tokens[0].kind == Kind::Capital && !joins(dash);
    let is_place = || is_dateline && is_place_alone(&tokens[..dash], text);
    if is_dateline && (has_date || tokens[dash - 1].is_mark(')') || is_place()) {
        return dash + 1;
    }
    match agency_end(tokens) {
        0 => heading_end(tokens),
        end => end,
    }
}

/// Whether tokens are a place in capitals, and what it lies in.
fn is_place_alone(tokens: &[Token], text: &str) -> bool {
    const LONGEST: usize = 6;
    let (place, rest) = match tokens.iter().position(|token| token.is_mark(',')) {
        Some(comma) => tokens.split_at(comma),
        None => (tokens, &[][..]),
    };
    let is_name = |token: &Token| token.kind == Kind::Capital && !token.is(Class::Pronoun);
    let is_loud = |token: &Token| {
        let word = token.text(text);
        is_name(token) && word.len() > 2 && !word.contains(char::is_lowercase)
    };
    tokens.len() <= LONGEST
        && place.iter().all(is_loud)
        && rest.iter().all(|token| is_name(token) || matches!(token.kind, Kind::Mark(',' | '.')))
}

/// Where the sentence begins after a heading that ends without a mark: "Talks of the two fleets
/// resume | The minister said". An article with a capital letter opens a sentence, unless it is
/// part of a name.
fn heading_end(tokens: &[Token]) -> usize {
    /// A heading has no fewer words.
    const SHORTEST: usize = 3;
    /// Nor is it longer.
    const LONGEST: usize = 15;
    let opens = |&at: &usize| {
        let token = &tokens[at];
        token.kind == Kind::Capital
            && token.is(Class::Determiner)
            && !token.quoted
            && tokens[at - 1].kind == Kind::Lower
            && tokens.get(at + 1).is_some_and(|next| next.kind == Kind::Lower)
    };
    let last = tokens.len().min(LONGEST);
    if tokens.first().is_none_or(|first| first.kind != Kind::Capital) {
        return 0;
    }
    (SHORTEST..last).find(opens).unwrap_or(0)
}

/// Where the sentence begins after the name of an agency: "LILLE, July 4. /WIRE/ The court",
/// "(WIRE)The court".
fn agency_end(tokens: &[Token]) -> usize {
    /// A dateline is no longer than this.
    const LONGEST: usize = 8;
    let slash = |&at: &usize| tokens[at].is_mark('/') && at >= 2 && tokens[at - 2].is_mark('/');
    if let Some(slash) = (0..tokens.len().min(LONGEST)).find(slash) {
        return slash + 1;
    }
    let close = tokens.iter().take(LONGEST).position(|token| token.is_mark(')'));
    let is_glued = |&close: &usize| {
        let next = tokens.get(close + 1);
        next.is_some_and(|next| next.kind == Kind::Capital && next.span.start == tokens[close].end)
            && close >= 2
            && tokens[close - 2].is_mark('(')
    };
    close.filter(is_glued).map_or(0, |close| close + 1)
}
