//! The drawing on an event's page: when it was, on a strip of the calendar, and from where each
//! report reckons.
//!
//! The strip is cut into days, months, years or decades, whichever fits. What the date covers is
//! drawn to scale on it; an arc runs from the day that a report reckons from to the day it names.

use crate::text::{self, Number};
use crate::time::Step;
use crate::view::{Mark, has_weekday};
use crate::words::{Words, fill};
use annals_core::{Choice, Date, Day, Kind, Limit};
use std::borrow::Cow;

/// A strip of the calendar with marks under it and arcs over it. Places are in per cent.
#[derive(Clone, Debug)]
pub(crate) struct Figure {
    pub(crate) cells: Vec<Cell>,
    pub(crate) arcs: Vec<Arc>,
    pub(crate) windows: Vec<Window>,
    /// The bracket under the alternatives, where there are some.
    pub(crate) bracket: Option<Span>,
    pub(crate) caption: String,
}

/// A day, month, year … of the strip.
#[derive(Clone, Debug)]
pub(crate) struct Cell {
    pub(crate) span: Span,
    pub(crate) label: Cow<'static, str>,
    /// What stands under the label: the weekday, or the year of a month.
    pub(crate) below: Cow<'static, str>,
    /// Whether it is a Saturday or Sunday.
    pub(crate) weekend: bool,
    /// Whether its label is shown on a phone too.
    pub(crate) narrow: bool,
}

/// From the day that reports reckon from to the day that they name.
#[derive(Clone, Debug)]
pub(crate) struct Arc {
    /// The path of an SVG of 100 by 100.
    pub(crate) path: String,
    pub(crate) from: Number,
    pub(crate) to: Number,
    pub(crate) middle: Number,
    /// How far below the top its label stands.
    pub(crate) top: Number,
    pub(crate) label: String,
    pub(crate) agrees: bool,
}

/// What a date covers.
#[derive(Clone, Debug)]
pub(crate) struct Window {
    pub(crate) span: Span,
    pub(crate) fade: Number,
    pub(crate) mark: Mark,
    pub(crate) label: String,
    /// Whether it is the event's date, or one that a source gives against it.
    pub(crate) agrees: bool,
    /// Whether the label stands to the left.
    pub(crate) flipped: bool,
    /// Its row under the strip.
    pub(crate) row: usize,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Span {
    pub(crate) start: Number,
    pub(crate) width: Number,
}

/// What one report says, as far as the drawing needs it.
#[derive(Clone, Debug)]
pub(crate) struct Report {
    pub(crate) anchor: Option<Date>,
    pub(crate) step: String,
    pub(crate) gives: Date,
    /// Whether it may be the event's date.
    pub(crate) agrees: bool,
}

/// The most arcs that are drawn.
const ARCS: usize = 6;

impl Figure {
    /// The drawing for a date and its reports; `None` where the date has no known day at all.
    pub(crate) fn new(words: &'static Words, date: &Date, reports: &[Report]) -> Option<Figure> {
        let strip = Strip::around(words, date, reports)?;
        let arcs = strip.arcs(reports);
        let (windows, bracket) = strip.windows(date, reports);
        let caption = caption(words, date, &arcs, &windows);
        Some(Figure { cells: strip.cells(), arcs, windows, bracket, caption })
    }

    /// The height of the arcs in pixels.
    pub(crate) fn rise(&self) -> usize {
        if self.arcs.is_empty() { 0 } else { 34 + 26 * self.arcs.len() }
    }

