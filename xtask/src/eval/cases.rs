//! Texts of a few words with the expressions that are expected in them, as the tests of other
//! parsers have them.
//!
//! A line is a JSON object: "text", "ref" (the day, and time, of writing), "lang", and "expected",
//! a list of expressions with "span" and perhaps "start". What an expression means is told in one
//! of three forms:
//!
//! - "start_value" and perhaps "end_value", objects with "year", "month", "day", "weekday", "hour"
//!   and "minute" as far as they are known, or with "js_date", a list that counts months from 0;
//! - "values", a list of times, with the "grain" of the period that the first begins; two of them
//!   are the beginning and the end (no longer part of it) of an interval;
//! - "values", a list of objects of which any one is right, with "type", "timex", and "value" or
//!   "start" and "end" (no longer part of it).
//!
//! Where the expected words are the whole text, it is read as a phrase as well, and either reading
//! may be right. Chat is what these texts are, so the style is that of messages. Lines without a
//! day of writing are left out: nobody can tell what "tomorrow" is in them.
//!
//! Each expected expression is a case, and has a kind by what is expected:
//!
//! - *date* and *holiday*: calendar time. Right where an expression or combination at that place
//!   has a date whose first and last days are those of the period. Times of day are passed over:
//!   "3 May at noon" is right with the third of May. The first form tells only a day in the
//!   period; a longer unit is then right when it holds that day and covers the expected words.
//! - *time*: a time of the reference day or the next, as "3 AM" is the next one that comes. Right
//!   where an expression of the type TIME is found with that day, hour and minute, or with a part
//!   of the day where an interval is expected. An hour that is that of writing was only carried
//!   over ("in one day"), and makes no time.
//! - *duration* and *set*: right where the TIMEX3 value is the expected one.
//! - *other*: right where anything is found at that place.
//! - *nothing*: no expression is expected; right where none with a date is found.
//!
//! A case is judged twice: strictly, by the above, and fairly, by what the words mean, where these
//! parsers differ among themselves and from the words only by convention. It is fairly right also
//! where
//!
//! - weeks, months or years are counted ("two weeks ago") and the unit that is reached holds the
//!   expected days,
//! - a number of units up to now or from now on ("last 2 weeks") begins and ends within one such
//!   unit of the expected edges: the present one may be counted in or not,
//! - a part without edges ("the beginning of March", "later this year") is expected as days that
//!   lie on that side of the same whole,
//! - a season is expected by the sun, a weekend from Friday evening on,
//! - numbers without an order ("3/4") are read as a choice that holds the expected day,
//! - the words leave past and future open, and the expected one is that found without preferring
//!   either,
//! - a year before the common era is written without a year 0,
//! - a time without a day is that of the day before or after.

use crate::eval::dates::reference;
use crate::eval::lines::Object;
use annals_core::{Choice, Date, Day, Part, Season, Single, Unit as CalendarUnit};
use annals_dates::{
    Amount, Annotations, Language, Meaning, Options, Reference, Timex, TimexKind, annotate,
};
use serde_json::{Map, Value};
use std::fmt;
use std::ops::Range;

/// What kind of answer is expected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Date,
    Holiday,
    Time,
    Duration,
    Set,
    Other,
    Nothing,
}

/// A case that was judged.
pub(super) struct Judged {
    pub(super) kind: Kind,
    /// Right by the edges of the expected time.
    pub(super) right: bool,
    /// Right by what the words mean.
    pub(super) fair: bool,
    /// What was expected, for the list of errors.
    pub(super) expected: String,
    /// What was found instead.
    pub(super) found: String,
}

/// A meaning that is accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Answer {
    /// The first and the last day of a period.
    Period(Day, Day),
    /// A day in a period, as far as its year, month and day are known.
    Within(Known),
    /// From one such day to another.
    Between(Known, Known),
    /// Hour and minute, of a day where that is known.
    Clock(Option<Day>, i64, i64),
    /// A part of the reference day.
    PartOfDay,
    /// A TIMEX3 value.
    Timex(String),
    /// Anything.
    Anything,
}

/// The known parts of a day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Known {
    year: Option<i64>,
    month: Option<i64>,
    day: Option<i64>,
    /// Sunday is 0.
    weekday: Option<i64>,
}

/// Whether a line has this form.
pub(super) fn is_case(object: &Object) -> bool {
    object.list("expected").is_some() && object.text("text").is_some()
}

