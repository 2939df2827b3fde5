//! Text to date: EDTF levels 0 to 2, and the additions of this crate, in one pass.
//!
//! One reader reads both. It notes the level that the text needs and the first thing in it that is
//! an addition of ours; who wants strict EDTF refuses the latter. Nothing is listed or expanded:
//! time and memory are linear in the length of the text.

use super::Level;
use super::error::{DateError, Piece};
use crate::date::calendar::{Day, MAX_YEAR, days_in_month, weeks_in_year};
use crate::date::components::{self, Components};
use crate::date::expression::{
    Choice, Date, Doubt, Endpoint, Part, Season, Single, Time, Unit, Zone,
};
use crate::date::far::Far;
use crate::date::policy::Policy;
use crate::date::words::month_name;

/// A date, and what its text needs.
pub(super) struct Read {
    pub(super) date: Date,
    pub(super) level: Level,
    /// The first thing that is no EDTF but an addition of ours, as the error that it is to others.
    pub(super) addition: Option<Box<DateError>>,
}

/// Reads a date.
pub(super) fn read(text: &str) -> Result<Read, DateError> {
    let mut reader = Reader { level: Level::Zero, addition: None };
    let date = reader.date(Piece::new(text))?;
    Ok(Read { date, level: reader.level, addition: reader.addition })
}

struct Reader {
    level: Level,
    addition: Option<Box<DateError>>,
}

const DAY_ALONE: &str = "write the day alone where the time is not known";
const FORMS: &str = "write a year (1985), a month (1985-04), a day (1985-04-12), \
     an interval (1910/1945) or one of several ([1985,1987])";

impl Reader {
    fn needs(&mut self, level: Level) {
        self.level = self.level.max(level);
    }

    /// Notes what EDTF does not have; `error` is made only the first time.
    fn ours(&mut self, error: impl FnOnce() -> DateError) {
        if self.addition.is_none() {
            self.addition = Some(Box::new(error()));
        }
    }

    fn date(&mut self, input: Piece<'_>) -> Result<Date, DateError> {
        if let Some(unit) = plain(input.bytes()) {
            return Ok(Date::Single(unit.into()));
        }
        let (first, last) = (input.text.chars().next(), input.text.chars().next_back());
        if [first, last].iter().flatten().any(|c| c.is_whitespace()) {
            let blanks = |c: char| c.is_whitespace();
            let start = input.text.len() - input.text.trim_start_matches(blanks).len();
            let end = input.text.trim_end_matches(blanks).len();
            let place = if start > 0 { input.slice(0, start) } else { input.from(end) };
            return Err(place
                .error("date/blank", "a date has no blanks around it", "blanks here")
                .help(format!("write \"{}\"", Piece::new(input.text.trim()).shortened())));
        }
        match first {
            Some('[') => self.list(input, ']').map(Date::OneOf),
            Some('{') => self.list(input, '}').map(Date::AllOf),
            _ => match input.split(b'/') {
                Some((start, end)) => self.interval(input, start, end),
                None => Ok(Date::Single(self.single(input)?)),
            },
        }
    }

    fn interval(
        &mut self,
        input: Piece<'_>,
        start: Piece<'_>,
        end: Piece<'_>,
    ) -> Result<Date, DateError> {
        if let Some((last, rest)) = end.split(b'/') {
            let (first, last) = (start.shortened(), last.shortened());
            return Err(rest
                .error("date/interval", "an interval has two ends", "a third one")
                .help(format!("write \"{first}/{last}\", and another event for the rest")));
        }
        let (from, to) = (self.endpoint(start)?, self.endpoint(end)?);
        let earliest = match from {
            Endpoint::At(single) | Endpoint::From(single) => Some(single),
            _ => None,
        };
        let latest = match to {
            Endpoint::At(single) | Endpoint::Until(single) => Some(single),
            _ => None,
        };
        if let (Some(earliest), Some(latest)) = (earliest, latest)
            && is_after(earliest, latest)
        {
            return Err(start
                .error(
                    "date/order",
                    "the interval ends before it starts",
                    format!("starts after {}", end.shortened()),
                )
                .help(format!("did you mean \"{}/{}\"?", end.shortened(), start.shortened())));
        }
        if from.single().is_none() && to.single().is_none() {
            return Err(input.error(
                "date/interval",
                "an interval needs at least one dated end",
                "no date on either side",
            ));
        }
        Ok(Date::Interval { start: from, end: to })
    }

