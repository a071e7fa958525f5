use std::path::Path;

use super::*;
use crate::domain::directory::Seeds;
use crate::domain::operations::{Ceiling, Quota};
use crate::domain::proposal::{
    DerivedFields as Read, Field, FormData, Part, PartSelection, ProposalSummary, ReferenceData,
    ValidProposal, validate,
};
use crate::domain::text::Slug;
use crate::store::{Attempt, ConfirmationMail, NewProposal, ProposalSubmission, Publication};

/// Reference data without any place or organisation; every barrier and audience exists.
struct Nothing;

impl ReferenceData for Nothing {
    fn has_barrier(&self, _: &Slug) -> bool {
        true
    }

    fn has_audience(&self, _: &Slug) -> bool {
        true
    }

    fn neighbourhood(
        &self,
        _: &crate::domain::place::QpvCode,
    ) -> Option<&crate::domain::place::Neighbourhood> {
        None
    }

    fn organisation(
        &self,
        _: crate::domain::directory::OrganisationId,
    ) -> Option<&crate::domain::directory::Organisation> {
        None
    }

    fn has_commune_elsewhere(&self, _: &str) -> bool {
        false
    }
    fn communes_beginning_with(&self, _: &str) -> Vec<&crate::domain::place::Commune> {
        Vec::new()
    }
    fn communes_named(&self, _: &str) -> Vec<&crate::domain::place::Commune> {
        Vec::new()
    }

    fn communes_at(
        &self,
        _: &crate::domain::place::Postcode,
    ) -> Vec<&crate::domain::place::Commune> {
        Vec::new()
    }

    fn communes_near(
        &self,
        _: &crate::domain::place::Postcode,
    ) -> Vec<&crate::domain::place::Commune> {
        Vec::new()
    }

    fn commune(
        &self,
        _: &crate::domain::place::InseeCode,
    ) -> Option<&crate::domain::place::Commune> {
        None
    }

    fn departement(
        &self,
        _: &crate::domain::place::DepartementCode,
    ) -> Option<&crate::domain::place::Departement> {
        None
    }

    fn departement_named(&self, _: &str) -> Option<&crate::domain::place::Departement> {
        None
    }
}

fn now() -> Timestamp {
    "2026-11-24T09:00:00Z".parse().unwrap()
}

fn entry() -> FormData {
    let mut entry = FormData::default();
    let fields = [
        (Field::Title, "Atelier vélo"),
        (Field::Summary, "Des vélos réparés et prêtés aux habitants qui cherchent un travail."),
        (Field::Activity, "permanente"),
        (Field::Coverage, "region"),
        (Field::Delivery, "sur-place"),
        (Field::Barriers, "mobilite"),
        (Field::Audiences, "tous"),
        (Field::AccessBy, "usagers"),
        (Field::AccessModes, "se-presenter"),
        (Field::CarrierName, "Roues libres"),
        (Field::AuthorName, "Anne Martin"),
        (Field::AuthorEmail, "anne@example.org"),
        (Field::AuthorRole, "porteur"),
    ];
    for (field, value) in fields {
        entry.set(field, [value]);
    }
    entry
}

fn mail(purpose: crate::domain::operations::Purpose) -> Message {
    let text = "Bonjour, ".repeat(2_000);
    let to = "anne@example.org".parse().unwrap();
    Message { to, purpose, subject: "Bonjour".into(), html: text.clone(), text }
}

/// Submits the first version of `proposal`.
async fn send(store: &Store, proposal: ProposalId) {
    let message = mail(crate::domain::operations::Purpose::Confirm);
    let confirming = ConfirmationMail {
        link: TokenHash::of(b"confirm"),
        ends_at: now(),
        message: &message,
        quota: &Quota::default(),
    };
    let sending = ProposalSubmission { proposal, version: 1, confirmation: confirming };
    store.submit_proposal(&sending, now()).await.unwrap();
}

/// Store with one pending proposal and one member.
async fn waiting(path: &Path) -> (Store, Decision, ValidProposal) {
    let store = Store::open(path).await.unwrap();
    store.import_seeds(&Seeds::default(), now()).await.unwrap();
    let entry = entry();
    let derived = Read { summary: ProposalSummary::of(&entry, &Nothing), spam_score: 0 };
    let beginning = NewProposal {
        nonce: TokenHash::of(b"form"),
        link: TokenHash::of(b"link"),
        entry: &entry,
        derived: &derived,
        target: None,
        confirmed_at: Some(now()),
        quarantine: None,
        rate_keys: &[],
        network: None,
        ceiling: Ceiling::DRAFTS,
    };
    let proposal = store.create_proposal(&beginning, now()).await.unwrap().unwrap();
    send(&store, proposal).await;
    let by = store.write(async |tx| {
        let id = sqlx::query_scalar!(
            r#"
            INSERT INTO accounts (email, name, role, departements, status, handle, made_at)
            VALUES ('c@example.org', 'Claire', 'administrator', '[]', 'active', randomblob(16),
                '2026-01-01T00:00:00.000Z')
            RETURNING id AS "id: AccountId"
            "#
        );
        Ok(id.fetch_one(tx).await?)
    });
    let by = by.await.unwrap();
    let content = validate(&entry, None, &Nothing).unwrap();
    (store, Decision { proposal, version: 2, by, at: now() }, content)
}

