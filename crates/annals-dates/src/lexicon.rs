//! The words of a language: each has a number, the symbols that patterns ask for, and values.
//!
//! A word of running text is looked up behind a gate of first letter and length, because nearly
//! every word of a text is in no date.

use std::collections::BTreeMap;

/// The number of a word in the lexicon.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct WordId(pub(crate) u16);

impl WordId {
    /// Any word that the language file does not name.
    pub(crate) const UNKNOWN: WordId = WordId(0);
}

/// Something that a pattern can ask of a token: a word, a class of words, a kind of number, a mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Symbol(pub(crate) u16);

/// A set of symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct SymbolSet([u64; LANES]);

const LANES: usize = 12;
/// The number of symbols that a language may use.
pub(crate) const MAX_SYMBOLS: usize = LANES * 64;

impl SymbolSet {
    pub(crate) fn insert(&mut self, symbol: Symbol) {
        self.0[symbol.0 as usize / 64] |= 1 << (symbol.0 % 64);
    }

    pub(crate) fn contains(&self, symbol: Symbol) -> bool {
        self.0[symbol.0 as usize / 64] & (1 << (symbol.0 % 64)) != 0
    }

    pub(crate) fn meets(&self, other: &SymbolSet) -> bool {
        self.0.iter().zip(&other.0).any(|(own, others)| own & others != 0)
    }

    /// The symbols that are in both.
    pub(crate) fn common(&self, other: &SymbolSet) -> impl Iterator<Item = Symbol> + use<> {
        let mut both = self.0;
        for (own, others) in both.iter_mut().zip(&other.0) {
            *own &= others;
        }
        both.into_iter().enumerate().flat_map(|(lane, bits)| Bits { lane, bits })
    }

    pub(crate) fn extend(&mut self, other: &SymbolSet) {
        for (own, others) in self.0.iter_mut().zip(&other.0) {
            *own |= others;
        }
    }
}

/// The symbols of one lane of a set.
struct Bits {
    lane: usize,
    bits: u64,
}

impl Iterator for Bits {
    type Item = Symbol;
    fn next(&mut self) -> Option<Symbol> {
        let bit = self.bits.trailing_zeros() as usize;
        // Takes the lowest bit away.
        self.bits &= self.bits.checked_sub(1)?;
        Some(Symbol((self.lane * 64 + bit) as u16))
    }
}

/// What is known of a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    /// What it is wherever it stands.
    pub(crate) symbols: SymbolSet,
    /// What it is when it begins with a capital letter: this, and all of `symbols`.
    pub(crate) capital_symbols: SymbolSet,
    /// Its values in its classes.
    pub(crate) values: Vec<(Symbol, i64)>,
}

/// The words of a language.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    words: Vec<Word>,
    /// By first letter: bit n is set when a word of n letters begins with it.
    gate: [u32; 256],
    /// ASCII words of at most 16 letters, by their packed letters.
    packed: Vec<(u128, WordId)>,
    shift: u32,
    /// All others, lower-cased.
    wide: BTreeMap<String, WordId>,
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon::new(&BTreeMap::new())
    }
}

impl Lexicon {
    /// A lexicon of lower-cased words.
    pub(crate) fn new(entries: &BTreeMap<String, Word>) -> Lexicon {
        let size = (entries.len() * 4).next_power_of_two().max(16);
        let mut lexicon = Lexicon {
            words: vec![Word::default()],
            gate: [0; 256],
            packed: vec![(0, WordId::UNKNOWN); size],
            shift: 64 - size.trailing_zeros(),
            wide: BTreeMap::new(),
        };
        for (text, word) in entries {
            let id = WordId(lexicon.words.len() as u16);
            lexicon.words.push(word.clone());
            if text.is_ascii() && text.len() <= LONGEST_PACKED && !text.is_empty() {
                lexicon.gate[text.as_bytes()[0] as usize] |= 1 << text.len();
                lexicon.insert(pack(text.as_bytes()), id);
            } else {
                lexicon.wide.insert(text.clone(), id);
            }
        }
        lexicon
    }

    /// The number of an ASCII word, in whatever case.
    pub(crate) fn ascii(&self, word: &[u8]) -> WordId {
        let length = word.len();
        if length > LONGEST_PACKED {
            return match std::str::from_utf8(word) {
                Ok(word) if !self.wide.is_empty() => self.wide(word),
                _ => WordId::UNKNOWN,
            };
        }
        if self.gate[(word[0] | 0x20) as usize] & (1 << length) == 0 {
            return WordId::UNKNOWN;
        }
        let key = pack(word);
        let mut slot = self.slot(key);
        loop {
            let (found, id) = self.packed[slot];
            if found == key || id == WordId::UNKNOWN {
                return id;
            }
            slot = (slot + 1) % self.packed.len();
        }
    }

