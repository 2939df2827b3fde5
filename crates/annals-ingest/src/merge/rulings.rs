//! What decisions of an editor ask of merging: which tellings are one event, which are not, and
//! which are an event written by hand.
//!
//! Decisions are looked at all together, so that their order does not matter. Those that
//! contradict each other are told and none of them is kept; those that mean nothing any more are
//! told, and the rest is kept. What else they say of an event is applied in [`verdict`](super::verdict).

use super::cited::{Meant, Sentences, Unmeant};
use super::partition::{Label, Partition};
use annals_core::{Cited, Decision, Diagnostic, Event, Label as Place, Severity, Verdict, nearest};
use rapidhash::RapidHashMap;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// The decisions that are kept, and what follows from them for merging.
#[derive(Default)]
pub(super) struct Rulings<'d> {
    pub(super) kept: Vec<Ruling<'d>>,
    /// What is wrong with the others.
    pub(super) diagnostics: Vec<Diagnostic>,
    /// The numbers, in the partition, of tellings, mentions and written events.
    nodes: RapidHashMap<Node, usize>,
    /// What is one event by decision.
    pub(super) partition: Partition,
}

/// A decision and what each of its sentences means.
#[derive(Clone)]
pub(super) struct Ruling<'d> {
    pub(super) decision: &'d Decision,
    pub(super) meant: Vec<Vec<Meant>>,
    /// The event written by hand of which it speaks.
    pub(super) target: Option<usize>,
    /// What its event is by it: events that differ in that are not joined, however alike.
    label: Option<Mark>,
}

/// A label and its value.
type Mark = (Label, usize);
/// What a decision makes one, and what that is by it.
type Joined = (Option<Mark>, Vec<Node>);

/// What decisions join and keep apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Node {
    Meant(Meant),
    Written(usize),
}

impl<'d> Rulings<'d> {
    pub(super) fn new(
        decisions: &'d [Decision],
        mut sentences: Sentences<'_>,
        written: &[Event],
    ) -> Rulings<'d> {
        let mut rulings = Rulings::default();
        let mut decisions: Vec<&Decision> = decisions.iter().collect();
        decisions.sort_by_cached_key(|one| {
            (one.to_string(), one.location.file.clone(), one.location.span.start)
        });
        let ids = written.iter().enumerate().map(|(number, event)| (event.id.as_str(), number));
        let ids: BTreeMap<&str, usize> = ids.collect();
        let mut values = Values::default();
        for decision in decisions {
            match ruling(decision, &mut sentences, &ids) {
                Ok(ruling) => {
                    let label = values.label(&decision.verdict);
                    rulings.kept.push(Ruling { label, ..ruling });
                }
                Err(diagnostic) => rulings.diagnostics.push(*diagnostic),
            }
        }
        rulings.settle();
        rulings
    }

    /// Whether no decision says anything of merging.
    pub(super) fn is_empty(&self) -> bool {
        self.kept.is_empty()
    }

    /// What a telling is by decision: a number that others have that are the same event.
    pub(super) fn part(&self, telling: usize) -> Option<usize> {
        self.nodes.get(&Node::Meant(Meant::Telling(telling))).copied()
    }

    /// The written event that a telling or a mention is by decision.
    pub(super) fn home(&mut self, meant: Meant) -> Option<usize> {
        let node = *self.nodes.get(&Node::Meant(meant))?;
        self.partition.labelled(node, Label::Home)
    }

    /// Whether it may be that written event.
    pub(super) fn may_be(&mut self, meant: Meant, written: usize) -> bool {
        let Some(&node) = self.nodes.get(&Node::Meant(meant)) else { return true };
        let written = self.node(Node::Written(written));
        self.partition.may_join(node, written)
    }

    /// Makes a telling, and all that are one with it by decision, that written event.
    pub(super) fn settle_home(&mut self, telling: usize, written: usize) {
        if let Some(node) = self.part(telling) {
            let written = self.node(Node::Written(written));
            self.partition.join(node, written);
        }
    }

    /// Keeps the events of articles of which something was decided from being taken up, for their
    /// likeness to others, by an event written by hand. Those that tell one by themselves are
    /// settled there by now.
    pub(super) fn settle_own(&mut self) {
        let node = |ruling: &Ruling<'_>| {
            let first = ruling.meant.first()?.first()?;
            ruling.label.and_then(|_| self.nodes.get(&Node::Meant(*first)).copied())
        };
        let decided: Vec<usize> = self.kept.iter().filter_map(node).collect();
        for node in decided {
            if self.partition.labelled(node, Label::Home).is_none() {
                self.partition.label(node, Label::Own, 0);
            }
        }
        for (node, &number) in &self.nodes {
            if matches!(node, Node::Written(_)) {
                self.partition.label(number, Label::Own, 1);
            }
        }
    }

    fn node(&mut self, node: Node) -> usize {
        let partition = &mut self.partition;
        let number = *self.nodes.entry(node).or_insert_with(|| partition.add());
        if let Node::Written(event) = node {
            partition.label(number, Label::Home, event);
        }
        number
    }

    /// Joins what is one, once the decisions are left out that contradict each other.
    fn settle(&mut self) {
        loop {
            let wrong = Graph::new(&self.kept).contradictions();
            if wrong.is_empty() {
                break;
            }
            let mut out = BTreeSet::new();
            for contradiction in united(&wrong, self.kept.len()) {
                let decisions: Vec<&Decision> =
                    contradiction.iter().map(|&number| self.kept[number].decision).collect();
                self.diagnostics.extend(contradicting(&decisions));
                out.extend(contradiction);
            }
            let mut number = 0..;
            self.kept.retain(|_| !number.next().is_some_and(|number| out.contains(&number)));
        }
        for number in 0..self.kept.len() {
            let ruling = self.kept[number].clone();
            for (label, nodes) in ruling.joined(number) {
                let nodes: Vec<usize> = nodes.into_iter().map(|node| self.node(node)).collect();
                for &node in &nodes {
                    self.partition.join(nodes[0], node);
                }
                if let (Some((label, value)), Some(&first)) = (label, nodes.first()) {
                    self.partition.label(first, label, value);
                }
            }
        }
    }
}