    fn endpoint(&mut self, piece: Piece<'_>) -> Result<Endpoint, DateError> {
        let length = piece.text.len();
        let end = match piece.text {
            "" => Endpoint::Unknown,
            ".." => Endpoint::Open,
            text if text.starts_with("..") => {
                self.needs(Level::Two);
                return self.single_of_interval(piece.from(2)).map(Endpoint::Until);
            }
            text if text.ends_with("..") => {
                self.needs(Level::Two);
                return self.single_of_interval(piece.slice(0, length - 2)).map(Endpoint::From);
            }
            _ => return self.single_of_interval(piece).map(Endpoint::At),
        };
        self.needs(Level::One);
        Ok(end)
    }

    fn single_of_interval(&mut self, piece: Piece<'_>) -> Result<Single, DateError> {
        let single = self.single(piece)?;
        // Level 1 has no open digits in intervals.
        if single.unit.has_open_digits() {
            self.needs(Level::Two);
        }
        if matches!(single.unit, Unit::Time(_)) {
            self.ours(|| {
                piece.error("date/time", "intervals of EDTF are between days", "a time of day")
            });
        }
        Ok(single)
    }

    fn list(&mut self, input: Piece<'_>, close: char) -> Result<Vec<Choice>, DateError> {
        self.needs(Level::Two);
        let Some(inner) = input.text[1..].strip_suffix(close) else {
            return Err(input
                .slice(0, 1)
                .error("date/list", format!("the list has no `{close}` at its end"), "opened here")
                .help(format!("write `{close}` after the last entry")));
        };
        let mut rest = Piece { text: inner, start: input.start + 1 };
        let mut choices = Vec::new();
        loop {
            let (item, after) = match rest.split(b',') {
                Some((item, after)) => (item, Some(after)),
                None => (rest, None),
            };
            choices.push(self.choice(item, choices.is_empty(), after.is_none())?);
            match after {
                Some(after) => rest = after,
                None => return Ok(choices),
            }
        }
    }

    fn choice(&mut self, item: Piece<'_>, first: bool, last: bool) -> Result<Choice, DateError> {
        if item.text.is_empty() {
            return Err(item.error("date/list", "an entry of the list is empty", "nothing here"));
        }
        if let Some(blanks) = item.text.find(|c: char| !c.is_whitespace()).filter(|&n| n > 0) {
            return Err(item
                .slice(0, blanks)
                .error("date/blank", "a list has no blanks after its commas", "blank here")
                .help(format!("write \",{}\"", item.text.trim())));
        }
        let Some(at) = item.text.find("..") else { return self.listed(item).map(Choice::At) };
        match (item.slice(0, at), item.from(at + 2)) {
            (Piece { text: "", .. }, Piece { text: "", .. }) => {
                Err(item.error("date/list", "nothing bounds this entry", "neither end is dated"))
            }
            (Piece { text: "", .. }, end) if first => self.listed(end).map(Choice::Until),
            (start, Piece { text: "", .. }) if last => self.listed(start).map(Choice::From),
            (Piece { text: "", .. }, _) => Err(item
                .error(
                    "date/list",
                    "only the first entry of a list can be open at its start",
                    "not the first",
                )
                .help("give it a start, or put it first")),
            (_, Piece { text: "", .. }) => Err(item
                .error(
                    "date/list",
                    "only the last entry of a list can be open at its end",
                    "not the last",
                )
                .help("give it an end, or put it last")),
            (start, end) => self.range(item, start, end),
        }
    }

    fn range(
        &mut self,
        item: Piece<'_>,
        start: Piece<'_>,
        end: Piece<'_>,
    ) -> Result<Choice, DateError> {
        let (first, last) = (self.listed(start)?, self.listed(end)?);
        if is_after(first, last) {
            return Err(item
                .error("date/order", "the range ends before it starts", "in the wrong order")
                .help(format!("did you mean \"{}..{}\"?", end.text, start.text)));
        }
        if first.precision() != last.precision() {
            self.ours(|| {
                item.error(
                    "date/list",
                    "both ends of a range are years, or months, or days",
                    "of different precision",
                )
            });
        }
        Ok(Choice::Range(first, last))
    }

    fn listed(&mut self, piece: Piece<'_>) -> Result<Single, DateError> {
        let single = self.single(piece)?;
        if matches!(single.unit, Unit::Time(_)) {
            self.ours(|| piece.error("date/time", "lists of EDTF are of days", "a time of day"));
        }
        Ok(single)
    }

    fn single(&mut self, input: Piece<'_>) -> Result<Single, DateError> {
        if let Some(unit) = plain(input.bytes()) {
            return Ok(unit.into());
        }
        match input.bytes() {
            [] => Err(input.error("date/empty", "there is no date here", "empty").help(FORMS)),
            [b'C' | b'M', ..] => self.counted(input),
            [b'Y', ..] => self.long_year(input),
            [b'e' | b'm' | b'l', ..] => self.part(input),
            bytes if bytes.contains(&b'T') => self.clock(input),
            _ => self.components(input),
        }
    }

