//! Text as tokens: words, numbers and marks, in one pass over the bytes.
//!
//! A token knows its place, whether blank space comes before it, and, for words, its number in
//! the lexicon. What words mean is not known here.

use crate::lexicon::{Lexicon, WordId};

/// A word, a number or a mark of a paragraph.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Token {
    pub(crate) start: usize,
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    /// Whether it follows the token before it without a blank.
    pub(crate) glued: bool,
    /// Whether a word begins with a capital letter.
    pub(crate) capital: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Letters. Unknown words have [`WordId::UNKNOWN`].
    Word(WordId),
    /// Decimal digits: how many, and their value (of the first nine).
    Number { digits: u8, value: u32 },
    /// A punctuation mark or symbol; typographic dashes and quotes count as `-`, `'` and `"`,
    /// whatever else is not ASCII as `?`.
    Mark(u8),
}

/// Cuts a text into paragraphs of tokens. A blank line ends a paragraph.
pub(crate) struct Tokenizer<'a> {
    text: &'a str,
    at: usize,
}

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
            match CLASSES[byte as usize] {
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
                    let ascii = self.word_end();
                    let word = &bytes[start..self.at];
                    let id =
                        if ascii { lexicon.ascii(word) } else { self.wide_word(start, lexicon) };
                    let capital = if ascii {
                        byte.is_ascii_uppercase()
                    } else {
                        self.text[start..].starts_with(char::is_uppercase)
                    };
                    let kind = Kind::Word(id);
                    tokens.push(Token { start, end: self.at, kind, glued, capital });
                }
                Class::Digit => {
                    let kind = self.number();
                    tokens.push(Token { start, end: self.at, kind, glued, capital: false });
                }
                Class::Mark => {
                    self.at += 1;
                    let kind = Kind::Mark(byte);
                    tokens.push(Token { start, end: self.at, kind, glued, capital: false });
                }
                Class::Wide => {
                    let Some(letter) = self.text[start..].chars().next() else { return false };
                    if letter.is_whitespace() || letter == '\u{feff}' {
                        self.at += letter.len_utf8();
                        glued = false;
                        continue;
                    }
                    let kind = if letter.is_alphanumeric() {
                        self.word_end();
                        Kind::Word(self.wide_word(start, lexicon))
                    } else {
                        self.at += letter.len_utf8();
                        Kind::Mark(plain_mark(letter))
                    };
                    let capital = letter.is_uppercase();
                    tokens.push(Token { start, end: self.at, kind, glued, capital });
                }
            }
            glued = true;
        }
        !tokens.is_empty()
    }

    /// Whether only blanks stand between here and the next end of line.
    fn ends_paragraph(&self) -> bool {
        let rest = &self.text.as_bytes()[self.at..];
        rest.iter().find(|byte| !matches!(byte, b' ' | b'\t' | b'\r')) == Some(&b'\n')
    }

    /// Moves past the letters from here on; tells whether all are ASCII.
    fn word_end(&mut self) -> bool {
        let bytes = self.text.as_bytes();
        let mut ascii = true;
        while let Some(&byte) = bytes.get(self.at) {
            match CLASSES[byte as usize] {
                Class::Letter => self.at += 1,
                Class::Wide => {
                    let Some(letter) = self.text[self.at..].chars().next() else { break };
                    // Combining marks belong to the letter before them.
                    if !letter.is_alphanumeric() && !('\u{300}'..='\u{36f}').contains(&letter) {
                        break;
                    }
                    ascii = false;
                    self.at += letter.len_utf8();
                }
                _ => break,
            }
        }
        ascii
    }

    fn wide_word(&self, start: usize, lexicon: &Lexicon) -> WordId {
        lexicon.wide(&self.text[start..self.at])
    }

    fn number(&mut self) -> Kind {
        let (mut digits, mut value) = (0_u8, 0_u32);
        while let Some(&byte) = self.text.as_bytes().get(self.at)
            && byte.is_ascii_digit()
        {
            if digits < 9 {
                value = value * 10 + u32::from(byte - b'0');
            }
            digits = digits.saturating_add(1);
            self.at += 1;
        }
        Kind::Number { digits, value }
    }
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

fn plain_mark(mark: char) -> u8 {
    match mark {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => b'-',
        '‘' | '’' | 'ʼ' | '′' => b'\'',
        '“' | '”' | '„' | '«' | '»' => b'"',
        '£' | '€' | '¥' | '₹' => b'$',
        _ => b'?',
    }
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
}
