//! The text of a page -> a tree of its elements, in linear time and bounded memory.
//!
//! The tokens are those of the HTML standard (html5gum). The tree is simpler than the standard's:
//! end tags that are left out are supplied and stray ones passed over, but nothing is moved. It is
//! an arena in document order, so that the descendants of a node are the nodes after it up to
//! [`Tree::end`]; no walk over it recurses.

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};
use std::convert::Infallible;
use std::ops::Range;

/// Elements that lie deeper are taken as children of the one at this depth, as in browsers.
const DEEPEST: usize = 256;
/// How much of a page is read, in bytes.
pub(super) const LONGEST_PAGE: usize = 16 << 20;
/// How many elements and texts a page may have; what follows them is not read.
pub(super) const MOST_NODES: usize = 1 << 20;
/// How much of the value of an attribute is kept.
const LONGEST_VALUE: usize = 4 * 1024;
/// How many attributes of an element are kept.
const MOST_ATTRIBUTES: usize = 32;

/// Declares the elements that have a meaning here, with their names.
macro_rules! tags {
    ($($tag:ident $name:literal),+ $(,)?) => {
        /// What a node is: a text, or an element that has a meaning here, or any other.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(super) enum Tag {
            Text,
            Other,
            $($tag),+
        }

        impl Tag {
            /// How many there are.
            const COUNT: usize = [Tag::Text, Tag::Other, $(Tag::$tag),+].len();

            fn named(name: &[u8]) -> Tag {
                match name {
                    $($name => Tag::$tag,)+
                    _ => Tag::Other,
                }
            }
        }
    };
}

tags! {
    A b"a", Abbr b"abbr", Address b"address", Article b"article", Aside b"aside", Audio b"audio",
    B b"b", Base b"base", Blockquote b"blockquote", Body b"body", Br b"br", Button b"button",
    Canvas b"canvas", Caption b"caption", Center b"center", Cite b"cite", Code b"code", Col b"col",
    Datalist b"datalist", Dd b"dd", Del b"del", Details b"details", Dialog b"dialog", Div b"div",
    Dl b"dl", Dt b"dt", Em b"em", Embed b"embed", Fieldset b"fieldset",
    Figcaption b"figcaption", Figure b"figure", Font b"font", Footer b"footer", Form b"form",
    H1 b"h1", H2 b"h2", H3 b"h3", H4 b"h4", H5 b"h5", H6 b"h6", Head b"head", Header b"header",
    Hgroup b"hgroup", Hr b"hr", Html b"html", I b"i", Iframe b"iframe", Img b"img",
    Input b"input", Ins b"ins", Label b"label", Li b"li", Link b"link", Main b"main", Map b"map",
    Menu b"menu", Meta b"meta", Nav b"nav", Noscript b"noscript", Object b"object", Ol b"ol",
    Option b"option", P b"p", Pre b"pre", Q b"q", S b"s", Script b"script", Section b"section",
    Select b"select", Small b"small", Source b"source", Span b"span", Strong b"strong",
    Style b"style", Sub b"sub", Sup b"sup", Svg b"svg", Table b"table", Tbody b"tbody", Td b"td",
    Template b"template", Textarea b"textarea", Tfoot b"tfoot", Th b"th", Thead b"thead",
    Time b"time", Title b"title", Tr b"tr", Track b"track", U b"u", Ul b"ul", Video b"video",
    Wbr b"wbr",
}

