//! Learning rate schedules: their definition, which the CPU uses as it is.

use std::f32::consts::FRAC_PI_2;

/// Factor of the learning rate after n steps, with a warm-up of W steps. It is (n + 1) / W for n < W, then
/// the curve at n − W. The gradual warm-up is that of [Goyal et al. 2017](https://arxiv.org/abs/1706.02677).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Schedule {
    /// Steps of the warm-up, W. 0 for none.
    pub warm_up: u32,
    /// Curve after the warm-up.
    pub curve: Curve,
}

/// Factor n steps after the warm-up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Curve {
    /// Constant 1.
    Constant,
    /// Step decay γ^⌊n / T⌋, every T steps as PyTorch's `StepLR`.
    Step {
        /// T, at least 1.
        length: u32,
        /// γ, above 0.
        decay: f32,
    },
    /// Cosine decay ½ (1 + cos(π n / T)), and 0 from T on: equation 5 of [Loshchilov and Hutter
    /// 2016](https://arxiv.org/abs/1608.03983) with ηₘᵢₙ = 0, without restarts. It is computed as sin²(π/2
    /// (1 − n / T)), which keeps its digits near the end.
    Cosine {
        /// T, at least 1.
        length: u32,
    },
}

impl Schedule {
    /// Constant learning rate.
    pub const CONSTANT: Self = Self {
        warm_up: 0,
        curve: Curve::Constant,
    };

    /// Factor of the learning rate after `done` steps.
    pub fn factor(&self, done: u32) -> f32 {
        if done < self.warm_up {
            return (done + 1) as f32 / self.warm_up as f32;
        }
        let after = done - self.warm_up;
        match self.curve {
            Curve::Constant => 1.0,
            Curve::Step { length, decay } => decay.powf((after / length) as f32),
            Curve::Cosine { length } => {
                let left = 1.0 - (after as f32 / length as f32).min(1.0);
                (FRAC_PI_2 * left).sin().powi(2)
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn factors<const N: usize>(schedule: Schedule, steps: [u32; N]) -> [f32; N] {
        steps.map(|done| schedule.factor(done))
    }

    #[test]
    fn a_warm_up_climbs_in_equal_steps_to_the_full_rate() {
        let schedule = Schedule {
            warm_up: 4,
            curve: Curve::Constant,
        };
        let climbing = factors(schedule, [0, 1, 2, 3, 4, 1000]);
        assert_eq!(climbing, [0.25, 0.5, 0.75, 1.0, 1.0, 1.0]);
        assert_eq!(factors(Schedule::CONSTANT, [0, 1, 1000]), [1.0; 3]);
    }

    #[test]
    fn steps_fall_by_their_factor_and_the_warm_up_does_not_count() {
        let schedule = Schedule {
            warm_up: 5,
            curve: Curve::Step {
                length: 10,
                decay: 0.5,
            },
        };
        let falling = factors(schedule, [5, 14, 15, 24, 25, 35]);
        assert_eq!(falling, [1.0, 1.0, 0.5, 0.5, 0.25, 0.125]);
    }

    #[test]
    fn the_cosine_begins_at_one_passes_a_half_and_stays_at_nothing() {
        let schedule = Schedule {
            warm_up: 0,
            curve: Curve::Cosine { length: 60 },
        };
        // ½ (1 + cos(π n / 60))
        let exact = [1.0, 0.75, 0.5, 0.25, 0.0, 0.0];
        for (factor, exact) in factors(schedule, [0, 20, 30, 40, 60, 100])
            .into_iter()
            .zip(exact)
        {
            assert!((factor - exact).abs() < 1e-6, "{factor} {exact}");
        }
    }
}
