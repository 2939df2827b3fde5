//! The value of a unit in TIMEX3, the annotation of time expressions of the field's corpora; written
//! only. Which modifier goes with it depends on the words and is not decided here.

use super::calendar::Civil;
use super::expression::{Season, Unit};

impl Unit {
    /// The `value` that TIMEX3 (ISO-TimeML) has for the unit: centuries and decades by their
    /// digits, years before the common era with `BC`. What no words name is written as EDTF.
    ///
    /// ```
    /// use annals_core::Unit;
    /// assert_eq!(Unit::Decade(199).timex_value(), "199");
    /// assert_eq!(Unit::Month(-43, 3).timex_value(), "BC0044-03");
    /// ```
    pub fn timex_value(self) -> String {
        let year = |year: i64| {
            let mut text = String::with_capacity("2000-01-01".len());
            match year {
                ..=0 => text.push_str(&format!("BC{:04}", 1 - year)),
                1..=9999 => {
                    [year / 100, year % 100].iter().for_each(|two| push_two(&mut text, *two));
                }
                _ => text.push_str(&year.to_string()),
            }
            text
        };
        match self {
            // TIMEX3 writes centuries and decades by their digits.
            Unit::Millennium(n) if n < 0 => format!("BC{}", -(n + 1)),
            Unit::Millennium(n) => (n - 1).to_string(),
            Unit::Century(n) if n < 0 => format!("BC{:02}", -(n + 1)),
            Unit::Century(n) => format!("{:02}", n - 1),
            Unit::Hundreds(n) => format!("{n:02}"),
            Unit::Decade(n) if n < 0 => format!("BC{:03}", n.unsigned_abs()),
            Unit::Decade(n) => format!("{n:03}"),
            Unit::Year(number) => year(number),
            Unit::Season(number, season) => {
                let name = match season {
                    Season::Spring => "SP".to_owned(),
                    Season::Summer => "SU".to_owned(),
                    Season::Autumn => "FA".to_owned(),
                    Season::Winter => "WI".to_owned(),
                    Season::Quarter(n) => format!("Q{n}"),
                    Season::Half(n) => format!("H{n}"),
                    Season::Northern(_) | Season::Southern(_) | Season::Quadrimester(_) => {
                        season.code().to_string()
                    }
                };
                format!("{}-{name}", year(number))
            }
            Unit::Month(number, month) => with_parts(year(number), &[("-", month)]),
            Unit::Week(number, week) => with_parts(year(number), &[("-W", week)]),
            Unit::Day(day) => {
                let Civil { year: number, month, day } = day.civil();
                with_parts(year(number), &[("-", month), ("-", day)])
            }
            // No words name these.
            Unit::Rounded(..) | Unit::Far(_) | Unit::Time(_) | Unit::Components(_) => {
                self.to_string()
            }
        }
    }
}

/// A year with its months, weeks or days, each after a mark.
fn with_parts(mut year: String, parts: &[(&str, u8)]) -> String {
    for (mark, number) in parts {
        year.push_str(mark);
        push_two(&mut year, i64::from(*number));
    }
    year
}

/// Adds a number of two digits. Nearly every expression has a value to write, for which `format!`
/// takes longer than all its reckoning.
fn push_two(text: &mut String, number: i64) {
    text.push(char::from(b'0' + (number / 10 % 10) as u8));
    text.push(char::from(b'0' + (number % 10) as u8));
}
