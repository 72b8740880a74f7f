//! Matrix products on the cores of the machine, in its widest registers.

use hourglass_kernels::gemm;
pub use hourglass_kernels::gemm::Matrix;

#[cfg(all(target_arch = "wasm32", feature = "lab"))]
use super::kernel_module;
use super::parallel::in_parallel;
use super::scratch::Scratch;

/// left · right + start, into `out`, row-major; `start` is added to every row. The result is the same to the bit
/// on any number of cores.
///
/// # Shapes
/// - left: `[m, k]`, right: `[k, n]`, start: `[n]` or empty for zero, out: `[m, n]`
pub fn product(left: Matrix, right: Matrix, start: &[f32], out: &mut [f32]) {
    assert_eq!(left.columns(), right.rows());
    assert_eq!(out.len(), left.rows() * right.columns());
    #[cfg(all(target_arch = "wasm32", feature = "lab"))]
    if kernel_module::product(left, right, start, out) {
        return;
    }
    let work = out.len() * left.columns();
    in_parallel(out, right.columns(), work, |first, out| {
        let left = left.band(first, out.len() / right.columns());
        let mut scratch = Scratch::any(gemm::scratch_len(left));
        in_widest(left, right, start, &mut scratch, out);
    });
}

/// Chooses the widest registers of the processor. Native builds target the oldest processors, with 128
/// bits.
fn in_widest(left: Matrix, right: Matrix, start: &[f32], scratch: &mut [f32], out: &mut [f32]) {
    #[cfg(target_arch = "x86_64")]
    if std::arch::is_x86_feature_detected!("avx2") {
        // SAFETY: this processor has the instructions.
        #[allow(unsafe_code)]
        return unsafe { gemm::product_in_256_bits(left, right, start, scratch, out) };
    }
    gemm::product_in_128_bits(left, right, start, scratch, out);
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
    fn a_product_is_the_same_to_the_bit_in_any_tiles_and_on_any_number_of_cores() {
        let [m, k, n] = [233, 200, 211];
        let (a, b, start) = (values(m * k, 1), values(k * n, 2), values(n, 3));
        let (left, right) = (Matrix::new(&a, k), Matrix::new(&b, n));
        let [mut shared, mut alone] = [vec![0.0; m * n], vec![1.0; m * n]];
        product(left, right, &start, &mut shared);
        let mut scratch = Scratch::any(gemm::scratch_len(left));
        gemm::product_in_128_bits(left, right, &start, &mut scratch, &mut alone);
        assert!(shared == alone);
    }
}
