//! Articles out of files, a bounded number at a time: read in turn, worked on by all processors.

use crate::folder::ArticleFile;
use crate::output::counted;
use crate::problem::{Problem, Problems};
use crate::terminal::Progress;
use crate::walk::{display, reason, unreadable};
use annals_core::{Day, Severity};
use annals_ingest::{Article, Articles, Format};
use anyhow::Result;
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{self, Read};

/// Files up to this size are read beside each other, and shown where they have problems.
const SMALL: u64 = 1 << 20;
/// How many of them at a time.
const GROUP: usize = 64;
/// How many articles are worked on at a time, and how many bytes of text.
const BATCH: usize = 128;
const BATCH_BYTES: usize = 4 << 20;

/// How many files and articles were read, by format.
pub(crate) type Tally = BTreeMap<Format, Count>;

/// How many files of a format were read, and articles of them.
#[derive(Clone, Copy, Default)]
pub(crate) struct Count {
    pub(crate) files: usize,
    pub(crate) articles: usize,
}

/// Reads all articles, does `work` on many at a time, and hands on what comes out in the order of
/// the files, whatever the threads do. Articles dated after `now` are told.
///
/// Memory holds a batch of articles, however many there are.
///
/// # Errors
/// What `take` fails with; nothing more is read then.
pub(crate) fn for_each<T: Send>(
    files: &[ArticleFile],
    now: Option<Day>,
    problems: &mut Problems,
    work: impl Fn(&ArticleFile, Article) -> T + Sync,
    take: &mut dyn FnMut(T) -> Result<()>,
) -> Result<Tally> {
    let progress = Progress::of("articles");
    let mut tally = Tally::new();
    let mut rest = files;
    while let [first, after @ ..] = rest {
        let small = rest.iter().take(GROUP).take_while(|file| file.is_small()).count();
        if small < 2 {
            let read = stream(first, now, &progress, &work, take)?;
            add(read, &mut tally, problems);
            rest = after;
            continue;
        }
        let (group, after) = rest.split_at(small);
        let read_whole = |file| -> Result<(Vec<T>, FileRead)> {
            let mut done = Vec::new();
            let keep = &mut |one| {
                done.push(one);
                Ok(())
            };
            let read = stream(file, now, &progress, &work, keep)?;
            Ok((done, read))
        };
        let done: Vec<Result<(Vec<T>, FileRead)>> = group.par_iter().map(read_whole).collect();
        for one in done {
            let (done, read) = one?;
            done.into_iter().try_for_each(&mut *take)?;
            add(read, &mut tally, problems);
        }
        rest = after;
    }
    Ok(tally)
}

/// How the reading of one file ended.
struct FileRead {
    format: Option<Format>,
    articles: usize,
    problems: Problems,
}

fn add(read: FileRead, tally: &mut Tally, problems: &mut Problems) {
    if let Some(format) = read.format {
        let count = tally.entry(format).or_default();
        count.files += 1;
        count.articles += read.articles;
    }
    problems.append(read.problems);
}

fn stream<T: Send>(
    file: &ArticleFile,
    now: Option<Day>,
    progress: &Progress,
    work: &(impl Fn(&ArticleFile, Article) -> T + Sync),
    take: &mut dyn FnMut(T) -> Result<()>,
) -> Result<FileRead> {
    let mut problems = Problems::default();
    let input = match file.open() {
        Ok(input) => input,
        Err(error) => {
            problems.add(unreadable(&file.path, &reason(&error)));
            return Ok(FileRead { format: None, articles: 0, problems });
        }
    };
    let mut articles = Articles::new(&file.name, input);
    let (format, mut count, mut future) = (articles.format(), 0, Future::default());
    let on = |article| {
        progress.step();
        work(file, article)
    };
    let mut next = batch(&mut articles);
    while !next.is_empty() {
        let own = std::mem::take(&mut next);
        count += own.len();
        own.iter().for_each(|article| future.see(article, now));
        let mut done: Vec<T> = Vec::new();
        // The next ones are read while the others are worked on.
        rayon::in_place_scope(|scope| {
            scope.spawn(|_| done = own.into_par_iter().map(on).collect());
            next = batch(&mut articles);
        });
        done.into_iter().try_for_each(&mut *take)?;
    }
    let name = file.display();
    let diagnostics = articles.into_problems();
    let has_lines = format != Some(Format::Warc);
    if !diagnostics.is_empty()
        && has_lines
        && let Some(text) = file.text()
    {
        problems.keep_text(&name, &text);
    }
    for mut diagnostic in diagnostics {
        diagnostic.file.clone_from(&name);
        let problem = Problem::from(diagnostic);
        problems.add(if has_lines { problem } else { problem.without_line() });
    }
    problems.add_all(future.problem(&name, now));
    Ok(FileRead { format, articles: count, problems })
}

/// The next articles that are worked on together.
fn batch(articles: &mut Articles<'_>) -> Vec<Article> {
    let (mut batch, mut bytes) = (Vec::new(), 0);
    while batch.len() < BATCH && bytes < BATCH_BYTES {
        let Some(article) = articles.next() else { break };
        bytes += article.text.len();
        batch.push(article);
    }
    batch
}

impl ArticleFile {
    /// Standard input.
    pub(crate) fn is_stdin(&self) -> bool {
        self.path.as_os_str() == "-"
    }

    /// Its name in messages.
    pub(crate) fn display(&self) -> String {
        if self.is_stdin() { self.name.clone() } else { display(&self.path) }
    }

    fn open(&self) -> io::Result<Box<dyn Read>> {
        Ok(if self.is_stdin() {
            Box::new(io::stdin().lock())
        } else {
            Box::new(File::open(&self.path)?)
        })
    }

    fn size(&self) -> Option<u64> {
        let known = if self.is_stdin() { None } else { fs::metadata(&self.path).ok() };
        known.filter(fs::Metadata::is_file).map(|known| known.len())
    }

    /// Whether all that it holds may be in memory. What is packed may be of any size.
    fn is_small(&self) -> bool {
        let is_packed = [".gz", ".zst"].iter().any(|end| self.name.ends_with(end));
        !is_packed && self.size().is_some_and(|size| size <= SMALL)
    }

    /// Its text, to show the lines of its problems: that of a small file in UTF-8.
    fn text(&self) -> Option<String> {
        self.size().filter(|size| *size <= SMALL)?;
        let text = String::from_utf8(fs::read(&self.path).ok()?).ok()?;
        // Places are counted without the mark.
        Some(text.strip_prefix('\u{feff}').map_or_else(|| text.clone(), str::to_owned))
    }
}

/// The articles of a file that are dated after the day that counts as today.
#[derive(Default)]
struct Future {
    count: usize,
    first: Option<(String, Day)>,
}

impl Future {
    fn see(&mut self, article: &Article, now: Option<Day>) {
        if let (Some(day), Some(now)) = (article.date(), now)
            && day > now
        {
            self.count += 1;
            self.first.get_or_insert_with(|| (article.id.clone(), day));
        }
    }

    fn problem(self, file: &str, now: Option<Day>) -> Option<Problem> {
        let ((id, day), now) = (self.first?, now?);
        let message = match self.count {
            1 => format!("the article `{id}` is dated {day}, after {now}"),
            count => {
                let articles = counted(count, "article");
                format!("{articles} are dated after {now}; the first is `{id}` of {day}")
            }
        };
        let problem = Problem::of_file(file, "article/future", message);
        let help = "mend the date, or the day given with --now";
        Some(Problem { severity: Severity::Warning, ..problem }.help(help))
    }
}