/// Judges the cases of a line.
pub(super) fn judge(object: &Object, language: &Language, options: Options) -> Vec<Judged> {
    let text = object.text("text").unwrap_or_default();
    let Some(now) = object.text("ref").and_then(reference) else { return Vec::new() };
    let options = Options { reference: Some(now), ..options };
    let read = Read::new(text, language, options);
    let expected = object.list("expected").unwrap_or_default();
    if expected.is_empty() {
        let right = read.found.mentions.iter().all(|mention| mention.date.is_none());
        return vec![Judged {
            kind: Kind::Nothing,
            right,
            fair: right,
            expected: "nothing".to_owned(),
            found: show(text, &read.found),
        }];
    }
    let neutral = Read::new(text, language, Options { prefer: None, ..options });
    let expected = expected.iter().filter_map(Value::as_object);
    expected
        .map(|expected| {
            let (kind, answers) = answers(expected, now);
            let place = place(text, expected);
            let meets = |read: &Read, rule: fn(&Answer, &Reading<'_>, &Range<usize>) -> bool| {
                answers.iter().any(|answer| read.at(&place).any(|one| rule(answer, &one, &place)))
            };
            let right = meets(&read, Answer::is_met_by);
            let fair = right
                || meets(&read, Answer::is_meant_by)
                || meets(&neutral, Answer::is_met_by)
                || meets(&neutral, Answer::is_meant_by);
            let shown = answers.first().map_or_else(|| "?".to_owned(), ToString::to_string);
            Judged { kind, right, fair, expected: shown, found: show(text, &read.found) }
        })
        .collect()
}

/// A text as it was read.
struct Read {
    found: Annotations,
    /// The date of the whole text as a phrase, and how long that is.
    phrase: Option<Date>,
    whole: Range<usize>,
}

impl Read {
    fn new(text: &str, language: &Language, options: Options) -> Read {
        Read {
            found: annotate(text, language, options),
            phrase: language.phrases().with_options(options).read(text).ok().flatten(),
            whole: 0..text.trim().len(),
        }
    }

    /// What was read at a place, as a phrase only where that is the whole text.
    fn at(&self, place: &Range<usize>) -> impl Iterator<Item = Reading<'_>> {
        let phrase = self.phrase.as_ref().filter(|_| place.len() >= self.whole.len());
        let phrase = phrase.map(|date| Reading {
            span: &self.whole,
            date: Some(date),
            timex: None,
            meaning: None,
        });
        let place = place.clone();
        readings(&self.found)
            .filter(move |one| one.span.start < place.end && place.start < one.span.end)
            .chain(phrase)
    }
}

/// Where the expected words stand; the whole text where that is not told.
fn place(text: &str, expected: &Map<String, Value>) -> Range<usize> {
    let Some(words) = expected.get("span").and_then(Value::as_str) else { return 0..text.len() };
    let byte = |character: usize| text.char_indices().nth(character).map(|(byte, _)| byte);
    let start = expected.get("start").and_then(Value::as_u64);
    let start = start.and_then(|start| byte(usize::try_from(start).ok()?));
    match start.or_else(|| text.find(words)) {
        Some(start) => start..text.ceil_char_boundary(start + words.len()),
        None => 0..text.len(),
    }
}

/// The kind of an expected expression, and what it may mean.
fn answers(expected: &Map<String, Value>, now: Reference) -> (Kind, Vec<Answer>) {
    if let Some(start) = expected.get("start_value").and_then(Value::as_object) {
        return by_fields(start, expected.get("end_value").and_then(Value::as_object), now);
    }
    let values = expected.get("values").and_then(Value::as_array);
    let Some(values) = values else { return (Kind::Other, vec![Answer::Anything]) };
    if values.iter().any(Value::is_object) {
        let all: Vec<(Kind, Answer)> = values
            .iter()
            .filter_map(Value::as_object)
            .filter_map(|one| by_type(one, now))
            .collect();
        let kind = all.first().map_or(Kind::Other, |(kind, _)| *kind);
        return (kind, all.into_iter().map(|(_, answer)| answer).collect());
    }
    by_grain(expected, values, now)
}

