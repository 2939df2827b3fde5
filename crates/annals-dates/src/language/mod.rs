//! Languages: a TOML file of words and rules, checked and compiled.
//!
//! Every rule carries examples, and a file is refused unless each of its rules reads its own
//! examples as it says. So a language file that loads is one whose rules work; whether they are
//! enough, the labelled sentences under `tests/` tell.

mod check;
mod file;

use crate::Tense;
use crate::annotate::Mode;
use crate::lexicon::{Lexicon, Symbol, SymbolLists, SymbolSet, TokenSymbols, WordId, list_of};
use crate::meaning::Sense;
use crate::pattern::{ALL_KINDS, Builder, Numeric, Pattern, Present, Slot, Symbols, Tree};
use crate::phrase::Phrases;
use crate::token::{Kind, Paragraphs, Token};
use annals_core::{Day, Diagnostic, Lines, Severity};
use check::check;
use file::{from_prepared, from_toml};
use std::borrow::Cow;
use std::ops::Range;
use std::sync::OnceLock;

/// A language: its words and its rules, ready to search with.
#[derive(Clone, Debug)]
pub struct Language {
    tag: String,
    reference: Day,
    lexicon: Lexicon,
    /// The symbols of every ASCII mark.
    marks: SymbolLists,
    numeric: Numeric,
    rules: Vec<Rule>,
    patterns: Vec<Placed>,
    /// Each is made when it is first needed: most runs need one.
    grammars: [OnceLock<Grammar>; Mode::COUNT],
    /// Which of the first few texts were searched by grammars of their own.
    tried: [[OnceLock<()>; FEW]; Mode::COUNT],
    known: Known,
    /// The cues of every word, by bit.
    cues: Vec<u32>,
    plurals: Vec<String>,
    past_endings: Vec<String>,
    ordinal_stop: bool,
    bare_scale: bool,
    decimal_comma: bool,
    blank_thousands: bool,
    future_endings: Vec<String>,
    never: Vec<String>,
}

/// How many texts are searched by grammars of their own before all patterns are compiled.
const FEW: usize = 16;
/// The longest of them, in bytes.
const SHORT: usize = 1 << 12;

/// The text of a built-in language, as the build script prepares it.
macro_rules! prepared {
    ($tag:literal) => {
        include_str!(concat!(env!("OUT_DIR"), "/", $tag, ".json"))
    };
}

/// The built-in languages: their tags and what is needed of their files.
const BUILT_IN: [(&str, &str); 4] = [
    ("en", prepared!("en")),
    ("de", prepared!("de")),
    ("es", prepared!("es")),
    ("fr", prepared!("fr")),
];

/// A built-in language, compiled when it is first asked for.
fn built_in(place: usize) -> &'static Language {
    static COMPILED: [OnceLock<Language>; BUILT_IN.len()] =
        [const { OnceLock::new() }; BUILT_IN.len()];
    let (tag, text) = BUILT_IN[place];
    COMPILED[place].get_or_init(|| {
        from_prepared(&format!("{tag}.json"), text).unwrap_or_else(|problems| {
            let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
            unreachable!("a test loads the language file: {}", list.join("; "))
        })
    })
}

/// The number of a rule in its language.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RuleId(pub(crate) u16);

/// A rule, without its patterns.
#[derive(Clone, Debug)]
pub(crate) struct Rule {
    pub(crate) name: String,
    pub(crate) sense: Sense,
    pub(crate) with: Vec<(Slot, i64)>,
    pub(crate) after: Option<SymbolSet>,
    pub(crate) not_after: Option<SymbolSet>,
    pub(crate) before: Option<SymbolSet>,
    pub(crate) not_before: Option<SymbolSet>,
    pub(crate) no_noun: bool,
    pub(crate) no_name: bool,
    pub(crate) priority: i8,
    ignored: bool,
    /// None in the built-in languages: tests try those of their files.
    examples: Vec<(String, String)>,
    place: RulePlace,
    phrase_only: bool,
    message_only: bool,
    /// Whether it is a combination.
    pub(crate) combines: bool,
    /// Whether it reads whole phrases.
    whole: bool,
}

