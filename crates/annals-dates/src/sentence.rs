//! Where sentences begin and end.
//!
//! A sentence ends at a full stop, question or exclamation mark that a blank and a capital, a
//! digit or a quote follow, and at the end of a paragraph. Full stops of the abbreviations in the
//! language file and of initials do not end it.

use crate::language::Language;
use crate::token::{Kind, Token, Tokenizer};
use std::ops::Range;

/// The sentences of a text, as byte ranges without the blanks between them.
///
/// ```
/// use annals_dates::{Language, sentences};
/// let text = "Mr. Ito came on Jan. 5. He left.";
/// let found = sentences(text, Language::english());
/// assert_eq!(&text[found[1].clone()], "He left.");
/// ```
pub fn sentences(text: &str, language: &Language) -> Vec<Range<usize>> {
    let (mut tokenizer, mut tokens, mut found) = (Tokenizer::new(text), Vec::new(), Vec::new());
    while tokenizer.paragraph(language.lexicon(), &mut tokens) {
        found.extend(spans(&tokens, language));
    }
    found
}

/// The sentences of a paragraph, as ranges of the bytes of its text.
pub(crate) fn spans<'t>(
    tokens: &'t [Token],
    language: &'t Language,
) -> impl Iterator<Item = Range<usize>> + 't {
    Sentences::new(tokens, language).filter_map(move |range| {
        Some(tokens.get(range.start)?.start..tokens.get(range.end - 1)?.end)
    })
}

/// The sentences of a paragraph, as ranges of its tokens. None is empty.
pub(crate) struct Sentences<'a> {
    tokens: &'a [Token],
    language: &'a Language,
    /// The one that was looked for last.
    last: Range<usize>,
}

impl<'a> Sentences<'a> {
    pub(crate) fn new(tokens: &'a [Token], language: &'a Language) -> Sentences<'a> {
        Sentences { tokens, language, last: 0..0 }
    }

    /// The sentence of a token. Tokens are asked for in their order: nothing is read twice, nor
    /// beyond the last of them.
    pub(crate) fn of(&mut self, token: usize) -> Range<usize> {
        while self.last.end <= token && self.next().is_some() {}
        if self.last.end > token { self.last.clone() } else { token..token }
    }
}

impl Iterator for Sentences<'_> {
    type Item = Range<usize>;

    fn next(&mut self) -> Option<Range<usize>> {
        let (tokens, start) = (self.tokens, self.last.end);
        let mut at = start;
        while let Some(stop) = tokens.get(at..).and_then(|rest| rest.iter().position(is_stop)) {
            let stop = at + stop;
            at = stop + 1;
            // Closing quotes and brackets, and more stops, belong to the sentence.
            while tokens.get(at).is_some_and(|next| next.glued && is_closing(next)) {
                at += 1;
            }
            if ends_sentence(tokens, stop, at, self.language) {
                self.last = start..at;
                return Some(start..at);
            }
        }
        self.last = start..tokens.len();
        (start < tokens.len()).then(|| self.last.clone())
    }
}

fn is_stop(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark(b'.' | b'!' | b'?'))
}

/// Whether a stop ends a sentence, seen from what follows it and the marks that close with it.
fn ends_sentence(tokens: &[Token], stop: usize, next: usize, language: &Language) -> bool {
    let Some(follower) = tokens.get(next) else { return true };
    let full = tokens[stop].kind == Kind::Mark(b'.');
    let is_abbreviated = || full && next == stop + 1 && is_abbreviated(tokens, stop, language);
    if follower.glued {
        return full && parts_paragraphs(tokens, next) && !is_abbreviated();
    }
    let opens = match follower.kind {
        Kind::Word(_) => follower.capital,
        Kind::Number { .. } => true,
        // "¿" and "¡" are read as `?`.
        Kind::Mark(mark) => matches!(mark, b'"' | b'\'' | b'(' | b'[' | b'-' | b'$' | b'?'),
    };
    opens && !is_abbreviated()
}

/// Whether a dash stands for the end of a paragraph: "he left.- The court", but not "9 a.m.-5 p.m.".
fn parts_paragraphs(tokens: &[Token], at: usize) -> bool {
    let is_dash = |token: &&Token| token.kind == Kind::Mark(b'-');
    let dashes = tokens[at..].iter().take_while(is_dash).count();
    let next = tokens.get(at + dashes);
    let opens = next.is_some_and(|next| match next.kind {
        Kind::Word(_) => next.capital,
        Kind::Mark(mark) => mark == b'"',
        Kind::Number { .. } => false,
    });
    dashes > 0 && next.is_none_or(|next| !next.glued || opens)
}

/// Whether the full stop belongs to the word before it: an abbreviation or an initial.
fn is_abbreviated(tokens: &[Token], stop: usize, language: &Language) -> bool {
    let Some(word) = stop.checked_sub(1).and_then(|before| tokens.get(before)) else {
        return false;
    };
    if !tokens[stop].glued {
        return false;
    }
    let id = match word.kind {
        Kind::Word(id) => id,
        // "am 3. März"
        Kind::Number { digits, .. } => return digits <= 2 && language.has_ordinal_stop(),
        Kind::Mark(_) => return false,
    };
    let initial = word.end - word.start == 1 && word.capital;
    initial || language.is_abbreviation(id)
}

fn is_closing(token: &Token) -> bool {
    matches!(token.kind, Kind::Mark(b'.' | b'!' | b'?' | b'"' | b'\'' | b')' | b']'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        let found = sentences(text, Language::english());
        found.into_iter().map(|span| &text[span]).collect()
    }

    #[test]
    fn a_dash_behind_a_full_stop_parts_sentences() {
        assert_eq!(cut("He left.- The court met."), ["He left.", "- The court met."]);
        assert_eq!(cut("He left.-The court met."), ["He left.", "-The court met."]);
        assert_eq!(cut("He left.-\"I met her.\""), ["He left.", "-\"I met her.\""]);
        assert_eq!(cut("The U.S.-China pact, from 9 a.m.-5 p.m. on.").len(), 1);
        assert_eq!(cut("The U.S.-led Acme Inc.-owned mill.").len(), 1);
    }
}
