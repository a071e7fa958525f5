//! Moderation queue: lists of waiting and decided proposals, and the next one.

use jiff::Timestamp;
use serde_json::json;
use sqlx::{Connection as _, SqliteConnection};

use super::claim::CLAIM_LIFETIME;
use crate::domain::account::{Account, AccountId, Role};
use crate::domain::directory::InitiativeId;
use crate::domain::moderation::{
    ClaimFilter, Queue, QueueSearch, QueueTab, QueuedProposal, RequestKind,
};
use crate::domain::place::DepartementCode;
use crate::domain::proposal::{FormData, ProposalId, ProposalState, QuarantineReason};
use crate::domain::text::Line;
use crate::store::sqlite::{Moment, Result, Store, Texts, moment};

/// Proposals per page.
pub const PAGE: usize = 25;

/// Row of the queue.
pub(super) struct QueueRow {
    pub id: ProposalId,
    pub title: String,
    pub state: ProposalState,
    pub is_change: bool,
    pub departements: Vec<DepartementCode>,
    pub entry: FormData,
    pub quarantine: Option<QuarantineReason>,
    pub spam_score: u32,
    pub claimed_by: Option<AccountId>,
    pub claimed_name: Option<Line>,
    pub waiting_since: Option<Moment>,
    pub changed_at: Moment,
}

/// Parameters of the queue statements.
pub(super) struct QueueParameters {
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

/// Numbers of pending proposals: outside quarantine, and in quarantine.
struct PendingCounts {
    waiting: usize,
    quarantined: usize,
}

impl Store {
    /// One page of the proposals in the jurisdiction of `member` that match `search`, at `now`, read in one transaction.
    pub async fn list_queue(
        &self,
        member: &Account,
        search: &QueueSearch,
        now: Timestamp,
    ) -> Result<Queue> {
        let parameters = QueueParameters::new(member, search, now);
        let filtered =
            search.departement.is_some() || search.request.is_some() || parameters.holder > 0;
        let mut connection = self.readers.acquire().await?;
        let mut tx = connection.begin().await?;
        let PendingCounts { waiting, quarantined } =
            count_pending(&mut tx, &parameters.scope).await?;
        let found = match search.tab {
            QueueTab::Waiting if !filtered => waiting,
            QueueTab::Quarantine if !filtered => quarantined,
            QueueTab::Waiting => count_filtered(&mut tx, &parameters, false).await?,
            QueueTab::Quarantine => count_filtered(&mut tx, &parameters, true).await?,
            QueueTab::Decided => count_decided(&mut tx, &parameters).await?,
        };
        let rows = match search.tab {
            QueueTab::Waiting => list_pending(&mut tx, &parameters, false).await?,
            QueueTab::Quarantine => list_pending(&mut tx, &parameters, true).await?,
            QueueTab::Decided => list_decided(&mut tx, &parameters).await?,
        };
        tx.commit().await?;
        let shown = rows.into_iter().map(QueuedProposal::from).collect();
        Ok(Queue { shown, found, waiting, quarantined })
    }
}

/// Numbers of pending proposals in `scope`: outside quarantine, and in quarantine.
async fn count_pending(
    connection: &mut SqliteConnection,
    scope: &str,
) -> sqlx::Result<PendingCounts> {
    let row = sqlx::query!(
        r#"
        SELECT count(*) AS "all!: i64", count(quarantine) AS "quarantined!: i64" FROM proposals
        WHERE state = 'pending' AND (?1 = '[]' OR departements = '[]' OR EXISTS (
            SELECT 1 FROM json_each(?1) s WHERE instr(departements, '"' || s.value || '"') > 0
        ))
        "#,
        scope
    );
    let row = row.fetch_one(connection).await?;
    let (waiting, quarantined) = (size(row.all - row.quarantined), size(row.quarantined));
    Ok(PendingCounts { waiting, quarantined })
}

/// Number of pending proposals that match `parameters`.
async fn count_filtered(
    connection: &mut SqliteConnection,
    parameters: &QueueParameters,
    quarantined: bool,
) -> sqlx::Result<usize> {
    let QueueParameters { scope, departement, is_change, holder, member, lapsed, .. } = parameters;
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
        quarantined,
        scope,
        departement,
        is_change,
        holder,
        member,
        lapsed
    );
    Ok(size(count.fetch_one(connection).await?))
}

