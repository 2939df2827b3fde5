//! A language file as it is written, read and compiled into a language.
//!
//! A file is TOML. The build script keeps what is needed of the built-in ones as JSON, which holds
//! the same and is read sooner. Where something stands in a file is looked up when it is wrong.

use super::{FEW, Known, Language, NUMBER_MARKS, Placed, Problems, Rule, RulePlace};
use crate::annotate::Mode;
use crate::compose::{WEEKDAYS, holiday_code};
use crate::lexicon::{Lexicon, SymbolLists, SymbolSet, Word};
use crate::meaning::{Sense, Unit};
use crate::pattern::{Pattern, Slot, Symbols};
use crate::timex::TimexMod;
use annals_core::{Day, Diagnostic};
use serde::Deserialize;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::OnceLock;
use toml::Spanned;
use toml::de::DeTable;

/// A language file as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    tag: String,
    reference: toml::value::Datetime,
    /// Classes whose words count only with a capital letter.
    #[serde(default)]
    capital: Vec<String>,
    /// The words of those classes that need it; all, where none is listed.
    #[serde(default)]
    capital_words: Vec<String>,
    /// Classes whose words count only without one: "julio" is a month, "Julio" a man.
    #[serde(default)]
    small: Vec<String>,
    #[serde(default)]
    plurals: Vec<String>,
    #[serde(default)]
    past_endings: Vec<String>,
    #[serde(default)]
    future_endings: Vec<String>,
    /// Whether a full stop after a number makes it an ordinal: "am 3. März".
    #[serde(default)]
    ordinal_stop: bool,
    /// Whether "hundred" alone is a number: "cent ans".
    #[serde(default)]
    bare_scale: bool,
    /// Whether a comma stands before decimals and a full stop between thousands: "1.200,5".
    #[serde(default)]
    decimal_comma: bool,
    /// Classes whose words are stems, and the endings that each of them takes.
    #[serde(default)]
    endings: BTreeMap<String, Vec<String>>,
    /// Whether blanks stand between thousands: "10 000".
    #[serde(default)]
    blank_thousands: bool,
    #[serde(default)]
    parts: BTreeMap<String, String>,
    words: BTreeMap<String, toml::Value>,
    #[serde(default)]
    rule: Vec<RawRule>,
    #[serde(default)]
    join: Vec<RawRule>,
    #[serde(default)]
    combination: Vec<RawRule>,
    #[serde(default)]
    whole: Vec<RawRule>,
    never: Never,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Never {
    examples: Vec<String>,
}

/// A rule as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(super) struct RawRule {
    name: String,
    pattern: OneOrMore,
    means: String,
    #[serde(default)]
    with: BTreeMap<String, toml::Value>,
    #[serde(default)]
    examples: BTreeMap<String, String>,
    after: Option<Vec<String>>,
    not_after: Option<Vec<String>>,
    before: Option<Vec<String>>,
    not_before: Option<Vec<String>>,
    /// Not where a plural noun follows: the number then counts things.
    #[serde(default)]
    no_noun: bool,
    /// Not where an unknown word with a capital follows: what was read is part of its name.
    #[serde(default)]
    no_name: bool,
    #[serde(default)]
    priority: i8,
    #[serde(default)]
    phrase_only: bool,
    #[serde(default)]
    message_only: bool,
}

#[derive(Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMore {
    One(String),
    More(Vec<String>),
}

impl OneOrMore {
    fn all(&self) -> &[String] {
        match self {
            OneOrMore::One(one) => std::slice::from_ref(one),
            OneOrMore::More(more) => more,
        }
    }
}

/// The lists of rules in a language file: the levels, in their order.
const LISTS: [&str; 4] = ["rule", "join", "combination", "whole"];

/// The places of the levels among them.
pub(super) const COMBINATIONS: usize = 2;

pub(super) const WHOLES: usize = 3;

impl File {
    fn lists(&self) -> [&[RawRule]; LISTS.len()] {
        [&self.rule, &self.join, &self.combination, &self.whole]
    }
}

/// Reads and compiles a file; its examples are not tried.
pub(super) fn from_toml(file: &str, text: &str) -> Result<Language, Vec<Diagnostic>> {
    let mut problems = Problems { file, text, all: Vec::new() };
    let raw: File = match toml::from_str(text) {
        Ok(raw) => raw,
        Err(error) => {
            problems.add("language/toml", error.span().unwrap_or(0..0), error.message().to_owned());
            return Err(problems.all);
        }
    };
    for (list, rules) in LISTS.into_iter().zip(raw.lists()) {
        for (number, rule) in rules.iter().enumerate().filter(|(_, rule)| rule.examples.is_empty())
        {
            let message = format!("the rule `{}` has no examples", rule.name);
            let place = RulePlace { list, number };
            problems.add("language/examples", rule_span(text, place, "name"), message);
        }
    }
    compile(raw, problems)
}

