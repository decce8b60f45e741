//! Runs the binary as a user does, and knows where the corpora are.

use std::path::{Path, PathBuf};
use std::time::Duration;

/// Longer than any run of the tests takes on a slow machine; a run that hangs fails instead of holding up the others.
const LIMIT: Duration = Duration::from_secs(180);

/// What a run gave.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

/// Root of the repository.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The folders under `corpora/` that hold gold, sorted.
pub(crate) fn corpora() -> Vec<PathBuf> {
    let entries = std::fs::read_dir(root().join("corpora")).expect("the corpora are part of the repository");
    let mut folders: Vec<PathBuf> =
        entries.filter_map(|entry| Some(entry.ok()?.path())).filter(|path| path.join("gold.jsonl").is_file()).collect();
    folders.sort();
    assert!(folders.len() >= 5, "five corpora with gold were written, {} found", folders.len());
    folders
}

pub(crate) fn name_of(folder: &Path) -> String {
    folder.file_name().expect("a folder has a name").to_string_lossy().into_owned()
}

/// The binary, without what the environment may tell it about colours and width.
pub(crate) fn command() -> assert_cmd::Command {
    let mut command = assert_cmd::Command::new(env!("CARGO_BIN_EXE_rashomon"));
    for name in ["NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "COLUMNS", "RAYON_NUM_THREADS"] {
        command.env_remove(name);
    }
    command.timeout(LIMIT);
    command
}

pub(crate) fn ran(command: &mut assert_cmd::Command) -> Ran {
    let output = command.output().expect("the binary was built for the tests");
    Ran {
        code: output.status.code().expect("it ended by itself, within the limit"),
        stdout: String::from_utf8(output.stdout).expect("stdout is UTF-8"),
        stderr: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

/// Runs it in `folder`.
pub(crate) fn run_in(folder: &Path, arguments: &[&str]) -> Ran {
    ran(command().current_dir(folder).args(arguments))
}

/// Runs it in `folder` as a user who may not read everything: this one, or `nobody` where this one is root. None where
/// neither can be had, with a line that says so.
#[cfg(unix)]
#[allow(clippy::print_stderr, reason = "a skipped test says so")]
pub(crate) fn run_unprivileged(folder: &Path, arguments: &[&str]) -> Option<Ran> {
    use std::os::unix::fs::PermissionsExt;
    let probe = folder.join("probe");
    write(folder, "probe", "x");
    std::fs::set_permissions(&probe, std::fs::Permissions::from_mode(0o000)).expect("it is ours");
    let may_read_all = std::fs::read(&probe).is_ok();
    std::fs::remove_file(&probe).expect("it is ours");
    if !may_read_all {
        return Some(run_in(folder, arguments));
    }
    // The binary may lie where nobody may look: a copy beside the folder does not.
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o777)).expect("it is ours");
    let place = tempfile::tempdir().expect("a temporary folder can be made");
    std::fs::set_permissions(place.path(), std::fs::Permissions::from_mode(0o755)).expect("it is ours");
    let binary = place.path().join("rashomon");
    std::fs::copy(env!("CARGO_BIN_EXE_rashomon"), &binary).expect("the binary was built for the tests");
    let mut command = assert_cmd::Command::new("setpriv");
    command.args(["--reuid=65534", "--regid=65534", "--clear-groups"]).arg(&binary).args(arguments).current_dir(folder).timeout(LIMIT);
    match command.output() {
        Ok(output) if output.status.code().is_some_and(|code| code < 126) => Some(ran(&mut command)),
        _ => {
            eprintln!("skipped: this user may read everything, and setpriv, which could run as another, is not there");
            None
        }
    }
}

/// Runs it in the root of the repository.
pub(crate) fn run(arguments: &[&str]) -> Ran {
    run_in(root(), arguments)
}

/// The JSON report of these paths.
pub(crate) fn report(folder: &Path, paths: &[&str]) -> serde_json::Value {
    let mut arguments = vec!["compare", "--quiet", "--allow-skipped", "--export", "json=-"];
    arguments.extend(paths);
    let ran = run_in(folder, &arguments);
    assert_eq!(ran.code, 0, "{}", ran.stderr);
    serde_json::from_str(&ran.stdout).expect("the report is JSON")
}

/// Two short articles of two outlets on one event, with a conflict of figures and a source each.
pub(crate) const LEFT: &str = "Ferry runs aground off Tormund Point\nOutlet: Coast Herald\nDate: 2026-03-02\n\n\
The ferry Halcyon ran aground off Tormund Point on Sunday night with 210 passengers on board. Twelve people were injured, the coast guard said.\n\n\
\u{201c}The captain had been warned about the fog,\u{201d} said Rosa Lindt, a spokeswoman for the harbour authority. The vessel was towed to Port Ansel on Monday morning.\n";

pub(crate) const RIGHT: &str = "Passengers hurt as Halcyon hits rocks at Tormund Point\nOutlet: Island Post\nDate: 2026-03-02\n\n\
The ferry Halcyon struck rocks off Tormund Point late on Sunday with 210 passengers on board. Nineteen people were injured, the coast guard said.\n\n\
\u{201c}Nobody told us anything for an hour,\u{201d} said Marc Ebden, who was travelling with his two children. The vessel was towed to Port Ansel on Monday morning.\n";

/// A folder with [`LEFT`] and [`RIGHT`].
pub(crate) fn two_articles() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    write(folder.path(), "left.txt", LEFT);
    write(folder.path(), "right.txt", RIGHT);
    folder
}

pub(crate) fn write(folder: &Path, name: &str, content: impl AsRef<[u8]>) {
    std::fs::write(folder.join(name), content).expect("a temporary folder can be written to");
}