/// Limits the size of the database for the writing connection. Closing the connection has the effect of freeing disk
/// space.
async fn fill(store: &Store) {
    let full = store.write(async |tx| {
        #[expect(clippy::disallowed_methods, reason = "no checked macro takes this pragma")]
        let limit = sqlx::query("PRAGMA max_page_count = 1");
        limit.execute(&mut *tx).await?;
        Ok(())
    });
    full.await.unwrap();
}

async fn counts(store: &Store) -> (i64, i64, i64, u64) {
    let row = sqlx::query!(
        r#"
        SELECT (SELECT count(*) FROM events WHERE kind != 'sent') AS "events!: i64",
            (SELECT count(*) FROM outbox) AS "mails!: i64",
            (SELECT count(*) FROM revisions) AS "revisions!: i64"
        "#
    );
    let row = row.fetch_one(&store.readers).await.unwrap();
    (row.events, row.mails, row.revisions, store.version().await.unwrap())
}

#[tokio::test]
async fn a_publication_that_fails_on_a_full_disk_changes_nothing_and_can_be_repeated() {
    let folder = tempfile::TempDir::new().unwrap();
    let (store, decision, content) = waiting(&folder.path().join("test.db")).await;
    let chosen = PartSelection::new(Part::ALL.into_iter().collect(), false).unwrap();
    let slug: Slug = "atelier-velo".parse().unwrap();
    let publication = Publication {
        seen: None,
        content: &content,
        left_out: &[],
        chosen: &chosen,
        words: None,
        town: None,
        slug: &slug,
        on: jiff::civil::date(2026, 11, 24),
    };
    let message = mail(crate::domain::operations::Purpose::Published);
    let notification = Some(Notification { message, link: TokenHash::of(b"link") });
    let barriers = store.write(async |tx| {
        sqlx::query!(
            "INSERT INTO barriers VALUES ('mobilite', 'a', 'b', 1, 1, 'c', '[]', '[]', 1)"
        )
        .execute(&mut *tx)
        .await?;
        sqlx::query!("INSERT INTO audiences VALUES ('tous', 'a', 1, '[]', '[]', 1)")
            .execute(tx)
            .await?;
        Ok(())
    });
    barriers.await.unwrap();
    let before = counts(&store).await;
    fill(&store).await;

    let failed = store.publish(&decision, &publication, notification.as_ref()).await;

    assert!(failed.unwrap_err().is_unwritable());
    assert_eq!(counts(&store).await, before);
    let healed = store.publish(&decision, &publication, notification.as_ref()).await.unwrap();
    assert_eq!(healed, Attempt::Done(ModerationOutcome::Done));
    let (events, mails, revisions, version) = before;
    assert_eq!(counts(&store).await, (events + 1, mails + 1, revisions + 1, version + 1));
}

#[tokio::test]
async fn a_publication_under_a_slug_that_changed_writes_nothing_and_names_the_present_one() {
    let folder = tempfile::TempDir::new().unwrap();
    let (store, decision, content) = waiting(&folder.path().join("test.db")).await;
    let chosen = PartSelection::new(Part::ALL.into_iter().collect(), false).unwrap();
    let announced: Slug = "atelier-velo-2".parse().unwrap();
    let publication = Publication {
        seen: None,
        content: &content,
        left_out: &[],
        chosen: &chosen,
        words: None,
        town: None,
        slug: &announced,
        on: jiff::civil::date(2026, 11, 24),
    };
    let before = counts(&store).await;

    let attempt = store.publish(&decision, &publication, None).await.unwrap();

    let present = store.find_publication_slug(decision.proposal, &content.title, None).await;
    assert_eq!(attempt, Attempt::Outdated(present.unwrap()));
    assert_eq!(attempt, Attempt::Outdated("atelier-velo".parse().unwrap()));
    assert_eq!(counts(&store).await, before);
}

#[tokio::test]
async fn a_refusal_that_fails_on_a_full_disk_changes_nothing_and_can_be_repeated() {
    let folder = tempfile::TempDir::new().unwrap();
    let (store, decision, _) = waiting(&folder.path().join("test.db")).await;
    let words: Prose = "Déjà là.".parse().unwrap();
    let message = mail(crate::domain::operations::Purpose::Refused);
    let notification = Notification { message, link: TokenHash::of(b"link") };
    let reason = RefusalReason::Duplicate;
    let before = counts(&store).await;
    fill(&store).await;

    let failed = store.refuse(&decision, reason, &words, Some(&notification)).await;

    assert!(failed.unwrap_err().is_unwritable());
    assert_eq!(counts(&store).await, before);
    let healed = store.refuse(&decision, reason, &words, Some(&notification)).await.unwrap();
    assert_eq!(healed, ModerationOutcome::Done);
    assert_eq!(counts(&store).await.0, before.0 + 1);
}
