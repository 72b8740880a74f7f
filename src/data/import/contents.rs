//! Contents of the opened files and of the archives among them, by what they are.

use std::borrow::Cow;

use super::archives;
use super::class_names::{Lines, Namings};
use super::folders;
use super::lacking::{Document, parse_all};
use super::names;
use super::opened::{Images, Labels};
use super::pictures::{Picture, Refused};
use super::preview::FileRole;
use super::recognise::{Opened, recognise};
use super::sounds::Recording;
use crate::config::Reading;
use crate::data::formats::Content;
use crate::data::formats::archive;
use crate::data::formats::picture::is_picture;
use crate::data::formats::sound::{self, Sound};
use crate::error::{Result, short};

/// An opened file.
#[derive(Debug, Clone)]
pub struct File {
    /// For messages.
    pub name: String,
    /// As it lies on disk, gzipped or not.
    pub bytes: Vec<u8>,
}

/// The contents of files, by what they are.
#[derive(Default)]
pub struct Contents {
    pub images: Vec<Images>,
    pub labels: Vec<Labels>,
    pub pictures: Vec<Picture>,
    pub recordings: Vec<Recording>,
    pub lines: Vec<Lines>,
    pub namings: Namings,
    /// Refusals of files that hold no numbers, by name.
    pub odd: Vec<Refused>,
    /// Files that lie next to data and are none.
    pub out: Vec<FileRole>,
}

impl Contents {
    /// Reads all files. What a browser decoded of their archives takes its place.
    ///
    /// # Errors
    /// `Data`, naming the file and what does not fit.
    pub fn of(files: &[File], decoded: &[File], reading: &Reading) -> Result<Self> {
        let mut all = Self::default();
        let mut documents = Vec::new();
        let archives = files.iter().filter(|file| archive::is_archive(&file.bytes));
        let are_several = archives.count() > 1;
        let sound = |identity: &str| {
            let sound = decoded.iter().find(|sound| sound.name == identity);
            sound.map(|sound| sound.bytes.as_slice())
        };
        for file in files {
            if files.len() > 1 && names::is_aside(&file.name) {
                all.out.push(aside(&file.name));
                continue;
            }
            if !archive::is_archive(&file.bytes) {
                let bytes = Cow::Borrowed(&file.bytes[..]);
                documents.extend(all.add(file.name.clone(), bytes));
                continue;
            }
            for (inner, bytes) in archives::unpack(&file.name, &file.bytes, sound)? {
                let inner = match are_several && is_example(&bytes) {
                    true => folders::in_archive(&file.name, inner),
                    false => inner,
                };
                match names::is_aside(&inner) {
                    true => all.out.push(aside(&inner)),
                    false => documents.extend(all.add(inner, bytes.into())),
                }
            }
        }
        let parsed = parse_all(&documents, &reading.label_column);
        for (document, content) in documents.iter().zip(parsed) {
            all.take(short(&document.path), content)?;
        }
        Ok(all)
    }

    /// Adds a file that holds one example. Returns any other.
    fn add<'a>(&mut self, path: String, bytes: Cow<'a, [u8]>) -> Option<Document<'a>> {
        if is_picture(&bytes) {
            let bytes = bytes.into_owned();
            self.pictures.push(Picture { path, bytes });
            return None;
        }
        if !sound::is_sound(&bytes) {
            return Some(Document { path, bytes });
        }
        match sound::read(&short(&path), &bytes) {
            Ok(Sound { rate, samples }) => self.recordings.push(Recording {
                path,
                rate,
                samples,
            }),
            Err(error) => self.odd.push((short(path), error)),
        }
        None
    }

    /// Adds what was read of a file.
    fn take(&mut self, name: String, content: Result<Content>) -> Result<()> {
        match content {
            Ok(content) => match recognise(name, content)? {
                Opened::Labels(file) => self.labels.push(file),
                Opened::Images(file) => self.images.push(file),
                Opened::Names(file, names) => self.namings.mappings.push((file, names)),
                Opened::Lines(text) => self.lines.push(text),
            },
            Err(error) if error.field.as_deref() == Some("form") => self.odd.push((name, error)),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// True for a file that holds one example.
fn is_example(bytes: &[u8]) -> bool {
    is_picture(bytes) || sound::is_sound(bytes)
}

/// A file that lies next to data and is none.
fn aside(path: &str) -> FileRole {
    FileRole::out(short(path), "a file that lies next to data, and holds none")
}
