//! `annals build`: a data folder as a static site.

use crate::cache::CacheArgs;
use crate::clock::Stopwatch;
use crate::folder::Sources;
use crate::load::Loaded;
use crate::problem::Problems;
use crate::publish::{Made, Pages, Written};
use crate::reference::ReferenceDay;
use crate::{Outcome, folder, load, look, publish, terminal, walk};
use annals_html::{Entry, LinkChecker, Page, PageLinks, Plan, Site};
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
/// earlier one as a whole, at the end; pages that have not changed keep their files, and files that
/// somebody put into it come along. A folder that holds anything else is never touched.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    #[command(flatten)]
    site: SiteArgs,
    /// What else makes the exit code 1: warnings
    #[arg(long, value_enum, value_name = "KIND", hide_possible_values = true)]
    deny: Option<Deny>,
}

/// Which site is built, from what and to where.
#[derive(clap::Args)]
pub(crate) struct SiteArgs {
    /// The data folder
    #[arg(value_name = "DIR", default_value = ".")]
    pub(crate) dir: PathBuf,
    /// Where the site goes; the folder `site` in DIR where nothing is said
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// The address at which the site will stand; links then end in `/`, and pages name their address
    #[arg(long, value_name = "URL", value_parser = base_url)]
    base_url: Option<String>,
    /// More articles for the main timeline: files, folders, patterns in quotes, or - for standard
    /// input
    #[arg(long, value_name = "PATH", num_args = 1..)]
    pub(crate) articles: Vec<PathBuf>,
    /// The day that counts as today on the pages, and after which no article is dated; without it
    /// they tell no today
    #[arg(long, value_name = "DATE")]
    now: Option<ReferenceDay>,
    #[command(flatten)]
    cache: CacheArgs,
}

/// What a site is made of.
pub(crate) struct Content {
    /// Its timelines, the main one first.
    timelines: Vec<Loaded>,
    /// The author's files of how it looks.
    look: Vec<Page>,
    /// Whether nothing had to be left out: a site without events is then what was asked for.
    is_sound: bool,
}

/// What else counts as an error.
#[derive(Clone, Copy, Debug, ValueEnum)]
pub(crate) enum Deny {
    /// Warnings
    Warnings,
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    let watch = Stopwatch::start();
    let (site, mut problems) = (args.site, Problems::default());
    // On a thread of the pool, so that what loading gives back is what publishing takes: an
    // allocator keeps memory by threads.
    let (content, written) = rayon::scope(|_| {
        let content = site.load(&mut problems)?;
        problems.tell()?;
        let written = site.publish(&content)?;
        anyhow::Ok((content, written))
    })?;
    let loaded = &content.timelines;
    let out = site.out();
    let summary = Summary { out: &out, loaded, written, problems: &problems, watch };
    write!(io::stdout().lock(), "{summary}")?;
    // The program ends here: to give the memory back piece by piece would only take time.
    std::mem::forget(content);
    Ok(problems.outcome(args.deny.is_some()))
}

impl SiteArgs {
    /// Where the site goes.
    pub(crate) fn out(&self) -> PathBuf {
        self.out.clone().unwrap_or_else(|| self.dir.join("site"))
    }

    /// The files that the site is made of.
    ///
    /// # Errors
    /// There is no such data folder.
    pub(crate) fn sources(&self, problems: &mut Problems) -> Result<Vec<Sources>> {
        let mut sources = folder::timelines(&self.dir, problems)?;
        folder::add_articles(&self.articles, &mut sources[0].articles, problems);
        Ok(sources)
    }

    /// Reads what the site is made of; what cannot be used is left out and told.
    ///
    /// # Errors
    /// There is no such data folder, or the site cannot be written.
    pub(crate) fn load(&self, problems: &mut Problems) -> Result<Content> {
        let sources = self.sources(problems)?;
        publish::check_place(&self.out())?;
        let now = self.now.map(|now| now.day);
        let cache = self.cache.of_data(&self.dir);
        let timelines = load::timelines(&sources, now, cache, problems);
        let timelines = timelines.into_iter().map(Loaded::without_merging).collect();
        let look = look::files(&self.dir, problems);
        Ok(Content { timelines, look, is_sound: problems.errors() == 0 })
    }

    /// Writes the site.
    ///
    /// # Errors
    /// There is nothing to show, pages do not fit together, or the site cannot be written.
    pub(crate) fn publish(&self, content: &Content) -> Result<Written> {
        let loaded = content.timelines.as_slice();
        if !content.is_sound && loaded.iter().all(Loaded::is_empty) {
            bail!(
                "no event and no article could be used of `{}`; no site was written",
                walk::display_folder(&self.dir)
            );
        }
        let entries = loaded.iter().map(|one| Entry {
            path: &one.site_path,
            timeline: &one.timeline,
            scores: &one.scores,
        });
        let site = Site {
            title: &loaded[0].timeline.info.title,
            timelines: entries.collect(),
            base_url: self.base_url.as_deref().or(loaded[0].settings.base_url.as_deref()),
            now: self.now.map(|now| now.day),
            footer: loaded[0].settings.footer.as_deref(),
            hide: &loaded[0].settings.hide,
            look: &content.look,
        };
        let plan = Plan::new(&site)?;
        let checker = LinkChecker::new(plan.paths());
        publish::publish(&Checked { plan: &plan, checker }, &self.out())
    }
}

/// The pages, whose links are checked as they are made: a page with a broken link is a fault of the
/// program and not published.
struct Checked<'a> {
    plan: &'a Plan<'a>,
    checker: LinkChecker<'a>,
}

impl Pages for Checked<'_> {
    type Trace = PageLinks;

    fn paths(&self) -> Vec<&str> {
        self.plan.paths().collect()
    }

    fn turn(&self, index: usize) -> (usize, usize) {
        self.plan.turn(index)
    }

    fn make(&self, index: usize) -> Result<(Made<'_>, PageLinks)> {
        if let Some(parts) = self.plan.parts(index) {
            let parts = parts.map(|part| Ok(part?));
            return Ok((Made::Parts(Box::new(parts)), PageLinks::default()));
        }
        let Page { path, bytes } = self.plan.render(index)?;
        // What an author's own files ask for was told when they were read.
        let links = match look::is_look(&path) {
            true => PageLinks::default(),
            false => self.checker.read(index, &bytes),
        };
        Ok((Made::Whole(bytes), links))
    }

    fn accept(&self, traces: Vec<PageLinks>) -> Result<()> {
        let broken = self.checker.problems(traces);
        match broken.first() {
            Some(first) => {
                bail!("{} links of the pages lead nowhere, first: {first}", broken.len())
            }
            None => Ok(()),
        }
    }
}

/// What was built, for the person who waits for it.
struct Summary<'a> {
    out: &'a Path,
    loaded: &'a [Loaded],
    written: Written,
    problems: &'a Problems,
    watch: Stopwatch,
}

impl fmt::Display for Summary<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (events, articles) = load::counts(self.loaded);
        let index =
            self.out.canonicalize().unwrap_or_else(|_| self.out.to_owned()).join("index.html");
        writeln!(f, "Site      {}", terminal::file_link(&index))?;
        writeln!(f, "Articles  {articles}")?;
        writeln!(
            f,
            "Events    {} ({} written, {} of them linked with articles; {} extracted)",
            events.total(),
            events.written,
            events.linked,
            events.extracted
        )?;
        writeln!(f, "Pages     {}", self.written)?;
        if let Some(kept) = self.written.kept() {
            writeln!(f, "Kept      {kept}")?;
        }
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
