//! Every rule of a built-in language reads its own examples, and the negative ones give nothing.

use annals_dates::Language;

#[test]
fn the_english_file_keeps_its_word() {
    let text = include_str!("../languages/en.toml");
    if let Err(problems) = Language::from_toml("en.toml", text) {
        let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"));
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
