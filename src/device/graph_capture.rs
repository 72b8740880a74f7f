//! Graph capture: records the commands of some steps on the device and replays them as one submission, at
//! almost no cost to the host. Where a device cannot, steps run one by one, with the same results.

use burn::backend::{Backend, BackendTypes, Dispatch};
use burn::tensor::Device;

use crate::error::{LabError, Result};

/// Steps before the first recording, taken one by one. By then the device has reserved the peak memory of a
/// step together with the remains of the step before it.
const WARM_UP: usize = 2;

/// Recordings that may fail, for want of memory that the next step may add, before there are no more.
const ATTEMPTS: usize = 2;

type Graph = <Dispatch as BackendTypes>::GraphPrimitive;

/// Number of steps and batch size of a recording.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Window {
    /// Steps, one after another.
    pub steps: usize,
    /// Images of the batch of each: a recording holds for one size.
    pub batch: usize,
}

/// Recordings of one run.
#[derive(Debug)]
pub struct GraphCapture {
    device: Device,
    recordings: Vec<(Window, Graph)>,
    /// Steps taken one by one.
    taken: usize,
    /// Recordings that failed.
    attempts: usize,
    refusal: Option<String>,
}

impl GraphCapture {
    /// Without any recording.
    pub fn new(device: &Device) -> Self {
        Self {
            device: device.clone(),
            recordings: Vec::new(),
            taken: 0,
            attempts: 0,
            refusal: None,
        }
    }

    /// True if a recording of this window exists.
    pub fn has(&self, window: Window) -> bool {
        self.recordings.iter().any(|(known, _)| *known == window)
    }

    /// The reason why the device does not record; none where it does.
    pub fn refusal(&self) -> Option<&str> {
        self.refusal.as_deref()
    }

    /// Records nothing from now on.
    pub fn refuse(&mut self, why: &str) {
        self.refusal = Some(why.to_owned());
    }

    /// True once the device has reserved all memory of a step, so that steps should be recorded now.
    pub fn wants(&mut self) -> bool {
        self.taken += 1;
        self.refusal.is_none() && self.taken > WARM_UP
    }

    /// Takes one step on `parts`, then records a window of them without taking them. `step` must work on the
    /// same tensors each time, and neither read nor upload. Where the device refuses, the tensors it
    /// should have worked on are beyond use: a copy that `keep` made before takes their place.
    pub fn record<P>(
        &mut self,
        window: Window,
        parts: &mut P,
        keep: impl Fn(&P) -> P,
        step: impl Fn(&mut P),
    ) {
        let device = self.device.as_dispatch();
        let prepared = Dispatch::graph_prepare(device);
        // Before the step: what is recorded needs all the memory that the step leaves free, and may need
        // more than it, for which another copy holds room until then.
        let (kept, room) = (keep(parts), keep(parts));
        step(parts);
        drop(room);
        let recording = prepared
            .and_then(|()| Dispatch::graph_start_capture(device))
            .and_then(|()| {
                (0..window.steps).for_each(|_| step(parts));
                Dispatch::graph_stop_capture(device)
            });
        match recording {
            Ok(graph) => self.recordings.push((window, graph)),
            Err(error) => {
                *parts = kept;
                step(parts);
                self.clear();
                self.attempts += 1;
                if self.attempts == ATTEMPTS {
                    self.refuse(&error.to_string());
                }
            }
        }
    }

    /// Takes the steps of a recording.
    ///
    /// # Errors
    /// `Device` where the device was lost; `Internal` where there is no such recording.
    pub fn replay(&self, window: Window) -> Result<()> {
        let found = self.recordings.iter().find(|(known, _)| *known == window);
        let (_, graph) = found
            .ok_or_else(|| LabError::internal(format!("there is no recording of {window:?}")))?;
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
