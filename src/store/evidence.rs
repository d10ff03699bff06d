//! Photos, sound and video that trackers sent: what they are, whose, and under which name their bytes are kept.

use super::events::{self, NewEvent};
use super::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_protocols::Media;
use serde::Serialize;
use sqlx::{FromRow, PgConnection};
use utoipa::ToSchema;
use uuid::Uuid;

/// Files whose rows are written at a time.
pub const AT_ONCE: usize = 2;
/// As the event table names us.
const ACTOR: &str = "system:ingest";

/// A file whose bytes are on disk.
#[derive(Debug)]
pub struct NewFile<'a> {
    /// Its id, if it is a new one.
    pub id: Uuid,
    /// Who sent it.
    pub tracker: TrackerNo,
    /// Whose it is.
    pub lender: LenderNo,
    /// By the device; none where it said none.
    pub device_time: Option<DateTime<Utc>>,
    /// Engine time.
    pub received_at: DateTime<Utc>,
    /// Wall time.
    pub wall: DateTime<Utc>,
    /// What it is.
    pub media: &'a Media,
    /// Where it was made.
    pub point: Option<Point>,
    /// SHA-256 of its bytes.
    pub sha256: [u8; 32],
    /// Under which name its bytes are kept.
    pub storage_name: &'a str,
}

impl Store {
    /// Adds a file, with an event; false where it is there already. The vehicle is the one in which the tracker was when
    /// the file was made, or, where the device's time cannot be (as for observations: over 90 days old, or to come in
    /// more than ten minutes), when it was received.
    pub async fn add_file(&self, f: &NewFile<'_>) -> Result<bool, StoreError> {
        let mut tx = self.ingest.begin().await?;
        let added: Option<(Uuid, Option<Uuid>)> = sqlx::query_as(
            "with made as (
               select case when $5::timestamptz between $6 - interval '90 days' and $6 + interval '10 minutes' then $5
                           else $6 end as at),
             placed as (
               select t.tracker_no, t.id as tracker_id, v.vehicle_no, v.id as vehicle_id
               from tracker t cross join made
               left join installation i on i.tracker_no = t.tracker_no and i.installed_at <= made.at
                                       and (i.removed_at is null or i.removed_at > made.at)
               left join vehicle v on v.vehicle_no = i.vehicle_no
               where t.tracker_no = $2),
             added as (
               insert into evidence_file (id, lender_no, tracker_no, vehicle_no, device_time, received_at, kind, format,
                                          event, channel, device_number, size_bytes, sha256, lat_e7, lon_e7, h3, storage_name)
               select $1, $3, tracker_no, vehicle_no, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $4 from placed
               on conflict on constraint evidence_file_once do nothing returning tracker_no)
             select tracker_id, vehicle_id from placed join added using (tracker_no)",
        )
        .bind(f.id)
        .bind(f.tracker.0)
        .bind(f.lender.0)
        .bind(f.storage_name)
        .bind(f.device_time)
        .bind(f.received_at)
        .bind(f.media.kind.name())
        .bind(f.media.format.name())
        .bind(i16::from(f.media.event))
        .bind(i16::from(f.media.channel))
        .bind(i64::from(f.media.id))
        .bind(i64::try_from(f.media.bytes.len()).unwrap_or(i64::MAX))
        .bind(&f.sha256[..])
        .bind(f.point.map(|p| p.lat_e7))
        .bind(f.point.map(|p| p.lon_e7))
        .bind(f.point.map(|p| p.cell(h3o::Resolution::Nine)))
        .fetch_optional(&mut *tx)
        .await?;
        if let Some((tracker, vehicle)) = added {
            let (entity_kind, entity_id) = vehicle.map_or(("tracker", tracker), |vehicle| ("vehicle", vehicle));
            let data = serde_json::json!({ "file_id": f.id, "kind": f.media.kind, "tracker_id": tracker });
            let (lender, action) = (Some(f.lender), "file_received");
            let event =
                NewEvent { lender, entity_kind, entity_id, action, actor: ACTOR, at: f.wall, reason: None, data };
            events::append(&mut tx, &event).await?;
        }
        tx.commit().await?;
        Ok(added.is_some())
    }
}

