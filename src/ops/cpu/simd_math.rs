//! Exponential, logarithm, sigmoid and tanh in plain arithmetic, so that loops over them become SIMD. The
//! standard library works on one number at a time. Results are within a few units of its last place.

/// Largest argument whose exponential is a normal 32-bit number.
const LARGEST: f32 = 87.0;

/// eˣ = 2ⁿ eʳ, with n the nearest whole number to x / ln 2 and eʳ, |r| ≤ ln 2 / 2, by its Taylor series.
/// The argument is clamped to ±87.
#[inline(always)]
pub fn exp(x: f32) -> f32 {
    const HIGH: f32 = 0.693_359_4;
    const LOW: f32 = -2.121_944_4e-4;
    // Adding and taking away 1.5 · 2²³ rounds to a whole number, which is then in the lowest bits.
    const SHIFT: f32 = 12_582_912.0;
    let x = x.clamp(-LARGEST, LARGEST);
    let shifted = x * std::f32::consts::LOG2_E + SHIFT;
    let whole = shifted - SHIFT;
    let r = (x - whole * HIGH) - whole * LOW;
    let tail = 1.0 / 24.0 + r * (1.0 / 120.0 + r * (1.0 / 720.0 + r * (1.0 / 5040.0)));
    let series = 1.0 + r * (1.0 + r * (0.5 + r * (1.0 / 6.0 + r * tail)));
    let power = (shifted.to_bits() << 23).wrapping_add(1.0f32.to_bits());
    series * f32::from_bits(power)
}

/// ln(1 + x) for 0 ≤ x ≤ 1: 2 artanh(s) with s = x / (2 + x) ≤ 1/3, by its series.
#[inline(always)]
pub fn ln_1p(x: f32) -> f32 {
    let s = x / (2.0 + x);
    let q = s * s;
    let tail = 1.0 / 7.0 + q * (1.0 / 9.0 + q * (1.0 / 11.0 + q * (1.0 / 13.0)));
    2.0 * s * (1.0 + q * (1.0 / 3.0 + q * (0.2 + q * tail)))
}

/// 1 / (1 + e⁻ˣ).
#[inline(always)]
pub fn sigmoid(x: f32) -> f32 {
    1.0 / (1.0 + exp(-x))
}

/// tanh x = 1 − 2 / (1 + e²ˣ), and its series near 0, where the difference would lose its digits.
#[inline(always)]
pub fn tanh(x: f32) -> f32 {
    let far = 1.0 - 2.0 / (1.0 + exp(2.0 * x));
    let q = x * x;
    let near = x * (1.0 - q * (1.0 / 3.0 - q * (2.0 / 15.0 - q * (17.0 / 315.0))));
    if q < 0.04 { near } else { far }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Largest error relative to the exact value, over 100,000 numbers of a range.
    fn worst(from: f64, to: f64, ours: fn(f32) -> f32, exact: fn(f64) -> f64) -> f64 {
        let errors = (0..=100_000).map(|i| {
            let x = (from + (to - from) * f64::from(i) / 1e5) as f32;
            let exact = exact(f64::from(x));
            (f64::from(ours(x)) - exact).abs() / exact.abs().max(1e-30)
        });
        errors.fold(0.0, f64::max)
    }

    #[test]
    fn each_is_within_a_few_units_of_the_last_place() {
        assert!(worst(-87.0, 87.0, exp, f64::exp) < 3e-7);
        assert!(worst(-1.0, 1.0, exp, f64::exp) < 2e-7);
        assert!(worst(0.0, 1.0, ln_1p, f64::ln_1p) < 3e-7);
        assert!(worst(-80.0, 80.0, sigmoid, |x| 1.0 / (1.0 + (-x).exp())) < 4e-7);
        assert!(worst(-9.0, 9.0, tanh, f64::tanh) < 1e-6);
    }

    #[test]
    fn numbers_beyond_all_bounds_stay_finite_and_not_a_number_stays_so() {
        assert!(exp(1e30).is_finite() && exp(f32::INFINITY).is_finite());
        assert!((0.0..1e-30).contains(&exp(-1e30)));
        assert_eq!((sigmoid(1e30), tanh(1e30), tanh(-1e30)), (1.0, 1.0, -1.0));
        assert!(exp(f32::NAN).is_nan() && sigmoid(f32::NAN).is_nan() && tanh(f32::NAN).is_nan());
    }
}
