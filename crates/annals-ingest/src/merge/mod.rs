//! The same event told by many becomes one; a hand-written event takes up what is told of it.
//!
//! The result does not depend on the order of the input, nor on how it was split: everything is
//! put in an order of its own first, and what is compared, joined and named is decided in that
//! order. [`Extractions`] is what parts of the input are gathered in; only the whole is merged.

mod block;
mod builder;
mod cited;
mod cluster;
pub(crate) mod copies;
mod days;
mod double;
mod features;
mod lists;
mod partition;
mod reason;
mod representative;
mod rulings;
mod verdict;
mod written;

use crate::extract::{Candidate, Extraction, UndatedMention};
use crate::lexicon::Lexicon;
use crate::rank::Figures;
use crate::summarize::{Outline, days_that_matter};
use crate::workers::{OneByOne, Workers};
use annals_core::{Article, Date, Day, Decision, Diagnostic, Event};
use builder::{Builder, mark};
use cited::{Meant, Sentences};
use cluster::{Clusters, clusters};
use copies::{Print, originals};
use days::Days;
pub use double::Double;
use double::doubles;
use features::{Features, Vocabulary};
use rapidhash::RapidHashSet;
pub use reason::{Reason, Telling};
use rulings::Rulings;
use std::collections::{BTreeMap, BTreeSet};
use written::{Hands, Named};

/// What was extracted from articles, gathered in any order and in any parts.
///
/// Gathering is associative and commutative: parts may be gathered on several machines and
/// appended to each other, and the same is merged.
///
/// ```
/// use annals_ingest::{Extractions, Lexicon, extract, merge, read};
/// let part = |name: &str, text: &str| {
///     let mut part = Extractions::default();
///     read(name, text.as_bytes(), &mut |article| part.add(extract(&article, Lexicon::english())));
///     part
/// };
/// let one = || part("a.txt", "date 2021-05-03 Ida Lund opened the fair in Turku on Sunday.");
/// let other = || part("b.txt", "date 2021-05-10 Ida Lund opened the fair in Turku in May.");
/// let merged = |mut first: Extractions, second: Extractions| {
///     first.append(second);
///     merge(first, Vec::new(), Lexicon::english())
/// };
/// assert_eq!(merged(one(), other()), merged(other(), one()));
/// ```
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extractions(Vec<Extraction>);

impl Extractions {
    /// Adds what was extracted from one article.
    pub fn add(&mut self, extraction: Extraction) {
        self.0.push(extraction);
    }

    /// Adds all that another part has.
    pub fn append(&mut self, mut other: Extractions) {
        self.0.append(&mut other.0);
    }

    /// How many articles there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is no article.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl From<Vec<Extraction>> for Extractions {
    fn from(extractions: Vec<Extraction>) -> Extractions {
        Extractions(extractions)
    }
}

impl FromIterator<Extraction> for Extractions {
    fn from_iter<I: IntoIterator<Item = Extraction>>(extractions: I) -> Extractions {
        Extractions(extractions.into_iter().collect())
    }
}

/// Events and the articles that tell them.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Merged {
    /// The events: the hand-written ones as they were given but for their evidence, then those of
    /// the articles.
    pub events: Vec<Event>,
    /// The articles, in the order of their ids. Every mention names the event that it dates.
    pub articles: Vec<Article>,
    /// How much each event matters, by its id.
    pub figures: BTreeMap<String, Figures>,
    /// Why each piece of evidence counts, by the id of the event and in the order of its evidence.
    pub reasons: BTreeMap<String, Vec<Reason>>,
    /// For each article that is a copy of another one, exact or nearly so, the id of that one.
    /// Copies are shown as sources, and count for nothing more.
    pub copies: BTreeMap<String, String>,
    /// The events of the articles that an editor hid.
    pub hidden: Vec<Event>,
    /// What an editor decided of events, shown and hidden ones, by their ids.
    pub decisions: BTreeMap<String, Vec<Decision>>,
    /// What is wrong with decisions: those that contradict each other or mean nothing any more.
    pub diagnostics: Vec<Diagnostic>,
    /// Events that may be one, where that was asked for: see [`review`].
    pub doubles: Vec<Double>,
}

