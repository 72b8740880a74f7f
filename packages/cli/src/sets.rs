//! Data sets that the page fetches, which the program holds as they lie on the site.

use std::io::Read;

use flate2::read::GzDecoder;
use hourglass::config::Source;
use hourglass::data::{Dataset, packed};
use hourglass::error::{LabError, Result};

/// The packed data set of a source; none of one that is built in or the user's own.
fn bytes(source: Source) -> Option<&'static [u8]> {
    let bytes: &[u8] = match source {
        Source::MnistSample => include_bytes!("../../../www/sets/mnist-sample.safetensors.gz"),
        Source::Mnist => include_bytes!("../../../www/sets/mnist.safetensors.gz"),
        Source::Fashion => include_bytes!("../../../www/sets/fashion.safetensors.gz"),
        Source::Emoji => include_bytes!("../../../www/sets/emoji.safetensors.gz"),
        Source::Penguins => include_bytes!("../../../www/sets/penguins.safetensors.gz"),
        Source::Zoo => include_bytes!("../../../www/sets/zoo.safetensors.gz"),
        Source::Names => include_bytes!("../../../www/sets/names.safetensors.gz"),
        _ => return None,
    };
    Some(bytes)
}

/// A data set and the note about its source and licence; none where the program holds none.
///
/// # Errors
/// `Internal` or `Data`, only if the build embedded a corrupt file.
pub fn load(source: Source) -> Result<Option<(Dataset, String)>> {
    let Some(bytes) = bytes(source) else {
        return Ok(None);
    };
    let mut unpacked = Vec::new();
    let read = GzDecoder::new(bytes).read_to_end(&mut unpacked);
    read.map_err(LabError::internal)?;
    let set = packed::unpack(&unpacked)?;
    Ok(Some((set.dataset, set.note)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use hourglass::data::labels::UNKNOWN_LABEL;
    use hourglass::shape::Extent;
    use std::collections::HashSet;

    /// Number of examples of each class.
    fn counts(dataset: &Dataset) -> Vec<usize> {
        let mut counts = vec![0; dataset.classes.len()];
        for &label in &dataset.labels {
            counts[usize::from(label)] += 1;
        }
        counts
    }

    #[test]
    fn every_fetched_set_is_here_with_its_own_name_and_licence() {
        for (source, licence) in [
            (Source::MnistSample, "CC BY-SA 3.0"),
            (Source::Mnist, "CC BY-SA 3.0"),
            (Source::Fashion, "MIT licence"),
            (Source::Emoji, "CC BY 4.0"),
            (Source::Penguins, "CC0"),
            (Source::Zoo, "CC BY 4.0"),
            (Source::Names, "CC0"),
        ] {
            let (dataset, note) = load(source).unwrap().unwrap();
            assert_eq!(dataset.source, source);
            assert!(note.contains(licence), "{note}");
            assert_ne!(dataset.fingerprint, 0);
        }
        let held = Source::CHOICES
            .iter()
            .filter(|choice| source_of(choice.value).is_fetched());
        assert_eq!(held.count(), 7);
    }

    fn source_of(value: &str) -> Source {
        serde_json::from_value(value.into()).unwrap()
    }

    #[test]
    fn digits_and_clothes_are_grey_in_sixteen_levels_and_balanced() {
        for (source, count, least) in [
            (Source::MnistSample, 2000, 200),
            (Source::Mnist, 10_000, 863),
            (Source::Fashion, 10_000, 1000),
        ] {
            let (dataset, _) = load(source).unwrap().unwrap();
            assert_eq!((dataset.count(), dataset.classes.len()), (count, 10));
            assert_eq!(
                dataset.extent(),
                Extent {
                    height: 28,
                    width: 28,
                    channels: 1
                }
            );
            assert_eq!(counts(&dataset).into_iter().min(), Some(least));
            assert!(dataset.pixels.iter().all(|pixel| pixel % 17 == 0));
        }
    }

    #[test]
    fn the_sample_holds_images_of_the_whole() {
        let [(sample, _), (whole, _)] =
            [Source::MnistSample, Source::Mnist].map(|source| load(source).unwrap().unwrap());
        let images = |of: &Dataset| -> HashSet<_> {
            let all = (0..of.count()).map(|at| (of.labels[at], of.image(at).to_vec()));
            all.collect()
        };
        assert_eq!(images(&sample).len(), 2000, "no image is there twice");
        assert!(images(&sample).is_subset(&images(&whole)));
    }

    #[test]
    fn names_are_words_of_two_classes_and_those_on_both_lists_have_none() {
        let (dataset, _) = load(Source::Names).unwrap().unwrap();
        assert_eq!(
            (dataset.count(), dataset.width, dataset.channels),
            (8386, 10, 28)
        );
        assert_eq!(dataset.alphabet, "-abcdefghijklmnopqrstuvwxyz·");
        assert_eq!(dataset.classes, ["female", "male"]);
        let of = |class: u8| {
            dataset
                .labels
                .iter()
                .filter(|&&label| label == class)
                .count()
        };
        assert_eq!((of(0), of(1), of(UNKNOWN_LABEL)), (4504, 3464, 418));
        let alphabet: Vec<_> = dataset.alphabet.chars().collect();
        let word = |at: usize| -> String {
            let places = dataset.image(at).chunks(28);
            let letter =
                |place: &[u8]| alphabet[place.iter().position(|&byte| byte == 255).unwrap()];
            places.map(letter).collect()
        };
        let class = |name: &str| {
            (0..8386)
                .find(|&at| word(at) == name)
                .map(|at| dataset.labels[at])
        };
        assert_eq!(class("susanna···"), Some(0));
        assert_eq!(class("aaron·····"), Some(1));
        assert_eq!(class("robin·····"), Some(UNKNOWN_LABEL));
    }

    #[test]
    fn penguins_have_measurements_in_units_and_gaps() {
        let (dataset, _) = load(Source::Penguins).unwrap().unwrap();
        assert_eq!((dataset.count(), dataset.size()), (344, 9));
        assert_eq!(counts(&dataset), [152, 68, 124]);
        let names: Vec<_> = dataset
            .columns
            .0
            .iter()
            .map(|column| column.name.as_str())
            .collect();
        assert_eq!(
            names[1..5],
            [
                "bill length (mm)",
                "bill depth (mm)",
                "flipper length (mm)",
                "body mass (g)"
            ]
        );
        let all: Vec<_> = (0..344).collect();
        let mask = dataset.mask_of(&dataset.images(&all)).unwrap();
        // Two rows lack all measurements; eleven lack the sex, which has two numbers.
        assert_eq!(
            mask.iter().filter(|&&known| known == 0).count(),
            2 * 4 + 11 * 2
        );
    }

    #[test]
    fn animals_of_the_zoo_have_names_traits_and_legs() {
        let (dataset, _) = load(Source::Zoo).unwrap().unwrap();
        assert_eq!((dataset.count(), dataset.size()), (101, 31));
        assert_eq!(
            dataset.classes,
            [
                "amphibian",
                "bird",
                "fish",
                "insect",
                "invertebrate",
                "mammal",
                "reptile"
            ]
        );
        assert_eq!(counts(&dataset), [4, 20, 13, 8, 10, 41, 5]);
        let names = &dataset.identity.names;
        let frogs = names.iter().filter(|name| *name == "frog").count();
        assert_eq!((names.len(), frogs), (101, 2));
        let octopus = names.iter().position(|name| name == "octopus").unwrap();
        let legs = dataset
            .layout()
            .0
            .iter()
            .position(|field| field.name == "legs")
            .unwrap();
        // Twelve traits of two numbers each stand before the legs.
        assert_eq!(dataset.values(&[octopus]).len(), 31);
        let (cells, _) = dataset.image(octopus).as_chunks();
        assert_eq!((legs, f32::from_le_bytes(cells[2 * 12])), (12, 8.0));
    }

    #[test]
    fn emoji_are_coloured_pictures_on_white() {
        let (dataset, _) = load(Source::Emoji).unwrap().unwrap();
        assert_eq!(
            dataset.extent(),
            Extent {
                height: 32,
                width: 32,
                channels: 3
            }
        );
        assert_eq!(counts(&dataset), [130, 39, 130, 29, 131]);
        let corners = (0..dataset.count()).filter(|&at| dataset.image(at)[..3] == [255; 3]);
        assert!(corners.count() > 400);
        let grey = (0..dataset.count()).filter(|&at| {
            dataset
                .image(at)
                .chunks(3)
                .all(|pixel| pixel[0] == pixel[1])
        });
        assert!(grey.count() < 60);
    }
}
