//! MIME types of the files of the site, by file extension.

use std::path::Path;

/// File extension, MIME type, and whether compression makes the file smaller.
const TYPES: [(&str, &str, bool); 11] = [
    ("html", "text/html; charset=utf-8", true),
    ("js", "text/javascript; charset=utf-8", true),
    ("mjs", "text/javascript; charset=utf-8", true),
    ("css", "text/css; charset=utf-8", true),
    ("wasm", "application/wasm", true),
    ("json", "application/json", true),
    ("map", "application/json", true),
    ("svg", "image/svg+xml", true),
    ("md", "text/plain; charset=utf-8", true),
    ("png", "image/png", false),
    ("woff2", "font/woff2", false),
];

/// MIME type of a file, and whether compression makes it smaller. A file without an extension is a
/// licence.
pub fn content_type(path: &Path) -> (&'static str, bool) {
    let extension = path.extension().and_then(|extension| extension.to_str());
    match TYPES.iter().find(|(known, ..)| Some(*known) == extension) {
        Some((_, mime, shrinks)) => (mime, *shrinks),
        None if extension.is_none() => ("text/plain; charset=utf-8", true),
        None => ("application/octet-stream", false),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_module_and_the_scripts_get_the_types_that_browsers_insist_on() {
        assert_eq!(
            content_type(Path::new("pkg/cpu/hourglass_bg.wasm")),
            ("application/wasm", true)
        );
        assert_eq!(
            content_type(Path::new("www/main.js")).0,
            "text/javascript; charset=utf-8"
        );
        assert_eq!(
            content_type(Path::new("www/vendor/uPlot-LICENSE")).0,
            "text/plain; charset=utf-8"
        );
    }
}
