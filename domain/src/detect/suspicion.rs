//! Silence and removal of a vehicle's trackers: gathering the facts, raising, and taking back.

use super::change::Change;
use super::clean::Report;
use super::device::{DRIVING_KPH, Device};
use super::episode::{Context, Draft, episode_key, fact, whole};
use super::moment::{DAY_S, Moment};
use super::power::{Spot, powered};
use super::removal::{self, CutFacts, Facts, Scene, SilenceFacts};
use super::tamper::INSTALL_S;
use super::track::Track;
use crate::alert::{AlertType, Severity};
use crate::geo::Point;
use crate::observation::Observation;

/// A workshop works between these local hours.
const WORKING_HOURS: (i64, i64) = (7, 21);
/// Parked for longer before falling silent is a long park, seconds.
const LONG_PARK_S: f64 = 3.0 * DAY_S as f64;
/// Word of life this long after the event speaks against it, seconds.
const AFTER_S: f64 = 300.0;

impl Track {
    /// A device speaks after a silence.
    pub(super) fn back_from(
        &mut self,
        index: usize,
        report: &Report,
        silence: Option<f64>,
        seen_before: Option<Point>,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let device = &mut self.devices[index];
        if let Some(length) = silence {
            device.offline.close(fact("back_after_s", whole(length)), context, out);
            if let Some(point) = seen_before.filter(|_| !device.wireless() && device.power.cut.is_none()) {
                self.quiet.note(point, length, report.rx, &context.parameters.offline);
            }
        }
    }

    /// A silent device is looked at.
    pub(super) fn check_silence(&mut self, index: usize, context: &Context<'_>, out: &mut Vec<Change>) {
        let p = &context.parameters.offline;
        let common_cause = self.held.is_some()
            || self.devices.iter().enumerate().any(|(i, d)| i != index && !d.wireless() && d.overdue(context));
        let held = self.held.is_some();
        let device = &mut self.devices[index];
        if device.wireless() && common_cause {
            device.pulse.explain();
        }
        if !device.overdue(context) || held {
            return;
        }
        let Some(last) = device.pulse.last() else { return };
        let elapsed = context.now.since(last) - device.pulse.deaf_s();
        let (wireless, moving, tracker) = (device.wireless(), device.pulse.moving(), device.tracker);
        let flat = device.battery.running_out(context.now, context);
        let point = device.clean.last().map(|f| f.point);
        if !wireless && point.is_some_and(|at| self.quiet.usual(at, elapsed, p)) {
            return;
        }
        let habitual =
            point.is_some_and(|at| self.geometry.places.habitual(at, context.profile, &context.parameters.places));
        let after = match (moving, habitual) {
            (true, _) => p.warn_moving_s,
            (false, false) => p.warn_parked_s,
            (false, true) => p.warn_habitual_s,
        };
        // Two wakes are missed by chance now and then.
        let (missed, explained) = device.pulse.missed_wakes(context.now, &device.setup, p);
        let grave = if wireless { !flat && missed - explained > p.missed_wakes } else { elapsed + 1.0 >= after as f64 };
        let grade = match wireless {
            true => p.grades_wakes.map(|n| n as f64 * device.pulse.wake_s(&device.setup, p)),
            false => p.grades_s.map(|s| s as f64),
        };
        let grade = grade.iter().filter(|least| elapsed + 1.0 >= **least).count();
        let device = &mut self.devices[index];
        let mut evidence = vec![
            fact("silent_s", whole(elapsed)),
            fact("deadline_s", whole(device.pulse.deadline_s(&device.setup, p))),
            fact("lost_while", if moving { "moving" } else { "parked" }),
        ];
        evidence.extend(habitual.then(|| fact("habitual_place", true)));
        evidence.extend(flat.then(|| fact("battery_running_out", true)));
        evidence.extend((grade > 0).then(|| fact("grade", grade)));
        let told = device.offline.open().map(|alert| alert.evidence.iter().find(|e| e.feature == "grade"));
        let told = told.map(|told| told.and_then(|e| e.value.as_u64()).unwrap_or(0));
        let draft = Draft {
            kind: AlertType::Offline,
            key: episode_key(AlertType::Offline, &[tracker.0.into(), last.micros()]),
            severity: if grave { Severity::Warn } else { Severity::Info },
            score: 1.0,
            tracker: Some(tracker),
            site: None,
            point,
            event_at: last,
            late: false,
            evidence: evidence.clone(),
        };
        let raised = device.offline.raise(draft, context, out);
        if !raised && told.is_some_and(|told| (told as usize) < grade) {
            device.offline.restate(evidence, context, out);
        }
    }

