//! Distance of rows of a table, in standard deviations, over what both know.

use super::layout::Layout;

/// A row from which others are measured.
#[derive(Debug)]
pub struct Measured {
    /// In units; NaN where not known.
    cells: Vec<f32>,
    /// One by the deviation of each.
    weights: Vec<f32>,
    known: usize,
}

impl Measured {
    /// A row as the bytes of its floats, with the deviations of a layout.
    pub fn new(row: &[u8], columns: &Layout) -> Self {
        let cells: Vec<f32> = floats(row).collect();
        let scales = columns.scales();
        Self {
            known: cells.iter().filter(|cell| !cell.is_nan()).count(),
            weights: scales
                .iter()
                .map(|[_, deviation]| 1.0 / deviation)
                .collect(),
            cells,
        }
    }

    /// Mean squared difference from another row, over what both know. None where the other lacks more than half of what this one
    /// knows: it says too little.
    pub fn squared_difference(&self, other: &[u8]) -> Option<f64> {
        let (mut sum, mut count) = (0.0, 0);
        for ((cell, &own), weight) in floats(other).zip(&self.cells).zip(&self.weights) {
            let difference = (cell - own) * weight;
            if !difference.is_nan() {
                sum += f64::from(difference * difference);
                count += 1;
            }
        }
        (count > 0 && 2 * count >= self.known).then(|| sum / f64::from(count as u32))
    }
}

fn floats(row: &[u8]) -> impl Iterator<Item = f32> {
    let (cells, _) = row.as_chunks();
    cells.iter().map(|&cell| f32::from_le_bytes(cell))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::layout::{Field, FieldKind};

    fn bytes(cells: &[f32]) -> Vec<u8> {
        cells.iter().flat_map(|cell| cell.to_le_bytes()).collect()
    }

    #[test]
    fn numbers_count_in_deviations_and_what_one_row_lacks_not_at_all() {
        let number = |mean, deviation| FieldKind::Number { mean, deviation };
        let names = vec!["a".into(), "b".into()];
        let columns = Layout(vec![
            Field::new("mass", number(4000.0, 200.0)),
            Field::new("kind", FieldKind::Category { names }),
            Field::new("length", number(1.0, 0.5)),
        ]);
        let row = Measured::new(&bytes(&[4200.0, 0.0, 1.0, f32::NAN]), &columns);
        let to = |cells: &[f32]| row.squared_difference(&bytes(cells));
        // two deviations in one of three known cells, then another category
        assert_eq!(to(&[4600.0, 0.0, 1.0, 7.0]), Some(4.0 / 3.0));
        assert_eq!(to(&[4200.0, 1.0, 0.0, f32::NAN]), Some(2.0 / 3.0));
        assert_eq!(to(&[f32::NAN, 0.0, 1.0, 7.0]), Some(0.0));
        assert_eq!(to(&[4400.0, f32::NAN, f32::NAN, 7.0]), None);
        assert_eq!(to(&[f32::NAN; 4]), None);
    }
}
