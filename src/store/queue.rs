//! Moderation queue.

use jiff::Timestamp;
use serde_json::json;

use super::{
    Result, Store,
    claim::CLAIM,
    codec::{Moment, Texts, moment},
};
use crate::domain::{
    access::Role,
    account::Account,
    ids::{AccountId, InitiativeId, ProposalId},
    place::DepartementCode,
    proposal::{Entry, ProposalState, Quarantine},
    queue::{Asked, File, Holder, Queue, QueueSearch, Queued},
    text::Line,
};

/// Proposals per page.
pub const PAGE: usize = 25;

/// Row of the queue.
pub(super) struct Row {
    pub id: ProposalId,
    pub title: String,
    pub state: ProposalState,
    pub is_change: bool,
    pub departements: Vec<DepartementCode>,
    pub entry: Entry,
    pub quarantine: Option<Quarantine>,
    pub suspicion: u32,
    pub claimed_by: Option<AccountId>,
    pub claimed_name: Option<Line>,
    pub waiting_since: Option<Moment>,
    pub changed_at: Moment,
}

/// Parameters of the queue statements.
pub(super) struct Asking {
    /// Départements moderated by the member, as a JSON array; `[]` for all.
    pub scope: String,
    pub departement: Option<String>,
    pub is_change: Option<bool>,
    /// Claim filter: 0 all, 1 unclaimed, 2 claimed by the member.
    pub holder: i64,
    pub member: i64,
    pub lapsed: String,
    pub skipped: i64,
}

impl Store {
    /// One page of the proposals in the jurisdiction of `member` that match `search`, at `now`.
    pub async fn queue_of(
        &self,
        member: &Account,
        search: &QueueSearch,
        now: Timestamp,
    ) -> Result<Queue> {
        let asking = Asking::new(member, search, now);
        let (waiting, apart) = self.count_waiting(&asking.scope).await?;
        let narrowed = search.departement.is_some() || search.asked.is_some() || asking.holder > 0;
        let (rows, found) = match search.file {
            File::Waiting if !narrowed => (self.waiting(&asking, false).await?, waiting),
            File::Quarantine if !narrowed => (self.waiting(&asking, true).await?, apart),
            File::Waiting => self.narrowed(&asking, false).await?,
            File::Quarantine => self.narrowed(&asking, true).await?,
            File::Decided => self.decided(&asking).await?,
        };
        let shown = rows.into_iter().map(Queued::from).collect();
        Ok(Queue { shown, found, waiting, apart })
    }

    /// Number of pending proposals that change `initiative`.
    pub async fn count_waiting_for(&self, initiative: InitiativeId) -> Result<usize> {
        let id = initiative.get();
        let count = sqlx::query_scalar!(
            r#"
            SELECT count(*) AS "count!: i64" FROM proposals WHERE initiative = ?1 AND state = 'pending'
            "#,
            id
        );
        Ok(size(count.fetch_one(&self.readers).await?))
    }

    async fn narrowed(&self, asking: &Asking, apart: bool) -> Result<(Vec<Row>, usize)> {
        let found = self.count_narrowed(asking, apart).await?;
        Ok((self.waiting(asking, apart).await?, found))
    }

    /// Numbers of pending proposals in `scope`: outside quarantine, and in quarantine.
    async fn count_waiting(&self, scope: &str) -> Result<(usize, usize)> {
        let row = sqlx::query!(
            r#"
            SELECT count(*) AS "all!: i64", count(quarantine) AS "apart!: i64" FROM proposals
            WHERE state = 'pending' AND (?1 = '[]' OR departements = '[]' OR EXISTS (
                SELECT 1 FROM json_each(?1) s WHERE instr(departements, '"' || s.value || '"') > 0
            ))
            "#,
            scope
        );
        let row = row.fetch_one(&self.readers).await?;
        Ok((size(row.all - row.apart), size(row.apart)))
    }