    /// An outage is over: whoever is still silent is judged for itself.
    pub(super) fn judge_silence_again(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        for index in 0..self.devices.len() {
            if self.devices[index].overdue(context) {
                self.check_silence(index, context, out);
                self.judge_removal(index, context, out);
            }
        }
    }

    /// What a report of a device changes in the suspicions of the vehicle.
    pub(super) fn suspicion(
        &mut self,
        index: usize,
        o: &Observation,
        report: &Report,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        if self.removed == Some(self.devices[index].tracker) && self.removal.open().is_some() {
            self.resolve(index, o, report, context, out);
        }
        if self.devices[index].power.cut.is_some() || !o.alarms.is_empty() {
            self.judge_removal(index, context, out);
        }
        if self.devices[index].wireless() && report.fixes[0].is_some() {
            for other in 0..self.devices.len() {
                if !self.devices[other].wireless() && self.devices[other].overdue(context) {
                    self.judge_removal(other, context, out);
                }
            }
        }
    }

    /// Takes back or ends an open removal if this report of its tracker speaks against it.
    fn resolve(
        &mut self,
        index: usize,
        o: &Observation,
        report: &Report,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let Some(alert) = self.removal.open() else { return };
        let device = &self.devices[index];
        let event = Moment::of(alert.event_at);
        let cut = device.power.cut.is_some();
        let based_on = |feature: &str| alert.evidence.iter().any(|e| e.feature == feature && e.weight > 0.0);
        let (on_cut, on_tamper) = (based_on("power_cut"), based_on("tamper_alarm"));
        let off = powered(o) == Some(false);
        let tampered = on_tamper && device.tampers.last.as_ref().is_some_and(|t| report.t.since(t.at) < DAY_S as f64);
        let why = if !o.realtime() {
            // Stored while it was thought gone: it lived, under power.
            let lived = report.t.since(event) > AFTER_S && !cut && !off && !tampered;
            lived.then(|| (true, fact("alive_while_silent", report.t.datetime().to_rfc3339())))
        } else if !on_cut && !on_tamper {
            (!cut && !off).then(|| (true, fact("reported_again", true)))
        } else if cut || tampered {
            None
        } else if on_cut {
            let drives = report.fixes.iter().flatten().any(|f| f.speed_kph.is_some_and(|v| v >= DRIVING_KPH));
            (drives && !off && report.t.since(event) > AFTER_S).then(|| (false, fact("powered_and_driving", true)))
        } else {
            report.fixes[0].is_some().then(|| (false, fact("reports_a_day_after", true)))
        };
        match why {
            Some((true, reason)) => self.removal.retract(reason, context, out),
            Some((false, reason)) => self.removal.close(reason, context, out),
            None => return,
        }
        self.removed = None;
        self.devices[index].review = None;
    }

    /// Fuses what is known of a device and says so if it is worth a word.
    pub(super) fn judge_removal(&mut self, index: usize, context: &Context<'_>, out: &mut Vec<Change>) {
        if context.in_service(context.now) {
            return;
        }
        let facts = self.facts(index, context);
        if !facts.any() {
            return;
        }
        let p = &context.parameters.removal;
        let (log_odds, evidence) = removal::score(&facts, p);
        let Some(severity) = removal::severity(log_odds, p) else { return };
        let device = &self.devices[index];
        let begun = [
            device.power.cut.as_ref().map(|c| c.at),
            device.tampers.last.as_ref().map(|t| t.at).filter(|_| facts.tamper.is_some()),
            device.pulse.last().filter(|_| facts.silence.is_some()),
        ];
        let event_at = begun.into_iter().flatten().min().unwrap_or(context.now);
        let draft = Draft {
            kind: AlertType::Removal,
            key: episode_key(AlertType::Removal, &[device.tracker.0.into(), event_at.micros()]),
            severity,
            score: 1.0 / (1.0 + (-log_odds).exp()),
            tracker: Some(device.tracker),
            site: None,
            point: device.clean.last().map(|f| f.point).or(self.last_point()),
            event_at,
            late: false,
            evidence,
        };
        let tracker = device.tracker;
        if self.removal.raise(draft, context, out) {
            self.removed = Some(tracker);
        }
    }

