//! Files of decisions: what they say, and every fault of them in its place.
#![expect(clippy::unwrap_used, reason = "what a test takes for granted may fail it")]

use annals_core::{Cited, Date, Day, Decision, Location, NoPhrases, Verdict, parse_curation};
use proptest::prelude::*;

fn faults(text: &str) -> Vec<String> {
    let read = parse_curation("curation/a.toml", text, &NoPhrases);
    let told = |problem: &annals_core::Diagnostic| {
        format!("{problem}; {}", problem.help.as_deref().unwrap_or_default())
    };
    read.diagnostics.iter().map(told).collect()
}

#[test]
fn every_kind_of_decision_is_read() {
    let text = r#"
        [[accept]]
        sentences = ["The fair opened in May."]

        [[hide]]
        sentences = [{ sentence = "It rained.", article = "rain.txt", published = 2021-05-03 }]

        [[merge]]
        sentences = ["The fair opened.", "The market began."]

        [[split]]
        sentences = [{ sentence = "It rained.", expression = "May", tells = "Rain" }, "It rained again."]

        [[rename]]
        title = "The fair of Turku"
        sentences = ["The fair opened in May."]

        [[re-date]]
        date = "1912-05/1912-06"
        sentences = ["The fair opened in May."]

        [[re-date]]
        date = ""
        sentences = ["The fair opened in May."]

        [[relink]]
        to = "fair"
        sentences = ["The fair opened in May."]

        [[relink]]
        from = "market"
        sentences = ["The fair opened in May."]
    "#;
    let read = parse_curation("a.toml", text, &NoPhrases);
    let verdicts: Vec<String> =
        read.decisions.iter().map(|decision| decision.verdict.to_string()).collect();
    assert_eq!(
        verdicts,
        [
            "accepted",
            "hidden",
            "merged",
            "split",
            "renamed \"The fair of Turku\"",
            "dated May – June 1912",
            "linked to `fair`",
            "not `market`"
        ]
    );
    // An empty date is a fault of that one table.
    assert_eq!(read.diagnostics.len(), 1, "{:?}", read.diagnostics);
    assert_eq!(read.decisions[1].location.position.line, 5);
    assert_eq!(read.decisions[3].sentences[0].tells.as_deref(), Some("Rain"));
}

#[test]
fn faults_are_told_in_their_places_and_cost_only_themselves() {
    for (text, fault) in [
        (
            "[[hid]]\n",
            "curation/a.toml:1:3: error[key/unknown]: unknown key `hid` in this file of decisions; write `hide`",
        ),
        (
            "[[hide]]\nsentence = \"It rained.\"\n",
            "curation/a.toml:1:1: error[key/missing]: [[hide]] has no sentences; add the line sentences = [\"A sentence that tells the event.\"]",
        ),
        (
            "[[hide]]\nsentences = \"It rained.\"\n",
            "curation/a.toml:2:13: error[type]: `sentences` is a string, not a list; write sentences = [{ sentence = \"A sentence that tells the event.\", article = \"…\" }]",
        ),
        (
            "[[hide]]\nsentences = []\n",
            "curation/a.toml:2:13: error[curation/sentences]: [[hide]] names no sentence; add a sentence that tells the event, as `annals explain` shows it",
        ),
        (
            "[[merge]]\nsentences = [\"It rained.\"]\n",
            "curation/a.toml:2:13: error[curation/sentences]: [[merge]] takes at least 2 sentences; add a sentence that tells the event, as `annals explain` shows it",
        ),
        (
            "[[hide]]\nsentences = [3]\n",
            "curation/a.toml:2:14: error[type]: `a sentence` is a number, not a table or a text; write { sentence = \"A sentence that tells the event.\" }",
        ),
        (
            "[[rename]]\nsentences = [\"It rained.\"]\n",
            "curation/a.toml:1:1: error[key/missing]: [[rename]] has no title; add the line title = \"…\"",
        ),
        (
            "[[re-date]]\nsentences = [\"It rained.\"]\n",
            "curation/a.toml:1:1: error[key/missing]: [[re-date]] has no date; add the line date = \"1985-04-12\"",
        ),
        (
            "[[re-date]]\ndate = \"1986-06-31\"\nsentences = [\"It rained.\"]\n",
            "curation/a.toml:2:17: error[date/day]: June has 30 days; ",
        ),
        (
            "[[relink]]\nsentences = [\"It rained.\"]\n",
            "curation/a.toml:1:1: error[key/missing]: [[relink]] has no to; add the line to = \"id-of-the-event\", or from = …",
        ),
        (
            "[[relink]]\nto = \"a\"\nfrom = \"b\"\nsentences = [\"It rained.\"]\n",
            "curation/a.toml:3:8: error[curation/both]: a [[relink]] has either `to` or `from`; write a [[relink]] for each",
        ),
        (
            "[[hide]]\nsentences = [{ sentence = \"It rained.\", published = \"1986-06\" }]\n",
            "curation/a.toml:2:53: error[curation/day]: an article is published on a day; write published = 1985-04-12",
        ),
        (
            "[hide]\nsentences = [\"It rained.\"]\n",
            "curation/a.toml:1:1: error[type]: `hide` is written as [[hide]]; write [[hide]] on a line of its own",
        ),
    ] {
        let sound = "[[accept]]\nsentences = [\"The fair opened.\"]\n";
        let whole = format!("{text}\n{sound}");
        let told = faults(&whole);
        assert!(told.iter().any(|one| one.starts_with(fault)), "{text}: {told:#?}");
        let read = parse_curation("a.toml", &whole, &NoPhrases);
        assert_eq!(read.decisions.len(), 1, "{text}");
    }
}

