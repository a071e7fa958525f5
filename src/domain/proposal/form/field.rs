//! Fields of a proposal, made from the field table.

use super::field_facts::{
    ACTIVITY, CARRIERS, COMMUNES, COVERAGE, DELIVERY, FieldFacts, NEIGHBOURHOODS, PARTNERS,
    POSTCODE, required_text, text, values,
};
use super::field_table::field_table;
use super::part::Part;

/// Maximum number of stored values of a list field; no list of the site has as many.
pub(super) const MAX_CHOICES: usize = 100;

/// Stored length, in characters, of a field without its own limit: a number, a code, a value of a list.
const DEFAULT_STORED_LEN: usize = 200;

/// Row of the field table.
#[expect(clippy::struct_excessive_bools, reason = "columns of a table")]
#[derive(Debug, Clone, Copy)]
pub struct FieldSpec {
    /// Name in the form and in the store.
    pub name: &'static str,
    pub step: Step,
    pub kind: FieldKind,
    /// Values of a closed list, in the order of the form.
    pub options: &'static [&'static str],
    /// Minimum and maximum length in characters; data·inclusion's limits where it has them (title 3 to 150, description
    /// 50 to 2,000 at best).
    pub min_len: usize,
    pub max_len: Option<usize>,
    /// True if it may stay empty. Rules between fields, such as a contact that an access mode needs, are checked by the
    /// validation.
    pub optional: bool,
    /// Part of an initiative that it belongs to; `None` for the fields about the author and the consent.
    pub part: Option<Part>,
    pub visibility: Visibility,
    pub input: InputType,
    /// Token of the HTML attribute `autocomplete`.
    pub autocomplete: &'static str,
    /// True for texts that may come near their limit: the form counts their characters.
    pub counted: bool,
    /// True for a short input, as wide as its value.
    pub short: bool,
    /// True for free texts, in which spam is looked for.
    pub free_text: bool,
    /// Its values in an initiative.
    pub facts: FieldFacts,
}

/// Kind of value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FieldKind {
    Line,
    /// Several lines, in a text area of that many rows.
    Lines {
        rows: u8,
    },
    /// One value of [`FieldSpec::options`].
    OneOf,
    /// Any number of values of [`FieldSpec::options`].
    SomeOf,
    /// Codes of neighbourhoods.
    Neighbourhoods,
    /// Slugs of barriers.
    Barriers,
    /// Slugs of audiences.
    Audiences,
    /// Id of an organisation.
    Organisation,
    /// Names of the contact fields to publish.
    Consent,
}

/// Publication of the value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    Public,
    /// A contact that is always published: the review page says so.
    PublicContact,
    /// A contact that is published if the author ticks its name in [`Field::Publish`].
    OnConsent,
    /// Never published; moderators see it.
    Private,
}

/// Kind of text input.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InputType {
    Text,
    Tel,
    Email,
    Url,
    Digits,
}

impl FieldSpec {
    const DEFAULT: Self = Self {
        name: "",
        step: Step::Description,
        kind: FieldKind::Line,
        options: &[],
        min_len: 0,
        max_len: None,
        optional: false,
        part: None,
        visibility: Visibility::Public,
        input: InputType::Text,
        autocomplete: "off",
        counted: false,
        short: false,
        free_text: false,
        facts: FieldFacts::NONE,
    };
}

macro_rules! define_fields {
    ($(
        $(#[$doc:meta])*
        $field:ident $name:literal {
            label $label:ident, help $help:ident
            $(, page $page:ident)?
            $(, options [$($value:literal $option:ident),+ $(,)?])?
        }
        { $($column:tt)* }
    )+) => {
        /// Form field, in the order of the pages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Field {
            $($(#[$doc])* $field),+
        }

        impl Field {
            pub const ALL: [Self; [$($name),+].len()] = [$(Self::$field),+];

            /// Row of the field table.
            #[must_use]
            pub const fn spec(self) -> &'static FieldSpec {
                match self {
                    $(Self::$field => {
                        const SPEC: FieldSpec = FieldSpec {
                            name: $name,
                            $(options: &[$($value),+],)?
                            $($column)*
                            ..FieldSpec::DEFAULT
                        };
                        &SPEC
                    })+
                }
            }
        }
    };
}

field_table!(define_fields);

impl Field {
    /// Name in the form and in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        self.spec().name
    }

    /// Field with the given name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    #[must_use]
    pub const fn step(self) -> Step {
        self.spec().step
    }

    /// True for the fields about the author, which are not part of an initiative.
    #[must_use]
    pub fn is_about_author(self) -> bool {
        let spec = self.spec();
        spec.visibility == Visibility::Private && spec.part.is_none()
    }

    /// Contacts that are published on consent.
    pub fn contacts() -> impl Iterator<Item = Self> {
        let contacts = Self::ALL.into_iter();
        contacts.filter(|field| field.spec().visibility == Visibility::OnConsent)
    }

    /// Stored length in characters: twice the limit, so that little of an overlong text has to be typed again.
    #[must_use]
    pub fn stored_len(self) -> usize {
        self.spec().max_len.map_or(DEFAULT_STORED_LEN, |most| 2 * most)
    }
}

