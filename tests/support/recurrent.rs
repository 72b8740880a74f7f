//! GRU layers against ONNX Runtime and against stock tensors on the CPU: outputs and gradients, at
//! random sizes.

use burn::tensor::{Device, Tensor, activation};
use hourglass::ops::layers::gru::{Gru, GruMode, gru};

use super::kernels::agree;
use super::numbers::{numbers, random, sizes, tensor};

/// Batch, frames, values per frame, units: single values, and sizes that no vector and no tile
/// divides.
const EDGES: [[usize; 4]; 5] = [
    [1, 1, 1, 1],
    [5, 3, 10, 6],
    [9, 2, 3, 5],
    [2, 7, 4, 8],
    [33, 4, 10, 64],
];

/// Output of the GRU of ONNX Runtime 1.31.1 with `linear_before_reset = 1`. It orders its gates z,
/// r, n and stores W and U transposed. A decoding layer received the input in every frame and as
/// the first state. Weights are sin(0.7 (i + 1)) and inputs sin(1.3 (i + 1)), where i counts row by
/// row in our order. Sizes: 2 sequences, 3 frames of 2 values, 3 units.
const READ: [f32; 6] = [
    -0.182_513, -0.802_723, 0.246_264, -0.671_09, -0.745_603, 0.181_182,
];
const WRITTEN: [f32; 18] = [
    0.428_53, -0.689_467, 0.236_797, -0.030_308, -0.860_43, 0.229_628, -0.370_502, -0.840_329,
    0.190_474, -0.918_875, -0.631_288, 0.374_633, -0.871_987, -0.573_733, 0.242_277, -0.843_465,
    -0.548_952, 0.206_412,
];

/// Compares each mode of the layer with ONNX Runtime.
///
/// # Panics
/// If a number is more than 2e-6 off.
pub async fn check_oracle(device: &Device) {
    let sines = |[rows, columns]: [usize; 2], step: f64| {
        let values = (1..=rows * columns).map(|at| (step * at as f64).sin() as f32);
        tensor(values.collect(), [rows, columns], device)
    };
    for (mode, expected) in [(GruMode::Encode, &READ[..]), (GruMode::Decode, &WRITTEN)] {
        let plan = Gru {
            mode,
            frames: 3,
            frame: 2,
            units: 3,
        };
        let weights = sines(plan.weights(), 0.7);
        let output = numbers(gru(sines([2, plan.inputs()], 1.3), weights, plan)).await;
        assert_eq!(output.len(), expected.len());
        for (ours, theirs) in output.iter().zip(expected) {
            assert!(
                (ours - theirs).abs() < 2e-6,
                "{mode:?}: {ours} and {theirs}"
            );
        }
    }
}

/// Compares outputs and gradients by input and weights with those of stock tensors.
///
/// # Panics
/// If one is more than 1e-4 (relative to the largest value) off.
pub async fn check_gru(device: &Device) {
    for size in EDGES.into_iter().chain(sizes(3, [70, 5, 20, 40])) {
        for mode in [GruMode::Encode, GruMode::Decode] {
            compare(size, mode, device).await;
        }
    }
}

async fn compare([batch, frames, frame, units]: [usize; 4], mode: GruMode, device: &Device) {
    let plan = Gru {
        mode,
        frames,
        frame,
        units,
    };
    let bound = 1.0 / (units as f32).sqrt();
    let run = |layer: fn(Tensor<2>, Tensor<2>, Gru) -> Tensor<2>, device: &Device| {
        let device = device.clone().autodiff();
        let input = random([batch, plan.inputs()], [-1.0, 1.0], &device).require_grad();
        let weights = random(plan.weights(), [-bound, bound], &device).require_grad();
        let upstream = random([batch, plan.outputs()], [-1.0, 1.0], &device);
        let output = layer(input.clone(), weights.clone(), plan);
        let gradients = (output.clone() * upstream).sum().backward();
        let by_input = input.grad(&gradients).unwrap();
        [output.inner(), by_input, weights.grad(&gradients).unwrap()]
    };
    let pairs = run(gru, device)
        .into_iter()
        .zip(run(stock_gru, &Device::flex()));
    let what = ["output", "gradient by input", "gradient by weights"];
    for (what, (ours, stock)) in what.into_iter().zip(pairs) {
        agree(ours, stock, 1e-4, &format!("{what} of {plan:?}, {batch}")).await;
    }
}

/// The first layer, whose input needs no gradient, has the same gradient of its weights.
///
/// # Panics
/// If a number differs.
pub async fn check_first_layer(device: &Device) {
    let device = device.clone().autodiff();
    let plan = Gru {
        mode: GruMode::Encode,
        frames: 4,
        frame: 3,
        units: 6,
    };
    let weights = random(plan.weights(), [-0.4, 0.4], &device).require_grad();
    let mut found = Vec::new();
    for tracked in [false, true] {
        let input = random([5, plan.inputs()], [-1.0, 1.0], &device);
        let input = if tracked { input.require_grad() } else { input };
        let gradients = gru(input, weights.clone(), plan).sum().backward();
        found.push(numbers(weights.grad(&gradients).unwrap()).await);
    }
    assert_eq!(found[0], found[1]);
    assert!(found[0].iter().all(|slope| *slope != 0.0));
}

/// A recurrent layer in stock tensors, frame by frame.
fn stock_gru(input: Tensor<2>, weights: Tensor<2>, plan: Gru) -> Tensor<2> {
    let [batch, _] = input.dims();
    let (frame_rows, units) = (plan.frame_rows(), plan.units);
    let rows = |from: usize, to: usize| weights.clone().slice([from..to, 0..3 * units]);
    let [w, u] = [rows(0, frame_rows), rows(frame_rows, frame_rows + units)];
    let [b, c] = [0, 1].map(|bias| {
        let row = frame_rows + units + bias;
        rows(row, row + 1)
    });
    let mut state = match plan.mode {
        GruMode::Encode => Tensor::zeros([batch, units], &input.device()),
        GruMode::Decode => input.clone(),
    };
    let mut states = Vec::new();
    for frame in 0..plan.frames {
        let x = match plan.mode {
            GruMode::Encode => {
                let first = frame * frame_rows;
                input.clone().slice([0..batch, first..first + frame_rows])
            }
            GruMode::Decode => input.clone(),
        };
        let (x, h) = (
            x.matmul(w.clone()) + b.clone(),
            state.clone().matmul(u.clone()) + c.clone(),
        );
        let gate = |sums: &Tensor<2>, gate: usize| {
            sums.clone()
                .slice([0..batch, gate * units..(gate + 1) * units])
        };
        let reset = activation::sigmoid(gate(&x, 0) + gate(&h, 0));
        let update = activation::sigmoid(gate(&x, 1) + gate(&h, 1));
        let candidate = activation::tanh(gate(&x, 2) + reset * gate(&h, 2));
        state = candidate.clone() - update.clone() * candidate + update * state;
        states.push(state.clone());
    }
    match plan.mode {
        GruMode::Encode => state,
        GruMode::Decode => Tensor::cat(states, 1),
    }
}
