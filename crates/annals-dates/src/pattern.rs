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
//! is `the {day}` or `{day}`. All patterns of a level are put in one tree, so that rules with the
//! same beginning are tried together.

use crate::lexicon::{
    EXPRESSION, MAX_SYMBOLS, Symbol, SymbolLists, SymbolSet, TokenSymbols, WordId, list_of,
};
use crate::token::{Kind, Token};
use std::collections::{BTreeMap, HashMap};
use std::hash::{BuildHasherDefault, Hasher};

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

impl Step {
    fn symbol(&self) -> Option<Symbol> {
        match self.test {
            Test::Symbol(symbol) => Some(symbol),
            Test::Count | Test::Ordinal | Test::YearInWords | Test::Mention(_) => None,
        }
    }

    /// Its place among the steps from a node: by symbol, then numbers, then expressions.
    fn rank(&self) -> u16 {
        match self.test {
            Test::Symbol(symbol) => symbol.0,
            Test::Count | Test::Ordinal | Test::YearInWords => MAX_SYMBOLS as u16,
            Test::Mention(_) => MAX_SYMBOLS as u16 + 1,
        }
    }

    /// The step as one number.
    fn code(&self) -> u32 {
        let test = match self.test {
            Test::Symbol(symbol) => u32::from(symbol.0),
            Test::Count => MAX_SYMBOLS as u32,
            Test::Ordinal => MAX_SYMBOLS as u32 + 1,
            Test::YearInWords => MAX_SYMBOLS as u32 + 2,
            Test::Mention(class) => MAX_SYMBOLS as u32 + 3 + class as u32,
        };
        let slot = self.slot.map_or(0, |slot| slot as u32 + 1);
        test << 16 | slot << 8 | u32::from(self.glued)
    }
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
    Holiday,
    Now,
    Edge,
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
        BcYear = "bc-year", Holiday = "holiday", Now = "now", Edge = "edge",
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

/// All kinds, by bit.
pub(crate) const ALL_KINDS: u16 = ((1_u32 << NUMBER_KINDS.len()) - 1) as u16;

/// The kinds that a number is of, by bit.
pub(crate) fn number_kinds(digits: u8, value: u32) -> u16 {
    let bits = |holds: &[(u32, bool)]| {
        holds.iter().fold(0, |bits, (kind, holds)| bits | u16::from(*holds) << kind)
    };
    // 430, 1130: hours and minutes of a clock of twelve hours.
    let clock = value >= 100 && value / 100 <= 12 && value % 100 <= 59;
    match digits {
        1 | 2 => bits(&[
            (0, true),
            (1, digits == 2),
            (3, (1..=31).contains(&value)),
            (4, (1..=12).contains(&value)),
            (5, value <= 24),
            (6, digits == 2 && value <= 59),
            (8, value > 0),
            (13, digits == 1),
        ]),
        3 => bits(&[(0, true), (8, value > 0), (14, true), (15, clock)]),
        4 => {
            let year = (1000..2200).contains(&value);
            bits(&[
                (0, true),
                (2, true),
                (7, year),
                (8, value > 0),
                (9, year && value.is_multiple_of(10)),
                (10, year && value.is_multiple_of(100)),
                (12, (1800..2060).contains(&value)),
                (15, clock),
            ])
        }
        _ => bits(&[(0, digits <= 6), (11, digits == 8)]),
    }
}

/// The symbols of a language by name. Classes are named in braces, words and marks as they are.
#[derive(Clone, Debug)]
pub(crate) struct Symbols {
    by_name: HashMap<String, Symbol>,
}

impl Symbols {
    pub(crate) fn new() -> Symbols {
        let mut symbols = Symbols { by_name: HashMap::new() };
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

    /// Every symbol that is a word or a mark, with its name, in no order.
    pub(crate) fn literals(&self) -> impl Iterator<Item = (&str, Symbol)> {
        self.by_name
            .iter()
            .filter(|(name, _)| !name.starts_with('{'))
            .map(|(name, symbol)| (name.as_str(), *symbol))
    }
}

/// A pattern, taken apart.
#[derive(Clone, Debug)]
pub(crate) enum Pattern {
    Blank,
    Step(Step),
    /// All of them, one after the other; nothing where there are none.
    Sequence(Vec<Pattern>),
    /// One of them.
    Choice(Vec<Pattern>),
}

impl Pattern {
    /// Reads a pattern.
    ///
    /// # Errors
    /// What is wrong with it, in words.
    pub(crate) fn read(
        pattern: &str,
        parts: &BTreeMap<String, String>,
        symbols: &mut Symbols,
    ) -> Result<Pattern, String> {
        let text = write_in_parts(pattern, parts, 0)?;
        let mut parser = Parser { text: &text, at: 0, symbols };
        let pattern = parser.alternatives()?;
        if let Some(stray) = parser.peek() {
            return Err(format!("`{stray}` has no beginning"));
        }
        if pattern.may_be_nothing() {
            return Err("everything in the pattern may be left out".to_owned());
        }
        if pattern.count() > MOST_ALTERNATIVES {
            return Err(format!("the pattern stands for more than {MOST_ALTERNATIVES} sequences"));
        }
        Ok(pattern)
    }

