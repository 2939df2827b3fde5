//! Where a text names dates: the search, which needs no context and never fails.
//!
//! Three levels, each by a tree of patterns. *Atoms* are words of the text: "last week", "May 10".
//! *Joins* put words round atoms, or atoms together, into one expression: "late", "Monday at
//! noon". *Combinations* say how expressions belong together: "from … to …". At each place the
//! longest pattern wins, then the one of higher priority.
//!
//! A phrase that is known to be a date has a fourth level: *wholes* say what combinations and
//! expressions are together, "1973–4, cast 1980 or 1981".

use crate::annotate::Mode;
use crate::compose::{Caught, compose, members};
use crate::language::{Grammar, Language, Rule, RuleId};
use crate::lexicon::{Symbol, SymbolSet, WordId};
use crate::meaning::Meaning;
use crate::pattern::{Edge, MentionClass, Node, Slot, Test, Tree, number_symbols};
use crate::token::{Kind, Token, Tokenizer};
use std::ops::Range;

/// An expression of a text that names a time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mention {
    /// Its bytes.
    pub span: Range<usize>,
    /// The rule that recognised it; see [`Language::rule_name`].
    pub rule: RuleId,
    /// What it says.
    pub meaning: Meaning,
}

/// Finds the expressions of a text that name times, in order and without overlap.
///
/// Pure syntax: no reference day is needed, and the result can be kept.
///
/// ```
/// use annals_dates::{Language, find};
/// let text = "It opened on 3 March and closed last week.";
/// let found = find(text, Language::english());
/// let phrases: Vec<&str> = found.iter().map(|mention| &text[mention.span.clone()]).collect();
/// assert_eq!(phrases, ["3 March", "last week"]);
/// ```
pub fn find(text: &str, language: &Language) -> Vec<Mention> {
    let mut found = Vec::new();
    paragraphs(text, language, language.grammar(Mode::Text), |paragraph| {
        found.extend(paragraph.atoms.iter().map(|atom| Mention {
            span: paragraph.bytes(&atom.tokens),
            rule: atom.rule,
            meaning: atom.meaning.clone(),
        }));
    });
    found
}

fn is_unknown(token: &Token) -> bool {
    token.kind == Kind::Word(WordId::UNKNOWN)
}

fn is_name(token: &Token) -> bool {
    token.capital && is_unknown(token)
}

/// A paragraph and what was found in it.
pub(crate) struct Paragraph<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) atoms: &'a [Atom],
    pub(crate) groups: &'a [Group],
    /// What rules for whole phrases made of expressions and groups.
    pub(crate) wholes: &'a [Atom],
}

/// An expression, in tokens of its paragraph.
#[derive(Clone, Debug)]
pub(crate) struct Atom {
    pub(crate) tokens: Range<usize>,
    pub(crate) rule: RuleId,
    pub(crate) meaning: Meaning,
    /// A rule that reads the same words differently with equal right.
    pub(crate) rival: Option<RuleId>,
}

/// Expressions that belong together.
#[derive(Clone, Debug)]
pub(crate) struct Group {
    pub(crate) tokens: Range<usize>,
    pub(crate) rule: RuleId,
    pub(crate) meaning: Meaning,
    /// Which of the paragraph's atoms.
    pub(crate) members: Range<usize>,
}

impl Group {
    fn atom(&self) -> Atom {
        Atom {
            tokens: self.tokens.clone(),
            rule: self.rule,
            meaning: self.meaning.clone(),
            rival: None,
        }
    }
}

impl Paragraph<'_> {
    /// The bytes of a range of tokens.
    pub(crate) fn bytes(&self, tokens: &Range<usize>) -> Range<usize> {
        bytes(self.tokens, tokens)
    }
}

fn bytes(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    match (tokens.get(range.start), tokens.get(range.end.wrapping_sub(1))) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    }
}

