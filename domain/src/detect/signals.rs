//! The detectors of devices and movement, fed with each report of a device. What they know is part of the device.

use super::Change;
use super::clean::Report;
use super::device::Device;
use super::episode::{Context, Draft, Episode, episode_key, fact, whole};
use super::gps_jamming::Reception;
use super::gsm_jamming::{self, Alarmed, Back};
use super::link::{Link, Parting, Silence};
use super::moment::{DAY_S, Moment};
use super::motion::Motion;
use super::overspeed::Speeding;
use super::parameters::Parameters;
use super::tow::Tow;
use super::track::Track;
use super::voltage::Voltage;
use super::ways::{Cover, Trouble};
use crate::alert::{AlertType, Severity};
use crate::observation::Observation;
use lienwatch_protocols::message::Alarm;
use serde::{Deserialize, Serialize};

/// What the detectors of one device know.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
#[serde(default)]
pub(super) struct Signals {
    pub motion: Motion,
    pub voltage: Voltage,
    tow: Tow,
    speeding: Speeding,
    reception: Reception,
    link: Link,
    /// The last alarm of hard braking.
    braked: Option<Moment>,
    jamming: Episode,
    dark: Episode,
}

impl Signals {
    /// What may be open about the device.
    pub(super) fn episodes(&mut self) -> impl Iterator<Item = &mut Episode> {
        [
            &mut self.motion.episode,
            &mut self.voltage.episode,
            &mut self.tow.episode,
            &mut self.speeding.episode,
            &mut self.reception.episode,
            &mut self.jamming,
            &mut self.dark,
        ]
        .into_iter()
    }
}

/// An alarm of jamming this long before the last word explains the silence, seconds.
const ALARM_S: f64 = 120.0;
/// A code that means jamming to some makers and hard braking to others speaks for a shorter time, seconds.
const DISPUTED_S: f64 = 30.0;

impl Device {
    /// How it was when it was last heard. To be asked before a report is taken in.
    pub(super) fn parting(&self, p: &Parameters) -> Option<Parting> {
        let at = self.pulse.last()?;
        let drove = self.last_drive.is_some_and(|d| at.since(d) <= p.gsm_jamming.under_way_s as f64);
        let under_way = self.pulse.moving() || drove && self.ignition != Some(false);
        let cut = self.power.cut.is_some();
        Some(Parting { at, point: self.clean.last().map(|f| f.point), under_way, cut })
    }

    /// When its detectors need the clock.
    pub(super) fn signals_due(&self, p: &Parameters) -> Option<Moment> {
        self.signals.link.due(&p.gsm_jamming)
    }

    fn jamming_alarm(&self, last: Moment) -> Alarmed {
        let within = |t: Option<Moment>, s: f64| t.is_some_and(|t| last.since(t).abs() <= s);
        if within(self.jammed, ALARM_S) || within(self.sim_alarm, ALARM_S) {
            Alarmed::Plainly
        } else if within(self.signals.braked, DISPUTED_S) {
            Alarmed::Perhaps
        } else {
            Alarmed::No
        }
    }
}

impl Track {
    /// Takes a report of a device; `silence` is the one it ended, if it passed its deadline, with how that began.
    pub(super) fn signals(
        &mut self,
        index: usize,
        o: &Observation,
        report: &Report,
        silence: Option<(f64, Parting)>,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        self.pair(index, o, report, context, out);
        if self.devices[index].wireless() {
            return;
        }
        let serviced = !context.profile.service_windows.is_empty() && context.in_service(report.t);
        let device = &mut self.devices[index];
        let tracker = device.tracker;
        let on = o.flags.ignition().or(device.ignition).unwrap_or(device.pulse.moving());
        device.signals.reception.take(o, report, (tracker, on), &mut self.ways, context, out);
        device.signals.link.take(o, report, silence, context.parameters.clean.few_satellites);
        if o.alarms.contains(Alarm::HardBraking) {
            device.signals.braked = Some(report.t);
        }
        if !report.stale && (o.power_mv.is_some() || !o.alarms.is_empty()) {
            let point = device.clean.last().map(|f| f.point);
            device.signals.voltage.take(o, report, tracker, point, context, out);
        }
        for fix in report.fixes.iter().flatten() {
            if fix.speed_kph.is_some_and(|v| v >= context.parameters.motion.standing_kph) {
                self.ways.pass(fix.point);
            }
            let device = &mut self.devices[index];
            device.signals.motion.take(fix, tracker, context, out);
            device.signals.speeding.take(fix, tracker, context, out);
            if let Some(since) = device.signals.tow.take(fix, tracker, serviced, context, out) {
                device.towed = Some(since);
            }
        }
        if let Some(fix) = report.fixes.iter().flatten().last().filter(|_| !report.stale) {
            self.judge_moved(index, fix, context, out);
        }
        self.end_of_silences(index, report.rx, context, out);
    }

    /// A device passed its deadline: if it said that it was being jammed, that is why.
    pub(super) fn judge_jammed(&mut self, index: usize, context: &Context<'_>, out: &mut Vec<Change>) {
        let device = &self.devices[index];
        if device.wireless() || device.signals.jamming.open().is_some() || !device.overdue(context) {
            return;
        }
        let Some(parting) = device.parting(context.parameters).filter(|parting| parting.under_way) else { return };
        let silent_s = device.silent_s(context).unwrap_or_default();
        self.judge_link(index, &parting, silent_s, None, context, out);
    }

