//! What matters: the days of a timeline and the sentences that tell them, chosen from many articles.
//!
//! News timeline summarisation, from the [`Outline`]s of articles to a [`Summary`]. Whether two
//! sentences tell the same event is not decided here but in [`merge`](crate::merge).

mod choose;
mod corpus;
mod days;
mod outline;
mod request;

pub use choose::SentenceFigures;
pub use days::DayFigures;
pub use outline::{Outline, outline};
pub use request::{Query, Request};

use annals_core::Day;
use choose::Candidates;
use corpus::Corpus;
use std::collections::BTreeMap;
use std::ops::Range;

/// The days of a timeline that matter, those that matter most first.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Summary {
    /// The days, by their score.
    pub days: Vec<SummaryDay>,
}

/// A day of a summary, why it was chosen, and what happened.
#[derive(Clone, Debug, PartialEq)]
pub struct SummaryDay {
    /// The day.
    pub day: Day,
    /// Why it was chosen.
    pub figures: DayFigures,
    /// Sentences that tell what happened, the best first; at least one.
    pub sentences: Vec<SummarySentence>,
}

/// A sentence of a summary, where it stands, and why it was chosen.
#[derive(Clone, Debug, PartialEq)]
pub struct SummarySentence {
    /// The name of the file of its article.
    pub source: String,
    /// The id of its article.
    pub article: String,
    /// Its bytes in the text of the article.
    pub span: Range<usize>,
    /// Its text, on one line.
    pub text: String,
    /// Why it was chosen.
    pub figures: SentenceFigures,
}

/// What sets an article apart is told by rare words, so that articles beside the topic count little.
const RARITY_OF_DAYS: f64 = 1.0;
/// What a sentence should tell are also the words that come again and again.
const RARITY_OF_SENTENCES: f64 = 0.5;

/// Chooses the days that matter and sentences that tell them.
///
/// The same articles give the same summary in whatever order they come. Who asks for more days gets
/// the same ones first.
///
/// ```
/// use annals_ingest::{Lexicon, Request, outline, read, summarize};
/// let lines = br#"
/// {"id":"a","date":"2021-05-03","text":"Mayor Ida Lund opened the spring fair in Turku on Sunday with a speech."}
/// {"id":"b","date":"2021-05-09","text":"The spring fair that Ida Lund opened in Turku on 2 May has closed early."}
/// "#;
/// let mut outlines = Vec::new();
/// read("fair.jsonl", lines, &mut |article| outlines.extend(outline(&article, Lexicon::english())));
/// let request = Request { days: 1, ..Request::default() };
/// let summary = summarize(&outlines, &request);
/// assert_eq!(summary.days[0].day.to_string(), "2021-05-03");
/// assert_eq!(summary.days[0].sentences[0].article, "a");
/// ```
pub fn summarize(outlines: &[Outline], request: &Request) -> Summary {
    let ranked = days::ranked(&Corpus::new(outlines, request, RARITY_OF_DAYS), request);
    let corpus = Corpus::new(outlines, request, RARITY_OF_SENTENCES);
    let mut candidates = Candidates::of(&corpus);
    let days = ranked.into_iter().filter_map(|(day, figures)| {
        let chosen = candidates.choose(day, request.sentences, &corpus);
        let sentences = chosen.into_iter().map(|choice| {
            let outline = corpus.articles[choice.article].outline;
            let sentence = &outline.sentences[choice.sentence];
            SummarySentence {
                source: outline.source.clone(),
                article: outline.article.clone(),
                span: sentence.span.clone(),
                text: sentence.text.clone(),
                figures: choice.figures,
            }
        });
        let sentences: Vec<SummarySentence> = sentences.collect();
        (!sentences.is_empty()).then_some(SummaryDay { day, figures, sentences })
    });
    Summary { days: days.take(request.days).collect() }
}

