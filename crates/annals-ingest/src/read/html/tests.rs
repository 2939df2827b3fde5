//! Whole pages: every kind of evidence for a date, the text, what is hostile.

use super::*;
use crate::article::DateFrom;
use proptest::prelude::*;

const FAIR: &str = "<p>The mayor opened the fair in Lyon with a long speech about the river.</p>\
    <p>Four thousand people came, and the rain did not stop them from dancing.</p>";

fn page_at(url: Option<&str>, html: &str) -> Page {
    let about = About { source: "a.html", id: "a.html", url, ..About::default() };
    read_page(html.as_bytes(), &about).unwrap_or_else(|problem| panic!("{}", problem.message))
}

fn page(html: &str) -> Page {
    page_at(None, html)
}

/// The day of publication and what it was read from, of a page with these tags in its head and
/// this above its text.
fn dated(head: &str, above: &str) -> String {
    let html = format!(
        "<html lang=en-GB><head><title>The fair opens</title>{head}</head><body>\
         <article><h1>The fair opens</h1>{above}<div>{FAIR}</div></article></body></html>"
    );
    told(&page(&html))
}

fn told(page: &Page) -> String {
    match page.article.published {
        Some(published) => format!("{} {}", published.day, published.from),
        None => "none".to_owned(),
    }
}

#[test]
fn every_kind_of_evidence_gives_the_day() {
    for (head, above, expected) in [
        (
            r#"<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-05-03T09:00:00+02:00"}</script>"#,
            "",
            "2021-05-03 json-ld",
        ),
        (
            r#"<script type="application/ld+json">{"@graph":[{"@type":"WebPage","datePublished":"2021-05-03"}]}</script>"#,
            "",
            "2021-05-03 json-ld",
        ),
        ("<meta property=article:published_time content=2021-05-03T23:30Z>", "", "2021-05-03 meta"),
        ("<meta name=DC.date.issued content=20210503>", "", "2021-05-03 meta"),
        ("<meta name=parsely-pub-date content=2021-05-03T10:00:00Z>", "", "2021-05-03 meta"),
        ("<meta itemprop=datePublished content='May 3, 2021'>", "", "2021-05-03 meta"),
        (
            "",
            "<span itemprop=datePublished content=2021-05-03>Monday</span>",
            "2021-05-03 microdata",
        ),
        (
            r#"<script>window.data = {"publishedAt":"2021-05-03T10:00:00+02:00"}</script>"#,
            "",
            "2021-05-03 script",
        ),
        ("", "<time datetime=2021-05-03>Monday</time>", "2021-05-03 time"),
        ("", "<time pubdate>3 May 2021</time>", "2021-05-03 time"),
        ("", "<abbr class=published title=2021-05-03T10:00:00>Monday</abbr>", "2021-05-03 visible"),
        ("", "<div class=post-date>3.5.2021</div>", "2021-05-03 visible"),
        (
            "",
            "<div data-published=1620000000 class=published>a while ago</div>",
            "2021-05-03 visible",
        ),
        ("", "<p>Posted on Monday, 3 May 2021 by Ida Lund</p>", "2021-05-03 visible"),
        ("", "<p>Published: 03/05/2021</p>", "2021-05-03 visible"),
    ] {
        assert_eq!(dated(head, above), expected, "{head}{above}");
    }
}

#[test]
fn visible_words_are_read_in_the_language_of_the_page() {
    for (lang, line) in [
        ("de", "Veröffentlicht am 3. Mai 2021"),
        ("fr", "Publié le 3 mai 2021"),
        ("es", "Publicado el 3 de mayo de 2021"),
        ("it", "Pubblicato il 03/05/2021"),
        ("ja", "2021年5月3日"),
    ] {
        let html = format!("<html lang={lang}><h1>Lyon 2021</h1><p>{line}</p><div>{FAIR}</div>");
        assert_eq!(told(&page(&html)), "2021-05-03 visible", "{lang}");
    }
}

#[test]
fn the_sentence_under_an_entry_of_a_blog_tells_its_day() {
    let entry = |before: &str| {
        format!(
            "<h1>The fair opens</h1>{FAIR}<p>{before} Monday, May 3rd, 2021 at 11:03 pm and is \
             filed under <a href=/fairs>Fairs</a>. You can follow any responses to this entry, or \
             leave one of your own, and trackbacks from your own site are welcome too.</p>"
        )
    };
    assert_eq!(told(&page(&entry("This entry was posted on"))), "2021-05-03 visible");
    assert_eq!(told(&page(&entry("The bridge was closed on"))), "none");
}

