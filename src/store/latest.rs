//! The latest position and sign of life of each tracker: kept in memory, which all writers of the process and the API
//! share, and written now and then. See [`stored`] for that.

mod stored;

use super::fleet::{Fix, Fresh};
use super::observations::{Positions, Sequenced};
use chrono::{DateTime, TimeDelta, Utc};
use h3o::CellIndex;
use lienwatch_domain::detect::ClockCorrection;
use lienwatch_domain::geo::Point;
use lienwatch_domain::ids::{LenderNo, TrackerNo};
use lienwatch_domain::observation::{Flags, Observation, ObservationKind};
use std::collections::{HashMap, HashSet};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

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
    /// The cell around the position; reckoned when somebody looks.
    pub cell: Option<CellIndex>,
}

/// All trackers' last words.
#[derive(Debug, Default)]
pub struct LatestPositions {
    rows: HashMap<TrackerNo, Latest>,
    /// Changed since they were written.
    dirty: HashSet<TrackerNo>,
    /// There is a row of it in the table.
    written: HashSet<TrackerNo>,
    /// What `rows` have seen.
    seen: Positions,
    /// The table has been read: somebody writes in this process.
    loaded: bool,
    /// Corrections of trackers' clocks, each list in order of time.
    clocks: HashMap<TrackerNo, Vec<(DateTime<Utc>, TimeDelta)>>,
}

/// The one copy of a process. Cheap to clone; all clones are the same.
#[derive(Debug, Clone, Default)]
pub struct SharedLatest {
    positions: Arc<Mutex<LatestPositions>>,
    /// Held while they are written: one after the other, or a later writing could stand before an earlier one.
    writing: Arc<tokio::sync::Mutex<()>>,
}

