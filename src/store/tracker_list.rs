//! Trackers as they are shown: with where they are now, and when they were heard last.

use super::{StoreError, pattern};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// A tracker.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct TrackerView {
    /// Its id.
    pub id: Uuid,
    /// What it speaks.
    pub protocol: String,
    /// IMEI or terminal id.
    pub device_id: String,
    /// Model.
    pub model: Option<String>,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// Seconds between wake-ups.
    pub wake_interval_s: Option<i32>,
    /// SIM.
    pub iccid: Option<String>,
    /// `in_stock`, `assigned`, `installed`, `faulty` or `retired`.
    pub stock: String,
    /// In which vehicle it is now.
    pub vehicle_id: Option<Uuid>,
    /// The plate of that vehicle.
    pub plate: Option<String>,
    /// Last sign of life.
    pub last_seen_at: Option<DateTime<Utc>>,
    /// A connection is open; of a tracker without one: it was heard within 16 minutes.
    pub connected: Option<bool>,
    /// Internal battery, percent.
    pub battery_pct: Option<i16>,
    /// Its frames are borne without right checksums.
    pub tolerate_checksum: bool,
    /// The reporting interval it was last set to, seconds.
    pub report_interval_s: Option<i32>,
    /// Rises with each change.
    pub version: i32,
    /// Since when.
    pub created_at: DateTime<Utc>,
}

/// Which trackers to list.
#[derive(Debug, Default)]
pub struct Wanted<'a> {
    /// This one.
    pub id: Option<Uuid>,
    /// In one vehicle now.
    pub vehicle_id: Option<Uuid>,
    /// Exactly this IMEI or terminal id.
    pub device_id: Option<&'a str>,
    /// Its device id, or plate or VIN of the vehicle in which it is now, holds this, whatever the case of letters.
    pub q: Option<&'a str>,
    /// Plate and VIN are looked at too. Whoever sees them masked could else find them out letter by letter.
    pub identity: bool,
    /// A connection is open (`online`), is not (`offline`), or it was never heard of (`never`).
    pub connections: Option<&'a [String]>,
    /// Where it is in its life.
    pub stock: Option<&'a [String]>,
}

impl Wanted<'_> {
    /// The trackers that are in a vehicle now.
    pub fn in_vehicle(id: Uuid) -> Self {
        Wanted { vehicle_id: Some(id), ..Wanted::default() }
    }
}

/// One tracker.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<TrackerView>, StoreError> {
    Ok(list(c, &Wanted { id: Some(id), ..Wanted::default() }, None, 1).await?.pop())
}

/// A page of trackers, by id.
pub async fn list(
    c: &mut PgConnection,
    wanted: &Wanted<'_>,
    after: Option<Uuid>,
    limit: i64,
) -> Result<Vec<TrackerView>, StoreError> {
    let like = wanted.q.map(pattern::holding);
    Ok(sqlx::query_as(
        "select t.id, t.protocol, t.device_id, t.model, t.role, t.wake_interval_s, t.iccid, t.stock, v.id as vehicle_id, v.plate,
                s.received_at as last_seen_at, s.connected, s.battery_pct, t.tolerate_checksum, t.report_interval_s, t.version,
                t.created_at
         from tracker t left join installation i on i.tracker_no = t.tracker_no and i.removed_at is null
         left join vehicle v on v.vehicle_no = i.vehicle_no left join tracker_latest s on s.tracker_no = t.tracker_no
         where ($1::uuid is null or t.id = $1) and ($2::uuid is null or v.id = $2)
           and ($3::text is null or t.device_id = $3) and ($4::uuid is null or t.id > $4)
           and ($6::text is null or t.device_id ilike $6 or $9 and (v.plate ilike $6 or v.vin ilike $6))
           and ($7::text[] is null or case when s.received_at is null then 'never'
                                         when s.connected then 'online' else 'offline' end = any ($7))
           and ($8::text[] is null or t.stock = any ($8))
         order by t.id limit $5",
    )
    .bind(wanted.id)
    .bind(wanted.vehicle_id)
    .bind(wanted.device_id)
    .bind(after)
    .bind(limit)
    .bind(like)
    .bind(wanted.connections)
    .bind(wanted.stock)
    .bind(wanted.identity)
    .fetch_all(c)
    .await?)
}
