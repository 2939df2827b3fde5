//! What depends on whether a person is watching: colour, links, and the counter of long work.

use std::io::{self, IsTerminal, Write};
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use supports_hyperlinks::Stream;

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

/// A file as it is named on standard output: on a terminal that can, a link that opens it.
pub(crate) fn file_link(path: &Path) -> String {
    let shown = path.display().to_string();
    let has_links = stdout_has_colour() && supports_hyperlinks::on(Stream::Stdout);
    match address(path).filter(|_| has_links) {
        Some(address) => format!("\x1b]8;;{address}\x1b\\{shown}\x1b]8;;\x1b\\"),
        None => shown,
    }
}

/// The address of a file by its full path, with every byte coded that might mean something else.
fn address(path: &Path) -> Option<String> {
    let path = path.to_str().filter(|_| path.is_absolute())?;
    let coded = path.bytes().map(|byte| match byte {
        b'/' | b'-' | b'_' | b'.' | b'~' => char::from(byte).to_string(),
        _ if byte.is_ascii_alphanumeric() => char::from(byte).to_string(),
        _ => format!("%{byte:02X}"),
    });
    Some(format!("file://{}", coded.collect::<String>()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_of_files_hold_nothing_that_a_terminal_would_obey() {
        let address = |path: &str| address(Path::new(path));
        assert_eq!(address("/a b/é\u{1b}.html").as_deref(), Some("file:///a%20b/%C3%A9%1B.html"));
        assert_eq!(address("site/index.html"), None);
    }
}
