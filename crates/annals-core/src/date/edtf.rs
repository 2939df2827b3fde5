//! The text form of dates: EDTF (ISO 8601-2), read and written.
//!
//! Read here: level 0 dates and intervals; years of any length (`Y170000002`, `-0044`); seasons,
//! quarters and halves; decades and hundreds of years (`199X`, `18XX`); qualifiers at the end of a
//! date (`?`, `~`, `%`); open and unknown ends; and one-of lists (`[1667,1668,1670..1672]`).
//! Digits masked elsewhere, qualifiers inside a date, all-of lists and clock times are refused
//! with a message, never read as something else.
//!
//! EDTF has no weeks, no centuries counted from 1 and no "early": `Display` writes and `FromStr`
//! reads them in an addition of ours (`2022-W28`, `C19`, `M-3`, `early:1969`), so that a date
//! always reads back as it was written. [`Date::to_edtf`] keeps to the standard and says what it
//! could not say.
//!
//! Source: the Library of Congress EDTF specification of 4 February 2019.

use super::calendar::{Day, IsoYear, MAX_YEAR, days_in_month, weeks_in_year};
use super::expression::{Choice, Date, Doubt, Endpoint, Part, Season, Single, Unit};
use std::fmt;
use std::ops::Range;
use std::str::FromStr;

/// A text that is no date: what is wrong, where, and what to write instead.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateError {
    /// A stable name for the kind of problem, such as `date/day`.
    pub code: &'static str,
    /// What is wrong, as one line without a full stop.
    pub message: String,
    /// The bytes of the text at fault.
    pub span: Range<usize>,
    /// What to say at the place itself.
    pub label: String,
    /// What to write instead.
    pub help: Option<String>,
}

/// A date as strict EDTF.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Edtf {
    /// The text says all that the date says.
    Exact(String),
    /// EDTF cannot say all of it; what was lost is listed.
    Lossy(String, Vec<Loss>),
}

/// What EDTF cannot say of a date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Loss {
    /// A week is written as its days.
    Week,
    /// A century is written by its digits, 1800 to 1899 for the 19th, or by its years.
    Century,
    /// Early, middle or late is written as a span of years, months or days.
    Part,
    /// Years of more than four digits have no months and days.
    LongYear,
}

impl Edtf {
    /// The text.
    pub fn text(&self) -> &str {
        match self {
            Edtf::Exact(text) | Edtf::Lossy(text, _) => text,
        }
    }
}

impl Date {
    /// The date as strict EDTF.
    ///
    /// ```
    /// use annals_core::{Date, Edtf, Loss};
    /// let week = Date::week(2022, 28).unwrap();
    /// assert_eq!(week.to_edtf(), Edtf::Lossy("2022-07-11/2022-07-17".into(), vec![Loss::Week]));
    /// assert_eq!(Date::year(-43).to_edtf(), Edtf::Exact("-0043".into()));
    /// ```
    pub fn to_edtf(&self) -> Edtf {
        let mut losses: Vec<Loss> = self.singles().filter_map(Single::loss).collect();
        losses.sort_unstable();
        losses.dedup();
        let text = self.strict_text();
        if losses.is_empty() { Edtf::Exact(text) } else { Edtf::Lossy(text, losses) }
    }

    fn strict_text(&self) -> String {
        match self {
            Date::Single(single) => match single.strict() {
                Choice::At(one) => one.to_string(),
                // A week is known as an interval of days in most tools; other spans are a choice.
                Choice::Range(first, last) if first == last => first.to_string(),
                Choice::Range(first, last) if matches!(single.unit, Unit::Week(..)) => {
                    format!("{first}/{last}")
                }
                range => Date::OneOf(vec![range]).to_string(),
            },
            Date::Interval { start, end } => {
                let strict = |end: &Endpoint, pick: fn(Choice) -> Single| match end {
                    Endpoint::At(single) => Endpoint::At(pick(single.strict())),
                    other => *other,
                };
                let (start, end) = (strict(start, Choice::first), strict(end, Choice::last));
                Date::Interval { start, end }.to_string()
            }
            Date::OneOf(choices) => {
                let choices = choices.iter().map(|choice| match *choice {
                    Choice::At(one) => one.strict(),
                    Choice::Range(first, last) => {
                        Choice::Range(first.strict().first(), last.strict().last())
                    }
                    Choice::Until(last) => Choice::Until(last.strict().last()),
                    Choice::From(first) => Choice::From(first.strict().first()),
                });
                Date::OneOf(choices.collect()).to_string()
            }
        }
    }
}

