//! `annals build`: a data folder as a static site.

use crate::cache::CacheArgs;
use crate::clock::Stopwatch;
use crate::load::Loaded;
use crate::problem::Problems;
use crate::reference::ReferenceDay;
use crate::{Outcome, folder, load, look, publish, walk};
use annals_html::{Entry, Page, Site};
use anyhow::{Result, bail};
use clap::ValueEnum;
use std::fmt;
use std::io::{self, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Example:
  annals build data --out site
  annals build data --out site --base-url https://example.org/history/ --articles clippings";

/// Build the site of a data folder
///
/// The folder holds annals.toml, hand-written events in events/*.toml and articles in articles/.
/// A subfolder with an annals.toml of its own becomes a further timeline of the site. What cannot
/// be used is named and left out, and the exit code is 1; the rest is built. The site replaces an
/// earlier one as a whole, at the end; a folder that holds anything else is never touched.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The data folder
    #[arg(value_name = "DIR", default_value = ".")]
    dir: PathBuf,
    /// Where the site goes; the folder `site` in DIR where nothing is said
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address at which the site will stand; links then end in `/`, and pages name their address
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// More articles for the main timeline: files, folders, patterns in quotes, or - for standard
    /// input
    #[arg(long, value_name = "PATH", num_args = 1..)]
    articles: Vec<PathBuf>,
    /// The day that counts as today on the pages, and after which no article is dated; without it
    /// they tell no today
    #[arg(long, value_name = "DATE")]
    now: Option<ReferenceDay>,
    #[command(flatten)]
    cache: CacheArgs,
    /// What else makes the exit code 1: warnings
    #[arg(long, value_enum, value_name = "KIND", hide_possible_values = true)]
    deny: Option<Deny>,
}

/// What else counts as an error.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let watch = Stopwatch::start();
    let out = args.out.clone().unwrap_or_else(|| args.dir.join("site"));
    let mut problems = Problems::default();
    let mut sources = folder::timelines(&args.dir, &mut problems)?;
    publish::check_place(&out)?;
    folder::add_articles(&args.articles, &mut sources[0].articles, &mut problems);
    let (now, cache) = (args.now.map(|now| now.day), args.cache.of_data(&args.dir));
    let loaded = load::timelines(&sources, now, cache, &mut problems);
    let look = look::files(&args.dir, &mut problems);
    problems.tell()?;
    if loaded.iter().all(Loaded::is_empty) {
        bail!(
            "no event and no article could be used of `{}`; no site was written",
            walk::display_folder(&args.dir)
        );
    }
    let pages = render(&loaded, &look, &args)?;
    publish::publish(&pages, &out)?;
    let summary = Summary { out: &out, loaded: &loaded, pages: &pages, problems: &problems, watch };
    write!(io::stdout().lock(), "{summary}")?;
    Ok(problems.outcome(args.deny.is_some()))
}

/// The pages, checked: a page with a broken link is a fault of the program and not published.
fn render(loaded: &[Loaded], look: &[Page], args: &Args) -> Result<Vec<Page>> {
    let entries = loaded.iter().map(|one| Entry {
        path: &one.site_path,
        timeline: &one.timeline,
        scores: &one.scores,
    });
    let site = Site {
        title: &loaded[0].timeline.info.title,
        timelines: entries.collect(),
        base_url: args.base_url.as_deref().or(loaded[0].settings.base_url.as_deref()),
        now: args.now.map(|now| now.day),
        footer: loaded[0].settings.footer.as_deref(),
        look,
    };
    let pages = annals_html::render(&site)?;
    let broken = annals_html::check(&pages);
    if let Some(first) = broken.first() {
        bail!("{} of the pages do not fit together, first: {first}", broken.len());
    }
    Ok(pages)
}

/// What was built, for the person who waits for it.
struct Summary<'a> {
    out: &'a Path,
    loaded: &'a [Loaded],
    pages: &'a [Page],
    problems: &'a Problems,
    watch: Stopwatch,
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (events, articles) = load::counts(self.loaded);
        let kilobytes =
            self.pages.iter().map(|page| page.bytes.len()).sum::<usize>().div_ceil(1024);
        let index =
            self.out.canonicalize().unwrap_or_else(|_| self.out.to_owned()).join("index.html");
        writeln!(f, "Site      {}", index.display())?;
        writeln!(f, "Articles  {articles}")?;
        writeln!(
            f,
            "Events    {} ({} written, {} of them linked with articles; {} extracted)",
            events.total(),
            events.written,
            events.linked,
            events.extracted
        )?;
        writeln!(f, "Pages     {} ({kilobytes} KB)", self.pages.len())?;
        writeln!(f, "Problems  {}", self.problems)?;
        writeln!(f, "Time      {:.2} s", self.watch.elapsed().as_secs_f64())
    }
}

fn base_url(text: &str) -> Result<String, String> {
    let is_web = ["https://", "http://"].iter().any(|scheme| {
        text.strip_prefix(scheme).is_some_and(|host| host.starts_with(char::is_alphanumeric))
    });
    let is_plain =
        !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>?#".contains(c));
    match is_web && is_plain {
        true => Ok(text.to_owned()),
        false => Err("write the address in full, such as https://example.org/history/".to_owned()),
    }
}
