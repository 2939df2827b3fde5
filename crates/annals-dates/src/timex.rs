//! TIMEX3: the annotation of time expressions that the field's corpora use.

use std::fmt;

/// A TIMEX3 annotation: type, value and modifier.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timex {
    /// What kind of expression.
    pub kind: TimexKind,
    /// The normalised value: `2022-07-18`, `2022-W28`, `P3Y`, `PAST_REF`.
    pub value: String,
    /// What changes the value: `APPROX`, `START`.
    pub modifier: Option<TimexMod>,
}

/// Types of TIMEX3.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum TimexKind {
    /// A day or a longer unit of the calendar.
    Date,
    /// A time of the day.
    Time,
    /// A length of time.
    Duration,
    /// A time that comes again and again.
    Set,
}

/// Modifiers of TIMEX3 that are used here.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[expect(missing_docs, reason = "the names say it")]
pub enum TimexMod {
    Before,
    After,
    OnOrBefore,
    OnOrAfter,
    LessThan,
    MoreThan,
    EqualOrLess,
    EqualOrMore,
    Start,
    Mid,
    End,
    Approx,
}

impl Timex {
    /// A value without modifier.
    pub fn new(kind: TimexKind, value: impl Into<String>) -> Timex {
        Timex { kind, value: value.into(), modifier: None }
    }
}

impl TimexKind {
    /// Its name in TIMEX3: `DATE`.
    pub fn name(self) -> &'static str {
        match self {
            TimexKind::Date => "DATE",
            TimexKind::Time => "TIME",
            TimexKind::Duration => "DURATION",
            TimexKind::Set => "SET",
        }
    }
}

impl TimexMod {
    /// Every modifier with its name in language files.
    pub(crate) const NAMES: [&'static str; 12] = [
        "before",
        "after",
        "on-or-before",
        "on-or-after",
        "less-than",
        "more-than",
        "equal-or-less",
        "equal-or-more",
        "start",
        "mid",
        "end",
        "approx",
    ];
    const ALL: [TimexMod; 12] = [
        TimexMod::Before,
        TimexMod::After,
        TimexMod::OnOrBefore,
        TimexMod::OnOrAfter,
        TimexMod::LessThan,
        TimexMod::MoreThan,
        TimexMod::EqualOrLess,
        TimexMod::EqualOrMore,
        TimexMod::Start,
        TimexMod::Mid,
        TimexMod::End,
        TimexMod::Approx,
    ];

    pub(crate) fn from_number(number: i64) -> Option<TimexMod> {
        TimexMod::ALL.get(usize::try_from(number).ok()?).copied()
    }

    /// Its name in TIMEX3: `ON_OR_AFTER`.
    pub fn name(self) -> &'static str {
        match self {
            TimexMod::Before => "BEFORE",
            TimexMod::After => "AFTER",
            TimexMod::OnOrBefore => "ON_OR_BEFORE",
            TimexMod::OnOrAfter => "ON_OR_AFTER",
            TimexMod::LessThan => "LESS_THAN",
            TimexMod::MoreThan => "MORE_THAN",
            TimexMod::EqualOrLess => "EQUAL_OR_LESS",
            TimexMod::EqualOrMore => "EQUAL_OR_MORE",
            TimexMod::Start => "START",
            TimexMod::Mid => "MID",
            TimexMod::End => "END",
            TimexMod::Approx => "APPROX",
        }
    }
}

impl fmt::Display for TimexKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl fmt::Display for TimexMod {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}
