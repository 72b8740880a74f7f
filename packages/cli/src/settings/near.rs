//! Guesses of the setting that was meant, for names that no setting has.

use hourglass::config::schema;
use hourglass::config::schema::Field;
use hourglass::config::version::RENAMED;
use hourglass::error::short;
use serde_json::{Map, Value};
use strsim::jaro_winkler;

use crate::Failure;

/// Least similarity of a guess: 1 is the same name.
const LEAST: f64 = 0.85;

/// Checks the names of settings, and says of each that is unknown which one was meant.
pub fn check(entries: &Map<String, Value>) -> Result<(), Failure> {
    let fields = schema().fields;
    let is_known = |name: &str| {
        ["version", "reading"].contains(&name)
            || fields.iter().any(|field| field.name == name)
            || RENAMED.iter().any(|(old, _)| *old == name)
    };
    let unknown: Vec<_> = entries.keys().filter(|name| !is_known(name)).collect();
    if unknown.is_empty() {
        return Ok(());
    }
    let guesses = unknown.iter().map(|name| nearest(name));
    let guesses: Vec<_> = guesses.collect();
    let sentences = unknown
        .iter()
        .zip(&guesses)
        .map(|(name, guess)| match guess {
            Some(guess) => format!(
                "There is no setting called \"{}\": did you mean \"{guess}\"?",
                short(name)
            ),
            None => format!("There is no setting called \"{}\".", short(name)),
        });
    let mut sentences: Vec<_> = sentences.collect();
    if guesses.contains(&None) {
        let names: Vec<_> = fields.iter().map(|field| field.name).collect();
        sentences.push(format!("The settings are {}.", names.join(", ")));
    }
    Err(Failure::Words(sentences.join(" ")))
}

/// Similarity of a name that has a setting as one of its words, as `random_seed` has.
const WORD: f64 = 0.96;

/// The setting whose name, or label on the page, is most like a name.
fn nearest(name: &str) -> Option<&'static str> {
    let words: Vec<_> = name
        .split(|letter: char| !letter.is_alphanumeric())
        .collect();
    let name = letters(name);
    let likeness = |field: &Field| {
        let of = |other| jaro_winkler(&name, &letters(other));
        let word = if words.contains(&field.name) {
            WORD
        } else {
            0.0
        };
        of(field.name).max(of(field.label)).max(word)
    };
    let fields = schema().fields;
    let likest = fields
        .iter()
        .map(|field| (likeness(field), field.name))
        .max_by(|(one, _), (other, _)| one.total_cmp(other));
    likest
        .filter(|(likeness, _)| *likeness >= LEAST)
        .map(|(_, name)| name)
}

/// Letters and digits alone, in lower case: `batch_size` is `batchSize`.
fn letters(name: &str) -> String {
    let letters = name.chars().filter(|letter| letter.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_near_miss_is_guessed() {
        for (name, meant) in [
            ("latnet", "latent"),
            ("latent_dim", "latent"),
            ("Latent dimensions", "latent"),
            ("hidden_layers", "hidden"),
            ("batch_size", "batchSize"),
            ("batchsize", "batchSize"),
            ("learning_rate", "learningRate"),
            ("learningrat", "learningRate"),
            ("epoch", "epochs"),
            ("random_seed", "seed"),
        ] {
            assert_eq!(nearest(name), Some(meant), "{name}");
        }
    }

    #[test]
    fn no_setting_is_guessed_for_a_name_that_is_like_none() {
        for name in ["", "x", "wobble", "🙂", "format"] {
            assert_eq!(nearest(name), None, "{name}");
        }
    }
}
