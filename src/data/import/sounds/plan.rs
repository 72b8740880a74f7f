//! Plan of reading sounds: their form, the length of excerpts and the rate, from the lengths and rates of the recordings.

use crate::config::reading::{EXCERPTS, LARGEST_SIDE, Reading, SoundForm};
use crate::data::import::choice::Sure;
use crate::data::limits::MIN_EXAMPLES;
use crate::error::{LabError, Result};

/// Lengths that are offered, in milliseconds.
const LENGTHS: [u32; 10] = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000];
/// Longest excerpts that are suggested, in milliseconds: longer wave forms would lose nearly all of their sound.
const LONGEST_WAVE: u32 = 100;
const LONGEST_MEL: u32 = 1000;
/// Examples that are enough to prefer a length.
const ENOUGH: usize = 200;
/// Most samples of a wave form: those of 0.05 s at 8,000 Hz.
const MOST_SAMPLES: f64 = 400.0;
/// Fewest samples of a wave form.
const LEAST_SAMPLES: f64 = 16.0;
/// Rate of log-mel pictures in samples a second, that of speech recognition.
const MEL_RATE: f64 = 16_000.0;
/// Bands and moments of a log-mel picture, if none are chosen.
const SIDE: usize = 32;

/// Form, length and rate of the examples.
pub struct Plan {
    /// Wave forms or pictures.
    pub form: SoundForm,
    /// The form that the recordings suggest.
    pub suggested: SoundForm,
    /// Length of an excerpt, in milliseconds.
    pub excerpt: u32,
    /// The length that the recordings suggest.
    pub length: Length,
    /// Certainty of the length.
    pub sure: Sure,
    /// Lengths that are offered, in milliseconds.
    pub offered: Vec<u32>,
    /// Samples a second.
    pub rate: f64,
    /// Bands and moments of a log-mel picture.
    pub side: usize,
}

/// A suggested length of excerpts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Length {
    /// In milliseconds.
    pub excerpt: u32,
    /// True if each recording is one example.
    pub is_whole: bool,
    /// The reason, as a sentence.
    pub why: String,
}

/// A recording: its length in seconds, and its rate.
pub type Take = (f64, u32);

impl Plan {
    /// For recordings, with what was chosen.
    ///
    /// # Errors
    /// `Data` where the recordings do not fit what was chosen.
    pub fn of(takes: &[Take], reading: &Reading) -> Result<Self> {
        let lowest = takes.iter().map(|take| take.1).min().unwrap_or(1);
        let side = reading.side.unwrap_or(SIDE).min(LARGEST_SIDE);
        let known = Known {
            takes,
            lowest: f64::from(lowest),
            side,
        };
        let suggested = known.form();
        let form = match reading.sound_as {
            SoundForm::Auto => suggested,
            form => form,
        };
        let length = known.length(form).ok_or_else(|| known.none(form))?;
        let excerpt = reading.excerpt.unwrap_or(length.excerpt);
        if !known.fits(form, excerpt) {
            return Err(known.too_short(form, excerpt));
        }
        let long = f64::from(excerpt) / 1000.0;
        let limit = match form {
            SoundForm::Mel => MEL_RATE,
            _ => MOST_SAMPLES / long,
        };
        let is_offered =
            |&length: &u32| known.fits(form, length) && known.count(length) >= MIN_EXAMPLES;
        let mut offered: Vec<u32> = LENGTHS.into_iter().filter(is_offered).collect();
        offered.extend([length.excerpt, excerpt]);
        offered.sort_unstable();
        offered.dedup();
        Ok(Self {
            form,
            suggested,
            excerpt,
            sure: match (reading.excerpt, length.is_whole) {
                (Some(_), _) | (_, true) => Sure::Certain,
                _ => Sure::Guess,
            },
            length,
            offered,
            rate: known.lowest.min(limit),
            side,
        })
    }

    /// Samples of an excerpt.
    pub fn samples(&self) -> usize {
        (self.rate * f64::from(self.excerpt) / 1000.0).round() as usize
    }

    /// Excerpts of a recording of so many seconds.
    pub fn count(&self, duration: f64) -> usize {
        excerpts(duration, self.excerpt)
    }
}

/// Excerpts of a recording: one at least. The last one is filled up if half of it is there.
fn excerpts(duration: f64, excerpt: u32) -> usize {
    let count = duration * 1000.0 / f64::from(excerpt.max(1));
    (count.round() as usize).max(1)
}

