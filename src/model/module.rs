//! The interface between a model and its training.

use burn::module::Module;

/// A module whose parameters can be moved out, so that nothing else holds them.
pub trait Model: Module + 'static {
    /// Moves the layers out and leaves an empty model behind.
    fn take(&mut self) -> Self;

    /// The model with its weights back where they are bound to be, after an update; in place.
    #[must_use]
    fn settled(self) -> Self {
        self
    }
}