/// Where a rule stands in its language file.
#[derive(Clone, Copy, Debug)]
struct RulePlace {
    /// The list of rules.
    list: &'static str,
    /// Its number in that list.
    number: usize,
}

/// The patterns of the levels.
#[derive(Clone, Debug, Default)]
pub(crate) struct Grammar {
    pub(crate) atoms: Tree,
    pub(crate) joins: Tree,
    pub(crate) combinations: Tree,
    /// For phrases only.
    pub(crate) wholes: Tree,
    /// How often joins and wholes are put round what they made.
    pub(crate) depth: usize,
    /// What is searched by it.
    pub(crate) mode: Mode,
}

/// A pattern, its level and its rule.
#[derive(Clone, Debug)]
struct Placed {
    level: usize,
    rule: u16,
    pattern: Pattern,
}

/// The classes of words that the program itself asks for, beside those of the patterns, and what
/// each holds. A language has those that it needs.
pub const CLASSES: [(&str, &str); 31] = [
    ("cardinal", "numbers below the tens in words: one = 1"),
    ("tens", "tens in words: twenty = 20"),
    ("tens-link", "the word between tens and ones: \"treinta y cinco\""),
    ("score", "twenty in numbers like \"quatre-vingts\""),
    ("scale", "hundred = 100, thousand = 1000"),
    ("halves", "numbers with a half in one word, in halves: anderthalb = 3"),
    ("ordinal", "ordinal numbers in words: first = 1"),
    ("ordinal-ending", "what makes a number in digits an ordinal: \"21st\""),
    ("joiner", "and"),
    ("half", "half, after a number: \"two and a half\""),
    ("abbreviation", "words whose full stop ends no sentence: \"Mr.\""),
    ("future", "verbs and other words of clauses that look ahead: will, expected"),
    ("past", "verbs of clauses in the past: was, said"),
    ("present", "verbs of clauses in the present: is, says"),
    ("future-before-link", "words that look ahead where a link follows: \"is to meet\""),
    ("future-link", "that link: to"),
    ("not-verb", "words after the link of a future that are no verbs: \"to the\""),
    ("future-before-aim", "words that look ahead where an aim follows: \"set for\""),
    ("aim", "the word before that aim: for"),
    ("past-before-denial", "words of the future that tell of the past when denied: \"could not\""),
    ("denial", "that denial: not"),
    ("past-perfect", "words before one of the future that say it was so before: \"had hoped\""),
    ("foreseen", "words of the future that, just before a date, say when it was foreseen"),
    ("determiner", "words before a noun: the, a, this"),
    ("clause", "words that begin another clause: who, because"),
    ("preposition", "words before a date or a noun, of which some begin clauses too: in, before"),
    ("forward", "words just before a date that look ahead: until"),
    ("backward", "words just before a date that look back: since"),
    ("lead", "words before a date that say nothing in a phrase: in, on"),
    ("informal", "words of chat, which tell a message from a report"),
    ("unclear-without-capital", "names of days and months that are other words without a capital"),
];

/// Symbols that the program itself asks for; their classes are listed in [`CLASSES`].
#[derive(Clone, Debug)]
struct Known {
    cardinal: Option<Symbol>,
    tens: Option<Symbol>,
    tens_link: Option<Symbol>,
    score: Option<Symbol>,
    scale: Option<Symbol>,
    halves: Option<Symbol>,
    ordinal: Option<Symbol>,
    ordinal_ending: Option<Symbol>,
    joiner: Option<Symbol>,
    joiner_cue: Cue,
    half: Option<Symbol>,
    abbreviation: Cue,
    tenses: [Cue; 3],
    future_before: Cue,
    future_link: Cue,
    not_verb: Cue,
    future_before_aim: Cue,
    aim: Cue,
    past_before_denial: Cue,
    past_perfect: Cue,
    denial: Cue,
    foreseen: Cue,
    determiner: Cue,
    clause: Cue,
    preposition: Cue,
    forward: Cue,
    backward: Cue,
    lead: Cue,
    informal: Cue,
    unclear: Cue,
    /// The class of each cue.
    cues: Vec<Symbol>,
}

/// A class that is asked of many words, by its bit among the cues of a word; without one where the
/// language has no such class.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Cue(u32);

