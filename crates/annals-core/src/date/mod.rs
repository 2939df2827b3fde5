//! Dates as imprecise as what is known: their parts, their bounds, their order, their texts.
//!
//! - `calendar`: days, weeks and years as integers;
//! - `expression`: what a [`Date`] is made of; `components` and `far` are two of its units;
//! - `policy`: what a reader of dates chooses;
//! - `bounds`: between which days a date starts and ends;
//! - `order`: the order in which dates are listed; `compare`: how two of them lie to each other;
//! - `values`: the single values of a date that stands for several;
//! - `arithmetic`: a date so many units later;
//! - `edtf`: the ISO 8601-2 text form, read and written;
//! - `extent`: whether an event lies within its date or fills it;
//! - `julian`: days and dates that were written in the Julian calendar;
//! - `serde_form`: dates in JSON, TOML and other serde formats;
//! - `timex`: the value of a unit in TIMEX3, written only;
//! - `words`: plain English, written only (words are *read* by the crate `annals-dates`).

mod arabic;
mod arithmetic;
pub(crate) mod bounds;
pub(crate) mod calendar;
mod compare;
mod components;
pub(crate) mod edtf;
pub(crate) mod expression;
mod extent;
mod far;
mod julian;
#[cfg(test)]
mod laws;
mod order;
mod policy;
mod serde_form;
#[cfg(test)]
mod tests;
mod timex;
mod values;
pub(crate) mod words;

pub use bounds::{Bounds, Limit};
pub(crate) use calendar::IsoYear;
pub use calendar::{Civil, Day, MAX_YEAR, Weekday, days_in_month, is_leap_year, weeks_in_year};
pub use compare::Answer;
pub use components::Components;
pub use edtf::{DateError, Edtf, Level, Loss, Warning};
pub use expression::{
    Choice, Date, Doubt, Endpoint, Kind, Part, Precision, Season, SeasonName, Single, Time, Unit,
    Zone,
};
pub use extent::{Extent, UnknownExtent};
pub use far::{Far, FarYear};
pub use julian::{Calendar, UnknownCalendar};
pub use order::SortKey;
pub use policy::{Policy, SeasonTable, Tolerance};
pub use serde_form::Expanded;
pub use values::Values;
pub use words::{Wording, month_name};

#[cfg(feature = "chrono")]
pub use calendar::OutOfRange;
