//! Constraints of a dictionary: atoms of length 1, and a fixed mean.

use cubecl::prelude::*;

use super::super::LEAST;

/// Sets numbers from `first` on to zero, one a unit.
#[cube(launch_unchecked)]
pub fn clear_last(gradient: &mut [f32], first: u32, count: u32) {
    let unit = ABSOLUTE_POS as u32;
    if unit < count {
        gradient[(first + unit) as usize] = 0.0f32;
    }
}

/// Normalizes one atom a unit, of `inner` vectors.
#[cube(launch_unchecked)]
pub fn unit_length<N: Size>(dictionary: &mut [Vector<f32, N>], atoms: u32, inner: u32) {
    let atom = ABSOLUTE_POS as u32;
    if atom < atoms {
        let first = atom * inner;
        let square = RuntimeCell::<f32>::new(0.0f32);
        for step in 0..inner {
            let values = dictionary[(first + step) as usize];
            square.store(square.read() + values.dot(values));
        }
        let length = max(f32::sqrt(square.read()), LEAST);
        for step in 0..inner {
            dictionary[(first + step) as usize] /= Vector::<f32, N>::new(length);
        }
    }
}
