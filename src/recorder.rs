//! Steps recorded on the device: the commands of some steps are kept and sent again as one, which costs
//! the host next to nothing. Where a device cannot, steps are taken one by one, with the same results.

use burn::backend::{Backend, BackendTypes, Dispatch};
use burn::tensor::Device;

use crate::error::{LabError, Result};

type Graph = <Dispatch as BackendTypes>::GraphPrimitive;

/// Recordings of one run, by their length in steps.
#[derive(Debug)]
pub struct Recorder {
    device: Device,
    recordings: Vec<(usize, Graph)>,
    refusal: Option<String>,
}

impl Recorder {
    /// Without any recording.
    pub fn new(device: &Device) -> Self {
        Self {
            device: device.clone(),
            recordings: Vec::new(),
            refusal: None,
        }
    }

    /// Whether there is a recording of so many steps.
    pub fn has(&self, steps: usize) -> bool {
        self.recordings.iter().any(|(length, _)| *length == steps)
    }

    /// Why the device does not record, where it does not.
    pub fn refusal(&self) -> Option<&str> {
        self.refusal.as_deref()
    }

    /// Records nothing from now on.
    pub fn refuse(&mut self, why: &str) {
        self.refusal = Some(why.to_owned());
    }

    /// Takes one step, then records `steps` more without taking them. `step` must work on the same
    /// tensors each time, and neither read nor upload.
    pub fn record(&mut self, steps: usize, mut step: impl FnMut()) {
        let device = self.device.as_dispatch();
        let prepared = Dispatch::graph_prepare(device);
        step();
        let recording = prepared
            .and_then(|()| Dispatch::graph_start_capture(device))
            .and_then(|()| {
                (0..steps).for_each(|_| step());
                Dispatch::graph_stop_capture(device)
            });
        match recording {
            Ok(graph) => self.recordings.push((steps, graph)),
            Err(error) => self.refusal = Some(error.to_string()),
        }
    }

    /// Takes the steps of a recording.
    ///
    /// # Errors
    /// `Device` where the device was lost; `Internal` where there is no such recording.
    pub fn replay(&self, steps: usize) -> Result<()> {
        let found = self.recordings.iter().find(|(length, _)| *length == steps);
        let (_, graph) = found
            .ok_or_else(|| LabError::internal(format!("there is no recording of {steps} steps")))?;
        // SAFETY: the recording is dropped before the tensors it works on, and all of a run happens on
        // one stream.
        #[allow(unsafe_code)]
        unsafe { Dispatch::graph_replay(self.device.as_dispatch(), graph) }
            .map_err(LabError::device)
    }

    /// Forgets all recordings: the tensors they work on are about to be replaced.
    pub fn clear(&mut self) {
        self.recordings.clear();
    }
}
