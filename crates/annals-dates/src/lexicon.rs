//! The words of a language: each has a number, the symbols that patterns ask for, and values.
//!
//! A word of running text is looked up without a branch: nobody can foresee which of them a date
//! may hold, and a wrong guess of the processor costs more than the search.

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

impl Symbol {
    /// Its bit in a [`SymbolSet::glance`]: any but that of [`EXPRESSION`].
    pub(crate) fn glance(self) -> u64 {
        1 << (self.0 % 63)
    }
}

/// At a glance, an expression that was found before.
pub(crate) const EXPRESSION: u64 = 1 << 63;

/// A set of symbols.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SymbolSet([u64; LANES]);

const LANES: usize = 12;
/// The number of symbols that a language may use.
pub(crate) const MAX_SYMBOLS: usize = LANES * 64;

impl SymbolSet {
    pub(crate) fn insert(&mut self, symbol: Symbol) {
        self.0[symbol.0 as usize / 64] |= 1 << (symbol.0 % 64);
    }

    #[inline]
    pub(crate) fn contains(&self, symbol: Symbol) -> bool {
        self.0[symbol.0 as usize / 64] & (1 << (symbol.0 % 64)) != 0
    }

    /// Whether any of them is in the other.
    pub(crate) fn meets(&self, other: &SymbolSet) -> bool {
        self.0.iter().zip(&other.0).any(|(own, others)| own & others != 0)
    }

    /// A set of the first 64 symbols, by bit.
    pub(crate) fn of_first(bits: u64) -> SymbolSet {
        let mut set = SymbolSet::default();
        set.0[0] = bits;
        set
    }

    /// Those of the first 64 symbols that are in the set, by bit.
    pub(crate) fn first(&self) -> u64 {
        self.0[0]
    }

    /// The symbols in their order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = Symbol> {
        let lanes = self.0.iter().enumerate();
        lanes.flat_map(|(lane, bits)| {
            each_bit(*bits).map(move |bit| Symbol((lane * 64) as u16 + bit))
        })
    }

    /// The symbols, many to a bit: where the bits of two sets have none in common, the sets have
    /// none.
    pub(crate) fn glance(&self) -> u64 {
        self.iter().fold(0, |bits, symbol| bits | symbol.glance())
    }

    pub(crate) fn extend(&mut self, other: &SymbolSet) {
        for (own, others) in self.0.iter_mut().zip(&other.0) {
            *own |= others;
        }
    }
}

/// The places of the bits that are set, lowest first.
fn each_bit(mut bits: u64) -> impl Iterator<Item = u16> {
    std::iter::from_fn(move || {
        let lowest = (bits != 0).then(|| bits.trailing_zeros() as u16);
        bits &= bits.wrapping_sub(1);
        lowest
    })
}

/// The symbols of a token: a few of many, and so a list, in their order.
#[derive(Clone, Copy, Debug)]
pub(crate) enum TokenSymbols<'a> {
    /// Those of a word or mark.
    Listed(&'a [Symbol]),
    /// The kinds of a number, by bit: they are the first symbols.
    Kinds(u16),
}

impl TokenSymbols<'_> {
    /// Whether any of them is in a set.
    #[inline]
    pub(crate) fn meet(self, set: &SymbolSet) -> bool {
        match self {
            TokenSymbols::Listed(symbols) => symbols.iter().any(|symbol| set.contains(*symbol)),
            TokenSymbols::Kinds(kinds) => u64::from(kinds) & set.first() != 0,
        }
    }

    /// Whether a symbol is one of them.
    #[inline]
    pub(crate) fn contain(self, symbol: Symbol) -> bool {
        match self {
            TokenSymbols::Listed(symbols) => symbols.contains(&symbol),
            TokenSymbols::Kinds(kinds) => symbol.0 < 16 && kinds & 1 << symbol.0 != 0,
        }
    }

    /// Whether each of them is one of the others.
    pub(crate) fn are_within(self, others: TokenSymbols<'_>) -> bool {
        let mut within = true;
        self.each(|symbol| within &= others.contain(symbol));
        within
    }

    /// Shows each of them.
    #[inline]
    pub(crate) fn each(self, mut show: impl FnMut(Symbol)) {
        match self {
            TokenSymbols::Listed(symbols) => symbols.iter().for_each(|one| show(*one)),
            TokenSymbols::Kinds(kinds) => {
                each_bit(u64::from(kinds)).for_each(|kind| show(Symbol(kind)));
            }
        }
    }

    /// Shows each that is in a set.
    #[inline]
    pub(crate) fn each_in(self, set: &SymbolSet, mut show: impl FnMut(Symbol)) {
        match self {
            TokenSymbols::Listed(symbols) => {
                symbols.iter().filter(|symbol| set.contains(**symbol)).for_each(|one| show(*one));
            }
            TokenSymbols::Kinds(kinds) => {
                each_bit(u64::from(kinds) & set.first()).for_each(|kind| show(Symbol(kind)));
            }
        }
    }

    /// The same as [`SymbolSet::glance`].
    #[inline]
    pub(crate) fn glance(self) -> u64 {
        match self {
            TokenSymbols::Listed(symbols) => {
                symbols.iter().fold(0, |bits, symbol| bits | symbol.glance())
            }
            TokenSymbols::Kinds(kinds) => u64::from(kinds),
        }
    }
}

