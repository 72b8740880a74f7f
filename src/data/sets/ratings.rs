//! Made ratings with two known tastes: people give one to five stars to some of twelve films. A rating is the middle of the stars,
//! plus the product of taste and film, plus noise, rounded: the model of matrix factorization (Y. Koren, R. Bell and C. Volinsky,
//! *Matrix factorization techniques for recommender systems*, Computer 42(8), 2009,
//! [doi:10.1109/MC.2009.263](https://doi.org/10.1109/MC.2009.263)).

use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use crate::config::Source;
use crate::data::layout::{Field, FieldKind, Layout};
use crate::data::{Dataset, ExampleKind, Factors};
use crate::rng::{Purpose, stream};
use crate::shape::Extent;

/// Number of people.
pub const COUNT: usize = 2_000;
/// Share of the films that a person has seen.
const SEEN: f32 = 0.6;
/// Lowest and highest number of stars.
const STARS: [f32; 2] = [1.0, 5.0];
/// Stars of a taste of 1 for a film that has it wholly.
const STRENGTH: f32 = 2.0;
const NOISE: f32 = 0.4;

/// Films, with their share of action and of comedy.
const FILMS: [(&str, [f32; 2]); 12] = [
    ("Star battle", [1.0, 0.0]),
    ("Car chase", [0.9, -0.2]),
    ("Dragon hunt", [0.8, 0.1]),
    ("Lost island", [0.7, 0.2]),
    ("Funny heist", [0.7, 0.7]),
    ("Talking dog", [0.0, 1.0]),
    ("Clumsy waiter", [-0.2, 0.9]),
    ("Wedding chaos", [-0.3, 0.8]),
    ("School play", [-0.2, 0.6]),
    ("Quiet river", [-0.8, -0.3]),
    ("Old letters", [-0.6, -0.6]),
    ("Night train", [0.2, -0.9]),
];

/// By label: the taste for action counts one, that for comedy two.
const CLASSES: [&str; 4] = ["neither", "action", "comedy", "both"];
const FACTORS: &[&str] = &["taste for action", "taste for comedy"];

/// Generates the set of a seed.
pub fn draw(seed: u32) -> Dataset {
    let mut rng = stream(seed, Purpose::Data);
    let mut pixels = Vec::with_capacity(COUNT * FILMS.len() * size_of::<f32>());
    let (mut labels, mut factors) = (Vec::with_capacity(COUNT), Vec::with_capacity(2 * COUNT));
    let [low, high] = STARS;
    for _ in 0..COUNT {
        let taste: [f32; 2] = std::array::from_fn(|_| rng.random_range(-1.0..1.0));
        let one = rng.random_range(0..FILMS.len()); // nobody has seen nothing
        for (at, (_, film)) in FILMS.iter().enumerate() {
            let noise: f32 = StandardNormal.sample(&mut rng);
            let liking = STRENGTH * (taste[0] * film[0] + taste[1] * film[1]) + NOISE * noise;
            let stars = (f32::midpoint(low, high) + liking).round().clamp(low, high);
            let is_seen = rng.random_range(0.0..1.0) < SEEN || at == one;
            let stars = if is_seen { stars } else { f32::NAN };
            pixels.extend(stars.to_le_bytes());
        }
        labels.push(u8::from(taste[0] > 0.0) + 2 * u8::from(taste[1] > 0.0));
        factors.extend(taste);
    }
    let films = FILMS
        .iter()
        .map(|(name, _)| Field::new(*name, FieldKind::Rating { low, high }));
    Dataset {
        columns: Layout(films.collect()),
        labels,
        classes: CLASSES.map(String::from).into(),
        factors: Some(Factors {
            names: FACTORS,
            values: factors,
        }),
        ..Dataset::new(
            Source::Ratings,
            ExampleKind::Table,
            "Film ratings",
            Extent::row(FILMS.len()),
            pixels,
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::metrics::correlations;

    #[test]
    fn stars_follow_the_two_tastes_and_some_are_not_given() {
        let set = draw(1);
        assert_eq!((set.count(), set.size()), (COUNT, FILMS.len()));
        let all: Vec<usize> = (0..COUNT).collect();
        let stars = set.targets_of(&set.images(&all));
        let known: Vec<f32> = stars
            .iter()
            .copied()
            .filter(|stars| !stars.is_nan())
            .collect();
        let share = known.len() as f32 / stars.len() as f32;
        assert!((share - 0.63).abs() < 0.02, "{share}");
        assert!(
            known
                .iter()
                .all(|stars| (1.0..=5.0).contains(stars) && stars.fract() == 0.0)
        );
        assert!((1..=5).all(|number| known.contains(&(number as f32))));
        assert!(
            stars
                .chunks(FILMS.len())
                .all(|row| row.iter().any(|stars| !stars.is_nan()))
        );
        // The first film is all action, the sixth all comedy.
        for (film, taste) in [(0, 0), (5, 1)] {
            let seen = (0..COUNT).filter(|row| !stars[row * FILMS.len() + film].is_nan());
            let (given, tastes): (Vec<f32>, Vec<f32>) = seen
                .map(|row| {
                    (
                        stars[row * FILMS.len() + film],
                        set.factors.as_ref().unwrap().values[2 * row + taste],
                    )
                })
                .unzip();
            let correlation = correlations(&given, 1, &tastes, 1)[0];
            assert!(correlation > 0.85, "{correlation}");
        }
        assert_ne!(draw(2).pixels, set.pixels);
    }
}