/// Whether an hour and minute of a day are a time of the present day or the next, and not those of
/// writing.
fn is_time(day: Day, hour: i64, minute: i64, now: Reference) -> bool {
    let written = now.time.map(|(hour, minute)| (i64::from(hour), i64::from(minute)));
    let carried = written.is_some_and(|(h, m)| h == hour && (minute == m || minute == 0));
    day == now.day || (day == now.day + 1 && !carried)
}

/// The first form: the parts of a day.
fn by_fields(
    start: &Map<String, Value>,
    end: Option<&Map<String, Value>>,
    now: Reference,
) -> (Kind, Vec<Answer>) {
    let (known, clock) = (Known::of(start), clock_of(start));
    // A day that is not told is the present one.
    let day = if known.is_empty() { Some(now.day) } else { known.day() };
    let clock = clock.filter(|(hour, minute)| {
        day.map_or(known.fits(now.day), |day| is_time(day, *hour, *minute, now))
    });
    let same_day = end.is_some_and(|end| Known::of(end).is_empty() || Known::of(end) == known);
    match (clock, end) {
        (Some((hour, minute)), None) => (Kind::Time, vec![Answer::Clock(day, hour, minute)]),
        (Some(_), Some(_)) if same_day => (Kind::Time, vec![Answer::PartOfDay]),
        _ if known.is_empty() => (Kind::Other, vec![Answer::Anything]),
        (_, Some(end)) => (Kind::Date, vec![Answer::Between(known, Known::of(end))]),
        (_, None) => (Kind::Date, vec![Answer::Within(known)]),
    }
}

/// Hour and minute, where they are told; noon is what a day without a time is given.
fn clock_of(fields: &Map<String, Value>) -> Option<(i64, i64)> {
    let number = |key: &str| fields.get(key).and_then(Value::as_i64);
    if let Some(hour) = number("hour") {
        return Some((hour, number("minute").unwrap_or(0)));
    }
    let parts = fields.get("js_date").and_then(Value::as_array)?;
    let part = |place: usize| parts.get(place).and_then(Value::as_i64);
    let clock = (part(3)?, part(4).unwrap_or(0));
    (clock != (12, 0)).then_some(clock)
}

/// The second form: a beginning and a grain, or a beginning and an end.
fn by_grain(
    expected: &Map<String, Value>,
    values: &[Value],
    now: Reference,
) -> (Kind, Vec<Answer>) {
    let text = |key: &str| expected.get(key).and_then(Value::as_str).unwrap_or_default();
    let (kind, grain) = (text("kind"), text("grain"));
    let times: Vec<Moment> =
        values.iter().filter_map(Value::as_str).filter_map(Moment::of).collect();
    let Some(start) = times.first() else { return (Kind::Other, vec![Answer::Anything]) };
    let holiday = kind.ends_with("Holiday");
    let interval = kind.contains("Interval") && times.len() > 1;
    let fine = matches!(grain, "Hour" | "Minute" | "Second") && !holiday;
    if fine && is_time(start.day, start.hour, start.minute, now) {
        match times.last() {
            Some(end) if interval && end.last_day() == start.day => {
                return (Kind::Time, vec![Answer::PartOfDay]);
            }
            _ if !interval => {
                let answer = Answer::Clock(Some(start.day), start.hour, start.minute);
                return (Kind::Time, vec![answer]);
            }
            _ => {}
        }
    }
    let last = match times.last() {
        Some(end) if interval => Some(end.last_day()),
        _ => last_of(start.day, grain),
    };
    let Some(last) = last else { return (Kind::Other, vec![Answer::Anything]) };
    let kind = if holiday { Kind::Holiday } else { Kind::Date };
    (kind, vec![Answer::Period(start.day, last)])
}

/// The last day of the period of a grain that a day begins.
fn last_of(first: Day, grain: &str) -> Option<Day> {
    let months = |count: i64| {
        let civil = first.civil();
        let month = i64::from(civil.month) - 1 + count;
        let next = Day::from_civil(
            civil.year + month.div_euclid(12),
            u8::try_from(month.rem_euclid(12) + 1).ok()?,
            1,
        )?;
        Some(next - 1)
    };
    match grain {
        "Week" => Some(first + 6),
        "Month" => months(1),
        "Quarter" => months(3),
        "Year" => months(12),
        _ => Some(first),
    }
}

