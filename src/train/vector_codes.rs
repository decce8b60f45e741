//! Codes rows in half a byte a value: sixteen levels for the whole table (Lloyd, 1982, doi:10.1109/TIT.1982.1056489; Max, 1960), a scale a
//! row. The rows have been rotated at random, so that their values look alike and one set of levels fits all.

use crate::language::vectors::{DIMENSIONS, LEVELS, dot};

/// Rounds of fitting the levels: they stand still after 40.
const ROUNDS: usize = 60;
/// Every so many values one is used to fit the levels.
const SAMPLE_EVERY: usize = 17;

/// The sections of a coded table.
pub(crate) struct Coded {
    pub(crate) scales: Vec<u8>,
    pub(crate) levels: Vec<u8>,
    pub(crate) codes: Vec<u8>,
    /// Mean cosine of a row and its code.
    pub(crate) likeness: f32,
}

/// Codes a table.
pub(crate) fn code(table: &[[f32; DIMENSIONS]]) -> Coded {
    let deviations: Vec<f32> = table.iter().map(|row| (dot(row, row) / DIMENSIONS as f32).sqrt().max(f32::MIN_POSITIVE)).collect();
    let scaled = |row: usize| {
        let deviation = deviations[row];
        table[row].iter().map(move |value| value / deviation)
    };
    let mut sample: Vec<f32> = (0..table.len()).flat_map(scaled).step_by(SAMPLE_EVERY).collect();
    sample.sort_by(f32::total_cmp);
    let levels = levels(&sample);
    let borders = borders(&levels);
    let mut coded = Coded {
        scales: Vec::new(),
        levels: levels.iter().flat_map(|level| level.to_le_bytes()).collect(),
        codes: Vec::new(),
        likeness: 0.0,
    };
    for (at, row) in table.iter().enumerate() {
        let chosen: Vec<usize> = scaled(at).map(|value| borders.partition_point(|border| *border < value)).collect();
        let product: f32 = row.iter().zip(&chosen).map(|(value, level)| value * levels[*level]).sum();
        let square: f32 = chosen.iter().map(|level| levels[*level] * levels[*level]).sum();
        // The scale with the least squared error for these codes.
        let scale = product / square.max(f32::MIN_POSITIVE);
        coded.scales.extend(scale.to_le_bytes());
        coded.codes.extend(chosen.as_chunks::<2>().0.iter().map(|[low, high]| u8::try_from(low | (high << 4)).unwrap_or(0)));
        coded.likeness += product / (dot(row, row) * square).sqrt().max(f32::MIN_POSITIVE) / table.len() as f32;
    }
    coded
}

fn borders(levels: &[f32; LEVELS]) -> [f32; LEVELS - 1] {
    std::array::from_fn(|at| f32::midpoint(levels[at], levels[at + 1]))
}

/// The levels with the least squared error for values in order, made symmetric.
fn levels(sample: &[f32]) -> [f32; LEVELS] {
    let mut levels: [f32; LEVELS] =
        std::array::from_fn(|at| sample.get((2 * at + 1) * sample.len() / (2 * LEVELS)).copied().unwrap_or(0.0));
    for _ in 0..ROUNDS {
        let borders = borders(&levels);
        let mut start = 0;
        for (at, level) in levels.iter_mut().enumerate() {
            let end = borders.get(at).map_or(sample.len(), |border| sample.partition_point(|value| value <= border)).max(start);
            if end > start {
                *level = (sample[start..end].iter().map(|value| f64::from(*value)).sum::<f64>() / (end - start) as f64) as f32;
            }
            start = end;
        }
    }
    std::array::from_fn(|at| (levels[at] - levels[LEVELS - 1 - at]) / 2.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::train::random::Random;

    #[test]
    fn a_coded_row_points_where_the_row_points() {
        let mut random = Random::new(3);
        let table: Vec<[f32; DIMENSIONS]> = (0..50).map(|_| std::array::from_fn(|_| random.normal() as f32)).collect();
        let coded = code(&table);
        assert!(coded.likeness > 0.99, "{}", coded.likeness);
        assert_eq!((coded.scales.len(), coded.codes.len()), (200, 50 * DIMENSIONS / 2));
    }
}
