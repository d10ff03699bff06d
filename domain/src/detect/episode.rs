//! One alert over its life: raised once, made graver at most, then closed or retracted.

use super::moment::Moment;
use super::parameters::Parameters;
use super::ways::FleetWays;
use super::{Areas, Change, ClockCorrection, VehicleProfile};
use crate::alert::{Alert, AlertState, AlertType, Evidence, Severity};
use crate::geo::{Point, SiteIndex};
use crate::ids::{SiteId, TrackerNo, VehicleNo};
use serde::{Deserialize, Serialize};

/// What every detector may look at.
#[derive(Debug, Clone, Copy)]
pub(super) struct Context<'a> {
    pub parameters: &'a Parameters,
    pub profile: &'a VehicleProfile,
    pub sites: &'a SiteIndex,
    pub areas: &'a Areas,
    pub vehicle: VehicleNo,
    /// What somebody has said of the clock of the tracker at hand.
    pub told: Option<&'a ClockCorrection>,
    /// What the fleet knows of places.
    pub ways: &'a FleetWays,
    /// The engine clock.
    pub now: Moment,
}

impl Context<'_> {
    /// Local hour within `from..to` (may span midnight).
    pub(super) fn local_hour(&self, t: Moment, from: i64, to: i64) -> bool {
        t.local_hour_within(self.profile.utc_offset_s, from, to)
    }

    /// Whether authorised work covers `t`.
    pub(super) fn in_service(&self, t: Moment) -> bool {
        self.profile.service_windows.iter().any(|&(from, to)| Moment::of(from) <= t && t <= Moment::of(to))
    }
}

/// What a detector wants to say.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub kind: AlertType,
    pub key: i64,
    pub severity: Severity,
    pub score: f64,
    pub tracker: Option<TrackerNo>,
    pub site: Option<SiteId>,
    pub point: Option<Point>,
    pub event_at: Moment,
    pub late: bool,
    pub evidence: Vec<Evidence>,
}

/// A reason without a weight.
pub(super) fn fact(feature: &str, value: impl Into<serde_json::Value>) -> Evidence {
    Evidence { feature: feature.to_owned(), value: value.into(), weight: 0.0 }
}

/// Whole seconds, for a reason's value.
pub(super) fn whole(seconds: f64) -> serde_json::Value {
    (seconds.round() as i64).into()
}

/// Spreads what opened an episode into its key.
pub(super) fn episode_key(kind: AlertType, parts: &[i64]) -> i64 {
    // FNV-1a over the bytes: stable across versions of the standard library.
    let mut h = 0xcbf2_9ce4_8422_2325_u64;
    let kind = [kind as i64];
    for byte in kind.iter().chain(parts).flat_map(|p| p.to_le_bytes()) {
        h = (h ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
    }
    h as i64
}

/// The open alert of a detector, if there is one.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(super) struct Episode(Option<Box<Alert>>);

impl Episode {
    /// The open alert.
    pub(super) fn open(&self) -> Option<&Alert> {
        self.0.as_deref()
    }

    /// Opens the episode, or makes it graver; says nothing otherwise. Returns whether it said something.
    pub(super) fn raise(&mut self, draft: Draft, context: &Context<'_>, out: &mut Vec<Change>) -> bool {
        let now = context.now.datetime();
        match &mut self.0 {
            Some(alert) if draft.severity <= alert.severity => return false,
            Some(alert) => {
                alert.severity = draft.severity;
                alert.score = draft.score;
                alert.evidence = draft.evidence;
                alert.updated_at = now;
                alert.point = draft.point.or(alert.point);
                alert.tracker = draft.tracker.or(alert.tracker);
            }
            empty => {
                *empty = Some(Box::new(Alert {
                    vehicle: context.vehicle,
                    kind: draft.kind,
                    episode_key: draft.key,
                    severity: draft.severity,
                    state: AlertState::Open,
                    score: draft.score,
                    tracker: draft.tracker,
                    site: draft.site,
                    point: draft.point,
                    event_at: draft.event_at.datetime(),
                    raised_at: now,
                    updated_at: now,
                    late: draft.late,
                    evidence: draft.evidence,
                }));
            }
        }
        if let Some(alert) = &self.0 {
            out.push(Change::Alert((**alert).clone()));
        }
        true
    }

    /// Says the same with newer reasons.
    pub(super) fn restate(&mut self, evidence: Vec<Evidence>, context: &Context<'_>, out: &mut Vec<Change>) {
        if let Some(alert) = &mut self.0 {
            alert.evidence = evidence;
            alert.updated_at = context.now.datetime();
            out.push(Change::Alert((**alert).clone()));
        }
    }

    /// The condition ended.
    pub(super) fn close(&mut self, why: Evidence, context: &Context<'_>, out: &mut Vec<Change>) {
        self.end(AlertState::Closed, why, context, out);
    }

    /// Later facts refute it.
    pub(super) fn retract(&mut self, why: Evidence, context: &Context<'_>, out: &mut Vec<Change>) {
        self.end(AlertState::Retracted, why, context, out);
    }

    fn end(&mut self, state: AlertState, why: Evidence, context: &Context<'_>, out: &mut Vec<Change>) {
        if let Some(mut alert) = self.0.take() {
            alert.state = state;
            alert.updated_at = context.now.datetime();
            alert.evidence.push(why);
            out.push(Change::Alert(*alert));
        }
    }
}
