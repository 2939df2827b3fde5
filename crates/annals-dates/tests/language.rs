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

/// The guide for those who add a language quotes a language file, piece by piece.
#[test]
fn the_guide_quotes_a_file_that_keeps_its_word() {
    let guide = include_str!("../../../docs/add-a-language.md");
    let file = include_str!("../../../docs/add-a-language.in/eo.toml");
    let language = Language::from_toml("eo.toml", file).expect("a sound language file");
    assert_eq!(language.tag(), "eo");
    let blocks: Vec<&str> = guide.split("```toml\n").skip(1).collect();
    assert!(blocks.len() > 4);
    for block in blocks {
        let quoted = block.split("```").next().unwrap_or_default();
        assert!(file.contains(quoted), "not in eo.toml:\n{quoted}");
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

/// A language that writes numbers and verbs as French does.
const FRENCH_NUMBERS: &str = r#"
tag = "xx"
reference = 2024-03-01
bare_scale = true
decimal_comma = true
blank_thousands = true
future_endings = ["ra"]

[words]
cardinal = { un = 1, deux = 2, quatre = 4, huit = 8, neuf = 9 }
tens = { dix = 10, soixante = 60 }
tens-link = ["et"]
score = ["vingt"]
scale = { cent = 100, mille = 1000 }
joiner = ["et"]
half = { demi = 1 }
ordinal = { premier = 1, second = 2 }
unit = { an = "year", ans = "year" }
weekday = { lundi = "monday" }
month = { mai = 5 }
part = { fin = 2 }
last-one = { dernier = 0 }

[[rule]]
name = "length"
pattern = ["{count} {unit}", "{count} {unit} et {half}"]
means = "duration"
examples = { "soixante-dix-neuf ans" = "P79Y", "quatre-vingt-dix ans" = "P90Y", "cent neuf ans" = "P109Y", "10 000 ans" = "P10000Y", "1.200 ans" = "P1200Y", "deux ans et demi" = "P2Y6M", "2,5 ans" = "P2Y6M" }

[[rule]]
name = "day in words"
pattern = "[{weekday} ]{day=count} {month}"
means = "day"
examples = { "dix-neuf mai" = "2024-05-19" }

[[rule]]
name = "part of a unit"
pattern = "{part} d'{unit}"
means = "part-of"
examples = { "fin d'an" = "late:2024" }

[[rule]]
name = "weekday"
pattern = "{weekday}"
means = "weekday"
examples = { "lundi" = "2024-02-26", "ouvrira lundi" = "2024-03-04" }

[[rule]]
name = "this weekday"
pattern = "ce {weekday}"
means = "which"
with = { which = 0 }
examples = { "ce lundi" = "2024-03-04", "ouvrira ce lundi" = "2024-03-04" }

[[rule]]
name = "weekday in a week"
pattern = "{weekday} en {count}"
means = "which"
examples = { "lundi en huit" = "2024-03-11", "lundi en 15" = "2024-03-18" }

[[rule]]
name = "weekday and day"
pattern = "{weekday} {day}"
means = "day-of-month"
examples = { "lundi 15" = "2024-04-15", "lundi 4" = "2024-03-04" }

[[rule]]
name = "century"
pattern = "{ordinal} siècle"
means = "century"
examples = { "second siècle" = "C2" }

[[rule]]
name = "quarter to"
pattern = "{hour} moins {minute=count}"
means = "clock"
with = { direction = -1 }
examples = { "9 moins dix" = "2024-03-01T08:50" }

[[join]]
name = "nth day"
pattern = ["{ordinal} <weekday> de <month>", "{ordinal} jour de <month>", "{ordinal=last-one} jour de <month>"]
means = "nth-of"
examples = { "second lundi de mai" = "2024-05-13", "dernier jour de mai" = "2024-05-31" }

[[join]]
name = "day after"
pattern = "lendemain de <day>"
means = "in"
with = { unit = "day", offset = 1 }
examples = { "lendemain de 2 mai" = "2024-05-03" }

[[rule]]
name = "month"
pattern = "{month}"
means = "month"
examples = { "mai" = "2024-05" }

[[rule]]
name = "which day"
pattern = "{day} {month} dernier"
means = "which"
with = { which = -1 }
examples = { "3 mai dernier" = "2023-05-03" }

[[join]]
name = "half of a month"
pattern = "{ordinal} quinzaine de <month>"
means = "fraction"
with = { count = 4 }
examples = { "second quinzaine de mai" = "[2024-05-16..2024-05-31]" }

[[combination]]
name = "days"
pattern = ["<day-of-month> au <day>", "{day} au <day>"]
means = "range"
examples = { "lundi 6 au neuf mai" = "2024-05-06/2024-05-09", "1 au lundi 8 mai" = "2023-05-01/2023-05-08" }

[[combination]]
name = "centuries"
pattern = "{ordinal} au <decade>"
means = "range"
examples = { "premier au second siècle" = "C1/C2" }

[never]
examples = ["2,4 ans"]
"#;

#[test]
fn numbers_halves_and_parts_are_read_as_french_writes_them() {
    let problems = Language::from_toml("xx.toml", FRENCH_NUMBERS).err().unwrap_or_default();
    let list: Vec<String> = problems.iter().map(ToString::to_string).collect();
    assert!(list.is_empty(), "{}", list.join("\n"));
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

/// A language in which numbers are written as in Spanish.
const SPANISH_NUMBERS: &str = r#"
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
    if let Err(problems) = Language::from_toml("xx.toml", SPANISH_NUMBERS) {
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
