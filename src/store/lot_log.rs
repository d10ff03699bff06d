//! What the log of lots keeps that the lots themselves do not: their proofs, and by which appraisal they were listed.

use super::StoreError;
use lienwatch_domain::disposal::LotEvent;
use sqlx::PgConnection;
use uuid::Uuid;

/// Rows that are looked at; the newest. A lot has some ten.
const MOST: i64 = 2000;

/// Proofs and listings of these lots, in the order in which they came.
///
/// # Errors
/// The database, or a row that can no longer be read.
pub async fn papers(c: &mut PgConnection, lots: &[Uuid]) -> Result<Vec<LotEvent>, StoreError> {
    if lots.is_empty() {
        return Ok(vec![]);
    }
    let rows: Vec<serde_json::Value> = sqlx::query_scalar(
        "select data from (
           select seq, data from event
           where entity_id = any ($1) and entity_kind = 'lot' and action in ('proof_recorded', 'listed', 'relisted')
           order by seq desc limit $2) newest
         order by seq",
    )
    .bind(lots)
    .bind(MOST)
    .fetch_all(c)
    .await?;
    let read = |row| serde_json::from_value(row).map_err(|e| StoreError::unreadable("lot event", e.to_string()));
    rows.into_iter().map(read).collect()
}
