//! Texts between formats: HTML to plain text, plain text to HTML, and texts on one line.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::convert::Infallible;

/// What a fragment of HTML says.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Plain {
    /// Its text; paragraphs are separated by blank lines.
    pub(crate) text: String,
    /// Its links to pages: what they are called, and their addresses.
    pub(crate) links: Vec<(String, String)>,
    /// What has no text and was left out: `img`, `iframe`.
    pub(crate) left_out: Vec<&'static str>,
}

/// The most links of a fragment that are kept.
const MOST_LINKS: usize = 50;

/// The text of a fragment of HTML, in linear time whatever its nesting.
pub(crate) fn plain(html: &str) -> Plain {
    let mut reader = Fragment::default();
    if !html.contains(['<', '&']) {
        reader.plain.text = html.to_owned();
    } else {
        let callback = |event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
            reader.take(&event);
            None
        };
        let mut emitter = CallbackEmitter::new(callback);
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(html, emitter).finish();
        reader.close_link();
    }
    let text = paragraphs(&reader.plain.text);
    Plain { text, ..reader.plain }
}

/// A text as HTML.
///
/// ```
/// assert_eq!(annals_exchange::html("a < b & \"c\""), "a &lt; b &amp; &quot;c&quot;");
/// ```
pub fn html(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => escaped.push_str("&amp;"),
            '<' => escaped.push_str("&lt;"),
            '>' => escaped.push_str("&gt;"),
            '"' => escaped.push_str("&quot;"),
            '\'' => escaped.push_str("&#39;"),
            _ => escaped.push(letter),
        }
    }
    escaped
}

/// The text on one line: white space runs become one space, control characters, those that change
/// the direction of what follows and those that XML has not are left out.
///
/// ```
/// assert_eq!(annals_exchange::one_line(" a\r\n\tb\u{1}\u{202e}"), "a b");
/// ```
pub fn one_line(text: &str) -> String {
    if is_line(text) {
        return text.to_owned();
    }
    let mut line = String::with_capacity(text.len());
    for letter in text.chars() {
        if letter.is_whitespace() {
            if !line.is_empty() && !line.ends_with(' ') {
                line.push(' ');
            }
        } else if !letter.is_control() && !changes_direction(letter) && !is_no_letter(letter) {
            line.push(letter);
        }
    }
    line.truncate(line.trim_end().len());
    line
}

/// Whether a text is a line already, of plain letters and single spaces, as most are.
fn is_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    // Both go through the whole text, as many bytes at once as a processor can.
    let is_plain = bytes.iter().fold(true, |is, byte| is & (b' '..=b'~').contains(byte));
    let pairs = bytes.iter().zip(bytes.get(1..).unwrap_or_default());
    let is_spaced = pairs.fold(false, |is, (&one, &next)| is | ((one == b' ') & (next == b' ')));
    is_plain && !is_spaced && !text.starts_with(' ') && !text.ends_with(' ')
}

