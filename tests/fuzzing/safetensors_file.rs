//! A safetensors file taken apart and put together again, so that mutations reach beyond its checks.

use serde_json::{Map, Value, json};

/// Key of the run in the metadata.
const KEY: &str = "hourglass";

/// Tensor as it lies in a file.
#[derive(Debug, Clone)]
pub struct Tensor {
    pub name: String,
    pub kind: String,
    pub shape: Vec<Value>,
    pub data: Vec<u8>,
}

/// Parts of a file.
#[derive(Debug, Clone)]
pub struct Parts {
    /// The run: config, step and whatever is no tensor.
    pub run: Map<String, Value>,
    pub tensors: Vec<Tensor>,
}

impl Parts {
    /// The parts of a sound file.
    pub fn of(bytes: &[u8]) -> Self {
        let length = u64::from_le_bytes(bytes[..8].try_into().unwrap()) as usize;
        let header: Map<String, Value> = serde_json::from_slice(&bytes[8..8 + length]).unwrap();
        let run = header["__metadata__"][KEY].as_str().unwrap();
        let tensors = header.iter().filter(|(name, _)| *name != "__metadata__");
        let tensors = tensors.map(|(name, info)| {
            let [from, to] = [0, 1].map(|at| info["data_offsets"][at].as_u64().unwrap() as usize);
            Tensor {
                name: name.clone(),
                kind: info["dtype"].as_str().unwrap().into(),
                shape: info["shape"].as_array().unwrap().clone(),
                data: bytes[8 + length..][from..to].to_vec(),
            }
        });
        Self {
            run: serde_json::from_str(run).unwrap(),
            tensors: tensors.collect(),
        }
    }

    /// A file whose offsets are those of the data.
    pub fn bytes(&self) -> Vec<u8> {
        let mut header = Map::new();
        let run = Value::Object(self.run.clone()).to_string();
        header.insert("__metadata__".into(), json!({KEY: run}));
        let mut data = Vec::new();
        for tensor in &self.tensors {
            let from = data.len();
            data.extend(&tensor.data);
            let Tensor {
                name, kind, shape, ..
            } = tensor;
            let offsets = [from, data.len()];
            let info = json!({"dtype": kind, "shape": shape, "data_offsets": offsets});
            header.insert(name.clone(), info);
        }
        let header = Value::Object(header).to_string();
        let length = (header.len() as u64).to_le_bytes();
        [&length, header.as_bytes(), &data].concat()
    }
}
