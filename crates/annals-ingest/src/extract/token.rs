//! Words and marks of a text, with what the lexicon knows of each.
//!
//! One pass over the bytes; no word is copied. What a run of words means is not decided here.

use crate::lexicon::{Class, Classes, Lexicon};
use crate::words::Packed;
use std::borrow::Cow;
use std::ops::Range;

/// A word, a number or a mark.
#[derive(Clone, Debug)]
pub(crate) struct Token {
    /// Its bytes, without a possessive ending.
    pub(crate) span: Range<usize>,
    /// The end with the possessive ending: "Japan's" ends two bytes after "Japan".
    pub(crate) end: usize,
    pub(crate) kind: Kind,
    pub(crate) classes: Classes,
    /// Whether it stands in quotation marks.
    pub(crate) quoted: bool,
    /// Whether it belongs to a date expression.
    pub(crate) dated: bool,
    /// Whether that expression says how long or how often and not when: "ten years".
    pub(crate) lasting: bool,
}

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A word that begins with a small letter.
    Lower,
    /// A word that begins with a capital letter, or has one in second place: "iPhone".
    Capital,
    /// A number.
    Number,
    /// A mark.
    Mark(char),
}

impl Token {
    /// Whether it is a mark round a quotation.
    pub(crate) fn is_quote(&self) -> bool {
        matches!(self.kind, Kind::Mark('"' | '“' | '”'))
    }

    #[inline]
    pub(crate) fn is(&self, class: Class) -> bool {
        self.classes.has(class)
    }

    #[inline]
    pub(crate) fn is_any(&self, classes: &[Class]) -> bool {
        self.classes.has_any(classes)
    }

    pub(crate) fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    pub(crate) fn is_word(&self) -> bool {
        matches!(self.kind, Kind::Lower | Kind::Capital)
    }

    pub(crate) fn is_possessive(&self) -> bool {
        self.end > self.span.end
    }

    #[inline]
    pub(crate) fn text<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.span.clone()).unwrap_or_default()
    }
}

/// The tokens of a text, in order.
pub(crate) fn tokens(text: &str, lexicon: &Lexicon) -> Vec<Token> {
    let mut scan = Scan {
        text,
        lexicon,
        at: 0,
        quoted: false,
        lower: String::new(),
        tokens: Vec::with_capacity(text.len() / 4),
    };
    scan.run();
    scan.tokens
}

/// Whether one of the first two letters of a word is a capital of ASCII: "iPhone".
fn has_capital(word: &[u8]) -> bool {
    word.iter().take(2).any(u8::is_ascii_uppercase)
}

/// A word in lower case, with the typewriter's apostrophe.
pub(crate) fn lower_into(word: &str, lower: &mut String) {
    lower.clear();
    if word.is_ascii() {
        lower.push_str(word);
        lower.make_ascii_lowercase();
        return;
    }
    for letter in word.chars() {
        if letter == '’' {
            lower.push('\'');
        } else {
            lower.extend(letter.to_lowercase());
        }
    }
}

/// A word in lower case, with the typewriter's apostrophe. Most words are so in the text.
pub(crate) fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().all(|byte| byte.is_ascii() && !byte.is_ascii_uppercase()) {
        return word.into();
    }
    let mut lower = String::with_capacity(word.len());
    lower_into(word, &mut lower);
    lower.into()
}

struct Scan<'t> {
    text: &'t str,
    lexicon: &'t Lexicon,
    at: usize,
    quoted: bool,
    lower: String,
    tokens: Vec<Token>,
}

