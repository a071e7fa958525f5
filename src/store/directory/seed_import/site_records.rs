//! Records written through the site, whose slugs a seed import must not take.

use std::collections::{HashMap, HashSet};

use crate::domain::operations::SlugConflict;
use crate::domain::text::{Line, Reference, Slug};
use crate::store::RecordType;
use crate::store::sqlite::{Error, Result};

/// Records that the seed import keeps unchanged.
#[derive(Debug, Default)]
pub(super) struct SiteRecords {
    references: HashSet<Reference>,
    slugs: HashMap<Slug, (Reference, Line)>,
}

impl SiteRecords {
    /// Adds a record, with its slug and name if it is published.
    pub fn add(&mut self, reference: &Reference, address: Option<(&Slug, &Line)>) {
        self.references.insert(reference.clone());
        if let Some((slug, name)) = address {
            self.slugs.insert(slug.clone(), (reference.clone(), name.clone()));
        }
    }

    /// Fails if a record of `wanted` that would be written has the slug of a kept record.
    pub fn check_conflicts<'a>(
        &self,
        noun: RecordType,
        wanted: impl IntoIterator<Item = (&'a Reference, &'a Slug)>,
    ) -> Result<()> {
        let written = wanted.into_iter().filter(|(of, _)| !self.references.contains(of));
        let taken = written.filter_map(|(reference, slug)| {
            let (existing, name) = self.slugs.get(slug)?;
            let (slug, wanted) = (slug.clone(), reference.clone());
            Some(SlugConflict {
                noun,
                slug,
                wanted,
                existing: existing.clone(),
                name: name.clone(),
            })
        });
        let taken: Vec<SlugConflict> = taken.collect();
        if taken.is_empty() { Ok(()) } else { Err(Error::SlugConflict(taken)) }
    }
}

#[cfg(test)]
mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::domain::directory::{OrganisationFacts, OrganisationKind, Seeds, Source};
    use crate::store::sqlite::Store;

    #[test]
    fn only_an_imported_record_with_the_slug_of_a_site_record_is_refused() {
        let (org, other): (Reference, Reference) =
            ("org-1".parse().unwrap(), "org-2".parse().unwrap());
        let (slug, free): (Slug, Slug) = ("regie".parse().unwrap(), "libre".parse().unwrap());
        let name: Line = "Régie Plus".parse().unwrap();
        let mut records = SiteRecords::default();
        records.add(&org, Some((&slug, &name)));

        let of = |wanted| records.check_conflicts(RecordType::Organisation, [wanted]);

        assert!(of((&org, &slug)).is_ok() && of((&other, &free)).is_ok());
        let taken = SlugConflict {
            noun: RecordType::Organisation,
            slug: slug.clone(),
            wanted: other.clone(),
            existing: org.clone(),
            name: name.clone(),
        };
        assert!(
            matches!(of((&other, &slug)), Err(Error::SlugConflict(conflicts)) if conflicts == [taken])
        );
    }

    #[tokio::test]
    async fn a_seed_folder_does_not_take_the_slug_of_an_organisation_edited_on_the_site() {
        let folder = tempfile::TempDir::new().unwrap();
        let store = Store::open(&folder.path().join("test.db")).await.unwrap();
        let mut seeds = seeds();
        store.import_seeds(&seeds, Timestamp::UNIX_EPOCH).await.unwrap();
        let edit = store.write(async |tx| {
            sqlx::query!("UPDATE organisations SET origin = 'site'").execute(&mut *tx).await?;
            Ok(())
        });
        edit.await.unwrap();

        for facts in &mut seeds.organisations {
            facts.reference = "org-2".parse().unwrap();
        }
        let refused = store.import_seeds(&seeds, Timestamp::UNIX_EPOCH).await;

        assert!(matches!(refused, Err(Error::SlugConflict(taken)) if taken.len() == 1));
        assert_eq!(store.version().await.unwrap(), 1);
    }

    /// Seeds with one organisation and its kind.
    fn seeds() -> Seeds {
        let kind = OrganisationKind {
            slug: "association".parse().unwrap(),
            label: "Association".parse().unwrap(),
            networks: Vec::new(),
            what_it_does: "Ce qu’elle fait.".parse().unwrap(),
        };
        let source = Source {
            name: "Annuaire d’essai".parse().unwrap(),
            licence: "Licence Ouverte 2.0".parse().unwrap(),
            licence_is_open: true,
            as_of: None,
        };
        let facts = OrganisationFacts {
            reference: "org-1".parse().unwrap(),
            slug: "regie".parse().unwrap(),
            name: "Régie Plus".parse().unwrap(),
            kind: kind.slug.clone(),
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
            reception: None,
            ties: Vec::new(),
            source,
        };
        Seeds { kinds: vec![kind], organisations: vec![facts], ..Seeds::default() }
    }
}
