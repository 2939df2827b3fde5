//! What an editor decides holds, whatever else is read; what cannot hold is told.
#![expect(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

use annals_core::{
    Cited, Date, Decision, Diagnostic, Event, NoPhrases, Origin, Outcome, Verdict, parse_curation,
};
use annals_ingest::{
    Citations, Extraction, Lexicon, Merged, OneByOne, Reason, curate, extract, merge, read, review,
};
use proptest::prelude::*;

const QUITO: (&str, &str) =
    ("quito.txt", "date 2021-05-12 President Ana Ruiz resigned in Quito on Monday.");
const MAY: (&str, &str) =
    ("may.txt", "date 2021-06-20 President Ana Ruiz resigned in Quito in May.");
const LATE: (&str, &str) =
    ("late.txt", "date 2021-06-20 President Ana Ruiz resigned in Quito on 3 June.");
const LIMA: (&str, &str) =
    ("lima.txt", "date 2021-05-12 Mayor Juan Vega opened a bridge in Lima on Monday.");
const TWO: (&str, &str) = (
    "two.txt",
    "date 2021-05-12 Ana Ruiz opened the harbour of Malta on Monday and Juan Vega closed the mines of Cuenca on Monday.",
);
const DEATH: (&str, &str) =
    ("death.txt", "date 2023-06-14 The party is weaker since the death of Ida Lund.");

fn told((name, text): (&str, &str)) -> Extraction {
    let mut found = Vec::new();
    read(name, text.as_bytes(), &mut |article| found.push(extract(&article, Lexicon::english())));
    found.pop().unwrap()
}

/// Merges articles as a file of decisions says.
fn curated(articles: &[(&str, &str)], written: Vec<Event>, file: &str) -> Merged {
    let read = parse_curation("curation/a.toml", file, &NoPhrases);
    assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
    let found: Vec<Extraction> = articles.iter().map(|article| told(*article)).collect();
    curate(found, written, &read.decisions, Lexicon::english(), &OneByOne)
}

fn written(title: &str, date: &str) -> Event {
    Event::new(title, Some(date.parse().unwrap()), Origin::Written)
}

fn titles(merged: &Merged) -> Vec<&str> {
    merged.events.iter().map(|event| event.title.as_str()).collect()
}

fn date(event: &Event) -> String {
    event.date.as_ref().map(Date::to_string).unwrap_or_default()
}

fn problems(merged: &Merged) -> Vec<String> {
    let told = |problem: &Diagnostic| {
        format!("{problem}; {}", problem.help.as_deref().unwrap_or_default())
    };
    merged.diagnostics.iter().map(told).collect()
}

#[test]
fn an_event_is_hidden_and_its_expression_says_so() {
    let file = "[[hide]]\nsentences = [\"President Ana Ruiz  resigned in Quito on Monday.\"]\n";
    let merged = curated(&[QUITO, LIMA], vec![], file);
    assert_eq!(titles(&merged), ["Mayor Juan Vega opened a bridge in Lima"]);
    assert_eq!(merged.hidden[0].title, "President Ana Ruiz resigned in Quito");
    assert_eq!(merged.decisions[&merged.hidden[0].id][0].verdict, Verdict::Hide);
    let article = merged.articles.iter().find(|article| article.id == "quito.txt").unwrap();
    let hidden = Outcome::Unused("an editor hid the event that it dates".into());
    assert_eq!(article.mentions[0].outcome, hidden);
}