/// Lists of symbols, one after the other.
#[derive(Clone, Debug, Default)]
pub(crate) struct SymbolLists {
    all: Vec<Symbol>,
    places: Vec<List>,
}

/// Where a list begins and ends, and its symbols at a glance.
#[derive(Clone, Copy, Debug, Default)]
struct List {
    start: u32,
    end: u32,
    glance: u64,
}

impl SymbolLists {
    /// Lists of symbols that are in their order.
    pub(crate) fn new(sets: impl Iterator<Item = impl IntoIterator<Item = Symbol>>) -> SymbolLists {
        let mut lists = SymbolLists::default();
        for set in sets {
            let start = lists.all.len();
            lists.all.extend(set);
            let glance = TokenSymbols::Listed(&lists.all[start..]).glance();
            let (start, end) = (start as u32, lists.all.len() as u32);
            lists.places.push(List { start, end, glance });
        }
        lists
    }

    /// The list of a number; one that there is not is empty.
    #[inline]
    pub(crate) fn get(&self, number: usize) -> TokenSymbols<'_> {
        let List { start, end, .. } = self.places.get(number).copied().unwrap_or_default();
        TokenSymbols::Listed(self.all.get(start as usize..end as usize).unwrap_or_default())
    }

    /// The same as [`SymbolSet::glance`], of a list.
    #[inline]
    pub(crate) fn glance(&self, number: usize) -> u64 {
        self.places.get(number).map_or(0, |list| list.glance)
    }

    /// Every list in its order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = TokenSymbols<'_>> {
        (0..self.places.len()).map(|number| self.get(number))
    }
}

/// The place of a word, with or without a capital letter, among the lists of words.
#[inline]
pub(crate) fn list_of(word: WordId, capital: bool) -> usize {
    2 * usize::from(word.0) + usize::from(capital)
}

/// What is known of a word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Word {
    /// What it is wherever it stands.
    pub(crate) symbols: Vec<Symbol>,
    /// What it is when it begins with a capital letter.
    pub(crate) capital_symbols: Vec<Symbol>,
    /// Its values in its classes.
    pub(crate) values: Vec<(Symbol, i64)>,
}

/// The words of a language.
#[derive(Clone, Debug)]
pub(crate) struct Lexicon {
    /// Of each word its values in its classes.
    values: Vec<Vec<(Symbol, i64)>>,
    /// The symbols of each word; see [`list_of`].
    symbols: SymbolLists,
    /// By first byte: bit n is set when a word of n bytes begins with it.
    first: [u32; 256],
    /// By last byte: bit n is set when a word of n bytes ends with it.
    last: [u32; 256],
    /// A perfect hash table of packed words: of each slot the number of its word; 0 where there is
    /// none.
    slots: Vec<u16>,
    /// Words whose hashes begin alike are moved together to where all find a free slot: by how
    /// much.
    moves: Vec<u16>,
    /// How many bits of a hash do not tell its move.
    shift: u32,
    /// For every word its packed bytes, 0 where it cannot be packed.
    keys: Vec<u128>,
    /// Packed words for which there was no slot: hardly ever any.
    crowded: Vec<(u128, WordId)>,
    /// The words that cannot be packed, lower-cased.
    rest: BTreeMap<String, WordId>,
    /// Whether any word has other letters than western ones.
    has_others: bool,
}

/// The letters that a word is written in, which decide how it is looked up.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Letters {
    /// ASCII, and the letters of western Europe (U+00C0 to U+00FE): in these a capital differs
    /// from its small letter in one bit.
    Western,
    /// Any others.
    Other,
}