    /// `early:1969`, `mid:C19`, `late:199X~`.
    fn part(&mut self, input: Piece<'_>) -> Result<Single, DateError> {
        const PARTS: [(&str, Part); 3] =
            [("early:", Part::Early), ("mid:", Part::Mid), ("late:", Part::Late)];
        let found = PARTS.into_iter().find(|(prefix, _)| input.text.starts_with(prefix));
        let Some((prefix, part)) = found else { return Err(malformed(input)) };
        self.ours(|| {
            input.slice(0, prefix.len()).error(
                "date/part",
                "EDTF has no early, mid or late",
                "an addition of ours",
            )
        });
        let rest = input.from(prefix.len());
        if matches!(rest.bytes(), [b'e' | b'm' | b'l', ..]) {
            return Err(malformed(input));
        }
        Ok(Single { part: Some(part), ..self.single(rest)? })
    }

    /// `C19`, `M-3`: counted from 1 in both directions.
    fn counted(&mut self, input: Piece<'_>) -> Result<Single, DateError> {
        let (body, doubt) = self.ending(input);
        let (is_century, most) = (body.text.starts_with('C'), MAX_YEAR / 1000);
        let (most, what) = if is_century { (most * 10, "century") } else { (most, "millennium") };
        self.ours(|| {
            input
                .error("date/century", format!("EDTF has no {what}"), "an addition of ours")
                .help("write \"18XX\" for 1800 to 1899")
        });
        let digits = body.text.get(1..).unwrap_or("");
        let unsigned = digits.strip_prefix('-').unwrap_or(digits);
        let number = digits.parse::<i64>().ok().filter(|n| *n != 0 && n.abs() <= most);
        match number {
            Some(n) if unsigned.bytes().all(|byte| byte.is_ascii_digit()) => {
                let unit = if is_century { Unit::Century(n) } else { Unit::Millennium(n) };
                Ok(Single { unit, part: None, doubt })
            }
            _ => Err(input
                .error("date/syntax", format!("this is no number of a {what}"), "counted from 1")
                .help(FORMS)),
        }
    }

