//! Structured data for search engines (schema.org as JSON-LD).

use std::fmt;

use askama::filters::HtmlSafe;
use serde_json::Value;

/// JSON-LD document, safe inside a `<script>` element: `<`, `>` and `&` are escaped.
#[derive(Debug)]
pub struct JsonLd(pub Value);

impl fmt::Display for JsonLd {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for character in self.0.to_string().chars() {
            match character {
                '<' | '>' | '&' => write!(f, "\\u{:04x}", u32::from(character))?,
                other => fmt::Write::write_char(f, other)?,
            }
        }
        Ok(())
    }
}

impl HtmlSafe for JsonLd {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn json_ld_cannot_close_its_element() {
        let json = JsonLd(serde_json::json!({ "name": "</script><b>&" })).to_string();
        assert!(!json.contains(['<', '>', '&']));
        let back: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(back["name"], "</script><b>&");
    }
}
