//! "Did you mean": the known name that is most like an unknown one.

/// The known name that was probably meant: the one with the fewest letters changed, at most a
/// third of them.
///
/// ```
/// assert_eq!(annals_core::nearest("brige", ["bridge", "fair"].into_iter()), Some("bridge"));
/// assert_eq!(annals_core::nearest("market", ["bridge", "fair"].into_iter()), None);
/// ```
pub fn nearest<'k>(name: &str, known: impl Iterator<Item = &'k str>) -> Option<&'k str> {
    let most = name.chars().count().max(3) / 3;
    known
        .map(|candidate| (changes(name, candidate), candidate))
        .filter(|(distance, _)| *distance <= most)
        .min()
        .map(|(_, candidate)| candidate)
}

/// How many letters must be changed, added, left out or swapped with their neighbour to turn one
/// short name into the other (the optimal string alignment distance).
fn changes(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    // A long name is like none of ours; this bounds the work on hostile input.
    if a.len() > 4 * b.len().max(8) {
        return usize::MAX;
    }
    let mut before = vec![0; b.len() + 1];
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for i in 1..=a.len() {
        let mut next = vec![i; b.len() + 1];
        for j in 1..=b.len() {
            let replaced = row[j - 1] + usize::from(a[i - 1] != b[j - 1]);
            next[j] = replaced.min(row[j] + 1).min(next[j - 1] + 1);
            if i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] {
                next[j] = next[j].min(before[j - 2] + 1);
            }
        }
        before = std::mem::replace(&mut row, next);
    }
    row[b.len()]
}

/// What to say of a name that is not one of the known ones: which was probably meant, or all.
pub(crate) fn did_you_mean(what: &str, name: &str, known: &[&str]) -> String {
    let listed = || known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
    match nearest(name, known.iter().copied()) {
        Some(near) => format!("unknown {what} `{name}`, did you mean `{near}`?"),
        None => format!("unknown {what} `{name}`, expected one of {}", listed()),
    }
}