impl Language {
    /// English.
    ///
    /// # Panics
    /// Never: the language file is part of the program, and a test loads it.
    pub fn english() -> &'static Language {
        built_in(0)
    }

    /// The tags of the built-in languages.
    ///
    /// ```
    /// use annals_dates::Language;
    /// assert!(Language::tags().any(|tag| tag == "en"));
    /// assert!(Language::tags().all(|tag| Language::named(tag).is_some()));
    /// ```
    pub fn tags() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(tag, _)| *tag)
    }

    /// The built-in language of a BCP 47 tag, whatever its region: `en`, `en-GB`.
    ///
    /// ```
    /// use annals_dates::Language;
    /// assert_eq!(Language::named("en-GB").map(Language::tag), Some("en"));
    /// assert!(Language::named("tlh").is_none());
    /// ```
    pub fn named(tag: &str) -> Option<&'static Language> {
        let primary = tag.split(['-', '_']).next().unwrap_or_default();
        BUILT_IN.iter().position(|(own, _)| primary.eq_ignore_ascii_case(own)).map(built_in)
    }

    /// A language from the text of a language file. `file` is the name to give it in messages.
    ///
    /// # Errors
    /// Everything that is wrong with the file: a rule without examples, a rule whose example it
    /// does not read or reads as something else, two rules that read the same example
    /// differently, an expression found in one of the texts that must have none.
    pub fn from_toml(file: &str, text: &str) -> Result<Language, Vec<Diagnostic>> {
        let language = from_toml(file, text)?;
        let problems = check(&language, file, text);
        if problems.is_empty() { Ok(language) } else { Err(problems) }
    }

    /// Its BCP 47 tag.
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The name of a rule of this language.
    pub fn rule_name(&self, rule: RuleId) -> &str {
        self.rules.get(usize::from(rule.0)).map_or("", |rule| &rule.name)
    }

    /// A reader of whole phrases for the loader of timelines, without a reference day.
    pub fn phrases(&self) -> Phrases<'_> {
        Phrases::new(self)
    }

    pub(crate) fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The patterns for what is searched: of the first few texts, if they are short, those that
    /// their words can match. To compile all takes longer than to read a page.
    pub(crate) fn grammar(&self, mode: Mode, text: &str) -> Cow<'_, Grammar> {
        let all = &self.grammars[mode as usize];
        let mut tries = self.tried[mode as usize].iter();
        if all.get().is_none() && text.len() <= SHORT && tries.any(|one| one.set(()).is_ok()) {
            return Cow::Owned(self.compiled(mode, Some(&self.present(text))));
        }
        Cow::Borrowed(all.get_or_init(|| self.compiled(mode, None)))
    }

    /// What stands in a text, however its words are written.
    fn present(&self, text: &str) -> Present {
        let (mut symbols, mut paragraphs) = (SymbolSet::default(), Paragraphs::new(text));
        while let Some(tokens) = paragraphs.next(&self.lexicon) {
            for token in tokens.iter() {
                for capital in [false, true] {
                    let token = Token { capital, ..*token };
                    self.symbols(&token).each(|symbol| symbols.insert(symbol));
                }
            }
        }
        Present { numbers: symbols.meets(&self.numeric.first), symbols }
    }

    fn compiled(&self, mode: Mode, present: Option<&Present>) -> Grammar {
        let mut trees = [(); 4].map(|()| Builder::new(present));
        for Placed { level, rule, pattern } in &self.patterns {
            if self.rules[usize::from(*rule)].is_of(mode) {
                trees[*level].insert(pattern, *rule);
            }
        }
        let (words, marks) = (self.lexicon.symbols(), &self.marks);
        let [atoms, joins, combinations, wholes] =
            trees.map(|tree| tree.finish(&self.numeric, words, marks));
        let depth = if mode == Mode::Phrase { 4 } else { 2 };
        Grammar { atoms, joins, combinations, wholes, depth, mode }
    }

    pub(crate) fn rule(&self, id: RuleId) -> &Rule {
        &self.rules[usize::from(id.0)]
    }

    /// Whether what the rule finds is known to be no date.
    pub(crate) fn is_ignored(&self, id: RuleId) -> bool {
        self.rule(id).ignored
    }

    /// Whether the rule reads whole phrases.
    pub(crate) fn is_whole(&self, id: RuleId) -> bool {
        self.rule(id).whole
    }

    /// The symbols of a token.
    #[inline]
    pub(crate) fn symbols(&self, token: &Token) -> TokenSymbols<'_> {
        match token.kind {
            Kind::Word(id) => self.lexicon.symbols_of(id, token.capital),
            Kind::Number { kinds, .. } => TokenSymbols::Kinds(kinds),
            Kind::Mark(mark) => self.marks.get(usize::from(mark)),
        }
    }

    /// The symbols of a token, many to a bit.
    #[inline]
    pub(crate) fn glance(&self, token: &Token) -> u64 {
        match token.kind {
            Kind::Word(id) => self.lexicon.symbols().glance(list_of(id, token.capital)),
            Kind::Number { kinds, .. } => TokenSymbols::Kinds(kinds).glance(),
            Kind::Mark(mark) => self.marks.glance(usize::from(mark)),
        }
    }

    /// Whether a token has any symbol of the set.
    #[inline]
    pub(crate) fn has(&self, token: &Token, set: &SymbolSet) -> bool {
        self.symbols(token).meet(set)
    }

    /// The value of a word in a class.
    pub(crate) fn value(&self, id: WordId, class: Symbol) -> i64 {
        self.lexicon.value(id, class)
    }

    /// Whether a full stop after a number makes it an ordinal and ends no sentence.
    pub(crate) fn has_ordinal_stop(&self) -> bool {
        self.ordinal_stop
    }

    /// Whether a full stop after the word ends no sentence.
    pub(crate) fn is_abbreviation(&self, word: WordId) -> bool {
        self.is(word, self.known.abbreviation)
    }

    /// Whether a word that no rule knows looks like the plural of a noun.
    pub(crate) fn looks_plural(&self, token: &Token, word: &str) -> bool {
        token.kind == Kind::Word(WordId::UNKNOWN)
            && !token.capital
            && word.len() > 3
            && !token.glued
            && self.plurals.iter().any(|ending| word.ends_with(ending.as_str()))
            && !word.ends_with("ss")
    }

    /// The endings of verbs in the past that no list holds.
    pub(crate) fn looks_past(&self, word: &str) -> bool {
        has_ending(word, &self.past_endings)
    }

    /// Whether a word that no list holds ends as a verb does whose tense shows.
    pub(crate) fn looks_like_verb(&self, word: &str) -> bool {
        self.looks_past(word) || self.looks_future(word)
    }

    /// The endings of verbs in the future: "abrirá".
    pub(crate) fn looks_future(&self, word: &str) -> bool {
        has_ending(word, &self.future_endings)
    }

    /// Whether a word is in any of the classes that are asked of many words: most are in none.
    #[inline]
    pub(crate) fn is_any_cue(&self, word: WordId) -> bool {
        self.is(word, Cue(u32::MAX))
    }

    /// The tense that a word is a cue of.
    #[inline]
    pub(crate) fn tense_cue(&self, word: WordId) -> Option<Tense> {
        let tenses = [Tense::Future, Tense::Past, Tense::Present];
        let mut classes = tenses.into_iter().zip(self.known.tenses);
        classes.find(|(_, cue)| self.is(word, *cue)).map(|(tense, _)| tense)
    }

    /// Whether a verb and the words after it look ahead together: "is to meet", but not "is to
    /// the north". Every noun is told from a verb only in languages that list what else may follow.
    #[inline]
    pub(crate) fn looks_ahead(
        &self,
        verb: WordId,
        link: Option<WordId>,
        after: Option<&Token>,
    ) -> bool {
        self.is(verb, self.known.future_before)
            && link.is_some_and(|link| {
                self.is(link, self.known.future_link)
                    && (self.known.not_verb == Cue::default() || self.is_infinitive(link, after))
            })
    }

    /// Whether a word and the one after it tell what something is meant for: "set for".
    pub(crate) fn is_aimed(&self, word: WordId, next: Option<WordId>) -> bool {
        self.is(word, self.known.future_before_aim)
            && next.is_some_and(|next| self.is(next, self.known.aim))
    }

    /// Whether a word of the future is denied and so tells of the past: "could not".
    pub(crate) fn is_denied(&self, verb: WordId, next: Option<WordId>) -> bool {
        self.is(verb, self.known.past_before_denial)
            && next.is_some_and(|next| self.is(next, self.known.denial))
    }

    /// Whether a word before one of the future says that it was so before: "had hoped".
    pub(crate) fn is_past_perfect(&self, helper: WordId) -> bool {
        self.is(helper, self.known.past_perfect)
    }

    /// Whether a word with a capital is the name of a month or day rather than a verb: "May".
    pub(crate) fn is_name_of_time(&self, word: WordId) -> bool {
        self.is(word, self.known.unclear)
    }

    /// Whether a word and the one after it begin an infinitive: "to open". Known only in languages
    /// that list what else may follow.
    pub(crate) fn is_infinitive(&self, word: WordId, next: Option<&Token>) -> bool {
        self.known.not_verb != Cue::default()
            && self.is(word, self.known.future_link)
            && next.is_some_and(|next| match next.kind {
                Kind::Word(id) => !next.capital && !self.is(id, self.known.not_verb),
                Kind::Number { .. } | Kind::Mark(_) => false,
            })
    }

    /// Whether a word, just before a date, says when something was foreseen.
    pub(crate) fn is_foreseen(&self, word: WordId) -> bool {
        self.is(word, self.known.foreseen)
    }

    /// Whether a word is an article or stands for one.
    pub(crate) fn is_determiner(&self, word: WordId) -> bool {
        self.is(word, self.known.determiner)
    }

    /// Whether a word is "and".
    #[inline]
    pub(crate) fn is_joiner(&self, word: WordId) -> bool {
        self.is(word, self.known.joiner_cue)
    }

    /// Whether a word begins another clause.
    #[inline]
    pub(crate) fn begins_clause(&self, word: WordId) -> bool {
        self.is(word, self.known.clause)
    }

    /// Whether a word is a preposition.
    pub(crate) fn is_preposition(&self, word: WordId) -> bool {
        self.is(word, self.known.preposition)
    }

    /// 1 where a word before an expression looks ahead ("until"), -1 where it looks back.
    pub(crate) fn leaning(&self, word: WordId) -> i64 {
        i64::from(self.is(word, self.known.forward)) - i64::from(self.is(word, self.known.backward))
    }

    /// Whether a word may stand before a date in a phrase and says nothing: "in", "on", "dated".
    pub(crate) fn is_lead(&self, word: &str) -> bool {
        self.is(self.lexicon.any(word), self.known.lead)
    }

    /// Whether a word is one of those of chats: "lol".
    pub(crate) fn is_informal(&self, word: WordId) -> bool {
        self.is(word, self.known.informal)
    }

    /// Whether a name of a month or day is one even without a capital letter.
    pub(crate) fn is_clear(&self, token: Kind) -> bool {
        match token {
            Kind::Word(id) => {
                let [small, capital] = [false, true].map(|c| self.lexicon.symbols_of(id, c));
                // What counts only without a capital stays as it is written.
                small.are_within(capital) && !self.is(id, self.known.unclear)
            }
            Kind::Number { .. } | Kind::Mark(_) => false,
        }
    }

    #[inline]
    fn is(&self, word: WordId, cue: Cue) -> bool {
        self.cues.get(usize::from(word.0)).is_some_and(|cues| cues & cue.0 != 0)
    }

    /// A count in digits or words from a token on, in halves, and the token after it.
    pub(crate) fn count(&self, tokens: &[Token], at: usize) -> Option<(i64, usize)> {
        let (value, end) = match tokens.get(at)?.kind {
            Kind::Number { .. } => self.digits(tokens, at)?,
            Kind::Word(_) => match self.token_value(tokens, at, self.known.halves) {
                Some(halves) => (halves, at + 1),
                None => {
                    let (value, end) = self.spelled(tokens, at)?;
                    (value * 2, end)
                }
            },
            Kind::Mark(_) => return None,
        };
        // "two and a half", "2 1/2".
        let is = |at: usize, class| self.token_is(tokens, at, class);
        if is(end, self.known.joiner)
            && tokens.get(end + 1).is_some_and(|t| t.end - t.start <= 3)
            && is(end + 2, self.known.half)
        {
            return Some((value + 1, end + 3));
        }
        Some((value, end))
    }

    fn digits(&self, tokens: &[Token], at: usize) -> Option<(i64, usize)> {
        let number = |at: usize| match tokens.get(at).map(|token| (token.kind, token.glued)) {
            Some((Kind::Number { digits, value, .. }, glued)) => {
                Some((digits, i64::from(value), glued))
            }
            _ => None,
        };
        let mark = |at: usize, wanted: u8| {
            tokens.get(at).is_some_and(|t| t.glued && t.kind == Kind::Mark(wanted))
        };
        let (digits, mut value, _) = number(at)?;
        let mut end = at + 1;
        // "1,200.5", or "1.200,5" where the comma is that of decimals.
        let (thousands_mark, decimal_mark) =
            if self.decimal_comma { (b'.', b',') } else { (b',', b'.') };
        while mark(end, thousands_mark)
            && let Some((3, thousands, true)) = number(end + 1)
        {
            value = value.checked_mul(1000)? + thousands;
            end += 2;
        }
        // "10 000"
        while self.blank_thousands
            && digits <= 3
            && let Some((3, thousands, false)) = number(end)
        {
            value = value.checked_mul(1000)? + thousands;
            end += 1;
        }
        if mark(end, decimal_mark)
            && let Some((1, tenths, true)) = number(end + 1)
        {
            return (tenths == 5).then_some((value * 2 + 1, end + 2));
        }
        if mark(end, b'/')
            && let Some((1, 2, true)) = number(end + 1)
        {
            return (value == 1).then_some((1, end + 2));
        }
        if let Some((1, 1, false)) = number(end)
            && mark(end + 1, b'/')
            && let Some((1, 2, true)) = number(end + 2)
        {
            return Some((value * 2 + 1, end + 3));
        }
        (value > 0 && value < 1_000_000_000).then_some((value * 2, end))
    }

    /// A number in words: "twenty-five", "two hundred and ten", "mil novecientos noventa y ocho".
    fn spelled(&self, tokens: &[Token], at: usize) -> Option<(i64, usize)> {
        let (mut thousands, mut hundreds, mut ones, mut end) = (None, None, None, at);
        loop {
            let after_scale = thousands.is_some() || hundreds.is_some();
            let joined = after_scale && self.token_is(tokens, end, self.known.joiner);
            if ones.is_none()
                && let Some((value, after)) = self.below_hundred(tokens, end + usize::from(joined))
            {
                ones = Some(value);
                end = after;
                continue;
            }
            let bare = self.bare_scale.then_some(1);
            match self.token_value(tokens, end, self.known.scale) {
                // "two hundred thousand" multiplies all that was read, "two hundred" the two.
                Some(scale @ 1000..) if thousands.is_none() => {
                    let read = hundreds.take().into_iter().chain(ones.take()).reduce(|a, b| a + b);
                    let Some(times) = read.or(bare) else { break };
                    thousands = Some(scale.checked_mul(times)?);
                }
                Some(scale @ ..1000) if hundreds.is_none() => {
                    let Some(times) = ones.take().or(bare) else { break };
                    hundreds = Some(times * scale);
                }
                _ => break,
            }
            end += 1;
        }
        let parts: [Option<i64>; 3] = [thousands, hundreds, ones];
        (end > at).then(|| (parts.into_iter().flatten().sum(), end))
    }

    /// A year in words, from 1000 on, and the token after it.
    pub(crate) fn year_in_words(&self, tokens: &[Token], at: usize) -> Option<(i64, usize)> {
        self.spelled(tokens, at).filter(|(year, _)| (1000..2200).contains(year))
    }

    /// Tens and ones: "twenty-five", "treinta y cinco", "soixante et onze", "quatre-vingt-dix-neuf".
    /// What a link joins to tens may have tens of its own.
    fn below_hundred(&self, tokens: &[Token], at: usize) -> Option<(i64, usize)> {
        self.tens_and_ones(tokens, at, true)
    }

    /// The same; what stands at the place of the ones may be more than one word where `nests`.
    fn tens_and_ones(&self, tokens: &[Token], at: usize, nests: bool) -> Option<(i64, usize)> {
        let hyphen =
            |at: usize| tokens.get(at).is_some_and(|t| t.glued && t.kind == Kind::Mark(b'-'));
        let (tens, end) = match self.token_value(tokens, at, self.known.tens) {
            Some(tens) => (tens, at + 1),
            None => {
                let value = self.token_value(tokens, at, self.known.cardinal)?;
                if !hyphen(at + 1) || !self.token_is(tokens, at + 2, self.known.score) {
                    return Some((value, at + 1));
                }
                (value * 20, at + 3)
            }
        };
        let mut ones = end;
        // "vingt-et-un"
        while ones < end + 3 && (hyphen(ones) || self.token_is(tokens, ones, self.known.tens_link))
        {
            ones += 1;
        }
        // "soixante-douze" and "soixante-dix-sept", but not "twenty twelve".
        let rest = if ones > end && nests {
            self.tens_and_ones(tokens, ones, false).filter(|(value, _)| *value < 20)
        } else {
            self.token_value(tokens, ones, self.known.cardinal)
                .filter(|value| *value < 10)
                .map(|value| (value, ones + 1))
        };
        match rest {
            Some((value, end)) => Some((tens + value, end)),
            None => Some((tens, end)),
        }
    }

    /// An ordinal number in digits or words from a token on, and the token after it.
    pub(crate) fn ordinal(&self, tokens: &[Token], at: usize) -> Option<(i64, usize)> {
        match tokens.get(at)?.kind {
            Kind::Number { digits, value, .. } if digits <= 3 => {
                // "1st", "3." in some languages, and "1.º" with a stop between.
                let glued = |at: usize| tokens.get(at).is_some_and(|token| token.glued);
                let stop = glued(at + 1) && tokens[at + 1].kind == Kind::Mark(b'.');
                let ending = at + 1 + usize::from(stop);
                if glued(ending) && self.token_is(tokens, ending, self.known.ordinal_ending) {
                    return Some((i64::from(value), ending + 1));
                }
                (stop && self.ordinal_stop).then_some((i64::from(value), at + 2))
            }
            Kind::Word(_) => {
                if let Some(value) = self.token_value(tokens, at, self.known.ordinal) {
                    return Some((value, at + 1));
                }
                let tens = self.token_value(tokens, at, self.known.tens)?;
                let ones = at + 1 + usize::from(tokens.get(at + 1)?.kind == Kind::Mark(b'-'));
                let value = self.token_value(tokens, ones, self.known.ordinal)?;
                (value < 10).then_some((tens + value, ones + 1))
            }
            _ => None,
        }
    }

    fn token_is(&self, tokens: &[Token], at: usize, class: Option<Symbol>) -> bool {
        self.token_value(tokens, at, class).is_some()
    }

    fn token_value(&self, tokens: &[Token], at: usize, class: Option<Symbol>) -> Option<i64> {
        let class = class?;
        match tokens.get(at)?.kind {
            Kind::Word(id) if id != WordId::UNKNOWN => {
                let is_it = self.lexicon.symbols_of(id, true).contain(class);
                is_it.then(|| self.value(id, class))
            }
            _ => None,
        }
    }
}

