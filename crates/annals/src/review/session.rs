//! One question after the other, each answered with a key.

use super::keys::Keys;
use super::{Reviewed, decide, write_question};
use crate::output::counted;
use annals_core::Origin;
use annals_ingest::{Answer, Question, QuestionKind};
use anyhow::Result;
use std::collections::BTreeSet;
use std::io::Write;

/// What ends a session beside `q`: the keys that end a program and an input.
const ENDS: [char; 2] = ['\u{3}', '\u{4}'];

const HELP: &str =
    "  a  accept: the event is right as it is     h  hide: it is none, or does not belong here
  m  merge: both are one event               s  split: they are not, or its dates are of several
  l  link: it is the one written by hand     d  date: it was then
  t  title: it is called so                  u  undo the last decision
  n  next, and so does the space bar         q  quit; what was decided is written already
";

/// Asks all questions until there is none or the person has enough.
pub(super) fn run(
    timelines: &mut [Reviewed<'_>],
    keys: &mut dyn Keys,
    out: &mut dyn Write,
) -> Result<()> {
    let all: usize = timelines.iter().map(|one| one.questions.len()).sum();
    let mut session = Session { keys, out, all, asked: 0, decided: 0 };
    if all == 0 {
        writeln!(session.out, "nothing wants a decision")?;
        return Ok(());
    }
    for one in timelines {
        if !session.timeline(one)? {
            break;
        }
    }
    writeln!(session.out, "{} written", counted(session.decided, "decision"))?;
    Ok(())
}

struct Session<'a> {
    keys: &'a mut dyn Keys,
    out: &'a mut dyn Write,
    all: usize,
    asked: usize,
    decided: usize,
}

/// What follows a key.
enum Next {
    /// The question was answered with a decision that is written.
    Decided(Answer),
    Passed,
    /// The last decision was taken back: its question is asked again.
    Undone,
    Quit,
}

impl Session<'_> {
    /// Asks the questions of a timeline; whether to go on behind them.
    fn timeline(&mut self, one: &mut Reviewed<'_>) -> Result<bool> {
        let questions = one.questions.clone();
        // The questions that were decided, and what is no event of its own any more by each.
        let mut decided: Vec<(usize, Option<&str>)> = Vec::new();
        let mut number = 0;
        while let Some(question) = questions.get(number) {
            let gone: BTreeSet<&str> = decided.iter().filter_map(|(_, gone)| *gone).collect();
            let events = [Some(question.event), question.other];
            if events.into_iter().flatten().any(|event| gone.contains(event.id.as_str())) {
                number += 1;
                self.asked += 1;
                continue;
            }
            match self.ask(question, one, !decided.is_empty())? {
                Next::Decided(answer) => {
                    let gone = match answer {
                        Answer::Hide | Answer::Link => Some(question.event.id.as_str()),
                        Answer::Merge => question.other.map(|other| other.id.as_str()),
                        _ => None,
                    };
                    decided.push((number, gone));
                    self.decided += 1;
                }
                Next::Passed => {}
                Next::Undone => {
                    if let Some((earlier, _)) = decided.pop() {
                        self.asked -= number - earlier;
                        number = earlier;
                        self.decided -= 1;
                    }
                    continue;
                }
                Next::Quit => return Ok(false),
            }
            number += 1;
            self.asked += 1;
        }
        Ok(true)
    }

    fn ask(
        &mut self,
        question: &Question<'_>,
        one: &mut Reviewed<'_>,
        may_undo: bool,
    ) -> Result<Next> {
        write!(self.out, "\n{} of {}: ", self.asked + 1, self.all)?;
        write_question(self.out, question)?;
        let offered = offered(question);
        writeln!(self.out, "{}", offered.join("  "))?;
        self.out.flush()?;
        loop {
            let Some(key) = self.keys.key()? else { return Ok(Next::Quit) };
            let answer = match key {
                'q' => return Ok(Next::Quit),
                key if ENDS.contains(&key) => return Ok(Next::Quit),
                'n' | ' ' => return Ok(Next::Passed),
                'u' if may_undo => match one.file.undo() {
                    Ok(true) => return Ok(Next::Undone),
                    Ok(false) => None,
                    Err(error) => {
                        writeln!(self.out, "{error:#}")?;
                        continue;
                    }
                },
                'a' => Some(Answer::Accept),
                'h' => Some(Answer::Hide),
                'm' => Some(Answer::Merge),
                's' => Some(Answer::Split),
                'l' => Some(Answer::Link),
                't' => self.title()?,
                'd' => self.date(question)?,
                '?' => {
                    write!(self.out, "{HELP}")?;
                    continue;
                }
                _ => None,
            };
            match answer {
                Some(answer) if one.answer(question, &answer)? => {
                    writeln!(self.out, "{}: written to {}", answer.name(), one.file.display())?;
                    return Ok(Next::Decided(answer));
                }
                _ => writeln!(self.out, "{}  (? tells more)", offered.join("  "))?,
            }
            self.out.flush()?;
        }
    }

    fn title(&mut self) -> Result<Option<Answer>> {
        let title = self.keys.line(self.out, "title: ")?.filter(|title| !title.is_empty());
        Ok(title.map(Answer::Title))
    }

    /// A date that is typed, or the number of one that the articles give.
    fn date(&mut self, question: &Question<'_>) -> Result<Option<Answer>> {
        let said = match &question.kind {
            QuestionKind::Dates(datings) => datings.as_slice(),
            _ => &[],
        };
        for (number, dating) in said.iter().enumerate() {
            writeln!(self.out, "  {}  {}", number + 1, dating.date.words())?;
        }
        let Some(text) = self.keys.line(self.out, "date: ")? else { return Ok(None) };
        let chosen = text.parse::<usize>().ok().and_then(|number| said.get(number.checked_sub(1)?));
        if let Some(dating) = chosen {
            return Ok(Some(Answer::Date(dating.date.clone())));
        }
        match decide::date(&text) {
            Ok(date) => Ok(Some(Answer::Date(date))),
            Err((message, help)) => {
                writeln!(self.out, "{message}\n  {help}")?;
                Ok(None)
            }
        }
    }
}

