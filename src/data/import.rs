//! Import of the user's files: recognises examples and labels, pairs them, and finds the test set. On the page this is a module
//! of its own, fetched when files are opened.

mod archives;
mod arrangement;
mod brightness;
mod choice;
mod choices;
mod class_names;
mod column_kinds;
mod columns;
mod contents;
mod folders;
mod join;
mod joined;
mod kept;
mod labels;
mod lacking;
mod names;
mod naming;
mod note;
mod opened;
mod picture_choices;
mod pictures;
mod preview;
mod recognise;
mod sample;
mod scale;
mod sound_choices;
mod sounds;
mod split_choices;
mod table_words;
mod tables;
mod test_set;
mod unknown;
mod words;

use serde::Serialize;

use super::info::DatasetInfo;
use super::packed::{self, pack};
use crate::config::{Reading, Source};
use crate::error::{LabError, Result};
use crate::typed_array::TypedArray;
pub use choice::{Choice, Offer, Sure};
use choices::Choices;
use contents::Contents;
pub use contents::File;
use join::settle;
pub use note::Note;
use pictures::Refused;
pub use preview::{FileRole, FileUse, Finding, Opening, Preview};
use words::Words;

/// The user's own files as a data set.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(ts_rs::TS))]
pub struct Imported {
    /// Description of the examples.
    pub dataset: DatasetInfo,
    /// Remark about the files, for people.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "string"))]
    pub note: Note,
    /// The packed data set, for the workers that train.
    #[cfg_attr(not(target_arch = "wasm32"), ts(type = "Uint8Array"))]
    pub packed: TypedArray<u8>,
    /// The files, examples and choices for the person who opened them.
    pub preview: Preview,
}

/// Sounds in archives that a browser may decode. Their names tell them from each other, whatever the archives are called.
pub fn packed_sounds(files: &[File]) -> Vec<File> {
    let sounds = |file: &File| archives::packed_sounds(&file.name, &file.bytes);
    files
        .iter()
        .flat_map(sounds)
        .map(|(name, bytes)| File { name, bytes })
        .collect()
}

/// Reads files for the page. Sounds that it has decoded take the place of [`packed_sounds`] of the same names.
///
/// # Errors
/// `Data`, naming the file and what does not fit.
pub fn import(files: &[File], decoded: &[File], reading: &Reading) -> Result<Imported> {
    let Opening {
        dataset,
        note,
        reading,
        preview,
    } = read_with(files, decoded, reading)?;
    Ok(Imported {
        dataset: dataset.info(),
        packed: pack(&dataset, &note.to_string(), &reading.to_json()?)?.into(),
        note,
        preview,
    })
}

/// One data set from one or two image files, each with or without a label file. Headers distinguish images and
/// labels. A file that holds the same as another counts once. Labels belong to the images of the same count, or of the
/// most similar name where counts are equal. Names decide which of two image files is the test set, as with
/// MNIST's four files; where they do not, it is the smaller one. A packed data set is taken as it is.
///
/// # Errors
/// `Data`, naming the file and what does not fit.
pub fn read(files: &[File], reading: &Reading) -> Result<Opening> {
    read_with(files, &[], reading)
}

/// The same, with sounds that were decoded.
fn read_with(files: &[File], decoded: &[File], reading: &Reading) -> Result<Opening> {
    if let [file] = files
        && packed::is_packed(&file.bytes)
    {
        return kept_opening(&file.bytes);
    }
    let Contents {
        mut images,
        mut labels,
        pictures,
        recordings,
        lines,
        mut namings,
        mut odd,
        mut out,
    } = Contents::of(files, decoded, reading)?;
    if !pictures.is_empty() {
        let (sets, corrupt) = pictures::join(pictures, reading)?;
        images.extend(sets);
        odd.extend(corrupt);
    }
    if !recordings.is_empty() {
        let (sets, silent) = sounds::join(recordings, reading)?;
        images.extend(sets);
        odd.extend(silent);
    }
    odd.extend(tables::left_out(&mut images));
    if images.is_empty() {
        let words: Vec<Words> = lines.iter().filter_map(Words::of).collect();
        if !words.is_empty() {
            return words_opening(&words, reading, odd, out);
        }
        odd.extend(
            lines
                .iter()
                .map(|text| (text.name.clone(), text.refusal.clone())),
        );
        if !odd.is_empty() {
            return Err(odd.swap_remove(0).1);
        }
    }
    for text in lines {
        match text.labels(&images) {
            Some(file) => labels.push(file),
            None => namings.lists.push(text),
        }
    }
    let mut images = test_set::distinct(images)?;
    let spare = test_set::without_validation(&mut images, &mut labels);
    if images.len() > 2 {
        return Err(test_set::too_many(&images));
    }
    labels::give(&mut images, labels)?;
    let decision = test_set::order(&mut images, reading.swap_sets)?;
    labels::complete(&mut images);
    if images.is_empty() {
        return Err(LabError::data(
            "files",
            files.len(),
            "There are no images among these files.",
            "Open the images too, for example train-images-idx3-ubyte.gz.",
        ));
    }
    let mut opening = join::join(images, decision, namings, reading)?;
    if let Some(name) = spare {
        const REASON: &str = "validation images are taken from the training images.";
        let remark = format!("{name} is left out: {REASON}");
        opening.note.remarks.push(remark);
        out.push(FileRole::out(name, REASON));
    }
    leave_out(&mut opening, odd, out);
    Ok(opening)
}

/// Words, one a line.
fn words_opening(
    words: &[Words],
    reading: &Reading,
    odd: Vec<Refused>,
    out: Vec<FileRole>,
) -> Result<Opening> {
    let (mut dataset, remarks) = words::join(words)?;
    let mut choices = Choices::default();
    let sampled = settle(&mut dataset, reading, &mut choices);
    let warnings: Vec<_> = sampled.into_iter().collect();
    let mut opening = Opening {
        preview: Preview {
            is_sample: !warnings.is_empty(),
            warnings: warnings.clone(),
            choices: choices.list,
            ..Preview::of_words(words, &dataset)
        },
        note: Note {
            summary: note::sizes(&dataset),
            remarks,
            warnings,
        },
        dataset,
        reading: choices.taken,
    };
    leave_out(&mut opening, odd, out);
    Ok(opening)
}

/// Names the files that are left out, with the reasons.
fn leave_out(opening: &mut Opening, odd: Vec<Refused>, mut out: Vec<FileRole>) {
    for (name, error) in odd {
        let why = format!("{} {}", error.message, error.remedy);
        // The list of files has the name before the reason.
        let reason = why.strip_prefix(&name).unwrap_or(&why);
        let reason = reason.trim_start_matches([':', ' ']).to_owned();
        opening.note.warnings.push(format!("Left out: {why}"));
        out.push(FileRole::out(name, reason));
    }
    opening.preview.files.extend(out);
}

/// Data that were packed, as they are.
fn kept_opening(bytes: &[u8]) -> Result<Opening> {
    let packed::Unpacked {
        mut dataset,
        note,
        reading,
    } = packed::unpack(bytes)?;
    dataset.source = Source::File;
    Ok(Opening {
        preview: Preview::default().with(&dataset),
        dataset,
        note: Note {
            summary: note,
            remarks: Vec::new(),
            warnings: Vec::new(),
        },
        reading: Reading::from_json(reading.into())
            .map_err(|_| packed::corrupt(bytes, "their options are odd"))?,
    })
}

#[cfg(test)]
mod tests;