/// Whether the character turns the direction of the text after it.
fn changes_direction(letter: char) -> bool {
    matches!(letter, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' | '\u{61c}')
}

/// Whether XML has no such character.
fn is_no_letter(letter: char) -> bool {
    matches!(letter, '\u{fffe}' | '\u{ffff}')
}

/// The address if it is one that a reader can follow: `http` or `https`.
pub(crate) fn web_address(url: &str) -> Option<&str> {
    let url = url.trim();
    let (scheme, rest) = url.split_once("://")?;
    let known = scheme.eq_ignore_ascii_case("http") || scheme.eq_ignore_ascii_case("https");
    let clean = !rest.is_empty() && !url.contains(|c: char| c.is_whitespace() || c.is_control());
    (known && clean).then_some(url)
}

/// The server of an address: what a work is called that has no title.
pub(crate) fn server(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.split(['/', '?', '#']).next().unwrap_or(rest)
}

/// Each line without blanks at its ends and with single spaces, and at most one blank line between
/// two.
pub(crate) fn paragraphs(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = 0;
    for line in text.lines() {
        let line = one_line(line);
        if line.is_empty() {
            blank += 1;
            continue;
        }
        if !out.is_empty() {
            out.push_str(if blank > 0 { "\n\n" } else { "\n" });
        }
        blank = 0;
        out.push_str(&line);
    }
    out
}

/// A fragment that is read tag by tag.
#[derive(Default)]
struct Fragment {
    plain: Plain,
    /// The element whose text is not for readers.
    hidden: Option<&'static str>,
    /// The tag that is being read.
    tag: Vec<u8>,
    /// Where the text of the link begins that is open, and its address.
    link: Option<(usize, String)>,
    attribute: Vec<u8>,
}

impl Fragment {
    fn take(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = name.to_vec();
                self.start();
            }
            CallbackEvent::AttributeName { name } => self.attribute = name.to_vec(),
            CallbackEvent::AttributeValue { value } if self.is_address() => {
                let address = String::from_utf8_lossy(value);
                let address = web_address(&address).map(str::to_owned);
                self.link = address.map(|address| (self.plain.text.len(), address));
            }
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } if self.hidden.is_none() => {
                // Line breaks of HTML are blanks.
                let text = String::from_utf8_lossy(value);
                self.plain.text.extend(text.chars().map(|c| if c == '\n' { ' ' } else { c }));
            }
            _ => {}
        }
    }

    /// Whether the value that comes is the address of a link.
    fn is_address(&self) -> bool {
        self.tag == b"a" && self.attribute == b"href"
    }

    fn start(&mut self) {
        match self.tag.as_slice() {
            b"br" => self.plain.text.push('\n'),
            b"a" => self.close_link(),
            tag if is_block(tag) => self.plain.text.push_str("\n\n"),
            tag => {
                let name = LEFT_OUT.iter().find(|name| name.as_bytes() == tag);
                if let Some(name) = name
                    && !self.plain.left_out.contains(name)
                {
                    self.plain.left_out.push(name);
                }
                self.hidden = HIDDEN.iter().find(|name| name.as_bytes() == tag).copied();
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        if self.hidden.is_some_and(|hidden| hidden.as_bytes() == name) {
            self.hidden = None;
        } else if name == b"a" {
            self.close_link();
        } else if is_block(name) {
            self.plain.text.push_str("\n\n");
        }
    }

    fn close_link(&mut self) {
        let Some((start, address)) = self.link.take() else { return };
        let name = one_line(self.plain.text.get(start..).unwrap_or_default());
        if self.plain.links.len() < MOST_LINKS {
            self.plain.links.push((name, address));
        }
    }
}

/// Elements without a text for readers, which are told.
const LEFT_OUT: [&str; 9] =
    ["audio", "embed", "iframe", "img", "object", "script", "style", "svg", "video"];
/// Elements whose content is no text.
const HIDDEN: [&str; 2] = ["script", "style"];

fn is_block(tag: &[u8]) -> bool {
    matches!(
        tag,
        b"address"
            | b"article"
            | b"aside"
            | b"blockquote"
            | b"dd"
            | b"div"
            | b"dl"
            | b"dt"
            | b"figure"
            | b"figcaption"
            | b"footer"
            | b"h1"
            | b"h2"
            | b"h3"
            | b"h4"
            | b"h5"
            | b"h6"
            | b"header"
            | b"hr"
            | b"li"
            | b"ol"
            | b"p"
            | b"pre"
            | b"section"
            | b"table"
            | b"tr"
            | b"ul"
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_line_has_no_control_characters_and_no_overrides() {
        assert_eq!(one_line(" a\u{0}\n\t b\u{202e}c\u{ffff} "), "a bc");
    }

    #[test]
    fn a_line_is_left_as_it_is() {
        for line in ["", "a", "the treaty, signed"] {
            assert!(is_line(line) && one_line(line) == line, "{line:?}");
        }
        for (text, line) in
            [(" a", "a"), ("a ", "a"), ("a  b", "a b"), ("a\tb", "a b"), ("é ", "é")]
        {
            assert!(!is_line(text) && one_line(text) == line, "{text:?}");
        }
    }

    #[test]
    fn html_becomes_plain_text() {
        let read = plain(
            "<p>The <b>pier</b> &amp; its <a href=\"https://example.org/p\">new\nhead</a>.</p>\
             <p>Rain<br>and wind<script>alert(1)</script><img src=x></p>",
        );
        assert_eq!(read.text, "The pier & its new head.\n\nRain\nand wind");
        assert_eq!(read.links, [("new head".to_owned(), "https://example.org/p".to_owned())]);
        assert_eq!(read.left_out, ["script", "img"]);
        assert_eq!(plain("a < b").text, "a < b");
        assert_eq!(plain("<a href=\"javascript:alert(1)\">x</a>").links, []);
    }

    #[test]
    fn deep_nesting_is_read_in_linear_time() {
        let deep = "<div><a href='https://example.org/'>".repeat(200_000) + "x";
        assert_eq!(plain(&deep).text, "x");
    }

    proptest! {
        #[test]
        fn what_is_escaped_reads_back(text in "[a-z<>&\"';#0-9 é]{0,40}") {
            prop_assert_eq!(plain(&html(&text)).text, paragraphs(&text));
        }

        #[test]
        fn no_fragment_breaks_the_reader(text in any::<String>()) {
            plain(&text);
        }
    }
}
