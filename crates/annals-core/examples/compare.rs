//! How two dates lie to each other: `cargo run -p annals-core --example compare 1957 1957-10~`.

#![expect(clippy::print_stdout, reason = "an example shows what it finds")]

use annals_core::{Answer, Certainty, Date, DateError};

fn main() -> Result<(), DateError> {
    let mut texts = std::env::args().skip(1);
    let mut next = |default: &str| texts.next().unwrap_or_else(|| default.to_owned()).parse();
    let (one, other): (Date, Date) = (next("1957")?, next("1957-10~")?);

    println!("{} and {}", one.words(), other.words());
    for (question, answer) in [
        ("before", one.before(&other)),
        ("after", one.after(&other)),
        ("within", one.within(&other)),
        ("overlaps", one.overlaps(&other)),
    ] {
        println!("  {question:<9} {}", in_words(answer));
    }
    println!("  relations {}", one.relations(&other));
    if let Some(both) = one.intersect(&other) {
        println!("  both say  {both}");
    }
    Ok(())
}

fn in_words(answer: Answer) -> String {
    let certainty = match answer.certainty {
        Certainty::Certain => "certain",
        Certainty::Possible => "possible",
        Certainty::Impossible => "impossible",
    };
    let doubt = if answer.qualified { ", as far as what is in doubt is right" } else { "" };
    format!("{certainty}{doubt}")
}