    fn facts(&self, index: usize, context: &Context<'_>) -> Facts {
        let now = context.now;
        let device = &self.devices[index];
        let scene = |at: Moment, spot: &Spot| Scene {
            age_s: now.since(at).max(0.0),
            night: context.local_hour(at, 22, 5),
            unusual: spot.unusual,
            near_site: spot.near_site,
            benign: spot.benign && context.local_hour(at, WORKING_HOURS.0, WORKING_HOURS.1),
        };
        let cut = device.power.cut.as_ref().map(|c| CutFacts {
            scene: scene(c.at, &c.spot),
            confirmed: c.confirmed,
            moved_m: c.moved_m,
            moving_s: c.moving_since.map_or(0.0, |m| now.since(m)),
            workshop_s: context.parameters.power.benign_s as f64,
            silent: device.silent_after_cut.is_some(),
        });
        let touch = device.tampers.last.as_ref().filter(|t| now.since(t.at) < 2.0 * DAY_S as f64);
        let events = [device.power.cut.as_ref().map(|c| c.at), touch.map(|t| t.at)];
        let event = events.into_iter().flatten().min();
        let near = |at: Option<Moment>, within_s: f64| {
            event.zip(at).is_some_and(|(e, a)| e.since(a) <= within_s && e.since(a) >= -60.0)
        };
        let others = || self.devices.iter().enumerate().filter(move |(i, _)| *i != index).map(|(_, d)| d);
        Facts {
            cut,
            tamper: touch.map(|t| scene(t.at, &t.spot)),
            silence: self.silence_facts(device, context),
            partner_silent: others().any(|d| d.overdue(context)),
            overdue_instalments: context.profile.overdue_instalments,
            jamming_age_s: device.jammed.map(|t| now.since(t)).filter(|a| *a >= 0.0),
            sim_age_s: device.sim_alarm.map(|t| now.since(t)).filter(|a| *a < 2.0 * DAY_S as f64),
            vibration_before: near(device.vibrated, 600.0),
            tow_before: near(device.towed, 7200.0),
            restored: device
                .power
                .restored
                .filter(|_| device.power.cut.is_none())
                .map(|(at, lasted)| (now.since(at), lasted))
                .filter(|(age, _)| *age < DAY_S as f64),
            fix_after: !device.wireless()
                && event.is_some_and(|e| device.good_fix.is_some_and(|g| g.since(e) > AFTER_S))
                && device.power.cut.is_none(),
            installing: event.is_some_and(|e| e.since(device.setup.installed) <= INSTALL_S),
        }
    }

    fn silence_facts(&self, device: &Device, context: &Context<'_>) -> Option<SilenceFacts> {
        let (now, p) = (context.now, &context.parameters.offline);
        let last = device.pulse.last()?;
        let deadline_s = device.pulse.deadline_s(&device.setup, p);
        let elapsed_s = device.silent_s(context)?;
        let wireless = device.wireless();
        let missed = wireless.then(|| {
            let (missed, explained) = device.pulse.missed_wakes(now, &device.setup, p);
            // It came back from so many before: they prove nothing.
            let survived = match device.pulse.miss_chance().1 {
                0 | 1 => 0,
                run => i64::from(run),
            };
            ((missed - explained - survived).max(0), explained)
        });
        let silent = if wireless { missed.is_some_and(|(a, b)| a + b >= 1) } else { device.overdue(context) };
        if !silent {
            return None;
        }
        let point = device.clean.last().map(|f| f.point);
        let spot = self.spot(point, context);
        let others = || self.devices.iter().filter(|d| d.tracker != device.tracker);
        let first_missed = device.pulse.first_missed(&device.setup, p);
        let partner_moved_m = match point {
            // A wired car always drives on between two wakes of its wireless tracker; the reverse is telling.
            Some(at) if !wireless => others()
                .filter_map(|d| d.clean.last())
                .filter(|f| f.rx.since(last) > 600.0 && f.t.since(last) > 600.0)
                .map(|f| f.point.distance_m(at))
                .fold(0.0, f64::max),
            _ => 0.0,
        };
        Some(SilenceFacts {
            scene: Scene {
                age_s: (elapsed_s - deadline_s).max(0.0),
                night: !wireless && context.local_hour(last, 22, 5),
                unusual: spot.unusual,
                near_site: spot.near_site,
                benign: false,
            },
            elapsed_s,
            deadline_s,
            missed,
            miss_chance: device.pulse.miss_chance().0,
            quiet_spot: !wireless && point.is_some_and(|at| self.quiet.usual(at, elapsed_s, p)),
            battery_running_out: wireless && device.battery.running_out(now, context),
            outage: self.held.is_some(),
            long_park: !wireless && device.parked_since.is_some_and(|s| last.since(s) > LONG_PARK_S),
            partner_moved_m,
            partner_driving: wireless
                && others()
                    .any(|d| !d.wireless() && d.last_drive.zip(first_missed).is_some_and(|(drove, due)| drove > due)),
        })
    }
}
