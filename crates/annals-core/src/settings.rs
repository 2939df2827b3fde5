//! What an author settles about a site: its address, its colours, which pages it has.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use std::borrow::Cow;
use std::fmt;
use std::str::FromStr;

/// The `[site]` table of a timeline's settings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SiteSettings {
    /// Where the site will stand, `http` or `https`.
    pub base_url: Option<String>,
    /// A line for the foot of every page.
    pub footer: Option<String>,
    /// The kinds of pages that are not made.
    pub hide: Vec<Section>,
}

/// A kind of pages that a site may do without.
///
/// ```
/// use annals_core::Section;
/// assert_eq!("people".parse(), Ok(Section::People));
/// assert_eq!("peeple".parse::<Section>().unwrap_err().to_string(), "`peeple` is no kind of pages");
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Section {
    /// A page for each person.
    People,
    /// A page for each place.
    Places,
    /// A page for each theme.
    Themes,
    /// A page for each day of the year.
    Days,
    /// A page for each article, with its whole text.
    Sources,
    /// The copies for machines: feeds, calendars, data.
    Data,
}

/// A colour of the RGB space of screens.
///
/// ```
/// use annals_core::Color;
/// let color: Color = "#B0482f".parse()?;
/// assert_eq!((color.red, color.green, color.blue), (0xb0, 0x48, 0x2f));
/// assert_eq!(color.to_string(), "#b0482f");
/// assert_eq!("#f80".parse(), Ok(Color { red: 0xff, green: 0x88, blue: 0 }));
/// assert!("red".parse::<Color>().is_err());
/// # Ok::<(), annals_core::UnknownColor>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Color {
    /// 0 to 255.
    pub red: u8,
    /// 0 to 255.
    pub green: u8,
    /// 0 to 255.
    pub blue: u8,
}

/// A word that names no kind of pages.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownSection(String);

/// A text that is no colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownColor(String);

impl Section {
    /// Every kind.
    pub const ALL: [Section; 6] = [
        Section::People,
        Section::Places,
        Section::Themes,
        Section::Days,
        Section::Sources,
        Section::Data,
    ];

    /// Its name in files.
    pub fn name(self) -> &'static str {
        match self {
            Section::People => "people",
            Section::Places => "places",
            Section::Themes => "themes",
            Section::Days => "days",
            Section::Sources => "sources",
            Section::Data => "data",
        }
    }
}

impl FromStr for Section {
    type Err = UnknownSection;

    fn from_str(name: &str) -> Result<Section, UnknownSection> {
        let named = |section: &Section| section.name() == name;
        Section::ALL.into_iter().find(named).ok_or_else(|| UnknownSection(name.to_owned()))
    }
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Color {
    type Err = UnknownColor;

    /// Reads `#rrggbb` or `#rgb`.
    fn from_str(text: &str) -> Result<Color, UnknownColor> {
        let unknown = || UnknownColor(text.to_owned());
        let digits: Option<Vec<u8>> = text
            .strip_prefix('#')
            .and_then(|digits| digits.chars().map(|c| Some(c.to_digit(16)? as u8)).collect());
        match *digits.ok_or_else(unknown)? {
            [red, green, blue] => Ok(Color { red: red * 17, green: green * 17, blue: blue * 17 }),
            [a, b, c, d, e, f] => {
                Ok(Color { red: a * 16 + b, green: c * 16 + d, blue: e * 16 + f })
            }
            _ => Err(unknown()),
        }
    }
}

/// Writes `#rrggbb`.
impl Serialize for Color {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

/// Reads `#rrggbb` or `#rgb`.
impl<'de> Deserialize<'de> for Color {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Color, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(de::Error::custom)
    }
}

impl fmt::Display for Color {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "#{:02x}{:02x}{:02x}", self.red, self.green, self.blue)
    }
}

impl fmt::Display for UnknownSection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no kind of pages", self.0)
    }
}

impl std::error::Error for UnknownSection {}

impl fmt::Display for UnknownColor {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "`{}` is no colour", self.0)
    }
}

impl std::error::Error for UnknownColor {}