impl Default for Lexicon {
    fn default() -> Self {
        Lexicon::new(BTreeMap::new())
    }
}

impl Lexicon {
    /// A lexicon of lower-cased words.
    pub(crate) fn new(entries: BTreeMap<String, Word>) -> Lexicon {
        let mut lexicon = Lexicon {
            values: vec![Vec::new()],
            symbols: SymbolLists::default(),
            first: [0; 256],
            last: [0; 256],
            slots: Vec::new(),
            moves: Vec::new(),
            shift: 0,
            keys: vec![0],
            crowded: Vec::new(),
            rest: BTreeMap::new(),
            has_others: false,
        };
        // Nothing is known of the first word, which is any that has no number.
        let mut lists = vec![Vec::new(), Vec::new()];
        for (text, word) in entries {
            lexicon.insert(&text, WordId(lexicon.values.len() as u16));
            lexicon.values.push(word.values);
            lists.extend([word.symbols, word.capital_symbols].map(|mut symbols| {
                symbols.sort_unstable();
                symbols.dedup();
                symbols
            }));
        }
        lexicon.make_table();
        lexicon.symbols = SymbolLists::new(lists.into_iter());
        lexicon
    }

    /// The number of an ASCII word of 1 to 15 letters, in whatever case, at the start of these
    /// bytes.
    #[inline]
    pub(crate) fn find_short(&self, low: u64, high: u64, length: usize) -> WordId {
        let letters = u128::from(low) | u128::from(high) << 64;
        self.find_packed(letters & FIRST_BYTES[length % FIRST_BYTES.len()] | SMALL)
    }

    /// The number of a word in whatever case.
    pub(crate) fn find(&self, word: &str, letters: Letters) -> WordId {
        let bytes = word.as_bytes();
        let (Letters::Western, [first, ..], [.., last]) = (letters, bytes, bytes) else {
            return self.find_other(word);
        };
        if !self.may_hold(*first, *last, bytes.len()) {
            return WordId::UNKNOWN;
        }
        if bytes.len() > LONGEST_PACKED {
            return self.find_rest(&word.to_lowercase());
        }
        self.find_packed(pack(bytes))
    }

    /// Whether there is a word of such a first and such a last byte and of that length.
    fn may_hold(&self, first: u8, last: u8, length: usize) -> bool {
        self.first[folded(first)] & self.last[folded(last)] & length_bit(length) != 0
    }

    #[inline]
    fn find_packed(&self, key: u128) -> WordId {
        let hash = hash(key);
        let by = self.moves.get((hash >> self.shift) as usize).copied().unwrap_or_default();
        let fitting = self.slots.get(self.slot(hash, by)).copied().unwrap_or_default();
        let is_it = self.keys.get(usize::from(fitting)) == Some(&key);
        let id = fitting * u16::from(is_it);
        if !self.crowded.is_empty() && id == 0 {
            return self.find_crowded(key);
        }
        WordId(id)
    }

    #[cold]
    fn find_crowded(&self, key: u128) -> WordId {
        let mut crowded = self.crowded.iter();
        crowded.find(|(own, _)| *own == key).map_or(WordId::UNKNOWN, |(_, id)| *id)
    }

    /// The slot for a hash that is moved by so much.
    #[inline]
    fn slot(&self, hash: u64, by: u16) -> usize {
        ((hash >> 36) as usize ^ usize::from(by)) & (self.slots.len() - 1)
    }

    /// Puts the packed words into a table that is large enough for each to have a slot.
    fn make_table(&mut self) {
        const LARGEST: usize = 1 << 16;
        let mut size = (self.keys.len() * 2).next_power_of_two().max(16);
        while !self.fill(size) && size < LARGEST {
            size *= 2;
        }
    }

