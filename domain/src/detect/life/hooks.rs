//! How a vehicle's track runs its life: words without a fix, timers, and what late facts take back.

use crate::alert::{Alert, AlertState, AlertType};
use crate::detect::change::Change;
use crate::detect::clean::Report;
use crate::detect::episode::{Context, fact};
use crate::detect::track::{Geometry, Track};
use crate::observation::Observation;
use serde::{Deserialize, Serialize};

/// Alerts about places said since the geometry was kept aside.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub(in crate::detect) struct Said(Vec<Alert>);

/// Words further apart than this do not speak of one stay, seconds.
const SILENT_S: f64 = 7200.0;
/// Remembered at most: the oldest is forgotten, and then stands even where late facts refute it.
const MOST: usize = 16;

fn about_places(kind: AlertType) -> bool {
    use AlertType::{
        AbnormalStay, Fence, HomeChanged, OverlongStop, PlaceMissed, ProvinceExit, RegionExit, SiteVisit, ZeroMotion,
    };
    matches!(
        kind,
        AbnormalStay
            | Fence
            | HomeChanged
            | OverlongStop
            | PlaceMissed
            | ProvinceExit
            | RegionExit
            | SiteVisit
            | ZeroMotion
    )
}

fn alerts(changes: &[Change]) -> impl Iterator<Item = &Alert> {
    changes.iter().filter_map(|change| match change {
        Change::Alert(alert) if about_places(alert.kind) => Some(alert),
        _ => None,
    })
}

fn same(a: &Alert, b: &Alert) -> bool {
    a.kind == b.kind && a.episode_key == b.episode_key
}

impl Said {
    /// Remembers what was said.
    pub(in crate::detect) fn hear(&mut self, changes: &[Change]) {
        for alert in alerts(changes) {
            match self.0.iter_mut().find(|a| same(a, alert)) {
                Some(known) => *known = alert.clone(),
                None => {
                    if self.0.len() == MOST {
                        self.0.remove(0);
                    }
                    self.0.push(alert.clone());
                }
            }
        }
    }

    /// Takes back what the geometry made anew does not say, and says again what it leaves open. `anew` is what it said.
    pub(in crate::detect) fn refuted_by(
        &mut self,
        rebuilt: &Geometry,
        anew: &[Change],
        context: &Context<'_>,
    ) -> Vec<Change> {
        let mut changed = Vec::new();
        for mut alert in std::mem::take(&mut self.0) {
            if alerts(anew).any(|a| same(a, &alert)) || alert.state == AlertState::Retracted {
                continue;
            }
            // A visit that is not over is the visits' own to take back.
            if alert.kind == AlertType::SiteVisit && alert.state == AlertState::Open {
                continue;
            }
            if let Some(open) = rebuilt.open(alert.kind, alert.episode_key) {
                if alert.state != AlertState::Open {
                    changed.push(Change::Alert(open.clone()));
                }
                continue;
            }
            alert.state = AlertState::Retracted;
            alert.updated_at = context.now.datetime();
            alert.evidence.push(fact("later_facts", true));
            changed.push(Change::Alert(alert));
        }
        self.hear(anew);
        changed
    }
}

impl Geometry {
    /// An alert about places that is open.
    fn open(&self, kind: AlertType, key: i64) -> Option<&Alert> {
        let visit = self.visits.open().filter(|a| a.kind == kind && a.episode_key == key);
        visit.or_else(|| self.life.open(kind, key))
    }

    /// What was known of the stay in progress by words without a fix holds for the geometry made anew.
    pub(in crate::detect) fn resume(&mut self, live: &Geometry, context: &Context<'_>, out: &mut Vec<Change>) {
        let (Some(then), Some(now)) = (live.life.parked, self.life.parked) else { return };
        if then.arrive == now.arrive {
            if let Some(parked) = &mut self.life.parked {
                parked.gathered = then.gathered;
            }
            self.life.alive(then.until, &self.places, context, out);
        }
    }
}

impl Track {
    /// A word of a wired tracker that does not move.
    pub(in crate::detect) fn still_there(
        &mut self,
        index: usize,
        o: &Observation,
        report: &Report,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let device = &self.devices[index];
        if device.wireless()
            || self.astray.is(device.tracker)
            || report.stale
            || o.flags.ignition() == Some(true)
            || report.fixes[0].is_some()
        {
            return;
        }
        // After a silence a word without a fix does not tell where it is spoken.
        let known = self.geometry.life.parked.is_some_and(|parked| report.rx.since(parked.until) <= SILENT_S);
        if !known {
            return;
        }
        let from = out.len();
        self.geometry.life.alive(report.rx, &self.geometry.places, context, out);
        self.told(&out[from..]);
    }

    /// Fires what is due of its life.
    pub(in crate::detect) fn tick_life(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        let from = out.len();
        self.geometry.life.tick(context, out);
        self.told(&out[from..]);
    }
}
