//! Writing: standard output, files, messages; a closed pipe is no failure, a full disk is.

use std::fs;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use crate::error::{Error, ErrorKind};
use crate::render::safe_text::clean;

/// Why a command stopped.
#[derive(Debug)]
pub(crate) enum Failure {
    /// Whoever read our output has had enough.
    ClosedPipe,
    /// Something to tell the user.
    Error(Error),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

/// Prints a line to standard error. That it cannot be printed is nothing that could be reported.
pub(crate) fn complain(line: &str) {
    let _ = writeln!(io::stderr(), "rashomon: {}", clean(line));
}

/// Hands standard output to `write`, buffered and flushed.
pub(crate) fn to_stdout(write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let mut out = BufWriter::new(io::stdout().lock());
    write(&mut out).and_then(|()| out.flush()).map_err(|error| failure("standard output", &error))
}

/// Writes a file whole or not at all: beside it first, then renamed. Pipes and devices are written directly.
pub(crate) fn to_file(path: &Path, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> Result<(), Failure> {
    let place = path.display().to_string();
    let special = fs::metadata(path).is_ok_and(|metadata| !metadata.is_file());
    let target = if special { path.to_path_buf() } else { beside(path) };
    let written = fs::File::create(&target).and_then(|file| {
        let mut out = BufWriter::new(file);
        write(&mut out)?;
        out.flush()?;
        if special { Ok(()) } else { fs::rename(&target, path) }
    });
    written.map_err(|error| {
        if !special {
            // The half-written file is of no use to anyone; the failure itself is what gets reported.
            let _ = fs::remove_file(&target);
        }
        failure(&place, &error)
    })
}

/// A name in the same folder, so that renaming never crosses file systems.
fn beside(path: &Path) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(format!(".{}.part", std::process::id()));
    path.with_file_name(name)
}

fn failure(place: &str, error: &io::Error) -> Failure {
    match error.kind() {
        io::ErrorKind::BrokenPipe => Failure::ClosedPipe,
        io::ErrorKind::NotFound => {
            Error::new(ErrorKind::Write, place, format!("cannot be written: {error}"), "does its folder exist?").into()
        }
        io::ErrorKind::PermissionDenied => {
            Error::new(ErrorKind::Write, place, format!("cannot be written: {error}"), "choose a place that you may write to").into()
        }
        io::ErrorKind::StorageFull => {
            Error::new(ErrorKind::Write, place, format!("cannot be written: {error}"), "make room and run again").into()
        }
        _ => Error::new(ErrorKind::Write, place, format!("cannot be written: {error}"), "").into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_whole_or_not_at_all() {
        let folder = tempfile::tempdir().expect("a folder for the test");
        let path = folder.path().join("report.md");
        fs::write(&path, "old").expect("writable");
        let failed = to_file(&path, |out| {
            out.write_all(b"half")?;
            Err(io::Error::other("out of luck"))
        });
        assert!(failed.is_err());
        assert_eq!(fs::read_to_string(&path).expect("readable"), "old");
        to_file(&path, |out| out.write_all(b"new")).expect("writable");
        assert_eq!(fs::read_to_string(&path).expect("readable"), "new");
        assert_eq!(fs::read_dir(folder.path()).expect("readable").count(), 1);
    }
}
