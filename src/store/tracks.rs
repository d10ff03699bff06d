//! Where a vehicle is, was and sleeps: reads of the hot path and of what detectors concluded.

use super::StoreError;
use super::clock::{self, Piece};
use chrono::{DateTime, Utc};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Why precise places of a vehicle may be shown without a typed reason.
#[derive(Debug, Clone, Copy, FromRow)]
pub struct Purpose {
    /// An alert is open.
    pub alert: bool,
    /// A case is open.
    pub case: bool,
}

/// Reads it.
pub async fn purpose(c: &mut PgConnection, vehicle_no: i32) -> Result<Purpose, StoreError> {
    Ok(sqlx::query_as(
        "select exists (select from alert where vehicle_no = $1 and state = 'open' and desk_state <> 'resolved') as alert,
                exists (select from recovery_case where vehicle_no = $1 and closed_at is null) as case",
    )
    .bind(vehicle_no)
    .fetch_one(c)
    .await?)
}

/// The last located row of one tracker of a vehicle.
#[derive(Debug, Clone, FromRow)]
pub struct Latest {
    /// Which tracker.
    pub tracker_id: Uuid,
    /// Its device id.
    pub device_id: String,
    /// `wired`, `wireless` or `obd`.
    pub role: String,
    /// Last sign of life.
    pub received_at: DateTime<Utc>,
    /// When it was there, by the device.
    pub device_time: Option<DateTime<Utc>>,
    /// Degrees north.
    pub lat: Option<f64>,
    /// Degrees east.
    pub lon: Option<f64>,
    /// km/h.
    pub speed_kph: Option<f64>,
    /// Degrees.
    pub course: Option<i16>,
    /// A connection is open; of a tracker without one: it was heard within 16 minutes.
    pub connected: bool,
    /// Internal battery, percent.
    pub battery_pct: Option<i16>,
    /// External voltage, mV.
    pub power_mv: Option<i32>,
}

/// One per tracker that is in the vehicle.
pub async fn latest(c: &mut PgConnection, vehicle_no: i32) -> Result<Vec<Latest>, StoreError> {
    Ok(sqlx::query_as(
        "select t.id as tracker_id, t.device_id, t.role, s.received_at, s.device_time, s.lat_e7 / 1e7::float8 as lat,
                s.lon_e7 / 1e7::float8 as lon, s.speed / 10.0::float8 as speed_kph, s.course, s.connected, s.battery_pct,
                s.power_mv
         from installation i join tracker t using (tracker_no) join tracker_latest s using (tracker_no)
         where i.vehicle_no = $1 and i.removed_at is null order by s.device_time desc nulls last",
    )
    .bind(vehicle_no)
    .fetch_all(c)
    .await?)
}

/// A point of a track.
#[derive(Debug, Clone, FromRow)]
pub struct TrackPoint {
    /// Which tracker.
    pub tracker_id: Uuid,
    /// When, by the device.
    pub at: DateTime<Utc>,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// km/h.
    pub speed_kph: Option<f64>,
    /// Degrees.
    pub course: Option<i16>,
    /// The device vouches for it.
    pub valid: bool,
    /// From cell towers or Wi-Fi.
    pub coarse: bool,
    /// What the row knows besides, packed as stored ([`lienwatch_domain::observation::Flags`]).
    pub flags: i32,
    /// External voltage, mV.
    pub power_mv: Option<i32>,
    /// Internal battery, percent.
    pub battery_pct: Option<i16>,
}

/// The located rows of a vehicle's trackers between two times, while they were in it, at their corrected times; oldest
/// first. The limits are bound parameters, so that only their partitions are read.
pub async fn track(
    c: &mut PgConnection,
    vehicle_no: i32,
    from: DateTime<Utc>,
    to: DateTime<Utc>,
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<TrackPoint>, StoreError> {
    // What a page before has shown is not planned again.
    let from = after.map_or(from, |(at, _)| from.max(at));
    let stretches = clock::stretches(c, vehicle_no).await?;
    // What a correction covers does not count as stated.
    let as_stated = match stretches.is_empty() {
        true => "",
        false => {
            "and coalesce((select k.offset_s from tracker_clock k where k.tracker_no = p.tracker_no
                                  and k.since <= p.received_at order by k.since desc limit 1), 0) = 0"
        }
    };
    let statement = format!(
        "select t.id as tracker_id, p.device_time as at, p.received_at, p.lat, p.lon, p.speed_kph, p.course, p.valid, p.coarse,
                p.flags, p.power_mv, p.battery_pct
         from installation i join tracker t using (tracker_no) join position p on p.tracker_no = i.tracker_no
         where i.vehicle_no = $1 and p.device_time >= $2 and p.device_time < $3 and p.device_time >= i.installed_at
           and (i.removed_at is null or p.device_time < i.removed_at)
           and ($4::timestamptz is null or (p.device_time, t.id) > ($4, $5)) {as_stated}
         order by p.device_time, t.id limit $6"
    );
    let mut points: Vec<TrackPoint> = sqlx::query_as(sqlx::AssertSqlSafe(statement))
        .bind(vehicle_no)
        .bind(from)
        .bind(to)
        .bind(after.map(|a| a.0))
        .bind(after.map(|a| a.1))
        .bind(limit)
        // Kept, PostgreSQL would take a plan for any period after a while, and that is one over all partitions.
        .persistent(false)
        .fetch_all(&mut *c)
        .await?;
    for stretch in &stretches {
        points.extend(clock::corrected_track(c, stretch, Piece { vehicle_no, from, to, after, limit }).await?);
    }
    points.sort_by_key(|p| (p.at, p.tracker_id));
    points.truncate(usize::try_from(limit).unwrap_or(0));
    Ok(points)
}

