//! Mobile radio jammed (design 4.7): a silence that began under way where others are heard, and of which the device has
//! nothing to tell afterwards. Pure; the caller gathers the facts.

use super::episode::whole;
use super::parameters::GsmJammingParameters;
use super::ways::Cover;
use crate::alert::{Evidence, Severity};

/// What the device said just before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Alarmed {
    /// Nothing.
    No,
    /// A code that some makers use for jamming and others for hard braking (GT06: 0x30).
    Perhaps,
    /// Jamming, a fake base station, or another card.
    Plainly,
}

/// Everything known about a silence that began under way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Facts {
    pub silent_s: f64,
    pub alarm: Alarmed,
    pub signal_fell: bool,
    pub both_silent: bool,
    pub cover: Cover,
    pub outage: bool,
    pub cut: bool,
    pub quiet_spot: bool,
    /// Once it is back: whether it uploaded what it stored, whether it is known to store, how far away it is, and whether
    /// it stands.
    pub back: Option<Back>,
}

/// How it came back.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Back {
    pub stored: bool,
    pub stores: Option<bool>,
    pub moved_m: f64,
    pub standing: bool,
}

/// Log-odds and the reasons, gravest first.
pub(super) fn score(f: &Facts, p: &GsmJammingParameters) -> (f64, Vec<Evidence>) {
    let mut reasons = Vec::new();
    let mut say = |feature: &str, value: serde_json::Value, weight: f64| {
        if weight != 0.0 {
            reasons.push(Evidence { feature: feature.into(), value, weight });
        }
    };
    let yes = || serde_json::Value::Bool(true);
    match f.alarm {
        Alarmed::Plainly => say("jamming_alarm", yes(), p.alarm),
        Alarmed::Perhaps => say("braking_or_jamming_alarm", yes(), p.disputed_alarm),
        Alarmed::No => {}
    }
    if f.signal_fell {
        say("signal_fell", yes(), p.signal_fell);
    }
    if f.both_silent {
        say("other_tracker_silent", yes(), p.both_silent);
    }
    match f.cover {
        Cover::Good => say("good_cover", yes(), p.good_cover),
        Cover::Poor => say("poor_cover", yes(), p.poor_cover),
        Cover::Unknown => {}
    }
    if let Some(back) = f.back {
        // A short silence loses a report or two at most.
        let long = f.silent_s >= p.least_s as f64 || f.alarm == Alarmed::Plainly;
        match (back.stored, back.stores) {
            (true, _) => say("stored_meanwhile", yes(), p.stored),
            (false, Some(true)) if long => say("nothing_stored", yes(), p.nothing_stored),
            (false, None) if long => say("nothing_stored", yes(), p.nothing_stored_unknown),
            (false, _) => {}
        }
        if back.moved_m >= p.jump_m {
            say("came_back_m", whole(back.moved_m), p.jump);
        }
        if back.standing && long && !back.stored {
            say("came_back_standing", yes(), p.back_standing);
        }
    }
    if f.outage {
        say("outage", yes(), p.outage);
    }
    if f.cut {
        say("power_cut", yes(), p.power_cut);
    }
    if f.quiet_spot {
        say("spot_without_signal", yes(), p.quiet_spot);
    }
    let total = p.prior + reasons.iter().map(|e| e.weight).sum::<f64>();
    reasons.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    reasons.insert(0, Evidence { feature: "prior".into(), value: serde_json::Value::Null, weight: p.prior });
    reasons.push(Evidence { feature: "silent_s".into(), value: whole(f.silent_s), weight: 0.0 });
    (total, reasons)
}

/// How urgent log-odds are; `None` where they are not worth a word.
pub(super) fn severity(log_odds: f64, p: &GsmJammingParameters) -> Option<Severity> {
    let l = log_odds + 1e-9;
    [(p.high, Severity::High), (p.warn, Severity::Warn)].into_iter().find(|(t, _)| l >= *t).map(|(_, s)| s)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LOST: Facts = Facts {
        silent_s: 7200.0,
        alarm: Alarmed::No,
        signal_fell: false,
        both_silent: false,
        cover: Cover::Unknown,
        outage: false,
        cut: false,
        quiet_spot: false,
        back: None,
    };

    fn judged(f: Facts) -> Option<Severity> {
        let p = GsmJammingParameters::default();
        severity(score(&f, &p).0, &p)
    }

    #[test]
    fn an_alarm_before_the_silence_is_enough_and_silence_alone_is_not() {
        assert_eq!(judged(LOST), None);
        assert_eq!(judged(Facts { alarm: Alarmed::Plainly, ..LOST }), Some(Severity::Warn));
        assert_eq!(judged(Facts { alarm: Alarmed::Plainly, cut: true, ..LOST }), None);
        assert_eq!(judged(Facts { alarm: Alarmed::Plainly, outage: true, ..LOST }), None);
    }

    #[test]
    fn who_comes_back_far_away_with_nothing_to_tell_was_jammed_and_who_tells_was_not() {
        let back = Back { stored: false, stores: None, moved_m: 5000.0, standing: false };
        assert_eq!(judged(Facts { back: Some(back), ..LOST }), Some(Severity::Warn));
        assert_eq!(judged(Facts { back: Some(Back { stored: true, ..back }), ..LOST }), None);
        assert_eq!(judged(Facts { back: Some(Back { stores: Some(false), ..back }), ..LOST }), None);
        assert_eq!(judged(Facts { cover: Cover::Poor, back: Some(back), ..LOST }), None);
        assert_eq!(judged(Facts { silent_s: 600.0, back: Some(back), ..LOST }), None);
        let near = Back { stores: Some(true), moved_m: 0.0, ..back };
        assert_eq!(judged(Facts { cover: Cover::Good, back: Some(near), ..LOST }), Some(Severity::Warn));
    }

    #[test]
    fn a_network_that_comes_back_to_a_standing_car_was_jammed_and_one_that_a_car_drives_back_to_was_not() {
        let drove_out = Back { stored: false, stores: None, moved_m: 300.0, standing: false };
        let stands = Back { standing: true, ..drove_out };
        assert_eq!(judged(Facts { back: Some(drove_out), ..LOST }), None);
        assert_eq!(judged(Facts { back: Some(stands), ..LOST }), Some(Severity::Warn));
        assert_eq!(judged(Facts { back: Some(Back { stored: true, ..stands }), ..LOST }), None);
        assert_eq!(judged(Facts { back: Some(Back { stores: Some(false), ..stands }), ..LOST }), None);
        assert_eq!(judged(Facts { quiet_spot: true, back: Some(stands), ..LOST }), None);
        assert_eq!(judged(Facts { cut: true, back: Some(stands), ..LOST }), None);
        assert_eq!(judged(Facts { silent_s: 600.0, back: Some(stands), ..LOST }), None);
    }
}
