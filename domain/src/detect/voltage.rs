//! The supply that a wired tracker hangs on: a weak battery of the car, and a supply of another class.
//!
//! A 12 V battery below 11 V under no load is empty, a 24 V one below 22 V (two of them in series). A supply that is
//! 12 V for weeks and then 48 V is no longer a car's: electric bicycles have 36 to 72 V.

use super::Change;
use super::clean::Report;
use super::episode::{Context, Draft, Episode, episode_key, fact};
use super::moment::Moment;
use super::parameters::VoltageParameters;
use crate::alert::{AlertType, Severity};
use crate::geo::Point;
use crate::ids::TrackerNo;
use crate::observation::Observation;
use lienwatch_protocols::message::Alarm;
use serde::{Deserialize, Serialize};

/// Supply of another class than before.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct ClassChange {
    pub at: Moment,
    /// Nominal volts before and since.
    pub from_v: u8,
    pub to_v: u8,
}

/// The supply of one device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Voltage {
    /// Nominal volts, and readings of them.
    class: Option<(u8, u16)>,
    other: Option<(u8, u16, Moment)>,
    pub changed: Option<ClassChange>,
    low_since: Option<Moment>,
    pub(super) episode: Episode,
}

/// Nominal volts of a reading; `None` between the classes.
fn class(mv: i32) -> Option<u8> {
    match mv {
        9_000..=16_000 => Some(12),
        18_000..=32_000 => Some(24),
        33_000..=45_000 => Some(36),
        45_001..=60_000 => Some(48),
        60_001..=100_000 => Some(72),
        _ => None,
    }
}

impl Voltage {
    /// Takes a report that is not older than what is known.
    pub(super) fn take(
        &mut self,
        o: &Observation,
        report: &Report,
        tracker: TrackerNo,
        point: Option<Point>,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let p = &context.parameters.voltage;
        let alarm = o.alarms.contains(Alarm::LowExternalPower);
        let mv = o.power_mv.filter(|mv| *mv >= p.none_mv);
        if let Some(mv) = mv {
            self.classify(mv, report.t, p);
        }
        let Some(limit) = self.limit_mv(p) else { return };
        if let Some(mv) = mv {
            if mv < limit {
                self.low_since.get_or_insert(report.t);
            } else {
                self.low_since = None;
                if mv >= limit + p.recovered_mv {
                    self.episode.close(fact("recovered_mv", mv), context, out);
                }
            }
        }
        let lasting = self.low_since.is_some_and(|since| report.t.since(since) >= p.lasts_s as f64);
        if !(alarm || mv.is_some() && lasting) || self.episode.open().is_some() {
            return;
        }
        let mut evidence = vec![fact("limit_mv", limit)];
        evidence.extend(mv.map(|mv| fact("supply_mv", mv)));
        evidence.extend(alarm.then(|| fact("low_supply_alarm", true)));
        let draft = Draft {
            kind: AlertType::UnderVoltage,
            key: episode_key(AlertType::UnderVoltage, &[tracker.0.into(), report.t.micros()]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: Some(tracker),
            site: None,
            point,
            event_at: self.low_since.unwrap_or(report.t),
            late: report.rx.since(report.t) > 600.0,
            evidence,
        };
        self.episode.raise(draft, context, out);
    }

    /// Low for the class it had before anything changed; 12 V until something is known.
    fn limit_mv(&self, p: &VoltageParameters) -> Option<i32> {
        match self.class.filter(|c| c.1 >= p.readings).map_or(12, |c| c.0) {
            12 => Some(p.low_12_mv),
            24 => Some(p.low_24_mv),
            _ => None,
        }
    }

    fn classify(&mut self, mv: i32, t: Moment, p: &VoltageParameters) {
        let Some(read) = class(mv) else { return };
        match &mut self.class {
            None => self.class = Some((read, 1)),
            Some((known, n)) if *known == read => {
                *n = n.saturating_add(1);
                self.other = None;
                self.changed = None;
            }
            // Nothing was certain yet.
            Some((_, n)) if *n < p.readings => self.class = Some((read, 1)),
            Some((known, _)) => {
                let (_, n, since) = self.other.filter(|other| other.0 == read).unwrap_or((read, 0, t));
                let n = n.saturating_add(1);
                self.other = Some((read, n, since));
                if n >= p.other_readings {
                    self.changed.get_or_insert(ClassChange { at: since, from_v: *known, to_v: read });
                }
            }
        }
    }
}
