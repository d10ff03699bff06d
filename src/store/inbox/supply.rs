//! The voltage of a vehicle's trackers around an alert.

use crate::store::{StoreError, clock};
use chrono::{DateTime, Utc};
use sqlx::{FromRow, PgConnection};
use uuid::Uuid;

/// Readings looked at; a week of one tracker every five seconds is 120 000.
pub const LOOKED: i64 = 150_000;

/// Of what an alert is.
#[derive(Debug, Clone, FromRow)]
pub struct Subject {
    /// Which vehicle.
    pub vehicle_no: i32,
    /// When it happened.
    pub event_at: DateTime<Utc>,
}

/// Reads it; `None`: there is no such alert.
pub async fn subject(c: &mut PgConnection, alert: Uuid) -> Result<Option<Subject>, StoreError> {
    Ok(sqlx::query_as("select vehicle_no, event_at from alert where id = $1").bind(alert).fetch_optional(c).await?)
}

/// One reading.
#[derive(Debug, Clone, FromRow)]
pub struct Reading {
    /// By which tracker.
    pub tracker_no: i32,
    /// When, by its corrected clock.
    pub at: DateTime<Utc>,
    /// Of the vehicle's wiring, mV.
    pub power_mv: Option<i32>,
    /// Of its own battery, percent.
    pub battery_pct: Option<i16>,
}

/// A tracker that told of power.
#[derive(Debug, Clone, FromRow)]
pub struct Teller {
    /// Its number.
    pub tracker_no: i32,
    /// Its id.
    pub tracker_id: Uuid,
    /// IMEI or terminal id.
    pub device_id: String,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
}

/// The trackers that ever were in a vehicle, at most 50.
pub async fn tellers(c: &mut PgConnection, vehicle_no: i32) -> Result<Vec<Teller>, StoreError> {
    Ok(sqlx::query_as(
        "select distinct t.tracker_no, t.id as tracker_id, t.device_id, t.role
         from installation i join tracker t using (tracker_no) where i.vehicle_no = $1 order by t.tracker_no limit 50",
    )
    .bind(vehicle_no)
    .fetch_all(c)
    .await?)
}

/// The readings of a vehicle's trackers between two times, while they were in it, oldest first; at most [`LOOKED`].
pub async fn readings(
    c: &mut PgConnection,
    vehicle_no: i32,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
) -> Result<Vec<Reading>, StoreError> {
    let stretches = clock::stretches(c, vehicle_no).await?;
    // What a correction covers does not count as stated.
    let as_stated = match stretches.is_empty() {
        true => "",
        false => {
            "and coalesce((select k.offset_s from tracker_clock k where k.tracker_no = o.tracker_no
                                  and k.since <= o.received_at order by k.since desc limit 1), 0) = 0"
        }
    };
    let statement = format!(
        "select o.tracker_no, o.device_time as at, o.power_mv, o.battery_pct
         from installation i join observation o on o.tracker_no = i.tracker_no
         where i.vehicle_no = $1 and o.device_time >= $2 and o.device_time < $3 and o.device_time >= i.installed_at
           and (i.removed_at is null or o.device_time < i.removed_at)
           and (o.power_mv is not null or o.battery_pct is not null) {as_stated}
         order by o.device_time limit $4"
    );
    let mut readings: Vec<Reading> = sqlx::query_as(sqlx::AssertSqlSafe(statement))
        .bind(vehicle_no)
        .bind(from)
        .bind(to)
        .bind(LOOKED)
        // Kept, PostgreSQL would take a plan for any period after a while, and that is one over all partitions.
        .persistent(false)
        .fetch_all(&mut *c)
        .await?;
    let piece = clock::Piece { vehicle_no, from, to, after: None, limit: LOOKED };
    for stretch in &stretches {
        readings.extend(clock::corrected_readings(c, stretch, piece).await?);
    }
    readings.sort_by_key(|r| r.at);
    Ok(readings)
}