/// A date that sources give for an event.
#[derive(Clone, Debug, PartialEq)]
pub struct Dating {
    /// What they say.
    pub date: Date,
    /// How many articles say so, copies of one counted once.
    pub articles: usize,
    /// Whether it leaves room for the date of the event.
    pub agrees: bool,
}

impl Merged {
    /// The different dates that articles give for an event, those that most give first.
    ///
    /// Where sources contradict each other this is the whole of what they say: the event itself
    /// has the date that most of them bear out, or that a person wrote.
    pub fn datings(&self, event: &Event) -> Vec<Dating> {
        let mut articles: BTreeMap<String, (&Date, BTreeSet<&str>)> = BTreeMap::new();
        for evidence in &event.evidence {
            if let Some(date) = evidence.reading.as_ref().and_then(|reading| reading.date.as_ref())
            {
                let (_, articles) =
                    articles.entry(date.to_string()).or_insert_with(|| (date, BTreeSet::new()));
                articles.insert(original(&evidence.article, &self.copies));
            }
        }
        let own = event.date.as_ref();
        let dating = |(date, articles): (&Date, BTreeSet<&str>)| Dating {
            date: date.clone(),
            articles: articles.len(),
            agrees: own.is_none_or(|own| own.may_meet(date)),
        };
        let mut datings: Vec<Dating> = articles.into_values().map(dating).collect();
        datings.sort_by_key(|dating| std::cmp::Reverse(dating.articles));
        datings
    }
}

/// The article that an article is a copy of, or itself.
fn original<'a>(article: &'a str, copies: &'a BTreeMap<String, String>) -> &'a str {
    copies.get(article).map_or(article, String::as_str)
}

/// How many articles tell an event, copies of one counted once.
fn independent(event: &Event, copies: &BTreeMap<String, String>) -> usize {
    if let [_] = event.evidence.as_slice() {
        return 1;
    }
    let articles = event.evidence.iter().map(|evidence| original(&evidence.article, copies));
    articles.collect::<BTreeSet<&str>>().len()
}

/// Contradicting dates are set aside where a sentence is at least this like another.
const NEARLY_THE_SAME: f64 = 0.85;

/// Merges what was extracted from articles with the events written by hand.
///
/// Articles of one id are told apart: the id then begins with the name of the source. Of an
/// article that is given twice one is kept.
pub fn merge(
    extractions: impl Into<Extractions>,
    written: Vec<Event>,
    lexicon: &Lexicon,
) -> Merged {
    merge_with(extractions, written, lexicon, &OneByOne)
}

/// Merges as [`merge`] does, by workers who may be several. The result is the same.
pub fn merge_with(
    extractions: impl Into<Extractions>,
    written: Vec<Event>,
    lexicon: &Lexicon,
    workers: &impl Workers,
) -> Merged {
    curate(extractions, written, &[], lexicon, workers)
}

/// Merges as an editor decided, whatever the order of the decisions.
///
/// ```
/// use annals_core::{NoPhrases, parse_curation};
/// use annals_ingest::{Extractions, Lexicon, OneByOne, curate, extract, read};
/// let mut found = Extractions::default();
/// let text = b"date 2021-05-03 Ida Lund opened the fair in Turku on Sunday. It rained on Sunday.";
/// read("a.txt", text, &mut |article| found.add(extract(&article, Lexicon::english())));
/// let file = "[[hide]]\nsentences = [\"It rained on Sunday.\"]\n\n\
///     [[rename]]\ntitle = \"Fair of Turku\"\n\
///     sentences = [\"Ida Lund opened the fair in Turku on Sunday.\"]\n";
/// let decisions = parse_curation("a.toml", file, &NoPhrases).decisions;
/// let merged = curate(found, vec![], &decisions, Lexicon::english(), &OneByOne);
/// let titles: Vec<&str> = merged.events.iter().map(|event| event.title.as_str()).collect();
/// assert_eq!(titles, ["Fair of Turku"]);
/// let curated = merged.events[0].curated.as_ref().unwrap();
/// assert_eq!(curated.title.as_deref(), Some("Ida Lund opened the fair in Turku"));
/// ```
pub fn curate(
    extractions: impl Into<Extractions>,
    written: Vec<Event>,
    decisions: &[Decision],
    lexicon: &Lexicon,
    workers: &impl Workers,
) -> Merged {
    merged(extractions.into(), written, decisions, lexicon, false, workers)
}