/// Compiles what the build script made of a file.
pub(super) fn from_prepared(file: &str, text: &str) -> Result<Language, Vec<Diagnostic>> {
    let mut problems = Problems { file, text: "", all: Vec::new() };
    match serde_json::from_str(text) {
        Ok(raw) => compile(raw, problems),
        Err(error) => {
            problems.add("language/json", 0..0, error.to_string());
            Err(problems.all)
        }
    }
}

/// Where a value of a rule stands in a file.
pub(super) fn rule_span(text: &str, place: RulePlace, key: &str) -> Range<usize> {
    span(text, |file| {
        file.get(place.list)?.get_ref().get(place.number)?.get_ref().get(key).map(Spanned::span)
    })
}

/// Where the words of a class stand in a file.
fn class_span(text: &str, class: &str) -> Range<usize> {
    span(text, |file| file.get("words")?.get_ref().get(class).map(Spanned::span))
}

/// Where something stands in a file; its beginning where there is no such thing.
fn span(text: &str, find: impl Fn(&DeTable<'_>) -> Option<Range<usize>>) -> Range<usize> {
    let file = DeTable::parse(text).ok();
    file.and_then(|file| find(file.get_ref())).unwrap_or(0..0)
}

fn compile(raw: File, mut problems: Problems<'_>) -> Result<Language, Vec<Diagnostic>> {
    let mut symbols = Symbols::new();
    for mark in NUMBER_MARKS {
        symbols.intern(&char::from(mark).to_string());
    }
    let mut words: BTreeMap<String, Word> = BTreeMap::new();
    read_words(&raw, &mut symbols, &mut words, &mut problems);
    let known = Known::new(&symbols);
    let mut rules = Vec::new();
    let mut patterns = Vec::new();
    for (level, (list, written)) in LISTS.into_iter().zip(raw.lists()).enumerate() {
        for (place, rule) in written.iter().enumerate() {
            let number = rules.len() as u16;
            let place = RulePlace { list, number: place };
            let read = read_rule(rule, place, &raw.parts, &mut symbols, &mut problems);
            if let Some((mut rule, all)) = read {
                rule.combines = level == COMBINATIONS;
                rule.whole = level == WHOLES;
                rule.phrase_only |= rule.whole;
                rules.push(rule);
                let placed = |pattern| Placed { level, rule: number, pattern };
                patterns.extend(all.into_iter().map(placed));
            }
        }
    }
    // Words that only patterns name come into the lexicon last.
    let mut marks = vec![SymbolSet::default(); 128];
    for (name, symbol) in symbols.literals() {
        match name.as_bytes() {
            [mark] if mark.is_ascii_punctuation() => marks[usize::from(*mark)].insert(symbol),
            _ => {
                let word = words.entry(name.to_owned()).or_default();
                word.symbols.push(symbol);
                word.capital_symbols.push(symbol);
            }
        }
    }
    if words.len() >= usize::from(u16::MAX) {
        problems.add("language/words", 0..0, "the language has too many words".to_owned());
    }
    let reference = raw
        .reference
        .date
        .and_then(|date| Day::from_civil(i64::from(date.year), date.month, date.day));
    let Some(reference) = reference else {
        problems.add("language/reference", 0..0, "`reference` is no date".to_owned());
        return Err(problems.all);
    };
    if !problems.all.is_empty() {
        return Err(problems.all);
    }
    let lexicon = Lexicon::new(words);
    let cues = |word| known.cues_of(lexicon.symbols_of(word, true));
    Ok(Language {
        tag: raw.tag,
        reference,
        cues: lexicon.words().map(cues).collect(),
        lexicon,
        numeric: known.numeric(&marks, raw.bare_scale),
        marks: SymbolLists::new(marks.iter().map(SymbolSet::iter)),
        rules,
        patterns,
        grammars: [const { OnceLock::new() }; Mode::COUNT],
        tried: [const { [const { OnceLock::new() }; FEW] }; Mode::COUNT],
        known,
        plurals: raw.plurals,
        past_endings: raw.past_endings,
        ordinal_stop: raw.ordinal_stop,
        bare_scale: raw.bare_scale,
        decimal_comma: raw.decimal_comma,
        blank_thousands: raw.blank_thousands,
        future_endings: raw.future_endings,
        never: raw.never.examples,
    })
}

/// The value of a word that is listed without one.
const NO_VALUE: &toml::Value = &toml::Value::Integer(0);

fn read_words(
    raw: &File,
    symbols: &mut Symbols,
    words: &mut BTreeMap<String, Word>,
    problems: &mut Problems<'_>,
) {
    for class in raw.endings.keys().filter(|class| !raw.words.contains_key(*class)) {
        problems.add("language/words", 0..0, format!("`endings` names no class `{class}`"));
    }
    for (class, table) in &raw.words {
        let Some(symbol) = symbols.intern(&format!("{{{class}}}")) else {
            problems.add(
                "language/words",
                class_span(problems.text, class),
                "too many classes".to_owned(),
            );
            return;
        };
        let is_name = raw.capital.contains(class);
        let is_small = raw.small.contains(class);
        let whole = [String::new()];
        let endings = raw.endings.get(class).map_or(&whole[..], Vec::as_slice);
        let entries: Vec<(&str, &toml::Value)> = match table {
            toml::Value::Table(table) => {
                table.iter().map(|(word, value)| (word.as_str(), value)).collect()
            }
            // A class without values is a list.
            toml::Value::Array(list) => {
                list.iter().filter_map(|word| Some((word.as_str()?, NO_VALUE))).collect()
            }
            _ => Vec::new(),
        };
        if entries.is_empty() {
            problems.add(
                "language/words",
                class_span(problems.text, class),
                format!("the class `{class}` is empty"),
            );
        }
        for (word, value) in entries {
            match value_of(class, value) {
                Some(value) => {
                    let needs_capital = is_name
                        && (raw.capital_words.is_empty()
                            || raw.capital_words.iter().any(|one| one == word));
                    for ending in endings {
                        let entry = words.entry(format!("{word}{ending}").to_lowercase());
                        let entry = entry.or_default();
                        if !needs_capital {
                            entry.symbols.push(symbol);
                        }
                        if !is_small {
                            entry.capital_symbols.push(symbol);
                        }
                        entry.values.push((symbol, value));
                    }
                }
                None => problems.add(
                    "language/words",
                    class_span(problems.text, class),
                    format!("{value} is no value of the class `{class}`"),
                ),
            }
        }
    }
}

/// A value as a number: numbers as they are, names by their place in the list of their kind. The
/// kind is a word in the name of the class: `short-weekday` holds weekdays; units if there is none.
pub(super) fn value_of(class: &str, value: &toml::Value) -> Option<i64> {
    const SEASONS: [&str; 6] = ["spring", "summer", "autumn", "winter", "quarter", "half"];
    const DAYPARTS: [&str; 6] = ["morning", "midday", "afternoon", "evening", "night", "daytime"];
    let name = match value {
        toml::Value::Integer(number) => return Some(*number),
        toml::Value::String(name) => name.as_str(),
        _ => return None,
    };
    let is = |kind: &str| class.split('-').any(|word| word.trim_end_matches('s') == kind);
    let names: &[&str] = if is("holiday") {
        return holiday_code(name);
    } else if is("weekday") {
        &WEEKDAYS
    } else if is("season") {
        &SEASONS
    } else if is("daypart") {
        &DAYPARTS
    } else if is("modifier") {
        &TimexMod::NAMES
    } else if is("vague") {
        return ["past", "present", "future"]
            .iter()
            .zip(-1..)
            .find(|(n, _)| **n == name)
            .map(|(_, v)| v);
    } else {
        &Unit::NAMES
    };
    names.iter().position(|known| *known == name).map(|place| place as i64)
}

fn read_rule(
    raw: &RawRule,
    place: RulePlace,
    parts: &BTreeMap<String, String>,
    symbols: &mut Symbols,
    problems: &mut Problems<'_>,
) -> Option<(Rule, Vec<Pattern>)> {
    let name = &raw.name;
    let text = problems.text;
    let span = |key| rule_span(text, place, key);
    let ignored = raw.means == "nothing";
    let sense = Sense::NAMES.iter().find(|(known, _)| *known == raw.means);
    let sense = match sense {
        Some((_, sense)) => *sense,
        // What is found and known to be no date may have any shape.
        None if ignored => Sense::Vague,
        None => {
            let message = format!("there is no meaning `{}`", raw.means);
            problems.add("language/meaning", span("means"), message);
            return None;
        }
    };
    let mut patterns = Vec::new();
    for pattern in raw.pattern.all() {
        match Pattern::read(pattern, parts, symbols) {
            Ok(pattern) => patterns.push(pattern),
            Err(message) => problems.add("language/pattern", span("pattern"), message),
        }
    }
    let mut with = Vec::new();
    for (slot, value) in &raw.with {
        match (Slot::from_name(slot), value_of(slot, value)) {
            (Some(slot), Some(value)) => with.push((slot, value)),
            _ => {
                let message = format!("`{slot} = {value}` says nothing");
                problems.add("language/with", span("name"), message);
            }
        }
    }
    if ignored {
        with.push((Slot::Vague, 0));
    }
    let mut around = |names: &Option<Vec<String>>| {
        let mut set = SymbolSet::default();
        for name in names.as_ref()? {
            let symbol = if name.starts_with('{') {
                symbols.get(name)
            } else {
                symbols.intern(&name.to_lowercase())
            };
            match symbol {
                Some(symbol) => set.insert(symbol),
                None => {
                    let message = format!("there is no class `{name}`");
                    problems.add("language/pattern", span("name"), message);
                }
            }
        }
        Some(set)
    };
    let rule = Rule {
        name: name.clone(),
        sense,
        with,
        after: around(&raw.after),
        not_after: around(&raw.not_after),
        before: around(&raw.before),
        not_before: around(&raw.not_before),
        no_noun: raw.no_noun,
        no_name: raw.no_name,
        priority: raw.priority,
        ignored,
        examples: raw.examples.clone().into_iter().collect(),
        place,
        phrase_only: raw.phrase_only,
        message_only: raw.message_only,
        combines: false,
        whole: false,
    };
    Some((rule, patterns))
}
