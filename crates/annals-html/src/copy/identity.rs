//! Names of events that stay the same wherever and whenever a site is built.

use crate::page::Shared;

/// The name of an event, or of the timeline where the id is empty: a UUID of version 8 as a URN.
///
/// It follows from the address of the site (or its title, where it has none), the timeline's
/// folder and the id. Source: RFC 9562, section 5.8; the hash is FNV-1a of 128 bits.
pub(super) fn urn(shared: &Shared<'_>, id: &str) -> String {
    let site = shared.site.base_url.unwrap_or(shared.site.title);
    let hash = fnv(&[site, &shared.catalogue.folder, id]);
    let version = 8_u128 << 76;
    let variant = 0b10_u128 << 62;
    let bits = (hash & !(0xf << 76) & !(0b11 << 62)) | version | variant;
    let hex = format!("{bits:032x}");
    let (parts, ends) = ([0, 8, 12, 16, 20], [8, 12, 16, 20, 32]);
    let groups: Vec<&str> = parts.iter().zip(ends).map(|(&from, to)| &hex[from..to]).collect();
    format!("urn:uuid:{}", groups.join("-"))
}

fn fnv(parts: &[&str]) -> u128 {
    const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    // A byte that UTF-8 has not ends each part.
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xff]));
    bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_parts_are_told_apart() {
        assert_ne!(fnv(&["a", "b"]), fnv(&["ab", ""]));
        assert_eq!(fnv(&[]), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    }
}
