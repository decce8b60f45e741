//! Bytes of a file, unpacked if they are packed. What a file gives is capped, so that a small packed file cannot fill
//! the memory.

use std::io::{Read, stdin};

use crate::error::{Error, ErrorKind};
use crate::ingest::walk::{Found, unreadable};

/// Largest content of one file, unpacked: far above any article, and a corpus of 50,000 rows fits.
pub(crate) const MAX_BYTES: u64 = 256 << 20;

/// Largest window of a zstd frame that is accepted (the format's usual bound, `zstd --long=27`).
const MAX_ZSTD_WINDOW: u64 = 128 << 20;

/// A file's bytes as they lie there, and unpacked.
pub(crate) struct Bytes {
    /// SHA-256 of the bytes as they lie there.
    pub(crate) digest: crate::article::Digest,
    /// The content.
    pub(crate) content: Vec<u8>,
}

/// Reads and unpacks.
pub(crate) fn load(found: &Found) -> Result<Bytes, Error> {
    let packed = if found.path == "-" {
        capped(stdin().lock(), &found.path)?
    } else {
        let file = std::fs::File::open(&found.location).map_err(|cause| unreadable(&found.path, &cause))?;
        capped(file, &found.path)?
    };
    let digest = crate::article::Digest::of(&packed);
    let content = match packed.as_slice() {
        [0x1f, 0x8b, ..] => capped(flate2::read::MultiGzDecoder::new(packed.as_slice()), &found.path)?,
        [0x28, 0xb5, 0x2f, 0xfd, ..] => unpack_zstd(&packed, &found.path)?,
        _ => packed,
    };
    Ok(Bytes { digest, content })
}

/// One frame after the other, as `zstd -d` does.
fn unpack_zstd(packed: &[u8], place: &str) -> Result<Vec<u8>, Error> {
    let mut content = Vec::new();
    let mut rest = packed;
    while !rest.is_empty() {
        let frame = ruzstd::decoding::StreamingDecoder::new_with_max_window_size(&mut rest, MAX_ZSTD_WINDOW);
        let decoder = frame.map_err(|cause| broken(place, &cause.to_string()))?;
        let room = MAX_BYTES + 1 - content.len() as u64;
        decoder.take(room).read_to_end(&mut content).map_err(|cause| broken(place, &cause.to_string()))?;
        if content.len() as u64 > MAX_BYTES {
            return Err(too_large(place));
        }
    }
    Ok(content)
}

fn capped(source: impl Read, place: &str) -> Result<Vec<u8>, Error> {
    let mut content = Vec::new();
    source.take(MAX_BYTES + 1).read_to_end(&mut content).map_err(|cause| match cause.kind() {
        std::io::ErrorKind::InvalidInput | std::io::ErrorKind::InvalidData | std::io::ErrorKind::UnexpectedEof => {
            broken(place, &cause.to_string())
        }
        _ => unreadable(place, &cause),
    })?;
    if content.len() as u64 > MAX_BYTES { Err(too_large(place)) } else { Ok(content) }
}

fn too_large(place: &str) -> Error {
    let cause = format!("more than {} MiB of content", MAX_BYTES >> 20);
    Error::new(ErrorKind::TooLarge, place, cause, "split it into smaller files")
}

fn broken(place: &str, cause: &str) -> Error {
    Error::new(ErrorKind::Format, place, format!("it cannot be unpacked: {cause}"), "pack it again, or give it unpacked")
}
