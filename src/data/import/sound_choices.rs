//! Choices for sounds: their form, the length of excerpts, and the size of pictures.

use super::choice::{Choice, Sure};
use super::choices::{Choices, offer};
use super::opened::{Images, Origin, SoundFacts};
use crate::config::reading::{Reading, SoundForm};

/// Sides that are offered for log-mel pictures, in pixels.
const SIDES: [usize; 3] = [16, 32, 64];

impl Choices {
    /// Of excerpts of recordings; nothing for other examples.
    pub fn add_sounds(&mut self, images: &Images, reading: &Reading) {
        let Origin::Sounds(facts) = &images.origin else {
            return;
        };
        self.add_form(facts, reading);
        self.add_excerpt(facts, reading);
        if facts.form == SoundForm::Mel {
            self.add_picture_side(facts, reading);
        }
    }

    fn add_form(&mut self, facts: &SoundFacts, reading: &Reading) {
        self.taken.sound_as = facts.form;
        let why = match facts.suggested {
            SoundForm::Mel => {
                "A picture shows which frequencies sound when; the phase is left out."
            }
            _ => "The recordings are short, so that their wave forms are small.",
        };
        self.list.push(Choice {
            field: "soundAs".into(),
            label: "Sounds as".into(),
            chosen: vec![name(reading.sound_as).into()],
            suggested: name(facts.suggested).into(),
            why: why.into(),
            sure: Sure::Likely,
            options: vec![
                offer("mel", "log-mel pictures (bands of frequencies over time)"),
                offer("wave", "wave forms (samples)"),
            ],
        });
    }

    fn add_excerpt(&mut self, facts: &SoundFacts, reading: &Reading) {
        self.taken.excerpt = Some(facts.excerpt);
        let value = |milliseconds: u32| (f64::from(milliseconds) / 1000.0).to_string();
        let options = facts.offered.iter().map(|&length| {
            let seconds = value(length);
            offer(&seconds, format!("{seconds} s"))
        });
        self.list.push(Choice {
            field: "excerpt".into(),
            label: "Length of an excerpt".into(),
            chosen: vec![reading.excerpt.map_or_else(|| "auto".into(), value)],
            suggested: value(facts.fitting),
            why: facts.why.clone(),
            sure: Sure::Guess,
            options: options.collect(),
        });
    }

    fn add_picture_side(&mut self, facts: &SoundFacts, reading: &Reading) {
        self.taken.side = Some(facts.side);
        let chosen = reading.side.map(|side| side.to_string());
        let mut sides = SIDES.to_vec();
        sides.extend([facts.side]);
        sides.sort_unstable();
        sides.dedup();
        self.list.push(Choice {
            field: "side".into(),
            label: "Size".into(),
            chosen: vec![chosen.unwrap_or_else(|| "auto".into())],
            suggested: "32".into(),
            why: "As many bands of frequencies as moments.".into(),
            sure: Sure::Likely,
            options: sides
                .into_iter()
                .map(|side| offer(side, format!("{side} bands x {side} moments")))
                .collect(),
        });
    }
}

fn name(form: SoundForm) -> &'static str {
    match form {
        SoundForm::Auto => "auto",
        SoundForm::Wave => "wave",
        SoundForm::Mel => "mel",
    }
}
