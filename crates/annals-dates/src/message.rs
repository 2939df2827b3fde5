//! Whether a text is a message: short, and written as people chat.
//!
//! In messages names of days are written small, and a bare "morning" or "weekend" is that of the
//! day. What rules read there alone, language files mark `message-only`.

use crate::language::Language;
use crate::token::{Kind, Paragraphs, Token};

/// The longest message, in bytes.
const LONGEST: usize = 400;

/// Whether a text is short and has a mark or a word of messages: an address, a tag, "lol".
pub(crate) fn is_message(paragraphs: &mut Paragraphs<'_>, language: &Language) -> bool {
    let text = paragraphs.text();
    let is_informal =
        |token: &Token| matches!(token.kind, Kind::Word(id) if language.is_informal(id));
    text.len() <= LONGEST && (has_mark(text) || paragraphs.any(language.lexicon(), is_informal))
}

/// Whether something stands in a text that hardly ever stands in what is edited.
fn has_mark(text: &str) -> bool {
    let may_be = |byte: &u8| matches!(byte, b'#' | b':' | b';' | b'!' | b'@');
    // Most texts have none of them: all their bytes are looked at together.
    let count = text.as_bytes().iter().filter(|byte| may_be(byte)).count();
    count > 0 && text.bytes().enumerate().any(|(at, byte)| may_be(&byte) && is_mark(text, at, byte))
}

/// Whether such a byte is one of a message.
fn is_mark(text: &str, at: usize, byte: u8) -> bool {
    match byte {
        b'#' => true,
        b'@' => names_somebody(&text[..at], &text[at + 1..]),
        _ => {
            let rest = &text[at..];
            [":)", ":-)", ":(", ":D", ";)", "!!"].iter().any(|mark| rest.starts_with(mark))
                || rest.starts_with("://")
                    && ["http", "https"].iter().any(|scheme| text[..at].ends_with(scheme))
        }
    }
}

/// Whether an `@` between two texts begins a word: "@ana".
fn names_somebody(before: &str, after: &str) -> bool {
    !before.ends_with(char::is_alphanumeric) && after.starts_with(char::is_alphanumeric)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_from_reports() {
        let is = |text: &str| is_message(&mut Paragraphs::new(text), Language::english());
        assert!(is("cant wait for sunday :)"));
        assert!(is("@ana see you tmr"));
        assert!(is("lol that was a long day"));
        assert!(is("New menu this weekend https://example.org/menu"));
        assert!(is("Look: http://example.org") && is("@ana") && is("at last!!"));
        assert!(!is("The minister resigned on Sunday."));
        assert!(!is("Write to news@example.org before Friday."));
        assert!(!is("Look here: at last! He said; \"At @ 5\" and ftp://example.org"));
        assert!(is("We met on Sunday.\n\nThat was fun lol") && !is(""));
        assert!(!is(&"I said so on Monday. ".repeat(30)));
    }
}
