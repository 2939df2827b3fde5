//! `annals import`: files of other programs as events of a data folder.

use crate::files::{NewFile, write_new};
use crate::folder::{SCHEMA, SCHEMA_OF_EVENTS, SETTINGS};
use crate::language::KnownLanguage;
use crate::losses::Deny;
use crate::output::{Format as Form, OutputArgs, counted};
use crate::problem::{Problem, Problems};
use crate::walk::{display, display_folder, reason, unreadable};
use crate::{Outcome, folder, load, losses};
use annals_core::{
    Info, NoPhrases, Parsed, PhraseReader, Severity, TomlFile, parse_toml, slug, toml_schema,
};
use annals_dates::Language;
use annals_exchange::{Format, Imported, import, json_fault};
use anyhow::{Result, bail};
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

const EXAMPLES: &str = "\
Examples:
  annals import timeline.json --into data
  annals import holidays.ics events.csv --into data --dry-run
  curl -s https://example.org/events.csv | annals import - --from csv --name fairs --into data";

/// Take events over from the files of other programs
///
/// Reads TimelineJS (JSON, or its spreadsheet as CSV), markwhen, iCalendar, CSV with the columns
/// `title` and `date`, JSON lines of events, schema.org JSON-LD, Linked Places and Wikidata, and
/// writes each file as events/NAME.toml of a data folder, which is made where there is none. A
/// date is taken over as exact as it is and no surer. Each thing that is not taken over is told,
/// with its place; the exit code is 1 where an entry or its date could not be used.
#[derive(clap::Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct Args {
    /// The files, or - for standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// The format of the files; told by their content where nothing is said
    #[arg(long, value_name = "FORMAT", value_parser = readable)]
    from: Option<Format>,
    /// The data folder
    #[arg(long, value_name = "DIR")]
    into: PathBuf,
    /// The name of the file of events, without .toml; that of the file where nothing is said
    #[arg(long, value_name = "NAME")]
    name: Option<String>,
    /// The language of dates in words
    #[arg(long, value_name = "TAG")]
    lang: Option<KnownLanguage>,
    /// Replace a file of events of that name
    #[arg(long)]
    force: bool,
    /// Only tell what would be taken over
    #[arg(long)]
    dry_run: bool,
    /// What else makes the exit code 1: losses
    #[arg(long, value_enum, value_name = "KIND", hide_possible_values = true)]
    deny: Option<Deny>,
    #[command(flatten)]
    output: OutputArgs,
}

fn readable(name: &str) -> Result<Format, String> {
    let format: Format = name.parse().map_err(|_| known(name, Format::is_read))?;
    if format.is_read() { Ok(format) } else { Err(known(name, Format::is_read)) }
}

/// What to say of a format that is not read or written.
pub(crate) fn known(name: &str, is_meant: fn(Format) -> bool) -> String {
    let known = Format::ALL.into_iter().filter(|format| is_meant(*format));
    let known: Vec<String> = known.map(|f| format!("  {:<15} {}", f.name(), f.about())).collect();
    format!("`{name}` is none of these formats:\n{}", known.join("\n"))
}

pub(crate) fn run(args: Args) -> Result<Outcome> {
    if args.name.is_some() && args.files.len() > 1 {
        return Err(crate::wrong_usage("import", "--name goes with one file alone").into());
    }
    if args.into.is_file() {
        bail!("`{}` is a file; a data folder was expected", display_folder(&args.into));
    }
    let language = args.lang.map_or(Language::english(), |KnownLanguage(language)| language);
    let mut run = Run {
        phrases: &language.phrases(),
        problems: Problems::default(),
        taken: Taken::of(&args.into),
        out: Vec::new(),
        has_losses: false,
        args: &args,
    };
    for path in &args.files {
        if let Err(problem) = run.file(path) {
            run.problems.add(problem);
        }
    }
    let mut out = io::stdout().lock();
    out.write_all(&run.out)?;
    match args.output.format() {
        Form::Jsonl => run.problems.write_jsonl(&mut out)?,
        Form::Text => run.problems.tell()?,
    }
    let denied = args.deny.is_some() && run.has_losses;
    Ok(if denied { Outcome::Findings } else { run.problems.outcome(false) })
}

