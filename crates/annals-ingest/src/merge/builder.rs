//! Makes events of what was found to belong together: ids, names, evidence, reasons, figures.

use super::cluster::{Bond, Group};
use super::days::Days;
use super::features::Features;
use super::reason::{Reason, Telling};
use super::representative::is_broken;
use super::verdict::Verdicts;
use super::{Merged, Told, independent};
use crate::extract::UndatedMention;
use crate::rank::Figures;
use crate::workers::Workers;
use annals_core::{Article, Day, Event, Evidence, Origin, Outcome, slug};
use rapidhash::RapidHashSet;
use std::collections::BTreeMap;
use std::ops::Range;

/// Makes the events and hands out ids.
pub(super) struct Builder<'e> {
    articles: &'e [Article],
    told: &'e [Told<'e>],
    events: Vec<Event>,
    /// For each event what tells it.
    gathered: Vec<Gathered>,
    ids: RapidHashSet<String>,
    /// The originals of articles that are copies, by their ids.
    copies: &'e BTreeMap<String, String>,
}

/// What tells an event.
#[derive(Default)]
struct Gathered {
    /// Candidates.
    tellings: Vec<usize>,
    /// Sentences of articles, each with why it is here.
    sentences: Vec<(Sentence, Reason)>,
}

/// What is known of an event that has its evidence.
struct Finished {
    /// The candidates that tell it.
    tellings: Vec<usize>,
    /// Why each piece of evidence counts.
    reasons: Vec<Reason>,
    figures: Figures,
}

/// A sentence of an article and the date expression in it that counts.
struct Sentence {
    article: usize,
    span: Range<usize>,
    mention: Option<usize>,
}