impl Tag {
    /// Whether it stands within a line.
    pub(super) fn is_inline(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Text | Other
                | A
                | Abbr
                | B
                | Cite
                | Code
                | Del
                | Em
                | Font
                | I
                | Img
                | Ins
                | Label
                | Q
                | S
                | Small
                | Span
                | Strong
                | Sub
                | Sup
                | Time
                | U
                | Wbr
        )
    }

    /// Whether it takes no place on the page, so that a line goes on after it.
    pub(super) fn has_no_place(self) -> bool {
        use Tag::*;
        matches!(self, Link | Meta | Noscript | Script | Style | Template)
    }

    /// Whether it is a heading.
    pub(super) fn is_heading(self) -> bool {
        use Tag::*;
        matches!(self, H1 | H2 | H3 | H4 | H5 | H6)
    }

    fn has_no_content(self) -> bool {
        use Tag::*;
        matches!(
            self,
            Base | Br | Col | Embed | Hr | Img | Input | Link | Meta | Source | Track | Wbr
        )
    }

    fn belongs_to_head(self) -> bool {
        use Tag::*;
        matches!(self, Text | Base | Link | Meta | Noscript | Script | Style | Template | Title)
    }

    /// The open elements that its start tag ends, and those beyond which none is ended.
    fn ends_before(self) -> (&'static [Tag], &'static [Tag]) {
        use Tag::*;
        match self {
            Li => (&[Li], &[Ul, Ol, Menu]),
            Dt | Dd => (&[Dt, Dd], &[Dl]),
            Option => (&[Option], &[Select, Datalist]),
            Td | Th => (&[Td, Th], &[Tr, Table]),
            Tr => (&[Tr], &[Tbody, Thead, Tfoot, Table]),
            Tbody | Thead | Tfoot => (&[Tbody, Thead, Tfoot], &[Table]),
            A => (&[A], &[P, Div, Li, Td, Th, Section, Article]),
            _ if !self.is_inline() && self != Br => {
                (&[P], &[Div, Li, Td, Th, Section, Article, Button, Blockquote, Object])
            }
            _ => (&[], &[]),
        }
    }
}

/// A page as a tree.
#[derive(Debug, Default)]
pub(super) struct Tree {
    nodes: Vec<Node>,
    attributes: Vec<Attribute>,
    /// All texts and attributes, one after the other.
    text: String,
    /// Where the texts of scripts are that are no JSON-LD.
    scripts: Vec<Range<u32>>,
    /// Whether the page was longer than what is read of one.
    pub(super) is_cut: bool,
}

/// The place of a node in the document.
pub(super) type Place = usize;

#[derive(Debug)]
struct Node {
    tag: Tag,
    /// Tells elements of no known tag apart.
    name: u32,
    parent: u32,
    end: u32,
    attributes: Range<u32>,
    text: Range<u32>,
}

#[derive(Debug)]
struct Attribute {
    name: Range<u32>,
    value: Range<u32>,
}

impl Tree {
    /// Reads a page. The root is an element of no tag at place 0.
    pub(super) fn parse(page: &str) -> Tree {
        let cut = page.floor_char_boundary(LONGEST_PAGE);
        let mut builder = Builder::new();
        let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span| {
            builder.take(&event);
            None::<Infallible>
        });
        emitter.naively_switch_states(true);
        let Ok(()) = Tokenizer::new_with_emitter(&page[..cut], emitter).finish();
        let mut tree = builder.finish();
        tree.is_cut |= cut < page.len();
        tree
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.len()
    }

    /// What the node is.
    pub(super) fn tag(&self, node: Place) -> Tag {
        self.nodes[node].tag
    }

    /// The place after the last of its descendants.
    pub(super) fn end(&self, node: Place) -> Place {
        self.nodes[node].end as Place
    }

    /// The node and all its descendants, in document order.
    pub(super) fn within(&self, node: Place) -> Range<Place> {
        node..self.end(node)
    }

    /// The node that it is a child of; the root is its own.
    pub(super) fn parent(&self, node: Place) -> Place {
        self.nodes[node].parent as Place
    }

    /// The elements around a node, from the inside.
    pub(super) fn ancestors(&self, node: Place) -> impl Iterator<Item = Place> {
        let mut at = node;
        std::iter::from_fn(move || {
            (at != 0).then(|| {
                at = self.parent(at);
                at
            })
        })
    }

    /// The characters of a text; of an element nothing.
    pub(super) fn text(&self, node: Place) -> &str {
        self.slice(&self.nodes[node].text)
    }

    /// The texts of the scripts that are no JSON-LD; they are no nodes.
    pub(super) fn scripts(&self) -> impl Iterator<Item = &str> {
        self.scripts.iter().map(|range| self.slice(range))
    }

    /// All text within a node, as it stands.
    pub(super) fn all_text(&self, node: Place) -> String {
        self.within(node).map(|inner| self.text(inner)).collect()
    }

    /// The value of an attribute, where it is one of those that are kept.
    pub(super) fn attribute(&self, node: Place, name: &str) -> Option<&str> {
        self.attributes(node).find(|(known, _)| *known == name).map(|(_, value)| value)
    }

    /// The attributes of a node that are kept, with their values.
    pub(super) fn attributes(&self, node: Place) -> impl Iterator<Item = (&str, &str)> {
        let range = &self.nodes[node].attributes;
        let own = self.attributes.get(range.start as usize..range.end as usize);
        own.into_iter().flatten().map(|kept| (self.slice(&kept.name), self.slice(&kept.value)))
    }

    fn slice(&self, range: &Range<u32>) -> &str {
        self.text.get(range.start as usize..range.end as usize).unwrap_or("")
    }
}

