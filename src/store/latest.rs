//! The latest position and sign of life of each tracker: kept in memory, flushed in one statement now and then.

use super::observations::Sequenced;
use super::{Store, StoreError};
use chrono::{DateTime, TimeDelta, Utc};
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::{Flags, Observation, ObservationKind};
use std::collections::{HashMap, HashSet};

/// The last word on one tracker.
#[derive(Debug, Clone, PartialEq)]
pub struct Latest {
    /// Whose.
    pub lender: LenderNo,
    /// Last sign of life, engine time.
    pub received_at: DateTime<Utc>,
    /// Last location with a trustworthy time: its time, place, flags and speed.
    pub position: Option<(DateTime<Utc>, Point)>,
    /// Facts of the last observation that had any.
    pub flags: Flags,
    /// Speed, 0.1 km/h.
    pub speed_dkph: Option<i16>,
    /// Course, degrees.
    pub course_deg: Option<i16>,
    /// Satellites.
    pub satellites: Option<i16>,
    /// Battery, percent.
    pub battery_pct: Option<i16>,
    /// External voltage, millivolts.
    pub power_mv: Option<i32>,
    /// A connection is open.
    pub connected: bool,
}

/// All trackers' last words.
#[derive(Debug, Default)]
pub struct LatestPositions {
    rows: HashMap<TrackerNo, Latest>,
    dirty: HashSet<TrackerNo>,
    seq: i64,
}

/// A device's clock may be so far ahead of ours.
const AHEAD: TimeDelta = TimeDelta::minutes(10);
/// Rows flushed by one statement at most.
const FLUSH: usize = 10_000;

impl LatestPositions {
    /// Takes a committed row in. A location counts when its time is plausible and not older than the one we have:
    /// nothing from a bad clock or a late upload moves the latest position.
    pub fn take(&mut self, row: &Sequenced) {
        let o = &row.observation;
        self.seq = self.seq.max(row.seq);
        let entry = self.rows.entry(o.tracker).or_insert_with(|| Latest {
            lender: o.lender,
            received_at: o.received_at,
            position: None,
            flags: o.flags,
            speed_dkph: None,
            course_deg: None,
            satellites: None,
            battery_pct: None,
            power_mv: None,
            connected: false,
        });
        entry.lender = o.lender;
        entry.received_at = entry.received_at.max(o.received_at);
        entry.connected = o.kind != ObservationKind::Disconnect;
        entry.battery_pct = o.battery_pct.or(entry.battery_pct);
        entry.power_mv = o.power_mv.or(entry.power_mv);
        let trusted = o.device_time <= o.received_at + AHEAD && o.device_time >= o.received_at - TimeDelta::days(90);
        // One from the future of this receipt came from a clock that was trusted wrongly: it must not stay for ever.
        let newer = entry.position.is_none_or(|(t, _)| o.device_time >= t || t > o.received_at + AHEAD);
        if let (Some(point), true, true, true) =
            (o.point.filter(|_| located(o)), trusted, newer, o.flags.has(Flags::VALID))
        {
            entry.position = Some((o.device_time, point));
            entry.flags = o.flags;
            entry.speed_dkph = o.speed_dkph;
            entry.course_deg = o.course_deg;
            entry.satellites = o.satellites;
        }
        self.dirty.insert(o.tracker);
    }

    /// How many trackers are known.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether none is.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// Whether a satellite fix gave the location. The point 0, 0 is what receivers without one send.
fn located(o: &Observation) -> bool {
    !o.flags.has(Flags::COARSE) && o.point.is_some_and(|p| (p.lat_e7, p.lon_e7) != (0, 0))
}

impl Store {
    /// Loads what was flushed, then replays what was committed after it. Nobody is connected to a process that starts.
    pub async fn load_latest(&self) -> Result<LatestPositions, StoreError> {
        sqlx::query("update tracker_latest set connected = false where connected").execute(&self.ingest).await?;
        let mut latest = LatestPositions::default();
        let flushed: Option<serde_json::Value> =
            sqlx::query_scalar("select value from installation_fact where name = 'latest_flushed'")
                .fetch_optional(&self.ingest)
                .await?;
        latest.seq = flushed.and_then(|v| v.as_i64()).unwrap_or(0);
        let mut after = -1;
        loop {
            #[allow(clippy::type_complexity)] // one row, read in one place
            let rows: Vec<(
                i32,
                i32,
                DateTime<Utc>,
                Option<DateTime<Utc>>,
                Option<i32>,
                Option<i32>,
                i32,
                Option<i16>,
                Option<i16>,
                Option<i16>,
                Option<i16>,
                Option<i32>,
            )> = sqlx::query_as(
                "select tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags, speed, course, satellites,
                        battery_pct, power_mv
                 from tracker_latest where tracker_no > $1 order by tracker_no limit $2",
            )
            .bind(after)
            .bind(FLUSH as i64)
            .fetch_all(&self.ingest)
            .await?;
            let Some(last) = rows.last() else { break };
            after = last.0;
            for (tracker, lender, received_at, time, lat, lon, flags, speed, course, satellites, battery, power) in rows
            {
                let position = time.zip(lat.zip(lon)).map(|(t, (lat_e7, lon_e7))| (t, Point { lat_e7, lon_e7 }));
                latest.rows.insert(
                    TrackerNo(tracker),
                    Latest {
                        lender: LenderNo(lender),
                        received_at,
                        position,
                        flags: Flags(flags),
                        speed_dkph: speed,
                        course_deg: course,
                        satellites,
                        battery_pct: battery,
                        power_mv: power,
                        connected: false,
                    },
                );
            }
        }
        let end = self.last_seq().await?;
        while latest.seq < end {
            let rows = self.observations_after(latest.seq, 5000).await?;
            let reached = latest.seq + 5000;
            rows.iter().for_each(|row| latest.take(row));
            latest.seq = reached.min(end);
        }
        Ok(latest)
    }