/// Writes EDTF, with weeks, centuries and parts of units in the additions of this crate.
impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Date::Single(single) => single.fmt(f),
            Date::Interval { start, end } => write!(f, "{start}/{end}"),
            Date::OneOf(choices) => {
                f.write_str("[")?;
                for (i, choice) in choices.iter().enumerate() {
                    if i > 0 {
                        f.write_str(",")?;
                    }
                    choice.fmt(f)?;
                }
                f.write_str("]")
            }
        }
    }
}

impl fmt::Display for Endpoint {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Endpoint::At(single) => single.fmt(f),
            Endpoint::Open => f.write_str(".."),
            Endpoint::Unknown => Ok(()),
        }
    }
}

impl fmt::Display for Choice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Choice::At(one) => one.fmt(f),
            Choice::Range(first, last) => write!(f, "{first}..{last}"),
            Choice::Until(last) => write!(f, "..{last}"),
            Choice::From(first) => write!(f, "{first}.."),
        }
    }
}

impl fmt::Display for Single {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.part {
            Some(Part::Early) => "early:",
            Some(Part::Mid) => "mid:",
            Some(Part::Late) => "late:",
            None => "",
        })?;
        self.unit.fmt(f)?;
        f.write_str(match (self.doubt.uncertain, self.doubt.approximate) {
            (true, true) => "%",
            (true, false) => "?",
            (false, true) => "~",
            (false, false) => "",
        })
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match *self {
            Unit::Millennium(n) => write!(f, "M{n}"),
            // 3rd century BCE and `-02XX` are the same hundred years.
            Unit::Century(n @ -99..=-1) => write!(f, "-{:02}XX", -n - 1),
            Unit::Century(n) => write!(f, "C{n}"),
            Unit::Hundreds(n) => write!(f, "{n:02}XX"),
            Unit::Decade(n) => write!(f, "{n:03}X"),
            Unit::Year(year) => write_year(f, year),
            Unit::Season(year, season) => {
                write_year(f, year)?;
                let code = match season {
                    Season::Spring => 21,
                    Season::Summer => 22,
                    Season::Autumn => 23,
                    Season::Winter => 24,
                    Season::Quarter(n) => 32 + n,
                    Season::Half(n) => 39 + n,
                };
                write!(f, "-{code}")
            }
            Unit::Month(year, month) => {
                write_year(f, year)?;
                write!(f, "-{month:02}")
            }
            Unit::Week(year, week) => {
                write_year(f, year)?;
                write!(f, "-W{week:02}")
            }
            Unit::Day(day) => {
                let civil = day.civil();
                write_year(f, civil.year)?;
                write!(f, "-{:02}-{:02}", civil.month, civil.day)
            }
        }
    }
}

fn write_year(f: &mut fmt::Formatter<'_>, year: i64) -> fmt::Result {
    if year.abs() > 9999 { write!(f, "Y{year}") } else { write!(f, "{}", IsoYear(year)) }
}

impl Choice {
    fn first(self) -> Single {
        match self {
            Choice::At(one) | Choice::Range(one, _) | Choice::Until(one) | Choice::From(one) => one,
        }
    }

    fn last(self) -> Single {
        match self {
            Choice::At(one) | Choice::Range(_, one) | Choice::Until(one) | Choice::From(one) => one,
        }
    }
}

