//! One-to-one assignment of greatest total weight.
//!
//! Kuhn's method with potentials (Munkres, 1957, doi:10.1137/0105003), rows times rows times columns.

/// For each row the column that it is given, or none if nothing of weight is left for it.
/// `weights[row][column]` is finite and not negative; all rows are of one length.
pub(super) fn assign(weights: &[Vec<f64>]) -> Vec<Option<usize>> {
    let rows = weights.len();
    let given = weights.first().map_or(0, Vec::len);
    // Columns of no weight let every row be placed.
    let columns = given + rows;
    let cost = |row: usize, column: usize| -weights[row].get(column).copied().unwrap_or(0.0);
    // Row and column 0 are the method's own; real ones count from 1.
    let (mut of_row, mut of_column) = (vec![0.0; rows + 1], vec![0.0; columns + 1]);
    let mut row_at = vec![0_usize; columns + 1];
    for row in 1..=rows {
        row_at[0] = row;
        let mut column = 0;
        let mut least = vec![f64::INFINITY; columns + 1];
        let mut came_from = vec![0_usize; columns + 1];
        let mut done = vec![false; columns + 1];
        loop {
            done[column] = true;
            let current = row_at[column];
            let (mut step, mut next) = (f64::INFINITY, 0);
            for other in (1..=columns).filter(|other| !done[*other]) {
                let slack = cost(current - 1, other - 1) - of_row[current] - of_column[other];
                if slack < least[other] {
                    least[other] = slack;
                    came_from[other] = column;
                }
                if least[other] < step {
                    step = least[other];
                    next = other;
                }
            }
            for other in 0..=columns {
                if done[other] {
                    of_row[row_at[other]] += step;
                    of_column[other] -= step;
                } else {
                    least[other] -= step;
                }
            }
            column = next;
            if row_at[column] == 0 {
                break;
            }
        }
        while column != 0 {
            let before = came_from[column];
            row_at[column] = row_at[before];
            column = before;
        }
    }
    let mut assigned = vec![None; rows];
    for (column, row) in row_at.iter().enumerate().skip(1) {
        if *row > 0 && column <= given && weights[row - 1][column - 1] > 0.0 {
            assigned[row - 1] = Some(column - 1);
        }
    }
    assigned
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_total_counts_not_the_single_best() {
        let weights = vec![vec![0.9, 0.8], vec![0.85, 0.1]];
        assert_eq!(assign(&weights), [Some(1), Some(0)]);
    }

    #[test]
    fn a_row_may_stay_without_a_column() {
        assert_eq!(assign(&[vec![0.5], vec![0.7]]), [None, Some(0)]);
        assert_eq!(assign(&[vec![0.0, 0.0]]), [None]);
        assert_eq!(assign(&[vec![], vec![]]), [None, None]);
        assert!(assign(&[]).is_empty());
    }
}
