//! The language files: words and rules as data, with their examples beside them.

use super::Files;

/// Every rule of every language file has examples.
pub(super) fn rules_have_examples(files: &Files) -> Vec<String> {
    let is_language =
        |name: &str| name.starts_with("crates/annals-dates/languages/") && name.ends_with(".toml");
    let mut violations = Vec::new();
    for (name, text) in files.matching(is_language) {
        match text.parse::<toml::Table>() {
            Ok(language) => violations.extend(without_examples(name, &language)),
            Err(error) => violations.push(format!("{name}: {error}")),
        }
    }
    violations
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
