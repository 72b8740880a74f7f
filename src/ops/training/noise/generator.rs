//! Random number generator in plain Rust, which `gpu` follows line by line.

use std::f32::consts::{FRAC_PI_2, LN_2};

use super::{Distribution, Stream};

/// Numbers of one call of the generator.
pub const BLOCK: usize = 4;

/// Distance of neighbouring uniform numbers, 2⁻²⁴.
pub(super) const GRAIN: f32 = 1.0 / 16_777_216.0;

/// Bit patterns of √½ and of 1, and the bits of a mantissa.
pub(super) const ROOT_HALF: u32 = 0x3f35_04f3;
pub(super) const ONE: u32 = 0x3f80_0000;
pub(super) const MANTISSA: u32 = 0x007f_ffff;

/// Four random words from four counters: PCG4D of M. Jarzynski and M. Olano, *Hash Functions for GPU
/// Rendering*, Journal of Computer Graphics Techniques 9(3), 2020. It takes only 32-bit products, sums and
/// shifts, which every device computes alike.
pub fn pcg4d(counters: [u32; 4]) -> [u32; 4] {
    let words = counters.map(|word| word.wrapping_mul(1_664_525).wrapping_add(1_013_904_223));
    mix(mix(words).map(|word| word ^ (word >> 16)))
}

/// Adds to each word the product of two others.
fn mix([x, y, z, w]: [u32; 4]) -> [u32; 4] {
    let x = x.wrapping_add(y.wrapping_mul(w));
    let y = y.wrapping_add(z.wrapping_mul(x));
    let z = z.wrapping_add(x.wrapping_mul(y));
    let w = w.wrapping_add(y.wrapping_mul(z));
    [x, y, z, w]
}

/// Generator of one stream in one step.
#[derive(Debug, Clone, Copy)]
pub struct Generator {
    stream: Stream,
    step: u32,
}

impl Generator {
    /// Generator of a stream in a step.
    pub fn new(stream: Stream, step: u32) -> Self {
        Self { stream, step }
    }

    /// Words of elements `4 block` to `4 block + 3`.
    pub fn words(&self, block: usize) -> [u32; BLOCK] {
        pcg4d([
            block as u32,
            self.step,
            self.stream.number,
            self.stream.seed,
        ])
    }

    /// Numbers of elements `4 block` to `4 block + 3`.
    pub fn numbers(&self, block: usize, distribution: Distribution) -> [f32; BLOCK] {
        let words = self.words(block);
        match distribution {
            Distribution::Uniform => words.map(unit),
            Distribution::Normal => {
                let [a, b] = pair(words[0], words[1]);
                let [c, d] = pair(words[2], words[3]);
                [a, b, c, d]
            }
        }
    }

    /// Fills values with the first numbers.
    pub fn fill(&self, values: &mut [f32], distribution: Distribution) {
        for (block, values) in values.chunks_mut(BLOCK).enumerate() {
            values.copy_from_slice(&self.numbers(block, distribution)[..values.len()]);
        }
    }
}

/// Upper 24 bits as a number in [0, 1), exact in `f32`.
fn unit(word: u32) -> f32 {
    (word >> 8) as f32 * GRAIN
}

/// Two normal numbers (G. E. P. Box and M. E. Muller, *A Note on the Generation of Random Normal Deviates*,
/// Annals of Mathematical Statistics 29(2), 1958). The logarithm is of (0, 1]. The angle is drawn in the
/// quarter around 0, and a swap and a sign take it to the other three.
///
/// Logarithm, sine and cosine are own series: WGSL promises only three digits of a cosine, and all devices
/// must agree.
fn pair(first: u32, second: u32) -> [f32; 2] {
    let length = (-2.0 * ln(unit(first) + GRAIN)).sqrt();
    let radius = if second >> 31 == 1 { -length } else { length };
    let angle = (unit(second << 2) - 0.5) * FRAC_PI_2;
    let (along, across) = (radius * cos(angle), radius * sin(angle));
    if (second >> 30) & 1 == 1 {
        [across, along]
    } else {
        [along, across]
    }
}

