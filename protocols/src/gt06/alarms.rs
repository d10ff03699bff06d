//! What alarm codes mean. They differ by model, so the model of the device (`Options::model`) chooses the table.

use crate::message::{Alarm, Alarms};

/// Models whose codes differ from the family's common table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Model {
    /// The family's common table: not known, or one of Concox/Jimi's wireless trackers, which the table is written for
    /// (0x0C the light sensor, 0x13 the dismantling switch).
    #[default]
    Common,
    /// Concox/Jimi wired trackers, where 0x0C is "powered on" and 0x13 the tamper switch of the case.
    JimiWired,
    /// LW4G series: driving behaviour on 0x09 and 0x18 to 0x1B.
    Lw4g,
    /// SEEWORLD: heartbeat of its own.
    Seeworld,
    /// R11: heartbeat with the external voltage.
    R11,
}

impl Model {
    /// Of a model name as an operator enters it.
    pub fn named(name: Option<&str>) -> Model {
        let Some(name) = name else { return Model::Common };
        let starts = |prefix: &str| name.get(..prefix.len()).is_some_and(|head| head.eq_ignore_ascii_case(prefix));
        // The list on the title page of Concox's "GPS Tracker Communication Protocol" V1.1.7 and JM-VL03 V1.1.2.
        const JIMI: &[&str] =
            &["GT06N", "GT06E", "GT06F", "JM-", "VL0", "VL1", "VL5", "VL8", "GV20", "ET2", "ET3", "EG01", "OB22"];
        // The title pages of the protocols of CT10, JM-LL01 and JM-LL02 V2.1.4, LL301 V1.0, AM01 V1.10 and AT4.
        const WIRELESS: &[&str] = &["LL", "JM-LL", "AT", "JM-AT", "AM0", "CT10", "LG", "JM-LG"];
        match () {
            () if WIRELESS.iter().any(|prefix| starts(prefix)) => Model::Common,
            () if starts("LW") => Model::Lw4g,
            () if starts("SEEWORLD") => Model::Seeworld,
            () if name.eq_ignore_ascii_case("R11") => Model::R11,
            () if JIMI.iter().any(|prefix| starts(prefix)) => Model::JimiWired,
            () => Model::Common,
        }
    }
}

/// Adds what an alarm code says. Codes that only inform (GNSS blind area, sleep, airplane mode) raise nothing.
///
/// Sources: JM-VL03 communication protocol V1.1.2, "Alert and language", byte 1 (the wired trackers' table, and the
/// common one but for 0x0C and 0x13); LL301 communication protocol V1.0, "Alarm packet" (0x13); JM-VL01 V19 (0x09 "moving
/// alarm" since V14). Codes that these leave open (0x1A, 0x1B, 0x25, 0x28, 0x2E) are as other makers of the family use
/// them; LW4G's are those of its packets.
pub(super) fn raise(alarms: &mut Alarms, code: u8, model: Model) {
    let alarm = match (code, model) {
        (0x09, Model::Lw4g) => Alarm::HardAcceleration,
        (0x0c, Model::JimiWired) => Alarm::DeviceOn,
        (0x13, Model::JimiWired) => Alarm::Tamper,
        (0x18, Model::Lw4g) => Alarm::Accident,
        (0x19, Model::Lw4g) => Alarm::HardAcceleration,
        (0x01, _) => Alarm::Sos,
        (0x02, _) => Alarm::PowerCut,
        (0x03, _) => Alarm::Vibration,
        (0x04, _) => Alarm::FenceEnter,
        (0x05, _) => Alarm::FenceExit,
        (0x06, _) => Alarm::Overspeed,
        (0x09, _) => Alarm::Tow,
        // Light sensor of wireless trackers (uncovered in a hidden place).
        (0x0c, _) => Alarm::Light,
        (0x0e | 0x0f, _) => Alarm::LowExternalPower,
        (0x10, _) => Alarm::SimChange,
        (0x11 | 0x15, _) => Alarm::DeviceOff,
        // The dismantling switch under a wireless tracker; 0x32: an OBD or plug-in device pulled out.
        (0x13 | 0x32, _) => Alarm::Removed,
        (0x14, _) => Alarm::Door,
        (0x17, _) => Alarm::FakeBaseStation,
        (0x18, _) => Alarm::CoverOpen,
        (0x19, _) => Alarm::LowBattery,
        (0x1a | 0x28 | 0x30, _) => Alarm::HardBraking,
        (0x1b | 0x2a | 0x2b | 0x2e, _) => Alarm::HardCornering,
        (0x23, _) => Alarm::Fall,
        (0x25, _) => Alarm::Tamper,
        (0x29, _) => Alarm::HardAcceleration,
        (0x2c, _) => Alarm::Accident,
        _ => return,
    };
    alarms.insert(alarm);
}

