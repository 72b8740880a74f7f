//! Matrix products in plain Rust. A tile of four rows of the result stays in registers, which the compiler
//! turns into SIMD (`simd128` on wasm). The right factor is packed column panel by column panel, so the
//! innermost loop reads memory in order. Every number is summed in the same order for any tile and any
//! number of cores: results are the same to the bit.

use super::flush;
use super::parallel::in_parallel;
use super::scratch::Scratch;

/// Columns of a tile in two registers of 128 bits.
const NARROW: usize = 8;
/// Rows of a tile.
const ROWS: usize = 4;

/// Matrix over a slice, with any strides.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a> {
    values: &'a [f32],
    rows: usize,
    columns: usize,
    row_stride: usize,
    column_stride: usize,
}

impl<'a> Matrix<'a> {
    /// Row-major values, `[rows, columns]`.
    pub fn new(values: &'a [f32], columns: usize) -> Self {
        let rows = values.len() / columns;
        Self {
            values,
            rows,
            columns,
            row_stride: columns,
            column_stride: 1,
        }
    }

    /// Transposed view of the same values.
    pub fn transposed(self) -> Self {
        Self {
            rows: self.columns,
            columns: self.rows,
            row_stride: self.column_stride,
            column_stride: self.row_stride,
            ..self
        }
    }

    /// View of `rows` rows from `first` on.
    fn band(self, first: usize, rows: usize) -> Self {
        Self {
            values: &self.values[first * self.row_stride..],
            rows,
            ..self
        }
    }

    fn at(&self, row: usize, column: usize) -> f32 {
        self.values[row * self.row_stride + column * self.column_stride]
    }
}

/// left · right + start, into `out`, row-major; `start` is added to every row.
///
/// # Shapes
/// - left: `[m, k]`, right: `[k, n]`, start: `[n]` or empty for zero, out: `[m, n]`
pub fn product(left: Matrix, right: Matrix, start: &[f32], out: &mut [f32]) {
    assert_eq!(left.columns, right.rows);
    assert_eq!(out.len(), left.rows * right.columns);
    let work = out.len() * left.columns;
    in_parallel(out, right.columns, work, |first, out| {
        let left = left.band(first, out.len() / right.columns);
        product_in_widest(left, right, start, out);
    });
}

/// Chooses the widest registers of the processor. Native builds target the oldest processors, with 128
/// bits.
fn product_in_widest(left: Matrix, right: Matrix, start: &[f32], out: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: this processor has the instructions.
        #[allow(unsafe_code)]
        return unsafe { product_in_256_bits(left, right, start, out) };
    }
    product_in_tiles::<NARROW>(left, right, start, out);
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
fn product_in_256_bits(left: Matrix, right: Matrix, start: &[f32], out: &mut [f32]) {
    match right.columns {
        ..=NARROW => product_in_tiles::<NARROW>(left, right, start, out),
        _ => product_in_tiles::<{ 2 * NARROW }>(left, right, start, out),
    }
}

#[inline(always)]
fn product_in_tiles<const WIDTH: usize>(
    left: Matrix,
    right: Matrix,
    start: &[f32],
    out: &mut [f32],
) {
    let mut panel = Scratch::zeros(right.rows * WIDTH);
    for column in (0..right.columns).step_by(WIDTH) {
        let width = WIDTH.min(right.columns - column);
        pack::<WIDTH>(right, column, width, &mut panel);
        let mut first = [0.0; WIDTH];
        if !start.is_empty() {
            first[..width].copy_from_slice(&start[column..column + width]);
        }
        for row in (0..left.rows).step_by(ROWS) {
            let rows = ROWS.min(left.rows - row);
            let tile = tile(left, row, rows, &panel, first);
            for (index, values) in tile.iter().enumerate().take(rows) {
                let at = (row + index) * right.columns + column;
                out[at..at + width].copy_from_slice(&values[..width]);
            }
        }
    }
}

/// Packs columns `column..column + width` of a matrix row by row, padded with zeros.
#[inline(always)]
fn pack<const WIDTH: usize>(matrix: Matrix, column: usize, width: usize, panel: &mut [f32]) {
    for (row, packed) in panel.chunks_exact_mut(WIDTH).enumerate() {
        for (index, value) in packed.iter_mut().enumerate() {
            *value = if index < width {
                flush(matrix.at(row, column + index))
            } else {
                0.0
            };
        }
    }
}

