//! The command line of Annals: flags, files, threads and messages.
//!
//! The other crates know nothing of any of these. Here every command is one module; what they
//! share is in the modules beside them. [`run`] is the whole program, for `main` and for `xtask`.
#![warn(missing_docs)]

mod accept;
mod articles;
mod build;
mod cache;
mod check;
mod clock;
mod completions;
mod curation;
mod dates;
mod edtf;
mod explain;
mod export;
mod extract;
mod files;
mod folder;
mod import;
mod language;
mod lines;
mod load;
mod look;
mod losses;
mod man;
mod new;
mod output;
mod problem;
mod publish;
mod read;
mod reading;
mod reference;
mod review;
mod schema;
mod serve;
mod summarize;
mod terminal;
mod threads;
mod walk;
mod when;

use clap::{CommandFactory, Parser, Subcommand};
use std::ffi::OsString;
use std::io::{self, Write};
use std::process::ExitCode;
pub use threads::Threads;

/// Turns dated articles and hand-written events into a history timeline
#[derive(Parser)]
#[command(name = "annals", version, long_version = version(), arg_required_else_help = true)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    New(new::Args),
    Build(build::Args),
    Serve(serve::Args),
    Check(check::Args),
    When(when::Args),
    Edtf(edtf::Args),
    Dates(dates::Args),
    Read(read::Args),
    Extract(extract::Args),
    Explain(explain::Args),
    Review(review::Args),
    Accept(accept::Args),
    Summarize(summarize::Args),
    Import(import::Args),
    Export(export::Args),
    Schema(schema::Args),
    Completions(completions::Args),
    Man(man::Args),
}

/// The README, so that its examples are tested.
#[cfg(doctest)]
#[doc = include_str!("../../../README.md")]
struct Readme;

/// A chapter of the guide, likewise.
#[cfg(doctest)]
#[doc = include_str!("../../../docs/guide/embedding.md")]
struct Embedding;

/// How a command ended that was able to do its work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Outcome {
    /// There was nothing to find fault with.
    Clean,
    /// Some of the input could not be used; it has been named.
    Findings,
}

/// Runs the program with these arguments, the first of which is its own name.
///
/// The exit code is 0 for success, 1 for findings or bad input, 2 for wrong usage.
pub fn run<T>(arguments: impl IntoIterator<Item = T>) -> ExitCode
where
    T: Into<OsString> + Clone,
{
    let cli = match Cli::try_parse_from(arguments) {
        Ok(cli) => cli,
        Err(error) => {
            // Help that nobody can read is no reason for another exit code.
            let _ = error.print();
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    let ended = match cli.command {
        Command::New(args) => new::run(args),
        Command::Build(args) => build::run(args),
        Command::Serve(args) => serve::run(args),
        Command::Check(args) => check::run(args),
        Command::When(args) => when::run(args),
        Command::Edtf(args) => edtf::run(args),
        Command::Dates(args) => dates::run(args),
        Command::Read(args) => read::run(args),
        Command::Extract(args) => extract::run(args),
        Command::Explain(args) => explain::run(args),
        Command::Review(args) => review::run(args),
        Command::Accept(args) => accept::run(args),
        Command::Summarize(args) => summarize::run(args),
        Command::Import(args) => import::run(args),
        Command::Export(args) => export::run(args),
        Command::Schema(args) => schema::run(args),
        Command::Completions(args) => completions::run(args),
        Command::Man(args) => man::run(args),
    };
    match ended {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        // Whoever reads the output has seen enough of it.
        Err(error) if is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => match error.downcast_ref::<clap::Error>() {
            Some(usage) => {
                let _ = usage.print();
                ExitCode::from(2)
            }
            None => {
                let _ = writeln!(io::stderr(), "error: {error:#}");
                ExitCode::from(1)
            }
        },
    }
}

/// The version, and what this program can read and write.
fn version() -> String {
    fn list<'a>(tags: impl Iterator<Item = &'a str>) -> String {
        tags.collect::<Vec<_>>().join(", ")
    }
    format!(
        "{}\narticles   text, Markdown, JSON, JSON Lines, JSON Feed, RSS, Atom, HTML, WARC; .gz, .zst\n\
         dates in   {}\nevents in  {}\npages in   {}",
        env!("CARGO_PKG_VERSION"),
        list(annals_dates::Language::tags()),
        list(annals_ingest::Lexicon::tags()),
        list(annals_html::language_tags()),
    )
}

/// What is wrong with flags that are sound each by itself.
fn wrong_usage(command: &str, message: &str) -> clap::Error {
    let all = Cli::command();
    let named = all.find_subcommand(command).cloned().unwrap_or(all);
    let mut named = named.bin_name(format!("annals {command}"));
    named.error(clap::error::ErrorKind::ArgumentConflict, message)
}

/// The definition of the command line, for whoever checks documents against it.
pub fn command() -> clap::Command {
    Cli::command()
}

fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let is_pipe = |error: &io::Error| error.kind() == io::ErrorKind::BrokenPipe;
    error.chain().filter_map(|cause| cause.downcast_ref()).any(is_pipe)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_command_line_is_consistent() {
        command().debug_assert();
    }

    #[test]
    fn every_command_has_help_with_an_example() {
        for command in command().get_subcommands_mut() {
            let help = command.render_long_help().to_string();
            assert!(help.contains("Example"), "{}", command.get_name());
        }
    }
}
