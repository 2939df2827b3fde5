//! `cargo xtask bench edtf`: how many dates one core reads in a second.
//!
//! The texts are made here and always the same: simple dates are years, months and days of the
//! calendar, a third each; expressions of level 2 are of every kind that the specification shows.

use super::cpu;
use annals_core::{Date, Level};
use anyhow::{Context, Result};
use std::hint::black_box;
use std::io::Write as _;

/// Read dates, and tell how many a second of processor time
#[derive(clap::Args)]
pub(crate) struct Args {
    /// How often each kind is measured
    #[arg(long, default_value_t = 9, value_name = "NUMBER")]
    runs: usize,
}

/// How many texts of a kind there are; each run reads them all so many times.
const TEXTS: u16 = 3_000;
const ROUNDS: usize = 1_000;

pub(crate) fn run(args: &Args) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{:<16}{:>14}{:>14}", "million a second", "median", "best")?;
    for (name, text) in [
        ("simple dates", simple as fn(u16) -> String),
        ("level 1", level_one),
        ("level 2", level_two),
        ("refused", refused),
    ] {
        let texts: Vec<String> = (0..TEXTS).map(text).collect();
        let times = cpu::measure(args.runs, || {
            for _ in 0..ROUNDS {
                for text in &texts {
                    drop(black_box(Date::from_edtf(black_box(text), Level::Two)));
                }
            }
        });
        let best = times.first().copied().context("--runs is at least 1")?;
        let read = f64::from(TEXTS) * ROUNDS as f64 / 1e6;
        let (median, best) = (cpu::median(&times).as_secs_f64(), best.as_secs_f64());
        writeln!(out, "{name:<16}{:>14.2}{:>14.2}", read / median, read / best)?;
    }
    Ok(())
}

fn simple(n: u16) -> String {
    let (year, month, day) = (1000 + n % 1026, 1 + n % 12, 1 + n % 28);
    match n % 3 {
        0 => format!("{year}"),
        1 => format!("{year}-{month:02}"),
        _ => format!("{year}-{month:02}-{day:02}"),
    }
}

fn level_one(n: u16) -> String {
    let (year, month, day) = (1000 + n % 1026, 1 + n % 12, 1 + n % 28);
    match n % 8 {
        0 => format!("{year}~"),
        1 => format!("{year}-{month:02}-{day:02}?"),
        2 => format!("{}X", year / 10),
        3 => format!("{year}-{month:02}-XX"),
        4 => format!("{year}-{month:02}/.."),
        5 => format!("Y-17000{year}"),
        6 => format!("{year}-22"),
        _ => format!("-{year}"),
    }
}

fn level_two(n: u16) -> String {
    let (year, month, day) = (1000 + n % 1026, 1 + n % 12, 1 + n % 28);
    match n % 12 {
        0 => format!("Y{year}E8"),
        1 => format!("{year}S2"),
        2 => format!("{year}-34"),
        3 => format!("[{year},{},{}..{}]", year + 1, year + 3, year + 5),
        4 => format!("[..{year}-{month:02}-{day:02}]"),
        5 => format!("{{{year},{}-12}}", year + 1),
        6 => format!("{year}-{month:02}~-{day:02}"),
        7 => format!("{year}-%{month:02}-{day:02}"),
        8 => format!("{}X-{month:02}-{day:02}", year / 10),
        9 => format!("XXXX-{month:02}-XX"),
        10 => format!("{year}-06-~{day:02}/{}-06-~20", year + 1),
        _ => format!("{year}-06-XX/{}-07-03", year + 1),
    }
}

fn refused(n: u16) -> String {
    let (year, month, day) = (1000 + n % 1026, 1 + n % 12, 1 + n % 28);
    match n % 4 {
        0 => format!("{year}-02-{}", day + 29),
        1 => format!("{}/{year}", year + 1),
        2 => format!("{day}/{month}/{year}"),
        _ => format!("spring {year}"),
    }
}
