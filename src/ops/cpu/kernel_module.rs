//! Kernels in a WebAssembly module of their own, which works on this module's memory. Their addresses are places in
//! this module's table of functions, where the worker puts them.
#![allow(
    unsafe_code,
    reason = "functions of another module are known by their address alone"
)]

use std::cell::Cell;

use hourglass_kernels::gemm::Matrix;
use hourglass_kernels::job::ProductJob;

use super::scratch::Scratch;

/// Computes a band of a product.
type ProductBand = unsafe extern "C" fn(*const ProductJob, usize);

thread_local! {
    static PRODUCT_BAND: Cell<Option<ProductBand>> = const { Cell::new(None) };
}

/// Takes the kernels at these places of the table, or gives them up.
///
/// # Safety
/// A place is that of the export of this name of the package `kernel-module`, in an instance on this module's memory.
pub unsafe fn bind(product_band: Option<usize>) {
    // SAFETY: the caller promises that there is such a function. Null is none.
    let kernel =
        product_band.map(|place| unsafe { std::mem::transmute::<usize, ProductBand>(place) });
    PRODUCT_BAND.set(kernel);
}

/// Computes a product, as `gemm::product` does, where there are kernels for it. Says whether it did.
pub fn product(left: Matrix, right: Matrix, start: &[f32], out: &mut [f32]) -> bool {
    let Some(kernel) = PRODUCT_BAND.get() else {
        return false;
    };
    let mut scratch = Scratch::any(ProductJob::scratch_len(left, 1));
    let job = ProductJob::new(left, right, start, 1, &mut scratch, out);
    // SAFETY: the job lives until the end of the call.
    unsafe { kernel(&job, 0) };
    true
}