impl SharedLatest {
    /// For a moment: nothing that waits may happen while it is held.
    pub(super) fn lock(&self) -> MutexGuard<'_, LatestPositions> {
        // Each change is complete in itself: a panic elsewhere leaves nothing half done.
        self.positions.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A device's clock may be so far ahead of ours.
const AHEAD: TimeDelta = TimeDelta::minutes(10);
/// A live record whose time is so near its receipt has a clock that is right.
const RIGHT: TimeDelta = TimeDelta::minutes(2);
/// And a record so old.
const PAST: TimeDelta = TimeDelta::days(90);
/// Corrections of one clock that are remembered: what is taken in was received lately.
const MOST_CORRECTIONS: usize = 8;

impl LatestPositions {
    /// Takes a committed row in. A location counts when its time, corrected where the clock is, is plausible and not
    /// older than the one we have: nothing from a bad clock or a late upload moves the latest position.
    pub fn take(&mut self, row: &Sequenced) {
        let o = &row.observation;
        self.seen.take(row.seq);
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
            cell: None,
        });
        entry.lender = o.lender;
        entry.received_at = entry.received_at.max(o.received_at);
        entry.connected = o.kind != ObservationKind::Disconnect;
        entry.battery_pct = o.battery_pct.or(entry.battery_pct);
        entry.power_mv = o.power_mv.or(entry.power_mv);
        let corrections = self.clocks.get(&o.tracker).map_or(&[][..], Vec::as_slice);
        let ahead = corrections.iter().rev().find(|(since, _)| *since <= o.received_at).map(|(_, ahead)| *ahead);
        // A clock that meets the receipt has been set right, as the detectors see it too.
        let near = |t: DateTime<Utc>| (t - o.received_at).abs() <= RIGHT;
        let set_right = |ahead: &TimeDelta| o.realtime() && near(o.device_time) && !near(o.device_time - *ahead);
        let at = ahead.filter(|ahead| !set_right(ahead)).map_or(o.device_time, |ahead| o.device_time - ahead);
        let trusted = at <= o.received_at + AHEAD && at >= o.received_at - PAST;
        // One from the future of this receipt came from a clock that was trusted wrongly: it must not stay for ever.
        let newer = entry.position.is_none_or(|(t, _)| at >= t || t > o.received_at + AHEAD);
        if let (Some(point), true, true, true) =
            (o.point.filter(|_| located(o)), trusted, newer, o.flags.has(Flags::VALID))
        {
            entry.position = Some((at, point));
            entry.cell = None;
            entry.flags = o.flags;
            entry.speed_dkph = o.speed_dkph;
            entry.course_deg = o.course_deg;
            entry.satellites = o.satellites;
        }
        self.dirty.insert(o.tracker);
    }

    /// A tracker's clock is corrected.
    pub(super) fn correct(&mut self, correction: &ClockCorrection) {
        let list = self.clocks.entry(correction.tracker).or_default();
        list.retain(|(since, _)| *since != correction.since);
        list.push((correction.since, TimeDelta::seconds(correction.offset_s)));
        list.sort_by_key(|(since, _)| *since);
        if list.len() > MOST_CORRECTIONS {
            list.remove(0);
        }
    }

    /// Who was last heard before `since` is not connected: nobody ends the connection of a device that has none.
    pub(super) fn silent(&mut self, since: DateTime<Utc>) {
        for (tracker, row) in self.rows.iter_mut().filter(|(_, row)| row.connected && row.received_at < since) {
            row.connected = false;
            self.dirty.insert(*tracker);
        }
    }

    /// The last words of these lenders' trackers, or of all; `None` before the table has been read.
    pub(super) fn fresh(&mut self, lenders: Option<&HashSet<LenderNo>>) -> Option<Vec<Fresh>> {
        if !self.loaded {
            return None;
        }
        let mut all = Vec::with_capacity(self.rows.len());
        let wanted = |row: &Latest| lenders.is_none_or(|lenders| lenders.contains(&row.lender));
        for (tracker, row) in self.rows.iter_mut().filter(|(_, row)| wanted(row)) {
            if row.cell.is_none() {
                row.cell = row.position.and_then(|(_, point)| super::fleet::cell(point));
            }
            let fix = row.position.zip(row.cell).map(|((at, point), cell)| Fix {
                at,
                point,
                cell,
                speed_dkph: row.speed_dkph,
                course_deg: row.course_deg,
            });
            all.push(Fresh { tracker: tracker.0, received_at: row.received_at, connected: row.connected, fix });
        }
        Some(all)
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

    #[test]
    fn a_corrected_clock_moves_the_latest_position_to_where_it_was_and_a_wrong_one_nowhere() {
        let hours = |h| TimeDelta::hours(h);
        let mut latest = LatestPositions::default();
        let mut seq = 0;
        let mut take = |latest: &mut LatestPositions, stated: DateTime<Utc>, received: DateTime<Utc>| {
            seq += 1;
            let message = fix(stated, 31.2, 121.4, FixKind::Gnss);
            let observation = Observation::of(&message, TrackerNo(1), LenderNo(1), received);
            latest.take(&Sequenced { seq, observation });
            latest.rows[&TrackerNo(1)].position.map(|p| p.0)
        };
        assert_eq!(take(&mut latest, at(0), at(0)), Some(at(0)));
        assert_eq!(take(&mut latest, at(30) + hours(8), at(30)), Some(at(0)));
        assert_eq!(take(&mut latest, DateTime::UNIX_EPOCH, at(60)), Some(at(0)));
        let correction = |offset_s, since| ClockCorrection {
            tracker: TrackerNo(1),
            since,
            offset_s,
            reason: lienwatch_domain::detect::ClockReason::LocalTime,
        };
        latest.correct(&correction(8 * 3600, at(30)));
        assert_eq!(take(&mut latest, at(90) + hours(8), at(90)), Some(at(90)));
        latest.correct(&correction(0, at(120)));
        assert_eq!(take(&mut latest, at(120), at(120)), Some(at(120)));
    }
}
