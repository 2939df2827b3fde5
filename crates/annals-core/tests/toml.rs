//! Timelines in TOML: what is read, and how every fault is told.

use annals_core::{NoPhrases, Parsed, Severity, Status, check_together, parse_toml};

fn parse(text: &str) -> Parsed {
    parse_toml("f.toml", text, &NoPhrases)
}

/// Each problem as `line:column code «text at fault» message | help`.
fn problems(text: &str) -> Vec<String> {
    let parsed = parse(text);
    parsed
        .diagnostics
        .iter()
        .map(|d| {
            let fault = &text[d.span.clone()];
            let help = d.help.as_deref().unwrap_or("");
            format!("{} {} «{fault}» {} | {help}", d.position, d.code, d.message)
        })
        .collect()
}

#[test]
fn a_whole_timeline() {
    let parsed = parse(
        r#"
[timeline]
title = "Spaceflight"
lang = "en"

[[theme]]
id = "ussr"
title = "Soviet Union"

[[era]]
title = "Space race"
date = "1957/1975"

[[event]]
id = "sputnik"
title = "Sputnik 1 launched"
date = 1957-10-04
themes = ["ussr"]
places = ["Baikonur"]
sources = ["https://www.example.org/1", { title = "Pravda", published = 1957-10-06 }]
weight = 2

[[event]]
title = "Shuttle studies"
date = "1969-01~/.."
status = "ongoing"
"#,
    );
    assert_eq!(parsed.diagnostics, []);
    assert_eq!(parsed.info.unwrap().title, "Spaceflight");
    assert_eq!(parsed.themes[0].id, "ussr");
    assert_eq!(parsed.eras[0].date.to_string(), "1957/1975");
    let [sputnik, shuttle] = parsed.events.as_slice() else { panic!("two events") };
    assert_eq!(sputnik.date.as_ref().unwrap().to_string(), "1957-10-04");
    assert_eq!(sputnik.sources[0].title, "example.org");
    assert_eq!(sputnik.sources[1].published.as_ref().unwrap().to_string(), "1957-10-06");
    assert_eq!((shuttle.id.as_str(), shuttle.status), ("shuttle-studies", Status::Ongoing));
}

#[test]
fn every_problem_is_told_in_its_place_with_a_way_out() {
    let cases: &[(&str, &[&str])] = &[
        (
            "[[event]]\ntitle = \"Mir\"\ndate = \"1986-06-31\"\n",
            &[
                "3:17 date/day «31» June has 30 days | write \"1986-06-30\" for its last day, \"1986-06\" for the month",
            ],
        ),
        (
            "[[event]]\ntitle = \"Mir\"\ndate = \"1996/1986\"\n",
            &[
                "3:9 date/order «1996» the interval ends before it starts | did you mean \"1986/1996\"?",
            ],
        ),
        (
            "[[event]]\ntitle = \"Mir\"\ndat = \"1957\"\n",
            &["3:1 key/unknown «dat» unknown key `dat` in [[event]] | write `date`"],
        ),
        (
            "[[event]]\ndate = 1957\n",
            &["1:1 key/missing «[[event]]» [[event]] has no title | add the line title = \"…\""],
        ),
        (
            "[[event]]\ntitle = \"\"\nstatus = \"happend\"\n",
            &[
                "2:9 key/empty «\"\"» the title is empty | write title = \"…\"",
                "3:11 status/unknown «happend» `happend` is no status | did you mean \"happened\"?",
            ],
        ),
        (
            "[[event]]\ntitle = 7\nthemes = \"ussr\"\n",
            &[
                "2:9 type «7» `title` is a number, not a string | write title = \"…\"",
                "3:10 type «\"ussr\"» `themes` is a string, not a list of strings | write themes = [\"ussr\"]",
            ],
        ),
        (
            "[[event]]\ntitle = \"A\"\nid = \"../A b\"\n",
            &["3:7 id/form «../A b» `../A b` cannot be an id | write id = \"a-b\""],
        ),
        (
            "[[event]]\ntitle = \"A\"\nsources = [{ title = \"B\", url = \"javascript:x\" }]\n",
            &["3:34 url «javascript:x» an address begins with https:// or http:// | "],
        ),
        (
            "[[event]]\ntitle = \"A\"\ndate = 12345\n",
            &[
                "3:8 date/year «12345» a year written as a number has four digits at most | write \"Y12345\" for a longer year",
            ],
        ),
        (
            "[event]\ntitle = \"A\"\n",
            &[
                "1:1 type «[event]» `event` is written as [[event]] | write [[event]] on a line of its own",
            ],
        ),
        (
            "[[event]]\ntitle = \"A\"\nweight = 99\n",
            &["3:10 type «99» a weight is a number from 0 to 10 | write weight = 1"],
        ),
    ];
    for (text, expected) in cases {
        assert_eq!(problems(text), *expected, "in {text}");
        assert!(parse(text).events.is_empty(), "an event with an error is left out: {text}");
    }
}