impl Ruling<'_> {
    /// What it makes one as the decision of that number, each with what that is by it.
    fn joined(&self, number: usize) -> Vec<Joined> {
        let node = |meant: &Meant| Node::Meant(*meant);
        let all = || self.meant.iter().flatten().map(node);
        let part = |part: usize| Some((Label::Part(number), part));
        match self.decision.verdict {
            Verdict::Split => {
                let parts = self.meant.iter().enumerate();
                parts.map(|(own, meant)| (part(own), meant.iter().map(node).collect())).collect()
            }
            Verdict::Unlink(_) => {
                let written = self.target.map(Node::Written).into_iter().collect();
                vec![(part(0), all().collect()), (part(1), written)]
            }
            _ => vec![(self.label, all().chain(self.target.map(Node::Written)).collect())],
        }
    }
}

/// Titles and dates that are given to events, numbered.
#[derive(Default)]
struct Values(BTreeMap<String, usize>);

impl Values {
    fn label(&mut self, verdict: &Verdict) -> Option<Mark> {
        let next = self.0.len();
        let mut number = |value: String| *self.0.entry(value).or_insert(next);
        Some(match verdict {
            Verdict::Accept => (Label::Hidden, 0),
            Verdict::Hide => (Label::Hidden, 1),
            Verdict::Rename(title) => (Label::Title, number(title.clone())),
            Verdict::Redate(date) => {
                let date = date.as_ref().map(ToString::to_string);
                (Label::Date, number(date.unwrap_or_default()))
            }
            _ => return None,
        })
    }
}

/// Sets of decisions made one where they have a decision in common.
fn united(sets: &[BTreeSet<usize>], decisions: usize) -> Vec<BTreeSet<usize>> {
    let mut partition = Partition::new(decisions);
    for set in sets {
        let first = set.first().copied().unwrap_or_default();
        set.iter().for_each(|&other| partition.join(first, other));
    }
    let within: BTreeSet<usize> = sets.iter().flatten().copied().collect();
    let groups = partition.groups(decisions).into_iter();
    let wrong = groups.filter(|group| within.contains(&group[0]));
    wrong.map(|group| group.into_iter().collect()).collect()
}

