//! Matrix products in plain Rust. A tile of four rows of the result stays in registers, which the compiler
//! turns into SIMD (`simd128` on wasm). Both factors are packed, so the innermost loop reads memory in order.
//! Every number is summed in the same order for any tile and any number of cores: results are the same to
//! the bit.

mod packing;

use crate::lanes::{load, store, take};
use packing::{pack_columns, pack_rows, packed_len};

/// Columns of a tile in two registers of 128 bits.
const NARROW: usize = 8;
/// Columns of the widest tile.
const WIDEST: usize = 2 * NARROW;
/// Rows of a tile.
pub(crate) const ROWS: usize = 4;
/// Longest run of the inner dimension. Its packed columns, 8 KiB, then stay in the smallest cache.
const BLOCK: usize = 256;

/// Matrix over a slice, row-major or a transposed view of such.
#[derive(Debug, Clone, Copy)]
pub struct Matrix<'a> {
    pub(crate) values: &'a [f32],
    pub(crate) rows: usize,
    pub(crate) columns: usize,
    /// Distance of two lines: rows, or columns where transposed.
    pub(crate) stride: usize,
    pub(crate) transposed: bool,
}

impl<'a> Matrix<'a> {
    /// Row-major values, `[rows, columns]`.
    pub fn new(values: &'a [f32], columns: usize) -> Self {
        let rows = values.len() / columns;
        Self {
            values,
            rows,
            columns,
            stride: columns,
            transposed: false,
        }
    }

    /// Transposed view of the same values.
    pub fn transposed(self) -> Self {
        Self {
            rows: self.columns,
            columns: self.rows,
            transposed: !self.transposed,
            ..self
        }
    }

    /// Number of rows.
    pub fn rows(&self) -> usize {
        self.rows
    }

    /// Number of columns.
    pub fn columns(&self) -> usize {
        self.columns
    }

    /// View of `rows` rows from `first` on.
    pub fn band(self, first: usize, rows: usize) -> Self {
        let start = if self.transposed {
            first
        } else {
            first * self.stride
        };
        Self {
            values: &self.values[start..],
            rows,
            ..self
        }
    }

    /// `count` neighbours in memory from `first` on: values of a row, or of a column where transposed.
    #[inline(always)]
    fn line(&self, line: usize, first: usize, count: usize) -> &'a [f32] {
        &self.values[line * self.stride + first..][..count]
    }
}

/// Numbers of working memory that a product with this left factor needs.
pub fn scratch_len(left: Matrix) -> usize {
    let panel = BLOCK.min(left.columns) * WIDEST;
    let rows = if left.transposed { packed_len(left) } else { 0 };
    panel + rows
}

/// left · right + start, into `out`, row-major; `start` is added to every row.
///
/// # Shapes
/// - left: `[m, k]`, right: `[k, n]`, start: `[n]` or empty for zero, out: `[m, n]`
/// - scratch: `[scratch_len(left)]`, any values
#[inline(always)]
pub fn product_in_128_bits(
    left: Matrix,
    right: Matrix,
    start: &[f32],
    scratch: &mut [f32],
    out: &mut [f32],
) {
    product_in_tiles::<NARROW>(left, right, start, scratch, out);
}

/// The same in the wider registers of some processors.
///
/// # Safety
/// The processor has AVX2.
#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2")]
pub fn product_in_256_bits(
    left: Matrix,
    right: Matrix,
    start: &[f32],
    scratch: &mut [f32],
    out: &mut [f32],
) {
    product_in_tiles::<WIDEST>(left, right, start, scratch, out);
}

/// Product in tiles of `WIDTH` columns, the last ones in the narrowest tiles that hold them.
#[inline(always)]
fn product_in_tiles<const WIDTH: usize>(
    left: Matrix,
    right: Matrix,
    start: &[f32],
    scratch: &mut [f32],
    out: &mut [f32],
) {
    let (panel, rest) = scratch.split_at_mut(BLOCK.min(left.columns) * WIDEST);
    let rows = left.transposed.then(|| {
        let packed = &mut rest[..packed_len(left)];
        pack_rows(left, packed);
        &*packed
    });
    let mut product = Product {
        left,
        rows,
        right,
        start,
        panel,
        out,
    };
    for column in (0..right.columns).step_by(WIDTH) {
        match right.columns - column {
            width @ ..=4 => product.columns::<4>(column, width),
            width @ ..=NARROW if WIDTH > NARROW => product.columns::<NARROW>(column, width),
            width => product.columns::<WIDTH>(column, width.min(WIDTH)),
        }
    }
}

/// Product under way.
struct Product<'a> {
    left: Matrix<'a>,
    /// The packed left factor, if it was transposed.
    rows: Option<&'a [f32]>,
    right: Matrix<'a>,
    start: &'a [f32],
    /// Memory for packed columns of the right factor.
    panel: &'a mut [f32],
    out: &'a mut [f32],
}