    /// The number of rows under the strip.
    pub(crate) fn rows(&self) -> usize {
        self.windows.iter().map(|window| window.row + 1).max().unwrap_or(0)
    }
}

/// The days that a drawing shows, in whole steps.
#[derive(Clone, Copy, Debug)]
struct Strip {
    from: Day,
    /// The day after its last.
    to: Day,
    step: Step,
    words: &'static Words,
}

impl Strip {
    fn around(words: &'static Words, date: &Date, reports: &[Report]) -> Option<Strip> {
        let (first, last) = known_days(date)?;
        let (mut low, mut high) = (first, last);
        // Reports are shown as long as they do not make the event itself too small to see.
        let longest = ((last - first + 1) * 6).max(44);
        let mut ends: Vec<(Day, Day)> = reports.iter().filter_map(report_days).collect();
        ends.sort_by_key(|(from, to)| (*to.max(&last) - *from.min(&first), *from));
        for (from, to) in ends {
            if high.max(to) - low.min(from) < longest {
                (low, high) = (low.min(from), high.max(to));
            }
        }
        Some(Strip::of(words, low, high, open_ends(date)))
    }

    /// Whole steps round the days, with some air; more where the date has no end on that side.
    fn of(words: &'static Words, first: Day, last: Day, open: (bool, bool)) -> Strip {
        let length = last - first + 1;
        let (step, least) = match length {
            ..=46 => (Step::Days(1), 15),
            47..=730 => (Step::Months(1), 6),
            731..=8_000 => (Step::Years(1), 6),
            _ => (Step::fitting(length, 14.0), 5),
        };
        let (mut from, mut to) = (step.floor(first), step.next(step.floor(last)));
        let mut cells = step.starts(from, to).len();
        let air = |open: bool| if open { 3 } else { 1 };
        for _ in 0..air(open.0) {
            (from, cells) = (step.floor(from - 1), cells + 1);
        }
        for _ in 0..air(open.1) {
            (to, cells) = (step.next(to), cells + 1);
        }
        while cells < least {
            (from, to, cells) = (step.floor(from - 1), step.next(to), cells + 2);
        }
        Strip { from, to, step, words }
    }

    fn percent(&self, day: Day) -> f64 {
        let share = (day - self.from) as f64 / (self.to - self.from).max(1) as f64;
        (share * 100.0).clamp(0.0, 100.0)
    }

    /// Where the middle of what a date may mean lies, if all of it is on the strip.
    fn middle(&self, date: &Date) -> Option<f64> {
        let (first, last) = (date.earliest().day()?, date.latest().day()?);
        let inside = first >= self.from && last < self.to;
        inside.then(|| (self.percent(first) + self.percent(last + 1)) / 2.0)
    }

    fn cells(&self) -> Vec<Cell> {
        let starts = self.step.starts(self.from, self.to);
        // A phone has room for a dozen short labels, or half as many of several years.
        let fitting = if matches!(self.step, Step::Years(2..)) { 6 } else { 12 };
        let every = starts.len().div_ceil(fitting);
        let cell = |(index, start): (usize, &Day)| {
            let (label, below) = cell_label(self.words, self.step, *start, index == 0);
            Cell {
                span: span(self.percent(*start), self.percent(self.step.next(*start))),
                label,
                below,
                weekend: self.step == Step::Days(1) && start.weekday().number() >= 5,
                narrow: index.is_multiple_of(every),
            }
        };
        starts.iter().enumerate().map(cell).collect()
    }

    /// Arcs for the reports whose two ends are on the strip, alike ones as one; short ones stay
    /// below long ones, so that labels stand at different heights. A report that names
    /// alternatives gets an arc to each.
    fn arcs(&self, reports: &[Report]) -> Vec<Arc> {
        let mut ends: Vec<(f64, f64, &str, bool)> = Vec::new();
        for report in reports {
            let Some(from) = report.anchor.as_ref().and_then(|anchor| self.middle(anchor)) else {
                continue;
            };
            for to in alternatives(&report.gives).iter().filter_map(|date| self.middle(date)) {
                let known = ends.iter().any(|end| end.0 == from && end.1 == to);
                if from != to && !known && ends.len() < ARCS {
                    ends.push((from, to, report.step.as_str(), report.agrees));
                }
            }
        }
        let length = |end: &(f64, f64, &str, bool)| (end.0 - end.1).abs();
        ends.sort_by(|a, b| length(a).total_cmp(&length(b)).then(a.0.total_cmp(&b.0)));
        leave_one_label_each(&mut ends);
        let count = ends.len() as f64;
        let arc = |(rank, (from, to, step, agrees)): (usize, (f64, f64, &str, bool))| {
            let height = (rank as f64 + 1.0) / (count + 0.35) * 100.0;
            // A cubic curve rises to three quarters of its handles.
            let handle = 100.0 - height / 0.75;
            let [x, y, top] = [from, to, handle].map(Number);
            Arc {
                path: format!("M{x} 100C{x} {top} {y} {top} {y} 100"),
                from: x,
                to: y,
                middle: Number(((from + to) / 2.0).clamp(8.0, 92.0)),
                top: Number(100.0 - height),
                label: text::short(step, 40),
                agrees,
            }
        };
        ends.into_iter().enumerate().map(arc).collect()
    }

