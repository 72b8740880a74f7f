//! Minimum of a smooth function by L-BFGS, a quasi-Newton method with limited memory
//! ([Liu and Nocedal 1989](https://doi.org/10.1007/BF01589116)), with backtracking.

use std::collections::VecDeque;

/// Correction pairs that are kept.
const MEMORY: usize = 10;
/// Constant of the Armijo condition: the share of the linear decrease that a step must reach.
const ARMIJO: f64 = 1e-4;
/// Halvings of a step until the line search fails.
const HALVINGS: usize = 30;

/// Stopping criteria.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Largest number of steps.
    pub steps: usize,
    /// Largest entry of the gradient at convergence.
    pub gradient: f64,
    /// Relative rounding error of the values.
    pub rounding: f64,
}

struct Correction {
    moved: Vec<f64>,
    turned: Vec<f64>,
    /// 1 / (moved · turned)
    inverse: f64,
}

/// The minimiser of `function`, which returns value and gradient, from a start.
pub fn minimise(
    start: Vec<f64>,
    limits: Limits,
    mut function: impl FnMut(&[f64]) -> (f64, Vec<f64>),
) -> Vec<f64> {
    let mut at = start;
    let (mut value, mut gradient) = function(&at);
    let mut corrections: VecDeque<Correction> = VecDeque::new();
    for _ in 0..limits.steps {
        if largest(&gradient) <= limits.gradient {
            break;
        }
        let direction = direction(&gradient, &corrections);
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
        // The update needs positive curvature along the step.
        if product > f64::EPSILON * dot(&turned, &turned) {
            corrections.push_back(Correction {
                moved,
                turned,
                inverse: 1.0 / product,
            });
            if corrections.len() > MEMORY {
                corrections.pop_front();
            }
        }
        (at, value, gradient) = (next.at, next.value, next.gradient);
    }
    at
}

/// −(approximate inverse of the second derivative) · gradient, by the two-loop recursion.
fn direction(gradient: &[f64], corrections: &VecDeque<Correction>) -> Vec<f64> {
    let mut direction: Vec<f64> = gradient.iter().map(|value| -value).collect();
    let mut factors = Vec::with_capacity(corrections.len());
    for step in corrections.iter().rev() {
        let factor = step.inverse * dot(&step.moved, &direction);
        add(&mut direction, -factor, &step.turned);
        factors.push(factor);
    }
    let scale = match corrections.back() {
        Some(step) => 1.0 / (step.inverse * dot(&step.turned, &step.turned)),
        // The first step has length 1 at most.
        None => 1.0 / dot(gradient, gradient).sqrt().max(1.0),
    };
    direction.iter_mut().for_each(|value| *value *= scale);
    for (step, factor) in corrections.iter().zip(factors.into_iter().rev()) {
        let back = step.inverse * dot(&step.turned, &direction);
        add(&mut direction, factor - back, &step.moved);
    }
    direction
}

struct Iterate {
    at: Vec<f64>,
    value: f64,
    gradient: Vec<f64>,
}

/// Backtracking line search: halves the step until it meets the Armijo condition.
fn search(
    from: &[f64],
    value: f64,
    slope: f64,
    direction: &[f64],
    function: &mut impl FnMut(&[f64]) -> (f64, Vec<f64>),
) -> Option<Iterate> {
    let mut length = 1.0;
    for _ in 0..HALVINGS {
        let mut at = from.to_vec();
        add(&mut at, length, direction);
        let (there, gradient) = function(&at);
        if there <= value + ARMIJO * length * slope {
            return Some(Iterate {
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
    fn the_minimum_of_rosenbrock_is_found() {
        // Rosenbrock 1960: 100 (y − x²)² + (1 − x)², smallest at (1, 1).
        let valley = |p: &[f64]| {
            let (x, y) = (p[0], p[1]);
            let distance = y - x * x;
            let gradient = vec![-400.0 * x * distance - 2.0 * (1.0 - x), 200.0 * distance];
            (100.0 * distance * distance + (1.0 - x).powi(2), gradient)
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
    fn it_stops_after_the_given_steps() {
        let mut calls = 0;
        let limits = Limits {
            steps: 1,
            gradient: 0.0,
            rounding: 0.0,
        };
        let found = minimise(vec![3.0], limits, |p| {
            calls += 1;
            (p[0] * p[0] / 2.0, vec![p[0]])
        });
        assert_eq!((found, calls), (vec![2.0], 2));
    }
}
