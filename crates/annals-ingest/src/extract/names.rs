//! The names in an article: people, organisations and places, each under its fullest form.
//!
//! Names are runs of capitalised words. Offices before a name ("Foreign Minister") are no part of
//! it, but tell who is meant by "his Danish counterpart" or "the Danish foreign minister".
//! Whether a name is that of a person is decided by that and by its [`signs`](super::signs).

use super::heading::dateline_end;
use super::signs::Signs;
use super::token::{Kind, Token, lower};
use crate::lexicon::{Class, Lexicon};
use rapidhash::{RapidHashMap, RapidHashSet};
use std::borrow::Cow;
use std::collections::hash_map::Entry;
use std::ops::Range;

/// The names of an article and where they stand.
#[derive(Debug, Default)]
pub(crate) struct Names {
    /// In the order of the text, without overlap. Positions are tokens of the article.
    mentions: Vec<Mention>,
    entities: Vec<Entity>,
}

#[derive(Debug)]
struct Mention {
    tokens: Range<usize>,
    entity: usize,
    /// Whether it only says which one is meant of what the noun after it names: "a *Lund* paper".
    is_attribute: bool,
}

/// What bears a name.
#[derive(Debug)]
struct Entity {
    name: String,
    offices: Vec<Office>,
    /// Whether the article calls it by its family name too, as it does people.
    is_shortened: bool,
    signs: Signs,
}

/// Of whom "he" and "she" tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sex {
    Male,
    Female,
}

/// That a word may mean more than one.
pub(crate) struct Several;

impl Entity {
    /// Whether it is surely a person: the bearer of an office, or called by a family name, or told
    /// of as one.
    fn is_person(&self) -> bool {
        let Signs { is_person, is_male, is_female, .. } = self.signs;
        !self.offices.is_empty()
            || is_person
            || is_male
            || is_female
            || self.is_shortened && !self.signs.is_thing
    }

    /// Whether "he" or "she" can mean it.
    fn may_be(&self, sex: Sex) -> bool {
        let may_be_person = self.is_person() || !(self.signs.is_thing || self.signs.is_place);
        let (own, other) = match sex {
            Sex::Male => (self.signs.is_male, self.signs.is_female),
            Sex::Female => (self.signs.is_female, self.signs.is_male),
        };
        may_be_person && (own || !other)
    }
}

/// An office and its country: "foreign minister", "Denmark".
#[derive(Clone, Debug, PartialEq, Eq)]
struct Office {
    role: String,
    country: Option<String>,
}

/// A run of capitalised words before it is known whom it names.
struct Run {
    tokens: Range<usize>,
    /// Whether it is one word at the head of a sentence, capitalised in any case.
    is_opening: bool,
    office: Option<Office>,
}

impl Names {
    /// Finds the names of an article. `sentences` are ranges of its tokens.
    pub(crate) fn find(
        text: &str,
        tokens: &[Token],
        sentences: &[Range<usize>],
        lexicon: &Lexicon,
    ) -> Names {
        let scan = Scan { text, tokens, lexicon };
        let mut runs = Vec::new();
        sentences.iter().for_each(|sentence| scan.add_runs(sentence, &mut runs));
        let sure: RapidHashSet<&str> = runs
            .iter()
            .filter(|run| !run.is_opening)
            .flat_map(|run| tokens[run.tokens.clone()].iter().map(|token| token.text(text)))
            .collect();
        runs.retain(|run| !run.is_opening || scan.is_name_in_opening(run, &sure));
        let full = full_names(&runs, &scan);
        let mut names = Names::default();
        let mut numbers: RapidHashMap<Cow<'_, str>, usize> = RapidHashMap::default();
        for run in runs {
            let written = scan.name(&run.tokens);
            let known = full.get(written.as_ref());
            // "The Dairies" for "Lund Dairies" is no family name.
            let is_body =
                tokens[run.tokens.clone()].last().is_some_and(|last| last.is(Class::Body));
            let is_shortened = known.is_some() && !is_body;
            let name = known.cloned().unwrap_or(written);
            let entity = *numbers.entry(name).or_insert_with_key(|name| names.add(name));
            let own = &mut names.entities[entity];
            own.is_shortened |= is_shortened;
            own.signs.add(scan.signs(&run.tokens));
            own.offices.extend(run.office.filter(|office| !own.offices.contains(office)));
            let is_attribute = scan.is_attribute(&run.tokens);
            names.mentions.push(Mention { tokens: run.tokens, entity, is_attribute });
        }
        names.refer(&scan, sentences);
        names
    }

