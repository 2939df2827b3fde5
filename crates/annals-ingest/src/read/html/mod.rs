//! One article as a web page: bytes -> text in the encoding of the page ([`decode`]) -> a tree
//! ([`tree`]) -> what the head declares ([`meta`], [`linked_data`]), the main text
//! ([`main_text`], [`blocks`], [`roles`], [`names`]) and the day of publication ([`date`]).
//!
//! A page is hostile: it is read in linear time and bounded memory however it is nested, and what
//! scripts, styles and comments hold never becomes text. Nothing is fetched, and scripts are not run.

mod blocks;
mod date;
mod decode;
mod linked_data;
mod main_text;
mod meta;
mod names;
mod phrases;
mod roles;
mod tree;

use super::{Problem, undated};
use crate::article::{Article, tidy, web_address};
use annals_core::Day;
use date::Dating;
use meta::Head;
use roles::{Role, Roles};
use tree::Tree;

/// What is known of a page beside its bytes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct About<'a> {
    /// The name of the file that it is read from.
    pub(super) source: &'a str,
    /// Its id within the file.
    pub(super) id: &'a str,
    /// The address that it was fetched from.
    pub(super) url: Option<&'a str>,
    /// The `charset` of its HTTP header.
    pub(super) charset: Option<&'a str>,
    /// The day on which it was fetched: it was not published later.
    pub(super) fetched: Option<Day>,
}

/// A page that was read.
pub(super) struct Page {
    /// Its article.
    pub(super) article: Article,
    /// What it lacks.
    pub(super) warnings: Vec<Problem>,
}

/// Reads a page for its article alone.
///
/// # Errors
/// The page has no text.
#[cfg(test)]
fn read(bytes: &[u8], about: &About<'_>) -> Result<Article, Box<Problem>> {
    read_page(bytes, about).map(|page| page.article)
}

/// Reads a page, and says why it has no day of publication where it has none.
///
/// # Errors
/// The page has no text.
pub(super) fn read_page(bytes: &[u8], about: &About<'_>) -> Result<Page, Box<Problem>> {
    let text = decode::decode(bytes, about.charset);
    let tree = Tree::parse(&text);
    let roles = Roles::of(&tree);
    let head = Head::of(&tree);
    let title = head.title();
    let mut main = main_text::main_text(&tree, &roles, title.as_deref());
    if main.text.is_empty() {
        // Of a page that is all pictures its description remains.
        main.text = head.description().unwrap_or_default();
    }
    if main.text.is_empty() {
        return Err(Problem::error(
            "article/empty",
            "the page has no text",
            "no paragraph is in it",
        )
        .help("a page that scripts fill must be saved after they ran")
        .boxed());
    }
    let declared_url = head.address();
    let lang = head.language();
    let url = about.url.and_then(web_address).or(declared_url);
    let dating = date::published(&date::Page {
        tree: &tree,
        roles: &roles,
        head: &head,
        main: &main,
        language: lang.as_deref(),
        url: url.as_deref(),
        fetched: about.fetched,
    });
    let article = Article {
        title,
        published: dating.published,
        dateline: super::date::dateline(
            &main.text,
            dating.published.map(|published| published.day),
        ),
        url,
        publisher: head.publisher(),
        lang,
        ..Article::new(about.source, about.id, &main.text)
    };
    let cut = tree.is_cut.then(|| cut_off(about.id));
    let warnings = cut.into_iter().chain(without_day(&dating, about.id)).collect();
    Ok(Page { article, warnings })
}

/// The problem of a page of which only the beginning is read.
fn cut_off(id: &str) -> Problem {
    let (most, elements) = (tree::LONGEST_PAGE >> 20, tree::MOST_NODES);
    Problem::warning(
        "read/size",
        format!("only the beginning of `{id}` is read"),
        format!("of a page {most} MiB and {elements} elements and texts are read"),
    )
    .help("save the article alone, or as text")
}

fn without_day(dating: &Dating, id: &str) -> Option<Problem> {
    if dating.published.is_some() {
        return None;
    }
    let problem = undated(id);
    Some(match dating.doubt {
        Some((one, other)) => {
            problem.help(format!("the page shows {one} and {other}, and does not say which it is"))
        }
        None => problem,
    })
}

/// The text of a piece of HTML, such as the content of an entry of a feed: paragraphs with blank
/// lines between them, without scripts and what is hidden.
pub(super) fn plain_text(fragment: &str) -> String {
    let tree = Tree::parse(fragment);
    let roles = Roles::of(&tree);
    let blocks = blocks::blocks(&tree, 0, |node| roles.role(node) == Role::Silent);
    let shown: Vec<_> = blocks.iter().collect();
    tidy(&main_text::join(&tree, &shown))
}

#[cfg(test)]
mod tests;
