//! `cargo xtask eval`: how well the product does on labelled data that is not part of it.
//!
//! One module a kind of data. They measure and print; what is good enough, people decide.

mod cases;
mod dates;
mod edtf;
mod lines;
mod pages;
mod phrases;
mod timelines;

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
    Pages(pages::Args),
    Phrases(phrases::Args),
    Timelines(timelines::Args),
}

/// Runs a measurement.
///
/// # Errors
/// The data cannot be read or the figures cannot be written.
pub(crate) fn run(args: Args) -> anyhow::Result<()> {
    match args.kind {
        Kind::Dates(args) => dates::run(&args),
        Kind::Edtf(args) => edtf::run(&args),
        Kind::Pages(args) => pages::run(&args),
        Kind::Phrases(args) => phrases::run(&args),
        Kind::Timelines(args) => timelines::run(&args),
    }
}
