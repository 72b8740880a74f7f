//! Recordings of sound: WAV files, whose channels are mixed to one.

use std::io::Cursor;

use hound::{Error, SampleFormat, WavReader, WavSpec};

use crate::error::{LabError, Result};

/// Rates of recordings that are opened, in samples a second.
pub const RATES: std::ops::RangeInclusive<u32> = 100..=384_000;
/// Most channels of a recording.
const MOST_CHANNELS: u16 = 64;
const CONVERT: &str =
    "Save it again as WAV with 16 bits, for example with Audacity, or leave it out.";

/// A recording of one channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sound {
    /// Samples a second.
    pub rate: u32,
    /// From −32,768 to 32,767.
    pub samples: Vec<i16>,
}

/// True if bytes begin as those of a WAV file do.
pub fn is_sound(bytes: &[u8]) -> bool {
    bytes.starts_with(b"RIFF") && bytes.get(8..12) == Some(b"WAVE")
}

/// Name of a form of sound that only a browser or another program unpacks.
pub fn packed_form(bytes: &[u8]) -> Option<&'static str> {
    let is_mp4 = bytes.get(4..8) == Some(b"ftyp");
    let is_aiff = bytes.starts_with(b"FORM") && bytes.get(8..11) == Some(b"AIF");
    Some(match bytes {
        [b'I', b'D', b'3', 2..=4, ..] | [0xff, 0xf2 | 0xf3 | 0xfa | 0xfb, ..] => "MP3",
        [0xff, 0xf1 | 0xf9, ..] => "AAC",
        [b'O', b'g', b'g', b'S', 0, ..] => "Ogg",
        [b'f', b'L', b'a', b'C', 0 | 0x80, ..] => "FLAC",
        [0x1a, 0x45, 0xdf, 0xa3, ..] => "WebM",
        [b'R', b'F', b'6', b'4', 0xff, ..] => "RF64",
        _ if is_mp4 => "M4A",
        _ if is_aiff => "AIFF",
        _ => return None,
    })
}

/// Reads a WAV file of whole numbers or floats; the channels are mixed.
///
/// # Errors
/// `Data` where the file is corrupt, cut short, or of a kind that is not read.
pub fn read(name: &str, bytes: &[u8]) -> Result<Sound> {
    check_length(name, bytes)?;
    let mut reader = WavReader::new(Cursor::new(bytes)).map_err(|error| odd(name, &error))?;
    let spec = reader.spec();
    check_spec(name, spec)?;
    let channels = usize::from(spec.channels);
    // a broken header may promise more samples than there are bytes
    let mut samples = Vec::with_capacity((reader.duration() as usize).min(bytes.len()));
    match spec.sample_format {
        SampleFormat::Int => {
            let full = f64::from(1u32 << (spec.bits_per_sample - 1));
            let numbers = reader.samples::<i32>();
            let numbers = numbers.map(|number| number.map(|number| f64::from(number) / full));
            mix(name, numbers, channels, &mut samples)?;
        }
        SampleFormat::Float => {
            let loudest = loudest(name, bytes)?.max(1.0);
            let numbers = reader.samples::<f32>();
            let numbers = numbers.map(|number| number.map(|number| f64::from(number) / loudest));
            mix(name, numbers, channels, &mut samples)?;
        }
    }
    if samples.is_empty() {
        return Err(LabError::data(
            "sound",
            bytes.len(),
            format!("{name}: this recording is empty."),
            "Record again, or leave it out.",
        ));
    }
    Ok(Sound {
        rate: spec.sample_rate,
        samples,
    })
}

/// The mean of the channels at each moment, as whole numbers.
fn mix(
    name: &str,
    mut numbers: impl Iterator<Item = hound::Result<f64>>,
    channels: usize,
    samples: &mut Vec<i16>,
) -> Result<()> {
    while let Some(first) = numbers.next() {
        let mut sum = first.map_err(|error| odd(name, &error))?;
        for _ in 1..channels {
            let number = numbers.next().transpose();
            sum += number.map_err(|error| odd(name, &error))?.unwrap_or(0.0);
        }
        // A cast keeps within the range.
        samples.push((sum / channels as f64 * 32_767.0).round() as i16);
    }
    Ok(())
}

/// The largest absolute value of floats, which may go beyond 1.
fn loudest(name: &str, bytes: &[u8]) -> Result<f64> {
    let mut reader = WavReader::new(Cursor::new(bytes)).map_err(|error| odd(name, &error))?;
    let mut loudest = 0.0f64;
    for (at, number) in reader.samples::<f32>().enumerate() {
        let number = number.map_err(|error| odd(name, &error))?;
        if !number.is_finite() {
            return Err(LabError::data(
                "sound",
                number.to_string(),
                format!("{name}: sample {at} of this recording is {number}."),
                CONVERT,
            ));
        }
        loudest = loudest.max(f64::from(number).abs());
    }
    Ok(loudest)
}

fn check_spec(name: &str, spec: WavSpec) -> Result<()> {
    if !RATES.contains(&spec.sample_rate) {
        return Err(LabError::data(
            "sound",
            spec.sample_rate,
            format!(
                "{name}: its header says {} samples a second. Recordings have {} to {}.",
                spec.sample_rate,
                RATES.start(),
                RATES.end()
            ),
            CONVERT,
        ));
    }
    if !(1..=MOST_CHANNELS).contains(&spec.channels) || !(1..=32).contains(&spec.bits_per_sample) {
        return Err(LabError::data(
            "sound",
            spec.channels,
            format!(
                "{name}: its header says {} channels of {} bits.",
                spec.channels, spec.bits_per_sample
            ),
            CONVERT,
        ));
    }
    Ok(())
}

/// Checks that the samples which the header promises are there.
fn check_length(name: &str, bytes: &[u8]) -> Result<()> {
    let mut at = 12;
    while let Some(head) = bytes.get(at..at + 8) {
        let length = u32::from_le_bytes([head[4], head[5], head[6], head[7]]) as usize;
        let rest = bytes.len() - at - 8;
        if head.starts_with(b"data") {
            return match length <= rest {
                true => Ok(()),
                false => Err(LabError::data(
                    "sound",
                    rest,
                    format!(
                        "{name}: this recording is cut short. Its header promises {length} bytes of sound, and there are {rest}."
                    ),
                    "Copy or download the file again, or save it again as WAV.",
                )),
            };
        }
        // chunks begin at even places
        at = at.saturating_add(8 + length + length % 2);
    }
    Ok(())
}

fn odd(name: &str, error: &Error) -> LabError {
    let what = match error {
        Error::Unsupported | Error::InvalidSampleFormat => {
            "its sound is compressed or of a rare kind"
        }
        Error::TooWide => "its samples have more bits than 32",
        _ => "its header is corrupt, or the file is cut short",
    };
    LabError::data(
        "sound",
        error.to_string(),
        format!("{name}: this recording cannot be opened: {what}."),
        CONVERT,
    )
}

#[cfg(test)]
mod tests;
