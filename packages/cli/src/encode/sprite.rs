//! Sprite image of the examples as PNG.

use std::io::Cursor;

use hourglass::data::sprite::Sprite;
use image::{ExtendedColorType, ImageFormat};

use crate::Failure;

/// The bytes of a PNG file.
pub fn png(sprite: &Sprite) -> Result<Vec<u8>, Failure> {
    let colours = match sprite.channels {
        3 => ExtendedColorType::Rgb8,
        _ => ExtendedColorType::L8,
    };
    let mut file = Cursor::new(Vec::new());
    let (width, height) = (sprite.width as u32, sprite.height as u32);
    image::write_buffer_with_format(
        &mut file,
        &sprite.pixels,
        width,
        height,
        colours,
        ImageFormat::Png,
    )
    .map_err(|error| Failure::Words(format!("The sprite image cannot be made: {error}.")))?;
    Ok(file.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sprite_comes_back_from_its_file() {
        for channels in [1, 3] {
            let sprite = Sprite {
                width: 4,
                height: 2,
                channels,
                tile_width: 2,
                tile_height: 2,
                pixels: (0..8 * channels as u8).map(|at| at * 9).collect(),
            };
            let read = image::load_from_memory(&png(&sprite).unwrap()).unwrap();
            assert_eq!((read.width(), read.height()), (4, 2));
            assert_eq!(read.into_bytes(), sprite.pixels.to_vec());
        }
    }
}
