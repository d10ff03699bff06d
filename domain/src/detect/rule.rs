//! What an alert was judged by: the parameters of its detector, and a name for all of them together.

use super::Parameters;
use crate::alert::AlertType;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// The unit of a parameter, as its name ends.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    /// Seconds.
    Seconds,
    /// Hours.
    Hours,
    /// Days.
    Days,
    /// Metres.
    Metres,
    /// Metres a second.
    MetresPerSecond,
    /// Kilometres an hour.
    KilometresPerHour,
    /// Percent.
    Percent,
    /// Millivolts.
    Millivolts,
}

impl Unit {
    /// That of a parameter called `name`; `None`: a count, a share, or a weight in nats.
    fn of(name: &str) -> Option<Unit> {
        Some(match name.rsplit_once('_')?.1 {
            "s" => Unit::Seconds,
            "h" => Unit::Hours,
            "d" | "days" => Unit::Days,
            "m" => Unit::Metres,
            "mps" => Unit::MetresPerSecond,
            "kph" => Unit::KilometresPerHour,
            "pct" => Unit::Percent,
            "mv" => Unit::Millivolts,
            _ => return None,
        })
    }
}

/// One number that an alert was judged by.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct RuleParameter {
    /// The detector's group in the settings (`[detection.<group>]`).
    pub group: &'static str,
    /// Its name there.
    pub name: String,
    /// A number, or a list of numbers for the steps of one thing.
    pub value: Value,
    /// In this unit; `None`: a count, a share (0 to 1), or a weight in nats.
    pub unit: Option<Unit>,
}

/// The group of [`Parameters`] that alerts of a type are judged by: their detector's own. `None`: by none, the tracker says so.
pub fn group(kind: AlertType) -> Option<&'static str> {
    Some(match kind {
        AlertType::Removal => "removal",
        AlertType::Separation => "separation",
        AlertType::DeviceMoved => "device_moved",
        AlertType::GsmJamming => "gsm_jamming",
        AlertType::GpsJamming => "gps_jamming",
        AlertType::SiteVisit => "visit",
        AlertType::SiteDiscovered => "discovery",
        AlertType::Tamper => return None,
        AlertType::PowerCut => "power",
        AlertType::Tow => "tow",
        AlertType::RegionExit => "region",
        AlertType::ClockError => "clean",
        AlertType::Offline => "offline",
        AlertType::BatteryLow => "battery",
        AlertType::Outage => "outage",
        AlertType::HomeChanged => "home",
        AlertType::Overspeed => "overspeed",
        AlertType::UnderVoltage => "voltage",
        AlertType::LowSpeed => "motion",
        AlertType::MovedWhileDark => "dark",
        AlertType::Fence => "fence",
        AlertType::ProvinceExit => "province",
        AlertType::OverlongStop | AlertType::ZeroMotion => "stop",
        AlertType::AbnormalStay => "abnormal",
        AlertType::PlaceMissed => "missed",
        AlertType::Gathering => "gathering",
        AlertType::LifePattern | AlertType::OutOfArea | AlertType::RemovalRisk | AlertType::Fraud => "composite",
    })
}

/// A name for these parameters: equal numbers have one name, whichever program holds them. Twelve hexadecimal digits of the
/// SHA-256 (FIPS 180-4) of what [`kept`] gives.
pub fn version(parameters: &Parameters) -> String {
    let digest = Sha256::digest(kept(parameters).to_string());
    digest.iter().take(6).map(|byte| format!("{byte:02x}")).collect()
}

/// The parameters as they are kept: an object of groups, each an object of numbers.
pub fn kept(parameters: &Parameters) -> Value {
    serde_json::to_value(parameters).expect("structs of numbers have string keys and no failing serialisers")
}

/// What alerts of a type were judged by, out of parameters as they were kept. Of a group that was not there yet, nothing.
pub fn rule(kind: AlertType, kept: &Value) -> Vec<RuleParameter> {
    let Some(group) = group(kind) else { return Vec::new() };
    let numbers = kept.get(group).and_then(Value::as_object).into_iter().flatten();
    numbers
        .map(|(name, value)| RuleParameter { group, name: name.clone(), value: value.clone(), unit: Unit::of(name) })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_type_of_alert_has_the_numbers_of_its_detector() {
        let kept = kept(&Parameters::default());
        for kind in AlertType::ALL {
            let rule = rule(*kind, &kept);
            assert_eq!(rule.is_empty(), group(*kind).is_none(), "{kind}: {:?}", group(*kind));
            assert!(rule.iter().all(|p| p.value.is_number() || p.value.is_array()), "{kind}: {rule:?}");
        }
    }

    #[test]
    fn another_number_is_another_version() {
        let mut other = Parameters::default();
        assert_eq!(version(&other), version(&Parameters::default()));
        other.overspeed.limit_kph += 1.0;
        assert_ne!(version(&other), version(&Parameters::default()));
        let limit = rule(AlertType::Overspeed, &kept(&other)).into_iter().find(|p| p.name == "limit_kph");
        let limit = limit.expect("there");
        assert_eq!((limit.value, limit.unit), (serde_json::json!(121.0), Some(Unit::KilometresPerHour)));
    }
}