/// The third form: one of the meanings that are accepted.
fn by_type(value: &Map<String, Value>, now: Reference) -> Option<(Kind, Answer)> {
    let text = |key: &str| value.get(key).and_then(Value::as_str);
    let timex = || Answer::Timex(text("timex").unwrap_or_default().to_owned());
    let moment = |key: &str| text(key).and_then(Moment::of);
    let (start, end) = (moment("start"), moment("end"));
    Some(match text("type")? {
        "date" | "datetime" => match moment("value") {
            Some(Moment { day, hour, minute })
                if text("type") == Some("datetime")
                    && text("timex") != Some("PRESENT_REF")
                    && is_time(day, hour, minute, now) =>
            {
                (Kind::Time, Answer::Clock(Some(day), hour, minute))
            }
            Some(moment) if text("timex") != Some("PRESENT_REF") => {
                (Kind::Date, Answer::Period(moment.day, moment.day))
            }
            _ => (Kind::Other, timex()),
        },
        "daterange" | "datetimerange" => match (start, end) {
            (Some(start), Some(end))
                if text("type") == Some("datetimerange")
                    && end.last_day() == start.day
                    && is_time(start.day, start.hour, start.minute, now) =>
            {
                (Kind::Time, Answer::PartOfDay)
            }
            (Some(start), Some(end)) => (Kind::Date, Answer::Period(start.day, end.last_day())),
            _ => (Kind::Other, Answer::Anything),
        },
        "time" => {
            let mut parts = text("value")?.split(':').map_while(|part| part.parse().ok());
            (Kind::Time, Answer::Clock(None, parts.next()?, parts.next().unwrap_or(0)))
        }
        "timerange" => (Kind::Time, Answer::PartOfDay),
        "duration" => (Kind::Duration, timex()),
        "set" => (Kind::Set, timex()),
        _ => (Kind::Other, Answer::Anything),
    })
}

/// A day with a time.
#[derive(Clone, Copy, Debug)]
struct Moment {
    day: Day,
    hour: i64,
    minute: i64,
}

impl Moment {
    fn of(text: &str) -> Option<Moment> {
        let (day, time) = text.split_once(['T', ' ']).unwrap_or((text, ""));
        let day = day.parse::<Date>().ok()?.earliest().day()?;
        let number = |range: Range<usize>| time.get(range).and_then(|part| part.parse().ok());
        Some(Moment { day, hour: number(0..2).unwrap_or(0), minute: number(3..5).unwrap_or(0) })
    }

    /// The last day of what ends here.
    fn last_day(self) -> Day {
        if (self.hour, self.minute) == (0, 0) { self.day - 1 } else { self.day }
    }
}

impl Known {
    fn of(fields: &Map<String, Value>) -> Known {
        let number = |key: &str| fields.get(key).and_then(Value::as_i64);
        let parts = fields.get("js_date").and_then(Value::as_array);
        let part = |place: usize| parts.and_then(|parts| parts.get(place)).and_then(Value::as_i64);
        Known {
            year: number("year").or_else(|| part(0)),
            month: number("month").or_else(|| part(1).map(|month| month + 1)),
            day: number("day").or_else(|| part(2)),
            weekday: number("weekday"),
        }
    }

    fn is_empty(self) -> bool {
        self == Known::default()
    }

    fn day(self) -> Option<Day> {
        let part = |part: Option<i64>| u8::try_from(part?).ok();
        Day::from_civil(self.year?, part(self.month)?, part(self.day)?)
    }

    /// The same, where the year before the year 1 is written -1.
    fn without_year_zero(self) -> Known {
        Known { year: self.year.map(|year| if year < 0 { year + 1 } else { year }), ..self }
    }

    fn fits(self, day: Day) -> bool {
        let civil = day.civil();
        let same = |known: Option<i64>, own: i64| known.is_none_or(|known| known == own);
        same(self.year, civil.year)
            && same(self.month, i64::from(civil.month))
            && same(self.day, i64::from(civil.day))
            && same(self.weekday, (i64::from(day.weekday().number()) + 1) % 7)
    }
}

/// Something found: its place, its date and its TIMEX3 annotation.
struct Reading<'a> {
    span: &'a Range<usize>,
    date: Option<&'a Date>,
    timex: Option<&'a Timex>,
    meaning: Option<&'a Meaning>,
}

