//! Import of files: helpers of the tests, which lie in a file for each topic.

use std::io::Write;

use flate2::Compression;
use flate2::write::GzEncoder;

use super::*;
use crate::data::{Dataset, ExampleKind};

fn read(files: &[File]) -> Result<(Dataset, Note)> {
    let Opening { dataset, note, .. } = super::read(files, &Reading::default())?;
    Ok((dataset, note))
}

mod class_names;
mod forms;
mod lacking;
mod numbers;
mod options;
mod roles;
mod sounds;
mod splits;
mod tables;
mod unknown;

fn images(name: &str, count: u32, side: u32) -> File {
    let mut bytes = vec![0, 0, 8, 3];
    for dim in [count, side, side] {
        bytes.extend(dim.to_be_bytes());
    }
    bytes.extend((0..count * side * side).map(|i| noise(i, count)));
    File {
        name: name.into(),
        bytes,
    }
}

/// A byte that depends on a place and a seed; one in 256 is 255.
fn noise(at: u32, seed: u32) -> u8 {
    ((at ^ (seed << 20)).wrapping_mul(2_654_435_761) >> 24) as u8
}

fn labels(name: &str, count: u32) -> File {
    let mut bytes = vec![0, 0, 8, 1];
    bytes.extend(count.to_be_bytes());
    bytes.extend((0..count).map(|i| (i % 10) as u8));
    File {
        name: name.into(),
        bytes,
    }
}

/// The same file, packed.
fn packed(file: &File, name: &str) -> File {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(&file.bytes).unwrap();
    File {
        name: name.into(),
        bytes: encoder.finish().unwrap(),
    }
}

fn renamed(file: &File, name: &str) -> File {
    File {
        name: name.into(),
        ..file.clone()
    }
}

/// A file with another byte in the place of each; the header stays.
fn changed(mut file: File, header: usize, change: impl Fn(u8) -> u8) -> File {
    file.bytes[header..]
        .iter_mut()
        .for_each(|byte| *byte = change(*byte));
    file
}

/// The result for files in every rotation and, reversed, once more; all must be the same.
fn in_any_order(files: &[File]) -> Result<(Dataset, Note)> {
    let first = read(files);
    let mut files = files.to_vec();
    for turn in 0..2 * files.len() {
        files.rotate_left(1);
        if turn == files.len() {
            files.reverse();
        }
        assert_eq!(read(&files), first);
    }
    first
}

fn mnist() -> [File; 4] {
    [
        images("train-images-idx3-ubyte", 200, 4),
        labels("train-labels-idx1-ubyte", 200),
        images("t10k-images-idx3-ubyte", 60, 4),
        labels("t10k-labels-idx1-ubyte", 60),
    ]
}

fn coloured(name: &str, count: u32, channels: u32) -> File {
    let mut bytes = vec![0, 0, 8, 4];
    for dim in [count, 8, 8, channels] {
        bytes.extend(dim.to_be_bytes());
    }
    bytes.extend((0..count * 64 * channels).map(|i| (i % 251) as u8));
    File {
        name: name.into(),
        bytes,
    }
}

/// An IDX file of numbers of some type, big-endian.
fn idx(name: &str, code: u8, dims: &[u32], numbers: impl Iterator<Item = Vec<u8>>) -> File {
    let mut bytes = vec![0, 0, code, dims.len() as u8];
    bytes.extend(dims.iter().flat_map(|dim| dim.to_be_bytes()));
    bytes.extend(numbers.flatten());
    File {
        name: name.into(),
        bytes,
    }
}

fn floats(name: &str, dims: &[u32], number: impl Fn(u32) -> f32) -> File {
    let count = dims.iter().product();
    idx(
        name,
        0x0d,
        dims,
        (0..count).map(|at| number(at).to_be_bytes().to_vec()),
    )
}

fn ints(name: &str, dims: &[u32], number: impl Fn(u32) -> i32) -> File {
    let count = dims.iter().product();
    idx(
        name,
        0x0c,
        dims,
        (0..count).map(|at| number(at).to_be_bytes().to_vec()),
    )
}
