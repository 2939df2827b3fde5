//! Whether something took place at some time within its date, or all through it.

/// How much of its date something takes.
///
/// A launch dated `1986` was within 1986; a year of drought dated `1986` was throughout it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Extent {
    /// At some time within the date.
    #[default]
    Within,
    /// From the beginning of the date to its end.
    Throughout,
}
