//! Power cuts of one wired device: told by an alarm or by the power flag, closed with how they turned out.

use super::change::Change;
use super::clean::Report;
use super::episode::{Context, Draft, Episode, episode_key, fact, whole};
use super::moment::Moment;
use crate::alert::{AlertType, Severity};
use crate::geo::Point;
use crate::ids::TrackerNo;
use crate::observation::{Flags, Observation};
use lienwatch_protocols::message::Alarm;
use serde::{Deserialize, Serialize};

/// A place as far as a detector cares.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Spot {
    pub point: Option<Point>,
    /// Away from every habitual place (never while there is too little history to tell).
    pub unusual: bool,
    /// At or near a known second-pledge site.
    pub near_site: bool,
    /// At a repair shop, car wash or dealer.
    pub benign: bool,
}

/// A cut that is not over.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Cut {
    pub at: Moment,
    pub rx: Moment,
    pub spot: Spot,
    /// Farthest seen from the spot since, metres.
    pub moved_m: f64,
    /// Under way on the backup battery since.
    pub moving_since: Option<Moment>,
    /// The power flag agrees with the alarm.
    pub confirmed: bool,
}

/// The power of one device.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub(super) struct Power {
    on: Option<bool>,
    /// A report without a time of its own said that power is back.
    hearsay: Option<Moment>,
    off: Option<(Moment, u8)>,
    pub cut: Option<Cut>,
    /// The last cut that was restored: when, and how long it lasted, seconds.
    pub restored: Option<(Moment, f64)>,
    flaps: Vec<Moment>,
    pub(super) episode: Episode,
}

/// Below, the car does not power the device, millivolts.
const NO_POWER_MV: i32 = 1000;
const MOST_FLAPS: usize = 8;

/// Whether external power is present, as far as the report tells.
pub(super) fn powered(o: &Observation) -> Option<bool> {
    o.flags.external_power().or(o.power_mv.map(|mv| mv >= NO_POWER_MV))
}

impl Power {
    /// Takes a report that is not older than what is known. `spot` is where the device is.
    pub(super) fn observe(
        &mut self,
        o: &Observation,
        report: &Report,
        tracker: TrackerNo,
        spot: Spot,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let p = &context.parameters.power;
        let alarm = o.alarms.contains(Alarm::PowerCut);
        let reads = if o.alarms.contains(Alarm::PowerRestored) { Some(true) } else { powered(o) };
        if alarm || reads == Some(false) {
            self.hearsay = None;
        }
        if alarm {
            self.cut_at(report, report.t, spot, reads == Some(false), true, tracker, context, out);
        } else if reads == Some(false) {
            let (since, reports) = self.off.map_or((report.t, 0), |(since, n)| (since, n.saturating_add(1)));
            self.off = Some((since, reports));
            let lasting = reports >= 1 || report.t.since(since) >= p.confirm_s as f64;
            if let Some(cut) = &mut self.cut {
                cut.confirmed = true;
            } else if self.on == Some(true) && lasting {
                self.cut_at(report, since, spot, true, false, tracker, context, out);
            }
        } else if reads == Some(true) {
            // A heartbeat has no time of its own: the first one after a cut may have been sent before it.
            let timeless = o.flags.has(Flags::NO_DEVICE_TIME);
            if timeless && self.cut.is_some() && self.hearsay.is_none_or(|before| report.rx <= before) {
                self.hearsay.get_or_insert(report.rx);
            } else {
                self.off = None;
                self.on = Some(true);
                self.restore(report, spot, context, out);
            }
        }
        if let Some(cut) = &mut self.cut {
            if let (Some(from), Some(to)) = (cut.spot.point, report.fixes.iter().flatten().last()) {
                cut.moved_m = cut.moved_m.max(from.distance_m(to.point));
            }
            let moves = report.fixes.iter().flatten().any(|f| f.speed_kph.is_some_and(|v| v >= 10.0));
            if moves && cut.moving_since.is_none() {
                cut.moving_since = Some(report.t);
            }
        }
    }

