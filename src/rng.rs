//! Seeded randomness: one ChaCha8 stream for each purpose, so that drawing more of one thing never
//! changes another. The same seed gives the same numbers on every platform.

use rand::SeedableRng;
pub use rand_chacha::ChaCha8Rng;

/// Purpose of random numbers.
#[derive(Debug, Clone, Copy)]
pub enum Purpose {
    /// Assignment of images to training, validation and test.
    Split,
    /// Initial weights.
    Weights,
    /// The order of the images in an epoch, counted from 0.
    Epoch(u32),
    /// Drawing generated data.
    Data,
    /// The colours of generated data.
    Hues,
    /// Choice of examples where there are too many.
    Sample,
}

/// The stream of a purpose under a seed.
pub fn stream(seed: u32, purpose: Purpose) -> ChaCha8Rng {
    let mut rng = ChaCha8Rng::seed_from_u64(u64::from(seed));
    rng.set_stream(match purpose {
        Purpose::Split => 1,
        Purpose::Weights => 2,
        Purpose::Data => 3,
        Purpose::Hues => 4,
        Purpose::Sample => 5,
        Purpose::Epoch(epoch) => (1 << 32) | u64::from(epoch),
    });
    rng
}

/// Numbers of the streams that are drawn on the device, one for each use under a seed.
pub mod streams {
    /// The codes of a variational autoencoder.
    pub const CODES: u32 = 0;
    /// Corruption of the images.
    pub const CORRUPTION: u32 = 1;
    /// Random shifts of the images.
    pub const SHIFT: u32 = 2;
    /// Random windows of the images.
    pub const CROP: u32 = 3;
    /// Units that are switched off: this for the first layer, the next for the second, and so on.
    pub const DROPOUT: u32 = 16;
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::RngExt;

    #[test]
    fn a_seed_gives_the_same_stream_twice_and_purposes_do_not_share_one() {
        let draw = |seed, purpose| stream(seed, purpose).random::<u64>();
        assert_eq!(draw(7, Purpose::Weights), draw(7, Purpose::Weights));
        assert_ne!(draw(7, Purpose::Weights), draw(8, Purpose::Weights));
        assert_ne!(draw(7, Purpose::Weights), draw(7, Purpose::Split));
        assert_ne!(draw(7, Purpose::Epoch(0)), draw(7, Purpose::Epoch(1)));
    }
}
