//! The signals against what their factors say of them.

use super::*;

/// The signal of an index as heights, and its factors.
fn heights(set: &Dataset, index: usize) -> (Vec<f32>, [f32; 7]) {
    let step = (HIGHEST - LOWEST) / 255.0;
    let heights = set
        .image(index)
        .iter()
        .map(|&byte| LOWEST + step * f32::from(byte));
    let values = &set.factors.as_ref().unwrap().values[7 * index..7 * index + 7];
    (heights.collect(), values.try_into().unwrap())
}

/// Position of the maximum of a range of a signal, in seconds, and its height.
fn top(heights: &[f32], from: f32, to: f32) -> (f32, f32) {
    let range = (from * RATE) as usize..((to * RATE) as usize).min(LENGTH);
    let highest = range
        .max_by(|&a, &b| heights[a].total_cmp(&heights[b]))
        .unwrap();
    (highest as f32 / RATE, heights[highest])
}

#[test]
fn a_seed_makes_the_same_set_and_another_seed_another() {
    let set = draw(1);
    assert_eq!(set, draw(1));
    assert_ne!(set.pixels, draw(2).pixels);
    assert_eq!((set.count(), set.width, set.height), (COUNT, 140, 1));
    assert_eq!(
        (set.kind, set.info().classes),
        (ExampleKind::Sequence, CLASSES.map(String::from).into())
    );
}

#[test]
fn classes_are_equally_many_and_every_byte_is_used() {
    let set = draw(3);
    let (mut classes, mut bytes) = ([0; 5], [0; 256]);
    set.labels
        .iter()
        .for_each(|&label| classes[usize::from(label)] += 1);
    set.pixels
        .iter()
        .for_each(|&byte| bytes[usize::from(byte)] += 1);
    assert_eq!(classes, [COUNT / 5; 5]);
    assert!(bytes.iter().all(|&count| count > 0), "{bytes:?}");
    // what is beyond the lowest and the highest is cut: next to nothing
    assert!(
        bytes[0] + bytes[255] < COUNT * LENGTH / 1000,
        "{} {}",
        bytes[0],
        bytes[255]
    );
}

#[test]
fn beats_come_when_first_beat_and_period_say_and_early_ones_early() {
    let set = draw(5);
    for index in (0..COUNT).filter(|&index| set.labels[index] != ABNORMAL) {
        let (heights, [period, first, amplitude, _, _, wander, noise]) = heights(&set, index);
        let gap = if set.labels[index] == EARLY {
            0.6 * period
        } else {
            period
        };
        let (one, height) = top(&heights, 0.0, first + 0.12);
        let (two, _) = top(&heights, first + gap - 0.12, first + gap + 0.12);
        assert!(
            (one - first).abs() < 0.015,
            "signal {index}: {one}, not {first}"
        );
        assert!(
            (two - first - gap).abs() < 0.015,
            "signal {index}: {two} after {first}, gap {gap}"
        );
        let off = (height - amplitude).abs();
        // the top may lie between two samples
        assert!(
            off < 0.06 * amplitude + wander + 4.0 * noise + 0.01,
            "signal {index}: {height}, not {amplitude}"
        );
    }
}

#[test]
fn the_r_wave_is_as_wide_and_the_t_wave_as_high_as_the_factors_say() {
    let set = draw(7);
    for index in (0..COUNT).filter(|&index| ![EARLY, ABNORMAL].contains(&set.labels[index])) {
        let (heights, [_, first, amplitude, width, t_wave, wander, noise]) = heights(&set, index);
        let (_, t_top) = top(&heights, first + 0.27, first + 0.34);
        let off = (t_top - amplitude * t_wave).abs();
        assert!(
            off < wander + 4.0 * noise + 0.02,
            "signal {index}: T is {off} off"
        );
        let (_, height) = top(&heights, 0.0, first + 0.12);
        let near = ((first - 0.1) * RATE) as usize..((first + 0.1) * RATE) as usize;
        let above = heights[near]
            .iter()
            .filter(|&&value| value > 0.5 * height)
            .count();
        // full width at half the height
        let expected = (8.0 * 2f32.ln()).sqrt() * width * RATE;
        assert!(
            (above as f32 - expected).abs() < 2.5,
            "signal {index}: {above} samples, not {expected}"
        );
    }
}

#[test]
fn the_noise_is_as_strong_as_its_factor_says() {
    let set = draw(9);
    for index in (0..COUNT).filter(|&index| set.labels[index] == 0) {
        let (heights, [period, first, .., noise]) = heights(&set, index);
        let tops = [0.0, 1.0, 2.0].map(|beats| first + beats * period);
        // Fourth differences of white noise have the deviation √70 σ; away from the R waves, those of the
        // signal itself are next to nothing.
        let is_quiet = |time: f32| tops.iter().all(|top| (time - top).abs() > 0.1);
        let fourth_difference = |w: &[f32]| w[0] - 4.0 * w[1] + 6.0 * w[2] - 4.0 * w[3] + w[4];
        let windows = heights.windows(5).enumerate();
        let differences: Vec<f32> = windows
            .filter(|(at, _)| is_quiet((at + 2) as f32 / RATE))
            .map(|(_, window)| fourth_difference(window).powi(2))
            .collect();
        let found = (differences.iter().sum::<f32>() / differences.len() as f32 / 70.0).sqrt();
        // rounding to bytes adds the noise of a uniform law
        let rounding = (HIGHEST - LOWEST) / 255.0 / 12f32.sqrt();
        let expected = noise.hypot(rounding);
        assert!(
            (found - expected).abs() < 0.4 * noise + 0.002,
            "signal {index}: {found}, not {expected}"
        );
    }
}

#[test]
fn an_abnormal_signal_is_far_from_every_regular_one() {
    let set = draw(11);
    let is_abnormal = |&index: &usize| set.labels[index] == ABNORMAL;
    let (abnormal, regular): (Vec<usize>, Vec<usize>) = (0..COUNT).partition(is_abnormal);
    let distance = |a: usize, b: usize| {
        let pairs = set.image(a).iter().zip(set.image(b));
        pairs.map(|(&p, &q)| u32::from(p.abs_diff(q))).sum::<u32>() as f32 / LENGTH as f32
    };
    let nearest = |from: usize| {
        regular
            .iter()
            .filter(|&&other| other != from)
            .map(|&other| distance(from, other))
            .fold(f32::INFINITY, f32::min)
    };
    let least_abnormal = abnormal
        .iter()
        .map(|&index| nearest(index))
        .fold(f32::INFINITY, f32::min);
    let most_regular = regular
        .iter()
        .step_by(10)
        .map(|&index| nearest(index))
        .fold(0.0, f32::max);
    assert!(
        least_abnormal > most_regular,
        "{least_abnormal} against {most_regular}"
    );
}
