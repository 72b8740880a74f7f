//! The smallest value of a smooth function: L-BFGS, the quasi-Newton method that remembers its last steps
//! ([Liu and Nocedal 1989](https://doi.org/10.1007/BF01589116)), with backtracking.

use std::collections::VecDeque;

/// Steps that are remembered.
const MEMORY: usize = 10;
/// A step must bring this share of what the gradient promises (Armijo).
const PROMISE: f64 = 1e-4;
/// A step that had to be halved so often goes nowhere.
const HALVINGS: usize = 30;

/// When to stop.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Steps at most.
    pub steps: usize,
    /// The largest entry of the gradient at which it is flat enough.
    pub gradient: f64,
    /// Values that differ by this share are the same: so much of them is rounding.
    pub rounding: f64,
}

struct Step {
    moved: Vec<f64>,
    turned: Vec<f64>,
    /// 1 / (moved · turned)
    inverse: f64,
}

/// Where `function`, which gives value and gradient, is smallest, from a start.
pub fn minimise(
    start: Vec<f64>,
    limits: Limits,
    mut function: impl FnMut(&[f64]) -> (f64, Vec<f64>),
) -> Vec<f64> {
    let mut at = start;
    let (mut value, mut gradient) = function(&at);
    let mut steps: VecDeque<Step> = VecDeque::new();
    for _ in 0..limits.steps {
        if largest(&gradient) <= limits.gradient {
            break;
        }
        let direction = direction(&gradient, &steps);
        let known = value + limits.rounding * value.abs();
        let Some(next) = search(
            &at,
            known,
            dot(&direction, &gradient),
            &direction,
            &mut function,
        ) else {
            break;
        };
        let moved = minus(&next.at, &at);
        let turned = minus(&next.gradient, &gradient);
        let product = dot(&moved, &turned);
        // Only where the function curves upwards does a step tell of a minimum.
        if product > f64::EPSILON * dot(&turned, &turned) {
            steps.push_back(Step {
                moved,
                turned,
                inverse: 1.0 / product,
            });
            if steps.len() > MEMORY {
                steps.pop_front();
            }
        }
        (at, value, gradient) = (next.at, next.value, next.gradient);
    }
    at
}

/// −(approximate inverse of the second derivative) · gradient, by the two-loop recursion.
fn direction(gradient: &[f64], steps: &VecDeque<Step>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|value| -value).collect();
    let mut parts = Vec::with_capacity(steps.len());
    for step in steps.iter().rev() {
        let part = step.inverse * dot(&step.moved, &direction);
        add(&mut direction, -part, &step.turned);
        parts.push(part);
    }
    let scale = match steps.back() {
        Some(step) => 1.0 / (step.inverse * dot(&step.turned, &step.turned)),
        // The first step has length 1 at most.
        None => 1.0 / dot(gradient, gradient).sqrt().max(1.0),
    };
    direction.iter_mut().for_each(|value| *value *= scale);
    for (step, part) in steps.iter().zip(parts.into_iter().rev()) {
        let back = step.inverse * dot(&step.turned, &direction);
        add(&mut direction, part - back, &step.moved);
    }
    direction
}

struct Point {
    at: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
}

/// The first point on the way, halving it each time, that is low enough.
fn search(
    from: &[f64],
    value: f64,
    slope: f64,
    direction: &[f64],
    function: &mut impl FnMut(&[f64]) -> (f64, Vec<f64>),
) -> Option<Point> {
    let mut length = 1.0;
    for _ in 0..HALVINGS {
        let mut at = from.to_vec();
        add(&mut at, length, direction);
        let (there, gradient) = function(&at);
        if there <= value + PROMISE * length * slope {
            return Some(Point {
                at,
                value: there,
                gradient,
            });
        }
        length /= 2.0;
    }
    None
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}

fn add(sum: &mut [f64], factor: f64, vector: &[f64]) {
    sum.iter_mut()
        .zip(vector)
        .for_each(|(sum, value)| *sum += factor * value);
}

fn minus(a: &[f64], b: &[f64]) -> Vec<f64> {
    a.iter().zip(b).map(|(a, b)| a - b).collect()
}

fn largest(values: &[f64]) -> f64 {
    values
        .iter()
        .fold(0.0, |largest, value| value.abs().max(largest))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bottom_of_a_bent_valley_is_found() {
        // Rosenbrock 1960: 100 (y − x²)² + (1 − x)², smallest at (1, 1).
        let valley = |p: &[f64]| {
            let (x, y) = (p[0], p[1]);
            let bend = y - x * x;
            let gradient = vec![-400.0 * x * bend - 2.0 * (1.0 - x), 200.0 * bend];
            (100.0 * bend * bend + (1.0 - x).powi(2), gradient)
        };
        let limits = Limits {
            steps: 200,
            gradient: 1e-10,
            rounding: 0.0,
        };
        let found = minimise(vec![-1.2, 1.0], limits, valley);
        assert!(
            (found[0] - 1.0).abs() < 1e-8 && (found[1] - 1.0).abs() < 1e-8,
            "{found:?}"
        );
    }

    #[test]
    fn it_stops_after_so_many_steps() {
        let mut looks = 0;
        let limits = Limits {
            steps: 1,
            gradient: 0.0,
            rounding: 0.0,
        };
        let found = minimise(vec![3.0], limits, |p| {
            looks += 1;
            (p[0] * p[0] / 2.0, vec![p[0]])
        });
        assert_eq!((found, looks), (vec![2.0], 2));
    }
}
