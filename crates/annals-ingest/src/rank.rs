//! How much an event matters: a score from a few figures that a reader can check.
//!
//! Choosing events for a page of a given size is not done here.

use annals_core::{Date, Event, Origin, Precision, Status};
use std::fmt;

/// What an event's score is made of.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Figures {
    /// Sentences that tell it in different words, and cited works: copies count once.
    pub tellings: usize,
    /// Articles that tell it.
    pub articles: usize,
    /// How near to the head of its article it is told: 1 for the first words, 0 for the last.
    pub lead: f64,
    /// Names in it.
    pub names: usize,
    /// How finely it is dated: 1 for a day, 0 where it has no date.
    pub precision: f64,
    /// How much the press makes of its day, against the day of which it makes most: from 0 to 1, as
    /// [`summarize`](crate::summarize()) ranks days. Of a few days the best counts; a date of more
    /// than a week has no day.
    pub day: f64,
    /// Whether it is only that someone said something.
    pub is_telling: bool,
    /// Whether its title leaves open whom or what it is about.
    pub is_dangling: bool,
    /// Whether its title seems to be the ruin of a sentence.
    pub is_broken: bool,
    /// Whether it is denied, or would happen only if something else did.
    pub is_unsure: bool,
    /// Whether a person wrote it.
    pub is_written: bool,
    /// The author's own emphasis.
    pub weight: f64,
}

/// A weight of 1 counts about as much as twice as many sources.
const WEIGHT: f64 = 2.0;

impl Figures {
    /// The figures of an event that come from the event alone.
    pub(crate) fn of(event: &Event) -> Figures {
        let mut quotes: Vec<&str> = event.evidence.iter().map(|own| own.quote.as_str()).collect();
        quotes.sort_unstable();
        quotes.dedup();
        let mut articles: Vec<&str> =
            event.evidence.iter().map(|own| own.article.as_str()).collect();
        articles.sort_unstable();
        articles.dedup();
        Figures {
            tellings: quotes.len() + event.sources.len(),
            articles: articles.len(),
            names: event.people.len() + event.places.len() + event.names.len(),
            precision: event.date.as_ref().map_or(0.0, precision),
            is_unsure: event.origin == Origin::Extracted
                && matches!(event.status, Status::Conditional | Status::Denied),
            is_written: event.origin == Origin::Written,
            weight: if event.weight.is_finite() { event.weight } else { 0.0 },
            ..Figures::default()
        }
    }

    /// The reasons to doubt that it is an event, or that its title tells it, in words.
    ///
    /// ```
    /// use annals_ingest::Figures;
    /// let broken = Figures { is_broken: true, ..Figures::default() };
    /// assert_eq!(broken.doubts().collect::<Vec<_>>(), ["its title seems broken"]);
    /// ```
    pub fn doubts(&self) -> impl Iterator<Item = &'static str> {
        let doubts = [
            (self.is_telling, "only that someone said so"),
            (self.is_dangling, "unclear whom or what it is about"),
            (self.is_broken, "its title seems broken"),
            (self.is_unsure, "denied, or only conditional"),
        ];
        doubts.into_iter().filter(|(is, _)| *is).map(|(_, words)| words)
    }

    /// The score, 0 or more: who tells it and how, and on the day that matters most the tellings
    /// count double, since all write of that day for what many tell. Each reason to doubt that it
    /// is an event, or that its title tells it, halves that.
    ///
    /// ```
    /// use annals_ingest::Figures;
    /// let one = Figures { tellings: 1, articles: 1, ..Figures::default() };
    /// let many = Figures { tellings: 9, articles: 9, ..Figures::default() };
    /// assert!(many.score() > one.score());
    /// ```
    pub fn score(&self) -> f64 {
        let told = 2.0 * (1.0 + self.tellings as f64).ln() + (1.0 + self.articles as f64).ln();
        let names = 0.5 * self.names.min(3) as f64;
        let written = if self.is_written { 2.0 } else { 0.0 };
        let day = 1.0 + self.day.sqrt();
        let doubts = self.doubts().count() as i32;
        let score = (told * day + names + self.lead + self.precision) * 0.5_f64.powi(doubts);
        (score + written + WEIGHT * self.weight).max(0.0)
    }
}

/// Why it has its score, in words fit to print.
impl fmt::Display for Figures {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Figures { tellings, articles, names, .. } = self;
        write!(
            f,
            "{tellings} telling{} in {articles} article{}, ",
            plural(*tellings),
            plural(*articles)
        )?;
        write!(
            f,
            "{names} name{}, lead {:.2}, date {:.2}, day {:.2}",
            plural(*names),
            self.lead,
            self.precision,
            self.day
        )?;
        for words in self.doubts() {
            write!(f, ", halved: {words}")?;
        }
        if self.is_written {
            f.write_str(", written by hand")?;
        }
        if self.weight != 0.0 {
            write!(f, ", weight {}", self.weight)?;
        }
        write!(f, ": {:.2}", self.score())
    }
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

fn precision(date: &Date) -> f64 {
    match date.precision() {
        Precision::Time | Precision::Day => 1.0,
        Precision::Week => 0.9,
        Precision::Month => 0.75,
        Precision::Season => 0.6,
        Precision::Year => 0.5,
        Precision::Decade => 0.25,
        Precision::Century | Precision::Millennium => 0.1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn figures() -> impl Strategy<Value = Figures> {
        let counts = (0..50_usize, 0..50_usize, 0..9_usize);
        let parts = (0.0..=1.0, 0.0..=1.0, 0.0..=1.0, -3.0..3.0);
        let doubts = any::<[bool; 5]>();
        (counts, parts, doubts).prop_map(|(counts, parts, doubts)| Figures {
            tellings: counts.0,
            articles: counts.1,
            names: counts.2,
            lead: parts.0,
            precision: parts.1,
            day: parts.2,
            weight: parts.3,
            is_telling: doubts[0],
            is_dangling: doubts[1],
            is_broken: doubts[2],
            is_unsure: doubts[3],
            is_written: doubts[4],
        })
    }

    proptest! {
        #[test]
        fn whatever_speaks_for_an_event_never_lowers_its_score(
            own in figures(), more in 0..50_usize, press in 0.0..1.0, weight in 0.0..3.0
        ) {
            let score = own.score();
            prop_assert!(score >= 0.0);
            for better in [
                Figures { articles: own.articles + more, ..own },
                Figures { tellings: own.tellings + more, articles: own.articles + more, ..own },
                Figures { day: own.day.max(press), ..own },
                Figures { weight: own.weight + weight, ..own },
                Figures { is_written: true, ..own },
            ] {
                prop_assert!(better.score() >= score, "{better}");
            }
        }

        #[test]
        fn whatever_speaks_against_an_event_never_raises_its_score(own in figures()) {
            for worse in [
                Figures { is_telling: true, ..own },
                Figures { is_dangling: true, ..own },
                Figures { is_broken: true, ..own },
                Figures { is_unsure: true, ..own },
            ] {
                prop_assert!(worse.score() <= own.score(), "{worse}");
            }
        }
    }

    #[test]
    fn a_weight_that_is_no_number_counts_for_nothing() {
        let event = Event { weight: f64::NAN, ..Event::new("Fair", None, Origin::Written) };
        assert_eq!(Figures::of(&event).weight, 0.0);
    }
}