    /// Puts the packed words into a table of so many slots; tells whether each has its own.
    fn fill(&mut self, size: usize) -> bool {
        let moves = size / 4;
        self.shift = 64 - moves.trailing_zeros();
        self.slots = vec![0; size];
        self.moves = vec![0; moves];
        self.crowded.clear();
        let packed = (0..).zip(&self.keys).filter(|(_, key)| **key != 0);
        let mut words: Vec<(u64, u16)> = packed.map(|(id, key)| (hash(*key), id)).collect();
        words.sort_unstable();
        let mut alike: Vec<&[(u64, u16)]> =
            words.chunk_by(|one, other| one.0 >> self.shift == other.0 >> self.shift).collect();
        // Those that need the most free slots choose first.
        alike.sort_by_key(|words| usize::MAX - words.len());
        for words in alike {
            let fits = |by: &u16| {
                words.iter().enumerate().all(|(number, (hash, _))| {
                    let slot = self.slot(*hash, *by);
                    let before = &words[..number];
                    self.slots[slot] == 0 && before.iter().all(|one| self.slot(one.0, *by) != slot)
                })
            };
            match (0..=(size - 1) as u16).find(fits) {
                Some(by) => {
                    self.moves[(words[0].0 >> self.shift) as usize] = by;
                    for (hash, id) in words {
                        let slot = self.slot(*hash, by);
                        self.slots[slot] = *id;
                    }
                }
                None => {
                    let key = |id: u16| self.keys[usize::from(id)];
                    self.crowded.extend(words.iter().map(|(_, id)| (key(*id), WordId(*id))));
                }
            }
        }
        self.crowded.is_empty()
    }

    /// The number of a word, whatever its letters.
    pub(crate) fn any(&self, word: &str) -> WordId {
        self.find(word, letters_of(word))
    }

    /// Marks that nobody sees, such as soft hyphens, are no part of a word.
    fn find_other(&self, word: &str) -> WordId {
        if !self.has_others && !word.contains(is_invisible) {
            return WordId::UNKNOWN;
        }
        let visible = word.chars().filter(|letter| !is_invisible(*letter));
        let plain: String = visible.flat_map(char::to_lowercase).collect();
        match letters_of(&plain) {
            Letters::Western if !plain.is_empty() => self.find(&plain, Letters::Western),
            _ => self.find_rest(&plain),
        }
    }

    fn find_rest(&self, word: &str) -> WordId {
        self.rest.get(word).copied().unwrap_or(WordId::UNKNOWN)
    }

    /// The symbols of all words, as they stand and with a capital; see [`list_of`].
    #[inline]
    pub(crate) fn symbols(&self) -> &SymbolLists {
        &self.symbols
    }

    /// The numbers of all words.
    pub(crate) fn words(&self) -> impl Iterator<Item = WordId> {
        (0..self.values.len()).map(|number| WordId(number as u16))
    }

    /// What a word is without a capital letter, or with one.
    #[inline]
    pub(crate) fn symbols_of(&self, word: WordId, capital: bool) -> TokenSymbols<'_> {
        self.symbols.get(list_of(word, capital))
    }

    /// The value of a word in a class; 0 where it has none.
    pub(crate) fn value(&self, word: WordId, class: Symbol) -> i64 {
        let mut values = self.values[usize::from(word.0)].iter();
        values.find(|(symbol, _)| *symbol == class).map_or(0, |(_, value)| *value)
    }

    fn insert(&mut self, word: &str, id: WordId) {
        let bytes = word.as_bytes();
        let (Letters::Western, [first, ..], [.., last]) = (letters_of(word), bytes, bytes) else {
            self.keys.push(0);
            self.rest.insert(word.to_owned(), id);
            self.has_others = true;
            return;
        };
        self.first[folded(*first)] |= length_bit(bytes.len());
        self.last[folded(*last)] |= length_bit(bytes.len());
        if bytes.len() > LONGEST_PACKED {
            self.keys.push(0);
            self.rest.insert(word.to_owned(), id);
            return;
        }
        self.keys.push(pack(bytes));
    }
}

fn hash(key: u128) -> u64 {
    let folded = (key as u64) ^ ((key >> 64) as u64).rotate_left(29);
    folded.wrapping_mul(0x9e37_79b9_7f4a_7c15)
}

/// The bit of a length in the gates; all long words share the last one.
fn length_bit(length: usize) -> u32 {
    1 << length.min(31)
}

/// A byte of a western letter without the bit that makes it small.
fn folded(byte: u8) -> usize {
    usize::from(byte | 0x20)
}

fn letters_of(word: &str) -> Letters {
    match word.chars().all(|letter| letter.is_ascii() || is_western(letter)) {
        true => Letters::Western,
        false => Letters::Other,
    }
}

/// Whether a letter beyond ASCII is one of western Europe. Without the last, ÿ, whose capital lies
/// elsewhere, and whose place is that of a capital ß.
pub(crate) fn is_western(letter: char) -> bool {
    matches!(letter, '\u{c0}'..='\u{fe}') && letter.is_alphabetic()
}

