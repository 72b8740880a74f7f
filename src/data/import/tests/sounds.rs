//! Recordings as wave forms and as log-mel pictures.

use std::f64::consts::TAU;
use std::io::Cursor;

use hound::{SampleFormat, WavSpec, WavWriter};
use serde_json::{Value, json};

use super::forms::zipped;
use super::*;
use crate::config::Reading;

/// A recording of so many seconds, at a rate; `value` maps seconds to −1 to 1.
fn wav(name: &str, rate: u32, seconds: f64, value: impl Fn(f64) -> f64) -> File {
    let spec = WavSpec {
        channels: 1,
        sample_rate: rate,
        bits_per_sample: 16,
        sample_format: SampleFormat::Int,
    };
    let mut bytes = Cursor::new(Vec::new());
    let mut writer = WavWriter::new(&mut bytes, spec).unwrap();
    for at in 0..(seconds * f64::from(rate)).round() as u32 {
        let sample = value(f64::from(at) / f64::from(rate)) * 32_000.0;
        writer.write_sample(sample.round() as i16).unwrap();
    }
    writer.finalize().unwrap();
    File {
        name: name.into(),
        bytes: bytes.into_inner(),
    }
}

fn tone(hertz: f64) -> impl Fn(f64) -> f64 {
    move |time| (TAU * hertz * time).sin()
}

fn with(files: &[File], options: Value) -> Result<Opening> {
    super::super::read(files, &Reading::from_json(options).unwrap())
}

fn choice<'a>(opening: &'a Opening, field: &str) -> Option<&'a Choice> {
    let mut choices = opening.preview.choices.iter();
    choices.find(|choice| choice.field == field)
}

/// Sixty tones of about 0.4 s in two folders.
fn tones() -> Vec<File> {
    let name = |at: usize| format!("{}/{at}.wav", ["low", "high"][at % 2]);
    let file = |at: usize| {
        let hertz = [300.0, 3000.0][at % 2];
        wav(&name(at), 16_000, 0.36 + 0.0007 * at as f64, tone(hertz))
    };
    (0..60).map(file).collect()
}

#[test]
fn a_folder_of_recordings_becomes_log_mel_pictures_with_its_names_as_classes() {
    let opening = with(&tones(), json!({})).unwrap();
    let set = &opening.dataset;
    assert_eq!(
        (set.kind, set.count(), set.width, set.height, set.channels),
        (ExampleKind::Image, 60, 32, 32, 1)
    );
    assert_eq!(set.classes, ["high", "low"]);
    for at in 0..60 {
        let picture = set.image(at);
        let power = |rows: std::ops::Range<usize>| -> u32 {
            picture[rows.start * 32..rows.end * 32]
                .iter()
                .map(|&byte| u32::from(byte))
                .sum()
        };
        // high bands lie on top
        let is_high = power(0..16) > power(16..32);
        assert_eq!(is_high, set.labels[at] == 0, "example {at}");
    }
    let note = opening.note.to_string();
    for words in [
        "Rate 16000 Hz, Hann window of 512 samples, hop of 205.0 samples",
        "Black is −80 dB",
        "32 bands of frequencies from 0 to 8000 Hz",
        "Each recording is one example of 0.41 s",
        "The folder of each recording is its class",
    ] {
        assert!(note.contains(words), "{note}");
    }
    assert_eq!(opening.reading.excerpt, Some(410));
    for absent in ["invert", "transpose", "stretch", "colour"] {
        assert!(choice(&opening, absent).is_none(), "{absent}");
    }
    assert_eq!(choice(&opening, "soundAs").unwrap().suggested, "mel");
    assert_eq!(opening.preview.findings.len(), 3);
}

#[test]
fn three_recordings_of_a_minute_are_cut_into_excerpts_and_are_a_class_each() {
    let files = [("a", 200.0), ("b", 800.0), ("c", 2000.0)]
        .map(|(name, hertz)| wav(&format!("{name}.wav"), 8000, 60.0, tone(hertz)));
    let opening = with(&files, json!({})).unwrap();
    assert_eq!(opening.dataset.count(), 360);
    assert_eq!(opening.dataset.classes, ["a", "b", "c"]);
    assert_eq!(opening.reading.excerpt, Some(500));
    let note = opening.note.to_string();
    assert!(
        note.contains("Excerpts of one recording may be both"),
        "{note}"
    );
    let offered = choice(&opening, "excerpt").unwrap();
    let lengths: Vec<_> = offered
        .options
        .iter()
        .map(|one| one.value.as_str())
        .collect();
    assert_eq!(lengths, ["0.2", "0.5", "1", "2"]);
    let longer = with(&files, json!({"excerpt": 2, "side": 64})).unwrap();
    assert_eq!((longer.dataset.count(), longer.dataset.width), (90, 64));
}