    /// The names that stand in any of the ranges of tokens, each once, in the order of the text.
    pub(crate) fn within(&self, ranges: &[Range<usize>]) -> Vec<String> {
        let mut found: Vec<String> = Vec::new();
        for range in ranges {
            let start = self.mentions.partition_point(|mention| mention.tokens.end <= range.start);
            for mention in
                self.mentions[start..].iter().take_while(|mention| mention.tokens.start < range.end)
            {
                let name = &self.entities[mention.entity].name;
                if !found.contains(name) {
                    found.push(name.clone());
                }
            }
        }
        found
    }

    /// Whether a token is part of a name.
    pub(crate) fn covers(&self, at: usize) -> bool {
        self.at(at).is_some()
    }

    /// The name that a token is part of, and where it begins.
    pub(crate) fn at(&self, at: usize) -> Option<(&str, usize)> {
        let next = self.mentions.partition_point(|mention| mention.tokens.end <= at);
        let mention = self.mentions.get(next).filter(|mention| mention.tokens.contains(&at))?;
        Some((&self.entities[mention.entity].name, mention.tokens.start))
    }

    /// Whether a name is surely that of a person.
    pub(crate) fn is_person(&self, name: &str) -> bool {
        self.entities.iter().any(|entity| entity.name == name && entity.is_person())
    }

    /// Whether a name can be meant by "he" or "she".
    pub(crate) fn may_be(&self, name: &str, sex: Sex) -> bool {
        self.entities.iter().any(|entity| entity.name == name && entity.may_be(sex))
    }

    /// Whether anyone is named in the range of tokens whom "he" or "she" can mean.
    pub(crate) fn anyone(&self, range: Range<usize>, sex: Sex) -> bool {
        self.people(range, sex).next().is_some()
    }

    /// Where those are named in the range of tokens whom "he" or "she" can mean.
    fn people(&self, range: Range<usize>, sex: Sex) -> impl Iterator<Item = &Mention> {
        let start = self.mentions.partition_point(|mention| mention.tokens.start < range.start);
        self.mentions[start..]
            .iter()
            .take_while(move |mention| mention.tokens.end <= range.end)
            .filter(move |mention| self.entities[mention.entity].may_be(sex))
    }

    /// The one person named in the range of tokens whom "he" or "she" can mean, and where; an error
    /// where there are several, or where something else is named first, which may be a person too.
    pub(crate) fn only_person(
        &self,
        range: Range<usize>,
        sex: Sex,
    ) -> Result<Option<(&str, usize)>, Several> {
        let Some(first) = self.people(range.clone(), sex).next() else { return Ok(None) };
        let is_sure = |mention: &&Mention| self.entities[mention.entity].is_person();
        let sure: Vec<&Mention> = self.people(range, sex).filter(is_sure).collect();
        let Some(person) = sure.first().map(|mention| mention.entity) else { return Ok(None) };
        let is_one = first.entity == person && sure.iter().all(|other| other.entity == person);
        let named = sure.iter().find(|mention| !mention.is_attribute).filter(|_| is_one);
        named
            .map(|mention| Some((self.entities[person].name.as_str(), mention.tokens.start)))
            .ok_or(Several)
    }

    /// Whether a name is the only one in the range of tokens that "he" or "she" can mean.
    pub(crate) fn is_only(&self, name: &str, range: Range<usize>, sex: Sex) -> bool {
        let is_it = |mention: &Mention| self.entities[mention.entity].name == name;
        self.people(range, sex).all(is_it)
    }

    /// Adds what bears a name, and tells its number.
    fn add(&mut self, name: &str) -> usize {
        let name = name.to_owned();
        self.entities.push(Entity {
            name,
            offices: Vec::new(),
            is_shortened: false,
            signs: Signs::default(),
        });
        self.entities.len() - 1
    }

    /// Adds the mentions that name someone by office and country alone.
    fn refer(&mut self, scan: &Scan<'_>, sentences: &[Range<usize>]) {
        let mut found = Vec::new();
        for sentence in sentences {
            let is_demonym = |&at: &usize| scan.tokens[at].is(Class::Demonym);
            let demonyms = sentence.clone().filter(is_demonym);
            found.extend(demonyms.filter_map(|at| self.referred(scan, sentence, at)));
        }
        self.mentions.extend(found);
        self.mentions.sort_by_key(|mention| mention.tokens.start);
    }