    /// `Y170000002`, `Y-17E7`, `Y171010000S3`. Months and days after it are our addition.
    fn long_year(&mut self, input: Piece<'_>) -> Result<Single, DateError> {
        let (body, doubt) = self.ending(input);
        self.needs(Level::One);
        let not_a_year = |piece: Piece<'_>| {
            piece
                .error(
                    "date/syntax",
                    "`Y` stands before a year of five digits or more",
                    "not such a year",
                )
                .help("write a year of four digits without `Y`")
        };
        let sign = usize::from(body.bytes().get(1) == Some(&b'-'));
        let (number, after) = leading_digits(body.from(1 + sign));
        if number.text.is_empty() || number.text.starts_with('0') {
            return Err(not_a_year(input));
        }
        let (exponent, after) = match after.bytes() {
            [b'E', ..] => {
                self.needs(Level::Two);
                let (exponent, after) = leading_digits(after.from(1));
                let most = Far::MAX_EXPONENT;
                match exponent.text.parse::<u16>() {
                    Ok(n) if n <= most => (Some(n), after),
                    _ if exponent.text.is_empty() => return Err(not_a_year(input)),
                    _ => {
                        return Err(exponent.error(
                            "date/range",
                            format!("powers of ten go up to {most}"),
                            "too far",
                        ));
                    }
                }
            }
            _ => (None, after),
        };
        if exponent.is_none() && number.text.len() < 5 {
            return Err(not_a_year(input));
        }
        const MOST: usize = 18;
        let significant = number.text.trim_end_matches('0');
        let zeros = number.text.len() - significant.len();
        let size = significant.parse::<i64>().ok().filter(|_| significant.len() <= MOST);
        let tens = zeros + usize::from(exponent.unwrap_or(0));
        let (Some(size), true) = (size, tens <= usize::from(Far::MAX_EXPONENT)) else {
            return Err(number.error(
                "date/range",
                format!("a year has up to {MOST} digits before its zeros"),
                "too many digits",
            ));
        };
        let length = significant.len() + tens;
        let (digits, after) = self.significant(after, length)?;
        let mantissa = if sign == 1 { -size } else { size };
        let year = 10_i64
            .checked_pow(tens as u32)
            .and_then(|power| mantissa.checked_mul(power))
            .filter(|year| year.abs() < MAX_YEAR || *year == MAX_YEAR && digits == 0);
        let unit = match (year, digits) {
            (Some(year), 0) if after.text.is_empty() => Unit::Year(year),
            (Some(year), 0) => return self.after_long_year(body, after, year, doubt),
            (Some(year), digits) => Unit::Rounded(year, digits as u8),
            (None, digits) => Unit::Far(Far::new(mantissa, tens as u16, digits)),
        };
        if !after.text.is_empty() {
            return Err(malformed(input));
        }
        Ok(Single { unit, part: None, doubt })
    }

    /// `S3` after a year of so many digits; 0 where there is none.
    fn significant<'a>(
        &mut self,
        rest: Piece<'a>,
        length: usize,
    ) -> Result<(u16, Piece<'a>), DateError> {
        if !rest.text.starts_with('S') {
            return Ok((0, rest));
        }
        self.needs(Level::Two);
        let (digits, after) = leading_digits(rest.from(1));
        match digits.text.parse::<u16>() {
            Ok(n) if n >= 1 && usize::from(n) <= length && !digits.text.starts_with('0') => {
                Ok((n, after))
            }
            _ => Err(rest
                .error(
                    "date/digits",
                    format!("`S` tells how many digits count, from 1 to {length} here"),
                    "not such a number",
                )
                .help(format!("write `S{}`", length.min(2)))),
        }
    }

    /// Months, weeks, days and times of long years, which EDTF does not have.
    fn after_long_year(
        &mut self,
        body: Piece<'_>,
        rest: Piece<'_>,
        year: i64,
        doubt: Doubt,
    ) -> Result<Single, DateError> {
        if rest.text.contains('S') || rest.text.contains('E') {
            return Err(malformed(body));
        }
        self.ours(|| {
            rest.error(
                "date/year",
                "years of more than four digits have no months in EDTF",
                "an addition of ours",
            )
        });
        let unit = match rest.bytes() {
            [b'-', b'W', ..] => self.week(body, rest.from(1), year)?,
            [b'-', m1, m2] => month(rest.from(1), year, [*m1, *m2])?,
            [b'-', m1, m2, b'-', d1, d2] => {
                day(body, rest.slice(1, 3), rest.slice(4, 6), year, [*m1, *m2], [*d1, *d2])?
            }
            [b'-', m1, m2, b'-', d1, d2, b'T', ..] => {
                let (m, d) = ([*m1, *m2], [*d1, *d2]);
                match day(body, rest.slice(1, 3), rest.slice(4, 6), year, m, d)? {
                    Unit::Day(day) => Unit::Time(self.time(rest.from(6), day)?),
                    other => other,
                }
            }
            _ => return Err(malformed(body)),
        };
        Ok(Single { unit, part: None, doubt })
    }

    /// A qualifier at the end of a whole date.
    fn ending<'a>(&mut self, input: Piece<'a>) -> (Piece<'a>, Doubt) {
        match input.bytes().last().copied().and_then(qualifier) {
            Some(doubt) => {
                self.needs(Level::One);
                (input.slice(0, input.text.len() - 1), doubt)
            }
            None => (input, Doubt::default()),
        }
    }

    /// `1985-04-12T23:20:30+04:30`.
    fn clock(&mut self, input: Piece<'_>) -> Result<Single, DateError> {
        let (body, doubt) = self.ending(input);
        if !doubt.is_none() {
            self.ours(|| {
                input.error("date/time", "times of EDTF have no qualifier", "a qualified time")
            });
        }
        let at = body.text.find('T').unwrap_or(0);
        let date = body.slice(0, at);
        let day = match plain(date.bytes()) {
            Some(unit) => unit,
            None => {
                let single = self.components(date)?;
                if !single.doubt.is_none() {
                    return Err(malformed(input));
                }
                single.unit
            }
        };
        let Unit::Day(day) = day else { return Err(malformed(input)) };
        let unit = Unit::Time(self.time(body.from(at), day)?);
        Ok(Single { unit, part: None, doubt })
    }

    /// `T23:20:30+04:30`, from the `T` on.
    fn time(&mut self, input: Piece<'_>, day: Day) -> Result<Time, DateError> {
        let wrong =
            |piece: Piece<'_>, message: &str, label: &str| piece.error("date/time", message, label);
        let syntax = || {
            wrong(input, "a time is written hh:mm:ss", "not a time")
                .help("write it like `T23:20:30`, with `Z` or `+04:30` where the zone is known")
        };
        let two = |from: usize| match input.bytes().get(from..from + 2) {
            Some([a, b]) => two_digits(&[*a, *b]),
            _ => None,
        };
        let (Some(hour), Some(b':'), Some(minute)) = (two(1), input.bytes().get(3), two(4)) else {
            return Err(syntax());
        };
        let (second, zone) = match input.bytes().get(6) {
            Some(b':') => (Some(two(7).ok_or_else(syntax)?), input.from(9)),
            _ => (None, input.from(6)),
        };
        if hour > 23 {
            let error = wrong(input.slice(1, 3), "hours go from 00 to 23", "no such hour");
            return Err(match (hour, minute, second.unwrap_or(0)) {
                (24, 0, 0) => error.help(format!("write \"{}T00:00:00\"", day + 1)),
                _ => error.help(DAY_ALONE),
            });
        }
        if minute > 59 {
            let place = input.slice(4, 6);
            let error = wrong(place, "minutes go from 00 to 59", "no such minute");
            return Err(error.help(DAY_ALONE));
        }
        if second.is_some_and(|second| second > 60) {
            return Err(wrong(input.slice(7, 9), "seconds go from 00 to 59", "no such second")
                .help("60 is read as a leap second"));
        }
        if second.is_none() {
            self.ours(|| wrong(input, "EDTF writes times to the second", "no seconds here"));
        }
        Ok(Time { day, hour, minute, second, zone: zone_of(zone)? })
    }

    /// `1985`, `-0044`, `199X`, `1985-04`, `2001-21`, `2022-W28`, `156X-12-25`, `2004-06~-11`.
    fn components(&mut self, input: Piece<'_>) -> Result<Single, DateError> {
        let mut doubt = [Doubt::default(); 3];
        let mut rest = input;
        if let Some(own) = rest.bytes().first().copied().and_then(qualifier) {
            self.needs(Level::Two);
            doubt[0] = own;
            rest = rest.from(1);
        }
        let negative = rest.text.starts_with('-');
        if negative {
            self.needs(Level::One);
            rest = rest.from(1);
        }
        let mut parts: [Option<Piece<'_>>; 3] = [None; 3];
        for (place, part) in parts.iter_mut().enumerate() {
            let (mut piece, after) = match rest.split(b'-') {
                Some((piece, after)) => (piece, Some(after)),
                None => (rest, None),
            };
            // To the left of a component a qualifier is for it alone, to the right for all so far.
            if place > 0
                && let Some(own) = piece.bytes().first().copied().and_then(qualifier)
            {
                self.needs(Level::Two);
                doubt[place] = doubt[place].and(own);
                piece = piece.from(1);
            }
            if let Some(group) = piece.bytes().last().copied().and_then(qualifier) {
                self.needs(if after.is_some() { Level::Two } else { Level::One });
                for doubt in &mut doubt[..=place] {
                    *doubt = doubt.and(group);
                }
                piece = piece.slice(0, piece.text.len() - 1);
            }
            *part = Some(piece);
            match after {
                Some(after) => rest = after,
                None => break,
            }
            if place == 2 {
                return Err(malformed(input));
            }
        }
        let [Some(year), month, day] = parts else { return Err(malformed(input)) };
        if let [digits @ .., b'S', _] | [digits @ .., b'S', _, _] = year.bytes()
            && digits.len() == 4
            && month.is_none()
        {
            return self.rounded(input, year, negative, doubt[0]);
        }
        let Ok(digits) = <[u8; 4]>::try_from(year.bytes()) else {
            return Err(not_four_digits(input, year));
        };
        if !digits.iter().all(|digit| is_digit_or_open(*digit)) {
            return Err(malformed(input));
        }
        if negative && digits == *b"0000" {
            return Err(input
                .slice(year.start - 1 - input.start, year.start + 4 - input.start)
                .error("date/year", "there is no year -0000", "year zero has no sign")
                .help("write \"0000\" for 1 BCE"));
        }
        match (month, day) {
            (Some(week), None) if week.text.starts_with('W') => {
                let size = number(&digits).ok_or_else(|| malformed(input))?;
                let doubt = even(doubt, 2).ok_or_else(|| malformed(input))?;
                let unit = self.week(input, week, if negative { -size } else { size })?;
                Ok(Single { unit, part: None, doubt })
            }
            _ => self.calendar(input, negative, digits, month, day, doubt),
        }
    }

    /// `1950S2`.
    fn rounded(
        &mut self,
        input: Piece<'_>,
        year: Piece<'_>,
        negative: bool,
        doubt: Doubt,
    ) -> Result<Single, DateError> {
        let size = number(&year.bytes()[..4]).ok_or_else(|| malformed(input))?;
        let (digits, after) = self.significant(year.from(4), 4)?;
        if !after.text.is_empty() || negative && size == 0 {
            return Err(malformed(input));
        }
        let unit = Unit::Rounded(if negative { -size } else { size }, digits as u8);
        Ok(Single { unit, part: None, doubt })
    }

    /// Year, month and day of which digits may be open.
    fn calendar(
        &mut self,
        input: Piece<'_>,
        negative: bool,
        year: [u8; 4],
        month: Option<Piece<'_>>,
        day: Option<Piece<'_>>,
        doubt: [Doubt; 3],
    ) -> Result<Single, DateError> {
        let two = |piece: Option<Piece<'_>>| match piece {
            None => Ok(None),
            Some(piece) => match <[u8; 2]>::try_from(piece.bytes()) {
                Ok(digits) if digits.iter().all(|digit| is_digit_or_open(*digit)) => {
                    Ok(Some(digits))
                }
                _ => Err(malformed(input)),
            },
        };
        let (month_digits, day_digits) = (two(month)?, two(day)?);
        self.needs(level_of_digits(year, month_digits, day_digits));
        if let (Some(piece), Some(digits)) = (month, month_digits) {
            let season = two_digits(&digits).and_then(Season::from_code);
            if !components::is_month(digits) || season.is_some() && day.is_some() {
                return Err(no_such_month(input, piece, digits, day_digits, year));
            }
        }
        if let (Some(piece), Some(digits)) = (day, day_digits)
            && !components::is_day(digits)
            && digits.contains(&b'X')
        {
            return Err(piece.error("date/day", "days go from 01 to 31", "no such day"));
        }
        let single = Components::single(negative, year, month_digits, day_digits, doubt);
        single.ok_or_else(|| no_such_day(input, negative, year, month_digits, day, day_digits))
    }

    fn week(&mut self, input: Piece<'_>, piece: Piece<'_>, year: i64) -> Result<Unit, DateError> {
        let week = piece.bytes().get(1..).and_then(two_digits).ok_or_else(|| malformed(input))?;
        let Some(monday) = Day::from_iso_week(year, week) else {
            let last = weeks_in_year(year);
            return Err(piece.error(
                "date/week",
                format!("{year} has {last} weeks"),
                format!("there is no week {week}"),
            ));
        };
        self.ours(|| {
            piece.error("date/week", "EDTF has no weeks", "an addition of ours").help(format!(
                "write its days: \"{}/{}\"",
                Unit::Day(monday),
                Unit::Day(monday + 6)
            ))
        });
        Ok(Unit::Week(year, week))
    }
}

