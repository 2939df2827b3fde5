//! `cargo xtask eval dates`: time expressions of running text against labelled ones.
//!
//! A line is a JSON object: "id", "dct" (the day of writing), "text", and "timexes", a list of
//! "start", "end" (in characters), "type" and "value". The definitions are those of TempEval-3:
//!
//! - *relaxed*: a found expression overlaps a labelled one; pairs are one to one, those of equal
//!   extent first, then those that share the most;
//! - *strict*: of these the ones of equal extent, blanks at the edges aside;
//! - *type* and *value*: relaxed F1 times the share of the pairs that agree in it;
//! - *calendar*: only values that name calendar time; a hit overlaps and has the equal value.
//!
//! What is wrong with a pair or with a single expression is named by [`Fault`].

use crate::eval::lines::{Labelled, Object, objects};
use annals_core::Day;
use annals_dates::{Annotation, Language, Options, Reference, Timex, annotate, read_phrase};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::fmt;
use std::io::Write;
use std::ops::{AddAssign, Range};

/// Find the dates of texts and compare them with the labelled ones
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    labelled: Labelled,
    /// Tell how often the mentions of each rule are right and wrong
    #[arg(long)]
    by_rule: bool,
    /// Only those documents whose number in the file leaves this rest when divided by three, as
    /// one way to hold data back: 0, 1 or 2
    #[arg(long, value_name = "REST", value_parser = clap::value_parser!(u8).range(..3))]
    third: Option<u8>,
}

/// An expression, labelled or found; its span is in characters.
#[derive(Clone, Debug)]
struct Expression {
    span: Range<usize>,
    kind: String,
    value: String,
    /// The rule that found it; empty for a labelled one.
    rule: String,
}

/// What is counted.
#[derive(Clone, Copy, Debug, Default)]
struct Counts {
    labelled: usize,
    found: usize,
    relaxed: usize,
    strict: usize,
    kind: usize,
    value: usize,
    calendar_labelled: usize,
    calendar_found: usize,
    calendar_right: usize,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    Missed,
    Spurious,
    Extent,
    Type,
    Value(ValueFault),
}

/// In what two values differ, the coarsest difference first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum ValueFault {
    /// `PAST_REF` and its like against something else.
    Vague,
    /// A point of the calendar against a length of time.
    PointOrDuration,
    /// A set against a single time, or two sets.
    Set,
    /// Two lengths.
    Length,
    /// A month against a day.
    Granularity,
    /// The same month, day or season of another year.
    Year,
    /// Another month.
    Month,
    /// A weekday or week before for after, or another one.
    Week,
    /// Another day of the same month.
    Day,
    /// The same day, another time of it.
    Clock,
    /// Anything else, such as a part of the value that is not said (`XXXX`).
    Other,
}

/// How often a rule is right.
#[derive(Clone, Copy, Debug, Default)]
struct RuleScore {
    right: usize,
    spurious: usize,
    extent: usize,
    kind: usize,
    value: usize,
}

/// The listings that are asked for, as they grow.
#[derive(Default)]
struct Listing {
    faults: BTreeMap<Fault, usize>,
    rules: BTreeMap<String, RuleScore>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut out = std::io::BufWriter::new(std::io::stdout().lock());
    let mut listing = Listing::default();
    for path in &args.labelled.paths {
        let mut counts = Counts::default();
        for (number, object) in objects(path)?.iter().enumerate() {
            if args.third.is_some_and(|rest| number % 3 != usize::from(rest)) {
                continue;
            }
            let document = Document::of(object)
                .with_context(|| format!("{}:{}", path.display(), number + 1))?;
            let found = document.found();
            let pairs = pair(&document.labelled, &found);
            counts += document.count(&found, &pairs);
            listing.add(&document, &found, &pairs, args.labelled.errors.then_some(&mut out))?;
        }
        let name = path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into());
        writeln!(out, "{name}: {counts}")?;
    }
    if args.labelled.errors {
        listing.write_faults(&mut out)?;
    }
    if args.by_rule {
        listing.write_rules(&mut out)?;
    }
    out.flush()?;
    Ok(())
}

/// A document with its labels.
struct Document<'a> {
    id: String,
    text: &'a str,
    language: &'static Language,
    reference: Option<Reference>,
    labelled: Vec<Expression>,
}