    /// For how many sequences of steps it stands.
    fn count(&self) -> usize {
        match self {
            Pattern::Blank | Pattern::Step(_) => 1,
            Pattern::Sequence(all) => all.iter().map(Pattern::count).fold(1, usize::saturating_mul),
            Pattern::Choice(all) => all.iter().map(Pattern::count).fold(0, usize::saturating_add),
        }
    }

    fn may_be_nothing(&self) -> bool {
        match self {
            Pattern::Blank => true,
            Pattern::Step(_) => false,
            Pattern::Sequence(all) => all.iter().all(Pattern::may_be_nothing),
            Pattern::Choice(all) => all.iter().any(Pattern::may_be_nothing),
        }
    }
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

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<char> {
        self.text[self.at..].chars().next()
    }

    fn next(&mut self) -> Option<char> {
        let next = self.peek()?;
        self.at += next.len_utf8();
        Some(next)
    }

    /// `sequence ("|" sequence)*`
    fn alternatives(&mut self) -> Result<Pattern, String> {
        let mut all = vec![self.sequence()?];
        while self.peek() == Some('|') {
            self.next();
            all.push(self.sequence()?);
        }
        Ok(Pattern::Choice(all))
    }

    /// `(item | blank)*`
    fn sequence(&mut self) -> Result<Pattern, String> {
        let mut all = Vec::new();
        loop {
            all.push(match self.peek() {
                None | Some('|' | ')' | ']') => return Ok(Pattern::Sequence(all)),
                Some(' ') => {
                    self.next();
                    Pattern::Blank
                }
                Some('(') => self.group(')')?,
                Some('[') => {
                    let nothing = Pattern::Sequence(Vec::new());
                    Pattern::Choice(vec![self.group(']')?, nothing])
                }
                Some('{') => Pattern::Step(self.slot()?),
                Some('\\') => {
                    self.next();
                    Pattern::Step(self.mark()?)
                }
                Some('<') => Pattern::Step(self.mention()?),
                Some(letter) if letter.is_alphabetic() => Pattern::Step(self.word()?),
                Some(digit) if digit.is_ascii_digit() => {
                    return Err(format!("`{digit}`: patterns name kinds of numbers, not numbers"));
                }
                Some(_) => Pattern::Step(self.mark()?),
            });
        }
    }

    fn group(&mut self, close: char) -> Result<Pattern, String> {
        self.next();
        let inner = self.alternatives()?;
        if self.next() == Some(close) { Ok(inner) } else { Err(format!("`{close}` is missing")) }
    }

    fn name(&mut self, close: char) -> Result<&'a str, String> {
        self.next();
        let Some((name, _)) = self.text[self.at..].split_once(close) else {
            return Err(format!("`{close}` is missing"));
        };
        self.at += name.len() + 1;
        Ok(name)
    }

