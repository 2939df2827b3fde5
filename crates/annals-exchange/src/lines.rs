//! Our own lines: every event in full, one JSON object a line, as other programs of this project
//! write and read events.
//!
//! What was read becomes written by a person: the sentences of articles, which lie elsewhere, are
//! not taken over. `annals read --jsonl` and the articles folder are the way for articles.

use crate::import::{Import, Imported, LONGEST_RECORD, cite, remark};
use crate::json;
use crate::text::one_line;
use annals_core::{Event, Origin, PhraseReader, Source};

/// Reads events, one a line.
pub(crate) fn read(text: &str, phrases: &dyn PhraseReader) -> Imported {
    let mut import = Import::new(phrases);
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        import.next(Some(index + 1), "");
        if line.len() > LONGEST_RECORD {
            let message = "this line is longer than 32 MiB: it is left out";
            import.losses.error("import/long", message, "");
            continue;
        }
        match serde_json::from_str::<Event>(line) {
            Ok(event) => add(&mut import, event),
            Err(error) => {
                let message = json::fault(&error).replace("the file", "the line");
                import.losses.error("import/line", format!("{message}: it is left out"), line);
            }
        }
    }
    import.finish()
}

fn add(import: &mut Import<'_>, mut event: Event) {
    import.losses.rename(&event.title);
    event.title = match one_line(&event.title) {
        title if title.is_empty() => "Untitled".to_owned(),
        title => title,
    };
    let told = std::mem::take(&mut event.evidence);
    if let Some(first) = told.first() {
        let message = "sentences of articles are not taken over: the first is kept in the note";
        import.losses.warn("import/evidence", message, &first.quote);
        remark(&mut event, &format!("Read in {}: “{}”", first.article, first.quote.trim()));
    }
    if event.origin == Origin::Extracted {
        event.origin = Origin::Written;
    }
    let sources: Vec<Source> = std::mem::take(&mut event.sources);
    for source in sources {
        match &source.url {
            Some(url) => cite(&mut event, &source.title, url, source.published.clone()),
            None => event.sources.push(source),
        }
    }
    for theme in std::mem::take(&mut event.themes) {
        import.add_theme(&mut event, &theme);
    }
    import.add(event);
}

/// Writes the events, one a line.
///
/// # Errors
/// Never but where serde fails to write JSON.
pub fn write<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<String, serde_json::Error> {
    lines(events).collect()
}

/// The same line by line, each made when it is asked for, so that the whole need not be in memory.
pub fn lines<'a>(
    events: impl IntoIterator<Item = &'a Event>,
) -> impl Iterator<Item = Result<String, serde_json::Error>> {
    events.into_iter().map(|event| Ok(serde_json::to_string(event)? + "\n"))
}