impl Single {
    fn loss(self) -> Option<Loss> {
        match self.unit {
            _ if self.is_finer_than_a_long_year() => Some(Loss::LongYear),
            _ if self.part.is_some() => Some(Loss::Part),
            Unit::Century(-99..=-1) => None,
            Unit::Millennium(_) | Unit::Century(_) => Some(Loss::Century),
            Unit::Week(..) => Some(Loss::Week),
            _ => None,
        }
    }

    /// EDTF has nothing finer than a year where the year has more than four digits.
    fn is_finer_than_a_long_year(self) -> bool {
        let plain = matches!(self.unit, Unit::Year(_)) && self.part.is_none();
        !plain && self.unit.year().is_some_and(|year| year.abs() > 9999)
    }

    /// The same in strict EDTF: itself, or a range of units that the standard has.
    fn strict(self) -> Choice {
        let with_doubt = |unit: Unit| Single { unit, part: None, doubt: self.doubt };
        let (first, last) = (self.first(), self.last());
        let days = || Choice::Range(with_doubt(Unit::Day(first)), with_doubt(Unit::Day(last)));
        let (first, last) = (first.civil(), last.civil());
        let years =
            || Choice::Range(with_doubt(Unit::Year(first.year)), with_doubt(Unit::Year(last.year)));
        if self.is_finer_than_a_long_year() {
            return years();
        }
        match (self.unit, self.part) {
            (Unit::Century(n @ 1..=99), None) => Choice::At(with_doubt(Unit::Hundreds(n - 1))),
            (Unit::Century(-99..=-1), None) => Choice::At(self),
            (Unit::Millennium(_) | Unit::Century(_), _) => years(),
            (Unit::Week(..), _) => days(),
            (_, None) => Choice::At(self),
            (Unit::Hundreds(_) | Unit::Decade(_), Some(_)) => years(),
            (Unit::Year(year), Some(_)) => Choice::Range(
                with_doubt(Unit::Month(year, first.month)),
                with_doubt(Unit::Month(year, last.month)),
            ),
            (Unit::Season(..) | Unit::Month(..) | Unit::Day(_), Some(_)) => days(),
        }
    }
}

impl FromStr for Date {
    type Err = DateError;

    /// Reads EDTF and the additions of this crate. Takes time linear in the length of the text.
    fn from_str(text: &str) -> Result<Date, DateError> {
        let input = Piece { text, start: 0 };
        if text.trim() != text {
            return Err(input
                .error("date/blank", "a date has no blanks around it", "blanks here")
                .help(format!("write \"{}\"", text.trim())));
        }
        if text.starts_with('{') {
            return Err(input
                .error("date/all-of", "a list of several dates is not one date", "all of these")
                .help("write an event for each date, or `[…]` where only one of them is right"));
        }
        if text.starts_with('[') {
            return one_of(input);
        }
        match input.split('/') {
            Some((start, end)) => interval(start, end),
            None => Ok(Date::Single(single(input)?)),
        }
    }
}

impl fmt::Display for DateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)?;
        match &self.help {
            Some(help) => write!(f, "; {help}"),
            None => Ok(()),
        }
    }
}

impl std::error::Error for DateError {}

impl DateError {
    fn help(mut self, help: impl Into<String>) -> DateError {
        self.help = Some(help.into());
        self
    }
}

/// A part of the input that knows where it stands in it.
#[derive(Clone, Copy)]
struct Piece<'a> {
    text: &'a str,
    start: usize,
}

impl<'a> Piece<'a> {
    fn error(
        self,
        code: &'static str,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> DateError {
        DateError {
            code,
            message: message.into(),
            span: self.start..self.start + self.text.len(),
            label: label.into(),
            help: None,
        }
    }

    /// From byte `from` up to byte `to`, which the caller knows to be character boundaries.
    fn slice(self, from: usize, to: usize) -> Piece<'a> {
        Piece { text: self.text.get(from..to).unwrap_or(""), start: self.start + from }
    }

    fn from(self, from: usize) -> Piece<'a> {
        self.slice(from, self.text.len())
    }

    fn split(self, separator: char) -> Option<(Piece<'a>, Piece<'a>)> {
        let at = self.text.find(separator)?;
        Some((self.slice(0, at), self.from(at + separator.len_utf8())))
    }
}