impl FieldKind {
    /// Rows of the text area; `None` for a single line and for choices.
    #[must_use]
    pub const fn rows(self) -> Option<u8> {
        match self {
            Self::Lines { rows } => Some(rows),
            Self::Line
            | Self::OneOf
            | Self::SomeOf
            | Self::Neighbourhoods
            | Self::Barriers
            | Self::Audiences
            | Self::Organisation
            | Self::Consent => None,
        }
    }

    /// True if a field of this kind has any number of values.
    #[must_use]
    pub const fn is_list(self) -> bool {
        match self {
            Self::SomeOf
            | Self::Neighbourhoods
            | Self::Barriers
            | Self::Audiences
            | Self::Consent => true,
            Self::Line | Self::Lines { .. } | Self::OneOf | Self::Organisation => false,
        }
    }
}

/// Page of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Step {
    Description,
    Place,
    Audience,
    Access,
    Participants,
}

impl Step {
    pub const ALL: [Self; 5] =
        [Self::Description, Self::Place, Self::Audience, Self::Access, Self::Participants];

    /// Slug in URLs.
    #[must_use]
    pub const fn slug(self) -> &'static str {
        match self {
            Self::Description => "quoi",
            Self::Place => "ou",
            Self::Audience => "pour-qui",
            Self::Access => "rejoindre",
            Self::Participants => "vous",
        }
    }

    /// Step with the given slug.
    #[must_use]
    pub fn from_slug(slug: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|step| step.slug() == slug)
    }

    #[must_use]
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|step| *step > self)
    }

    #[must_use]
    pub fn previous(self) -> Option<Self> {
        Self::ALL.into_iter().rev().find(|step| *step < self)
    }

    /// Fields of the step, in page order.
    pub fn fields(self) -> impl Iterator<Item = Field> {
        Field::ALL.into_iter().filter(move |field| field.step() == self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::field_facts::{ACTIVITIES, COVERAGES, DELIVERIES};
    use super::*;
    use crate::domain::directory::{AccessBy, AccessMode, Fees, Language};
    use crate::domain::proposal::valid_proposal::AuthorRole;

    #[test]
    fn every_field_has_a_name_of_its_own_and_comes_in_the_order_of_the_steps() {
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Some(field));
        }
        assert!(Field::ALL.is_sorted() && Field::ALL.is_sorted_by_key(|field| field.step()));
        assert_eq!(Step::ALL.into_iter().flat_map(Step::fields).count(), Field::ALL.len());
    }

    #[test]
    fn a_field_has_options_if_it_is_a_closed_list() {
        for field in Field::ALL {
            let spec = field.spec();
            let is_closed = matches!(spec.kind, FieldKind::OneOf | FieldKind::SomeOf);
            assert_eq!(is_closed, !spec.options.is_empty(), "{field:?}");
        }
    }

    #[test]
    fn options_are_the_codes_of_their_list() {
        let codes = |field: Field| field.spec().options.to_vec();
        assert_eq!(
            codes(Field::AccessModes),
            AccessMode::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()
        );
        assert_eq!(
            codes(Field::AccessBy),
            AccessBy::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()
        );
        assert_eq!(codes(Field::Fees), Fees::ALL.iter().map(|it| it.code()).collect::<Vec<_>>());
        assert_eq!(
            codes(Field::LanguagesSpoken),
            Language::ALL.iter().map(|it| it.code()).collect::<Vec<_>>()
        );
        assert_eq!(codes(Field::AuthorRole), AuthorRole::ALL.map(AuthorRole::name));
        assert_eq!(codes(Field::Activity), ACTIVITIES.map(|(_, name)| name));
        assert_eq!(codes(Field::Coverage), COVERAGES.map(|(_, name)| name));
        assert_eq!(codes(Field::Delivery), DELIVERIES.map(|(_, name)| name));
    }

    #[test]
    fn a_public_field_belongs_to_a_part() {
        for field in Field::ALL.into_iter().filter(|field| *field != Field::Publish) {
            assert_eq!(field.spec().part.is_none(), field.is_about_author(), "{field:?}");
        }
    }
}
