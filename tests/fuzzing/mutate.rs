//! Seeded mutations of bytes and of JSON.

use hourglass::config;
use hourglass::config::schema::FieldKind;
use serde_json::{Map, Value, json};

/// SplitMix64 (Steele, Lea and Flood 2014). Each input has a stream of its own.
#[derive(Debug, Clone)]
pub struct Random(u64);

impl Random {
    /// Stream of an input.
    pub fn new(seed: u64, input: u64) -> Self {
        let mut random = Self(seed ^ input.wrapping_mul(0xA24B_AED4_963E_E407));
        random.word();
        random
    }

    /// 64 random bits.
    pub fn word(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut bits = self.0;
        bits = (bits ^ (bits >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        bits = (bits ^ (bits >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        bits ^ (bits >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        (self.word() % end.max(1) as u64) as usize
    }

    /// True once in `times`.
    pub fn once_in(&mut self, times: usize) -> bool {
        self.below(times) == 0
    }

    /// One of a list.
    pub fn one_of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

/// Numbers at which types and limits end.
const EXTREMES: [u64; 18] = [
    0,
    1,
    2,
    49,
    50,
    64,
    127,
    128,
    255,
    256,
    65_535,
    65_536,
    (1 << 31) - 1,
    1 << 31,
    u32::MAX as u64,
    1 << 32,
    (1 << 53) + 1,
    u64::MAX,
];

/// Changes bytes once to four times; `others` are inputs from which pieces are taken.
pub fn bytes(random: &mut Random, bytes: &mut Vec<u8>, others: &[&[u8]]) {
    for _ in 0..=random.below(4) {
        let at = place(random, bytes.len());
        match random.below(9) {
            0 | 1 if !bytes.is_empty() => bytes[at] ^= 1 << random.below(8),
            2 if !bytes.is_empty() => bytes[at] = *random.one_of(&[0, 1, 31, 127, 128, 139, 255]),
            3 => bytes.truncate(at),
            4 => integer(random, &mut bytes[at..]),
            5 => {
                let end = (at + random.below(16)).min(bytes.len());
                bytes.drain(at..end);
            }
            6 => {
                let end = (at + random.below(64)).min(bytes.len());
                let piece = bytes[at..end].to_vec();
                bytes.splice(at..at, piece);
            }
            7 if !others.is_empty() => {
                let other = others[random.below(others.len())];
                splice(random, bytes, at, other);
            }
            _ => bytes.insert(at, random.word() as u8),
        }
    }
}

/// A place in a list: every second time among the first 64, where headers stand.
fn place(random: &mut Random, length: usize) -> usize {
    match random.once_in(2) {
        true => random.below(length.min(64)),
        false => random.below(length),
    }
}

/// Overwrites bytes with an extreme number of 2, 4 or 8 bytes.
fn integer(random: &mut Random, bytes: &mut [u8]) {
    let number = *random.one_of(&EXTREMES);
    let width = *random.one_of(&[2, 4, 8]);
    let ordered = match random.once_in(2) {
        true => number.to_le_bytes().to_vec(),
        false => number.to_be_bytes()[8 - width..].to_vec(),
    };
    let pairs = bytes.iter_mut().zip(&ordered[..width]);
    pairs.for_each(|(byte, &new)| *byte = new);
}

fn splice(random: &mut Random, bytes: &mut Vec<u8>, at: usize, other: &[u8]) {
    let from = place(random, other.len());
    let end = (from + random.below(512)).min(other.len());
    let until = (at + random.below(512)).min(bytes.len());
    bytes.splice(at..until, other[from..end].iter().copied());
}

/// Changes a JSON object once to three times.
pub fn object(random: &mut Random, object: &mut Map<String, Value>) {
    for _ in 0..=random.below(3) {
        let mut keys: Vec<String> = object.keys().cloned().collect();
        keys.sort_unstable();
        let key = match keys.is_empty() {
            true => String::new(),
            false => random.one_of(&keys).clone(),
        };
        match (random.below(8), object.get_mut(&key)) {
            (0, _) => {
                object.remove(&key);
            }
            (1, Some(held)) => {
                let held = held.clone();
                object.insert(text(random, &key), held);
            }
            (2, Some(_)) => {
                let other = object[random.one_of(&keys)].clone();
                object.insert(key, other);
            }
            (_, Some(held)) => value(random, held),
            (_, None) => {
                object.insert(key, extreme(random));
            }
        }
    }
}

/// Changes a value, or one within it.
pub fn value(random: &mut Random, held: &mut Value) {
    match held {
        Value::Object(inner) if !random.once_in(8) => object(random, inner),
        Value::Array(items) if !random.once_in(4) => {
            let at = random.below(items.len() + 1);
            match (random.below(4), items.get_mut(at)) {
                (0, _) => items.insert(at, extreme(random)),
                (1, _) => *items = vec![extreme(random); random.below(200)],
                (2, Some(_)) => {
                    items.remove(at);
                }
                (_, Some(item)) => value(random, item),
                _ => items.push(json!(random.below(40))),
            }
        }
        Value::Number(number) if random.once_in(3) => {
            let number = number.as_f64().unwrap_or_default();
            let near = [
                number + 1.0,
                number - 1.0,
                -number,
                number * 2.0,
                number / 3.0,
            ];
            *held = json!(random.one_of(&near));
        }
        Value::Bool(flag) if !random.once_in(4) => *held = json!(!*flag),
        Value::String(held) if random.once_in(2) => *held = text(random, held),
        _ => *held = extreme(random),
    }
}

/// A string with one change, sometimes long or of another script.
fn text(random: &mut Random, held: &str) -> String {
    let cut: String = held.chars().take(random.below(held.len() + 1)).collect();
    match random.below(6) {
        0 => cut,
        1 => held.to_owned() + &cut,
        2 => "x".repeat(*random.one_of(&[64, 1000, 70_000])),
        3 => format!("{held}\u{0}<b>\u{202e}Ω"),
        4 => held.to_uppercase(),
        _ => String::new(),
    }
}

/// A value at the edge of its type.
fn extreme(random: &mut Random) -> Value {
    let number = *random.one_of(&EXTREMES);
    let real = [
        -0.0,
        -1.0,
        0.5,
        1e-324,
        1e-40,
        1e19,
        1.7e38,
        3.5e38,
        1e39,
        1e300,
        -1e300,
        f64::MAX,
    ];
    match random.below(9) {
        0..3 => json!(number),
        3 => json!(-(number.min(1 << 62) as i64)),
        4 | 5 => json!(random.one_of(&real)),
        6 => random
            .one_of(&[Value::Null, json!(true), json!([]), json!({}), json!("")])
            .clone(),
        7 => json!([number, [[]], {"a": [real[3]]}]),
        _ => json!(number.to_string()),
    }
}

/// Sets settings to values that they may have, mostly at their limits.
pub fn settings(random: &mut Random, config: &mut Map<String, Value>) {
    let fields = config::schema().fields;
    for _ in 0..=random.below(3) {
        let field = random.one_of(&fields);
        let mut within = |min: f64, max: f64| {
            let middle = min + (max - min) * random.below(100) as f64 / 100.0;
            *random.one_of(&[min, max, middle, (min + 1.0).min(max)])
        };
        let allowed = match &field.kind {
            FieldKind::Integer { min, max, .. } => json!(within(*min, *max).floor()),
            FieldKind::Number { min, max, .. } => json!(within(*min, *max)),
            FieldKind::Choice { choices } => json!(random.one_of(choices).value),
            FieldKind::LayerSizes { min, max, .. } | FieldKind::Classes { min, max, .. } => {
                let sizes = [within(*min, *max).floor(), within(*min, *max).floor()];
                json!(sizes[..random.below(3)])
            }
        };
        config.insert(field.name.into(), allowed);
    }
}
