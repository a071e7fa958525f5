//! HTML input attributes of each proposal field.

use crate::domain::proposal::Field;

/// Values of `type`, `autocomplete` and `inputmode`.
pub fn input_attributes(field: Field) -> (&'static str, &'static str, Option<&'static str>) {
    if field == Field::Phone {
        ("tel", "off", None)
    } else if field == Field::Email {
        ("email", "off", None)
    } else if field == Field::AuthorEmail {
        ("email", "email", None)
    } else if field == Field::AuthorName {
        ("text", "name", None)
    } else if matches!(field, Field::Website | Field::AccessUrl) {
        ("text", "off", Some("url"))
    } else if matches!(field, Field::Postcode | Field::CarrierSiret) {
        ("text", "off", Some("numeric"))
    } else {
        ("text", "off", None)
    }
}

/// Rows of the text area; `None` for a one-line input.
pub fn rows(field: Field) -> Option<u8> {
    let several = matches!(field, Field::Schedule | Field::Conditions | Field::Partners);
    if field == Field::Summary { Some(7) } else { several.then_some(3) }
}

/// True for fields with a character counter: texts that may come near their limit.
pub fn is_counted(field: Field) -> bool {
    rows(field).is_some() || matches!(field, Field::Title)
}

/// True for optional fields.
pub fn is_optional(field: Field) -> bool {
    matches!(
        field,
        Field::Schedule
            | Field::Venue
            | Field::Address
            | Field::Postcode
            | Field::Phone
            | Field::Email
            | Field::Website
            | Field::AccessUrl
            | Field::FeesDetails
            | Field::Conditions
            | Field::CarrierSiret
            | Field::Partners
    )
}
