//! `annals new timeline`: a data folder that builds, with examples to change.

use super::{Overwrite, tell};
use crate::Outcome;
use crate::files::{NewFile, write_new};
use crate::folder::{ARTICLES, EVENTS, SCHEMA, SETTINGS};
use crate::language::KnownLanguage;
use annals_core::{Info, NoPhrases, TomlFile, toml_schema};
use annals_dates::Language;
use anyhow::{Result, bail};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  annals new timeline library --title \"The town library\"
  annals new timeline . --title Spaceflight --bare";

const EXAMPLE_EVENTS: &str = include_str!("timeline/events.toml");
const EXAMPLE_ARTICLE: &str = include_str!("timeline/article.txt");

/// Begin a timeline: a folder with settings, two example events and an example article
///
/// It builds as it is. The examples are there to be changed or deleted; --bare leaves them out.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The folder; it is made if need be
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The title of the timeline; the name of the folder where nothing is said
    #[arg(long)]
    title: Option<String>,
    /// The language of titles, texts and dates in words: en, de, es, fr
    #[arg(long, value_name = "TAG")]
    lang: Option<KnownLanguage>,
    /// Write the settings alone, without examples
    #[arg(long)]
    bare: bool,
    #[command(flatten)]
    overwrite: Overwrite,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let language = args.lang.map_or(Language::english(), |KnownLanguage(named)| named);
    let title = args.title.as_deref().map_or_else(|| title_of(&args.dir), str::to_owned);
    if title.trim().is_empty() {
        bail!("a timeline needs a title\nhelp: add --title \"The town library\"");
    }
    let info = Info {
        title: title.trim().to_owned(),
        description: String::new(),
        lang: language.tag().to_owned(),
    };
    let schema = Some(SCHEMA.to_owned());
    let settings = TomlFile { schema, info: Some(info), ..TomlFile::default() }.write(&NoPhrases);
    let dir = &args.dir;
    let mut files = vec![
        NewFile::new(dir.join(SETTINGS), settings),
        NewFile::new(dir.join(SCHEMA), toml_schema()),
    ];
    if !args.bare {
        let events = dir.join(EVENTS).join("examples.toml");
        let article = dir.join(ARTICLES).join("2024-05-06-the-library-opens-again.txt");
        files.push(NewFile::new(events, EXAMPLE_EVENTS));
        files.push(NewFile::new(article, EXAMPLE_ARTICLE));
    }
    write_new(&files, args.overwrite.force)?;
    tell(&files, "annals build", dir)?;
    Ok(Outcome::Clean)
}

/// The name of the folder as a title: `town-library` is "Town library".
fn title_of(dir: &Path) -> String {
    let full = dir.canonicalize().unwrap_or_else(|_| dir.to_owned());
    let name = full.file_name().unwrap_or_default().to_string_lossy();
    let words = name.replace(['-', '_'], " ");
    let mut letters = words.trim().chars();
    let first = letters.next();
    first.into_iter().flat_map(char::to_uppercase).chain(letters).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_gives_its_name() {
        for (folder, title) in
            [("town-library", "Town library"), ("a/b/été_1912", "Été 1912"), ("ß", "SS"), ("/", "")]
        {
            assert_eq!(title_of(Path::new(folder)), title);
        }
    }
}
