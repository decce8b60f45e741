//! The same input gives the same bytes: any number of threads, any order of arguments, any way of naming the files.

use std::path::Path;

use crate::tool::{corpora, run_in};

/// What a run wrote: standard output, then each export.
fn written(folder: &Path, arguments: &[&str], paths: &[&str]) -> Vec<Vec<u8>> {
    let out = tempfile::tempdir().expect("a temporary folder can be made");
    let names: Vec<String> = ["a.json", "a.md", "a.csv"].iter().map(|name| out.path().join(name).display().to_string()).collect();
    let mut all = vec!["compare", "--quiet", "--allow-skipped"];
    for name in &names {
        all.extend(["--export", name.as_str()]);
    }
    all.extend(arguments);
    all.extend(paths);
    let ran = run_in(folder, &all);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    let mut written = vec![ran.stdout.into_bytes()];
    written.extend(names.iter().map(|name| std::fs::read(name).expect("the export was written")));
    assert!(written.iter().all(|bytes| !bytes.is_empty()), "each form says something");
    written
}

fn same(left: &[Vec<u8>], right: &[Vec<u8>], what: &str) {
    for ((left, right), form) in left.iter().zip(right).zip(["terminal", "json", "md", "csv"]) {
        assert!(left == right, "{what}: the {form} output differs");
    }
}

#[test]
fn one_and_eight_threads_write_the_same_bytes_and_so_do_two_runs() {
    for folder in corpora() {
        let one = written(&folder, &["--threads", "1"], &["articles"]);
        same(&one, &written(&folder, &["--threads", "8"], &["articles"]), "1 and 8 threads");
        same(&one, &written(&folder, &["--threads", "8"], &["articles"]), "the same run twice");
    }
}

#[test]
fn the_order_of_arguments_and_a_folder_or_its_files_make_no_difference() {
    let folder = &corpora()[0];
    let entries = std::fs::read_dir(folder.join("articles")).expect("there are articles");
    let mut files: Vec<String> =
        entries.map(|entry| format!("articles/{}", entry.expect("it can be read").file_name().to_string_lossy())).collect();
    files.sort();
    let forward: Vec<&str> = files.iter().map(String::as_str).collect();
    let backward: Vec<&str> = files.iter().rev().map(String::as_str).collect();
    let whole = written(folder, &[], &["articles"]);
    same(&whole, &written(folder, &[], &forward), "a folder and its files");
    same(&whole, &written(folder, &[], &backward), "the files in reverse order");
    same(&whole, &written(folder, &[], &["articles/*"]), "a folder and a pattern");
}
