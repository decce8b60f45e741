//! Bytes to text: byte order mark, UTF-16 without one, valid UTF-8, the declared charset, then a guess
//! (chardetng: H. Sivonen, the detector of Firefox). Linear.
//!
//! Valid UTF-8 goes before what a page declares: a page that declares Latin-1 and is valid UTF-8 beyond ASCII is UTF-8
//! in practice. Known misses: UTF-16 of a script other than Latin without its mark; UTF-32 is rejected as binary.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

use crate::error::{Error, ErrorKind};

/// Bytes looked at for a declaration, for NULs and for binary content.
const HEAD_BYTES: usize = 64 << 10;
/// A `charset=` is looked for so far in (the standard says 1,024; pages put scripts first).
const DECLARATION_BYTES: usize = 4096;
/// Share of the odd (or even) bytes that are NUL in UTF-16 of a Latin script; binary formats rarely reach it on one side only.
const UTF_16_NUL_SHARE: f64 = 0.4;
/// Share of control bytes from which bytes are held to be binary; texts have next to none, compressed data about a tenth.
const BINARY_CONTROL_SHARE: f64 = 0.02;

/// Text and what had to be done to get it.
pub(crate) struct Decoded {
    /// The text; NULs are gone.
    pub(crate) text: String,
    /// Places where bytes were no text, and NULs that were taken out.
    pub(crate) replaced: usize,
}

/// Decodes a file's bytes.
pub(crate) fn decode(bytes: Vec<u8>, place: &str) -> Result<Decoded, Error> {
    if let Some(kind) = known_binary(&bytes) {
        let advice = "give the article as text, HTML or JSON";
        return Err(Error::new(ErrorKind::Format, place, format!("{kind}, not text"), advice));
    }
    let (encoding, bytes) = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) => (Some(encoding), bytes.get(mark..).unwrap_or_default().to_vec()),
        None => (utf_16_without_mark(&bytes), bytes),
    };
    if let Some(encoding) = encoding.filter(|encoding| *encoding != UTF_8) {
        return Ok(without_nuls(decode_as(encoding, &bytes)));
    }
    if is_binary(&bytes) {
        return Err(Error::new(ErrorKind::Format, place, "binary data, not text", "give the article as text, HTML or JSON"));
    }
    let bytes = match String::from_utf8(bytes) {
        Ok(text) => return Ok(without_nuls(Decoded { text, replaced: 0 })),
        Err(error) => error.into_bytes(),
    };
    let encoding = match declared(&bytes) {
        Some(encoding) if encoding != UTF_8 => encoding,
        _ if is_mostly_utf_8(&bytes) => UTF_8,
        _ => guess(&bytes),
    };
    Ok(without_nuls(decode_as(encoding, &bytes)))
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, had_errors) = encoding.decode_without_bom_handling(bytes);
    let replaced = if had_errors { text.matches('\u{fffd}').count().max(1) } else { 0 };
    Decoded { text: text.into_owned(), replaced }
}

/// NULs are padding of broken copies: they part no words and mean nothing.
fn without_nuls(decoded: Decoded) -> Decoded {
    if !decoded.text.contains('\0') {
        return decoded;
    }
    let nuls = decoded.text.matches('\0').count();
    Decoded { text: decoded.text.replace('\0', ""), replaced: decoded.replaced + nuls }
}

fn known_binary(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: &[(&[u8], &str)] = &[
        (b"%PDF-", "a PDF document"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x89PNG", "a picture"),
        (b"\xff\xd8\xff", "a picture"),
        (b"GIF8", "a picture"),
        (b"RIFF", "a sound, film or picture"),
        (b"\x7fELF", "a program"),
        (b"\xd0\xcf\x11\xe0", "an office document"),
        (b"{\\rtf", "an RTF document"),
        (b"bplist", "a property list or web archive"),
        (b"SQLite format 3", "a database"),
        (b"7z\xbc\xaf", "a packed archive"),
        (b"BZh", "a packed archive"),
        (b"\xfd7zXZ", "a packed archive"),
    ];
    SIGNATURES.iter().find(|(signature, _)| bytes.starts_with(signature)).map(|(_, kind)| *kind)
}

fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    let pairs = head.len() / 2;
    if pairs < 2 {
        return None;
    }
    let nuls = |side: usize| head.iter().skip(side).step_by(2).filter(|byte| **byte == 0).count() as f64 / pairs as f64;
    let (first, second) = (nuls(0), nuls(1));
    match (first > UTF_16_NUL_SHARE, second > UTF_16_NUL_SHARE) {
        (false, true) if first < 0.05 => Some(UTF_16LE),
        (true, false) if second < 0.05 => Some(UTF_16BE),
        _ => None,
    }
}

