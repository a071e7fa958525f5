//! Fields of a proposal.

use super::step::Step;

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