    fn slot(&mut self) -> Result<Step, String> {
        let start = self.at;
        let name = self.name('}')?;
        let in_braces = &self.text[start..self.at];
        let (slot, class) = match name.split_once('=') {
            Some((slot, class)) => {
                let known = Slot::from_name(slot);
                (Some(known.ok_or_else(|| format!("nothing is called `{slot}`"))?), class)
            }
            None => (Slot::from_name(name), name),
        };
        let test = match class {
            "count" => Test::Count,
            "ordinal" => Test::Ordinal,
            "year-in-words" => Test::YearInWords,
            _ => {
                let symbol = match class.len() == name.len() {
                    true => self.symbols.get(in_braces),
                    false => self.symbols.get(&format!("{{{class}}}")),
                };
                Test::Symbol(symbol.ok_or_else(|| format!("there is no class `{class}`"))?)
            }
        };
        Ok(Step { test, glued: true, slot })
    }

    fn mention(&mut self) -> Result<Step, String> {
        let name = self.name('>')?;
        let class = MentionClass::from_name(name)
            .ok_or_else(|| format!("there are no expressions of the class `{name}`"))?;
        Ok(Step { test: Test::Mention(class), glued: true, slot: None })
    }

    fn word(&mut self) -> Result<Step, String> {
        let start = self.at;
        while self.peek().is_some_and(char::is_alphabetic) {
            self.next();
        }
        let word = &self.text[start..self.at];
        match word.bytes().all(|byte| byte.is_ascii_lowercase()) {
            true => self.literal(word),
            false => self.literal(&word.to_lowercase()),
        }
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

/// All patterns of a level, as one tree.
#[derive(Clone, Debug, Default)]
pub(crate) struct Tree {
    root: Node,
    /// What any edge of the root asks for; see [`Tree::next`].
    begin: SymbolSet,
    /// The edges of each node side by side.
    edges: Vec<Edge>,
    /// The rules of each node side by side, by number.
    rules: Vec<u16>,
    gates: Gates,
    /// The symbols with which counts and ordinals begin.
    numeric: SymbolSet,
    /// For every symbol, which of the root's edges is the first that asks for it.
    first: Vec<u32>,
}

/// A place in the tree: what may come next, and which rules end here.
///
/// A language has tens of thousands. That they are small decides how soon a program can start.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Node {
    /// Where its edges begin.
    edges: u32,
    /// How many of them ask for a symbol: the first, in the order of the symbols.
    symbols: u16,
    /// How many then ask for a count or an ordinal.
    numbers: u16,
    /// How many then ask for an expression.
    mentions: u16,
    /// How many rules end here,
    ends: u16,
    /// and where they begin.
    rules: u32,
}

/// The way to a node.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Edge {
    pub(crate) step: Step,
    to: Node,
    /// At a glance, what may come next.
    next: u64,
}

/// The gates of all tokens with which a pattern may begin.
#[derive(Clone, Debug, Default)]
struct Gates {
    /// Of every word, as it stands and with a capital; see [`list_of`].
    words: Vec<Gate>,
    /// Of every ASCII mark.
    marks: Vec<Gate>,
    /// The same in short: most tokens are passed over by it, and it is small enough to stay at
    /// hand.
    begins: [Vec<Begins>; 2],
    /// The kinds of numbers, by bit, with which alone a pattern may be complete.
    whole_numbers: u16,
    /// Of any other number.
    number: Gate,
    /// Whether a pattern may be complete with a decimal or with its mark: "5.93", "155,221".
    whole_decimals: bool,
    /// What must follow a decimal otherwise.
    after_decimal: Following,
    /// Of an expression that was found before.
    mention: Gate,
    /// What gates ask for, each once.
    following: Vec<Following>,
}

/// What must follow.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Following {
    /// The next token must have one of these symbols,
    pub(crate) symbols: SymbolSet,
    /// or begin an expression.
    pub(crate) mention: bool,
}

