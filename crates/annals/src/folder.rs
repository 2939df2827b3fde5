//! A data folder: which files make up its timelines.
//!
//! `annals.toml` makes a folder a timeline; its events lie under `events/`, its articles under
//! `articles/`, what an editor decided under `curation/`. A subfolder with an `annals.toml` of its own is a further timeline of the site.

use crate::problem::{Problem, Problems};
use crate::walk::{self, Named, SITE_MARKER, display, display_folder, files_under, reason};
use annals_core::Severity;
use anyhow::{Context, Result, bail};
use std::collections::{BTreeMap, HashSet};
use std::fs;
use std::path::{Path, PathBuf};

/// The settings of a timeline, and the mark of a data folder.
pub(crate) const SETTINGS: &str = "annals.toml";

/// The JSON Schema of a timeline's files, by which editors check and complete them.
pub(crate) const SCHEMA: &str = "annals.schema.json";
/// The same as a file of events names it.
pub(crate) const SCHEMA_OF_EVENTS: &str = "../annals.schema.json";

/// The schema that a new file of events is to name: the timeline's, where it has one.
pub(crate) fn schema_of_events(timeline: &Path) -> Option<String> {
    timeline.join(SCHEMA).is_file().then(|| SCHEMA_OF_EVENTS.to_owned())
}

/// The folder of events written by hand.
pub(crate) const EVENTS: &str = "events";
/// The folder of articles.
pub(crate) const ARTICLES: &str = "articles";
/// The folder of decisions.
pub(crate) const CURATION: &str = "curation";

/// The files of one timeline.
#[derive(Debug)]
pub(crate) struct Sources {
    /// Where it stands in the site: empty for the main timeline, `rail` or `rail/steam` below it.
    pub(crate) site_path: String,
    /// Its TOML files, the settings first.
    pub(crate) toml: Vec<PathBuf>,
    /// Its articles.
    pub(crate) articles: Vec<ArticleFile>,
    /// The decisions of its editor, TOML files.
    pub(crate) curation: Vec<PathBuf>,
}

/// A file of articles.
#[derive(Debug)]
pub(crate) struct ArticleFile {
    /// Where it is.
    pub(crate) path: PathBuf,
    /// Its name within its folder, which is the same on every machine.
    pub(crate) name: String,
}

/// The timelines of a data folder, the main one first.
///
/// # Errors
/// There is no such folder, or it has no settings.
pub(crate) fn timelines(dir: &Path, problems: &mut Problems) -> Result<Vec<Sources>> {
    let name = display_folder(dir);
    let data = fs::metadata(dir).map_err(|error| {
        anyhow::anyhow!(
            "cannot open the data folder `{name}`: {}\nhelp: `annals new timeline {name}` makes it",
            reason(&error)
        )
    })?;
    if !data.is_dir() {
        bail!("`{name}` is a file; a data folder was expected");
    }
    if !dir.join(SETTINGS).is_file() {
        bail!("{}", no_settings(&name));
    }
    let mut found = Vec::new();
    collect(dir, dir, String::new(), &mut found, problems)
        .with_context(|| format!("cannot list the data folder `{name}`"))?;
    if found.is_empty() {
        bail!("`{}` is a link that leads out of the data folder", display(&dir.join(SETTINGS)));
    }
    Ok(found)
}

/// Adds the article files under the paths that the user named: files, folders, patterns, or `-`
/// for standard input.
///
/// They are named by their place under the last part of the path, the same on every machine; files
/// that would go by one name are named by their whole paths.
pub(crate) fn add_articles(
    paths: &[PathBuf],
    files: &mut Vec<ArticleFile>,
    problems: &mut Problems,
) {
    let mut known: HashSet<PathBuf> = files.iter().filter_map(ArticleFile::identity).collect();
    let mut found = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            found.push(ArticleFile { path: path.clone(), name: "stdin".to_owned() });
            continue;
        }
        for Named { path, root } in walk::named(path, problems) {
            let told = problems.errors();
            let under = files_under(&path, &root, None, problems);
            if under.is_empty() && problems.errors() == told {
                problems.add(without_files(&path));
            }
            found.extend(named(path.parent().unwrap_or(&path), under));
        }
    }
    // A file that is named twice is read once.
    found.retain(|file| file.identity().is_none_or(|identity| known.insert(identity)));
    let mut names: BTreeMap<String, usize> = BTreeMap::new();
    for file in files.iter().chain(&found) {
        *names.entry(file.name.clone()).or_default() += 1;
    }
    for file in &mut found {
        if names.get(&file.name).is_some_and(|count| *count > 1) && !file.is_stdin() {
            file.name = display(&file.path).replace('\\', "/");
        }
    }
    files.extend(found);
}

