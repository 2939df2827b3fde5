//! How a date was read, in words fit to print on a page.

use annals_core::{AnchorKind, Date, Day, Single};

/// What an anchor is called.
pub(crate) fn anchor(kind: AnchorKind) -> &'static str {
    match kind {
        AnchorKind::Publication => "the publication day",
        AnchorKind::Dateline => "the day of the dateline",
        AnchorKind::Mention => "the date mentioned before",
    }
}

/// A day in words.
pub(crate) fn day(day: Day) -> String {
    Date::from(day).words()
}

/// A unit in words.
pub(crate) fn single(single: Single) -> String {
    Date::from(single).words()
}

/// A step of so many units: "back 3 days".
pub(crate) fn step(offset: i64, unit: &str) -> String {
    let (way, count) = if offset < 0 { ("back", -offset) } else { ("on", offset) };
    match (count, unit) {
        (0, unit) => format!("the same {unit}"),
        (1, unit) => format!("{way} 1 {unit}"),
        (count, "century") => format!("{way} {count} centuries"),
        (count, "millennium") => format!("{way} {count} millennia"),
        (count, unit) => format!("{way} {count} {unit}s"),
    }
}
