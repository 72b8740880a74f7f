//! A run is read as it was written, and nothing else is taken for one.

use super::*;

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
