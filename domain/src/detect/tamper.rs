//! Light, cover, tamper and removal alarms of one device.

use super::change::Change;
use super::clean::Report;
use super::episode::{Context, Draft, Episode, episode_key, fact};
use super::moment::Moment;
use super::power::Spot;
use crate::alert::{AlertType, Severity};
use crate::ids::TrackerNo;
use crate::observation::Observation;
use lienwatch_protocols::message::Alarm;
use serde::{Deserialize, Serialize};

/// The alarms that mean somebody is at the device.
const ALARMS: [Alarm; 4] = [Alarm::Removed, Alarm::Light, Alarm::CoverOpen, Alarm::Tamper];
/// An installation is still being worked on for this long, seconds.
pub(super) const INSTALL_S: f64 = 86_400.0;
/// Alarms that follow within belong to the same episode, seconds.
const EPISODE_S: f64 = 86_400.0;

/// What somebody did to a device.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Touch {
    pub at: Moment,
    pub rx: Moment,
    pub alarm: Alarm,
    pub spot: Spot,
}

/// Tamper alarms of one device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Tampers {
    pub last: Option<Touch>,
    pub(super) episode: Episode,
}

impl Tampers {
    /// Takes a report of the tracker installed at a moment.
    pub(super) fn observe(
        &mut self,
        o: &Observation,
        report: &Report,
        (tracker, installed): (TrackerNo, Moment),
        spot: Spot,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        if self.last.as_ref().is_some_and(|l| report.t.since(l.at) >= EPISODE_S) && self.episode.open().is_some() {
            self.episode.close(fact("quiet_for_a_day", true), context, out);
        }
        let Some(alarm) = ALARMS.into_iter().find(|a| o.alarms.contains(*a)) else { return };
        let installing = report.t.since(installed) <= INSTALL_S;
        let serviced = context.in_service(report.t);
        // Nobody works on a car in a closed workshop.
        let workshop = spot.benign && context.local_hour(report.t, 7, 21);
        let harmless = installing || workshop || serviced;
        let mut evidence = vec![fact("alarm", alarm.name())];
        evidence.extend(installing.then(|| fact("install_window", true)));
        evidence.extend(workshop.then(|| fact("benign_place", true)));
        evidence.extend(serviced.then(|| fact("service_window", true)));
        let draft = Draft {
            kind: AlertType::Tamper,
            key: episode_key(AlertType::Tamper, &[tracker.0.into(), report.t.micros()]),
            severity: if harmless { Severity::Info } else { Severity::Warn },
            score: 1.0,
            tracker: Some(tracker),
            site: None,
            point: spot.point,
            event_at: report.t,
            late: report.rx.since(report.t) > 600.0,
            evidence,
        };
        self.episode.raise(draft, context, out);
        match &mut self.last {
            // Devices repeat the state in every report; the first one counts.
            Some(last) if report.t.since(last.at) < EPISODE_S => {}
            last => *last = Some(Touch { at: report.t, rx: report.rx, alarm, spot }),
        }
    }
}
