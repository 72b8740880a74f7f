//! Shapes drawn by a program, each from five known numbers: kind, x, y, scale and rotation. They are
//! independent of each other, and no two settings draw the same picture, so that one can ask how much of
//! them a code has found again. The idea is that of dSprites: L. Matthey, I. Higgins, D. Hassabis and
//! A. Lerchner, 2017, <https://github.com/google-deepmind/dsprites-dataset>.
//!
//! All kinds have the same area at the same scale and their centre of mass at x, y. A shape that is turned
//! by its own symmetry looks as before; the rotation therefore stays within 30 degrees either way, less
//! than half a turn of the most symmetric polygon (the star's 72 degrees). **A circle and a ring look the
//! same at every rotation**: theirs is drawn like all others, and has no effect.

use std::f32::consts::{PI, TAU};

use rand::RngExt;

use super::{Dataset, Factors, Kind};
use crate::config::Source;
use crate::rng::{ChaCha8Rng, Purpose, stream};

/// Images drawn: the same number of every kind.
pub const COUNT: usize = 6_000;
const SIDE: usize = 32;
/// Where the centre of a shape may be, in pixels, along either axis.
const PLACE: std::ops::Range<f32> = 11.0..21.0;
/// Radius of the circle of the same area, in pixels.
const SCALE: std::ops::Range<f32> = 3.5..6.5;
/// Either way, in radians.
const MOST_ROTATION: f32 = PI / 6.0;
/// Hole of the ring, and waist of the star, as a share of the outer radius.
const RING_HOLE: f32 = 0.6;
const STAR_WAIST: f32 = 0.45;
/// No outline of scale 1 goes farther from its centre: the triangle's corners are at 1.56.
const REACH: f32 = 1.6;

const CLASSES: [&str; 6] = ["circle", "square", "triangle", "cross", "star", "ring"];

const FACTORS: &[&str] = &[
    "kind",
    "x (pixels)",
    "y (pixels)",
    "scale (pixels)",
    "rotation (radians)",
];

type Point = [f32; 2];

/// A shape of area π around the origin, y downwards.
enum Outline {
    Circle,
    Ring,
    /// What a closed chain of straight lines goes around.
    Polygon(Vec<Point>),
}

/// Where and how large a shape is drawn.
struct Pose {
    centre: Point,
    scale: f32,
    rotation: f32,
}

/// Draws the set of a seed.
pub fn draw(seed: u32) -> Dataset {
    let mut rng = stream(seed, Purpose::Data);
    let outlines = outlines();
    let mut pixels = Vec::with_capacity(COUNT * SIDE * SIDE);
    let mut labels = Vec::with_capacity(COUNT);
    let mut factors = Vec::with_capacity(COUNT * FACTORS.len());
    for index in 0..COUNT {
        // one after the other: the split mixes them
        let kind = index % CLASSES.len();
        let pose = Pose::pick(&mut rng);
        pixels.extend(paint(&outlines[kind], &pose));
        labels.push(kind as u8);
        let [x, y] = pose.centre;
        factors.extend([kind as f32, x, y, pose.scale, pose.rotation]);
    }
    Dataset {
        source: Source::Shapes,
        kind: Kind::Image,
        name: "Drawn shapes".into(),
        width: SIDE,
        height: SIDE,
        pixels,
        labels,
        classes: CLASSES.map(String::from).into(),
        factors: Some(Factors {
            names: FACTORS,
            values: factors,
        }),
        test_from: None,
    }
}

/// The kinds, in the order of `CLASSES`, each of area π.
fn outlines() -> [Outline; 6] {
    // a regular polygon of n corners at radius 1 has the area n/2 sin(2π/n); a star n times its waist
    // times sin(π/n)
    let [square, triangle] = [4.0, 3.0f32].map(|corners| corners / 2.0 * (TAU / corners).sin());
    let star = 5.0 * STAR_WAIST * (PI / 5.0).sin();
    // arms a third of its width: five squares of side 2/3
    let cross = 20.0 / 9.0;
    let grown = |area: f32, corners: Vec<Point>| {
        let factor = (PI / area).sqrt();
        Outline::Polygon(
            corners
                .into_iter()
                .map(|[x, y]| [x * factor, y * factor])
                .collect(),
        )
    };
    [
        Outline::Circle,
        grown(square, corners(4, 1.0, PI / 4.0)),
        grown(triangle, corners(3, 1.0, 0.0)),
        grown(cross, cross_corners()),
        grown(star, star_corners()),
        Outline::Ring,
    ]
}

/// Corners on a circle, the first at the top, turned by `from`.
fn corners(count: usize, radius: f32, from: f32) -> Vec<Point> {
    let corner = |index: usize| {
        let (sin, cos) = (from + TAU * index as f32 / count as f32).sin_cos();
        [radius * sin, -radius * cos]
    };
    (0..count).map(corner).collect()
}