struct Run<'a> {
    phrases: &'a dyn PhraseReader,
    problems: Problems,
    taken: Taken,
    out: Vec<u8>,
    has_losses: bool,
    args: &'a Args,
}

/// What the files of the data folder have already.
#[derive(Default)]
struct Taken {
    files: BTreeMap<PathBuf, Ids>,
    /// In how many files each id is that of an event.
    events: HashMap<String, usize>,
    /// The title of the timeline.
    title: String,
}

/// The ids in a file: of events, and of themes.
#[derive(Default)]
struct Ids {
    events: Vec<String>,
    themes: Vec<String>,
}

impl Run<'_> {
    /// Takes one file over.
    fn file(&mut self, path: &Path) -> Result<(), Box<Problem>> {
        let is_stdin = path.as_os_str() == "-";
        let name = if is_stdin { "stdin".to_owned() } else { display(path) };
        let text = load::utf8(&name, bytes(path, is_stdin)?)?;
        let format = self.args.from.or_else(|| Format::guess(&name, &text));
        let format = format.ok_or_else(|| unknown_format(&name, &text))?;
        let mut imported = import(format, &text, self.phrases);
        let stem = self.args.name.clone().unwrap_or_else(|| {
            let stem = if is_stdin { Path::new("stdin") } else { path };
            stem.file_stem().unwrap_or_default().to_string_lossy().into_owned()
        });
        let target = self.args.into.join("events").join(format!("{}.toml", slug(&stem)));
        self.taken.forget(&target);
        imported.set_apart(&|id| self.taken.events.contains_key(id));
        imported.fit_for_toml();
        let has_events = !imported.events.is_empty() || !imported.eras.is_empty();
        self.taken.remember(target.clone(), ids(&imported));
        let written = if has_events { self.write(&target, &stem, &mut imported)? } else { false };
        self.has_losses |= !imported.losses.is_empty();
        self.tell(&name, &target, format, &imported, written);
        Ok(())
    }

    /// Writes the events; `false` where only their number is asked for.
    fn write(
        &mut self,
        target: &Path,
        stem: &str,
        imported: &mut Imported,
    ) -> Result<bool, Box<Problem>> {
        let info = imported.info.take();
        let settings = self.args.into.join(SETTINGS);
        let has_settings = settings.symlink_metadata().is_ok();
        if let Some(info) =
            info.as_ref().filter(|info| has_settings && info.title != self.taken.title)
        {
            let message =
                format!("the title is not taken over: {SETTINGS} has the title of the timeline");
            imported.lose("import/title", &message, &info.title);
        }
        let themes =
            imported.themes.iter().filter(|theme| !self.taken.has_theme(target, &theme.id));
        let file = TomlFile {
            schema: match has_settings {
                true => folder::schema_of_events(&self.args.into),
                false => Some(SCHEMA_OF_EVENTS.to_owned()),
            },
            themes: themes.cloned().collect(),
            eras: imported.eras.clone(),
            events: imported.events.clone(),
            ..TomlFile::default()
        };
        let text = file.write(self.phrases);
        // What would be refused when it is read is told now.
        let name = display(target);
        let faults = parse_toml(&name, &text, self.phrases).diagnostics;
        let faults = faults.into_iter().filter(|fault| fault.severity == Severity::Error);
        self.problems.add_all(faults.map(Problem::from));
        if self.args.dry_run {
            return Ok(false);
        }
        let mut files = vec![NewFile::new(target, text)];
        if !has_settings {
            let title = stem.to_owned();
            let info = info.unwrap_or(Info { title, ..Info::default() });
            let schema = Some(SCHEMA.to_owned());
            let file = TomlFile { schema, info: Some(info), ..TomlFile::default() };
            files.push(NewFile::new(settings, file.write(self.phrases)));
            let schema = self.args.into.join(SCHEMA);
            if !schema.exists() {
                files.push(NewFile::new(schema, toml_schema()));
            }
        }
        write_new(&files, self.args.force).map_err(|error| losses::unwritten(target, &error))?;
        Ok(true)
    }

    fn tell(
        &mut self,
        name: &str,
        target: &Path,
        format: Format,
        imported: &Imported,
        written: bool,
    ) {
        // Memory refuses nothing.
        if self.args.output.format() == Form::Jsonl {
            let _ = losses::write_jsonl(&mut self.out, name, &imported.losses);
            return;
        }
        losses::add(&mut self.problems, name, &imported.losses);
        let place = match (written, imported.events.is_empty()) {
            (true, _) => format!("written to {}", display(target)),
            (false, true) => "nothing written".to_owned(),
            (false, false) => format!("would be written to {}", display(target)),
        };
        let entries = match imported.entries {
            1 => "1 entry".to_owned(),
            number => format!("{number} entries"),
        };
        let _ = writeln!(
            self.out,
            "{name} ({format}): {} of {entries}, {}, {}, {}; {place}",
            counted(imported.events.len(), "event"),
            counted(imported.themes.len(), "theme"),
            counted(imported.eras.len(), "era"),
            losses::counts(&imported.losses),
        );
    }
}