fn cited() -> impl Strategy<Value = Cited> {
    let text = || "[ -~é„“\\\\\"']{0,12}[a-z][ -~]{0,4}[a-z]";
    let plain = |text: String| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let maybe = move || prop::option::of(text().prop_map(plain));
    (text(), maybe(), maybe(), maybe(), prop::option::of(1..28_u8)).prop_map(
        move |(sentence, expression, tells, article, day)| Cited {
            sentence: plain(sentence),
            expression,
            tells,
            article,
            published: day.and_then(|day| Day::from_civil(2021, 5, day)),
        },
    )
}

fn verdict() -> impl Strategy<Value = Verdict> {
    let date: Date = "[2022-08,2022-09]".parse().unwrap();
    prop_oneof![
        Just(Verdict::Accept),
        Just(Verdict::Hide),
        Just(Verdict::Merge),
        Just(Verdict::Split),
        "[a-z\"]{1,9}".prop_map(Verdict::Rename),
        Just(Verdict::Redate(Some(date))),
        "[a-z]{1,9}".prop_map(Verdict::Link),
        "[a-z]{1,9}".prop_map(Verdict::Unlink),
    ]
}

proptest! {
    #[test]
    fn what_is_written_is_read_back(verdict in verdict(), sentences in prop::collection::vec(cited(), 2..4)) {
        let decision = Decision::new(verdict, sentences);
        let text = decision.to_string();
        let read = parse_curation("a.toml", &text, &NoPhrases);
        prop_assert!(read.diagnostics.is_empty(), "{text}{:?}", read.diagnostics);
        let bare = |one: &Decision| Decision { location: decision.location.clone(), ..one.clone() };
        let read: Vec<Decision> = read.decisions.iter().map(bare).collect();
        prop_assert_eq!(read, vec![decision.clone()]);
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in "(\\[\\[(hide|split|re-date|relink)\\]\\]\n|sentences = |date = |to = |\\[|\\]|\\{|\"|[a-z]|\n|,|=|é){0,40}") {
        let read = parse_curation("a.toml", &text, &NoPhrases);
        for problem in &read.diagnostics {
            prop_assert!(text.get(problem.span.clone()).is_some());
        }
        let places: Vec<&Location> = read.decisions.iter().map(|one| &one.location).collect();
        prop_assert!(places.iter().all(|place| text.get(place.span.clone()).is_some()));
    }
}
