//! Text as tokens: words, numbers and marks, in one pass over the bytes.
//!
//! A token knows its place, whether blank space comes before it, and, for words, its number in
//! the lexicon. What words mean is not known here.

use crate::Language;
use crate::lexicon::{Letters, Lexicon, WordId, is_invisible, is_western};
use crate::pattern::number_kinds;
use crate::reuse::{Place, Reused};
use std::cell::Cell;

/// How many words, numbers and marks a text has.
///
/// This is the part of the work that every byte costs, and so what the speed of [`crate::find()`]
/// is measured against.
///
/// ```
/// use annals_dates::{Language, count_tokens};
/// assert_eq!(count_tokens("On 5 May.", Language::english()), 4);
/// ```
pub fn count_tokens(text: &str, language: &Language) -> usize {
    let (mut paragraphs, mut count) = (Paragraphs::new(text), 0);
    while let Some(tokens) = paragraphs.next(language.lexicon()) {
        count += tokens.len();
    }
    count
}

/// A word, a number or a mark of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    /// Whether it follows the token before it without a blank.
    pub(crate) glued: bool,
    /// Whether a word begins with a capital letter, or has one in second place: "iPhone".
    pub(crate) capital: bool,
}

impl Token {
    /// Whether it is a word that the language file does not name.
    #[inline]
    pub(crate) fn is_unknown(&self) -> bool {
        self.kind == Kind::Word(WordId::UNKNOWN)
    }
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters. Unknown words have [`WordId::UNKNOWN`].
    Word(WordId),
    /// Decimal digits: how many, and their value (of the first nine).
    Number {
        digits: u8,
        /// Which kinds of numbers it is, by bit.
        kinds: u16,
        value: u32,
    },
    /// A punctuation mark or symbol; typographic dashes and quotes count as `-`, `'` and `"`,
    /// whatever else is not ASCII as `?`.
    Mark(u8),
}

thread_local! {
    static TOKENS: Cell<Vec<Token>> = const { Cell::new(Vec::new()) };
}

impl Place for Vec<Token> {
    fn empty(&mut self) -> bool {
        self.clear();
        self.capacity() <= LONG
    }
}

/// A place for the tokens of a paragraph of a text.
pub(crate) fn tokens_for(text: &str) -> Reused<Vec<Token>> {
    // Seldom fewer: to let the place grow costs more than to have too much of it.
    const BYTES_A_TOKEN: usize = 4;
    const MOST: usize = 1 << 11;
    let mut tokens = Reused::of(&TOKENS);
    tokens.reserve((text.len() / BYTES_A_TOKEN).min(MOST));
    tokens
}

/// Who sees the tokens of every paragraph.
pub(crate) type Watcher<'a> = dyn FnMut(&[Token]) + 'a;

/// The paragraphs of a text, each in the place of the one before. The first can be looked at ahead,
/// so that nothing is cut into tokens twice.
pub(crate) struct Paragraphs<'a> {
    tokenizer: Tokenizer<'a>,
    tokens: Reused<Vec<Token>>,
    /// Whether the next paragraph is in its place already.
    is_ahead: bool,
    /// Who sees each paragraph before it is read.
    watcher: Option<&'a mut Watcher<'a>>,
}

