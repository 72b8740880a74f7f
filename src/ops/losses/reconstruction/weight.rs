//! How much a loss counts beside another.

/// A weight, reached at once or over a warm-up.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Weight {
    /// What the loss is multiplied by.
    pub value: f32,
    /// Steps in which the weight grows from 0 to `value`, along a straight line; 0 for all of it from the
    /// first step on. (C. K. Sønderby et al., *Ladder Variational Autoencoders*, 2016, section 2.3, warm up
    /// the KL divergence this way.)
    pub warm_up: u32,
}

impl Weight {
    /// That of a loss that counts as much as the other, from the first step on.
    pub const ONE: Self = Self {
        value: 1.0,
        warm_up: 0,
    };

    /// The weight in the step that comes after so many: value · min(1, step / warm-up).
    pub fn at(&self, step: usize) -> f32 {
        if step >= self.warm_up as usize {
            self.value
        } else {
            self.value * (step as f32 / self.warm_up as f32)
        }
    }
}