    /// Who is meant by a demonym and what follows it: "Danish counterpart", "Danish prime minister".
    fn referred(&self, scan: &Scan<'_>, sentence: &Range<usize>, at: usize) -> Option<Mention> {
        let (country, after) = scan.demonym(at, sentence.end)?;
        if self.covers(at) {
            return None;
        }
        let next = scan.tokens.get(after).filter(|_| after < sentence.end)?;
        let (role, end) = if next.is(Class::Counterpart) {
            (self.role_before(at)?.to_owned(), after + 1)
        } else {
            let end = (after..sentence.end)
                .take_while(|&at| {
                    let token = &scan.tokens[at];
                    token.kind == Kind::Lower && token.is_any(&[Class::Title, Class::TitlePart])
                })
                .last()?
                + 1;
            (scan.role(after..end)?, end)
        };
        let office = Office { role, country: Some(country.to_owned()) };
        let mut bearers = (0..self.entities.len())
            .filter(|&entity| self.entities[entity].offices.contains(&office));
        let entity = bearers.next()?;
        bearers.next().is_none().then_some(Mention { tokens: at..end, entity, is_attribute: false })
    }

    /// The office of whoever was named last before a token.
    fn role_before(&self, at: usize) -> Option<&str> {
        let before = self.mentions.iter().take_while(|mention| mention.tokens.end <= at);
        let offices = before.filter_map(|mention| self.entities[mention.entity].offices.first());
        offices.last().map(|office| office.role.as_str())
    }
}

/// For each short form the one full name that it stands for.
fn full_names<'s>(runs: &[Run], scan: &'s Scan<'_>) -> RapidHashMap<&'s str, Cow<'s, str>> {
    // Nothing where there are several.
    let mut bearers: RapidHashMap<&str, Option<Cow<'_, str>>> = RapidHashMap::default();
    for run in runs.iter().filter(|run| (2..=4).contains(&run.tokens.len())) {
        let words = &scan.tokens[run.tokens.clone()];
        let (Some(first), Some(last)) = (words.first(), words.last()) else { continue };
        let has_of = words.iter().any(|word| word.kind == Kind::Lower && !word.is(Class::Particle));
        // "Norway-South Africa", "U.S. Lund": a country stands before another name.
        let is_pair =
            scan.names_countries(first) || scan.demonym(run.tokens.start, run.tokens.end).is_some();
        if first.is(Class::PlacePart) || last.is(Class::OfName) || has_of || is_pair {
            continue;
        }
        // A family name stands first in some languages; an office shows that it is a person's.
        let short_forms = [Some(last), run.office.is_some().then_some(first)];
        for short in short_forms.into_iter().flatten() {
            let full = Some(scan.name(&run.tokens));
            match bearers.entry(short.text(scan.text)) {
                Entry::Occupied(known) if *known.get() == full => {}
                Entry::Occupied(mut known) => *known.get_mut() = None,
                Entry::Vacant(free) => *free.insert(None) = full,
            }
        }
    }
    bearers.into_iter().filter_map(|(short, full)| Some((short, full?))).collect()
}

pub(super) struct Scan<'t> {
    pub(super) text: &'t str,
    pub(super) tokens: &'t [Token],
    pub(super) lexicon: &'t Lexicon,
}

