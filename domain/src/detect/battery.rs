//! Internal battery: low now, or running out.

use super::Change;
use super::episode::{Context, Draft, Episode, episode_key, fact};
use super::moment::Moment;
use crate::alert::{AlertType, Severity};
use crate::geo::Point;
use crate::ids::TrackerNo;
use crate::observation::Observation;
use lienwatch_protocols::message::Alarm;
use serde::{Deserialize, Serialize};

/// Charge over time, thinned out.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Battery {
    samples: Vec<(Moment, i16)>,
    alarmed: Option<Moment>,
    pub(super) episode: Episode,
}

const SAMPLES: usize = 12;
/// Samples are at least this far apart, seconds.
const APART_S: f64 = 4.0 * 3600.0;
/// A low-battery alarm speaks for this long, seconds.
const ALARM_S: f64 = 7.0 * 86_400.0;

impl Battery {
    /// Takes a report.
    pub(super) fn observe(
        &mut self,
        o: &Observation,
        t: Moment,
        tracker: TrackerNo,
        point: Option<Point>,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let alarm = o.alarms.contains(Alarm::LowBattery);
        if alarm {
            self.alarmed = Some(t);
        }
        if let Some(pct) = o.battery_pct {
            match self.samples.last_mut() {
                Some(last) if t.since(last.0) < APART_S => last.1 = pct,
                _ => {
                    if self.samples.len() == SAMPLES {
                        self.samples.remove(0);
                    }
                    self.samples.push((t, pct));
                }
            }
        }
        let p = &context.parameters.battery;
        let low = alarm || o.battery_pct.is_some_and(|pct| pct < p.low_pct);
        if low && self.episode.open().is_none() {
            let draft = Draft {
                kind: AlertType::BatteryLow,
                key: episode_key(AlertType::BatteryLow, &[tracker.0.into(), t.micros()]),
                severity: Severity::Warn,
                score: 1.0,
                tracker: Some(tracker),
                site: None,
                point,
                event_at: t,
                late: false,
                evidence: vec![
                    o.battery_pct.map_or_else(|| fact("low_battery_alarm", true), |b| fact("battery_pct", b)),
                ],
            };
            self.episode.raise(draft, context, out);
        } else if o.battery_pct.is_some_and(|pct| pct >= p.recovered_pct) && !alarm {
            self.alarmed = None;
            self.episode.close(fact("battery_recovered_pct", o.battery_pct), context, out);
        }
    }

    /// Whether silence is to be expected from the battery alone.
    pub(super) fn running_out(&self, now: Moment, context: &Context<'_>) -> bool {
        let p = &context.parameters.battery;
        if self.alarmed.is_some_and(|t| now.since(t) < ALARM_S) {
            return true;
        }
        let (Some(first), Some(last)) = (self.samples.first(), self.samples.last()) else { return false };
        if last.1 < p.low_pct {
            return true;
        }
        let span = last.0.since(first.0);
        let lost = f64::from(first.1) - f64::from(last.1);
        // A gauge of a few steps jumps: a trend needs a day and more than one step's worth.
        if span < 86_400.0 || lost < 10.0 {
            return false;
        }
        let empty = last.0.plus(f64::from(last.1) / (lost / span));
        empty < now.plus_s(p.running_out_s)
    }
}
