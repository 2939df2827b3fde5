//! Style sheets without what only their authors need: comments and white space.

/// The same rules in fewer bytes. Strings stay as they are.
pub(crate) fn compact(sheet: &str) -> String {
    let mut compact = String::with_capacity(sheet.len());
    let mut rest = sheet;
    // White space that is only needed if neither neighbour is a mark.
    let mut blank = false;
    while let Some(next) = rest.chars().next() {
        if let Some(comment) = rest.strip_prefix("/*") {
            rest = comment.split_once("*/").map_or("", |(_, after)| after);
            continue;
        }
        if next.is_whitespace() {
            blank = true;
            rest = rest.trim_start();
            continue;
        }
        let before = compact.chars().next_back();
        if blank && before.is_some_and(|before| !"{};,:".contains(before)) && !"{};,".contains(next)
        {
            compact.push(' ');
        }
        blank = false;
        let length = if matches!(next, '"' | '\'') { string(rest) } else { next.len_utf8() };
        let (piece, after) = rest.split_at(length);
        if piece == "}" && compact.ends_with(';') {
            compact.pop();
        }
        compact += piece;
        rest = after;
    }
    compact
}

/// The length of the string at the start of a text, with its quotes.
fn string(text: &str) -> usize {
    let mut letters = text.char_indices();
    let quote = letters.next().map(|(_, quote)| quote);
    let mut escaped = false;
    for (at, letter) in letters {
        if !escaped && Some(letter) == quote {
            return at + letter.len_utf8();
        }
        escaped = !escaped && letter == '\\';
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_stay_and_blanks_go() {
        for (sheet, expected) in [
            ("/* x */ a ,\n b { color : red ; }\n", "a,b{color :red}"),
            (
                "a :hover { width: calc(1px + 2px); top: 0 }",
                "a :hover{width:calc(1px + 2px);top:0}",
            ),
            ("p::before { content: \"; /* \\\" } \" }", "p::before{content:\"; /* \\\" } \"}"),
            ("@media (min-width: 2px) { a { b: c } }", "@media (min-width:2px){a{b:c}}"),
            ("a{b:url('x  y')}", "a{b:url('x  y')}"),
            ("/* never ends", ""),
            ("a{b:'never ends", "a{b:'never ends"),
        ] {
            assert_eq!(compact(sheet), expected);
        }
    }

    #[test]
    fn it_is_done_once() {
        let sheet = include_str!("../templates/assets/site.css");
        let once = compact(sheet);
        assert!(once.len() < sheet.len() * 9 / 10);
        assert_eq!(compact(&once), once);
    }
}