#[test]
fn a_side_bar_tells_the_day_of_the_entry_where_nothing_else_does() {
    let bar = |line: &str| {
        format!(
            "<html lang=de><body><h1>Der Markt</h1><div id=sidebar><p><a href=/markt>Der Markt</a> \
             {line} unter <a href=/maerkte>Märkte</a> abgelegt.</p><ul><li><a href=/>Start</a>\
             <li><a href=/a>Archiv</a></ul></div><div>{FAIR}</div>"
        )
    };
    let posted = bar("wurde am 3. Mai 2021 um 23:03 Uhr gepostet und");
    assert_eq!(told(&page(&posted)), "2021-05-03 visible");
    assert_eq!(told(&page(&bar("öffnet am 3. Mai 2021 und ist"))), "none");
    let dated = posted.replace("<div><p>", "<p>4. Mai 2021</p><div><p>");
    assert_eq!(told(&page(&dated)), "2021-05-04 visible");
}

#[test]
fn the_address_tells_the_day_where_the_page_does_not() {
    let url = "https://example.org/2021/05/03/fair";
    assert_eq!(told(&page_at(Some(url), FAIR)), "2021-05-03 address");
    let linked = format!("<link rel=canonical href='{url}'>{FAIR}");
    assert_eq!(told(&page(&linked)), "2021-05-03 address");
    assert_eq!(page(&linked).article.url.as_deref(), Some(url));
}

#[test]
fn published_wins_over_modified_and_declared_over_shown() {
    let published = "<meta property=article:published_time content=2021-05-03>";
    let modified = "<meta property=article:modified_time content=2021-06-01>";
    assert_eq!(dated(&format!("{modified}{published}"), ""), "2021-05-03 meta");
    assert_eq!(dated(modified, ""), "2021-06-01 modified");
    assert_eq!(dated(modified, "<p>3 May 2021</p>"), "2021-05-03 visible");
    assert_eq!(dated(published, "<p>Updated on 1 June 2021</p>"), "2021-05-03 meta");
    assert_eq!(dated("", "<p>Updated on 1 June 2021</p>"), "2021-06-01 modified");
    assert_eq!(dated(published, "<time>2 June 2021</time>"), "2021-05-03 meta");
}

#[test]
fn a_stamp_of_greenwich_gives_way_to_the_day_of_the_publisher() {
    let late = "<meta property=article:published_time content=2021-05-04T02:30:00Z>";
    assert_eq!(dated(late, "<time>3 May 2021</time>"), "2021-05-03 meta");
    assert_eq!(dated(late, "<time>1 May 2021</time>"), "2021-05-04 meta");
}

#[test]
fn days_of_other_things_are_not_taken() {
    for above in [
        "<p>© 3 May 2021 The Lyon Post</p>",
        "<p>yesterday</p>",
        "<p>May 2021</p>",
        "<p>3 May</p>",
        "<time datetime=0001-01-01>soon</time>",
        "<time datetime=1970-01-01T00:00:00Z></time>",
        "<div class=event-date>3 May 2021</div>",
        "<script>var published = '2021-05-03';</script>",
        "<!-- 2021-05-03 -->",
    ] {
        assert_eq!(dated("", above), "none", "{above}");
    }
    let comments = format!(
        "<h1>The fair opens</h1>{FAIR}<div id=comments><p class=date>3 May 2021</p><p>I was there, \
         and it was the best fair that this town has had in many years.</p></div>"
    );
    assert_eq!(told(&page(&comments)), "none");
}

#[test]
fn a_day_after_the_page_was_fetched_is_not_taken() {
    let html = format!("<meta name=pubdate content=2031-05-03><h1>The fair</h1>{FAIR}");
    let fetched = Day::from_civil(2021, 5, 10);
    let about = About { source: "a", id: "a", fetched, ..About::default() };
    let article = read(html.as_bytes(), &about).map_err(|problem| problem.message).unwrap();
    assert_eq!(article.published, None);
}

