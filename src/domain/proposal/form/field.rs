//! Fields of a proposal: step, kind and length of each.

/// Form field, in the order of the pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Field {
    Title,
    Summary,
    Activity,
    Schedule,
    Neighbourhoods,
    Coverage,
    Delivery,
    Venue,
    Address,
    Postcode,
    Commune,
    Barriers,
    Audiences,
    AccessModes,
    AccessBy,
    /// Names of the contact fields that may be published: telephone, email address, website.
    Publish,
    Phone,
    Email,
    Website,
    AccessUrl,
    Fees,
    FeesDetails,
    Conditions,
    /// Id of an organisation of the directory, or empty.
    Carrier,
    CarrierName,
    CarrierSiret,
    /// One name per line.
    Partners,
    AuthorName,
    AuthorEmail,
    AuthorRole,
}

impl Field {
    pub const ALL: [Self; 30] = [
        Self::Title,
        Self::Summary,
        Self::Activity,
        Self::Schedule,
        Self::Neighbourhoods,
        Self::Coverage,
        Self::Delivery,
        Self::Venue,
        Self::Address,
        Self::Postcode,
        Self::Commune,
        Self::Barriers,
        Self::Audiences,
        Self::AccessModes,
        Self::AccessBy,
        Self::Publish,
        Self::Phone,
        Self::Email,
        Self::Website,
        Self::AccessUrl,
        Self::Fees,
        Self::FeesDetails,
        Self::Conditions,
        Self::Carrier,
        Self::CarrierName,
        Self::CarrierSiret,
        Self::Partners,
        Self::AuthorName,
        Self::AuthorEmail,
        Self::AuthorRole,
    ];

    /// Name in the form and in the store.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Title => "titre",
            Self::Summary => "resume",
            Self::Activity => "activite",
            Self::Schedule => "horaires",
            Self::Venue => "lieu",
            Self::Address => "adresse",
            Self::Postcode => "code-postal",
            Self::Commune => "commune",
            Self::Neighbourhoods => "quartiers",
            Self::Coverage => "zone",
            Self::Delivery => "accueil",
            Self::Barriers => "freins",
            Self::Audiences => "publics",
            Self::AccessBy => "qui",
            Self::AccessModes => "comment",
            Self::Phone => "telephone",
            Self::Email => "courriel",
            Self::Website => "site",
            Self::Publish => "publier",
            Self::AccessUrl => "lien",
            Self::Fees => "frais",
            Self::FeesDetails => "frais-precisions",
            Self::Conditions => "conditions",
            Self::Carrier => "porteur",
            Self::CarrierName => "porteur-nom",
            Self::CarrierSiret => "porteur-siret",
            Self::Partners => "partenaires",
            Self::AuthorName => "nom",
            Self::AuthorEmail => "mail",
            Self::AuthorRole => "role",
        }
    }

    /// Field with the given name.
    #[must_use]
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// True for the fields about the author, which are not part of an initiative.
    #[must_use]
    pub const fn is_about_author(self) -> bool {
        matches!(self, Self::AuthorName | Self::AuthorEmail | Self::AuthorRole)
    }

    #[must_use]
    pub const fn step(self) -> Step {
        match self {
            Self::Title | Self::Summary | Self::Activity | Self::Schedule => Step::Description,
            Self::Venue
            | Self::Address
            | Self::Postcode
            | Self::Commune
            | Self::Neighbourhoods
            | Self::Coverage
            | Self::Delivery => Step::Place,
            Self::Barriers | Self::Audiences => Step::Audience,
            Self::AccessBy
            | Self::AccessModes
            | Self::Phone
            | Self::Email
            | Self::Website
            | Self::Publish
            | Self::AccessUrl
            | Self::Fees
            | Self::FeesDetails
            | Self::Conditions => Step::Access,
            Self::Carrier
            | Self::CarrierName
            | Self::CarrierSiret
            | Self::Partners
            | Self::AuthorName
            | Self::AuthorEmail
            | Self::AuthorRole => Step::Participants,
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

/// Maximum number of stored values of a list field; no list of the site has as many.
pub(super) const MAX_CHOICES: usize = 100;

/// Stored length, in characters, of a field without its own limit: a number, a code, a value of a list.
const DEFAULT_STORED_LEN: usize = 200;

/// Kind of value of a field.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum FieldKind {
    Line,
    Lines,
    /// Any number of values of a list.
    Several,
}

impl Field {
    pub(super) const fn kind(self) -> FieldKind {
        match self {
            Self::Summary | Self::Schedule | Self::Conditions | Self::Partners => FieldKind::Lines,
            Self::Neighbourhoods
            | Self::Barriers
            | Self::Audiences
            | Self::AccessBy
            | Self::AccessModes
            | Self::Publish => FieldKind::Several,
            Self::Title
            | Self::Activity
            | Self::Venue
            | Self::Address
            | Self::Postcode
            | Self::Commune
            | Self::Coverage
            | Self::Delivery
            | Self::Phone
            | Self::Email
            | Self::Website
            | Self::AccessUrl
            | Self::Fees
            | Self::FeesDetails
            | Self::Carrier
            | Self::CarrierName
            | Self::CarrierSiret
            | Self::AuthorName
            | Self::AuthorEmail
            | Self::AuthorRole => FieldKind::Line,
        }
    }

    /// Maximum length in characters; data·inclusion's limits where it has them (title 150, description 2,000 at
    /// best).
    #[must_use]
    pub const fn max_len(self) -> Option<usize> {
        match self {
            Self::Summary => Some(2_000),
            Self::Partners => Some(1_000),
            Self::Title
            | Self::Venue
            | Self::Address
            | Self::Commune
            | Self::FeesDetails
            | Self::CarrierName
            | Self::AuthorName => Some(150),
            Self::Phone => Some(30),
            Self::Email | Self::AuthorEmail => Some(254),
            Self::Schedule | Self::Conditions | Self::Website | Self::AccessUrl => Some(500),
            Self::Postcode
            | Self::CarrierSiret
            | Self::Activity
            | Self::Coverage
            | Self::Delivery
            | Self::Fees
            | Self::Carrier
            | Self::AuthorRole
            | Self::Neighbourhoods
            | Self::Barriers
            | Self::Audiences
            | Self::AccessBy
            | Self::AccessModes
            | Self::Publish => None,
        }
    }

    /// Stored length in characters: twice the limit, so that little of an overlong text has to be typed again.
    #[must_use]
    pub fn stored_len(self) -> usize {
        self.max_len().map_or(DEFAULT_STORED_LEN, |most| 2 * most)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_has_a_name_of_its_own_and_comes_in_the_order_of_the_steps() {
        for field in Field::ALL {
            assert_eq!(Field::from_name(field.name()), Some(field));
        }
        assert!(Field::ALL.is_sorted() && Field::ALL.is_sorted_by_key(|field| field.step()));
        assert_eq!(Step::ALL.into_iter().flat_map(Step::fields).count(), Field::ALL.len());
    }
}
