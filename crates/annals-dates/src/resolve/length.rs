//! What TIMEX3 marks and no calendar holds: lengths, repetitions, the vague past and future.

use super::Resolution;
use super::clock::daypart_value;
use crate::meaning::{Amount, Clock, Count, Era, Every, Meaning, Unit};
use crate::timex::{Timex, TimexKind, TimexMod};
use annals_core::Unit as CalendarUnit;

pub(super) fn length(amount: &Amount, modifier: Option<TimexMod>, why: &'static str) -> Resolution {
    let timex = Timex { kind: TimexKind::Duration, value: period(amount), modifier };
    let step = "no date".into();
    Resolution { timex: Some(timex), step, why: why.into(), ..Resolution::default() }
}

/// An ISO 8601 duration, with `X` for what is not said.
pub(super) fn period(amount: &Amount) -> String {
    let (mut days, mut clock) = (String::new(), String::new());
    for (count, unit) in &amount.0 {
        let (letter, times) = match unit {
            Unit::Second => ("S", 1),
            Unit::Minute => ("M", 1),
            Unit::Hour => ("H", 1),
            Unit::Day => ("D", 1),
            Unit::Weekend => ("WE", 1),
            Unit::Week => ("W", 1),
            Unit::Fortnight => ("W", 2),
            Unit::Month => ("M", 1),
            Unit::Season | Unit::Quarter => ("M", 3),
            Unit::Half => ("M", 6),
            Unit::Year => ("Y", 1),
            Unit::Decade => ("Y", 10),
            Unit::Century => ("Y", 100),
            Unit::Millennium => ("Y", 1000),
        };
        let out = if *unit <= Unit::Hour { &mut clock } else { &mut days };
        match count {
            Count::Halves(halves) => {
                let halves = halves.saturating_mul(times);
                let half = match (halves % 2, letter) {
                    (0, _) => String::new(),
                    // Half a year is written as the months that it has.
                    (_, "Y") if halves > 1 => {
                        out.push_str(&format!("{}Y6M", halves / 2));
                        continue;
                    }
                    (_, "Y") => {
                        out.push_str("6M");
                        continue;
                    }
                    (_, "H") if halves > 1 => {
                        out.push_str(&format!("{}H30M", halves / 2));
                        continue;
                    }
                    (_, "M") if *unit == Unit::Minute && halves > 1 => {
                        out.push_str(&format!("{}M30S", halves / 2));
                        continue;
                    }
                    (_, "H") => {
                        out.push_str("30M");
                        continue;
                    }
                    _ => ".5".to_owned(),
                };
                out.push_str(&format!("{}{half}{letter}", halves / 2));
            }
            Count::Unknown => {
                // How many decades is not said, nor how many years they make.
                let letter = match unit {
                    Unit::Decade => "DE",
                    Unit::Century => "CE",
                    _ => letter,
                };
                out.push_str(&format!("X{letter}"));
            }
        }
    }
    if clock.is_empty() { format!("P{days}") } else { format!("P{days}T{clock}") }
}

pub(super) fn repeated(every: &Every) -> Resolution {
    let value = match every {
        Every::Amount(amount) => period(amount),
        Every::Named(named) => match &**named {
            Meaning::Weekday(weekday) => format!("XXXX-WXX-{}", weekday.number() + 1),
            Meaning::Month { month, .. } => format!("XXXX-{month:02}"),
            Meaning::BareUnit(Unit::Weekend) => "XXXX-WE".to_owned(),
            Meaning::Season { season, .. } => {
                format!("XXXX{}", &CalendarUnit::Season(2000, *season).timex_value()[4..])
            }
            Meaning::Clock { time: Clock::Part(part), on: Some(on) } => match &**on {
                Meaning::Weekday(weekday) => {
                    format!("XXXX-WXX-{}T{}", weekday.number() + 1, daypart_value(*part))
                }
                _ => format!("T{}", daypart_value(*part)),
            },
            Meaning::Clock { time: Clock::Part(part), .. } => format!("T{}", daypart_value(*part)),
            Meaning::Day { month, day, .. } => format!("XXXX-{month:02}-{day:02}"),
            _ => "XXXX".to_owned(),
        },
    };
    Resolution {
        timex: Some(Timex::new(TimexKind::Set, value)),
        step: "no date".into(),
        why: "it comes again and again and names no single date".into(),
        ..Resolution::default()
    }
}

pub(super) fn vague(era: Era) -> Resolution {
    let (value, why) = match era {
        Era::Past => ("PAST_REF", "some time in the past, it is not said when"),
        Era::Present => ("PRESENT_REF", "the present, without a date"),
        Era::Future => ("FUTURE_REF", "some time in the future, it is not said when"),
    };
    Resolution {
        timex: Some(Timex::new(TimexKind::Date, value)),
        step: "no date".into(),
        why: why.into(),
        ..Resolution::default()
    }
}
