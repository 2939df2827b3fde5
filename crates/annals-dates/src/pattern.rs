//! Patterns over word classes, as language files write them, and the tree that they compile to.
//!
//! | written | asks for |
//! |---|---|
//! | `ago` | that word, in any case |
//! | `,` `-` `.` | that mark |
//! | `{month}` | a word of the class `month`, or a number of a built-in kind; its value is caught |
//! | `{month=month-number}` | the same, and what is caught is called `month` |
//! | `{count}` `{ordinal}` | a number in digits or words of any length: "two and a half", "21st" |
//! | `{year=year-in-words}` | a year in words, from 1000 on: "mil novecientos noventa" |
//! | `<date>` | an expression that was found before (in joins and combinations only) |
//! | `[…]` | what may be left out |
//! | `(…\|…)` | one of several |
//! | `@name` | the pattern of that name in the table `parts` |
//! | `\(` | that mark, where it has a meaning in patterns |
//!
//! A blank asks for a blank (or a line end) between the tokens, no blank for none; `[the ]{day}`
//! is `the {day}` or `{day}`. Every pattern is written out into its alternatives, and all of a level are put in one
//! tree, so that rules with the same beginning are tried together.

use crate::lexicon::{MAX_SYMBOLS, Symbol, SymbolSet};
use std::collections::BTreeMap;

/// What one step of a pattern asks of the text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Test {
    /// A token with this symbol.
    Symbol(Symbol),
    /// A count, of however many tokens.
    Count,
    /// An ordinal number, of however many tokens.
    Ordinal,
    /// A year from 1000 on, in words.
    YearInWords,
    /// An expression of this class that was found before.
    Mention(MentionClass),
}

/// One step of a pattern.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Step {
    pub(crate) test: Test,
    /// Whether no blank may stand before it.
    pub(crate) glued: bool,
    /// Under which name its value is caught.
    pub(crate) slot: Option<Slot>,
}

/// Names under which patterns catch values.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Slot {
    Year,
    ShortYear,
    LastDigit,
    Month,
    Day,
    Weekday,
    Unit,
    Count,
    Ordinal,
    Hour,
    Minute,
    Second,
    Meridiem,
    Daypart,
    Season,
    Holiday,
    Part,
    Direction,
    Which,
    Offset,
    Era,
    Vague,
    Modifier,
    Week,
    First,
    Compact,
    Inner,
    Hundreds,
    Tens,
    Ones,
    ClockDigits,
    Half,
}

/// Classes of expressions that joins and combinations ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum MentionClass {
    Date,
    Day,
    Month,
    Year,
    Weekday,
    Season,
    Relative,
    Clock,
    Daypart,
    Duration,
    DayOfMonth,
    Decade,
    Named,
    Set,
    Shift,
    Dated,
    Either,
    BcYear,
}

macro_rules! names {
    ($($type:ident { $($variant:ident = $name:literal),* $(,)? })*) => {$(
        impl $type {
            pub(crate) fn from_name(name: &str) -> Option<$type> {
                match name {
                    $($name => Some($type::$variant),)*
                    _ => None,
                }
            }
        }
    )*};
}

names! {
    Slot {
        Year = "year", ShortYear = "short-year", LastDigit = "last-digit", Month = "month", Day = "day",
        Weekday = "weekday", Unit = "unit", Count = "count", Ordinal = "ordinal", Hour = "hour",
        Minute = "minute", Second = "second", Meridiem = "meridiem", Daypart = "daypart",
        Season = "season", Holiday = "holiday", Part = "part", Direction = "direction",
        Which = "which", Offset = "offset", Era = "era", Vague = "vague", Modifier = "modifier",
        Week = "week", First = "first", Compact = "compact", Inner = "inner",
        Hundreds = "hundreds", Tens = "tens", Ones = "ones", ClockDigits = "clock",
        Half = "half",
    }
    MentionClass {
        Date = "date", Day = "day", Month = "month", Year = "year", Weekday = "weekday",
        Season = "season", Relative = "relative", Clock = "clock", Daypart = "daypart",
        Duration = "duration", DayOfMonth = "day-of-month", Decade = "decade", Named = "named",
        Set = "set", Shift = "shift", Dated = "dated", Either = "either",
        BcYear = "bc-year",
    }
}

