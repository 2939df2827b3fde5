//! Single keys from a terminal, without waiting for the end of a line.
//!
//! The terminal is set so only while a key is waited for. Where that cannot be done, the first
//! letter of a line is the key.

use std::io::{self, BufRead, Read, Write};

/// Where answers come from.
pub(super) trait Keys {
    /// The next key; `None` at the end of the input.
    fn key(&mut self) -> io::Result<Option<char>>;
    /// A line that is asked for; `None` at the end of the input.
    fn line(&mut self, out: &mut dyn Write, prompt: &str) -> io::Result<Option<String>>;
}

/// The terminal that standard input is.
pub(super) struct Terminal;

impl Keys for Terminal {
    fn key(&mut self) -> io::Result<Option<char>> {
        let mode = mode::Single::set();
        if mode.is_none() {
            let mut line = String::new();
            let read = io::stdin().lock().read_line(&mut line)?;
            return Ok((read > 0).then(|| line.trim().chars().next().unwrap_or(' ')));
        }
        let mut byte = [0];
        let read = io::stdin().lock().read(&mut byte)?;
        Ok((read > 0).then(|| char::from(byte[0])))
    }

    fn line(&mut self, out: &mut dyn Write, prompt: &str) -> io::Result<Option<String>> {
        write!(out, "{prompt}")?;
        out.flush()?;
        let mut line = String::new();
        let read = io::stdin().lock().read_line(&mut line)?;
        Ok((read > 0).then(|| line.trim().to_owned()))
    }
}

#[cfg(unix)]
mod mode {
    use rustix::termios::{LocalModes, OptionalActions, Termios, tcgetattr, tcsetattr};
    use std::io;

    /// A terminal that gives each key at once and shows none; as before when this is dropped.
    pub(super) struct Single(Termios);

    impl Single {
        pub(super) fn set() -> Option<Single> {
            let before = tcgetattr(io::stdin()).ok()?;
            let mut single = before.clone();
            // A signal would end the program and leave the terminal as it is.
            single.local_modes -= LocalModes::ICANON | LocalModes::ECHO | LocalModes::ISIG;
            tcsetattr(io::stdin(), OptionalActions::Drain, &single).ok()?;
            Some(Single(before))
        }
    }

    impl Drop for Single {
        fn drop(&mut self) {
            let _ = tcsetattr(io::stdin(), OptionalActions::Drain, &self.0);
        }
    }
}

#[cfg(not(unix))]
mod mode {
    /// No other system is asked for single keys.
    pub(super) struct Single;

    impl Single {
        pub(super) fn set() -> Option<Single> {
            None
        }
    }
}