impl<'a> Paragraphs<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        let tokenizer = Tokenizer::new(text);
        Paragraphs { tokenizer, tokens: tokens_for(text), is_ahead: false, watcher: None }
    }

    /// Shows each paragraph before it is handed out, as it is cut.
    pub(crate) fn watched(self, watcher: &'a mut Watcher<'a>) -> Self {
        Paragraphs { watcher: Some(watcher), ..self }
    }

    /// The text that they are of.
    pub(crate) fn text(&self) -> &'a str {
        self.tokenizer.text
    }

    /// The tokens of the next paragraph; `None` at the end of the text.
    pub(crate) fn next(&mut self, lexicon: &Lexicon) -> Option<&mut Vec<Token>> {
        if !std::mem::take(&mut self.is_ahead) {
            self.tokenizer.paragraph(lexicon, &mut self.tokens);
        }
        if let Some(watcher) = &mut self.watcher {
            watcher(&self.tokens);
        }
        (!self.tokens.is_empty()).then_some(&mut *self.tokens)
    }

    /// Whether any token fits, in what was not yet read. [`Paragraphs::next`] goes on from the same
    /// paragraph as if nothing had been asked.
    pub(crate) fn any(&mut self, lexicon: &Lexicon, fits: impl Fn(&Token) -> bool) -> bool {
        if !self.is_ahead {
            self.tokenizer.paragraph(lexicon, &mut self.tokens);
            self.is_ahead = true;
        }
        if self.tokens.iter().any(&fits) {
            return true;
        }
        let (tokenizer, tokens) = (self.tokenizer.clone(), Reused::of(&TOKENS));
        let mut rest = Paragraphs { tokenizer, tokens, is_ahead: false, watcher: None };
        while let Some(tokens) = rest.next(lexicon) {
            if tokens.iter().any(&fits) {
                return true;
            }
        }
        false
    }
}

/// Cuts a text into paragraphs of tokens. A blank line ends a paragraph.
#[derive(Clone)]
pub(crate) struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
}

/// After so many tokens a paragraph ends with the next full stop, and after a few times as many
/// wherever it is, so that memory does not grow with the length of lines.
const LONG: usize = 1 << 16;

impl<'a> Tokenizer<'a> {
    pub(crate) fn new(text: &'a str) -> Self {
        Tokenizer { text, at: 0 }
    }

    /// Puts the tokens of the next paragraph into `tokens`, which is emptied first. Returns false
    /// at the end of the text.
    pub(crate) fn paragraph(&mut self, lexicon: &Lexicon, tokens: &mut Vec<Token>) -> bool {
        tokens.clear();
        let bytes = self.text.as_bytes();
        let mut glued = false;
        while let Some(&byte) = bytes.get(self.at) {
            let start = self.at;
            let (end, kind, capital) = match CLASSES[byte as usize] {
                Class::Blank => {
                    self.at += 1;
                    glued = false;
                    continue;
                }
                Class::Newline => {
                    glued = false;
                    self.at += 1;
                    if self.ends_paragraph() && !tokens.is_empty() {
                        return true;
                    }
                    continue;
                }
                Class::Letter => {
                    let (end, id, capital) = self.word(start, lexicon);
                    (end, Kind::Word(id), capital)
                }
                Class::Digit => {
                    let (end, kind) = number(bytes, start);
                    (end, kind, false)
                }
                Class::Mark => (start + 1, Kind::Mark(byte), false),
                Class::Wide => {
                    let Some(letter) = self.text[start..].chars().next() else { return false };
                    let end = start + letter.len_utf8();
                    if letter.is_whitespace() {
                        self.at = end;
                        glued = false;
                        continue;
                    }
                    if is_invisible(letter) {
                        self.at = end;
                        continue;
                    }
                    match plain_mark(letter) {
                        Some(mark) => (end, Kind::Mark(mark), false),
                        None if letter.is_alphanumeric() => {
                            let (end, id, capital) = self.any_word(start, lexicon);
                            (end, Kind::Word(id), capital)
                        }
                        None => (end, Kind::Mark(b'?'), false),
                    }
                }
            };
            tokens.push(Token { start, end, kind, glued, capital });
            // Most often a blank follows.
            glued = bytes.get(end) != Some(&b' ');
            self.at = end + usize::from(!glued);
            if tokens.len() >= LONG && self.ends_long_paragraph(tokens.len(), kind, end) {
                return true;
            }
        }
        !tokens.is_empty()
    }

    /// Whether only blanks stand between here and the next end of line.
    fn ends_paragraph(&self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(&b'\n')
    }

    /// Whether a paragraph of so many tokens, the last of this kind, ends here.
    fn ends_long_paragraph(&self, tokens: usize, last: Kind, end: usize) -> bool {
        let blank = |byte: &u8| byte.is_ascii_whitespace();
        last == Kind::Mark(b'.') && self.text.as_bytes().get(end).is_some_and(blank)
            || tokens >= 4 * LONG
    }

