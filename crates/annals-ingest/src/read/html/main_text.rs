//! The article within a page.
//!
//! Every block of text gets a worth: sentences speak for their part of the page, links and scraps
//! against it. The article is the element whose blocks are worth most together, so that an
//! element around it, which adds only menus, loses. What is called by a name of something around
//! articles ([`roles`](super::roles)) is left out before.

use super::blocks::{Block, blocks};
use super::phrases::is_of_site;
use super::roles::{Role, Roles};
use super::tree::{Place, Tag, Tree};
use std::ops::Range;

/// The main text of a page.
pub(super) struct MainText {
    /// Paragraphs with blank lines between them.
    pub(super) text: String,
    /// The element that holds it.
    holder: Place,
    /// The headline that the page shows above it.
    pub(super) headline: Option<Place>,
    /// Its first node.
    pub(super) start: Place,
    /// The node after its last.
    pub(super) end: Place,
}

impl MainText {
    /// Whether a node is around the article or the article itself.
    pub(super) fn holds(&self, tree: &Tree, node: Place) -> bool {
        tree.within(node).contains(&self.holder)
    }
}

/// A block from this length on that is no link speaks for itself.
const SENTENCE: usize = 50;
/// From this share of links on a block is a menu or a list of further reading.
const MENU: f32 = 0.5;
/// What a link or a scrap costs beside its length.
const SCRAP: i64 = 20;
/// How many times as much the article must be worth when the names of its parts are ignored.
const SHARE: i64 = 5;

/// Finds the article of a page. `title` is its headline, which is no part of its text.
pub(super) fn main_text(tree: &Tree, roles: &Roles, title: Option<&str>) -> MainText {
    let (all, holder) = part(tree, roles);
    let headline = headline(tree, &all, title, holder);
    let within = tree.within(holder);
    let inside: Vec<&Block> = all
        .iter()
        .filter(|block| {
            let after_headline = headline.is_none_or(|headline| block.first > headline);
            // What stands between the headline and the article is its first paragraph in bold type.
            let opens =
                headline.is_some() && block.first < within.start && is_sentence(tree, block);
            after_headline && (within.contains(&block.first) || opens)
        })
        .collect();
    let kept = trimmed(tree, &inside, title);
    let start = kept.first().map_or(holder, |block| block.first);
    let end = kept.last().map_or(holder, |block| block.first + 1);
    MainText { text: join(tree, &kept), holder, headline, start, end }
}

/// The blocks that may be the article's, and the element that holds it.
fn part(tree: &Tree, roles: &Roles) -> (Vec<Block>, Place) {
    let around = [Role::Silent, Role::Elsewhere, Role::About];
    let strict = blocks(tree, 0, |node| around.contains(&roles.role(node)));
    let (holder, worth) = best(tree, roles, &strict);
    let lenient = blocks(tree, 0, |node| roles.role(node) == Role::Silent);
    let (most_holder, most) = best(tree, roles, &lenient);
    // Names mislead: where next to nothing is left, they are not believed.
    if worth * SHARE < most { (lenient, most_holder) } else { (strict, holder) }
}

/// The first node of the headline, where the page shows it above the article.
fn headline(tree: &Tree, all: &[Block], title: Option<&str>, holder: Place) -> Option<Place> {
    /// Of the article so many sentences can stand before its headline, not more.
    const MOST_BEFORE: usize = 3;
    let sentences = all.iter().filter(|block| block.first > holder && is_sentence(tree, block));
    let end = sentences.map(|block| block.first).nth(MOST_BEFORE).unwrap_or(tree.end(holder));
    let above = || all.iter().filter(|block| block.first < end);
    let repeats = |block: &&Block| title.is_some_and(|title| is_same(title, &block.text));
    let of_rank = |block: &&Block| tree.tag(block.holder) == Tag::H1;
    let inside = || above().filter(|block| block.first > holder).find(of_rank);
    // The first heading may be the name of the site: the last one before the article counts.
    let before = || above().filter(|block| block.first < holder).rfind(of_rank);
    above().find(repeats).or_else(inside).or_else(before).map(|block| block.first)
}

fn is_sentence(tree: &Tree, block: &Block) -> bool {
    block.length >= SENTENCE
        && block.link_density() < MENU
        && !tree.tag(block.holder).is_heading()
        && !is_of_site(&block.text)
}

/// The element whose blocks are worth most, and how much that is.
fn best(tree: &Tree, roles: &Roles, all: &[Block]) -> (Place, i64) {
    let worth = worth_of(tree, all);
    let marked = |node: Place| match tree.tag(node) {
        Tag::Text => 0,
        _ if worth[node] <= 0 => worth[node],
        _ if roles.role(node) == Role::Holds => worth[node] * 3 / 2,
        Tag::Article | Tag::Main => worth[node] * 5 / 4,
        _ => worth[node],
    };
    // Of equals the innermost.
    let best = (0..tree.len()).max_by_key(|&node| marked(node)).unwrap_or(0);
    (best, worth[best])
}

/// What the blocks within each node are worth together.
fn worth_of(tree: &Tree, all: &[Block]) -> Vec<i64> {
    let mut worth = vec![0_i64; tree.len()];
    for block in all {
        worth[block.holder] += value(tree, block);
    }
    // Descendants come after their parents.
    for node in (1..tree.len()).rev() {
        worth[tree.parent(node)] += worth[node];
    }
    worth
}

