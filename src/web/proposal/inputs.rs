//! How each field of a proposal is typed in.

use crate::domain::proposal::Field;

/// The type of the input, what a browser may fill in, and the keys of a telephone.
pub fn typed(field: Field) -> (&'static str, &'static str, Option<&'static str>) {
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

/// Lines to type in; none for one line.
pub fn rows(field: Field) -> Option<u8> {
    let several = matches!(field, Field::Schedule | Field::Conditions | Field::Partners);
    if field == Field::Summary { Some(7) } else { several.then_some(3) }
}

/// Where people write enough to come near the limit.
pub fn is_counted(field: Field) -> bool {
    rows(field).is_some() || matches!(field, Field::Title)
}

/// What may be left out.
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