/// Whether an attribute can tell something of what the page says or when it was written.
fn is_kept(name: &[u8]) -> bool {
    const KEPT: [&[u8]; 20] = [
        b"class",
        b"id",
        b"name",
        b"property",
        b"content",
        b"itemprop",
        b"datetime",
        b"pubdate",
        b"href",
        b"rel",
        b"type",
        b"lang",
        b"style",
        b"hidden",
        b"aria-hidden",
        b"role",
        b"title",
        b"itemtype",
        b"xml:lang",
        b"data-testid",
    ];
    let dates = [&b"date"[..], b"time", b"publish"];
    KEPT.contains(&name)
        || (name.starts_with(b"data-")
            && dates.iter().any(|word| name.windows(word.len()).any(|part| part == *word)))
}

/// Puts tokens in their place.
struct Builder {
    tree: Tree,
    /// The open elements; the first is the root.
    open: Vec<u32>,
    /// How many of each tag are open, so that most tags need no search through them.
    open_of: [u16; Tag::COUNT],
    /// The element whose tag is being read.
    tag: Option<(Tag, u32)>,
    /// Where its attributes begin.
    attributes: u32,
    is_value_kept: bool,
    is_full: bool,
    /// Whether the text that follows is no text of the page, but of a script or a style.
    is_silent: bool,
    /// Whether it is that of a script.
    is_script: bool,
}

impl Builder {
    fn new() -> Builder {
        let mut builder = Builder {
            tree: Tree::default(),
            open: Vec::new(),
            open_of: [0; Tag::COUNT],
            tag: None,
            attributes: 0,
            is_value_kept: false,
            is_full: false,
            is_silent: false,
            is_script: false,
        };
        builder.push(Tag::Other, 0, 0..0);
        builder.open(Tag::Other, 0);
        builder
    }

    fn take(&mut self, event: &CallbackEvent<'_>) {
        if self.is_full {
            return;
        }
        match event {
            CallbackEvent::OpenStartTag { name } => {
                self.tag = Some((Tag::named(name), hash(name)));
                self.attributes = self.tree.attributes.len() as u32;
            }
            CallbackEvent::AttributeName { name } => self.attribute_name(name),
            CallbackEvent::AttributeValue { value } => self.attribute_value(value),
            CallbackEvent::CloseStartTag { self_closing } => self.start(*self_closing),
            CallbackEvent::EndTag { name } => self.end(Tag::named(name), hash(name)),
            CallbackEvent::String { value } => self.string(value),
            _ => {}
        }
    }

    fn attribute_name(&mut self, name: &[u8]) {
        let count = self.tree.attributes.len() - self.attributes as usize;
        self.is_value_kept = self.tag.is_some() && count < MOST_ATTRIBUTES && is_kept(name);
        if self.is_value_kept {
            let name = self.store(name);
            let value = name.end..name.end;
            self.tree.attributes.push(Attribute { name, value });
        }
    }

    fn attribute_value(&mut self, value: &[u8]) {
        if self.is_value_kept {
            let value = self.store(value.get(..LONGEST_VALUE).unwrap_or(value));
            if let Some(attribute) = self.tree.attributes.last_mut() {
                attribute.value = value;
            }
        }
    }

    /// Keeps a text. Its bytes are UTF-8 but where it was cut.
    fn store(&mut self, bytes: &[u8]) -> Range<u32> {
        let start = self.tree.text.len() as u32;
        self.tree.text.push_str(&String::from_utf8_lossy(bytes));
        start..self.tree.text.len() as u32
    }

    fn start(&mut self, self_closing: bool) {
        let Some((tag, name)) = self.tag.take() else { return };
        self.is_silent = match tag {
            Tag::Style => true,
            Tag::Script => !self.is_linked_data(),
            _ => false,
        };
        self.is_script = self.is_silent && tag == Tag::Script;
        if self.is_script {
            let start = self.tree.text.len() as u32;
            self.tree.scripts.push(start..start);
        }
        self.supply_ends(tag);
        let attributes = self.attributes..self.tree.attributes.len() as u32;
        let place = self.push(tag, name, 0..0);
        if let Some(node) = self.tree.nodes.last_mut() {
            node.attributes = attributes;
        }
        // Only in SVG and its like does a slash end an element; elsewhere it says nothing.
        let ends = tag.has_no_content() || (self_closing && tag == Tag::Other);
        if !ends && self.open.len() < DEEPEST {
            self.open(tag, place);
        }
    }