/// One page of pending proposals, oldest first.
#[expect(clippy::too_many_lines, reason = "one statement, as long as its table is wide")]
async fn list_pending(
    connection: &mut SqliteConnection,
    parameters: &QueueParameters,
    quarantined: bool,
) -> sqlx::Result<Vec<QueueRow>> {
    let QueueParameters { scope, departement, is_change, holder, member, lapsed, skipped } =
        parameters;
    let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let rows = sqlx::query_as!(
        QueueRow,
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
            p.entry AS "entry!: FormData", p.quarantine AS "quarantine?: QuarantineReason",
            p.suspicion AS "spam_score!: u32",
            CASE WHEN p.claimed_at > ?7 THEN p.claimed_by END AS "claimed_by?: AccountId",
            a.name AS "claimed_name?: Line", p.waiting_since AS "waiting_since?: Moment",
            p.changed_at AS "changed_at!: Moment"
        FROM shown JOIN proposals p ON p.id = shown.id
        LEFT JOIN accounts a ON a.id = p.claimed_by
        ORDER BY shown.waiting_since, p.id
        "#,
        quarantined,
        scope,
        departement,
        is_change,
        holder,
        member,
        lapsed,
        page,
        skipped
    );
    rows.fetch_all(connection).await
}

/// Number of pending proposals that change `initiative`.
pub(super) async fn count_waiting_for(
    connection: &mut SqliteConnection,
    initiative: InitiativeId,
) -> sqlx::Result<usize> {
    let id = initiative.get();
    let count = sqlx::query_scalar!(
        r#"
        SELECT count(*) AS "count!: i64" FROM proposals WHERE initiative = ?1 AND state = 'pending'
        "#,
        id
    );
    Ok(size(count.fetch_one(connection).await?))
}

impl QueueParameters {
    fn new(member: &Account, search: &QueueSearch, now: Timestamp) -> Self {
        let page = search.page.max(1) - 1;
        Self {
            scope: scope(member),
            departement: search.departement.as_ref().map(ToString::to_string),
            is_change: search.request.map(|request| request == RequestKind::Change),
            holder: match search.claim {
                None => 0,
                Some(ClaimFilter::Unclaimed) => 1,
                Some(ClaimFilter::Mine) => 2,
            },
            member: member.id.get(),
            lapsed: moment(now - CLAIM_LIFETIME),
            skipped: i64::try_from(page.saturating_mul(PAGE)).unwrap_or(i64::MAX),
        }
    }
}

/// Départements moderated by `member`, as a JSON array; `[]` for all.
pub fn scope(member: &Account) -> String {
    let own: Vec<&str> = match &member.role {
        Role::Administrator => Vec::new(),
        Role::Moderator(own) => own.iter().map(DepartementCode::as_str).collect(),
    };
    json!(own).to_string()
}

impl From<QueueRow> for QueuedProposal {
    fn from(row: QueueRow) -> Self {
        Self {
            id: row.id,
            title: row.title,
            state: row.state,
            request: if row.is_change { RequestKind::Change } else { RequestKind::New },
            departements: row.departements,
            form: row.entry,
            quarantine: row.quarantine,
            spam_score: row.spam_score,
            claimed: row.claimed_by.zip(row.claimed_name),
            waiting_since: row.waiting_since.map(Moment::into),
            changed_at: row.changed_at.into(),
        }
    }
}

pub fn size(count: i64) -> usize {
    usize::try_from(count).unwrap_or_default()
}