#[test]
fn a_fault_of_one_event_costs_only_that_event() {
    let parsed =
        parse("[[event]]\ntitle = \"A\"\ndate = \"x\"\n[[event]]\ntitle = \"B\"\ndate = 1950\n");
    assert_eq!(parsed.events.len(), 1);
    assert_eq!(parsed.events[0].title, "B");
}

#[test]
fn a_bare_month_is_told_to_be_quoted() {
    let problems = problems("[[event]]\ntitle = \"A\"\ndate = 1985-04\n");
    assert!(problems[0].contains("toml") && problems[0].contains("in quotes"), "{problems:?}");
    assert!(problems[0].ends_with("write \"1985-04\""), "{problems:?}");
}

#[test]
fn broken_toml_is_told_and_the_rest_is_read() {
    let text = "[[event]]\ntitle = \"A\"\ndate = 1950\n[[event]]\ntitle = \"B\nx = ]\n[[event]]\ntitle = \"C\"\n";
    let parsed = parse(text);
    assert!(
        parsed.diagnostics.iter().any(|d| d.code == "toml" && d.position.line == 5),
        "{:?}",
        parsed.diagnostics
    );
    assert!(parsed.events.iter().any(|event| event.title == "A"));
}

#[test]
fn negative_years_are_warned_of_and_kept() {
    let parsed = parse("[[event]]\ntitle = \"A\"\ndate = \"-0003\"\n");
    let warning = &parsed.diagnostics[0];
    assert_eq!((warning.severity, warning.code), (Severity::Warning, "date/negative-year"));
    assert_eq!(warning.message, "year -0003 is 4 BCE: EDTF has a year 0");
    assert_eq!(
        warning.help.as_deref(),
        Some("write \"4 BCE\" to say that, \"3 BCE\" if that was meant")
    );
    assert_eq!(parsed.events.len(), 1);
}

#[test]
fn ids_and_themes_are_checked_over_all_files() {
    let one =
        "[[theme]]\nid = \"war\"\ntitle = \"War\"\n[[event]]\ntitle = \"A\"\nthemes = [\"wra\"]\n";
    let other = "[[event]]\nid = \"a\"\ntitle = \"Another\"\n[[event]]\ntitle = \"A\"\n[[event]]\ntitle = \"B\"\n";
    let mut files =
        [parse_toml("1.toml", one, &NoPhrases), parse_toml("2.toml", other, &NoPhrases)];
    check_together(&mut files);
    let told: Vec<String> = files
        .iter()
        .flat_map(|file| &file.diagnostics)
        .map(|d| format!("{d} | {:?} | {:?}", d.help, d.note))
        .collect();
    assert_eq!(
        told,
        [
            "1.toml:6:12: warning[theme/unknown]: no [[theme]] has the id `wra` | Some(\"did you mean \\\"war\\\"?\") | None",
            "2.toml:2:7: error[id/duplicate]: the id `a` is used twice | Some(\"give it an id of its own: id = \\\"a-2\\\"\") | Some(\"first used at 1.toml:5:10\")",
            "2.toml:5:10: error[id/duplicate]: the id `a` is used twice | Some(\"give it an id of its own: id = \\\"a-2\\\"\") | Some(\"first used at 1.toml:5:10\")",
        ]
    );
    assert_eq!(files[0].events.len(), 1);
    assert_eq!(files[1].events.iter().map(|event| event.title.as_str()).collect::<Vec<_>>(), ["B"]);
}

mod properties {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_text_is_read_or_its_faults_lie_within_it(text in any::<String>()) {
            for problem in parse(&text).diagnostics {
                prop_assert!(text.get(problem.span.clone()).is_some());
            }
        }

        #[test]
        fn any_value_in_any_key_is_read_or_told(
            key in "(id|title|date|status|themes|weight|sources|text)",
            value in "(\"[^\"\\\\\n]{0,8}\"|[0-9eE.+-]{1,8}|\\[[0-9,\"a]{0,5}\\]|\\{ ?url ?= ?\"x\" ?\\}|true|1985-04-1[0-9])",
        ) {
            let text = format!("[[event]]\ntitle = \"A\"\n{key} = {value}\n");
            let parsed = parse(&text);
            prop_assert!(parsed.events.len() == 1 || !parsed.diagnostics.is_empty());
        }
    }
}