/// Whether a word ends so, with more than two bytes before its ending. Most words are told by their
/// last byte.
fn has_ending(word: &str, endings: &[String]) -> bool {
    let last = word.as_bytes().last();
    endings.iter().any(|ending| {
        ending.as_bytes().last() == last
            && word.len() > ending.len() + 2
            && word.ends_with(ending.as_str())
    })
}

/// Collects what is wrong with a file.
struct Problems<'a> {
    file: &'a str,
    text: &'a str,
    all: Vec<Diagnostic>,
}

impl Problems<'_> {
    fn add(&mut self, code: &'static str, span: Range<usize>, message: String) {
        self.all.push(Diagnostic {
            severity: Severity::Error,
            code,
            message,
            file: self.file.to_owned(),
            position: Lines::new(self.text).position(span.start),
            span,
            label: String::new(),
            related: Vec::new(),
            help: None,
            note: None,
        });
    }
}

impl Rule {
    /// Whether the rule is one of those for what is searched.
    fn is_of(&self, mode: Mode) -> bool {
        (mode == Mode::Phrase || !self.phrase_only) && (mode == Mode::Message || !self.message_only)
    }
}

impl Known {
    fn new(symbols: &Symbols) -> Known {
        let get = |class: &str| {
            debug_assert!(CLASSES.iter().any(|(known, _)| *known == class), "list `{class}`");
            symbols.get(&format!("{{{class}}}"))
        };
        let mut cues = Vec::new();
        let mut cue = |class: &str| match get(class) {
            Some(symbol) => {
                cues.push(symbol);
                Cue(1 << (cues.len() - 1))
            }
            None => Cue::default(),
        };
        Known {
            cardinal: get("cardinal"),
            tens: get("tens"),
            tens_link: get("tens-link"),
            score: get("score"),
            scale: get("scale"),
            halves: get("halves"),
            ordinal: get("ordinal"),
            ordinal_ending: get("ordinal-ending"),
            joiner: get("joiner"),
            joiner_cue: cue("joiner"),
            half: get("half"),
            abbreviation: cue("abbreviation"),
            tenses: [cue("future"), cue("past"), cue("present")],
            future_before: cue("future-before-link"),
            future_link: cue("future-link"),
            not_verb: cue("not-verb"),
            future_before_aim: cue("future-before-aim"),
            aim: cue("aim"),
            past_before_denial: cue("past-before-denial"),
            past_perfect: cue("past-perfect"),
            denial: cue("denial"),
            foreseen: cue("foreseen"),
            determiner: cue("determiner"),
            clause: cue("clause"),
            preposition: cue("preposition"),
            forward: cue("forward"),
            backward: cue("backward"),
            lead: cue("lead"),
            informal: cue("informal"),
            unclear: cue("unclear-without-capital"),
            cues,
        }
    }