#[test]
fn wave_forms_keep_a_low_tone_and_the_loudest_moment_of_each_recording() {
    let mut files = tones();
    // a quiet one
    files[0] = wav("low/0.wav", 16_000, 0.4, |time| 0.02 * tone(300.0)(time));
    let opening = with(&files, json!({"soundAs": "wave", "excerpt": 0.1})).unwrap();
    let set = &opening.dataset;
    assert_eq!(
        (set.kind, set.width, set.height),
        (ExampleKind::Sequence, 400, 1)
    );
    assert_eq!(set.count(), 4 * 60);
    // 300 Hz at 4,000 samples a second
    for (at, &byte) in set
        .image(set.labels.iter().position(|&label| label == 1).unwrap())
        .iter()
        .enumerate()
        .skip(20)
    {
        let expected = 127.5 + 127.5 * tone(300.0)(at as f64 / 4000.0);
        assert!(
            (f64::from(byte) - expected).abs() < 8.0,
            "sample {at}: {byte} for {expected}"
        );
    }
    let note = opening.note.to_string();
    assert!(
        note.contains("400 samples, 4000 a second: sounds above 2000 Hz are taken away"),
        "{note}"
    );
}

#[test]
fn short_recordings_are_wave_forms_filled_up_with_silence() {
    let file = |at: u32| {
        wav(
            &format!("{at}.wav"),
            8000,
            if at == 7 { 0.03 } else { 0.05 },
            tone(400.0),
        )
    };
    let files: Vec<_> = (0..50).map(file).collect();
    let opening = with(&files, json!({})).unwrap();
    let set = &opening.dataset;
    assert_eq!(
        (set.kind, set.count(), set.width),
        (ExampleKind::Sequence, 50, 400)
    );
    assert!(set.classes.is_empty());
    let short = (0..50).filter(|&at| set.image(at)[250..].iter().all(|&byte| byte == 128));
    assert_eq!(short.count(), 1);
}

#[test]
fn silence_is_named_and_left_out() {
    let mut files = tones();
    files.push(wav("low/silent.wav", 16_000, 0.4, |_| 0.0004));
    files.push(wav("low/pause.wav", 16_000, 0.8, |time| {
        if time < 0.4 { tone(300.0)(time) } else { 0.0 }
    }));
    let opening = with(&files, json!({"excerpt": 0.2})).unwrap();
    assert_eq!(opening.dataset.count(), 2 * 60 + 2);
    let note = opening.note.to_string();
    assert!(note.contains("2 silent excerpts are left out"), "{note}");
    assert!(
        note.contains("silent.wav: this recording is silent"),
        "{note}"
    );
    let silent = opening
        .preview
        .files
        .iter()
        .find(|file| file.name == "low/silent.wav");
    assert_eq!(silent.unwrap().role, FileUse::Out);
    let alone = with(&files[60..61], json!({})).unwrap_err();
    assert!(alone.message.contains("is silent"), "{alone}");
}

#[test]
fn a_folder_named_test_is_the_test_set() {
    let rename = |file: File, folder: &str| File {
        name: format!("{folder}/{}", file.name),
        ..file
    };
    let mut files: Vec<_> = tones()
        .into_iter()
        .map(|file| rename(file, "train"))
        .collect();
    files.extend(tones().into_iter().take(50).map(|file| {
        let samples = file.bytes.len() - 400;
        let mut file = rename(file, "test");
        // of other samples, so that no test example is one to train on
        file.bytes[samples..].fill(3);
        file
    }));
    let opening = with(&files, json!({})).unwrap();
    assert_eq!(
        (opening.dataset.count(), opening.dataset.test_from),
        (110, Some(60))
    );
}

#[test]
fn one_odd_recording_is_left_out_and_packed_sounds_are_named_with_a_remedy() {
    let mut files = tones();
    let half = files[3].bytes.len() / 2;
    files[3].bytes.truncate(half);
    files.push(File {
        name: "song.mp3".into(),
        bytes: b"ID3\x03\0\0\0 and so on".to_vec(),
    });
    let opening = with(&files, json!({})).unwrap();
    assert_eq!(opening.dataset.count(), 59);
    let note = opening.note.to_string();
    assert!(
        note.contains("3.wav: this recording is cut short"),
        "{note}"
    );
    assert!(note.contains("song.mp3 is a sound packed as MP3"), "{note}");
    let alone = with(&files[60..], json!({})).unwrap_err();
    assert!(alone.remedy.contains("Convert it to WAV"), "{alone}");
}