/// Number of decided proposals that match `parameters`.
async fn count_decided(
    connection: &mut SqliteConnection,
    parameters: &QueueParameters,
) -> sqlx::Result<usize> {
    let QueueParameters { scope, departement, is_change, .. } = parameters;
    let count = sqlx::query_scalar!(
        r#"
        SELECT count(*) AS "count!: i64" FROM proposals
        WHERE state IN ('changes', 'published', 'refused')
            AND (?1 = '[]' OR departements = '[]' OR EXISTS (
                SELECT 1 FROM json_each(?1) s
                WHERE instr(departements, '"' || s.value || '"') > 0
            ))
            AND (?2 IS NULL OR instr(departements, '"' || ?2 || '"') > 0)
            AND (?3 IS NULL OR (base IS NOT NULL) = ?3)
        "#,
        scope,
        departement,
        is_change
    );
    Ok(size(count.fetch_one(connection).await?))
}

/// One page of decided proposals, latest decision first.
async fn list_decided(
    connection: &mut SqliteConnection,
    parameters: &QueueParameters,
) -> sqlx::Result<Vec<QueueRow>> {
    let QueueParameters { scope, departement, is_change, skipped, .. } = parameters;
    let page = i64::try_from(PAGE).unwrap_or(i64::MAX);
    let rows = sqlx::query_as!(
        QueueRow,
        r#"
        WITH shown AS (
            SELECT id, changed_at FROM proposals
            WHERE state IN ('changes', 'published', 'refused')
                AND (?1 = '[]' OR departements = '[]' OR EXISTS (
                    SELECT 1 FROM json_each(?1) s
                    WHERE instr(departements, '"' || s.value || '"') > 0
                ))
                AND (?2 IS NULL OR instr(departements, '"' || ?2 || '"') > 0)
                AND (?3 IS NULL OR (base IS NOT NULL) = ?3)
            ORDER BY changed_at DESC, id DESC LIMIT ?4 OFFSET ?5
        )
        SELECT p.id AS "id!: ProposalId",
            CASE WHEN p.sent_entry IS NULL THEN p.title
                ELSE coalesce(p.sent_entry ->> '$.titre[0]', '') END AS "title!",
            p.state AS "state!: ProposalState",
            p.base IS NOT NULL AS "is_change!: bool",
            p.departements AS "departements!: Texts<DepartementCode>",
            coalesce(p.sent_entry, p.entry) AS "entry!: FormData", p.quarantine AS "quarantine?: QuarantineReason",
            p.suspicion AS "spam_score!: u32", NULL AS "claimed_by?: AccountId",
            NULL AS "claimed_name?: Line", p.waiting_since AS "waiting_since?: Moment",
            p.changed_at AS "changed_at!: Moment"
        FROM shown JOIN proposals p ON p.id = shown.id
        ORDER BY shown.changed_at DESC, p.id DESC
        "#,
        scope,
        departement,
        is_change,
        page,
        skipped
    );
    rows.fetch_all(connection).await
}

/// Oldest pending proposal in the jurisdiction of `member` that is not quarantined and not claimed by another
/// member at `now`.
pub(super) async fn find_next(
    connection: &mut SqliteConnection,
    member: &Account,
    now: Timestamp,
) -> sqlx::Result<Option<ProposalId>> {
    let (scope, id, lapsed) = (scope(member), member.id.get(), moment(now - CLAIM_LIFETIME));
    let next = sqlx::query_scalar!(
        r#"
            SELECT id AS "id!: ProposalId" FROM proposals
            WHERE state = 'pending' AND quarantine IS NULL
                AND (?1 = '[]' OR departements = '[]' OR EXISTS (
                    SELECT 1 FROM json_each(?1) s
                    WHERE instr(departements, '"' || s.value || '"') > 0
                ))
                AND (claimed_by IS NULL OR claimed_by = ?2 OR claimed_at <= ?3)
            ORDER BY waiting_since, id LIMIT 1
            "#,
        scope,
        id,
        lapsed
    );
    next.fetch_optional(connection).await
}
