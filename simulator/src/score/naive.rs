//! The rule that detection is held against: any alarm of a cut or of tampering, or four hours of silence past the
//! report that was due, is a removal.

use super::Claim;
use crate::device::Emission;
use crate::label::time;
use crate::run::Run;
use lienwatch_domain::alert::{AlertState, AlertType, Severity};
use lienwatch_protocols::message::Alarm;
use std::collections::BTreeMap;

const PATIENCE_S: i64 = 4 * 3600;
/// A wired tracker says something at least so often: its heartbeat.
const HEARTBEAT_S: i64 = 300;
const ALARMS: [Alarm; 5] = [Alarm::PowerCut, Alarm::Removed, Alarm::Light, Alarm::CoverOpen, Alarm::Tamper];

#[derive(Debug)]
struct Tracker {
    vehicle: String,
    due_s: i64,
    last: Option<i64>,
}

/// The rule at work.
#[derive(Debug)]
pub struct Naive {
    trackers: BTreeMap<u32, Tracker>,
    end: i64,
    claims: Vec<Claim>,
}

impl Naive {
    /// For the trackers of a run.
    pub fn new(run: &Run) -> Naive {
        let due = |wake: Option<u32>| wake.map_or(HEARTBEAT_S, i64::from);
        let of = |vehicle: &str, t: &crate::device::TrackerSpec| {
            (t.number, Tracker { vehicle: vehicle.to_owned(), due_s: due(t.wake_interval_s), last: None })
        };
        let trackers = run.cars.iter().flat_map(|car| car.trackers.iter().map(|t| of(&car.external_id, t))).collect();
        Naive { trackers, end: run.end, claims: Vec::new() }
    }

    /// A report, in order of sending.
    pub fn hear(&mut self, emission: &Emission) {
        let Some(tracker) = self.trackers.get_mut(&emission.tracker) else { return };
        let silent = tracker.last.map(|last| last + tracker.due_s + PATIENCE_S).filter(|due| *due < emission.at);
        let alarm = emission.report.alarm.filter(|a| ALARMS.contains(a)).map(|_| emission.at);
        tracker.last = Some(emission.at);
        self.claims.extend(silent.into_iter().chain(alarm).map(|at| claim(&tracker.vehicle, at)));
    }

    /// What it claims in all, with the silences that last.
    pub fn claims(mut self) -> Vec<Claim> {
        for t in self.trackers.values() {
            let silent = t.last.map(|last| last + t.due_s + PATIENCE_S).filter(|due| *due < self.end);
            self.claims.extend(silent.map(|at| claim(&t.vehicle, at)));
        }
        self.claims
    }
}

fn claim(vehicle: &str, at: i64) -> Claim {
    Claim {
        vehicle: vehicle.to_owned(),
        kind: AlertType::Removal,
        severity: Severity::Critical,
        state: AlertState::Open,
        p: 1.0,
        event_at: time(at),
        raised_at: time(at),
        steps: Vec::new(),
        point: None,
        evidence: Vec::new(),
    }
}
