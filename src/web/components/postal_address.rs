//! Postal address, as text and as structured data.

use serde_json::{Value, json};

/// Parts of a postal address that are known.
#[derive(Debug, Clone, Copy, Default)]
pub struct PostalAddress<'a> {
    pub street: Option<&'a str>,
    pub postcode: Option<&'a str>,
    pub town: Option<&'a str>,
}

impl PostalAddress<'_> {
    /// « 37000 Tours »
    pub fn town_line(self) -> Option<String> {
        joined(&[self.postcode, self.town], " ")
    }

    /// « 24 avenue du Général-de-Gaulle, 37000 Tours »
    pub fn line(self) -> Option<String> {
        joined(&[self.street, self.town_line().as_deref()], ", ")
    }

    /// schema.org `PostalAddress`; unknown parts are null.
    pub fn json_ld(self) -> Value {
        json!({
            "@type": "PostalAddress",
            "streetAddress": self.street,
            "postalCode": self.postcode,
            "addressLocality": self.town,
            "addressCountry": "FR",
        })
    }
}

/// Joins the known `parts`; `None` if there are none.
fn joined(parts: &[Option<&str>], separator: &str) -> Option<String> {
    let known: Vec<&str> = parts.iter().flatten().copied().collect();
    (!known.is_empty()).then(|| known.join(separator))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_the_parts_that_are_known() {
        let whole = PostalAddress {
            street: Some("8 allée X"),
            postcode: Some("37000"),
            town: Some("Tours"),
        };
        assert_eq!(whole.line().as_deref(), Some("8 allée X, 37000 Tours"));
        let town = PostalAddress { street: None, postcode: None, ..whole };
        assert_eq!(town.line().as_deref(), Some("Tours"));
        let street = PostalAddress { town: None, postcode: None, ..whole };
        assert_eq!(street.line().as_deref(), Some("8 allée X"));
        assert_eq!(PostalAddress::default().line(), None);
    }
}
