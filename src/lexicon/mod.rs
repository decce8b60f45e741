//! Typed look-ups over `data/*.tsv`. Knows words, not articles and not scores.

pub mod abbreviation;
pub mod calendar;
pub mod certainty;
pub mod consequence;
pub mod demonym;
pub mod ending;
pub mod frequency;
pub mod function;
pub(crate) mod furniture;
pub mod given_name;
pub mod irregular;
pub mod label;
pub mod negation;
pub mod number;
pub mod outcome;
pub mod place;
pub(crate) mod reporting_cue;
pub mod seat;
pub mod single_act;
pub(crate) mod source_word;
pub mod state;
pub mod synonym;
pub mod unit;
pub mod verb;

pub use function::is_function_word;

/// The rows of a data file, comment lines left out, each cut at its tabulators.
pub(crate) fn rows(data: &'static str) -> impl Iterator<Item = Vec<&'static str>> {
    data.lines().filter(|line| !line.starts_with('#') && !line.is_empty()).map(|line| line.split('\t').collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn word_lists_are_sorted_without_repeats_and_without_empty_cells() {
        for data in [
            abbreviation::DATA,
            calendar::DATA,
            certainty::DATA,
            consequence::DATA,
            demonym::DATA,
            ending::DATA,
            function::DATA,
            irregular::DATA,
            negation::DATA,
            number::DATA,
            outcome::DATA,
            place::DATA,
            seat::DATA,
            single_act::DATA,
            state::DATA,
            unit::DATA,
            verb::DATA,
        ] {
            let rows: Vec<_> = rows(data).collect();
            assert!(
                rows.windows(2).all(|pair| pair[0][0] < pair[1][0]),
                "unsorted near {:?}",
                rows.windows(2).find(|pair| pair[0][0] >= pair[1][0])
            );
            assert!(rows.iter().flatten().all(|cell| !cell.trim().is_empty()));
        }
    }
}
