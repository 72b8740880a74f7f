//! The core in a real browser, inside a worker, on both devices: the same cases as natively. A missing
//! WebGPU adapter is a failure here, never a skip.

#![cfg(target_arch = "wasm32")]
#![recursion_limit = "256"]

mod support;

use burn::tensor::Device;
use hourglass::device::{DeviceKind, open};
use support::{conv, kernels, parity, trace};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_dedicated_worker);

async fn gpu() -> Device {
    hourglass::bindings::start();
    open(DeviceKind::Webgpu)
        .await
        .unwrap_or_else(|error| panic!("{error}"))
}

/// The same case on each device, named after both.
macro_rules! on_both_devices {
    ($($check:path as $cpu:ident and $gpu:ident;)+) => {
        $(
            #[wasm_bindgen_test]
            async fn $cpu() {
                $check(&Device::flex()).await;
            }

            #[wasm_bindgen_test]
            async fn $gpu() {
                $check(&gpu().await).await;
            }
        )+
    };
}

on_both_devices! {
    kernels::check_dense as the_fused_layer_equals_stock_tensors_on_the_cpu and the_fused_layer_equals_stock_tensors_on_webgpu;
    trace::check_dense_runs as the_trace_agrees_on_the_cpu and the_trace_agrees_on_webgpu;
    kernels::check_losses as the_fused_losses_equal_stock_tensors_on_the_cpu and the_fused_losses_equal_stock_tensors_on_webgpu;
    kernels::check_adam as adam_takes_the_steps_of_its_formula_on_the_cpu and adam_takes_the_steps_of_its_formula_on_webgpu;
    conv::check_conv as convolutions_follow_the_definition_on_the_cpu and convolutions_follow_the_definition_on_webgpu;
    parity::check_training as training_lowers_the_loss_on_the_cpu and training_lowers_the_loss_on_webgpu;
    parity::check_snapshot as snapshots_follow_the_model_on_the_cpu and snapshots_follow_the_model_on_webgpu;
    parity::check_divergence as a_diverged_run_is_rewound_on_the_cpu and a_diverged_run_is_rewound_on_webgpu;
    parity::check_early_divergence as early_divergence_finds_a_way_back_on_the_cpu and early_divergence_finds_a_way_back_on_webgpu;
    parity::check_determinism as a_seed_repeats_on_the_cpu and a_seed_repeats_on_webgpu;
    parity::check_variants as every_activation_and_loss_trains_on_the_cpu and every_activation_and_loss_trains_on_webgpu;
}

#[wasm_bindgen_test]
async fn webgpu_and_cpu_take_the_same_steps() {
    parity::check_devices_agree(&Device::flex(), &gpu().await).await;
}