#[test]
fn a_title_and_a_date_are_given_and_what_the_articles_say_is_kept() {
    let file = "
        [[rename]]
        title = \"Ruiz steps down\"
        sentences = [\"President Ana Ruiz resigned in Quito on Monday.\"]

        [[re-date]]
        date = \"2021-05-11\"
        sentences = [\"President Ana Ruiz resigned in Quito on Monday.\"]
    ";
    let plain = curated(&[QUITO], vec![], "");
    let merged = curated(&[QUITO], vec![], file);
    let event = &merged.events[0];
    assert_eq!((event.title.as_str(), date(event).as_str()), ("Ruiz steps down", "2021-05-11"));
    assert_eq!(event.id, plain.events[0].id);
    assert_eq!(event.evidence, plain.events[0].evidence);
    let articles = event.curated.as_ref().unwrap();
    assert_eq!(articles.title.as_deref(), Some("President Ana Ruiz resigned in Quito"));
    assert_eq!(articles.date, plain.events[0].date);
    assert!(!merged.datings(event)[0].agrees);
}

#[test]
fn a_merge_takes_along_all_that_is_alike() {
    let file = "[[merge]]\nsentences = [\n\
        \"President Ana Ruiz resigned in Quito on Monday.\",\n\
        \"Mayor Juan Vega opened a bridge in Lima on Monday.\",\n]\n";
    let merged = curated(&[QUITO, MAY, LIMA], vec![], file);
    assert_eq!(merged.events.len(), 1);
    assert_eq!(
        (date(&merged.events[0]).as_str(), merged.events[0].evidence.len()),
        ("2021-05-10", 3)
    );
    let reasons = &merged.reasons[&merged.events[0].id];
    assert_eq!(reasons.iter().filter(|reason| **reason == Reason::Decided).count(), 1);
    assert_eq!(reasons.iter().filter(|reason| **reason == Reason::First).count(), 1);
}

#[test]
fn a_split_keeps_apart_what_is_alike() {
    let file = "[[split]]\nsentences = [\n\
        \"President Ana Ruiz resigned in Quito on Monday.\",\n\
        \"President Ana Ruiz resigned in Quito in May.\",\n]\n";
    assert_eq!(curated(&[QUITO, MAY], vec![], "").events.len(), 1);
    let merged = curated(&[QUITO, MAY], vec![], file);
    assert_eq!(merged.events.iter().map(date).collect::<Vec<_>>(), ["2021-05", "2021-05-10"]);
}

#[test]
fn a_sentence_is_linked_to_a_written_event_and_taken_from_it() {
    let hands = || vec![written("Ana Ruiz resigns in Quito", "2021-05-10")];
    let sentence = "sentences = [\"President Ana Ruiz resigned in Quito on Monday.\"]\n";
    let linked = curated(&[QUITO, LIMA], hands(), "");
    assert_eq!(linked.events[0].evidence.len(), 1);
    let from = format!("[[relink]]\nfrom = \"ana-ruiz-resigns-in-quito\"\n{sentence}");
    let taken = curated(&[QUITO, LIMA], hands(), &from);
    assert_eq!((taken.events.len(), taken.events[0].evidence.len()), (3, 0));
    let to = "[[relink]]\nto = \"ana-ruiz-resigns-in-quito\"\n\
        sentences = [\"Mayor Juan Vega opened a bridge in Lima on Monday.\"]\n";
    let given = curated(&[QUITO, LIMA], hands(), to);
    assert_eq!((given.events.len(), given.events[0].evidence.len()), (1, 2));
    assert!(given.reasons["ana-ruiz-resigns-in-quito"].contains(&Reason::Decided));
}

#[test]
fn what_is_alike_goes_along_to_a_written_event() {
    let hands = vec![written("A bridge", "1990")];
    let to = "[[relink]]\nto = \"a-bridge\"\n\
        sentences = [\"President Ana Ruiz resigned in Quito on Monday.\"]\n";
    let merged = curated(&[QUITO, MAY], hands, to);
    assert_eq!((merged.events.len(), merged.events[0].evidence.len()), (1, 2));
}

#[test]
fn a_mention_without_a_date_is_linked_and_taken_away() {
    let hands = || vec![written("Ida Lund dies", "2022-07-08"), written("A fair", "1990")];
    let sentence = "sentences = [\"The party is weaker since the death of Ida Lund.\"]\n";
    let linked = curated(&[DEATH], hands(), "");
    assert_eq!(linked.events[0].evidence.len(), 1);
    let from = format!("[[relink]]\nfrom = \"ida-lund-dies\"\n{sentence}");
    assert!(curated(&[DEATH], hands(), &from).events[0].evidence.is_empty());
    let to = format!("[[relink]]\nto = \"a-fair\"\n{sentence}");
    let moved = curated(&[DEATH], hands(), &to);
    let numbers: Vec<usize> = moved.events.iter().map(|event| event.evidence.len()).collect();
    assert_eq!(numbers, [0, 1]);
}

#[test]
fn of_two_events_of_one_sentence_the_one_that_is_told_is_meant() {
    let plain = curated(&[TWO], vec![], "");
    assert_eq!(plain.events.len(), 2, "{:?}", titles(&plain));
    let citations = Citations::new(&plain.events, &plain.articles);
    for event in &plain.events {
        let decision = Decision::new(Verdict::Hide, citations.of(event));
        assert!(decision.sentences[0].tells.is_some());
        let merged = curated(&[TWO], vec![], &decision.to_string());
        assert_eq!(problems(&merged), [""; 0]);
        assert_eq!(merged.hidden[0].title, event.title);
        assert_eq!(merged.events.len(), 1);
    }
}

#[test]
fn of_one_sentence_of_two_days_the_article_decides_or_its_day() {
    let later = ("later.txt", "date 2021-05-19 President Ana Ruiz resigned in Quito on Monday.");
    let cited = Cited {
        sentence: "President Ana Ruiz resigned in Quito on Monday.".to_owned(),
        article: Some("later.txt".to_owned()),
        published: "2021-05-19".parse::<Date>().unwrap().earliest().day(),
        ..Cited::default()
    };
    let file = Decision::new(Verdict::Hide, vec![cited]).to_string();
    let shown = |articles: &[(&str, &str)]| {
        let merged = curated(articles, vec![], &file);
        assert_eq!(problems(&merged), [""; 0]);
        merged.events.iter().map(date).collect::<Vec<_>>()
    };
    assert_eq!(shown(&[QUITO, later]), ["2021-05-10"]);
    let renamed = ("archive/1.txt", later.1);
    assert_eq!(shown(&[QUITO, renamed]), ["2021-05-10"]);
}

#[test]
fn what_means_nothing_any_more_is_told_and_the_rest_is_applied() {
    let hands = vec![written("Ana Ruiz resigns in Quito", "2021-05-10")];
    let later = ("later.txt", "date 2021-05-19 Mayor Juan Vega opened a bridge in Lima on Monday.");
    let file = r#"
        [[hide]]
        sentences = ["Mayor Ana Ruiz resigned in Quito on Monday."]
        [[hide]]
        sentences = ["A comet passed."]
        [[accept]]
        sentences = ["Mayor Juan Vega opened a bridge in Lima on Monday."]
        [[accept]]
        sentences = ["The party is weaker since the death of Ida Lund."]
        [[relink]]
        to = "ana-ruiz-resign-in-quito"
        sentences = ["The party is weaker since the death of Ida Lund."]
        [[rename]]
        title = "Ruiz steps down"
        sentences = ["President Ana Ruiz resigned in Quito on Monday."]
        [[merge]]
        sentences = ["President Ana Ruiz resigned in Quito on Monday.", "A comet passed."]
        [[rename]]
        title = "The harbour opens"
        sentences = [{ sentence = "Ana Ruiz opened the harbour of Malta on Monday and Juan Vega closed the mines of Cuenca on Monday.", tells = "Ana Ruiz opened the harbour of Malta" }]
    "#;
    let merged = curated(&[QUITO, LIMA, later, DEATH, TWO], hands, file);
    assert_eq!(
        problems(&merged),
        [
            "curation/a.toml:6:9: warning[curation/ambiguous]: several events are read out of this sentence: Mayor Juan Vega opened a bridge in Lima on Monday.; say in its table which is meant: article = \"later.txt\" or \"lima.txt\"",
            "curation/a.toml:8:9: warning[curation/undated]: this sentence names an event without dating it: The party is weaker since the death of Ida Lund.; only [[relink]] is about such sentences; cite one that dates the event",
            "curation/a.toml:4:9: warning[curation/gone]: no event is read out of this sentence any more: A comet passed.; leave this decision out, or cite another sentence of the event",
            "curation/a.toml:2:9: warning[curation/gone]: no event is read out of this sentence any more: Mayor Ana Ruiz resigned in Quito on Monday.; leave this decision out, or cite the most like it: President Ana Ruiz resigned in Quito on Monday.",
            "curation/a.toml:16:9: warning[curation/gone]: no event is read out of this sentence any more: A comet passed.; leave this decision out, or cite another sentence of the event",
            "curation/a.toml:10:9: warning[curation/event]: no [[event]] has the id `ana-ruiz-resign-in-quito`; did you mean \"ana-ruiz-resigns-in-quito\"?",
            "curation/a.toml:13:9: warning[curation/written]: the event `ana-ruiz-resigns-in-quito` is written by hand and is not renamed; change it in its file under events/, and leave this decision out",
        ]
    );
    assert!(titles(&merged).contains(&"The harbour opens"));
}

#[test]
fn decisions_that_contradict_each_other_are_told_and_none_is_applied() {
    let monday = "\"President Ana Ruiz resigned in Quito on Monday.\"";
    let june = "\"President Ana Ruiz resigned in Quito on 3 June.\"";
    let hands = || vec![written("A fair", "1990"), written("A market", "1991")];
    let with = |kind: &str, more: &str, sentences: &str| {
        format!("[[{kind}]]\n{more}\nsentences = [{sentences}]\n")
    };
    let both = format!("{monday}, {june}");
    for (one, other) in [
        (with("hide", "", monday), with("accept", "", monday)),
        (with("rename", "title = \"A\"", monday), with("rename", "title = \"B\"", monday)),
        (with("re-date", "date = 1990", monday), with("re-date", "date = 1991", monday)),
        (with("merge", "", &both), with("split", "", &both)),
        (with("relink", "to = \"a-fair\"", monday), with("relink", "from = \"a-fair\"", monday)),
        (with("relink", "to = \"a-fair\"", monday), with("relink", "to = \"a-market\"", monday)),
        (with("relink", "to = \"a-fair\"", &both), with("split", "", &both)),
    ] {
        let sound = with(
            "rename",
            "title = \"The bridge\"",
            "\"Mayor Juan Vega opened a bridge in Lima on Monday.\"",
        );
        let merged = curated(&[QUITO, LATE, LIMA], hands(), &format!("{one}{sound}{other}"));
        let problems = problems(&merged);
        assert_eq!(problems.len(), 2, "{one}{other}{problems:#?}");
        for problem in &problems {
            assert!(problem.contains("error[curation/contradiction]: [["), "{problem}");
            assert!(problem.contains("]] at curation/a.toml:"), "{problem}");
        }
        assert_eq!(merged.diagnostics[0].related.len(), 1);
        let plain = curated(&[QUITO, LATE, LIMA], hands(), &sound);
        assert_eq!(merged.events, plain.events, "{one}{other}");
    }
    let chain = format!(
        "{}{}{}",
        with("merge", "", &both),
        with("relink", "to = \"a-fair\"", monday),
        with("relink", "to = \"a-market\"", june),
    );
    let merged = curated(&[QUITO, LATE], hands(), &chain);
    assert_eq!(merged.diagnostics.len(), 3);
    assert!(merged.diagnostics[0].message.contains(" and [["), "{}", merged.diagnostics[0].message);
}

#[test]
fn a_split_of_one_telling_is_told() {
    let monday = "\"President Ana Ruiz resigned in Quito on Monday.\"";
    let file = format!("[[split]]\nsentences = [{monday}, {monday}]\n");
    assert_eq!(
        problems(&curated(&[QUITO], vec![], &file)),
        [
            "curation/a.toml:1:1: error[curation/same]: two sentences of this decision are one and the same; leave one out, or say by `expression` or `tells` which is meant"
        ]
    );
}

#[test]
fn events_that_may_be_one_are_found_until_an_editor_decides() {
    let courier =
        ("courier.txt", "date 2019-03-14 Mayor Ida Lund resigned in Port Averell on Tuesday.");
    let weekly = (
        "weekly.txt",
        "date 2019-03-16 Ida Lund left the office of mayor in Port Averell on Wednesday. \
         The harbour office of Port Averell hired a crew for the dredging in March.",
    );
    let dredging = written("Dredging of the harbour of Port Averell begins", "2019-03-11");
    let pairs = |file: &str| {
        let decisions = parse_curation("a.toml", file, &NoPhrases).decisions;
        let found = vec![told(courier), told(weekly)];
        let hands = vec![dredging.clone()];
        let merged = review(found, hands, &decisions, Lexicon::english(), &OneByOne);
        assert_eq!(merged.events.len(), 4 - usize::from(file.contains("[[merge]]")));
        let pair = |double: &annals_ingest::Double| {
            assert!(double.likeness >= 0.75 * double.needed);
            [&double.event, &double.other].map(|id| id.rsplit('-').next().unwrap().to_owned())
        };
        merged.doubles.iter().map(pair).collect::<Vec<_>>()
    };
    let (double, link) = (["averell", "averell"], ["dredgin", "begins"]);
    assert_eq!(pairs(""), [link, double]);
    let both = "sentences = [\"Mayor Ida Lund resigned in Port Averell on Tuesday.\",\n\
        \"Ida Lund left the office of mayor in Port Averell on Wednesday.\"]\n";
    assert_eq!(pairs(&format!("[[split]]\n{both}")), [link]);
    assert_eq!(pairs(&format!("[[merge]]\n{both}")), [link]);
    let from = "[[relink]]\nfrom = \"dredging-of-the-harbour-of-port-averell-begins\"\nsentences = \
        [\"The harbour office of Port Averell hired a crew for the dredging in March.\"]\n";
    assert_eq!(pairs(from), [double]);
}

#[test]
fn questions_come_by_what_matters_and_end_with_their_answers() {
    let slip = ("slip.txt", "date 2021-05-13 President Ana Ruiz resigned in Quito on 11 May.");
    let said =
        ("said.txt", "date 2021-05-12 Ida Lund said on Monday that the ferry would be sold.");
    let asked = |file: &str| {
        let mut merged = curated(&[QUITO, slip, said], vec![], file);
        let (events, articles) =
            (std::mem::take(&mut merged.events), std::mem::take(&mut merged.articles));
        let info = annals_core::Info::default();
        let timeline = annals_core::Timeline::new(info, vec![], vec![], events, articles);
        let all = timeline.events().iter().chain(&merged.hidden);
        let citations = Citations::new(all, timeline.articles());
        let questions = annals_ingest::questions(&timeline, &merged);
        assert!(questions.is_sorted_by(|one, next| one.score >= next.score));
        let of = |question: &annals_ingest::Question<'_>| {
            let answers = question.answers().into_iter();
            let decisions = answers.filter_map(|answer| question.decision(&answer, &citations));
            (question.name(), decisions.map(|decision| decision.to_string()).collect::<Vec<_>>())
        };
        questions.iter().map(of).collect::<Vec<_>>()
    };
    let first = asked("");
    assert_eq!(first.iter().map(|(name, _)| *name).collect::<Vec<_>>(), ["dates", "doubt"]);
    for (number, (name, decisions)) in first.iter().enumerate() {
        assert!(decisions.len() >= 4, "{decisions:?}");
        for decision in decisions {
            // Given their own title or date, they are as before.
            let left: Vec<&str> = asked(decision).iter().map(|(name, _)| *name).collect();
            assert!(!left.contains(name), "{number} {decision}{left:?}");
        }
    }
}

const SENTENCES: [&str; 8] = [
    "President Ana Ruiz resigned in Quito on Monday.",
    "Ana Ruiz resigned in Quito in June.",
    "President Ana Ruiz resigned in the city of Quito on 12 June 2023.",
    "Ana Ruiz resigned in Quito on Tuesday.",
    "Mayor Juan Vega opened a bridge in Lima on Monday.",
    "Juan Vega opened the long bridge in Lima this week.",
    "The bridge in Lima was opened by Juan Vega in June.",
    "Divers found the ferry that sank off Malta in 1994.",
];

type Library = Vec<(Vec<usize>, u8)>;

/// Articles of a few sentences, each with the day of June on which it was published.
fn library(most: usize) -> impl Strategy<Value = Library> {
    prop::collection::vec((prop::collection::vec(0..SENTENCES.len(), 1..4), 10..20_u8), 1..most)
}

fn extractions(library: &Library, name: impl Fn(usize) -> String) -> Vec<Extraction> {
    let text = |(at, day): &(Vec<usize>, u8)| {
        let sentences: Vec<&str> = at.iter().map(|&at| SENTENCES[at]).collect();
        format!("date 2023-06-{day} {}", sentences.join(" "))
    };
    library
        .iter()
        .enumerate()
        .map(|(number, article)| told((&name(number), &text(article))))
        .collect()
}

fn hand_written() -> Vec<Event> {
    vec![written("A fair in Turku", "2021"), written("Ana Ruiz resigns", "2023-06-12")]
}

/// A decision on each of some events, of a kind that its number chooses.
fn decide(plain: &Merged, choices: &[(usize, usize)]) -> Vec<Decision> {
    let citations = Citations::new(&plain.events, &plain.articles);
    let extracted: Vec<&Event> =
        plain.events.iter().filter(|event| event.origin == Origin::Extracted).collect();
    let mut decisions = Vec::new();
    let mut decided = Vec::new();
    for &(which, kind) in choices {
        let Some(event) = extracted.get(which % extracted.len().max(1)) else { continue };
        if decided.contains(&event.id) {
            continue;
        }
        decided.push(event.id.clone());
        let sentences = citations.of(event);
        let verdict = match kind % 6 {
            0 => Verdict::Accept,
            1 => Verdict::Hide,
            2 => Verdict::Rename(format!("Title {which}")),
            3 => Verdict::Redate("1999-05-01".parse().ok()),
            4 => Verdict::Link("a-fair-in-turku".to_owned()),
            _ if sentences.len() > 1 => Verdict::Split,
            _ => Verdict::Unlink("ana-ruiz-resigns".to_owned()),
        };
        decisions.push(Decision::new(verdict, sentences));
    }
    decisions
}

/// The event that a sentence tells, shown or hidden.
fn event_of<'m>(merged: &'m Merged, cited: &Cited) -> &'m Event {
    let day = |id: &str| {
        let article = merged.articles.iter().find(|article| article.id == id).unwrap();
        article.published
    };
    let mut all = merged.events.iter().chain(&merged.hidden);
    all.find(|event| {
        event
            .evidence
            .iter()
            .any(|own| own.quote == cited.sentence && day(&own.article) == cited.published)
    })
    .unwrap()
}

