//! WAV files of all kinds, and odd ones.

use hound::WavWriter;

use super::*;

fn spec(channels: u16, bits_per_sample: u16, sample_format: SampleFormat) -> WavSpec {
    WavSpec {
        channels,
        sample_rate: 8000,
        bits_per_sample,
        sample_format,
    }
}

/// A file of these values from −1 to 1, channel by channel.
fn wav(spec: WavSpec, values: &[f64]) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
    for value in values {
        match spec.sample_format {
            SampleFormat::Float => writer.write_sample(*value as f32).unwrap(),
            SampleFormat::Int => {
                let full = (1i64 << (spec.bits_per_sample - 1)) as f64;
                let number = (value * full).round().clamp(-full, full - 1.0);
                writer.write_sample(number as i32).unwrap();
            }
        }
    }
    writer.finalize().unwrap();
    bytes.into_inner()
}

fn refusal(bytes: &[u8]) -> LabError {
    let error = read("a.wav", bytes).unwrap_err();
    assert_eq!(error.field.as_deref(), Some("sound"));
    assert!(error.message.starts_with("a.wav"), "{error}");
    error
}

#[test]
fn whole_numbers_of_any_width_and_floats_are_read_alike() {
    for (bits, format, step) in [
        (8, SampleFormat::Int, 260),
        (16, SampleFormat::Int, 2),
        (24, SampleFormat::Int, 2),
        (32, SampleFormat::Int, 2),
        (32, SampleFormat::Float, 2),
    ] {
        let bytes = wav(spec(1, bits, format), &[0.0, 0.5, -0.5, 0.25, -1.0]);
        assert!(is_sound(&bytes));
        let sound = read("a.wav", &bytes).unwrap();
        assert_eq!((sound.rate, sound.samples.len()), (8000, 5));
        let expected = [0, 16_384, -16_384, 8192, -32_768];
        for (sample, expected) in sound.samples.iter().zip(expected) {
            let off = i32::from(*sample) - expected;
            assert!(off.abs() <= step, "{bits} bits: {sample} for {expected}");
        }
    }
}

#[test]
fn channels_are_mixed() {
    let bytes = wav(
        spec(2, 16, SampleFormat::Int),
        &[0.5, 0.25, -0.5, 0.5, 0.0, -0.25],
    );
    let sound = read("a.wav", &bytes).unwrap();
    assert_eq!(sound.samples, [12_288, 0, -4096]);
}

#[test]
fn floats_beyond_one_are_made_quieter_instead_of_cut() {
    let bytes = wav(spec(1, 32, SampleFormat::Float), &[4.0, -2.0, 1.0]);
    assert_eq!(
        read("a.wav", &bytes).unwrap().samples,
        [32_767, -16_384, 8192]
    );
}

#[test]
fn odd_headers_are_refused_in_words() {
    let good = wav(spec(1, 16, SampleFormat::Int), &[0.1; 100]);
    let with = |at: usize, bytes: &[u8]| {
        let mut odd = good.clone();
        odd[at..at + bytes.len()].copy_from_slice(bytes);
        refusal(&odd).message
    };
    assert!(with(24, &[7, 0, 0, 0, 14, 0, 0, 0]).contains("7 samples a second"));
    assert!(with(20, &[0x55, 0]).contains("compressed or of a rare kind"));
    assert!(with(22, &[0, 0]).contains("cannot be opened"));
    assert!(with(40, &[0xff; 4]).contains("promises 4294967295 bytes of sound, and there are 200"));
    let short = refusal(&good[..good.len() - 50]);
    assert!(
        short.message.contains("cut short") && short.remedy.contains("again"),
        "{short}"
    );
    assert!(refusal(&good[..20]).message.contains("corrupt"));
}

#[test]
fn an_empty_recording_and_floats_that_are_no_numbers_are_refused() {
    assert!(
        refusal(&wav(spec(1, 16, SampleFormat::Int), &[]))
            .message
            .contains("empty")
    );
    let none = wav(spec(1, 32, SampleFormat::Float), &[0.0, f64::NAN]);
    assert!(refusal(&none).message.contains("sample 1"));
}
