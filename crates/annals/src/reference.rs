//! The day from which "last week" is reckoned, as flags and requests give it.

use annals_core::{Date, Day};
use annals_dates::Reference;
use serde::Deserialize;
use std::str::FromStr;

/// A day in ISO 8601, and the time of that day where one follows it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct ReferenceDay {
    pub(crate) day: Day,
    /// Hour and minute, in whatever zone the day is meant in.
    pub(crate) time: Option<(u8, u8)>,
}

impl ReferenceDay {
    /// It as the day, and time, of publication.
    pub(crate) fn published(self) -> Reference {
        Reference { time: self.time, ..Reference::published(self.day) }
    }
}

impl FromStr for ReferenceDay {
    type Err = String;

    fn from_str(text: &str) -> Result<ReferenceDay, String> {
        let refused = || format!("`{text}` is no day; write one like 2022-07-18");
        let (day, time) = match text.trim().split_once(['T', ' ']) {
            Some((day, time)) => (day, Some(hour_and_minute(time).ok_or_else(refused)?)),
            None => (text.trim(), None),
        };
        let date: Date = day.parse().map_err(|_| refused())?;
        // A month or a doubtful day has a first day too, but is not written like it.
        match date.earliest().day() {
            Some(first) if first.to_string() == day => Ok(ReferenceDay { day: first, time }),
            _ => Err(refused()),
        }
    }
}

impl TryFrom<String> for ReferenceDay {
    type Error = String;

    fn try_from(text: String) -> Result<ReferenceDay, String> {
        text.parse()
    }
}

/// Reads `08:30`, whatever seconds and zone follow.
fn hour_and_minute(time: &str) -> Option<(u8, u8)> {
    let two_digits = |text: Option<&str>| -> Option<u8> {
        text.filter(|digits| digits.bytes().all(|byte| byte.is_ascii_digit()))?.parse().ok()
    };
    let (hour, minute) = (two_digits(time.get(..2))?, two_digits(time.get(3..5))?);
    (time.get(2..3) == Some(":") && hour < 24 && minute < 60).then_some((hour, minute))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_may_be_followed_by_a_time() {
        let day = Day::from_civil(1998, 1, 8).unwrap();
        for (text, time) in [
            ("1998-01-08", None),
            ("1998-01-08T19:04:45", Some((19, 4))),
            ("1998-01-08 19:04", Some((19, 4))),
            (" 1998-01-08T00:00:00.000+09:00", Some((0, 0))),
        ] {
            assert_eq!(text.parse(), Ok(ReferenceDay { day, time }), "{text}");
        }
    }

    #[test]
    fn what_is_not_one_day_is_refused() {
        for text in [
            "",
            "1998",
            "1998-01",
            "1998-02-30",
            "1998-01-08~",
            "1998-01-08Tx",
            "1998-01-08T25:00",
            "1998-01-08T+1:+2",
            "1998-01-08Té:00",
            "today",
        ] {
            assert!(text.parse::<ReferenceDay>().is_err(), "{text}");
        }
    }
}
