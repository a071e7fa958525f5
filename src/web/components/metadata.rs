//! Metadata of a page for other programs: schema.org as JSON-LD for search engines, Open Graph for link previews.

use std::fmt;

use askama::filters::HtmlSafe;
use serde_json::Value;

use crate::web::Page;

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

/// Preview of a link to the page: Open Graph tags, with a picture.
#[derive(Debug)]
pub struct LinkPreview {
    pub title: String,
    pub description: String,
    /// Absolute URL of the page.
    pub url: String,
    /// Absolute URL of the picture.
    pub image: String,
}

impl LinkPreview {
    /// `path` is that of the page, `image` that of the picture.
    pub fn new(page: &Page, title: &str, description: &str, path: &str, image: &str) -> Self {
        Self {
            title: title.to_owned(),
            description: description.to_owned(),
            url: page.absolute_url(path),
            image: page.absolute_url(image),
        }
    }
}

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
