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
use crate::compose::{Caught, compose, members, share_year};
use crate::language::{Grammar, Language, Rule, RuleId};
use crate::lexicon::{EXPRESSION, Symbol, SymbolSet, WordId};
use crate::meaning::{Era, Meaning};
use crate::pattern::{Edge, Following, Gate, MentionClass, Node, Slot, Test, Tree};
use crate::reuse::{Place, Reused};
use crate::timex::TimexMod;
use crate::token::{Kind, Paragraphs, Token};
use std::cell::Cell;
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
    let grammar = language.grammar(Mode::Text, text);
    search(Paragraphs::new(text), language, &grammar, |paragraph| {
        found.extend(paragraph.atoms.drain(..).map(|atom| Mention {
            span: bytes(paragraph.tokens, &atom.tokens),
            rule: atom.rule,
            meaning: atom.meaning,
        }));
    });
    found
}

fn is_name(token: &Token) -> bool {
    token.capital && token.is_unknown()
}

/// A paragraph and what was found in it.
pub(crate) struct Paragraph<'a> {
    pub(crate) tokens: &'a [Token],
    pub(crate) atoms: &'a mut Vec<Atom>,
    pub(crate) groups: &'a mut Vec<Group>,
    /// What rules for whole phrases made of expressions and groups.
    pub(crate) wholes: Vec<Atom>,
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

/// The bytes of a range of tokens.
pub(crate) fn bytes(tokens: &[Token], range: &Range<usize>) -> Range<usize> {
    match (tokens.get(range.start), tokens.get(range.end.wrapping_sub(1))) {
        (Some(first), Some(last)) => first.start..last.end,
        _ => 0..0,
    }
}

