//! Dates in words, for people to read. Reading words is the business of `annals-dates`.
//!
//! What a language says is a table, [`Wording`]; how the parts of a date are put together, and what
//! neighbours share is said once, is written here for all of them.

use super::calendar::{Day, Weekday};
use super::components::{Components, Digits};
use super::expression::{
    Choice, Date, Doubt, Endpoint, Part, Season, SeasonName, Single, Time, Unit, Zone,
};

/// The words of a language for dates.
///
/// `{0}` and `{1}` stand for what is put in. Another language is another table:
///
/// ```
/// use annals_core::{Date, Wording};
/// const GERMAN: Wording = Wording {
///     months: ["Januar", "Februar", "März", "April", "Mai", "Juni", "Juli", "August",
///         "September", "Oktober", "November", "Dezember"],
///     day: "{0}.",
///     or: "{0} oder {1}",
///     since: "seit {0}",
///     ..Wording::ENGLISH
/// };
/// let words = |text: &str| text.parse::<Date>().unwrap().words_in(&GERMAN);
/// assert_eq!(words("[1912-05-03,1912-05-04]"), "3. oder 4. Mai 1912");
/// assert_eq!(words("1985-03/.."), "seit März 1985");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Wording {
    /// January to December.
    pub months: [&'static str; 12],
    /// Spring to winter.
    pub seasons: [&'static str; 4],
    /// A day of a month: "13".
    pub day: &'static str,
    /// A day and its month: "13 April".
    pub day_of_month: &'static str,
    /// A day, month or season and its year: "April 1912".
    pub of_year: &'static str,
    /// A number that counts: 3 is "3rd".
    pub ordinal: fn(u64) -> String,
    /// A season of the northern hemisphere.
    pub northern: &'static str,
    /// A season of the southern hemisphere.
    pub southern: &'static str,
    /// Four months of a year, from their ordinal number and the year.
    pub third: &'static str,
    /// A quarter of a year, from its ordinal number and the year.
    pub quarter: &'static str,
    /// A half of a year, from its ordinal number and the year.
    pub half: &'static str,
    /// A week, by its days.
    pub week: &'static str,
    /// Ten years, by the first of them.
    pub decade: &'static str,
    /// A hundred years, by their ordinal number.
    pub century: &'static str,
    /// A thousand years, by their ordinal number.
    pub millennium: &'static str,
    /// Before the common era.
    pub before_era: &'static str,
    /// Of the common era.
    pub of_era: &'static str,
    /// The first, second and last third.
    pub parts: [&'static str; 3],
    /// About then.
    pub about: &'static str,
    /// Then, if the source is right.
    pub probably: &'static str,
    /// One of two.
    pub or: &'static str,
    /// Both of two.
    pub and: &'static str,
    /// From one end to the other, where these are said with words of their own.
    pub from_to: &'static str,
    /// Some years, and the one that is estimated.
    pub estimated: &'static str,
    /// A year too far away to be counted, as a power of ten.
    pub far: &'static str,
    /// A day and a time of it.
    pub at_time: &'static str,
    /// A zone by its distance from universal time.
    pub zone: &'static str,
    /// One of several days.
    pub some_day: &'static str,
    /// One of several months.
    pub some_month: &'static str,
    /// A day or month of one of several years.
    pub of_some_year: &'static str,
    /// A year of which nothing is known.
    pub unknown_year: &'static str,
    /// Digits as they are written, with `X` for those that are not known.
    pub open_digits: &'static str,
    /// A date, and what of it is in doubt.
    pub in_part: &'static str,
    /// What of it is approximate.
    pub approximate: &'static str,
    /// What of it is uncertain.
    pub uncertain: &'static str,
    /// Year, month and day.
    pub components: [&'static str; 3],
    /// Between two, at some time.
    pub between: &'static str,
    /// Earlier than that.
    pub before: &'static str,
    /// Later than that.
    pub after: &'static str,
    /// Then or earlier.
    pub or_earlier: &'static str,
    /// Then or later.
    pub or_later: &'static str,
    /// From then on.
    pub since: &'static str,
    /// Up to then.
    pub until: &'static str,
    /// From then to a day that is not known.
    pub end_unknown: &'static str,
    /// From a day that is not known to then.
    pub start_unknown: &'static str,
    /// Nothing is known of it.
    pub unknown: &'static str,
}

impl Wording {
    /// English.
    pub const ENGLISH: Wording = Wording {
        months: [
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
        ],
        seasons: ["spring", "summer", "autumn", "winter"],
        day: "{0}",
        day_of_month: "{0} {1}",
        of_year: "{0} {1}",
        ordinal: english_ordinal,
        northern: "northern {0}",
        southern: "southern {0}",
        third: "{0} third of {1}",
        quarter: "{0} quarter of {1}",
        half: "{0} half of {1}",
        week: "week of {0}",
        decade: "{0}s",
        century: "{0} century",
        millennium: "{0} millennium",
        before_era: "{0} BCE",
        of_era: "{0} CE",
        parts: ["early {0}", "mid-{0}", "late {0}"],
        about: "c. {0}",
        probably: "probably {0}",
        or: "{0} or {1}",
        and: "{0} and {1}",
        from_to: "from {0} to {1}",
        estimated: "{0}, estimated {1}",
        far: "the year {0}",
        at_time: "{0}, {1}",
        zone: "{0} UTC{1}",
        some_day: "a day of {0}",
        some_month: "a month of {0}",
        of_some_year: "{0} of one of the years {1}",
        unknown_year: "an unknown year",
        open_digits: "{0} (X: not known)",
        in_part: "{0} ({1})",
        approximate: "{0} approximate",
        uncertain: "{0} uncertain",
        components: ["year", "month", "day"],
        between: "between {0} and {1}",
        before: "before {0}",
        after: "after {0}",
        or_earlier: "{0} or earlier",
        or_later: "{0} or later",
        since: "since {0}",
        until: "until {0}",
        end_unknown: "from {0} to an unknown date",
        start_unknown: "from an unknown date to {0}",
        unknown: "at an unknown time",
    };
}

fn english_ordinal(number: u64) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

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
    Wording::ENGLISH.month(month)
}

impl Date {
    /// The date in plain English.
    ///
    /// ```
    /// let words = |text: &str| text.parse::<annals_core::Date>().unwrap().words();
    /// assert_eq!(words("2022-07-18"), "18 July 2022");
    /// assert_eq!(words("[2022-08,2022-09]"), "August or September 2022");
    /// assert_eq!(words("[1667,1668,1670..1672]"), "1667, 1668 or 1670–1672");
    /// assert_eq!(words("[-0204..-0059]"), "between 205 and 60 BCE");
    /// assert_eq!(words("1850~"), "c. 1850");
    /// assert_eq!(words("-0043-03-15"), "15 March 44 BCE");
    /// assert_eq!(words("late:C19"), "late 19th century");
    /// assert_eq!(words("2009-10/.."), "since October 2009");
    /// assert_eq!(words("[..1899]"), "before 1900");
    /// assert_eq!(words("{1667,1670..1672}"), "1667 and 1670–1672");
    /// assert_eq!(words("156X-12-25"), "25 December of one of the years 1560–1569");
    /// assert_eq!(words("1985-04-XX"), "a day of April 1985");
    /// assert_eq!(words("2004-06~-11"), "11 June 2004 (year approximate, month approximate)");
    /// assert_eq!(words("2022-07-18T10:00+09:00"), "18 July 2022, 10:00 UTC+09:00");
    /// ```
    pub fn words(&self) -> String {
        self.words_in(&Wording::ENGLISH)
    }

    /// The date in the words of a language.
    pub fn words_in(&self, wording: &Wording) -> String {
        match self {
            Date::Single(single) => wording.single(*single),
            Date::Interval { start, end } => wording.interval(*start, *end),
            Date::OneOf(choices) => wording.list(choices, wording.or),
            Date::AllOf(choices) => wording.list(choices, wording.and),
        }
    }
}

/// How much of a unit is said, where the rest is said by its neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Said {
    /// "13", "205"
    Day,
    /// "13 April", "April", "spring"
    Month,
    All,
}

impl Wording {
    fn month(&self, month: u8) -> &'static str {
        self.months[usize::from(month.clamp(1, 12)) - 1]
    }

    fn interval(&self, start: Endpoint, end: Endpoint) -> String {
        match (start, end) {
            (Endpoint::At(start), Endpoint::At(end)) => self.span(start, end),
            (Endpoint::At(start), Endpoint::Open) => put(self.since, &[&self.single(start)]),
            (Endpoint::At(start), Endpoint::Unknown) => {
                put(self.end_unknown, &[&self.single(start)])
            }
            (Endpoint::Open, Endpoint::At(end)) => put(self.until, &[&self.single(end)]),
            (Endpoint::Unknown, Endpoint::At(end)) => put(self.start_unknown, &[&self.single(end)]),
            (Endpoint::Open | Endpoint::Unknown, Endpoint::Open | Endpoint::Unknown) => {
                self.unknown.to_owned()
            }
            (start, end) => put(self.from_to, &[&self.end(start), &self.end(end)]),
        }
    }

    /// An end that is said in words of its own: "1 June 2004 or earlier".
    fn end(&self, end: Endpoint) -> String {
        match end {
            Endpoint::At(single) => self.single(single),
            Endpoint::Until(single) => put(self.or_earlier, &[&self.single(single)]),
            Endpoint::From(single) => put(self.or_later, &[&self.single(single)]),
            Endpoint::Open | Endpoint::Unknown => self.unknown.to_owned(),
        }
    }

    /// "1910–1945", "12–14 March 1912", "May – July 1912": what both ends share is said once.
    fn span(&self, start: Single, end: Single) -> String {
        let (from, to) = (self.say(start, shared(start, end)), self.single(end));
        if is_tight(start, end) { format!("{from}–{to}") } else { format!("{from} – {to}") }
    }

    fn list(&self, choices: &[Choice], join: &str) -> String {
        if let [only] = choices {
            return self.only(*only);
        }
        let common = common_to(choices);
        let count = choices.len();
        let words: Vec<String> = choices
            .iter()
            .enumerate()
            .map(|(number, choice)| {
                self.among(*choice, if number + 1 < count { common } else { Said::All })
            })
            .collect();
        match words.split_last() {
            Some((last, before)) => put(join, &[&before.join(", "), last]),
            None => self.unknown.to_owned(),
        }
    }

    /// The one choice of a list.
    fn only(&self, choice: Choice) -> String {
        match choice {
            Choice::At(one) => self.single(one),
            Choice::Range(first, last) => {
                put(self.between, &[&self.say(first, shared(first, last)), &self.single(last)])
            }
            Choice::Until(last) => match beside(last, 1) {
                Some(next) => put(self.before, &[&self.single(next)]),
                None => put(self.or_earlier, &[&self.single(last)]),
            },
            Choice::From(first) => match beside(first, -1) {
                Some(before) => put(self.after, &[&self.single(before)]),
                None => put(self.or_later, &[&self.single(first)]),
            },
        }
    }

    /// One choice among others: "1670–1672".
    fn among(&self, choice: Choice, said: Said) -> String {
        match choice {
            Choice::At(one) => self.say(one, said),
            Choice::Range(first, last) if is_tight(first, last) => {
                format!("{}–{}", self.say(first, shared(first, last)), self.say(last, said))
            }
            other => self.only(other),
        }
    }

    /// One unit with its part and its doubt: "c. 1850", "late 19th century", "probably May 1912".
    fn single(&self, single: Single) -> String {
        self.say(single, Said::All)
    }

    fn say(&self, single: Single, said: Said) -> String {
        let mut words = match (single.unit, single.part) {
            // What is written by its years has its parts written so as well.
            (unit, Some(_)) if is_by_years(unit) => {
                let (first, last) = (single.first().civil().year, single.last().civil().year);
                return self.doubted(single, self.span(year(first), year(last)));
            }
            (unit, _) => self.unit(unit, said),
        };
        if let Some(part) = single.part {
            words = put(self.parts[part_number(part)], &[&words]);
        }
        self.doubted(single, words)
    }

    fn doubted(&self, single: Single, mut words: String) -> String {
        if single.doubt.approximate {
            words = put(self.about, &[&words]);
        }
        if single.doubt.uncertain {
            words = put(self.probably, &[&words]);
        }
        words
    }

    fn unit(&self, unit: Unit, said: Said) -> String {
        let counted = |pattern: &str, number: i64| {
            let words = put(pattern, &[&(self.ordinal)(number.unsigned_abs())]);
            if number < 0 { put(self.before_era, &[&words]) } else { words }
        };
        match unit {
            Unit::Millennium(n) => counted(self.millennium, n),
            Unit::Century(n) => counted(self.century, n),
            Unit::Decade(n) if !is_by_years(unit) => put(self.decade, &[&(n * 10).to_string()]),
            Unit::Hundreds(_) | Unit::Decade(_) => {
                let single = Single::from(unit);
                let (first, last) = (single.first().civil().year, single.last().civil().year);
                self.span(year(first), year(last))
            }
            Unit::Year(year) if said == Said::All => self.year(year),
            Unit::Year(year) => bare(year).to_string(),
            Unit::Rounded(estimate, _) => {
                let single = Single::from(unit);
                let (first, last) = (single.first().civil().year, single.last().civil().year);
                let years = self.span(year(first), year(last));
                let bare = if first > 999 { estimate.to_string() } else { self.year(estimate) };
                put(self.estimated, &[&years, &bare])
            }
            Unit::Far(far) => put(self.far, &[far.to_string().trim_start_matches('Y')]),
            Unit::Time(time) => self.time(time),
            Unit::Components(components) => self.components(components),
            Unit::Season(year, season) => self.season(year, season, said),
            Unit::Month(year, month) => self.in_year(self.month(month).to_owned(), year, said),
            Unit::Week(..) => {
                let days = Single::from(unit);
                put(self.week, &[&self.span(days.first().into(), days.last().into())])
            }
            Unit::Day(day) => {
                let civil = day.civil();
                let number = put(self.day, &[&civil.day.to_string()]);
                if said == Said::Day {
                    return number;
                }
                let day = put(self.day_of_month, &[&number, self.month(civil.month)]);
                self.in_year(day, civil.year, said)
            }
        }
    }

    fn season(&self, year: i64, season: Season, said: Said) -> String {
        let plain = |name: SeasonName| self.seasons[name as usize].to_owned();
        let counted = |pattern: &str, number: u8| {
            put(pattern, &[&(self.ordinal)(number.into()), &self.dated_year(year)])
        };
        let (name, runs_on) = match season {
            Season::Spring => (plain(SeasonName::Spring), false),
            Season::Summer => (plain(SeasonName::Summer), false),
            Season::Autumn => (plain(SeasonName::Autumn), false),
            Season::Winter => (plain(SeasonName::Winter), true),
            Season::Northern(name) => {
                (put(self.northern, &[&plain(name)]), name == SeasonName::Winter)
            }
            Season::Southern(name) => {
                (put(self.southern, &[&plain(name)]), name == SeasonName::Summer)
            }
            Season::Quarter(n) => return counted(self.quarter, n),
            Season::Quadrimester(n) => return counted(self.third, n),
            Season::Half(n) => return counted(self.half, n),
        };
        // It runs into the next year: "winter 1946–47".
        if runs_on && year > 0 {
            let years = match year {
                1000.. => format!("{year}–{:02}", (year + 1) % 100),
                _ => self.dated_year(year),
            };
            return put(self.of_year, &[&name, &years]);
        }
        self.in_year(name, year, said)
    }

    /// "18 July 2022, 10:00 UTC+09:00"
    fn time(&self, time: Time) -> String {
        let mut clock = format!("{:02}:{:02}", time.hour, time.minute);
        if let Some(second) = time.second {
            clock += &format!(":{second:02}");
        }
        let clock = match time.zone {
            Zone::Local => clock,
            Zone::Utc => put(self.zone, &[&clock, ""]),
            Zone::Offset(minutes) => {
                let (sign, size) = (if minutes < 0 { '−' } else { '+' }, minutes.unsigned_abs());
                put(self.zone, &[&clock, &format!("{sign}{:02}:{:02}", size / 60, size % 60)])
            }
        };
        put(self.at_time, &[&self.unit(Unit::Day(time.day), Said::All), &clock])
    }

    /// "25 December of one of the years 1560–1569", "11 June 2004 (year approximate)".
    fn components(&self, components: Components) -> String {
        let words = match components.first_unit() {
            Some(unit) if !components.has_open_digits() => self.unit(unit, Said::All),
            _ => self
                .with_open_digits(components)
                .unwrap_or_else(|| put(self.open_digits, &[&components.undoubted().to_string()])),
        };
        let named = self.components.iter().zip(components.doubt());
        let doubts: Vec<String> = named
            .filter(|(_, doubt)| !doubt.is_none())
            .map(|(name, Doubt { approximate, uncertain })| match (approximate, uncertain) {
                (true, true) => put(self.uncertain, &[&put(self.approximate, &[name])]),
                (true, false) => put(self.approximate, &[name]),
                (false, _) => put(self.uncertain, &[name]),
            })
            .collect();
        if doubts.is_empty() { words } else { put(self.in_part, &[&words, &doubts.join(", ")]) }
    }

    /// The words of what is known, where the digits that are open are the last ones of a number.
    fn with_open_digits(&self, components: Components) -> Option<String> {
        let (first, last) = (components.first_unit()?, components.last_unit()?);
        let between = || self.span(first.into(), last.into());
        let (month, day) = (components.month_digits(), components.day_digits());
        let years = match (components.year(), components.year_range()) {
            (Some(year), _) => self.year(year),
            (None, Some((0, 9999))) => self.unknown_year.to_owned(),
            (None, Some((from, to))) => self.span(year(from), year(to)),
            (None, None) => return None,
        };
        let of_years = |words: String| match components.year() {
            Some(year) => self.in_year(words, year, Said::All),
            None => put(self.of_some_year, &[&words, &years]),
        };
        let name = |unit: Unit| self.unit(unit, Said::Month);
        Some(match (month, day) {
            (Digits::None, _) => years,
            (Digits::Known(_), Digits::None | Digits::Known(_)) => of_years(name(first)),
            (Digits::Known(month), Digits::Open) => {
                put(self.some_day, &[&of_years(self.month(month).to_owned())])
            }
            (Digits::Open, Digits::None) => put(self.some_month, &[&years]),
            (Digits::Open, Digits::Open) => put(self.some_day, &[&years]),
            (Digits::Ending, Digits::None) if components.year().is_some() => {
                put(self.some_month, &[&between()])
            }
            (Digits::Known(_), Digits::Ending) if components.year().is_some() => {
                put(self.some_day, &[&between()])
            }
            _ => return None,
        })
    }

    fn in_year(&self, words: String, year: i64, said: Said) -> String {
        if said < Said::All { words } else { put(self.of_year, &[&words, &self.dated_year(year)]) }
    }

    /// A year by itself. There is no year zero in words: 0 is 1 BCE. A year of less than four
    /// digits says that it is one.
    fn year(&self, year: i64) -> String {
        match year {
            ..=0 => put(self.before_era, &[&bare(year).to_string()]),
            1..=999 | 10_000.. => put(self.of_era, &[&year.to_string()]),
            _ => year.to_string(),
        }
    }

    /// A year beside a month or season, where three digits are enough.
    fn dated_year(&self, year: i64) -> String {
        if (100..1000).contains(&year) { year.to_string() } else { self.year(year) }
    }
}

