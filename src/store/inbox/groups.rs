//! Vehicles with something to decide, the worst first.

use super::{Cut, rank, to_decide};
use crate::store::StoreError;
use crate::store::alerts::{Alert, rows};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// Alerts shown of one vehicle at most, the worst first.
pub const SHOWN: i64 = 20;

/// A vehicle's alerts in a queue.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct AlertGroup {
    /// Which vehicle.
    pub vehicle_id: Uuid,
    /// Its licence plate; masked for some roles.
    pub plate: Option<String>,
    /// The gravest of them: `warn`, `high` or `critical`.
    pub severity: String,
    /// How many there are.
    pub alerts_n: i64,
    /// When the first happened.
    pub first_at: DateTime<Utc>,
    /// When the last happened.
    pub last_at: DateTime<Utc>,
    /// Since when the longest waiting one that nobody has looked at waits; null: somebody looked at all.
    pub waiting_since: Option<DateTime<Utc>>,
    /// The worst of them, at most 20, the newest of equals first.
    pub alerts: Vec<Alert>,
}

/// Where a vehicle stands in the order.
pub type Key = (i32, DateTime<Utc>, i32);

#[derive(FromRow)]
struct Row {
    vehicle_no: i32,
    vehicle_id: Uuid,
    plate: Option<String>,
    grave: i32,
    alerts_n: i64,
    first_at: DateTime<Utc>,
    last_at: DateTime<Utc>,
    waiting_since: Option<DateTime<Utc>>,
}

/// A page of vehicles. `$6`: alerts that are told elsewhere. `$7`–`$9`: after which, `$10`: how many.
pub const PAGE: &str = concat!(
    "select c.*, v.id as vehicle_id, v.plate
     from (select a.vehicle_no, max(",
    rank!(),
    ") as grave, count(*) as alerts_n, min(a.event_at) as first_at, max(a.event_at) as last_at,
                  min(a.raised_at) filter (where a.desk_state = 'new') as waiting_since ",
    to_decide!(),
    " and not exists (select from unnest($6::uuid[]) as f (id) where f.id = a.id)
           group by a.vehicle_no
           having $7::int4 is null or (max(",
    rank!(),
    "), max(a.event_at), a.vehicle_no) < ($7, $8, $9)
           order by 2 desc, 5 desc, 1 desc limit $10) c
     join vehicle v using (vehicle_no) order by c.grave desc, c.last_at desc, c.vehicle_no desc"
);

/// A page of vehicles with the alerts of a cut, without those of `folded`; with each its place in the order.
pub async fn list(
    c: &mut PgConnection,
    cut: &Cut,
    folded: &[Uuid],
    after: Option<Key>,
    limit: i64,
) -> Result<Vec<(Key, AlertGroup)>, StoreError> {
    let rows: Vec<Row> = sqlx::query_as(PAGE)
        .bind(cut.queue.name())
        .bind(cut.me)
        .bind(&cut.kinds)
        .bind(&cut.groups)
        .bind(cut.site)
        .bind(folded)
        .bind(after.map(|a| a.0))
        .bind(after.map(|a| a.1))
        .bind(after.map(|a| a.2))
        .bind(limit)
        .fetch_all(&mut *c)
        .await?;
    let numbers: Vec<i32> = rows.iter().map(|row| row.vehicle_no).collect();
    let mut of: HashMap<Uuid, Vec<Alert>> = HashMap::new();
    for alert in worst(c, cut, folded, &numbers).await? {
        of.entry(alert.vehicle_id).or_default().push(alert);
    }
    let told = |row: Row| {
        let severity = match row.grave {
            3 => "critical",
            2 => "high",
            _ => "warn",
        };
        let group = AlertGroup {
            alerts: of.remove(&row.vehicle_id).unwrap_or_default(),
            vehicle_id: row.vehicle_id,
            plate: row.plate,
            severity: severity.to_owned(),
            alerts_n: row.alerts_n,
            first_at: row.first_at,
            last_at: row.last_at,
            waiting_since: row.waiting_since,
        };
        ((row.grave, row.last_at, row.vehicle_no), group)
    };
    Ok(rows.into_iter().map(told).collect())
}

/// The worst alerts of each of some vehicles: `$7` their numbers, `$8` how many of each.
const WORST: &str = rows!(
    concat!(
        "unnest($7::int4[]) as n (vehicle_no) cross join lateral (select a.* ",
        to_decide!(),
        " and a.vehicle_no = n.vehicle_no and not exists (select from unnest($6::uuid[]) as f (id) where f.id = a.id)
          order by ",
        rank!(),
        " desc, a.event_at desc, a.id limit $8) a"
    ),
    concat!("order by ", rank!(), " desc, a.event_at desc, a.id")
);

async fn worst(c: &mut PgConnection, cut: &Cut, folded: &[Uuid], vehicles: &[i32]) -> Result<Vec<Alert>, StoreError> {
    Ok(sqlx::query_as(WORST)
        .bind(cut.queue.name())
        .bind(cut.me)
        .bind(&cut.kinds)
        .bind(&cut.groups)
        .bind(cut.site)
        .bind(folded)
        .bind(vehicles)
        .bind(SHOWN)
        .fetch_all(c)
        .await?)
}