    /// The end of the word from here on, the word, and whether it begins with a capital.
    #[inline]
    fn word(&self, start: usize, lexicon: &Lexicon) -> (usize, WordId, bool) {
        let bytes = self.text.as_bytes();
        let rest = &bytes[start..];
        if let Some(chunk) = rest.first_chunk::<16>() {
            let (halves, _) = chunk.as_chunks::<8>();
            let (low, high) = (u64::from_le_bytes(halves[0]), u64::from_le_bytes(halves[1]));
            let (first, more) = (letters_at_start(low), letters_at_start(high));
            let length = first + if first == 8 { more } else { 0 };
            if chunk.get(length).is_some_and(u8::is_ascii) {
                let id = lexicon.find_short(low, high, length);
                let capital = chunk[0].is_ascii_uppercase() || chunk[1].is_ascii_uppercase();
                return (start + length, id, capital);
            }
        }
        self.any_word(start, lexicon)
    }

    fn any_word(&self, start: usize, lexicon: &Lexicon) -> (usize, WordId, bool) {
        let bytes = self.text.as_bytes();
        let (mut end, mut letters) = (start, Letters::Western);
        loop {
            end += bytes[end..].iter().take_while(|byte| byte.is_ascii_alphabetic()).count();
            if bytes.get(end).is_none_or(u8::is_ascii) {
                break;
            }
            let rest = &self.text[end..];
            let Some(letter) = rest.chars().next() else { break };
            if is_western(letter) {
                end += letter.len_utf8();
            } else if is_letter(letter) {
                letters = Letters::Other;
                end += letter.len_utf8();
            } else if is_invisible(letter)
                && let Some(length) = invisible_inside(rest)
            {
                letters = Letters::Other;
                end += length;
            } else {
                break;
            }
        }
        let word = &self.text[start..end];
        let capital = match bytes[start] {
            byte if byte.is_ascii() => {
                byte.is_ascii_uppercase()
                    || bytes.get(start + 1).is_some_and(u8::is_ascii_uppercase)
            }
            _ => word.starts_with(char::is_uppercase),
        };
        (end, lexicon.find(word, letters), capital)
    }
}

/// How many ASCII letters these eight bytes begin with. All are looked at together: a loop that
/// ends after a few, nobody can foresee after how many, costs more.
#[inline]
fn letters_at_start(bytes: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let small = (bytes | (0x20 * EACH)) & !HIGH;
    // The high bit of each byte tells whether it is at least `a`, and whether it is beyond `z`.
    let from_a = small + (0x80 - b'a' as u64) * EACH;
    let beyond_z = small + (0x7f - b'z' as u64) * EACH;
    let others = !(from_a & !beyond_z & !bytes) & HIGH;
    others.trailing_zeros() as usize / 8
}

/// Combining marks belong to the letter before them; an apostrophe is none, though Unicode has one
/// that is a letter.
fn is_letter(letter: char) -> bool {
    letter != 'ʼ' && letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter)
}

/// The length of characters without width that a text begins with, where the word goes on after
/// them.
fn invisible_inside(text: &str) -> Option<usize> {
    let rest = text.trim_start_matches(is_invisible);
    rest.starts_with(char::is_alphabetic).then_some(text.len() - rest.len())
}

/// The end of a number and the number.
fn number(bytes: &[u8], start: usize) -> (usize, Kind) {
    let (mut end, mut digits, mut value) = (start, 0_u8, 0_u32);
    while let Some(&byte) = bytes.get(end)
        && byte.is_ascii_digit()
    {
        if digits < 9 {
            value = value * 10 + u32::from(byte - b'0');
        }
        digits = digits.saturating_add(1);
        end += 1;
    }
    (end, Kind::Number { digits, kinds: number_kinds(digits, value), value })
}

