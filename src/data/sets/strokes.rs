//! Generated digits: each is a few pen strokes with a random slant, size, thickness, rotation, shift and jitter,
//! painted with antialiasing. These known factors are kept, so that a code can be compared with them.

use rand::RngExt;
use rand_distr::{Distribution, StandardNormal};

use crate::config::Source;
use crate::data::labels::numbered;
use crate::data::{Dataset, ExampleKind, Factors};
use crate::rng::{ChaCha8Rng, Purpose, stream};
use crate::shape::Extent;

/// Number of images.
pub const COUNT: usize = 6_000;
const SIDE: usize = 28;
/// Height of a digit of size 1, in pixels.
const HEIGHT: f32 = 20.0;
/// Straight pieces between two control points of a curve.
const PIECES: usize = 6;

type Point = [f32; 2];

/// Control points of each stroke in a unit square, y downwards. A stroke is a Catmull-Rom curve
/// through its points; a corner is where one stroke ends and the next begins.
#[rustfmt::skip]
const GLYPHS: [&[&[Point]]; 10] = [
    &[&[[0.5, 0.07], [0.29, 0.2], [0.22, 0.5], [0.29, 0.8], [0.5, 0.93], [0.71, 0.8], [0.78, 0.5], [0.71, 0.2], [0.5, 0.07]]],
    &[&[[0.32, 0.28], [0.55, 0.08]], &[[0.55, 0.08], [0.55, 0.93]]],
    &[&[[0.22, 0.28], [0.35, 0.1], [0.6, 0.08], [0.76, 0.26], [0.68, 0.48], [0.45, 0.7], [0.22, 0.92]], &[[0.22, 0.92], [0.8, 0.92]]],
    &[&[[0.24, 0.16], [0.5, 0.07], [0.74, 0.22], [0.66, 0.42], [0.44, 0.48]], &[[0.44, 0.48], [0.7, 0.54], [0.78, 0.74], [0.55, 0.93], [0.22, 0.84]]],
    &[&[[0.6, 0.07], [0.2, 0.62]], &[[0.2, 0.62], [0.84, 0.62]], &[[0.62, 0.35], [0.62, 0.93]]],
    &[&[[0.75, 0.09], [0.31, 0.09]], &[[0.31, 0.09], [0.27, 0.46]], &[[0.27, 0.46], [0.5, 0.4], [0.74, 0.52], [0.75, 0.76], [0.52, 0.93], [0.22, 0.84]]],
    &[&[[0.68, 0.08], [0.42, 0.25], [0.27, 0.52], [0.28, 0.78], [0.5, 0.93], [0.72, 0.8], [0.7, 0.6], [0.5, 0.5], [0.3, 0.64]]],
    &[&[[0.21, 0.1], [0.79, 0.1]], &[[0.79, 0.1], [0.58, 0.5], [0.42, 0.93]]],
    &[&[[0.5, 0.48], [0.3, 0.36], [0.3, 0.17], [0.5, 0.07], [0.7, 0.17], [0.7, 0.36], [0.5, 0.48], [0.26, 0.62], [0.26, 0.83], [0.5, 0.93], [0.74, 0.83], [0.74, 0.62], [0.5, 0.48]]],
    &[&[[0.7, 0.36], [0.5, 0.5], [0.3, 0.4], [0.29, 0.2], [0.5, 0.07], [0.7, 0.18], [0.71, 0.4], [0.66, 0.7], [0.52, 0.93]]],
];

const FACTORS: &[&str] = &[
    "slant",
    "width",
    "height",
    "thickness (pixels)",
    "rotation (radians)",
    "jitter",
];

/// Factors of one image.
struct Pen {
    slant: f32,
    width: f32,
    height: f32,
    thickness: f32,
    rotation: f32,
    jitter: f32,
    shift: Point,
}

/// Draws the set of a seed.
pub fn draw(seed: u32) -> Dataset {
    let mut rng = stream(seed, Purpose::Data);
    let mut pixels = Vec::with_capacity(COUNT * SIDE * SIDE);
    let mut labels = Vec::with_capacity(COUNT);
    let mut factors = Vec::with_capacity(COUNT * FACTORS.len());
    for _ in 0..COUNT {
        let digit = rng.random_range(0..10u8);
        let pen = Pen::pick(&mut rng);
        pixels.extend(paint(GLYPHS[usize::from(digit)], &pen, &mut rng));
        labels.push(digit);
        factors.extend([
            pen.slant,
            pen.width,
            pen.height,
            pen.thickness,
            pen.rotation,
            pen.jitter,
        ]);
    }
    Dataset {
        classes: numbered(&labels),
        labels,
        factors: Some(Factors {
            names: FACTORS,
            values: factors,
        }),
        ..Dataset::new(
            Source::Strokes,
            ExampleKind::Image,
            "Drawn strokes",
            Extent::grey(SIDE, SIDE),
            pixels,
        )
    }
}

impl Pen {
    fn pick(rng: &mut ChaCha8Rng) -> Self {
        let mut normal = |deviation: f32, limit: f32| {
            let draw: f32 = StandardNormal.sample(rng);
            (draw * deviation).clamp(-limit, limit)
        };
        Self {
            slant: 0.1 + normal(0.2, 0.5),
            width: 1.0 + normal(0.12, 0.3),
            height: 1.0 + normal(0.06, 0.15),
            thickness: 2.4 + normal(0.6, 1.2),
            rotation: normal(0.1, 0.3),
            jitter: normal(0.03, 0.06).abs(),
            shift: [normal(0.7, 1.5), normal(0.6, 1.2)],
        }
    }