/// What the sentences of a decision mean, or why that is not enough.
fn ruling<'d>(
    decision: &'d Decision,
    sentences: &mut Sentences<'_>,
    ids: &BTreeMap<&str, usize>,
) -> Result<Ruling<'d>, Box<Diagnostic>> {
    let target = match &decision.verdict {
        Verdict::Link(id) | Verdict::Unlink(id) => Some(
            *ids.get(id.as_str())
                .ok_or_else(|| Box::new(unwritten(decision, id, ids.keys().copied())))?,
        ),
        _ => None,
    };
    let mut meant = Vec::new();
    let mut unmeant = Vec::new();
    for cited in &decision.sentences {
        match sentences.meant(cited) {
            Ok(all) => {
                let of_use = of_use(&decision.verdict, all);
                if of_use.is_empty() {
                    unmeant.push(undated(decision, cited));
                } else {
                    meant.push(of_use);
                }
            }
            Err(why) => unmeant.push(without_meaning(decision, cited, why)),
        }
    }
    // One sentence is enough to find an event; the others stand by.
    match unmeant.into_iter().next() {
        Some(diagnostic) if meant.len() < decision.verdict.least_sentences() => {
            Err(Box::new(diagnostic))
        }
        _ => Ok(Ruling { decision, meant, target, label: None }),
    }
}

/// Of what a sentence means, what a decision can be about: a mention without a date makes no
/// event, but may name one that is written.
fn of_use(verdict: &Verdict, mut meant: Vec<Meant>) -> Vec<Meant> {
    let is_telling = |meant: &Meant| matches!(meant, Meant::Telling(_));
    let is_linking = matches!(verdict, Verdict::Link(_)) && !meant.iter().any(is_telling);
    if !is_linking && !matches!(verdict, Verdict::Unlink(_)) {
        meant.retain(is_telling);
    }
    meant
}

/// What is joined by which decision.
struct Graph {
    numbers: RapidHashMap<Node, usize>,
    /// What is joined at once, with the number of the decision.
    joins: Vec<(usize, Vec<usize>)>,
    /// For each node the joins that it is in.
    having: Vec<Vec<usize>>,
    partition: Partition,
    /// What nodes are, and by which decision; an event written by hand is that by itself.
    labels: Vec<(usize, Label, usize, Option<usize>)>,
}