    fn open(&mut self, tag: Tag, place: u32) {
        self.open.push(place);
        self.open_of[tag as usize] += 1;
    }

    fn is_linked_data(&self) -> bool {
        let own = self.tree.attributes.get(self.attributes as usize..).unwrap_or_default();
        own.iter().any(|attribute| {
            self.tree.slice(&attribute.name) == "type"
                && self.tree.slice(&attribute.value).to_ascii_lowercase().contains("ld+json")
        })
    }

    /// Ends the elements whose end tags may be left out before this start tag.
    fn supply_ends(&mut self, tag: Tag) {
        let in_head = self
            .open
            .iter()
            .take(4)
            .position(|&open| self.tree.nodes[open as Place].tag == Tag::Head);
        if let Some(depth) = in_head.filter(|_| !tag.belongs_to_head()) {
            self.close_to(depth);
        }
        let (ended, barriers) = tag.ends_before();
        if ended.iter().all(|&tag| self.open_of[tag as usize] == 0) {
            return;
        }
        for depth in (1..self.open.len()).rev() {
            let open = self.tree.nodes[self.open[depth] as Place].tag;
            if ended.contains(&open) {
                return self.close_to(depth);
            }
            if barriers.contains(&open) {
                return;
            }
        }
    }

    /// Ends the innermost open element of this name, unless an element around it forbids.
    fn end(&mut self, tag: Tag, name: u32) {
        self.is_silent = false;
        if self.open_of[tag as usize] == 0 {
            return;
        }
        for depth in (1..self.open.len()).rev() {
            let node = &self.tree.nodes[self.open[depth] as Place];
            if node.tag == tag && node.name == name {
                return self.close_to(depth);
            }
            let is_of_table = matches!(
                tag,
                Tag::Table | Tag::Tr | Tag::Tbody | Tag::Thead | Tag::Tfoot | Tag::Td | Tag::Th
            );
            let forbids = match node.tag {
                Tag::Td | Tag::Th | Tag::Caption => !is_of_table,
                Tag::Table => tag != Tag::Table,
                open => {
                    (tag.is_inline() && tag != Tag::Other || tag == Tag::P) && !open.is_inline()
                }
            };
            if forbids {
                return;
            }
        }
    }

    fn close_to(&mut self, depth: usize) {
        let end = self.tree.nodes.len() as u32;
        for place in self.open.drain(depth..) {
            let node = &mut self.tree.nodes[place as Place];
            node.end = end;
            self.open_of[node.tag as usize] -= 1;
        }
    }

    fn string(&mut self, value: &[u8]) {
        if self.is_silent {
            return self.silent(value);
        }
        if value.is_empty() {
            return;
        }
        if value.iter().any(|byte| !byte.is_ascii_whitespace()) {
            let in_head = self.open.last().map(|&open| self.tree.nodes[open as Place].tag);
            if in_head == Some(Tag::Head) {
                self.close_to(self.open.len() - 1);
            }
        }
        let text = self.store(value);
        self.push(Tag::Text, 0, text);
    }

    /// Puts the text of a script, which may come in parts, beside the tree.
    fn silent(&mut self, value: &[u8]) {
        if self.is_script {
            let end = self.store(value).end;
            if let Some(script) = self.tree.scripts.last_mut() {
                script.end = end;
            }
        }
    }

    fn push(&mut self, tag: Tag, name: u32, text: Range<u32>) -> u32 {
        let place = self.tree.nodes.len() as u32;
        let parent = self.open.last().copied().unwrap_or(0);
        self.tree.nodes.push(Node { tag, name, parent, end: place + 1, attributes: 0..0, text });
        self.is_full = self.tree.nodes.len() >= MOST_NODES;
        place
    }

    fn finish(mut self) -> Tree {
        self.close_to(0);
        self.tree.is_cut = self.is_full;
        self.tree
    }
}

/// FNV-1a: tells names of elements apart.
fn hash(name: &[u8]) -> u32 {
    name.iter().fold(0x811C_9DC5, |hash, byte| (hash ^ u32::from(*byte)).wrapping_mul(0x0100_0193))
}
