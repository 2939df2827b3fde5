//! Which of the tellings of an event stands for it: whose title it takes, and its status.
//!
//! What belongs together is decided in [`cluster`](super::cluster). How a title is made of a
//! sentence is decided while extracting; here the best of several is only chosen.

use super::Told;
use super::days::Days;
use crate::extract::is_balanced;
use annals_core::Status;
use std::cmp::{Ordering, Reverse};
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// The words that a title should have: fewer say too little, more are no title. The longest that
/// extraction makes, of who said what, have about so many.
const WORDS: std::ops::RangeInclusive<usize> = 2..=26;

/// A title of fewer words is taken only where no telling has more: "Lund's inauguration".
const FULL: usize = 3;

/// The status of an event that was at some days, and the telling that stands for it.
///
/// Who writes before an event cannot have seen it, nor has who expects it. So the status is what
/// most independent articles say of those that saw it; where there are none, of all.
pub(super) fn representative(members: &[usize], told: &[Told<'_>], days: Days) -> (usize, Status) {
    if let &[only] = members {
        return (only, told[only].candidate.status);
    }
    let status = status(members, told, days);
    let shared = Shared::of(members, told);
    let best = members.iter().copied().min_by(|&one, &other| {
        let faults = |number: usize| {
            let Told { candidate, days: own, .. } = &told[number];
            // Two names tell whom it is about; more are no reason to take what is longer.
            let names = Reverse(candidate.names.len().min(2));
            (
                !own.may_meet(days),
                candidate.status != status,
                candidate.is_dangling,
                is_broken(&candidate.title),
                candidate.title.split(' ').nth(FULL - 1).is_none(),
                names,
            )
        };
        let rest = |number: usize| {
            let candidate = told[number].candidate;
            let length = candidate.title.chars().count().abs_diff(60) / 20;
            (length, number)
        };
        faults(one)
            .cmp(&faults(other))
            .then_with(|| shared.compare(&told[other], &told[one]))
            .then_with(|| rest(one).cmp(&rest(other)))
    });
    (best.unwrap_or_default(), status)
}

/// Whether a title seems to be the ruin of a sentence: a mark of interruption or a question in it,
/// a quotation or bracket that is not closed, a small first letter, too few or too many words.
pub(super) fn is_broken(title: &str) -> bool {
    title.contains(['?', '!', ';', '|', '…', '\u{fffd}'])
        || !is_balanced(title)
        || title.starts_with(char::is_lowercase)
            && !title.chars().nth(1).is_some_and(char::is_uppercase)
        || !WORDS.contains(&title.split_whitespace().count())
        || title.contains('-') && title.split_whitespace().any(is_torn)
}

/// Whether a word is the half of one that was joined by a hyphen; a dash stands by itself.
fn is_torn(word: &str) -> bool {
    let bare = word.trim_matches('-');
    !bare.is_empty() && bare.len() < word.len()
}

fn status(members: &[usize], told: &[Told<'_>], days: Days) -> Status {
    let saw = |told: &Told<'_>| {
        let expects = matches!(told.candidate.status, Status::Expected | Status::Conditional);
        let (published, first) = (told.published, days.first);
        !expects && published.zip(first).is_none_or(|(published, first)| published >= first)
    };
    let any_saw = members.iter().any(|&number| saw(&told[number]));
    // An article, or a copy of it, has one vote for each status that it gives.
    let votes: BTreeSet<(usize, Status)> = members
        .iter()
        .map(|&number| &told[number])
        .filter(|told| !any_saw || saw(told))
        .map(|told| (told.original, told.candidate.status))
        .collect();
    let mut counts: BTreeMap<Status, usize> = BTreeMap::new();
    for (_, status) in votes {
        *counts.entry(status).or_default() += 1;
    }
    let most = counts.into_iter().max_by_key(|&(status, count)| (count, Reverse(openness(status))));
    most.map_or_else(Status::default, |(status, _)| status)
}

/// What happened says more than what was expected, and that more than what may be.
fn openness(status: Status) -> u8 {
    match status {
        Status::Happened => 0,
        Status::Ongoing => 1,
        Status::Reported => 2,
        Status::Expected => 3,
        Status::Conditional => 4,
        Status::Denied => 5,
    }
}

/// In how many independent articles each word of an event stands. Nothing where there are only two:
/// they share the same words, and the shorter of them is not the better.
struct Shared(HashMap<u32, usize>);

impl Shared {
    fn of(members: &[usize], told: &[Told<'_>]) -> Shared {
        let mut once: BTreeSet<(usize, u32)> = BTreeSet::new();
        for &number in members {
            let Told { original, features, .. } = &told[number];
            once.extend(features.iter().map(|word| (*original, word)));
        }
        let articles: BTreeSet<usize> = once.iter().map(|&(article, _)| article).collect();
        let mut counts: HashMap<u32, usize> = HashMap::new();
        if articles.len() < 3 {
            return Shared(counts);
        }
        for (_, word) in once {
            *counts.entry(word).or_default() += 1;
        }
        Shared(counts)
    }

    /// Which of two tellings has more of what the others tell too, and less beside it.
    fn compare(&self, one: &Told<'_>, other: &Told<'_>) -> Ordering {
        self.part(one).total_cmp(&self.part(other))
    }

    fn part(&self, told: &Told<'_>) -> f64 {
        let others = |word: u32| self.0.get(&word).map_or(0, |count| count - 1);
        let words = told.features.iter().count().max(1);
        let shared: usize = told.features.iter().map(others).sum();
        shared as f64 / (words as f64).sqrt()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ruins_of_sentences_are_no_titles() {
        for whole in [
            "Mayor Ida Lund opened the fair in Turku",
            "The \"old\" bridge (1931) closed",
            "Lund resigned",
            "7 ships left - with grain - at 8:30",
            "eLoom opened in Turku",
        ] {
            assert!(!is_broken(whole), "{whole}");
        }
        for ruin in [
            "the fair opened",
            "Opened",
            "Lund ?opened the fair",
            "The fair 12- opened in Turku",
            "The \"fair opened in Turku",
            "Turku (Finland opened the fair",
        ] {
            assert!(is_broken(ruin), "{ruin}");
        }
    }
}