fn readings(found: &Annotations) -> impl Iterator<Item = Reading<'_>> {
    let combined = found.combined.iter().map(|one| Reading {
        span: &one.span,
        date: one.date.as_ref(),
        timex: None,
        meaning: Some(&one.meaning),
    });
    let mentions = found.mentions.iter().map(|one| Reading {
        span: &one.span,
        date: one.date.as_ref(),
        timex: one.timex.as_ref(),
        meaning: Some(&one.meaning),
    });
    combined.chain(mentions)
}

impl Answer {
    /// Whether something that was found is this, to its edges.
    fn is_met_by(&self, one: &Reading<'_>, place: &Range<usize>) -> bool {
        let bounds = one.date.and_then(|date| date.earliest().day().zip(date.latest().day()));
        let time = one.timex.filter(|timex| timex.kind == TimexKind::Time);
        match self {
            Answer::Period(first, last) => {
                // "from May to October" may mean to the beginning of October, or to its end.
                let end = one.date.and_then(|date| date.singles().last()).map(Single::first);
                bounds == Some((*first, *last))
                    || bounds.is_some_and(|(from, _)| from == *first) && end == Some(*last + 1)
            }
            Answer::Within(known) => bounds.is_some_and(|(first, last)| {
                let covers = one.span.start <= place.start + 4 && place.end <= one.span.end + 2;
                known.fits(first)
                    || first < last
                        && covers
                        && known.day().is_some_and(|day| (first..=last).contains(&day))
            }),
            Answer::Between(from, to) => {
                bounds.is_some_and(|(first, last)| from.fits(first) && to.fits(last))
            }
            Answer::Clock(day, hour, minute) => time.is_some_and(|timex| {
                let stands = |day: Option<Day>, hour: i64| is_at(timex, day, hour, *minute);
                // Midnight is the end of a day or the beginning of the next.
                stands(*day, *hour) || *hour == 0 && stands(day.map(|day| day - 1), 24)
            }),
            Answer::PartOfDay => time.is_some(),
            Answer::Timex(value) => one.timex.is_some_and(|timex| timex.value == *value),
            Answer::Anything => true,
        }
    }

    /// Whether something that was found means the same as this, by another convention.
    fn is_meant_by(&self, one: &Reading<'_>, place: &Range<usize>) -> bool {
        let expected = match self {
            Answer::Clock(Some(_), hour, minute) => {
                return Answer::Clock(None, *hour, *minute).is_met_by(one, place);
            }
            Answer::Within(known) => {
                let without_zero = Answer::Within(known.without_year_zero());
                if known.year < Some(0) && without_zero.is_met_by(one, place) {
                    return true;
                }
                known.day().map(|day| (day, day))
            }
            Answer::Between(from, to) => from.day().zip(to.day()),
            Answer::Period(first, last) => Some((*first, *last)),
            _ => None,
        };
        let Some((first, last)) = expected else { return false };
        one.date.is_some_and(|date| is_same_time(date, one.meaning, first, last))
    }
}

/// Whether a TIMEX3 value is this hour and minute, of this day where one is given.
fn is_at(timex: &Timex, day: Option<Day>, hour: i64, minute: i64) -> bool {
    let Some((date, clock)) = timex.value.split_once('T') else { return false };
    let wanted = format!("{hour:02}:{minute:02}");
    let on_day = day.is_none_or(|day| Date::from(day).to_string() == date);
    let rest = clock.strip_prefix(&wanted);
    on_day && rest.is_some_and(|rest| rest.is_empty() || rest.starts_with(':'))
}

/// How far apart the edges of the seasons by the calendar and by the sun may lie, in days.
const SEASON_SHIFT: i64 = 31;

/// Whether a date and these days are the same by another convention; see the head of this file.
fn is_same_time(date: &Date, meaning: Option<&Meaning>, first: Day, last: Day) -> bool {
    let bounds = date.earliest().day().zip(date.latest().day());
    let near = |days: i64| {
        bounds.is_some_and(|(from, to)| {
            (from - first).abs() <= days && (to - last).abs() <= days && from <= last && first <= to
        })
    };
    let holds = || bounds.is_some_and(|(from, to)| from <= first && last <= to);
    match (meaning, date) {
        (Some(Meaning::Shift { .. } | Meaning::Beside { .. }), Date::Single(_)) => holds(),
        (Some(Meaning::Window { amount, .. }), _) => near(longest_unit(amount)),
        (Some(Meaning::Within { .. }), Date::Single(_)) => holds(),
        (_, Date::Single(single)) if single.part.is_some() => {
            let whole = Single { part: None, ..*single };
            let (from, to) = (whole.first(), whole.last());
            from <= first
                && last <= to
                && match single.part {
                    Some(Part::Early) => first == from,
                    Some(Part::Late) => last == to,
                    _ => true,
                }
        }
        (_, Date::Single(Single { unit: CalendarUnit::Season(_, season), .. })) => {
            !matches!(season, Season::Quarter(_) | Season::Half(_)) && near(SEASON_SHIFT)
        }
        (_, Date::OneOf(choices)) => choices.iter().any(|choice| match choice {
            Choice::At(single) => (single.first(), single.last()) == (first, last),
            _ => false,
        }),
        // A weekend that begins on Friday evening.
        _ => bounds == Some((first + 1, last)) && last - first == 2,
    }
}

