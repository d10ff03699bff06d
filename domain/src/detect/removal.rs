//! Removal: all evidence about one tracker fused as log-odds. Pure; the caller gathers the facts.

use super::episode::whole;
use super::parameters::RemovalParameters;
use crate::alert::{Evidence, Severity};

/// A moment of evidence and its surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Scene {
    pub age_s: f64,
    pub night: bool,
    pub unusual: bool,
    pub near_site: bool,
    /// At a repair shop, car wash or dealer, by day.
    pub benign: bool,
}

/// An unresolved power cut.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct CutFacts {
    pub scene: Scene,
    /// The device itself says that it runs on its battery.
    pub confirmed: bool,
    pub moved_m: f64,
    /// Under way on the battery for, seconds.
    pub moving_s: f64,
    /// How long a workshop may take, seconds.
    pub workshop_s: f64,
    /// Silent beyond its heartbeat since.
    pub silent: bool,
}

/// Silence beyond the deadline (or missed wakes).
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct SilenceFacts {
    pub scene: Scene,
    pub elapsed_s: f64,
    pub deadline_s: f64,
    /// Missed wakes without and with another explanation; `None` for a wired device.
    pub missed: Option<(i64, i64)>,
    /// Learned chance of missing one.
    pub miss_chance: f64,
    /// The spot is known to have no signal.
    pub quiet_spot: bool,
    pub battery_running_out: bool,
    pub outage: bool,
    /// Parked for days before.
    pub long_park: bool,
    /// The other tracker was fresh more than this far away since, metres.
    pub partner_moved_m: f64,
    /// The other tracker drove since the first missed wake.
    pub partner_driving: bool,
}

/// Everything known about one tracker.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub(super) struct Facts {
    pub cut: Option<CutFacts>,
    pub tamper: Option<Scene>,
    pub silence: Option<SilenceFacts>,
    pub partner_silent: bool,
    pub overdue_instalments: u32,
    pub jamming_age_s: Option<f64>,
    pub sim_age_s: Option<f64>,
    pub vibration_before: bool,
    pub tow_before: bool,
    /// Power came back: how long ago, and how long the cut lasted, seconds.
    pub restored: Option<(f64, f64)>,
    pub fix_after: bool,
    pub installing: bool,
}

impl Facts {
    /// Whether there is anything to judge.
    pub(super) fn any(&self) -> bool {
        self.cut.is_some() || self.tamper.is_some() || self.silence.is_some()
    }
}

/// Log-odds and the reasons, gravest first.
pub(super) fn score(f: &Facts, p: &RemovalParameters) -> (f64, Vec<Evidence>) {
    let mut reasons = Vec::new();
    let mut say = |feature: &str, value: serde_json::Value, weight: f64| {
        if weight != 0.0 {
            reasons.push(Evidence { feature: feature.into(), value, weight });
        }
    };
    let fade = |age_s: f64, half_life_h: f64| (-age_s.max(0.0) / (half_life_h * 3600.0).max(1.0)).exp2();
    let alarm = |age_s: f64| fade(age_s, p.alarm_half_life_h);
    let other = |age_s: f64| fade(age_s, p.half_life_h);
    let yes = || serde_json::Value::Bool(true);

    if let Some(cut) = f.cut {
        say("power_cut", whole(cut.scene.age_s), p.power_cut * alarm(cut.scene.age_s));
        if cut.silent {
            say("silent_after_cut", yes(), p.silent_after_cut);
        }
        if cut.confirmed && cut.moved_m > p.partner_moved_m {
            say("moved_without_power_m", whole(cut.moved_m), p.moved_without_power);
        }
        if cut.confirmed && cut.moving_s > 1800.0 {
            say("on_backup_moving_s", whole(cut.moving_s), p.backup_moving);
        }
        if cut.scene.age_s > cut.workshop_s {
            say("cut_unrestored", yes(), p.cut_unrestored);
        }
    }
    if let Some(scene) = f.tamper {
        say("tamper_alarm", whole(scene.age_s), p.tamper * alarm(scene.age_s));
    }
    if let Some(s) = f.silence {
        match s.missed {
            Some((plain, explained)) => {
                let each = (-s.miss_chance.clamp(1e-6, 1.0).ln()).min(p.missed_wake_most);
                let plain = plain.min(p.missed_wakes_counted);
                say("missed_wakes", plain.into(), each * plain as f64);
                let explained = explained.min(p.missed_wakes_counted - plain);
                say("missed_wakes_both_silent", explained.into(), p.missed_wake_shared * explained as f64);
                if s.partner_driving {
                    say("other_tracker_driving", yes(), p.partner_driving);
                }
            }
            None => {
                let ratio = s.elapsed_s / s.deadline_s.max(1.0);
                if ratio > 1.0 {
                    say("silence_ratio", whole(ratio), (p.silence_slope * ratio.ln()).min(p.silence_most));
                }
            }
        }
        if s.partner_moved_m > p.partner_moved_m {
            say("other_tracker_moved_m", whole(s.partner_moved_m), p.partner_moved);
        }
        if s.battery_running_out {
            say("battery_running_out", yes(), p.battery_trend);
        }
        // Where the last word was a cut or an alarm, the device had signal: the spot explains nothing.
        if f.cut.is_none() && f.tamper.is_none() {
            if s.quiet_spot {
                say("spot_without_signal", yes(), p.quiet_place);
            }
            if s.long_park {
                say("long_park", yes(), p.long_park);
            }
        }
        if s.outage {
            say("outage", yes(), p.outage);
        }
    }
    let scenes = [f.cut.map(|c| c.scene), f.tamper, f.silence.map(|s| s.scene)];
    let newest =
        |of: fn(&Scene) -> bool| scenes.iter().flatten().filter(|s| of(s)).map(|s| other(s.age_s)).fold(0.0, f64::max);
    say("night", yes(), p.night * newest(|s| s.night));
    say("unusual_place", yes(), p.unusual_place * newest(|s| s.unusual));
    say("near_known_site", yes(), p.near_site * newest(|s| s.near_site));
    if scenes.iter().flatten().any(|s| s.benign) {
        say("benign_place", yes(), p.benign_place);
    }
    if f.partner_silent && (f.cut.is_some() || f.tamper.is_some()) {
        say("other_tracker_silent", yes(), p.partner_silent);
    }
    say("overdue_instalments", f.overdue_instalments.into(), p.overdue * f64::from(f.overdue_instalments.min(2)));
    if let Some(age) = f.jamming_age_s.filter(|a| *a <= 7200.0) {
        say("jamming_alarm", whole(age), p.jamming);
    }
    if let Some(age) = f.sim_age_s {
        say("sim_or_base_station_alarm", whole(age), p.sim * alarm(age));
    }
    if f.vibration_before {
        say("vibration_before", yes(), p.vibration);
    }
    if f.tow_before {
        say("tow_alarm", yes(), p.tow);
    }
    if let Some((age, lasted)) = f.restored {
        say("power_restored", whole(age), p.power_restored * other(age));
        if lasted < 180.0 {
            say("short_cut_s", whole(lasted), p.short_cut * other(age));
        }
    }
    if f.fix_after {
        say("good_fix_after", yes(), p.fix_after);
    }
    if f.installing {
        say("install_window", yes(), p.install_window);
    }
    let total = p.prior + reasons.iter().map(|e| e.weight).sum::<f64>();
    reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    reasons.insert(0, Evidence { feature: "prior".into(), value: serde_json::Value::Null, weight: p.prior });
    (total, reasons)
}

