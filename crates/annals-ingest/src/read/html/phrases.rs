//! Words that sites set around articles: "Read more", "Share this".

/// How short blocks begin that belong to the site and not to the article, in small letters.
const OPENINGS: &[&str] = &[
    "advertisement",
    "advertising",
    "all rights reserved",
    "also read",
    "also see",
    "anzeige",
    "article continues",
    "author:",
    "bild:",
    "by signing up",
    "click here",
    "click to",
    "comments",
    "compartir",
    "continue reading",
    "copyright",
    "credit:",
    "download the",
    "e-mail",
    "email this",
    "file photo",
    "filed under",
    "follow us",
    "foto:",
    "fotos:",
    "getty images",
    "image courtesy",
    "image credit",
    "image:",
    "join the conversation",
    "kommentare",
    "leave a comment",
    "leave a reply",
    "leer más",
    "lire aussi",
    "lire la suite",
    "loading",
    "more from",
    "more on",
    "more:",
    "originally published",
    "photo by",
    "photo:",
    "photos:",
    "posted in",
    "print this",
    "publicité",
    "read also",
    "read more",
    "related:",
    "scroll down",
    "see also:",
    "share on",
    "share this",
    "sign up",
    "skip to",
    "subscribe",
    "tags:",
    "tweet",
    "watch:",
    "weiterlesen",
    "©",
];
/// A block longer than this, in bytes, is a paragraph whatever it begins with.
const LONGEST: usize = 120;

/// Whether a block belongs to the site by its first words.
///
/// The words are whole: "Tweet" is one, "Tweeting birds were heard" is none.
pub(super) fn is_of_site(block: &str) -> bool {
    if block.len() > LONGEST {
        return false;
    }
    let block = block.to_lowercase();
    OPENINGS.iter().any(|opening| {
        let rest = block.strip_prefix(opening);
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn openings_are_in_small_letters_and_in_order() {
        assert!(OPENINGS.is_sorted_by(|one, next| one < next));
        assert!(OPENINGS.iter().all(|opening| opening.to_lowercase() == *opening));
    }

    #[test]
    fn only_short_blocks_that_begin_so_are_of_the_site() {
        assert!(is_of_site("Read more: the fair in pictures"));
        assert!(is_of_site("Weiterlesen"));
        assert!(is_of_site("© 2021 The Post"));
        assert!(!is_of_site("Tweeting birds were heard"));
        assert!(!is_of_site("The mayor said: read more"));
        assert!(!is_of_site(&"Read more books, said the mayor. ".repeat(5)));
    }
}
