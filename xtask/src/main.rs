//! What a developer of the project runs: `cargo xtask build-site`, `cargo xtask --help`.

mod bench;
mod build_site;
mod ci;
mod eval;
mod language;
mod languages;
mod relabel;
mod tidy;
mod workspace;

use clap::{Parser, Subcommand};
use std::io::Write;
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
    Relabel(relabel::Args),
    Language(language::Args),
    /// Run every check that a change has to pass, as .ci/run does
    Ci,
}

fn main() -> ExitCode {
    match Cli::parse().task {
        Task::BuildSite(args) => build_site::run(args),
        Task::Tidy => tidy::run(),
        Task::Eval(args) => ended(eval::run(args).map(|()| true)),
        Task::Bench(args) => ended(bench::run(args).map(|()| true)),
        Task::Relabel(args) => ended(relabel::run(args).map(|()| true)),
        Task::Language(args) => ended(language::run(&args)),
        Task::Ci => ci::run(),
    }
}

/// How a task ends that found everything well or not, or could not do its work.
fn ended(done: anyhow::Result<bool>) -> ExitCode {
    match done {
        Ok(true) => ExitCode::SUCCESS,
        Ok(false) => ExitCode::FAILURE,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