impl<'a> Document<'a> {
    fn of(object: &'a Object) -> Result<Document<'a>> {
        let text = object.text("text").context("there is no \"text\"")?;
        let tag = object.text("lang").unwrap_or("en");
        let language = Language::named(tag).with_context(|| format!("`{tag}` is not read"))?;
        let labels = object.list("timexes").context("there is no list \"timexes\"")?;
        let labelled: Option<Vec<Expression>> = labels.iter().map(labelled).collect();
        let id = match object.value("id") {
            Some(Value::String(id)) => id.clone(),
            Some(id) => id.to_string(),
            None => String::new(),
        };
        let reference = object.text("dct").and_then(reference);
        let labelled = labelled.context("a label lacks start, end, type or value")?;
        Ok(Document { id, text, language, reference, labelled })
    }

    /// What the product finds.
    fn found(&self) -> Vec<Expression> {
        let read = annotate(self.text, self.language, Options::from(self.reference));
        let mut characters = Characters { text: self.text, bytes: 0, count: 0 };
        let timexes = read.mentions.iter().filter_map(|one| Some((one, one.timex.as_ref()?)));
        timexes
            .map(|(one, timex): (&Annotation, &Timex)| Expression {
                span: characters.at(one.span.start)..characters.at(one.span.end),
                kind: timex.kind.name().to_owned(),
                value: timex.value.clone(),
                rule: self.language.rule_name(one.rule).to_owned(),
            })
            .collect()
    }

    fn count(&self, found: &[Expression], pairs: &[(usize, usize)]) -> Counts {
        let calendar = |all: &[Expression]| all.iter().filter(|one| one.is_calendar()).count();
        let mut counts = Counts {
            labelled: self.labelled.len(),
            found: found.len(),
            relaxed: pairs.len(),
            calendar_labelled: calendar(&self.labelled),
            calendar_found: calendar(found),
            ..Counts::default()
        };
        for (label, one) in self.paired(found, pairs) {
            let value = label.same_value(one);
            counts.strict += usize::from(self.same_extent(label, one));
            counts.kind += usize::from(label.kind == one.kind);
            counts.value += usize::from(value);
            counts.calendar_right += usize::from(value && label.is_calendar());
        }
        counts
    }

    fn paired<'b>(
        &'b self,
        found: &'b [Expression],
        pairs: &'b [(usize, usize)],
    ) -> impl Iterator<Item = (&'b Expression, &'b Expression)> {
        pairs.iter().map(|(label, one)| (&self.labelled[*label], &found[*one]))
    }

    /// Blanks at the edges do not count, nor does where exactly they were cut off.
    fn same_extent(&self, one: &Expression, other: &Expression) -> bool {
        self.piece(&one.span).trim() == self.piece(&other.span).trim()
            && one.span.start.abs_diff(other.span.start) < 3
    }

    fn piece(&self, span: &Range<usize>) -> String {
        self.text.chars().skip(span.start).take(span.len()).collect()
    }

    /// The text around a span, on one line.
    fn context(&self, span: &Range<usize>) -> String {
        let start = span.start.saturating_sub(60);
        let around: String = self.text.chars().skip(start).take(span.end - start + 40).collect();
        around.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A label: `{"start":19,"end":26,"type":"DATE","value":"2019-03-12"}`.
fn labelled(label: &Value) -> Option<Expression> {
    let place = |key: &str| usize::try_from(label.get(key)?.as_u64()?).ok();
    let text = |key: &str| Some(label.get(key)?.as_str()?.to_owned());
    Some(Expression {
        span: place("start")?..place("end")?,
        kind: text("type")?,
        value: text("value")?,
        rule: String::new(),
    })
}

/// The day of writing, with its time where one follows; or in words, as some files have it.
pub(super) fn reference(text: &str) -> Option<Reference> {
    let (day, time) = match text.split_once('T') {
        Some((day, time)) if day.len() >= 10 => (day, time),
        _ => (text, ""),
    };
    let date = read_phrase(day, Language::english(), None).ok()??;
    let day = date.earliest().day()?;
    let two_digits = |range: Range<usize>| time.get(range)?.parse::<u8>().ok();
    let time = two_digits(0..2).zip(two_digits(3..5));
    Some(Reference { time, ..Reference::published(day) })
}

/// Counts characters up to bytes that are asked for in order.
struct Characters<'a> {
    text: &'a str,
    bytes: usize,
    count: usize,
}

impl Characters<'_> {
    fn at(&mut self, byte: usize) -> usize {
        self.count += self.text[self.bytes..byte].chars().count();
        self.bytes = byte;
        self.count
    }
}

impl Expression {
    fn same_value(&self, other: &Expression) -> bool {
        self.value.trim() == other.value.trim()
    }

    /// Whether the value names calendar time: a year, month, week, quarter, season, half or day,
    /// with or without a time of day.
    fn is_calendar(&self) -> bool {
        Shape::of(&self.value).is_some()
    }
}

