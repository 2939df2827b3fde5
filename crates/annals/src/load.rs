//! From the files of a data folder to timelines: TOML and articles read, extracted and merged.

use crate::articles::for_each;
use crate::cache::Cache;
use crate::folder::{ArticleFile, SETTINGS, Sources};
use crate::language::KnownLanguage;
use crate::problem::{Place, Problem, Problems};
use crate::threads::Threads;
use crate::walk::{display, reason, unreadable};
use annals_core::{
    Day, Decision, Era, Event, Info, Origin, Parsed, Severity, SiteSettings, Theme, Timeline,
    check_together, parse_curation, parse_toml,
};
use annals_dates::Language;
use annals_ingest::{
    Article, Extraction, Figures, Lexicon, Merged, Outline, curate, extract, merge_with, outline,
    review,
};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs;
use std::mem::take;
use std::path::{Path, PathBuf};

/// A timeline, and where it stands in the site.
pub(crate) struct Loaded {
    pub(crate) site_path: String,
    pub(crate) timeline: Timeline,
    /// What its settings say of the site; only those of the main timeline count.
    pub(crate) settings: SiteSettings,
    /// How its events were merged; the events and articles themselves are in the timeline.
    pub(crate) merged: Merged,
    /// How much each event of the timeline matters, in their order.
    pub(crate) scores: Vec<f64>,
}

/// How many events there are, by where they come from.
#[derive(Default)]
pub(crate) struct EventCounts {
    pub(crate) written: usize,
    pub(crate) extracted: usize,
    /// Written ones that articles tell of too.
    pub(crate) linked: usize,
}

/// Loads every timeline; what cannot be used is left out and told.
pub(crate) fn timelines(
    sources: &[Sources],
    now: Option<Day>,
    cache: Option<Cache>,
    problems: &mut Problems,
) -> Vec<Loaded> {
    load(sources, now, cache, curate, problems)
}

/// Loads every timeline, and looks for events in it that may be one.
pub(crate) fn for_review(
    sources: &[Sources],
    cache: Option<Cache>,
    problems: &mut Problems,
) -> Vec<Loaded> {
    load(sources, None, cache, review, problems)
}

/// How what was extracted is merged with written events, as an editor decided.
type Merging = fn(Vec<Extraction>, Vec<Event>, &[Decision], &Lexicon, &Threads) -> Merged;

fn load(
    sources: &[Sources],
    now: Option<Day>,
    cache: Option<Cache>,
    merging: Merging,
    problems: &mut Problems,
) -> Vec<Loaded> {
    let one = |source| timeline(source, now, cache.as_ref(), merging, problems);
    let loaded = sources.iter().map(one).collect();
    if let Some(cache) = cache {
        cache.save();
    }
    loaded
}

/// A timeline of articles alone, as `annals extract` lists it.
pub(crate) fn of_articles(
    files: &[ArticleFile],
    now: Option<Day>,
    cache: Option<Cache>,
    problems: &mut Problems,
) -> Loaded {
    let found = extractions(files, now, cache.as_ref(), problems);
    if let Some(cache) = cache {
        cache.save();
    }
    let merged = merge_with(found, Vec::new(), Lexicon::english(), &Threads);
    Loaded::new(String::new(), Info::default(), vec![], vec![], merged)
}

/// Reads articles and extracts what each says, in the order of the files whatever the threads do.
/// Articles dated after `now` are told.
fn extractions(
    files: &[ArticleFile],
    now: Option<Day>,
    cache: Option<&Cache>,
    problems: &mut Problems,
) -> Vec<Extraction> {
    let work = |file: &ArticleFile, article: &Article| {
        let make = || Ok(extract(article, lexicon_of(file, article)?));
        cache.map_or_else(make, |cache| cache.extraction(article, make))
    };
    each_article(files, now, work, problems)
}

/// Reads articles and takes from each what a summary needs, in the order of the files.
pub(crate) fn outlines(files: &[ArticleFile], problems: &mut Problems) -> Vec<Outline> {
    let work =
        |file: &ArticleFile, article: &Article| Ok(outline(article, lexicon_of(file, article)?));
    each_article(files, None, work, problems).into_iter().flatten().collect()
}