/// Kinds of numbers that every language has. Their symbols come first.
pub(crate) const NUMBER_KINDS: [&str; 16] = [
    "number",
    "two",
    "four",
    "day",
    "month-number",
    "hour",
    "minute",
    "year",
    "small-year",
    "round-decade",
    "round-century",
    "compact",
    "recent-year",
    "one",
    "three",
    "clock",
];

/// The symbols of a number.
pub(crate) fn number_symbols(digits: u8, value: u32) -> SymbolSet {
    let mut symbols = SymbolSet::default();
    let short = digits <= 2;
    let year = digits == 4 && (1000..2200).contains(&value);
    let holds = [
        digits <= 6,
        digits == 2,
        digits == 4,
        short && (1..=31).contains(&value),
        short && (1..=12).contains(&value),
        short && value <= 24,
        digits == 2 && value <= 59,
        year,
        digits <= 4 && value > 0,
        digits == 4 && value.is_multiple_of(10) && year,
        digits == 4 && value.is_multiple_of(100) && year,
        digits == 8,
        digits == 4 && (1800..2060).contains(&value),
        digits == 1,
        digits == 3,
        // 430, 1130: hours and minutes of a clock of twelve hours.
        matches!(digits, 3 | 4) && value / 100 <= 12 && value >= 100 && value % 100 <= 59,
    ];
    for (number, holds) in holds.into_iter().enumerate() {
        if holds {
            symbols.insert(Symbol(number as u16));
        }
    }
    symbols
}

/// The symbols of a language by name. Classes are named in braces, words and marks as they are.
#[derive(Clone, Debug)]
pub(crate) struct Symbols {
    by_name: BTreeMap<String, Symbol>,
}

impl Symbols {
    pub(crate) fn new() -> Symbols {
        let mut symbols = Symbols { by_name: BTreeMap::new() };
        for (number, kind) in NUMBER_KINDS.iter().enumerate() {
            symbols.by_name.insert(format!("{{{kind}}}"), Symbol(number as u16));
        }
        symbols
    }

    /// The symbol of that name, if there is one.
    pub(crate) fn get(&self, name: &str) -> Option<Symbol> {
        self.by_name.get(name).copied()
    }

    /// The symbol of that name, made where there is none; `None` where there are too many.
    pub(crate) fn intern(&mut self, name: &str) -> Option<Symbol> {
        if let Some(symbol) = self.get(name) {
            return Some(symbol);
        }
        let symbol = Symbol(self.by_name.len() as u16);
        (self.by_name.len() < MAX_SYMBOLS).then(|| {
            self.by_name.insert(name.to_owned(), symbol);
            symbol
        })
    }

    /// Every symbol that is a word or a mark, by name.
    pub(crate) fn literals(&self) -> impl Iterator<Item = (&str, Symbol)> {
        self.by_name
            .iter()
            .filter(|(name, _)| !name.starts_with('{'))
            .map(|(name, symbol)| (name.as_str(), *symbol))
    }
}

/// Writes a pattern out into its alternatives.
///
/// # Errors
/// What is wrong with the pattern, in words.
pub(crate) fn expand(
    pattern: &str,
    parts: &BTreeMap<String, String>,
    symbols: &mut Symbols,
) -> Result<Vec<Vec<Step>>, String> {
    let pattern = write_in_parts(pattern, parts, 0)?;
    let mut parser = Parser { text: &pattern, at: 0, symbols };
    let alternatives = parser.alternatives()?;
    match parser.peek() {
        None => {}
        Some(stray) => return Err(format!("`{stray}` has no beginning")),
    }
    let steps: Vec<Vec<Step>> = alternatives.into_iter().map(|all| glue(&all)).collect();
    if steps.iter().any(Vec::is_empty) {
        return Err("everything in the pattern may be left out".to_owned());
    }
    Ok(steps)
}