impl Taken {
    /// What a data folder has. One that is still to be made has nothing, and what is wrong with one
    /// is told by `annals check`.
    fn of(dir: &Path) -> Taken {
        let mut taken = Taken::default();
        let Ok(sources) = folder::timelines(dir, &mut Problems::default()) else { return taken };
        for path in sources.iter().take(1).flat_map(|source| &source.toml) {
            let Ok(text) = load::read_text(path) else { continue };
            let Parsed { info, events, themes, .. } = parse_toml("", &text, &NoPhrases);
            taken.title = info.map_or(taken.title, |info| info.title);
            let events = events.into_iter().map(|event| event.id).collect();
            let themes = themes.into_iter().map(|theme| theme.id).collect();
            taken.remember(path.clone(), Ids { events, themes });
        }
        taken
    }

    fn remember(&mut self, file: PathBuf, ids: Ids) {
        for id in &ids.events {
            *self.events.entry(id.clone()).or_default() += 1;
        }
        self.files.insert(file, ids);
    }

    /// A file that is to be written anew has nothing.
    fn forget(&mut self, file: &Path) {
        for id in self.files.remove(file).unwrap_or_default().events {
            if let Entry::Occupied(mut count) = self.events.entry(id) {
                match count.get() {
                    1 => drop(count.remove()),
                    _ => *count.get_mut() -= 1,
                }
            }
        }
    }

    /// Whether another file defines that theme.
    fn has_theme(&self, file: &Path, id: &str) -> bool {
        let others = self.files.iter().filter(|(path, _)| *path != file);
        others.flat_map(|(_, ids)| &ids.themes).any(|theme| theme == id)
    }
}

fn ids(imported: &Imported) -> Ids {
    let events = imported.events.iter().map(|event| event.id.clone()).collect();
    Ids { events, themes: imported.themes.iter().map(|theme| theme.id.clone()).collect() }
}

fn bytes(path: &Path, is_stdin: bool) -> Result<Vec<u8>, Box<Problem>> {
    let read = if is_stdin {
        let mut bytes = Vec::new();
        io::stdin().lock().read_to_end(&mut bytes).map(|_| bytes)
    } else {
        fs::read(path)
    };
    read.map_err(|error| unreadable(path, &reason(&error)))
}

fn unknown_format(name: &str, text: &str) -> Box<Problem> {
    if let Some((line, fault)) = json_fault(text) {
        return losses::broken_json(name, line, fault);
    }
    let formats = Format::ALL.into_iter().filter(|format| format.is_read());
    let formats: Vec<&str> = formats.map(Format::name).collect();
    let help = format!("say it: --from {}", formats.join(", --from "));
    let (code, message, help) = match text.trim().is_empty() {
        true => {
            ("import/empty", "the file is empty", "look whether this is the file that was meant")
        }
        false => ("import/format", "it is not certain in which format this file is", &*help),
    };
    Box::new(Problem::of_file(name, code, message).help(help))
}
