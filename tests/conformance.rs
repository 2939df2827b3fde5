//! Every page is HTML without a parse error, by the algorithm of the standard.

use crate::support::{Workshop, root, tree};
use dom_query::Document;

#[test]
fn the_pages_parse_without_an_error() {
    let mut pages = 0;
    for data in ["tests/data/harbour", "data"] {
        let workshop = Workshop::empty();
        for (path, bytes) in tree(&root().join(data)) {
            workshop.write(&format!("data/{path}"), bytes);
        }
        let built = workshop.build();
        assert!(workshop.path("site/index.html").exists(), "{}", built.stderr);
        for (path, bytes) in workshop.site() {
            if path.ends_with(".html") {
                assert_eq!(errors(&String::from_utf8(bytes).unwrap()), [""; 0], "{path}");
                pages += 1;
            }
        }
    }
    assert!(pages > 150, "{pages} pages only");
}

#[test]
fn what_is_looked_for_would_be_found() {
    let page = |body: &str| format!("<!doctype html><title>x</title><body>{body}");
    assert_eq!(errors(&page("<p>fine")), [""; 0]);
    for fault in ["<p><div></p>", "<b><i></b></i>", "<table><li>", "</section>", "<p a=1 a=2>"] {
        assert_ne!(errors(&page(fault)), [""; 0], "{fault}");
    }
}

fn errors(html: &str) -> Vec<String> {
    Document::from(html).errors.borrow().iter().map(ToString::to_string).collect()
}
