//! Ambiguous paths, which a proxy in front and this program could read differently.

/// True if `path` contains a backslash, which some servers read as a slash; an encoded slash, backslash or control
/// character, which some decode before routing; or a dot segment, encoded or not, which some resolve. No URL of the
/// site contains any of them.
pub fn is_ambiguous(path: &str) -> bool {
    path.contains('\\')
        || path.split('/').any(is_dot_segment)
        || path.split('%').skip(1).any(|rest| encoded(rest).is_some_and(is_refused))
}

fn is_dot_segment(segment: &str) -> bool {
    segment.starts_with(['.', '%'])
        && matches!(segment.to_ascii_lowercase().replace("%2e", ".").as_str(), "." | "..")
}

/// Byte encoded by the two hexadecimal digits at the start of `text`.
fn encoded(text: &str) -> Option<u8> {
    let digits = text.get(..2).filter(|digits| digits.bytes().all(|it| it.is_ascii_hexdigit()))?;
    u8::from_str_radix(digits, 16).ok()
}

const fn is_refused(byte: u8) -> bool {
    matches!(byte, b'/' | b'\\') || byte.is_ascii_control()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_with_two_readings_is_refused() {
        let refused = [
            "/a\\b",
            "/a%5Cb",
            "/a%5cb",
            "/%00",
            "/a%0Ab",
            "/a%7f",
            "/a%2Fb",
            "/a%2fb",
            "/..",
            "/a/../b",
            "/a/./b",
            "/a/..",
            "/%2e%2E/a",
            "/.%2e/a",
            "\\",
        ];
        for path in refused {
            assert!(is_ambiguous(path), "{path}");
        }
    }

    #[test]
    fn a_path_with_one_reading_passes() {
        let passed = [
            "/",
            "/a-b/c",
            "/caf%C3%A9",
            "/.well-known/security.txt",
            "/a...b",
            "/a%20b",
            "/%",
            "/%zz",
            "/%5",
            "/static/site.0f.css",
            "//a",
            "/a%255Cb",
            "/sitemap%2Exml",
        ];
        for path in passed {
            assert!(!is_ambiguous(path), "{path}");
        }
    }
}
