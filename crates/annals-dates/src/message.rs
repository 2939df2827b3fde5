//! Whether a text is a message: short, and written as people chat.
//!
//! In messages names of days are written small, and a bare "morning" or "weekend" is that of the
//! day. What rules read there alone, language files mark `message-only`.

use crate::language::Language;
use crate::token::{Kind, Tokenizer};

/// The longest message, in bytes.
const LONGEST: usize = 400;

/// Marks that stand in messages and hardly ever in what is edited.
const MARKS: [&str; 9] = ["http://", "https://", ":)", ":-)", ":(", ":D", ";)", "!!", "#"];

/// Whether a text is short and has a mark or a word of messages: an address, a tag, "lol".
pub(crate) fn is_message(text: &str, language: &Language) -> bool {
    text.len() <= LONGEST
        && (MARKS.iter().any(|mark| text.contains(mark))
            || names_somebody(text)
            || has_informal_word(text, language))
}

/// Whether an `@` begins a word: "@ana".
fn names_somebody(text: &str) -> bool {
    let mut before = ' ';
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let begins = letter == '@' && !before.is_alphanumeric();
        if begins && letters.peek().is_some_and(|next| next.is_alphanumeric()) {
            return true;
        }
        before = letter;
    }
    false
}

fn has_informal_word(text: &str, language: &Language) -> bool {
    let (mut tokenizer, mut tokens) = (Tokenizer::new(text), Vec::new());
    while tokenizer.paragraph(language.lexicon(), &mut tokens) {
        let informal = |kind: Kind| matches!(kind, Kind::Word(id) if language.is_informal(id));
        if tokens.iter().any(|token| informal(token.kind)) {
            return true;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_are_told_from_reports() {
        let is = |text: &str| is_message(text, Language::english());
        assert!(is("cant wait for sunday :)"));
        assert!(is("@ana see you tmr"));
        assert!(is("lol that was a long day"));
        assert!(is("New menu this weekend https://example.org/menu"));
        assert!(!is("The minister resigned on Sunday."));
        assert!(!is("Write to news@example.org before Friday."));
        assert!(!is(&"I said so on Monday. ".repeat(30)));
    }
}