/// The days of the longest unit of an amount.
fn longest_unit(amount: &Amount) -> i64 {
    use annals_dates::Unit;
    let days = |unit: &Unit| match unit {
        Unit::Week | Unit::Weekend => 7,
        Unit::Fortnight => 14,
        Unit::Month => 31,
        Unit::Season | Unit::Quarter => 92,
        Unit::Half => 184,
        Unit::Year => 366,
        Unit::Decade => 3653,
        _ => 1,
    };
    amount.0.iter().map(|(_, unit)| days(unit)).max().unwrap_or(1)
}

/// What was found, for the list of errors.
fn show(text: &str, found: &Annotations) -> String {
    let all: Vec<String> = readings(found)
        .map(|one| {
            let value = match (one.date, one.timex) {
                (Some(date), _) => date.to_string(),
                (None, Some(timex)) => timex.value.clone(),
                (None, None) => "?".to_owned(),
            };
            format!("`{}` {value}", &text[one.span.clone()])
        })
        .collect();
    if all.is_empty() { "nothing".to_owned() } else { all.join(", ") }
}

impl fmt::Display for Answer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Answer::Period(first, last) if first == last => write!(f, "{first}"),
            Answer::Period(first, last) => write!(f, "{first}/{last}"),
            Answer::Within(known) => write!(f, "{known}"),
            Answer::Between(from, to) => write!(f, "{from}/{to}"),
            Answer::Clock(day, hour, minute) => {
                let day = day.map(|day| Date::from(day).to_string()).unwrap_or_default();
                write!(f, "{day}T{hour:02}:{minute:02}")
            }
            Answer::PartOfDay => f.write_str("a part of the day"),
            Answer::Timex(value) => f.write_str(value),
            Answer::Anything => f.write_str("anything"),
        }
    }
}

