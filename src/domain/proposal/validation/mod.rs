//! Validation of an entry, with all errors at once.

mod closed_lists;
mod contacts;
pub mod place_resolution;
pub mod typed_place;
pub mod validation_error;

use std::str::FromStr;

use self::place_resolution::resolve_places;
use self::validation_error::{ValidationError, ValidationErrors, may_stay_unknown};
use super::form::field::Field;
use super::form::form_data::FormData;
use super::reference_data::ReferenceData;
use super::valid_proposal::{Author, AuthorRole, ValidProposal};
use crate::domain::directory::{AccessMode, Email, Initiative, Practical, WebUrl};
use crate::domain::place::Postcode;
use crate::domain::text::{Line, Prose, TextError};

/// Validates `entry`, with reference data from `known`. In a change of `target`, values that the published state lacks
/// too may stay unknown.
///
/// # Errors
/// Returns every validation error, one per field.
pub fn validate(
    entry: &FormData,
    target: Option<&Initiative>,
    known: &impl ReferenceData,
) -> Result<ValidProposal, ValidationErrors> {
    let (content, mut errors) = FormValidator::validate(entry, known);
    if let Some(target) = target {
        let published = FormData::prefilled(target, known);
        let (_, lacking) = FormValidator::validate(&published, known);
        errors.retain(|it| !may_stay_unknown(*it, &lacking));
    }
    content.filter(|_| errors.is_empty()).ok_or(errors)
}

/// Parser with its input, and the validation errors found so far.
pub(super) struct FormValidator<'a, K> {
    pub entry: &'a FormData,
    pub reference: &'a K,
    errors: ValidationErrors,
}

impl<'a, K: ReferenceData> FormValidator<'a, K> {
    /// Content of `entry`, if it can be built, and all validation errors in field order.
    fn validate(entry: &'a FormData, known: &'a K) -> (Option<ValidProposal>, ValidationErrors) {
        // Comes before other errors of the field: nobody should submit a truncated text.
        let truncated =
            entry.list_truncated().map(|(field, typed)| (field, ValidationError::Truncated(typed)));
        let mut reader = Self { entry, reference: known, errors: truncated.collect() };
        let content = reader.content();
        reader.errors.sort_by_key(|(field, _)| *field);
        reader.errors.dedup_by_key(|(field, _)| *field);
        (content, reader.errors)
    }

    /// Parses every field, even after errors.
    fn content(&mut self) -> Option<ValidProposal> {
        let title: Option<Line> = self.required(Field::Title);
        let summary: Option<Prose> = self.required(Field::Summary);
        let activity = self.activity();
        let place = resolve_places(self.entry, self.reference, &mut self.errors);
        let (coverage, delivery) = (self.coverage(), self.delivery());
        let barriers = self.barriers();
        let audiences = self.audiences();
        let practical = self.practical(place.postcode);
        let (phone, email, website) = self.contacts();
        let carrier = self.carrier();
        let partners = self.partners();
        let author = self.author();
        Some(ValidProposal {
            title: title?,
            summary: summary?,
            activity: activity?,
            neighbourhoods: place.neighbourhoods,
            communes: place.communes,
            departements: place.departements,
            coverage: coverage?,
            delivery,
            barriers,
            audiences,
            practical,
            phone,
            email,
            website,
            carrier,
            partners,
            author: author?,
        })
    }

    pub(super) fn add_error(&mut self, field: Field, error: ValidationError) {
        self.errors.push((field, error));
    }

    /// Value of `field`, if something was typed; records a validation error.
    pub(super) fn optional<T: FromStr<Err = TextError>>(&mut self, field: Field) -> Option<T> {
        self.parse(field, str::parse)
    }

