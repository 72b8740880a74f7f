//! The convolutional architecture: kernels slide over the image, and each stage halves its size
//! ([Masci et al. 2011](https://doi.org/10.1007/978-3-642-21735-7_7), with strides in place of
//! pooling).

use crate::config::RunConfig;
use crate::error::{LabError, Result};
use crate::model::bottleneck::Bottleneck;
use crate::model::layer_spec::{LayerSpec, Role, output_activation};
use crate::ops::layers::conv::Geometry;
use crate::shape::Extent;

/// Stages of stride 2 with kernels of 3 by 3, and a decoder of transposed convolutions that restore
/// each size exactly. A kernel of 4 doubles a size, and one of 3 gives one less.
///
/// # Errors
/// `Config` where the images are not square, too small or too large, or the stages too many.
pub fn convolutional(config: &RunConfig, image: Extent) -> Result<Vec<LayerSpec>> {
    check_image(config, image)?;
    let act = config.activation;
    let (mut extents, mut layers) = (vec![image], Vec::new());
    let mut extent = image;
    for &channels in &config.channels {
        let geometry = Geometry::conv(extent, channels, 3, 2, 1)?;
        layers.push(LayerSpec::conv(Role::Encoder, geometry, act));
        extent = geometry.output();
        extents.push(extent);
    }
    layers.push(Bottleneck::layer(config, extent.size()));
    layers.push(LayerSpec::dense(
        Role::Decoder,
        config.latent,
        extent.size(),
        act,
    ));
    for target in extents.iter().rev().skip(1) {
        let kernel = if target.height == 2 * extent.height {
            4
        } else {
            3
        };
        let geometry = Geometry::transposed(extent, target.channels, kernel, 2, 1, 0)?;
        layers.push(LayerSpec::conv(Role::Decoder, geometry, act));
        extent = geometry.output();
    }
    if let Some(last) = layers.last_mut() {
        last.role = Role::Output;
        last.activation = output_activation(config);
    }
    Ok(layers)
}

fn check_image(config: &RunConfig, image: Extent) -> Result<()> {
    let Extent { width, height, .. } = image;
    if width != height || !(8..=64).contains(&width) {
        return Err(LabError::config(
            "architecture",
            "conv",
            format!(
                "Convolutional layers are for square pictures of 8 to 64 pixels a side; these have {width} by {height}."
            ),
            "Choose dense layers, or other pictures.",
        ));
    }
    // Each stage halves the side, rounded up, until a single pixel is left.
    let most = (width - 1).ilog2() as usize + 1;
    let stages = config.channels.len();
    if stages == 0 || stages > most {
        return Err(LabError::config(
            "channels",
            config.channels.clone(),
            format!(
                "{stages} stages do not fit pictures of {width} by {height} pixels, which each stage halves."
            ),
            format!("Use 1 to {most} stages."),
        ));
    }
    Ok(())
}
