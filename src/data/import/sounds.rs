//! Sounds as a data set: recordings are cut into excerpts of one length, each a wave form or a log-mel picture. A folder is a class.

mod mel;
mod plan;
mod resample;

use super::choice::Sure;
use super::folders;
use super::opened::{Images, Labels, Origin, SoundFacts};
use super::pictures::Refused;
use super::recognise::check;
use crate::config::reading::{Reading, SoundForm};
use crate::data::ExampleKind;
use crate::data::formats::elements::{ByteOrder, ElementType, Elements};
use crate::data::limits::MIN_EXAMPLES;
use crate::data::sound::Sound;
use crate::error::{LabError, Result, short};
use crate::shape::Extent;
use mel::{DECIBELS, Mel};
use plan::{Length, Plan, seconds};
use resample::Resampler;

/// Largest absolute value of a recording that is silent: −60 dB of the largest possible.
const SILENT: i32 = 32;
/// An excerpt is silent below this share of the loudest moment of its recording: −40 dB.
const SILENT_SHARE: i32 = 100;
/// Most recordings without folders that are a class each.
const MOST_FILE_CLASSES: usize = 12;

/// A recording as a file.
pub struct Recording {
    /// With the folders that it lies in.
    pub path: String,
    /// Samples a second.
    pub rate: u32,
    /// From −32,768 to 32,767.
    pub samples: Vec<i16>,
}

impl Recording {
    /// Length in seconds.
    fn duration(&self) -> f64 {
        self.samples.len() as f64 / f64::from(self.rate)
    }
}

/// Excerpts of all recordings, a set for those to train on and one for those to test on, and refusals of silent ones, by path.
///
/// # Errors
/// `Data` where they give too few excerpts, or do not fit the chosen form.
pub fn join(recordings: Vec<Recording>, reading: &Reading) -> Result<(Vec<Images>, Vec<Refused>)> {
    let (mut heard, silent): (Vec<_>, Vec<_>) = recordings
        .into_iter()
        .partition(|recording| loudest(&recording.samples) > SILENT);
    let refused = silent.into_iter().map(|recording| refusal(recording.path));
    let refused = refused.collect();
    if heard.is_empty() {
        return Ok((Vec::new(), refused));
    }
    heard.sort_by(|one, other| one.path.cmp(&other.path));
    let takes: Vec<_> = heard.iter().map(|one| (one.duration(), one.rate)).collect();
    let plan = Plan::of(&takes, reading)?;
    let (test, train): (Vec<_>, Vec<_>) = heard
        .into_iter()
        .partition(|recording| folders::is_test(&recording.path));
    let mut sets = Vec::new();
    for (group, name) in [(train, "recordings"), (test, "test recordings")] {
        if !group.is_empty() {
            sets.push(images(name, &group, &plan)?);
        }
    }
    Ok((sets, refused))
}

fn refusal(path: String) -> Refused {
    let name = short(&path);
    let error = LabError::data(
        "sound",
        name.clone(),
        format!("{name}: this recording is silent. No sample of it is louder than −60 dB."),
        "Record again, closer to the microphone, or leave it out.",
    );
    (path, error)
}

/// Largest absolute value.
fn loudest(samples: &[i16]) -> i32 {
    let sizes = samples.iter().map(|&sample| i32::from(sample).abs());
    sizes.max().unwrap_or(0)
}

