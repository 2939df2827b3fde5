//! The language of a text, by its tag.

use annals_dates::Language;
use serde::Deserialize;
use std::str::FromStr;

/// A language that dates are read in, named by a BCP 47 tag.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct KnownLanguage(pub(crate) &'static Language);

impl FromStr for KnownLanguage {
    type Err = String;

    fn from_str(tag: &str) -> Result<KnownLanguage, String> {
        let unknown = || format!("no dates can be read in the language `{tag}`");
        Language::named(tag).map(KnownLanguage).ok_or_else(unknown)
    }
}

impl TryFrom<String> for KnownLanguage {
    type Error = String;

    fn try_from(tag: String) -> Result<KnownLanguage, String> {
        tag.parse()
    }
}
