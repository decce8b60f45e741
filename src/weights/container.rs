//! The container of weights: named sections of bytes behind a header.
//!
//! All numbers are little-endian. Byte 0: magic `RASHWTS\0`. 8: version, u32. 12: number of sections, u32. 16: SHA-256 of everything
//! from byte 48 on. 48: the table, 24 bytes a section: its name (16 bytes, padded with zeros), start and length in bytes of the file
//! (u32 each). Then the sections, each on a multiple of four.

use std::borrow::Cow;

use sha2::{Digest, Sha256};

use crate::error::{Error, ErrorKind};

const MAGIC: [u8; 8] = *b"RASHWTS\0";
/// Raised whenever old files would be misread.
const VERSION: u32 = 2;
const DIGEST_AT: usize = 16;
const TABLE_AT: usize = 48;
const ENTRY_BYTES: usize = 24;
const NAME_BYTES: usize = 16;

/// A file of weights in memory.
#[derive(Clone, Debug)]
pub struct Container {
    bytes: Cow<'static, [u8]>,
    sections: Vec<(String, usize, usize)>,
}

impl Container {
    /// Reads a file and checks its digest.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] if it is no such container, of another version, cut short, or changed.
    pub fn read(bytes: Cow<'static, [u8]>, place: &str) -> Result<Self, Error> {
        let container = Self::read_trusted(bytes, place)?;
        if Sha256::digest(&container.bytes[TABLE_AT..]).as_slice() != &container.bytes[DIGEST_AT..TABLE_AT] {
            return Err(broken(place, "its content does not have the digest in its header"));
        }
        Ok(container)
    }

    /// Reads a file whose digest was checked before: the embedded ones, by a test.
    ///
    /// # Errors
    /// [`ErrorKind::Data`] if it is no such container, of another version, or cut short.
    pub fn read_trusted(bytes: Cow<'static, [u8]>, place: &str) -> Result<Self, Error> {
        if bytes.get(..MAGIC.len()) != Some(&MAGIC[..]) {
            return Err(broken(place, "is no file of weights"));
        }
        let version = number(&bytes, 8);
        if version != Some(VERSION as usize) {
            return Err(broken(place, &format!("has version {version:?}, not {VERSION}")));
        }
        let cut = || broken(place, "is cut short");
        let count = number(&bytes, 12).filter(|_| bytes.len() >= TABLE_AT).ok_or_else(cut)?;
        let mut sections = Vec::new();
        for index in 0..count.min(bytes.len() / ENTRY_BYTES) {
            let at = TABLE_AT + index * ENTRY_BYTES;
            let name = bytes.get(at..at + NAME_BYTES).ok_or_else(cut)?;
            let name = String::from_utf8_lossy(name).trim_end_matches('\0').to_owned();
            let start = number(&bytes, at + NAME_BYTES).ok_or_else(cut)?;
            let length = number(&bytes, at + NAME_BYTES + 4).ok_or_else(cut)?;
            let end = start.checked_add(length).filter(|end| *end <= bytes.len()).ok_or_else(cut)?;
            sections.push((name, start, end));
        }
        Ok(Self { bytes, sections })
    }

    /// A section's bytes; empty if there is none of that name.
    #[must_use]
    pub fn section(&self, name: &str) -> &[u8] {
        self.sections.iter().find(|section| section.0 == name).map_or(&[], |section| &self.bytes[section.1..section.2])
    }

    /// A section that holds words, one a line.
    pub fn lines(&self, name: &str) -> impl Iterator<Item = &str> {
        std::str::from_utf8(self.section(name)).unwrap_or_default().lines()
    }

    /// SHA-256 of the content, in hexadecimal.
    #[must_use]
    pub fn digest(&self) -> String {
        self.bytes[DIGEST_AT..TABLE_AT].iter().map(|byte| format!("{byte:02x}")).collect()
    }
}

/// The bytes of a file with these sections.
#[must_use]
pub fn write(sections: &[(&str, Vec<u8>)]) -> Vec<u8> {
    let mut table = Vec::new();
    let mut content = Vec::new();
    let content_at = TABLE_AT + sections.len() * ENTRY_BYTES;
    for (name, bytes) in sections {
        let mut padded = [0_u8; NAME_BYTES];
        padded.iter_mut().zip(name.bytes()).for_each(|(place, byte)| *place = byte);
        table.extend(padded);
        for value in [content_at + content.len(), bytes.len()] {
            table.extend(u32::try_from(value).unwrap_or(u32::MAX).to_le_bytes());
        }
        content.extend(bytes);
        content.resize(content.len().next_multiple_of(4), 0);
    }
    table.extend(content);
    let mut file = MAGIC.to_vec();
    file.extend(VERSION.to_le_bytes());
    file.extend(u32::try_from(sections.len()).unwrap_or(u32::MAX).to_le_bytes());
    file.extend_from_slice(Sha256::digest(&table).as_slice());
    file.extend(table);
    file
}

/// The u32 at a byte, if it is there.
pub(crate) fn number(bytes: &[u8], at: usize) -> Option<usize> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_le_bytes(four.try_into().ok()?) as usize)
}

fn broken(place: &str, cause: &str) -> Error {
    Error::new(ErrorKind::Data, place, cause, "make the weights again with `train`, or leave --weights out")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn sample() -> Vec<u8> {
        write(&[("first", vec![1, 2, 3]), ("words", b"one\ntwo\n".to_vec())])
    }

    #[test]
    fn sections_come_back_as_they_were_written() {
        let container = Container::read(Cow::Owned(sample()), "sample").expect("it is whole");
        assert_eq!(container.section("first"), [1, 2, 3]);
        assert_eq!(container.lines("words").collect::<Vec<_>>(), ["one", "two"]);
        assert_eq!(container.section("third"), [0_u8; 0]);
        assert_eq!(container.digest().len(), 64);
    }

    #[test]
    fn a_changed_byte_is_noticed() {
        let mut bytes = sample();
        let last = bytes.len() - 1;
        bytes[last] ^= 1;
        assert!(Container::read(Cow::Owned(bytes), "sample").expect_err("changed").cause.contains("digest"));
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(mut bytes in proptest::collection::vec(any::<u8>(), 0..200), header in any::<bool>()) {
            if header {
                bytes.splice(0..bytes.len().min(12), sample()[..12].iter().copied());
            }
            let _ = Container::read(Cow::Owned(bytes), "bytes");
        }
    }
}