/// Whether a character has no width: soft hyphens, joiners, marks of direction.
pub(crate) fn is_invisible(letter: char) -> bool {
    matches!(
        letter,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{2064}' | '\u{2066}'..='\u{206f}' | '\u{feff}'
    )
}

const LONGEST_PACKED: usize = 16;

/// The bytes of a western word of at most 16 in lower case, as one number. Lower-case letters
/// differ from capitals in one bit, which all other bytes and the empty places get as well.
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
    letters | SMALL
}

/// For every number of bytes below 16 the bits of so many.
const FIRST_BYTES: [u128; LONGEST_PACKED] = {
    let mut bits = [0; LONGEST_PACKED];
    let mut length = 1;
    while length < LONGEST_PACKED {
        bits[length] = bits[length - 1] << 8 | 0xff;
        length += 1;
    }
    bits
};

/// The bit that makes letters small.
const SMALL: u128 = u128::from_le_bytes([0x20; LONGEST_PACKED]);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_in_any_case() {
        let names = ["may", "été", "wednesday", "a", "jahrhundertbeginns", "dreißig", "środa"];
        let entries = names.iter().map(|name| ((*name).to_owned(), Word::default())).collect();
        let lexicon = Lexicon::new(entries);
        let known = |word| lexicon.any(word) != WordId::UNKNOWN;
        assert!(known("May") && lexicon.any("may") == lexicon.any("MAY"));
        assert!(!known("maybe") && !known("mat") && !known(""));
        assert!(known("ÉTÉ") && !known("étà") && !known("ete"));
        assert!(known("Jahrhundertbeginns") && !known("Jahrhundertbeginnt"));
        assert!(known("DREIßIG") && !known("dreiÿig") && known("ŚRODA") && !known("sroda"));
    }

    #[test]
    fn every_word_of_many_is_found_and_no_other() {
        let words: Vec<String> = (0..4000).map(|number: u32| number.to_string()).collect();
        let spell = |word: &String| word.bytes().map(|digit| char::from(digit + 49)).collect();
        let (known, unknown) = words.split_at(2000);
        let entries = known.iter().map(|word| (spell(word), Word::default())).collect();
        let lexicon = Lexicon::new(entries);
        let ids: Vec<WordId> = known.iter().map(|word| lexicon.any(&spell(word))).collect();
        let mut distinct = ids.clone();
        distinct.sort_unstable();
        distinct.dedup();
        assert_eq!(distinct.len(), known.len());
        assert!(!distinct.contains(&WordId::UNKNOWN) && lexicon.crowded.is_empty());
        assert!(unknown.iter().all(|word| lexicon.any(&spell(word)) == WordId::UNKNOWN));
    }

    #[test]
    fn words_with_the_same_hash_are_told_apart() {
        let names = ["aaaabaaaaaaa", "aaaacaaaiaaa"];
        let entries = names.iter().map(|name| ((*name).to_owned(), Word::default())).collect();
        let lexicon = Lexicon::new(entries);
        assert_eq!(hash(pack(names[0].as_bytes())), hash(pack(names[1].as_bytes())));
        assert_eq!(names.map(|name| lexicon.any(name)), [WordId(1), WordId(2)]);
        assert_eq!(lexicon.any("aaaabaaaiaaa"), WordId::UNKNOWN);
    }

    #[test]
    fn what_has_no_width_is_no_part_of_a_word() {
        let entries = [("may".to_owned(), Word::default())].into();
        let lexicon = Lexicon::new(entries);
        assert_eq!(lexicon.any("Ma\u{ad}y\u{200b}"), lexicon.any("may"));
        assert_eq!(lexicon.any("\u{200d}"), WordId::UNKNOWN);
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
        set.insert(Symbol(64));
        let lists =
            SymbolLists::new([&SymbolSet::default(), &set].into_iter().map(SymbolSet::iter));
        let mut shown = Vec::new();
        lists.get(1).each_in(&set, |symbol| shown.push(symbol));
        assert_eq!(shown, [Symbol(64), last]);
        assert!(lists.get(1).meet(&set) && !lists.get(1).meet(&SymbolSet::default()));
        assert!(!lists.get(0).meet(&set) && !lists.get(2).meet(&set));
        assert_eq!(lists.get(1).glance(), set.glance());
    }
}