fn star_corners() -> Vec<Point> {
    let (points, waist) = (corners(5, 1.0, 0.0), corners(5, STAR_WAIST, PI / 5.0));
    let pairs = points.into_iter().zip(waist);
    pairs.flat_map(|(point, waist)| [point, waist]).collect()
}

fn cross_corners() -> Vec<Point> {
    const W: f32 = 1.0 / 3.0;
    let quarter = [[W, -1.0], [W, -W], [1.0, -W]];
    let turn = |turns: usize| quarter.map(|corner| (0..turns).fold(corner, |[x, y], _| [-y, x]));
    (0..4).flat_map(turn).collect()
}

impl Pose {
    fn pick(rng: &mut ChaCha8Rng) -> Self {
        Self {
            centre: [rng.random_range(PLACE), rng.random_range(PLACE)],
            scale: rng.random_range(SCALE),
            rotation: rng.random_range(-MOST_ROTATION..MOST_ROTATION),
        }
    }

    /// From the shape's own coordinates to pixels. A positive rotation is clockwise, since y goes down.
    fn place(&self, [x, y]: Point) -> Point {
        let (sin, cos) = self.rotation.sin_cos();
        [
            self.centre[0] + self.scale * (cos * x - sin * y),
            self.centre[1] + self.scale * (sin * x + cos * y),
        ]
    }
}

/// One image: white inside, fading over the pixel that the outline goes through.
fn paint(outline: &Outline, pose: &Pose) -> Vec<u8> {
    let corners: Vec<Point> = match outline {
        Outline::Polygon(corners) => corners.iter().map(|&corner| pose.place(corner)).collect(),
        Outline::Circle | Outline::Ring => Vec::new(),
    };
    let rim = pose.scale / (1.0 - RING_HOLE * RING_HOLE).sqrt();
    let ink = |at: usize| {
        let middle = [(at % SIDE) as f32 + 0.5, (at / SIDE) as f32 + 0.5];
        let distance = (middle[0] - pose.centre[0]).hypot(middle[1] - pose.centre[1]);
        if distance > REACH * pose.scale + 1.0 {
            return 0;
        }
        let outside = match outline {
            Outline::Circle => distance - pose.scale,
            Outline::Ring => (distance - rim).max(RING_HOLE * rim - distance),
            Outline::Polygon(_) => beyond(&corners, middle),
        };
        (255.0 * (0.5 - outside).clamp(0.0, 1.0)).round() as u8
    };
    (0..SIDE * SIDE).map(ink).collect()
}

/// How far a point is outside of a polygon; negative inside. Whether it is inside, the number of edges
/// decides that a ray from it to the right crosses.
fn beyond(corners: &[Point], [x, y]: Point) -> f32 {
    let mut nearest = f32::INFINITY;
    let mut inside = false;
    let mut from = corners[corners.len() - 1];
    for &to in corners {
        let (dx, dy) = (to[0] - from[0], to[1] - from[1]);
        let along = ((x - from[0]) * dx + (y - from[1]) * dy) / (dx * dx + dy * dy);
        let along = along.clamp(0.0, 1.0);
        let (ex, ey) = (x - from[0] - along * dx, y - from[1] - along * dy);
        nearest = nearest.min(ex * ex + ey * ey);
        if (from[1] > y) != (to[1] > y) && x < from[0] + (y - from[1]) / dy * dx {
            inside = !inside;
        }
        from = to;
    }
    let distance = nearest.sqrt();
    if inside { -distance } else { distance }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(set: &Dataset, index: usize) -> &[f32] {
        let columns = FACTORS.len();
        &set.factors.as_ref().unwrap().values[index * columns..(index + 1) * columns]
    }

    /// Every pixel's place and ink, 0 to 1.
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
            (Kind::Image, CLASSES.map(String::from).into())
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
            assert!(off < 0.1, "image {index} is {off} pixels off its place");
            let wanted = std::f64::consts::PI * f64::from(scale).powi(2);
            assert!(
                (area / wanted - 1.0).abs() < 0.05,
                "image {index}: area {area}, not {wanted}"
            );
        }
    }

    /// The n-th angular moment of a shape turns n times as far as the shape.
    fn moment(image: &[u8], centre: [f64; 2], order: f64) -> (f64, f64) {
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
                    let (_, strength) = moment(set.image(index), centre, order);
                    assert!(strength < 0.05, "image {index} is not round: {strength}");
                }
                continue;
            };
            let (angle, _) = moment(set.image(index), centre, order);
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
            let spread =
                [(a, ma), (b, mb)].map(|(c, m)| mean(&|i| (value(i, c) - m).powi(2)).sqrt());
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
}