    /// From the unit square to pixels.
    fn moved(&self, [x, y]: Point) -> Point {
        let (x, y) = ((x - 0.5) * self.width, (y - 0.5) * self.height);
        let x = x - self.slant * y;
        let (sin, cos) = self.rotation.sin_cos();
        let centre = SIDE as f32 / 2.0;
        [
            centre + self.shift[0] + HEIGHT * (cos * x - sin * y),
            centre + self.shift[1] + HEIGHT * (sin * x + cos * y),
        ]
    }
}

fn paint(glyph: &[&[Point]], pen: &Pen, rng: &mut ChaCha8Rng) -> Vec<u8> {
    let mut ink = vec![0.0; SIDE * SIDE];
    for stroke in glyph {
        let points: Vec<Point> = stroke
            .iter()
            .map(|&[x, y]| {
                let [dx, dy]: [f32; 2] = [StandardNormal.sample(rng), StandardNormal.sample(rng)];
                pen.moved([x + pen.jitter * dx, y + pen.jitter * dy])
            })
            .collect();
        let line = curve(&points);
        for ends in line.windows(2) {
            segment(&mut ink, ends[0], ends[1], pen.thickness / 2.0);
        }
    }
    ink.iter()
        .map(|&value| (value * 255.0).round() as u8)
        .collect()
}

/// A Catmull-Rom curve through the points, as a chain of straight pieces.
fn curve(points: &[Point]) -> Vec<Point> {
    let last = points.len() - 1;
    let mut line = vec![points[0]];
    for index in 0..last {
        let around = [
            index.saturating_sub(1),
            index,
            index + 1,
            (index + 2).min(last),
        ];
        let [a, b, c, d] = around.map(|at| points[at]);
        for piece in 1..=PIECES {
            let t = piece as f32 / PIECES as f32;
            line.push([0, 1].map(|axis| {
                let (a, b, c, d) = (a[axis], b[axis], c[axis], d[axis]);
                0.5 * (2.0 * b
                    + t * (c - a
                        + t * (2.0 * a - 5.0 * b + 4.0 * c - d + t * (3.0 * (b - c) + d - a))))
            }));
        }
    }
    line
}

/// Inks a straight piece: full within `radius`, fading over one pixel at the edge.
fn segment(ink: &mut [f32], from: Point, to: Point, radius: f32) {
    let reach = radius + 1.0;
    let pixels = |axis: usize| {
        let low = from[axis].min(to[axis]) - reach;
        let high = from[axis].max(to[axis]) + reach;
        low.max(0.0) as usize..(high.max(0.0) as usize + 1).min(SIDE)
    };
    for y in pixels(1) {
        for x in pixels(0) {
            let distance = distance([x as f32 + 0.5, y as f32 + 0.5], from, to);
            let cover = (radius + 0.5 - distance).clamp(0.0, 1.0);
            let pixel = &mut ink[y * SIDE + x];
            *pixel = pixel.max(cover);
        }
    }
}

/// Distance of a point from a straight piece.
fn distance([px, py]: Point, [ax, ay]: Point, [bx, by]: Point) -> f32 {
    let (dx, dy) = (bx - ax, by - ay);
    let length = dx * dx + dy * dy;
    let along = if length > 0.0 {
        ((px - ax) * dx + (py - ay) * dy) / length
    } else {
        0.0
    };
    let along = along.clamp(0.0, 1.0);
    (px - ax - along * dx).hypot(py - ay - along * dy)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_draws_the_same_set_and_another_seed_another() {
        let set = draw(1);
        assert_eq!(set, draw(1));
        assert_ne!(set.pixels, draw(2).pixels);
        assert_eq!(
            (set.count(), set.labels.len(), set.size()),
            (COUNT, COUNT, 784)
        );
    }

    #[test]
    fn every_digit_occurs_and_no_image_is_blank_or_cut_off_at_the_border() {
        let set = draw(5);
        let mut counts = [0; 10];
        for index in 0..COUNT {
            counts[usize::from(set.labels[index])] += 1;
            let image = set.image(index);
            let ink = image.iter().filter(|&&byte| byte > 127).count();
            assert!(
                (15..400).contains(&ink),
                "image {index} has {ink} dark pixels"
            );
        }
        assert!(counts.iter().all(|&count| count > COUNT / 15), "{counts:?}");
        let border = |index: usize| {
            (0..SIDE).any(|i| set.image(index)[i] > 0 || set.image(index)[27 * SIDE + i] > 0)
        };
        let cut = (0..COUNT).filter(|&index| border(index)).count();
        assert!(cut < COUNT / 100, "{cut} images touch the top or bottom");
    }

    #[test]
    fn thicker_pens_leave_more_ink() {
        let set = draw(9);
        let factors = set.factors.as_ref().unwrap();
        let column = factors
            .names
            .iter()
            .position(|name| name.starts_with("thickness"))
            .unwrap();
        let ink = |expected: fn(f32) -> bool| {
            let drawn: Vec<f64> = (0..COUNT)
                .filter(|index| expected(factors.values[index * factors.names.len() + column]))
                .map(|index| set.image(index).iter().map(|&byte| f64::from(byte)).sum())
                .collect();
            drawn.iter().sum::<f64>() / drawn.len() as f64
        };
        assert!(ink(|thickness| thickness > 3.0) > 1.5 * ink(|thickness| thickness < 1.8));
    }
}
