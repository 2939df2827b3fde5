//! What the texts of dates leave open and the reader has to choose: when seasons begin, how far
//! "about" reaches, whether a year is meant whole, and which day is today.

use super::calendar::Day;
use super::expression::Doubt;
use super::extent::Extent;

/// The choices with which the bounds of a date are reckoned.
///
/// The default takes the words of a date as they are: something happened *within* it, `~` and `?`
/// move nothing, spring begins in March, and nobody says which day is today.
///
/// ```
/// use annals_core::{Date, Extent, Limit, Policy, Tolerance};
/// let date: Date = "1850~".parse()?;
/// let about = Policy { tolerance: Tolerance::Circa(5), ..Policy::default() };
/// assert_eq!(date.bounds(about).end_latest.to_string(), "1855-12-31");
///
/// let whole = Policy { extent: Extent::Throughout, ..Policy::default() };
/// assert_eq!(date.bounds(whole).start_latest.to_string(), "1850-01-01");
/// # Ok::<(), annals_core::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Policy {
    /// Whether a date without ends of its own is an occurrence within it or the whole of it.
    pub extent: Extent,
    /// How far doubt widens the bounds.
    pub tolerance: Tolerance,
    /// In which months seasons begin.
    pub seasons: SeasonTable,
    /// Today, for what goes on: it ended no earlier than this.
    pub now: Option<Day>,
}

/// How far the marks of doubt (`~`, `?`) widen bounds. They never do so by themselves.
///
/// The unit is that of the component in doubt: the year of `1850~`, the month of `2004-~06-11`.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Tolerance {
    /// Not at all, as ISO 8601-2 has it.
    #[default]
    None,
    /// `~` by that many units to either side; `?` not, since a source that may be wrong may be
    /// wrong by any amount.
    Circa(u32),
    /// `~` and `?` by that many units, both together (`%`) by twice as many, as python-edtf has it.
    Doubtful(u32),
}

/// In which month the seasons begin; each lasts three months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct SeasonTable {
    /// The month, 1 to 12, in which the northern spring begins. The southern one is six later.
    pub northern_spring: u8,
}

impl SeasonTable {
    /// Spring from March to May, winter from December into the next February: the convention of
    /// most EDTF libraries and of meteorology.
    pub const METEOROLOGICAL: SeasonTable = SeasonTable { northern_spring: 3 };

    /// Spring from January to March, winter from October to December: the convention of edtf.js.
    pub const QUARTERS: SeasonTable = SeasonTable { northern_spring: 1 };
}

impl Default for SeasonTable {
    fn default() -> SeasonTable {
        SeasonTable::METEOROLOGICAL
    }
}

impl Tolerance {
    /// By how many units this doubt widens bounds.
    pub(crate) fn units(self, doubt: Doubt) -> i64 {
        let units = match self {
            Tolerance::None => 0,
            Tolerance::Circa(units) if doubt.approximate => units,
            Tolerance::Circa(_) => 0,
            Tolerance::Doubtful(units) => {
                let marks = u32::from(doubt.approximate) + u32::from(doubt.uncertain);
                units.saturating_mul(marks)
            }
        };
        units.into()
    }
}