/// Merges as [`curate`] does, and looks for events that may be one though they were not merged:
/// [`Merged::doubles`].
pub fn review(
    extractions: impl Into<Extractions>,
    written: Vec<Event>,
    decisions: &[Decision],
    lexicon: &Lexicon,
    workers: &impl Workers,
) -> Merged {
    merged(extractions.into(), written, decisions, lexicon, true, workers)
}

fn merged(
    extractions: Extractions,
    written: Vec<Event>,
    decisions: &[Decision],
    lexicon: &Lexicon,
    with_doubles: bool,
    workers: &impl Workers,
) -> Merged {
    let extractions = in_order(extractions.0);
    let originals = originals(&extractions.iter().map(Print::of).collect::<Vec<_>>(), workers);
    let outlines = outlines(&extractions, &originals, workers);
    let (mut articles, found): (Vec<Article>, Vec<Found>) =
        extractions.into_iter().map(Found::apart).unzip();
    let mut vocabulary = Vocabulary::default();
    let mut told = Vec::with_capacity(found.iter().map(|found| found.candidates.len()).sum());
    for (article, found) in found.iter().enumerate() {
        for candidate in &found.candidates {
            told.push(Told {
                article,
                original: originals[article],
                published: articles[article].published,
                candidate,
                days: Days::of(&candidate.date),
                features: vocabulary.add(&candidate.keys, &candidate.names),
                weight: 0.0,
            });
        }
    }
    // Where no article tells anything, nothing asks for what was written by hand.
    let is_asked =
        found.iter().any(|found| !found.candidates.is_empty() || !found.undated.is_empty());
    let asked = if is_asked { written.as_slice() } else { &[] };
    let hands = Hands::new(asked, lexicon, &mut vocabulary, workers);
    vocabulary.weigh();
    told.iter_mut().for_each(|told| told.weight = vocabulary.total(&told.features));
    let copies = originals.iter().enumerate().filter(|&(own, &original)| own != original);
    let copies = copies.map(|(own, &of)| (articles[own].id.clone(), articles[of].id.clone()));
    let copies = copies.collect();
    let cited = decisions.iter().flat_map(|decision| &decision.sentences);
    let sentences = Sentences::new(cited, &articles, &told, &found);
    let mut rulings = Rulings::new(decisions, sentences, &written);
    let mut builder = Builder::new(&articles, &told, written, &copies);
    let mut free = Vec::new();
    for (number, home) in
        homes(&told, &hands, &mut rulings, &vocabulary, workers).into_iter().enumerate()
    {
        match home {
            Some((event, reason)) => builder.give(event, number, reason),
            None => free.push(number),
        }
    }
    let (weighed, Clusters { groups, near }) = workers.both(
        move || days_that_matter(&outlines),
        || clusters(&free, &told, &rulings, &vocabulary, with_doubles, workers),
    );
    let (housed, own): (Vec<_>, Vec<_>) = groups.iter().partition(|group| group.home.is_some());
    for group in housed {
        group.home.into_iter().for_each(|event| builder.house(event, group));
    }
    let events = workers.map(own.clone(), |group| builder.event(group));
    for (group, event) in own.into_iter().zip(events) {
        builder.add(event, group);
    }
    let named = Named::new(builder.representatives(), &vocabulary);
    for (article, found) in found.iter().enumerate() {
        for (number, mention) in found.undated.iter().enumerate() {
            let meant = Meant::Mention(article, number);
            if let Some(event) = rulings.home(meant) {
                builder.link(event, article, mention, Reason::Decided);
            } else if let Some(event) = hands.link(mention, &named, &vocabulary)
                && rulings.may_be(meant, event)
            {
                builder.link(event, article, mention, Reason::Named);
            }
        }
    }
    let verdicts = verdict::apply(&mut rulings, &mut builder);
    let doubles = match with_doubles {
        true => doubles(&near, &told, &hands, &builder, &verdicts, &vocabulary),
        false => Vec::new(),
    };
    // It is as large as the written events are.
    drop(hands);
    let (merged, dated) = builder.finish(verdicts, &weighed, workers);
    workers.map(told, drop);
    workers.map(found, drop);
    mark(&mut articles, dated);
    Merged { articles, copies, diagnostics: rulings.diagnostics, doubles, ..merged }
}

