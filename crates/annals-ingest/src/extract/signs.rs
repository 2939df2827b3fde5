//! What a name and the words around it show of its bearer: a person or not, man or woman.
//!
//! What is shown once holds for the article; what shows nothing leaves all open.

use super::names::{Scan, is_acronym};
use super::token::{Kind, Token};
use crate::lexicon::Class;
use std::ops::Range;

/// What the words around a name show of its bearer.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Signs {
    /// "Ida Lund, who …", "Ida Lund, 47, …".
    pub(super) is_person: bool,
    /// "Bank of Riga", "the Senate", "UNESCO".
    pub(super) is_thing: bool,
    /// "in Turku". Less sure: "trust in Lund".
    pub(super) is_place: bool,
    /// "Mr Lund", "his brother Olav Lie".
    pub(super) is_male: bool,
    /// "Mrs Lund", "his sister Ida Lund".
    pub(super) is_female: bool,
}

impl Signs {
    /// What is shown anywhere is known everywhere.
    pub(super) fn add(&mut self, more: Signs) {
        self.is_person |= more.is_person;
        self.is_thing |= more.is_thing;
        self.is_place |= more.is_place;
        self.is_male |= more.is_male;
        self.is_female |= more.is_female;
    }
}

impl Scan<'_> {
    /// What a name and the words around it show of its bearer.
    pub(super) fn signs(&self, name: &Range<usize>) -> Signs {
        let before = name.start.checked_sub(1).map(|before| &self.tokens[before]);
        let follows = |class| before.is_some_and(|before| before.is(class));
        let is_led = follows(Class::Article) || follows(Class::Locative);
        let is_owner = self.tokens[name.end - 1].is_possessive();
        let is_alone = is_led && !is_owner && self.stands_alone(name);
        let [is_male, is_female] = self.sexes(name.start);
        Signs {
            is_person: self.is_told_of_as_person(name.end),
            is_thing: is_alone && follows(Class::Article) || self.is_of_thing(name),
            is_place: is_alone && follows(Class::Locative),
            is_male,
            is_female,
        }
    }

    /// Whether a name is by its own words none of a person.
    fn is_of_thing(&self, name: &Range<usize>) -> bool {
        match &self.tokens[name.clone()] {
            [word] => {
                let word = word.text(self.text);
                is_acronym(word) || self.lexicon.is_country(word)
            }
            own @ [first, _, ..] => {
                let joins = |word: &Token| word.kind == Kind::Lower && !word.is(Class::Particle);
                first.is(Class::PlacePart)
                    || self.tokens[name.end - 1].is_any(&[Class::Body, Class::OfName])
                    || own.iter().any(joins)
            }
            _ => false,
        }
    }

    /// Whether ", who …" or an age follows a name.
    fn is_told_of_as_person(&self, end: usize) -> bool {
        let next = |by: usize| self.tokens.get(end + by);
        let is_comma = |by: usize| next(by).is_some_and(|token| token.is_mark(','));
        let is_who = |token: &Token| token.is(Class::Relative) && token.is(Class::Pronoun);
        let is_told = |token: &Token| is_who(token) || is_comma(2) && self.is_age(token);
        is_comma(0) && next(1).is_some_and(is_told)
    }

    /// Whether titles or relations before a name are those of men, and of women.
    fn sexes(&self, name: usize) -> [bool; 2] {
        /// A title has no more words.
        const LONGEST: usize = 3;
        let back = (1..=LONGEST).map_while(|back| name.checked_sub(back));
        let title = back.take_while(|&at| {
            self.tokens[at].is_any(&[Class::Title, Class::TitlePart]) || self.is_relation(at)
        });
        title.fold([false; 2], |[male, female], at| {
            let token = &self.tokens[at];
            [male || token.is(Class::Masculine), female || token.is(Class::Feminine)]
        })
    }

    /// Whether what follows a name is surely no noun that the name belongs to, as in "the Lund
    /// family".
    fn stands_alone(&self, name: &Range<usize>) -> bool {
        self.tokens.get(name.end).is_none_or(|next| {
            matches!(next.kind, Kind::Mark(_)) || next.is_any(&ENDS_NAME) || next.dated
        })
    }

    /// Whether a name stands before a noun behind an article: "an early *Lund* paper".
    pub(super) fn is_attribute(&self, name: &Range<usize>) -> bool {
        /// So many words may stand between.
        const BETWEEN: usize = 2;
        let back = (1..=BETWEEN + 1).map_while(|back| name.start.checked_sub(back));
        let mut words = back.map(|at| &self.tokens[at]).take_while(|token| {
            token.kind == Kind::Lower && !token.is_any(&[Class::Title, Class::Preposition])
                || token.is(Class::Article)
        });
        let is_led = words.any(|token| token.is(Class::Article));
        is_led && !self.stands_alone(name)
    }

    /// Whether a word is that for somebody's man or woman: "his *brother* Olav Lie".
    fn is_relation(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| &self.tokens[before]);
        self.tokens[at].is_any(&[Class::Masculine, Class::Feminine])
            && before.is_some_and(|before| before.is(Class::Possessive) || before.is_possessive())
    }

    fn is_age(&self, token: &Token) -> bool {
        const OLDEST: u8 = 120;
        let years = token.text(self.text).parse::<u8>();
        token.kind == Kind::Number && !token.dated && years.is_ok_and(|years| years <= OLDEST)
    }
}

/// Words that follow a name and no noun that it belongs to.
const ENDS_NAME: [Class; 9] = [
    Class::Preposition,
    Class::Coordinator,
    Class::Subordinator,
    Class::Relative,
    Class::Be,
    Class::Have,
    Class::Will,
    Class::Would,
    Class::Past,
];