/// What must follow the first token of a pattern, so that the many "the" and "a" of a text are
/// passed over quickly.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) enum Gate {
    /// No pattern begins so.
    #[default]
    Shut,
    /// A pattern may be complete, or go on in any way.
    Open,
    /// Something must follow.
    Next {
        /// What, at a glance.
        glance: u64,
        /// See [`Tree::following`].
        exactly: u32,
    },
}

/// A gate in short.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Begins {
    #[default]
    Never,
    Always,
    /// If the next token is known.
    BeforeKnown,
}

impl From<&Gate> for Begins {
    fn from(gate: &Gate) -> Begins {
        match gate {
            Gate::Shut => Begins::Never,
            Gate::Open => Begins::Always,
            Gate::Next { .. } => Begins::BeforeKnown,
        }
    }
}

/// What gates ask for while they are made, each once, with its number.
type Asked = BTreeMap<Following, u32>;

impl Tree {
    /// Whether no pattern is in it.
    pub(crate) fn is_empty(&self) -> bool {
        self.edges.is_empty()
    }

    pub(crate) fn root(&self) -> &Node {
        &self.root
    }

    /// Whether an edge leads on where something stands next, at a glance, or a rule ends there.
    #[inline]
    pub(crate) fn leads(&self, edge: &Edge, next: u64) -> bool {
        edge.to.ends > 0 || edge.next & next != 0
    }

    /// The rules that end at a node, by number.
    #[inline]
    pub(crate) fn rules(&self, node: &Node) -> &[u16] {
        &self.rules[node.rules as usize..][..usize::from(node.ends)]
    }

    /// Shows each edge of a node that asks for a symbol of a token.
    pub(crate) fn each_fitting<'a>(
        &'a self,
        node: &'a Node,
        symbols: TokenSymbols<'_>,
        mut show: impl FnMut(Symbol, &'a Edge),
    ) {
        const FEW: usize = 12;
        let edges = self.slice(node, 0, node.symbols);
        // The root has hundreds of edges.
        if std::ptr::eq(node, self.root()) {
            symbols.each_in(&self.begin, |symbol| {
                let place = usize::from(symbol.0);
                let (start, end) = (self.first[place], self.first[place + 1]);
                edges[start as usize..end as usize].iter().for_each(|edge| show(symbol, edge));
            });
        } else if edges.len() <= FEW {
            for edge in edges {
                if let Test::Symbol(symbol) = edge.step.test
                    && symbols.contain(symbol)
                {
                    show(symbol, edge);
                }
            }
        } else {
            symbols.each(|symbol| {
                let start = edges.partition_point(|edge| edge.symbol() < Some(symbol));
                let same = edges[start..].iter().take_while(|edge| edge.symbol() == Some(symbol));
                same.for_each(|edge| show(symbol, edge));
            });
        }
    }

    /// The symbols with which counts and ordinals begin.
    pub(crate) fn numeric(&self) -> &SymbolSet {
        &self.numeric
    }

    /// The edges of a node that ask for a count or an ordinal.
    pub(crate) fn numbers(&self, node: &Node) -> &[Edge] {
        self.slice(node, node.symbols, node.numbers)
    }

    /// The edges of a node that ask for an expression.
    pub(crate) fn mentions(&self, node: &Node) -> &[Edge] {
        self.slice(node, node.symbols + node.numbers, node.mentions)
    }

    /// The gate of a word.
    #[inline]
    pub(crate) fn word_gate(&self, id: WordId, capital: bool) -> Gate {
        self.gates.words.get(list_of(id, capital)).copied().unwrap_or_default()
    }

    /// The gate of a mark.
    pub(crate) fn mark_gate(&self, mark: u8) -> Gate {
        self.gates.marks.get(usize::from(mark)).copied().unwrap_or_default()
    }

    /// The gate of a number.
    pub(crate) fn number_gate(&self, kinds: u16) -> Gate {
        match kinds & self.gates.whole_numbers {
            0 => self.gates.number,
            _ => Gate::Open,
        }
    }