#[derive(Clone, Copy)]
enum Class {
    Letter,
    Digit,
    Blank,
    Newline,
    Mark,
    Wide,
}

const CLASSES: [Class; 256] = {
    let mut classes = [Class::Mark; 256];
    let mut byte = 0;
    while byte < 256 {
        classes[byte] = match byte as u8 {
            b'a'..=b'z' | b'A'..=b'Z' => Class::Letter,
            b'0'..=b'9' => Class::Digit,
            b'\n' => Class::Newline,
            0..=b' ' | 127 => Class::Blank,
            128.. => Class::Wide,
            _ => Class::Mark,
        };
        byte += 1;
    }
    classes
};

/// The ASCII mark that a mark of print stands for.
fn plain_mark(mark: char) -> Option<u8> {
    Some(match mark {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => b'-',
        '‘' | '’' | 'ʼ' | '′' => b'\'',
        '“' | '”' | '„' | '«' | '»' => b'"',
        '£' | '€' | '¥' | '₹' => b'$',
        // The rest of general punctuation.
        '\u{2016}'..='\u{205e}' => b'?',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<Vec<&str>> {
        let lexicon = Lexicon::default();
        let (mut tokenizer, mut tokens, mut cut) = (Tokenizer::new(text), Vec::new(), Vec::new());
        while tokenizer.paragraph(&lexicon, &mut tokens) {
            cut.push(tokens.iter().map(|token| &text[token.start..token.end]).collect());
        }
        cut
    }

    #[test]
    fn words_numbers_and_marks_are_tokens() {
        assert_eq!(
            cut("On 5th May—née Été’s"),
            [["On", "5", "th", "May", "—", "née", "Été", "’", "s"]]
        );
        assert_eq!(cut("3:07.\u{a0}x"), [["3", ":", "07", ".", "x"]]);
    }

    #[test]
    fn a_blank_line_ends_a_paragraph() {
        assert_eq!(cut("\n\none\ntwo\r\n \r\nthree\n"), [vec!["one", "two"], vec!["three"]]);
        assert_eq!(cut(" \n\n "), Vec::<Vec<&str>>::new());
    }

    #[test]
    fn what_was_looked_at_ahead_is_read_all_the_same() {
        let (lexicon, text) = (Lexicon::default(), "one two\n\nthree\n\n4");
        for (ahead, expected) in [(b'o', true), (b't', true), (b'4', true), (b'x', false)] {
            let mut paragraphs = Paragraphs::new(text);
            let fits = |token: &Token| text.as_bytes()[token.start] == ahead;
            assert_eq!(paragraphs.any(&lexicon, fits), expected);
            let mut lengths = Vec::new();
            while let Some(tokens) = paragraphs.next(&lexicon) {
                lengths.push(tokens.len());
            }
            assert_eq!(lengths, [2, 1, 1]);
        }
        assert!(!Paragraphs::new(" ").any(&lexicon, |_| true));
    }

    #[test]
    fn letters_are_counted_together() {
        for byte in 0..=u8::MAX {
            for place in 0..8 {
                let mut bytes = *b"aZzAmMqQ";
                bytes[place] = byte;
                let expected = if byte.is_ascii_alphabetic() { 8 } else { place };
                assert_eq!(letters_at_start(u64::from_le_bytes(bytes)), expected, "{bytes:?}");
            }
        }
    }

    #[test]
    fn what_has_no_width_cuts_no_word_and_is_none() {
        assert_eq!(
            cut("\u{feff}Mon\u{ad}day\u{200b}, 5\u{200e} \u{202b}May\u{202c}"),
            [["Mon\u{ad}day", ",", "5", "May"]]
        );
    }

    #[test]
    fn a_paragraph_of_any_length_ends_with_a_full_stop() {
        let text = "It rained. ".repeat(LONG);
        let lengths: Vec<usize> = cut(&text).iter().map(Vec::len).collect();
        assert_eq!(lengths.iter().sum::<usize>(), 3 * LONG);
        assert!(lengths.iter().all(|length| *length < LONG + 3));
    }
}