/// How much each day matters, against the day that matters most: above 0, at most 1. Days that do
/// not matter are left out.
pub(crate) fn days_that_matter(outlines: &[Outline]) -> BTreeMap<Day, f64> {
    let everything = Request::default();
    let ranked = days::ranked(&Corpus::new(outlines, &everything, RARITY_OF_DAYS), &everything);
    let most = ranked.first().map_or(1.0, |(_, figures)| figures.score());
    ranked.into_iter().map(|(day, figures)| (day, figures.score() / most)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Lexicon, read};
    use proptest::prelude::*;

    fn outlines(lines: &str) -> Vec<Outline> {
        let mut found = Vec::new();
        let faults = read("news.jsonl", lines.as_bytes(), &mut |article| {
            found.extend(outline(&article, Lexicon::english()));
        });
        assert_eq!(faults.len(), 0);
        found
    }

    fn days(summary: &Summary) -> Vec<String> {
        summary.days.iter().map(|day| day.day.to_string()).collect()
    }

    /// Five articles about a bridge and one about something else.
    const BRIDGE: &str = r#"
        {"id":"1","date":"2019-04-02","text":"The old bridge over the Aura collapsed on Tuesday morning and blocked the river.\nThree barges are stuck."}
        {"id":"2","date":"2019-04-03","text":"TURKU, April 3 (Wire) - Divers searched the river below the collapsed bridge on Wednesday.\nWas nobody warned that the bridge might fall?"}
        {"id":"3","date":"2019-06-10","text":"A report blames rust for the collapse of the bridge over the Aura.\nThe bridge collapsed on 2 April and blocked the river for a week."}
        {"id":"4","date":"2019-09-01","text":"The city opened a new bridge over the Aura on Sunday.\nThe old bridge collapsed on 2 April after years of rust."}
        {"id":"5","date":"2019-09-02","text":"Thousands walked over the new bridge on Sunday when the city opened it.\nI like the new bridge over the river very much."}
        {"id":"6","date":"2019-07-07","text":"A cat show in Lahti ended on Sunday with a prize for a Persian of great age."}
    "#;

    #[test]
    fn days_are_ranked_by_press_and_mentions_near_the_topic() {
        let summary = summarize(&outlines(BRIDGE), &Request { days: 9, ..Request::default() });
        let ranked = days(&summary);
        assert!(ranked.len() >= 4, "{ranked:?}");
        // Two later articles look back at the collapse; the cat show is beside the topic.
        let place = |day: &str| ranked.iter().position(|own| own == day);
        assert!(place("2019-04-02") < place("2019-06-10"), "{ranked:?}");
        assert_eq!(place("2019-07-07"), Some(ranked.len() - 1), "{ranked:?}");
        let collapse = &summary.days[place("2019-04-02").unwrap()];
        assert_eq!((collapse.figures.published, collapse.figures.naming), (1, 3));
        assert!(collapse.sentences[0].text.contains("collapsed"));
    }

    #[test]
    fn a_sentence_is_quoted_without_its_dateline_and_tells_something() {
        let request = Request { days: 9, sentences: 9, ..Request::default() };
        let summary = summarize(&outlines(BRIDGE), &request);
        let texts: Vec<&str> = summary
            .days
            .iter()
            .flat_map(|day| &day.sentences)
            .map(|sentence| sentence.text.as_str())
            .collect();
        let divers = "Divers searched the river below the collapsed bridge on Wednesday.";
        assert!(texts.contains(&divers), "{texts:?}");
        assert!(!texts.iter().any(|text| text.ends_with('?') || text.starts_with("I ")));
        // A dateline that was cut off tells nothing.
        let cut = BRIDGE.replace("3 (Wire) - Divers", "3. /Wire/.\\nDivers");
        let cut = summarize(&outlines(&cut), &request);
        let mut texts_of_cut = cut.days.iter().flat_map(|day| &day.sentences);
        assert!(!texts_of_cut.any(|sentence| sentence.text.contains("Wire")));
        let mut once = texts.clone();
        once.sort_unstable();
        once.dedup();
        assert_eq!(once.len(), texts.len(), "a sentence stands for one day");
    }

    #[test]
    fn a_query_and_a_period_narrow_the_summary() {
        let query = Query::new("cats", Lexicon::english());
        let asked = Request { query, ..Request::default() };
        assert_eq!(days(&summarize(&outlines(BRIDGE), &asked)), ["2019-07-07"]);
        let day = |text: &str| text.parse::<annals_core::Date>().unwrap().earliest().day();
        let request =
            Request { from: day("2019-06-01"), to: day("2019-08-31"), ..Request::default() };
        let mut found = days(&summarize(&outlines(BRIDGE), &request));
        found.sort();
        assert_eq!(found, ["2019-06-10", "2019-07-07"]);
    }

    #[test]
    fn nothing_is_made_of_nothing() {
        assert_eq!(summarize(&[], &Request::default()), Summary::default());
        assert_eq!(Query::new("of the", Lexicon::english()), None);
    }

    #[test]
    fn the_figures_are_told_in_words() {
        let figures = DayFigures { published: 1, press: 0.25, naming: 2, mentions: 0.5 };
        assert_eq!(
            figures.to_string(),
            "1 article published that day (25.0 % of the press), 2 articles naming it (50.0 % of \
             the mentions): 0.3000"
        );
    }

    /// Articles of a few words on a few days, some of which name other days.
    fn articles() -> impl Strategy<Value = Vec<String>> {
        let word = prop::sample::select(vec!["bridge", "river", "barge", "mayor", "rust", "storm"]);
        let sentence = (prop::collection::vec(word, 8..12), 1..28_u8).prop_map(|(words, day)| {
            format!("The {} stood near Turku on {day} May 2019.", words.join(" "))
        });
        let text = prop::collection::vec(sentence, 1..4);
        prop::collection::vec((1..28_u8, text), 1..12).prop_map(|articles| {
            let line = |(number, (day, text)): (usize, (u8, Vec<String>))| {
                let text = text.join(" ");
                format!(r#"{{"id":"{number}","date":"2019-05-{day:02}","text":"{text}"}}"#)
            };
            articles.into_iter().enumerate().map(line).collect()
        })
    }

    proptest! {
        #[test]
        fn the_order_of_articles_changes_nothing(lines in articles(), by in 0..12_usize) {
            let own = outlines(&lines.join("\n"));
            let mut turned = lines.clone();
            turned.rotate_left(by.min(lines.len()));
            turned.reverse();
            // Who gives an article twice gets the same too.
            turned.extend(lines.first().cloned());
            let request = Request { sentences: 2, ..Request::default() };
            let other = summarize(&outlines(&turned.join("\n")), &request);
            prop_assert_eq!(summarize(&own, &request), other);
        }

        #[test]
        fn more_days_begin_with_the_same_ones(lines in articles(), fewer in 0..6_usize) {
            let own = outlines(&lines.join("\n"));
            let ask = |days| summarize(&own, &Request { days, sentences: 2, ..Request::default() });
            let (few, many) = (ask(fewer), ask(fewer + 3));
            prop_assert!(few.days.len() <= fewer);
            prop_assert_eq!(&few.days[..], &many.days[..few.days.len()]);
            for day in &many.days {
                prop_assert!((1..=2).contains(&day.sentences.len()));
            }
        }
    }
}