/// The forms that nearly all dates have, `1985`, `1985-04` and `1985-04-12`, without a detour.
fn plain(bytes: &[u8]) -> Option<Unit> {
    let year = |a, b, c, d| Some(i64::from(tens(a, b)?) * 100 + i64::from(tens(c, d)?));
    match *bytes {
        [a, b, c, d] => year(a, b, c, d).map(Unit::Year),
        [a, b, c, d, b'-', e, f] => {
            let month = tens(e, f).filter(|month| (1..=12).contains(month))?;
            Some(Unit::Month(year(a, b, c, d)?, month))
        }
        [a, b, c, d, b'-', e, f, b'-', g, h] => {
            Day::from_civil(year(a, b, c, d)?, tens(e, f)?, tens(g, h)?).map(Unit::Day)
        }
        _ => None,
    }
}

fn tens(a: u8, b: u8) -> Option<u8> {
    let (tens, ones) = (a.wrapping_sub(b'0'), b.wrapping_sub(b'0'));
    (tens < 10 && ones < 10).then(|| tens * 10 + ones)
}

fn two_digits(digits: &[u8]) -> Option<u8> {
    match *digits {
        [a, b] => tens(a, b),
        _ => None,
    }
}

fn number(digits: &[u8]) -> Option<i64> {
    digits.iter().try_fold(0, |number, digit| {
        digit.is_ascii_digit().then(|| number * 10 + i64::from(digit - b'0'))
    })
}

