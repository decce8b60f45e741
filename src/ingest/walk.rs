//! Finds the files behind the paths that a user typed: files, folders, glob patterns, `-`.
//!
//! Folders are walked in byte order. What belongs to saved pages (pictures, style sheets, scripts, the `_files` folder of a
//! page) and project papers (`README*`, `LICENSE*`, `CARD.md`, `gold.jsonl`) are left alone and counted: they never make a
//! run fail. Documents that may well hold an article (PDF, Word, web archives) are left alone with a warning each, unless
//! their own name was typed. Hidden entries are not looked at. Links are followed, a loop is left out, and a
//! file reached twice is read once, so that the order of the arguments never changes the result.
//! Known miss: a hard link is a second file.

use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

use globset::GlobBuilder;
use walkdir::WalkDir;

use crate::error::{Error, ErrorKind, Warning, WarningCode};
use crate::ingest::format::{Ending, ending_of};

/// Deeper folders than this are not walked: no collection of articles is.
const MAX_DEPTH: usize = 64;

/// How a file was come by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) enum Reached {
    /// Its own name was typed: whatever it is, it is meant.
    Named,
    /// Found in a folder or by a pattern.
    Walked,
}

/// A file to read.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub(crate) struct Found {
    /// As reports show it; `-` is standard input.
    pub(crate) path: String,
    /// Where it is.
    pub(crate) location: PathBuf,
    /// How it was come by.
    pub(crate) reached: Reached,
}

/// What the paths lead to.
#[derive(Default, Debug)]
pub(crate) struct Walk {
    /// Files to read, in byte order of their paths.
    pub(crate) files: Vec<Found>,
    /// Files of folders that are no articles (pictures, style sheets, papers), in byte order.
    pub(crate) ignored: Vec<String>,
    /// Paths that lead nowhere or may not be read.
    pub(crate) errors: Vec<Error>,
    /// Documents of folders that may hold an article and are not read.
    pub(crate) warnings: Vec<Warning>,
}

/// Follows every path.
pub(crate) fn walk(paths: &[String]) -> Walk {
    let mut search = Search::default();
    for path in paths {
        search.add(path);
    }
    search.finish()
}

#[derive(Default)]
struct Search {
    /// By real path, so that a file is read once.
    files: BTreeMap<PathBuf, Found>,
    ignored: Vec<String>,
    errors: Vec<Error>,
    warnings: Vec<Warning>,
}

impl Search {
    fn add(&mut self, typed: &str) {
        let path = Path::new(typed);
        if typed == "-" {
            let found = Found { path: "-".to_owned(), location: PathBuf::from("-"), reached: Reached::Named };
            self.files.entry(PathBuf::from("-")).or_insert(found);
            return;
        }
        match std::fs::metadata(path) {
            Ok(about) if about.is_dir() => self.add_folder(path),
            Ok(_) => self.add_file(path, Reached::Named),
            Err(_) if is_pattern(typed) => self.add_pattern(typed),
            Err(cause) => self.errors.push(unreadable(&shown(path), &cause)),
        }
    }

    fn add_file(&mut self, path: &Path, reached: Reached) {
        let key = std::fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let found = Found { path: shown(path), location: path.to_owned(), reached };
        let known = self.files.entry(key).or_insert_with(|| found.clone());
        if rank(&found) < rank(known) {
            *known = found;
        }
    }

    fn add_folder(&mut self, folder: &Path) {
        let (files, ignored, errors) = (self.files.len(), self.ignored.len(), self.errors.len());
        let mut reached_any = false;
        let walker = WalkDir::new(folder).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name();
        let mut companions = Vec::new();
        let is_walked = |entry: &walkdir::DirEntry| {
            let is_companion = entry.depth() > 0 && !is_hidden(entry) && is_folder_of_a_page(entry);
            if is_companion {
                companions.push(format!("{}/", shown(entry.path())));
            }
            entry.depth() == 0 || !(is_hidden(entry) || is_companion)
        };
        for entry in walker.into_iter().filter_entry(is_walked) {
            match entry {
                Ok(entry) if entry.file_type().is_dir() => {}
                Ok(entry) => reached_any |= self.add_walked(entry.path(), entry.file_type().is_file()),
                Err(error) if error.loop_ancestor().is_some() => {
                    self.ignored.extend(error.path().map(shown));
                }
                Err(error) => self.add_walk_error(folder, error),
            }
        }
        self.ignored.extend(companions);
        if !reached_any && self.files.len() == files && self.errors.len() == errors {
            let others = self.ignored.len() - ignored;
            let cause = match others {
                0 => "this folder holds no articles".to_owned(),
                1 => "this folder holds no articles, only 1 file of another kind".to_owned(),
                _ => format!("this folder holds no articles, only {others} files of other kinds"),
            };
            self.errors.push(Error::new(
                ErrorKind::NoText,
                shown(folder),
                cause,
                "put .txt, .md, .html, .json or .jsonl files there (.gz and .zst too)",
            ));
        }
    }

    /// Whether the file will be read.
    fn add_walked(&mut self, path: &Path, is_file: bool) -> bool {
        let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        match ending_of(&name) {
            Ending::Read(_) if is_file && !is_paper(&name) => {
                self.add_file(path, Reached::Walked);
                true
            }
            Ending::Document(advice) if is_file => {
                let message = format!("this kind of file is not read: if it is an article, {advice}");
                self.warnings.push(Warning::new(WarningCode::UnreadDocument, shown(path), message));
                self.ignored.push(shown(path));
                false
            }
            _ => {
                self.ignored.push(shown(path));
                false
            }
        }
    }