    /// What must follow a decimal; `None` where a pattern may be complete with it.
    pub(crate) fn after_decimal(&self) -> Option<&Following> {
        (!self.gates.whole_decimals).then_some(&self.gates.after_decimal)
    }

    /// The gate of an expression that was found before.
    pub(crate) fn mention_gate(&self) -> Gate {
        self.gates.mention
    }

    /// Whether a pattern may begin with a token that is in no expression.
    #[inline]
    pub(crate) fn may_begin(&self, token: &Token) -> bool {
        self.begins(token) != Begins::Never
    }

    #[inline]
    fn begins(&self, token: &Token) -> Begins {
        let [words, marks] = &self.gates.begins;
        let of = |list: &[Begins], number: usize| list.get(number).copied().unwrap_or_default();
        match token.kind {
            Kind::Word(id) => of(words, list_of(id, token.capital)),
            Kind::Number { .. } => Begins::Always,
            Kind::Mark(mark) => of(marks, usize::from(mark)),
        }
    }

    /// Puts into `starts` the tokens with which a pattern may begin, as far as they and whether
    /// the next token is known can tell, and returns how many. Without a branch on either: the
    /// known words of a text come in no order.
    pub(crate) fn starts(&self, tokens: &[Token], starts: &mut Vec<usize>) -> usize {
        // What a longer paragraph left is not wiped out: it is written over, or not read.
        if starts.len() < tokens.len() {
            starts.resize(tokens.len(), 0);
        }
        let starts = &mut starts[..tokens.len()];
        let mut count = 0;
        let (mut open, mut waits) = (false, false);
        for (at, token) in tokens.iter().enumerate() {
            let (begins, is_known) = (self.begins(token), !token.is_unknown());
            // Whether the token before is one of them is only known now.
            starts[count] = at.wrapping_sub(1);
            count += usize::from(open | (waits & is_known));
            (open, waits) = (begins == Begins::Always, begins == Begins::BeforeKnown);
        }
        if open {
            starts[count] = tokens.len() - 1;
            count += 1;
        }
        count
    }

    /// What a gate asks for.
    pub(crate) fn following(&self, gate: u32) -> &Following {
        &self.gates.following[gate as usize]
    }

    /// So many of a node's edges after the first few.
    fn slice(&self, node: &Node, after: u16, count: u16) -> &[Edge] {
        &self.edges[node.edges as usize + usize::from(after)..][..usize::from(count)]
    }

    /// The symbols that any edge of a node asks for, and those with which counts and ordinals
    /// begin.
    fn next(&self, node: &Node) -> SymbolSet {
        let mut next = SymbolSet::default();
        self.slice(node, 0, node.symbols).iter().filter_map(Edge::symbol).for_each(|symbol| {
            next.insert(symbol);
        });
        if node.numbers > 0 {
            next.extend(&self.numeric);
        }
        next
    }

    /// What may follow at a node may follow here as well.
    fn include(&self, node: &Node, following: &mut Following) {
        following.symbols.extend(&self.next(node));
        following.mention |= node.mentions > 0;
    }

