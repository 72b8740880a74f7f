//! A run is read as it was written, and nothing else is taken for one.

use super::*;
use crate::error::Code;

fn parameter(name: &str, weights: &[f32]) -> Parameter {
    Parameter {
        name: name.into(),
        shape: vec![1, weights.len()],
        weights: weights.to_vec(),
        moments: [weights, weights].concat(),
    }
}

fn saved() -> Checkpoint {
    Checkpoint {
        config: RunConfig::default(),
        dataset: "digits".into(),
        images: 3,
        fingerprint: 7,
        scale: Some([0.25, 0.5]),
        step: 17,
        parameters: vec![
            parameter("decoder.0.weights", &[f32::MIN_POSITIVE]),
            parameter("encoder.0.weights", &[1.5, -2.0]),
        ],
        all: true,
        stopping: EarlyStopping::default(),
        best: vec![parameter("encoder.0.weights", &[0.5, 3.0])],
    }
}

fn sorted(mut run: Checkpoint) -> Checkpoint {
    run.parameters
        .sort_by(|one, other| one.name.cmp(&other.name));
    run
}

#[test]
fn what_is_written_is_read_again() {
    let bytes = saved().to_bytes().unwrap();
    assert_eq!(sorted(Checkpoint::from_bytes(&bytes).unwrap()), saved());
}

#[test]
fn other_programs_find_the_weights_by_their_names() {
    let bytes = saved().to_bytes().unwrap();
    let file = SafeTensors::deserialize(&bytes).unwrap();
    let weights = file.tensor("encoder.0.weights").unwrap();
    assert_eq!(
        (weights.dtype(), weights.shape()),
        (Dtype::F32, &[1, 2][..])
    );
    let moments = file.tensor("encoder.0.weights.moments").unwrap();
    assert_eq!(moments.shape(), [2, 2]);
}

#[test]
fn bytes_that_are_cut_short_or_of_something_else_are_refused_in_words() {
    let bytes = saved().to_bytes().unwrap();
    for length in [0, 3, 6, 40, bytes.len() - 1] {
        let error = Checkpoint::from_bytes(&bytes[..length]).unwrap_err();
        assert_eq!(error.code, Code::Checkpoint, "{length}");
    }
    let longer = [bytes.clone(), vec![0; 4]].concat();
    assert!(Checkpoint::from_bytes(&longer).is_err());
    let other = [b"PNG!".as_slice(), &bytes[4..]].concat();
    assert!(Checkpoint::from_bytes(&other).is_err());
}

#[test]
fn files_of_other_programs_other_versions_and_broken_numbers_are_refused_with_the_reason() {
    let said = |bytes: &[u8]| Checkpoint::from_bytes(bytes).unwrap_err().message;
    let foreign = serialize(tensors(&parameter("a", &[1.0]), ""), None).unwrap();
    assert!(
        said(&foreign).contains("no run of Hourglass"),
        "{}",
        said(&foreign)
    );
    let bytes = saved().to_bytes().unwrap();
    let text = String::from_utf8_lossy(&bytes[8..]).into_owned();
    let at = 8 + text.find("version").unwrap() + "version\\\":".len();
    let mut newer = bytes;
    newer[at] = b'3';
    assert!(said(&newer).contains("version 3"), "{}", said(&newer));
    let mut broken = saved();
    broken.parameters[1].moments[0] = f32::NAN;
    let broken = broken.to_bytes().unwrap();
    assert!(said(&broken).contains("NaN"), "{}", said(&broken));
}

/// A file with this header, and so many bytes of data.
fn file(header: &str, data: usize) -> Vec<u8> {
    let length = (header.len() as u64).to_le_bytes();
    [&length, header.as_bytes(), &vec![0; data]].concat()
}

#[test]
fn sizes_whose_sum_overflows_are_refused() {
    // Tensors of 2^61 bytes each: with the eighth their end is just below 2^64, or 2^32 in a browser.
    let most = usize::MAX / 8 / 4 * 4;
    let metadata = r#""__metadata__":{"hourglass":"{}"}}"#;
    let header = |last: usize| {
        let mut header = String::from("{");
        for (at, bytes) in [[most; 8].as_slice(), &[last]]
            .concat()
            .into_iter()
            .enumerate()
        {
            let (count, from) = (bytes / 4, at * most);
            let offsets = [from, from + bytes];
            header += &format!(
                r#""{at}":{{"dtype":"F32","shape":[{count}],"data_offsets":{offsets:?}}},"#
            );
        }
        header + metadata
    };
    // The sum of data, header and its length then wraps around to the length of the file, or near it.
    let room = usize::MAX - 8 * most;
    let bytes = file(&header(room / 4 * 4), 0);
    for extra in 0..16 {
        let bytes = [bytes.as_slice(), &vec![0; extra]].concat();
        assert_eq!(
            Checkpoint::from_bytes(&bytes).unwrap_err().code,
            Code::Checkpoint
        );
    }
}

#[test]
fn headers_longer_than_any_run_has_are_refused_before_they_are_read() {
    let long = file(&" ".repeat(1 << 19), 0);
    for bytes in [long, [u64::MAX.to_le_bytes(), [b'{'; 8]].concat()] {
        let error = Checkpoint::from_bytes(&bytes).unwrap_err();
        assert_eq!(error.field.as_deref(), Some("header"), "{error}");
    }
}

#[test]
fn numbers_that_no_run_can_have_are_refused_by_their_fields() {
    let refused = |field: &str, value: Value| {
        let bytes = saved().to_bytes().unwrap();
        let length = usize::from(bytes[0]) + 256 * usize::from(bytes[1]);
        let mut header: Value = serde_json::from_slice(&bytes[8..8 + length]).unwrap();
        let text = header["__metadata__"][KEY].as_str().unwrap();
        let mut run: Value = serde_json::from_str(text).unwrap();
        run[field] = value;
        header["__metadata__"][KEY] = run.to_string().into();
        let mut changed = file(&header.to_string(), 0);
        changed.extend(&bytes[8 + length..]);
        Checkpoint::from_bytes(&changed)
    };
    let best = |step: u64, loss: f64| serde_json::json!({"best": {"step": step, "loss": loss}, "without_gain": 0, "extensions": 0, "reached": false});
    assert!(refused("step", 100_000_000.into()).is_ok());
    assert!(refused("stopping", best(17, 0.5)).is_ok());
    for (field, value) in [
        ("step", u32::MAX.into()),
        ("step", u64::MAX.into()),
        ("step", (-1).into()),
        ("images", 1e300.into()),
        ("all", "yes".into()),
        ("dataset", Value::Null),
        ("scale", serde_json::json!([1e39, 1.0])),
        ("stopping", best(18, 0.5)),
        ("stopping", best(1, 1e39)),
        ("version", "2".into()),
    ] {
        let error = refused(field, value.clone()).unwrap_err();
        assert_eq!(error.field.as_deref(), Some(field), "{value}: {error}");
        assert!(error.value.is_some() && !error.remedy.is_empty());
    }
}
