//! By which sentences a decision names an event, so that it finds the event again.

use annals_core::{Article, Cited, Event, Evidence};
use std::collections::{BTreeMap, HashMap};

/// The sentences of a timeline, as decisions cite them.
///
/// ```
/// use annals_ingest::{Citations, Extractions, Lexicon, extract, merge, read};
/// let mut found = Extractions::default();
/// let text = b"date 2021-05-03 Ida Lund opened the fair in Turku on Sunday.";
/// read("fair.txt", text, &mut |article| found.add(extract(&article, Lexicon::english())));
/// let merged = merge(found, vec![], Lexicon::english());
/// let cited = Citations::new(&merged.events, &merged.articles).of(&merged.events[0]);
/// assert_eq!(
///     cited[0].to_string(),
///     "{ sentence = \"Ida Lund opened the fair in Turku on Sunday.\", article = \"fair.txt\", \
///      published = \"2021-05-03\" }",
/// );
/// ```
pub struct Citations<'t> {
    articles: BTreeMap<&'t str, &'t Article>,
    /// How many events each sentence of an article tells, by where it begins.
    telling: HashMap<(&'t str, usize), usize>,
}

/// So many sentences are cited for an event: should an article go, another is left.
const MOST: usize = 3;

impl<'t> Citations<'t> {
    /// The sentences that tell these events, in these articles.
    pub fn new(
        events: impl IntoIterator<Item = &'t Event>,
        articles: &'t [Article],
    ) -> Citations<'t> {
        let mut telling = HashMap::new();
        for evidence in events.into_iter().flat_map(|event| &event.evidence) {
            *telling.entry((evidence.article.as_str(), evidence.span.start)).or_default() += 1;
        }
        let articles = articles.iter().map(|article| (article.id.as_str(), article)).collect();
        Citations { articles, telling }
    }

    /// The sentences to cite for an event: a few that date it, each of other words.
    pub fn of(&self, event: &Event) -> Vec<Cited> {
        let mut quotes: Vec<&str> = Vec::new();
        let dated = event.evidence.iter().filter(|evidence| evidence.reading.is_some());
        let other = dated.filter(|evidence| {
            let is_other = !quotes.contains(&evidence.quote.as_str());
            quotes.push(&evidence.quote);
            is_other
        });
        other.take(MOST).map(|evidence| self.cite(event, evidence)).collect()
    }

    /// A sentence that tells an event. Where it tells others too, it says which is meant.
    pub fn cite(&self, event: &Event, evidence: &Evidence) -> Cited {
        let told = self.telling.get(&(evidence.article.as_str(), evidence.span.start));
        let is_shared = told.is_some_and(|&events| events > 1);
        let expression = evidence.reading.as_ref().map(|reading| one_line(&reading.text));
        let article = self.articles.get(evidence.article.as_str());
        let title = event.curated.as_ref().and_then(|curated| curated.title.as_ref());
        Cited {
            sentence: one_line(&evidence.quote),
            expression: expression.filter(|text| is_shared && !text.is_empty()),
            tells: is_shared.then(|| one_line(title.unwrap_or(&event.title))),
            article: Some(one_line(&evidence.article)),
            published: article.and_then(|article| article.published),
        }
    }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
