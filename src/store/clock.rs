//! Times: what the store can hold, and the corrections of devices' clocks, which are applied when a row is read.
//!
//! A stored row keeps the time that the device stated, so that a resend stays equal to it.

use super::inbox::supply::Reading;
use super::tracks::TrackPoint;
use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::{ClockCorrection, ClockReason};
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use std::collections::HashMap;
use utoipa::ToSchema;
use uuid::Uuid;

/// The earliest and latest times PostgreSQL and our partitions are asked to hold; a device's wilder claims are clamped.
pub fn storable(t: DateTime<Utc>) -> DateTime<Utc> {
    let floor = DateTime::UNIX_EPOCH - TimeDelta::days(365 * 70);
    let ceiling = DateTime::UNIX_EPOCH + TimeDelta::days(365 * 200);
    t.clamp(floor, ceiling)
}

/// Writes a correction; the same one twice is one.
pub(super) async fn write_correction(
    c: &mut PgConnection,
    lender: LenderNo,
    correction: &ClockCorrection,
) -> Result<(), StoreError> {
    sqlx::query(
        "insert into tracker_clock (tracker_no, lender_no, since, offset_s, reason) values ($1, $2, $3, $4, $5)
         on conflict (tracker_no, since) do update set offset_s = excluded.offset_s, reason = excluded.reason, note = null",
    )
    .bind(correction.tracker.0)
    .bind(lender.0)
    .bind(storable(correction.since))
    .bind(i32::try_from(correction.offset_s).unwrap_or(0))
    .bind(correction.reason.name())
    .execute(c)
    .await?;
    Ok(())
}

/// A correction of a tracker's clock.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct ClockView {
    /// Of records received from then on, until the next.
    pub since: DateTime<Utc>,
    /// What the device states less what is, seconds; 0 ends a correction.
    pub offset_s: i32,
    /// `local_time`, `week_rollover` or `set_right`, which the detectors have learned; or `manual`.
    pub reason: String,
    /// What somebody gave as the reason.
    pub note: Option<String>,
}

/// Corrections of one tracker that are shown.
const SHOWN: i64 = 100;

/// The corrections of a tracker, newest first.
pub async fn of_tracker(c: &mut PgConnection, tracker: TrackerNo) -> Result<Vec<ClockView>, StoreError> {
    Ok(sqlx::query_as(
        "select since, offset_s, reason, note from tracker_clock where tracker_no = $1 order by since desc limit $2",
    )
    .bind(tracker.0)
    .bind(SHOWN)
    .fetch_all(c)
    .await?)
}

/// A correction that somebody sets.
#[derive(Debug, Clone, Copy)]
pub struct NewCorrection<'a> {
    /// Which tracker.
    pub tracker_no: TrackerNo,
    /// Whose.
    pub lender: LenderNo,
    /// Of records received from then on.
    pub since: DateTime<Utc>,
    /// What the device states less what is, seconds.
    pub offset_s: i64,
    /// Why.
    pub note: &'a str,
}

/// Sets a correction by hand, in the place of one from the same time.
pub async fn set_by_hand(c: &mut PgConnection, new: &NewCorrection<'_>) -> Result<(), StoreError> {
    sqlx::query(
        "insert into tracker_clock (tracker_no, lender_no, since, offset_s, reason, note) values ($1, $2, $3, $4, $5, $6)
         on conflict (tracker_no, since) do update
           set offset_s = excluded.offset_s, reason = excluded.reason, note = excluded.note",
    )
    .bind(new.tracker_no.0)
    .bind(new.lender.0)
    .bind(new.since)
    .bind(i32::try_from(new.offset_s).unwrap_or(0))
    .bind(ClockReason::Manual.name())
    .bind(new.note)
    .execute(c)
    .await?;
    Ok(())
}

/// Corrections read at a time.
const PAGE: i64 = 10_000;

impl Store {
    /// Every correction, those of one tracker in order of time.
    pub(super) async fn clock_corrections(&self) -> Result<Vec<ClockCorrection>, StoreError> {
        let mut all: Vec<ClockCorrection> = Vec::new();
        loop {
            let last = all.last().map(|c| (c.tracker.0, c.since));
            let page: Vec<(i32, DateTime<Utc>, i32, String)> = sqlx::query_as(
                "select tracker_no, since, offset_s, reason from tracker_clock
                 where $1::int4 is null or (tracker_no, since) > ($1, $2) order by tracker_no, since limit $3",
            )
            .bind(last.map(|l| l.0))
            .bind(last.map(|l| l.1))
            .bind(PAGE)
            .fetch_all(&self.worker)
            .await?;
            if page.is_empty() {
                return Ok(all);
            }
            for (tracker, since, offset_s, reason) in page {
                let reason = ClockReason::from_name(&reason)
                    .ok_or_else(|| StoreError::unreadable("tracker_clock.reason", reason))?;
                all.push(ClockCorrection { tracker: TrackerNo(tracker), since, offset_s: offset_s.into(), reason });
            }
        }
    }
}

impl Store {
    /// The corrections that somebody has set, those of one tracker in order of time.
    pub(super) async fn clocks_set_by_hand(&self) -> Result<HashMap<TrackerNo, Vec<ClockCorrection>>, StoreError> {
        let mut by_hand: HashMap<TrackerNo, Vec<ClockCorrection>> = HashMap::new();
        for correction in self.clock_corrections().await? {
            if correction.reason == ClockReason::Manual {
                by_hand.entry(correction.tracker).or_default().push(correction);
            }
        }
        Ok(by_hand)
    }
}

