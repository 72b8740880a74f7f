//! Patches of images (im2col and col2im): the pixels under the window at each of its positions.

use std::ops::Range;

use super::Geometry;

/// Cuts fine images into patches, padded with zeros.
///
/// # Shapes
/// - images: `[batch, fine]`, patches: `[batch * coarse positions, taps * fine channels]`
pub fn gather(images: &[f32], geometry: &Geometry, patches: &mut [f32]) {
    let row = geometry.kernel() * geometry.fine().channels;
    let size = geometry.fine().size();
    for_each_patch(patches.len(), geometry, |image, patch, covered| {
        let image = &images[image * size..][..size];
        for (ky, values) in patches[patch].chunks_exact_mut(row).enumerate() {
            match covered.row(ky, geometry) {
                None => values.fill(0.0),
                Some((inside, pixels)) => {
                    values[..inside.start].fill(0.0);
                    values[inside.end..].fill(0.0);
                    copy(&mut values[inside], &image[pixels]);
                }
            }
        }
    });
}

/// Adds patches to the fine images that they cover.
///
/// # Shapes
/// - as of `gather`
pub fn scatter(patches: &[f32], geometry: &Geometry, images: &mut [f32]) {
    let row = geometry.kernel() * geometry.fine().channels;
    let size = geometry.fine().size();
    for_each_patch(patches.len(), geometry, |image, patch, covered| {
        let image = &mut images[image * size..][..size];
        for (ky, values) in patches[patch].chunks_exact(row).enumerate() {
            if let Some((inside, pixels)) = covered.row(ky, geometry) {
                let sums = image[pixels].iter_mut();
                sums.zip(&values[inside])
                    .for_each(|(sum, value)| *sum += value);
            }
        }
    });
}

/// Origin of a window in the padded fine image, and its rows and columns inside.
struct Covered {
    top: usize,
    left: usize,
    rows: Range<usize>,
    columns: Range<usize>,
}

impl Covered {
    /// Ranges inside for a row of the window: of its numbers, and of the image's.
    fn row(&self, ky: usize, geometry: &Geometry) -> Option<(Range<usize>, Range<usize>)> {
        if !self.rows.contains(&ky) || self.columns.is_empty() {
            return None;
        }
        let fine = geometry.fine();
        let inside = self.columns.start * fine.channels..self.columns.end * fine.channels;
        let y = self.top + ky - geometry.padding();
        let x = self.left + self.columns.start - geometry.padding();
        let first = (y * fine.width + x) * fine.channels;
        Some((inside.clone(), first..first + inside.len()))
    }
}

/// Visits every patch: its image, its range among all numbers, and its coverage.
fn for_each_patch(
    numbers: usize,
    geometry: &Geometry,
    mut visit: impl FnMut(usize, Range<usize>, Covered),
) {
    let (fine, coarse) = (geometry.fine(), geometry.coarse());
    let length = geometry.taps() * fine.channels;
    let mut patch = 0..length;
    for image in 0..numbers / (length * coarse.positions()) {
        for y in 0..coarse.height {
            let top = y * geometry.stride();
            let rows = taps_inside(top, fine.height, geometry);
            for x in 0..coarse.width {
                let left = x * geometry.stride();
                let covered = Covered {
                    top,
                    left,
                    rows: rows.clone(),
                    columns: taps_inside(left, fine.width, geometry),
                };
                visit(image, patch.clone(), covered);
                patch = patch.end..patch.end + length;
            }
        }
    }
}

/// Taps of a window that lie inside, along one axis.
fn taps_inside(first: usize, size: usize, geometry: &Geometry) -> Range<usize> {
    let kernel = geometry.kernel();
    let start = geometry.padding().saturating_sub(first).min(kernel);
    let end = (size + geometry.padding()).saturating_sub(first);
    start..end.min(kernel)
}

/// Copies a few numbers: `memcpy` takes longer for as few as these.
fn copy(to: &mut [f32], from: &[f32]) {
    if to.len() >= 16 {
        to.copy_from_slice(from);
    } else {
        for (to, &from) in to.iter_mut().zip(from) {
            *to = from;
        }
    }
}
