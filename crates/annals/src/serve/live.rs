//! What pages get on their way to the browser, and never in the site: a script that reloads them,
//! and what is wrong with the last build.

use rapidhash::v3::rapidhash_v3;
use std::fmt::Write as _;
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

/// Where the server's own files are; no page of a site begins with a dot.
pub(super) const SCRIPT: &str = "/.annals/live.js";
pub(super) const STYLE: &str = "/.annals/live.css";
pub(super) const EVENTS: &str = "/.annals/events";

/// Reloads the page once the server shows something else than it does.
pub(super) const SCRIPT_TEXT: &str = r#"const shown = document.currentScript.dataset.version;
const events = new EventSource("/.annals/events");
events.onmessage = (event) => { if (event.data !== shown) location.reload(); };
addEventListener("pagehide", () => events.close());
addEventListener("pageshow", (event) => { if (event.persisted) location.reload(); });
"#;

pub(super) const STYLE_TEXT: &str = ".annals-faults{position:fixed;inset:auto 0 0 0;max-height:60vh;\
overflow:auto;z-index:99;margin:0;padding:.6rem 1rem;background:#5b1410;color:#fff;\
font:14px/1.45 ui-monospace,monospace}.annals-faults summary{cursor:pointer;font-weight:bold}\
.annals-faults pre{margin:.6rem 0 0;white-space:pre-wrap;font:inherit}\
@media print{.annals-faults{display:none}}\n";

/// What is shown right now.
#[derive(Default)]
pub(super) struct Live {
    shown: Mutex<Shown>,
    changed: Condvar,
}

/// A state of the site, and what is wrong with it.
#[derive(Clone, Default)]
pub(super) struct Shown {
    /// Tells this state from others, those of earlier runs too.
    pub(super) version: u64,
    faults: String,
}

impl Live {
    /// Shows another state of the site.
    pub(super) fn show(&self, site: u64, faults: String) {
        let version = site ^ rapidhash_v3(faults.as_bytes());
        *self.lock() = Shown { version, faults };
        self.changed.notify_all();
    }

    pub(super) fn shown(&self) -> Shown {
        self.lock().clone()
    }

    /// Waits until something else is shown than that version, but no longer than so long.
    pub(super) fn wait(&self, version: u64, most: Duration) -> u64 {
        let is_same = |shown: &mut Shown| shown.version == version;
        let waited = self.changed.wait_timeout_while(self.lock(), most, is_same);
        waited.unwrap_or_else(PoisonError::into_inner).0.version
    }

    fn lock(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    /// A page of the site with what belongs to the server: its policy lets the script ask for news.
    pub(super) fn page(&self, html: &str) -> String {
        const POLICY: &str = "http-equiv=\"Content-Security-Policy\" content=\"";
        let page = html.replacen(POLICY, &format!("{POLICY}connect-src 'self'; "), 1);
        let end = page.rfind("</body>").unwrap_or(page.len());
        let (before, after) = page.split_at(end);
        format!("{before}{}{after}", self.parts())
    }

    /// A page of the server, for what the site has no page for.
    pub(super) fn bare(&self, title: &str, words: &str) -> String {
        let (title, words) = (escaped(title), escaped(words));
        format!(
            "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>{title}</title>\n\
             <body><h1>{title}</h1><p>{words}</p><p><a href=\"/\">Home</a></p>{}</body></html>\n",
            self.parts()
        )
    }

    fn parts(&self) -> String {
        let mut parts = String::new();
        if !self.faults.is_empty() {
            let _ = write!(
                parts,
                "<link rel=\"stylesheet\" href=\"{STYLE}\"><details class=\"annals-faults\" \
                 role=\"alert\" open><summary>What is wrong with the last build</summary>\
                 <pre>{}</pre></details>",
                escaped(self.faults.trim_end())
            );
        }
        let version = self.version;
        let _ = write!(parts, "<script src=\"{SCRIPT}\" data-version=\"{version:016x}\"></script>");
        parts
    }
}

/// Text as it stands in HTML.
fn escaped(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => html.push_str("&amp;"),
            '<' => html.push_str("&lt;"),
            '>' => html.push_str("&gt;"),
            '"' => html.push_str("&quot;"),
            c => html.push(c),
        }
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;

    const PAGE: &str = "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src \
                        'none'\"><body><p>x</body></html>";

    #[test]
    fn a_page_gets_the_script_and_the_right_to_ask() {
        let live = Live::default();
        live.show(1, String::new());
        let page = live.shown().page(PAGE);
        assert!(page.contains("content=\"connect-src 'self'; default-src 'none'\""), "{page}");
        assert!(page.contains(SCRIPT) && page.ends_with("</script></body></html>"), "{page}");
        assert!(!page.contains("annals-faults"), "{page}");
        assert!(live.shown().page("no page").starts_with("no page<script"));
    }

    #[test]
    fn faults_are_shown_as_text() {
        let live = Live::default();
        live.show(1, "<script>alert(1)</script> & \"more\"".to_owned());
        for page in [live.shown().page(PAGE), live.shown().bare("<b>", "<i>")] {
            assert!(page.contains("&lt;script&gt;alert(1)&lt;/script&gt; &amp;"), "{page}");
            assert!(!page.contains("<script>") && !page.contains("<b>") && !page.contains("<i>"));
        }
    }

    #[test]
    fn whoever_waits_hears_of_another_state_and_not_of_the_same() {
        let live = Live::default();
        live.show(1, String::new());
        let version = live.shown().version;
        live.show(1, String::new());
        assert_eq!(live.wait(version, Duration::from_millis(1)), version);
        std::thread::scope(|scope| {
            let waits = scope.spawn(|| live.wait(version, Duration::from_secs(60)));
            live.show(1, "a fault".to_owned());
            assert_ne!(waits.join().unwrap(), version);
        });
    }
}