fn interval(start: Piece<'_>, end: Piece<'_>) -> Result<Date, DateError> {
    if let Some((_, rest)) = end.split('/') {
        return Err(rest.error("date/interval", "an interval has two ends", "a third one"));
    }
    let read = |piece: Piece<'_>| match piece.text {
        "" => Ok(Endpoint::Unknown),
        ".." => Ok(Endpoint::Open),
        _ => single(piece).map(Endpoint::At),
    };
    // Both ends are looked at, but the first error is the one to mend first.
    let (from, to) = (read(start)?, read(end)?);
    match (from, to) {
        (Endpoint::At(a), Endpoint::At(b)) if a.first() > b.last() => {
            let whole = Piece { text: start.text, start: start.start };
            Err(whole
                .error(
                    "date/order",
                    "the interval ends before it starts",
                    format!("starts after {}", end.text),
                )
                .help(format!("did you mean \"{}/{}\"?", end.text, start.text)))
        }
        (Endpoint::Open | Endpoint::Unknown, Endpoint::Open | Endpoint::Unknown) => Err(start
            .error(
                "date/interval",
                "an interval needs at least one dated end",
                "no date on either side",
            )),
        _ => Ok(Date::Interval { start: from, end: to }),
    }
}

fn one_of(input: Piece<'_>) -> Result<Date, DateError> {
    let Some(inner) = input.text.strip_prefix('[').and_then(|text| text.strip_suffix(']')) else {
        return Err(input
            .error("date/list", "the list is not closed", "opened here")
            .help(format!("write \"{}]\"", input.text)));
    };
    let mut choices = Vec::new();
    let mut rest = Piece { text: inner, start: input.start + 1 };
    let count = inner.split(',').count();
    for place in 0..count {
        let (item, after) = rest.split(',').unwrap_or((rest, rest.from(rest.text.len())));
        choices.push(choice(item, place == 0, place + 1 == count)?);
        rest = after;
    }
    Ok(Date::OneOf(choices))
}

fn choice(item: Piece<'_>, first: bool, last: bool) -> Result<Choice, DateError> {
    if item.text.is_empty() {
        return Err(item.error("date/list", "an entry of the list is empty", "nothing here"));
    }
    if let Some(blanks) = item.text.find(|c: char| !c.is_whitespace()).filter(|&n| n > 0) {
        return Err(item
            .slice(0, blanks)
            .error("date/blank", "a list has no blanks after its commas", "blank here")
            .help(format!("write \",{}\"", item.text.trim())));
    }
    let Some(at) = item.text.find("..") else { return single(item).map(Choice::At) };
    match (item.slice(0, at), item.from(at + 2)) {
        (Piece { text: "", .. }, Piece { text: "", .. }) => {
            Err(item.error("date/list", "nothing bounds this entry", "neither end is dated"))
        }
        (Piece { text: "", .. }, end) if first => single(end).map(Choice::Until),
        (start, Piece { text: "", .. }) if last => single(start).map(Choice::From),
        (Piece { text: "", .. }, _) => Err(item.error(
            "date/list",
            "only the first entry of a list can be open at its start",
            "not the first",
        )),
        (_, Piece { text: "", .. }) => Err(item.error(
            "date/list",
            "only the last entry of a list can be open at its end",
            "not the last",
        )),
        (start, end) => {
            let (a, b) = (single(start)?, single(end)?);
            if a.first() > b.last() {
                return Err(item
                    .error("date/order", "the range ends before it starts", "in the wrong order")
                    .help(format!("did you mean \"{}..{}\"?", end.text, start.text)));
            }
            Ok(Choice::Range(a, b))
        }
    }
}

