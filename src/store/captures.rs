//! Raw frames of single trackers, kept on demand.

use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Captures that listeners look out for at a time, the newest first.
const MOST_RUNNING: i64 = 200;

/// A capture of one tracker.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct CaptureView {
    /// Its id.
    pub id: Uuid,
    /// Whose frames.
    pub tracker_id: Uuid,
    /// What it speaks.
    pub protocol: String,
    /// IMEI or terminal id.
    pub device_id: String,
    /// When it was asked for (wall time, as all times here).
    pub started_at: DateTime<Utc>,
    /// When it ends at the latest.
    pub ends_at: DateTime<Utc>,
    /// How many frames end it, both ways together.
    pub frames_wanted: i16,
    /// Frames kept.
    pub frames_kept: i64,
    /// Why.
    pub reason: String,
    /// Who asked.
    pub started_by: String,
}

/// Which way a frame went.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Direction {
    /// From the device.
    In,
    /// From us.
    Out,
}

/// How it travelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Transport {
    /// A stream.
    Tcp,
    /// A datagram.
    Udp,
    /// A publication.
    Mqtt,
}

impl Direction {
    fn name(self) -> &'static str {
        match self {
            Direction::In => "in",
            Direction::Out => "out",
        }
    }
}

impl Transport {
    fn name(self) -> &'static str {
        match self {
            Transport::Tcp => "tcp",
            Transport::Udp => "udp",
            Transport::Mqtt => "mqtt",
        }
    }
}

/// A frame as it was kept.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct FrameView {
    /// When (wall time).
    pub at: DateTime<Utc>,
    /// `in`: from the device; `out`: from us.
    pub direction: String,
    /// `tcp`, `udp` or `mqtt`.
    pub transport: String,
    /// The device's address.
    pub peer: String,
    /// What went over the wire: one frame, or several that came together.
    pub hex: String,
}

/// A frame to keep.
#[derive(Debug, Clone)]
pub struct NewFrame {
    /// In which capture.
    pub capture: Uuid,
    /// Its number there, from 1.
    pub n: i32,
    /// When (wall time).
    pub at: DateTime<Utc>,
    /// Which way.
    pub direction: Direction,
    /// How.
    pub transport: Transport,
    /// The device's address.
    pub peer: String,
    /// What.
    pub bytes: Vec<u8>,
}

/// A capture that is to be looked out for.
#[derive(Debug, Clone)]
pub struct Running {
    /// Its id.
    pub id: Uuid,
    /// Whose frames.
    pub tracker: TrackerNo,
    /// Until when (wall time).
    pub ends_at: DateTime<Utc>,
    /// Frames wanted.
    pub wanted: i32,
    /// Frames kept already.
    pub kept: i32,
    /// Bytes kept already.
    pub kept_bytes: i64,
}

impl Store {
    /// The captures that run at `now`; those that ended a week ago are forgotten.
    pub async fn running_captures(&self, now: DateTime<Utc>) -> Result<Vec<Running>, StoreError> {
        sqlx::query("delete from capture where ends_at < $1 - interval '7 days'")
            .bind(now)
            .execute(&self.ingest)
            .await?;
        let rows: Vec<(Uuid, i32, DateTime<Utc>, i16, i32, i64)> = sqlx::query_as(
            "select c.id, c.tracker_no, c.ends_at, c.frames_wanted, coalesce(max(f.n), 0),
                    coalesce(sum(octet_length(f.bytes)), 0)::bigint
             from capture c left join capture_frame f using (tracker_no) where c.ends_at > $1
             group by c.tracker_no order by c.started_at desc limit $2",
        )
        .bind(now)
        .bind(MOST_RUNNING)
        .fetch_all(&self.ingest)
        .await?;
        let running = rows.into_iter().map(|(id, tracker_no, ends_at, wanted, kept, kept_bytes)| Running {
            id,
            tracker: TrackerNo(tracker_no),
            ends_at,
            wanted: wanted.into(),
            kept,
            kept_bytes,
        });
        Ok(running.collect())
    }