/// A step, or the blank between two.
#[derive(Clone, Copy)]
enum Piece {
    Blank,
    Step(Step),
}

/// Lets every step know whether a blank stands before it.
fn glue(pieces: &[Piece]) -> Vec<Step> {
    let mut steps = Vec::new();
    let mut glued = true;
    for piece in pieces {
        match piece {
            Piece::Blank => glued = false,
            Piece::Step(step) => {
                steps.push(Step { glued, ..*step });
                glued = true;
            }
        }
    }
    steps
}

fn write_in_parts(
    pattern: &str,
    parts: &BTreeMap<String, String>,
    depth: usize,
) -> Result<String, String> {
    if depth > 8 {
        return Err("parts name each other in a circle".to_owned());
    }
    let mut out = String::new();
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('@') {
        out.push_str(before);
        let end = after.find(|c: char| !c.is_ascii_lowercase() && c != '_').unwrap_or(after.len());
        let (name, tail) = after.split_at(end);
        let part = parts.get(name).ok_or_else(|| format!("there is no part `{name}`"))?;
        out.push('(');
        out.push_str(&write_in_parts(part, parts, depth + 1)?);
        out.push(')');
        rest = tail;
    }
    out.push_str(rest);
    Ok(out)
}

/// Each function reads one production of the pattern language.
struct Parser<'a> {
    text: &'a str,
    at: usize,
    symbols: &'a mut Symbols,
}

const MOST_ALTERNATIVES: usize = 4096;

impl Parser<'_> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// `sequence ("|" sequence)*`
    fn alternatives(&mut self) -> Result<Vec<Vec<Piece>>, String> {
        let mut all = self.sequence()?;
        while self.peek() == Some('|') {
            self.next();
            all.extend(self.sequence()?);
        }
        Ok(all)
    }

    /// `(item | blank)*`
    fn sequence(&mut self) -> Result<Vec<Vec<Piece>>, String> {
        let mut all = vec![Vec::new()];
        loop {
            let item = match self.peek() {
                None | Some('|' | ')' | ']') => return Ok(all),
                Some(' ') => {
                    self.next();
                    vec![vec![Piece::Blank]]
                }
                Some('(') => self.group(')')?,
                Some('[') => {
                    let mut group = self.group(']')?;
                    group.push(Vec::new());
                    group
                }
                Some('{') => vec![vec![Piece::Step(self.slot()?)]],
                Some('\\') => {
                    self.next();
                    vec![vec![Piece::Step(self.mark()?)]]
                }
                Some('<') => vec![vec![Piece::Step(self.mention()?)]],
                Some(letter) if letter.is_alphabetic() => vec![vec![Piece::Step(self.word()?)]],
                Some(digit) if digit.is_ascii_digit() => {
                    return Err(format!("`{digit}`: patterns name kinds of numbers, not numbers"));
                }
                Some(_) => vec![vec![Piece::Step(self.mark()?)]],
            };
            all = product(&all, &item)?;
        }
    }

    fn group(&mut self, close: char) -> Result<Vec<Vec<Piece>>, String> {
        self.next();
        let inner = self.alternatives()?;
        if self.next() == Some(close) { Ok(inner) } else { Err(format!("`{close}` is missing")) }
    }

    fn name(&mut self, close: char) -> Result<String, String> {
        self.next();
        let Some((name, _)) = self.text[self.at..].split_once(close) else {
            return Err(format!("`{close}` is missing"));
        };
        self.at += name.len() + 1;
        Ok(name.to_owned())
    }

    fn slot(&mut self) -> Result<Step, String> {
        let name = self.name('}')?;
        let (slot, class) = match name.split_once('=') {
            Some((slot, class)) => {
                let known = Slot::from_name(slot);
                (Some(known.ok_or_else(|| format!("nothing is called `{slot}`"))?), class)
            }
            None => (Slot::from_name(&name), name.as_str()),
        };
        let test = match class {
            "count" => Test::Count,
            "ordinal" => Test::Ordinal,
            "year-in-words" => Test::YearInWords,
            _ => {
                let symbol = self.symbols.get(&format!("{{{class}}}"));
                Test::Symbol(symbol.ok_or_else(|| format!("there is no class `{class}`"))?)
            }
        };
        Ok(Step { test, glued: true, slot })
    }

    fn mention(&mut self) -> Result<Step, String> {
        let name = self.name('>')?;
        let class = MentionClass::from_name(&name)
            .ok_or_else(|| format!("there are no expressions of the class `{name}`"))?;
        Ok(Step { test: Test::Mention(class), glued: true, slot: None })
    }

    fn word(&mut self) -> Result<Step, String> {
        let start = self.at;
        while self.peek().is_some_and(char::is_alphabetic) {
            self.next();
        }
        let word = self.text[start..self.at].to_lowercase();
        self.literal(&word)
    }

    fn mark(&mut self) -> Result<Step, String> {
        let mark = self.next().unwrap_or(' ');
        if !mark.is_ascii_punctuation() {
            return Err(format!("`{mark}` is neither a word nor an ASCII mark"));
        }
        self.literal(&mark.to_string())
    }

    fn literal(&mut self, name: &str) -> Result<Step, String> {
        let symbol = self.symbols.intern(name).ok_or("the language has too many words")?;
        Ok(Step { test: Test::Symbol(symbol), glued: true, slot: None })
    }
}

