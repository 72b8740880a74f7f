//! Choices for pictures, one a file: their size, and the part of them that is kept.

use super::choice::{Choice, Sure};
use super::choices::{Choices, offer};
use super::opened::{Images, Origin};
use crate::config::reading::{Crop, LARGEST_SIDE, Reading};

/// Sides that are offered for pictures, in pixels.
const OFFERED_SIDES: [usize; 7] = [8, 16, 24, 28, 32, 48, LARGEST_SIDE];

impl Choices {
    /// Side of pictures.
    pub fn add_side(&mut self, images: &Images, reading: &Reading) {
        let Origin::Pictures(size) = images.origin else {
            return;
        };
        let (width, height) = (images.extent.width, images.extent.height);
        let mut sides: Vec<_> = OFFERED_SIDES
            .into_iter()
            .filter(|&side| side <= size.shortest.max(OFFERED_SIDES[0]))
            .collect();
        if width == height && !sides.contains(&width) {
            sides.push(width);
        }
        let sides = sides.into_iter();
        let options = sides.map(|side| offer(side, format!("{side} x {side} pixels")));
        let suggested = match width == height {
            true => width.to_string(),
            false => "auto".into(),
        };
        if width == height && width >= OFFERED_SIDES[0] {
            self.taken.side = Some(width);
        }
        self.list.push(Choice {
            field: "side".into(),
            label: "Size".into(),
            chosen: vec![
                reading
                    .side
                    .map_or_else(|| "auto".into(), |side| side.to_string()),
            ],
            suggested,
            why: format!(
                "The shortest side of the pictures has {} pixels.",
                size.shortest
            ),
            sure: Sure::Certain,
            options: options.collect(),
        });
    }

    /// The part of pictures that is kept, where some have another shape than the images that they become.
    pub fn add_crop(&mut self, images: &Images, reading: &Reading) {
        let Origin::Pictures(size) = images.origin else {
            return;
        };
        if !size.have_other_shape {
            return;
        }
        let name = |crop: Crop| match crop {
            Crop::Auto => "auto",
            Crop::Middle => "middle",
            Crop::Whole => "whole",
        };
        self.taken.crop = match reading.crop {
            Crop::Whole => Crop::Whole,
            Crop::Auto | Crop::Middle => Crop::Middle,
        };
        self.list.push(Choice {
            field: "crop".into(),
            label: "Crop".into(),
            chosen: vec![name(reading.crop).into()],
            suggested: name(Crop::Middle).into(),
            why: "Some pictures are wider or higher than the images that they become.".into(),
            sure: Sure::Likely,
            options: vec![
                offer(
                    name(Crop::Middle),
                    "the middle: what lies beyond is cut off",
                ),
                offer(name(Crop::Whole), "the whole picture, with a border"),
            ],
        });
    }
}