/// The parts of a calendar value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Shape<'a> {
    year: &'a str,
    /// What follows the year: `W28`, `Q3`, `07`.
    period: &'a str,
    day: &'a str,
    clock: Option<&'a str>,
}

impl<'a> Shape<'a> {
    fn of(value: &'a str) -> Option<Shape<'a>> {
        let (date, clock) = match value.split_once('T') {
            Some((date, clock)) => (date, Some(clock)),
            None => (value, None),
        };
        let digits = |text: &str, count: usize| {
            text.len() == count && text.bytes().all(|byte| byte.is_ascii_digit())
        };
        let mut parts = date.split('-');
        let (year, period, day) = (parts.next()?, parts.next(), parts.next());
        let numbered = |period: &str| {
            period.strip_prefix('W').is_some_and(|week| digits(week, 2))
                || period.strip_prefix(['Q', 'H']).is_some_and(|number| digits(number, 1))
        };
        let sound = match (period, day) {
            (None, None) => true,
            (Some(period), None) => {
                digits(period, 2) || numbered(period) || ["SP", "SU", "FA", "WI"].contains(&period)
            }
            (Some(period), Some(day)) => digits(period, 2) && digits(day, 2),
            (None, Some(_)) => false,
        };
        let sound = sound && digits(year, 4) && parts.next().is_none();
        let (period, day) = (period.unwrap_or_default(), day.unwrap_or_default());
        sound.then_some(Shape { year, period, day, clock })
    }

    /// How fine it is: the longer unit first.
    fn grain(self) -> (usize, bool) {
        let part = self.period.chars().next().filter(|first| !first.is_ascii_digit());
        let part = part.map_or(usize::from(!self.period.is_empty()), |first| first as usize);
        (part, !self.day.is_empty())
    }

    fn civil(self) -> Option<Day> {
        if self.day.is_empty() {
            return None;
        }
        Day::from_civil(self.year.parse().ok()?, self.period.parse().ok()?, self.day.parse().ok()?)
    }
}

/// Labelled and found expressions that overlap, one to one, the best pairs first.
fn pair(labelled: &[Expression], found: &[Expression]) -> Vec<(usize, usize)> {
    let mut pairs = Vec::new();
    for (i, label) in labelled.iter().enumerate() {
        // The found ones are in order and without overlap, so that the rest of them lies behind.
        let first = found.partition_point(|one| one.span.end <= label.span.start);
        let near = found.iter().enumerate().skip(first);
        for (j, one) in near.take_while(|(_, one)| one.span.start < label.span.end) {
            let start = label.span.start.max(one.span.start);
            let shared = label.span.end.min(one.span.end).saturating_sub(start);
            if shared > 0 {
                let inexact = label.span != one.span;
                let rank = (inexact, std::cmp::Reverse(shared), label.span.start, one.span.start);
                pairs.push((rank, i, j));
            }
        }
    }
    pairs.sort_unstable();
    let (mut label_taken, mut found_taken) =
        (vec![false; labelled.len()], vec![false; found.len()]);
    let mut chosen = Vec::new();
    for (_, i, j) in pairs {
        if !label_taken[i] && !found_taken[j] {
            (label_taken[i], found_taken[j]) = (true, true);
            chosen.push((i, j));
        }
    }
    chosen
}

/// In what two values that differ do so.
fn value_fault(label: &Expression, found: &Expression) -> ValueFault {
    let (wanted, given) = (label.value.trim(), found.value.trim());
    let vague = |value: &str| value.ends_with("_REF");
    let length = |value: &str| value.starts_with('P') && !vague(value);
    if vague(wanted) || vague(given) {
        return ValueFault::Vague;
    }
    if label.kind == "SET" || found.kind == "SET" {
        return ValueFault::Set;
    }
    match (length(wanted), length(given)) {
        (true, true) => return ValueFault::Length,
        (false, false) => {}
        _ => return ValueFault::PointOrDuration,
    }
    let (Some(wanted), Some(given)) = (Shape::of(wanted), Shape::of(given)) else {
        return ValueFault::Other;
    };
    if wanted.grain() != given.grain() {
        return ValueFault::Granularity;
    }
    if (Shape { clock: None, ..wanted }) == (Shape { clock: None, ..given }) {
        return ValueFault::Clock;
    }
    if let (Some(wanted), Some(given)) = (wanted.civil(), given.civil())
        && (wanted - given) % 7 == 0
        && (wanted - given).abs() <= 14
    {
        return ValueFault::Week;
    }
    let week = wanted.period.starts_with('W');
    match (wanted.year == given.year, wanted.period == given.period) {
        (false, true) => ValueFault::Year,
        (_, false) if week => ValueFault::Week,
        (_, false) => ValueFault::Month,
        (true, true) => ValueFault::Day,
    }
}

impl Listing {
    /// Takes in what a document has, and lists its errors where an output is given.
    fn add(
        &mut self,
        document: &Document<'_>,
        found: &[Expression],
        pairs: &[(usize, usize)],
        mut out: Option<&mut impl Write>,
    ) -> Result<()> {
        let mut tell = |fault: Fault, label: Option<&Expression>, one: Option<&Expression>| {
            *self.faults.entry(fault).or_default() += 1;
            match &mut out {
                Some(out) => write_error(*out, document, fault, label, one),
                None => Ok(()),
            }
        };
        for (label, one) in document.paired(found, pairs) {
            let rule = self.rules.entry(one.rule.clone()).or_default();
            let same = document.same_extent(label, one);
            if !same {
                rule.extent += 1;
                tell(Fault::Extent, Some(label), Some(one))?;
            }
            if label.kind != one.kind {
                rule.kind += 1;
                tell(Fault::Type, Some(label), Some(one))?;
            }
            if !label.same_value(one) {
                rule.value += 1;
                tell(Fault::Value(value_fault(label, one)), Some(label), Some(one))?;
            } else if same && label.kind == one.kind {
                rule.right += 1;
            }
        }
        let taken = |place: usize, pick: fn(&(usize, usize)) -> usize| {
            pairs.iter().any(|pair| pick(pair) == place)
        };
        for (_, label) in
            document.labelled.iter().enumerate().filter(|(place, _)| !taken(*place, |pair| pair.0))
        {
            tell(Fault::Missed, Some(label), None)?;
        }
        for (_, one) in found.iter().enumerate().filter(|(place, _)| !taken(*place, |pair| pair.1))
        {
            self.rules.entry(one.rule.clone()).or_default().spurious += 1;
            tell(Fault::Spurious, None, Some(one))?;
        }
        Ok(())
    }

