//! How a text is to be read: the reference day, and what to take where its words leave a choice.

use crate::context::Reference;
use annals_core::Day;
use std::fmt;
use std::str::FromStr;

/// How a text is to be read. A reference day alone will do:
/// [`annotate`](crate::annotate()) takes `Some(Reference)` or `None` as well.
///
/// ```
/// use annals_core::Day;
/// use annals_dates::{Direction, Language, Options, Reference, annotate};
/// let thursday = Day::from_civil(2019, 3, 14).unwrap();
/// let options = Options {
///     prefer: Some(Direction::Future),
///     ..Options::from(Reference::published(thursday))
/// };
/// let found = annotate("Lunch on Monday?", Language::english(), options);
/// assert_eq!(found.mentions[0].date.as_ref().unwrap().to_string(), "2019-03-18");
/// assert!(found.mentions[0].why.to_string().ends_with("since the future is preferred"));
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Options {
    /// The day from which relative expressions are reckoned.
    pub reference: Option<Reference>,
    /// The side to take where neither the words nor the tense of the clause tell it: "Monday",
    /// "May". Without it a weekday is the last one and a month the nearest.
    pub prefer: Option<Direction>,
    /// What kind of text it is.
    pub style: Style,
    /// Which comes first in "03/04/2022", the day or the month. Without it both are given where
    /// the language has no single custom, as English, and only there it is asked for: German,
    /// Spanish and French put the day first.
    pub number_order: Option<NumberOrder>,
}

/// A side of the reference day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Direction {
    /// Before it, or on it.
    Past,
    /// After it, or on it.
    Future,
}

/// The order of day and month where both are numbers.
///
/// ```
/// use annals_dates::{Language, NumberOrder, Options, annotate};
/// let read = |number_order| {
///     let options = Options { number_order, ..Options::default() };
///     annotate("It opened on 03/04/2022.", Language::english(), options).mentions.remove(0).date
/// };
/// assert_eq!(read(Some(NumberOrder::DayFirst)).unwrap().to_string(), "2022-04-03");
/// assert_eq!(read(Some(NumberOrder::MonthFirst)).unwrap().to_string(), "2022-03-04");
/// assert_eq!(read(None).unwrap().to_string(), "[2022-04-03,2022-03-04]");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum NumberOrder {
    /// 3 April, as most of the world writes it.
    DayFirst,
    /// March 4, as the United States write it.
    MonthFirst,
}

/// From where a text counts its days.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Style {
    /// As the text itself shows: a narrative writes out many years, most of them long past, and
    /// hardly ever points at the day on which it was written; a message is short and has tags,
    /// addresses or the words of chat.
    #[default]
    Auto,
    /// News and reports: from the day of writing.
    News,
    /// Chat and posts: from the day of writing, and names of days count without a capital.
    Message,
    /// Histories, lives, encyclopaedias: from the date mentioned last.
    Narrative,
}

/// A word that names no direction, style or order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownOption {
    word: String,
    known: &'static str,
}

impl From<Option<Reference>> for Options {
    fn from(reference: Option<Reference>) -> Options {
        Options { reference, ..Options::default() }
    }
}

impl From<Reference> for Options {
    fn from(reference: Reference) -> Options {
        Some(reference).into()
    }
}

impl Options {
    /// Reckoning from a day of publication, where there is one.
    pub fn published(day: Option<Day>) -> Options {
        day.map(Reference::published).into()
    }
}

impl FromStr for Direction {
    type Err = UnknownOption;

    /// Reads `past` and `future`.
    fn from_str(word: &str) -> Result<Direction, UnknownOption> {
        match word {
            "past" => Ok(Direction::Past),
            "future" => Ok(Direction::Future),
            _ => Err(UnknownOption { word: word.to_owned(), known: "`past` or `future`" }),
        }
    }
}

impl FromStr for NumberOrder {
    type Err = UnknownOption;

    /// Reads `day-first` and `month-first`.
    fn from_str(word: &str) -> Result<NumberOrder, UnknownOption> {
        match word {
            "day-first" => Ok(NumberOrder::DayFirst),
            "month-first" => Ok(NumberOrder::MonthFirst),
            _ => {
                let known = "`day-first` or `month-first`";
                Err(UnknownOption { word: word.to_owned(), known })
            }
        }
    }
}

impl FromStr for Style {
    type Err = UnknownOption;

    /// Reads `auto`, `news`, `message` and `narrative`.
    fn from_str(word: &str) -> Result<Style, UnknownOption> {
        match word {
            "auto" => Ok(Style::Auto),
            "news" => Ok(Style::News),
            "message" => Ok(Style::Message),
            "narrative" => Ok(Style::Narrative),
            _ => {
                let known = "`auto`, `news`, `message` or `narrative`";
                Err(UnknownOption { word: word.to_owned(), known })
            }
        }
    }
}

impl fmt::Display for UnknownOption {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is not known; write {}", self.word, self.known)
    }
}

impl std::error::Error for UnknownOption {}
