//! Words as they are compared: numbers, which are the same on every machine.

use serde::{Deserialize, Serialize};

/// A word as it is compared with others: its FNV-1a hash, but for the lowest bits, which tell what
/// it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub(crate) struct Key(u64);

const KIND: u64 = 3;
const EVENT: u64 = 1;
const NAME: u64 = 2;

impl Key {
    /// What [`Lexicon::key`](crate::Lexicon) made of a word: its stem, or `#` and the number of the
    /// kind of event that it names.
    pub(crate) fn of(word: &str) -> Key {
        Key(hash(word) & !KIND | if word.starts_with('#') { EVENT } else { 0 })
    }

    /// A word of a name, in lower case.
    pub(crate) fn name(word: &str) -> Key {
        Key(hash(word) & !KIND | NAME)
    }

    /// Whether it is a kind of event.
    pub(crate) fn is_event(self) -> bool {
        self.0 & KIND == EVENT
    }

    /// Whether it is a word of a name.
    pub(crate) fn is_name(self) -> bool {
        self.0 & KIND == NAME
    }

    /// Its number without what it is: "baker" and "Baker" have the same.
    pub(crate) fn id(self) -> u64 {
        self.0 & !KIND
    }
}

fn hash(word: &str) -> u64 {
    word.bytes().fold(0xcbf2_9ce4_8422_2325, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0000_0100_0000_01b3)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_tells_what_it_is() {
        let [word, name, event] = [Key::of("baker"), Key::name("baker"), Key::of("#7")];
        assert!(word != name && word.id() == name.id() && word.id() != event.id());
        assert!(name.is_name() && !word.is_name() && !event.is_name());
        assert!(event.is_event() && !word.is_event() && !name.is_event());
    }
}