/// Rows `row..row + rows` of the product with a packed panel.
#[inline(always)]
fn tile<const WIDTH: usize>(
    left: Matrix,
    row: usize,
    rows: usize,
    panel: &[f32],
    first: [f32; WIDTH],
) -> [[f32; WIDTH]; ROWS] {
    // A missing row repeats the last one. Its result is dropped, and the loop stays one.
    let at: [usize; ROWS] = std::array::from_fn(|index| row + index.min(rows - 1));
    let mut sums = [first; ROWS];
    if left.column_stride == 1 {
        let [a, b, c, d] = at.map(|row| &left.values[row * left.row_stride..][..left.columns]);
        for ((((right, &a), &b), &c), &d) in panel.chunks_exact(WIDTH).zip(a).zip(b).zip(c).zip(d) {
            add(&mut sums, [a, b, c, d], right);
        }
    } else if left.row_stride == 1 && rows == ROWS {
        // The four values lie together.
        let columns = left.values[row..].chunks(left.column_stride);
        for (right, column) in panel.chunks_exact(WIDTH).zip(columns) {
            if let Some(&values) = column.first_chunk::<ROWS>() {
                add(&mut sums, values, right);
            }
        }
    } else {
        for (inner, right) in panel.chunks_exact(WIDTH).enumerate() {
            let values = &left.values[inner * left.column_stride..];
            add(
                &mut sums,
                at.map(|row| values[row * left.row_stride]),
                right,
            );
        }
    }
    sums
}

#[inline(always)]
fn add<const WIDTH: usize>(sums: &mut [[f32; WIDTH]; ROWS], left: [f32; ROWS], right: &[f32]) {
    for (sums, left) in sums.iter_mut().zip(left) {
        for (sum, right) in sums.iter_mut().zip(right) {
            *sum += left * right;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn values(count: usize, seed: usize) -> Vec<f32> {
        (0..count)
            .map(|index| ((index * 37 + seed * 11) % 23) as f32 / 23.0 - 0.5)
            .collect()
    }

    #[test]
    fn products_of_every_edge_size_equal_the_definition() {
        for (m, k, n) in [
            (1, 1, 1),
            (4, 8, 8),
            (5, 3, 9),
            (7, 17, 2),
            (3, 1, 15),
            (9, 33, 16),
            (6, 5, 37),
        ] {
            let (a, b, start) = (values(m * k, 1), values(k * n, 2), values(n, 3));
            let exact = |row: usize, column: usize| {
                let products = (0..k).map(|inner| a[row * k + inner] * b[inner * n + column]);
                start[column] + products.sum::<f32>()
            };
            let (at, bt) = (transpose(&a, k), transpose(&b, n));
            for left in [Matrix::new(&a, k), Matrix::new(&at, m).transposed()] {
                for right in [Matrix::new(&b, n), Matrix::new(&bt, k).transposed()] {
                    let mut out = vec![f32::NAN; m * n];
                    product(left, right, &start, &mut out);
                    for (index, value) in out.iter().enumerate() {
                        let exact = exact(index / n, index % n);
                        assert!((value - exact).abs() < 1e-5, "{m} {k} {n}: {value} {exact}");
                    }
                }
            }
        }
    }

    #[test]
    fn a_product_is_the_same_to_the_bit_in_any_tiles_and_on_any_number_of_cores() {
        let [m, k, n] = [233, 200, 211];
        let (a, b, start) = (values(m * k, 1), values(k * n, 2), values(n, 3));
        let (left, right) = (Matrix::new(&a, k), Matrix::new(&b, n));
        let [mut shared, mut alone] = [vec![0.0; m * n], vec![1.0; m * n]];
        product(left, right, &start, &mut shared);
        product_in_tiles::<NARROW>(left, right, &start, &mut alone);
        assert!(shared == alone);
    }

    fn transpose(values: &[f32], columns: usize) -> Vec<f32> {
        let rows = values.len() / columns;
        (0..values.len())
            .map(|i| values[i % rows * columns + i / rows])
            .collect()
    }
}
