//! Everything remembered of one tracker in one vehicle.

use super::battery::Battery;
use super::change::Change;
use super::clean::{Clean, Report};
use super::clock::{Clock, ClockCorrection};
use super::episode::{Context, Draft, Episode, episode_key, fact};
use super::moment::Moment;
use super::parameters::Parameters;
use super::power::{Power, Spot};
use super::pulse::{Pulse, Setup};
use super::signals::Signals;
use super::stored::StoredPower;
use super::tamper::Tampers;
use super::{DeviceProfile, Role};
use crate::alert::{AlertType, Evidence, Severity};
use crate::ids::TrackerNo;
use crate::observation::Observation;
use lienwatch_protocols::message::Alarm;
use serde::{Deserialize, Serialize};

/// One tracker.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(super) struct Device {
    pub tracker: TrackerNo,
    pub setup: Setup,
    pub clean: Clean,
    pub pulse: Pulse,
    pub power: Power,
    pub tampers: Tampers,
    pub battery: Battery,
    pub ignition: Option<bool>,
    /// Received while driving, last.
    pub last_drive: Option<Moment>,
    pub parked_since: Option<Moment>,
    pub jammed: Option<Moment>,
    pub sim_alarm: Option<Moment>,
    pub vibrated: Option<Moment>,
    pub towed: Option<Moment>,
    /// A good fix under power, last (received).
    pub good_fix: Option<Moment>,
    pub offline: Episode,
    /// Since when it is known to be silent on a cut.
    pub silent_after_cut: Option<Moment>,
    /// Suspicion: since when, and how many reviews were made.
    pub review: Option<(Moment, u8)>,
    clock: Episode,
    clock_day: Option<i64>,
    #[serde(default)]
    pub signals: Signals,
    /// What stored reports tell of its power, while they come.
    #[serde(default)]
    stored_power: Option<Box<StoredPower>>,
}

/// A suspicion is judged again after, seconds: the design's 5, 15, 60 minutes and 4 hours, and just after half an hour
/// and the time a workshop may take, where evidence appears by itself.
const REVIEWS: [i64; 6] = [300, 900, 1830, 3600, 9030, 14_400];
/// Faster than this is driving, km/h.
pub(super) const DRIVING_KPH: f64 = 10.0;

impl Device {
    /// A tracker that has said nothing yet.
    pub(super) fn new(profile: &DeviceProfile, installed: Moment) -> Device {
        let setup = Setup { role: profile.role, wake_interval_s: profile.wake_interval_s, installed, ended: None };
        Device {
            tracker: profile.tracker,
            setup,
            clean: Clean::default(),
            pulse: Pulse::default(),
            power: Power::default(),
            tampers: Tampers::default(),
            battery: Battery::default(),
            ignition: None,
            last_drive: None,
            parked_since: None,
            jammed: None,
            sim_alarm: None,
            vibrated: None,
            towed: None,
            good_fix: None,
            offline: Episode::default(),
            silent_after_cut: None,
            review: None,
            clock: Episode::default(),
            clock_day: None,
            signals: Signals::default(),
            stored_power: None,
        }
    }

    /// On its own battery, waking on a schedule.
    pub(super) fn wireless(&self) -> bool {
        self.setup.role == Role::Wireless
    }

    /// Silent beyond its deadline at `now`.
    pub(super) fn overdue(&self, context: &Context<'_>) -> bool {
        let p = &context.parameters.offline;
        self.silent_s(context).is_some_and(|silent| silent + 1e-3 >= self.pulse.deadline_s(&self.setup, p))
    }

    /// How long it has been silent while we listened, seconds.
    pub(super) fn silent_s(&self, context: &Context<'_>) -> Option<f64> {
        self.pulse.last().map(|last| context.now.since(last) - self.pulse.deaf_s())
    }

    /// Nobody listened from one moment until another.
    pub(super) fn deafen(&mut self, from: Moment, until: Moment, p: &super::parameters::OfflineParameters) {
        self.pulse.deafen(from, until, &self.setup, p);
        if self.review_due().is_some_and(|due| due > from) {
            let lost_s = until.since(from).max(0.0);
            self.review = self.review.map(|(since, made)| (since.plus(lost_s), made));
        }
    }

    /// What a report tells of motion, ignition and lesser alarms.
    pub(super) fn note(&mut self, o: &Observation, report: &Report) {
        if !report.stale && o.flags.ignition().is_some() {
            self.ignition = o.flags.ignition();
        }
        for fix in report.fixes.iter().flatten() {
            let driving = fix.speed_kph.is_some_and(|v| v >= DRIVING_KPH);
            if driving {
                self.last_drive = Some(report.rx);
                self.parked_since = None;
            } else if self.parked_since.is_none() {
                self.parked_since = Some(fix.t);
            }
            if super::power::powered(o) == Some(true) || self.power.cut.is_none() && !report.stale {
                self.good_fix = Some(report.rx);
            }
        }
        let raised = |alarm| o.alarms.contains(alarm).then_some(report.t);
        self.jammed = self.jammed.max(raised(Alarm::Jamming));
        self.sim_alarm = self.sim_alarm.max(raised(Alarm::FakeBaseStation)).max(raised(Alarm::SimChange));
        self.vibrated = self.vibrated.max(raised(Alarm::Vibration));
        self.towed = self.towed.max(raised(Alarm::Tow));
    }