/// Every sequence followed by every item.
fn product(all: &[Vec<Piece>], item: &[Vec<Piece>]) -> Result<Vec<Vec<Piece>>, String> {
    if all.len() * item.len() > MOST_ALTERNATIVES {
        return Err(format!("the pattern stands for more than {MOST_ALTERNATIVES} sequences"));
    }
    let pairs = all.iter().flat_map(|before| item.iter().map(move |after| (before, after)));
    Ok(pairs.map(|(before, after)| [before.as_slice(), after.as_slice()].concat()).collect())
}

/// All patterns of a level, as one tree.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    nodes: Vec<Node>,
    /// The symbols with which counts and ordinals begin.
    numeric: SymbolSet,
}

/// A place in the tree: what may come next, and which rules end here.
#[derive(Clone, Debug, Default)]
pub(crate) struct Node {
    /// Edges that ask for a symbol, in the order of the symbols.
    symbols: Vec<(Symbol, Edge)>,
    /// Edges that ask for a count or an ordinal.
    pub(crate) numbers: Vec<Edge>,
    /// Edges that ask for an expression.
    pub(crate) mentions: Vec<(MentionClass, Edge)>,
    /// The symbols that any edge asks for, and those with which counts and ordinals begin.
    pub(crate) next: SymbolSet,
    /// Rules, by number.
    pub(crate) rules: Vec<u16>,
}

impl Node {
    /// The edges that ask for a symbol of the set. The root has hundreds of edges, of which a
    /// token fits few: so each symbol that both have is looked up.
    pub(crate) fn fitting(&self, set: SymbolSet) -> impl Iterator<Item = &(Symbol, Edge)> {
        set.common(&self.next).flat_map(|symbol| {
            let start = self.symbols.partition_point(|(other, _)| *other < symbol);
            self.symbols[start..].iter().take_while(move |(other, _)| *other == symbol)
        })
    }

    fn edge(&self, step: Step) -> Option<Edge> {
        let symbols = self.symbols.iter().map(|(_, edge)| edge);
        let mentions = self.mentions.iter().map(|(_, edge)| edge);
        symbols.chain(&self.numbers).chain(mentions).find(|edge| edge.step == step).copied()
    }

    fn add(&mut self, edge: Edge, numeric: &SymbolSet) {
        match edge.step.test {
            Test::Symbol(symbol) => {
                let place = self.symbols.partition_point(|(other, _)| *other <= symbol);
                self.symbols.insert(place, (symbol, edge));
                self.next.insert(symbol);
            }
            Test::Count | Test::Ordinal | Test::YearInWords => {
                self.numbers.push(edge);
                self.next.extend(numeric);
            }
            Test::Mention(class) => self.mentions.push((class, edge)),
        }
    }
}

/// The way from one node to another.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) step: Step,
    pub(crate) to: u32,
}

