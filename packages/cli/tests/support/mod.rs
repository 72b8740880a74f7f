//! A folder with files for the command line, and its answers.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::{env, fs};

use serde_json::{Value, json};

/// A folder that is gone when the test is over.
pub struct Folder(pub PathBuf);

impl Folder {
    pub fn new(name: &str) -> Self {
        let name = format!("hourglass-cli-{}-{name}", std::process::id());
        let path = env::temp_dir().join(name);
        fs::create_dir_all(&path).unwrap();
        Self(path)
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.0.join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(&path, bytes).unwrap();
        path
    }

    /// A config, and four files as MNIST has them: bars of 8 by 8 pixels, labelled by where they stand.
    pub fn with_bars(name: &str, config: Value) -> Self {
        let folder = Self::new(name);
        folder.write("config.json", config.to_string());
        for (part, count, shades) in [("train", 200u32, 40), ("t10k", 60, 37)] {
            let mut images = header(3, &[count, 8, 8]);
            let mut labels = header(1, &[count]);
            for image in 0..count {
                labels.push((image % 8) as u8);
                for pixel in 0..64 {
                    let on = pixel % 8 == image % 8;
                    images.push(if on {
                        200 + (image % 50) as u8
                    } else {
                        (pixel + image) as u8 % shades
                    });
                }
            }
            folder.write(&format!("data/{part}-images-idx3-ubyte"), images);
            folder.write(&format!("data/{part}-labels-idx1-ubyte"), labels);
        }
        folder
    }

    pub fn run(&self, line: &str) -> Output {
        let words: Vec<_> = line.split_whitespace().collect();
        self.run_on(&words)
    }

    pub fn run_on(&self, words: &[&str]) -> Output {
        let mut command = Command::new(env!("CARGO_BIN_EXE_hourglass"));
        command.args(words).current_dir(&self.0);
        command.output().unwrap()
    }

    /// The JSON lines of a command that must go well, and the words after them.
    pub fn lines(&self, line: &str) -> (Vec<Value>, String) {
        let output = self.run(line);
        let errors = String::from_utf8(output.stderr).unwrap();
        assert!(
            output.status.success() && errors.is_empty(),
            "{line}: {errors}"
        );
        let text = String::from_utf8(output.stdout).unwrap();
        let (json, table) = text.split_once("\n\n").unwrap();
        let lines = json.lines().map(|line| serde_json::from_str(line).unwrap());
        (lines.collect(), table.to_owned())
    }

    /// Error text of a command that must fail.
    pub fn error(&self, line: &str) -> String {
        let output = self.run(line);
        assert_eq!(output.status.code(), Some(1), "{line}");
        let words = String::from_utf8(output.stderr).unwrap();
        assert!(
            words.starts_with("error: ") && !words.contains("panicked"),
            "{words}"
        );
        words
    }

    pub fn read(&self, name: &str) -> Vec<u8> {
        fs::read(Path::new(&self.0).join(name)).unwrap()
    }

    pub fn has(&self, name: &str) -> bool {
        Path::new(&self.0).join(name).exists()
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.0);
    }
}

pub fn header(dimensions: u8, sizes: &[u32]) -> Vec<u8> {
    let mut bytes = vec![0, 0, 8, dimensions];
    bytes.extend(sizes.iter().flat_map(|size| size.to_be_bytes()));
    bytes
}

pub fn small() -> Value {
    json!({"hidden": [16], "latent": 3, "batchSize": 20, "learningRate": 0.01, "epochs": 15})
}

pub fn of_type<'a>(lines: &'a [Value], kind: &str) -> Vec<&'a Value> {
    lines.iter().filter(|line| line["type"] == kind).collect()
}
