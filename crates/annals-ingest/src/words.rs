//! A table of words that are looked up for every word of running text.
//!
//! Hardly any word is longer than sixteen bytes, and so many fit into one number, which is compared
//! at once. What words mean is not known here.

use std::collections::HashMap;

/// Values of words in lower case.
#[derive(Debug)]
pub(crate) struct Words<T> {
    /// The numbers of short words, counted from 1, each at the place that follows from its word or
    /// at the next that was free; 0 where there is none. A power of two.
    slots: Vec<u32>,
    short: Vec<(Packed, T)>,
    long: HashMap<Box<str>, T>,
}

/// A word of at most sixteen ASCII letters, digits, hyphens, apostrophes and full stops, in
/// whatever case.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Packed(u64, u64);

/// The bit that makes letters small. The other characters of words, and the blanks behind a word,
/// have it too.
const SMALL: u64 = u64::from_le_bytes([0x20; 8]);

impl Packed {
    /// The longest word, in bytes.
    const LONGEST: usize = 16;

    /// A word, where it is short enough and of ASCII.
    fn of(word: &str) -> Option<Packed> {
        if word.len() > Packed::LONGEST || !word.is_ascii() {
            return None;
        }
        let mut bytes = [0; Packed::LONGEST];
        bytes[..word.len()].copy_from_slice(word.as_bytes());
        let (halves, _) = bytes.as_chunks::<8>();
        Some(Packed(u64::from_le_bytes(halves[0]) | SMALL, u64::from_le_bytes(halves[1]) | SMALL))
    }

    /// The word of ASCII letters at the start of these bytes, and its length; sixteen where it may
    /// go on behind them.
    pub(crate) fn at_start(bytes: &[u8; Packed::LONGEST]) -> (Packed, usize) {
        let (halves, _) = bytes.as_chunks::<8>();
        let (low, high) = (u64::from_le_bytes(halves[0]), u64::from_le_bytes(halves[1]));
        let (first, more) = (letters_at_start(low), letters_at_start(high));
        let (own, rest) = if first == 8 { (8, more) } else { (first, 0) };
        (Packed(low & first_bytes(own) | SMALL, high & first_bytes(rest) | SMALL), own + rest)
    }

    fn hash(self) -> u64 {
        let hash = (self.0 ^ self.1.rotate_left(29)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        hash >> 40
    }
}

impl<T> Default for Words<T> {
    fn default() -> Words<T> {
        Words { slots: vec![0; 2], short: Vec::new(), long: HashMap::new() }
    }
}

impl<T: Default> Words<T> {
    /// The value of a word in lower case, made where it has none.
    pub(crate) fn entry(&mut self, word: &str) -> &mut T {
        let Some(packed) = Packed::of(word) else {
            return self.long.entry(word.into()).or_default();
        };
        let number = self.number(packed).unwrap_or_else(|free| {
            self.short.push((packed, T::default()));
            self.slots[free] = self.short.len() as u32;
            self.make_room();
            self.short.len() - 1
        });
        &mut self.short[number].1
    }

    /// Half of the slots are free at least.
    fn make_room(&mut self) {
        if 2 * self.short.len() <= self.slots.len() {
            return;
        }
        self.slots = vec![0; 2 * self.slots.len()];
        for (number, (word, _)) in (1..).zip(&self.short) {
            if let Err(free) = self.number(*word) {
                self.slots[free] = number;
            }
        }
    }
}

impl<T> Words<T> {
    /// The value of a word in lower case.
    pub(crate) fn get(&self, word: &str) -> Option<&T> {
        match Packed::of(word) {
            Some(packed) => self.packed(packed),
            None => self.long.get(word),
        }
    }

    /// The value of a packed word.
    #[inline]
    pub(crate) fn packed(&self, word: Packed) -> Option<&T> {
        self.number(word).ok().map(|number| &self.short[number].1)
    }

    /// The number of a short word, or the slot that is free for it.
    #[inline]
    fn number(&self, word: Packed) -> Result<usize, usize> {
        let mut slot = word.hash() as usize & (self.slots.len() - 1);
        loop {
            let Some(number) = (self.slots[slot] as usize).checked_sub(1) else {
                return Err(slot);
            };
            if self.short[number].0 == word {
                return Ok(number);
            }
            slot = (slot + 1) & (self.slots.len() - 1);
        }
    }
}

/// How many ASCII letters these eight bytes begin with. All are looked at together: a loop that
/// ends after a few, nobody can foresee after how many, costs more.
#[inline]
fn letters_at_start(bytes: u64) -> usize {
    const EACH: u64 = 0x0101_0101_0101_0101;
    const HIGH: u64 = 0x80 * EACH;
    let small = (bytes | SMALL) & !HIGH;
    // The high bit of each byte tells whether it is at least `a`, and whether it is beyond `z`.
    let from_a = small + (0x80 - b'a' as u64) * EACH;
    let beyond_z = small + (0x7f - b'z' as u64) * EACH;
    let others = !(from_a & !beyond_z & !bytes) & HIGH;
    others.trailing_zeros() as usize / 8
}

/// The bits of so many bytes, at most eight.
#[inline]
fn first_bytes(count: usize) -> u64 {
    1_u64.checked_shl(8 * count as u32).unwrap_or_default().wrapping_sub(1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_any_length_and_script_are_found() {
        let mut words = Words::default();
        let all = ["a", "u.s", "they're", "sixteen-letters-", "seventeen-letters", "été", ""];
        for (number, word) in all.into_iter().enumerate() {
            *words.entry(word) = number;
        }
        for (number, word) in all.into_iter().enumerate() {
            assert_eq!(words.get(word), Some(&number), "{word}");
        }
        assert!(words.get("b").is_none() && words.get("seventeen-letterz").is_none());
    }

    #[test]
    fn a_word_is_packed_as_it_is_looked_up() {
        for (text, word, length) in [
            ("Fair, and more ...", "fair", 4),
            ("x              ..", "x", 1),
            ("exactly8 and more", "exactly", 7),
            ("eightbit and more", "eightbit", 8),
            ("ninebytes of this", "ninebytes", 9),
            ("fifteen_bytes_...", "fifteen", 7),
            ("SIXTEENBYTESLONGER", "sixteenbyteslong", 16),
            ("été, and more ....", "", 0),
        ] {
            let bytes = text.as_bytes().first_chunk().unwrap();
            assert_eq!(Packed::at_start(bytes), (Packed::of(word).unwrap(), length), "{text}");
        }
    }
}