    /// The cues of a word, by bit.
    fn cues_of(&self, word: TokenSymbols<'_>) -> u32 {
        let classes = self.cues.iter().enumerate();
        classes.fold(0, |cues, (bit, class)| cues | u32::from(word.contain(*class)) << bit)
    }

    fn numeric(&self, marks: &[SymbolSet], bare_scale: bool) -> Numeric {
        // The first built-in kind is any number.
        let mut first = SymbolSet::of_first(1);
        let scale = self.scale.filter(|_| bare_scale);
        let classes = [self.cardinal, self.tens, self.halves, self.ordinal, scale];
        for symbol in classes.into_iter().flatten() {
            first.insert(symbol);
        }
        let mut inside = SymbolSet::of_first(u64::from(ALL_KINDS));
        let words =
            [self.joiner, self.half, self.ordinal_ending, self.scale, self.tens_link, self.score];
        for symbol in words.into_iter().flatten() {
            inside.insert(symbol);
        }
        inside.extend(&first);
        for mark in NUMBER_MARKS {
            inside.extend(&marks[usize::from(mark)]);
        }
        Numeric { first, inside }
    }
}

/// Marks that may stand inside a number.
const NUMBER_MARKS: [u8; 5] = *b",./'-";

#[cfg(test)]
mod tests {
    use super::*;
    use crate::find::search;

    #[test]
    fn a_text_is_read_alike_by_a_grammar_of_its_own() {
        // The files as they are written: what is prepared of them has no examples.
        for (tag, text) in [
            ("de", include_str!("../../languages/de.toml")),
            ("en", include_str!("../../languages/en.toml")),
            ("es", include_str!("../../languages/es.toml")),
            ("fr", include_str!("../../languages/fr.toml")),
        ] {
            let language = &from_toml(tag, text).unwrap();
            for mode in [Mode::Text, Mode::Message, Mode::Phrase] {
                let all = language.compiled(mode, None);
                let examples = language.rules.iter().flat_map(|rule| &rule.examples);
                for (text, _) in examples {
                    let own = language.compiled(mode, Some(&language.present(text)));
                    let [by_own, by_all] = [&own, &all].map(|grammar| {
                        let mut found = Vec::new();
                        search(Paragraphs::new(text), language, grammar, |paragraph| {
                            found.push(format!("{:?}", (paragraph.atoms, paragraph.groups)));
                            found.push(format!("{:?}", paragraph.wholes));
                        });
                        found
                    });
                    assert_eq!(by_own, by_all, "{text}");
                }
            }
        }
    }
}
