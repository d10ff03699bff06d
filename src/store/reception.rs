//! What a vehicle's trackers said last of satellites and of the radio network.

use super::StoreError;
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// Rows of one tracker looked at, the newest: a message of positions seldom names the network, a heartbeat often does.
pub const LOOKED: i64 = 100;

/// What one row says.
#[derive(Debug, Clone, FromRow)]
pub struct Report {
    /// Which tracker.
    pub tracker_id: Uuid,
    /// Its device id.
    pub device_id: String,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// When, by its corrected clock.
    pub at: DateTime<Utc>,
    /// `domain::observation::Flags`.
    pub flags: i32,
    /// It has a location.
    pub located: bool,
    /// In use or in view, as the protocol has it.
    pub satellites: Option<i16>,
    /// The device's extras (`domain::observation`).
    pub attributes: Option<serde_json::Value>,
}

/// The newest rows of each tracker that is in a vehicle, newest first: of its last week, at most [`LOOKED`] of each. Of
/// a clock that is corrected, those that came since.
pub async fn newest(c: &mut PgConnection, vehicle_no: i32) -> Result<Vec<Report>, StoreError> {
    Ok(sqlx::query_as(
        "select t.id as tracker_id, t.device_id, t.role, o.at, o.flags, o.located, o.satellites, o.attributes
         from installation i join tracker t using (tracker_no) join tracker_latest s using (tracker_no)
         cross join lateral (
           select make_interval(secs => coalesce(max(k.offset_s), 0)) as fast, coalesce(max(k.since), '-infinity') as since
           from (select offset_s, since from tracker_clock where tracker_no = i.tracker_no order by since desc limit 1) k) c
         cross join lateral (
           select device_time - c.fast as at, flags, lat_e7 is not null as located, satellites, attributes from observation n
           where n.tracker_no = i.tracker_no and n.device_time > s.received_at + c.fast - interval '7 days'
             and n.device_time < s.received_at + c.fast + interval '1 day' and n.device_time >= i.installed_at + c.fast
             and n.received_at >= c.since
           order by n.device_time desc limit $2) o
         where i.vehicle_no = $1 and i.removed_at is null order by t.tracker_no, o.at desc",
    )
    .bind(vehicle_no)
    .bind(LOOKED)
    // A kept plan would be one over all partitions.
    .persistent(false)
    .fetch_all(c)
    .await?)
}