    fn write_faults(&self, out: &mut impl Write) -> Result<()> {
        for (fault, count) in &self.faults {
            writeln!(out, "{count:6}  {fault}")?;
        }
        Ok(())
    }

    /// The rules that are wrong most often first.
    fn write_rules(&self, out: &mut impl Write) -> Result<()> {
        let mut rules: Vec<(&String, &RuleScore)> = self.rules.iter().collect();
        rules.sort_by_key(|(name, score)| (std::cmp::Reverse(score.wrong()), *name));
        writeln!(out, " right spurious extent  type value  rule")?;
        for (name, RuleScore { right, spurious, extent, kind, value }) in rules {
            writeln!(out, "{right:6} {spurious:8} {extent:6} {kind:5} {value:5}  {name}")?;
        }
        Ok(())
    }
}

fn write_error(
    out: &mut impl Write,
    document: &Document<'_>,
    fault: Fault,
    label: Option<&Expression>,
    one: Option<&Expression>,
) -> Result<()> {
    let show = |side: Option<&Expression>| match side {
        None => "-".to_owned(),
        Some(side) => format!("`{}` {} {}", document.piece(&side.span), side.kind, side.value),
    };
    let rule = one.map_or("", |one| one.rule.as_str());
    let around = label.or(one).map_or_else(String::new, |side| document.context(&side.span));
    writeln!(
        out,
        "{fault}\t{}\tlabelled {}\tfound {}\t{rule}\t…{around}…",
        document.id,
        show(label),
        show(one)
    )?;
    Ok(())
}

impl RuleScore {
    fn wrong(&self) -> usize {
        self.spurious + self.extent + self.kind + self.value
    }
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Counts) {
        self.labelled += other.labelled;
        self.found += other.found;
        self.relaxed += other.relaxed;
        self.strict += other.strict;
        self.kind += other.kind;
        self.value += other.value;
        self.calendar_labelled += other.calendar_labelled;
        self.calendar_found += other.calendar_found;
        self.calendar_right += other.calendar_right;
    }
}

impl Counts {
    fn precision(&self) -> f64 {
        share(self.relaxed, self.found)
    }

    fn recall(&self) -> f64 {
        share(self.relaxed, self.labelled)
    }

    fn relaxed(&self) -> f64 {
        f1(self.precision(), self.recall())
    }

    fn strict(&self) -> f64 {
        f1(share(self.strict, self.found), share(self.strict, self.labelled))
    }

    fn calendar(&self) -> f64 {
        f1(
            share(self.calendar_right, self.calendar_found),
            share(self.calendar_right, self.calendar_labelled),
        )
    }

