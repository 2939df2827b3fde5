//! The flags of the commands that read dates from words.

use crate::language::{Asked, KnownLanguage};
use crate::problem::Problems;
use crate::reference::ReferenceDay;
use annals_dates::{Direction, NumberOrder, Options};
use std::path::PathBuf;

/// How dates are read; a request may name its own day and language.
#[derive(clap::Args)]
pub(crate) struct ReadingArgs {
    /// The day from which relative dates are reckoned; without it they stay unresolved
    #[arg(long = "ref", value_name = "DATE")]
    reference: Option<ReferenceDay>,
    /// The language that is read; without it a text tells by its words, and is English if it tells
    /// nothing; a phrase is English
    #[arg(long, value_name = "TAG")]
    lang: Option<KnownLanguage>,
    /// Read by the words and rules of this file, for a language that is not built in
    #[arg(long, value_name = "FILE", conflicts_with = "lang")]
    language_file: Option<PathBuf>,
    /// What "Monday" or "May" means where nothing tells: past or future. Without it a weekday is
    /// the last one and a month the nearest
    #[arg(long, value_name = "SIDE")]
    prefer: Option<Direction>,
    /// Which comes first in "03/04/2022": day-first or month-first. Without it both are given in
    /// English, and the other languages put the day first
    #[arg(long, value_name = "ORDER")]
    numbers: Option<NumberOrder>,
}

impl ReadingArgs {
    /// The language that is asked for.
    ///
    /// # Errors
    /// The language file cannot be read, or something is wrong with what it says.
    pub(crate) fn asked(&self) -> Result<Asked, Problems> {
        Asked::of(self.lang, self.language_file.as_deref())
    }

    /// The options of a reading from a day of its own, or else from the one of the flags.
    pub(crate) fn options(&self, own: Option<ReferenceDay>) -> Options {
        let reference = own.or(self.reference).map(ReferenceDay::published);
        Options { prefer: self.prefer, number_order: self.numbers, ..Options::from(reference) }
    }
}