/// A tracker's clock is off by a constant: of records received from one time until another.
#[derive(Debug, Clone, FromRow)]
pub(super) struct Stretch {
    tracker_no: i32,
    tracker_id: Uuid,
    since: DateTime<Utc>,
    until: Option<DateTime<Utc>>,
    offset_s: i32,
}

/// Corrections of one vehicle's trackers that are looked at, newest first.
const MOST_STRETCHES: i64 = 64;

/// Where clocks of a vehicle's trackers are corrected; almost always nowhere.
pub(super) async fn stretches(c: &mut PgConnection, vehicle_no: i32) -> Result<Vec<Stretch>, StoreError> {
    Ok(sqlx::query_as(
        "select * from (
           select k.tracker_no, t.id as tracker_id, k.since, k.offset_s,
                  lead(k.since) over (partition by k.tracker_no order by k.since) as until
           from tracker_clock k join tracker t using (tracker_no)
           where k.tracker_no in (select tracker_no from installation where vehicle_no = $1)
         ) as s where offset_s <> 0 order by since desc limit $2",
    )
    .bind(vehicle_no)
    .bind(MOST_STRETCHES)
    .fetch_all(c)
    .await?)
}

/// Which piece of a track: its vehicle, from (inclusive), until (exclusive), after that point, and so many at most.
#[derive(Debug, Clone, Copy)]
pub(super) struct Piece {
    pub vehicle_no: i32,
    pub from: DateTime<Utc>,
    pub to: DateTime<Utc>,
    pub after: Option<(DateTime<Utc>, Uuid)>,
    pub limit: i64,
}

/// The located rows of a stretch at their corrected times, oldest first. Many of them are outliers as stated.
pub(super) async fn corrected_track(
    c: &mut PgConnection,
    stretch: &Stretch,
    piece: Piece,
) -> Result<Vec<TrackPoint>, StoreError> {
    let offset = TimeDelta::seconds(stretch.offset_s.into());
    Ok(sqlx::query_as(
        "with o as (
           select device_time, received_at, lat_e7, lon_e7, speed, course, flags, power_mv, battery_pct from observation
           where tracker_no = $1 and device_time >= $2 and device_time < $3 and lat_e7 is not null
             and received_at >= $4 and ($5::timestamptz is null or received_at < $5)
           union all
           select device_time, received_at, lat_e7, lon_e7, speed, course, flags, power_mv, battery_pct from observation_outlier
           where tracker_no = $1 and device_time >= $2 and device_time < $3 and lat_e7 is not null
             and received_at >= $4 and ($5::timestamptz is null or received_at < $5)
         )
         select $6::uuid as tracker_id, o.device_time - make_interval(secs => $7) as at, o.received_at,
                o.lat_e7 / 1e7::float8 as lat, o.lon_e7 / 1e7::float8 as lon, o.speed / 10.0::float8 as speed_kph, o.course,
                (o.flags & 1) <> 0 as valid, (o.flags & 8) <> 0 as coarse, o.flags, o.power_mv, o.battery_pct
         from o join installation i on i.tracker_no = $1 and i.vehicle_no = $8
              and o.device_time - make_interval(secs => $7) >= i.installed_at
              and (i.removed_at is null or o.device_time - make_interval(secs => $7) < i.removed_at)
         where $9::timestamptz is null or (o.device_time - make_interval(secs => $7), $6::uuid) > ($9, $10)
         order by o.device_time limit $11",
    )
    .bind(stretch.tracker_no)
    .bind(piece.from + offset)
    .bind(piece.to + offset)
    .bind(stretch.since)
    .bind(stretch.until)
    .bind(stretch.tracker_id)
    .bind(f64::from(stretch.offset_s))
    .bind(piece.vehicle_no)
    .bind(piece.after.map(|a| a.0))
    .bind(piece.after.map(|a| a.1))
    .bind(piece.limit)
    .persistent(false)
    .fetch_all(c)
    .await?)
}

/// What a stretch's rows tell of power, at their corrected times, oldest first.
pub(super) async fn corrected_readings(
    c: &mut PgConnection,
    stretch: &Stretch,
    piece: Piece,
) -> Result<Vec<Reading>, StoreError> {
    let offset = TimeDelta::seconds(stretch.offset_s.into());
    Ok(sqlx::query_as(
        "with o as (
           select device_time, power_mv, battery_pct from observation
           where tracker_no = $1 and device_time >= $2 and device_time < $3
             and (power_mv is not null or battery_pct is not null)
             and received_at >= $4 and ($5::timestamptz is null or received_at < $5)
           union all
           select device_time, power_mv, battery_pct from observation_outlier
           where tracker_no = $1 and device_time >= $2 and device_time < $3
             and (power_mv is not null or battery_pct is not null)
             and received_at >= $4 and ($5::timestamptz is null or received_at < $5)
         )
         select $1 as tracker_no, o.device_time - make_interval(secs => $6) as at, o.power_mv, o.battery_pct
         from o join installation i on i.tracker_no = $1 and i.vehicle_no = $7
              and o.device_time - make_interval(secs => $6) >= i.installed_at
              and (i.removed_at is null or o.device_time - make_interval(secs => $6) < i.removed_at)
         order by o.device_time limit $8",
    )
    .bind(stretch.tracker_no)
    .bind(piece.from + offset)
    .bind(piece.to + offset)
    .bind(stretch.since)
    .bind(stretch.until)
    .bind(f64::from(stretch.offset_s))
    .bind(piece.vehicle_no)
    .bind(piece.limit)
    .persistent(false)
    .fetch_all(c)
    .await?)
}