fn is_binary(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(HEAD_BYTES)).unwrap_or_default();
    // NULs alone at the end are padding of an interrupted copy.
    let end = head.iter().rposition(|byte| *byte != 0).map_or(0, |last| last + 1);
    let head = head.get(..end).unwrap_or_default();
    let controls = head.iter().filter(|byte| **byte < 0x20 && !matches!(**byte, b'\t' | b'\n' | b'\r' | 0x0c | 0x08 | 0x1b)).count();
    // One odd byte in a short text is a slip, not a format.
    controls > 3 && controls as f64 > BINARY_CONTROL_SHARE * head.len() as f64
}

fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(bytes.get(..bytes.len().min(DECLARATION_BYTES)).unwrap_or_default()).to_ascii_lowercase();
    let start = ["charset=", "encoding="].iter().filter_map(|key| head.find(key).map(|at| at + key.len())).min()?;
    let label: String = head
        .get(start..)?
        .trim_start_matches(['"', '\'', ' '])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:.".contains(*c))
        .collect();
    Encoding::for_label(label.as_bytes())
}

/// Whether more characters beyond ASCII are right than wrong: then a few bytes are broken, not the charset.
fn is_mostly_utf_8(bytes: &[u8]) -> bool {
    let (mut right, mut wrong) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        wrong += usize::from(!chunk.invalid().is_empty());
    }
    right > wrong
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    detector.guess(None, chardetng::Utf8Detection::Allow)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text_of(bytes: &[u8]) -> String {
        decode(bytes.to_vec(), "t").expect("it is text").text
    }

    #[test]
    fn marks_are_read_and_taken_off() {
        assert_eq!(text_of(b"\xef\xbb\xbfcaf\xc3\xa9"), "café");
        assert_eq!(text_of(b"\xff\xfec\0a\0f\0\xe9\0"), "café");
        assert_eq!(text_of(b"\xfe\xff\0c\0a\0f\0\xe9"), "café");
    }

    #[test]
    fn utf_16_is_known_without_its_mark() {
        let text = "The minister said so.\nNobody else did.";
        let little: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let big: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
        assert_eq!(text_of(&little), text);
        assert_eq!(text_of(&big), text);
    }

    #[test]
    fn a_declared_charset_decides_where_the_bytes_are_not_utf_8() {
        assert_eq!(text_of(b"<meta charset=\"windows-1251\"><p>\xcf\xf0\xe8\xe2\xe5\xf2"), "<meta charset=\"windows-1251\"><p>Привет");
    }

    #[test]
    fn old_western_text_is_guessed() {
        assert_eq!(text_of(b"The caf\xe9 on the corner \x93closed\x94 early, he said."), "The café on the corner “closed” early, he said.");
    }

    #[test]
    fn a_broken_byte_in_utf_8_costs_one_character_and_is_counted() {
        let mut bytes = "Größe, Länge, Höhe ".as_bytes().to_vec();
        bytes.push(0xff);
        let decoded = decode(bytes, "t").expect("it is text");
        assert_eq!(decoded.text, "Größe, Länge, Höhe \u{fffd}");
        assert_eq!(decoded.replaced, 1);
    }

    #[test]
    fn nuls_are_taken_out_and_binary_is_refused() {
        let decoded = decode(b"A headline\n\nThe text of it.\0\0\0".to_vec(), "t").expect("it is text");
        assert_eq!((decoded.text.as_str(), decoded.replaced), ("A headline\n\nThe text of it.", 3));
        assert!(decode(b"\x89PNG\r\n\x1a\n".to_vec(), "t").is_err());
        assert!(decode((0..=255).cycle().take(4096).collect(), "t").is_err());
        assert!(decode(vec![0; 4096], "t").expect("nothing but padding").text.is_empty());
    }
}
