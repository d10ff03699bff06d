//! Reading observations back in commit order: what detectors and latest positions do when they resume.

use super::{MOST_WRITERS, Positions, Sequenced, writer_of};
use crate::store::{Store, StoreError};
use chrono::{DateTime, Utc};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::{Flags, Observation, ObservationKind};
use lienwatch_protocols::message::Alarms;
use sqlx::FromRow;

/// Numbers looked at by one statement: 5000 rows of writers that share a counter.
const PAGE: i64 = 5000 * MOST_WRITERS as i64;

/// What was stored and not yet taken in, a page at a time.
#[derive(Debug)]
pub struct Replay {
    seen: Positions,
    from: i64,
    end: i64,
}

impl Replay {
    /// Every row up to this number has been handed out, or had been taken in before.
    pub fn reached(&self) -> i64 {
        self.from
    }

    /// The next rows: each writer's in its commit order. `None` at the end.
    pub async fn next(&mut self, store: &Store) -> Result<Option<Vec<Sequenced>>, StoreError> {
        if self.from >= self.end {
            return Ok(None);
        }
        let until = self.end.min(self.from + PAGE);
        let mut rows = store.observations_between(self.from, until).await?;
        self.from = until;
        rows.retain(|row| !self.seen.covers(row.seq));
        Ok(Some(rows))
    }
}

impl Store {
    /// What is stored beyond `seen`, up to now.
    pub async fn replay_after(&self, seen: Positions) -> Result<Replay, StoreError> {
        let last: Vec<(i16, i64)> =
            sqlx::query_as("select writer, last_seq from ingest_writer").fetch_all(&self.worker).await?;
        let behind = |(writer, last): &(i16, i64)| {
            let own = seen.of(writer_of(i64::from(*writer)));
            (own < *last).then_some(own)
        };
        let end = last.iter().map(|(_, last)| *last).max().unwrap_or(0);
        // Only who is behind sets the beginning: another may have had nothing to store for years.
        let from = last.iter().filter_map(behind).min().unwrap_or(end);
        Ok(Replay { seen, from, end })
    }

    /// The observations with numbers in (`after`, `until`], in the order of their numbers.
    async fn observations_between(&self, after: i64, until: i64) -> Result<Vec<Sequenced>, StoreError> {
        // The range bounds the read on every partition's BRIN index, and numbers are given once: it bounds the rows.
        let rows: Vec<Row> = sqlx::query_as(
            "select device_time, received_at, ingest_seq, tracker_no, lender_no, digest, lat_e7, lon_e7, flags, power_mv,
                    kind, speed, course, alt, satellites, battery_pct, alarms, attributes
             from (select * from observation where ingest_seq > $1 and ingest_seq <= $2
                   union all
                   select * from observation_outlier where ingest_seq > $1 and ingest_seq <= $2) as o
             order by ingest_seq",
        )
        .bind(after)
        .bind(until)
        .fetch_all(&self.worker)
        .await?;
        rows.into_iter().map(Sequenced::try_from).collect()
    }
}

#[derive(FromRow)]
struct Row {
    device_time: DateTime<Utc>,
    received_at: DateTime<Utc>,
    ingest_seq: i64,
    tracker_no: i32,
    lender_no: i32,
    digest: i32,
    lat_e7: Option<i32>,
    lon_e7: Option<i32>,
    flags: i32,
    power_mv: Option<i32>,
    kind: i16,
    speed: Option<i16>,
    course: Option<i16>,
    alt: Option<i16>,
    satellites: Option<i16>,
    battery_pct: Option<i16>,
    alarms: Option<i64>,
    attributes: Option<serde_json::Value>,
}

impl TryFrom<Row> for Sequenced {
    type Error = StoreError;
    fn try_from(r: Row) -> Result<Self, StoreError> {
        let kind = ObservationKind::from_stored(r.kind)
            .ok_or_else(|| StoreError::unreadable("observation.kind", r.kind.to_string()))?;
        let point = r.lat_e7.zip(r.lon_e7).map(|(lat_e7, lon_e7)| Point { lat_e7, lon_e7 });
        let observation = Observation {
            tracker: TrackerNo(r.tracker_no),
            lender: LenderNo(r.lender_no),
            device_time: r.device_time,
            received_at: r.received_at,
            kind,
            flags: Flags(r.flags),
            point,
            speed_dkph: r.speed,
            course_deg: r.course,
            altitude_m: r.alt,
            satellites: r.satellites,
            battery_pct: r.battery_pct,
            power_mv: r.power_mv,
            alarms: Alarms::from_bits(r.alarms.unwrap_or(0) as u64),
            attributes: r.attributes,
            digest: r.digest,
        };
        Ok(Sequenced { seq: r.ingest_seq, observation })
    }
}