fn is_digit_or_open(byte: u8) -> bool {
    byte.is_ascii_digit() || byte == b'X'
}

fn leading_digits(piece: Piece<'_>) -> (Piece<'_>, Piece<'_>) {
    let end = piece.bytes().iter().take_while(|byte| byte.is_ascii_digit()).count();
    (piece.slice(0, end), piece.from(end))
}

fn qualifier(byte: u8) -> Option<Doubt> {
    match byte {
        b'?' => Some(Doubt { uncertain: true, approximate: false }),
        b'~' => Some(Doubt { uncertain: false, approximate: true }),
        b'%' => Some(Doubt { uncertain: true, approximate: true }),
        _ => None,
    }
}

/// The doubt that the first components share, where they do.
fn even(doubt: [Doubt; 3], count: usize) -> Option<Doubt> {
    doubt[..count].iter().all(|one| *one == doubt[0]).then_some(doubt[0])
}

/// Level 1 leaves open the last digits of a year, or a whole month or day of a known year.
fn level_of_digits(year: [u8; 4], month: Option<[u8; 2]>, day: Option<[u8; 2]>) -> Level {
    let is_known = |digits: &[u8]| !digits.contains(&b'X');
    let season = month.and_then(|digits| two_digits(&digits)).filter(|code| *code > 20);
    match (year, month, day) {
        (_, None, None) if is_known(&year) => Level::Zero,
        ([a, b, _, b'X'], None, None) if is_known(&[a, b]) => Level::One,
        _ if !is_known(&year) || season.is_some_and(|code| code > 24) => Level::Two,
        (_, Some(_), None) if season.is_some() => Level::One,
        (_, Some([b'X', b'X']), None | Some([b'X', b'X'])) => Level::One,
        (_, Some(month), Some([b'X', b'X'])) if is_known(&month) => Level::One,
        (_, Some(month), None) if is_known(&month) => Level::Zero,
        (_, Some(month), Some(day)) if is_known(&month) && is_known(&day) => Level::Zero,
        _ => Level::Two,
    }
}