/// The code to send for an alarm, where the common table has one.
pub(super) fn code(alarm: Alarm) -> Option<u8> {
    Some(match alarm {
        Alarm::Sos => 0x01,
        Alarm::PowerCut => 0x02,
        Alarm::Vibration => 0x03,
        Alarm::FenceEnter => 0x04,
        Alarm::FenceExit => 0x05,
        Alarm::Overspeed => 0x06,
        Alarm::Tow => 0x09,
        Alarm::Light => 0x0c,
        Alarm::LowExternalPower => 0x0e,
        Alarm::SimChange => 0x10,
        Alarm::DeviceOff => 0x11,
        Alarm::Removed => 0x13,
        Alarm::Door => 0x14,
        Alarm::FakeBaseStation => 0x17,
        Alarm::CoverOpen => 0x18,
        Alarm::LowBattery => 0x19,
        Alarm::Fall => 0x23,
        Alarm::Tamper => 0x25,
        Alarm::HardAcceleration => 0x29,
        Alarm::HardCornering => 0x2a,
        Alarm::Accident => 0x2c,
        Alarm::HardBraking => 0x30,
        _ => return None,
    })
}

/// Events of the dash cameras (JC100, JC200, JC400; kind 0x95), by number. The button is an emergency where a camera
/// reports it with its position; JC100 without one also sends it for a photo taken by hand.
///
/// Source: JC400 communication protocol, "Alarm packet 0x95": 1 is the alarm button, 144 to 147 driving behaviour.
pub(super) fn raise_camera_event(alarms: &mut Alarms, event: u8, located: bool) {
    alarms.insert(match event {
        0x01 if located => Alarm::Sos,
        0x01 => Alarm::General,
        0x0e => Alarm::LowExternalPower,
        0x76 => Alarm::Temperature,
        0x80 => Alarm::Vibration,
        0x87 => Alarm::Overspeed,
        0x88 => Alarm::PowerCut,
        0x90 => Alarm::HardAcceleration,
        0x91 => Alarm::HardBraking,
        0x92 => Alarm::HardCornering,
        0x93 => Alarm::Accident,
        _ => return,
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raised(code: u8, model: Model) -> Alarms {
        let mut alarms = Alarms::NONE;
        raise(&mut alarms, code, model);
        alarms
    }

    #[test]
    fn every_code_sent_is_read_back() {
        for &alarm in Alarm::ALL {
            if let Some(code) = code(alarm) {
                assert_eq!(raised(code, Model::Common), Alarms::from_iter([alarm]), "{alarm:?}");
            }
        }
    }

    #[test]
    fn light_removal_cover_and_jamming_are_told_apart() {
        let of = |code| raised(code, Model::Common).iter().next();
        assert_eq!(of(0x0c), Some(Alarm::Light));
        assert_eq!(of(0x13), Some(Alarm::Removed));
        assert_eq!(of(0x18), Some(Alarm::CoverOpen));
        assert_eq!(of(0x17), Some(Alarm::FakeBaseStation));
        assert_eq!(of(0x0a), None);
    }

    #[test]
    fn the_model_decides_the_disputed_codes() {
        let of = |code, name| raised(code, Model::named(Some(name))).iter().next();
        assert_eq!(of(0x0c, "GT06N"), Some(Alarm::DeviceOn));
        assert_eq!((of(0x0c, "JM-LL301"), of(0x13, "AT4")), (Some(Alarm::Light), Some(Alarm::Removed)));
        assert_eq!(of(0x13, "JM-VL03"), Some(Alarm::Tamper));
        assert_eq!(of(0x19, "LW4G-4B"), Some(Alarm::HardAcceleration));
        assert_eq!(of(0x19, "VL103"), Some(Alarm::LowBattery));
        assert_eq!(Model::named(Some("é")), Model::Common);
    }
}
