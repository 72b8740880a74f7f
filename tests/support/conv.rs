//! Convolutions and their gradients against their definition, at edges and at sizes drawn at random.

use burn::tensor::{Device, Tensor, TensorData, Transaction};
use hourglass::ops::layers::activation::Fused;
use hourglass::ops::layers::conv::{Geometry, conv};
use hourglass::rng::{Purpose, stream};
use hourglass::shape::Extent;
use rand::{Rng, RngExt};

use super::conv_reference as reference;

const ACTIVATIONS: [Fused; 4] = [Fused::Linear, Fused::Relu, Fused::Tanh, Fused::Sigmoid];

/// Height, width, inputs, outputs, kernel, stride, padding, output padding: of a convolution and, where
/// the last is a number, of a transposed one.
type Sizes = ([usize; 7], Option<usize>);

/// Layers of a small network for 28 x 28 pixels, and edge cases. These are one channel or pixel,
/// windows that miss part of the image, and a stride or padding larger than the kernel.
const EDGES: [Sizes; 14] = [
    ([12, 12, 1, 16, 3, 2, 1], None),
    ([6, 6, 16, 32, 3, 2, 1], None),
    ([3, 3, 32, 16, 3, 2, 1], Some(1)),
    ([6, 6, 16, 1, 3, 2, 1], Some(1)),
    ([1, 1, 1, 1, 1, 1, 0], None),
    ([1, 1, 1, 1, 1, 1, 0], Some(0)),
    ([9, 7, 8, 1, 3, 2, 0], None),
    ([5, 4, 1, 1, 5, 3, 2], Some(2)),
    ([8, 5, 2, 3, 2, 3, 0], None),
    ([3, 4, 6, 5, 1, 3, 0], Some(2)),
    ([2, 3, 1, 4, 1, 2, 2], None),
    ([1, 5, 4, 8, 5, 1, 2], None),
    ([4, 1, 12, 4, 4, 2, 1], Some(0)),
    ([3, 3, 3, 7, 2, 3, 0], Some(1)),
];

/// Compares outputs and gradients by input and weights with the definition.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
pub async fn check_conv(device: &Device) {
    let mut rng = stream(5, Purpose::Data);
    let drawn: Vec<Sizes> = (0..14).map(|_| draw(&mut rng)).collect();
    for (index, sizes) in EDGES.into_iter().chain(drawn).enumerate() {
        let batch = [1, 2, 33, 8, 19, 5][index % 6];
        // In turn, and shifted, so that each meets both directions.
        let activation = ACTIVATIONS[(index + index / 4) % 4];
        compare(&geometry(sizes).unwrap(), batch, activation, device).await;
    }
    let small = geometry(([5, 6, 4, 4, 3, 2, 1], None)).unwrap();
    for activation in ACTIVATIONS {
        compare(&small, 3, activation, device).await;
    }
}

fn geometry((sizes, output_padding): Sizes) -> hourglass::error::Result<Geometry> {
    let [height, width, channels, outputs, kernel, stride, padding] = sizes;
    let input = Extent {
        height,
        width,
        channels,
    };
    match output_padding {
        None => Geometry::conv(input, outputs, kernel, stride, padding),
        Some(more) => Geometry::transposed(input, outputs, kernel, stride, padding, more),
    }
}

/// Sizes that go together.
fn draw(rng: &mut impl Rng) -> Sizes {
    loop {
        let stride = rng.random_range(1..=3);
        let sizes = [
            rng.random_range(1..=13),
            rng.random_range(1..=13),
            rng.random_range(1..=9),
            rng.random_range(1..=9),
            rng.random_range(1..=5),
            stride,
            rng.random_range(0..=2),
        ];
        let transposed = rng.random_bool(0.5);
        let sizes = (sizes, transposed.then(|| rng.random_range(0..stride)));
        if geometry(sizes).is_ok() {
            return sizes;
        }
    }
}

/// Input, weights and the gradient by the output.
fn numbers(geometry: &Geometry, batch: usize) -> [Vec<f32>; 3] {
    let mut rng = stream(batch as u32, Purpose::Data);
    let [rows, outputs] = geometry.weights();
    let bound = (rows as f32).sqrt().recip();
    [
        (batch * geometry.input().size(), 1.0),
        (rows * outputs, bound),
        (batch * geometry.output().size(), 1.0),
    ]
    .map(|(count, bound)| {
        (0..count)
            .map(|_| rng.random_range(-bound..bound))
            .collect()
    })
}