impl ArticleFile {
    /// What two paths to one file have in common.
    fn identity(&self) -> Option<PathBuf> {
        if self.is_stdin() { Some(self.path.clone()) } else { self.path.canonicalize().ok() }
    }
}

/// A folder that was named and gives nothing.
fn without_files(folder: &Path) -> Problem {
    let problem =
        Problem::of_file(display_folder(folder), "folder/empty", "this folder holds no articles");
    let help = "name the files or another folder; hidden files and finished sites are passed over";
    Problem { severity: Severity::Warning, ..problem }.help(help)
}

fn collect(
    dir: &Path,
    root: &Path,
    site_path: String,
    found: &mut Vec<Sources>,
    problems: &mut Problems,
) -> Result<()> {
    let mut toml = files_under(&dir.join(SETTINGS), root, None, problems);
    if toml.is_empty() {
        return Ok(());
    }
    toml.extend(files_in(&dir.join(EVENTS), root, Some("toml"), problems));
    let articles = dir.join(ARTICLES);
    let articles = named(&articles, files_in(&articles, root, None, problems));
    let curation = files_in(&dir.join(CURATION), root, Some("toml"), problems);
    found.push(Sources { site_path: site_path.clone(), toml, articles, curation });
    for (name, child) in further_timelines(dir)? {
        let plain = annals_core::slug(&name);
        if plain != name {
            problems.add(
                Problem::of_file(
                    display(&child),
                    "timeline/name",
                    "the name of this folder cannot be part of an address",
                )
                .help(format!("name it `{plain}`")),
            );
            continue;
        }
        if annals_html::is_reserved_folder(&name) {
            problems.add(
                Problem::of_file(
                    display(&child),
                    "timeline/name",
                    format!("pages of the timeline above it stand under `{name}`"),
                )
                .help(format!("name it otherwise, such as `timeline-{name}`")),
            );
            continue;
        }
        let below = if site_path.is_empty() { name } else { format!("{site_path}/{name}") };
        collect(&child, root, below, found, problems)?;
    }
    Ok(())
}

/// The files of a folder that need not exist.
fn files_in(
    folder: &Path,
    root: &Path,
    extension: Option<&str>,
    problems: &mut Problems,
) -> Vec<PathBuf> {
    match folder.symlink_metadata() {
        Ok(_) => files_under(folder, root, extension, problems),
        Err(_) => Vec::new(),
    }
}

/// The subfolders with settings of their own, by name.
fn further_timelines(dir: &Path) -> Result<Vec<(String, PathBuf)>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let path = entry.path();
        let name = entry.file_name().to_string_lossy().into_owned();
        let reserved =
            name.starts_with('.') || [EVENTS, ARTICLES, CURATION].contains(&name.as_str());
        let is_site = path.join(SITE_MARKER).exists();
        if entry.file_type()?.is_dir() && !reserved && !is_site && path.join(SETTINGS).is_file() {
            found.push((name, path));
        }
    }
    found.sort();
    Ok(found)
}

/// The files, named by their place under the folder.
fn named(folder: &Path, files: Vec<PathBuf>) -> Vec<ArticleFile> {
    let name = |path: &Path| display(path.strip_prefix(folder).unwrap_or(path)).replace('\\', "/");
    files.into_iter().map(|path| ArticleFile { name: name(&path), path }).collect()
}

fn no_settings(name: &str) -> String {
    format!(
        "`{name}` is no data folder: it has no {SETTINGS}\n\
         help: `annals new timeline {name}` makes one of it; by hand, write these lines into \
         {SETTINGS}, events into {EVENTS}/*.toml and articles into {ARTICLES}/\n\n    \
         [timeline]\n    title = \"The title of the timeline\""
    )
}