    /// The number of any word.
    pub(crate) fn wide(&self, word: &str) -> WordId {
        if self.wide.is_empty() {
            return WordId::UNKNOWN;
        }
        self.wide.get(&word.to_lowercase()).copied().unwrap_or(WordId::UNKNOWN)
    }

    /// The number of a word, whatever its letters.
    pub(crate) fn any(&self, word: &str) -> WordId {
        if word.is_ascii() && !word.is_empty() {
            self.ascii(word.as_bytes())
        } else {
            self.wide(word)
        }
    }

    /// Every word, in the order of their numbers.
    pub(crate) fn words(&self) -> &[Word] {
        &self.words
    }

    /// What is known of a word.
    pub(crate) fn word(&self, id: WordId) -> &Word {
        &self.words[id.0 as usize]
    }

    fn insert(&mut self, key: u128, id: WordId) {
        let mut slot = self.slot(key);
        while self.packed[slot].1 != WordId::UNKNOWN {
            slot = (slot + 1) % self.packed.len();
        }
        self.packed[slot] = (key, id);
    }

    fn slot(&self, key: u128) -> usize {
        let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
        (folded.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> self.shift) as usize
    }
}

const LONGEST_PACKED: usize = 16;

/// The letters of an ASCII word of at most 16 in lower case, as one number. Lower-case letters
/// differ from capitals in one bit, which the empty places get as well.
///
/// Long words are read as their first and last halves, which overlap, because copying a few bytes
/// of unknown number costs more than everything else here.
fn pack(word: &[u8]) -> u128 {
    let length = word.len() as u32;
    let letters = match (word.first_chunk::<8>(), word.last_chunk::<8>()) {
        (Some(first), Some(last)) => {
            let rest = u128::from(u64::from_le_bytes(*last)) >> (8 * (16 - length));
            u128::from(u64::from_le_bytes(*first)) | rest << 64
        }
        _ => match (word.first_chunk::<4>(), word.last_chunk::<4>()) {
            (Some(first), Some(last)) => {
                let rest = u64::from(u32::from_le_bytes(*last)) >> (8 * (8 - length));
                u128::from(u64::from(u32::from_le_bytes(*first)) | rest << 32)
            }
            _ => word.iter().rev().fold(0, |letters, letter| letters << 8 | u128::from(*letter)),
        },
    };
    letters | u128::from_le_bytes([0x20; LONGEST_PACKED])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        let names = ["may", "été", "wednesday", "a", "jahrhundertbeginns"];
        let entries = names.iter().map(|name| ((*name).to_owned(), Word::default())).collect();
        let lexicon = Lexicon::new(&entries);
        let may = lexicon.ascii(b"May");
        assert!(may != WordId::UNKNOWN && may == lexicon.ascii(b"MAY"));
        assert_eq!(lexicon.ascii(b"maybe"), WordId::UNKNOWN);
        assert_eq!(lexicon.ascii(b"mat"), WordId::UNKNOWN);
        assert!(lexicon.wide("ÉTÉ") != WordId::UNKNOWN);
        assert!(lexicon.ascii(b"Jahrhundertbeginns") != WordId::UNKNOWN);
        assert_eq!(lexicon.ascii(b"incomprehensibilities"), WordId::UNKNOWN);
    }

    #[test]
    fn words_are_packed_letter_by_letter() {
        let word = b"abcdefghijklmnop";
        for length in 1..=word.len() {
            let mut bytes = [0x20; LONGEST_PACKED];
            bytes[..length].copy_from_slice(&word[..length]);
            assert_eq!(pack(&word[..length]), u128::from_le_bytes(bytes));
            assert_eq!(pack(&word[..length].to_ascii_uppercase()), u128::from_le_bytes(bytes));
        }
    }

    #[test]
    fn sets_hold_every_symbol() {
        let mut set = SymbolSet::default();
        let last = Symbol(MAX_SYMBOLS as u16 - 1);
        set.insert(last);
        assert!(set.contains(last) && !set.contains(Symbol(0)));
        assert!(!set.meets(&SymbolSet::default()));
    }
}
