//! Our alarms under the reference's names.

use crate::message::{Alarm, Alarms};
use std::collections::BTreeSet;

/// The reference's name for an alarm of ours.
///
/// `None` where it has no name for it: it then says `general`, another alarm's name, or nothing, which a rule must tell.
/// The reference tells fewer things apart: light sensor, opened cover and unnamed tampering are all `tampering` there,
/// so several of ours may share one name. Where it names a *different* thing, a rule in `differences.toml` says so.
pub(super) fn reference_name(alarm: Alarm) -> Option<&'static str> {
    Some(match alarm {
        Alarm::PowerCut => "powerCut",
        Alarm::PowerRestored => "powerRestored",
        Alarm::LowExternalPower => "lowPower",
        Alarm::LowBattery => "lowBattery",
        Alarm::Removed => "removing",
        Alarm::Light | Alarm::CoverOpen | Alarm::Tamper => "tampering",
        Alarm::Jamming => "jamming",
        Alarm::Vibration => "vibration",
        Alarm::Tow => "tow",
        Alarm::Movement => "movement",
        Alarm::Sos => "sos",
        Alarm::Overspeed => "overspeed",
        Alarm::LowSpeed => "lowspeed",
        Alarm::FenceEnter => "geofenceEnter",
        Alarm::FenceExit => "geofenceExit",
        Alarm::Fence => "geofence",
        Alarm::GnssAntennaCut | Alarm::GnssAntennaShort => "gpsAntennaCut",
        Alarm::Door => "door",
        Alarm::Bonnet => "bonnet",
        Alarm::Accident => "accident",
        Alarm::Fall => "fallDown",
        Alarm::HardAcceleration => "hardAcceleration",
        Alarm::HardBraking => "hardBraking",
        Alarm::HardCornering => "hardCornering",
        Alarm::LaneChange => "laneChange",
        Alarm::Fatigue => "fatigueDriving",
        Alarm::HighRpm => "highRpm",
        Alarm::Idle => "idle",
        Alarm::Parking => "parking",
        Alarm::Temperature => "temperature",
        Alarm::FuelLeak => "fuelLeak",
        Alarm::Fault => "fault",
        Alarm::Unlock => "unlock",
        Alarm::Lock => "lock",
        Alarm::DeviceOn => "powerOn",
        Alarm::DeviceOff => "powerOff",
        Alarm::FootBrake => "footBrake",
        Alarm::General => "general",
        Alarm::FakeBaseStation | Alarm::SimChange | Alarm::Stolen | Alarm::IllegalIgnition => return None,
    })
}

/// Two sets of alarms that do not mean the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct AlarmGap {
    /// All of ours.
    pub ours: Alarms,
    /// All of the reference's.
    pub reference: BTreeSet<String>,
    /// Ours that the reference does not have.
    pub extra: Vec<Alarm>,
    /// The reference's that we do not have.
    pub missing: Vec<String>,
}

/// Compares our set with the reference's comma-joined list (a set too: it may name one alarm twice).
pub(super) fn gap(ours: Alarms, reference: &str) -> Option<AlarmGap> {
    let reference: BTreeSet<String> = reference.split(',').filter(|n| !n.is_empty()).map(str::to_owned).collect();
    let extra: Vec<Alarm> =
        ours.iter().filter(|&a| !reference_name(a).is_some_and(|name| reference.contains(name))).collect();
    let missing: Vec<String> = reference
        .iter()
        .filter(|name| !ours.iter().any(|a| reference_name(a) == Some(name.as_str())))
        .cloned()
        .collect();
    (!extra.is_empty() || !missing.is_empty()).then_some(AlarmGap { ours, reference, extra, missing })
}

/// Names of ours, comma-joined.
pub(super) fn list(alarms: Alarms) -> String {
    alarms.iter().map(Alarm::name).collect::<Vec<_>>().join(",")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_twice_is_one_alarm() {
        assert_eq!(gap(Alarms::from_iter([Alarm::PowerCut]), "powerCut,powerCut"), None);
    }

    #[test]
    fn light_and_cover_are_tampering_to_the_reference_and_removal_is_not() {
        assert_eq!(gap(Alarms::from_iter([Alarm::Light]), "tampering"), None);
        assert_eq!(gap(Alarms::from_iter([Alarm::CoverOpen, Alarm::Light]), "tampering"), None);
        let gap = gap(Alarms::from_iter([Alarm::Removed]), "tampering").expect("two different names");
        assert_eq!((gap.extra, gap.missing), (vec![Alarm::Removed], vec!["tampering".to_owned()]));
    }

    #[test]
    fn an_alarm_without_a_name_there_needs_a_rule() {
        assert!(gap(Alarms::from_iter([Alarm::Stolen]), "general").is_some());
    }

    #[test]
    fn an_alarm_the_reference_lacks_is_a_gap_and_so_is_one_we_lack() {
        assert!(gap(Alarms::from_iter([Alarm::Sos]), "").is_some());
        assert!(gap(Alarms::NONE, "sos").is_some());
        assert_eq!(gap(Alarms::NONE, ""), None);
    }
}