/// What is wrong with a file of TOML that is to be written: by itself, and together with the others
/// of its timeline.
pub(crate) fn faults_of_new(source: &Sources, path: &Path, text: &str) -> Problems {
    let (mut elsewhere, mut problems) = (Problems::default(), Problems::default());
    let (language, names, files) = parse_files(source, &mut elsewhere);
    let name = &display(path);
    let others = files.into_iter().zip(names).filter(|(_, other)| other != name);
    let mut files: Vec<Parsed> = others.map(|(file, _)| file).collect();
    files.push(parse_toml(name, text, &language.phrases()));
    check_together(&mut files);
    problems.keep_text(name, text);
    let found = files.pop().map(|file| file.diagnostics).unwrap_or_default();
    found.into_iter().for_each(|diagnostic| problems.add(diagnostic));
    problems
}

/// Counts the events and the articles of all timelines.
pub(crate) fn counts(loaded: &[Loaded]) -> (EventCounts, usize) {
    let mut counts = EventCounts::default();
    for event in loaded.iter().flat_map(|one| one.timeline.events()) {
        match event.origin {
            Origin::Written => counts.written += 1,
            Origin::Extracted => counts.extracted += 1,
        }
        counts.linked += usize::from(event.origin == Origin::Written && !event.evidence.is_empty());
    }
    (counts, loaded.iter().map(|one| one.timeline.articles().len()).sum())
}

/// The text of a file that has to be UTF-8.
pub(crate) fn read_text(path: &Path) -> Result<String, Box<Problem>> {
    let bytes = fs::read(path).map_err(|error| unreadable(path, &reason(&error)))?;
    utf8(&display(path), bytes)
}

/// The text of these bytes, which have to be UTF-8. `name` is that of the file.
pub(crate) fn utf8(name: &str, bytes: Vec<u8>) -> Result<String, Box<Problem>> {
    String::from_utf8(bytes).map_err(|error| {
        let at = error.utf8_error().valid_up_to();
        let text = String::from_utf8_lossy(error.as_bytes());
        let message = format!("byte {at} is not UTF-8");
        let problem =
            Problem::of_file(name, "read/encoding", message).at(Place::of(at..at + 1, &text, ""));
        Box::new(problem.help("save the file as UTF-8"))
    })
}

impl Loaded {
    fn new(
        site_path: String,
        info: Info,
        themes: Vec<Theme>,
        eras: Vec<Era>,
        mut merged: Merged,
    ) -> Loaded {
        let (events, articles) = (take(&mut merged.events), take(&mut merged.articles));
        let timeline = Timeline::new(info, themes, eras, events, articles);
        let score = |event: &Event| merged.figures.get(&event.id).map_or(0.0, Figures::score);
        let scores = timeline.events().iter().map(score).collect();
        let settings = SiteSettings::default();
        Loaded { site_path, timeline, settings, merged, scores }
    }

    /// The event of that id, also where an editor hid it.
    pub(crate) fn event(&self, id: &str) -> Option<&Event> {
        let hidden = || self.merged.hidden.iter().find(|event| event.id == id);
        self.timeline.event(id).or_else(hidden)
    }

    /// Forgets how events were merged, which can be much and is not shown on pages.
    pub(crate) fn without_merging(self) -> Loaded {
        Loaded { merged: Merged::default(), ..self }
    }

    /// Whether there is nothing to show.
    pub(crate) fn is_empty(&self) -> bool {
        self.timeline.events().is_empty() && self.timeline.articles().is_empty()
    }
}

impl EventCounts {
    pub(crate) fn total(&self) -> usize {
        self.written + self.extracted
    }
}

