//! `cargo xtask eval edtf`: which texts are EDTF, of which level, and between which days.
//!
//! A line is a JSON object with "input", "valid", "level", "lower" and "upper" (ISO days; `inf` and
//! `-inf` where an end is open, null where it is unknown). Cases are counted by their "status",
//! those that have none by the name of their file; where "bounds_disputed" is true the bounds are
//! counted apart. Whether a case that is judged otherwise here is a fault, people decide: the
//! reader is strict, and this prints what it says.

use crate::eval::lines::{Labelled, Object, objects};
use annals_core::{Date, Level, Limit};
use anyhow::{Context, Result};
use serde_json::Value;
use std::collections::BTreeMap;
use std::io::Write as _;

/// Read texts as strict EDTF and compare verdicts, levels and bounds with those that are known
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    labelled: Labelled,
}

/// A text and what is known of it.
struct Case {
    group: String,
    input: String,
    /// What it means, where it is EDTF.
    meaning: Option<Meaning>,
    are_bounds_disputed: bool,
}

#[derive(PartialEq)]
struct Meaning {
    level: u64,
    /// The earliest and the latest day, as [`Limit`] writes them.
    bounds: (String, String),
}

/// How a case can be judged otherwise.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Fault {
    FalseAccept,
    FalseReject,
    Bounds,
    DisputedBounds,
    Level,
}

#[derive(Default)]
struct Score {
    cases: u64,
    faults: BTreeMap<Fault, u64>,
}

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let mut scores: BTreeMap<String, Score> = BTreeMap::new();
    for path in &args.labelled.paths {
        let file = path.file_stem().unwrap_or_default().to_string_lossy();
        for (number, object) in objects(path)?.iter().enumerate() {
            let place = || format!("{}:{}", path.display(), number + 1);
            let case = Case::new(object, &file).with_context(place)?;
            let read = Date::from_edtf(&case.input, Level::Two);
            let faults = faults(&case, read.as_ref().ok());
            if args.labelled.errors {
                let ours = read.as_ref().map_or_else(ToString::to_string, |read| tell(&of(read)));
                let known = case.meaning.as_ref().map_or_else(|| "no EDTF".to_owned(), tell);
                for fault in &faults {
                    let (group, input, fault) = (&case.group, &case.input, fault.name());
                    writeln!(out, "{group}\t{fault}\t{input}\tknown: {known}\there: {ours}")?;
                }
            }
            let score = scores.entry(case.group).or_default();
            score.cases += 1;
            for fault in faults {
                *score.faults.entry(fault).or_default() += 1;
            }
        }
    }
    write!(out, "{:<18}{:>6}", "", "cases")?;
    for fault in Fault::ALL {
        write!(out, "{:>17}", fault.name())?;
    }
    writeln!(out)?;
    for (group, score) in &scores {
        write!(out, "{group:<18}{:>6}", score.cases)?;
        for fault in Fault::ALL {
            write!(out, "{:>17}", score.faults.get(&fault).unwrap_or(&0))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

impl Case {
    fn new(object: &Object, file: &str) -> Result<Case> {
        let text = |key: &str| object.text(key);
        let truth = |key: &str| object.value(key).and_then(Value::as_bool);
        let limit = |key: &str| match text(key) {
            Some("inf" | "-inf") => Limit::Open.to_string(),
            Some(day) => day.to_owned(),
            None => Limit::Unknown.to_string(),
        };
        let meaning = if truth("valid").context("\"valid\" is true or false")? {
            let level = object.value("level").and_then(Value::as_u64);
            let level = level.context("what is valid has a \"level\"")?;
            Some(Meaning { level, bounds: (limit("lower"), limit("upper")) })
        } else {
            None
        };
        Ok(Case {
            group: text("status").unwrap_or(file).to_owned(),
            input: text("input").context("\"input\" is a text")?.to_owned(),
            meaning,
            are_bounds_disputed: truth("bounds_disputed").unwrap_or(false),
        })
    }
}

/// What the reader says.
fn of((date, level): &(Date, Level)) -> Meaning {
    let bounds = (date.earliest().to_string(), date.latest().to_string());
    Meaning { level: level.number().into(), bounds }
}

fn faults(case: &Case, read: Option<&(Date, Level)>) -> Vec<Fault> {
    let (known, ours) = match (&case.meaning, read.map(of)) {
        (None, None) => return Vec::new(),
        (None, Some(_)) => return vec![Fault::FalseAccept],
        (Some(_), None) => return vec![Fault::FalseReject],
        (Some(known), Some(ours)) => (known, ours),
    };
    let bounds = if case.are_bounds_disputed { Fault::DisputedBounds } else { Fault::Bounds };
    let wrong_bounds = (known.bounds != ours.bounds).then_some(bounds);
    let wrong_level = (known.level != ours.level).then_some(Fault::Level);
    wrong_bounds.into_iter().chain(wrong_level).collect()
}

fn tell(meaning: &Meaning) -> String {
    let (earliest, latest) = &meaning.bounds;
    format!("level {}, {earliest} to {latest}", meaning.level)
}

impl Fault {
    const ALL: [Fault; 5] = [
        Fault::FalseAccept,
        Fault::FalseReject,
        Fault::Bounds,
        Fault::DisputedBounds,
        Fault::Level,
    ];

    fn name(self) -> &'static str {
        match self {
            Fault::FalseAccept => "false accepts",
            Fault::FalseReject => "false rejects",
            Fault::Bounds => "wrong bounds",
            Fault::DisputedBounds => "disputed bounds",
            Fault::Level => "wrong levels",
        }
    }
}
