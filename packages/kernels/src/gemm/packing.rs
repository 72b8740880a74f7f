//! Packed factors of a product: the values of a tile, in the order in which its inner loop reads them.

use super::{Matrix, ROWS};
use crate::flush;
use crate::lanes::load;

/// Numbers of the packed rows of a matrix.
pub fn packed_len(matrix: Matrix) -> usize {
    matrix.rows.next_multiple_of(ROWS) * matrix.columns
}

/// Packs a transposed matrix tile by tile of four rows, the values of a column of a tile side by side. Missing
/// rows of the last tile hold any values.
///
/// # Shapes
/// - packed: `[packed_len(matrix)]`
#[inline(always)]
pub fn pack_rows(matrix: Matrix, packed: &mut [f32]) {
    let tiles = packed.chunks_exact_mut(ROWS * matrix.columns);
    for (tile, first) in tiles.zip((0..matrix.rows).step_by(ROWS)) {
        let rows = ROWS.min(matrix.rows - first);
        for (line, values) in tile.as_chunks_mut::<ROWS>().0.iter_mut().enumerate() {
            load(values, matrix.line(line, first, rows));
        }
    }
}

/// Packs columns `column..column + width`, at most `WIDTH`, row by row from row `first` on, padded with zeros.
#[inline(always)]
pub fn pack_columns<const WIDTH: usize>(
    matrix: Matrix,
    first: usize,
    column: usize,
    width: usize,
    panel: &mut [[f32; WIDTH]],
) {
    if width < WIDTH {
        panel.fill([0.0; WIDTH]);
    }
    match (matrix.transposed, width == WIDTH) {
        (false, _) => {
            for (row, packed) in (first..).zip(panel) {
                load(packed, matrix.line(row, column, width));
                *packed = packed.map(flush);
            }
        }
        (true, true) => {
            let rows = panel.len();
            let lines: [&[f32]; WIDTH] =
                core::array::from_fn(|index| matrix.line(column + index, first, rows));
            for (row, packed) in panel.iter_mut().enumerate() {
                *packed = lines.map(|line| flush(line[row]));
            }
        }
        (true, false) => {
            for index in 0..width {
                let line = matrix.line(column + index, first, panel.len());
                for (packed, &value) in panel.iter_mut().zip(line) {
                    packed[index] = flush(value);
                }
            }
        }
    }
}
