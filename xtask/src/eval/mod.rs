//! `cargo xtask eval`: how well the product does on labelled data that is not part of it.
//!
//! One module a kind of data. They measure and print; what is good enough, people decide.

mod cases;
mod dates;
mod edtf;
mod lines;
mod phrases;

use std::process::ExitCode;

/// Measure the product on labelled data
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(clap::Subcommand)]
enum Kind {
    Dates(dates::Args),
    Edtf(edtf::Args),
    Phrases(phrases::Args),
}

/// Runs a measurement.
pub(crate) fn run(args: Args) -> ExitCode {
    let done = match args.kind {
        Kind::Dates(args) => dates::run(&args),
        Kind::Edtf(args) => edtf::run(&args),
        Kind::Phrases(args) => phrases::run(&args),
    };
    crate::ended(done)
}
