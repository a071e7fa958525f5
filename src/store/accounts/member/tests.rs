//! Effects of member changes on other tables.

use super::*;
use crate::domain::account::TokenHash;
use crate::domain::operations::Purpose;

#[tokio::test]
async fn removing_a_member_releases_their_claims() {
    let folder = tempfile::TempDir::new().unwrap();
    let store = Store::open(&folder.path().join("test.db")).await.unwrap();
    let email: Email = "anne@example.org".parse().unwrap();
    let message = message(&email);
    let (at, link) = (Timestamp::UNIX_EPOCH, TokenHash::of(b"link"));
    let candidate = Candidate {
        email,
        name: "Anne".parse().unwrap(),
        role: Role::Administrator,
        handle: [7; 16],
    };
    let invitation = Invitation { link, message: &message, by: None, at };
    let id = store.invite(&candidate, &invitation).await.unwrap().unwrap();
    let key = id.get();
    let claimed = store.write(async |tx| {
        let row = sqlx::query!(
            r#"
            INSERT INTO proposals (nonce, state, version, entry, title, departements,
                claimed_by, claimed_at, started_at, changed_at)
            VALUES (zeroblob(32), 'pending', 1, '{}', 'Vélos', '[]', ?1,
                '2026-11-24T09:00:00.000Z', '2026-11-24T09:00:00.000Z',
                '2026-11-24T09:00:00.000Z')
            "#,
            key
        );
        row.execute(&mut *tx).await?;
        Ok(())
    });
    claimed.await.unwrap();

    let changing = ChangeContext { by: None, message: &message, at };
    let removed = store.remove_member(id, &changing).await.unwrap();

    assert_eq!(removed, MemberChangeOutcome::Done);
    let free = sqlx::query_scalar!("SELECT count(*) FROM proposals WHERE claimed_by IS NULL");
    assert_eq!(free.fetch_one(&store.readers).await.unwrap(), 1);
}

fn message(to: &Email) -> Message {
    let (subject, text, html) = ("Bonjour".to_owned(), String::new(), String::new());
    Message { to: to.clone(), purpose: Purpose::Invitation, subject, text, html }
}
