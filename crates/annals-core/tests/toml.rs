//! Timelines in TOML: what is read, and how every fault is told.

use annals_core::{
    Calendar, Extent, NoPhrases, Parsed, Severity, Status, check_together, parse_toml,
};

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
                "3:17 date/day «31» June has 30 days | write \"1986-06-30\" for its last day, \"1986-06\" for the month, \"1986-06-XX\" if the day is not known",
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
            "[[event]]\ntitle = \"Mir\"\ntitel = \"Mir\"\n",
            &[
                "3:1 key/unknown «titel» unknown key `titel` in [[event]] | leave it out, `title` is there already",
            ],
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
            &[
                "3:34 url «javascript:x» an address begins with https:// or http:// | write it in full, such as \"https://example.org/page\"",
            ],
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
            "[site]\nhide = [\"peeple\", \"days\"]\nbase_url = \"a.org\"\nfoot = \"x\"\n",
            &[
                "2:10 site/hide «peeple» `peeple` is no kind of pages | did you mean \"people\"?",
                "3:13 url «a.org» an address begins with https:// or http:// | write it in full, such as \"https://example.org/page\"",
                "4:1 key/unknown «foot» unknown key `foot` in [site] | the keys are base_url, footer, hide",
            ],
        ),
        (
            "[[theme]]\ntitle = \"A\"\ncolor = \"#b048\"\n",
            &["3:10 theme/color «#b048» `#b048` is no colour | write color = \"#b0482f\""],
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
    assert_eq!(warning.message, "-0003 is 4 BCE (astronomical years)");
    assert_eq!(
        warning.help.as_deref(),
        Some("write \"4 BCE\" to say that; \"3 BCE\" or \"-0002\" if 3 BCE was meant")
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

#[test]
fn an_interval_that_ends_before_it_starts_is_marked_at_both_ends() {
    let text = "[[event]]\ntitle = \"Mir\"\ndate = \"\"\"\n1996/19\\u00386\"\"\"\n";
    let problem = &parse(text).diagnostics[0];
    assert_eq!((&text[problem.span.clone()], problem.label.as_str()), ("1996", "starts here"));
    let end = &problem.related[0];
    assert_eq!((&text[end.span.clone()], end.text.as_str()), ("19\\u00386", "ends here"));
}

#[test]
fn an_unknown_key_says_which_event_it_left_without_a_date() {
    let note = |text: &str| parse(text).diagnostics[0].note.clone();
    let mir = "[[event]]\ntitle = \"Mir\"\ndate = 1986\n";
    assert_eq!(
        note(&format!("{mir}[[event]]\ntitle = \"Sputnik 1\"\ndat = 1957\nstatus = \"x\"\n")),
        Some("event \"Sputnik 1\" (2nd in this file) has no date; 1 more error below".to_owned())
    );
    assert_eq!(
        note(&format!("{mir}nota = 1\n")),
        Some("event \"Mir\" (1st in this file)".to_owned())
    );
    assert_eq!(note("[[event]]\nnota = 1\n"), None);
}

#[test]
fn places_inside_a_string_are_places_in_the_file() {
    for (date, fault) in [
        (r#""1986\u002D06-31""#, "31"),
        ("\"\"\"\n1986-06-31\"\"\"", "31"),
        ("'1986-06-31'", "31"),
        ("'''1986-06-31'''", "31"),
        ("\"\"\"1986-\\\n  06-31\"\"\"", "31"),
    ] {
        let text = format!("[[event]]\r\ntitle = \"A\"\r\ndate = {date}\r\n");
        let problem = &parse(&text).diagnostics[0];
        assert_eq!((problem.code, &text[problem.span.clone()]), ("date/day", fault), "{date}");
    }
}

#[test]
fn dates_of_the_julian_calendar_are_converted_and_kept_as_written() {
    let read = |lines: &str| {
        let parsed = parse(&format!("[[event]]\ntitle = \"A\"\ncalendar = \"julian\"\n{lines}\n"));
        assert_eq!(parsed.diagnostics, [], "{lines}");
        let event = parsed.events.into_iter().next().unwrap();
        let written = event.written.unwrap();
        assert_eq!(written.calendar, Calendar::Julian);
        (event.date.unwrap().to_string(), written.text)
    };
    for (line, date, text) in [
        ("date = 1908-06-17", "1908-06-30", "1908-06-17"),
        ("date = \"1900-02-29\"", "1900-03-13", "1900-02-29"),
        ("date = 1699", "[1699-01-11..1700-01-10]", "1699"),
        (
            "date = { start = 1908-06-17, end = \"..\" }",
            "1908-06-30/..",
            "{ start = 1908-06-17, end = \"..\" }",
        ),
    ] {
        assert_eq!(read(line), (date.to_owned(), text.to_owned()));
    }
    assert_eq!(
        problems("[[event]]\ntitle = \"A\"\ndate = \"1901-02-29\"\ncalendar = \"julian\"\n").len(),
        1
    );
}

#[test]
fn words_that_are_no_text_form_are_kept_as_written() {
    let written = |line: &str| {
        let parsed = parse(&format!("[[event]]\ntitle = \"A\"\n{line}\n"));
        parsed.events[0].written.as_ref().map(|written| written.text.clone())
    };
    assert_eq!(written("date = 1985-04-12"), None);
    assert_eq!(written("date = \"1985-04\""), None);
    assert_eq!(written("date = { edtf = \"1985\" }"), Some("{ edtf = \"1985\" }".to_owned()));
}

#[test]
fn a_date_may_be_a_table() {
    let date = |table: &str| {
        let parsed = parse(&format!("[[event]]\ntitle = \"A\"\ndate = {table}\n"));
        parsed.events.first().map_or_else(
            || parsed.diagnostics.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
            |event| event.date.as_ref().unwrap().to_string(),
        )
    };
    assert_eq!(date("{ edtf = \"1910/1945\" }"), "1910/1945");
    assert_eq!(date("{ start = 1910, end = 1945-08-15 }"), "1910/1945-08-15");
    assert_eq!(date("{ end = 1945 }"), "/1945");
    assert_eq!(
        date("{ start = 1945, end = 1910 }"),
        "f.toml:3:8: error[date/order]: the interval ends before it starts"
    );
    assert_eq!(
        date("{ strat = 1945, end = 1950 }"),
        "f.toml:3:10: error[key/unknown]: unknown key `strat` in a date"
    );
    assert!(date("{}").contains("date/interval"));
    assert!(date("{ start = { start = 1910 } }").contains("`start` is a table, not a date"));
}

#[test]
fn links_lead_to_events_and_never_round_in_a_circle() {
    let file = r#"
[[event]]
id = "war"
title = "War"
part_of = "war"

[[event]]
id = "battle"
title = "Battle"
part_of = ["war", "wra"]
caused_by = "siege"
same_as = "siege"

[[event]]
id = "siege"
title = "Siege"
caused_by = ["battle", "broken"]
same_as = ["battle"]

[[event]]
id = "broken"
title = "An event with an error"
part_of = 7
"#;
    let mut files = [parse(file)];
    check_together(&mut files);
    let told: Vec<String> = files[0]
        .diagnostics
        .iter()
        .map(|d| {
            let (help, note) = (d.help.as_deref().unwrap_or(""), d.note.as_deref().unwrap_or(""));
            format!("{} {}: {} | {help} | {note}", d.position, d.code, d.message)
        })
        .collect();
    assert_eq!(
        told,
        [
            "5:12 link/self: the event `war` is linked to itself | leave part_of out, or name another event | ",
            "10:20 link/unknown: no [[event]] has the id `wra` | did you mean \"war\"? | ",
            "17:15 link/circle: the event `siege` is caused by itself in the end | leave out one caused_by of the circle | `battle` is caused by `siege` is caused by `battle`",
            "23:11 type: `part_of` is a number, not the id of an event or a list of them | write part_of = \"id-of-the-event\" | ",
        ]
    );
    let links: Vec<String> = files[0]
        .events
        .iter()
        .flat_map(|event| {
            event.links.iter().map(|link| format!("{} {} {}", event.id, link.kind, link.target))
        })
        .collect();
    assert_eq!(
        links,
        [
            "battle part_of war",
            "battle caused_by siege",
            "battle same_as siege",
            "siege caused_by broken",
            "siege same_as battle",
        ]
    );
}

#[test]
fn a_long_chain_of_links_is_walked_without_recursion() {
    let events = 20_000;
    let text: String = (0..events)
        .map(|n| format!("[[event]]\ntitle = \"e{n}\"\npart_of = \"e{}\"\n", (n + 1) % events))
        .collect();
    let mut files = [parse(&text)];
    check_together(&mut files);
    assert_eq!(files[0].diagnostics.len(), 1);
    assert_eq!(files[0].diagnostics[0].code, "link/circle");
}

#[test]
fn extent_is_within_unless_the_author_says_throughout() {
    let extent = |line: &str| {
        let parsed = parse(&format!("[[event]]\ntitle = \"A\"\ndate = 1986\n{line}\n"));
        parsed.events.first().map(|event| event.extent)
    };
    assert_eq!(extent(""), Some(Extent::Within));
    assert_eq!(extent("extent = \"throughout\""), Some(Extent::Throughout));
    assert_eq!(
        problems("[[event]]\ntitle = \"A\"\nextent = \"throughot\"\n"),
        ["3:11 extent/unknown «throughot» `throughot` is no extent | did you mean \"throughout\"?"]
    );
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
            key in "(id|title|date|status|themes|weight|sources|text|calendar|extent|part_of|same_as)",
            value in "(\"[^\"\\\\\n]{0,8}\"|[0-9eE.+-]{1,8}|\\[[0-9,\"a]{0,5}\\]|\\{ ?url ?= ?\"x\" ?\\}|true|1985-04-1[0-9]|\\{ ?(start|end|edtf) ?= ?[0-9]{1,4} ?\\})",
        ) {
            let text = format!("[[event]]\ntitle = \"A\"\n{key} = {value}\n");
            let parsed = parse(&text);
            prop_assert!(parsed.events.len() == 1 || !parsed.diagnostics.is_empty());
        }
    }
}