/// Searches a text paragraph by paragraph; those without an expression are passed over.
pub(crate) fn paragraphs(
    text: &str,
    language: &Language,
    grammar: &Grammar,
    mut visit: impl FnMut(&Paragraph<'_>),
) {
    let mut tokenizer = Tokenizer::new(text);
    let mut search = Search::new(text, language);
    let mut tokens = Vec::new();
    while tokenizer.paragraph(language.lexicon(), &mut tokens) {
        match grammar.mode {
            Mode::Text => {}
            // Authors write "11 jun 1859": in a phrase nothing else could be meant.
            Mode::Phrase => {
                tokens.iter_mut().for_each(|token| token.capital |= !is_unknown(token));
            }
            // "see you on friday", but "i may go".
            Mode::Message => {
                tokens.iter_mut().for_each(|token| token.capital |= language.is_clear(token.kind));
            }
        }
        search.begin();
        search.atoms(grammar, &tokens);
        if search.atoms.is_empty() {
            continue;
        }
        // Again, so that "early on the morning of 3 May" can be joined from within.
        for _ in 0..grammar.depth {
            if !search.joins(&grammar.joins, &tokens) {
                break;
            }
        }
        search.atoms.retain(|atom| !language.is_ignored(atom.rule));
        search.combinations(&grammar.combinations, &tokens);
        if !search.atoms.is_empty() {
            let wholes = wholes(&search, grammar, &tokens);
            let (atoms, groups) = (&search.atoms, &search.groups);
            visit(&Paragraph { tokens: &tokens, atoms, groups, wholes: &wholes });
        }
    }
}

/// What the rules for whole phrases make of the groups and of the atoms that are in none.
fn wholes(found: &Search<'_>, grammar: &Grammar, tokens: &[Token]) -> Vec<Atom> {
    if grammar.wholes.is_empty() {
        return Vec::new();
    }
    let mut search = Search::new(found.text, found.language);
    let mut groups = found.groups.iter().peekable();
    for (number, atom) in found.atoms.iter().enumerate() {
        while groups.next_if(|group| group.members.end <= number).is_some() {}
        match groups.peek().filter(|group| group.members.contains(&number)) {
            Some(group) if group.members.start == number => search.atoms.push(group.atom()),
            Some(_) => {}
            None => search.atoms.push(atom.clone()),
        }
    }
    for _ in 0..grammar.depth {
        if !search.joins(&grammar.wholes, tokens) {
            break;
        }
    }
    let language = found.language;
    search.atoms.retain(|atom| language.is_whole(atom.rule));
    search.atoms
}

/// The search in one paragraph; its buffers are used again for the next.
struct Search<'a> {
    text: &'a str,
    language: &'a Language,
    atoms: Vec<Atom>,
    groups: Vec<Group>,
    /// For each token, the atom that it belongs to, and whether it is its first.
    owners: Vec<Option<(usize, bool)>>,
}

impl<'a> Search<'a> {
    fn new(text: &'a str, language: &'a Language) -> Self {
        Search { text, language, atoms: Vec::new(), groups: Vec::new(), owners: Vec::new() }
    }

    fn begin(&mut self) {
        self.atoms.clear();
        self.groups.clear();
        self.owners.clear();
    }

    fn atoms(&mut self, grammar: &Grammar, tokens: &[Token]) {
        let mut at = 0;
        while at < tokens.len() {
            if self.language.may_begin(grammar, &tokens[at], tokens.get(at + 1)) {
                let best = self.longest(&grammar.atoms, tokens, at);
                if let Some(best) = best {
                    at = best.end;
                    self.atoms.push(best.atom());
                    continue;
                }
            }
            at += 1;
        }
    }

    /// Puts words round atoms; tells whether it did.
    fn joins(&mut self, tree: &Tree, tokens: &[Token]) -> bool {
        let matches = self.matches(tree, tokens);
        let mut atoms = Vec::with_capacity(self.atoms.len());
        let mut old = std::mem::take(&mut self.atoms).into_iter();
        let mut taken = 0;
        for Match { best, atoms: inner } in &matches {
            atoms.extend(old.by_ref().take(inner.start - taken));
            atoms.push(best.atom());
            old.by_ref().take(inner.len()).for_each(drop);
            taken = inner.end;
        }
        atoms.extend(old);
        self.atoms = atoms;
        !matches.is_empty()
    }

    fn combinations(&mut self, tree: &Tree, tokens: &[Token]) {
        let matches = self.matches(tree, tokens);
        self.take_groups(matches);
    }

