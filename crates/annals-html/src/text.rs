//! Strings made fit to print: one line, a bounded length, a known width.
//!
//! Escaping is not done here but in the templates, for every string alike.

use std::borrow::Cow;
use std::fmt;

pub(crate) use annals_exchange::one_line;

/// A number with three decimals at most, for style attributes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Number(pub(crate) f64);

/// The text on one line of at most `most` characters, cut at a word where it is longer.
pub(crate) fn short(text: &str, most: usize) -> String {
    let line = one_line(text);
    if line.len() <= most { line } else { short_line(&line, most) }
}

/// A line of at most `most` characters, cut at a word where it is longer.
pub(crate) fn short_line(line: &str, most: usize) -> String {
    // No line has more characters than bytes.
    if line.len() <= most {
        return line.to_owned();
    }
    let Some((cut, _)) = line.char_indices().nth(most) else { return line.to_owned() };
    let head = &line[..cut];
    // A cut at a word must not lose most of the line, as it would in scripts without spaces.
    let end = head.rfind(' ').filter(|end| *end * 2 > cut).unwrap_or(cut);
    format!("{}…", head[..end].trim_end())
}

/// A title on one line of at most `most` characters; never without a letter that is seen, so that
/// links are.
pub(crate) fn title(text: &str, most: usize) -> String {
    let line = short(text, most);
    if line.chars().all(is_blank) { "Untitled".to_owned() } else { line }
}

/// A text as it is kept for long: not at all where it is a part of what is kept anyway.
pub(crate) fn same_or(kept: &str, made: String) -> Cow<'_, str> {
    if kept == made { Cow::Borrowed(kept) } else { Cow::Owned(made) }
}

/// A number with its thousands set apart by that: "15,598".
pub(crate) fn grouped(number: usize, by: &str) -> String {
    let digits = number.to_string();
    if digits.len() <= 3 {
        return digits;
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push_str(by);
        }
        grouped.push(digit);
    }
    grouped
}

/// The width in pixels of a line in the site's sans serif at that size.
pub(crate) fn width(text: &str, size: f64) -> f64 {
    let thousandths: u32 = text.chars().map(|letter| u32::from(advance(letter))).sum();
    f64::from(thousandths) * size / 1000.0
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let thousandths = (self.0 * 1000.0).round();
        // Of larger numbers a float holds no thousandths.
        if thousandths.abs() >= 1e15 {
            return write!(f, "{}", self.0);
        }
        let (mut rest, mut decimals) = (thousandths.abs() as u64, 3);
        while decimals > 0 && rest.is_multiple_of(10) {
            (rest, decimals) = (rest / 10, decimals - 1);
        }
        // Written at once, since pages are full of numbers: from the last digit to the first, of
        // which there are sixteen at most, with a point and a sign.
        let (mut text, mut start) = ([0; 18], 18);
        let mut put = |byte| {
            start -= 1;
            text[start] = byte;
        };
        let mut place = 0;
        while rest > 0 || place <= decimals {
            if place == decimals && decimals > 0 {
                put(b'.');
            }
            put(b'0' + (rest % 10) as u8);
            (rest, place) = (rest / 10, place + 1);
        }
        if thousandths < 0.0 {
            put(b'-');
        }
        f.write_str(std::str::from_utf8(&text[start..]).unwrap_or_default())
    }
}

impl askama::filters::HtmlSafe for Number {}

/// The advance of a character in thousandths of the font's size.
///
/// The table holds the printable ASCII characters of Instrument Sans at weight 450. Letters that
/// are not in the font come from another one: theirs are the usual widths of such letters, on the
/// wide side, since a label that is narrower than reckoned does no harm.
fn advance(letter: char) -> u16 {
    #[rustfmt::skip]
    const ASCII: [u16; 95] = [
        198, 278, 400, 719, 615, 786, 758, 238, 414, 414, 413, 534, 260, 503, 260, 443, // space to /
        669, 390, 548, 575, 604, 576, 603, 539, 586, 612, 260, 260, 534, 534, 534, 570, // 0 to ?
        856, 729, 638, 742, 753, 636, 600, 765, 733, 254, 448, 697, 588, 904, 733, 788, // @ to O
        659, 792, 658, 615, 652, 710, 729, 1089, 693, 682, 625, 414, 443, 414, 534, 436, // P to _
        354, 539, 610, 538, 610, 566, 358, 610, 602, 245, 245, 541, 245, 927, 602, 587, // ` to o
        610, 610, 379, 478, 384, 593, 526, 775, 560, 526, 500, 414, 240, 414, 534, // p to ~
    ];
    match letter {
        ' '..='~' => ASCII[letter as usize - 0x20],
        '‘' | '’' => 260,
        '“' | '”' => 424,
        '–' => 589,
        '—' => 889,
        '\u{300}'..='\u{36f}' | '\u{200b}'..='\u{200f}' => 0,
        '\u{80}'..='\u{24f}' if letter.is_uppercase() => 765,
        '\u{80}'..='\u{10ff}' => 630,
        // Hangul, kana, ideographs and full-width forms fill a square; so do most pictures.
        '\u{1100}'..='\u{11ff}' | '\u{2e80}'..='\u{ffdc}' | '\u{10000}'.. => 1000,
        _ => 700,
    }
}

/// Whether nothing is drawn for the character by itself: blanks, and those of Unicode's
/// `Default_Ignorable_Code_Point` that texts have.
fn is_blank(letter: char) -> bool {
    letter.is_whitespace()
        || matches!(
            letter,
            '\u{ad}' | '\u{34f}' | '\u{115f}' | '\u{1160}' | '\u{17b4}' | '\u{17b5}'
        )
        || matches!(letter, '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{206f}')
        || matches!(letter, '\u{3164}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{ffa0}')
        || matches!(letter, '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_never_empty() {
        assert_eq!(title("\u{202e}\n", 10), "Untitled");
        assert_eq!(title("\u{200b}\u{feff} \u{2060}", 10), "Untitled");
        assert_eq!(title("\u{200b}a", 10), "\u{200b}a");
    }

    #[test]
    fn a_long_line_is_cut_at_a_word() {
        assert_eq!(short("the treaty was signed in Tokyo", 20), "the treaty was…");
        assert_eq!(short(&"x".repeat(30), 5), "xxxxx…");
        assert_eq!(short("just fits", 9), "just fits");
    }

    #[test]
    fn numbers_are_grouped() {
        assert_eq!(grouped(999, ","), "999");
        assert_eq!(grouped(1_015_598, ","), "1,015,598");
    }

    #[test]
    fn widths_follow_the_font() {
        assert_eq!(width("AB", 1000.0), 1367.0);
        assert!(width("iiii", 13.5) < width("mmmm", 13.5));
    }

    #[test]
    fn numbers_are_short() {
        assert_eq!(Number(12.345_678).to_string(), "12.346");
        assert_eq!(Number(-0.000_01).to_string(), "0");
        let of = |number| Number(number).to_string();
        assert_eq!([of(100.0), of(0.5), of(-1.25), of(0.01)], ["100", "0.5", "-1.25", "0.01"]);
        assert_eq!([of(2e15), of(999.999_9)], ["2000000000000000", "1000"]);
        assert_eq!(of(-999_999_999_999.999), "-999999999999.999");
        for thousandths in -12_000..12_000 {
            let number = f64::from(thousandths) / 1000.0;
            assert_eq!(of(number), number.to_string());
        }
    }
}
