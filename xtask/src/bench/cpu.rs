//! How much time the processor spent on this thread, whatever else the machine did meanwhile.

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