fn single(input: Piece<'_>) -> Result<Single, DateError> {
    const PARTS: [(&str, Part); 3] =
        [("early:", Part::Early), ("mid:", Part::Mid), ("late:", Part::Late)];
    let part = PARTS.into_iter().find(|(prefix, _)| input.text.starts_with(prefix));
    let (part, rest) = match part {
        Some((prefix, part)) => (Some(part), input.from(prefix.len())),
        None => (None, input),
    };
    let (doubt, body) = match rest.text.as_bytes().last() {
        Some(b'?') => (Doubt { uncertain: true, approximate: false }, 1),
        Some(b'~') => (Doubt { uncertain: false, approximate: true }, 1),
        Some(b'%') => (Doubt { uncertain: true, approximate: true }, 1),
        _ => (Doubt::default(), 0),
    };
    let unit = unit(rest.slice(0, rest.text.len() - body))?;
    Ok(Single { unit, part, doubt })
}

fn unit(input: Piece<'_>) -> Result<Unit, DateError> {
    match input.text.as_bytes() {
        [] => Err(input.error("date/empty", "there is no date here", "empty").help(FORMS)),
        [b'C', ..] => counted(input, "century", 99_999).map(Unit::Century),
        [b'M', ..] => counted(input, "millennium", 9_999).map(Unit::Millennium),
        [b'Y', ..] => long_year(input),
        _ => calendar_unit(input),
    }
}

const FORMS: &str = "write a year (1985), a month (1985-04), a day (1985-04-12), \
     an interval (1910/1945) or one of several ([1985,1987])";

/// `C19`, `M-3`: counted from 1 in both directions.
fn counted(input: Piece<'_>, what: &str, most: i64) -> Result<i64, DateError> {
    match input.text[1..].parse::<i64>() {
        Ok(n) if n != 0 && n.abs() <= most && !input.text.contains('+') => Ok(n),
        _ => Err(input
            .error("date/syntax", format!("this is no number of a {what}"), "counted from 1")
            .help(FORMS)),
    }
}

/// `Y170000002`, `Y-17000`: a year of more than four digits. What may follow it is our addition.
fn long_year(input: Piece<'_>) -> Result<Unit, DateError> {
    let sign = usize::from(input.text.as_bytes().get(1) == Some(&b'-'));
    let digits = input.text[1 + sign..].bytes().take_while(u8::is_ascii_digit).count();
    let (written, rest) = (input.slice(1, 1 + sign + digits), input.from(1 + sign + digits));
    if digits < 5 || input.text[1 + sign..].starts_with('0') {
        return Err(input
            .error(
                "date/syntax",
                "`Y` stands before a year of five digits or more",
                "not such a year",
            )
            .help("write a year of four digits without `Y`"));
    }
    match written.text.parse::<i64>() {
        Ok(year) if year.abs() <= MAX_YEAR => after_year(input, rest, year),
        _ => Err(input.error(
            "date/range",
            format!("years go no further than {MAX_YEAR}, either side of zero"),
            "too far",
        )),
    }
}

/// `1985`, `-0044`, `199X`, `1985-04`, `2001-21`, `2022-W28`, `1985-04-12`.
fn calendar_unit(input: Piece<'_>) -> Result<Unit, DateError> {
    let bytes = input.text.as_bytes();
    let sign = usize::from(bytes[0] == b'-');
    let digits = bytes[sign..].iter().take_while(|b| b.is_ascii_digit() || **b == b'X').count();
    let year_end = sign + digits;
    let (written, rest) = (input.slice(0, year_end), input.from(year_end));
    if digits != 4 {
        return Err(not_four_digits(input, written, rest));
    }
    if written.text.contains('X') {
        return masked_year(input, written, rest);
    }
    let year = written.text.parse::<i64>().map_err(|_| malformed(input))?;
    if sign == 1 && year == 0 {
        return Err(written
            .error("date/year", "there is no year -0000", "year zero has no sign")
            .help("write \"0000\" for 1 BCE"));
    }
    after_year(input, rest, year)
}