async fn compare(geometry: &Geometry, batch: usize, activation: Fused, device: &Device) {
    let [input, weights, upstream] = numbers(geometry, batch);
    let device = device.clone().autodiff();
    let tensor = |values: &[f32], rows: usize| {
        let shape = [rows, values.len() / rows];
        Tensor::<2>::from_data(TensorData::new(values.to_vec(), shape), &device)
    };
    let (images, gradient) = (tensor(&input, batch), tensor(&upstream, batch));
    let matrix = tensor(&weights, geometry.weights()[0]).require_grad();
    let run = |images: &Tensor<2>| {
        let output = conv(images.clone(), matrix.clone(), geometry, activation);
        let gradients = (output.clone() * gradient.clone()).sum().backward();
        (
            output.inner(),
            images.grad(&gradients),
            matrix.grad(&gradients).unwrap(),
        )
    };
    let (output, by_input, by_weights) = run(&images.clone().require_grad());
    // A first layer takes another way: nothing wants the gradient by its input.
    let (_, none, by_weights_alone) = run(&images);
    assert!(none.is_none());
    let [output, by_input, by_weights, by_weights_alone] =
        read([output, by_input.unwrap(), by_weights, by_weights_alone]).await;
    let exact = reference::forward(&input, &weights, geometry, activation);
    let what = |part: &str| format!("{part} of {batch} x {geometry:?}, {activation:?}");
    close(&output, &exact, &what("output"));
    // From our own output, so that a sum near zero has the same slope in both.
    let (exact_input, exact_weights) =
        reference::backward(&input, &weights, &output, &upstream, geometry, activation);
    close(&by_input, &exact_input, &what("gradient by input"));
    close(&by_weights, &exact_weights, &what("gradient by weights"));
    close(
        &by_weights_alone,
        &exact_weights,
        &what("gradient by weights alone"),
    );
}

async fn read<const N: usize>(tensors: [Tensor<2>; N]) -> [Vec<f32>; N] {
    let mut transaction = Transaction::default();
    for tensor in tensors {
        transaction = transaction.register(tensor);
    }
    let read = transaction.execute_async().await.unwrap();
    <[TensorData; N]>::try_from(read)
        .unwrap()
        .map(|data| data.try_into_vec().unwrap())
}

/// Every number within 1e-3 of the largest.
fn close(ours: &[f32], exact: &[f32], what: &str) {
    assert_eq!(ours.len(), exact.len(), "{what}");
    let scale = exact
        .iter()
        .fold(1e-6f32, |largest, value| largest.max(value.abs()));
    for (at, (a, b)) in ours.iter().zip(exact).enumerate() {
        assert!(
            (a - b).abs() <= 1e-3 * scale,
            "{what}, {at}: {a} instead of {b}"
        );
    }
}

/// Compares the definition with stock convolutions and their gradients. Native alone, so that the browser
/// tests need no stock convolution.
///
/// # Panics
/// If one is more than 1e-3 (relative to the largest value) off.
#[cfg(not(target_arch = "wasm32"))]
pub async fn check_definition() {
    let mut rng = stream(7, Purpose::Data);
    let drawn: Vec<Sizes> = (0..20).map(|_| draw(&mut rng)).collect();
    for sizes in EDGES.into_iter().chain(drawn) {
        let geometry = geometry(sizes).unwrap();
        let [input, weights, upstream] = numbers(&geometry, 3);
        let output = reference::forward(&input, &weights, &geometry, Fused::Linear);
        let (by_input, by_weights) = reference::backward(
            &input,
            &weights,
            &output,
            &upstream,
            &geometry,
            Fused::Linear,
        );
        let [stock_output, stock_by_input, stock_by_weights] =
            stock(&geometry, sizes, [input, weights, upstream]).await;
        close(&output, &stock_output, &format!("output of {geometry:?}"));
        close(
            &by_input,
            &stock_by_input,
            &format!("gradient by input of {geometry:?}"),
        );
        close(
            &by_weights,
            &stock_by_weights,
            &format!("gradient by weights of {geometry:?}"),
        );
    }
}

