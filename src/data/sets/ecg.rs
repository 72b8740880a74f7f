//! Simulated heart signals with known factors: 1.4 s of an electrocardiogram, sampled 100
//! times a second. A beat is a sum of five Gaussians, the waves P, Q, R, S and T. Their times, widths and
//! heights are those of P. E. McSharry, G. D. Clifford, L. Tarassenko and L. A. Smith, "A dynamical
//! model for generating synthetic electrocardiogram signals", IEEE Transactions on Biomedical Engineering
//! 50(3), 2003, table I. There Gaussians steer a differential equation. Here they are its closed form for
//! a fixed rhythm: `a θ exp(-θ²/2b²)` integrates to a wave of width `b` and height `a b²`. Breathing moves
//! the baseline as a slow sine, as there, and white noise is added to the signal.
//!
//! Four classes are regular: a normal beat, an early one, a wide one, one with a tall T wave. The fifth is
//! **the abnormal one**, [`ABNORMAL`]: ventricular fibrillation, irregular waves without any beat. These
//! are shapes to learn from, not material for a diagnosis.

use std::f32::consts::TAU;

use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use crate::config::Source;
use crate::data::{Dataset, ExampleKind, Factors};
use crate::rng::{ChaCha8Rng, Purpose, stream};
use crate::shape::Extent;

/// Number of signals, the same of every class.
pub const COUNT: usize = 5_000;
const EARLY: u8 = 1;
const WIDE: u8 = 2;
const TALL: u8 = 3;
/// The label of the class that is no regular beat.
pub const ABNORMAL: u8 = 4;
/// Samples a signal, as in the set ECG5000.
const LENGTH: usize = 140;
/// Samples a second.
const RATE: f32 = 100.0;
/// Values of the bytes 0 and 255, where an R wave of amplitude 1 is 1 high.
const LOWEST: f32 = -0.6;
const HIGHEST: f32 = 1.2;

/// By label.
const CLASSES: [&str; 5] = [
    "normal",
    "early beat",
    "wide beat",
    "tall T wave",
    "fibrillation",
];

/// The period is that of the regular rhythm; of fibrillation, that of its main wave. The width is the
/// deviation of the R wave; of fibrillation, which has none, it is drawn and has no effect.
const FACTORS: &[&str] = &[
    "period (s)",
    "first beat (s)",
    "amplitude",
    "width (s)",
    "T wave",
    "baseline wander",
    "noise",
];

/// A wave of a beat.
struct Wave {
    /// Middle, in seconds from the top of the R wave.
    at: f32,
    /// Deviation, in seconds.
    width: f32,
    /// Relative to the R wave.
    height: f32,
}

const fn wave(at: f32, width: f32, height: f32) -> Wave {
    Wave { at, width, height }
}

/// Table I of McSharry et al.: time; b as seconds of a beat of one second, b / 2π; a b² over that of R.
const P: Wave = wave(-0.2, 0.04, 0.25);
const Q: Wave = wave(-0.05, 0.016, -0.167);
const R: Wave = wave(0.0, 0.016, 1.0);
const S: Wave = wave(0.05, 0.016, -0.25);
const T: Wave = wave(0.3, 0.064, 0.4);

/// Factors of one signal; lengths in seconds, heights relative to an R wave of 1.
struct Heart {
    class: u8,
    period: f32,
    first: f32,
    amplitude: f32,
    /// Of the R wave; Q and S are as wide, and move apart with it.
    width: f32,
    t_wave: f32,
    wander: f32,
    noise: f32,
}

/// Generates the set of a seed.
pub fn draw(seed: u32) -> Dataset {
    let mut rng = stream(seed, Purpose::Data);
    let mut pixels = Vec::with_capacity(COUNT * LENGTH);
    let mut labels = Vec::with_capacity(COUNT);
    let mut factors = Vec::with_capacity(COUNT * FACTORS.len());
    for index in 0..COUNT {
        // one after the other: the split mixes them
        let heart = Heart::pick((index % CLASSES.len()) as u8, &mut rng);
        pixels.extend(heart.record(&mut rng));
        labels.push(heart.class);
        factors.extend(heart.factors());
    }
    Dataset {
        labels,
        classes: CLASSES.map(String::from).into(),
        factors: Some(Factors {
            names: FACTORS,
            values: factors,
        }),
        ..Dataset::new(
            Source::Signals,
            ExampleKind::Sequence,
            "Heartbeats",
            Extent::row(LENGTH),
            pixels,
        )
    }
}

