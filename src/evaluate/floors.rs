//! Figures by name, and the floors that they must not fall under (`corpora/FLOORS.toml`).
//!
//! Floors only rise: whoever makes the tool better raises them in the same commit.

use std::collections::BTreeMap;

/// A figure: right among judged, or an F1.
#[derive(Clone, PartialEq, Debug)]
pub struct Figure {
    /// Its name, as in the floors.
    pub name: &'static str,
    /// 0 to 1, 1 is best.
    pub value: f64,
    /// How many are right (for an F1: among those that gold has).
    pub right: f64,
    /// How many were judged.
    pub of: f64,
    /// How many could not be judged, since gold says nothing about them.
    pub unjudged: usize,
}

/// A figure that does not reach its floor.
#[derive(Clone, PartialEq, Debug)]
pub struct Breach {
    /// The figure's name.
    pub figure: String,
    /// What it must reach.
    pub floor: f64,
    /// What it reaches; none if it could not be judged at all, or there is no such figure.
    pub measured: Option<f64>,
}

impl std::fmt::Display for Breach {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self.measured {
            Some(measured) => write!(out, "{}: floor {:.3}, measured {measured:.3}", self.figure, self.floor),
            None => write!(out, "{}: floor {:.3}, not measured: nothing was judged", self.figure, self.floor),
        }
    }
}

/// Floors are written with three decimals: a figure reaches its floor if it does so when rounded.
const HALF_OF_LAST_DECIMAL: f64 = 0.0005;

/// The floors that the figures do not reach, in order of name.
#[must_use]
pub fn breaches(figures: &[Figure], floors: &BTreeMap<String, f64>) -> Vec<Breach> {
    let measured: BTreeMap<&str, f64> = figures.iter().map(|figure| (figure.name, figure.value)).collect();
    let under = floors.iter().filter_map(|(name, floor)| {
        let measured = measured.get(name.as_str()).copied();
        let reached = measured.is_some_and(|value| value + HALF_OF_LAST_DECIMAL >= *floor);
        (!reached).then(|| Breach { figure: name.clone(), floor: *floor, measured })
    });
    under.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn figure(name: &'static str, value: f64) -> Figure {
        Figure { name, value, right: value, of: 1.0, unjudged: 0 }
    }

    #[test]
    fn a_figure_under_its_floor_names_both() {
        let floors = BTreeMap::from([("a".to_owned(), 0.8), ("b".to_owned(), 0.5)]);
        let found = breaches(&[figure("a", 0.71), figure("b", 0.5)], &floors);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].to_string(), "a: floor 0.800, measured 0.710");
    }

    #[test]
    fn a_floor_without_a_figure_is_a_breach() {
        let found = breaches(&[], &BTreeMap::from([("a".to_owned(), 0.1)]));
        assert!(found[0].to_string().contains("not measured"));
    }
}
