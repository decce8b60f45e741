//! Whole runs whose output a person has looked at: `tests/golden/<case>/{cmd.toml, in/, expected.*}`.
//!
//! `cmd.toml`: `args` (run in a copy of `in/`), `exit` (0 unless given), `stdin` (a text), `files` (written by the run and
//! compared with `expected.<name>`). The program's version stands as `[VERSION]`. After a change that is meant,
//! `RASHOMON_BLESS=1 cargo test golden` writes the expected files anew: read the difference before committing it.

use std::fs;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use crate::tool::{command, ran, root};

/// As many cases as there are at least: a folder that moved away must not pass as no case at all.
const FEWEST_CASES: usize = 11;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    args: Vec<String>,
    #[serde(default)]
    exit: i32,
    stdin: Option<String>,
    #[serde(default)]
    files: Vec<String>,
}

fn cases() -> Vec<PathBuf> {
    let entries = fs::read_dir(root().join("tests/golden")).expect("the cases are part of the repository");
    let mut cases: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.join("cmd.toml").is_file()).collect();
    cases.sort();
    cases
}

fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a temporary folder can be made");
    for entry in fs::read_dir(from).into_iter().flatten() {
        let path = entry.expect("the case can be read").path();
        let target = to.join(path.file_name().expect("it was listed"));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            fs::copy(&path, &target).expect("a temporary folder can be written to");
        }
    }
}

fn scrub(text: &str) -> String {
    text.replace(env!("CARGO_PKG_VERSION"), "[VERSION]")
}

/// What differs, or nothing. Blessing writes what is there now.
fn compare(expected: &Path, actual: &str, bless: bool) -> Option<String> {
    if bless {
        if actual.is_empty() {
            // An output that has become empty has no expected file; that there was none before is fine too.
            let _ = fs::remove_file(expected);
        } else {
            fs::write(expected, actual).expect("the case can be written to");
        }
        return None;
    }
    let wanted = fs::read_to_string(expected).unwrap_or_default();
    if wanted == actual {
        return None;
    }
    let difference = similar::TextDiff::from_lines(wanted.as_str(), actual).unified_diff().context_radius(2).to_string();
    Some(format!("{}:\n{difference}", expected.display()))
}

#[test]
fn every_case_gives_what_a_person_has_looked_at() {
    let bless = std::env::var_os("RASHOMON_BLESS").is_some();
    let cases = cases();
    assert!(cases.len() >= FEWEST_CASES, "{} cases, {FEWEST_CASES} were written", cases.len());
    let mut wrong = Vec::new();
    for case in cases {
        let text = fs::read_to_string(case.join("cmd.toml")).expect("it was listed");
        let told: Case = toml::from_str(&text).unwrap_or_else(|error| panic!("{}: {error}", case.display()));
        let folder = tempfile::tempdir().expect("a temporary folder can be made");
        copy(&case.join("in"), folder.path());
        let mut command = command();
        command.current_dir(folder.path()).args(&told.args);
        if let Some(stdin) = told.stdin {
            command.write_stdin(stdin);
        }
        let ran = ran(&mut command);
        if ran.code != told.exit {
            wrong.push(format!("{}: exit code {}, {} expected\n{}", case.display(), ran.code, told.exit, ran.stderr));
        }
        wrong.extend(compare(&case.join("expected.stdout"), &scrub(&ran.stdout), bless));
        wrong.extend(compare(&case.join("expected.stderr"), &scrub(&ran.stderr), bless));
        for name in told.files {
            let written = fs::read_to_string(folder.path().join(&name)).unwrap_or_default();
            wrong.extend(compare(&case.join(format!("expected.{name}")), &scrub(&written), bless));
        }
    }
    assert!(wrong.is_empty(), "{}\n(if this is meant: RASHOMON_BLESS=1, then read the difference)", wrong.join("\n"));
}
