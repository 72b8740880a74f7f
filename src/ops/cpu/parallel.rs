//! Parallel products: bands of rows on the cores of a machine. In a browser tab the core has one thread.

use std::sync::OnceLock;
use std::thread;

/// Multiplications that justify another thread, which takes some tens of microseconds to start.
const WORTH: usize = 1 << 22;

/// Number of threads, cached: asking the system takes longer than a small product.
fn cores() -> usize {
    static CORES: OnceLock<usize> = OnceLock::new();
    if cfg!(target_arch = "wasm32") {
        return 1;
    }
    *CORES.get_or_init(|| thread::available_parallelism().map_or(1, usize::from))
}

/// Calls `fill` with the first row and the values of each band of rows of `out`, row-major. The bands cover
/// all rows, and take `work` multiplications together.
pub fn in_parallel(
    out: &mut [f32],
    columns: usize,
    work: usize,
    fill: impl Fn(usize, &mut [f32]) + Sync,
) {
    let bands = cores().min(work / WORTH);
    if bands < 2 {
        return fill(0, out);
    }
    let rows = (out.len() / columns).div_ceil(bands);
    let fill = &fill;
    thread::scope(|scope| {
        let mut bands = out.chunks_mut(rows * columns).enumerate();
        let own = bands.next();
        for (band, out) in bands {
            scope.spawn(move || fill(band * rows, out));
        }
        if let Some((_, out)) = own {
            fill(0, out);
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_filled_once_whatever_the_number_of_bands() {
        for (rows, work) in [(1, 0), (7, 2 * WORTH), (5, 64 * WORTH), (64, 3 * WORTH)] {
            let mut out = vec![0.0; rows * 3];
            in_parallel(&mut out, 3, work, |first, band| {
                for (row, values) in band.chunks_mut(3).enumerate() {
                    values
                        .iter_mut()
                        .for_each(|value| *value += (first + row + 1) as f32);
                }
            });
            let expected: Vec<f32> = (0..rows).flat_map(|row| [(row + 1) as f32; 3]).collect();
            assert_eq!(out, expected, "{rows} rows");
        }
    }
}
