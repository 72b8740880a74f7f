//! Presets: named experiments, each a button of the page. A new one is an entry here.

use serde_json::{Value, json};

use super::schema::{self, Preset};

/// All presets, in the order of the page.
pub fn all() -> Vec<Preset> {
    vec![
        preset(
            "undercomplete",
            "Undercomplete",
            "The plain autoencoder: every example passes through two latent dimensions. Watch the classes separate in the latent space.",
            json!({}),
        ),
        preset(
            "deep",
            "Deep (Hinton)",
            "The network of Hinton and Salakhutdinov (2006): hidden layers of 1000, 500 and 250 units, and 30 latent dimensions. Slow, and very accurate.",
            json!({"hidden": [1000, 500, 250], "latent": 30, "loss": "bce", "batchSize": 128}),
        ),
        preset(
            "convolutional",
            "Convolutional",
            "Small filters slide over the image: far fewer weights, and better reconstructions of larger images.",
            json!({"architecture": "conv", "channels": [16, 32], "latent": 8}),
        ),
        preset(
            "vae",
            "VAE",
            "Codes are sampled, and pulled towards a standard normal. They fill the latent space around 0 without gaps, so that every latent point decodes to an example.",
            json!({"bottleneck": "variational", "hidden": [128], "latent": 2, "loss": "bce", "reduction": "sum"}),
        ),
        preset(
            "beta-vae",
            "β-VAE",
            "The KL divergence counts twice. Latent dimensions that carry too little are given up: look for codes that stay at 0.",
            json!({"bottleneck": "variational", "hidden": [128], "latent": 10, "loss": "bce", "reduction": "sum", "beta": 2, "klWarmUp": 500}),
        ),
        preset(
            "sparse",
            "Sparse (KL)",
            "More units than needed, but each should be active for one example in twenty only: units become detectors of strokes.",
            json!({"hidden": [], "latent": 100, "codeActivation": "sigmoid", "sparsity": "kl",
                "sparsityTarget": 0.05, "sparsityWeight": 0.3, "reduction": "half", "learningRate": 0.005}),
        ),
        preset(
            "k-sparse",
            "k-Sparse",
            "Of 100 values only the ten largest stay. No penalty is needed: the selection itself makes the code sparse.",
            json!({"hidden": [], "latent": 100, "bottleneck": "k-sparse", "k": 10, "learningRate": 0.003}),
        ),
        preset(
            "sparse-coding",
            "Sparse coding",
            "No encoder: each example is a sum of a few of 128 atoms, found by FISTA. The atoms begin as noise and become strokes. Most latent points lie on the axes, since two atoms are seldom used together.",
            json!({"architecture": "dictionary", "latent": 128, "outputActivation": "linear", "reduction": "half",
                "sparsity": "l1", "sparsityWeight": 0.2, "learningRate": 0.01}),
        ),
        preset(
            "denoising",
            "Denoising",
            "The network sees noisy examples and has to reconstruct the clean ones. Copying is not enough: it has to learn the structure of the examples.",
            json!({"corruption": "gaussian", "noiseStd": 0.3, "hidden": [128, 64], "latent": 32}),
        ),
        preset(
            "semi-supervised",
            "Semi-supervised",
            "One label in ten is known. A classifier predicts the class from the code: watch its accuracy, and the classes separate.",
            json!({"classWeight": 0.1, "labelled": 10, "hidden": [128, 64], "latent": 16}),
        ),
        preset(
            "linear",
            "Linear = PCA",
            "Without activations the best code spans the same subspace as PCA, the classic linear method. Watch the loss come down to the dashed line.",
            json!({"hidden": [], "activation": "linear", "outputActivation": "linear", "latent": 8, "learningRate": 0.003}),
        ),
        preset(
            "recurrent",
            "Recurrent",
            "A GRU reads heartbeats, ten samples at a time, and a second one writes them again from eight latent dimensions. Fibrillation, which has no regular beat, is reconstructed worst.",
            json!({"dataset": "signals", "architecture": "recurrent", "latent": 8, "learningRate": 0.005}),
        ),
        preset(
            "table",
            "Table",
            "A row of a table each, penguins at first: numbers have a squared error, categories a cross-entropy, and cells that are not known have none. Erase a cell under Repair: the network fills it in.",
            json!({"dataset": "penguins", "hidden": [16], "latent": 2, "reduction": "sum", "batchSize": 32, "learningRate": 0.003}),
        ),
        preset(
            "words",
            "Words",
            "Words, letter by letter, first names at first: the network gives a probability to each letter at each place. Interpolate between two names, and read those in between.",
            json!({"dataset": "names", "hidden": [256], "latent": 16, "learningRate": 0.002}),
        ),
        preset(
            "sounds",
            "Sounds",
            "Made vowels, a wave form each. Turn on “Hear the point” at the latent space: the place under the pointer sounds while the network trains, and keys play a scale.",
            json!({"dataset": "sounds", "hidden": [128, 64], "latent": 2, "learningRate": 0.003}),
        ),
        preset(
            "recommender",
            "Recommender",
            "AutoRec: the network learns from the stars that people gave, and guesses those that they did not give. Two latent dimensions find the two tastes.",
            json!({"dataset": "ratings", "hidden": [16], "latent": 2, "batchSize": 64, "learningRate": 0.003}),
        ),
    ]
}

#[inline(never)] // a copy for each would make the module larger
fn preset(name: &'static str, label: &'static str, help: &'static str, settings: Value) -> Preset {
    Preset {
        name,
        label,
        help,
        settings: schema::settings(settings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::config::RunConfig;
    use crate::data::Dataset;
    use crate::data::catalog::Catalog;
    use crate::data::sets::digits;
    use crate::run::summary::describe;

    #[test]
    fn every_preset_is_a_config_that_can_be_built() {
        for preset in all() {
            let config = RunConfig::from_json(Value::Object(preset.settings)).unwrap();
            let mut catalog = Catalog::default();
            if config.dataset.is_fetched() {
                let source = config.dataset;
                catalog.put(Dataset {
                    source,
                    ..digits::load().unwrap()
                }); // in its place
            }
            let description = describe(&mut catalog, &config).unwrap();
            assert!(description.parameters > 0, "{}", preset.name);
        }
    }

    #[test]
    fn presets_have_names_of_their_own() {
        let mut names: Vec<_> = all().iter().map(|preset| preset.name).collect();
        let count = names.len();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), count);
    }
}