    /// The matches of a level above the first: each holds at least one atom, and none overlap.
    fn matches(&mut self, tree: &Tree, tokens: &[Token]) -> Vec<Match> {
        self.own(tokens.len());
        let (mut at, mut next, mut found) = (0, 0, Vec::new());
        while next < self.atoms.len() {
            let first = self.atoms[next].tokens.start;
            // A pattern may begin a few tokens before its first expression.
            let from = at.max(first.saturating_sub(REACH));
            let Some(best) = (from..=first).find_map(|start| self.longest(tree, tokens, start))
            else {
                at = self.atoms[next].tokens.end;
                next += 1;
                continue;
            };
            at = best.end;
            let inside = |atom: &&Atom| atom.tokens.start < at;
            let count = self.atoms[next..].iter().take_while(inside).count().max(1);
            found.push(Match { best, atoms: next..next + count });
            next += count;
        }
        found
    }

    /// Makes groups of what was found; bare numbers in them become expressions of their own.
    fn take_groups(&mut self, found: Vec<Match>) {
        let mut atoms = Vec::with_capacity(self.atoms.len() + found.len());
        let mut old = std::mem::take(&mut self.atoms).into_iter();
        let mut taken = 0;
        for Match { best, atoms: inner } in found {
            atoms.extend(old.by_ref().take(inner.start - taken));
            let first = atoms.len();
            taken = inner.end;
            let inner: Vec<Atom> = old.by_ref().take(inner.len()).collect();
            atoms.extend(self.members(&best, inner));
            self.groups.push(Group {
                tokens: best.start..best.end,
                rule: best.rule,
                meaning: best.meaning,
                members: first..atoms.len(),
            });
        }
        atoms.extend(old);
        self.atoms = atoms;
    }

    fn members(&self, best: &Best, mut inner: Vec<Atom>) -> Vec<Atom> {
        let Some(meanings) = members(&best.caught) else { return inner };
        let places = best.caught.iter().filter_map(|caught| match caught {
            Caught::Mention { .. } => Some(None),
            Caught::Value { slot, tokens, .. } if is_member(*slot) => Some(Some(*tokens)),
            Caught::Value { .. } => None,
        });
        for (number, (meaning, place)) in meanings.into_iter().zip(places).enumerate() {
            match place {
                None => {
                    if let Some(atom) = inner.get_mut(number) {
                        atom.meaning = meaning;
                    }
                }
                Some((start, end)) => {
                    let atom = Atom { tokens: start..end, rule: best.rule, meaning, rival: None };
                    inner.insert(number.min(inner.len()), atom);
                }
            }
        }
        inner
    }

    fn own(&mut self, tokens: usize) {
        self.owners.clear();
        self.owners.resize(tokens, None);
        for (number, atom) in self.atoms.iter().enumerate() {
            for token in atom.tokens.clone() {
                self.owners[token] = Some((number, token == atom.tokens.start));
            }
        }
        self.groups.clear();
    }

    fn longest(&self, tree: &Tree, tokens: &[Token], start: usize) -> Option<Best> {
        let mut walk = Walk { search: self, tree, tokens, start, caught: Vec::new(), best: None };
        walk.step(tree.root(), start);
        walk.best
    }

    fn owner(&self, token: usize) -> Option<(usize, bool)> {
        self.owners.get(token).copied().flatten()
    }
}

/// Whether a value caught under this name is an expression of its own in a combination.
fn is_member(slot: Slot) -> bool {
    matches!(
        slot,
        Slot::Day
            | Slot::Ordinal
            | Slot::Year
            | Slot::ShortYear
            | Slot::LastDigit
            | Slot::Month
            | Slot::Weekday
    )
}

/// How many tokens before its first expression a pattern may begin.
const REACH: usize = 5;

/// The best match so far at a place.
#[derive(Clone, Debug)]
struct Best {
    start: usize,
    end: usize,
    rule: RuleId,
    priority: i8,
    meaning: Meaning,
    caught: Vec<Caught>,
    rival: Option<RuleId>,
}

/// A match of a level above the first, and the atoms that it holds.
struct Match {
    best: Best,
    atoms: Range<usize>,
}

impl Best {
    fn atom(&self) -> Atom {
        Atom {
            tokens: self.start..self.end,
            rule: self.rule,
            meaning: self.meaning.clone(),
            rival: self.rival,
        }
    }
}

/// A walk down a tree along the tokens.
struct Walk<'a> {
    search: &'a Search<'a>,
    tree: &'a Tree,
    tokens: &'a [Token],
    start: usize,
    caught: Vec<Caught>,
    best: Option<Best>,
}

