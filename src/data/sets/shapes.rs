//! Generated shapes with five known factors: kind, x, y, scale and rotation. They are independent, and no two
//! settings draw the same image, so that a code can be compared with them. The idea is that of dSprites:
//! L. Matthey, I. Higgins, D. Hassabis and A. Lerchner, 2017,
//! <https://github.com/google-deepmind/dsprites-dataset>.
//!
//! All kinds have the same area at the same scale and their centre of mass at x, y. A shape that is turned
//! by its own symmetry does not change. The rotation therefore stays within 30 degrees either way. That is
//! less than half the symmetry angle of the most symmetric polygon (the star's 72 degrees). **A circle and a
//! ring look the same at every rotation**: theirs is drawn like all others, and has no effect.

use std::f32::consts::{PI, TAU};

use rand::RngExt;

use crate::config::Source;
use crate::data::{Dataset, ExampleKind, Factors};
use crate::rng::{ChaCha8Rng, Purpose, stream};
use crate::shape::Extent;

/// Number of images, the same of every kind.
pub const COUNT: usize = 6_000;
const SIDE: usize = 32;
/// Range of the centre of a shape, in pixels, along either axis.
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
    /// Area inside a closed chain of straight lines.
    Polygon(Vec<Point>),
}

/// Position, size and rotation of a shape.
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
        labels,
        classes: CLASSES.map(String::from).into(),
        factors: Some(Factors {
            names: FACTORS,
            values: factors,
        }),
        ..Dataset::new(
            Source::Shapes,
            ExampleKind::Image,
            "Drawn shapes",
            Extent::grey(SIDE, SIDE),
            pixels,
        )
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
    fn moved(&self, [x, y]: Point) -> Point {
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
        Outline::Polygon(corners) => corners.iter().map(|&corner| pose.moved(corner)).collect(),
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

/// Signed distance of a point from a polygon, negative inside. A point is inside if a ray from it to the right
/// crosses an odd number of edges.
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
mod tests;
