//! Pictures: PNG, JPEG, GIF and WebP. They are turned upright as their EXIF orientation says, and laid on white paper where
//! they are transparent.

use std::io::Cursor;

use image::imageops::FilterType;
use image::metadata::Orientation;
use image::{DynamicImage, GenericImageView, ImageDecoder, ImageReader, Limits};

use crate::error::{LabError, Result};

/// Longest side of a picture that is opened, in pixels.
const LONGEST_SIDE: u32 = 20_000;
/// Most memory for one picture, in bytes.
pub const MOST_MEMORY: u64 = 128 << 20;

/// True if bytes begin as those of a picture do.
pub fn is_picture(bytes: &[u8]) -> bool {
    image::guess_format(bytes).is_ok_and(|format| format.reading_enabled())
}

/// Width and height in pixels, as it is shown.
///
/// # Errors
/// `Data` where the picture is corrupt or too large.
pub fn size(name: &str, bytes: &[u8]) -> Result<(u32, u32)> {
    use Orientation::{
        FlipHorizontal, FlipVertical, NoTransforms, Rotate90, Rotate90FlipH, Rotate180, Rotate270,
        Rotate270FlipH,
    };
    let mut decoder = decoder(name, bytes)?;
    let (width, height) = decoder.dimensions();
    let orientation = decoder.orientation().map_err(|_| corrupt(name, bytes))?;
    Ok(match orientation {
        Rotate90 | Rotate270 | Rotate90FlipH | Rotate270FlipH => (height, width),
        NoTransforms | Rotate180 | FlipHorizontal | FlipVertical => (width, height),
    })
}

/// Red, green and blue of each pixel, row by row, after the middle of the picture is scaled to a width and height. Where `is_whole`, all
/// of it is: then a border in the mean colour of its edges fills the rest.
///
/// # Errors
/// `Data` where the picture is corrupt or too large.
pub fn read(
    name: &str,
    bytes: &[u8],
    (width, height): (u32, u32),
    is_whole: bool,
) -> Result<Vec<u8>> {
    let mut decoder = decoder(name, bytes)?;
    let orientation = decoder.orientation().map_err(|_| corrupt(name, bytes))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| corrupt(name, bytes))?;
    picture.apply_orientation(orientation);
    if is_whole {
        let (wide, high) = fitting(picture.dimensions(), (width, height));
        let scaled = scaled(picture, wide, high);
        return Ok(bordered(&scaled, wide, (width, height)));
    }
    if picture.dimensions() != (width, height) {
        picture = middle(&picture, width, height);
    }
    Ok(scaled(picture, width, height))
}

/// Red, green and blue of each pixel of a picture, scaled and laid on white paper.
fn scaled(mut picture: DynamicImage, width: u32, height: u32) -> Vec<u8> {
    if picture.dimensions() != (width, height) {
        picture = picture.resize_exact(width, height, FilterType::Triangle);
    }
    let on_white = |[red, green, blue, alpha]: [u8; 4]| {
        let mix = |value: u8| {
            let [value, alpha] = [value, alpha].map(u32::from);
            ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        [mix(red), mix(green), mix(blue)]
    };
    let pixels = picture.to_rgba8();
    pixels
        .pixels()
        .flat_map(|pixel| on_white(pixel.0))
        .collect()
}

/// The largest size in the shape of a picture that is at most as wide and as high as asked for.
fn fitting((wide, high): (u32, u32), (width, height): (u32, u32)) -> (u32, u32) {
    let [wide, high] = [wide, high].map(|side| f64::from(side.max(1)));
    let scale = (f64::from(width) / wide).min(f64::from(height) / high);
    let side = |side: f64, most: u32| ((side * scale).round() as u32).clamp(1, most.max(1));
    (side(wide, width), side(high, height))
}

/// Pixels of so many a row, in the middle of a larger picture in the mean colour of their edges.
fn bordered(pixels: &[u8], wide: u32, (width, height): (u32, u32)) -> Vec<u8> {
    let [wide, width, height] = [wide, width, height].map(|side| side as usize);
    let rows: Vec<&[u8]> = pixels.chunks_exact((3 * wide).max(1)).collect();
    let colour = edge_colour(&rows);
    let (left, top) = ((width - wide) / 2, (height - rows.len()) / 2);
    let mut all: Vec<u8> = colour
        .iter()
        .copied()
        .cycle()
        .take(3 * width * height)
        .collect();
    for (at, row) in rows.iter().enumerate() {
        let from = 3 * ((top + at) * width + left);
        all[from..from + row.len()].copy_from_slice(row);
    }
    all
}

/// The mean colour of the pixels at the edges of a picture.
fn edge_colour(rows: &[&[u8]]) -> [u8; 3] {
    let mut sums = [0u64; 3];
    let mut count = 0;
    for (at, row) in rows.iter().enumerate() {
        let (pixels, _) = row.as_chunks::<3>();
        let is_end = at == 0 || at + 1 == rows.len();
        for (column, pixel) in pixels.iter().enumerate() {
            if is_end || column == 0 || column + 1 == pixels.len() {
                sums.iter_mut()
                    .zip(pixel)
                    .for_each(|(sum, &value)| *sum += u64::from(value));
                count += 1;
            }
        }
    }
    sums.map(|sum| ((sum + count / 2) / count.max(1)) as u8)
}

/// The largest part of a picture around its middle that is as wide for its height as asked for.
fn middle(picture: &DynamicImage, width: u32, height: u32) -> DynamicImage {
    let (wide, high) = picture.dimensions();
    let wide_enough = u64::from(high) * u64::from(width) / u64::from(height.max(1));
    let high_enough = u64::from(wide) * u64::from(height) / u64::from(width.max(1));
    let limited =
        |enough: u64, most: u32| u32::try_from(enough).unwrap_or(most).clamp(1, most.max(1));
    let (width, height) = (limited(wide_enough, wide), limited(high_enough, high));
    picture.crop_imm((wide - width) / 2, (high - height) / 2, width, height)
}

fn decoder<'a>(name: &str, bytes: &'a [u8]) -> Result<impl ImageDecoder + 'a> {
    let reader = ImageReader::new(Cursor::new(bytes)).with_guessed_format();
    let mut reader = reader.map_err(|_| corrupt(name, bytes))?;
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    limits.max_alloc = Some(MOST_MEMORY);
    reader.limits(limits);
    let decoder = reader.into_decoder().map_err(|_| corrupt(name, bytes))?;
    // Not every decoder heeds the limit itself.
    if decoder.total_bytes() > MOST_MEMORY {
        return Err(corrupt(name, bytes));
    }
    Ok(decoder)
}