impl Walk<'_> {
    fn step(&mut self, node: &Node, at: usize) {
        for rule in &node.rules {
            self.accept(RuleId(*rule), at);
        }
        let Some(token) = self.tokens.get(at) else { return };
        let owner = self.search.owner(at);
        if let Some((number, first)) = owner {
            // Tokens inside an expression are not looked at one by one.
            for (class, edge) in node.mentions.iter().filter(|_| first) {
                self.mention(edge, *class, number, at);
            }
            return;
        }
        let symbols = self.search.language.symbols(token);
        if !symbols.meets(&node.next) {
            return;
        }
        for (symbol, edge) in node.fitting(symbols) {
            self.symbol(edge, *symbol, at);
        }
        for edge in &node.numbers {
            let read = match edge.step.test {
                Test::Count => self.search.language.count(self.tokens, at),
                Test::YearInWords => self.search.language.year_in_words(self.tokens, at),
                _ => self.search.language.ordinal(self.tokens, at),
            };
            if let Some((value, end)) = read {
                self.number(edge, value, at, end);
            }
        }
    }

    fn fits(&self, edge: &Edge, at: usize) -> bool {
        at == self.start || self.tokens[at].glued == edge.step.glued
    }

    fn symbol(&mut self, edge: &Edge, symbol: Symbol, at: usize) {
        if !self.fits(edge, at) {
            return;
        }
        let value = edge.step.slot.map(|slot| (slot, self.value(slot, symbol, at)));
        match value {
            Some((slot, value)) => {
                self.with(Caught::Value { slot, value, tokens: (at, at + 1) }, edge, at + 1);
            }
            None => self.step(self.tree.node(edge.to), at + 1),
        }
    }

    fn value(&self, slot: Slot, symbol: Symbol, at: usize) -> i64 {
        match self.tokens[at].kind {
            Kind::Number { value, .. } if slot == Slot::Count => i64::from(value) * 2,
            Kind::Number { value, .. } => i64::from(value),
            Kind::Word(id) if slot == Slot::Count => self.search.language.value(id, symbol) * 2,
            Kind::Word(id) => self.search.language.value(id, symbol),
            Kind::Mark(_) => 0,
        }
    }

    fn number(&mut self, edge: &Edge, value: i64, at: usize, end: usize) {
        if !self.fits(edge, at) {
            return;
        }
        match edge.step.slot {
            Some(slot) => {
                // Counts are in halves; what is not caught as a count must be whole.
                let halves = edge.step.test == Test::Count && slot != Slot::Count;
                if halves && value % 2 != 0 {
                    return;
                }
                let value = if halves { value / 2 } else { value };
                self.with(Caught::Value { slot, value, tokens: (at, end) }, edge, end);
            }
            None => self.step(self.tree.node(edge.to), end),
        }
    }

    fn mention(&mut self, edge: &Edge, class: MentionClass, node: usize, at: usize) {
        let atom = &self.search.atoms[node];
        if self.fits(edge, at) && is_of_class(&atom.meaning, class) {
            let meaning = atom.meaning.clone();
            self.with(Caught::Mention { meaning }, edge, atom.tokens.end);
        }
    }

    fn with(&mut self, caught: Caught, edge: &Edge, at: usize) {
        self.caught.push(caught);
        self.step(self.tree.node(edge.to), at);
        self.caught.pop();
    }

    fn accept(&mut self, id: RuleId, end: usize) {
        let rule = self.search.language.rule(id);
        let better = self.best.as_ref().is_none_or(|best| {
            end > best.end || (end == best.end && rule.priority >= best.priority)
        });
        if !better || !self.stands_free(rule, end) {
            return;
        }
        let Some(meaning) = compose(rule.sense, &rule.with, &self.caught) else { return };
        let mut rival = None;
        if let Some(best) = &mut self.best
            && (best.end, best.priority) == (end, rule.priority)
        {
            let differs = best.meaning != meaning && best.rule != id;
            // Of equal rules the first of the file wins.
            if best.rule <= id {
                best.rival = best.rival.or(differs.then_some(id));
                return;
            }
            rival = differs.then_some(best.rule);
        }
        self.best = Some(Best {
            start: self.start,
            end,
            rule: id,
            priority: rule.priority,
            meaning,
            caught: self.caught.clone(),
            rival,
        });
    }

    /// Whether what stands before and after is what the rule asks for, and no number is cut.
    fn stands_free(&self, rule: &Rule, end: usize) -> bool {
        let language = self.search.language;
        let meets = |set: SymbolSet, token: Option<&Token>| {
            token.is_some_and(|token| language.has(token, &set))
        };
        let before = self.start.checked_sub(1).and_then(|at| self.tokens.get(at));
        let after = self.tokens.get(end);
        rule.after.is_none_or(|set| meets(set, before))
            && rule.before.is_none_or(|set| meets(set, after))
            && !rule.not_after.is_some_and(|set| meets(set, before))
            && !rule.not_before.is_some_and(|set| meets(set, after))
            && (!rule.no_noun || !after.is_some_and(|token| self.is_counted(token)))
            && (!rule.no_name || !after.is_some_and(is_name))
            && !self.cuts_at_start(end)
            && !self.cuts_at_end(end)
            && !(rule.combines && self.cuts_range(end))
    }

    /// Whether a combination ends before the dash of another: "1813 or 1820" of "1813 or 1820-5".
    fn cuts_range(&self, end: usize) -> bool {
        let number = |at: usize| {
            self.tokens.get(at).is_some_and(|token| matches!(token.kind, Kind::Number { .. }))
        };
        let glued = |at: usize| self.tokens.get(at).is_some_and(|token| token.glued);
        let dash = self.tokens.get(end).is_some_and(|token| token.kind == Kind::Mark(b'-'));
        let dashed = end > 1 && self.tokens[end - 2].kind == Kind::Mark(b'-');
        !dashed
            && dash
            && glued(end)
            && glued(end + 1)
            && number(end + 1)
            && end > 0
            && number(end - 1)
    }

    /// Whether a word looks like something that the number before it counts.
    fn is_counted(&self, token: &Token) -> bool {
        let word = &self.search.text[token.start..token.end];
        self.search.language.looks_plural(token, word)
    }

    /// Whether the match begins inside something longer: "F-16", "$1945", "@friday".
    fn cuts_at_start(&self, end: usize) -> bool {
        let Some(before) = self.start.checked_sub(1) else { return false };
        let first = &self.tokens[self.start];
        let is_number = matches!(first.kind, Kind::Number { .. });
        // "1st" is a number and an ending, "b12" a code.
        let Kind::Mark(mark) = self.tokens[before].kind else { return first.glued };
        if !first.glued {
            return is_number && matches!(mark, b'$' | b'#');
        }
        if !is_number {
            // "@Friday", "#today" and parts of addresses.
            return matches!(mark, b'@' | b'#' | b'_' | b'/' | b'.' | b'&');
        }
        match mark {
            b'$' | b'#' | b'@' | b'_' | b'+' | b'=' | b'&' | b'\\' | b'%' => true,
            b'.' | b',' | b'/' | b':' => before > 0 && self.joined_numbers(before - 1),
            // "480-479 BC" says by its second word that it is no code.
            b'-' if end > self.start + 1 => false,
            b'-' => before > 0 && self.tokens[before].glued && !self.may_precede_dash(before - 1),
            _ => false,
        }
    }

    /// Whether the match ends inside something longer: "2.0", "1500-metre", "1945%".
    fn cuts_at_end(&self, end: usize) -> bool {
        let last = end.checked_sub(1).and_then(|last| self.tokens.get(last));
        let (Some(last), Some(next)) = (last, self.tokens.get(end)) else { return false };
        if !matches!(last.kind, Kind::Number { .. }) || !next.glued {
            return false;
        }
        match next.kind {
            Kind::Mark(b'%' | b'_' | b'@' | b'$') => true,
            Kind::Mark(b'.' | b',' | b'/' | b':') => self.joined_numbers(end - 1),
            Kind::Mark(b'-') => self.tokens.get(end + 1).is_some_and(|after| {
                after.glued && matches!(after.kind, Kind::Word(WordId::UNKNOWN))
            }),
            Kind::Mark(_) => false,
            Kind::Word(_) | Kind::Number { .. } => true,
        }
    }

    /// Whether a number, a mark and a number stand here without a blank: "2.0", "3:07".
    fn joined_numbers(&self, at: usize) -> bool {
        let number = |at: usize| {
            let token = self.tokens.get(at);
            token.filter(|token| matches!(token.kind, Kind::Number { .. }))
        };
        number(at).is_some()
            && self.tokens.get(at + 1).is_some_and(|mark| mark.glued)
            && number(at + 2).is_some_and(|number| number.glued)
    }

    /// "mid-1990" and "1910-45" are whole, "F-16" and "555-1912" are not.
    fn may_precede_dash(&self, at: usize) -> bool {
        match self.tokens[at].kind {
            Kind::Number { digits, .. } => digits != 3,
            Kind::Word(id) => id != WordId::UNKNOWN,
            Kind::Mark(_) => true,
        }
    }
}

