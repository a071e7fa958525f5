//! Organisations for test seeds.

use super::*;

/// Builder of an organisation for test seeds.
#[derive(Debug, Clone)]
pub struct Organisation(pub OrganisationFacts);

/// An association with nothing but a name.
pub fn organisation(name: &str) -> Organisation {
    let slug = slug(name);
    let source = Source {
        name: the("Annuaire d’essai"),
        licence: the("Licence Ouverte 2.0"),
        licence_is_open: true,
        as_of: None,
    };
    Organisation(OrganisationFacts {
        reference: the(&format!("org-{slug}")),
        slug,
        name: the(name),
        kind: the("association"),
        address: None,
        postcode: None,
        commune: None,
        departement: None,
        position: None,
        phone: None,
        email: None,
        website: None,
        opening_hours: None,
        siret: None,
        ties: Vec::new(),
        source,
    })
}

impl Organisation {
    pub fn in_neighbourhood(mut self, code: &str) -> Self {
        self.0.ties.push(Tie { neighbourhood: the(code), rule: TieRule::Inside });
        self
    }

    /// Located in a commune, and in the département that the INSEE code begins with.
    pub fn in_commune(mut self, insee: &str) -> Self {
        self.0.commune = Some(the(insee));
        self.0.departement = Some(the(&insee[..2]));
        self
    }

    /// Changes any other field.
    pub fn with(mut self, change: impl FnOnce(&mut OrganisationFacts)) -> Self {
        change(&mut self.0);
        self
    }
}
