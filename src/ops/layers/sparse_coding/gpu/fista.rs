//! FISTA kernels: products in register tiles, and one kernel an iteration.

use cubecl::prelude::*;

use super::super::LEAST;

/// Rows of a tile.
pub const ROWS: u32 = 8;
/// Atoms of a tile of correlations.
pub const LANES: u32 = 4;

/// Offsets of rows. A row past the end repeats the last.
#[cube]
fn bases(first: u32, rows: u32, width: u32, #[comptime] count: u32) -> Sequence<u32> {
    let mut bases = Sequence::<u32>::new();
    #[unroll]
    for index in 0..count {
        bases.push(min(first + index, rows - 1) * width);
    }
    bases
}

/// Products of `ROWS` rows with `LANES` atoms. Centred rows are taken less the row after the last atom.
/// `inner` counts vectors.
#[cube]
fn products<N: Size>(
    left: &[Vector<f32, N>],
    dictionary: &[Vector<f32, N>],
    output: &mut [f32],
    rows: u32,
    atoms: u32,
    inner: u32,
    #[comptime] centred: bool,
) {
    let unit = ABSOLUTE_POS as u32;
    let blocks = (atoms + LANES - 1) / LANES;
    let atom = (unit % blocks) * LANES;
    let row = (unit / blocks) * ROWS;
    if row < rows {
        let mut totals = Sequence::<RuntimeCell<f32>>::new();
        #[unroll]
        for _ in 0..ROWS * LANES {
            totals.push(RuntimeCell::<f32>::new(0.0f32));
        }
        let left_bases = bases(row, rows, inner, ROWS);
        let right_bases = bases(atom, atoms, inner, LANES);
        let mean = atoms * inner;
        for step in 0..inner {
            let mut right = Sequence::<Vector<f32, N>>::new();
            #[unroll]
            for lane in 0..LANES {
                right.push(dictionary[(right_bases[lane as usize] + step) as usize]);
            }
            let middle = RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32));
            if comptime!(centred) {
                middle.store(dictionary[(mean + step) as usize]);
            }
            #[unroll]
            for index in 0..ROWS {
                let value = left[(left_bases[index as usize] + step) as usize] - middle.read();
                #[unroll]
                for lane in 0..LANES {
                    let total = &totals[(index * LANES + lane) as usize];
                    total.store(total.read() + value.dot(right[lane as usize]));
                }
            }
        }
        #[unroll]
        for index in 0..ROWS {
            #[unroll]
            for lane in 0..LANES {
                let (at, column) = (row + index, atom + lane);
                if at < rows && column < atoms {
                    output[(at * atoms + column) as usize] =
                        totals[(index * LANES + lane) as usize].read();
                }
            }
        }
    }
}

/// Gram matrix: products of all atoms with each other.
#[cube(launch_unchecked)]
pub fn gram<N: Size>(dictionary: &[Vector<f32, N>], output: &mut [f32], atoms: u32, inner: u32) {
    products::<N>(dictionary, dictionary, output, atoms, atoms, inner, false);
}

/// Correlations: products of images, less the mean, with all atoms.
#[cube(launch_unchecked)]
pub fn correlations<N: Size>(
    images: &[Vector<f32, N>],
    dictionary: &[Vector<f32, N>],
    output: &mut [f32],
    batch: u32,
    atoms: u32,
    inner: u32,
) {
    products::<N>(images, dictionary, output, batch, atoms, inner, true);
}

/// Bounds: the sum of the absolute values of its row, one atom a unit. The matrix is symmetric, so units
/// add up columns, which lie together.
#[cube(launch_unchecked)]
pub fn bounds(gram: &[f32], output: &mut [f32], atoms: u32) {
    let atom = ABSOLUTE_POS as u32;
    if atom < atoms {
        let sum = RuntimeCell::<f32>::new(0.0f32);
        for row in 0..atoms {
            sum.store(sum.read() + f32::abs(gram[(row * atoms + atom) as usize]));
        }
        output[atom as usize] = max(sum.read(), LEAST);
    }
}

/// Soft threshold: nearer to zero by `threshold`, and zero within it.
#[cube]
fn soft<N: Size>(value: Vector<f32, N>, threshold: Vector<f32, N>) -> Vector<f32, N> {
    let zero = Vector::<f32, N>::new(0.0f32);
    max(value - threshold, zero) + min(value + threshold, zero)
}

/// First iteration, from codes of zero. `columns` counts vectors of atoms.
#[cube(launch_unchecked)]
pub fn begin<N: Size>(
    correlations: &[Vector<f32, N>],
    bounds: &[Vector<f32, N>],
    codes: &mut [Vector<f32, N>],
    ahead: &mut [Vector<f32, N>],
    count: u32,
    columns: u32,
    cost: f32,
) {
    let unit = ABSOLUTE_POS as u32;
    if unit < count {
        let bound = bounds[(unit % columns) as usize];
        let threshold = Vector::<f32, N>::new(cost) / bound;
        let code = soft::<N>(correlations[unit as usize] / bound, threshold);
        codes[unit as usize] = code;
        ahead[unit as usize] = code;
    }
}

/// Later iteration, for `ROWS` images and a vector of atoms a unit.
#[cube(launch_unchecked)]
pub fn iterate<N: Size>(
    gram: &[Vector<f32, N>],
    correlations: &[Vector<f32, N>],
    bounds: &[Vector<f32, N>],
    ahead: &[Vector<f32, N>],
    codes: &mut [Vector<f32, N>],
    next: &mut [Vector<f32, N>],
    batch: u32,
    columns: u32,
    cost: f32,
    momentum: f32,
    #[comptime] lanes: u32,
) {
    let unit = ABSOLUTE_POS as u32;
    let column = unit % columns;
    let row = (unit / columns) * ROWS;
    if row < batch {
        let mut sums = Sequence::<RuntimeCell<Vector<f32, N>>>::new();
        #[unroll]
        for _ in 0..ROWS {
            sums.push(RuntimeCell::<Vector<f32, N>>::new(Vector::new(0.0f32)));
        }
        let rows = bases(row, batch, columns, ROWS);
        for step in 0..columns {
            let mut right = Sequence::<Vector<f32, N>>::new();
            #[unroll]
            for lane in 0..lanes {
                right.push(gram[((step * lanes + lane) * columns + column) as usize]);
            }
            #[unroll]
            for index in 0..ROWS {
                let left = ahead[(rows[index as usize] + step) as usize];
                #[unroll]
                for lane in 0..lanes {
                    let factor = Vector::<f32, N>::new(left.extract(lane as usize));
                    let sum = &sums[index as usize];
                    sum.store(sum.read() + factor * right[lane as usize]);
                }
            }
        }
        let bound = bounds[column as usize];
        let threshold = Vector::<f32, N>::new(cost) / bound;
        #[unroll]
        for index in 0..ROWS {
            let at = row + index;
            if at < batch {
                let slot = (at * columns + column) as usize;
                let derivative = sums[index as usize].read() - correlations[slot];
                let code = soft::<N>(ahead[slot] - derivative / bound, threshold);
                let change = code - codes[slot];
                next[slot] = code + Vector::<f32, N>::new(momentum) * change;
                codes[slot] = code;
            }
        }
    }
}