fn timeline(
    source: &Sources,
    now: Option<Day>,
    cache: Option<&Cache>,
    merging: Merging,
    problems: &mut Problems,
) -> Loaded {
    let (language, names, mut files) = parse_files(source, problems);
    check_together(&mut files);
    let info = info(source, &names, &mut files, problems);
    let settings = settings(source, &names, &mut files, problems);
    for file in &mut files {
        take(&mut file.diagnostics).into_iter().for_each(|diagnostic| problems.add(diagnostic));
    }
    // Before the events are put together: there may be very many, and the texts are as large.
    problems.forget_sound_texts();
    let (mut themes, mut eras, mut written) = (Vec::new(), Vec::new(), Vec::<Event>::new());
    written.reserve_exact(files.iter().map(|file| file.events.len()).sum());
    for file in files {
        themes.extend(file.themes);
        eras.extend(file.eras);
        written.extend(file.events);
    }
    let found = extractions(&source.articles, now, cache, problems);
    let decisions = decisions(&source.curation, language, problems);
    let mut merged = merging(found, written, &decisions, Lexicon::english(), &Threads);
    problems.add_all(take(&mut merged.diagnostics).into_iter().map(Problem::from));
    problems.forget_sound_texts();
    let loaded = Loaded::new(source.site_path.clone(), info, themes, eras, merged);
    Loaded { settings, ..loaded }
}

/// What an editor decided, and what is wrong with that.
fn decisions(files: &[PathBuf], language: &Language, problems: &mut Problems) -> Vec<Decision> {
    let mut decisions = Vec::new();
    for path in files {
        match read_text(path) {
            Ok(text) => {
                let name = display(path);
                let read = parse_curation(&name, &text, &language.phrases());
                problems.keep_text(&name, text);
                problems.add_all(read.diagnostics.into_iter().map(Problem::from));
                decisions.extend(read.decisions);
            }
            Err(problem) => problems.add(problem),
        }
    }
    decisions
}

/// Parses the TOML files in the language that the settings name, which comes first; with each the
/// name of its file.
fn parse_files(
    source: &Sources,
    problems: &mut Problems,
) -> (&'static Language, Vec<String>, Vec<Parsed>) {
    let mut language = Language::english();
    let [settings, events @ ..] = source.toml.as_slice() else { return (language, vec![], vec![]) };
    let mut first = parse_file(settings, language);
    let tag = match &first {
        Ok(file) => file.parsed.info.as_ref().map_or("", |info| info.lang.as_str()),
        Err(_) => "",
    };
    match tag.parse::<KnownLanguage>() {
        _ if tag.is_empty() => {}
        Ok(KnownLanguage(named)) if named.tag() != language.tag() => {
            language = named;
            first = parse_file(settings, language);
        }
        Ok(_) => {}
        Err(message) => problems.add(Problem {
            severity: Severity::Warning,
            ..Problem::of_file(display(settings), "timeline/language", message)
                .help("dates in words are read as English here")
        }),
    }
    let others: Vec<_> = events.par_iter().map(|path| parse_file(path, language)).collect();
    let (mut names, mut parsed) = (Vec::new(), Vec::new());
    for file in std::iter::once(first).chain(others) {
        match file {
            Ok(TomlFile { name, text, parsed: file }) => {
                problems.keep_text(&name, text);
                names.push(name);
                parsed.push(file);
            }
            Err(problem) => problems.add(problem),
        }
    }
    (language, names, parsed)
}

/// A TOML file that was read.
struct TomlFile {
    name: String,
    text: String,
    parsed: Parsed,
}

fn parse_file(path: &Path, language: &Language) -> Result<TomlFile, Box<Problem>> {
    let (name, text) = (display(path), read_text(path)?);
    let parsed = parse_toml(&name, &text, &language.phrases());
    Ok(TomlFile { name, text, parsed })
}

