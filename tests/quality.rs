//! The figures of the tool on the corpora do not fall under their floors (`corpora/FLOORS.toml`).
//!
//! Floors only rise. The digest of each gold file is pinned there too: whoever changes gold says so by changing it.

use std::collections::BTreeMap;
use std::fs;

use rashomon::article::Digest;
use rashomon::evaluate::compare::{self, Scores};
use rashomon::evaluate::floors::breaches;
use rashomon::pipeline::{Depth, Grouping, Options, run};
use serde::Deserialize;

use crate::tool::{corpora, name_of, root};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Floors {
    /// SHA-256 of each corpus' gold.jsonl.
    gold: BTreeMap<String, String>,
    /// Floors of a corpus by figure; `all` is the corpora taken together.
    corpora: BTreeMap<String, BTreeMap<String, f64>>,
}

fn floors() -> Floors {
    let text = fs::read_to_string(root().join("corpora/FLOORS.toml")).expect("the floors are part of the repository");
    toml::from_str(&text).unwrap_or_else(|error| panic!("corpora/FLOORS.toml: {error}"))
}

#[test]
fn no_figure_falls_under_its_floor() {
    let floors = floors();
    let mut under = Vec::new();
    let mut all = Scores::default();
    let mut measured = String::new();
    for folder in corpora() {
        let name = name_of(&folder);
        let (scores, _) = compare::evaluate(&folder, &Options::default()).unwrap_or_else(|error| panic!("{error}"));
        let of_corpus = floors.corpora.get(&name).unwrap_or_else(|| panic!("corpora/FLOORS.toml has no floors for {name}"));
        assert!(of_corpus.len() >= 5, "corpora/FLOORS.toml: {name} has almost no floors");
        let figures = scores.figures();
        under.extend(breaches(&figures, of_corpus).iter().map(|breach| format!("{name}: {breach}")));
        all.add(&scores);
    }
    let figures = all.figures();
    for figure in &figures {
        measured.push_str(&format!("{} = {:.3}\n", figure.name, figure.value));
    }
    let together = floors.corpora.get("all").expect("corpora/FLOORS.toml has floors for all corpora together");
    under.extend(breaches(&figures, together).iter().map(|breach| format!("all: {breach}")));
    assert!(under.is_empty(), "under their floors:\n{}\nall corpora together measure:\n{measured}", under.join("\n"));
}

#[test]
fn gold_is_not_changed_in_passing() {
    let floors = floors();
    for folder in corpora() {
        let name = name_of(&folder);
        let digest = Digest::of(&fs::read(folder.join("gold.jsonl")).expect("it was listed")).hex();
        let pinned = floors.gold.get(&name).map_or("", String::as_str);
        assert_eq!(digest, pinned, "{name}/gold.jsonl changed: say why in the commit, and pin its new digest in corpora/FLOORS.toml");
    }
}

#[test]
fn the_corpora_in_one_run_stay_apart_and_whole() {
    let mut events: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let paths: Vec<String> = corpora().iter().map(|folder| folder.join("articles").display().to_string()).collect();
    let report = run(&paths, &Options::default(), Grouping::ByEvent, Depth::Events, &|_| ());
    for article in report.articles {
        let corpus = corpora().iter().map(|folder| name_of(folder)).find(|name| article.path.contains(name.as_str()));
        events.entry(article.event.unwrap_or(article.id)).or_default().push(corpus.expect("it lies in a corpus"));
    }
    let mixed = events.values().filter(|corpora| corpora.iter().any(|corpus| corpus != &corpora[0])).count();
    assert_eq!(mixed, 0, "{events:?}");
    let large = events.values().filter(|corpora| corpora.len() >= 5).count();
    assert_eq!((events.len(), large), (10, 8), "eight events, a hearing and a vote of other days: {events:?}");
}
