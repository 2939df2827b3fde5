//! Dates as imprecise as what is known: their parts, their bounds, their two texts.
//!
//! - `calendar`: days, weeks and years as integers;
//! - `expression`: what a [`Date`] is made of;
//! - `bounds`: the earliest and latest day that it may mean, and the order of dates;
//! - `edtf`: the ISO 8601-2 text form, read and written;
//! - `words`: plain English, written only (words are *read* by the crate `annals-dates`).

pub(crate) mod bounds;
pub(crate) mod calendar;
pub(crate) mod edtf;
pub(crate) mod expression;
mod serde_form;
#[cfg(test)]
mod tests;
pub(crate) mod words;

pub use bounds::{Limit, SortKey};
pub use calendar::{Civil, Day, MAX_YEAR, Weekday, days_in_month, is_leap_year, weeks_in_year};
pub use edtf::{DateError, Edtf, Loss};
pub use expression::{Choice, Date, Doubt, Endpoint, Kind, Part, Precision, Season, Single, Unit};
pub use words::month_name;

#[cfg(feature = "chrono")]
pub use calendar::OutOfRange;