/// Output and gradients by input and weights, of three images, in stock tensors.
#[cfg(not(target_arch = "wasm32"))]
async fn stock(geometry: &Geometry, sizes: Sizes, numbers: [Vec<f32>; 3]) -> [Vec<f32>; 3] {
    use burn::tensor::module::{conv_transpose2d, conv2d};
    use burn::tensor::ops::{ConvOptions, ConvTransposeOptions};

    let device = Device::flex().autodiff();
    let (from, to, kernel) = (geometry.input(), geometry.output(), geometry.kernel());
    let (stride, padding) = ([geometry.stride(); 2], [geometry.padding(); 2]);
    let [rows, outputs] = geometry.weights();
    let [input, weights, upstream] = numbers;
    let input = TensorData::new(input, [3, from.height * from.width * from.channels]);
    let input = Tensor::<2>::from_data(input, &device).require_grad();
    let weights = TensorData::new(weights, [rows, outputs]);
    let weights = Tensor::<2>::from_data(weights, &device).require_grad();
    let upstream = TensorData::new(upstream, [3, to.height * to.width * to.channels]);
    let upstream = Tensor::<2>::from_data(upstream, &device);
    let images = input
        .clone()
        .reshape([3, from.height, from.width, from.channels])
        .permute([0, 3, 1, 2]);
    let matrix = weights.clone().slice([0..rows - 1, 0..outputs]).reshape([
        kernel,
        kernel,
        from.channels,
        outputs,
    ]);
    let bias = weights
        .clone()
        .slice([rows - 1..rows, 0..outputs])
        .reshape([outputs]);
    let output = match sizes.1 {
        None => conv2d(
            images,
            matrix.permute([3, 2, 0, 1]),
            Some(bias),
            ConvOptions::new(stride, padding, [1, 1], 1),
        ),
        Some(more) => conv_transpose2d(
            images,
            matrix.permute([2, 3, 0, 1]),
            Some(bias),
            ConvTransposeOptions::new(stride, padding, [more; 2], [1, 1], 1),
        ),
    };
    let output = output.permute([0, 2, 3, 1]).reshape([3, to.size()]);
    let gradients = (output.clone() * upstream).sum().backward();
    let (by_input, by_weights) = (
        input.grad(&gradients).unwrap(),
        weights.grad(&gradients).unwrap(),
    );
    read([output.inner(), by_input, by_weights]).await
}

/// Compares gradients on a tiny case with finite differences of the output itself.
///
/// # Panics
/// If one is more than 1e-2 (relative to the largest value) off.
pub async fn check_finite_differences(device: &Device) {
    for sizes in [
        ([3, 4, 2, 2, 3, 2, 1], None),
        ([2, 2, 2, 2, 3, 2, 1], Some(1)),
    ] {
        let geometry = geometry(sizes).unwrap();
        let [input, weights, upstream] = numbers(&geometry, 2);
        let device = device.clone().autodiff();
        let [rows, outputs] = geometry.weights();
        let tensor = |values: &[f32], shape: [usize; 2]| {
            Tensor::<2>::from_data(TensorData::new(values.to_vec(), shape), &device)
        };
        let images = tensor(&input, [2, geometry.input().size()]).require_grad();
        let matrix = tensor(&weights, [rows, outputs]).require_grad();
        let gradient = tensor(&upstream, [2, geometry.output().size()]);
        let total = |images: Tensor<2>, matrix: Tensor<2>| {
            (conv(images, matrix, &geometry, Fused::Tanh) * gradient.clone()).sum()
        };
        let gradients = total(images.clone(), matrix.clone()).backward();
        for (values, tensor_of, by_input) in [(&input, &images, true), (&weights, &matrix, false)] {
            let [exact] = read([tensor_of.grad(&gradients).unwrap()]).await;
            for at in 0..values.len() {
                let step = 1.0 / 64.0;
                let mut ends = [step, -step].map(|step| {
                    let mut moved = values.clone();
                    moved[at] += step;
                    let moved = tensor(&moved, tensor_of.dims());
                    let end = if by_input {
                        total(moved, matrix.clone())
                    } else {
                        total(images.clone(), moved)
                    };
                    Some(end.inner().unsqueeze::<2>())
                });
                let [up, down] = read(ends.each_mut().map(|end| end.take().unwrap())).await;
                let slope = (up[0] - down[0]) / (2.0 * step);
                let scale = exact
                    .iter()
                    .fold(0.0f32, |most, value| most.max(value.abs()));
                assert!(
                    (slope - exact[at]).abs() <= 1e-2 * scale,
                    "{geometry:?}, {at}: {} instead of {slope}",
                    exact[at]
                );
            }
        }
    }
}