fn images(name: &str, recordings: &[Recording], plan: &Plan) -> Result<Images> {
    let name = format!("{} {name}", recordings.len());
    let mut cut = Cut::default();
    let mut painter = Painter::of(plan)?;
    for recording in recordings {
        cut.add(recording, plan, &mut painter)?;
    }
    let count = cut.sources.len();
    if count < MIN_EXAMPLES {
        return Err(LabError::data(
            "reading.excerpt",
            seconds(plan.excerpt),
            format!("{name} give {count} excerpts of {}.", seconds(plan.excerpt)),
            format!(
                "Open longer recordings or more of them, or choose shorter excerpts: at least {MIN_EXAMPLES} are needed."
            ),
        ));
    }
    let (kind, extent) = match plan.form {
        SoundForm::Mel => (ExampleKind::Image, square(plan.side)),
        _ => (ExampleKind::Sequence, line(plan.samples())),
    };
    check(&name, count, kind, extent)?;
    let (labels, classes) = labels(&name, recordings, &cut)?;
    let mut remarks = painter.remarks(plan);
    let mut findings = vec![(painter.finding(plan), Sure::Certain)];
    findings.push((length(plan), plan.sure));
    remarks.push(length(plan));
    for said in cut.remarks(recordings.len()) {
        remarks.push(said.clone());
        findings.push((said, Sure::Certain));
    }
    if let Some((sentence, sure)) = classes {
        remarks.push(sentence.clone());
        findings.push((sentence, sure));
    }
    Ok(Images {
        name,
        copies: Vec::new(),
        count,
        kind,
        extent,
        elements: Elements {
            kind: ElementType::UnsignedByte,
            order: ByteOrder::Big,
            bytes: cut.bytes,
        },
        columns: Vec::new(),
        places: Vec::new(),
        empty_rows: 0,
        remarks,
        labels,
        origin: Origin::Sounds(Box::new(facts(plan, &painter, findings))),
    })
}

fn facts(plan: &Plan, painter: &Painter, findings: Vec<(String, Sure)>) -> SoundFacts {
    SoundFacts {
        form: plan.form,
        suggested: plan.suggested,
        excerpt: plan.excerpt,
        fitting: plan.length.excerpt,
        side: plan.side,
        offered: plan.offered.clone(),
        why: plan.length.why.clone(),
        heard: Sound {
            rate: plan.rate as f32,
            samples: plan.samples(),
            window: painter.mel.as_ref().map(Mel::window),
            repeats: false,
        },
        range: painter.range().into(),
        findings,
    }
}

fn square(side: usize) -> Extent {
    Extent {
        height: side,
        width: side,
        channels: 1,
    }
}

fn line(width: usize) -> Extent {
    Extent {
        height: 1,
        width,
        channels: 1,
    }
}

/// A sentence about the length of excerpts.
fn length(plan: &Plan) -> String {
    let length = seconds(plan.excerpt);
    match plan.length {
        Length { is_whole: true, .. } if plan.excerpt == plan.length.excerpt => {
            format!(
                "Each recording is one example of {length}. Shorter ones are filled up with silence."
            )
        }
        _ => format!("The recordings are cut into excerpts of {length}."),
    }
}

/// The excerpts of a group of recordings.
#[derive(Default)]
struct Cut {
    /// Of all excerpts, one after the other.
    bytes: Vec<u8>,
    /// The place of each one's recording.
    sources: Vec<usize>,
    /// Recordings so far.
    recordings: usize,
    /// Excerpts that are silent.
    silent: usize,
}

impl Cut {
    fn add(&mut self, recording: &Recording, plan: &Plan, painter: &mut Painter) -> Result<()> {
        let resampler = Resampler::new(f64::from(recording.rate), plan.rate);
        let length = f64::from(recording.rate) * f64::from(plan.excerpt) / 1000.0;
        let all = loudest(&recording.samples);
        let mut heard = Vec::new();
        for at in 0..plan.count(recording.duration()) {
            let [from, to] = [at, at + 1].map(|at| (at as f64 * length).round() as usize);
            let end = recording.samples.len();
            let part = recording.samples.get(from.min(end)..to.min(end));
            match loudest(part.unwrap_or_default()) * SILENT_SHARE < all {
                true => self.silent += 1,
                false => heard.push((from.min(end), to.min(end))),
            }
        }
        let samples = plan.samples();
        let take = |&(from, to): &(usize, usize)| {
            resampler.take(&recording.samples, from, (to - from, samples))
        };
        painter.scale = match plan.form {
            SoundForm::Mel => all as f32,
            // after resampling, which takes high sounds away
            _ => {
                let peaks = heard.iter().map(|part| peak(&take(part)));
                peaks.fold(f32::MIN_POSITIVE, f32::max)
            }
        };
        for part in &heard {
            painter.paint(&take(part), &mut self.bytes)?;
            self.sources.push(self.recordings);
        }
        self.recordings += 1;
        Ok(())
    }

