//! In which language a text is written.
//!
//! A script that one language or family alone writes tells it at once. Texts in Latin letters are
//! told by their frequent words, which are data: `languages/function-words.txt`. Only the beginning
//! of a text is looked at, so that the cost does not grow with its length. What dates mean in the
//! language is not known here.

use crate::language::Language;
use std::collections::HashMap;
use std::sync::OnceLock;

/// How many words are looked at.
const WORDS: usize = 120;
/// How far into the text, in bytes.
const REACH: usize = 4096;
/// How much must speak for a language: so many words that no other language has.
const ENOUGH: f32 = 1.5;
/// How much is enough of a text of at most so many words.
const SHORT: (usize, f32) = (6, 0.9);
/// How many times as much must speak for it as for any other.
const CLEARLY: f32 = 1.6;

const FUNCTION_WORDS: &str = include_str!("../languages/function-words.txt");

/// Scripts, by the first and last letter of a range, with the tag of what is written in them.
const SCRIPTS: [(char, char, &str); 17] = [
    ('\u{370}', '\u{3FF}', "el"),
    ('\u{400}', '\u{52F}', "und-Cyrl"),
    ('\u{530}', '\u{58F}', "hy"),
    ('\u{590}', '\u{5FF}', "he"),
    ('\u{600}', '\u{6FF}', "und-Arab"),
    ('\u{900}', '\u{97F}', "und-Deva"),
    ('\u{980}', '\u{9FF}', "bn"),
    ('\u{A80}', '\u{AFF}', "gu"),
    ('\u{B80}', '\u{BFF}', "ta"),
    ('\u{C00}', '\u{C7F}', "te"),
    ('\u{E00}', '\u{E7F}', "th"),
    ('\u{10A0}', '\u{10FF}', "ka"),
    ('\u{1200}', '\u{137F}', "am"),
    ('\u{1780}', '\u{17FF}', "km"),
    ('\u{3040}', '\u{30FF}', "ja"),
    ('\u{4E00}', '\u{9FFF}', "zh"),
    ('\u{AC00}', '\u{D7AF}', "ko"),
];

impl Language {
    /// The BCP 47 tag of the language in which a text is written, as far as its beginning tells;
    /// `None` where it does not: too few words that only one language has.
    ///
    /// The language need not be built in: ask [`Language::named`]. Of a script that many languages
    /// share the tag names only the script: `und-Cyrl`.
    ///
    /// ```
    /// use annals_dates::Language;
    /// assert_eq!(Language::detect("They met in Tokyo on Monday, and nobody said why."), Some("en"));
    /// assert_eq!(Language::detect("Die Brücke wurde am Montag eröffnet."), Some("de"));
    /// assert_eq!(Language::detect("Il ponte è stato aperto lunedì."), Some("it"));
    /// assert_eq!(Language::detect("Мост открыли в понедельник."), Some("und-Cyrl"));
    /// assert_eq!(Language::detect("OK!"), None);
    /// ```
    pub fn detect(text: &str) -> Option<&'static str> {
        let beginning = &text[..text.floor_char_boundary(REACH)];
        script(beginning).or_else(|| by_words(beginning))
    }
}

/// The tag of the script of most letters, where it is not the Latin one.
fn script(text: &str) -> Option<&'static str> {
    let mut counts = [0_usize; SCRIPTS.len()];
    let mut letters = 0;
    if text.is_ascii() {
        return None;
    }
    for letter in text.chars().filter(|letter| letter.is_alphabetic()) {
        letters += 1;
        let range = SCRIPTS.iter().position(|(first, last, _)| (*first..=*last).contains(&letter));
        if let Some(place) = range {
            counts[place] += 1;
        }
    }
    let most = (0..SCRIPTS.len()).max_by_key(|place| counts[*place])?;
    if counts.iter().sum::<usize>() * 2 < letters || counts[most] == 0 {
        return None;
    }
    // Japanese is written with Chinese characters too, and never without its own for long.
    let kana = SCRIPTS.iter().position(|(_, _, tag)| *tag == "ja");
    let place = kana.filter(|kana| counts[*kana] * 8 > letters).unwrap_or(most);
    Some(SCRIPTS[place].2)
}

