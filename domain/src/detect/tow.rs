//! Towed: the car drives and its ignition is off (design 4.10).
//!
//! An ignition wire that was never connected reads off for ever: until the car was seen driving with it on, off means
//! nothing.

use super::Change;
use super::clean::Fix;
use super::episode::{Context, Draft, Episode, episode_key, fact, whole};
use super::moment::Moment;
use crate::alert::{AlertType, Severity};
use crate::geo::Point;
use crate::ids::TrackerNo;
use serde::{Deserialize, Serialize};

/// The towing of one device's car.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Tow {
    /// Fixes under way with the ignition on.
    driven: u16,
    /// Where it stood with the ignition off.
    stood: Option<Point>,
    /// Under way without ignition since.
    since: Option<Moment>,
    /// Standing since, then.
    stands: Option<Moment>,
    pub(super) episode: Episode,
}

/// Standing this long is no red light, seconds.
const LIGHT_S: f64 = 180.0;

impl Tow {
    /// Takes a fix; returns when a tow was found with it.
    pub(super) fn take(
        &mut self,
        fix: &Fix,
        tracker: TrackerNo,
        serviced: bool,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) -> Option<Moment> {
        let p = &context.parameters.tow;
        let kph = fix.speed_kph.unwrap_or(0.0);
        let fast = kph >= p.speed_kph;
        match fix.ignition {
            Some(false) => {}
            Some(true) => {
                self.driven = self.driven.saturating_add(u16::from(fast));
                (self.stood, self.since, self.stands) = (None, None, None);
                self.episode.close(fact("ignition_on", true), context, out);
                return None;
            }
            None => return None,
        }
        if !fast {
            let since = *self.stands.get_or_insert(fix.t);
            let stands_s = fix.t.since(since);
            if stands_s >= LIGHT_S || self.since.is_none() {
                self.since = None;
                self.stood = Some(fix.point);
            }
            if stands_s >= p.stands_s as f64 {
                self.episode.close(fact("stands_again", true), context, out);
            }
            return None;
        }
        self.stands = None;
        let since = *self.since.get_or_insert(fix.t);
        let from = *self.stood.get_or_insert(fix.point);
        let moved_m = from.distance_m(fix.point);
        let lasts_s = fix.t.since(since);
        let found = moved_m > p.moved_m && lasts_s >= p.lasts_s as f64 && self.driven >= p.ignition_seen;
        if !found || self.episode.open().is_some() {
            return None;
        }
        let mut evidence = vec![
            fact("moved_without_ignition_m", whole(moved_m)),
            fact("moved_without_ignition_s", whole(lasts_s)),
            fact("speed_kph", whole(kph)),
        ];
        evidence.extend(serviced.then(|| fact("service_window", true)));
        let draft = Draft {
            kind: AlertType::Tow,
            key: episode_key(AlertType::Tow, &[tracker.0.into(), since.micros()]),
            severity: if serviced { Severity::Info } else { Severity::Warn },
            score: 1.0,
            tracker: Some(tracker),
            site: None,
            point: Some(fix.point),
            event_at: since,
            late: fix.rx.since(fix.t) > 600.0,
            evidence,
        };
        self.episode.raise(draft, context, out);
        Some(since)
    }
}
