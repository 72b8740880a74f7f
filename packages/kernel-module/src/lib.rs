//! The kernels as a WebAssembly module of its own, on the memory of the module that trains. It is built for
//! instructions that not every browser has. It has no data and no statics, since
//! whatever it put into memory would overwrite what the other module has there.
#![cfg(target_arch = "wasm32")]
#![no_std]

use core::arch::wasm32::unreachable;
use core::panic::PanicInfo;

use hourglass_kernels::job::ProductJob;

/// Computes a band of rows of a product.
///
/// # Safety
/// The job and all that it points to are valid, and nobody else works on this band.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn product_band(job: *const ProductJob, band: usize) {
    // SAFETY: the caller promises it.
    unsafe { (*job).compute(band) }
}

#[panic_handler]
fn panic(_: &PanicInfo) -> ! {
    unreachable()
}