impl Tree {
    /// An empty tree. `numeric` are the symbols with which counts and ordinals begin.
    pub(crate) fn new(numeric: SymbolSet) -> Tree {
        Tree { nodes: vec![Node::default()], numeric }
    }

    /// Whether no pattern is in it.
    pub(crate) fn is_empty(&self) -> bool {
        let root = self.root();
        root.mentions.is_empty() && root.numbers.is_empty() && root.symbols.is_empty()
    }

    pub(crate) fn root(&self) -> &Node {
        &self.nodes[0]
    }

    pub(crate) fn node(&self, number: u32) -> &Node {
        &self.nodes[number as usize]
    }

    /// Adds a sequence for a rule.
    pub(crate) fn insert(&mut self, steps: &[Step], rule: u16) {
        let numeric = self.numeric;
        let mut at = 0;
        for (number, step) in steps.iter().enumerate() {
            // Nothing stands before the first step.
            let step = Step { glued: step.glued && number > 0, ..*step };
            at = match self.nodes[at].edge(step) {
                Some(edge) => edge.to as usize,
                None => {
                    let to = self.nodes.len();
                    self.nodes.push(Node::default());
                    self.nodes[at].add(Edge { step, to: to as u32 }, &numeric);
                    to
                }
            };
        }
        if !self.nodes[at].rules.contains(&rule) {
            self.nodes[at].rules.push(rule);
        }
    }
}

/// What must follow a word for any pattern that begins with it, so that the many "the" and "a" of
/// a text are passed over at a glance.
#[derive(Clone, Debug)]
pub(crate) enum Gate {
    /// No pattern begins with the word.
    Shut,
    /// A pattern may be complete with the word alone, or go on in any way.
    Open,
    /// The next token must have one of these symbols.
    Next(SymbolSet),
}

impl Tree {
    /// The gate of a word with these symbols.
    pub(crate) fn gate(&self, symbols: &SymbolSet) -> Gate {
        let root = self.root();
        if !symbols.meets(&root.next) {
            return Gate::Shut;
        }
        let mut next = SymbolSet::default();
        for (_, edge) in root.fitting(*symbols) {
            let node = self.node(edge.to);
            if !node.rules.is_empty() {
                return Gate::Open;
            }
            next.extend(&node.next);
        }
        let numeric = root.numbers.iter().any(|edge| self.takes(edge, symbols));
        if numeric { Gate::Open } else { Gate::Next(next) }
    }

    /// Whether a count or ordinal may begin with these symbols.
    fn takes(&self, edge: &Edge, symbols: &SymbolSet) -> bool {
        let number = matches!(edge.step.test, Test::Count | Test::Ordinal | Test::YearInWords);
        number && symbols.meets(&self.numeric)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(pattern: &str) -> Result<usize, String> {
        let parts = BTreeMap::from([("n".to_owned(), "{number}|some".to_owned())]);
        expand(pattern, &parts, &mut Symbols::new()).map(|all| all.len())
    }

    #[test]
    fn patterns_are_written_out() {
        assert_eq!(count("[the] {day} (a|b [c])"), Ok(6));
        assert_eq!(count("@n days"), Ok(2));
    }

    #[test]
    fn mistakes_are_named() {
        assert!(count("[the").is_err_and(|e| e.contains("`]` is missing")));
        assert!(count("the)").is_err_and(|e| e.contains("no beginning")));
        assert!(count("{nothing}").is_err_and(|e| e.contains("class `nothing`")));
        assert!(count("<nothing>").is_err());
        assert!(count("@nothing").is_err());
        assert!(count("[the]").is_err_and(|e| e.contains("left out")));
        assert!(count("24").is_err());
    }

    #[test]
    fn a_blank_asks_for_a_blank() {
        let all = expand("a[, b]-c", &BTreeMap::new(), &mut Symbols::new()).unwrap();
        let glued: Vec<Vec<bool>> =
            all.iter().map(|s| s.iter().map(|step| step.glued).collect()).collect();
        assert_eq!(glued, [vec![true, true, false, true, true], vec![true, true, true]]);
    }
}