/// The `[timeline]` table: that of the settings, or of the first file that has one.
fn info(source: &Sources, names: &[String], files: &mut [Parsed], problems: &mut Problems) -> Info {
    let mut tables = files.iter_mut().zip(names).filter(|(file, _)| file.info.is_some());
    let found = tables.next().and_then(|(file, _)| file.info.take());
    for (_, name) in tables {
        let message = "this [timeline] is not the first of its timeline and is not used";
        problems.add(Problem {
            severity: Severity::Warning,
            ..Problem::of_file(name, "timeline/again", message)
                .help(format!("keep the one in {SETTINGS}, or put this file into a folder of its own with an {SETTINGS}"))
        });
    }
    found.unwrap_or_else(|| {
        let settings = source.toml.first().map_or_else(String::new, |path| display(path));
        let title = Path::new(&settings).parent().and_then(Path::file_name);
        let title =
            title.map_or_else(|| "Timeline".to_owned(), |name| name.to_string_lossy().into());
        problems.add(Problem {
            severity: Severity::Warning,
            ..Problem::of_file(settings, "timeline/title", format!("{SETTINGS} gives no title"))
                .help(format!("add these lines to it: [timeline] and title = \"{title}\""))
        });
        Info { title, ..Info::default() }
    })
}

/// The `[site]` table of the settings of the main timeline; one that stands elsewhere is told.
fn settings(
    source: &Sources,
    names: &[String],
    files: &mut [Parsed],
    problems: &mut Problems,
) -> SiteSettings {
    let mut found = SiteSettings::default();
    for (place, (file, name)) in files.iter_mut().zip(names).enumerate() {
        let Some(settings) = file.site.take() else { continue };
        if place == 0 && source.site_path.is_empty() {
            found = settings;
        } else {
            let message = "this [site] does not stand in the settings of the site and is not used";
            problems.add(Problem {
                severity: Severity::Warning,
                ..Problem::of_file(name, "site/place", message)
                    .help(format!("move it into the {SETTINGS} of the data folder"))
            });
        }
    }
    found
}

/// What a function takes from each article that is in a language which is read.
fn each_article<T: Send>(
    files: &[ArticleFile],
    now: Option<Day>,
    work: impl Fn(&ArticleFile, &Article) -> Result<T, UnreadArticle> + Sync,
    problems: &mut Problems,
) -> Vec<T> {
    let (mut taken, mut unread) = (Vec::new(), Unread::default());
    let work = |file: &ArticleFile, article: Article| work(file, &article);
    // Nothing that is handed on here can be refused.
    let _ = for_each(files, now, problems, work, &mut |done| {
        match done {
            Ok(one) => taken.push(one),
            Err(article) => unread.count(article),
        }
        Ok(())
    });
    problems.add_all(unread.problems());
    taken
}

/// The words by which an article is read, or why it is not.
fn lexicon_of(file: &ArticleFile, article: &Article) -> Result<&'static Lexicon, UnreadArticle> {
    let language = article.language();
    language.map_or(Some(Lexicon::english()), Lexicon::named).ok_or_else(|| UnreadArticle {
        file: file.display(),
        tag: language.unwrap_or_default().to_owned(),
        said: article.lang.is_some(),
        id: article.id.clone(),
    })
}

/// An article in a language that events are not extracted from.
struct UnreadArticle {
    file: String,
    tag: String,
    /// Whether the article says that it is in that language.
    said: bool,
    id: String,
}

/// Such articles: how many there are of each file and language, and the first of them.
#[derive(Default)]
struct Unread(BTreeMap<(String, String, bool), (String, usize)>);

impl Unread {
    fn count(&mut self, article: UnreadArticle) {
        let UnreadArticle { file, tag, said, id } = article;
        self.0.entry((file, tag, said)).or_insert((id, 0)).1 += 1;
    }

    /// Words of one language are never read as those of another.
    fn problems(self) -> impl Iterator<Item = Problem> {
        self.0.into_iter().map(|((file, tag, said), (id, count))| {
            let are = match (said, count) {
                (true, 1) => "is",
                (true, _) => "are",
                (false, 1) => "seems to be",
                (false, _) => "seem to be",
            };
            let which = match count {
                1 => format!("the article `{id}` {are}"),
                _ => format!("{count} articles, the first of them `{id}`, {are}"),
            };
            let message = format!("{which} in the language `{tag}`, which is not read");
            let read = Lexicon::english().tag();
            let help = match said {
                true => {
                    format!("`{read}` is read; mend the tag if that is the language of the text")
                }
                false => format!("`{read}` is read; say so in the article if that is its language"),
            };
            Problem::of_file(file, "article/language", message).help(help)
        })
    }
}
