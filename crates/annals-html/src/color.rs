//! The colours that authors choose for their themes, brought to a lightness at which they can be
//! read on the paper of the site, by day and by night.
//!
//! Hue and, within limits, chroma are the author's; see Björn Ottosson, "A perceptual color space
//! for image processing" (2020), for the space.

use crate::text::Number;
use annals_core::Color;
use std::fmt::Write;

/// The lightness of text by day and by night, and the most chroma that it can have there.
const DAY: (f64, f64) = (0.5, 0.155);
const NIGHT: (f64, f64) = (0.75, 0.13);

/// The class of the colour of that index.
pub(crate) fn class(index: usize) -> String {
    format!("k{index}")
}

/// A style sheet with a class for each colour.
pub(crate) fn style_sheet(colors: &[Color]) -> String {
    let mut sheet = String::new();
    for (index, color) in colors.iter().enumerate() {
        let (chroma, hue) = chroma_and_hue(*color);
        let at = |(lightness, most): (f64, f64)| {
            let [lightness, chroma, hue] = [lightness, chroma.min(most), hue].map(Number);
            format!("oklch({lightness} {chroma} {hue})")
        };
        let class = class(index);
        // Writing to a string does not fail.
        let _ = writeln!(sheet, ".{class} {{ --t: light-dark({}, {}); }}", at(DAY), at(NIGHT));
    }
    sheet
}

/// Chroma and hue (in degrees) of a colour in OKLCH.
fn chroma_and_hue(color: Color) -> (f64, f64) {
    let linear = |part: u8| {
        let part = f64::from(part) / 255.0;
        if part <= 0.04045 { part / 12.92 } else { ((part + 0.055) / 1.055).powf(2.4) }
    };
    let [r, g, b] = [color.red, color.green, color.blue].map(linear);
    let cone = |[x, y, z]: [f64; 3]| (x * r + y * g + z * b).cbrt();
    let l = cone([0.412_221_470_8, 0.536_332_536_3, 0.051_445_992_9]);
    let m = cone([0.211_903_498_2, 0.680_699_545_1, 0.107_396_956_6]);
    let s = cone([0.088_302_461_9, 0.281_718_837_6, 0.629_978_700_5]);
    let a = 1.977_998_495_1 * l - 2.428_592_205_0 * m + 0.450_593_709_9 * s;
    let b = 0.025_904_037_1 * l + 0.782_771_766_2 * m - 0.808_675_766_0 * s;
    (a.hypot(b), b.atan2(a).to_degrees().rem_euclid(360.0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> (f64, f64) {
        chroma_and_hue(text.parse().unwrap())
    }

    #[test]
    fn known_colours_have_their_known_hues() {
        let near = |(chroma, hue): (f64, f64), wanted: (f64, f64)| {
            (chroma - wanted.0).abs() < 0.001 && (hue - wanted.1).abs() < 0.1
        };
        assert!(near(of("#ff0000"), (0.2577, 29.23)));
        assert!(near(of("#00ff00"), (0.2948, 142.5)));
        assert!(near(of("#0000ff"), (0.3132, 264.05)));
        assert!(of("#808080").0 < 0.001);
    }

    #[test]
    fn a_loud_colour_is_made_readable() {
        let sheet = style_sheet(&["#ffff00".parse().unwrap()]);
        assert!(sheet.starts_with(".k0 { --t: light-dark(oklch(0.5 0.155 109.7"), "{sheet}");
    }
}
