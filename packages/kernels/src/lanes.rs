//! Numbers of a slice in arrays of a fixed length, which stay in registers.

/// An array of these numbers, at most as many as it holds, padded with zeros.
#[inline(always)]
pub fn take<const COUNT: usize>(numbers: &[f32]) -> [f32; COUNT] {
    let mut array = [0.0; COUNT];
    load(&mut array, numbers);
    array
}

/// Fills the first numbers of an array. A full one is copied in whole registers.
#[inline(always)]
pub fn load<const COUNT: usize>(array: &mut [f32; COUNT], numbers: &[f32]) {
    match numbers.first_chunk::<COUNT>() {
        Some(all) => *array = *all,
        None => array
            .iter_mut()
            .zip(numbers)
            .for_each(|(to, from)| *to = *from),
    }
}

/// Fills a slice with the first numbers of an array.
#[inline(always)]
pub fn store<const COUNT: usize>(array: &[f32; COUNT], numbers: &mut [f32]) {
    match numbers.first_chunk_mut::<COUNT>() {
        Some(all) => *all = *array,
        None => numbers
            .iter_mut()
            .zip(array)
            .for_each(|(to, from)| *to = *from),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_array_of_too_few_numbers_ends_in_zeros() {
        assert_eq!(take::<4>(&[1.0, 2.0]), [1.0, 2.0, 0.0, 0.0]);
        let mut short = [9.0; 2];
        store(&[1.0, 2.0, 3.0], &mut short);
        assert_eq!(short, [1.0, 2.0]);
    }
}
