//! Parts of pictures that are kept where they are scaled to another shape.

use crate::config::schema::choices;

choices! {
    /// The part of a picture that is kept.
    Crop {
        Auto = "auto", "Automatic", "The middle.";
        Middle = "middle", "Middle", "The largest part around the middle that has the shape of the images.";
        Whole = "whole", "Whole", "All of it, with a border in the mean colour of its edges.";
    }
}

impl Crop {
    pub(super) fn is_auto(&self) -> bool {
        *self == Self::Auto
    }

    pub(super) fn parse(text: &str) -> Self {
        match text {
            "middle" => Self::Middle,
            "whole" => Self::Whole,
            _ => Self::Auto,
        }
    }
}
