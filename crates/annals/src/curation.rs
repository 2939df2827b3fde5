//! The file that decisions are written to, `curation/review.toml`: they are put behind what is
//! there, which is left as it is, and the file takes its place whole.

use crate::files::{NewFile, write_new};
use crate::folder::CURATION;
use crate::walk::{display, reason};
use annals_core::{Date, Decision, Event};
use anyhow::{Context, Result, bail};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

const FILE: &str = "review.toml";
const HEAD: &str = "# Decisions on events that were read out of articles. Each names its event by \
                    sentences that tell it.\n";

/// The decisions of a timeline, as far as this run wrote them.
pub(crate) struct DecisionFile {
    path: PathBuf,
    /// What the file held before each decision, and behind it.
    written: Vec<(Option<String>, String)>,
}

impl DecisionFile {
    /// That of the timeline in the folder.
    pub(crate) fn of(timeline: &Path) -> DecisionFile {
        DecisionFile { path: timeline.join(CURATION).join(FILE), written: Vec::new() }
    }

    /// Its name in messages.
    pub(crate) fn display(&self) -> String {
        display(&self.path)
    }

    /// Writes a decision behind those that are there, with a line that tells its events.
    ///
    /// # Errors
    /// The file cannot be read or written.
    pub(crate) fn add(&mut self, decision: &Decision, events: &[&Event]) -> Result<()> {
        let before = self.read()?;
        let mut after = before.clone().unwrap_or_else(|| HEAD.to_owned());
        if !after.is_empty() {
            after += if after.ends_with('\n') { "\n" } else { "\n\n" };
        }
        for event in events {
            after += &format!("# {}\n", in_a_line(event));
        }
        after += &decision.to_string();
        self.write(&after)?;
        self.written.push((before, after));
        Ok(())
    }

    /// Takes back the last decision that this run wrote; whether there is one.
    ///
    /// # Errors
    /// The file was changed since then, or cannot be written.
    pub(crate) fn undo(&mut self) -> Result<bool> {
        let Some((before, after)) = self.written.last() else { return Ok(false) };
        if self.read()?.as_ref() != Some(after) {
            bail!("`{}` was changed meanwhile: take the decision out by hand", self.display());
        }
        match before {
            Some(before) => self.write(before)?,
            None => fs::remove_file(&self.path)
                .with_context(|| format!("cannot remove `{}`", self.display()))?,
        }
        self.written.pop();
        Ok(true)
    }

    fn read(&self) -> Result<Option<String>> {
        match fs::read_to_string(&self.path) {
            Ok(text) => Ok(Some(text)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => bail!("cannot read `{}`: {}", self.display(), reason(&error)),
        }
    }

    /// The file takes its place whole. A folder that is a link may lead out of the data folder.
    fn write(&self, text: &str) -> Result<()> {
        let folder = self.path.parent().unwrap_or(&self.path);
        if folder.is_symlink() {
            let name = display(folder);
            bail!("`{name}` is a link and nothing was written\nhelp: make it a folder");
        }
        write_new(&[NewFile::new(&self.path, text)], true)
    }
}

/// An event in a line: when it was, and its title.
pub(crate) fn in_a_line(event: &Event) -> String {
    let date = event.date.as_ref().map_or_else(|| "no date".to_owned(), Date::words);
    let title = event.title.replace(char::is_control, " ");
    format!("{date}: {}", title.split_whitespace().collect::<Vec<_>>().join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::{Cited, NoPhrases, Origin, Verdict, parse_curation};

    fn decision(sentence: &str) -> Decision {
        let cited = Cited { sentence: sentence.to_owned(), ..Cited::default() };
        Decision::new(Verdict::Hide, vec![cited])
    }

    fn fair() -> Event {
        Event::new("The \u{1b}fair\nopened", "1912-05-03".parse().ok(), Origin::Extracted)
    }

    #[test]
    fn what_a_person_wrote_stays_and_the_last_decision_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join(CURATION).join(FILE);
        fs::create_dir(path.parent().unwrap()).unwrap();
        let own = "# mine\n[[hide]] # so\nsentences = ['It rained.']";
        fs::write(&path, own).unwrap();
        let mut file = DecisionFile::of(folder.path());
        file.add(&decision("The fair opened."), &[&fair()]).unwrap();
        let text = fs::read_to_string(&path).unwrap();
        assert_eq!(
            text,
            format!("{own}\n\n# 3 May 1912: The fair opened\n{}", decision("The fair opened."))
        );
        assert_eq!(parse_curation("a", &text, &NoPhrases).decisions.len(), 2);
        assert!(file.undo().unwrap());
        assert_eq!(fs::read_to_string(&path).unwrap(), own);
        assert!(!file.undo().unwrap());
    }

    #[test]
    fn nothing_is_taken_back_out_of_a_file_that_was_changed() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = DecisionFile::of(folder.path());
        file.add(&decision("It rained."), &[]).unwrap();
        fs::write(&file.path, "# nothing\n").unwrap();
        assert!(file.undo().unwrap_err().to_string().contains("was changed meanwhile"));
        assert_eq!(fs::read_to_string(&file.path).unwrap(), "# nothing\n");
    }

    #[test]
    fn a_new_file_is_gone_again_when_its_only_decision_is_taken_back() {
        let folder = tempfile::tempdir().unwrap();
        let mut file = DecisionFile::of(folder.path());
        file.add(&decision("It rained."), &[]).unwrap();
        assert!(fs::read_to_string(&file.path).unwrap().starts_with(HEAD));
        assert!(file.undo().unwrap());
        assert!(!file.path.exists());
        assert_eq!(fs::read_dir(file.path.parent().unwrap()).unwrap().count(), 0);
    }
}
