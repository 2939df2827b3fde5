//! The stemmer of M. F. Porter, "An algorithm for suffix stripping" (1980), by which ROUGE compares
//! words. Words are in lower case ASCII; digits count as consonants.

/// Rules of a step: an ending, what takes its place. The first that fits ends the step.
type Rules = &'static [(&'static str, &'static str)];

const STEP_2: Rules = &[
    ("ational", "ate"),
    ("tional", "tion"),
    ("enci", "ence"),
    ("anci", "ance"),
    ("izer", "ize"),
    ("abli", "able"),
    ("alli", "al"),
    ("entli", "ent"),
    ("eli", "e"),
    ("ousli", "ous"),
    ("ization", "ize"),
    ("ation", "ate"),
    ("ator", "ate"),
    ("alism", "al"),
    ("iveness", "ive"),
    ("fulness", "ful"),
    ("ousness", "ous"),
    ("aliti", "al"),
    ("iviti", "ive"),
    ("biliti", "ble"),
];

const STEP_3: Rules = &[
    ("icate", "ic"),
    ("ative", ""),
    ("alize", "al"),
    ("iciti", "ic"),
    ("ical", "ic"),
    ("ful", ""),
    ("ness", ""),
];

const STEP_4: &[&str] = &[
    "al", "ance", "ence", "er", "ic", "able", "ible", "ant", "ement", "ment", "ent", "ion", "ou",
    "ism", "ate", "iti", "ous", "ive", "ize",
];

/// The stem of a word.
pub(super) fn stem(word: &str) -> String {
    let word = step_1b(step_1a(word));
    let word = match word.strip_suffix('y') {
        Some(rest) if has_vowel(rest) => format!("{rest}i"),
        _ => word,
    };
    let word = replaced(replaced(word, STEP_2), STEP_3);
    step_5(step_4(word))
}

fn step_1a(word: &str) -> String {
    for (ending, new) in [("sses", "ss"), ("ies", "i"), ("ss", "ss"), ("s", "")] {
        if let Some(rest) = word.strip_suffix(ending) {
            return format!("{rest}{new}");
        }
    }
    word.to_owned()
}

fn step_1b(word: String) -> String {
    if let Some(rest) = word.strip_suffix("eed") {
        return if measure(rest) > 0 { format!("{rest}ee") } else { word };
    }
    let rest = ["ed", "ing"]
        .iter()
        .find_map(|ending| word.strip_suffix(ending).filter(|rest| has_vowel(rest)));
    let Some(rest) = rest else { return word };
    let ends = |ending: &str| rest.ends_with(ending);
    if ends("at") || ends("bl") || ends("iz") {
        return format!("{rest}e");
    }
    if ends_double(rest) {
        let kept = ends("l") || ends("s") || ends("z");
        return if kept { rest.to_owned() } else { rest[..rest.len() - 1].to_owned() };
    }
    if measure(rest) == 1 && ends_short(rest) { format!("{rest}e") } else { rest.to_owned() }
}

fn replaced(word: String, rules: Rules) -> String {
    for (ending, new) in rules {
        if let Some(rest) = word.strip_suffix(ending) {
            return if measure(rest) > 0 { format!("{rest}{new}") } else { word };
        }
    }
    word
}

fn step_4(word: String) -> String {
    for &ending in STEP_4 {
        if let Some(rest) = word.strip_suffix(ending) {
            let fits = ending != "ion" || rest.ends_with(['s', 't']);
            return if fits && measure(rest) > 1 { rest.to_owned() } else { word };
        }
    }
    word
}

fn step_5(word: String) -> String {
    let word = match word.strip_suffix('e') {
        Some(rest) if measure(rest) > 1 || (measure(rest) == 1 && !ends_short(rest)) => {
            rest.to_owned()
        }
        _ => word,
    };
    match word.strip_suffix('l') {
        Some(rest) if rest.ends_with('l') && measure(rest) > 1 => rest.to_owned(),
        _ => word,
    }
}

/// For each letter whether it is a consonant: `y` is one at the start and after a vowel.
fn consonants(word: &str) -> Vec<bool> {
    let mut found: Vec<bool> = Vec::with_capacity(word.len());
    for letter in word.bytes() {
        found.push(match letter {
            b'a' | b'e' | b'i' | b'o' | b'u' => false,
            b'y' => !found.last().copied().unwrap_or(false),
            _ => true,
        });
    }
    found
}

/// How often a vowel is followed by a consonant.
fn measure(word: &str) -> usize {
    consonants(word).windows(2).filter(|pair| !pair[0] && pair[1]).count()
}

fn has_vowel(word: &str) -> bool {
    consonants(word).contains(&false)
}

fn ends_double(word: &str) -> bool {
    let letters = word.as_bytes();
    let is_double = letters.len() > 1 && letters[letters.len() - 1] == letters[letters.len() - 2];
    is_double && consonants(word).last() == Some(&true)
}

/// Whether it ends like "hop": consonant, vowel, and a consonant that is none of w, x and y.
fn ends_short(word: &str) -> bool {
    consonants(word).ends_with(&[true, false, true]) && !word.ends_with(['w', 'x', 'y'])
}

#[cfg(test)]
mod tests {
    use super::stem;

    #[test]
    fn words_lose_the_endings_of_the_paper() {
        for (word, expected) in [
            ("caresses", "caress"),
            ("ponies", "poni"),
            ("caress", "caress"),
            ("cats", "cat"),
            ("feed", "feed"),
            ("agreed", "agre"),
            ("plastered", "plaster"),
            ("bled", "bled"),
            ("motoring", "motor"),
            ("sing", "sing"),
            ("conflated", "conflat"),
            ("troubled", "troubl"),
            ("sized", "size"),
            ("hopping", "hop"),
            ("falling", "fall"),
            ("hissing", "hiss"),
            ("filing", "file"),
            ("happy", "happi"),
            ("sky", "sky"),
            ("relational", "relat"),
            ("conditional", "condit"),
            ("rational", "ration"),
            ("vietnamization", "vietnam"),
            ("triplicate", "triplic"),
            ("formative", "form"),
            ("hopefulness", "hope"),
            ("allowance", "allow"),
            ("adjustment", "adjust"),
            ("adoption", "adopt"),
            ("probate", "probat"),
            ("rate", "rate"),
            ("cease", "ceas"),
            ("controller", "control"),
            ("roll", "roll"),
        ] {
            assert_eq!(stem(word), expected, "{word}");
        }
    }
}