    /// Relaxed F1 times the share of the pairs for which something holds.
    fn of_pairs(&self, number: usize) -> f64 {
        self.relaxed() * share(number, self.relaxed)
    }
}

fn share(part: usize, of: usize) -> f64 {
    if of == 0 { 0.0 } else { part as f64 / of as f64 }
}

fn f1(precision: f64, recall: f64) -> f64 {
    let sum = precision + recall;
    if sum > 0.0 { 2.0 * precision * recall / sum } else { 0.0 }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "strict {:.2}  relaxed {:.2} (P {:.2} R {:.2})  type {:.2}  value {:.2}  calendar {:.2}  [labelled {} found {}]",
            100.0 * self.strict(),
            100.0 * self.relaxed(),
            100.0 * self.precision(),
            100.0 * self.recall(),
            100.0 * self.of_pairs(self.kind),
            100.0 * self.of_pairs(self.value),
            100.0 * self.calendar(),
            self.labelled,
            self.found
        )
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Fault::Missed => "missed",
            Fault::Spurious => "spurious",
            Fault::Extent => "extent",
            Fault::Type => "type",
            Fault::Value(fault) => return write!(f, "value: {}", fault.name()),
        })
    }
}

impl ValueFault {
    fn name(self) -> &'static str {
        match self {
            ValueFault::Vague => "vague",
            ValueFault::PointOrDuration => "point or duration",
            ValueFault::Set => "set",
            ValueFault::Length => "length",
            ValueFault::Granularity => "granularity",
            ValueFault::Year => "year",
            ValueFault::Month => "month",
            ValueFault::Week => "week",
            ValueFault::Day => "day",
            ValueFault::Clock => "clock",
            ValueFault::Other => "other",
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(span: Range<usize>, kind: &str, value: &str) -> Expression {
        Expression { span, kind: kind.to_owned(), value: value.to_owned(), rule: String::new() }
    }

    #[test]
    fn equal_extents_are_paired_before_longer_overlaps() {
        let labelled = [at(0..10, "DATE", ""), at(12..16, "DATE", "")];
        let found = [at(2..5, "DATE", ""), at(6..14, "DATE", ""), at(14..16, "DATE", "")];
        assert_eq!(pair(&labelled, &found), [(0, 1), (1, 2)]);
        assert_eq!(pair(&labelled, &labelled), [(0, 0), (1, 1)]);
        assert_eq!(pair(&labelled, &[at(10..12, "DATE", "")]), []);
    }

    #[test]
    fn only_calendar_time_is_calendar() {
        for value in ["1998", "1998-W03", "1998-Q1", "1998-SP", "1998-H1", "1998-02-11TMO"] {
            assert!(at(0..1, "DATE", value).is_calendar(), "{value}");
        }
        for value in ["PAST_REF", "P1D", "199", "XXXX-03", "1998-W03-1", "1998-W03-WE", "T10:00"] {
            assert!(!at(0..1, "DATE", value).is_calendar(), "{value}");
        }
    }

    #[test]
    fn value_errors_have_their_kind() {
        let cases = [
            ("PRESENT_REF", "1998", ValueFault::Vague),
            ("P1M", "1998-02", ValueFault::PointOrDuration),
            ("P1M", "P1Y", ValueFault::Length),
            ("1998-02", "1998-02-11", ValueFault::Granularity),
            ("1998-W03", "1998-01", ValueFault::Granularity),
            ("1998-02", "1997-02", ValueFault::Year),
            ("1998-02", "1998-03", ValueFault::Month),
            ("1998-W03", "1998-W04", ValueFault::Week),
            ("1998-02-11", "1998-02-18", ValueFault::Week),
            ("1998-02-11", "1998-02-12", ValueFault::Day),
            ("1998-02-11TMO", "1998-02-11TNI", ValueFault::Clock),
            ("XXXX-02", "1998-02", ValueFault::Other),
        ];
        for (wanted, given, fault) in cases {
            let (wanted, given) = (at(0..1, "DATE", wanted), at(0..1, "DATE", given));
            assert_eq!(value_fault(&wanted, &given), fault, "{wanted:?} {given:?}");
        }
    }

    #[test]
    fn figures_follow_from_the_counts() {
        let counts = Counts {
            labelled: 4,
            found: 5,
            relaxed: 3,
            strict: 2,
            kind: 3,
            value: 1,
            calendar_labelled: 2,
            calendar_found: 2,
            calendar_right: 1,
        };
        assert_eq!(
            counts.to_string(),
            "strict 44.44  relaxed 66.67 (P 60.00 R 75.00)  type 66.67  value 22.22  calendar 50.00  [labelled 4 found 5]"
        );
    }
}
