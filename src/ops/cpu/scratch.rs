//! Working memory of operations on the CPU, kept from call to call. A steady step thus allocates its
//! results alone, which belong to Burn's tensors.

use std::cell::RefCell;
use std::ops::{Deref, DerefMut};

thread_local! {
    static KEPT: RefCell<Vec<Vec<f32>>> = const { RefCell::new(Vec::new()) };
}

/// Numbers for the time of a call, returned to the pool on drop.
pub struct Scratch(Vec<f32>);

impl Scratch {
    /// `count` zeros.
    pub fn zeros(count: usize) -> Self {
        let mut numbers = KEPT.with_borrow_mut(|kept| take(kept, count));
        numbers.clear();
        numbers.resize(count, 0.0);
        Self(numbers)
    }

    /// `count` numbers that the caller writes before it reads them. They hold any values.
    pub fn any(count: usize) -> Self {
        let mut numbers = KEPT.with_borrow_mut(|kept| take(kept, count));
        numbers.resize(count, 0.0);
        Self(numbers)
    }

    /// Copy of these numbers.
    pub fn copy(values: &[f32]) -> Self {
        let mut numbers = KEPT.with_borrow_mut(|kept| take(kept, values.len()));
        numbers.clear();
        numbers.extend_from_slice(values);
        Self(numbers)
    }
}

/// The smallest vector that is large enough, else the largest, which grows. Large ones stay for large
/// needs.
fn take(kept: &mut Vec<Vec<f32>>, count: usize) -> Vec<f32> {
    let fits = |numbers: &Vec<f32>| (numbers.capacity() < count, numbers.capacity());
    let best = (0..kept.len()).min_by_key(|&at| match fits(&kept[at]) {
        (false, capacity) => (false, capacity),
        (true, capacity) => (true, usize::MAX - capacity),
    });
    best.map_or_else(Vec::new, |at| kept.swap_remove(at))
}

impl Drop for Scratch {
    fn drop(&mut self) {
        let numbers = std::mem::take(&mut self.0);
        // An ending thread has no pool any more.
        let _ = KEPT.try_with(|kept| kept.borrow_mut().push(numbers));
    }
}

impl Deref for Scratch {
    type Target = [f32];

    fn deref(&self) -> &[f32] {
        &self.0
    }
}

impl DerefMut for Scratch {
    fn deref_mut(&mut self) -> &mut [f32] {
        &mut self.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// In a thread of its own, where nothing is kept yet.
    fn alone(body: impl FnOnce() + Send + 'static) {
        std::thread::spawn(body).join().unwrap();
    }

    #[test]
    fn what_was_left_behind_is_used_again_and_begins_at_zero() {
        alone(|| {
            let mut first = Scratch::zeros(100);
            first.fill(7.0);
            let address = first.as_ptr();
            drop(first);
            let again = Scratch::zeros(60);
            assert_eq!(again.as_ptr(), address);
            assert_eq!(&again[..], &[0.0; 60]);
        });
    }

    #[test]
    fn two_at_a_time_are_apart_and_a_small_need_leaves_the_large_memory() {
        alone(|| {
            let (large, small) = (Scratch::zeros(1000), Scratch::copy(&[1.0, 2.0]));
            let (wide, narrow) = (large.as_ptr(), small.as_ptr());
            assert_eq!(&small[..], &[1.0, 2.0]);
            drop((large, small));
            let small = Scratch::zeros(2);
            assert_eq!(
                (small.as_ptr(), Scratch::zeros(900).as_ptr()),
                (narrow, wide)
            );
        });
    }
}