impl Scan<'_> {
    fn run(&mut self) {
        while let Some(&byte) = self.text.as_bytes().get(self.at) {
            match byte {
                b'a'..=b'z' | b'A'..=b'Z' if self.plain_word() => {}
                b'a'..=b'z' | b'A'..=b'Z' => self.word(),
                b'0'..=b'9' => self.number(),
                b'\n' => {
                    // A quotation mark that was never closed does not reach the next paragraph.
                    self.quoted &= !self.rest().starts_with("\n\n");
                    self.at += 1;
                }
                b' ' | b'\t' | b'\x0b' | b'\x0c' | b'\r' => self.at += 1,
                0..0x80 => self.mark(char::from(byte)),
                0x80.. => self.wide(),
            }
        }
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    /// What begins with a character beyond ASCII.
    fn wide(&mut self) {
        match self.rest().chars().next() {
            Some(letter) if letter.is_whitespace() => self.at += letter.len_utf8(),
            Some(letter) if letter.is_numeric() => self.number(),
            Some(letter) if letter.is_alphabetic() => self.word(),
            Some(letter) => self.mark(letter),
            None => {}
        }
    }

    fn number(&mut self) {
        let start = self.at;
        let mut letters = self.rest().chars().peekable();
        let mut end = start;
        while let Some(letter) = letters.next() {
            let inside = matches!(letter, '.' | ',' | ':' | '-' | '/')
                && letters.peek().is_some_and(|next| next.is_numeric());
            if !(letter.is_alphanumeric() || inside) {
                break;
            }
            end += letter.len_utf8();
        }
        self.at = end;
        self.push(start..end, end, Kind::Number, Classes::default());
    }

    /// Takes a short word of plain letters, as most are; tells whether there is one here.
    #[inline]
    fn plain_word(&mut self) -> bool {
        let start = self.at;
        let Some(bytes) = self.text.as_bytes()[start..].first_chunk() else { return false };
        let (word, length) = Packed::at_start(bytes);
        if !bytes.get(length).is_some_and(|&next| ends_word(next, length)) {
            return false;
        }
        let kind = if has_capital(bytes) { Kind::Capital } else { Kind::Lower };
        self.at = start + length;
        self.push(start..self.at, self.at, kind, self.lexicon.classes_of(word));
        true
    }

    fn word(&mut self) {
        let start = self.at;
        let end = start + self.word_length();
        let word = &self.text[start..end];
        let ending = contraction(word);
        let stem = end - ending.len();
        self.push_word(start..stem, stem);
        self.at = end;
        if ending.is_empty() {
            return;
        }
        let is_name_or_noun = self.tokens.last().is_some_and(|last| !last.is(Class::Pronoun));
        match self.tokens.last_mut() {
            Some(last) if is_s(ending) && is_name_or_noun => last.end = end,
            _ if is_s(ending) => {
                let mut classes = Classes::default();
                classes.insert(Class::Be);
                self.push(stem..end, end, Kind::Lower, classes);
            }
            _ => self.push_word(stem..end, end),
        }
    }

    /// The length of the word here, with hyphens, apostrophes and the full stops of "U.S.".
    fn word_length(&self) -> usize {
        let rest = self.rest();
        let mut length = 0;
        let mut since_stop = 0;
        let mut letters = rest.chars().peekable();
        while let Some(letter) = letters.next() {
            let next = letters.peek().copied();
            let inside = match letter {
                _ if letter.is_alphanumeric() => true,
                '-' | '‑' | '\'' | '’' => next.is_some_and(char::is_alphanumeric),
                '.' => {
                    since_stop == 1
                        && (next.is_some_and(char::is_alphabetic)
                            || length > 1
                            || rest.starts_with(char::is_uppercase))
                }
                _ => is_combining(letter),
            };
            if !inside {
                break;
            }
            since_stop = if letter == '.' { 0 } else { since_stop + 1 };
            length += letter.len_utf8();
        }
        length
    }

    fn push_word(&mut self, span: Range<usize>, end: usize) {
        let word = &self.text[span.clone()];
        lower_into(word, &mut self.lower);
        let classes = self.lexicon.classes(self.lower.trim_end_matches('.'));
        let capital = word.starts_with(char::is_uppercase) || has_capital(word.as_bytes());
        let kind = if capital { Kind::Capital } else { Kind::Lower };
        self.push(span, end, kind, classes);
    }

    fn mark(&mut self, mark: char) {
        let start = self.at;
        let end = start + mark.len_utf8();
        self.at = end;
        // The full stop of "Sen." ends no sentence and parts no name.
        if mark == '.'
            && self.tokens.last().is_some_and(|last| {
                let is_short =
                    last.is(Class::Title) || last.is(Class::PlacePart) && last.span.len() == 2;
                last.span.end == start && is_short && last.kind == Kind::Capital
            })
        {
            return;
        }
        let opens = match mark {
            '“' | '„' | '«' => true,
            '”' | '»' => false,
            // Where a mark is missing, the next pair is right again.
            '"' => !self.text[..start]
                .ends_with(|before: char| !before.is_whitespace() && !"([—–-".contains(before)),
            _ => self.quoted,
        };
        self.quoted = opens;
        self.push(start..end, end, Kind::Mark(mark), Classes::default());
    }

    fn push(&mut self, span: Range<usize>, end: usize, kind: Kind, classes: Classes) {
        let quoted = self.quoted;
        self.tokens.push(Token { span, end, kind, classes, quoted, dated: false, lasting: false });
    }
}

/// Whether a byte behind so many plain letters shows that the word ends with them.
fn ends_word(next: u8, length: usize) -> bool {
    match next {
        b'-' | b'\'' => false,
        b'.' => length > 1,
        other => other.is_ascii() && !other.is_ascii_alphanumeric(),
    }
}

/// The contracted ending of a word: `n't`, `'s`, `'ll` … or nothing.
fn contraction(word: &str) -> &str {
    if word.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return "";
    }
    for (at, letter) in word.char_indices().rev() {
        if letter == '\'' || letter == '’' {
            let ending = &word[at + letter.len_utf8()..];
            return match ending {
                "s" | "ll" | "ve" | "re" | "d" | "m" | "S" => &word[at..],
                "t" if word[..at].ends_with('n') && at > 1 => &word[at - 1..],
                _ => "",
            };
        }
    }
    ""
}

fn is_s(ending: &str) -> bool {
    matches!(ending.strip_prefix(['\'', '’']), Some("s" | "S"))
}

fn is_combining(letter: char) -> bool {
    matches!(letter, '\u{300}'..='\u{36f}')
}