    #[expect(clippy::too_many_arguments, reason = "one call site per way a cut is told")]
    fn cut_at(
        &mut self,
        report: &Report,
        at: Moment,
        spot: Spot,
        confirmed: bool,
        alarm: bool,
        tracker: TrackerNo,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        if let Some(cut) = &mut self.cut {
            cut.confirmed |= confirmed;
            return;
        }
        self.cut = Some(Cut { at, rx: report.rx, spot, moved_m: 0.0, moving_since: None, confirmed });
        let night = context.local_hour(at, 22, 5);
        let odd = night || spot.unusual || spot.near_site;
        let severity = if odd && !spot.benign { Severity::Warn } else { Severity::Info };
        let mut evidence = vec![fact(if alarm { "power_cut_alarm" } else { "external_power_lost" }, true)];
        evidence.extend(night.then(|| fact("night", true)));
        evidence.extend(spot.unusual.then(|| fact("unusual_place", true)));
        evidence.extend(spot.near_site.then(|| fact("near_known_site", true)));
        evidence.extend(spot.benign.then(|| fact("benign_place", true)));
        let draft = Draft {
            kind: AlertType::PowerCut,
            key: episode_key(AlertType::PowerCut, &[tracker.0.into(), at.micros()]),
            severity,
            score: 1.0,
            tracker: Some(tracker),
            site: None,
            point: spot.point,
            event_at: at,
            late: report.rx.since(report.t) > 600.0,
            evidence,
        };
        self.episode.raise(draft, context, out);
    }

    /// Says that the cut is not workshop business: what `why` names makes it worth a look.
    pub(super) fn worsen(&mut self, why: &str, context: &Context<'_>, out: &mut Vec<Change>) {
        let Some(alert) = self.episode.open() else { return };
        if alert.severity >= Severity::Warn {
            return;
        }
        let mut evidence = alert.evidence.clone();
        evidence.push(fact(why, true));
        let draft = Draft {
            kind: AlertType::PowerCut,
            key: alert.episode_key,
            severity: Severity::Warn,
            score: 1.0,
            tracker: alert.tracker,
            site: None,
            point: alert.point,
            event_at: Moment::of(alert.event_at),
            late: alert.late,
            evidence,
        };
        self.episode.raise(draft, context, out);
    }

    fn restore(&mut self, report: &Report, spot: Spot, context: &Context<'_>, out: &mut Vec<Change>) {
        let hearsay = self.hearsay.take();
        let Some(cut) = self.cut.take() else { return };
        let p = &context.parameters.power;
        let lasted = hearsay.unwrap_or(report.t).since(cut.at).max(0.0);
        self.restored = Some((report.t, lasted));
        if lasted < p.flap_s as f64 {
            self.flaps.retain(|f| report.t.since(*f) < 3600.0);
            if self.flaps.len() == MOST_FLAPS {
                self.flaps.remove(0);
            }
            self.flaps.push(report.t);
        }
        let apart = match (cut.spot.point, spot.point) {
            (Some(a), Some(b)) => a.distance_m(b),
            _ => 0.0,
        };
        let by_day = !context.local_hour(cut.at, 22, 6);
        let on_the_spot = apart.max(cut.moved_m) <= p.benign_m;
        let outcome = if self.flaps.len() >= p.flaps_per_h as usize {
            "loose_wiring"
        } else if cut.spot.benign || lasted <= p.benign_s as f64 && on_the_spot && by_day {
            "benign"
        } else {
            "restored"
        };
        let mut why = fact("outcome", outcome);
        why.value = serde_json::json!({ "outcome": outcome, "lasted_s": whole(lasted) });
        self.episode.close(why, context, out);
    }

    /// Seconds of silence after which a cut device is gone: its heartbeat is overdue.
    pub(super) fn silent_after_s(heartbeat_s: f64) -> f64 {
        (heartbeat_s + 45.0).clamp(345.0, 7200.0)
    }
}