fn is_after(first: Single, last: Single) -> bool {
    let (start, end) = (first.limits(Policy::default()).0, last.limits(Policy::default()).1);
    start.dated_cmp(end) == Some(std::cmp::Ordering::Greater)
}

/// Nothing, `Z`, `+04` or `+04:30`.
fn zone_of(piece: Piece<'_>) -> Result<Zone, DateError> {
    const WIDEST: i16 = 14 * 60;
    let syntax = || {
        piece
            .error("date/time", "a zone is `Z`, or hours and minutes", "not a zone")
            .help("write it like `Z`, `+04` or `-04:30`")
    };
    let (hours, minutes) = match *piece.bytes() {
        [] => return Ok(Zone::Local),
        [b'Z'] => return Ok(Zone::Utc),
        [b'+' | b'-', a, b] => (tens(a, b), Some(0)),
        [b'+' | b'-', a, b, b':', c, d] => (tens(a, b), tens(c, d)),
        _ => return Err(syntax()),
    };
    let (Some(hours), Some(minutes)) = (hours, minutes) else { return Err(syntax()) };
    let offset = i16::from(hours) * 60 + i16::from(minutes);
    let negative = piece.text.starts_with('-');
    if offset > WIDEST || minutes > 59 {
        return Err(piece.error(
            "date/time",
            "zones go from -14:00 to +14:00",
            "there is no such zone",
        ));
    }
    if negative && offset == 0 {
        return Err(piece
            .error("date/time", "there is no zone -00:00", "zero has no minus")
            .help("write `Z`, or nothing where the zone is not known"));
    }
    Ok(Zone::Offset(if negative { -offset } else { offset }))
}

/// A month, or a season in its place, of a long year.
fn month(piece: Piece<'_>, year: i64, digits: [u8; 2]) -> Result<Unit, DateError> {
    let code = two_digits(&digits).ok_or_else(|| malformed(piece))?;
    let season = Season::from_code(code).map(|season| Unit::Season(year, season));
    let month = (1..=12).contains(&code).then_some(Unit::Month(year, code));
    season.or(month).ok_or_else(|| {
        piece.error("date/month", "months go from 01 to 12", format!("there is no month {code:02}"))
    })
}

/// A day of a long year.
fn day(
    input: Piece<'_>,
    month_piece: Piece<'_>,
    day_piece: Piece<'_>,
    year: i64,
    month: [u8; 2],
    day: [u8; 2],
) -> Result<Unit, DateError> {
    let (Some(m), Some(d)) = (two_digits(&month), two_digits(&day)) else {
        return Err(malformed(input));
    };
    if !(1..=12).contains(&m) {
        let label = format!("there is no month {m:02}");
        return Err(month_piece.error("date/month", "months go from 01 to 12", label));
    }
    Day::from_civil(year, m, d).map(Unit::Day).ok_or_else(|| not_in_month(day_piece, year, m, d))
}