fn holds(merged: &Merged, decision: &Decision) -> bool {
    let events: Vec<&Event> =
        decision.sentences.iter().map(|cited| event_of(merged, cited)).collect();
    let first = events[0];
    let one = events.iter().all(|event| event.id == first.id);
    let listed = merged.decisions[&first.id].contains(decision);
    let verdict = match &decision.verdict {
        Verdict::Accept | Verdict::Merge => one,
        Verdict::Hide => one && merged.hidden.contains(first),
        Verdict::Split => {
            let mut ids: Vec<&str> = events.iter().map(|event| event.id.as_str()).collect();
            ids.sort_unstable();
            ids.dedup();
            ids.len() == events.len()
        }
        Verdict::Rename(title) => one && first.title == *title,
        Verdict::Redate(date) => one && first.date == *date,
        Verdict::Link(id) => one && first.id == *id,
        Verdict::Unlink(id) => one && first.id != *id,
    };
    listed && verdict
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(300))]

    #[test]
    fn decisions_hold_with_further_and_renamed_articles(
        library in library(6),
        further in library(5),
        choices in prop::collection::vec((0..9_usize, 0..6_usize), 0..6),
    ) {
        let lexicon = Lexicon::english();
        let name = |number: usize| format!("a{number}.txt");
        let found = extractions(&library, name);
        let plain = merge(found.clone(), hand_written(), lexicon);
        let decisions = decide(&plain, &choices);
        let new_name = |number: usize| format!("z/{}.txt", 90 - number);
        let mut more = found.clone();
        more.extend(extractions(&further, |number| format!("b{number}.txt")));
        let mut renamed = extractions(&library, new_name);
        renamed.extend(extractions(&further, name));
        for articles in [found, more, renamed] {
            let merged = curate(articles, hand_written(), &decisions, lexicon, &OneByOne);
            prop_assert!(merged.diagnostics.is_empty(), "{:#?}", merged.diagnostics);
            for decision in &decisions {
                prop_assert!(holds(&merged, decision), "{decision}{:#?}", merged.events);
            }
        }
    }

    #[test]
    fn the_order_of_decisions_and_of_articles_does_not_matter(
        library in library(6),
        choices in prop::collection::vec((0..9_usize, 0..6_usize), 0..6),
        again in prop::collection::vec((0..9_usize, 0..6_usize), 0..4),
    ) {
        let lexicon = Lexicon::english();
        let found = extractions(&library, |number| format!("a{number}.txt"));
        let plain = merge(found.clone(), hand_written(), lexicon);
        // Some of them contradict each other.
        let mut decisions = decide(&plain, &choices);
        decisions.extend(decide(&plain, &again));
        for (line, decision) in decisions.iter_mut().enumerate() {
            decision.location.position.line = line + 1;
            decision.location.span = line..line;
        }
        let merged = curate(found.clone(), hand_written(), &decisions, lexicon, &OneByOne);
        let mut back = decisions.clone();
        back.reverse();
        let other = curate(
            found.into_iter().rev().collect::<Vec<_>>(), hand_written(), &back, lexicon, &OneByOne,
        );
        prop_assert_eq!(merged, other);
    }
}
