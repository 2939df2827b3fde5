//! What of a merged timeline wants the decision of a person, the most important first.
//!
//! Nothing is weighed here anew: how much an event matters and why it is doubted are its
//! [`Figures`], what sources say of its date are [`Merged::datings`], and what may
//! be one is [`Merged::doubles`].

use crate::cite::Citations;
use crate::merge::{Dating, Double, Merged};
use crate::rank::Figures;
use annals_core::{Cited, Date, Decision, Event, Evidence, Origin, Timeline, Verdict};

/// Something that a person should decide.
#[derive(Clone, Debug, PartialEq)]
pub struct Question<'t> {
    /// What is asked.
    pub kind: QuestionKind,
    /// The event that it is about.
    pub event: &'t Event,
    /// The event that it may be, where that is asked.
    pub other: Option<&'t Event>,
    /// How much the more important of its events matters.
    pub score: f64,
}

/// What is asked of a person.
#[derive(Clone, Debug, PartialEq)]
pub enum QuestionKind {
    /// Whether it is an event at all: these are the reasons to doubt it.
    Doubt(Vec<&'static str>),
    /// When it was: articles contradict each other.
    Dates(Vec<Dating>),
    /// Whether another event of articles is the same: how alike both are, and had to be.
    Double(f64, f64),
    /// Whether it is an event that was written by hand: how alike both are, and had to be.
    Link(f64, f64),
}

/// The questions of a timeline, whose events were taken out of `merged`.
///
/// Of what was decided nothing is asked: an event that was accepted, renamed or dated anew is not
/// doubted, and a pair that was split or unlinked is not asked again.
pub fn questions<'t>(timeline: &'t Timeline, merged: &Merged) -> Vec<Question<'t>> {
    let score = |event: &Event| merged.figures.get(&event.id).map_or(0.0, Figures::score);
    let of_events = timeline.events().iter().filter_map(|event| {
        let kind = of_event(event, merged)?;
        Some(Question { kind, event, other: None, score: score(event) })
    });
    let of_pairs = merged.doubles.iter().filter_map(|double| {
        let Double { likeness, needed, .. } = *double;
        let (event, other) = (timeline.event(&double.event)?, timeline.event(&double.other)?);
        let kind = match other.origin {
            Origin::Written => QuestionKind::Link(likeness, needed),
            Origin::Extracted => QuestionKind::Double(likeness, needed),
        };
        let score = score(event).max(score(other));
        Some(Question { kind, event, other: Some(other), score })
    });
    let mut questions: Vec<Question<'t>> = of_events.chain(of_pairs).collect();
    questions.sort_by(|a, b| b.score.total_cmp(&a.score).then_with(|| a.place().cmp(&b.place())));
    questions
}

/// What is asked of an event by itself.
fn of_event(event: &Event, merged: &Merged) -> Option<QuestionKind> {
    let is_looked_at = |decision: &Decision| match decision.verdict {
        Verdict::Accept | Verdict::Rename(_) | Verdict::Redate(_) => true,
        Verdict::Link(_) => event.origin == Origin::Written,
        _ => false,
    };
    if merged.decisions.get(&event.id).into_iter().flatten().any(is_looked_at) {
        return None;
    }
    let datings = merged.datings(event);
    if datings.iter().any(|dating| !dating.agrees) {
        return Some(QuestionKind::Dates(datings));
    }
    let doubts: Vec<&str> = merged.figures.get(&event.id)?.doubts().collect();
    (!doubts.is_empty()).then_some(QuestionKind::Doubt(doubts))
}