    fn add_walk_error(&mut self, folder: &Path, error: walkdir::Error) {
        let place = shown(error.path().unwrap_or(folder));
        let cause = error.into_io_error().unwrap_or_else(|| std::io::Error::other("it cannot be walked"));
        self.errors.push(unreadable(&place, &cause));
    }

    fn add_pattern(&mut self, typed: &str) {
        let pattern = typed.strip_prefix("./").unwrap_or(typed);
        let glob = match GlobBuilder::new(pattern).literal_separator(true).build() {
            Ok(glob) => glob.compile_matcher(),
            Err(error) => {
                let cause = format!("not a file, and not a pattern either: {}", error.kind());
                self.errors.push(Error::new(ErrorKind::NotFound, typed, cause, "check the spelling"));
                return;
            }
        };
        let base: PathBuf = Path::new(pattern).components().take_while(|part| !is_pattern(&part.as_os_str().to_string_lossy())).collect();
        let (base, strip) = if base.as_os_str().is_empty() { (PathBuf::from("."), true) } else { (base, false) };
        let last = pattern.rsplit('/').next().unwrap_or(pattern);
        // "*.story" says what is meant by its ending; "*" does not.
        let reached = match last.rsplit_once('.') {
            Some((_, ending)) if !ending.is_empty() && !is_pattern(ending) => Reached::Named,
            _ => Reached::Walked,
        };
        let hidden_meant = last.starts_with('.');
        let mut matches = 0_usize;
        let walker = WalkDir::new(&base).follow_links(true).max_depth(MAX_DEPTH).sort_by_file_name();
        for entry in walker.into_iter().filter_entry(|entry| entry.depth() == 0 || hidden_meant || !is_hidden(entry)).flatten() {
            let path = if strip { entry.path().strip_prefix(".").unwrap_or(entry.path()) } else { entry.path() };
            if !glob.is_match(path) {
                continue;
            }
            matches += 1;
            match (entry.file_type().is_dir(), reached) {
                (true, _) => self.add_folder(path),
                (false, Reached::Named) => self.add_file(path, reached),
                (false, Reached::Walked) => {
                    self.add_walked(path, entry.file_type().is_file());
                }
            }
        }
        if matches == 0 {
            self.errors.push(Error::new(
                ErrorKind::NotFound,
                typed,
                "no file fits this pattern",
                "check the folder's name; ** reaches into folders",
            ));
        }
    }

    fn finish(mut self) -> Walk {
        let mut files: Vec<Found> = self.files.into_values().collect();
        files.sort();
        self.ignored.sort();
        self.ignored.dedup();
        self.errors.sort_by(|left, right| (&left.place, &left.cause).cmp(&(&right.place, &right.cause)));
        self.errors.dedup();
        // An empty match of one path may be a full one of another: only files that nobody named are ignored.
        let read: std::collections::BTreeSet<&str> = files.iter().map(|file| file.path.as_str()).collect();
        self.ignored.retain(|path| !read.contains(path.as_str()));
        self.warnings.sort();
        self.warnings.dedup();
        self.warnings.retain(|warning| !read.contains(warning.place.as_str()));
        Walk { files, ignored: self.ignored, errors: self.errors, warnings: self.warnings }
    }
}

/// Named before walked, then the shorter path, then byte order: a choice that no order of arguments changes.
fn rank(found: &Found) -> (Reached, usize, &str) {
    (found.reached, found.path.len(), &found.path)
}

fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?', '[', '{'])
}

fn is_hidden(entry: &walkdir::DirEntry) -> bool {
    entry.file_name().as_encoded_bytes().starts_with(b".")
}

/// What browsers put after a page's name for the folder of its pictures and frames, in the languages of their menus.
const COMPANIONS: &[&str] = &[
    "_files",
    "-Dateien",
    "_fichiers",
    "_archivos",
    "_file",
    "_arquivos",
    "_bestanden",
    "-filer",
    "_pliki",
    "_soubory",
    "-tiedostot",
    ".files",
];

/// The folder of pictures and frames that a browser saves beside `page.html`.
fn is_folder_of_a_page(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name().to_string_lossy();
    let Some(stem) = COMPANIONS.iter().find_map(|ending| name.strip_suffix(ending)).filter(|_| entry.file_type().is_dir()) else {
        return false;
    };
    ["html", "htm", "xhtml"].iter().any(|ending| entry.path().with_file_name(format!("{stem}.{ending}")).is_file())
}

/// Papers that come with a collection and are no articles of it.
fn is_paper(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    let stem = name.split('.').next().unwrap_or_default();
    matches!(name.as_str(), "card.md" | "gold.jsonl")
        || ["readme", "license", "licence", "copying", "changelog", "contributing"]
            .iter()
            .any(|paper| stem.strip_prefix(paper).is_some_and(|rest| rest.is_empty() || rest.starts_with(['-', '_'])))
}

/// A path as reports show it: `/` between parts, without a leading `./`.
fn shown(path: &Path) -> String {
    let parts: Vec<_> = path.components().filter(|part| !matches!(part, Component::CurDir)).collect();
    if parts.is_empty() {
        return ".".to_owned();
    }
    let path: PathBuf = parts.into_iter().collect();
    path.to_string_lossy().into_owned()
}

/// Why the system did not let a path be read, and what to do.
pub(crate) fn unreadable(place: &str, cause: &std::io::Error) -> Error {
    use std::io::ErrorKind as Kind;
    match cause.kind() {
        Kind::NotFound => Error::new(ErrorKind::NotFound, place, "there is no such file or folder", "check the spelling"),
        Kind::PermissionDenied => {
            Error::new(ErrorKind::Unreadable, place, "no permission to read it", "change its permissions, or leave it out")
        }
        _ => Error::new(ErrorKind::Unreadable, place, format!("it cannot be read: {cause}"), ""),
    }
}
