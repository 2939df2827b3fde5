//! The language of a text: by its tag, by a language file, or by its own words.

use crate::load::read_text;
use crate::problem::Problems;
use crate::walk::display;
use annals_dates::Language;
use serde::Deserialize;
use std::path::Path;
use std::str::FromStr;

/// A language that dates are read in, named by a BCP 47 tag.
#[derive(Clone, Copy, Deserialize)]
#[serde(try_from = "String")]
pub(crate) struct KnownLanguage(pub(crate) &'static Language);

/// The language that the flags ask for.
pub(crate) enum Asked {
    /// None: each text tells by its words.
    Nothing,
    /// A built-in one.
    Named(&'static Language),
    /// One that is read from a file.
    File(Box<Language>),
}

impl FromStr for KnownLanguage {
    type Err = String;

    fn from_str(tag: &str) -> Result<KnownLanguage, String> {
        Language::named(tag).map(KnownLanguage).ok_or_else(|| {
            format!("no dates can be read in the language `{tag}`; {} can", known_tags())
        })
    }
}

impl TryFrom<String> for KnownLanguage {
    type Error = String;

    fn try_from(tag: String) -> Result<KnownLanguage, String> {
        tag.parse()
    }
}

impl Asked {
    /// The language of a tag or of a language file.
    ///
    /// # Errors
    /// The file cannot be read, or something is wrong with what it says.
    pub(crate) fn of(lang: Option<KnownLanguage>, file: Option<&Path>) -> Result<Asked, Problems> {
        match (file, lang) {
            (Some(path), _) => from_file(path).map(|language| Asked::File(Box::new(language))),
            (None, Some(KnownLanguage(language))) => Ok(Asked::Named(language)),
            (None, None) => Ok(Asked::Nothing),
        }
    }

    /// The language to read a text in: the one that it is tagged with, or the one that is asked
    /// for, or the one that it seems to be written in, or English.
    ///
    /// # Errors
    /// The tag of a language that is not read.
    pub(crate) fn for_text<'a>(
        &'a self,
        tag: Option<&str>,
        text: &str,
    ) -> Result<&'a Language, String> {
        let named = |tag: &str| Language::named(tag).ok_or_else(|| tag.to_owned());
        match (self, tag.filter(|tag| !tag.is_empty())) {
            (Asked::File(own), Some(tag)) if own.tag() == tag => Ok(own),
            (_, Some(tag)) => named(tag),
            (Asked::Nothing, None) => {
                Language::detect(text).map_or_else(|| Ok(Language::english()), named)
            }
            (asked, None) => Ok(asked.or_english()),
        }
    }

    /// The language that is asked for, or English.
    pub(crate) fn or_english(&self) -> &Language {
        match self {
            Asked::Nothing => Language::english(),
            Asked::Named(language) => language,
            Asked::File(language) => language,
        }
    }
}

fn from_file(path: &Path) -> Result<Language, Problems> {
    let text = read_text(path).map_err(|problem| Problems::from(*problem))?;
    let name = display(path);
    Language::from_toml(&name, &text).map_err(|diagnostics| {
        let mut problems = Problems::default();
        problems.keep_text(&name, &text);
        diagnostics.into_iter().for_each(|diagnostic| problems.add(diagnostic));
        problems
    })
}

/// The languages that are built in, for messages: "`de`, `en`".
pub(crate) fn known_tags() -> String {
    let tags: Vec<String> = Language::tags().map(|tag| format!("`{tag}`")).collect();
    tags.join(", ")
}
