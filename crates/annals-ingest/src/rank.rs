//! How much an event matters: a score from a few figures that a reader can check.
//!
//! Choosing events for a page of a given size is not done here.

use annals_core::{Date, Event, Origin, Precision};
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
    /// Whether it is only that someone said something.
    pub is_telling: bool,
    /// Whether its title leaves open whom it is about.
    pub is_dangling: bool,
    /// Whether a person wrote it.
    pub is_written: bool,
    /// The author's own emphasis.
    pub weight: f64,
}

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
            is_written: event.origin == Origin::Written,
            weight: event.weight,
            ..Figures::default()
        }
    }

    /// The score, 0 or more: who tells it and how, halved where it is mere telling or unclear.
    ///
    /// ```
    /// use annals_ingest::Figures;
    /// let one = Figures { tellings: 1, articles: 1, ..Figures::default() };
    /// let many = Figures { tellings: 9, articles: 9, ..Figures::default() };
    /// assert!(many.score() > one.score());
    /// ```
    pub fn score(&self) -> f64 {
        let told = 2.0 * (1.0 + self.tellings as f64).ln() + (1.0 + self.articles as f64).ln();
        let names = 0.25 * self.names.min(4) as f64;
        let written = if self.is_written { 2.0 } else { 0.0 };
        let halved = |is: bool| if is { 0.5 } else { 1.0 };
        let score = (told + names + self.lead + self.precision)
            * halved(self.is_telling)
            * halved(self.is_dangling);
        (score + written + self.weight).max(0.0)
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
            "{names} name{}, lead {:.2}, date {:.2}",
            plural(*names),
            self.lead,
            self.precision
        )?;
        for (is, words) in [
            (self.is_telling, ", halved: only that someone said so"),
            (self.is_dangling, ", halved: unclear whom it is about"),
            (self.is_written, ", written by hand"),
        ] {
            if is {
                f.write_str(words)?;
            }
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
