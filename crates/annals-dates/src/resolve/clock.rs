//! Times of the day.

use super::relative::anchors;
use super::{Field, Resolution, anchor_at, found, resolve, unresolved};
use crate::context::Context;
use crate::explain;
use crate::meaning::{Clock, Daypart, Meaning};
use crate::timex::{Timex, TimexKind};
use crate::words::Words;
use annals_core::{AnchorKind, Unit as CalendarUnit};

pub(super) fn clock(time: Clock, on: Option<&Meaning>, context: &Context) -> Resolution {
    let hour = match time {
        Clock::At { hour, minute: Some(minute), second: Some(second) } => {
            format!("T{hour:02}:{minute:02}:{second:02}")
        }
        Clock::At { hour, minute, .. } => format!("T{hour:02}:{:02}", minute.unwrap_or(0)),
        Clock::Part(part) => format!("T{}", daypart_value(part)),
    };
    let day = match on {
        Some(meaning) => resolve(meaning, context),
        None => time_of_told_day(context),
    };
    let timex = match &day.timex {
        Some(timex) => Timex::new(TimexKind::Time, format!("{}{hour}", timex.value)),
        None => Timex::new(TimexKind::Time, format!("XXXX-XX-XX{hour}")),
    };
    Resolution { timex: Some(timex), ..day }
}

/// A time without a day is that of the day told of. The reference day is only a guess: good
/// enough for TIMEX3, which wants a day, but not for a date.
pub(super) fn time_of_told_day(context: &Context) -> Resolution {
    match anchors(context, true) {
        Some((AnchorKind::Mention, single)) if matches!(single.unit, CalendarUnit::Day(_)) => {
            let why = Words::later(move || {
                format!("a time of the date mentioned before, {}", explain::single(single))
            });
            let anchor = Some(anchor_at(AnchorKind::Mention, single));
            found(single, anchor, "the same day", why, vec![Field::Day])
        }
        _ => Resolution {
            timex: context.reference.filter(|_| !context.narrative).map(|reference| {
                Timex::new(TimexKind::Date, CalendarUnit::Day(reference.day).timex_value())
            }),
            ..unresolved("a time of day, and the day is not named")
        },
    }
}

pub(super) fn daypart_value(part: Daypart) -> &'static str {
    match part {
        Daypart::Morning => "MO",
        Daypart::Midday => "MI",
        Daypart::Afternoon => "AF",
        Daypart::Evening => "EV",
        Daypart::Night => "NI",
        Daypart::Daytime => "DT",
    }
}
