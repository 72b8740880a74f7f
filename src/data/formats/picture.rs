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

/// Red, green and blue of each pixel, row by row, after the middle of the picture is scaled to a width and height.
///
/// # Errors
/// `Data` where the picture is corrupt or too large.
pub fn read(name: &str, bytes: &[u8], width: u32, height: u32) -> Result<Vec<u8>> {
    let mut decoder = decoder(name, bytes)?;
    let orientation = decoder.orientation().map_err(|_| corrupt(name, bytes))?;
    let mut picture = DynamicImage::from_decoder(decoder).map_err(|_| corrupt(name, bytes))?;
    picture.apply_orientation(orientation);
    if picture.dimensions() != (width, height) {
        picture = middle(&picture, width, height).resize_exact(width, height, FilterType::Triangle);
    }
    let on_white = |[red, green, blue, alpha]: [u8; 4]| {
        let mix = |value: u8| {
            let [value, alpha] = [value, alpha].map(u32::from);
            ((value * alpha + 255 * (255 - alpha) + 127) / 255) as u8
        };
        [mix(red), mix(green), mix(blue)]
    };
    Ok(picture
        .to_rgba8()
        .pixels()
        .flat_map(|pixel| on_white(pixel.0))
        .collect())
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
    reader.into_decoder().map_err(|_| corrupt(name, bytes))
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
        let pixels = read("p", &bytes, 3, 2).unwrap();
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
            2,
            1,
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
        assert_eq!(read("p", &bytes, 1, 1).unwrap(), [0, 255, 0]);
    }

    #[test]
    fn half_a_picture_is_refused_by_name() {
        let bytes = png(8, 8, |x, y| [x as u8, y as u8, 0, 255]);
        let error = read("sun.png", &bytes[..bytes.len() / 2], 8, 8).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("picture"));
        assert!(error.message.contains("sun.png"), "{error}");
    }
}