    fn gates(&self, numeric: &Numeric, words: &SymbolLists, marks: &SymbolLists) -> Gates {
        let mut asked = Asked::new();
        let mut gates = |lists: &SymbolLists| -> Vec<Gate> {
            let gate = |symbols| self.gate_of(symbols, numeric, &mut asked);
            lists.iter().map(gate).collect()
        };
        let (of_words, of_marks) = (gates(words), gates(marks));
        let root = self.root();
        let (mut whole_numbers, mut edges) = (0, Vec::new());
        let kinds_of_numbers = TokenSymbols::Kinds(ALL_KINDS);
        self.each_fitting(root, kinds_of_numbers, |kind, edge| {
            whole_numbers |= u16::from(edge.ends()) << kind.0;
            edges.push(edge);
        });
        let mut after_number = Following { symbols: numeric.inside, mention: false };
        for edge in self.numbers(root) {
            let whole = edge.ends();
            whole_numbers |= if whole { ALL_KINDS } else { 0 };
            edges.push(edge);
        }
        let mut whole_decimals = self.numbers(root).iter().any(Edge::ends);
        let mut after_decimal = Following { symbols: numeric.inside, mention: false };
        self.numbers(root).iter().for_each(|edge| self.include(edge.node(), &mut after_decimal));
        for (edge, mark) in edges.iter().flat_map(|edge| [(edge, b'.'), (edge, b',')]) {
            self.each_fitting(edge.node(), marks.get(usize::from(mark)), |_, point| {
                whole_decimals |= point.ends();
                let node = point.node();
                let mut end_with = |end: &Edge| {
                    whole_decimals |= end.ends();
                    self.include(end.node(), &mut after_decimal);
                };
                self.each_fitting(node, kinds_of_numbers, |_, end| end_with(end));
                self.numbers(node).iter().for_each(end_with);
            });
        }
        edges.iter().for_each(|edge| self.include(edge.node(), &mut after_number));
        let number = match self.begin.first() & u64::from(ALL_KINDS) {
            0 => Gate::Shut,
            _ => ask(&mut asked, after_number),
        };
        let mention = self.gate(self.mentions(root).iter(), &mut asked);
        let mut following = vec![Following::default(); asked.len()];
        asked.into_iter().for_each(|(all, number)| following[number as usize] = all);
        Gates {
            begins: [&of_words, &of_marks].map(|gates| gates.iter().map(Begins::from).collect()),
            words: of_words,
            marks: of_marks,
            whole_numbers,
            number,
            whole_decimals,
            after_decimal,
            mention,
            following,
        }
    }

    fn gate_of(&self, symbols: TokenSymbols<'_>, numeric: &Numeric, asked: &mut Asked) -> Gate {
        let root = self.root();
        if !symbols.meet(&self.begin) {
            return Gate::Shut;
        }
        if root.numbers > 0 && symbols.meet(&numeric.first) {
            return Gate::Open;
        }
        let mut edges = Vec::new();
        self.each_fitting(root, symbols, |_, edge| edges.push(edge));
        self.gate(edges.into_iter(), asked)
    }

    /// What must follow the first token of a pattern that begins with one of the edges.
    fn gate<'a>(&self, edges: impl Iterator<Item = &'a Edge>, asked: &mut Asked) -> Gate {
        let (mut all, mut shut) = (Following::default(), true);
        for edge in edges {
            if edge.ends() {
                return Gate::Open;
            }
            self.include(edge.node(), &mut all);
            shut = false;
        }
        if shut { Gate::Shut } else { ask(asked, all) }
    }
}

/// A gate that asks for this.
fn ask(asked: &mut Asked, all: Following) -> Gate {
    let new = asked.len() as u32;
    let exactly = *asked.entry(all).or_insert(new);
    Gate::Next { glance: all.symbols.glance() | if all.mention { EXPRESSION } else { 0 }, exactly }
}

impl Edge {
    /// Where it leads.
    pub(crate) fn node(&self) -> &Node {
        &self.to
    }

    /// Whether a rule ends there.
    pub(crate) fn ends(&self) -> bool {
        self.to.ends > 0
    }

    fn symbol(&self) -> Option<Symbol> {
        self.step.symbol()
    }
}

/// Symbols of counts and ordinals.
#[derive(Clone, Debug)]
pub(crate) struct Numeric {
    /// Those with which they begin.
    pub(crate) first: SymbolSet,
    /// Those that may stand in them after a number in digits.
    pub(crate) inside: SymbolSet,
}

/// A tree while patterns are put into it.
#[derive(Debug, Default)]
pub(crate) struct Builder<'a> {
    /// What stands in the text, where patterns are wanted for one text only.
    present: Option<&'a Present>,
    /// The node that a step leads to from another. The root is 0.
    children: HashMap<u64, u32, BuildHasherDefault<Mixed>>,
    /// For each further node the node that leads to it, and the step.
    steps: Vec<(u32, Step)>,
    /// All rules in their order, each with a node at which it ends.
    rules: Vec<(u32, u16)>,
    /// For every place, the number of the choice at which it was last met.
    met: Vec<u32>,
    choices: u32,
}

