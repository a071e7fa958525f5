//! Waiting proposals that may be one.

use super::{Result, Store};
use crate::domain::{
    ids::ProposalId,
    twin::{Profile, TwinReason},
};

impl Store {
    /// The proposals that wait for a moderator, or for a change, and may be the one of `profile`, with why; but for
    /// `except`.
    pub async fn list_waiting_twins(
        &self,
        profile: &Profile,
        except: ProposalId,
    ) -> Result<Vec<(ProposalId, String, Vec<TwinReason>)>> {
        let except = except.get();
        let rows = sqlx::query!(
            r#"
            SELECT p.id AS "id: ProposalId", p.title,
                p.entry ->> '$.adresse[0]' AS "street?: String",
                p.entry ->> '$."code-postal"[0]' AS "postcode?: String",
                coalesce(o.name, p.entry ->> '$."porteur-nom"[0]', '') AS "carrier!: String",
                coalesce(o.siret, p.entry ->> '$."porteur-siret"[0]', '') AS "siret!: String"
            FROM proposals p
            LEFT JOIN organisations o ON o.id = CAST(p.entry ->> '$.porteur[0]' AS INTEGER)
            WHERE p.state IN ('pending', 'changes') AND p.id != ?1
            "#,
            except
        );
        let rows = rows.fetch_all(&self.readers).await?.into_iter();
        let twins = rows.filter_map(|row| {
            let siret = row.siret.replace(char::is_whitespace, "").parse().ok();
            let (street, postcode) =
                (row.street.unwrap_or_default(), row.postcode.unwrap_or_default());
            let other =
                Profile::new(&row.title).at(&street, &postcode).carried_by(&row.carrier, siret);
            let reasons = profile.twin(&other);
            (!reasons.is_empty()).then_some((row.id, row.title, reasons))
        });
        Ok(twins.collect())
    }
}
