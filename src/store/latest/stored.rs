//! Latest positions in the database: read at a start and brought up to date, written every few seconds.
//!
//! What is lost when the process is killed between a commit and the next writing is replayed from the observations. A
//! tracker that has been silent for longer than they are retained keeps its row.

use super::{Latest, LatestPositions};
use crate::store::observations::{Positions, Sequenced};
use crate::store::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::detect::ClockCorrection;
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::Flags;
use lienwatch_protocols::IDLE_TIMEOUT_S;
use sqlx::{FromRow, PgConnection};

/// Rows read or written by one statement at most.
const PAGE: usize = 10_000;
/// What a port may take to end a connection that is silent for too long.
const MARGIN: TimeDelta = TimeDelta::minutes(1);
/// The fact that holds up to where the written rows have seen the observations.
const FACT: &str = "latest_flushed";

#[derive(FromRow)]
struct Row {
    tracker_no: i32,
    lender_no: i32,
    received_at: DateTime<Utc>,
    device_time: Option<DateTime<Utc>>,
    lat_e7: Option<i32>,
    lon_e7: Option<i32>,
    flags: i32,
    speed: Option<i16>,
    course: Option<i16>,
    satellites: Option<i16>,
    battery_pct: Option<i16>,
    power_mv: Option<i32>,
}

impl Row {
    /// Nobody is connected to a process that starts.
    fn latest(self) -> Latest {
        let point = self.lat_e7.zip(self.lon_e7).map(|(lat_e7, lon_e7)| Point { lat_e7, lon_e7 });
        Latest {
            lender: LenderNo(self.lender_no),
            received_at: self.received_at,
            position: self.device_time.zip(point),
            flags: Flags(self.flags),
            speed_dkph: self.speed,
            course_deg: self.course,
            satellites: self.satellites,
            battery_pct: self.battery_pct,
            power_mv: self.power_mv,
            connected: false,
            cell: None,
        }
    }
}

impl Store {
    /// Loads what was written, then replays what was committed after it.
    pub async fn load_latest(&self) -> Result<(), StoreError> {
        self.load(None).await
    }

    /// The same under a driven clock: what its last tick has not decided waits for the next one, which takes it in.
    pub async fn load_latest_decided(&self) -> Result<(), StoreError> {
        let decided = self.last_tick().await?.map_or(Positions::default(), |cursor| cursor.seen);
        self.load(Some(decided)).await
    }

    async fn load(&self, decided: Option<Positions>) -> Result<(), StoreError> {
        sqlx::query("update tracker_latest set connected = false where connected").execute(&self.ingest).await?;
        let mut latest = LatestPositions::default();
        let flushed: Option<serde_json::Value> =
            sqlx::query_scalar("select value from installation_fact where name = $1")
                .bind(FACT)
                .fetch_optional(&self.ingest)
                .await?;
        if let Some(flushed) = flushed {
            let numbers = serde_json::from_value(flushed).map_err(|e| StoreError::unreadable(FACT, e.to_string()))?;
            latest.seen = Positions::from_stored(FACT, numbers)?;
        }
        for correction in self.clock_corrections().await? {
            latest.correct(&correction);
        }
        let mut after = i32::MIN;
        loop {
            let rows: Vec<Row> = sqlx::query_as(
                "select tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags, speed, course, satellites,
                        battery_pct, power_mv
                 from tracker_latest where tracker_no > $1 order by tracker_no limit $2",
            )
            .bind(after)
            .bind(PAGE as i64)
            .fetch_all(&self.ingest)
            .await?;
            let Some(last) = rows.last() else { break };
            after = last.tracker_no;
            for row in rows {
                let tracker = TrackerNo(row.tracker_no);
                latest.written.insert(tracker);
                latest.rows.insert(tracker, row.latest());
            }
        }
        let mut replay = self.replay_after(latest.seen).await?;
        while let Some(rows) = replay.next(self).await? {
            let received = rows.iter().filter(|row| decided.is_none_or(|decided| decided.covers(row.seq)));
            received.for_each(|row| latest.take(row));
        }
        if decided.is_none() {
            latest.seen.reach(replay.reached());
        }
        latest.rows.values_mut().for_each(|row| row.connected = false);
        latest.loaded = true;
        *self.latest.lock() = latest;
        Ok(())
    }

    /// Takes committed rows in.
    pub fn take_latest(&self, rows: &[Sequenced]) {
        let mut latest = self.latest.lock();
        rows.iter().for_each(|row| latest.take(row));
    }