impl Graph {
    fn new(kept: &[Ruling<'_>]) -> Graph {
        let mut graph = Graph {
            numbers: RapidHashMap::default(),
            joins: Vec::new(),
            having: Vec::new(),
            partition: Partition::default(),
            labels: Vec::new(),
        };
        for (decision, ruling) in kept.iter().enumerate() {
            for (label, nodes) in ruling.joined(decision) {
                let nodes: Vec<usize> = nodes.into_iter().map(|node| graph.number(node)).collect();
                for &node in &nodes {
                    graph.partition.join(nodes[0], node);
                    graph.having[node].push(graph.joins.len());
                }
                if let (Some((label, value)), Some(&first)) = (label, nodes.first()) {
                    graph.labels.push((first, label, value, Some(decision)));
                }
                graph.joins.push((decision, nodes));
            }
            if let Some(event) = ruling.target {
                let number = graph.number(Node::Written(event));
                graph.labels.push((number, Label::Home, event, None));
            }
        }
        graph
    }

    fn number(&mut self, node: Node) -> usize {
        let (partition, having) = (&mut self.partition, &mut self.having);
        *self.numbers.entry(node).or_insert_with(|| {
            having.push(Vec::new());
            partition.add()
        })
    }

    /// Sets of decisions that cannot all hold, by their numbers.
    fn contradictions(mut self) -> Vec<BTreeSet<usize>> {
        // For each label of what is one, where it has its first value, and its first other one.
        let mut first: BTreeMap<(usize, Label), [Option<usize>; 2]> = BTreeMap::new();
        let labels = std::mem::take(&mut self.labels);
        let roots: Vec<usize> =
            labels.iter().map(|&(node, ..)| self.partition.root(node)).collect();
        for (number, (&(_, label, value, _), &root)) in labels.iter().zip(&roots).enumerate() {
            let [one, other] = first.entry((root, label)).or_default();
            match *one {
                None => *one = Some(number),
                Some(one) if labels[one].2 != value => *other = other.or(Some(number)),
                Some(_) => {}
            }
        }
        let mut wrong = Vec::new();
        for (&(node, label, value, by), &root) in labels.iter().zip(&roots) {
            let [one, other] = first.get(&(root, label)).copied().unwrap_or_default();
            let differs = |number: &usize| labels[*number].2 != value;
            if let Some(number) = one.filter(differs).or(other.filter(differs)) {
                let (against, _, _, by_against) = labels[number];
                let mut decisions = self.chain(node, against);
                decisions.extend(by.into_iter().chain(by_against));
                wrong.push(decisions);
            }
        }
        wrong
    }

    /// The decisions that join two nodes, as few as there can be (a search in breadth).
    fn chain(&self, from: usize, to: usize) -> BTreeSet<usize> {
        let mut before: RapidHashMap<usize, (usize, usize)> = RapidHashMap::default();
        let mut seen = BTreeSet::from([from]);
        let mut next = VecDeque::from([from]);
        while let Some(node) = next.pop_front() {
            if node == to {
                break;
            }
            for &join in &self.having[node] {
                for &other in &self.joins[join].1 {
                    if seen.insert(other) {
                        before.insert(other, (node, self.joins[join].0));
                        next.push_back(other);
                    }
                }
            }
        }
        let mut decisions = BTreeSet::new();
        let mut node = to;
        while let Some(&(earlier, decision)) = before.get(&node) {
            decisions.insert(decision);
            node = earlier;
        }
        decisions
    }
}

/// That decisions contradict each other: a message for each, with the places of the others.
fn contradicting(decisions: &[&Decision]) -> Vec<Diagnostic> {
    if let [only] = decisions {
        let message = "two sentences of this decision are one and the same".to_owned();
        let help = "leave one out, or say by `expression` or `tells` which is meant";
        let label = "splits what is one";
        return vec![only.location.diagnostic(
            Severity::Error,
            "curation/same",
            message,
            label,
            help.into(),
        )];
    }
    let told = |own: &&Decision| {
        let others = || decisions.iter().filter(|other| other.location != own.location);
        let places: Vec<String> = others()
            .map(|other| format!("[[{}]] at {}", other.verdict.name(), other.location))
            .collect();
        let message = format!(
            "[[{}]] contradicts {}",
            own.verdict.name(),
            if places.is_empty() { "the same decision".to_owned() } else { places.join(" and ") }
        );
        let mut diagnostic = own.location.diagnostic(
            Severity::Error,
            "curation/contradiction",
            message,
            "not applied",
            "leave one of them out".to_owned(),
        );
        let same_file = others().filter(|other| other.location.file == own.location.file);
        let place = |other: &&Decision| Place {
            span: other.location.span.clone(),
            text: "not applied either".to_owned(),
        };
        diagnostic.related = same_file.map(place).collect();
        diagnostic
    };
    decisions.iter().map(told).collect()
}

fn unwritten<'i>(decision: &Decision, id: &str, ids: impl Iterator<Item = &'i str>) -> Diagnostic {
    let help = nearest(id, ids).map_or_else(
        || "name an event of events/*.toml by its id, or leave this decision out".to_owned(),
        |near| format!("did you mean \"{near}\"?"),
    );
    let message = format!("no [[event]] has the id `{id}`");
    let label = "links to nothing";
    decision.location.diagnostic(Severity::Warning, "curation/event", message, label, help)
}

fn without_meaning(decision: &Decision, cited: &Cited, why: Unmeant) -> Diagnostic {
    let sentence = &cited.sentence;
    let tell = |code, message, help| {
        let label = "not applied";
        decision.location.diagnostic(Severity::Warning, code, message, label, help)
    };
    match why {
        Unmeant::Gone(nearest) => {
            let message = format!("no event is read out of this sentence any more: {sentence}");
            let help = nearest.map_or_else(
                || "leave this decision out, or cite another sentence of the event".to_owned(),
                |near| format!("leave this decision out, or cite the most like it: {near}"),
            );
            tell("curation/gone", message, help)
        }
        Unmeant::Several(apart) => {
            let message = format!("several events are read out of this sentence: {sentence}");
            let help = format!("say in its table which is meant: {apart}");
            tell("curation/ambiguous", message, help)
        }
    }
}

fn undated(decision: &Decision, cited: &Cited) -> Diagnostic {
    let message = format!("this sentence names an event without dating it: {}", cited.sentence);
    let help = "only [[relink]] is about such sentences; cite one that dates the event";
    let label = "not applied";
    decision.location.diagnostic(Severity::Warning, "curation/undated", message, label, help.into())
}