/// How urgent log-odds are; `None` where they are not worth a word.
pub(super) fn severity(log_odds: f64, p: &RemovalParameters) -> Option<Severity> {
    // Weights are sums of decimals: a threshold met exactly is met.
    let l = log_odds + 1e-9;
    [(p.critical, Severity::Critical), (p.high, Severity::High), (p.warn, Severity::Warn)]
        .into_iter()
        .find(|(threshold, _)| l >= *threshold)
        .map(|(_, severity)| severity)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn judged(f: &Facts) -> Option<Severity> {
        let p = RemovalParameters::default();
        severity(score(f, &p).0, &p)
    }

    fn cut(silent: bool, age_s: f64) -> CutFacts {
        let scene = Scene { age_s, ..Scene::default() };
        CutFacts { scene, confirmed: true, moved_m: 0.0, moving_s: 0.0, workshop_s: 9000.0, silent }
    }

    #[test]
    fn a_cut_alone_is_nothing_and_cut_then_silent_is_high() {
        assert_eq!(judged(&Facts { cut: Some(cut(false, 60.0)), ..Facts::default() }), None);
        assert_eq!(judged(&Facts { cut: Some(cut(true, 400.0)), ..Facts::default() }), Some(Severity::High));
    }

    #[test]
    fn a_workshop_by_day_and_an_installation_are_not_high() {
        let mut c = cut(true, 400.0);
        c.scene.benign = true;
        assert!(judged(&Facts { cut: Some(c), ..Facts::default() }) < Some(Severity::High));
        let tamper = Some(Scene::default());
        assert_eq!(judged(&Facts { tamper, ..Facts::default() }), Some(Severity::High));
        assert_eq!(judged(&Facts { tamper, installing: true, ..Facts::default() }), None);
    }

    #[test]
    fn driving_on_without_power_is_high_after_half_an_hour() {
        let mut c = cut(false, 2000.0);
        (c.moved_m, c.moving_s) = (4000.0, 1900.0);
        assert_eq!(judged(&Facts { cut: Some(c), ..Facts::default() }), Some(Severity::High));
    }

    #[test]
    fn three_missed_wakes_are_high_unless_the_battery_or_a_common_cause_explains_them() {
        let silence = SilenceFacts { missed: Some((3, 0)), miss_chance: 0.05, ..SilenceFacts::default() };
        let with = |s: SilenceFacts| judged(&Facts { silence: Some(s), ..Facts::default() });
        assert_eq!(with(silence), Some(Severity::High));
        assert_eq!(with(SilenceFacts { battery_running_out: true, ..silence }), None);
        assert_eq!(with(SilenceFacts { missed: Some((0, 3)), ..silence }), None);
        // Two are missed by chance now and then, even where the car drives about with its other tracker.
        let two = SilenceFacts { missed: Some((2, 0)), miss_chance: 0.02, partner_driving: true, ..silence };
        assert_eq!(with(two), Some(Severity::Warn));
        let doubtful = SilenceFacts { missed: Some((3, 0)), miss_chance: 0.08, ..silence };
        assert_eq!(with(doubtful), Some(Severity::Warn));
        assert_eq!(with(SilenceFacts { partner_driving: true, ..doubtful }), Some(Severity::High));
    }

    #[test]
    fn silence_alone_is_never_high_for_a_wired_device() {
        let silence = SilenceFacts { elapsed_s: 30.0 * 86_400.0, deadline_s: 900.0, ..SilenceFacts::default() };
        assert_eq!(judged(&Facts { silence: Some(silence), ..Facts::default() }), None);
    }
}
