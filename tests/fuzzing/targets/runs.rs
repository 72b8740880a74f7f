//! Saved runs: their bytes as they lie, and files that are whole but say something else.

use hourglass::error::Code;
use hourglass::run::Trainer;
use hourglass::train::checkpoint::Checkpoint;
use serde_json::{Value, json};

use super::super::contract::refusal;
use super::super::corpus::{self, Examples};
use super::super::mutate::{self, Random};
use super::super::safetensors_file::Parts;
use super::super::{Target, Verdict, meter};
use super::{Bystander, cpu, in_use, looked_into};

/// Codes of refusals of a saved run.
const REFUSED: [Code; 2] = [Code::Checkpoint, Code::Config];

/// Saved runs whose bytes are changed anywhere.
pub struct Bytes(Door);

/// Saved runs whose contents are changed, in files that are whole.
pub struct Contents {
    door: Door,
    parts: Vec<Parts>,
}

/// The way of a saved run into use.
struct Door {
    corpus: Vec<Vec<u8>>,
    examples: Examples,
    bystander: Bystander,
    accepted: usize,
}

impl Door {
    async fn new() -> Self {
        let examples = Examples::new();
        Self {
            corpus: corpus::saved(&examples).await,
            bystander: Bystander::new(&examples).await,
            examples,
            accepted: 0,
        }
    }

    async fn check(&mut self, input: &[u8]) -> Verdict {
        let (saved, held) = meter::measured(|| Checkpoint::from_bytes(input));
        meter::check(input.len(), held)?;
        let saved = match saved {
            Ok(saved) => saved,
            Err(error) => {
                refusal(&error, &REFUSED)?;
                return self.bystander.check().await;
            }
        };
        let set = self.examples.of(saved.config.dataset);
        match Trainer::resume(saved, set, cpu()) {
            Err(error) => refusal(&error, &REFUSED)?,
            Ok(mut run) => {
                self.accepted += 1;
                in_use(&mut run).await?;
                if self.accepted.is_multiple_of(4) {
                    looked_into(&mut run).await?;
                }
            }
        }
        self.bystander.check().await
    }
}

impl Bytes {
    /// Begins with a run of every architecture.
    pub async fn new() -> Self {
        Self(Door::new().await)
    }
}

impl Target for Bytes {
    fn input(&self, random: &mut Random) -> Vec<u8> {
        let mut input = random.one_of(&self.0.corpus).clone();
        let other = random.one_of(&self.0.corpus).as_slice();
        mutate::bytes(random, &mut input, &[other]);
        input
    }

    async fn check(&mut self, input: &[u8]) -> Verdict {
        self.0.check(input).await
    }
}

impl Contents {
    /// Begins with a run of every architecture.
    pub async fn new() -> Self {
        let door = Door::new().await;
        let parts = door.corpus.iter().map(|bytes| Parts::of(bytes)).collect();
        Self { door, parts }
    }
}

impl Target for Contents {
    fn input(&self, random: &mut Random) -> Vec<u8> {
        let mut parts = random.one_of(&self.parts).clone();
        for _ in 0..=random.below(2) {
            match random.below(6) {
                0 => mutate::object(random, &mut parts.run),
                1 | 2 => {
                    if let Some(config) = parts.run.get_mut("config").and_then(Value::as_object_mut)
                    {
                        match random.once_in(3) {
                            true => mutate::object(random, config),
                            false => mutate::settings(random, config),
                        }
                    }
                }
                3 => {
                    let steps = [
                        0,
                        1,
                        1 << 31,
                        u64::from(u32::MAX),
                        100_000_000,
                        1_999_999_999,
                        2_000_000_000,
                        u64::MAX,
                    ];
                    let field = *random.one_of(&["step", "images", "version", "fingerprint"]);
                    parts.run.insert(field.into(), json!(random.one_of(&steps)));
                }
                4 => {
                    let all = random.once_in(2);
                    parts.run.insert("all".into(), json!(all));
                }
                _ => tensors(random, &mut parts, random.clone().one_of(&self.parts)),
            }
        }
        parts.bytes()
    }

    async fn check(&mut self, input: &[u8]) -> Verdict {
        self.door.check(input).await
    }
}

/// Changes a tensor, or all of them for those of another run.
fn tensors(random: &mut Random, parts: &mut Parts, other: &Parts) {
    let at = random.below(parts.tensors.len());
    if parts.tensors.is_empty() || random.once_in(8) {
        parts.tensors.clone_from(&other.tensors);
        return;
    }
    let count = parts.tensors.len();
    match random.below(9) {
        0 => {
            parts.tensors.remove(at);
        }
        1 => {
            let mut copy = parts.tensors[at].clone();
            copy.name += ".moments";
            parts.tensors.push(copy);
        }
        2 => {
            let name = parts.tensors[random.below(count)].name.clone();
            parts.tensors[at].name = name;
        }
        3 => parts.tensors[at].shape.reverse(),
        4 => parts.tensors[at].kind = (*random.one_of(&["F64", "F16", "I32", "F4", "BF16"])).into(),
        5 => {
            let tensor = &mut parts.tensors[at];
            tensor.data.clear();
            tensor.shape = vec![json!(0), json!(random.word())];
        }
        6 => {
            let tensor = &mut parts.tensors[at];
            mutate::value(random, &mut Value::Array(tensor.shape.clone()));
            tensor
                .shape
                .push(json!(random.one_of(&[0u64, 1, 2, 1 << 32, u64::MAX])));
        }
        7 => {
            // The same numbers once more, in a shape that holds them.
            let tensor = &mut parts.tensors[at];
            tensor.data = [tensor.data.as_slice(), &tensor.data].concat();
            let rows = tensor
                .shape
                .first()
                .and_then(Value::as_u64)
                .unwrap_or_default();
            if let Some(first) = tensor.shape.first_mut() {
                *first = json!(2 * rows);
            }
        }
        _ => {
            let numbers = [
                f32::MAX,
                -f32::MAX,
                f32::MIN_POSITIVE,
                1e-40,
                0.0,
                f32::NAN,
                1e19,
            ];
            let number = random.one_of(&numbers).to_le_bytes();
            let data = &mut parts.tensors[at].data;
            let from = random.below(data.len() / 4) * 4;
            let end = (from + 4 * (1 + random.below(9))).min(data.len());
            for word in data[from..end].chunks_exact_mut(4) {
                word.copy_from_slice(&number);
            }
        }
    }
}