impl Question<'_> {
    /// The word for it in records: `doubt`, `dates`, `double`, `link`.
    pub fn name(&self) -> &'static str {
        match self.kind {
            QuestionKind::Doubt(_) => "doubt",
            QuestionKind::Dates(_) => "dates",
            QuestionKind::Double(..) => "double",
            QuestionKind::Link(..) => "link",
        }
    }

    /// The decision that an answer stands for; `None` where the question has no such answer.
    pub fn decision(&self, answer: &Answer, citations: &Citations<'_>) -> Option<Decision> {
        let own = || citations.of(self.event);
        let both = |other: &Event| {
            let one = |event| citations.of(event).into_iter().take(1);
            one(self.event).chain(one(other)).collect()
        };
        let (verdict, sentences) = match (answer, &self.kind, self.other) {
            (Answer::Link, QuestionKind::Link(..), Some(other)) => {
                (Verdict::Link(other.id.clone()), own())
            }
            (Answer::Split, QuestionKind::Link(..), Some(other)) => {
                (Verdict::Unlink(other.id.clone()), own())
            }
            (Answer::Merge, QuestionKind::Double(..), Some(other)) => (Verdict::Merge, both(other)),
            (Answer::Split, QuestionKind::Double(..), Some(other)) => (Verdict::Split, both(other)),
            (_, QuestionKind::Dates(_), _) if self.event.origin == Origin::Written => {
                let id = self.event.id.clone();
                match answer {
                    Answer::Link => (Verdict::Link(id), self.against(citations)),
                    Answer::Split => (Verdict::Unlink(id), self.against(citations)),
                    _ => return None,
                }
            }
            (Answer::Split, QuestionKind::Dates(_), _) => (Verdict::Split, self.apart(citations)),
            (Answer::Accept, ..) => (Verdict::Accept, own()),
            (Answer::Hide, ..) => (Verdict::Hide, own()),
            (Answer::Title(title), ..) => (Verdict::Rename(title.clone()), own()),
            (Answer::Date(date), ..) => (Verdict::Redate(Some(date.clone())), own()),
            _ => return None,
        };
        let is_enough = sentences.len() >= verdict.least_sentences();
        is_enough.then(|| Decision::new(verdict, sentences))
    }

    /// The answers that it has, the likeliest first; a title and a date are those of the event.
    pub fn answers(&self) -> Vec<Answer> {
        if self.event.origin == Origin::Written {
            return vec![Answer::Link, Answer::Split];
        }
        let mut answers = match self.kind {
            QuestionKind::Doubt(_) => vec![],
            QuestionKind::Dates(_) => vec![Answer::Split],
            QuestionKind::Double(..) => vec![Answer::Merge, Answer::Split],
            QuestionKind::Link(..) => vec![Answer::Link, Answer::Split],
        };
        answers.extend([Answer::Accept, Answer::Hide, Answer::Title(self.event.title.clone())]);
        answers.extend(self.event.date.clone().map(Answer::Date));
        answers
    }

    /// A sentence for each date that contradicts the others, each to be an event of its own.
    fn apart(&self, citations: &Citations<'_>) -> Vec<Cited> {
        let dated = self.event.evidence.iter().filter_map(|evidence| {
            let date = evidence.reading.as_ref()?.date.as_ref()?;
            Some((evidence, date))
        });
        let mut dated: Vec<(&Evidence, &Date)> = dated.collect();
        // What bears out the date of the event comes first.
        let own = self.event.date.as_ref();
        dated.sort_by_key(|(_, date)| own.is_some_and(|own| !own.may_meet(date)));
        let mut apart: Vec<(&Evidence, &Date)> = Vec::new();
        for (evidence, date) in dated {
            if apart.iter().all(|(_, other)| !other.may_meet(date)) {
                apart.push((evidence, date));
            }
        }
        apart.into_iter().map(|(evidence, _)| citations.cite(self.event, evidence)).collect()
    }

    /// The sentences of other dates than that of the event.
    fn against(&self, citations: &Citations<'_>) -> Vec<Cited> {
        let is_against = |evidence: &&Evidence| {
            let read = evidence.reading.as_ref().and_then(|reading| reading.date.as_ref());
            read.zip(self.event.date.as_ref()).is_some_and(|(read, own)| !own.may_meet(read))
        };
        let against = self.event.evidence.iter().filter(is_against);
        against.map(|evidence| citations.cite(self.event, evidence)).collect()
    }

    fn place(&self) -> (&str, &str, &'static str) {
        (&self.event.id, self.other.map_or("", |other| &other.id), self.name())
    }
}

/// What a person answers.
#[derive(Clone, Debug, PartialEq)]
pub enum Answer {
    /// The event is right as it is.
    Accept,
    /// It is none.
    Hide,
    /// Both events are one.
    Merge,
    /// They are not; or the dates that contradict each other are those of different events.
    Split,
    /// It is the one that was written by hand.
    Link,
    /// It has this title.
    Title(String),
    /// It was then.
    Date(Date),
}

impl Answer {
    /// The word for it in records: `accept`, `hide` …
    pub fn name(&self) -> &'static str {
        match self {
            Answer::Accept => "accept",
            Answer::Hide => "hide",
            Answer::Merge => "merge",
            Answer::Split => "split",
            Answer::Link => "link",
            Answer::Title(_) => "title",
            Answer::Date(_) => "date",
        }
    }
}

impl<'t> Question<'t> {
    /// A question of an event that nobody asked, or of two, so that any can be decided.
    pub fn about(event: &'t Event, other: Option<&'t Event>, merged: &Merged) -> Question<'t> {
        let kind = match other.map(|other| other.origin) {
            Some(Origin::Extracted) => QuestionKind::Double(0.0, 0.0),
            Some(Origin::Written) => QuestionKind::Link(0.0, 0.0),
            None => QuestionKind::Dates(merged.datings(event)),
        };
        Question { kind, event, other, score: 0.0 }
    }
}