/// Languages told by their frequent words.
struct Frequent {
    tags: Vec<&'static str>,
    /// For every word the languages that have it, as a set of bits.
    words: HashMap<&'static str, u32>,
}

fn frequent() -> &'static Frequent {
    static READ: OnceLock<Frequent> = OnceLock::new();
    READ.get_or_init(|| {
        let mut frequent = Frequent { tags: Vec::new(), words: HashMap::new() };
        let lines = FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#'));
        let languages = lines.filter_map(|line| line.split_once(':')).take(u32::BITS as usize);
        for (bit, (tag, words)) in languages.enumerate() {
            frequent.tags.push(tag);
            for word in words.split_whitespace() {
                *frequent.words.entry(word).or_default() |= 1 << bit;
            }
        }
        frequent
    })
}

/// Every word speaks for the languages that have it: much if they are few.
fn by_words(text: &str) -> Option<&'static str> {
    let frequent = frequent();
    let mut scores = vec![0.0_f32; frequent.tags.len()];
    let mut lower = String::new();
    let words = text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty());
    let mut count = 0;
    for word in words.take(WORDS) {
        count += 1;
        lower.clear();
        lower.extend(word.chars().flat_map(char::to_lowercase));
        let languages = frequent.words.get(lower.as_str()).copied().unwrap_or_default();
        let weight = 1.0 / languages.count_ones().max(1) as f32;
        for (bit, score) in scores.iter_mut().enumerate() {
            if languages & (1 << bit) != 0 {
                *score += weight;
            }
        }
    }
    let most = (0..scores.len()).max_by(|one, other| scores[*one].total_cmp(&scores[*other]))?;
    let next = scores.iter().enumerate().filter(|(place, _)| *place != most);
    let next = next.map(|(_, score)| *score).fold(0.0, f32::max);
    let enough = if count <= SHORT.0 { SHORT.1 } else { ENOUGH };
    let clear = scores[most] >= enough && scores[most] >= CLEARLY * next;
    clear.then(|| frequent.tags[most])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_built_in_language_can_be_detected() {
        for tag in Language::tags() {
            assert!(frequent().tags.contains(&tag), "{tag}");
        }
    }

    #[test]
    fn a_line_of_words_has_each_once_and_in_small_letters() {
        for line in FUNCTION_WORDS.lines().filter(|line| !line.starts_with('#')) {
            let (tag, words) = line.split_once(':').unwrap();
            assert!(!tag.contains(' ') && line.to_lowercase() == line, "{tag}");
            let words: Vec<&str> = words.split_whitespace().collect();
            for (place, word) in words.iter().enumerate() {
                assert!(!words[..place].contains(word), "{tag}: {word}");
            }
        }
    }

    #[test]
    fn languages_are_told_by_their_words() {
        let cases = [
            ("en", "The bridge was opened on Monday by the mayor."),
            ("en", "See you tomorrow morning"),
            ("en", "El Niño and La Niña are watched in Los Angeles and San Juan."),
            ("en", "The war in Die Welt's report was an art of its own."),
            ("de", "Am Montag wurde die Brücke eröffnet, sagte der Bürgermeister."),
            ("de", "Treffen wir uns nächsten Freitag?"),
            ("es", "El puente se abrió el lunes, dijo el alcalde."),
            ("es", "Nos vemos mañana por la tarde"),
            ("fr", "Le pont a été ouvert lundi, selon le maire."),
            ("fr", "Rendez-vous demain soir"),
            ("it", "Ci vediamo domani sera alle otto"),
            ("nl", "De brug is maandag geopend door de burgemeester."),
            ("ja", "橋は月曜日に開通した。"),
            ("zh", "大桥于星期一通车"),
            ("ko", "다리는 월요일에 개통되었다"),
            ("el", "Η γέφυρα άνοιξε τη Δευτέρα"),
        ];
        for (tag, text) in cases {
            assert_eq!(Language::detect(text), Some(tag), "{text}");
        }
    }

    #[test]
    fn what_tells_nothing_is_not_guessed() {
        for text in
            ["", "12/04/1985", "Reuters Tokyo Ito Kishida", "OK", "!?", "Los Angeles", "\u{200F}"]
        {
            assert_eq!(Language::detect(text), None, "{text}");
        }
    }
}
