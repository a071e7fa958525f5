//! Bulk insertion of proposals and events.

use jiff::Timestamp;
use quartiers_emploi::domain::moderation::DuplicateFingerprint;
use quartiers_emploi::domain::place::DepartementCode;
use quartiers_emploi::domain::proposal::{FormData, ProposalSummary};
use sqlx::SqliteConnection;

use super::random::Random;

/// A row of the table `proposals`.
pub struct Row {
    pub number: usize,
    pub state: &'static str,
    pub over: Option<(i64, i64)>,
    pub quarantine: Option<&'static str>,
    pub at: Timestamp,
}

impl Row {
    pub async fn insert(
        &self,
        tx: &mut SqliteConnection,
        entry: &FormData,
        heading: &ProposalSummary,
    ) -> anyhow::Result<()> {
        let codes: Vec<&str> = heading.departements.iter().map(DepartementCode::as_str).collect();
        let mut nonce = [0_u8; 32];
        nonce.iter_mut().zip(self.number.to_be_bytes()).for_each(|(to, from)| *to = from);
        #[expect(clippy::disallowed_methods, reason = "bulk insert for the benchmark")]
        let insert = sqlx::query(
            "INSERT INTO proposals (nonce, state, version, initiative, base, entry, title,
                typed_departements, departements, title_key, address_key, email, quarantine, suspicion, started_at, changed_at, sent_at,
                confirmed_at, waiting_since)
            VALUES (?1, ?2, 2, ?3, ?4, ?5, ?6, ?7, ?7, ?11, ?12, 'anne@example.org', ?8, ?9, ?10, ?10, ?10, ?10, ?10)",
        );
        let insert = insert.bind(nonce.to_vec()).bind(self.state);
        let insert = insert.bind(self.over.map(|it| it.0)).bind(self.over.map(|it| it.1));
        let insert = insert.bind(entry.to_string()).bind(heading.title.clone());
        let insert = insert.bind(serde_json::json!(codes).to_string()).bind(self.quarantine);
        let spam_score = i64::from(self.number % 7 == 1) * 3;
        let insert = insert.bind(spam_score).bind(format!("{:.3}", self.at));
        let fingerprint = DuplicateFingerprint::from_form(entry);
        insert.bind(fingerprint.title()).bind(fingerprint.address()).execute(tx).await?;
        Ok(())
    }
}

/// Inserts an event about one of `proposals`, sometimes about one of `initiatives`.
pub async fn event(
    tx: &mut SqliteConnection,
    random: &mut Random,
    (number, proposals): (usize, usize),
    initiatives: &[i64],
) -> anyhow::Result<()> {
    let kind =
        *random.pick(&["sent", "confirmed", "claimed", "released", "changes-asked", "undone"]);
    let proposal = i64::try_from(1 + random.below(proposals))?;
    #[expect(clippy::disallowed_methods, reason = "bulk insert for the benchmark")]
    let insert = sqlx::query(
        "INSERT INTO events (at, kind, proposal, initiative, detail) VALUES (?1, ?2, ?3, ?4, ?5)",
    );
    let initiative = (number % 5 == 0).then(|| *random.pick(initiatives));
    let insert = insert.bind("2026-11-20T08:00:00.000Z").bind(kind).bind(proposal).bind(initiative);
    insert.bind(r#"{"words":"Il manque l’adresse."}"#).execute(tx).await?;
    Ok(())
}
