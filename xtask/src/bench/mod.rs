//! `cargo xtask bench`: how fast the product is. Build it with `--release`.
//!
//! One module a kind of work. They measure and print; what is fast enough, people decide. No test
//! depends on them, because a test must not depend on what else a machine does.

pub(crate) mod cpu;
mod dates;
mod edtf;
mod ingest;
mod site;

use anyhow::Result;

/// Measure the speed of the product
#[derive(clap::Args)]
pub(crate) struct Args {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(clap::Subcommand)]
enum Kind {
    Dates(dates::Args),
    Edtf(edtf::Args),
    Ingest(ingest::Args),
    Site(site::Args),
    #[command(hide = true)]
    Build(site::BuildArgs),
}

/// Runs a measurement.
pub(crate) fn run(args: Args) -> Result<()> {
    match args.kind {
        Kind::Dates(args) => dates::run(&args),
        Kind::Edtf(args) => edtf::run(&args),
        Kind::Ingest(args) => ingest::run(&args),
        Kind::Site(args) => site::run(&args),
        Kind::Build(args) => site::build(args),
    }
}
