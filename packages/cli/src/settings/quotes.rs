//! Quotes that JSON does not know, as word processors, Python and `cmd.exe` write them.

/// The text with double quotes in place of curly and single ones, and without those around the whole, which `echo` of `cmd.exe` leaves.
pub fn straightened(text: &str) -> String {
    let whole = text
        .strip_prefix('\'')
        .and_then(|rest| rest.strip_suffix('\''));
    let other = ['“', '”', '„', '‟', '‘', '’', '\''];
    whole.unwrap_or(text).replace(other, "\"")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_of_word_processors_python_and_cmd_become_those_of_json() {
        for text in ["{”a”: 1}", "{“a„: 1}", "{'a': 1}", "'{\"a\": 1}'"] {
            assert_eq!(straightened(text), "{\"a\": 1}");
        }
    }
}