impl Product<'_> {
    /// Columns `column..column + width` of the result, `width` being at most `WIDTH`.
    #[inline(always)]
    fn columns<const WIDTH: usize>(&mut self, column: usize, width: usize) {
        let depth = self.left.columns;
        let first = match self.start {
            [] => [0.0; WIDTH],
            start => take(&start[column..column + width]),
        };
        for inner in (0..depth).step_by(BLOCK) {
            let (panel, _) = self.panel.as_chunks_mut::<WIDTH>();
            let panel = &mut panel[..BLOCK.min(depth - inner)];
            pack_columns(self.right, inner, column, width, panel);
            for row in (0..self.left.rows).step_by(ROWS) {
                let rows = ROWS.min(self.left.rows - row);
                let at = |index: usize| (row + index) * self.right.columns + column;
                let mut sums = [first; ROWS];
                if inner > 0 {
                    for (index, sums) in sums.iter_mut().enumerate().take(rows) {
                        load(sums, &self.out[at(index)..][..width]);
                    }
                }
                // By value: sums that are also reached by index, above and below, would not stay in registers.
                let sums = if let Some(packed) = self.rows {
                    let tile = &packed[row * depth + inner * ROWS..][..panel.len() * ROWS];
                    add_packed(sums, tile, panel)
                } else {
                    // A missing row repeats the last one. Its result is dropped, and the loop stays one.
                    let line = |index: usize| row + index.min(rows - 1);
                    let lines = |index| self.left.line(line(index), inner, panel.len());
                    add_lines(sums, core::array::from_fn(lines), panel)
                };
                for (index, sums) in sums.iter().enumerate().take(rows) {
                    store(sums, &mut self.out[at(index)..][..width]);
                }
            }
        }
    }
}

/// Adds the product of four rows and packed columns.
#[inline(always)]
fn add_lines<const WIDTH: usize>(
    mut sums: [[f32; WIDTH]; ROWS],
    [a, b, c, d]: [&[f32]; ROWS],
    panel: &[[f32; WIDTH]],
) -> [[f32; WIDTH]; ROWS] {
    for ((((right, &a), &b), &c), &d) in panel.iter().zip(a).zip(b).zip(c).zip(d) {
        add(&mut sums, [a, b, c, d], right);
    }
    sums
}

/// Adds the product of four packed rows and packed columns.
#[inline(always)]
fn add_packed<const WIDTH: usize>(
    mut sums: [[f32; WIDTH]; ROWS],
    tile: &[f32],
    panel: &[[f32; WIDTH]],
) -> [[f32; WIDTH]; ROWS] {
    for (left, right) in tile.as_chunks::<ROWS>().0.iter().zip(panel) {
        add(&mut sums, *left, right);
    }
    sums
}

#[cfg(not(target_feature = "relaxed-simd"))]
#[inline(always)]
fn add<const WIDTH: usize>(
    sums: &mut [[f32; WIDTH]; ROWS],
    left: [f32; ROWS],
    right: &[f32; WIDTH],
) {
    for (sums, left) in sums.iter_mut().zip(left) {
        for (sum, right) in sums.iter_mut().zip(right) {
            *sum += left * right;
        }
    }
}

/// The same with fused products and sums, which round once instead of twice, or as the processor has it.
#[cfg(target_feature = "relaxed-simd")]
#[inline(always)]
fn add<const WIDTH: usize>(
    sums: &mut [[f32; WIDTH]; ROWS],
    left: [f32; ROWS],
    right: &[f32; WIDTH],
) {
    use core::arch::wasm32::{f32x4, f32x4_extract_lane, f32x4_relaxed_madd, f32x4_splat};
    let lanes = |[a, b, c, d]: [f32; 4]| f32x4(a, b, c, d);
    for (sums, left) in sums.iter_mut().zip(left) {
        let (sums, _) = sums.as_chunks_mut::<4>();
        for (sum, right) in sums.iter_mut().zip(right.as_chunks::<4>().0) {
            let both = f32x4_relaxed_madd(f32x4_splat(left), lanes(*right), lanes(*sum));
            *sum = [
                f32x4_extract_lane::<0>(both),
                f32x4_extract_lane::<1>(both),
                f32x4_extract_lane::<2>(both),
                f32x4_extract_lane::<3>(both),
            ];
        }
    }
}

#[cfg(test)]
pub(crate) mod tests {
    use super::*;

    /// Numbers between -0.5 and 0.5.
    pub fn values(count: usize, seed: usize) -> Vec<f32> {
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
            // more than a block of the inner dimension
            (6, 600, 13),
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
                    let mut scratch = vec![f32::NAN; scratch_len(left)];
                    product_in_128_bits(left, right, &start, &mut scratch, &mut out);
                    for (index, value) in out.iter().enumerate() {
                        let exact = exact(index / n, index % n);
                        assert!((value - exact).abs() < 1e-4, "{m} {k} {n}: {value} {exact}");
                    }
                }
            }
        }
    }

    fn transpose(values: &[f32], columns: usize) -> Vec<f32> {
        let rows = values.len() / columns;
        (0..values.len())
            .map(|i| values[i % rows * columns + i / rows])
            .collect()
    }
}