/// A frequent place.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct PlaceView {
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// `home`, `work` or `other`.
    pub kind: String,
    /// 1 is the most frequent.
    pub rank: i16,
    /// Stays there.
    pub visits: i32,
    /// Time spent there, seconds.
    pub dwell_s: i64,
    /// How sure the kind is, 0 to 1.
    pub confidence: f64,
    /// Last time there.
    pub last_seen: DateTime<Utc>,
    /// What people call it; null too where places are shown coarsely.
    #[sqlx(skip)]
    pub label: Option<String>,
    /// Nights slept there in the last 90 days; null where places are shown coarsely.
    #[sqlx(skip)]
    pub nights: Option<usize>,
    /// Seconds there by hour of the lender's day, in the last 90 days: 24 numbers from midnight, or none where places are
    /// shown coarsely.
    #[sqlx(skip)]
    pub hours: Vec<i64>,
}

/// The vehicle's places, best first.
pub async fn places(c: &mut PgConnection, vehicle_no: i32) -> Result<Vec<PlaceView>, StoreError> {
    Ok(sqlx::query_as(
        "select lat_e7 / 1e7::float8 as lat, lon_e7 / 1e7::float8 as lon, kind, rank, visits, dwell_s, confidence, last_seen
         from place where vehicle_no = $1 order by rank",
    )
    .bind(vehicle_no)
    .fetch_all(c)
    .await?)
}

/// A stay.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct StayView {
    /// Arrived.
    pub arrive: DateTime<Utc>,
    /// Left; null while it lasts.
    pub leave: Option<DateTime<Utc>>,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
}

/// The vehicle's stays that touch a period, oldest first.
pub async fn stays(
    c: &mut PgConnection,
    vehicle_no: i32,
    period: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    after: Option<DateTime<Utc>>,
    limit: i64,
) -> Result<Vec<StayView>, StoreError> {
    Ok(sqlx::query_as(
        "select arrive, leave, lat_e7 / 1e7::float8 as lat, lon_e7 / 1e7::float8 as lon from stay
         where vehicle_no = $1 and (leave is null or leave > arrive)
           and ($2::timestamptz is null or leave is null or leave >= $2)
           and ($3::timestamptz is null or arrive < $3) and ($4::timestamptz is null or arrive > $4)
         order by arrive limit $5",
    )
    .bind(vehicle_no)
    .bind(period.0)
    .bind(period.1)
    .bind(after)
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// A visit to a known site.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct VisitView {
    /// Which site.
    pub site_id: Uuid,
    /// Arrived.
    pub arrive: DateTime<Utc>,
    /// Left; null while it lasts.
    pub leave: Option<DateTime<Utc>>,
}

/// The vehicle's site visits that touch a period, oldest first.
pub async fn visits(
    c: &mut PgConnection,
    vehicle_no: i32,
    period: (Option<DateTime<Utc>>, Option<DateTime<Utc>>),
    after: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<VisitView>, StoreError> {
    Ok(sqlx::query_as(
        "select site_id, arrive, leave from site_visit
         where vehicle_no = $1 and ($2::timestamptz is null or leave is null or leave >= $2)
           and ($3::timestamptz is null or arrive < $3) and ($4::timestamptz is null or (arrive, site_id) > ($4, $5))
         order by arrive, site_id limit $6",
    )
    .bind(vehicle_no)
    .bind(period.0)
    .bind(period.1)
    .bind(after.map(|a| a.0))
    .bind(after.map(|a| a.1))
    .bind(limit)
    .fetch_all(c)
    .await?)
}
