//! Pictures, one a file, as images of one size: a folder is a class, and a folder named for testing is the test set.

use std::collections::BTreeSet;

use super::folders;
use super::opened::{Images, Origin, PictureSize};
use super::recognise::check;
use crate::config::reading::{Colour, Crop, Reading};
use crate::data::ExampleKind;
use crate::data::formats::elements::{ByteOrder, ElementType, Elements};
use crate::data::formats::picture;
use crate::data::limits::SIDES;
use crate::error::{LabError, Result, short};
use crate::shape::Extent;

/// Sides to which pictures of other or different sizes are scaled, in pixels: the largest that the smallest of them has.
const SIDE_STEPS: [u32; 5] = [32, 28, 24, 16, 8];
/// Largest difference of two channels of a pixel that still is grey: JPEG rounds.
const GREY: u8 = 8;

/// A picture as a file.
pub struct Picture {
    /// With the folders that it lies in.
    pub path: String,
    pub bytes: Vec<u8>,
}

/// A file by its path, and the reason why it cannot be opened.
pub type Refused = (String, LabError);

/// Images of all pictures, a set for those to train on and one for those to test on, and refusals of corrupt ones, by path.
///
/// # Errors
/// `Data` where too few can be opened.
pub fn join(pictures: Vec<Picture>, reading: &Reading) -> Result<(Vec<Images>, Vec<Refused>)> {
    let mut refused = Vec::new();
    let mut sized = Vec::new();
    for picture in pictures {
        match picture::size(&short(&picture.path), &picture.bytes) {
            Ok(size) => sized.push((picture, size)),
            Err(error) => refused.push((picture.path, error)),
        }
    }
    sized.sort_by(|one, other| one.0.path.cmp(&other.0.path));
    let sizes: BTreeSet<_> = sized.iter().map(|entry| entry.1).collect();
    let is_whole = reading.crop == Crop::Whole;
    let (size, remark) = common_size(&sizes, reading.side, is_whole);
    let mut read = Vec::new();
    for (picture, _) in sized {
        match picture::read(&short(&picture.path), &picture.bytes, size, is_whole) {
            Ok(pixels) => read.push((picture.path, pixels)),
            Err(error) => refused.push((picture.path, error)),
        }
    }
    if read.is_empty() {
        return Err(refused
            .into_iter()
            .next()
            .map_or_else(|| LabError::internal("no pictures"), |entry| entry.1));
    }
    let is_coloured = !read.iter().all(|(_, pixels)| is_grey(pixels));
    let is_grey = !is_coloured || reading.colour == Colour::Grey;
    let origin = PictureSize {
        shortest: shortest(&sizes) as usize,
        is_coloured,
        are_in_folders: false,
        have_other_shape: sizes
            .iter()
            .any(|&(width, height)| width * size.1 != height * size.0),
    };
    let (test, train): (Vec<_>, Vec<_>) = read
        .into_iter()
        .partition(|(path, _)| folders::is_test(path));
    let mut sets = Vec::new();
    for (group, name) in [(train, "pictures"), (test, "test pictures")] {
        if !group.is_empty() {
            sets.push(images(name, group, size, is_grey, origin)?);
        }
    }
    if let Some(first) = sets.first_mut() {
        first.remarks.extend(remark);
    }
    Ok((sets, refused))
}

/// The size of all pictures, and a sentence where that is not their own.
fn common_size(
    sizes: &BTreeSet<(u32, u32)>,
    chosen: Option<usize>,
    is_whole: bool,
) -> ((u32, u32), Option<String>) {
    let square = |side: u32| {
        let remark = match is_whole {
            true => format!(
                "Each picture is scaled to fit into {side} x {side} pixels, with a border in the colour of its edges."
            ),
            false => format!("The middle of each picture is scaled to {side} x {side} pixels."),
        };
        ((side, side), Some(remark))
    };
    if let Some(side) = chosen.and_then(|side| u32::try_from(side).ok()) {
        return match sizes.iter().eq(&[(side, side)]) {
            true => ((side, side), None),
            false => square(side),
        };
    }
    let fits = |side: u32| SIDES.contains(&(side as usize));
    if let &[(width, height)] = &sizes.iter().copied().collect::<Vec<_>>()[..]
        && fits(width)
        && fits(height)
    {
        return ((width, height), None);
    }
    let smallest = shortest(sizes);
    let side = SIDE_STEPS.into_iter().find(|&side| side <= smallest);
    square(side.unwrap_or(8))
}

/// The shortest side of all pictures, in pixels.
fn shortest(sizes: &BTreeSet<(u32, u32)>) -> u32 {
    let sides = sizes.iter().map(|&(width, height)| width.min(height));
    sides.min().unwrap_or(0)
}

fn images(
    name: &str,
    pictures: Vec<(String, Vec<u8>)>,
    (width, height): (u32, u32),
    is_grey: bool,
    origin: PictureSize,
) -> Result<Images> {
    let count = pictures.len();
    let extent = Extent {
        height: height as usize,
        width: width as usize,
        channels: if is_grey { 1 } else { 3 },
    };
    let name = format!("{count} {name}");
    check(&name, count, ExampleKind::Image, extent)?;
    let paths = || pictures.iter().map(|(path, _)| path.as_str());
    let in_folders = folders::labels(&name, paths())?;
    let origin = PictureSize {
        are_in_folders: in_folders.is_some(),
        ..origin
    };
    let labels = match in_folders {
        None => folders::beginnings(&name, paths())?,
        found => found,
    };
    let remark = labels.as_ref().map(|_| origin.labels().to_owned());
    let mut bytes = Vec::with_capacity(count * extent.size());
    for (_, pixels) in pictures {
        match is_grey {
            true => bytes.extend(pixels.chunks_exact(3).map(luma)),
            false => bytes.extend(pixels),
        }
    }
    Ok(Images {
        name,
        copies: Vec::new(),
        count,
        kind: ExampleKind::Image,
        extent,
        elements: Elements {
            kind: ElementType::UnsignedByte,
            order: ByteOrder::Big,
            bytes,
        },
        columns: Vec::new(),
        places: Vec::new(),
        empty_rows: 0,
        remarks: remark.into_iter().collect(),
        labels,
        origin: Origin::Pictures(origin),
    })
}

fn is_grey(pixels: &[u8]) -> bool {
    pixels.chunks_exact(3).all(|pixel| {
        let (least, most) = (pixel.iter().min(), pixel.iter().max());
        least
            .zip(most)
            .is_some_and(|(least, most)| most - least <= GREY)
    })
}

/// Brightness of a grey pixel.
fn luma(pixel: &[u8]) -> u8 {
    let sum: u32 = pixel.iter().map(|&value| u32::from(value)).sum();
    (sum / 3) as u8
}
