//! A data folder of any size, always the same for the same number of events.
//!
//! Titles, names and themes are put together from small lists; dates are of every kind; some events
//! are told by articles and not written by hand.

use anyhow::{Context, Result};
use std::fmt::Write as _;
use std::fs;
use std::path::Path;

/// How many events a file holds.
pub(super) const EVENTS_A_FILE: usize = 100;
/// An article to so many written events.
const EVENTS_AN_ARTICLE: usize = 50;

const THEMES: [&str; 6] = ["Harbour", "Railways", "Schools", "Courts", "Music", "Health"];
const PLACES: [&str; 16] = [
    "Averell", "Brindle", "Corvane", "Dunmere", "Eskford", "Farlow", "Garrick", "Holmby", "Istrel",
    "Jessop", "Kelding", "Lorne", "Marwick", "Nesbit", "Orrin", "Pellow",
];
const FIRST_NAMES: [&str; 12] = [
    "Ada", "Boris", "Clara", "David", "Edith", "Felix", "Greta", "Hugo", "Irene", "Jonas", "Karin",
    "Louis",
];
const LAST_NAMES: [&str; 14] = [
    "Abbott", "Barlow", "Carver", "Dalton", "Ellery", "Foster", "Grange", "Hadley", "Ingram",
    "Jarvis", "Keller", "Lander", "Mercer", "Norden",
];
const THINGS: [&str; 18] = [
    "bridge",
    "library",
    "hospital",
    "market hall",
    "station",
    "theatre",
    "lighthouse",
    "mill",
    "observatory",
    "school",
    "tramway",
    "canal",
    "museum",
    "power house",
    "archive",
    "quay",
    "reservoir",
    "court house",
];
const DEEDS: [&str; 10] = [
    "opens", "closes", "rebuilds", "extends", "sells", "inspects", "floods", "names", "lights",
    "surveys",
];

/// Writes the data folder.
///
/// # Errors
/// It cannot be written.
pub(super) fn write(folder: &Path, events: usize) -> Result<()> {
    let said = || format!("the data cannot be written to {}", folder.display());
    fs::create_dir_all(folder.join("events")).with_context(said)?;
    fs::create_dir_all(folder.join("articles")).with_context(said)?;
    fs::write(folder.join("annals.toml"), settings()).with_context(said)?;
    for first in (0..events).step_by(EVENTS_A_FILE) {
        let last = events.min(first + EVENTS_A_FILE);
        let text: String = (first..last).map(|number| event(number, "")).collect();
        fs::write(folder.join(file(first)), text).with_context(said)?;
    }
    let articles: String = (0..events / EVENTS_AN_ARTICLE).map(article).collect();
    fs::write(folder.join("articles/wire.jsonl"), articles).with_context(said)
}

/// Changes one event in the middle of the data, so that its page is another.
///
/// # Errors
/// The file cannot be written.
pub(super) fn change(folder: &Path, events: usize) -> Result<()> {
    let first = events / 2 / EVENTS_A_FILE * EVENTS_A_FILE;
    let last = events.min(first + EVENTS_A_FILE);
    let added = |number| if number == first { " It was told again later." } else { "" };
    let text: String = (first..last).map(|number| event(number, added(number))).collect();
    fs::write(folder.join(file(first)), text).context("the data cannot be changed")
}

fn file(first: usize) -> String {
    format!("events/{first:06}.toml")
}

fn settings() -> String {
    let mut text = "[timeline]\ntitle = \"Annals of the coast\"\ndescription = \"Made for \
                    measuring.\"\nlang = \"en\"\n"
        .to_owned();
    for theme in THEMES {
        let _ =
            write!(text, "\n[[theme]]\nid = \"{}\"\ntitle = \"{theme}\"\n", theme.to_lowercase());
    }
    for (title, date) in [("The old harbour", "1780/1849"), ("Steam", "1850/1919")] {
        let _ = write!(text, "\n[[era]]\ntitle = \"{title}\"\ndate = \"{date}\"\n");
    }
    text
}