/// A photo, sound or video.
#[derive(Debug, Clone, Serialize, FromRow, ToSchema)]
pub struct FileView {
    /// Its id.
    pub id: Uuid,
    /// The vehicle in which the tracker was; null: in none that was known when it came.
    pub vehicle_id: Option<Uuid>,
    /// Who sent it.
    pub tracker_id: Uuid,
    /// `image`, `sound`, `video` or `other`.
    pub kind: String,
    /// `jpeg`, `tiff`, `mp3`, `wav`, `wmv`, `amr`, `mp4` or `other`.
    pub format: String,
    /// Why it was made, as the device's protocol numbers it (JT/T 808: 0 asked for, 1 timed, 2 robbery alarm,
    /// 3 collision or rollover).
    pub event: i16,
    /// Camera or microphone.
    pub channel: i16,
    /// The device's own number of it.
    pub device_number: i64,
    /// Bytes.
    pub size_bytes: i64,
    /// SHA-256 of its bytes, hex.
    pub sha256: String,
    /// When it was made, by the device; null where the device said nothing.
    pub device_time: Option<DateTime<Utc>>,
    /// When it was received.
    pub received_at: DateTime<Utc>,
    /// Degrees north, where the device said it.
    pub lat: Option<f64>,
    /// Degrees east, where the device said it.
    pub lon: Option<f64>,
}

/// A file with what the service itself needs of it.
#[derive(Debug, FromRow)]
pub struct StoredFile {
    /// As it is shown.
    #[sqlx(flatten)]
    pub view: FileView,
    /// Store-internal number of the vehicle.
    pub vehicle_no: Option<i32>,
    /// Whose it is.
    pub lender_no: i32,
    /// Under which name its bytes are kept.
    pub storage_name: String,
}

/// Files of a vehicle, the newest first, after the one at `before`.
pub async fn of_vehicle(
    c: &mut PgConnection,
    vehicle_no: i32,
    before: Option<(DateTime<Utc>, Uuid)>,
    limit: i64,
) -> Result<Vec<FileView>, StoreError> {
    Ok(sqlx::query_as(
        "select f.id, v.id as vehicle_id, t.id as tracker_id, f.kind, f.format, f.event, f.channel, f.device_number,
                f.size_bytes, encode(f.sha256, 'hex') as sha256, f.device_time, f.received_at,
                f.lat_e7 / 1e7::float8 as lat, f.lon_e7 / 1e7::float8 as lon
         from evidence_file f join tracker t using (tracker_no) join vehicle v on v.vehicle_no = f.vehicle_no
         where f.vehicle_no = $1 and ($2::timestamptz is null or (f.received_at, f.id) < ($2, $3))
         order by f.received_at desc, f.id desc limit $4",
    )
    .bind(vehicle_no)
    .bind(before.map(|b| b.0))
    .bind(before.map(|b| b.1))
    .bind(limit)
    .fetch_all(c)
    .await?)
}

/// One file.
pub async fn get(c: &mut PgConnection, id: Uuid) -> Result<Option<StoredFile>, StoreError> {
    Ok(sqlx::query_as(
        "select f.id, v.id as vehicle_id, t.id as tracker_id, f.kind, f.format, f.event, f.channel, f.device_number,
                f.size_bytes, encode(f.sha256, 'hex') as sha256, f.device_time, f.received_at,
                f.lat_e7 / 1e7::float8 as lat, f.lon_e7 / 1e7::float8 as lon, f.vehicle_no, f.lender_no, f.storage_name
         from evidence_file f join tracker t using (tracker_no) left join vehicle v on v.vehicle_no = f.vehicle_no
         where f.id = $1",
    )
    .bind(id)
    .fetch_optional(c)
    .await?)
}