/// Whether a meaning is of a class that patterns ask for.
fn is_of_class(meaning: &Meaning, class: MentionClass) -> bool {
    let named = matches!(
        meaning,
        Meaning::Month { .. }
            | Meaning::Season { .. }
            | Meaning::Weekday(_)
            | Meaning::Holiday { .. }
    );
    match class {
        MentionClass::Date => meaning.is_calendar(),
        MentionClass::Day => match meaning {
            Meaning::Day { .. }
            | Meaning::Holiday { .. }
            | Meaning::DayOffset(_)
            | Meaning::Numeric { .. } => true,
            // "el lunes 15"
            Meaning::In { what, of } => {
                matches!((&**what, &**of), (Meaning::Weekday(_), Meaning::DayOfMonth(_)))
            }
            _ => false,
        },
        MentionClass::Month => match meaning {
            Meaning::Month { .. } => true,
            Meaning::Which { named, .. } => matches!(**named, Meaning::Month { .. }),
            Meaning::UnitOffset { unit, .. } | Meaning::MentionOffset { unit, .. } => {
                *unit == crate::Unit::Month
            }
            Meaning::In { what, .. } => matches!(**what, Meaning::Month { .. }),
            _ => false,
        },
        MentionClass::Year => match meaning {
            Meaning::Year(_) => true,
            Meaning::About(of) | Meaning::Perhaps(of) => is_of_class(of, class),
            Meaning::UnitOffset { unit, .. } | Meaning::MentionOffset { unit, .. } => {
                *unit == crate::Unit::Year
            }
            _ => false,
        },
        MentionClass::Weekday => match meaning {
            Meaning::Weekday(_) => true,
            Meaning::Which { named, .. } => matches!(**named, Meaning::Weekday(_)),
            _ => false,
        },
        MentionClass::BcYear => matches!(meaning, Meaning::Year(..=0)),
        MentionClass::Season => matches!(meaning, Meaning::Season { .. }),
        MentionClass::Relative => {
            matches!(
                meaning,
                Meaning::UnitOffset { .. } | Meaning::MentionOffset { .. } | Meaning::BareUnit(_)
            )
        }
        MentionClass::Clock => matches!(meaning, Meaning::Clock { on: None, .. }),
        MentionClass::Daypart => {
            matches!(meaning, Meaning::Clock { time: crate::Clock::Part(_), on: None })
        }
        MentionClass::Duration => matches!(meaning, Meaning::Duration { .. }),
        MentionClass::DayOfMonth => meaning.day_of_month().is_some(),
        MentionClass::Decade => matches!(
            meaning,
            Meaning::Decade(_)
                | Meaning::ShortDecade(_)
                | Meaning::Century(_)
                | Meaning::Millennium(_)
                | Meaning::Hundreds(_)
        ),
        MentionClass::Named => named && meaning.year().is_none(),
        MentionClass::Set => matches!(meaning, Meaning::Set(_)),
        MentionClass::Either => matches!(meaning, Meaning::Either(_)),
        MentionClass::Dated => meaning.is_dated(),
        MentionClass::Shift => matches!(meaning, Meaning::Shift { .. }),
    }
}

/// The symbols of any token.
pub(crate) fn symbols_of(token: &Token, language: &Language) -> SymbolSet {
    match token.kind {
        Kind::Word(id) => {
            let word = language.lexicon().word(id);
            if token.capital { word.capital_symbols } else { word.symbols }
        }
        Kind::Number { digits, value } => number_symbols(digits, value),
        Kind::Mark(mark) => language.mark(mark),
    }
}