    /// What the event's date covers, each alternative by itself, and what sources give against it.
    fn windows(&self, date: &Date, reports: &[Report]) -> (Vec<Window>, Option<Span>) {
        let choices = alternatives(date);
        let mut windows: Vec<Window> = Vec::new();
        for (index, choice) in choices.iter().enumerate() {
            let told = |report: &&Report| report.agrees && report.gives.is_within(choice);
            let mut window = self.window(choice, reports.iter().filter(told).count(), true);
            if let [_, _, ..] = choices.as_slice() {
                window.label = if index == 0 || index + 1 == choices.len() {
                    window.label
                } else {
                    String::new()
                };
                window.flipped = index == 0;
            }
            windows.push(window);
        }
        let mut against: Vec<&Date> = Vec::new();
        for report in reports.iter().filter(|report| !report.agrees) {
            let inside = self.middle(&report.gives).is_some();
            if inside && !against.contains(&&report.gives) {
                against.push(&report.gives);
            }
        }
        for (row, other) in against.into_iter().enumerate() {
            let told = reports.iter().filter(|report| report.gives == *other).count();
            windows.push(Window { row: row + 1, ..self.window(other, told, false) });
        }
        let ends = choices.first().zip(choices.last()).filter(|(first, last)| first != last);
        let bracket = ends.and_then(|(first, last)| {
            let (from, to) = (self.middle(first)?, self.middle(last)?);
            Some(span(from.min(to), from.max(to)))
        });
        (windows, bracket)
    }

