//! How much time the processor spent on this thread, whatever else the machine did meanwhile, and
//! what a second thread gains; and what a whole process took.

use anyhow::{Context as _, Result};
use std::time::{Duration, Instant};

/// Runs `work` so many times and tells how long each run kept the processor busy, shortest first.
pub(crate) fn measure(runs: usize, mut work: impl FnMut()) -> Vec<Duration> {
    // The first run fills caches and is not counted.
    work();
    let mut times: Vec<Duration> = (0..runs)
        .map(|_| {
            let start = Clock::now();
            work();
            start.elapsed()
        })
        .collect();
    times.sort_unstable();
    times
}

/// The middle one of some times that are sorted.
pub(crate) fn median(sorted: &[Duration]) -> Duration {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

/// How many times as fast `work` is on two threads as on one, by the clock on the wall, in words.
/// Both are measured in turn, so that what else the machine does slows both.
pub(super) fn two_threads(runs: usize, work: impl Fn() + Sync) -> Result<String> {
    let pool = |threads| rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    let (one, two) = (pool(1)?, pool(2)?);
    let time = |pool: &rayon::ThreadPool| {
        let start = Clock::now();
        pool.install(&work);
        start.wall.elapsed().as_secs_f64()
    };
    let mut ratios: Vec<f64> = (0..runs).map(|_| time(&one) / time(&two)).collect();
    ratios.sort_unstable_by(f64::total_cmp);
    let (worst, best) = ratios.first().zip(ratios.last()).context("--runs is at least 1")?;
    let median = ratios[ratios.len() / 2];
    Ok(format!("{median:.2} times as fast as one ({worst:.2} to {best:.2})"))
}

/// The most memory that the process has held, in megabytes, where the system tells.
pub(super) fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|kilobytes| kilobytes / 1024)
}

/// Counts what this process takes, on all its threads.
pub(super) struct Process {
    wall: Instant,
    busy: Duration,
}

/// The time on the wall, and that of the processors.
pub(super) struct Elapsed {
    pub(super) wall: Duration,
    pub(super) busy: Duration,
}

impl Process {
    #[expect(clippy::disallowed_methods, reason = "speed is what is measured here")]
    pub(super) fn start() -> Process {
        Process { wall: Instant::now(), busy: process_busy().unwrap_or_default() }
    }

    /// The time since then, on the wall and of the processors.
    pub(super) fn elapsed(&self) -> Elapsed {
        let busy = process_busy().unwrap_or_default().saturating_sub(self.busy);
        Elapsed { wall: self.wall.elapsed(), busy }
    }
}

/// The time that all threads of this process have run, in user code and in the system, where the
/// system tells. Linux counts it in hundredths of a second.
fn process_busy() -> Option<Duration> {
    let counters = std::fs::read_to_string("/proc/self/stat").ok()?;
    let (_, behind_name) = counters.rsplit_once(')')?;
    let ticks = behind_name.split(' ').skip(12).take(2).map(str::parse::<u64>);
    Some(Duration::from_millis(10 * ticks.sum::<Result<u64, _>>().ok()?))
}

#[derive(Clone, Copy)]
struct Clock {
    wall: Instant,
    /// Linux counts it; elsewhere the clock on the wall has to do.
    busy: Option<Duration>,
}

impl Clock {
    #[expect(clippy::disallowed_methods, reason = "speed is what is measured here")]
    fn now() -> Clock {
        Clock { wall: Instant::now(), busy: busy() }
    }

    fn elapsed(self) -> Duration {
        let busy = self.busy.zip(busy()).map(|(start, end)| end.saturating_sub(start));
        busy.unwrap_or_else(|| self.wall.elapsed())
    }
}

/// The time that this thread has run, which the kernel brings up to date a few hundred times a
/// second.
fn busy() -> Option<Duration> {
    let counters = std::fs::read_to_string("/proc/thread-self/schedstat").ok()?;
    counters.split(' ').next()?.parse().ok().map(Duration::from_nanos)
}
