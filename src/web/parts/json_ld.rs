//! Data for search engines (schema.org, JSON-LD), inside a page.

use std::fmt;

use askama::filters::HtmlSafe;
use serde_json::Value;

/// A JSON-LD document that can stand in a `<script>` element: no `<`, `>` or `&` is left in it.
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
    fn nothing_in_it_can_close_its_element() {
        let json = JsonLd(serde_json::json!({ "name": "</script><b>&" })).to_string();
        assert!(!json.contains(['<', '>', '&']));
        let back: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(back["name"], "</script><b>&");
    }
}
