//! Years too far away for their days to be counted in 64 bits: `Y9E18`, `Y17E200S1`.
//!
//! Only their text, their digits and their order are known here; they have no months and no days.

use std::cmp::Ordering;
use std::fmt;

/// A year as EDTF writes far ones: so many units of a power of ten.
///
/// ```
/// let date: annals_core::Date = "Y17E200".parse()?;
/// assert_eq!(date.to_string(), "Y17E200");
/// assert!(date.earliest().to_string().starts_with("17000"));
/// # Ok::<(), annals_core::DateError>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Far {
    /// Without zeros at its end.
    mantissa: i64,
    exponent: u16,
    /// How many of the leading digits count; 0 where all do.
    digits: u16,
}

/// A year that is too far away for its days to be counted, by its digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FarYear {
    negative: bool,
    /// The leading digits, without zeros at the end.
    head: u64,
    /// As many zeros after them,
    zeros: u16,
    /// and as many nines after those.
    nines: u16,
}

impl Far {
    /// The greatest power of ten that is read.
    pub const MAX_EXPONENT: u16 = 999;

    /// `mantissa` times ten to the `exponent`, of which `digits` count, or all where it is 0.
    pub(crate) fn new(mantissa: i64, exponent: u16, digits: u16) -> Far {
        let (mut mantissa, mut exponent) = (mantissa, exponent);
        while mantissa != 0 && mantissa % 10 == 0 && exponent < Far::MAX_EXPONENT {
            mantissa /= 10;
            exponent += 1;
        }
        Far { mantissa, exponent, digits }
    }

    /// Whether it lies before the common era.
    pub fn is_negative(self) -> bool {
        self.mantissa < 0
    }

    /// The first year that it may mean.
    pub(crate) fn first(self) -> FarYear {
        self.bound(self.is_negative())
    }

    /// The last year that it may mean.
    pub(crate) fn last(self) -> FarYear {
        self.bound(!self.is_negative())
    }

    /// The year nearest to zero, or the one farthest from it.
    fn bound(self, far: bool) -> FarYear {
        let (negative, size) = (self.mantissa < 0, self.mantissa.unsigned_abs());
        let (length, digits) = (decimal_digits(size), self.digits);
        if digits == 0 {
            return FarYear { negative, head: size, zeros: self.exponent, nines: 0 };
        }
        // Digits that count within the mantissa; the others are zeros between them and the open ones.
        let head =
            if digits < length { size / 10_u64.pow(u32::from(length - digits)) } else { size };
        let zeros = digits.saturating_sub(length);
        let open = (length + self.exponent).saturating_sub(digits);
        if far {
            FarYear { negative, head, zeros, nines: open }
        } else {
            FarYear { negative, head, zeros: zeros + open, nines: 0 }
        }
    }
}

impl FarYear {
    /// Whether it lies before the common era.
    pub fn is_negative(self) -> bool {
        self.negative
    }

    fn length(self) -> u16 {
        decimal_digits(self.head).saturating_add(self.zeros).saturating_add(self.nines)
    }

    fn digits(self) -> impl Iterator<Item = u8> {
        let (head, length) = (self.head, u32::from(decimal_digits(self.head)));
        let head = (0..length).rev().map(move |place| (head / 10_u64.pow(place) % 10) as u8);
        head.chain(std::iter::repeat_n(0, self.zeros.into()))
            .chain(std::iter::repeat_n(9, self.nines.into()))
    }

    /// A number that orders far years as they are ordered, as far as their first 18 digits tell;
    /// its size is below two to the power of 80.
    pub(crate) fn rank(self) -> i128 {
        let padded = self.digits().chain(std::iter::repeat(0)).take(18);
        let leading = padded.fold(0_i128, |number, digit| number * 10 + i128::from(digit));
        let rank = (i128::from(self.length()) << 62) + leading;
        if self.negative { -rank } else { rank }
    }
}

impl Ord for FarYear {
    fn cmp(&self, other: &FarYear) -> Ordering {
        let by_size = |a: &FarYear, b: &FarYear| {
            a.length().cmp(&b.length()).then_with(|| a.digits().cmp(b.digits()))
        };
        match (self.negative, other.negative) {
            (false, true) => Ordering::Greater,
            (true, false) => Ordering::Less,
            (false, false) => by_size(self, other),
            (true, true) => by_size(other, self),
        }
    }
}

impl PartialOrd for FarYear {
    fn partial_cmp(&self, other: &FarYear) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Display for FarYear {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let sign = if self.negative { "-" } else { "" };
        let (zeros, nines) = (usize::from(self.zeros), usize::from(self.nines));
        write!(f, "{sign}{}{:0<zeros$}{:9<nines$}", self.head, "", "")
    }
}

/// Writes EDTF.
impl fmt::Display for Far {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Y{}E{}", self.mantissa, self.exponent)?;
        if self.digits > 0 { write!(f, "S{}", self.digits) } else { Ok(()) }
    }
}

/// How many digits a number has, 1 for zero.
pub(crate) fn decimal_digits(number: u64) -> u16 {
    number.checked_ilog10().map_or(1, |log| log as u16 + 1)
}