/// Searches a text paragraph by paragraph; those without an expression are passed over.
pub(crate) fn search(
    mut paragraphs: Paragraphs<'_>,
    language: &Language,
    grammar: &Grammar,
    mut visit: impl FnMut(Paragraph<'_>),
) {
    let mut search = Search::new(paragraphs.text(), language);
    while let Some(tokens) = paragraphs.next(language.lexicon()) {
        match grammar.mode {
            Mode::Text => {}
            // Authors write "11 jun 1859": in a phrase nothing else could be meant.
            Mode::Phrase => {
                tokens.iter_mut().for_each(|token| token.capital |= !token.is_unknown());
            }
            // "see you on friday", but "i may go".
            Mode::Message => {
                tokens.iter_mut().for_each(|token| token.capital |= language.is_clear(token.kind));
            }
        }
        search.begin();
        search.atoms(grammar, tokens);
        if search.atoms.is_empty() {
            continue;
        }
        // Again, so that "early on the morning of 3 May" can be joined from within.
        for _ in 0..grammar.depth {
            if !search.joins(&grammar.joins, tokens) {
                break;
            }
        }
        search.atoms.retain(|atom| !language.is_ignored(atom.rule));
        search.combinations(&grammar.combinations, tokens);
        if !search.atoms.is_empty() {
            let wholes = wholes(&search, grammar, tokens);
            let (atoms, groups) = (&mut search.atoms, &mut search.groups);
            visit(Paragraph { tokens, atoms, groups, wholes });
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
    places: Reused<Places>,
}

/// What a search notes of the tokens of a paragraph.
#[derive(Default)]
struct Places {
    /// For each token, the atom that it belongs to, counted from 1; 0 where it belongs to none.
    owners: Vec<u32>,
    /// The tokens with which an atom may begin, and beyond them what a paragraph before left.
    starts: Vec<usize>,
}

thread_local! {
    static PLACES: Cell<Places> = const {
        Cell::new(Places { owners: Vec::new(), starts: Vec::new() })
    };
}

impl Place for Places {
    fn empty(&mut self) -> bool {
        const MOST: usize = 1 << 16;
        self.owners.clear();
        self.owners.capacity().max(self.starts.capacity()) <= MOST
    }
}

impl<'a> Search<'a> {
    fn new(text: &'a str, language: &'a Language) -> Self {
        let (atoms, groups) = (Vec::new(), Vec::new());
        Search { text, language, atoms, groups, places: Reused::of(&PLACES) }
    }

    fn begin(&mut self) {
        self.atoms.clear();
        self.groups.clear();
        self.places.owners.clear();
    }

    fn atoms(&mut self, grammar: &Grammar, tokens: &[Token]) {
        let mut found = std::mem::take(&mut self.atoms);
        let mut starts = std::mem::take(&mut self.places.starts);
        let count = grammar.atoms.starts(tokens, &mut starts);
        let mut walk = Walk::new(self, &grammar.atoms, tokens);
        let mut end = 0;
        for start in &starts[..count] {
            if *start >= end
                && walk.may_begin(*start)
                && let Some(best) = walk.longest(*start)
            {
                end = best.end;
                found.push(best.into_atom());
            }
        }
        self.places.starts = starts;
        self.atoms = found;
    }

    /// Puts words round atoms; tells whether it did.
    fn joins(&mut self, tree: &Tree, tokens: &[Token]) -> bool {
        let matches = self.matches(tree, tokens);
        if matches.is_empty() {
            return false;
        }
        let mut atoms = Vec::with_capacity(self.atoms.len());
        let mut old = std::mem::take(&mut self.atoms).into_iter();
        let mut taken = 0;
        for Match { best, atoms: inner } in matches {
            atoms.extend(old.by_ref().take(inner.start - taken));
            atoms.push(best.into_atom());
            old.by_ref().take(inner.len()).for_each(drop);
            taken = inner.end;
        }
        atoms.extend(old);
        self.atoms = atoms;
        true
    }

    fn combinations(&mut self, tree: &Tree, tokens: &[Token]) {
        let matches = self.matches(tree, tokens);
        if !matches.is_empty() {
            self.take_groups(matches, tokens);
        }
    }

    /// The matches of a level above the first: each holds at least one atom, and none overlap.
    fn matches(&mut self, tree: &Tree, tokens: &[Token]) -> Vec<Match> {
        self.own(tokens.len());
        let mut walk = Walk::new(self, tree, tokens);
        let (mut at, mut next, mut found) = (0, 0, Vec::new());
        while let Some(atom) = self.atoms.get(next) {
            let first = atom.tokens.start;
            // A pattern may begin a few tokens before its first expression.
            let mut starts = at.max(first.saturating_sub(REACH))..first + 1;
            let best = starts.find_map(|start| {
                let begins = start == first || tree.may_begin(&tokens[start]);
                let begins = begins && !tokens[start].is_unknown() && walk.may_begin(start);
                begins.then(|| walk.longest(start)).flatten()
            });
            let Some(best) = best else {
                at = atom.tokens.end;
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
    fn take_groups(&mut self, found: Vec<Match>, tokens: &[Token]) {
        let mut atoms = Vec::with_capacity(self.atoms.len() + found.len());
        let mut old = std::mem::take(&mut self.atoms).into_iter().peekable();
        let mut taken = 0;
        for Match { mut best, atoms: inner } in found {
            atoms.extend(old.by_ref().take(inner.start - taken));
            let first = atoms.len();
            taken = inner.end;
            atoms.extend(old.by_ref().take(inner.len()));
            for (number, member) in best.members.into_iter().enumerate() {
                let place = first + number;
                match (member, atoms.get_mut(place)) {
                    ((meaning, None), Some(atom)) => atom.meaning = meaning,
                    ((_, None), None) => {}
                    ((meaning, Some(tokens)), _) => {
                        let atom = Atom { tokens, rule: best.rule, meaning, rival: None };
                        atoms.insert(place.min(atoms.len()), atom);
                    }
                }
            }
            // "July 1–3, 1863": the year after days of a month is that of all of them.
            if let Some(year) = old.peek().and_then(|next| year_after(best.end, next, tokens))
                && share_year(&mut best.meaning, year)
            {
                let end = old.next().map_or(best.end, |next| next.tokens.end);
                taken += 1;
                best.end = end;
                for atom in &mut atoms[first..] {
                    share_year(&mut atom.meaning, year);
                }
                if let Some(last) = atoms.last_mut() {
                    last.tokens.end = end;
                }
            }
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

    fn own(&mut self, tokens: usize) {
        self.places.owners.clear();
        self.places.owners.resize(tokens, 0);
        let owners = &mut self.places.owners;
        for (number, atom) in (1..).zip(&self.atoms) {
            owners[atom.tokens.clone()].fill(number);
        }
        self.groups.clear();
    }

    /// The atom that a token belongs to.
    #[inline]
    fn owner(&self, token: usize) -> Option<&Atom> {
        let number = self.places.owners.get(token)?.checked_sub(1)?;
        self.atoms.get(number as usize)
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
    /// The members of a combination, each with its tokens unless it was found before.
    members: Vec<(Meaning, Option<Range<usize>>)>,
    rival: Option<RuleId>,
}

/// A match of a level above the first, and the atoms that it holds.
struct Match {
    best: Best,
    atoms: Range<usize>,
}

impl Best {
    fn into_atom(self) -> Atom {
        Atom {
            tokens: self.start..self.end,
            rule: self.rule,
            meaning: self.meaning,
            rival: self.rival,
        }
    }
}

/// The year that stands after the end of a combination, with or without a comma.
fn year_after(end: usize, next: &Atom, tokens: &[Token]) -> Option<i64> {
    let start = next.tokens.start;
    let comma = |at: usize| tokens.get(at).is_some_and(|token| token.kind == Kind::Mark(b','));
    let follows = start == end || start == end + 1 && comma(end);
    match next.meaning {
        Meaning::Year(year) if follows => Some(year),
        _ => None,
    }
}

/// The members of a combination that caught this.
fn members_of(caught: &[Caught<'_>]) -> Vec<(Meaning, Option<Range<usize>>)> {
    let places = caught.iter().filter_map(|caught| match caught {
        Caught::Mention { .. } => Some(None),
        Caught::Value { slot, tokens: (start, end), .. } => {
            is_member(*slot).then_some(Some(*start..*end))
        }
    });
    members(caught).unwrap_or_default().into_iter().zip(places).collect()
}

/// Walks down a tree along the tokens.
struct Walk<'a> {
    search: &'a Search<'a>,
    tree: &'a Tree,
    tokens: &'a [Token],
    start: usize,
    caught: Vec<Caught<'a>>,
    best: Option<Best>,
}

impl<'a> Walk<'a> {
    fn new(search: &'a Search<'a>, tree: &'a Tree, tokens: &'a [Token]) -> Walk<'a> {
        Walk { search, tree, tokens, start: 0, caught: Vec::new(), best: None }
    }

    /// The longest match that begins at a token.
    fn longest(&mut self, start: usize) -> Option<Best> {
        self.start = start;
        self.step(self.tree.root(), start);
        self.best.take()
    }

    /// Whether a match may begin at a token, seen from it and what follows it.
    #[inline]
    fn may_begin(&self, at: usize) -> bool {
        let (tree, token) = (self.tree, &self.tokens[at]);
        let (gate, next) = match (self.search.owner(at), token.kind) {
            (Some(atom), _) => (tree.mention_gate(), atom.tokens.end),
            (None, Kind::Word(id)) => (tree.word_gate(id, token.capital), at + 1),
            (None, Kind::Mark(mark)) => (tree.mark_gate(mark), at + 1),
            (None, Kind::Number { .. }) if self.is_lone_decimal(at) => return false,
            (None, Kind::Number { kinds, .. }) => (tree.number_gate(kinds), at + 1),
        };
        match gate {
            Gate::Shut => false,
            Gate::Open => true,
            Gate::Next { glance, exactly } => {
                let owned = if self.search.owner(next).is_some() { EXPRESSION } else { 0 };
                let seen = self.tokens.get(next).map_or(0, |one| self.search.language.glance(one));
                glance & (seen | owned) != 0 && self.follows(next, tree.following(exactly))
            }
        }
    }

    /// Whether nothing but a decimal stands here, and nothing follows with which a pattern could go
    /// on: "5.93 mln".
    fn is_lone_decimal(&self, at: usize) -> bool {
        let token = |at: usize| self.tokens.get(at);
        let point = |token: &Token| token.glued && matches!(token.kind, Kind::Mark(b'.' | b','));
        let number = |token: &Token| token.glued && matches!(token.kind, Kind::Number { .. });
        token(at + 1).is_some_and(point)
            && token(at + 2).is_some_and(number)
            && self.tree.after_decimal().is_some_and(|following| !self.follows(at + 3, following))
    }

    /// Whether what must follow stands at a token.
    fn follows(&self, at: usize, following: &Following) -> bool {
        self.tokens.get(at).is_some_and(|token| {
            self.search.language.has(token, &following.symbols)
                || (following.mention && self.search.owner(at).is_some())
        })
    }

    fn step(&mut self, node: &'a Node, at: usize) {
        let tree = self.tree;
        let ends = tree.rules(node);
        if !ends.is_empty() {
            self.accept(ends, at);
        }
        let Some(token) = self.tokens.get(at) else { return };
        if let Some(atom) = self.search.owner(at) {
            // Tokens inside an expression are not looked at one by one.
            if atom.tokens.start == at {
                tree.mentions(node).iter().for_each(|edge| self.mention(edge, atom, at));
            }
            return;
        }
        let (language, next) = (self.search.language, self.glance(at + 1));
        tree.each_fitting(node, language.symbols(token), |symbol, edge| {
            if tree.leads(edge, next) && self.fits(edge, at) {
                self.symbol(edge, symbol, at);
            }
        });
        let numbers = tree.numbers(node);
        if !numbers.is_empty() && language.has(token, tree.numeric()) {
            self.numbers(numbers, at);
        }
    }

    /// What stands at a token, at a glance.
    #[inline]
    fn glance(&self, at: usize) -> u64 {
        match self.search.owner(at) {
            Some(_) => EXPRESSION,
            None => self.tokens.get(at).map_or(0, |token| self.search.language.glance(token)),
        }
    }

    /// Follows the edges that ask for a count or an ordinal.
    #[inline(never)]
    fn numbers(&mut self, edges: &'a [Edge], at: usize) {
        let language = self.search.language;
        let (mut count, mut ordinal, mut year) = (None, None, None);
        for edge in edges {
            let read = match edge.step.test {
                Test::Count => count.get_or_insert_with(|| language.count(self.tokens, at)),
                Test::YearInWords => {
                    year.get_or_insert_with(|| language.year_in_words(self.tokens, at))
                }
                _ => ordinal.get_or_insert_with(|| language.ordinal(self.tokens, at)),
            };
            if let Some((value, end)) = *read {
                self.number(edge, value, at, end);
            }
        }
    }

    fn fits(&self, edge: &Edge, at: usize) -> bool {
        at == self.start || self.tokens[at].glued == edge.step.glued
    }

    fn symbol(&mut self, edge: &'a Edge, symbol: Symbol, at: usize) {
        let node = edge.node();
        match edge.step.slot {
            Some(slot) => {
                let value = self.value(slot, symbol, at);
                self.with(Caught::Value { slot, value, tokens: (at, at + 1) }, node, at + 1);
            }
            None => self.step(node, at + 1),
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

    fn number(&mut self, edge: &'a Edge, value: i64, at: usize, end: usize) {
        let node = edge.node();
        if !self.fits(edge, at) || !self.tree.leads(edge, self.glance(end)) {
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
                self.with(Caught::Value { slot, value, tokens: (at, end) }, node, end);
            }
            None => self.step(node, end),
        }
    }

    fn mention(&mut self, edge: &'a Edge, atom: &'a Atom, at: usize) {
        let Test::Mention(class) = edge.step.test else { return };
        let (node, end) = (edge.node(), atom.tokens.end);
        if self.tree.leads(edge, self.glance(end))
            && self.fits(edge, at)
            && is_of_class(&atom.meaning, class)
        {
            self.with(Caught::Mention { meaning: &atom.meaning }, node, end);
        }
    }

    fn with(&mut self, caught: Caught<'a>, node: &'a Node, at: usize) {
        self.caught.push(caught);
        self.step(node, at);
        self.caught.pop();
    }

    /// Takes what some rules read up to a token, if it is better than what was read before.
    #[inline(never)]
    fn accept(&mut self, rules: &[u16], end: usize) {
        rules.iter().for_each(|rule| self.accept_one(RuleId(*rule), end));
    }

    fn accept_one(&mut self, id: RuleId, end: usize) {
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
        let members = if rule.combines { members_of(&self.caught) } else { Vec::new() };
        let (start, priority) = (self.start, rule.priority);
        self.best = Some(Best { start, end, rule: id, priority, meaning, members, rival });
    }

    /// Whether what stands before and after is what the rule asks for, and no number is cut.
    fn stands_free(&self, rule: &Rule, end: usize) -> bool {
        let language = self.search.language;
        let meets = |set: &SymbolSet, token: Option<&Token>| {
            token.is_some_and(|token| language.has(token, set))
        };
        let before = self.start.checked_sub(1).and_then(|at| self.tokens.get(at));
        let after = self.tokens.get(end);
        rule.after.as_ref().is_none_or(|set| meets(set, before))
            && rule.before.as_ref().is_none_or(|set| meets(set, after))
            && !rule.not_after.as_ref().is_some_and(|set| meets(set, before))
            && !rule.not_before.as_ref().is_some_and(|set| meets(set, after))
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
            return match mark {
                // "June/July 1968"
                b'/' => !self.follows_known_word(before),
                _ => matches!(mark, b'@' | b'#' | b'_' | b'.' | b'&'),
            };
        }
        match mark {
            b'$' | b'#' | b'@' | b'_' | b'+' | b'=' | b'&' | b'\\' | b'%' => true,
            b'/' if self.ends_name(before) => true,
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
        if self.opens_name(end) {
            return true;
        }
        if !matches!(last.kind, Kind::Number { .. }) || !next.glued {
            return false;
        }
        match next.kind {
            Kind::Mark(b'%' | b'_' | b'@' | b'$') => true,
            Kind::Mark(b'.' | b',' | b'/' | b':') => self.joined_numbers(end - 1),
            Kind::Mark(b'-') => {
                let after = self.tokens.get(end + 1);
                after.is_some_and(|after| after.glued && after.is_unknown())
                    || self.goes_on_as_day(end)
            }
            Kind::Mark(_) => false,
            Kind::Word(_) | Kind::Number { .. } => true,
        }
    }

    /// Whether a dash and an article follow without a blank, as in the name "Mar-a-Lago".
    fn opens_name(&self, dash: usize) -> bool {
        let glued = |at: usize| self.tokens.get(at).filter(|token| token.glued);
        glued(dash).is_some_and(|mark| mark.kind == Kind::Mark(b'-'))
            && glued(dash + 1).is_some_and(|token| match token.kind {
                Kind::Word(id) => self.search.language.is_determiner(id),
                Kind::Number { .. } | Kind::Mark(_) => false,
            })
            && glued(dash + 2).is_some_and(|mark| mark.kind == Kind::Mark(b'-'))
    }

    /// Whether two short numbers follow, each after a dash: "2022-13-45" is no day, and so neither
    /// the year 2022 nor the years from 2022 to 2113.
    fn goes_on_as_day(&self, at: usize) -> bool {
        let is = |at: usize, fits: fn(Kind) -> bool| {
            self.tokens.get(at).is_some_and(|token| token.glued && fits(token.kind))
        };
        let dash = |kind: Kind| kind == Kind::Mark(b'-');
        let short = |kind: Kind| matches!(kind, Kind::Number { digits: ..=2, .. });
        is(at, dash) && is(at + 1, short) && is(at + 2, dash) && is(at + 3, short)
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

    /// Whether a stroke follows a name without a blank, as in an address: "example.org/2019/05/12".
    fn ends_name(&self, stroke: usize) -> bool {
        let name = stroke.checked_sub(1).map(|name| &self.tokens[name]);
        self.tokens[stroke].glued && name.is_some_and(Token::is_unknown)
    }

    /// Whether a stroke stands between words without a blank, of which the first is known.
    fn follows_known_word(&self, stroke: usize) -> bool {
        let word = stroke.checked_sub(1).map(|word| self.tokens[word].kind);
        self.tokens[stroke].glued && matches!(word, Some(Kind::Word(id)) if id != WordId::UNKNOWN)
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
        MentionClass::Holiday => matches!(meaning, Meaning::Holiday { .. }),
        MentionClass::Now => *meaning == Meaning::Vague(Era::Present),
        // "the first nine months", "the last four weeks"
        MentionClass::Edge => match meaning {
            Meaning::Duration { modifier, .. } => {
                matches!(modifier, Some(TimexMod::Start | TimexMod::End))
            }
            Meaning::Window { direction, .. } => *direction < 0,
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
