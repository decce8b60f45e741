//! Reads a grouping that the user gives: the machine form of `events`, an object a line.

use std::fs;
use std::path::Path;

use serde::Deserialize;

use crate::error::{Error, ErrorKind};
use crate::event::given::GivenEvents;

#[derive(Deserialize)]
struct Line {
    id: String,
    #[serde(alias = "event")]
    cluster: String,
}

/// The events of a file.
///
/// # Errors
/// If the file cannot be read, a line has another form, or an article is named twice with different events.
pub(crate) fn read(file: &Path) -> Result<GivenEvents, Error> {
    let place = file.display().to_string();
    let advice = "give lines as `rashomon events --format jsonl` writes them: {\"id\",\"cluster\"}";
    let text = fs::read_to_string(file).map_err(|error| Error::new(ErrorKind::Unreadable, &place, error.to_string(), advice))?;
    let mut given = GivenEvents::default();
    for (at, line) in text.trim_start_matches('\u{feff}').lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let wrong = |cause: String| Error::new(ErrorKind::Format, format!("{place}:{}", at + 1), cause, advice);
        let Line { id, cluster } = serde_json::from_str(line).map_err(|error| wrong(error.to_string()))?;
        if let Some(before) = given.event_of.insert(id.clone(), cluster.clone())
            && before != cluster
        {
            return Err(wrong(format!("\"{id}\" is in \"{before}\" already")));
        }
    }
    if given.event_of.is_empty() {
        return Err(Error::new(ErrorKind::Format, place, "names no article", advice));
    }
    Ok(given)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read_text(text: &str) -> Result<GivenEvents, Error> {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("events.jsonl");
        fs::write(&file, text).expect("it can be written");
        read(&file)
    }

    #[test]
    fn lines_name_the_event_of_each_article() {
        let given = read_text("{\"id\":\"a\",\"cluster\":\"x\"}\n\n{\"id\":\"b\",\"event\":\"y\"}\n").expect("it is well formed");
        assert_eq!(given.event_of.into_iter().collect::<Vec<_>>(), [("a".to_owned(), "x".to_owned()), ("b".to_owned(), "y".to_owned())]);
    }

    #[test]
    fn what_is_wrong_is_named_with_its_line() {
        for (text, cause) in
            [("", "names no article"), ("{}", ":1"), ("{\"id\":\"a\",\"cluster\":\"x\"}\n{\"id\":\"a\",\"cluster\":\"y\"}", ":2")]
        {
            let error = read_text(text).expect_err("it is wrong");
            assert!(error.to_string().contains(cause), "{error}");
        }
    }
}
