//! The house keeps its order: a module uses only what stands to its left, and nothing new stands at the top.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::tool::root;

/// From left to right: a module may use what stands before it.
const ORDER: &[&str] = &[
    "span",
    "error",
    "lexicon",
    "weights",
    "article",
    "ingest",
    "language",
    "event",
    "statement",
    "attribution",
    "alignment",
    "framing",
    "finding",
    "report",
    "render",
    "pipeline",
    "evaluate",
    "train",
    "cli",
];

/// What a module must not use although it stands to its left.
const FORBIDDEN: &[(&str, &[&str])] = &[
    ("language", &["ingest"]),
    ("event", &["ingest"]),
    ("statement", &["event", "ingest"]),
    ("attribution", &["event", "ingest"]),
    ("alignment", &["ingest"]),
    ("framing", &["ingest"]),
    ("finding", &["ingest"]),
    ("report", &["ingest"]),
    ("pipeline", &["render"]),
    ("evaluate", &["render"]),
    ("train", &["render", "evaluate"]),
];

/// The report is all that a rendering may know; its errors and warnings are defined one door on.
const RENDER_MAY_USE: &[&str] = &["report", "error"];

const TOP_LEVEL: &[&str] = &[
    ".cargo",
    ".ci",
    ".clippy.toml",
    ".deny.toml",
    ".github",
    ".gitignore",
    ".justfile",
    ".rustfmt.toml",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE-APACHE",
    "LICENSE-MIT",
    "README.md",
    "benches",
    "corpora",
    "src",
    "tests",
];

/// Names that say nothing about what is inside.
const EMPTY_NAMES: &[&str] = &["utils", "util", "common", "helpers", "helper", "types", "misc"];

/// Lines of code (no comments, no blank lines, no tests) that a file may have.
const LONGEST_FILE_LINES: usize = 420;

/// Files that may be longer, and why.
const LONGER_FILES: &[(&str, &str)] = &[
    ("report/mod.rs", "the published form of the report, documented on its types, belongs together"),
    ("attribution/clause.rs", "to be split by idea"),
    ("attribution/grammar.rs", "to be split by idea"),
    ("ingest/phrases.rs", "a table of the phrases around articles, a row each"),
];

/// Files that a folder below a stage has at least.
const FEWEST_FILES: usize = 3;

fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<PathBuf>) {
        for entry in fs::read_dir(folder).expect("the sources can be read") {
            let path = entry.expect("the sources can be read").path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|ending| ending == "rs") {
                found.push(path);
            }
        }
    }
    let source = root().join("src");
    let mut found = Vec::new();
    walk(&source, &mut found);
    found.sort();
    let relative = |path: &PathBuf| path.strip_prefix(&source).expect("it is below src").to_string_lossy().replace('\\', "/");
    found.iter().map(|path| (relative(path), fs::read_to_string(path).expect("sources are UTF-8"))).collect()
}

/// The lines of code: without comments, and without the tests at the end.
fn code(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let tests = lines.windows(2).position(|pair| pair[0].trim() == "#[cfg(test)]" && pair[1].contains("mod ") && pair[1].ends_with('{'));
    let kept = &lines[..tests.unwrap_or(lines.len())];
    kept.iter().copied().filter(|line| !line.trim().is_empty() && !line.trim_start().starts_with("//")).collect()
}

/// Files that are compiled for tests only (`#[cfg(test)] mod sample;`).
fn test_only(sources: &[(String, String)]) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    for (path, text) in sources {
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        for pair in lines.windows(2).filter(|pair| pair[0] == "#[cfg(test)]" && pair[1].ends_with(';')) {
            if let Some(name) = pair[1].trim_end_matches(';').rsplit_once("mod ").map(|(_, name)| name) {
                let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
                found.insert(format!("{folder}/{name}.rs"));
            }
        }
    }
    found
}

/// Modules named after `crate::` in a line, those in braces too.
fn used(line: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (at, _) in line.match_indices("crate::") {
        let rest = &line[at + "crate::".len()..];
        let names: Vec<&str> = match rest.strip_prefix('{') {
            Some(list) => list.split('}').next().unwrap_or("").split(',').map(str::trim).collect(),
            None => vec![rest],
        };
        found.extend(names.iter().map(|name| name.chars().take_while(|letter| letter.is_alphanumeric() || *letter == '_').collect()));
    }
    found
}

