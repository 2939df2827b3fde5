//! The files that every site needs: style sheet, script and fonts, compiled into the program.

/// The style sheet's path.
pub(crate) const STYLE: &str = "assets/site.css";
/// The path of the colours of themes, where their authors chose any.
pub(crate) const COLORS: &str = "assets/colors.css";
/// The path of the author's own style sheet.
pub(crate) const LOOK: &str = "assets/look/site.css";
/// The script's path.
pub(crate) const SCRIPT: &str = "assets/site.js";
/// The path of the font that is needed first.
pub(crate) const FIRST_FONT: &str = "assets/fonts/newsreader.woff2";

/// The files, with the licences of the fonts.
pub(crate) const FILES: [(&str, &[u8]); 7] = [
    (STYLE, include_bytes!("../templates/assets/site.css")),
    (SCRIPT, include_bytes!("../templates/assets/site.js")),
    (FIRST_FONT, include_bytes!("../templates/assets/fonts/newsreader.woff2")),
    (
        "assets/fonts/newsreader-italic.woff2",
        include_bytes!("../templates/assets/fonts/newsreader-italic.woff2"),
    ),
    (
        "assets/fonts/instrument-sans.woff2",
        include_bytes!("../templates/assets/fonts/instrument-sans.woff2"),
    ),
    (
        "assets/fonts/newsreader-ofl.txt",
        include_bytes!("../templates/assets/fonts/newsreader-ofl.txt"),
    ),
    (
        "assets/fonts/instrument-sans-ofl.txt",
        include_bytes!("../templates/assets/fonts/instrument-sans-ofl.txt"),
    ),
];