impl fmt::Display for Known {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let part = |part: Option<i64>| part.map_or_else(|| "XX".to_owned(), |n| format!("{n:02}"));
        write!(f, "{}-{}-{}", part(self.year), part(self.month), part(self.day))
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(match self {
            Kind::Date => "date",
            Kind::Holiday => "holiday",
            Kind::Time => "time",
            Kind::Duration => "duration",
            Kind::Set => "set",
            Kind::Other => "other",
            Kind::Nothing => "nothing",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_dates::Style;

    fn chat() -> Options {
        Options { style: Style::Message, ..Options::default() }
    }

    /// Kind and rightness of the first case of a line.
    fn judged(line: &str) -> (Kind, bool) {
        let object = Object(serde_json::from_str(line).unwrap());
        assert!(is_case(&object));
        let first = judge(&object, Language::english(), chat()).remove(0);
        (first.kind, first.right)
    }

    #[test]
    fn every_form_of_answer_is_judged() {
        let cases = [
            (
                r#"[{"span":"3 May 2019","start_value":{"year":2019,"month":5,"day":3}}]"#,
                Kind::Date,
                true,
            ),
            (
                r#"[{"span":"3 May 2019","start_value":{"js_date":[2019,4,3,12]}}]"#,
                Kind::Date,
                true,
            ),
            (
                r#"[{"span":"3 May 2019","start_value":{"js_date":[2019,5,3,12]}}]"#,
                Kind::Date,
                false,
            ),
            (
                r#"[{"kind":"datetime","grain":"Day","values":["2019-05-03T00:00:00"]}]"#,
                Kind::Date,
                true,
            ),
            (
                r#"[{"kind":"datetime","grain":"Month","values":["2019-05-01T00:00:00"]}]"#,
                Kind::Date,
                false,
            ),
            (
                r#"[{"kind":"datetime","grain":"Hour","values":["2019-03-14T09:00:00"]}]"#,
                Kind::Time,
                false,
            ),
            (
                r#"[{"values":[{"type":"date","timex":"2019-05-03","value":"2019-05-03"}]}]"#,
                Kind::Date,
                true,
            ),
            (
                r#"[{"values":[{"type":"daterange","start":"2019-05-03","end":"2019-05-04"}]}]"#,
                Kind::Date,
                true,
            ),
            (r#"[{"values":[{"type":"duration","timex":"P3D"}]}]"#, Kind::Duration, false),
            ("[]", Kind::Nothing, false),
        ];
        for (expected, kind, right) in cases {
            let line = format!(
                r#"{{"text":"It opens on 3 May 2019.","ref":"2019-03-14T08:00:00","lang":"en","expected":{expected}}}"#
            );
            assert_eq!(judged(&line), (kind, right), "{expected}");
        }
    }

    #[test]
    fn a_longer_unit_has_to_cover_the_expected_words() {
        let of = |span: &str| {
            format!(
                r#"{{"text":"in May 2019","ref":"2019-03-14","expected":[{{"span":"{span}","start_value":{{"js_date":[2019,4,9,12]}}}}]}}"#
            )
        };
        assert_eq!(judged(&of("May 2019")), (Kind::Date, true));
        let partly = of("May 2019")
            .replace("in May 2019", "the ninth in cold May 2019")
            .replace("\"span\":\"May 2019\"", "\"span\":\"ninth in cold May 2019\"");
        assert_eq!(judged(&partly), (Kind::Date, false));
    }

    #[test]
    fn conventions_are_judged_fairly() {
        // The day of writing is Tuesday, 6 October 2020.
        let cases = [
            ("in two months", "Day", &["2020-12-06"][..], true),
            ("in two months", "Day", &["2021-01-06"], false),
            ("the last 2 weeks", "Week", &["2020-09-21", "2020-10-05"], true),
            ("the last 2 weeks", "Week", &["2020-09-01", "2020-09-15"], false),
            ("the beginning of March 2021", "Day", &["2021-03-01", "2021-03-08"], true),
            ("the beginning of March 2021", "Day", &["2021-03-20", "2021-04-01"], false),
            ("the summer of 2019", "Day", &["2019-06-21", "2019-09-24"], true),
            ("this weekend", "Hour", &["2020-10-09", "2020-10-12"], true),
            ("3/4/2021", "Day", &["2021-03-04"], true),
            ("3/4/2021", "Day", &["2021-03-05"], false),
        ];
        for (text, grain, values, fair) in cases {
            let kind = if values.len() > 1 { "datetimeInterval" } else { "datetime" };
            let values: Vec<String> =
                values.iter().map(|value| format!("\"{value}T00:00:00\"")).collect();
            let line = format!(
                r#"{{"text":"{text}","ref":"2020-10-06T08:00:00","expected":[{{"kind":"{kind}","grain":"{grain}","values":[{}]}}]}}"#,
                values.join(",")
            );
            let object = Object(serde_json::from_str(&line).unwrap());
            let judged = judge(&object, Language::english(), chat()).remove(0);
            let found = &judged.found;
            assert_eq!((judged.right, judged.fair), (false, fair), "{text}: {values:?}, {found}");
        }
    }

    #[test]
    fn a_time_without_a_day_is_strictly_that_of_its_day() {
        let of = |text: &str, value: &str| {
            let line = format!(
                r#"{{"text":"{text}","ref":"2020-10-06T08:00:00","expected":[{{"kind":"datetime","grain":"Hour","values":["{value}"]}}]}}"#
            );
            let object = Object(serde_json::from_str(&line).unwrap());
            let judged = judge(&object, Language::english(), chat()).remove(0);
            (judged.kind, judged.right, judged.fair)
        };
        assert_eq!(of("at 3 a.m.", "2020-10-06T03:00:00"), (Kind::Time, true, true));
        assert_eq!(of("at 3 a.m.", "2020-10-07T03:00:00"), (Kind::Time, false, true));
        assert_eq!(of("at 3 a.m.", "2020-10-07T04:00:00"), (Kind::Time, false, false));
        assert_eq!(of("tomorrow", "2020-10-07T08:00:00"), (Kind::Date, true, true));
    }
}
