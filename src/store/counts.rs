//! How much there is, as far as the transaction sees it.

use super::StoreError;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;

/// Counts.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct Counts {
    /// Lenders.
    pub lenders: i64,
    /// Vehicles.
    pub vehicles: i64,
    /// Trackers.
    pub trackers: i64,
    /// Trackers heard of at least once.
    pub trackers_heard: i64,
    /// Sites in use.
    pub sites: i64,
    /// Loans.
    pub loans: i64,
    /// Alerts whose condition holds.
    pub alerts_open: i64,
    /// Cases that are not closed.
    pub cases_open: i64,
}

/// Reads them.
pub async fn read(c: &mut PgConnection) -> Result<Counts, StoreError> {
    Ok(sqlx::query_as(
        "select (select count(*) from lender) as lenders, (select count(*) from vehicle) as vehicles,
                (select count(*) from tracker) as trackers, (select count(*) from tracker_latest) as trackers_heard,
                (select count(*) from site where retired_at is null) as sites, (select count(*) from loan) as loans,
                (select count(*) from alert where state = 'open') as alerts_open,
                (select count(*) from recovery_case where closed_at is null) as cases_open",
    )
    .fetch_one(c)
    .await?)
}
