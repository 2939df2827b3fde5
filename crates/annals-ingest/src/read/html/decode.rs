//! The bytes of a page -> its text, in the encoding that the page or its server declares.
//!
//! In the order of the HTML standard: a byte order mark, the `charset` of the HTTP header, the
//! first `<meta>` that names one; then UTF-8 where the bytes are that, and windows-1252 where not.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};
use std::borrow::Cow;

/// How far into a page a `<meta>` is looked for. The standard says 1,024; pages are less strict.
const PRESCAN: usize = 8 * 1024;

/// The text of a page; bytes that are no character of the encoding become U+FFFD.
pub(super) fn decode<'b>(bytes: &'b [u8], charset: Option<&str>) -> Cow<'b, str> {
    // A byte order mark is obeyed and taken off by `decode` itself.
    let declared = charset.and_then(|label| Encoding::for_label(label.trim().as_bytes()));
    let encoding = declared
        .or_else(|| declared_in_page(bytes))
        .unwrap_or_else(|| if std::str::from_utf8(bytes).is_ok() { UTF_8 } else { WINDOWS_1252 });
    encoding.decode(bytes).0
}

/// The encoding that a `<meta charset>` or `<meta http-equiv content="…; charset=…">` names.
fn declared_in_page(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..PRESCAN).unwrap_or(bytes).to_ascii_lowercase();
    let head = String::from_utf8_lossy(&head);
    let encoding = head.split("<meta").skip(1).find_map(|rest| {
        let tag = &rest[..rest.find('>').unwrap_or(rest.len())];
        let value = tag[tag.find("charset")? + "charset".len()..].trim_start().strip_prefix('=')?;
        let value =
            value.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\''));
        let end = value.find(|c: char| c.is_whitespace() || matches!(c, '"' | '\'' | ';' | '/'));
        Encoding::for_label(&value.as_bytes()[..end.unwrap_or(value.len())])
    })?;
    // A page whose `<meta>` could be read as bytes is not in UTF-16: the standard takes UTF-8.
    Some(if encoding == UTF_16LE || encoding == UTF_16BE { UTF_8 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_surest_declaration_is_taken() {
        let cases: [(&[u8], Option<&str>, &str); 9] = [
            (b"\xEF\xBB\xBFcaf\xC3\xA9", Some("iso-8859-1"), "café"),
            (b"\xFF\xFEa\0\xE9\0", None, "aé"),
            (b"caf\xC3\xA9", None, "café"),
            (b"caf\xE9 \x80", None, "café €"),
            (b"caf\xE9", Some("ISO-8859-1"), "café"),
            (b"<meta charset=windows-1251>\xEC", None, "<meta charset=windows-1251>м"),
            (b"<META Charset = 'koi8-r' />\xCD", None, "<META Charset = 'koi8-r' />м"),
            (b"<meta charset=utf-16>\xC3\xA9", None, "<meta charset=utf-16>é"),
            (b"<meta charset=nonsense>\xE9", None, "<meta charset=nonsense>é"),
        ];
        for (bytes, charset, text) in cases {
            assert_eq!(decode(bytes, charset), text);
        }
        let old =
            b"<meta http-equiv=Content-Type content=\"text/html; charset=Shift_JIS\">\x8B\xB4";
        assert!(decode(old, None).ends_with('橋'));
    }
}
