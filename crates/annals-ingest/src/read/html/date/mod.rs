//! When a page was published.
//!
//! Everything that may tell is a candidate with a weight: what the page declares
//! ([`declared`]), what its scripts hold ([`script`]), what it shows ([`shown`]) and its address
//! ([`address`]). The day with the
//! weightiest candidate wins, and every other source that names the same day adds to it. A day of
//! modification counts only where nothing else is known. Nothing is ever taken for "today".

mod address;
mod declared;
mod months;
mod read;
mod script;
mod shown;

use super::main_text::MainText;
use super::meta::Head;
use super::roles::Roles;
use super::tree::Tree;
use crate::article::{DateFrom, Published};
use annals_core::Day;
use read::Reader;

/// A day that something on the page names.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Candidate {
    day: Day,
    from: DateFrom,
    /// How much it is believed, 0 to 100.
    weight: i32,
    /// Whether its clock is that of Greenwich, so that its day may be the one before or after.
    is_universal: bool,
}

/// What another source adds to a day that it names too.
const AGREEMENT: i32 = 4;
/// Candidates below this weight are shown, not declared: they can contradict each other.
const DECLARED: i32 = 60;
/// Candidates from this weight on are shown where the day of publication is looked for.
const SHOWN: i32 = 54;
/// How much weightier a shown day must be than another.
const CLEARLY: i32 = 6;

/// How many days of each source are weighed; a page with more is a calendar.
const MOST_DAYS: usize = 300;

/// When a page was published, or what kept that from being told.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Dating {
    pub(super) published: Option<Published>,
    /// Two days that are as likely.
    pub(super) doubt: Option<(Day, Day)>,
}

/// A page as it is searched for its date.
pub(super) struct Page<'p> {
    pub(super) tree: &'p Tree,
    pub(super) roles: &'p Roles,
    pub(super) head: &'p Head<'p>,
    pub(super) main: &'p MainText,
    pub(super) language: Option<&'p str>,
    pub(super) url: Option<&'p str>,
    /// The last day on which it can have been published.
    pub(super) fetched: Option<Day>,
}

/// Tells when a page was published.
pub(super) fn published(page: &Page<'_>) -> Dating {
    let lines = shown::Lines::of(page);
    let reader = Reader::new(page.language, &page.main.text, lines.texts());
    let mut candidates = declared::candidates(page.head, &reader);
    candidates.truncate(MOST_DAYS);
    candidates.extend(script::candidate(page.tree.scripts(), &reader));
    candidates.extend(shown::candidates(page, &lines, &reader));
    if let Some(day) = page.url.and_then(|url| address::day(url, &reader)) {
        candidates.push(Candidate {
            day,
            from: DateFrom::Address,
            weight: 82,
            is_universal: false,
        });
    }
    candidates.retain(|candidate| is_possible(candidate, page.fetched));
    if candidates.is_empty() {
        candidates = shown::aside(page, &reader);
        candidates.retain(|candidate| is_possible(candidate, page.fetched));
    }
    weigh(&candidates)
}

/// Whether a page can have been published on a day: neither before there were newspapers, nor,
/// where only its text says so, before there was a web, nor on a day that stands for none.
fn is_possible(candidate: &Candidate, fetched: Option<Day>) -> bool {
    let civil = candidate.day.civil();
    let first = if candidate.weight < DECLARED { 1991 } else { 1605 };
    let is_placeholder = civil.month == 1 && civil.day == 1 && matches!(civil.year, 1900 | 1970);
    let is_future = fetched.is_some_and(|fetched| candidate.day - fetched > 1);
    (first..2100).contains(&civil.year) && !is_placeholder && !is_future
}

fn weigh(candidates: &[Candidate]) -> Dating {
    let mut days: Vec<(i32, Candidate)> = Vec::new();
    for candidate in candidates {
        let agree = |other: &&Candidate| other.day == candidate.day && other.from != candidate.from;
        let mut sources: Vec<DateFrom> = candidates.iter().filter(agree).map(|c| c.from).collect();
        sources.sort_unstable();
        sources.dedup();
        let weight = candidate.weight + AGREEMENT * sources.len() as i32;
        match days.iter_mut().find(|(_, known)| known.day == candidate.day) {
            Some(known) if known.0 >= weight => {}
            Some(known) => *known = (weight, *candidate),
            None => days.push((weight, *candidate)),
        }
    }
    // Of equals the first that was found.
    let Some(&(weight, best)) = days.iter().rev().max_by_key(|(weight, _)| *weight) else {
        return Dating::default();
    };
    if best.is_universal
        && let Some(local) = local_day(&best, candidates)
    {
        return Dating::on(local, best.from);
    }
    let rival = days.iter().find(|(other, candidate)| {
        candidate.day != best.day && weight - other < CLEARLY && weight < DECLARED
    });
    match rival {
        Some((_, rival)) => Dating { published: None, doubt: Some((best.day, rival.day)) },
        None => Dating::on(best.day, best.from),
    }
}

/// The day of the publisher, where the page shows it beside a stamp by the clock of Greenwich.
fn local_day(best: &Candidate, candidates: &[Candidate]) -> Option<Day> {
    let is_shown = |candidate: &&Candidate| {
        let shows = [DateFrom::TimeElement, DateFrom::Visible, DateFrom::Address];
        shows.contains(&candidate.from) && candidate.weight >= SHOWN
    };
    let mut shown = candidates.iter().filter(is_shown).map(|candidate| candidate.day);
    let first = shown.next().filter(|day| (*day - best.day).abs() <= 1)?;
    shown.all(|day| day == first).then_some(first)
}

impl Dating {
    fn on(day: Day, from: DateFrom) -> Dating {
        Dating { published: Some(Published { day, from }), doubt: None }
    }
}