impl Heart {
    fn pick(class: u8, rng: &mut ChaCha8Rng) -> Self {
        let period = if class == ABNORMAL {
            rng.random_range(0.17..0.3)
        } else {
            rng.random_range(0.72..0.92)
        };
        let wide = if class == WIDE { 2.0 } else { 1.0 };
        let tall = if class == TALL { 1.8 } else { 1.0 };
        Self {
            class,
            period,
            first: rng.random_range(0.22..0.3),
            amplitude: rng.random_range(0.8..1.1),
            width: R.width * wide * rng.random_range(0.85..1.15),
            t_wave: T.height * tall * rng.random_range(0.85..1.15),
            wander: rng.random_range(0.0..0.1),
            noise: rng.random_range(0.0..0.03),
        }
    }

    fn factors(&self) -> [f32; 7] {
        [
            self.period,
            self.first,
            self.amplitude,
            self.width,
            self.t_wave,
            self.wander,
            self.noise,
        ]
    }

    /// The bytes of the signal.
    fn record(&self, rng: &mut ChaCha8Rng) -> Vec<u8> {
        let mut signal = vec![0.0; LENGTH];
        if self.class == ABNORMAL {
            self.fibrillate(&mut signal, rng);
        } else {
            self.beat(&mut signal);
        }
        // breathing: 9 to 18 breaths a minute
        let breath = TAU * rng.random_range(0.15..0.3);
        let phase = rng.random_range(0.0..TAU);
        let samples = signal.iter().enumerate().map(|(index, value)| {
            let white: f32 = StandardNormal.sample(rng);
            let time = index as f32 / RATE;
            value + self.wander * (breath * time + phase).sin() + self.noise * white
        });
        let share = |value: f32| (value - LOWEST) / (HIGHEST - LOWEST);
        samples
            .map(|value| (255.0 * share(value)).round() as u8)
            .collect()
    }

    /// The beats that reach into the signal. An early beat comes after 0.6 of the period, and the next one
    /// where it would have come anyway.
    fn beat(&self, signal: &mut [f32]) {
        let second = if self.class == EARLY { 0.6 } else { 1.0 };
        for periods in [-1.0, 0.0, second, 2.0] {
            let top = self.first + periods * self.period;
            for wave in self.waves() {
                add(
                    signal,
                    top + wave.at,
                    wave.width,
                    self.amplitude * wave.height,
                );
            }
        }
    }

    fn waves(&self) -> [Wave; 5] {
        let wider = self.width / R.width;
        let complex = |one: Wave| wave(one.at * wider, one.width * wider, one.height);
        let t_wave = wave(T.at, T.width, self.t_wave);
        [P, complex(Q), complex(R), complex(S), t_wave]
    }

    /// Three waves that are no multiples of each other, each swelling and fading in its own time.
    fn fibrillate(&self, signal: &mut [f32], rng: &mut ChaCha8Rng) {
        for (speed, height) in [
            (1.0, 0.36),
            (rng.random_range(1.2..1.6), 0.18),
            (rng.random_range(0.6..0.85), 0.18),
        ] {
            let [phase, swell] = [(); 2].map(|()| rng.random_range(0.0..TAU));
            let beats = rng.random_range(0.4..1.0);
            for (index, value) in signal.iter_mut().enumerate() {
                let time = index as f32 / RATE;
                let envelope = 0.75 + 0.25 * (TAU * beats * time + swell).sin();
                *value += self.amplitude
                    * height
                    * envelope
                    * (TAU * speed * time / self.period + phase).sin();
            }
        }
    }
}

/// Adds a Gaussian, as far as it is visible.
fn add(signal: &mut [f32], middle: f32, width: f32, height: f32) {
    let reach = 4.5 * width;
    let sample = |time: f32| ((time * RATE).ceil().max(0.0) as usize).min(LENGTH);
    let (first, end) = (sample(middle - reach), sample(middle + reach));
    for (index, value) in (first..end).zip(&mut signal[first..end]) {
        let off = (index as f32 / RATE - middle) / width;
        *value += height * (-0.5 * off * off).exp();
    }
}

#[cfg(test)]
mod tests;
