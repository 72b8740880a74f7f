//! Names of opened files: the role that a name gives, and the stem that images and their labels share.

/// Role that a name gives to its file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    /// To train on.
    Training,
    /// To watch.
    Validation,
    /// To test on.
    Test,
}

impl Role {
    /// The role of a file by the words of its name; none where the name holds no such word, or two that differ.
    pub fn of(name: &str) -> Option<Self> {
        let mut roles = words(name).filter_map(|word| match word.as_str() {
            "train" | "training" => Some(Self::Training),
            "val" | "valid" | "validation" => Some(Self::Validation),
            "test" | "testing" | "t10k" => Some(Self::Test),
            _ => None,
        });
        let first = roles.next()?;
        roles.all(|role| role == first).then_some(first)
    }
}

/// True for files that lie next to data and are none: hidden ones, marks of a system, unfinished downloads and read-me files. So do
/// samples of what a competition wants to be handed in, and the settings of a project of Teachable Machine.
pub fn is_aside(path: &str) -> bool {
    let lower = path.to_lowercase();
    let mut parts = lower.split(['/', '\\']).rev();
    let name = parts.next().unwrap_or_default();
    name.starts_with('.')
        || parts.any(|folder| folder == "__macosx" || (folder.starts_with('.') && folder.len() > 2))
        || name.contains(":zone.identifier")
        || [".part", ".crdownload", ".tmp", ".lnk"]
            .iter()
            .any(|end| name.ends_with(end))
        || ["desktop.ini", "thumbs.db", "manifest.json"].contains(&name)
        || ["readme", "license", "licence", "read me", "citation"]
            .iter()
            .any(|start| name.starts_with(start))
        || is_submission(name)
}

/// True for a table such as `sample_submission.csv`.
fn is_submission(name: &str) -> bool {
    let stem = name.split_once('.').map_or(name, |(stem, _)| stem);
    stem.ends_with("submission")
}

/// The name without what distinguishes images from labels, packed files from unpacked ones, and copies from each other.
pub fn stem(name: &str) -> String {
    let kept = words(name).filter(|word| {
        !matches!(
            word.as_str(),
            "" | "idx" | "idx1" | "idx3" | "idx4" | "ubyte" | "gz" | "copy"
        )
    });
    kept.collect::<Vec<_>>().join(" ")
}

/// The words of a name in lower case, each without a final "images" or "labels". A number in parentheses, which a
/// browser appends to its second download, is no word.
fn words(name: &str) -> impl Iterator<Item = String> {
    let mut split = String::new();
    let mut before = ' ';
    for letter in without_download_number(name).chars() {
        if before.is_lowercase() && letter.is_uppercase() {
            split.push(' ');
        }
        let is_part = letter.is_alphanumeric();
        split.extend(if is_part { letter } else { ' ' }.to_lowercase());
        before = letter;
    }
    let words: Vec<_> = split.split(' ').map(without_kind).collect();
    words.into_iter()
}

fn without_kind(word: &str) -> String {
    let kinds = ["images", "labels", "image", "label"];
    let cut = kinds.iter().find_map(|kind| word.strip_suffix(kind));
    cut.unwrap_or(word).to_owned()
}

fn without_download_number(name: &str) -> String {
    let Some((before, (number, after))) = name
        .split_once('(')
        .and_then(|(before, rest)| Some((before, rest.split_once(')')?)))
    else {
        return name.to_owned();
    };
    if number.chars().all(|digit| digit.is_ascii_digit()) {
        format!("{before} {after}")
    } else {
        name.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_a_name_give_the_role() {
        for (role, names) in [
            (
                Some(Role::Training),
                [
                    "train-images-idx3-ubyte.gz",
                    "X_train.idx",
                    "trainImages.idx3-ubyte",
                    "letters-train-labels-idx1-ubyte",
                ],
            ),
            (
                Some(Role::Test),
                [
                    "t10k-images.idx3-ubyte",
                    "T10K-images-idx3-ubyte (1).gz",
                    "testLabels-idx1-ubyte",
                    "test.idx",
                ],
            ),
            (
                Some(Role::Validation),
                [
                    "val-images-idx3-ubyte",
                    "valid.idx",
                    "validation_images.idx",
                    "val(2).idx",
                ],
            ),
            (
                None,
                [
                    "images-idx3-ubyte",
                    "trains.idx",
                    "contest.idx",
                    "train-and-test.idx",
                ],
            ),
        ] {
            for name in names {
                assert_eq!(Role::of(name), role, "{name}");
            }
        }
        let joined = ["test", "labels", ".idx"].concat();
        assert_eq!(Role::of(&joined), Some(Role::Test));
    }

    #[test]
    fn images_their_labels_and_copies_share_a_stem() {
        for (expected, names) in [
            (
                "train",
                [
                    "train-images-idx3-ubyte",
                    "train-labels-idx1-ubyte.gz",
                    "train-images-idx3-ubyte (1).gz",
                ],
            ),
            (
                "",
                [
                    "images-idx3-ubyte",
                    "labels-idx1-ubyte",
                    "labels.idx1-ubyte",
                ],
            ),
            ("set b", ["set-b-images.idx", "set-b-labels.idx", "setB.gz"]),
        ] {
            for name in names {
                assert_eq!(stem(name), expected, "{name}");
            }
        }
    }
}
