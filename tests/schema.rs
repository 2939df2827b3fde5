//! The JSON Schema that editors use for the demonstration is the one that the program prints.

use crate::support::root;
use std::fs;

#[test]
fn the_schema_beside_the_data_is_current() {
    let kept = fs::read_to_string(root().join("data/annals.schema.json")).unwrap();
    let hint = "run `annals schema > data/annals.schema.json`";
    assert!(kept == annals_core::toml_schema(), "{hint}");
}

#[test]
fn every_file_of_the_demonstration_names_a_schema_that_is_there() {
    let data = root().join("data");
    let files = walkdir::WalkDir::new(&data).into_iter().map(Result::unwrap);
    let mut count = 0;
    for file in files.filter(|file| file.path().extension().is_some_and(|end| end == "toml")) {
        let text = fs::read_to_string(file.path()).unwrap();
        let first = text.lines().next().unwrap();
        let named = first.strip_prefix("#:schema ").expect(first);
        assert!(file.path().parent().unwrap().join(named).is_file(), "{}", file.path().display());
        count += 1;
    }
    assert!(count > 0);
}
