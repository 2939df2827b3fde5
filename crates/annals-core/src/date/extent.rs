//! Whether an event took place at some time within its date or lasted throughout it.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// How an event fills its date.
///
/// "Mir was launched in 1986" is at some time within the year; "the year of the tiger 1986" lasts
/// throughout it. Nothing in the date itself tells the two apart, so the author says which.
///
/// ```
/// use annals_core::Extent;
/// assert_eq!("throughout".parse(), Ok(Extent::Throughout));
/// assert_eq!(Extent::default().name(), "within");
/// ```
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(rename_all = "snake_case")]
pub enum Extent {
    /// At some time within the date.
    #[default]
    Within,
    /// From its first day to its last.
    Throughout,
}

impl Extent {
    /// Every extent, in the order of their definition.
    pub const ALL: [Extent; 2] = [Extent::Within, Extent::Throughout];

    /// The word for it in files and records: `within`, `throughout`.
    pub fn name(self) -> &'static str {
        match self {
            Extent::Within => "within",
            Extent::Throughout => "throughout",
        }
    }
}

impl fmt::Display for Extent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// No extent has that name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownExtent(pub String);

impl fmt::Display for UnknownExtent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no extent", self.0)
    }
}

impl std::error::Error for UnknownExtent {}

impl FromStr for Extent {
    type Err = UnknownExtent;
    fn from_str(name: &str) -> Result<Extent, UnknownExtent> {
        let known = Extent::ALL.into_iter().find(|extent| extent.name() == name);
        known.ok_or_else(|| UnknownExtent(name.to_owned()))
    }
}
