//! The program `annals`; all of it is in the library, so that `xtask` can call it too.

use std::process::ExitCode;

fn main() -> ExitCode {
    annals::run(std::env::args_os())
}
