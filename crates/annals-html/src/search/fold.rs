//! Texts as words to be looked for. `templates/assets/search.js` cuts a query in the same way, so
//! a change here is a change there.
//!
//! Letters lose case and accents. Runs of letters and digits are words; scripts that set no blanks
//! between words are cut into pairs of letters, and the last letter of a run stands alone too, so
//! that any letter is the start of something.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The most letters of a word that count.
const LONGEST: usize = 32;

/// Calls `found` for each word of a text, as often as it stands there.
pub(super) fn words(text: &str, found: &mut dyn FnMut(&str)) {
    let folded = fold(text);
    if folded.is_ascii() {
        let words = folded.split(|letter: char| !letter.is_ascii_alphanumeric());
        return words.filter(|word| !word.is_empty()).for_each(|word| found(cut(word, LONGEST)));
    }
    for run in folded.split(|letter: char| !letter.is_alphanumeric()) {
        let mut rest = run;
        while let Some(first) = rest.chars().next() {
            let dense = is_dense(first);
            let end = rest.find(|letter| is_dense(letter) != dense).unwrap_or(rest.len());
            let (part, after) = rest.split_at(end);
            if dense {
                pairs(part, found);
            } else {
                found(cut(part, LONGEST));
            }
            rest = after;
        }
    }
}

/// The pairs of letters of a run, then its last letter.
fn pairs(run: &str, found: &mut dyn FnMut(&str)) {
    let starts: Vec<usize> = run.char_indices().map(|(at, _)| at).chain([run.len()]).collect();
    for pair in starts.windows(3) {
        found(&run[pair[0]..pair[2]]);
    }
    if let [.., last, end] = starts[..] {
        found(&run[last..end]);
    }
}

fn cut(word: &str, most: usize) -> &str {
    match word.len() <= most {
        true => word,
        false => word.char_indices().nth(most).map_or(word, |(end, _)| &word[..end]),
    }
}

/// The text without case and accents.
fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let bare: String = text.nfkd().filter(|letter| !is_accent(*letter)).collect();
    let mut plain = String::with_capacity(bare.len());
    for letter in bare.to_lowercase().chars() {
        match latin(letter) {
            Some(letters) => plain.push_str(letters),
            None => plain.push(letter),
        }
    }
    plain.nfc().collect()
}

/// Marks that stand on letters; those that make another sound of a kana are none.
fn is_accent(letter: char) -> bool {
    is_combining_mark(letter) && !matches!(letter, '\u{3099}' | '\u{309a}')
}

/// Letters that are a letter with an accent to the reader, but not to Unicode.
fn latin(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' => "ss",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'æ' => "ae",
        'œ' => "oe",
        'þ' => "th",
        'ı' => "i",
        'ς' => "σ",
        _ => return None,
    })
}

/// Whether the letter is of a script without blanks between words: Thai and its neighbours, kana,
/// ideographs.
fn is_dense(letter: char) -> bool {
    matches!(letter,
        '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}'
        | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}'
        | '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{3ffff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn list(text: &str) -> Vec<String> {
        let mut list = Vec::new();
        words(text, &mut |word| list.push(word.to_owned()));
        list
    }

    #[test]
    fn case_and_accents_do_not_count() {
        assert_eq!(list("Düsseldorf, SÃO Paulo"), ["dusseldorf", "sao", "paulo"]);
        assert_eq!(list("Straße Øresund İzmir ΟΔΟΣ"), ["strasse", "oresund", "izmir", "οδοσ"]);
        assert_eq!(list("l’État — don't"), ["l", "etat", "don", "t"]);
        assert_eq!(list("مُحَمَّد"), ["محمد"]);
    }

    #[test]
    fn scripts_without_blanks_are_cut_into_pairs() {
        assert_eq!(list("東京都"), ["東京", "京都", "都"]);
        assert_eq!(list("2022年"), ["2022", "年"]);
        assert_eq!(list("がか"), ["がか", "か"]);
        assert_eq!(list("서울에서"), ["서울에서"]);
    }

    #[test]
    fn words_are_of_bounded_length() {
        assert_eq!(list(&"x".repeat(99)), ["x".repeat(32)]);
        assert_eq!(list(" \u{0}\u{202e},"), [""; 0]);
    }
}
