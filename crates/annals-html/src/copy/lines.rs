//! Every event in full, one JSON object a line: the form in which other programs of this project
//! write and read events, with the sentences and the reckoning of every date.

use crate::site::RenderError;
use annals_core::Timeline;

/// The lines, in the order of the timeline.
pub(super) fn lines(timeline: &Timeline) -> Result<String, RenderError> {
    let mut lines = String::new();
    for event in timeline.events() {
        lines += &serde_json::to_string(event)?;
        lines.push('\n');
    }
    Ok(lines)
}