impl Choice {
    fn start(self) -> Option<Single> {
        match self {
            Choice::At(one) | Choice::Range(one, _) => Some(one),
            Choice::Until(_) | Choice::From(_) => None,
        }
    }

    fn end(self) -> Option<Single> {
        match self {
            Choice::At(one) | Choice::Range(_, one) => Some(one),
            Choice::Until(_) | Choice::From(_) => None,
        }
    }
}

/// A pattern with what is put in for `{0}` and `{1}`.
fn put(pattern: &str, words: &[&str]) -> String {
    let length = words.iter().map(|word| word.len()).sum::<usize>();
    let mut out = String::with_capacity(pattern.len() + length);
    let mut rest = pattern;
    while let Some((before, after)) = rest.split_once('{') {
        out.push_str(before);
        let (number, tail) = after.split_once('}').unwrap_or(("", after));
        out.push_str(number.parse().ok().and_then(|n: usize| words.get(n)).unwrap_or(&""));
        rest = tail;
    }
    out.push_str(rest);
    out
}

fn is_plain(single: Single) -> bool {
    single.part.is_none() && single.doubt == Default::default()
}

/// How much of the first of two has to be said where the second is said in full.
fn shared(one: Single, other: Single) -> Said {
    if !is_plain(one) || !is_plain(other) {
        return Said::All;
    }
    match (one.unit, other.unit) {
        (Unit::Day(one), Unit::Day(other)) => {
            let (one, other) = (one.civil(), other.civil());
            match (one.year == other.year, one.month == other.month) {
                (true, true) => Said::Day,
                (true, false) => Said::Month,
                (false, _) => Said::All,
            }
        }
        (Unit::Month(year, _), Unit::Month(same, _)) if year == same => Said::Month,
        (Unit::Season(year, one), Unit::Season(same, other))
            if year == same && is_named(one) && is_named(other) =>
        {
            Said::Month
        }
        (Unit::Year(..=0), Unit::Year(..=0)) | (Unit::Year(1..=999), Unit::Year(1..=999)) => {
            Said::Day
        }
        _ => Said::All,
    }
}