#[test]
fn too_few_and_too_short_excerpts_are_refused_with_a_remedy() {
    let few = with(&tones()[..20], json!({"excerpt": 0.5})).unwrap_err();
    assert_eq!(few.field.as_deref(), Some("reading.excerpt"));
    assert!(few.message.contains("20 excerpts of 0.5 s"), "{few}");
    let short = with(&tones(), json!({"soundAs": "mel", "excerpt": 0.05})).unwrap_err();
    assert!(short.message.contains("800 samples"), "{short}");
    assert!(short.remedy.contains("wave forms"), "{short}");
}

#[test]
fn different_rates_come_to_the_lowest_one() {
    let mut files = tones();
    files[5] = wav("high/5.wav", 11_025, 0.4, tone(3000.0));
    let opening = with(&files, json!({})).unwrap();
    let note = opening.note.to_string();
    assert!(note.contains("Rate 11025 Hz"), "{note}");
}

#[test]
fn sounds_of_an_archive_that_were_decoded_are_read_and_others_are_named() {
    let mut inside = tones();
    for at in [0, 1, 2] {
        let name = inside[at].name.replace(".wav", ".mp3");
        inside[at] = File {
            name,
            bytes: b"ID3\x03\0\0\0 and so on".to_vec(),
        };
    }
    let files = [zipped("tones.zip", &inside)];
    let packed = packed_sounds(&files);
    let names: Vec<_> = packed
        .iter()
        .map(|file| file.name.rsplit('-').next().unwrap())
        .collect();
    assert_eq!(names, ["high/1.mp3", "low/0.mp3", "low/2.mp3"]);
    assert_eq!(packed[0].bytes, inside[1].bytes);
    let decoded: Vec<File> = packed[..2]
        .iter()
        .map(|file| wav(&file.name, 16_000, 0.38, tone(500.0)))
        .collect();
    let Imported { dataset, note, .. } = import(&files, &decoded, &Reading::default()).unwrap();
    assert_eq!(dataset.train + dataset.validation + dataset.test, 59);
    assert_eq!(dataset.classes, ["high", "low"]);
    let note = note.to_string();
    assert!(note.contains("2.mp3 is a sound packed as MP3"), "{note}");
    assert!(!note.contains("0.mp3"), "{note}");
    assert!(packed_sounds(&tones()).is_empty());
}

#[test]
fn sounds_of_one_name_in_archives_of_one_name_keep_to_their_own() {
    let archive = |class: &str, mark: u8| {
        let mut inside: Vec<File> = (0..60)
            .map(|at| wav(&format!("{class}/{at}.wav"), 16_000, 0.4, tone(500.0)))
            .collect();
        inside.push(File {
            name: "take.mp3".into(),
            bytes: [b"ID3\x03\0\0\0", &[mark; 9][..]].concat(),
        });
        zipped("takes.zip", &inside)
    };
    let files = [archive("low", 1), archive("high", 2)];
    let packed = packed_sounds(&files);
    assert_eq!(packed.len(), 2);
    assert_ne!(packed[0].name, packed[1].name);
    // of another length each, by the mark of its packed form
    let decoded: Vec<File> = packed
        .iter()
        .map(|sound| {
            let seconds = 0.4 * f64::from(sound.bytes[15]);
            wav(&sound.name, 16_000, seconds, tone(900.0))
        })
        .collect();
    for file in [0, 1] {
        let alone = import(
            &files[file..=file],
            &decoded,
            &Reading::from_json(json!({"excerpt": 0.4})).unwrap(),
        )
        .unwrap();
        let dataset = alone.dataset;
        assert_eq!(dataset.train + dataset.validation + dataset.test, 61 + file);
    }
}

#[test]
fn examples_say_how_they_are_heard() {
    let heard = |options| with(&tones(), options).unwrap().dataset.sound;
    let wave = heard(json!({"soundAs": "wave", "excerpt": 0.05})).unwrap();
    assert_eq!((wave.rate, wave.samples, wave.window), (8000.0, 400, None));
    let mel = heard(json!({"excerpt": 0.4})).unwrap();
    assert_eq!(
        (mel.rate, mel.samples, mel.window),
        (16_000.0, 6400, Some(512))
    );
    // its values are no decibels any more
    assert_eq!(heard(json!({"stretch": "yes"})), None);
}