/// The event written by hand that each candidate tells, where it is one of these, and why.
///
/// What is one event by decision goes where the likest of it goes, as far as decisions allow.
fn homes(
    told: &[Told<'_>],
    hands: &Hands,
    rulings: &mut Rulings<'_>,
    vocabulary: &Vocabulary,
    workers: &impl Workers,
) -> Vec<Option<(usize, Reason)>> {
    /// So many candidates share the room that finding their homes takes.
    const TOGETHER: usize = 256;
    let of_some = |some: &[Told<'_>]| {
        let mut tally = hands.tally();
        some.iter().map(|one| hands.home(one, vocabulary, &mut tally)).collect::<Vec<_>>()
    };
    let homes = workers.map(told.chunks(TOGETHER).collect(), of_some);
    let mut homes: Vec<Option<(usize, Reason)>> = homes.into_iter().flatten().collect();
    let mut ruled: Vec<(f64, usize, usize)> = Vec::new();
    for (number, home) in homes.iter().enumerate() {
        if let Some((event, Reason::Written { likeness, .. })) = home
            && rulings.part(number).is_some()
        {
            ruled.push((*likeness, number, *event));
        }
    }
    ruled.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    for &(_, number, event) in &ruled {
        if rulings.may_be(Meant::Telling(number), event) {
            rulings.settle_home(number, event);
        }
    }
    for (_, number, event) in ruled {
        if rulings.home(Meant::Telling(number)) != Some(event) {
            homes[number] = None;
        }
    }
    rulings.settle_own();
    homes
}

/// A candidate as it is compared.
struct Told<'e> {
    article: usize,
    /// The article of which its article is a copy, or its article.
    original: usize,
    /// The day on which its article was published.
    published: Option<Day>,
    candidate: &'e Candidate,
    days: Days,
    features: Features,
    /// How much all of its features weigh.
    weight: f64,
}

/// What was found in an article.
struct Found {
    candidates: Vec<Candidate>,
    undated: Vec<UndatedMention>,
}

impl Found {
    fn apart(extraction: Extraction) -> (Article, Found) {
        let Extraction { article, candidates, undated, .. } = extraction;
        (article, Found { candidates, undated })
    }
}

/// What days are weighed by: every article but the copies of others.
fn outlines(
    extractions: &[Extraction],
    originals: &[usize],
    workers: &impl Workers,
) -> Vec<Outline> {
    let own = extractions.iter().zip(originals).enumerate();
    let independent = own.filter(|&(number, (_, &original))| number == original);
    let independent = independent.map(|(_, (extraction, _))| extraction).collect();
    workers.map(independent, Outline::of).into_iter().flatten().collect()
}

/// Puts articles in an order of their own, drops those given twice and makes ids unique.
fn in_order(mut extractions: Vec<Extraction>) -> Vec<Extraction> {
    extractions.sort_by(|a, b| key(a).cmp(&key(b)));
    extractions.dedup_by(|a, b| key(a) == key(b));
    let mut taken: RapidHashSet<String> = RapidHashSet::default();
    for same in extractions.chunk_by_mut(|a, b| a.article.id == b.article.id) {
        let is_only = same.len() == 1;
        for extraction in same {
            let id = &extraction.article.id;
            let stem = if is_only { id.clone() } else { format!("{}#{id}", extraction.source) };
            let mut unique = stem.clone();
            let mut number = 2;
            while !taken.insert(unique.clone()) {
                unique = format!("{stem}~{number}");
                number += 1;
            }
            extraction.article.id = unique;
        }
    }
    extractions.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    extractions
}

fn key(extraction: &Extraction) -> (&str, &str, Option<Day>, &str) {
    let article = &extraction.article;
    (&article.id, &extraction.source, article.published, &article.text)
}
