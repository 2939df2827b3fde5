//! What a developer of the project runs: `cargo xtask build-site`, `cargo xtask --help`.

mod bench;
mod build_site;
mod ci;
mod eval;
mod tidy;
mod workspace;

use clap::{Parser, Subcommand};
use std::process::ExitCode;

/// Builds the project's own site and checks the project's own rules
#[derive(Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    task: Task,
}

#[derive(Subcommand)]
enum Task {
    BuildSite(build_site::Args),
    /// Check what compilers do not: the arrows between crates, forbidden calls, examples of rules,
    /// commands named in the documents, the form of files
    Tidy,
    Eval(eval::Args),
    Bench(bench::Args),
    /// Run every check that a change has to pass, as .ci/run does
    Ci,
}

fn main() -> ExitCode {
    match Cli::parse().task {
        Task::BuildSite(args) => build_site::run(args),
        Task::Tidy => tidy::run(),
        Task::Eval(args) => eval::run(args),
        Task::Bench(args) => ended(bench::run(args)),
        Task::Ci => ci::run(),
    }
}

/// How a measurement ended, told to the developer where something stopped it.
#[expect(clippy::print_stderr, reason = "it is told to the developer")]
fn ended(done: anyhow::Result<()>) -> ExitCode {
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
