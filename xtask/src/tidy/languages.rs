//! The language files: words and rules as data, with their examples beside them.

use super::Files;
use annals_dates::CLASSES;
use std::collections::BTreeSet;

/// Every rule of every language file has examples.
pub(super) fn rules_have_examples(files: &Files) -> Vec<String> {
    let mut violations = Vec::new();
    for (name, text) in files.matching(is_language) {
        match text.parse::<toml::Table>() {
            Ok(language) => violations.extend(without_examples(name, &language)),
            Err(error) => violations.push(format!("{name}: {error}")),
        }
    }
    violations
}

/// The guide for those who add a language names every meaning that a rule has, and every class
/// that the program asks for.
pub(super) fn the_guide_is_complete(files: &Files) -> Vec<String> {
    const GUIDE: &str = "docs/add-a-language.md";
    let text: String = files.matching(|name| name == GUIDE).map(|(_, text)| text).collect();
    let mut wanted: BTreeSet<String> =
        CLASSES.iter().map(|(class, _)| (*class).to_owned()).collect();
    for (_, language) in files.matching(is_language) {
        let means = language.lines().filter_map(|line| line.strip_prefix("means = \""));
        wanted.extend(means.map(|means| means.trim_end_matches('"').to_owned()));
    }
    let lacking = wanted.iter().filter(|name| !text.contains(&format!("`{name}`")));
    lacking.map(|name| format!("{GUIDE}: `{name}` is not explained")).collect()
}

fn is_language(name: &str) -> bool {
    name.starts_with("crates/annals-dates/languages/") && name.ends_with(".toml")
}

fn without_examples(name: &str, language: &toml::Table) -> Vec<String> {
    let rules = language.get("rule").and_then(toml::Value::as_array);
    let Some(rules) = rules.filter(|rules| !rules.is_empty()) else {
        return vec![format!("{name}: there are no [[rule]] tables")];
    };
    let has_examples = |rule: &toml::Value| match rule.get("examples") {
        Some(toml::Value::Table(examples)) => !examples.is_empty(),
        Some(toml::Value::Array(examples)) => !examples.is_empty(),
        _ => false,
    };
    let bare = rules.iter().filter(|rule| !has_examples(rule));
    let rule_name = |rule: &toml::Value| rule.get("name").map(ToString::to_string);
    bare.map(|rule| {
        format!("{name}: the rule {} has no examples", rule_name(rule).unwrap_or_default())
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_the_guide_leaves_out_is_found() {
        let classes: String = CLASSES.iter().map(|(class, _)| format!("`{class}` ")).collect();
        let files = Files(vec![
            ("crates/annals-dates/languages/en.toml".into(), "means = \"day\"\n".to_owned()),
            ("docs/add-a-language.md".into(), classes.clone()),
        ]);
        let lacking = ["docs/add-a-language.md: `day` is not explained"];
        assert_eq!(the_guide_is_complete(&files), lacking);
        let Files(mut files) = files;
        files[1].1 = classes + "`day`";
        assert!(the_guide_is_complete(&Files(files)).is_empty());
    }

    #[test]
    fn a_rule_without_examples_is_found() {
        let text = "[[rule]]\nname = \"a\"\nexamples = { x = \"y\" }\n[[rule]]\nname = \"b\"\n";
        let files = Files(vec![("crates/annals-dates/languages/en.toml".into(), text.to_owned())]);
        let path = "crates/annals-dates/languages/en.toml";
        assert_eq!(
            rules_have_examples(&files),
            [format!("{path}: the rule \"b\" has no examples")]
        );
    }
}
