//! Time and memory that a reader takes.

use super::Verdict;

/// Milliseconds that an input may take.
pub const LONGEST: f64 = 1000.0;

/// Bytes that a reader may hold at a time: four times the input, and 2 MB for the values of a header.
pub fn most(input: usize) -> usize {
    4 * input + (2 << 20)
}

/// Checks the memory that a reader held at a time.
pub fn check(input: usize, held: usize) -> Verdict {
    match held > most(input) {
        true => Err(format!("{held} bytes were held for {input} bytes of input")),
        false => Ok(()),
    }
}

/// Milliseconds since some moment.
#[cfg(target_arch = "wasm32")]
pub fn now() -> f64 {
    js_sys::Date::now()
}

/// Milliseconds since some moment.
#[cfg(not(target_arch = "wasm32"))]
pub fn now() -> f64 {
    use std::sync::OnceLock;
    use std::time::Instant;
    static START: OnceLock<Instant> = OnceLock::new();
    START.get_or_init(Instant::now).elapsed().as_secs_f64() * 1000.0
}

/// Result of a call, and the bytes that it held at a time; in the browser, those by which the memory grew.
pub fn measured<T>(call: impl FnOnce() -> T) -> (T, usize) {
    let before = begin();
    let result = call();
    (result, peak().saturating_sub(before))
}

pub use counter::{begin, peak};

#[cfg(target_arch = "wasm32")]
mod counter {
    /// Bytes that are held now.
    pub fn begin() -> usize {
        peak()
    }

    /// The most that were held since.
    pub fn peak() -> usize {
        core::arch::wasm32::memory_size(0) << 16
    }
}

#[cfg(not(target_arch = "wasm32"))]
mod counter {
    #![allow(unsafe_code, reason = "an allocator is")]

    use std::alloc::{GlobalAlloc, Layout, System};
    use std::cell::Cell;

    thread_local! {
        /// Bytes that this thread holds, and the most since `begin`.
        static HELD: Cell<(usize, usize)> = const { Cell::new((0, 0)) };
    }

    struct Counting;

    #[global_allocator]
    static COUNTING: Counting = Counting;

    fn count(change: isize) {
        // A thread that ends has no counter any more.
        let _ = HELD.try_with(|cell| {
            let (held, most) = cell.get();
            let held = held.wrapping_add_signed(change);
            // What another thread allocated makes the sum negative.
            let most = if held < usize::MAX / 2 {
                most.max(held)
            } else {
                most
            };
            cell.set((held, most));
        });
    }

    // SAFETY: every call goes to the system's allocator as it is.
    unsafe impl GlobalAlloc for Counting {
        unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
            count(layout.size() as isize);
            unsafe { System.alloc(layout) }
        }

        unsafe fn dealloc(&self, at: *mut u8, layout: Layout) {
            count(-(layout.size() as isize));
            unsafe { System.dealloc(at, layout) }
        }

        unsafe fn realloc(&self, at: *mut u8, layout: Layout, size: usize) -> *mut u8 {
            count(size as isize);
            let new = unsafe { System.realloc(at, layout, size) };
            count(-(layout.size() as isize));
            new
        }

        unsafe fn alloc_zeroed(&self, layout: Layout) -> *mut u8 {
            count(layout.size() as isize);
            unsafe { System.alloc_zeroed(layout) }
        }
    }

    /// Bytes that are held now.
    pub fn begin() -> usize {
        HELD.with(|cell| {
            let (held, _) = cell.get();
            cell.set((held, held));
            held
        })
    }

    /// The most that were held since.
    pub fn peak() -> usize {
        HELD.with(|cell| cell.get().1)
    }
}
