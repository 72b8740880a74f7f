//! The shapes against what their factors say of them.

use super::*;

fn row(set: &Dataset, index: usize) -> &[f32] {
    let columns = FACTORS.len();
    &set.factors.as_ref().unwrap().values[index * columns..(index + 1) * columns]
}

/// Position and ink of every pixel, 0 to 1.
fn ink(image: &[u8]) -> impl Iterator<Item = (f64, f64, f64)> {
    image.iter().enumerate().map(|(at, &byte)| {
        let (x, y) = (at % SIDE, at / SIDE);
        (x as f64 + 0.5, y as f64 + 0.5, f64::from(byte) / 255.0)
    })
}

#[test]
fn a_seed_draws_the_same_set_and_another_seed_another() {
    let set = draw(1);
    assert_eq!(set, draw(1));
    assert_ne!(set.pixels, draw(2).pixels);
    assert_eq!((set.count(), set.size()), (COUNT, 1024));
    assert_eq!(
        (set.kind, set.info().classes),
        (ExampleKind::Image, CLASSES.map(String::from).into())
    );
}

#[test]
fn all_kinds_are_equally_many_all_greys_are_used_and_nothing_is_cut_off() {
    let set = draw(3);
    let (mut kinds, mut greys) = ([0; 6], [0; 256]);
    set.labels
        .iter()
        .for_each(|&label| kinds[usize::from(label)] += 1);
    set.pixels
        .iter()
        .for_each(|&byte| greys[usize::from(byte)] += 1);
    assert_eq!(kinds, [COUNT / 6; 6]);
    assert!(greys.iter().all(|&count| count > 0), "{greys:?}");
    for index in 0..COUNT {
        let image = set.image(index);
        let border =
            (0..SIDE).flat_map(|i| [i, (SIDE - 1) * SIDE + i, i * SIDE, i * SIDE + SIDE - 1]);
        assert!(border.into_iter().all(|at| image[at] == 0), "image {index}");
    }
}

#[test]
fn label_centre_of_mass_and_area_are_what_the_factors_say() {
    let set = draw(5);
    for index in 0..COUNT {
        let [kind, x, y, scale, _] = *row(&set, index) else {
            unreachable!()
        };
        assert_eq!(kind, f32::from(set.labels[index]));
        let (mut area, mut cx, mut cy) = (0.0, 0.0, 0.0);
        for (px, py, ink) in ink(set.image(index)) {
            area += ink;
            cx += ink * px;
            cy += ink * py;
        }
        let off = (cx / area - f64::from(x)).hypot(cy / area - f64::from(y));
        assert!(off < 0.1, "image {index} is {off} pixels off its centre");
        let expected = std::f64::consts::PI * f64::from(scale).powi(2);
        assert!(
            (area / expected - 1.0).abs() < 0.05,
            "image {index}: area {area}, not {expected}"
        );
    }
}

/// The n-th angular moment of a shape turns n times as far as the shape.
fn angular_moment(image: &[u8], centre: [f64; 2], order: f64) -> (f64, f64) {
    let (mut re, mut im, mut all) = (0.0, 0.0, 0.0);
    for (x, y, ink) in ink(image) {
        let (x, y) = (x - centre[0], y - centre[1]);
        let (length, angle) = (x.hypot(y).powf(order), y.atan2(x) * order);
        re += ink * length * angle.cos();
        im += ink * length * angle.sin();
        all += ink * length;
    }
    (im.atan2(re), re.hypot(im) / all)
}

#[test]
fn polygons_are_turned_as_the_rotation_says_and_round_shapes_are_not() {
    use std::f64::consts::{FRAC_PI_2, FRAC_PI_4, PI};
    // corners, and where one of them points before the rotation; y goes down
    let symmetry = [
        None,
        Some((4.0, FRAC_PI_4)),
        Some((3.0, -FRAC_PI_2)),
        Some((4.0, 0.0)),
        Some((5.0, -FRAC_PI_2)),
        None,
    ];
    let set = draw(7);
    for index in 0..COUNT {
        let [_, x, y, _, rotation] = *row(&set, index) else {
            unreachable!()
        };
        let centre = [x, y].map(f64::from);
        let Some((order, points)) = symmetry[usize::from(set.labels[index])] else {
            for order in [3.0, 4.0, 5.0] {
                let (_, strength) = angular_moment(set.image(index), centre, order);
                assert!(strength < 0.05, "image {index} is not round: {strength}");
            }
            continue;
        };
        let (angle, _) = angular_moment(set.image(index), centre, order);
        let off = angle - order * (points + f64::from(rotation));
        let off = ((off + PI).rem_euclid(2.0 * PI) - PI) / order;
        assert!(off.abs() < 0.05, "image {index} is turned {off} too far");
    }
}

#[test]
fn factors_do_not_depend_on_each_other() {
    let set = draw(11);
    let columns = FACTORS.len();
    let mean = |f: &dyn Fn(usize) -> f64| (0..COUNT).map(f).sum::<f64>() / COUNT as f64;
    let value = |index: usize, column: usize| f64::from(row(&set, index)[column]);
    for (a, b) in (0..columns).flat_map(|a| (0..a).map(move |b| (a, b))) {
        let [ma, mb] = [a, b].map(|column| mean(&|index| value(index, column)));
        let spread = [(a, ma), (b, mb)].map(|(c, m)| mean(&|i| (value(i, c) - m).powi(2)).sqrt());
        let together = mean(&|i| (value(i, a) - ma) * (value(i, b) - mb));
        let correlation = together / (spread[0] * spread[1]);
        assert!(
            correlation.abs() < 0.05,
            "{} and {}: {correlation}",
            FACTORS[a],
            FACTORS[b]
        );
    }
}

#[test]
fn kinds_in_the_same_pose_are_easy_to_tell_apart() {
    let pose = Pose {
        centre: [16.0, 16.0],
        scale: 5.0,
        rotation: 0.2,
    };
    let images = outlines().map(|outline| paint(&outline, &pose));
    for (a, b) in (0..6).flat_map(|a| (0..a).map(move |b| (a, b))) {
        let pairs = images[a].iter().zip(&images[b]);
        let differing: f64 = pairs.map(|(&p, &q)| f64::from(p.abs_diff(q)) / 255.0).sum();
        let share = differing / (std::f64::consts::PI * 25.0);
        assert!(share > 0.15, "{} and {}: {share}", CLASSES[a], CLASSES[b]);
    }
}
