use super::Problem;
use crate::article::{Article, tidy};
pub(crate) struct About<'a> {
    pub(crate) source: &'a str,
    pub(crate) id: &'a str,
    pub(crate) url: Option<&'a str>,
    pub(crate) charset: Option<&'a str>,
}
pub(crate) fn read(bytes: &[u8], about: &About<'_>) -> Result<Article, Box<Problem>> {
    let _ = about.charset;
    let mut a = Article::new(about.source, about.id, "");
    a.url = about.url.map(str::to_owned);
    a.text = plain_text(&String::from_utf8_lossy(bytes));
    Ok(a)
}
pub(crate) fn plain_text(fragment: &str) -> String {
    let mut out = String::new();
    let mut inside = false;
    for c in fragment.chars() {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            c if !inside => out.push(c),
            _ => {}
        }
    }
    tidy(&out.replace("&amp;", "&").replace("&lt;", "<"))
}
