//! Ids made from the texts themselves: the same passages give the same id in every run.

use crate::article::Digest;

/// Hexadecimal digits of an id: 40 bits, enough to tell apart what one report holds.
const DIGITS: usize = 10;

/// An id such as `c-3f2a9c01d4` from the parts that make the thing what it is.
pub(crate) fn id<'part>(prefix: char, parts: impl IntoIterator<Item = &'part str>) -> String {
    let mut bytes = Vec::new();
    for part in parts {
        bytes.extend_from_slice(part.as_bytes());
        bytes.push(0);
    }
    format!("{prefix}-{}", &Digest::of(&bytes).hex()[..DIGITS])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_depends_on_every_part_and_on_their_borders() {
        assert_eq!(id('c', ["ab", "c"]), id('c', ["ab", "c"]));
        assert_ne!(id('c', ["ab", "c"]), id('c', ["a", "bc"]));
        assert_eq!(id('e', ["x"]).len(), 12);
    }
}
