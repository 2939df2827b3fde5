//! A tree -> the blocks of text that a reader sees: paragraphs, headings, items, cells.
//!
//! Which of them belong to the article is not decided here.

use super::tree::{Place, Tag, Tree};

/// Text that stands on lines of its own.
#[derive(Debug)]
pub(super) struct Block {
    /// Its text, blanks set in order; lines within it are parted by `\n`.
    pub(super) text: String,
    /// The element that it stands in, the innermost that is no part of a line.
    pub(super) holder: Place,
    /// The first of its texts.
    pub(super) first: Place,
    /// How much of its length links elsewhere.
    pub(super) linked: usize,
    /// How many letters it has, in those of European writing.
    pub(super) length: usize,
}

impl Block {
    /// How much of it links elsewhere, 0 to 1.
    pub(super) fn link_density(&self) -> f32 {
        self.linked as f32 / self.length.max(1) as f32
    }
}

/// The blocks within a node but those in parts that `skips` names.
pub(super) fn blocks(tree: &Tree, root: Place, skips: impl Fn(Place) -> bool) -> Vec<Block> {
    let mut walk = Walk { tree, done: Vec::new(), now: Line::default(), holders: vec![root] };
    let mut links_end = 0;
    let mut node = root;
    while node < tree.end(root) {
        walk.leave(node);
        let tag = tree.tag(node);
        if node != root && skips(node) {
            if !tag.is_inline() && !tag.has_no_place() {
                walk.flush();
            }
            node = tree.end(node);
            continue;
        }
        match tag {
            Tag::Text => walk.text(node, node < links_end),
            Tag::A => links_end = tree.end(node),
            Tag::Br => walk.now.line_ends += 1,
            _ if !tag.is_inline() => walk.enter(node),
            _ => {}
        }
        node += 1;
    }
    walk.flush();
    walk.done
}

struct Walk<'t> {
    tree: &'t Tree,
    done: Vec<Block>,
    now: Line,
    holders: Vec<Place>,
}

/// The block that is being read.
#[derive(Default)]
struct Line {
    text: String,
    first: Place,
    linked: usize,
    length: usize,
    is_blank_due: bool,
    line_ends: usize,
}

impl Walk<'_> {
    fn enter(&mut self, node: Place) {
        self.flush();
        self.holders.push(node);
    }

    fn leave(&mut self, next: Place) {
        while let Some(&holder) = self.holders.last().filter(|_| self.holders.len() > 1) {
            if self.tree.end(holder) > next {
                break;
            }
            self.flush();
            self.holders.pop();
        }
    }

    fn text(&mut self, node: Place, is_linked: bool) {
        let holder = self.holders.last().copied().unwrap_or(0);
        let keeps_lines = self.tree.tag(holder) == Tag::Pre;
        for letter in self.tree.text(node).chars() {
            match letter {
                '\n' if keeps_lines => self.now.line_ends += 1,
                // Marks where a word may be broken and other things without width.
                '\u{AD}' | '\u{200B}' | '\u{2060}' | '\u{FEFF}' => {}
                _ if letter.is_whitespace() || letter.is_control() => self.now.is_blank_due = true,
                _ => self.letter(letter, node, is_linked),
            }
        }
    }

    fn letter(&mut self, letter: char, node: Place, is_linked: bool) {
        if self.now.line_ends > 1 {
            self.flush();
        }
        let now = &mut self.now;
        if now.text.is_empty() {
            now.first = node;
        } else if now.line_ends == 1 {
            now.text.push('\n');
        } else if now.is_blank_due {
            now.text.push(' ');
        }
        (now.is_blank_due, now.line_ends) = (false, 0);
        now.text.push(letter);
        // A letter of Chinese, Japanese or Korean says as much as several others.
        let width = if letter >= '\u{1100}' && letter.is_alphabetic() { 2 } else { 1 };
        now.length += width;
        now.linked += if is_linked { width } else { 0 };
    }

    fn flush(&mut self) {
        let Line { text, first, linked, length, .. } = std::mem::take(&mut self.now);
        if !text.is_empty() {
            let holder = self.holders.last().copied().unwrap_or(0);
            self.done.push(Block { text, holder, first, linked, length });
        }
    }
}