    /// What a report of a wired tracker tells of its power: live ones in their order, stored ones in theirs.
    pub(super) fn observe_power(
        &mut self,
        o: &Observation,
        report: &Report,
        spot: Spot,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        if report.stale {
            self.stored_power.get_or_insert_default().observe(o, report, self.tracker, spot, context, out);
            return;
        }
        if let Some(stored) = self.stored_power.take_if(|stored| stored.is_told(report.rx)) {
            stored.join(&mut self.power, context, out);
        }
        self.power.observe(o, report, self.tracker, spot, context, out);
    }

    /// Whether the device is under way, by this report and what was known before.
    pub(super) fn moving_by(&self, report: &Report) -> bool {
        match report.fixes.iter().flatten().last() {
            // An older report than the last tells nothing of now.
            _ if report.stale => self.pulse.moving(),
            Some(fix) => fix.speed_kph.is_some_and(|v| v >= 5.0),
            None => self.pulse.moving() && self.ignition != Some(false),
        }
    }

    /// Says once a day that the clock is wrong, and each time that a correction begins or ends.
    pub(super) fn judge_clock(
        &mut self,
        o: &Observation,
        report: &Report,
        context: &Context<'_>,
        out: &mut Vec<Change>,
    ) {
        match report.clock {
            Clock::Silent => {}
            Clock::Good => self.clock.close(fact("clock_good_again", true), context, out),
            Clock::Fault => {
                let day = report.rx.local_day(context.profile.utc_offset_s);
                if self.clock_day != Some(day) && self.clock.open().is_none() {
                    self.clock_day = Some(day);
                    self.clock_error(report, fact("stated_time", o.device_time.to_rfc3339()), context, out);
                }
            }
            Clock::Learned(learned) => {
                let (tracker, offset_s, reason) = (self.tracker, learned.offset_s, learned.reason());
                let since = learned.since.datetime();
                out.push(Change::Clock(context.vehicle, ClockCorrection { tracker, since, offset_s, reason }));
                if offset_s != 0 && self.clock.open().is_none() {
                    self.clock_error(report, fact("stated_time", o.device_time.to_rfc3339()), context, out);
                }
                // From here on its times are right: nothing is wrong any more that anybody must look at.
                let mut why = fact("corrected", reason.name());
                why.value = serde_json::json!({ "reason": reason.name(), "offset_s": offset_s });
                self.clock.close(why, context, out);
            }
        }
    }

    fn clock_error(&mut self, report: &Report, evidence: Evidence, context: &Context<'_>, out: &mut Vec<Change>) {
        let draft = Draft {
            kind: AlertType::ClockError,
            key: episode_key(AlertType::ClockError, &[self.tracker.0.into(), report.rx.micros()]),
            severity: Severity::Warn,
            score: 1.0,
            tracker: Some(self.tracker),
            site: None,
            point: None,
            event_at: report.rx,
            late: false,
            evidence: vec![evidence],
        };
        self.clock.raise(draft, context, out);
    }

    /// Begins (or renews) a suspicion that is reviewed by timers.
    pub(super) fn suspect(&mut self, at: Moment) {
        self.review = Some((at, 0));
    }

    /// When a heartbeat missing on a cut is certain.
    pub(super) fn cut_silence_due(&self) -> Option<Moment> {
        if self.silent_after_cut.is_some() {
            return None;
        }
        let cut = self.power.cut.as_ref()?;
        let last = self.pulse.last()?.max(cut.rx);
        Some(last.plus(self.pulse.deaf_s()).plus(Power::silent_after_s(self.pulse.heartbeat_s())))
    }

    /// When the suspicion is to be reviewed.
    pub(super) fn review_due(&self) -> Option<Moment> {
        let (since, made) = self.review?;
        REVIEWS.get(usize::from(made)).map(|&after| since.plus_s(after))
    }

    /// Its installation has ended: what was open about it is closed, since nobody can look after it here any more.
    pub(super) fn part(&mut self, context: &Context<'_>, out: &mut Vec<Change>) {
        let episodes =
            [&mut self.offline, &mut self.power.episode, &mut self.tampers.episode, &mut self.battery.episode];
        for episode in episodes.into_iter().chain([&mut self.clock]).chain(self.signals.episodes()) {
            episode.close(fact("tracker_uninstalled", true), context, out);
        }
    }

    /// When this device needs the clock next.
    pub(super) fn due(&self, p: &Parameters) -> Option<Moment> {
        // What it said last of its time in this vehicle is still to be judged.
        if let Some(ended) = self.setup.ended {
            return Some(self.pulse.last().map_or(ended, |last| ended.max(last)));
        }
        let check = self.pulse.next_check(&self.setup, &p.offline);
        [check, self.cut_silence_due(), self.review_due(), self.signals_due(p)].into_iter().flatten().min()
    }
}
