//! What pages weigh as they are sent: a slow line and a long history are both common.

use crate::support::{Workshop, root, tree};
use flate2::Compression;
use flate2::write::GzEncoder;
use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write as _;

const KB: usize = 1024;

#[test]
fn the_demonstration_keeps_to_the_budgets() {
    let workshop = Workshop::empty();
    for (path, bytes) in tree(&root().join("data")) {
        workshop.write(&format!("data/{path}"), bytes);
    }
    assert_eq!(workshop.build().code, Some(0));
    keeps_to_the_budgets(&workshop.site());
}

#[test]
fn ten_thousand_events_keep_to_the_budgets() {
    let workshop = Workshop::empty();
    workshop.write("data/annals.toml", "[timeline]\ntitle = \"A long history\"\nlang = \"en\"\n");
    workshop.write("data/events/all.toml", ten_thousand_events());
    assert_eq!(workshop.build().code, Some(0));
    let site = workshop.site();
    keeps_to_the_budgets(&site);
    let month: Vec<usize> = site
        .iter()
        .filter(|(path, _)| path.starts_with("1912/04/"))
        .map(|(_, bytes)| packed(bytes))
        .collect();
    assert!(!month.is_empty() && month.iter().all(|size| *size <= 30 * KB), "{month:?}");
}

/// A thousand of them in one month, the others over two centuries; no two titles alike.
fn ten_thousand_events() -> String {
    let mut text = String::new();
    for number in 0_u32..10_000 {
        let (year, month) =
            if number < 1_000 { (1912, 4) } else { (1800 + number * 7 % 200, number % 12 + 1) };
        let (day, word) = (number % 28 + 1, number.wrapping_mul(2_654_435_761));
        writeln!(
            text,
            "[[event]]\ntitle = \"Vessel {word:08x} calls at berth {number}\"\n\
             date = {year}-{month:02}-{day:02}\n\
             text = \"It lay there for a day and took in {word} tons of {number}.\"\n"
        )
        .unwrap();
    }
    text
}

fn keeps_to_the_budgets(site: &BTreeMap<String, Vec<u8>>) {
    let of = |wanted: &dyn Fn(&str) -> bool| {
        let mut sizes: Vec<(&str, usize)> = site
            .iter()
            .filter(|(path, _)| wanted(path))
            .map(|(path, bytes)| (path.as_str(), packed(bytes)))
            .collect();
        sizes.sort_by_key(|(_, size)| *size);
        sizes
    };
    let heaviest = |wanted: &dyn Fn(&str) -> bool| of(wanted).last().copied().unwrap();
    let sum = |wanted: &dyn Fn(&str) -> bool| of(wanted).iter().map(|one| one.1).sum::<usize>();

    let home = heaviest(&|path| path == "index.html");
    assert!(home.1 <= 20 * KB, "{home:?}");
    let event = heaviest(&|path| path.starts_with("e/"));
    assert!(event.1 <= 12 * KB, "{event:?}");
    let styles = sum(&|path| path.starts_with("assets/") && path.ends_with(".css"));
    assert!(styles <= 8 * KB, "{styles}");
    let scripts = sum(&|path| path.starts_with("assets/") && path.ends_with(".js"));
    assert!(scripts <= 12 * KB, "{scripts}");
    let fonts: usize = site
        .iter()
        .filter(|(path, _)| path.ends_with(".woff2"))
        .map(|(_, bytes)| bytes.len())
        .sum();
    assert!(fonts <= 90 * 1000, "{fonts}");
}

/// How many bytes are sent of a file.
fn packed(bytes: &[u8]) -> usize {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::new(6));
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap().len()
}