/// What follows the year: nothing, a week, a month or season, or a month and a day.
fn after_year(input: Piece<'_>, rest: Piece<'_>, year: i64) -> Result<Unit, DateError> {
    match rest.text.as_bytes() {
        [] => Ok(Unit::Year(year)),
        [b'-', b'W', w @ ..] => week(input, rest, year, w),
        [b'-', m1, m2] => month(rest.from(1), year, [*m1, *m2]),
        [b'-', m1, m2, b'-', d1, d2] => day(input, rest, year, [*m1, *m2], [*d1, *d2]),
        [b'-', _, _, b'-', _, _, b'T', ..] => Err(rest
            .from(6)
            .error("date/time", "a time of day is not part of a date here", "a time of day")
            .help(format!(
                "write the day only: \"{}\"",
                input.slice(0, rest.start - input.start + 6).text
            ))),
        _ => Err(malformed(input)),
    }
}

fn not_four_digits(input: Piece<'_>, written: Piece<'_>, rest: Piece<'_>) -> DateError {
    let number = written.text.trim_start_matches('-');
    let sign = if written.text.starts_with('-') { "-" } else { "" };
    match number.len() {
        8 if rest.text.is_empty() && !number.contains('X') => input
            .error("date/syntax", "a date has hyphens between its parts", "no hyphens here")
            .help(format!("write \"{}-{}-{}\"", &number[..4], &number[4..6], &number[6..])),
        1..=3 if rest.text.is_empty() && !number.contains('X') => written
            .error("date/year", "a year has four digits", format!("{} here", number.len()))
            .help(format!("write \"{sign}{number:0>4}\"")),
        5.. if !number.contains('X') && rest.text.is_empty() => written
            .error("date/year", "a year has four digits", format!("{} here", number.len()))
            .help(format!("write \"Y{}\" for a longer year", written.text)),
        _ => malformed(input),
    }
}

fn masked_year(input: Piece<'_>, written: Piece<'_>, rest: Piece<'_>) -> Result<Unit, DateError> {
    let unit = match written.text.as_bytes() {
        [c, b'X', b'X', b'X'] if c.is_ascii_digit() => None,
        [a, b, b'X', b'X'] if a.is_ascii_digit() && b.is_ascii_digit() => {
            written.text[..2].parse().ok().map(Unit::Hundreds)
        }
        [b'-', a, b, b'X', b'X'] if a.is_ascii_digit() && b.is_ascii_digit() => {
            written.text[1..3].parse().ok().map(|n: i64| Unit::Century(-n - 1))
        }
        [a, b, c, b'X'] if [a, b, c].iter().all(|d| d.is_ascii_digit()) => {
            written.text[..3].parse().ok().map(Unit::Decade)
        }
        _ => None,
    };
    match unit {
        Some(unit) if rest.text.is_empty() => Ok(unit),
        Some(_) => Err(rest
            .error(
                "date/mask",
                "nothing can follow a year whose digits are left open",
                "after an open year",
            )
            .help(format!("write \"{}\"", written.text))),
        None => Err(input
            .error(
                "date/mask",
                "only the last digit or the last two digits of a year can be left open",
                "digits left open",
            )
            .help("write \"199X\" for the 1990s, \"18XX\" for 1800 to 1899")),
    }
}

fn week(input: Piece<'_>, rest: Piece<'_>, year: i64, digits: &[u8]) -> Result<Unit, DateError> {
    let Some(week) = two_digits(digits) else { return Err(malformed(input)) };
    if !(1..=weeks_in_year(year)).contains(&week) {
        let last = weeks_in_year(year);
        return Err(rest.from(1).error(
            "date/week",
            format!("{year} has {last} weeks"),
            format!("there is no week {week}"),
        ));
    }
    Ok(Unit::Week(year, week))
}