impl Scan<'_> {
    /// Adds the runs of capitalised words in a sentence, without offices.
    fn add_runs(&self, sentence: &Range<usize>, runs: &mut Vec<Run>) {
        let first_words = self.first_words(sentence);
        let mut at = sentence.start;
        while at < sentence.end {
            let end = self.run_end(at, sentence.end);
            if end > at {
                runs.extend(self.run(at..end, sentence, first_words));
                at = end;
            } else {
                at += 1;
            }
        }
    }

    fn is_capital(&self, at: usize) -> bool {
        let token = &self.tokens[at];
        token.kind == Kind::Capital && !token.dated && !token.is(Class::Calendar)
    }

    fn run_end(&self, start: usize, limit: usize) -> usize {
        if !self.is_capital(start) {
            return start;
        }
        let mut end = start + 1;
        while end < limit && !self.tokens[end - 1].is_possessive() {
            if self.is_capital(end) {
                end += 1;
            } else if let Some(next) = self.over_joint(end, limit) {
                end = next + 1;
            } else {
                break;
            }
        }
        end
    }

    /// The capitalised word after the small words that may stand within a name.
    fn over_joint(&self, at: usize, limit: usize) -> Option<usize> {
        let is_particle =
            |at: usize| self.tokens[at].is(Class::Particle) && self.tokens[at].kind == Kind::Lower;
        let mut next = at;
        if self.tokens[at].text(self.text) == "of" && self.tokens[at - 1].is(Class::OfName) {
            next += 1;
            if next < limit && self.tokens[next].text(self.text) == "the" {
                next += 1;
            }
        } else {
            while next < limit && next < at + 3 && is_particle(next) {
                next += 1;
            }
        }
        (next > at && next < limit && self.is_capital(next)).then_some(next)
    }

    /// Takes what is no part of the name off a run.
    fn run(
        &self,
        mut tokens: Range<usize>,
        sentence: &Range<usize>,
        first_words: [usize; 2],
    ) -> Option<Run> {
        let opens = first_words.contains(&tokens.start);
        while !tokens.is_empty() && self.is_no_name(tokens.start) {
            tokens.start += 1;
        }
        if self.follows_office(tokens.start, sentence.start)
            && self.tokens[tokens.start].is(Class::TitlePart)
        {
            // "Secretary of State | Ida Lund".
            tokens.start += 1;
        }
        let (office, start) = self.office(tokens.clone(), sentence.start);
        tokens.start = start;
        if tokens.is_empty()
            || tokens.len() > LONGEST
            || self.demonym(tokens.start, tokens.end).is_some_and(|(_, end)| end == tokens.end)
        {
            return None;
        }
        let only_offices = self.tokens[tokens.clone()]
            .iter()
            .all(|token| token.is_any(&[Class::Title, Class::TitlePart, Class::TitleAdjective]));
        if only_offices {
            return None;
        }
        let is_opening =
            opens && tokens.len() == 1 && office.is_none() && first_words.contains(&tokens.start);
        Some(Run { tokens, is_opening, office })
    }

    /// Whether an office and "of" stand before a token.
    fn follows_office(&self, at: usize, limit: usize) -> bool {
        let of = at.checked_sub(1).filter(|&of| of > limit);
        of.is_some_and(|of| {
            self.tokens[of].text(self.text) == "of" && self.tokens[of - 1].is(Class::Title)
        })
    }

    /// The words that open the sentence, and what follows its dateline, and so have their capitals.
    fn first_words(&self, sentence: &Range<usize>) -> [usize; 2] {
        let dateline = dateline_end(&self.tokens[sentence.clone()], self.text);
        [sentence.start, sentence.start + dateline].map(|start| {
            (start..sentence.end).find(|&at| self.tokens[at].is_word()).unwrap_or(start)
        })
    }

    /// Whether a capitalised word is an ordinary one: "The", "However", "Yesterday".
    fn is_no_name(&self, at: usize) -> bool {
        const ORDINARY: [Class; 12] = [
            Class::Function,
            Class::Determiner,
            Class::Pronoun,
            Class::Opener,
            Class::Coordinator,
            Class::Subordinator,
            Class::Preposition,
            Class::Be,
            Class::Do,
            Class::Have,
            Class::Adverb,
            Class::FirstPerson,
        ];
        let token = &self.tokens[at];
        token.is_any(&ORDINARY) && !is_acronym(token.text(self.text))
    }

    /// The office at the head of a run, and where the name begins.
    fn office(&self, run: Range<usize>, limit: usize) -> (Option<Office>, usize) {
        let (mut country, after) = match self.demonym(run.start, run.end) {
            Some((country, after)) => (Some(country.to_owned()), after),
            None => (None, run.start),
        };
        let is_part = |at: usize| {
            self.tokens[at].is_any(&[Class::Title, Class::TitlePart, Class::TitleAdjective])
        };
        let last = run.clone().rev().find(|&at| {
            self.tokens[at].is(Class::Title)
                && (at == after
                    || self.tokens[at].is(Class::Office)
                    || (at > after && is_part(at - 1)))
        });
        let Some(last) = last else { return self.office_before(run, limit) };
        let start = (last + 1..run.end)
            .find(|&at| !self.tokens[at].is(Class::TitlePart))
            .unwrap_or(run.end);
        if start == run.end {
            return (None, run.start);
        }
        let first = if self.tokens[last].is(Class::Office) { after } else { last };
        let first = (after..=first).rev().take_while(|&at| is_part(at)).last().unwrap_or(first);
        country = country.or_else(|| self.country_before(run.start, limit));
        let office = self.role(first..start).map(|role| Office { role, country });
        (office, start)
    }

    /// The office in small letters before a run: "Danish prime minister | Nils Holm".
    fn office_before(&self, run: Range<usize>, limit: usize) -> (Option<Office>, usize) {
        let is_office = |at: usize| {
            let token = &self.tokens[at];
            token.kind == Kind::Lower
                && token.is_any(&[Class::Title, Class::TitlePart, Class::TitleAdjective])
        };
        let first = (limit..run.start).rev().take_while(|&at| is_office(at)).last();
        let office = first.and_then(|first| {
            let has_title =
                self.tokens[first..run.start].iter().any(|token| token.is(Class::Title));
            let role = self.role(first..run.start).filter(|_| has_title)?;
            let demonym = [2, 1]
                .into_iter()
                .filter_map(|length| {
                    let start = first.checked_sub(length).filter(|&start| start >= limit)?;
                    self.demonym(start, first).filter(|&(_, end)| end == first)
                })
                .next();
            let country = demonym.map(|(country, _)| country.to_owned());
            Some(Office { role, country: country.or_else(|| self.country_before(first, limit)) })
        });
        (office, run.start)
    }

    /// The country whose possessive stands before a token: "Denmark's new | Foreign Minister".
    fn country_before(&self, at: usize, limit: usize) -> Option<String> {
        let mut before = at.checked_sub(1)?;
        while before > limit && self.tokens[before].is(Class::TitleAdjective) {
            before -= 1;
        }
        if before < limit || !self.tokens[before].is_possessive() {
            return None;
        }
        let start = (limit..=before).rev().take_while(|&at| self.is_capital(at)).last()?;
        Some(self.name(&(start..before + 1)).into_owned())
    }

    /// Words of an office in lower case, without "new" and "former".
    fn role(&self, tokens: Range<usize>) -> Option<String> {
        let words: Vec<Cow<'_, str>> = self.tokens[tokens]
            .iter()
            .filter(|token| !token.is(Class::TitleAdjective))
            .map(|token| lower(token.text(self.text)))
            .collect();
        (!words.is_empty()).then(|| words.join(" "))
    }

    /// The country of the demonym at a token, and the token after it.
    fn demonym(&self, at: usize, limit: usize) -> Option<(&str, usize)> {
        if !self.tokens.get(at)?.is(Class::Demonym) {
            return None;
        }
        let word = |at: usize| {
            let token =
                self.tokens.get(at).filter(|token| at < limit && token.kind == Kind::Capital)?;
            Some(token.text(self.text).trim_end_matches('.'))
        };
        let first = lower(word(at)?);
        let both = word(at + 1).map(|second| format!("{first} {}", lower(second)));
        if let Some(country) = both.and_then(|both| self.lexicon.country(&both)) {
            return Some((country, at + 2));
        }
        Some((self.lexicon.country(&first)?, at + 1))
    }

    /// Whether the single word that opens a sentence is known as a name from elsewhere.
    fn is_name_in_opening(&self, run: &Run, sure: &RapidHashSet<&str>) -> bool {
        let token = &self.tokens[run.tokens.start];
        let word = token.text(self.text);
        let is_odd = word.starts_with(char::is_lowercase);
        is_odd || sure.contains(word) || is_acronym(word) || self.lexicon.is_country(word)
    }

    /// Whether a word joins the names of countries: "Norway-South" of "Norway-South Africa".
    fn names_countries(&self, token: &Token) -> bool {
        let word = token.text(self.text);
        word.split_once(['-', '–']).is_some_and(|(first, _)| self.lexicon.is_country(first))
    }

    /// A name as it is written, without possessive ending and line ends.
    fn name(&self, tokens: &Range<usize>) -> Cow<'_, str> {
        let own = &self.tokens[tokens.clone()];
        let is_plain = own.windows(2).all(|pair| {
            self.text.get(pair[0].span.end..pair[1].span.start).is_some_and(|gap| gap == " ")
        });
        if let ([first, ..], [.., last], true) = (own, own, is_plain) {
            return self.text.get(first.span.start..last.span.end).unwrap_or_default().into();
        }
        let words: Vec<&str> = own.iter().map(|token| token.text(self.text)).collect();
        words.join(" ").into()
    }
}

const LONGEST: usize = 6;

pub(crate) fn is_acronym(word: &str) -> bool {
    word.len() > 1 && word.chars().all(|letter| letter.is_uppercase() || letter == '.')
}
