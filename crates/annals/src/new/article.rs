//! `annals new article`: a file under `articles/` with the text of one article.

use super::{Overwrite, tell};
use crate::Outcome;
use crate::files::{NewFile, write_new};
use crate::folder::{self, ARTICLES};
use crate::output::one_line;
use crate::problem::{Problem, Problems};
use crate::reference::ReferenceDay;
use crate::walk::display;
use annals_core::slug;
use anyhow::{Context, Result};
use std::io::{self, IsTerminal, Read, Write};
use std::path::PathBuf;

const EXAMPLES: &str = "\
Examples:
  annals new article \"A roof is mended\" library --date 2024-05-06 < report.txt
  annals new article \"A roof is mended\" library --date 2024-05-06 --text \"The roof was mended on Monday.\"";

/// Add an article to a timeline, as a text file in articles/
///
/// Its text is --text or standard input. The date is the day of publication: \"Monday\" in the text
/// is reckoned from it.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// Its headline
    #[arg(value_name = "TITLE")]
    title: String,
    /// The data folder
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// The day of publication, such as 2024-05-06
    #[arg(long, value_name = "DAY")]
    date: ReferenceDay,
    /// Who published it
    #[arg(long, value_name = "NAME")]
    source: Option<String>,
    /// Its address, http or https
    #[arg(long, value_parser = address)]
    url: Option<String>,
    /// Its text; standard input where nothing is said
    #[arg(long)]
    text: Option<String>,
    #[command(flatten)]
    overwrite: Overwrite,
}

pub(super) fn run(args: Args) -> Result<Outcome> {
    let mut problems = Problems::default();
    // Nothing is typed in vain: the folder is looked at before the text is asked for.
    folder::timelines(&args.dir, &mut problems)?;
    let text = match &args.text {
        Some(text) => text.clone(),
        None => typed().context("cannot read the text of the article")?,
    };
    let written = args.file(&text);
    let name = format!("{}-{}.txt", args.date.day, slug(&args.title));
    let path = args.dir.join(ARTICLES).join(&name);
    let shown = display(&path);
    let found = faults(&name, &shown, &written);
    found.tell()?;
    if found.errors() > 0 {
        return Ok(Outcome::Findings);
    }
    let files = [NewFile::new(path, written)];
    write_new(&files, args.overwrite.force)?;
    tell(&files, "annals build", &args.dir)?;
    Ok(Outcome::Clean)
}

impl Args {
    /// A head of lines, a blank line, the text.
    fn file(&self, text: &str) -> String {
        let day = self.date.day.to_string();
        let head = [
            ("Title", Some(&self.title)),
            ("Date", Some(&day)),
            ("Source", self.source.as_ref()),
            ("Url", self.url.as_ref()),
        ];
        let line = |(key, value): (&str, Option<&String>)| {
            value.map(|value| format!("{key}: {}\n", one_line(value)))
        };
        let head: String = head.into_iter().filter_map(line).collect();
        format!("{head}\n{}\n", text.trim())
    }
}

fn address(text: &str) -> Result<String, String> {
    match text.starts_with("https://") || text.starts_with("http://") {
        true => Ok(text.to_owned()),
        false => Err("write the address in full, such as https://example.org/report".to_owned()),
    }
}

/// The text on standard input; on a terminal it is asked for.
fn typed() -> io::Result<String> {
    let mut input = io::stdin().lock();
    if input.is_terminal() {
        writeln!(io::stderr(), "Type or paste the text; Ctrl-D on an empty line ends it.")?;
    }
    let mut text = String::new();
    input.read_to_string(&mut text)?;
    Ok(text)
}

/// What is wrong with the file, as a build would find it.
fn faults(name: &str, shown: &str, text: &str) -> Problems {
    let mut problems = Problems::default();
    problems.keep_text(shown, text);
    let found = annals_ingest::read(name, text.as_bytes(), &mut |_| {});
    for fault in found {
        problems.add(Problem { file: shown.to_owned(), ..Problem::from(fault) });
    }
    problems
}