/// A length in seconds, in words.
pub fn seconds(milliseconds: u32) -> String {
    format!("{} s", f64::from(milliseconds) / 1000.0)
}

/// The recordings, with the lowest of their rates.
struct Known<'a> {
    takes: &'a [Take],
    lowest: f64,
    side: usize,
}

impl Known<'_> {
    fn count(&self, excerpt: u32) -> usize {
        let counts = self.takes.iter().map(|take| excerpts(take.0, excerpt));
        counts.sum()
    }

    /// True if an excerpt has enough samples: a picture no more pixels than that.
    fn fits(&self, form: SoundForm, excerpt: u32) -> bool {
        let samples = self.lowest * f64::from(excerpt) / 1000.0;
        samples >= self.fewest(form)
    }

    fn fewest(&self, form: SoundForm) -> f64 {
        match form {
            SoundForm::Mel => (self.side * self.side) as f64,
            _ => LEAST_SAMPLES,
        }
    }

    fn longest(&self) -> f64 {
        self.takes.iter().map(|take| take.0).fold(0.0, f64::max)
    }

    /// Wave forms of short recordings, and of those that are too few or too slow for pictures.
    fn form(&self) -> SoundForm {
        let is_short = self.longest() * 1000.0 <= f64::from(LONGEST_WAVE);
        let pictures = self.length(SoundForm::Mel);
        match pictures {
            Some(length) if !is_short && self.count(length.excerpt) >= MIN_EXAMPLES => {
                SoundForm::Mel
            }
            _ => SoundForm::Wave,
        }
    }

    /// The length of the longest recording, where there are many of about that length; else the longest one that gives enough
    /// examples.
    fn length(&self, form: SoundForm) -> Option<Length> {
        let longest = (self.longest() * 100.0).ceil() * 10.0;
        let (most, longest_whole) = match form {
            SoundForm::Mel => (LONGEST_MEL, *EXCERPTS.end()),
            _ => (LONGEST_WAVE, LONGEST_WAVE),
        };
        let alike = self.takes.iter().filter(|take| take.0 * 2000.0 >= longest);
        let is_whole = self.takes.len() >= MIN_EXAMPLES
            && longest <= f64::from(longest_whole)
            && alike.count() * 2 > self.takes.len();
        let whole = (longest as u32).max(*EXCERPTS.start());
        if is_whole && self.fits(form, whole) {
            return Some(Length {
                excerpt: whole,
                is_whole: true,
                why: "The longest recording is as long.".into(),
            });
        }
        let lengths = || {
            let lengths = LENGTHS.into_iter().rev();
            lengths.filter(|&length| length <= most && self.fits(form, length))
        };
        let with = |count| lengths().find(|&length| self.count(length) >= count);
        let (excerpt, why) = match with(ENOUGH) {
            Some(excerpt) => (
                excerpt,
                format!(
                    "{} gives {} examples.",
                    seconds(excerpt),
                    self.count(excerpt)
                ),
            ),
            None => {
                let excerpt = with(MIN_EXAMPLES).or_else(|| lengths().next_back())?;
                let count = self.count(excerpt);
                (
                    excerpt,
                    format!(
                        "{} gives {count} examples, which are few.",
                        seconds(excerpt)
                    ),
                )
            }
        };
        Some(Length {
            excerpt,
            is_whole: false,
            why,
        })
    }

    fn none(&self, form: SoundForm) -> LabError {
        let most = match form {
            SoundForm::Mel => LONGEST_MEL,
            _ => LONGEST_WAVE,
        };
        self.too_short(form, most)
    }

    fn too_short(&self, form: SoundForm, excerpt: u32) -> LabError {
        let (what, remedy) = match form {
            SoundForm::Mel => (
                format!("a picture of {0} x {0}", self.side),
                "Choose longer excerpts, a smaller size or wave forms, or record at a higher rate.",
            ),
            _ => (
                "a wave form".into(),
                "Choose longer excerpts, or record at a higher rate.",
            ),
        };
        LabError::data(
            "reading.excerpt",
            seconds(excerpt),
            format!(
                "Excerpts of {} have {:.0} samples, and {what} takes {:.0}.",
                seconds(excerpt),
                self.lowest * f64::from(excerpt) / 1000.0,
                self.fewest(form)
            ),
            remedy,
        )
    }
}