/// Logarithm of a positive normal number with a relative error of 2e-7: e ln 2 + ln m with m in [√½, √2).
/// The second term, `ln m = 2 artanh((m − 1) / (m + 1))`, comes from its series.
fn ln(x: f32) -> f32 {
    let bits = x.to_bits() + (ONE - ROOT_HALF);
    let exponent = (bits >> 23) as f32 - 127.0;
    let mantissa = f32::from_bits((bits & MANTISSA) + ROOT_HALF);
    let s = (mantissa - 1.0) / (mantissa + 1.0);
    let q = s * s;
    let series = 1.0 / 7.0 + q * (1.0 / 9.0);
    let series = 1.0 / 5.0 + q * series;
    let series = 1.0 / 3.0 + q * series;
    exponent * LN_2 + 2.0 * s * (1.0 + q * series)
}

/// Sine of an angle in ±π/4, to 1e-7, by its series.
fn sin(x: f32) -> f32 {
    let q = x * x;
    let series = 1.0 - q / 72.0;
    let series = 1.0 - q / 42.0 * series;
    let series = 1.0 - q / 20.0 * series;
    x * (1.0 - q / 6.0 * series)
}

/// Cosine of an angle in ±π/4, to 1e-7, by its series.
fn cos(x: f32) -> f32 {
    let q = x * x;
    let series = 1.0 - q / 56.0;
    let series = 1.0 - q / 30.0 * series;
    let series = 1.0 - q / 12.0 * series;
    1.0 - q / 2.0 * series
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_gives_the_words_of_an_independent_implementation() {
        let most = u32::MAX;
        let known = [
            ([0; 4], [0x0f02_f829, 0x2d56_8769, 0x32b0_c43b, 0xd325_48ea]),
            (
                [1, 2, 3, 4],
                [0x3622_cd16, 0xf114_71d8, 0xe110_9b3f, 0x02b9_4c2f],
            ),
            (
                [most; 4],
                [0x974e_d892, 0xc015_dc67, 0x9f95_5760, 0xa1bb_a208],
            ),
            (
                [0x1234_5678, 0x9abc_def0, 0xdead_beef, 7],
                [0xa2ac_058b, 0x9cf3_e4bb, 0x6d03_3b86, 0x5afd_cab4],
            ),
        ];
        for (counters, words) in known {
            assert_eq!(pcg4d(counters), words, "{counters:?}");
        }
    }

    #[test]
    fn the_extreme_words_give_finite_numbers_in_range() {
        assert_eq!((unit(0), unit(u32::MAX)), (0.0, 1.0 - GRAIN));
        for first in [0, u32::MAX] {
            for second in [0, 1 << 30, 1 << 31, u32::MAX] {
                for number in pair(first, second) {
                    assert!(number.abs() < 5.8, "{first}, {second}: {number}");
                }
            }
        }
    }

    #[test]
    fn the_series_equal_the_functions() {
        for step in 0..=1000u32 {
            let angle = (step as f32 / 1000.0 - 0.5) * FRAC_PI_2;
            let exact = f64::from(angle);
            assert!(
                (f64::from(sin(angle)) - exact.sin()).abs() < 1e-7,
                "sin {angle}"
            );
            assert!(
                (f64::from(cos(angle)) - exact.cos()).abs() < 1e-7,
                "cos {angle}"
            );
        }
        let numbers = (0..24).flat_map(|power| [1u32 << power, (1 << power) + 1, 3 << power]);
        for number in numbers
            .chain(16_777_000..=16_777_216)
            .filter(|n| *n <= 1 << 24)
        {
            let x = number as f32 * GRAIN;
            let (ours, exact) = (f64::from(ln(x)), f64::from(x).ln());
            assert!(
                (ours - exact).abs() <= 2e-7 * exact.abs(),
                "ln {x}: {ours} for {exact}"
            );
        }
        assert_eq!(ln(1.0), 0.0);
    }
}