    /// Judges silences whose uploads have had their time.
    pub(super) fn judge_links(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        for index in 0..self.devices.len() {
            let p = &context.parameters.gsm_jamming;
            if let Some(silence) = self.devices[index].signals.link.judge(context.now, p) {
                self.judge_silence_over(index, &silence, context, out);
            }
        }
    }

    fn judge_silence_over(&mut self, index: usize, silence: &Silence, context: &Context<'_>, out: &mut Vec<Change>) {
        let parting = silence.parting;
        let ends = parting.point.zip(silence.back_point);
        let moved_m = ends.map_or(0.0, |(a, b)| a.distance_m(b));
        if parting.under_way {
            let stores = self.devices[index].signals.link.stores();
            // Lost a few streets from where it parked: it parked, and was not heard at once.
            let near = ends.is_some() && moved_m < context.parameters.gsm_jamming.parking_m;
            let often = 2.0 * self.devices[index].pulse.moving_s() <= context.parameters.gsm_jamming.upload_s as f64;
            let standing = silence.back_standing(often) && !near;
            let back = Back { stored: silence.stored, stores, moved_m, standing };
            self.judge_link(index, &parting, silence.length_s, Some(back), context, out);
            if let Some(point) = parting.point.filter(|_| !parting.cut) {
                // Who was jammed says nothing of the place.
                let jammed = self.devices[index].signals.jamming.open().is_some();
                if !jammed && self.held.is_none() {
                    self.ways.trouble(point, Trouble::Lost);
                }
            }
        }
        if moved_m > context.parameters.dark.moved_m && !silence.stored {
            self.say_dark(index, silence, moved_m, context, out);
        }
    }

    fn judge_link(
        &mut self,
        index: usize,
        parting: &Parting,
        silent_s: f64,
        back: Option<Back>,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let p = &context.parameters.gsm_jamming;
        let device = &self.devices[index];
        let alarm = device.jamming_alarm(parting.at);
        let facts = gsm_jamming::Facts {
            silent_s,
            alarm,
            signal_fell: device.signals.link.signal_fell(),
            both_silent: self.devices.iter().enumerate().any(|(i, d)| i != index && d.overdue(context)),
            cover: parting.point.map_or(Cover::Unknown, |at| context.ways.cover(at, &context.parameters.ways)),
            outage: self.held.is_some(),
            cut: parting.cut,
            quiet_spot: parting.point.is_some_and(|at| self.quiet.usual(at, silent_s, &context.parameters.offline)),
            back,
        };
        let (log_odds, evidence) = gsm_jamming::score(&facts, p);
        let device = &mut self.devices[index];
        let Some(severity) = gsm_jamming::severity(log_odds, p) else {
            let told = device.signals.jamming.open().is_some_and(|a| a.event_at == parting.at.datetime());
            if let Some(back) = back.filter(|_| told) {
                device.signals.jamming.retract(fact("stored_meanwhile", back.stored), context, out);
            }
            return;
        };
        let draft = Draft {
            kind: AlertType::GsmJamming,
            key: episode_key(AlertType::GsmJamming, &[device.tracker.0.into(), parting.at.micros()]),
            severity,
            score: 1.0 / (1.0 + (-log_odds).exp()),
            tracker: Some(device.tracker),
            site: None,
            point: parting.point,
            event_at: parting.at,
            late: back.is_some(),
            evidence,
        };
        device.signals.jamming.raise(draft, context, out);
    }

    /// It came back far from where it was lost, and nothing it stored tells the way.
    fn say_dark(
        &mut self,
        index: usize,
        silence: &Silence,
        moved_m: f64,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        let device = &mut self.devices[index];
        let draft = Draft {
            kind: AlertType::MovedWhileDark,
            key: episode_key(AlertType::MovedWhileDark, &[device.tracker.0.into(), silence.parting.at.micros()]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: Some(device.tracker),
            site: None,
            point: silence.back_point,
            event_at: silence.back,
            late: false,
            evidence: vec![
                fact("moved_while_dark_m", whole(moved_m)),
                fact("silent_s", whole(silence.length_s)),
                fact("lost_while", if silence.parting.under_way { "moving" } else { "parked" }),
            ],
        };
        device.signals.dark.raise(draft, context, out);
    }

    /// What was found at the end of a silence is over when the device has been heard for a day.
    fn end_of_silences(&mut self, index: usize, rx: Moment, context: &Context<'_>, out: &mut Vec<Change>) {
        let signals = &mut self.devices[index].signals;
        // A live alert that waits for the end of its silence is judged then.
        let judged = signals.link.due(&context.parameters.gsm_jamming).is_none();
        for episode in [&mut signals.jamming, &mut signals.dark] {
            let since = episode.open().map(|alert| Moment::of(alert.updated_at));
            if judged && since.is_some_and(|since| rx.since(since) >= DAY_S as f64) {
                episode.close(fact("heard_for_a_day", true), context, out);
            }
        }
    }
}
