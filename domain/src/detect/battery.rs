//! Internal battery: low now, or running out: a line through its last readings says when it will be empty.

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

const SAMPLES: usize = 24;
/// Samples are at least this far apart, seconds.
const APART_S: f64 = 4.0 * 3600.0;
/// Steps down that make a trend: a gauge of few steps falls by one now and then.
const STEPS: usize = 2;
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
        let soon = o.battery_pct.is_some() && !low && self.episode.open().is_none();
        let empty = if soon { self.empty_at().filter(|empty| *empty < t.plus_s(p.forecast_s)) } else { None };
        if low || empty.is_some() {
            let mut evidence =
                vec![o.battery_pct.map_or_else(|| fact("low_battery_alarm", true), |b| fact("battery_pct", b))];
            evidence.extend(empty.map(|at| fact("predicted_empty", at.datetime().date_naive().to_string())));
            let draft = Draft {
                kind: AlertType::BatteryLow,
                key: episode_key(AlertType::BatteryLow, &[tracker.0.into(), t.micros()]),
                severity: if low { Severity::Warn } else { Severity::Info },
                score: 1.0,
                tracker: Some(tracker),
                site: None,
                point,
                event_at: t,
                late: false,
                evidence,
            };
            self.episode.raise(draft, context, out);
        } else if self.episode.open().is_some()
            && o.battery_pct.is_some_and(|pct| pct >= p.recovered_pct)
            && self.empty_at().is_none_or(|empty| empty > t.plus_s(2 * p.forecast_s))
        {
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
        let Some(last) = self.samples.last() else { return false };
        last.1 < p.low_pct || self.empty_at().is_some_and(|empty| empty < now.plus_s(p.running_out_s))
    }

    /// When the battery will be empty, by the least squares' line through its last readings; `None` without a trend.
    fn empty_at(&self) -> Option<Moment> {
        let (first, last) = (self.samples.first()?, self.samples.last()?);
        // A gauge of a few steps jumps: a trend needs a day and more than one step's worth.
        let steps = self.samples.windows(2).filter(|w| w[1].1 < w[0].1).count();
        let lost = f64::from(first.1) - f64::from(last.1);
        if last.0.since(first.0) < 86_400.0 || lost < 5.0 || steps < STEPS && lost < 10.0 {
            return None;
        }
        let n = self.samples.len() as f64;
        let points = || self.samples.iter().map(|(t, pct)| (t.since(last.0), f64::from(*pct)));
        let (sum_x, sum_y) = points().fold((0.0, 0.0), |(a, b), (x, y)| (a + x, b + y));
        let (mean_x, mean_y) = (sum_x / n, sum_y / n);
        let (xy, xx) = points()
            .fold((0.0, 0.0), |(xy, xx), (x, y)| (xy + (x - mean_x) * (y - mean_y), xx + (x - mean_x) * (x - mean_x)));
        let slope = xy / xx.max(1.0);
        let now = mean_y - slope * mean_x;
        (slope < 0.0).then(|| last.0.plus(now.max(0.0) / -slope))
    }
}