    fn remarks(&self, recordings: usize) -> Vec<String> {
        let mut remarks = Vec::new();
        if self.silent > 0 {
            remarks.push(format!("{} silent excerpts are left out.", self.silent));
        }
        if self.sources.len() > recordings {
            remarks.push(
                "Excerpts of one recording may be both to train on and to test on. Put other recordings into a folder named test."
                    .into(),
            );
        }
        remarks
    }
}

/// Largest absolute value of samples.
fn peak(samples: &[f32]) -> f32 {
    samples
        .iter()
        .fold(0.0, |most, sample| most.max(sample.abs()))
}

/// Makes the bytes of an example from samples.
struct Painter {
    mel: Option<Mel>,
    /// The value that stands for the loudest moment of the recording.
    scale: f32,
}

impl Painter {
    fn of(plan: &Plan) -> Result<Self> {
        let mel = (plan.form == SoundForm::Mel)
            .then(|| Mel::new(plan.rate, plan.samples(), plan.side))
            .transpose()?;
        Ok(Self { mel, scale: 1.0 })
    }

    fn paint(&mut self, samples: &[f32], bytes: &mut Vec<u8>) -> Result<()> {
        if let Some(mel) = &mut self.mel {
            return mel.paint(samples, self.scale, bytes);
        }
        // silence lies in the middle; a cast keeps within 0 and 255
        let byte = |sample: &f32| (127.5 + 127.5 * sample / self.scale).round() as u8;
        bytes.extend(samples.iter().map(byte));
        Ok(())
    }

    /// A sentence about the form of the examples.
    fn finding(&self, plan: &Plan) -> String {
        let rate = plan.rate.round();
        match &self.mel {
            Some(_) => format!(
                "Log-mel pictures: {0} bands of frequencies from 0 to {1:.0} Hz, high ones on top, at {0} moments.",
                plan.side,
                plan.rate / 2.0
            ),
            None => format!(
                "Wave forms of {} samples, {rate} a second: sounds above {:.0} Hz are taken away.",
                plan.samples(),
                plan.rate / 2.0
            ),
        }
    }

    /// Sentences for the note.
    fn remarks(&self, plan: &Plan) -> Vec<String> {
        let how = match &self.mel {
            Some(mel) => format!(
                "Rate {:.0} Hz, Hann window of {} samples, hop of {:.1} samples. Black is −{DECIBELS} dB; white is 0 dB, a pure tone as \
                 loud as the loudest moment of the recording.",
                plan.rate,
                mel.window(),
                mel.hop(),
            ),
            None => {
                "Each recording is scaled to its own range, with silence in the middle.".to_owned()
            }
        };
        vec![self.finding(plan), how]
    }

    /// The values in words.
    fn range(&self) -> &'static str {
        match self.mel {
            Some(_) => "−80 to 0 dB of the loudest moment of a recording",
            None => "scaled to the range of each recording, with silence in the middle",
        }
    }
}

/// The class of each excerpt: the folder of its recording; else the recording, where there are a few long ones. With a sentence.
type Labelled = (Option<Labels>, Option<(String, Sure)>);

fn labels(name: &str, recordings: &[Recording], cut: &Cut) -> Result<Labelled> {
    let paths = || {
        cut.sources
            .iter()
            .filter_map(|&at| recordings.get(at))
            .map(|recording| recording.path.as_str())
    };
    if let Some(labels) = folders::labels(name, paths())? {
        let said = "The folder of each recording is its class.".to_owned();
        return Ok((Some(labels), Some((said, Sure::Certain))));
    }
    let is_few = (2..=MOST_FILE_CLASSES).contains(&recordings.len());
    if !is_few || cut.sources.len() < 2 * recordings.len() {
        return Ok((None, None));
    }
    let labels = folders::named(name, paths().map(stem))?;
    let said = "There are no folders, so each recording is a class.".to_owned();
    Ok((Some(labels), Some((said, Sure::Guess))))
}

/// The name of a file without folders and ending.
fn stem(path: &str) -> &str {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}
