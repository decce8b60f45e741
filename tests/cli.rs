//! The command line as a user meets it: exit codes, messages, pipes, help.

use std::io::Read;
use std::process::{Command, Stdio};

use crate::tool::{RIGHT, command, ran, run, run_in, two_articles, write};

const COMMANDS: &[&str] =
    &["compare", "events", "quotes", "check", "framing", "diff", "explain", "inspect", "eval", "completions", "man", "schema"];

#[test]
fn every_command_explains_itself() {
    let all = run(&["--help"]);
    assert_eq!(all.code, 0);
    for name in COMMANDS {
        assert!(all.stdout.contains(name), "--help does not name {name}");
        let help = run(&[name, "--help"]);
        assert_eq!(help.code, 0, "{name}: {}", help.stderr);
        assert!(help.stdout.contains("Usage: rashomon"), "{name}: {}", help.stdout);
        assert!(!help.stdout.contains('\u{1b}'), "{name}: colour in a pipe");
    }
    assert!(all.stdout.contains("Exit codes"));
}

#[test]
fn a_comparison_ends_with_0_and_with_1_only_if_asked_to() {
    let folder = two_articles();
    let done = run_in(folder.path(), &["compare", "left.txt", "right.txt"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    assert!(done.stdout.contains("Coast Herald") && done.stdout.contains("Island Post"), "{}", done.stdout);
    assert_eq!(run_in(folder.path(), &["compare", "--exit-code", "."]).code, 1, "the two articles differ");
    assert_eq!(run_in(folder.path(), &["compare", "--exit-code", "left.txt"]).code, 0, "one article differs from nothing");
}

#[test]
fn wrong_use_ends_with_2_and_says_what_is_right() {
    let folder = two_articles();
    for wrong in
        [&["compare"][..], &["compare", "--granularity", "2", "."], &["frobnicate"], &["check", "."], &["compare", "--no-such", "."]]
    {
        let ran = run_in(folder.path(), wrong);
        assert_eq!(ran.code, 2, "{wrong:?}");
        assert!(ran.stdout.is_empty(), "{wrong:?}: {}", ran.stdout);
        assert!(!ran.stderr.is_empty(), "{wrong:?}");
    }
    let ran = run_in(folder.path(), &["compare", "--export", "report.pdf", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("report.pdf") && ran.stderr.contains("json") && ran.stderr.contains("csv"), "{}", ran.stderr);
}

#[test]
fn what_cannot_be_read_is_named_the_rest_goes_on_and_the_exit_code_says_so() {
    let folder = two_articles();
    write(folder.path(), "broken.json", "{\"title\": ");
    let ran = run_in(folder.path(), &["compare", "."]);
    assert_eq!(ran.code, 2);
    assert!(ran.stdout.contains("Island Post"), "the rest goes on: {}", ran.stdout);
    assert!(format!("{}{}", ran.stdout, ran.stderr).contains("broken.json"), "{}", ran.stderr);
    assert_eq!(run_in(folder.path(), &["compare", "--allow-skipped", "."]).code, 0);
    let ran = run_in(folder.path(), &["compare", "nowhere.txt", "left.txt", "right.txt"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("nowhere.txt"), "{}", ran.stderr);
}

#[test]
fn patterns_and_standard_input_are_paths_too() {
    let folder = two_articles();
    let ran_glob = run_in(folder.path(), &["compare", "*.txt"]);
    assert_eq!(ran_glob.code, 0, "{}", ran_glob.stderr);
    assert!(ran_glob.stdout.contains("Island Post"));
    let none = run_in(folder.path(), &["compare", "*.html"]);
    assert_eq!(none.code, 2);
    assert!(none.stderr.contains("*.html"), "{}", none.stderr);
    let piped = ran(command().current_dir(folder.path()).args(["compare", "left.txt", "-"]).write_stdin(RIGHT));
    assert_eq!(piped.code, 0, "{}", piped.stderr);
    assert!(piped.stdout.contains("Island Post"), "{}", piped.stdout);
}

#[test]
fn a_folder_without_articles_says_so() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let ran = run_in(folder.path(), &["compare", "."]);
    assert_eq!(ran.code, 2, "{}", ran.stdout);
    assert!(ran.stderr.contains("no ") && !ran.stderr.contains("panicked"), "{}", ran.stderr);
}

#[test]
fn piped_output_has_no_colour_and_colour_can_be_asked_for() {
    let folder = two_articles();
    let plain = run_in(folder.path(), &["compare", "."]);
    assert!(!plain.stdout.contains('\u{1b}') && !plain.stderr.contains('\u{1b}'));
    let asked = run_in(folder.path(), &["compare", "--color", "always", "."]);
    assert!(asked.stdout.contains('\u{1b}'), "--color always colours a pipe too");
    let refused = ran(command().current_dir(folder.path()).env("NO_COLOR", "1").args(["compare", "."]));
    assert!(!refused.stdout.contains('\u{1b}'));
    let ascii = run_in(folder.path(), &["compare", "--ascii", "--export", "a.json", "."]);
    let own = ascii.stdout.replace(['\u{201c}', '\u{201d}', '\u{2019}'], "");
    assert!(own.is_ascii(), "--ascii: {:?}", own.chars().find(|letter| !letter.is_ascii()));
}

#[test]
fn the_terminal_report_fits_its_width() {
    let folder = two_articles();
    for width in ["80", "120"] {
        let shown = run_in(folder.path(), &["compare", "--width", width, "."]).stdout;
        let limit: usize = width.parse().expect("a number");
        for line in shown.lines() {
            assert!(line.chars().count() <= limit, "{} columns: {line}", line.chars().count());
        }
    }
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let folder = two_articles();
    let mut child = Command::new(env!("CARGO_BIN_EXE_rashomon"))
        .args(["compare", "--export", "json=-", "."])
        .current_dir(folder.path())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary was built for the tests");
    drop(child.stdout.take());
    let mut said = String::new();
    child.stderr.take().expect("it is piped").read_to_string(&mut said).expect("it is text");
    assert_eq!(child.wait().expect("it ends").code(), Some(0), "{said}");
    assert!(!said.contains("panicked") && !said.contains("roken pipe"), "{said}");
}

#[test]
fn a_full_disk_and_a_missing_folder_are_failures_that_name_the_file() {
    let folder = two_articles();
    let ran_missing = run_in(folder.path(), &["compare", "--export", "nowhere/report.json", "."]);
    assert_eq!(ran_missing.code, 2);
    assert!(ran_missing.stderr.contains("nowhere/report.json"), "{}", ran_missing.stderr);
    if std::path::Path::new("/dev/full").exists() {
        let full = run_in(folder.path(), &["compare", "--export", "json=/dev/full", "."]);
        assert_eq!(full.code, 2);
        assert!(full.stderr.contains("/dev/full") && full.stderr.contains("room"), "{}", full.stderr);
        for arguments in [&["--help"][..], &["compare", "."]] {
            let device = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("it can be opened");
            let mut command = Command::new(env!("CARGO_BIN_EXE_rashomon"));
            let status = command.args(arguments).current_dir(folder.path()).stdout(device).stderr(Stdio::null()).status();
            assert_eq!(status.expect("it was built").code(), Some(2), "{arguments:?}");
        }
    } else {
        eprintln!("skipped: this system has no /dev/full");
    }
}

#[test]
fn exports_are_written_whole_and_standard_output_is_taken_once() {
    let folder = two_articles();
    let ran = run_in(folder.path(), &["compare", "--export", "a.json", "--export", "b.md", "--export", "csv=c.txt", "."]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    for name in ["a.json", "b.md", "c.txt"] {
        assert!(std::fs::metadata(folder.path().join(name)).is_ok_and(|file| file.len() > 100), "{name}");
    }
    let names: Vec<String> = std::fs::read_dir(folder.path())
        .expect("it can be read")
        .map(|entry| entry.expect("it can be read").file_name().to_string_lossy().into_owned())
        .collect();
    assert_eq!(names.len(), 5, "nothing half-written stays behind: {names:?}");
    let twice = run_in(folder.path(), &["compare", "--export", "json=-", "--export", "md=-", "."]);
    assert_eq!(twice.code, 2);
}

#[test]
fn completions_and_the_man_page_are_whole() {
    for shell in ["bash", "zsh", "fish"] {
        let ran = run(&["completions", shell]);
        assert_eq!(ran.code, 0);
        assert!(ran.stdout.contains("compare") && ran.stdout.contains("inspect"), "{shell}");
    }
    let man = run(&["man"]);
    assert_eq!(man.code, 0);
    assert!(man.stdout.contains(".TH rashomon 1"));
}

#[test]
fn what_takes_part_can_be_narrowed_and_the_report_says_what_was_left_out() {
    let folder = two_articles();
    let ran = run_in(folder.path(), &["compare", ".", "--outlet", "island post"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("Left out, as asked: 1 of other outlets") && !ran.stdout.contains("Coast Herald"), "{}", ran.stdout);
    let ran = run_in(folder.path(), &["compare", ".", "--outlet", "Iland Post"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("did you mean \"Island Post\"?"), "{}", ran.stderr);
    let ran = run_in(folder.path(), &["compare", ".", "--until", "1999-12-31"]);
    assert!(ran.stdout.contains("Left out, as asked: 2") && ran.stdout.contains("Nothing to compare"), "{}", ran.stdout);
    let ran = run_in(folder.path(), &["compare", ".", "--about", "no such matter"]);
    assert!(ran.stdout.contains("2 in events about something else"), "{}", ran.stdout);
    for wrong in [["--since", "yesterday"], ["--events", "nowhere.jsonl"]] {
        let ran = run_in(folder.path(), &["compare", ".", wrong[0], wrong[1]]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(wrong[1]), "{}", ran.stderr);
    }
}

#[test]
fn events_that_were_written_can_be_given_again() {
    let folder = two_articles();
    let lines = run_in(folder.path(), &["events", ".", "--format", "jsonl"]).stdout;
    write(folder.path(), "given.lines", &lines);
    let again = run_in(folder.path(), &["events", ".", "--events", "given.lines", "--format", "jsonl"]);
    assert_eq!((again.code, &again.stdout), (0, &lines), "{}", again.stderr);
    let apart = "{\"id\":\"left\",\"cluster\":\"1\"}\n{\"id\":\"right\",\"cluster\":\"2\"}\n{\"id\":\"lost\",\"cluster\":\"2\"}\n";
    write(folder.path(), "given.lines", apart);
    let ran = run_in(folder.path(), &["compare", ".", "--events", "given.lines"]);
    assert!(ran.stdout.contains("Nothing to compare"), "{}", ran.stdout);
    assert!(ran.stderr.contains("\"lost\", which no article is called"), "{}", ran.stderr);
}

#[test]
fn a_state_carries_events_from_run_to_run_and_a_damaged_one_is_left_alone() {
    let folder = two_articles();
    let first = run_in(folder.path(), &["events", "left.txt", "--state", "events.state", "--format", "jsonl"]);
    assert_eq!(first.code, 0, "{}", first.stderr);
    let second = run_in(folder.path(), &["events", "right.txt", "--state", "events.state", "--format", "jsonl"]);
    let cluster = |line: &str| line.split("\"cluster\":").nth(1).map(str::to_owned);
    assert_eq!(cluster(&first.stdout), cluster(&second.stdout), "{} {}", first.stdout, second.stdout);
    let shown = run_in(folder.path(), &["events", "right.txt", "--state", "events.state"]);
    assert!(shown.stdout.contains("before 2026-03-02 Coast Herald"), "{}", shown.stdout);
    let whole = std::fs::read_to_string(folder.path().join("events.state")).expect("it was written");
    assert!(!whole.contains("ran aground off Tormund Point on Sunday night"), "no text is kept");
    let damaged = &whole[..whole.len() / 2];
    write(folder.path(), "events.state", damaged);
    let ran = run_in(folder.path(), &["events", "left.txt", "--state", "events.state"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("events.state") && ran.stderr.contains("damaged"), "{}", ran.stderr);
    assert_eq!(std::fs::read_to_string(folder.path().join("events.state")).expect("it is there"), damaged);
}

#[test]
fn two_articles_are_explained_and_a_text_that_is_gone_is_named() {
    let folder = two_articles();
    assert_eq!(run_in(folder.path(), &["compare", ".", "--export", "report.json"]).code, 0);
    let ran = run_in(folder.path(), &["explain", "report.json", "left", "right"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("TOGETHER") && ran.stdout.contains("Tormund Point"), "{}", ran.stdout);
    for (other, cause) in [("left", "twice"), ("nobody", "no such article")] {
        let ran = run_in(folder.path(), &["explain", "report.json", "left", other]);
        assert_eq!(ran.code, 2);
        assert!(ran.stderr.contains(cause), "{}", ran.stderr);
    }
    write(folder.path(), "right.txt", "Another headline\n\nAnother text that says something else.\n");
    let ran = run_in(folder.path(), &["explain", "report.json", "left", "right"]);
    assert_eq!(ran.code, 2);
    assert!(ran.stderr.contains("\"right\" is not in"), "{}", ran.stderr);
}

/// Two outlets that quote a spokeswoman, a passenger and an official without a name.
fn quoting_rows(folder: &std::path::Path) {
    let row = |id: &str, outlet: &str, tail: &str| {
        let text = format!(
            "The ferry Halcyon ran aground off Tormund Point on Sunday.\n\n\u{201c}We saw nothing,\u{201d} said Rosa M\u{fc}ller, a spokeswoman for the harbour. {tail}"
        );
        serde_json::json!({"id": id, "title": "Ferry Halcyon aground at Tormund Point", "text": text, "outlet": outlet, "date": "2026-03-02"})
    };
    let rows = [
        row("r-1", "Coast Herald", "Two officials said that the captain had been warned."),
        row("r-2", "Island Post", "M\u{fc}ller added that the sea was calm. Marc Ebden said that 12 people were injured."),
    ];
    write(folder, "rows.jsonl", rows.iter().map(|row| format!("{row}\n")).collect::<String>());
}

#[test]
fn quotes_can_be_narrowed_to_a_source_by_any_of_its_names() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    quoting_rows(folder.path());
    let ran = run_in(folder.path(), &["quotes", "rows.jsonl", "--one-event", "--source", "MULLER"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("Rosa M\u{fc}ller") && ran.stdout.contains("We saw nothing"), "{}", ran.stdout);
    assert!(!ran.stdout.contains("Ebden") && !ran.stdout.contains("officials"), "{}", ran.stdout);
    assert!(ran.stdout.contains("A Coast Herald") && ran.stdout.contains("times quoted"), "{}", ran.stdout);
    let lines = run_in(folder.path(), &["quotes", "rows.jsonl", "--one-event", "--source", "rosa muller", "--format", "jsonl"]);
    let speakers: Vec<String> = speakers(&lines.stdout);
    assert_eq!(speakers.len(), 3, "{}", lines.stdout);
    assert!(speakers.iter().all(|speaker| speaker == "Rosa M\u{fc}ller"), "{speakers:?}");
    assert_eq!(lines.stdout.lines().count(), 2, "a line an article, whatever is left of it");
}

fn speakers(lines: &str) -> Vec<String> {
    let lines = lines.lines().map(|line| serde_json::from_str::<serde_json::Value>(line).expect("a line is JSON"));
    let all = lines.flat_map(|line| line["attributions"].as_array().expect("a list").clone());
    all.map(|one| one["speaker"].as_str().unwrap_or("").to_owned()).collect()
}

#[test]
fn quotes_can_be_narrowed_to_sources_without_a_name_and_to_a_kind() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    quoting_rows(folder.path());
    let lines = |more: &[&str]| {
        let mut arguments = vec!["quotes", "rows.jsonl", "--one-event", "--format", "jsonl"];
        arguments.extend(more);
        let ran = run_in(folder.path(), &arguments);
        assert_eq!(ran.code, 0, "{}", ran.stderr);
        ran.stdout
    };
    assert_eq!(speakers(&lines(&["--anonymous"])), ["Two officials"]);
    assert_eq!(speakers(&lines(&["--kind", "direct"])), ["Rosa M\u{fc}ller", "Rosa M\u{fc}ller"]);
    assert!(speakers(&lines(&["--kind", "direct", "--anonymous"])).is_empty());
    assert_eq!(speakers(&lines(&["--kind", "indirect", "--outlet", "Island Post"])), ["Rosa M\u{fc}ller", "Marc Ebden"]);
    let text = run_in(folder.path(), &["quotes", "rows.jsonl", "--one-event", "--anonymous"]);
    assert!(text.stdout.contains("Two officials [anonymous official]") && !text.stdout.contains("Ebden"), "{}", text.stdout);
    let none = run_in(folder.path(), &["quotes", "rows.jsonl", "--one-event", "--kind", "direct", "--anonymous"]);
    assert!(none.code == 0 && none.stdout.contains("Nobody is quoted"), "{}", none.stdout);
    let wrong = run_in(folder.path(), &["quotes", "rows.jsonl", "--kind", "loud"]);
    assert!(wrong.code == 2 && wrong.stderr.contains("direct, indirect, mixed"), "{}", wrong.stderr);
}

#[test]
fn a_source_that_nobody_names_is_told_with_the_nearest_names() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    quoting_rows(folder.path());
    let ran = run_in(folder.path(), &["quotes", "rows.jsonl", "--one-event", "--source", "Ebdan", "--source", "Ebden"]);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    assert!(ran.stdout.contains("No source is called \u{201c}Ebdan\u{201d}; the nearest: Marc Ebden."), "{}", ran.stdout);
    assert!(ran.stdout.contains("12 people were injured"), "the other name is answered: {}", ran.stdout);
    let lines = run_in(folder.path(), &["quotes", "rows.jsonl", "--one-event", "--source", "Xyzzy", "--format", "jsonl"]);
    assert_eq!(lines.code, 0);
    assert!(lines.stderr.contains("no name comes near"), "{}", lines.stderr);
    assert!(speakers(&lines.stdout).is_empty() && lines.stdout.lines().count() == 2, "{}", lines.stdout);
}

#[test]
fn the_report_names_the_attribution_method_and_the_digests_of_the_weights() {
    let folder = two_articles();
    let run = |more: &[&str]| -> serde_json::Value {
        let mut arguments = vec!["compare", "--quiet", "--export", "json=-", "left.txt", "right.txt"];
        arguments.extend(more);
        let ran = run_in(folder.path(), &arguments);
        serde_json::from_str::<serde_json::Value>(&ran.stdout).expect("the report is JSON")["run"].clone()
    };
    let names = |run: &serde_json::Value| -> Vec<String> {
        let all = run["weights"].as_array().expect("a list").iter();
        all.inspect(|one| assert_eq!(one["sha256"].as_str().map(str::len), Some(64)))
            .map(|one| one["name"].as_str().unwrap_or("").to_owned())
            .collect()
    };
    let rules = run(&["--attribution", "rules"]);
    assert_eq!((&rules["options"]["attribution"], &rules["options"]["attribution_care"]), (&"rules".into(), &"balanced".into()));
    assert_eq!(names(&rules), ["words", "tagger", "outlook", "parser", "names", "vectors"]);
    let learned = run(&["--attribution", "learned", "--precision"]);
    assert_eq!((&learned["options"]["attribution"], &learned["options"]["attribution_care"]), (&"learned".into(), &"precise".into()));
    assert_eq!(names(&learned), ["words", "tagger", "outlook", "parser", "names", "attribution", "vectors"]);
}

#[test]
fn a_check_takes_the_attribution_method() {
    let folder = two_articles();
    for method in ["rules", "learned"] {
        let ran =
            run_in(folder.path(), &["check", "--attribution", method, "--claim", "Nineteen people were injured.", "left.txt", "right.txt"]);
        assert!(ran.code == 0 && ran.stdout.contains("in a source's mouth"), "{method}: {}", ran.stdout);
    }
}