    /// As of `now`, trackers that were silent for longer than any connection is left open are not connected: those that
    /// speak by datagram, MQTT or HTTP never say that they leave.
    pub fn silence_latest(&self, now: DateTime<Utc>) {
        self.latest.lock().silent(now - TimeDelta::seconds(IDLE_TIMEOUT_S.into()) - MARGIN);
    }

    /// Trackers' clocks are corrected from now on.
    pub fn correct_latest<'a>(&self, corrections: impl Iterator<Item = &'a ClockCorrection>) {
        let mut latest = self.latest.lock();
        corrections.for_each(|correction| latest.correct(correction));
    }

    /// Writes what has changed since the last time, with how far that goes.
    pub async fn flush_latest(&self) -> Result<(), StoreError> {
        let _alone = self.latest.writing.lock().await;
        let (changed, seen) = {
            let mut latest = self.latest.lock();
            let dirty = std::mem::take(&mut latest.dirty);
            let changed = |t: TrackerNo| Some((t, latest.rows.get(&t)?.clone(), latest.written.contains(&t)));
            (dirty.into_iter().filter_map(changed).collect::<Vec<_>>(), latest.seen)
        };
        if changed.is_empty() {
            return Ok(());
        }
        let written = self.write_latest(&changed, seen).await;
        let mut latest = self.latest.lock();
        let trackers = changed.iter().map(|(tracker, ..)| *tracker);
        match written {
            Ok(()) => latest.written.extend(trackers),
            Err(_) => latest.dirty.extend(trackers),
        }
        written
    }

    async fn write_latest(&self, changed: &[(TrackerNo, Latest, bool)], seen: Positions) -> Result<(), StoreError> {
        let mut tx = self.ingest.begin().await?;
        for page in changed.chunks(PAGE) {
            let (old, new): (Vec<_>, Vec<_>) = page.iter().partition(|(_, _, written)| *written);
            run(&mut tx, UPDATE, &old).await?;
            run(&mut tx, INSERT, &new).await?;
        }
        sqlx::query(
            "insert into installation_fact (name, value) values ($1, to_jsonb($2::bigint[]))
             on conflict (name) do update set value = excluded.value",
        )
        .bind(FACT)
        .bind(seen.stored())
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        Ok(())
    }
}

const UPDATE: &str = "update tracker_latest t
     set lender_no = n.lender_no, received_at = n.received_at, device_time = n.device_time, lat_e7 = n.lat_e7,
         lon_e7 = n.lon_e7, flags = n.flags, speed = n.speed, course = n.course, satellites = n.satellites,
         battery_pct = n.battery_pct, power_mv = n.power_mv, connected = n.connected
     from unnest($1::int4[], $2::int4[], $3::timestamptz[], $4::timestamptz[], $5::int4[], $6::int4[], $7::int4[],
                 $8::int2[], $9::int2[], $10::int2[], $11::int2[], $12::int4[], $13::bool[])
          as n (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags, speed, course, satellites,
                battery_pct, power_mv, connected)
     where t.tracker_no = n.tracker_no";

const INSERT: &str = "insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags,
                                                  speed, course, satellites, battery_pct, power_mv, connected)
     select * from unnest($1::int4[], $2::int4[], $3::timestamptz[], $4::timestamptz[], $5::int4[], $6::int4[], $7::int4[],
                          $8::int2[], $9::int2[], $10::int2[], $11::int2[], $12::int4[], $13::bool[])
     on conflict (tracker_no) do update
       set lender_no = excluded.lender_no, received_at = excluded.received_at, device_time = excluded.device_time,
           lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7, flags = excluded.flags, speed = excluded.speed,
           course = excluded.course, satellites = excluded.satellites, battery_pct = excluded.battery_pct,
           power_mv = excluded.power_mv, connected = excluded.connected";

async fn run(
    tx: &mut PgConnection,
    statement: &'static str,
    rows: &[&(TrackerNo, Latest, bool)],
) -> Result<(), StoreError> {
    if rows.is_empty() {
        return Ok(());
    }
    sqlx::query(statement)
        .bind(rows.iter().map(|r| r.0.0).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.lender.0).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.received_at).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.position.map(|p| p.0)).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.position.map(|p| p.1.lat_e7)).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.position.map(|p| p.1.lon_e7)).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.flags.0).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.speed_dkph).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.course_deg).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.satellites).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.battery_pct).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.power_mv).collect::<Vec<_>>())
        .bind(rows.iter().map(|r| r.1.connected).collect::<Vec<_>>())
        .execute(tx)
        .await?;
    Ok(())
}