    /// Keeps frames. Those of a capture that has been deleted meanwhile are left out.
    pub async fn keep_frames(&self, frames: &[NewFrame]) -> Result<(), StoreError> {
        if frames.is_empty() {
            return Ok(());
        }
        sqlx::query(
            "insert into capture_frame (tracker_no, n, lender_no, at, direction, transport, peer, bytes)
             select c.tracker_no, s.n, c.lender_no, s.at, s.direction, s.transport, s.peer, s.bytes
             from unnest($1::uuid[], $2::int4[], $3::timestamptz[], $4::text[], $5::text[], $6::text[], $7::bytea[])
               as s (id, n, at, direction, transport, peer, bytes) join capture c using (id)
             on conflict do nothing",
        )
        .bind(frames.iter().map(|f| f.capture).collect::<Vec<_>>())
        .bind(frames.iter().map(|f| f.n).collect::<Vec<_>>())
        .bind(frames.iter().map(|f| f.at).collect::<Vec<_>>())
        .bind(frames.iter().map(|f| f.direction.name()).collect::<Vec<_>>())
        .bind(frames.iter().map(|f| f.transport.name()).collect::<Vec<_>>())
        .bind(frames.iter().map(|f| f.peer.as_str()).collect::<Vec<_>>())
        .bind(frames.iter().map(|f| f.bytes.as_slice()).collect::<Vec<_>>())
        .execute(&self.ingest)
        .await?;
        Ok(())
    }
}

/// What a new capture is made of.
#[derive(Debug)]
pub struct NewCapture<'a> {
    /// Its id.
    pub id: Uuid,
    /// Whose frames.
    pub tracker_no: i32,
    /// Whose tracker.
    pub lender_no: i32,
    /// From (wall time).
    pub started_at: DateTime<Utc>,
    /// Until.
    pub ends_at: DateTime<Utc>,
    /// How many frames end it.
    pub frames: i16,
    /// Why.
    pub reason: &'a str,
    /// Who asked.
    pub started_by: &'a str,
}

/// Captures of a lender that run at `now`.
pub async fn running(c: &mut PgConnection, lender: LenderNo, now: DateTime<Utc>) -> Result<i64, StoreError> {
    Ok(sqlx::query_scalar("select count(*) from capture where lender_no = $1 and ends_at > $2")
        .bind(lender.0)
        .bind(now)
        .fetch_one(c)
        .await?)
}

/// Starts a capture in place of one that has ended. Constraint `capture_pkey` where one is still there.
pub async fn start(c: &mut PgConnection, n: &NewCapture<'_>) -> Result<(), StoreError> {
    sqlx::query(
        "insert into capture (tracker_no, id, lender_no, started_at, ends_at, frames_wanted, reason, started_by)
         values ($1, $2, $3, $4, $5, $6, $7, $8)",
    )
    .bind(n.tracker_no)
    .bind(n.id)
    .bind(n.lender_no)
    .bind(n.started_at)
    .bind(n.ends_at)
    .bind(n.frames)
    .bind(n.reason)
    .bind(n.started_by)
    .execute(c)
    .await?;
    Ok(())
}

/// The capture of a tracker.
pub async fn of_tracker(c: &mut PgConnection, tracker_no: i32) -> Result<Option<CaptureView>, StoreError> {
    Ok(sqlx::query_as(
        "select c.id, t.id as tracker_id, t.protocol, t.device_id, c.started_at, c.ends_at, c.frames_wanted, c.reason,
                c.started_by, (select count(*) from capture_frame f where f.tracker_no = c.tracker_no) as frames_kept
         from capture c join tracker t using (tracker_no) where c.tracker_no = $1",
    )
    .bind(tracker_no)
    .fetch_optional(c)
    .await?)
}

/// Its frames, in order; no capture has more than 1000.
pub async fn frames(c: &mut PgConnection, tracker_no: i32) -> Result<Vec<FrameView>, StoreError> {
    Ok(sqlx::query_as(
        "select at, direction, transport, peer, encode(bytes, 'hex') as hex from capture_frame
         where tracker_no = $1 order by n limit 1000",
    )
    .bind(tracker_no)
    .fetch_all(c)
    .await?)
}

/// Ends a capture and forgets its frames; false where there was none.
pub async fn delete(c: &mut PgConnection, tracker_no: i32) -> Result<bool, StoreError> {
    let done = sqlx::query("delete from capture where tracker_no = $1").bind(tracker_no).execute(c).await?;
    Ok(done.rows_affected() > 0)
}
