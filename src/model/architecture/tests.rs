//! Architectures have the layers of their configs.

use super::*;
use crate::config::Bottleneck;

fn square(side: usize) -> Extent {
    Extent {
        height: side,
        width: side,
        channels: 1,
    }
}

fn sizes(layers: &[LayerSpec]) -> Vec<(usize, usize)> {
    layers
        .iter()
        .map(|layer| (layer.inputs, layer.outputs))
        .collect()
}

#[test]
fn the_decoder_mirrors_the_encoder() {
    let config = RunConfig {
        hidden: vec![128, 64],
        latent: 2,
        ..RunConfig::default()
    };
    let layers = plan(&config, square(28)).unwrap();
    assert_eq!(
        sizes(&layers),
        [
            (784, 128),
            (128, 64),
            (64, 2),
            (2, 64),
            (64, 128),
            (128, 784)
        ]
    );
    assert_eq!(layers[2].role, Role::Latent);
    assert_eq!(
        layers.iter().map(LayerSpec::parameters).sum::<usize>(),
        218_514
    );
}

#[test]
fn without_hidden_layers_only_code_and_output_remain() {
    let config = RunConfig {
        hidden: vec![],
        latent: 3,
        ..RunConfig::default()
    };
    let layers = plan(&config, square(8)).unwrap();
    let roles: Vec<_> = layers.iter().map(|layer| layer.role).collect();
    assert_eq!(roles, [Role::Latent, Role::Output]);
}

#[test]
fn a_variational_layer_gives_a_mean_and_a_log_variance_for_each_latent() {
    let config = RunConfig {
        bottleneck: Bottleneck::Variational,
        hidden: vec![32],
        latent: 5,
        ..RunConfig::default()
    };
    let layers = plan(&config, square(8)).unwrap();
    assert_eq!(sizes(&layers), [(64, 32), (32, 10), (5, 32), (32, 64)]);
    assert_eq!((layers[1].heads, layers[1].fans()), (2, [32, 5]));
}

#[test]
fn hidden_layers_alone_are_normalised_with_a_scale_and_a_shift_for_each_unit_or_channel() {
    let batch = RunConfig {
        normalization: Normalization::Batch,
        hidden: vec![32],
        channels: vec![4],
        ..RunConfig::default()
    };
    let convolutional = RunConfig {
        architecture: Architecture::Conv,
        ..batch.clone()
    };
    let added = |config: RunConfig| -> Vec<usize> {
        let plain = RunConfig {
            normalization: Normalization::None,
            ..config.clone()
        };
        let plain = plan(&plain, square(8)).unwrap();
        let normalised = plan(&config, square(8)).unwrap();
        let pairs = normalised.iter().zip(&plain);
        pairs
            .map(|(normalised, plain)| normalised.parameters() - plain.parameters())
            .collect()
    };
    assert_eq!(added(batch), [64, 0, 64, 0]);
    assert_eq!(added(convolutional), [8, 0, 2 * 64, 0]);
}

#[test]
fn a_dictionary_has_atoms_and_a_mean_and_its_search_no_weights() {
    let config = RunConfig {
        architecture: Architecture::Dictionary,
        latent: 100,
        ..RunConfig::default()
    };
    let layers = plan(&config, square(8)).unwrap();
    assert_eq!(sizes(&layers), [(64, 100), (100, 64)]);
    let parameters: Vec<_> = layers.iter().map(LayerSpec::parameters).collect();
    assert_eq!(parameters, [0, 101 * 64]);
}

#[test]
fn convolutions_give_back_the_size_of_any_square_image() {
    for side in 8..=64 {
        for stages in 1..=3 {
            let config = RunConfig {
                architecture: Architecture::Conv,
                channels: vec![4; stages],
                ..RunConfig::default()
            };
            let layers = plan(&config, square(side)).unwrap();
            assert_eq!(layers.last().unwrap().outputs, side * side, "{side}");
            assert_eq!(layers.last().unwrap().role, Role::Output);
            assert!(
                layers.windows(2).all(|pair| {
                    pair[0].role == Role::Latent || pair[0].outputs == pair[1].inputs
                })
            );
        }
    }
}

#[test]
fn stages_that_leave_nothing_and_pictures_that_are_not_square_are_refused() {
    let config = RunConfig {
        architecture: Architecture::Conv,
        channels: vec![4; 4],
        ..RunConfig::default()
    };
    let error = plan(&config, square(8)).unwrap_err();
    assert_eq!(error.field.as_deref(), Some("channels"));
    assert!(error.remedy.contains("1 to 3"), "{error}");
    let wide = Extent {
        width: 30,
        ..square(28)
    };
    let error = plan(&config, wide).unwrap_err();
    assert_eq!(error.field.as_deref(), Some("architecture"));
}