/// Whether two are written with nothing between but the dash: "1910–1945", "12–14 March".
fn is_tight(one: Single, other: Single) -> bool {
    match (one.unit, other.unit) {
        (Unit::Year(from), Unit::Year(to)) => {
            let same_era = is_bare_year(one) == is_bare_year(other);
            is_plain(one) && is_plain(other) && same_era && (from > 0) == (to > 0)
        }
        (Unit::Day(_), Unit::Day(_)) => shared(one, other) == Said::Day,
        _ => false,
    }
}

/// How much all choices but the last have to say, where the last is said in full.
fn common_to(choices: &[Choice]) -> Said {
    let all_at = choices.iter().all(|choice| matches!(choice, Choice::At(_)));
    let few = all_at && choices.len() <= 3;
    // More than a few years or a range of them, said without their era, would not be known as such.
    let eras = choices.iter().any(|choice| choice.start().is_some_and(is_bare_year));
    if eras && !(all_at && choices.len() == 2) {
        return Said::All;
    }
    // Days share the month only where they are few.
    let least = if few { Said::Day } else { Said::Month };
    let last = choices.last().and_then(|choice| choice.end());
    let said = |choice: &Choice| match (*choice, last) {
        (Choice::At(one), Some(last)) => shared(one, last).max(least),
        (Choice::Range(one, other), Some(last)) if is_tight(one, other) => {
            shared(other, last).max(least)
        }
        _ => Said::All,
    };
    choices.iter().map(said).max().unwrap_or(Said::All)
}