    /// Writes what changed since the last flush.
    pub async fn flush_latest(&self, latest: &mut LatestPositions) -> Result<(), StoreError> {
        if latest.dirty.is_empty() {
            return Ok(());
        }
        let dirty: Vec<TrackerNo> = latest.dirty.iter().copied().collect();
        let mut tx = self.ingest.begin().await?;
        for page in dirty.chunks(FLUSH) {
            let rows: Vec<(TrackerNo, &Latest)> =
                page.iter().filter_map(|t| latest.rows.get(t).map(|row| (*t, row))).collect();
            sqlx::query(
                "insert into tracker_latest (tracker_no, lender_no, received_at, device_time, lat_e7, lon_e7, flags, speed,
                                             course, satellites, battery_pct, power_mv, connected)
                 select * from unnest($1::int4[], $2::int4[], $3::timestamptz[], $4::timestamptz[], $5::int4[], $6::int4[],
                                      $7::int4[], $8::int2[], $9::int2[], $10::int2[], $11::int2[], $12::int4[], $13::bool[])
                 on conflict (tracker_no) do update
                   set lender_no = excluded.lender_no, received_at = excluded.received_at,
                       device_time = excluded.device_time, lat_e7 = excluded.lat_e7, lon_e7 = excluded.lon_e7,
                       flags = excluded.flags, speed = excluded.speed, course = excluded.course,
                       satellites = excluded.satellites, battery_pct = excluded.battery_pct,
                       power_mv = excluded.power_mv, connected = excluded.connected",
            )
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
            .execute(&mut *tx)
            .await?;
        }
        sqlx::query(
            "insert into installation_fact (name, value) values ('latest_flushed', to_jsonb($1::bigint))
             on conflict (name) do update set value = excluded.value",
        )
        .bind(latest.seq)
        .execute(&mut *tx)
        .await?;
        tx.commit().await?;
        latest.dirty.clear();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use lienwatch_protocols::message::{Fix, FixKind, Message};

    fn at(s: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_000 + s, 0).expect("in range")
    }

    fn fix(t: DateTime<Utc>, lat: f64, lon: f64, kind: FixKind) -> Message {
        let fix = Fix {
            time: Some(t),
            lat,
            lon,
            kind,
            valid: true,
            speed_kph: None,
            course_deg: None,
            altitude_m: None,
            accuracy_m: None,
            satellites: None,
            hdop: None,
        };
        Message { device_time: Some(t), fix: Some(fix), ..Message::default() }
    }

    /// The time of the latest position after these messages, each with its receive time.
    fn latest(messages: &[(Message, DateTime<Utc>)]) -> Option<DateTime<Utc>> {
        let mut latest = LatestPositions::default();
        for ((message, received_at), seq) in messages.iter().zip(1..) {
            let observation = Observation::of(message, TrackerNo(1), LenderNo(1), *received_at);
            latest.take(&Sequenced { seq, observation });
        }
        latest.rows[&TrackerNo(1)].position.map(|p| p.0)
    }

    #[test]
    fn only_a_satellite_fix_moves_the_latest_position() {
        let good = (fix(at(0), 31.2, 121.4, FixKind::Gnss), at(0));
        let coarse = (fix(at(10), 31.3, 121.4, FixKind::Cells), at(10));
        let nowhere = (fix(at(20), 0.0, 0.0, FixKind::Gnss), at(20));
        assert_eq!(latest(&[good.clone(), coarse, nowhere]), Some(at(0)));
        assert_eq!(latest(&[good, (fix(at(30), 31.2, 121.5, FixKind::Gnss), at(30))]), Some(at(30)));
    }

    #[test]
    fn a_position_from_the_future_does_not_stay_for_ever() {
        let ahead = (fix(at(86_400), 31.2, 121.4, FixKind::Gnss), at(86_400));
        let now = (fix(at(60), 31.2, 121.5, FixKind::Gnss), at(60));
        assert_eq!(latest(&[ahead, now]), Some(at(60)));
    }
}
