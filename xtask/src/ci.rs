//! `cargo xtask ci`: every check that a change has to pass.

use crate::workspace;
use std::io::Write;
use std::process::{Command, ExitCode};

/// Runs `.ci/run` and ends as it does.
pub(crate) fn run() -> ExitCode {
    let script = workspace::root().join(".ci/run");
    match Command::new("bash").arg(&script).status() {
        Ok(status) if status.success() => ExitCode::SUCCESS,
        Ok(_) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "cannot run {}: {error}", script.display());
            ExitCode::FAILURE
        }
    }
}