fn may_use(module: &str, other: &str) -> bool {
    if module == other {
        return true;
    }
    if module == "render" {
        return RENDER_MAY_USE.contains(&other);
    }
    let place = |name: &str| ORDER.iter().position(|known| *known == name);
    let forbidden = FORBIDDEN.iter().any(|(of, list)| *of == module && list.contains(&other));
    !forbidden && matches!((place(module), place(other)), (Some(own), Some(used)) if used < own)
}

#[test]
fn a_module_uses_only_what_stands_to_its_left() {
    let sources = sources();
    let tests = test_only(&sources);
    let mut wrong = Vec::new();
    for (path, text) in sources.iter().filter(|(path, _)| !tests.contains(path) && path != "lib.rs" && path != "main.rs") {
        let module = path.split(['/', '.']).next().expect("a path has a first part");
        assert!(ORDER.contains(&module), "src/{path}: the module {module} has no place in the order of ARCHITECTURE and tests/layers.rs");
        for line in code(text) {
            for other in used(line).iter().filter(|other| !may_use(module, other)) {
                wrong.push(format!("src/{path}: {module} must not use {other}: {}", line.trim()));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_order_is_checked_at_all() {
    assert!(may_use("ingest", "article") && may_use("cli", "render") && may_use("render", "report"));
    assert!(
        !may_use("article", "ingest") && !may_use("render", "pipeline") && !may_use("pipeline", "render") && !may_use("language", "ingest")
    );
    assert_eq!(used("use crate::{span::Span, error};"), ["span", "error"]);
    assert_eq!(used("fn f(a: crate::report::Report, b: crate::span::Span)"), ["report", "span"]);
    assert_eq!(code("//! doc\nfn a() {}\n\n#[cfg(test)]\nmod tests {\n"), ["fn a() {}"]);
}

#[test]
fn the_binary_knows_only_the_command_line() {
    let main = fs::read_to_string(root().join("src/main.rs")).expect("there is a main.rs");
    assert!(main.lines().count() <= 20, "main.rs has at most 20 lines");
    for (at, _) in main.match_indices("rashomon::") {
        assert!(main[at..].starts_with("rashomon::cli::"), "main.rs uses the command line and nothing else");
    }
}

#[test]
fn nothing_new_stands_at_the_top() {
    let listed = std::process::Command::new("git").args(["ls-files", "-z"]).current_dir(root()).output();
    let names: BTreeSet<String> = match listed {
        Ok(output) if output.status.success() && !output.stdout.is_empty() => {
            let files = String::from_utf8_lossy(&output.stdout).into_owned();
            files.split('\0').filter(|file| !file.is_empty()).map(|file| file.split('/').next().unwrap_or(file).to_owned()).collect()
        }
        _ => {
            let entries = fs::read_dir(root()).expect("the root can be read");
            let names = entries.filter_map(|entry| Some(entry.ok()?.file_name().to_string_lossy().into_owned()));
            names.filter(|name| name != "target" && name != ".git").collect()
        }
    };
    let new: Vec<&String> = names.iter().filter(|name| !TOP_LEVEL.contains(&name.as_str())).collect();
    assert!(new.is_empty(), "new at the top level, where nothing new belongs: {new:?}");
}

#[test]
fn folders_and_files_have_names_that_say_something_and_a_sensible_size() {
    let mut files: BTreeMap<String, usize> = BTreeMap::new();
    let mut wrong = Vec::new();
    for (path, text) in sources() {
        let stem = path.trim_end_matches(".rs").rsplit('/').next().unwrap_or("").to_owned();
        if path.split('/').any(|part| EMPTY_NAMES.contains(&part)) || EMPTY_NAMES.contains(&stem.as_str()) {
            wrong.push(format!("src/{path}: a name that says nothing about what is inside"));
        }
        let lines = code(&text).len();
        if lines > LONGEST_FILE_LINES && !LONGER_FILES.iter().any(|(known, _)| *known == path) {
            wrong.push(format!("src/{path}: {lines} lines of code, {LONGEST_FILE_LINES} are much: split it by idea"));
        }
        if path.matches('/').count() >= 2 {
            *files.entry(path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned()).or_default() += 1;
        }
    }
    for (folder, count) in files.iter().filter(|(_, count)| **count < FEWEST_FILES) {
        wrong.push(format!("src/{folder}: {count} files do not make a folder"));
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