fn event(number: usize, added: &str) -> String {
    let mut dice = Dice::of(number);
    let (place, thing, deed) = (dice.of_list(&PLACES), dice.of_list(&THINGS), dice.of_list(&DEEDS));
    let (first, last) = (dice.of_list(&FIRST_NAMES), dice.of_list(&LAST_NAMES));
    let other = dice.of_list(&PLACES);
    let theme = dice.of_list(&THEMES).to_lowercase();
    let date = date(&mut dice);
    let mut text = format!(
        "[[event]]\nid = \"{}-{thing}-{number}\"\ntitle = \"{place} {deed} its {thing}, number \
         {number}\"\ndate = {date}\n",
        place.to_lowercase(),
        thing = thing.replace(' ', "-"),
    );
    let _ = writeln!(
        text,
        "text = \"{first} {last} spoke for the council of {place}. The {thing} served {other} too, \
         and its cost was shared between the towns.{added}\"",
    );
    let _ = writeln!(text, "themes = [\"{theme}\"]\nplaces = [\"{place}\", \"{other}\"]");
    if dice.roll(3) == 0 {
        let _ = writeln!(text, "people = [\"{first} {last}\"]");
    }
    if dice.roll(2) == 0 {
        let _ = writeln!(
            text,
            "sources = [{{ title = \"Register of {place}, volume {}\", url = \
             \"https://example.org/{number}\" }}]",
            dice.roll(90) + 1
        );
    }
    text.push('\n');
    text
}

/// A date of any kind, as TOML: most of them days, within 250 years.
fn date(dice: &mut Dice) -> String {
    let (year, month, day) = (1780 + dice.roll(240), 1 + dice.roll(12), 1 + dice.roll(28));
    match dice.roll(20) {
        0..9 => format!("{year}-{month:02}-{day:02}"),
        9..12 => format!("\"{year}-{month:02}\""),
        12..14 => format!("{year}"),
        14 => format!("\"{year}-{month:02}-{day:02}/{}-11-30\"", year + 1 + dice.roll(4)),
        15 => format!("\"c. {year}\""),
        16 => format!("\"[{year}-04,{year}-09]\""),
        17 => format!("\"before {year}\""),
        18 => format!("\"{}X\"", year / 10),
        _ => format!("\"{year}-{month:02}/..\""),
    }
}

/// An article of three sentences with dates, as a line of JSON.
fn article(number: usize) -> String {
    let mut dice = Dice::of(number + 1_000_000_007);
    let (place, other) = (dice.of_list(&PLACES), dice.of_list(&PLACES));
    let (first, last) = (dice.of_list(&FIRST_NAMES), dice.of_list(&LAST_NAMES));
    let (thing, next) = (dice.of_list(&THINGS), dice.of_list(&THINGS));
    let (year, month, day) = (1990 + dice.roll(30), 1 + dice.roll(12), 1 + dice.roll(28));
    let old = year - 1 - dice.roll(80);
    let object = serde_json::json!({
        "id": format!("wire-{number}"),
        "date": format!("{year}-{month:02}-{day:02}"),
        "title": format!("News of the {thing} of {place}, number {number}"),
        "lang": "en",
        "text": format!(
            "Mayor {first} {last} opened the {thing} of {place} on Monday. The {next} of {other} \
             burned down on {day} March {old}. The council of {other} sold the {next} in May \
             {year} to the town of {place}."
        ),
    });
    format!("{object}\n")
}

/// Numbers that look thrown and are always the same: splitmix64 of Steele, Lea and Flood.
struct Dice(u64);

impl Dice {
    fn of(seed: usize) -> Dice {
        Dice(seed as u64)
    }

    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn of_list(&mut self, list: &'static [&'static str]) -> &'static str {
        list[self.roll(list.len())]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use annals_core::parse_toml;
    use annals_dates::Language;

    #[test]
    fn every_event_is_sound_and_of_its_number_alone() {
        for number in 0..500 {
            let text = event(number, "");
            let read = parse_toml("a.toml", &text, &Language::english().phrases());
            assert_eq!((read.events.len(), read.diagnostics.len()), (1, 0), "{text}");
            assert_eq!(event(number, ""), text);
        }
    }
}
