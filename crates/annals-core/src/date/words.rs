//! Dates in plain English, for people to read. Reading words is the business of `annals-dates`.

use super::calendar::{Day, Weekday};
use super::expression::{Choice, Date, Endpoint, Part, Season, Single, Unit};

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

const WEEKDAYS: [&str; 7] =
    ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];

impl Day {
    /// The day in plain English: "18 July 2022", "15 March 44 BCE".
    pub fn words(self) -> String {
        Date::from(self).words()
    }

    /// The English name of its weekday.
    pub fn weekday_name(self) -> &'static str {
        self.weekday().name()
    }
}

impl Weekday {
    /// Its English name.
    pub fn name(self) -> &'static str {
        WEEKDAYS[usize::from(self.number())]
    }
}

/// The English name of a month, 1 to 12; numbers beyond are taken as the nearest month.
pub fn month_name(month: u8) -> &'static str {
    MONTHS[usize::from(month.clamp(1, 12)) - 1]
}

impl Date {
    /// The date in plain English.
    ///
    /// ```
    /// let words = |text: &str| text.parse::<annals_core::Date>().unwrap().words();
    /// assert_eq!(words("2022-07-18"), "18 July 2022");
    /// assert_eq!(words("[2022-08,2022-09]"), "August or September 2022");
    /// assert_eq!(words("[-0204..-0059]"), "between 205 and 60 BCE");
    /// assert_eq!(words("1850~"), "c. 1850");
    /// assert_eq!(words("-0043-03-15"), "15 March 44 BCE");
    /// assert_eq!(words("late:C19"), "late 19th century");
    /// assert_eq!(words("2009-10/.."), "since October 2009");
    /// assert_eq!(words("[..1899]"), "1899 or earlier");
    /// ```
    pub fn words(&self) -> String {
        match self {
            Date::Single(single) => phrase(*single),
            Date::Interval { start, end } => interval(*start, *end),
            Date::OneOf(choices) | Date::AllOf(choices) => alternatives(choices),
        }
    }
}

fn interval(start: Endpoint, end: Endpoint) -> String {
    match (start, end) {
        (Endpoint::At(start), Endpoint::At(end)) => span(start, end),
        (Endpoint::At(start), Endpoint::Open) => format!("since {}", phrase(start)),
        (Endpoint::At(start), Endpoint::Unknown) => {
            format!("from {} to an unknown date", phrase(start))
        }
        (Endpoint::Open, Endpoint::At(end)) => format!("until {}", phrase(end)),
        (Endpoint::Unknown, Endpoint::At(end)) => {
            format!("from an unknown date to {}", phrase(end))
        }
        (Endpoint::Until(_) | Endpoint::From(_), _)
        | (_, Endpoint::Until(_) | Endpoint::From(_)) => Date::Interval { start, end }.to_string(),
        (_, _) => "at an unknown time".to_owned(),
    }
}

/// "1910–1945", "12–14 March 1912", "May – July 1912": what both ends share is said once.
fn span(start: Single, end: Single) -> String {
    let plain = |single: Single| single.part.is_none() && single.doubt == Default::default();
    if plain(start) && plain(end) {
        match (start.unit, end.unit) {
            (Unit::Year(a), Unit::Year(b)) if a > 0 && b > 0 => return format!("{a}–{b}"),
            (Unit::Year(a), Unit::Year(b)) if a <= 0 && b <= 0 => {
                return format!("{}–{} BCE", 1 - a, 1 - b);
            }
            (Unit::Month(year, a), Unit::Month(same, b)) if year == same => {
                return format!("{} – {}", month_name(a), phrase(Unit::Month(same, b).into()));
            }
            (Unit::Day(a), Unit::Day(b)) => {
                let (from, to) = (a.civil(), b.civil());
                if (from.year, from.month) == (to.year, to.month) {
                    return format!("{}–{}", from.day, b.words());
                }
                if from.year == to.year {
                    return format!("{} {} – {}", from.day, month_name(from.month), b.words());
                }
            }
            _ => {}
        }
    }
    format!("{} – {}", phrase(start), phrase(end))
}