    fn window(&self, date: &Date, told: usize, agrees: bool) -> Window {
        let (first, last) = date.padded();
        let start = first.day().map_or(0.0, |day| self.percent(day));
        let end = last.day().map_or(100.0, |day| self.percent(day + 1)).max(start);
        let core = date.earliest().day().map_or(start, |day| self.percent(day));
        let fade =
            if end > start { ((core - start) / (end - start) * 100.0).min(50.0) } else { 0.0 };
        let mark = Mark { doubted: date.is_uncertain(), ..Mark::of(self.words, date.kind()) };
        let label = match told {
            0 => String::new(),
            told => self.words.count(&self.words.counts.report, told),
        };
        Window {
            span: span(start, end),
            fade: Number(fade),
            mark,
            label,
            agrees,
            flipped: end > 70.0,
            row: 0,
        }
    }
}

/// Several arcs of one report get one label, on the longest, which is the last.
fn leave_one_label_each(ends: &mut [(f64, f64, &str, bool)]) {
    for index in 0..ends.len() {
        let (head, tail) = ends.split_at_mut(index + 1);
        let Some((from, _, label, _)) = head.last_mut() else { continue };
        if tail.iter().any(|later| later.0 == *from && later.2 == *label) {
            *label = "";
        }
    }
}

/// The entries of a list of dates one by one; any other date by itself.
fn alternatives(date: &Date) -> Vec<Date> {
    match date {
        Date::OneOf(choices) | Date::AllOf(choices)
            if matches!(date.kind(), Kind::EitherOr | Kind::Several) =>
        {
            choices.iter().map(|choice| alternative(*choice)).collect()
        }
        _ => vec![date.clone()],
    }
}

fn alternative(choice: Choice) -> Date {
    match choice {
        Choice::At(single) => Date::Single(single),
        Choice::Range(first, last) => Date::interval(first, last),
        other => Date::OneOf(vec![other]),
    }
}

/// The first and last day that a date is known to touch.
fn known_days(date: &Date) -> Option<(Day, Day)> {
    let (first, last) = date.padded();
    match (first.day(), last.day()) {
        (Some(first), Some(last)) => Some((first, last.max(first))),
        (Some(only), None) | (None, Some(only)) => Some((only, only)),
        (None, None) => None,
    }
}

fn open_ends(date: &Date) -> (bool, bool) {
    let open = |limit: Limit| limit.day().is_none();
    (open(date.earliest()), open(date.latest()))
}

/// The days that a report's arc needs on the strip.
fn report_days(report: &Report) -> Option<(Day, Day)> {
    let (first, last) = known_days(&report.gives)?;
    let Some((from, to)) = report.anchor.as_ref().and_then(known_days) else {
        return Some((first, last));
    };
    Some((first.min(from), last.max(to)))
}

fn span(start: f64, end: f64) -> Span {
    Span { start: Number(start), width: Number((end - start).max(0.0)) }
}

/// What a cell says, and what stands below it.
fn cell_label(
    words: &'static Words,
    step: Step,
    start: Day,
    first: bool,
) -> (Cow<'static, str>, Cow<'static, str>) {
    let civil = start.civil();
    let month = words.dates().short_month(civil.month);
    match step {
        // A new month is named; weekdays only where the calendar of the time had them so.
        Step::Days(_) => {
            let below = match has_weekday(start) {
                _ if first || civil.day == 1 => month,
                true => words.dates().short_weekday(start.weekday()),
                false => "",
            };
            (civil.day.to_string().into(), below.into())
        }
        Step::Months(_) if first || civil.month == 1 => {
            (month.into(), Date::year(civil.year).words_in(words.dates()).into())
        }
        Step::Months(_) => (month.into(), "".into()),
        Step::Years(count) => {
            let era = if civil.year > 0 { "" } else { words.figure.before_era.as_str() };
            (years_label(words, civil.year, count).into(), era.into())
        }
    }
}

/// One year or several: "1912", "1910s", "1910–14", "1800–1899"; before the common era, which is
/// said below, "480", "490–81", "500–401".
fn years_label(words: &Words, year: i64, count: i64) -> String {
    let (first, last) = match year {
        // The first step of the common era is short of the year zero that it never had.
        1.. => (year, year - year % count + count - 1),
        _ => (1 - year, 1 - year.saturating_add(count - 1)),
    };
    match count {
        1 => first.to_string(),
        10 if year >= 10 => fill(&words.figure.decade, &[("year", &first.to_string())]),
        ..100 if first >= 100 && first / 100 == last / 100 => format!("{first}–{:02}", last % 100),
        _ => format!("{first}–{last}"),
    }
}

fn caption(words: &'static Words, date: &Date, arcs: &[Arc], windows: &[Window]) -> String {
    let words = &words.figure;
    let shape = match date.kind() {
        Kind::Day | Kind::Interval => None,
        Kind::Month | Kind::Year => Some(&words.within),
        Kind::Approximate => Some(&words.approximate),
        Kind::Before => Some(&words.before),
        Kind::After => Some(&words.after),
        Kind::Ongoing => Some(&words.ongoing),
        Kind::EitherOr => Some(&words.either_or),
        Kind::Several => Some(&words.several),
    };
    let arcs = (!arcs.is_empty()).then_some(&words.arcs);
    let against = windows.iter().any(|window| !window.agrees).then_some(&words.against);
    let sentences = [arcs, against, shape].into_iter().flatten();
    sentences.map(String::as_str).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::Endpoint;

    fn date(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn report(anchor: &str, gives: &str, agrees: bool) -> Report {
        let step = "a step".to_owned();
        Report { anchor: Some(date(anchor)), step, gives: date(gives), agrees }
    }

    fn labels(figure: &Figure) -> Vec<&str> {
        figure.cells.iter().map(|cell| &*cell.label).collect()
    }

    #[test]
    fn a_day_is_drawn_among_days_and_covers_its_cell() {
        let figure = Figure::new(Words::of("en"), &date("1912-04-13"), &[]).unwrap();
        let place = figure.cells.iter().position(|cell| cell.label == "13").unwrap();
        assert_eq!(figure.windows[0].span, figure.cells[place].span);
        assert!(figure.cells[place].weekend && figure.cells.len() >= 15);
    }

    #[test]
    fn the_strip_is_cut_as_fits() {
        let first = |text: &str| {
            Figure::new(Words::of("en"), &date(text), &[]).unwrap().cells[1].label.clone()
        };
        assert_eq!(first("1912"), "Jan");
        assert_eq!(first("1910/1914"), "1910");
        assert_eq!(first("1910/1945"), "1910–14");
        assert_eq!(first("-0499/-0100"), "500–451");
    }

    #[test]
    fn an_arc_runs_from_the_report_to_the_day() {
        let reports = [report("1912-04-16", "1912-04-13", true)];
        let figure = Figure::new(Words::of("en"), &date("1912-04-13"), &reports).unwrap();
        let middle = |label: &str| {
            let cell = figure.cells.iter().find(|cell| cell.label == label).unwrap();
            cell.span.start.0 + cell.span.width.0 / 2.0
        };
        assert!((figure.arcs[0].from.0 - middle("16")).abs() < 1e-9);
        assert!((figure.arcs[0].to.0 - middle("13")).abs() < 1e-9);
    }

    #[test]
    fn a_report_from_long_after_does_not_squeeze_the_strip() {
        let reports = [report("1950-01-01", "1912-04-13", true)];
        let figure = Figure::new(Words::of("en"), &date("1912-04-13"), &reports).unwrap();
        assert!(figure.arcs.is_empty() && labels(&figure).contains(&"13"));
    }

    #[test]
    fn alternatives_are_joined_by_a_bracket() {
        let reports = [report("1912-03-10", "[1912-05,1912-06]", true)];
        let figure = Figure::new(Words::of("en"), &date("[1912-05,1912-06]"), &reports).unwrap();
        assert_eq!((figure.windows.len(), figure.arcs.len()), (2, 2));
        let bracket = figure.bracket.unwrap();
        let middle = |window: &Window| window.span.start.0 + window.span.width.0 / 2.0;
        assert!((bracket.start.0 - middle(&figure.windows[0])).abs() < 1e-9);
        // Both arcs are of one report, which is labelled once.
        assert_eq!(figure.arcs.iter().filter(|arc| !arc.label.is_empty()).count(), 1);
    }

    #[test]
    fn what_a_source_says_against_it_gets_a_row_of_its_own() {
        let reports =
            [report("1912-04-16", "1912-04-13", true), report("1912-04-29", "1912-04-20", false)];
        let figure = Figure::new(Words::of("en"), &date("1912-04-13"), &reports).unwrap();
        let rows: Vec<(bool, usize)> = figure.windows.iter().map(|w| (w.agrees, w.row)).collect();
        assert_eq!((rows, figure.rows()), (vec![(true, 0), (false, 1)], 2));
    }

    #[test]
    fn an_open_end_reaches_the_edge() {
        let since = Figure::new(Words::of("en"), &date("1985/.."), &[]).unwrap();
        let span = since.windows[0].span;
        assert!((span.start.0 + span.width.0 - 100.0).abs() < 1e-9 && span.start.0 > 0.0);
        let before = Figure::new(Words::of("en"), &date("[..1899]"), &[]).unwrap();
        assert_eq!(before.windows[0].span.start, Number(0.0));
        let endless = Date::Interval { start: Endpoint::Open, end: Endpoint::Open };
        assert!(Figure::new(Words::of("en"), &endless, &[]).is_none());
    }
}
