//! `annals schema`: what editors need to complete and check timelines in TOML.

use crate::Outcome;
use anyhow::Result;
use std::io::{self, Write};

const EXAMPLES: &str = "\
Example:
  annals schema > data/annals.schema.json

Then begin each file of events with this line:
  #:schema ../annals.schema.json";

/// Print the JSON Schema of annals.toml and events/*.toml
///
/// Editors that know TOML use it to complete keys, to explain them and to mark mistakes.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// That of the decisions in curation/*.toml
    #[arg(long)]
    curation: bool,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let schema = match args.curation {
        true => annals_core::curation_schema(),
        false => annals_core::toml_schema(),
    };
    io::stdout().lock().write_all(schema.as_bytes())?;
    Ok(Outcome::Clean)
}
