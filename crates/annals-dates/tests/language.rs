//! Every rule of a built-in language reads its own examples, and the negative ones give nothing.

use annals_dates::Language;

#[test]
fn built_in_files_keep_their_word() {
    for tag in Language::tags() {
        let file = format!("{tag}.toml");
        let path = format!("{}/languages/{file}", env!("CARGO_MANIFEST_DIR"));
        let text = std::fs::read_to_string(path).expect("the file of a built-in language");
        if let Err(problems) = Language::from_toml(&file, &text) {
            let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
            panic!("{}", list.join("\n"));
        }
    }
}

const WORDS: &str = r#"
tag = "xx"
reference = 2024-03-01
[words]
weekday = { mon = "monday", dies = "friday" }
[never]
examples = ["nothing at all"]
"#;

/// The codes of what is wrong with a file that has these rules.
fn codes(rules: &str) -> Vec<&'static str> {
    match Language::from_toml("xx.toml", &format!("{WORDS}{rules}")) {
        Ok(_) => Vec::new(),
        Err(problems) => problems.iter().map(|problem| problem.code).collect(),
    }
}

fn rule(body: &str) -> String {
    format!("[[rule]]\nname = \"weekday\"\n{body}\n")
}

#[test]
fn a_sound_rule_is_taken() {
    let sound = r#"pattern = "{weekday}"
means = "weekday"
examples = { "dies" = "2024-03-01" }"#;
    assert!(codes(&rule(sound)).is_empty());
}

#[test]
fn rules_that_do_not_keep_their_word_are_refused() {
    let cases = [
        ("pattern = \"{weekday}\"\nmeans = \"weekday\"", "language/examples"),
        (
            "pattern = \"{weekday}\"\nmeans = \"weekday\"\nexamples = { \"dies\" = \"2024-03-02\" }",
            "language/example",
        ),
        (
            "pattern = \"never\"\nmeans = \"weekday\"\nexamples = { \"never\" = \"2024-03-01\" }",
            "language/example",
        ),
        (
            "pattern = \"{weekday\"\nmeans = \"weekday\"\nexamples = { \"dies\" = \"2024-03-01\" }",
            "language/pattern",
        ),
        (
            "pattern = \"{weekday}\"\nmeans = \"luck\"\nexamples = { \"dies\" = \"2024-03-01\" }",
            "language/meaning",
        ),
        (
            "pattern = \"nothing\"\nmeans = \"vague\"\nwith = { vague = \"past\" }\nexamples = { \"nothing\" = \"PAST_REF\" }",
            "language/never",
        ),
        ("pattern = 3", "language/toml"),
    ];
    for (body, code) in cases {
        assert_eq!(codes(&rule(body)), [code], "{body}");
    }
}

#[test]
fn rules_that_read_an_example_differently_are_refused() {
    let one = rule(
        "pattern = \"dies\"\nmeans = \"day-offset\"\nwith = { offset = 1 }\nexamples = { \"dies\" = \"2024-03-02\" }",
    );
    let other = rule(
        "pattern = \"{weekday}\"\nmeans = \"weekday\"\nexamples = { \"mon\" = \"2024-02-26\" }",
    );
    assert_eq!(codes(&format!("{one}{other}")), ["language/ambiguous"]);
}

#[test]
fn a_problem_has_its_place() {
    let text = format!("{WORDS}{}", rule("pattern = \"{weekday}\"\nmeans = \"weekday\""));
    let problems = Language::from_toml("xx.toml", &text).unwrap_err();
    assert_eq!(
        problems[0].to_string(),
        "xx.toml:9:8: error[language/examples]: the rule `weekday` has no examples"
    );
}

/// A file whose examples try how numbers are written in other languages than English.
const NUMBERS: &str = r#"
tag = "xx"
reference = 2024-03-01
ordinal_stop = true
decimal_comma = true
[endings]
jedes = ["e", "er"]
[words]
unit = { tag = "day", tage = "day", stunden = "hour" }
halves = { anderthalb = 3 }
jedes = ["jed"]
counted-holiday = { advent = "11-27+sunday", weihnachtstag = "12-25" }
season-part = { hochsommer = "summer" }
weekday = { sonntag = "sunday" }
weekday-evening = { montagabend = "monday" }
last-next = { vorletzten = -2, letzten = -1, kommenden = 1 }
month = { mai = 5 }
[[rule]]
name = "length"
pattern = "{count} {unit}"
means = "duration"
examples = { "2,5 Stunden" = "PT2H30M", "1.200 Tage" = "P1200D", "anderthalb Stunden" = "PT1H30M" }
[[rule]]
name = "half an hour"
pattern = "halbe {unit}"
means = "duration"
with = { count = 1 }
examples = { "halbe Stunden" = "PT30M" }
[[rule]]
name = "every"
pattern = "{jedes} {unit}"
means = "every"
examples = { "jede tage" = "P1D", "jeder tag" = "P1D" }
[[rule]]
name = "feast"
pattern = "{ordinal} {holiday=counted-holiday}"
means = "holiday"
examples = { "2. Weihnachtstag" = "2023-12-26", "1. Advent" = "2023-12-03", "4. Advent" = "2023-12-24" }
[[rule]]
name = "nth weekday"
pattern = "{ordinal} {weekday} im {month}"
means = "holiday"
examples = { "2. Sonntag im Mai" = "2024-05-12" }
[[rule]]
name = "part and whole"
pattern = "{season=season-part}"
means = "part-of"
with = { part = 1 }
examples = { "hochsommer" = "mid:2023-22" }
[[rule]]
name = "day and part"
pattern = "{weekday=weekday-evening}"
means = "clock"
with = { daypart = "evening" }
examples = { "montagabend" = "2024-02-26TEV" }
[[rule]]
name = "which day and part"
pattern = "{which=last-next} {weekday=weekday-evening}"
means = "clock"
with = { daypart = "evening" }
examples = { "vorletzten montagabend" = "2024-02-19TEV", "kommenden montagabend" = "2024-03-04TEV" }
[[rule]]
name = "night"
pattern = "nacht"
means = "clock"
with = { daypart = "night" }
examples = { "nacht" = "2024-03-01TNI" }
[[rule]]
name = "day"
pattern = "{ordinal} {month}"
means = "day"
examples = { "5. Mai" = "2024-05-05" }
[[rule]]
name = "back from the hour"
pattern = "halb {hour}"
means = "clock"
with = { minute = 30, direction = -1 }
examples = { "halb 4" = "2024-03-01T03:30", "halb 0" = "2024-03-01T23:30" }
[[rule]]
name = "week"
pattern = "KW {week=number}"
means = "week"
examples = { "KW 12" = "2024-W12" }
[[join]]
name = "night between days"
pattern = "<clock> {ordinal} auf <day>"
means = "clock"
examples = { "nacht 4. auf 5. Mai" = "2024-05-04TNI" }
[never]
examples = ["jed tag", "2,7 und 1.20"]
"#;

#[test]
fn numbers_and_words_are_read_as_the_file_says() {
    if let Err(problems) = Language::from_toml("xx.toml", NUMBERS) {
        let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"));
    }
}

#[test]
fn endings_belong_to_a_class() {
    let text = NUMBERS.replace("[endings]", "[endings]\nstray = [\"e\"]");
    let problems = Language::from_toml("xx.toml", &text).unwrap_err();
    assert_eq!(problems[0].code, "language/words");
    assert!(problems[0].to_string().contains("`endings` names no class `stray`"));
}
