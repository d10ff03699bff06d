//! How many vehicles wait in each queue.

use super::{Cut, to_decide};
use crate::store::StoreError;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;

/// Vehicles in each queue.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct QueueCounts {
    /// With a new or acknowledged alert.
    pub open: i64,
    /// With a critical one of these.
    pub critical: i64,
    /// With one that is the caller's.
    pub mine: i64,
    /// With a new one that is nobody's.
    pub unassigned: i64,
    /// With one that is put off.
    pub snoozed: i64,
}

/// Vehicles with an alert of a type.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct TypeCount {
    /// The type.
    #[serde(rename = "type")]
    #[sqlx(rename = "type")]
    pub kind: String,
    /// Vehicles with a new or acknowledged alert of it.
    pub vehicles: i64,
}

/// Vehicles in each queue: `$1`–`$5` as everywhere here.
pub const COUNTS: &str = concat!(
    "select count(*) filter (where open) as open, count(*) filter (where critical) as critical,
            count(*) filter (where mine) as mine, count(*) filter (where unassigned) as unassigned,
            count(*) filter (where snoozed) as snoozed
     from (select bool_or(a.desk_state <> 'snoozed') as open,
                  bool_or(a.desk_state <> 'snoozed' and a.severity = 'critical') as critical,
                  bool_or(coalesce(a.assigned_to = $2::uuid, a.desk_by = 'user:' || $2::uuid::text)) as mine,
                  bool_or(a.desk_state = 'new' and a.assigned_to is null) as unassigned,
                  bool_or(a.desk_state = 'snoozed') as snoozed ",
    to_decide!(),
    " group by a.vehicle_no) c"
);

/// Vehicles with alerts of each type.
pub const TYPES: &str = concat!(
    "select type, count(*) as vehicles from (select a.type, a.vehicle_no ",
    to_decide!(),
    " group by a.vehicle_no, a.type) c group by type order by vehicles desc, type"
);

/// The counts of every queue.
///
/// Whichever queue the cut is of.
pub async fn queues(c: &mut PgConnection, cut: &Cut) -> Result<QueueCounts, StoreError> {
    let asked = sqlx::query_as(COUNTS).bind("every").bind(cut.me).bind(&cut.kinds).bind(&cut.groups).bind(cut.site);
    Ok(asked.fetch_one(c).await?)
}

/// The counts by type within a cut.
pub async fn types(c: &mut PgConnection, cut: &Cut) -> Result<Vec<TypeCount>, StoreError> {
    let asked =
        sqlx::query_as(TYPES).bind(cut.queue.name()).bind(cut.me).bind(&cut.kinds).bind(&cut.groups).bind(cut.site);
    Ok(asked.fetch_all(c).await?)
}