fn no_such_month(
    input: Piece<'_>,
    piece: Piece<'_>,
    month: [u8; 2],
    day: Option<[u8; 2]>,
    year: [u8; 4],
) -> DateError {
    let written = String::from_utf8_lossy(&year).into_owned();
    let Some(number) = two_digits(&month) else {
        return piece.error("date/month", "months go from 01 to 12", "no month has these digits");
    };
    if let (Some(_), Some(_)) = (Season::from_code(number), day) {
        return input
            .error("date/month", "a season has no days", "a season with a day")
            .help(format!("write \"{written}-{number}\" for the season"));
    }
    let label = format!("there is no month {number:02}");
    let error = piece.error("date/month", "months go from 01 to 12", label);
    // Day and month are often the wrong way round.
    match day.and_then(|digits| two_digits(&digits)) {
        Some(d) if (1..=12).contains(&d) && (1..=days_in_month(2000, d)).contains(&number) => {
            error.help(format!("did you mean \"{written}-{d:02}-{number:02}\"?"))
        }
        Some(_) => error,
        None => error.help(format!("write \"{written}\" for the year")),
    }
}

fn no_such_day(
    input: Piece<'_>,
    negative: bool,
    year: [u8; 4],
    month: Option<[u8; 2]>,
    day: Option<Piece<'_>>,
    day_digits: Option<[u8; 2]>,
) -> DateError {
    let known = number(&year).map(|size| if negative { -size } else { size });
    let month_number = month.and_then(|digits| two_digits(&digits));
    let day_number = day_digits.and_then(|digits| two_digits(&digits));
    match (known, month_number, day, day_number) {
        (Some(year), Some(month), Some(piece), Some(day)) => not_in_month(piece, year, month, day),
        (_, _, Some(piece), _) => {
            piece.error("date/day", "no month that this can be has such a day", "no such day")
        }
        _ => malformed(input),
    }
}

fn not_in_month(piece: Piece<'_>, year: i64, month: u8, day: u8) -> DateError {
    let (name, last) = (month_name(month), days_in_month(year, month));
    let message = if month == 2 {
        format!("{name} {year} has {last} days")
    } else {
        format!("{name} has {last} days")
    };
    let whole = Unit::Month(year, month);
    let help = match day {
        0 => format!("write \"{whole}\" for the month"),
        _ => format!(
            "write \"{whole}-{last:02}\" for its last day, \"{whole}\" for the month, \
             \"{whole}-XX\" if the day is not known"
        ),
    };
    let label = format!("day {day} does not exist in {whole}");
    piece.error("date/day", message, label).help(help)
}

/// A year that is not written with four digits.
fn not_four_digits(input: Piece<'_>, year: Piece<'_>) -> DateError {
    let is_whole = year.start + year.text.len() == input.start + input.text.len();
    let is_number = year.bytes().iter().all(u8::is_ascii_digit);
    if !is_number || !is_whole || year.text.is_empty() {
        return malformed(input);
    }
    // With its sign, where it has one.
    let written = input.slice(0, year.start + year.text.len() - input.start);
    let sign = if written.text.starts_with('-') { "-" } else { "" };
    let digits = year.text;
    let error = |label: String| written.error("date/year", "a year has four digits", label);
    match digits.len() {
        8 if sign.is_empty() => {
            let (year, month, day) = (&digits[..4], &digits[4..6], &digits[6..]);
            input
                .error("date/syntax", "a date has hyphens between its parts", "no hyphens here")
                .help(format!("write \"{year}-{month}-{day}\""))
        }
        1..=3 => {
            error(format!("{} here", digits.len())).help(format!("write \"{sign}{digits:0>4}\""))
        }
        5..=18 if !digits.starts_with('0') => error(format!("{} here", digits.len()))
            .help(format!("write \"Y{sign}{digits}\" for a longer year")),
        _ => malformed(input),
    }
}

/// What is written is no date at all, or one whose parts are not of the right length.
fn malformed(input: Piece<'_>) -> DateError {
    let message = format!("`{}` is not a date", input.shortened());
    let error = input.error("date/syntax", message, "not a date");
    match padded(input.text) {
        Some(padded) => error.help(format!("write \"{padded}\"")),
        None => error.help(FORMS),
    }
}

/// `1985-4-1` as `1985-04-01`, where that is what it is.
fn padded(text: &str) -> Option<String> {
    let mut parts = text.split('-');
    let year = parts.next().filter(|year| year.len() == 4)?;
    let rest: Vec<&str> = parts.by_ref().take(2).collect();
    let is_number = |part: &&str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let short = rest.iter().all(|part| part.len() <= 2 && is_number(part));
    if parts.next().is_some() || rest.is_empty() || !short || !is_number(&year) {
        return None;
    }
    let rest: String = rest.iter().map(|part| format!("-{part:0>2}")).collect();
    Some(format!("{year}{rest}"))
}
