//! Participants of an initiative (carriers and partners) and the organisations linked to their names.

use sqlx::error::BoxDynError;
use sqlx::sqlite::{SqliteTypeInfo, SqliteValueRef};
use sqlx::{Decode, Sqlite, Type};

use crate::domain::ids::OrganisationId;
use crate::domain::text::Line;
use crate::store::sqlite::{Role, SqlEnum as _};

/// Links of names to organisations: each name once, carriers first. Names without an organisation are dropped.
pub fn organisation_links<'a>(
    names: impl IntoIterator<Item = (&'a Line, Option<OrganisationId>)>,
) -> Vec<(Line, OrganisationId)> {
    let mut organisation_links: Vec<(Line, OrganisationId)> = Vec::new();
    for (name, organisation) in names {
        let Some(organisation) = organisation else { continue };
        if !organisation_links.iter().any(|(known, _)| known == name) {
            organisation_links.push((name.clone(), organisation));
        }
    }
    organisation_links
}

/// Participants of one revision, decoded from a JSON array of `[role, name, organisation]`.
#[derive(Debug)]
pub(super) struct Participants {
    pub carriers: Vec<Line>,
    pub partners: Vec<Line>,
    pub organisations: Vec<(Line, OrganisationId)>,
}

impl Type<Sqlite> for Participants {
    fn type_info() -> SqliteTypeInfo {
        <String as Type<Sqlite>>::type_info()
    }
}

impl<'r> Decode<'r, Sqlite> for Participants {
    fn decode(value: SqliteValueRef<'r>) -> Result<Self, BoxDynError> {
        let text = <&str as Decode<Sqlite>>::decode(value)?;
        let rows: Vec<(String, String, Option<i64>)> = serde_json::from_str(text)?;
        let (mut carriers, mut partners, mut named) = (Vec::new(), Vec::new(), Vec::new());
        for (role, name, organisation) in rows {
            let name: Line = name.parse()?;
            named.push((name.clone(), organisation.map(OrganisationId::new)));
            match Role::named(&role)? {
                Role::Carrier => carriers.push(name),
                Role::Partner => partners.push(name),
            }
        }
        let organisations = organisation_links(named.iter().map(|(name, id)| (name, *id)));
        Ok(Self { carriers, partners, organisations })
    }
}