fn corrupt(name: &str, bytes: &[u8]) -> LabError {
    LabError::data(
        "picture",
        bytes.len(),
        format!("{name}: this picture cannot be opened. It is incomplete, corrupt or too large."),
        "Save it again as PNG or JPEG, or leave it out.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use image::{ImageFormat, Rgba, RgbaImage};

    fn png(width: u32, height: u32, colour: impl Fn(u32, u32) -> [u8; 4]) -> Vec<u8> {
        let picture = RgbaImage::from_fn(width, height, |x, y| Rgba(colour(x, y)));
        let mut bytes = Vec::new();
        picture
            .write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png)
            .unwrap();
        bytes
    }

    #[test]
    fn a_picture_of_the_right_size_keeps_its_pixels() {
        let bytes = png(3, 2, |x, y| [x as u8 * 10, y as u8 * 20, 7, 255]);
        assert!(is_picture(&bytes));
        assert_eq!(size("p", &bytes).unwrap(), (3, 2));
        let pixels = read("p", &bytes, (3, 2), false).unwrap();
        assert_eq!(
            pixels,
            [0, 0, 7, 10, 0, 7, 20, 0, 7, 0, 20, 7, 10, 20, 7, 20, 20, 7]
        );
    }

    #[test]
    fn what_is_transparent_is_white() {
        let pixels = read(
            "p",
            &png(2, 1, |x, _| [0, 0, 0, if x == 0 { 0 } else { 128 }]),
            (2, 1),
            false,
        )
        .unwrap();
        assert_eq!(pixels, [255, 255, 255, 127, 127, 127]);
    }

    #[test]
    fn the_middle_of_a_wide_picture_is_scaled() {
        // red, green and blue thirds: the square in the middle is green
        let bytes = png(30, 10, |x, _| {
            [[255, 0, 0, 255], [0, 255, 0, 255], [0, 0, 255, 255]][x as usize / 10]
        });
        assert_eq!(read("p", &bytes, (1, 1), false).unwrap(), [0, 255, 0]);
    }

    #[test]
    fn the_whole_of_a_wide_picture_gets_a_border_in_the_colour_of_its_edges() {
        // a white picture with a black dot away from its edges
        let bytes = png(4, 3, |x, y| {
            let value = if (x, y) == (1, 1) { 0 } else { 200 };
            [value, value, value, 255]
        });
        let grey = |pixels: Vec<u8>| pixels.chunks(3).map(|pixel| pixel[0]).collect::<Vec<_>>();
        let whole = grey(read("p", &bytes, (4, 4), true).unwrap());
        let mut expected = vec![200; 16];
        expected[5] = 0;
        assert_eq!(whole, expected);
        // scaled by one half, with a border above and below
        let bands = png(16, 8, |_, y| {
            if y < 4 {
                [255, 0, 0, 255]
            } else {
                [0, 0, 255, 255]
            }
        });
        let pixels = read("p", &bands, (8, 8), true).unwrap();
        let row = |at: usize| &pixels[24 * at..24 * at + 3];
        assert_eq!([row(2), row(5)], [[255, 0, 0], [0, 0, 255]]);
        for border in [0, 1, 6, 7] {
            assert_eq!(row(border), [128, 0, 128]);
        }
    }

    #[test]
    fn half_a_picture_is_refused_by_name() {
        let bytes = png(8, 8, |x, y| [x as u8, y as u8, 0, 255]);
        let error = read("sun.png", &bytes[..bytes.len() / 2], (8, 8), false).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("picture"));
        assert!(error.message.contains("sun.png"), "{error}");
    }
}