    /// Text of `field` parsed by `parse`, if something was typed; records a validation error.
    fn parse<T>(
        &mut self,
        field: Field,
        parse: impl FnOnce(&str) -> Result<T, TextError>,
    ) -> Option<T> {
        let (spec, text) = (field.spec(), self.entry.get(field));
        if text.is_empty() {
            return None;
        }
        let (chars, most) = (text.chars().count(), spec.max_len.unwrap_or(usize::MAX));
        if chars > most {
            self.add_error(field, ValidationError::TooLong(most));
            return None;
        }
        if chars < spec.min_len {
            self.add_error(field, ValidationError::TooShort(spec.min_len));
        }
        match parse(text) {
            Ok(value) => Some(value),
            Err(TextError::Empty | TextError::Malformed) => {
                self.add_error(field, ValidationError::Malformed);
                None
            }
            Err(TextError::TooLong) => {
                self.add_error(field, ValidationError::TooLong(most));
                None
            }
        }
    }

    /// Value of `field`, which must not be empty; records a validation error.
    pub(super) fn required<T: FromStr<Err = TextError>>(&mut self, field: Field) -> Option<T> {
        if self.entry.get(field).is_empty() {
            self.add_error(field, ValidationError::Missing);
        }
        self.optional(field)
    }

    /// Values of a list field for which `is_known` is true; records a validation error for others.
    pub(super) fn listed<T: FromStr>(
        &mut self,
        field: Field,
        is_known: impl Fn(&T) -> bool,
    ) -> Vec<T> {
        let typed = self.entry.all(field);
        let values: Vec<T> =
            typed.iter().filter_map(|text| text.parse().ok()).filter(is_known).collect();
        if values.len() < typed.len() {
            self.add_error(field, ValidationError::Unknown);
        } else if values.is_empty() && !field.spec().optional {
            self.add_error(field, ValidationError::Missing);
        }
        values
    }

    fn practical(&mut self, postcode: Option<Postcode>) -> Practical {
        let access_modes: Vec<AccessMode> = self.listed(Field::AccessModes, |_| true);
        let access_url: Option<WebUrl> = self.link(Field::AccessUrl);
        let needed = [
            (AccessMode::Phone, Field::Phone),
            (AccessMode::Mail, Field::Email),
            (AccessMode::Link, Field::AccessUrl),
        ];
        for (mode, field) in needed {
            if access_modes.contains(&mode) && self.entry.get(field).is_empty() {
                self.add_error(field, ValidationError::Needed);
            }
        }
        let mut practical = Practical {
            postcode,
            fees: self.listed(Field::Fees, |_| true).into_iter().next(),
            access_modes,
            access_by: self.listed(Field::AccessBy, |_| true),
            access_url,
            languages_spoken: self.listed(Field::LanguagesSpoken, |_| true),
            ..Practical::default()
        };
        for field in Field::ALL {
            if let Some(parse) = field.spec().facts.parse {
                self.parse(field, |text| parse(text, &mut practical));
            }
        }
        practical
    }

    /// Parses one name per line.
    fn partners(&mut self) -> Vec<Line> {
        let typed = self.entry.get(Field::Partners);
        let lines: Vec<&str> = typed.lines().filter(|line| !line.is_empty()).collect();
        let names: Vec<Line> = lines.iter().filter_map(|line| line.parse().ok()).collect();
        let most = Field::Partners.spec().max_len.unwrap_or(usize::MAX);
        if names.len() < lines.len() || typed.chars().count() > most {
            self.add_error(Field::Partners, ValidationError::TooLong(most));
        }
        names
    }

    fn author(&mut self) -> Option<Author> {
        let name = self.required(Field::AuthorName);
        let typed = self.entry.get(Field::AuthorEmail).to_lowercase();
        let email: Option<Email> = self.required(Field::AuthorEmail);
        let email = email.and_then(|_| typed.parse().ok());
        let text = self.entry.get(Field::AuthorRole);
        let role = AuthorRole::ALL.into_iter().find(|role| role.name() == text);
        if role.is_none() {
            let error =
                if text.is_empty() { ValidationError::Missing } else { ValidationError::Unknown };
            self.add_error(Field::AuthorRole, error);
        }
        Some(Author { name: name?, email: email?, role: role? })
    }
}
