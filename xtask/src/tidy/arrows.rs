//! The arrows between the crates of the workspace, and their manifests.

use super::Files;
use crate::workspace;
use serde_json::Value;
use std::collections::BTreeSet;
use std::process::Command;

/// Which crates of the workspace each crate uses: these, and no other.
const ARROWS: &[(&str, &[&str])] = &[
    ("annals-core", &[]),
    ("annals-dates", &["annals-core"]),
    ("annals-ingest", &["annals-core", "annals-dates"]),
    ("annals-exchange", &["annals-core"]),
    ("annals-html", &["annals-core", "annals-exchange"]),
    ("annals", &["annals-core", "annals-dates", "annals-exchange", "annals-html", "annals-ingest"]),
    ("xtask", &["annals", "annals-core", "annals-dates", "annals-ingest"]),
];

/// The arrows that `cargo metadata` shows are those of the design.
pub(super) fn follow_the_design(_: &Files) -> Vec<String> {
    match metadata() {
        Ok(metadata) => compare(&metadata),
        Err(error) => vec![format!("cannot read `cargo metadata`: {error}")],
    }
}

/// Every manifest takes over the lints of the workspace, which forbid unsafe code.
pub(super) fn inherit_the_lints(files: &Files) -> Vec<String> {
    let root = files.matching(|name| name == "Cargo.toml");
    let forbids = |text: &str| text.lines().any(|line| line.trim() == r#"unsafe_code = "forbid""#);
    let root = root
        .filter(|(_, text)| !forbids(text))
        .map(|(name, _)| format!("{name}: unsafe code is not forbidden"));
    let crates = files.matching(|name| name.ends_with("/Cargo.toml"));
    let crates = crates
        .filter(|(_, text)| !text.contains("[lints]\nworkspace = true"))
        .map(|(name, _)| format!("{name}: `[lints] workspace = true` is missing"));
    root.chain(crates).collect()
}

fn metadata() -> Result<Value, String> {
    let output = Command::new("cargo")
        .args(["metadata", "--format-version", "1", "--no-deps", "--offline"])
        .current_dir(workspace::root())
        .output()
        .map_err(|error| error.to_string())?;
    serde_json::from_slice(&output.stdout).map_err(|error| error.to_string())
}

fn compare(metadata: &Value) -> Vec<String> {
    let packages = metadata["packages"].as_array().map(Vec::as_slice).unwrap_or_default();
    let names: BTreeSet<&str> = packages.iter().filter_map(|p| p["name"].as_str()).collect();
    let designed: BTreeSet<&str> = ARROWS.iter().map(|(name, _)| *name).collect();
    let mut violations: Vec<String> = names
        .symmetric_difference(&designed)
        .map(|name| format!("{name}: the design and the workspace do not both have this crate"))
        .collect();
    for package in packages {
        let name = package["name"].as_str().unwrap_or_default();
        let Some((_, allowed)) = ARROWS.iter().find(|(crate_name, _)| *crate_name == name) else {
            continue;
        };
        let allowed: BTreeSet<&str> = allowed.iter().copied().collect();
        let dependencies = package["dependencies"].as_array().map(Vec::as_slice);
        let used: BTreeSet<&str> = dependencies
            .unwrap_or_default()
            .iter()
            .filter(|dependency| dependency["kind"] != "dev")
            .filter_map(|dependency| dependency["name"].as_str())
            .filter(|dependency| names.contains(dependency))
            .collect();
        if used != allowed {
            violations.push(format!("{name}: uses {used:?}, the design says {allowed:?}"));
        }
    }
    violations
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn an_arrow_that_is_not_designed_is_found() {
        let package = |name: &str, uses: &[&str]| {
            let dependency = |name: &&str| json!({"name": name, "kind": null});
            let dependencies: Vec<Value> = uses.iter().map(dependency).collect();
            json!({"name": name, "dependencies": dependencies})
        };
        let packages = |html_uses: &[&str]| {
            let uses = |name: &str, uses: &'static [&str]| package(name, uses);
            let mut packages: Vec<Value> =
                ARROWS.iter().map(|(name, arrows)| uses(name, arrows)).collect();
            packages.retain(|one| one["name"] != "annals-html");
            packages.push(package("annals-html", html_uses));
            json!({ "packages": packages })
        };
        let designed = ["annals-core", "annals-exchange"];
        assert_eq!(compare(&packages(&designed)), [""; 0]);
        assert_eq!(compare(&packages(&designed[..1])).len(), 1);
        assert_eq!(
            compare(&packages(&["annals-core", "annals-dates", "annals-exchange"])).len(),
            1
        );
    }
}
