//! Which sign of the evidence is whose weight.

use crate::detect::RemovalParameters;

/// A sign that removal weighs, and its weight among the parameters.
#[derive(Debug, Clone, Copy)]
pub struct Sign {
    /// As evidence names it.
    pub feature: &'static str,
    /// As the parameters name its weight.
    pub parameter: &'static str,
    read: fn(&RemovalParameters) -> f64,
    write: fn(&mut RemovalParameters, f64),
}

macro_rules! signs {
    ($($feature:literal = $parameter:ident,)*) => {
        /// Every sign whose share in the log-odds is its weight times how much of it there was.
        pub(super) const SIGNS: &[Sign] = &[$(Sign {
            feature: $feature,
            parameter: stringify!($parameter),
            read: |p| p.$parameter,
            write: |p, w| p.$parameter = w,
        },)*];
    };
}

// Not among them: `missed_wakes`, which counts the logarithm of a chance that each tracker teaches.
signs! {
    "power_cut" = power_cut,
    "silent_after_cut" = silent_after_cut,
    "moved_without_power_m" = moved_without_power,
    "on_backup_moving_s" = backup_moving,
    "cut_unrestored" = cut_unrestored,
    "tamper_alarm" = tamper,
    "missed_wakes_both_silent" = missed_wake_shared,
    "other_tracker_driving" = partner_driving,
    "silence_ratio" = silence_slope,
    "other_tracker_moved_m" = partner_moved,
    "battery_running_out" = battery_trend,
    "spot_without_signal" = quiet_place,
    "long_park" = long_park,
    "outage" = outage,
    "night" = night,
    "unusual_place" = unusual_place,
    "near_known_site" = near_site,
    "benign_place" = benign_place,
    "other_tracker_silent" = partner_silent,
    "overdue_instalments" = overdue,
    "jamming_alarm" = jamming,
    "sim_or_base_station_alarm" = sim,
    "vibration_before" = vibration,
    "tow_alarm" = tow,
    "power_restored" = power_restored,
    "short_cut_s" = short_cut,
    "good_fix_after" = fix_after,
    "install_window" = install_window,
}

/// The number of a feature's sign among all.
pub(super) fn index_of(feature: &str) -> Option<usize> {
    SIGNS.iter().position(|s| s.feature == feature)
}

/// The sign of a feature of the evidence.
pub fn sign_of(feature: &str) -> Option<&'static Sign> {
    SIGNS.get(index_of(feature)?)
}

impl Sign {
    /// Its weight, nats.
    pub fn weight(&self, p: &RemovalParameters) -> f64 {
        (self.read)(p)
    }

    /// Sets its weight, nats. Silence has a slope and a limit, which keep their proportion.
    pub(super) fn set(&self, p: &mut RemovalParameters, weight: f64) {
        let before = self.weight(p);
        if self.parameter == "silence_slope" && before != 0.0 {
            p.silence_most *= weight / before;
        }
        (self.write)(p, weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_sign_reads_and_writes_its_own_weight() {
        let before = RemovalParameters::default();
        for (index, sign) in SIGNS.iter().enumerate() {
            let mut after = before.clone();
            sign.set(&mut after, 0.125);
            assert_eq!(sign.weight(&after), 0.125, "{}", sign.feature);
            let others = SIGNS.iter().enumerate().filter(|(i, _)| *i != index);
            assert!(others.into_iter().all(|(_, s)| s.weight(&after) == s.weight(&before)), "{}", sign.feature);
            assert_eq!(sign_of(sign.feature).map(|s| s.parameter), Some(sign.parameter));
        }
        assert!(sign_of("prior").is_none() && sign_of("missed_wakes").is_none());
    }

    #[test]
    fn the_limit_of_silence_follows_its_slope() {
        let mut p = RemovalParameters::default();
        sign_of("silence_ratio").expect("a sign").set(&mut p, 2.4);
        assert_eq!((p.silence_slope, p.silence_most), (2.4, 8.0));
    }
}
