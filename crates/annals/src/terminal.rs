//! What depends on whether a person is watching: colour, and the counter of long work.

use std::io::{self, IsTerminal, Write};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Whether text for standard output may carry colour: on a terminal, unless `NO_COLOR` is set.
pub(crate) fn stdout_has_colour() -> bool {
    anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never
}

/// Whether text for standard error may carry colour.
pub(crate) fn stderr_has_colour() -> bool {
    anstream::AutoStream::choice(&io::stderr()) != anstream::ColorChoice::Never
}

/// A text with a part of it underlined, where standard output may carry that.
pub(crate) fn emphasised(text: &str, part: &str) -> String {
    match text.split_once(part) {
        Some((before, after)) if !part.is_empty() && stdout_has_colour() => {
            let style = anstyle::Style::new().underline();
            format!("{before}{style}{part}{style:#}{after}")
        }
        _ => text.to_owned(),
    }
}

/// A line on the terminal that counts what is done; silent where standard error is no terminal.
///
/// It may be shared between threads. The line is wiped when it is dropped.
pub(crate) struct Progress {
    what: &'static str,
    done: AtomicUsize,
    shown: bool,
}

impl Progress {
    /// How many steps pass between two writings of the line.
    const STRIDE: usize = 64;

    /// A counter of `what`, a plural noun.
    pub(crate) fn of(what: &'static str) -> Progress {
        Progress { what, done: AtomicUsize::new(0), shown: io::stderr().is_terminal() }
    }

    /// Counts one more.
    pub(crate) fn step(&self) {
        let done = self.done.fetch_add(1, Ordering::Relaxed) + 1;
        if self.shown && done.is_multiple_of(Progress::STRIDE) {
            // A counter that cannot be shown is no reason to stop.
            let _ = write!(io::stderr(), "\r{done} {}", self.what);
        }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if self.shown {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}
