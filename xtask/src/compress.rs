//! Compression of files with gzip and brotli, in advance or for a single response.

use std::ffi::OsString;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::{fs, thread};

use anyhow::{Context, Result};
use brotli::enc::BrotliEncoderParams;
use flate2::{Compression, write::GzEncoder};

use crate::shell;

/// A way to compress that browsers understand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Encoding {
    /// The smaller one.
    Brotli,
    /// The older one.
    Gzip,
}

impl Encoding {
    /// As it stands in headers.
    pub fn name(self) -> &'static str {
        match self {
            Self::Brotli => "br",
            Self::Gzip => "gzip",
        }
    }

    /// Path of the compressed copy of a file.
    pub fn path_of(self, file: &Path) -> PathBuf {
        let ending = match self {
            Self::Brotli => ".br",
            Self::Gzip => ".gz",
        };
        let mut name = OsString::from(file);
        name.push(ending);
        name.into()
    }

    /// Those that an `Accept-Encoding` header allows, best first.
    pub fn accepted(header: &str) -> Vec<Self> {
        let allows = |encoding: &Self| {
            header.split(',').any(|entry| {
                let (name, rest) = entry.split_once(';').unwrap_or((entry, ""));
                let weight = rest.trim().strip_prefix("q=").unwrap_or("1");
                name.trim() == encoding.name() && weight.parse::<f32>().unwrap_or(0.0) > 0.0
            })
        };
        [Self::Brotli, Self::Gzip]
            .into_iter()
            .filter(allows)
            .collect()
    }
}

/// Bytes of all files of a folder, plain and compressed.
#[derive(Debug, Default, Clone, Copy)]
pub struct Sizes {
    /// Number of files.
    pub files: usize,
    /// As they are.
    pub plain: usize,
    /// With gzip; files that would not shrink as they are.
    pub gzip: usize,
    /// With brotli; likewise.
    pub brotli: usize,
}

/// Gzip at the default compression, for a single response.
pub fn quickly(bytes: &[u8]) -> io::Result<Vec<u8>> {
    gzip(bytes, Compression::default())
}

/// Writes a `.gz` and a `.br` copy of each compressible file of a folder, at the best compression.
pub fn compress_all(folder: &Path, shrinks: &dyn Fn(&Path) -> bool) -> Result<Sizes> {
    let mut sizes = Sizes::default();
    for path in shell::files_below(folder)? {
        let one = compress(&path, shrinks(&path))
            .with_context(|| format!("compressing {}", path.display()))?;
        sizes.files += one.files;
        sizes.plain += one.plain;
        sizes.gzip += one.gzip;
        sizes.brotli += one.brotli;
    }
    Ok(sizes)
}

fn compress(file: &Path, shrinks: bool) -> Result<Sizes> {
    let bytes = fs::read(file)?;
    let plain = bytes.len();
    if !shrinks {
        return Ok(Sizes {
            files: 1,
            plain,
            gzip: plain,
            brotli: plain,
        });
    }
    // brotli takes a minute over the whole module
    let (gzip, brotli) = thread::scope(|scope| {
        let aside = scope.spawn(|| gzip(&bytes, Compression::best()));
        let brotli = brotli(&bytes);
        (aside.join(), brotli)
    });
    let gzip = gzip.map_err(|_| anyhow::anyhow!("gzip broke down"))??;
    let brotli = brotli?;
    fs::write(Encoding::Gzip.path_of(file), &gzip)?;
    fs::write(Encoding::Brotli.path_of(file), &brotli)?;
    Ok(Sizes {
        files: 1,
        plain,
        gzip: gzip.len(),
        brotli: brotli.len(),
    })
}

fn gzip(bytes: &[u8], level: Compression) -> io::Result<Vec<u8>> {
    let mut encoder = GzEncoder::new(Vec::new(), level);
    encoder.write_all(bytes)?;
    encoder.finish()
}

fn brotli(mut bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut compressed = Vec::new();
    let settings = BrotliEncoderParams {
        quality: 11,
        lgwin: 24,
        size_hint: bytes.len(),
        ..BrotliEncoderParams::default()
    };
    brotli::BrotliCompress(&mut bytes, &mut compressed, &settings)?;
    Ok(compressed)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Read;

    #[test]
    fn compressed_copies_are_smaller_and_decompress_to_the_original() {
        let dir = std::env::temp_dir().join(format!("hourglass-compress-{}", std::process::id()));
        fs::create_dir_all(dir.join("deep")).unwrap();
        let text = "hourglass ".repeat(1000);
        fs::write(dir.join("deep/page.html"), &text).unwrap();
        fs::write(dir.join("picture.png"), "as it is").unwrap();
        let sizes =
            compress_all(&dir, &|path| path.extension().is_some_and(|e| e == "html")).unwrap();
        assert_eq!((sizes.files, sizes.plain), (2, text.len() + 8));
        assert!(
            sizes.brotli < sizes.gzip && sizes.gzip < sizes.plain / 10,
            "{sizes:?}"
        );

        let (mut unzipped, mut unpacked) = (String::new(), Vec::new());
        let gz = fs::read(dir.join("deep/page.html.gz")).unwrap();
        flate2::read::GzDecoder::new(&gz[..])
            .read_to_string(&mut unzipped)
            .unwrap();
        let br = fs::read(dir.join("deep/page.html.br")).unwrap();
        brotli::BrotliDecompress(&mut &br[..], &mut unpacked).unwrap();
        assert_eq!(
            (unzipped.as_str(), &unpacked[..]),
            (&text[..], text.as_bytes())
        );
        assert!(!dir.join("picture.png.gz").exists());
        fs::remove_dir_all(dir).unwrap();
    }

    #[test]
    fn a_header_allows_what_it_names_with_a_weight_above_zero() {
        use Encoding::{Brotli, Gzip};
        assert_eq!(Encoding::accepted("gzip, deflate, br"), [Brotli, Gzip]);
        assert_eq!(Encoding::accepted("br;q=0.1,gzip;q=0"), [Brotli]);
        assert_eq!(Encoding::accepted("brotli, identity"), []);
    }
}
