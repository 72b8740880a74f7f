//! A product as numbers in memory, for kernels in another module or thread.
#![allow(
    unsafe_code,
    reason = "slices cross the border of a module as addresses and lengths"
)]

use core::slice::{from_raw_parts, from_raw_parts_mut};

use crate::gemm::{Matrix, ROWS, product_in_128_bits, scratch_len};

/// A product, shared out in bands of rows.
#[repr(C)]
#[derive(Debug)]
pub struct ProductJob {
    left: MatrixAddress,
    right: MatrixAddress,
    start: *const f32,
    start_len: usize,
    out: *mut f32,
    /// Rows of a band; the last one may have fewer.
    rows: usize,
    scratch: *mut f32,
    /// Numbers of working memory for a band.
    scratch_len: usize,
}

impl ProductJob {
    /// Numbers of working memory for a product in so many bands.
    pub fn scratch_len(left: Matrix, bands: usize) -> usize {
        bands * scratch_len(left.band(0, rows_of_band(left, bands)))
    }

    /// The product of `gemm::product_in_128_bits` in so many bands.
    ///
    /// # Shapes
    /// - scratch: `[scratch_len(left, bands)]`; the others as there
    pub fn new(
        left: Matrix,
        right: Matrix,
        start: &[f32],
        bands: usize,
        scratch: &mut [f32],
        out: &mut [f32],
    ) -> Self {
        assert!(out.len() >= left.rows() * right.columns());
        assert!(scratch.len() >= Self::scratch_len(left, bands));
        Self {
            left: MatrixAddress::new(left),
            right: MatrixAddress::new(right),
            start: start.as_ptr(),
            start_len: start.len(),
            out: out.as_mut_ptr(),
            rows: rows_of_band(left, bands),
            scratch: scratch.as_mut_ptr(),
            scratch_len: scratch.len() / bands,
        }
    }

    /// Computes a band. A band beyond the last row has nothing to do.
    ///
    /// # Safety
    /// What `new` was given is still there, and nobody else works on this band.
    pub unsafe fn compute(&self, band: usize) {
        let first = band * self.rows;
        let rows = self.left.rows.saturating_sub(first).min(self.rows);
        if rows == 0 {
            return;
        }
        let columns = self.right.columns;
        // SAFETY: `new` had slices of these lengths, and bands do not overlap.
        unsafe {
            product_in_128_bits(
                self.left.matrix().band(first, rows),
                self.right.matrix(),
                from_raw_parts(self.start, self.start_len),
                from_raw_parts_mut(self.scratch.add(band * self.scratch_len), self.scratch_len),
                from_raw_parts_mut(self.out.add(first * columns), rows * columns),
            );
        }
    }
}

/// Rows of a band where a product is shared out; whole tiles, but for the last.
fn rows_of_band(left: Matrix, bands: usize) -> usize {
    let rows = left.rows().div_ceil(bands);
    if bands == 1 {
        rows
    } else {
        rows.next_multiple_of(ROWS)
    }
}

/// A matrix as numbers.
#[repr(C)]
#[derive(Debug, Clone, Copy)]
struct MatrixAddress {
    values: *const f32,
    len: usize,
    rows: usize,
    columns: usize,
    stride: usize,
    transposed: usize,
}

impl MatrixAddress {
    fn new(matrix: Matrix) -> Self {
        let Matrix {
            values,
            rows,
            columns,
            stride,
            transposed,
        } = matrix;
        Self {
            values: values.as_ptr(),
            len: values.len(),
            rows,
            columns,
            stride,
            transposed: usize::from(transposed),
        }
    }

    /// # Safety
    /// The values are still there.
    unsafe fn matrix<'a>(self) -> Matrix<'a> {
        Matrix {
            // SAFETY: the caller promises it.
            values: unsafe { from_raw_parts(self.values, self.len) },
            rows: self.rows,
            columns: self.columns,
            stride: self.stride,
            transposed: self.transposed != 0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gemm::tests::values;

    #[test]
    fn bands_in_any_order_give_the_product_to_the_bit() {
        for (m, k, n) in [(1, 5, 3), (7, 300, 13), (64, 9, 16), (130, 20, 8)] {
            let (a, b, start) = (values(m * k, 1), values(k * n, 2), values(n, 3));
            let transposed: Vec<f32> = (0..m * k).map(|at| a[at % m * k + at / m]).collect();
            let right = Matrix::new(&b, n);
            for left in [Matrix::new(&a, k), Matrix::new(&transposed, m).transposed()] {
                let mut whole = vec![0.0; m * n];
                let mut scratch = vec![0.0; scratch_len(left)];
                product_in_128_bits(left, right, &start, &mut scratch, &mut whole);
                for bands in [1, 2, 3, 8] {
                    let mut out = vec![f32::NAN; m * n];
                    let mut scratch = vec![f32::NAN; ProductJob::scratch_len(left, bands)];
                    let job = ProductJob::new(left, right, &start, bands, &mut scratch, &mut out);
                    for band in (0..bands).rev() {
                        // SAFETY: all of it lives until the end of this loop.
                        unsafe { job.compute(band) };
                    }
                    assert!(out == whole, "{m} {k} {n} in {bands} bands");
                }
            }
        }
    }
}
