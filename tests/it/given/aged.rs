//! Proposals, links and sessions of any age, inserted directly into the database.

use jiff::Timestamp;
use quartiers_emploi::domain::{ids::ProposalId, secret::Token};
use sqlx::{ConnectOptions as _, SqliteConnection, sqlite::SqliteConnectOptions};

use crate::app::TestApp;

/// A proposal last changed at a given time.
#[derive(Clone)]
pub struct OldProposal {
    state: &'static str,
    email: Option<&'static str>,
    touched: Timestamp,
    reopened: bool,
}

/// A draft without email address, reopened and last changed at `touched`.
pub fn draft(touched: &str) -> OldProposal {
    OldProposal { state: "draft", email: None, touched: super::the(touched), reopened: true }
}

impl OldProposal {
    /// Submitted; the email address is not confirmed yet.
    pub fn unconfirmed(self) -> Self {
        Self { state: "unconfirmed", ..self }
    }

    /// Waiting for moderation.
    pub fn pending(self) -> Self {
        Self { state: "pending", ..self }
    }

    /// Sets the state, as spelt in the database column.
    pub fn left(self, state: &'static str) -> Self {
        Self { state, ..self }
    }

    /// Never reopened by the author.
    pub fn not_reopened(self) -> Self {
        Self { reopened: false, ..self }
    }

    pub fn of(self, email: &'static str) -> Self {
        Self { email: Some(email), ..self }
    }

    /// Inserts it into the database of `app`; returns its id.
    pub async fn in_site(self, app: &TestApp) -> ProposalId {
        let mut connection = connection(app).await;
        let (nonce, touched) = (app.app.clock.random().to_vec(), format!("{:.3}", self.touched));
        let sent = (self.state != "draft").then(|| touched.clone());
        let reopened = self.reopened.then(|| touched.clone());
        let added = sqlx::query!(
            r#"
            INSERT INTO proposals
                (nonce, state, version, entry, title, departements, email, started_at, changed_at, sent_at,
                opened_again_at)
            VALUES (?1, ?2, 1, '{}', 'Vélo & Cie', '[]', ?3, ?4, ?4, ?5, ?6)
            "#,
            nonce,
            self.state,
            self.email,
            touched,
            sent,
            reopened
        );
        let added = added.execute(&mut connection).await.expect("the proposal exists");
        ProposalId::new(added.last_insert_rowid())
    }
}

/// Ids of all proposals of `app`.
pub async fn proposals(app: &TestApp) -> Vec<ProposalId> {
    let numbers = sqlx::query_scalar!("SELECT id FROM proposals ORDER BY id");
    let numbers = numbers.fetch_all(&mut connection(app).await).await.expect("readable ids");
    numbers.into_iter().map(ProposalId::new).collect()
}

/// Total size in bytes of the stored form data.
pub async fn draft_bytes(app: &TestApp) -> i64 {
    let bytes = sqlx::query_scalar!(
        r#"SELECT sum(length(CAST(entry AS BLOB))) AS "bytes!: i64" FROM proposals"#
    );
    bytes.fetch_one(&mut connection(app).await).await.expect("the sum is readable")
}

/// Forgets that mails were sent.
pub async fn forget_sent_mails(app: &TestApp) {
    let forgotten = sqlx::query!("DELETE FROM outbox WHERE sent_at IS NOT NULL");
    forgotten.execute(&mut connection(app).await).await.expect("mails");
}

/// Number of proposal links of `app` with the hash of `token`.
pub async fn links_by(app: &TestApp, token: &str) -> i64 {
    let token: Token = super::the(token);
    let hash = token.hash().as_bytes().to_vec();
    let links = sqlx::query_scalar!("SELECT count(*) FROM proposal_links WHERE hash = ?1", hash);
    links.fetch_one(&mut connection(app).await).await.expect("the number of links")
}

/// Inserts a link and a session that expire at `moment`, and a rate-limit bucket last used then.
pub async fn short_lived(app: &TestApp, moment: &str) {
    let mut connection = connection(app).await;
    let hash = app.app.clock.random().to_vec();
    let moment = format!("{:.3}", super::the::<Timestamp>(moment));
    let account = member(&mut connection).await;
    let link = sqlx::query!(
        r#"
        INSERT INTO one_time_links (hash, purpose, account, request, code, asked_at, ends_at)
        VALUES (?1, 'sign-in', ?2, ?1, ?1, ?3, ?3)
        "#,
        hash,
        account,
        moment
    );
    link.execute(&mut connection).await.expect("a link in the mail");
    let session = sqlx::query!(
        r#"
        INSERT INTO sessions (hash, account, method, device, made_at, seen_at, proved_at, ends_at)
        VALUES (?1, ?2, 'passkey', 'Firefox', ?3, ?3, ?3, ?3)
        "#,
        hash,
        account,
        moment
    );
    session.execute(&mut connection).await.expect("the session exists");
    let bucket =
        sqlx::query!("INSERT INTO buckets (key, level, at) VALUES (?1, 1.0, ?2)", hash, moment);
    bucket.execute(&mut connection).await.expect("the bucket is inserted");
}

/// Inserts a member; returns the id.
async fn member(connection: &mut SqliteConnection) -> i64 {
    let handle = vec![7_u8; 16];
    let member = sqlx::query!(
        r#"
        INSERT OR IGNORE INTO accounts (id, email, name, role, departements, status, handle, made_at)
        VALUES (1, 'lea@example.org', 'Léa', 'moderator', '[]', 'active', ?1, '2026-01-01T00:00:00.000Z')
        "#,
        handle
    );
    member.execute(connection).await.expect("the member exists");
    1
}

/// Numbers of links, sessions and rate-limit buckets.
pub async fn count_short_lived(app: &TestApp) -> [i64; 3] {
    let counts = sqlx::query!(
        r#"
        SELECT (SELECT count(*) FROM one_time_links) AS "links!: i64",
            (SELECT count(*) FROM sessions) AS "sessions!: i64",
            (SELECT count(*) FROM buckets) AS "buckets!: i64"
        "#
    );
    let counts = counts.fetch_one(&mut connection(app).await).await.expect("three counts");
    [counts.links, counts.sessions, counts.buckets]
}

pub(super) async fn connection(app: &TestApp) -> SqliteConnection {
    let options = SqliteConnectOptions::new().filename(app.folder.path().join("test.db"));
    options.connect().await.expect("the database opens")
}