/// A month, or a season in its place.
fn month(piece: Piece<'_>, year: i64, digits: [u8; 2]) -> Result<Unit, DateError> {
    if digits.contains(&b'X') {
        return Err(open_digits(piece, format!("{}", IsoYear(year))));
    }
    let Some(number) = two_digits(&digits) else { return Err(malformed(piece)) };
    Ok(match number {
        1..=12 => Unit::Month(year, number),
        21 => Unit::Season(year, Season::Spring),
        22 => Unit::Season(year, Season::Summer),
        23 => Unit::Season(year, Season::Autumn),
        24 => Unit::Season(year, Season::Winter),
        33..=36 => Unit::Season(year, Season::Quarter(number - 32)),
        40 | 41 => Unit::Season(year, Season::Half(number - 39)),
        _ => {
            return Err(piece
                .error(
                    "date/month",
                    "months go from 01 to 12",
                    format!("there is no month {number:02}"),
                )
                .help(format!("write \"{}\" for the year", IsoYear(year))));
        }
    })
}

fn day(
    input: Piece<'_>,
    rest: Piece<'_>,
    year: i64,
    month: [u8; 2],
    day: [u8; 2],
) -> Result<Unit, DateError> {
    let (month_piece, day_piece) = (rest.slice(1, 3), rest.slice(4, 6));
    if day.contains(&b'X') || month.contains(&b'X') {
        return Err(open_digits(
            rest.from(1),
            format!("{}-MM or {}", IsoYear(year), IsoYear(year)),
        ));
    }
    let (Some(m), Some(d)) = (two_digits(&month), two_digits(&day)) else {
        return Err(malformed(input));
    };
    if !(1..=12).contains(&m) {
        // Day and month are often the wrong way round.
        let swapped = (1..=12).contains(&d) && (1..=days_in_month(year, d)).contains(&m);
        let error = month_piece.error(
            "date/month",
            "months go from 01 to 12",
            format!("there is no month {m:02}"),
        );
        return Err(if swapped {
            error.help(format!("did you mean \"{}-{d:02}-{m:02}\"?", IsoYear(year)))
        } else {
            error
        });
    }
    Day::from_civil(year, m, d).map(Unit::Day).ok_or_else(|| {
        let (name, last) = (super::words::month_name(m), days_in_month(year, m));
        let message = if m == 2 {
            format!("{name} {year} has {last} days")
        } else {
            format!("{name} has {last} days")
        };
        let month = format!("{}-{m:02}", IsoYear(year));
        let help = match d {
            0 => format!("write \"{month}\" for the month"),
            _ => format!("write \"{month}-{last:02}\" for its last day, \"{month}\" for the month"),
        };
        day_piece
            .error("date/day", message, format!("day {d} does not exist in {month}"))
            .help(help)
    })
}

fn open_digits(piece: Piece<'_>, instead: String) -> DateError {
    piece
        .error(
            "date/mask",
            "the digits of a month or a day cannot be left open",
            "digits left open",
        )
        .help(format!("leave them out: \"{instead}\""))
}

/// What is written is no date at all, or one whose parts are not of the right length.
fn malformed(input: Piece<'_>) -> DateError {
    let parts: Vec<&str> = input.text.split('-').collect();
    let error = input.error(
        "date/syntax",
        format!("`{}` is not a date", shortened(input.text)),
        "not a date",
    );
    match parts.as_slice() {
        [y, rest @ ..]
            if y.len() == 4
                && (1..=2).contains(&rest.len())
                && [y]
                    .into_iter()
                    .chain(rest)
                    .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
                && rest.iter().all(|part| part.len() <= 2) =>
        {
            let padded: String = rest.iter().map(|part| format!("-{part:0>2}")).collect();
            error.help(format!("write \"{y}{padded}\""))
        }
        _ => error.help(FORMS),
    }
}

/// The start of a text that may be very long, for messages.
fn shortened(text: &str) -> String {
    const MOST: usize = 40;
    match text.char_indices().nth(MOST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

fn two_digits(digits: &[u8]) -> Option<u8> {
    match digits {
        [a @ b'0'..=b'9', b @ b'0'..=b'9'] => Some((a - b'0') * 10 + (b - b'0')),
        _ => None,
    }
}
