//! Every rule of a built-in language reads its own examples, and the negative ones give nothing.

use annals_dates::Language;

/// The files of the built-in languages.
const FILES: [(&str, &str); 2] =
    [("en", include_str!("../languages/en.toml")), ("es", include_str!("../languages/es.toml"))];

#[test]
fn every_built_in_file_keeps_its_word() {
    assert!(Language::tags().eq(FILES.iter().map(|(tag, _)| *tag)));
    for (tag, text) in FILES {
        if let Err(problems) = Language::from_toml(&format!("{tag}.toml"), text) {
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

/// A language in which numbers are written as in Spanish.
const NUMBERS: &str = r#"
tag = "xx"
reference = 2024-03-01
bare_scale = true
decimal_comma = true
small = ["man"]
[words]
cardinal = { dos = 2, cinco = 5, ocho = 8 }
tens = { noventa = 90 }
tens-link = ["y"]
joiner = ["y"]
scale = { cien = 100, trescientos = 300, novecientos = 900, mil = 1000 }
ordinal-ending = ["º"]
unit = { dias = "day" }
man = { julio = 7 }
[[rule]]
name = "year"
pattern = "{year=year-in-words}"
means = "year"
examples = { "mil" = "1000", "mil novecientos noventa y ocho" = "1998", "dos mil ocho" = "2008" }
[[rule]]
name = "length"
pattern = "{count} {unit}"
means = "duration"
examples = { "1.200 dias" = "P1200D", "2,5 dias" = "P2.5D", "trescientos mil dias" = "P300000D", "cien dias" = "P100D" }
[[rule]]
name = "day"
pattern = "{day=count} de {month=man}"
means = "day"
examples = { "cinco de julio" = "2023-07-05" }
[[rule]]
name = "ordinal day"
pattern = "{day=ordinal} de {month=man}"
means = "day"
examples = { "5º de julio" = "2023-07-05", "5.º de julio" = "2023-07-05" }
[never]
examples = ["2,7 dias", "cinco de Julio", "cinco"]
"#;

#[test]
fn numbers_are_read_as_the_language_writes_them() {
    if let Err(problems) = Language::from_toml("xx.toml", NUMBERS) {
        let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"));
    }
}

/// A language whose verbs end as in Spanish.
const VERBS: &str = r#"
tag = "xx"
reference = 2024-03-01
past_endings = ["ó"]
future_endings = ["rá"]
[words]
weekday = { lunes = "monday" }
[[rule]]
name = "weekday"
pattern = "{weekday}"
means = "weekday"
examples = { "abrirá lunes" = "2024-03-04", "Abrirá lunes" = "2024-03-04", "la Abrirá lunes" = "2024-02-26", "¿Cerrará? ¡Cerró lunes!" = "2024-02-26" }
[never]
examples = ["nada"]
"#;

#[test]
fn endings_of_verbs_tell_the_tense() {
    if let Err(problems) = Language::from_toml("xx.toml", VERBS) {
        let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
        panic!("{}", list.join("\n"));
    }
}
