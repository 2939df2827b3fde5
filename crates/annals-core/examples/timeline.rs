//! A timeline written by hand, asked what lay in the sixties, and written as JSON:
//! `cargo run -p annals-core --example timeline`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "an example shows what it finds")]

use annals_core::{Date, NoPhrases, Timeline, parse_toml};
use std::error::Error;

const FILE: &str = r#"
[timeline]
title = "Spaceflight"

[[event]]
title = "Sputnik 1 launched"
date = 1957-10-04

[[event]]
title = "First spacewalk"
date = "1965-03-18"

[[event]]
title = "Apollo programme"
date = "1961-05/1972-12"
extent = "throughout"

[[event]]
title = "Shuttle studied"
date = "1968~"

[[event]]
title = "Calendar reformed"
date = "1582-13"
"#;

fn main() -> Result<(), Box<dyn Error>> {
    let parsed = parse_toml("spaceflight.toml", FILE, &NoPhrases);
    // The fifth event has an error: it is told, and the others are read.
    for problem in &parsed.diagnostics {
        eprintln!("{problem}");
    }
    let info = parsed.info.unwrap_or_default();
    let timeline = Timeline::new(info, parsed.themes, parsed.eras, parsed.events, Vec::new());

    // From the first day to the last: `196X` would be some one year of the sixties.
    let sixties: Date = "1960-01-01/1969-12-31".parse()?;
    for event in timeline.events() {
        let Some(date) = &event.date else { continue };
        println!("{:<22}{:<36}{:?}", event.title, date.words(), date.within(&sixties).certainty);
    }
    println!("{}", serde_json::to_string_pretty(&timeline)?);
    Ok(())
}