fn value(tree: &Tree, block: &Block) -> i64 {
    let length = block.length as i64;
    let linked = block.linked as i64;
    if tree.tag(block.holder).is_heading() {
        return 0;
    }
    if block.link_density() >= MENU {
        return -(SCRAP + linked);
    }
    if block.length < SENTENCE {
        let is_paragraph = matches!(tree.tag(block.holder), Tag::P | Tag::Blockquote);
        return if is_paragraph { length / 2 } else { -SCRAP / 2 };
    }
    length - 2 * linked
}

/// The blocks of the article without those of the site before, between and after them.
fn trimmed<'b>(tree: &Tree, inside: &[&'b Block], title: Option<&str>) -> Vec<&'b Block> {
    let is_heading = |block: &Block| tree.tag(block.holder).is_heading();
    let is_of_article = |block: &&&Block| {
        let repeats = title.is_some_and(|title| is_same(title, &block.text));
        !repeats && !is_of_site(&block.text) && (is_heading(block) || !is_menu(block))
    };
    let range = first_and_last(tree, inside);
    let mut kept: Vec<&Block> = inside[range].iter().filter(is_of_article).copied().collect();
    if let Some(teasers) = teasers(tree, &kept) {
        kept.truncate(teasers);
    }
    // A heading under which nothing is left goes too.
    let rank = |block: &Block| is_heading(block).then(|| tree.tag(block.holder));
    for at in (0..kept.len()).rev() {
        let next = kept.get(at + 1).map(|next| rank(next));
        if rank(kept[at]).is_some() && (next.is_none() || next == Some(rank(kept[at]))) {
            kept.remove(at);
        }
    }
    kept
}

/// The blocks from the first sentence to the last, with what opens and closes the article.
fn first_and_last(tree: &Tree, inside: &[&Block]) -> Range<usize> {
    let is_sentence = |block: &&Block| is_sentence(tree, block);
    // A short paragraph that is no sentence is a date or the name of the author.
    let says = |block: &Block| block.linked == 0 && !is_of_site(&block.text);
    let is_short_sentence = |block: &Block| {
        matches!(tree.tag(block.holder), Tag::P | Tag::Blockquote) && ends_sentence(&block.text)
    };
    let first = inside.iter().position(is_sentence).unwrap_or(0);
    let last = inside.iter().rposition(is_sentence).map_or(inside.len(), |last| last + 1);
    let opens = inside[..first].iter().rev().take_while(|block| {
        let is_heading = matches!(tree.tag(block.holder), Tag::H2 | Tag::H3 | Tag::H4);
        says(block) && (is_heading || is_short_sentence(block))
    });
    let closes = inside[last..].iter().take_while(|block| {
        let is_item = tree.tag(block.holder) == Tag::Li;
        is_of_site(&block.text) || says(block) && (is_item || is_short_sentence(block))
    });
    first - opens.count()..last + closes.count()
}

/// Whether a block links elsewhere and is no sentence that a link is in.
fn is_menu(block: &Block) -> bool {
    block.link_density() >= MENU && (block.length < 2 * SENTENCE || !ends_sentence(&block.text))
}

/// Where teasers of other articles begin: headings that are links, each with a block or two, one
/// after the other to the end.
fn teasers(tree: &Tree, kept: &[&Block]) -> Option<usize> {
    const MOST_BLOCKS: usize = 2;
    let is_heading = |block: &Block| tree.tag(block.holder).is_heading();
    let headings = (0..kept.len()).rev().filter(|&at| is_heading(kept[at]));
    let mut end = kept.len();
    let mut count = 0;
    for at in headings {
        if kept[at].link_density() < MENU || end - at > 1 + MOST_BLOCKS {
            break;
        }
        end = at;
        count += 1;
    }
    // A list of things each of which links to its own is the article itself.
    let length = |blocks: &[&Block]| blocks.iter().map(|block| block.length).sum::<usize>();
    (count > 1 && length(&kept[..end]) > length(&kept[end..])).then_some(end)
}

fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(['"', '\'', '”', '’', '»', '“', ')'])
        .ends_with(['.', '!', '?', '…', '。'])
}

/// Whether two texts have the same letters.
fn is_same(one: &str, other: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
    };
    letters(one) == letters(other)
}

/// Blocks with a blank line between them; items of a list and cells of a table on lines.
pub(super) fn join(tree: &Tree, kept: &[&Block]) -> String {
    let mut text = String::new();
    let mut before: Option<&Block> = None;
    for block in kept {
        if let Some(before) = before {
            let share = |tag| share(tree, before, block, tag);
            text.push_str(match () {
                () if share(Tag::Tr) => " ",
                () if share(Tag::Ul) || share(Tag::Ol) || share(Tag::Table) => "\n",
                () => "\n\n",
            });
        }
        text.push_str(&block.text);
        before = Some(block);
    }
    text
}

/// Whether two blocks that are items or cells stand in the same list, row or table.
fn share(tree: &Tree, one: &Block, other: &Block, tag: Tag) -> bool {
    let of = |block: &Block| {
        let is_item = matches!(tree.tag(block.holder), Tag::Li | Tag::Td | Tag::Th);
        is_item.then(|| tree.ancestors(block.holder).find(|&node| tree.tag(node) == tag)).flatten()
    };
    of(one).is_some_and(|place| of(other) == Some(place))
}
