//! From the files of a data folder to timelines: TOML and articles read, extracted and merged.

use crate::folder::{ArticleFile, SETTINGS, Sources};
use crate::language::KnownLanguage;
use crate::problem::{Place, Problem, Problems};
use crate::terminal::Progress;
use crate::walk::{display, reason, unreadable};
use annals_core::{Event, Info, Origin, Parsed, Severity, Timeline, check_together, parse_toml};
use annals_dates::Language;
use annals_ingest::{Article, Extraction, Lexicon, Outline, extract, merge, outline, read};
use rayon::prelude::*;
use std::fs;
use std::path::Path;

/// Files up to this size are kept to show the lines of their problems.
const LARGEST_QUOTED: usize = 1 << 20;

/// A timeline, and where it stands in the site.
pub(crate) struct Loaded {
    pub(crate) site_path: String,
    pub(crate) timeline: Timeline,
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
pub(crate) fn timelines(sources: &[Sources], problems: &mut Problems) -> Vec<Loaded> {
    sources.iter().map(|source| timeline(source, problems)).collect()
}

/// Reads articles and extracts what each says, in the order of the files whatever the threads do.
pub(crate) fn extractions(files: &[ArticleFile], problems: &mut Problems) -> Vec<Extraction> {
    each_article(files, extract, problems)
}

/// Reads articles and takes from each what a summary needs, in the order of the files.
pub(crate) fn outlines(files: &[ArticleFile], problems: &mut Problems) -> Vec<Outline> {
    each_article(files, outline, problems).into_iter().flatten().collect()
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

fn timeline(source: &Sources, problems: &mut Problems) -> Loaded {
    let (names, mut files) = parse_files(source, problems);
    check_together(&mut files);
    let info = info(source, &names, &mut files, problems);
    let (mut themes, mut eras, mut written) = (Vec::new(), Vec::new(), Vec::<Event>::new());
    for file in files {
        themes.extend(file.themes);
        eras.extend(file.eras);
        written.extend(file.events);
        file.diagnostics.into_iter().for_each(|diagnostic| problems.add(diagnostic));
    }
    let merged = merge(extractions(&source.articles, problems), written, Lexicon::english());
    let timeline = Timeline::new(info, themes, eras, merged.events, merged.articles);
    Loaded { site_path: source.site_path.clone(), timeline }
}

/// Parses the TOML files in the language that the settings name; with each the name of its file.
fn parse_files(source: &Sources, problems: &mut Problems) -> (Vec<String>, Vec<Parsed>) {
    let mut language = Language::english();
    let (mut names, mut parsed) = (Vec::new(), Vec::new());
    for (place, path) in source.toml.iter().enumerate() {
        let text = match read_text(path) {
            Ok(text) => text,
            Err(problem) => {
                problems.add(problem);
                continue;
            }
        };
        let name = display(path);
        let mut file = parse_toml(&name, &text, &language.phrases());
        let tag = file.info.as_ref().map_or("", |info| info.lang.as_str());
        if place == 0 && !tag.is_empty() {
            match tag.parse::<KnownLanguage>() {
                Ok(KnownLanguage(named)) if named.tag() != language.tag() => {
                    language = named;
                    file = parse_toml(&name, &text, &language.phrases());
                }
                Ok(_) => {}
                Err(message) => problems.add(Problem {
                    severity: Severity::Warning,
                    ..Problem::of_file(&name, "timeline/language", message)
                        .help("dates in words are read as English here")
                }),
            }
        }
        problems.keep_text(&name, &text);
        names.push(name);
        parsed.push(file);
    }
    (names, parsed)
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

/// What a function takes from each article, in the order of the files whatever the threads do.
fn each_article<T: Send>(
    files: &[ArticleFile],
    take: impl Fn(&Article, &Lexicon) -> T + Sync,
    problems: &mut Problems,
) -> Vec<T> {
    let progress = Progress::of("articles");
    let read: Vec<(Vec<T>, Problems)> =
        files.par_iter().map(|file| each_in_file(file, &take, &progress)).collect();
    let mut taken = Vec::new();
    for (of_file, found) in read {
        taken.extend(of_file);
        problems.append(found);
    }
    taken
}

fn each_in_file<T: Send>(
    file: &ArticleFile,
    take: &(impl Fn(&Article, &Lexicon) -> T + Sync),
    progress: &Progress,
) -> (Vec<T>, Problems) {
    let mut problems = Problems::default();
    let bytes = match fs::read(&file.path) {
        Ok(bytes) => bytes,
        Err(error) => {
            problems.add(unreadable(&file.path, &reason(&error)));
            return (Vec::new(), problems);
        }
    };
    let mut articles = Vec::new();
    let diagnostics = read(&file.name, &bytes, &mut |article| articles.push(article));
    let name = display(&file.path);
    if let Ok(text) = std::str::from_utf8(&bytes)
        && !diagnostics.is_empty()
        && text.len() <= LARGEST_QUOTED
    {
        problems.keep_text(&name, text);
    }
    for mut diagnostic in diagnostics {
        diagnostic.file.clone_from(&name);
        problems.add(diagnostic);
    }
    let take = |article: &Article| {
        progress.step();
        let lexicon = article.lang.as_deref().map_or(Some(Lexicon::english()), Lexicon::named);
        lexicon.map(|lexicon| take(article, lexicon))
    };
    let taken: Vec<Option<T>> = articles.par_iter().map(take).collect();
    let mut known = Vec::with_capacity(taken.len());
    for (article, one) in articles.iter().zip(taken) {
        match one {
            Some(one) => known.push(one),
            None => problems.add(unknown_language(&name, article)),
        }
    }
    (known, problems)
}

/// Words of one language are never read as those of another.
fn unknown_language(file: &str, article: &Article) -> Problem {
    let tag = article.lang.as_deref().unwrap_or_default();
    let message =
        format!("the article `{}` is in the language `{tag}`, which is not read", article.id);
    let read = Lexicon::english().tag();
    Problem::of_file(file, "article/language", message)
        .help(format!("`{read}` is read; mend the tag if that is the language of the text"))
}
