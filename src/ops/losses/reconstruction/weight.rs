//! Weight of a loss term.

/// Weight of a loss, constant or with a linear warm-up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Factor of the loss after the warm-up.
    pub value: f32,
    /// Steps of the warm-up, in which the weight grows from 0 to `value` on a straight line. 0 for none.
    /// (C. K. Sønderby et al., *Ladder Variational Autoencoders*, 2016, section 2.3, warm up the KL
    /// divergence this way.)
    pub warm_up: u32,
}

impl Weight {
    /// Constant weight of 1.
    pub const ONE: Self = Self {
        value: 1.0,
        warm_up: 0,
    };

    /// Weight after `step` finished steps: value · min(1, step / warm-up).
    pub fn at(&self, step: usize) -> f32 {
        if step >= self.warm_up as usize {
            self.value
        } else {
            self.value * (step as f32 / self.warm_up as f32)
        }
    }
}