/// What stands in a text.
#[derive(Debug)]
pub(crate) struct Present {
    /// The symbols of its tokens.
    pub(crate) symbols: SymbolSet,
    /// Whether a count or an ordinal may.
    pub(crate) numbers: bool,
}

impl Present {
    /// Whether a step can be taken in the text.
    fn allows(&self, step: &Step) -> bool {
        match step.test {
            Test::Symbol(symbol) => self.symbols.contains(symbol),
            Test::Count | Test::Ordinal | Test::YearInWords => self.numbers,
            Test::Mention(_) => true,
        }
    }
}

/// A hash of numbers that nobody chooses with evil intent, made in a moment: languages are compiled
/// whenever a program starts.
#[derive(Clone, Copy, Debug, Default)]
struct Mixed(u64);

impl Hasher for Mixed {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, number: u64) {
        let mixed = (self.0 ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
        self.0 = mixed ^ mixed >> 32;
    }
}

/// How far a pattern has been put in: up to a node, and whether no blank has stood since.
type Place = (u32, bool);

impl<'a> Builder<'a> {
    /// A tree of all patterns, or of those that can match in one text.
    pub(crate) fn new(present: Option<&'a Present>) -> Builder<'a> {
        Builder { present, ..Builder::default() }
    }

    /// Adds a pattern of a rule.
    pub(crate) fn insert(&mut self, pattern: &Pattern, rule: u16) {
        let ends = self.grow(pattern, vec![(0, true)]);
        self.rules.extend(ends.into_iter().map(|(node, _)| (node, rule)));
    }

    /// Lets a pattern go on from some places; tells to where.
    fn grow(&mut self, pattern: &Pattern, mut from: Vec<Place>) -> Vec<Place> {
        match pattern {
            Pattern::Blank => {
                from.iter_mut().for_each(|(_, glued)| *glued = false);
                self.unique(from)
            }
            Pattern::Step(step) if self.present.is_some_and(|text| !text.allows(step)) => {
                Vec::new()
            }
            Pattern::Step(step) => {
                for (node, glued) in &mut from {
                    // Nothing stands before the first step.
                    let step = Step { glued: *glued && *node > 0, ..*step };
                    (*node, *glued) = (self.child(*node, step), true);
                }
                from
            }
            Pattern::Sequence(all) => {
                for part in all {
                    if from.is_empty() {
                        break;
                    }
                    from = self.grow(part, from);
                }
                from
            }
            Pattern::Choice(all) => match all.as_slice() {
                [only] => self.grow(only, from),
                all => {
                    let to = all.iter().flat_map(|part| self.grow(part, from.clone())).collect();
                    self.unique(to)
                }
            },
        }
    }

    /// Each place once.
    fn unique(&mut self, mut places: Vec<Place>) -> Vec<Place> {
        self.choices += 1;
        self.met.resize(2 * (self.steps.len() + 1), 0);
        places.retain(|(node, glued)| {
            let met = &mut self.met[2 * *node as usize + usize::from(*glued)];
            std::mem::replace(met, self.choices) != self.choices
        });
        places
    }

    fn child(&mut self, node: u32, step: Step) -> u32 {
        let new = self.steps.len() as u32 + 1;
        let key = u64::from(node) << 32 | u64::from(step.code());
        let to = *self.children.entry(key).or_insert(new);
        if to == new {
            self.steps.push((node, step));
        }
        to
    }

    /// The tree, for a lexicon of these words and for marks of these symbols.
    pub(crate) fn finish(
        self,
        numeric: &Numeric,
        words: &SymbolLists,
        marks: &SymbolLists,
    ) -> Tree {
        let Builder { steps, mut rules, .. } = self;
        rules.sort_by_key(|(node, _)| *node);
        rules.dedup();
        let (order, mut nodes) = in_order(&steps);
        for (place, (node, _)) in (0..).zip(&rules) {
            let node = &mut nodes[*node as usize];
            node.rules = if node.ends == 0 { place } else { node.rules };
            node.ends += 1;
        }
        let numbers = numeric.first.glance();
        let mut next = vec![0; nodes.len()];
        for (from, step) in &steps {
            next[*from as usize] |= match step.test {
                Test::Symbol(symbol) => symbol.glance(),
                Test::Count | Test::Ordinal | Test::YearInWords => numbers,
                Test::Mention(_) => EXPRESSION,
            };
        }
        let edge = |to: usize| Edge { step: steps[to - 1].1, to: nodes[to], next: next[to] };
        let mut tree = Tree {
            root: nodes[0],
            edges: order.into_iter().map(|to| edge(to as usize)).collect(),
            rules: rules.into_iter().map(|(_, rule)| rule).collect(),
            numeric: numeric.first,
            ..Tree::default()
        };
        tree.begin = tree.next(&tree.root);
        let first = tree.slice(&tree.root, 0, tree.root.symbols);
        let before = |symbol: u16| first.partition_point(|edge| edge.step.rank() < symbol) as u32;
        tree.first = (0..=MAX_SYMBOLS as u16).map(before).collect();
        tree.gates = tree.gates(numeric, words, marks);
        tree
    }
}

/// The nodes to which steps lead, in the order in which their edges stand side by side, and every
/// node by its number with the place of its edges.
fn in_order(steps: &[(u32, Step)]) -> (Vec<u32>, Vec<Node>) {
    let mut nodes = vec![Node::default(); steps.len() + 1];
    for (from, step) in steps {
        let node = &mut nodes[*from as usize];
        match step.test {
            Test::Symbol(_) => node.symbols += 1,
            Test::Count | Test::Ordinal | Test::YearInWords => node.numbers += 1,
            Test::Mention(_) => node.mentions += 1,
        }
    }
    let mut start = 0;
    for node in &mut nodes {
        node.edges = start;
        start += node.count() as u32;
    }
    let mut order = vec![0; steps.len()];
    let mut free: Vec<u32> = nodes.iter().map(|node| node.edges).collect();
    for (to, (from, _)) in (1..).zip(steps) {
        let place = &mut free[*from as usize];
        order[*place as usize] = to;
        *place += 1;
    }
    for node in nodes.iter().filter(|node| node.count() > 1) {
        let own = &mut order[node.edges as usize..][..node.count()];
        own.sort_by_key(|to| steps[*to as usize - 1].1.rank());
    }
    (order, nodes)
}

impl Node {
    /// How many edges it has.
    fn count(&self) -> usize {
        [self.symbols, self.numbers, self.mentions].map(usize::from).iter().sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn count(pattern: &str) -> Result<usize, String> {
        let parts = BTreeMap::from([("n".to_owned(), "{number}|some".to_owned())]);
        Pattern::read(pattern, &parts, &mut Symbols::new()).map(|pattern| pattern.count())
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
        let pattern = Pattern::read("a[, b]-c", &BTreeMap::new(), &mut Symbols::new()).unwrap();
        let mut builder = Builder::default();
        builder.insert(&pattern, 7);
        let none = Numeric { first: SymbolSet::default(), inside: SymbolSet::default() };
        let tree = builder.finish(&none, &SymbolLists::default(), &SymbolLists::default());
        let mut glued = Vec::new();
        let mut node = tree.root();
        while let [.., edge] = tree.slice(node, 0, node.symbols) {
            glued.push(edge.step.glued);
            node = edge.node();
        }
        // The last way is the one with the mark that is named last: "a-c".
        assert_eq!((glued, tree.rules(node)), (vec![false, true, true], &[7][..]));
        let steps = tree.edges.iter().filter(|edge| !edge.step.glued).count();
        assert_eq!((tree.edges.len(), steps), (7, 2), "a, and b after the comma");
    }
}