impl<'e> Builder<'e> {
    pub(super) fn new(
        articles: &'e [Article],
        told: &'e [Told<'e>],
        written: Vec<Event>,
        copies: &'e BTreeMap<String, String>,
    ) -> Builder<'e> {
        let ids = written.iter().map(|event| event.id.clone()).collect();
        let gathered = written.iter().map(|_| Gathered::default()).collect();
        Builder { articles, told, events: written, gathered, ids, copies }
    }

    /// Gives a candidate to an event.
    pub(super) fn give(&mut self, event: usize, number: usize, reason: Reason) {
        let Told { article, candidate, .. } = &self.told[number];
        let (span, mention) = (candidate.span.clone(), Some(candidate.mention));
        let gathered = &mut self.gathered[event];
        gathered.tellings.push(number);
        gathered.sentences.push((Sentence { article: *article, span, mention }, reason));
    }

    /// Gives a mention that has no date of its own to an event.
    pub(super) fn link(
        &mut self,
        event: usize,
        article: usize,
        mention: &UndatedMention,
        reason: Reason,
    ) {
        let sentence = Sentence { article, span: mention.sentence.clone(), mention: None };
        self.gathered[event].sentences.push((sentence, reason));
    }

    /// One event of the candidates of a group; others may have its id.
    pub(super) fn event(&self, group: &Group) -> Event {
        let title = &self.told[group.best].candidate.title;
        let (id, date) = (slug(&format!("{} {title}", group.date)), Some(group.date.clone()));
        let event = Event::with_id(id, title.as_str(), date, Origin::Extracted);
        Event { status: group.status, names: self.names(group), ..event }
    }

    /// Adds the event of a group, and gives it the candidates of that.
    pub(super) fn add(&mut self, mut event: Event, group: &Group) {
        event.id = self.unique(event.id);
        self.events.push(event);
        let members = group.members.len();
        self.gathered.push(Gathered {
            tellings: Vec::with_capacity(members),
            sentences: Vec::with_capacity(members),
        });
        let own = self.events.len() - 1;
        for &(number, bond) in &group.members {
            let reason = if number == group.best { Reason::First } else { self.reason(bond) };
            self.give(own, number, reason);
        }
    }

    /// Gives the candidates of a group to an event.
    pub(super) fn house(&mut self, event: usize, group: &Group) {
        for &(number, bond) in &group.members {
            let reason = self.reason(bond);
            self.give(event, number, reason);
        }
    }

    fn reason(&self, bond: Bond) -> Reason {
        match bond {
            Bond::None => Reason::First,
            Bond::Copy(of) => Reason::Repeats(self.telling(of)),
            Bond::Like(likeness, of) => Reason::Like { likeness, of: self.telling(of) },
            Bond::Decided => Reason::Decided,
        }
    }

    /// The events so far.
    pub(super) fn events(&self) -> &[Event] {
        &self.events
    }

    pub(super) fn event_mut(&mut self, number: usize) -> &mut Event {
        &mut self.events[number]
    }

    /// The event of each candidate, in no order.
    pub(super) fn housed(&self) -> impl Iterator<Item = (usize, usize)> + '_ {
        let events = self.gathered.iter().enumerate();
        events.flat_map(|(event, gathered)| gathered.tellings.iter().map(move |&one| (one, event)))
    }

    /// The extracted events with the features of each candidate that tells them.
    pub(super) fn representatives(&self) -> impl Iterator<Item = (usize, &'e Features)> + '_ {
        let told = self.told;
        let extracted = self.events.iter().zip(&self.gathered).enumerate();
        extracted.filter(|(_, (event, _))| event.origin == Origin::Extracted).flat_map(
            move |(number, (_, gathered))| {
                gathered.tellings.iter().map(move |&one| (number, &told[one].features))
            },
        )
    }

    /// The events with their evidence in order, and for each mention what became of it. `weighed`
    /// is how much each day matters, from 0 to 1.
    pub(super) fn finish(
        mut self,
        verdicts: Verdicts<'_>,
        weighed: &BTreeMap<Day, f64>,
        workers: &impl Workers,
    ) -> (Merged, Vec<(usize, usize, Outcome)>) {
        // The events stay where they are: there may be very many, and most of them large.
        let mut events = std::mem::take(&mut self.events);
        let gathered = std::mem::take(&mut self.gathered);
        let finished = workers
            .map(events.iter_mut().zip(gathered).collect(), |(event, gathered)| {
                self.finished(event, gathered, weighed)
            });
        let mut merged = Merged::default();
        let mut dated = Vec::with_capacity(self.told.len());
        let mut decisions = verdicts.decisions;
        for (number, Finished { tellings, reasons, figures }) in finished.into_iter().enumerate() {
            let event = &events[number];
            let is_hidden = verdicts.hidden.contains(&number);
            for number in tellings {
                let Told { article, candidate, .. } = &self.told[number];
                let outcome = match is_hidden {
                    true => Outcome::Unused("an editor hid the event that it dates".into()),
                    false => Outcome::Dates(event.id.clone()),
                };
                dated.push((*article, candidate.mention, outcome));
            }
            if let Some(decisions) = decisions.remove(&number) {
                let decisions = decisions.into_iter().cloned().collect();
                merged.decisions.insert(event.id.clone(), decisions);
            }
            merged.figures.insert(event.id.clone(), figures);
            merged.reasons.insert(event.id.clone(), reasons);
        }
        if verdicts.hidden.is_empty() {
            merged.events = events;
        } else {
            for (number, event) in events.into_iter().enumerate() {
                let is_hidden = verdicts.hidden.contains(&number);
                if is_hidden { &mut merged.hidden } else { &mut merged.events }.push(event);
            }
        }
        (merged, dated)
    }

    fn finished(
        &self,
        event: &mut Event,
        gathered: Gathered,
        weighed: &BTreeMap<Day, f64>,
    ) -> Finished {
        let Gathered { tellings, sentences } = gathered;
        let mut sentences = self.without_repeats(sentences);
        sentences.sort_by_key(|(sentence, _)| (sentence.article, sentence.span.start));
        event.evidence.reserve_exact(sentences.len());
        let mut reasons = Vec::with_capacity(event.evidence.len() + sentences.len());
        reasons.resize(event.evidence.len(), Reason::First);
        for (sentence, reason) in sentences {
            event.evidence.push(self.evidence(sentence));
            reasons.push(reason);
        }
        let figures = self.figures(event, &tellings, weighed);
        Finished { tellings, reasons, figures }
    }

    /// The sentences of an event without those that its articles say twice: in the same words, and
    /// with the expression in the same place or without one.
    fn without_repeats(&self, mut sentences: Vec<(Sentence, Reason)>) -> Vec<(Sentence, Reason)> {
        if sentences.len() > 1 {
            let (mut named, mut dated) = (RapidHashSet::default(), RapidHashSet::default());
            sentences.retain(|(sentence, _)| {
                let article = &self.articles[sentence.article];
                let quote = article.text.get(sentence.span.clone()).unwrap_or_default();
                let mention = sentence.mention.and_then(|mention| article.mentions.get(mention));
                let is_new = named.insert((sentence.article, quote));
                mention.map_or(is_new, |mention| {
                    let at = mention.reading.span.start - sentence.span.start;
                    dated.insert((sentence.article, quote, at))
                })
            });
        }
        sentences
    }

    fn telling(&self, number: usize) -> Telling {
        let Told { article, candidate, .. } = &self.told[number];
        Telling { article: self.articles[*article].id.clone(), start: candidate.span.start }
    }

    /// The names of the best telling, and those that a third of the others have.
    fn names(&self, group: &Group) -> Vec<String> {
        let mut names = self.told[group.best].candidate.names.clone();
        if group.members.len() == 1 {
            return names;
        }
        let mut counts: BTreeMap<&String, usize> = BTreeMap::new();
        for &(number, _) in &group.members {
            for name in &self.told[number].candidate.names {
                *counts.entry(name).or_default() += 1;
            }
        }
        let common = counts
            .into_iter()
            .filter(|&(name, count)| count * 3 >= group.members.len() && !names.contains(name));
        let common: Vec<String> = common.map(|(name, _)| name.clone()).collect();
        names.extend(common);
        names
    }

    fn evidence(&self, sentence: Sentence) -> Evidence {
        let article = &self.articles[sentence.article];
        let mention = sentence.mention.and_then(|mention| article.mentions.get(mention));
        Evidence {
            article: article.id.clone(),
            quote: article.text.get(sentence.span.clone()).unwrap_or_default().to_owned(),
            span: sentence.span,
            reading: mention.map(|mention| mention.reading.clone()),
        }
    }

    fn unique(&mut self, id: String) -> String {
        if self.ids.insert(id.clone()) {
            return id;
        }
        let mut numbered = (2..).map(|number| format!("{id}-{number}"));
        numbered.find(|unique| self.ids.insert(unique.clone())).unwrap_or(id)
    }

    fn figures(&self, event: &Event, tellings: &[usize], weighed: &BTreeMap<Day, f64>) -> Figures {
        let told = || tellings.iter().map(|&number| &self.told[number]);
        let lead = |Told { article, candidate, .. }: &Told<'_>| {
            let length = self.articles[*article].text.len().max(1);
            1.0 - candidate.span.start as f64 / length as f64
        };
        let is_extracted = event.origin == Origin::Extracted;
        Figures {
            lead: told().map(lead).fold(0.0, f64::max),
            articles: independent(event, self.copies),
            is_telling: is_extracted && told().all(|told| told.candidate.is_telling),
            is_broken: is_extracted && is_broken(&event.title),
            is_dangling: is_extracted && told().all(|told| told.candidate.is_dangling),
            day: event.date.as_ref().map_or(0.0, |date| Days::of(date).best_of(weighed)),
            ..Figures::of(event)
        }
    }
}

/// Marks in the articles what became of each date expression.
pub(super) fn mark(articles: &mut [Article], dated: Vec<(usize, usize, Outcome)>) {
    for (article, mention, outcome) in dated {
        if let Some(mention) = articles[article].mentions.get_mut(mention) {
            mention.outcome = outcome;
        }
    }
}