/// A year that is said with its era.
fn is_bare_year(single: Single) -> bool {
    matches!(single.unit, Unit::Year(..=999 | 10_000..))
}

/// Seasons that stand before the year alone.
fn is_named(season: Season) -> bool {
    matches!(season, Season::Spring | Season::Summer | Season::Autumn)
}

/// Whether a unit is written by its first and last year: "the 1900s" could be ten or a hundred.
fn is_by_years(unit: Unit) -> bool {
    match unit {
        Unit::Hundreds(_) => true,
        Unit::Decade(n) => n % 10 == 0 || n < 10,
        _ => false,
    }
}

/// The unit before or after, where "before" and "after" name a limit as people do.
fn beside(single: Single, step: i64) -> Option<Single> {
    if !is_plain(single) {
        return None;
    }
    match single.unit {
        Unit::Year(_) | Unit::Month(..) | Unit::Day(_) => {
            single.unit.shifted(step).map(Single::from)
        }
        _ => None,
    }
}

fn year(year: i64) -> Single {
    Unit::Year(year).into()
}

/// The number of a year, counted from 1 before the era.
fn bare(year: i64) -> u64 {
    if year > 0 { year.unsigned_abs() } else { 1_i64.saturating_sub(year).unsigned_abs() }
}

fn part_number(part: Part) -> usize {
    match part {
        Part::Early => 0,
        Part::Mid => 1,
        Part::Late => 2,
    }
}