/// The keys that answer a question.
fn offered(question: &Question<'_>) -> Vec<&'static str> {
    let mut keys = Vec::new();
    for answer in question.answers() {
        keys.push(match answer {
            Answer::Accept => "[a]ccept",
            Answer::Hide => "[h]ide",
            Answer::Merge => "[m]erge",
            Answer::Split if question.event.origin == Origin::Written => "[s]plit off",
            Answer::Split => "[s]plit",
            Answer::Link => "[l]ink",
            Answer::Title(_) => "[t]itle",
            Answer::Date(_) => "[d]ate",
        });
    }
    keys.extend(["[n]ext", "[u]ndo", "[q]uit", "[?]"]);
    keys
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::folder;
    use crate::load;
    use crate::problem::Problems;
    use std::collections::VecDeque;
    use std::fs;
    use std::io;
    use std::path::Path;

    /// Keys and lines that were typed before.
    struct Typed(VecDeque<char>, VecDeque<&'static str>);

    impl Keys for Typed {
        fn key(&mut self) -> io::Result<Option<char>> {
            Ok(self.0.pop_front())
        }

        fn line(&mut self, out: &mut dyn Write, prompt: &str) -> io::Result<Option<String>> {
            writeln!(out, "{prompt}")?;
            Ok(self.1.pop_front().map(str::to_owned))
        }
    }

    fn data() -> tempfile::TempDir {
        let data = tempfile::tempdir().unwrap();
        let write = |name: &str, text: &str| fs::write(data.path().join(name), text).unwrap();
        fs::create_dir(data.path().join("articles")).unwrap();
        write("annals.toml", "[timeline]\ntitle = \"Port Averell\"\n");
        write(
            "articles/courier.txt",
            "date 2019-03-14 Mayor Ida Lund resigned in Port Averell on Wednesday. \
             She said on Wednesday that the ferry would be sold.",
        );
        write(
            "articles/weekly.txt",
            "date 2019-03-16 Mayor Ida Lund resigned in Port Averell on 12 March. \
             Ida Lund left the office of mayor in Port Averell on Wednesday.",
        );
        data
    }

    /// What a session says when these keys and lines are typed.
    fn session(data: &Path, keys: &str, lines: &[&'static str]) -> String {
        let mut problems = Problems::default();
        let sources = folder::timelines(data, &mut problems).unwrap();
        let loaded = load::for_review(&sources, None, &mut problems);
        let mut timelines: Vec<Reviewed<'_>> =
            loaded.iter().map(|one| Reviewed::of(one, data)).collect();
        let mut typed = Typed(keys.chars().collect(), lines.iter().copied().collect());
        let mut out = Vec::new();
        run(&mut timelines, &mut typed, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    fn decided(data: &Path) -> String {
        fs::read_to_string(data.join("curation/review.toml")).unwrap_or_default()
    }

    #[test]
    fn keys_answer_and_what_was_answered_is_not_asked_again() {
        let data = data();
        let first = session(data.path(), "", &[]);
        assert!(first.contains("\n1 of 3: When was it? 12 March 2019 by 1 article"), "{first}");
        assert!(first.ends_with("[u]ndo  [q]uit  [?]\n0 decisions written\n"), "{first}");
        let told = session(data.path(), "x?dmh", &["2"]);
        assert!(told.contains("[a]ccept  [h]ide  [t]itle  [d]ate"), "{told}");
        assert!(told.contains("split: they are not, or its dates are of several"), "{told}");
        assert!(told.contains("  2  13 March 2019\n"), "{told}");
        assert!(told.ends_with("3 decisions written\n"), "{told}");
        let text = decided(data.path());
        for kind in ["[[re-date]]\ndate = \"2019-03-13\"", "[[merge]]", "[[hide]]"] {
            assert!(text.contains(kind), "{kind}: {text}");
        }
        assert_eq!(session(data.path(), "", &[]), "nothing wants a decision\n");
    }

    #[test]
    fn an_answer_is_taken_back_and_its_question_asked_again() {
        let data = data();
        let told = session(data.path(), "uatuq", &["The mayor goes"]);
        assert_eq!(told.matches("2 of 3: ").count(), 2, "{told}");
        assert!(told.contains("title: written to "), "{told}");
        assert!(told.ends_with("1 decision written\n"), "{told}");
        let text = decided(data.path());
        assert!(text.contains("[[accept]]") && !text.contains("[[rename]]"), "{text}");
    }

    #[test]
    fn what_is_no_date_is_told_and_asked_again() {
        let data = data();
        let told = session(data.path(), "ddtq", &["2019-02-30", "unknown", ""]);
        assert!(told.contains("`2019-02-30` is no date: February 2019 has 28 days"), "{told}");
        assert!(told.contains("`unknown` says that no date is known"), "{told}");
        assert_eq!(decided(data.path()), "");
    }

    #[test]
    fn of_an_event_that_is_gone_nothing_is_asked() {
        let data = data();
        let told = session(data.path(), "hq", &[]);
        assert!(!told.contains("2 of 3: ") && told.contains("3 of 3: "), "{told}");
    }
}
