//! Opens the device a run works on: the only file that knows which backends were built in.

pub mod graph_capture;
pub mod readback;
pub mod upload;

#[cfg(feature = "webgpu")]
use burn::backend::DispatchDevice;
use burn::tensor::Device;
use serde::{Deserialize, Serialize};

use crate::error::{Code, LabError, Result};

/// Device that computes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum DeviceKind {
    /// The graphics card, through WebGPU.
    Webgpu,
    /// The processor.
    Cpu,
}

/// Opens a device; the GPU is set up at the first call and kept.
///
/// # Errors
/// `Device` where there is no GPU, or the build has none.
pub async fn open(kind: DeviceKind) -> Result<Device> {
    match kind {
        DeviceKind::Cpu => Ok(Device::flex()),
        DeviceKind::Webgpu => open_gpu().await,
    }
}

#[cfg(feature = "webgpu")]
async fn open_gpu() -> Result<Device> {
    static GPU: std::sync::OnceLock<Device> = std::sync::OnceLock::new();
    if let Some(device) = GPU.get() {
        return Ok(device.clone());
    }
    let device = Device::wgpu_options()
        // As many as a recording has commands, so that it is sent at once.
        .tasks_max(512)
        .init_async()
        .await
        .map_err(|error| no_gpu(&error.to_string()))?;
    Ok(GPU.get_or_init(|| device).clone())
}

#[cfg(not(feature = "webgpu"))]
async fn open_gpu() -> Result<Device> {
    Err(no_gpu("this build was made without it"))
}

/// Bytes of the largest tensor that a device holds; none where only its memory is a limit.
#[cfg(feature = "webgpu")]
pub fn largest_tensor(device: &Device) -> Option<u64> {
    match device.as_dispatch() {
        DispatchDevice::Cube(device) => Some(device.client().properties().memory.max_page_size),
        DispatchDevice::Autodiff(_) | DispatchDevice::Flex(_) => None,
    }
}

/// Bytes of the largest tensor that a device holds: none, as only memory is a limit of the CPU.
#[cfg(not(feature = "webgpu"))]
pub fn largest_tensor(_: &Device) -> Option<u64> {
    None
}

fn no_gpu(why: &str) -> LabError {
    LabError {
        field: Some("device".into()),
        value: Some("webgpu".into()),
        ..LabError::new(
            Code::Device,
            format!("WebGPU is not to be had: {why}."),
            "Choose the CPU.",
        )
    }
}
