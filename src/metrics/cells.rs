//! Metrics of tables, over the cells that are known: errors of numbers and ratings, and categories that come back right.

use super::letters::largest;

/// Kind of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cell {
    /// A number, standardized.
    Number,
    /// A rating, as it was given.
    Rating,
    /// One of so many categories, one-hot.
    Category(usize),
}

impl Cell {
    fn width(self) -> usize {
        match self {
            Self::Number | Self::Rating => 1,
            Self::Category(names) => names,
        }
    }
}

/// Metrics of tables. One without such cells is none.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct CellScores {
    /// Mean squared error of the numbers, in standard deviations.
    pub numbers_mse: Option<f64>,
    /// Share of categories whose most probable name is the right one.
    pub categories_right: Option<f64>,
    /// Root of the mean squared error of the ratings.
    pub ratings_rmse: Option<f64>,
}

/// Scores of reconstructed rows. What is NaN in them is not known, and left out.
///
/// # Shapes
/// - outputs, rows: `[count, width]`, numbers standardized
pub fn cell_scores(outputs: &[f32], rows: &[f32], columns: &[Cell]) -> CellScores {
    let [mut numbers, mut ratings, mut right] = [(0.0, 0usize); 3];
    let width = columns
        .iter()
        .map(|column| column.width())
        .sum::<usize>()
        .max(1);
    for (output, row) in outputs.chunks_exact(width).zip(rows.chunks_exact(width)) {
        let mut from = 0;
        for &column in columns {
            let cell = from..from + column.width();
            from = cell.end;
            let (output, known) = (&output[cell.clone()], &row[cell]);
            if known.iter().any(|value| value.is_nan()) {
                continue;
            }
            let square = || (f64::from(output[0]) - f64::from(known[0])).powi(2);
            let (sum, add) = match column {
                Cell::Number => (&mut numbers, square()),
                Cell::Rating => (&mut ratings, square()),
                Cell::Category(_) => {
                    let is_right = largest(output) == largest(known);
                    (&mut right, f64::from(u8::from(is_right)))
                }
            };
            *sum = (sum.0 + add, sum.1 + 1);
        }
    }
    let mean = |(sum, count): (f64, usize)| (count > 0).then(|| sum / count as f64);
    CellScores {
        numbers_mse: mean(numbers),
        categories_right: mean(right),
        ratings_rmse: mean(ratings).map(f64::sqrt),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_kind_of_cell_has_its_score_and_unknown_ones_have_none() {
        const NONE: f32 = f32::NAN;
        let columns = [Cell::Number, Cell::Category(2), Cell::Rating, Cell::Number];
        let rows = [
            [1.0, 1.0, 0.0, 4.0, NONE],
            [2.0, NONE, NONE, NONE, NONE],
            [NONE, 0.0, 1.0, 2.0, 0.0],
        ];
        let outputs = [
            [0.0, 0.4, 0.6, 2.0, 9.0],
            [2.0, 0.5, 0.5, 9.0, 9.0],
            [9.0, 0.1, 0.9, 4.0, 1.0],
        ];
        let scores = cell_scores(&outputs.concat(), &rows.concat(), &columns);
        assert_eq!(scores.numbers_mse, Some(2.0 / 3.0));
        assert_eq!(scores.categories_right, Some(0.5));
        assert_eq!(scores.ratings_rmse, Some(2.0));
        assert_eq!(
            cell_scores(&outputs.concat(), &[NONE; 15], &columns),
            CellScores::default()
        );
        assert_eq!(cell_scores(&[1.0], &[1.0], &[]), CellScores::default());
    }
}
