//! Faster than the tenant's limit, by two fixes at least: one may be wrong.

use super::Change;
use super::clean::Fix;
use super::episode::{Context, Draft, Episode, episode_key, fact, whole};
use super::moment::Moment;
use crate::alert::{AlertType, Severity};
use crate::ids::TrackerNo;
use serde::{Deserialize, Serialize};

/// The speeding of one device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Speeding {
    /// Above the limit since, and the fastest then, km/h.
    above: Option<(Moment, f64)>,
    /// Well below it since.
    below: Option<Moment>,
    pub(super) episode: Episode,
}

/// Fixes farther apart say nothing about the time between them, seconds.
const GAP_S: f64 = 300.0;
/// Below the limit for so long: over, seconds.
const OVER_S: f64 = 120.0;

impl Speeding {
    /// Takes a fix.
    pub(super) fn take(&mut self, fix: &Fix, tracker: TrackerNo, context: &Context<'_>, out: &mut Vec<Change>) {
        let p = &context.parameters.overspeed;
        let Some(kph) = fix.speed_kph else { return };
        if kph <= p.limit_kph {
            self.above = None;
            if self.episode.open().is_some() && kph <= p.limit_kph - p.over_kph {
                let since = *self.below.get_or_insert(fix.t);
                if fix.t.since(since) >= OVER_S {
                    self.below = None;
                    self.episode.close(fact("slower_again", true), context, out);
                }
            }
            return;
        }
        self.below = None;
        let (since, fastest) = match self.above {
            Some((since, fastest)) if (0.0..=GAP_S).contains(&fix.t.since(since)) || self.episode.open().is_some() => {
                (since, fastest.max(kph))
            }
            _ => (fix.t, kph),
        };
        self.above = Some((since, fastest));
        if fix.t.since(since) < p.lasts_s as f64 || self.episode.open().is_some() {
            return;
        }
        let draft = Draft {
            kind: AlertType::Overspeed,
            key: episode_key(AlertType::Overspeed, &[tracker.0.into(), since.micros()]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: Some(tracker),
            site: None,
            point: Some(fix.point),
            event_at: since,
            late: fix.rx.since(fix.t) > 600.0,
            evidence: vec![fact("fastest_kph", whole(fastest)), fact("limit_kph", whole(p.limit_kph))],
        };
        self.episode.raise(draft, context, out);
    }
}
