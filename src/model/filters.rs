//! The weights of a layer as small images: filters of the first layer, and atoms of the last one.

use serde::Serialize;

use super::layer_spec::LayerKind;
use crate::shape::Extent;
use crate::typed_array::TypedArray;

/// Small images of one size.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Tiles {
    /// Size of each of them.
    #[serde(flatten)]
    pub extent: Extent,
    /// `[count, height, width, channels]`
    pub values: TypedArray<f32>,
}

/// Filters of a layer whose input is an image: the incoming weights of each unit. Recurrent layers
/// have none, because their units read frames.
///
/// # Shapes
/// - weights: `[rows + biases, columns]`, as a layer has them
pub fn filters(kind: LayerKind, weights: &[f32], columns: usize, picture: Extent) -> Option<Tiles> {
    let extent = match kind {
        LayerKind::Dense => picture,
        LayerKind::Conv(geometry) if !geometry.is_transposed() => {
            window(geometry.kernel(), picture)
        }
        _ => return None,
    };
    let values = (0..columns)
        .flat_map(|unit| (0..extent.size()).map(move |row| weights[row * columns + unit]));
    Some(Tiles {
        extent,
        values: values.collect(),
    })
}

/// Atoms of a layer whose output is an image: the outgoing weights of each input. Recurrent layers
/// have none.
///
/// # Shapes
/// As of `filters`.
pub fn atoms(kind: LayerKind, weights: &[f32], columns: usize, picture: Extent) -> Option<Tiles> {
    match kind {
        LayerKind::Dense | LayerKind::Dictionary => {
            let rows = weights.len() / columns - 1;
            Some(Tiles {
                extent: picture,
                values: weights[..rows * columns].to_vec().into(),
            })
        }
        LayerKind::Conv(geometry) if geometry.is_transposed() => {
            let inputs = geometry.input().channels;
            let (taps, channels) = (geometry.taps(), columns);
            let values = (0..inputs).flat_map(|input| {
                (0..taps * channels).map(move |at| {
                    let (tap, channel) = (at / channels, at % channels);
                    weights[(tap * inputs + input) * columns + channel]
                })
            });
            Some(Tiles {
                extent: window(geometry.kernel(), picture),
                values: values.collect(),
            })
        }
        _ => None,
    }
}

fn window(kernel: usize, picture: Extent) -> Extent {
    Extent {
        height: kernel,
        width: kernel,
        channels: picture.channels,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ops::layers::conv::Geometry;

    const PICTURE: Extent = Extent {
        height: 1,
        width: 2,
        channels: 1,
    };

    #[test]
    fn a_filter_is_a_column_and_an_atom_a_row_without_the_biases() {
        // two inputs, three outputs, and a row of biases
        let weights = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0, 9.0];
        let found = filters(LayerKind::Dense, &weights, 3, PICTURE).unwrap();
        assert_eq!(found.values, [1.0, 4.0, 2.0, 5.0, 3.0, 6.0]);
        let weights = [1.0, 2.0, 3.0, 4.0, 5.0, 6.0, 7.0, 8.0];
        let found = atoms(LayerKind::Dictionary, &weights, 2, PICTURE).unwrap();
        assert_eq!(found.values, [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]);
        assert_eq!(found.extent, PICTURE);
    }

    #[test]
    fn windows_of_convolutions_are_their_taps_unit_by_unit() {
        let coloured = Extent {
            height: 8,
            width: 8,
            channels: 3,
        };
        let conv = Geometry::conv(coloured, 2, 2, 2, 0).unwrap();
        let weights: Vec<f32> = (0..conv.weights().iter().product::<usize>())
            .map(|at| at as f32)
            .collect();
        let found = filters(LayerKind::Conv(conv), &weights, 2, coloured).unwrap();
        assert_eq!((found.extent.size(), found.values.len()), (12, 24));
        assert_eq!(found.values[..3], [0.0, 2.0, 4.0]); // the colours of the first tap, of unit 0
        assert_eq!(found.values[12..15], [1.0, 3.0, 5.0]);

        let deep = Extent {
            height: 4,
            width: 4,
            channels: 2,
        };
        let back = Geometry::transposed(deep, 3, 2, 2, 0, 0).unwrap();
        let weights: Vec<f32> = (0..back.weights().iter().product::<usize>())
            .map(|at| at as f32)
            .collect();
        let found = atoms(LayerKind::Conv(back), &weights, 3, coloured).unwrap();
        assert_eq!(found.values.len(), 2 * 12);
        assert_eq!(found.values[..6], [0.0, 1.0, 2.0, 6.0, 7.0, 8.0]); // two taps of input 0
        assert_eq!(found.values[12..15], [3.0, 4.0, 5.0]);
    }
}