fn alternatives(choices: &[Choice]) -> String {
    if let [Choice::At(one), Choice::At(other)] = choices {
        let (one, other) = pair(*one, *other);
        return format!("{one} or {other}");
    }
    let mut words: Vec<String> = choices
        .iter()
        .map(|choice| match *choice {
            Choice::At(one) => phrase(one),
            Choice::Range(first, last) => {
                let (first, last) = pair(first, last);
                format!("between {first} and {last}")
            }
            Choice::Until(last) => format!("{} or earlier", phrase(last)),
            Choice::From(first) => format!("{} or later", phrase(first)),
        })
        .collect();
    let last = words.pop().unwrap_or_default();
    if words.is_empty() { last } else { format!("{} or {last}", words.join(", ")) }
}

/// Two units, of which the first leaves out what it shares with the second: "August" and
/// "September 2022", "205" and "60 BCE".
fn pair(one: Single, other: Single) -> (String, String) {
    let plain = |single: Single| single.part.is_none() && single.doubt == Default::default();
    let short = match (one.unit, other.unit) {
        _ if !plain(one) || !plain(other) => None,
        (Unit::Month(year, month), Unit::Month(same, _)) if year == same => {
            Some(month_name(month).to_owned())
        }
        (Unit::Day(one), Unit::Day(other)) => {
            let (one, other) = (one.civil(), other.civil());
            match (one.year == other.year, one.month == other.month) {
                (true, true) => Some(one.day.to_string()),
                (true, false) => Some(format!("{} {}", one.day, month_name(one.month))),
                (false, _) => None,
            }
        }
        (Unit::Year(one), Unit::Year(..=0)) if one <= 0 => Some((1 - one).to_string()),
        _ => None,
    };
    (short.unwrap_or_else(|| phrase(one)), phrase(other))
}

/// One unit with its part and its doubt: "c. 1850", "late 19th century", "probably May 1912".
fn phrase(single: Single) -> String {
    let part = match single.part {
        Some(Part::Early) => "early ",
        Some(Part::Mid) => "mid-",
        Some(Part::Late) => "late ",
        None => "",
    };
    let doubt = match (single.doubt.uncertain, single.doubt.approximate) {
        (true, true) => "probably c. ",
        (true, false) => "probably ",
        (false, true) => "c. ",
        (false, false) => "",
    };
    format!("{doubt}{part}{}", unit(single.unit))
}

fn unit(unit: Unit) -> String {
    match unit {
        Unit::Millennium(n) => format!("{}{}", ordinal(n, "millennium"), era(n)),
        Unit::Century(n) => format!("{}{}", ordinal(n, "century"), era(n)),
        Unit::Hundreds(n) => format!("{}–{}", n * 100, n * 100 + 99),
        Unit::Decade(n) => format!("{n}0s"),
        Unit::Year(year) => year_name(year),
        Unit::Season(year, season) => match season {
            Season::Spring => format!("spring {}", year_name(year)),
            Season::Summer => format!("summer {}", year_name(year)),
            Season::Autumn => format!("autumn {}", year_name(year)),
            Season::Winter => format!("winter {}", winter(year)),
            Season::Quarter(n) => {
                format!("{} of {}", ordinal(n.into(), "quarter"), year_name(year))
            }
            Season::Northern(_) | Season::Southern(_) | Season::Quadrimester(_) => {
                Unit::Season(year, season).to_string()
            }
            Season::Half(n) => format!("{} of {}", ordinal(n.into(), "half"), year_name(year)),
        },
        Unit::Rounded(..) | Unit::Far(_) | Unit::Time(_) | Unit::Components(_) => unit.to_string(),
        Unit::Month(year, month) => format!("{} {}", month_name(month), year_name(year)),
        Unit::Week(..) => format!(
            "week of {}",
            span(Single::from(unit).first().into(), Single::from(unit).last().into())
        ),
        Unit::Day(day) => {
            let civil = day.civil();
            format!("{} {} {}", civil.day, month_name(civil.month), year_name(civil.year))
        }
    }
}

/// A winter runs into the next year: "1946–47".
fn winter(year: i64) -> String {
    if year > 0 { format!("{year}–{:02}", (year + 1) % 100) } else { year_name(year) }
}

/// No year zero in words: 0 is 1 BCE. The first centuries say that they are of the common era.
fn year_name(year: i64) -> String {
    match year {
        ..=0 => format!("{} BCE", 1 - year),
        1..=99 => format!("{year} CE"),
        _ => year.to_string(),
    }
}

fn era(number: i64) -> &'static str {
    if number < 0 { " BCE" } else { "" }
}

fn ordinal(number: i64, what: &str) -> String {
    let number = number.unsigned_abs();
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending} {what}")
}