#[test]
fn two_days_that_are_as_likely_are_told_and_not_chosen_from() {
    let html = format!("<h1>The fair</h1><p>3 May 2021</p><p>9 May 2021</p><div>{FAIR}</div>");
    let page = page(&html);
    assert_eq!(told(&page), "none");
    let warning = &page.warnings[0];
    assert_eq!(warning.code, "article/date");
    assert_eq!(
        warning.help.as_deref(),
        Some("the page shows 2021-05-03 and 2021-05-09, and does not say which it is")
    );
}

#[test]
fn an_order_of_day_and_month_that_nothing_tells_is_not_guessed() {
    let with = |lang: &str, line: &str| {
        let html = format!("<html lang={lang}><h1>The fair</h1><p>{line}</p><div>{FAIR}</div>");
        told(&page(&html))
    };
    assert_eq!(with("en", "Posted 03/05/2021"), "none");
    assert_eq!(with("en-US", "Posted 03/05/2021"), "2021-03-05 visible");
    assert_eq!(with("en", "Posted 05/25/2021"), "2021-05-25 visible");
}

#[test]
fn text_is_the_article_and_nothing_around_it() {
    let html = r#"<!doctype html><html lang="en"><head><title>The fair opens - Lyon Post</title>
        <meta property="og:site_name" content="Lyon Post"><style>p { color: red }</style></head>
        <body><nav><a href="/">Home</a> <a href="/sport">Sport</a></nav>
        <div class="cookie-banner"><p>We use cookies to make this site better for everybody.</p></div>
        <article><h1>The fair opens</h1><p class="byline">By Ida Lund</p>
        <figure><img src="a.jpg"><figcaption>The mayor, seen from behind on Sunday.</figcaption></figure>
        <p>The mayor opened the fair in&nbsp;Lyon &amp; spoke about the <b>ri</b>ver<br>and its boats.</p>
        <h2>What was shown</h2>
        <ul><li>Sixteen boats of the last hundred years, all of them of wood</li><li>A model of the harbour</li></ul>
        <script>document.write("<p>Written by a script that nobody ran.</p>")</script>
        <p>Four thousand people came, and the rain did not stop them from dancing.</p>
        <p>Read more: the fair in pictures</p><p>It ends on Sunday.</p></article>
        <aside><p>Other news that people read on this site during the last few days.</p></aside>
        <footer><p>© Lyon Post, all rights reserved, of which there are many.</p></footer></body></html>"#;
    let article = page(html).article;
    assert_eq!(
        article.text,
        "The mayor opened the fair in Lyon & spoke about the river\nand its boats.\n\n\
         What was shown\n\n\
         Sixteen boats of the last hundred years, all of them of wood\nA model of the harbour\n\n\
         Four thousand people came, and the rain did not stop them from dancing.\n\n\
         It ends on Sunday."
    );
    assert_eq!(article.title.as_deref(), Some("The fair opens"));
    assert_eq!(article.publisher.as_deref(), Some("Lyon Post"));
    assert_eq!(article.lang.as_deref(), Some("en"));
    assert_eq!(article.id, "a.html");
}

#[test]
fn teasers_and_comments_after_the_article_are_left_out() {
    let html = format!(
        "<main><h1>The fair opens</h1>{FAIR}\
         <h3><a href=/b>A bridge is closed</a></h3><p>The old bridge is closed for the whole summer, it was said.</p>\
         <h3><a href=/c>A boat sank</a></h3><p>Nobody was hurt when a boat sank in the harbour at night.</p></main>\
         <section class=comments><p>I was there, and it was the best fair in many years, I think.</p></section>"
    );
    assert!(page(&html).article.text.ends_with("from dancing."));
}

#[test]
fn an_article_in_an_element_with_a_misleading_name_is_found() {
    let html = format!("<div class='promo widget related'><div>{FAIR}</div></div><p>Imprint</p>");
    assert!(page(&html).article.text.starts_with("The mayor"));
}

#[test]
fn a_page_that_only_describes_itself_is_read_and_an_empty_one_is_named() {
    let html = "<meta name=description content='Pictures of the fair in Lyon.'><img src=a.jpg>";
    assert_eq!(page(html).article.text, "Pictures of the fair in Lyon.");
    let about = About::default();
    for html in ["", "<script>alert(1)</script>", "<html><body></body></html>", "<!--"] {
        let problem = read(html.as_bytes(), &about).err().map(|problem| problem.code);
        assert_eq!(problem, Some("article/empty"), "{html}");
    }
}

