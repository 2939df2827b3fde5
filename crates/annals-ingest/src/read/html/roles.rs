//! What the elements of a page are to its article: what holds it, what tells of it, what is about
//! something else, what is hidden.

use super::names::{Names, Says};
use super::tree::{Place, Tag, Tree};

/// What an element is to the article of its page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Nothing tells.
    Open,
    /// It is marked as what holds the article.
    Holds,
    /// It tells of the article: who wrote it, when, what a picture shows.
    About,
    /// It holds other texts, menus, what readers wrote.
    Elsewhere,
    /// It is not shown to readers.
    Silent,
}

/// The roles of all elements of a page, and what their names say.
pub(super) struct Roles(Vec<(Role, Names)>);

impl Roles {
    /// Finds the roles.
    pub(super) fn of(tree: &Tree) -> Roles {
        let mut words = String::new();
        let nodes = (0..tree.len()).map(|node| {
            let names = Names::of(tree, node, &mut words);
            (role(tree, node, names), names)
        });
        let mut roles = Roles(nodes.collect());
        roles.open_around_article(tree);
        roles
    }

    /// The role of a node.
    pub(super) fn role(&self, node: Place) -> Role {
        self.0[node].0
    }

    /// What the names of a node say.
    pub(super) fn names(&self, node: Place) -> Names {
        self.0[node].1
    }

    /// Names such as "has-sidebar" are given to what is around everything: an element with the
    /// headline in it is no frill of the page.
    fn open_around_article(&mut self, tree: &Tree) {
        let mut seen = vec![false; tree.len()];
        for node in
            (0..tree.len()).filter(|&node| tree.tag(node) == Tag::H1 || is_article_body(tree, node))
        {
            for around in tree.ancestors(node) {
                if std::mem::replace(&mut seen[around], true) {
                    break;
                }
                let (role, _) = &mut self.0[around];
                let is_named =
                    !matches!(tree.tag(around), Tag::Nav | Tag::Aside | Tag::Footer | Tag::Menu);
                if is_named && matches!(role, Role::Elsewhere | Role::About) {
                    *role = Role::Open;
                }
            }
        }
    }
}

/// The ARIA roles of parts that are about something else.
const ELSEWHERE: [&str; 7] =
    ["alert", "banner", "complementary", "contentinfo", "dialog", "navigation", "search"];

fn role(tree: &Tree, node: Place, names: Names) -> Role {
    use Tag::*;
    let tag = tree.tag(node);
    match tag {
        Text => return Role::Open,
        Audio | Button | Canvas | Datalist | Dialog | Embed | Head | Iframe | Map | Noscript
        | Object | Option | Script | Select | Style | Svg | Template | Textarea | Title | Video => {
            return Role::Silent;
        }
        // Scripts show what a page hides at first.
        Html | Body => return Role::Open,
        _ if is_hidden(tree, node) => return Role::Silent,
        Main => return Role::Open,
        Nav | Menu => return Role::Elsewhere,
        Figcaption | Caption => return Role::About,
        _ => {}
    }
    if is_article_body(tree, node) || names.say(Says::Holds) {
        return Role::Holds;
    }
    if tag == Article {
        return Role::Open;
    }
    let is_complementary =
        tag == Aside || tree.attribute(node, "role").is_some_and(|role| ELSEWHERE.contains(&role));
    let is_footer = tag == Footer;
    match () {
        () if is_complementary && names.say(Says::About) => Role::About,
        () if is_footer && tree.ancestors(node).any(|node| tree.tag(node) == Article) => {
            Role::About
        }
        () if is_complementary || is_footer || names.say(Says::Elsewhere) => Role::Elsewhere,
        () if names.say(Says::About) => Role::About,
        () => Role::Open,
    }
}

fn is_article_body(tree: &Tree, node: Place) -> bool {
    tree.attribute(node, "itemprop").is_some_and(|name| name.eq_ignore_ascii_case("articleBody"))
}

fn is_hidden(tree: &Tree, node: Place) -> bool {
    tree.attributes(node).any(|(name, value)| match name {
        "hidden" => value != "until-found",
        "aria-hidden" => value == "true",
        "style" => {
            let style = value.chars().filter(|c| !c.is_whitespace());
            let style: String = style.map(|c| c.to_ascii_lowercase()).collect();
            style.contains("display:none") || style.contains("visibility:hidden")
        }
        _ => false,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kind_and_names_tell_the_role() {
        for (html, expected) in [
            ("<div class='site-sidebar'>", Role::Elsewhere),
            ("<div id=jp-relatedposts>", Role::Elsewhere),
            ("<div class='postMeta'>", Role::About),
            ("<div class='metadata'>", Role::Open),
            ("<div class='entry-content sidebar-left'>", Role::Holds),
            ("<div itemprop=articleBody>", Role::Holds),
            ("<div style='Display : none'>", Role::Silent),
            ("<body class='sidebar'>", Role::Open),
            ("<nav>", Role::Elsewhere),
            ("<aside class=meta role=complementary>", Role::About),
            ("<aside>", Role::Elsewhere),
            ("<article><footer>", Role::About),
            ("<footer>", Role::Elsewhere),
        ] {
            let tree = Tree::parse(html);
            assert_eq!(Roles::of(&tree).role(tree.len() - 1), expected, "{html}");
        }
    }

    #[test]
    fn what_is_around_the_headline_is_open() {
        let tree =
            Tree::parse("<div class='with sidebar'><h1>The fair</h1></div><div class=sidebar>");
        let roles = Roles::of(&tree);
        let named = (0..tree.len()).filter(|&node| roles.names(node).say(Says::Elsewhere));
        let roles: Vec<Role> = named.map(|node| roles.role(node)).collect();
        assert_eq!(roles, [Role::Open, Role::Elsewhere]);
    }
}
