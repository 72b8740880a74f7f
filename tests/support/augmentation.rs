//! Augmentation: random shifts and crops.

use std::collections::BTreeMap;

use burn::tensor::{Device, Tensor};
use hourglass::ops::training::augment::{Augmentation, augment};
use hourglass::shape::Extent;

use super::corruption::{STEP, STREAM, even, extent};
use super::noise::clock;
use super::numbers::{numbers, random, tensor};

pub async fn augmented(images: &Tensor<2>, how: Augmentation, of: Extent) -> Vec<f32> {
    let clock = clock(STEP, &images.device());
    numbers(augment(images.clone(), clock, STREAM, how, of)).await
}

/// An image shifted right and down; zeros fill the rest.
fn moved(image: &[f32], of: Extent, [across, down]: [isize; 2]) -> Vec<f32> {
    let (height, width) = (of.height as isize, of.width as isize);
    let places = (0..of.size() as isize).map(|at| {
        let (pixel, channel) = (at / of.channels as isize, at % of.channels as isize);
        (pixel % width - across, pixel / width - down, channel)
    });
    let inside = |(x, y, channel): (isize, isize, isize)| {
        if (0..width).contains(&x) && (0..height).contains(&y) {
            image[((y * width + x) * of.channels as isize + channel) as usize]
        } else {
            0.0
        }
    };
    places.map(inside).collect()
}

/// Shifts stay within their limit, are equally likely, and fill with zeros. This holds even if a
/// shift can move the whole image out of view.
///
/// # Panics
/// If it is not.
pub async fn check_shift(device: &Device) {
    for (batch, of, most) in [
        (4000, extent(5, 7, 1), 2isize),
        (4000, extent(5, 7, 3), 2),
        (3, extent(1, 1, 1), 1),
        (9, extent(3, 4, 1), 9),
    ] {
        let images = random([batch, of.size()], [0.5, 1.0], device);
        let how = Augmentation::Shift {
            most: most as usize,
        };
        let ours = augmented(&images, how, of).await;
        let clean = numbers(images).await;
        let mut ways = BTreeMap::new();
        for (ours, clean) in ours.chunks(of.size()).zip(clean.chunks(of.size())) {
            let all = (-most..=most).flat_map(|x| (-most..=most).map(move |y| [x, y]));
            let mut found = all.filter(|way| moved(clean, of, *way) == ours);
            let way = found
                .next()
                .unwrap_or_else(|| panic!("{clean:?} became {ours:?}"));
            *ways.entry(way).or_insert(0) += 1;
        }
        if batch > 1000 {
            even("moves", &ways, 25);
        }
    }
}

/// A crop of an image that is linear in the position is linear too. Its slope is the original slope
/// times the share that was kept. The values stay within the original range. Both the largest crop
/// and no crop occur.
///
/// # Panics
/// If it is not, by more than 1e-5.
pub async fn check_crop(device: &Device) {
    let (of, most) = (extent(12, 16, 2), 4);
    let ramp = |at: usize| {
        let (pixel, channel) = (at / 2, at % 2);
        let (x, y) = (pixel % of.width, pixel / of.width);
        if channel == 0 { x as f32 } else { y as f32 }
    };
    let ramps: Vec<f32> = (0..500 * of.size())
        .map(|at| ramp(at % of.size()))
        .collect();
    let images = tensor(ramps, [500, of.size()], device);
    let ours = augmented(&images, Augmentation::Crop { most }, of).await;
    let mut cuts = BTreeMap::new();
    for image in ours.chunks(of.size()) {
        let at = |x: usize, y: usize, channel: usize| image[(y * of.width + x) * 2 + channel];
        // Away from the edges, where the nearest pixel is repeated.
        let (across, down) = (at(9, 6, 0) - at(8, 6, 0), at(8, 7, 1) - at(8, 6, 1));
        assert!((across - down).abs() < 1e-5, "{across} and {down}");
        let cut = (1.0 - across) * of.width as f32;
        assert!((cut - cut.round()).abs() < 1e-3, "{cut} pixels are cut off");
        // The middle of the window in pixels: how far it may be from that of the image.
        let middles = [
            (at(7, 0, 0) + at(8, 0, 0)) / 2.0,
            (at(0, 5, 1) + at(0, 6, 1)) / 2.0,
        ];
        for (middle, side) in middles.into_iter().zip([of.width, of.height]) {
            let slack = cut / 2.0 * side as f32 / of.width as f32;
            let off = (middle - (side as f32 - 1.0) / 2.0).abs();
            assert!(off < slack + 1e-4, "{off} of {slack}");
        }
        for y in 0..of.height {
            for x in 1..of.width {
                let rise = at(x, y, 0) - at(x - 1, y, 0);
                assert!((-1e-5..across + 1e-5).contains(&rise), "{rise}");
            }
        }
        *cuts.entry([cut.round() as isize, 0]).or_insert(0) += 1;
    }
    even("crops", &cuts, most + 1);
}