    async fn count_narrowed(&self, asking: &Asking, apart: bool) -> Result<usize> {
        let Asking { scope, departement, is_change, holder, member, lapsed, .. } = asking;
        let count = sqlx::query_scalar!(
            r#"
            SELECT count(*) AS "count!: i64" FROM proposals
            WHERE state = 'pending' AND (quarantine IS NOT NULL) = ?1
                AND (?2 = '[]' OR departements = '[]' OR EXISTS (
                    SELECT 1 FROM json_each(?2) s
                    WHERE instr(departements, '"' || s.value || '"') > 0
                ))
                AND (?3 IS NULL OR instr(departements, '"' || ?3 || '"') > 0)
                AND (?4 IS NULL OR (base IS NOT NULL) = ?4)
                AND (?5 != 1 OR claimed_by IS NULL OR claimed_at <= ?7)
                AND (?5 != 2 OR (claimed_by = ?6 AND claimed_at > ?7))
            "#,
            apart,
            scope,
            departement,
            is_change,
            holder,
            member,
            lapsed
        );
        Ok(size(count.fetch_one(&self.readers).await?))
    }

    /// One page of pending proposals, oldest first.
    #[expect(clippy::too_many_lines, reason = "one statement, as long as its table is wide")]
    async fn waiting(&self, asking: &Asking, apart: bool) -> Result<Vec<Row>> {
        let Asking { scope, departement, is_change, holder, member, lapsed, skipped } = asking;
        let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
        let rows = sqlx::query_as!(
            Row,
            r#"
            WITH shown AS (
                SELECT id, waiting_since FROM proposals
                WHERE state = 'pending' AND (quarantine IS NOT NULL) = ?1
                    AND (?2 = '[]' OR departements = '[]' OR EXISTS (
                        SELECT 1 FROM json_each(?2) s
                        WHERE instr(departements, '"' || s.value || '"') > 0
                    ))
                    AND (?3 IS NULL OR instr(departements, '"' || ?3 || '"') > 0)
                    AND (?4 IS NULL OR (base IS NOT NULL) = ?4)
                    AND (?5 != 1 OR claimed_by IS NULL OR claimed_at <= ?7)
                    AND (?5 != 2 OR (claimed_by = ?6 AND claimed_at > ?7))
                ORDER BY waiting_since, id LIMIT ?8 OFFSET ?9
            )
            SELECT p.id AS "id!: ProposalId", p.title AS "title!", p.state AS "state!: ProposalState",
                p.base IS NOT NULL AS "is_change!: bool",
                p.departements AS "departements!: Texts<DepartementCode>",
                p.entry AS "entry!: Entry", p.quarantine AS "quarantine?: Quarantine",
                p.suspicion AS "suspicion!: u32",
                CASE WHEN p.claimed_at > ?7 THEN p.claimed_by END AS "claimed_by?: AccountId",
                a.name AS "claimed_name?: Line", p.waiting_since AS "waiting_since?: Moment",
                p.changed_at AS "changed_at!: Moment"
            FROM shown JOIN proposals p ON p.id = shown.id
            LEFT JOIN accounts a ON a.id = p.claimed_by
            ORDER BY shown.waiting_since, p.id
            "#,
            apart,
            scope,
            departement,
            is_change,
            holder,
            member,
            lapsed,
            page,
            skipped
        );
        Ok(rows.fetch_all(&self.readers).await?)
    }
}

impl Asking {
    fn new(member: &Account, search: &QueueSearch, now: Timestamp) -> Self {
        let page = search.page.max(1) - 1;
        Self {
            scope: scope(member),
            departement: search.departement.as_ref().map(ToString::to_string),
            is_change: search.asked.map(|asked| asked == Asked::Change),
            holder: match search.holder {
                None => 0,
                Some(Holder::Nobody) => 1,
                Some(Holder::Me) => 2,
            },
            member: member.id.get(),
            lapsed: moment(now - CLAIM),
            skipped: i64::try_from(page.saturating_mul(PAGE)).unwrap_or(i64::MAX),
        }
    }
}

/// Départements moderated by `member`, as a JSON array; `[]` for all.
pub(super) fn scope(member: &Account) -> String {
    let own: Vec<&str> = match &member.role {
        Role::Administrator => Vec::new(),
        Role::Moderator(own) => own.iter().map(DepartementCode::as_str).collect(),
    };
    json!(own).to_string()
}

impl From<Row> for Queued {
    fn from(row: Row) -> Self {
        Self {
            id: row.id,
            title: row.title,
            state: row.state,
            asked: if row.is_change { Asked::Change } else { Asked::New },
            departements: row.departements,
            entry: row.entry,
            quarantine: row.quarantine,
            suspicion: row.suspicion,
            claimed: row.claimed_by.zip(row.claimed_name),
            waiting_since: row.waiting_since.map(Moment::into),
            changed_at: row.changed_at.into(),
        }
    }
}

pub(super) fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}