#[test]
fn fragments_become_text() {
    for (fragment, text) in [
        ("<p>One &amp; two.</p><p>Three.</p>", "One & two.\n\nThree."),
        ("plain &lt;text&gt;", "plain <text>"),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("One<br>two<br><br>three", "One\ntwo\n\nthree"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("x<script>alert(1)</script><style>p{}</style><!-- y -->z", "xz"),
        ("<div>One<div>two</div>three</div>", "One\n\ntwo\n\nthree"),
        ("", ""),
    ] {
        assert_eq!(plain_text(fragment), text, "{fragment}");
    }
}

#[test]
fn hostile_pages_are_read_to_their_end() {
    let deep = format!("{}{FAIR}", "<div>".repeat(200_000));
    let attribute = format!("<p title='{}'>{FAIR}", "x".repeat(1_000_000));
    let attributes = format!("<p {}>{FAIR}", "a=b ".repeat(100_000));
    let unclosed = format!("<b><i><table><tr><td>{FAIR}<p><a href='x");
    let nul = format!("\0<p\0>{}", FAIR.replace("fair", "fa\0ir"));
    let stray = format!("{}{FAIR}", "</div></p></table>".repeat(50_000));
    let calendar =
        format!("<h1>The fair</h1>{FAIR}{}", "<p class=date>3 May 2021</p>".repeat(50_000));
    for html in [deep, attribute, attributes, unclosed, nul, stray, calendar] {
        let text = page(&html).article.text;
        assert!(text.contains("Four thousand people came"), "{}", &html[..40]);
    }
    let script = "<title><script>alert(1)</script></title><h1></h1>".to_owned() + FAIR;
    let article = page(&script).article;
    assert_eq!(article.title.as_deref(), Some("<script>alert(1)</script>"));
    assert!(!article.text.contains("alert"));
}

#[test]
fn a_page_of_which_only_the_beginning_is_read_is_told() {
    let cut = |page: &Page| page.warnings.iter().any(|problem| problem.code == "read/size");
    let long = format!("<p>{FAIR}{}", "<i>".repeat(tree::MOST_NODES));
    assert!(cut(&page(&long)));
    let longer = format!("<p>{FAIR}<!--{}", " ".repeat(tree::LONGEST_PAGE));
    assert!(cut(&page(&longer)));
    assert!(!cut(&page(FAIR)));
}

#[test]
fn sources_of_dates_have_words() {
    use DateFrom::*;
    let words = [JsonLd, Meta, Script, Microdata, TimeElement, Address, Visible, Modified];
    let words: Vec<String> = words.iter().map(ToString::to_string).collect();
    assert_eq!(words.join(" "), "json-ld meta script microdata time address visible modified");
}

/// Pieces of which hostile pages are made.
fn soup() -> impl Strategy<Value = String> {
    const PIECES: [&str; 24] = [
        "<div>",
        "</div>",
        "<p>",
        "</p>",
        "<table>",
        "<td>",
        "<li>",
        "<a href=x>",
        "</a>",
        "<h1>",
        "</h1>",
        "<script type=application/ld+json>",
        "{\"datePublished\":\"2021-05-03\"",
        "</script>",
        "<title>",
        "<!--",
        "-->",
        "<time datetime='",
        "2021-05-03",
        "'>",
        "3 May 2021 ",
        "é\u{0}&#x110000;",
        "<meta name=date content=",
        "A sentence of which there is enough to be a paragraph of its own. ",
    ];
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..60)
        .prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_are_read_the_same_twice(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let about = About { source: "a", id: "a", ..About::default() };
        let once = read(&bytes, &about).map_err(|problem| problem.message);
        prop_assert_eq!(once, read(&bytes, &about).map_err(|problem| problem.message));
    }

    #[test]
    fn any_soup_of_tags_is_read_without_markup(html in soup()) {
        let about = About { source: "a", id: "a", ..About::default() };
        if let Ok(article) = read(html.as_bytes(), &about) {
            let markup = ["<div", "</p", "<script"];
            let is_raw = html.contains("<title>") || html.contains("&") || html.contains("'");
            prop_assert!(is_raw || markup.iter().all(|tag| !article.text.contains(tag)), "{}", article.text);
            prop_assert!(!article.text.contains("\n\n\n"));
        }
        let text = plain_text(&html);
        prop_assert_eq!(text.trim(), &text);
    }
}
